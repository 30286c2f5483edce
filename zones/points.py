"""Points: a bare coordinate as an item, related with the readings of an atlas.

The only answer that needs geometry. It is one point, so the standard library will do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geodata.rings import depth_km, rings_of

from .atlas import Atlas, Item, Reading, Relation
from .certainty import Certainty
from .claims import Belt

__all__ = ["locate_point"]

_ON_BORDER_KM = 1e-6
"""A millimetre: the point is on the border, which belongs to the zone."""


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
    name = f"{lat:.10g},{lon:.10g}"
    item = Item(f"point:{name}", "place", name, "point", lat, lon, error_km)
    radius_km = error_km + atlas.boundaries.error_km
    rows: list[Relation] = []
    for reading in sorted(atlas.readings, key=lambda r: r.derived is not None):
        inner, outer = (
            None if wkb is None else depth_km(rings_of(wkb), lat, lon)
            for wkb in (reading.inner, reading.outer)
        )
        space = _space(inner, outer, radius_km)
        if space == "no" and reading.derived and _may_be_home(atlas, reading, rows):
            space = "unknown"
        if space == "no":
            continue
        km = _km_to_stated(atlas, reading, item, inner) if space == "possible" else None
        rows.append(Relation(item.id, reading.zone, reading.id, space, None, km))
    wider = replace(
        atlas, items=(*atlas.items, item), relations=(*atlas.relations, *rows)
    )
    return wider, item


def _space(inner: float | None, outer: float | None, radius_km: float) -> Certainty:
    """Apply rule 3 of the space of an item to the depth of a disc's middle in km."""
    if outer is None:
        return "unknown"
    if inner is not None and inner >= radius_km - _ON_BORDER_KM:
        return "certain"
    if radius_km == 0:
        return "possible" if outer >= -_ON_BORDER_KM else "no"
    return "possible" if outer > -radius_km else "no"


def _may_be_home(atlas: Atlas, belt: Reading, rows: Iterable[Relation]) -> bool:
    """Whether a point may lie in the zone of a belt whose line is only derived."""
    bodies = (atlas.claim[name].body for name in belt.claims)
    homes = {body.within for body in bodies if isinstance(body, Belt)}
    return any(row.zone in homes for row in rows)


def _km_to_stated(
    atlas: Atlas, reading: Reading, item: Item, inner: float | None
) -> float | None:
    """Return km to the ground that a reading states: its inner, else its points."""
    if inner is not None:
        return round(max(0.0, -inner), 1)
    areas = getattr(atlas.claim[reading.claims[0]].body, "areas", ())
    gaps = [
        -depth_km([((area.lon, area.lon), (area.lat, area.lat))], item.lat, item.lon)
        for area in areas
        if area.lat is not None and item.lat is not None and item.lon is not None
    ]
    return round(min(gaps), 1) if gaps else None
