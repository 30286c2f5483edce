"""What a date rule is, and the choice of a year that the words leave out.

A rule is a pattern and a reader. The reader sees the match and the *moment* (the day
from which the text speaks) and says what is meant, or None where the words are no date
after all. Rules are plain data; :mod:`zones.reading.dates` runs them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .stories import BESIDE, CARRIED, Story
from .values import Span, month_span
from .words import DAY, MONTH, YEAR, Tense, tense_at

__all__ = [
    "FROM_ANCHOR",
    "FROM_FOCUS",
    "STATED_YEAR",
    "Found",
    "Moment",
    "Rule",
    "TenseOf",
    "day_or_none",
    "pick_year",
    "rule",
    "stated_year",
    "told",
]


FROM_ANCHOR = "told from the publication day"
FROM_FOCUS = "told from the date before it"

_AHEAD = re.compile(
    r"\s*(?:,?\s+(?:and|or|to|until|till|through)(?:\s+on)?\s+|,\s+|\s*[-–—]\s*)"
    r"(?:\d\d?[:.]\d\d(?:\s*(?:h|hrs|hours))?,?\s+(?:on\s+)?)?"
    rf"(?:{DAY}\s+{MONTH}|{MONTH}(?:\s+{DAY})?),?\s+(?P<year>{YEAR})",
    re.I,
)
# How far, in characters, "a year earlier" looks back for the quarter compared.
_COMPARED = 1500
_BREAK = re.compile(r"[.!?]\s|\n|;")
TenseOf = Callable[[str, int, int], Tense | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a text speaks.

    Attributes
    ----------
    text
        The whole text.
    anchor
        Day of publication, or a stand-in where it is not known.
    focus
        The last date before the words, for "three days later" and "that month".
    day
        The last date before the words that is a day, for "the same day".
    place
        Where in the text the words of the focus end.
    quarter, quarter_end
        The last quarter of a year that was told of, and where its words end.
    story
        The stated day that the text has come to, whose year may go along.
    hint
        Stated day nearest to the words, for a text without a known publication day.
    is_hint_told
        Whether the hint stands before the words in their paragraph.
    tenses
        Tenses found so far, by place; shared between readings of one text.
    tense_of
        Says of a place in a text whether it speaks of the past or of the future.
    ahead
        Pattern of the rest of a list that ends in a date with its year.
    """

    text: str
    anchor: dt.date
    focus: Span | None = None
    day: Span | None = None
    place: int = 0
    quarter: Span | None = None
    quarter_end: int = 0
    story: Story = Story()
    hint: dt.date | None = None
    is_hint_told: bool = False
    tenses: dict[tuple[int, int], Tense | None] = field(default_factory=dict)
    tense_of: TenseOf = tense_at
    ahead: re.Pattern[str] = _AHEAD

    def near_focus(self, unit: str) -> Span | None:
        """Return the date that words of a unit go on from: for days a day."""
        fine = unit in ("day", "night", "hour", "minute")
        coarse = self.focus is not None and self.focus.unit not in ("day", "part")
        return self.day if fine and coarse and self.day else self.focus

    def near_quarter(self, start: int) -> Span | None:
        """Return the quarter that a text compares with others at a place, if any."""
        return self.quarter if start - self.quarter_end < _COMPARED else None

    def base(self, start: int) -> tuple[dt.date, str]:
        """Return the day from whose year or month words speak, and the basis."""
        if self.story.is_chronicle:
            year = self.story.year_at(self.text, start)
            day = self.story.told_at(self.text, start)
            if year or day:
                return dt.date(year, 1, 1) if year else day or self.anchor, FROM_FOCUS
        return self.anchor, FROM_ANCHOR

    def is_beside(self, start: int) -> bool:
        """Say whether a place stands in the sentence of the focus."""
        gap = self.text[self.place : start]
        return self.focus is not None and _BREAK.search(gap) is None

    def tense(self, match: re.Match[str]) -> Tense | None:
        """Say whether the words around a match speak of the past or the future."""
        place = match.span()
        if place not in self.tenses:
            self.tenses[place] = self.tense_of(self.text, *place)
        return self.tenses[place]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of its words; ``span`` is None for durations and sets.

    Where the words name days apart, ``parts`` has each with its place in the text.
    """

    type: str
    value: str | None
    edtf: str | None
    basis: str
    span: Span | None = None
    clock: str | None = None
    parts: tuple[tuple[int, int, Span], ...] = ()


Reader = Callable[[re.Match[str], Moment], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with its reader.

    A text with none of its words, or without what it needs, is passed over.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader
    words: tuple[str, ...] = ()
    needs: re.Pattern[str] | None = None

    def may_match(self, lowered: str) -> bool:
        """Whether a text in small letters has one of the words and what is needed."""
        if self.words and not any(word in lowered for word in self.words):
            return False
        return self.needs is None or self.needs.search(lowered) is not None


def rule(
    into: list[Rule], pattern: str, words: str = "", needs: str = ""
) -> Callable[[Reader], Reader]:
    """Register a reader under its function's name.

    ``words`` are stems of which every match has one, ``needs`` a pattern that every
    match holds in small letters: they save the search of most texts. Such a pattern
    begins with letters, for which a search that minds case looks far faster.
    """
    needed = re.compile(needs) if needs else None

    def register(read: Reader) -> Reader:
        name = read.__name__.replace("_", " ")
        compiled = re.compile(pattern, re.I)
        into.append(Rule(name, compiled, read, tuple(words.split()), needed))
        return read

    return register


def told(span: Span, basis: str, type_: str = "DATE") -> Found:
    """Return the finding of a span."""
    return Found(type_, span.timex, span.edtf, basis, span)


_YEAR_TOLD = (
    r"(?:last|this|next|that|the\s+(?:same|following|next|previous|preceding))\s+year"
)
STATED_YEAR = rf"(?:{YEAR}|(?:of\s+)?{_YEAR_TOLD})"
"""Pattern of a year by number, by its place beside the year of publication, or beside
the year spoken of."""
_YEARS_ON = {"last": -1, "next": 1, "following": 1, "previous": -1, "preceding": -1}


def stated_year(words: str, moment: Moment) -> tuple[int, str]:
    """Read "2018", "last year" or "that year", with the basis."""
    if words.isdigit():
        return int(words), "stated"
    told_by = words.lower().removeprefix("of").split()
    steps = _YEARS_ON.get(told_by[-2], 0)
    if moment.focus and (told_by[0] == "the" or told_by[-2] == "that"):
        return moment.focus.first.year + steps, FROM_FOCUS
    return moment.anchor.year + steps, FROM_ANCHOR


# So near to the publication day, the day itself says more than a verb around it.
_CLOSE = 21
# A text moves forward: within so many days of a stated date the next one is meant.
_FORWARD = 240
# A narrative steps back by no more than this: "in force on 6 May; signed on 4 May".
_BACKWARD = 75


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def pick_year(
    match: re.Match[str],
    moment: Moment,
    month: int,
    day: int | None,
    weekday: int | None = None,
) -> tuple[int, str]:
    """Choose the year of a month or day that is written without one.

    The year of a date that follows in the same list wins ("18 June to 31 July 2018"),
    then a narrative with stated years, then the tense seen from the anchor, then the
    nearest year.
    """
    ahead = moment.ahead.match(moment.text, match.end())
    if ahead:
        return int(ahead["year"]), "year of the date that follows"
    story, place = moment.story, match.start()
    by_story = _story_year(story, moment.text, place, month, day, weekday)
    if by_story:
        return by_story
    is_due = _DUE_BY.search(moment.text, max(0, place - 120), place)
    tense = "future" if is_due else moment.tense(match)
    narrated = story.told_at(moment.text, place)
    is_news = not (story.is_chronicle or moment.hint)
    if narrated and is_news and tense != "future" and weekday is None:
        year = _narrated_year(match, moment, narrated, month, day)
        if year and tense == "past" and _begin(year, month, day) > moment.anchor:
            year = None  # a dateline is no story: "had declared on 28 August"
        if year:
            return year, BESIDE
    if moment.hint:
        return _hinted_year(moment.hint, month, day, weekday, moment.is_hint_told)
    anchor = moment.anchor
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    if weekday is not None and day:
        fits = [
            year
            for year in (anchor.year, anchor.year - 1, anchor.year + 1)
            if (d := day_or_none(year, month, day)) and d.weekday() == weekday
        ]
        if fits:
            return fits[0], "year by the weekday"
    near = _nearest_year(anchor, month, day)
    is_close = day and abs((_begin(near, month, day) - anchor).days) <= _CLOSE
    if is_close or _is_coming(match, near, month, day, anchor):
        return near, "nearest to the publication day"
    if tense == "past":
        done = [y for y in years if _begin(y, month, day) <= anchor]
        return max(done), "past, seen from the publication day"
    if tense == "future":
        ahead_years = [y for y in years if _finish(y, month, day) >= anchor]
        return min(ahead_years), "future, seen from the publication day"
    return near, "nearest to the publication day"


_DUE_BY = re.compile(
    r"\bto\s+(?:be\s+)?[a-z]+\s[^.;:]{0,80}\bby\s+(?:the\s+)?(?:end\s+of\s+)?$", re.I
)
"""What is to be done by a day lies ahead, whatever tense it is told in."""
_UP_TO = re.compile(r"\b(?:until|till|by)\s+$", re.I)


def _is_coming(
    match: re.Match[str], year: int, month: int, day: int | None, anchor: dt.date
) -> bool:
    """Whether it is a close term: "gave them until mid-November" told in October."""
    ahead = (_begin(year, month, day) - anchor).days
    before = match.string[max(0, match.start() - 8) : match.start()]
    return 0 < ahead <= _CLOSE and _UP_TO.search(before) is not None


def _story_year(
    story: Story,
    text: str,
    place: int,
    month: int,
    day: int | None,
    weekday: int | None,
) -> tuple[int, str] | None:
    """Choose the year in a chronicle: soon after the date told, else before it."""
    year, told_day = story.year_at(text, place), story.told_at(text, place)
    if year:
        return year, BESIDE
    if told_day is None or not story.is_chronicle:
        return None
    basis = CARRIED if story.is_far(text, place) else BESIDE
    if weekday is not None and day:
        return _hinted_year(told_day, month, day, weekday, True)[0], basis
    ahead = _first_after(told_day, month, day)
    far = (_begin(ahead, month, day) - told_day).days > _FORWARD
    return ahead - far, basis


def _narrated_year(
    match: re.Match[str],
    moment: Moment,
    told_day: dt.date,
    month: int,
    day: int | None,
) -> int | None:
    """Choose the year in a narrative: soon after the date told, or shortly before.

    None where the day is far from that date, where "since" opens a new sentence's
    stretch that runs up to the publication day, or where only a month was told of and
    the day is close to the publication.
    """
    text = moment.text
    if re.search(r"\bsince\s+$", text[max(0, match.start() - 8) : match.start()], re.I):
        before = text[max(0, match.start() - 300) : match.start()]
        if re.search(rf"{told_day.year}[^.\n]*$", before) is None:
            return None
    near = _nearest_year(moment.anchor, month, day)
    if moment.story.unit == "month" and day:
        gap = _gap(near, month, day, moment.anchor)
        if gap <= _CLOSE and near != told_day.year:
            return None
    ahead = _first_after(told_day, month, day)
    if (_begin(ahead, month, day) - told_day).days <= _FORWARD:
        return ahead
    behind = ahead - 1
    step = (told_day - _finish(behind, month, day)).days
    nearer = _gap(near, month, day, moment.anchor) < step
    return behind if step <= _BACKWARD and not nearer else None


def _hinted_year(
    hint: dt.date, month: int, day: int | None, weekday: int | None, told_on: bool
) -> tuple[int, str]:
    """Choose the year nearest to a stated date, by the weekday where there is one."""
    basis = "year of the nearest stated date"
    if weekday is not None and day:
        for step in (0, 1, -1, 2, 3, 4, 5, 6):
            when = day_or_none(hint.year + step, month, day)
            if when and when.weekday() == weekday:
                return when.year, f"{basis} that fits the weekday"
    ahead = _first_after(hint, month, day)
    if told_on and (_begin(ahead, month, day) - hint).days < _FORWARD:
        return ahead, basis
    return _nearest_year(hint, month, day), basis


def _begin(year: int, month: int, day: int | None) -> dt.date:
    span = month_span(year, month)
    return span.first.replace(day=min(day or 1, span.last.day))


def _finish(year: int, month: int, day: int | None) -> dt.date:
    span = month_span(year, month)
    return span.last if day is None else _begin(year, month, day)


def _gap(year: int, month: int, day: int | None, anchor: dt.date) -> int:
    """Return the days between a day and the nearest end of a month or day."""
    first, last = _begin(year, month, day), _finish(year, month, day)
    if first <= anchor <= last:
        return 0
    return min(abs((first - anchor).days), abs((last - anchor).days))


def _nearest_year(anchor: dt.date, month: int, day: int | None) -> int:
    def distance(year: int) -> tuple[int, int]:
        behind = _finish(year, month, day) < anchor
        return _gap(year, month, day, anchor), int(behind)

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=distance)


def _first_after(start: dt.date, month: int, day: int | None) -> int:
    return start.year + (_finish(start.year, month, day) < start)
