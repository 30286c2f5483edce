"""Dates in a column: texts, Excel days and time stamps become day bounds.

Whether day or month stands first is decided for a whole column, by values that can only
be read in one way; where there are none, or they contradict each other, the column is
refused.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import DateError, InputError
from ..periods import FUTURE, PAST, Bounds, parse_date_text, parse_edtf
from .cells import ArrowColumn, coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "NO_DAY",
    "DayReader",
    "SlashedDates",
    "calendar_unit",
    "span_of_days",
    "time_zone",
]

NO_DAY = np.iinfo(np.int64).min
"""Stands for a cell without a day."""

_KEPT = 1_000_000
"""Different cells that are kept at most."""

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_STAMP = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d?:?\d\d.*")
_SLASHED = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+(\d{1,2}:\d\d(?::\d\d)?.*))?"
)
_ON_ONE_SIDE = re.compile(r"(by|before|since|after) (.+)", re.IGNORECASE)
_EXCEL_ORIGIN = dt.date(1899, 12, 30).toordinal()
_EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119


def time_zone(name: str) -> dt.tzinfo:
    """Return a time zone by its name in the tz database, such as Asia/Damascus.

    Raises
    ------
    InputError
        If there is no such zone.
    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        msg = f"no time zone {name!r}; names are such as UTC or Asia/Damascus"
        raise InputError(msg) from None


_DAY, _MONTH, _EITHER = 1, 2, 3


def _slashed_kind(cell: Any) -> int:
    """Say whether a date such as 13/04/2018 is day first, month first, either; or 0."""
    match = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        return 0
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return _DAY
    if second > 12 >= first:
        return _MONTH
    return _EITHER if first <= 12 and second <= 12 and first != second else 0


@dataclass(slots=True)
class SlashedDates:
    """Counts a column's dates such as 13/04/2018, by what may stand first.

    Attributes
    ----------
    counts
        Dates of which the day can only stand first, the month can only stand first, and
        that can be read both ways.
    first_lines
        The first line of each of these; 0 for none.
    """

    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    first_lines: list[int] = field(default_factory=lambda: [0, 0, 0])
    _kinds: dict[Any, int] = field(default_factory=dict)

    @property
    def order(self) -> str | None:
        """``dmy`` or ``mdy``; None if no date tells, or they contradict each other."""
        day, month, _ = self.counts
        return None if bool(day) == bool(month) else "dmy" if day else "mdy"

    def add(
        self, lines: NDArray[np.int64], cells: NDArray[Any] | ArrowColumn | None
    ) -> None:
        """Count the cells of some lines."""
        if cells is None or (isinstance(cells, np.ndarray) and cells.dtype != object):
            return
        codes, values = coded(cells)
        known = self._kinds
        for value in values:
            if value not in known:
                known[value] = _slashed_kind(value)
        kinds = np.array([known[value] for value in values], dtype=np.int64)
        if len(known) > _KEPT:
            self._kinds = {}
        if not kinds.any():
            return
        of_rows = kinds[codes]
        times = np.bincount(of_rows, minlength=4)
        for kind in (_DAY, _MONTH, _EITHER):
            if times[kind] and not self.counts[kind - 1]:
                self.first_lines[kind - 1] = int(lines[np.argmax(of_rows == kind)])
            self.counts[kind - 1] += int(times[kind])

    def refused(self, column: str) -> InputError:
        """Return what to say of a column that has no order."""
        day, month, either = self.counts
        first = [str(line) for line in self.first_lines if line]
        lines = f"line{'s' * (len(first) > 1)} {', '.join(first)}"
        return InputError(
            f"{column}: does not say whether day or month stands first: "
            f"{day:,} dates can only be day first, {month:,} only month first, "
            f"{either:,} can be both (first in {lines}); "
            "give --date-order dmy or mdy"
        )


