"""Control: who held which ground, according to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geodata.folding import fold
from geodata.periods import PAST, parse_edtf

from .atlas import Atlas, Item
from .certainty import at_most_possible, on_day
from .claims import Claim, Control, Site
from .reasons import time_reason
from .timeframes import Timeframe, published, state_frame, stood_until

__all__ = [
    "SETTLEMENT_KM",
    "TOWN_RADIUS_KM",
    "ControlIndex",
    "Holding",
    "control_frames",
    "ground_holdings",
    "held_by",
    "holding_frames",
    "is_region",
]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one control claim says of one place, for any day.

    ``zone`` is the zone by which a claim about a whole zone reaches the place, None
    where the claim names its ground; ``is_capped`` says that it is possible at most.
    ``takers`` are the claims that another actor took the ground later, each with its
    day: the first of them ends the holding.
    """

    claim: Claim
    body: Control
    frame: Timeframe
    is_capped: bool
    zone: str | None
    takers: tuple[tuple[int, Claim], ...] = ()


class ControlIndex:
    """The control claims of an atlas by what they may speak of.

    An atlas has hundreds of places and of control claims; of most places few claims
    speak. Numbers count :attr:`Atlas.control_claims`, and keep its order.

    Parameters
    ----------
    atlas
        The claims.

    Attributes
    ----------
    grounds
        Numbers by zone and site.
    frames
        When claims hold, by their ids and those of what ends them, as far as it has
        been worked out.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.grounds: dict[tuple[str | None, Site], list[int]] = defaultdict(list)
        self.frames: dict[tuple[str, ...], Timeframe] = {}
        self._named: dict[str, list[int]] = defaultdict(list)
        self._zones: dict[str, list[int]] = defaultdict(list)
        self._regions: dict[str, list[int]] = defaultdict(list)
        for number, (claim, body) in enumerate(atlas.control_claims):
            site = body.what
            self.grounds[claim.zone, site].append(number)
            if site.name is not None:
                for item in atlas.keys.get(_key(site.name), ()):
                    self._named[item].append(number)
            if claim.zone is not None:
                self._zones[claim.zone].append(number)
            elif site.admin1 is not None:
                self._regions[site.admin1].append(number)

    def naming(self, item: Item) -> list[int]:
        """Return the claims whose ground has a name of an item."""
        return self._named.get(item.id, [])

    def reaching(self, item: Item, zones: tuple[str, ...]) -> list[int]:
        """Return the claims that may reach an item: by name, zone or region."""
        found = {*self.naming(item), *self._regions.get(item.admin1 or "", ())}
        return sorted(found.union(*(self._zones.get(zone, ()) for zone in zones)))


def held_by(
    atlas: Atlas, item: Item, zones: tuple[str, ...], day: int
) -> list[dict[str, Any]]:
    """Say who held a place on a day, each according to its claims.

    Parameters
    ----------
    atlas
        The claims.
    item
        The place or province.
    zones
        Zones that the place lies in, certainly or possibly: what is said of the whole
        zone is at most possible of a place in it.
    day
        The day.

    Returns
    -------
    list of dict
        With ``actor``, ``what``, ``share``, ``certainty``, ``since`` (EDTF, as the
        claim dates it), ``speaker``, ``claims`` and, of what is possible, ``why``;
        nothing where no claim covers the day.
    """
    rows = []
    for held in control_frames(atlas, item, zones):
        answer = on_day(held.frame.periods, day)
        if held.is_capped:
            answer = at_most_possible(answer)
        if answer in ("certain", "possible"):
            row = {
                "actor": held.body.actor,
                "what": held.body.what.name or held.claim.zone or "",
                "share": held.body.share,
                "certainty": answer,
                "since": held.body.begins,
                "speaker": held.claim.speaker,
                "claims": [held.claim.id],
            }
            if answer == "possible":
                row["why"] = _why_possible(held, day)
            rows.append(row)
    return rows


def _why_possible(held: Holding, day: int) -> str:
    """Say why a holding is no more than possible."""
    reasons = [time_reason(held.frame, day, "it")]
    if held.body.share is not None:
        reasons.append("no text says which share")
    elif held.zone is not None:
        reasons.append("it is said of the whole zone")
    elif held.is_capped:
        reasons.append("it is said of a part or of what lies around")
    return "; ".join(reason for reason in reasons if reason)


def control_frames(
    atlas: Atlas, item: Item, zones: tuple[str, ...]
) -> Iterator[Holding]:
    """Yield what control claims say of a place, whatever the day.

    Parameters
    ----------
    atlas
        The claims.
    item
        The place or province.
    zones
        Zones that the place lies in, as for :func:`held_by`.
    """
    for number in atlas.control_index.reaching(item, zones):
        claim, body = atlas.control_claims[number]
        match = _match(atlas, claim, body, item, zones)
        if body.act == "surrounds":  # who stands around a town does not hold it
            continue
        if match is None or body.act == "loses" and body.ends is None:
            continue
        by_zone = match == "part" and _match(atlas, claim, body, item, ()) is None
        takers = _takers(atlas, claim, body, item if match == "part" else None)
        yield Holding(
            claim,
            body,
            _frame(atlas, claim, _next(takers)),
            match == "part" or body.share is not None,
            claim.zone if by_zone else None,
            tuple(takers),
        )


def holding_frames(atlas: Atlas) -> Iterator[tuple[Claim, Control, Timeframe]]:
    """Yield each claim of who takes or holds some ground, and when that holds."""
    for held in ground_holdings(atlas):
        yield held.claim, held.body, held.frame


def ground_holdings(atlas: Atlas) -> Iterator[Holding]:
    """Yield what each claim of who takes or holds some ground says of it as a whole."""
    for claim, body in atlas.control_claims:
        if body.act != "loses":
            takers = _takers(atlas, claim, body, None)
            frame = _frame(atlas, claim, _next(takers))
            is_capped = body.share is not None
            yield Holding(claim, body, frame, is_capped, None, tuple(takers))


def _frame(atlas: Atlas, claim: Claim, losses: list[Claim]) -> Timeframe:
    """Return when a control claim holds, worked out once for many places."""
    frames = atlas.control_index.frames
    key = (claim.id, *(loss.id for loss in losses))
    if key not in frames:
        heard = stood_until([claim], atlas.document)
        frames[key] = state_frame([claim], closing=losses, heard=heard)
    return frames[key]


def _match(
    atlas: Atlas, claim: Claim, body: Control, item: Item, zones: tuple[str, ...]
) -> str | None:
    """Say whether a control claim is about the item itself, or ground around it."""
    site = body.what
    if site.name is not None and item.id in atlas.keys.get(_key(site.name), ()):
        if site.admin1 not in (None, item.admin1):
            return None
        region = site.admin1 is not None and is_region(atlas, site)
        return "part" if region and item.kind == "place" else "itself"
    if claim.zone is not None:
        return "part" if claim.zone in zones else None
    if site.admin1 is None or site.lat is not None or site.admin1 != item.admin1:
        return None
    # a village that no gazetteer places is not the ground of its whole province
    return "part" if site.name is None or is_region(atlas, site) else None


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return fold(name)


def is_region(atlas: Atlas, site: Site) -> bool:
    """Whether a site is its whole admin-1 region, not a town of the same name.

    A region is told from its seat by the radius that it fills.
    """
    region = atlas.item.get(site.admin1 or "")
    same_name = region is not None and _key(region.name) == _key(site.name or "")
    return same_name and (site.lat is None or (site.error_km or 0.0) > TOWN_RADIUS_KM)


TOWN_RADIUS_KM = 20.0
"""No town fills a larger radius; an error beyond it is that of a region."""

SETTLEMENT_KM = 6.0
"""No settlement in a list fills a larger radius, in km; what does is an area."""


def _takers(
    atlas: Atlas, claim: Claim, body: Control, part: Item | None
) -> list[tuple[int, Claim]]:
    """Claims that another actor took the same ground after this one, with their days.

    For a part of that ground, what is said of the part itself counts too. Who was seen
    to hold the whole after another's taking had it anew: that taking ends nothing.
    """
    since, seen = _begin(atlas, claim), PAST
    if body.holds is not None and part is None:
        seen = parse_edtf(body.holds).first
    index = atlas.control_index
    found = index.grounds[claim.zone, body.what]
    if part is not None:
        own = {n for n in index.naming(part) if _is_of(atlas, n, part)}
        found = sorted(own.union(found))
    return [
        (begin, other)
        for other, taken in (atlas.control_claims[number] for number in found)
        if taken.actor != body.actor
        and taken.act != "surrounds"
        and taken.begins is not None
        and seen <= (begin := _begin(atlas, other)) > since
    ]


def _is_of(atlas: Atlas, number: int, item: Item) -> bool:
    """Whether a control claim is about the item itself."""
    return _match(atlas, *atlas.control_claims[number], item, ()) == "itself"


def _next(takers: list[tuple[int, Claim]]) -> list[Claim]:
    """Return the takers of the first day."""
    first = min((begin for begin, _ in takers), default=None)
    return [other for begin, other in takers if begin == first]


def _begin(atlas: Atlas, claim: Claim) -> int:
    periods = _frame(atlas, claim, []).periods
    if periods:
        return min(period.b0 for period in periods)
    return published(atlas.document[claim.document])[0] if claim.document else PAST
