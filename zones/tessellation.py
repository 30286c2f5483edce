"""Tessellation: the ground that is nearer to one of many places than to the others.

A list of settlements says little of the ground between them. Each is given its cell:
all that lies nearer to it than to any other place that the gazetteer holds, within
reach of it. A cell is an aid to drawing; its error is that of its reach.
"""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from geodata.metric import metric_crs, to_degrees, to_metric
from shapely.geometry.base import BaseGeometry

__all__ = ["REACH_KM", "tessellate"]

REACH_KM = 10.0
"""How far from its place a cell may reach, in km: an assumption, about the way from a
small town to the farthest of its fields where few other places are known."""

_APART_KM = 1.0
"""Places of the gazetteer that are closer to a named place are taken for that place."""

Spot = tuple[float, float]


def tessellate(
    spots: Iterable[Spot], others: Iterable[Spot] = (), reach_km: float = REACH_KM
) -> dict[Spot, BaseGeometry]:
    """Return the cell of each place.

    Parameters
    ----------
    spots
        WGS 84 degrees, lat and lon, of the places that are named.
    others
        Those of further places, which bound the cells; far ones and ones within 1 km
        of a named place do not count.
    reach_km
        Greatest distance in km from a place to the edge of its cell.

    Returns
    -------
    dict
        Polygons in EPSG:4326 by position; they overlap nowhere.
    """
    named = sorted(set(spots))
    if not named:
        return {}
    middle = shapely.MultiPoint([(lon, lat) for lat, lon in named])
    crs = metric_crs(middle)
    points = [to_metric(shapely.Point(lon, lat), crs) for lat, lon in named]
    discs = [point.buffer(reach_km * 1000, quad_segs=16) for point in points]
    seeds = [*points, *_bounding(middle, points, others, reach_km)]
    if len(seeds) > 1:
        nearer = shapely.voronoi_polygons(
            shapely.union_all(seeds),
            extend_to=shapely.union_all(discs).envelope,
        )
        tree = shapely.STRtree(shapely.get_parts(nearer))
        homes = [tree.geometries[tree.query(p, "intersects")[0]] for p in points]
        discs = [
            shapely.intersection(cell, disc)
            for cell, disc in zip(homes, discs, strict=True)
        ]
    return {
        spot: to_degrees(cell, crs) for spot, cell in zip(named, discs, strict=True)
    }


def _bounding(
    middle: BaseGeometry,
    points: list[BaseGeometry],
    others: Iterable[Spot],
    reach_km: float,
) -> list[BaseGeometry]:
    """Return the points of other places that may bound a cell, in metres."""
    crs = metric_crs(middle)
    west, south, east, north = middle.bounds
    margin = 4 * reach_km / 111  # degrees; a cell is cut halfway to its neighbour
    near = {
        (lat, lon)
        for lat, lon in others
        if west - margin <= lon <= east + margin
        and south - margin <= lat <= north + margin
    }
    found = [to_metric(shapely.Point(lon, lat), crs) for lat, lon in sorted(near)]
    tree = shapely.STRtree(points)
    return [
        point
        for point in found
        if not len(tree.query(point, "dwithin", distance=_APART_KM * 1000))
    ]
