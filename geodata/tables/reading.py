"""Event tables: files of any size become dated, placed events, in bounded memory.

A row that cannot be used is counted by what is wrong with it and can be written to a
file of rejects; nothing is dropped silently and nothing is guessed in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrows import array_of, ends_of, mask_of, texts_of
from ..errors import InputError
from ..periods import FUTURE, PAST
from .cells import ArrowColumn, Coded, cell_text, code_text, coded, coded_texts, texts
from .chunks import Chunk, TableFile
from .dates import NO_DAY, DayReader, calendar_unit
from .events import Events, Faults, Reject, TableOptions
from .files import open_table, table_paths
from .finding import Finder
from .ordering import DateOrder
from .placing import NO_PLACE, place_rows
from .profiles import choose_profile
from .repeats import Repeats, marks_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..places import Gazetteer

__all__ = ["read_events"]

_WEEK = 3

_BY_NAME = "no coordinates, placed by the name of the place"


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """Rows that are left out: what is wrong with them, their lines, and their values.

    The values are looked at only where somebody wants to see them.
    """

    kind: str
    lines: Sequence[int]
    value: Callable[[int], Any] = lambda at: ""


def read_events(
    sources: Iterable[Path | TableFile],
    gazetteer: Gazetteer,
    options: TableOptions | None = None,
    *,
    faults: Faults | None = None,
    reject: Reject | None = None,
    before: NDArray[np.uint64] | None = None,
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
        Marks of events that stand before these (see :attr:`Events.marks`).

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
    seen: dict[str, Repeats] = {}
    for source in sources:
        for opened in _tables(source):
            with opened as table:
                reader = _TableReader(table, options, finder, faults, reject)
                name = reader.profile.name  # the ids of one source are its own
                if name not in seen:
                    seen[name] = Repeats(before)
                reader.seen = seen[name]
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
    ) -> None:
        self.table = table
        self.options = options
        self.finder = finder
        self.faults = faults
        self.reject = reject
        self.seen: Repeats | None = None
        found = choose_profile(table.source, table.names, options.columns)
        self.profile, self.columns = found
        self.days = DayReader(options.zone, options.date_order)
        self.order = DateOrder(table, self.columns, options.date_order)
        self.ids_tell = self.profile.has_unique_ids and "id" not in options.columns
        self.tells_rows = options.strict or reject is not None

    def events(self) -> Iterator[Events]:
        """Read chunk by chunk."""
        named = self.columns.named()
        unasked = {"subtype", "reporter"} - {*self.options.more} | {*self.options.skip}
        wanted = dict.fromkeys(named[each] for each in named if each not in unasked)
        held: list[Chunk] = []
        for chunk in self.table.chunks(list(wanted)):
            held.append(chunk)
            if self.order.hears(chunk):
                self.days.order = self.order.order
                for each in held:
                    yield from self._told(each)
                held = []
        if held:
            self.order.refuse()

    def _told(self, chunk: Chunk) -> Iterator[Events]:
        """Return the events of a chunk, and tell of the rows that are none."""
        self.faults.rows += len(chunk.lines) + len(chunk.ragged)
        left_out = []
        if chunk.ragged:
            ragged = "another number of cells than the header"
            left_out.append(_LeftOut(ragged, chunk.ragged))
        events = self._events(chunk, left_out) if len(chunk.lines) else None
        if self.tells_rows:
            rows = [
                (line, each, at)
                for each in left_out
                for at, line in enumerate(each.lines)
            ]
            for line, each, at in sorted(rows, key=itemgetter(0)):
                self._leave_out(each.kind, line, each.value(at))
        else:
            for each in left_out:
                self.faults.note_all(each.kind, self.table.source, each.lines)
        if self.days.has_stamps:
            self.faults.zones[str(self.options.zone)] = None
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
        return None if name is None else chunk.columns.get(name)

    def _events(self, chunk: Chunk, left_out: list[_LeftOut]) -> Events:
        """Return the events of a chunk, and add the rows that are none of them."""
        first, last, capped = self._bounds(chunk)
        cells = partial(self._cells, chunk)
        placed = place_rows(cells, len(first), self.profile, self.finder)
        lat, lon, admin1 = placed.lat, placed.lon, placed.admin1
        keep = first != NO_DAY
        self._add_undated(chunk, np.flatnonzero(~keep), left_out)
        has_region = np.array([code is not None for code in admin1.values], dtype=bool)
        lost = np.flatnonzero(np.isnan(lat) & ~has_region[admin1.codes] & keep)
        keep[lost] = False
        for code in np.unique(placed.wrong[lost]).tolist():
            rows = lost[placed.wrong[lost] == code]
            left_out.append(
                _LeftOut(
                    NO_PLACE[code],
                    chunk.lines[rows].tolist(),
                    partial(self._place_words, chunk, rows),
                )
            )
        ids = self._ids(chunk)
        marks = None
        if self.columns.id is not None and self.seen is not None:
            agreeing = () if self.ids_tell else (first, last, lat, lon, admin1)
            marks = marks_of(ids, agreeing)
            again = np.flatnonzero(keep)
            again = again[self.seen.again(marks[:, again])]
            keep[again] = False
            marks = marks[:, keep]
            if len(again):
                lines = chunk.lines[again].tolist()
                kind = "an id that stands before"
                left_out.append(_LeftOut(kind, lines, lambda at: ids[int(again[at])]))
        self.faults.used += int(keep.sum())
        named = placed.named[keep[placed.named]]
        if len(named):
            lines = chunk.lines[named].tolist()
            self.faults.note_all(_BY_NAME, self.table.source, lines)
        chosen = ids.chosen(keep) if isinstance(ids, ArrowColumn) else ids[keep]
        return Events(
            self.table.source,
            self.profile,
            chunk.lines[keep],
            chosen,
            self._texts(chunk, "type")[keep],
            self._texts(chunk, "actor")[keep],
            first[keep],
            last[keep],
            capped[keep],
            lat[keep],
            lon[keep],
            placed.error_km[keep],
            admin1[keep],
            marks,
            {name: self._texts(chunk, name)[keep] for name in self.options.more},
        )

    def _add_undated(
        self, chunk: Chunk, rows: NDArray[np.int64], left_out: list[_LeftOut]
    ) -> None:
        """Add the rows that have no date, or one that cannot be read."""
        dates = self._cells(chunk, "date")
        assert dates is not None
        is_empty = np.array([cell_text(dates[row]) == "" for row in rows], dtype=bool)
        for some, kind in (
            (rows[is_empty], "no date"),
            (rows[~is_empty], "a date that cannot be read"),
        ):
            if len(some):
                lines, values = chunk.lines[some].tolist(), [dates[row] for row in some]
                left_out.append(_LeftOut(kind, lines, values.__getitem__))

    def _bounds(
        self, chunk: Chunk
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        dates = self._cells(chunk, "date")
        assert dates is not None
        ends = self._cells(chunk, "end_date")
        first, last, capped = self.days.read(dates)
        if ends is not None:
            _, until, doubted = self.days.read(ends)
            known = (until != NO_DAY) & (first != NO_DAY)
            before = known & (until < first)
            lines = chunk.lines[before].tolist()
            if lines:
                kind = "ends before it begins"
                self.faults.note_all(kind, self.table.source, lines)
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
        of_rows, values = coded(codes)
        kinds = [meanings.get(code_text(value), "day") for value in values]
        wide = np.array([kind != "day" for kind in kinds], dtype=bool)[of_rows]
        wide &= (first > PAST) & (last < FUTURE)  # an open end is as wide as can be
        if not wide.any():
            return first, last
        first, last = first.copy(), last.copy()
        for kind in {*kinds} - {"day"}:
            chosen = np.array([each == kind for each in kinds], dtype=bool)
            rows = np.flatnonzero(wide & chosen[of_rows])
            if kind == "week":
                first[rows] -= _WEEK
                last[rows] += _WEEK
            else:
                unit = "M" if kind == "month" else "Y"
                first[rows], last[rows] = calendar_unit(first[rows], unit)
        return first, last

    def _place_words(self, chunk: Chunk, rows: NDArray[np.int64], at: int) -> str:
        row = int(rows[at])
        meanings = ("lat", "lon", "place", "admin")
        cells = (self._cells(chunk, meaning) for meaning in meanings)
        words = (cell_text(column[row]) for column in cells if column is not None)
        return ", ".join(word for word in words if word)

    def _ids(self, chunk: Chunk) -> NDArray[Any] | ArrowColumn:
        cells = self._cells(chunk, "id")
        lines, name = chunk.lines, self.table.source
        if cells is None:
            if name.isprintable() and _has_arrow(chunk):
                return _own_ids(name, lines)
            ids = np.empty(len(lines), dtype=object)
            ids[:] = [f"{name}:{line}" for line in lines.tolist()]
            return ids
        column = _arrow_texts(cells)
        if column is None:
            found = np.asarray(texts(cells, repeat=False))
            for row in np.flatnonzero(found == ""):
                found[row] = f"{name}:{lines[row]}"
            return found
        empty = np.diff(ends_of(column.array)) == 0
        if not empty.any():
            return column
        own = [f"{name}:{line}" for line in lines[empty].tolist()]
        compute = import_module("pyarrow.compute")
        return ArrowColumn(
            compute.replace_with_mask(
                column.array, mask_of(empty), texts_of(own, column.array.type)
            )
        )

    def _texts(self, chunk: Chunk, meaning: str) -> Coded:
        cells = self._cells(chunk, meaning)
        if cells is None or meaning in self.options.skip:
            return Coded(np.zeros(len(chunk.lines), dtype=np.int64), [""])
        return coded_texts(cells)


def _has_arrow(chunk: Chunk) -> bool:
    return any(isinstance(cells, ArrowColumn) for cells in chunk.columns.values())


def _own_ids(name: str, lines: NDArray[np.int64]) -> ArrowColumn:
    """Return ids made of a table's name and the lines of its rows."""
    arrow, compute = map(import_module, ("pyarrow", "pyarrow.compute"))
    told, between = texts_of([name, ":"], arrow.string())
    numbers = array_of(lines).cast(arrow.string())
    return ArrowColumn(compute.binary_join_element_wise(told, numbers, between))


def _arrow_texts(cells: NDArray[Any] | ArrowColumn) -> ArrowColumn | None:
    """Return cells as texts of pyarrow; None if they are not easily made so."""
    if isinstance(cells, ArrowColumn):
        return cells.trimmed()
    if cells.dtype.kind not in "iu" or find_spec("pyarrow") is None:
        return None
    arrow = import_module("pyarrow")
    return ArrowColumn(array_of(cells).cast(arrow.string()))
