"""Time maps: the page for any table of shapes with a beginning and an end, and no more.

There are no documents behind such a table, so the page says whose it is and nothing
about who said what.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from geodata.errors import CrsError, DateError, InputError
from geodata.formats import write_text
from geodata.periods import Bounds, iso_of, parse_date_text
from shapely.geometry.base import BaseGeometry

from .about import DISCLAIMER
from .land import draw_land
from .lines import encode_way
from .page import render_payload
from .shapes import PER_DEGREE, encode_shape
from .wording import FALLBACK, Words, languages

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["MOST_POINTS", "time_map"]

MOST_POINTS = 5000
"""Points that a page of shapes carries; more of them are events of a table."""

Record = dict[str, Any]

_AREAS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString", "LinearRing")
_POINTS = ("Point", "MultiPoint")
_CLOCK = re.compile(r"[T ]\d\d:\d\d.*$")


def time_map(
    frame: gpd.GeoDataFrame,
    start: str | None = "start",
    end: str | None = "end",
    *,
    name: str | None = "name",
    kind: str | None = "type",
    source: str | None = None,
    title: str | None = None,
    on: str | None = None,
    lang: str = FALLBACK,
    output: str | Path | None = None,
) -> str:
    """Render a page of shapes that come and go.

    Parameters
    ----------
    frame
        One row for each polygon, line or point and the time that it stood, in any CRS
        that it names; without one, degrees of EPSG:4326 are taken.
    start, end
        Columns with the first day, and with the day on which it no longer stood: days,
        timestamps, EDTF ("2018-09", "2018-09-17?") or "September 2018". None: there is
        no such column.
    name, kind
        Columns with a name and a type; a missing one is left out.
    source
        Who made the table, as it wants to be named.
    title
        Heading of the page; None: one that claims nothing.
    on
        Day that the page opens on, as an ISO date; None: the last beginning.
    lang
        Language that the page opens in.
    output
        HTML file to write; None: only return it.

    Returns
    -------
    str
        One ASCII HTML document that opens from disk without a network.

    Raises
    ------
    InputError
        If a column is missing, a row has neither polygon nor point, or nothing is left.
    DateError
        If a date cannot be read, or a row ends before it begins; all name the row,
        counted from 1.

    Notes
    -----
    A vague day makes its beginning or end vague: the shape is possible between its
    bounds. A row without an end is certain up to the last day that the table names,
    and possible after it.
    """
    columns = [each for each in (start, end) if each is not None]
    missing = [each for each in columns if each not in frame.columns]
    if missing:
        known = ", ".join(map(str, frame.columns))
        msg = f"the table has no column {missing[0]!r}; it has {known}"
        raise InputError(msg)
    shapes = _shapes(frame)
    begins = _bounds(frame, start)
    ends = _bounds(frame, end)
    told = [b for b in (*begins, *ends) if b is not None]
    if not told:
        msg = "no row of the table has a date"
        raise InputError(msg)
    first, last = min(b.first for b in told), max(b.last for b in told)
    used = {each for each in (start, end, name, kind, frame.geometry.name) if each}
    others = [column for column in frame.columns if column not in used]
    zones: list[Record] = []
    areas: list[tuple[Record, BaseGeometry]] = []
    points: list[Record] = []
    rows = zip(shapes, begins, ends, strict=True)
    for at, (shape, b, e) in enumerate(rows):
        if b and e and e.last < b.first:
            msg = f"row {at + 1}: it ends before it begins"
            raise DateError(msg)
        row = {
            "id": f"row-{at + 1}",
            "name": _text(frame, name, at) or f"row {at + 1}",
            "type": _text(frame, kind, at) or None,
            "periods": [_period(b, e, last)],
            "notes": [
                f"{column}: {words}"
                for column in others
                if (words := _text(frame, column, at))
            ],
        }
        if shape.geom_type in _AREAS:
            zones.append(_zone(row, shape))
            areas.append((zones[-1], shape))
        elif shape.geom_type in _LINES:
            zones.append(_line(row, shape))
        else:
            points += _points(row, shape)
    if len(points) > MOST_POINTS:
        msg = (
            f"{len(points):,} points are more than {MOST_POINTS:,}: give them as "
            "events (deesc map --events, or maps.TimeMapLayer)"
        )
        raise InputError(msg)
    _place(points, areas)
    opening = max((b.first for b in begins if b), default=first)
    ground = draw_land(shapes, [])
    made_by = source or "a table whose source is not named"
    payload = {
        "deesc": 1,
        "title": title or Words(FALLBACK).say("page.title_table"),
        "titles": {} if title else _titles(),
        "lang": lang,
        "opens": on or iso_of(opening),
        "from": iso_of(first),
        "to": iso_of(last),
        "rows": len(frame),
        "documents": [],
        "claims": {},
        "zones": zones,
        "items": points,
        "provinces": [],
        "ground": ground,
        "towns": [],
        "boundaries": {"source": made_by, "attribution": made_by},
        "attribution": [f"Land: {ground['attribution']}"] if ground.get("land") else [],
        "disclaimer": DISCLAIMER,
    }
    page = render_payload(payload)
    if output is not None:
        write_text(Path(output), page)
    return page


def _shapes(frame: gpd.GeoDataFrame) -> list[BaseGeometry]:
    """Return the shapes in EPSG:4326, each a polygon or a point."""
    geometry = frame.geometry
    if frame.crs is not None:
        geometry = geometry.to_crs(4326)
    shapes = []
    for at, shape in enumerate(geometry, 1):
        if shape is None or shape.is_empty:
            msg = f"row {at}: it has no shape"
            raise InputError(msg)
        if shape.geom_type not in (*_AREAS, *_LINES, *_POINTS):
            msg = f"row {at}: a {shape.geom_type} is no polygon, line or point"
            raise InputError(msg)
        west, south, east, north = shape.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            msg = (
                f"row {at}: {west:g}, {south:g} is not in degrees: set the frame's CRS"
            )
            raise CrsError(msg)
        shapes.append(shape)
    return shapes


def _bounds(frame: gpd.GeoDataFrame, column: str | None) -> list[Bounds | None]:
    cells = [None] * len(frame) if column is None else list(frame[column])
    return [_date(cell, column, at) for at, cell in enumerate(cells, 1)]


def _date(cell: Any, column: str | None, row: int) -> Bounds | None:
    """Return the bounds of a day; None for an empty cell."""
    if _is_empty(cell):
        return None
    if isinstance(cell, dt.date):  # a timestamp of pandas is one, too
        return parse_date_text(cell.isoformat()[:10])
    words = _CLOCK.sub("", str(cell).strip())
    try:
        return parse_date_text(words)
    except DateError as error:
        msg = f"row {row}, column {column!r}: {error}"
        raise DateError(msg) from None


def _is_empty(cell: Any) -> bool:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return True
    return not str(cell).strip() or str(cell) in ("NaT", "<NA>")


def _text(frame: gpd.GeoDataFrame, column: str | None, at: int) -> str:
    if column is None or column not in frame.columns:
        return ""
    cell = frame[column].iloc[at]
    return "" if _is_empty(cell) else str(cell)


def _period(begin: Bounds | None, end: Bounds | None, last: int) -> list[Any]:
    b0, b1 = (begin.first, begin.last) if begin else (None, None)
    e0, e1 = (end.first, end.last) if end else (max(last + 1, b1 or last), None)
    capped = any(each is not None and each.capped for each in (begin, end))
    if b1 is not None and e1 is not None:
        b1 = min(b1, e1)
    if b0 is not None:
        e0 = max(e0, b0)
    days = [None if day is None else iso_of(day) for day in (b0, b1, e0, e1)]
    return [*days, capped]


def _titles() -> dict[str, str]:
    """Return the heading of a table without one, by language."""
    return {code: Words(code).say("page.title_table") for code in languages()}


def _zone(row: Record, shape: BaseGeometry) -> Record:
    valid = shapely.set_precision(shapely.make_valid(shape), 1 / PER_DEGREE)
    return _shown(row, encode_shape(valid), row["type"] or "area")


def _line(row: Record, shape: BaseGeometry) -> Record:
    zone = _shown(row, encode_way(shape), row["type"] or "line")
    zone["readings"][0]["line"] = True
    return zone


def _shown(row: Record, packed: list[list[str]] | None, kind: str) -> Record:
    reading = {
        "id": f"{row['id']}:shape",
        "words": row["name"],
        "inner": packed,
        "outer": None,
        "estimate": None,
        "periods": None,
        "capped": False,
        "claims": [],
    }
    return {
        "id": row["id"],
        "name": row["name"],
        "names": {},
        "type": kind,
        "kind": "zone",
        "main": True,
        "regime": {"periods": row["periods"], "claims": []},
        "readings": [reading],
        "notes": row["notes"],
    }


def _points(row: Record, shape: BaseGeometry) -> list[Record]:
    """Return the points of a row; of several each has a number beside the row's."""
    parts = getattr(shape, "geoms", None)
    if parts is None or len(parts) == 1:
        return [_point(row, parts[0] if parts else shape)]
    return [
        _point(row | {"id": f"{row['id']}-{number}"}, part)
        for number, part in enumerate(parts, 1)
    ]


def _point(row: Record, shape: BaseGeometry) -> Record:
    return {
        "kind": "point",
        "id": row["id"],
        "name": row["name"],
        "names": {},
        "type": row["type"] or "point",
        "lat": round(shapely.get_y(shape), 6),
        "lon": round(shapely.get_x(shape), 6),
        "periods": row["periods"],
        "summary": "; ".join(row["notes"]),
        "claims": [],
    }


def _place(points: list[Record], areas: Sequence[tuple[Record, BaseGeometry]]) -> None:
    """Note which points lie in which areas; a point on the edge does."""
    tree = shapely.STRtree([shapely.make_valid(shape) for _, shape in areas])
    for point in points:
        point["spaces"] = dict(_spaces(point, areas, tree))


def _spaces(
    point: Record, areas: Sequence[tuple[Record, BaseGeometry]], tree: shapely.STRtree
) -> Iterator[tuple[str, dict[str, str]]]:
    where = shapely.Point(point["lon"], point["lat"])
    for at in sorted(tree.query(where, predicate="covered_by").tolist()):
        zone = areas[at][0]
        yield zone["id"], {zone["readings"][0]["id"]: "certain"}
