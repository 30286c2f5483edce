"""Text tables: rows of CSV, JSON lines and JSON, in any encoding, packed or not."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from ..encodings import encoding_of
from ..errors import InputError, MissingExtraError
from .blocks import Columns, block_chunks
from .chunks import LAT, LON, ROWS, STDIN, Chunk, TableFile, objects

__all__ = ["open_csv", "open_json", "open_json_lines"]

_HEAD = 1 << 20
_DELIMITERS = ",;\t|"

# http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf: the files
# carry no header. Only the columns that are read here have names.
_GDELT_WIDTHS = (58, 61)
_GDELT = {
    0: "GLOBALEVENTID",
    1: "SQLDATE",
    6: "Actor1Name",
    16: "Actor2Name",
    26: "EventCode",
    28: "EventRootCode",
}
_GDELT_ACTION = (
    "ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code"
).split()


def _bytes(path: Path) -> Any:
    if path == STDIN:
        stream: Any = sys.stdin.buffer
        return stream if hasattr(stream, "peek") else io.BufferedReader(stream)
    if path.suffix.lower() == ".gz":
        return gzip.open(path)
    if path.suffix.lower() == ".zst":
        try:
            arrow = import_module("pyarrow")
        except ImportError:
            raise MissingExtraError("pyarrow", "parquet", f"read {path}") from None
        return io.BufferedReader(arrow.CompressedInputStream(str(path), "zstd"), _HEAD)
    return path.open("rb", _HEAD)


def _open_bytes(path: Path, files: ExitStack) -> tuple[Any, bytes, str]:
    """Return the bytes of a file, the first of them again, and its encoding."""
    try:
        buffered = _bytes(path)
        if path != STDIN:
            files.callback(buffered.close)
        head = buffered.peek(_HEAD)  # of gzip and pipes it gives what is there
    except (OSError, EOFError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise InputError(msg) from None
    if not head:
        msg = f"{path}: is empty"
        raise InputError(msg)
    return buffered, head, encoding_of(head, str(path), whole=False)


def _open_text(path: Path, files: ExitStack) -> io.TextIOWrapper:
    buffered, _, encoding = _open_bytes(path, files)
    return _decoded(buffered, encoding, files)


def _decoded(stream: Any, encoding: str, files: ExitStack) -> io.TextIOWrapper:
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    files.callback(text.detach)  # the bytes below are closed on their own
    return text


def open_csv(path: Path, files: ExitStack) -> TableFile:
    stream, head, encoding = _open_bytes(path, files)
    is_split = encoding == "utf-8-sig" and find_spec("pyarrow") is not None
    if is_split and head.count(b"\r") - head.count(b"\r\n") <= head.endswith(b"\r"):
        first, skipped = _first_bytes(path, stream)
        if first.count(b'"') % 2 == 0:
            return _blocks(path, files, stream, first, skipped)
        lines = chain([first.decode("utf-8")], _decoded(stream, "utf-8", files))
        return _rows(path, skipped, *_first_line(path, lines), lines)
    file = _decoded(stream, encoding, files)
    return _rows(path, 0, *_first_line(path, file), file)


def _blocks(
    path: Path, files: ExitStack, stream: Any, first: bytes, skipped: int
) -> TableFile:
    """Open a table that pyarrow splits into cells."""
    line, _ = _first_line(path, [first.decode("utf-8")])
    names, delimiter, is_headless = _header(path, line)

    def rest(stream: Any, lines: int) -> Iterator[Chunk]:
        text = _decoded(stream, "utf-8", files)
        reader = csv.reader(text, delimiter=delimiter)
        yield from _row_chunks(path, reader, lines, [], names, wanted)

    wanted: list[str] = []

    def chunks(asked: Sequence[str]) -> Iterator[Chunk]:
        wanted[:] = asked
        at = tuple(names.index(name) for name in asked)
        columns = Columns(tuple(asked), at, len(names), delimiter)
        before, lines = (first, skipped) if is_headless else (b"", skipped + 1)
        try:
            yield from block_chunks(stream, before, lines, columns, rest)
        except (OSError, EOFError) as error:
            msg = f"{path}: cannot be read: {error}"
            raise InputError(msg) from None

    return TableFile(str(path), names, chunks)


def _rows(
    path: Path, before: int, first: str, skipped: int, file: Iterable[str]
) -> TableFile:
    """Open a table that the csv module splits into cells."""
    before += skipped
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(_lines_from(first, file), delimiter=delimiter)
    head = _guarded(path, reader, 1, before)
    names, _, is_headless = _header(path, first, head)

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        rows = head if is_headless else []
        yield from _row_chunks(path, reader, before, rows, names, wanted)

    return TableFile(str(path), names, chunks)


def _header(
    path: Path, first: str, head: Sequence[tuple[int, list[str]]] | None = None
) -> tuple[tuple[str, ...], str, bool]:
    """Return columns, delimiter, and whether the first row is no header."""
    delimiter = max(_DELIMITERS, key=first.count)
    if head is None:
        head = _guarded(path, csv.reader([first], delimiter=delimiter), 1, 0)
    if not head:
        msg = f"{path}: has no header"
        raise InputError(msg)
    cells = head[0][1]
    if _is_gdelt(cells):
        return _gdelt_names(len(cells)), delimiter, True
    names = tuple(cell.strip().strip("\ufeff") for cell in cells)
    return names, delimiter, False


def _row_chunks(
    path: Path,
    reader: Any,
    before: int,
    rows: list[tuple[int, list[str]]],
    names: Sequence[str],
    wanted: Sequence[str],
) -> Iterator[Chunk]:
    at = [names.index(name) for name in wanted]
    while True:
        rows = rows + _guarded(path, reader, ROWS - len(rows), before)
        if not rows:
            return
        yield _cut(rows, wanted, at, len(names))
        rows = []


def _first_bytes(path: Path, stream: Any) -> tuple[bytes, int]:
    """Return the first line that is not blank, and how many stand before it."""
    skipped = 0
    try:
        for line in iter(stream.readline, b""):
            bare = line.removeprefix(codecs.BOM_UTF8)
            if bare.strip(b" \r\n"):
                bare.decode("utf-8")
                return bare, skipped
            skipped += 1
    except UnicodeDecodeError as error:
        raise _undecodable(path, error) from None
    except (OSError, EOFError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise InputError(msg) from None
    msg = f"{path}: is empty"
    raise InputError(msg)


def _first_line(path: Path, file: Iterable[str]) -> tuple[str, int]:
    """Return the first line that is not blank, and how many stand before it."""
    try:
        for skipped, line in enumerate(file):
            if line.strip("\ufeff \r\n"):
                return line.removeprefix("\ufeff"), skipped
    except UnicodeDecodeError as error:
        raise _undecodable(path, error) from None
    msg = f"{path}: is empty"
    raise InputError(msg)


def _lines_from(first: str, file: Iterable[str]) -> Iterator[str]:
    yield first
    yield from file


def _guarded(
    path: Path, reader: Any, count: int, before: int
) -> list[tuple[int, list[str]]]:
    """Take rows with their line, counted from some before; blank lines are none."""
    try:
        return [(before + reader.line_num, row) for row in islice(reader, count) if row]
    except csv.Error as error:
        msg = f"{path}, line {before + reader.line_num}: {error}"
        raise InputError(msg) from None
    except UnicodeDecodeError as error:
        raise _undecodable(path, error) from None
    except (OSError, EOFError) as error:
        msg = f"{path}, after line {before + reader.line_num}: cannot be read: {error}"
        raise InputError(msg) from None


def _undecodable(path: Path, error: UnicodeDecodeError) -> InputError:
    return InputError(
        f"{path}: begins as {error.encoding} but goes on otherwise "
        f"(byte {error.object[error.start]:#x}): save it as UTF-8"
    )


def _is_gdelt(cells: Sequence[str]) -> bool:
    return len(cells) in _GDELT_WIDTHS and cells[0].isdigit() and cells[1].isdigit()


def _gdelt_names(width: int) -> tuple[str, ...]:
    names = dict(_GDELT)
    at = width - (10 if width == 61 else 9)
    steps = [*_GDELT_ACTION]
    if width == 61:
        steps.append("ActionGeo_ADM2Code")
    steps += ["ActionGeo_Lat", "ActionGeo_Long"]
    names.update({at + number: name for number, name in enumerate(steps)})
    return tuple(names.get(number, f"column {number + 1}") for number in range(width))


def _cut(
    rows: Sequence[tuple[int, list[str]]],
    wanted: Sequence[str],
    at: Sequence[int],
    width: int,
) -> Chunk:
    whole = [(line, row) for line, row in rows if len(row) == width]
    ragged = tuple(line for line, row in rows if len(row) != width)
    columns = {
        name: objects([row[index] for _, row in whole])
        for name, index in zip(wanted, at, strict=True)
    }
    lines = np.array([line for line, _ in whole], dtype=np.int64)
    return Chunk(lines, columns, ragged)


def open_json_lines(path: Path, files: ExitStack) -> TableFile:
    file = _open_text(path, files)
    head = list(islice(_records(path, file), ROWS))
    if not head:
        msg = f"{path}: is empty"
        raise InputError(msg)
    names = tuple(dict.fromkeys(name for _, record in head for name in record))

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        rows = head
        while rows:
            yield _pick(rows, wanted)
            rows = list(islice(records, ROWS))

    records = _records(path, file, len(head))
    return TableFile(str(path), names, chunks)


def _records(
    path: Path, file: Iterable[str], before: int = 0
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file, before + 1):
        if not line.strip("\ufeff \r\n\x1e"):
            continue
        try:
            record = json.loads(line.strip("\ufeff\x1e \r\n"))
        except (ValueError, RecursionError) as error:
            msg = f"{path}, line {number}: is no JSON: {error}"
            raise InputError(msg) from None
        if not isinstance(record, dict):
            msg = f"{path}, line {number}: is no JSON object"
            raise InputError(msg)
        yield number, _flat(record)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Take a GeoJSON feature's properties and point as cells."""
    if record.get("type") != "Feature":
        return record
    cells = dict(record.get("properties") or {})
    geometry = record.get("geometry") or {}
    if geometry.get("type") == "Point" and geometry.get("coordinates"):
        cells[LON], cells[LAT] = geometry["coordinates"][:2]
    return cells


def open_json(path: Path, files: ExitStack) -> TableFile:
    try:
        value = json.load(_open_text(path, files))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        msg = f"{path}: is no JSON: {error}"
        raise InputError(msg) from None
    if isinstance(value, dict):
        lists = [each for each in value.values() if isinstance(each, list)]
        value = value.get("features") or (lists[0] if len(lists) == 1 else None)
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        msg = f"{path}: needed: a list of objects, or GeoJSON features"
        raise InputError(msg)
    rows = [(number, _flat(record)) for number, record in enumerate(value, 1)]
    names = tuple(dict.fromkeys(name for _, record in rows for name in record))

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        for at in range(0, len(rows), ROWS):
            yield _pick(rows[at : at + ROWS], wanted)

    return TableFile(str(path), names, chunks)


def _pick(rows: Sequence[tuple[int, dict[str, Any]]], wanted: Sequence[str]) -> Chunk:
    lines = np.array([number for number, _ in rows], dtype=np.int64)
    columns = {name: objects([row.get(name) for _, row in rows]) for name in wanted}
    return Chunk(lines, columns)
