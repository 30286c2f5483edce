"""Drawing: the shapes of an atlas, and where its items lie in them.

What rests on the same claims as in an earlier drawing is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from geodata.boundaries import Boundaries
from geodata.metric import metric_crs
from shapely.geometry.base import BaseGeometry

from .atlas import Atlas, Ground, Reading, Relation
from .belts import DrawnBelt, draw_belts
from .definitions import Definition
from .estimates import estimate_reading
from .extents import Drawn, Shape, shape_definition, to_wkb
from .geography import boundaries_of, places_of
from .held import LaterGrounds, draw_grounds
from .lines import contact_lines, known_lines
from .relating import relate
from .sketches import Outline, Sketch, footprint_key

__all__ = ["draw", "draw_zones"]

_Estimate = tuple[BaseGeometry, str]


@dataclass(frozen=True)
class _Earlier:
    """What was drawn before, by what it rests on."""

    atlas: Atlas
    sketch: Sketch

    def reading(self, name: str) -> Reading | None:
        return next((r for r in self.atlas.readings if r.id == name), None)

    def shape(self, outline: Outline) -> Shape | None:
        """Return the shape of an outline, if it was drawn from the same."""
        name = outline.reading.id
        reading, was = self.reading(name), self.sketch.outlines.get(name)
        if reading is None or was is None or was.shape_key != outline.shape_key:
            return None
        return _shape_of(reading)

    def estimate(self, outline: Outline) -> _Estimate | None:
        name = outline.reading.id
        reading, was = self.reading(name), self.sketch.outlines.get(name)
        if reading is None or was is None or was.estimate_key != outline.estimate_key:
            return None
        if reading.estimate is None:
            return None
        return shapely.from_wkb(reading.estimate), reading.method or ""

    def belts(self, zone: str, sketch: Sketch) -> list[tuple[Reading, Shape]] | None:
        if zone not in self.sketch.belts:
            return None
        if self.sketch.belt_key(zone) != sketch.belt_key(zone):
            return None
        zones = self.sketch.outlines
        mine = (r for r in self.atlas.readings if r.zone == zone)
        return [(r, _shape_of(r)) for r in mine if r.id not in zones]


def _shape_of(reading: Reading) -> Shape:
    inner, outer = (
        None if wkb is None else shapely.from_wkb(wkb)
        for wkb in (reading.inner, reading.outer)
    )
    return Shape(inner, outer)


def draw(
    atlas: Atlas,
    sketch: Sketch,
    drawn: Sequence[Drawn] | None = None,
    earlier: tuple[Atlas, Sketch] | None = None,
) -> Atlas:
    """Draw the readings of an atlas and relate its items with them.

    Parameters
    ----------
    atlas
        Claims, items and boundaries; what it has of shapes is not asked.
    sketch
        What to draw.
    drawn
        The readings of zones, if they are drawn already.
    earlier
        An atlas on the same boundaries and places, and the sketch that it was drawn
        from.

    Returns
    -------
    Atlas
        With readings, relations and grounds, geometries as WKB in EPSG:4326.
    """
    before = None if earlier is None else _Earlier(*earlier)
    boundaries, places = boundaries_of(atlas), places_of(atlas)
    if drawn is None:
        drawn = draw_zones(sketch, boundaries, places, before)
    estimates: dict[str, _Estimate] = {}
    for each in drawn:
        outline = sketch.outlines[each.reading.id]
        known = None if before is None else before.estimate(outline)
        known = known or estimate_reading(each, outline.evidence, places, boundaries)
        if known is not None:
            estimates[each.reading.id] = known
    shapes = {name: shape for name, (shape, _) in estimates.items()}
    belts = _draw_belts(sketch, drawn, shapes, boundaries, before)
    zones = [
        replace(
            each.reading,
            inner=to_wkb(each.shape.inner),
            outer=to_wkb(each.shape.outer),
            estimate=to_wkb(shapes.get(each.reading.id)),
            method=estimates.get(each.reading.id, (None, None))[1],
            evidence=_evidence(sketch, each.reading.id, shapes),
        )
        for each in drawn
    ]
    strips = [
        replace(
            each.reading, inner=to_wkb(each.shape.inner), outer=to_wkb(each.shape.outer)
        )
        for each in belts
    ]
    part = replace(atlas, readings=(*zones, *strips), grounds=())
    relations = _relations(part, [*drawn, *belts], boundaries, before)
    grounds: Sequence[Ground]
    if before is None:
        grounds = draw_grounds(part, shapes, places)
    else:
        grounds = LaterGrounds(part, before.atlas)
    return replace(part, relations=relations, grounds=grounds)


def _evidence(
    sketch: Sketch, reading: str, shapes: Mapping[str, BaseGeometry]
) -> tuple[str, ...]:
    return sketch.outlines[reading].evidence.claims if reading in shapes else ()


def draw_zones(
    sketch: Sketch,
    boundaries: Boundaries,
    places: Sequence[tuple[float, float]],
    before: _Earlier | None = None,
) -> list[Drawn]:
    """Draw what must and what may be inside in each reading of each zone.

    Parameters
    ----------
    sketch
        The readings.
    boundaries
        Regions by code, EPSG:4326.
    places
        Latitudes and longitudes of known places, which bound the cells of settlements.
    """
    drawn = []
    for outline in sketch.outlines.values():
        shape = None if before is None else before.shape(outline)
        if shape is None:
            definition, radii = outline.definition, outline.radii
            shape = shape_definition(definition, boundaries, radii, places)
        drawn.append(Drawn(outline.reading, outline.definition, shape))
    return drawn


def _draw_belts(
    sketch: Sketch,
    drawn: Sequence[Drawn],
    estimates: Mapping[str, BaseGeometry],
    boundaries: Boundaries,
    before: _Earlier | None,
) -> list[Drawn]:
    """Draw the belts whose line some claim gives, or an estimate lets us derive."""
    lines = known_lines(sketch.lines)
    belts = []
    for zone, group in sketch.belts.items():
        homes = {outline.reading.id for outline in sketch.homes(zone)}
        within = [d for d in drawn if d.reading.id in homes]
        home = _union([d.shape for d in within])
        known = None if before is None else before.belts(zone, sketch)
        if known is None:
            contact = contact_lines(within, estimates, boundaries)
            found = draw_belts(group, [*lines, *contact], home)
            known = [_belt_reading(zone, belt) for belt in found]
        for reading, shape in known:
            beyond = home.outer if home is not None and reading.derived else None
            formula = Definition(geometry=reading.id)
            reading = replace(reading, evidence=sketch.evidence_of(reading))
            belts.append(Drawn(reading, formula, shape, beyond))
    return belts


def _belt_reading(zone: str, belt: DrawnBelt) -> tuple[Reading, Shape]:
    formula = Definition(geometry=repr((belt.words, belt.claims)))
    name = f"{zone}/{formula.key}"
    reading = Reading(name, zone, belt.words, belt.claims, derived=belt.derived)
    return reading, belt.shape


def _union(shapes: Sequence[Shape]) -> Shape | None:
    """What is inside of every reading, and what may be inside of some."""
    inners = [s.inner for s in shapes if s.inner is not None]
    outers = [s.outer for s in shapes if s.outer is not None]
    if not outers:
        return None
    sure = shapely.intersection_all(inners) if len(inners) == len(shapes) else None
    return Shape(sure, shapely.union_all(outers))


def _relations(
    atlas: Atlas,
    drawn: Sequence[Drawn],
    boundaries: Boundaries,
    before: _Earlier | None,
) -> tuple[Relation, ...]:
    """Relate items with readings; a pair of which neither changed is taken over."""
    outers = [each.shape.outer for each in drawn if each.shape.outer is not None]
    crs = metric_crs(shapely.union_all(outers)) if outers else None
    claims = atlas.claim
    if before is None:
        rows = relate(drawn, atlas.items, claims, boundaries, crs)
        return _ordered(rows, atlas)
    was = before.atlas
    kept = {
        reading.id
        for reading in atlas.readings
        if (old := before.reading(reading.id)) is not None
        and (old.inner, old.outer) == (reading.inner, reading.outer)
    }
    same = {
        item.id
        for item in atlas.items
        if (old_item := was.item.get(item.id)) is not None
        and footprint_key(old_item, was.claim) == footprint_key(item, claims)
    }
    rows = [row for row in was.relations if row.reading in kept and row.item in same]
    fresh = [each for each in drawn if each.reading.id not in kept]
    moved = [item for item in atlas.items if item.id not in same]
    stays = [each for each in drawn if each.reading.id in kept]
    rows += relate(fresh, atlas.items, claims, boundaries, crs) if fresh else []
    rows += relate(stays, moved, claims, boundaries, crs) if moved else []
    return _ordered(rows, atlas)


def _ordered(rows: Iterable[Relation], atlas: Atlas) -> tuple[Relation, ...]:
    readings = {reading.id: place for place, reading in enumerate(atlas.readings)}
    items = {item.id: place for place, item in enumerate(atlas.items)}
    return tuple(sorted(rows, key=lambda r: (readings[r.reading], items[r.item])))
