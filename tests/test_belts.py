from __future__ import annotations

import pytest
import shapely
from geodata.metric import area_km2
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside
from zones.belts import shape_belt
from zones.building import build
from zones.claims import Belt, Claim, Extent, Line, Status
from zones.documents import Document
from zones.dossier import Dossier
from zones.extents import Shape

# about 100 km from west to east along 35.6 N
ROAD = shapely.LineString([(36.0, 35.6), (37.1, 35.6)])
KM_PER_DEGREE = 111.0


def offset(km, lon=36.5):
    return shapely.Point(lon, 35.6 + km / KM_PER_DEGREE)


def test_a_corridor_lies_on_both_sides_and_its_width_is_in_km():
    shape = shape_belt(ROAD, (12, 12), "both")
    assert shape.inner.covers(offset(5.5))
    assert shape.inner.covers(offset(-5.5))
    assert not shape.outer.covers(offset(6.5))
    assert area_km2(shape.outer) == pytest.approx(99.6 * 12, rel=0.02)


def test_an_open_side_puts_nothing_inside_for_sure():
    shape = shape_belt(ROAD, (15, 20), None)
    assert shape.inner is None
    assert shape.outer.covers(offset(19))
    assert shape.outer.covers(offset(-19))
    assert not shape.outer.covers(offset(21))


@pytest.mark.parametrize(("side", "sign"), [("north", 1), ("southern side", -1)])
@pytest.mark.parametrize("line", [ROAD, ROAD.reverse()], ids=["east", "west"])
def test_a_side_by_compass_does_not_depend_on_how_the_line_runs(side, sign, line):
    shape = shape_belt(line, (15, 20), side)
    assert shape.inner.covers(offset(sign * 14))
    assert not shape.inner.covers(offset(sign * 16))
    assert shape.outer.covers(offset(sign * 19))
    assert not shape.outer.covers(offset(-sign * 2))


def test_the_zone_that_a_belt_lies_in_clips_it():
    half = shapely.box(35, 35.6, 38, 37)
    shape = shape_belt(ROAD, (15, 20), "inside", Shape(half, half))
    assert shape.inner.covers(offset(10))
    assert not shape.outer.covers(offset(-10))


def claim(kind, body, number, **fields):
    return Claim(f"d@{number}:{kind}", kind, "d", body, **fields)


@pytest.mark.parametrize(
    ("line_name", "answer"),
    [("highway M4", "certain"), ("highway M5", "unknown")],
    ids=["its line", "another line"],
)
def test_a_belt_is_drawn_only_along_the_line_that_it_names(line_name, answer):
    geometry = {"type": "LineString", "coordinates": [[36.0, 35.8], [36.9, 35.8]]}
    claims = (
        claim("extent", Extent(("SY-ID",)), 1, zone="idlib"),
        claim("status", Status("agreed", begins="2020-03-05"), 2, zone="idlib"),
        claim(
            "belt",
            Belt("idlib", (40, 40), "the highway M4", "both", begins="2020-03-05"),
            3,
            zone="corridor",
            type="security corridor",
        ),
        claim("status", Status("agreed", begins="2020-03-05"), 4, zone="corridor"),
        claim("line", Line(geometry), 5, name=line_name),
    )
    document = Document("d", published="2020-03-06")
    atlas = build(Dossier((document,), claims), load_world())
    record = at(atlas, "Ariha", day_of("2020-03-06"), all_zones=True)
    row = next(row for row in record["items"] if row["id"] == "corridor")
    assert row["certainty"] == answer
    unknown = {
        u["what"] for u in inside(atlas, "idlib", day_of("2020-03-06"))["unknown"]
    }
    assert ("area of corridor" in unknown) is (answer == "unknown")
