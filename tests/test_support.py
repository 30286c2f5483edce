"""Support: the least number of agencies behind some texts."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from zones.support import _least_cover


@given(st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1), max_size=9))
def test_the_least_cover_is_that_of_trying_all(sets: list[set[str]]) -> None:
    tried = (
        size
        for size in range(8)
        for chosen in combinations("abcdefg", size)
        if all(each & set(chosen) for each in sets)
    )
    assert _least_cover(sets) == next(tried)


def test_many_agencies_are_no_matter_of_minutes() -> None:
    pairs = [{f"agency {n}", f"agency {n + 1}"} for n in range(0, 60, 2)]
    assert _least_cover([*pairs, {"agency 0"}, {"agency 1", "agency 2"}]) == 30
