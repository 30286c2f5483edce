"""Dates in text: every expression of time, with what it means as EDTF and TIMEX3.

:func:`find_dates` runs the named rules of the rule modules over a text. Where
the publication day is known to a span only, the words are read from both of its ends:
what comes out alike stands, what differs becomes the set between, and what an open end
leaves unknown has no EDTF value.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geodata.periods import FUTURE, PAST, parse_edtf

from ..caseless import caseless
from ..languages import language_of
from .counted import COUNTED_RULES
from .joins import ENGLISH, Joints, Reading, join_ranges, parts_of, place_clocks
from .lengths import LENGTH_RULES
from .named import NAMED_RULES
from .ordinals import ORDINAL_RULES
from .relative import RELATIVE_RULES
from .patterns import FROM_FOCUS, Found, Moment, Rule
from .stories import CARRIED, Story, is_chronicle
from .tongues import TONGUES, Tongue
from .values import Span, one_of
from .words import is_of_a_thing
from .years import YEAR_RULES

__all__ = ["DateMention", "find_dates"]

_RULES: tuple[Rule, ...] = (
    *NAMED_RULES,
    *ORDINAL_RULES,
    *YEAR_RULES,
    *RELATIVE_RULES,
    *COUNTED_RULES,
    *LENGTH_RULES,
)
_DOUBTED = ("year of the nearest stated date", CARRIED)
_LEANS = "publication day"
# Two days that differ in every digit: what both readings share was in the words.
_STAND_INS = (dt.date(1987, 3, 11), dt.date(2042, 12, 28))


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time in a text.

    Attributes
    ----------
    start, end
        Place in the text, in Unicode code points, end exclusive.
    surface
        The words, without the preposition before them.
    edtf
        EDTF value; None for durations, sets, and what rests on an unknown day.
    basis
        In words, what the value rests on.
    type
        DATE, TIME, DURATION or SET.
    value
        TIMEX3 value; ``X`` stands for digits that are not known.
    relation
        Word before the expression that makes it a bound: since, until, by, before,
        after, from, between, as of; else None.
    """

    start: int
    end: int
    surface: str
    edtf: str | None
    basis: str
    type: str
    value: str | None
    relation: str | None = None


def find_dates(
    text: str, published: str | None = None, *, ranges: bool = True
) -> list[DateMention]:
    """Find the dates, times, durations and sets of a text, in order.

    Parameters
    ----------
    text
        Plain text in English, Arabic, Russian or Turkish; of others nothing is read.
    published
        EDTF value of the publication day; an interval or one-of set is allowed. None:
        what is told from that day gets no EDTF value, and a day without a year takes
        the nearest stated year, marked ``?``.
    ranges
        Make one mention of "from 3 March to 9 April"; otherwise each end is a mention
        of its own, as TIMEX3 has it.

    Examples
    --------
    >>> [m.edtf for m in find_dates("Signed on 4 may 2017 after a truce in 2016.")]
    ['2017-05-04', '2016']
    >>> [m.value for m in find_dates("from 1992 to 1994", ranges=False)]
    ['1992', '1994']
    >>> find_dates("They will meet on Tuesday.", "2018-10-01")[0].edtf
    '2018-10-02'
    """
    language = language_of(text)
    tongue = TONGUES.get(language)
    if tongue is None and language != "en":
        return []
    plain = text.translate(tongue.plain) if tongue and tongue.plain else text
    candidates = _candidates(plain, language)
    if not candidates:
        return []
    low, high, is_open = _anchors(published)
    doubted = published is not None and parse_edtf(published).capped
    story = Story(is_chronicle(_names(candidates), None if is_open else low))
    begin = replace(_moment(plain, low, tongue), story=story)
    joints = tongue.joints if tongue else ENGLISH
    hints = _Hints.of(candidates, begin) if is_open else None
    readings = _read(candidates, begin, hints, joints, ranges=ranges)
    others = readings
    if low != high:
        later = replace(begin, anchor=high)
        others = _read(candidates, later, hints, joints, ranges=ranges)
    by_place = {(r.start, r.end): r for r in others}
    relation = tongue.relation if tongue else _relation
    mentions = []
    for reading in readings:
        other = by_place.get((reading.start, reading.end), reading)
        found = _agreed(reading.found, other.found, is_open)
        if found.value == "PRESENT_REF":
            found = replace(found, edtf=published)
        leans = found.basis.startswith(_DOUBTED) or doubted and _LEANS in found.basis
        if leans and found.edtf and found.value != "PRESENT_REF":
            found = replace(found, edtf=_doubted(found.edtf))
        mentions.append(_mention(text, reading.start, reading.end, found, relation))
    return mentions


