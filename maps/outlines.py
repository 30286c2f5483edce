"""Outlines: a frame in Mercator's projection, and what it takes to draw lines in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .shapes import PER_DEGREE, decode_shape

__all__ = [
    "Box",
    "Point",
    "View",
    "box_around",
    "box_of",
    "chains",
    "commands",
    "edges_of",
    "extent_of",
    "is_as_large",
    "overlap",
    "unpack",
]

Box = tuple[float, float, float, float]
Point = tuple[float, float]

_MAX_DEGREES = 85.0
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class View:
    """A frame in Mercator's projection, fitted to a size in pixels."""

    west: float
    top: float
    scale: float
    middle: float

    @classmethod
    def around(cls, box: Box, width: float, height: float) -> View:
        west, south, east, north = box
        top, bottom = mercator(north), mercator(south)
        scale = min(
            width / max(east - west, 1e-6), height / max(top - bottom, 1e-6), 20_000
        )
        return cls(
            (west + east) / 2 - width / 2 / scale,
            (top + bottom) / 2 + height / 2 / scale,
            scale,
            (south + north) / 2,
        )

    def at(self, lon: float, lat: float) -> Point:
        return (
            (lon - self.west) * self.scale,
            (self.top - mercator(lat)) * self.scale,
        )

    def km(self, pixels: float) -> float:
        """Return how many km some pixels are in the middle of the frame."""
        return (
            pixels / self.scale * _KM_PER_DEGREE * math.cos(math.radians(self.middle))
        )


def mercator(lat: float) -> float:
    """Return the height of a latitude in degrees of the equator."""
    limited = max(-_MAX_DEGREES, min(_MAX_DEGREES, lat))
    return math.degrees(math.asinh(math.tan(math.radians(limited))))


def edges_of(shape: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for part in shape:
        for ring in part:
            for place, point in enumerate(ring):
                before = ring[place - 1]
                yield (before, point) if before < point else (point, before)


def chains(edges: Iterable[tuple[Any, Any]]) -> Iterator[list[Any]]:
    """Join edges that meet at their ends into longer lines."""
    ends: dict[Any, list[Any]] = {}
    for a, b in sorted(edges):
        ends.setdefault(a, []).append(b)
        ends.setdefault(b, []).append(a)
    while ends:
        # Begin at a loose end, if any is left, so that lines come out whole.
        start = min(ends, key=lambda point: (len(ends[point]) == 2, point))
        chain = [start]
        while ends.get(chain[-1]):
            here = chain[-1]
            step = ends[here].pop(0)
            ends[step].remove(here)
            chain.append(step)
        for point in chain:
            if point in ends and not ends[point]:
                del ends[point]
        yield chain


def box_of(shape: Iterable[Any]) -> Box:
    """Return west, south, east and north of a shape in degrees."""
    points = [point for part in shape for point in part[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    unit = PER_DEGREE
    return min(xs) / unit, min(ys) / unit, max(xs) / unit, max(ys) / unit


def box_around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def is_as_large(box: Box, whole: Box) -> bool:
    """Whether a box is about as large as another, both ways."""
    wide = (box[2] - box[0]) / (whole[2] - whole[0] or 1)
    high = (box[3] - box[1]) / (whole[3] - whole[1] or 1)
    return wide > 0.8 and high > 0.8


def extent_of(ring: Sequence[Point]) -> float:
    west, south, east, north = box_of([[ring]])
    return (east - west) * (north - south)


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def unpack(packed: Any) -> list[list[list[tuple[int, int]]]]:
    """Unpack a shape; nothing where the text is no shape, as in the page."""
    try:
        return [part for part in decode_shape(packed) if part and part[0]]
    except (TypeError, ValueError):
        return []


def commands(points: Sequence[Point]) -> str:
    """Return a line as SVG's relative commands, to a tenth of a pixel.

    A minus sign, or the decimal point of a number after one that has its own, needs no
    space before it (SVG 1.1, 8.3.9).
    """
    text, last = ["M"], (0, 0)
    for x, y in points:
        tenths = (round(10 * x), round(10 * y))
        for value in (tenths[0] - last[0], tenths[1] - last[1]):
            number = f"{value / 10:.1f}" if value % 10 else str(value // 10)
            if abs(value) < 10:
                number = number.replace("0.", ".")
            before = text[-1]
            joins = number[0] == "-" or (number[0] == "." and "." in before)
            text.append(number if joins or before in "Ml" else " " + number)
        if len(text) == 3:  # the first point
            text.append("l")
        last = tenths
    return "".join(text)
