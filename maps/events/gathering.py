"""Gathering: tables of events, joined with an atlas, as columns in memory.

Rows are taken as they come and kept in their order; what a page draws and the table's
own columns stand side by side, a row in the same place in each.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.numbering import distinct_numbers, first_rows
from geodata.places import Gazetteer
from geodata.tables import Events, Faults, Reject, TableOptions, read_events
from geodata.tables.cells import ArrowColumn, Coded
from geodata.tables.chunks import STDIN, Chunk, TableFile
from geodata.tables.files import open_table, table_paths
from geodata.tables.profiles import Profile
from zones.atlas import Atlas
from zones.joining import Answered, Joiner

from .cells import Gatherer, Grown, Stored, narrow
from .standings import Standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EPOCH", "Drawn", "EventTables", "Table", "gather"]

EPOCH = dt.date(1970, 1, 1).toordinal()
"""Day 0 of the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file's name, its columns and how many of its rows were used."""

    source: str
    profile: Profile
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of events: arrays with an entry for each.

    Attributes
    ----------
    first, last
        First and last day on which it may have taken place, since 1970-01-01.
    capped
        Whether the day is doubted.
    lon, lat, error_km
        WGS 84 degrees and radius in km; NaN where no point is known.
    admin1, category, actor, standing
        Codes; the values are in :class:`EventTables`.
    ground
        Number of where it lies in all readings: with the days it decides the standing.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    capped: NDArray[np.bool_]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    error_km: NDArray[np.float32]
    admin1: NDArray[Any]
    category: NDArray[Any]
    actor: NDArray[Any]
    standing: NDArray[Any]
    ground: NDArray[Any]

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self.first)


@dataclass(frozen=True, slots=True)
class EventTables:
    """Events of tables with what they are to the zones.

    Attributes
    ----------
    drawn
        What is drawn.
    admin1, categories, actors, standings
        The values of its codes; a standing is a list of ``[zone, certainty, reason]``.
    columns
        The tables' own columns by name, as texts, numbers or codes.
    tables
        The tables, in the order of their rows.
    faults
        What was read, used and left out.
    """

    drawn: Drawn
    admin1: list[Any]
    categories: list[Any]
    actors: list[Any]
    standings: list[Any]
    columns: dict[str, Stored]
    tables: tuple[Table, ...]
    faults: Faults

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self.drawn)


@dataclass(slots=True)
class _Values:
    """Numbers different values as they come."""

    known: dict[Any, int] = field(default_factory=dict)

    def codes(self, cells: Coded) -> NDArray[Any]:
        number, many = distinct_numbers(cells.codes)
        used = cells.codes[first_rows(number, many)].tolist()
        known = self.known
        own = [known.setdefault(cells.values[code], len(known)) for code in used]
        return narrow(own)[number]


class _Watched:
    """A table whose rows are read whole, and the chunks whose events are to come."""

    def __init__(self, table: TableFile) -> None:
        self._table = table
        self.names = tuple(dict.fromkeys(name for name in table.names if name))
        self.chunks: deque[Chunk] = deque()
        self.profile: Profile | None = None
        self.rows = 0
        self.table = replace(table, chunks=self._chunks)

    def _chunks(self, wanted: Sequence[str]) -> Iterator[Chunk]:
        for chunk in self._table.chunks(list(dict.fromkeys([*wanted, *self.names]))):
            if len(chunk.lines):
                self.chunks.append(chunk)  # events may be given later than their rows
            yield chunk


