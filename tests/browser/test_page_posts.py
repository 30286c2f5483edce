"""What befell a post is shown from its day on, not before."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from maps.page import render_page
from samples import SYRIA, world
from zones.atlas import Atlas
from zones.building import build
from zones.dossier import dossier_from_json

pytestmark = pytest.mark.browser


def besieged_atlas() -> Atlas:
    """Return the Syrian sample with its post surrounded in August 2019."""
    record = json.loads(json.dumps(SYRIA))
    (post,) = (c for c in record["claims"] if c["kind"] == "post")
    siege = post | {"id": "gamma@260:post:idlib", "document": "gamma"}
    siege |= {"start": 260, "end": 300, "status": "surrounded", "begins": "2019-08-23"}
    record["claims"].append(siege)
    return build(dossier_from_json(record), world())


@pytest.mark.parametrize(
    ("day", "surrounded"),
    [("2018-06-01", False), ("2019-08-22", False), ("2019-08-23", True)],
)
def test_a_post_is_surrounded_from_the_day_of_the_siege(
    day: str, surrounded: bool, open_page: Callable[..., Any]
) -> None:
    opened = open_page(render_page(besieged_atlas()), anchor=f"#date={day}&zone=idlib")
    opened.run(f"deesc.setDate('{day}')")
    (row,) = [
        node.inner_text()
        for node in opened.page.query_selector_all(
            "[data-ref='item:post:morek-turkey']"
        )
        if "Morek" in node.inner_text() and node.evaluate("n => !!n.closest('li')")
    ]
    assert ("surrounded" in row) == surrounded
    assert opened.complaints == []


def test_posts_have_lifelines_with_what_befell_them(
    open_page: Callable[..., Any],
) -> None:
    opened = open_page(render_page(besieged_atlas()))
    row = opened.page.locator(".posts > .regime-row .row-name")
    assert row.get_attribute("aria-expanded") == "false"
    steps = "[...document.querySelectorAll('.posts .step.certain')].length"
    assert opened.run(steps) > 0
    row.click()
    assert row.get_attribute("aria-expanded") == "true"
    (mark,) = opened.page.query_selector_all(".posts .step-mark")
    words = mark.get_attribute("aria-label")
    assert "surrounded" in words and "23 August 2019" in words
    bars = opened.run(
        "[...document.querySelectorAll('.posts .status-row .bar')]"
        ".map((bar) => bar.getAttribute('aria-label'))"
    )
    assert bars and all("Morek" in label for label in bars)
    opened.page.locator(".posts .status-row .row-name").click()
    assert "Morek" in opened.page.inner_text("#card-title")
    assert opened.complaints == []


def test_no_row_of_the_strip_lies_half_under_its_heading(
    open_page: Callable[..., Any],
) -> None:
    page = render_page(besieged_atlas())
    opened = open_page(page, viewport={"width": 1024, "height": 560})
    cut = """(() => {
        const strip = document.getElementById("lifelines");
        const edge = strip.querySelector(".top-rows").getBoundingClientRect().bottom;
        const boxes = [...strip.querySelectorAll(".lines .row")]
          .filter((row) => !row.closest(".top-rows"))
          .map((row) => row.getBoundingClientRect());
        const isAtEnd = strip.scrollTop + strip.clientHeight > strip.scrollHeight - 1;
        return [strip.scrollTop > 0, !isAtEnd && boxes.some((box) => box.top < edge - 1
          && box.bottom > edge + 1)]; })()"""
    scrolls = False
    for zone in opened.run("deesc.state().zones.map((each) => each.id)"):
        opened.run(f"deesc.setZone('{zone}')")
        moved, is_cut = opened.run(cut)
        scrolls = scrolls or moved
        assert not is_cut, zone
    assert scrolls
