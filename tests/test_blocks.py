"""CSV split by pyarrow: the cells, lines and faults of Python's csv module."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.tables.cells import ArrowColumn, coded, numbers, texts
from geodata.tables.files import open_table

arrow = pytest.importorskip("pyarrow")

CELLS = ["", "a", " b ", "é", '"q"', '"x,y"', '"two\nlines"', '"say ""hi"""', "5,5"]
ODD = ['a"b', '"torn', '"a"b', "x\ry", '""', "\x85", "NULL", "nan"]


def read(path: Path) -> list[Any]:
    """Return lines, ragged lines and cells, whatever the chunks."""
    with open_table(path) as table:
        chunks = list(table.chunks(list(dict.fromkeys(table.names))))
    lines = [line for chunk in chunks for line in chunk.lines.tolist()]
    ragged = [line for chunk in chunks for line in chunk.ragged]
    cells = {
        name: [cell for chunk in chunks for cell in chunk.columns[name].tolist()]
        for name in (chunks[0].columns if chunks else ())
    }
    return [table.names, lines, ragged, cells]


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> list[Any]:
    """Return what pyarrow and what the csv module make of a file."""
    results = []
    for has_arrow in (True, False):
        with monkeypatch.context() as patched:
            patched.setattr("geodata.tables.blocks._SIZE", size)
            if not has_arrow:
                patched.setattr("geodata.tables.text.find_spec", lambda name: None)
            try:
                results.append(read(path))
            except InputError as error:
                results.append([str(error)])
    return results


rows = st.lists(
    st.lists(st.sampled_from(CELLS + ODD), min_size=0, max_size=4).map(",".join),
    max_size=12,
)
proper = st.lists(
    st.lists(st.sampled_from(CELLS), min_size=3, max_size=3).map(",".join), max_size=12
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(rows, proper),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\ufeff", "\n\n"]),
    st.booleans(),
    st.sampled_from([16, 61, 1 << 24]),
)
def test_cells_lines_and_faults_are_those_of_the_csv_module(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drawn: list[str],
    end: str,
    before: str,
    ends: bool,
    size: int,
) -> None:
    path = tmp_path / "table.csv"
    text = before + end.join(["p,q,r", *drawn]) + (end if ends else "")
    path.write_bytes(text.encode("utf-8"))
    by_arrow, by_csv = both_ways(path, monkeypatch, size)
    assert by_arrow == by_csv


def test_proper_tables_stay_with_pyarrow(tmp_path: Path) -> None:
    path = tmp_path / "table.csv.gz"
    body = 'id,text\n1,"a\nb"\n\n2,c\ntorn\n3,"say ""hi"", twice"\n'
    path.write_bytes(gzip.compress(body.encode("utf-8")))
    with open_table(path) as table:
        (chunk,) = table.chunks(["text"])
    assert isinstance(chunk.columns["text"], ArrowColumn)
    assert chunk.columns["text"].tolist() == ["a\nb", "c", 'say "hi", twice']
    assert chunk.lines.tolist() == [3, 5, 7]
    assert chunk.ragged == (6,)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"id,text\n" + b"1,a\n" * 400_000 + b"2,\xff\xfe\n")
    with pytest.raises(InputError, match="begins as utf-8 but goes on otherwise"):
        read(path)


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "2.5", "", "1e3", "nan", "-inf", "007"],
        ["1,5", " 2 ", "x", "", "1_000", "0x10", "٣"],
        ["0.1", "35.123456789012345", "4.9e-324", "1e400"],
    ],
)
def test_numbers_are_those_of_python(cells: list[str]) -> None:
    plain = np.array(cells, dtype=object)
    one = numbers(ArrowColumn(arrow.array(cells)), len(cells))
    np.testing.assert_array_equal(one, numbers(plain, len(cells)))


def test_columns_of_arrow_have_texts_and_codes() -> None:
    cells = [" a ", None, "b", "a", " a ", ""]
    column = ArrowColumn(arrow.array(cells))
    plain = np.array(cells, dtype=object)
    for repeat in (True, False):
        assert texts(column, repeat=repeat).tolist() == ["a", "", "b", "a", "a", ""]
        assert texts(plain, repeat=repeat).tolist() == ["a", "", "b", "a", "a", ""]
    for each in (column, plain, ArrowColumn(arrow.array(cells).dictionary_encode())):
        codes, values = coded(each)
        assert [values[code] for code in codes] == cells
        assert len(values) == 5
    assert column[2] == "b"
    assert len(column) == 6
