"""The backdrop: regions, towns and sources that a page shows behind its zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from geodata.places import read_gazetteer
from zones.atlas import Atlas, Item

from .land import draw_land, is_unsettled
from .borders import share_borders
from .shapes import encode_shape
from .wording import FALLBACK, Words, languages, names_by_language

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "countries_of",
    "country_name",
    "is_main",
    "list_land",
    "list_regions",
    "list_sources",
    "list_towns",
    "main_type",
    "names_of_places",
    "page_title",
    "page_titles",
    "rank_of",
]

Record = dict[str, Any]

UNNAMED = "zone"
"""What a zone is called whose type no document gives."""

MAX_TOWNS = 160
_RANKS = (500_000, 100_000, 50_000, 20_000, 5_000)
_MARGIN_DEGREES = 4.0


def main_type(atlas: Atlas) -> str | None:
    """Return the commonest type of the zones, which a page is about; None of none."""
    types = [atlas.type_of(z) for z in atlas.zone_ids() if atlas.kind_of(z) == "zone"]
    named = [name for name in types if name != UNNAMED] or types
    return max(named, key=lambda name: (named.count(name), name)) if named else None


def is_main(atlas: Atlas, zone: str, kind_of_zone: str | None) -> bool:
    """Whether a page is about a zone: it is of the type, or nobody says which."""
    is_zone = atlas.kind_of(zone) == "zone"
    return is_zone and atlas.type_of(zone) in (kind_of_zone, UNNAMED)


def countries_of(atlas: Atlas, kind_of_zone: str | None) -> list[str]:
    """Return the codes of the countries that zones of a type may hold ground in.

    Where no country does so, all that have to do with any zone.
    """
    country = {item.id: item.country for item in atlas.items if item.country}
    related = [row for row in atlas.relations if row.item in country]
    main = {zone for zone in atlas.zone_ids() if is_main(atlas, zone, kind_of_zone)}
    found = {
        country[row.item]
        for row in related
        if row.zone in main and row.space in ("certain", "possible")
    }
    return sorted(found or {country[row.item] for row in related})


def page_title(kind_of_zone: str | None, focus: list[str]) -> str:
    """Compose a heading from the commonest type of zone and the country."""
    if kind_of_zone is None:
        return "Zones in the documents"
    countries = [country_name(code) for code in focus]
    where = f" in {countries[0]}" if len(countries) == 1 else ""
    return f"{kind_of_zone[:1].upper()}{kind_of_zone[1:]}s{where}"


def page_titles(kind_of_zone: str | None, focus: list[str]) -> dict[str, str]:
    """Compose the heading in each language that has words for all of it."""
    titles = {FALLBACK: page_title(kind_of_zone, focus)}
    for code in languages():
        words = Words(code)
        if code == FALLBACK:
            continue
        zones = words.title(kind_of_zone) if kind_of_zone else None
        if kind_of_zone is None:
            titles[code] = words.say("page.title_none")
        elif zones and len(focus) != 1:
            titles[code] = zones
        elif zones and (country := _country_names(focus[0]).get(code)):
            titles[code] = words.say("page.title_in", zones=zones, country=country)
    return titles


def country_name(code: str, lang: str = FALLBACK) -> str:
    """Return the name of a country, in a language where it is known."""
    own = None if lang == FALLBACK else _country_names(code).get(lang)
    return own or next((place.name for place in read_gazetteer().countries(code)), code)


def _country_names(code: str) -> dict[str, str]:
    names = (
        name.text for place in read_gazetteer().countries(code) for name in place.names
    )
    return names_by_language(names)


def names_of_places(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the names by language of places and provinces, by their name.

    Posts and zones are often called after a place.
    """
    found: dict[str, dict[str, str]] = {}
    for item in atlas.items:
        if item.kind in ("place", "province"):
            names = names_by_language(item.names)
            found[item.name] = found.get(item.name) or names
    return found


def list_regions(atlas: Atlas, focus: list[str]) -> list[Record]:
    """List the regions of the countries of the matter, and those around them."""
    regions = _regions(atlas)
    own = [shape.bounds for item, shape in regions if item.country in focus]
    boxes = own or [shape.bounds for _, shape in regions]
    if not boxes:
        return []
    west, south, east, north = (
        pick(box[side] for box in boxes)
        for side, pick in enumerate((min, min, max, max))
    )
    margin = _MARGIN_DEGREES
    frame = shapely.box(west - margin, south - margin, east + margin, north + margin)
    shown = [(item, shape) for item, shape in regions if shape.intersects(frame)]
    packed = share_borders(encode_shape(shape, coarse=True) for _, shape in shown)
    return [
        {
            "code": item.id,
            "name": item.name,
            "names": names_by_language(item.names),
            "country": item.country,
            "geometry": geometry,
            **_kind(item),
        }
        for (item, _), geometry in zip(shown, packed, strict=True)
    ]


def _kind(item: Item) -> Record:
    kind = "admin" if item.kind == "province" else "area of separation"
    unsettled = is_unsettled(item.id, item.country or "", kind)
    return {"kind": kind} | ({"disputed": True} if unsettled else {})


def list_land(atlas: Atlas, focus: list[str], drawn: list[Record]) -> Record:
    """Collect the land around the zones and the countries of the matter.

    Parameters
    ----------
    atlas
        What is shown.
    focus
        Codes of the countries of the matter.
    drawn
        The regions that the page draws, as :func:`list_regions` lists them.
    """
    codes = {record["code"] for record in drawn}
    regions = [(i.country or "", s) for i, s in _regions(atlas) if i.id in codes]
    zones = [
        shapely.from_wkb(wkb)
        for zone in atlas.zone_ids()
        for reading in atlas.zone_readings(zone)
        if (wkb := reading.outer or reading.inner) is not None
    ]
    own = [shape for country, shape in regions if country in focus]
    return draw_land(own + zones or [shape for _, shape in regions], regions)


def _regions(atlas: Atlas) -> list[tuple[Item, BaseGeometry]]:
    return [
        (item, shapely.from_wkb(item.geometry))
        for item in atlas.items
        if item.geometry is not None
    ]


def list_towns(atlas: Atlas) -> list[Record]:
    """List the largest settlements; the rank says from which zoom they are named."""
    towns = [
        item
        for item in atlas.items
        if item.kind == "place" and item.type == "settlement" and item.lat is not None
    ]
    towns.sort(key=lambda item: (-item.population, item.name, item.id))
    return [
        {
            "name": item.name,
            "names": names_by_language(item.names),
            "lat": item.lat,
            "lon": item.lon,
            "rank": rank_of(item),
        }
        for item in towns[:MAX_TOWNS]
    ]


def rank_of(item: Item) -> int:
    """Return 1 for the largest places and more for smaller ones."""
    return 1 + sum(item.population < limit for limit in _RANKS)


def list_sources(atlas: Atlas) -> list[str]:
    sources = {i.source for i in atlas.items if i.kind == "place" and i.source}
    return [f"Places: {source}" for source in sorted(sources)]
