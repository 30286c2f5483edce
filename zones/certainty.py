"""The algebra of certainty: two connectives over four answers.

``both`` joins what must hold together (space, time, modality); ``rivals`` joins
alternatives of which one is right (readings of an extent, dates that exclude each
other). :meth:`geodata.periods.Period.on` gives the answer of one period on one day.
The same specification runs in the browser; both are tested on one table of vectors.
"""

from __future__ import annotations

from collections.abc import Iterable

from geodata.periods import Certainty, Period

__all__ = ["Certainty", "at_most_possible", "both", "on_day", "rivals"]


def both(*answers: Certainty) -> Certainty:
    """Answer what needs every part: the weakest part decides, ``no`` first.

    Examples
    --------
    >>> both("certain", "possible"), both("unknown", "no"), both()
    ('possible', 'no', 'certain')
    """
    for answer in ("no", "unknown", "possible"):
        if answer in answers:
            return answer
    return "certain"


def rivals(answers: Iterable[Certainty]) -> Certainty:
    """Answer from alternatives of which one is right, nobody knows which.

    Examples
    --------
    >>> rivals(["certain", "no"]), rivals(["no", "unknown"]), rivals([])
    ('possible', 'unknown', 'unknown')
    """
    known = set(answers)
    if known in ({"certain"}, {"no"}):
        return known.pop()
    return "possible" if known & {"certain", "possible"} else "unknown"


def at_most_possible(answer: Certainty) -> Certainty:
    """Cap an answer that rests on doubt, on a repair or on discourse alone."""
    return "possible" if answer == "certain" else answer


def on_day(periods: Iterable[Period], day: int) -> Certainty:
    """Answer for one day from periods that are rivals; none is unknown."""
    return rivals(period.on(day) for period in periods)
