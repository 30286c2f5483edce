"""Sources: claims, documents and their support, as the page shows them."""

from __future__ import annotations

from typing import Any

from geodata.periods import iso_of
from zones.atlas import Atlas
from zones.claims import Claim
from zones.support import support
from zones.summaries import summarise
from zones.timeframes import published

from .selection import claim_facts, days_out, is_doubted

__all__ = ["claim_record", "document_record", "support_of", "words_of"]

Record = dict[str, Any]


def claim_record(atlas: Atlas, claim: Claim) -> Record:
    """Return what a card of the page says of a claim."""
    return {
        "kind": claim.kind,
        "zone": claim.zone,
        "document": claim.document,
        "quote": claim.quote,
        "summary": words_of(atlas, claim),
        "modality": claim.modality,
        "speaker": claim.speaker,
        "confidence": claim.confidence,
        "rules": list(claim.rules),
        "repairs": list(claim.repairs),
        "inferred": [
            {"what": s.what, "how": s.how, "documents": list(s.documents)}
            for s in claim.inferred
        ],
        "start": claim.start,
        "end": claim.end,
        "lineage": list(claim.lineage),
        "facts": claim_facts(claim),
    }


def document_record(atlas: Atlas, name: str) -> Record:
    """Return a document with the days by which it was out."""
    document = atlas.document[name]
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published,
        "published_basis": document.published_basis,
        "bounds": [iso_of(day) for day in published(document)],
        "publisher": document.publisher,
        "lineage": list(document.lineage),
        "url": document.url,
        "out": list(days_out(atlas, document)),
        "doubted": is_doubted(document),
    }


def support_of(atlas: Atlas) -> Record:
    """Count the documents of an atlas and the agencies that account for them."""
    counts = support(atlas, [claim.id for claim in atlas.claims])
    return {
        "documents": len(atlas.documents),
        "lineages": counts["lineages"],
        "unattributed": counts["unattributed"],
    }


def words_of(atlas: Atlas, claim: Claim) -> str:
    """Summarise a claim, regions by name."""
    return summarise(claim, atlas.province_names)
