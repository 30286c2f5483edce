"""Deciding: what one column of a table says of another, wholly or nearly.

A place decides its region, and a province leaves few districts to choose from. What is
said already need not stand in the page again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.numbering import distinct_numbers, first_rows

from .cells import Coded, narrow
from .coding import coded_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Choices",
    "Decision",
    "choices",
    "choices_size",
    "classes_by",
    "decide",
    "values_by",
]

_CASES = 1 << 18
"""Different rows up to which it is worth asking whether some columns decide another."""
_ROWS = 1 << 20
"""Rows that are looked at together: of many rows each array counts."""
_DENSE = 1 << 20
"""Pairs of codes up to which there is a number for each."""


def values_by(parent: Coded, column: Coded) -> list[Any] | None:
    """Return a column's value for each code of another, if that decides it."""
    if len(parent.values) < len(column.values):
        return None
    code = np.zeros(len(parent.values), dtype=np.uint32)
    for part in (slice(0, 4096), slice(None)):  # most are ruled out by a few rows
        above, own = parent.codes[part], column.codes[part]
        code[above] = own
        if not np.array_equal(code[above], own):
            return None
    return [column.values[at] for at in code.tolist()]


@dataclass(frozen=True, slots=True)
class Choices:
    """The codes that a column has beside each code of another.

    Attributes
    ----------
    parents, codes, times
        Code of the other column, own code, and how many rows have both: by the code of
        the other column, the commonest first.
    rank
        Place of each of these among those with the same code of the other column.
    is_open
        Whether there are several with the same code of the other column.
    """

    parents: NDArray[np.int64]
    codes: NDArray[np.int64]
    times: NDArray[np.int64]
    rank: NDArray[np.int64]
    is_open: NDArray[np.bool_]

    def by_parent(self, many: int) -> list[list[int]]:
        """Return the codes beside each of the other column's codes."""
        ends = np.searchsorted(self.parents, np.arange(1, many))
        return [part.tolist() for part in np.split(self.codes, ends)]

    def ranks(self) -> NDArray[np.int64]:
        """Return how many rows have each rank, of those whose choice is open."""
        return np.bincount(self.rank[self.is_open], self.times[self.is_open]).astype(
            np.int64
        )

    def open_rows(
        self, parent: NDArray[Any], codes: NDArray[Any], many: int
    ) -> NDArray[Any]:
        """Return the rank of each row whose choice is open; ``many`` own codes."""
        keys = self.parents * many + self.codes
        order = np.argsort(keys)
        rank, is_open = narrow(self.rank[order]), self.is_open[order]
        parts = []
        for start in range(0, len(codes), _ROWS):
            part = slice(start, start + _ROWS)
            key = parent[part].astype(np.int64) * many + codes[part]
            at = np.searchsorted(keys[order], key)
            parts.append(rank[at][is_open[at]])
        return np.concatenate(parts)


def choices(parent: NDArray[Any], codes: NDArray[Any], many: int) -> Choices:
    """Return what codes below ``many`` leave open beside those of another column."""
    space = (int(parent.max(initial=0)) + 1) * many
    if space <= _DENSE:
        all_times = np.zeros(space, dtype=np.int64)
        for start in range(0, len(codes), _ROWS):
            part = slice(start, start + _ROWS)
            key = parent[part].astype(np.int64) * many + codes[part]
            all_times += np.bincount(key, minlength=space)
        keys = np.flatnonzero(all_times)
        times = all_times[keys]
    else:
        key = parent.astype(np.int64) * many + codes
        keys, times = np.unique(key, return_counts=True)
    order = np.lexsort((-times, keys // many))
    keys, times = keys[order], times[order]
    above = keys // many
    starts = np.r_[True, above[1:] != above[:-1]]
    group = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    size = np.diff(np.r_[first, len(keys)])
    rank = np.arange(len(keys)) - first[group]
    return Choices(above, keys % many, times, rank, (size > 1)[group])


def choices_size(found: Choices) -> float:
    """Return about how many bytes choices and ranks take."""
    return coded_size(found.ranks()) + len(found.codes)


@dataclass(frozen=True, slots=True)
class Decision:
    """A table that tells a column's code from classes of the rows.

    Attributes
    ----------
    days
        Class of each day.
    table
        Code by ground, class of the day, and reach.
    """

    days: NDArray[np.int64]
    table: NDArray[np.int64]


def decide(
    ground: NDArray[Any],
    day: NDArray[Any],
    reach: NDArray[Any],
    codes: NDArray[Any],
) -> Decision | None:
    """Return how ground, day and reach decide a code; None if they do not.

    Neighbouring days are of one class as long as nothing of theirs differs.
    """
    sizes = [int(column.max(initial=0)) + 1 for column in (ground, day, reach)]
    if sizes[0] * sizes[1] * sizes[2] > 1 << 62:
        return None
    said = _said(ground, day, reach, codes, sizes)
    if said is None:
        return None
    keys = np.array(sorted(said), dtype=np.int64)
    of_key = np.array([said[key] for key in keys.tolist()], dtype=np.int64)
    wide = sizes[0] * sizes[2]
    classes = np.zeros(sizes[1], dtype=np.int64)
    rows: list[dict[int, int]] = [{}]
    days, cases = np.divmod(keys, wide)
    ends = np.searchsorted(days, np.arange(1, sizes[1]))
    parts = zip(np.split(cases, ends), np.split(of_key, ends), strict=True)
    for at, (case, code) in enumerate(parts):
        told = dict(zip(case.tolist(), code.tolist(), strict=True))
        if any(rows[-1].get(each, own) != own for each, own in told.items()):
            rows.append({})
        rows[-1] |= told
        classes[at] = len(rows) - 1
    table = np.zeros((len(rows), wide), dtype=np.int64)
    for at, known in enumerate(rows):
        table[at, list(known)] = list(known.values())
    whole = table.reshape(len(rows), sizes[0], sizes[2]).transpose(1, 0, 2)
    return Decision(classes, whole)


def _said(
    ground: NDArray[Any],
    day: NDArray[Any],
    reach: NDArray[Any],
    codes: NDArray[Any],
    sizes: Sequence[int],
) -> dict[int, int] | None:
    """Return the code of each different row; None if two of one row differ."""
    said: dict[int, int] = {}
    for start in range(0, len(codes), _ROWS):
        part = slice(start, start + _ROWS)
        key = (day[part].astype(np.int64) * sizes[0] + ground[part]) * sizes[2]
        key += reach[part]
        number, many = distinct_numbers(key)
        row = first_rows(number, many)
        own = codes[part][row]
        if many > _CASES or not np.array_equal(own[number], codes[part]):
            return None
        for case, code in zip(key[row].tolist(), own.tolist(), strict=True):
            if said.setdefault(case, code) != code:
                return None
        if len(said) > _CASES:
            return None
    return said


def classes_by(
    codes: NDArray[Any] | None, count: int, classes: NDArray[Any]
) -> list[int] | None:
    """Return the class for each code of a dictionary; None if codes tell it not."""
    if codes is None:
        return None if (classes != classes[0]).any() else [int(classes[0])]
    of_code = np.zeros(count, dtype=np.int64)
    of_code[codes] = classes
    if not np.array_equal(of_code[codes], classes):
        return None
    found: list[int] = of_code.tolist()
    return found
