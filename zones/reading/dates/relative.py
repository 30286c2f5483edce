"""Date rules, third part: dates told from the publication day or the date before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from .patterns import (
    FROM_ANCHOR,
    FROM_FOCUS,
    Found,
    Moment,
    Rule,
    pick_year,
    rule,
    told,
)
from .values import (
    SEASONS,
    Span,
    day_span,
    month_span,
    move,
    one_of,
    part_of,
    season_span,
    shift,
    span_of,
    year_span,
)
from .words import (
    DAYPART,
    DAYPARTS,
    MONTH,
    MONTH_STEM,
    PART,
    WEEKDAY,
    month_number,
    part_name,
    weekday_number,
)

__all__ = ["RELATIVE_RULES"]

RELATIVE_RULES: list[Rule] = []


def _with_daypart(found: Found, words: str | None) -> Found:
    if not words or found.value is None:
        return found
    letters = DAYPARTS[words.lower().split()[-1].split("-")[-1]]
    return replace(found, type="TIME", value=f"{found.value}T{letters}")


@rule(
    RELATIVE_RULES,
    r"\b(?:the\s+day\s+(?P<two>before\s+yesterday|after\s+tomorrow)"
    r"|(?:(?:early|earlier|late|later)\s+)?(?P<day>today|yesterday|tomorrow|tonight))"
    rf"(?:\s+(?P<part>{DAYPART}))?\b",
    words="today yesterday tomorrow tonight",
)
def near_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "today", "yesterday evening", "the day after tomorrow"."""
    if match["two"]:
        days = -2 if "yesterday" in match["two"].lower() else 2
        return told(day_span(move(moment.anchor, "day", days)), FROM_ANCHOR)
    word = match["day"].lower()
    if match["day"] == "Today" and _is_of_a_name(match, moment):
        return None
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    found = told(day_span(move(moment.anchor, "day", days)), FROM_ANCHOR)
    if word == "tonight":
        return _with_daypart(found, "night")
    return _with_daypart(found, match["part"])


def _is_of_a_name(match: re.Match[str], moment: Moment) -> bool:
    """Whether "Today" is of a medium's name: "VOA Today", "Russia Today reported"."""
    before = moment.text[max(0, match.start() - 24) : match.start()]
    if re.search(r"\b[A-Z]{2,}\s$", before):
        return True
    after = moment.text[match.end() : match.end() + 16]
    named = re.search(r"\b[A-Z][a-z]+\s$", before)
    return bool(named and re.match(r"(?:['’]s)?\s+(?:report|said|quot|news|TV)", after))


