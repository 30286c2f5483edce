"""Cells of a column: as numbers, as texts, or as the different ones and who has which.

A column of text that pyarrow has read stays with pyarrow until somebody wants a cell:
most columns repeat a few texts, which are then looked at once each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from ..arrows import (
    array_of,
    ends_of,
    mask_of,
    numbers_of,
    some_texts,
    texts_of,
    valid_of,
)
from ..numbering import factorized

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "ArrowColumn",
    "Coded",
    "cell_text",
    "code_text",
    "coded",
    "coded_texts",
    "mapped",
    "numbers",
    "texts",
]

T = TypeVar("T")

_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")


class Coded:
    """Cells that repeat a few values: the code of each, and what the codes stand for.

    Attributes
    ----------
    codes
        Place of each cell among the values.
    values
        The values; some may be those of no cell.
    """

    __slots__ = ("codes", "values")

    def __init__(self, codes: NDArray[np.int64], values: Sequence[Any]) -> None:
        self.codes = codes
        self.values = values

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.codes)

    def __getitem__(self, row: Any) -> Any:
        """Return a cell, or the cells of a mask or of places."""
        if isinstance(row, np.ndarray):
            return Coded(self.codes[row], self.values)
        return self.values[self.codes[row]]

    def __iter__(self) -> Iterator[Any]:
        """Return the cells, one after the other."""
        return iter(self.tolist())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Return the cells as an array of objects."""
        return _objects(self.values)[self.codes]

    def tolist(self) -> list[Any]:
        """Return the cells."""
        cells: list[Any] = _objects(self.values)[self.codes].tolist()
        return cells


