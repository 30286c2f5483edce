"""Events × zones: the same answers as questions about one day and one place."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cli import main
from geodata.errors import InputError, UnknownNameError
from geodata.periods import day_of, iso_of
from geodata.places import read_gazetteer
from geodata.rings import depth_km, rings_of
from geodata.tables import TableOptions
from geodata.world import load_world
from zones.answers import at
from zones.atlas import Atlas
from zones.join_runs import JoinRun, join_events
from zones.loading import load_atlas
from zones.points import locate_point
from zones.verdicts import ZoneCases

HEAD = "id,date,lat,lon,type\n"


@cache
def atlas() -> Atlas:
    return load_atlas(["default"], load_world)


def joined(frame: pd.DataFrame, **settings: Any) -> pd.DataFrame:
    return join_events(frame, atlas(), read_gazetteer(), **settings)


def near_a_border(lat: float, lon: float, radius_km: float) -> bool:
    """Whether the error's edge is near a border, where projections may differ."""
    shapes = [w for r in atlas().readings for w in (r.inner, r.outer) if w is not None]
    depths = (abs(depth_km(rings_of(w), lat, lon)) for w in shapes)
    return any(abs(depth - radius_km) < 0.01 * radius_km + 0.01 for depth in depths)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(32.4, 37.2, allow_nan=False),
    st.floats(35.7, 41.0, allow_nan=False),
    st.integers(day_of("2016-06-01"), day_of("2021-06-01")),
    st.sampled_from([None, "agreed", "in_force", "ended"]),
)
def test_a_point_gets_the_answers_of_at(
    lat: float, lon: float, day: int, status: str | None
) -> None:
    if near_a_border(lat, lon, atlas().boundaries.error_km):
        return
    frame = pd.DataFrame({"date": [iso_of(day)], "lat": [lat], "lon": [lon]})
    rows = joined(frame, status=status)
    found = {r.zone: (r.certainty, r.space, r.time) for r in rows.itertuples()}
    wider, item = locate_point(atlas(), lat, lon)
    answer = at(wider, item, day, status=status, all_zones=True)
    wanted = {
        row["id"]: (row["certainty"], row["space"], row["time"])
        for row in answer["items"]
        if row["kind"] in ("zone", "belt") and row["certainty"] != "no"
    }
    assert found == wanted


def test_the_answer_may_change_only_where_time_is_cut() -> None:
    frame = pd.DataFrame({"date": ["2018-10-01"], "lat": [35.93], "lon": [36.63]})
    cases = ZoneCases(atlas(), "idlib", None)
    for first in cases.breaks[1:]:
        if first > day_of("2030-01-01"):
            continue
        for day in (first - 1, first):
            frame["date"] = iso_of(day)
            rows = joined(frame, zones=("idlib",))
            wider, item = locate_point(atlas(), 35.93, 36.63)
            answer = at(wider, item, day, all_zones=True)["items"]
            wanted = next(row for row in answer if row["id"] == "idlib")["certainty"]
            found = rows["certainty"].tolist() or ["no"]
            assert found == [wanted], iso_of(day)


