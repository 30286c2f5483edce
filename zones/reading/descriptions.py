"""Descriptions: the phrases that say what zones consist of and where they lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .caseless import caseless
from .enumerations import find_members
from .modality import is_negated
from .regions import Item, read_items
from .scene import View, ZoneMention
from .vocabulary import NUMBERS, number_of
from .zone_names import BELT_TYPES

__all__ = ["Found", "find_descriptions"]

_LISTED = (
    rf"(?:\s+(?:(?:the|these|only)\s+)?(?:\d+|{'|'.join(NUMBERS)})\s+(?:municipalities|"
    r"villages|towns|districts|provinces|governorates|settlements|communes|counties)"
    r"(?:\s+(?:in|of)\s+[\w\s]{3,30}?)?\s*(?::|\s[–—-]|,)(?=\s))?"
)
"""How many places a list is of: "five districts in X: A, B and C"."""

_CONSISTS = caseless(
    r"\b(?P<located>(?:(?:which|that)\s+)?(?:(?:(?:will|are\s+to|is\s+to|would)"
    r"\s+be|is|are|was|were|being|lies?|lying)\s+)?(?:located|situated|lies?|"
    r"set\s+up|established|created|agreed|"
    r"introduced|functioning|operating|in\s+force|formed|declared|announced|planned|"
    r"opened(?:\s+on\s+(?-i:[A-Z])\w+\.?\s+\d{1,2}(?:,\s+\d{4})?)?|withdrawn|"
    r"(?<=\s)(?:is|are)(?=\s+(?:just\s+)?(?:north|south|east|"
    r"west)\w*\s+of\b))\s*(?::|(?:\s+on\s+(?-i:[A-Z])\w+\.?\s+\d{1,2}(?:,\s+\d{4})?)?"
    r"(?=\s(?:in|for|around|near|within|across|at|over|"
    r"(?:north|south)(?:east|west)?|east|west)\b)))"
    r"|(?P<placed>,\s*(?=(?:in|around)\s))"
    r"|\b(?P<consists>includ(?:es?|ed|ing)|compris(?:es?|ed|ing)|cover(?:s|ed|ing)?|"
    r"encompass(?:es|ed|ing)?|consist(?:s|ed|ing)?\s+of|tak(?:es|ing)\s+in|"
    r"span(?:s|ned|ning)?|stretch(?:es|ed|ing)?\s+(?:across|over|through)|"
    r"extend(?:s|ed|ing)?\s+(?:over|across|through)|(?:is\s+|are\s+|was\s+)?"
    r"(?:made\s+up|composed|formed|constituted)\s+(?:of|by)|"
    r"(?:runs?|ran|running|cuts?|cutting|pass(?:es|ing)?)\s+(?:across|through)|"
    r"embrac(?:es|ed|ing)|contain(?:s|ed|ing)?|appl(?:y|ies)\s+(?:to|in)|uniting|"
    r"unites|(?:hold(?:s|ing)?|(?:is\s+)?valid|(?:is\s+)?meant|count(?:s|ed)?)\s+"
    r"(?:only\s+)?(?:for|in)(?=\s+(?:the\s+)?(?-i:[A-Z]|north|south|east|west))|"
    r"(?:is\s+|are\s+|was\s+)?(?:limited|confined|restricted)\s+to|"
    r"takes?\s+up|occup(?:ies|ied))"
    rf"\b(?:\s+all(?!\s+or\b))?{_LISTED}"
    r"|(?P<mark>:|\s[–—-]\s|\(|,\s+namely\b,?)",
)
_CROSSES = caseless(r"(?:runs?|ran|running|cuts?|cutting|pass(?:es|ing)?)\s")
_MADE_UP = caseless(r"made|composed|formed|constituted|compris|consist")
_BECAME = caseless(
    r"\s*,?\s*(?:(?:have|has|had|was|were|is|are|been|be|also|to|will)\s+)*"
    r"(?:bec[oa]mes?|becoming|declared|designated|turned\s+into|made|named|"
    r"recogni[sz]ed\s+as|"
    r"constitutes?|forms?|formed|"
    r"proclaimed|(?:is|are|was|were)(?=\s+(?:(?:all|now|also|one\s+of|an?|the|both)\s+"
    r")*(?:[\w-]+\s+){0,2}?zones?\b))\s+(?:as\s+)?(?P<part>(?:a\s+)?part\s+of\s+)?",
)
_COPULA = caseless(r"(?:is|are|was|were)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A description of zones: its regions, how many zones, of which type."""

    items: list[Item]
    zone: ZoneMention
    count: int | None
    located: bool
    rule: str
    start: int
    end: int


