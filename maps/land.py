"""Land: what lies around the regions of a page, so that they do not float in white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import shapely
from geodata.land import UNSETTLED, Box, read_land

from .shapes import encode_line, encode_shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["draw_land", "is_unsettled"]

Record = dict[str, Any]

MARGIN = (12.0, 8.0)
"""How far the land reaches beyond what matters, degrees of longitude and latitude."""

_GAP = 0.06
"""How far the coarse land and the regions may lie apart on one border, in degrees."""


def is_unsettled(code: str, country: str, kind: str) -> bool:
    """Whether the borders of a region are drawn as disputed.

    So are those of ground between two lines, of a region that ISO 3166-2 gives no code
    (Natural Earth marks its own codes with a tilde), and of a country whose standing
    is not settled.
    """
    return kind != "admin" or code.endswith("~") or country in UNSETTLED - {""}


def draw_land(
    around: Iterable[BaseGeometry], regions: Sequence[tuple[str, BaseGeometry]]
) -> Record:
    """Collect land, coasts and borders around what a page shows.

    Parameters
    ----------
    around
        What matters, EPSG:4326; the frame holds it with a margin.
    regions
        Country and shape of each region that the page draws itself, EPSG:4326.

    Returns
    -------
    dict
        ``frame`` (west, south, east, north in degrees), ``land`` (packed shapes of
        countries, or of what the regions leave of them), ``lines`` (packed lines:
        ``coast``, ``country``, ``disputed``) and ``attribution``. Empty where nothing
        matters anywhere.
    """
    boxes = [shape.bounds for shape in around if not shape.is_empty]
    if not boxes:
        return {}
    pick = (min, min, max, max)
    west, south, east, north = (f(b[i] for b in boxes) for i, f in enumerate(pick))
    wide, high = MARGIN
    frame = (
        max(-180.0, west - wide),
        max(-85.0, south - high),
        min(180.0, east + wide),
        min(85.0, north + high),
    )
    return {"frame": list(frame), **_cut(frame, regions)}


def _cut(box: Box, regions: Sequence[tuple[str, BaseGeometry]]) -> Record:
    world = read_land(box)
    frame = shapely.box(*box)
    own = shapely.union_all([shape for _, shape in regions])
    drawn = {country for country, _ in regions if country}
    land, undrawn = [], []
    for country in world.countries:
        if not country.geometry.intersects(frame):
            continue
        shape = shapely.intersection(country.geometry, frame)
        if country.code in drawn or (not country.code and own.intersects(shape)):
            # Of a country with regions only what lies beyond them, and no slivers.
            shape = shapely.difference(shape, own).buffer(-_GAP).buffer(_GAP)
            shape = shapely.intersection(shape, frame)
        else:
            undrawn.append(shape)
        if packed := encode_shape(shape, coarse=True):
            land.append({"code": country.code, "geometry": packed})
    outside = shapely.union_all(undrawn).buffer(_GAP)
    edge = own.boundary if regions else shapely.LineString()
    between = shapely.intersection(edge, outside)
    seam = shapely.difference(
        shapely.intersection(between.buffer(_GAP), outside), own.buffer(-0.001)
    )
    if packed := encode_shape(shapely.intersection(seam, frame), coarse=True):
        land.append({"code": "", "geometry": packed})
    lines: dict[str, list[str]] = {"coast": [], "country": [], "disputed": []}
    near = own.buffer(_GAP)
    for border in world.borders:
        if not border.geometry.intersects(frame):
            continue
        part = shapely.intersection(border.geometry, frame)
        # Where the regions have a border of their own, theirs is the finer one.
        part = shapely.difference(part, near)
        kind = "coast" if len(border.sides) < 2 else "country"
        lines["disputed" if border.is_disputed else kind] += encode_line(
            part, coarse=True
        )
    lines["country"] += encode_line(shapely.intersection(between, frame), coarse=True)
    return {"land": land, "lines": lines, "attribution": world.attribution}
