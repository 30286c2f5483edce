"""Answers: what was inside a zone, what applied at a place, which zones there were.

An answer is ``rivals`` over the readings of a zone of ``both(space, time)``. With a
day of knowledge it is ``rivals`` of the answers from what was surely and what was
possibly known by then. Every ``possible`` and ``unknown`` carries its reason in
``why``. Records are JSON-ready and the same for every caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.periods import iso_of

from .atlas import Atlas, Item, Reading
from .certainty import Certainty, both, on_day, rivals
from .control import held_by
from .finding import find_place, find_zone
from .knowledge import answer_known, counting_undated
from .nearby import posts_at
from .reasons import belt_formula, open_questions, space_reason, time_reason
from .rows import (
    Valid,
    claim_row,
    concerning,
    item_row,
    nearest_km,
    planned,
    readings_on,
    spaces_in,
)
from .statuses import hindsight, statuses_on
from .support import support, with_support

__all__ = ["Record", "at", "inside", "list_zones"]

Record = dict[str, Any]


def inside(
    atlas: Atlas,
    zone: str,
    on: int,
    *,
    knowing: int | None = None,
    status: str | None = None,
) -> Record:
    """Answer what was inside a zone on a day.

    Parameters
    ----------
    atlas
        What to answer from.
    zone
        Id or exact name of a zone or belt.
    on
        The day asked for, as an ordinal.
    knowing
        Answer with what could be known by this day; None: with everything.
    status
        Answer for this status of the zone; None: for its regime.

    Returns
    -------
    dict
        ``regime``, ``status``, ``items``, ``concerning``, ``planned``, ``unknown``.

    Raises
    ------
    UnknownNameError
        If no zone has that name.
    """
    zone_id = find_zone(atlas, zone)
    head = {
        "deesc": 1,
        "query": "inside",
        "zone": {"id": zone_id, "name": atlas.name_of(zone_id)},
        "on": iso_of(on),
        "known_by": None if knowing is None else iso_of(knowing),
    }
    body = answer_known(
        atlas, knowing, lambda known: _inside(known, zone_id, on, status)
    )
    body["items"].sort(key=_item_order)
    record = head | body | _coverage(atlas) | {"boundaries": atlas.boundaries.head()}
    return counting_undated(atlas, with_support(record, atlas))


def at(
    atlas: Atlas,
    place: str | Item,
    on: int,
    *,
    kind: str | None = None,
    knowing: int | None = None,
    status: str | None = None,
    all_zones: bool = False,
) -> Record:
    """Answer which zones, belts and posts applied at a place on a day.

    Parameters
    ----------
    atlas
        What to answer from.
    place
        Exact name of a place or province, or an item with a position and its relations
        (see :func:`zones.points.locate_point`).
    on, knowing, status
        As in :func:`inside`.
    kind
        ``place`` or ``province``, where a name stands for both.
    all_zones
        List the zones whose answer is ``no`` too.
    """
    item = find_place(atlas, place, kind) if isinstance(place, str) else place
    shown = {
        "id": item.id,
        "name": item.name,
        "lat": item.lat,
        "lon": item.lon,
        "error_km": item.error_km,
        "admin1": item.admin1,
    }
    head = {
        "deesc": 1,
        "query": "at",
        "place": shown,
        "on": iso_of(on),
        "known_by": None if knowing is None else iso_of(knowing),
    }
    body = answer_known(atlas, knowing, lambda known: _at(known, item, on, status))
    if not all_zones:
        body["items"] = [row for row in body["items"] if row["certainty"] != "no"]
    record = head | body | {"boundaries": atlas.boundaries.head()}
    return counting_undated(atlas, with_support(record, atlas))


def list_zones(
    atlas: Atlas, on: int, *, knowing: int | None = None, status: str | None = None
) -> Record:
    """List the zones and belts with their statuses on a day.

    Parameters
    ----------
    atlas, on, knowing
        As in :func:`inside`.
    status
        List only the zones of which this status is certain or possible.
    """
    body = answer_known(atlas, knowing, lambda known: _list_zones(known, on))
    for row in body["items"]:
        row["name"] = atlas.name_of(row["id"])
        row["type"] = atlas.type_of(row["id"])
    if status is not None:
        body["items"] = [
            row
            for row in body["items"]
            if any(
                s["status"] == status and s["certainty"] in ("certain", "possible")
                for s in row["status"]
            )
        ]
    record = {
        "deesc": 1,
        "query": "zones",
        "on": iso_of(on),
        "known_by": None if knowing is None else iso_of(knowing),
        **body,
        "boundaries": atlas.boundaries.head(),
    }
    return counting_undated(atlas, with_support(record, atlas))


def _inside(atlas: Atlas, zone: str, day: int, status: str | None) -> Record:
    frame = atlas.standing(zone, status)
    readings = readings_on(atlas, zone, day)
    items = [
        row
        for item in atlas.items
        if item.kind != "other region"
        and (row := item_row(atlas, zone, item, day, frame, readings)) is not None
    ]
    items.sort(key=_item_order)
    here = [atlas.item[row["id"]] for row in items]
    statuses = statuses_on(atlas, zone, day)
    called = atlas.called.get(zone, zone)
    body: Record = {"regime": on_day(atlas.regime(zone).periods, day)}
    if status is not None:
        body["asked"] = {"status": status, "certainty": on_day(frame.periods, day)}
    if why := time_reason(frame, day, f"the {status or 'regime'} of {called}"):
        body["why"] = why
    body |= {
        "status": statuses,
        "items": items,
        "concerning": concerning(atlas, zone, day, {row["id"] for row in items}),
        "planned": planned(atlas, zone),
        "unknown": _unsaid(called, statuses) + open_questions(atlas, zone, here),
    }
    if steps := hindsight(atlas, zone):
        body["hindsight"] = steps
    return body


def _unsaid(name: str, statuses: Iterable[Record]) -> list[Record]:
    """List the statuses that nobody speaks of, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for row in statuses:
        if row["certainty"] == "unknown":
            words = row["status"].replace("_", " ")
            reasons.setdefault(row["why"], []).append(words)
    return [
        {"what": f"{', '.join(words)} of {name}", "why": why}
        for why, words in reasons.items()
    ]


