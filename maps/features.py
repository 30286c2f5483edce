"""Features: what an export hands over, one row for each thing and zone.

A row carries its claims and documents, its certainty, four day bounds and its reading,
whatever the format. For one day the certainties are those of
:func:`zones.answers.inside`; for a span of days each is the surest of any day of it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import shapely
from geodata.errors import InputError
from geodata.periods import FUTURE, PAST, Period, iso_of
from zones.atlas import Atlas, Item, Reading
from zones.certainty import Certainty, at_most_possible, both, on_day, rivals
from zones.claims import Event, Post
from zones.control import held_by
from zones.prose import held_words
from zones.reasons import belt_formula
from zones.rows import Valid, nearest_km, place_item, readings_on
from zones.summaries import summarise
from zones.timeframes import Timeframe

__all__ = ["FIELDS", "Feature", "Span", "clean_value", "gather_features", "plain_text"]

FIELDS = {
    "id": "text",
    "kind": "text",
    "name": "text",
    "type": "text",
    "zone": "text",
    "zone_name": "text",
    "part": "text",
    "reading": "text",
    "certainty": "text",
    "space": "text",
    "time": "text",
    "b0": "day",
    "b1": "day",
    "e0": "day",
    "e1": "day",
    "capped": "text",
    "on": "text",
    "status": "text",
    "operator": "text",
    "held_by": "text",
    "relation": "text",
    "km": "real",
    "lat": "real",
    "lon": "real",
    "error_km": "real",
    "admin1": "text",
    "admin1_name": "text",
    "pcode": "text",
    "country": "text",
    "claims": "list",
    "documents": "list",
    "publishers": "list",
    "summary": "text",
    "source": "text",
}
"""Fields of a feature and their types, in the order of every export."""

_SUREST: tuple[Certainty, ...] = ("certain", "possible", "unknown", "no")
_PARTS = ("inner", "outer", "estimate")
_SOME_DAY = 730_000
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that an export is about, both included."""

    first: int = PAST
    last: int = FUTURE

    @classmethod
    def of(
        cls, on: int | None, first: int | None = None, last: int | None = None
    ) -> Span:
        """Return the span of one day, or of a window of which an end may be open.

        Raises
        ------
        InputError
            If both are given, or the window ends before it begins.
        """
        if on is not None and (first is not None or last is not None):
            msg = "--on is one day, --from and --to a window: give one of both"
            raise InputError(msg)
        if on is not None:
            return cls(on, on)
        span = cls(PAST if first is None else first, FUTURE if last is None else last)
        if span.first > span.last:
            msg = f"--from {iso_of(span.first)} lies after --to {iso_of(span.last)}"
            raise InputError(msg)
        return span

    def days(self, periods: Iterable[Period]) -> list[int]:
        """Return days of which one gives the surest answer: the first, and bounds."""
        found = {day for p in periods for day in (p.b0, p.b1, p.e0, p.e1)}
        found = {day for day in found if PAST < day < FUTURE}
        found |= {self.first if self.first > PAST else min(found, default=_SOME_DAY)}
        return sorted(day for day in found if self.first <= day <= self.last)


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of an export: its fields, and its geometry as WKB in EPSG:4326."""

    fields: dict[str, Any]
    geometry: bytes | None = None


def plain_text(text: str) -> str:
    """Replace what no XML and no spreadsheet can hold: controls, halves of pairs."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def gather_features(atlas: Atlas, span: Span | None = None) -> list[Feature]:
    """Return the features of an atlas, zones first, in a stable order.

    Parameters
    ----------
    atlas
        What to export; geometries in EPSG:4326.
    span
        The days asked for; what is ruled out on all of them is left out.
    """
    source = _Source(atlas, span or Span())
    rows = [
        *(row for zone in atlas.zone_ids() for row in source.zone_features(zone)),
        *(row for item in atlas.items for row in source.item_features(item)),
    ]
    return [replace(row, fields=_fitted(row.fields)) for row in rows]


def _fitted(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_value(fields.get(name)) for name in FIELDS}


