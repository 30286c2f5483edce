"""Statuses: what was agreed, set up, in force, working, ended; and who holds ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Status
from .agreements import agreement_of, told_agreement
from .dating import begin_of, date_near, day_dates, holds_date
from .drafts import Agreement, Draft, Target, draft_from
from .endings import delimited, ended, fallen, fate_of_agreement, violated
from .losses import lost
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View, ZoneMention, is_near
from .status_words import (
    AGREED,
    ANNOUNCED,
    APPLIES,
    BEGAN_TO_WORK,
    BORDERS,
    ENTERS,
    FAILED,
    FROM,
    FUNCTIONS,
    GUARANTORS,
    HELD_SINCE,
    NEVER,
    OF_AN_AGREEMENT,
    PROPOSAL,
    PROVIDES,
    SET_UP,
    STANDS,
    STARTS,
    WAS_AGREED,
)
from .targets import Memory, core_zones, target_of
from .terms import CREATED, attributed, stated_term, term

__all__ = ["find_statuses"]


def find_statuses(scene: Scene, memory: Memory) -> list[Draft]:
    """Read the statuses, terms and losses of zones from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    last: tuple[int, ZoneMention, Target] | None = None
    gone: str | None = None
    for view in scene.views:
        if is_question(view.text):
            continue
        memory.told = told_agreement(view) or memory.told
        if last is not None and last[0] >= view.sentence.paragraph - 1:
            drafts.extend(_signed_later(scene, view, *last[1:]))
            if not view.zones:
                drafts.extend(stated_term(view, last[2]))
        if gone is not None and not view.zones:
            drafts.extend(fallen(view, gone, core_zones(view)))
        drafts.extend(fate_of_agreement(scene, view, last[2] if last else None))
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is None:
                drafts.extend(_agreed_set(scene, view, zone, memory))
                continue
            last = (view.sentence.paragraph, zone, target)
            found = list(_statuses(scene, view, zone, target, memory))
            if target.of and any(_is_ended(draft) for draft in found):
                gone = target.type
            drafts.extend(found)
    return drafts


def _is_ended(draft: Draft) -> bool:
    return isinstance(draft.body, Status) and draft.body.status == "ended"


_SIGNED = re.compile(
    r"(?:The|This|That)\s+(?:document|memorandum|agreement|accord|deal|treaty|text)\s+"
    r"(?:itself\s+)?(?:was|were|has\s+been|had\s+been)\s+(?:signed|concluded|reached|"
    r"adopted|approved)\b"
)


_NAMED = re.compile(
    r"The\s+(?:[\w-]+\s+){0,4}?(?i:agreement|accord|treaty|memorandum|protocol)\s+of\s+"
    r"[\w\s,]{4,24}?\s(?:left|leaves|keeps|kept|allows?|allowed|limits|limited|bars|"
    r"obliges)\b[^.;]*\b(?:in\s+it|there|(?:in|from)\s+the\s+(?:zone|area))\b"
)


def _signed_later(
    scene: Scene, view: View, zone: ZoneMention, target: Target
) -> Iterator[Draft]:
    """Read "the document was signed on …" after a sentence on zones it creates."""
    is_signed = not view.zones and _SIGNED.match(view.text)
    is_named = _NAMED.match(view.text) and told_agreement(view)
    if not (is_signed or is_named) or FAILED.search(view.text):
        return
    agreement = agreement_of(scene, view, zone, target)
    draft = draft_from(
        view, "status", Status("agreed", begins=agreement.date), "signed"
    )
    yield replace(
        draft,
        target=target,
        type=target.type,
        agreement=agreement,
        modality=modality_of(view.text),
    )


def _agreed_set(
    scene: Scene, view: View, zone: ZoneMention, memory: Memory
) -> Iterator[Draft]:
    """Read "it was one of four zones agreed by …": so four zones were agreed."""
    kind = zone.type or memory.last_type
    if zone.of is None or zone.ordinal != 0 or kind is None:
        return
    draft = _agreed(scene, view, zone, Target(kind, (), zone.of), memory)
    if draft is not None:
        yield draft


def _statuses(
    scene: Scene, view: View, zone: ZoneMention, target: Target, memory: Memory
) -> Iterator[Draft]:
    agreed = _agreed(scene, view, zone, target, memory)
    if agreed is not None:
        yield agreed
    yield from violated(scene, view, zone, target, agreed is not None)
    if _is_setting(view, zone):
        return
    for rule in (
        _proposed,
        _functioning,
        _in_force,
        ended,
        delimited,
        lost,
        _announced,
        attributed,
        term,
    ):
        yield from rule(scene, view, zone, target, agreed is not None)


_OF_ANOTHER = re.compile(
    r"\b(?:cease-?fire|truce|agreement|deal|situation|fighting|parts?|rules?|regime|"
    r"memorandum|talks|violations?|territory)\s+(?:in|for|on|of|inside|within|about|"
    r"over)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s+)*$",
)


_INSIDE = re.compile(r"\b(?:in|inside|within|along|around|near)\s+$", re.I)


