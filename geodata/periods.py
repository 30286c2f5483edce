"""Days: EDTF values become day bounds, bounds become periods with certainty.

A *period* is four day bounds, end exclusive: certain iff ``b1 <= d < e0``, possible
iff ``b0 <= d < e1``. Days are proleptic Gregorian ordinals
(:meth:`datetime.date.toordinal`), with :data:`PAST` and :data:`FUTURE` for open ends.

The strings read here are the levels 0 and 1 of EDTF (ISO 8601-2:2019) that dated
documents need: years, months, days, seasons, decades and centuries with ``X``, the
qualifiers ``?``, ``~`` and ``%``, intervals with open ends, and one-of sets.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .errors import DateError

__all__ = [
    "FUTURE",
    "PAST",
    "Bounds",
    "Certainty",
    "Period",
    "day_of",
    "day_words",
    "edtf_words",
    "event_period",
    "first_day",
    "interval_ends",
    "iso_of",
    "last_day",
    "parse_date_text",
    "parse_day",
    "parse_edtf",
]

Certainty = Literal["certain", "possible", "no", "unknown"]

PAST = -(10**9)
"""Day that stands for "no known beginning"."""
FUTURE = 10**9
"""Day that stands for "no known end"."""

_SEASONS = {  # EDTF level 1 numbers the seasons; months as in the northern hemisphere
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 14),
}
_DATE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(-(?P<m>\d\d|XX)(-(?P<d>\d\d|XX))?)?")
_QUALIFIER = re.compile(r"[?~%]$")


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day of an EDTF value, and whether it was qualified.

    Attributes
    ----------
    first, last
        Days, both included; :data:`PAST` or :data:`FUTURE` where open.
    capped
        True where ``?``, ``~`` or ``%`` keeps every answer at most possible.
    """

    first: int
    last: int
    capped: bool = False

    def __post_init__(self) -> None:
        if self.first > self.last:
            msg = (
                f"bounds begin {iso_of(self.first)} after their end {iso_of(self.last)}"
            )
            raise DateError(msg)


@dataclass(frozen=True, slots=True)
class Period:
    """Validity with four day bounds, end exclusive.

    Attributes
    ----------
    b0, b1
        First and last day on which it may have begun.
    e0, e1
        First and last day on which it may have ended: on the day of the change the
        new state holds.
    capped
        True where a qualifier or a modality keeps it at most possible.
    """

    b0: int
    b1: int
    e0: int
    e1: int
    capped: bool = False

    def on(self, day: int) -> Certainty:
        """Say whether the period covers a day.

        Examples
        --------
        >>> day = day_of("2018-06-01")
        >>> Period(PAST, PAST, day_of("2018-01-01"), day_of("2018-12-31")).on(day)
        'possible'
        """
        if self.b1 <= day < self.e0:
            return "possible" if self.capped else "certain"
        return "possible" if self.b0 <= day < self.e1 else "no"


def day_of(iso: str) -> int:
    """Return the ordinal of an ISO day such as ``2018-10-01``."""
    return dt.date.fromisoformat(iso).toordinal()


def iso_of(day: int) -> str | None:
    """Return the ISO day of an ordinal; None for an open end."""
    if day <= 0 or day > dt.date.max.toordinal():
        return None
    return dt.date.fromordinal(day).isoformat()


def day_words(day: int) -> str:
    """Say a day as people write it.

    Examples
    --------
    >>> day_words(day_of("2017-05-04"))
    '4 May 2017'
    """
    date = dt.date.fromordinal(day)
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


_DOUBTS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def edtf_words(edtf: str) -> str:
    """Say an EDTF value as people write it; it may follow "from", "until" or "seen".

    Examples
    --------
    >>> edtf_words("2018-09-17/2018-10-15~")
    'between 17 September 2018 and about 15 October 2018'
    >>> edtf_words("[2017-05-01..2017-05-10]")
    'between 1 and 10 May 2017'
    >>> edtf_words("2018-09?"), edtf_words("../2018-10"), edtf_words("[2018,2020]")
    ('perhaps September 2018', 'October 2018 or earlier', '2018 or 2020')
    """
    text = edtf.strip()
    if text.startswith("["):
        parts = text[1:-1].split(",")
        return " or ".join(_span_words(*part.partition("..")) for part in parts)
    return _span_words(*text.partition("/"))


