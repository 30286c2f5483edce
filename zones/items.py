"""Items: what may be inside a zone, gathered from boundaries, gazetteer and claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from geodata.boundaries import Boundaries
from geodata.places import Gazetteer
from geodata.world import World

from .atlas import Item
from .claims import Claim, Extent
from .extents import to_wkb
from .grouping import group_claims

__all__ = ["gather_items"]


def gather_items(claims: Sequence[Claim], world: World) -> list[Item]:
    """Gather provinces, places, posts, events and belts.

    Parameters
    ----------
    claims
        The accepted claims of a dossier.
    world
        Boundaries and gazetteer. Places are those of the countries that some extent
        names.

    Returns
    -------
    list of Item
        Posts and events stand for all claims about them; a post without a name or a
        place of its own is no item.
    """
    return [
        *_province_items(world.boundaries),
        *_place_items(world.gazetteer, _theatre(claims)),
        *group_claims(claims),
    ]


def _theatre(claims: Iterable[Claim]) -> set[str]:
    """Countries in which some zone lies."""
    found = set()
    for claim in claims:
        if isinstance(claim.body, Extent):
            codes = (*claim.body.whole, *claim.body.partial)
            found |= {code[:2] for code in codes}
            found |= {a.country for a in claim.body.areas if a.country}
            found |= {a.admin1[:2] for a in claim.body.areas if a.admin1}
    return found


def _province_items(boundaries: Boundaries) -> list[Item]:
    items = []
    highest = min((region.level for region in boundaries.regions), default=1)
    for region in boundaries.regions:
        if region.level != highest:
            continue
        middle = shapely.point_on_surface(region.geometry)
        items.append(
            Item(
                region.code,
                "province" if region.kind == "admin" else "other region",
                region.name,
                lat=round(middle.y, 4),
                lon=round(middle.x, 4),
                admin1=region.code,
                country=region.country,
                pcode=region.pcode,
                names=tuple(region.names),
                source=boundaries.source,
                geometry=to_wkb(region.geometry),
            )
        )
    return items


def _place_items(gazetteer: Gazetteer, countries: set[str]) -> list[Item]:
    return [
        Item(
            place.id,
            "place",
            place.name,
            type=place.kind,
            lat=place.lat,
            lon=place.lon,
            error_km=place.error_km,
            admin1=place.admin1,
            country=place.country,
            pcode=place.pcode,
            population=place.population,
            names=tuple(name.text for name in place.names),
            source=place.source,
        )
        for place in gazetteer.places
        if place.kind in ("settlement", "area")
        and place.country in countries
        and place.lat is not None
    ]
