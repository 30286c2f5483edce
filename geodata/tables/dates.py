"""Dates in a column: texts, Excel days and time stamps become day bounds.

Whether day or month stands first is decided for a whole column, by values that can only
be read in one way; where there are none, the column is refused.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import DateError, InputError
from ..periods import parse_date_text, parse_edtf
from .cells import ArrowColumn, coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NO_DAY", "DayReader", "calendar_unit", "slashed_order", "time_zone"]

NO_DAY = np.iinfo(np.int64).min
"""Stands for a cell without a day."""

_KEPT = 1_000_000
"""Different cells that are kept at most."""

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_STAMP = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d?:?\d\d.*")
_SLASHED = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+(\d{1,2}:\d\d(?::\d\d)?.*))?"
)
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


def slashed_order(cells: Mapping[Any, int]) -> tuple[int, int, int]:
    """Count the dates such as 13/04/2018: day first only, month first only, either.

    Parameters
    ----------
    cells
        How often each different cell occurs.
    """
    day, month, either = 0, 0, 0
    texts: Counter[str] = Counter()
    for cell, times in cells.items():
        texts[str(cell)] += times
    for cell, times in texts.items():
        match = _SLASHED.fullmatch(cell.strip())
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        day += times * (first > 12 >= second)
        month += times * (second > 12 >= first)
        either += times * (first <= 12 and second <= 12 and first != second)
    return day, month, either


@dataclass(slots=True)
class DayReader:
    """Reads the cells of one date column, each different one once.

    Attributes
    ----------
    column
        What to call the column in messages: file and name.
    zone
        Time zone in whose local day a time stamp falls.
    order
        ``dmy`` or ``mdy`` for dates such as 03/04/2018; None until it is known.
    """

    column: str
    zone: dt.tzinfo
    order: str | None = None
    _known: dict[Any, tuple[int, int, bool]] = field(default_factory=dict)

    def decide(self, *columns: NDArray[Any] | ArrowColumn) -> None:
        """Decide whether day or month stands first, from the cells seen so far.

        Raises
        ------
        InputError
            If no cell tells, or some tell one thing and some the other.
        """
        if self.order is not None:
            return
        cells: Counter[Any] = Counter()
        for column in columns:
            codes, values = coded(column)
            for value, times in zip(values, np.bincount(codes).tolist(), strict=True):
                cells[value] += times
        day, month, either = slashed_order(cells)
        if not day + month + either:
            return
        if bool(day) == bool(month):
            msg = (
                f"{self.column}: does not say whether day or month stands first: "
                f"{day:,} dates can only be day first, {month:,} only month first, "
                f"{either:,} can be both; give --date-order dmy or mdy"
            )
            raise InputError(msg)
        self.order = "dmy" if day else "mdy"

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
        if re.fullmatch(r"\d{4}", text) or not re.match(r"[\d\[]", text) or " " in text:
            bounds = parse_date_text(text)
        else:
            bounds = parse_edtf(text)
        return bounds.first, bounds.last, bounds.capped

    @staticmethod
    def _one(day: int) -> tuple[int, int, bool]:
        return day, day, False

    def _local(self, stamp: dt.datetime) -> int:
        """Return the local day; a stamp at midnight without an offset is a bare day."""
        if stamp.tzinfo is None and stamp.time() == dt.time(0):
            return stamp.toordinal()
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