def _is_setting(view: View, zone: ZoneMention) -> bool:
    """Whether a zone only says where another thing is ("the truce in the X zone")."""
    if _INSIDE.search(view.text[: zone.start]):
        return not re.match(r",\s+which\b", view.text[zone.end :])
    if zone.plural or zone.count or zone.type == "ceasefire":
        return False
    return bool(_OF_ANOTHER.search(view.text[: zone.start]))


def _agreed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, memory: Memory
) -> Draft | None:
    """Read "signed a memorandum on …", "agreed to establish …", "under the deal …"."""
    text = view.text
    back = _UNDER_IT.search(text[: zone.start])
    word = _word_of_agreement(text, zone) or back or OF_AN_AGREEMENT.search(text)
    if word is None or FAILED.search(_clause_at(text, zone)):
        return None
    if not back and not _is_subject(view, zone):
        return None
    modality = "asserted" if back else _agreed_modality(text, word)
    if modality in ("conditional", "proposed", "planned", "negotiated"):
        return None
    agreement = agreement_of(scene, view, zone, target)
    if back or agreement.date is None and _POINTS_BACK.search(text):
        if memory.told is None:
            return None if back else _agreed_draft(view, zone, target, agreement)
        agreement = replace(agreement, date=memory.told)
    enters = ENTERS.search(text)
    if enters and all(start > enters.start() for start, _, _ in day_dates(view)):
        return None  # the date is that of entering into force
    draft = _agreed_draft(view, zone, target, agreement)
    return replace(draft, modality=modality)


def _agreed_draft(
    view: View,
    zone: ZoneMention,
    target: Target,
    agreement: Agreement,
) -> Draft:
    step = "delimited" if BORDERS.search(view.text[: zone.start]) else "agreed"
    draft = draft_from(view, "status", Status(step, begins=agreement.date), step)
    return replace(
        draft,
        target=target,
        type=target.type,
        agreement=agreement,
        speaker=view.speaker,
    )


_UNDER_IT = re.compile(
    rf"(?:^|\b[Ii]t\s+|\b(?:memorandum|agreement|accord|deal|treaty|document)\s+)"
    rf"(?:also\s+)?{PROVIDES.pattern}[^.;]{{0,40}}$",
    re.I,
)
_POINTS_BACK = re.compile(
    r"\b(?:under|by|with|in)\s+(?:its|the|that|this)\s+(?:same\s+)?(?:accord|agreement|"
    r"memorandum|deal|treaty|document|terms)\b",
    re.I,
)


def _word_of_agreement(text: str, zone: ZoneMention) -> re.Match[str] | None:
    """Return the word of agreement nearest to the zone, those of its clause first."""
    found = list(AGREED.finditer(text))
    if not found:
        return None

    def rank(match: re.Match[str]) -> tuple[int, int]:
        first, last = sorted((match.start(), zone.start))
        return text.count(";", first, last), abs(match.start() - zone.start)

    return min(found, key=rank)


def _clause_at(text: str, zone: ZoneMention) -> str:
    start = text.rfind(";", 0, zone.start) + 1
    end = text.find(";", zone.end)
    return text[start : end if end > 0 else len(text)]


def _is_subject(view: View, zone: ZoneMention) -> bool:
    """Whether the words of agreement are about this zone."""
    text = view.text
    is_dated = any(
        re.fullmatch(r"\s+of\s+", text[zone.end : start])
        for start, _, _ in day_dates(view)
        if start > zone.end
    )
    passive = _PASSIVE.match(text, zone.end)
    if zone.type == "ceasefire":
        is_old = zone.definite and not zone.place and not is_dated and not passive
        return not is_old and not GUARANTORS.search(text[: zone.start])
    created = CREATED.search(text)
    made = OF_AN_AGREEMENT.search(text)
    if zone.type is None:
        is_known = zone.definite or zone.count is not None
        return bool(is_known and (created or passive or made))
    before = rf"{AGREED.pattern}[^.;]{{0,60}}$"
    return bool(
        created
        or passive
        or made
        or is_dated
        or re.search(before, text[: zone.start], re.I)
    )


_PASSIVE = re.compile(
    rf"(?:\s+(?:for|in|of|on|between|around)\s+[^.;,]{{2,60}}?)?{WAS_AGREED.pattern}",
    re.I,
)


def _agreed_modality(text: str, word: re.Match[str]) -> str:
    modality = modality_of(text[: word.end()])
    if modality in ("planned", "negotiated", "proposed"):
        done = re.search(
            r"\b(?:signed|reached|agreed|concluded|adopted|in\s+accordance|"
            r"in\s+line|under)\b",
            text,
            re.I,
        )
        will = re.search(
            r"\b(?:will|would|plan\w*\s+to|to\s+be)\s+(?:be\s+)?(?:sign|agree|"
            r"reach)",
            text,
            re.I,
        )
        return "asserted" if done and not will else modality
    return modality


_IDEA = re.compile(r"\bidea\s+of\b|\bdraft\b|\bproposals?\b", re.I)


