"""Workers: the same results in the same order, in one process or in several."""

from __future__ import annotations

import os

import pytest
from zones.workers import FEWEST, spread


def _scaled(item: int, factor: int) -> tuple[int, int]:
    if item < 0:
        msg = f"{item} is negative"
        raise ValueError(msg)
    return item * factor, os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers):
    results = list(spread(_scaled, range(50), 3, workers))
    assert [value for value, _ in results] == [3 * n for n in range(50)]
    away = {pid for _, pid in results} - {os.getpid()}
    assert bool(away) is (workers > 1)


def test_few_items_stay_in_this_process():
    results = list(spread(_scaled, range(FEWEST - 1), 1))
    assert {pid for _, pid in results} == {os.getpid()}


def test_error_of_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="-1 is negative"):
        list(spread(_scaled, [1, 2, -1, 4], 1, 2))


def test_nothing_gives_nothing():
    assert list(spread(_scaled, [], 1, 2)) == []


def test_leaving_early_stops_the_workers():
    results = spread(_scaled, range(1000), 1, 2)
    assert next(results)[0] == 0
    results.close()
