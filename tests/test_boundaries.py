"""Boundaries: the embedded layer, its look-ups, and files in known profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
from pytest import MonkeyPatch, approx, fixture, mark, raises, skip
from shapely import Point, Polygon, box, union_all

from geodata.boundaries import read_boundaries
from geodata.errors import (
    CrsError,
    InputError,
    MissingExtraError,
    UnknownNameError,
)
from geodata.metric import area_km2, metric_crs, to_metric
from geodata.world import load_world

COD = Path(__file__).parents[2] / "shared" / "data" / "cod-ab-syr-2018"

# IoU with OCHA COD-AB of February 2018, less 0.01, and Hausdorff distance in km
# plus 1: a wrong or coarser layer would show here.
FLOORS = {
    "SY-DI": (0.774, 3),
    "SY-HL": (0.899, 17),
    "SY-RD": (0.649, 92),
    "SY-HI": (0.774, 78),
    "SY-HM": (0.847, 15),
    "SY-LA": (0.906, 8),
    "SY-ID": (0.882, 12),
    "SY-HA": (0.934, 8),
    "SY-DY": (0.879, 18),
    "SY-TA": (0.915, 5),
    "SY-RA": (0.874, 17),
    "SY-DR": (0.882, 7),
    "SY-SU": (0.896, 12),
    "SY-QU": (0.164, 27),
}


def write_frame(path: Path, columns: dict[str, list[Any]], crs: str) -> Path:
    """Write squares of one degree, eastward from 36 E 35 N, with these columns."""
    count = len(next(iter(columns.values())))
    shapes = [box(36 + n, 35, 37 + n, 36) for n in range(count)]
    frame = geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
    frame.to_crs(crs).to_file(path)
    return path


def test_embedded_regions_have_codes_names_and_pcodes() -> None:
    boundaries = read_boundaries()
    syria = [r for r in boundaries.regions if r.country == "SY" and r.kind == "admin"]
    assert {r.code: r.pcode for r in syria} == {
        "SY-DI": "SY01",
        "SY-HL": "SY02",
        "SY-RD": "SY03",
        "SY-HI": "SY04",
        "SY-HM": "SY05",
        "SY-LA": "SY06",
        "SY-ID": "SY07",
        "SY-HA": "SY08",
        "SY-DY": "SY09",
        "SY-TA": "SY10",
        "SY-RA": "SY11",
        "SY-DR": "SY12",
        "SY-SU": "SY13",
        "SY-QU": "SY14",
    }
    assert {"Idleb", "إدلب", "Идлиб", "İdlib"} <= set(boundaries.region("SY-ID").names)
    assert boundaries.region("SY07") is boundaries.region("SY-ID")


def test_undof_is_no_governorate() -> None:
    region = read_boundaries().region("SY-X01~")
    assert region.kind == "area of separation"
    assert load_world().gazetteer.find("UNDOF area of separation")[0].kind == "area"


def test_unknown_region_and_country() -> None:
    with raises(UnknownNameError, match="unknown region 'SY-XX'.*SY-DI"):
        read_boundaries().region("SY-XX")
    with raises(UnknownNameError, match="unknown country 'FR'.*SY"):
        read_boundaries().country("FR")


def test_country_is_the_union() -> None:
    boundaries = read_boundaries()
    syria = boundaries.country("SY")
    assert syria is boundaries.country("SY")
    assert area_km2(syria) == approx(183_000, rel=0.02)
    assert syria.covers(Point(36.63, 35.93))


def test_at_is_certain_inside_and_possible_near_a_border() -> None:
    boundaries = read_boundaries()
    inside = boundaries.at(35.93, 36.63, 5)
    assert [(r.code, c) for r, c in inside] == [("SY-ID", "certain")]
    near = dict((r.code, c) for r, c in boundaries.at(35.44, 36.65, 12))
    assert near == {"SY-ID": "possible", "SY-HM": "possible"}
    assert boundaries.at(34.0, 20.0) == []


def test_world_reads_boundaries_when_they_are_used() -> None:
    world = load_world()
    assert "boundaries" not in vars(world)
    assert world.boundaries is world.boundaries is read_boundaries()


@mark.parametrize("code", sorted(FLOORS))
def test_embedded_layer_against_cod_ab(code: str, cod: Any) -> None:
    least, most_km = FLOORS[code]
    crs = metric_crs(cod.region(code).geometry)
    known = to_metric(cod.region(code).geometry, crs)
    own = to_metric(read_boundaries().region(code).geometry, crs)
    assert known.intersection(own).area / known.union(own).area >= least
    assert known.hausdorff_distance(own) / 1000 <= most_km


def test_gazetteer_admin1_agrees_with_cod_ab(cod: Any) -> None:
    wrong, covered = [], 0
    for place in load_world().gazetteer.places:
        if place.kind != "settlement" or place.country != "SY" or place.lat is None:
            continue
        found = [r.code for r, _ in cod.at(place.lat, place.lon)]
        covered += bool(found)
        if found and found != [place.admin1]:
            wrong.append((place.name, place.admin1, found))
    assert wrong == [] and covered > 300


@fixture(scope="module")
def cod() -> Any:
    path = COD / "syr_admin1.shp.zip"
    if not path.is_file():
        skip("COD-AB Syria 2018 is not beside the repository")
    return read_boundaries(path)


@mark.parametrize(("level", "count"), [(2, 62), (3, 272)])
def test_cod_ab_levels_have_parents(level: int, count: int) -> None:
    path = COD / f"syr_admin{level}.shp.zip"
    if not path.is_file():
        skip("COD-AB Syria 2018 is not beside the repository")
    boundaries = read_boundaries(path)
    assert len({r.code for r in boundaries.regions}) == count + 14
    parts = [r for r in boundaries.regions if r.level == level]
    assert len(parts) == count
    assert all(r.code.startswith(r.parent or "?") for r in parts)
    assert boundaries.error_km == 1
    provinces = {r.code: r for r in boundaries.regions if r.level == 1}
    assert provinces["SY-ID"].pcode == "SY07"
    inside = [r.geometry for r in parts if r.code.startswith("SY07")]
    joined = union_all(inside)
    assert area_km2(provinces["SY-ID"].geometry) == approx(area_km2(joined), rel=1e-6)
    assert "Idleb: SY-ID, matched by name (file's code: SY07)" in boundaries.matches


PROFILES = {
    "cod-2018": ({"NAME_EN": ["Idleb"], "NAME_AR": ["إدلب"], "PCODE": ["SY07"]}, 1),
    "cod-2020": ({"ADM1_EN": ["Idleb"], "ADM1_PCODE": ["SY07"]}, 1),
    "cod-v02": ({"adm1_name": ["Idleb"], "adm1_pcode": ["SY07"]}, 1),
    "geoboundaries": ({"shapeName": ["Idlib Governorate"], "shapeISO": ["SY-ID"]}, 5),
    "geoboundaries-bare": ({"shapeName": ["Edleb Governorate"]}, 5),
    "gadm": ({"NAME_1": ["Idlib"], "HASC_1": ["SY.ID"], "ISO_1": [None]}, 5),
    "natural-earth": ({"name": ["Idlib"], "iso_3166_2": ["SY-ID"]}, 10),
}


@mark.parametrize("profile", sorted(PROFILES))
def test_profiles_are_known_by_their_columns(tmp_path: Path, profile: str) -> None:
    columns, error_km = PROFILES[profile]
    boundaries = read_boundaries(
        write_frame(tmp_path / "own.geojson", columns, "EPSG:4326")
    )
    (region,) = boundaries.regions
    assert (region.code, region.country, region.pcode) == ("SY-ID", "SY", "SY07")
    assert boundaries.error_km == error_km and boundaries.error_basis
    assert "own.geojson" in boundaries.source and len(boundaries.sha256) == 64


def test_name_field_reads_any_file(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"label": ["Donetsk", "Luhansk"], "n": [1, 2]}
    path = write_frame(tmp_path / "own.gpkg", columns, "EPSG:32637")
    boundaries = read_boundaries(path, name_field="Label", country="UA")
    assert [(r.code, r.name, r.country) for r in boundaries.regions] == [
        ("donetsk", "Donetsk", "UA"),
        ("luhansk", "Luhansk", "UA"),
    ]
    assert boundaries.regions[1].geometry.bounds == approx((37, 35, 38, 36), abs=1e-6)
    assert boundaries.error_km == 5 and "assumption" in boundaries.error_basis


def test_unknown_profile_names_columns_and_needs(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "own.geojson", {"label": ["A"]}, "EPSG:4326")
    with raises(InputError, match="own.geojson: no known profile.*label.*--name-field"):
        read_boundaries(path)
    with raises(InputError, match="no column 'title'; its columns are label"):
        read_boundaries(path, name_field="title")


def test_missing_crs_is_refused(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "own.shp", {"NAME_1": ["Idlib"]}, "EPSG:4326")
    path.with_suffix(".prj").unlink()
    with raises(CrsError, match="does not say its coordinate reference system"):
        read_boundaries(path)


def test_files_that_are_no_polygons(tmp_path: Path) -> None:
    with raises(InputError, match="none.gpkg: no such file"):
        read_boundaries(tmp_path / "none.gpkg")
    (tmp_path / "admin1.zip").touch()
    with raises(InputError, match="is a folder; name one file of it: admin1.zip"):
        read_boundaries(tmp_path)
    path = tmp_path / "text.geojson"
    path.write_text("no geojson at all", encoding="utf-8")
    with raises(InputError, match="text.geojson: cannot be read as polygons"):
        read_boundaries(path)
    path.write_bytes(b"")
    with raises(InputError, match="text.geojson: cannot be read as polygons"):
        read_boundaries(path)
    point = geopandas.GeoDataFrame(
        {"NAME_1": ["A"]}, geometry=[Point(36, 35)], crs=4326
    )
    point.to_file(tmp_path / "point.geojson")
    with raises(InputError, match="feature 1: is a Point, not a polygon"):
        read_boundaries(tmp_path / "point.geojson")


def test_invalid_rings_are_repaired_and_told(tmp_path: Path) -> None:
    bow_tie = Polygon([(36, 35), (37, 36), (37, 35), (36, 36)])
    path = tmp_path / "own.geojson"
    feature = {
        "type": "Feature",
        "properties": {"NAME_1": "Idlib", "HASC_1": "SY.ID"},
        "geometry": bow_tie.__geo_interface__,
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    boundaries = read_boundaries(path)
    assert boundaries.regions[0].geometry.is_valid
    assert boundaries.repairs == ("SY-ID: Self-intersection[36.5 35.5]",)


def test_several_layers_need_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    frame = geopandas.GeoDataFrame(
        {"NAME_1": ["Idlib"]}, geometry=[box(36, 35, 37, 36)], crs=4326
    )
    frame.to_file(path, layer="north")
    frame.to_file(path, layer="south")
    with raises(InputError, match="has the layers north, south"):
        read_boundaries(path)
    frame.to_file(path, layer="syr_adm1")
    assert read_boundaries(path).regions[0].code == "SY-ID"


def test_parquet_without_pyarrow_names_the_extra(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise ImportError("Missing optional dependency 'pyarrow'")

    monkeypatch.setattr(geopandas, "read_parquet", refuse)
    path = tmp_path / "own.parquet"
    path.write_bytes(b"PAR1")
    with raises(MissingExtraError, match=r"deesc-zones\[parquet\]"):
        read_boundaries(path)


def test_edge_of_two_regions_belongs_to_both(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"NAME_1": ["Left", "Right"]}
    boundaries = read_boundaries(
        write_frame(tmp_path / "own.geojson", columns, "EPSG:4326"), country="UA"
    )
    found = boundaries.at(35.5, 37.0)
    assert [(r.name, c) for r, c in found] == [
        ("Left", "certain"),
        ("Right", "certain"),
    ]
    assert [r.name for r, _ in boundaries.at(35.5, 36.9, 3)] == ["Left"]
    assert {c for _, c in boundaries.at(35.5, 36.99, 3)} == {"possible"}
