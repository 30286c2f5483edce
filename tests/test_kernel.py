"""The kernel: the answers of shapely, on every point and day, however awkward."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from zones.kernel.slabs import cut_slabs

pytest.importorskip("numba")

from zones.kernel.indexes import PolygonIndex  # noqa: E402


def star(dice: np.random.Generator, corners: int, x: float, y: float, r: float) -> Any:
    """Return a ragged star round a point, at times with a hole in it."""
    turns = np.sort(dice.uniform(0, 2 * np.pi, corners))
    if corners < 3 or np.diff(np.append(turns, turns[0] + 2 * np.pi)).max() > 3:
        return shapely.box(x - r, y - r, x + r, y + r)
    reach = r * dice.uniform(0.4, 1, corners)
    ring = np.column_stack([x + reach * np.cos(turns), y + reach * np.sin(turns)])
    shape = shapely.make_valid(shapely.Polygon(ring))
    if dice.random() < 0.5:
        shape = shape.difference(shapely.Point(x, y).buffer(r * 0.2))
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    return shapely.multipolygons(parts)


def scene(seed: int, many: int, rounded: bool = False) -> tuple[Any, Any, Any]:
    """Return dated polygons that overlap, touch, have holes and follow each other."""
    dice = np.random.default_rng(seed)
    shapes = [
        star(dice, int(dice.integers(3, 60)), *dice.uniform([36, 33], [41, 37]), 1.5)
        for _ in range(many)
    ]
    shapes += [shapely.box(36, 33, 38, 35), shapely.box(38, 33, 40, 35)]
    shapes += [shapely.box(38, 35, 40, 36), shapely.Polygon(), shapes[0]]
    holed = shapely.box(36, 33, 41, 37).difference(shapely.box(37, 34, 39, 36))
    shapes += [holed, shapely.box(37.5, 34.5, 38.5, 35.5)]
    polygons = np.array(shapes, dtype=object)
    if rounded:
        polygons = shapely.set_precision(polygons, 0.01)
    begins = dice.integers(0, 40, len(polygons)) * 10
    ends = begins + dice.integers(1, 20, len(polygons)) * 10
    return polygons, begins, ends


def awkward_points(dice: np.random.Generator, polygons: Any, index: Any) -> Any:
    """Return vertices, points on edges, their neighbours, and points on the grid."""
    corners = shapely.get_coordinates(polygons)
    part = dice.random((len(corners) - 1, 1))
    on_edges = corners[:-1] * part + corners[1:] * (1 - part)
    middles = (corners[:-1] + corners[1:]) / 2
    exact = np.vstack([corners, on_edges, middles])
    ulps = [np.nextafter(exact, exact + dice.choice([-1, 1], exact.shape))]
    ulps += [exact + dice.normal(0, scale, exact.shape) for scale in (1e-14, 1e-12)]
    ulps += [np.column_stack([exact[:, 0], dice.permutation(exact[:, 1])])]
    frame = index._dated.frames[0]
    steps = dice.integers(0, int(frame[4]), (300, 2))
    lines = frame[:2] + steps / frame[2:4]
    centres = frame[:2] + (steps + 0.5137) / frame[2:4]
    rounded = np.round(dice.uniform([35, 32], [42, 38], (500, 2)), 2)
    odd = [[np.nan, 34], [37, np.inf], [-np.inf, np.nan], [0, 0], [1e300, -1e300]]
    return np.vstack([exact, *ulps, lines, centres, rounded, odd])


def expected(polygons: Any, begins: Any, ends: Any, x: Any, y: Any, days: Any) -> Any:
    """Return the pairs that shapely finds."""
    pairs = set()
    for number, polygon in enumerate(polygons):
        holds = shapely.intersects_xy(polygon, x, y)
        if days is not None:
            holds &= (begins[number] <= days) & (days < ends[number])
        pairs |= {(int(point), number) for point in np.flatnonzero(holds)}
    return pairs


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_awkward_points_get_the_answers_of_shapely(
    seed: int, dated: bool, rounded: bool
) -> None:
    polygons, begins, ends = scene(seed, 12, rounded)
    index = PolygonIndex(polygons, begins, ends)
    dice = np.random.default_rng(seed)
    x, y = awkward_points(dice, polygons, index).T
    edges_of_time = np.concatenate([begins, ends, begins - 1, ends - 1, [-5, 10**6]])
    days = dice.choice(edges_of_time, len(x)) if dated else None
    found = set(zip(*(part.tolist() for part in index.pairs(x, y, days)), strict=True))
    wanted = expected(polygons, begins, ends, x, y, days)
    assert found == wanted
    assert len(wanted) > 1000


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8), st.booleans(), st.sampled_from([1, 9]))
def test_random_polygons_get_the_answers_of_shapely(
    seed: int, many: int, dated: bool, fineness: int
) -> None:
    polygons, begins, ends = scene(seed, many)
    index = PolygonIndex(polygons, begins, ends, fineness=fineness)
    dice = np.random.default_rng(seed)
    corners = shapely.get_coordinates(polygons)
    near = corners[dice.integers(0, len(corners), 300)]
    near = near + dice.normal(0, 0.05, near.shape)
    x, y = np.vstack([dice.uniform([35, 32], [42, 38], (300, 2)), near]).T
    days = dice.integers(-10, 600, len(x)) if dated else None
    found = set(zip(*(part.tolist() for part in index.pairs(x, y, days)), strict=True))
    assert found == expected(polygons, begins, ends, x, y, days)


def test_versions_by_the_dozen_share_few_sets() -> None:
    """Of layers that replace each other, a slab holds those of its days alone."""
    dice = np.random.default_rng(3)
    polygons = [star(dice, 400, 38 + n / 99, 35, 1.5) for n in range(50)]
    begins = np.arange(50) * 30
    index = PolygonIndex(polygons, begins, begins + 30)
    x, y = dice.uniform([36, 33], [41, 37], (5000, 2)).T
    days = dice.integers(-10, 1520, len(x))
    found = set(zip(*(part.tolist() for part in index.pairs(x, y, days)), strict=True))
    assert found == expected(np.array(polygons), begins, begins + 30, x, y, days)
    assert index._sets[5][0] < 200


def test_sets_say_their_members_and_counts() -> None:
    polygons, begins, ends = scene(1, 10)
    index = PolygonIndex(polygons, begins, ends)
    dice = np.random.default_rng(1)
    x, y = dice.uniform([36, 33], [41, 37], (2000, 2)).T
    found = index.find(x, y)
    points, members = index.pairs(x, y)
    assert np.array_equal(index.counts(found), np.bincount(members, minlength=17))
    for point in range(50):
        assert index.members(found[point]) == sorted(members[points == point])


def test_nothing_in_nothing_out() -> None:
    for polygons in ([], [shapely.Polygon()]):
        index = PolygonIndex(np.array(polygons, dtype=object))
        assert index.find(np.array([1.0]), np.array([1.0])).tolist() == [0]
        assert index.find(np.empty(0), np.empty(0), np.empty(0, int)).tolist() == []


def test_metres_work_as_degrees_do() -> None:
    polygons, begins, ends = scene(5, 8)
    polygons = shapely.transform(polygons, lambda xy: (xy - 36) * 111_000)
    index = PolygonIndex(polygons, begins, ends)
    dice = np.random.default_rng(5)
    corners = shapely.get_coordinates(polygons)
    x, y = np.vstack([corners, (corners[1:] + corners[:-1]) / 2]).T
    days = dice.integers(0, 600, len(x))
    found = set(zip(*(part.tolist() for part in index.pairs(x, y, days)), strict=True))
    assert found == expected(polygons, begins, ends, x, y, days)


def test_what_is_no_polygon_is_named() -> None:
    with pytest.raises(InputError, match="geometry 1: is no polygon"):
        PolygonIndex([shapely.box(0, 0, 1, 1), shapely.Point(0, 0)])
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.raises(InputError, match="geometry 0: is not valid: Self-inter"):
        PolygonIndex([bow])


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.integers(1, 99), st.integers(0, 500)),
        max_size=20,
    )
)
def test_slabs_hold_whatever_holds_on_their_days(
    drawn: list[tuple[int, int, int]],
) -> None:
    table = np.array(drawn, dtype=np.int64).reshape(-1, 3)
    begins, ends = table[:, 0], table[:, 0] + table[:, 1]
    starts, members = cut_slabs(begins, ends, table[:, 2])
    assert len(members) == len(starts) + 1
    for day in range(-1, 201):
        slab = int(np.searchsorted(starts, day, side="right"))
        holding = np.flatnonzero((begins <= day) & (day < ends))
        assert set(holding.tolist()) <= set(members[slab].tolist())
