"""Event tables in: formats, profiles, dates, places, and rows in fault."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
from shapely import Point

from geodata.errors import CrsError, DateOrderError, InputError
from geodata.periods import day_of, iso_of
from geodata.places import read_gazetteer
from geodata.tables.chunks import Chunk, TableFile
from geodata.tables.dates import (
    NO_DAY,
    DayReader,
    SlashedDates,
    calendar_unit,
    span_of_days,
    time_zone,
)
from geodata.tables.frames import frame_table
from geodata.tables import Events, Faults, TableOptions, read_events

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,actor1,country,admin1,location,"
    "latitude,longitude,geo_precision\n"
)
PLAIN = "id,date,lat,lon,type\n"


def read(path: Path, faults: Faults | None = None, **options: object) -> list[Events]:
    chosen = TableOptions(**options)  # type: ignore[arg-type]
    return list(read_events([path], read_gazetteer(), chosen, faults=faults))


def written(tmp_path: Path, text: str, name: str = "events.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def days(events: Events) -> list[tuple[str | None, str | None]]:
    pairs = zip(events.first.tolist(), events.last.tolist(), strict=True)
    return [(iso_of(first), iso_of(last)) for first, last in pairs]


def test_acled_codes_become_bounds_and_radii(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ACLED
        + "S1,2018-10-01,1,Battles,X,Syria,Idleb,Saraqab,35.86,36.80,1\n"
        + "S2,02 October 2018,2,Battles,X,Syria,Hama,Morek,35.37,36.69,2\n"
        + "S3,2018-10-15,3,Riots,Y,Syria,Aleppo,Aleppo,36.2,37.15,3\n",
    )
    (events,) = read(path)
    assert events.profile.name == "ACLED"
    assert days(events) == [
        ("2018-10-01", "2018-10-01"),
        ("2018-09-29", "2018-10-05"),
        ("2018-10-01", "2018-10-31"),
    ]
    assert events.error_km[:2].tolist() == [5, 30]
    assert np.isnan(events.lat[2])  # a region's capital stands for the region
    assert events.admin1.tolist() == ["SY-ID", "SY-HM", "SY-HL"]


def test_ucdp_days_enclose_and_regions_have_no_point(tmp_path: Path) -> None:
    head = (
        "id,type_of_violence,side_a,where_prec,where_coordinates,adm_1,latitude,"
        "longitude,country,date_prec,date_start,date_end\n"
    )
    path = written(
        tmp_path,
        head
        + "7,1,A,1,Idlib town,Idlib governorate,35.93,36.63,Syria,1,2018-05-01 00:00:00"
        ".000,2018-05-01 00:00:00.000\n"
        + "8,1,A,4,Aleppo,Aleppo governorate,36,37,Syria,4,2018-05-01,2018-05-31\n",
    )
    (events,) = read(path)
    assert events.profile.name == "UCDP GED"
    assert days(events) == [
        ("2018-05-01", "2018-05-01"),
        ("2018-05-01", "2018-05-31"),
    ]
    assert events.admin1.tolist() == ["SY-ID", "SY-HL"]
    assert np.isnan(events.lon).tolist() == [False, True]


def test_gdelt_has_no_header(tmp_path: Path) -> None:
    cells = [""] * 61
    cells[0], cells[1], cells[28] = "900", "20181001", "19"
    cells[51:59] = ["4", "Idlib, Syria", "SY", "SY12", "", "35.93", "36.63", "x"]
    country = [*cells]
    country[0], country[51] = "901", "1"
    text = "\n".join("\t".join(each) for each in (cells, country)) + "\n"
    faults = Faults()
    (events,) = read(written(tmp_path, text, "20181001.export.csv"), faults)
    assert events.profile.name == "GDELT 2"
    assert events.ids.tolist() == ["900"]
    assert events.types.tolist() == ["19"]
    assert (events.lat[0], events.lon[0], events.error_km[0]) == (35.93, 36.63, 10)
    assert faults.counts == {"a point that only stands for a region": 1}


def test_semicolons_decimal_commas_and_windows_letters(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    text = "id;Datum;lat;lon;type\r\n1;13.10.2018;35,93;36,63;Gefecht über Idlib\r\n"
    path.write_bytes(text.encode("cp1252"))
    (events,) = read(path, columns={"date": "Datum"})
    assert (events.lat[0], events.lon[0]) == (35.93, 36.63)
    assert events.types.tolist() == ["Gefecht über Idlib"]
    assert days(events) == [("2018-10-13", "2018-10-13")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "events.tsv"
    text = PLAIN.replace(",", "\t") + "1\t2018-10-01\t35.9\t36.6\tقصف\n"
    path.write_bytes(text.encode(encoding))
    assert read(path)[0].types.tolist() == ["قصف"]


def test_every_form_gives_the_same_events(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "date": "2018-10-01", "lat": 35.9, "lon": 36.6, "type": "x"},
        {"id": "b", "date": "2018-10-02", "lat": 36.2, "lon": 37.2, "type": "y"},
    ]
    frame = pd.DataFrame(rows)
    points = geopandas.points_from_xy(frame["lon"], frame["lat"])
    placed = geopandas.GeoDataFrame(
        frame[["id", "date", "type"]], geometry=points, crs="EPSG:4326"
    )
    paths = [tmp_path / f"e.{s}" for s in ("csv", "csv.gz", "jsonl", "json", "xlsx")]
    frame.to_csv(paths[0], index=False)
    paths[1].write_bytes(gzip.compress(paths[0].read_bytes()))
    paths[2].write_text("".join(json.dumps(row) + "\n" for row in rows))
    paths[3].write_text(json.dumps({"data": rows}))
    frame.assign(date=pd.to_datetime(frame["date"])).to_excel(paths[4], index=False)
    paths += [tmp_path / "p.geojson", tmp_path / "p.gpkg"]
    placed.to_file(paths[-2])
    placed.to_crs("EPSG:32637").to_file(paths[-1])
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        pass
    else:
        paths += [tmp_path / "e.parquet", tmp_path / "g.parquet"]
        frame.to_parquet(paths[-2])
        placed.to_parquet(paths[-1])
    for path in paths:
        (events,) = read(path)
        assert events.ids.tolist() == ["a", "b"], path
        assert days(events) == [("2018-10-01",) * 2, ("2018-10-02",) * 2], path
        assert events.lat.tolist() == pytest.approx([35.9, 36.2], abs=1e-9), path
        assert events.lon.tolist() == pytest.approx([36.6, 37.2], abs=1e-9), path


def test_faults_are_counted_with_their_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        PLAIN
        + "1,2018-10-01,35.9,36.6,x\n"
        + "2,no day,35.9,36.6,x\n"
        + "3,,35.9,36.6,x\n"
        + "4,2018-10-01,0,0,x\n"
        + "5,2018-10-01,136.6,35.9,x\n"
        + "6,2018-10-01,95,236,x\n"
        + "7,2018-10-01,35.9,,x\n"
        + "8,2018-10-01,,,x\n"
        + "1,2018-10-01,35.9,36.6,x\n"
        + "9,2018-10-01,35.9\n"
        + "\n"
        + '10,2018-10-01,35.9,36.6,"two\nlines"\n',
    )
    faults = Faults()
    rejected: list[tuple[str, int, str, str]] = []
    events = read_events(
        [path],
        read_gazetteer(),
        faults=faults,
        reject=lambda *row: rejected.append(row),
    )
    assert [each.ids.tolist() for each in events] == [["1", "10"]]
    assert faults.counts == {
        "a date that cannot be read": 1,
        "no date": 1,
        "the point 0/0": 1,
        "lat and lon seem to be swapped": 1,
        "a point that is not on the earth": 1,
        "half of a point": 1,
        "no place that can be found": 1,
        "an id that stands before": 1,
        "another number of cells than the header": 1,
    }
    assert (faults.rows, faults.used) == (11, 2)
    assert sorted(line for _, line, _, _ in rejected) == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    with pytest.raises(
        InputError, match=r"events.csv, line 3: a date that cannot be read"
    ):
        read(path, strict=True)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/04/2018", "03/04/2018"], "2018-04-03"),
        (["04/13/2018", "03/04/2018"], "2018-03-04"),
    ],
)
def test_day_or_month_first_is_decided_by_the_column(
    tmp_path: Path, cells: list[str], order: str
) -> None:
    rows = "".join(f"{n},{cell},35.9,36.6,x\n" for n, cell in enumerate(cells))
    (events,) = read(written(tmp_path, PLAIN + rows))
    assert days(events)[1] == (order, order)


def test_a_column_that_can_be_read_both_ways_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN + "1,03/04/2018,35.9,36.6,x\n")
    with pytest.raises(
        InputError, match="0 dates can only be day first.*1 can be both"
    ):
        read(path)
    (events,) = read(path, date_order="mdy")
    assert days(events) == [("2018-03-04", "2018-03-04")]
    mixed = written(tmp_path, PLAIN + "1,13/04/2018,1,1,x\n2,04/13/2018,1,1,x\n")
    with pytest.raises(InputError, match="1 dates can only be day first, 1 only month"):
        read(mixed)


def far_dates(row: int, text: str, *, again: bool = True) -> TableFile:
    """Return 200,000 rows that can be read both ways, save one."""
    dates = np.full(200_000, "03/04/2018", dtype=object)
    dates[row - 1] = text
    frame = pd.DataFrame({"date": dates, "lat": 35.9, "lon": 36.6})
    table = frame_table(frame, "far.csv")
    return table if again else replace(table, again=None)


@pytest.mark.parametrize("again", [True, False], ids=["file", "stream"])
def test_a_row_far_down_decides_for_those_before(again: bool) -> None:
    gazetteer = read_gazetteer()
    for text, day in (("13/04/2018", "2018-04-03"), ("04/13/2018", "2018-03-04")):
        table = far_dates(150_000, text, again=again)
        chunks = list(read_events([table], gazetteer))
        assert sum(map(len, chunks)) == 200_000
        assert {iso_of(int(d)) for c in chunks for d in np.unique(c.first)} == {
            day,
            "2018-04-13",
        }


@pytest.mark.parametrize("again", [True, False], ids=["file", "stream"])
def test_a_row_far_down_that_contradicts_is_refused(again: bool) -> None:
    table = far_dates(150_000, "04/13/2018", again=again)
    inner = table.chunks

    def chunks(wanted: Sequence[str]) -> Iterator[Chunk]:
        for chunk in inner(wanted):
            if chunk.lines[0] == 1:
                chunk.columns["date"][:2] = "13/04/2018"
            yield chunk

    table = replace(table, chunks=chunks)
    if again:
        table = replace(table, again=lambda: nullcontext(table))
    with pytest.raises(
        InputError,
        match=r"far.csv, column 'date'.*2 dates can only be day first, 1 only month "
        r"first, 199,997 can be both \(first in lines 1, 150000, 3\)",
    ):
        list(read_events([table], read_gazetteer()))


def test_where_no_row_tells_the_whole_table_is_refused() -> None:
    for again in (True, False):
        table = far_dates(150_000, "05/06/2018", again=again)
        with pytest.raises(InputError, match="200,000 can be both"):
            list(read_events([table], read_gazetteer()))
        options = TableOptions(date_order="dmy")
        assert sum(map(len, read_events([table], read_gazetteer(), options))) == 200_000


def test_a_part_of_a_table_does_not_decide() -> None:
    table = replace(far_dates(1, "13/04/2018"), is_part=True)
    with pytest.raises(DateOrderError):
        list(read_events([table], read_gazetteer()))


def test_slashed_order_counts_each_way() -> None:
    times = {"x": 4, "01/02/2018": 3, "04/13/2018": 2, "13/04/2018": 1}
    cells = np.array([text for text, n in times.items() for _ in range(n)], object)
    found = SlashedDates()
    found.add(np.arange(2, 12), cells)
    assert (found.counts, found.first_lines) == ([1, 2, 3], [11, 9, 6])
    assert found.order is None


@pytest.mark.parametrize(
    ("cell", "zone", "day"),
    [
        ("2018-10-01T22:30:00Z", "UTC", "2018-10-01"),
        ("2018-10-01T22:30:00Z", "Asia/Damascus", "2018-10-02"),
        ("2018-10-01 22:30", "Asia/Damascus", "2018-10-02"),
        ("2018-10-01 00:00:00.000", "America/New_York", "2018-10-01"),
        ("20181001", "Asia/Damascus", "2018-10-01"),
        (43374, "UTC", "2018-10-01"),
        (dt.date(2018, 10, 1), "UTC", "2018-10-01"),
        ("1 October 2018", "UTC", "2018-10-01"),
    ],
)
def test_a_stamp_falls_in_the_local_day(cell: object, zone: str, day: str) -> None:
    reader = DayReader(time_zone(zone))
    first, last, capped = reader.read(np.array([cell], dtype=object))
    assert (iso_of(int(first[0])), iso_of(int(last[0]))) == (day, day)
    assert not capped[0]


def test_edtf_keeps_its_bounds_and_doubt() -> None:
    reader = DayReader(time_zone("UTC"))
    cells = np.array(
        ["2018-09", "2018-09-17?", "2018", "[2018-05-30..2018-06-02]"], dtype=object
    )
    first, last, capped = reader.read(cells)
    assert [iso_of(day) for day in first.tolist()] == [
        "2018-09-01",
        "2018-09-17",
        "2018-01-01",
        "2018-05-30",
    ]
    assert iso_of(int(last[0])) == "2018-09-30"
    assert iso_of(int(last[3])) == "2018-06-02"
    assert capped.tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("../2018-05-09", None, "2018-05-09"),
        ("/2018-05", None, "2018-05-31"),
        ("[..2018-05-09]", None, "2018-05-09"),
        ("2018-05/..", "2018-05-01", None),
        ("2018-05-09/", "2018-05-09", None),
        ("by 9 May 2018", None, "2018-05-09"),
        ("Before May 2018", None, "2018-04-30"),
        ("since 2018-05-09", "2018-05-09", None),
        ("after 2018", "2019-01-01", None),
    ],
)
def test_a_date_may_be_open_on_one_side(
    cell: str, first: str | None, last: str | None
) -> None:
    bounds = DayReader(dt.UTC).read(np.array([cell], dtype=object))
    assert (iso_of(int(bounds[0][0])), iso_of(int(bounds[1][0]))) == (first, last)
    assert not bounds[2][0]


@pytest.mark.parametrize("cell", ["../..", "/", "by", "by then", "since 30 May"])
def test_what_is_open_on_both_sides_is_no_date(cell: str) -> None:
    first, last, _ = DayReader(dt.UTC).read(np.array([cell], dtype=object))
    assert first[0] == last[0] == NO_DAY


def test_the_span_of_days_is_that_of_named_ones() -> None:
    reader = DayReader(dt.UTC)
    cells = np.array(["../2018-05-09", "2018-06", "2018-07-01/.."], dtype=object)
    first, last, _ = reader.read(cells)
    span = span_of_days(first, last)
    assert span and (iso_of(span[0]), iso_of(span[1])) == ("2018-05-09", "2018-07-01")
    assert span_of_days(first[:0], last[:0]) is None


def test_ids_are_those_of_their_source_alone(tmp_path: Path) -> None:
    one = written(tmp_path, PLAIN + "7,2018-10-01,35.9,36.6,x\n", "a.csv")
    again = written(tmp_path, PLAIN + "7,2018-10-01,35.90,36.6,y\n", "b.csv")
    ucdp = written(
        tmp_path,
        "id,date_start,date_end,latitude,longitude,where_prec,type_of_violence\n"
        "7,2018-10-01,2018-10-01,35.9,36.6,1,1\n",
        "c.csv",
    )
    faults = Faults()
    found = read_events([one, ucdp, again], read_gazetteer(), faults=faults)
    assert [len(events) for events in found] == [1, 1, 0]
    assert faults.counts == {"an id that stands before": 1}


ROW = "SYR7,2018-10-0{},1,Battles,A,Syria,Idlib,Saraqib,35.9,36.6,{}\n"


@pytest.mark.parametrize(
    ("rows", "named", "kept"),
    [
        # Whoever numbers tables anew each time means other events by the same number.
        (
            [
                PLAIN + "7,2018-10-01,35.9,36.6,x\n",
                PLAIN + "7,2018-10-02,35.9,36.6,x\n",
            ],
            {},
            2,
        ),
        (
            [
                PLAIN + "7,2018-10-01,35.9,36.6,x\n",
                PLAIN + "7,2018-10-01,35.9,36.7,x\n",
            ],
            {},
            2,
        ),
        # A source that keeps its numbers means one event, of which more is known now.
        ([ACLED + ROW.format(1, 1), ACLED + ROW.format(2, 2)], {}, 1),
        ([ACLED + ROW.format(1, 1), ACLED + ROW.format(2, 2)], {"id": "location"}, 2),
        ([ACLED + ROW.format(1, 1), ACLED + ROW.format(1, 1)], {"id": "location"}, 1),
    ],
)
def test_numbers_that_begin_anew_lose_no_row(
    tmp_path: Path, rows: list[str], named: dict[str, str], kept: int
) -> None:
    paths = [written(tmp_path, text, f"{n}.csv") for n, text in enumerate(rows)]
    faults = Faults()
    options = TableOptions(columns=named)
    found = read_events(paths, read_gazetteer(), options, faults=faults)
    assert sum(map(len, found)) == faults.used == kept
    assert faults.counts.total() == 2 - kept


def test_whose_days_time_stamps_fall_in_is_said(tmp_path: Path) -> None:
    stamps = PLAIN + "1,2018-10-01T22:30:00Z,35.9,36.6,x\n"
    for text, zones in ((stamps, {"Asia/Damascus"}), (PLAIN, set())):
        faults = Faults()
        path = written(tmp_path, text + "2,2018-10-01 00:00,35.9,36.6,x\n")
        read(path, faults, zone=time_zone("Asia/Damascus"))
        assert {*faults.zones} == zones
        said = any("days in Asia/Damascus" in line for line in faults.summary())
        assert said == bool(zones)


def test_calendar_units_hold_their_days() -> None:
    february = np.array([day_of("2020-02-27")], dtype=np.int64)
    first, last = calendar_unit(february, "M")
    assert (iso_of(int(first[0])), iso_of(int(last[0]))) == ("2020-02-01", "2020-02-29")


def test_names_of_places_are_looked_up(tmp_path: Path) -> None:
    text = "date,town,governorate\n2018-10-01,Saraqib,Idleb\n2018-10-01,Nowhere,\n"
    faults = Faults()
    (events,) = read(
        written(tmp_path, text),
        faults,
        columns={"place": "town", "admin": "governorate"},
    )
    assert events.admin1.tolist() == ["SY-ID"]
    assert events.lat[0] == pytest.approx(35.86, abs=0.05)
    assert events.error_km[0] > 0
    assert faults.counts == {"no place that can be found": 1}


BY_NAME = "no coordinates, placed by the name of the place"


def test_a_row_without_coordinates_is_placed_by_its_name(tmp_path: Path) -> None:
    rows = (
        "1,2018-10-01,Saraqib,,,,",  # the place's own point, radius and region
        "2,2018-10-02,Saraqib,,35.8,36.7,3",  # as it stands
        "3,2018-10-03,سراقب,Idleb, , ,20",  # a wider radius is the row's own
        "4,2018-10-04,Saraqib,Hama,,,",  # there is none in Hama: the region alone
        "5,2018-10-05,Nowhere,,,,",
        "6,2018-10-06,Tripoli,,,,",  # several
        "7,2018-10-07,Saraqib,,35.8,,",  # half of a point
        "8,2018-10-08,Saraqib,,n/a,n/a,",  # words are not empty
        "9,2018-10-09,Saraqib,,0,0,",
        "10,2018-10-10,Saraqib,,,,-1",
        "11,no day,Saraqib,,,,",
        "12,2018-10-12,Saraqib,,,,1",
    )
    text = "id,date,place,admin1,lat,lon,error_km\n" + "\n".join(rows) + "\n"
    path = written(tmp_path, text)
    faults = Faults()
    (events,) = read(path, faults)
    assert events.ids.tolist() == ["1", "2", "3", "4", "12"]
    assert events.lat.tolist()[:3] == [35.8645, 35.8, 35.8645]
    assert np.isnan(events.lat).tolist() == [False, False, False, True, False]
    assert events.error_km.tolist()[:3] == [2.0, 3.0, 20.0]
    assert events.error_km[4] == 2.0
    assert events.admin1.tolist() == ["SY-ID", None, "SY-ID", "SY-HM", "SY-ID"]
    assert faults.counts == {
        BY_NAME: 3,
        "a date that cannot be read": 1,
        "half of a point": 1,
        "no place that can be found": 4,
        "the point 0/0": 1,
    }
    assert faults.lines[BY_NAME] == [f"{path}:{line}" for line in (2, 4, 13)]
    assert (faults.rows, faults.used) == (12, 5)


def test_the_column_of_names_may_be_given(tmp_path: Path) -> None:
    text = "date,lat,lon,Ort\n2018-10-01,,,Saraqib\n2018-10-01,35.9,36.6,Morek\n"
    path = written(tmp_path, text)
    (unnamed,) = read(path)
    (events,) = read(path, columns={"place": "Ort"})
    assert unnamed.lat.tolist() == [35.9]
    assert events.lat.tolist() == [35.8645, 35.9]


def test_a_row_that_stands_for_its_region_gets_no_point_by_name(tmp_path: Path) -> None:
    text = (
        ACLED
        + "S1,2018-10-01,1,Battles,X,Syria,Idleb,Saraqib,,,1\n"
        + "S2,2018-10-01,1,Battles,X,Syria,Idleb,Saraqib,,,2\n"
        + "S3,2018-10-01,1,Battles,X,Syria,Idleb,Saraqib,,,3\n"
        + "S4,2018-10-01,1,Battles,X,Syria,Idleb,Saraqib,35.8,36.7,1\n"
    )
    faults = Faults()
    (events,) = read(written(tmp_path, text), faults)
    assert events.error_km[[0, 1, 3]].tolist() == [5.0, 30.0, 5.0]
    assert np.isnan(events.lat).tolist() == [False, False, True, False]
    assert events.admin1.tolist() == ["SY-ID"] * 4
    assert faults.counts == {BY_NAME: 2}


@pytest.mark.parametrize("is_bare", [False, True], ids=["some points", "no points"])
def test_names_place_rows_of_every_form_alike(tmp_path: Path, is_bare: bool) -> None:
    lat = [None if is_bare else 35.9, None, None, None]
    lon = [None if is_bare else 36.6, None, None, None]
    names = ["Morek", "Saraqib", "Nowhere", "Al-Bab"]
    frame = pd.DataFrame(
        {"id": list("abcd"), "date": "2018-10-01", "lat": lat, "lon": lon}
    ).assign(place=names)
    points = [None if is_bare else Point(36.6, 35.9), None, None, None]
    placed = geopandas.GeoDataFrame(
        frame[["id", "date", "place"]], geometry=points, crs="EPSG:4326"
    )
    paths = [tmp_path / f"e.{s}" for s in ("csv", "tsv", "jsonl", "xlsx", "geojson")]
    frame.to_csv(paths[0], index=False)
    frame.to_csv(paths[1], index=False, sep="\t", encoding="utf-16")
    frame.to_json(paths[2], orient="records", lines=True)
    frame.to_excel(paths[3], index=False)
    placed.to_file(paths[4])
    if find_spec("pyarrow") is not None:
        paths += [tmp_path / "e.parquet", tmp_path / "g.parquet"]
        frame.to_parquet(paths[-2])
        placed.to_parquet(paths[-1])
    tables = [frame_table(frame), frame_table(placed)]
    for source in [*paths, *tables]:
        faults = Faults()
        (events,) = read_events([source], read_gazetteer(), faults=faults)
        assert events.ids.tolist() == ["a", "b", "d"], source
        first = (35.3762, 2.0) if is_bare else (35.9, 0.0)
        found = list(zip(events.lat.tolist(), events.error_km.tolist(), strict=True))
        assert found == [first, (35.8645, 2.0), (36.3705, 5.0)], source
        assert faults.counts == {
            BY_NAME: 2 + is_bare,
            "no place that can be found": 1,
        }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "no column for the date; found: 'a', 'b'; name it with --date"),
        ("date,b\n1,2\n", "no columns for a place; found: 'date', 'b'"),
        ("", "is empty"),
    ],
)
def test_wrong_columns_say_what_is_needed(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read(written(tmp_path, text))


def test_missing_and_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no event file there"):
        read(tmp_path / "none.csv")
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"date": "2018-10-01", "lat": 1, "lon": 1}\n{oops\n')
    with pytest.raises(InputError, match=r"b.jsonl, line 2: is no JSON"):
        read(broken)
    packed = tmp_path / "b.csv.gz"
    packed.write_bytes(gzip.compress(b"date,lat,lon\n" * 9000)[:-9])
    with pytest.raises(InputError, match=r"b.csv.gz.*cannot be read"):
        read(packed)
    frame = geopandas.GeoDataFrame({"date": ["2018"]}, geometry=[Point(1, 1)])
    with pytest.raises(CrsError, match="does not say its coordinate reference system"):
        frame_table(frame)


def test_folders_and_patterns_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        written(tmp_path, PLAIN + f"{name},2018-10-01,35.9,36.6,x\n", f"{name}.csv")
    written(tmp_path, "no table", "readme.md")
    for source in (tmp_path, tmp_path / "*.csv"):
        assert [each.ids.tolist() for each in read(source)] == [["a"], ["b"]]


def test_points_of_geoparquet_are_read_in_any_reference_system(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = geopandas.GeoDataFrame(
        {"id": ["a", "b"], "date": ["2018-10-01", "2018-10-02"]},
        geometry=[Point(36.63, 35.93), None],
        crs="EPSG:4326",
    )
    for number, (crs, encoding) in enumerate(
        [(4326, "WKB"), (32637, "WKB"), (3857, "geoarrow")]
    ):
        path = tmp_path / f"{number}.geoparquet"
        frame.to_crs(crs).to_parquet(path, geometry_encoding=encoding)
        faults = Faults()
        (events,) = read(path, faults)
        assert events.lat.tolist() == pytest.approx([35.93], abs=1e-9)
        assert events.lon.tolist() == pytest.approx([36.63], abs=1e-9)
        assert faults.counts == {"no place that can be found": 1}
    frame.set_crs(None, allow_override=True).to_parquet(tmp_path / "none.parquet")
    with pytest.raises(CrsError, match="none.parquet: does not say its coordinate"):
        read(tmp_path / "none.parquet")


def test_a_stated_error_is_the_radius_and_comes_before_a_code(tmp_path: Path) -> None:
    text = (
        PLAIN.strip()
        + ",error_km\n"
        + (
            "1,2018-10-01,35.9,36.6,x,12.5\n"
            "2,2018-10-01,35.9,36.6,x,\n"
            "3,2018-10-01,35.9,36.6,x,-1\n"
        )
    )
    faults = Faults()
    (events,) = read(written(tmp_path, text), faults)
    assert events.error_km.tolist() == [12.5, 0.0]
    assert faults.counts == {"an error below 0 km": 1}
    coded = (
        ACLED.strip() + ",error_km\n"
        "S1,2018-10-01,1,Battles,A,Syria,Idleb,Saraqib,35.86,36.8,2,7\n"
        "S2,2018-10-01,1,Battles,A,Syria,Idleb,Saraqib,35.86,36.8,2,\n"
    )
    (events,) = read(written(tmp_path, coded, "coded.csv"))
    assert events.error_km.tolist() == [7.0, 30.0]


def test_a_table_without_points_may_have_them_added(tmp_path: Path) -> None:
    text = (
        "No.,Date,Event location,SMM position,Observation,lat,lon,error_km\n"
        "1,13/2/2018,Nowhere,near,explosion,35.9,36.6,3\n"
    )
    (events,) = read(written(tmp_path, text))
    assert events.profile.name == "OSCE-like"
    assert (events.lat[0], events.lon[0], events.error_km[0]) == (35.9, 36.6, 3)


def test_finer_types_and_reporters_are_read_where_asked_for(tmp_path: Path) -> None:
    text = (
        ACLED.strip() + ",sub_event_type,source\n"
        "S1,2018-10-01,1,Battles,A,Syria,Idleb,S,35.86,36.8,1,Armed clash,SOHR\n"
    )
    path = written(tmp_path, text)
    assert read(path)[0].more == {}
    (events,) = read(path, more=("subtype", "reporter"))
    found = {name: texts.tolist() for name, texts in events.more.items()}
    assert found == {"subtype": ["Armed clash"], "reporter": ["SOHR"]}
    (plain,) = read(
        written(tmp_path, PLAIN + "1,2018,35,36,x\n", "p.csv"), more=("reporter",)
    )
    assert plain.more["reporter"].tolist() == [""]


def test_empty_cells_right_of_a_sheet_are_no_columns(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["date", "lat", "lon", None, None])
    book.active.append([dt.datetime(2018, 10, 1), 35.9, 36.6, None, None])
    book.save(tmp_path / "wide.xlsx")
    (events,) = read(tmp_path / "wide.xlsx")
    assert days(events) == [("2018-10-01", "2018-10-01")]


@pytest.mark.parametrize(
    "name", ["events.csv", "\u062d\u0645\u0635 1.csv", "a\udcff.csv"]
)
def test_rows_without_ids_are_called_by_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / name
    path.write_text(
        "date,lat,lon\n2018-10-01,35.9,36.6\n\n,35.9,36.6\n2018-10-02,1,2\n"
    )
    (events,) = read_events([path], read_gazetteer())
    assert list(events.ids) == [f"{path}:2", f"{path}:5"]
    monkeypatch.setattr("geodata.tables.text.find_spec", lambda name: None)
    (slowly,) = read_events([path], read_gazetteer())
    assert list(slowly.ids) == list(events.ids)
