"""Lists of regions: whole and partial provinces, areas, and where one zone ends.

A region list such as "A province and parts of B and C" is read into items by
:func:`read_items`; :func:`cut_groups` cuts a run-on list that describes several zones,
and accepts a cut only where it gives the number of zones that the text states.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .caseless import caseless
from ..claims import Extent, Site
from .places.search import PlaceMention
from .vocabulary import COMPASS, DEMONYMS, NUMBERS, PROVINCE_WORDS, compass_of

__all__ = ["Item", "extent_of", "read_items", "site_of"]

Mode = Literal["whole", "partial", "around", "in"]


@dataclass(frozen=True, slots=True)
class Item:
    """One region of a list.

    Attributes
    ----------
    start, end
        Code points in the sentence.
    name
        Name as written, or the gazetteer's where ``place`` is known.
    place
        The place, or None for a name that the gazetteer lacks.
    mode
        ``whole``, ``partial``, ``around`` or ``in`` (somewhere in it).
    direction
        Compass word that narrows it.
    is_province
        Whether the words call it a province.
    joint
        What stands before it: "", "and", "comma", "semicolon", "as well as", or
        "bracket" for a comma behind one that closed.
    has_in
        Whether it begins with a preposition of its own.
    opens_parts
        Whether the words "parts of" stand directly before it.
    """

    start: int
    end: int
    name: str
    place: PlaceMention | None = None
    mode: Mode = "whole"
    direction: str | None = None
    is_province: bool = False
    joint: str = ""
    has_in: bool = False
    opens_parts: bool = False


_JOINTS = (
    (caseless(r"\s*;\s*(?:(?:and|as well as)\b)?"), "semicolon"),
    (
        caseless(r",?\s*(?:as well as|along with|together with|in addition to|plus)\b"),
        "as well as",
    ),
    (caseless(r",?\s*(?:and|&)\b(?:\s+also\b)?"), "and"),
    (caseless(r",?\s*with\b(?=\s+(?:parts?|adjoining|adjacent)\b)"), "and"),
    (re.compile(r","), "comma"),
)
_PARTS = caseless(
    r"all\s+or\s+(?:large\s+)?parts?\s+of\b(?:\s+the\b)?|"
    r"(?:(?:some|certain|several|various|small|large|adjacent|adjoining|neighbou?ring|"
    r"separate|individual|isolated|specific|limited|"
    r"most|much|half|other)\s+)?(?:of\s+)?(?:the\s+)?"
    r"(?:parts?|portions?|sections?|swathes?|pockets?|areas|districts|pieces|most|much|"
    r"half|some)\s+(?:of|in)\b(?:\s+the\b)?|"
    r"(?:about\s+|some\s+|over\s+)?(?:\d[\d,]*|several|many|" + "|".join(NUMBERS) + ")"
    r"\s+(?:settlements|villages|towns|localities)\s+(?:of|in)\b(?:\s+the\b)?",
)
_WHOLE = caseless(
    r"(?:all(?:\s+of)?|the\s+(?:whole|entire|entirety)(?:\s+of)?|entire|whole)\b"
)
_AROUND = caseless(
    r"(?:the\s+)?(?:(?:areas?|regions?|territory|land|countryside|lands)\s+(?:of|"
    r"around)|"
    r"vicinity\s+of|(?:areas?\s+)?(?:adjacent|next)\s+to|areas?\s+(?:bordering|"
    r"adjoining)|(?:areas?\s+)?around|surrounding|near|close\s+to)\b(?:\s+the\b)?",
)
_IN = caseless(
    r"(?:(?:in|within|across|inside|into|over|at)\b|(?:on|to)(?=\s+the\s+(?:north|"
    r"south|east|west)))(?:\s+the\b)?",
)
_SUBURB = caseless(r"(?:[’']s?\s+)?suburbs?\s+(?:of\s+)?(?:the\s+)?")
_IN_SUM = caseless(
    r"(?:(?:an?\s+(?:number|few)|some|several|certain|the|"
    + "|".join(NUMBERS)
    + r")\s+)(?:of\s+)?(?:the\s+)?(?:provinces|governorates|regions|"
    r"districts)\s+(?:in|of)\s+[^,;:()–—\d]{3,40}?(?:\s[–—-]\s+|:\s*|,\s+namely\s+)"
    r"(?:in\s+)?(?:the\s+)?"
)
"""Regions in sum before their names: "some provinces in the south - A and B"."""
_AREA_TO = caseless(
    r"(?:the|an?)\s+areas?\s+(?=(?:to\s+the\s+)?(?:north|south|east|west)\w*\s+of\b)"
)
_PROVINCE = caseless(rf"{PROVINCE_WORDS}\b(?:\s+of\b)?(?:\s+the\b)?")
_TOWN = caseless(
    r"(?:(?:the\s+)?(?:cit(?:y|ies)|towns?|villages?|settlements?|district|enclave|"
    r"municipalit(?:y|ies)|communes?|localit(?:y|ies)|communit(?:y|ies))\s+of)\b|"
    r"(?:the\s+)?(?:ports?|airports?|crossings?)\s+of\b|(?:towns?|villages?|"
    r"settlements?|cities|city)\b(?:\s+of\b)?",
)
_FILLER = caseless(
    r"(?:the|a|an|its|their|neighbou?ring|adjacent|adjoining|nearby|bordering|"
    r"so-called|"
    r"rebel-held|"
    r"besieged|last|remaining|final|rebel|opposition|strategic|key|"
    r"(?:pockets?|enclaves?|strongholds?)(?:\s+of)?|"
    r"territory\s+of|territories\s+of|of)\b",
)
_DIRECTION = caseless(
    rf"(?:the\s+)?(?P<c>{COMPASS})\b(?:\s+of\s+the\s+(?:country|state)\b)?"
    r"(?:\s+(?:parts?|portions?|half|countryside|areas?|"
    rf"districts?|edges?|corner))?(?:\s+(?:of|in)\b)?(?:\s+the\b)?",
)
_ADJECTIVE = caseless(
    rf"(?:the\s+)?(?:\w*(?:north|south|east|west)\w*ern|central)\s+{PROVINCE_WORDS}\b",
)
_AFTER = caseless(
    rf"\s*(?:(?P<province>{PROVINCE_WORDS})|(?P<town>cit(?:y|ies)|towns?|villages?)|"
    r"countryside|areas?|territory|enclave|pocket|plain)\b",
)
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]+)(?:\s+(?:(?:de|del|la|las|los|da|do|dos|di)\s+){0,2}"
    r"(?:[^\W\d_a-z][\w'’-]+|al-[A-Z]\w+))*"
)
_NO_NAME = frozenset(
    "The This These Those It He She They We And But In On At By For From With As "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December".split()
)


def read_items(
    text: str, start: int, places: Sequence[PlaceMention], offset: int
) -> list[Item]:
    """Read a list of regions that begins at a point of a sentence.

    Parameters
    ----------
    text
        The sentence.
    start
        Code point in the sentence where the list may begin.
    places
        Places that the sentence names, with offsets in the whole text.
    offset
        Where the sentence begins in the whole text.

    Returns
    -------
    list of Item
        Empty where no list of regions begins there.
    """
    by_start = {m.start - offset: m for m in places}
    items: list[Item] = []
    state = _State()
    at = start
    opened = False
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if text[at] == "(" and state.many_provinces and not opened:
            at, opened = at + 1, True
            continue
        if text[at] == ")" and opened and items and not state.joint:
            at, opened, state = at + 1, False, replace(state, is_closed=True)
            continue
        same = _SAME.match(text, at) if items and not state.joint else None
        if same is not None and same.end() in by_start:
            at, state = same.end(), _in_other_words(items.pop(), same)
            continue
        mention = by_start.get(at)
        if mention is not None and not compass_of(mention.name):
            end = mention.end - offset
            whose = _WHOSE.match(text, end) if mention.kind == "country" else None
            if whose is not None:
                at, state = whose.end(), replace(state, is_placed=True)
                continue
            suburb = _SUBURB.match(text, _skip(text, end))
            inner = suburb.end() if suburb else _skip(text, end)
            if inner in by_start and inner > end:  # "the Damascus suburb of X"
                at = inner
                continue
            if mention.role != "place":  # a venue or a government is no region
                break
            item, at = _item(text, at, end, mention, state)
            items.append(item)
            state = _after_item(state)
            continue
        moved = _advance(text, at, state, bool(items))
        if moved is not None:
            at, state = moved
            continue
        if not items or state.joint:
            name = _NAME.match(text, at)
            if name and _is_new_name(name[0]):
                item, at = _item(text, at, name.end(), None, state)
                items.append(item)
                state = _after_item(state)
                continue
        container = _CONTAINER.match(text, at) if items else None
        if container is not None:
            at = container.end()
            continue
        break
    if state.direction and (not items or state.joint):
        items.append(_bare_direction(items[-1].end if items else start, at, state))
    return items


_WHOSE = caseless(
    rf"(?:(?:the\s+)?(?:country|state|nation|republic))?[’']s\s+"
    rf"(?:{COMPASS}\s+(?=(?-i:[A-Z])|{PROVINCE_WORDS}\b))?"
)
"""A country whose regions follow: its southern provinces are whole, in its south."""


_CONTAINER = re.compile(
    r"(?:in|near|next\s+to|close\s+to|outside|(?:on|in)\s+the\s+(?:outskirts|"
    r"suburbs)\s+of|(?:to\s+the\s+)?(?:north|south|east|west)\w*\s+of)\s+"
    r"(?:the\s+)?(?:(?:capital|city|town)\s+(?:of\s+)?)?"
    r"(?:[A-Z][\w’'-]+\s*){1,3}(?:(?i:"
    + PROVINCE_WORDS
    + r"|state|division|canton)\b)?(?=\s*(?:,|;|\band\b))"
    r"(?!\s*,?\s*(?:and\s+)?(?!parts|areas|districts|suburbs)[a-z]+(?:ed|s)\s)"
)
"""What one item of a list lies in or near: "A in X district, and B in Y district"."""


_SAME = caseless(
    rf"[–—-]\s+(?P<in>in\s+)?(?:the\s+)?(?:(?P<province>{PROVINCE_WORDS})\s+of\s+)?"
)
"""Before the same ground in other words: "the suburbs of A – B"."""


def _in_other_words(item: Item, words: re.Match[str]) -> _State:
    """Return where a list stands after "southern A – in the provinces of"."""
    return _State(
        mode=item.mode,
        joint=item.joint,
        has_in=item.has_in,
        opens_parts=item.opens_parts,
        is_province=bool(words["province"]),
        many_provinces=bool(words["province"]) and words["province"].endswith("s"),
    )


def _bare_direction(start: int, at: int, state: _State) -> Item:
    """Return "the southwest" alone: a part of the country that is spoken of."""
    return Item(
        start, at, "", None, "whole", state.direction, False, state.joint, state.has_in
    )


@dataclass(frozen=True, slots=True)
class _State:
    mode: Mode = "whole"
    joint: str = ""
    has_in: bool = False
    opens_parts: bool = False
    is_province: bool = False
    many_provinces: bool = False
    direction: str | None = None
    around: bool = False
    is_placed: bool = False  # a compass word says where provinces lie, not which part
    is_closed: bool = False  # a bracket has just closed a list within the list


def _after_item(state: _State) -> _State:
    mode: Mode = "partial" if state.mode == "partial" else "whole"
    return _State(
        mode=mode, many_provinces=state.many_provinces, is_placed=state.is_placed
    )


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\xa0":
        at += 1
    return at


def _advance(
    text: str, at: int, state: _State, has_items: bool
) -> tuple[int, _State] | None:
    """Read one word of the list's grammar; None where the list ends."""
    if has_items and not (state.joint or state.has_in):
        for pattern, joint in _JOINTS:
            match = pattern.match(text, at)
            if match:
                joint = "bracket" if state.is_closed and joint == "comma" else joint
                fresh_list = joint in ("as well as", "semicolon", "bracket")
                mode: Mode = "whole" if fresh_list else state.mode
                return match.end(), replace(state, joint=joint, mode=mode)
        return None
    if state.joint in ("comma", "bracket"):
        match = caseless(r"(?:and\b|as well as\b)").match(text, at)
        if match:
            joint = "and" if match[0].lower() == "and" else "as well as"
            mode = state.mode if joint == "and" else "whole"
            return match.end(), replace(state, joint=joint, mode=mode)
    if match := _IN_SUM.match(text, at):
        state = replace(state, is_placed=True, is_province=True, has_in=True)
        return match.end(), replace(state, many_provinces=True, mode="whole")
    if match := _PARTS.match(text, at):
        return match.end(), replace(state, mode="partial", opens_parts=True)
    if match := _WHOLE.match(text, at):
        return match.end(), replace(state, mode="whole")
    if match := _AREA_TO.match(text, at):
        return match.end(), state
    if match := _AROUND.match(text, at):
        return match.end(), replace(state, around=True)
    if match := _IN.match(text, at):
        fresh: Mode = "whole" if state.joint else state.mode
        return match.end(), replace(state, has_in=True, mode=fresh)
    if match := _SUBURB.match(text, at):
        return match.end(), state
    if match := _PROVINCE.match(text, at):
        many = match[0].split()[0].lower().endswith(("s", "ies"))
        single_after_and = state.joint == "and" and not many and not state.opens_parts
        mode = "whole" if single_after_and and not state.many_provinces else state.mode
        return match.end(), replace(
            state, is_province=True, many_provinces=many, mode=mode
        )
    if match := _TOWN.match(text, at):
        return match.end(), state
    if match := _DIRECTION.match(text, at):
        if _ADJECTIVE.match(text, at):  # "the southern provinces of …" lie in the south
            return match.end(), replace(state, is_placed=True)
        direction = state.direction or compass_of(match["c"])
        return match.end(), replace(state, direction=direction)
    if match := _WHOSE.match(text, at):
        return match.end(), replace(state, is_placed=True)
    if match := _FILLER.match(text, at):
        return match.end(), state
    word = re.compile(r"[A-Z]\w+").match(text, at)
    if word and word[0] in DEMONYMS:
        return word.end(), state
    return None


