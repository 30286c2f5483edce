"""Date rules, second part: years and their parts, decades, centuries, holidays."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial

from ..caseless import caseless
from .named import narrowed
from .patterns import (
    FROM_ANCHOR,
    FROM_FOCUS,
    STATED_YEAR,
    Found,
    Moment,
    Rule,
    pick_year,
    rule,
    stated_year,
    told,
)
from .values import (
    Span,
    century_span,
    day_span,
    decade_span,
    easter,
    part_of,
    quarter_span,
    season_span,
    shift,
    span_of,
    year_span,
)
from .words import COUNTED, MONTH, PART, YEAR, month_number

__all__ = ["YEAR_RULES"]

YEAR_RULES: list[Rule] = []

_END = r"(?!\w)"

_NUMBERED = caseless(
    r"(?:\b(?:no|nos|number|resolutions?|flight|route|page|pages|section|article"
    r"|paragraph"
    r"|article|boeing|airbus|model|unit|regiment|brigade|room|box|law|decree|order|act"
    r"|about|around|nearly|almost|some|than|total\s+of|least|approximately|roughly|mig"
    r"|over|windows|channel|highway|km|killed|injured"
    r"|reach(?:es|ed)|exceed(?:s|ed)|number(?:s|ed))\.?\s+|[$€£#@№]\s?|\d[.,:]"
    r"|[A-Z/])$",
)
_RISEN = caseless(r"\b(?:r[oi]se[sn]?|climbed|grew|increased|fell)\s+to\s+$")
_TIMELY = caseless(
    r"\b(?:in|since|until|till|by|before|after|during|from|of|between|and|to|year|early"
    r"|late|mid|end|through|throughout|for|fiscal|summer|winter|spring|autumn"
    r"|(?:earlier|later)\s+than)[\s-]+$",
)


@rule(
    YEAR_RULES,
    rf"\b(?=[bceflmstv\d])(?P<part>{PART})?"
    rf"(?P<fiscal>(?:the\s+)?(?:fiscal|financial)\s+(?:year\s+)?)?"
    rf"(?P<of>the\s+year\s+)?(?<![\w$€£#.,/-])(?<!mid)(?P<year>{YEAR})"
    rf"(?:[-–/](?P<to>{YEAR}|\d\d(?![\d,.]\d)))?(?![\w%°])",
)
def year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "in 2018", "by the end of 2019", "2003-2004"; not counts or numbers."""
    start = match.start("year") if not match["part"] else match.start()
    return _year(match, moment, start)


@rule(
    YEAR_RULES,
    rf"\b(?P<part>mid|pre|post|early|late|end)[-–](?P<year>{YEAR})(?P<to>)(?!\w)",
    needs=r"(?:mid|pre|post|early|late|end)[-–]\d",
)
def hyphened_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "mid-2018", "pre-2011"."""
    part = match["part"].lower()
    span = year_span(int(match["year"]))
    if part in ("pre", "post"):
        return told(span, f"stated; {part} marks before or after it")
    return told(part_of(span, part), f"stated; {part} part of it")


def _year(match: re.Match[str], moment: Moment, start: int) -> Found | None:
    before = moment.text[max(0, start - 24) : start]
    tail = moment.text[match.end() : match.end() + 40]
    number = int(match["year"])
    timely = bool(_TIMELY.search(before)) or bool(match["part"])
    counted = COUNTED.match(tail)
    leads = r"\b(?:in|since|during|by)\s+$" if number >= 1900 else r"\bin\s+$"
    if counted and not re.search(leads, before, re.I):
        return None
    if counted and re.match(r"\s+(?:km|kilom|met|miles|sq|feet|percent)", tail, re.I):
        return None
    if _NUMBERED.search(before) and not timely or _RISEN.search(before):
        return None
    if (
        not timely
        and not match["to"]
        and (number < 1900 or number > 2060 or number % 1000 == 0)
    ):
        return None
    if number > 2100 or (number % 500 == 0 and re.match(r"\s+[a-z]+s\b", tail)):
        return None
    if not match["to"]:
        return narrowed(year_span(number), match["part"], "stated")
    end = match["to"]
    last = int(end) if len(end) == 4 else number // 100 * 100 + int(end)
    if not number < last <= number + 120:
        return None
    edtf = f"{number:04d}/{last:04d}"
    span = Span("part", dt.date(number, 1, 1), dt.date(last, 12, 31), edtf, edtf)
    return told(span, "stated")


@rule(
    YEAR_RULES,
    rf"\b(?P<part>{PART})?(?P<the>the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:\s+of)?,?\s+(?P<year>{STATED_YEAR})(?:[-–/]\d\d(?:\d\d)?)?{_END}",
    words="spring summer autumn winter fall",
)
def season_of_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the summer of 2018"."""
    year, basis = stated_year(match["year"], moment)
    return narrowed(season_span(year, match["season"].lower()), match["part"], basis)