@dataclass(slots=True)
class DayReader:
    """Reads the cells of one date column, each different one once.

    Attributes
    ----------
    zone
        Time zone in whose local day a time stamp falls.
    order
        ``dmy`` or ``mdy`` for dates such as 03/04/2018; None until it is known.
    has_stamps
        Whether a time stamp was read: its day is that of the time zone.
    """

    zone: dt.tzinfo
    order: str | None = None
    has_stamps: bool = False
    _known: dict[Any, tuple[int, int, bool]] = field(default_factory=dict)

    def read(
        self, cells: NDArray[Any] | ArrowColumn
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return first and last day of each cell, and whether doubt caps it.

        A cell without a readable date has :data:`NO_DAY`.
        """
        known = self._known
        codes, values = coded(cells)
        for value in values:
            if value not in known:
                known[value] = self._bounds(value)
        if len(known) > _KEPT:
            self._known = {}
        found = [known[value] for value in values]
        first = np.array([each[0] for each in found], dtype=np.int64)
        last = np.array([each[1] for each in found], dtype=np.int64)
        capped = np.array([each[2] for each in found], dtype=bool)
        return first[codes], last[codes], capped[codes]

    def _bounds(self, cell: Any) -> tuple[int, int, bool]:
        try:
            return self._parsed(cell)
        except (ValueError, OverflowError):  # DateError is a ValueError
            return NO_DAY, NO_DAY, False

    def _parsed(self, cell: Any) -> tuple[int, int, bool]:
        if cell is None or cell != cell:
            return NO_DAY, NO_DAY, False
        if isinstance(cell, dt.datetime):
            return self._one(self._local(cell))
        if isinstance(cell, dt.date):
            return self._one(cell.toordinal())
        if isinstance(cell, int | float) and int(cell) in _EXCEL_DAYS:
            return self._one(_EXCEL_ORIGIN + int(cell))
        text = str(int(cell) if isinstance(cell, float) else cell).strip()
        if match := _ISO.fullmatch(text):
            year, month, day = map(int, match.groups())
            return self._one(dt.date(year, month, day).toordinal())
        if _STAMP.fullmatch(text):
            return self._one(self._local(dt.datetime.fromisoformat(_tidy(text))))
        if match := _SLASHED.fullmatch(text):
            return self._one(self._slashed(match))
        if match := _ON_ONE_SIDE.fullmatch(text):
            bounds = _open(match[1].lower(), parse_date_text(match[2]))
        elif re.fullmatch(r"[\d\[./][^ ]*", text) and len(text) > len("2018"):
            bounds = parse_edtf(text)
        else:
            bounds = parse_date_text(text)
        return bounds.first, bounds.last, bounds.capped

    @staticmethod
    def _one(day: int) -> tuple[int, int, bool]:
        return day, day, False

    def _local(self, stamp: dt.datetime) -> int:
        """Return the local day; a stamp at midnight without an offset is a bare day."""
        if stamp.tzinfo is None and stamp.time() == dt.time(0):
            return stamp.toordinal()
        self.has_stamps = True
        known = stamp if stamp.tzinfo else stamp.replace(tzinfo=dt.UTC)
        return known.astimezone(self.zone).toordinal()

    def _slashed(self, match: re.Match[str]) -> int:
        first, second, year = (int(match[number]) for number in (1, 2, 3))
        if self.order is None and first != second:
            msg = f"{match[0]!r} does not say which number is the month"
            raise DateError(msg)
        day, month = (first, second) if self.order != "mdy" else (second, first)
        date = dt.date(year, month, day)
        if match[4] is None:
            return date.toordinal()
        return self._local(dt.datetime.fromisoformat(f"{date}T{_clock(match[4])}"))


def _open(word: str, told: Bounds) -> Bounds:
    """Return the days that lie on one side of a date, itself with "by" and "since"."""
    if word in ("by", "before"):
        last = told.last if word == "by" else told.first - 1
        return Bounds(PAST, last, told.capped)
    first = told.first if word == "since" else told.last + 1
    return Bounds(first, FUTURE, told.capped)


def span_of_days(
    first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[int, int] | None:
    """Return the first and the last day that events name; None where none is named.

    Parameters
    ----------
    first, last
        Ordinals; open ends are :data:`geodata.periods.PAST` and ``FUTURE``.
    """
    days = np.concatenate([first, last])
    named = days[(days > PAST) & (days < FUTURE)]
    return (int(named.min()), int(named.max())) if len(named) else None


def _tidy(text: str) -> str:
    """Return a time stamp as :mod:`datetime` reads it ("… UTC" and "…Z" alike)."""
    stamp = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text.replace(" ", "T", 1))
    return re.sub(r"\s+(?=[+-])", "", stamp)


def _clock(text: str) -> str:
    hours, _, rest = text.strip().partition(":")
    return f"{int(hours):02d}:{rest}"


def calendar_unit(days: NDArray[np.int64], unit: str) -> tuple[Any, Any]:
    """Return first and last day of the month or year that each day lies in.

    Parameters
    ----------
    days
        Ordinals; :data:`NO_DAY` stays what it is.
    unit
        ``M`` for months, ``Y`` for years.
    """
    known = days != NO_DAY
    origin = dt.date(1970, 1, 1).toordinal()
    safe = np.where(known, days - origin, 0).astype("datetime64[D]")
    start = safe.astype(f"datetime64[{unit}]")
    first = start.astype("datetime64[D]").astype(np.int64) + origin
    last = (start + 1).astype("datetime64[D]").astype(np.int64) + origin - 1
    return np.where(known, first, days), np.where(known, last, days)
