"""Joins of dates: a clock time with its day, and two ends of a range."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from .patterns import Found
from .values import Span, day_span, move, one_of, span_of

__all__ = ["ENGLISH", "Joints", "Reading", "join_ranges", "parts_of", "place_clocks"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule made of the words from start to end."""

    start: int
    end: int
    found: Found


# A blank line, and a line that opens with the dash of a list.
_PARTED = re.compile(r"\n\s*\n|\n\s*[-–—•*]\s")
_SAME_SENTENCE = "; day of the sentence"


@dataclass(frozen=True, slots=True)
class Joints:
    """What stands between words that belong together, as patterns.

    Attributes
    ----------
    clock_then_day, day_then_clock
        Between a clock time and its day.
    to
        Between the ends of a range.
    between
        Before a range whose ends ``both`` joins ("between … and").
    behind
        What says behind them that they are a range.
    """

    clock_then_day: re.Pattern[str]
    day_then_clock: re.Pattern[str]
    to: re.Pattern[str]
    between: re.Pattern[str]
    both: re.Pattern[str]
    behind: re.Pattern[str] = re.compile(r"(?!)")


ENGLISH = Joints(
    re.compile(r",?\s+(?:on\s+|of\s+|the\s+(?:day|night)\s+of\s+)?", re.I),
    re.compile(r",?\s+(?:at\s+|around\s+|from\s+)?(?:about\s+)?", re.I),
    re.compile(r"\s*[-–—]\s*|,?\s+(?:to|until|till|through)\s+", re.I),
    re.compile(r"\bbetween\s+$", re.I),
    re.compile(r"\s+and\s+", re.I),
)
_MOVED = re.compile(
    r"\b(?:postpone[ds]?|moved?|delay(?:ed)?|shift(?:ed)?|reschedul\w+|rose"
    r"|increase[ds]?"
    r"|fell|decrease[ds]?|changed?)\b[^.]{0,60}$",
    re.I,
)


def place_clocks(
    text: str, readings: list[Reading], anchor: dt.date, joints: Joints = ENGLISH
) -> list[Reading]:
    """Give each clock time its day: beside it, in its sentence, or the anchor."""
    placed: list[Reading] = []
    index = 0
    while index < len(readings):
        here = readings[index]
        after = readings[index + 1] if index + 1 < len(readings) else None
        if after and _joins(text, here, after, joints):
            placed.append(_joined(here, after))
            index += 2
            continue
        if after and here.found.clock and index + 2 < len(readings):
            third = readings[index + 2]
            if _joins_three(text, here, after, third, joints):
                placed.append(_joined(here, third))
                index += 3
                continue
        placed.append(_alone(text, here, placed, anchor) if here.found.clock else here)
        index += 1
    return placed


def _joins_three(
    text: str, clock: Reading, part: Reading, day: Reading, joints: Joints
) -> bool:
    """Whether it is "8:46 on the morning of 11 May", "10 p.m. (1900 GMT) on 4 May"."""
    if part.found.clock and _is_day(day.found):
        opened = re.fullmatch(r"\s*\(\s*", text[clock.end : part.start])
        closed = re.fullmatch(r"\s*\),?\s+(?:on\s+)?", text[part.end : day.start])
        return bool(opened and closed)
    if part.found.clock or part.found.type != "TIME" or not _is_day(day.found):
        return False
    gap = text[clock.end : part.start]
    return bool(re.fullmatch(r"\s+(?:on|in)\s+", gap)) and _joins(
        text, part, day, joints
    )


def _is_day(found: Found) -> bool:
    return bool(found.span and found.span.unit == "day" and found.type == "DATE")


def _is_night(found: Found) -> bool:
    """Whether it is the night between two days: "24/25 February"."""
    span = found.span
    return bool(span and found.type == "DATE" and (span.last - span.first).days == 1)


def _joins(text: str, here: Reading, after: Reading, joints: Joints) -> bool:
    gap = text[here.end : after.start]
    if _PARTED.search(gap):
        return False
    first, second = here.found, after.found
    if first.clock and _is_day(second):
        return bool(joints.clock_then_day.fullmatch(gap))
    if first.clock == "T24:00" and _is_night(second):
        return bool(joints.clock_then_day.fullmatch(gap))
    if first.type == "TIME" and first.value and second.type == "DATE":
        short = second.span and (second.span.last - second.span.first).days <= 1
        return bool(short and re.fullmatch(r"\s+(?:(?:of|on)\s+)?", gap))
    return bool(
        _is_day(first) and second.clock and joints.day_then_clock.fullmatch(gap)
    )


