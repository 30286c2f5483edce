"""Qualifying: names followed by the region they lie in, and the words for regions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .places import Gazetteer, Place

__all__ = ["bare_region", "find_qualified", "unqualified"]

_MOST_REGIONS = 3
"""District, province and country; a cell with more commas is a list or a sentence."""

_UNIT = re.compile(
    r"\b(governorate|province|muhafaza[ht]?|oblast|(sub-?)?district|region|state"
    r"|republic|of)\b"
)


def bare_region(name: str) -> str:
    """Return the name of a region without the word for its kind.

    Examples
    --------
    >>> bare_region("Luhanska oblast")
    'Luhanska'
    """
    if not _UNIT.search(name.lower()):
        return name
    words = [word for word in name.split() if not _UNIT.fullmatch(word.lower())]
    return " ".join(words)


def unqualified(name: str) -> str:
    """Return a name without the region that follows it."""
    return _parts(name)[0]


def find_qualified(gazetteer: Gazetteer, name: str) -> list[Place]:
    """Return the places of a name that tells their province or country.

    That stands after the last comma or in brackets, as a name or a code: ``Suran,
    SY-HM``, ``Saraqib (Idlib province)``, ``Saraqib, Idlib, Syria``.

    Parameters
    ----------
    gazetteer
        Where both are looked up.
    name
        What no place is called as a whole.

    Returns
    -------
    list of Place
        Empty where the name tells no region, or the place lies in another one.
    """
    bare, region = _parts(name)
    if not region or sum(map(name.count, ",،(")) > _MOST_REGIONS:
        return []
    codes = {region.upper(), *_codes(gazetteer, region)}
    return [
        place
        for place in gazetteer.find(bare)
        if not codes.isdisjoint({place.admin1, place.country, place.pcode} - {None})
    ]


def _codes(gazetteer: Gazetteer, region: str) -> set[str | None]:
    """Return the codes of the provinces of that name, else of the countries."""
    spellings = dict.fromkeys((region, bare_region(region)))
    provinces = [p for s in spellings for p in gazetteer.find(s, kind="province")]
    if provinces:
        return {place.admin1 for place in provinces}
    countries = [c for s in spellings for c in gazetteer.find(s, kind="country")]
    return {place.country for place in countries}


def _parts(name: str) -> tuple[str, str]:
    """Return a name and the region behind it, which is empty where none is told."""
    whole = name.strip()
    mark = "(" if whole.endswith(")") else "," if whole.count(",") else "،"
    bare, _, region = whole.rpartition(mark)
    bare, region = bare.strip(" ,،"), region.rstrip(")").strip()
    return (bare, region) if bare and region else (name, "")
