"""Spans: stretches of the calendar with their TIMEX3 value and their EDTF value.

A *span* is a day, week, month, quarter, season, half, year, decade or century. It can
be moved by whole units and narrowed to a part ("the end of 2019"). The TIMEX3 value
keeps the granularity of the words; the EDTF value says which days are meant.

Parts are read alike everywhere: *start* and *end* are ten days of a month and two
months of a year, *early* and *late* a third, *mid* the middle third.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

__all__ = [
    "SEASONS",
    "Span",
    "add_months",
    "century_span",
    "day_span",
    "decade_span",
    "easter",
    "interval_of",
    "month_span",
    "move",
    "one_of",
    "part_of",
    "quarter_span",
    "season_span",
    "shift",
    "span_of",
    "week_span",
    "weekend_span",
    "year_span",
]

SEASONS = {
    "spring": ("SP", 21, 3),
    "summer": ("SU", 22, 6),
    "autumn": ("FA", 23, 9),
    "fall": ("FA", 23, 9),
    "winter": ("WI", 24, 12),
}
"""Season: TIMEX3 letters, EDTF number, first month (northern hemisphere)."""

_FIRST_YEAR, _LAST_YEAR = 1000, 9900


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days.

    Attributes
    ----------
    unit
        day, week, weekend, month, quarter, season, year, decade, century or part.
    first, last
        First and last day, both included.
    timex
        TIMEX3 value at the granularity of the words.
    edtf
        EDTF value of the same stretch.
    """

    unit: str
    first: dt.date
    last: dt.date
    timex: str
    edtf: str


def day_span(day: dt.date) -> Span:
    """Return one day."""
    return Span("day", day, day, day.isoformat(), day.isoformat())


@lru_cache(maxsize=4096)  # the choice of a year tries the same months again
def month_span(year: int, month: int) -> Span:
    """Return a calendar month."""
    value = f"{year:04d}-{month:02d}"
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = dt.date(year, month, 1), dt.date(year, month, last)
    return Span("month", first_day, last_day, value, value)


def year_span(year: int) -> Span:
    """Return a calendar year."""
    value = f"{year:04d}"
    return Span("year", dt.date(year, 1, 1), dt.date(year, 12, 31), value, value)


def week_span(day: dt.date) -> Span:
    """Return the ISO week (Monday to Sunday) that holds a day."""
    first = day - dt.timedelta(day.weekday())
    last = first + dt.timedelta(6)
    iso = first.isocalendar()
    value = f"{iso.year:04d}-W{iso.week:02d}"
    return Span("week", first, last, value, one_of(first, last))


def weekend_span(day: dt.date) -> Span:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    first = day - dt.timedelta(day.weekday()) + dt.timedelta(5)
    last = first + dt.timedelta(1)
    iso = first.isocalendar()
    value = f"{iso.year:04d}-W{iso.week:02d}-WE"
    return Span("weekend", first, last, value, one_of(first, last))


def quarter_span(year: int, quarter: int) -> Span:
    """Return a quarter of a calendar year."""
    begin, end = month_span(year, 3 * quarter - 2), month_span(year, 3 * quarter)
    edtf = f"{begin.edtf}/{end.edtf}"
    return Span("quarter", begin.first, end.last, f"{year:04d}-Q{quarter}", edtf)


def season_span(year: int, season: str) -> Span:
    """Return a season; a winter begins in December of its year."""
    letters, number, month = SEASONS[season]
    begin = month_span(year, month)
    end = shift(begin, 2)
    timex = f"{year:04d}-{letters}"
    return Span("season", begin.first, end.last, timex, f"{year:04d}-{number}")


