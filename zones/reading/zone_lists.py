"""Zones that a plural names by a list of places: "the zones in A and in the south"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..claims import Extent
from .regions import Item, extent_of, read_items
from .scene import Scene, View, ZoneMention
from .zone_names import zone_id

__all__ = ["ListedZone", "case_rules", "extent_in", "listed_zones"]

_OPENS = re.compile(
    r"\s*(?:[,(:]|\s[–—-]\s)?\s*(?=(?:in|around|near|at|within|north|south|east|"
    r"west)\w*\b)"
    r"|\s*(?:[,(:]|\s[–—-])\s*(?=(?:the\s+)?(?:[A-Z]|north|south|east|west))",
)


@dataclass(frozen=True, slots=True)
class ListedZone:
    """A zone of a list: its id, its region, and where in the sentence it stands."""

    zone: str
    extent: Extent
    start: int
    end: int


def listed_zones(
    scene: Scene, view: View, zone: ZoneMention, kind: str
) -> list[ListedZone]:
    """Return the zones that a plural phrase lists, one for each region.

    Empty where the phrase states another number, or the list is of parts of one zone.
    """
    if not zone.plural or zone.ordinal is not None:
        return []
    opens = _OPENS.match(view.text, zone.end)
    if not opens:
        return []
    items = read_items(view.text, opens.end(), view.places, view.sentence.start)
    if len(items) < 2 or zone.count not in (None, len(items)):
        return []
    if not opens[0].strip() and not items[0].has_in and items[0].mode != "around":
        return []
    if any(item.opens_parts or not _is_known(item) for item in items):
        return []
    return [_listed(scene, item, kind) for item in items]


def _is_known(item: Item) -> bool:
    place = item.place
    if place is None:
        return item.direction is not None and not item.name
    return place.kind != "country" or item.direction is not None


def _listed(scene: Scene, item: Item, kind: str) -> ListedZone:
    extent = extent_in(scene, extent_of([item], True))
    name = " ".join(part for part in (item.direction, item.name) if part)
    country = (item.place.country if item.place else None) or scene.country
    zone = zone_id(
        kind, extent, [name] if item.name else (), country, scene.country_name
    )
    if not item.name:
        site = extent.areas[0]
        zone = zone_id(
            kind, extent, [f"{site.direction} {site.name}"], country, site.name
        )
    return ListedZone(zone, extent, item.start, item.end)


def extent_in(scene: Scene, extent: Extent) -> Extent:
    """Read "the southwest" alone as that part of the country spoken of."""
    areas = tuple(
        (
            replace(site, name=scene.country_name, country=scene.country)
            if not site.name
            else site
        )
        for site in extent.areas
    )
    return replace(extent, areas=areas)


def case_rules(view: View, group: Sequence[Item]) -> tuple[str, ...]:
    """Return the rule for names that the text writes in capitals throughout."""
    offset = view.sentence.start
    for item in group:
        place = item.place
        if place is not None:
            shown = view.text[place.start - offset : place.end - offset]
            if shown.isupper() and not place.name.isupper():
                return ("case",)
    return ()
