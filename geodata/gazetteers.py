"""Gazetteer files of the user's own: CSV and GeoJSON rows become places."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import InputError
from .places import KINDS, Place, PlaceName

__all__ = ["read_places"]

_COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "admin1",
    "pcode",
    "lat",
    "lon",
    "error_km",
    "population",
    "capital",
    "names",
    "source",
    "licence",
)


def read_places(path: Path) -> list[Place]:
    """Read the places of a CSV file or of a GeoJSON file of points.

    Parameters
    ----------
    path
        File with the columns of :func:`geodata.places.read_gazetteer`, UTF-8.

    Raises
    ------
    InputError
        If the file is missing, has no column ``name``, or has a bad value; the
        message names file, line and column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: cannot be read: {error.strerror or error}"
        raise InputError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{path}: is not UTF-8 text (byte {error.start})"
        raise InputError(msg) from None
    if text.lstrip().startswith("{"):
        rows = _geojson_rows(path, text)
    else:
        rows = _csv_rows(path, text)
    return [_place(where, row, path) for where, row in rows]


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    columns = _header(path, reader.fieldnames)
    try:
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if None in row:
                msg = f"{where}: has more cells than the header's {len(columns)}"
                raise InputError(msg)
            yield where, {k.strip().lower(): v for k, v in row.items() if k}
    except csv.Error as error:
        msg = f"{path}, line {reader.line_num}: {error}"
        raise InputError(msg) from None


def _header(path: Path, given: Iterable[str] | None) -> list[str]:
    columns = [column.strip().lower() for column in given or ()]
    if "name" not in columns:
        has = ", ".join(columns) or "no columns"
        msg = f"{path}: has no column 'name' (it has {has}); known: " + ", ".join(
            _COLUMNS
        )
        raise InputError(msg)
    return columns


def _geojson_rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
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
        row = {str(key).lower(): value for key, value in properties.items()}
        if geometry is not None:
            if not isinstance(geometry, dict) or geometry.get("type") != "Point":
                msg = f"{where}: its geometry is no Point"
                raise InputError(msg)
            row["lon"], row["lat"] = (geometry.get("coordinates") or [None] * 2)[:2]
        yield where, row


def _place(where: str, row: Mapping[str, Any], path: Path) -> Place:
    def text(column: str) -> str | None:
        value = row.get(column)
        return str(value).strip() or None if value is not None else None

    name = text("name")
    if name is None:
        msg = f"{where}: 'name' is empty"
        raise InputError(msg)
    kind = text("kind") or "settlement"
    if kind not in KINDS:
        msg = f"{where}: 'kind' is {kind!r}, not one of {', '.join(KINDS)}"
        raise InputError(msg)
    lat = _number(where, row, "lat", -90, 90)
    lon = _number(where, row, "lon", -180, 180)
    if (lat is None) != (lon is None):
        msg = f"{where}: one of 'lat' and 'lon' is missing"
        raise InputError(msg)
    error_km = _number(where, row, "error_km", 0, 20_000)
    return Place(
        id=text("id") or f"{path.stem}:{name}",
        name=name,
        kind=kind,
        country=text("country"),
        admin1=text("admin1"),
        pcode=text("pcode"),
        lat=lat,
        lon=lon,
        error_km=error_km if lat is None or error_km is not None else 2.0,
        population=int(_number(where, row, "population", 0, 1e10) or 0),
        capital=(text("capital") or "").lower() in ("true", "yes", "1"),
        names=_names(name, row.get("names")),
        source=text("source") or path.name,
        licence=text("licence") or "as stated by its owner",
    )


def _names(name: str, given: Any) -> tuple[PlaceName, ...]:
    others = given if isinstance(given, list) else str(given or "").split("|")
    texts = (name, *(str(other).strip() for other in others))
    return tuple(PlaceName(text) for text in dict.fromkeys(texts) if text)


def _number(
    where: str, row: Mapping[str, Any], column: str, low: float, high: float
) -> float | None:
    given = row.get(column)
    if given is None or str(given).strip() == "":
        return None
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = float("nan")
    if not low <= value <= high:
        msg = f"{where}: {column!r} is {given!r}, not a number from {low:g} to {high:g}"
        raise InputError(msg)
    return value
