"""The picture without scripts shows what the page shows, day by day."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import pytest
from geodata.periods import day_of
from geodata.places import read_gazetteer
from geodata.tables.frames import frame_table
from geodata.world import load_world
from maps.events import gather, pack
from maps.page import render_page, render_payload
from maps.payload import build_payload
from maps.standing import points_on, shapes_on
from PIL import Image
from samples import syrian_atlas
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


def test_picture_shows_events_of_tables_without_script(open_page: Open) -> None:
    days = ["2018-09-20", "2018-09-20", "2018-08-01", "2018-02-01", "2018", "../2017"]
    frame = pd.DataFrame(
        {
            "date": days,
            "lat": [35.93, 35.6, 35.2, 35.93, 35.93, 35.93],
            "lon": [36.63, 36.5, 37.0, 36.63, 36.63, 36.63],
            "type": ["raid", "raid", "</td>{{ 7*191 }}<b>", "raid", "raid", "raid"],
        }
    )
    tables = gather([frame_table(frame)], syrian_atlas(), read_gazetteer())
    text = render_page(syrian_atlas(), events=pack(tables), on=day_of("2018-10-01"))
    opened = open_page(text, java_script_enabled=False)
    words = opened.page.locator("svg.picture").text_content()
    assert "4 events from 4 July 2018 to 1 October 2018" in words
    box = opened.page.locator("svg.picture image").bounding_box()
    with Image.open(io.BytesIO(opened.page.screenshot(clip=box))) as shot:
        colours = {
            tuple(colour) for _, colour in shot.convert("RGB").getcolors(1 << 24)
        }
    inside, outside = ((213, 94, 0), (122, 133, 143))
    assert inside in colours and outside not in colours
    cells = opened.page.locator("table.counts tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    assert cells == [
        ["When", "raid", "</td>{{ 7*191 }}<b>", "all"],
        ["2018-02", "1", "0", "1"],
        ["2018-08", "0", "1", "1"],
        ["2018-09", "2", "0", "2"],
        ["of more than one", "2", "0", "2"],
    ]
    assert opened.complaints == [] and len(opened.requests) == 1


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
