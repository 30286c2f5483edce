"""Columns of events: each form gives back what went in, and is as small as it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from geodata.errors import InputError
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.events.cells import NOTHING, Coded, Numbers, number_keys
from maps.events.coding import (
    code_rows,
    coded_size,
    pack_bits,
    read_rows,
    unpack_bits,
)
from maps.events.columns import Packing, whole_numbers
from maps.events.deciding import choices, decide
from maps.events.planes import column_keys, dictionary, pack_plane, unpack_blocks
from maps.events.squares import squares


def crowd(rows: int, kinds: int, seed: int = 1) -> np.ndarray:
    """Return codes as Zipf's law has them."""
    often = 1 / np.arange(1, kinds + 1)
    return np.random.default_rng(seed).choice(kinds, rows, p=often / often.sum())


def by_times(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number codes the commonest first, and return how often each occurs."""
    times = np.bincount(codes)
    order = np.argsort(-times, kind="stable")
    place = np.empty(len(times), dtype=np.int64)
    place[order] = np.arange(len(times))
    return place[codes], times[order]


def entropy(codes: np.ndarray) -> float:
    """Return the bytes that codes take by their frequencies alone."""
    share = np.bincount(codes)[np.unique(codes)] / len(codes)
    return float(-(share * np.log2(share)).sum()) * len(codes) / 8


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 900), min_size=1, max_size=300), st.integers(1, 40))
def test_codes_come_back(codes: list[int], times: int) -> None:
    wanted, often = by_times(np.array(codes * times))
    assert np.array_equal(read_rows(code_rows(wanted, often), len(wanted)), wanted)


@pytest.mark.parametrize("kinds", [2, 6, 40, 256, 257, 5_000, 60_000])
def test_codes_take_what_their_frequencies_call_for(kinds: int) -> None:
    codes, times = by_times(crowd(100_000, kinds))
    block = code_rows(codes, times)
    assert np.array_equal(read_rows(block, len(codes)), codes)
    assert len(block) < entropy(codes) * 1.004 + 3_000
    assert coded_size(times) == pytest.approx(len(block), rel=0.01, abs=40)


def test_a_code_for_nearly_all_rows_takes_nearly_nothing() -> None:
    codes = np.zeros(100_000, dtype=np.int64)
    codes[77] = 1
    assert len(code_rows(codes, np.array([99_999, 1]))) < 300


def test_damaged_blocks_are_refused() -> None:
    codes, times = by_times(crowd(3_000, 700))
    block = code_rows(codes, times)
    for at in range(0, len(block), 97):
        for broken in (block[:at], block[:at] + b"\xff\x00" + block[at:]):
            with pytest.raises(InputError, match="damaged"):
                read_rows(broken, len(codes))
    with pytest.raises(InputError, match="damaged"):
        read_rows(block, len(codes) + 1)


@settings(deadline=None)
@given(
    st.lists(
        st.integers(0, 16).flatmap(
            lambda width: st.tuples(st.integers(0, 2**width - 1), st.just(width))
        ),
        max_size=100,
    )
)
def test_bits_come_back(pairs: list[tuple[int, int]]) -> None:
    values, widths = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    packed = pack_bits(values, widths)
    assert len(packed) == (int(widths.sum()) + 7) // 8
    assert unpack_bits(packed, widths).tolist() == values.tolist()
    with pytest.raises(InputError, match="damaged"):
        unpack_bits(packed + b"\0", widths)


def packed(*columns: Coded | Numbers) -> tuple[dict[str, Any], list[bytes]]:
    rows = len(
        columns[0].codes if isinstance(columns[0], Coded) else columns[0].numbers
    )
    packing = Packing(rows)
    for column in columns:
        packing.add(column)
    head, data = unpack_blocks(packing.finish({}))
    for column in columns:
        wanted = cells(column)
        assert wanted in [list(column_keys(head, data, n)) for n in numbers_of(head)]
    return head, data


def cells(column: Coded | Numbers) -> list[Any]:
    if isinstance(column, Numbers):
        return number_keys(column)
    return [column.values[code] for code in column.codes.tolist()]


def numbers_of(head: dict[str, Any]) -> list[int]:
    """Return the numbers of the columns that have a cell for each row."""
    return [n for n, column in enumerate(head["columns"]) if "rows" not in column]


def last(head: dict[str, Any]) -> dict[str, Any]:
    return head["columns"][-1]  # type: ignore[no-any-return]


def words(count: int) -> list[str]:
    return [f"word {'abcdefgh'[n % 8]}{n * n % 97}.{n}" for n in range(count)]


def test_codes_in_no_order_are_coded() -> None:
    head, _ = packed(Coded(crowd(90_000, 12), words(12)))
    assert last(head)["as"] == "coded"


def test_codes_that_repeat_a_pattern_are_zipped() -> None:
    codes = np.tile(crowd(100, 60), 1_000)
    head, _ = packed(Coded(codes, words(int(codes.max()) + 1)))
    assert last(head)["as"] == "gzip"


def test_sorted_codes_are_runs() -> None:
    head, data = packed(Coded(np.sort(crowd(80_000, 900)), words(900)))
    assert last(head)["as"] == "runs"
    assert sum(map(len, data[1:])) < 3_000


def test_what_another_column_leaves_open_is_chosen() -> None:
    town = crowd(60_000, 300, 2)
    quarter = np.where(town % 3, 0, crowd(60_000, 3, 3))
    codes = np.unique(town % 7 * 10 + quarter, return_inverse=True)[1]
    head, _ = packed(Coded(town, words(300)), Coded(codes, words(int(codes.max()) + 1)))
    assert last(head)["kind"] == "among"
    assert any(len(each) > 1 for each in last(head)["choices"])


def test_values_are_columns_where_they_are_many() -> None:
    town = crowd(9_000, 400)
    days = [
        f"{2001 + n // 300}-{n // 28 % 10 + 1:02d}-{n % 28 + 1:02d}" for n in range(400)
    ]
    points: list[Any] = [[n / 8, None if n == 7 else n / 100, "a"] for n in range(400)]
    ways = {
        "keys": [f"SYR{n:05d}" for n in range(400)],
        "days": days,
        "plain": [n * n for n in range(400)],
        "each": points,
    }
    for way, values in ways.items():
        head, _ = packed(Coded(town, values))
        assert way in last(head)["values"]
    head, _ = packed(Coded(town, words(400)))
    assert isinstance(last(head)["values"], list)
    head, _ = packed(Coded(town, [f"{day}x" for day in days]))
    assert isinstance(last(head)["values"], list)


def test_numbers_that_stand_there_already_are_not_packed_again() -> None:
    town = np.r_[crowd(9_000, 400), np.arange(400)]
    values: list[Any] = [[n / 100, n * 3] for n in range(400)]
    texts = [f"{n / 100:.2f}" for n in range(400)]
    head, data = packed(Coded(town, values), Coded(town, texts))
    kinds = [column["kind"] for column in head["columns"]]
    assert kinds == ["numbers", "numbers", "codes", "alias", "by"] and len(data) == 4


def test_numbers_of_points_that_are_not_drawn_stand_apart() -> None:
    chance = np.random.default_rng(5)
    drawn = chance.integers(3_000_000, 4_000_000, 4_000)
    own = drawn.copy()
    drawn[::9] = NOTHING
    own[::36] = NOTHING
    packing = Packing(4_000)
    axis = Numbers(drawn, 5, "trim")
    packing.add_points(axis, axis)
    number = packing.add(Numbers(own, 5, "fixed"))
    head, data = unpack_blocks(packing.finish({}))
    column = head["columns"][number]
    assert column["kind"] == "alias" and head["columns"][column["rest"]]["rows"] == 445
    found = list(column_keys(head, data, number))
    assert found == number_keys(Numbers(own, 5, "fixed"))


POINTS = st.one_of(
    st.tuples(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000)),
    st.tuples(st.integers(-300, 300), st.integers(5_000, 5_200)),
    st.just((NOTHING, NOTHING)),
)


def of_points(points: list[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    lon, lat = np.array(points, dtype=np.int64).T
    return Numbers(lon, 5, "trim"), Numbers(lat, 5, "trim")


@settings(deadline=None, max_examples=60)
@given(st.lists(POINTS, min_size=1, max_size=60))
def test_points_come_back(points: list[tuple[int, int]]) -> None:
    axes = of_points(points)
    packing = Packing(len(points))
    numbers = packing.add_points(*axes)
    copy = packing.add(axes[1])
    head, data = unpack_blocks(packing.finish({}))
    for axis, number in zip((*axes, axes[1]), (*numbers, copy), strict=True):
        assert list(column_keys(head, data, number)) == number_keys(axis)
    assert head["columns"][copy]["kind"] == "alias"


def test_crowded_points_take_fewer_bytes_than_their_axes() -> None:
    chance = np.random.default_rng(4)
    towns = chance.integers(0, 500_000, (300, 2))
    where = towns[crowd(60_000, 300)] + chance.normal(0, 2_000, (60_000, 2))
    axes = of_points([(int(x), int(y)) for x, y in where])
    found = squares(*axes)
    assert found is not None and 8 <= found.bits <= 13
    packing = Packing(60_000)
    packing.add_points(*axes)
    apart = Packing(60_000)
    for axis in axes:
        apart.add(axis)
    sizes = [sum(map(len, each.finish({}))) for each in (packing, apart)]
    assert sizes[0] < 0.95 * sizes[1]


def test_half_a_point_is_kept_beside_squares() -> None:
    axes = of_points([(NOTHING, 5), (3, 4)])
    assert squares(*axes) is None
    packing = Packing(2)
    numbers = packing.add_points(*axes)
    head, data = unpack_blocks(packing.finish({}))
    found = [list(column_keys(head, data, number)) for number in numbers]
    assert found == [["", "0.00003"], ["0.00005", "0.00004"]]


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 20), st.integers(0, 2)),
    min_size=1,
    max_size=80,
)


@settings(deadline=None, max_examples=60)
@given(ROWS, st.integers(1, 6), st.booleans())
def test_what_ground_and_days_decide_comes_back(
    rows: list[tuple[int, int, int]], stretch: int, is_free: bool
) -> None:
    ground, day, reach = np.array(rows, dtype=np.int64).T
    day, reach = (np.unique(each, return_inverse=True)[1] for each in (day, reach))
    said = (ground * 5 + day // stretch * 3 + reach) % 4
    if is_free:  # the last row contradicts an equal one
        ground, day, reach = (np.r_[each, each[0]] for each in (ground, day, reach))
        said = np.r_[said, (said[0] + 1) % 4]
    packing = Packing(len(said))
    days = Coded(day.astype(np.uint32), [n + 5 for n in range(int(day.max()) + 1)])
    reaches = Coded(
        reach.astype(np.uint32), [[n, 0] for n in range(int(reach.max()) + 1)]
    )
    numbers = packing.add(days), packing.add(reaches)
    used, codes = np.unique(said, return_inverse=True)
    column = Coded(codes.astype(np.uint32), [f"answer {n}" for n in used])
    number = packing.add_decided(column, ground, (numbers[0], day), (numbers[1], reach))
    head, data = unpack_blocks(packing.finish({}))
    assert list(column_keys(head, data, number)) == cells(column)
    if is_free:
        assert decide(ground, day, reach, codes) is None
        assert head["columns"][number]["kind"] != "decided"


def test_days_are_one_class_while_nothing_differs() -> None:
    ground = np.array([0, 1, 0, 1, 0, 1])
    day = np.array([0, 0, 1, 2, 3, 3])
    codes = np.array([0, 1, 0, 1, 1, 1])
    found = decide(ground, day, np.zeros(6, dtype=np.int64), codes)
    assert found is not None and found.days.tolist() == [0, 0, 0, 1]
    assert found.table[:, :, 0].tolist() == [[0, 1], [1, 1]]


def test_a_code_that_stands_for_nothing_is_refused() -> None:
    head, data = packed(Coded(crowd(500, 9), words(9)))
    last(head)["values"].pop()
    with pytest.raises(InputError, match="stands for nothing"):
        dictionary(head, data, 0)


def test_columns_of_the_first_form_are_read() -> None:
    codes = np.array([1, 0, 300, 1])
    column = {"kind": "codes", "bytes": 2, "block": 1, "values": words(301)}
    head = {"rows": 4, "columns": [column]}
    found = list(column_keys(head, [b"", pack_plane(codes, 2)], 0))
    assert found == [words(301)[code] for code in codes]


def test_choices_are_told_the_commonest_first() -> None:
    found = choices(np.array([0, 0, 0, 1]), np.array([2, 1, 1, 2]), 3)
    assert found.by_parent(3) == [[1, 2], [2], []]
    assert found.open_rows(np.array([0, 1, 0]), np.array([1, 2, 2]), 3).tolist() == [
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("values", "scale"),
    [([1.0, -3.0], 0), ([36.12345, np.nan], 5), ([1 / 3], None), ([1e300], None)],
)
def test_numbers_are_whole_where_nothing_is_lost(
    values: list[float], scale: int | None
) -> None:
    found = whole_numbers(np.array(values))
    assert (None if found is None else found.scale) == scale
