"""Regions of a boundary file as places, and the regions in which places lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .boundaries import Boundaries, Region
from .folding import fold
from .places import Place, PlaceName, read_gazetteer
from .qualifying import bare_region

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["district_of", "provinces_of", "settle"]

_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_KM_PER_DEGREE = 111.0  # of latitude; of longitude it is less


def provinces_of(boundaries: Boundaries) -> list[Place]:
    """Return the first-order regions as places, so that texts can name them."""
    found = []
    for region in boundaries.regions:
        if region.level != 1 or region.kind != "admin":
            continue
        point = region.geometry.representative_point()
        scheme = "iso" if _CODE.fullmatch(region.code) else "region"
        names = dict.fromkeys(
            name
            for each in region.names
            for name in (
                each,
                bare_region(each),
                *_of_seat(bare_region(each), region.country),
            )
        )
        found.append(
            Place(
                id=f"{scheme}:{region.code}",
                name=bare_region(region.name) or region.name,
                kind="province",
                country=region.country or None,
                admin1=region.code,
                pcode=region.pcode,
                lat=round(point.y, 4),
                lon=round(point.x, 4),
                error_km=_reach_km(region),
                names=tuple(PlaceName(name) for name in names if name),
                source=boundaries.source,
                licence=boundaries.licence,
            )
        )
    return found


def district_of(
    boundaries: Boundaries, name: str, admin1: str | None, country: str | None
) -> BaseGeometry | None:
    """Return the ground of the district that bears a name (EPSG:4326), or None.

    A part of a district bears the name of its chief town and so does the district: the
    district is drawn, from all its parts, unless "subdistrict" is said.

    Parameters
    ----------
    boundaries
        Regions; without districts among them nothing is found.
    name
        A spelling of the district's name, with or without "district".
    admin1, country
        Code of the region of the first order and of the country that it lies in; one
        of them is needed, since districts of several lands bear one name.

    Returns
    -------
    geometry or None
        None also where several districts bear the name, or a region of the first order
        bears it too and "district" is not said.
    """
    if admin1 is None and country is None:
        return None
    below = [region for region in boundaries.regions if region.level > 1]
    if not below:
        return None
    key = fold(bare_region(name))
    above = [region for region in boundaries.regions if region.level == 1]
    if "district" not in name.lower() and any(_bears(r, key) for r in above):
        return None
    named = [region for region in below if _bears(region, key)]
    if country is not None:
        named = [region for region in named if region.country in (country, "")]
    if admin1 is not None:
        home = [r.geometry for r in boundaries.regions if r.code == admin1]
        named = [
            region
            for region in named
            if any(h.contains(region.geometry.representative_point()) for h in home)
        ]
    if len(named) != 1:
        return None
    (found,) = named
    if found.level == 2 or re.search("sub-?district", name.lower()):
        return found.geometry
    if found.parent in (None, found.code):
        return None
    from shapely import union_all

    return union_all([r.geometry for r in below if r.parent == found.parent])


def _bears(region: Region, key: str) -> bool:
    return key in {fold(bare_region(name)) for name in region.names}


def settle(places: Iterable[Place], boundaries: Boundaries) -> list[Place]:
    """Give places the code of their region, and their country.

    A stated region is looked up by code or name; without one the polygon decides, and
    only where the disc of the place's and the boundaries' error lies inside it whole.

    Parameters
    ----------
    places
        Places; ``admin1`` may be a code, an OCHA code or a name.
    boundaries
        Regions; those of the first order are used.

    Returns
    -------
    list of Place
        In the same order. A region that neither looks like an ISO code nor is known
        is dropped.
    """
    regions = [r for r in boundaries.regions if r.level == 1 and r.kind == "admin"]
    codes = {code: r for r in regions for code in (r.code, r.pcode) if code}
    names: dict[str, list[Region]] = {}
    for region in regions:
        for name in {fold(bare_region(each)) for each in region.names} - {""}:
            names.setdefault(name, []).append(region)
    settled = []
    for place in places:
        given = place.admin1
        if given is not None and place.kind != "province":
            named = names.get(fold(bare_region(given)), [])
            fits = [r for r in named if place.country in (None, r.country)]
            known = codes.get(given) or (fits[0] if len(fits) == 1 else None)
            if known is not None:
                country = place.country or known.country or None
                place = replace(place, admin1=known.code, country=country)
            elif not _CODE.fullmatch(given):
                place = replace(place, admin1=None)
        settled.append(place)
    return _by_polygon(settled, regions, boundaries.error_km)


def _by_polygon(
    places: list[Place], regions: Sequence[Region], error_km: float
) -> list[Place]:
    from shapely import STRtree, points

    lands = {region.country for region in regions} - {""}
    open_ = [
        number
        for number, p in enumerate(places)
        if p.lat is not None
        and p.lon is not None
        and (p.admin1 is None or p.country is None)
        and (p.country is None or p.country in lands or not lands)
        and p.kind in ("settlement", "area")
    ]
    if not open_ or not regions:
        return places
    spots = points([(places[n].lon or 0.0, places[n].lat or 0.0) for n in open_])
    tree = STRtree([region.geometry for region in regions])
    found: dict[int, list[int]] = {}
    for spot, region in sorted(tree.query(spots, predicate="intersects").T.tolist()):
        found.setdefault(spot, []).append(region)
    for spot, inside in found.items():
        number, region_ = open_[spot], regions[inside[0]]
        place = places[number]
        margin = (place.error_km or 0.0) + error_km
        is_sure = len(inside) == 1 and not region_.geometry.boundary.dwithin(
            spots[spot], _degrees(margin, place.lat or 0.0)
        )
        places[number] = replace(
            place,
            country=place.country or region_.country or None,
            admin1=place.admin1 or (region_.code if is_sure else None),
        )
    return places


def _degrees(km: float, lat: float) -> float:
    """Return a distance in degrees that is nowhere less than the given one in km."""
    from math import cos, radians

    return km / (_KM_PER_DEGREE * max(cos(radians(lat)), 0.05))


def _reach_km(region: Region) -> float:
    west, south, east, north = region.geometry.bounds
    return round(max(east - west, north - south) * _KM_PER_DEGREE, 1)


def _of_seat(name: str, country: str) -> list[str]:
    """Return the town in a Slavic adjective: Kharkivska oblast is Kharkiv's."""
    if not name.endswith("ska"):
        return []
    towns = (name[:-1], name[:-3])
    known = read_gazetteer()
    return [t for t in towns if known.find(t, kind="settlement", country=country)]
