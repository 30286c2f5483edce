"""Repeats: rows that stood before, told by marks: two hashes of 64 bits for each row.

A mark is that of an id, and of what else is to agree. That one of a thousand million
rows is taken for another has a chance of one in ten thousand with a million kept by 64
bits, and of one in 10**20 where all are compared by 128: texts are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrows import ends_of
from .cells import ArrowColumn, Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Marks = NDArray[np.uint64]
    """Two rows, with a column for each row of the table."""

__all__ = ["Repeats", "marks_of", "text_marks"]

_RECENT = 1_000_000
"""Rows that are kept at least, those that came last."""

_PARTS = 8
"""Blocks are merged as long as they hold no more than this part of all."""

_WORD = 8
# Odd constants with bits well mixed: the fractions of the golden ratio, of pi and of e.
_FIRST, _NEXT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x243F6A8885A308D3)
_OTHER = np.uint64(0xB7E151628AED2A6B)
_SHIFT = np.uint64(29)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], dtype=np.uint64)
_HALF = np.uint64(32)
_NEAR = 1 << 16
_BITS, _IN_BYTE = 25, np.uint64(7)
_TO_SLOT, _TO_BYTE = np.uint64(64 - _BITS), np.uint64(3)


class Repeats:
    """Knows the marks of the rows before, by one of their hashes.

    Parameters
    ----------
    before
        Marks that stand before all rows.
    recent
        How many are kept at least when a chunk has been looked at.
    """

    def __init__(self, before: Marks | None = None, recent: int = _RECENT) -> None:
        self.recent = recent
        self._blocks: list[NDArray[np.uint64]] = []  # each rising
        self._met = np.zeros(1 << (_BITS - 3), dtype=np.uint8)
        self._noted = 0
        if before is not None:
            self.again(before)

    def again(self, marks: Marks) -> NDArray[np.int64]:
        """Return the rows that stood before or stand twice; the others are kept."""
        hashes = marks[0] ^ (marks[1] << _HALF | marks[1] >> _HALF)
        rising = np.sort(hashes)
        met = self._found(rising)
        twice = rising[1:][rising[1:] == rising[:-1]]
        repeated = np.flatnonzero(_among(hashes, met))
        if len(twice):
            some = np.flatnonzero(_among(hashes, twice))
            _, firsts = np.unique(hashes[some], return_index=True)
            repeated = np.union1d(repeated, np.delete(some, firsts))
        new = rising[~_among(rising, met)] if len(met) else rising
        if len(twice):
            new = np.concatenate([new[:1], new[1:][new[1:] != new[:-1]]])
        self._keep(new)
        return repeated

    def _found(self, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return those of some rising hashes that are kept."""
        slots = hashes >> _TO_SLOT
        bits = self._met[slots >> _TO_BYTE] >> (slots & _IN_BYTE).astype(np.uint8)
        asked = hashes[(bits & 1).astype(bool)]
        known = np.zeros(len(asked), dtype=bool)
        for block in self._blocks if len(asked) else ():
            at = np.searchsorted(block, asked)
            at[at == len(block)] = 0
            known |= block[at] == asked
        found: NDArray[np.uint64] = asked[known]
        return found

    def _note(self, hashes: NDArray[np.uint64]) -> None:
        slots = hashes >> _TO_SLOT
        bits = np.uint8(1) << (slots & _IN_BYTE).astype(np.uint8)
        np.bitwise_or.at(self._met, slots >> _TO_BYTE, bits)
        self._noted += len(hashes)

    def _keep(self, new: NDArray[np.uint64]) -> None:
        if not len(new):
            return
        blocks = self._blocks
        self._note(new)
        most = max(1, self.recent // _PARTS)
        while blocks and len(blocks[-1]) + len(new) <= most:
            new = np.sort(np.concatenate([blocks.pop(), new]))
        blocks.append(new)
        many = sum(map(len, blocks))
        while many - len(blocks[0]) >= self.recent:
            many -= len(blocks.pop(0))
        if self._noted > 2 * many:  # most of what is noted is forgotten
            self._met[:] = 0
            self._noted = 0
            for block in blocks:
                self._note(block)


def _among(hashes: NDArray[np.uint64], few: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Say which hashes are among a few."""
    is_near = np.zeros(_NEAR, dtype=bool)
    is_near[few & np.uint64(_NEAR - 1)] = True
    among: NDArray[np.bool_] = is_near[hashes & np.uint64(_NEAR - 1)]
    near = np.flatnonzero(among)
    among[near] = np.isin(hashes[near], few)
    return among


def marks_of(
    ids: NDArray[Any] | ArrowColumn, agreeing: Sequence[NDArray[Any] | Coded] = ()
) -> Marks:
    """Return the marks of some rows.

    Parameters
    ----------
    ids
        Texts.
    agreeing
        Numbers and texts that are part of what is compared.
    """
    if isinstance(ids, ArrowColumn):
        first, second = _text_hashes(ids.array.buffers()[2], ends_of(ids.array))
    else:
        first, second = text_marks(ids.tolist())
    for column in agreeing:
        if isinstance(column, Coded):
            words = text_marks([str(text or "") for text in column.values])
            first, second = _mixed(first, second, words[0][column.codes])
        else:
            first, second = _mixed(first, second, _words(column))
    return np.array([first ^ (first >> _SHIFT), second])


def text_marks(texts: Sequence[str]) -> Marks:
    """Return hashes of texts; half of a pair of surrogates counts as it is."""
    raw = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum([0, *map(len, raw)])
    return np.array(_text_hashes(b"".join(raw), ends))


def _words(numbers: NDArray[Any]) -> NDArray[np.uint64]:
    """Return numbers as words of 64 bits, equal ones as equal words."""
    if numbers.dtype.kind == "f":
        cells = numbers.astype(np.float64) + 0.0  # 0.0 for -0.0
        cells[np.isnan(cells)] = np.nan
        return cells.view(np.uint64)
    return numbers.astype(np.int64).view(np.uint64)


def _mixed(
    first: NDArray[np.uint64], second: NDArray[np.uint64], words: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    mixed = (first ^ words) * _NEXT
    mixed ^= mixed >> _SHIFT
    return mixed * _FIRST, (second + words) * _OTHER


def _text_hashes(
    raw: Any, ends: NDArray[Any]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Hash bytes, eight at a time."""
    lengths = np.diff(ends).astype(np.int64)
    first, second = lengths.astype(np.uint64) * _FIRST, lengths.astype(np.uint64)
    if raw is None or ends[-1] == ends[0]:
        return first, second
    data = np.frombuffer(raw, dtype=np.uint8)[int(ends[0]) : int(ends[-1])]
    padded = np.concatenate([data, np.zeros(_WORD, dtype=np.uint8)])
    words: NDArray[np.uint64] = np.ndarray(
        len(padded) - _WORD + 1, dtype="<u8", buffer=padded, strides=(1,)
    )
    starts = (ends[:-1] - ends[0]).astype(np.int64)
    rows: Any = slice(None)
    for at in range(0, int(lengths.max()), _WORD):
        if at:
            rows = np.flatnonzero(lengths > at)
        left = np.clip(lengths[rows] - at, 0, _WORD)
        word = words[np.minimum(starts[rows] + at, len(words) - 1)] & _MASKS[left]
        first[rows], second[rows] = _mixed(first[rows], second[rows], word)
    return first, second
