"""Counting: events of one place, day, category and standing become one row.

Every event is in exactly one row, so the counts are exact. Events that have a point of
their own each are put on a grid first, with the error that this adds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .gathering import Drawn

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["GRIDS", "Counts", "count_events"]

_MANY_PLACES = 20_000
GRIDS = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Widths of cells in degrees, the finest first."""
_KM_PER_DEGREE = 111.2  # of a sphere of 6,371 km


@dataclass(frozen=True, slots=True)
class Counts:
    """Events by place, day, category and standing.

    Attributes
    ----------
    drawn
        A row for each combination.
    count
        How many events it stands for.
    grid_km
        Width of the grid that places were put on; None: they are as they were.
    """

    drawn: Drawn
    count: NDArray[np.int64]
    grid_km: float | None


def count_events(drawn: Drawn, grid: float | None = None) -> Counts:
    """Count events; see :class:`Counts`.

    Parameters
    ----------
    drawn
        The events.
    grid
        Width in degrees of the cells that places are put on; None: as they are, or,
        where there are more than 20,000 of them, on the finest of :data:`GRIDS` that
        leaves fewer.
    """
    lon, lat, error, grid = _placed(drawn, grid)
    columns: list[NDArray[Any]] = [
        lon,
        lat,
        error,
        drawn.first,
        drawn.last,
        drawn.capped,
    ]
    columns += [drawn.admin1, drawn.category, drawn.standing]
    key = np.zeros(len(drawn), dtype=np.int64)
    for column in columns:
        _, codes = np.unique(column, return_inverse=True)
        _, key = np.unique(
            key * (codes.max(initial=0) + 1) + codes, return_inverse=True
        )
    _, at, count = np.unique(key, return_index=True, return_counts=True)
    order = np.lexsort((at, drawn.first[at]))
    at, count = at[order], count[order]
    rows = Drawn(
        drawn.first[at],
        drawn.last[at],
        drawn.capped[at],
        lon[at],
        lat[at],
        error[at],
        drawn.admin1[at],
        drawn.category[at],
        np.zeros(len(at), dtype=np.uint32),
        drawn.standing[at],
        drawn.ground[at],
    )
    grid_km = None if grid is None else grid * _KM_PER_DEGREE
    return Counts(rows, count.astype(np.int64), grid_km)


def _placed(
    drawn: Drawn, wanted: float | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float32], float | None]:
    """Return lon, lat and error, on the finest grid that leaves few places."""
    if wanted is None and _places(drawn.lon, drawn.lat) <= _MANY_PLACES:
        return drawn.lon, drawn.lat, drawn.error_km, None
    for grid in GRIDS if wanted is None else (wanted,):
        lon = _middle(drawn.lon, grid)
        lat = _middle(drawn.lat, grid)
        if _places(lon, lat) <= _MANY_PLACES:
            break
    half = grid / 2 * _KM_PER_DEGREE
    shrunk = half * np.cos(np.radians(np.nan_to_num(lat)))
    error = drawn.error_km + np.hypot(half, shrunk)
    # A radius rounded up: a point of the cell never lies beyond it.
    return lon, lat, np.ceil(error).astype(np.float32), grid


def _middle(degrees: NDArray[np.float64], grid: float) -> NDArray[np.float64]:
    return np.round((np.floor(degrees / grid) + 0.5) * grid, 6)


def _places(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> int:
    points = np.nan_to_num(lon, nan=999.0) + 1j * np.nan_to_num(lat, nan=999.0)
    return len(np.unique(points))
