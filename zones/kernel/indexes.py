"""Indexes: polygons, dated or not, made ready for points by the hundred million."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from geodata.errors import InputError

from .grids import BLOCK, fill_cells, fold, list_runs, sort_runs, write_cells
from .lookups import add_members, count_sets, list_members, look_up
from .sets import grown, new_sets
from .slabs import cut_slabs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PolygonIndex"]

_EVER = np.iinfo(np.int64)
_TOLERANCE = 1e-13
"""Share of the greatest coordinate within which a point is too close to an edge."""
_MARGIN = 1e-6
_MEMO = 1 << 18
_FINENESS = 2.0
"""So that the index has paid from few points on; see benchmarks/join.py."""
_LARGEST = 8192
_MOST = (1 << 31) - 1
_STEP = 1 << 17
_TOO_MANY = "the polygons have too many vertices for one index"
_LONGEST = 1 << 20
"""Days between the first and the last change of which each has its slab in a table."""


class _Grid(NamedTuple):
    """Arrays of all slabs, as :func:`zones.kernel.lookups.look_up` takes them."""

    slab_of: NDArray[np.int32]
    first_day: int
    frames: NDArray[np.float64]
    coarse_starts: NDArray[np.int64]
    is_plain: NDArray[np.bool_]
    tolerance: float
    coarse: NDArray[np.int32]
    blocks: NDArray[np.int32]
    cells: NDArray[np.int32]


class PolygonIndex:
    """A grid over polygons that tells which of them hold a point on a day.

    The answers are those of :func:`shapely.intersects_xy`: borders belong to polygons.

    Parameters
    ----------
    polygons
        Polygons and multipolygons of one plane; an empty one holds nothing.
    begins, ends
        First day of each, and the day after its last; None: always.
    validate
        Whether to look if the polygons are valid.
    fineness
        Cells along the side of a grid, for each square root of its edges: finer grids
        answer faster, and take longer to build.

    Raises
    ------
    InputError
        If a geometry is no polygon or is not valid.
    MissingExtraError
        If numba is missing.
    """

    def __init__(
        self,
        polygons: Sequence[Any] | NDArray[Any],
        begins: NDArray[np.int64] | None = None,
        ends: NDArray[np.int64] | None = None,
        *,
        validate: bool = True,
        fineness: float = _FINENESS,
    ) -> None:
        self.polygons = np.asarray(polygons, dtype=object)
        _require_polygons(self.polygons, validate)
        many = len(self.polygons)
        self.begins = _days(begins, many, _EVER.min)
        self.ends = _days(ends, many, _EVER.max)
        self.fineness = fineness
        self._prepared = np.zeros(many, dtype=bool)
        self._memo = (np.full(_MEMO, -1, np.int64), np.zeros(_MEMO, np.int32))
        self._sets = new_sets(4 * many + 4096)
        self._points, self._is_edge, self._spans = _vertices(self.polygons)

    def arrays(self) -> dict[str, Any]:
        """Return the index without regard to days as arrays of numbers and bytes."""
        wkb = shapely.to_wkb(self.polygons)
        sizes = np.array([len(each) for each in wkb], dtype=np.int64)
        found: dict[str, Any] = {
            f"grid_{name}": value for name, value in self._undated._asdict().items()
        }
        found |= {f"set_{place}": array for place, array in enumerate(self._sets)}
        found["wkb"] = np.frombuffer(b"".join(wkb), dtype=np.uint8)
        return found | {"sizes": sizes}

    @classmethod
    def of_arrays(cls, arrays: dict[str, Any]) -> PolygonIndex:
        """Return an index from its arrays.

        Raises
        ------
        KeyError
            If one is missing.
        ValueError
            If they are not as they should be.
        """
        data, ends = arrays["wkb"].tobytes(), np.cumsum(arrays["sizes"]).tolist()
        starts = [0, *ends][: len(ends)]
        wkb = [data[start:end] for start, end in zip(starts, ends, strict=True)]
        try:
            polygons = shapely.from_wkb(np.array(wkb, dtype=object))
        except shapely.GEOSException as error:
            raise ValueError(str(error)) from None
        index = cls(polygons, validate=False)
        grid = {name: arrays[f"grid_{name}"] for name in _Grid._fields}
        grid["first_day"] = int(grid["first_day"])
        grid["tolerance"] = float(grid["tolerance"])
        index.__dict__["_undated"] = _Grid(**grid)
        index._sets = tuple(arrays[f"set_{place}"] for place in range(6))
        return index

    @cached_property
    def _dated(self) -> _Grid:
        weights = np.diff(self._spans)
        days, members = cut_slabs(self.begins, self.ends, weights)
        if len(days) and days[-1] - days[0] >= _LONGEST:
            days, members = days[:0], [np.arange(len(self.polygons))]
        return self._grid(days, members)

    @cached_property
    def _undated(self) -> _Grid:
        return self._grid(np.empty(0, np.int64), [np.arange(len(self.polygons))])

    def _grid(self, days: NDArray[np.int64], members: list[NDArray[np.int64]]) -> _Grid:
        """Build the grids of slabs, one after the other."""
        first_day = int(days[0]) - 1 if len(days) else 0
        span = int(days[-1]) - first_day + 1 if len(days) else 1
        slab_of = np.searchsorted(days, first_day + np.arange(span), side="right")
        low, high = (f(self._points, initial=0.0) for f in (np.min, np.max))
        tolerance = float(max(1.0, -low, high) * _TOLERANCE)
        lasts = np.append(days, _EVER.max)
        befores = np.insert(days, 0, _EVER.min)
        plain, frames, starts = [], [], [0]
        parts: list[Any] = []
        many, word = 0, 0
        for before, last, chosen in zip(befores, lasts, members, strict=True):
            frame, size, (cells, places, runs, sides) = self._slab(chosen, tolerance)
            frames.append((*frame, size, size))
            coarse, mixed, words = fold(cells, places, runs, (size, size))
            if word + words > _MOST:
                raise InputError(_TOO_MANY)
            blocks = np.empty((mixed, BLOCK * BLOCK), dtype=np.int32)
            listed = np.empty(words, dtype=np.int32)
            write_cells(
                cells,
                places,
                runs,
                sides,
                (size, size),
                coarse,
                blocks,
                listed,
                many,
                word,
            )
            many, word = many + mixed, word + words
            starts.append(starts[-1] + len(coarse))
            parts.append((coarse, blocks, listed))
            held = (self.begins[chosen] <= before) & (self.ends[chosen] >= last)
            plain.append(bool(held.all()))
        return _Grid(
            slab_of.astype(np.int32),
            first_day,
            np.array(frames, dtype=np.float64),
            np.array(starts[:-1], dtype=np.int64),
            np.array(plain),
            tolerance,
            *map(np.concatenate, zip(*parts, strict=True)),
        )

    def _slab(
        self, chosen: NDArray[np.int64], tolerance: float
    ) -> tuple[Any, int, tuple[Any, ...]]:
        """Return frame and size of a slab's grid, and what is in its cells."""
        spans = self._spans
        corners = shapely.bounds(self.polygons[chosen])
        edges = int((spans[chosen + 1] - spans[chosen]).sum())
        west, south, east, north = 0.0, 0.0, 1.0, 1.0
        if edges:
            west, south = np.nanmin(corners[:, :2], axis=0).tolist()
            east, north = np.nanmax(corners[:, 2:], axis=0).tolist()
        margin = max(east - west, north - south, 1e-6) * _MARGIN
        size = int(np.clip(np.sqrt(edges) * self.fineness, BLOCK, _LARGEST))
        size = -(-size // BLOCK) * BLOCK
        frame = (
            west - margin,
            south - margin,
            size / (east - west + 2 * margin),
            size / (north - south + 2 * margin),
        )
        shape = (size, size)
        arrays = (self._points, self._is_edge, spans, chosen, frame, shape)
        room, count = edges + 4 * size, -1
        while count < 0:
            if room > _MOST:
                raise InputError(_TOO_MANY)
            listed = np.empty((room, 4), dtype=np.int32)
            count = list_runs(*arrays, listed)
            room *= 2
        places = np.empty(size * size + 1, dtype=np.int32)
        runs = np.empty((count, 4), dtype=np.int32)
        sort_runs(listed, count, places, runs)
        sides = np.full(count, 2, dtype=np.int8)
        cells = np.zeros(size * size, dtype=np.int32)
        cursor = places[:-1].copy()
        # Walks begin at reference points: these must not be near an edge.
        near = max(1e-9, 4 * tolerance * max(frame[2:]))
        at = 0
        while True:
            state = (places, runs, cursor, sides, cells, at)
            at = fill_cells(*arrays, near, *state, *self._sets)
            if at == len(chosen):
                break
            self._sets = grown(self._sets, 4 * len(self._sets[0]))
        return frame, size, (cells, places, runs, sides)

    @property
    def nbytes(self) -> int:
        """How many bytes the arrays of the index take."""
        grids = [self.__dict__.get(name, ()) for name in ("_dated", "_undated")]
        arrays = [each for grid in grids for each in grid]
        arrays += [*self._sets, *self._memo, self._points, self._is_edge]
        return sum(getattr(array, "nbytes", 0) for array in arrays)

    def find(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        days: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int32]:
        """Return the set of polygons that hold each point on its day.

        Parameters
        ----------
        x, y
            In the plane of the polygons. A point that is not finite is in none.
        days
            Day of each; None asks for polygons of any time.

        Returns
        -------
        ndarray
            Number of the set of each point: 0 is empty, :meth:`members` spells others.
        """
        x = np.ascontiguousarray(x, dtype=np.float64)
        y = np.ascontiguousarray(y, dtype=np.float64)
        dated = np.ascontiguousarray(() if days is None else days, dtype=np.int64)
        grid = self._undated if days is None else self._dated
        found = np.empty(len(x), dtype=np.int32)
        room = 2 * len(self.polygons) + 4096
        points, members = np.empty(room, np.int64), np.empty(room, np.int32)
        at = 0
        while True:
            many = np.zeros(1, dtype=np.int64)
            self._make_room()
            at = look_up(
                x,
                y,
                dated,
                at,
                *grid,
                self._points,
                self.begins,
                self.ends,
                *self._memo,
                found,
                points,
                members,
                many,
                *self._sets,
            )
            self._settle(x, y, found, points[: many[0]], members[: many[0]])
            if at == len(x):
                return found

    def _make_room(self) -> None:
        room = len(self._sets[0]) - len(self.polygons) - 2
        if self._sets[5][0] >= room:
            more = 2 * len(self._sets[0]) + len(self.polygons)
            self._sets = grown(self._sets, more)

    def _settle(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        found: NDArray[np.int32],
        points: NDArray[np.int64],
        members: NDArray[np.int32],
    ) -> None:
        """Ask shapely about the pairs that are too close to call."""
        if not len(points):
            return
        asked = np.unique(members)
        shapely.prepare(self.polygons[asked[~self._prepared[asked]]])
        self._prepared[asked] = True
        holds = shapely.intersects_xy(self.polygons[members], x[points], y[points])
        points, members = points[holds], members[holds]
        at = 0
        while True:
            at = add_members(found, points, members, at, *self._sets)
            if at == len(points):
                return
            self._sets = grown(self._sets, 2 * len(self._sets[0]))

    def pairs(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        days: NDArray[np.int64] | None = None,
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return point and polygon of each pair, points ascending; see :meth:`find`."""
        points, members = list_members(self.find(x, y, days), *self._sets[:3])
        return points, members

    def counts(self, found: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return how many points each polygon holds, from the sets of points."""
        per_set = np.zeros(int(self._sets[5][0]), dtype=np.int64)
        count_sets(found, per_set)
        used = np.flatnonzero(per_set).astype(np.int32)
        place, member = list_members(used, *self._sets[:3])
        weights = per_set[used[place]]
        many = len(self.polygons)
        return np.bincount(member, weights, minlength=many).astype(np.int64)

    @property
    def set_count(self) -> int:
        """How many sets there are so far."""
        return int(self._sets[5][0])

    def spelled(self, sets: NDArray[Any]) -> tuple[Any, Any]:
        """Return place and polygon of each member of some sets."""
        return list_members(sets.astype(np.int32), *self._sets[:3])

    def members(self, number: int) -> list[int]:
        """Return the polygons of a set, ascending."""
        _, members = list_members(np.array([number], np.int32), *self._sets[:3])
        return sorted(members.tolist())


def _days(days: Any, many: int, instead: int) -> NDArray[np.int64]:
    if days is None:
        return np.full(many, instead, dtype=np.int64)
    return np.ascontiguousarray(days, dtype=np.int64)


def _require_polygons(polygons: NDArray[Any], validate: bool) -> None:
    wrong = np.flatnonzero(~np.isin(shapely.get_type_id(polygons), (3, 6)))
    if len(wrong):
        msg = f"geometry {wrong[0]}: is no polygon"
        raise InputError(msg)
    if not validate:
        return
    wrong = np.flatnonzero(~shapely.is_valid(polygons))
    if len(wrong):
        why = shapely.is_valid_reason(polygons[wrong[0]])
        msg = f"geometry {wrong[0]}: is not valid: {why}"
        raise InputError(msg)


def _vertices(polygons: NDArray[Any]) -> tuple[Any, Any, Any]:
    """Return vertices, whether an edge leads on from each, and where polygons begin."""
    spans = np.cumsum([0, *shapely.get_num_coordinates(polygons).tolist()])
    points = np.empty((2, spans[-1]), dtype=np.float64)
    is_edge = np.ones(spans[-1], dtype=bool)
    if spans[-1] > _MOST:
        raise InputError(_TOO_MANY)
    # Shapely copies parts and rings: some at a time.
    cuts = np.searchsorted(spans, np.arange(0, spans[-1], _STEP)).tolist()
    for first, end in zip(cuts, [*cuts[1:], len(polygons)]):
        rings = shapely.get_rings(shapely.get_parts(polygons[first:end]))
        ends = spans[first] + np.cumsum(shapely.get_num_coordinates(rings))
        points[:, spans[first] : spans[end]] = shapely.get_coordinates(rings).T
        is_edge[ends - 1] = False
    return points, is_edge, spans
