"""Files out: replaced in one step or not at all, and never one that is not ours.

CSV cells that a spreadsheet would run as a formula get a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from .errors import InputError, OverwriteError

__all__ = [
    "GENERATOR",
    "OWN_COMMENT",
    "OWN_KEY",
    "cell_text",
    "csv_cells",
    "csv_text",
    "ensure_writable",
    "feature_collection",
    "is_own_file",
    "json_text",
    "replace_file",
    "restored_cell",
    "safe_cell",
    "stream_json",
    "table_text",
    "write_bytes",
    "write_json",
    "write_text",
    "xml_words",
]

GENERATOR = '<meta name="generator" content="deesc'
"""Start of the mark by which an HTML file of deesc is known."""

OWN_COMMENT = b"written by deesc"
"""Comment of the archive by which a workbook of deesc is known."""
OWN_KEY = b"deesc:about"
"""Key in the footer by which a Parquet file of deesc is known."""

_HEAD_BYTES = 4096
_TAIL_BYTES = 1 << 20
_JSON_HEAD_BYTES = 200
_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_SQLITE = b"SQLite format 3\x00"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_MARK = b"tEXtSoftware\x00deesc "
_PDF_MARK = b"/Creator (deesc "
_JSON_MARK = re.compile(rb'"deesc"\s*:')
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN = frozenset("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Give a temporary path that becomes ``path`` when the block ends well.

    The temporary file lies in the same folder. Whatever ends the block early, an
    interrupt too, leaves ``path`` as it was.

    Raises
    ------
    InputError
        If the folder is missing or cannot be written to, or ``path`` is a folder.
    """
    import tempfile  # not needed by those who only ask

    _require_folder(path)
    if path.is_symlink():
        path = path.resolve()  # the link stays, its target is replaced
    try:
        # The suffix stays, since drivers choose the format by it.
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent
        )
    except OSError as error:
        msg = f"{path}: cannot be written: {error.strerror or error}"
        raise InputError(msg) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _settle(temporary, path)
        os.replace(temporary, path)
    except BaseException:
        for leftover in (temporary, *temporary.parent.glob(f"{temporary.name}-*")):
            with suppress(OSError):
                leftover.unlink()
        raise


def _settle(temporary: Path, path: Path) -> None:
    """Flush to the disk and give the permissions of the file it replaces."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def ensure_writable(path: Path, overwrite: bool = False) -> None:
    """Refuse early what must not be written.

    Parameters
    ----------
    path
        The file to be written.
    overwrite
        Whether a file that deesc did not write may be replaced.

    Raises
    ------
    InputError
        If the folder is missing, or ``path`` is a folder.
    OverwriteError
        If the file exists, is not deesc's own, and ``overwrite`` is not set.
    """
    _require_folder(path)
    if path.exists() and not overwrite and not is_own_file(path):
        msg = f"{path}: exists and was not written by deesc; --overwrite replaces it"
        raise OverwriteError(msg)


def _require_folder(path: Path) -> None:
    if path.is_dir():
        msg = f"{path}: is a folder, not a file"
        raise InputError(msg)
    if path.exists() and not path.is_file():
        msg = f"{path}: is not a regular file"
        raise InputError(msg)
    if not path.parent.is_dir():
        msg = f"{path}: the folder {path.parent} does not exist"
        raise InputError(msg)


def is_own_file(path: Path) -> bool:
    """Tell whether deesc wrote a file, by the mark near its start.

    HTML carries a generator, JSON a key ``deesc`` within its first 200 bytes, SQLite
    (GeoPackage) a table named ``deesc``, XML (KML) a comment, a workbook the comment of
    its archive, Parquet a key of its footer, PNG and PDF the name of the software that
    made them. Text tables carry none.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            tail = file.read()
    except OSError:
        return False
    if head.startswith(_SQLITE):
        return _has_own_table(path)
    if head.startswith(_ZIP):
        return tail.endswith(OWN_COMMENT)
    if head.startswith(_PARQUET):
        return tail.endswith(_PARQUET) and OWN_KEY in tail
    if head.startswith(_PNG):
        return _PNG_MARK in head
    if head.startswith(b"%PDF-"):
        return _PDF_MARK in tail or tail.rstrip().endswith(OWN_COMMENT)
    if head.startswith(b"<?xml"):
        return b"<!-- deesc " in head[:_JSON_HEAD_BYTES]
    if head.lstrip().startswith((b"{", b"[")):
        return _JSON_MARK.search(head[:_JSON_HEAD_BYTES]) is not None
    return GENERATOR.encode() in head


def _has_own_table(path: Path) -> bool:
    import sqlite3

    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'deesc'"
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(query).fetchone() is not None
    except sqlite3.Error:
        return False


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text in one step, with the line ends as they are."""
    write_bytes(path, text.encode("utf-8"))


def json_text(value: Any) -> str:
    """Return JSON in the order given, one step of indent, a line end at its end."""
    return (
        json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False, default=_plain)
        + "\n"
    )


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes in one step."""
    with replace_file(path) as temporary:
        temporary.write_bytes(data)


