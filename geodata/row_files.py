"""Row files: rows written as they come, to CSV, JSON lines, Parquet or a workbook.

Nothing is held but the last rows, save those of a workbook, which has room for a
million; the file appears only when all is written.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import numpy as np

from .column_rows import ColumnRows
from .errors import InputError, MissingExtraError
from .formats import OWN_COMMENT, csv_cells, replace_file, safe_cell
from .tables.cells import ArrowColumn, Coded

__all__ = [
    "REJECTS",
    "ROW_FORMATS",
    "Rows",
    "open_rows",
    "rejecting",
    "row_format",
    "write_rows",
]

Rows = Iterable[Mapping[str, Any]]
Write = Callable[[Rows], None]

ROW_FORMATS = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".geoparquet": "geoparquet",
    ".xlsx": "xlsx",
}
"""Format by suffix of a row file."""

REJECTS: dict[str, type] = {"file": str, "line": int, "fault": str, "value": str}
"""Columns of the file of rows in fault."""

_BARE = re.compile(r"""[^-=+@\t\r\n",][^\r\n",]*""")
_QUOTED = re.compile('[",\r\n]')
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

_SHEET_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its header."""


def row_format(path: Path) -> str:
    """Return the format of a file by its suffix; CSV for a folder.

    Raises
    ------
    InputError
        If the suffix is that of no format.
    """
    if path.is_dir():
        return "csv"
    try:
        return ROW_FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(ROW_FORMATS)
        msg = f"{path}: unknown suffix {path.suffix!r}; there are {known}"
        raise InputError(msg) from None


def write_rows(
    file: IO[str], rows: Rows, columns: Sequence[str], form: str, *, head: bool = True
) -> None:
    """Write rows as CSV or JSON lines to an open text file.

    Parameters
    ----------
    file
        Text file that keeps line ends as they are.
    rows
        Values by column; None is an empty cell or null.
    columns
        The columns, in order.
    form
        ``csv`` or ``jsonl``.
    head
        Whether CSV begins with the names of the columns.
    """
    if isinstance(rows, ColumnRows) and len(columns) > 1:
        if head and form == "csv":
            write_rows(file, (), columns, form)
        for part in rows.parts():
            file.write(_text_of(part, columns, form))
        return
    if form == "jsonl":
        for row in rows:
            record = {column: row.get(column) for column in columns}
            file.write(_JSON.encode(record) + "\n")
        return
    writer = csv.writer(file, lineterminator="\r\n")
    if head:
        writer.writerow(csv_cells(dict(zip(columns, columns)), columns))
    writer.writerows(csv_cells(row, columns) for row in rows)


def _text_of(rows: ColumnRows, columns: Sequence[str], form: str) -> str:
    """Return rows as text, each different cell made once."""
    if form == "csv":
        cells = [rows.texts(name, _csv_cell) for name in columns]
        lines = map(",".join, zip(*cells, strict=True))
        return "".join(f"{line}\r\n" for line in lines)
    cells = [
        rows.texts(name, partial(_json_cell, _JSON.encode(name))) for name in columns
    ]
    lines = map(", ".join, zip(*cells, strict=True))
    return "".join(f"{{{line}}}\n" for line in lines)


def _csv_cell(value: Any) -> str:
    """Return a cell as Python's csv module writes it."""
    if type(value) is int:
        return str(value)
    if type(value) is str and _BARE.fullmatch(value):
        return value
    text = safe_cell(value)
    if _QUOTED.search(text):
        text = text.replace('"', '""')
        return f'"{text}"'
    return text


def _json_cell(name: str, value: Any) -> str:
    return f"{name}: {_JSON.encode(value)}"


@contextmanager
def open_rows(
    path: Path,
    columns: Mapping[str, type],
    form: str,
    *,
    about: Mapping[str, str] | None = None,
) -> Iterator[Write]:
    """Open a file for rows that come in parts; it appears when the block ends well.

    Parameters
    ----------
    path
        The file.
    columns
        Type of each column: ``str``, ``float`` or ``int``.
    form
        ``csv``, ``jsonl``, ``parquet``, ``geoparquet`` (which makes points of the
        columns ``lat`` and ``lon``) or ``xlsx``.
    about
        What is said of the rows, for the formats that have a place for it (Parquet and
        workbooks).

    Raises
    ------
    InputError
        If a workbook has no room for so many rows, or points are asked for and the
        rows have no ``lat`` and ``lon``.
    MissingExtraError
        If pyarrow or openpyxl is needed and missing.
    """
    if form == "xlsx":
        with replace_file(path) as temporary:
            held: list[Mapping[str, Any]] = []
            yield partial(_hold, path, held)
            temporary.write_bytes(_workbook(held, list(columns), about or {}))
        return
    if form in ("parquet", "geoparquet"):
        has_points = form == "geoparquet"
        if has_points and not {"lat", "lon"} <= columns.keys():
            msg = f"{path}: these rows have no points; write .parquet"
            raise InputError(msg)
        with replace_file(path) as temporary:
            with _parquet(temporary, columns, about, has_points) as write_part:
                yield write_part
        return
    with replace_file(path) as temporary:
        with temporary.open("wb") as raw:
            file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            write_rows(file, (), list(columns), form)

            def write(rows: Rows) -> None:
                write_rows(file, rows, list(columns), form, head=False)

            yield write
            file.flush()
            file.detach()


