"""Naming: what a sentence calls a zone or a document, for readers who know no ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geodata.folding import fold

from .claims import Claim, Extent, Site
from .documents import Document

if TYPE_CHECKING:
    from .atlas import Item

__all__ = ["called", "cited", "commonest", "ground_name", "name_of_id"]


def ground_name(claims: Sequence[Claim], items: Mapping[str, Item]) -> str | None:
    """Return what claims call a zone: its ground, else a name of it.

    Parameters
    ----------
    claims
        The claims about the zone.
    items
        Reference geography by id, for the names of regions.
    """
    extents = [c.body for c in claims if isinstance(c.body, Extent)]
    wholes = (b.whole for b in extents if len(b.whole) == 1)
    regions = (items[w[0]].name for w in wholes if w[0] in items)
    areas = (_area_name(b.areas[0]) for b in extents if len(b.areas) == 1)
    return (
        commonest(regions)
        or commonest(areas)
        or commonest(_proper(c.name) for c in claims)
        or commonest(c.name for c in claims if not _is_bare(c.name))
        or commonest(_parts_name(extent, items) for extent in extents)
    )


def name_of_id(zone: str, kind: str) -> str:
    """Return words for a zone that no claim names: its id, if that ends in its type.

    Examples
    --------
    >>> name_of_id("south-korea-buffer-zone", "buffer zone")
    'South Korea buffer zone'
    >>> name_of_id("z4", "buffer zone")
    'z4'
    """
    ground, found, rest = zone.rpartition("-" + kind.replace(" ", "-"))
    if not found or rest:
        return zone
    words = [word if len(word) < 3 else word.title() for word in ground.split("-")]
    return " ".join([words[0].capitalize(), *words[1:], kind])


def _is_bare(name: str | None) -> bool:
    """Whether a name only points: "the zone", "this corridor"."""
    return name is None or _BARE.fullmatch(name) is not None


def _proper(name: str | None) -> str | None:
    """Return a name with a capital inside, without its article; None of others."""
    plain = _ARTICLE.sub("", name or "")
    return plain if re.search(r"[A-Z][a-z]", plain) and not _is_bare(name) else None


_ARTICLE = re.compile(r"^(?:[Tt]he|[Tt]his|[Aa]n?)\s+(?:so-called\s+)?")
_BARE = re.compile(
    r"(?:[Tt]he|[Tt]h[ai]t|[Tt]his|[Ii]ts)?\s*(?:[Zz]one|[Cc]orridor|[Ss]trip|[Aa]rea|"
    r"[Bb]elt)s?"
)


def _area_name(area: Site) -> str | None:
    """Name a zone after its area: "Southwest of Syria", "Area of Homs"."""
    if area.name is None:
        return None
    if area.direction:
        return f"{area.direction.capitalize()} of {area.name}"
    if area.relation in ("around", "near"):
        return f"Area of {area.name}"
    return area.name[0].upper() + area.name[1:]


def _parts_name(extent: Extent, items: Mapping[str, Item]) -> str | None:
    """Name a zone after the regions that it takes parts of, if they are few."""
    if extent.whole or extent.areas or not 0 < len(extent.partial) < 4:
        return None
    names = [items[code].name for code in extent.partial if code in items]
    if len(names) != len(extent.partial):
        return None
    first, last = ", ".join(names[:-1]), names[-1]
    return f"Parts of {first} and {last}" if first else f"Parts of {last}"


def commonest(names: Iterable[str | None]) -> str | None:
    """Return the name that occurs most, the first of equals."""
    counts = Counter(name for name in names if name)
    return max(counts, key=lambda name: counts[name]) if counts else None


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