def write_json(path: Path, value: Any) -> None:
    """Write JSON text (see :func:`json_text`) in one step."""
    write_text(path, json_text(value))


def stream_json(path: Path, record: Mapping[str, Any]) -> None:
    """Write an object as :func:`write_json` does, with lists that never stand whole.

    Parameters
    ----------
    path
        File to make or replace, all of it or nothing.
    record
        Its members in order; an iterator among their values is written as a list, item
        by item, when its turn comes.
    """
    with replace_file(path) as temporary:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(_json_parts(record))


def _json_parts(record: Mapping[str, Any]) -> Iterator[str]:
    before = "{"
    for name, value in record.items():
        yield f"{before}\n {json.dumps(name, ensure_ascii=False)}: "
        before = ","
        if not isinstance(value, Iterator):
            yield _indented(value, 1)
            continue
        mark = "["
        for item in value:
            yield f"{mark}\n  {_indented(item, 2)}"
            mark = ","
        yield "[]" if mark == "[" else "\n ]"
    yield "{}\n" if before == "{" else "\n}\n"


def _indented(value: Any, steps: int) -> str:
    """Return JSON text as it stands within others; no line end is part of a string."""
    return json_text(value)[:-1].replace("\n", "\n" + " " * steps)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):  # a number of numpy
        return value.item()
    msg = f"{type(value).__name__} cannot be written as JSON: {value!r}"
    raise TypeError(msg)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    r"""Return rows as CSV (RFC 4180: CRLF, quotes where needed), header first.

    A text cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return
    and is not a plain number gets a leading apostrophe, so that no spreadsheet runs
    it. Lists are joined with ``|``; None is an empty cell.

    Examples
    --------
    >>> csv_text([{"a": "=1+1", "b": -2.5}], ["a", "b"])
    "a,b\r\n'=1+1,-2.5\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_defused(column) for column in columns])
    writer.writerows(csv_cells(row, columns) for row in rows)
    return out.getvalue()


def csv_cells(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """Return the cells of a row as texts that no spreadsheet runs."""
    return [safe_cell(row.get(column)) for column in columns]


def safe_cell(value: Any) -> str:
    """Return a value as a text that no spreadsheet runs."""
    return _defused(cell_text(value))


def cell_text(value: Any) -> str:
    """Return a value as the words of a cell: lists joined with ``|``, None empty."""
    if type(value) is str:  # most of them
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, list | tuple):
        return "|".join(map(cell_text, value))
    return str(value)


def _defused(text: str) -> str:
    if text[:1] in _RUN and text and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def xml_words(text: str) -> str:
    """Return text with a space for every sign that XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def restored_cell(text: str) -> str:
    """Return the words of a CSV cell without the apostrophe that keeps them words."""
    return text[1:] if text.startswith("'") and _defused(text[1:]) == text else text


def table_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return rows as an aligned plain-text table; nothing is cut or wrapped.

    Columns of numbers are set flush right. Width counts what a terminal shows: two
    for wide characters, none for combining ones; control characters become spaces.
    """
    cells = [[_one_line(cell_text(row.get(c))) for c in columns] for row in rows]
    lines = [[_one_line(column) for column in columns], *cells]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    right = [
        any(column) and all(_NUMBER.fullmatch(cell) for cell in column if cell)
        for column in zip(*cells, strict=True)
    ] or [False] * len(columns)
    text = [_line(line, widths, right) for line in lines]
    text.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(text) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, is_right in zip(cells, widths, right, strict=True):
        gap = " " * (width - _width(cell))
        padded.append(gap + cell if is_right else cell + gap)
    return "  ".join(padded).rstrip()


def _one_line(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or _is_mark(c) else " " for c in text)


def _is_mark(character: str) -> bool:
    return character in "\u200c\u200d"  # joiners, which some scripts need


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def feature_collection(
    rows: Iterable[Mapping[str, Any]], **members: Any
) -> dict[str, Any]:
    """Return rows as a GeoJSON FeatureCollection (RFC 7946).

    Parameters
    ----------
    rows
        Each with its ``geometry`` as GeoJSON, or else ``lon`` and ``lat``, or neither
        (a feature without a place); all other fields become properties, ``id`` the
        feature's id too.
    members
        Further members of the collection, such as ``deesc=1``; they come first.
    """
    features = [_feature(row) for row in rows]
    return {**members, "type": "FeatureCollection", "features": features}


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    geometry = row.get("geometry")
    lat, lon = row.get("lat"), row.get("lon")
    if geometry is None and lat is not None and lon is not None:
        geometry = {"type": "Point", "coordinates": [lon, lat]}
    properties = {k: v for k, v in row.items() if k != "geometry"}
    feature: dict[str, Any] = {"type": "Feature"}
    if row.get("id") is not None:
        feature["id"] = row["id"]
    return feature | {"properties": properties, "geometry": geometry}
