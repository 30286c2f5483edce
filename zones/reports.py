"""Reports of a reading: what was read, in lines for people and as a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from geodata.places import read_gazetteer

from .atlas import is_zone_claim
from .claims import BODIES, Belt, Claim, Extent, Line, Post, claim_to_json
from .dossier import Decision, Dossier
from .documents import READ_BEFORE, Document, Skipped, document_to_json
from .grouping import is_one_post
from .reading.languages import language_name
from .reading.vocabulary import country_name
from .reasons import belt_formula

if TYPE_CHECKING:
    from .reading.mentions import PlaceMention

__all__ = ["Tally", "reading_record", "reading_report", "report_lines"]

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


class Tally:
    """What a report says of places and claims, counted document by document."""

    def __init__(self) -> None:
        drawn = (p.country for p in read_gazetteer().places if p.kind == "province")
        self._drawn = frozenset(drawn)
        self.kinds: Counter[str] = Counter()
        self.zones: dict[str, ZoneTally] = {}
        self.lines: list[Claim] = []
        self.own_posts = self.other_posts = 0
        self.beyond: dict[str, list[str]] = {}

    def add_claims(self, claims: Iterable[Claim]) -> None:
        """Count claims."""
        for claim in claims:
            self.kinds[claim.kind] += 1
            if claim.zone is not None:
                self.zones.setdefault(claim.zone, ZoneTally()).add(claim)
            if isinstance(claim.body, Line):
                self.lines.append(claim)
            elif isinstance(claim.body, Post):
                if is_one_post(claim):
                    self.own_posts += 1
                else:
                    self.other_posts += 1

    def add_places(self, document: str, places: Iterable[PlaceMention]) -> None:
        """Note a document most places of which lie beyond the geography in use.

        Beyond it is a place of a country whose provinces the boundaries do not draw,
        and a name that no gazetteer in use holds.
        """
        names: dict[str, str | None] = {}
        for place in places:
            if place.kind in ("settlement", "area") and place.role == "place":
                if place.place is None and place.lat is None:
                    names[place.name] = _UNLISTED
                elif place.country is not None:
                    drawn = place.country in self._drawn or place.admin1 is not None
                    names[place.name] = None if drawn else place.country
        counts = Counter(where for where in names.values() if where)
        unlisted = counts[_UNLISTED]
        if 2 * counts.total() <= len(names) or len(names) == unlisted < _FEW_NAMES:
            return
        land = min(counts, key=lambda code: (code == _UNLISTED, -counts[code], code))
        self.beyond.setdefault(land, []).append(document)


_FEW_NAMES = 3  # so few names without a point say nothing about a geography
_UNLISTED = "unlisted"


@dataclass(slots=True)
class ZoneTally:
    """What claims say of one zone or belt, as far as a report asks."""

    is_sure: bool = False
    has_extent: bool = False
    has_whole: bool = False
    belts: dict[Belt, Claim] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Count a claim of the zone."""
        self.is_sure = self.is_sure or is_zone_claim([claim])
        self.has_extent = self.has_extent or isinstance(claim.body, Extent)
        self.has_whole = self.has_whole or _has_whole(claim)
        if isinstance(claim.body, Belt):
            self.belts.setdefault(claim.body, claim)


def reading_report(dossier: Dossier) -> list[str]:
    """Say what was read: documents with bounds, claims by kind, zones, open questions.

    Returns
    -------
    list of str
        Lines for stderr.
    """
    tally = Tally()
    tally.add_claims(dossier.claims)
    by_text: dict[str, list[PlaceMention]] = {}
    for document, mention in dossier.mentions.places:
        by_text.setdefault(document, []).append(mention)
    for document, mentions in sorted(by_text.items()):
        tally.add_places(document, mentions)
    return report_lines(tally, dossier.documents, dossier.skipped, dossier.decisions)


