"""Building: a dossier and reference geography become an atlas.

Extent claims are grouped into readings, each reading gets its geometry, and every item
is related with every reading, once. Nothing after this step touches geometry.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import shapely
from geodata.boundaries import Boundaries
from geodata.places import fold
from geodata.world import World
from shapely.geometry.base import BaseGeometry

from .atlas import Atlas, BoundarySource, Item, Reading
from .belts import draw_belts
from .claims import Belt, Claim, Extent, Site
from .definitions import Definition, group_readings, words_of
from .dossier import Dossier, accepted_claims
from .estimates import estimate_readings
from .extents import Drawn, Shape, shape_definition, to_wkb
from .held import draw_grounds
from .items import gather_items
from .lines import contact_lines, known_lines
from .quality import complaints_about
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
    drawn = _draw_zones(claims, world)
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
        tuple(each.reading for each in drawn),
        tuple(items),
        (),
        source,
        _keys(items),
        coverage=dossier.coverage,
    )
    spots = _spots(world)
    if complaints := complaints_about(atlas, drawn, world.boundaries):
        listed = "".join(f"\n  {complaint}" for complaint in complaints)
        log.warning("to look at in the geometry (%d):%s", len(complaints), listed)
    for match in world.boundaries.matches:
        log.info("boundaries: %s", match)
    estimates, methods = estimate_readings(atlas, drawn, spots, world.boundaries)
    belts = _draw_belts(claims, drawn, estimates, world.boundaries)
    by_id = {claim.id: claim for claim in claims}
    readings, relations = relate([*drawn, *belts], items, by_id, world.boundaries)
    return replace(
        atlas,
        readings=tuple(
            replace(r, estimate=to_wkb(estimates.get(r.id)), method=methods.get(r.id))
            for r in readings
        ),
        relations=tuple(relations),
        grounds=draw_grounds(atlas, estimates, spots),
    )


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


def _draw_zones(claims: Sequence[Claim], world: World) -> list[Drawn]:
    names = {region.code: region.name for region in world.boundaries.regions}
    drawn: list[Drawn] = []
    spots = _spots(world)
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
            shape = shape_definition(definition, world.boundaries, _radii(group), spots)
            drawn.append(Drawn(reading, definition, shape))
    return drawn


def _draw_belts(
    claims: Sequence[Claim],
    drawn: Sequence[Drawn],
    estimates: Mapping[str, BaseGeometry],
    boundaries: Boundaries,
) -> list[Drawn]:
    """Draw the belts whose line some claim gives, or an estimate lets us derive."""
    lines = known_lines(claims)
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.body, Belt) and claim.zone and claim.modality != "denied":
            groups.setdefault(claim.zone, []).append(claim)
    belts = []
    for zone, group in sorted(groups.items()):
        homes = {c.body.within for c in group if isinstance(c.body, Belt)}
        within = [d for d in drawn if d.reading.zone in homes]
        home = _union([d.shape for d in within])
        contact = contact_lines(within, estimates, boundaries)
        for belt in draw_belts(group, [*lines, *contact], home):
            definition = Definition(geometry=repr((belt.words, belt.claims)))
            name = f"{zone}/{definition.key}"
            reading = Reading(name, zone, belt.words, belt.claims, derived=belt.derived)
            beyond = home.outer if home is not None and belt.derived else None
            belts.append(Drawn(reading, definition, belt.shape, beyond))
    return belts


def _union(shapes: Sequence[Shape]) -> Shape | None:
    """What is inside of every reading, and what may be inside of some."""
    inners = [s.inner for s in shapes if s.inner is not None]
    outers = [s.outer for s in shapes if s.outer is not None]
    if not outers:
        return None
    sure = shapely.intersection_all(inners) if len(inners) == len(shapes) else None
    return Shape(sure, shapely.union_all(outers))


def _spots(world: World) -> list[tuple[float, float]]:
    """Where the settlements of the gazetteer lie."""
    return [
        (place.lat, place.lon)
        for place in world.gazetteer.places
        if place.kind == "settlement"
        and place.lat is not None
        and place.lon is not None
    ]


def _radii(claims: Iterable[Claim]) -> dict[Site, float]:
    """Radius in km of each area, under the key that its definition gives it."""
    areas = [a for c in claims if isinstance(c.body, Extent) for a in c.body.areas]
    return {replace(a, error_km=None): a.error_km for a in areas if a.error_km}
