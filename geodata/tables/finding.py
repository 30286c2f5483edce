"""Finding: regions and places of tables, by the names that their cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..numbering import distinct_numbers, first_rows
from ..qualifying import bare_region
from .cells import ArrowColumn, Coded, cell_text, coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

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

    def regions(
        self,
        names: NDArray[Any] | ArrowColumn | None,
        countries: NDArray[Any] | ArrowColumn | None,
        count: int,
    ) -> Coded:
        """Return the code of the region of each of some rows, or None.

        Parameters
        ----------
        names, countries
            Cells of the rows; None where the table has no such column.
        count
            How many rows there are.
        """
        if names is None:
            return Coded(np.zeros(count, dtype=np.int64), [None])
        at, found = coded(names)
        of, lands = (0 * at, [None]) if countries is None else coded(countries)
        which, many = distinct_numbers(at, of)
        rows = first_rows(which, many)
        regions = [
            self.region(found[name], lands[land])
            for name, land in zip(at[rows].tolist(), of[rows].tolist(), strict=True)
        ]
        return _alike(which, regions)

    def places(
        self,
        names: NDArray[Any] | ArrowColumn,
        admin1: Coded,
        countries: NDArray[Any] | ArrowColumn | None,
    ) -> tuple[NDArray[np.float64], Coded]:
        """Return latitude, longitude and radius in km of each name, and its region.

        Shape of the first: (rows, 3), NaN where no one settlement has the name.
        """
        at, found = coded(names)
        of, lands = (0 * at, [None]) if countries is None else coded(countries)
        which, many = distinct_numbers(at, admin1.codes, of)
        points = np.full((many, 3), np.nan)
        regions = []
        for number, row in enumerate(first_rows(which, many).tolist()):
            region = admin1[row]
            place = self.place(found[at[row]], region, lands[of[row]])
            if place is not None and place.lat is not None and place.lon is not None:
                points[number] = place.lat, place.lon, place.error_km or 0.0
                region = region or place.admin1
            regions.append(region)
        return points[which], _alike(which, regions)

    def _find_region(self, name: str, country: str) -> str | None:
        if not name:
            return None
        iso = self._country(country)
        for spelling in dict.fromkeys((name, bare_region(name))):
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


def _alike(which: NDArray[np.int64], values: Sequence[Any]) -> Coded:
    """Return cells of which equal values have one code."""
    known: dict[Any, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return Coded(np.array(codes, dtype=np.int64)[which], list(known))