def clean_value(value: Any) -> Any:
    """Clean the texts of a field, and name each of a list once."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list | tuple):
        return [plain_text(str(each)) for each in dict.fromkeys(value)]
    return value


class _Source:
    """The rows of one atlas and one span."""

    def __init__(self, atlas: Atlas, span: Span) -> None:
        self.atlas = atlas
        self.span = span
        self._valid: dict[tuple[str, int], list[Valid]] = {}
        self._covered: dict[tuple[str, str], bool] = {}

    def zone_features(self, zone: str) -> Iterator[Feature]:
        """Yield the parts of each reading of a zone or belt, or the zone alone."""
        readings = self.atlas.zone_readings(zone)
        if not readings:
            yield from self._formula(zone)
        for reading in readings:
            frame = self.atlas.reading_frame(reading)
            regime = self.atlas.regime(zone)
            frames = [regime] if frame is None else [regime, frame]
            for part in _PARTS:
                wkb = getattr(reading, part)
                if wkb is None and part != "outer":
                    continue
                answer = self._part_answer(reading, part, frames)
                if answer is None:
                    continue
                drawn = part == "estimate" or reading.derived
                spoken = reading.evidence if drawn else ()
                claims = (*reading.claims, *spoken, *regime.claims)
                yield Feature(
                    self._zone_fields(zone, frames, claims)
                    | answer
                    | {"id": f"{reading.id}/{part}", "part": part}
                    | {"reading": reading.words, "summary": _words_of(part, reading)},
                    wkb,
                )

    def _formula(self, zone: str) -> Iterator[Feature]:
        """Yield a zone without any reading: what is said of its area, undrawn."""
        regime = self.atlas.regime(zone)
        time = _surest(
            on_day(regime.periods, d) for d in self.span.days(regime.periods)
        )
        if time == "no":
            return
        claims = [claim.id for claim in self.atlas.about[zone]]
        is_belt = self.atlas.kind_of(zone) == "belt"
        words = "no extent is told"
        if is_belt:
            words = belt_formula(self.atlas.about[zone], self.atlas.called)
        answer = {"space": "unknown", "time": time, "certainty": both("unknown", time)}
        yield Feature(
            self._zone_fields(zone, [regime], claims)
            | answer
            | {"id": zone, "reading": words, "summary": f"area not known: {words}"}
        )

    def _part_answer(
        self, reading: Reading, part: str, frames: list[Timeframe]
    ) -> dict[str, Certainty] | None:
        """Say how sure a part of a reading is; None if it is ruled out every day."""
        found: list[tuple[Certainty, Certainty, Certainty]] = []
        for day in self.span.days(p for f in frames for p in f.periods):
            valid = self._readings_on(reading.zone, day)
            own = next((v for v in valid if v[0].id == reading.id), None)
            if own is None:
                continue
            space: Certainty = "certain" if part == "inner" else "possible"
            space = at_most_possible(space) if own[2] else space
            time = both(own[1], on_day(self.atlas.regime(reading.zone).periods, day))
            others = [
                space if self._covers(v[0], reading) else "possible" for v in valid
            ]
            agreed = rivals(others) if part == "inner" else space
            found.append((both(agreed, time), space, time))
        best = min(found, key=lambda a: _SUREST.index(a[0]), default=None)
        if best is None or best[0] == "no":
            return None
        return {"certainty": best[0], "space": best[1], "time": best[2]}

    def _readings_on(self, zone: str, day: int) -> list[Valid]:
        key = (zone, day)
        if key not in self._valid:
            self._valid[key] = readings_on(self.atlas, zone, day)
        return self._valid[key]

    def _covers(self, one: Reading, other: Reading) -> bool:
        """Whether the inner ground of one reading holds that of another."""
        if one.inner is None or other.inner is None:
            return False
        key = (one.id, other.id)
        if one.inner != other.inner and key not in self._covered:
            shapes = (shapely.from_wkb(wkb) for wkb in (one.inner, other.inner))
            self._covered[key] = bool(shapely.covers(*shapes))
        return self._covered.get(key, True)

    def _zone_fields(
        self, zone: str, frames: list[Timeframe], claims: Iterable[str]
    ) -> dict[str, Any]:
        return {
            "kind": self.atlas.kind_of(zone),
            "name": self.atlas.name_of(zone),
            "type": self.atlas.type_of(zone),
            "zone": zone,
            "zone_name": self.atlas.name_of(zone),
            **_bounds(frames),
            **self._support(claims),
            "source": self.atlas.boundaries.source,
        }

    def _support(self, claims: Iterable[str]) -> dict[str, list[str]]:
        names = list(dict.fromkeys(claims))
        documents = dict.fromkeys(self.atlas.claim[name].document for name in names)
        publishers = (self.atlas.document[name].publisher for name in documents)
        return {
            "claims": names,
            "documents": list(documents),
            "publishers": [name for name in dict.fromkeys(publishers) if name],
        }

    def item_features(self, item: Item) -> Iterator[Feature]:
        """Yield an item once for each zone that it may be inside, else once."""
        if item.kind == "other region":
            return
        rows = self.atlas.relation_of(item.id).values()
        zones = sorted({row.zone for row in rows} & set(self.atlas.zone_ids()))
        found = [row for zone in zones if (row := self._in_zone(item, zone))]
        yield from found
        if not found and item.claims and item.kind != "belt":
            yield from self._outside(item)

    def _in_zone(self, item: Item, zone: str) -> Feature | None:
        frame, regime = self.atlas.item_frame(item), self.atlas.regime(zone)
        frames = [regime] if frame is None else [frame]
        readings = self.atlas.zone_readings(zone)
        spans = [self.atlas.reading_frame(reading) for reading in readings]
        known = [f for f in (frame, regime, *spans) if f is not None]
        days = self.span.days(p for f in known for p in f.periods)
        answers = [
            place_item(
                self.atlas, item, day, frame, regime, self._readings_on(zone, day)
            )
            for day in days
        ]
        answers = [each for each in answers if each.time != "no"]
        best = min(answers, key=lambda a: _SUREST.index(a.certainty), default=None)
        if best is None or best.certainty == "no" or best.space == "unknown":
            return None
        said = [r for r, a in best.spaces if a in ("certain", "possible")]
        rows = [r for r in self.atlas.relation_of(item.id).values() if r.zone == zone]
        claims = item.claims or tuple(c for reading in said for c in reading.claims)
        fields = self._item_fields(item, frames, claims) | {
            "id": f"{item.id}@{zone}",
            "zone": zone,
            "zone_name": self.atlas.name_of(zone),
            "reading": " | ".join(reading.words for reading in said),
            "certainty": best.certainty,
            "space": best.space,
            "time": best.time,
            "relation": next((r.part for r in rows if r.part), None),
            "km": nearest_km(rows) if best.space == "possible" else None,
        }
        if len(days) == 1 and item.kind in ("place", "province"):
            held = held_by(self.atlas, item, (zone,), days[0])
            fields["held_by"] = ", ".join(held_words(held)) or None
        return Feature(fields, _geometry(item))

    def _outside(self, item: Item) -> Iterator[Feature]:
        """Yield what is in no zone, or nobody knows: how surely it was there at all."""
        frame = self.atlas.item_frame(item) or Timeframe()
        days = self.span.days(frame.periods)
        time = _surest(on_day(frame.periods, day) for day in days)
        if time != "no":
            rows = self.atlas.relation_of(item.id).values()
            is_open = any(row.space == "unknown" for row in rows)
            space = "unknown" if is_open else "no"
            answer = {"certainty": time, "space": space, "time": time}
            words = {"id": item.id, "reading": "in no zone that is known"}
            fields = self._item_fields(item, [frame], item.claims) | answer | words
            yield Feature(fields, _geometry(item))

    def _item_fields(
        self, item: Item, frames: list[Timeframe], claims: Iterable[str]
    ) -> dict[str, Any]:
        bodies = [self.atlas.claim[name].body for name in item.claims]
        posts = [body for body in bodies if isinstance(body, Post)]
        dates = [b.on for b in bodies if isinstance(b, Event) and b.on]
        region = self.atlas.item.get(item.admin1 or "")
        lead = self.atlas.claim[item.claims[0]] if item.claims else None
        return {
            "kind": item.kind,
            "name": item.name,
            "type": item.type,
            **_bounds(frames),
            "on": dates[0] if dates else None,
            "status": posts[-1].status if posts else None,
            "operator": next((body.operator for body in posts if body.operator), None),
            "lat": item.lat,
            "lon": item.lon,
            "error_km": item.error_km,
            "admin1": item.admin1,
            "admin1_name": self.atlas.province_names.get(item.admin1 or ""),
            "pcode": item.pcode or (region.pcode if region else None),
            "country": item.country,
            **self._support(claims),
            "summary": (
                summarise(lead, self.atlas.province_names) if lead else item.name
            ),
            "source": item.source,
        }


def _surest(answers: Iterable[Certainty]) -> Certainty:
    return min(answers, key=_SUREST.index, default="no")


def _bounds(frames: Iterable[Timeframe]) -> dict[str, str | None]:
    """Join periods that must all hold; rivals among them give their widest bounds."""
    periods = [frame.periods for frame in frames if frame.periods]
    if not periods:
        return {}
    return {
        "b0": iso_of(max(min(p.b0 for p in rival) for rival in periods)),
        "b1": iso_of(max(max(p.b1 for p in rival) for rival in periods)),
        "e0": iso_of(min(min(p.e0 for p in rival) for rival in periods)),
        "e1": iso_of(min(max(p.e1 for p in rival) for rival in periods)),
        "capped": "yes" if any(p.capped for ps in periods for p in ps) else "no",
    }


def _words_of(part: str, reading: Reading) -> str:
    method = f" ({reading.method})" if reading.method else ""
    told = {
        "inner": "must be inside",
        "outer": "may be inside: somewhere in here, not all of it",
        "estimate": f"an estimate, for drawing alone{method}",
    }
    return f"{told[part]}, if the zone is {reading.words}"


def _geometry(item: Item) -> bytes | None:
    if item.geometry is not None or item.lat is None or item.lon is None:
        return item.geometry
    return struct.pack("<BIdd", 1, 1, item.lon, item.lat)
