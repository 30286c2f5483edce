"""Ground: the projection of a map, what it shows, and the land that lies behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from geodata.errors import InputError
from geodata.metric import metric_crs, to_degrees, to_metric
from zones.atlas import Atlas, Item

from ..backdrop import countries_of, main_type
from .scene import has_point, zone_shapes

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

__all__ = ["Land", "View", "land_of", "parse_box", "view_of"]

_PAD = 0.06
_ROUND_A_POINT_KM = 30
_BEYOND_DEGREES = 1.5
_SAMPLES = 24
"""Points along each side of a box, so that it stays true when it is projected."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: a projection in metres, and its middle and half sides in km."""

    crs: CRS
    x: float
    y: float
    half_width: float
    half_height: float

    def fitted(self, width: float, height: float) -> View:
        """Return the view widened to the shape of a frame, of any unit."""
        shape = width / height
        half_width, half_height = self.half_width, self.half_height
        if half_width / half_height < shape:
            half_width = half_height * shape
        else:
            half_height = half_width / shape
        return View(self.crs, self.x, self.y, half_width, half_height)

    def limits(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north in km of the projection."""
        return (
            self.x - self.half_width,
            self.y - self.half_height,
            self.x + self.half_width,
            self.y + self.half_height,
        )

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Take a geometry from EPSG:4326 to km of the view."""
        metres = to_metric(geometry, self.crs)
        return shapely.transform(metres, lambda points: points / 1000)

    def degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """Take a geometry in km of the view to EPSG:4326."""
        metres = shapely.transform(geometry, lambda points: points * 1000)
        return to_degrees(metres, self.crs)

    def box(self) -> BaseGeometry:
        """Return what the map shows, in EPSG:4326."""
        west, south, east, north = self.limits()
        return self.degrees(_fine_box(west, south, east, north))


def _fine_box(west: float, south: float, east: float, north: float) -> BaseGeometry:
    box = shapely.box(west, south, east, north)
    length = max(east - west, north - south) / _SAMPLES
    return shapely.segmentize(box, length)


def parse_box(text: str) -> tuple[float, float, float, float]:
    """Read ``west,south,east,north`` in degrees of EPSG:4326.

    Raises
    ------
    InputError
        If it is no such box.
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        msg = (
            f"--bbox {text!r} is no west,south,east,north in degrees with west below "
            "east and south below north, such as 35.5,34.8,38,37"
        )
        raise InputError(msg)
    return west, south, east, north


def view_of(
    atlas: Atlas,
    zone: str | None = None,
    box: tuple[float, float, float, float] | None = None,
) -> View:
    """Return the view of a zone, whatever the day, or of a box in EPSG:4326.

    Raises
    ------
    InputError
        If no document gives anything of the zone that could be drawn.
    """
    if box is not None:
        found = _fine_box(*box)
        pad = 0.0
    elif zone is not None:
        found = shapely.union_all(list(_ground_of(atlas, zone)))
        pad = _PAD
    else:
        raise InputError("a figure needs a zone or a box")
    if found.is_empty:
        msg = (
            f"nothing of {zone!r} can be drawn: no document gives its extent or a "
            "place in it; --bbox WEST,SOUTH,EAST,NORTH draws what lies around"
        )
        raise InputError(msg)
    crs = metric_crs(found)
    shown = shapely.transform(to_metric(found, crs), lambda points: points / 1000)
    west, south, east, north = shown.bounds
    least = 0.0 if box is not None else _ROUND_A_POINT_KM
    half_width = max((east - west) / 2 * (1 + 2 * pad), least)
    half_height = max((north - south) / 2 * (1 + 2 * pad), least)
    return View(crs, (west + east) / 2, (south + north) / 2, half_width, half_height)


def _ground_of(atlas: Atlas, zone: str) -> Iterator[BaseGeometry]:
    """Yield what may be of a zone; of one without extent, the points inside it."""
    shapes = zone_shapes(atlas, zone, "outer") + zone_shapes(atlas, zone, "inner")
    home = atlas.home_of(zone)
    if not shapes and home is not None:
        shapes = zone_shapes(atlas, home, "outer")
    yield from shapes
    if shapes:
        return
    related = {row.item for row in atlas.relations if row.zone == zone}
    for item in atlas.items:
        if item.id in related and has_point(item):
            assert item.lat is not None and item.lon is not None
            yield shapely.Point(item.lon, item.lat)


@dataclass(frozen=True, slots=True)
class Land:
    """Countries and regions in km of a view.

    Attributes
    ----------
    countries
        Land by country code.
    regions
        Regions of the countries of the matter, with their items.
    own
        Codes of these countries.
    apart
        Areas of no country of their own, such as an area of separation.
    shows_sea
        Whether what is no land can be told to be sea: neighbours are known.
    """

    countries: dict[str, BaseGeometry]
    regions: tuple[tuple[Item, BaseGeometry], ...]
    own: tuple[str, ...]
    apart: tuple[BaseGeometry, ...]
    shows_sea: bool


def land_of(atlas: Atlas, view: View, focus: Iterable[str] = ()) -> Land:
    """Return the land that a view shows.

    Parameters
    ----------
    atlas
        Where the boundaries are.
    view
        What is shown; land reaches a little beyond it.
    focus
        Codes of the countries of the matter; none: those of the zones.
    """
    own = tuple(focus) or tuple(countries_of(atlas, main_type(atlas)))
    west, south, east, north = view.box().bounds
    beyond = _BEYOND_DEGREES
    clip = shapely.box(west - beyond, south - beyond, east + beyond, north + beyond)
    parts: dict[str, list[BaseGeometry]] = {}
    regions, apart = [], []
    known = set()
    for item in atlas.items:
        if item.geometry is None:
            continue
        known.add(item.country)
        shape = shapely.from_wkb(item.geometry)
        if not shape.intersects(clip):
            continue
        shape = view.project(shapely.intersection(shape, clip))
        if item.kind == "province":
            parts.setdefault(item.country or "", []).append(shape)
            if item.country in own:
                regions.append((item, shape))
        else:
            apart.append(shape)
    countries = {code: shapely.union_all(parts[code]) for code in sorted(parts)}
    return Land(countries, tuple(regions), own, tuple(apart), len(known) > 1)
