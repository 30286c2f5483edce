"""The picture without scripts shows what the page shows, day by day."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from geodata.periods import day_of
from geodata.world import load_world
from maps.page import render_payload
from maps.payload import build_payload
from maps.standing import points_on, shapes_on
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
DAYS = ("2017-05-04", "2018-05-05", "2018-10-01", "2019-10-20", "2020-03-07")


@cache
def default_payload() -> dict[str, Any]:
    return build_payload(load_atlas([], load_world))


def test_picture_and_page_draw_the_same_shapes(open_page: Open) -> None:
    found = default_payload()
    opened = open_page(render_payload(found))
    sure = {"certain": "certain"}
    for day in DAYS:
        opened.run(f"deesc.setDate('{day}')")
        opened.page.wait_for_timeout(60)
        drawn = opened.run("""
            [...document.querySelectorAll('#map path.zone[data-ref]')].map((node) =>
              [node.dataset.ref, node.classList.contains('certain')])
        """)
        expected = [
            [f"{zone['id']}/{shape.part}", shape.certainty in sure]
            for zone in found["zones"]
            for shape in shapes_on(zone, day_of(day))
        ]
        assert sorted(map(str, drawn)) == sorted(map(str, expected)), day
        state = opened.run("deesc.state()")
        said = {(e["id"], e["certainty"]) for e in state["posts"] + state["events"]}
        for item, certainty in points_on(found, day_of(day)):
            assert (item["id"], certainty) in said, (day, item["id"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picture_shows_without_script(open_payload: Open, scheme: str) -> None:
    opened = open_payload(
        java_script_enabled=False,
        color_scheme=scheme,
        viewport={"width": 360, "height": 740},
    )
    image = opened.page.locator("svg.picture")
    box = image.bounding_box()
    assert box and 200 < box["width"] <= 360
    assert "1 April 2031" in image.text_content()
    assert opened.page.locator("table").is_visible()
    assert opened.complaints == [] and len(opened.requests) == 1
