"""Coarser places and a delay: what they leave out, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from geodata.errors import InputError
from geodata.periods import day_of, iso_of
from geodata.rings import gap_km
from hypothesis import given
from hypothesis import strategies as st
from maps.page import render_page
from samples import aruvian_atlas, syrian_atlas
from zones.answers import inside
from zones.cautions import coarse_point, coarsen, delay, newest_day, take_care
from zones.claims import Event, Post
from zones.narrowing import select
from zones.storing import read_atlas, write_atlas

ON = day_of("2019-06-01")


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.5, 100), st.floats(0, 0.4))
def test_a_coarse_place_stays_within_its_stated_error(lat, lon, km, step):
    coarse = coarse_point(lat, lon, km)
    assert gap_km(lat, lon, *coarse) <= km * 0.5**0.5 * 1.01 + 0.01
    assert coarse == coarse_point(lat, lon, km)


def test_every_place_of_a_cell_becomes_one():
    middle = coarse_point(35.4, 36.7, 10)
    near = [coarse_point(middle[0] + d, middle[1] - d, 10) for d in (-0.03, 0, 0.03)]
    assert set(near) == {middle}


def test_coarsening_moves_posts_and_events_and_their_claims():
    atlas = syrian_atlas()
    coarse = coarsen(atlas, 20)
    was, now = (a.item["post:morek-turkey"] for a in (atlas, coarse))
    assert (now.lat, now.lon) == coarse_point(was.lat, was.lon, 20)
    assert now.error_km == pytest.approx(was.error_km + 20 * 0.5**0.5, abs=0.1)
    exact = {c.body.where.lat for c in atlas.claims if _is_placed(c)}
    told = {c.body.where.lat for c in coarse.claims if _is_placed(c)}
    assert exact and not exact & told
    places = [i for i in atlas.items if i.kind in ("place", "province")]
    assert [i for i in coarse.items if i.kind in ("place", "province")] == places
    assert all(reading.estimate is None for reading in coarse.readings)


def _is_placed(claim):
    where = getattr(claim.body, "where", None)
    return isinstance(claim.body, Post | Event) and where and where.lat is not None


def test_coarsening_drops_the_quotes_of_what_it_moves():
    atlas = syrian_atlas()
    quoted = replace(
        atlas, claims=tuple(replace(c, quote="near 35.376 N") for c in atlas.claims)
    )
    kept = [c for c in coarsen(quoted, 5).claims if c.quote]
    assert kept and not any(_is_placed(c) for c in kept)


def test_coarsening_leaves_certainties_as_they_are():
    plain, coarse = (
        inside(atlas, "idlib", ON)["items"]
        for atlas in (syrian_atlas(), coarsen(syrian_atlas(), 20))
    )
    pick = ("id", "certainty", "space", "time", "claims")
    assert [[r[k] for k in pick] for r in coarse] == [
        [r[k] for k in pick] for r in plain
    ]
    assert {r["km"] % 20 for r in coarse if r["km"] and r["kind"] == "post"} <= {0}


def test_a_delay_counts_from_the_newest_date_and_not_from_today():
    atlas = aruvian_atlas()
    assert iso_of(newest_day(atlas)) == "2031-04-01"
    assert [c.id for c in delay(atlas, 0).claims] == [c.id for c in atlas.claims]
    late = delay(atlas, 20)  # until 2031-03-12
    assert {c.document for c in late.claims} == {"north"}
    assert "2031-03-12" in late.cautions[0] and "2031-04-01" in late.cautions[0]


def test_a_delay_leaves_out_what_may_be_later():
    atlas = delay(syrian_atlas(), 300)  # until 2019-03-21
    assert {d.id for d in atlas.documents} == {"alpha", "beta"}
    assert not {row.item for row in atlas.relations} - set(atlas.item)
    closer = delay(syrian_atlas(), 360)  # until 2019-01-20
    assert [d.id for d in closer.documents] == ["alpha"]
    assert all("2019" not in c.id + str(c.body) for c in closer.claims)
    known = {claim.id for claim in closer.claims}
    drawn = [reading for reading in closer.readings if reading.estimate]
    assert drawn
    assert all(known.issuperset(r.claims + r.evidence) for r in drawn)


def test_nothing_is_drawn_from_coarse_places(tmp_path):
    coarse = coarsen(syrian_atlas(), 20)
    write_atlas(coarse, tmp_path / "a.gpkg")
    left = select(read_atlas(tmp_path / "a.gpkg"), without=["gamma"])
    assert left.grid_km == 20
    assert {c.document for c in left.claims} == {"alpha", "beta"}
    assert not any(reading.estimate for reading in left.readings)
    known = {claim.id for claim in left.claims}
    assert all(known.issuperset(item.claims) for item in left.items)
    rows = {(r.item, r.reading): r.space for r in left.relations}
    exact = {(r.item, r.reading): r.space for r in syrian_atlas().relations}
    assert rows == exact


def test_a_claim_of_a_vague_day_waits_for_its_last():
    atlas = syrian_atlas()
    known = replace(
        atlas, documents=tuple(replace(d, published=None) for d in atlas.documents)
    )
    days = day_of("2020-01-15") - day_of("2019-01-25")
    told = {c.id for c in delay(known, days).claims}
    assert "beta@210:event" in told  # on 2019-01-20
    assert "beta@310:event" not in told  # on 2019-01


def test_both_are_noted_in_atlas_page_and_file(tmp_path):
    atlas = take_care(syrian_atlas(), coarsen_km=10, delay_days=30)
    assert len(atlas.cautions) == 2
    write_atlas(atlas, tmp_path / "a.gpkg")
    assert read_atlas(tmp_path / "a.gpkg").cautions == atlas.cautions
    page = render_page(atlas)
    assert "grid of 10 km" in page and "elayed by 30 days" in page
    assert "elayed by" not in render_page(syrian_atlas())
    assert take_care(syrian_atlas()) is syrian_atlas()


def test_what_cannot_be_done_is_refused():
    with pytest.raises(InputError, match="above 0"):
        coarsen(syrian_atlas(), 0)
    with pytest.raises(InputError, match="in the future"):
        delay(syrian_atlas(), -1)
    empty = replace(syrian_atlas(), documents=(), claims=(), readings=(), items=())
    with pytest.raises(InputError, match="no day to count back from"):
        delay(empty, 1)
