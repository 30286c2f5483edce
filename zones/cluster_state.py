"""Cluster state: what became of each part, kept beside it, so that a run goes on.

A part is done once its file and its record are there; the record says of which table,
atlas and options. Ids are kept as hashes, which later parts are compared with.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.formats import replace_file, write_json
from geodata.tables import Faults

from .join_runs import JoinReport

if TYPE_CHECKING:
    from .cluster_parts import PartResult, PartTask
    from .join_runs import JoinRun

__all__ = [
    "STATE",
    "begin_result",
    "has_record",
    "keep_result",
    "kept_result",
    "mark_of",
]

STATE = ".deesc-parts"
"""Folder, in that of the results, with a record of each part."""


def mark_of(run: JoinRun, task: PartTask) -> str:
    """Return what tells whether a record is still that of its table and atlas."""
    part = task.part
    settings = (
        run.mark(part.path),
        part.start,
        part.end,
        part.before,
        task.name,
        task.order,
    )
    return sha256(repr(settings).encode()).hexdigest()


def _paths(target: Path) -> tuple[Path, Path]:
    folder = target.parent / STATE
    return folder / f"{target.name}.json", folder / f"{target.name}.ids.npy"


def has_record(target: Path) -> bool:
    """Whether a file is that of a part."""
    return _paths(target)[0].is_file()


def begin_result(task: PartTask) -> None:
    """Note that a file is that of a part before it is there.

    A run that breaks off between file and record must not leave a file that nobody owns
    up to.
    """
    if task.target is not None:
        record, _ = _paths(task.target)
        record.parent.mkdir(exist_ok=True)
        write_json(record, {"deesc": 1, "begun": task.mark})


def keep_result(task: PartTask, result: PartResult) -> None:
    """Write what became of a part, after its file.

    Where it was done again without ids of parts before it, the hashes stay those of
    all its ids.
    """
    target = task.target
    if target is None:
        return
    record, ids = _paths(target)
    if not task.doubles:
        rows = np.column_stack([result.lines.astype(np.uint64), result.hashes])
        with replace_file(ids) as temporary, temporary.open("wb") as file:
            np.save(file, rows, allow_pickle=False)
    report = result.report
    state = target.stat()
    kept: dict[str, Any] = {
        "deesc": 1,
        "mark": task.mark,
        "doubles": task.doubles,
        "size": state.st_size,
        "changed": state.st_mtime_ns,
        "faults": {
            "counts": dict(report.faults.counts),
            "lines": report.faults.lines,
            "rows": report.faults.rows,
            "used": report.faults.used,
            "zones": report.faults.zones,
        },
        "pairs": report.pairs,
        "disputed": report.disputed,
        "attributions": list(report.attributions),
        "rejects": result.rejects,
    }
    write_json(record, kept)


def kept_result(
    task: PartTask, empty: PartResult
) -> tuple[PartResult, PartTask] | None:
    """Return what became of a part, and of which task; None if it is to be done."""
    target = task.target
    if target is None:
        return None
    record, ids = _paths(target)
    try:
        kept = json.loads(record.read_text(encoding="utf-8"))
        rows = np.load(ids, allow_pickle=False)
        state = target.stat()
        found = (kept["mark"], kept["size"], kept["changed"])
        if found != (task.mark, state.st_size, state.st_mtime_ns):
            return None
        faults = Faults(
            **{**kept["faults"], "counts": Counter(kept["faults"]["counts"])}
        )
        attributions = dict.fromkeys(kept["attributions"])
        report = JoinReport(faults, kept["pairs"], kept["disputed"], attributions)
        result = replace(
            empty,
            report=report,
            rejects=[
                (str(f), int(n), str(k), str(v)) for f, n, k, v in kept["rejects"]
            ],
            lines=rows[:, 0].astype(np.int64),
            hashes=np.ascontiguousarray(rows[:, 1:]),
        )
        return result, replace(task, doubles=tuple(map(int, kept["doubles"])))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None  # whatever is wrong with a record, the part is done again
