"""Narrowing: an atlas as it would be from some of its documents or claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from geodata.errors import InputError, UnknownNameError
from geodata.periods import PAST

from .atlas import Atlas, Reading
from .grouping import GROUPED, group_again
from .held import LaterGrounds
from .sketches import Sketch, footprint_key
from .timeframes import published, told_until

__all__ = ["known_by", "narrow", "select"]


def narrow(
    atlas: Atlas,
    documents: Iterable[str],
    *,
    reading: str | None = None,
    dropping: Collection[str] = (),
) -> Atlas:
    """Return the atlas as it would be from some of its documents.

    What was drawn from a claim that is gone is drawn anew from those that are left:
    estimates, derived lines, belts, held ground, and where items lie in them. Of an
    atlas with coarsened positions it is left out.

    Parameters
    ----------
    atlas
        The whole.
    documents
        Ids of the documents to keep.
    reading
        Id of an extent claim: its reading alone is kept of its zone.
    dropping
        Ids of claims to leave out though their documents are kept.

    Raises
    ------
    UnknownNameError
        If ``reading`` is the id of no extent claim.
    """
    kept = frozenset(documents)
    claims = tuple(
        c for c in atlas.claims if c.document in kept and c.id not in dropping
    )
    part = replace(
        atlas,
        documents=tuple(d for d in atlas.documents if d.id in kept),
        claims=claims,
        later=frozenset(d.id for d in atlas.documents) - kept,
    )
    if reading is not None:
        part = replace(part, chosen=_reading_of(part, reading))
    if atlas.grid_km is not None:
        return _left_of(part)
    grounded = tuple(item for item in atlas.items if item.kind not in GROUPED)
    items = (*grounded, *group_again(claims, atlas.items))
    return _redrawn(replace(part, items=items), atlas)


def _reading_of(atlas: Atlas, claim: str) -> str:
    """Return the id of the reading that an extent claim is of."""
    for outline in atlas.sketch.outlines.values():
        if claim in outline.reading.claims:
            return outline.reading.id
    extents = [c.id for c in atlas.claims if c.kind == "extent"]
    raise UnknownNameError("extent claim", claim, extents)


def _redrawn(part: Atlas, whole: Atlas) -> Atlas:
    """Take over what was drawn, if all of it rests on what is left; else draw anew."""
    if not _rests_on_what_is_left(part, whole):
        from .drawing import draw

        return draw(part, part.sketch, earlier=(whole, whole.sketch))
    readings = tuple(_readings_left(part.sketch, whole))
    known = {reading.id for reading in readings}
    rows = (row for row in whole.relations if row.reading in known)
    left = replace(
        part,
        readings=readings,
        relations=tuple(row for row in rows if row.item in part.item),
    )
    return replace(left, grounds=LaterGrounds(left, whole))


def _rests_on_what_is_left(part: Atlas, whole: Atlas) -> bool:
    """Whether no shape and no place of what is left rested on what is gone."""
    now, was = part.sketch, whole.sketch
    items = (
        (item, whole.item.get(item.id)) for item in part.items if item.kind in GROUPED
    )
    return (
        all(
            name in was.outlines and was.outlines[name].estimate_key == o.estimate_key
            for name, o in now.outlines.items()
        )
        and all(
            zone in was.belts and was.belt_key(zone) == now.belt_key(zone)
            for zone in now.belts
        )
        and all(
            old is not None
            and footprint_key(item, part.claim) == footprint_key(old, whole.claim)
            for item, old in items
        )
    )


def _readings_left(sketch: Sketch, whole: Atlas) -> Iterator[Reading]:
    """Yield the readings that are left, each with the claims that are left of it."""
    for reading in whole.readings:
        if outline := sketch.outlines.get(reading.id):
            spoken = outline.evidence.claims if reading.estimate else ()
            yield replace(reading, claims=outline.reading.claims, evidence=spoken)
        elif reading.zone in sketch.belts and reading.id not in whole.sketch.outlines:
            yield replace(reading, evidence=sketch.evidence_of(reading))


def _left_of(part: Atlas) -> Atlas:
    """Leave out what rested on a claim that is gone; nothing is drawn anew."""
    known = set(part.claim)
    outlines = part.sketch.outlines
    readings = []
    for reading in part.readings:
        if outline := outlines.get(reading.id):
            readings.append(replace(reading, claims=outline.reading.claims))
        elif reading.zone in part.sketch.belts and known.issuperset(reading.claims):
            readings.append(reading)
    items = []
    for item in part.items:
        left = tuple(name for name in item.claims if name in known)
        if left or not item.claims:
            items.append(replace(item, claims=left))
    return replace(part, readings=tuple(readings), items=tuple(items), grounds=())


def known_by(atlas: Atlas, day: int) -> tuple[Atlas, Atlas]:
    """Return the atlas of what was surely known by a day, and of what possibly was.

    A document was surely out when the last day on which it may have been published
    is not after the day; possibly when the first is not. A document of which nobody
    knows the date is no older than what it tells as done.
    """
    bounds = {d.id: published(d) for d in atlas.documents}
    told = told_until(atlas.claims)
    surely = [name for name, (_, last) in bounds.items() if last <= day]
    possibly = [
        name
        for name, (first, _) in bounds.items()
        if (told.get(name, PAST) if first == PAST else first) <= day
    ]
    return narrow(atlas, surely), narrow(atlas, possibly)


def select(
    atlas: Atlas,
    *,
    without: Iterable[str] = (),
    only: Iterable[str] = (),
    reading: str | None = None,
    among: Iterable[str] = (),
) -> Atlas:
    """Leave documents out, or keep only some, or only one reading of a zone.

    Names in ``among`` may be given though the atlas does not have them.

    Raises
    ------
    InputError
        If a document is named that the atlas does not have.
    """
    names = {document.id for document in atlas.documents}
    unknown = sorted({*without, *only} - names - {*among})
    if unknown:
        msg = f"no document {unknown[0]!r}; there are {', '.join(sorted(names))}"
        raise InputError(msg)
    kept = (set(only) & names if only else names) - set(without)
    if kept == names and reading is None:
        return atlas
    return narrow(atlas, kept, reading=reading)
