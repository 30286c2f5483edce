"""Derivations: the life of a zone in order, and an answer back to its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.errors import InputError, UnknownNameError
from geodata.periods import iso_of, parse_edtf

from .atlas import Atlas
from .certainty import Certainty
from .claims import Claim, Edit, Event, dated_fields
from .documents import page_of
from .finding import find_zone
from .knowledge import counting_undated, known
from .summaries import summarise
from .support import support, with_support
from .timeframes import Timeframe

__all__ = ["claim_record", "period_records", "timeline", "why"]

Record = dict[str, Any]


def timeline(atlas: Atlas, zone: str, *, knowing: int | None = None) -> Record:
    """List what the claims date about a zone, in the order of first days.

    Parameters
    ----------
    atlas
        What to answer from.
    zone
        Id or exact name of a zone or belt.
    knowing
        List what could be known by this day; None: everything.

    Returns
    -------
    dict
        ``items`` with ``on`` (EDTF), ``first`` and ``last`` day, ``what`` (begins,
        ends, holds, on), ``kind``, ``summary``, ``modality``, ``document`` and
        ``claims``; equal statements of several documents are one row. With a day of
        knowledge ``known`` says how surely the row was known by then.
    """
    zone_id = find_zone(atlas, zone)
    surely, possibly = known(atlas, knowing)
    rows: dict[tuple[str, str, str], Record] = {}
    for claim in possibly.claims:
        if not _tells_of(claim, zone_id):
            continue
        for what, edtf in dated_fields(claim.body).items():
            row = _dated_row(atlas, claim, what, edtf)
            first = rows.setdefault((row["summary"], what, edtf), row)
            if first is not row:
                first["claims"] += row["claims"]
                first["documents"] += row["documents"]
    ordered = sorted(rows.values(), key=lambda r: (r["first"] or "", r["last"] or "9"))
    if knowing is not None:
        ordered = [
            row | {"known": _how_known(surely, row["claims"])} for row in ordered
        ]
    record = {
        "deesc": 1,
        "query": "timeline",
        "zone": {"id": zone_id, "name": atlas.name_of(zone_id)},
        "known_by": None if knowing is None else iso_of(knowing),
        "items": ordered,
        "boundaries": atlas.boundaries.head(),
    }
    if atlas.coverage:
        record["coverage"] = list(atlas.coverage)
    return counting_undated(atlas, with_support(record, atlas))


def _how_known(surely: Atlas, claims: Iterable[str]) -> Certainty:
    """Say how surely something was known: surely if one of its claims was."""
    return "certain" if any(name in surely.claim for name in claims) else "possible"


def _tells_of(claim: Claim, zone: str) -> bool:
    about = claim.body.about if isinstance(claim.body, Event) else ()
    return claim.zone == zone or zone in about


def _dated_row(atlas: Atlas, claim: Claim, what: str, edtf: str) -> Record:
    bounds = parse_edtf(edtf)
    return {
        "on": edtf,
        "first": iso_of(bounds.first),
        "last": iso_of(bounds.last),
        "what": what,
        "kind": claim.kind,
        "type": claim.type,
        "summary": summarise(claim, atlas.province_names),
        "modality": claim.modality,
        "documents": [claim.document],
        "claims": [claim.id],
    }


def why(atlas: Atlas, name: str, *, knowing: int | None = None) -> Record:
    """Derive what is known of a zone, or one claim, back to documents and places.

    Parameters
    ----------
    atlas
        What to answer from.
    name
        Id of a claim, or id or exact name of a zone or belt.
    knowing
        Derive from what could be known by this day; None: from everything.

    Returns
    -------
    dict
        For a claim its record; for a zone its regime, statuses and readings, each with
        its periods and its claims, and the support as texts and lineages. With a day
        of knowledge ``known`` says of each claim how surely it was known by then.
    """
    surely, possibly = known(atlas, knowing)
    record = _why(atlas, possibly, name)
    if knowing is not None:
        for row in _claims_within(record):
            row["known"] = _how_known(surely, [row["id"]])
    return record | {"known_by": None if knowing is None else iso_of(knowing)}


def _claims_within(record: Record) -> list[Record]:
    if "claim" in record:
        return [record["claim"]]
    groups = [record["regime"], *record["statuses"], *record["readings"]]
    return [*(row for group in groups for row in group["claims"]), *record["other"]]


def _why(whole: Atlas, atlas: Atlas, name: str) -> Record:
    if name in atlas.claim:
        record = claim_record(atlas, atlas.claim[name])
        return {"deesc": 1, "query": "why", "claim": record}
    if name in whole.claim:
        msg = f"claim {name!r}: {whole.claim[name].document} was not out by then"
        raise InputError(msg)
    try:
        zone = find_zone(whole, name)
    except UnknownNameError as error:
        raise UnknownNameError("zone or claim", name, error.suggestions) from None
    rows = [
        {
            "status": f.status,
            "under": f.under,
            "how": f.how,
            "support": support(atlas, f.frame.claims),
            **_frame_record(atlas, f.frame),
        }
        for f in atlas.statuses(zone)
    ]
    standing = {r.id for r in atlas.zone_readings(zone)}
    readings = [
        {
            "id": r.id,
            "words": r.words,
            "stands": r.id in standing,
            "method": r.method,
            "derived": r.derived,
            "drawn_from": list(r.evidence),
            "support": support(atlas, r.claims),
            "claims": _claim_records(atlas, r.claims),
        }
        for r in atlas.readings
        if r.zone == zone
    ]
    used = {c for f in atlas.statuses(zone) for c in f.frame.claims}
    used |= {c for r in atlas.readings if r.zone == zone for c in r.claims}
    other = [c.id for c in atlas.claims if _tells_of(c, zone) and c.id not in used]
    return {
        "deesc": 1,
        "query": "why",
        "zone": {"id": zone, "name": whole.name_of(zone)},
        "regime": _frame_record(atlas, atlas.regime(zone)),
        "statuses": rows,
        "readings": readings,
        "other": _claim_records(atlas, other),
        "boundaries": whole.boundaries.head(),
    }


def _frame_record(atlas: Atlas, frame: Timeframe) -> Record:
    return {
        "periods": period_records(frame),
        "claims": _claim_records(atlas, dict.fromkeys(frame.claims + frame.ends)),
    }


def period_records(frame: Timeframe) -> list[Record]:
    """Return the periods of a timeframe, which are rivals; null is an open bound."""
    return [
        {
            "b0": iso_of(p.b0),
            "b1": iso_of(p.b1),
            "e0": iso_of(p.e0),
            "e1": iso_of(p.e1),
            "capped": p.capped,
        }
        for p in frame.periods
    ]


def _claim_records(atlas: Atlas, ids: Iterable[str]) -> list[Record]:
    return [claim_record(atlas, atlas.claim[name]) for name in ids]


def claim_record(atlas: Atlas, claim: Claim) -> Record:
    """Return a claim with its document, its place in the text and how it was made."""
    document = atlas.document[claim.document]
    page = page_of(document, claim.start)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "summary": summarise(claim, atlas.province_names),
        "document": claim.document,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        **({} if document.url is None else {"url": document.url}),
        **({} if page is None else {"page": page}),
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "modality": claim.modality,
        "speaker": claim.speaker,
        "confidence": claim.confidence,
        "rules": list(claim.rules),
        "repairs": list(claim.repairs),
        "inferred": [
            {"what": step.what, "how": step.how, "documents": list(step.documents)}
            for step in claim.inferred
        ],
        **({} if claim.edited is None else {"edited": _edit_record(claim.edited)}),
    }


def _edit_record(edit: Edit) -> Record:
    return {"by": edit.by, "on": edit.on, "note": edit.note, "was": dict(edit.was)}
