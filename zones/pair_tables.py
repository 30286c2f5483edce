"""Pair tables: joined events as rows, as counts, and as files.

A row says which event, which zone or belt, how surely and why. Counts are made without
spelling the pairs out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.periods import iso_of
from geodata.tables import Events

from .joining import Answered, Pairs
from .spaces import distinct_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "AGGREGATES",
    "EVENT_COLUMNS",
    "PAIR_COLUMNS",
    "aggregate_columns",
    "aggregate_rows",
    "event_labels",
    "event_rows",
    "pair_rows",
    "summed_rows",
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

_EPOCH = dt.date(1970, 1, 1).toordinal()
_LAST_DAY = dt.date.max.toordinal()
_OPEN_END = np.iinfo(np.int64).min

_ORDER = ("certain", "possible", "unknown", "no")
_ANSWERS = _ORDER[:3]


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


def _count(answered: Answered, by: Sequence[str], counts: Counter[Any]) -> None:
    """Add a chunk's pairs to counts by some of :data:`AGGREGATES` and certainty.

    Pairs are not spelled out: events of one case and one label are counted together.
    """
    if not len(answered.case):
        return
    verdicts = answered.verdicts
    used, case = np.unique(answered.case, return_inverse=True)
    answers = answered.answers[used]
    words = [(v.certainty, v.status if "status" in by else "") for v in verdicts]
    kinds = {word: number for number, word in enumerate(dict.fromkeys(words))}
    kind_of = np.array([*(kinds[word] for word in words), -1], dtype=np.int64)
    said = kind_of[answers]  # -1, the last, stands for no
    alike, many = distinct_numbers(*said.T)
    shown = np.empty(many, dtype=np.int64)
    shown[alike] = np.arange(len(alike))
    labels = [event_labels(answered.events, name) for name in by if name in _OF_EVENTS]
    texts = [label[1] for label in labels]
    columns = [alike[case], *(label[0] for label in labels)]
    group, groups = distinct_numbers(*columns)
    first = np.empty(groups, dtype=np.int64)
    first[group] = np.arange(len(group))
    times = np.bincount(group, minlength=groups)
    some = said[shown[columns[0][first]]]
    row, zone = np.nonzero(some >= 0)
    parts = [some[row, zone], zone, *(column[first][row] for column in columns[1:])]
    number, numbers = distinct_numbers(*parts)
    row_of = np.empty(numbers, dtype=np.int64)
    row_of[number] = np.arange(len(number))
    total = np.bincount(number, weights=times[row], minlength=numbers)
    names = list(kinds)
    table = np.column_stack(parts)[row_of].tolist()
    for (what, where, *codes), count in zip(table, total.tolist(), strict=True):
        certainty, status = names[what]
        own = {"zone": answered.zones[where], "kind": answered.kinds[where]}
        own["status"] = status
        of_events = iter(zip(texts, codes, strict=True))
        key = tuple(
            own[name] if name in own else _text(*next(of_events)) for name in by
        )
        counts[key, certainty] += int(count)


def _text(texts: Sequence[Any], code: int) -> str:
    return str(texts[code] or "")


_OF_EVENTS = ("month", "year", "type", "actor", "admin1")


def event_labels(events: Events, name: str) -> tuple[NDArray[np.int64], Sequence[Any]]:
    """Return the label of each event as a number, and the labels.

    Parameters
    ----------
    events
        The events.
    name
        ``month``, ``year``, ``type``, ``actor`` or ``admin1``.
    """
    import pandas as pd

    if name in ("month", "year"):
        return _calendar(events, 7 if name == "month" else 4)
    column = {"type": events.types, "actor": events.actors, "admin1": events.admin1}
    codes, texts = pd.factorize(column[name], use_na_sentinel=False)
    return codes.astype(np.int64), list(texts)


def _calendar(events: Events, length: int) -> tuple[NDArray[np.int64], Sequence[Any]]:
    """Return the month or year of each event; both ends where it may be in several."""
    units = [_units(days, length) for days in (events.first, events.last)]
    at, many = distinct_numbers(*units)
    shown = np.empty(many, dtype=np.int64)
    shown[at] = np.arange(len(at))
    bounds = np.column_stack([events.first, events.last])[shown]
    texts: dict[str, int] = {}
    codes = np.empty(many, dtype=np.int64)
    for place, (first, last) in enumerate(bounds.tolist()):
        one, other = (iso_of(first) or "")[:length], (iso_of(last) or "")[:length]
        text = one if one == other else f"[{one}..{other}]"
        codes[place] = texts.setdefault(text, len(texts))
    return codes[at], list(texts)


def _units(days: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Number days so that those of one month or year are alike; open ends too."""
    known = (days > 0) & (days <= _LAST_DAY)
    dates = (np.where(known, days, 1) - _EPOCH).astype("datetime64[D]")
    units = dates.astype("datetime64[M]" if length == 7 else "datetime64[Y]")
    return np.where(known, units.astype(np.int64), _OPEN_END)


def aggregate_rows(
    chunks: Iterable[Answered], by: Sequence[str]
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
    for answered in chunks:
        _count(answered, by, counts)
    return _counted_rows(counts, by), aggregate_columns(by)


def aggregate_columns(by: Sequence[str]) -> dict[str, type]:
    """Return the columns of counts with their types."""
    columns: dict[str, type] = {name: str for name in by}
    return columns | {answer: int for answer in _ANSWERS}


def summed_rows(
    rows: Iterable[Mapping[str, Any]], by: Sequence[str]
) -> list[dict[str, Any]]:
    """Sum counts of several parts, one row for each combination."""
    counts: Counter[Any] = Counter()
    for row in rows:
        for answer in _ANSWERS:
            counts[tuple(row[name] for name in by), answer] += row[answer]
    return _counted_rows(counts, by)


def _counted_rows(counts: Counter[Any], by: Sequence[str]) -> list[dict[str, Any]]:
    return [
        dict(zip(by, key, strict=True)) | {a: counts[key, a] for a in _ANSWERS}
        for key in sorted({key for key, _ in counts})
    ]
