"""Chunks: some rows of a table at once, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .cells import ArrowColumn, cell_text

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
        The cells of each wanted column: texts, numbers, dates or None.
    ragged
        Lines that were left out, for they have another number of cells than the header.
    """

    lines: NDArray[np.int64]
    columns: Mapping[str, NDArray[Any] | ArrowColumn]
    ragged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    """An open table: what it is called, its columns, and a way to its rows.

    Attributes
    ----------
    again
        Opens the same table from its first row; None where that is not possible.
    is_part
        Whether more rows of its file stand elsewhere.
    """

    source: str
    names: tuple[str, ...]
    chunks: Callable[[Sequence[str]], Iterator[Chunk]]
    again: Callable[[], AbstractContextManager[TableFile]] | None = None
    is_part: bool = False


def objects(cells: Sequence[Any]) -> NDArray[Any]:
    """Return an array of cells of any kind."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array
