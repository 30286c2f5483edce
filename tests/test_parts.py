"""Files cut into parts: together they have the rows of the whole, with its lines."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.tables.files import open_table
from geodata.tables.parts import cut_table, open_part

CELLS = st.text(st.sampled_from('ab",\n é'), max_size=8)


def rows_of(path: Path, size: int) -> tuple[int, list[tuple[object, ...]]]:
    parts = cut_table(path, size)
    found = []
    for part in parts:
        with open_part(part) as table:
            names = list(table.names)
            for chunk in table.chunks(names):
                columns = [chunk.columns[name].tolist() for name in names]
                found += list(zip(chunk.lines.tolist(), *columns, strict=True))
                found += [(line,) for line in chunk.ragged]
    return len(parts), sorted(found, key=lambda row: row[0])


def whole(path: Path) -> list[tuple[object, ...]]:
    with open_table(path) as table:
        names = list(table.names)
        rows = []
        for chunk in table.chunks(names):
            columns = [chunk.columns[name].tolist() for name in names]
            rows += list(zip(chunk.lines.tolist(), *columns, strict=True))
            rows += [(line,) for line in chunk.ragged]
    return sorted(rows, key=lambda row: row[0])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), st.integers(1, 40))
def test_quoted_line_ends_are_no_cuts(
    tmp_path: Path, rows: list[tuple[str, str]], size: int
) -> None:
    path = tmp_path / "table.csv"
    pd.DataFrame(rows, columns=["one", "two"]).to_csv(path, index=False)
    assert rows_of(path, size)[1] == whole(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_is_cut_or_left_whole(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    lines = "".join(f'{n},"é {n}"\n' for n in range(200))
    path.write_bytes(("one;two\n".replace(";", ",") + lines).encode(encoding))
    many, rows = rows_of(path, 300)
    assert rows == whole(path)
    assert (many > 3) == (encoding != "utf-16")


def test_stray_quotes_and_ragged_rows_keep_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    text = "one,two\n" + 'a 5" gun,x\n"b\nc",y\nragged\n' * 40
    path.write_text(text, "utf-8")
    many, rows = rows_of(path, 60)
    assert many > 5
    assert rows == whole(path)


def test_a_table_without_a_header_repeats_none(tmp_path: Path) -> None:
    cells = ["x"] * 61
    lines = []
    for number in range(50):
        cells[0], cells[1] = str(1000 + number), "20181001"
        lines.append("\t".join(cells))
    path = tmp_path / "gdelt.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    many, rows = rows_of(path, 500)
    assert many > 5
    assert rows == whole(path)
    assert len(rows) == 50


def test_parquet_is_cut_at_row_groups(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "table.parquet"
    frame = pd.DataFrame({"one": range(1000), "two": [str(n) for n in range(1000)]})
    frame.to_parquet(path, row_group_size=90)
    many, rows = rows_of(path, 1)
    assert many == 12
    assert rows == whole(path)
    assert rows_of(path, 1 << 30)[0] == 1


def test_a_file_that_shrinks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("one,two\n" + "a,b\n" * 100)
    parts = cut_table(path, 50)
    path.write_text("one,two\na,b\n")
    with pytest.raises(InputError, match="has become shorter"):
        with open_part(parts[-1]):
            pass
