from __future__ import annotations

import re

import pytest
from geodata.errors import InputError
from geodata.periods import day_of, parse_edtf
from geodata.world import load_world
from zones.answers import list_zones
from zones.building import build
from zones.claims import Claim, Control, Extent, Post, Site, Status
from zones.comparing import Standpoint, compare, compare_days
from zones.differences import changes, compare_atlases
from zones.documents import Document
from zones.dossier import Dossier
from zones.loading import load_atlas
from zones.narrowing import narrow

SEED = load_atlas(["seed"], load_world)


def rows(record, kind):
    return {
        (row["id"], row["what"]): row for row in record["items"] if row["kind"] == kind
    }


def test_what_changed_from_2017_to_the_end_of_2018():
    record = compare_days(SEED, day_of("2017-10-30"), day_of("2018-12-31"))
    zones = rows(record, "zone")
    for zone in ("eastern-ghouta", "north-homs", "southwest"):
        ended = zones[zone, "ended"]
        assert (ended["before"], ended["after"]) == ("no", "certain")
        assert ended["claims"]
    assert not any(zone == "idlib" for zone, _ in zones)
    agreed = rows(record, "belt")["dmz", "agreed"]
    assert (agreed["before"], agreed["after"]) == ("no", "certain")
    assert record["posts"] == {"before": {}, "after": {}}
    events = [row for row in record["items"] if row["kind"] == "event"]
    assert {row["after"] for row in events} == {"certain"}
    assert {row["change"] for row in events} == {"begun"}


def test_nothing_changes_from_a_day_to_itself():
    day = day_of("2018-10-01")
    assert compare_days(SEED, day, day)["items"] == []


def test_posts_are_counted_by_operator():
    site = Site("Morek", "near", admin1="SY-HM", lat=35.376, lon=36.69, error_km=2)
    body = Post("established", "Turkey", site, begins="2018-04-07")
    claims = (
        Claim("d@1", "extent", "d", Extent(("SY-ID",)), "idlib"),
        Claim("d@2", "status", "d", Status("agreed", begins="2017-05-04"), "idlib"),
        Claim("d@3", "post", "d", body, "idlib", "Morek"),
    )
    document = Document("d", published="2018-05-01")
    atlas = build(Dossier((document,), claims), load_world())
    record = compare_days(atlas, day_of("2018-01-01"), day_of("2018-04-30"))
    assert record["posts"] == {"before": {}, "after": {"Turkey": 1}}
    (post,) = rows(record, "post").values()
    assert (post["before"], post["after"]) == ("no", "certain")


def test_two_atlases_are_compared_by_their_answers():
    documents = [d.id for d in SEED.documents if not d.id.startswith("002")]
    less = narrow(SEED, documents)
    lines = changes(less, SEED)
    assert any(line.startswith("southwest: regime") for line in lines)
    assert changes(SEED, SEED) == []
    record = compare_atlases(less, SEED)
    assert [each["text"] for each in record["summary"]] == [f"{x}." for x in lines]


DEFAULT = load_atlas([], load_world)


def said(record):
    return " ".join(each["text"] for each in record["summary"])


def test_three_zones_end_and_the_strip_is_agreed_and_posts_come():
    record = compare_days(DEFAULT, day_of("2017-10-30"), day_of("2018-12-31"))
    regimes = {
        row["id"]: row["change"] for row in record["items"] if row["what"] == "regime"
    }
    assert regimes == {
        "eastern-ghouta": "ended",
        "north-homs": "ended",
        "southwest": "ended",
        "dmz": "begun",
    }
    assert rows(record, "belt")["dmz", "agreed"]["change"] == "begun"
    posts = record["posts"]
    assert (posts["before"]["Turkey"], posts["after"]["Turkey"]) == (1, 12)
    text = said(record)
    assert text.startswith(
        "Between 30 October 2017 and 31 December 2018, the regimes of Eastern Ghouta, "
        "Area of Homs and Southwest of Syria ended (all retaken). "
    )
    assert "The number of located posts of Turkey rose from 1 to 12." in text
    for sentence in record["summary"]:
        assert sentence["text"].endswith(".")
        assert sentence["claims"] and set(sentence["claims"]) <= set(DEFAULT.claim)