def _item(
    text: str, start: int, end: int, mention: PlaceMention | None, state: _State
) -> tuple[Item, int]:
    after = _AFTER.match(text, end)
    named = bool(after and after["province"])
    stop = after.end() if after else end
    mode: Mode = "around" if state.around else state.mode
    direction = state.direction
    if direction is None and mention is not None and not state.is_placed:
        direction = mention.direction
    if mode == "whole" and after and re.search("countryside|outskirts", after[0]):
        mode = "partial"
    return (
        Item(
            start,
            stop,
            mention.name if mention else text[start:end],
            mention,
            mode,
            direction,
            named or state.is_province or state.many_provinces,
            state.joint,
            state.has_in,
            state.opens_parts,
        ),
        stop,
    )


def _is_new_name(name: str) -> bool:
    first = name.split()[0]
    return first not in _NO_NAME and first not in DEMONYMS and len(name) > 2


def site_of(item: Item) -> Site:
    """Return the site of an item."""
    relation = "around" if item.mode == "around" else "in"
    place = item.place
    if place is None:
        return Site(item.name, relation, item.direction)
    if place.kind == "country":
        return Site(place.name, relation, item.direction, None, place.country)
    if place.kind == "province":  # a region, whose point would only blur it
        return Site(place.name, relation, item.direction, place.admin1, place.country)
    return Site(
        place.name,
        relation,
        item.direction,
        place.admin1,
        place.country,
        place.lat,
        place.lon,
        place.error_km,
    )


def extent_of(group: Sequence[Item], is_located: bool = False) -> Extent:
    """Return the extent that a group of regions describes.

    Parameters
    ----------
    group
        The regions of one zone.
    is_located
        True where the zone only lies "in" them: a province named without the contrast
        "and parts of" then is no whole one.
    """
    has_contrast = any(item.opens_parts for item in group)
    whole: list[str] = []
    partial: list[str] = []
    areas: list[Site] = []
    for item in group:
        place = item.place
        is_province = place is not None and place.kind == "province" and place.admin1
        if not is_province or item.direction or item.mode == "around":
            areas.append(site_of(item))
        elif item.mode == "partial" or is_located and not has_contrast:
            partial.append(str(place.admin1) if place else "")
        else:
            whole.append(str(place.admin1) if place else "")
    rest = (code for code in dict.fromkeys(partial) if code not in whole)
    return Extent(tuple(dict.fromkeys(whole)), tuple(rest), tuple(areas))
