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

__all__ = [
    "BLOCK",
    "OFF_CENTRE",
    "fill_cells",
    "fold",
    "list_runs",
    "sort_runs",
    "write_cells",
]

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
    ax = (points[0, number] - frame[0]) * frame[2]
    ay = (points[1, number] - frame[1]) * frame[3]
    bx = (points[0, number + 1] - frame[0]) * frame[2]
    by = (points[1, number + 1] - frame[1]) * frame[3]
    return ax, ay, bx, by


@compiled
def _add_run(
    runs: NDArray[np.int32], count: int, since: int, cell: int, owner: int, edge: int
) -> int:
    """Add an edge to the run of the edge before in a cell, or begin one there."""
    for run in range(count - 1, since - 1, -1):
        if runs[run, 0] == cell and runs[run, 2] + runs[run, 3] == edge:
            runs[run, 3] += 1
            return count
    runs[count, 0] = cell
    runs[count, 1] = owner
    runs[count, 2] = edge
    runs[count, 3] = 1
    return count + 1


@compiled
def list_runs(
    points: NDArray[np.float64],
    is_edge: NDArray[np.bool_],
    spans: NDArray[np.int64],
    chosen: NDArray[np.int64],
    frame: Any,
    shape: Any,
    runs: NDArray[np.int32],
) -> Any:
    """List the edges that pass each cell, polygon by polygon, as runs.

    Parameters
    ----------
    points
        Vertices of all polygons: a row of x, a row of y.
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
    runs
        Filled: cell, polygon, first edge (by its first vertex) and number of edges, of
        edges that follow each other in one cell.

    Returns
    -------
    int
        How many there are; -1 if there is no room.
    """
    rows, columns = shape
    count = 0
    for one in chosen:
        last = count  # runs of the edge before begin here, save one
        for number in range(spans[one], spans[one + 1]):
            if not is_edge[number]:
                continue
            ax, ay, bx, by = _in_cells(points, number, frame)
            low = max(int(np.floor(min(ay, by) - _SLACK)), 0)
            high = min(int(np.floor(max(ay, by) + _SLACK)), rows - 1)
            left = max(int(np.floor(min(ax, bx) - _SLACK)), 0)
            right = min(int(np.floor(max(ax, bx) + _SLACK)), columns - 1)
            if count + (high - low + 1) * (right - left + 1) > len(runs):
                return -1
            since, last = max(last - 1, 0), count
            if low == high and left == right:
                cell = low * columns + left
                count = _add_run(runs, count, since, cell, one, number)
                continue
            for row in range(low, high + 1):
                first, final = _columns(ax, ay, bx, by, row, columns)
                for cell in range(row * columns + first, row * columns + final + 1):
                    count = _add_run(runs, count, since, cell, one, number)
    return count


@compiled
def sort_runs(
    runs: NDArray[np.int32],
    count: int,
    places: NDArray[np.int32],
    ordered: NDArray[np.int32],
) -> None:
    """Order runs by cell; of one cell they stay as they are.

    Parameters
    ----------
    runs, count
        See :func:`list_runs`.
    places
        Filled: first run of each cell, and their number.
    ordered
        Filled: the runs.
    """
    places[:] = 0
    for run in range(count):
        places[runs[run, 0]] += 1
    total = 0
    for cell in range(len(places)):
        total += places[cell]
        places[cell] = total
    for run in range(count - 1, -1, -1):
        place = places[runs[run, 0]] - 1
        places[runs[run, 0]] = place
        ordered[place] = runs[run]


