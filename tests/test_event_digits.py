"""Digits: texts that are numbers, to the letter, whatever chunks they come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geodata.places import read_gazetteer
from geodata.tables import text as table_text
from geodata.tables.cells import ArrowColumn
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.events import gather, pack
from maps.events.cells import Coded, Gatherer, Numbers, Texts, as_numbers, number_keys
from maps.events.digits import TextBytes
from samples import syrian_atlas

NEAR = st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{0,10})?|[0-9.-]{0,6}", fullmatch=True)
KEYS = st.one_of(
    st.lists(NEAR, min_size=1, max_size=12),
    st.lists(st.integers(-(10**6), 10**6).map(str), min_size=1, max_size=12),
    st.lists(
        st.integers(0, 10**6).map(lambda n: f"SYR{n:07d}"), min_size=1, max_size=12
    ),
    st.lists(
        st.floats(-1e4, 1e4).map(lambda x: repr(round(x, 3))), min_size=1, max_size=12
    ),
    st.lists(st.sampled_from(["", "\0null", "5", "-0", "0.10", "é7", "٣"]), min_size=1),
)


@settings(deadline=None, max_examples=300)
@given(KEYS)
def test_numbers_give_their_texts_back(keys: list[str]) -> None:
    found = as_numbers(keys)
    if found is not None:
        assert number_keys(found) == keys


@pytest.mark.parametrize(
    ("keys", "form"),
    [
        (["1", "-20", "300"], (0, "fixed", "", 0, "")),
        (["007", "123", "1234"], (0, "fixed", "", 3, "")),
        (["SYR7", "SYR12"], (0, "fixed", "SYR", 0, "")),
        (["1.50", "-0.25"], (2, "fixed", "", 0, "")),
        (["1.5", "-0.25", "3"], (2, "trim", "", 0, "")),
        (["1.5", "0.25", "3.0"], (2, "float", "", 0, "")),
        (["\x001.5", "\0null", "\x002.25"], (2, "float", "\0", 0, "\0null")),
        (["", "4"], (0, "fixed", "", 0, "")),
        (["é4", "é17"], (0, "fixed", "é", 0, "")),
    ],
)
def test_each_form_is_known(keys: list[str], form: tuple[Any, ...]) -> None:
    found = as_numbers(keys)
    assert found is not None
    own = (found.scale, found.form, found.prefix, found.width, found.empty)
    assert own == form and number_keys(found) == keys


@pytest.mark.parametrize(
    "keys",
    [
        ["-0"],
        ["007", "12"],
        ["1.50", "1.5"],
        ["01.5"],
        ["1e5", "2e5"],
        ["1."],
        ["1.2.3", "2.2.3"],
        ["5-"],
        ["A1", "B2"],
        ["1234567890123456"],
        ["0.1234567890"],
        ["123456789012345", "0.5"],
        ["", "\0null", "5"],
        [""],
        ["\ud800"],
    ],
)
def test_what_is_no_number_to_the_letter_stays_text(keys: list[str]) -> None:
    assert as_numbers(keys) is None


@given(st.lists(st.text(max_size=4), min_size=1, max_size=20))
def test_texts_are_found_among_their_bytes(texts: list[str]) -> None:
    found = TextBytes.of(texts)
    if found is None:
        return
    for text in {*texts, "", "x"}:
        wanted = [each == text for each in texts]
        assert found.are(text.encode()).tolist() == wanted


def gathered(cells: list[str], size: int, is_arrow: bool) -> Coded | Numbers | Texts:
    gatherer = Gatherer()
    for at in range(0, len(cells), size):
        part = cells[at : at + size]
        if is_arrow:
            arrow = pytest.importorskip("pyarrow")
            # A slice: bytes of other rows stand before its own.
            gatherer.add(ArrowColumn(arrow.array(["no", *part])).part(1, len(part) + 1))
        else:
            array = np.empty(len(part), dtype=object)
            array[:] = part
            gatherer.add(array)
    return gatherer.finish()


def plain(column: Coded | Numbers | Texts) -> Any:
    if isinstance(column, Coded):
        return column.codes.tolist(), column.values
    if isinstance(column, Numbers):
        return number_keys(column), column.scale, column.form
    return column.chunks


COLUMNS = {
    "ids": [f"SYR{n}" for n in range(150_000)],
    "few": [f"word {n % 300}" for n in range(150_000)],
    "late": [f"{n % 9 if n < 70_000 else n}" for n in range(150_000)],
    "places": [f"{n % 70_000 / 100}" for n in range(150_000)],
    "finer": [f"{n}" if n < 100_000 else f"{n}.25" for n in range(150_000)],
    "broken": [f"{n}" if n < 149_000 else f"{n} or so" for n in range(150_000)],
    "huge": [f"{n + 10**14}" if n < 149_000 else f"{n}.25" for n in range(150_000)],
    "empty": ["" if n % 3 else f"{n}" for n in range(150_000)],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_does_not_hang_on_its_chunks(name: str) -> None:
    cells = COLUMNS[name]
    kinds = [(150_000, False), (40_000, False), (150_000, True), (33_333, True)]
    found = [plain(gathered(cells, *kind)) for kind in kinds]
    assert all(each == found[0] for each in found)


def test_the_page_is_the_same_with_and_without_pyarrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    chance = np.random.default_rng(2)
    count = 120_000
    frame = pd.DataFrame(
        {
            "id": [f"E{n:06d}" for n in range(count)],
            "date": (
                np.datetime64("2018-01-01") + chance.integers(0, 700, count)
            ).astype(str),
            "lat": np.round(chance.uniform(34, 37, count), 4),
            "lon": np.round(chance.uniform(35, 38, count), 4),
            "type": chance.choice(["battle", "raid", "shelling"], count),
            "note": [f"note {n * 7919 % count} of {n % 13}" for n in range(count)],
        }
    )
    frame.loc[::1000, "lat"] = 99  # rows that are left out
    path = tmp_path / "events.csv"
    frame.to_csv(path, index=False)
    atlas, gazetteer = syrian_atlas(), read_gazetteer()
    by_arrow = pack(gather([path], atlas, gazetteer))
    monkeypatch.setattr(table_text, "find_spec", lambda name: None)
    by_csv = pack(gather([path], atlas, gazetteer))
    assert by_csv.blocks == by_arrow.blocks and by_csv.summary == by_arrow.summary
