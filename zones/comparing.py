"""Comparing: which answers differ between two days, or between two atlases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from geodata.periods import FUTURE, PAST, iso_of

from .atlas import Atlas, Item
from .certainty import Certainty, on_day
from .claims import Control, Post, is_done
from .definitions import area_words
from .statuses import statuses_on
from .timeframes import Timeframe, state_frame, stood_until

__all__ = ["changes", "compare_atlases", "compare_days"]

Record = dict[str, Any]


def compare_days(atlas: Atlas, first: int, last: int) -> Record:
    """Say what changed from one day to a later one.

    Parameters
    ----------
    atlas
        What to answer from.
    first, last
        The two days.

    Returns
    -------
    dict
        ``items``: statuses of zones and belts, posts, control and events, each with
        ``what`` and its certainty ``before`` and ``after``; ``posts``: located posts
        by operator on either day.
    """
    rows = [
        *_zone_rows(atlas, first, last),
        *_item_rows(atlas, first, last),
        *_control_rows(atlas, first, last),
        *_event_rows(atlas, first, last),
    ]
    return {
        "deesc": 1,
        "query": "diff",
        "from": iso_of(first),
        "to": iso_of(last),
        "items": rows,
        "posts": {
            "before": _posts_by_operator(atlas, first),
            "after": _posts_by_operator(atlas, last),
        },
    }


def _row(
    kind: str, name: str, what: str, before: str, after: str, claims: Any
) -> Record:
    return {
        "kind": kind,
        "id": name,
        "what": what,
        "before": before,
        "after": after,
        "claims": list(claims),
    }


def _zone_rows(atlas: Atlas, first: int, last: int) -> Iterable[Record]:
    for zone in atlas.zone_ids():
        kind = atlas.kind_of(zone)
        old, new = _answers(atlas, zone, first), _answers(atlas, zone, last)
        claims = {"regime": atlas.regime(zone).claims}
        for frame in atlas.statuses(zone):
            claims[frame.status] = frame.frame.claims
        for status, answer in new.items():
            if old[status] != answer:
                what = status.replace("_", " ")
                ids = claims.get(status, ())
                yield _row(kind, zone, what, old[status], answer, ids)


def _item_rows(atlas: Atlas, first: int, last: int) -> Iterable[Record]:
    for item in _posts(atlas):
        before, after = _there(atlas, item, first), _there(atlas, item, last)
        if before != after:
            yield _row("post", item.name, "present", before, after, item.claims)


def _control_rows(atlas: Atlas, first: int, last: int) -> Iterable[Record]:
    for claim in atlas.claims:
        if isinstance(claim.body, Control) and is_done(claim):
            heard = stood_until([claim], atlas.document)
            periods = state_frame([claim], heard=heard).periods
            before, after = on_day(periods, first), on_day(periods, last)
            if before == "no" and after != "no":
                what = f"held by {claim.body.actor}"
                name = area_words(claim.body.what)
                yield _row("control", name, what, before, after, [claim.id])


def _event_rows(atlas: Atlas, first: int, last: int) -> Iterable[Record]:
    """List the events after the first day, up to the last: surely or possibly."""
    for item in atlas.items:
        frame = atlas.item_frame(item) if item.kind == "event" else None
        for period in frame.periods[:1] if frame else ():
            if period.e1 > first + 1 and period.b0 <= last:
                sure = period.b0 > first and period.e1 <= last + 1
                answer = "certain" if sure and not period.capped else "possible"
                yield _row("event", item.name, "happened", "", answer, item.claims)


def _posts(atlas: Atlas) -> list[Item]:
    return [item for item in atlas.items if item.kind == "post"]


def _there(atlas: Atlas, item: Item, day: int) -> Certainty:
    frame = atlas.item_frame(item)
    return on_day(frame.periods, day) if frame else "unknown"


def _posts_by_operator(atlas: Atlas, day: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for item in _posts(atlas):
        if _there(atlas, item, day) in ("certain", "possible"):
            bodies = [atlas.claim[name].body for name in item.claims]
            operators = [
                b.operator for b in bodies if isinstance(b, Post) and b.operator
            ]
            counts[operators[0] if operators else "unnamed"] += 1
    return dict(sorted(counts.items()))


def compare_atlases(before: Atlas, after: Atlas) -> Record:
    """Say which answers differ between two atlases, as an answer's record."""
    rows = []
    for line in changes(before, after):
        name, _, what = line.partition(": ")
        rows.append({"id": name, "what": what})
    return {"deesc": 1, "query": "diff", "items": rows}


def changes(before: Atlas, after: Atlas) -> list[str]:
    """Say which answers differ between two atlases.

    Returns
    -------
    list of str
        One line for each zone, reading, item or stretch of days whose answer changed.
    """
    lines = []
    for zone in sorted({*before.zone_ids(), *after.zone_ids()}):
        if zone not in before.zone_ids():
            lines.append(f"{zone}: new, {after.name_of(zone)}")
        if zone not in after.zone_ids():
            lines.append(f"{zone}: falls away")
        lines += _status_changes(before, after, zone)
        old = {r.words for r in before.zone_readings(zone)}
        new = {r.words for r in after.zone_readings(zone)}
        lines += [f"{zone}: extent may also be {words}" for words in sorted(new - old)]
        lines += [f"{zone}: extent {words} falls away" for words in sorted(old - new)]
    for kind in ("post", "event", "belt"):
        old_items = {i.id: i for i in before.items if i.kind == kind}
        new_items = {i.id: i for i in after.items if i.kind == kind}
        for name in [n for n in new_items if n not in old_items]:
            lines.append(f"{kind}: new, {new_items[name].name}")
        for name in [n for n in old_items if n not in new_items]:
            lines.append(f"{kind}: falls away, {old_items[name].name}")
    return lines


def _status_changes(before: Atlas, after: Atlas, zone: str) -> list[str]:
    """Compare regime and statuses on every day on which either may change."""
    frames = [a.regime(zone) for a in (before, after)]
    frames += [f.frame for a in (before, after) for f in a.statuses(zone)]
    last: dict[str, tuple[str, str]] = {}
    lines = []
    for day in _turning_days(frames):
        old, new = _answers(before, zone, day), _answers(after, zone, day)
        moved: dict[tuple[str, str], list[str]] = {}
        for status, answer in new.items():
            change = (old[status], answer)
            if change[0] != change[1] and last.get(status) != change:
                moved.setdefault(change, []).append(status.replace("_", " "))
            last[status] = change
        for (was, now), statuses in moved.items():
            what = ", ".join(statuses)
            lines.append(f"{zone}: {what} from {iso_of(day)}: {was} → {now}")
    return lines


def _answers(atlas: Atlas, zone: str, day: int) -> dict[str, str]:
    found: dict[str, str] = {"regime": on_day(atlas.regime(zone).periods, day)}
    return found | {r["status"]: r["certainty"] for r in statuses_on(atlas, zone, day)}


def _turning_days(frames: Iterable[Timeframe]) -> list[int]:
    days = {d for f in frames for p in f.periods for d in (p.b0, p.b1, p.e0, p.e1)}
    return sorted(day for day in days if PAST < day < FUTURE)
