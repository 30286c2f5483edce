"""Cautions: coarser places and a delay, so that what is published does no harm.

Both change the atlas itself, so that every map and export made of it is narrowed alike,
and both are noted in it. Days are counted back from the newest date that the documents
tell of, never from the clock.
"""

from __future__ import annotations

import math
from dataclasses import replace

from geodata.errors import InputError
from geodata.periods import FUTURE, PAST, iso_of, parse_edtf

from .atlas import Atlas, Item, Relation
from .claims import Claim, Event, Post, Site, dated_fields
from .narrowing import known_by, narrow
from .timeframes import published, told_until

__all__ = ["coarsen", "delay", "newest_day", "prune", "take_care"]

_KM_PER_DEGREE = 111.7
"""The longest degree of WGS 84, so that no cell is larger than asked."""
_PLACED = (Post, Event)


def take_care(
    atlas: Atlas, *, coarsen_km: float | None = None, delay_days: int | None = None
) -> Atlas:
    """Return the atlas delayed and coarsened as asked; None leaves it as it is."""
    if delay_days is not None:
        atlas = delay(atlas, delay_days)
    return atlas if coarsen_km is None else coarsen(atlas, coarsen_km)


def coarsen(atlas: Atlas, km: float) -> Atlas:
    """Move posts and events to the middle of a grid cell.

    Answers stay those of the exact places, since relations were worked out before.
    Estimates are left out, for they are drawn from places, and so are the quotes of
    the claims that are moved. Names stay as the documents have them.

    Parameters
    ----------
    atlas
        What is to be published.
    km
        Width of a cell. The stated error grows by half of its diagonal, so that the
        exact place stays within it.

    Raises
    ------
    InputError
        If the width is not above 0.
    """
    if not 0 < km < math.inf:
        msg = f"coarsening by {km:g} km: a width above 0 is needed"
        raise InputError(msg)
    items = tuple(_coarse_item(item, km) for item in atlas.items)
    moved = {i.id for i, was in zip(items, atlas.items, strict=True) if i is not was}
    note = (
        f"positions of posts and events are coarsened to a grid of {km:g} km; "
        "estimates and the quotes of what was moved are left out"
    )
    return replace(
        _without_estimates(prune(atlas)),
        claims=tuple(_coarse_claim(claim, km) for claim in atlas.claims),
        items=items,
        relations=tuple(
            _coarse_relation(row, km) if row.item in moved else row
            for row in prune(atlas).relations
        ),
        cautions=(*atlas.cautions, note),
        grid_km=max(km, atlas.grid_km or 0.0),
    )


def _coarse_item(item: Item, km: float) -> Item:
    if item.kind not in ("post", "event") or item.lat is None or item.lon is None:
        return item
    lat, lon = coarse_point(item.lat, item.lon, km)
    return replace(item, lat=lat, lon=lon, error_km=_wider(item.error_km, km))


def _coarse_claim(claim: Claim, km: float) -> Claim:
    body = claim.body
    if not isinstance(body, _PLACED) or body.where is None:
        return claim
    moved = replace(body, where=_coarse_site(body.where, km))
    return replace(claim, body=moved, quote=None)


def _coarse_site(site: Site, km: float) -> Site:
    if site.lat is None or site.lon is None:
        return site
    lat, lon = coarse_point(site.lat, site.lon, km)
    return replace(site, lat=lat, lon=lon, error_km=_wider(site.error_km, km))


def _coarse_relation(row: Relation, km: float) -> Relation:
    """Round the distance to whole cells: it would give the place away."""
    return row if row.km is None else replace(row, km=round(row.km / km) * km)


def _wider(error_km: float | None, km: float) -> float:
    return math.ceil(((error_km or 0.0) + km * math.sqrt(0.5)) * 10) / 10


def coarse_point(lat: float, lon: float, km: float) -> tuple[float, float]:
    """Return the middle of the grid cell that a point lies in, in degrees.

    Rows of cells are equally high and cells of a row equally wide: never more than
    ``km``.

    Examples
    --------
    >>> coarse_point(35.376, 36.69, 10) == coarse_point(35.38, 36.7, 10)
    True
    """
    height = km / _KM_PER_DEGREE
    row = math.floor(lat / height)
    middle = min(90.0, max(-90.0, (row + 0.5) * height))
    edge = min(abs(row), abs(row + 1)) * height
    width = height / max(math.cos(math.radians(min(edge, 89.9))), 1e-3)
    column = math.floor(lon / width)
    east = min(180.0, max(-180.0, (column + 0.5) * width))
    return round(middle, 5), round(east, 5)


def delay(atlas: Atlas, days: int) -> Atlas:
    """Return the atlas as it could have been made some days ago.

    Documents that were surely out only later are left out, and so is every claim that
    dates something later, or may do so.

    Parameters
    ----------
    atlas
        What is to be published.
    days
        How many days before the newest date of the documents.

    Raises
    ------
    InputError
        If nothing is dated, or the days are below 0.
    """
    if days < 0:
        msg = f"a delay of {days} days lies in the future"
        raise InputError(msg)
    newest = newest_day(atlas)
    if newest is None:
        msg = "no document and no claim is dated: there is no day to count back from"
        raise InputError(msg)
    last = newest - days
    kept = [document.id for document in known_by(atlas, last)[1].documents]
    late = {claim.id for claim in atlas.claims if _is_later(claim, last)}
    known = prune(narrow(atlas, kept, dropping=late))
    note = (
        f"delayed by {days} days: nothing after {iso_of(last)}, counted back from "
        f"{iso_of(newest)}, the newest date in the documents"
    )
    return replace(known, cautions=(*atlas.cautions, note))


def newest_day(atlas: Atlas) -> int | None:
    """Return the last day on which a document came out or something is told as done."""
    days = [published(document)[0] for document in atlas.documents]
    days += told_until(atlas.claims).values()
    newest = max(days, default=PAST)
    return newest if PAST < newest < FUTURE else None


def _is_later(claim: Claim, day: int) -> bool:
    """Whether a claim dates something after a day, or may do so."""
    for edtf in dated_fields(claim.body).values():
        bounds = parse_edtf(edtf)
        if (bounds.last if bounds.last < FUTURE else bounds.first) > day:
            return True
    return False


def _without_estimates(atlas: Atlas) -> Atlas:
    """Leave out the shapes that were drawn from places."""
    readings = (
        replace(
            r,
            estimate=None,
            method=None,
            evidence=(),
            outer=None if r.derived else r.outer,
        )
        for r in atlas.readings
    )
    return replace(atlas, readings=tuple(readings), grounds=())


def prune(atlas: Atlas) -> Atlas:
    """Drop the relations of items and readings that the atlas no longer has.

    No answer uses them, but a file would tell of them.
    """
    readings = {reading.id for reading in atlas.readings}
    rows = tuple(
        row
        for row in atlas.relations
        if row.item in atlas.item and row.reading in readings
    )
    return (
        atlas if len(rows) == len(atlas.relations) else replace(atlas, relations=rows)
    )
