"""Where zones lie as texts say by the way: "the zone in X", corners, truces in X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .caseless import caseless
from ..claims import Extent, Site
from .places.coordinates import find_coordinates
from .drafts import Draft, Target, draft_from
from .modality import is_question, modality_of
from .scene import Scene, View, ZoneMention
from .statuses.words import AGREED, APPLIES, ENTERS, FROM, STARTS
from .targets import Memory, ceasefire_of, target_of
from .vocabulary import NUMBERS, number_of
from .regions import extent_of, read_items
from .zone_lists import listed_zones
from .zone_names import BELT_TYPES, site_from_place, zone_id

__all__ = ["between_lines", "find_corners", "find_radii", "located_by_name"]


def located_by_name(scene: Scene) -> Iterator[Draft]:
    """Yield weak extents of zones that are only said to be "in" or "of" a place."""
    kind: str | None = None
    for view in scene.views:
        if is_question(view.text):
            continue
        for zone in view.zones:
            place = zone.place
            if zone.type not in (None, "ceasefire"):
                kind = zone.type
            yield from _listed(scene, view, zone, kind)
            yield from _stretch(scene, view, zone, kind)
            if place is None or zone.plural:
                continue
            if place.kind == "country" and not place.direction:
                continue
            if zone.type == "ceasefire":
                yield from _scope(scene, view, zone)
                continue
            if kind is None or kind in BELT_TYPES or not _is_zone(view, zone):
                continue
            site = site_from_place(place)
            own = Extent(areas=(site,))
            key = own
            if place.kind == "province" and not place.direction and place.admin1:
                own = Extent(partial=(place.admin1,))
                key = Extent(whole=(place.admin1,))
            name = " ".join(p for p in (place.direction, place.name) if p)
            target = zone_id(kind, key, [name], scene.country, scene.country_name)
            draft = draft_from(
                view,
                "extent",
                own,
                "zone-in-place",
                start=min(zone.start, view.local(place)[0]),
                end=max(zone.end, view.local(place)[1]),
            )
            yield replace(
                draft,
                target=Target(kind, (target,)),
                type=kind,
                confidence="medium",
                key="weak",
                modality=modality_of(view.text, zone.start, zone.end),
            )


def _listed(
    scene: Scene, view: View, zone: ZoneMention, kind: str | None
) -> Iterator[Draft]:
    """Read "two such zones, in A and in B": where each of them lies."""
    if kind is None or kind == "ceasefire":
        return
    for each in listed_zones(scene, view, zone, kind):
        draft = draft_from(
            view,
            "extent",
            each.extent,
            "zones-in-places",
            start=each.start,
            end=each.end,
        )
        yield replace(
            draft,
            target=Target(kind, (each.zone,)),
            type=kind,
            confidence="medium",
            key="weak",
            modality=modality_of(view.text, zone.start, zone.end),
        )


_FROM_TO = caseless(
    r"\s*,?\s*(?:(?:which|that)\s+)?(?:(?:would|will|is\s+to|was\s+to|shall)\s+)?"
    r"(?:stretch(?:es|ed|ing)?|extend(?:s|ed|ing)?|reach(?:es|ed|ing)?|spann?(?:s|ed|"
    r"ing)?|runn?(?:s|ing)?)\s+(?:all\s+the\s+way\s+)?(?:from|between)\s+(?:the\s+)?"
)
_UP_TO = caseless(
    r"\s+(?:(?:in|on)\s+the\s+\w+\s+)?(?:(?:up|down|over)\s+)?(?:to|and|"
    r"as\s+far\s+as|until)\s+(?:the\s+)?(?:(?:town|city|port|village)\s+of\s+)?"
)
_IN_BOTH = caseless(r"\s+(?:in|around|covering|across)\s+(?:the\s+)?")
_AND = caseless(r"\s+(?:and|as\s+well\s+as)\s+(?:in\s+|around\s+)?(?:the\s+)?")


def _stretch(
    scene: Scene, view: View, zone: ZoneMention, kind: str | None
) -> Iterator[Draft]:
    """Read "a zone stretching from A to B", and a strip "in A and B": it holds both."""
    if zone.plural or zone.type in (None, "ceasefire") or kind is None:
        return
    opens = _FROM_TO.match(view.text, zone.end)
    joint = _UP_TO if opens else _AND
    opens = opens or (
        _IN_BOTH.match(view.text, zone.end) if kind in BELT_TYPES else None
    )
    ground = [p for p in view.places if p.kind != "country" and p.role == "place"]
    first = next((p for p in ground if opens and view.local(p)[0] == opens.end()), None)
    if first is None or first.kind == "province":
        return
    last = view.local(first)[1]
    second = next(
        (p for p in ground if joint.fullmatch(view.text[last : view.local(p)[0]])), None
    )
    if second is None or second.kind == "province":
        return
    areas = (site_from_place(first), site_from_place(second))
    name = " ".join(p for p in (first.direction, first.name) if p)
    target = zone_id(
        kind,
        Extent(areas=areas[:1]),
        [name],
        first.country or scene.country,
        scene.country_name,
    )
    end = view.local(second)[1]
    body = Extent(areas=areas)
    draft = draft_from(view, "extent", body, "from-to", start=zone.start, end=end)
    yield replace(
        draft,
        target=Target(kind, (target,)),
        type=kind,
        confidence="medium",
        key="weak",
        modality=_planned_or(view, zone, end),
    )


_LINES = re.compile(
    r"\b(?:[Tt]he\s+)?(?:area|territory|territories|land|ground|strip|zone|space)\s+"
    r"(?:lying\s+|situated\s+)?(?P<between>between\s+(?:the\s+)?"
    r"(?:(?:two|cease-?fire|forward)\s+)*[Ll]ines?\b[^.;,]{0,90}?)"
    r"(?:,\s+(?:known|referred\s+to)\s+as\s+(?:the\s+)?|"
    r"(?:\s+on\s+the\s+[\w\s]{3,30})?(?:\s*\([^)]*\))?\s+"
    r"(?:shall|will|is|was|are|were|to)\s+(?:to\s+)?"
    r"(?:constitutes?|be|be\s+considered|form|become|called|known\s+as)?\s*"
    r"(?:an?\s+|the\s+|as\s+an?\s+)?)$"
)
"""Ground between lines on a map, right before what it is to be."""
_BARRIER = r"(?:lines?|berm|wall|fence|border|river|trench|barrier|road|highway|coast)"
_LIES = re.compile(
    r"\s+(?:lies|runs|stretches|extends|is\s+(?:located|situated))\s+"
    rf"(?P<between>between\s+[^.;,]{{3,50}}\b{_BARRIER}(?:,\s+[^,;.]{{3,60}},)?\s+"
    rf"and\s+[^.;,]{{3,50}}\b{_BARRIER})"
)
"""A zone that "lies between the berm and the border"."""


def between_lines(scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Read "the area between lines A and B shall be an area of separation"."""
    memory.start()
    for view in scene.views:
        if "between" not in view.text:
            continue
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            match = _LINES.search(view.text[: zone.start]) or _LIES.match(
                view.text, zone.end
            )
            if match is None or target is None or zone.type == "ceasefire":
                continue
            name = re.sub(r"\s+on\s+the\s+.*$", "", match["between"])
            name = re.sub(r",\s+an?\s+[^,]*,", "", name)
            areas = (Site(name, "in", country=scene.country),)
            draft = draft_from(
                view,
                "extent",
                Extent(areas=areas),
                "between-lines",
                start=min(match.start(), zone.start),
                end=max(match.end(), zone.end),
            )
            modality = modality_of(view.text, match.start(), zone.end)
            if modality == "planned" and _NORM.search(match[0]):
                modality = "asserted"  # the agreement itself says what it shall be
            yield replace(draft, target=target, type=target.type, modality=modality)


