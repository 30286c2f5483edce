"""Squares: points as the square of a grid that they lie in, and the place within it.

Events crowd. How often each square has one says much of where the next one is, and is
soon said; within a square of the right size all places are about alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .cells import NOTHING, Coded, Numbers, narrow
from .coding import coded_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Squares", "squares", "squared"]

_SIDES = range(16, 0, -1)
_MOST = 1 << 16
"""Squares at most: a code of theirs has two bytes."""
_MOST_SPACE = 1 << 24
"""Squares of the whole grid at most, with and without points."""
_FAR = 1 << 31
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
    is_point = lon.numbers != NOTHING
    if not np.array_equal(is_point, lat.numbers != NOTHING) or not is_point.any():
        return None
    low = [int(axis.numbers.min(where=is_point, initial=_FAR)) for axis in (lon, lat)]
    high = [int(axis.numbers.max(where=is_point, initial=-_FAR)) for axis in (lon, lat)]
    if max(most - least for least, most in zip(low, high, strict=True)) >= _FAR:
        return None
    x, y = (
        np.where(is_point, axis.numbers - least, 0).astype(np.int32)
        for axis, least in zip((lon, lat), low, strict=True)
    )
    bits = _best_side(x[is_point], y[is_point])
    if bits is None:
        return None
    wide = (int(y.max()) >> bits) + 1
    number = _numbered(x, y, bits)
    number += 1  # 0 is for what has no point
    number[~is_point] = 0
    used = np.bincount(number) > 0
    codes = narrow(np.maximum(np.cumsum(used) - 1, 0))[number]
    keys = [str(each - 1) if each else "" for each in np.flatnonzero(used).tolist()]
    mask = (1 << bits) - 1
    within = ((x & mask).astype(np.uint16), (y & mask).astype(np.uint16))
    return Squares(bits, wide, (low[0], low[1]), Coded(codes, keys), within)


def _numbered(x: NDArray[Any], y: NDArray[Any], bits: int) -> NDArray[Any]:
    """Return the number of the square of each point."""
    wide = (int(y.max()) >> bits) + 1
    numbers: NDArray[Any] = (x >> bits) * np.int32(wide) + (y >> bits)
    return numbers


def _best_side(x: NDArray[Any], y: NDArray[Any]) -> int | None:
    """Return how many bits the place in a square should have."""
    found: list[tuple[float, int]] = []
    for bits in _SIDES:
        if ((int(y.max()) >> bits) + 1) * ((int(x.max()) >> bits) + 1) > _MOST_SPACE:
            break
        times = np.bincount(_numbered(x, y, bits))
        used = times[times > 0]
        if len(used) > _MOST - 1:
            break
        size = coded_size(used) + 2 * bits * len(x) / 8 + _TOLD * len(used)
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
