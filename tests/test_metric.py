"""Metric work: true areas and distances, and never degrees."""

from __future__ import annotations

from geopy.distance import geodesic
from pytest import approx, mark, raises
from shapely import MultiPoint, Point, Polygon, box
from shapely.testing import assert_geometries_equal

from geodata.errors import CrsError, InputError
from geodata.metric import (
    area_km2,
    buffer_km,
    gap_km,
    metric_crs,
    to_degrees,
    to_metric,
)


@mark.parametrize(("lon", "lat"), [(36.6, 35.9), (38.0, 48.2), (-73.0, 4.0)])
def test_buffer_has_its_radius_everywhere(lon: float, lat: float) -> None:
    ring = buffer_km(Point(lon, lat), 12).exterior.coords
    far = [geodesic((lat, lon), (y, x)).km for x, y in ring]
    assert min(far) == approx(12, rel=0.002) and max(far) == approx(12, rel=0.002)


def test_area_is_true() -> None:
    from pyproj import Geod

    shape = box(36, 35, 37, 36)
    dense = shape.segmentize(0.01)
    known = abs(Geod(ellps="WGS84").geometry_area_perimeter(dense)[0]) / 1e6
    assert area_km2(dense) == approx(known, rel=1e-4)
    assert area_km2(Polygon()) == 0


def test_gap_is_the_distance_of_the_nearest_points() -> None:
    a, b = box(36, 35, 36.5, 35.5), box(37, 35, 37.5, 35.5)
    assert gap_km(a, b) == approx(geodesic((35.5, 36.5), (35.5, 37)).km, rel=1e-3)
    assert gap_km(a, box(36.4, 35.4, 38, 38)) == 0
    assert gap_km(Point(36, 35), Point(36, 36)) == approx(110.95, rel=1e-3)


def test_to_metric_and_back() -> None:
    shape = MultiPoint([(36.1, 35.2), (37.3, 36.4)])
    crs = metric_crs(shape)
    back = to_degrees(to_metric(shape, crs), crs)
    assert_geometries_equal(back, shape, tolerance=1e-7)
    assert to_metric(shape).bounds[2] > 1000


def test_buffer_of_nothing_is_nothing() -> None:
    assert buffer_km(Polygon(), 5).is_empty
    assert buffer_km(box(36, 35, 36.01, 35.01), -5).is_empty


def test_metres_are_refused_as_degrees() -> None:
    with raises(CrsError, match="no degrees"):
        metric_crs(Point(280_000, 3_980_000))
    with raises(InputError, match="empty geometry"):
        metric_crs(Polygon())


def test_an_area_whose_edges_cross_is_repaired_on_the_way_to_metres() -> None:
    """What was joined in degrees may cross itself by a hair in metres."""
    ring = [(36.0, 35.0), (36.2, 35.0), (36.2, 35.2), (36.1, 34.99), (36.0, 35.2)]
    crossed = Polygon(ring)
    assert not crossed.is_valid
    flat = to_metric(crossed)
    assert flat.is_valid
    other = to_metric(box(36.05, 34.9, 36.15, 35.1), metric_crs(crossed))
    assert flat.intersection(other).area > 0


@mark.parametrize("lon", [179.95, -179.9, 180.0])
def test_a_disc_across_the_antimeridian_is_cut_there(lon: float) -> None:
    disc = buffer_km(Point(lon, -16.8), 40)
    assert disc.is_valid and disc.geom_type == "MultiPolygon"
    assert area_km2(disc) == approx(3.1416 * 40**2, rel=0.005)
    sides = sorted(part.bounds for part in disc.geoms)
    assert [(round(w), round(e)) for w, _, e, _ in sides] == [(-180, -180), (180, 180)]
    assert all(-180 <= w < e <= 180 and e - w < 1 for w, _, e, _ in sides)
    assert disc.distance(Point(lon, -16.8)) < 1e-9
    assert gap_km(Point(-179.95, -16.8), Point(179.95, -16.8)) < 11


def test_ground_on_both_sides_of_the_antimeridian_is_measured_as_one() -> None:
    east, west = box(179, -17, 180, -16), box(-180, -17, -179, -16)
    both = east.union(west)
    assert area_km2(both) == approx(area_km2(east) + area_km2(west), rel=1e-6)
    flat = to_metric(both)
    assert flat.buffer(1).geom_type == "Polygon"  # one piece on the plane
    assert to_degrees(flat, metric_crs(both)).symmetric_difference(both).area < 1e-3
