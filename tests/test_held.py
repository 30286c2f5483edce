"""Who held which ground, drawn; and cells of settlements."""

from __future__ import annotations

import json

import pytest
import shapely
from geodata.metric import area_km2, gap_km
from geodata.periods import day_of
from geodata.world import load_world
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SYRIA, dossier_file
from zones.answers import inside
from zones.building import build
from zones.claims import Site
from zones.control import held_by
from zones.dossier import (
    dossier_from_json,
    dossier_to_json,
    read_dossier,
    write_dossier,
)
from zones.held import held_ground, remaining_ground, sides_within
from zones.loading import load_atlas
from zones.narrowing import select
from zones.presenting import present
from zones.tessellation import REACH_KM, tessellate


@pytest.fixture(scope="module")
def atlas():
    return load_atlas([], load_world)


def agreed(atlas, zone):
    shapes = [r.estimate for r in atlas.zone_readings(zone) if r.estimate]
    return shapely.union_all(shapely.from_wkb(shapes))


def holders(atlas, name, day):
    rows = held_ground(atlas, "idlib", day_of(day))
    return {row.body.actor for row in rows if row.ground.name == name}


@pytest.mark.parametrize(
    ("town", "before", "after"),
    [
        ("Khan Shaykhun", "2019-08-20", "2019-08-21"),
        ("Maarat al-Numan", "2020-01-27", "2020-01-29"),
        ("Saraqib", "2020-02-04", "2020-02-09"),
    ],
)
def test_what_is_held_moves_and_what_is_agreed_does_not(atlas, town, before, after):
    assert "government forces" not in holders(atlas, town, before)
    assert holders(atlas, town, after) == {"government forces"}
    sides = sides_within(atlas, "idlib")
    assert sides == ("armed opposition groups", "HTS")
    then, now = (
        remaining_ground(atlas, "idlib", day_of(day), sides) for day in (before, after)
    )
    assert area_km2(then) > area_km2(now) + 10
    (ground,) = {
        g.geometry for g in atlas.grounds if (g.zone, g.name) == ("idlib", town)
    }
    assert now.intersection(shapely.from_wkb(ground)).area < 1e-9
    assert then.covers(shapely.from_wkb(ground).representative_point())


def test_what_one_within_took_from_another_remains(atlas):
    day = day_of("2019-01-15")
    assert "HTS" in holders(atlas, "Darat Izza", "2019-01-15")
    left = remaining_ground(atlas, "idlib", day, sides_within(atlas, "idlib"))
    assert left.covers(shapely.Point(36.8522, 36.2825))
    alone = remaining_ground(atlas, "idlib", day, ["armed opposition groups"])
    assert not alone.covers(shapely.Point(36.8522, 36.2825))


def test_nobody_is_within_a_zone_of_which_nothing_is_sure(atlas):
    assert sides_within(atlas, "north-homs") == ()


def test_held_ground_lies_within_the_agreed_estimate(atlas):
    assert {ground.zone for ground in atlas.grounds} >= {"idlib", "eastern-ghouta"}
    for ground in atlas.grounds:
        whole = agreed(atlas, ground.zone)
        assert whole.buffer(1e-6).covers(shapely.from_wkb(ground.geometry))


def test_ground_goes_with_its_claim(atlas):
    (row,) = (
        row
        for row in held_ground(atlas, "idlib", day_of("2019-09-01"))
        if row.ground.name == "Khan Shaykhun"
    )
    fewer = select(atlas, without=[row.claim.document])
    assert "government forces" not in holders(fewer, "Khan Shaykhun", "2019-09-01")


def test_held_ground_is_given_as_geojson_by_actor(atlas):
    record = inside(atlas, "idlib", day_of("2020-03-01"))
    features = json.loads(present(record, "geojson", atlas))["features"]
    held = {
        (f["properties"]["name"], f["properties"]["actor"])
        for f in features
        if f["properties"].get("part") == "held"
    }
    assert ("Saraqib", "government forces") in held
    assert ("Idlib", "armed opposition groups") in held
    estimate, *_ = [f for f in features if f["properties"].get("part") == "estimate"]
    assert "places and 5 km round each" in estimate["properties"]["drawn"]
    (left,) = [f for f in features if f["properties"].get("part") == "remaining"]
    assert left["geometry"]["type"] in ("Polygon", "MultiPolygon")


spot = st.tuples(
    st.floats(34.5, 35.5).map(lambda v: round(v, 3)),
    st.floats(36.0, 37.0).map(lambda v: round(v, 3)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(spot, min_size=1, max_size=6, unique=True), st.lists(spot, max_size=6))
def test_cells_hold_their_place_reach_no_further_and_do_not_overlap(named, others):
    cells = tessellate(named, others)
    assert set(cells) == set(named)
    for (lat, lon), cell in cells.items():
        point = shapely.Point(lon, lat)
        assert gap_km(point, cell) < 0.01
        assert area_km2(cell) < 3.15 * REACH_KM**2
    shared = sum(area_km2(cell) for cell in cells.values())
    assert shared == pytest.approx(
        area_km2(shapely.union_all(list(cells.values()))), rel=1e-3, abs=0.1
    )


def test_a_list_of_settlements_is_drawn_as_cells_of_its_places(atlas):
    readings = atlas.zone_readings("north-homs")
    assert readings
    for reading in readings:
        assert "cells of 4 settlements, each up to 10 km" in reading.method
        estimate = shapely.from_wkb(reading.estimate)
        assert estimate.covers(shapely.Point(36.7324, 34.9267))  # Rastan
        assert not estimate.covers(shapely.Point(36.7256, 34.724))  # Homs
        outer = shapely.from_wkb(reading.outer)
        assert outer.buffer(1e-6).covers(estimate)


def test_a_village_without_a_point_is_not_the_ground_of_its_province():
    def control(name: str) -> dict:
        what = {"name": name, "relation": "in", "admin1": "SY-ID", "country": "SY"}
        return {
            "id": f"alpha@900:control:{name}",
            "kind": "control",
            "document": "alpha",
            "start": 900,
            "end": 940,
            "actor": f"holders of {name}",
            "what": what,
            "act": "takes",
            "begins": "2018-05-01",
        }

    record = json.loads(json.dumps(SYRIA))
    record["claims"] += [control("Ayn Nowhere"), control("Idlib")]
    built = build(dossier_from_json(record), load_world())
    place = next(i for i in built.items if i.id == "Saraqib" or i.name == "Saraqib")
    rows = held_by(built, place, (), day_of("2018-05-09"))
    assert [row["actor"] for row in rows] == ["holders of Idlib"]


def test_ground_of_a_mere_name_is_the_ground_of_that_name(tmp_path):
    """The form that a hand-written dossier gives it."""
    record = json.loads(json.dumps(SYRIA))
    short = {
        "id": "alpha@900:control",
        "kind": "control",
        "document": "alpha",
        "actor": "the government",
        "what": "Khan Shaykhun",
        "begins": "2019-08-21",
    }
    record["claims"].append(short)
    path = dossier_file(tmp_path, record)
    dossier = read_dossier(path)
    assert dossier.claims[-1].body.what == Site("Khan Shaykhun")
    write_dossier(dossier, path)
    assert read_dossier(path) == dossier
    assert dossier_to_json(dossier)["claims"][-1]["what"] == {"name": "Khan Shaykhun"}
    atlas = build(dossier, load_world())
    town = next(i for i in atlas.items if i.name == "Khan Shaykhun")
    rows = held_by(atlas, town, (), day_of("2019-09-01"))
    assert "the government" in [row["actor"] for row in rows]