def _moment(text: str, anchor: dt.date, tongue: Tongue | None) -> Moment:
    if tongue is None:
        return Moment(text, anchor)
    return Moment(text, anchor, tense_of=tongue.tense, ahead=tongue.ahead)


def _anchors(published: str | None) -> tuple[dt.date, dt.date, bool]:
    """Return the first and last day of publication, and whether one is open."""
    if published is None:
        return *_STAND_INS, True
    bounds = parse_edtf(published)
    if bounds.first <= PAST or bounds.last >= FUTURE:
        return *_STAND_INS, True
    return dt.date.fromordinal(bounds.first), dt.date.fromordinal(bounds.last), False


_Candidate = tuple[int, int, Rule, re.Match[str]]


def _names(
    candidates: Sequence[_Candidate],
) -> Iterator[tuple[int, int, str, re.Match[str]]]:
    for start, end, each, match in candidates:
        yield start, end, each.name, match


@lru_cache(maxsize=2)  # a text is searched for its own day, then read from that day
def _candidates(text: str, language: str) -> tuple[_Candidate, ...]:
    """Return all matches, earliest first, the longer before the shorter."""
    found = []
    rules = TONGUES[language].rules if language in TONGUES else _RULES
    lowered = text.lower()
    for order, each in enumerate(rules):
        if not each.may_match(lowered):
            continue
        for match in each.pattern.finditer(text):
            if match.end() > match.start():
                found.append((match.start(), -match.end(), order, each, match))
    found.sort(key=lambda item: item[:3])
    return tuple((start, -end, each, match) for start, end, _, each, match in found)


@dataclass(frozen=True, slots=True)
class _Hints:
    """Stated days of a text by place, for what is written without a year."""

    places: list[int]
    days: list[dt.date]
    latest: dt.date | None

    @classmethod
    def of(cls, candidates: Sequence[_Candidate], moment: Moment) -> _Hints:
        stated = [
            (reading.start, span)
            for reading in _read(candidates, moment, None, ENGLISH)
            if (span := reading.found.span) and reading.found.basis.startswith("stated")
        ]
        fine = [each for each in stated if (each[1].last - each[1].first).days < 32]
        kept = fine or stated
        # The middle of a bare year, so that the days nearest to it are that year's.
        days = [span.first + (span.last - span.first) / 2 for _, span in kept]
        past = [
            day
            for day, (place, _) in zip(days, kept, strict=True)
            if moment.tense_of(moment.text, place, place) != "future"
        ]
        latest = max(past or days, default=None)
        return cls([place for place, _ in kept], days, latest)

    def at(self, place: int, text: str) -> tuple[dt.date | None, bool]:
        """Return the stated day before a place in its paragraph, else the latest past.

        What is written without a year is of about the time of publication, which is
        seldom long after the latest day told, unless its own paragraph tells of
        another time. The second value says whether the paragraph does.
        """
        index = bisect.bisect_left(self.places, place)
        if index and "\n" not in text[self.places[index - 1] : place]:
            return self.days[index - 1], True
        return self.latest, False


