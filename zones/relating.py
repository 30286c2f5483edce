"""Relating: where each item lies in each reading, worked out once, at build time.

The rules are those of the space of an item, first that applies: a claim says so; its
admin-1 is known and the definition names regions; a disc of its error and that of the
boundaries, or its region; otherwise unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from geodata.boundaries import Boundaries
from geodata.metric import to_metric
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from .atlas import Item, Relation
from .certainty import Certainty
from .claims import Belt, Claim, Site
from .definitions import Definition
from .extents import (
    Drawn,
    Shape,
    shape_area,
    space_of_disc,
    space_of_region,
)

__all__ = ["relate"]


@dataclass(frozen=True, slots=True)
class _Footprint:
    """The ground that an item may take up, on the metric plane."""

    item: Item
    site: Site | None
    point: BaseGeometry | None
    disc: BaseGeometry | None
    region: BaseGeometry | None


def relate(
    drawn: Sequence[Drawn],
    items: Sequence[Item],
    claims: Mapping[str, Claim],
    boundaries: Boundaries,
    crs: CRS | None,
) -> list[Relation]:
    """Relate every item with every reading.

    Parameters
    ----------
    drawn
        The readings with their geometry.
    items
        What may be inside.
    claims
        Claims by id.
    boundaries
        Their error widens every place.
    crs
        In which they are measured; None where no reading has ground.

    Returns
    -------
    list of Relation
        One row for each pair that is not ``no``; distances in km.
    """
    relations = list(_belts_within(items, drawn, claims))
    if crs is None:
        return relations
    footprints = [_footprint(item, claims, boundaries, crs) for item in items]
    for each in drawn:
        plane = Shape(
            *(
                None if g is None else to_metric(g, crs)
                for g in (each.shape.inner, each.shape.outer)
            )
        )
        beyond = None if each.beyond is None else to_metric(each.beyond, crs)
        for geometry in (plane.inner, plane.outer, beyond):
            if geometry is not None:
                shapely.prepare(geometry)
        stated = _stated_ground(each.definition, plane, crs)
        relations += [
            row
            for footprint in footprints
            if (row := _relation(footprint, each, plane, beyond, stated)) is not None
        ]
    return relations


def _belts_within(
    items: Iterable[Item], drawn: Sequence[Drawn], claims: Mapping[str, Claim]
) -> Iterable[Relation]:
    """Rule 1 for belts: a claim says which zone a belt lies in."""
    for item in items:
        bodies = (claims[name].body for name in item.claims)
        zones = {b.within for b in bodies if isinstance(b, Belt) and b.within}
        for each in drawn:
            if each.reading.zone in zones:
                zone, reading = each.reading.zone, each.reading.id
                yield Relation(item.id, zone, reading, "certain", rule="claim")


def _footprint(
    item: Item, claims: Mapping[str, Claim], boundaries: Boundaries, crs: CRS
) -> _Footprint:
    site = None
    if item.claims:
        site = getattr(claims[item.claims[0]].body, "where", None)
    if item.geometry is not None:
        region = to_metric(shapely.from_wkb(item.geometry), crs)
        return _Footprint(item, site, None, None, region)
    if item.lat is not None and item.lon is not None:
        point = to_metric(shapely.Point(item.lon, item.lat), crs)
        radius_km = (item.error_km or 0.0) + boundaries.error_km
        if site is not None and site.relation in ("around", "near"):
            area = shape_area(site, boundaries)
            around = point if area is None else to_metric(area, crs)
            return _Footprint(item, site, point, around, None)
        return _Footprint(item, site, point, point.buffer(radius_km * 1000), None)
    area = None if site is None else shape_area(site, boundaries)
    ground = None if area is None else to_metric(area, crs)
    return _Footprint(item, site, None, None, ground)


def _relation(
    footprint: _Footprint,
    each: Drawn,
    plane: Shape,
    beyond: BaseGeometry | None,
    stated: BaseGeometry | None,
) -> Relation | None:
    item = footprint.item
    if item.kind == "belt":
        return None
    by_name = _by_admin1(footprint, each.definition)
    space = by_name or _by_geometry(footprint, plane)
    if space == "no" and beyond is not None:
        open_ground = _by_geometry(footprint, Shape(None, beyond))
        space = "no" if open_ground == "no" else "unknown"
    if space == "no":
        return None
    rule = "admin-1" if by_name else "none" if space == "unknown" else "geometry"
    part = None
    if item.geometry is not None:
        part = "whole" if space == "certain" else "part"
    km = None
    ground = footprint.point if footprint.point is not None else footprint.region
    if space == "possible" and stated is not None and ground is not None:
        km = round(float(shapely.distance(ground, stated)) / 1000, 1)
    return Relation(item.id, each.reading.zone, each.reading.id, space, part, km, rule)


def _by_admin1(footprint: _Footprint, definition: Definition) -> Certainty | None:
    """Rule 2: the item's admin-1 is known and the definition names regions."""
    site, admin1 = footprint.site, footprint.item.admin1
    if admin1 is None or not (definition.whole or definition.partial):
        return None
    if site is not None and site.relation in ("around", "near", "along"):
        return None
    if admin1 in definition.whole:
        return "certain"
    if admin1 in definition.partial:
        return "possible"
    return None if definition.areas else "no"


def _by_geometry(footprint: _Footprint, plane: Shape) -> Certainty:
    """Rule 3: the item's disc or region against inner and outer; rule 4: unknown."""
    if footprint.disc is not None:
        return space_of_disc(footprint.disc, plane)
    if footprint.region is not None:
        return space_of_region(footprint.region, plane)
    return "unknown"


def _stated_ground(
    definition: Definition, plane: Shape, crs: CRS
) -> BaseGeometry | None:
    """The ground that a reading states: its inner, else the points that it names."""
    if plane.inner is not None:
        return plane.inner
    points = [
        to_metric(shapely.Point(area.lon, area.lat), crs)
        for area in definition.areas
        if area.lat is not None and area.lon is not None
    ]
    return shapely.union_all(points) if points else None
