"""Tables of events in a page: every row comes back, and nothing else gets in."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli import main
from click.testing import CliRunner
from geodata.errors import InputError
from geodata.periods import day_of
from geodata.places import read_gazetteer
from geodata.tables import TableOptions
from geodata.tables.frames import frame_table
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.armour import ALPHABET, armour, unarmour
from maps.events import Publishing, extract, extract_file, gather, pack, pack_files
from maps.events.care import coarsen_events, delay_events
from maps.events.cells import (
    Coded,
    Gatherer,
    Numbers,
    Texts,
    cell_key,
    key_cell,
    number_keys,
)
from maps.events.columns import Packing
from maps.events.planes import column_keys, unpack_blocks
from maps.events.stills import png_address
from maps.page import render_page
from samples import packed_in, syrian_atlas
from shapely import Point
from zones.atlas import Atlas

NASTY = (
    "</script><script>alert(1)</script>",
    "{{7*191}}{% raw %}",
    "=cmd|' /C calc'!A0",
    "\0null",
    "\u202e\u2028\x07",
    "ادلب",
    "\U0001f600",
    "",
    " 7.10 ",
    "007",
    "-0",
    "1e5",
    "javascript:alert(1)",
)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
CELLS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
)


@cache
def atlas() -> Atlas:
    return syrian_atlas()


def stored(columns: list[list[Any]], size: int = 7) -> list[list[Any]]:
    """Gather columns in chunks, pack and unpack them."""
    packing = Packing(len(columns[0]))
    numbers = []
    for cells in columns:
        gatherer = Gatherer()
        for at in range(0, len(cells), size):
            part = np.empty(len(cells[at : at + size]), dtype=object)
            part[:] = cells[at : at + size]
            gatherer.add(part)
        numbers.append(packing.add(gatherer.finish()))
    head, data = unpack_blocks(packing.finish({}))
    return [list(map(key_cell, column_keys(head, data, n))) for n in numbers]


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3))
def test_bytes_come_back_from_their_armour(data: bytes, times: int) -> None:
    text = armour(data * 40**times)
    assert unarmour(text) == data * 40**times
    assert set(text) <= set(ALPHABET) and not set(ALPHABET) & set("<&{ ")
    assert len(text) <= len(data) * 40**times * 16 / 13 + 2


@pytest.mark.parametrize("text", ["a b", "<", "~~", "aa~", "\u0660"])
def test_armour_with_a_wrong_sign_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="damaged"):
        unarmour(text)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 40).flatmap(
        lambda n: st.lists(
            st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4
        )
    )
)
def test_every_cell_comes_back_with_its_kind(columns: list[list[Any]]) -> None:
    found = stored(columns)
    assert json.dumps(found) == json.dumps(columns)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([f"SYR{n}" for n in range(30_000)], Numbers),
        ([f"{n:06d}" for n in range(30_000)], Numbers),
        ([f"{n / 7:.4f}" for n in range(30_000)], Numbers),
        ([repr(round(n / 1000, 3)) for n in range(-15_000, 15_000)], Numbers),
        ([n * 3 for n in range(30_000)], Numbers),
        ([n / 4 for n in range(30_000)], Numbers),
        ([f"{n}" if n % 5 else "" for n in range(30_000)], Numbers),
        ([n if n % 5 else None for n in range(30_000)], Numbers),
        ([f"note {n} {n * n % 97}" for n in range(30_000)], Texts),
        ([f"{n}" if n < 29_000 else f"{n} or so" for n in range(30_000)], Texts),
        ([n / 7 for n in range(30_000)], Texts),
        ([f"word {n % 300}" for n in range(30_000)], Coded),
        ([f"{n // 2}" if n < 9_000 else f"{n}x" for n in range(30_000)], Texts),
    ],
)
def test_a_column_takes_a_small_form(cells: list[Any], kind: type) -> None:
    gatherer = Gatherer()
    for at in range(0, len(cells), 4_500):
        part = np.empty(len(cells[at : at + 4_500]), dtype=object)
        part[:] = cells[at : at + 4_500]
        gatherer.add(part)
    assert isinstance(gatherer.finish(), kind)
    assert stored([cells], 4_500) == [cells]


def test_numbers_are_written_as_the_table_had_them() -> None:
    whole = np.array([-150, 0, 5, 120], dtype=np.int64)
    written = {
        form: number_keys(Numbers(whole, 2, form))
        for form in ("fixed", "float", "trim")
    }
    assert written["fixed"] == ["-1.50", "0.00", "0.05", "1.20"]
    assert written["float"] == ["-1.5", "0.0", "0.05", "1.2"]
    assert written["trim"] == ["-1.5", "0", "0.05", "1.2"]


def test_cells_of_other_kinds_become_what_a_page_knows() -> None:
    stamp = pd.Timestamp("2018-10-01 12:30")
    assert cell_key(stamp) == "2018-10-01T12:30:00"
    assert key_cell(cell_key(float("nan"))) is None
    assert key_cell(cell_key(pd.NaT)) is None
    assert key_cell(cell_key(np.int64(5))) == 5
    assert key_cell(cell_key({"a": [1]})) == {"a": [1]}
    assert key_cell(cell_key("\0x")) == "\0x"


def table(count: int = 400, **more: Any) -> pd.DataFrame:
    chance = np.random.default_rng(3)
    days = chance.integers(day_of("2018-01-01"), day_of("2019-12-31"), count)
    origin = day_of("1970-01-01")
    return pd.DataFrame(
        {
            "id": [f"E{n}" for n in range(count)],
            "date": (days - origin).astype("datetime64[D]").astype(str),
            "lat": np.round(chance.uniform(34.5, 36.8, count), 5).astype(str),
            "lon": np.round(chance.uniform(35.9, 37.5, count), 5).astype(str),
            "type": chance.choice(["battle", "shelling", "raid"], count),
            **more,
        }
    )


def page_of(frame: pd.DataFrame, **options: Any) -> str:
    tables = gather([frame_table(frame)], atlas(), read_gazetteer())
    return render_page(atlas(), events=pack(tables, **options))


def rows_of(page: str) -> list[list[dict[str, Any]]]:
    return [[row for part in t.parts() for row in part] for t in extract(page)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TEXTS, CELLS, st.booleans()), min_size=1, max_size=30))
def test_a_table_comes_back_from_its_page(rows: list[tuple[Any, Any, bool]]) -> None:
    frame = pd.DataFrame(
        {
            "date": ["2018-10-01" if late else "2018-05-01" for *_, late in rows],
            "lat": ["35.93"] * len(rows),
            "lon": ["36.63"] * len(rows),
            "type": [words for words, *_ in rows],
            "note </script> {{1}}": pd.Series([c for _, c, _ in rows], dtype=object),
        }
    )
    page = page_of(frame)
    assert page.isascii()
    assert page.count("<script") == page.count("</script>")
    bare, counts = re.subn(r'<table class="counts">.*?</table>', "", page, flags=re.S)
    assert counts == 1, "kinds of events stand in a table, as text"
    assert "alert(1)" not in bare and "7*191" not in bare
    assert "\0" not in page
    (found,) = rows_of(page)
    wanted = [dict(zip(frame.columns, row)) for row in frame.itertuples(index=False)]
    assert json.dumps(found) == json.dumps(wanted)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert page_of(table()) == page_of(table())


def test_rows_keep_their_order_whatever_their_days() -> None:
    frame = table()
    assert not frame["date"].is_monotonic_increasing
    (found,) = rows_of(page_of(frame))
    assert [row["id"] for row in found] == frame["id"].tolist()


def test_blocks_have_no_clock() -> None:
    blocks = re.findall(r'id="deesc-events-\d+">([^<]*)<', page_of(table()))
    zipped = [data for data in map(unarmour, blocks) if data[:2] == b"\x1f\x8b"]
    assert 2 < len(zipped) < len(blocks)
    for data in zipped:
        assert data[4:8] == bytes(4)
        gzip.decompress(data)


def test_places_are_a_dictionary_where_that_is_smaller() -> None:
    frame = table(2000)
    towns = np.arange(len(frame)) % 50
    few = frame.assign(lat=frame["lat"].to_numpy()[towns])
    few["lon"] = frame["lon"].to_numpy()[towns]
    kinds = {}
    for name, each in {"free": frame, "few": few}.items():
        tables = gather([frame_table(each)], atlas(), read_gazetteer())
        head, data = unpack_blocks(pack(tables).blocks)
        kinds[name] = "place" in head["drawn"]
        assert head["columns"][head["drawn"]["standing"]]["kind"] == "decided"
        facts = list(column_keys(head, data, head["drawn"]["standing"]))
        assert facts == [tables.standings[n] for n in tables.drawn.standing.tolist()]
        columns = head["columns"]
        lat = columns[head["table"]["lat"]]
        assert lat["kind"] == ("by" if kinds[name] else "alias")
    assert kinds == {"free": False, "few": True}


def test_more_places_after_the_point_than_five_are_kept() -> None:
    frame = table(300).assign(lat=[f"35.{n:07d}" for n in range(300)])
    frame["lon"] = [f"36.12345678901{n:03d}" for n in range(300)]
    (found,) = rows_of(page_of(frame))
    assert [row["lat"] for row in found] == frame["lat"].tolist()
    assert [row["lon"] for row in found] == frame["lon"].tolist()


def test_too_large_a_table_becomes_exact_counts() -> None:
    frame = table(3000)
    tables = gather([frame_table(frame)], atlas(), read_gazetteer())
    whole = pack(tables)
    packed = pack(tables, max_size_mb=whole.size / 1e6 * 0.5)
    assert packed.size <= whole.size * 0.5 and packed.summary["grid_km"] > 5
    assert packed.summary["counted"] and packed.summary["events"] == 3000
    (found,) = rows_of(render_page(atlas(), events=packed))
    assert sum(row["events"] for row in found) == 3000
    counted = pd.DataFrame(found)
    by = ["first", "type"]
    wanted = frame.rename(columns={"date": "first"}).groupby(by).size()
    assert counted.groupby(by)["events"].sum().to_dict() == wanted.to_dict()
    assert all(a <= b for a, b in zip(counted["first"], counted["first"][1:]))


def test_a_grid_for_counts_holds_each_point_within_its_radius() -> None:
    from geodata.metric import gap_km
    from maps.events import counting

    tables = gather([frame_table(table(500))], atlas(), read_gazetteer())
    before = counting._MANY_PLACES
    try:
        counting._MANY_PLACES = 50
        lon, lat, error, grid = counting._placed(tables.drawn)
    finally:
        counting._MANY_PLACES = before
    assert grid is not None
    drawn = tables.drawn
    for row in range(len(drawn)):
        points = ((drawn.lon[row], drawn.lat[row]), (lon[row], lat[row]))
        far = gap_km(*map(Point, points))
        assert far <= error[row]


def acled(folder: Path) -> Path:
    frame = table(50)
    frame = pd.DataFrame(
        {
            "event_id_cnty": frame["id"],
            "event_date": frame["date"],
            "time_precision": 1,
            "event_type": frame["type"],
            "actor1": "A",
            "location": "B",
            "latitude": frame["lat"],
            "longitude": frame["lon"],
            "geo_precision": 1,
            "notes": "words of the source",
        }
    )
    path = folder / "acled.csv"
    frame.to_csv(path, index=False)
    return path


def test_rows_of_a_source_that_forbids_it_stay_out(tmp_path: Path) -> None:
    path = acled(tmp_path)
    with pytest.raises(InputError, match="ACLED ask for the day of access"):
        pack_files([path], atlas(), read_gazetteer())
    publishing = Publishing(accessed="2024-05-01")
    packed, _, lines = pack_files([path], atlas(), read_gazetteer(), None, publishing)
    assert not packed.summary["has_rows"]
    assert any("--rows-allowed" in line for line in lines)
    page = render_page(atlas(), events=packed)
    assert "(ACLED), accessed on 2024-05-01" in page
    with pytest.raises(InputError, match="without their rows"):
        extract(page)
    allowed = Publishing(accessed="2024-05-01", rows_allowed=True)
    packed, *_ = pack_files([path], atlas(), read_gazetteer(), None, allowed)
    (found,) = rows_of(render_page(atlas(), events=packed))
    assert found[0]["notes"] == "words of the source"


def test_care_reaches_the_events_of_tables(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    frame = table(200)
    frame.to_csv(path, index=False)
    publishing = Publishing(coarsen_km=20, delay_days=100)
    packed, noted, _ = pack_files([path], atlas(), read_gazetteer(), None, publishing)
    assert any("grid of 20 km" in note for note in noted.cautions)
    tables = gather([path], atlas(), read_gazetteer())
    coarse = coarsen_events(tables, 20)
    assert len(np.unique(coarse.drawn.lon + 1j * coarse.drawn.lat)) < 100
    assert (coarse.drawn.error_km >= 14.2).all() and not coarse.columns
    newest = max(day_of(day) for day in frame["date"])
    cut = max(newest, day_of("2020-01-15")) - 100
    kept = sum(day_of(day) <= cut for day in frame["date"])
    assert packed.summary["rows"] == kept < 200
    assert not packed.summary["has_rows"]


def test_an_open_date_neither_stretches_the_axis_nor_the_delay(tmp_path: Path) -> None:
    frame = table(60)
    frame.loc[3, "date"] = "../2018-05-09"
    frame.loc[4, "date"] = "2018-05-09/.."
    path = tmp_path / "events.csv"
    frame.to_csv(path, index=False)
    tables = gather([path], atlas(), read_gazetteer())
    named = sorted(day for day in frame["date"] if "/" not in day)
    summary = pack(tables).summary
    assert summary["rows"] == len(frame)
    assert (summary["from"], summary["to"]) == (named[0], named[-1])
    left, _ = delay_events(tables, 10, None)
    cut = day_of(named[-1]) - 10
    assert len(left) == 1 + sum(day_of(day) <= cut for day in named)


def test_a_still_is_a_picture_that_others_read() -> None:
    from PIL import Image

    chance = np.random.default_rng(3)
    shades = chance.integers(0, 256, (6, 4), dtype=np.uint8)
    pixels = shades[chance.integers(0, 6, (31, 17))]
    address = png_address(pixels)
    data = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        found = np.array(image.convert("RGBA"))
    assert np.array_equal(found, pixels)
    assert png_address(pixels) == address


def test_counts_of_a_still_hold_every_event() -> None:
    frame = table(500)
    for size in (None, 0.001):
        tables = gather([frame_table(frame)], atlas(), read_gazetteer())
        counted = pack(tables, max_size_mb=size).still.counted()
        months = frame["date"].str[:7].value_counts()
        found = {name: sum(row) for name, row in counted.rows}
        assert found == months.to_dict()
        at = counted.categories.index(frame["type"][0])
        wanted = int((frame["type"] == frame["type"][0]).sum())
        assert sum(row[at] for _, row in counted.rows) == wanted


def test_many_months_are_counted_by_year_and_rare_kinds_together() -> None:
    days = pd.date_range("1990-01-15", periods=400, freq="MS")
    frame = pd.DataFrame({"date": days.astype(str), "lat": 35.9, "lon": 36.6})
    frame["type"] = [f"kind {number % 20}" for number in range(400)]
    tables = gather([frame_table(frame)], atlas(), read_gazetteer())
    counted = pack(tables).still.counted()
    assert [name for name, _ in counted.rows] == [str(1990 + n) for n in range(34)]
    assert counted.categories[-1] is None and len(counted.categories) == 8
    assert sum(sum(row) for _, row in counted.rows) == 400


def run(*words: str) -> Any:
    return CliRunner().invoke(main, list(words))


def test_map_and_extract_give_the_tables_back(tmp_path: Path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.jsonl"
    table(60, note=list(NASTY) * 4 + ["x"] * 8).to_csv(first, index=False)
    records = [
        {"date": "2018-10-01", "lat": 35.9, "lon": 36.6, "killed": n, "said": [n, None]}
        for n in range(5)
    ]
    second.write_text("\n".join(map(json.dumps, records)), "utf-8")
    page = tmp_path / "map.html"
    done = run("map", "--events", str(first), "--events", str(second), "-o", str(page))
    assert done.exit_code == 0, done.output
    assert "65 of 65 rows of events" in done.output
    folder = tmp_path / "back"
    folder.mkdir()
    assert run("extract", str(page), "-o", str(folder)).exit_code == 0
    with first.open(newline="", encoding="utf-8") as a:
        wanted = list(csv.reader(a))
    with (folder / "one.csv").open(newline="", encoding="utf-8") as b:
        found = list(csv.reader(b))
    for row in found:  # a cell that a spreadsheet would run is made text
        row[:] = [cell.removeprefix("'") if cell[:2] == "'=" else cell for cell in row]
    assert found == wanted
    both = tmp_path / "both.jsonl"
    assert run("extract", str(page), "-o", str(both)).exit_code == 0
    lines = [json.loads(line) for line in both.read_text("utf-8").split("\n")[:-1]]
    assert [line["note"] for line in lines[:13]] == list(NASTY)
    names = ("date", "lat", "lon", "killed", "said")
    assert [{n: line[n] for n in names} for line in lines[60:]] == records


def test_parquet_comes_in_with_gaps_and_large_texts_and_goes_out_typed(
    tmp_path: Path,
) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), import_module("pyarrow.parquet")
    columns = {
        "date": arrow.array(["2018-10-01"] * 4, arrow.large_string()),
        "lat": [35.9, 36.0, 36.1, 36.2],
        "lon": [36.6] * 4,
        "said": arrow.array(["a", None, "b", "a"], arrow.large_string()),
        "town": arrow.array(["Idlib", None, None, "Idlib"], arrow.string()),
        "killed": [1, None, 3, 2**40],
    }
    given, page, back = (tmp_path / n for n in ("in.parquet", "m.html", "out.parquet"))
    parquet.write_table(arrow.table(columns), given)
    done = run("map", "--events", str(given), "-o", str(page))
    assert done.exit_code == 0, done.output
    assert run("extract", str(page), "-o", str(back)).exit_code == 0
    found = parquet.read_table(back)
    assert found.to_pylist() == parquet.read_table(given).to_pylist()
    assert [str(kind) for kind in found.schema.types][-3:] == ["string"] * 2 + ["int64"]
    mixed = tmp_path / "mixed.jsonl"
    cells = [7, "x", [1, None], None, 2.5, True]
    records = [{"date": "2018-10-01", "lat": 35, "lon": 36.6, "n": n} for n in cells]
    mixed.write_text("\n".join(map(json.dumps, records)), "utf-8")
    assert run("map", "--events", str(mixed), "-o", str(page)).exit_code == 0
    done = run("extract", str(page), "--overwrite", "-o", str(back))
    assert done.exit_code == 0, done.output
    texts = ["7", "x", "[1, null]", None, "2.5", "true"]
    assert parquet.read_table(back)["n"].to_pylist() == texts
    done = run("extract", str(page), "-o", str(tmp_path / "x.geoparquet"))
    assert done.exit_code == 1 and "write .parquet" in done.output


def test_extract_says_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    page.write_text(render_page(atlas()), "ascii")
    done = run("extract", str(page), "-o", str(tmp_path / "x.csv"))
    assert done.exit_code == 1 and "holds no events of a table" in done.output
    whole = page_of(table())
    broken = re.sub(r'(id="deesc-events-[1-9]">)....', r"\1!!!!", whole)
    page.write_text(broken, "ascii")
    done = run("extract", str(page), "-o", str(tmp_path / "x.csv"))
    assert done.exit_code == 1 and "events of the page are damaged" in done.output
    gone = re.sub(r'<script type="text/plain" id="deesc-events-2">[^<]*', "", whole)
    with pytest.raises(InputError, match="blocks of its events are missing"):
        extract(gone)
    torn = whole[: whole.index('id="deesc-events-3"') - 40]
    with pytest.raises(InputError, match="blocks of its events are missing"):
        extract(torn)


def test_rows_in_fault_are_counted_and_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "date,lat,lon\n2018-10-01,35.9,36.6\nsoon,35.9,36.6\n2018-10-02,,\n", "utf-8"
    )
    rejects = tmp_path / "rejects.csv"
    page = tmp_path / "map.html"
    words = ["map", "--events", str(path), "--rejects", str(rejects), "-o", str(page)]
    done = run(*words)
    assert "1 of 3 rows of events" in done.output
    assert len(rejects.read_text("utf-8").splitlines()) == 3
    (found,) = rows_of(page.read_text("ascii"))
    assert found == [{"date": "2018-10-01", "lat": "35.9", "lon": "36.6"}]


def test_rows_placed_by_name_are_drawn_and_stay_as_they_are(tmp_path: Path) -> None:
    path, page = tmp_path / "events.csv", tmp_path / "map.html"
    text = (
        "date,lat,lon,town\n2018-10-01,35.9,36.6,\n2018-10-02,,,Saraqib\n"
        "2018-10-03,,,Nowhere\n"
    )
    path.write_text(text, "utf-8")
    done = run("map", "--events", str(path), "-o", str(page))
    assert "2 of 3 rows of events" in done.output
    assert "no coordinates, placed by the name of the place: 1 rows" in done.output
    (found,) = rows_of(page.read_text("ascii"))
    assert [row["lat"] for row in found] in (["35.9", ""], ["35.9", None])
    tables = gather([path], atlas(), read_gazetteer())
    assert tables.drawn.lat.tolist() == [35.9, 35.8645]
    assert tables.drawn.error_km.tolist() == [0, 2]


def test_the_axis_reaches_over_the_events() -> None:
    frame = table(20)
    frame.loc[3, "date"] = "2031-02-03"
    page = page_of(frame)
    assert packed_in(page)["to"] == "2031-02-03"


@pytest.mark.parametrize(
    ("days", "asked", "opens"),
    [
        (("2018-08-01", "2018-08-09"), None, "2018-09-18"),
        (("2017-08-01", "2017-08-09"), None, "2017-08-09"),
        (("2019-08-01", "2019-08-09"), None, "2019-08-09"),
        (("2019-08-01", "2019-08-09"), "2018-06-15", "2018-06-15"),
    ],
)
def test_a_page_opens_on_a_day_with_events_unless_another_is_asked(
    days: tuple[str, str], asked: str | None, opens: str
) -> None:
    tables = gather(
        [frame_table(table(2).assign(date=days))], atlas(), read_gazetteer()
    )
    on = None if asked is None else day_of(asked)
    page = render_page(atlas(), on=on, events=pack(tables))
    assert packed_in(page)["opens"] == opens


@pytest.mark.parametrize(
    ("options", "words"),
    [(None, "non-state conflict"), (TableOptions(columns={"type": "best"}), "2")],
    ids=["by the codebook", "another column"],
)
def test_types_of_ucdp_stand_in_words_and_rows_as_they_are(
    tmp_path: Path, options: TableOptions | None, words: str
) -> None:
    file = tmp_path / "ged.csv"
    cells = {"id": "1", "type_of_violence": "2", "side_a": "A", "where_prec": "1"}
    cells |= {"where_coordinates": "Idlib", "adm_1": "Idlib", "country": "Syria"}
    cells |= {"latitude": "35.9", "longitude": "36.6", "best": "2"}
    cells |= {"date_start": "2018-10-01", "date_end": "2018-10-01"}
    file.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", "utf-8")
    tables = gather([file], atlas(), read_gazetteer(), options)
    assert tables.categories == [words]
    page = render_page(atlas(), events=pack(tables))
    ((row,),) = rows_of(page)
    assert row["type_of_violence"] == "2"


def test_large_csv_comes_back_as_it_went_in(tmp_path: Path) -> None:
    """A file that is split into cells by another reader, one row of it not used."""
    pytest.importorskip("pyarrow")
    file = tmp_path / "e.csv"
    rows = [["date", "lat", "lon", "note"], ["2018-10-01", "99", "36.1", "no place"]]
    rows += [["2018-10-02", "35.9", "36.6", f"{n % 7} {NASTY[1]}"] for n in range(9000)]
    with file.open("w", newline="", encoding="utf-8") as target:
        csv.writer(target).writerows(rows)
    packed = pack(gather([file], atlas(), read_gazetteer()))
    assert packed.summary["rows"] == len(rows) - 2
    page = tmp_path / "map.html"
    page.write_text(render_page(atlas(), events=packed), "ascii")
    assert extract_file(page, tmp_path / "back.csv")
    with (tmp_path / "back.csv").open(newline="", encoding="utf-8") as source:
        assert list(csv.reader(source)) == [rows[0], *rows[2:]]