def _span_words(first: str, mark: str, last: str) -> str:
    begin, end = (_date_words(part) for part in (first.strip(" ."), last.strip(" .")))
    if not mark:
        return begin
    if begin and end:
        return f"between {_without_shared(begin, end)} and {end}"
    return f"{begin} or later" if begin else f"{end} or earlier"


def _without_shared(begin: str, end: str) -> str:
    """Leave out of a day or month the month and year that the next one says too."""
    if begin.startswith(("about", "perhaps")) or end.startswith(("about", "perhaps")):
        return begin
    one, other = begin.split(), end.split()
    if len(one) != len(other) or len(one) < 2 or one[-1] != other[-1]:
        return begin
    return one[0] if one[1:] == other[1:] else " ".join(one[:-1])


def _date_words(text: str) -> str:
    doubt = _DOUBTS.get(text[-1:], "")
    year, *rest = text.removesuffix(text[-1:] if doubt else "").split("-")
    known = [int(part) for part in rest if part != "XX"]
    if year.endswith("XX"):
        year = f"{year[:2]}00 to {year[:2]}99"
    elif year.endswith("X"):
        year = f"the {year[:3]}0s"
    if not known:
        return f"{doubt}{year}"
    if known[0] in _SEASON_NAMES:
        return f"{doubt}{_SEASON_NAMES[known[0]]} {year}"
    month = f"{calendar.month_name[known[0]]} {year}"
    return f"{doubt}{known[1]} {month}" if len(known) > 1 else f"{doubt}{month}"


def first_day(edtf: str) -> int:
    """Return the first day that an EDTF value may mean."""
    return parse_edtf(edtf).first


def last_day(edtf: str) -> int:
    """Return the last day that an EDTF value may mean."""
    return parse_edtf(edtf).last


@lru_cache(maxsize=4096)
def parse_edtf(edtf: str) -> Bounds:
    """Read an EDTF value as day bounds.

    Parameters
    ----------
    edtf
        A date (``2018``, ``2018-09``, ``2018-09-17``, ``201X``, ``2018-21``), with a
        qualifier (``2020-02-27?``), an interval (``2017-05-04/..``) or a one-of set
        (``[2017-05-04..2017-07-31]``). ``?`` leaves the bounds as they are, ``~``
        widens them by one unit of the value's precision; both cap.

    Raises
    ------
    DateError
        If the text is no such value.

    Examples
    --------
    >>> bounds = parse_edtf("2018-09")
    >>> iso_of(bounds.first), iso_of(bounds.last)
    ('2018-09-01', '2018-09-30')
    """
    text = edtf.strip()
    if text.startswith("[") and text.endswith("]"):
        parts = [part for part in re.split(r"\.\.|,", text[1:-1])]
        known = [_parse_date(part.strip(), edtf) for part in parts if part.strip()]
        if not known:
            raise _no_edtf(edtf)
        first = PAST if text.startswith("[..") else min(k.first for k in known)
        last = FUTURE if text.endswith("..]") else max(k.last for k in known)
        return Bounds(first, last, any(k.capped for k in known))
    if "/" in text:
        begin, end = interval_ends(text)
        if begin is None and end is None:
            raise _no_edtf(edtf)
        if begin and end and begin.first > end.last:
            msg = f"{edtf!r} ends before it begins"
            raise DateError(msg)
        return Bounds(
            begin.first if begin else PAST,
            end.last if end else FUTURE,
            bool(begin and begin.capped or end and end.capped),
        )
    return _parse_date(text, edtf)


def interval_ends(edtf: str) -> tuple[Bounds | None, Bounds | None]:
    """Split an EDTF interval into the bounds of its ends; None for an open end."""
    begin, _, end = edtf.partition("/")
    return tuple(  # type: ignore[return-value]
        None if part.strip() in ("", "..") else _parse_date(part.strip(), edtf)
        for part in (begin, end)
    )


def event_period(edtf: str) -> Period:
    """Return the period of an event that is dated ``on`` an EDTF value.

    Examples
    --------
    >>> event_period("2020-02-27").on(day_of("2020-02-27"))
    'certain'
    >>> event_period("2020-02").on(day_of("2020-02-27"))
    'possible'
    """
    if "/" in edtf and not edtf.startswith("["):
        begin, end = interval_ends(edtf)
        capped = parse_edtf(edtf).capped
        return Period(
            begin.first if begin else PAST,
            begin.last if begin else PAST,
            end.first + 1 if end else FUTURE,
            end.last + 1 if end else FUTURE,
            capped,
        )
    bounds = parse_edtf(edtf)
    return Period(
        bounds.first, bounds.last, bounds.first + 1, bounds.last + 1, bounds.capped
    )