def find_descriptions(
    view: View,
    count: int | None,
    last: ZoneMention | None,
    is_open: bool = False,
) -> list[Found]:
    """Read what a sentence says of where zones lie.

    Parameters
    ----------
    view
        A sentence with its places and zones.
    count
        How many zones were spoken of before.
    last
        The one zone spoken of last.
    is_open
        Whether the sentence before speaks of a set of zones.
    """
    told = _enumerated(view, is_open)
    if len(told) > 1:
        return told
    return (
        _described(view, count)
        or told
        or _created_in(view, count)
        or _became(view)
        or _turned(view)
        or _by_agreement(view, last)
    )


def _enumerated(view: View, is_open: bool) -> list[Found]:
    """Read "the first in A and parts of B; the second in C", each as one zone."""

    def read(start: int, until: int) -> list[Item]:
        return _region_items(view, start, until=until)

    return [
        Found(
            member.items,
            member.zone,
            1,
            member.located,
            "whole-and-parts" if _has_parts(member.items) else "consists-of",
            member.zone.start,
            member.items[-1].end,
        )
        for member in find_members(view, is_open, read)
    ]


def _described(view: View, count_before: int | None) -> list[Found]:
    """Read "the zone includes …", "these zones are located in …", "zones: …"."""
    result: list[Found] = []
    for zone in view.zones:
        for match in _CONSISTS.finditer(view.text, zone.end):
            if zone.type == "ceasefire" and not match["consists"]:
                continue
            gap = view.text[zone.end : match.start()]
            is_open = gap.endswith(", and ") or _MADE_UP.match(match[0])
            reach = 160 if is_open else 80
            if len(gap) > reach or re.search(r"[.;]|\bwhere\b", gap):
                break
            if any(zone.end < other.start < match.start() for other in view.zones):
                break
            is_numbered = bool(zone.ordinal and match["mark"])
            items = _region_items(view, match.end(), is_numbered)
            if _CROSSES.match(match[0]):
                items = _crossed(items)
            if not items or is_negated(view.text, match.start(), match.end()):
                continue
            sites = _IN_SITES.search(gap)
            stated = number_of(sites["n"]) if sites and zone.plural else None
            count = stated or _count(zone, count_before)
            if is_numbered and _is_town_of(items):
                items = items[:1]
            listed = bool(match["mark"])
            located = bool(match["located"] or match["placed"])
            if match["placed"] and (count != 1 or zone.type is None):
                continue
            if (listed or located) and count != 1 and len(items) < 2:
                continue
            if (
                listed
                and match["mark"].strip() in "(-–—"
                and count not in (1, len(items))
            ):
                continue
            if located and not _is_placing(match, zone, items):
                continue
            result.append(
                Found(
                    items,
                    zone,
                    count,
                    located,
                    "whole-and-parts" if _has_parts(items) else "consists-of",
                    zone.start,
                    items[-1].end,
                )
            )
            break
        if result:
            break
    return result


def _crossed(items: Sequence[Item]) -> list[Item]:
    """Keep the provinces that a zone runs through, as parts of it, and directions."""
    kinds = [item.place.kind if item.place else None for item in items]
    return [
        replace(item, mode="partial" if item.mode == "whole" else item.mode)
        for item, kind in zip(items, kinds)
        if item.is_province
        or kind == "province"
        or item.direction
        and kind != "settlement"
    ]


