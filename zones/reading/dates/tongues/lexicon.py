"""What the date rules need to know of a language: its words, as plain tables.

Tables are pairs of a pattern and what it means; of several that match the whole word
the first counts. All patterns are matched against text put through ``plain``, which
maps letter to letter and so keeps every offset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["NEVER", "Lexicon", "Table", "lookup", "one_of_words"]

_T = TypeVar("_T")
Table = tuple[tuple[str, _T], ...]
NEVER = r"(?!)"
"""Pattern that matches nothing: for what a language does not have."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and word order of a language.

    Attributes
    ----------
    language
        BCP 47 tag.
    plain
        Letters by the letters that the patterns use for them.
    begin
        What may stand right before an expression: a break, or a clitic.
    months, weekdays, seasons
        Names, with 1 to 12, with 0 for Monday, and with the English season.
    month_again
        What may follow a month: its name in another calendar, or "of the month".
    month_alone
        Around a month without day and year: patterns before and after it.
    day_tail, day_words
        Ending of the number of a day; days told in words.
    of
        Between day and month, and between month and year.
    before_year, after_year, bare_year
        Words that make a number a year: before it, after it; what else may stand
        before one.
    to, between
        Between the ends of a range; before it, where "and" joins them.
    near, near_daypart
        Words for days by their distance in days; a part of the day is allowed before
        ("مساء أمس") and after ("вчера вечером") them.
    dayparts
        Parts of the day, with TIMEX3 letters.
    next_day
        Days told from the date before.
    before_weekday, after_weekday
        What belongs to a weekday; not counted as a step.
    bare_weekday
        Whether a weekday needs no word before it.
    steps
        "last", "this" and "next", as -1, 0 and 1.
    step_first, step_last
        Whether they stand before the unit, or after it.
    units, numbers, duals
        Units and numbers; words that mean two of a unit.
    ago, ahead
        Words before (with ``{}`` behind them) or after a length: "{} назад".
    parts
        "start of", with the part; ``part_first`` says that they stand before.
    clock
        Pattern of a clock time: groups hour, minute and half.
    halves
        Words for the half of the day: ``am``, ``pm``, or ``night`` for either.
    plurals
        Units that mean several without a number ("days ago").
    sets, present
        Repeated times with their value; words for the time of publication.
    relations, relations_after
        Words before and after an expression that make it a bound.
    future, past
        Words by which a clause speaks of what is to come, or is over.
    dated, headed
        Words of a line that gives the day of publication.
    """

    language: str
    months: Table[int]
    weekdays: Table[int]
    to: str
    near: Table[int]
    dayparts: Table[str]
    steps: Table[int]
    units: Table[str]
    numbers: Table[float | None]
    clock: str
    future: str
    past: str
    dated: str
    plain: Mapping[int, str] = field(default_factory=dict)
    begin: str = r"\b"
    seasons: Table[str] = ()
    month_again: str = ""
    month_alone: tuple[str, str] = (NEVER, NEVER)
    day_tail: str = ""
    day_words: Table[int] = ()
    of: str = r"\s+"
    before_year: str = NEVER
    after_year: str = NEVER
    bare_year: str = NEVER
    between: str = NEVER
    next_day: Table[int] = ()
    before_weekday: str = ""
    after_weekday: str = ""
    bare_weekday: bool = True
    step_first: bool = False
    step_last: bool = False
    duals: Table[str] = ()
    ago: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    parts: Table[str] = ()
    part_first: bool = True
    halves: Table[str] = ()
    plurals: str = NEVER
    sets: Table[str] = ()
    present: str = NEVER
    relations: Table[str] = ()
    relations_after: Table[str] = ()


def one_of_words(table: Table[_T]) -> str:
    """Return a pattern of the words of a table, or one that never matches."""
    return "(?:" + "|".join(pattern for pattern, _ in table) + ")" if table else NEVER


def lookup(table: Table[_T], words: str) -> _T | None:
    """Return what a word of a table means."""
    for pattern, meaning in table:
        if re.fullmatch(pattern, words, re.I):
            return meaning
    return None