def report_lines(
    tally: Tally,
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
    decisions: Sequence[Decision],
    unchanged: int = 0,
) -> list[str]:
    """Say what was read, as :func:`reading_report`, from what was counted.

    Parameters
    ----------
    tally
        Counts of all documents.
    documents, skipped, decisions
        As in a :class:`~zones.dossier.Dossier`.
    unchanged
        How many of the documents an earlier reading was kept of.
    """
    left_out = f", {len(skipped)} skipped" if skipped else ""
    kept = f", {unchanged} unchanged and not read again" if unchanged else ""
    lines = [f"{_count(len(documents), 'document')}{left_out}{kept}"]
    for document in documents[:MANY_DOCUMENTS]:
        basis = f" ({document.published_basis})" if document.published_basis else ""
        published = f"published {document.published}{basis}"
        lines.append(
            f"  {document.id}: {published if document.published else 'no date'}"
        )
    if more := documents[MANY_DOCUMENTS:]:
        undated = sum(1 for document in more if document.published is None)
        lines.append(f"  … and {len(more)} more, {undated} of them without a date")
    again = [each for each in skipped if each.why == READ_BEFORE]
    told = skipped
    if len(again) > MANY_DOCUMENTS:
        lines.append(f"  skipped {len(again)} texts: {READ_BEFORE}")
        told = tuple(each for each in told if each.why != READ_BEFORE)
    lines += [f"  skipped {each.path}: {each.why}" for each in told]
    lines += _unread_lines(documents)
    lines += [_beyond_line(*each) for each in sorted(tally.beyond.items())]
    lines += _decision_lines(decisions)
    counted = (f"{tally.kinds[kind]} {kind}" for kind in BODIES if tally.kinds[kind])
    total = tally.kinds.total()
    lines.append(_count(total, "claim") + (f": {', '.join(counted)}" if total else ""))
    sure = sorted(zone for zone, each in tally.zones.items() if each.is_sure)
    lines.append(f"{len(sure)} zones and belts: {', '.join(sure) or 'none'}")
    planned = sorted(set(tally.zones) - set(sure))
    if planned:
        lines.append(f"only planned or proposed: {', '.join(planned)}")
    lines += [f"unknown: {question}" for question in _questions(tally, sure)]
    return lines


def _unread_lines(documents: Iterable[Document]) -> list[str]:
    """Name the texts whose claims were not read, by language."""
    by_language: dict[str, list[str]] = {}
    for document in documents:
        if document.language is not None:
            name = language_name(document.language)
            by_language.setdefault(name, []).append(document.id)
    return [
        f"  in {name}, dates and places read, claims not: {', '.join(ids)}"
        for name, ids in sorted(by_language.items())
    ]


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


def _decision_lines(decisions: Sequence[Decision]) -> list[str]:
    """Say what became of earlier decisions."""
    orphans = [d for d in decisions if d.orphan]
    kept = len(decisions) - len(orphans)
    lines = [f"{kept} decisions kept"] if kept else []
    return lines + [f"orphaned: {d.decision} of {d.claim}: {d.orphan}" for d in orphans]


def _questions(tally: Tally, zones: Iterable[str]) -> list[str]:
    questions = []
    for zone in zones:
        told = tally.zones[zone]
        if told.belts:
            if not _has_line(told.belts, tally.lines):
                formula = belt_formula(told.belts.values())
                questions.append(f"area of {zone}: no line is given, {formula}")
        elif not told.has_extent:
            questions.append(f"extent of {zone}: no claim states one")
        elif not told.has_whole:
            questions.append(
                f"border of {zone}: the documents name only parts or areas"
            )
    if tally.other_posts and not tally.own_posts:
        questions.append(
            f"place of posts: {tally.other_posts} claims speak of posts, "
            "none gives the place of one"
        )
    return questions


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _has_line(belts: Iterable[Belt], lines: Sequence[Claim]) -> bool:
    """Whether claims give a line that a belt is along."""
    if not lines:
        return False
    from .lines import known_lines  # needs geometry, which most readings do not

    ways = {belt.along for belt in belts if belt.along}
    return any(line.is_named(way) for line in known_lines(lines) for way in ways)


def _has_whole(claim: Claim) -> bool:
    return isinstance(claim.body, Extent) and bool(
        claim.body.whole or claim.body.geometry
    )