def _read(
    candidates: Sequence[_Candidate],
    moment: Moment,
    hints: _Hints | None,
    joints: Joints,
    *,
    ranges: bool = True,
) -> list[Reading]:
    """Read the candidates in order from one publication day."""
    readings: list[Reading] = []
    text, anchor = moment.text, moment.anchor
    latest = dt.date.max if hints else anchor
    free = 0
    for start, end, each, match in candidates:
        if start < free:
            continue
        hint, told = hints.at(start, text) if hints else (None, False)
        here = replace(moment, hint=hint, is_hint_told=told)
        found = each.read(match, here)
        if found is None:
            continue
        free = end
        whole = Reading(start, end, found)
        readings.extend(parts_of(whole, match, ranges=ranges))
        span = found.span
        if span:
            story = moment.story.after(span, end, latest, found.basis)
            moment = replace(_moved(moment, found, span, start, end), story=story)
    placed = place_clocks(text, readings, anchor, joints)
    return join_ranges(text, placed, joints) if ranges else placed


def _moved(moment: Moment, found: Found, span: Span, start: int, end: int) -> Moment:
    """Return the moment behind a date, unless the date is aside from the story.

    A look back ("the day before") is, and the day of an agreement that is only named.
    """
    focus = moment.focus
    if moment.day and is_of_a_thing(moment.text, start) and moment.is_beside(start):
        return moment
    if focus and found.basis == FROM_FOCUS and span.last < focus.first:
        return replace(moment, place=end)
    is_quarter = span.unit == "quarter" and found.basis != FROM_FOCUS
    if is_quarter and moment.tense_of(moment.text, start, end) != "future":
        moment = replace(moment, quarter=span, quarter_end=end)
    day = span if span.unit == "day" else moment.day
    return replace(moment, focus=span, day=day, place=end)


def _agreed(low: Found, high: Found, is_open: bool) -> Found:
    """Return what the first and the last possible publication day agree on."""
    if low.edtf == high.edtf and low.value == high.value:
        return low
    value = low.value
    if low.value and high.value and low.value != high.value:
        value = _masked(low.value, high.value)
    if is_open:
        basis = f"{low.basis}, which is not known"
        return replace(low, edtf=None, value=value, basis=basis)
    basis = f"{low.basis}, which is known to a span only"
    return replace(low, edtf=_spread(low, high), value=value, basis=basis)


def _spread(low: Found, high: Found) -> str | None:
    """Return the EDTF set that spans what two publication days make of the words."""
    if low.span is None or high.span is None:
        return None
    first, last = low.span.first, high.span.last
    return one_of(first, last) if first <= last else None


def _masked(low: str, high: str) -> str | None:
    if len(low) != len(high):
        return None
    return "".join(a if a == b else "X" for a, b in zip(low, high, strict=True))


def _doubted(edtf: str) -> str:
    if edtf.startswith("["):
        return edtf
    return "/".join(end if end[-1] in "?~%." else f"{end}?" for end in edtf.split("/"))


_RELATION = caseless(
    r"\b(?P<word>since|until|till|by|before|after|from|between|starting|beginning"
    r"|effective|through|as\s+of|prior\s+to)(?:\s+(?:on|from|at))?(?:\s+about)?\s+$",
)
_RELATIONS = {
    "till": "until",
    "through": "until",
    "starting": "from",
    "beginning": "from",
    "effective": "from",
    "prior to": "before",
}


def _relation(text: str, start: int, end: int) -> str | None:
    """Return the bound that the word before a span makes of it."""
    before = _RELATION.search(text[max(0, start - 24) : start])
    if before is None:
        return None
    word = " ".join(before["word"].lower().split())
    return _RELATIONS.get(word, word)


def _mention(
    text: str,
    start: int,
    end: int,
    found: Found,
    relation_of: Callable[[str, int, int], str | None],
) -> DateMention:
    relation = None
    if found.type in ("DATE", "TIME"):
        relation = relation_of(text, start, end)
    surface = text[start:end]
    return DateMention(
        start, end, surface, found.edtf, found.basis, found.type, found.value, relation
    )
