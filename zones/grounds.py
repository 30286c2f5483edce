"""Grounds: where many places at once lie in every reading of an atlas.

The rules are those of :mod:`zones.relating`, for arrays of places in place of items.
Each different place is looked at once; geometries are prepared once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geodata.metric import metric_crs, to_metric

from .atlas import Atlas, Reading
from .certainty import Certainty

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

    from .definitions import Definition

__all__ = ["ANSWERS", "ON_BORDER_M", "Ground", "ground_of"]

ANSWERS: tuple[Certainty, ...] = ("no", "possible", "certain", "unknown")
"""What the codes of a space mean."""

_NO, _POSSIBLE, _CERTAIN, _UNKNOWN = range(4)
ON_BORDER_M = 1e-3
"""A millimetre: the point is on the border, which belongs to the zone."""


class Ground:
    """One reading's geometry on the metric plane, and its rule for regions.

    Parameters
    ----------
    atlas
        Its boundaries' error widens every place.
    reading
        The reading.
    crs
        Metric reference system that places are given in.
    """

    def __init__(self, atlas: Atlas, reading: Reading, crs: CRS) -> None:
        self.atlas = atlas
        self.reading = reading
        self.crs = crs

    @cached_property
    def inner(self) -> BaseGeometry | None:
        """What must be inside, in metres and prepared."""
        return self._prepared(self.reading.inner)

    @cached_property
    def outer(self) -> BaseGeometry | None:
        """What may be inside, in metres and prepared."""
        return self._prepared(self.reading.outer)

    @cached_property
    def _border(self) -> BaseGeometry | None:
        if self.inner is None:
            return None
        border = shapely.boundary(self.inner)
        shapely.prepare(border)
        return border

    @cached_property
    def vertices(self) -> int:
        """How many vertices its ground has."""
        shapes = [each for each in (self.inner, self.outer) if each is not None]
        return int(shapely.get_num_coordinates(shapes).sum())

    def _prepared(self, wkb: bytes | None) -> BaseGeometry | None:
        if wkb is None:
            return None
        geometry = to_metric(shapely.from_wkb(wkb), self.crs)
        shapely.prepare(geometry)
        return geometry

    @cached_property
    def _stated(self) -> BaseGeometry | None:
        """The ground that the reading states: its inner, else its points."""
        if self.inner is not None:
            return self.inner
        areas = getattr(self.atlas.claim[self.reading.claims[0]].body, "areas", ())
        points = [(a.lon, a.lat) for a in areas if a.lat is not None]
        if not points:
            return None
        return to_metric(shapely.MultiPoint(points), self.crs)

    @cached_property
    def _definition(self) -> Definition:
        return self.atlas.definition_of(self.reading)

    def ruled(self, code: int, region: str | None) -> tuple[int, bool]:
        """Say where a place lies whose region is known too.

        Parameters
        ----------
        code
            Where its point lies, as an index into :data:`ANSWERS`.
        region
            Code of its region, or None.

        Returns
        -------
        code, disputed
            Index into :data:`ANSWERS`, and whether the region says certain and the
            point no, or the other way round.
        """
        if region is None:
            return code, False
        ruled = self._by_name(region)
        if ruled is None:
            return (self._by_region(region) if code == _UNKNOWN else code), False
        other = {_CERTAIN: _NO, _NO: _CERTAIN}.get(ruled)
        return ruled, code == other

    def by_point(
        self, points: NDArray[Any], radius_m: NDArray[np.float64]
    ) -> NDArray[np.uint8]:
        """Say where places lie by rule 3: the disc of a place against inner and outer.

        Parameters
        ----------
        points
            Shapely points in the metric reference system; None where none is known.
        radius_m
            Radius in metres of each place's error, that of the boundaries included.

        Returns
        -------
        ndarray
            Indices into :data:`ANSWERS`.
        """
        codes = np.full(len(points), _UNKNOWN, dtype=np.uint8)
        known = ~shapely.is_missing(points)
        if self.outer is None or not known.any():
            return codes
        some, radius = points[known], radius_m[known]
        reach = np.maximum(radius, ON_BORDER_M)
        near = shapely.dwithin(self.outer, some, reach)
        found = np.where(near, _POSSIBLE, _NO).astype(np.uint8)
        if self.inner is not None:
            deep = shapely.covers(self.inner, some)
            at = np.flatnonzero(deep & (radius > 0))
            edge = radius[at] - ON_BORDER_M
            deep[at] = ~shapely.dwithin(self._border, some[at], edge)
            at = np.flatnonzero((radius == 0) & ~deep & near)
            deep[at] = shapely.dwithin(self.inner, some[at], ON_BORDER_M)
            found[deep] = _CERTAIN
        codes[known] = found
        return codes

    def _by_name(self, region: str) -> int | None:
        """Rule 2: the region is known and the definition names regions."""
        definition = self._definition
        if region in definition.whole:
            return _CERTAIN
        if region in definition.partial:
            return _POSSIBLE
        names_regions = bool(definition.whole or definition.partial)
        return _NO if names_regions and not definition.areas else None

    def _by_region(self, region: str) -> int:
        """Rule 3 for a place of which only the region is known: the region's ground."""
        if region not in self.atlas.item:
            return _UNKNOWN
        row = self.atlas.relation_of(region).get(self.reading.id)
        return _NO if row is None else ANSWERS.index(row.space)

    def km_to_stated(self, points: NDArray[Any]) -> NDArray[np.float64]:
        """Return km from points to the ground that the reading states, or NaN."""
        if self._stated is None:
            return np.full(len(points), np.nan)
        return np.asarray(shapely.distance(self._stated, points)) / 1000


def ground_of(atlas: Atlas) -> tuple[CRS | None, dict[str, Ground]]:
    """Return the metric reference system of an atlas, and each reading's ground."""
    shapes = [
        shapely.from_wkb(reading.outer)
        for reading in atlas.readings
        if reading.outer is not None
    ]
    if not shapes:
        return None, {}
    crs = metric_crs(shapely.union_all(shapes))
    return crs, {r.id: Ground(atlas, r, crs) for r in atlas.readings}
