"""Adding documents to a dossier: its claims keep their ids, its decisions stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from geodata.world import World

from .claims import Claim, Status
from .dossier import Dossier

__all__ = ["add"]


def add(
    dossier: Dossier,
    paths: Sequence[Path],
    world: World,
    progress: Callable[[int, int], None] | None = None,
) -> Dossier:
    """Read new documents into a dossier.

    Parameters
    ----------
    dossier
        What is there: its claims keep their ids, its decisions stay.
    paths
        New documents, or folders of them; one that is there already (by its bytes or
        its text) is skipped before it is read.
    world
        Boundaries and gazetteer.
    progress
        Called after each document: how many have been read, and of how many.
    """
    from .reading import read

    seen = {d.text_sha256 for d in dossier.documents}
    fresh = read(paths, world, progress, dossier.claims, seen=seen)
    known = {d.id for d in dossier.documents}
    names = {d.id: _free_name(d.id, known) for d in fresh.documents}
    claims = [_renamed(c, names) for c in fresh.claims]
    added = (replace(d, id=names[d.id]) for d in fresh.documents)
    documents = (*dossier.documents, *added)
    return Dossier(
        tuple(sorted(documents, key=lambda d: d.id)),
        (*dossier.claims, *_under_known(claims, dossier.claims)),
        dossier.decisions,
        fresh.mentions,
        fresh.skipped,
        dossier.coverage,
    )


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def _renamed(claim: Claim, names: dict[str, str]) -> Claim:
    document = names[claim.document]
    if document == claim.document:
        return claim
    return replace(
        claim, document=document, id=claim.id.replace(claim.document, document, 1)
    )


def _under_known(new: Iterable[Claim], old: Iterable[Claim]) -> list[Claim]:
    """Put new statuses under the agreements that are there, where venue and date fit.

    The id of an agreement is its venue and its date; "astana-2017-05" may be
    "astana-2017-05-04".
    """
    known = {c.body.under for c in old if isinstance(c.body, Status) and c.body.under}
    result = []
    for claim in new:
        body = claim.body
        if isinstance(body, Status) and body.under and body.under not in known:
            fits = [u for u in sorted(known) if _is_same_agreement(u, body.under)]
            if len(fits) == 1:
                claim = replace(claim, body=replace(body, under=fits[0]))
        result.append(claim)
    return result


def _is_same_agreement(one: str, other: str) -> bool:
    (venue, date), (other_venue, other_date) = _parts(one), _parts(other)
    if venue != other_venue or not date or not other_date:
        return False
    return date.startswith(other_date) or other_date.startswith(date)


def _parts(agreement: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)-(\d{4}(?:-\d\d){0,2})", agreement)
    return (match[1], match[2]) if match else (agreement, "")
