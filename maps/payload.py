"""The payload: what the page needs to know of an atlas, as plain JSON.

The page answers for any day by itself, so the payload carries spaces and periods, never
answers. Its form is described in ``docs/map.md``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from geodata.periods import FUTURE, PAST, Period, iso_of
from shapely.geometry.base import BaseGeometry
from zones.rows import accounts, planned
from zones.atlas import Atlas, Item, Reading
from zones.certainty import at_most_possible
from zones.claims import Belt, Body, Claim, Event, Post, is_done
from zones.derivations import support
from zones.reasons import belt_formula, open_questions
from zones.summaries import figure, summarise
from zones.timeframes import (
    Timeframe,
    event_frame,
    last_heard,
    published,
    state_frame,
)

from .backdrop import (
    list_regions,
    list_sources,
    list_towns,
    page_title,
    rank_of,
)
from .shapes import encode_shape

__all__ = ["build_payload"]

Record = dict[str, Any]

DISCLAIMER = (
    "Lines and names follow the sources and express no opinion on the status of any "
    "territory. Outlines are as exact as the words they come from: a dashed outline "
    "says that the zone lies somewhere within it. Do not use this page to decide where "
    "it is safe to be."
)

_SAME_SHAPE = 0.005
_EMPTY: tuple[object, ...] = (None, "", [], {})


def build_payload(atlas: Atlas) -> Record:
    """Collect what the page shows of an atlas.

    Parameters
    ----------
    atlas
        Built from a dossier; its geometries are EPSG:4326.

    Returns
    -------
    dict
        JSON-ready, in a stable order; the same for the same atlas.
    """
    names = sorted(atlas.zone_ids(), key=lambda z: (atlas.kind_of(z) == "belt", z))
    zones = [_zone(atlas, zone) for zone in names]
    related = {row.item for row in atlas.relations}
    items = [_item(atlas, i) for i in atlas.items if i.id in related or i.claims]
    concerning = list(_concerning(atlas))
    first, last = _span([*_periods_of(zones), *_periods_of(items)], atlas)
    focus = _focus(atlas)
    return {
        "deesc": 1,
        "title": page_title(atlas, focus),
        "lang": "en",
        "opens": iso_of(min(max(_opens(atlas, first), first), last)),
        "from": iso_of(first),
        "to": iso_of(last),
        "focus": focus,
        "documents": [_document(atlas, each.id) for each in atlas.documents],
        "support": _support(atlas),
        "last_document": _last_document(atlas),
        "claims": {claim.id: _claim(atlas, claim) for claim in atlas.claims},
        "zones": zones,
        "items": items,
        "concerning": concerning,
        "planned": list(_planned(atlas)),
        "provinces": list(list_regions(atlas, focus)),
        "towns": list_towns(atlas),
        "boundaries": {
            "source": atlas.boundaries.source,
            "view": atlas.boundaries.view,
            "error_km": atlas.boundaries.error_km,
            "attribution": atlas.boundaries.attribution,
        },
        "unknown": _unknown(atlas),
        "attribution": list_sources(atlas),
        "disclaimer": DISCLAIMER,
    }


def _zone(atlas: Atlas, zone: str) -> Record:
    regime = atlas.regime(zone)
    bodies = [claim.body for claim in atlas.about[zone]]
    within = [b.within for b in bodies if isinstance(b, Belt) and b.within]
    kind = atlas.kind_of(zone)
    notes = []
    if kind == "belt":
        drawn = any(each.outer for each in atlas.zone_readings(zone))
        known = "" if drawn else "area not known: "
        notes.append(f"{known}{belt_formula(atlas.about[zone])}")
    return {
        "id": zone,
        "name": atlas.name_of(zone),
        "type": atlas.type_of(zone),
        "kind": kind,
        "within": within[0] if within else None,
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
        "readings": [_reading(atlas, each) for each in atlas.zone_readings(zone)],
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
    return None if wkb is None else shapely.from_wkb(wkb)


def _periods(frame: Timeframe) -> list[list[str | bool | None]]:
    return [_period(period) for period in frame.periods]


def _period(period: Period) -> list[str | bool | None]:
    if period.b0 >= FUTURE:  # a denial: the rival that it never held
        return ["9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", False]
    days = [iso_of(day) for day in (period.b0, period.b1, period.e0, period.e1)]
    return [*days, period.capped]


def _item(atlas: Atlas, item: Item) -> Record:
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
        "type": item.type,
        "status": statuses[-1] if statuses else None,
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
        "claims": list(item.claims),
        "summary": _words(atlas, atlas.claim[item.claims[0]]) if bodies else "",
        "figures": _figures(bodies),
        "accounts": accounts(atlas, item) if item.kind == "event" else [],
    }
    if item.kind != "place":
        return record
    # Places are many, and most fields of theirs are empty.
    filled = {key: value for key, value in record.items() if value not in _EMPTY}
    return filled | {"rank": rank_of(item)}


def _figures(bodies: Iterable[Body]) -> list[str]:
    """Say the quantities of an event, each with who counts so."""
    rows = [q for body in bodies if isinstance(body, Event) for q in body.quantities]
    said = (f"{figure(q)} ({q.speaker})" if q.speaker else figure(q) for q in rows)
    return list(dict.fromkeys(said))


def _words(atlas: Atlas, claim: Claim) -> str:
    names = {item.id: item.name for item in atlas.items if item.kind == "province"}
    return summarise(claim, names)


def _spaces(atlas: Atlas, item: Item, zone: str) -> dict[str, str]:
    """Return the space of an item in each reading of a zone that stands."""
    relations = atlas.relation_of(item.id)
    spaces: dict[str, str] = {}
    for reading in atlas.zone_readings(zone):
        row = relations.get(reading.id)
        space = "no" if row is None else row.space
        capped = _is_capped(atlas, reading)
        spaces[reading.id] = at_most_possible(space) if capped else space
    return spaces


def _concerning(atlas: Atlas) -> Iterator[Record]:
    """Yield the claims that concern a zone, with their own time."""
    for claim in atlas.claims:
        about = [zone for zone in atlas.zone_ids() if _concerns(claim, zone)]
        if not about or not is_done(claim):
            continue
        body = claim.body
        if isinstance(body, Event):
            frame = event_frame([claim])
        else:
            heard = last_heard([claim], atlas.document) + 1
            frame = state_frame([claim], heard=heard)
        words = _words(atlas, claim)
        yield {
            "kind": claim.kind,
            "id": claim.id,
            "name": getattr(body, "summary", "") or claim.name or words,
            "type": claim.type,
            "on": getattr(body, "on", None),
            "periods": _periods(frame),
            "about": about,
            "claims": [claim.id],
            "summary": words,
            "figures": _figures([body]),
            "accounts": [],
        }


def _concerns(claim: Claim, zone: str) -> bool:
    body = claim.body
    if isinstance(body, Event):
        return body.account_of is None and zone in body.about
    return isinstance(body, Post) and claim.zone in (zone, None)


def _planned(atlas: Atlas) -> Iterator[Record]:
    rows: dict[str, Record] = {}
    for zone in atlas.about:
        for row in planned(atlas, zone):
            known = rows.setdefault(
                row["id"],
                {
                    "id": row["id"],
                    "name": row["name"],
                    "summary": _words(atlas, atlas.claim[row["id"]]),
                    "modality": row["modality"],
                    "zones": [],
                    "on": row["on"],
                    "claims": row["claims"],
                },
            )
            known["zones"].append(zone)
    yield from rows.values()


def _claim(atlas: Atlas, claim: Claim) -> Record:
    return {
        "kind": claim.kind,
        "zone": claim.zone,
        "document": claim.document,
        "quote": claim.quote,
        "summary": _words(atlas, claim),
        "modality": claim.modality,
        "speaker": claim.speaker,
        "confidence": claim.confidence,
        "rules": list(claim.rules),
        "repairs": list(claim.repairs),
        "inferred": [
            {"what": s.what, "how": s.how, "documents": list(s.documents)}
            for s in claim.inferred
        ],
        "start": claim.start,
        "end": claim.end,
    }


def _document(atlas: Atlas, name: str) -> Record:
    document = atlas.document[name]
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published,
        "published_basis": document.published_basis,
        "bounds": [iso_of(day) for day in published(document)],
        "publisher": document.publisher,
        "lineage": list(document.lineage),
        "url": document.url,
    }


def _support(atlas: Atlas) -> Record:
    counts = support(atlas, [claim.id for claim in atlas.claims])
    return {
        "documents": len(atlas.documents),
        "lineages": counts["lineages"],
        "unattributed": counts["unattributed"],
    }


def _last_document(atlas: Atlas) -> str | None:
    bounds = [published(document) for document in atlas.documents]
    known = [each for each in bounds if each[0] > PAST]
    if not known:
        return None
    first, last = max(known)
    if first == last:
        return iso_of(first)
    if last >= FUTURE:
        return f"{iso_of(first)} or later"
    return f"between {iso_of(first)} and {iso_of(last)}"


def _opens(atlas: Atlas, first: int) -> int:
    """Return the day after the last beginning of a status other than the end."""
    begins = [
        period.b1
        for zone in atlas.zone_ids()
        for row in atlas.statuses(zone)
        if row.status != "ended"
        for period in row.frame.periods
        if PAST < period.b1 < FUTURE
    ]
    return max(begins) + 1 if begins else first


def _periods_of(records: Iterable[Record]) -> Iterator[list[str | bool | None]]:
    for record in records:
        if "statuses" in record:
            yield from record["regime"]["periods"]
            for part in record["statuses"]:
                yield from part["periods"]
        elif record.get("periods"):
            yield from record["periods"]


def _span(periods: Iterable[list[str | bool | None]], atlas: Atlas) -> tuple[int, int]:
    """Return the whole months that hold every stated day."""
    days = {
        dt.date.fromisoformat(str(value))
        for period in periods
        for value in period[:4]
        if value is not None and value != "9999-12-31"
    }
    if not days:
        bounds = (day for each in atlas.documents for day in published(each))
        days = {dt.date.fromordinal(d) for d in bounds if PAST < d < FUTURE}
    if not days:
        days = {dt.date(2000, 1, 1)}
    first, last = min(days), max(days)
    length = calendar.monthrange(last.year, last.month)[1]
    return first.replace(day=1).toordinal(), last.replace(day=length).toordinal()


def _focus(atlas: Atlas) -> list[str]:
    related = {row.item for row in atlas.relations}
    return sorted({i.country for i in atlas.items if i.country and i.id in related})


def _unknown(atlas: Atlas) -> list[Record]:
    """List what stays open, each question once."""
    rows: dict[tuple[str, str], Record] = {}
    for zone in atlas.zone_ids():
        for question in open_questions(atlas, zone, _posts(atlas, zone)):
            rows.setdefault((question["what"], question["why"]), question)
    return list(rows.values())
