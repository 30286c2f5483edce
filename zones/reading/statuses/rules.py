"""Statuses: what was agreed, set up, in force, working, ended; and who holds ground."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Status
from .agreeing import agreed_in, is_local
from .agreements import agreement_of, told_agreement
from .clauses import said_of
from ..dating import begin_of, date_near, day_dates, holds_date
from ..drafts import Draft, Target, draft_from
from .deals import of_deals
from .entry import day_after, entry
from .endings import delimited, ended, fallen, fate_of_agreement, violated
from .losses import lost
from .missions import mission_terms
from ..modality import is_negated, is_question, modality_of
from ..scene import Scene, View, ZoneMention, is_near
from .words import (
    AGREED,
    ANNOUNCED,
    BEGAN_TO_WORK,
    FAILED,
    FUNCTIONS,
    NEVER,
    PROPOSAL,
    SET_UP,
    STANDS,
    THERE_IS,
)
from ..targets import Memory, core_zones, target_of
from .terms import CREATED, attributed, prolonged, stated_term, term
from .told import told
from .verbs import nouns_in

__all__ = ["find_statuses"]


_WHEREABOUTS = re.compile(
    r"\b(?:in|inside|within|into|from|across|along|near|of|through)\s+$", re.I
)


def _is_whereabouts(view: View, zone: ZoneMention) -> bool:
    """Whether a zone is but the place of something: "posts inside the zone"."""
    is_ground = zone.type not in (None, "ceasefire") and not zone.plural
    return is_ground and _WHEREABOUTS.search(view.text[: zone.start]) is not None


_ARTICLES = 5
"""How many paragraphs on a text may say for how long those who keep a truce stay."""


def find_statuses(scene: Scene, memory: Memory) -> list[Draft]:
    """Read the statuses, terms and losses of zones from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    last: tuple[int, ZoneMention, Target] | None = None
    gone: str | None = None
    named: list[tuple[int, Target]] = []
    for number, view in enumerate(scene.views):
        if is_question(view.text):
            last = _topic(scene, view, memory) or last
            continue
        memory.told = told_agreement(view) or memory.told
        if last is not None and last[0] >= view.sentence.paragraph - 1:
            drafts.extend(_signed_later(scene, view, *last[1:]))
            if not view.zones:
                drafts.extend(stated_term(view, last[2]))
        elif last is not None and last[0] >= view.sentence.paragraph - _ARTICLES:
            drafts.extend(() if view.zones else stated_term(view, last[2], far=True))
        if gone is not None and not view.zones:
            drafts.extend(fallen(view, gone, core_zones(view)))
        before, told_here = last, len(drafts)
        drafts.extend(fate_of_agreement(scene, view, last[2] if last else None))
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is None:
                drafts.extend(_agreed_set(scene, view, zone, memory))
                continue
            named.append((number, target))
            if not _is_whereabouts(view, zone):
                last = (view.sentence.paragraph, zone, target)
            found = list(_statuses(scene, view, zone, target, memory))
            found.extend(told(scene, view, zone, target, _statuses_of(found)))
            if is_local(view, zone):
                found = [d for d in found if not _is_agreed(d)]
            if target.of and any(_is_ended(draft) for draft in found):
                gone = target.type
            drafts.extend(found)
        if before is not None:
            known = _statuses_of(drafts[told_here:])
            drafts.extend(of_deals(scene, view, before, known))
    told_terms = {d.start for d in drafts if d.kind == "term"}
    missions = mission_terms(scene, named)
    return drafts + [d for d in missions if d.start not in told_terms]


def _topic(
    scene: Scene, view: View, memory: Memory
) -> tuple[int, ZoneMention, Target] | None:
    """Return the one zone that a question is about: "And the truce of May?"."""
    if len(view.zones) != 1:
        return None
    target = target_of(scene, view, view.zones[0], memory)
    if target is None:
        return None
    return view.sentence.paragraph, view.zones[0], target


def _statuses_of(drafts: Iterable[Draft]) -> set[str]:
    return {d.body.status for d in drafts if isinstance(d.body, Status)}


def _is_agreed(draft: Draft) -> bool:
    return isinstance(draft.body, Status) and draft.body.status == "agreed"


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
        modality=modality_of(view.text, without=("negotiated",)),
    )


def _agreed_set(
    scene: Scene, view: View, zone: ZoneMention, memory: Memory
) -> Iterator[Draft]:
    """Read "it was one of four zones agreed by …": so four zones were agreed."""
    kind = zone.type or memory.last_type
    if zone.of is None or zone.ordinal != 0 or kind is None:
        return
    draft = agreed_in(scene, view, zone, Target(kind, (), zone.of), memory)
    if draft is not None:
        yield draft


