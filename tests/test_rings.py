"""Points and polygons without a geometry library agree with shapely and pyproj."""

from __future__ import annotations

import math
import random

import pytest
import shapely
from geodata.metric import metric_crs, to_metric
from geodata.rings import depth_km, gap_km, rings_of
from samples import aruvian_atlas, syrian_atlas, world
from shapely.geometry.base import BaseGeometry
from zones.points import locate_point

HOLED = shapely.Polygon(
    [(20, 10), (21, 10), (21, 11), (20, 11)],
    [[(20.4, 10.4), (20.6, 10.4), (20.6, 10.6), (20.4, 10.6)]],
)
APART = shapely.MultiPolygon([shapely.box(20, 10, 21, 11), shapely.box(22, 10, 23, 11)])
MIXED = shapely.GeometryCollection([APART, shapely.Point(0, 0), shapely.LineString()])


def exact_depth_km(geometry: BaseGeometry, lat: float, lon: float) -> float:
    spot = shapely.Point(lon, lat)
    crs = metric_crs(spot)
    plane, point = to_metric(geometry, crs), to_metric(spot, crs)
    gap = point.distance(plane.boundary) / 1000
    return gap if plane.covers(point) else -gap


@pytest.mark.parametrize("geometry", [HOLED, APART], ids=["hole", "apart"])
@pytest.mark.parametrize("byte_order", [0, 1])
def test_depth_agrees_with_the_geometry_library(
    geometry: BaseGeometry, byte_order: int
) -> None:
    rings = rings_of(shapely.to_wkb(geometry, byte_order=byte_order))
    chance = random.Random(7)
    for _ in range(60):
        lat, lon = chance.uniform(9, 12), chance.uniform(19, 24)
        expected = exact_depth_km(geometry, lat, lon)
        assert depth_km(rings, lat, lon) == pytest.approx(expected, rel=5e-3, abs=0.05)


def test_depth_agrees_on_real_borders() -> None:
    (idlib,) = (r for r in world().boundaries.regions if r.code == "SY-ID")
    rings = rings_of(shapely.to_wkb(idlib.geometry))
    for lat, lon in [(35.93, 36.63), (35.5, 35.8), (36.2, 37.16), (35.13, 36.75)]:
        expected = exact_depth_km(idlib.geometry, lat, lon)
        assert depth_km(rings, lat, lon) == pytest.approx(expected, rel=5e-3, abs=0.05)


def test_lines_and_points_have_no_rings() -> None:
    assert len(rings_of(shapely.to_wkb(MIXED))) == 2
    assert rings_of(shapely.to_wkb(shapely.Point(1, 2))) == []
    assert depth_km([], 1, 2) == -math.inf


@pytest.mark.parametrize(
    ("lat", "lon", "space"),
    [
        (10.5, 20.5, "certain"),
        (10.0, 20.5, "possible"),
        (10.05, 20.5, "possible"),
        (9.95, 20.5, "possible"),
        (9.8, 20.5, None),
    ],
    ids=["middle", "border", "within the error", "just outside", "far"],
)
def test_a_coordinate_is_as_sure_as_the_boundaries(
    lat: float, lon: float, space: str | None
) -> None:
    atlas, item = locate_point(aruvian_atlas(), lat, lon)
    spaces = [row.space for row in atlas.relation_of(item.id).values()]
    assert spaces == ([space] if space else [])


def test_a_possible_coordinate_has_its_distance() -> None:
    atlas, item = locate_point(syrian_atlas(), 35.13, 36.75)
    km = [r.km for r in atlas.relation_of(item.id).values() if r.zone == "idlib"]
    (idlib,) = (r for r in world().boundaries.regions if r.code == "SY-ID")
    assert km == [pytest.approx(-exact_depth_km(idlib.geometry, 35.13, 36.75), abs=0.2)]


def test_coordinates_keep_their_decimals() -> None:
    _, item = locate_point(syrian_atlas(), 35.123456, 36.654321)
    assert item.name == "35.123456,36.654321"


def test_distances_cross_the_antimeridian():
    assert gap_km(-16.8, -179.9, -16.8, 179.95) == pytest.approx(16.0, abs=0.1)
    east = ((179.0, 180.0, 180.0, 179.0, 179.0), (-17.0, -17.0, -16.0, -16.0, -17.0))
    assert depth_km([east], -16.5, -179.9) == pytest.approx(-10.7, abs=0.1)
    assert depth_km([east], -16.5, 179.9) == pytest.approx(10.7, abs=0.1)