def _joined(here: Reading, after: Reading) -> Reading:
    clock_first = here.found.type == "TIME"
    time, day = (here, after) if clock_first else (after, here)
    found = day.found
    span = found.span
    if span is None:
        return here
    if time.found.clock == "T24:00" and _is_night(day.found):
        value = f"{span.last.isoformat()}T00:00"
        basis = f"{found.basis}; midnight between two days"
        found = Found("TIME", value, span.last.isoformat(), basis, None)
    elif time.found.clock is None:
        part = (time.found.value or "").partition("T")[2]
        value = f"{span.first.isoformat()}T{part}"
        edtf = one_of(span.first, span.last)
        found = replace(found, type="TIME", value=value, edtf=edtf)
    else:
        found = _timed(span, time.found.clock, found.basis)
    return Reading(here.start, after.end, found)


def _timed(span: Span, clock: str, basis: str) -> Found:
    """Put a clock time on a day; midnight may open or close the day."""
    edtf = span.edtf
    if clock == "T24:00":
        edtf = one_of(span.first, move(span.first, "day", 1))
        basis = f"{basis}; midnight may open or close the day"
    return Found("TIME", f"{span.timex}{clock}", edtf, basis, span)


def _alone(text: str, here: Reading, before: list[Reading], anchor: dt.date) -> Reading:
    clock = here.found.clock or ""
    for other in reversed(before):
        span = other.found.span
        between = text[other.end : here.start]
        if re.search(r"[.!?]\s|\n", between):
            break
        if span and span.unit == "day":
            basis = other.found.basis.partition(";")[0]
            found = _timed(span, clock, basis + _SAME_SENTENCE)
            return Reading(here.start, here.end, found)
    before_it = text[max(0, here.start - 8) : here.start]
    if clock == "T24:00" and re.search(r"\bafter\s+$", before_it, re.I):
        clock = "T00:00"
    found = _timed(day_span(anchor), clock, "told from the publication day")
    return Reading(here.start, here.end, found)


def join_ranges(
    text: str, readings: list[Reading], joints: Joints = ENGLISH
) -> list[Reading]:
    """Join "18 June to 31 July 2018" and "between May and July 2017"."""
    joined: list[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        if last and _spans(text, last, reading, joints):
            joined[-1] = _range(last, reading)
        else:
            joined.append(reading)
    return joined


# What the first end of a range is called in a rule that reads both, finest first.
_ENDS = ("day", "month", "year")


def parts_of(
    reading: Reading, match: re.Match[str], *, ranges: bool = True
) -> list[Reading]:
    """Return the mentions that one rule read together.

    Parameters
    ----------
    reading, match
        What the rule made of its words.
    ranges
        Whether both ends of "24-25 April" are one mention; days that are only listed
        are mentions of their own in any case.
    """
    groups, span, parts = match.groupdict(), reading.found.span, reading.found.parts
    if not parts and not ranges and span and groups.get("to"):
        unit = next((name for name in _ENDS if groups.get(name)), None)
        if unit:
            parts = (
                (reading.start, match.end(unit), span_of(unit, span.first)),
                (match.start("to"), reading.end, span_of(unit, span.last)),
            )
    return [
        Reading(a, b, replace(reading.found, value=s.timex, edtf=s.edtf, span=s))
        for a, b, s in parts
    ] or [reading]


def _spans(text: str, begin: Reading, end: Reading, joints: Joints) -> bool:
    first, last = begin.found.span, end.found.span
    if not first or not last or {begin.found.type, end.found.type} != {"DATE"}:
        return False
    if "/" in first.edtf and first.unit == "part" or first.first >= last.first:
        return False
    gap = text[begin.end : end.start]
    if _PARTED.search(gap):
        return False
    before = text[max(0, begin.start - 80) : begin.start]
    if joints.both.fullmatch(gap):
        is_between = joints.between.search(before)
        return bool(is_between or joints.behind.match(text, end.end))
    if joints.between.search(before):
        return False
    if re.search(r"\bon\s+$", before, re.I) and "til" in gap.lower():
        return False  # "stopped on 3 May until 6 May": an act, and a term
    return bool(joints.to.fullmatch(gap)) and not _MOVED.search(before)


def _range(begin: Reading, end: Reading) -> Reading:
    first, last = begin.found.span, end.found.span
    if first is None or last is None:
        return begin
    edtf = f"{_end(first, 'first')}/{_end(last, 'last')}"
    value = f"{begin.found.value}/{end.found.value}"
    basis = end.found.basis
    if begin.found.basis != basis:
        basis = f"{begin.found.basis}; {basis}"
    span = Span("part", first.first, last.last, value, edtf)
    return Reading(begin.start, end.end, Found("DATE", value, edtf, basis, span))


def _end(span: Span, side: str) -> str:
    if span.edtf.startswith("[") or "/" in span.edtf:
        day = span.first if side == "first" else span.last
        return day.isoformat()
    return span.edtf
