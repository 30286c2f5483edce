"""Cluster parts: what a worker of a cluster does with one part of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import DateOrderError, DeescError
from geodata.row_files import open_rows
from geodata.tables import read_events
from geodata.tables.parts import Part, open_part
from geodata.tables.repeats import text_marks

from .cluster_state import begin_result, keep_result
from .join_runs import JoinReport, JoinRun
from .joining import Answered

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PartResult", "PartTask", "join_part"]


@dataclass(frozen=True, slots=True)
class PartTask:
    """One part and what becomes of it.

    Attributes
    ----------
    part
        Where its rows are.
    name
        What the user calls the file.
    target
        The file to write; None where rows are given back.
    form
        Its format.
    order
        How dates such as 03/04/2018 are read; None if it has none.
    doubles
        Lines whose marks stand in a part before it.
    mark
        Tells whether what was done before was this.
    """

    part: Part
    name: str
    target: Path | None
    form: str
    order: str | None
    doubles: tuple[int, ...] = ()
    mark: str = ""


@dataclass(slots=True)
class PartResult:
    """What became of a part.

    Attributes
    ----------
    rows
        Counts, where they are asked for.
    rejects
        File, line, fault and value of each row that was left out.
    lines, hashes
        Line of each event that has an id, and its marks: shape (events, 2).
    error
        Why it could not be done; empty if it was.
    needs_order
        Whether it has dates such as 03/04/2018, and no order for them was given.
    """

    report: JoinReport = field(default_factory=JoinReport)
    rows: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[tuple[str, int, str, str]] = field(default_factory=list)
    lines: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    hashes: NDArray[np.uint64] = field(
        default_factory=lambda: np.zeros((0, 2), np.uint64)
    )
    error: str = ""
    needs_order: bool = False


def join_part(name: str, task: PartTask) -> PartResult:
    """Join a part on the worker that this runs on.

    Parameters
    ----------
    name
        Name of the plug-in that holds what is asked.
    task
        The part.
    """
    from distributed import get_worker

    plugin: Any = get_worker().plugins[name]
    with plugin.lock:  # tables of answers are shared by the parts of a worker
        try:
            return do_part(plugin.run, task)
        except DateOrderError:
            return PartResult(needs_order=True)
        except DeescError as error:
            return PartResult(error=str(error))


def do_part(run: JoinRun, task: PartTask) -> PartResult:
    """Read, join and write one part."""
    result = PartResult()
    options = replace(run.options, date_order=task.order)
    before = _marks(run, task) if task.doubles else None
    seen: list[tuple[NDArray[np.int64], NDArray[np.uint64]]] = []
    with open_part(task.part) as table:
        answers = run.answers(
            [replace(table, source=task.name)],
            result.report,
            lambda *row: result.rejects.append(row),
            options=options,
            before=before,
        )
        parts, columns = run.rows(_noting(answers, seen))
        if task.target is None:
            result.rows = [row for part in parts for row in part]
        else:
            begin_result(task)
            with open_rows(task.target, columns, task.form, about=run.about) as write:
                for part in parts:
                    write(part)
    if seen:
        result.lines = np.concatenate([lines for lines, _ in seen])
        result.hashes = np.concatenate([hashes for _, hashes in seen])
    keep_result(task, result)
    return result


def _marks(run: JoinRun, task: PartTask) -> NDArray[np.uint64]:
    """Return the marks of the lines of a part that stand before."""
    options = replace(run.options, date_order=task.order, strict=False)
    lines = np.array(task.doubles)
    found = [np.zeros((2, 0), dtype=np.uint64)]
    with open_part(task.part) as table:
        source = replace(table, source=task.name)
        for events in read_events([source], run.gazetteer, options):
            if events.marks is not None:
                found.append(events.marks[:, np.isin(events.lines, lines)])
    return np.concatenate(found, axis=1)


def _noting(
    answers: Iterator[Answered],
    seen: list[tuple[NDArray[np.int64], NDArray[np.uint64]]],
) -> Iterator[Answered]:
    """Note line and marks of each event on its way."""
    for each in answers:
        marks = each.events.marks
        if marks is not None:
            # The ids of one source are its own.
            of_source = text_marks([each.events.profile.name])
            seen.append((each.events.lines, (marks ^ of_source).T))
        yield each
