from __future__ import annotations

from geodata.periods import day_of
from geodata.world import load_world
from zones.atlas import narrow
from zones.building import build
from zones.claims import Claim, Extent, Post, Site, Status
from zones.comparing import changes, compare_atlases, compare_days
from zones.documents import Document
from zones.dossier import Dossier
from zones.loading import load_atlas

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
    assert [f"{row['id']}: {row['what']}" for row in record["items"]] == lines
