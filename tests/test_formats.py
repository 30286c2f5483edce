"""Writers: whole or not at all, own files only, safe and aligned tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pytest import MonkeyPatch, mark, raises

from geodata.errors import InputError, OverwriteError
from geodata.formats import (
    csv_text,
    ensure_writable,
    feature_collection,
    is_own_file,
    json_text,
    replace_file,
    table_text,
    write_json,
    write_text,
)


def test_replace_file_writes_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with replace_file(path) as temporary:
        temporary.write_text("new")
        assert temporary.parent == tmp_path and temporary.suffix == ".txt"
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_replace_file_leaves_nothing_half_written(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with raises(error), replace_file(path) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_replace_file_failing_at_the_last_step(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    with raises(OSError, match="disk full"):
        write_text(tmp_path / "out.txt", "new")
    assert list(tmp_path.iterdir()) == []


def test_replace_file_keeps_permissions_and_links(tmp_path: Path) -> None:
    path, link = tmp_path / "out.txt", tmp_path / "link.txt"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link, "new")
    assert link.is_symlink() and path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        write_text(tmp_path / "out.txt", "x")
    finally:
        os.umask(old)
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o644


def test_missing_folder_and_folder_as_file(tmp_path: Path) -> None:
    for check in (ensure_writable, lambda path: write_text(path, "x")):
        with raises(InputError, match="the folder .*none does not exist"):
            check(tmp_path / "none" / "out.txt")
        with raises(InputError, match="is a folder, not a file"):
            check(tmp_path)


@mark.parametrize(
    ("text", "own"),
    [
        ('<!doctype html><meta name="generator" content="deesc 0.1"><p>', True),
        ('<!doctype html><meta name="generator" content="Hugo">deesc', False),
        ('{"deesc": 1, "documents": []}', True),
        ('{\n "type": "FeatureCollection",\n "deesc": 1}', True),
        ('{"tool": "deesc"}', False),
        ('{"a": "' + "x" * 300 + '", "deesc": 1}', False),
        ("name,lat\n", False),
        ("", False),
    ],
)
def test_own_files_are_known_by_their_mark(
    tmp_path: Path, text: str, own: bool
) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    assert is_own_file(path) is own
    if own:
        ensure_writable(path)
    else:
        with raises(OverwriteError, match="file: exists and was not .*--overwrite"):
            ensure_writable(path)
    ensure_writable(path, overwrite=True)


@mark.parametrize(("table", "own"), [("deesc", True), ("roads", False)])
def test_own_geopackage_has_a_table(tmp_path: Path, table: str, own: bool) -> None:
    path = tmp_path / "a b#c.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"CREATE TABLE {table} (key TEXT)")
        database.commit()
    before = path.read_bytes()
    assert is_own_file(path) is own
    assert path.read_bytes() == before


def test_broken_geopackage_is_not_own(tmp_path: Path) -> None:
    path = tmp_path / "broken.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 200)
    assert not is_own_file(path)
    assert not is_own_file(tmp_path / "none")


def test_new_file_needs_no_leave(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "new.html")


def test_json_keeps_order_and_letters(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_json(path, {"deesc": 1, "b": "إدلب", "a": dt.date(2018, 10, 1)})
    assert path.read_text(encoding="utf-8") == (
        '{\n "deesc": 1,\n "b": "إدلب",\n "a": "2018-10-01"\n}\n'
    )
    assert is_own_file(path)


def test_json_refuses_what_json_has_not() -> None:
    with raises(ValueError, match="Out of range"):
        json_text({"x": float("nan")})
    with raises(TypeError, match="object cannot be written as JSON"):
        json_text({"x": object()})


@mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1 (202) 5", "'+1 (202) 5"),
        ("-x", "'-x"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        (-3.5, "-3.5"),
        ("-3.5", "-3.5"),
        ("+963", "+963"),
        ("1e5", "1e5"),
        (None, ""),
        (True, "true"),
        (["a", "b"], "a|b"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_csv_cells_are_defused(value: object, cell: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text([{"x": value}], ["x", "y"]))))
    assert rows == [["x", "y"], [cell, ""]]


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), min_size=1)
)
def test_csv_round_trips_and_runs_nothing(texts: list[str]) -> None:
    text = csv_text([{"x": t, "y": "end"} for t in texts], ["x", "y"])
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [row[0].removeprefix("'") for row in read] == [
        t.removeprefix("'") for t in texts
    ]
    for row in read:
        assert row[0][:1] not in tuple("=@\t\r") or not row[0]


def test_table_is_aligned_and_uncut() -> None:
    rows = [
        {"name": "Idlib", "ar": "إِدْلِب", "km": 3},
        {"name": "東京 tower", "ar": "", "km": 12.5},
        {"name": "two\nlines\x1b[31m", "km": None},
    ]
    lines = table_text(rows, ["name", "ar", "km"]).splitlines()
    assert lines == [
        "name            ar      km",
        "--------------  ----  ----",
        "Idlib           إِدْلِب     3",
        "東京 tower            12.5",
        "two lines [31m",
    ]


def test_table_without_rows_has_its_header() -> None:
    assert table_text([], ["a", "long name"]) == "a  long name\n-  ---------\n"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_table_has_a_line_for_each_row(texts: list[str]) -> None:
    text = table_text([{"x": t, "y": 1} for t in texts], ["x", "y"])
    assert len(text.splitlines()) == len(texts) + 2


def test_feature_collection_is_geojson() -> None:
    shape = {"type": "LineString", "coordinates": [[36, 35], [37, 36]]}
    rows = [
        {"id": "a", "lat": 35.5, "lon": 36.5},
        {"id": "b", "geometry": shape, "lat": 1, "lon": 2},
        {"name": "no place"},
    ]
    made = feature_collection(rows, deesc=1, query="inside")
    assert list(made) == ["deesc", "query", "type", "features"]
    assert [f["geometry"] for f in made["features"]] == [
        {"type": "Point", "coordinates": [36.5, 35.5]},
        shape,
        None,
    ]
    assert made["features"][0]["id"] == made["features"][0]["properties"]["id"] == "a"
    assert "geometry" not in made["features"][1]["properties"]
    json.dumps(made)
