"""Complaints about geometry, and files with districts, on small and real examples."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import shapely
from geodata.metric import area_km2
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import inside
from zones.building import build
from zones.claims import Claim, Extent, Post, Site
from zones.documents import Document
from zones.dossier import Dossier
from zones.loading import load_dossier

COD = Path(__file__).parents[2] / "shared" / "data" / "cod-ab-syr-2018"


def dossier(*bodies):
    claims = tuple(
        Claim(f"d@{n}:{kind}", kind, "d", body, zone="idlib", name=f"thing {n}")
        for n, (kind, body) in enumerate(bodies)
    )
    return Dossier((Document("d", published="2018-10-01"),), claims)


def report(caplog, *bodies):
    with caplog.at_level(logging.WARNING):
        build(dossier(("extent", Extent(("SY-ID",))), *bodies), load_world())
    return [r.getMessage() for r in caplog.records if "geometry" in r.getMessage()]


def post(lat, lon, admin1="SY-ID"):
    site = Site("Place", admin1=admin1, country="SY", lat=lat, lon=lon, error_km=2)
    return "post", Post("established", "Turkey", site, begins="2018-01")


def test_sound_geometry_gives_no_complaint(caplog):
    assert report(caplog, post(35.9, 36.6)) == []


def test_all_complaints_stand_in_one_report(caplog):
    far = {
        "type": "Polygon",
        "coordinates": [[[30, 35], [30.001, 35], [30.001, 35.001], [30, 35]]],
    }
    (told,) = report(
        caplog,
        post(36.6, 35.9),  # lat and lon changed places
        post(33.5, 36.3),  # Damascus
        ("extent", Extent(geometry=far)),
        (
            "extent",
            Extent(areas=(Site("Sea", country="SY", lat=35.0, lon=34.5, error_km=30),)),
        ),
    )
    assert "(4):" in told
    assert "thing 1 (d@1:post): lat 36.6 and lon 35.9 look swapped" in told
    assert "thing 2 (d@2:post): named in SY-ID, but its point lies" in told
    assert "1 slivers below 1 km2" in told
    assert "km2 lie beyond its country" in told


@pytest.fixture(scope="module")
def districts():
    path = COD / "syr_admin3.shp.zip"
    if not path.is_file():
        pytest.skip("COD-AB Syria 2018 is not beside the project")
    world = load_world(path)
    return world, build(load_dossier([], lambda: world), world)


def test_districts_that_touch_narrow_the_agreed_estimate(districts):
    world, atlas = districts
    idlib = world.boundaries.region("SY-ID").geometry
    allowed = shapely.union_all(
        [idlib]
        + [
            r.geometry
            for r in world.boundaries.regions
            if r.level == 3
            and r.code[:4] in ("SY02", "SY05", "SY06")
            and r.geometry.dwithin(idlib, 0.001)
        ]
    )
    shapes = [
        (r, shapely.from_wkb(r.estimate))
        for r in atlas.readings
        if r.zone == "idlib" and r.estimate
    ]
    wider = [(r, s) for r, s in shapes if area_km2(s) > area_km2(idlib) + 100]
    assert wider
    for reading, shape in wider:
        assert area_km2(shape.difference(allowed)) < 1
        assert "within the districts that touch them" in reading.method


def test_districts_are_no_provinces(districts):
    _, atlas = districts
    provinces = [item for item in atlas.items if item.kind == "province"]
    assert len(provinces) == 14
    assert atlas.boundaries.error_km == 1
    for reading in atlas.zone_readings("idlib"):
        inner = shapely.from_wkb(reading.inner)
        assert inner.covers(shapely.Point(36.6339, 35.9306))  # Idlib city


@pytest.mark.parametrize("level", [1, 3])
def test_the_posts_of_october_2018_do_not_hang_on_the_boundary_file(level):
    path = COD / f"syr_admin{level}.shp.zip"
    if not path.is_file():
        pytest.skip("COD-AB Syria 2018 is not beside the project")
    world = load_world(path)
    atlas = build(load_dossier([], lambda: world), world)
    record = inside(atlas, "idlib", day_of("2018-10-01"))
    posts = [
        row
        for row in record["items"]
        if row["kind"] == "post" and row["operator"] == "Turkey"
    ]
    assert len(posts) == 12
    for row in posts:
        expected = "certain" if row["admin1"] == "SY-ID" else "possible"
        assert row["certainty"] == expected, row["name"]
    assert record["boundaries"]["error_km"] == 1


def outer_km2(world, *areas, **extent):
    atlas = build(dossier(("extent", Extent(areas=areas, **extent))), world)
    (reading,) = atlas.readings
    return None if reading.outer is None else area_km2(shapely.from_wkb(reading.outer))


@pytest.mark.parametrize("name", ["Harim", "Harim district"])
def test_a_district_that_a_document_names_narrows_the_outer(tmp_path, name):
    world = load_world(districts_file(tmp_path))
    named = Site(name, admin1="SY-ID", country="SY")
    left = outer_km2(world, named)
    assert left == pytest.approx(outer_km2(world, partial=("SY0702",)))
    assert left < outer_km2(world, partial=("SY-ID",)) / 2
    assert outer_km2(load_world(), named) > 5000  # no districts: the province
    abroad = Site(name, admin1="SY-HM", country="SY")
    assert outer_km2(world, abroad) == outer_km2(world, partial=("SY-HM",))


@pytest.mark.parametrize(
    ("name", "is_province"),
    [("Idleb", True), ("Idlib", True), ("Idleb district", False)],
)
def test_a_name_shared_with_the_province_means_the_province(
    tmp_path, name, is_province
):
    world = load_world(districts_file(tmp_path))
    drawn = outer_km2(world, Site(name, admin1="SY-ID", country="SY"))
    whole = outer_km2(world, partial=("SY-ID",))
    assert (drawn == pytest.approx(whole)) is is_province


def districts_file(folder):
    """Write four districts of 0.2 by 0.5 degrees each in Idlib and one in Hama."""
    rows = [
        ("Idleb", "SY0700", "Idleb", "SY07"),
        ("Harim", "SY0702", "Idleb", "SY07"),
        ("Twin", "SY0703", "Idleb", "SY07"),
        ("Twin", "SY0704", "Idleb", "SY07"),
        ("Masyaf", "SY0501", "Hama", "SY05"),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {
                "adm2_name": name,
                "adm2_pcode": code,
                "adm1_name": province,
                "adm1_pcode": above,
                "adm0_pcode": "SY",
            },
            "geometry": json.loads(
                shapely.to_geojson(
                    shapely.box(36 + n * 0.2, 35.5, 36 + (n + 1) * 0.2, 36)
                )
            ),
        }
        for n, (name, code, province, above) in enumerate(rows)
    ]
    path = folder / "adm2.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_of_two_districts_with_one_name_none_is_meant(tmp_path):
    world = load_world(districts_file(tmp_path))
    drawn = outer_km2(world, Site("Twin", admin1="SY-ID", country="SY"))
    assert drawn == pytest.approx(outer_km2(world, partial=("SY-ID",)))
    assert outer_km2(world, Site("Twin", country="SY")) == pytest.approx(
        outer_km2(world, Site(country="SY"))
    )


def test_a_part_of_a_district_is_meant_only_where_that_is_said():
    if not (COD / "syr_admin3.shp.zip").is_file():
        pytest.skip("COD-AB Syria 2018 is not beside the project")
    fine, coarse = (load_world(COD / f"syr_admin{n}.shp.zip") for n in (3, 2))
    harim = Site("Harim", admin1="SY-ID", country="SY")
    district = outer_km2(coarse, harim)
    assert outer_km2(fine, harim) == pytest.approx(district, rel=0.01)
    part = Site("Harim subdistrict", admin1="SY-ID", country="SY")
    assert outer_km2(fine, part) < district / 5
