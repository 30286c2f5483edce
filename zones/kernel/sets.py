"""Sets: groups of polygons as numbers, so that a group is compared and kept as one.

Set 0 is empty. Every other set is another set (its parent) with one polygon more; the
table of children is a hash table with open addressing, in plain arrays that compiled
code can fill. A set may have several numbers, by the order in which it grew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["child", "grown", "new_sets", "narrowed"]

_HASH = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: Knuth, TAOCP 3, 6.4
_SHIFT = np.uint64(20)


def new_sets(capacity: int) -> tuple[Any, ...]:
    """Return the arrays of a table of sets that holds the empty set.

    Returns
    -------
    parent, polygon, size
        Of each set.
    keys, values
        Hash table of children, at most half full.
    count
        Array of one number: how many sets there are.
    """
    slots = 1 << max(4, int(2 * capacity - 1).bit_length())
    return (
        np.zeros(capacity, dtype=np.int32),
        np.full(capacity, -1, dtype=np.int32),
        np.zeros(capacity, dtype=np.int32),
        np.full(slots, -1, dtype=np.int64),
        np.zeros(slots, dtype=np.int32),
        np.ones(1, dtype=np.int64),
    )


def grown(sets: tuple[Any, ...], capacity: int) -> tuple[Any, ...]:
    """Return the same sets with room for more."""
    more = new_sets(capacity)
    count = int(sets[5][0])
    for old, new in zip(sets[:3], more[:3], strict=True):
        new[:count] = old[:count]
    more[5][0] = count
    _refill(*more)
    return more


@compiled
def _slot(key: Any, mask: int) -> Any:
    mixed = np.uint64(key) * _HASH
    return np.int64(mixed >> _SHIFT) & mask


@compiled
def _refill(
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> None:
    mask = len(keys) - 1
    for number in range(1, count[0]):
        key = (np.int64(parent[number]) << 32) | np.int64(polygon[number])
        at = _slot(key, mask)
        while keys[at] != -1:
            at = (at + 1) & mask
        keys[at] = key
        values[at] = number


@compiled
def child(
    number: Any,
    more: Any,
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> Any:
    """Return the number of a set with one polygon more; -1 if there is no room."""
    mask = len(keys) - 1
    key = (np.int64(number) << 32) | np.int64(more)
    at = _slot(key, mask)
    while keys[at] != -1:
        if keys[at] == key:
            return np.int64(values[at])
        at = (at + 1) & mask
    new = count[0]
    if new >= len(parent):
        return np.int64(-1)
    parent[new] = number
    polygon[new] = more
    size[new] = size[number] + 1
    keys[at] = key
    values[at] = new
    count[0] = new + 1
    return np.int64(new)


@compiled
def narrowed(
    number: Any,
    day: Any,
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> Any:
    """Return the set of those polygons of a set that hold on a day; -1 if no room."""
    result: Any = np.int64(0)
    at: Any = np.int64(number)
    while at != 0:
        one = polygon[at]
        if begins[one] <= day < ends[one]:
            result = child(result, one, parent, polygon, size, keys, values, count)
            if result < 0:
                return np.int64(-1)
        at = np.int64(parent[at])
    return result
