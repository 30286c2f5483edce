"""Extents: what zones consist of, where they lie, and what became a zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .caseless import caseless
from ..claims import Extent, Site
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .region_groups import cut_groups
from .regions import Item, extent_of, read_items
from .scene import Scene, View, ZoneMention
from .vocabulary import NUMBERS
from .zone_lists import case_rules, extent_in
from .zone_names import BELT_TYPES, known_zones, site_from_place, zone_id

__all__ = ["find_extents"]

_LISTED = (
    rf"(?:\s+(?:(?:the|these|only)\s+)?(?:\d+|{'|'.join(NUMBERS)})\s+(?:municipalities|"
    r"villages|towns|districts|provinces|governorates|settlements|communes|counties)"
    r"(?:\s+(?:in|of)\s+[\w\s]{3,30}?)?\s*(?::|\s[–—-]|,)(?=\s))?"
)
"""How many places a list is of: "five districts in X: A, B and C"."""

_CONSISTS = caseless(
    r"\b(?P<located>(?:(?:which|that)\s+)?(?:(?:will\s+be|is|are|was|were|being|lies?|"
    r"lying)\s+)?(?:located|situated|lies?|set\s+up|established|created|agreed|"
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
    rf"\b(?:\s+all)?{_LISTED}"
    r"|(?P<mark>:|\s[–—-]\s|\(|,\s+namely\b)",
)
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
_SCOPE = caseless(
    r"\b(?:in|across|throughout|to)\s+all\s+(?P<name>(?:areas|parts|regions|"
    r"places)\s+of\s+"
    r"(?:the\s+)?\w+\s+where\s+(?:the\s+)?(?P<what>fighting|hostilities|clashes|"
    r"combat))",
)
_IN_FORCE = caseless(
    r"\b(?:in\s+force|into\s+force|effect|apply|applies|cover(?:s)?|"
    r"extend(?:s|ed)?|observed)\b",
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A description of zones: its regions, how many zones, of which type."""

    items: list[Item]
    zone: ZoneMention
    count: int | None
    located: bool
    rule: str
    start: int
    end: int


def find_extents(scene: Scene) -> list[Draft]:
    """Read what each sentence says about where zones lie."""
    drafts: list[Draft] = []
    type_before: str | None = None
    count_before: int | None = None
    named: dict[str, str] = {}
    last: ZoneMention | None = None
    for view in scene.views:
        for zone in view.zones:
            if zone.type and zone.type != "ceasefire":
                type_before = zone.type
            if zone.plural and zone.count:
                count_before = zone.of or zone.count
            _remember_name(scene, zone, named)
            last = zone if zone.type and not zone.plural else last
        if is_question(view.text):
            continue
        found = _described(view, count_before) or _became(view) or _turned(view)
        found = found or _by_agreement(view, last)
        for one in found:
            kind = one.zone.type or type_before
            if kind is None:
                continue
            drafts.extend(_drafts(scene, view, one, kind, named))
        drafts.extend(_ceasefire_scope(scene, view))
    return drafts


def _remember_name(scene: Scene, zone: ZoneMention, named: dict[str, str]) -> None:
    """Keep the id of a zone that is named after its place, for "the zone"."""
    place = zone.place
    if zone.type is None or zone.plural or place is None:
        return
    if place.kind == "country" and place.direction is None:
        if zone.type == "ceasefire":
            named[zone.type] = zone_id(
                zone.type, Extent(), (), place.country, place.name
            )
        return
    is_province = place.kind == "province" and place.admin1 and not place.direction
    extent = (
        Extent(whole=(str(place.admin1),))
        if is_province
        else Extent(areas=(site_from_place(place),))
    )
    name = " ".join(part for part in (place.direction, place.name) if part)
    shown = name if zone.type == "ceasefire" else scene.country_name
    country = place.country or scene.country
    named[zone.type] = zone_id(zone.type, extent, [name], country, shown)