def _statuses(
    scene: Scene, view: View, zone: ZoneMention, target: Target, memory: Memory
) -> Iterator[Draft]:
    agreed = agreed_in(scene, view, zone, target, memory)
    if agreed is not None:
        yield agreed
    yield from violated(scene, view, zone, target, agreed is not None)
    yield from prolonged(scene, view, zone, target, agreed is not None)
    if _is_setting(view, zone):
        return
    for rule in (
        _proposed,
        _functioning,
        _in_force,
        _existing,
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


_TALKS = caseless(
    r"\b(?:talks|negotiations|consultations|discussions|conference|committee|"
    r"commission|meetings?)\s+(?:on|about|over|for)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?$",
)
_INSIDE = caseless(r"\b(?:in|inside|within|along|around|near)\s+$")


def _is_setting(view: View, zone: ZoneMention) -> bool:
    """Whether a zone only says where another thing is ("the truce in the X zone")."""
    if _TALKS.search(view.text[: zone.start]):
        return True
    if _INSIDE.search(view.text[: zone.start]):
        return not re.match(r",\s+which\b", view.text[zone.end :])
    if zone.plural or zone.count or zone.type == "ceasefire":
        return False
    return bool(_OF_ANOTHER.search(view.text[: zone.start]))


_SECOND = caseless(r"[^.;]*(?:\band|,)\s+(?:(?:ha[sd]|have|also|then|later)\s+)*$")
_IDEA = caseless(r"\bidea\s+of\b|\bdraft\b|\bproposals?\b")


def _proposed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "a zone will be created", "proposed to set up a zone", "talks about one"."""
    if agreed or zone.type in (None, "security strip") or zone.definite:
        return
    proposal = PROPOSAL.search(view.text)
    is_clear = proposal is not None and _IDEA.search(proposal[0])
    created = proposal if is_clear else CREATED.search(view.text) or proposal
    if created and _SECOND.search(view.text[zone.end : created.start()]):
        return  # "declared a truce and called for elections"
    if not created or not is_near(view, zone, created, 80):
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
    enters = entry(view, zone)
    if enters is not None:
        begins = day_after(view, enters) or date_near(view, enters.end())
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
        if (
            since is None
            and modality_of(text, stands.start(), stands.end()) in _NOT_YET
        ):
            return
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


def _existing(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "there are currently four agreed zones" on the day it is said."""
    there = THERE_IS.search(view.text[: zone.start])
    if not there or agreed or zone.type is None or is_question(view.text):
        return
    if modality_of(view.text, there.start(), zone.end) != "asserted":
        return
    is_agreed = "agreed" in view.text[zone.start : zone.end].lower().split()
    status = "agreed" if is_agreed else "in_force"
    body = Status(status, holds=holds_date(scene, view))
    draft = draft_from(view, "status", body, "there-is")
    yield replace(draft, target=target, type=target.type)


def _since(view: View) -> str | None:
    """Return the date that the sentence says something has lasted from."""
    for start, end, edtf in day_dates(view):
        is_open = re.search(r"\b(?:from|since)\s+$", view.text[:start], re.I)
        is_closed = re.match(r"\s+(?:to|until|till|through)\b", view.text[end:])
        if edtf.endswith("/..") or is_open and not is_closed:
            return begin_of(edtf)
    return None


_NOT_YET = frozenset({"planned", "proposed", "conditional", "negotiated"})


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
    if is_negated(view.text, match.start(), match.end()) or entry(view, zone):
        return
    if "that" in _gap(match, zone, view).split() and any(
        said.fate.status == "ended" for said in said_of(view.text, zone.start, zone.end)
    ):
        return  # "declared that the truce was over"
    if any(
        fate.status != "announced" for *_, fate in nouns_in(_gap(match, zone, view))
    ):
        return  # "announced an end to the truce"
    if _LENGTHENING.search(_gap(match, zone, view)):
        return  # "announced the extension of the truce"
    created = CREATED.search(view.text)
    if created is None and zone.type != "ceasefire":
        return
    body = Status("announced", begins=_day_of_saying(view, match.start()))
    draft = draft_from(view, "status", body, "announced")
    modality = modality_of(view.text[: zone.start])
    yield replace(draft, target=target, type=target.type, modality=modality)


_LENGTHENING = caseless(r"\b(?:extend|extension|prolong|renew)\w*")


def _gap(match: re.Match[str], zone: ZoneMention, view: View) -> str:
    return view.text[match.end() : zone.start]


def _day_of_saying(view: View, at: int) -> str | None:
    """Return the date nearest to a word of announcing, which dates the saying."""
    dates = sorted(day_dates(view), key=lambda date: (abs(date[0] - at), date[0]))
    return begin_of(dates[0][2]) if dates else None