def _hold(path: Path, held: list[Mapping[str, Any]], rows: Rows) -> None:
    held.extend(rows)
    if len(held) > _SHEET_ROWS:
        msg = f"{path}: a sheet holds {_SHEET_ROWS:,} rows; write CSV or Parquet"
        raise InputError(msg)


def _workbook(
    rows: list[Mapping[str, Any]], columns: Sequence[str], about: Mapping[str, str]
) -> bytes:
    from .workbooks import Sheet, workbook_bytes

    facts = [{"key": key, "value": value} for key, value in about.items()]
    sheets: list[Sheet] = [
        ("rows", columns, rows),
        ("about", ("key", "value"), facts),
    ]
    return workbook_bytes(sheets, OWN_COMMENT)


@contextmanager
def _parquet(
    path: Path,
    columns: Mapping[str, type],
    about: Mapping[str, str] | None,
    has_points: bool,
) -> Iterator[Write]:
    try:
        arrow = import_module("pyarrow")
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "write Parquet") from None
    kinds = {str: arrow.string(), float: arrow.float64(), int: arrow.int64()}
    fields = [(name, kinds[kind]) for name, kind in columns.items()]
    metadata = dict(about or {})
    if has_points:
        box = arrow.struct([(name, arrow.float64()) for name in _BOX])
        fields += [("geometry", arrow.binary()), ("bbox", box)]
        metadata["geo"] = json.dumps(_GEO)
    schema = arrow.schema(fields, metadata=metadata)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:

        def write(rows: Rows) -> None:
            if isinstance(rows, ColumnRows):
                for some in rows.parts():
                    writer.write_table(_table(arrow, some, schema))
                return
            part = [{name: _plain(row.get(name)) for name in columns} for row in rows]
            if has_points:
                _add_points(part)
            if part:
                writer.write_table(arrow.Table.from_pylist(part, schema=schema))

        yield write


def _table(arrow: Any, rows: ColumnRows, schema: Any) -> Any:
    """Return rows as a table of pyarrow."""
    cells = {n: _cells(arrow, c, schema.field(n)) for n, c in rows.columns.items()}
    if "geometry" in schema.names:
        cells |= _points(arrow, rows, schema)
    return arrow.table([cells[name] for name in schema.names], schema=schema)


def _cells(arrow: Any, cells: Any, field: Any) -> Any:
    if isinstance(cells, Coded):
        values = arrow.array([_plain(value) for value in cells.values], field.type)
        return values.take(arrow.array(cells.codes))
    if isinstance(cells, ArrowColumn):
        return cells.array.cast(field.type)
    return arrow.array(cells, field.type, from_pandas=cells.dtype.kind == "f")


def _points(arrow: Any, rows: ColumnRows, schema: Any) -> dict[str, Any]:
    """Return the point of each row as WKB and its box, null where none is known."""
    import shapely

    lon, lat = (np.asarray(rows.columns[name], np.float64) for name in ("lon", "lat"))
    lost = np.isnan(lon) | np.isnan(lat)
    points = np.asarray(shapely.to_wkb(shapely.points(lon, lat)), object)
    points[lost] = None
    box = arrow.StructArray.from_arrays(
        [arrow.array(side) for side in (lon, lat, lon, lat)],
        fields=list(schema.field("bbox").type),
        mask=arrow.array(lost),
    )
    return {"geometry": arrow.array(points, schema.field("geometry").type), "bbox": box}


_BOX = ("xmin", "ymin", "xmax", "ymax")
_GEO = {
    # https://geoparquet.org/releases/v1.1.0/: no crs means longitude and latitude
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": ["Point"],
            "covering": {"bbox": {name: ["bbox", name] for name in _BOX}},
        }
    },
}


def _add_points(rows: Sequence[dict[str, Any]]) -> None:
    """Add to each row its point as WKB and its box, None where no place is known."""
    import shapely

    for row in rows:
        lon, lat = row["lon"], row["lat"]
        if lon is None or lat is None:
            row["geometry"] = row["bbox"] = None
        else:
            row["geometry"] = shapely.to_wkb(shapely.Point(lon, lat))
            row["bbox"] = dict(zip(_BOX, (lon, lat, lon, lat), strict=True))


def _plain(value: Any) -> Any:
    return " | ".join(map(str, value)) if isinstance(value, list) else value


@contextmanager
def rejecting(
    path: Path | None,
) -> Iterator[Callable[[str, int, str, str], None] | None]:
    """Give a function that writes a row in fault to a CSV file; None without a file."""
    if path is None:
        yield None
        return
    with open_rows(path, REJECTS, "csv") as write:

        def reject(file: str, line: int, fault: str, value: str) -> None:
            write([dict(zip(REJECTS, (file, line, fault, value), strict=True))])

        yield reject
