"""The dossier: documents, claims and analyst decisions in one reviewable JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError
from geodata.formats import stream_json

from .claims import Claim, claim_from_json, claim_to_json
from .documents import Document, Skipped, document_from_json, document_to_json
from .edits import edit_claim

if TYPE_CHECKING:
    from .reading.dates import DateMention
    from .reading.places import PlaceMention

__all__ = [
    "Decision",
    "Dossier",
    "Mentions",
    "accepted_claims",
    "decision_to_json",
    "dossier_from_json",
    "dossier_members",
    "dossier_to_json",
    "last_decisions",
    "merge",
    "read_dossier",
    "settled",
    "without_texts",
    "write_dossier",
]

VERSION = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst decided about a claim: by whom, when, and why.

    ``decision`` is ``accept``, ``reject`` or ``edit``; with the last, ``changes`` holds
    the fields that differ from what the document says, in their JSON form, None for
    one that is taken away. ``quote_sha256`` is the hash of the words that were judged,
    so that a decision about words that have since changed is noticed. ``orphan`` says
    why a decision no longer counts: after another reading its claim is gone, or has
    other words.
    """

    claim: str
    decision: str
    by: str | None = None
    on: str | None = None
    quote_sha256: str | None = None
    note: str | None = None
    orphan: str | None = None
    changes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Places and dates found in the texts, each with its document's id."""

    places: tuple[tuple[str, PlaceMention], ...] = ()
    dates: tuple[tuple[str, DateMention], ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Documents, claims and decisions; the input of a build.

    Attributes
    ----------
    documents
        In the order of their ids.
    claims
        In the order of document and place in the text.
    decisions
        In the order in which they were made.
    coverage
        What the documents do not cover, in sentences of the compiler.
    mentions
        What a reading found beside claims; never part of the file.
    skipped
        Files that a reading left out, and why; never part of the file.
    """

    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    decisions: tuple[Decision, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    skipped: tuple[Skipped, ...] = ()
    coverage: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {document.id for document in self.documents}
        for claim in self.claims:
            if claim.document not in known:
                msg = (
                    f"claim {claim.id!r} names document {claim.document!r}, not listed"
                )
                raise InputError(msg)


def accepted_claims(dossier: Dossier) -> tuple[Claim, ...]:
    """Return the claims that no decision rejects, edited ones as they were edited.

    The last decision about a claim counts.
    """
    last = last_decisions(dossier)
    result = []
    for claim in dossier.claims:
        decision = last.get(claim.id)
        if decision is None or decision.decision != "reject":
            result.append(settled(claim, decision))
    return tuple(result)


def last_decisions(dossier: Dossier) -> dict[str, Decision]:
    """Return the decision that counts about each claim, by the claim's id."""
    return {d.claim: d for d in dossier.decisions if d.orphan is None}


def settled(claim: Claim, decision: Decision | None) -> Claim:
    """Return a claim as a decision leaves it."""
    if decision is None or decision.decision != "edit":
        return claim
    by, changes = decision.by or "", decision.changes or {}
    return edit_claim(claim, changes, by, on=decision.on, note=decision.note)


def dossier_to_json(dossier: Dossier) -> dict[str, Any]:
    """Return the JSON form: stable order, empty fields left out."""
    return {
        name: list(value) if isinstance(value, Iterator) else value
        for name, value in dossier_members(dossier, dossier.claims).items()
    }


def dossier_members(dossier: Dossier, claims: Iterable[Claim]) -> dict[str, Any]:
    """Return the members of the JSON form in order, its lists as iterators.

    Parameters
    ----------
    dossier
        All but the claims.
    claims
        Its claims, which need not be in memory at once.
    """
    coverage = {"coverage": list(dossier.coverage)} if dossier.coverage else {}
    return {
        "deesc": VERSION,
        **coverage,
        "documents": (document_to_json(each) for each in dossier.documents),
        "claims": (claim_to_json(each) for each in claims),
        "decisions": map(decision_to_json, dossier.decisions),
    }


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """Return the JSON form of a decision; empty fields are left out."""
    return {
        name: value
        for name in Decision.__slots__
        if (value := getattr(decision, name)) is not None
    }


def dossier_from_json(record: Mapping[str, Any]) -> Dossier:
    """Read the JSON form of a dossier.

    Raises
    ------
    InputError
        If it is no dossier of this version, or a record is broken.
    """
    if record.get("deesc") != VERSION:
        msg = f'"deesc" is {record.get("deesc")!r}: not a dossier of version {VERSION}'
        raise InputError(msg)
    return Dossier(
        tuple(document_from_json(each) for each in record.get("documents", ())),
        tuple(claim_from_json(each) for each in record.get("claims", ())),
        tuple(Decision(**each) for each in record.get("decisions", ())),
        coverage=tuple(record.get("coverage", ())),
    )


def merge(dossiers: Iterable[Dossier]) -> Dossier:
    """Join dossiers: their claims and decisions one after the other.

    Raises
    ------
    InputError
        If one id names unlike documents, or unlike claims.
    """
    documents: dict[str, Document] = {}
    claims: dict[str, Claim] = {}
    decisions: dict[str, Decision] = {}
    coverage: dict[str, None] = {}
    for dossier in dossiers:
        coverage |= dict.fromkeys(dossier.coverage)
        for document in dossier.documents:
            if documents.setdefault(document.id, document) != document:
                msg = f"document {document.id!r} stands in two dossiers and differs"
                raise InputError(msg)
        for claim in dossier.claims:
            if claims.setdefault(claim.id, claim) != claim:
                msg = f"claim {claim.id!r} stands in two dossiers and differs"
                raise InputError(msg)
        decisions |= {repr(decision): decision for decision in dossier.decisions}
    ordered = tuple(documents[name] for name in sorted(documents))
    return Dossier(
        ordered,
        tuple(claims.values()),
        tuple(decisions.values()),
        coverage=tuple(coverage),
    )


def read_dossier(path: Path) -> Dossier:
    """Read a dossier file.

    Raises
    ------
    InputError
        If the file is missing, is not JSON or holds a broken dossier: the message
        names the file and the first fault; ``check`` lists all of them.
    """
    from .checking import complaints_of, load_json

    record = load_json(path)
    complaints = complaints_of(record)
    if complaints:
        more = len(complaints) - 1
        rest = f" (and {more} more: deesc check {path})" if more else ""
        msg = f"{path}: {complaints[0]}{rest}"
        raise InputError(msg)
    return dossier_from_json(record)


def write_dossier(dossier: Dossier, path: Path) -> None:
    """Write a dossier as JSON, all of it or nothing."""
    stream_json(path, dossier_members(dossier, dossier.claims))


def without_texts(dossier: Dossier) -> Dossier:
    """Return the dossier without third-party sentences: offsets and hashes stay.

    A headline is a sentence too: its first words stay, enough to cite it by.
    """
    return replace(
        dossier,
        documents=tuple(replace(d, title=_cited(d.title)) for d in dossier.documents),
        claims=tuple(claim.without_quote() for claim in dossier.claims),
    )


CITED_WORDS = 6
"""Words of a headline that a dossier without texts keeps."""


def _cited(title: str | None) -> str | None:
    words = (title or "").split()
    if len(words) <= CITED_WORDS:
        return title
    return " ".join(words[:CITED_WORDS]).rstrip(",;:") + " …"
