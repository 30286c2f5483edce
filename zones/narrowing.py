"""Narrowing: an atlas as it would be from some of its documents or claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from geodata.errors import InputError, UnknownNameError
from geodata.periods import PAST

from .atlas import Atlas, Reading
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
    known = {c.id for c in claims}
    readings = _known_readings(atlas, known)
    if reading is not None:
        chosen = [r for r in readings if reading in r.claims]
        if not chosen:
            extents = [c.id for c in claims if c.kind == "extent"]
            raise UnknownNameError("extent claim", reading, extents)
        readings = [r for r in readings if r.zone != chosen[0].zone] + chosen
    items = []
    for item in atlas.items:
        if item.claims:
            left = tuple(name for name in item.claims if name in known)
            if not left:
                continue
            item = replace(item, claims=left)
        items.append(item)
    return replace(
        atlas,
        documents=tuple(d for d in atlas.documents if d.id in kept),
        claims=claims,
        readings=tuple(readings),
        items=tuple(items),
        grounds=tuple(g for g in atlas.grounds if g.claim in known),
        later=frozenset(d.id for d in atlas.documents) - kept,
    )


def _known_readings(atlas: Atlas, known: set[str]) -> list[Reading]:
    """Keep readings of which a claim of each kind is known: a belt needs its line."""
    result = []
    for reading in atlas.readings:
        left = tuple(name for name in reading.claims if name in known)
        kinds = (
            {atlas.claim[n].kind for n in names} for names in (reading.claims, left)
        )
        if len(set(map(frozenset, kinds))) == 1:
            result.append(replace(reading, claims=left))
    return result


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
