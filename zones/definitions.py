"""Definitions: the formula of an extent, and which formula stands in for which.

A definition names whole and partial admin-1 regions, areas, or a given geometry. All
claims with an equal definition are one *reading* of the zone; readings are rivals,
unless one is finer than another and stands in for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .claims import Claim, Extent, Site

__all__ = [
    "Definition",
    "area_words",
    "define",
    "group_readings",
    "is_finer",
    "standing",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Definition:
    """The normalised formula of an extent.

    Attributes
    ----------
    whole, partial
        Codes of admin-1 regions, sorted.
    areas
        Named or directional areas, sorted; each is partly inside.
    geometry
        GeoJSON geometry as text with sorted keys, or None.
    """

    whole: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    areas: tuple[Site, ...] = ()
    geometry: str | None = None

    @property
    def parts(self) -> tuple[str | Site, ...]:
        """The partial regions and the areas."""
        return self.partial + self.areas

    @property
    def key(self) -> str:
        """A short text that is equal for equal definitions and for no others."""
        text = repr((self.whole, self.partial, self.areas, self.geometry))
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def define(extent: Extent) -> Definition:
    """Return the definition that an extent claim states."""
    geometry = extent.geometry
    areas = (replace(area, error_km=None) for area in extent.areas)
    return Definition(
        tuple(sorted(set(extent.whole))),
        tuple(sorted(set(extent.partial) - set(extent.whole))),
        tuple(sorted(set(areas), key=repr)),
        json.dumps(geometry, sort_keys=True) if geometry else None,
    )


def group_readings(claims: Iterable[Claim]) -> dict[Definition, list[Claim]]:
    """Group the extent claims of one zone by their definition, in a stable order."""
    groups: dict[Definition, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.body, Extent):
            groups.setdefault(define(claim.body), []).append(claim)
    return {key: groups[key] for key in sorted(groups, key=repr)}


def is_finer(one: Definition, other: Definition) -> bool:
    """Whether ``one`` says the same as ``other``, only closer.

    It names the same wholes, puts each of its parts inside a part of the other, and
    leaves no part of the other without one: "north-eastern Latakia" is finer than
    "parts of Latakia", but a province alone is a rival of that province and parts of
    its neighbours.

    Examples
    --------
    >>> parts = Definition(partial=("SY-LA",))
    >>> north_east = Site("Latakia", direction="northeast", admin1="SY-LA")
    >>> is_finer(Definition(areas=(north_east,)), parts)
    True
    >>> is_finer(Definition(), parts)
    False
    """
    if one == other or one.whole != other.whole or one.geometry or other.geometry:
        return False
    housed = all(any(_lies_in(p, q) for q in other.parts) for p in one.parts)
    filled = all(any(_lies_in(p, q) for p in one.parts) for q in other.parts)
    return bool(one.parts and other.parts) and housed and filled


def standing(definitions: Sequence[Definition]) -> list[Definition]:
    """Leave out each definition that a finer one stands in for."""
    return [d for d in definitions if not any(is_finer(e, d) for e in definitions)]


def words_of(definition: Definition, names: Mapping[str, str]) -> str:
    """Say a definition in words.

    Parameters
    ----------
    definition
        The formula.
    names
        Names of admin-1 regions by code; a code without one stands for itself.

    Examples
    --------
    >>> names = {"SY-ID": "Idlib", "SY-HM": "Hama"}
    >>> words_of(Definition(("SY-ID",), ("SY-HM",)), names)
    'Idlib and parts of Hama'
    """
    if definition.geometry:
        return "the geometry that the claim gives"
    pieces = []
    if definition.whole:
        pieces.append(_list(sorted(names.get(code, code) for code in definition.whole)))
    if definition.partial:
        parts = sorted(names.get(code, code) for code in definition.partial)
        pieces.append("parts of " + _list(parts))
    pieces += [area_words(area) for area in definition.areas]
    return _list(pieces) or "an extent that is not named"


def area_words(area: Site) -> str:
    """Say an area in words: "the southwest of Syria", "around Homs"."""
    name = area.name or (
        f"{area.lat}, {area.lon}" if area.lat is not None else "an unnamed area"
    )
    if area.direction:
        name = f"the {area.direction} of {name}"
    if area.relation in ("around", "near", "along"):
        return f"{area.relation} {name}"
    return name


def _list(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _lies_in(part: str | Site, other: str | Site) -> bool:
    if part == other:
        return True
    if isinstance(other, str):
        return isinstance(part, Site) and part.admin1 == other
    if isinstance(part, str):
        return False
    plain = other.direction is None and other.relation == "in"
    same_name = part.name is not None and part.name == other.name
    return plain and same_name
