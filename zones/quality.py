"""Quality: what is doubtful in the geometry of an atlas, all of it in one report.

Shapes are valid by construction; here they are held against the country that they lie
in, and places against the region that claims name for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from geodata.boundaries import Boundaries
from geodata.errors import UnknownNameError
from geodata.metric import area_km2, buffer_km, gap_km
from shapely.geometry.base import BaseGeometry

from .atlas import Atlas, Item
from .extents import MIN_OVERLAP_KM2, MIN_OVERLAP_SHARE, Drawn

__all__ = ["complaints_about"]


def complaints_about(
    atlas: Atlas, drawn: Sequence[Drawn], boundaries: Boundaries
) -> list[str]:
    """List what is doubtful in the geometry of an atlas.

    Parameters
    ----------
    atlas
        Items with their positions, readings with their shapes.
    drawn
        The readings with their definitions.
    boundaries
        Against which they are held; their error counts.

    Returns
    -------
    list of str
        One line for each: regions without a known code and rings that were repaired,
        shapes beyond their country, slivers, swapped axes, and places beyond the region
        that is named for them.
    """
    found = [
        f"boundaries: {match}" for match in boundaries.matches if "no ISO" in match
    ]
    found += [f"boundaries: {repair}, repaired" for repair in boundaries.repairs]
    for each in drawn:
        found += _about_shape(each, boundaries)
    for item in atlas.items:
        if item.claims and item.lat is not None and item.lon is not None:
            found += _about_place(item, boundaries)
    return list(dict.fromkeys(found))


def _about_shape(each: Drawn, boundaries: Boundaries) -> Iterator[str]:
    where = f"{each.reading.zone} ({each.reading.words})"
    shape = each.shape.outer
    if shape is None:
        return
    whole = area_km2(shape)
    if whole == 0:
        yield f"{where}: its area is 0"
    small = sum(area_km2(p) < MIN_OVERLAP_KM2 for p in shapely.get_parts(shape))
    if small and each.definition.geometry:
        yield f"{where}: {small} slivers below {MIN_OVERLAP_KM2:g} km2"
    country = _country(each, boundaries)
    if country is None:
        return
    beyond = area_km2(shapely.difference(shape, country))
    if beyond > max(MIN_OVERLAP_KM2, MIN_OVERLAP_SHARE * whole):
        yield f"{where}: {beyond:,.0f} of {whole:,.0f} km2 lie beyond its country"


def _country(each: Drawn, boundaries: Boundaries) -> BaseGeometry | None:
    """Return the country in which all that a definition names lies, or None."""
    definition = each.definition
    codes = {code[:2] for code in (*definition.whole, *definition.partial)}
    codes |= {a.country for a in definition.areas if a.country}
    if len(codes) != 1:
        return None
    try:
        return boundaries.country(codes.pop())
    except UnknownNameError:
        return None


def _about_place(item: Item, boundaries: Boundaries) -> Iterator[str]:
    regions = {region.code: region.geometry for region in boundaries.regions}
    region = regions.get(item.admin1 or "")
    if region is None or item.lat is None or item.lon is None:
        return
    reach = (item.error_km or 0.0) + boundaries.error_km
    where = f"{item.kind} {item.name} ({item.claims[0]})"
    disc = buffer_km(shapely.Point(item.lon, item.lat), max(reach, 0.1))
    if disc.intersects(region):
        return
    swapped = abs(item.lon) <= 90 and region.covers(shapely.Point(item.lat, item.lon))
    if swapped:
        yield f"{where}: lat {item.lat:g} and lon {item.lon:g} look swapped"
    else:
        km = gap_km(shapely.Point(item.lon, item.lat), region)
        yield (
            f"{where}: named in {item.admin1}, but its point lies {km:.0f} km from it, "
            f"more than the error of {reach:g} km"
        )
