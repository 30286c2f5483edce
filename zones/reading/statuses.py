"""Statuses: what was agreed, set up, in force, working, ended; and who holds ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Status
from .agreements import agreement_of
from .dating import date_near, holds_date
from .drafts import Draft, Target, draft_from
from .losses import lost
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View, ZoneMention, is_near
from .targets import Memory, target_of
from .terms import CREATED, attributed, term

__all__ = ["find_statuses"]

_AGREED = re.compile(
    r"\b(?:agreed(?!\s+(?:lines?|borders?|maps?|positions?)\b)|"
    r"agree(?:s)?\s+(?:on|to)|signed|sign(?:s|ing)|agreements?|memorandum|"
    r"accords?|deals?|protocol|concluded|reached|approved|adopted)\b",
    re.I,
)
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ing)?\s+to\s+(?:agree|sign|reach)|refus(?:ed|"
    r"es)\s+to\s+(?:agree|"
    r"sign)|(?:did|do|does|has|have)\s+not\s+(?:agree|sign|reach)\w*|no\s+agreement|"
    r"comment|cannot\s+answer|violat\w+|without\s+(?:an?\s+)?agreement)\b",
    re.I,
)
_FUNCTIONS = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|now|already|currently|fully|been)\s+)+"
    r"(?:functioning|operating|operational|working|in\s+operation|active)\b"
    r"|\bzones?\s+(?:function|operate|work)s?\b",
    re.I,
)
_ENTERS = re.compile(
    r"\b(?:c[ao]mes?|coming|enter(?:s|ed)?|w[eo]nt|go(?:es)?|took|take(?:s|n)?|"
    r"put|brought)\s+(?:in)?to\s+(?:force|effect)\b|\b(?:took|takes?|"
    r"taking)\s+effect\b|"
    r"\b(?:has|have)\s+been\s+in\s+(?:force|effect)\b",
    re.I,
)
_STANDS = re.compile(
    r"\b(?:is|are|remains?|was|were|be)\s+(?:still\s+)?(?:in\s+(?:force|effect|place)|"
    r"being\s+observed|observed|holding)\b",
    re.I,
)
_FROM = re.compile(
    r"\b(?:establish|introduc|institut|declar|begin|start|announc)\w*\s+(?:an?\s+|"
    r"the\s+)?"
    r"(?:\w+\s+)?(?:cease[\s-]?fire|truce|cessation\s+of\s+hostilities)\s+"
    r"(?:from|starting|beginning|as\s+of|on|at)\b",
    re.I,
)
_ENDED = re.compile(
    r"\b(?P<collapse>collaps(?:e[sd]?|ing)|br(?:oke|oken)\s+down|fell\s+apart|"
    r"unravel(?:l?ed))|\b(?P<expire>expire[sd]?|lapsed|ran\s+out)|"
    r"\b(?P<denounce>denounced|renounced|withdrew\s+from|annulled|repudiated|"
    r"scrapped|tore\s+up|abrogated)|"
    r"\b(?P<replace>(?:was|were|been)\s+(?:replaced|superseded))|"
    r"\b(?P<end>(?:was|were|been|is|has)\s+(?:abolished|dissolved|dismantled|ended|"
    r"terminated|lifted|cancelled|liquidated|eliminated)|ceased\s+to\s+exist|ended)\b",
    re.I,
)
_HOW = {
    "collapse": "unknown",
    "expire": "expired",
    "denounce": "denounced",
    "replace": "replaced",
    "end": "unknown",
}
_ANNOUNCED = re.compile(
    r"\b(?:announc(?:e[sd]?|ing)|declar(?:e[sd]?|ing)|proclaim(?:s|ed))\b", re.I
)


def find_statuses(scene: Scene, memory: Memory) -> list[Draft]:
    """Read the statuses, terms and losses of zones from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    for view in scene.views:
        if is_question(view.text):
            continue
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is None:
                drafts.extend(_agreed_set(scene, view, zone, memory))
                continue
            drafts.extend(_statuses(scene, view, zone, target))
    return drafts


def _agreed_set(
    scene: Scene, view: View, zone: ZoneMention, memory: Memory
) -> Iterator[Draft]:
    """Read "it was one of four zones agreed by …": so four zones were agreed."""
    kind = zone.type or memory.last_type
    if zone.of is None or zone.ordinal != 0 or kind is None:
        return
    draft = _agreed(scene, view, zone, Target(kind, (), zone.of))
    if draft is not None:
        yield draft


