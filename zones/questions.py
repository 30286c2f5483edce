"""Questions: what the documents leave open about zones and belts, and why.

Which parts, which line, which side, how wide, which of several extents, on which day it
began, whether and when it ended, and which steps of its life nobody tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from geodata.periods import FUTURE, iso_of

from .atlas import Atlas, Item
from .claims import LIFE_CYCLE, Belt, Claim
from .finding import find_zone
from .knowledge import counting_undated, known
from .reasons import open_questions, status_reason

__all__ = ["list_questions"]

Record = dict[str, Any]


def list_questions(
    atlas: Atlas, zone: str | None = None, *, knowing: int | None = None
) -> Record:
    """List the questions that the documents leave open.

    Parameters
    ----------
    atlas
        What to answer from.
    zone
        Id or exact name of a zone or belt; None: all of them.
    knowing
        List what was open by what could be known by this day; None: by everything.

    Returns
    -------
    dict
        ``items`` with ``zone``, ``name``, ``what`` is open and ``why``, the
        ``certainty`` (possible where a document that may have been out by the day of
        knowledge settles it), and the ``claims`` that leave it open.
    """
    zones = atlas.zone_ids() if zone is None else [find_zone(atlas, zone)]
    surely, possibly = known(atlas, knowing)
    still = {(row["zone"], row["what"]) for row in _questions(possibly, zones)}
    rows = [
        row
        | {
            "name": atlas.name_of(row["zone"]),
            "certainty": (
                "certain" if (row["zone"], row["what"]) in still else "possible"
            ),
        }
        for row in _questions(surely, zones)
    ]
    record = {
        "deesc": 1,
        "query": "questions",
        "known_by": None if knowing is None else iso_of(knowing),
        "items": rows,
    }
    return counting_undated(atlas, record)


def _questions(atlas: Atlas, zones: Iterable[str]) -> Iterator[Record]:
    """Yield each question once, under the first zone that it is asked of."""
    asked = set()
    for zone in zones:
        for what, why, claims in _questions_of(atlas, zone):
            if what not in asked:
                asked.add(what)
                ids = [claim.id for claim in claims]
                yield {"zone": zone, "what": what, "why": why, "claims": ids}


Question = tuple[str, str, list[Claim]]


def _questions_of(atlas: Atlas, zone: str) -> Iterator[Question]:
    about = atlas.about.get(zone, ())
    extents = [c for c in about if c.kind in ("extent", "belt")]
    for each in open_questions(atlas, zone, _posts(atlas, zone)):
        yield each["what"], each["why"], extents
    yield from _rival_extents(atlas, zone)
    belts = [c for c in about if isinstance(c.body, Belt)]
    if belts:
        yield from _belt_questions(atlas.called.get(zone, zone), belts)
    yield from _days(atlas, zone)
    yield from _untold(atlas, zone)


def _posts(atlas: Atlas, zone: str) -> list[Item]:
    """List the posts that may stand in a zone."""
    return [
        item
        for item in atlas.items
        if item.kind == "post"
        and any(
            r.zone == zone and r.space in ("certain", "possible")
            for r in atlas.relation_of(item.id).values()
        )
    ]


def _rival_extents(atlas: Atlas, zone: str) -> Iterator[Question]:
    readings = atlas.zone_readings(zone)
    if len(readings) > 1:
        words = "; or ".join(reading.words for reading in readings)
        claims = [atlas.claim[name] for r in readings for name in r.claims]
        name = atlas.called.get(zone, zone)
        yield f"which extent of {name}", f"documents differ: {words}", claims


def _belt_questions(belt: str, claims: list[Claim]) -> Iterator[Question]:
    bodies = [c.body for c in claims if isinstance(c.body, Belt)]
    lines = sorted({b.along for b in bodies if b.along})
    if not lines:
        yield f"which line {belt} follows", "no claim names one", claims
    if len(lines) > 1:
        why = f"documents name {' and '.join(lines)}"
        yield f"which line {belt} follows", why, claims
    sides = sorted({b.side for b in bodies if b.side})
    if len(sides) != 1:
        why = f"documents name {' and '.join(sides)}" if sides else "no claim says so"
        yield f"on which side of its line {belt} lies", why, claims
    widths = sorted({tuple(b.width_km) for b in bodies if b.width_km})
    shown = " or ".join(f"{low:g}-{high:g} km" for low, high in widths)
    if len(widths) != 1 or widths[0][0] < widths[0][1]:
        why = f"documents say {shown}" if widths else "no claim says so"
        yield f"how wide {belt} is", why, claims


def _days(atlas: Atlas, zone: str) -> Iterator[Question]:
    frame = atlas.regime(zone)
    name = atlas.called.get(zone, zone)
    begun = [atlas.claim[name] for name in frame.claims if name not in frame.ends]
    ends = [atlas.claim[name] for name in frame.ends]
    if not frame.periods:
        yield f"when {name} stood", "no claim says when it was agreed or in force", []
        return
    begins = {(p.b0, p.b1) for p in frame.periods}
    if len(begins) > 1 or any(b0 < b1 for b0, b1 in begins):
        yield f"on which day {name} began", _between(begins, "began"), begun
    closed = {(p.e0, p.e1) for p in frame.periods if p.e1 < FUTURE}
    if len(closed) > 1 or any(e0 < e1 for e0, e1 in closed):
        yield f"on which day {name} ended", _between(closed, "ended"), ends
    if any(p.e1 >= FUTURE for p in frame.periods):
        last = max(p.e0 for p in frame.periods if p.e1 >= FUTURE)
        heard = iso_of(last - 1) if last < FUTURE else None
        since = f"it is not heard of after {heard}; " if heard else ""
        why = f"{since}no claim says surely that it ended"
        yield f"whether and when {name} ended", why, begun


def _between(bounds: Iterable[tuple[int, int]], verb: str) -> str:
    words = []
    for first, last in sorted(bounds):
        day = iso_of(first) or "an unknown day"
        words.append(day if first == last else f"between {day} and {iso_of(last)}")
    return f"it {verb} {', or '.join(words)}"


def _untold(atlas: Atlas, zone: str) -> Iterator[Question]:
    """Yield the steps of a life that nobody tells of, those of one reason once."""
    told = {frame.status for frame in atlas.statuses(zone)}
    reasons: dict[str, list[str]] = {}
    for status in LIFE_CYCLE:
        if status not in told | {"ended"}:
            why = status_reason(atlas, zone, status)
            reasons.setdefault(why, []).append(status.replace("_", " "))
    for why, steps in reasons.items():
        yield f"whether {atlas.called.get(zone, zone)} was {', '.join(steps)}", why, []