class ArrowColumn:
    """Cells in an array of pyarrow; None where it has null.

    Parameters
    ----------
    array
        The array.
    mask
        Which of its cells these are; None: all. They are picked out when asked for:
        counts need no ids.
    """

    def __init__(self, array: Any, mask: NDArray[np.bool_] | None = None) -> None:
        self._whole = array
        self._mask = mask

    @cached_property
    def array(self) -> Any:
        """The cells, and no others."""
        if self._mask is None:
            return self._whole
        return self._whole.filter(mask_of(self._mask))

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.array)

    def __getitem__(self, row: Any) -> Any:
        """Return a cell, or those that a mask of all rows or places choose."""
        if not isinstance(row, np.ndarray):
            return self.array[int(row)].as_py()
        return _objects(self.chosen(row).tolist())

    def chosen(self, row: NDArray[Any]) -> ArrowColumn:
        """Return the cells that a mask of all rows or places choose."""
        if row.dtype == bool:
            return ArrowColumn(self.array, row)
        return ArrowColumn(self.array.take(array_of(row)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Return the cells as an array of objects."""
        return _objects(self.tolist())

    def __iter__(self) -> Iterator[Any]:
        """Return the cells, one after the other."""
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """Return the cells."""
        cells: list[Any] = self.array.to_pylist()
        return cells

    def part(self, start: int, end: int) -> ArrowColumn:
        """Return the cells of some rows."""
        if start == 0 and end == len(self):
            return self
        return ArrowColumn(self.array.slice(start, end - start))

    def is_plain(self, mark: str) -> bool:
        """Whether all cells are texts, and none of them holds a sign of ASCII."""
        array = self.array
        if str(array.type) == "dictionary<values=string, indices=int32, ordered=0>":
            own = array.dictionary
            if own.null_count or array.null_count:
                return False
            return ArrowColumn(own).is_plain(mark)
        if str(array.type) != "string" or array.null_count:
            return False
        return not bool((self.bytes()[0] == ord(mark)).any())

    def bytes(
        self,
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
        """Return the bytes of texts, and start and length of each."""
        array = self.array
        if str(array.type).startswith("dictionary"):
            array = array.dictionary_decode()
        _, places, data = array.buffers()
        ends = np.frombuffer(places, dtype=np.int32)[array.offset :][: len(array) + 1]
        low, high = (int(ends[0]), int(ends[-1])) if len(array) else (0, 0)
        whole = np.frombuffer(data or b"", dtype=np.uint8)[low:high]
        starts = ends[:-1].astype(np.int64) - low
        return whole, starts, np.diff(ends).astype(np.int64)

    @cached_property
    def _is_text(self) -> bool:
        return str(self.array.type) in ("string", "large_string")

    @cached_property
    def coded(self) -> tuple[NDArray[np.int64], list[Any]]:
        """Place of each cell among the different cells, and these."""
        array = self.array
        if not str(array.type).startswith("dictionary"):
            array = array.dictionary_encode(null_encoding="encode")
        elif array.null_count:
            array = array.dictionary_decode().dictionary_encode(null_encoding="encode")
        codes = numbers_of(array.indices).astype(np.int64)
        return codes, array.dictionary.to_pylist()

    @property
    def is_coded(self) -> bool:
        """Whether the cells were told apart already."""
        return "coded" in vars(self)

    def numbers(self) -> NDArray[np.float64] | None:
        """Return the cells as numbers, NaN for empty ones; None if one is neither."""
        if not self._is_text:
            return None
        arrow = import_module("pyarrow")
        filled = (np.diff(ends_of(self.array)) > 0) & valid_of(self.array)
        try:
            found = some_texts(self.array, filled).cast(arrow.float64())
        except arrow.ArrowInvalid:
            return None
        return np.array(numbers_of(found), dtype=np.float64)

    def texts(self) -> list[str] | None:
        """Return the cells without blanks around them; None if they are no texts."""
        trimmed = self.trimmed()
        return None if trimmed is None else trimmed.tolist()

    def trimmed(self) -> ArrowColumn | None:
        """Return the cells without blanks around them; None if they are no texts."""
        if not self._is_text:
            return None
        array = self.array
        if array.null_count:
            array = array.fill_null(texts_of([""], array.type)[0])
        compute = import_module("pyarrow.compute")
        return ArrowColumn(compute.utf8_trim_whitespace(array))


def _objects(cells: Sequence[Any]) -> NDArray[Any]:
    array = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):  # a cell may be a list
        array[place] = cell
    return array


def cell_text(cell: Any) -> str:
    """Return the words of a cell, "" of an empty one; 5.0 is "5"."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float | np.floating) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()


def code_text(cell: Any) -> str:
    """Return a code of precision as text: "2", 2 and 2.0 are one code."""
    text = cell_text(cell)
    return text.removesuffix(".0")


def coded(cells: NDArray[Any] | ArrowColumn) -> tuple[NDArray[np.int64], list[Any]]:
    """Return the place of each cell among the different cells, and these."""
    if isinstance(cells, ArrowColumn):
        return cells.coded
    try:
        codes, values = factorized(cells)
    except TypeError:  # a list or an object of JSON
        return np.arange(len(cells)), cells.tolist()
    return codes, [None if value != value else value for value in values.tolist()]


def mapped(cells: NDArray[Any] | ArrowColumn, change: Callable[[Any], T]) -> Any:
    """Return what a function makes of each cell; it is called once for each kind."""
    codes, values = coded(cells)
    return _objects([change(value) for value in values])[codes]


def coded_texts(cells: NDArray[Any] | ArrowColumn) -> Coded:
    """Return the words of each cell; cells of the same words have one code."""
    codes, values = coded(cells)
    words: dict[str, int] = {}
    of = [words.setdefault(cell_text(value), len(words)) for value in values]
    if len(words) == len(values):
        return Coded(codes, list(words))
    return Coded(np.array(of, dtype=np.int64)[codes], list(words))


def texts(cells: NDArray[Any] | ArrowColumn, *, repeat: bool = True) -> Any:
    """Return the words of each cell; ``repeat``: whether many cells are alike."""
    if repeat:
        return mapped(cells, cell_text)
    found = cells.texts() if isinstance(cells, ArrowColumn) else None
    if found is None:
        found = [cell_text(cell) for cell in cells]
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def numbers(
    cells: NDArray[Any] | ArrowColumn | None, count: int
) -> NDArray[np.float64]:
    """Return numbers; NaN for what is none. A decimal comma is taken as a point."""
    if cells is None:
        return np.full(count, np.nan)
    if isinstance(cells, ArrowColumn):
        found = cells.numbers()
        if found is not None:
            return found
        codes, values = coded(cells)
        return np.array([_number(v) for v in values], dtype=np.float64)[codes]
    try:
        return np.array(cells, dtype=np.float64)
    except (TypeError, ValueError):
        return np.array([_number(cell) for cell in cells], dtype=np.float64)


def _number(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        text = str(cell)
        if _DECIMAL_COMMA.fullmatch(text):
            return float(text.replace(",", "."))
        return float("nan")
