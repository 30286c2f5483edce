"""The story that a text tells: the stated day whose year the next dates belong to.

News speaks from its day: a date without a year is one near to it, unless a stated date
stands just before. A *chronicle* speaks of a time long before its day; there the year
goes along from date to date, until another is stated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .values import Span

__all__ = ["BESIDE", "CARRIED", "Story", "is_chronicle"]

BESIDE = "year of the date before it"
"""Basis of a date that takes the year of a stated one."""
CARRIED = "year of the date before it in a chronicle"
"""Basis of a date whose year went along over more than a few lines."""
_GOES_ON = {BESIDE, CARRIED, "told from the date before it"}
# Days of a stretch that a chronicle goes on from.
_SHORT = 62

# How far, in characters of one paragraph, a stated year carries in news.
_NEAR = 300
# A chronicle tells so many days or months with their years, ...
_STATED = 3
# (where the day of publication is not known so many)
_STATED_ALONE = 5
# ... the last of them so many days before its publication, ...
_LONG_AGO = 365
# ... and so many for each date that is told from the day of publication.
_PER_SPOKEN = 4
# Rules whose words are told from the day of publication, whatever stands before them.
_SPOKEN = {"near day", "weekday", "unit ago from", "weekdays ago", "unit from day"}
_STEPPED = re.compile(r"(?<!\bthe\s)\b(?:last|next|this|coming)\b", re.I)


def is_chronicle(
    dates: Iterable[tuple[int, int, str, re.Match[str]]], published: dt.date | None
) -> bool:
    """Whether a text tells of a time long before its day, by the dates in it.

    Parameters
    ----------
    dates
        Start, end, name of the rule and match of what may be a date, in order.
    published
        First day on which the text can have been published; None: not known.
    """
    free, stated, spoken, latest = 0, 0, 0, 0
    for start, end, name, match in dates:
        if start < free:
            continue
        free = end
        groups = match.re.groupindex
        year = match["year"] if "year" in groups else None
        if year and len(year) == 4 and ("month" in groups or "m" in groups):
            stated += 1
            latest = max(latest, int(year))
        elif name in _SPOKEN or name == "stepped unit" and _STEPPED.search(match[0]):
            spoken += 1
    if stated < _STATED or stated < _PER_SPOKEN * spoken:
        return False
    if published is None:
        return stated >= _STATED_ALONE and not spoken
    return (published - dt.date(latest, 12, 31)).days >= _LONG_AGO


@dataclass(frozen=True, slots=True)
class Story:
    """How far a text has come in what it tells.

    Attributes
    ----------
    is_chronicle
        Whether years go along through the text.
    day
        First day of the last stated day or month, or of what was told by it.
    end
        Where its words end; the story goes on from there.
    unit
        Unit of that date.
    year, year_end
        The year of the last date that is no day or month, and where its words end.
    """

    is_chronicle: bool = False
    day: dt.date | None = None
    end: int = 0
    unit: str = ""
    year: int | None = None
    year_end: int = 0

    def told_at(self, text: str, start: int) -> dt.date | None:
        """Return the day that words at a place go on from, if any."""
        if self.day is None:
            return None
        gap = text[self.end : start]
        near = len(gap) < _NEAR and "\n" not in gap
        return self.day if near or self.is_chronicle else None

    def year_at(self, text: str, start: int) -> int | None:
        """Return the bare year that rules a place in the paragraph of a chronicle."""
        if not self.is_chronicle or self.year is None or self.year_end < self.end:
            return None
        return self.year if "\n" not in text[self.year_end : start] else None

    def after(self, span: Span, end: int, published: dt.date, how: str) -> Story:
        """Return the story behind a date.

        Parameters
        ----------
        span, end
            The date and the place where its words end.
        published
            First day on which the text can have been published.
        how
            Basis of the date.
        """
        is_stated = how.startswith("stated")
        is_fine = span.unit in ("day", "month")
        if self.is_chronicle:
            is_fine |= span.unit == "part" and (span.last - span.first).days < _SHORT
            is_stated |= how.partition(";")[0] in _GOES_ON
        if not is_stated:
            return self
        if not is_fine:
            year = span.first.year
            if not self.is_chronicle or year != span.last.year:
                return self
            return replace(self, year=year, year_end=end)
        if span.first > published:
            return Story(self.is_chronicle)
        return replace(self, day=span.first, end=end, unit=span.unit)

    def is_far(self, text: str, start: int) -> bool:
        """Whether a year went a long way to a place."""
        gap = text[self.end : start]
        return len(gap) >= _NEAR or "\n" in gap
