from __future__ import annotations

import pytest
import shapely
from geodata.metric import area_km2
from geodata.world import load_world
from hypothesis import given, settings
from hypothesis import strategies as st
from zones.claims import Extent, Site
from zones.definitions import define
from zones.estimates import estimate_extent
from zones.extents import (
    AROUND_KM,
    Shape,
    half,
    shape_definition,
    space_of_disc,
    space_of_region,
)

SQUARE = shapely.box(0, 0, 10_000, 10_000)
WIDER = shapely.box(0, 0, 30_000, 10_000)
SHAPE = Shape(SQUARE, WIDER)


@pytest.fixture(scope="module")
def boundaries():
    return load_world().boundaries


@pytest.mark.parametrize(
    ("x", "radius", "answer"),
    [
        (5_000, 1_000, "certain"),
        (9_500, 1_000, "possible"),
        (20_000, 1_000, "possible"),
        (30_500, 1_000, "possible"),
        (31_500, 1_000, "no"),
        (31_000, 1_000, "no"),
    ],
    ids=["inside", "over the edge", "outer", "leans in", "apart", "touches"],
)
def test_a_disc_against_inner_and_outer(x, radius, answer):
    disc = shapely.Point(x, 5_000).buffer(radius)
    assert space_of_disc(disc, SHAPE) == answer


@pytest.mark.parametrize(
    ("x", "answer"), [(0, "certain"), (10_000, "certain"), (30_000, "possible")]
)
def test_a_bare_point_on_an_edge_belongs_to_the_zone(x, answer):
    assert space_of_disc(shapely.Point(x, 5_000), SHAPE) == answer


def test_a_place_in_a_reading_without_geometry_is_unknown():
    assert space_of_disc(shapely.Point(0, 0), Shape(None, None)) == "unknown"


def test_a_sliver_of_a_region_does_not_count():
    sliver = shapely.box(29_999, 0, 60_000, 10_000)
    overlap = shapely.box(28_000, 0, 60_000, 10_000)
    assert space_of_region(sliver, SHAPE) == "no"
    assert space_of_region(overlap, SHAPE) == "possible"
    assert space_of_region(shapely.box(0, 0, 1_000, 1_000), SHAPE) == "certain"


def test_whole_and_parts_give_inner_and_outer(boundaries):
    extent = Extent(("SY-ID",), ("SY-LA", "SY-HM"))
    shape = shape_definition(define(extent), boundaries, {})
    idlib = boundaries.region("SY-ID").geometry
    assert shapely.equals(shape.inner, idlib)
    assert shapely.covers(shape.outer.buffer(1e-9), shape.inner)
    wide = sum(area_km2(boundaries.region(c).geometry) for c in ("SY-LA", "SY-HM"))
    assert area_km2(shape.outer) == pytest.approx(wide + area_km2(idlib), rel=0.01)


def test_parts_alone_have_no_inner(boundaries):
    shape = shape_definition(define(Extent(partial=("SY-HI",))), boundaries, {})
    assert shape.inner is None
    assert shape.outer is not None


def test_around_a_place_is_a_disc_and_nothing_is_inside_for_sure(boundaries):
    site = Site("Homs", "around", lat=34.72, lon=36.73)
    shape = shape_definition(define(Extent(areas=(site,))), boundaries, {})
    assert shape.inner is None
    assert area_km2(shape.outer) == pytest.approx(3.14 * AROUND_KM**2, rel=0.02)


def test_an_area_fills_its_radius(boundaries):
    site = Site("Eastern Ghouta", lat=33.53, lon=36.41)
    shape = shape_definition(define(Extent(areas=(site,))), boundaries, {site: 12.0})
    assert area_km2(shape.outer) == pytest.approx(3.14 * 144, rel=0.02)


def test_a_given_geometry_is_inner_and_outer(boundaries):
    ring = [[36, 35], [37, 35], [37, 36], [36, 35]]
    extent = Extent(geometry={"type": "Polygon", "coordinates": [ring]})
    shape = shape_definition(define(extent), boundaries, {})
    assert shapely.equals(shape.inner, shape.outer)


def test_an_area_without_a_place_has_no_geometry(boundaries):
    extent = Extent(areas=(Site("Nowhere"),))
    assert shape_definition(define(extent), boundaries, {}) == Shape(None, None)


