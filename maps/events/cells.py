"""Cells: one column of a table in the smallest form that gives every cell back.

A column is a dictionary with a code for each row, or whole numbers, or, where it is
neither, texts packed by the thousand. It begins as a dictionary and changes its form
when that no longer pays; what was gathered before is carried over. A cell is kept as
its *key*: texts as they are, all else as JSON behind a NUL.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError

from ..armour import packed_json, unzipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CHUNK_ROWS",
    "Coded",
    "Gatherer",
    "Numbers",
    "Stored",
    "Texts",
    "cell_key",
    "key_cell",
    "number_keys",
    "unpacked_json",
]

CHUNK_ROWS = 4096
"""Rows of texts that are packed, and in the page unpacked, at once."""

MOST_VALUES = 65_536
"""Different values up to which a column is a dictionary: two bytes for each row."""

_FEW_ROWS = 20_000
_MARK = "\0"
_DECIMAL = re.compile(r"(.*?)(-?\d+)(?:\.(\d+))?", re.DOTALL)
_MOST_DIGITS = 15  # what a double of the page's script holds exactly
_MOST_PLACES = 9


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


NOTHING = np.iinfo(np.int64).min
"""Stands in :class:`Numbers` for a cell without a number."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Keys of :data:`CHUNK_ROWS` rows at a time, as packed JSON lists."""

    chunks: list[bytes]


Stored = Coded | Numbers | Texts


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


def as_numbers(keys: Sequence[str], like: Numbers | None = None) -> Numbers | None:
    """Return keys as numbers; None unless each key comes back from them unchanged.

    Parameters
    ----------
    keys
        The keys of some rows.
    like
        The form that earlier rows of the column have.
    """
    empty = like.empty if like else _empty_key(keys)
    filled = [key for key in keys if key != empty]
    candidates = [like] if like else list(_forms(filled, empty))
    for form in candidates:
        try:
            numbers = np.full(len(keys), NOTHING, dtype=np.int64)
            at = np.array([key != empty for key in keys], dtype=bool)
            bodies = [key[len(form.prefix) :] for key in filled]
            if form.scale:
                shifted = np.array(list(map(float, bodies))) * 10.0**form.scale
                if not np.abs(shifted).max(initial=0) < 10**_MOST_DIGITS:
                    continue  # too large, or NaN
                numbers[at] = np.rint(shifted).astype(np.int64)
            else:
                numbers[at] = np.array(list(map(int, bodies)), dtype=np.int64)
        except (ValueError, OverflowError):
            continue
        if len(filled) and np.abs(numbers[at]).max() >= 10**_MOST_DIGITS:
            continue
        found = Numbers(
            numbers, form.scale, form.form, form.prefix, form.width, form.empty
        )
        if number_keys(found) == list(keys):
            return found
    return None


def _empty_key(keys: Iterable[str]) -> str:
    """Return the key of the cells without a number: of no text, or of null."""
    return next((key for key in keys if key in ("", _MARK + "null")), "")


def _forms(keys: Sequence[str], empty: str) -> Iterator[Numbers]:
    """Yield the forms that keys may have, by a look at some of them."""
    few = keys[:: max(1, len(keys) // 500)]
    matches = [_DECIMAL.fullmatch(key) for key in few]
    if not matches or None in matches:
        return
    parts = [match.groups() for match in matches if match is not None]
    prefixes = {prefix for prefix, _, _ in parts}
    if len(prefixes) != 1:
        return
    (prefix,) = prefixes
    scale = max(len(places or "") for _, _, places in parts)
    if scale > _MOST_PLACES:
        return
    nothing = np.empty(0, dtype=np.int64)
    for more in (0, 1, 2) if scale else (0,):  # a sample may miss the longest
        for form in ("fixed", "float", "trim") if scale else ("fixed",):
            if more == 0 or form != "fixed":
                yield Numbers(nothing, scale + more, form, prefix, 0, empty)
    widths = {len(whole) for _, whole, _ in parts}
    if not scale and len(widths) == 1:
        yield Numbers(nothing, 0, "fixed", prefix, widths.pop(), empty)


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
    _codes: list[NDArray[np.uint32]] = field(default_factory=list)
    _numbers: list[Numbers] = field(default_factory=list)
    _chunks: list[bytes] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _form: str = "dictionary"

    def add(self, cells: NDArray[Any]) -> None:
        """Add the cells of the next rows, of any kind."""
        rows: list[Any] = cells.tolist()
        # One look through all texts at once is far faster than one at each.
        if set(map(type, rows)) - {str} or _MARK in "".join(rows):
            rows = list(map(cell_key, rows))
        self._add_keys(rows)

    def add_empty(self, count: int) -> None:
        """Add rows of a table that has no such column."""
        self._add_keys([_MARK + "null"] * count)

    def _add_keys(self, keys: list[str]) -> None:
        self.rows += len(keys)
        if self._form == "dictionary":
            known = self._known
            code_of = known.setdefault
            codes = [code_of(key, len(known)) for key in keys]
            self._codes.append(np.array(codes, dtype=np.uint32))
            if len(known) > MOST_VALUES or self._is_wasteful():
                self._leave_dictionary()
        elif self._form == "numbers":
            found = as_numbers(keys, self._numbers[0])
            if found is None:
                self._leave_numbers()
                self._add_texts(keys)
            else:
                self._numbers.append(found)
        else:
            self._add_texts(keys)

    def _is_wasteful(self) -> bool:
        return self.rows >= _FEW_ROWS and len(self._known) * 3 > self.rows

    def _leave_dictionary(self) -> None:
        values = list(self._known)
        keys = [values[code] for code in chain.from_iterable(self._codes)]
        self._known, self._codes = {}, []
        found = as_numbers(keys)
        if found is not None:
            self._form, self._numbers = "numbers", [found]
        else:
            self._form = "texts"
            self._add_texts(keys)

    def _leave_numbers(self) -> None:
        self._form = "texts"
        for part in self._numbers:
            self._add_texts(number_keys(part))
        self._numbers = []

    def _add_texts(self, keys: list[str]) -> None:
        self._waiting += keys
        whole = len(self._waiting) // CHUNK_ROWS * CHUNK_ROWS
        for at in range(0, whole, CHUNK_ROWS):
            self._chunks.append(packed_json(self._waiting[at : at + CHUNK_ROWS]))
        del self._waiting[:whole]

    def finish(self) -> Stored:
        """Return the column."""
        if self._form == "dictionary" and len(self._known) > 0.9 * self.rows > 256:
            self._leave_dictionary()
        if self._form == "dictionary":
            none: list[NDArray[np.uint32]] = [np.empty(0, dtype=np.uint32)]
            return Coded(np.concatenate(self._codes or none), list(self._known))
        if self._form == "numbers":
            first = self._numbers[0]
            whole = np.concatenate([part.numbers for part in self._numbers])
            return Numbers(
                whole, first.scale, first.form, first.prefix, first.width, first.empty
            )
        if self._waiting:
            self._chunks.append(packed_json(self._waiting))
        return Texts(self._chunks)
