"""An atlas without a document is the atlas of a dossier without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import shapely
from geodata.metric import area_km2
from geodata.periods import day_of
from geodata.world import load_world
from samples import syrian_atlas, syrian_dossier
from zones.answers import inside, list_zones
from zones.atlas import Atlas
from zones.building import build
from zones.claims import Belt, Claim, Control, Extent, Line, Post, Site, Status
from zones.documents import Document
from zones.dossier import Dossier
from zones.loading import load_dossier
from zones.narrowing import known_by, narrow, select

DAYS = ("2017-07-15", "2018-10-01", "2020-03-10")
SHAPERS = 3
"""Of the documents that shapes rest on every third is tried: each builds anew."""
STRIDE = 9
"""Of the documents that shape nothing every ninth is tried."""


@cache
def dossier() -> Dossier:
    return load_dossier([], load_world)


@cache
def atlas() -> Atlas:
    return build(dossier(), load_world())


def without(whole: Dossier, name: str) -> Dossier:
    return replace(
        whole,
        documents=tuple(d for d in whole.documents if d.id != name),
        claims=tuple(c for c in whole.claims if c.document != name),
    )


def graded(atlas: Atlas) -> Iterator[tuple[Any, ...]]:
    """Yield each answer of some days; an event is known by its claims."""
    for day in map(day_of, DAYS):
        for zone in list_zones(atlas, day)["items"]:
            yield day, zone["id"], zone["regime"]
            for row in inside(atlas, zone["id"], day)["items"]:
                name = tuple(row["claims"]) if row["kind"] == "event" else row["id"]
                answer = row["space"], row["time"], row["certainty"], row["km"]
                held = tuple((h["actor"], h["certainty"]) for h in row["held_by"])
                yield day, zone["id"], row["kind"], name, answer, held


def shapes(atlas: Atlas) -> dict[tuple[str, str], bytes]:
    parts = ("inner", "outer", "estimate")
    found = {(r.id, p): getattr(r, p) for r in atlas.readings for p in parts}
    found |= {(g.zone, g.claim): g.geometry for g in atlas.grounds}
    return {name: wkb for name, wkb in found.items() if wkb is not None}


def assert_same(left: Atlas, fresh: Atlas) -> None:
    assert set(graded(left)) == set(graded(fresh))
    ours, theirs = shapes(left), shapes(fresh)
    assert ours.keys() == theirs.keys()
    for name, wkb in ours.items():
        if wkb != theirs[name]:
            one, other = shapely.from_wkb([wkb, theirs[name]])
            assert area_km2(one.symmetric_difference(other)) < 0.01, name
    assert [(r.id, r.claims, r.evidence, r.method) for r in left.readings] == [
        (r.id, r.claims, r.evidence, r.method) for r in fresh.readings
    ]


def shaping(atlas: Atlas) -> set[str]:
    """Return the documents of claims that some shape was drawn from."""
    names = [c for r in atlas.readings for c in (*r.claims, *r.evidence)]
    return {atlas.claim[name].document for name in names}


def tried() -> list[str]:
    shapers = shaping(atlas())
    quiet = sorted({c.document for c in dossier().claims} - shapers)
    return [*sorted(shapers), *quiet[::STRIDE]]


@pytest.mark.parametrize("name", tried())
def test_the_default_without_a_document_is_as_if_it_had_never_been(name: str) -> None:
    kept = [d.id for d in dossier().documents if d.id != name]
    assert_same(narrow(atlas(), kept), build(without(dossier(), name), load_world()))


@pytest.mark.parametrize("name", ["alpha", "beta", "gamma"])
def test_the_sample_without_a_document_is_as_if_it_had_never_been(name: str) -> None:
    left = select(syrian_atlas(), without=[name])
    assert_same(left, build(without(syrian_dossier(), name), load_world()))


def claim(document: str, body: Any, **fields: Any) -> Claim:
    kind = type(body).__name__.lower()
    return Claim(f"{document}@1:{kind}", kind, document, body, **fields)


def town(name: str, lat: float, lon: float, error_km: float, admin1: str) -> Site:
    return Site(name, lat=lat, lon=lon, error_km=error_km, admin1=admin1)


def small_atlas() -> Atlas:
    """A zone with a post that two papers place, and a belt along its derived line."""
    post = Post(
        "established",
        "Turkey",
        town("Hill", 35.15, 36.62, 1, "SY-HM"),
        begins="2018-04",
    )
    far = replace(post, where=town("Hill", 35.25, 36.7, 9, "SY-HM"))
    held = Control("one side", town("Idlib", 35.93, 36.63, 1, "SY-ID"), begins="2015")
    belt = Belt("idlib", (15, 20), "line of contact", None, begins="2018-09-17")
    claims = (
        claim("pact", Extent(("SY-ID",), ("SY-HM",)), zone="idlib"),
        claim("news", Status("agreed", begins="2017-05-04"), zone="idlib"),
        claim("near", post, zone="idlib", name="Hill post"),
        claim("far", far, zone="idlib", name="Hill post"),
        claim("town", held),
        claim("belt", belt, zone="strip"),
    )
    documents = tuple(Document(c.document, published="2018-10-01") for c in claims)
    return build(Dossier(documents, claims), load_world())


def estimate(atlas: Atlas) -> Any:
    (reading,) = atlas.zone_readings("idlib")
    return shapely.from_wkb(reading.estimate)


def test_an_estimate_is_withdrawn_with_what_it_rested_on() -> None:
    whole = small_atlas()
    (reading,) = whole.zone_readings("idlib")
    assert set(reading.evidence) == {"near@1:post", "town@1:control"}
    left = select(whole, without=["near", "far"])
    (reading,) = left.zone_readings("idlib")
    assert (reading.evidence, reading.method) == (
        ("town@1:control",),
        "the whole regions",
    )
    assert area_km2(estimate(whole)) > area_km2(estimate(left)) + 50
    assert whole.zone_readings("strip")[0].derived
    assert left.zone_readings("strip") == []  # no place shapes its line any more


def test_a_thing_lies_where_the_papers_that_are_left_put_it() -> None:
    whole = small_atlas()
    left = select(whole, without=["near"])
    was, now = (a.item["post:hill-post-turkey"] for a in (whole, left))
    assert (was.lat, was.error_km) == (35.15, 1)
    assert (now.lat, now.error_km) == (35.25, 9)
    assert area_km2(estimate(whole).symmetric_difference(estimate(left))) > 10


def test_what_was_not_known_yet_shaped_nothing() -> None:
    whole = small_atlas()
    dated = [replace(d, published="2017-05-05") for d in whole.documents[:2]]
    later = replace(whole, documents=(*dated, *whole.documents[2:]))
    surely, possibly = known_by(later, day_of("2017-06-01"))
    assert surely.zone_readings("idlib")[0].evidence == ()
    assert surely.zone_readings("strip") == []
    assert len(surely.items) == len(whole.items) - 2  # neither the post nor the belt


def test_a_chosen_reading_stays_chosen_when_more_is_left_out() -> None:
    other = claim("rival", Extent(("SY-ID",), ("SY-LA",)), zone="idlib")
    whole = small_atlas()
    documents = (*whole.documents, Document("rival", published="2018-10-01"))
    both = build(Dossier(documents, (*whole.claims, other)), load_world())
    assert len(both.zone_readings("idlib")) == 2
    chosen = select(both, reading="pact@1:extent")
    left = select(chosen, without=["near"])
    assert [r.claims for r in left.zone_readings("idlib")] == [("pact@1:extent",)]
    gone = select(chosen, without=["pact"])
    assert gone.zone_readings("idlib") == []


def test_an_event_keeps_its_name_when_its_first_account_is_left_out() -> None:
    from zones.claims import Event

    strike = Event(on="2018-06-01", where=Site("Idlib", admin1="SY-ID"))
    told = [
        Claim(f"{name}@1:event", "event", name, strike, type="airstrike")
        for name in ("one", "two")
    ]
    whole = small_atlas()
    documents = (*whole.documents, Document("one"), Document("two"))
    both = build(Dossier(documents, (*whole.claims, *told)), load_world())
    left = select(both, without=["one"])
    names = [[i.id for i in a.items if i.kind == "event"] for a in (both, left)]
    assert names == [["one@1:event"], ["one@1:event"]]
    assert left.item["one@1:event"].claims == ("two@1:event",)


def test_a_line_that_is_left_out_takes_its_belt_along() -> None:
    line = {"type": "LineString", "coordinates": [[36.3, 35.5], [37.0, 35.5]]}
    whole = small_atlas()
    drawn = claim("map", Line(geometry=line), name="line of contact")
    documents = (*whole.documents, Document("map", published="2018-10-01"))
    both = build(Dossier(documents, (*whole.claims, drawn)), load_world())
    (given,) = both.zone_readings("strip")
    assert given.derived is None and "map@1:line" in given.claims
    (derived,) = select(both, without=["map"]).zone_readings("strip")
    assert derived.derived and derived.evidence
