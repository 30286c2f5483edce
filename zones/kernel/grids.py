"""Grids: the cells of a plane, and which polygons cover them or have a border in them.

A cell that no border passes knows its polygons once and for all. Of a cell that some
border passes, the polygons that cover the whole cell are known, and for each of the
others: its edges in the cell, and whether it holds the cell's reference point. Blocks
of 16 × 16 cells that are all alike are kept as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .compiled import compiled
from .sets import child

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BLOCK", "OFF_CENTRE", "cross_cells", "fill_cells", "fold", "write_cells"]

BLOCK = 16
"""Cells along the side of a block."""

OFF_CENTRE = 0.5137
"""Where the reference point lies in a cell: not on round numbers, as vertices do."""

_SLACK = 1e-7
"""Share of a cell by which an edge is taken to reach farther than it does."""


@compiled
def _columns(
    ax: float, ay: float, bx: float, by: float, row: int, columns: int
) -> tuple[int, int]:
    """Return first and last column that an edge touches in a row; units are cells."""
    if ay == by:
        one, other = ax, bx
    else:
        slope = (bx - ax) / (by - ay)
        low = max(row - _SLACK, min(ay, by))
        high = min(row + 1 + _SLACK, max(ay, by))
        one = min(max(ax + (low - ay) * slope, min(ax, bx)), max(ax, bx))
        other = min(max(ax + (high - ay) * slope, min(ax, bx)), max(ax, bx))
    first = int(np.floor(min(one, other) - _SLACK))
    last = int(np.floor(max(one, other) + _SLACK))
    return max(first, 0), min(last, columns - 1)


@compiled
def _in_cells(points: NDArray[np.float64], number: int, frame: Any) -> Any:
    """Return start and end of an edge in cells from the left and from the bottom."""
    ax = (points[number, 0] - frame[0]) * frame[2]
    ay = (points[number, 1] - frame[1]) * frame[3]
    bx = (points[number + 1, 0] - frame[0]) * frame[2]
    by = (points[number + 1, 1] - frame[1]) * frame[3]
    return ax, ay, bx, by


@compiled
def cross_cells(
    points: NDArray[np.float64],
    is_edge: NDArray[np.bool_],
    spans: NDArray[np.int64],
    chosen: NDArray[np.int64],
    frame: Any,
    shape: Any,
) -> tuple[Any, ...]:
    """List the edges that pass each cell, polygon by polygon.

    Parameters
    ----------
    points
        Vertices of all polygons: x and y.
    is_edge
        Whether an edge goes from each vertex to the next.
    spans
        First vertex of each polygon, and their number.
    chosen
        The polygons that are put into this grid, ascending.
    frame
        Left, bottom, and cells per unit of x and of y.
    shape
        Rows and columns.

    Returns
    -------
    entries
        First entry of each cell, and their number: an entry is a polygon that has edges
        in the cell.
    members
        Polygon of each entry.
    starts
        First edge of each entry in ``listed``, and their number.
    listed
        Edges, by their first vertex.

    Raises
    ------
    OverflowError
        If 32 bits are too few to count them.
    """
    rows, columns = shape
    places = np.zeros(rows * columns + 1, dtype=np.int32)
    only = np.empty(len(points), dtype=np.int64)
    for one in chosen:
        for number in range(spans[one], spans[one + 1]):
            if not is_edge[number]:
                continue
            ax, ay, bx, by = _in_cells(points, number, frame)
            low = max(int(np.floor(min(ay, by) - _SLACK)), 0)
            high = min(int(np.floor(max(ay, by) + _SLACK)), rows - 1)
            left = max(int(np.floor(min(ax, bx) - _SLACK)), 0)
            right = min(int(np.floor(max(ax, bx) + _SLACK)), columns - 1)
            only[number] = -1
            if low == high and left == right:
                only[number] = low * columns + left
                places[low * columns + left] += 1
                continue
            for row in range(low, high + 1):
                first, last = _columns(ax, ay, bx, by, row, columns)
                for column in range(first, last + 1):
                    places[row * columns + column] += 1
    total = 0
    for cell in range(rows * columns):
        count = places[cell]
        places[cell] = total
        total += count
    if total >= 2**31 - 1:
        raise OverflowError
    places[rows * columns] = total
    listed = np.empty(total, dtype=np.int64)
    owners = np.empty(total, dtype=np.int32)
    at = places.copy()
    for one in chosen:
        for number in range(spans[one], spans[one + 1]):
            if not is_edge[number]:
                continue
            if only[number] >= 0:
                cell = only[number]
                listed[at[cell]] = number
                owners[at[cell]] = one
                at[cell] += 1
                continue
            ax, ay, bx, by = _in_cells(points, number, frame)
            low = max(int(np.floor(min(ay, by) - _SLACK)), 0)
            high = min(int(np.floor(max(ay, by) + _SLACK)), rows - 1)
            for row in range(low, high + 1):
                first, last = _columns(ax, ay, bx, by, row, columns)
                for column in range(first, last + 1):
                    cell = row * columns + column
                    listed[at[cell]] = number
                    owners[at[cell]] = one
                    at[cell] += 1
    entries = np.empty(rows * columns + 1, dtype=np.int32)
    members = np.empty(total, dtype=np.int32)
    starts = np.empty(total + 1, dtype=np.int64)
    many = 0
    for cell in range(rows * columns):
        entries[cell] = many
        for place in range(places[cell], places[cell + 1]):
            if place == places[cell] or owners[place] != owners[place - 1]:
                members[many] = owners[place]
                starts[many] = place
                many += 1
    entries[rows * columns] = many
    starts[many] = total
    return entries, members[:many].copy(), starts[: many + 1].copy(), listed


@compiled
def fill_cells(
    points: NDArray[np.float64],
    is_edge: NDArray[np.bool_],
    spans: NDArray[np.int64],
    chosen: NDArray[np.int64],
    frame: Any,
    shape: Any,
    tolerance: float,
    entries: NDArray[np.int32],
    members: NDArray[np.int32],
    sides: NDArray[np.int8],
    cursor: NDArray[np.int32],
    cells: NDArray[np.int32],
    start: int,
    parent: NDArray[np.int32],
    polygon: NDArray[np.int32],
    size: NDArray[np.int32],
    keys: NDArray[np.int64],
    values: NDArray[np.int32],
    count: NDArray[np.int64],
) -> Any:
    """Fill the sets of cells and the sides of reference points, polygon by polygon.

    Along the line through the reference points of a row, each edge that it crosses
    switches inside and outside for all that is to its right.

    Parameters
    ----------
    tolerance
        Share of a cell within which a reference point is too close to an edge.
    sides
        Filled for each entry: 1 if the polygon holds the reference point, 0 if not, 2
        if that is too close to call.
    cursor
        First entry of each cell that is not filled yet.
    cells
        Filled: the set of polygons that cover each cell.
    start
        Which of ``chosen`` to go on with.

    Returns
    -------
    int
        Which of ``chosen`` there was no room for among the sets, else their number.
    """
    rows, columns = shape
    slack = tolerance + _SLACK
    switches = np.zeros((rows, columns + 1), dtype=np.uint8)
    close = np.zeros((rows, columns + 1), dtype=np.uint8)
    for turn in range(start, len(chosen)):
        one = chosen[turn]
        if spans[one] == spans[one + 1]:
            continue
        if 2 * count[0] + 1 > len(parent):  # each set may have a child by this polygon
            return turn
        left, right, bottom, top = columns - 1, 0, rows - 1, 0
        for number in range(spans[one], spans[one + 1]):
            if not is_edge[number]:
                continue
            ax, ay = points[number, 0], points[number, 1]
            bx, by = points[number + 1, 0], points[number + 1, 1]
            across_a = (ax - frame[0]) * frame[2]
            across_b = (bx - frame[0]) * frame[2]
            up_a = (ay - frame[1]) * frame[3]
            up_b = (by - frame[1]) * frame[3]
            low = max(int(min(up_a, up_b)) - 1, 0)
            high = min(int(max(up_a, up_b)) + 1, rows - 1)
            left = min(left, max(int(min(across_a, across_b)) - 1, 0))
            right = max(right, min(int(max(across_a, across_b)) + 1, columns - 1))
            bottom = min(bottom, low)
            top = max(top, high)
            low = int(np.floor(min(up_a, up_b) - OFF_CENTRE - slack)) + 1
            high = int(np.floor(max(up_a, up_b) - OFF_CENTRE + slack))
            for row in range(max(low, 0), min(high, rows - 1) + 1):
                y = frame[1] + (row + OFF_CENTRE) / frame[3]
                if (ay <= y) != (by <= y):
                    x = ax + (y - ay) * ((bx - ax) / (by - ay))
                    place = (x - frame[0]) * frame[2] - OFF_CENTRE
                    column = int(np.floor(place)) + 1
                    switches[row, min(max(column, 0), columns)] ^= 1
                    near = int(np.rint(place))
                    if abs(place - near) < tolerance and 0 <= near < columns:
                        close[row, near] = 1
        for row in range(bottom, top + 1):
            inside = 0
            old: Any = np.int64(-1)
            new: Any = np.int64(-1)
            for column in range(left, right + 1):
                inside ^= switches[row, column]
                switches[row, column] = 0
                is_close = close[row, column]
                close[row, column] = 0
                cell = row * columns + column
                at = cursor[cell]
                if at < entries[cell + 1] and members[at] == one:
                    sides[at] = 2 if is_close else inside
                    cursor[cell] = at + 1
                elif inside:
                    if cells[cell] != old:
                        old = np.int64(cells[cell])
                        new = child(
                            old, one, parent, polygon, size, keys, values, count
                        )
                    cells[cell] = new
            switches[row, min(right + 1, columns)] = 0
    return len(chosen)


@compiled
def fold(
    sets: NDArray[np.int32], entries: NDArray[np.int32], shape: Any
) -> tuple[NDArray[np.int32], int, int]:
    """Find blocks of cells that are all alike.

    Parameters
    ----------
    sets
        Set of polygons that cover each cell.
    entries
        First entry of each cell, and their number.

    Returns
    -------
    coarse
        Set of each block; -1 of those that are not all alike.
    mixed
        How many these are.
    passed
        How many cells borders pass.
    """
    rows, columns = shape[0] // BLOCK, shape[1] // BLOCK
    coarse = np.empty(rows * columns, dtype=np.int32)
    mixed, passed = 0, 0
    for row in range(rows):
        for column in range(columns):
            corner = row * BLOCK * shape[1] + column * BLOCK
            alike = True
            for inner in range(BLOCK):
                cell = corner + inner * shape[1]
                alike &= entries[cell] == entries[cell + BLOCK]
                for other in range(cell, cell + BLOCK):
                    alike &= sets[other] == sets[corner]
                    passed += int(entries[other] != entries[other + 1])
            coarse[row * columns + column] = sets[corner] if alike else -1
            mixed += int(not alike)
    return coarse, mixed, passed


@compiled
def write_cells(
    sets: NDArray[np.int32],
    entries: NDArray[np.int32],
    members: NDArray[np.int32],
    sides: NDArray[np.int8],
    starts: NDArray[np.int64],
    listed: NDArray[np.int64],
    points: NDArray[np.float64],
    shape: Any,
    coarse: NDArray[np.int32],
    blocks: NDArray[np.int32],
    cells: NDArray[np.float64],
    many: int,
    word: int,
) -> tuple[int, int]:
    """Put what is in a cell together, and number the blocks that are not all alike.

    Parameters
    ----------
    sets, entries
        See :func:`fold`.
    members, starts, listed
        See :func:`cross_cells`.
    sides
        See :func:`fill_cells`.
    coarse
        See :func:`fold`; of blocks that are not all alike, filled: -1 less their place
        among ``blocks``.
    blocks
        Filled: set of each cell of these; of a cell that borders pass: -1 less its
        place in ``cells``.
    cells
        Filled: of each cell that borders pass: its set, the number of its entries, and
        of each entry: the polygon, the side of the reference point, the number of
        edges, x of their starts, y of their starts, x of their ends, y of their ends.
    many, word
        How much of ``blocks`` and ``cells`` is filled already.

    Returns
    -------
    many, word
        How much is filled now.
    """
    rows, columns = shape[0] // BLOCK, shape[1] // BLOCK
    for block in range(rows * columns):
        if coarse[block] >= 0:
            continue
        coarse[block] = -1 - many
        corner = block // columns * BLOCK * shape[1] + block % columns * BLOCK
        for inner in range(BLOCK * BLOCK):
            cell = corner + inner // BLOCK * shape[1] + inner % BLOCK
            if entries[cell] == entries[cell + 1]:
                blocks[many, inner] = sets[cell]
                continue
            blocks[many, inner] = -1 - word
            cells[word] = sets[cell]
            cells[word + 1] = entries[cell + 1] - entries[cell]
            word += 2
            for entry in range(entries[cell], entries[cell + 1]):
                edges = starts[entry + 1] - starts[entry]
                cells[word] = members[entry]
                cells[word + 1] = sides[entry]
                cells[word + 2] = edges
                word += 3
                for at in range(edges):
                    number = listed[starts[entry] + at]
                    cells[word + at] = points[number, 0]
                    cells[word + edges + at] = points[number, 1]
                    cells[word + 2 * edges + at] = points[number + 1, 0]
                    cells[word + 3 * edges + at] = points[number + 1, 1]
                word += 4 * edges
        many += 1
    return many, word
