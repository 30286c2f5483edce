"""Metric work on geometries: distances, areas and buffers in km.

Geometries come and go in EPSG:4326, longitude before latitude. They are measured in a
Lambert azimuthal equal-area projection centred on them: areas are true, and distances
within 300 km of the centre are off by less than 0.1 %.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import CrsError, InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import CRS, Transformer
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "area_km2",
    "buffer_km",
    "gap_km",
    "metric_crs",
    "project_points",
    "to_degrees",
    "to_metric",
]

_QUAD_SEGS = 16


def metric_crs(geometry: BaseGeometry) -> CRS:
    """Return an equal-area projection in metres round a geometry.

    Parameters
    ----------
    geometry
        EPSG:4326; the centre of its bounding box, rounded to 0.1 degree, is the centre.

    Raises
    ------
    InputError
        If the geometry is empty.
    CrsError
        If its coordinates are no degrees.
    """
    from pyproj import CRS

    if geometry.is_empty:
        raise InputError("an empty geometry has no metric reference system")
    west, south, east, north = geometry.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        msg = f"coordinates {geometry.bounds} are no degrees of EPSG:4326"
        raise CrsError(msg)
    if east - west > 180:
        west, east = _across_antimeridian(geometry)
    lat, lon = round((south + north) / 2, 1), round((west + east) / 2, 1)
    lon = lon - 360 if lon > 180 else lon
    return CRS.from_proj4(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")


def _across_antimeridian(geometry: BaseGeometry) -> tuple[float, float]:
    """Return the bounds of longitudes counted on beyond 180, if that is narrower."""
    from shapely import get_coordinates

    lon = get_coordinates(geometry)[:, 0]
    beyond = lon.copy()
    beyond[beyond < 0] += 360
    best = beyond if beyond.max() - beyond.min() < lon.max() - lon.min() else lon
    return float(best.min()), float(best.max())


def to_metric(geometry: BaseGeometry, crs: CRS | None = None) -> BaseGeometry:
    """Project a geometry from EPSG:4326 to metres; by default round itself.

    An area whose edges cross after they were rounded to other numbers is repaired.
    """
    flat = _transformed(
        geometry, _transformer(_text(crs or metric_crs(geometry)), True)
    )
    if flat.geom_type.endswith("Polygon") and not flat.is_valid:
        from shapely import make_valid

        return make_valid(flat, method="structure", keep_collapsed=False)
    return flat


def to_degrees(geometry: BaseGeometry, crs: CRS) -> BaseGeometry:
    """Take a geometry in metres of ``crs`` back to EPSG:4326.

    What crosses the antimeridian is cut there, as RFC 7946 (3.1.9) has it.
    """
    transformer = _transformer(_text(crs), False)
    found = _transformed(geometry, transformer)
    west, _, east, _ = found.bounds
    if not east - west > 180:  # an empty geometry has no bounds
        return found
    return _cut_at_antimeridian(found, transformer.transform(0, 0)[0])


def _cut_at_antimeridian(geometry: BaseGeometry, middle: float) -> BaseGeometry:
    """Cut a geometry whose longitudes jump by 360 though it lies round ``middle``."""
    from shapely import box, intersection, transform, union_all

    def unwrap(points: NDArray[np.float64]) -> NDArray[np.float64]:
        points[:, 0] = middle + (points[:, 0] - middle + 180) % 360 - 180
        return points

    def shift(by: int, part: BaseGeometry) -> BaseGeometry:
        return transform(part, lambda points: points + (by, 0))

    whole = transform(geometry, unwrap)
    windows = [(box(-180 + by, -90, 180 + by, 90), by) for by in (-360, 0, 360)]
    parts = [shift(-by, intersection(whole, window)) for window, by in windows]
    return union_all([part for part in parts if not part.is_empty])


def project_points(
    lon: NDArray[np.float64], lat: NDArray[np.float64], crs: CRS
) -> NDArray[np.object_]:
    """Return shapely points in metres of ``crs`` for arrays of degrees (EPSG:4326).

    A place without a coordinate (NaN) has None.
    """
    import numpy as np
    import shapely

    points = np.full(len(lon), None, dtype=object)
    known = ~(np.isnan(lon) | np.isnan(lat))
    x, y = _transformer(_text(crs), True).transform(lon[known], lat[known])
    points[known] = shapely.points(x, y)
    return points


def buffer_km(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """Widen a geometry by a distance in km (negative: narrow it)."""
    if geometry.is_empty:
        return geometry
    crs = metric_crs(geometry)
    widened = to_metric(geometry, crs).buffer(km * 1000, quad_segs=_QUAD_SEGS)
    return to_degrees(widened, crs)


def gap_km(a: BaseGeometry, b: BaseGeometry) -> float:
    """Return the shortest distance between two geometries in km; 0 where they meet."""
    if a.intersects(b):
        return 0.0
    from shapely import shortest_line

    # The nearest pair in degrees only serves to centre the projection near the gap.
    crs = metric_crs(shortest_line(a, b))
    gap: float = to_metric(a, crs).distance(to_metric(b, crs))
    return gap / 1000


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area in square km."""
    if geometry.is_empty:
        return 0.0
    area: float = to_metric(geometry).area
    return area / 1e6


def _text(crs: CRS) -> str:
    wkt: str = crs.to_wkt()
    return wkt


@lru_cache(maxsize=256)
def _transformer(crs: str, forward: bool) -> Transformer:
    from pyproj import Transformer

    pair = ("EPSG:4326", crs) if forward else (crs, "EPSG:4326")
    return Transformer.from_crs(*pair, always_xy=True)


def _transformed(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    from shapely import transform

    def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return transform(geometry, project)
