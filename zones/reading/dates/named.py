"""Date rules, first part: days and months by name or number ("4 May 2017")."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ..caseless import caseless
from .patterns import (
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
    Span,
    day_span,
    month_span,
    one_of,
    part_of,
)
from .words import (
    COUNTED,
    DAY,
    MONTH,
    MONTH_STEM,
    PART,
    WEEKDAY,
    YEAR,
    month_number,
    part_name,
    weekday_number,
)

__all__ = ["NAMED_RULES", "narrowed", "narrowed_to"]

NAMED_RULES: list[Rule] = []


def _number(words: str) -> int:
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]


_JOIN = r"(?:\s*[-–—]\s*|/|\s+(?:to|and|until|through|till)\s+)"
_WD = (
    r"(?:(?:(?:this|last|next)\s+(?:(?:coming|past)\s+)?)?"
    rf"(?P<wd>{WEEKDAY}),?(?!\s*\n\s*\n)\s+(?:the\s+)?)?"
)
_END = r"(?!\w)"
_THE_MONTH = r"(?:the\s+month\s+of\s+)?"


# "24.12.2019 Tuesday", "12 March 2020 (Thursday)".
_WD_AFTER = (
    rf"(?:,?\s+(?P<wd_after>{WEEKDAY})(?=\s*(?:[-–—.,:;|)\n]|$))"
    rf"|\s+\((?P<wd_in>{WEEKDAY})\))?"
)


def _weekday(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    words = groups.get("wd") or groups.get("wd_after") or groups.get("wd_in")
    return weekday_number(words) if words else None


def _check(match: re.Match[str], day: dt.date, basis: str) -> str:
    weekday = _weekday(match)
    if weekday is None:
        return basis
    agrees = day.weekday() == weekday
    return f"{basis}; weekday {'agrees' if agrees else 'disagrees'}"


def _checked(match: re.Match[str], day: dt.date, basis: str) -> Found:
    return told(day_span(day), _check(match, day, basis))


_UNIT_AFTER = r"(?!\s*(?:km|kilomet|percent|per\s+cent|%|million|billion|thousand))"


@rule(
    NAMED_RULES,
    rf"\b{_WD}(?:the\s+(?=\d\d?[snrt]))?(?P<day>{DAY}|[0-3]?\d(?=/[0-3]?\d\s))"
    rf"(?:{_JOIN}(?P<to>{DAY}))?"
    rf"(?:\s+of\s+|[-\s]\s*)(?P<month>{MONTH})"
    rf"(?:(?:[,،]?\s+|-)(?P<year>{STATED_YEAR})(?!\w){_WD_AFTER})?{_END}",
)
def day_month(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "4 May 2017", "the 4th of May", "4-6 May 2017"."""
    return _days(match, moment)


