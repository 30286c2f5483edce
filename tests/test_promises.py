"""Properties of answers and shapes that must hold whatever the documents say."""

from __future__ import annotations

import json
from functools import cache

import pytest
import shapely
from cli import main
from click.testing import CliRunner
from geodata.metric import area_km2
from geodata.periods import Period, day_of, iso_of
from geodata.world import load_world
from hypothesis import given, settings
from hypothesis import strategies as st
from zones.answers import at, list_zones
from zones.certainty import on_day
from zones.extents import Shape, space_of_disc
from zones.loading import load_atlas
from zones.narrowing import narrow

STRENGTH = {"unknown": 0, "no": 0, "possible": 1, "certain": 2}
DAYS = range(day_of("2017-05-01"), day_of("2020-12-31"))


@cache
def atlas():
    return load_atlas([], load_world)


@pytest.mark.parametrize("part", ["inner", "estimate"])
def test_inner_lies_in_the_estimate_and_the_estimate_in_the_outer(part):
    checked = 0
    for reading in atlas().readings:
        wider = {"inner": reading.estimate, "estimate": reading.outer}[part]
        narrower = getattr(reading, part)
        if narrower is None or wider is None:
            continue
        shapes = shapely.from_wkb([narrower, wider])
        assert area_km2(shapely.difference(*shapes)) < 0.01, reading.words
        checked += 1
    assert checked > 4


days = st.integers(0, 40)


@settings(max_examples=300)
@given(st.lists(days, min_size=4, max_size=4).map(sorted), st.data())
def test_certainty_only_grows_as_the_bounds_of_a_period_close(bounds, data):
    b0, b1, e0, e1 = bounds
    close = sorted(data.draw(st.tuples(st.integers(b0, b1), st.integers(b0, b1))))
    far = sorted(data.draw(st.tuples(st.integers(e0, e1), st.integers(e0, e1))))
    wide = Period(b0, b1, e0, e1)
    tight = Period(*close, *far)
    for day in range(-1, 42):
        before, after = on_day([wide], day), on_day([tight], day)
        assert before == after or before == "possible"


size = st.floats(1, 50)


@settings(max_examples=200)
@given(st.floats(-60, 60), st.floats(-60, 60), size, size)
def test_certainty_only_grows_as_the_error_of_a_place_shrinks(x, y, one, other):
    shape = Shape(shapely.box(-20, -20, 20, 20), shapely.box(-40, -40, 40, 40))
    near, far = sorted((one, other))
    spot = shapely.Point(x, y)
    sharp, vague = (space_of_disc(spot.buffer(r), shape) for r in (near, far))
    assert sharp == vague or vague == "possible"


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(DAYS),
    st.sampled_from(["Idlib", "Morek", "Khan Shaykhun", "Rastan", "Daraa", "Douma"]),
    st.data(),
)
def test_a_dropped_claim_raises_an_answer_only_where_a_rival_left(day, place, data):
    whole = atlas()
    claims = [c.id for c in whole.claims if c.kind in ("extent", "status", "belt")]
    gone = data.draw(st.sampled_from(claims))
    fewer = narrow(whole, [d.id for d in whole.documents], dropping=[gone])
    rows = [
        {
            row["id"]: row
            for row in at(each, place, day, kind="place", all_zones=True)["items"]
        }
        for each in (whole, fewer)
    ]
    for zone in rows[0].keys() & rows[1].keys():
        before, after = (each[zone] for each in rows)
        if STRENGTH[after["certainty"]] > STRENGTH[before["certainty"]]:
            named = {*before["claims"]}
            named |= {c for status in before["status"] for c in status["claims"]}
            assert gone in named, (gone, zone, place, iso_of(day))


def test_every_zone_that_is_listed_has_a_claim():
    record = list_zones(atlas(), day_of("2018-10-01"))
    assert record["items"]
    for row in record["items"]:
        assert (
            any(status["claims"] for status in row["status"])
            or atlas().about[row["id"]]
        )


QUESTIONS = {
    "inside": ["inside", "idlib", "--on", "2018-10-01"],
    "at": ["at", "Morek", "--on", "2018-10-01"],
    "zones": ["zones", "--on", "2018-10-01"],
    "timeline": ["timeline", "idlib"],
    "diff": ["diff", "2018-10-01", "2020-01-01"],
    "why": ["why", "idlib"],
}


@pytest.mark.parametrize("query", QUESTIONS)
def test_every_answer_says_view_and_error_of_the_boundaries(query):
    text = CliRunner().invoke(main, QUESTIONS[query])
    assert text.exit_code == 0, text.output
    assert text.stdout.count("Boundaries: Natural Earth") == 1
    assert "de facto" in text.stdout and "; error about 10 km\n" in text.stdout
    told = CliRunner().invoke(main, [*QUESTIONS[query], "-f", "json"])
    assert json.loads(told.stdout)["boundaries"]["error_km"] == 10


def test_why_says_how_shapes_were_drawn():
    text = CliRunner().invoke(main, ["why", "idlib"]).stdout
    assert "  estimate drawn: the whole regions and the hull of" in text
    assert "  line derived: " in CliRunner().invoke(main, ["why", "dmz"]).stdout
    told = CliRunner().invoke(main, ["why", "idlib", "-f", "json"]).stdout
    ways = {row["method"] for row in json.loads(told)["readings"]}
    assert "the whole regions" in ways and len(ways) > 1
