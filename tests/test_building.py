"""Items, readings and relations of dossiers written by hand."""

from __future__ import annotations

import itertools

import pytest
import shapely
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside
from zones.building import build
from zones.claims import (
    Belt,
    Claim,
    Control,
    Event,
    Extent,
    Post,
    Quantity,
    Site,
    Status,
)
from zones.documents import Document
from zones.dossier import Decision, Dossier
from zones.narrowing import known_by, narrow, select
from zones.points import locate_point
from zones.summaries import summarise

WORLD = load_world()
NUMBERS = itertools.count()
HAMA = Site("Morek", "near", admin1="SY-HM", lat=35.376, lon=36.69, error_km=2)


def claim(kind, body, document="d1", zone="idlib", **fields):
    name = fields.pop("id", f"{document}@{next(NUMBERS)}:{kind}")
    return Claim(name, kind, document, body, zone, **fields)


def extent(*whole, parts=(), **fields):
    return claim("extent", Extent(whole, parts), **fields)


def agreed(day="2017-05-04", **fields):
    return claim("status", Status("agreed", "a", begins=day), **fields)


def event(on, where, kind="airstrike", **fields):
    return claim("event", Event(on, where), type=kind, zone=None, **fields)


def built(*claims, decisions=(), **published):
    days = published or {"d1": "2019-01-01"}
    documents = tuple(Document(name, published=day) for name, day in days.items())
    return build(Dossier(documents, claims, decisions), WORLD)


def rows(atlas, day="2018-06-01", **more):
    record = inside(atlas, "idlib", day_of(day), **more)
    return {row["name"]: row for row in record["items"]}


def of_kind(atlas, kind, day="2018-06-01"):
    record = inside(atlas, "idlib", day_of(day))
    return [row for row in record["items"] if row["kind"] == kind]


def test_the_admin1_of_a_place_decides_before_its_distance():
    atlas = built(extent("SY-ID", parts=("SY-HM",)), agreed())
    found = rows(atlas)
    assert found["Saraqib"]["certainty"] == "certain"
    assert found["Hama"]["relation"] in ("part", None)
    assert {r.rule for r in atlas.relation_of("SY-HM").values()} == {"admin-1"}
    assert "Damascus" not in found


def test_readings_are_rivals():
    atlas = built(extent("SY-ID", parts=("SY-LA",)), extent("SY-ID"), agreed())
    assert len(atlas.zone_readings("idlib")) == 2
    row = next(
        row
        for row in at(atlas, "Latakia", day_of("2018-06-01"))["items"]
        if row["id"] == "idlib"
    )
    assert row["certainty"] == "possible"
    assert "readings differ" in row["why"]


def test_a_post_in_a_partial_province_is_possible_and_widens_the_estimate():
    post = Post("established", "Turkey", HAMA, begins="2018-04")
    claims = [extent("SY-ID", parts=("SY-HM",)), agreed()]
    atlas = built(*claims, claim("post", post, name="Morek", type="observation post"))
    (row,) = of_kind(atlas, "post")
    assert (row["certainty"], row["operator"]) == ("possible", "Turkey")
    assert of_kind(atlas, "post", "2018-03-31") == []


def test_a_post_without_a_place_is_no_item():
    atlas = built(extent("SY-ID"), agreed(), claim("post", Post("present", "Iran")))
    assert not any(item.kind == "post" for item in atlas.items)
    record = inside(atlas, "idlib", day_of("2018-06-01"))
    reasons = {row["what"]: row["why"] for row in record["unknown"]}
    assert "none gives the place" in reasons["observation posts"]


def test_an_event_elsewhere_about_the_zone_concerns_it():
    venue = Site("Sochi", country="RU", lat=43.6, lon=39.73, error_km=5)
    talks = Event("2018-06-01", venue, about=("idlib",))
    atlas = built(
        extent("SY-ID"), agreed(), claim("event", talks, zone=None, type="talks")
    )
    record = inside(atlas, "idlib", day_of("2018-06-01"))
    assert not any(row["kind"] == "event" for row in record["items"])
    assert [row["type"] for row in record["concerning"]] == ["talks"]


