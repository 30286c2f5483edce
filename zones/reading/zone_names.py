"""Ids of zones: the conventional one where a zone is known, else its core's name."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..claims import Extent, Site
from .places.search import PlaceMention

__all__ = ["KnownZone", "known_zones", "site_from_place", "slug", "zone_id"]

BELT_TYPES = frozenset(
    {
        "area of separation",
        "buffer zone",
        "demilitarised zone",
        "security corridor",
        "security strip",
    }
)
"""Types that are strips along a line rather than lists of provinces."""


@dataclass(frozen=True, slots=True)
class KnownZone:
    """A row of ``data/known_zones.json``."""

    id: str
    name: str
    type: str
    country: str
    admin1: tuple[str, ...]
    aliases: tuple[str, ...]
    within: str | None = None
    also: tuple[str, ...] = ()


@cache
def known_zones() -> tuple[KnownZone, ...]:
    """Return the zones with conventional ids."""
    text = files("zones").joinpath("data/known_zones.json").read_text("utf-8")
    return tuple(
        KnownZone(
            row["id"],
            row["name"],
            row["type"],
            row["country"],
            tuple(row["admin1"]),
            tuple(row["aliases"]),
            row.get("within"),
            tuple(row.get("also", ())),
        )
        for row in json.loads(text)["zones"]
    )


def slug(*words: str) -> str:
    """Return words as a lower-case id.

    Examples
    --------
    >>> slug("Stanytsia Luhanska", "area")
    'stanytsia-luhanska-area'
    """
    from anyascii import anyascii

    plain = anyascii(" ".join(words)).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "zone"


def zone_id(
    zone_type: str,
    extent: Extent,
    names: Sequence[str] = (),
    country: str | None = None,
    country_name: str | None = None,
) -> str:
    """Return the id of the zone of a type with an extent.

    Parameters
    ----------
    zone_type
        The field's term.
    extent
        What it is said to consist of, perhaps only a site that names it.
    names
        Names of its whole provinces, then of its parts, for a zone that is not known.
    country, country_name
        Country of the document's zones, for one that has no name of its own.
    """
    for zone in known_zones():
        if zone_type in (zone.type, *zone.also) and _is_known(zone, extent, country):
            return zone.id
    if zone_type == "ceasefire":
        return slug(country_name or country or "", "ceasefire")
    own = list(names) or [_site_name(site) for site in extent.areas]
    if zone_type == "de-escalation zone" and own:
        return slug(*own[:3])
    if own:
        return slug(own[0], zone_type)
    return slug(country_name or country or "", zone_type)


def _site_name(site: Site) -> str:
    return " ".join(part for part in (site.direction, site.name) if part)


def _is_known(zone: KnownZone, extent: Extent, country: str | None) -> bool:
    if zone.within is not None:
        codes = {*extent.whole, *extent.partial} | {s.admin1 for s in extent.areas}
        if not codes - {None}:
            return country == zone.country and not any(s.name for s in extent.areas)
        return bool(codes & set(zone.admin1))
    if extent.whole:
        return set(extent.whole) <= set(zone.admin1)
    if (
        extent.partial
    ):  # the part named first is its core, where no other zone's follows
        cores = {code for other in known_zones() for code in other.admin1}
        is_core = zone.admin1 == extent.partial[:1] and cores.isdisjoint(
            extent.partial[1:]
        )
        return is_core or set(extent.partial) <= set(zone.admin1)
    return any(_is_alias(zone, site) for site in extent.areas)


def _is_alias(zone: KnownZone, site: Site) -> bool:
    if site.country not in (None, zone.country):
        return False
    aliases = {slug(alias) for alias in zone.aliases}
    if slug(_site_name(site)) in aliases:
        return True
    return bool(site.admin1 in zone.admin1 and slug(site.name or "") in aliases)


def site_from_place(place: PlaceMention, relation: str | None = None) -> Site:
    """Return the site of a place that a text names."""
    if place.kind == "country":
        return Site(place.name, relation or "in", place.direction, None, place.country)
    if place.kind == "province":  # a region, whose point would only blur it
        around = "around" if place.relation == "around" else "in"
        return Site(
            place.name, relation or around, place.direction, place.admin1, place.country
        )
    known = place.relation if place.relation in ("around", "near", "at") else "in"
    return Site(
        place.name,
        relation or known,
        place.direction,
        place.admin1,
        place.country,
        place.lat,
        place.lon,
        place.error_km,
    )
