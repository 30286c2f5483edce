"""The time axis: the days that the slider spans, and the day it opens on."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from geodata.periods import FUTURE, PAST, Period, day_of, iso_of
from zones.atlas import Atlas
from zones.timeframes import published

from .lines import line_frames

__all__ = [
    "WINDOW_DAYS",
    "day_with_events",
    "first_and_last",
    "last_document",
    "opening_day",
]

WINDOW_DAYS = 90
"""How many days up to the one that a page opens on it shows events of tables of, where
nobody says another number: of most days a table has one event or none."""

_REACH_DAYS = 3653
"""How far before or after documents and events a stated day may stretch the axis:
ten years. A line of 1974 would push all else to the edge."""

_EMPTY_AXIS = dt.date(2000, 1, 1).toordinal()


def first_and_last(atlas: Atlas) -> tuple[int, int]:
    """Return the whole months that hold what the page is about.

    Parameters
    ----------
    atlas
        What is shown.

    Returns
    -------
    tuple of int
        First day of the first month and last day of the last one, as ordinals. The
        axis holds documents and events. Days that zones, belts and posts state
        stretch it too, unless they lie decades away. Documents that only tell who
        held ground do not begin it: years before the first zone would take the room
        of the years with zones. A date before it may still be asked for.
    """
    events = set(_stated(_item_periods(atlas, events=True)))
    core = _document_days(atlas) | events
    days = set(_stated(_other_periods(atlas)))
    if core:
        low, high = min(core) - _REACH_DAYS, max(core) + _REACH_DAYS
        days = {day for day in days if low <= day <= high} | events | {min(core)}
    days = days or {_EMPTY_AXIS}
    first, last = (dt.date.fromordinal(pick(days)) for pick in (min, max))
    length = calendar.monthrange(last.year, last.month)[1]
    return first.replace(day=1).toordinal(), last.replace(day=length).toordinal()


def opening_day(atlas: Atlas, first: int) -> int:
    """Return the day after the last beginning of a status other than the end."""
    begins = [
        period.b1
        for zone in atlas.zone_ids()
        for row in atlas.statuses(zone)
        if row.status != "ended"
        for period in row.frame.periods
        if PAST < period.b1 < FUTURE
    ]
    return max(begins) + 1 if begins else first


def day_with_events(opens: int, summary: Mapping[str, Any]) -> int:
    """Return the day that a page with events of tables opens on.

    Parameters
    ----------
    opens
        Day that it would open on without them, as an ordinal.
    summary
        What :func:`maps.events.pack` says of the events: ``from`` and ``to`` are their
        first and last day, None where no date of them is bounded.

    Returns
    -------
    int
        The same day; the last one of the events where they lie so far from it that
        the first view would hold none.
    """
    if not summary["from"] or not summary["to"]:
        return opens
    first, last = day_of(summary["from"]), day_of(summary["to"])
    return opens if first <= opens < last + WINDOW_DAYS else last


def last_document(atlas: Atlas) -> str | None:
    """Say when the newest document was published; None where none is dated."""
    bounds = [published(document) for document in atlas.documents]
    known = [each for each in bounds if each[0] > PAST]
    if not known:
        return None
    first, last = max(known)
    if first == last:
        return iso_of(first)
    if last >= FUTURE:
        return f"{iso_of(first)} or later"
    return f"between {iso_of(first)} and {iso_of(last)}"


def _document_days(atlas: Atlas) -> set[int]:
    """Return when the documents appeared, less those that only tell who held what."""
    kinds: dict[str, set[str]] = {each.id: set() for each in atlas.documents}
    for claim in atlas.claims:
        kinds[claim.document].add(claim.kind)
    telling = [each for each in atlas.documents if kinds[each.id] != {"control"}]
    bounds = (day for each in telling for day in published(each))
    return {day for day in bounds if PAST < day < FUTURE}


def _other_periods(atlas: Atlas) -> Iterable[Period]:
    yield from _item_periods(atlas, events=False)
    for zone in atlas.zone_ids():
        yield from atlas.regime(zone).periods
        for row in atlas.statuses(zone):
            yield from row.frame.periods
    for frame in line_frames(atlas).values():
        yield from frame.periods


def _item_periods(atlas: Atlas, *, events: bool) -> Iterable[Period]:
    for item in atlas.items:
        if (item.kind == "event") == events and (frame := atlas.item_frame(item)):
            yield from frame.periods


def _stated(periods: Iterable[Period]) -> Iterable[int]:
    for period in periods:
        for day in (period.b0, period.b1, period.e0, period.e1):
            if PAST < day < FUTURE:
                yield day
