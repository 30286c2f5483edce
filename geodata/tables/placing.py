"""Placing: where the rows of a chunk lie, by their coordinates or by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .cells import ArrowColumn, Coded, cell_text, code_text, coded, numbers
from .finding import Finder
from .profiles import Profile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cells = NDArray[Any] | ArrowColumn

__all__ = ["NO_PLACE", "Placed", "place_rows"]

NO_PLACE = (
    "no place that can be found",
    "the point 0/0",
    "lat and lon seem to be swapped",
    "a point that is not on the earth",
    "half of a point",
    "a point that only stands for a region",
    "an error below 0 km",
)
"""What may be wrong with a place, by its code."""
_OF_REGION, _BELOW_0 = 5, 6


@dataclass(frozen=True, slots=True)
class Placed:
    """Where rows lie.

    Attributes
    ----------
    lat, lon, error_km
        WGS 84 degrees and radius in km; NaN where no point is known.
    admin1
        Code of the admin-1 region of each, or None.
    wrong
        What is wrong with those that have no point: a place in :data:`NO_PLACE`.
    named
        Rows of a table with coordinates that have none and lie where the place of
        their name does.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    error_km: NDArray[np.float64]
    admin1: Coded
    wrong: NDArray[np.uint8]
    named: NDArray[np.int64]


def place_rows(
    cells: Callable[[str], Cells | None], count: int, profile: Profile, finder: Finder
) -> Placed:
    """Say where each of some rows lies.

    Parameters
    ----------
    cells
        Returns the cells of the column with a meaning; None where there is none.
    count
        How many rows there are.
    profile
        Whose codes of precision they have.
    finder
        Looks names up.
    """
    lat, lon, radius, wrong, is_open = _points(cells, count, profile)
    names, countries = cells("place"), cells("country")
    admin1 = finder.regions(cells("admin"), countries, count)
    named = np.empty(0, dtype=np.int64)
    if names is not None and cells("lat") is None:
        points, admin1 = finder.places(names, admin1, countries)
        lat, lon, radius = points.T
    elif names is not None and is_open.any():
        rows = _empty_rows(cells, np.flatnonzero(is_open))
        lands = None if countries is None else _some(countries, rows)
        points, regions = finder.places(_some(names, rows), admin1[rows], lands)
        lat[rows], lon[rows] = points[:, 0], points[:, 1]
        # How exact a row says to be counts too: a town may stand for what is near it.
        radius[rows] = np.maximum(points[:, 2], radius[rows])
        admin1 = _with_regions(admin1, rows, regions)
        named = rows[~np.isnan(points[:, 0])]
    radius[np.isnan(lat)] = np.nan
    return Placed(lat, lon, radius, admin1, wrong, named)


def _points(
    cells: Callable[[str], Cells | None], count: int, profile: Profile
) -> tuple[
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.uint8],
    NDArray[np.bool_],
]:
    """Return points and radii, what is wrong with points, and which may be named.

    These have no number for either coordinate, and nothing else against a point.
    """
    lat, lon = numbers(cells("lat"), count), numbers(cells("lon"), count)
    radius = np.zeros(count)
    wrong = np.zeros(count, dtype=np.uint8)
    is_open = np.isnan(lat) & np.isnan(lon)
    with np.errstate(invalid="ignore"):
        high, far = np.abs(lat), np.abs(lon)
        checks = (
            (lat == 0) & (lon == 0),
            (high > 90) & (far <= 90) & (high <= 180),
            (high > 90) | (far > 180),
            np.isnan(lat) != np.isnan(lon),
        )
    for code, fails in enumerate(checks, 1):
        wrong[fails & (wrong == 0)] = code
    lat[wrong > 0] = lon[wrong > 0] = np.nan
    codes = cells("geo_precision")
    if codes is not None and profile.radius_km:
        known = profile.radius_km
        of_rows, values = coded(codes)
        # NaN stands for a point that is none.
        radii = [known.get(code_text(value), 0.0) for value in values]
        radius = np.array(radii, dtype=np.float64)[of_rows]
        only_region = np.isnan(radius)
        is_open &= ~only_region
        wrong[only_region & ~np.isnan(lat)] = _OF_REGION
        lat[only_region] = lon[only_region] = np.nan
    stated = cells("error_km")
    if stated is not None:
        own = numbers(stated, count)
        is_open &= ~(own < 0)
        wrong[(own < 0) & ~np.isnan(lat)] = _BELOW_0
        lat[own < 0] = lon[own < 0] = np.nan
        radius = np.where(np.isnan(own), radius, own)
    return lat, lon, radius, wrong, is_open


def _empty_rows(
    cells: Callable[[str], Cells | None], rows: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return those of some rows whose coordinates are empty, not words."""
    for meaning in ("lat", "lon"):
        column = cells(meaning)
        if column is not None:
            codes, values = coded(_some(column, rows))
            is_empty = np.array([cell_text(value) == "" for value in values], bool)
            rows = rows[is_empty[codes]]
    return rows


def _some(cells: Cells, rows: NDArray[np.int64]) -> Cells:
    return cells.chosen(rows) if isinstance(cells, ArrowColumn) else cells[rows]


def _with_regions(admin1: Coded, rows: NDArray[np.int64], regions: Coded) -> Coded:
    """Return regions, those of some rows exchanged for others."""
    known = {region: code for code, region in enumerate(admin1.values)}
    own = [known.setdefault(region, len(known)) for region in regions.values]
    codes = admin1.codes.copy()
    codes[rows] = np.array(own, dtype=np.int64)[regions.codes]
    return Coded(codes, list(known))
