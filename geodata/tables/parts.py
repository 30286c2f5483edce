"""Parts: files cut where rows end, so that several machines read one table.

Parquet is cut at its row groups, comma-separated text between rows; every other file is
one part.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from ..encodings import encoding_of
from ..errors import InputError, MissingExtraError
from .chunks import Chunk, TableFile
from .files import open_table

__all__ = ["PART_BYTES", "Part", "cut_table", "open_part"]

PART_BYTES = 1 << 26
"""Size of a part in bytes, about."""

_BLOCK = 1 << 22
_TEXTS = (".csv", ".tsv", ".txt", ".tab")
_PARQUET = (".parquet", ".geoparquet", ".pq")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table file.

    Attributes
    ----------
    path
        The file.
    start, end
        Bytes of a text, or row groups of a Parquet file; the end is exclusive. None:
        the whole file.
    head
        Bytes of the header of a text, which stands before every part; 0 for none.
    before
        Lines of a text before the part, or rows of a Parquet file.
    encoding
        Of a text.
    """

    path: Path
    start: int | None = None
    end: int | None = None
    head: int = 0
    before: int = 0
    encoding: str = ""


def cut_table(path: Path, size: int = PART_BYTES) -> list[Part]:
    """Cut a file into parts of about a size in bytes, in the order of its rows.

    Raises
    ------
    InputError
        If the file cannot be read.
    MissingExtraError
        If pyarrow is needed and missing.
    """
    suffix = path.suffix.lower()
    if suffix in _PARQUET:
        return _cut_parquet(path, size)
    if suffix in _TEXTS and path.stat().st_size > size:
        return _cut_text(path, size)
    return [Part(path)]


def _cut_parquet(path: Path, size: int) -> list[Part]:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", f"read {path}") from None
    try:
        metadata = parquet.read_metadata(path)
    except (OSError, ValueError) as error:
        msg = f"{path}: is no readable Parquet file: {error}"
        raise InputError(msg) from None
    parts, start, rows, held, weight = [], 0, 0, 0, 0
    for group in range(metadata.num_row_groups):
        about = metadata.row_group(group)
        held, weight = held + about.num_rows, weight + about.total_byte_size
        if weight >= size or group == metadata.num_row_groups - 1:
            parts.append(Part(path, start, group + 1, before=rows))
            start, rows, held, weight = group + 1, rows + held, 0, 0
    return parts or [Part(path)]


def _cut_text(path: Path, size: int) -> list[Part]:
    """Cut at line ends outside of quotes: a quoted cell may hold line ends."""
    with path.open("rb") as file:
        first = file.read(_BLOCK)
        encoding = encoding_of(first, str(path), whole=False)
        if encoding.lower().replace("-", "").startswith(("utf16", "utf32", "ucs")):
            return [Part(path)]
        head = _head(path, first, encoding)
        cuts = [(0, 0)]
        position = lines = 0
        try:
            for position, lines in _row_ends(file, first):
                if position - cuts[-1][0] >= size and position > head:
                    cuts.append((position, lines))
        except csv.Error:
            return [Part(path)]  # whoever reads it will say what is wrong
    if cuts[-1][0] < position or len(cuts) == 1:
        cuts.append((position, lines))
    return [
        Part(path, start, end, head if start else 0, before, encoding)
        for (start, before), (end, _) in zip(cuts, cuts[1:])
    ]


def _row_ends(file: BinaryIO, first: bytes) -> Iterator[tuple[int, int]]:
    """Yield the byte and the number of lines after each row, as a reader of CSV does.

    A quoted cell may hold line ends, and a quote within a cell quotes nothing. Quotes
    and delimiters are the same bytes in every encoding that comes here.
    """
    file.seek(0)
    position = lines = 0

    def texts() -> Iterator[str]:
        nonlocal position, lines
        for line in file:
            position += len(line)
            lines += 1
            yield line.decode("latin-1")

    line = first.partition(b"\n")[0].decode("latin-1")
    for _ in csv.reader(texts(), delimiter=max(",;\t|", key=line.count)):
        yield position, lines


def _head(path: Path, first: bytes, encoding: str) -> int:
    """Return the bytes of the header; 0 where the first line is a row."""
    with open_table(path) as table:
        name = table.names[0].encode(encoding.removesuffix("-sig"), "replace")
    end = first.find(b"\n") + 1
    blank = 0
    while end and not first[blank:end].strip(b"\xef\xbb\xbf \r\n"):
        blank, end = end, first.find(b"\n", end) + 1
    line = first[blank:end]
    while line.count(b'"') % 2 and end < len(first):  # a name with a line end
        end = first.find(b"\n", end) + 1 or len(first)
        line = first[blank:end]
    return end if name in line else 0


@contextmanager
def open_part(part: Part) -> Iterator[TableFile]:
    """Open a part as a table whose lines are those of the whole file.

    Raises
    ------
    InputError
        If the file is broken, or no longer what it was when it was cut.
    """
    if part.start is None or part.end is None:
        with open_table(part.path) as table:
            yield table
    elif part.path.suffix.lower() in _PARQUET:
        with tempfile.TemporaryDirectory() as folder:
            yield from _shifted(part, _row_groups(part, Path(folder)), part.before)
    else:
        with tempfile.TemporaryDirectory() as folder:
            copy, lines = _lines(part, Path(folder))
            yield from _shifted(part, copy, part.before - lines)


def _row_groups(part: Part, folder: Path) -> Path:
    parquet = import_module("pyarrow.parquet")
    copy = folder / part.path.name
    with parquet.ParquetFile(part.path) as file:
        groups = list(range(part.start or 0, part.end or 0))
        with parquet.ParquetWriter(copy, file.schema_arrow, compression="none") as out:
            for batch in file.iter_batches(row_groups=groups):
                out.write_batch(batch)
    return copy


def _lines(part: Part, folder: Path) -> tuple[Path, int]:
    """Copy header and lines of a part; return the copy and the lines of the header."""
    start, end = part.start or 0, part.end or 0
    with part.path.open("rb") as file:
        head = file.read(part.head)
        file.seek(start)
        body = file.read(end - start)
    if len(body) < end - start:
        msg = f"{part.path}: has become shorter since it was cut into parts"
        raise InputError(msg)
    try:
        text = (head + body).decode(part.encoding)
    except UnicodeDecodeError as error:
        msg = (
            f"{part.path}: begins as {part.encoding} but goes on otherwise "
            f"(byte {error.object[error.start]:#x}): save it as UTF-8"
        )
        raise InputError(msg) from None
    copy = folder / part.path.name
    copy.write_bytes(text.encode("utf-8"))
    return copy, head.count(b"\n")


def _shifted(part: Part, copy: Path, lines: int) -> Iterator[TableFile]:
    """Open the copy of a part under the name and with the lines of its file."""
    with open_table(copy) as table:

        def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
            for chunk in table.chunks(wanted):
                yield replace(
                    chunk,
                    lines=chunk.lines + lines,
                    ragged=tuple(line + lines for line in chunk.ragged),
                )

        yield replace(
            table, source=str(part.path), chunks=chunks, again=None, is_part=True
        )
