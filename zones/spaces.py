"""Spaces: where places lie in all readings at once, as one number for each answer.

Two engines give the same numbers. *shapely* asks prepared geometries about each
different place. *fast* asks a compiled index of the readings' ground, shrunk and grown
by the places' error: what lies in the shrunken one or outside the grown one is decided,
and the few places between are left to shapely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from geodata.errors import InputError, MissingExtraError
from geodata.metric import project_points
from geodata.numbering import distinct_numbers, first_rows

from .grounds import ANSWERS, Ground
from .kernel.compiled import has_compiler

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import CRS

    from .layers import GroundIndex

__all__ = ["ENGINES", "Spaces"]

ENGINES = ("auto", "shapely", "fast")
"""How places are looked up: *auto* changes to *fast* where it pays."""

_NO, _UNKNOWN = ANSWERS.index("no"), ANSWERS.index("unknown")
_SETTLED = 1 << 16
"""Places that are kept at most: towns come again and again."""

_BITS = 2
_PER_WORD = 31

_START_S = 0.5
_VERTEX_S = 4e-6
_PLACE_S = 2e-7
"""Rough seconds: to load the kernel once it is compiled, to index a vertex, and to ask
shapely about a place in a reading."""


class Spaces:
    """Says where places lie, chunk by chunk.

    Parameters
    ----------
    grounds
        Ground of each reading, or None where nothing is drawn.
    crs
        Their metric reference system; None if nothing is drawn at all.
    error_m
        Error of the boundaries, which widens every place.
    engine
        One of :data:`ENGINES`.
    expected
        How many places will be asked for, if that is known.

    Attributes
    ----------
    rows
        For each number that was given so far, the codes of the space in each reading:
        indices into :data:`zones.grounds.ANSWERS`.

    Raises
    ------
    InputError
        If there is no such engine.
    MissingExtraError
        If the engine is *fast* and numba is missing.
    """

    def __init__(
        self,
        grounds: Sequence[Ground | None],
        crs: CRS | None,
        error_m: float,
        engine: str = "auto",
        expected: int = 0,
    ) -> None:
        if engine not in ENGINES:
            msg = f"no engine {engine!r}; there are {', '.join(ENGINES)}"
            raise InputError(msg)
        self.grounds = list(grounds)
        self.crs = crs
        self.error_m = error_m
        self.engine = engine
        self.rows: list[tuple[int, ...]] = []
        self._numbers: dict[bytes, int] = {}
        self._asked = expected
        self._settled: dict[tuple[float, ...], int] = {}
        self._index: GroundIndex | None = None
        if engine == "fast":
            if not has_compiler():
                raise MissingExtraError("numba", "fast", "use --engine fast")
            self._load()

    def _load(self) -> None:
        from .layers import GroundIndex

        self._index = GroundIndex(self.grounds, self.crs)

    def find(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        error_km: NDArray[np.float64],
    ) -> NDArray[np.int64]:
        """Return the number of the space of each place; NaN: not known where."""
        radius = np.nan_to_num(error_km) * 1000 + self.error_m
        if self._index is None and self.engine == "auto" and has_compiler():
            self._asked += self._unsettled(lon, lat, radius)
            if self._pays():
                self._load()
        if self._index is None:
            return self._by_shapely(lon, lat, radius, None)
        return self._by_index(self._index, lon, lat, radius)

    def _unsettled(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        radius: NDArray[np.float64],
    ) -> int:
        """Return of how many different places shapely has to be asked."""
        at, many = distinct_numbers(lon, lat, radius)
        if not self._settled:
            return many
        keys = _keys(first_rows(at, many), lon, lat, radius)
        return sum(key not in self._settled for key in keys)

    def _pays(self) -> bool:
        """Whether the index costs less than it saves with the places seen so far."""
        drawn = [ground for ground in self.grounds if ground and ground.outer]
        if not drawn:
            return False
        vertices = sum(ground.vertices for ground in drawn)
        cost = _START_S + vertices * _VERTEX_S
        return self._asked * len(drawn) * _PLACE_S > cost

    def _by_shapely(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        radius: NDArray[np.float64],
        known: NDArray[np.uint8] | None,
    ) -> NDArray[np.int64]:
        """Ask about each different place once; only for readings not yet decided."""
        at, many = distinct_numbers(lon, lat, radius)
        first = first_rows(at, many)
        if many > _SETTLED:  # these are no towns that come again
            some = None if known is None else known[first]
            return self._asked_shapely(lon[first], lat[first], radius[first], some)[at]
        keys = list(_keys(first, lon, lat, radius))
        settled = self._settled
        new = np.array([n for n, key in enumerate(keys) if key not in settled], int)
        if len(new):
            rows = first[new]
            some = None if known is None else known[rows]
            numbers = self._asked_shapely(lon[rows], lat[rows], radius[rows], some)
            if len(settled) + len(new) > _SETTLED:
                settled = self._settled = {k: settled[k] for k in keys if k in settled}
            settled.update(zip((keys[n] for n in new), numbers.tolist(), strict=True))
        return np.array([settled[key] for key in keys], dtype=np.int64)[at]

    def _asked_shapely(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        radius: NDArray[np.float64],
        known: NDArray[np.uint8] | None,
    ) -> NDArray[np.int64]:
        many = len(lon)
        points = np.full(many, None, dtype=object)
        if self.crs is not None:
            points = project_points(lon, lat, self.crs)
        codes = np.full((many, len(self.grounds)), _UNKNOWN, dtype=np.uint8)
        if known is not None:
            codes = known
        for column, ground in enumerate(self.grounds):
            if ground is None:
                continue
            if known is None:
                codes[:, column] = ground.by_point(points, radius)
                continue
            open_ = np.flatnonzero(codes[:, column] == len(ANSWERS))
            if len(open_):
                codes[open_, column] = ground.by_point(points[open_], radius[open_])
        return self.number(codes)

    def _by_index(
        self,
        index: GroundIndex,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        radius: NDArray[np.float64],
    ) -> NDArray[np.int64]:
        spaces = np.full(len(lon), -1, dtype=np.int64)
        lost = np.isnan(lon) | np.isnan(lat)
        for metres in index.radii(radius[~lost]):
            here = np.flatnonzero((radius == metres) & ~lost)
            sets, codes = index.codes(lon[here], lat[here], metres)
            decided = (codes != len(ANSWERS)).all(axis=1)
            numbers = np.full(len(codes), -1, dtype=np.int64)
            numbers[decided] = self.number(codes[decided])
            spaces[here] = numbers[sets]
            some = np.flatnonzero(spaces[here] < 0)
            if len(some):
                rest = here[some]
                spaces[rest] = self._by_shapely(
                    lon[rest], lat[rest], radius[rest], codes[sets[some]]
                )
        left = np.flatnonzero(spaces < 0)
        if len(left):
            spaces[left] = self._by_shapely(lon[left], lat[left], radius[left], None)
        return spaces

    def number(self, codes: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Return the number of each row of codes; new rows get new numbers."""
        if not len(codes):
            return np.empty(0, dtype=np.int64)
        words = []
        for start in range(0, max(codes.shape[1], 1), _PER_WORD):
            word = np.zeros(len(codes), dtype=np.int64)
            for column in range(start, min(start + _PER_WORD, codes.shape[1])):
                word = word << _BITS | codes[:, column]
            words.append(word)
        at, many = distinct_numbers(*words)
        first = first_rows(at, many)
        numbers = np.empty(many, dtype=np.int64)
        for place, row in enumerate(codes[first]):
            key = row.tobytes()
            if key not in self._numbers:
                self._numbers[key] = len(self.rows)
                self.rows.append(tuple(row.tolist()))
            numbers[place] = self._numbers[key]
        return numbers[at]


def _keys(
    rows: NDArray[np.int64], *columns: NDArray[np.float64]
) -> Iterator[tuple[float, ...]]:
    """Yield some places as keys of those that are settled."""
    return zip(*(column[rows].tolist() for column in columns), strict=True)
