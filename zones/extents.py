"""Extents: the geometry of a definition, and the space of an item in it.

``inner`` must be inside, ``outer`` may be inside; the true extent lies between. Both
are EPSG:4326 with axis order lon, lat, and None where nothing can be drawn.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from geodata.boundaries import Boundaries
from geodata.metric import buffer_km, metric_crs, to_degrees, to_metric
from geodata.regions import district_of
from shapely.geometry.base import BaseGeometry

from .atlas import Reading
from .certainty import Certainty
from .claims import Site
from .control import SETTLEMENT_KM
from .definitions import Definition
from .tessellation import tessellate

__all__ = [
    "AROUND_KM",
    "Drawn",
    "Shape",
    "areal",
    "is_settlement",
    "shape_area",
    "shape_definition",
    "space_of_disc",
    "space_of_region",
    "to_wkb",
]

log = logging.getLogger(__name__)

AROUND_KM = 25.0
"""Radius in km drawn for "around X" and "in the area of X" where a text gives none.

An assumption: about the distance from a provincial capital to the next towns. It only
bounds what may be inside; nothing is inside for sure because of it.
"""

MIN_OVERLAP_KM2 = 1.0
MIN_OVERLAP_SHARE = 0.005
"""Regions overlap only by more than both: slivers of unlike boundaries do not count."""

_COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


@dataclass(frozen=True, slots=True)
class Shape:
    """Inner and outer geometry of a reading, EPSG:4326; None where there is none."""

    inner: BaseGeometry | None
    outer: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A reading with its definition and its geometry (EPSG:4326).

    ``beyond`` is the ground of which nobody can say whether it is inside, since the
    line of a belt is only derived; what lies in it and not in the shape is unknown.
    """

    reading: Reading
    definition: Definition
    shape: Shape
    beyond: BaseGeometry | None = None


def shape_definition(
    definition: Definition,
    boundaries: Boundaries,
    radii: Mapping[Site, float],
    places: Iterable[tuple[float, float]] = (),
) -> Shape:
    """Build the geometry of a definition.

    Parameters
    ----------
    definition
        The formula.
    boundaries
        Admin-1 regions by ISO 3166-2 code, EPSG:4326.
    radii
        Radius in km that each of the definition's areas fills, where a claim or the
        gazetteer says so.
    places
        Latitudes and longitudes of known places, which bound the cells of those in a
        list of settlements.

    Returns
    -------
    Shape
        ``inner`` is the whole regions; ``outer`` adds the partial regions and areas, of
        settlements in a list their cells. A given geometry is both.
    """
    if definition.geometry:
        given = shapely.from_geojson(definition.geometry)
        if not given.is_valid:
            log.warning("a given geometry crosses itself and was repaired")
            given = shapely.make_valid(given, method="structure", keep_collapsed=False)
        return Shape(given, given)
    codes = {region.code: region.geometry for region in boundaries.regions}
    whole = [codes[code] for code in definition.whole if code in codes]
    parts = [codes[code] for code in definition.partial if code in codes]
    listed = [a for a in definition.areas if is_settlement(a, radii.get(a))]
    cells = _cells(listed, boundaries, places) if len(listed) > 1 else {}
    areas = [
        shape
        for area in definition.areas
        if (shape := cells.get(area) or shape_area(area, boundaries, radii.get(area)))
        is not None
    ]
    inner = shapely.union_all(whole) if whole else None
    drawn = [*whole, *parts, *areas]
    return Shape(inner, shapely.union_all(drawn) if drawn else None)


def is_settlement(site: Site, radius_km: float | None = None) -> bool:
    """Whether a site is a town or village with a point, not the ground around one."""
    radius = radius_km or site.error_km or 0.0
    is_plain = site.direction is None and site.relation in ("in", "at")
    return site.lat is not None and is_plain and radius <= SETTLEMENT_KM


def _cells(
    listed: Iterable[Site],
    boundaries: Boundaries,
    places: Iterable[tuple[float, float]],
) -> dict[Site, BaseGeometry]:
    """Return the cell of each settlement in a list, clipped to its province."""
    spots = {s: (s.lat, s.lon) for s in listed if s.lat is not None and s.lon}
    cells = tessellate(spots.values(), places)
    regions = {region.code: region.geometry for region in boundaries.regions}
    found = {}
    for site, spot in spots.items():
        cell, region = cells[spot], regions.get(site.admin1 or "")
        clipped = cell if region is None else shapely.intersection(cell, region)
        found[site] = cell if clipped.is_empty else clipped
    return found


