"""Deciding: what one column of a table says of another, wholly or nearly.

A place decides its region, and a province leaves few districts to choose from. What is
said already need not stand in the page again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.numbering import distinct_numbers, first_rows

from .cells import Coded
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
    ) -> NDArray[np.int64]:
        """Return the rank of each row whose choice is open; ``many`` own codes."""
        keys = self.parents * many + self.codes
        order = np.argsort(keys)
        key = parent.astype(np.int64) * many + codes
        at = order[np.searchsorted(keys[order], key)]
        ranks: NDArray[np.int64] = self.rank[at][self.is_open[at]]
        return ranks


def choices(parent: NDArray[Any], codes: NDArray[Any], many: int) -> Choices:
    """Return what codes below ``many`` leave open beside those of another column."""
    keys, times = np.unique(parent.astype(np.int64) * many + codes, return_counts=True)
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
    key = (day.astype(np.int64) * sizes[0] + ground) * sizes[2] + reach
    number, many = distinct_numbers(key)
    if many > _CASES:
        return None
    row = first_rows(number, many)
    if not np.array_equal(codes[row][number], codes):
        return None
    row = row[np.argsort(key[row])]
    keys, of_key = key[row], codes[row].astype(np.int64)
    wide = sizes[0] * sizes[2]
    classes = np.zeros(sizes[1], dtype=np.int64)
    rows: list[dict[int, int]] = [{}]
    days, cases = np.divmod(keys, wide)
    ends = np.searchsorted(days, np.arange(1, sizes[1]))
    parts = zip(np.split(cases, ends), np.split(of_key, ends), strict=True)
    for at, (case, code) in enumerate(parts):
        own = dict(zip(case.tolist(), code.tolist(), strict=True))
        if any(rows[-1].get(each, said) != said for each, said in own.items()):
            rows.append({})
        rows[-1] |= own
        classes[at] = len(rows) - 1
    table = np.zeros((len(rows), wide), dtype=np.int64)
    for at, said in enumerate(rows):
        table[at, list(said)] = list(said.values())
    whole = table.reshape(len(rows), sizes[0], sizes[2]).transpose(1, 0, 2)
    return Decision(classes, whole)


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
