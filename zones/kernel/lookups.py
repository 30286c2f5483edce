"""Lookups: which polygons hold a point, by the cell it lies in.

In a cell that borders pass, the walk from the reference point to the point, first along
x and then along y, never leaves the cell: each edge that it crosses switches inside and
outside. A vertex belongs to its polygon. A point or a corner of the walk that is too
close to an edge to call by floating-point numbers is left to shapely.
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


_BATCH = 512
"""Points that are looked up together: the memory answers for all of them at once."""

_SHIFT = BLOCK.bit_length() - 1
_INNER = BLOCK - 1


@compiled
def _side(
    x: float,
    y: float,
    x0: float,
    y0: float,
    points: NDArray[np.float64],
    first: Any,
    count: Any,
    tolerance: float,
) -> Any:
    """Return 1 if the walk from x0, y0 to a point changes sides at some edges, else 0.

    With 2 if that is too close to call, and 4 if the point is a vertex. Without
    branches, so that several edges are compared at once.
    """
    flips, close, is_vertex = False, False, False
    for at in range(np.uint64(first), np.uint64(first + count)):
        ax, ay = points[0, at], points[1, at]
        bx, by = points[0, at + np.uint64(1)], points[1, at + np.uint64(1)]
        dx, dy = bx - ax, by - ay
        limit = tolerance * (abs(dx) + abs(dy))
        turn = dx * (y - ay) - dy * (x - ax)
        corner = dx * (y0 - ay) - dy * (x - ax)
        start = dx * (y0 - ay) - dy * (x0 - ax)
        up = (ax <= x) != (bx <= x)  # the walk along y may cross the edge
        across = (ay <= y0) != (by <= y0)  # so may the walk along x
        beside = (min(ax, bx) - tolerance <= x) & (x <= max(ax, bx) + tolerance)
        beside &= (min(ay, by) - tolerance <= y) & (y <= max(ay, by) + tolerance)
        flips ^= up & ((turn > 0) != (corner > 0))
        flips ^= across & ((start > 0) != (corner > 0))
        close |= beside & (abs(turn) <= limit)
        close |= (up | across) & (abs(corner) <= limit)
        close |= across & (abs(start) <= limit)
        is_vertex |= (ax == x) & (ay == y)
    return np.int64(flips) | np.int64(close) << 1 | np.int64(is_vertex) << 2


@compiled
def _locate(
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    days: NDArray[np.int64],
    start: int,
    many: int,
    slab_of: NDArray[np.int32],
    first_day: int,
    frames: NDArray[np.float64],
    coarse_starts: NDArray[np.int64],
    coarse: NDArray[np.int32],
    blocks: NDArray[np.int32],
    across: NDArray[np.float64],
    up: NDArray[np.float64],
    slabs: NDArray[np.int32],
    sets: NDArray[np.int32],
    passed: NDArray[np.int32],
) -> Any:
    """Find slab, column, row and set of the points of a batch.

    One thing for all points before the next, and without branches, so that a processor
    has many of them in the works.

    Returns
    -------
    int
        How many of ``passed`` are filled: points in cells that borders pass, whose set
        is -1 less the place of the cell in ``cells``.
    """
    last_day = first_day + len(slab_of) - 1
    is_dated = len(days) > 0
    for one in range(many):
        day = min(max(days[start + one], first_day), last_day) if is_dated else 0
        slabs[one] = slab_of[np.uint64(day - first_day)] if is_dated else 0
        sets[one] = 0
    inside = 0
    for one in range(many):
        slab = np.uint64(slabs[one])
        column = (xs[start + one] - frames[slab, 0]) * frames[slab, 2]
        row = (ys[start + one] - frames[slab, 1]) * frames[slab, 3]
        across[one], up[one] = column, row
        passed[np.uint64(inside)] = one
        # NaN is not greater than anything.
        inside += int(
            (column >= 0)
            & (row >= 0)
            & (column < frames[slab, 5])
            & (row < frames[slab, 4])
        )
    mixed = 0
    for place in range(inside):
        this = np.uint64(passed[np.uint64(place)])
        frame = np.uint64(slabs[this])
        line, spot = np.int64(up[this]), np.int64(across[this])
        width = np.int64(frames[frame, 5]) >> _SHIFT
        block = coarse_starts[frame] + (line >> _SHIFT) * width + (spot >> _SHIFT)
        sets[this] = coarse[np.uint64(block)]
        passed[np.uint64(mixed)] = passed[np.uint64(place)]
        mixed += int(sets[this] < 0)
    borders = 0
    for place in range(mixed):
        this = np.uint64(passed[np.uint64(place)])
        line, spot = np.int64(up[this]), np.int64(across[this])
        inner = (line & _INNER) << _SHIFT | spot & _INNER
        sets[this] = blocks[np.uint64(-1 - sets[this]), np.uint64(inner)]
        passed[np.uint64(borders)] = passed[np.uint64(place)]
        borders += int(sets[this] < 0)
    return borders


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
    cells: NDArray[np.int32],
    points: NDArray[np.float64],
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
    coarse, blocks, cells, points
        See :mod:`zones.kernel.grids`.
    memo_keys, memo_values
        Sets narrowed to a day before, by set and day.
    found
        Filled: set of each point.
    open_points, open_polygons, open_count
        Filled: pairs that are too close to call.
    """
    is_all_plain = len(days) == 0 or is_plain.all()
    mask = len(memo_keys) - 1
    room = len(parent) - len(begins) - 1
    across, up = np.empty(_BATCH, dtype=np.float64), np.empty(_BATCH, dtype=np.float64)
    slabs, sets = np.empty(_BATCH, dtype=np.int32), np.empty(_BATCH, dtype=np.int32)
    passed, words = np.empty(_BATCH + 1, np.int32), np.empty(_BATCH, np.int64)
    for base in range(start, len(xs), _BATCH):
        many = min(_BATCH, len(xs) - base)
        near = _locate(
            xs,
            ys,
            days,
            base,
            many,
            slab_of,
            first_day,
            frames,
            coarse_starts,
            coarse,
            blocks,
            across,
            up,
            slabs,
            sets,
            passed,
        )
        for place in range(near):
            words[place] = -1 - sets[passed[place]]
            sets[passed[place]] = cells[words[place]]
        if not is_all_plain:
            for one in range(many):
                if sets[one] == 0 or is_plain[slabs[one]]:
                    continue
                if count[0] > room:
                    return base
                day = days[base + one]
                key = (day << 31) | sets[one]
                slot = (key * 0x9E3779B1 >> 12) & mask
                if memo_keys[slot] != key:
                    memo_values[slot] = narrowed(
                        np.int64(sets[one]),
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
                sets[one] = memo_values[slot]
        for one in range(many):
            found[base + one] = sets[one]
        for place in range(near):
            one = passed[place]
            at, slab, word = base + one, slabs[one], words[place]
            if count[0] > room or open_count[0] + len(begins) > len(open_points):
                return at
            x0 = (
                frames[slab, 0] + (np.int64(across[one]) + OFF_CENTRE) / frames[slab, 2]
            )
            y0 = frames[slab, 1] + (np.int64(up[one]) + OFF_CENTRE) / frames[slab, 3]
            plain = len(days) == 0 or is_plain[slab]
            new: Any = np.int64(sets[one])
            members = np.int64(cells[word + 1])
            word += 2
            for _ in range(members):
                member, about = np.int64(cells[word]), np.int64(cells[word + 1])
                first, word = word + 2, word + 2 + 2 * (about >> 2)
                if not plain and not begins[member] <= days[at] < ends[member]:
                    continue
                side = about & 3
                for run in range(first, word, 2):
                    edge, many_edges = np.int64(cells[run]), np.int64(cells[run + 1])
                    said = _side(
                        xs[at], ys[at], x0, y0, points, edge, many_edges, tolerance
                    )
                    side = (side ^ said) & 1 | (side | said) & 6
                # A vertex belongs to its polygon, whatever is too close to call.
                if side & 6 == 2:
                    open_points[open_count[0]] = at
                    open_polygons[open_count[0]] = member
                    open_count[0] += 1
                elif side:
                    new = child(new, member, parent, polygon, size, keys, values, count)
            found[at] = new
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
        total += size[np.uint64(found[at])]
    points = np.empty(total, dtype=np.int32)
    members = np.empty(total, dtype=np.int32)
    filled = np.empty(_BATCH + 1, dtype=np.int32)
    place = 0
    for base in range(0, len(found), _BATCH):
        many = 0
        for at in range(base, min(base + _BATCH, len(found))):
            filled[np.uint64(many)] = at
            many += int(found[at] != 0)
        for some in range(many):
            at = filled[some]
            one = found[at]
            while one != 0:
                points[place] = at
                members[place] = polygon[np.uint64(one)]
                place += 1
                one = parent[np.uint64(one)]
    return points, members
