"""Before and after: events of forbidden kinds in a zone's ground, in two equal windows.

Counts are those of the ground, whether a regime stood or not, for before the agreement
there was none. Intervals are exact under a Poisson model: Garwood (1936) for a rate,
the conditional binomial of Przyborowski and Wilenski (1940) with the bounds of Clopper
and Pearson (1934) for the ratio of two. Fights come in clusters, so they are too narrow
wherever the index of dispersion is above 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.errors import DateError, InputError, MissingExtraError, UnknownNameError
from geodata.periods import iso_of, parse_day

from .atlas import Atlas
from .certainty import Certainty

__all__ = ["COMPARED", "Around", "around", "compare_windows", "poisson_interval"]

CONFIDENCE = 0.95
_MONTH = 30
_BIN = 7

COMPARED: dict[str, type] = {
    "zone": str,
    "rule": str,
    "counted": str,
    "days": int,
    "before_from": str,
    "before_to": str,
    "before": int,
    "before_per_30_days": float,
    "before_low": float,
    "before_high": float,
    "after_from": str,
    "after_to": str,
    "after": int,
    "after_per_30_days": float,
    "after_low": float,
    "after_high": float,
    "ratio": float,
    "ratio_low": float,
    "ratio_high": float,
    "dispersion": float,
}
"""Columns of the comparison, with their types."""

Key = tuple[str, str, int, int, Certainty]
"""Zone, rule, first and last day of events, and whether they were in the ground."""


@dataclass(frozen=True, slots=True)
class Around:
    """The day that two windows lie around.

    Attributes
    ----------
    first, last
        Bounds of the day, ordinals: the first window ends before ``first``, the second
        begins on ``last``.
    name
        The agreement, or the day.
    days
        Length of each window; None: the longest that the table covers.
    """

    first: int
    last: int
    name: str
    days: int | None = None


def around(atlas: Atlas, text: str, days: int | None = None) -> Around:
    """Return the day of an agreement, or a day as users type it.

    Parameters
    ----------
    atlas
        Whose statuses name agreements.
    text
        A day, or an agreement: the day is that on which it is said to be agreed, else
        that from which it was in force.
    days
        Length of each window.

    Raises
    ------
    DateError
        If the text is a date that can be read in several ways.
    UnknownNameError
        If it is neither.
    """
    found: dict[str, list[tuple[int, int, int]]] = {}
    for zone in atlas.about:
        for frame in atlas.statuses(zone):
            if frame.under and frame.status in ("agreed", "in_force"):
                rank = 0 if frame.status == "agreed" else 1
                found.setdefault(frame.under, []).extend(
                    (rank, p.b0, p.b1) for p in frame.frame.periods
                )
    if text in found and found[text]:
        rank = min(found[text])[0]
        begins = [(b0, b1) for each, b0, b1 in found[text] if each == rank]
        first, last = min(b0 for b0, _ in begins), min(b1 for _, b1 in begins)
        return Around(first, max(first, last), text, days)
    try:
        day = parse_day(text)
    except DateError:
        if any(sign.isdigit() for sign in text[:1]):
            raise
        raise UnknownNameError("agreement", text, sorted(found)) from None
    return Around(day, day, text, days)


def compare_windows(
    counts: Mapping[Key, int], chosen: Around, span: tuple[int, int]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Compare the windows before and after a day, by zone and rule.

    Parameters
    ----------
    counts
        Events by :data:`Key`.
    chosen
        The day, and the length of the windows.
    span
        First and last day of the table's events.

    Returns
    -------
    rows, notes
        See :data:`COMPARED`; rates are per 30 days, bounds those of 95 % intervals.
        ``counted`` is ``certain``, or ``certain or possible`` in the ground.

    Raises
    ------
    InputError
        If no event lies on one side of the day.
    MissingExtraError
        If scipy is missing.
    """
    widest = min(chosen.first - span[0], span[1] - chosen.last + 1)
    if widest < 1:
        msg = (
            f"before and after {chosen.name}: the events run from {iso_of(span[0])} to "
            f"{iso_of(span[1])}, so nothing can be compared"
        )
        raise InputError(msg)
    days = chosen.days or widest
    before = (chosen.first - days, chosen.first - 1)
    after = (chosen.last, chosen.last + days - 1)
    notes = [
        f"before and after {chosen.name}: two windows of {days:,} days, "
        f"{iso_of(before[0])} to {iso_of(before[1])} and {iso_of(after[0])} to "
        f"{iso_of(after[1])}, both days included; counted are events of forbidden "
        "kinds in the ground of a zone, whether its regime stood or not"
    ]
    if days > widest:
        notes.append(
            f"the events run from {iso_of(span[0])} to {iso_of(span[1])}: beyond that "
            "a window counts none, though there may have been some"
        )
    rows = []
    for zone, rule in sorted({key[:2] for key in counts}):
        mine = {k: n for k, n in counts.items() if k[:2] == (zone, rule)}
        for counted in ("certain", "certain or possible"):
            both = [_inside(mine, window, counted) for window in (before, after)]
            row = {"zone": zone, "rule": rule, "counted": counted, "days": days}
            rows.append(row | _figures(both, before, after, days))
    notes.append(
        "intervals: 95 %, exact under a Poisson model (Garwood 1936; Przyborowski and "
        "Wilenski 1940); events come in clusters, so where dispersion is above 1 they "
        "are too narrow; a change is no proof that the agreement caused it"
    )
    return rows, notes


