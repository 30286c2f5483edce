"""Date rules, first part: dates by name or number ("4 May 2017", "in 2018")."""

from __future__ import annotations

import datetime as dt
import re

from .date_rules import (
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
from .date_values import (
    Span,
    century_span,
    day_span,
    decade_span,
    easter,
    month_span,
    part_of,
    quarter_span,
    season_span,
    year_span,
)
from .date_words import (
    DAY,
    MONTH,
    PART,
    WEEKDAY,
    YEAR,
    month_number,
    part_name,
    weekday_number,
)

__all__ = ["NAMED_RULES"]

NAMED_RULES: list[Rule] = []


def _number(words: str) -> int:
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]


_JOIN = r"(?:\s*[-–—]\s*|\s+(?:to|and|until|through|till)\s+)"
_WD = rf"(?:(?P<wd>{WEEKDAY}),?\s+(?:the\s+)?)?"
_END = r"(?!\w)"


def _check(match: re.Match[str], day: dt.date, basis: str) -> str:
    weekday = match.groupdict().get("wd")
    if not weekday:
        return basis
    agrees = day.weekday() == weekday_number(weekday)
    return f"{basis}; weekday {'agrees' if agrees else 'disagrees'}"


_UNIT_AFTER = r"(?!\s*(?:km|kilomet|percent|per\s+cent|%|million|billion|thousand))"


@rule(
    NAMED_RULES,
    rf"\b{_WD}(?:the\s+(?=\d\d?[snrt]))?(?P<day>{DAY})(?:{_JOIN}(?P<to>{DAY}))?"
    rf"(?:\s+of\s+|[-\s]\s*)(?P<month>{MONTH})"
    rf"(?:(?:,?\s+|-)(?P<year>{STATED_YEAR}))?{_END}",
)
def day_month(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "4 May 2017", "the 4th of May", "4-6 May 2017"."""
    return _days(match, moment)


@rule(
    NAMED_RULES,
    rf"\b{_WD}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:{_JOIN}(?P<to>{DAY}))?"
    rf"(?:(?:,\s*|\s+)(?P<year>{STATED_YEAR}))?{_UNIT_AFTER}{_END}",
)
def month_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "May 4, 2017", "Oct. 30", "May 4-6"."""
    return _days(match, moment)


def _days(match: re.Match[str], moment: Moment) -> Found | None:
    word = match["month"]
    if word in ("may", "march") and not match["year"] and _is_verb(match, moment):
        return None
    month, day = month_number(word), _number(match["day"])
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, day)
    first = day_or_none(year, month, day)
    if first is None:
        return None
    basis = _check(match, first, basis)
    if not match["to"]:
        return told(day_span(first), basis)
    last = day_or_none(year, month, _number(match["to"]))
    if last is None or last <= first:
        return None
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return told(Span("part", first, last, edtf, edtf), basis)


def _is_verb(match: re.Match[str], moment: Moment) -> bool:
    """Whether a lower-case "may" or "march" beside a number is a verb."""
    if match.group().lower().startswith(("may", "march")):
        before = moment.text[max(0, match.start() - 12) : match.start()].lower()
        return not re.search(r"\b(?:on|since|until|by|from|of|in)\s+$", before)
    return False


