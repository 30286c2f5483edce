"""Repeats: rows that stood before, told by marks: two hashes of 64 bits for each row.

A mark is that of an id, and of what else is to agree. Two different rows of a thousand
million have one mark with a chance of less than one in 10**20, so texts are not kept.
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
_BITS, _IN_BYTE = 25, np.uint64(7)
_TO_SLOT, _TO_BYTE = np.uint64(64 - _BITS), np.uint64(3)


class Repeats:
    """Knows the marks of the rows before.

    Parameters
    ----------
    before
        Marks that stand before all rows.
    recent
        How many are kept at least when a chunk has been looked at.
    """

    def __init__(self, before: Marks | None = None, recent: int = _RECENT) -> None:
        self.recent = recent
        self._blocks: list[Marks] = []  # each in the order of its first hashes
        self._met = np.zeros(1 << (_BITS - 3), dtype=np.uint8)
        self._noted = 0
        if before is not None:
            self.again(before)

    def again(self, marks: Marks) -> NDArray[np.bool_]:
        """Say which rows stood before, or stand twice among these; keep the others."""
        order = np.argsort(marks[0])
        marks = marks[:, order]
        found = _twice(marks, order)
        some = np.flatnonzero(self._may_be_met(marks[0]))
        first, second = marks[:, some]
        for block in self._blocks if len(some) else ():
            at = np.searchsorted(block[0], first)
            at[at == block.shape[1]] = 0
            found[some] |= (block[0][at] == first) & (block[1][at] == second)
        if not found.all():
            self._keep(marks[:, ~found] if found.any() else marks)
        repeated = np.empty(len(found), dtype=bool)
        repeated[order] = found
        return repeated

    def _may_be_met(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Say of which hashes the bit is set; of those kept it is."""
        slots = hashes >> _TO_SLOT
        bits = self._met[slots >> _TO_BYTE] >> (slots & _IN_BYTE).astype(np.uint8)
        return np.asarray(bits & 1, dtype=bool)

    def _note(self, hashes: NDArray[np.uint64]) -> None:
        slots = hashes >> _TO_SLOT
        bits = np.uint8(1) << (slots & _IN_BYTE).astype(np.uint8)
        np.bitwise_or.at(self._met, slots >> _TO_BYTE, bits)
        self._noted += len(hashes)

    def _keep(self, new: Marks) -> None:
        blocks = self._blocks
        self._note(new[0])
        most = max(1, self.recent // _PARTS)
        while blocks and blocks[-1].shape[1] + new.shape[1] <= most:
            new = np.concatenate([blocks.pop(), new], axis=1)
            new = new[:, np.argsort(new[0])]
        blocks.append(new)
        many = sum(block.shape[1] for block in blocks)
        while many - blocks[0].shape[1] >= self.recent:
            many -= blocks.pop(0).shape[1]
        if self._noted > 2 * many:  # most of what is noted is forgotten
            self._met[:] = 0
            self._noted = 0
            for block in blocks:
                self._note(block[0])


def _twice(marks: Marks, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which marks stand in an earlier row too; they come by their first hash."""
    twice = np.zeros(len(rows), dtype=bool)
    alike = marks[0][1:] == marks[0][:-1]
    if not alike.any():
        return twice
    near = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
    near = near[np.lexsort((rows[near], marks[1][near], marks[0][near]))]
    same = (marks[:, near[1:]] == marks[:, near[:-1]]).all(axis=0)
    twice[near[1:][same]] = True
    return twice


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
