"""Comparing: which answers differ between two standpoints.

A *standpoint* is a day, seen from an atlas with what was known by some day: two days,
two states of knowledge and two atlases are compared alike. Every difference is a row;
:mod:`zones.paragraphs` says them in prose, :mod:`zones.differences` compares atlases on
all days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from geodata.errors import InputError
from geodata.periods import FUTURE, iso_of, parse_edtf

from .atlas import Atlas, Item
from .certainty import Certainty, at_most_possible, on_day, rivals
from .claims import Event, Post
from .control import holding_frames
from .definitions import area_words
from .knowledge import known
from .paragraphs import paragraph
from .rows import readings_on
from .statuses import statuses_on

__all__ = ["Standpoint", "compare", "compare_days"]

Record = dict[str, Any]
Key = tuple[str, str, str]
"""Kind, id and what is said of it."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """An answer about one thing, its name in words and the claims it rests on."""

    answer: Certainty
    name: str
    claims: tuple[str, ...]
    how: str | None = None
    on: str | None = None


@dataclass(frozen=True)
class Standpoint:
    """A day, seen from an atlas with what was known by a day of knowledge.

    Attributes
    ----------
    atlas
        What is answered from.
    day
        The day, as an ordinal.
    knowing
        Day of knowledge; None: everything is known.
    """

    atlas: Atlas
    day: int
    knowing: int | None = None

    @cached_property
    def facts(self) -> dict[Key, _Fact]:
        """Every answer about zones, belts, posts, control and events."""
        surely, possibly = known(self.atlas, self.knowing)
        facts = _facts(possibly, self.day)
        if surely is possibly:
            return facts
        sure = _facts(surely, self.day)
        nothing = _Fact("unknown", "", ())
        joined = {}
        for key in {**facts, **sure}:
            one, other = sure.get(key, nothing), facts.get(key, nothing)
            fact = other if key in facts else one
            answer = rivals([one.answer, other.answer])
            joined[key] = replace(fact, answer=answer)
        return joined

    def head(self) -> Record:
        """Say the standpoint as JSON."""
        by = None if self.knowing is None else iso_of(self.knowing)
        return {"on": iso_of(self.day), "known_by": by}


def compare(before: Standpoint, after: Standpoint) -> Record:
    """Say which answers differ between two standpoints.

    Parameters
    ----------
    before, after
        The standpoints: two days, two states of knowledge of one day, two atlases, or
        any of these together.

    Returns
    -------
    dict
        ``items``: statuses and extents of zones and belts, posts, control and events,
        each with ``what``, its certainty ``before`` and ``after``, and the ``change``
        (begun, ended, known, changed); ``posts``: located posts by operator;
        ``summary``: the same in sentences, each with its claims.
    """
    _ensure_order(before, after)
    rows = []
    old, new = before.facts, after.facts
    either = {**old, **new}
    for key in sorted(either, key=lambda k: _order(k, either[k])):
        was, now = _answer(old, key), _answer(new, key)
        if was != now:
            rows.append(_row(key, either[key], was, now))
    record: Record = {
        "deesc": 1,
        "query": "diff",
        "from": before.head(),
        "to": after.head(),
        "items": rows,
        "posts": {"before": _operators(before), "after": _operators(after)},
        "boundaries": after.atlas.boundaries.head(),
    }
    record["summary"] = paragraph(record)
    notes = dict.fromkeys((*before.atlas.coverage, *after.atlas.coverage))
    return record | ({"coverage": list(notes)} if notes else {})


def compare_days(
    atlas: Atlas, first: int, last: int, *, knowing: int | None = None
) -> Record:
    """Say what changed from one day to another, as :func:`compare` does."""
    return compare(Standpoint(atlas, first, knowing), Standpoint(atlas, last, knowing))


_KINDS = ("zone", "belt", "post", "control", "event")


def _ensure_order(before: Standpoint, after: Standpoint) -> None:
    """Refuse to compare backwards: what ended would be said to begin."""
    latest = [s.knowing if s.knowing is not None else FUTURE for s in (before, after)]
    for what, days in (("day", [before.day, after.day]), ("day of knowledge", latest)):
        if days[0] > days[1]:
            shown = " after ".join(iso_of(day) or "now" for day in days)
            msg = f"the first {what} is {shown}, the second: give the earlier one first"
            raise InputError(msg)


def _order(key: Key, fact: _Fact) -> tuple[int, int, str]:
    """Sort by kind, events by their day, others by id; answers about one thing stay."""
    day = parse_edtf(fact.on).first if fact.on else 0
    return _KINDS.index(key[0]), day, key[1]


def _answer(facts: dict[Key, _Fact], key: Key) -> Certainty:
    return facts[key].answer if key in facts else "unknown"


def _row(key: Key, fact: _Fact, before: Certainty, after: Certainty) -> Record:
    kind, name, what = key
    row: Record = {
        "kind": kind,
        "id": name,
        "name": fact.name,
        "what": what,
        "before": before,
        "after": after,
        "change": _change(before, after),
        "claims": list(fact.claims),
    }
    if fact.on:
        row["on"] = fact.on
    return row | ({"how": fact.how} if fact.how and row["change"] == "begun" else {})


def _change(before: Certainty, after: Certainty) -> str:
    standing = ("certain", "possible")
    if before == "unknown":
        return "known"
    if before == "no" and after in standing:
        return "begun"
    return "ended" if before in standing and after == "no" else "changed"


def _facts(atlas: Atlas, day: int) -> dict[Key, _Fact]:
    facts: dict[Key, _Fact] = {}
    for source in (_zone_facts, _item_facts, _control_facts):
        for key, fact in source(atlas, day):
            known_as = facts.get(key)
            if known_as is not None:  # several claims of one fact: the surest speaks
                best = min(known_as, fact, key=lambda f: _SUREST.index(f.answer))
                claims = dict.fromkeys((*known_as.claims, *fact.claims))
                fact = replace(best, claims=tuple(claims))
            facts[key] = fact
    return facts


_SUREST = ("certain", "possible", "no", "unknown")


def _zone_facts(atlas: Atlas, day: int) -> Iterable[tuple[Key, _Fact]]:
    for zone in atlas.zone_ids():
        kind, name = atlas.kind_of(zone), atlas.name_of(zone)
        regime = atlas.regime(zone)
        answer = on_day(regime.periods, day)
        yield (kind, zone, "regime"), _Fact(answer, name, regime.claims)
        for row in statuses_on(atlas, zone, day):
            what = row["status"].replace("_", " ")
            fact = _Fact(row["certainty"], name, tuple(row["claims"]), row["how"])
            yield (kind, zone, what), fact
        for reading, valid, capped in readings_on(atlas, zone, day):
            answer = at_most_possible(valid) if capped else valid
            fact = _Fact(answer, name, reading.claims)
            yield (kind, zone, f"extent {reading.words}"), fact


def _item_facts(atlas: Atlas, day: int) -> Iterable[tuple[Key, _Fact]]:
    for item in atlas.items:
        if item.kind == "post":
            fact = _Fact(_there(atlas, item, day), item.name, item.claims)
            yield ("post", item.id, "present"), fact
        elif item.kind == "event":
            told = atlas.claim[item.claims[0]].body
            on = told.on if isinstance(told, Event) else None
            answer = _happened(atlas, item, day)
            fact = _Fact(answer, item.name, item.claims, on=on)
            yield ("event", item.id, "happened"), fact


def _there(atlas: Atlas, item: Item, day: int) -> Certainty:
    frame = atlas.item_frame(item)
    return on_day(frame.periods, day) if frame else "unknown"


def _happened(atlas: Atlas, item: Item, day: int) -> Certainty:
    """Say whether an event had happened by the end of a day."""
    frame = atlas.item_frame(item)
    return rivals(
        (
            "no"
            if day < p.b0
            else "certain" if p.e1 <= day + 1 and not p.capped else "possible"
        )
        for p in (frame.periods if frame else ())
    )


def _control_facts(atlas: Atlas, day: int) -> Iterable[tuple[Key, _Fact]]:
    for claim, body, frame in holding_frames(atlas):
        answer = on_day(frame.periods, day)
        if body.share is not None:
            answer = at_most_possible(answer)
        ground = area_words(body.what) or claim.zone or ""
        ground = f"{body.share} {ground}" if body.share else ground
        fact = _Fact(answer, ground, (claim.id,))
        yield ("control", ground, f"held by {body.actor}"), fact


def _operators(standpoint: Standpoint) -> dict[str, int]:
    """Count the located posts that stood, surely or possibly, by operator.

    One known only by the name of its place may be another one under another name.
    """
    atlas = standpoint.atlas
    counts: Counter[str] = Counter()
    for (kind, name, _), fact in standpoint.facts.items():
        if kind == "post" and fact.answer in ("certain", "possible"):
            claims = [atlas.claim[claim] for claim in atlas.item[name].claims]
            if atlas.item[name].lat is None and not any(c.name for c in claims):
                continue
            bodies = [claim.body for claim in claims]
            operators = [
                b.operator for b in bodies if isinstance(b, Post) and b.operator
            ]
            counts[operators[0] if operators else "unnamed"] += 1
    return dict(sorted(counts.items()))
