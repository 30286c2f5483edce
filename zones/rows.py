"""Rows of an answer: an item with its certainty, or a claim told beside the items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .atlas import Atlas, Item, Reading, Relation
from .certainty import Certainty, at_most_possible, both, on_day, rivals
from .claims import Claim, Event, Post, is_done
from .control import held_by
from .reasons import belt_formula, space_reason, time_reason
from .subjects import concerns, is_about
from .summaries import headline
from .timeframes import Timeframe, event_frame, state_frame, stood_until

__all__ = [
    "Placed",
    "Valid",
    "accounts",
    "claim_row",
    "concerning",
    "item_row",
    "nearest_km",
    "own_frame",
    "place_item",
    "planned",
    "quantities",
    "readings_on",
    "spaces_in",
]

Record = dict[str, Any]
Valid = tuple[Reading, Certainty, bool]
"""A reading, how surely it is valid that day, and whether doubt caps it."""


def readings_on(atlas: Atlas, zone: str, day: int) -> list[Valid]:
    """Return the readings that may be valid on a day, how surely, and if capped."""
    result: list[Valid] = []
    for reading in atlas.zone_readings(zone):
        frame = atlas.reading_frame(reading)
        valid: Certainty = "certain" if frame is None else on_day(frame.periods, day)
        if valid != "no":
            capped = all(atlas.claim[c].is_capped for c in reading.claims)
            result.append((reading, valid, capped))
    return result


def spaces_in(
    atlas: Atlas, item: Item, readings: Iterable[Valid]
) -> list[tuple[Reading, Certainty]]:
    relations = atlas.relation_of(item.id)
    spaces = []
    for reading, valid, capped in readings:
        row = relations.get(reading.id)
        space: Certainty = "no" if row is None else row.space
        spaces.append(
            (reading, both(at_most_possible(space) if capped else space, valid))
        )
    return spaces


@dataclass(frozen=True, slots=True)
class Placed:
    """How surely an item is inside a zone on a day, by reading and in time."""

    certainty: Certainty
    space: Certainty
    time: Certainty
    own: Certainty
    spaces: list[tuple[Reading, Certainty]]


def place_item(
    atlas: Atlas,
    item: Item,
    day: int,
    frame: Timeframe | None,
    regime: Timeframe,
    readings: Iterable[Valid],
) -> Placed:
    """Say how surely an item is inside a zone on a day.

    Parameters
    ----------
    atlas, item
        Where the item's relations are.
    day
        The day.
    frame
        When the item was there; None: always.
    regime
        When the zone stands.
    readings
        The zone's readings of that day.
    """
    spaces = spaces_in(atlas, item, readings)
    own: Certainty = "certain" if frame is None else on_day(frame.periods, day)
    time = both(own, on_day(regime.periods, day))
    certainty = rivals(both(answer, time) for _, answer in spaces)
    return Placed(certainty, rivals(answer for _, answer in spaces), time, own, spaces)


def item_row(
    atlas: Atlas,
    zone: str,
    item: Item,
    day: int,
    regime: Timeframe,
    readings: Sequence[Valid],
) -> Record | None:
    relations = [r for r in atlas.relation_of(item.id).values() if r.zone == zone]
    if not relations:
        return None
    frame = atlas.item_frame(item)
    placed = place_item(atlas, item, day, frame, regime, readings)
    certainty, space, spaces = placed.certainty, placed.space, placed.spaces
    if certainty not in ("certain", "possible"):
        return None
    row = _described(atlas, item) | {
        "certainty": certainty,
        "space": space,
        "time": placed.time,
        "relation": next((r.part for r in relations if r.part), None),
        "km": nearest_km(relations) if space == "possible" else None,
        "held_by": held_by(atlas, item, (zone,), day) if _is_ground(item) else [],
    }
    reasons = [
        space_reason(spaces) if space != "certain" else None,
        time_reason(frame, day, item.name) if placed.own != "certain" else None,
        time_reason(regime, day, f"the regime of {atlas.called.get(zone, zone)}"),
    ]
    if certainty == "possible":
        row["why"] = "; ".join(reason for reason in reasons if reason)
    if not item.claims:
        said = [r.claims for r, answer in spaces if answer in ("certain", "possible")]
        row["claims"] = [name for names in said for name in names]
    return row


def _is_ground(item: Item) -> bool:
    return item.kind in ("place", "province")


def nearest_km(relations: Iterable[Relation]) -> float | None:
    return min((r.km for r in relations if r.km is not None), default=None)


def _described(atlas: Atlas, item: Item) -> Record:
    row: Record = {
        "kind": item.kind,
        "id": item.id,
        "name": item.name,
        "type": item.type,
        "lat": item.lat,
        "lon": item.lon,
        "error_km": item.error_km,
        "admin1": item.admin1,
        "pcode": item.pcode,
        "on": None,
        "claims": list(item.claims),
    }
    if item.kind == "event":
        lead = atlas.claim[item.claims[0]]
        assert isinstance(lead.body, Event)
        row["on"] = lead.body.on
        row["quantities"] = quantities(atlas, item)
        row["accounts"] = accounts(atlas, item)
    elif item.kind == "belt":
        row["area"] = belt_formula(atlas.about.get(item.id, ()), atlas.called)
    elif item.kind == "post":
        bodies = [atlas.claim[name].body for name in item.claims]
        row["operator"] = next(
            (b.operator for b in bodies if isinstance(b, Post)), None
        )
    return row


def quantities(atlas: Atlas, item: Item) -> list[Record]:
    """List an event's figures by what is counted, speaker and claim."""
    rows = []
    for name in item.claims:
        body = atlas.claim[name].body
        for q in body.quantities if isinstance(body, Event) else ():
            row = {"what": q.what, "low": q.low, "high": q.high, "speaker": q.speaker}
            rows.append(row | {"claim": name})
    return rows


