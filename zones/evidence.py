"""Evidence: places that speak for where a zone lies in what is only partly inside.

For the inside speak the posts of the zone, the towns that an extent lists, and the
towns that those within held when the zone was agreed; for the outside the towns that
the one outside held then. Within are who held most of the ground that is inside for
sure, and others that held some of it and stand with these. Who stands where is told by
who took ground from whom, until a year after: outside is with whom those within changed
most towns. Where nobody tells of that, it is told by how often each held ground inside
and elsewhere. All others count for neither, and what changes hands later says nothing
about what was agreed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from geodata.folding import fold
from geodata.periods import parse_edtf

from .atlas import Atlas
from .claims import Claim, Control, Extent, Post, Site
from .control import SETTLEMENT_KM, TOWN_RADIUS_KM, is_region
from .timeframes import Timeframe

__all__ = ["Evidence", "Spot", "gather_evidence", "spot_of"]

_SEEN_DAYS = 365
"""A hold whose beginning nobody tells counts if it is seen within a year."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place with its radius in km, and the claim that speaks of it."""

    name: str
    lat: float
    lon: float
    error_km: float
    admin1: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Places that speak for the inside of a zone, and for its outside.

    Attributes
    ----------
    side
        Who held most of the ground that is inside for sure when the zone was agreed.
    within
        That side and the others that are within, sorted.
    claims
        Those that speak of these places.
    listed
        Those of the inside that are settlements which an extent lists.
    """

    inside: tuple[Spot, ...] = ()
    outside: tuple[Spot, ...] = ()
    side: str | None = None
    within: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    listed: tuple[Spot, ...] = ()


def gather_evidence(atlas: Atlas, zone: str, whole: Iterable[str]) -> Evidence:
    """Gather the places that speak for where a zone lies.

    Parameters
    ----------
    atlas
        Claims and items; its geometry is not asked.
    zone
        Id of the zone.
    whole
        Codes of the admin-1 regions that are inside for sure.

    Returns
    -------
    Evidence
        A post that stands on ground which another side held is left out of the
        inside: it watches the zone from without.
    """
    held = list(_held_when_agreed(atlas, zone))
    side, among, adversary = _sides(held, frozenset(whole), _exchanges(atlas, zone))
    within = [s for actor, s in held if actor in among]
    without = [s for actor, s in held if actor == adversary]
    posts = [s for s in _posts(atlas, zone) if not any(_lies_on(s, o) for o in without)]
    inside = _closest([*posts, *_listed(atlas, zone), *within])
    outside = _closest(without)
    claims = dict.fromkeys(spot.claim for spot in (*inside, *outside))
    listed = tuple(
        spot
        for spot in inside
        if atlas.claim[spot.claim].kind == "extent" and spot.error_km <= SETTLEMENT_KM
    )
    return Evidence(inside, outside, side, tuple(sorted(among)), tuple(claims), listed)


Exchanges = Counter[frozenset[str]]
"""In how many towns one of two actors took what the other was last known to hold."""


def _sides(
    held: Iterable[tuple[str, Spot]], sure: frozenset[str], exchanged: Exchanges
) -> tuple[str | None, frozenset[str], str | None]:
    """Return who held most of what is inside for sure, all within, and who is outside.

    Nobody is within or outside where two held equally much of what is sure, and nobody
    is outside where two exchanged equally many towns with it, or held equally much of
    the rest. A town counts once, however many claims tell of it.
    """
    towns = {(actor, fold(spot.name), spot.admin1) for actor, spot in held}
    sure_of = Counter(actor for actor, _, region in towns if region in sure)
    rest_of = Counter(actor for actor, _, region in towns if region not in sure)
    side = _sole_most(sure_of)
    if side is None:
        return None, frozenset(), None
    against = Counter(
        {a: n for pair, n in exchanged.items() if side in pair for a in pair - {side}}
    )
    never = Counter({a: n for a, n in rest_of.items() if a not in sure_of})
    adversary = _sole_most(against or never)
    all_sure, all_rest = sure_of.total(), rest_of.total()

    def stands_with_side(actor: str) -> bool:
        fought = exchanged[frozenset({actor, adversary})] if adversary else 0
        quarrelled = exchanged[frozenset({actor, side})]
        if fought or quarrelled:
            return fought > quarrelled
        return sure_of[actor] * all_rest >= rest_of[actor] * all_sure

    others = {a for a in sure_of if a != adversary and stands_with_side(a)}
    return side, frozenset({side, *others}), adversary


def _exchanges(atlas: Atlas, zone: str) -> Exchanges:
    """Count the towns that two actors took from each other until a year after.

    Regions are left out: who takes one has often held most of it before.
    """
    day = _day_agreed(atlas, zone)
    if day is None:
        return Counter()
    reports = _dated_reports(atlas)
    return Counter(
        pair
        for (name, _), town in reports.towns.items()
        if name
        for pair in _pairs(r for r in town if r.first <= day + _SEEN_DAYS)
    )


def _pairs(reports: Iterable[_Report]) -> set[frozenset[str]]:
    """Return who took a town from whom: reports of its holders in order of days."""
    pairs, last = set(), None
    for report in sorted(set(reports), key=lambda r: (r.first, r.is_taking, r.actor)):
        if report.is_taking and last not in (None, report.actor):
            pairs.add(frozenset({str(last), report.actor}))
        last = report.actor
    return pairs


def _sole_most(counts: Counter[str]) -> str | None:
    most = max(counts.values(), default=0)
    found = [actor for actor, count in counts.items() if count == most]
    return found[0] if len(found) == 1 else None


def _day_agreed(atlas: Atlas, zone: str) -> int | None:
    return min((period.b1 for period in atlas.regime(zone).periods), default=None)


def _held_when_agreed(atlas: Atlas, zone: str) -> Iterator[tuple[str, Spot]]:
    """Yield who held which town on the day on which the zone surely was agreed."""
    day = _day_agreed(atlas, zone)
    if day is None:
        return
    reports = _dated_reports(atlas)
    for claim, body, frame in atlas.holdings:
        if _holds_on(frame, day) and (spot := spot_of(claim, body.what)) is not None:
            if not _changed_hands(reports, body, day):
                yield body.actor, spot


class _Report(NamedTuple):
    """What a claim says of who took or was seen to hold a town, and when."""

    actor: str
    is_taking: bool
    first: int
    last: int


class _Reports(NamedTuple):
    """Reports by town and region, and those of whole regions by region."""

    towns: dict[tuple[str, str | None], list[_Report]]
    regions: dict[str | None, list[_Report]]


def _dated_reports(atlas: Atlas) -> _Reports:
    reports = _Reports(defaultdict(list), defaultdict(list))
    for _, body in atlas.control_claims:
        dated = body.begins or body.holds
        if dated and body.act in ("takes", "holds"):
            when, where = parse_edtf(dated), body.what
            report = _Report(body.actor, body.begins is not None, when.first, when.last)
            if is_region(atlas, where):
                reports.regions[where.admin1].append(report)
            else:
                reports.towns[fold(where.name or ""), where.admin1].append(report)
    return reports


def _changed_hands(reports: _Reports, body: Control, day: int) -> bool:
    """Whether a town is known to have changed hands from a day until it was seen held.

    It has if anybody took it, or its whole region, in between, or another was seen to
    hold it; then what is seen later says nothing of the day.
    """
    if body.begins is not None or body.holds is None:
        return False
    seen, where = parse_edtf(body.holds).first, body.what
    town = reports.towns.get((fold(where.name or ""), where.admin1), ())
    return any(
        day < report.first
        and report.last <= seen
        and (report.is_taking or report.actor != body.actor)
        for report in (*town, *reports.regions.get(where.admin1, ()))
    )


def _holds_on(frame: Timeframe, day: int) -> bool:
    """Whether a hold had begun by a day, or was seen soon after, and had not ended."""
    latest = day + _SEEN_DAYS
    return any(p.b0 <= day < p.e1 and p.b1 <= latest for p in frame.periods)


def _posts(atlas: Atlas, zone: str) -> Iterator[Spot]:
    for item in atlas.items:
        if item.kind != "post":
            continue
        for name in item.claims:
            claim = atlas.claim[name]
            if claim.zone == zone and isinstance(claim.body, Post):
                site = claim.body.where
                if site is not None and (spot := spot_of(claim, site)) is not None:
                    yield spot


def _listed(atlas: Atlas, zone: str) -> Iterator[Spot]:
    for claim in atlas.about.get(zone, ()):
        if isinstance(claim.body, Extent) and not claim.is_capped:
            for area in claim.body.areas:
                if (spot := spot_of(claim, area)) is not None:
                    yield spot


def spot_of(claim: Claim, site: Site) -> Spot | None:
    """Return a site that is a town: a point, no region and no part of one."""
    if site.lat is None or site.lon is None or site.direction is not None:
        return None
    radius = site.error_km or 0.0
    if site.relation not in ("in", "at") or radius > TOWN_RADIUS_KM:
        return None
    name = site.name or claim.name or claim.id
    return Spot(name, site.lat, site.lon, radius, site.admin1, claim.id)


def _lies_on(spot: Spot, ground: Spot) -> bool:
    from geodata.places import distance_km

    km = distance_km(spot.lat, spot.lon, ground.lat, ground.lon)
    return km <= max(ground.error_km, spot.error_km)


def _closest(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Keep one spot of each name and place, the one with the least error."""
    found: dict[tuple[str, str | None], Spot] = {}
    for spot in sorted(spots, key=lambda s: (s.error_km, s.name, s.claim)):
        found.setdefault((fold(spot.name), spot.admin1), spot)
    return tuple(found[key] for key in sorted(found, key=repr))
