"""What must come out of the five documents alone, whichever way they come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside, list_zones
from zones.atlas import Atlas
from zones.building import build
from zones.derivations import why
from zones.loading import load_atlas
from zones.reading import read
from zones.support import support

TEXTS = Path(__file__).parents[2] / "shared" / "seeds"
THREE = ("eastern-ghouta", "north-homs", "southwest")


@pytest.fixture(scope="module", params=["embedded", "texts"])
def atlas(request: pytest.FixtureRequest) -> Atlas:
    world = load_world()
    if request.param == "embedded":
        return load_atlas(["seed"], lambda: world)
    if not TEXTS.is_dir():
        pytest.skip("the five texts are not beside the project")
    return build(read([TEXTS], world), world)


def zone_at(atlas, place, day, zone, **more):
    record = at(atlas, place, day_of(day), all_zones=True, **more)
    return next(row for row in record["items"] if row["id"] == zone)


def status(atlas, zone, name, day, **more):
    record = list_zones(atlas, day_of(day), **more)
    row = next(row for row in record["items"] if row["id"] == zone)
    return next(s["certainty"] for s in row["status"] if s["status"] == name)


def regime(atlas, zone, day, **more):
    record = list_zones(atlas, day_of(day), **more)
    found = [row["regime"] for row in record["items"] if row["id"] == zone]
    return found[0] if found else "unknown"


def items(record, kind):
    return [row for row in record["items"] if row["kind"] == kind]


def test_idlib_city_is_in_the_zone_because_both_readings_hold_it(atlas):
    row = zone_at(atlas, "Idlib", "2019-06-01", "idlib")
    assert row["certainty"] == row["space"] == row["time"] == "certain"
    documents = {claim.rpartition("@")[0][:3] for claim in row["claims"]}
    assert documents == {"000", "001", "002", "004"}


@pytest.mark.parametrize("place", ["Latakia", "Aleppo"])
def test_a_city_of_a_partial_province_is_possible_with_its_distance(atlas, place):
    row = zone_at(atlas, place, "2019-06-01", "idlib")
    assert row["certainty"] == "possible"
    assert 5 < row["km"] < 80
    assert "parts of" in row["why"]


def test_damascus_is_not_listed(atlas):
    listed = {row["id"] for row in at(atlas, "Damascus", day_of("2019-06-01"))["items"]}
    assert "idlib" not in listed
    assert zone_at(atlas, "Damascus", "2019-06-01", "idlib")["certainty"] == "no"


@pytest.mark.parametrize("zone", THREE)
def test_three_zones_were_functioning_on_the_day_of_the_text(atlas, zone):
    assert status(atlas, zone, "functioning", "2017-10-30") == "certain"


def test_idlib_was_agreed_and_nobody_said_that_it_functioned(atlas):
    assert status(atlas, "idlib", "agreed", "2017-10-30") == "certain"
    assert status(atlas, "idlib", "functioning", "2017-10-30") == "unknown"
    record = inside(atlas, "idlib", day_of("2017-10-30"))
    reasons = {row["what"]: row["why"] for row in record["unknown"]}
    assert "does not count Idlib" in reasons["functioning of Idlib"]


@pytest.mark.parametrize("zone", ["idlib", *THREE])
def test_what_was_known_in_august_2017(atlas, zone):
    day, knowing = "2017-10-30", day_of("2017-08-01")
    assert status(atlas, zone, "agreed", day, knowing=knowing) == "certain"
    assert regime(atlas, zone, day, knowing=knowing) == "possible"
    assert status(atlas, zone, "functioning", day, knowing=knowing) == "unknown"
    rows = list_zones(atlas, day_of(day), knowing=knowing)["items"]
    row = next(row for row in rows if row["id"] == zone)
    assert [step["what"] for step in row["hindsight"]] == ["grouping"]


@pytest.mark.parametrize("zone", ["idlib", *THREE])
def test_what_may_have_been_known_in_july_2017(atlas, zone):
    knowing = day_of("2017-07-15")
    assert status(atlas, zone, "agreed", "2017-10-30", knowing=knowing) == "possible"


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2017-12-31", "certain"), ("2018-06-01", "possible"), ("2019-01-01", "no")],
)
def test_the_three_zones_ended_at_some_day_of_2018(atlas, day, answer):
    assert {regime(atlas, zone, day) for zone in THREE} == {answer}
    assert regime(atlas, "idlib", day) == "certain"


@pytest.mark.parametrize("zone", THREE)
def test_how_the_three_ended_and_that_which_three_is_inferred(atlas, zone):
    rows = list_zones(atlas, day_of("2019-01-01"))["items"]
    row = next(row for row in rows if row["id"] == zone)
    ended = next(s for s in row["status"] if s["status"] == "ended")
    assert (ended["certainty"], ended["how"]) == ("certain", "retaken")
    claim = atlas.claim[ended["claims"][0]]
    assert [step.how for step in claim.inferred] == ["elimination"]


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2018-08-31", "no"), ("2018-09-10", "possible"), ("2018-10-01", "certain")],
)
def test_the_demilitarised_zone_was_agreed_in_september_2018(atlas, day, answer):
    assert status(atlas, "dmz", "agreed", day) == answer


def test_the_area_of_the_demilitarised_zone_is_unknown_with_its_formula(atlas):
    record = inside(atlas, "dmz", day_of("2018-10-01"))
    reason = next(
        r["why"]
        for r in record["unknown"]
        if r["what"] == "area of the demilitarized zone"
    )
    for words in ("15-20 km", "line of contact", "side open"):
        assert words in reason


def test_inside_idlib_on_the_day_of_the_strikes(atlas):
    record = inside(atlas, "idlib", day_of("2020-02-27"))
    events = {row["type"]: row for row in items(record, "event")}
    assert events["offensive"]["certainty"] == "certain"
    strike = events["airstrike"]
    assert strike["certainty"] == "possible"
    killed = [q for q in strike["quantities"] if q["what"] == "killed"]
    assert [(q["low"], q["high"]) for q in killed] == [(34, 34)]
    told = " ".join(account["summary"] for account in strike["accounts"])
    assert "observation post" in told
    assert len(strike["accounts"]) >= 3


def test_the_displaced_are_context_and_no_item(atlas):
    record = inside(atlas, "idlib", day_of("2020-02-27"))
    assert "displacement" not in {row["type"] for row in record["items"]}
    flow = next(row for row in record["concerning"] if row["type"] == "displacement")
    assert [(q["low"], q.get("high")) for q in flow["quantities"]] == [(950_000, None)]
    assert flow["on"].rpartition("/")[2].startswith("2020-03")


def test_the_nationwide_ceasefire_was_only_reported(atlas):
    record = at(atlas, "Aleppo", day_of("2016-12-29"))
    assert record["items"] == []
    truce = [row for row in record["planned"] if row["type"] == "ceasefire"]
    force = [row for row in truce if row["modality"] == "conditional"]
    assert {row["on"] for row in force} == {"[2016-12-29..2016-12-30]"}
    assert {row["modality"] for row in truce} <= {"conditional", "rumoured"}
    assert all("Anadolu" in row["speaker"] for row in truce)


@pytest.mark.parametrize("day", ["2016-01-01", "2017-10-30", "2020-03-01"])
def test_kazakh_and_kyrgyz_troops_are_only_proposed(atlas, day):
    record = inside(atlas, "idlib", day_of(day))
    done = {actor for row in record["items"] for actor in _actors(atlas, row)}
    planned = {actor for row in record["planned"] for actor in _actors(atlas, row)}
    assert {"Kazakhstan", "Kyrgyzstan"} <= planned
    assert not {"Kazakhstan", "Kyrgyzstan"} & done


def _actors(atlas, row):
    for name in row["claims"]:
        yield from getattr(atlas.claim[name].body, "actors", ())


def test_arms_sales_and_pipelines_are_no_events_of_the_theatre(atlas):
    for claim in atlas.claims:
        told = f"{claim.quote} {getattr(claim.body, 'summary', '')}".lower()
        if claim.kind == "event":
            assert not any(word in told for word in ("s-400", "akkuyu", "stream"))


def test_support_for_the_four_zones_counts_texts_and_lineages_apart(atlas):
    agreed = [
        claim.id
        for claim in atlas.claims
        if claim.kind == "status"
        and claim.body.status == "agreed"
        and claim.body.under == "astana-2017-05-04"
    ]
    assert support(atlas, agreed) == {"texts": 4, "lineages": 2, "unattributed": 1}


def test_idlib_is_possible_at_most_long_after_it_was_last_heard_of(atlas):
    record = inside(atlas, "idlib", day_of("2025-01-01"))
    assert record["regime"] == "possible"
    assert "2020-03" in record["why"]
    assert {row["certainty"] for row in record["items"]} == {"possible"}


def test_nothing_is_listed_twice_and_only_known_zones_come_out(atlas):
    assert atlas.zone_ids() == [
        "dmz",
        "eastern-ghouta",
        "idlib",
        "north-homs",
        "southwest",
    ]
    record = inside(atlas, "idlib", day_of("2019-06-01"))
    ids = [row["id"] for row in record["items"]]
    assert len(ids) == len(set(ids))
    provinces = {
        r["id"]: (r["certainty"], r["relation"]) for r in items(record, "province")
    }
    assert provinces == {
        "SY-ID": ("certain", "whole"),
        "SY-HL": ("possible", "part"),
        "SY-HM": ("possible", "part"),
        "SY-LA": ("possible", "part"),
    }


def test_every_possible_and_unknown_carries_its_reason(atlas):
    for zone in atlas.zone_ids():
        for day in ("2017-05-04", "2018-06-01", "2020-02-27", "2025-01-01"):
            record = inside(atlas, zone, day_of(day))
            rows = [*record["items"], *record["status"]]
            unsure = [r for r in rows if r["certainty"] in ("possible", "unknown")]
            assert all(row.get("why") for row in unsure)
            assert all(row["why"] for row in record["unknown"])


def test_why_leads_back_to_places_in_the_texts(atlas):
    record = why(atlas, "idlib")
    claims = record["regime"]["claims"]
    assert claims
    for claim in claims:
        assert claim["document"] in atlas.document
        assert 0 <= claim["start"] < claim["end"]
