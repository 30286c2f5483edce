"""Layers: the ground of readings, shrunk and grown by an error, in a compiled index.

Shapely's buffers are polygons, not curves: their border is off by up to 1 % of the
distance (GEOS simplifies its input by that share) and by what the arcs lack. Each layer
is therefore made twice, surely too small and surely too large, and only what lies in
neither is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geodata.metric import to_degrees

from .grounds import ANSWERS, ON_BORDER_M, Ground
from .kernel.indexes import PolygonIndex
from .kernel.storage import kept_index

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import CRS

__all__ = ["GroundIndex"]

_NO, _POSSIBLE, _CERTAIN, _UNKNOWN = range(4)
_OPEN = len(ANSWERS)
_MOST_RADII = 4
_SHARE = 0.02
_SLACK_M = 5.0
"""More than a straight line of 2 km in metres bends in degrees, below 85 degrees."""
_STEP_M = 2_000.0
_FARTHEST = (179.0, 85.0)
"""Longitude and latitude up to which layers stay whole in degrees."""
_LAYERS = 4


class GroundIndex:
    """Codes of the space of places in all readings, but for some that stay open.

    Parameters
    ----------
    grounds
        Ground of each reading, or None where nothing is drawn.
    crs
        Their metric reference system.
    """

    def __init__(self, grounds: Sequence[Ground | None], crs: CRS | None) -> None:
        self.grounds = grounds
        self.crs = crs
        self._indexes: dict[float, PolygonIndex | None] = {}
        self._codes: dict[float, tuple[NDArray[np.int64], NDArray[np.uint8]]] = {}

    def radii(self, radius_m: NDArray[np.float64]) -> list[float]:
        """Return those of the radii that there are layers for, at most four in all."""
        for metres in np.unique(radius_m).tolist():
            if metres not in self._indexes and len(self._indexes) < _MOST_RADII:
                made = partial(self._index, metres)
                self._indexes[metres] = kept_index(self._parts(metres), made)
        return [metres for metres, index in self._indexes.items() if index is not None]

    def _parts(self, metres: float) -> Iterator[bytes]:
        """Return all that an index is made of."""
        settings = (metres, _SHARE, _SLACK_M, _STEP_M, _FARTHEST, ON_BORDER_M)
        yield repr(settings).encode()
        yield b"" if self.crs is None else self.crs.to_wkt().encode()
        for ground in self.grounds:
            shapes = () if ground is None else (ground.outer, ground.inner)
            for shape in shapes:
                yield b"" if shape is None else shapely.to_wkb(shape)
            yield b"."

    def _index(self, metres: float) -> PolygonIndex | None:
        if self.crs is None:
            return None
        layers: list[Any] = []
        for ground in self.grounds:
            outer = None if ground is None else ground.outer
            inner = None if ground is None else ground.inner
            reach = max(metres, ON_BORDER_M)
            small, large = reach * (1 - _SHARE), reach * (1 + _SHARE)
            layers += [
                self._layer(outer, small - _SLACK_M),
                self._layer(outer, large + _SLACK_M),
                self._layer(inner, -large - _SLACK_M),
                self._layer(inner, _SLACK_M - (small if metres else 0)),
            ]
        if any(layer is None for layer in layers):
            return None
        return PolygonIndex(layers, validate=False)

    def _layer(self, ground: Any, metres: float) -> Any:
        """Return ground widened by metres, in degrees; None if it leaves the map."""
        if ground is None:
            return shapely.Polygon()
        assert self.crs is not None
        widened = ground.buffer(metres)
        if widened.is_empty:
            return shapely.Polygon()
        layer = to_degrees(shapely.segmentize(widened, _STEP_M), self.crs)
        parts = [p for p in shapely.get_parts(layer) if p.geom_type == "Polygon"]
        west, south, east, north = layer.bounds
        if max(-west, east) > _FARTHEST[0] or max(-south, north) > _FARTHEST[1]:
            return None
        return shapely.multipolygons(parts)

    def codes(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64], metres: float
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Say where places with an error lie.

        Returns
        -------
        which, codes
            Row of each place among the codes; and for each of these and each reading an
            index into :data:`zones.grounds.ANSWERS`, or their number where it is open.
        """
        index = self._indexes[metres]
        assert index is not None
        found = index.find(lon, lat)
        number, codes = self._codes.get(
            metres,
            (np.empty(0, np.int64), np.empty((0, len(self.grounds)), np.uint8)),
        )
        if len(number) < index.set_count:
            more = np.full(index.set_count - len(number), -1, dtype=np.int64)
            number = np.append(number, more)
        used = np.flatnonzero(np.bincount(found, minlength=1))
        new = used[number[used] < 0]
        if len(new):
            number[new] = len(codes) + np.arange(len(new))
            codes = np.vstack([codes, self._decoded(index, new)])
        self._codes[metres] = number, codes
        return number[found], codes

    def _decoded(self, index: PolygonIndex, sets: NDArray[np.int64]) -> Any:
        """Return the codes of sets of layers, a row for each."""
        holds = np.zeros((len(sets), len(self.grounds) * _LAYERS), dtype=bool)
        holds[index.spelled(sets)] = True
        near_small, near_large = holds[:, 0::_LAYERS], holds[:, 1::_LAYERS]
        deep_small, deep_large = holds[:, 2::_LAYERS], holds[:, 3::_LAYERS]
        codes = np.where(near_large | deep_large, _OPEN, _NO).astype(np.uint8)
        codes[near_small & ~deep_large] = _POSSIBLE
        codes[deep_small] = _CERTAIN
        for column, ground in enumerate(self.grounds):
            if ground is None or ground.outer is None:
                codes[:, column] = _UNKNOWN
        return codes
