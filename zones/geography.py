"""Geography: the boundaries and places that an atlas was built on, out of itself."""

from __future__ import annotations

import shapely
from geodata.boundaries import Boundaries, Region

from .atlas import Atlas, District
from .extents import to_wkb

__all__ = ["boundaries_of", "districts_in", "places_of"]

_REGION_KINDS = ("province", "other region")


def boundaries_of(atlas: Atlas) -> Boundaries:
    """Return the boundaries of an atlas: its provinces and districts, EPSG:4326."""
    provinces = [item for item in atlas.items if item.kind in _REGION_KINDS]
    shapes = shapely.from_wkb([item.geometry for item in provinces])
    regions = [
        Region(
            item.id,
            item.name,
            item.names,
            item.country or "",
            1,
            item.pcode,
            "admin" if item.kind == "province" else item.kind,
            shape,
        )
        for item, shape in zip(provinces, shapes, strict=True)
    ]
    shapes = shapely.from_wkb([district.geometry for district in atlas.districts])
    regions += [
        Region(
            each.code,
            each.name,
            each.names,
            each.country,
            each.level,
            each.pcode,
            each.kind,
            shape,
            each.parent,
        )
        for each, shape in zip(atlas.districts, shapes, strict=True)
    ]
    source = atlas.boundaries
    return Boundaries(
        tuple(regions),
        source.source,
        source.licence,
        source.attribution,
        source.view,
        source.error_km,
        source.sha256,
    )


def districts_in(boundaries: Boundaries) -> tuple[District, ...]:
    """Return the regions below the highest level of some boundaries."""
    highest = min((region.level for region in boundaries.regions), default=1)
    return tuple(
        District(
            region.code,
            region.name,
            tuple(region.names),
            region.country,
            region.level,
            region.pcode,
            region.kind,
            region.parent,
            to_wkb(region.geometry) or b"",
        )
        for region in boundaries.regions
        if region.level > highest
    )


def places_of(atlas: Atlas) -> list[tuple[float, float]]:
    """Return where the settlements of an atlas lie: latitudes and longitudes."""
    return [
        (item.lat, item.lon)
        for item in atlas.items
        if item.kind == "place"
        and item.type == "settlement"
        and item.lat is not None
        and item.lon is not None
    ]
