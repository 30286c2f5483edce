"""Grounds: who held which part of a zone, as drawing.

The ground of a town that changes hands is its cell among the known places, within the
agreed estimate of the zone. Who holds it on a day follows from the control claims; what
lies between the towns that they name is unknown. Held ground moves, the agreed estimate
does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .atlas import Atlas, Ground
from .certainty import Certainty, at_most_possible, on_day
from .claims import Claim, Control, Extent
from .control import holding_frames
from .evidence import Spot, gather_evidence, spot_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "HeldGround",
    "draw_grounds",
    "held_ground",
    "remaining_ground",
    "side_within",
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
    towns = [
        (claim, spot)
        for claim, body, _ in holding_frames(atlas)
        if (spot := spot_of(claim, body.what)) is not None
    ]
    filled = _fill({spot for _, spot in towns}, places)
    grounds = []
    for zone, shapes in agreed.items():
        whole = shapely.union_all(shapes)
        for claim, spot in towns:
            part = shapely.intersection(filled[spot], whole)
            if (wkb := to_wkb(part)) and area_km2(part) > MIN_OVERLAP_KM2:
                grounds.append(Ground(zone, claim.id, spot.name, wkb))
    return tuple(sorted(grounds, key=lambda g: (g.zone, g.claim)))


def _fill(
    spots: Collection[Spot], places: Iterable[tuple[float, float]]
) -> dict[Spot, BaseGeometry]:
    """Return the ground of each spot: a settlement's cell, or the disc of an area."""
    import shapely
    from geodata.metric import buffer_km

    from .extents import SETTLEMENT_KM
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
    frames = {claim.id: (claim, body, f) for claim, body, f in holding_frames(atlas)}
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


def side_within(atlas: Atlas, zone: str) -> str | None:
    """Return who held most of what is surely inside a zone when it was agreed."""
    for claim in atlas.about.get(zone, ()):
        if isinstance(claim.body, Extent) and claim.body.whole and not claim.is_capped:
            return gather_evidence(atlas, zone, claim.body.whole).side
    return None


def remaining_ground(
    atlas: Atlas, zone: str, day: int, side: str
) -> BaseGeometry | None:
    """Return the agreed estimate less the ground that others than a side took.

    Parameters
    ----------
    atlas, zone, day
        As in :func:`held_ground`.
    side
        Who held the zone when it was agreed.

    Returns
    -------
    geometry or None
        EPSG:4326; None where the zone has no estimate.
    """
    import shapely

    shapes = [r.estimate for r in atlas.zone_readings(zone) if r.estimate]
    if not shapes:
        return None
    whole = shapely.union_all(shapely.from_wkb(shapes))
    lost = [
        shapely.from_wkb(held.ground.geometry)
        for held in held_ground(atlas, zone, day)
        if held.body.actor != side
    ]
    return shapely.difference(whole, shapely.union_all(lost)) if lost else whole
