"""Blocks: CSV in UTF-8, split into cells by pyarrow, many rows at once.

The answers are those of Python's csv module, which takes over where quotes stand where
none should, and from there to the end of the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from .cells import ArrowColumn
from .chunks import Chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Columns", "block_chunks"]

_SIZE = 6 << 20
_REPEATED = 8
"""Cells for each different one from which on it is worth telling them apart."""
_NEWLINE, _RETURN, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns are wanted.

    Attributes
    ----------
    names
        Their names.
    at
        Where they stand.
    width
        Cells of a row.
    delimiter
        What stands between cells.
    """

    names: tuple[str, ...]
    at: tuple[int, ...]
    width: int
    delimiter: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """Whole rows at the beginning of a block.

    Attributes
    ----------
    size
        Bytes of the rows.
    starts, ends
        First byte of each row that is not blank, and its line end.
    lines
        Last line of each of these, from 1.
    line_count
        Lines of all rows.
    is_proper
        Whether quotes stand round cells only.
    is_broken
        Whether a cell goes over several lines.
    """

    size: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    line_count: int
    is_proper: bool
    is_broken: bool


Rest = Callable[[Any, int], Iterator[Chunk]]
"""Reads the rest of a stream, of which some lines have been read, another way."""


def block_chunks(
    stream: Any, first: bytes, line: int, columns: Columns, rest: Rest
) -> Iterator[Chunk]:
    """Read rows in blocks.

    Parameters
    ----------
    stream
        Bytes; what is read begins with a row.
    first
        Bytes before those of the stream.
    line
        How many lines there are before.
    columns
        The cells that are wanted.
    rest
        Reads on where the bytes are not as they should be.
    """
    held = first
    repeating: frozenset[str] = frozenset()
    while True:
        data = stream.read(_SIZE)
        block = held + data
        if not data and not block:
            return
        unread = block
        if not data and not block.endswith(b"\n"):
            block += b"\n"
        rows = _rows(block, columns.delimiter)
        if not rows.size and data:
            held = block
            continue
        chunk = _chunk(block, rows, line, columns, repeating) if rows.size else None
        if chunk is None:
            yield from rest(io.BufferedReader(_Joined(unread, stream)), line)
            return
        if len(chunk.lines) or chunk.ragged:
            yield chunk
            repeating = _repeating(chunk)
        line += rows.line_count
        held = block[rows.size :]


def _repeating(chunk: Chunk) -> frozenset[str]:
    """Return the columns of few different cells, of those whose cells were told apart.

    The cells of the next block are told apart while they are read.
    """
    found = []
    for name, column in chunk.columns.items():
        if isinstance(column, ArrowColumn) and column.is_coded:
            few = len(column.coded[1]) * _REPEATED <= len(column)
            found += [name] if few else []
    return frozenset(found)


def _rows(block: bytes, delimiter: str) -> _Rows:
    raw = np.frombuffer(block, dtype=np.uint8)
    newlines = np.flatnonzero(raw == _NEWLINE)
    quotes = np.empty(0, dtype=np.int64)
    ends = newlines
    if b'"' in block:
        quotes = np.flatnonzero(raw == _QUOTE)
        ends = newlines[np.searchsorted(quotes, newlines) % 2 == 0]
    size = int(ends[-1]) + 1 if len(ends) else 0
    starts = np.concatenate([[0], ends[:-1] + 1]) if size else ends
    if len(ends) == len(newlines):
        lines = np.arange(1, len(ends) + 1)
    else:
        lines = np.searchsorted(newlines, ends) + 1
    length = ends - starts
    is_blank = (length == 0) | ((length == 1) & (raw[starts] == _RETURN))
    line_count = int(lines[-1]) if size else 0
    quotes = quotes[: np.searchsorted(quotes, size)]
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) and not opening[0]:
        opening = opening[1:]
    may_open, may_close = np.zeros((2, 256), dtype=bool)
    may_open[[ord(delimiter), _NEWLINE, _QUOTE]] = True
    may_close[[ord(delimiter), _NEWLINE, _RETURN, _QUOTE]] = True
    is_proper = bool(
        may_open.take(raw.take(opening - 1)).all()
        and may_close.take(raw.take(closing + 1)).all()
        and _has_whole_ends(block, raw, newlines)
        and b"\0" not in block
    )
    return _Rows(
        size,
        starts[~is_blank],
        ends[~is_blank],
        lines[~is_blank],
        line_count,
        is_proper,
        line_count != len(ends),
    )


def _has_whole_ends(
    block: bytes, raw: NDArray[np.uint8], newlines: NDArray[np.int64]
) -> bool:
    """Whether each carriage return stands before a line end."""
    if b"\r" not in block:
        return True
    before = newlines[newlines > 0] - 1
    paired = np.count_nonzero(raw[before] == _RETURN)
    return bool(np.count_nonzero(raw == _RETURN) == paired)


def _chunk(
    block: bytes,
    rows: _Rows,
    line: int,
    columns: Columns,
    repeating: frozenset[str],
) -> Chunk | None:
    """Return the cells of rows; None if they are to be read another way."""
    if not rows.is_proper:
        return None
    arrow, csv = import_module("pyarrow"), import_module("pyarrow.csv")
    ragged: list[tuple[int, str]] = []

    def skip(row: Any) -> str:
        ragged.append((row.number, row.text))
        return "skip"

    names = [str(place) for place in range(columns.width)]
    wanted = [names[place] for place in columns.at]
    text = arrow.string()
    kinds = dict.fromkeys(wanted, text)
    for name, place in zip(columns.names, wanted, strict=True):
        if name in repeating:
            kinds[place] = arrow.dictionary(arrow.int32(), text)
    used = memoryview(block)[: rows.size]
    try:
        _check_text(arrow, used)
        table = csv.read_csv(
            arrow.BufferReader(arrow.py_buffer(used)),
            csv.ReadOptions(
                use_threads=False, column_names=names, block_size=rows.size + 1
            ),
            csv.ParseOptions(
                delimiter=columns.delimiter,
                newlines_in_values=rows.is_broken,
                invalid_row_handler=skip,
            ),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=kinds,
                include_columns=list(dict.fromkeys(wanted)),
                strings_can_be_null=False,
            ),
        )
    except arrow.ArrowInvalid:
        return None
    lines = rows.lines + line
    if table.num_rows + len(ragged) != len(lines):
        return None
    torn = np.zeros(len(lines), dtype=bool)
    for number, text in ragged:  # numbered from 1, blank rows left out
        start, end = rows.starts[number - 1], rows.ends[number - 1]
        if str(used[start:end], "utf-8").removesuffix("\r") != text:
            return None
        torn[number - 1] = True
    cells = {
        name: ArrowColumn(table.column(place).combine_chunks())
        for name, place in zip(columns.names, wanted, strict=True)
    }
    return Chunk(lines[~torn], cells, tuple(lines[torn].tolist()))


def _check_text(arrow: Any, data: memoryview) -> None:
    """Refuse bytes that are no UTF-8, without making a text of them."""
    ends = np.array([0, len(data)], dtype=np.int64)
    buffers = [None, arrow.py_buffer(ends), arrow.py_buffer(data)]
    arrow.Array.from_buffers(arrow.large_string(), 1, buffers).validate(full=True)


class _Joined(io.RawIOBase):
    """Some bytes, and the stream that goes on after them."""

    def __init__(self, first: bytes, stream: Any) -> None:
        self._first = memoryview(first)
        self._stream = stream

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there are bytes."""
        data = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(data) :]
        buffer[: len(data)] = data
        return len(data)