def test_accounts_of_one_event_in_two_documents_are_one_item():
    site = Site("Saraqib", admin1="SY-ID", lat=35.86, lon=36.8, error_km=2)
    killed = [Quantity("killed", n, n, who) for n, who in ((33, "A"), (34, "B"))]
    strikes = [
        claim(
            "event",
            Event("2018-06-01", site, quantities=(q,)),
            d,
            None,
            type="airstrike",
        )
        for q, d in zip(killed, ("d1", "d2"), strict=True)
    ]
    atlas = built(extent("SY-ID"), agreed(), *strikes, d1="2019-01-01", d2="2019-01-02")
    (row,) = of_kind(atlas, "event")
    assert [q["low"] for q in row["quantities"]] == [33, 34]


def test_what_is_planned_never_stands_among_the_items():
    site = Site("Saraqib", admin1="SY-ID", lat=35.86, lon=36.8, error_km=2)
    plan = claim(
        "event",
        Event("2018-06-01", site, about=("idlib",), summary="troops to come"),
        zone=None,
        type="deployment",
        modality="planned",
    )
    record = inside(
        built(extent("SY-ID"), agreed(), plan), "idlib", day_of("2018-06-01")
    )
    assert not any(row["kind"] == "event" for row in record["items"])
    assert [row["name"] for row in record["planned"]] == ["troops to come"]


def test_a_belt_without_a_line_is_in_its_zone_and_its_area_unknown():
    belt = Belt("idlib", (15, 20), "line of contact", begins="2018-04")
    atlas = built(
        extent("SY-ID"),
        agreed(),
        claim("belt", belt, zone="dmz"),
        claim("status", Status("agreed", "s", begins="2018-04"), zone="dmz"),
    )
    assert rows(atlas)["dmz"]["certainty"] == "certain"
    place = at(atlas, "Idlib", day_of("2018-06-01"), all_zones=True)
    row = next(row for row in place["items"] if row["id"] == "dmz")
    assert (row["certainty"], row["space"]) == ("unknown", "unknown")
    outside = at(atlas, "Damascus", day_of("2018-06-01"), all_zones=True)
    assert {row["certainty"] for row in outside["items"]} == {"no"}


def test_control_is_told_by_actor_and_ends_with_the_next_one():
    town = Site("Saraqib", admin1="SY-ID")
    atlas = built(
        extent("SY-ID"),
        agreed(),
        claim("control", Control("opposition", town, begins="2017-01"), zone=None),
        claim("control", Control("government", town, begins="2018-05-20"), zone=None),
    )

    def held(day):
        rows = at(atlas, "Saraqib", day_of(day))["held_by"]
        return {row["actor"]: row["certainty"] for row in rows}

    assert held("2018-01-01") == {"opposition": "certain"}
    assert held("2018-05-20") == {"government": "certain"}
    assert held("2016-01-01") == {}


def test_a_rejected_claim_is_left_out():
    whole = extent("SY-ID", id="d1@1:extent")
    parts = extent("SY-ID", parts=("SY-LA",), id="d1@2:extent")
    atlas = built(
        whole, parts, agreed(), decisions=(Decision("d1@2:extent", "reject"),)
    )
    assert [r.words for r in atlas.zone_readings("idlib")] == ["Idlib"]


def test_a_repair_keeps_what_rests_on_it_at_most_possible():
    shaky = extent("SY-ID", repairs=("likely-translation-error",))
    assert rows(built(shaky, agreed()))["Saraqib"]["certainty"] == "possible"


def test_a_reading_that_is_only_planned_is_none_beside_a_stated_one():
    plan = extent("SY-ID", parts=("SY-LA",), modality="planned")
    atlas = built(extent("SY-ID"), plan, agreed())
    assert [r.words for r in atlas.zone_readings("idlib")] == ["Idlib"]