def test_ground_that_changed_hands_is_lost_by_one_and_won_by_another():
    site = Site("Saraqib", "in", admin1="SY-ID")
    claims = (
        Claim("d@1", "extent", "d", Extent(("SY-ID",)), "idlib"),
        Claim("d@2", "status", "d", Status("agreed", begins="2017-05-04"), "idlib"),
        Claim("d@3", "control", "d", Control("HTS", site, begins="2019-01-10")),
        Claim("d@4", "control", "d", Control("government", site, begins="2020-02-06")),
    )
    atlas = build(
        Dossier((Document("d", published="2020-03-01"),), claims), load_world()
    )
    record = compare_days(atlas, day_of("2020-02-01"), day_of("2020-02-28"))
    control = rows(record, "control")
    assert control["Saraqib", "held by government"]["change"] == "begun"
    assert control["Saraqib", "held by HTS"]["change"] == "ended"
    assert "Saraqib ceased to be held by HTS." in said(record)


def test_what_was_known_is_compared_on_one_day():
    day = day_of("2018-10-01")
    early = Standpoint(DEFAULT, day, day_of("2018-05-01"))
    late = Standpoint(DEFAULT, day, day_of("2020-03-05"))
    record = compare(early, late)
    strip = rows(record, "belt")["dmz", "regime"]
    assert (strip["before"], strip["change"]) == ("unknown", "known")
    assert said(record).startswith(
        "For 1 October 2018, what was known by 5 March 2020 differs from what was "
        "known by 1 May 2018: "
    )
    assert compare(late, late)["items"] == []
    for row in record["items"]:
        assert row["before"] != row["after"]


def test_an_answer_never_compares_as_surer_than_it_is_given():
    for day, knowing in (("2018-10-01", "2019-03-01"), ("2020-03-06", None)):
        known_by = None if knowing is None else day_of(knowing)
        facts = Standpoint(DEFAULT, day_of(day), known_by).facts
        for row in list_zones(DEFAULT, day_of(day), knowing=known_by)["items"]:
            assert facts[row["kind"], row["id"], "regime"].answer == row["regime"]
            for status in row["status"]:
                key = row["kind"], row["id"], status["status"].replace("_", " ")
                assert facts[key].answer == status["certainty"]


def test_dossiers_may_be_compared_on_one_day():
    less = narrow(SEED, [d.id for d in SEED.documents if not d.id.startswith("002")])
    day = day_of("2018-10-01")
    record = compare(Standpoint(less, day), Standpoint(SEED, day))
    assert any(row["id"] == "southwest" for row in record["items"])
    assert said(record).startswith(
        "For 1 October 2018 the second dossier answers otherwise than the first: "
    )


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (("2018-12-31", None), ("2017-10-30", None), "day is 2018-12-31"),
        (("2018-01-01", "2019-01-01"), ("2018-01-01", "2018-05-01"), "of knowledge is"),
        (("2018-01-01", None), ("2018-01-01", "2018-05-01"), "of knowledge is now"),
    ],
)
def test_a_comparison_backwards_is_refused(before, after, what):
    sides = [
        Standpoint(SEED, day_of(on), None if known is None else day_of(known))
        for on, known in (before, after)
    ]
    with pytest.raises(InputError, match=what):
        compare(*sides)


def test_sentences_agree_with_one_thing_and_with_several():
    record = compare_days(DEFAULT, day_of("2020-01-01"), day_of("2020-04-01"))
    text = said(record)
    assert "the regime of M4 security corridor began" in text
    assert "were set up (all possible)" in text
    assert "of unnamed operators rose from 0 to 3" in text
    held = compare(
        Standpoint(DEFAULT, day_of("2018-10-01"), day_of("2018-09-20")),
        Standpoint(DEFAULT, day_of("2018-10-01"), day_of("2020-03-05")),
    )
    assert re.search(r"\S are now said to be held by armed opposition", said(held))
    assert re.search(r"certain that [\w -]+ is held by \w", said(held))
    assert "About 70 % of Idlib zone is now said to be held by HTS" in said(held)


def test_events_stand_in_the_order_of_their_days():
    record = compare_days(DEFAULT, day_of("2019-01-01"), day_of("2020-12-31"))
    days = [parse_edtf(r["on"]).first for r in record["items"] if r["kind"] == "event"]
    assert len(days) > 5
    assert days == sorted(days)
