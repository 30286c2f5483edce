from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from geodata.periods import FUTURE, PAST, Period, day_of
from zones.certainty import at_most_possible, both, on_day, rivals

VECTORS = json.loads((Path(__file__).parent / "data" / "certainty.json").read_text())
ALL = ("certain", "possible", "unknown", "no")
DAYS = [
    (case["note"], case["periods"], day, answer)
    for case in VECTORS["on"]
    for day, answer in case["days"].items()
]


def _bound(iso, open_end):
    return open_end if iso is None else day_of(iso)


@pytest.mark.parametrize(("answers", "expected"), VECTORS["both"])
def test_both_follows_the_vectors(answers, expected):
    assert both(*answers) == expected


@pytest.mark.parametrize(("answers", "expected"), VECTORS["rivals"])
def test_rivals_follows_the_vectors(answers, expected):
    assert rivals(answers) == expected


@pytest.mark.parametrize(("note", "periods", "day", "answer"), DAYS)
def test_on_day_follows_the_vectors(note, periods, day, answer):
    frame = [
        Period(
            _bound(b0, PAST),
            _bound(b1, PAST),
            _bound(e0, FUTURE),
            _bound(e1, FUTURE),
            capped,
        )
        for b0, b1, e0, e1, capped in periods
    ]
    assert on_day(frame, day_of(day)) == answer, note


def test_both_and_rivals_do_not_depend_on_order():
    for answers in itertools.product(ALL, repeat=3):
        assert len({both(*p) for p in itertools.permutations(answers)}) == 1
        assert len({rivals(p) for p in itertools.permutations(answers)}) == 1


def test_at_most_possible_leaves_all_but_certain():
    capped = [at_most_possible(answer) for answer in ALL]
    assert capped == ["possible", "possible", "unknown", "no"]