def decade_span(year: int) -> Span:
    """Return the decade that holds a year."""
    stem = f"{year // 10:03d}"
    first, last = dt.date(year // 10 * 10, 1, 1), dt.date(year // 10 * 10 + 9, 12, 31)
    return Span("decade", first, last, stem, f"{stem}X")


def century_span(ordinal: int) -> Span:
    """Return a century by its ordinal: the 20th has the years 19XX."""
    stem = f"{ordinal - 1:02d}"
    first = dt.date(max((ordinal - 1) * 100, 1), 1, 1)
    last = dt.date(ordinal * 100 - 1, 12, 31)
    return Span("century", first, last, stem, f"{stem}XX")


def span_of(unit: str, day: dt.date) -> Span:
    """Return the span of a unit that holds a day."""
    if unit == "day":
        return day_span(day)
    if unit == "week":
        return week_span(day)
    if unit == "weekend":
        return weekend_span(day)
    if unit == "month":
        return month_span(day.year, day.month)
    if unit == "quarter":
        return quarter_span(day.year, (day.month + 2) // 3)
    if unit == "decade":
        return decade_span(day.year)
    if unit == "century":
        return century_span(day.year // 100 + 1)
    return year_span(day.year)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day so many months on; the 31st falls back to a month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year = min(max(index // 12, _FIRST_YEAR), _LAST_YEAR)
    month = index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7}


def move(day: dt.date, unit: str, count: int) -> dt.date:
    """Return the day so many units on, within the calendar."""
    if unit in _MONTHS_IN:
        return add_months(day, count * _MONTHS_IN[unit])
    ordinal = day.toordinal() + count * _DAYS_IN.get(unit, 1)
    low = dt.date(_FIRST_YEAR, 1, 1).toordinal()
    high = dt.date(_LAST_YEAR, 1, 1).toordinal()
    return dt.date.fromordinal(min(max(ordinal, low), high))


def shift(span: Span, count: int) -> Span:
    """Return the span of the same unit so many units on."""
    if span.unit == "season":
        letters = span.timex[-2:]
        name = next(n for n, value in SEASONS.items() if value[0] == letters)
        return season_span(span.first.year + count, name)
    return span_of(span.unit, move(span.first, span.unit, count))


def one_of(first: dt.date, last: dt.date) -> str:
    """Return the EDTF set "one of these days"."""
    if first == last:
        return first.isoformat()
    return f"[{first.isoformat()}..{last.isoformat()}]"


def interval_of(begin: str, end: str) -> str:
    """Return the EDTF interval from one simple value to another."""
    return f"{begin}/{end}"


def part_of(span: Span, part: str) -> Span:
    """Return a span narrowed to a part; the TIMEX3 value stays the whole's.

    ``first half`` and ``second half`` are intervals; the other parts (``start``,
    ``end``, ``early``, ``late``, ``mid``) are one-of sets.
    """
    if span.unit == "month":
        first, last, edtf = _part_of_month(span, part)
    elif span.unit == "year":
        first, last, edtf = _part_of_year(span, part)
    elif span.unit in ("decade", "century"):
        first, last, edtf = _part_of_years(span, part)
    else:
        first, last = _part_of_days(span, part)
        edtf = one_of(first, last)
    return replace(span, unit="part", first=first, last=last, edtf=edtf)


def _part_of_month(span: Span, part: str) -> tuple[dt.date, dt.date, str]:
    length = span.last.day
    begin, end = {
        "start": (1, 10),
        "early": (1, 10),
        "mid": (11, 20),
        "end": (21, length),
        "late": (21, length),
        "first half": (1, 15),
        "second half": (16, length),
    }[part]
    first, last = span.first.replace(day=begin), span.first.replace(day=end)
    if part.endswith("half"):
        return first, last, interval_of(first.isoformat(), last.isoformat())
    return first, last, one_of(first, last)


def _part_of_year(span: Span, part: str) -> tuple[dt.date, dt.date, str]:
    begin, end = {
        "start": (1, 2),
        "early": (1, 4),
        "mid": (5, 8),
        "end": (11, 12),
        "late": (9, 12),
        "first half": (1, 6),
        "second half": (7, 12),
    }[part]
    opening = month_span(span.first.year, begin)
    closing = month_span(span.first.year, end)
    edtf = f"[{opening.edtf}..{closing.edtf}]"
    if part.endswith("half"):
        edtf = interval_of(opening.edtf, closing.edtf)
    return opening.first, closing.last, edtf


def _part_of_years(span: Span, part: str) -> tuple[dt.date, dt.date, str]:
    first, last = _part_of_days(span, part)
    first, last = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
    return first, last, f"[{first.year:04d}..{last.year:04d}]"


def _part_of_days(span: Span, part: str) -> tuple[dt.date, dt.date]:
    length = (span.last - span.first).days + 1
    third, half = max(length // 3, 1), max(length // 2, 1)
    begin, end = {
        "start": (0, third),
        "early": (0, third),
        "mid": (third, length - third),
        "end": (length - third, length),
        "late": (length - third, length),
        "first half": (0, half),
        "second half": (half, length),
    }[part]
    first = span.first + dt.timedelta(begin)
    return first, max(first, span.first + dt.timedelta(end - 1))


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (Gauss's method, revised)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)
