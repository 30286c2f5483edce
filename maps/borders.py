"""Borders: packed shapes in a row, of which each says only what is new in it.

Neighbours share a border, which one of them runs along one way and the other the other
way. In a ring of the later one ``[ring, point, count]`` stands for so many points of an
earlier ring, from that point on backwards; rings are counted from the first shape on.
``maps/static/shapes.js`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .shapes import decode_line, encode_points, is_coarse

__all__ = ["share_borders", "shapes_with_borders"]

Ring = Sequence[tuple[int, int]]
Shape = list[list[Any]] | None

_LEAST = 4
"""Points from which on it is shorter to name them than to say them again."""


def share_borders(shapes: Iterable[Shape]) -> list[Shape]:
    """Return shapes of :func:`maps.shapes.encode_shape`, each border said once."""
    writer = _Writer()
    return [
        shape and [[writer.write(ring) for ring in polygon] for polygon in shape]
        for shape in shapes
    ]


class _Writer:
    def __init__(self) -> None:
        self._rings: list[Ring] = []
        self._places: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def write(self, text: str) -> str | list[Any]:
        points, coarse = decode_line(text), is_coarse(text)
        parts: list[Any] = []
        new: list[tuple[int, int]] = []
        last = (0, 0)
        at = 0
        while at < len(points):
            count, ring, place = self._longest(points, at)
            if count < _LEAST:
                new.append(points[at])
                at += 1
                continue
            if new:
                parts.append(encode_points(new, coarse, last))
            parts.append([ring, place, count])
            at += count
            new, last = [], points[at - 1]
        if new:
            parts.append(encode_points(new, coarse, last))
        for place, point in enumerate(points):
            self._places.setdefault(point, []).append((len(self._rings), place))
        self._rings.append(points)
        return text if len(parts) == 1 and isinstance(parts[0], str) else parts

    def _longest(self, points: Ring, at: int) -> tuple[int, int, int]:
        """Return how many points an earlier ring has backwards, and where."""
        best = (0, 0, 0)
        for ring, place in self._places.get(points[at], ()):
            other = self._rings[ring]
            most = min(len(points) - at, len(other))
            count = 1
            while count < most and other[place - count] == points[at + count]:
                count += 1
            best = max(best, (count, -ring, -place))
        return best[0], -best[1], -best[2]


def shapes_with_borders(shapes: Iterable[Any]) -> list[list[list[Ring]]]:
    """Unpack :func:`share_borders`: integer points in 1e-4 degrees, rings open.

    What is no shape is left out, as in the page.
    """
    rings: list[Ring] = []
    return [list(_polygons(shape, rings)) for shape in shapes]


def _polygons(shape: Any, rings: list[Ring]) -> Iterator[list[Ring]]:
    for polygon in shape if isinstance(shape, list) else ():
        found = []
        for ring in polygon if isinstance(polygon, list) else ():
            try:
                points = _points(ring, rings)
            except (TypeError, ValueError, LookupError, ZeroDivisionError):
                points = []
            rings.append(points)
            found.append(points)
        if found and found[0]:
            yield found


def _points(ring: Any, rings: Sequence[Ring]) -> Ring:
    if isinstance(ring, str):
        return decode_line(ring)
    points: list[tuple[int, int]] = []
    for part in ring:
        if isinstance(part, str):
            points += decode_line(part, points[-1] if points else (0, 0))
        else:
            number, place, count = part
            other = rings[number]
            points += [other[(place - step) % len(other)] for step in range(count)]
    return points
