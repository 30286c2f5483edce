"""Estimates: a drawing aid between what must and what may be inside.

The method is the whole regions joined with the convex hull of the posts and of the
places said to be inside, each widened by its error; less the places that another side
held when the zone was agreed, where the extent leaves room; clipped to what may be
inside. It is drawn dotted and never makes an answer certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from geodata.metric import buffer_km, metric_crs, to_degrees, to_metric
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from .atlas import Atlas
from .evidence import Spot, gather_evidence
from .extents import Drawn, areal

__all__ = ["estimate_extent", "estimate_readings"]


def estimate_readings(atlas: Atlas, drawn: Sequence[Drawn]) -> dict[str, BaseGeometry]:
    """Estimate the extent of each reading from what the claims say of places.

    Parameters
    ----------
    atlas
        Claims and items; its geometry is not asked.
    drawn
        The readings of zones with their definition and geometry (EPSG:4326).

    Returns
    -------
    dict
        Estimates by the id of the reading, EPSG:4326.
    """
    found = {}
    for each in drawn:
        shape, definition = each.shape, each.definition
        if shape.outer is None:
            continue
        crs = metric_crs(shape.outer)
        evidence = gather_evidence(atlas, each.reading.zone, definition.whole)
        inner = None if shape.inner is None else to_metric(shape.inner, crs)
        outer = to_metric(shape.outer, crs)
        estimate = estimate_extent(
            inner,
            outer,
            _discs(evidence.inside, crs),
            _discs(evidence.outside, crs),
        )
        if estimate is not None:
            found[each.reading.id] = areal(to_degrees(estimate, crs))
    return found


def _discs(spots: Iterable[Spot], crs: CRS) -> list[BaseGeometry]:
    points = ((shapely.Point(s.lon, s.lat), s.error_km) for s in spots)
    return [to_metric(buffer_km(point, km or 1.0), crs) for point, km in points]


def estimate_extent(
    inner: BaseGeometry | None,
    outer: BaseGeometry | None,
    inside: Sequence[BaseGeometry],
    outside: Sequence[BaseGeometry] = (),
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

    Returns
    -------
    geometry or None
        inner ⊆ estimate ⊆ outer; None where nothing but the outer is known.
    """
    if outer is None or (inner is None and not inside):
        return None
    ground: BaseGeometry = shapely.Polygon()
    if inside:
        ground = shapely.convex_hull(shapely.union_all(inside))
    if outside:
        ground = shapely.difference(ground, shapely.union_all(outside))
    clipped = shapely.intersection(ground, outer)
    estimate = clipped if inner is None else shapely.union_all([clipped, inner])
    return None if estimate.is_empty else estimate
