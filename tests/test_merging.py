"""What several documents say of one thing is joined: agreements, posts, events, ground.

The statements are made up; the places are real.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from geodata.errors import InputError
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside
from zones.building import build
from zones.certainty import on_day
from zones.claims import Claim, Control, Event, Extent, Post, Quantity, Site, Status
from zones.documents import Document
from zones.dossier import Decision, Dossier, merge
from zones.narrowing import known_by
from zones.timeframes import status_frames

WORLD = load_world()
ARIHA = Site("Ariha", admin1="SY-ID", country="SY", lat=35.8132, lon=36.6099)
PROVINCE = Site("Idlib", "in", None, "SY-ID", "SY", 35.8269, 36.5779, 74)
GROUND = Site("Idlib", admin1="SY-ID", country="SY")
NORTH = Site("Hama", direction="north", admin1="SY-HM", country="SY")


def claim(kind, body, document="d1", number=0, **fields):
    name = f"{document}@{number}:{kind}"
    return Claim(name, kind, document, body, **fields)


def built(*claims):
    names = sorted({c.document for c in claims})
    documents = tuple(Document(name, published="2021-06-01") for name in names)
    return build(Dossier(documents, claims), WORLD)


def zone(*, partial=()):
    return (
        claim("extent", Extent(("SY-ID",), partial), zone="idlib"),
        claim("status", Status("agreed", "a", begins="2017-05-04"), zone="idlib"),
    )


def named(record, name):
    return next(row for row in record["items"] if row["name"] == name)


def signed(under, begins, document):
    body = Status("agreed", under, begins=begins)
    return claim("status", body, document, zone="strip")


def agreed_on(claims, day):
    documents = {c.document: Document(c.document) for c in claims}
    frames = status_frames(claims, documents)
    return [on_day(frame.frame.periods, day_of(day)) for frame in frames]


def test_an_agreement_named_by_its_month_is_the_one_of_a_day_in_it():
    claims = [
        signed("geneva-2031-03", "2031-03", "d1"),
        signed("geneva-2031-03-09", "2031-03-09", "d2"),
    ]
    assert agreed_on(claims, "2031-03-08") == ["no"]
    assert agreed_on(claims, "2031-03-09") == ["certain"]


def test_two_agreements_of_one_month_are_kept_apart():
    claims = [
        signed("geneva-2031-03", "2031-03", "d1"),
        signed("geneva-2031-03-09", "2031-03-09", "d2"),
        signed("geneva-2031-03-20", "2031-03-20", "d3"),
    ]
    assert sorted(agreed_on(claims, "2031-03-10")) == ["certain", "no", "possible"]


def test_what_befalls_a_post_does_not_set_it_up():
    posts = [
        ("established", {"begins": "2018-02-05"}),
        ("surrounded", {"begins": "2019-08"}),
        ("left", {"ends": "2020-11-03"}),
    ]
    claims = [
        claim("post", Post(status, "Turkey", ARIHA, **dates), number=n, name="Ariha")
        for n, (status, dates) in enumerate(posts)
    ]
    atlas = built(*zone(), *claims)
    days = ("2018-02-04", "2018-02-05", "2019-01-01", "2020-11-02", "2020-11-03")
    frame = atlas.item_frame(atlas.item["post:ariha-turkey"])
    answers = [on_day(frame.periods, day_of(day)) for day in days]
    assert answers == ["no", "certain", "certain", "certain", "no"]


def test_a_post_elsewhere_does_not_concern_a_zone():
    claims = [
        claim("post", Post("present", "Turkey", ARIHA, holds="2019"), name="Ariha"),
        claim("post", Post("present", "Iran", holds="2019"), number=1),
    ]
    south = (
        claim("extent", Extent(("SY-DR",)), number=2, zone="south"),
        claim("status", Status("agreed", begins="2017"), number=2, zone="south"),
    )
    atlas = built(*zone(), *south, *claims)
    record = inside(atlas, "south", day_of("2019-06-01"))
    assert [row["claims"] for row in record["concerning"]] == [["d1@1:post"]]
    reasons = {row["what"]: row["why"] for row in record["unknown"]}
    assert reasons["observation posts"].startswith("1 document speaks of posts")


def told_under(atlas, zone):
    record = inside(atlas, zone, day_of("2019-06-01"))
    reasons = {row["what"]: row["why"] for row in record["unknown"]}
    concerning = [row["claims"] for row in record["concerning"]]
    return concerning, reasons.get("observation posts", "")


def test_a_post_concerns_the_zones_of_its_agreement_alone():
    north = (
        claim("extent", Extent(("SY-RA",)), "d2", zone="north"),
        claim("status", Status("agreed", begins="2017"), "d2", zone="north"),
    )
    atlas = built(*zone(), *north, claim("post", Post("present", "Iran", holds="2019")))
    assert told_under(atlas, "idlib")[0] == [["d1@0:post"]]
    concerning, why = told_under(atlas, "north")
    assert concerning == [] and why == "no document speaks of any"


def test_a_post_known_by_the_name_of_its_place_is_told_where_that_lies():
    hill = Site("Sheikh Barakat", "at", admin1="SY-ID", country="SY")
    around = Site("Homs", "around", admin1="SY-HI", country="SY")
    north = (
        claim("extent", Extent(("SY-RA",)), number=3, zone="north"),
        claim("status", Status("agreed", begins="2017"), number=3, zone="north"),
    )
    posts = [
        claim("post", Post("present", "Turkey", hill, holds="2019"), number=4),
        claim("post", Post("present", "Russia", around, holds="2019"), number=5),
        claim(
            "post", Post("present", "Iran", around, holds="2019"), "d2", zone="north"
        ),
    ]
    atlas = built(*zone(), *north, *posts)
    rows = inside(atlas, "idlib", day_of("2019-06-01"))["items"]
    assert [r["name"] for r in rows if r["kind"] == "post"] == ["Sheikh Barakat"]
    assert told_under(atlas, "idlib")[0] == []
    assert told_under(atlas, "north")[0] == [[posts[2].id]]


def strike(where, document, killed, on="2020-02-10", **fields):
    figure = Quantity("killed", killed, killed)
    body = Event(on, where, ("idlib",), quantities=(figure,), summary=f"{killed} dead")
    return claim("event", body, document, type="airstrike", **fields)


def events(atlas):
    return [item for item in atlas.items if item.kind == "event"]


def test_a_town_and_its_province_on_one_day_are_accounts_of_one_event():
    atlas = built(*zone(), strike(PROVINCE, "d1", 5, "2020-02-10?"))
    assert len(events(atlas)) == 1
    atlas = built(
        *zone(),
        strike(PROVINCE, "d1", 5, "2020-02-10?"),
        strike(ARIHA, "d2", 7),
        strike(PROVINCE, "d3", 9),
    )
    (event,) = events(atlas)
    assert event.id == "d1@0:event"
    assert event.lat == ARIHA.lat
    row = named(inside(atlas, "idlib", day_of("2020-02-10")), "7 dead")
    assert row["certainty"] == "certain"
    assert row["on"] == "2020-02-10"
    assert sorted(q["low"] for q in row["quantities"]) == [5, 7, 9]


@pytest.mark.parametrize(
    ("on", "where"),
    [
        ("2020-02-11", ARIHA),
        ("2020-02", ARIHA),
        ("2020-02-10", replace(ARIHA, admin1="SY-HM")),
    ],
    ids=["another day", "a whole month", "another province"],
)
def test_a_town_apart_from_the_province_in_time_or_place_is_another_event(on, where):
    atlas = built(*zone(), strike(PROVINCE, "d1", 5), strike(where, "d2", 7, on))
    assert len(events(atlas)) == 2


def test_what_is_only_denied_is_no_event():
    atlas = built(*zone(), strike(ARIHA, "d1", 5, modality="denied"))
    assert events(atlas) == []


def test_a_doubted_closer_reading_does_not_push_out_a_sure_one():
    closer = Extent(("SY-ID",), (), (NORTH,))
    sure = zone(partial=("SY-HM",))
    doubted = claim("extent", closer, "d2", zone="idlib", modality="doubted")
    atlas = built(*sure, doubted)
    assert [r.claims for r in atlas.zone_readings("idlib")] == [("d1@0:extent",)]
    atlas = built(*sure, replace(doubted, modality="asserted"))
    assert [r.claims for r in atlas.zone_readings("idlib")] == [("d2@0:extent",)]


def test_the_loss_of_a_town_ends_what_was_said_of_the_province_there():
    atlas = built(
        *zone(),
        claim("control", Control("A", GROUND, begins="2019-01-10")),
        claim("control", Control("B", ARIHA, begins="2019-08-21"), "d2"),
    )
    before = at(atlas, "Ariha", day_of("2019-08-20"))["held_by"]
    assert [row["actor"] for row in before] == ["A"]
    after = at(atlas, "Ariha", day_of("2019-08-21"))["held_by"]
    assert [(r["actor"], r["since"]) for r in after] == [("B", "2019-08-21")]
    elsewhere = at(atlas, "Sarmin", day_of("2019-08-21"))["held_by"]
    assert [row["actor"] for row in elsewhere] == ["A"]


def test_an_undated_document_is_no_older_than_what_it_tells():
    later = strike(ARIHA, "d2", 7)
    documents = (Document("d1", published="2017-06-01"), Document("d2"))
    atlas = build(Dossier(documents, (*zone(), later)), WORLD)
    for day, known in (("2020-02-09", []), ("2020-02-10", ["d2"])):
        surely, possibly = known_by(atlas, day_of(day))
        assert [d.id for d in surely.documents] == ["d1"]
        assert [d.id for d in possibly.documents] == ["d1", *known]


def dossier(document, *claims, decisions=()):
    return Dossier((document,), claims, decisions)


def test_dossiers_merge_documents_by_id_and_claims_in_order():
    shared = Document("b", published="2020")
    first = signed("geneva-2031-03", "2031-03", "b")
    second = replace(first, id="b@5:status")
    third = signed("geneva-2031-03", "2031-03", "a")
    verdict = Decision(first.id, "accept")
    one = dossier(shared, first, decisions=(verdict,))
    two = dossier(shared, second, decisions=(verdict,))
    joined = merge([one, two, dossier(Document("a"), third)])
    assert [d.id for d in joined.documents] == ["a", "b"]
    assert joined.claims == (first, second, third)
    assert joined.decisions == (verdict,)
    assert merge([one, one]) == one


def test_one_id_for_unlike_documents_or_claims_is_refused():
    first = signed("geneva-2031-03", "2031-03", "b")
    one = dossier(Document("b", published="2020"), first)
    with pytest.raises(InputError, match="document 'b' stands in two"):
        merge([one, dossier(Document("b", published="2021"))])
    other = dossier(one.documents[0], replace(first, modality="doubted"))
    with pytest.raises(InputError, match="claim 'b@0:status' stands in two"):
        merge([one, other])