def _proposed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "a zone will be created", "proposed to set up a zone", "talks about one"."""
    if agreed or zone.type in (None, "security strip") or zone.definite:
        return
    proposal = PROPOSAL.search(view.text)
    is_clear = proposal is not None and _IDEA.search(proposal[0])
    created = proposal if is_clear else CREATED.search(view.text) or proposal
    if not created or not is_near(view, zone, created, 60):
        return
    is_idea = bool(_IDEA.search(created[0]))
    if is_negated(view.text, zone.start, zone.end):
        return
    if FAILED.search(view.text) and not is_idea:
        return
    if NEVER.search(view.text[zone.end : zone.end + 80]):
        return
    last = max(created.end(), zone.end)
    modality = modality_of(view.text, min(created.start(), zone.start), last)
    if is_idea:
        modality = "proposed"
    if modality not in ("conditional", "proposed", "planned", "negotiated"):
        return
    draft = draft_from(view, "status", Status("proposed"), "proposed")
    yield replace(draft, target=target, type=target.type, modality=modality)


def _functioning(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    begun = BEGAN_TO_WORK.search(view.text)
    match = begun or FUNCTIONS.search(view.text)
    if not match or not is_near(view, zone, match, 60):
        return
    if is_negated(view.text, match.start(), match.end()):
        return
    begins = date_near(view, match.end()) if begun else None
    holds = None if begins else holds_date(scene, view)
    body = Status("functioning", begins=begins, holds=holds)
    yield replace(
        draft_from(view, "status", body, "functioning"),
        target=target,
        type=target.type,
        modality=modality_of(view.text, match.start(), match.end()),
    )


def _in_force(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    text = view.text
    enters = _entry(view, zone)
    if enters is not None:
        begins = _day_after(view, enters) or date_near(view, enters.end())
        if begins is None and ANNOUNCED.search(text):
            begins = _day_of_saying(view, enters.start())
        holds = None if begins else holds_date(scene, view)
        body = Status("in_force", begins=begins, holds=holds)
        modality = modality_of(text, enters.start(), enters.end())
        yield from _force(view, body, target, modality, enters)
        return
    stands = STANDS.search(text, zone.end)
    if stands and is_near(view, zone, stands, 60):
        since = _since(view)
        holds = None if since else holds_date(scene, view)
        body = Status("in_force", begins=since, holds=holds)
        modality = modality_of(text, stands.start(), stands.end())
        yield from _force(view, body, target, modality, stands)
        return
    created = SET_UP.search(text, zone.end)
    if created and not agreed and is_near(view, zone, created, 50):
        if not AGREED.search(text):
            date = date_near(view, created.end())
            body = (
                Status("in_force", begins=date)
                if date
                else Status("in_force", holds=holds_date(scene, view))
            )
            modality = modality_of(text[: created.end()])
            yield from _force(view, body, target, modality, created)


def _day_after(view: View, match: re.Match[str]) -> str | None:
    """Return the date that stands right after the words of beginning."""
    for start, _, edtf in sorted(day_dates(view)):
        gap = view.text[match.end() : start]
        if start >= match.end() - 4 and len(gap) < 40 and not re.search("[;,]", gap):
            return begin_of(edtf)
    return None


def _since(view: View) -> str | None:
    """Return the date that the sentence says something has lasted from."""
    for start, end, edtf in day_dates(view):
        is_open = re.search(r"\b(?:from|since)\s+$", view.text[:start], re.I)
        is_closed = re.match(r"\s+(?:to|until|till|through)\b", view.text[end:])
        if edtf.endswith("/..") or is_open and not is_closed:
            return begin_of(edtf)
    return None


def _entry(view: View, zone: ZoneMention) -> re.Match[str] | None:
    """Return the words that say from when a zone is in force."""
    text = view.text
    for pattern, after in (
        (ENTERS, False),
        (FROM, False),
        (STARTS, True),
        (APPLIES, True),
        (HELD_SINCE, True),
    ):
        match = pattern.search(text, zone.end if after else 0)
        if match is None:
            continue
        is_around = match.start() <= zone.start < match.end()
        reach = 60 if after else 110
        if is_around or is_near(view, zone, match, reach):
            return match
    return None


def _force(
    view: View, body: Status, target: Target, modality: str, match: re.Match[str]
) -> Iterator[Draft]:
    if is_negated(view.text, match.start(), match.end()):
        return
    draft = draft_from(view, "status", body, "in-force")
    yield replace(draft, target=target, type=target.type, modality=modality)


def _announced(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    match = ANNOUNCED.search(view.text[: zone.start])
    if not match or agreed or not is_near(view, zone, match, 60):
        return
    if is_negated(view.text, match.start(), match.end()) or _entry(view, zone):
        return
    created = CREATED.search(view.text)
    if created is None and zone.type != "ceasefire":
        return
    body = Status("announced", begins=_day_of_saying(view, match.start()))
    draft = draft_from(view, "status", body, "announced")
    modality = modality_of(view.text[: zone.start])
    yield replace(draft, target=target, type=target.type, modality=modality)


def _day_of_saying(view: View, at: int) -> str | None:
    """Return the date nearest to a word of announcing, which dates the saying."""
    dates = sorted(day_dates(view), key=lambda date: (abs(date[0] - at), date[0]))
    return begin_of(dates[0][2]) if dates else None
