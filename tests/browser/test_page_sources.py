"""The page answers from some of the documents as the library does."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from geodata.periods import day_of, iso_of
from geodata.world import load_world
from maps.page import render_page
from samples import aruvian_atlas, syrian_atlas
from zones.answers import inside, list_zones
from zones.atlas import Atlas
from zones.loading import load_atlas
from zones.narrowing import select

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

ANSWER = """([without, known, readings, pairs]) => {
    const data = () => deescData.read('deesc-data');
    const base = window.loaded = window.loaded || deescModel.load(data());
    const model = {...base, ...deescNarrowing.select(base, {
        without: new Set(without),
        knownBy: known === null ? null : deescCertainty.dayOf(known),
        readings: new Map(readings),
    })};
    const brief = (row) => [row.item.kind, row.item.id, row.certainty].join('|');
    const statuses = (zone, day) => deescModel.statusesOn(zone, day)
        .map((s) => [s.status, s.certainty].join(' ')).join();
    return pairs.map(([zoneId, iso]) => {
        const zone = model.zoneById.get(zoneId);
        const day = deescCertainty.dayOf(iso);
        const held = (row) => deescModel.heldBy(model, row.item, zone, day)
            .map((h) => [row.item.id, h.actor, h.certainty, h.claim].join('|'));
        const rows = deescModel.inside(model, zone, day);
        return {
            undrawn: model.zones.filter((z) => z.readings
                .some((r) => r.undrawn === true)).map((z) => z.id),
            regime: deescModel.regimeOn(zone, day),
            status: statuses(zone, day),
            items: rows.map(brief).sort(),
            held: rows.flatMap(held).sort(),
            concerning: deescModel.concerning(model, zone, day).map(brief).sort(),
            zones: model.zones.filter((z) => !z.silent)
                .map((z) => [z.id, deescModel.regimeOn(z, day), statuses(z, day)])
                .map((row) => row.join()).sort(),
        };
    });
}"""


@cache
def default_atlas() -> Atlas:
    """The embedded atlas: the five documents and the public record."""
    return load_atlas([], load_world)


def expected(
    atlas: Atlas, zone: str, iso: str, known: str | None = None
) -> dict[str, Any]:
    """Answer as the page does, by the library."""
    day, knowing = day_of(iso), None if known is None else day_of(known)
    listed = list_zones(atlas, day, knowing=knowing)["items"]
    zones = sorted(
        ",".join([row["id"], row["regime"], _statuses(row["status"])]) for row in listed
    )
    if zone not in atlas.about:
        return {"zones": zones}
    answer = inside(atlas, zone, day, knowing=knowing)
    return {
        "regime": answer["regime"],
        "status": _statuses(answer["status"]),
        "items": _brief(answer["items"]),
        "held": sorted(
            "|".join([row["id"], h["actor"], h["certainty"], h["claims"][0]])
            for row in answer["items"]
            for h in row["held_by"]
        ),
        "concerning": _brief(answer["concerning"]),
        "zones": zones,
    }


def _statuses(rows: list[dict[str, Any]]) -> str:
    return ",".join(f"{row['status']} {row['certainty']}" for row in rows)


def _brief(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(f"{row['kind']}|{row['id']}|{row['certainty']}" for row in rows)


def pairs_of(atlas: Atlas, count: int, seed: str) -> list[list[str]]:
    """Draw zones and days, half of the days near one on which something changes."""
    dice = random.Random(seed)
    turns = sorted(
        day
        for zone in atlas.zone_ids()
        for period in atlas.regime(zone).periods
        for day in (period.b0, period.b1, period.e0, period.e1)
        if iso_of(day)
    )
    first, last = min(turns) - 400, max(turns) + 400
    return [
        [
            dice.choice(atlas.zone_ids()),
            str(
                iso_of(
                    dice.choice(turns) + dice.randint(-2, 2)
                    if number % 2
                    else dice.randint(first, last)
                )
            ),
        ]
        for number in range(count)
    ]


def assert_equal(
    opened: Any,
    atlas: Atlas,
    pairs: list[list[str]],
    *,
    without: tuple[str, ...] = (),
    known: str | None = None,
    claim: str | None = None,
) -> None:
    chosen = [
        [reading.zone, reading.id]
        for reading in atlas.readings
        if claim in reading.claims
    ]
    narrowed = select(atlas, without=without, reading=claim)
    found = opened.page.evaluate(ANSWER, [list(without), known, chosen, pairs])
    for (zone, iso), answer in zip(pairs, found, strict=True):
        wanted = expected(narrowed, zone, iso, known)
        undrawn = answer["undrawn"]  # the page says so; the library draws a line anew
        for belt in undrawn:
            assert any(r.derived for r in atlas.zone_readings(belt))
            for rows in (wanted.get("items", []), answer["items"]):
                rows[:] = [row for row in rows if not row.startswith(f"belt|{belt}|")]
        if zone in undrawn:
            assert not any(item.endswith("|certain") for item in answer["items"])
            wanted = {k: wanted[k] for k in wanted if k not in ("items", "held")}
        told = {name: answer[name] for name in wanted}
        assert told == wanted, (without, known, claim, zone, iso)


ATLASES = [syrian_atlas, aruvian_atlas, default_atlas]


@pytest.fixture(params=ATLASES, ids=["syria", "aruvia", "default"])
def made(request: pytest.FixtureRequest) -> Atlas:
    atlas: Atlas = request.param()
    return atlas


def test_all_documents_give_what_the_file_was_made_with(
    open_page: Open, made: Atlas
) -> None:
    opened = open_page(render_page(made))
    script = "deescNarrowing.fault(deescModel.load(deescData.read('deesc-data')))"
    assert opened.run(script) is None
    assert_equal(opened, made, pairs_of(made, 200, "all"))


def test_each_dropped_document_changes_what_the_library_changes(
    open_page: Open, made: Atlas
) -> None:
    opened = open_page(render_page(made))
    for document in made.documents:
        pairs = pairs_of(made, 3, document.id)
        assert_equal(opened, made, pairs, without=(document.id,))


def test_dropping_many_documents_is_exact(open_page: Open, made: Atlas) -> None:
    opened = open_page(render_page(made))
    dice = random.Random("many")
    for number in range(25):
        share = (number + 1) / 26
        left_out = tuple(d.id for d in made.documents if dice.random() < share)
        pairs = pairs_of(made, 8, f"many{number}")
        assert_equal(opened, made, pairs, without=left_out)


def test_knowledge_by_a_day_is_exact(open_page: Open, made: Atlas) -> None:
    opened = open_page(render_page(made))
    days = sorted({bound for d in made.documents for bound in d.bounds if bound})
    for number in range(16):
        known = days[number * (len(days) - 1) // 15]
        pairs = pairs_of(made, 8, f"known{known}{number}")
        assert_equal(opened, made, pairs, known=known)
        left_out = tuple(d.id for d in made.documents[number::7])
        assert_equal(opened, made, pairs[:3], known=known, without=left_out)


def test_one_reading_alone_is_exact(open_page: Open, made: Atlas) -> None:
    opened = open_page(render_page(made))
    extents = {reading.claims[0]: reading for reading in made.readings}
    for name in extents:
        if made.claim[name].kind == "extent":
            assert_equal(opened, made, pairs_of(made, 6, name), claim=name)


def test_a_file_whose_periods_do_not_follow_is_not_narrowed(
    open_page: Open, open_payload: Open
) -> None:
    script = """() => {
        const payload = deescData.read('deesc-data');
        const zone = payload.zones.find((z) => z.regime.periods.length);
        zone.regime.periods[0][1] = '2001-01-01';
        return deescNarrowing.fault(deescModel.load(payload));
    }"""
    opened = open_page(render_page(syrian_atlas()))
    assert opened.page.evaluate(script) == "filters.not_exact"
    assert open_payload().page.evaluate(script) == "filters.no_dates"