_IN_SITES = caseless(
    rf"\bin\s+(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:[\w-]+\s+)?(?:regions|areas|"
    r"parts|places|locations|sites|districts)\b"
)
"""One zone in each: "zones will be set up in four regions of X, namely …"."""


def _is_town_of(items: Sequence[Item]) -> bool:
    """Whether a list is a town and what it lies in: "zone No. 1 (Tibu, Santander)"."""
    return [item.joint for item in items[1:]] == ["comma"] and not any(
        item.place for item in items
    )


_IN_IT = re.compile(
    r"^(?:Also\s+)?(?:(?:included|contained)\s+in|belonging\s+to|covered\s+by|"
    r"part\s+of|(?:with)?in(?:side)?\s+the\s+(?:bounds|limits|borders|boundaries)\s+"
    r"of)\s+$",
    re.I,
)
_ARE = re.compile(
    r"(?:\s+in\s+(?:the\s+)?(?-i:[A-Z])[\w\s-]{2,30}?)?"
    r"\s+(?:are|is|were|was|will\s+be|falls?|fell|lies?|lay|comes?|came)"
    rf"(?:\s+(?:also|only|both|all))?\b{_LISTED}\s*:?",
    re.I,
)


def _turned(view: View) -> list[Found]:
    """Read "included in the zone are the towns of …": the zone includes them."""
    for zone in view.zones:
        verb = _ARE.match(view.text, zone.end)
        if zone.plural or not verb or not _IN_IT.match(view.text[: zone.start]):
            continue
        items = _region_items(view, verb.end())
        if items:
            end = items[-1].end
            return [Found(items, zone, 1, False, "consists-of", zone.start, end)]
    return []


_AGREEMENT_COVERS = re.compile(
    r"^(?:And\s+)?(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:[\w-]+\s+){0,2}?(?:agreement|truce|"
    r"cease-?fire|deal|accord|regime|arrangement|memorandum)\s+(?:also\s+)?(?:covers?|"
    r"covered|includes?|included|encompass(?:es|ed)|applie[sd]\s+(?:to|in)|"
    r"extends?\s+(?:to|over))\s+"
)


def _by_agreement(view: View, last: ZoneMention | None) -> list[Found]:
    """Read "the agreement covers the provinces of …" of the zone spoken of last."""
    match = _AGREEMENT_COVERS.match(view.text)
    if not match or last is None:
        return []
    if any(zone.start >= match.end() for zone in view.zones):
        return []
    items = read_items(view.text, match.end(), view.places, view.sentence.start)
    if not items or any(item.place is None for item in items):
        return []
    zone = replace(last, start=match.start(), end=match.end(), plural=False, count=None)
    return [
        Found(items, zone, 1, False, "agreement-covers", match.start(), items[-1].end)
    ]


_CREATING = caseless(
    r"\b(?:creation|establishment|introduction|formation|sett?(?:ing)?\s+up|"
    r"creat(?:es?|ed|ing)|establish(?:es|ed|ing)?|introduc(?:es?|ed|ing)|"
    r"form(?:s|ed|ing)?)\s+(?:of\s+)?(?:(?:the|these|such|so-called)\s+)?$"
)
_IN_REGIONS = re.compile(r"(?:\s+to\s+\w+\s+\w+)?\s*:?\s+(?=(?:in|to\s+the)\s)")


def _created_in(view: View, count_before: int | None) -> list[Found]:
    """Read "the creation of zones in A, to the north of B and in C": a list of them.

    Each region has its own preposition, so that a venue, or the country of all zones,
    is not taken for one of them.
    """
    for zone in view.zones:
        gap = _IN_REGIONS.match(view.text, zone.end)
        if not zone.plural or not gap or zone.type == "ceasefire":
            continue
        if not _CREATING.search(view.text[: zone.start]):
            continue
        items = _region_items(view, gap.end())
        own = sum(item.has_in or bool(item.direction) for item in items)
        if all(_is_bare_town(item) for item in items):  # where somebody met
            continue
        if len(items) > 1 and own > 1 and not is_negated(view.text, 0, zone.end):
            count, end = _count(zone, count_before), items[-1].end
            return [Found(items, zone, count, True, "consists-of", zone.start, end)]
    return []


