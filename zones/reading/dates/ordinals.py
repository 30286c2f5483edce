"""Date rules by ordinals: "the nineteenth of last January", "the last days of June"."""

from __future__ import annotations

import re
from dataclasses import replace

from .patterns import (
    FROM_ANCHOR,
    FROM_FOCUS,
    STATED_YEAR,
    Found,
    Moment,
    Rule,
    day_or_none,
    pick_year,
    rule,
    stated_year,
    told,
)
from .values import (
    day_span,
    month_span,
    move,
    one_of,
    part_of,
    shift,
    span_of,
    year_span,
)
from .words import DAY, MONTH, MONTH_STEM, YEAR, month_number

__all__ = ["ORDINAL_RULES"]

ORDINAL_RULES: list[Rule] = []

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
).split()
_ORDINALS = {word: number for number, word in enumerate(_FIRST, 1)}
_ORDINALS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_FIRST[:9], 1)}
_ORDINALS |= {"thirtieth": 30, "thirty-first": 31}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "current": 0}


@rule(
    ORDINAL_RULES,
    rf"\bthe\s+(?:(?P<word>{_ORDINAL})|(?P<n>\d\d?)(?:st|nd|rd|th))(?:\s+day)?\s+of\s+"
    rf"(?:the\s+month\s+of\s+|(?:the\s+)?(?P<step>{'|'.join(_STEPS)})\s+)?"
    rf"(?P<month>{MONTH})(?:,?\s+(?P<year>{STATED_YEAR}))?(?!\w)",
)
def ordinal_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the nineteenth of last January", "the first of the month of May 2018"."""
    day = int(match["n"]) if match["n"] else _ORDINALS[match["word"].lower()]
    month = month_number(match["month"])
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    elif match["step"]:
        year, basis = _stepped(moment, month, _STEPS[match["step"].lower()])
    else:
        year, basis = pick_year(match, moment, month, day)
    when = day_or_none(year, month, day)
    return told(day_span(when), basis) if when else None


@rule(
    ORDINAL_RULES,
    r"\b(?:(?:(?:this|last|next)\s+(?:(?:coming|past)\s+)?)?"
    r"(?P<wd>\w+day),?(?!\s*\n\s*\n)\s+)?"
    rf"(?P<month>{MONTH})\s+(?:the\s+)?(?P<word>{_ORDINAL})"
    rf"(?:,?\s+(?P<year>{STATED_YEAR}))?(?![\w-])",
    needs=rf"{MONTH_STEM}[a-z.]*\s+(?:the\s+)?(?:{_ORDINAL})",
)
def spoken_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "March eighth" as broadcasts are written down."""
    if match["month"].islower() and match["month"] in ("may", "march"):
        return None
    month, day = month_number(match["month"]), _ORDINALS[match["word"].lower()]
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, day)
    when = day_or_none(year, month, day)
    return told(day_span(when), basis) if when else None


@rule(
    ORDINAL_RULES,
    r"\b(?:the\s+)?(?P<n>\d\d?)(?:st|nd|rd|th)\s+(?:day\s+)?of\s+"
    r"(?:the\s+)?(?P<step>last|past|previous|next|coming)\s+month\b",
    needs=r"\d(?:st|nd|rd|th)\s+(?:day\s+)?of\s+",
)
def day_of_stepped_month(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the 27th of last month"."""
    step = {"next": 1, "coming": 1}.get(match["step"].lower(), -1)
    month = shift(span_of("month", moment.anchor), step).first
    when = day_or_none(month.year, month.month, int(match["n"]))
    return told(day_span(when), FROM_ANCHOR) if when else None


