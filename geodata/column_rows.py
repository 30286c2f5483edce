"""Column rows: rows kept by column, which become texts or records when written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Union

import numpy as np

from .numbering import factorized
from .tables.cells import ArrowColumn, Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Column", "ColumnRows", "chosen_of"]

Column = Union["NDArray[Any]", Coded, ArrowColumn]
"""Numbers (NaN: empty), texts, or values that are repeated."""

_STEP = 100_000


class ColumnRows:
    """Rows by column.

    Parameters
    ----------
    columns
        The cells of each column, one for each row.
    count
        How many rows there are.
    """

    def __init__(self, columns: Mapping[str, Column], count: int) -> None:
        self.columns = columns
        self._count = count

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Return a record for each row; empty cells are None."""
        names = list(self.columns)
        for part in self.parts():
            cells = [_values(part.columns[name]) for name in names]
            for row in zip(*cells, strict=True):
                yield dict(zip(names, row, strict=True))

    def parts(self) -> Iterator[ColumnRows]:
        """Return the rows, some at a time."""
        if self._count <= _STEP:
            yield self
            return
        for start in range(0, self._count, _STEP):
            rows = np.arange(start, min(start + _STEP, self._count))
            chosen = {name: chosen_of(cells, rows) for name, cells in self._items()}
            yield ColumnRows(chosen, len(rows))

    def _items(self) -> Iterator[tuple[str, Column]]:
        yield from self.columns.items()

    def texts(self, name: str, change: Callable[[Any], str]) -> list[str]:
        """Return what a function makes of each cell of a column; None: no such column.

        It is called once for cells that are known to be alike.
        """
        cells = self.columns.get(name)
        if cells is None:
            return [change(None)] * self._count
        if isinstance(cells, np.ndarray) and cells.dtype.kind == "f":
            cells = _repeated(cells)
        if isinstance(cells, Coded):
            return Coded(cells.codes, [change(each) for each in cells.values]).tolist()
        return [change(each) for each in cells.tolist()]


def chosen_of(cells: Column, rows: NDArray[np.int64]) -> Column:
    """Return some cells of a column."""
    if isinstance(cells, ArrowColumn):
        return cells.chosen(rows)
    chosen: Column = cells[rows]
    return chosen


def _repeated(numbers: NDArray[np.float64]) -> Coded:
    """Return numbers of which many are alike; NaN is None."""
    codes, values = factorized(numbers)
    kinds = [None if value != value else value for value in values.tolist()]
    return Coded(codes, kinds)


def _values(cells: Column) -> list[Any]:
    if isinstance(cells, np.ndarray) and cells.dtype.kind == "f":
        return _repeated(cells).tolist()
    return cells.tolist()