@pytest.mark.parametrize(
    ("direction", "inside", "outside"),
    [
        ("north", (36.5, 36.9), (36.5, 35.1)),
        ("southern", (36.5, 35.1), (36.5, 36.9)),
        ("southwest", (36.1, 35.1), (36.9, 35.1)),
        ("north-eastern", (36.9, 36.9), (36.1, 36.9)),
        ("central", (36.5, 36.0), (36.05, 35.05)),
    ],
)
def test_half_of_a_region(direction, inside, outside):
    part = half(shapely.box(36, 35, 37, 37), direction)
    assert part.covers(shapely.Point(inside))
    assert not part.covers(shapely.Point(outside))


def test_another_word_leaves_the_region_whole():
    box = shapely.box(36, 35, 37, 37)
    assert area_km2(half(box, "coastal")) == pytest.approx(area_km2(box))


def test_an_estimate_lies_between_inner_and_outer():
    posts = [shapely.Point(x, 5_000).buffer(1_000) for x in (12_000, 20_000)]
    estimate = estimate_extent(SQUARE, WIDER, posts)
    assert estimate.covers(SQUARE)
    assert WIDER.covers(estimate)
    assert estimate.covers(shapely.Point(16_000, 5_000))
    assert estimate.covers(shapely.Point(24_500, 5_000))
    assert not estimate.covers(shapely.Point(25_500, 5_000))


def test_without_ground_or_posts_there_is_no_estimate():
    assert estimate_extent(None, WIDER, []) is None


def test_what_another_side_held_is_taken_out_where_the_extent_leaves_room():
    posts = [shapely.Point(x, 5_000).buffer(1_000) for x in (2_000, 20_000)]
    inside, beyond = (shapely.Point(x, 5_000).buffer(900) for x in (5_000, 15_000))
    estimate = estimate_extent(SQUARE, WIDER, posts, [inside, beyond])
    assert estimate.covers(inside)
    assert not estimate.intersects(beyond.buffer(-1))


@pytest.mark.parametrize(
    ("x", "within"),
    [(16_000, True), (19_500, True), (20_500, False), (27_000, False), (28_000, True)],
)
def test_a_place_speaks_for_the_ground_halfway_to_the_next_contrary_one(x, within):
    posts = [shapely.Point(x, 5_000).buffer(500) for x in (15_000, 30_000)]
    other = shapely.Point(25_000, 5_000).buffer(500)
    estimate = estimate_extent(SQUARE, WIDER, posts, [other])
    assert estimate.covers(shapely.Point(x, 5_000)) == within


def test_ground_nearer_to_the_whole_regions_than_to_the_other_side_is_within():
    posts = [shapely.Point(x, y).buffer(500) for x in (0, 30_000) for y in (0, 9_999)]
    other = shapely.Point(18_000, 5_000).buffer(500)
    estimate = estimate_extent(SQUARE, WIDER, posts, [other])
    assert estimate.covers(shapely.Point(13_500, 5_000))
    assert not estimate.covers(shapely.Point(14_500, 5_000))


def test_a_city_of_the_other_side_is_out_but_for_the_places_within_reach_of_it():
    posts = [shapely.Point(x, 5_000).buffer(1_000) for x in (2_000, 24_000)]
    city = shapely.Point(32_000, 5_000).buffer(9_000)
    estimate = estimate_extent(SQUARE, WIDER, posts, [city])
    assert estimate.covers(posts[1])
    assert not estimate.covers(shapely.Point(25_500, 5_000))


boxes = st.tuples(*[st.floats(0, 40_000) for _ in range(2)], st.floats(500, 9_000))


@settings(deadline=None)
@given(
    st.lists(boxes, max_size=5),
    st.lists(boxes, max_size=3),
    st.sampled_from([SQUARE, None]),
)
def test_estimates_keep_between_inner_and_outer(inside, outside, inner):
    discs, others = (
        [shapely.Point(x, y).buffer(r) for x, y, r in spots]
        for spots in (inside, outside)
    )
    estimate = estimate_extent(inner, WIDER, discs, others)
    if estimate is None:
        return
    assert shapely.area(estimate.difference(WIDER)) < 1e-3
    assert inner is None or shapely.area(inner.difference(estimate)) < 1e-3