@rule(
    RELATIVE_RULES,
    rf"\b(?:this\s+(?P<this>(?:very\s+)?{DAYPART})|(?P<last>last\s+(?:night|evening))"
    rf"|(?P<focus>(?:that|the\s+(?:same|next|following|previous))\s+{DAYPART})"
    rf"|(?P<whole>overnight)|(?<=\sin\s)(?P<the>the\s+{DAYPART})"
    rf"|(?P<of>(?:the\s+)?{DAYPART})(?=\s+(?:of\s+(?:\d|{MONTH})|(?:(?:of|on)\s+)?"
    rf"(?:{WEEKDAY}|today|yesterday|tomorrow)\b)))\b",
    words="morning afternoon evening night hours",
)
def part_of_day(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "this morning", "last night", "overnight"."""
    if match["last"]:
        found = told(day_span(move(moment.anchor, "day", -1)), FROM_ANCHOR)
        return _with_daypart(found, match["last"])
    day = moment.anchor
    if match["whole"] and moment.day and moment.is_beside(match.start()):
        return _with_daypart(told(moment.day, FROM_FOCUS), "night")
    if match["focus"]:
        words = match["focus"].lower()
        step = (
            -1
            if "previous" in words
            else int("that" not in words and "same" not in words)
        )
        focus = moment.near_focus("day")
        base = focus.first if focus else day
        return _with_daypart(told(day_span(move(base, "day", step)), FROM_FOCUS), words)
    if match["the"] and moment.focus and moment.focus.unit == "day":
        day = moment.focus.first
    words = "night" if match["whole"] else match["this"] or match["the"] or match["of"]
    return _with_daypart(told(day_span(day), FROM_ANCHOR), words)


@rule(
    RELATIVE_RULES,
    r"\b(?=[eflmnstw])"
    r"(?:(?P<early>early|late|later|earlier)\s+(?:on\s+)?)?(?:(?P<step>last|next|this"
    r"|this\s+past|this\s+coming|the\s+following|the\s+previous|the\s+next)\s+)?"
    rf"(?P<day>{WEEKDAY})(?:\s+(?P<of>of\s+)?(?P<week>(?:last|next|this)\s+week))?"
    rf"(?:\s+(?P<part>{DAYPART}))?(?!\w)(?!\s+newspaper)"
    r"(?!\s+(?-i:Times|Telegraph|Post|Mirror|Express|Star|Herald|Mail|Sun|Tribune"
    r"|Independent|Mass)\b)",
)
def weekday(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "on Monday", "last Friday", "Tuesday night", "Monday of last week"."""
    number = weekday_number(match["day"])
    anchor, step = moment.anchor, " ".join((match["step"] or "").lower().split())
    back = (anchor.weekday() - number) % 7
    latest = move(anchor, "day", -back)
    coming = latest if back == 0 else move(latest, "day", 7)
    focus = moment.focus
    if match["week"]:
        weeks = {"last": -1, "next": 1}.get(match["week"].lower()[:4], 0)
        monday = move(anchor, "day", 7 * weeks - anchor.weekday())
        return told(day_span(move(monday, "day", number)), FROM_ANCHOR)
    if step.startswith("the ") and focus:
        base = focus.first if "previous" in step else focus.last
        ahead = (number - base.weekday() - 1) % 7 + 1
        behind = (base.weekday() - number - 1) % 7 + 1
        day = move(base, "day", -behind if "previous" in step else ahead)
        return _with_daypart(told(day_span(day), FROM_FOCUS), match["part"])
    if step in ("last", "this past"):
        day = latest if back else move(latest, "day", -7)
    elif step in ("next", "the next", "this coming"):
        day = coming if back else move(latest, "day", 7)
    elif step == "this":
        day = latest if back < 3 and moment.tense(match) == "past" else coming
    else:
        day = coming if moment.tense(match) == "future" else latest
    return _with_daypart(told(day_span(day), FROM_ANCHOR), match["part"])


@rule(
    RELATIVE_RULES,
    r"(?:(?<=\bsince\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\btill\s)|(?<=\bbefore\s))"
    r"(?:(?P<part>early|mid|late)[\s-])?(?P<season>spring|summer|autumn|winter)"
    r"(?!\w|-|\s+(?:of|\d"
    r"|offensives?|campaigns?|season|break|holidays?|games|water)\b)",
    words="spring summer autumn winter",
)
def bare_season(match: re.Match[str], moment: Moment) -> Found:
    """Read "since spring", "until winter": the last one, or the one to come."""
    since = moment.text[max(0, match.start() - 6) : match.start()].lower()
    is_past = since.endswith("since ") or moment.tense(match) == "past"
    base, basis = moment.base(match.start())
    span = _season(match["season"].lower(), "this", base)
    if basis == FROM_FOCUS:
        return _part(span, match["part"], basis)
    if is_past and span.first > base:
        span = shift(span, -1)
    elif not is_past and span.last < base:
        span = shift(span, 1)
    return _part(span, match["part"], basis)


_SEASON = "spring|summer|autumn|fall|winter"
_THROUGHOUT = re.compile(
    r"\b(?:over|in|for|within|during|of|through|throughout)\s+(?:the\s+)?$", re.I
)


@rule(
    RELATIVE_RULES,
    rf"\b(?P<part>{PART})?(?:(?:the|that|this)\s+)?(?P<step>last|next|this|current"
    r"|coming|previous|following|preceding|same|that|past)[\s-]+(?P<unit>day|week"
    r"|weekend|month|quarter|year|decade|century"
    rf"|(?:{_SEASON})(?!\s+time\b)|{MONTH})(?!\w)"
    r"(?!-(?:old|long|end))(?!['’]s\s+end)(?:\s+or\s+so\b)?",
    needs=r"(?:last|next|this|current|coming|previous|following|preceding|same|that"
    rf"|past)[\s-]+(?:day|week|month|quarter|year|decade|century"
    rf"|{_SEASON}|{MONTH_STEM})",
)
def stepped_unit(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "last week", "early next month", "the following year", "last May"."""
    step, unit = match["step"].lower(), match["unit"].lower().rstrip(".")
    if (
        unit in ("may", "march")
        and match["unit"].islower()
        and step in ("this", "that")
    ):
        return None
    part = match["part"]
    leading = moment.text[max(0, match.start() - 4) : match.start("step")].lower()
    definite = match.group().lower().startswith("the ") or leading.endswith("the ")
    if step == "that" and unit in ("may", "march"):
        return None
    if step == "that" and unit in ("day", "week", "month", "year") and not moment.focus:
        return None
    behind = moment.text[match.end() :][:20]
    if step == "same" and re.match(r"\s+(?:as|of|last\s+year|a\s+year)\b", behind):
        return (
            None  # "on the same day as the deal of 4 May", "the same month last year"
        )
    if step == "past" and not definite:
        step = "last" if unit not in ("century", "decade") else step
    to_focus = step in ("previous", "following", "preceding", "same", "that") or (
        definite and step == "next" and unit == "day"
    )
    is_date = step == "next" and definite and moment.story.is_chronicle
    is_date = is_date and not _THROUGHOUT.search(moment.text[: match.start()][-16:])
    base, basis = moment.anchor, FROM_ANCHOR
    focus = moment.near_focus(unit)
    if (to_focus or is_date) and focus:
        base, basis = focus.first, FROM_FOCUS
    if (
        definite
        and not is_date
        and not part
        and (step == "past" or step in ("last", "next", "coming"))
    ):
        length = _length(unit)
        if length and (step == "past" or unit not in ("day", "quarter", "weekend")):
            return length
    count = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}
    steps = count.get(step, 1 if step == "coming" else 0)
    if unit == "day" and step in ("this", "last", "current", "coming"):
        return None
    if unit in SEASONS:
        span = _season(unit, step, base)
    elif unit in ("day", "week", "weekend", "month", "quarter", "year", "decade") or (
        unit == "century"
    ):
        span = shift(span_of(unit, base), steps)
        if unit == "weekend" and step == "last" and base.weekday() >= 5:
            span = shift(span_of(unit, base), -1)
    else:
        span = _named_month(match, moment, steps, unit)
    if part and step == "this" and part.lower().startswith(("earlier", "later")):
        return told(_side_of(span, base, part), f"{basis}; {part.strip().lower()}")
    return _part(span, part, basis)


def _side_of(span: Span, day: dt.date, word: str) -> Span:
    """Return the days of a span before or after the day of publication."""
    first, last = span.first, span.last
    if word.lower().startswith("earlier"):
        last = max(first, day)
    else:
        first = min(day, last)
    return replace(span, unit="part", first=first, last=last, edtf=one_of(first, last))


def _part(span: Span, part: str | None, basis: str) -> Found:
    if not part:
        return told(span, basis)
    return told(part_of(span, part_name(part)), f"{basis}; {part_name(part)} of it")


def _length(unit: str) -> Found | None:
    letters = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q"}
    letters |= {"year": "Y", "decade": "DE", "century": "CE"}
    if unit not in letters:
        return None
    return Found("DURATION", f"P1{letters[unit]}", None, "a length of time")


def _season(unit: str, step: str, base: dt.date) -> Span:
    year = base.year
    if unit == "winter" and base.month < 3:
        year -= 1
    span = season_span(year, unit)
    if step in ("last", "previous", "preceding") and span.last >= base:
        span = shift(span, -1)
    elif step in ("next", "coming", "following") and span.first <= base:
        span = shift(span, 1)
    return span


def _named_month(match: re.Match[str], moment: Moment, steps: int, unit: str) -> Span:
    month, anchor = month_number(unit), moment.anchor
    if steps < 0:
        return month_span(anchor.year - (month >= anchor.month), month)
    if steps > 0:
        return month_span(anchor.year + (month <= anchor.month), month)
    return month_span(pick_year(match, moment, month, None)[0], month)


@rule(
    RELATIVE_RULES,
    r"\b(?P<part>(?:the\s+)?(?:end|beginning|start|middle|first\s+half"
    r"|second\s+half|rest|remainder)\s+of"
    r"\s+|(?:later|earlier)\s+(?:in\s+)?|(?:early|late)\s+in\s+(?!the\s+day))"
    r"(?:the|this|that)\s+(?P<unit>day"
    r"|week|month|year|decade"
    r"|quarter|century)\b(?!\s+\w+ing\b)",
    needs=r"(?:the|this|that)\s+(?:day|week|month|year|decade|quarter|century)",
)
def part_of_unit(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the end of the month", "later this week"."""
    unit = match["unit"].lower()
    base, basis = moment.base(match.start())
    if "that" in match.group().lower().split() and moment.focus:
        base, basis = moment.focus.first, FROM_FOCUS
    span = span_of(unit, base)
    if unit == "day":
        return told(span, basis)
    words = match["part"].lower()
    is_rest = re.search(r"\bre(?:st|mainder)\b", words) is not None
    if is_rest and base != moment.anchor:
        return None
    if is_rest or words.startswith(("earlier", "later")) and base == moment.anchor:
        span = _side_of(span, base, words)
        return told(span, f"{FROM_ANCHOR}; {'rest' if is_rest else words.split()[0]}")
    return _part(span, match["part"], basis)


@rule(
    RELATIVE_RULES,
    r"(?:(?<=\bfor\s)|(?<=\bso\sfar\s)|(?<=\bend\s)|(?<=\bended\s)"
    r"|(?<=\bfinish\s)|(?<=\bfinished\s)|(?<=\bclosed\s))"
    r"the\s+(?P<unit>day|week|month|year|quarter)"
    r"(?=\s*(?:[.,;:)]|$)|\s+(?:to|and|ended|ending|at|up|down|with)\b)",
    needs=r"(?:for|far|end|ended|finish|finished|closed)\sthe"
    r"\s+(?:day|week|month|year|quarter)",
)
def running_unit(match: re.Match[str], moment: Moment) -> Found:
    """Read "for the year" and "ended the day" as the publication's own."""
    return told(span_of(match["unit"].lower(), moment.anchor), FROM_ANCHOR)


@rule(
    RELATIVE_RULES,
    r"(?:(?<=\bover\s)|(?<=\bduring\s)|(?<=\bon\s)|(?<=\bat\s))the\s+weekend\b",
    words="weekend",
)
def the_weekend(match: re.Match[str], moment: Moment) -> Found:
    """Read "over the weekend" by its tense."""
    span = span_of("weekend", moment.anchor)
    if moment.tense(match) != "future" and span.first > moment.anchor:
        span = shift(span, -1)
    return told(span, FROM_ANCHOR)


@rule(
    RELATIVE_RULES,
    r"\b(?:(?:around|about)\s+)?(?:(?:the|this|last"
    r"|next)\s+)?year(?:['’]s)?[\s-]+end\b(?:,?\s+(?P<year>20\d\d))?",
    words="end",
)
def year_end(match: re.Match[str], moment: Moment) -> Found:
    """Read "year-end", "the year's end"."""
    step = re.search(r"\b(?:last|next)\b", match.group(), re.I)
    base, basis = moment.base(match.start())
    if step:
        base, basis = moment.anchor, FROM_ANCHOR
    year = int(match["year"]) if match["year"] else base.year
    year += {"last": -1, "next": 1}[step[0].lower()] if step else 0
    return _part(year_span(year), "end", basis)


@rule(
    RELATIVE_RULES,
    r"\bthe\s+(?P<unit>day|night|week|month|year)\s+(?P<way>before|after|earlier)"
    r"(?=\s*(?:[.,;:)]|$)|\s+(?:and|but)\b)",
)
def unit_beside(match: re.Match[str], moment: Moment) -> Found:
    """Read "the day before", "the year after"."""
    unit = {"night": "day"}.get(match["unit"].lower(), match["unit"].lower())
    focus = moment.near_focus(unit)
    base = focus.first if focus else moment.anchor
    steps = 1 if match["way"].lower() == "after" else -1
    basis = FROM_FOCUS if focus else FROM_ANCHOR
    found = told(shift(span_of(unit, base), steps), basis)
    return _with_daypart(found, "night" if match["unit"].lower() == "night" else None)


@rule(
    RELATIVE_RULES,
    r"(?:(?<=\bon\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\bsince\s)|(?<=\bbefore\s)"
    r"|(?<=\bafter\s)|(?<=\bthan\s)|(?<=\bfrom\s)"
    r"|(?<=\btill\s))the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?:\s+of\s+(?:the|this|that)\s+month\b"
    r"|(?=\s*(?:[.,;:)]|$)|\s+(?:of\s+it|and|at|when|after|with|in|by|from|to|but"
    r"|the|it|he|she|we|they|an?|was|were|had|has|is|will|would)\b))",
    needs=r"the\s+\d{1,2}(?:st|nd|rd|th)",
)
def day_of_month(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "on the 12th" as a day of the month spoken of."""
    number = int(match["day"])
    focus = moment.focus
    base = focus.first if focus else moment.anchor
    tense = moment.tense(match)
    for offset in (0, -1, 1) if tense != "future" else (0, 1):
        month = shift(month_span(base.year, base.month), offset)
        if not 1 <= number <= month.last.day:
            continue
        day = month.first.replace(day=number)
        if focus or (day >= base if tense == "future" else day <= base):
            return told(day_span(day), FROM_FOCUS if focus else FROM_ANCHOR)
    return None


@rule(
    RELATIVE_RULES,
    rf"\b(?:the|this|last|next)\s+(?P<season>{_SEASON})(?=\s*[.,;:)]|\s+(?:and"
    rf"|when|after"
    r"|before|but|as|the|he|they|it|with|to|offensive|campaign|was|were|is"
    r"|will|would|has|had)\b"
    r"|['’]s\b|\s*$)",
    words="spring summer autumn winter fall",
)
def season_alone(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "in the summer"."""
    season = match["season"]
    if not season.islower() or season == "fall" and match.group().startswith("the"):
        return None
    before = moment.text[max(0, match.start() - 8) : match.start()].lower()
    if match.group().lower().startswith("the") and not re.search(
        r"\b(?:in|by|of|during|since|until|over)\s+$", before
    ):
        return None
    step = match.group().lower().split()[0]
    base, basis = moment.base(match.start())
    if step != "the":
        base, basis = moment.anchor, FROM_ANCHOR
    span = _season(season, step, base)
    is_late = basis == FROM_ANCHOR and span.first > base
    if step == "the" and is_late and moment.tense(match) == "past":
        span = shift(span, -1)
    return told(span, basis)
