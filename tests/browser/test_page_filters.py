"""Filters, search, comparison, cards and the list of what is in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from geodata.folding import fold
from geodata.periods import day_of
from geodata.world import load_world
from maps.page import render_page
from samples import aruvian_atlas, syrian_atlas
from zones.atlas import Atlas
from zones.comparing import compare_days
from zones.loading import load_atlas
from zones.narrowing import select

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@cache
def default_atlas() -> Atlas:
    """The embedded atlas: the five documents and the public record."""
    return load_atlas([], load_world)


@cache
def default_page() -> str:
    return render_page(default_atlas())


def check(opened: Any, words: str) -> Any:
    return opened.page.locator(f"#filters-sheet label.check:has-text('{words}') input")


def test_a_dropped_agency_changes_map_panel_and_lifelines(open_page: Open) -> None:
    opened = open_page(
        render_page(syrian_atlas()), anchor="#date=2018-10-01&zone=idlib"
    )
    page = opened.page
    before = page.inner_text("#answers")
    bars = page.locator(".bar").count()
    page.click("#filters-title")
    page.click(".sources summary")
    boxes = page.locator("#filters-sheet .sources > ul > li > label input")
    assert boxes.count() >= 1
    for place in range(boxes.count()):
        boxes.nth(place).uncheck()
    page.keyboard.press("Escape")
    assert page.locator("#filters").get_attribute("open") is None
    assert "None of the chosen documents speaks of it" in page.inner_text("#answers")
    assert page.inner_text("#answers") != before
    assert page.locator("#map path.zone").count() == 0
    assert page.locator(".bar").count() < bars
    assert page.inner_text("#filters-title") == "Filters (1)"
    page.click("text=Show everything >> nth=-1")
    opened.until("document.querySelectorAll('#map path.zone').length > 0")
    assert page.inner_text("#answers") == before
    assert opened.complaints == [] and len(opened.requests) == 1


def test_known_by_a_day_is_said_above_the_answers(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    opened.page.click("#filters-title")
    opened.page.fill("#filters-sheet input[type=date]", "2017-12-31")
    text = opened.page.inner_text("#answers")
    assert "known by 31 December 2017" in text and "never surely known" in text
    assert opened.run("deesc.link().includes('known=2017-12-31')")
    assert opened.complaints == []


def test_hidden_kinds_leave_panel_map_and_lifelines(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2020-02-27&zone=idlib")
    page = opened.page
    strikes = page.locator("#answers .item:has-text('airstrike')")
    ticks = page.locator(".event-tick").count()
    assert strikes.count() >= 1
    page.click("#filters-title")
    page.click("#filters-sheet summary:has-text('Kinds of event')")
    check(opened, "airstrike").uncheck()
    assert strikes.count() == 0
    assert page.locator(".event-tick").count() < ticks
    assert "Not shown: airstrike" in page.inner_text("#answers")
    assert opened.run("deesc.state().events.length") > 0, "answers are not filtered"


def test_certainty_and_zones_can_be_hidden(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    page = opened.page
    page.click("#filters-title")
    check(opened, "possible").uncheck()
    chips = page.locator("#answers .group .chip").evaluate_all(
        "all => [...new Set(all.map(n => n.textContent))]"
    )
    assert chips == ["certain"]
    page.click("#filters-sheet summary:has-text('Zones and belts')")
    check(opened, "Idlib demilitarised zone").uncheck()
    assert page.locator("[data-ref^='dmz/']").count() == 0
    assert page.locator(".row-name:has-text('Idlib demilitarised')").count() == 0


def test_one_reading_can_be_shown_alone(open_page: Open) -> None:
    atlas = default_atlas()
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    field = opened.page.locator("#answers select")
    reading = next(r for r in atlas.zone_readings("idlib") if r.words == "Idlib")
    field.select_option(reading.id)
    text = opened.page.inner_text("#answers")
    assert "One of several readings is chosen" in text
    assert opened.page.locator("[data-ref='idlib/outer']").count() == 0
    narrowed = select(atlas, reading=reading.claims[0])
    assert [r.id for r in narrowed.zone_readings("idlib")] == [reading.id]
    assert opened.run("deesc.link()").count("reading=") == 1


def test_a_file_without_dates_says_that_it_cannot_be_narrowed(
    open_payload: Open,
) -> None:
    opened = open_payload(anchor="#date=2031-04-01&zone=norra&without=pact")
    assert "cannot be left out here" in opened.page.inner_text("#answers")
    opened.page.click("#filters-title")
    assert opened.page.locator("#filters-sheet .narrowing input:enabled").count() == 0
    assert opened.complaints == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("saraq", "Saraqib"),
        ("سراقب", "Saraqib"),
        ("KHAN SHAYKHŪN", "Khan Shaykhun"),
        ("morek", "Morek"),
        ("il-20", "Il-20"),
        ("idlib demil", "Idlib demilitarised zone"),
    ],
)
def test_search_finds_by_any_spelling(open_page: Open, typed: str, found: str) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    opened.page.fill("#search", typed)
    options = opened.page.locator("#found [role=option]").all_inner_texts()
    assert any(found in option for option in options), options


def test_search_works_by_keys(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    page = opened.page
    page.focus("#search")
    page.keyboard.type("saraqib")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#search", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text("#card-title").strip() == "Saraqib"
    page.focus("#search")
    page.keyboard.type("no such place at all")
    assert page.inner_text("#found") == "Nothing of that name"
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert opened.complaints == []


def test_names_fold_as_in_the_library(open_payload: Open) -> None:
    atlas = default_atlas()
    names = {n for item in atlas.items for n in (item.name, *item.names)}
    names |= {d.title or "" for d in atlas.documents}
    names |= {"As-Suwaydā’", "İdlib", "Jisr al-Shughur", "ar Rastan", "Ёлка", "ʿAyn"}
    ordered = sorted(names)
    found = open_payload().page.evaluate("all => all.map(deescFold.fold)", ordered)
    different = [
        (name, own, fold(name))
        for name, own in zip(ordered, found, strict=True)
        if own != fold(name)
    ]
    assert different == []


@pytest.mark.parametrize(
    ("make_atlas", "days"),
    [
        (syrian_atlas, ["2017-01-01", "2017-06-01", "2018-10-01", "2020-06-01"]),
        (aruvian_atlas, ["2031-01-01", "2031-03-20", "2031-05-01", "2032-01-01"]),
        (
            default_atlas,
            ["2017-05-01", "2018-05-01", "2018-10-01", "2019-09-01", "2020-03-07"],
        ),
    ],
    ids=["syria", "aruvia", "default"],
)
def test_differences_are_those_of_the_library(
    open_page: Open, make_atlas: Callable[[], Atlas], days: list[str]
) -> None:
    atlas = make_atlas()
    opened = open_page(render_page(atlas))
    script = """([without, known, first, last]) => {
        const data = deescData.read('deesc-data');
        const base = window.loaded = window.loaded || deescModel.load(data);
        const model = {...base, ...deescNarrowing.select(base, {
            without: new Set(without),
            knownBy: deescCertainty.dayOf(known || ''),
            readings: new Map(),
        })};
        const days = [first, last].map(deescCertainty.dayOf);
        return deescDifferences.between(model, ...days).map((row) =>
            [row.kind, row.id, row.what, row.before, row.after, row.change]);
    }"""
    names = ["kind", "id", "what", "before", "after", "change"]
    left_out = [d.id for d in atlas.documents[::3]]
    for known in (None, "2018-12-31", "2031-12-31"):
        for without in ([], left_out):
            narrowed = select(atlas, without=without)
            for first, last in zip(days, days[1:], strict=False):
                record = compare_days(
                    narrowed,
                    day_of(first),
                    day_of(last),
                    knowing=None if known is None else day_of(known),
                )
                told = [[row[name] for name in names] for row in record["items"]]
                found = opened.page.evaluate(script, [without, known, first, last])
                assert sorted(found) == sorted(told), (known, without, first)


def test_two_days_stand_side_by_side(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    page = opened.page
    page.click("#compare")
    left = [page.locator(part).bounding_box()["x"] for part in ("#map", ".second-map")]
    assert left[1] < left[0], "the earlier day comes first"
    page.fill(".second input[type=date]", "2020-03-01")
    text = page.inner_text(".differences")
    assert "From 1 October 2018 to 1 March 2020" in text and "Begun" in text
    assert page.locator(".second path.zone").count() >= 1
    first = page.locator("#map").bounding_box()
    second = page.locator(".second-map").bounding_box()
    assert second["x"] >= first["x"] + first["width"] - 1
    assert opened.run("deesc.link().includes('against=2020-03-01')")
    drawn = "document.querySelectorAll('.second path.zone').length"
    zones = opened.run(drawn)
    opened.run("deescWords.choose('ar')")
    assert opened.run(drawn) == zones, "in another language too"
    opened.run("deescWords.choose('en')")
    page.locator(".second .marker.post").first.click(force=True)
    assert "on 1 March 2020" in page.inner_text("#card")
    page.keyboard.press("Escape")
    page.click("text=Stop comparing")
    assert page.locator(".second").is_hidden()
    assert page.locator(".differences").count() == 0
    assert opened.complaints == []


def test_on_a_phone_the_two_maps_are_stacked(open_page: Open) -> None:
    opened = open_page(
        default_page(),
        anchor="#date=2018-10-01&zone=idlib&against=2020-03-01",
        viewport={"width": 360, "height": 740},
    )
    assert opened.run("document.documentElement.scrollWidth") <= 360
    first = opened.page.locator("#map").bounding_box()
    second = opened.page.locator(".second-map").bounding_box()
    assert second["y"] >= first["y"] + first["height"] - 2
    for menu in ("#filters", "#share"):
        opened.page.click(f"{menu} > summary")
        assert opened.run("document.documentElement.scrollWidth") <= 360
        sheet = opened.page.locator(f"{menu} .sheet").bounding_box()
        assert sheet["x"] >= 0 and sheet["x"] + sheet["width"] <= 360
        opened.page.click(f"{menu} > summary")
    assert opened.complaints == []


def test_the_list_follows_date_and_filters(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    page = opened.page
    page.click("summary:has-text('In view on the map')")
    rows = page.locator("table.listing tbody tr")
    names = rows.locator("th button").all_inner_texts()
    drawn = page.locator("#map .marker.post").count()
    posts = page.locator("table.listing th:has-text('observation post')").count()
    assert posts >= drawn >= 10 and "Idlib" in names
    opened.run("deesc.setDate('2016-01-01')")
    assert rows.count() < len(names)
    opened.run("deesc.setDate('2018-10-01')")
    assert rows.locator("th button").all_inner_texts() == names
    page.click("#filters-title")
    check(opened, "possible").uncheck()
    assert 0 < rows.count() < len(names)
    page.click("#filters-title")
    rows.locator("th button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#card").is_visible()
    assert opened.complaints == []


def test_cards_count_texts_and_lineages(open_page: Open) -> None:
    atlas = default_atlas()
    opened = open_page(default_page(), anchor="#date=2018-10-01&card=zone:idlib")
    words = opened.page.locator("#card .claims > :first-child").all_inner_texts()
    assert any("claims in" in each and "independent source" in each for each in words)
    document = atlas.documents[0]
    opened.page.fill("#search", str(document.title)[:30])
    opened.page.keyboard.press("Enter")
    assert str(document.title) in opened.page.inner_text("#card-title")
    own = sum(claim.document == document.id for claim in atlas.claims)
    assert f"{own} claim" in opened.page.inner_text("#card .claims > :first-child")
