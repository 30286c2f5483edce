"""Belts: strips along a line, from the width, the line and the side that claims give.

The line is given by a claim, or derived and marked so. What lies within the least width
on a stated side of a given line must be inside; what lies within the greatest width on
any side that is open may be. Along a derived line nothing is inside for sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from geodata.metric import metric_crs, to_degrees, to_metric
from shapely.geometry.base import BaseGeometry

from .claims import Belt, Claim
from .extents import Shape
from .lines import KnownLine
from .reasons import BOTH_SIDES, belt_words

__all__ = ["DrawnBelt", "draw_belts", "shape_belt"]

INSIDE = frozenset({"inside", "within", "inner"})
_COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


@dataclass(frozen=True, slots=True)
class DrawnBelt:
    """A reading of a belt: its words, its claims and its geometry (EPSG:4326).

    ``derived`` says how its line was derived; None where a claim gives it.
    """

    words: str
    claims: tuple[str, ...]
    shape: Shape
    derived: str | None = None


def draw_belts(
    claims: Sequence[Claim], lines: Iterable[KnownLine], within: Shape | None
) -> list[DrawnBelt]:
    """Draw one belt from its claims and from the lines that are known.

    Parameters
    ----------
    claims
        Claims about one belt.
    lines
        One with the name that the belt is along is its line. Derived ones count only
        where no claim gives the line.
    within
        Geometry of the zone that the belt lies in, EPSG:4326, if known.

    Returns
    -------
    list of DrawnBelt
        One for each width, side and line that claims give; none without a width or
        without a line.
    """
    belts = [(c, c.body) for c in claims if isinstance(c.body, Belt)]
    side = next((b.side for _, b in belts if b.side), None)
    named = next((b.along for _, b in belts if b.along), None)
    drawn: dict[tuple[object, ...], DrawnBelt] = {}
    for claim, belt in belts:
        along = belt.along or named
        if belt.width_km is None or along is None:
            continue
        fitting = [line for line in lines if line.is_named(along)]
        given = [line for line in fitting if line.derived is None]
        for line in given or fitting:
            chosen = belt.side or side
            words = belt_words(belt.width_km, along, chosen)
            if line.derived is None:
                shape = shape_belt(line.geometry, belt.width_km, chosen, within)
            else:
                shape = _may_be(line, belt.width_km, chosen, within)
                words += f"; line derived: {line.derived}"
            key = (tuple(belt.width_km), chosen, line.claims)
            earlier = drawn[key].claims if key in drawn else ()
            names = tuple(dict.fromkeys((*earlier, claim.id, *line.claims)))
            drawn[key] = DrawnBelt(words, names, shape, line.derived)
    return [drawn[key] for key in sorted(drawn, key=repr)]


def shape_belt(
    line: BaseGeometry,
    width_km: Sequence[float],
    side: str | None,
    within: Shape | None = None,
) -> Shape:
    """Return the geometry of a belt along a line.

    Parameters
    ----------
    line
        LineString or MultiLineString in EPSG:4326.
    width_km
        Least and greatest width in km of the whole belt.
    side
        ``both``, half of the width on each side; a compass word; ``inside`` (of
        ``within``); None where it is open: then nothing is inside for sure.
    within
        Zone that the belt lies in, which clips it.

    Returns
    -------
    Shape
        EPSG:4326.
    """
    crs = metric_crs(line)
    flat = to_metric(line, crs)
    low, high = (km * 1000 for km in width_km)
    word = (side or "").lower()
    ways = [vector for name, vector in _COMPASS.items() if name in word]
    inner: BaseGeometry | None
    if ways:
        inner, outer = (_one_side(flat, metres, ways) for metres in (low, high))
    else:
        halved = 2 if word in BOTH_SIDES else 1
        outer = flat.buffer(high / halved, cap_style="flat")
        known = word in BOTH_SIDES or word in INSIDE and within is not None
        inner = flat.buffer(low / halved, cap_style="flat") if known else None
    shape = Shape(
        None if inner is None else to_degrees(inner, crs), to_degrees(outer, crs)
    )
    return shape if within is None else _clip(shape, within)


def _may_be(
    line: KnownLine, width_km: Sequence[float], side: str | None, within: Shape | None
) -> Shape:
    """Return where a belt may lie along a line that is only derived.

    Nothing is inside for sure. The strip is widened by the line's own error; inside of
    a zone it keeps to the ground that the line bounds.
    """
    if (side or "").lower() in INSIDE and line.within is not None:
        within = Shape(None, line.within)
    width = [km + line.error_km * (2 if side in BOTH_SIDES else 1) for km in width_km]
    return Shape(None, shape_belt(line.geometry, width, side, within).outer)


def _clip(shape: Shape, within: Shape) -> Shape:
    outer = shape.outer
    if outer is not None and within.outer is not None:
        outer = shapely.intersection(outer, within.outer)
    inner = shape.inner
    if inner is not None:
        sure = within.inner
        inner = None if sure is None else shapely.intersection(inner, sure)
    return Shape(None if inner is None or inner.is_empty else inner, outer)


def _one_side(
    line: BaseGeometry, metres: float, ways: Sequence[tuple[int, int]]
) -> BaseGeometry:
    """Return the strip on the side of a line that a compass word names."""
    dx, dy = (sum(way[i] for way in ways) for i in (0, 1))
    strips = [line.buffer(sign * metres, single_sided=True) for sign in (1, -1)]
    return max(strips, key=lambda s: dx * s.centroid.x + dy * s.centroid.y)
