"""Shared borders: neighbours say them once, and every point comes back."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.borders import share_borders, shapes_with_borders
from maps.shapes import decode_line, decode_shape, encode_points, encode_shape
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

ZIGZAG = [(1.0 + n % 2 / 10, n / 10) for n in range(11)]
LEFT = Polygon([(0, 0), *ZIGZAG, (0, 1)])
RIGHT = Polygon([(2, 0), (2, 1), *ZIGZAG[::-1]])


def packed(*shapes: BaseGeometry, coarse: bool = True) -> list[list[list[str]] | None]:
    return [encode_shape(shape, coarse=coarse) for shape in shapes]


@pytest.mark.parametrize("coarse", [True, False])
def test_a_border_is_said_once(coarse: bool) -> None:
    apart = packed(LEFT, RIGHT, coarse=coarse)
    shared = share_borders(apart)
    assert shared[0] == apart[0]
    (ring,) = (ring for polygon in shared[1] or [] for ring in polygon)
    assert [part[2] for part in ring if isinstance(part, list)] == [len(ZIGZAG)]
    assert len(json.dumps(shared)) < len(json.dumps(apart))
    found = shapes_with_borders(shared)
    assert found == [decode_shape(shape or []) for shape in apart]


def test_an_island_fills_the_hole_around_it() -> None:
    circle = LEFT.centroid.buffer(0.2)
    shared = share_borders(packed(LEFT.difference(circle), circle, box(5, 5, 6, 6)))
    (ring,) = (ring for polygon in shared[1] or [] for ring in polygon)
    assert all(isinstance(part, list) for part in ring)
    wanted = packed(LEFT.difference(circle), circle, box(5, 5, 6, 6))
    assert shapes_with_borders(shared) == [
        decode_shape(shape or []) for shape in wanted
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=40),
    st.integers(2, 6),
    st.booleans(),
)
def test_every_point_comes_back(heights: list[int], count: int, coarse: bool) -> None:
    """Bands above one another, each with the upper edge of the one below."""
    lines = [
        np.column_stack(
            [np.arange(len(heights)) / 10, np.roll(heights, n) / 1000 + n / 10]
        )
        for n in range(count)
    ]
    bands = [Polygon([*lower, *upper[::-1]]) for lower, upper in zip(lines, lines[1:])]
    apart = packed(*bands, coarse=coarse)
    found = shapes_with_borders(share_borders(apart))
    assert found == [decode_shape(shape or []) for shape in apart]


@pytest.mark.parametrize(
    "shape", ["", "AB", 5, [5], [[5]], [[[[0, 0, 3]]]], [[[["a"], {}]]], [["!!"]], None]
)
def test_what_is_no_shape_is_left_out(shape: object) -> None:
    good = packed(LEFT)[0]
    found = shapes_with_borders([shape, good])
    assert found[0] == [] and found[1] == decode_shape(good or [])


@given(st.lists(st.tuples(*[st.integers(-1_800_000, 1_800_000)] * 2)), st.booleans())
def test_points_come_back_from_their_text(
    points: list[tuple[int, int]], coarse: bool
) -> None:
    if coarse:
        points = [(x * 10, y * 10) for x, y in points]
    assert decode_line(encode_points(points, coarse)) == points


@pytest.mark.parametrize("text", ["AA AA", "AAé", ".A.A", "AAA"])
def test_text_that_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode_line(text)