@rule(NAMED_RULES, rf"\b(?P<year>{YEAR})[-/](?P<m>0\d|1[0-2])[-/](?P<d>[0-3]\d)(?!\d)")
def iso_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "2017-05-04"."""
    day = day_or_none(int(match["year"]), int(match["m"]), int(match["d"]))
    return told(day_span(day), "stated") if day else None


@rule(
    NAMED_RULES,
    r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)"
    r"(?P<year>(?:1[5-9]|20)\d\d|(?<=/)\d\d)(?![\d/-]|\.\d)",
)
def number_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "04.05.2017" (day first) and "28/12/2016"; "01/03/2020" has two readings."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    day_first, month_first = day_or_none(year, b, a), day_or_none(year, a, b)
    if match["sep"] == ".":
        return told(day_span(day_first), "stated, day first") if day_first else None
    if day_first and month_first and day_first != month_first:
        both = sorted((day_first, month_first))
        edtf = f"[{both[0].isoformat()},{both[1].isoformat()}]"
        span = Span("day", both[0], both[1], month_first.isoformat(), edtf)
        return told(span, "day and month can be read either way")
    day = day_first or month_first
    return told(day_span(day), "stated") if day else None


@rule(
    NAMED_RULES,
    rf"\b(?P<part>{PART})?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?|-)"
    rf"(?P<year>{STATED_YEAR}){_END}",
)
def month_of_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "September 2018", "the second half of January 2017", "may 2017"."""
    year, basis = stated_year(match["year"], moment)
    span = month_span(year, month_number(match["month"]))
    return _narrowed(span, match["part"], basis)


def _narrowed(span: Span, part: str | None, basis: str) -> Found:
    if not part:
        return told(span, basis)
    name = part_name(part)
    return told(part_of(span, name), f"{basis}; {name} of it")


