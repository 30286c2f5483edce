"""Land: the countries of the world, coarse, for a backdrop.

Natural Earth's 1:50m countries as a topology: each border is stored once, so it is
known between which countries it runs. Only for orientation: no answer uses it.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

__all__ = ["Border", "Box", "Country", "Land", "read_land"]

_FILE = Path(__file__).parent / "data" / "land.topojson.gz"

UNSETTLED = frozenset({"", "EH", "PS", "XK"})
"""Codes whose borders are drawn as disputed: what Natural Earth counts as
indeterminate or breakaway (Western Sahara, the Palestinian territories, Kosovo, and
those without a code: Northern Cyprus, Somaliland, the Siachen Glacier)."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 alpha-2 code, or none, its name and shape in EPSG:4326."""

    code: str
    name: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Border:
    """A line between two countries, or the coast of one, EPSG:4326.

    Attributes
    ----------
    sides
        Names of the countries on it, in order: one for a coast.
    codes
        Their codes.
    """

    sides: tuple[str, ...]
    codes: tuple[str, ...]
    geometry: LineString

    @property
    def is_disputed(self) -> bool:
        """Whether it bounds a country whose standing is not settled."""
        return len(self.sides) > 1 and not UNSETTLED.isdisjoint(self.codes)


@dataclass(frozen=True)
class Land:
    """The countries and their borders, with the source to name."""

    countries: tuple[Country, ...]
    borders: tuple[Border, ...]
    source: str
    attribution: str


Box = tuple[float, float, float, float]


@lru_cache(maxsize=4)
def read_land(frame: Box = (-180.0, -90.0, 180.0, 90.0)) -> Land:
    """Read the embedded countries; Antarctica is left out.

    Parameters
    ----------
    frame
        West, south, east and north, EPSG:4326: what surely lies outside of it is left
        out, whole countries, islands and borders.
    """
    topology: dict[str, Any] = json.loads(gzip.decompress(_FILE.read_bytes()))
    arcs = _Arcs(topology["arcs"], topology["transform"]["scale"][0], frame)
    countries = []
    sides: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for record in topology["objects"]["countries"]["geometries"]:
        own = [
            arc if arc >= 0 else ~arc for p in record["arcs"] for r in p for arc in r
        ]
        if not arcs.meet(own):
            continue
        name, code = record["properties"]["name"], record["properties"]["code"]
        for arc in own:
            sides[arc].add((name, code))
        countries.append(Country(code, name, arcs.shape(record["arcs"])))
    borders = [
        Border(
            tuple(name for name, _ in sorted(sides[arc])),
            tuple(code for _, code in sorted(sides[arc])),
            arcs.line(arc),
        )
        for arc in sorted(sides)
        if arcs.meet([arc]) and arcs.is_line(arc)
    ]
    return Land(
        tuple(countries),
        tuple(borders),
        str(topology["source"]),
        str(topology["attribution"]),
    )


class _Arcs:
    """The lines that countries are made of, with what of them meets a frame."""

    def __init__(self, arcs: list[list[list[int]]], scale: float, frame: Box) -> None:
        import numpy as np

        steps = np.fromiter(
            chain.from_iterable(chain.from_iterable(arcs)), dtype=np.int64
        ).reshape(-1, 2)
        sizes = np.array([len(arc) for arc in arcs])
        starts = np.cumsum(sizes) - sizes
        sums = np.cumsum(steps, axis=0)
        points = sums - np.repeat(sums[starts] - steps[starts], sizes, axis=0)
        self._points = points * scale
        self._slices = list(map(slice, starts.tolist(), (starts + sizes).tolist()))
        low = np.minimum.reduceat(self._points, starts) <= frame[2:]
        high = np.maximum.reduceat(self._points, starts) >= frame[:2]
        sides = np.concatenate([low, high], axis=1)
        self._sides: list[int] = (sides @ [1, 2, 4, 8]).tolist()

    def meet(self, ring: list[int]) -> bool:
        """Whether the box around lines, some of which run back, meets the frame."""
        sides = (self._sides[arc if arc >= 0 else ~arc] for arc in ring)
        return reduce(or_, sides) == 15

    def is_line(self, number: int) -> bool:
        return len(self._part(number)) > 1

    def line(self, number: int) -> LineString:
        import shapely

        return shapely.LineString(self._part(number))

    def shape(self, polygons: list[list[list[int]]]) -> BaseGeometry:
        """Return polygons, each a list of rings, valid."""
        import shapely

        found = []
        for polygon in polygons:
            outer, *holes = (self._ring(ring) for ring in polygon)
            if len(outer) > 3:
                kept = [hole for hole in holes if len(hole) > 3]
                found.append(shapely.Polygon(outer, kept))
        whole = shapely.MultiPolygon(found)
        # Lines that were thinned apart from each other may cross by some metres.
        return whole if whole.is_valid else shapely.make_valid(whole)

    def _ring(self, ring: list[int]) -> NDArray[Any]:
        import numpy as np

        parts = [
            self._part(arc) if arc >= 0 else self._part(~arc)[::-1] for arc in ring
        ]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def _part(self, number: int) -> NDArray[np.float64]:
        points: NDArray[np.float64] = self._points[self._slices[number]]
        return points
