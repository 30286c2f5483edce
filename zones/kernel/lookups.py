"""Lookups: which polygons hold a point, by the cell it lies in.

In a cell that borders pass, the walk from the reference point to the point, first along
x and then along y, never leaves the cell: each edge that it crosses switches inside and
outside. A point or a corner of the walk that is too close to an edge to call by
floating-point numbers is left to shapely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .compiled import compiled
from .grids import BLOCK, OFF_CENTRE
from .sets import child, narrowed

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["add_members", "count_sets", "list_members", "look_up"]


@compiled
def _side(
    x: float,
    y: float,
    x0: float,
    y0: float,
    side: Any,
    edges: NDArray[np.float64],
    first: Any,
    last: Any,
    tolerance: float,
) -> Any:
    """Return 1 if a point is inside, 0 if not, 2 if it is too close to call."""
    for at in range(first, last):
        ax, ay = edges[at, 0], edges[at, 1]
        bx, by = edges[at, 2], edges[at, 3]
        if max(ax, bx) < x - tolerance or min(ax, bx) > x + tolerance:
            # Beside the point: only the walk along x may cross it.
            if (ay <= y0) == (by <= y0):
                continue
        dx, dy = bx - ax, by - ay
        limit = tolerance * (abs(dx) + abs(dy))
        if (ax <= x) != (bx <= x) or (
            min(ax, bx) - tolerance <= x <= max(ax, bx) + tolerance
        ):
            turn = dx * (y - ay) - dy * (x - ax)
            if (
                abs(turn) <= limit
                and min(ay, by) - tolerance <= y <= max(ay, by) + tolerance
            ):
                return 2
            if (ax <= x) != (bx <= x):
                corner = dx * (y0 - ay) - dy * (x - ax)
                if abs(corner) <= limit:
                    return 2
                if (turn > 0) != (corner > 0):
                    side ^= 1
        if (ay <= y0) != (by <= y0):
            corner = dx * (y0 - ay) - dy * (x - ax)
            start = dx * (y0 - ay) - dy * (x0 - ax)
            if abs(corner) <= limit or abs(start) <= limit:
                return 2
            if (start > 0) != (corner > 0):
                side ^= 1
    return side


@compiled
def look_up(
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    days: NDArray[np.int64],
    start: int,
    slab_of: NDArray[np.int32],
    first_day: int,
    frames: NDArray[np.float64],
    coarse_starts: NDArray[np.int64],
    is_plain: NDArray[np.bool_],
    tolerance: float,
    coarse: NDArray[np.int32],
    blocks: NDArray[np.int32],
    borders: NDArray[np.int32],
    firsts: NDArray[np.int64],
    members: NDArray[np.int32],
    sides: NDArray[np.int8],
    starts: NDArray[np.int64],
    edges: NDArray[np.float64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    memo_keys: NDArray[np.int64],
    memo_values: NDArray[np.int32],
    found: NDArray[np.int32],
    open_points: NDArray[np.int64],
    open_polygons: NDArray[np.int32],
    open_count: NDArray[np.int64],
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> Any:
    """Find the set of polygons that hold each point; return where there was no room.

    Parameters
    ----------
    xs, ys, days
        The points, and their days; no days: time is not asked.
    start
        Point to begin with.
    slab_of, first_day
        Slab of time of each day from ``first_day``; the last goes on for ever.
    frames
        Of each slab: left, bottom, cells per unit of x and of y, rows, columns.
    coarse_starts
        First block of each slab in ``coarse``.
    is_plain
        Whether all polygons of a slab hold on all of its days.
    coarse, blocks, borders, firsts, members, sides, starts, edges
        See :mod:`zones.kernel.grids`.
    memo_keys, memo_values
        Sets narrowed to a day before, by set and day.
    found
        Filled: set of each point.
    open_points, open_polygons, open_count
        Filled: pairs that are too close to call.
    """
    dated = len(days) > 0
    mask = len(memo_keys) - 1
    last_slab = len(slab_of) - 1
    last_day = first_day + last_slab
    room = len(parent) - len(begins) - 1
    for at in range(start, len(xs)):
        x, y = xs[at], ys[at]
        found[at] = 0
        slab = np.int64(0)
        if dated:
            if days[at] >= last_day:
                slab = np.int64(slab_of[last_slab])
            elif days[at] > first_day:
                slab = np.int64(slab_of[days[at] - first_day])
        across = (x - frames[slab, 0]) * frames[slab, 2]
        up = (y - frames[slab, 1]) * frames[slab, 3]
        # NaN is not greater than anything.
        if not (
            across >= 0
            and up >= 0
            and across < frames[slab, 5]
            and up < frames[slab, 4]
        ):
            continue
        if count[0] > room or open_count[0] + len(begins) > len(open_points):
            return at
        row, column = np.int64(up), np.int64(across)
        width = np.int64(frames[slab, 5]) // BLOCK
        one: Any = np.int64(
            coarse[coarse_starts[slab] + row // BLOCK * width + column // BLOCK]
        )
        first, last = np.int64(0), np.int64(0)
        if one < 0:
            one = np.int64(blocks[-1 - one, row % BLOCK * BLOCK + column % BLOCK])
            if one < 0:
                border = -1 - one
                one = np.int64(borders[border])
                first, last = firsts[border, 0], firsts[border, 1]
        plain = not dated or is_plain[slab]
        if not plain and one != 0:
            day = days[at]
            key = (day << 31) | one
            slot = (key * 0x9E3779B1 >> 12) & mask
            if memo_keys[slot] == key:
                one = np.int64(memo_values[slot])
            else:
                one = narrowed(
                    one,
                    day,
                    begins,
                    ends,
                    parent,
                    polygon,
                    size,
                    keys,
                    values,
                    count,
                )
                memo_keys[slot] = key
                memo_values[slot] = one
        if first != last:
            x0 = frames[slab, 0] + (column + OFF_CENTRE) / frames[slab, 2]
            y0 = frames[slab, 1] + (row + OFF_CENTRE) / frames[slab, 3]
            for entry in range(first, last):
                member = members[entry]
                if not plain and not begins[member] <= days[at] < ends[member]:
                    continue
                side: Any = np.int64(sides[entry])
                if side != 2:
                    side = _side(
                        x,
                        y,
                        x0,
                        y0,
                        side,
                        edges,
                        starts[entry],
                        starts[entry + 1],
                        tolerance,
                    )
                if side == 2:
                    open_points[open_count[0]] = at
                    open_polygons[open_count[0]] = member
                    open_count[0] += 1
                elif side == 1:
                    one = child(one, member, parent, polygon, size, keys, values, count)
        found[at] = one
    return len(xs)


@compiled
def add_members(
    found: NDArray[np.int32],
    points: NDArray[np.int64],
    members: NDArray[np.int32],
    start: int,
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> Any:
    """Add a polygon to the sets of some points; return where there was no room."""
    for at in range(start, len(points)):
        new = child(
            found[points[at]],
            members[at],
            parent,
            polygon,
            size,
            keys,
            values,
            count,
        )
        if new < 0:
            return at
        found[points[at]] = new
    return len(points)


@compiled
def count_sets(found: NDArray[np.int32], counts: NDArray[np.int64]) -> None:
    """Count the points of each set."""
    for at in range(len(found)):
        counts[found[at]] += 1


@compiled
def list_members(
    found: NDArray[np.int32],
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Spell out sets: point and polygon of each pair, points ascending."""
    total = 0
    for at in range(len(found)):
        total += size[found[at]]
    points = np.empty(total, dtype=np.int32)
    members = np.empty(total, dtype=np.int32)
    place = 0
    for at in range(len(found)):
        one = found[at]
        while one != 0:
            points[place] = at
            members[place] = polygon[one]
            place += 1
            one = parent[one]
    return points, members