def test_what_was_known_by_a_day():
    claims = [
        extent("SY-ID"),
        agreed(),
        extent("SY-ID", parts=("SY-LA",), document="d2"),
    ]
    atlas = built(*claims, d1="2017-05-05", d2="[2017-06-01..2017-08-01]")
    surely, possibly = known_by(atlas, day_of("2017-07-01"))
    assert {d.id for d in surely.documents} == {"d1"}
    assert {d.id for d in possibly.documents} == {"d1", "d2"}
    answers = {
        day: inside(atlas, "idlib", day_of("2017-05-05"), knowing=day_of(day))["regime"]
        for day in ("2017-05-04", "2017-05-05")
    }
    assert answers == {"2017-05-04": "unknown", "2017-05-05": "certain"}


def test_a_status_can_be_asked_for_in_place_of_the_regime():
    atlas = built(extent("SY-ID"), agreed())
    day = day_of("2018-06-01")
    record = inside(atlas, "idlib", day, status="functioning")
    assert record["asked"] == {"status": "functioning", "certainty": "unknown"}
    assert (record["regime"], record["items"]) == ("certain", [])
    record = inside(atlas, "idlib", day, status="agreed")
    assert record["asked"]["certainty"] == "certain"
    assert record["items"]


def test_documents_and_readings_can_be_chosen():
    one = extent("SY-ID", id="d1@1:extent")
    other = extent("SY-ID", parts=("SY-LA",), document="d2", id="d2@1:extent")
    atlas = built(one, other, agreed(), d1="2019-01-01", d2="2019-01-01")
    assert len(select(atlas, without=["d2"]).readings) == 1
    assert len(select(atlas, only=["d1"]).documents) == 1
    chosen = select(atlas, reading="d2@1:extent")
    assert [r.claims for r in chosen.readings] == [("d2@1:extent",)]
    with pytest.raises(ValueError, match="no document 'd3'; there are d1, d2"):
        select(atlas, without=["d3"])
    with pytest.raises(LookupError, match="unknown extent claim 'x'"):
        select(atlas, reading="x")


def test_dropping_a_document_never_adds_one():
    atlas = built(extent("SY-ID"), agreed(), d1="2019-01-01")
    left = narrow(atlas, [])
    assert (left.claims, left.readings, left.about) == ((), (), {})
    assert left.later == {"d1"}


def test_a_bare_coordinate_is_widened_by_the_error_of_the_boundaries():
    atlas = built(extent("SY-ID", parts=("SY-LA",)), agreed())
    shape = shapely.from_wkb(atlas.readings[0].inner)
    middle = shapely.point_on_surface(shape)

    def answer(lat, lon):
        wider, item = locate_point(atlas, lat, lon)
        record = at(wider, item, day_of("2018-06-01"), all_zones=True)
        return record["items"][0]["certainty"]

    assert answer(middle.y, middle.x) == "certain"
    assert answer(35.53, 35.79) == "possible"
    assert answer(33.51, 36.29) == "no"


def test_a_dossier_without_extents_answers_unknown():
    atlas = built(agreed())
    record = inside(atlas, "idlib", day_of("2018-06-01"))
    assert record["items"] == []
    assert record["regime"] == "certain"
    assert {"what": "extent of idlib", "why": "no claim states one"} in record[
        "unknown"
    ]


def test_summaries_say_days_in_words():
    held = claim("status", Status("agreed", begins="2018-09-17/2018-10-15~"), zone="z")
    told = "agreed, dated between 17 September 2018 and about 15 October 2018"
    assert summarise(held, {}).endswith(told)
    seen = claim("status", Status("functioning", holds="../2018-10"), zone="z")
    assert summarise(seen, {}).endswith("functioning, seen October 2018 or earlier")