def _statuses(
    scene: Scene, view: View, zone: ZoneMention, target: Target
) -> Iterator[Draft]:
    agreed = _agreed(scene, view, zone, target)
    if agreed is not None:
        yield agreed
    if _is_setting(view, zone):
        return
    for rule in (
        _proposed,
        _functioning,
        _in_force,
        _ended,
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
        return True
    if zone.plural or zone.count:
        return False
    return bool(_OF_ANOTHER.search(view.text[: zone.start]))


def _agreed(
    scene: Scene, view: View, zone: ZoneMention, target: Target
) -> Draft | None:
    """Read "signed a memorandum on …", "agreed to establish …", "under the deal …"."""
    text = view.text
    word = _AGREED.search(text)
    if word is None or _FAILED.search(text) or not _is_subject(view, zone):
        return None
    modality = _agreed_modality(text, word)
    if modality in ("conditional", "proposed", "planned", "negotiated"):
        return None
    agreement = agreement_of(scene, view, zone, target)
    begins = agreement.date
    step = "delimited" if _BORDERS.search(text[: zone.start]) else "agreed"
    draft = draft_from(view, "status", Status(step, begins=begins), step)
    return replace(
        draft,
        target=target,
        type=target.type,
        modality=modality,
        agreement=agreement,
        speaker=view.speaker,
    )


def _is_subject(view: View, zone: ZoneMention) -> bool:
    """Whether the words of agreement are about this zone."""
    text = view.text
    if zone.type == "ceasefire":
        is_old = zone.definite and not zone.place
        return not is_old and not _GUARANTORS.search(text[: zone.start])
    passive = _WAS_AGREED.match(text, zone.end)
    created = CREATED.search(text)
    if zone.type is None:
        is_known = zone.definite or zone.count is not None
        return bool(is_known and (created or passive))
    before = rf"{_AGREED.pattern}[^.;]{{0,60}}$"
    return bool(created or passive or re.search(before, text[: zone.start], re.I))


_GUARANTORS = re.compile(r"\b(?:guarantors?|monitor\w*)\s+of\s+(?:the\s+)?$")
_BORDERS = re.compile(
    r"\b(?:borders?|boundar(?:y|ies)|maps?|delimitation)\s+of\s+$", re.I
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


def _proposed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "a zone will be created", "proposed to set up a zone", "talks about one"."""
    if agreed or zone.type in (None, "security strip") or zone.definite:
        return
    created = CREATED.search(view.text) or _PROPOSAL.search(view.text)
    if not created or not is_near(view, zone, created, 60):
        return
    if is_negated(view.text, zone.start, zone.end) or _FAILED.search(view.text):
        return
    if _NEVER.search(view.text[zone.end : zone.end + 80]):
        return
    modality = modality_of(view.text, min(created.start(), zone.start), zone.end)
    if modality not in ("conditional", "proposed", "planned", "negotiated"):
        return
    draft = draft_from(view, "status", Status("proposed"), "proposed")
    yield replace(draft, target=target, type=target.type, modality=modality)


_PROPOSAL = re.compile(
    r"\b(?:propos\w+|call(?:s|ed)?\s+for|suggest\w*|demand\w*)\b", re.I
)
_NEVER = re.compile(r"\b(?:never|not)\b", re.I)
_WAS_AGREED = re.compile(
    r",?\s+(?:which\s+)?(?:(?:was|were|has\s+been|have\s+been|is|are)\s+)?(?:\w+ly\s+)?"
    r"(?:agreed|signed|approved|concluded)\b",
    re.I,
)


def _functioning(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    match = _FUNCTIONS.search(view.text)
    if not match or not is_near(view, zone, match, 60):
        return
    if is_negated(view.text, match.start(), match.end()):
        return
    body = Status("functioning", holds=holds_date(scene, view))
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
    enters = _ENTERS.search(text) or _FROM.search(text)
    if enters and (
        is_near(view, zone, enters) or enters.start() <= zone.start < enters.end()
    ):
        body = Status("in_force", begins=date_near(view, enters.end()))
        modality = modality_of(text, enters.start(), enters.end())
        yield from _force(view, body, target, modality, enters)
        return
    stands = _STANDS.search(text)
    if stands and zone.end <= stands.start() and is_near(view, zone, stands, 60):
        body = Status("in_force", holds=holds_date(scene, view))
        modality = modality_of(text, stands.start(), stands.end())
        yield from _force(view, body, target, modality, stands)
        return
    created = re.search(
        r"\b(?:was|were|has\s+been|have\s+been)\s+(?:established|created|set\s+up|"
        r"introduced|formed)\b",
        text,
        re.I,
    )
    if created and not agreed and zone.end <= created.start():
        if is_near(view, zone, created, 50) and not _AGREED.search(text):
            date = date_near(view, created.end())
            body = (
                Status("in_force", begins=date)
                if date
                else Status("in_force", holds=holds_date(scene, view))
            )
            yield from _force(view, body, target, modality_of(text), created)


def _force(
    view: View, body: Status, target: Target, modality: str, match: re.Match[str]
) -> Iterator[Draft]:
    if is_negated(view.text, match.start(), match.end()):
        return
    draft = draft_from(view, "status", body, "in-force")
    yield replace(draft, target=target, type=target.type, modality=modality)


def _ended(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    match = _ENDED.search(view.text, zone.end)
    if not match or not is_near(view, zone, match, 50):
        return
    if is_negated(view.text, match.start(), match.end()) or target.type is None:
        return
    how = _HOW[match.lastgroup or "end"]
    body = Status("ended", how=how, begins=date_near(view, match.end()))
    draft = draft_from(view, "status", body, "ended")
    modality = modality_of(view.text, match.start(), match.end())
    yield replace(draft, target=target, type=target.type, modality=modality)


def _announced(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    match = _ANNOUNCED.search(view.text[: zone.start])
    if not match or agreed or not is_near(view, zone, match, 60):
        return
    if is_negated(view.text, match.start(), match.end()):
        return
    created = CREATED.search(view.text)
    if created is None and zone.type != "ceasefire":
        return
    body = Status("announced", begins=date_near(view, match.start()))
    draft = draft_from(view, "status", body, "announced")
    modality = modality_of(view.text[: zone.start])
    yield replace(draft, target=target, type=target.type, modality=modality)
