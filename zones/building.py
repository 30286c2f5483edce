"""Building: a dossier and reference geography become an atlas.

Extent claims are grouped into readings, each reading gets its geometry, and every item
is related with every reading, once. Questions touch no geometry; only where documents
are left out is what rested on them drawn again (:mod:`zones.narrowing`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from geodata.places import fold
from geodata.world import World

from .atlas import Atlas, BoundarySource, Item
from .dossier import Dossier, accepted_claims
from .drawing import draw, draw_zones
from .geography import districts_in, places_of
from .items import gather_items
from .quality import complaints_about

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
        (),
        tuple(items),
        (),
        source,
        _keys(items),
        coverage=dossier.coverage,
        districts=districts_in(world.boundaries),
    )
    _warn_of_missing(atlas)
    drawn = draw_zones(atlas.sketch, world.boundaries, places_of(atlas))
    if complaints := complaints_about(atlas, drawn, world.boundaries):
        listed = "".join(f"\n  {complaint}" for complaint in complaints)
        log.warning("to look at in the geometry (%d):%s", len(complaints), listed)
    for match in world.boundaries.matches:
        log.info("boundaries: %s", match)
    return draw(atlas, atlas.sketch, drawn)


def _warn_of_missing(atlas: Atlas) -> None:
    known = {item.id for item in atlas.items} | {d.code for d in atlas.districts}
    for outline in atlas.sketch.outlines.values():
        named = {*outline.definition.whole, *outline.definition.partial}
        if missing := sorted(named - known):
            zone, words = outline.reading.zone, outline.reading.words
            log.warning("%s (%s): no boundary of %s", zone, words, ", ".join(missing))


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