def accounts(atlas: Atlas, item: Item) -> list[Record]:
    """List the rival accounts of an event, each with its speaker."""
    return [
        {
            "speaker": claim.speaker,
            "summary": claim.body.summary,
            "where": claim.body.where.name if claim.body.where else None,
            "modality": claim.modality,
            "claims": [claim.id],
        }
        for claim in atlas.claims
        if isinstance(claim.body, Event) and claim.body.account_of in item.claims
    ]


def concerning(atlas: Atlas, zone: str, day: int, listed: set[str]) -> list[Record]:
    """List what concerns the zone that day without being a thing inside it.

    A post that is told apart is inside it or nothing to it.
    """
    rows = []
    taken = {c for name in listed for c in atlas.item[name].claims}
    taken.update(c for item in atlas.items if item.kind == "post" for c in item.claims)
    for claim in atlas.claims:
        if claim.id in taken or not is_done(claim) or not concerns(atlas, claim, zone):
            continue
        frame = own_frame(atlas, claim)
        answer = on_day(frame.periods, day)
        if answer in ("certain", "possible"):
            row = claim_row(claim) | {"certainty": answer}
            if why := time_reason(frame, day, "it"):
                row["why"] = why
            rows.append(row)
    return rows


def own_frame(atlas: Atlas, claim: Claim) -> Timeframe:
    """Return when an event or post of one claim alone was."""
    if isinstance(claim.body, Event):
        return event_frame([claim])
    return state_frame([claim], heard=stood_until([claim], atlas.document))


def planned(atlas: Atlas, zone: str) -> list[Record]:
    """List what is only planned, proposed, conditional or negotiated for a zone."""
    return [
        claim_row(claim) | {"certainty": "proposed"}
        for claim in atlas.claims
        if not is_done(claim) and is_about(atlas, claim, zone)
    ]


def claim_row(claim: Claim) -> Record:
    body = claim.body
    row: Record = {
        "kind": claim.kind,
        "id": claim.id,
        "name": headline(claim, {}),
        "type": claim.type,
        "on": getattr(body, "on", None) or getattr(body, "begins", None),
        "modality": claim.modality,
        "speaker": claim.speaker,
        "claims": [claim.id],
    }
    if isinstance(body, Event) and body.quantities:
        row["quantities"] = [
            {"what": q.what, "low": q.low, "high": q.high, "speaker": q.speaker}
            for q in body.quantities
        ]
    return row
