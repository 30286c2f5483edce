"""Packed shapes: polygons as short ASCII strings that the page unpacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "decode_line",
    "decode_shape",
    "encode_line",
    "encode_points",
    "encode_shape",
    "is_coarse",
]

PER_DEGREE = 10_000
"""Steps per degree in a packed shape: 1e-4 degrees are about 10 m."""

COARSE = 10
"""Steps of :data:`PER_DEGREE` in one of a coarse text: 1e-3 degrees are about 100 m."""

_COARSE_MARK = "."
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NUMBER = re.compile(r"[g-z0-9_-]*[A-Za-f]")
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]")


def encode_shape(
    geometry: BaseGeometry | None, *, coarse: bool = False
) -> list[list[str]] | None:
    """Pack the polygons of a geometry into short ASCII strings.

    Parameters
    ----------
    geometry
        Polygonal shape in EPSG:4326 (degrees, longitude first); parts that are not
        polygons are left out.
    coarse
        Whether points are rounded to 1e-3 degrees: for a background, from which
        nothing is answered.

    Returns
    -------
    list of list of str, or None
        Polygons, each a list of rings. A ring is the steps from point to point in 1e-4
        degrees, longitude before latitude, each a base-64 number of variable length
        whose lowest bit is the sign; the closing point is left out. A text that begins
        with a full stop has steps of 1e-3 degrees. None where nothing is left to draw.
    """
    if geometry is None or geometry.is_empty:
        return None
    polygons = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "MultiPolygon":
            polygons += encode_shape(part, coarse=coarse) or []
        if part.geom_type != "Polygon":
            continue
        rings = [
            _encode_ring(ring, coarse) for ring in (part.exterior, *part.interiors)
        ]
        if rings[0]:
            polygons.append([ring for ring in rings if ring])
    return polygons or None


def encode_line(geometry: BaseGeometry | None, *, coarse: bool = False) -> list[str]:
    """Pack the lines of a geometry as :func:`encode_shape` packs a ring.

    Parameters
    ----------
    geometry
        Lines in EPSG:4326 (degrees, longitude first); other parts are left out.
    coarse
        As :func:`encode_shape` has it.

    Returns
    -------
    list of str
        One text for each line of two points or more, both ends included.
    """
    if geometry is None or geometry.is_empty:
        return []
    lines = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type in ("MultiLineString", "GeometryCollection"):
            lines += encode_line(part, coarse=coarse)
        elif part.geom_type in ("LineString", "LinearRing"):
            points = _snap(part, coarse)
            if len(points) > 1:
                lines.append(_encode_points(points, coarse))
    return lines


def decode_shape(shape: Sequence[Sequence[str]]) -> list[list[list[tuple[int, int]]]]:
    """Unpack :func:`encode_shape`: integer points in 1e-4 degrees, rings open."""
    return [[_decode_ring(ring) for ring in polygon] for polygon in shape]


def decode_line(line: str, before: tuple[int, int] = (0, 0)) -> list[tuple[int, int]]:
    """Unpack one line of :func:`encode_line`: integer points in 1e-4 degrees.

    Parameters
    ----------
    line
        The text.
    before
        The point that its first step begins at.
    """
    return _decode_ring(line, before)


def is_coarse(line: str) -> bool:
    """Whether the steps of a packed line are of 1e-3 degrees."""
    return line.startswith(_COARSE_MARK)


def encode_points(
    points: Sequence[tuple[int, int]], coarse: bool, before: tuple[int, int] = (0, 0)
) -> str:
    """Pack integer points in 1e-4 degrees; see :func:`decode_line`."""
    unit = COARSE if coarse else 1
    steps: list[int] = []
    x, y = before
    for to_x, to_y in points:
        steps += (to_x - x) // unit, (to_y - y) // unit
        x, y = to_x, to_y
    return _encode_steps(steps, coarse)


def _encode_ring(ring: BaseGeometry, coarse: bool) -> str:
    points = _snap(ring, coarse)
    if len(points) and (points[0] == points[-1]).all():
        points = points[:-1]
    if len(points) < 3:
        return ""
    return _encode_points(points, coarse)


def _snap(line: BaseGeometry, coarse: bool) -> NDArray[np.int64]:
    """Return the points on the grid, none twice in a row."""
    per_degree = PER_DEGREE // COARSE if coarse else PER_DEGREE
    grid = np.rint(shapely.get_coordinates(line) * per_degree).astype(np.int64)
    is_new = np.ones(len(grid), dtype=bool)
    is_new[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    return grid[is_new]


def _encode_points(points: NDArray[np.int64], coarse: bool) -> str:
    steps = np.diff(points, axis=0, prepend=np.int64(0))
    return _encode_steps(steps.ravel().tolist(), coarse)


def _encode_steps(steps: Iterable[int], coarse: bool) -> str:
    text = "".join(map(_encode_number, steps))
    return _COARSE_MARK + text if coarse else text


# Neighbours are near each other: a few thousand numbers make nearly all steps.
@lru_cache(maxsize=1 << 14)
def _encode_number(value: int) -> str:
    rest = -2 * value - 1 if value < 0 else 2 * value
    chars = []
    while rest > 31:
        chars.append(_ALPHABET[32 | rest & 31])
        rest >>= 5
    return "".join(chars) + _ALPHABET[rest]


def _decode_ring(text: str, before: tuple[int, int] = (0, 0)) -> list[tuple[int, int]]:
    unit = COARSE if is_coarse(text) else 1
    digits = text.removeprefix(_COARSE_MARK)
    if found := _FOREIGN.search(digits):
        msg = f"a packed line has the sign {found[0]!r}"
        raise ValueError(msg)
    steps = [unit * _decode_number(number) for number in _NUMBER.findall(digits)]
    x = accumulate(steps[::2], initial=before[0])
    y = accumulate(steps[1::2], initial=before[1])
    return list(zip(x, y, strict=True))[1:]


@lru_cache(maxsize=1 << 14)
def _decode_number(text: str) -> int:
    value = 0
    for digit in map(_ALPHABET.index, reversed(text)):
        value = value << 5 | digit & 31
    return -(value + 1) // 2 if value % 2 else value // 2
