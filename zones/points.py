"""Points: a bare coordinate as an item, related with the readings of an atlas.

The only answer that needs geometry: shapely is imported when it is asked.
"""

from __future__ import annotations

from dataclasses import replace

import shapely
from geodata.metric import metric_crs, to_metric

from .atlas import Atlas, Item, Relation
from .extents import Shape, space_of_disc

__all__ = ["locate_point"]


def locate_point(
    atlas: Atlas, lat: float, lon: float, error_km: float = 0.0
) -> tuple[Atlas, Item]:
    """Relate a coordinate with every reading.

    Parameters
    ----------
    atlas
        Its boundaries' error widens the point.
    lat, lon
        WGS 84 degrees, in this order.
    error_km
        Radius in km within which the point lies.

    Returns
    -------
    atlas, item
        The atlas with the point's relations, and the point as an item of it.
    """
    name = f"{lat:g},{lon:g}"
    item = Item(f"point:{name}", "place", name, "point", lat, lon, error_km)
    spot = shapely.Point(lon, lat)
    crs = metric_crs(spot)
    point = to_metric(spot, crs)
    radius_m = (error_km + atlas.boundaries.error_km) * 1000
    disc = point.buffer(radius_m) if radius_m else point
    rows = []
    for reading in atlas.readings:
        parts = (
            None if w is None else shapely.from_wkb(w)
            for w in (reading.inner, reading.outer)
        )
        plane = Shape(*(None if g is None else to_metric(g, crs) for g in parts))
        space = space_of_disc(disc, plane)
        if space == "no":
            continue
        km = None
        if space == "possible" and plane.inner is not None:
            km = round(float(shapely.distance(point, plane.inner)) / 1000, 1)
        rows.append(Relation(item.id, reading.zone, reading.id, space, None, km))
    wider = replace(
        atlas, items=(*atlas.items, item), relations=(*atlas.relations, *rows)
    )
    return wider, item
