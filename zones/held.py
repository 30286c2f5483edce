"""Grounds: who held which part of a zone, as drawing.

The ground of a town that changes hands is its cell among the known places, within the
agreed estimate of the zone. Who holds it on a day follows from the control claims; what
lies between the towns that they name is unknown. Held ground moves, the agreed estimate
does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

from .atlas import Atlas, Ground
from .certainty import Certainty, at_most_possible, on_day
from .claims import Claim, Control, Extent
from .control import SETTLEMENT_KM
from .evidence import Spot, gather_evidence, spot_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "HeldGround",
    "LaterGrounds",
    "draw_grounds",
    "held_ground",
    "held_towns",
    "remaining_ground",
    "sides_within",
]


@dataclass(frozen=True, slots=True)
class HeldGround:
    """Ground, who held it on a day, and how surely."""

    ground: Ground
    claim: Claim
    body: Control
    certainty: Certainty


def draw_grounds(
    atlas: Atlas,
    estimates: Mapping[str, BaseGeometry],
    places: Iterable[tuple[float, float]],
) -> tuple[Ground, ...]:
    """Draw the ground of each control claim about a town within an estimate.

    Parameters
    ----------
    atlas
        Claims and readings.
    estimates
        Estimates by reading, EPSG:4326; those of one zone are joined.
    places
        Latitudes and longitudes of known places, which bound the cells.

    Returns
    -------
    tuple of Ground
        By zone and claim; each lies within the agreed estimate of its zone.
    """
    import shapely
    from geodata.metric import area_km2

    from .extents import MIN_OVERLAP_KM2, to_wkb

    agreed = {
        zone: [estimates[r.id] for r in atlas.zone_readings(zone) if r.id in estimates]
        for zone in sorted({reading.zone for reading in atlas.readings})
    }
    towns = held_towns(atlas)
    filled = _fill({spot for _, spot in towns}, places)
    grounds = []
    for zone, shapes in agreed.items():
        whole = shapely.union_all(shapes)
        for claim, spot in towns:
            part = shapely.intersection(filled[spot], whole)
            if (wkb := to_wkb(part)) and area_km2(part) > MIN_OVERLAP_KM2:
                grounds.append(Ground(zone, claim.id, spot.name, wkb))
    return tuple(sorted(grounds, key=lambda g: (g.zone, g.claim)))


def held_towns(atlas: Atlas) -> list[tuple[Claim, Spot]]:
    """Return the claims of who took or holds a town, with where the town lies."""
    return [
        (claim, spot)
        for claim, body, _ in atlas.holdings
        if (spot := spot_of(claim, body.what)) is not None
    ]


def _fill(
    spots: Collection[Spot], places: Iterable[tuple[float, float]]
) -> dict[Spot, BaseGeometry]:
    """Return the ground of each spot: a settlement's cell, or the disc of an area."""
    import shapely
    from geodata.metric import buffer_km

    from .tessellation import tessellate

    small = [spot for spot in spots if spot.error_km <= SETTLEMENT_KM]
    cells = tessellate(((spot.lat, spot.lon) for spot in small), places)
    return {
        spot: cells.get((spot.lat, spot.lon))
        or buffer_km(shapely.Point(spot.lon, spot.lat), spot.error_km)
        for spot in spots
    }


def held_ground(atlas: Atlas, zone: str, day: int) -> list[HeldGround]:
    """Return the ground in a zone that is said to be held on a day, claim by claim."""
    frames = {claim.id: (claim, body, f) for claim, body, f in atlas.holdings}
    rows = []
    for ground in atlas.grounds:
        if ground.zone != zone or ground.claim not in frames:
            continue
        claim, body, frame = frames[ground.claim]
        answer = on_day(frame.periods, day)
        if claim.is_capped or body.share is not None:
            answer = at_most_possible(answer)
        if answer in ("certain", "possible"):
            rows.append(HeldGround(ground, claim, body, answer))
    return rows


def sides_within(atlas: Atlas, zone: str) -> tuple[str, ...]:
    """Return who was within a zone when it was agreed, the one that held most first."""
    for claim in atlas.about.get(zone, ()):
        if isinstance(claim.body, Extent) and claim.body.whole and not claim.is_capped:
            found = gather_evidence(atlas, zone, claim.body.whole)
            if found.side is None:
                return ()
            return (found.side, *(a for a in found.within if a != found.side))
    return ()


def remaining_ground(
    atlas: Atlas, zone: str, day: int, sides: Collection[str]
) -> BaseGeometry | None:
    """Return the agreed estimate less the ground that others than some actors took.

    Parameters
    ----------
    atlas, zone, day
        As in :func:`held_ground`.
    sides
        Who was within the zone when it was agreed: what one of them took from another
        is not lost.

    Returns
    -------
    geometry or None
        EPSG:4326; None where the zone has no estimate.
    """
    import shapely

    from .extents import areal

    shapes = [r.estimate for r in atlas.zone_readings(zone) if r.estimate]
    if not shapes:
        return None
    whole = shapely.union_all(shapely.from_wkb(shapes))
    lost = [
        shapely.from_wkb(held.ground.geometry)
        for held in held_ground(atlas, zone, day)
        if held.body.actor not in sides
    ]
    left = shapely.difference(whole, shapely.union_all(lost)) if lost else whole
    return areal(left)


class LaterGrounds(Sequence[Ground]):
    """Ground that is drawn when it is first looked at; most questions never do.

    Parameters
    ----------
    atlas
        An atlas without grounds.
    earlier
        One of more claims, whose grounds are taken over where they are the same.
    """

    def __init__(self, atlas: Atlas, earlier: Atlas) -> None:
        self._atlas, self._earlier = atlas, earlier
        self._drawn: tuple[Ground, ...] | None = None

    @overload
    def __getitem__(self, index: int) -> Ground: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Ground]: ...

    def __getitem__(self, index: int | slice) -> Ground | Sequence[Ground]:
        """Return one of the grounds, or some."""
        return self._all()[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all())

    def _all(self) -> tuple[Ground, ...]:
        if self._drawn is None:
            if _ground_key(self._atlas) == _ground_key(self._earlier):
                known = self._atlas.claim
                kept = (g for g in self._earlier.grounds if g.claim in known)
                self._drawn = tuple(kept)
            else:
                self._drawn = _draw_again(self._atlas)
        return self._drawn


def _draw_again(atlas: Atlas) -> tuple[Ground, ...]:
    import shapely

    from .geography import places_of

    shapes = {
        reading.id: shapely.from_wkb(reading.estimate)
        for reading in atlas.readings
        if reading.estimate is not None
    }
    return draw_grounds(atlas, shapes, places_of(atlas))


def _ground_key(atlas: Atlas) -> object:
    """Equal for atlases whose grounds differ only in whose claims are left."""
    towns = {replace(spot, claim="") for _, spot in held_towns(atlas)}
    zones = sorted({reading.zone for reading in atlas.readings})
    estimates = [
        [(r.id, r.estimate) for r in atlas.zone_readings(zone)] for zone in zones
    ]
    return towns, estimates
