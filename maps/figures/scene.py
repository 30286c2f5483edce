"""Scene: what a figure shows of an atlas on one day, before anything is drawn.

Certainty is told by the rules of the answers: an outline stands with its regime, its
reading and its doubts; ground that one of several readings leaves out is only possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import shapely
from geodata.periods import FUTURE, PAST, parse_edtf
from zones.atlas import Atlas, Item
from zones.certainty import Certainty, at_most_possible, both, on_day, rivals
from zones.claims import Post
from zones.held import held_ground
from zones.reasons import belt_formula
from zones.rows import readings_on

from ..backdrop import is_main, main_type

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["HeldPart", "Scene", "Shape", "Symbol", "Undrawn", "compose_scene"]

PARTS = ("outer", "estimate", "inner")
MAX_ERROR_KM = 15
"""Beyond this a thing whose province is known has no point, as on the page."""
_SAME_SHAPE = 0.005
_STANDING: tuple[Certainty, ...] = ("certain", "possible")


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of one or several readings of a zone: EPSG:4326.

    ``sort`` is ``own`` for the zones that a figure is about, ``belt`` or ``other``.
    """

    zone: str
    sort: str
    part: str
    geometry: BaseGeometry
    certainty: Certainty
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A post or an event at a point, how surely it was there, and what befell it."""

    kind: str
    id: str
    name: str
    lat: float
    lon: float
    certainty: Certainty
    status: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldPart:
    """Ground that an actor is said to hold: EPSG:4326."""

    actor: str
    certainty: Certainty
    geometry: BaseGeometry
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undrawn:
    """What stands on the day and has no shape: its name and what is told of it."""

    zone: str
    name: str
    words: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one map shows."""

    day: int
    zone: str | None
    shapes: tuple[Shape, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    held: tuple[HeldPart, ...] = ()
    undrawn: tuple[Undrawn, ...] = ()
    regimes: dict[str, Certainty] = field(default_factory=dict)

    def own_zones(self) -> list[str]:
        """Ids of the zones that the map is about, in a stable order."""
        return [zone for zone in self.regimes]


def compose_scene(atlas: Atlas, day: int, zone: str | None, box: BaseGeometry) -> Scene:
    """Collect what a map shows on a day.

    Parameters
    ----------
    atlas
        What was built of the documents.
    day
        The day, as an ordinal.
    zone
        Id of the zone that the map is about; None: all of the commonest type.
    box
        What the map shows, EPSG:4326; things outside of it are left out.
    """
    kind = main_type(atlas)
    own = [
        each
        for each in atlas.zone_ids()
        if each == zone or zone is None and is_main(atlas, each, kind)
    ]
    shapes: list[Shape] = []
    undrawn: list[Undrawn] = []
    for each in atlas.zone_ids():
        sort = _sort_of(atlas, each, own)
        regime = on_day(atlas.regime(each).periods, day)
        if sort is None or regime == "no":
            continue
        if sort == "other" and regime not in _STANDING:
            continue
        parts = list(_shapes(atlas, each, sort, day))
        parts = _outlined(parts) if sort == "other" else parts
        found = [s for s in parts if s.geometry.intersects(box)]
        shapes += found
        is_ours = sort == "own" or atlas.home_of(each) in own
        if not found and is_ours and regime in _STANDING:
            undrawn.append(_undrawn(atlas, each))
    return Scene(
        day,
        zone,
        tuple(shapes),
        tuple(_symbols(atlas, day, box)),
        tuple(_held(atlas, own, day)),
        tuple(undrawn),
        {each: on_day(atlas.regime(each).periods, day) for each in own},
    )


def _sort_of(atlas: Atlas, zone: str, own: list[str]) -> str | None:
    """Say how a zone is drawn; a belt of another zone is not."""
    if zone in own:
        return "own"
    if atlas.kind_of(zone) == "belt":
        return "belt" if atlas.home_of(zone) in (*own, None) else None
    return "other"


def _outlined(shapes: list[Shape]) -> list[Shape]:
    """Return one outline of a zone that is told by the way: its surest ground."""
    for part in ("inner", "estimate", "outer"):
        if own := [shape for shape in shapes if shape.part == part]:
            whole = shapely.union_all([shape.geometry for shape in own])
            claims = dict.fromkeys(c for shape in shapes for c in shape.claims)
            return [replace(own[0], geometry=whole, claims=tuple(claims))]
    return []


def _undrawn(atlas: Atlas, zone: str) -> Undrawn:
    claims = atlas.about[zone]
    words = ""
    if atlas.kind_of(zone) == "belt":
        words = belt_formula(claims, atlas.called)
    return Undrawn(zone, atlas.name_of(zone), words, tuple(c.id for c in claims))


def zone_shapes(atlas: Atlas, zone: str, part: str) -> list[BaseGeometry]:
    """Return one part of all readings of a zone, whatever the day."""
    found = (getattr(reading, part) for reading in atlas.zone_readings(zone))
    return [shapely.from_wkb(wkb) for wkb in found if wkb]


def _shapes(atlas: Atlas, zone: str, sort: str, day: int) -> Iterator[Shape]:
    """Yield the parts of the readings of a day, equal ones once, inner ones last."""
    regime = on_day(atlas.regime(zone).periods, day)
    readings = readings_on(atlas, zone, day)
    found: dict[tuple[str, bytes], tuple[list[Certainty], list[str]]] = {}
    for reading, valid, capped in readings:
        answer = both(regime, at_most_possible(valid) if capped else valid)
        for part in PARTS:
            wkb = getattr(reading, part)
            if wkb is None or part == "estimate" and _says_no_more(wkb, reading.inner):
                continue
            answers, claims = found.setdefault((part, wkb), ([], []))
            answers.append(answer)
            claims.extend(reading.claims)
    inner = {wkb for part, wkb in found if part == "inner"}
    for part in PARTS:
        for (own, wkb), (answers, claims) in found.items():
            if own != part or part != "inner" and wkb in inner:
                continue
            if part == "inner" and len(answers) < len(readings):
                answers = [*answers, "no"]
            yield Shape(
                zone,
                sort,
                part,
                shapely.from_wkb(wkb),
                rivals(answers),
                tuple(dict.fromkeys(claims)),
            )


def _says_no_more(estimate: bytes, inner: bytes | None) -> bool:
    """Whether an estimate is drawn where the inner extent is already."""
    if inner is None:
        return False
    one, other = shapely.from_wkb([estimate, inner])
    gap: float = one.symmetric_difference(other).area
    return gap < _SAME_SHAPE * float(other.area)


def _symbols(atlas: Atlas, day: int, box: BaseGeometry) -> Iterator[Symbol]:
    """Yield the posts and events of a day that have a point, the northernmost first."""
    found = []
    for item in atlas.items:
        if item.kind not in ("post", "event") or not has_point(item):
            continue
        frame = atlas.item_frame(item)
        certainty = on_day(frame.periods, day) if frame else "unknown"
        assert item.lat is not None and item.lon is not None
        if certainty not in _STANDING:
            continue
        if not box.covers(shapely.Point(item.lon, item.lat)):
            continue
        status = status_on(atlas, item, day) if item.kind == "post" else None
        found.append(
            Symbol(
                item.kind,
                item.id,
                item.name,
                item.lat,
                item.lon,
                certainty,
                status,
                item.claims,
            )
        )
    yield from sorted(found, key=lambda s: (s.kind != "post", -s.lat, s.lon, s.id))


def has_point(item: Item) -> bool:
    """Whether an item is placed well enough for a symbol."""
    if item.lat is None or item.lon is None:
        return False
    return not ((item.error_km or 0) > MAX_ERROR_KM and item.admin1)


def status_on(atlas: Atlas, item: Item, day: int) -> str | None:
    """Say the last thing that surely had befallen a post by a day; None of nothing."""
    found = []
    for name in item.claims:
        body = atlas.claim[name].body
        if isinstance(body, Post) and (date := body.begins or body.holds or body.ends):
            last = parse_edtf(date).last
            if PAST < last <= day and last < FUTURE:
                found.append((last, body.status))
    return max(found)[1] if found else None


def _held(atlas: Atlas, zones: Iterable[str], day: int) -> Iterator[HeldPart]:
    """Yield the ground of each actor in the zones, what is sure of it first."""
    rows = [row for zone in zones for row in held_ground(atlas, zone, day)]
    for actor in sorted({row.body.actor for row in rows}):
        known: BaseGeometry = shapely.Polygon()
        for certainty in _STANDING:
            own = [
                row
                for row in rows
                if row.body.actor == actor and row.certainty == certainty
            ]
            shape = shapely.union_all(
                [shapely.from_wkb(r.ground.geometry) for r in own]
            )
            shape = shapely.difference(shape, known)
            known = shapely.union(known, shape)
            if not shape.is_empty:
                claims = tuple(sorted({row.claim.id for row in own}))
                yield HeldPart(actor, certainty, shape, claims)
