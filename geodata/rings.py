"""How far a point lies inside or outside of a polygon, with the standard library alone.

For one coordinate this is enough and far quicker than loading a geometry library.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable

__all__ = ["depth_km", "gap_km", "rings_of"]

Ring = tuple[tuple[float, ...], tuple[float, ...]]
"""Longitudes and latitudes of a closed ring, in degrees."""

# WGS 84: semi-major axis in km, and the square of the first eccentricity.
_A_KM = 6378.137
_E2 = 0.00669437999014

_POLYGON, _MULTI = 3, (6, 7)


def rings_of(wkb: bytes) -> list[Ring]:
    """Return the rings of the polygons in a WKB geometry; lines and points have none.

    Parameters
    ----------
    wkb
        Two-dimensional well-known binary, EPSG:4326, longitude before latitude.
    """
    rings: list[Ring] = []
    _read(wkb, 0, rings)
    return rings


def _read(wkb: bytes, at: int, rings: list[Ring]) -> int:
    order = "<" if wkb[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", wkb, at + 1)
    if kind == 1:
        return at + 21
    at += 9
    if kind in _MULTI:
        for _ in range(count):
            at = _read(wkb, at, rings)
    elif kind == _POLYGON:
        for _ in range(count):
            (size,) = struct.unpack_from(f"{order}I", wkb, at)
            flat = struct.unpack_from(f"{order}{2 * size}d", wkb, at + 4)
            rings.append((flat[::2], flat[1::2]))
            at += 4 + 16 * size
    elif kind == 2:
        at += 16 * count
    else:
        msg = f"WKB geometry type {kind} is none of a plane"
        raise ValueError(msg)
    return at


def depth_km(rings: Iterable[Ring], lat: float, lon: float) -> float:
    """Return how deep a point lies in a polygon: km to its border, negative outside.

    Parameters
    ----------
    rings
        Rings of a valid polygon or multi-polygon; holes are rings like others.
    lat, lon
        The point, in WGS 84 degrees.

    Returns
    -------
    float
        Within 300 km off by less than 0.5 %, apart from edges that are themselves
        hundreds of km long; minus infinity where there is no ring.

    Examples
    --------
    >>> square = ((20.0, 21.0, 21.0, 20.0, 20.0), (0.0, 0.0, 1.0, 1.0, 0.0))
    >>> round(depth_km([square], 0.5, 20.5), 1), round(depth_km([square], 0.5, 22.0))
    (55.3, -111)
    """
    inside = False
    least = math.inf
    for lons, lats in rings:
        here = _on_the_side_of(lons[0], lon)
        x1, y1 = _plane(lons[0], lats[0], here, lat)
        for vertex_lon, vertex_lat in zip(lons[1:], lats[1:], strict=True):
            x2, y2 = _plane(vertex_lon, vertex_lat, here, lat)
            if (y1 > 0) != (y2 > 0) and x1 + (x2 - x1) * y1 / (y1 - y2) > 0:
                inside = not inside
            least = min(least, _squared_gap(x1, y1, x2, y2))
            x1, y1 = x2, y2
    gap = math.sqrt(least)
    return gap if inside else -gap


def gap_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance in km between two points that are not far apart.

    Examples
    --------
    >>> round(gap_km(35.0, 36.0, 35.0, 37.0), 1)
    91.3
    """
    here = _on_the_side_of(other_lon, lon)
    return math.hypot(*_plane(other_lon, other_lat, here, lat))


def _on_the_side_of(other: float, lon: float) -> float:
    """Count a longitude on beyond 180 where that is nearer to another."""
    return lon + 360 * round((other - lon) / 360)


def _plane(lon: float, lat: float, lon_0: float, lat_0: float) -> tuple[float, float]:
    """Return km east and north of a point, by the radii of curvature half-way."""
    sine = math.sin(math.radians((lat + lat_0) / 2))
    squeeze = 1 - _E2 * sine * sine
    root = math.sqrt(squeeze)
    east = math.radians(lon - lon_0) * _A_KM / root * math.sqrt(1 - sine * sine)
    north = math.radians(lat - lat_0) * _A_KM * (1 - _E2) / (squeeze * root)
    return east, north


def _squared_gap(x1: float, y1: float, x2: float, y2: float) -> float:
    """Return the squared distance from the origin to a segment."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = -(x1 * dx + y1 * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    x, y = x1 + share * dx, y1 + share * dy
    return x * x + y * y
