"""Naming: what a sentence calls a zone or a document, for readers who know no ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from geodata.folding import fold

from .documents import Document

__all__ = ["called", "cited"]


def called(names: Mapping[str, str]) -> dict[str, str]:
    """Return what to call things within a sentence, by id.

    Parameters
    ----------
    names
        Names by id. A name in small letters is a description and gets an article;
        things of one name get their ids, too, so that nobody confuses them.

    Examples
    --------
    >>> called({"idlib": "Idlib", "dmz": "demilitarized zone"})
    {'idlib': 'Idlib', 'dmz': 'the demilitarized zone'}
    >>> called({"a": "Buffer zone", "b": "buffer zone", "c": "c"})
    {'a': 'Buffer zone (a)', 'b': 'the buffer zone (b)', 'c': 'c'}
    """
    shared = Counter(fold(name) for name in names.values())
    found = {}
    for key, name in names.items():
        words = name
        if name != key and name[:1].islower() and not name.startswith("the "):
            words = f"the {name}"
        found[key] = words if shared[fold(name)] == 1 else f"{words} ({key})"
    return found


def cited(document: Document) -> str:
    """Return who published a document, or its title, else its id, and its day."""
    words = (document.publisher or document.title or document.id, document.published)
    return ", ".join(word for word in words if word)
