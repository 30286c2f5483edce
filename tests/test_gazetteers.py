"""Gazetteers of the user's own: forms, columns, encodings, and bad ones."""

from __future__ import annotations

import json
import logging
import sys
import zipfile
from pathlib import Path
from typing import Any

from geodata.errors import CrsError, InputError, MissingExtraError
from geodata.places import Place, read_gazetteer
from geodata.regions import provinces_of, settle
from geodata.world import load_world
from pytest import LogCaptureFixture, MonkeyPatch, importorskip, mark, raises
from zones.locating import locate
from zones.reading.places import find_places

ROWS = "name,lat,lon\nDolna Reka,48.6952,38.5151\nÉtang Noir,48.7,38.6\n"
SEMICOLONS = ROWS.replace(",", ";").replace(".", ",")


def _one(path: Path, name: str = "Dolna Reka") -> Place:
    return read_gazetteer(path).get(name)


@mark.parametrize(
    ("text", "encoding"),
    [
        (ROWS, "utf-8"),
        (ROWS, "utf-8-sig"),
        (ROWS, "utf-16"),
        (ROWS, "utf-16-le"),
        (ROWS, "cp1252"),
        (SEMICOLONS, "utf-8"),
        (SEMICOLONS, "cp1252"),
        (ROWS.replace(",", "\t"), "utf-8"),
        (ROWS.replace("\n", "\r\n"), "utf-8"),
        (ROWS.replace(",lon", ",lon ,").replace("151\n", "151,\n"), "utf-8"),
    ],
    ids="utf8 bom utf16 utf16le cp1252 semicolon old-semicolon tab crlf extra".split(),
)
def test_tables_of_many_makes(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "own.csv"
    if encoding == "utf-8" and ",lon ," in text:
        text = text.replace("48.7,38.6\n", "48.7,38.6,\n")
    path.write_bytes(text.encode(encoding))
    place = _one(path)
    assert (place.lat, place.lon, place.error_km) == (48.6952, 38.5151, 2.0)
    assert (place.source, place.own) == ("own.csv", True)
    assert _one(path, "etang noir").name == "Étang Noir"


@mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", "Золотое Станица Петровское Счастье Попасная Дебальцево"),
        ("cp1256", "الباب اللطامنة خان سراقب المعرة"),
        ("cp1254", "Kırıkhan Altınözü Yayladağı Şenköy"),
    ],
)
def test_tables_of_old_encodings(tmp_path: Path, encoding: str, names: str) -> None:
    path = tmp_path / "own.csv"
    rows = "".join(f"{name};48,5;38,5\n" for name in names.split())
    path.write_bytes(("name;lat;lon\n" + rows).encode(encoding))
    assert [p.name for p in read_gazetteer(path).places] == names.split()