@rule(
    ORDINAL_RULES,
    r"\b(?:the\s+)?week\s+(?:of|from|beginning|starting|commencing)\s+"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
    rf"(?:(?P<day>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})"
    rf"|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))"
    rf"(?!\s*[-–—]|\s+to\s)(?:,?\s+(?P<year>{STATED_YEAR}))?(?!\w)",
    needs=r"week\s+(?:of|from|beginning|starting|commencing)\s",
)
def week_of_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the week of 3 September": the seven days from then on."""
    month = month_number(match["month"] or match["m2"])
    day = int("".join(filter(str.isdigit, match["day"] or match["d2"])))
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, day)
    when = day_or_none(year, month, day)
    if when is None:
        return None
    last = move(when, "day", 6)
    span = replace(span_of("week", when), unit="part", first=when, last=last)
    return told(replace(span, edtf=one_of(when, last)), f"{basis}; a week from it")


def _stepped(moment: Moment, month: int, step: int) -> tuple[int, str]:
    anchor = moment.anchor
    if step < 0:
        return anchor.year - (month >= anchor.month), FROM_ANCHOR
    return anchor.year + (step > 0 and month <= anchor.month), FROM_ANCHOR


_EDGES = {
    "first": "start",
    "opening": "start",
    "early": "early",
    "initial": "start",
    "last": "end",
    "final": "end",
    "closing": "end",
}


@rule(
    ORDINAL_RULES,
    rf"\b(?:the\s+)?(?P<edge>{'|'.join(_EDGES)})\s+(?:few\s+|two\s+)?"
    r"(?:days|weeks|months)\s+of\s+(?:the\s+month\s+of\s+)?"
    rf"(?:(?P<month>{MONTH})(?:,?\s+(?P<year>{STATED_YEAR}))?|(?P<only>{YEAR}))(?!\w)",
    needs=r"(?:days|weeks|months)\s+of\s",
)
def edge_days(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the last days of June", "the opening weeks of 2017"."""
    part = _EDGES[match["edge"].lower()]
    if match["only"]:
        span, basis = year_span(int(match["only"])), "stated"
    else:
        month = month_number(match["month"])
        if match["year"]:
            year, basis = stated_year(match["year"], moment)
        else:
            year, basis = pick_year(match, moment, month, None)
        span = month_span(year, month)
    return told(part_of(span, part), f"{basis}; {part} of it")


_TENS = {"first": "start", "second": "mid", "third": "end", "last": "end"}


@rule(
    ORDINAL_RULES,
    rf"\bthe\s+(?P<nth>{'|'.join(_TENS)})\s+(?:ten\s+days|ten-day\s+period|decade)\s+"
    rf"of\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{STATED_YEAR}))?(?!\w)",
    words="ten decade",
)
def tenth_days(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the third ten days of May", which translations call a decade of it."""
    month, part = month_number(match["month"]), _TENS[match["nth"].lower()]
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, None)
    return told(part_of(month_span(year, month), part), f"{basis}; {part} of it")


@rule(
    ORDINAL_RULES,
    r"\bthe\s+same\s+(?P<unit>day|week|month|quarter)\s+(?:of\s+)?"
    r"(?:last\s+year|(?:a|one)\s+year\s+(?:ago|earlier|before)"
    rf"|(?P<year>{YEAR}))(?!\w)",
    needs=r"same\s+(?:day|week|month|quarter)\s",
)
def same_unit_of_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the same month last year", "the same quarter of 2012"."""
    unit = match["unit"].lower()
    near = moment.near_quarter(match.start()) if unit == "quarter" else None
    focus = near or moment.focus
    same = focus is not None and focus.unit == unit
    base = focus.first if focus and same else moment.anchor
    years = int(match["year"]) - base.year if match["year"] else -1
    basis = FROM_FOCUS if same else FROM_ANCHOR
    return told(span_of(unit, move(base, "year", years)), basis)


@rule(
    ORDINAL_RULES,
    r"\b(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:\w+day|week|weekend|day)\s+"
    r"(?:of|in)\s+(?:every|each)\s+(?P<unit>week|month|quarter|year)\b",
    needs=r"(?:every|each)\s+(?:week|month|quarter|year)",
)
def nth_of_each(match: re.Match[str], moment: Moment) -> Found:
    """Read "the first Monday of every month" as a set."""
    value = f"P1{match['unit'][0].upper()}"
    return Found("SET", value, None, "a repeated time")
