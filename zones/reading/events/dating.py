"""Dates of events: the one that stands with the words for the event."""

from __future__ import annotations

import re
from math import ceil

from geodata.periods import iso_of, parse_edtf

from ..caseless import caseless
from ..dating import begin_of, day_dates, is_of_saying
from ..scene import View
from ..statuses.agreements import EFFECT
from ..vocabulary import number_of
from .words import Trigger

__all__ = ["date_of_event", "segment_of", "without_dates"]

_FROM_THEN = caseless(
    r"\b(?:from|since|until|by|before|till|starting|beginning)\s+(?:the\s+)?$"
)
_AGREED_THEN = caseless(
    r"\b(?:agreed|sign(?:ed|ing)|reach(?:ed|ing)|brokered|conclud(?:ed|ing)|declared|"
    r"established|created)\s+"
    r"(?:(?!on\b|in\b)\w+\s+){0,3}(?:in|on)?\s*$",
)
_DEADLINE = caseless(r"\b(?:by|until|till)\s+(?:the\s+)?$")
_SAID = caseless(r"\b(?:said|told|stated|reported|announced|noted)\b")
_PARTS = re.compile(
    r"[;:]|\s+and\s+(?=(?:took|came|entered|takes|will|would|says?|said|claims?|"
    r"claimed|"
    r"insists?)\b)|\bwhile\b|"
    r",\s*(?:but|except)\b|,\s+and\s+(?=[A-Z]\w+\s+[a-z]+(?:ed|s)\b)|"
    r",\s*(?=(?:it|he|she|they)\b)|,\s+where\b"
)
_TO_COME = caseless(r"\b(?:will|would|could|may|should|to\s+be|scheduled|due)\b")
_LASTING = ("displacement", "casualties", "airstrike", "shelling", "clash", "attack")


def segment_of(text: str, trigger: Trigger) -> tuple[int, int]:
    """Return the bounds of the part of a sentence that tells of an event.

    Examples
    --------
    >>> words = "They met in May and will meet again in June"
    >>> segment_of(words, Trigger("talks", 5, 8))
    (0, 15)
    """
    first, last = 0, len(text)
    for mark in _PARTS.finditer(text):
        if mark.end() <= trigger.start:
            first = mark.end()
        elif mark.start() >= trigger.end:
            return first, mark.start()
    return first, last


def without_dates(view: View) -> str:
    """Return the words of a sentence, of the same length, with its dates blanked out.

    A year is no count: "in 2010 people fled".
    """
    text = view.text
    for start, end, _ in day_dates(view):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def date_of_event(view: View, trigger: Trigger, published: str | None) -> str | None:
    """Return the date of an event as its sentence gives it, or None."""
    text = view.text
    every = day_dates(view)
    told = [d for d in every if not _is_said_then(text, d, trigger)]
    if trigger.type not in ("talks", "agreement"):
        told = [d for d in told if not _is_agreed_then(text, d[0], trigger)]
        if trigger.type in _LASTING:  # "to leave by 3 May, to end the fighting"
            told = [d for d in told if not _DEADLINE.search(text[: d[0]])]
    elif trigger.type == "talks" and not told and not _is_to_come(text, trigger):
        told = every  # what delegates say "on Monday" they say where they meet
    if trigger.type in ("talks", "agreement"):
        told = [d for d in told if "/" in d[2] or not _FROM_THEN.search(text[: d[0]])]
    if trigger.type == "agreement":
        told = [d for d in told if not EFFECT.search(text[: d[0]])]
    first, last = segment_of(text, trigger)
    own = [d for d in told if first <= d[0] < last]
    if not own and trigger.type in ("talks", "agreement", "withdrawal", "patrol"):
        return None
    dates = own or told
    if not dates:
        return None if told else _lately(text, published)
    nearest = min(dates, key=lambda d: (_distance(text, d, trigger), d[0]))
    if text[: nearest[0]].rstrip().lower().endswith("since"):
        if trigger.type not in _LASTING:
            return begin_of(nearest[2])
        return _since(begin_of(nearest[2]), published)
    return nearest[2]


_LATELY = re.compile(
    r"\b(?:in|over|during|within)\s+(?:the\s+course\s+of\s+)?the\s+(?:last|past|"
    r"previous)\s+(?:(?P<n>\w+)\s+)?(?P<unit>hours|days?|day)\b",
    re.I,
)


def _lately(text: str, published: str | None) -> str | None:
    """Return the days of "in the last 24 hours", of which nobody says which it was."""
    match = _LATELY.search(text)
    if match is None or published is None or len(published) != 10:
        return None
    number = number_of(match["n"]) if match["n"] else 1
    if number is None:
        return None
    days = number if match["unit"].lower() != "hours" else ceil(number / 24)
    last = parse_edtf(published).first
    return f"[{iso_of(last - int(days))}..{published}]"


def _is_agreed_then(text: str, at: int, trigger: Trigger) -> bool:
    """Whether a date is that of a deal in the same sentence: not "reached X on …"."""
    match = _AGREED_THEN.search(text[:at])
    return match is not None and not trigger.start <= match.start() < trigger.end


def _is_to_come(text: str, trigger: Trigger) -> bool:
    return bool(_TO_COME.search(text, trigger.start, trigger.end))


def _distance(text: str, date: tuple[int, int, str], trigger: Trigger) -> int:
    """Return how far a date stands from the words of an event; commas part them."""
    if date[0] >= trigger.end:
        gap, between = date[0] - trigger.end, text[trigger.end : date[0]]
    elif date[1] <= trigger.start:
        gap, between = trigger.start - date[1], text[date[1] : trigger.start]
    else:
        return 0
    return gap + 40 * len(re.findall(r",(?!\s*\d{4})|[;:]", between))


def _since(begin: str | None, published: str | None) -> str | None:
    """Return "since then" as the interval up to the day of publication, if known."""
    if begin is None or begin.startswith("["):
        return begin
    if published is None or len(published) != 10:
        return begin
    if parse_edtf(begin).first > parse_edtf(published).first:
        return begin  # dated of a day to come: the text does not hang together
    return f"{begin}/{published}"


def _is_said_then(text: str, date: tuple[int, int, str], trigger: Trigger) -> bool:
    """Whether a date is that of the saying, before or after what is said."""
    if is_of_saying(text, date[0]):
        return True
    return bool(_SAID.search(text[date[1] : trigger.start]))