def test_without_any_zone_the_error_says_so(tmp_path: Path) -> None:
    dossier, table = tmp_path / "dossier.json", tmp_path / "events.csv"
    document = {"id": "a", "title": "A", "published": "2020-01-01"}
    dossier.write_text(json.dumps({"deesc": 1, "documents": [document], "claims": []}))
    table.write_text("date,lat,lon\n2018-10-01,35.9,36.6\n")
    page = tmp_path / "map.html"
    words = ["map", str(dossier), "--events", str(table), "-o", str(page)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1 and "no document states a zone or belt" in done.stderr


def test_an_event_of_which_the_day_is_open_is_possible() -> None:
    """Eastern Ghouta's regime ended in April 2018: the year says neither yes nor no."""
    place = {"lat": [33.54], "lon": [36.42]}
    zone = ("eastern-ghouta",)
    year = joined(pd.DataFrame({"date": ["2018"], **place}), zones=zone)
    before = joined(pd.DataFrame({"date": ["2018-02"], **place}), zones=zone)
    after = joined(pd.DataFrame({"date": ["2019"], **place}), zones=zone)
    assert year["time"].tolist() == ["possible"]
    assert "changed between the days" in year["why"][0]
    assert before["time"].tolist() == ["certain"]
    assert after.empty


def test_a_date_that_is_open_on_one_side_is_possible() -> None:
    """Idlib has a beginning, so what may have been before it is not surely in it."""
    dates = ["../2018-10-01", "by 1 October 2018", "2018-10-01/..", "2018-10-01"]
    frame = pd.DataFrame({"date": dates, "lat": 35.93, "lon": 36.63})
    rows = joined(frame, zones=("idlib",))
    assert rows["certainty"].tolist() == [*["possible"] * 3, "certain"]
    assert rows["on"].tolist() == [*["[..2018-10-01]"] * 2, "[2018-10-01..]", dates[3]]
    early = pd.DataFrame({"date": ["by 2010"], "lat": [35.93], "lon": [36.63]})
    assert joined(early, zones=("idlib",)).empty


def test_a_doubted_day_is_never_certain() -> None:
    place = {"lat": [35.93], "lon": [36.63]}
    sure = joined(pd.DataFrame({"date": ["2018-10-01"], **place}), zones=("idlib",))
    doubted = joined(pd.DataFrame({"date": ["2018-10-01?"], **place}), zones=("idlib",))
    assert sure["certainty"].tolist() == ["certain"]
    assert doubted["certainty"].tolist() == ["possible"]
    assert doubted["why"].tolist() == ["the day is doubted"]


def test_the_region_decides_over_the_point() -> None:
    frame = pd.DataFrame(
        {
            "date": ["2018-10-01"] * 3,
            "lat": [35.13, 35.93, None],
            "lon": [36.75, 36.63, None],
            "admin1": ["Idleb", "Tartus", "Hama"],
        }
    )
    rows = joined(frame, zones=("idlib",))
    found = dict(zip(rows["line"], rows["certainty"], strict=True))
    assert found == {1: "certain", 2: "possible", 3: "possible"}
    assert any("contradict each other" in line for line in rows.attrs["report"])


def test_possible_pairs_have_their_distance_and_reason() -> None:
    frame = pd.DataFrame({"date": ["2018-10-01"], "lat": [35.372], "lon": [36.69]})
    (row,) = joined(frame, zones=("idlib",)).to_dict("records")
    assert row["certainty"] == "possible"
    assert 0 < row["km"] < 15
    assert row["why"]
    assert row["reading"]


def test_a_belt_whose_line_is_derived_is_unknown_in_its_zone_only() -> None:
    frame = pd.DataFrame(
        {"date": ["2018-10-01"] * 2, "lat": [35.93, 33.5], "lon": [36.63, 36.3]}
    )
    rows = joined(frame, zones=("dmz",))
    assert rows["line"].tolist() == [1]
    assert rows["certainty"].tolist() == ["unknown"]
    assert "line derived" in rows["why"][0]


@settings(max_examples=25, deadline=None)
@given(
    st.floats(32.4, 37.2, allow_nan=False),
    st.floats(35.7, 41.0, allow_nan=False),
    st.integers(day_of("2016-06-01"), day_of("2021-06-01")),
    st.integers(day_of("2017-04-01"), day_of("2021-06-01")),
)
def test_what_could_be_known_is_answered_as_by_at(
    lat: float, lon: float, day: int, knowing: int
) -> None:
    if near_a_border(lat, lon, atlas().boundaries.error_km):
        return
    frame = pd.DataFrame({"date": [iso_of(day)], "lat": [lat], "lon": [lon]})
    rows = joined(frame, knowing=knowing)
    found = {r.zone: (r.certainty, r.space, r.time) for r in rows.itertuples()}
    wider, item = locate_point(atlas(), lat, lon)
    answer = at(wider, item, day, knowing=knowing, all_zones=True)
    wanted = {
        row["id"]: (row["certainty"], row["space"], row["time"])
        for row in answer["items"]
        if row["kind"] in ("zone", "belt") and row["certainty"] != "no"
    }
    assert found == wanted


def test_what_nobody_had_said_yet_is_not_certain() -> None:
    frame = pd.DataFrame({"date": ["2018-10-01"], "lat": [35.93], "lon": [36.63]})
    early = joined(frame, zones=("idlib",), knowing=day_of("2017-06-01"))
    late = joined(frame, zones=("idlib",), knowing=day_of("2026-01-01"))
    assert early["certainty"].tolist() == ["possible"]
    assert "in force: possible" in early["status"][0]
    assert "is not heard of after" in early["why"][0]
    assert late["certainty"].tolist() == ["certain"]
    assert joined(frame, knowing=day_of("1960-01-01")).empty
    with pytest.raises(UnknownNameError, match="idlib"):
        joined(frame, zones=("idlib",), knowing=day_of("1960-01-01"))


def random_events(count: int) -> pd.DataFrame:
    chance = np.random.default_rng(7)
    days = chance.integers(day_of("2017-01-01"), day_of("2020-12-31"), count)
    return pd.DataFrame(
        {
            "date": [iso_of(int(day)) for day in days],
            "lat": np.round(chance.uniform(32.5, 37, count), 2),
            "lon": np.round(chance.uniform(35.8, 41, count), 2),
            "type": chance.choice(["Battles", "Riots"], count),
        }
    )


def test_counts_are_those_of_the_pairs() -> None:
    frame = random_events(3000)
    pairs = joined(frame)
    counts = joined(frame, aggregate=("zone", "month", "type"))
    pairs["month"] = pairs["on"].str[:7]
    grouped = pairs.groupby(["zone", "month", "type", "certainty"]).size()
    for row in counts.to_dict("records"):
        for answer in ("certain", "possible", "unknown"):
            key = (row["zone"], row["month"], row["type"], answer)
            assert row[answer] == grouped.get(key, 0)
    assert counts[["certain", "possible", "unknown"]].to_numpy().sum() == len(pairs)


def test_per_event_names_every_zone_once() -> None:
    frame = random_events(500)
    pairs = joined(frame)
    events = joined(frame, per="event")
    assert len(events) == len(frame)
    wanted = pairs.groupby("line").size()
    for row in events.to_dict("records"):
        assert len(row["zones"]) == wanted.get(row["line"], 0)
        assert (row["certainty"] == "no") == (not row["zones"])


def test_swapped_axes_are_refused() -> None:
    frame = random_events(100)
    frame[["lat", "lon"]] = frame[["lon", "lat"]].to_numpy()
    with pytest.raises(InputError, match="seem to be swapped"):
        joined(frame)


def test_unknown_zones_and_counts_are_named() -> None:
    frame = random_events(3)
    with pytest.raises(UnknownNameError, match="atlantis"):
        joined(frame, zones=("atlantis",))
    with pytest.raises(InputError, match="cannot count by 'colour'; there are zone"):
        joined(frame, aggregate=("colour",))


# Files and the command


def run(*arguments: str, **options: Any) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["join", *arguments], **options)
    return result.exit_code, result.stdout, result.stderr


