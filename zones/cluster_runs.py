"""Cluster runs: a join on many processes or machines, with the rows of one alone.

Tables are cut into parts; each part is one task of dask.distributed. Its worker reads,
joins and writes it, whole or not at all, so a part whose worker is lost is done again
without a row lost or doubled. What is asked is sent to each worker once.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import numpy as np
from geodata.errors import InputError, MissingExtraError
from geodata.formats import ensure_writable, write_json
from geodata.row_files import REJECTS, open_rows
from geodata.tables.chunks import STDIN
from geodata.tables.files import open_table, table_paths
from geodata.tables.ordering import DateOrder, slashed_dates
from geodata.tables.parts import PART_BYTES, cut_table
from geodata.tables.profiles import choose_profile

from .cluster_parts import PartResult, PartTask, join_part
from .cluster_state import STATE, has_record, kept_result, mark_of
from .join_runs import (
    DONE,
    JoinReport,
    JoinRun,
    read_done,
    write_parts,
)
from .pair_tables import aggregate_columns, summed_rows

__all__ = ["join_on_cluster"]


def join_on_cluster(
    run: JoinRun,
    paths: Sequence[Path],
    output: Path | IO[str],
    form: str,
    rejects: Path | None = None,
    *,
    scheduler: str | None = None,
    part_bytes: int = PART_BYTES,
) -> JoinReport:
    """Join files on the workers of a cluster.

    Parameters
    ----------
    run
        What is asked; its ``progress`` is told of the rows of finished parts.
    paths
        Files, folders and patterns that every worker can read under these names.
    output
        A folder that every worker can write to: it gets a file for each part, in the
        order of their names; parts that an earlier run has written, with the same atlas
        and options, are not done again. With ``aggregate`` a file or an open text file.
    form, rejects
        As of :meth:`zones.join_runs.JoinRun.write`.
    scheduler
        Address of a scheduler; None: a worker for each processor of this machine.
    part_bytes
        Size of a part, about.

    Returns
    -------
    JoinReport
        That of a run on one machine.

    Raises
    ------
    InputError
        If a table cannot be read, or the output is no folder.
    MissingExtraError
        If dask.distributed is missing.
    """
    tasks = _tasks(run, paths, output, form, part_bytes)
    with _client(scheduler) as client:
        results, skipped = _results(client, run, tasks)
    report = _summed(results)
    report.skipped_parts = skipped
    if rejects is not None:
        with open_rows(rejects, REJECTS, "csv") as write:
            for result in results:
                write(dict(zip(REJECTS, row, strict=True)) for row in result.rejects)
    if run.aggregate:
        columns = aggregate_columns(run.aggregate)
        rows = summed_rows((row for r in results for row in r.rows), run.aggregate)
        if isinstance(output, Path):
            with open_rows(output, columns, form, about=run.about) as write:
                write(rows)
        else:
            write_parts(output, [rows], list(columns), form)
    elif isinstance(output, Path):
        _tidy(output, [task.target.name for task in tasks if task.target])
    return report


def _tasks(
    run: JoinRun,
    paths: Sequence[Path],
    output: Path | IO[str],
    form: str,
    part_bytes: int,
) -> list[PartTask]:
    """Cut the tables, and say where each part goes."""
    folder = output if isinstance(output, Path) and output.is_dir() else None
    if folder is None and not run.aggregate:
        msg = "a join on a cluster writes a file for each part: name a folder with -o"
        raise InputError(msg)
    if run.aggregate and folder is not None:
        msg = f"{folder}: counts are one table: name a file with -o"
        raise InputError(msg)
    done = read_done(folder / DONE) if folder is not None else {}
    tasks: list[PartTask] = []
    taken: dict[Path, Path] = {}
    for path in table_paths(paths):
        if path == STDIN:
            msg = "standard input cannot be read by several workers: write it to a file"
            raise InputError(msg)
        order = _date_order(run, path, whole=False)
        for number, part in enumerate(cut_table(path, part_bytes)):
            target = None
            if folder is not None:
                target = folder / f"{path.name}-{number:06d}.{form}"
                if taken.setdefault(target, path) != path:
                    other = taken[target]
                    msg = f"{path} and {other} would both be written to {target}"
                    raise InputError(msg)
                ensure_writable(target, target.name in done or has_record(target))
            where = replace(part, path=part.path.resolve())
            name = str(path)
            task = PartTask(where, name, target and target.resolve(), form, order)
            tasks.append(replace(task, mark=mark_of(run, task)))
    return tasks


def _date_order(run: JoinRun, path: Path, *, whole: bool) -> str | None:
    """Decide for a file whether day or month stands first, as one run does.

    None: its first rows have no date such as 03/04/2018. With ``whole`` it is read to
    the end, and so it is if its first rows have one.
    """
    if run.options.date_order is not None:
        return run.options.date_order
    with open_table(path) as table:
        _, columns = choose_profile(table.source, table.names, run.options.columns)
        dates = [name for name in (columns.date, columns.end_date) if name is not None]
        chunk = None if whole else next(table.chunks(dates), None)
        first = DateOrder(replace(table, again=None), columns, None)
        if not whole and (chunk is None or first.hears(chunk) and first.order is None):
            return None
        found = slashed_dates(table, columns)
    if found.order is None:
        raise found.refused(f"{table.source}, column {columns.date!r}")
    return found.order


@contextmanager
def _client(scheduler: str | None) -> Iterator[Any]:
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise MissingExtraError("distributed", "dask", "join on a cluster") from None
    wanted = logging.getLogger().level  # its own would tell of every worker's end
    quiet = wanted if wanted < logging.WARNING else logging.ERROR
    logging.getLogger("distributed").setLevel(quiet)
    if scheduler is not None:
        try:
            client = dask.Client(scheduler, timeout="20s")
        except (OSError, ValueError) as error:
            msg = f"no scheduler answers at {scheduler}: {error}"
            raise InputError(msg) from None
        with client:
            yield client
        return
    with (
        dask.LocalCluster(
            threads_per_worker=1, dashboard_address=None, silence_logs=quiet
        ) as cluster,
        dask.Client(cluster) as client,
    ):
        yield client


def _results(
    client: Any, run: JoinRun, tasks: Sequence[PartTask]
) -> tuple[list[PartResult], int]:
    """Have every part done, and those again that hold ids of parts before them.

    What an earlier run did is taken as it is; how many parts these are is returned too.
    """
    from .cluster_workers import JoinPlugin

    name = f"deesc-join-{uuid4()}"
    client.register_plugin(JoinPlugin(replace(run, progress=None)), name=name)
    try:
        results: list[PartResult | None] = [None] * len(tasks)
        done: dict[int, PartTask] = {}
        for number, task in enumerate(tasks):
            kept = kept_result(task, PartResult())
            if kept is not None:
                results[number], done[number] = kept
        new = {n: task for n, task in enumerate(tasks) if n not in done}
        _gather(client, run, name, new, results)
        late = _ordered(run, new, results)
        _gather(client, run, name, late, results)
        done |= new | late
        found = [result for result in results if result is not None]
        doubles = _doubles(found)
        again = {}
        for number, task in done.items():
            wanted = replace(task, doubles=doubles.get(number, ()))
            if wanted != task:
                again[number] = wanted
        _gather(client, run, name, again, results)
        whole = [result for result in results if result is not None]
        skipped = [n for n in range(len(tasks)) if n not in {*new, *again}]
        return whole, len(skipped)
    finally:
        with suppress(Exception):  # a scheduler that is gone has nothing to forget
            client.unregister_worker_plugin(name)


def _ordered(
    run: JoinRun, tasks: dict[int, PartTask], results: Sequence[PartResult | None]
) -> dict[int, PartTask]:
    """Return the tasks that need to know if day or month stands first, told so."""
    found: dict[int, PartTask] = {}
    orders: dict[str, str | None] = {}
    for number, task in tasks.items():
        result = results[number]
        if result is not None and result.needs_order:
            if task.name not in orders:
                orders[task.name] = _date_order(run, Path(task.name), whole=True)
            found[number] = replace(task, order=orders[task.name])
    return found


def _gather(
    client: Any,
    run: JoinRun,
    name: str,
    tasks: dict[int, PartTask],
    results: list[PartResult | None],
) -> None:
    dask: Any = import_module("distributed")

    futures = {
        client.submit(join_part, name, task, pure=False): number
        for number, task in tasks.items()
    }
    first: int | None = None
    for future in dask.as_completed(futures):
        number = futures[future]
        if first is not None and number > first:
            continue
        try:
            result = future.result()
        except dask.KilledWorker:
            msg = f"{tasks[number].name}: its workers were lost again and again"
            raise InputError(msg) from None
        results[number] = result
        if result.error:  # what one machine would have met first is told
            first = number if first is None else min(first, number)
            client.cancel([each for each, n in futures.items() if n > first])
            continue
        if run.progress is not None:
            run.progress(sum(r.report.faults.rows for r in results if r is not None))
    if first is not None:
        failed = results[first]
        assert failed is not None
        raise InputError(failed.error)


def _doubles(results: Sequence[PartResult]) -> dict[int, tuple[int, ...]]:
    """Return the lines of each part whose ids stand in a part before it.

    Ids are compared by two hashes of 64 bits.
    """
    part = np.concatenate([np.full(len(r.lines), n) for n, r in enumerate(results)])
    if not len(part):
        return {}
    lines = np.concatenate([result.lines for result in results])
    hashes = np.concatenate([result.hashes for result in results])
    order = np.lexsort((np.arange(len(part)), hashes[:, 1], hashes[:, 0]))
    same = (hashes[order][1:] == hashes[order][:-1]).all(axis=1)
    later = order[1:][same]
    found: dict[int, list[int]] = {}
    for row in np.sort(later).tolist():
        found.setdefault(int(part[row]), []).append(int(lines[row]))
    return {number: tuple(listed) for number, listed in found.items()}


def _summed(results: Sequence[PartResult]) -> JoinReport:
    """Return the report of all parts, in their order."""
    whole = JoinReport()
    for result in results:
        report = result.report
        whole.faults.add(report.faults)
        whole.pairs += report.pairs
        whole.disputed += report.disputed
        whole.attributions |= report.attributions
    return whole


def _tidy(folder: Path, names: Sequence[str]) -> None:
    """Note what was written, and remove what an earlier run or a lost worker left."""
    state = folder / DONE
    for name in read_done(state).keys() - {*names}:
        for left in (name, f"{STATE}/{name}.json", f"{STATE}/{name}.ids.npy"):
            with suppress(OSError):
                (folder / left).unlink()
    stems = Counter(f".{Path(name).stem[:40]}-" for name in names)
    for path in folder.iterdir():
        if path.name.startswith(tuple(stems)):
            with suppress(OSError):
                path.unlink()
    marks = {name: "cluster" for name in sorted(names)}
    write_json(state, {"deesc": 1, "joined": marks})
