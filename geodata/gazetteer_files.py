"""Rows of gazetteer files: CSV, XLSX, GeoJSON, GeoPackage and GeoNames dumps.

Each row is a mapping from a lower-case column to its value, with where it stands for
messages. What the columns mean is the matter of :mod:`geodata.gazetteers`.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .encodings import encoding_of
from .errors import CrsError, InputError, MissingExtraError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["GEONAMES_COLUMNS", "HEADER", "Row", "read_rows"]

Row = tuple[str, Mapping[str, Any]]
"""Where the row stands ("own.csv, line 3"), and its cells by lower-case column."""

HEADER = "header"
"""Stands in the place of "where" in the first row of a table: its columns."""

GEONAMES_COLUMNS = (  # https://download.geonames.org/export/dump/readme.txt
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature class",
    "feature code",
    "country code",
    "cc2",
    "admin1 code",
    "admin2 code",
    "admin3 code",
    "admin4 code",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modification date",
)
_FRAMES = frozenset(
    {".gpkg", ".shp", ".fgb", ".kml", ".gml", ".parquet", ".geoparquet", ".sqlite"}
)
_DELIMITERS = (",", ";", "\t", "|")


def read_rows(path: Path) -> Iterator[Row]:
    """Read the rows of a gazetteer file; its suffix and first bytes say which form.

    Raises
    ------
    InputError
        If the file is missing or broken; the message names file and line.
    CrsError
        If a GeoPackage does not say its coordinate reference system.
    MissingExtraError
        If an Excel file is given and openpyxl is not installed.
    """
    suffix = path.suffix.lower()
    if suffix in _FRAMES:
        return _frame_rows(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path}: cannot be read: {error.strerror or error}"
        raise InputError(msg) from None
    if suffix in (".xlsx", ".xlsm"):
        return _sheet_rows(path, data)
    if data.startswith(b"PK\x03\x04"):
        return _zip_rows(path, data)
    text = _decode(path, data)
    if text.lstrip().startswith("{"):
        return _geojson_rows(path, text)
    if _is_geonames(text):
        return _geonames_rows(path, text)
    return _csv_rows(path, text)


def _decode(path: Path, data: bytes) -> str:
    encoding = encoding_of(data, str(path))
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        msg = f"{path}: begins like {encoding} but is not UTF-8, nor {encoding} text"
        raise InputError(f"{msg} (byte {error.start})") from None


def _is_geonames(text: str) -> bool:
    cells = text.partition("\n")[0].split("\t")
    return len(cells) == len(GEONAMES_COLUMNS) and cells[0].strip().isdigit()


def _geonames_rows(path: Path, text: str) -> Iterator[Row]:
    width = len(GEONAMES_COLUMNS)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        where = f"{path}, line {number}"
        if len(cells) != width:
            msg = f"{where}: has {len(cells)} cells, a GeoNames dump has {width}"
            raise InputError(msg)
        yield where, dict(zip(GEONAMES_COLUMNS, cells, strict=True))


def _zip_rows(path: Path, data: bytes) -> Iterator[Row]:
    """Read the table in a zip: GeoNames gives "UA.zip" with UA.txt and readme.txt."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = [
            name
            for name in archive.namelist()
            if name.lower().endswith((".txt", ".csv", ".tsv", ".geojson", ".json"))
            and "readme" not in name.lower()
            and not name.startswith("__MACOSX")
        ]
        if len(names) != 1:
            if any(name.lower().endswith(".shp") for name in archive.namelist()):
                return _frame_rows(path)
            held = ", ".join(archive.namelist()[:8]) or "nothing"
            msg = f"{path}: holds {held}; needed: one .txt, .csv or .geojson"
            raise InputError(msg)
        inner = archive.read(names[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        msg = f"{path}: is no readable zip: {error}"
        raise InputError(msg) from None
    shown = path / names[0]
    text = _decode(shown, inner)
    if text.lstrip().startswith("{"):
        return _geojson_rows(shown, text)
    if _is_geonames(text):
        return _geonames_rows(shown, text)
    return _csv_rows(shown, text)


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    head = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    try:
        names = [_column(each) for each in reader.fieldnames or ()]
        yield HEADER, dict.fromkeys(names)
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if None in row:
                msg = f"{where}: has more cells than the header's {len(names)}"
                raise InputError(msg)
            if any(value for value in row.values()):
                yield where, {_column(k): v for k, v in row.items() if k}
    except csv.Error as error:
        msg = f"{path}, line {reader.line_num}: {error}"
        raise InputError(msg) from None


def _sheet_rows(path: Path, data: bytes) -> Iterator[Row]:
    """Read the first sheet of a workbook; its first filled row is the header."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("openpyxl", "excel", f"read {path}") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        table = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception as error:  # openpyxl raises whatever its parsers raise
        msg = f"{path}: is no readable Excel file: {error}"
        raise InputError(msg) from None
    header: list[str] | None = None
    for number, cells in enumerate(table, 1):
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        if header is None:
            header = [_column(cell) for cell in cells]
            yield HEADER, dict.fromkeys(column for column in header if column)
            continue
        pairs = zip(header, cells)
        yield f"{path}, row {number}", {key: cell for key, cell in pairs if key}


def _geojson_rows(path: Path, text: str) -> Iterator[Row]:
    try:
        data = json.loads(text)
    except ValueError as error:
        msg = f"{path}: is not valid JSON: {error}"
        raise InputError(msg) from None
    features = data.get("features")
    if not isinstance(features, list):
        msg = f"{path}: is no GeoJSON FeatureCollection"
        raise InputError(msg)
    for number, feature in enumerate(features, 1):
        where = f"{path}, feature {number}"
        if not isinstance(feature, dict):
            msg = f"{where}: is no GeoJSON feature"
            raise InputError(msg)
        properties = feature.get("properties") or {}
        geometry = feature.get("geometry")
        row = {_column(key): value for key, value in properties.items()}
        if geometry is not None:
            if not isinstance(geometry, dict) or geometry.get("type") != "Point":
                msg = f"{where}: its geometry is no Point"
                raise InputError(msg)
            row["lon"], row["lat"] = (geometry.get("coordinates") or [None] * 2)[:2]
        yield where, row


def _frame_rows(path: Path) -> Iterator[Row]:
    """Read points with geopandas; they are turned into degrees."""
    frame = _frame(path)
    if frame.crs is None:
        msg = f"{path}: does not say its coordinate reference system"
        raise CrsError(msg)
    frame = frame.to_crs("EPSG:4326")
    columns = [str(each) for each in frame.columns if each != frame.geometry.name]
    points: list[Any] = list(frame.geometry)
    for number, (values, point) in enumerate(
        zip(frame[columns].to_dict("records"), points), 1
    ):
        where = f"{path}, feature {number}"
        row = {
            _column(key): None if value is None or value != value else value
            for key, value in values.items()
        }
        if point is not None and not point.is_empty:
            if point.geom_type != "Point":
                msg = f"{where}: its geometry is a {point.geom_type}, no Point"
                raise InputError(msg)
            row |= {"lon": point.x, "lat": point.y}
        yield where, row


def _frame(path: Path) -> GeoDataFrame:
    if not path.is_file():
        msg = f"{path}: cannot be read: No such file or directory"
        raise InputError(msg)
    import geopandas

    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            return geopandas.read_parquet(path)
        listed = geopandas.list_layers(path)
        layers = listed["name"][listed["geometry_type"].notna()].tolist()
        points = [
            name
            for name, kind in zip(listed["name"], listed["geometry_type"])
            if isinstance(kind, str) and "Point" in kind
        ]
        if len(layers) != 1 and len(points) != 1:
            msg = f"{path}: has the layers {', '.join(layers) or 'none'}; give a file"
            raise InputError(f"{msg} with one layer of points")
        return geopandas.read_file(path, layer=(points or layers)[0])
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        msg = f"{path}: cannot be read as points: {error}"
        raise InputError(msg) from None


def _column(name: Any) -> str:
    return "" if name is None else str(name).strip().strip("\ufeff").lower()