def table(tmp_path: Path, name: str = "events.csv", rows: int = 40) -> Path:
    path = tmp_path / name
    random_events(rows).to_csv(path, index=False)
    return path


def test_every_output_says_the_same(tmp_path: Path) -> None:
    events = table(tmp_path)
    for suffix in ("csv", "jsonl"):
        code, stdout, stderr = run(str(events), "-o", str(tmp_path / f"out.{suffix}"))
        assert (code, stdout) == (0, "")
        assert "40 of 40 rows" in stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    code, stdout, _ = run(str(events), "-f", "json")
    assert code == 0
    assert json.loads(stdout)["items"] == records
    assert [(r["line"], r["zone"], r["certainty"]) for r in rows] == [
        (str(r["line"]), r["zone"], r["certainty"]) for r in records
    ]


def test_parquet_out_keeps_types_and_says_what_it_was_joined_with(
    tmp_path: Path,
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    assert run(str(table(tmp_path)), "-o", str(out))[0] == 0
    first = out.read_bytes()
    read = parquet.read_table(out)
    assert str(read.schema.field("km").type) == "double"
    about = json.loads(read.schema.metadata[b"deesc:about"])
    assert about["error_km"] == atlas().boundaries.error_km
    assert run(str(tmp_path / "events.csv"), "-o", str(out), "--overwrite")[0] == 0
    assert out.read_bytes() == first


def test_standard_input_and_rejects(tmp_path: Path) -> None:
    text = HEAD + "1,2018-10-01,35.93,36.63,=cmd\n2,no,1,1,x\n"
    rejects = tmp_path / "bad.csv"
    code, stdout, stderr = run("-", "-f", "csv", "--rejects", str(rejects), input=text)
    assert code == 0
    assert "'=cmd" in stdout
    assert "a date that cannot be read: 1 rows, first -:3" in stderr
    assert rejects.read_text().splitlines()[1] == "'-,3,a date that cannot be read,no"


@pytest.mark.parametrize("name", ["events.csv", "events.xlsx", "events.parquet"])
def test_names_stand_in_for_empty_coordinates(name: str, tmp_path: Path) -> None:
    """They answer as in a table that has no coordinates at all."""
    frame = random_events(60).assign(id=[f"e{row}" for row in range(60)])
    towns = ["Saraqib", "Morek", "Hama", "Nowhere"]
    frame["place"] = np.random.default_rng(3).choice(towns, len(frame))
    bare = frame[frame.index % 3 == 0].drop(columns=["lat", "lon"])
    bare.to_csv(tmp_path / "bare.csv", index=False)
    frame.loc[bare.index, ["lat", "lon"]] = np.nan
    path = tmp_path / name
    if name.endswith("csv"):
        frame.to_csv(path, index=False)
    elif name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
        frame.to_excel(path, index=False)
    else:
        pytest.importorskip("pyarrow")
        frame.to_parquet(path, index=False)
    answers = []
    for each in (tmp_path / "bare.csv", path):
        code, out, err = run(str(each), "--per", "event", "-f", "jsonl")
        assert code == 0
        rows = map(json.loads, out.splitlines())
        by_id = {row["event"]: row for row in rows if row["event"] in set(bare["id"])}
        for row in by_id.values():
            del row["source"], row["line"]
        answers.append(by_id)
    assert answers[0] == answers[1]
    assert 0 < len(answers[1]) == (bare["place"] != "Nowhere").sum()
    count = len(answers[1])
    assert f"placed by the name of the place: {count} rows, first {path}:" in err


def test_a_folder_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    table(source, "a.csv")
    bad = source / "b.csv"
    bad.write_text("nothing,here\n1,2\n")
    code, _, stderr = run(str(source), "-o", str(out))
    assert code == 1
    assert "b.csv: no column for the date" in stderr
    first = (out / "a.csv.csv").stat().st_mtime_ns
    table(source, "b.csv", 5)
    code, _, stderr = run(str(source), "-o", str(out))
    assert code == 0
    assert "1 files had been joined before" in stderr
    assert (out / "a.csv.csv").stat().st_mtime_ns == first
    table(source, "a.csv", 7)  # a changed file is joined again
    assert "5 of 5" not in run(str(source), "-o", str(out))[2]


def test_nothing_is_half_written(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(HEAD + "1,2018-10-01,35.93,36.63,x\n2,no,1,1,x\n")
    out = tmp_path / "out.csv"
    code, _, stderr = run(str(events), "--strict", "-o", str(out))
    assert code == 1
    assert "line 3: a date that cannot be read ('no')" in stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv"]


def test_the_local_day_is_that_of_the_time_zone(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(HEAD + "1,2018-10-01T22:30:00Z,35.93,36.63,x\n")
    code, stdout, _ = run(str(events), "-f", "jsonl", "--tz", "Asia/Damascus")
    assert code == 0
    assert json.loads(stdout.splitlines()[0])["on"] == "2018-10-02"
    code, _, stderr = run(str(events), "--tz", "Mars/Olympus")
    assert code == 1
    assert "no time zone 'Mars/Olympus'" in stderr


def test_options_name_columns(tmp_path: Path) -> None:
    events = tmp_path / "own.csv"
    events.write_text("tag,north,east\n2018-10-01,35.93,36.63\n")
    names = ["--date", "tag", "--lat", "north", "--lon", "east"]
    code, stdout, _ = run(str(events), *names, "--zone", "idlib", "-f", "jsonl")
    assert code == 0
    assert json.loads(stdout)["certainty"] == "certain"


def test_a_run_takes_options_from_python(tmp_path: Path) -> None:
    options = TableOptions(strict=True)
    run_of = JoinRun(atlas(), read_gazetteer(), options=options)
    out = tmp_path / "out.csv"
    report = run_of.write([table(tmp_path)], out, "csv")
    assert report.faults.used == 40
    assert out.is_file()


def test_a_workbook_has_the_rows_as_they_are(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    table = tmp_path / "events.csv"
    table.write_text(HEAD + "=1+1,2018-10-01,35.93,36.63,raid\n", "utf-8")
    book, again = tmp_path / "joined.xlsx", tmp_path / "again.xlsx"
    for path in (book, again):
        code, _, errors = run(str(table), "--zone", "idlib", "-o", str(path))
        assert code == 0, errors
    assert book.read_bytes() == again.read_bytes()
    sheets = openpyxl.load_workbook(book)
    rows = list(sheets["rows"].iter_rows())
    first = dict(zip([c.value for c in rows[0]], rows[1], strict=True))
    assert first["event"].value == "=1+1"
    assert first["event"].data_type == "s"
    assert first["certainty"].value == "certain"
    assert first["lat"].value == 35.93
    assert sheets["about"]["A2"].value == "deesc:about"


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_files_of_bytes_are_not_for_the_screen(form: str, tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text(HEAD + "1,2018-10-01,35.93,36.63,raid\n", "utf-8")
    code, output, errors = run(str(table), "-f", form)
    assert (code, output) == (2, "")
    assert "name a file" in errors


def test_geoparquet_out_has_points(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = tmp_path / "events.csv"
    table.write_text(
        "id,date,lat,lon,admin1\n1,2018-10-01,35.93,36.63,\n2,2018-10-01,,,Idleb\n"
    )
    out = tmp_path / "joined.geoparquet"
    for options in ([], ["--overwrite"]):
        code, _, errors = run(str(table), "--zone", "idlib", "-o", str(out), *options)
        assert code == 0, errors
        written = out.read_bytes()
    assert written == out.read_bytes()
    frame = geopandas.read_parquet(out)
    assert frame.crs == "OGC:CRS84"
    assert frame.geometry[0].coords[0] == (36.63, 35.93)
    assert frame.geometry[1] is None
    validator = pytest.importorskip("geoparquet_validator")
    assert not validator.failed(validator.check(str(out)))
    assert b"deesc:about" in parquet.read_metadata(out).metadata
    box = geopandas.read_parquet(out, bbox=(36, 35, 37, 36))
    assert box["event"].tolist() == ["1"]
    code, _, errors = run(
        str(table), "--aggregate", "zone", "-o", str(tmp_path / "c.geoparquet")
    )
    assert code == 1
    assert "have no points" in errors


def test_nothing_is_printed_of_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    table = tmp_path / "wrong.csv"
    table.write_text("foo,bar\n1,2\n")
    assert run(str(table), "-f", "csv")[:2] == (1, "")
    table.write_text("date,lat,lon\n")
    code, output, _ = run(str(table), "-f", "csv")
    assert (code, output.splitlines()[0][:9]) == (0, "event,on,")


def test_known_by_narrows_what_is_joined_with(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text(HEAD + "1,2018-10-01,35.93,36.63,raid\n")
    answers = []
    for day in ("2017-06-01", "2025-01-01"):
        code, output, _ = run(
            str(table), "--zone", "idlib", "--known-by", day, "-f", "jsonl"
        )
        assert code == 0
        answers.append(json.loads(output)["certainty"])
    assert answers == ["possible", "certain"]
