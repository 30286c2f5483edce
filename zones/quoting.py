"""Quoting: sentences put back into a dossier or atlas that ships without them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from .atlas import Atlas
from .claims import Claim
from .documents import Document, find_documents, read_documents
from .dossier import Dossier

__all__ = ["with_quotes"]

log = logging.getLogger(__name__)

Quotable = TypeVar("Quotable", Atlas, Dossier)


def with_quotes(atlas: Quotable, folder: Path) -> Quotable:
    """Return an atlas, or a dossier, whose claims carry their sentences.

    Parameters
    ----------
    atlas
        Its documents name the hashes of their texts.
    folder
        Where the texts are. A text counts as a document's only if its hash is the
        document's, whatever its file is called.
    """
    texts, _ = read_documents(find_documents([folder]))
    by_hash = {text.document.text_sha256: text.text for text in texts}
    known = {
        d.id: by_hash[d.text_sha256]
        for d in atlas.documents
        if d.text_sha256 in by_hash
    }
    _say_missing(atlas.documents, known, folder)
    claims = tuple(_quoted(claim, known) for claim in atlas.claims)
    return replace(atlas, claims=claims)


def _say_missing(
    documents: Iterable[Document], known: Mapping[str, str], folder: Path
) -> None:
    for document in documents:
        if document.id not in known:
            log.warning("%s: no text with the hash of document %s", folder, document.id)


def _quoted(claim: Claim, texts: Mapping[str, str]) -> Claim:
    text = texts.get(claim.document)
    if text is None or claim.start is None or claim.end is None:
        return claim
    return replace(claim, quote=text[claim.start : claim.end])
