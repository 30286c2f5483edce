"""Selection: what a page needs so as to answer from some of the documents alone.

The page works the timeframes out anew from the claims that are left
(``maps/static/frames.js``), by the rules of :mod:`zones.timeframes`. So each claim
carries its dates as bounds, each document the days by which it was out, and each zone
the readings that a finer one stands in for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.folding import fold
from geodata.periods import PAST, event_period, iso_of, parse_edtf
from zones.atlas import Atlas, Reading
from zones.claims import (
    Belt,
    Body,
    Claim,
    Event,
    Post,
    Status,
    dated_fields,
    is_done,
)
from zones.definitions import is_finer
from zones.documents import Document
from zones.reasons import belt_formula
from zones.summaries import figure
from zones.timeframes import as_presence, published, told_until

__all__ = [
    "actors_of",
    "claim_facts",
    "days_out",
    "figures_of",
    "finer_pairs",
    "is_doubted",
    "readings_of",
    "spellings",
]

Record = dict[str, Any]


def claim_facts(claim: Claim) -> Record:
    """Return what the timeframes of a claim's subject rest on.

    Returns
    -------
    dict
        ``begins``, ``ends``, ``holds`` and ``at`` as [first day, last day, qualified],
        ``span`` as a period where an event fills an interval, ``planned`` and
        ``capped`` where they are true, and what else an item takes from its claims.
    """
    body = as_presence(claim).body
    facts: Record = {}
    for name, edtf in dated_fields(body).items():
        if name == "on" and "/" in edtf and not edtf.startswith("["):
            span = event_period(edtf)
            days = [iso_of(day) for day in (span.b0, span.b1, span.e0, span.e1)]
            facts["span"] = [*days, span.capped]
            continue
        bounds = parse_edtf(edtf)
        key = "at" if name == "on" else name
        facts[key] = [iso_of(bounds.first), iso_of(bounds.last), bounds.capped]
    if not is_done(claim):
        facts["planned"] = True
    if claim.is_capped:
        facts["capped"] = True
    if isinstance(body, Status):
        facts |= {"status": body.status, "under": body.under, "how": body.how}
    elif isinstance(body, Post):
        facts["status"] = body.status
    elif isinstance(body, Belt):
        facts["formula"] = belt_formula([claim])
    elif isinstance(body, Event):
        facts |= {"account_of": body.account_of, "edtf": body.on}
    facts["actors"] = actors_of([body]) or None
    facts["figures"] = figures_of([body]) or None
    return {key: value for key, value in facts.items() if value is not None}


def days_out(atlas: Atlas, document: Document) -> tuple[str | None, str | None]:
    """Return the days from which a document was possibly and surely out.

    A document of which nobody knows the date is no older than what it tells as done.
    """
    first, last = published(document)
    if first == PAST:
        own = [claim for claim in atlas.claims if claim.document == document.id]
        first = told_until(own).get(document.id, PAST)
    return iso_of(first), iso_of(last)


def is_doubted(document: Document) -> bool:
    """Whether the date of a document is qualified."""
    return bool(document.published and parse_edtf(document.published).capped)


def readings_of(atlas: Atlas, zone: str) -> list[Reading]:
    """Return all readings of a zone, those first that no finer one stands in for."""
    standing = atlas.zone_readings(zone)
    known = {reading.id for reading in standing}
    others = [r for r in atlas.readings if r.zone == zone and r.id not in known]
    return standing + others


def finer_pairs(atlas: Atlas, readings: Sequence[Reading]) -> list[list[str]]:
    """Return the pairs of readings of which the first says the second, only closer."""
    definitions = [(r.id, atlas.definition_of(r)) for r in readings]
    return [
        [one, other]
        for one, own in definitions
        for other, coarse in definitions
        if is_finer(own, coarse)
    ]


def actors_of(bodies: Iterable[Body]) -> list[str]:
    """Return who takes part in an event or runs a post, each once."""
    names: list[str] = []
    for body in bodies:
        if isinstance(body, Event):
            names += body.actors
        elif isinstance(body, Post) and body.operator:
            names.append(body.operator)
    return list(dict.fromkeys(names))


def spellings(name: str, others: Iterable[str]) -> list[str]:
    """Return the spellings that a search does not find by the name already."""
    keys = {fold(name): name}
    for other in others:
        keys.setdefault(fold(other), other)
    return list(keys.values())[1:]


def figures_of(bodies: Iterable[Body]) -> list[str]:
    """Say the quantities of an event, each with who counts so."""
    rows = [q for body in bodies if isinstance(body, Event) for q in body.quantities]
    said = (f"{figure(q)} ({q.speaker})" if q.speaker else figure(q) for q in rows)
    return list(dict.fromkeys(said))