class _Gathering:
    """Collects chunk by chunk."""

    def __init__(self, keep_rows: Callable[[Profile], bool]) -> None:
        self.keep_rows = keep_rows
        self.drawn = {name: Grown() for name in Drawn.__dataclass_fields__}
        self.admin1, self.categories, self.actors = _Values(), _Values(), _Values()
        self.standings = Standings()
        self.columns: dict[str, Gatherer] = {}
        self.rows = 0

    def add(self, events: Events, chunk: Chunk, names: Sequence[str]) -> None:
        if self.keep_rows(events.profile):
            cells = {name: chunk.columns[name] for name in names}
            if len(chunk.lines) > len(events):
                used = np.isin(chunk.lines, events.lines, assume_unique=True)
                cells = {name: _chosen(each, used) for name, each in cells.items()}
            self._add_columns(cells)
        self.rows += len(events)

    def draw(self, answered: Answered) -> None:
        events = answered.events
        columns: tuple[NDArray[Any], ...] = (
            (events.first - EPOCH).astype(np.int32),
            (events.last - EPOCH).astype(np.int32),
            events.capped,
            events.lon,
            events.lat,
            events.error_km.astype(np.float32),
            self.admin1.codes(events.admin1),
            self.categories.codes(_in_words(events)),
            self.actors.codes(events.actors),
            self.standings.of(answered),
            self.standings.grounds_of(answered),
        )
        for grown, column in zip(self.drawn.values(), columns, strict=True):
            grown.add(column)

    def _add_columns(self, cells: dict[str, NDArray[Any] | ArrowColumn]) -> None:
        for name in cells:
            if name not in self.columns:
                self.columns[name] = Gatherer()
                self.fill(self.columns[name])
        for name, gatherer in self.columns.items():
            if name in cells:
                self.fill(gatherer)
                gatherer.add(cells[name])

    def fill(self, gatherer: Gatherer) -> None:
        """Give a column the rows before that have no such column."""
        if gatherer.rows < self.rows:
            gatherer.add_empty(self.rows - gatherer.rows)


def _in_words(events: Events) -> Coded:
    """Return the types of events, codes of a source by the words of its codebook."""
    types = events.types
    words = [events.profile.type_words(value) for value in types.values]
    return Coded(types.codes, words)


def _chosen(
    cells: NDArray[Any] | ArrowColumn, used: NDArray[np.bool_]
) -> NDArray[Any] | ArrowColumn:
    return cells.chosen(used) if isinstance(cells, ArrowColumn) else cells[used]


def gather(
    sources: Iterable[Path | TableFile],
    atlas: Atlas,
    gazetteer: Gazetteer,
    options: TableOptions | None = None,
    *,
    keep_rows: Callable[[Profile], bool] = lambda profile: True,
    reject: Reject | None = None,
    progress: Callable[[int], None] | None = None,
) -> EventTables:
    """Read tables of events, and join them with the zones and belts of an atlas.

    Parameters
    ----------
    sources
        What :func:`geodata.tables.read_events` reads.
    atlas, gazetteer
        What to join with, and where names are looked up.
    options
        How to read.
    keep_rows
        Whether a table's own columns are kept, by the profile of the table.
    reject
        Told of each row that was left out.
    progress
        Told how many rows have been read.

    Raises
    ------
    InputError
        If a table cannot be read.
    """
    joiner = Joiner(atlas)
    gathering = _Gathering(keep_rows)
    faults = Faults()
    watched: list[_Watched] = []
    chunks = read_events(
        _watch(sources, watched), gazetteer, options, faults=faults, reject=reject
    )
    for events in chunks:
        table = watched[-1]
        table.profile = events.profile
        table.rows += len(events)
        gathering.add(events, table.chunks.popleft(), table.names)
        gathering.draw(joiner.answer(events))
        if progress is not None:
            progress(faults.rows)
    for gatherer in gathering.columns.values():
        gathering.fill(gatherer)
    return EventTables(
        Drawn(*(grown.whole for grown in gathering.drawn.values())),
        list(gathering.admin1.known),
        list(gathering.categories.known),
        list(gathering.actors.known),
        gathering.standings.values,
        {name: column.finish() for name, column in gathering.columns.items()},
        tuple(_told(table, keep_rows) for table in watched if table.profile),
        faults,
    )


def _watch(
    sources: Iterable[Path | TableFile], watched: list[_Watched]
) -> Iterator[TableFile]:
    """Open table after table, each put on the list before its rows are read."""
    for source in sources:
        for opened in _opened(source):
            with opened as table:
                watched.append(_Watched(table))
                yield watched[-1].table


def _opened(
    source: Path | TableFile,
) -> Iterable[AbstractContextManager[TableFile]]:
    if isinstance(source, TableFile):
        return [nullcontext(source)]
    return map(open_table, table_paths([source]))


def _told(table: _Watched, keep_rows: Callable[[Profile], bool]) -> Table:
    assert table.profile is not None
    names = table.names if keep_rows(table.profile) else ()
    return Table(_file_name(table.table.source), table.profile, names, table.rows)


def _file_name(source: str) -> str:
    """Return a file's name without its folder, which is nobody's business."""
    return "standard input" if source == str(STDIN) else Path(source).name
