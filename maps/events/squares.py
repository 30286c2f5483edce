"""Squares: points as the square of a grid that they lie in, and the place within it.

Events crowd. How often each square has one says much of where the next one is, and is
soon said; within a square of the right size all places are about alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .cells import NOTHING, Coded, Numbers
from .coding import coded_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Squares", "squares", "squared"]

_SIDES = range(16, 0, -1)
_MOST = 1 << 16
"""Squares at most: a code of theirs has two bytes."""
_TOLD = 1.5  # bytes that a square takes in the list of squares


@dataclass(frozen=True, slots=True)
class Squares:
    """Pairs of whole numbers on a grid.

    Attributes
    ----------
    bits
        Bits of the place within a square, on each axis.
    wide
        Squares from south to north; that of column x and row y is number ``x * wide +
        y``.
    low
        Number of each axis at the grid's corner.
    square
        Key of the square of each row: its number; "" for a row without a point.
    within
        Place of each row within its square, on each axis.
    """

    bits: int
    wide: int
    low: tuple[int, int]
    square: Coded
    within: tuple[NDArray[np.uint16], NDArray[np.uint16]]


def squares(lon: Numbers, lat: Numbers) -> Squares | None:
    """Return points on the grid that takes the fewest bytes; None if plain ones do."""
    is_point = (lon.numbers != NOTHING) & (lat.numbers != NOTHING)
    halves = (lon.numbers == NOTHING) != (lat.numbers == NOTHING)
    if halves.any() or not is_point.any():
        return None
    axes = [np.where(is_point, axis.numbers, 0) for axis in (lon, lat)]
    low = [int(axis[is_point].min()) for axis in axes]
    x, y = (np.where(is_point, axis - least, 0) for axis, least in zip(axes, low))
    if max(int(x.max()), int(y.max())) >= 1 << 31:
        return None
    best = _best_side(x[is_point], y[is_point])
    if best is None:
        return None
    wide = (int(y.max()) >> best) + 1
    number = (x >> best) * wide + (y >> best)
    distinct, codes = np.unique(np.where(is_point, number, -1), return_inverse=True)
    keys = [str(each) if each >= 0 else "" for each in distinct.tolist()]
    mask = (1 << best) - 1
    within = ((x & mask).astype(np.uint16), (y & mask).astype(np.uint16))
    square = Coded(codes.astype(np.uint32), keys)
    return Squares(best, wide, (low[0], low[1]), square, within)


def _best_side(x: NDArray[np.int64], y: NDArray[np.int64]) -> int | None:
    """Return how many bits the place in a square should have."""
    rows = len(x)
    found: list[tuple[float, int]] = []
    for bits in _SIDES:
        wide = (int(y.max()) >> bits) + 1
        if wide * ((int(x.max()) >> bits) + 1) > 1 << 26:
            break
        times = np.bincount((x >> bits) * wide + (y >> bits))
        used = times[times > 0]
        if len(used) > _MOST - 1:
            break
        size = coded_size(used) + 2 * bits * rows / 8 + _TOLD * len(used)
        found.append((size, bits))
        if size > min(found)[0] * 1.05:
            break
    return min(found)[1] if found else None


def squared(
    keys: list[str], codes: NDArray[np.int64], wide: int, axis: int
) -> NDArray[np.int64]:
    """Return column or row of the square of each row; NOTHING where there is none."""
    numbers = np.array([int(key) if key else -1 for key in keys], dtype=np.int64)
    along = numbers // wide if axis == 0 else numbers % wide
    found: NDArray[np.int64] = np.where(numbers < 0, NOTHING, along)[codes]
    return found
