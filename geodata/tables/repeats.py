"""Repeats: ids that stood in a row before, found by hashes and compared as texts.

With pyarrow ids stay in its buffers, and only those whose hash was met before become
texts of Python; without, a dictionary holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from .cells import ArrowColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Repeats", "repeats"]

_RECENT = 1_000_000
"""Ids that are kept at most, those that came last."""

_SLOTS = 1 << 24
_NEAR = 1 << 20
_WORD = 8
# Odd constants with bits well mixed: the fractions of the golden ratio and of pi.
_FIRST, _NEXT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x243F6A8885A308D3)
_SHIFT = np.uint64(29)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], dtype=np.uint64)


class Repeats(Protocol):
    """Knows the ids of the rows before."""

    def again(
        self, ids: NDArray[Any] | ArrowColumn, rows: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return those of some rows whose id stood before; the others are kept."""


def repeats(before: Iterable[str] = (), recent: int = _RECENT) -> Repeats:
    """Return what knows some ids, and those of rows that it is shown.

    Parameters
    ----------
    before
        Ids that stand before all rows.
    recent
        How many ids are kept when a chunk has been looked at: those that came last.
    """
    made: Repeats = (_Hashed if find_spec("pyarrow") else _Kept)(recent)
    known = list(before)
    if known:
        ids = np.empty(len(known), dtype=object)
        ids[:] = known
        made.again(ids, np.arange(len(known)))
    return made


