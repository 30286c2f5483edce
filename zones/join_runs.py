"""Join runs: event files in, a table of pairs, events or counts out.

With a folder to write to, each file has its own result, and a run that was broken off
goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from geodata.errors import InputError
from geodata.formats import ensure_writable, json_text, table_text, write_json
from geodata.places import Gazetteer
from geodata.row_files import open_rows, rejecting, write_rows
from geodata.tables.chunks import STDIN, TableFile
from geodata.tables.files import table_paths
from geodata.tables.frames import frame_table
from geodata.tables import Faults, Reject, TableOptions, read_events

from .atlas import Atlas
from .joining import Answered
from .known_joining import KnownJoiner
from .pair_tables import (
    EVENT_COLUMNS,
    PAIR_COLUMNS,
    aggregate_rows,
    event_rows,
    pair_rows,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "DONE",
    "JoinReport",
    "JoinRun",
    "join_events",
    "read_done",
    "write_parts",
]

Progress = Callable[[int], None]
"""Called with the number of rows read so far."""

DONE = ".deesc-join.json"
"""File of a folder that says what was joined into it."""


@dataclass(slots=True)
class JoinReport:
    """What a run read, found and left out.

    Attributes
    ----------
    faults
        Rows read, used and left out.
    pairs
        How many pairs were found.
    disputed
        How often region and point of an event contradict each other.
    attributions
        How the sources of the tables ask to be named.
    skipped, skipped_parts
        Files, and parts of files, whose results were there already.
    """

    faults: Faults = field(default_factory=Faults)
    pairs: int = 0
    disputed: int = 0
    attributions: dict[str, None] = field(default_factory=dict)
    skipped: int = 0
    skipped_parts: int = 0

    def lines(self) -> list[str]:
        """Return the report in lines, for people."""
        faults = self.faults
        lines = [f"{faults.used:,} of {faults.rows:,} rows, {self.pairs:,} pairs"]
        lines += faults.summary()
        if self.disputed:
            lines.append(
                f"region and point contradict each other in {self.disputed:,} readings "
                "of events: the region decides"
            )
        if self.skipped:
            lines.append(f"{self.skipped:,} files had been joined before")
        if self.skipped_parts:
            lines.append(f"{self.skipped_parts:,} parts had been joined before")
        lines += [f"events: {name}" for name in self.attributions]
        return lines


@dataclass(frozen=True)
class JoinRun:
    """How events are joined and written.

    Attributes
    ----------
    atlas, gazetteer
        What to join with, and where names are looked up.
    zones, status
        See :class:`zones.joining.Joiner`.
    options
        How to read the tables.
    per
        ``pair`` or ``event``: what a row is.
    aggregate
        Count by these instead (see :data:`zones.pair_tables.AGGREGATES`).
    progress
        Told how far the reading is.
    engine
        How places are looked up (see :data:`zones.spaces.ENGINES`); all give the same
        answers.
    knowing
        Answer with what could be known by this day; None: with everything.
    """

    atlas: Atlas
    gazetteer: Gazetteer
    zones: tuple[str, ...] = ()
    status: str | None = None
    options: TableOptions = TableOptions()
    per: str = "pair"
    aggregate: tuple[str, ...] = ()
    progress: Progress | None = None
    engine: str = "auto"
    knowing: int | None = None

    def write(
        self,
        paths: Sequence[Path],
        output: Path | IO[str],
        form: str,
        rejects: Path | None = None,
    ) -> JoinReport:
        """Join files into a file, a folder or an open text file.

        Parameters
        ----------
        paths
            Files, folders and patterns; ``-`` is standard input.
        output
            A file appears when all is written. A folder gets a file for each input;
            what was joined before, with the same atlas and options, is not done again.
        form
            ``csv``, ``jsonl``, ``parquet``, ``geoparquet`` or ``xlsx``; to an open file
            ``table``, ``csv``, ``json`` or ``jsonl``.
        rejects
            CSV file for the rows that are left out.

        Raises
        ------
        InputError
            If a table cannot be read, or two files would have one result.
        """
        report = JoinReport()
        with rejecting(rejects) as reject:
            if not isinstance(output, Path):
                self._to_stream(paths, output, form, report, reject)
            elif output.is_dir():
                self._to_folder(paths, output, form, report, reject)
            else:
                self._to_file(paths, output, form, report, reject)
        return report

    def _to_file(
        self,
        paths: Sequence[Path],
        output: Path,
        form: str,
        report: JoinReport,
        reject: Reject | None,
    ) -> None:
        parts, columns = self.rows(self.answers(paths, report, reject))
        with open_rows(output, columns, form, about=self.about) as write:
            for part in parts:
                write(part)

    def _to_stream(
        self,
        paths: Sequence[Path],
        file: IO[str],
        form: str,
        report: JoinReport,
        reject: Reject | None,
    ) -> None:
        parts, columns = self.rows(self.answers(paths, report, reject))
        write_parts(file, parts, list(columns), form)

    def _to_folder(
        self,
        paths: Sequence[Path],
        folder: Path,
        form: str,
        report: JoinReport,
        reject: Reject | None,
    ) -> None:
        state = folder / DONE
        done = read_done(state)
        targets: dict[Path, Path] = {}
        for path in table_paths(paths):
            target = folder / f"{path.name}.{form}"
            if path == STDIN:
                msg = "standard input has no name: write it to a file, not to a folder"
                raise InputError(msg)
            if target in targets:
                msg = f"{path} and {targets[target]} would both be written to {target}"
                raise InputError(msg)
            targets[target] = path
        for target, path in targets.items():
            mark = self.mark(path)
            if target.is_file() and done.get(target.name) == mark:
                report.skipped += 1
                continue
            ensure_writable(target, target.name in done)
            self._to_file([path], target, form, report, reject)
            done[target.name] = mark
            write_json(state, {"deesc": 1, "joined": dict(sorted(done.items()))})

    def mark(self, path: Path) -> str:
        """Return what tells whether a result is still that of its file and atlas."""
        state = path.stat()
        settings = (
            str(path.resolve()),
            state.st_size,
            state.st_mtime_ns,
            self.zones,
            self.status,
            self.knowing,
            self.options,
            self.per,
            self.aggregate,
            self.about,
        )
        return sha256(repr(settings).encode()).hexdigest()

    @cached_property
    def about(self) -> dict[str, str]:
        """Say what the events were joined with."""
        atlas = self.atlas
        facts = {
            "boundaries": atlas.boundaries.source,
            "view": atlas.boundaries.view,
            "error_km": atlas.boundaries.error_km,
            "attribution": atlas.boundaries.attribution,
            "documents": [document.id for document in atlas.documents],
            "claims": sha256(repr(atlas.claims).encode()).hexdigest(),
        }
        return {"deesc:about": json.dumps(facts, ensure_ascii=False, sort_keys=True)}

    @cached_property
    def _joiner(self) -> KnownJoiner:
        return KnownJoiner(
            self.atlas, self.knowing, self.zones, self.status, engine=self.engine
        )

    def answers(
        self,
        sources: Sequence[Path | TableFile],
        report: JoinReport,
        reject: Reject | None,
        *,
        options: TableOptions | None = None,
        before: NDArray[np.uint64] | None = None,
    ) -> Iterator[Answered]:
        """Read and answer tables, chunk by chunk.

        Parameters
        ----------
        sources
            Files, folders, patterns and tables in memory.
        report
            Counts what is read and found.
        reject
            Told of each row that is left out.
        options
            How to read, in place of the run's own.
        before
            Marks of events that stand before.
        """
        joiner = self._joiner
        options = options or self.options
        unasked = {"type", "actor"} - {*self.aggregate} if self.aggregate else {"actor"}
        options = replace(options, skip=tuple(sorted(unasked)))
        before_it, disputed = joiner.disputed, report.disputed
        events = read_events(
            sources,
            self.gazetteer,
            options,
            faults=report.faults,
            reject=reject,
            before=before,
        )
        for chunk in events:
            answered = joiner.answer(chunk)
            report.pairs += answered.count
            report.disputed = disputed + joiner.disputed - before_it
            if chunk.profile.attribution:
                report.attributions[chunk.profile.attribution] = None
            if self.progress is not None:
                self.progress(report.faults.rows)
            yield answered

    def rows(
        self, chunks: Iterator[Answered]
    ) -> tuple[Iterator[Any], Mapping[str, type]]:
        """Return the rows of each chunk, and their columns."""
        if self.aggregate:
            rows, columns = aggregate_rows(chunks, self.aggregate)
            return iter([rows]), columns
        if self.per == "event":
            return (event_rows(each) for each in chunks), EVENT_COLUMNS
        return (pair_rows(each.pairs()) for each in chunks), PAIR_COLUMNS


def write_parts(
    file: IO[str], parts: Iterable[Any], columns: Sequence[str], form: str
) -> None:
    """Write rows that come in parts as ``table``, ``csv``, ``json`` or ``jsonl``."""
    if form == "table":
        rows = [row for part in parts for row in part]
        file.write(table_text(rows, columns).rstrip("\n") + "\n")
    elif form == "json":
        items = [row for part in parts for row in part]
        file.write(json_text({"deesc": 1, "query": "join", "items": items}))
    else:
        head = True
        for part in parts:  # nothing is said of a table that cannot be read
            write_rows(file, part, columns, form, head=head)
            head = False
        if head:
            write_rows(file, (), columns, form)


def read_done(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        joined = json.loads(path.read_text(encoding="utf-8"))["joined"]
        return {str(name): str(mark) for name, mark in joined.items()}
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        msg = f"{path}: does not say what was joined before ({error}); remove it"
        raise InputError(msg) from None


def join_events(
    events: pd.DataFrame, atlas: Atlas, gazetteer: Gazetteer, **settings: Any
) -> pd.DataFrame:
    """Join a frame of events with the zones and belts of an atlas.

    Parameters
    ----------
    events
        One row for each event, with a column for the day and columns for a place, as in
        the files that ``deesc join`` reads; the points of a GeoDataFrame count, in any
        coordinate reference system.
    atlas, gazetteer
        What to join with, and where names are looked up.
    settings
        Further attributes of :class:`JoinRun`: ``zones``, ``status``, ``options``,
        ``per``, ``aggregate``, ``engine``, ``knowing``.

    Returns
    -------
    DataFrame
        One row for each event × zone or belt that is not ``no`` (see
        :data:`zones.pair_tables.PAIR_COLUMNS`); ``line`` is the row's position from 1.
        ``attrs["report"]`` has the lines of the report.

    Raises
    ------
    InputError
        If the columns tell no day or no place.
    """
    import pandas as pd

    run = JoinRun(atlas, gazetteer, **settings)
    report = JoinReport()
    parts, columns = run.rows(run.answers([frame_table(events)], report, None))
    rows = [row for part in parts for row in part]
    frame = pd.DataFrame(rows, columns=list(columns))
    frame.attrs["report"] = report.lines()
    return frame
