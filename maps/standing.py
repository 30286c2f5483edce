"""Standing: what of a payload holds on a day, for pictures made without the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.periods import FUTURE, PAST, Period, day_of
from zones.certainty import Certainty, at_most_possible, both, on_day, rivals

__all__ = ["PARTS", "Shape", "certainty_on", "points_on", "regime_on", "shapes_on"]

Record = Mapping[str, Any]

PARTS = ("outer", "estimate", "inner")
"""Parts of a zone in the order in which they are drawn."""

MAX_ERROR_KM = 15
"""What may lie farther off than this within a known province has no point."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn part of a zone: the zone, the part, its packed shape, how surely."""

    zone: Record
    part: str
    packed: Sequence[Sequence[str]]
    certainty: Certainty


def certainty_on(periods: Sequence[Sequence[Any]] | None, day: int) -> Certainty:
    """Answer for a day from the periods of a payload; None holds always."""
    if periods is None:
        return "certain"
    return on_day([_period(each) for each in periods], day)


def _period(bounds: Sequence[Any]) -> Period:
    b0, b1, e0, e1, *rest = bounds
    return Period(
        _day(b0, PAST), _day(b1, PAST), _day(e0, FUTURE), _day(e1, FUTURE), any(rest)
    )


def _day(iso: Any, otherwise: int) -> int:
    """Return the ordinal of an ISO day; an open end where there is none."""
    try:
        return day_of(iso) if iso else otherwise
    except (TypeError, ValueError):
        return otherwise


def regime_on(zone: Record, day: int) -> Certainty:
    """Say how surely a zone stood on a day."""
    return certainty_on((zone.get("regime") or {}).get("periods") or [], day)


def shapes_on(zone: Record, day: int) -> list[Shape]:
    """Return what is drawn of a zone on a day, each shape once.

    Readings are rivals: inner ground that one of them leaves out is only possible.
    """
    regime = regime_on(zone, day)
    if regime == "no":
        return []
    readings = [
        (reading, answer)
        for reading in zone.get("readings") or []
        if (answer := certainty_on(reading.get("periods"), day)) != "no"
    ]
    found: dict[tuple[str, str], tuple[Any, list[Certainty]]] = {}
    for reading, answer in readings:
        said = both(regime, answer)
        said = at_most_possible(said) if reading.get("capped") else said
        for part in PARTS:
            if packed := reading.get(part):
                key = (part, str(packed))
                found.setdefault(key, (packed, []))[1].append(said)
    inner = {text for part, text in found if part == "inner"}
    shapes = []
    for (part, text), (packed, answers) in found.items():
        if part != "inner" and text in inner:
            continue
        if part == "inner" and len(answers) < len(readings):
            answers = [*answers, "no"]
        shapes.append(Shape(zone, part, packed, rivals(answers)))
    return sorted(shapes, key=lambda shape: PARTS.index(shape.part))


def points_on(payload: Record, day: int) -> list[tuple[Record, Certainty]]:
    """Return the posts and events of a day that have a point, and how surely."""
    rows: list[tuple[Record, Certainty]] = []
    for item in payload.get("items") or []:
        if item.get("kind") not in ("post", "event") or item.get("lat") is None:
            continue
        if (item.get("error_km") or 0) > MAX_ERROR_KM and item.get("admin1"):
            continue
        answer = certainty_on(item.get("periods"), day)
        if answer in ("certain", "possible"):
            rows.append((item, answer))
    return rows