class _Kept:
    """Keeps ids as texts."""

    def __init__(self, recent: int) -> None:
        self.recent = recent
        self.seen: dict[str, None] = {}

    def again(
        self, ids: NDArray[Any] | ArrowColumn, rows: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return those of some rows whose id stood before."""
        seen, found = self.seen, []
        for row, name in zip(rows.tolist(), ids[rows].tolist(), strict=True):
            if name in seen:
                found.append(row)
            else:
                seen[name] = None
        for name in list(islice(seen, max(0, len(seen) - self.recent))):
            del seen[name]
        return np.array(found, dtype=np.int64)


class _Block:
    """Ids of one chunk that had not stood before, with their hashes."""

    def __init__(
        self, ids: Any, hashes: NDArray[np.uint64], ordered: NDArray[np.uint64]
    ) -> None:
        self.ids = ids
        self.hashes = hashes
        self.sorted = ordered
        self.start = 0  # ids before it are forgotten

    @cached_property
    def order(self) -> NDArray[np.int64]:
        return np.argsort(self.hashes)

    def has(self, hashed: np.uint64, name: bytes) -> bool:
        """Whether an id is there."""
        first, end = (
            int(np.searchsorted(self.sorted, hashed, side)) for side in _SIDES
        )
        places = (int(self.order[at]) for at in range(first, end))
        return any(
            place >= self.start and self.ids[place].as_py() == name for place in places
        )


_SIDES: tuple[Any, Any] = ("left", "right")


class _Hashed:
    """Keeps ids in arrays, and looks at those only whose hash was met before."""

    def __init__(self, recent: int) -> None:
        self.recent = recent
        self.blocks: list[_Block] = []
        self.met = np.zeros(_SLOTS, dtype=bool)
        self.marked = 0

    def again(
        self, ids: NDArray[Any] | ArrowColumn, rows: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return those of some rows whose id stood before."""
        if not len(rows):
            return rows
        array = _bytes_of(ids, rows)
        hashes = _hashes(array)
        ordered = np.sort(hashes)
        met, twice = self._met(hashes), _twice(hashes, ordered)
        found = []
        here: set[bytes] = set()
        for at in np.flatnonzero(met | twice).tolist():
            name = array[at].as_py()
            if name in here or met[at] and self._has(hashes[at], name):
                found.append(at)
            else:
                here.add(name)
        if found:
            new = np.ones(len(rows), dtype=bool)
            new[found] = False
            array = array.filter(import_module("pyarrow").array(new))
            ordered = _without(ordered, hashes[~new])
            hashes = hashes[new]
        self._keep(_Block(array, hashes, ordered))
        return rows[found]

    def _has(self, hashed: np.uint64, name: bytes) -> bool:
        return any(block.has(hashed, name) for block in self.blocks)

    def _met(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Say which hashes stand in a block."""
        met = np.zeros(len(hashes), dtype=bool)
        some = np.flatnonzero(self.met[_slots(hashes)])
        for block in self.blocks if len(some) else ():
            at = np.searchsorted(block.sorted, hashes[some])
            at[at == len(block.sorted)] = 0
            if len(block.sorted):
                met[some] |= block.sorted[at] == hashes[some]
        return met

    def _keep(self, new: _Block) -> None:
        hashes = new.hashes
        self.blocks.append(new)
        many = sum(len(block.hashes) - block.start for block in self.blocks)
        while many > self.recent:
            oldest = self.blocks[0]
            gone = min(many - self.recent, len(oldest.hashes) - oldest.start)
            oldest.start += gone
            many -= gone
            if oldest.start == len(oldest.hashes):
                self.blocks.pop(0)
        self.marked += len(hashes)
        self.met[_slots(hashes)] = True
        if self.marked > 2 * self.recent:  # most of what is marked is forgotten
            self.met[:] = False
            for block in self.blocks:
                self.met[_slots(block.hashes)] = True
            self.marked = many


def _without(
    ordered: NDArray[np.uint64], gone: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Return rising numbers without some, each as often as it is given."""
    gone = np.sort(gone)
    first = np.searchsorted(ordered, gone)
    return np.delete(
        ordered, first + np.arange(len(gone)) - np.searchsorted(gone, gone)
    )


def _twice(
    hashes: NDArray[np.uint64], ordered: NDArray[np.uint64]
) -> NDArray[np.bool_]:
    """Say which hashes stand several times among them."""
    twice = np.zeros(len(hashes), dtype=bool)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    if len(repeated):
        near = np.zeros(_NEAR, dtype=bool)
        near[repeated & np.uint64(_NEAR - 1)] = True
        some = np.flatnonzero(near[hashes & np.uint64(_NEAR - 1)])
        twice[some[np.isin(hashes[some], repeated)]] = True
    return twice


def _slots(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return hashes & np.uint64(_SLOTS - 1)


def _bytes_of(ids: NDArray[Any] | ArrowColumn, rows: NDArray[np.int64]) -> Any:
    """Return the ids of some rows as bytes in pyarrow."""
    arrow = import_module("pyarrow")
    kind = arrow.large_binary()
    if isinstance(ids, ArrowColumn):
        array = ids.array.cast(kind)
        if len(rows) == len(array):
            return array
        keep = np.zeros(len(array), dtype=bool)
        keep[rows] = True
        return array.filter(arrow.array(keep))
    names: Sequence[str] = ids[rows].tolist()
    try:
        return arrow.array(names, kind)
    except UnicodeEncodeError:  # half of a pair of surrogates, from JSON
        return arrow.array([n.encode("utf-8", "surrogatepass") for n in names], kind)


def _hashes(array: Any) -> NDArray[np.uint64]:
    """Hash bytes, eight at a time."""
    count = len(array)
    ends = np.frombuffer(array.buffers()[1], dtype=np.int64)
    ends = ends[array.offset : array.offset + count + 1]
    first = int(ends[0])
    lengths = np.diff(ends)
    hashes = lengths.astype(np.uint64) * _FIRST
    if ends[-1] == first:
        return hashes
    data = np.frombuffer(array.buffers()[2], dtype=np.uint8)[first : int(ends[-1])]
    padded = np.concatenate([data, np.zeros(_WORD, dtype=np.uint8)])
    words: NDArray[np.uint64] = np.ndarray(
        len(padded) - _WORD + 1, dtype="<u8", buffer=padded, strides=(1,)
    )
    starts = ends[:-1] - first
    rows: Any = slice(None)
    for at in range(0, int(lengths.max()), _WORD):
        if at:
            rows = np.flatnonzero(lengths > at)
        left = np.clip(lengths[rows] - at, 0, _WORD)
        word = words[np.minimum(starts[rows] + at, len(words) - 1)] & _MASKS[left]
        mixed = (hashes[rows] ^ word) * _NEXT
        mixed ^= mixed >> _SHIFT
        hashes[rows] = mixed * _FIRST
    return hashes ^ (hashes >> _SHIFT)
