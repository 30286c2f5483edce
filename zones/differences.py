"""Differences: which answers differ between two atlases on any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.periods import FUTURE, PAST, iso_of

from .atlas import Atlas
from .certainty import on_day
from .control import holding_frames
from .definitions import area_words
from .statuses import statuses_on
from .timeframes import Timeframe

__all__ = ["changes", "compare_atlases"]

Record = dict[str, Any]


def compare_atlases(before: Atlas, after: Atlas) -> Record:
    """Say which answers differ between two atlases on any day.

    Returns
    -------
    dict
        ``items`` with ``kind``, ``id``, ``name``, ``what``, the ``change`` (new, gone,
        changed), and of a status the first day ``since`` which it is answered otherwise
        with the certainty ``before`` and ``after``; ``summary`` has each in words.
    """
    rows = [*_zone_rows(before, after), *_item_rows(before, after)]
    rows += _control_rows(before, after)
    summary = [{"text": f"{_line(row)}.", "claims": row["claims"]} for row in rows]
    record = {"deesc": 1, "query": "diff", "items": rows, "summary": summary}
    return record | {"boundaries": after.boundaries.head()}


def changes(before: Atlas, after: Atlas) -> list[str]:
    """Say each difference between two atlases in a line."""
    return [_line(row) for row in compare_atlases(before, after)["items"]]


def _line(row: Record) -> str:
    subject = row["id"] if row["kind"] in ("zone", "belt") else row["kind"]
    if row["what"] == row["kind"]:
        gone = "falls away" if row["change"] == "gone" else "new"
        gone = "dated otherwise" if row["change"] == "changed" else gone
        is_named = subject != row["id"] or row["change"] == "new"
        return f"{subject}: {gone}" + (f", {row['name']}" if is_named else "")
    if row["since"] is not None:
        answers = f"{row['before']} → {row['after']}"
        return f"{subject}: {row['what']} from {row['since']}: {answers}"
    if row["kind"] == "control":
        words = {"new": "also", "gone": "no longer", "changed": "on other days"}
        return f"control: {row['name']} {words[row['change']]} {row['what']}"
    words = row["what"].removeprefix("extent ")
    if row["change"] == "gone":
        return f"{subject}: extent {words} falls away"
    return f"{subject}: extent may also be {words}"


def _row(
    kind: str, name: str, title: str, what: str, change: str, claims: Sequence[str]
) -> Record:
    return {
        "kind": kind,
        "id": name,
        "name": title,
        "what": what,
        "since": None,
        "before": None,
        "after": None,
        "change": change,
        "claims": list(claims),
    }


def _zone_rows(before: Atlas, after: Atlas) -> Iterable[Record]:
    for zone in sorted({*before.zone_ids(), *after.zone_ids()}):
        home = after if zone in after.zone_ids() else before
        kind, name = home.kind_of(zone), home.name_of(zone)
        claims = [claim.id for claim in home.about[zone]]
        if zone not in before.zone_ids():
            yield _row(kind, zone, name, kind, "new", claims)
        if zone not in after.zone_ids():
            yield _row(kind, zone, name, kind, "gone", claims)
        yield from _status_rows(before, after, zone, kind, name)
        old = {r.words: r.claims for r in before.zone_readings(zone)}
        new = {r.words: r.claims for r in after.zone_readings(zone)}
        for words in sorted({*old, *new}):
            if (words in old) != (words in new):
                change = "new" if words in new else "gone"
                ids = new.get(words) or old[words]
                yield _row(kind, zone, name, f"extent {words}", change, ids)


def _status_rows(
    before: Atlas, after: Atlas, zone: str, kind: str, name: str
) -> Iterable[Record]:
    """Compare regime and statuses on every day on which either may change."""
    frames = [a.regime(zone) for a in (before, after)]
    frames += [f.frame for a in (before, after) for f in a.statuses(zone)]
    last: dict[str, tuple[str, str]] = {}
    for day in _turning_days(frames):
        old, new = _answers(before, zone, day), _answers(after, zone, day)
        moved: dict[tuple[str, str], list[str]] = {}
        for status, (answer, _) in new.items():
            change = (old[status][0], answer)
            if change[0] != change[1] and last.get(status) != change:
                moved.setdefault(change, []).append(status)
            last[status] = change
        for (was, now), statuses in moved.items():
            what = ", ".join(status.replace("_", " ") for status in statuses)
            ids = [c for s in statuses for c in (*new[s][1], *old[s][1])]
            row = _row(kind, zone, name, what, "changed", list(dict.fromkeys(ids)))
            yield row | {"since": iso_of(day), "before": was, "after": now}


def _answers(
    atlas: Atlas, zone: str, day: int
) -> dict[str, tuple[str, tuple[str, ...]]]:
    regime = atlas.regime(zone)
    found = {"regime": (str(on_day(regime.periods, day)), regime.claims)}
    for row in statuses_on(atlas, zone, day):
        found[row["status"]] = row["certainty"], tuple(row["claims"])
    return found


def _turning_days(frames: Iterable[Timeframe]) -> list[int]:
    days = {d for f in frames for p in f.periods for d in (p.b0, p.b1, p.e0, p.e1)}
    return sorted(day for day in days if PAST < day < FUTURE)


def _item_rows(before: Atlas, after: Atlas) -> Iterable[Record]:
    for kind in ("post", "event"):
        old = {i.id: i for i in before.items if i.kind == kind}
        new = {i.id: i for i in after.items if i.kind == kind}
        for name, item in {**old, **new}.items():
            if (name in old) != (name in new):
                change = "new" if name in new else "gone"
                yield _row(kind, name, item.name, kind, change, item.claims)
                continue
            frames = before.item_frame(old[name]), after.item_frame(new[name])
            periods = [frame.periods if frame else () for frame in frames]
            if periods[0] != periods[1]:
                yield _row(kind, name, item.name, kind, "changed", item.claims)


def _control_rows(before: Atlas, after: Atlas) -> Iterable[Record]:
    old, new = _grounds(before), _grounds(after)
    for ground, what in sorted({*old, *new}):
        was, now = old.get((ground, what)), new.get((ground, what))
        if was is None or now is None:
            change = "new" if was is None else "gone"
        elif was[0] != now[0]:
            change = "changed"
        else:
            continue
        claims = (now or was or ((), ()))[1]
        yield _row("control", ground, ground, what, change, claims)


def _grounds(atlas: Atlas) -> dict[tuple[str, str], tuple[Any, tuple[str, ...]]]:
    """Return when each actor holds which ground, and the claims that say so."""
    found: dict[tuple[str, str], tuple[Any, tuple[str, ...]]] = {}
    for claim, body, frame in holding_frames(atlas):
        key = area_words(body.what) or claim.zone or "", f"held by {body.actor}"
        periods, claims = found.get(key, ((), ()))
        found[key] = (*periods, *frame.periods), (*claims, claim.id)
    return found
