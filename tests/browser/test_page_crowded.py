"""The page of many documents stays calm: room for the map, no symbol on another."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from geodata.world import load_world
from maps.page import render_page
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@cache
def default_page() -> str:
    return render_page(load_atlas([], load_world))


def boxes(opened: Any, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = opened.page.locator(selector).evaluate_all(
        "all => all.map(n => n.getBoundingClientRect().toJSON())"
    )
    return [box for box in found if box["width"]]


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900)], ids=["small", "large"])
def test_the_map_keeps_more_room_than_the_strip(
    open_page: Open, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    opened = open_page(default_page(), anchor="#date=2020-03-07", viewport=viewport)
    (strip,) = boxes(opened, ".time")
    (whole,) = boxes(opened, "#map")
    (aside,) = boxes(opened, "#undrawn")
    assert strip["height"] <= 0.45 * size[1]
    assert aside["height"] <= whole["height"] / 3
    assert opened.run("document.getElementById('legend').open") is True
    (legend,) = boxes(opened, "#legend")
    assert legend["top"] >= aside["bottom"]
    assert opened.complaints == []


@pytest.mark.parametrize("day", ["2018-10-01", "2020-02-27"])
def test_posts_do_not_cover_each_other(open_page: Open, day: str) -> None:
    opened = open_page(default_page(), anchor=f"#date={day}")
    opened.page.wait_for_timeout(300)
    found = boxes(opened, "#map .marker.post svg")
    assert len(found) >= 10
    middles = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in found]
    near = [
        (a, b)
        for i, a in enumerate(middles)
        for b in middles[:i]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 10**2
    ]
    assert near == []


def test_what_is_known_by_region_only_is_one_note(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2020-02-27")
    note = opened.page.locator("[data-ref='region:SY-ID']")
    assert note.count() == 1
    assert "posts" in note.inner_text() and "somewhere in Idlib" in note.inner_text()
    note.click()
    card = opened.page.inner_text("#card")
    assert "no point stated" in card and "Claims (" in card
    assert opened.complaints == []


def test_other_kinds_of_zones_are_told_apart(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01")
    assert "other: " in opened.page.inner_text("#legend")
    assert opened.page.locator("#map path.zone.other").count() >= 1
    assert opened.page.locator("#map path.zone.other.selected").count() == 0


def test_more_than_three_without_a_shape_open_in_the_panel(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    strip = next(zone for zone in payload["zones"] if zone["id"] == "strip")
    for number in range(4):
        payload["zones"].append(
            deepcopy(strip) | {"id": f"strip{number}", "name": f"Strip {number}"}
        )
    opened = open_payload(payload)
    rows = opened.page.locator("#undrawn li")
    assert rows.count() == 4
    assert rows.last.inner_text() == "2 more"
    rows.last.locator("button").click()
    assert "Strip 3" in opened.page.inner_text("#answers")
    assert opened.run("document.activeElement.tagName") == "SUMMARY"
    assert "+ 5 belts" in opened.page.inner_text("#map")


def test_a_bar_that_began_before_the_axis_says_so(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    zone = payload["zones"][0]
    zone["regime"]["periods"] = [["1974-05-31", "1974-05-31", None, None, False]]
    opened = open_payload(payload)
    bar = opened.page.locator(".bar.open-start").first
    assert "from before 1 January 2031" in str(bar.get_attribute("aria-label"))


def test_places_that_are_only_possible_are_folded(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    headings = opened.page.locator("#answers .group h4").all_inner_texts()
    kinds = [text.rstrip(" 0123456789") for text in headings]
    assert kinds[-1] == "Places"
    fold = opened.page.locator("#answers .group details")
    assert fold.count() == 1
    assert fold.get_attribute("open") is None
    assert fold.locator("summary").inner_text().endswith(" possible")
    assert "held by: " in opened.page.inner_text("#answers")


def test_default_page_fits_a_phone(open_page: Open) -> None:
    opened = open_page(
        default_page(),
        anchor="#date=2020-03-07",
        viewport={"width": 360, "height": 740},
    )
    assert opened.run("document.documentElement.scrollWidth") <= 360
    (whole,) = boxes(opened, "#map")
    (aside,) = boxes(opened, "#undrawn")
    assert aside["top"] >= whole["bottom"] - 1
    for label in boxes(opened, "#map .callout"):
        assert label["left"] >= 0 and label["right"] <= 360
    assert opened.complaints == []


def test_a_legend_that_would_not_fit_waits_to_be_asked_for(open_page: Open) -> None:
    opened = open_page(default_page(), viewport={"width": 1024, "height": 600})
    assert opened.run("document.getElementById('legend').open") is False
    (frame,) = boxes(opened, "#map")
    idlib = min(box["left"] for box in boxes(opened, "#map path.zone.selected"))
    assert idlib < frame["left"] + frame["width"] / 2, "nothing is kept clear for it"
    opened.page.keyboard.press("l")
    assert opened.run("document.getElementById('legend').open") is True
    large = open_page(default_page(), viewport={"width": 1440, "height": 900})
    (legend,) = boxes(large, "#legend")
    for box in boxes(large, "#map path.zone"):
        assert box["left"] > legend["right"]


def test_the_scale_speaks_the_language_in_use(open_page: Open) -> None:
    opened = open_page(default_page())
    scale = "document.querySelector('.leaflet-control-scale-line').textContent"
    assert opened.run(scale).endswith(" km")
    opened.run("deescWords.choose('ar')")
    assert opened.run(scale).endswith(" كم")
