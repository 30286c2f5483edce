"""Grouping: the claims about one post, event or belt become one item."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from geodata.folding import fold
from geodata.periods import parse_edtf

from .atlas import Item
from .claims import Belt, Claim, Event, Post, Site, is_done

__all__ = ["GROUPED", "group_again", "group_claims", "is_one_post"]

GROUPED = ("post", "event", "belt")
"""Kinds of items that stand for claims; the others are reference geography."""


def group_claims(claims: Sequence[Claim]) -> list[Item]:
    """Make the items that claims speak of: posts, events, belts.

    Parameters
    ----------
    claims
        The accepted claims of a dossier.

    Returns
    -------
    list of Item
        Each placed by the claim that says it closest; a post without a name or a place
        of its own is no item.
    """
    return [*_post_items(claims), *_event_items(claims), *_belt_items(claims)]


def group_again(claims: Sequence[Claim], earlier: Iterable[Item]) -> list[Item]:
    """Make the items of some claims, under the ids that they had among more claims.

    An event is called after its first account. When that is left out, it is still the
    same event, and answers before and after can be compared.

    Parameters
    ----------
    claims
        Those that are left.
    earlier
        Items made of more claims.
    """
    items = group_claims(claims)
    homes = {name: item.id for item in earlier for name in item.claims}
    return list(_with_earlier_ids(items, homes, {item.id for item in items}))


def _with_earlier_ids(
    items: Iterable[Item], homes: dict[str, str], own: Collection[str]
) -> Iterable[Item]:
    taken: set[str] = set()
    for item in items:
        was = {homes.get(name) for name in item.claims} if item.kind == "event" else ()
        name = next(iter(was)) if len(was) == 1 else None
        if name is None or name in taken or name in own:
            yield item
        else:
            taken.add(name)
            yield replace(item, id=name)


def _post_items(claims: Iterable[Claim]) -> list[Item]:
    """Group the claims about one post: one name or place, one operator."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        body = claim.body
        if not isinstance(body, Post) or not is_done(claim) or not is_one_post(claim):
            continue
        label = claim.name or (body.where.name if body.where else None) or "post"
        name = _slug(f"{label} {body.operator or ''}")
        groups.setdefault(f"post:{name}", []).append(claim)
    return [_located(name, "post", group) for name, group in sorted(groups.items())]


def is_one_post(claim: Claim) -> bool:
    """Whether a claim is of a post that is told apart: by its name or its own place.

    A place without a position is its own where a single post stands at it.
    """
    body = claim.body
    if claim.name is not None or not isinstance(body, Post) or body.where is None:
        return claim.name is not None
    site = body.where
    if site.lat is None:
        return site.relation == "at" and site.name is not None and body.count is None
    return site.relation != "around"


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
