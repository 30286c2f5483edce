"""Building: a dossier and reference geography become an atlas.

Extent claims are grouped into readings, each reading gets its geometry, and every item
is related with every reading, once. Nothing after this step touches geometry.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

import shapely
from geodata.places import fold
from geodata.world import World

from .atlas import Atlas, BoundarySource, Item, Reading
from .belts import draw_belts
from .claims import Belt, Claim, Extent, Line, Site
from .definitions import Definition, group_readings, words_of
from .dossier import Dossier, accepted_claims
from .estimates import estimate_readings
from .extents import Drawn, Shape, shape_definition
from .items import gather_items
from .relating import relate

__all__ = ["build"]

log = logging.getLogger(__name__)


def build(dossier: Dossier, world: World) -> Atlas:
    """Build the atlas of a dossier.

    Parameters
    ----------
    dossier
        Documents, claims and decisions; rejected claims are left out.
    world
        Boundaries and gazetteer, EPSG:4326.

    Returns
    -------
    Atlas
        Geometries in EPSG:4326; distances in km, measured in a local metric CRS.
    """
    claims = accepted_claims(dossier)
    items = gather_items(claims, world)
    drawn = _draw_readings(claims, world)
    by_id = {claim.id: claim for claim in claims}
    readings, relations = relate(drawn, items, by_id, world.boundaries)
    source = BoundarySource(
        world.boundaries.source,
        world.boundaries.attribution,
        world.boundaries.licence,
        world.boundaries.view,
        world.boundaries.error_km,
        world.boundaries.sha256,
    )
    atlas = Atlas(
        dossier.documents,
        claims,
        tuple(readings),
        tuple(items),
        tuple(relations),
        source,
        _keys(items),
    )
    return replace(atlas, readings=estimate_readings(atlas, drawn, world.boundaries))


def _keys(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """Index places and provinces by their folded names and codes."""
    keys: dict[str, dict[str, None]] = {}
    for item in items:
        if item.kind in ("place", "province"):
            for name in (item.name, *item.names, item.admin1, item.pcode):
                own = name not in (item.admin1, item.pcode) or item.kind == "province"
                if name and own and (key := fold(name)):
                    keys.setdefault(key, {})[item.id] = None
    return {key: tuple(keys[key]) for key in sorted(keys)}


def _draw_readings(claims: Sequence[Claim], world: World) -> list[Drawn]:
    names = {region.code: region.name for region in world.boundaries.regions}
    drawn = []
    for zone in sorted({c.zone for c in claims if c.kind == "extent" and c.zone}):
        mine = [c for c in claims if c.zone == zone and c.modality != "denied"]
        for definition, group in group_readings(mine).items():
            words = words_of(definition, names)
            ids = tuple(c.id for c in group)
            reading = Reading(f"{zone}/{definition.key}", zone, words, ids)
            missing = {*definition.whole, *definition.partial} - set(names)
            if missing:
                codes = ", ".join(sorted(missing))
                log.warning("%s (%s): no boundary of %s", zone, words, codes)
            shape = shape_definition(definition, world.boundaries, _radii(group))
            drawn.append(Drawn(reading, definition, shape))
    return drawn + _draw_belts(claims, drawn)


def _draw_belts(claims: Sequence[Claim], drawn: Sequence[Drawn]) -> list[Drawn]:
    """Draw the belts whose line some claim gives."""
    lines = [c for c in claims if isinstance(c.body, Line)]
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.body, Belt) and claim.zone and claim.modality != "denied":
            groups.setdefault(claim.zone, []).append(claim)
    belts = []
    for zone, group in sorted(groups.items()):
        homes = {c.body.within for c in group if isinstance(c.body, Belt)}
        shapes = [d.shape for d in drawn if d.reading.zone in homes]
        for belt in draw_belts(group, lines, _union(shapes)):
            definition = Definition(geometry=repr((belt.words, belt.claims)))
            name = f"{zone}/{definition.key}"
            reading = Reading(name, zone, belt.words, belt.claims)
            belts.append(Drawn(reading, definition, belt.shape))
    return belts


def _union(shapes: Sequence[Shape]) -> Shape | None:
    """What is inside of every reading, and what may be inside of some."""
    inners = [s.inner for s in shapes if s.inner is not None]
    outers = [s.outer for s in shapes if s.outer is not None]
    if not outers:
        return None
    sure = shapely.intersection_all(inners) if len(inners) == len(shapes) else None
    return Shape(sure, shapely.union_all(outers))


def _radii(claims: Iterable[Claim]) -> dict[Site, float]:
    """Radius in km of each area, under the key that its definition gives it."""
    areas = [a for c in claims if isinstance(c.body, Extent) for a in c.body.areas]
    return {replace(a, error_km=None): a.error_km for a in areas if a.error_km}
