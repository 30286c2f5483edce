"""Tables with positions added: every column kept, no name put elsewhere."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from geodata.errors import InputError
from geodata.places import read_gazetteer
from geodata.tables.located import LOCATED, LocateReport, TableLocator

TEXT = (
    "no,day,town,province,note\n"
    "1,2018-10-01,Saraqib,Idleb,=1+1\n"
    "2,2018-10-02,Saraqib,Hama,elsewhere\n"
    "3,2018-10-03,Saraqeeb Zz,Idleb,\n"
    "4,2018-10-04,سراقب,Atlantis,\n"
    "5,2018-10-05,,Idleb,\n"
    "6,2018-10-06,Idleb,,\n"
)


def locate(
    source: Path, output: Path, place: str = "town", **options: Any
) -> LocateReport:
    return TableLocator(read_gazetteer(), place, **options).write(source, output)


def written(tmp_path: Path, text: str = TEXT, name: str = "raids.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_names_are_placed_in_their_region_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "located.csv"
    report = locate(written(tmp_path), out, admin="province")
    rows = rows_of(out)
    assert [row["no"] for row in rows] == list("123456")
    assert list(rows[0]) == ["no", "day", "town", "province", "note", *LOCATED]
    placed = {row["no"] for row in rows if row["lat"]}
    assert placed == {"1", "6"}
    assert rows[0]["matched"] == "Saraqib"
    assert float(rows[0]["error_km"]) > 0
    assert rows[0]["note"] == "'=1+1"
    assert "Saraqib (SY-ID; 35.86" in rows[1]["suggestions"]
    assert "Saraqib (SY-ID; 35.86" in rows[2]["suggestions"]
    assert rows[3]["suggestions"].startswith("no admin-1 region is called Atlantis")
    assert rows[4]["suggestions"] == ""
    assert (report.rows, report.located, report.given) == (6, 2, 0)
    assert report.missing == {"Saraqib": 1, "Saraqeeb Zz": 1, "سراقب": 1, "": 1}


def test_what_is_filled_in_by_hand_stays_and_is_joined(tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    locate(written(tmp_path), first, admin="province")
    rows = rows_of(first)
    rows[1] |= {"lat": "35,20", "lon": "36,75", "error_km": "12"}
    with first.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    report = locate(first, second, admin="province")
    again = rows_of(second)
    assert (report.given, report.located) == (3, 0)
    assert again[1]["lat"] == "35.2"
    assert again[1]["source"] == "given in the table"
    assert again[0]["matched"] == "Saraqib"
    arguments = ["join", str(second), "--date", "day", "-f", "jsonl", "--zone", "idlib"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    found = {}
    for line in result.stdout.splitlines():
        record = json.loads(line)
        found[record["line"]] = record
    assert found[3]["error_km"] == 12
    assert found[2]["error_km"] == float(again[0]["error_km"])


def test_a_workbook_keeps_its_days_and_numbers(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["day", "at", "town", "killed"])
    day, stamp = dt.datetime(2018, 10, 1), dt.datetime(2018, 10, 1, 7, 30)
    book.active.append([day, stamp, "Saraqib", 3])
    book.active.append([day, stamp, "Nowhere at all", None])
    book.save(tmp_path / "raids.xlsx")
    out, again = tmp_path / "located.xlsx", tmp_path / "again.xlsx"
    for path in (out, again):
        locate(tmp_path / "raids.xlsx", path)
    assert out.read_bytes() == again.read_bytes()
    head, *rows = openpyxl.load_workbook(out)["rows"].iter_rows(values_only=True)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["day"], first["at"], first["killed"]) == (day, stamp, 3)
    assert first["lat"] == pytest.approx(35.86, abs=0.05)
    assert rows[1][head.index("lat")] is None
    result = CliRunner().invoke(main, ["join", str(out), "-f", "csv"])
    assert result.exit_code == 0, result.output
    assert "1 of 2 rows" in result.stderr


def test_parquet_keeps_the_types_of_its_columns(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table(
        {
            "day": arrow.array([dt.date(2018, 10, 1)] * 2),
            "town": ["Saraqib", "Nowhere at all"],
            "killed": arrow.array([3, None], arrow.int16()),
            "actors": arrow.array([["a", "b"], []]),
        }
    )
    parquet.write_table(table, tmp_path / "raids.parquet")
    locate(tmp_path / "raids.parquet", tmp_path / "located.parquet")
    found = parquet.read_table(tmp_path / "located.parquet")
    assert found.select(table.column_names).equals(table)
    assert str(found.schema.field("lat").type) == "double"
    assert found["lat"].null_count == 1
    locate(written(tmp_path), tmp_path / "text.parquet")
    assert parquet.read_table(tmp_path / "text.parquet")["no"].to_pylist()[0] == "1"


def test_a_column_of_another_meaning_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "town,source\nSaraqib,SOHR\n")
    locate(path, tmp_path / "located.csv")
    (row,) = rows_of(tmp_path / "located.csv")
    assert row["source"] == "SOHR"
    assert row["located_source"]


def test_half_of_a_point_is_left_to_be_completed(tmp_path: Path) -> None:
    path = written(tmp_path, "town,lat,lon\nSaraqib,35.1,\nSaraqib,35.1,36.2\n")
    report = locate(path, tmp_path / "located.csv")
    half, whole = rows_of(tmp_path / "located.csv")
    assert (half["lat"], half["lon"]) == ("35.1", "")
    assert (whole["lat"], whole["lon"]) == ("35.1", "36.2")
    assert (report.given, report.missing) == (1, {"Saraqib": 1})


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("a,b\n1,2\n", {}, "no column 'town' for --place; found: 'a', 'b'"),
        ("town,b\n1,2\n", {"admin": "x"}, "no column 'x' for --admin"),
        ("town,b,b\n1,2,3\n", {}, "two columns are called 'b'"),
    ],
)
def test_wrong_columns_are_named(
    tmp_path: Path, text: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        locate(written(tmp_path, text), tmp_path / "out.csv", **options)
    assert not (tmp_path / "out.csv").exists()


def test_words_among_numbers_are_refused_where_a_column_has_one_type(
    tmp_path: Path,
) -> None:
    pytest.importorskip("pyarrow")
    path = written(tmp_path, "town,lat,lon\nSaraqib,north,36.2\n")
    with pytest.raises(InputError, match="'lat' holds 'north' among numbers"):
        locate(path, tmp_path / "out.parquet")


def test_the_command_writes_to_the_screen_and_counts(tmp_path: Path) -> None:
    path = str(written(tmp_path))
    result = CliRunner().invoke(main, ["locate", path, "--place", "town", "-f", "json"])
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["items"]) == 6
    assert "6 rows: 4 located, 0 had a position, 2 have none" in result.stderr
    for wrong in (["--kind", "settlement"], ["-f", "geojson"], ["-f", "xlsx"]):
        result = CliRunner().invoke(main, ["locate", path, "--place", "town", *wrong])
        assert (result.exit_code, result.stdout) == (2, "")
    result = CliRunner().invoke(main, ["locate", path, "--admin", "province"])
    assert result.exit_code == 2
