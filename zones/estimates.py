"""Estimates: a drawing aid between what must and what may be inside.

The method is the whole regions joined with the convex hull of the posts and of the
places said to be inside, and with what lies some kilometres round each; less the ground
that is nearer to a place that another side held when the zone was agreed, where the
extent leaves room; clipped to what may be inside. So a place speaks for the ground
around it up to halfway to the next that speaks against it. Where an extent only lists
settlements, the estimate is the cells of these. It is drawn dotted and never makes an
answer certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from geodata.boundaries import Boundaries
from geodata.metric import buffer_km, metric_crs, to_degrees, to_metric
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from .definitions import Definition
from .evidence import Evidence, Spot
from .extents import Drawn, areal
from .tessellation import REACH_KM, tessellate

__all__ = ["estimate_extent", "estimate_reading"]

_AROUND_KM = REACH_KM / 2
"""How far a place that is held speaks beyond the hull: half as far as the cell of a
settlement that an extent lists, since nobody says that its fields are within."""

_STEP_KM = 2.0
"""How close the points stand that stand for the border of the whole regions."""

_WHOLE = "the whole regions"
_SLIVER = 1e-6
_TOUCH_DEG = 0.001
"""About 100 m: districts of one file share their borders."""


def estimate_reading(
    each: Drawn,
    evidence: Evidence,
    places: Iterable[tuple[float, float]],
    boundaries: Boundaries,
) -> tuple[BaseGeometry, str] | None:
    """Estimate the extent of a reading from what the claims say of places.

    Parameters
    ----------
    each
        A reading with its definition and geometry (EPSG:4326).
    evidence
        The places that speak for where its zone lies.
    places
        Latitudes and longitudes of known places, which bound the cells of settlements.
    boundaries
        Where they have districts, an estimate keeps to those districts of the partial
        regions that touch the whole ones.

    Returns
    -------
    (geometry, str) or None
        In EPSG:4326, and how it was drawn and with what error, in words; None where
        nothing speaks for any ground.
    """
    shape, definition = each.shape, each.definition
    if shape.outer is None:
        return None
    crs = metric_crs(shape.outer)
    listed = () if definition.whole else evidence.listed
    hulled = [spot for spot in evidence.inside if spot not in listed]
    inner = None if shape.inner is None else to_metric(shape.inner, crs)
    outer = to_metric(shape.outer, crs)
    near = _near_districts(definition, shape.inner, boundaries)
    if near is not None:
        outer = shapely.intersection(outer, to_metric(near, crs))
    cells = tessellate(((s.lat, s.lon) for s in listed), places)
    estimate = estimate_extent(
        inner,
        outer,
        _discs(hulled, crs),
        _discs(evidence.outside, crs),
        [to_metric(cell, crs) for cell in cells.values()],
    )
    if estimate is None:
        return None
    words = _WHOLE
    if inner is None or estimate.area > inner.area * (1 + _SLIVER):
        words = _say_method(inner is not None, hulled, evidence.outside, listed)
        words += "" if near is None else ", within the districts that touch them"
    drawn = shapely.intersection(areal(to_degrees(estimate, crs)), shape.outer)
    if shape.inner is not None:  # straight lines of one CRS are curves of the other
        drawn = shapely.union_all([drawn, shape.inner])
    return areal(drawn), words


def _near_districts(
    definition: Definition, inner: BaseGeometry | None, boundaries: Boundaries
) -> BaseGeometry | None:
    """Return the whole regions and the districts of partial ones that touch them.

    None where the boundaries know no districts, or nothing is whole.
    """
    deepest = max((region.level for region in boundaries.regions), default=1)
    codes = {*definition.partial, *(a.admin1 for a in definition.areas if a.admin1)}
    if inner is None or deepest < 2 or not codes:
        return None
    partial = shapely.union_all(
        [r.geometry for r in boundaries.regions if r.code in codes]
    )
    shapely.prepare(partial)
    touching = [
        region.geometry
        for region in boundaries.regions
        if region.level == deepest
        and region.geometry.dwithin(inner, _TOUCH_DEG)
        and partial.contains(region.geometry.representative_point())
    ]
    return shapely.union_all([inner, *touching])


def _say_method(
    has_whole: bool,
    hulled: Sequence[Spot],
    outside: Sequence[Spot],
    listed: Sequence[Spot],
) -> str:
    parts = [_WHOLE] if has_whole else []
    if hulled:
        places = f"the hull of {len(hulled)} places and {_AROUND_KM:g} km round each"
        if len(hulled) == 1:
            places = f"{_AROUND_KM:g} km round 1 place"
        parts.append(places)
    if listed:
        cells = f"the cells of {len(listed)} settlements, each"
        if len(listed) == 1:
            cells = "the cell of 1 settlement,"
        parts.append(f"{cells} up to {REACH_KM:g} km from its place")
    less = ""
    if outside and hulled:
        places = f"one of {len(outside)}" if len(outside) > 1 else "one"
        less = f", less what is nearer to {places} that another side held"
    return " and ".join(parts) + less


def _discs(spots: Iterable[Spot], crs: CRS) -> list[BaseGeometry]:
    points = ((shapely.Point(s.lon, s.lat), s.error_km) for s in spots)
    return [to_metric(buffer_km(point, km or 1.0), crs) for point, km in points]


def estimate_extent(
    inner: BaseGeometry | None,
    outer: BaseGeometry | None,
    inside: Sequence[BaseGeometry],
    outside: Sequence[BaseGeometry] = (),
    cells: Sequence[BaseGeometry] = (),
) -> BaseGeometry | None:
    """Estimate an extent from its stated ground and from what is known of places.

    Parameters
    ----------
    inner, outer
        Geometry of the reading, in a metric CRS.
    inside
        Posts and places said to be inside, widened by their error, in the same CRS.
    outside
        Places said to be outside, or that another side held, likewise.
    cells
        Cells of settlements said to be inside.

    Returns
    -------
    geometry or None
        inner ⊆ estimate ⊆ outer; None where nothing but the outer is known.
    """
    if outer is None or (inner is None and not inside and not cells):
        return None
    ground = shapely.union_all(list(cells))
    if inside:
        around = [disc.centroid.buffer(_AROUND_KM * 1000) for disc in inside]
        hull = shapely.convex_hull(shapely.union_all(list(inside)))
        ground = shapely.union_all([ground, hull, *around, *inside])
    if outside and inside:
        ground = _less_contrary(ground, inner, inside, outside)
    elif outside:
        ground = shapely.difference(ground, shapely.union_all(list(outside)))
    clipped = shapely.intersection(ground, outer)
    estimate = clipped if inner is None else shapely.union_all([clipped, inner])
    return None if estimate.is_empty else estimate


def _less_contrary(
    ground: BaseGeometry,
    inner: BaseGeometry | None,
    inside: Sequence[BaseGeometry],
    outside: Sequence[BaseGeometry],
) -> BaseGeometry:
    """Take out what is nearer to a place outside than to one inside, or to the inner.

    A place outside is taken out as far as it reaches, too, but for the near half of the
    places inside that it reaches.
    """
    seeds = _whole_metres([disc.centroid for disc in inside])
    if inner is not None:
        seeds |= _whole_metres([shapely.segmentize(inner.boundary, _STEP_KM * 1000)])
    contrary = _whole_metres([disc.centroid for disc in outside]) - seeds
    if not contrary:
        return ground
    points = shapely.points(sorted(seeds | contrary))
    extent = shapely.union_all([ground, *inside, *outside]).envelope
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.union_all(points), extend_to=extent)
    )
    tree = shapely.STRtree(cells)
    _, there = tree.query(shapely.points(sorted(contrary)), "intersects")
    against = shapely.union_all(cells[sorted({*there.tolist()})])
    left = shapely.difference(ground, shapely.union_all([against, *outside]))
    near = shapely.difference(shapely.union_all(list(inside)), against)
    return shapely.union_all([left, shapely.intersection(near, ground)])


def _whole_metres(shapes: Sequence[BaseGeometry]) -> set[tuple[float, float]]:
    """Return the vertices of shapes to the metre: closer ones upset the cells."""
    return {
        (float(round(x)), float(round(y)))
        for x, y in shapely.get_coordinates(shapes).tolist()
    }
