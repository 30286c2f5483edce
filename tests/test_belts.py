from __future__ import annotations

import pytest
import shapely
from geodata.metric import area_km2
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside
from zones.belts import shape_belt
from zones.building import build
from zones.claims import Belt, Claim, Control, Extent, Line, Post, Site, Status
from zones.documents import Document
from zones.dossier import Dossier
from zones.extents import Shape
from zones.lines import known_lines
from zones.narrowing import select
from zones.points import locate_point

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


def town(name, lat, lon, admin1="SY-ID", error_km=2.0):
    return Site(name, admin1=admin1, country="SY", lat=lat, lon=lon, error_km=error_km)


EAST, MIDDLE, WEST = (
    town("Saraqib", 35.86, 36.81),
    town("Ariha", 35.81, 36.61),
    town("Jisr al-Shughur", 35.81, 36.32),
)


def test_a_line_runs_through_the_places_that_claims_name_from_end_to_end():
    claims = [
        claim("line", Line(through=(MIDDLE, EAST)), 1, name="highway M4"),
        claim("line", Line(through=(WEST, MIDDLE)), 2, name="the highway M4"),
    ]
    (line,) = known_lines(claims)
    assert line.claims == ("d@1:line", "d@2:line")
    lons = [lon for lon, _ in line.geometry.coords]
    assert lons in ([36.32, 36.61, 36.81], [36.81, 36.61, 36.32])
    assert line.derived.startswith("schematic")
    assert line.error_km == 2


def test_a_line_that_is_given_comes_before_the_places_on_it():
    geometry = {"type": "LineString", "coordinates": [[36.0, 35.8], [36.9, 35.8]]}
    claims = [
        claim("line", Line(geometry), 1, name="highway M4"),
        claim("line", Line(through=(WEST, EAST)), 2, name="highway M4"),
    ]
    (line,) = known_lines(claims)
    assert (line.claims, line.derived) == (("d@1:line",), None)


def corridor():
    begins = "2020-03-05"
    belt = Belt("idlib", (12, 12), "highway M4", "both", begins=begins)
    claims = (
        claim("extent", Extent(("SY-ID",)), 1, zone="idlib"),
        claim("status", Status("agreed", begins=begins), 2, zone="idlib"),
        claim("belt", belt, 3, zone="corridor"),
        claim("status", Status("agreed", begins=begins), 4, zone="corridor"),
        Claim(
            "e@1:line",
            "line",
            "e",
            Line(through=(WEST, MIDDLE, EAST)),
            name="highway M4",
        ),
    )
    documents = tuple(Document(name, published="2020-03-06") for name in "de")
    return build(Dossier(documents, claims), load_world())


def test_along_a_derived_line_nothing_is_certain_and_nothing_nearby_is_excluded():
    atlas = corridor()
    day = day_of("2020-03-06")

    def answer(place):
        rows = at(atlas, place, day, all_zones=True)["items"]
        return next(row["certainty"] for row in rows if row["id"] == "corridor")

    assert answer("Ariha") == "possible"
    assert answer("Khan Shaykhun") == "unknown"
    assert answer("Damascus") == "no"
    for lat, lon, expected in (
        (35.82, 36.60, "possible"),
        (35.44, 36.65, "unknown"),
        (33.5, 36.3, "no"),
    ):
        assert answer_at(atlas, lat, lon, day) == expected
    (reading,) = atlas.zone_readings("corridor")
    assert reading.inner is None
    assert "derived" in reading.words
    asked = {row["what"] for row in inside(atlas, "corridor", day)["unknown"]}
    assert "line of corridor" in asked


def answer_at(atlas, lat, lon, day):
    wider, item = locate_point(atlas, lat, lon)
    rows = at(wider, item, day, all_zones=True)["items"]
    return next(row["certainty"] for row in rows if row["id"] == "corridor")


def test_a_corridor_along_a_route_is_12_km_wide_and_its_lines_error_wider():
    shape = shapely.from_wkb(corridor().zone_readings("corridor")[0].outer)
    line = shapely.LineString([(p.lon, p.lat) for p in (WEST, MIDDLE, EAST)])
    middle = line.interpolate(0.5, normalized=True)
    north = shapely.Point(middle.x, middle.y + 7.9 / KM_PER_DEGREE)
    far = shapely.Point(middle.x, middle.y + 8.5 / KM_PER_DEGREE)
    assert shape.covers(north)
    assert not shape.covers(far)


def test_without_its_line_a_belt_is_drawn_no_more():
    atlas = select(corridor(), without=["e"])
    assert atlas.zone_readings("corridor") == []


def contact(held):
    begins = "2017-05-04"
    place = town("Post", 35.28, 36.62, "SY-HM")
    belt = Belt("idlib", (15, 20), "the front line", None, begins="2018-09-17")
    claims = [
        claim("extent", Extent(("SY-ID",), ("SY-HM",)), 1, zone="idlib"),
        claim("status", Status("agreed", begins=begins), 2, zone="idlib"),
        claim("belt", belt, 3, zone="dmz"),
        claim("status", Status("agreed", begins="2018-09-17"), 4, zone="dmz"),
    ]
    if held:
        post = Post("established", "Turkey", place, begins="2018-04")
        idlib = Control("one side", town("Idlib", 35.93, 36.63), begins="2015")
        claims += [
            claim("post", post, 5, zone="idlib", name="Post"),
            claim("control", idlib, 6),
        ]
    document = Document("d", published="2018-10-01")
    return build(Dossier((document,), tuple(claims)), load_world())


def test_the_line_of_contact_is_derived_from_an_estimate_that_places_shaped():
    assert contact(held=False).zone_readings("dmz") == []
    (reading,) = contact(held=True).zone_readings("dmz")
    assert reading.inner is None
    assert "less the border of the state" in reading.derived
    strip = shapely.from_wkb(reading.outer)
    outer = shapely.from_wkb(contact(held=True).zone_readings("idlib")[0].outer)
    assert outer.buffer(1e-6).covers(strip)
    assert strip.covers(shapely.Point(36.62, 35.28))
    assert not strip.covers(shapely.Point(36.45, 35.95))  # the border of the state