_KINDS = ("province", "belt", "post", "event", "place")


def _item_order(row: Record) -> tuple[object, ...]:
    return (
        _KINDS.index(row["kind"]),
        row["certainty"] != "certain",
        row["on"] or "",
        row["km"] if row["km"] is not None else 0.0,
        row["name"],
        row["id"],
    )


def _at(atlas: Atlas, item: Item, day: int, status: str | None) -> Record:
    rows, where = [], []
    for zone in atlas.zone_ids():
        kind = atlas.kind_of(zone)
        drawn = kind == "zone" or bool(atlas.zone_readings(zone))
        home = zone if drawn else atlas.home_of(zone)
        regime = atlas.standing(zone, status)
        time = on_day(regime.periods, day)
        spaces = spaces_in(atlas, item, readings_on(atlas, home, day)) if home else []
        space = rivals(answer for _, answer in spaces)
        why = space_reason(spaces) if space != "certain" else None
        if not drawn and space != "no":
            space = "unknown"
            formula = belt_formula(atlas.about[zone], atlas.called)
            why = f"no line is given to measure from: {formula}"
        certainty = both(space, time)
        if kind == "zone" and certainty in ("certain", "possible"):
            where.append(zone)
        row: Record = {
            "kind": kind,
            "id": zone,
            "name": atlas.name_of(zone),
            "certainty": certainty,
            "space": space,
            "time": time,
            "status": statuses_on(atlas, zone, day),
            "km": _km_to(atlas, item, zone) if space == "possible" else None,
            "claims": _claims_at(atlas, zone, spaces),
        }
        reasons = [why, time_reason(regime, day, f"the regime of {atlas.called[zone]}")]
        if certainty in ("possible", "unknown"):
            row["why"] = "; ".join(reason for reason in reasons if reason)
        if steps := hindsight(atlas, zone):
            row["hindsight"] = steps
        rows.append(row)
    rows += posts_at(atlas, item, day)
    held = held_by(atlas, item, tuple(where), day)
    body: Record = {"items": rows, "held_by": held, "planned": _planned_at(atlas, item)}
    unknown = []
    if not held:
        unknown.append(
            {"what": "held by", "why": "no claim says who held the place that day"}
        )
    return body | {"unknown": unknown}


def _km_to(atlas: Atlas, item: Item, zone: str) -> float | None:
    rows = atlas.relation_of(item.id).values()
    return nearest_km(row for row in rows if row.zone == zone)


def _claims_at(
    atlas: Atlas, zone: str, spaces: Iterable[tuple[Reading, Certainty]]
) -> list[str]:
    names = [name for reading, _ in spaces for name in reading.claims]
    return list(dict.fromkeys([*names, *atlas.regime(zone).claims]))


def _plans(atlas: Atlas, zone: str) -> list[Record]:
    """List what is said of a zone that is no more than planned or rumoured."""
    return [
        claim_row(claim) | {"zone": zone, "certainty": "proposed"}
        for claim in atlas.about[zone]
        if claim.kind in ("status", "belt")
    ]


def _planned_at(atlas: Atlas, item: Item) -> list[Record]:
    """List what is only planned for ground that may hold the place."""
    rows = []
    for zone in atlas.about:
        if zone in atlas.zone_ids():
            continue
        readings: list[Valid] = [
            (r, "certain", False) for r in atlas.zone_readings(zone)
        ]
        space = rivals(answer for _, answer in spaces_in(atlas, item, readings))
        if space == "no":
            continue
        rows += [row | {"space": space} for row in _plans(atlas, zone)]
    return rows


def _list_zones(atlas: Atlas, day: int) -> Record:
    rows = []
    for zone in atlas.zone_ids():
        frame = atlas.regime(zone)
        row: Record = {
            "kind": atlas.kind_of(zone),
            "id": zone,
            "name": atlas.name_of(zone),
            "type": atlas.type_of(zone),
            "regime": on_day(frame.periods, day),
            "status": statuses_on(atlas, zone, day),
            "support": support(atlas, (*frame.claims, *frame.ends)),
        }
        if why := time_reason(frame, day, "the regime"):
            row["why"] = why
        if steps := hindsight(atlas, zone):
            row["hindsight"] = steps
        rows.append(row)
    proposed = [zone for zone in atlas.about if zone not in atlas.zone_ids()]
    plans = [row for zone in proposed for row in _plans(atlas, zone)]
    return {"items": rows, "planned": plans}


def _coverage(atlas: Atlas) -> Record:
    return {"coverage": list(atlas.coverage)} if atlas.coverage else {}
