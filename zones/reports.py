"""Reports of a reading: what was read, in lines for people and as a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import fields
from typing import Any

from geodata.places import read_gazetteer

from .atlas import is_zone_claim
from .claims import BODIES, Belt, Claim, Extent, Post, claim_to_json
from .dossier import Dossier
from .documents import READ_BEFORE, document_to_json
from .reading.languages import language_name
from .reading.vocabulary import country_name
from .reasons import belt_formula

__all__ = ["reading_record", "reading_report"]

MANY_DOCUMENTS = 50
"""The report names as many documents; JSON names every one."""


def reading_record(dossier: Dossier) -> dict[str, Any]:
    """Return documents, mentions and claims of a reading, JSON-ready."""
    return {
        "deesc": 1,
        "query": "read",
        "documents": [document_to_json(each) for each in dossier.documents],
        "mentions": {
            "places": [_mention(*each) for each in dossier.mentions.places],
            "dates": [_mention(*each) for each in dossier.mentions.dates],
        },
        "claims": [claim_to_json(each) for each in dossier.claims],
        "skipped": [
            {"path": str(each.path), "why": each.why} for each in dossier.skipped
        ],
    }


def _mention(document: str, mention: Any) -> dict[str, Any]:
    record = {each.name: getattr(mention, each.name) for each in fields(mention)}
    return {"document": document} | record


def reading_report(dossier: Dossier) -> list[str]:
    """Say what was read: documents with bounds, claims by kind, zones, open questions.

    Returns
    -------
    list of str
        Lines for stderr.
    """
    skipped = f", {len(dossier.skipped)} skipped" if dossier.skipped else ""
    lines = [f"{_count(dossier.documents, 'document')}{skipped}"]
    for document in dossier.documents[:MANY_DOCUMENTS]:
        basis = f" ({document.published_basis})" if document.published_basis else ""
        published = f"published {document.published}{basis}"
        lines.append(
            f"  {document.id}: {published if document.published else 'no date'}"
        )
    if more := dossier.documents[MANY_DOCUMENTS:]:
        undated = sum(1 for document in more if document.published is None)
        lines.append(f"  … and {len(more)} more, {undated} of them without a date")
    again = [each for each in dossier.skipped if each.why == READ_BEFORE]
    told = dossier.skipped
    if len(again) > MANY_DOCUMENTS:
        lines.append(f"  skipped {len(again)} texts: {READ_BEFORE}")
        told = tuple(each for each in told if each.why != READ_BEFORE)
    lines += [f"  skipped {each.path}: {each.why}" for each in told]
    lines += _unread_lines(dossier)
    lines += _beyond_lines(dossier)
    lines += _decision_lines(dossier)
    kinds = Counter(claim.kind for claim in dossier.claims)
    counted = ", ".join(f"{kinds[kind]} {kind}" for kind in BODIES if kinds[kind])
    claims = _count(dossier.claims, "claim")
    lines.append(claims + (f": {counted}" if counted else ""))
    groups: dict[str, list[Claim]] = {}
    for claim in dossier.claims:
        if claim.zone is not None:
            groups.setdefault(claim.zone, []).append(claim)
    sure = sorted(zone for zone, claims in groups.items() if is_zone_claim(claims))
    lines.append(f"{len(sure)} zones and belts: {', '.join(sure) or 'none'}")
    planned = sorted(set(groups) - set(sure))
    if planned:
        lines.append(f"only planned or proposed: {', '.join(planned)}")
    lines += [f"unknown: {question}" for question in _questions(dossier, groups, sure)]
    return lines


def _unread_lines(dossier: Dossier) -> list[str]:
    """Name the texts whose claims were not read, by language."""
    by_language: dict[str, list[str]] = {}
    for document in dossier.documents:
        if document.language is not None:
            name = language_name(document.language)
            by_language.setdefault(name, []).append(document.id)
    return [
        f"  in {name}, dates and places read, claims not: {', '.join(documents)}"
        for name, documents in sorted(by_language.items())
    ]


_FEW_NAMES = 3  # so few names without a point say nothing about a geography


def _beyond_lines(dossier: Dossier) -> list[str]:
    """Say of which texts most places lie beyond the geography in use, and what helps.

    Beyond it is a place of a country whose provinces the boundaries do not draw, and a
    name that no gazetteer in use holds.
    """
    drawn = {p.country for p in read_gazetteer().places if p.kind == "province"}
    by_text: dict[str, dict[str, str | None]] = {}
    for document, mention in dossier.mentions.places:
        if mention.kind in ("settlement", "area") and mention.role == "place":
            names = by_text.setdefault(document, {})
            if mention.place is None and mention.lat is None:
                names[mention.name] = _UNLISTED
            elif mention.country is not None:
                is_drawn = mention.country in drawn or mention.admin1 is not None
                names[mention.name] = None if is_drawn else mention.country
    beyond: dict[str, list[str]] = {}
    for document, names in sorted(by_text.items()):
        counts = Counter(where for where in names.values() if where)
        unlisted = counts[_UNLISTED]
        if 2 * counts.total() <= len(names) or len(names) == unlisted < _FEW_NAMES:
            continue
        land = min(counts, key=lambda code: (code == _UNLISTED, -counts[code], code))
        beyond.setdefault(land, []).append(document)
    return [_beyond_line(land, documents) for land, documents in sorted(beyond.items())]


_UNLISTED = "unlisted"


def _beyond_line(land: str, documents: list[str]) -> str:
    more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    lead = f"most places of {documents[0]}{more} "
    if land == _UNLISTED:
        return (
            f"{lead}are in no gazetteer in use: --gazetteer FILE (a GeoNames country "
            "dump, or a table with name, lat and lon) and --boundaries FILE (admin-1 "
            "polygons of the country) would help"
        )
    return (
        f"{lead}lie in {country_name(land)}, of which the boundaries in use draw no "
        "province: --boundaries FILE (admin-1 polygons of it, such as geoBoundaries "
        f"or COD-AB) and --gazetteer FILE (its villages, such as GeoNames' {land}.zip) "
        "would help"
    )


def _decision_lines(dossier: Dossier) -> list[str]:
    """Say what became of earlier decisions."""
    orphans = [d for d in dossier.decisions if d.orphan]
    kept = len(dossier.decisions) - len(orphans)
    lines = [f"{kept} decisions kept"] if kept else []
    return lines + [f"orphaned: {d.decision} of {d.claim}: {d.orphan}" for d in orphans]


def _questions(
    dossier: Dossier, groups: dict[str, list[Claim]], zones: list[str]
) -> list[str]:
    questions = []
    for zone in zones:
        claims = groups[zone]
        if any(isinstance(claim.body, Belt) for claim in claims):
            if not _has_line(claims, dossier):
                questions.append(
                    f"area of {zone}: no line is given, {belt_formula(claims)}"
                )
        elif not any(isinstance(claim.body, Extent) for claim in claims):
            questions.append(f"extent of {zone}: no claim states one")
        elif not any(_has_whole(claim) for claim in claims):
            questions.append(
                f"border of {zone}: the documents name only parts or areas"
            )
    posts = [claim for claim in dossier.claims if isinstance(claim.body, Post)]
    if posts and not any(claim.name for claim in posts):
        questions.append(
            f"place of posts: {len(posts)} claims speak of posts, none names one"
        )
    return questions


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}" + ("" if len(things) == 1 else "s")


def _has_line(belts: list[Claim], dossier: Dossier) -> bool:
    """Whether claims give a line that the belt is along."""
    if not any(claim.kind == "line" for claim in dossier.claims):
        return False
    from .lines import known_lines  # needs geometry, which most readings do not

    ways = {c.body.along for c in belts if isinstance(c.body, Belt) and c.body.along}
    return any(line.is_named(w) for line in known_lines(dossier.claims) for w in ways)


def _has_whole(claim: Claim) -> bool:
    return isinstance(claim.body, Extent) and bool(
        claim.body.whole or claim.body.geometry
    )
