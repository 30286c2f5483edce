"""Naming: what a sentence calls a zone or a document, for readers who know no ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geodata.folding import fold

from .claims import Claim, Extent, Site
from .documents import Document

if TYPE_CHECKING:
    from .atlas import Item

__all__ = ["called", "cited", "commonest", "ground_name"]


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
        or commonest(c.name for c in claims)
        or commonest(_parts_name(extent, items) for extent in extents)
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
