"""Frames: rows of workbooks, Parquet, vector files and pandas frames."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrows import numbers_of
from ..errors import CrsError, InputError, MissingExtraError
from .cells import ArrowColumn
from .chunks import LAT, LON, ROWS, Chunk, TableFile, objects

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

__all__ = ["frame_table", "open_parquet", "open_sheet", "open_vector"]

_DICTIONARY_BYTES = 4
"""Bytes of a cell, the dictionary shared out, below which most texts are repeated."""


def open_sheet(path: Path, files: ExitStack) -> TableFile:
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("openpyxl", "excel", f"read {path}") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        files.callback(book.close)
        rows = enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
        head = next((row for _, row in rows if any(c is not None for c in row)), None)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        msg = f"{path}: is no readable Excel file: {error}"
        raise InputError(msg) from None
    if head is None:
        msg = f"{path}: its first sheet is empty"
        raise InputError(msg)
    cells = ["" if cell is None else str(cell).strip() for cell in head]
    while not cells[-1]:  # a sheet may be wider than its table
        cells.pop()
    names = tuple(cells)

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        at = [names.index(name) for name in wanted]
        filled = ((n, row) for n, row in rows if any(c is not None for c in row))
        while part := list(islice(filled, ROWS)):
            whole = [(n, (*row, *[None] * (len(names) - len(row)))) for n, row in part]
            lines = np.array([n for n, _ in whole], dtype=np.int64)
            columns = {
                name: objects([row[index] for _, row in whole])
                for name, index in zip(wanted, at, strict=True)
            }
            yield Chunk(lines, columns)

    return TableFile(str(path), names, chunks)


def open_parquet(path: Path, files: ExitStack) -> TableFile:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", f"read {path}") from None
    try:
        file = files.enter_context(parquet.ParquetFile(path))
    except (OSError, ValueError) as error:
        msg = f"{path}: is no readable Parquet file: {error}"
        raise InputError(msg) from None
    schema = file.schema_arrow
    point, crs = _point_column(path, schema.metadata or {})
    names = [name for name in schema.names if name != point]

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        before = 0
        plain = [name for name in wanted if name not in (LON, LAT)]
        read = [*plain, *([point] if LON in wanted and point else [])]
        repeating = _repeating(file, plain)
        again = parquet.ParquetFile(
            path, metadata=file.metadata, read_dictionary=repeating, pre_buffer=False
        )
        files.enter_context(again)
        batches = (
            again.iter_batches(ROWS, groups, columns=read, use_threads=False)
            for groups in _spans(file.metadata)
        )
        for batch in chain.from_iterable(batches):
            columns: dict[str, NDArray[Any] | ArrowColumn] = {
                name: _arrow_cells(batch.column(name)) for name in plain
            }
            if LON in wanted and point:
                columns |= _points(path, batch.column(point), crs)
            lines = np.arange(before + 1, before + batch.num_rows + 1, dtype=np.int64)
            before += batch.num_rows
            yield Chunk(lines, columns)

    named = (*names, *((LON, LAT) if point else ()))
    return TableFile(str(path), named, chunks)


def _spans(metadata: Any) -> Iterator[list[int]]:
    """Cut row groups into runs of a batch or more: a reader keeps what it has read."""
    span: list[int] = []
    many = 0
    for group in range(metadata.num_row_groups):
        span.append(group)
        many += metadata.row_group(group).num_rows
        if many >= ROWS:
            yield span
            span, many = [], 0
    if span:
        yield span


def _repeating(file: Any, names: Sequence[str]) -> list[str]:
    """Return those columns of text that the file keeps as a dictionary of few texts."""
    schema, metadata = file.schema_arrow, file.metadata
    if not metadata.num_row_groups:
        return []
    group = metadata.row_group(0)
    found = []
    for column in map(group.column, range(group.num_columns)):
        name = column.path_in_schema
        if name not in names or not column.has_dictionary_page:
            continue
        size = column.total_uncompressed_size / max(column.num_values, 1)
        is_text = str(schema.field(name).type) in ("string", "large_string")
        if is_text and size < _DICTIONARY_BYTES:
            found.append(name)
    return found


def _arrow_cells(column: Any) -> NDArray[Any] | ArrowColumn:
    kind = str(column.type)
    is_float = kind.startswith(("double", "float"))
    if is_float or (kind.startswith(("int", "uint")) and not column.null_count):
        return numbers_of(column)
    if kind.startswith(("string", "large_string", "date", "timestamp", "dictionary")):
        return ArrowColumn(column)
    return objects(column.to_pylist())


def _point_column(path: Path, metadata: dict[bytes, bytes]) -> tuple[str | None, Any]:
    """Return the geometry column of a GeoParquet file, and its reference system.

    None stands for longitude and latitude (GeoParquet 1.1: a column without ``crs`` is
    in OGC:CRS84).
    """
    try:
        geo = json.loads(metadata.get(b"geo", b"{}"))
    except ValueError:
        return None, None
    name = geo.get("primary_column")
    column = geo.get("columns", {}).get(name, {})
    if column.get("encoding") not in ("WKB", "point"):
        return None, None
    if "crs" in column and column["crs"] is None:
        msg = f"{path}: does not say its coordinate reference system"
        raise CrsError(msg)
    return name, column.get("crs")


def _points(path: Path, column: Any, crs: Any) -> dict[str, NDArray[Any]]:
    import geopandas
    import shapely

    cells = column.to_pylist()
    if any(isinstance(cell, dict) for cell in cells):  # GeoArrow's points: x and y
        pairs = [(c["x"], c["y"]) if c else (None, None) for c in cells]
        points = np.asarray(shapely.points(np.array(pairs, dtype=float)))
    else:
        points = np.asarray(shapely.from_wkb(objects(cells)))
    if any(p is not None and p.geom_type != "Point" for p in points):
        msg = f"{path}: its geometries are no points"
        raise InputError(msg)
    if crs is not None:
        series = geopandas.GeoSeries(points, crs=crs).to_crs("OGC:CRS84")
        points = series.to_numpy()
    return {
        LON: np.asarray(shapely.get_x(points)),
        LAT: np.asarray(shapely.get_y(points)),
    }


def open_vector(path: Path) -> TableFile:
    import geopandas
    from pyogrio.errors import DataSourceError

    try:
        frame = geopandas.read_file(path)
    except (OSError, ValueError, RuntimeError, DataSourceError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise InputError(msg) from None
    return frame_table(frame, str(path))


def frame_table(frame: DataFrame, source: str = "frame") -> TableFile:
    """Return a pandas frame as a table; the points of a GeoDataFrame are columns.

    Raises
    ------
    CrsError
        If a GeoDataFrame does not say its coordinate reference system.
    InputError
        If a geometry is no point.
    """
    cells: dict[str, NDArray[Any]] = {}
    geometry = getattr(frame, "_geometry_column_name", None)
    if geometry in frame.columns:
        cells = _frame_points(frame, source)
    for name in frame.columns:
        if name != geometry:
            column = frame[name]
            is_number = column.dtype.kind in "iuf"
            cells[str(name)] = (
                column.to_numpy()
                if is_number
                else objects(column.astype(object).tolist())
            )

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        for at in range(0, len(frame), ROWS):
            end = min(at + ROWS, len(frame))
            lines = np.arange(at + 1, end + 1, dtype=np.int64)
            yield Chunk(lines, {name: cells[name][at:end] for name in wanted})

    table = TableFile(source, tuple(cells), chunks)
    return replace(table, again=lambda: nullcontext(table))


def _frame_points(frame: Any, source: str) -> dict[str, NDArray[Any]]:
    import shapely

    if frame.crs is None:
        msg = f"{source}: does not say its coordinate reference system"
        raise CrsError(msg)
    points = frame.to_crs("EPSG:4326").geometry.to_numpy()
    if any(p is not None and p.geom_type != "Point" for p in points):
        msg = f"{source}: its geometries are no points"
        raise InputError(msg)
    return {LON: shapely.get_x(points), LAT: shapely.get_y(points)}