@rule(
    NAMED_RULES,
    rf"\b{_WD}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:{_JOIN}(?P<to>{DAY}))?"
    rf"(?:(?:,\s*|\s+)(?P<year>{STATED_YEAR})(?!\w){_WD_AFTER})?{_UNIT_AFTER}{_END}",
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
        year, basis = pick_year(match, moment, month, day, _weekday(match))
    first = day_or_none(year, month, day)
    if first is None:
        return None
    basis = _check(match, first, basis)
    if not match["to"]:
        return told(day_span(first), basis)
    last = day_or_none(year, month, _number(match["to"]))
    between = moment.text[match.end("day") : match.start("to")].lower()
    is_list = "and" in between
    if is_list and COUNTED.match(moment.text, match.end()):  # "On May 3 and 12 people"
        alone = (match.start(), match.end("day"), day_span(first))
        return replace(told(day_span(first), basis), parts=(alone,))
    if last is None or last <= first:
        return None
    if is_list and (last - first).days > 1:
        ends = match.end("day"), match.start("to"), match.end()
        parts = (match.start(), ends[0], day_span(first)), (*ends[1:], day_span(last))
        return replace(told(day_span(last), basis), parts=parts)
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return told(Span("part", first, last, edtf, edtf), basis)


_LEADS = caseless(
    r"(?:^|[\n(:;,–—-]|\b(?:on|of|for|in|dates?|days|from|since|until|till|by|to|and"
    r"|between|before|after))\s*$"
)
_LIST = (
    rf"(?P<days>{DAY}(?:\s*,\s*(?:the\s+)?{DAY})+\s*,?\s+(?:and|&)\s+(?:the\s+)?{DAY})"
)


@rule(
    NAMED_RULES,
    rf"\b(?:the\s+)?{_LIST}(?:\s+of)?\s+(?P<month>{MONTH})"
    rf"(?:,?\s+(?P<year>{STATED_YEAR})(?!\w))?{_END}",
    needs=r"\d[a-z]*\s*,\s*(?:the\s+)?\d",
)
@rule(
    NAMED_RULES,
    rf"\b(?P<month>{MONTH})\s+(?:the\s+)?{_LIST}"
    rf"(?:,?\s+(?P<year>{STATED_YEAR})(?!\w))?{_UNIT_AFTER}{_END}",
    needs=r"\d[a-z]*\s*,\s*(?:the\s+)?\d",
)
def days_listed(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "15, 16 and 19 May 2018", "April 3, 9 and 12": each day a mention."""
    before = moment.text[max(0, match.start() - 16) : match.start()]
    is_led = match.start("month") == match.start() or _LEADS.search(before)
    if not is_led or COUNTED.match(moment.text, match.end()):
        return None
    month = month_number(match["month"])
    places = list(re.finditer(r"\d+(?:st|nd|rd|th)?", match["days"]))
    numbers = [_number(place.group()) for place in places]
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, numbers[-1])
    days = [day_or_none(year, month, number) for number in numbers]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or known != sorted(set(known)):
        return None
    if (known[-1] - known[0]).days == len(known) - 1:
        edtf = f"{known[0].isoformat()}/{known[-1].isoformat()}"
        return told(Span("part", known[0], known[-1], edtf, edtf), basis)
    offset = match.start("days")
    starts = [match.start(), *(offset + place.start() for place in places[1:])]
    ends = [*(offset + place.end() for place in places[:-1]), match.end()]
    spans = map(day_span, known)
    parts = tuple(zip(starts, ends, spans, strict=True))
    return replace(told(day_span(known[-1]), basis), parts=parts)


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


_NUMBERS = (
    r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sep>[./-])(?:(?<=\.)[ \xa0])?(?P<b>[0-3]?\d)"
    r"(?P=sep)(?:(?<=\.)[ \xa0])?"
    r"(?P<year>(?:1[5-9]|20)\d\d|(?<=/)\d\d|(?<=\d\d\.\d\d\.)\d\d)(?![\d/-]|\.\d)"
) + _WD_AFTER


_DAY_BEFORE = caseless(
    r"(?:^|\n|[(|:;,–—-]|\b(?:on|of|from|dated?|issued|published|updated|since|until"
    r"|till|by|to|before|after|between|and))\s*$"
)


# Two patterns: one that may begin with a weekday or a digit is tried at every letter.
@rule(NAMED_RULES, rf"\b(?P<wd>{WEEKDAY}),?\s+{_NUMBERS}")
@rule(NAMED_RULES, _NUMBERS)
def number_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "04.05.2017" (day first) and "28/12/2016"; "01/03/2020" may be two."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < 100:
        before = moment.text[max(0, match.start() - 16) : match.start()]
        if match["sep"] == "." and not _DAY_BEFORE.search(before):
            return None  # a version, a ratio
        year += 2000 if year < 50 else 1900
    day_first, month_first = day_or_none(year, b, a), day_or_none(year, a, b)
    weekday = _weekday(match)
    if match["sep"] == ".":
        basis = "stated, day first"
        return _checked(match, day_first, basis) if day_first else None
    if day_first and month_first and weekday is not None:
        fits = [d for d in (day_first, month_first) if d.weekday() == weekday]
        if fits:
            return _checked(match, fits[0], "stated")
    if day_first and month_first and day_first != month_first:
        both = sorted((day_first, month_first))
        edtf = f"[{both[0].isoformat()},{both[1].isoformat()}]"
        span = Span("day", both[0], both[1], month_first.isoformat(), edtf)
        return told(span, "day and month can be read either way")
    day = day_first or month_first
    return _checked(match, day, "stated") if day else None


@rule(
    NAMED_RULES,
    rf"\b(?=[a-fjlmnostv])"
    rf"(?P<part>{PART})?{_THE_MONTH}(?P<month>{MONTH})(?:,?\s+(?:of\s+)?|-)"
    rf"(?P<year>{STATED_YEAR}){_END}",
    needs=rf"{MONTH_STEM}[a-z.]*(?:,?\s+(?:of\s+)?|-)"
    rf"(?:\d{{4}}|(?:of\s+)?(?:\w+\s+){{1,2}}year)",
)
def month_of_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "September 2018", "the second half of January 2017", "may 2017"."""
    year, basis = stated_year(match["year"], moment)
    span = month_span(year, month_number(match["month"]))
    return narrowed(span, match["part"], basis)


def narrowed(span: Span, part: str | None, basis: str) -> Found:
    """Return the finding of a span, narrowed to a part such as "the end of"."""
    if not part:
        return told(span, basis)
    if part.lower().split()[0] in ("earlier", "later"):
        return told(span, basis)
    return narrowed_to(span, part_name(part), basis)


def narrowed_to(span: Span, name: str, basis: str) -> Found:
    """Return the finding of a part of a span, by the part's name."""
    narrow = part_of(span, name)
    if span.unit == "year" and name.endswith("half"):
        half = 1 if name.startswith("first") else 2
        narrow = replace(narrow, timex=f"{span.timex}-H{half}")
    return told(narrow, f"{basis}; {name} of it")


@rule(
    NAMED_RULES,
    rf"\b(?P<month>{MONTH})(?:\s*[-–—]\s*|\s+(?:to|through|until)\s+)(?P<to>{MONTH})"
    rf"(?:\s+(?:of\s+)?(?P<year>{YEAR}))?{_END}",
    needs=rf"{MONTH_STEM}[a-z.]*(?:\s*[-–—]\s*|\s+(?:to|through|until)\s+)"
    rf"{MONTH_STEM}",
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


_PREPOSED = caseless(
    r"\b(?:in|since|until|till|by|of|from|to|last|next|this|early|late|mid|every|each"
    r"|during|before|after|between|through|for|and|or|the|a|its|their|that|previous"
    r"|following|coming|past|around|about|throughout|on)[\s-]+$",
)


@rule(
    NAMED_RULES,
    r"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+"
    rf"(?P<unit>day|week|{WEEKDAY})\s+(?:of|in)\s+(?P<month>{MONTH})"
    rf"(?:,?\s+(?P<year>{STATED_YEAR}))?{_END}",
    needs=r"(?:first|second|third|fourth|last|final)\s+"
    r"(?:day|week|mon|tue|wed|thu|fri|sat|sun)",
)
def nth_of_month(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the first week of May", "the last Sunday of June 2012"."""
    month = month_number(match["month"])
    if match["year"]:
        year, basis = stated_year(match["year"], moment)
    else:
        year, basis = pick_year(match, moment, month, None)
    whole, unit = month_span(year, month), match["unit"].lower()
    places = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    return told(_nth(whole, unit, places.get(match["nth"].lower(), 0)), basis)


def _nth(whole: Span, unit: str, nth: int) -> Span:
    """Return the nth day, week or weekday of a month; 0 is the last."""
    days = [whole.first + dt.timedelta(n) for n in range(whole.last.day)]
    if unit == "week":
        chosen = days[7 * nth - 7 : 7 * nth] if nth else days[-7:]
        edtf = one_of(chosen[0], chosen[-1])
        return Span("part", chosen[0], chosen[-1], whole.timex, edtf)
    if unit != "day":
        days = [day for day in days if day.weekday() == weekday_number(unit)]
    return day_span(days[nth - 1])


@rule(
    NAMED_RULES,
    rf"\b(?=[a-fjlmnostv])(?P<part>{PART})?"
    rf"{_THE_MONTH}(?P<month>{MONTH})(?!\s*\d)(?!\.\s?\d)",
)
def month_alone(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "in September", "mid-May", "the July meeting"."""
    word = match["month"]
    before = moment.text[max(0, match.start("month") - 14) : match.start("month")]
    if len(word.rstrip(".")) < 4 and word.lower() != "may":
        return None
    if word.lower() in ("may", "march", "april", "june", "august"):
        placed = match["part"] or _PREPOSED.search(before)
        if word in ("May", "March") and not match["part"]:
            placed = _is_placed(before, moment.text[match.end() : match.end() + 12])
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
    return narrowed(month_span(year, month), match["part"], basis)


_BEFORE_MAY = caseless(
    r"\b(?:in|since|until|till|by|last|next|this|during|before|after|between"
    r"|through|each|every"
    r"|throughout|previous|following|early|late|mid|(?P<the>the|a|its|their))[\s-]+$",
)


_LISTED = caseless(rf"\b{MONTH}\s*(?:,|,?\s+(?:and|or|to))\s+$")


def _is_placed(before: str, after: str) -> bool:
    """Whether "May" or "March" stands as a month: not a name, not a march."""
    placed = _BEFORE_MAY.search(before)
    if not placed:
        return _LISTED.search(before) is not None
    if re.match(r"\s+(?:on|for|to|of|said|says)\b|\s+[A-Z]", after):
        return not placed["the"] and not re.match(r"\s+(?:said|says)\b", after)
    return not placed["the"] or re.match(r"\s+\d*[a-z]", after) is not None