_PART_OF = (
    r"(?P<part>(?:the\s+)?(?:(?:early|late|mid)[\s-]+(?:in\s+)?"
    r"|(?:end|close|middle|beginning|start|(?:first|second|latter)\s+half)\s+of\s+)"
    r"(?:the\s+)?)?"
)
_JOINED = re.compile(r"0s\s(?:and|or|to)\s$")
_JOINED_DECADE = re.compile(
    r"(?:\bthe\s(?:(?:early|late|mid)[\s-])?|['’]|\d\d)\d0s\s(?:and|or|to)\s$", re.I
)


@rule(
    YEAR_RULES,
    rf"\b(?=[bceflmnst\d'’]){_PART_OF}(?:the\s+)?"
    r"(?:(?P<year>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>\d0)s"
    r"|(?:(?<=the\s)|(?<=the\searly\s)|(?<=the\slate\s)|(?<=the\smid-)"
    r"|(?<=0s\sand\s)|(?<=0s\sor\s)|(?<=0s\sto\s))(?P<bare>[2-9]0)s"
    r"|(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties"
    r"|nineties))\b",
    words="0s 0's 0’s ties",
)
def decade(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the 1990s", "the early '80s"."""
    before = moment.text[max(0, match.start() - 20) : match.start()]
    if match["bare"] and _JOINED.search(before) and not _JOINED_DECADE.search(before):
        return None  # "in her 30s and 40s"
    words = "twenties thirties forties fifties sixties seventies eighties nineties"
    if match["year"]:
        first = int(match["year"])
    elif match["word"]:
        first = 1920 + 10 * words.split().index(match["word"].lower())
    else:
        first = 1900 + int(match["short"] or match["bare"])
    if first % 100 == 0 and match["year"] and not match["part"]:
        first_word = match.group().lower()
        if not first_word.startswith("the"):
            return None
    # "The 1700s" is a century; "the 2000s" so far mostly the decade.
    is_century = first % 100 == 0 and first < 2000
    span = century_span(first // 100 + 1) if is_century else decade_span(first)
    return narrowed(span, match["part"], "stated")


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth twenty-first twenty-second"
).split()


@rule(
    YEAR_RULES,
    rf"\b{_PART_OF}(?:the\s+)?(?:(?P<n>\d\d?)"
    rf"(?:st|nd|rd|th)|(?P<word>{'|'.join(reversed(_ORDINALS))}))[\s-]century\b",
    words="centur",
)
def century(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the 20th century"."""
    word = match["word"]
    ordinal = int(match["n"]) if match["n"] else _ORDINALS.index(word.lower()) + 1
    if not 10 < ordinal < 23:
        return None
    return narrowed(century_span(ordinal), match["part"], "stated")


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


@rule(
    YEAR_RULES,
    r"\b(?:the\s+(?!\w+-quarter))?(?:(?P<before>(?:19|20)\d\d)(?:['’]s)?\s+)?"
    r"(?:(?:fiscal|financial)\s+)?(?:(?P<word>first"
    r"|second|third|fourth"
    r"|final)[\s-](?:fiscal[\s-]|financial[\s-])?quarter(?!-?\s?final|\s+century)"
    rf"|Q(?P<n>[1-4]))(?:(?:\s+of|,)?\s+(?:(?P<step>last|this|next)\s+year"
    rf"|(?P<year>{YEAR})))?{_END}",
    needs="quarter|q[1-4]",
)
def quarter(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the third quarter of 2018", "Q1 2019"."""
    number = int(match["n"]) if match["n"] else _QUARTERS[match["word"].lower()]
    if match["year"] or match["before"]:
        stated = int(match["year"] or match["before"])
        return told(quarter_span(stated, number), "stated")
    if match["step"]:
        step = {"last": -1, "next": 1}.get(match["step"].lower(), 0)
        return told(quarter_span(moment.anchor.year + step, number), FROM_ANCHOR)
    base, basis = moment.base(match.start())
    if basis == FROM_FOCUS:
        return told(quarter_span(base.year, number), basis)
    year = base.year
    begun = quarter_span(year, number).first <= base
    if not begun and moment.tense(match) != "future":
        year -= 1
    return told(quarter_span(year, number), "year by the publication day")


@rule(
    YEAR_RULES,
    r"\b(?:(?:(?:the|its|their)\s+)?(?:latest|(?:most\s+)?recent)\s+(?:fiscal\s+)?"
    r"(?P<unit>quarter|period)|(?:the|its|their)\s+(?:fiscal\s+)?(?P<the>quarter))\b"
    rf"(?=(?:\s+(?:that\s+)?end(?:ed|ing|s)\s+(?P<month>{MONTH})\b)?)(?!\s+of\b)",
    needs=r"quarter|(?:latest|recent)\s+period",
)
def quarter_told(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the latest quarter", "the quarter ended Sept. 30", "in the quarter"."""
    near = moment.near_quarter(match.start())
    if match["month"]:
        month = month_number(match["month"])
        year, basis = pick_year(match, moment, month, None)
        return told(quarter_span(year, (month + 2) // 3), basis)
    if near:
        return told(near, FROM_FOCUS)
    if match["the"] or match["unit"].lower() == "period":
        return None
    begun = span_of("quarter", moment.anchor)
    return told(shift(begun, -1), FROM_ANCHOR)


@rule(
    YEAR_RULES,
    r"\b(?:(?:the|this|its|their)\s+(?:current\s+)?|(?P<step>last|next)\s+)"
    r"(?:fiscal|financial)\s+year\b(?!\s+\d)",
    words="year",
)
def fiscal_year(match: re.Match[str], moment: Moment) -> Found:
    """Read "the fiscal year", "next fiscal year" as calendar years."""
    step = {"last": -1, "next": 1}.get((match["step"] or "").lower(), 0)
    return told(year_span(moment.anchor.year + step), FROM_ANCHOR)


@rule(
    YEAR_RULES,
    r"\bthe\s+(?P<year>(?:19|20)\d\d)\s+period\b",
    words="period",
)
def year_period(match: re.Match[str], moment: Moment) -> Found:
    """Read "the 1988 period" of a comparison."""
    return told(year_span(int(match["year"])), "stated")


_HALVES = {"first": "first half", "second": "second half", "latter": "second half"}


@rule(
    YEAR_RULES,
    rf"\bH(?P<n>[12])(?:\s+of)?\s+(?P<year>{YEAR}){_END}",
    needs=r"h[12]\s",
)
def numbered_half(match: re.Match[str], moment: Moment) -> Found:
    """Read "H1 2018"."""
    year, number = int(match["year"]), int(match["n"])
    span = part_of(year_span(year), _HALVES["first" if number == 1 else "second"])
    return Found("DATE", f"{year:04d}-H{number}", span.edtf, "stated", span)


@rule(YEAR_RULES, r"(?<![\d/])9/11(?![\d/])", "9/11")
def nine_eleven(match: re.Match[str], moment: Moment) -> Found:
    """Read "9/11", which names one day."""
    return told(day_span(dt.date(2001, 9, 11)), "named day")


@rule(
    YEAR_RULES,
    r"\b(?P<half>(?:the\s+)?(?:first|second|latter)\s+half)\s+of\s+(?P<year>"
    rf"{YEAR}|(?:the|this|last|next)\s+year){_END}",
    words="half",
)
def half_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the first half of 2018", "the second half of last year"."""
    words = match["year"].lower()
    steps = {"last": -1, "next": 1}
    stated = words.isdigit()
    base, basis = moment.base(match.start())
    if words[:4] in ("this", *steps):
        base, basis = moment.anchor, FROM_ANCHOR
    year = int(words) if stated else base.year + steps.get(words[:4], 0)
    number = 1 if "first" in match["half"].lower() else 2
    span = part_of(year_span(year), _HALVES["first" if number == 1 else "second"])
    basis = "stated" if stated else basis
    return Found("DATE", f"{year:04d}-H{number}", span.edtf, basis, span)


_EASTER = {"friday": -2, "monday": 1}
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "victory day": (5, 9),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "may day": (5, 1),
    "thanksgiving": (11, 22),  # or up to six days later: a Thursday
    "thanksgiving day": (11, 22),
}


@rule(
    YEAR_RULES,
    rf"\b(?:(?P<step>last|next|this|this\s+past|this\s+coming)\s+)?"
    rf"(?-i:Christmas(?:\s+(?:Eve|Day))?|New\s+Year['’]s(?:\s+(?:Eve|Day))?|Halloween"
    rf"|Easter(?:\s+(?:Sunday|Monday))?|Good\s+Friday|Valentine['’]s\s+Day"
    rf"|May\s+Day|Victory\s+Day|Thanksgiving(?:\s+Day)?)"
    rf"(?:,?\s+(?P<year>{YEAR}))?{_END}",
    needs=r"christmas|new\s+year|halloween|easter(?!n)|good\s+friday|valentine"
    r"|may\s+day|victory\s+day|thanksgiving",
)
def holiday(match: re.Match[str], moment: Moment) -> Found | None:
    """Read holidays with a day of their own in the calendar."""
    step = (match["step"] or "").lower()
    words = match.group()[len(step) :].strip()
    words = words[:-4].rstrip(", ") if match["year"] else words
    name = " ".join(words.lower().replace("’", "'").split())
    day_of = partial(_holiday, name)
    if match["year"]:
        return told(day_span(day_of(int(match["year"]))), "holiday")
    anchor = moment.anchor
    if step in ("last", "this past"):
        year = anchor.year - (day_of(anchor.year) >= anchor)
        return told(day_span(day_of(year)), FROM_ANCHOR)
    if step in ("next", "this coming"):
        year = anchor.year + (day_of(anchor.year) <= anchor)
        return told(day_span(day_of(year)), FROM_ANCHOR)
    if name.startswith(("easter", "good")):
        return told(day_span(day_of(moment.base(match.start())[0].year)), "holiday")
    year, _ = pick_year(match, moment, *_HOLIDAYS[name])
    return told(day_span(day_of(year)), "holiday")


def _holiday(name: str, year: int) -> dt.date:
    if name.startswith(("easter", "good")):
        return easter(year) + dt.timedelta(_EASTER.get(name.split()[-1], 0))
    day = dt.date(year, *_HOLIDAYS[name])
    if name.startswith("thanksgiving"):
        return day + dt.timedelta((3 - day.weekday()) % 7)
    return day
