"""Pair tables: joined events as rows, as counts, and as files.

A row says which event, which zone or belt, how surely and why. Counts are made without
spelling the pairs out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.periods import iso_of
from geodata.tables import Events

from .joining import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "AGGREGATES",
    "EVENT_COLUMNS",
    "PAIR_COLUMNS",
    "aggregate_rows",
    "event_rows",
    "pair_rows",
]

_EVENT: dict[str, type] = {
    "event": str,
    "on": str,
    "type": str,
    "lat": float,
    "lon": float,
    "error_km": float,
    "admin1": str,
}
_PLACE_IN_FILE: dict[str, type] = {"source": str, "line": int}

PAIR_COLUMNS: dict[str, type] = {
    **_EVENT,
    "zone": str,
    "kind": str,
    "certainty": str,
    "space": str,
    "time": str,
    "status": str,
    "reading": str,
    "km": float,
    "why": str,
    **_PLACE_IN_FILE,
}
"""Columns of a row for each event × zone or belt, with their types."""

EVENT_COLUMNS: dict[str, type] = {
    **_EVENT,
    "certainty": str,
    "zones": str,
    **_PLACE_IN_FILE,
}
"""Columns of a row for each event, with their types."""

AGGREGATES = "zone kind month year type actor admin1 status".split()
"""What pairs can be counted by."""

_ORDER = ("certain", "possible", "unknown", "no")


def _on(first: int, last: int) -> str:
    """Return the day of an event, or its bounds as an EDTF one-of set."""
    if first == last:
        return iso_of(first) or ""
    return f"[{iso_of(first) or ''}..{iso_of(last) or ''}]"


def _described(events: Events, row: int) -> dict[str, Any]:
    lat, lon, error = (
        None if np.isnan(column[row]) else float(column[row])
        for column in (events.lat, events.lon, events.error_km)
    )
    return {
        "event": events.ids[row],
        "on": _on(int(events.first[row]), int(events.last[row]))
        + ("?" if events.capped[row] else ""),
        "type": events.types[row],
        "lat": lat,
        "lon": lon,
        "error_km": error,
        "admin1": events.admin1[row],
        "source": events.source,
        "line": int(events.lines[row]),
    }


def pair_rows(pairs: Pairs) -> Iterator[dict[str, Any]]:
    """Return a row for each event × zone or belt; see :data:`PAIR_COLUMNS`."""
    columns = (pairs.row, pairs.zone, pairs.verdict, pairs.km)
    for row, zone, number, km in zip(*(c.tolist() for c in columns), strict=True):
        verdict = pairs.verdicts[number]
        yield _described(pairs.events, row) | {
            "zone": pairs.zones[zone],
            "kind": pairs.kinds[zone],
            "certainty": verdict.certainty,
            "space": verdict.space,
            "time": verdict.time,
            "status": verdict.status,
            "reading": verdict.reading,
            "km": None if km != km else km,
            "why": verdict.why,
        }


def event_rows(pairs: Pairs) -> Iterator[dict[str, Any]]:
    """Return a row for each event, with its zones; see :data:`EVENT_COLUMNS`."""
    held: dict[int, list[tuple[str, str]]] = {}
    columns = (pairs.row, pairs.zone, pairs.verdict)
    for row, zone, number in zip(*(c.tolist() for c in columns), strict=True):
        answer = pairs.verdicts[number].certainty
        held.setdefault(row, []).append((pairs.zones[zone], answer))
    for row in range(len(pairs.events)):
        found = held.get(row, [])
        best = min((a for _, a in found), key=_ORDER.index, default="no")
        yield _described(pairs.events, row) | {
            "certainty": best,
            "zones": [f"{zone}: {answer}" for zone, answer in found],
        }


def _count(pairs: Pairs, by: Sequence[str], counts: Counter[Any]) -> None:
    """Add a chunk's pairs to counts by some of :data:`AGGREGATES` and certainty.

    Pairs are not spelled out: those of one case and one label are counted together.
    """
    if not len(pairs.row):
        return
    parts = [pairs.verdict]
    labels: list[list[str]] = []
    for name in by:
        texts = _labels(pairs, name)
        names, codes = np.unique(texts, return_inverse=True)
        labels.append([str(each) for each in names])
        parts.append(codes.reshape(-1))
    table, times = np.unique(np.column_stack(parts), axis=0, return_counts=True)
    for (number, *codes), count in zip(table.tolist(), times.tolist(), strict=True):
        key = tuple(names[code] for names, code in zip(labels, codes, strict=True))
        counts[key, pairs.verdicts[number].certainty] += count


def _labels(pairs: Pairs, name: str) -> NDArray[Any]:
    events, row = pairs.events, pairs.row
    if name == "zone":
        return np.array(pairs.zones, dtype=object)[pairs.zone]
    if name == "kind":
        return np.array(pairs.kinds, dtype=object)[pairs.zone]
    if name == "status":
        texts = np.array([v.status for v in pairs.verdicts], dtype=object)
        return np.asarray(texts[pairs.verdict])
    if name in ("month", "year"):
        return np.asarray(_calendar(events, 7 if name == "month" else 4)[row])
    column = {"type": events.types, "actor": events.actors, "admin1": events.admin1}
    return np.array([text or "" for text in column[name][row]], dtype=object)


def _calendar(events: Events, length: int) -> NDArray[Any]:
    """Return the month or year of each event; both ends where it may be in several."""
    bounds = np.column_stack([events.first, events.last])
    distinct, at = np.unique(bounds, axis=0, return_inverse=True)
    texts = []
    for first, last in distinct.tolist():
        one, other = (iso_of(first) or "")[:length], (iso_of(last) or "")[:length]
        texts.append(one if one == other else f"[{one}..{other}]")
    return np.array(texts, dtype=object)[at.reshape(-1)]


def aggregate_rows(
    chunks: Iterable[Pairs], by: Sequence[str]
) -> tuple[list[dict[str, Any]], dict[str, type]]:
    """Count pairs by some of :data:`AGGREGATES`.

    Returns
    -------
    rows, columns
        One row for each combination, with the counts ``certain``, ``possible`` and
        ``unknown``; and the columns with their types.

    Raises
    ------
    InputError
        If something else is named.
    """
    wrong = [name for name in by if name not in AGGREGATES]
    if wrong or not by:
        shown = repr(wrong[0]) if wrong else "nothing"
        msg = f"cannot count by {shown}; there are {', '.join(AGGREGATES)}"
        raise InputError(msg)
    counts: Counter[Any] = Counter()
    for pairs in chunks:
        _count(pairs, by, counts)
    answers = _ORDER[:3]
    rows = [
        dict(zip(by, key, strict=True)) | {a: counts[key, a] for a in answers}
        for key in sorted({key for key, _ in counts})
    ]
    columns: dict[str, type] = {name: str for name in by}
    return rows, columns | {answer: int for answer in answers}
