"""Cells: one column of a table in the smallest form that gives every cell back.

A column is a dictionary with a code for each row, or whole numbers, or, where it is
neither, texts packed by the thousand. It begins as a dictionary and changes its form
when that no longer pays; what was gathered before is carried over. A cell is kept as
its *key*: texts as they are, all else as JSON behind a NUL.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.numbering import distinct_numbers, first_rows
from geodata.tables.cells import ArrowColumn

from ..armour import packed_json, unzipped
from .digits import (
    MOST_DIGITS,
    NOTHING,
    Digits,
    TextBytes,
    prefix_of,
    read_digits,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CHUNK_ROWS",
    "NOTHING",
    "Coded",
    "Gatherer",
    "Grown",
    "Numbers",
    "Stored",
    "Texts",
    "as_numbers",
    "cell_key",
    "key_cell",
    "narrow",
    "number_keys",
    "unpacked_json",
]

CHUNK_ROWS = 4096
"""Rows of texts that are packed, and in the page unpacked, at once."""

MOST_VALUES = 65_536
"""Different values up to which a column is a dictionary: two bytes for each row."""

_PIECE = 65_536
"""Rows after which the form of a column is thought over, whatever chunks they come in:
equal tables have equal columns."""

_MARK = "\0"
_EMPTY = ("", _MARK + "null")
"""Keys of cells that hold no number."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A dictionary column: a code for each row, and the value of each code."""

    codes: NDArray[Any]
    values: list[Any]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers that stand for cells: ``prefix``, then the number over 10^scale.

    Attributes
    ----------
    numbers
        One for each row; :data:`NOTHING` where the cell is ``empty``.
    scale
        Decimal places of the largest cell.
    form
        ``fixed``: always so many places; ``float``: as few as needed, at least one;
        ``trim``: as few as needed.
    prefix
        What each key begins with.
    width
        Digits, filled with leading zeros, of whole numbers; 0: as many as needed.
    empty
        Key of the cells that hold no number.
    """

    numbers: NDArray[np.int64]
    scale: int
    form: str = "fixed"
    prefix: str = ""
    width: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """Keys of :data:`CHUNK_ROWS` rows at a time, as packed JSON lists."""

    chunks: list[bytes]


Stored = Coded | Numbers | Texts

_NO_NUMBERS = np.empty(0, dtype=np.int64)


def narrow(codes: Any) -> NDArray[Any]:
    """Return codes in as few bytes each as hold them."""
    whole = np.asarray(codes)
    return whole.astype(np.min_scalar_type(int(whole.max(initial=0))))


class Grown:
    """An array that grows as rows come, in as few bytes for each as hold them all.

    Parts that are joined at the end would be there twice, and leave holes in memory.
    """

    def __init__(self) -> None:
        self._array: NDArray[Any] = np.empty(0, dtype=np.uint8)
        self._count = 0

    def add(self, part: NDArray[Any]) -> None:
        """Add the next rows."""
        start, self._count = self._count, self._count + len(part)
        before = self._array
        kind = np.result_type(before, part) if start else part.dtype
        if kind != before.dtype or self._count > len(before):
            room = max(2 * len(before), self._count)  # what is not used takes no memory
            self._array = np.empty(room, dtype=kind)
            self._array[:start] = before[:start]
        self._array[start : self._count] = part

    @property
    def whole(self) -> NDArray[Any]:
        """All rows."""
        return self._array[: self._count]


def cell_key(cell: Any) -> str:
    """Return a cell as its key.

    Days and times become ISO texts, and what is not a number or not there is null: a
    page knows no other kinds.
    """
    if type(cell) is str:
        return cell if cell[:1] != _MARK else _MARK + json.dumps(cell)
    if isinstance(cell, np.generic):
        cell = cell.item()
    if cell is None or cell != cell:  # NaN and NaT are not equal to themselves
        return _MARK + "null"
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell_key(str(cell))
    if isinstance(cell, float) and cell in (float("inf"), float("-inf")):
        return str(cell)
    return _MARK + json.dumps(cell, default=str, sort_keys=False)


def key_cell(key: str) -> Any:
    """Return the cell that a key stands for."""
    return json.loads(key[1:]) if key[:1] == _MARK else key


def unpacked_json(data: bytes) -> Any:
    """Return what :func:`packed_json` packed.

    Raises
    ------
    InputError
        If the bytes are damaged.
    """
    try:
        return json.loads(unzipped(data))
    except ValueError as error:
        raise InputError(f"events of the page are damaged: {error}") from None


def number_keys(column: Numbers) -> list[str]:
    """Return the keys that a column of numbers stands for."""
    prefix, scale, form = column.prefix, column.scale, column.form
    numbers = column.numbers.tolist()
    if scale:
        power = 10.0**scale
        keys = [f"{prefix}{number / power:.{scale}f}" for number in numbers]
        if form != "fixed":
            keys = [key.rstrip("0").removesuffix(".") for key in keys]
        if form == "float":
            at = len(prefix)
            keys = [key if "." in key[at:] else key + ".0" for key in keys]
    else:
        keys = [f"{prefix}{number:0{column.width}d}" for number in numbers]
    for row in np.flatnonzero(column.numbers == NOTHING).tolist():
        keys[row] = column.empty
    return keys


def as_numbers(keys: Sequence[str]) -> Numbers | None:
    """Return keys as numbers; None unless each key comes back from them unchanged."""
    texts = TextBytes.of(keys)
    if texts is None:
        return None
    reader = _NumberReader()
    return reader.finish() if reader.add(texts) else None


class _NumberReader:
    """Takes texts as numbers, as long as each of them is one, all in one form."""

    def __init__(self) -> None:
        self.prefix: bytes | None = None
        self.empty: bytes | None = None
        self._common: Digits | None = None
        self._largest = 0.0
        self._numbers = Grown()
        self._places: list[tuple[int, int]] = []

    def add(self, texts: TextBytes, rows: NDArray[Any] | None = None) -> bool:
        """Take texts, or, where ``rows`` are given, the text of each of these rows.

        False: they are no numbers like those before, and none of them is taken.
        """
        if self.empty is None:
            found = [(key, texts.are(key.encode()).nonzero()[0]) for key in _EMPTY]
            there = [(at[0], key) for key, at in found if len(at)]
            self.empty = min(there)[1].encode() if there else None
        empty = _EMPTY[0].encode() if self.empty is None else self.empty
        if self.prefix is None:
            filled = np.flatnonzero(~texts.are(empty))
            if len(filled):
                self.prefix = prefix_of(texts.bytes_at(int(filled[0])))
                if self.prefix is None:
                    return False
        digits = read_digits(texts, self.prefix or b"", empty)
        if digits is None:
            return False
        common = digits if self._common is None else self._common.joined(digits)
        filled_in = np.where(digits.numbers == NOTHING, 0, digits.numbers)
        largest = float(np.abs(filled_in).max(initial=0)) / 10.0**digits.places
        largest = max(largest, self._largest)
        if common.form is None or largest * 10.0**common.places >= 10.0**MOST_DIGITS:
            return False
        self._largest = largest
        numbers = digits.numbers if rows is None else digits.numbers[rows]
        self._numbers.add(numbers)
        self._places.append((len(self._numbers.whole), digits.places))
        self._common = replace(common, numbers=_NO_NUMBERS)
        return True

    def finish(self) -> Numbers | None:
        """Return the numbers of all texts; None if there are none."""
        common = self._common
        if common is None or common.form is None or self.prefix is None:
            return None
        whole = self._numbers.whole
        start = 0
        for end, places in self._places:
            own = whole[start:end]
            own[own != NOTHING] *= 10 ** (common.places - places)
            start = end
        self._places = [(len(whole), common.places)]
        form, width = common.form
        empty = _EMPTY[0] if self.empty is None else self.empty.decode()
        return Numbers(
            whole,
            common.places,
            form,
            self.prefix.decode(),
            width,
            empty,
        )


@dataclass(slots=True)
class Gatherer:
    """Takes the cells of one column as they come.

    Attributes
    ----------
    rows
        How many it has.
    """

    rows: int = 0
    _known: dict[str, int] = field(default_factory=dict)
    _codes: Grown = field(default_factory=Grown)
    _numbers: _NumberReader | None = None
    _chunks: list[bytes] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _form: str = "dictionary"

    def add(self, cells: NDArray[Any] | ArrowColumn) -> None:
        """Add the cells of the next rows, of any kind."""
        start, count = 0, len(cells)
        while start < count:
            end = min(count, start + _PIECE - self.rows % _PIECE)
            self._add_some(cells, start, end)
            self.rows += end - start
            start = end
            if self.rows % _PIECE == 0 and self._form == "dictionary":
                self._think()

    def add_empty(self, count: int) -> None:
        """Add rows of a table that has no such column."""
        cells = np.empty(count, dtype=object)
        cells[:] = None
        self.add(cells)

    def _add_some(
        self, cells: NDArray[Any] | ArrowColumn, start: int, end: int
    ) -> None:
        some = (
            cells[start:end]
            if isinstance(cells, np.ndarray)
            else cells.part(start, end)
        )
        if isinstance(some, ArrowColumn) and some.is_plain(_MARK):
            if self._form == "dictionary":
                self._add_coded(*some.coded)
                return
            if self._form == "numbers" and self._takes(_bytes_of(some)):
                return
            self._add_texts(some.tolist())
            return
        keys = _keys(some.tolist())
        if self._form == "dictionary":
            known = self._known
            code_of = known.setdefault
            self._keep([code_of(key, len(known)) for key in keys])
        elif self._form == "texts" or not self._takes(TextBytes.of(keys)):
            self._add_texts(keys)

    def _add_coded(self, codes: NDArray[np.int64], values: list[str]) -> None:
        """Add rows whose cells were told apart; some values may be those of no row."""
        number, many = distinct_numbers(codes)
        used = codes[first_rows(number, many)].tolist()
        known = self._known
        own = [known.setdefault(values[code], len(known)) for code in used]
        self._keep(np.array(own, dtype=np.uint32)[number])

    def _keep(self, codes: Any) -> None:
        self._codes.add(narrow(codes))

    def _takes(self, texts: TextBytes | None) -> bool:
        """Take texts as numbers; if they are none, all that was taken becomes texts."""
        assert self._numbers is not None
        if texts is not None and self._numbers.add(texts):
            return True
        self._leave_numbers()
        return False

    def _think(self) -> None:
        """Leave the dictionary where that has become too large."""
        many = len(self._known)
        if many > MOST_VALUES or many * 3 > self.rows:
            self._leave_dictionary()

    def _leave_dictionary(self) -> None:
        values, codes = list(self._known), self._codes.whole
        self._known, self._codes = {}, Grown()
        texts, reader = TextBytes.of(values), _NumberReader()
        if texts is not None and reader.add(texts, codes):
            self._form, self._numbers = "numbers", reader
            return
        self._form = "texts"
        for at in range(0, len(codes), _PIECE):
            part = codes[at : at + _PIECE].tolist()
            self._add_texts([values[code] for code in part])

    def _leave_numbers(self) -> None:
        assert self._numbers is not None
        found, self._numbers = self._numbers.finish(), None
        self._form = "texts"
        assert found is not None
        for at in range(0, len(found.numbers), _PIECE):
            part = replace(found, numbers=found.numbers[at : at + _PIECE])
            self._add_texts(number_keys(part))

    def _add_texts(self, keys: list[str]) -> None:
        self._waiting += keys
        whole = len(self._waiting) // CHUNK_ROWS * CHUNK_ROWS
        for at in range(0, whole, CHUNK_ROWS):
            self._chunks.append(packed_json(self._waiting[at : at + CHUNK_ROWS]))
        del self._waiting[:whole]

    def finish(self) -> Stored:
        """Return the column."""
        if self._form == "dictionary" and self.rows > _PIECE // 4:
            self._think()
        if self._form == "dictionary" and len(self._known) > 0.9 * self.rows > 256:
            self._leave_dictionary()
        if self._form == "dictionary":
            return Coded(self._codes.whole, list(self._known))
        if self._numbers is not None:
            found = self._numbers.finish()
            assert found is not None, "a dictionary is left for what is a number"
            return found
        if self._waiting:
            self._chunks.append(packed_json(self._waiting))
        return Texts(self._chunks)


def _keys(rows: list[Any]) -> list[str]:
    """Return the keys of cells of any kind."""
    # One look through all texts at once is far faster than one at each.
    if set(map(type, rows)) - {str} or _MARK in "".join(rows):
        return list(map(cell_key, rows))
    return rows


def _bytes_of(texts: ArrowColumn) -> TextBytes:
    return TextBytes(*texts.bytes())