def _is_bare_town(item: Item) -> bool:
    place = item.place
    return place is not None and place.kind == "settlement" and not item.direction


def _is_placing(match: re.Match[str], zone: ZoneMention, items: list[Item]) -> bool:
    """Whether "created in X" places zones, rather than naming their country."""
    if match[0].rstrip().endswith(":"):
        return True
    first = items[0].place
    if first is not None and first.kind == "country" and not items[0].direction:
        return False
    return not zone.type or zone.type not in BELT_TYPES


def _has_parts(items: Sequence[Item]) -> bool:
    return any(item.opens_parts for item in items)


def _region_items(
    view: View, start: int, is_surely: bool = False, until: int | None = None
) -> list[Item]:
    text = view.text[:until]
    items = read_items(text, start, view.places, view.sentence.start)
    while items and items[-1].place is None and items[-1].joint in ("and", "comma"):
        after = text[items[-1].end :].lstrip()
        if re.match(r"(?:[a-z]+ed|said|says|will|is|are|has|have)\b", after):
            items.pop()  # the subject of the next clause is no region
        else:
            break
    if len(items) > 1 and _is_mere_country(items[0]):
        items = items[1:]  # "in Syria, north of the city of …"
    known = [
        i
        for i in items
        if i.place is not None
        or i.is_province
        or i.has_in
        or not i.name
        or i.name.endswith((" State", " Region", " Island"))
    ]
    return items if known or is_surely or len(items) > 1 else []


def _is_mere_country(item: Item) -> bool:
    place = item.place
    return place is not None and place.kind == "country" and not item.direction


def _count(zone: ZoneMention, before: int | None) -> int | None:
    if zone.ordinal is not None or not zone.plural and zone.count in (None, 1):
        return 1
    return zone.count or before


def _became(view: View) -> list[Found]:
    """Read "the province of X became one of the zones", "X was declared a zone"."""
    done = -1
    for place in view.places:
        if place.kind not in ("province", "area", "settlement"):
            continue
        if view.local(place)[0] < done:
            continue
        start = _item_start(view, place.start - view.sentence.start)
        items = read_items(view.text, start, view.places, view.sentence.start)
        if not items:
            continue
        done = items[-1].end
        verb = _BECAME.match(view.text, items[-1].end)
        if not verb or verb["part"]:  # what is a part of a zone does not define it
            continue
        for zone in view.zones:
            gap = view.text[verb.end() : zone.start]
            if zone.start >= verb.end() and re.fullmatch(
                r"\s*(?:one\s+of\s+|a\s+|an\s+|the\s+)*(?:\w+\s+)?", gap
            ):
                plural = zone.plural and zone.count != 1
                count = None if plural and len(items) > 1 else 1
                if count is None and _COPULA.match(verb[0].strip()):
                    count = len(items)  # "A, B and C are zones": each is one
                return [
                    Found(
                        items,
                        replace(zone, ordinal=zone.ordinal or 0),
                        count,
                        False,
                        "became-zone",
                        start,
                        zone.end,
                    )
                ]
    return []


def _item_start(view: View, at: int) -> int:
    """Walk back over the words that belong to a region ("the province of …")."""
    before = view.text[:at]
    words = re.search(
        r"(?:(?:the|all|entire|whole|of|parts?|areas|provinces?|governorates?|regions?|"
        r"cit(?:y|ies)|towns?|and|north\w*|south\w*|east\w*|west\w*)\s+)+$",
        before,
        re.I,
    )
    return words.start() if words else at
