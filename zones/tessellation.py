"""Tessellation: the ground that is nearer to one of many places than to the others.

A list of settlements says little of the ground between them. Each is given its cell:
all that lies nearer to it than to any other place that the gazetteer holds, within
reach of it. A cell is an aid to drawing; its error is that of its reach.
"""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["REACH_KM", "tessellate"]

REACH_KM = 10.0
"""How far from its place a cell may reach, in km: an assumption, about the way from a
small town to the farthest of its fields where few other places are known."""


def tessellate(
    spots: Mapping[str, tuple[float, float]], reach_km: float = REACH_KM
) -> dict[str, BaseGeometry]:
    """Return the cell of each place.

    Parameters
    ----------
    spots
        Positions by key, x and y in metres.
    reach_km
        Greatest distance in km from a place to the edge of its cell.

    Returns
    -------
    dict
        Polygons by the same keys, which overlap nowhere; places at one spot share
        their cell.
    """
    keys: dict[tuple[float, float], list[str]] = {}
    for key, spot in spots.items():
        keys.setdefault(spot, []).append(key)
    cells: list[BaseGeometry] = [
        shapely.Point(spot).buffer(reach_km * 1000, quad_segs=16) for spot in keys
    ]
    if len(keys) > 1:
        nearer = shapely.voronoi_polygons(
            shapely.MultiPoint(list(keys)),
            extend_to=shapely.union_all(cells).envelope,
            ordered=True,
        )
        cells = [
            shapely.intersection(cell, disc)
            for cell, disc in zip(shapely.get_parts(nearer), cells, strict=True)
        ]
    found: dict[str, BaseGeometry] = {}
    for names, cell in zip(keys.values(), cells, strict=True):
        found |= dict.fromkeys(names, cell)
    return found