@compiled
def fill_cells(
    points: NDArray[np.float64],
    is_edge: NDArray[np.bool_],
    spans: NDArray[np.int64],
    chosen: NDArray[np.int64],
    frame: Any,
    shape: Any,
    tolerance: float,
    places: NDArray[np.int32],
    runs: NDArray[np.int32],
    cursor: NDArray[np.int32],
    sides: NDArray[np.int8],
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
    places, runs
        See :func:`sort_runs`.
    cursor
        First run of each cell of which the side is not known yet.
    sides
        Filled for the first run of each polygon in a cell: 1 if the polygon holds the
        reference point, 0 if not, 2 if that is too close to call.
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
            ax, ay = points[0, number], points[1, number]
            bx, by = points[0, number + 1], points[1, number + 1]
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
                end = places[cell + 1]
                if at < end and runs[at, 1] == one:
                    sides[at] = 2 if is_close else inside
                    while at < end and runs[at, 1] == one:
                        at += 1
                    cursor[cell] = at
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
    sets: NDArray[np.int32],
    places: NDArray[np.int32],
    runs: NDArray[np.int32],
    shape: Any,
) -> tuple[NDArray[np.int32], int, int]:
    """Find blocks of cells that are all alike.

    Parameters
    ----------
    sets
        Set of polygons that cover each cell.
    places, runs
        See :func:`sort_runs`.

    Returns
    -------
    coarse
        Set of each block; -1 of those that are not all alike.
    mixed
        How many these are.
    words
        How many words :func:`write_cells` takes for the cells that borders pass.
    """
    rows, columns = shape[0] // BLOCK, shape[1] // BLOCK
    coarse = np.empty(rows * columns, dtype=np.int32)
    mixed, words = 0, 2 * len(runs)
    for row in range(rows):
        for column in range(columns):
            corner = row * BLOCK * shape[1] + column * BLOCK
            alike = True
            for inner in range(BLOCK):
                cell = corner + inner * shape[1]
                alike &= places[cell] == places[cell + BLOCK]
                for other in range(cell, cell + BLOCK):
                    alike &= sets[other] == sets[corner]
            coarse[row * columns + column] = sets[corner] if alike else -1
            mixed += int(not alike)
    for run in range(len(runs)):
        is_first = run == 0 or runs[run, 0] != runs[run - 1, 0]
        words += 2 * int(is_first)
        words += 2 * int(is_first or runs[run, 1] != runs[run - 1, 1])
    return coarse, mixed, words


@compiled
def write_cells(
    sets: NDArray[np.int32],
    places: NDArray[np.int32],
    runs: NDArray[np.int32],
    sides: NDArray[np.int8],
    shape: Any,
    coarse: NDArray[np.int32],
    blocks: NDArray[np.int32],
    cells: NDArray[np.int32],
    blocks_before: int,
    words_before: int,
) -> None:
    """Put what is in a cell together, and number the blocks that are not all alike.

    Parameters
    ----------
    sets, places, runs
        See :func:`fold`.
    sides
        See :func:`fill_cells`.
    coarse
        See :func:`fold`; of blocks that are not all alike, filled: -1 less their place
        among the blocks of all slabs.
    blocks
        Filled: set of each cell of these; of a cell that borders pass: -1 less its
        place in the words of all slabs.
    cells
        Filled: of each cell that borders pass: its set, the number of its polygons, and
        of each of these: the polygon, four times the number of its runs and the side of
        the reference point, and of each run its first edge and the number of its edges.
    blocks_before, words_before
        How much earlier slabs have filled.
    """
    many, word = 0, 0
    rows, columns = shape[0] // BLOCK, shape[1] // BLOCK
    for block in range(rows * columns):
        if coarse[block] >= 0:
            continue
        coarse[block] = -1 - blocks_before - many
        corner = block // columns * BLOCK * shape[1] + block % columns * BLOCK
        for inner in range(BLOCK * BLOCK):
            cell = corner + inner // BLOCK * shape[1] + inner % BLOCK
            if places[cell] == places[cell + 1]:
                blocks[many, inner] = sets[cell]
                continue
            blocks[many, inner] = -1 - words_before - word
            cells[word] = sets[cell]
            cells[word + 1] = 0
            head, about = word + 1, word
            word += 2
            for run in range(places[cell], places[cell + 1]):
                if run == places[cell] or runs[run, 1] != runs[run - 1, 1]:
                    cells[head] += 1
                    cells[word] = runs[run, 1]
                    cells[word + 1] = sides[run]
                    about = word + 1
                    word += 2
                cells[about] += 4
                cells[word] = runs[run, 2]
                cells[word + 1] = runs[run, 3]
                word += 2
        many += 1
