"""Pair tables: joined events as rows, as counts, and as files.

A row says which event, which zone or belt, how surely and why. Counts are made without
spelling the pairs out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.column_rows import Column, ColumnRows, chosen_of
from geodata.errors import InputError
from geodata.numbering import distinct_numbers, first_rows, of_days
from geodata.periods import iso_of
from geodata.tables import Events
from geodata.tables.cells import Coded

from .joining import Answered, Pairs

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


def _described(events: Events, rows: NDArray[np.int64] | None) -> dict[str, Column]:
    """Return what a table says of some events, or of all, by column."""
    bounds = (events.first, events.last, events.capped)
    at, many = distinct_numbers(*bounds)
    shown = [column[first_rows(at, many)].tolist() for column in bounds]
    days = [
        _on(first, last) + ("?" if capped else "")
        for first, last, capped in zip(*shown, strict=True)
    ]
    columns: dict[str, Column] = {
        "event": events.ids,
        "on": Coded(at, days),
        "type": events.types,
        "lat": events.lat,
        "lon": events.lon,
        "error_km": events.error_km,
        "admin1": events.admin1,
        "source": Coded(np.zeros(len(events), dtype=np.int64), [events.source]),
        "line": events.lines,
    }
    if rows is None:
        return columns
    return {name: chosen_of(cells, rows) for name, cells in columns.items()}


def pair_rows(pairs: Pairs) -> ColumnRows:
    """Return a row for each event × zone or belt; see :data:`PAIR_COLUMNS`."""
    columns = _described(pairs.events, pairs.row)
    columns["zone"] = Coded(pairs.zone, pairs.zones)
    columns["kind"] = Coded(pairs.zone, pairs.kinds)
    for name in ("certainty", "space", "time", "status", "reading", "why"):
        said = [getattr(verdict, name) for verdict in pairs.verdicts]
        columns[name] = Coded(pairs.verdict, said)
    columns["km"] = pairs.km
    return ColumnRows({name: columns[name] for name in PAIR_COLUMNS}, len(pairs.row))


def event_rows(answered: Answered) -> ColumnRows:
    """Return a row for each event, with its zones; see :data:`EVENT_COLUMNS`."""
    case, many = distinct_numbers(answered.case)
    surest, held = [], []
    for row in answered.case[first_rows(case, many)].tolist():
        numbers = answered.answers[row]
        found = [
            (answered.zones[zone], answered.verdicts[numbers[zone]].certainty)
            for zone in np.flatnonzero(numbers >= 0).tolist()
        ]
        surest.append(min((a for _, a in found), key=_ORDER.index, default="no"))
        held.append([f"{zone}: {answer}" for zone, answer in found])
    columns = _described(answered.events, None)
    columns |= {"certainty": Coded(case, surest), "zones": Coded(case, held)}
    count = len(answered.events)
    return ColumnRows({name: columns[name] for name in EVENT_COLUMNS}, count)


class _Counts:
    """Counts of pairs by some of :data:`AGGREGATES` and certainty."""

    def __init__(self, by: Sequence[str]) -> None:
        self.by = by
        self._codes: dict[str, dict[str, int]] = {name: {} for name in [*by, ""]}
        self._keys: list[NDArray[np.int64]] = []
        self._times: list[NDArray[np.int64]] = []
        self._held = 0
        self._summed = 0

    def _known(self, name: str, texts: Sequence[Any]) -> NDArray[np.int64]:
        """Return the code of each of some texts: the same in all chunks."""
        known = self._codes[name]
        codes = [known.setdefault(str(text or ""), len(known)) for text in texts]
        return np.array(codes, dtype=np.int64)

    def add(self, answered: Answered) -> None:
        """Add a chunk's pairs.

        They are not spelled out: events of one case and one label are counted together.
        """
        if not len(answered.case):
            return
        verdicts, by = answered.verdicts, self.by
        case, cases = distinct_numbers(answered.case)
        answers = answered.answers[answered.case[first_rows(case, cases)]]
        words = [(v.certainty, v.status if "status" in by else "") for v in verdicts]
        kinds = {word: number for number, word in enumerate(dict.fromkeys(words))}
        kind_of = np.array([*(kinds[word] for word in words), -1], dtype=np.int64)
        said = kind_of[answers]  # -1, the last, stands for no
        alike, many = distinct_numbers(*said.T)
        shown = first_rows(alike, many)
        own = {
            name: event_labels(answered.events, name)
            for name in by
            if name in _OF_EVENTS
        }
        columns = [alike[case], *(codes for codes, _ in own.values())]
        group, groups = distinct_numbers(*columns)
        first = first_rows(group, groups)
        times = np.bincount(group, minlength=groups)
        some = said[shown[columns[0][first]]]
        row, zone = np.nonzero(some >= 0)
        what = some[row, zone]
        of_pairs = {
            "zone": (zone, answered.zones),
            "kind": (zone, answered.kinds),
            "status": (what, [status for _, status in kinds]),
        } | {name: (codes[first][row], texts) for name, (codes, texts) in own.items()}
        of_pairs[""] = (what, [certainty for certainty, _ in kinds])
        keys = [
            self._known(name, of_pairs[name][1])[of_pairs[name][0]]
            for name in [*by, ""]
        ]
        self._keep(np.array(keys, dtype=np.int64), times[row])
        if self._held > 2 * self._summed + _FEW_GROUPS:
            self._sum()

    def _keep(self, keys: NDArray[np.int64], times: NDArray[np.int64]) -> None:
        self._keys.append(keys)
        self._times.append(times)
        self._held += len(times)

    def _sum(self) -> None:
        """Add up what belongs together."""
        keys, times = np.concatenate(self._keys, axis=1), np.concatenate(self._times)
        number, many = distinct_numbers(*keys)
        self._keys, self._times, self._held = [], [], 0
        total = np.zeros(many, dtype=np.int64)
        np.add.at(total, number, times)
        self._keep(keys[:, first_rows(number, many)], total)
        self._summed = many

    def counter(self) -> Counter[Any]:
        """Return the counts by texts and certainty."""
        if not self._keys:
            return Counter()
        self._sum()
        names = [list(self._codes[name]) for name in [*self.by, ""]]
        columns = (
            [texts[code] for code in codes]
            for texts, codes in zip(names, self._keys[0].tolist(), strict=True)
        )
        *keys, certainty = columns
        texts = zip(*keys, strict=True)
        counts = zip(texts, certainty, self._times[0].tolist(), strict=True)
        return Counter({(key, answer): count for key, answer, count in counts})


_FEW_GROUPS = 1 << 16
"""Groups that are held before they are added up, beside those that stay."""

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
    if name in ("month", "year"):
        return _calendar(events, 7 if name == "month" else 4)
    column = {"type": events.types, "actor": events.actors, "admin1": events.admin1}
    return column[name].codes, column[name].values


def _calendar(events: Events, length: int) -> tuple[NDArray[np.int64], Sequence[Any]]:
    """Return the month or year of each event; both ends where it may be in several."""
    to_units = partial(_units, length=length)
    begin = of_days(events.first, to_units)
    end = begin.copy()
    long = np.flatnonzero(events.first != events.last)
    end[long] = of_days(events.last[long], to_units)
    at, many = distinct_numbers(begin, end)
    shown = first_rows(at, many)
    bounds = zip(events.first[shown].tolist(), events.last[shown].tolist(), strict=True)
    texts: dict[str, int] = {}
    codes = np.empty(many, dtype=np.int64)
    for place, (first, last) in enumerate(bounds):
        one, other = _day(first)[:length], _day(last)[:length]
        text = one if one == other else f"[{one}..{other}]"
        codes[place] = texts.setdefault(text, len(texts))
    return codes[at], list(texts)


@lru_cache(maxsize=1 << 14)
def _day(day: int) -> str:
    return iso_of(day) or ""


def _units(days: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Number days so that those of one month or year are alike; open ends too."""
    known = (days > 0) & (days <= _LAST_DAY)
    dates = (np.where(known, days, 1) - _EPOCH).astype("datetime64[D]")
    units = dates.astype("datetime64[M]" if length == 7 else "datetime64[Y]")
    return np.where(known, units.astype(np.int64), _OPEN_END)


def aggregate_rows(
    chunks: Iterable[Answered], by: Sequence[str]
) -> tuple[ColumnRows, dict[str, type]]:
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
    counts = _Counts(by)
    for answered in chunks:
        counts.add(answered)
    columns = aggregate_columns(by)
    rows = _counted_rows(counts.counter(), by)
    return _by_column(rows, columns), columns


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


def _by_column(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type]
) -> ColumnRows:
    """Return rows by column: each different text is then written once."""
    cells: dict[str, Column] = {}
    for name, kind in columns.items():
        if kind is int:
            cells[name] = np.array([row[name] for row in rows], dtype=np.int64)
            continue
        texts: dict[str, int] = {}
        codes = [texts.setdefault(row[name], len(texts)) for row in rows]
        cells[name] = Coded(np.array(codes, dtype=np.int64), list(texts))
    return ColumnRows(cells, len(rows))


def _counted_rows(counts: Counter[Any], by: Sequence[str]) -> list[dict[str, Any]]:
    return [
        dict(zip(by, key, strict=True)) | {a: counts[key, a] for a in _ANSWERS}
        for key in sorted({key for key, _ in counts})
    ]
