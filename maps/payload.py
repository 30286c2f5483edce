"""The payload: what the page needs to know of an atlas, as plain JSON.

The page answers for any day by itself, so the payload carries spaces and periods, never
answers. Its form is described in ``docs/map.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from geodata.periods import FUTURE, PAST, Period, event_period, iso_of, parse_edtf
from shapely.geometry.base import BaseGeometry
from zones.atlas import Atlas, Item, Reading
from zones.claims import Belt, Body, Event, Post, is_done
from zones.reasons import belt_formula, open_questions
from zones.rows import accounts, own_frame, planned
from zones.subjects import concerns
from zones.timeframes import Timeframe

from .about import DISCLAIMER
from .axis import first_and_last, last_document, opening_day
from .backdrop import (
    countries_of,
    is_main,
    list_land,
    list_regions,
    list_sources,
    list_towns,
    main_type,
    names_of_places,
    page_title,
    page_titles,
    rank_of,
)
from .holdings import Holdings, list_cells
from .lines import list_lines
from .selection import (
    actors_of,
    figures_of,
    finer_pairs,
    readings_of,
    spellings,
)
from .payload_sources import (
    claim_record,
    document_record,
    support_of,
    words_of,
)
from .shapes import PER_DEGREE, encode_shape
from .wording import FALLBACK, names_by_language

__all__ = ["build_payload"]

Record = dict[str, Any]
Names = dict[str, dict[str, str]]

_SAME_SHAPE = 0.005
_GROUND = ("province", "place")
_EMPTY: tuple[object, ...] = (None, "", [], {})


def build_payload(atlas: Atlas, *, on: int | None = None) -> Record:
    """Collect what the page shows of an atlas.

    Parameters
    ----------
    atlas
        Built from a dossier; its geometries are EPSG:4326.
    on
        Day that the page opens on, as an ordinal; None: the day after the last
        beginning of a status.

    Returns
    -------
    dict
        JSON-ready, in a stable order; the same for the same atlas.
    """
    kind_of_zone = main_type(atlas)
    names = _in_order(atlas, kind_of_zone)
    related = {row.item for row in atlas.relations}
    holdings = Holdings(atlas, _periods)
    called = names_of_places(atlas)
    items = [
        _item(atlas, i, holdings, called)
        for i in atlas.items
        if i.kind != "other region" and (i.id in related or i.claims)
    ]
    first, last = first_and_last(atlas)
    opens = min(max(opening_day(atlas, first), first), last) if on is None else on
    focus = countries_of(atlas, kind_of_zone)
    provinces = list_regions(atlas, focus)
    ground = list_land(atlas, focus, provinces)
    return {
        "deesc": 1,
        "title": page_title(kind_of_zone, focus),
        "titles": page_titles(kind_of_zone, focus),
        "lang": FALLBACK,
        "opens": iso_of(opens),
        "from": iso_of(first),
        "to": iso_of(last),
        "focus": focus,
        "documents": [document_record(atlas, each.id) for each in atlas.documents],
        "support": support_of(atlas),
        "last_document": last_document(atlas),
        "claims": {claim.id: claim_record(atlas, claim) for claim in atlas.claims},
        "zones": [
            *(
                _zone(atlas, zone, called)
                | {"main": is_main(atlas, zone, kind_of_zone)}
                for zone in names
            ),
            *list_lines(atlas, _periods),
        ],
        "items": items,
        "holdings": holdings.rows,
        "grounds": holdings.grounds(),
        "cells": list_cells(atlas),
        "concerning": list(_concerning(atlas)),
        "planned": list(_planned(atlas)),
        "provinces": provinces,
        "ground": ground,
        "towns": list_towns(atlas),
        "boundaries": {
            "source": atlas.boundaries.source,
            "view": atlas.boundaries.view,
            "error_km": atlas.boundaries.error_km,
            "attribution": atlas.boundaries.attribution,
        },
        "unknown": _unknown(atlas),
        "attribution": [*list_sources(atlas), *_land_source(ground)],
        "cautions": list(atlas.cautions),
        "disclaimer": DISCLAIMER,
    }


def _land_source(ground: Record) -> list[str]:
    return [f"Land: {ground['attribution']}"] if ground.get("land") else []


def _in_order(atlas: Atlas, kind_of_zone: str | None) -> list[str]:
    """Order zones: the commonest type first, a belt after the zone that holds it."""
    ids = atlas.zone_ids()

    def rank(zone: str) -> tuple[bool, bool, str]:
        is_belt = atlas.kind_of(zone) == "belt"
        return is_belt, not is_main(atlas, zone, kind_of_zone), atlas.name_of(zone)

    held = {zone: _within(atlas, zone) for zone in ids}
    heads = [zone for zone in ids if held[zone] not in ids]
    order: list[str] = []
    for head in sorted(heads, key=rank):
        order.append(head)
        order += sorted((zone for zone in ids if held[zone] == head), key=rank)
    return order + [zone for zone in ids if zone not in order]


def _within(atlas: Atlas, zone: str) -> str | None:
    bodies = (claim.body for claim in atlas.about[zone])
    names = (b.within for b in bodies if isinstance(b, Belt) and b.within)
    return next(names, None)


def _is_alone(atlas: Atlas, zone: str) -> bool:
    name = atlas.name_of(zone)
    return all(
        other == zone or atlas.name_of(other) != name for other in atlas.zone_ids()
    )


def _told_apart(atlas: Atlas, zone: str) -> str:
    """Name a zone; by the words of its id where others have the same name."""
    return atlas.name_of(zone) if _is_alone(atlas, zone) else zone.replace("-", " ")


def _zone(atlas: Atlas, zone: str, called: Names) -> Record:
    regime = atlas.regime(zone)
    kind = atlas.kind_of(zone)
    notes = []
    if kind == "belt":
        drawn = any(each.outer for each in atlas.zone_readings(zone))
        known = "" if drawn else "area not known: "
        notes.append(f"{known}{belt_formula(atlas.about[zone], atlas.called)}")
    standing = atlas.zone_readings(zone)
    all_readings = readings_of(atlas, zone)
    return {
        "id": zone,
        "name": _told_apart(atlas, zone),
        "names": called.get(atlas.name_of(zone), {}) if _is_alone(atlas, zone) else {},
        "type": atlas.type_of(zone),
        "kind": kind,
        "within": _within(atlas, zone),
        "regime": {"periods": _periods(regime), "claims": list(regime.claims)},
        "statuses": [
            {
                "status": row.status,
                "under": row.under,
                "how": row.how,
                "periods": _periods(row.frame),
                "claims": list(row.frame.claims),
            }
            for row in atlas.statuses(zone)
        ],
        "readings": [_reading(atlas, each) for each in standing],
        "further": [_reading(atlas, each) for each in all_readings[len(standing) :]],
        "finer": finer_pairs(atlas, all_readings),
        "notes": notes,
        "unknown": open_questions(atlas, zone, _posts(atlas, zone)),
    }


def _posts(atlas: Atlas, zone: str) -> list[Item]:
    inside = {row.item for row in atlas.relations if row.zone == zone}
    return [i for i in atlas.items if i.kind == "post" and i.id in inside]


def _reading(atlas: Atlas, reading: Reading) -> Record:
    frame = atlas.reading_frame(reading)
    return {
        "id": reading.id,
        "words": reading.words,
        "inner": encode_shape(_shape(reading.inner)),
        "outer": encode_shape(_shape(reading.outer)),
        "estimate": encode_shape(_estimate(reading)),
        "periods": None if frame is None else _periods(frame),
        "capped": _is_capped(atlas, reading),
        "claims": list(reading.claims),
        "drawn_from": list(reading.evidence),
        "derived": reading.derived is not None,
    }


def _estimate(reading: Reading) -> BaseGeometry | None:
    """Return the estimate where it says more than the inner extent."""
    estimate, inner = _shape(reading.estimate), _shape(reading.inner)
    if estimate is None or inner is None:
        return estimate
    gap = estimate.symmetric_difference(inner).area
    return None if gap < _SAME_SHAPE * inner.area else estimate


def _is_capped(atlas: Atlas, reading: Reading) -> bool:
    return all(atlas.claim[name].is_capped for name in reading.claims)


def _shape(wkb: bytes | None) -> BaseGeometry | None:
    """Return a geometry on the grid of the payload, valid there."""
    if wkb is None:
        return None
    return shapely.set_precision(shapely.from_wkb(wkb), 1 / PER_DEGREE)


def _periods(frame: Timeframe) -> list[list[str | bool | None]]:
    return [_period(period) for period in frame.periods]


def _period(period: Period) -> list[str | bool | None]:
    if period.b0 >= FUTURE:  # a denial: the rival that it never held
        return ["9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", False]
    days = [iso_of(day) for day in (period.b0, period.b1, period.e0, period.e1)]
    return [*days, period.capped]


def _item(atlas: Atlas, item: Item, holdings: Holdings, called: Names) -> Record:
    frame = atlas.item_frame(item)
    relations = atlas.relation_of(item.id)
    zones = sorted({row.zone for row in relations.values()} & set(atlas.about))
    bodies = [atlas.claim[name].body for name in item.claims]
    spaces, parts, distances = {}, {}, {}
    for zone in zones:
        rows = [row for row in relations.values() if row.zone == zone]
        spaces[zone] = _spaces(atlas, item, zone)
        part = next((row.part for row in rows if row.part), None)
        if part:
            parts[zone] = part
        km = min((row.km for row in rows if row.km is not None), default=None)
        if km is not None:
            distances[zone] = km
    statuses = [body.status for body in bodies if isinstance(body, Post)]
    dates = [body.on for body in bodies if isinstance(body, Event) and body.on]
    record = {
        "kind": item.kind,
        "id": item.id,
        "name": item.name,
        "names": names_by_language(item.names) or called.get(item.name, {}),
        "spellings": spellings(item.name, item.names),
        "type": item.type,
        "status": statuses[-1] if statuses else None,
        "states": _states(bodies),
        "lat": item.lat,
        "lon": item.lon,
        "error_km": item.error_km,
        "admin1": item.admin1,
        "pcode": item.pcode,
        "on": dates[0] if dates else None,
        "periods": None if frame is None else _periods(frame),
        "spaces": spaces,
        "relation": parts,
        "km": distances,
        "held": holdings.of(item, zones) if item.kind in _GROUND else [],
        "claims": list(item.claims),
        "summary": words_of(atlas, atlas.claim[item.claims[0]]) if bodies else "",
        "figures": figures_of(bodies),
        "actors": actors_of(bodies),
        "accounts": accounts(atlas, item) if item.kind == "event" else [],
    }
    if item.kind != "place":
        return record
    # Places are many, and most fields of theirs are empty.
    filled = {key: value for key, value in record.items() if value not in _EMPTY}
    return filled | {"rank": rank_of(item)}


def _states(bodies: Iterable[Body]) -> list[list[str | None]]:
    """List what befell a post, each from the day on which it surely had."""
    found = set()
    for body in bodies:
        if isinstance(body, Post) and (date := body.begins or body.holds or body.ends):
            day = parse_edtf(date).last
            if PAST < day < FUTURE:
                found.add((day, body.status))
    return [[iso_of(day), status] for day, status in sorted(found)]


def _spaces(atlas: Atlas, item: Item, zone: str) -> dict[str, str]:
    """Return the space of an item in each reading of a zone, doubt left aside."""
    relations = atlas.relation_of(item.id)
    return {
        reading.id: row.space if (row := relations.get(reading.id)) else "no"
        for reading in readings_of(atlas, zone)
    }


def _concerning(atlas: Atlas) -> Iterator[Record]:
    """Yield the claims that concern a zone, with their own time.

    A post that is told apart is inside a zone or nothing to it.
    """
    placed = {c for item in atlas.items if item.kind == "post" for c in item.claims}
    for claim in atlas.claims:
        if claim.id in placed:
            continue
        about = [zone for zone in atlas.zone_ids() if concerns(atlas, claim, zone)]
        if not about or not is_done(claim):
            continue
        body = claim.body
        words = words_of(atlas, claim)
        yield {
            "kind": claim.kind,
            "id": claim.id,
            "name": getattr(body, "summary", "") or claim.name or words,
            "type": claim.type,
            "on": getattr(body, "on", None),
            "periods": _periods(own_frame(atlas, claim)),
            "about": about,
            "claims": [claim.id],
            "summary": words,
            "figures": figures_of([body]),
            "actors": actors_of([body]),
            "accounts": [],
        }


def _planned(atlas: Atlas) -> Iterator[Record]:
    rows: dict[str, Record] = {}
    for zone in atlas.about:
        for row in planned(atlas, zone):
            known = rows.setdefault(
                row["id"],
                {
                    "id": row["id"],
                    "name": row["name"],
                    "summary": words_of(atlas, atlas.claim[row["id"]]),
                    "modality": row["modality"],
                    "zones": [],
                    "periods": [_period(event_period(row["on"]))] if row["on"] else [],
                    "claims": row["claims"],
                },
            )
            known["zones"].append(zone)
    yield from rows.values()


def _unknown(atlas: Atlas) -> list[Record]:
    """List what stays open, each question once."""
    rows: dict[tuple[str, str], Record] = {}
    for zone in atlas.zone_ids():
        for question in open_questions(atlas, zone, _posts(atlas, zone)):
            rows.setdefault((question["what"], question["why"]), question)
    return list(rows.values())
