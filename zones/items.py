"""Items: what may be inside a zone, gathered from boundaries, gazetteer and claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import shapely
from geodata.boundaries import Boundaries
from geodata.periods import parse_edtf
from geodata.places import Gazetteer, fold
from geodata.world import World

from .atlas import Item
from .claims import Belt, Claim, Event, Extent, Post, Site, is_done
from .extents import to_wkb

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
        *_post_items(claims),
        *_event_items(claims),
        *_belt_items(claims),
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


def _post_items(claims: Iterable[Claim]) -> list[Item]:
    """Group the claims about one post: one name or place, one operator."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        body = claim.body
        if not isinstance(body, Post) or not is_done(claim):
            continue
        site = body.where
        has_place = site is not None and site.lat is not None
        if claim.name is None and not (
            has_place and site and site.relation != "around"
        ):
            continue
        label = claim.name or (site.name if site else None) or "post"
        name = _slug(f"{label} {body.operator or ''}")
        groups.setdefault(f"post:{name}", []).append(claim)
    return [_located(name, "post", group) for name, group in sorted(groups.items())]


def _event_items(claims: Iterable[Claim]) -> list[Item]:
    """Group the accounts of one event: one type and place, dates that overlap.

    An event without any date can be placed on no day and stays a claim.
    """
    groups: list[list[Claim]] = []
    for claim in claims:
        body = claim.body
        if not isinstance(body, Event) or body.account_of is not None:
            continue
        if not is_done(claim) or body.context or body.on is None:
            continue
        twin = next((g for g in groups if _is_same_event(g[0], claim)), None)
        if twin is None:
            groups.append([claim])
        else:
            twin.append(claim)
    told = [g for g in groups if any(c.modality != "denied" for c in g)]
    return [_located(g[0].id, "event", sorted(g, key=_vagueness)) for g in told]


def _vagueness(claim: Claim) -> tuple[bool, int]:
    """Order accounts of one event: the one that dates it surest and closest leads."""
    on = getattr(claim.body, "on", None)
    if on is None:
        return True, 0
    bounds = parse_edtf(on)
    return claim.is_capped or bounds.capped, bounds.last - bounds.first


MAX_SPREAD_DAYS = 31
"""Events dated more vaguely than a month are not taken for one another."""


def _is_same_event(one: Claim, other: Claim) -> bool:
    a, b = one.body, other.body
    if not (isinstance(a, Event) and isinstance(b, Event)):
        return False
    if one.document == other.document or one.type != other.type:
        return False
    if not (a.on and b.on and a.where and b.where):
        return False
    first, second = parse_edtf(a.on), parse_edtf(b.on)
    spread = max(first.last - first.first, second.last - second.first)
    overlap = first.first <= second.last and second.first <= first.last
    same_place = (a.where.name, a.where.admin1) == (b.where.name, b.where.admin1)
    if not same_place and (spread or not _is_within(a.where, b.where)):
        return False
    return overlap and spread < MAX_SPREAD_DAYS


REGION_RADIUS_KM = 25.0
"""What fills a larger radius is a region, not a town."""


def _is_within(one: Site, other: Site) -> bool:
    """Whether one of two sites is the admin-1 region of the other."""
    regions = [site for site in (one, other) if _is_region(site)]
    same = one.admin1 is not None and one.admin1 == other.admin1
    return same and len(regions) == 1


def _is_region(site: Site) -> bool:
    """Whether a site is a region: it has no point, or fills more than a town does."""
    if site.lat is None:
        return site.relation == "in"
    return (site.error_km or 0.0) > REGION_RADIUS_KM


def _belt_items(claims: Iterable[Claim]) -> list[Item]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.body, Belt) and claim.zone:
            groups.setdefault(claim.zone, [])
    for claim in claims:
        if claim.zone in groups:
            groups[claim.zone].append(claim)
    return [
        Item(
            zone,
            "belt",
            next((c.name for c in group if c.name), zone),
            type=next((c.type for c in group if c.type), None),
            claims=tuple(c.id for c in group),
        )
        for zone, group in sorted(groups.items())
    ]


def _located(name: str, kind: str, group: Sequence[Claim]) -> Item:
    """Make the item of a group of claims, placed by the one that says it closest."""
    sites = [site for c in group if (site := getattr(c.body, "where", None))]
    points = [s for s in sites if s.lat is not None]
    closest = min(points, key=lambda s: s.error_km or 0.0, default=None)
    site = closest or (sites[0] if sites else Site())
    first = group[0]
    label = first.name or site.name or first.type or kind
    if isinstance(first.body, Event):
        label = first.body.summary or label
    return Item(
        name,
        kind,
        label,
        type=first.type,
        lat=site.lat,
        lon=site.lon,
        error_km=site.error_km,
        admin1=site.admin1,
        country=site.country or (site.admin1[:2] if site.admin1 else None),
        claims=tuple(c.id for c in group),
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
