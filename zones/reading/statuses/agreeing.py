"""Agreements on zones: what sentences say was signed, reached or agreed."""

from __future__ import annotations

import re
from dataclasses import replace

from ..caseless import caseless
from ...claims import Status
from .agreements import agreement_of
from ..dating import day_dates
from ..drafts import Agreement, Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention
from .words import (
    AGREED,
    BORDERS,
    ENTERS,
    FAILED,
    GUARANTORS,
    OBSERVES,
    OF_AN_AGREEMENT,
    PROVIDES,
    WAS_AGREED,
)
from ..targets import Memory
from .terms import CREATED, PROLONGS

__all__ = ["agreed_in", "is_local"]


def agreed_in(
    scene: Scene, view: View, zone: ZoneMention, target: Target, memory: Memory
) -> Draft | None:
    """Read "signed a memorandum on …", "agreed to establish …", "under the deal …"."""
    text = view.text
    back = _UNDER_IT.search(text[: zone.start])
    word = _word_of_agreement(text, zone) or back or OF_AN_AGREEMENT.search(text)
    if word is None or PROLONGS.search(text[: zone.start]):
        return None
    if _ENDS.search(text[: zone.start]):  # "decided to terminate the zone"
        return None
    if FAILED.search(_clause_at(text, zone)):
        return None
    if zone.type != "ceasefire" and _TRUCE_IN.search(text[: zone.start]):
        return None  # "a truce in the zone": the zone itself is older
    if BORDERS.search(text[: zone.start]) and _TO_DRAW.search(text[: zone.start]):
        return None
    if is_negated(text, word.start(), word.end()):
        return None
    if _TO_AGREE.match(word[0]) and _ASKED.search(text[: word.start()]):
        return None  # "the truce requires that the sides agree on the details"
    if _NONE.search(text[: zone.start]):
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


_TO_AGREE = caseless(r"agree(?:\s|$)|sign$")
_ASKED = caseless(
    r"\b(?:requir(?:e[sd]?|ing)|needs?|must|demand(?:s|ed)?|"
    r"call(?:s|ed)?\s+(?:on|for|upon)|"
    r"urge[sd]?|wants?|ask(?:s|ed)?|hope[sd]?|propose[sd]?|depends?)\b[^.;]*$"
)
"""What someone asks others to agree on, they have not agreed on yet."""
_ENDS = caseless(
    r"\bto\s+(?:terminate|end|abolish|dissolve|dismantle|scrap|lift|cancel|suspend|"
    r"revoke|close|quit|leave)\s+(?:[\w-]+\s+){0,3}?$|"
    r"\b(?:ends|ended|scraps|scrapped|cancel(?:s|led)|annul(?:s|led)|quits|"
    r"abandon(?:s|ed)|"
    r"terminate[sd]|renounce[sd]|denounce[sd]|revoke[sd]|(?:withdr[ae]ws?|withdrawn|"
    r"withdrew|withdrawal|pull(?:s|ed)\s+out|walk(?:s|ed)\s+(?:out|away))\s+(?:from|"
    r"of))"
    r"\s+(?:the\s+|an?\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,3}?$"
)
_TRUCE_IN = caseless(
    r"\b(?:cease-?\s?fire|truce|cessation\s+of\s+hostilities)\s+(?:in|within|inside)\s+"
    r"(?:the\s+)?$"
)
_TO_DRAW = caseless(
    r"\b(?:plan(?:s|ned)?|intend(?:s|ed)?|will|going|expect(?:s|ed)?|due|"
    r"work(?:ing)?)\b[^.;]{0,60}$"
)
"""Before borders and maps that are not drawn yet: "plan to complete the maps of"."""
_NONE = caseless(
    r"\b(?:no|without|neither)\s+(?:\w+\s+){0,2}$|\b(?:unlike|like|than|compared\s+"
    r"(?:to|with))\s+(?:the\s+)?(?:[\w-]+\s+)?$"
)
_UNDER_IT = caseless(
    rf"(?:^|\b[Ii]t\s+|\b(?:memorandum|agreement|accord|deal|treaty|document)\s+)"
    rf"(?:also\s+)?{PROVIDES.pattern}[^.;]{{0,40}}$",
)
_POINTS_BACK = caseless(
    r"\b(?:under|by|with|in)\s+(?:its|the|that|this)\s+(?:same\s+)?(?:accord|agreement|"
    r"memorandum|deal|treaty|document|terms)\b",
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
        is_old = is_old and not OBSERVES.search(text[: zone.start])
        return not is_old and not GUARANTORS.search(text[: zone.start])
    created = CREATED.search(text)
    if not created and _BESIDE.search(text[: zone.start]):
        return False
    if _FROM_IT.search(text[: zone.start]):
        return False  # "agreed to pull its troops out of the zone": the zone is there
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


_LOCAL = caseless(
    r"\b(?:with|by|in)\s+(?:the\s+)?(?:(?:representatives|elders|leaders|heads|"
    r"delegates|residents|administrations?|councils)\s+of\s+)?(?:\d+|two|three|four|"
    r"five|six|seven|eight|nine|ten|several|some|another|the)\s+(?:more\s+|further\s+|"
    r"armed\s+|new\s+|other\s+)?(?:settlements?|villages?|towns?|localit(?:y|ies)|"
    r"communit(?:y|ies)|"
    r"clans?|tribes?)\b"
)
"""Parties of a deal of single villages: none on the truce of the whole country."""


def is_local(view: View, zone: ZoneMention) -> bool:
    """Whether a truce is one of single villages, not that of the whole country."""
    is_truce = zone.type == "ceasefire" and zone.place is None
    return is_truce and _LOCAL.search(view.text) is not None


_BESIDE = caseless(r"\b(?:inside|near|around|outside|along)\s+$")
_FROM_IT = caseless(
    r"\b(?:remove|withdraw|pull|move|leave|evacuate|expel)\w*\b[^.;,]{0,50}\b(?:from|"
    r"out\s+of)\s+(?:the\s+|an?\s+|its\s+)?(?:[\w()-]+\s+){0,3}$"
)
_PASSIVE = caseless(
    rf"(?:\s+(?:for|in|of|on|between|around)\s+[^.;,]{{2,60}}?)?{WAS_AGREED.pattern}",
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
