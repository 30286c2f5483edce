"""Event tables: files of any size become dated, placed events, in bounded memory.

A row that cannot be used is counted by what is wrong with it and can be written to a
file of rejects; nothing is dropped silently and nothing is guessed in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import InputError
from .cells import ArrowColumn, cell_text, coded, mapped, numbers, texts
from .chunks import Chunk, TableFile
from .dates import NO_DAY, DayReader, calendar_unit
from .events import Events, Faults, Reject, TableOptions
from .files import open_table, table_paths
from .finding import Finder
from .profiles import choose_profile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..places import Gazetteer

__all__ = ["read_events"]

_RECENT_IDS = 1_000_000
_WEEK = 3

_LeftOut = tuple[int, str, Any]
"""Line of a row that is left out, what is wrong with it, and its value."""


def read_events(
    sources: Iterable[Path | TableFile],
    gazetteer: Gazetteer,
    options: TableOptions | None = None,
    *,
    faults: Faults | None = None,
    reject: Reject | None = None,
    before: Iterable[str] = (),
) -> Iterator[Events]:
    """Read the events of files, folders, patterns or tables in memory, in chunks.

    Parameters
    ----------
    sources
        Files (CSV, TSV, JSON lines, JSON, GeoJSON, Excel, Parquet, GeoPackage; also
        ``.gz`` and ``.zst``), folders of them, patterns; ``-`` is standard input.
    gazetteer
        Where names of places and admin-1 regions are looked up.
    options
        How to read.
    faults
        Counts what was left out.
    reject
        Told of each row that was left out.
    before
        Ids of events that stand before these.

    Yields
    ------
    Events
        In the order of the files.

    Raises
    ------
    InputError
        If a file is broken, tells no day or no place, or, with ``strict``, at the
        first row that cannot be used.
    """
    options = options or TableOptions()
    faults = Faults() if faults is None else faults
    finder = Finder(gazetteer)
    seen: dict[str, None] = dict.fromkeys(before)
    for source in sources:
        for opened in _tables(source):
            with opened as table:
                reader = _TableReader(table, options, finder, faults, reject, seen)
                yield from reader.events()


def _tables(
    source: Path | TableFile,
) -> Iterator[AbstractContextManager[TableFile]]:
    if isinstance(source, TableFile):
        yield nullcontext(source)
    else:
        for path in table_paths([source]):
            yield open_table(path)


class _TableReader:
    """Turns the chunks of one table into events."""

    def __init__(
        self,
        table: TableFile,
        options: TableOptions,
        finder: Finder,
        faults: Faults,
        reject: Reject | None,
        seen: dict[str, None],
    ) -> None:
        self.table = table
        self.options = options
        self.finder = finder
        self.faults = faults
        self.reject = reject
        self.seen = seen
        found = choose_profile(table.source, table.names, options.columns)
        self.profile, self.columns = found
        day_column = f"{table.source}, column {self.columns.date!r}"
        self.days = DayReader(day_column, options.zone, options.date_order)

    def events(self) -> Iterator[Events]:
        """Read chunk by chunk."""
        named = self.columns.named()
        unasked = {"subtype", "reporter"} - {*self.options.more}
        wanted = dict.fromkeys(named[each] for each in named if each not in unasked)
        for chunk in self.table.chunks(list(wanted)):
            self.faults.rows += len(chunk.lines) + len(chunk.ragged)
            ragged = "another number of cells than the header"
            left_out: list[_LeftOut] = [(line, ragged, "") for line in chunk.ragged]
            events = self._events(chunk, left_out) if len(chunk.lines) else None
            for line, kind, value in sorted(left_out, key=itemgetter(0)):
                self._leave_out(kind, line, value)
            if events is not None:
                yield events

    def _leave_out(self, kind: str, line: int, value: Any) -> None:
        if self.options.strict:
            shown = f" ({value!r})" if value not in ("", None) else ""
            msg = f"{self.table.source}, line {line}: {kind}{shown}"
            raise InputError(msg)
        self.faults.note(kind, self.table.source, line)
        if self.reject is not None:
            self.reject(self.table.source, line, kind, cell_text(value))

    def _cells(self, chunk: Chunk, meaning: str) -> NDArray[Any] | ArrowColumn | None:
        name = getattr(self.columns, meaning)
        return None if name is None else chunk.columns[name]

    def _events(self, chunk: Chunk, left_out: list[_LeftOut]) -> Events:
        """Return the events of a chunk, and add the rows that are none of them."""
        count = len(chunk.lines)
        first, last, capped = self._bounds(chunk)
        lat, lon, radius, has_fault = self._points(chunk)
        admin1 = self._regions(chunk)
        self._fill_places(chunk, admin1, lat, lon, radius)
        keep = np.ones(count, dtype=bool)
        dates = self._cells(chunk, "date")
        assert dates is not None
        for row in np.flatnonzero(first == NO_DAY):
            keep[row] = False
            empty = cell_text(dates[row]) == ""
            kind = "no date" if empty else "a date that cannot be read"
            left_out.append((int(chunk.lines[row]), kind, dates[row]))
        no_region = np.array([code is None for code in admin1], dtype=bool)
        for row in np.flatnonzero(np.isnan(lat) & no_region & keep):
            keep[row] = False
            kind = has_fault.get(int(row), "no place that can be found")
            words = self._place_words(chunk, row)
            left_out.append((int(chunk.lines[row]), kind, words))
        ids = self._ids(chunk)
        for again in self._repeated(ids, np.flatnonzero(keep)):
            keep[again] = False
            kind = "an id that stands before"
            left_out.append((int(chunk.lines[again]), kind, ids[again]))
        self.faults.used += int(keep.sum())
        return Events(
            self.table.source,
            self.profile,
            chunk.lines[keep],
            ids[keep],
            self._texts(chunk, "type")[keep],
            self._texts(chunk, "actor")[keep],
            first[keep],
            last[keep],
            capped[keep],
            lat[keep],
            lon[keep],
            radius[keep],
            admin1[keep],
            {name: self._texts(chunk, name)[keep] for name in self.options.more},
        )

    def _repeated(self, ids: NDArray[Any], rows: NDArray[np.int64]) -> list[int]:
        """Return those of some rows whose id stood in a row before."""
        if self.columns.id is None:
            return []
        seen, repeated = self.seen, []
        for row, name in zip(rows.tolist(), ids[rows].tolist(), strict=True):
            if name in seen:
                repeated.append(row)
            else:
                seen[name] = None
        for name in list(islice(seen, max(0, len(seen) - _RECENT_IDS))):
            del seen[name]
        return repeated

    def _bounds(
        self, chunk: Chunk
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        dates = self._cells(chunk, "date")
        assert dates is not None
        ends = self._cells(chunk, "end_date")
        self.days.decide(*(cells for cells in (dates, ends) if cells is not None))
        first, last, capped = self.days.read(dates)
        if ends is not None:
            _, until, doubted = self.days.read(ends)
            known = (until != NO_DAY) & (first != NO_DAY)
            before = known & (until < first)
            for row in np.flatnonzero(before):
                line = int(chunk.lines[row])
                self.faults.note("ends before it begins", self.table.source, line)
            last = np.where(known & ~before, until, last)
            capped = capped | (known & doubted)
        codes = self._cells(chunk, "time_precision")
        if codes is not None and self.profile.days:
            first, last = self._widened(first, last, codes)
        return first, last, capped

    def _widened(
        self,
        first: NDArray[np.int64],
        last: NDArray[np.int64],
        codes: NDArray[Any] | ArrowColumn,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Widen days by what their code of precision means."""
        meanings = self.profile.days
        kinds = mapped(codes, lambda code: meanings.get(_code(code), "day"))
        week = (kinds == "week") & (first != NO_DAY)
        first, last = first - _WEEK * week, last + _WEEK * week
        for kind, unit in (("month", "M"), ("year", "Y")):
            chosen = kinds == kind
            if chosen.any():
                begin, end = calendar_unit(first, unit)
                first = np.where(chosen, begin, first)
                last = np.where(chosen, end, last)
        return first, last

    def _points(
        self, chunk: Chunk
    ) -> tuple[
        NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], dict[int, str]
    ]:
        """Return points and radii, and what is wrong with those that have none."""
        count = len(chunk.lines)
        lat = numbers(self._cells(chunk, "lat"), count)
        lon = numbers(self._cells(chunk, "lon"), count)
        radius = np.zeros(count)
        faults: dict[int, str] = {}
        with np.errstate(invalid="ignore"):
            checks = (
                ((lat == 0) & (lon == 0), "the point 0/0"),
                (
                    (np.abs(lat) > 90) & (np.abs(lon) <= 90) & (np.abs(lat) <= 180),
                    "lat and lon seem to be swapped",
                ),
                (
                    (np.abs(lat) > 90) | (np.abs(lon) > 180),
                    "a point that is not on the earth",
                ),
                (np.isnan(lat) != np.isnan(lon), "half of a point"),
            )
        for wrong, kind in checks:
            for row in np.flatnonzero(wrong):
                faults.setdefault(int(row), kind)
            lat[wrong] = lon[wrong] = np.nan
        codes = self._cells(chunk, "geo_precision")
        if codes is not None and self.profile.radius_km:
            known = self.profile.radius_km
            # NaN stands for a point that is none.
            radii = mapped(codes, lambda code: known.get(_code(code), 0.0))
            radius = radii.astype(np.float64)
            only_region = np.isnan(radius)
            radius[only_region] = 0.0
            for row in np.flatnonzero(only_region & ~np.isnan(lat)):
                faults.setdefault(int(row), "a point that only stands for a region")
            lat[only_region] = lon[only_region] = np.nan
        stated = self._cells(chunk, "error_km")
        if stated is not None:
            own = numbers(stated, count)
            for row in np.flatnonzero((own < 0) & ~np.isnan(lat)):
                faults.setdefault(int(row), "an error below 0 km")
            lat[own < 0] = lon[own < 0] = np.nan
            radius = np.where(np.isnan(own), radius, own)
        radius[np.isnan(lat)] = np.nan
        return lat, lon, radius, faults

    def _regions(self, chunk: Chunk) -> NDArray[Any]:
        names = self._cells(chunk, "admin")
        codes = np.empty(len(chunk.lines), dtype=object)
        if names is None:
            return codes
        countries = self._cells(chunk, "country")
        at, found = coded(names)
        of, lands = (0 * at, [None]) if countries is None else coded(countries)
        pairs, which = np.unique(at * len(lands) + of, return_inverse=True)
        regions = np.empty(len(pairs), dtype=object)
        regions[:] = [
            self.finder.region(found[pair // len(lands)], lands[pair % len(lands)])
            for pair in pairs.tolist()
        ]
        return np.asarray(regions[which.reshape(-1)])

    def _fill_places(
        self,
        chunk: Chunk,
        admin1: NDArray[Any],
        lat: NDArray[np.float64],
        lon: NDArray[np.float64],
        radius: NDArray[np.float64],
    ) -> None:
        """Look up the names of places in a table that has no coordinates."""
        names = self._cells(chunk, "place")
        if names is None or self.columns.lat is not None:
            return
        countries = self._cells(chunk, "country")
        for row, name in enumerate(names):
            country = None if countries is None else countries[row]
            place = self.finder.place(name, admin1[row], country)
            if place is not None and place.lat is not None and place.lon is not None:
                lat[row], lon[row] = place.lat, place.lon
                radius[row] = place.error_km or 0.0
                admin1[row] = admin1[row] or place.admin1

    def _place_words(self, chunk: Chunk, row: Any) -> str:
        meanings = ("lat", "lon", "place", "admin")
        cells = (self._cells(chunk, meaning) for meaning in meanings)
        words = (cell_text(column[row]) for column in cells if column is not None)
        return ", ".join(word for word in words if word)

    def _ids(self, chunk: Chunk) -> NDArray[Any]:
        cells = self._cells(chunk, "id")
        ids = np.empty(len(chunk.lines), dtype=object)
        name = self.table.source
        if cells is None:
            ids[:] = [f"{name}:{line}" for line in chunk.lines.tolist()]
        else:
            ids = texts(cells, repeat=False)
            for row in np.flatnonzero(ids == ""):
                ids[row] = f"{name}:{chunk.lines[row]}"
        return ids

    def _texts(self, chunk: Chunk, meaning: str) -> NDArray[Any]:
        cells = self._cells(chunk, meaning)
        if cells is None:
            return np.full(len(chunk.lines), "", dtype=object)
        return np.asarray(texts(cells))


def _code(cell: Any) -> str:
    """Return a code of precision as text: "2", 2 and 2.0 are one code."""
    text = cell_text(cell)
    return text.removesuffix(".0")
