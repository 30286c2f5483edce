"""Events of tables: what a chunk of rows says, what was left out, and the options."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .cells import ArrowColumn, Coded
from .profiles import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Events", "Faults", "Reject", "TableOptions"]

Reject = Callable[[str, int, str, str], None]
"""Called with file, line, what is wrong, and the value, for each row left out."""

_FIRST_LINES = 5


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How to read event tables.

    Attributes
    ----------
    columns
        Names of columns that the user gives, by what they mean (see
        :class:`geodata.tables.profiles.Columns`).
    zone
        Time zone in whose local day a time stamp falls.
    date_order
        ``dmy`` or ``mdy``; None decides by the column.
    strict
        Whether the first row that cannot be used is an error.
    more
        Further columns to read, into ``Events.more``: ``subtype``, ``reporter``.
    skip
        What nobody asks for, and need not be read: ``type``, ``actor``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    zone: dt.tzinfo = dt.UTC
    date_order: str | None = None
    strict: bool = False
    more: tuple[str, ...] = ()
    skip: tuple[str, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Faults:
    """Rows left out, and what was noticed, by kind, with the first lines of each.

    Attributes
    ----------
    counts, lines
        How many rows, and the first of them, by what is wrong.
    rows, used
        How many were read, and how many became events.
    zones
        Time zones in whose days time stamps fall, if there were time stamps.
    """

    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[str]] = field(default_factory=dict)
    rows: int = 0
    used: int = 0
    zones: dict[str, None] = field(default_factory=dict)

    def note(self, kind: str, source: str, line: int, times: int = 1) -> None:
        """Count a fault, and keep its line if it is among the first of its kind."""
        self.counts[kind] += times
        first = self.lines.setdefault(kind, [])
        if len(first) < _FIRST_LINES:
            first.append(f"{source}:{line}")

    def note_all(self, kind: str, source: str, lines: Sequence[int]) -> None:
        """Count a fault in each of some lines."""
        for line in lines[:_FIRST_LINES]:
            self.note(kind, source, line)
        self.counts[kind] += max(0, len(lines) - _FIRST_LINES)

    def add(self, other: Faults) -> None:
        """Count the faults of rows that follow."""
        self.rows += other.rows
        self.used += other.used
        self.counts += other.counts
        self.zones |= other.zones
        for kind, lines in other.lines.items():
            first = self.lines.setdefault(kind, [])
            first += lines[: _FIRST_LINES - len(first)]

    def summary(self) -> list[str]:
        """Return a line for each kind of fault."""
        return [
            f"{kind}: {count:,} rows, first {', '.join(self.lines.get(kind, []))}"
            for kind, count in sorted(self.counts.items())
        ] + [f"time stamps: taken as days in {zone} (--tz)" for zone in self.zones]


@dataclass(frozen=True, slots=True)
class Events:
    """Events of one chunk: arrays with one entry for each event.

    Attributes
    ----------
    source
        The file.
    profile
        The source that the table's columns are those of.
    lines
        Line or row in the file, from 1.
    ids
        Texts; an event without an id of its own has ``<file>:<line>``.
    types, actors
        Texts.
    first, last
        First and last day on which it may have taken place, ordinals.
    capped
        Whether a doubt about the day keeps answers at most possible.
    lat, lon, error_km
        WGS 84 degrees and radius in km; NaN where no point is known.
    admin1
        Code of the admin-1 region (ISO 3166-2 where the boundaries have it), or None.
    marks
        Two hashes of each, as two rows, by which repeats are told; None where the
        table has no ids.
    more
        Texts of the further columns that were asked for, "" where the table has none.
    """

    source: str
    profile: Profile
    lines: NDArray[np.int64]
    ids: NDArray[Any] | ArrowColumn
    types: Coded
    actors: Coded
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    capped: NDArray[np.bool_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    error_km: NDArray[np.float64]
    admin1: Coded
    marks: NDArray[np.uint64] | None = None
    more: Mapping[str, Coded] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self.lines)
