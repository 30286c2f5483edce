"""The land behind a page: whole, with its borders, in any part of the world."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest
import shapely
from geodata.boundaries import read_boundaries
from geodata.land import read_land
from maps.land import draw_land, is_unsettled
from maps.payload import build_payload
from maps.shapes import decode_shape, encode_line
from samples import aruvian_atlas, syrian_atlas

ROOT = Path(__file__).parents[1]
SYRIA = shapely.box(35.7, 32.3, 42.4, 37.3)
DONBAS = shapely.box(37, 47, 40, 50)


def polygons(land: list[dict[str, Any]]) -> Any:
    shapes = [
        shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
        for country in land
        for rings in decode_shape(country["geometry"])
    ]
    return shapely.union_all(shapes)


def point(lon: float, lat: float) -> Any:
    return shapely.Point(lon * 1e4, lat * 1e4)


def test_every_country_is_there_and_valid() -> None:
    land = read_land()
    codes = {country.code for country in land.countries}
    assert {"SY", "UA", "YE", "SD", "MM", "XK", "PS", "TW"} <= codes
    assert len(codes) > 230
    assert all(c.geometry.is_valid and not c.geometry.is_empty for c in land.countries)
    for name, lon, lat in [("Syria", 38, 35), ("Ukraine", 31, 49), ("Sudan", 30, 15)]:
        (country,) = (c for c in land.countries if c.name == name)
        assert country.geometry.contains(shapely.Point(lon, lat))


def test_borders_know_their_sides() -> None:
    sides = {border.sides: border for border in read_land().borders}
    assert not sides["Syria", "Turkey"].is_disputed
    assert sides["Kosovo", "Serbia"].is_disputed
    assert sides["Cyprus", "N. Cyprus"].is_disputed
    assert not sides["Cuba",].is_disputed, "a coast is nobody's border"


@pytest.mark.parametrize("frame", [SYRIA, DONBAS, shapely.box(170, 60, 180, 75)])
def test_a_frame_leaves_out_only_what_lies_outside(frame: Any) -> None:
    whole, part = read_land(), read_land(frame.bounds)
    assert len(part.countries) < 20 and len(part.borders) < 200
    inside = {
        (country.code, country.name): shape
        for country in whole.countries
        if not (shape := shapely.intersection(country.geometry, frame)).is_empty
    }
    found = {(each.code, each.name): each.geometry for each in part.countries}
    for key, shape in inside.items():
        assert shapely.intersection(found[key], frame).equals(shape)
    near = [border for border in whole.borders if border.geometry.intersects(frame)]
    kept = [border for border in part.borders if border.geometry.intersects(frame)]
    assert kept == near


def test_land_is_reproduced() -> None:
    tarball = Path(os.environ.get("DEESC_WORLD_ATLAS", ""))
    if not tarball.is_file():
        pytest.skip("DEESC_WORLD_ATLAS does not name a tarball of world-atlas 2.0.2")
    spec = importlib.util.spec_from_file_location(
        "build_land", ROOT / "scripts" / "build_land.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shipped = (ROOT / "geodata" / "data" / "land.topojson.gz").read_bytes()
    assert module.build(tarball) == shipped


def test_shipped_land_names_its_source() -> None:
    file = ROOT / "geodata" / "data" / "land.topojson.gz"
    topology = json.loads(gzip.decompress(file.read_bytes()))
    assert "Natural Earth" in topology["source"]
    assert topology["licence"] == "public domain"


def test_land_without_regions_is_all_countries_in_the_frame() -> None:
    drawn = draw_land([DONBAS], [])
    west, south, east, north = drawn["frame"]
    assert (west, south, east, north) == (25, 39, 52, 58)
    ground = polygons(drawn["land"])
    assert ground.contains(point(38, 48)) and ground.contains(point(45, 55))
    assert not ground.contains(point(34, 43)), "the Black Sea is no land"
    assert drawn["lines"]["coast"] and drawn["lines"]["country"]


def test_land_leaves_no_gap_to_the_regions() -> None:
    regions = [(r.country, r.geometry) for r in read_boundaries().regions]
    drawn = draw_land([SYRIA], regions)
    ground = polygons(drawn["land"])
    own = shapely.union_all([shape for _, shape in regions])
    # Along the border of Jordan and Saudi Arabia, each step is on either.
    for step in range(40):
        lon, lat = 37.0 + step * 0.02, 31.5
        for shift in range(-30, 31):
            x, y = lon, lat + shift * 0.02
            assert own.covers(shapely.Point(x, y)) or ground.covers(point(x, y)), (x, y)
    sea = shapely.Point(34, 34.5)
    assert not ground.contains(point(sea.x, sea.y))


def test_nothing_to_show_gives_no_land() -> None:
    assert draw_land([], []) == {}


def test_lines_of_regions_are_not_drawn_twice() -> None:
    regions = [(r.country, r.geometry) for r in read_boundaries().regions]
    lines = draw_land([SYRIA], regions)["lines"]
    bare = draw_land([SYRIA], [])["lines"]
    assert sum(map(len, lines["coast"])) < sum(map(len, bare["coast"]))


@pytest.mark.parametrize(
    ("code", "country", "kind", "expected"),
    [
        ("SY-ID", "SY", "admin", False),
        ("SY-X01~", "SY", "area of separation", True),
        ("CY-X01~", "CY", "admin", True),
        ("PS-GZ", "PS", "admin", True),
        ("1234", "", "admin", False),
    ],
)
def test_which_regions_are_unsettled(
    code: str, country: str, kind: str, expected: bool
) -> None:
    assert is_unsettled(code, country, kind) is expected


def test_line_packs_with_both_ends() -> None:
    assert encode_line(shapely.LineString([(0, 0), (0.0001, 0.0002)])) == ["AACE"]
    assert encode_line(shapely.Point(1, 1)) == encode_line(None) == []


def test_payload_carries_land_and_says_so() -> None:
    found = build_payload(syrian_atlas())
    assert {"SA", "EG", "GE"} <= {each["code"] for each in found["ground"]["land"]}
    assert any("1:50m" in words for words in found["attribution"])
    disputed = {p["code"] for p in found["provinces"] if p.get("disputed")}
    assert "SY-X01~" in disputed and "SY-ID" not in disputed
    bare = build_payload(aruvian_atlas())
    assert bare["ground"]["land"] is not None
