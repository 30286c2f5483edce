"""Knowledge: answers from what was surely and from what was possibly known by a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .atlas import Atlas
from .certainty import rivals
from .narrowing import known_by

__all__ = ["answer_known", "known"]

Record = dict[str, Any]


def known(atlas: Atlas, knowing: int | None) -> tuple[Atlas, Atlas]:
    """Return what was surely and what was possibly known; one atlas if they agree."""
    if knowing is None:
        return atlas, atlas
    surely, possibly = known_by(atlas, knowing)
    if surely.documents == possibly.documents:
        return surely, surely
    return surely, possibly


def answer_known(
    atlas: Atlas, knowing: int | None, answer: Callable[[Atlas], Record]
) -> Record:
    """Answer with what could be known by a day, surely or possibly.

    Parameters
    ----------
    atlas
        What to answer from.
    knowing
        Day of knowledge; None: everything is known.
    answer
        Answers from one atlas.
    """
    surely, possibly = known(atlas, knowing)
    if surely is possibly:
        return answer(surely)
    return _rival_records(answer(surely), answer(possibly))


_CERTAINTIES = ("certainty", "space", "time", "regime")


def _rival_records(surely: Record, possibly: Record) -> Record:
    """Join the answers from what was surely and from what was possibly known."""
    joined = dict(possibly)
    for name in _CERTAINTIES:
        if name in possibly:
            joined[name] = rivals([surely.get(name, "unknown"), possibly[name]])
            if joined[name] != possibly[name]:
                joined["why"] = "it rests on a document that may not have been out yet"
    for name in ("items", "status", "concerning", "held_by"):
        if isinstance(possibly.get(name), list):
            sure = {_row_key(row): row for row in surely.get(name, ())}
            joined[name] = [
                _rival_records(sure.pop(_row_key(row), {}), row)
                for row in possibly[name]
            ]
            # What a document that may have been out rules out is still possible.
            joined[name] += [
                _rival_records(row, row | {"certainty": "no"}) for row in sure.values()
            ]
    return joined


def _row_key(row: Record) -> str:
    return f"{row.get('kind')} {row.get('id', row.get('status', row.get('claims')))}"