@rule(
    NAMED_RULES,
    rf"\b(?P<month>{MONTH})(?:\s*[-–—]\s*|\s+(?:to|through|until)\s+)(?P<to>{MONTH})"
    rf"(?:\s+(?:of\s+)?(?P<year>{YEAR}))?{_END}",
)
def months(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "May to July 2017"."""
    if "may" in (match["month"], match["to"]) and not match["year"]:
        return None
    begin, end = month_number(match["month"]), month_number(match["to"])
    if match["year"]:
        year, basis = int(match["year"]), "stated"
    else:
        year, basis = pick_year(match, moment, end, None)
    first = month_span(year - (begin > end), begin)
    last = month_span(year, end)
    edtf = f"{first.edtf}/{last.edtf}"
    return told(Span("part", first.first, last.last, edtf, edtf), basis)


_PREPOSED = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|last|next|this|early|late|mid|every|each"
    r"|during|before|after|between|through|for|and|or|the|a|its|their|that|previous"
    r"|following|coming|past|around|about|throughout|on)[\s-]+$",
    re.I,
)


@rule(NAMED_RULES, rf"\b(?P<part>{PART})?(?P<month>{MONTH})(?!\s*\d)(?!\.\s?\d)")
def month_alone(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "in September", "mid-May", "the July meeting"."""
    word = match["month"]
    before = moment.text[max(0, match.start() - 14) : match.start()]
    if len(word.rstrip(".")) < 4 and word.lower() != "may":
        return None
    if word.lower() in ("may", "march", "april", "june", "august"):
        placed = match["part"] or _PREPOSED.search(before)
        if word.islower() and word in ("may", "march"):
            placed = match["part"] or re.search(r"\b(?:in|since)\s+$", before)
        elif not placed and word.lower() in ("april", "june", "august"):
            after = moment.text[match.end() : match.end() + 3]
            named = re.search(r"[a-z]\s+$", before) is None or after[1:2].isupper()
            placed = None if named else match
        if not placed:
            return None
    elif word.islower() and not (match["part"] or _PREPOSED.search(before)):
        return None
    month = month_number(word)
    year, basis = pick_year(match, moment, month, None)
    return _narrowed(month_span(year, month), match["part"], basis)


_COUNTED = re.compile(
    r"\s+(?:(?:[a-z]+ed|more|new|other|armed|turkish|russian|syrian|government"
    r"|civilian)"
    r"\s+)?(?:soldiers?|people|men|women|children|fighters|troops|militants|civilians"
    r"|families|houses|buses|refugees|persons|members|tonn?es|tons|kilomet\w+|km|miles"
    r"|met(?:er|re)s|feet|square|sq|dollars|euros|pounds|rubles|percent|per\s+cent|dead"
    r"|injured|wounded|rounds|shells|rockets|missiles|aircraft|vehicles|tanks|flights"
    r"|sorties|acres|hectares|times|days|weeks|months|years|hours|votes|cases|points"
    r"|shares|jobs|workers|employees|observers|ceasefire|violations|settlements"
    r"|prisoners"
    r"|detainees|villages|displaced|residents|personnel|inhabitants|tents|homes)\b",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:\b(?:no|nos|number|resolutions?|flight|route|page|pages|section|article"
    r"|paragraph"
    r"|article|boeing|airbus|model|unit|regiment|brigade|room|box|law|decree|order|act"
    r"|about|around|nearly|almost|some|than|total\s+of|least|approximately|roughly|mig"
    r"|over|windows|channel|highway|km|killed|injured)\.?\s+|[$€£#@№]\s?|\d[.,:]"
    r"|[A-Z/])$",
    re.I,
)
_TIMELY = re.compile(
    r"\b(?:in|since|until|till|by|before|after|during|from|of|between|and|to|year|early"
    r"|late|mid|end|through|throughout|for|fiscal|summer|winter|spring|autumn)[\s-]+$",
    re.I,
)


@rule(
    NAMED_RULES,
    rf"\b(?P<part>{PART})?(?P<fiscal>(?:the\s+)?(?:fiscal|financial)\s+(?:year\s+)?)?"
    rf"(?P<of>the\s+year\s+)?(?<![\w$€£#.,/-])(?<!mid)(?P<year>{YEAR})"
    rf"(?:[-–/](?P<to>{YEAR}|\d\d(?![\d,.]\d)))?(?![\w%°])",
)
def year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "in 2018", "by the end of 2019", "2003-2004"; not counts or numbers."""
    start = match.start("year") if not match["part"] else match.start()
    return _year(match, moment, start)


@rule(
    NAMED_RULES,
    rf"\b(?P<part>mid|pre|post|early|late)[-–](?P<year>{YEAR})(?P<to>)(?!\w)",
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
    counted = _COUNTED.match(tail)
    if counted and not re.search(r"\b(?:in|since|by|during)\s+$", before, re.I):
        return None
    if counted and re.match(r"\s+(?:km|kilom|met|miles|sq|feet|percent)", tail, re.I):
        return None
    if _NUMBERED.search(before) and not timely:
        return None
    if not timely and (number < 1900 or number > 2060 or number % 1000 == 0):
        return None
    if number > 2100 or (number % 500 == 0 and re.match(r"\s+[a-z]+s\b", tail)):
        return None
    if not match["to"]:
        return _narrowed(year_span(number), match["part"], "stated")
    end = match["to"]
    last = int(end) if len(end) == 4 else number // 100 * 100 + int(end)
    if not number < last <= number + 60:
        return None
    edtf = f"{number:04d}/{last:04d}"
    span = Span("part", dt.date(number, 1, 1), dt.date(last, 12, 31), edtf, edtf)
    return told(span, "stated")


@rule(
    NAMED_RULES,
    rf"\b(?P<part>{PART})?(?P<the>the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:\s+of)?,?\s+(?P<year>{STATED_YEAR})(?:[-–/]\d\d(?:\d\d)?)?{_END}",
)
def season_of_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the summer of 2018"."""
    year, basis = stated_year(match["year"], moment)
    return _narrowed(season_span(year, match["season"].lower()), match["part"], basis)


@rule(
    NAMED_RULES,
    r"\b(?P<part>(?:the\s+)?(?:early|late|mid)[\s-]+(?:the\s+)?)?(?:the\s+)?"
    r"(?:(?P<year>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>\d0)s"
    r"|(?<=the\s)(?P<bare>[2-9]0)s|(?P<word>twenties|thirties|forties|fifties|sixties"
    r"|seventies|eighties|nineties))\b",
)
def decade(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the 1990s", "the early '80s"."""
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
    span = decade_span(first)
    return _narrowed(span, match["part"], "stated")


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth twenty-first twenty-second"
).split()


@rule(
    NAMED_RULES,
    r"\b(?P<part>(?:the\s+)?(?:early|late|mid)[\s-]+)?(?:the\s+)?(?:(?P<n>\d{1,2})"
    rf"(?:st|nd|rd|th)|(?P<word>{'|'.join(reversed(_ORDINALS))}))[\s-]century\b",
)
def century(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the 20th century"."""
    word = match["word"]
    ordinal = int(match["n"]) if match["n"] else _ORDINALS.index(word.lower()) + 1
    if not 10 < ordinal < 23:
        return None
    return _narrowed(century_span(ordinal), match["part"], "stated")


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


@rule(
    NAMED_RULES,
    r"\b(?:the\s+(?!\w+-quarter))?(?:(?:fiscal|financial)\s+)?(?:(?P<word>first"
    r"|second|third|fourth"
    r"|final)[\s-](?:fiscal[\s-]|financial[\s-])?quarter(?!-?\s?final|\s+century)"
    rf"|Q(?P<n>[1-4]))(?:(?:\s+of|,)?\s+(?:(?P<last>last\s+year)"
    rf"|(?P<year>{YEAR})))?{_END}",
)
def quarter(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the third quarter of 2018", "Q1 2019"."""
    number = int(match["n"]) if match["n"] else _QUARTERS[match["word"].lower()]
    if match["year"]:
        return told(quarter_span(int(match["year"]), number), "stated")
    anchor = moment.anchor
    year = anchor.year - bool(match["last"])
    begun = quarter_span(year, number).first <= anchor
    if not match["last"] and not begun and moment.tense(match) != "future":
        year -= 1
    return told(quarter_span(year, number), "year by the publication day")


_HALVES = {"first": "first half", "second": "second half", "latter": "second half"}


@rule(NAMED_RULES, r"(?<![\d/])9/11(?![\d/])")
def nine_eleven(match: re.Match[str], moment: Moment) -> Found:
    """Read "9/11", which names one day."""
    return told(day_span(dt.date(2001, 9, 11)), "named day")


@rule(
    NAMED_RULES,
    r"\b(?P<half>(?:the\s+)?(?:first|second|latter)\s+half)\s+of\s+(?P<year>"
    rf"{YEAR}|(?:the|this|last|next)\s+year){_END}",
)
def half_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the first half of 2018", "the second half of last year"."""
    words = match["year"].lower()
    steps = {"last": -1, "next": 1}
    stated = words.isdigit()
    year = int(words) if stated else moment.anchor.year + steps.get(words[:4], 0)
    number = 1 if "first" in match["half"].lower() else 2
    span = part_of(year_span(year), _HALVES["first" if number == 1 else "second"])
    basis = "stated" if stated else "year by the publication day"
    return Found("DATE", f"{year:04d}-H{number}", span.edtf, basis, span)


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
}


@rule(
    NAMED_RULES,
    rf"\b(?-i:Christmas(?:\s+(?:Eve|Day))?|New\s+Year['’]s(?:\s+(?:Eve|Day))?|Halloween"
    rf"|Easter(?:\s+(?:Sunday|Monday))?|Valentine['’]s\s+Day|May\s+Day|Victory\s+Day)"
    rf"(?:,?\s+(?P<year>{YEAR}))?{_END}",
)
def holiday(match: re.Match[str], moment: Moment) -> Found | None:
    """Read holidays with a day of their own in the calendar."""
    words = match.group() if not match["year"] else match.group()[:-4].rstrip(", ")
    name = " ".join(words.lower().replace("’", "'").split())
    if name.startswith("easter"):
        year = int(match["year"]) if match["year"] else moment.anchor.year
        day = easter(year) + dt.timedelta(name.endswith("monday"))
        return told(day_span(day), "holiday")
    month, number = _HOLIDAYS[name]
    if match["year"]:
        year = int(match["year"])
    else:
        year, _ = pick_year(match, moment, month, number)
    return told(day_span(dt.date(year, month, number)), "holiday")
