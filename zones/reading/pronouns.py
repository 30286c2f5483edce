"""Words that point back to a zone: "it", "they", "its width", "the area", "the deal".

They become mentions of zones like any other; which zone they mean is decided where a
mention without a type is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .caseless import caseless
from .sentences import Sentence
from .vocabulary import NUMBERS, number_of

if TYPE_CHECKING:
    from .scene import View, ZoneMention

__all__ = ["pointing_back", "speaks_of_areas"]

_BE = (
    r"(?:is|are|was|were|has|have|had|will|can|came|comes?|entered|enters?|took|takes?|"
    r"beg[ai]n|starts?|started|covers?|covered|includes?|included|lies?|runs?|ran|"
    r"lasts?|lasted|expires?|expired|ended|collapsed|measures?|follows?|stretch(?:es)?|"
    r"appl(?:y|ies)|consists?|extends?|reach(?:es)?|would|goes|went)"
)
_IT = re.compile(
    rf"(?:And\s+)?(?P<it>It|They)\s+(?={_BE}\b)"
    r"(?!(?:is|was|has\s+been|will\s+be)\s+(?:\w+\s+){1,2}(?:that|whether|how|why)\b)"
)
_ITS = re.compile(
    r"(?:^|;\s)(?:And\s+)?(?P<it>[Ii]ts)\s+(?=(?:width|depth|breadth|corners?|borders?|"
    r"boundar|limits?|term|length|extent)\w*\b)"
)
_OF_IT = re.compile(
    r"\b(?P<it>[Tt]he\s+area|[Ee]ach\s+of\s+the\s+(?P<count>\w+)\s+areas|"
    r"[Tt]he\s+(?P<set>\w+)\s+areas|[Tt]he\s+measure)\b(?!\s+of\b)"
)
_DEAL = re.compile(
    r"(?:And\s+)?(?P<it>(?:The|This|That)\s+(?:[\w-]+\s+){0,2}?(?:deal|agreement|"
    r"accord|"
    r"memorandum))\b(?=\s+(?:will|is|was|has|had|enter|came|comes|took|takes|expire|"
    r"start|beg[ai]n|collaps)\w*\b)"
)
_AREA_WORD = caseless(r"\bareas?\b")


def speaks_of_areas(text: str, zones: Sequence[ZoneMention]) -> bool:
    """Whether a zone of the sentence is called an area ("disengagement area")."""
    return any(
        zone.type and _AREA_WORD.search(text[zone.start : zone.end]) for zone in zones
    )


def pointing_back(
    sentence: Sentence,
    zones: Sequence[ZoneMention],
    before: Sequence[View],
    has_areas: bool,
) -> list[ZoneMention]:
    """Return the mentions of zones that only point back.

    Parameters
    ----------
    sentence
        The sentence.
    zones
        Zones that it names itself.
    before
        The statements before it.
    has_areas
        Whether the document called a zone an area before.
    """
    found = []
    if has_areas:
        found.extend(_areas(sentence.text, zones))
    pronoun = _pronoun(sentence, before)
    if pronoun is not None:
        found.append(pronoun)
    return [z for z in found if not any(_overlap(z, other) for other in zones)]


def _overlap(one: ZoneMention, other: ZoneMention) -> bool:
    return one.start < other.end and other.start < one.end


def _areas(text: str, zones: Sequence[ZoneMention]) -> list[ZoneMention]:
    from .scene import ZoneMention

    found = []
    for match in _OF_IT.finditer(text):
        word = match["count"] or match["set"]
        count = number_of(word) if word else None
        if word and (count is None or word.lower() not in NUMBERS):
            continue
        found.append(
            ZoneMention(
                match.start(),
                match.end(),
                None,
                count,
                plural=bool(word),
                definite=True,
            )
        )
    return found


def _pronoun(sentence: Sentence, before: Sequence[View]) -> ZoneMention | None:
    """Read a leading "it" as the zone that the statement just before spoke of."""
    from .scene import ZoneMention

    text = sentence.text
    deal = _DEAL.match(text)
    match = deal or _IT.match(text) or _ITS.search(text)
    if not match or not before:
        return None
    last = before[-1]
    if last.sentence.paragraph != sentence.paragraph:
        return None
    plural = match["it"] == "They" or bool(deal and last.zones and last.zones[0].plural)
    meant = [z for z in last.zones if z.plural == plural]
    if not meant:
        return None
    return ZoneMention(
        match.start("it"),
        match.end("it"),
        meant[0].type,
        plural=plural,
        definite=True,
        place=None,
    )
