"""Knowledge: answers from what was surely and from what was possibly known by a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from geodata.periods import FUTURE

from .atlas import Atlas
from .certainty import rivals
from .narrowing import known_by
from .timeframes import published

__all__ = ["answer_known", "claims_in", "counting_undated", "known"]

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
                joined["why"] = _not_surely_out(surely, possibly)
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


def _not_surely_out(surely: Record, possibly: Record) -> str:
    """Say on which documents an answer rests that may not have been out yet."""
    unsure = [
        c for c in possibly.get("claims", ()) if c not in surely.get("claims", ())
    ]
    names = list(dict.fromkeys(name.rpartition("@")[0] for name in unsure))
    listed = ", ".join(names[:_NAMED]) + (" and more" if len(names) > _NAMED else "")
    text = "it rests on a document that may not have been out yet"
    return f"{text}: {listed}" if listed else text


_NAMED = 3


def counting_undated(atlas: Atlas, record: Record) -> Record:
    """Add to an answer by day of knowledge how much of it has no day of publication.

    Parameters
    ----------
    atlas
        What was answered from.
    record
        The answer.

    Returns
    -------
    dict
        With ``undated``: of how many ``claims`` (of all that the answer names, ``of``)
        nobody knows by when they were published, and in which ``documents`` they stand.
        They are never surely known. Without a day of knowledge the record as it is.
    """
    if record.get("known_by") is None:
        return record
    claims = [atlas.claim[name] for name in dict.fromkeys(claims_in(record))]
    undated = [c for c in claims if published(atlas.document[c.document])[1] >= FUTURE]
    documents = sorted({claim.document for claim in undated})
    counted = {"claims": len(undated), "of": len(claims), "documents": documents}
    return record | {"undated": counted}


def claims_in(value: Any) -> Iterable[str]:
    """Yield the ids of the claims that an answer names, in their order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "claims" and isinstance(inner, list) and _are_ids(inner):
                yield from inner
            else:
                yield from claims_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from claims_in(inner)


def _are_ids(values: list[Any]) -> bool:
    return all(isinstance(each, str) for each in values)


def _row_key(row: Record) -> str:
    return f"{row.get('kind')} {row.get('id', row.get('status', row.get('claims')))}"
