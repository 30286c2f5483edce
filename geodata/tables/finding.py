"""Finding: regions and places of tables, by the names that their cells hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .chunks import cell_text

if TYPE_CHECKING:
    from ..places import Gazetteer, Place

__all__ = ["Finder"]


class Finder:
    """Looks names up once: admin-1 codes, and places with their radius."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._regions: dict[tuple[Any, Any], str | None] = {}
        self._places: dict[tuple[Any, Any, Any], Place | None] = {}

    def region(self, name: Any, country: Any) -> str | None:
        """Return the code of the one region with this name or code, else None."""
        key = (name, country)
        if key not in self._regions:
            self._regions[key] = self._find_region(cell_text(name), cell_text(country))
        return self._regions[key]

    def _find_region(self, name: str, country: str) -> str | None:
        if not name:
            return None
        iso = self._country(country)
        bare = re.sub(
            r"\s+(?:governorate|province|oblast|region|state|muhafazah|muhafazat)$|"
            r"^(?:governorate|province|state)\s+of\s+",
            "",
            name,
            flags=re.I,
        )
        for spelling in dict.fromkeys((name, bare)):
            found = self.gazetteer.find(spelling, kind="province", country=iso)
            codes = {place.admin1 for place in found if place.admin1}
            if len(codes) == 1:
                return codes.pop()
        return None

    def _country(self, country: str) -> str | None:
        if not country:
            return None
        if re.fullmatch(r"[A-Z]{2}", country):
            return country
        found = self.gazetteer.find(country, kind="country")
        return found[0].country if found else None

    def place(self, name: Any, admin1: str | None, country: Any) -> Place | None:
        """Return the one settlement with this name, where a region allows it."""
        key = (name, admin1, country)
        if key not in self._places:
            iso = self._country(cell_text(country))
            found = self.gazetteer.find(cell_text(name), kind="settlement", country=iso)
            if admin1 is not None:
                found = [place for place in found if place.admin1 == admin1]
            self._places[key] = found[0] if len(found) == 1 else None
        return self._places[key]
