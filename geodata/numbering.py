"""Numbering: the different rows of columns, and days worked on once each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from .arrows import array_of, numbers_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distinct_numbers", "factorized", "first_rows", "of_days"]

_ROOM = 4
_LEAST = 1 << 12
"""A table of all values is made if they span no more than so much, or so many times
the number of rows; a hash table finds the others."""
_SHORT = 1 << 12
"""Rows up to which it is not worth numbering them anew after each column."""
_MOST = 1 << 62


def factorized(cells: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Return the place of each cell among the different cells, and these.

    They stand in the order they first appear; NaN is a cell as any other.
    """
    if cells.dtype.kind == "f":
        cells = cells + 0.0  # of -0.0 and 0.0 only one is left
    if cells.dtype.kind in "iuf" and "pyarrow" in sys.modules:  # else pandas is as good
        array = array_of(cells).dictionary_encode()
        return numbers_of(array.indices).astype(np.int64), numbers_of(array.dictionary)
    import pandas as pd

    codes, values = pd.factorize(cells, use_na_sentinel=False)
    return codes.astype(np.int64), np.asarray(values)


def _has_room(span: int, rows: int) -> bool:
    return span <= max(_ROOM * rows, _LEAST)


def distinct_numbers(*columns: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    """Number the different rows of some columns, in the order they first appear.

    Returns
    -------
    numbers, many
        Number of each row, and how many different rows there are.
    """
    count = len(columns[0])
    if not count:
        return np.zeros(0, dtype=np.int64), 0
    numbers, many = _codes(columns[0])
    for column in columns[1:]:
        codes, span = _codes(column)
        is_worth_it = count > _SHORT and _has_room(many, count)
        if many * span > _MOST or is_worth_it and not _has_room(many * span, count):
            numbers, many = _renumbered(numbers, many)
        numbers, many = numbers * span + codes, many * span
    return _renumbered(numbers, many)


def _codes(column: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    """Return codes from 0 for a column, and one more than the largest."""
    if column.dtype == bool:
        return column.astype(np.int64), 2
    if column.dtype.kind in "iu":
        low, high = int(column.min()), int(column.max())
        if _has_room(high - low + 1, len(column)):
            return column.astype(np.int64) - low, high - low + 1
    codes, values = factorized(column)
    return codes, max(len(values), 1)


def _renumbered(keys: NDArray[np.int64], span: int) -> tuple[NDArray[np.int64], int]:
    """Number keys from 0 up to a span by their first appearance."""
    if not _has_room(span, len(keys)):
        numbers, found = factorized(keys)
        return numbers, len(found)
    first = first_rows(keys, span)[keys]
    numbers = np.cumsum(first == np.arange(len(keys))) - 1
    return numbers[first], int(numbers[-1]) + 1


def first_rows(numbers: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Return the first row that has each number below ``many``; -1 where none has."""
    first = np.full(many, -1, dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)  # the last one stays
    return first


def of_days(
    days: NDArray[np.int64], change: Callable[[NDArray[np.int64]], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Return what a function makes of each day; it gets each day only once.

    Parameters
    ----------
    days
        Ordinals.
    change
        Takes days and returns a number for each.
    """
    if not len(days):
        return change(days)
    low, high = int(days.min()), int(days.max())
    if not _has_room(high - low + 1, len(days)):
        return change(days)
    return change(np.arange(low, high + 1, dtype=np.int64))[days - low]
