"""Bounds of a publication day: what a text tells as past and what it calls future."""

from __future__ import annotations

import datetime as dt
import re

from geodata.periods import FUTURE, PAST, first_day, last_day

from ..caseless import caseless
from .values import move
from .tongues import tense_in
from .words import amount_of, unit_name
from .search import DateMention

__all__ = ["find_limits"]


def find_limits(text: str, mentions: list[DateMention]) -> tuple[int, int, list[str]]:
    """Return the first and last day that a text can be of, with the reasons.

    The days are ordinals; ``PAST`` and ``FUTURE`` stand for open ends.
    """
    lower, upper = PAST, FUTURE
    low_words = high_words = ""
    ahead: list[DateMention] = []
    has_days = any(_is_told(m) for m in mentions if _is_stated(m))
    for mention in mentions:
        if not mention.edtf or mention.value == "PRESENT_REF":
            continue
        if "nearest stated" in mention.basis and not has_days:
            continue
        tense = tense_in(text, mention.start, mention.end)
        stated = _is_stated(mention)
        if tense == "future" or _runs_to(text, mention):
            ahead.append(mention)
        elif _is_put_off(text, mention):
            continue
        elif tense == "past" or stated and _is_told(mention):
            first = _told_from(mention)
            if first > lower:
                lower, low_words = (
                    first,
                    f"not before {mention.surface!r}, told as past",
                )
    gap = _told_gap(text, mentions)
    if gap and gap[0] > lower:
        lower, low_words = gap
    for mention in ahead:
        last = _called_until(mention, lower)
        if last is not None and lower <= last < upper:
            upper, high_words = last, f"not after {mention.surface!r}, called future"
    return lower, upper, [words for words in (low_words, high_words) if words]


def _is_stated(mention: DateMention) -> bool:
    """Whether a date has its year; of a range one end is enough."""
    return any(part.startswith("stated") for part in mention.basis.split("; "))


def _is_told(mention: DateMention) -> bool:
    """Whether a stated date without a verb is past: no deadline, no bare year."""
    if mention.relation == "as of":
        return True
    return mention.relation not in ("by", "until", "before") and (
        len(mention.value or "") >= 7
    )


_PUT_OFF = caseless(
    r"\b(?:stretched|extended|prolonged|renewed|postponed|moved|put\s+off|delayed)\b"
    r"[^.;\n]{0,60}?\b(?:to|until|till|through)\s+(?:the\s+)?$",
)
_THEN_WILL = caseless(
    r"[^.;\n]{0,20}\b(?:after\s+(?:that|which|then)|from\s+then\s+on|thereafter)\b"
    r"[^.;\n]{0,60}?\b(?:will|shall)\b",
)


def _runs_to(text: str, mention: DateMention) -> bool:
    """Whether a date is the end of a term that the text expects to come."""
    before = text[max(0, mention.start - 90) : mention.start]
    return bool(_PUT_OFF.search(before) and _THEN_WILL.match(text, mention.end))


def _is_put_off(text: str, mention: DateMention) -> bool:
    """Whether a date is the new end of a term: it may lie ahead when that is told."""
    return bool(_PUT_OFF.search(text[max(0, mention.start - 90) : mention.start]))


def _told_from(mention: DateMention) -> int:
    """First day that a thing told as past can be over: the end's first day."""
    edtf = mention.edtf or ""
    if "/" in edtf and not edtf.startswith("["):
        edtf = edtf.rpartition("/")[2]
    return first_day(edtf)


def _called_until(mention: DateMention, lower: int) -> int | None:
    """Last day of a future thing; without a year, the first one after the past."""
    last = last_day(mention.edtf or "")
    if mention.basis.startswith("stated"):
        return last
    if lower == PAST:
        return None
    for _ in range(3):
        if last >= lower:
            return last
        last = move(dt.date.fromordinal(last), "year", 1).toordinal()
    return None


_MORE_THAN = caseless(
    r"\b(?:more\s+than|over|at\s+least)\s+(?P<amount>[\w-]+)\s+(?P<unit>years?|months?"
    r"|weeks?|days?)\s+ago\b",
)
_VENUE = re.compile(
    r"\b(?:in|at|near|of)\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)"
)


def _told_gap(text: str, mentions: list[DateMention]) -> tuple[int, str] | None:
    """Use "more than a year ago in X" where another sentence dates the thing in X."""
    best: tuple[int, str] | None = None
    for match in _MORE_THAN.finditer(text):
        amount = amount_of(match["amount"]).low
        if amount is None:
            continue
        here = _sentence(text, match.start())
        for venue in _VENUE.finditer(text[match.end() : match.end() + 60]):
            dated = [
                m
                for m in mentions
                if m.basis.startswith("stated")
                and m.edtf
                and m.value
                and len(m.value) >= 7
                and venue["name"] in (sentence := _sentence(text, m.start))
                and sentence != here
            ]
            for mention in dated:
                since = dt.date.fromordinal(first_day(mention.edtf or ""))
                day = move(since, unit_name(match["unit"]), int(amount)).toordinal()
                if best is None or day > best[0]:
                    words = (
                        f"{match.group()} in {venue['name']} after {mention.surface}"
                    )
                    best = day, f"not before {words!r}"
    return best


def _sentence(text: str, place: int) -> str:
    start = max(text.rfind(". ", 0, place), text.rfind("\n", 0, place)) + 1
    ends = [e for e in (text.find(". ", place), text.find("\n", place)) if e >= 0]
    return text[start : min(ends, default=len(text))]