@mark.parametrize(
    "header",
    [
        "NAME_EN,Latitude,Longitude,ISO,Oblast",
        "place,Y,X,country,region",
        "asciiname,lat,lng,cc,adm1",
        "Town,LAT_DD,LON_DD,iso_a2,governorate",
        "locality,y_coord,x_coord,country_code,admin1_code",
    ],
)
def test_columns_of_many_spellings(tmp_path: Path, header: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{header}\nDolna Reka,48.5,38.5,UA,UA-09\n")
    place = _one(path)
    assert (place.lat, place.lon) == (48.5, 38.5)
    assert (place.country, place.admin1) == ("UA", "UA-09")


def test_names_kinds_and_errors_of_a_row(tmp_path: Path) -> None:
    path = tmp_path / "osm.csv"
    path.write_text(
        "name,name_uk,name_ru,alt_names,place,lat,lon,country,accuracy_km\n"
        "Dolna Reka,Дольна Ріка,Дольна Река,Reka D;Low Reka,hamlet,48,38,Ukraine,.5\n"
        "Hill Country,,,,mountain_range,48,38,ukraine,30\n",
        encoding="utf-8",
    )
    place = _one(path, "Дольна Ріка")
    assert (place.kind, place.country, place.error_km) == ("settlement", "UA", 0.5)
    languages = {name.text: name.language for name in place.names}
    assert languages["Дольна Река"] == "ru"
    assert "Low Reka" in languages
    assert _one(path, "Hill Country").kind == "area"


def test_workbook(tmp_path: Path) -> None:
    openpyxl = importorskip("openpyxl", reason="the extra [excel] reads workbooks")
    book = openpyxl.Workbook()
    for row in (
        [None, None, None],
        ["Name", "Lat", "Lon", "Population"],
        ["Dolna Reka", 48.6952, "38,5151", 1200],
        [None, None, None, None],
        ["Gorna Reka", 48.7, 38.6, None],
    ):
        book.active.append(row)
    path = tmp_path / "own.xlsx"
    book.save(path)
    place = _one(path)
    assert (place.lat, place.lon, place.population) == (48.6952, 38.5151, 1200)
    book.active.append(["Third", 480, 38.6])
    book.save(path)
    with raises(InputError, match=r"own\.xlsx, row 6: 'lat' is 480"):
        read_gazetteer(path)


def test_workbook_without_the_library(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with raises(MissingExtraError, match=r"openpyxl is needed .*\[excel\]"):
        read_gazetteer(path)


def test_broken_workbook(tmp_path: Path) -> None:
    importorskip("openpyxl", reason="the extra [excel] reads workbooks")
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with raises(InputError, match="no readable Excel file"):
        read_gazetteer(path)


def _frame(**more: Any) -> Any:
    from geopandas import GeoDataFrame
    from shapely import Point

    columns = {"NAME": ["Dolna Reka"], "adm1": ["UA-09"], **more}
    return GeoDataFrame(columns, geometry=[Point(38.5151, 48.6952)], crs="EPSG:4326")


def test_geopackage_in_metres(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    _frame(pop=[None]).to_crs("EPSG:32637").to_file(path, layer="towns")
    place = _one(path)
    assert (round(place.lat or 0, 4), round(place.lon or 0, 4)) == (48.6952, 38.5151)
    assert (place.admin1, place.source) == ("UA-09", "own.gpkg")


def test_geopackage_of_polygons_and_of_no_crs(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    frame = _frame()
    shapes = [point.buffer(1, quad_segs=2) for point in frame.geometry]
    frame.set_geometry(shapes, crs="EPSG:4326").to_file(path)
    with raises(InputError, match="feature 1: its geometry is a Polygon, no Point"):
        read_gazetteer(path)
    bare = tmp_path / "bare.parquet"
    importorskip("pyarrow", reason="writes GeoParquet")
    _frame().set_crs(None, allow_override=True).to_parquet(bare)
    with raises(CrsError, match="coordinate reference system"):
        read_gazetteer(bare)


DUMP = (
    ["1", "Dolna Reka", "Dolna Reka", "XDR,Reka Dolna,Dol,Дольна Река", "48.7", "38.5"]
    + ["P", "PPL", "UA", "", "14", "", "", "", "900", "", "", "Europe/Kyiv", ""],
    ["2", "Reka", "Reka", "", "48.7", "38.5"]
    + ["H", "STM", "UA", "", "14", "", "", "", "0", "", "", "Europe/Kyiv", ""],
)


@mark.parametrize("is_zip", [False, True], ids=["text", "zip"])
def test_geonames_dump(tmp_path: Path, is_zip: bool) -> None:
    text = "".join("\t".join(row) + "\n" for row in DUMP)
    path = tmp_path / "UA.txt"
    path.write_text(text, encoding="utf-8")
    if is_zip:
        path = tmp_path / "UA.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("UA.txt", text)
    (place,) = read_gazetteer(path).places
    assert (place.id, place.name, place.country) == ("geonames:1", "Dolna Reka", "UA")
    assert {n.text for n in place.names} >= {"Dolna Reka", "Дольна Река"}
    assert not {n.text for n in place.names} & {"XDR", "Dol"}
    assert (place.admin1, place.population) == (None, 900)
    assert place.source.startswith("GeoNames, file UA.") and not place.own


@mark.parametrize(
    ("name", "data", "pattern"),
    [
        (
            "a.csv",
            b"name;lat;lon\nA;95,5;36\n",
            r"line 2: 'lat' is '95,5', not a number",
        ),
        ("a.csv", b"name,Y,X\nA,35,\n", r"line 2: one of 'y' and 'x' is missing"),
        ("a.csv", b"name,lat,lon,country\nA,1,2,Ruritania\n", r"'Ruritania', neither"),
        ("a.csv", b'name,lat\n"A,35\n', r"a\.csv, line"),
        ("a.txt", "\t".join(DUMP[0]).encode() + b"\nx\ty\n", r"line 2: has 2 cells"),
        ("a.gpkg", b"no database", r"a\.gpkg: cannot be read"),
        ("a.zip", b"PK\x03\x04 cut off", r"a\.zip: is no readable zip"),
        ("a.geojson", b'{"features": [1]}', r"feature 1: is no GeoJSON feature"),
    ],
)
def test_bad_files_are_named(
    tmp_path: Path, name: str, data: bytes, pattern: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with raises(InputError, match=pattern) as info:
        read_gazetteer(path)
    assert str(path) in str(info.value)


def test_zip_of_many_tables(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "name\n")
        archive.writestr("b.csv", "name\n")
    with raises(InputError, match=r"holds a\.csv, b\.csv; needed: one"):
        read_gazetteer(path)


def test_table_without_positions_is_warned_of(
    tmp_path: Path, caplog: LogCaptureFixture
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,Breite,Hoehe\nDolna Reka,48,38\n")
    with caplog.at_level(logging.WARNING):
        assert _one(path).lat is None
    assert "no columns of latitude and longitude (it has name, breite" in caplog.text


def test_own_row_takes_the_place_of_the_embedded_one(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,error_km\nSaraqib,35.866,36.806,0.4\n")
    world = load_world(gazetteer=path)
    (place,) = world.gazetteer.find("Saraqib")
    assert (place.source, place.error_km) == ("own.csv", 0.4)
    assert (place.admin1, place.country) == ("SY-ID", "SY")  # from the embedded row
    row = locate(["سراقب"], world.gazetteer)["items"][0]
    assert row["source"] == "own.csv"


def test_own_namesake_comes_first_whatever_its_size(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,country\nSaraqib,36.6,37.9,SY\n")
    world = load_world(gazetteer=path)
    assert [p.source == "own.csv" for p in world.gazetteer.find("Saraqib")] == [
        True,
        False,
    ]
    mention, _ = find_places("Shells fell in Saraqib in Syria.", world)
    assert (mention.lat, mention.lon) == (36.6, 37.9)


def test_regions_by_name_by_code_and_by_polygon(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,country,province\n"
        "Alpha,35.9,36.7,SY,Idlib Governorate\n"
        "Beta,35.9,36.7,SY,SY07\n"
        "Gamma,34.9,39.0,,\n"
        "Delta,35.9,36.7,SY,Nowhere\n"
        "Onborder,36.25,36.65,SY,\n"
    )
    found = load_world(gazetteer=path).gazetteer
    codes = {n: found.get(n).admin1 for n in "Alpha Beta Gamma Delta Onborder".split()}
    assert codes["Alpha"] == codes["Beta"] == "SY-ID"
    assert codes["Gamma"] == "SY-HI"
    assert found.get("Gamma").country == "SY"
    assert codes["Onborder"] is None  # its disc crosses a border: left open


def test_provinces_of_a_boundary_file_can_be_named(tmp_path: Path) -> None:
    from geodata.boundaries import read_boundaries

    path = tmp_path / "land.geojson"
    ring = [[30, 48], [34, 48], [34, 50], [30, 50], [30, 48]]
    feature = {
        "type": "Feature",
        "properties": {"shapeName": "Kharkivska oblast", "shapeISO": "UA-63"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    drawn = read_boundaries(path)
    (province,) = provinces_of(drawn)
    assert (province.admin1, province.kind) == ("UA-63", "province")
    assert {n.text for n in province.names} >= {"Kharkivska oblast", "Kharkiv"}
    inside = Place("t:a", "A", "settlement", "UA", lat=49, lon=32, error_km=2)
    abroad = Place("t:b", "B", "settlement", "PL", lat=49, lon=32, error_km=2)
    assert [p.admin1 for p in settle([inside, abroad], drawn)] == ["UA-63", None]