_NORM = caseless(r"\b(?:shall|will)\b")
_WANTS = caseless(r"\b(?:wants?|wanted|calls?\s+for|called\s+for|seeks?|sought)\b")


def _planned_or(view: View, zone: ZoneMention, end: int) -> str:
    """Return the modality of a zone that a side "wants" as proposed."""
    modality = modality_of(view.text, zone.start, end)
    is_wanted = _WANTS.search(view.text[: zone.start]) is not None
    return "proposed" if modality == "asserted" and is_wanted else modality


def _is_zone(view: View, zone: ZoneMention) -> bool:
    """Whether a mention is of a zone by type, or of "the zone" or "the area" again."""
    return zone.type is not None or zone.definite and zone.end - zone.start > 3


def _scope(scene: Scene, view: View, zone: ZoneMention) -> Iterator[Draft]:
    """Read "agreed to a ceasefire in the east of X": where a truce is to hold."""
    place = zone.place
    assert place is not None
    text = view.text
    if not any(p.search(text) for p in (AGREED, APPLIES, ENTERS, FROM, STARTS, _NOW)):
        return
    if view.local(place)[0] < zone.end:
        return
    extent = Extent(areas=(site_from_place(place),))
    end = view.local(place)[1]
    opens = _IN_SOME.match(text, zone.end)
    items = (
        read_items(text, opens.end(), view.places, view.sentence.start) if opens else []
    )
    if len(items) > 1 and all(item.place for item in items):
        extent, end = extent_of(items, True), items[-1].end
    draft = draft_from(
        view, "extent", extent, "truce-in-place", start=zone.start, end=end
    )
    yield replace(
        draft,
        target=Target("ceasefire", (ceasefire_of(scene, zone),)),
        type="ceasefire",
        confidence="medium",
        key="weak",
        modality=modality_of(text, zone.start, view.local(place)[1]),
    )


