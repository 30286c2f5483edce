"""Chunks: some rows of a table at once, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LAT", "LON", "ROWS", "STDIN", "Chunk", "TableFile", "cell_text", "objects"]

LON, LAT = "geometry (longitude)", "geometry (latitude)"
"""Names under which the points of a vector file stand among the columns."""

STDIN = Path("-")
"""The name of standard input."""

ROWS = 100_000
"""Rows of a chunk at most."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file.

    Attributes
    ----------
    lines
        Line (of text) or number (of other rows) of each row, counted from 1.
    columns
        One array for each wanted column: texts, numbers, dates or None.
    ragged
        Lines that were left out, for they have another number of cells than the header.
    """

    lines: NDArray[np.int64]
    columns: dict[str, NDArray[Any]]
    ragged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    """An open table: what it is called, its columns, and a way to its rows."""

    source: str
    names: tuple[str, ...]
    chunks: Callable[[Sequence[str]], Iterator[Chunk]]


def objects(cells: Sequence[Any]) -> NDArray[Any]:
    """Return an array of cells of any kind."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def cell_text(cell: Any) -> str:
    """Return the words of a cell, "" of an empty one; 5.0 is "5"."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float | np.floating) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()
