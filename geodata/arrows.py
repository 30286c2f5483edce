"""Arrows: arrays of pyarrow made of numbers and texts, and numbers made of them.

They share memory. What pyarrow itself has for this loads pandas, which takes more
memory than all the rows of a table that are in the works.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "array_of",
    "ends_of",
    "mask_of",
    "numbers_of",
    "some_texts",
    "texts_of",
    "valid_of",
]

_KINDS = {"double": "float64", "float": "float32", "halffloat": "float16"}


def array_of(numbers: NDArray[Any]) -> Any:
    """Return numbers as an array of pyarrow."""
    arrow = import_module("pyarrow")
    numbers = np.ascontiguousarray(numbers)
    kind = getattr(arrow, numbers.dtype.name)()
    buffers = [None, arrow.py_buffer(numbers)]
    return arrow.Array.from_buffers(kind, len(numbers), buffers)


def mask_of(chosen: NDArray[np.bool_]) -> Any:
    """Return a mask as an array of pyarrow."""
    arrow = import_module("pyarrow")
    buffers = [None, _bits(arrow, chosen)]
    return arrow.Array.from_buffers(arrow.bool_(), len(chosen), buffers)


def texts_of(texts: Sequence[str], kind: Any) -> Any:
    """Return texts as an array of a kind of pyarrow: ``string`` or ``large_string``."""
    arrow = import_module("pyarrow")
    raw = [text.encode("utf-8") for text in texts]
    ends = np.cumsum([0, *map(len, raw)])
    wide = np.int64 if str(kind).startswith("large") else np.int32
    buffers = [None, arrow.py_buffer(ends.astype(wide)), arrow.py_buffer(b"".join(raw))]
    return arrow.Array.from_buffers(kind, len(raw), buffers)


def some_texts(array: Any, known: NDArray[np.bool_]) -> Any:
    """Return texts of pyarrow with null in the place of those that are not known."""
    arrow = import_module("pyarrow")
    whole = arrow.concat_arrays([array]) if array.offset else array
    buffers = [_bits(arrow, known), *whole.buffers()[1:]]
    return arrow.Array.from_buffers(whole.type, len(whole), buffers)


def _bits(arrow: Any, chosen: NDArray[np.bool_]) -> Any:
    return arrow.py_buffer(np.packbits(chosen, bitorder="little"))


def valid_of(array: Any) -> NDArray[np.bool_]:
    """Say which cells of an array of pyarrow are not null."""
    start, count = array.offset, len(array)
    bits = array.buffers()[0]
    if bits is None or not array.null_count:
        return np.ones(count, dtype=bool)
    raw = np.frombuffer(bits, dtype=np.uint8)
    whole = np.unpackbits(raw, count=start + count, bitorder="little")
    return whole[start:].astype(bool)


def numbers_of(array: Any) -> NDArray[Any]:
    """Return numbers of pyarrow; with nulls among them as floats, NaN for null."""
    kind, start = str(array.type), array.offset
    cells: NDArray[Any] = np.frombuffer(
        array.buffers()[1], dtype=_KINDS.get(kind, kind), count=start + len(array)
    )[start:]
    if not array.null_count:
        return cells
    return np.where(valid_of(array), cells, np.nan)


def ends_of(array: Any) -> NDArray[Any]:
    """Return where each text of an array of pyarrow begins, and where the last ends."""
    wide = str(array.type).startswith("large")
    start, kind = array.offset, np.dtype(np.int64 if wide else np.int32)
    if not len(array):
        return np.zeros(1, dtype=kind)
    ends: NDArray[Any] = np.frombuffer(array.buffers()[1], dtype=kind)
    return ends[start : start + len(array) + 1]
