"""Land: the countries of the world, coarse, for a backdrop.

Natural Earth's 1:50m countries as a topology: each border is stored once, so it is
known between which countries it runs. Only for orientation: no answer uses it.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

__all__ = ["Border", "Country", "Land", "read_land"]

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


@cache
def read_land() -> Land:
    """Read the embedded countries; Antarctica is left out."""
    import shapely

    topology: dict[str, Any] = json.loads(gzip.decompress(_FILE.read_bytes()))
    scale = topology["transform"]["scale"][0]
    arcs = [_points(arc, scale) for arc in topology["arcs"]]
    countries = []
    sides: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for record in topology["objects"]["countries"]["geometries"]:
        name, code = record["properties"]["name"], record["properties"]["code"]
        polygons = []
        for polygon in record["arcs"]:
            rings = [_ring(ring, arcs) for ring in polygon]
            kept = [ring for ring in rings if len(ring) > 3]
            if kept and kept[0] is rings[0]:
                polygons.append(shapely.Polygon(kept[0], kept[1:]))
            for arc in (a for ring in polygon for a in ring):
                sides[arc if arc >= 0 else ~arc].add((name, code))
        # Lines that were thinned apart from each other may cross by some metres.
        shape = shapely.make_valid(shapely.MultiPolygon(polygons))
        countries.append(Country(code, name, shape))
    borders = [
        Border(
            tuple(name for name, _ in sorted(sides[arc])),
            tuple(code for _, code in sorted(sides[arc])),
            shapely.LineString(arcs[arc]),
        )
        for arc in sorted(sides)
        if len(arcs[arc]) > 1
    ]
    return Land(
        tuple(countries),
        tuple(borders),
        str(topology["source"]),
        str(topology["attribution"]),
    )


def _points(arc: list[list[int]], scale: float) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale, y * scale))
    return points


def _ring(
    ring: list[int], arcs: list[list[tuple[float, float]]]
) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += part[1:] if points else part
    return points