def _described(view: View, count_before: int | None) -> list[_Found]:
    """Read "the zone includes …", "these zones are located in …", "zones: …"."""
    result: list[_Found] = []
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
            items = _region_items(view, match, is_numbered)
            if not items or is_negated(view.text, match.start(), match.end()):
                continue
            count = _count(zone, count_before)
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
                _Found(
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


def _turned(view: View) -> list[_Found]:
    """Read "included in the zone are the towns of …": the zone includes them."""
    for zone in view.zones:
        verb = _ARE.match(view.text, zone.end)
        if zone.plural or not verb or not _IN_IT.match(view.text[: zone.start]):
            continue
        items = _region_items(view, verb)
        if items:
            end = items[-1].end
            return [_Found(items, zone, 1, False, "consists-of", zone.start, end)]
    return []


_AGREEMENT_COVERS = re.compile(
    r"^(?:And\s+)?(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:[\w-]+\s+){0,2}?(?:agreement|truce|"
    r"cease-?fire|deal|accord|regime|arrangement|memorandum)\s+(?:also\s+)?(?:covers?|"
    r"covered|includes?|included|encompass(?:es|ed)|applie[sd]\s+(?:to|in)|"
    r"extends?\s+(?:to|over))\s+"
)


def _by_agreement(view: View, last: ZoneMention | None) -> list[_Found]:
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
        _Found(items, zone, 1, False, "agreement-covers", match.start(), items[-1].end)
    ]


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
    view: View, match: re.Match[str], is_surely: bool = False
) -> list[Item]:
    items = read_items(view.text, match.end(), view.places, view.sentence.start)
    while items and items[-1].place is None and items[-1].joint in ("and", "comma"):
        after = view.text[items[-1].end :].lstrip()
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


def _became(view: View) -> list[_Found]:
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
                    _Found(
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


def _drafts(
    scene: Scene, view: View, found: _Found, zone_type: str, named: dict[str, str]
) -> Iterator[Draft]:
    groups = cut_groups(found.items, found.count)
    modality = _modality(view, found)
    if groups is None:
        extent = extent_of(found.items)
        draft = draft_from(
            view, "extent", extent, "run-on-list", start=found.start, end=found.end
        )
        yield replace(draft, type=zone_type, modality=modality, confidence="low")
        return
    many = len(groups) > 1
    for number, group in enumerate(groups):
        extent = extent_in(scene, extent_of(group, found.located or group[0].has_in))
        name = view.text[found.zone.start : found.zone.end]
        zone = zone_id(
            zone_type, extent, _names(group), scene.country, scene.country_name
        )
        if not many and zone_type in named and _is_spoken_of(found.zone, zone):
            zone = named[zone_type]
        start = group[0].start if many and number else found.start
        draft = draft_from(
            view,
            "extent",
            extent,
            found.rule,
            start=start,
            end=found.end if not many else group[-1].end,
        )
        rules = (*draft.rules, "run-on-list") if _is_run_on(groups) else draft.rules
        yield replace(
            draft,
            target=Target(zone_type, (zone,), of=found.count if many else None),
            type=zone_type,
            modality=modality,
            rules=rules + case_rules(view, group),
            name=None if many else name,
            key="run-on" if _is_run_on(groups) else None,
            confidence=("medium" if many and found.count is None else "high"),
        )


def _is_spoken_of(zone: ZoneMention, found: str) -> bool:
    """Whether "the zone" is the one named before, rather than known by its extent."""
    is_known = any(known.id == found for known in known_zones())
    return zone.ordinal is None and not is_known and not zone.plural


def _is_run_on(groups: Sequence[Sequence[Item]]) -> bool:
    """Whether the words alone leave open where one zone ends and the next begins."""
    return len(groups) > 1 and not all(group[0].has_in for group in groups[1:])


def _modality(view: View, found: _Found) -> str:
    """How a description is meant: where agreed zones will lie is described as fact."""
    if found.located or found.rule == "became-zone":
        modality = modality_of(view.text, found.start, found.end)
    else:
        modality = modality_of(view.text[found.start : found.end])
    return (
        "asserted" if modality == "planned" and _AGREED.search(view.text) else modality
    )


_AGREED = caseless(
    r"\b(?:in\s+accordance|according\s+to\s+the\s+(?:document|memo|agreement)|"
    r"under\s+(?:the|an)|agreed|signed)\b",
)


def _names(group: Sequence[Item]) -> list[str]:
    """Return the names that a zone of these regions is called after."""
    whole = [i.name for i in group if i.mode == "whole" and not i.direction]
    return (
        whole[:1]
        or [
            " ".join(part for part in (item.direction, item.name) if part)
            for item in group
        ][:3]
    )


def _ceasefire_scope(scene: Scene, view: View) -> Iterator[Draft]:
    """Read "in force in all areas of X where the fighting is under way"."""
    match = _SCOPE.search(view.text)
    if not match or not _IN_FORCE.search(view.text[: match.start() + 3]):
        return
    inside = [p for p in view.places if match.start() <= view.local(p)[0] < match.end()]
    country = inside[0].country if inside else scene.country
    site = Site(f"areas of {match['what'].lower()}", "in", country=country)
    name = inside[0].name if inside else scene.country_name
    zone = zone_id("ceasefire", Extent(areas=(site,)), (), country, name)
    draft = draft_from(view, "extent", Extent(areas=(site,)), "ceasefire-scope")
    modality = modality_of(view.text)
    yield replace(
        draft, target=Target("ceasefire", (zone,)), type="ceasefire", modality=modality
    )
