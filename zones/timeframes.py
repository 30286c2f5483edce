"""Timeframes: from the dated claims about one fact to the periods that may hold.

A *timeframe* is a tuple of periods that are rivals; :func:`zones.certainty.on_day`
answers for a day. Bounds of one fact that share a day refine each other; bounds that
do not are rivals. With no end claim, a state is surely standing only until the last
day on which a document that is known speaks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from geodata.periods import (
    FUTURE,
    PAST,
    Bounds,
    Period,
    event_period,
    iso_of,
    parse_edtf,
)

from .claims import LIFE_CYCLE, Claim, Post, Status, dated_fields, is_done
from .documents import Document

__all__ = [
    "ACTS",
    "BEFALLEN",
    "StatusFrame",
    "Timeframe",
    "as_presence",
    "event_frame",
    "last_heard",
    "published",
    "regime_frame",
    "state_frame",
    "status_frames",
    "stood_until",
    "told_until",
]

ACTS = ("proposed", "announced", "agreed", "ended")
"""Statuses that stay done once done, until ``ended`` closes them."""

NEVER = Period(FUTURE, FUTURE, FUTURE, FUTURE)
"""The rival that a denial sets beside what it denies."""


class Dated(Protocol):
    """A body with the dates that a state may carry."""

    @property
    def begins(self) -> str | None: ...  # noqa: D102
    @property
    def ends(self) -> str | None: ...  # noqa: D102
    @property
    def holds(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Timeframe:
    """Periods that are rivals, and the claims that they rest on.

    ``ends`` are the claims that end it, ``claims`` those that say that it stood.
    """

    periods: tuple[Period, ...] = ()
    claims: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusFrame:
    """One status of one zone under one agreement, over time."""

    status: str
    under: str | None
    how: str | None
    frame: Timeframe


def last_heard(claims: Iterable[Claim], documents: Mapping[str, Document]) -> int:
    """Return the last day on which a known document speaks of the thing as standing.

    That is the earliest day on which the document may have been published. A document
    that says that the thing has ended, or speaks of it only as planned, does not count.
    PAST if none does.
    """
    speaking = {c.document for c in claims if is_done(c) and c.modality != "denied"}
    ending = {c.document for c in claims if _is_ended(c)}
    days = [published(documents[name])[0] for name in speaking - ending]
    return max(days, default=PAST)


def told_until(claims: Iterable[Claim]) -> dict[str, int]:
    """Return the last day of which each document tells something as done."""
    days: dict[str, int] = {}
    for claim in claims:
        planning = not is_done(claim) or claim.kind in ("belt", "rule", "term")
        if planning or claim.modality == "denied":
            continue
        for edtf in dated_fields(claim.body).values():
            day = parse_edtf(edtf).first
            days[claim.document] = max(day, days.get(claim.document, PAST))
    return days


def published(document: Document) -> tuple[int, int]:
    """Return the first and last day on which a document may have been published."""
    if document.published is None:
        return PAST, FUTURE
    bounds = parse_edtf(document.published)
    return bounds.first, bounds.last


def status_frames(
    claims: Sequence[Claim], documents: Mapping[str, Document]
) -> list[StatusFrame]:
    """Return the statuses of one zone over time, one for each agreement.

    Parameters
    ----------
    claims
        All claims about the zone.
    documents
        The documents that are known, by id.

    Returns
    -------
    list of StatusFrame
        In the order of the life-cycle; nothing for a status without a claim.
        ``functioning`` implies ``in_force``.
    """
    heard = last_heard(claims, documents)
    claims = [_with_day(claim, documents[claim.document], heard) for claim in claims]
    closing = _closing(claims)
    groups = _status_groups(claims, documents)
    begun = _earliest_begin(groups)
    result = []
    for status, under, group in groups:
        said = [c for c in group if c.modality != "denied"]
        frame = state_frame(
            said,
            closing=[] if status == "ended" else closing,
            heard=_heard_of(status, said, heard, documents),
            begun=begun,
        )
        periods = frame.periods
        if len(said) < len(group):
            periods = (*periods, NEVER)
        how = next((b.how for c in group if (b := _status(c)).how), None)
        ids = tuple(c.id for c in group)
        frame = Timeframe(periods, ids, frame.ends)
        result.append(StatusFrame(status, under, how, frame))
    return result


def _with_day(claim: Claim, document: Document, heard: int) -> Claim:
    """Date a status that a document tells without a day.

    An end came after the zone was last heard of and before the document was published;
    anything else held on the day of the document.
    """
    if not isinstance(claim.body, Status) or not document.published:
        return claim
    if dated_fields(claim.body) or not is_done(claim):
        return claim
    if not _is_ended(claim):
        return replace(claim, body=replace(claim.body, holds=document.published))
    first, last = published(document)
    since = iso_of(min(heard + 1, first))
    until = iso_of(last)
    begins = f"[{since or ''}..{until or ''}]"
    return replace(claim, body=replace(_status(claim), begins=begins))


def _heard_of(
    status: str,
    claims: Sequence[Claim],
    heard: int,
    documents: Mapping[str, Document],
) -> int:
    """Return the first day on which the status is no longer surely standing.

    A zone that is spoken of may be in force on paper; that it works is said only by
    the claims that say so.
    """
    if status in ACTS:
        return FUTURE
    return stood_until(claims, documents) if status == "functioning" else heard + 1


def stood_until(claims: Iterable[Claim], documents: Mapping[str, Document]) -> int:
    """Return the first day on which what the claims say began is not surely standing.

    A claim that only saw it on some day does not say that it stands on the day of its
    document.
    """
    begun = [c for c in claims if _dated(c).begins and not _dated(c).ends]
    return last_heard(begun, documents) + 1


def regime_frame(frames: Sequence[StatusFrame], heard: int) -> Timeframe:
    """Return the regime: from the first of agreed or in force to ended.

    Parameters
    ----------
    frames
        The zone's statuses, from :func:`status_frames`.
    heard
        Last day on which a known document speaks of the zone as standing.
    """
    standing = [
        f.frame
        for f in frames
        if f.status in ("agreed", "in_force", "functioning") and f.frame.periods
    ]
    if not standing:
        return Timeframe()
    first = min(
        standing,
        key=lambda frame: (
            all(p.capped for p in frame.periods),
            max(p.b1 for p in frame.periods),
            min(p.b0 for p in frame.periods),
        ),
    )
    seen = [p for frame in standing for p in frame.periods if p.e0 < FUTURE]
    until = max([heard + 1, *(p.e0 for p in seen if not p.capped)])
    periods = tuple(
        p if p.e1 < FUTURE else replace(p, e0=max(p.b0, min(p.e0, until)))
        for p in first.periods
    )
    claims = dict.fromkeys(first.claims + first.ends)
    return Timeframe(tuple(dict.fromkeys(periods)), tuple(claims), first.ends)


def state_frame(
    claims: Sequence[Claim],
    *,
    closing: Sequence[Claim] = (),
    heard: int = PAST,
    begun: int = PAST,
) -> Timeframe:
    """Return the timeframe of a state from the claims that date it.

    Parameters
    ----------
    claims
        Claims with ``begins``, ``ends`` or ``holds``.
    closing
        Claims whose ``begins`` ends the state.
    heard
        First day after it was last heard of, where no claim ends it.
    begun
        Earliest begin known of the thing, for what is only seen to hold.
    """
    begins = _rival_bounds(claims, lambda c: _dated(c).begins)
    ends = _rival_bounds(claims, lambda c: _dated(c).ends)
    ends += _rival_bounds(closing, lambda c: _dated(c).begins) if not ends else []
    held = [parse_edtf(h) for c in claims if (h := _dated(c).holds)]
    seen_last = max((b.first + 1 for b in held), default=PAST)
    only_seen = not begins and bool(held)
    if only_seen:
        earliest = min(b.last for b in held)
        all_doubted = all(b.capped for b in held) or all(c.is_capped for c in claims)
        begins = [Bounds(min(begun, earliest), earliest, all_doubted)]
    until = max(seen_last, heard)
    periods = [
        _span(begin, end, until, only_seen)
        for begin in begins
        for end in _later_ends(ends, begin)
    ]
    return Timeframe(
        tuple(dict.fromkeys(periods)),
        tuple(c.id for c in claims),
        tuple(c.id for c in [*closing, *(c for c in claims if _dated(c).ends)]),
    )


def _later_ends(ends: Iterable[Bounds], begin: Bounds) -> list[Bounds | None]:
    """Ends that may come after a begin; None for an end that nobody says."""
    return [end for end in ends if end.last > begin.first] or [None]


def _span(begin: Bounds, end: Bounds | None, until: int, only_seen: bool) -> Period:
    """Join a begin with an end; an end that is only possible ends nothing surely.

    What was only seen to hold is sure until it was last seen, whenever it ended.
    """
    if end is None:
        e0, e1 = until, FUTURE
    else:
        e0, e1 = end.first, FUTURE if end.capped else end.last
        e0 = min(e0, until) if only_seen else e0
    b1 = min(begin.last, e1)
    return Period(begin.first, b1, max(e0, begin.first), e1, begin.capped)


BEFALLEN = frozenset({"surrounded", "reinforced", "strengthened", "shelled", "leaving"})
"""What befalls a post that stands: the day of it is no day on which it was set up."""


def as_presence(claim: Claim) -> Claim:
    """Take a post that something befell as seen to stand on the first such day."""
    body = claim.body
    if not isinstance(body, Post) or body.status not in BEFALLEN or not body.begins:
        return claim
    return replace(claim, body=replace(body, begins=None, holds=body.begins))


def event_frame(claims: Sequence[Claim]) -> Timeframe:
    """Return the timeframe of one event from the accounts that date it."""

    def instant(claim: Claim) -> str | None:
        on = getattr(claim.body, "on", None)
        return None if on is None or _is_interval(on) else str(on)

    bounds = _rival_bounds(claims, instant)
    periods = [
        Period(b.first, b.last, b.first + 1, b.last + 1, b.capped) for b in bounds
    ]
    for claim in claims:
        on = getattr(claim.body, "on", None)
        if on is not None and _is_interval(on):
            span = event_period(on)
            periods.append(replace(span, capped=span.capped or claim.is_capped))
    finest = [p for p in periods if not any(_is_inside(q, p) for q in periods)]
    return Timeframe(tuple(dict.fromkeys(finest)), tuple(c.id for c in claims))


def _is_interval(edtf: str) -> bool:
    return "/" in edtf and not edtf.startswith("[")


def _is_inside(one: Period, other: Period) -> bool:
    """Whether one period lies within the days of another and says more."""
    inside = other.b0 <= one.b0 and one.e1 <= other.e1
    return inside and (one.b0, one.e1) != (other.b0, other.e1)


def _rival_bounds(
    claims: Iterable[Claim], date_of: Callable[[Claim], str | None]
) -> list[Bounds]:
    """Refine bounds that share a day; keep those that do not as rivals.

    Bounds that are only possible support those that are sure and refine nothing.
    """
    sure: list[Bounds] = []
    doubted: list[Bounds] = []
    for claim in claims:
        if edtf := date_of(claim):
            bounds = parse_edtf(edtf)
            capped = bounds.capped or claim.is_capped
            kind = doubted if capped else sure
            kind.append(Bounds(bounds.first, bounds.last, capped))
    rivals = _cliques(sure)
    apart = [d for d in doubted if not any(_share(d, each) for each in rivals)]
    return rivals + _cliques(apart)


def _cliques(bounds: list[Bounds]) -> list[Bounds]:
    """Intersect each largest set of bounds that share a day.

    Intervals that overlap pairwise have a common day (Helly), so a sweep over the
    begins finds every largest set.
    """
    found = []
    for begin in sorted({b.first for b in bounds}):
        alive = [b for b in bounds if b.first <= begin <= b.last]
        end = min(b.last for b in alive)
        if not any(begin < b.first <= end for b in bounds):
            found.append(Bounds(begin, end, all(b.capped for b in alive)))
    return found


def _share(one: Bounds, other: Bounds) -> bool:
    return one.first <= other.last and other.first <= one.last


def _dated(claim: Claim) -> Dated:
    return claim.body  # type: ignore[return-value]


def _status(claim: Claim) -> Status:
    assert isinstance(claim.body, Status)
    return claim.body


def _is_ended(claim: Claim) -> bool:
    return isinstance(claim.body, Status) and claim.body.status == "ended"


def _closing(claims: Iterable[Claim]) -> list[Claim]:
    return [c for c in claims if _is_ended(c) and is_done(c) and c.modality != "denied"]


def _earliest_begin(groups: Iterable[tuple[str, str | None, list[Claim]]]) -> int:
    """Return the first day on which the zone may have begun, not its proposal."""
    days = [
        bounds.first
        for status, _, group in groups
        if status not in ("proposed", "announced", "ended")
        for bounds in _rival_bounds(group, lambda c: _status(c).begins)
    ]
    return min(days, default=PAST)


def _status_groups(
    claims: Sequence[Claim], documents: Mapping[str, Document]
) -> list[tuple[str, str | None, list[Claim]]]:
    groups: dict[tuple[str, str | None], list[Claim]] = {}
    agreements = {c.body.under for c in claims if isinstance(c.body, Status)} - {None}
    for claim in claims:
        body = claim.body
        if not isinstance(body, Status) or body.status not in LIFE_CYCLE:
            continue
        under = _full_name(body.under, agreements)
        statuses = [body.status]
        if not is_done(claim):
            claim = _as_proposal(claim, documents[claim.document])
            statuses = ["proposed"]
        elif body.status == "functioning":
            statuses.append("in_force")
        for status in statuses:
            groups.setdefault((status, under), []).append(claim)
    order = sorted(groups, key=lambda g: (LIFE_CYCLE.index(g[0]), g[1] or ""))
    return [(status, under, groups[status, under]) for status, under in order]


def _full_name(under: str | None, agreements: Iterable[str | None]) -> str | None:
    """Return the name of an agreement with its day, where one has its month only.

    "sochi-2018-09" is "sochi-2018-09-17" if no other agreement of that month is known.
    """
    finer = [a for a in agreements if a and under and a.startswith(f"{under}-")]
    return finer[0] if len(finer) == 1 else under


def _as_proposal(claim: Claim, document: Document) -> Claim:
    """Date what is only planned by its document: from then on it is proposed."""
    body = Status("proposed", _status(claim).under, begins=document.published)
    return replace(claim, body=body)
