"""Ordering: whether day or month stands first in a table, decided by all of its rows.

Where the first rows leave it open, a file is read through once for its dates alone;
rows of a stream are held back until one of them tells.
"""

from __future__ import annotations

from ..errors import DateOrderError
from .chunks import Chunk, TableFile
from .dates import SlashedDates
from .profiles import Columns

__all__ = ["DateOrder", "slashed_dates"]


class DateOrder:
    """Knows how the dates of a table such as 03/04/2018 are to be read.

    Parameters
    ----------
    table, columns
        The table, and which of its columns means what.
    order
        ``dmy`` or ``mdy`` if the user says so.

    Attributes
    ----------
    order
        What is known so far; None: no such date has come yet.
    """

    def __init__(self, table: TableFile, columns: Columns, order: str | None) -> None:
        self.table = table
        self.columns = columns
        self.order = order
        self._seen = SlashedDates()
        self._is_settled = order is not None

    def hears(self, chunk: Chunk) -> bool:
        """Hear the dates of a chunk, and say whether they can be read now.

        Raises
        ------
        InputError
            If dates contradict each other, or the whole table does not tell.
        DateOrderError
            If it is a part of a file, and has such dates.
        """
        if self._is_settled:
            return True
        _add(self._seen, chunk, self.columns)
        is_contradicted = all(self._seen.counts[:2])
        if not any(self._seen.counts):
            return True
        if self.table.is_part:
            raise DateOrderError(self._name)
        if self._seen.order is not None:
            self.order = self._seen.order
            return True
        if self.table.again is not None:
            self._seen = slashed_dates(self.table, self.columns)
            self._is_settled = True
            self.order = self._seen.order
        if self.order is None and self._is_settled or is_contradicted:
            self.refuse()
        return self._is_settled

    def refuse(self) -> None:
        """Say that the dates do not tell.

        Raises
        ------
        InputError
            Always; it says how many dates can be read in which way.
        """
        raise self._seen.refused(self._name)

    @property
    def _name(self) -> str:
        return f"{self.table.source}, column {self.columns.date!r}"


def slashed_dates(table: TableFile, columns: Columns) -> SlashedDates:
    """Count the dates such as 03/04/2018 of a whole table, which is read once more.

    Raises
    ------
    InputError
        If it cannot be read again.
    """
    found = SlashedDates()
    named = [name for name in (columns.date, columns.end_date) if name is not None]
    assert table.again is not None
    with table.again() as anew:
        for chunk in anew.chunks(named):
            _add(found, chunk, columns)
    return found


def _add(found: SlashedDates, chunk: Chunk, columns: Columns) -> None:
    for name in (columns.date, columns.end_date):
        if name is not None and len(chunk.lines):
            found.add(chunk.lines, chunk.columns[name])