def parse_day(text: str) -> int:
    """Read a day as a user types it.

    Parameters
    ----------
    text
        ``2018-10-01`` or ``1 October 2018`` or ``October 1, 2018``. A month or a year
        alone is no day; ``01/03/2020`` is refused, with both readings.

    Raises
    ------
    DateError
        If the text is no day.

    Examples
    --------
    >>> iso_of(parse_day("1 March 2020"))
    '2020-03-01'
    """
    bounds = parse_date_text(text)
    if bounds.first != bounds.last:
        msg = (
            f"{text!r} is not one day but {iso_of(bounds.first)} to "
            f"{iso_of(bounds.last)}: give a day such as {iso_of(bounds.first)}"
        )
        raise DateError(msg)
    return bounds.first


_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


def parse_date_text(text: str) -> Bounds:
    """Read a date as a user types it: ISO, or with the month's English name."""
    typed = text.strip()
    slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", typed)
    if slashed:
        a, b, year = (int(part) for part in slashed.groups())
        readings = [
            date.isoformat()
            for month, number in ((b, a), (a, b))
            if (date := _date_or_none(year, month, number))
        ]
        choices = " or ".join(dict.fromkeys(readings)) or "a real date"
        msg = f"{text!r} does not say which number is the month: write {choices}"
        raise DateError(msg)
    return _parse_date(_iso_of_words(typed) or typed, text)


def _iso_of_words(typed: str) -> str | None:
    """Return the ISO form of "1 March 2020", "March 1, 2020" or "March 2020"."""
    words = re.fullmatch(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\.?,?\s+(\d{4})", typed)
    american = re.fullmatch(r"([A-Za-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", typed)
    if american:
        month_name, day, year_text = american.groups()
    elif words:
        day, month_name, year_text = words.groups()
    else:
        return None
    number = _MONTHS.get(month_name.lower())
    if number is None:
        return None
    return f"{year_text}-{number:02d}" + (f"-{int(day):02d}" if day else "")


def _date_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _no_edtf(text: str) -> DateError:
    return DateError(
        f"{text!r} is not a date: write it as 2018-10-01, 1 October 2018, "
        "October 2018 or 2018"
    )


def _parse_date(text: str, whole: str) -> Bounds:
    qualifier = _QUALIFIER.search(text)
    value = text[:-1] if qualifier else text
    match = _DATE.fullmatch(value)
    if not match:
        raise _no_edtf(whole)
    year, month, day = match["y"], match["m"], match["d"]
    if month and "X" in year or day and day != "XX" and month == "XX":
        raise _no_edtf(whole)
    try:
        first, last = _date_bounds(year, month, day)
    except ValueError:
        msg = f"{whole!r} is not a date of the calendar"
        raise DateError(msg) from None
    if qualifier and qualifier[0] in "~%":
        first, last = _widen(first, last)
    return Bounds(first.toordinal(), last.toordinal(), bool(qualifier))


def _date_bounds(
    year: str, month: str | None, day: str | None
) -> tuple[dt.date, dt.date]:
    if "X" in year:
        return (
            dt.date(int(year.replace("X", "0")), 1, 1),
            dt.date(int(year.replace("X", "9")), 12, 31),
        )
    y = int(year)
    if month is None or month == "XX":
        return dt.date(y, 1, 1), dt.date(y, 12, 31)
    m = int(month)
    if m in _SEASONS and day is None:
        begin, end = _SEASONS[m]
        last_year, last_month = (y, end) if end <= 12 else (y + 1, end - 12)
        length = calendar.monthrange(last_year, last_month)[1]
        return dt.date(y, begin, 1), dt.date(last_year, last_month, length)
    if day is None or day == "XX":
        return dt.date(y, m, 1), dt.date(y, m, calendar.monthrange(y, m)[1])
    date = dt.date(y, m, int(day))
    return date, date


def _widen(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Widen by the value's own length: a day by a day, a month by a month."""
    days = (last - first).days + 1
    return first - dt.timedelta(days), last + dt.timedelta(days)