def _inside(
    counts: Mapping[Key, int], window: tuple[int, int], counted: str
) -> Counter[int]:
    """Count the events of a window by day; those that may be outside are possible."""
    found: Counter[int] = Counter()
    for (_, _, first, last, ground), count in counts.items():
        if first > window[1] or last < window[0]:
            continue
        is_within = window[0] <= first and last <= window[1]
        is_sure = is_within and ground == "certain"
        if is_sure or (counted != "certain" and ground in ("certain", "possible")):
            found[max(first, window[0])] += count
    return found


def _figures(
    both: list[Counter[int]], before: tuple[int, int], after: tuple[int, int], days: int
) -> dict[str, Any]:
    counts = [each.total() for each in both]
    row: dict[str, Any] = {}
    for name, count, window in zip(("before", "after"), counts, (before, after)):
        low, high = poisson_interval(count)
        row |= {f"{name}_from": iso_of(window[0]), f"{name}_to": iso_of(window[1])}
        row[name] = count
        row[f"{name}_per_30_days"] = _rate(count, days)
        row |= {f"{name}_low": _rate(low, days), f"{name}_high": _rate(high, days)}
    names = ("ratio", "ratio_low", "ratio_high")
    row |= dict(zip(names, _ratio(*counts), strict=True))
    return row | {"dispersion": _dispersion(both, (before, after))}


def _rate(count: float, days: int) -> float:
    return round(count / days * _MONTH, 3)


def poisson_interval(count: int) -> tuple[float, float]:
    """Return the exact 95 % interval of the mean of a Poisson count (Garwood 1936).

    Examples
    --------
    >>> [round(bound, 3) for bound in poisson_interval(0)]
    [0.0, 3.689]
    """
    chi2 = _stats().chi2
    tail = (1 - CONFIDENCE) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2


def _ratio(before: int, after: int) -> tuple[float | None, float | None, float | None]:
    """Return the ratio of two rates over equal times with its exact bounds.

    None where it has no bound, or no event says anything.
    """
    if before + after == 0:
        return None, None, None
    test = _stats().binomtest(after, before + after)
    bounds = test.proportion_ci(CONFIDENCE, method="exact")
    low, high = (None if p >= 1 else round(p / (1 - p), 3) for p in bounds)
    return (round(after / before, 3) if before else None), low, high


def _dispersion(
    both: list[Counter[int]], windows: tuple[tuple[int, int], tuple[int, int]]
) -> float | None:
    """Return the index of dispersion of the counts by week, pooled over the windows.

    Variance over mean: 1 for a Poisson process, more where events come in clusters.
    """
    squares, mean, free = 0.0, 0.0, 0
    for counts, (first, last) in zip(both, windows, strict=True):
        weeks = (last - first + 1) // _BIN
        if weeks < 2:
            return None
        bins = Counter((day - first) // _BIN for day in counts.elements())
        values = [bins[week] for week in range(weeks)]
        average = sum(values) / weeks
        if average:
            squares += sum((value - average) ** 2 for value in values) / average
            free += weeks - 1
            mean += average
    return round(squares / free, 2) if mean else None


def _stats() -> Any:
    try:
        from scipy import stats
    except ImportError:
        raise MissingExtraError("scipy", "report", "compare rates") from None
    return stats
