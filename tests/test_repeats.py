"""Repeated ids, numbers of rows, and rows kept by column."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.column_rows import ColumnRows
from geodata.numbering import distinct_numbers, first_rows, of_days
from geodata.row_files import open_rows, write_rows
from geodata.tables.cells import ArrowColumn, Coded
from geodata.tables.repeats import Repeats, marks_of

arrow = pytest.importorskip("pyarrow")


def objects(cells: list[Any]) -> Any:
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def chunks_of_ids(seed: int) -> list[tuple[list[str], Any]]:
    """Return ids of every length, some of them alike, and the rows that count."""
    dice = np.random.default_rng(seed)
    chunks = []
    for _ in range(12):
        count = int(dice.integers(0, 60))
        numbers = dice.integers(0, 90, count).tolist()
        ids = ["", "é" * 9] if count > 2 else []
        ids += [("id" * (n % 13)) + f"\u0627{n}" for n in numbers[len(ids) :]]
        chunks.append((ids, np.flatnonzero(dice.random(count) < 0.8)))
    return chunks


@pytest.mark.parametrize("kind", ["arrow", "large", "objects"])
@pytest.mark.parametrize("recent", [5, 40, 1_000])
def test_a_repeated_id_is_one_of_those_before(kind: str, recent: int) -> None:
    first = "id\u06271"
    known = Repeats(marks_of(objects([first])), recent)
    ever, kept = {first}, [first]
    many = 0
    for ids, rows in chunks_of_ids(recent):
        cells: Any = objects(ids)
        if kind in ("arrow", "large"):
            text = arrow.string() if kind == "arrow" else arrow.large_string()
            cells = ArrowColumn(arrow.array(["before", *ids], text)[1:])
        last = {*kept[-recent:]}
        new: set[str] = set()
        found = {*known.again(marks_of(cells)[:, rows]).tolist()}
        for place, row in enumerate(rows.tolist()):
            name, again = ids[row], place in found
            assert again or name not in last | new
            assert not again or name in ever
            if not again:
                kept.append(name)
                new.add(name)
            ever.add(name)
        many += len(found)
    assert many > 20


def test_what_agrees_is_part_of_a_mark() -> None:
    ids = objects(["1", "1", "1", "1", "2", "1"])
    km = np.array([0.0, -0.0, 5.0, np.nan, 0.0, np.nan])
    region = Coded(np.array([0, 0, 0, 1, 0, 1]), ["SY-ID", None])
    other = Coded(np.array([2, 2, 2, 0, 2, 0]), [None, "SY-HM", "SY-ID"])
    marks = marks_of(ids, (km, region))
    assert Repeats().again(marks).tolist() == [1, 5]
    assert marks.tolist() == marks_of(ids, (km, other)).tolist()


def test_a_chunk_may_hold_nothing_new() -> None:
    marks = marks_of(objects(["a", "b", "a"]))
    known = Repeats()
    assert known.again(marks).tolist() == [2]
    assert known.again(marks).tolist() == [0, 1, 2]
    assert known.again(marks[:, :0]).tolist() == []
    assert known.again(marks_of(objects(["c", "b", "c"]))).tolist() == [1, 2]


def test_ids_that_no_encoding_holds_are_told_apart() -> None:
    ids = objects(["\ud800", "\ud801", "\ud800"])
    assert Repeats().again(marks_of(ids)).tolist() == [2]


def test_marks_do_not_depend_on_the_other_ids() -> None:
    one = marks_of(ArrowColumn(arrow.array(["abc", "x" * 40])))
    other = marks_of(ArrowColumn(arrow.array(["", "abc"], arrow.large_string())))
    assert one[:, 0].tolist() == other[:, 1].tolist()
    words = [f"{n}" for n in range(20_000)] + ["0" * n for n in range(2, 100)]
    words += [f"{n:012}{n}" for n in range(1, 20_000)]
    for hashes in marks_of(objects(words)):
        assert len(np.unique(hashes)) == len(words)


@pytest.mark.parametrize("far", [1, 1 << 40])
def test_numbers_of_rows_are_those_of_their_first(far: int) -> None:
    dice = np.random.default_rng(far)
    columns = [
        dice.integers(-3, 3, 500) * far,
        dice.choice([np.nan, 1.5, -0.5], 500),
        dice.random(500) < 0.5,
        dice.choice(np.array(["a", None, "b"], dtype=object), 500),
    ]
    numbers, many = distinct_numbers(*columns)
    seen: dict[str, int] = {}
    rows = [repr(row) for row in zip(*(c.tolist() for c in columns))]
    assert numbers.tolist() == [seen.setdefault(row, len(seen)) for row in rows]
    assert many == len(seen)
    first = first_rows(numbers, many)
    assert first.tolist() == [rows.index(row) for row in seen]


@pytest.mark.parametrize("days", [[5, 3, 5, 9], [], [-(1 << 60), 4]])
def test_days_are_changed_as_one_by_one(days: list[int]) -> None:
    array = np.array(days, dtype=np.int64)
    assert of_days(array, lambda some: some // 2).tolist() == [d // 2 for d in days]


def rows_by_column() -> ColumnRows:
    codes = np.array([0, 1, 1, 2])
    return ColumnRows(
        {
            "event": ArrowColumn(arrow.array(["=1+1", "b", "c,\n", '"d"'])),
            "lat": np.array([35.0, np.nan, -1e-7, 36.123456]),
            "lon": np.array([36.0, np.nan, 2.5, 1e16]),
            "line": np.array([2, 3, 4, 50]),
            "zone": Coded(codes, ["idlib", "@x", None]),
            "zones": Coded(codes, [["a: certain", "b: no"], [], ["c: possible"]]),
            "name": objects(["x", None, "+4", "-a"]),
        },
        4,
    )


KINDS: dict[str, type] = {
    "event": str,
    "lat": float,
    "lon": float,
    "line": int,
    "zone": str,
    "zones": str,
    "name": str,
}


@pytest.mark.parametrize("step", [3, 100])
def test_rows_by_column_are_written_as_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr("geodata.column_rows._STEP", step)
    rows = rows_by_column()
    plain = [dict(row) for row in rows]
    assert len(plain) == len(rows) == 4
    assert plain[1] | {"zones": []} == {
        "event": "b",
        "lat": None,
        "lon": None,
        "line": 3,
        "zone": "@x",
        "zones": [],
        "name": None,
    }
    for form in ("csv", "jsonl"):
        texts = [io.StringIO(), io.StringIO()]
        for text, each in zip(texts, (rows, plain)):
            write_rows(text, each, [*KINDS, "none"], form)
        assert texts[0].getvalue() == texts[1].getvalue()
    for form in ("parquet", "geoparquet"):
        frames = []
        for number, each in enumerate((rows, plain)):
            path = tmp_path / f"{number}.{form}"
            with open_rows(path, KINDS, form) as write:
                write(each)
            frames.append(pd.read_parquet(path))
        pd.testing.assert_frame_equal(*frames)
        assert len(frames[0]) == 4