_NOW = caseless(r"\bhereby\s+(?:declared|proclaimed|announced|established)\b")
_IN_SOME = caseless(r"\s+(?:in|across|throughout)\s+")
_CORNERS = caseless(
    r"\b(?:corners?|corner\s+points|vertices|bounded\s+by|delimited\s+by|enclosed\s+by|"
    r"polygon|coordinates|following\s+points)\b",
)


def find_corners(scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Read zones whose corners a text gives as coordinates, in their order."""
    memory.start()
    last: Target | None = None
    for view in scene.views:
        for zone in view.zones:
            last = target_of(scene, view, zone, memory) or last
        if last is None or is_question(view.text) or not _CORNERS.search(view.text):
            continue
        points = [[each.lon, each.lat] for each in find_coordinates(view.text)]
        if len(points) < 3 or len(last.zones) != 1:
            continue
        ring = [*points, points[0]]
        extent = Extent(geometry={"type": "Polygon", "coordinates": [ring]})
        draft = draft_from(view, "extent", extent, "corners")
        yield replace(
            draft, target=last, type=last.type, modality=modality_of(view.text)
        )


_RADIUS = caseless(
    r"\b(?:(?P<n>\d+(?:\.\d+)?|"
    + "|".join(NUMBERS)
    + r")[\s-]*(?P<unit>kilomet(?:er|re)s?|kms?|miles?)\b"
    r"(?P<word>[\s-]+(?:radius|circle|perimeter))?\s+(?P<how>around|of|from|about)\s+"
    r"(?:the\s+)?(?:"
    r"(?:town|city|village|plant|base|garrison|airport)\s+(?:of\s+|at\s+)?)?)",
)
_ROUND = caseless(r"\b(?:radius|circle|perimeter|around|all\s+round)\b")


def find_radii(scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Read zones that lie within some distance around a place: "55 km around X"."""
    memory.start()
    last: Target | None = None
    for view in scene.views:
        for zone in view.zones:
            if zone.type != "ceasefire":
                last = target_of(scene, view, zone, memory) or last
        if not view.zones or last is None or len(last.zones) != 1:
            continue
        for match in () if is_question(view.text) else _RADIUS.finditer(view.text):
            is_round = match["how"].lower() == "around" or match["word"]
            if not is_round and not _ROUND.search(view.text[: match.start()][-30:]):
                continue
            around = _named_at(scene, view, match.end())
            if around is not None:
                reach = float(number_of(match["n"]) or match["n"])
                if match["unit"].lower().startswith("mi"):
                    reach *= 1.609344
                site = replace(around, error_km=round(reach, 1))
                draft = draft_from(view, "extent", Extent(areas=(site,)), "radius")
                yield replace(
                    draft,
                    target=last,
                    type=last.type,
                    modality=modality_of(view.text, match.start(), match.end()),
                )


_NAME = re.compile(r"(?:al-)?[A-Z][\w’-]+(?:\s+(?:al-)?[A-Z][\w’-]+)*")


def _named_at(scene: Scene, view: View, at: int) -> Site | None:
    """Return the place that is named at a point of a sentence, listed or not."""
    for place in view.places:
        if view.local(place)[0] == at:
            is_site = place.kind != "country" and place.role == "place"
            return site_from_place(place, "around") if is_site else None
    name = _NAME.match(view.text, at)
    return Site(name[0], "around", country=scene.country) if name else None