def shape_area(
    area: Site, boundaries: Boundaries, radius_km: float | None = None
) -> BaseGeometry | None:
    """Return the widest ground that an area may mean, or None where it has no place.

    A point becomes a disc; a name without a point the district that bears it, where the
    boundaries have districts, else the region or country it lies in; a part by compass
    the generous half of its whole.
    """
    base = _base(area, boundaries, radius_km)
    if base is None or area.direction is None:
        return base
    return half(base, area.direction)


def half(geometry: BaseGeometry, direction: str) -> BaseGeometry:
    """Return the generous half of a region: all that lies to one side of its middle.

    "Southwest" is what lies both in the southern and in the western half.

    Parameters
    ----------
    geometry
        Polygon in EPSG:4326.
    direction
        Compass word such as "north" or "southwest"; "central" is the inner half of
        the bounding box. Any other word leaves the region whole.
    """
    crs = metric_crs(geometry)
    flat = to_metric(geometry, crs)
    west, south, east, north = flat.bounds
    x, y = (west + east) / 2, (south + north) / 2
    reach = 2 * max(east - west, north - south)
    word = direction.lower().replace("-", "").replace("ern", "")
    if word in ("central", "centre", "center", "middle"):
        side = math.sqrt(0.5) / 2
        dx, dy = (east - west) * side, (north - south) * side
        window: BaseGeometry = shapely.box(x - dx, y - dy, x + dx, y + dy)
    else:
        ways = [vector for name, vector in _COMPASS.items() if name in word]
        window = shapely.box(x - reach, y - reach, x + reach, y + reach)
        for dx, dy in ways:
            half_plane = shapely.box(
                x - reach * (dx <= 0),
                y - reach * (dy <= 0),
                x + reach * (dx >= 0),
                y + reach * (dy >= 0),
            )
            window = shapely.intersection(window, half_plane)
    return to_degrees(shapely.intersection(flat, window), crs)


def _base(
    area: Site, boundaries: Boundaries, radius_km: float | None
) -> BaseGeometry | None:
    if area.lat is not None and area.lon is not None:
        radius = radius_km or area.error_km or 0.0
        if area.relation in ("around", "near", "along"):
            radius = max(radius, AROUND_KM)
        return buffer_km(shapely.Point(area.lon, area.lat), radius or AROUND_KM)
    if area.name and area.relation in ("in", "at"):
        district = district_of(boundaries, area.name, area.admin1, area.country)
        if district is not None:
            return district
    regions = {region.code: region.geometry for region in boundaries.regions}
    if area.admin1 is not None:
        return regions.get(area.admin1)
    if any(region.country == area.country for region in boundaries.regions):
        return boundaries.country(area.country or "")
    return None  # a country beyond the boundaries has a name, no ground


def areal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the areal part of a geometry, as a valid multi-polygon.

    A shape that no longer holds after it was turned into degrees is repaired.
    """
    if not shapely.is_valid(geometry):
        geometry = shapely.make_valid(
            geometry, method="structure", keep_collapsed=False
        )
    areas = [
        area
        for part in shapely.get_parts(geometry)
        for area in shapely.get_parts(part)
        if area.geom_type == "Polygon"
    ]
    return shapely.MultiPolygon(areas)


def to_wkb(geometry: BaseGeometry | None) -> bytes | None:
    """Return the areal part of a geometry as the WKB of a multi-polygon."""
    return None if geometry is None else shapely.to_wkb(areal(geometry))


def space_of_disc(disc: BaseGeometry, shape: Shape) -> Certainty:
    """Say whether a place lies in a reading: rule 3 of the space of an item.

    Parameters
    ----------
    disc
        The place widened by its error and that of the boundaries, or a bare point, in
        a metric CRS.
    shape
        Geometry of the reading in the same CRS.
    """
    if shape.outer is None:
        return "unknown"
    if shape.inner is not None and shapely.covers(shape.inner, disc):
        return "certain"
    if disc.geom_type == "Point":
        return "possible" if shapely.covers(shape.outer, disc) else "no"
    overlaps = shapely.relate_pattern(disc, shape.outer, "T********")
    return "possible" if overlaps else "no"


def space_of_region(region: BaseGeometry, shape: Shape) -> Certainty:
    """Say whether a region lies in a reading, both in one metric CRS.

    Slivers are left out of account.
    """
    if shape.outer is None:
        return "unknown"
    if shape.inner is not None and shapely.covers(shape.inner, region):
        return "certain"
    shared = shapely.area(shapely.intersection(region, shape.outer))
    enough = max(MIN_OVERLAP_KM2 * 1e6, MIN_OVERLAP_SHARE * shapely.area(region))
    return "possible" if shared > enough else "no"
