"""Lines that a claim draws stand on the page while they held."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from maps.lines import line_frames
from maps.page import render_page
from maps.payload import build_payload
from samples import SYRIA, world
from zones.atlas import Atlas
from zones.building import build
from zones.dossier import dossier_from_json

pytestmark = pytest.mark.browser

WAY = [[36.0, 35.2], [36.4, 35.6], [36.9, 35.7]]
OTHER = [[36.0, 35.2], [36.5, 35.5], [36.9, 35.7]]
ALPHA, BETA = "alpha@5:line", "beta@5:line"
DRAWN = """[...document.querySelectorAll("#map path.zone[data-ref^='line:']")]
  .map((node) => node.getAttribute('class'))"""


def line(document: str, way: list[list[float]], **fields: Any) -> dict[str, Any]:
    return {
        "id": f"{document}@5:line",
        "kind": "line",
        "document": document,
        "name": "line of contact",
        "type": "line of contact",
        "modality": "asserted",
        "geometry": {"type": "LineString", "coordinates": way},
        **fields,
    }


def lined(*claims: dict[str, Any]) -> Atlas:
    record = json.loads(json.dumps(SYRIA))
    record["claims"] += claims
    return build(dossier_from_json(record), world())


@pytest.fixture(scope="module")
def rivals() -> Atlas:
    """Return an atlas in which two documents draw one line otherwise."""
    return lined(
        line("alpha", WAY, begins="2018-01-10", ends="2019-05-01"),
        line("beta", OTHER, begins="2018-09-20"),
    )


def test_one_claim_draws_a_line_and_rivals_are_only_possible(rivals: Atlas) -> None:
    alone = lined(line("alpha", WAY, begins="2018-01-10", ends="2019-05-01"))
    (frame,) = line_frames(alone).values()
    assert not frame.periods[0].capped
    assert all(f.periods[0].capped for f in line_frames(rivals).values())
    same = lined(line("alpha", WAY, begins="2018"), line("beta", WAY, begins="2018"))
    assert not any(f.periods[0].capped for f in line_frames(same).values())
    later = lined(
        line("alpha", WAY, begins="2018-01-10", ends="2018-06-01"),
        line("beta", OTHER, begins="2018-09-20"),
    )
    assert not any(f.periods[0].capped for f in line_frames(later).values())


@pytest.mark.parametrize("modality", ["planned", "denied"])
def test_what_was_not_done_draws_no_line(modality: str) -> None:
    atlas = lined(line("alpha", WAY, begins="2018", modality=modality))
    assert line_frames(atlas) == {}
    assert not [z for z in build_payload(atlas)["zones"] if z["kind"] == "line"]


def test_a_line_is_drawn_while_it_held(open_page: Callable[..., Any]) -> None:
    atlas = lined(line("alpha", WAY, begins="2018-01-10", ends="2019-05-01"))
    opened = open_page(render_page(atlas))
    for day, number in (("2018-01-09", 0), ("2018-01-10", 1), ("2019-05-02", 0)):
        opened.run(f"deesc.setDate('{day}')")
        assert len(opened.run(DRAWN)) == number, day
    opened.run("deesc.setDate('2018-10-01')")
    assert "certain" in opened.run(DRAWN)[0].split()
    values = opened.run(
        "[...document.getElementById('zone').options].map((o) => o.value)"
    )
    assert "idlib" in values and not any(v.startswith("line:") for v in values)
    opened.run("document.querySelector('#map path[data-ref^=\"line:\"]').focus()")
    opened.page.keyboard.press("Enter")
    words = opened.page.inner_text("#card")
    assert "Line of contact" in words and "there: certain" in words
    assert "10 January 2018" in words and "1 claim in 1 document" in words
    link = opened.run("deesc.link()")
    assert f"card=zone%3Aline%3A{ALPHA.replace('@', '%40').replace(':', '%3A')}" in link
    assert not any(
        z["id"].startswith("line:") for z in opened.run("deesc.state().zones")
    )
    assert opened.complaints == []


def test_rival_lines_follow_their_sources(
    open_page: Callable[..., Any], rivals: Atlas
) -> None:
    opened = open_page(render_page(rivals), anchor="#date=2018-10-01&zone=idlib")
    assert all("possible" in each.split() for each in opened.run(DRAWN))
    assert len(opened.run(DRAWN)) == 2
    opened = open_page(
        render_page(rivals), anchor="#date=2018-10-01&zone=idlib&without=beta"
    )
    assert "without=beta" in opened.run("deesc.link()"), "sources can be left out"
    assert len(opened.run(DRAWN)) == 1
    assert opened.complaints == []


def test_a_saved_line_is_a_line(open_page: Callable[..., Any], rivals: Atlas) -> None:
    opened = open_page(render_page(rivals), anchor="#date=2018-10-01&zone=idlib")
    opened.page.click("#share > summary")
    with opened.page.expect_download() as waiting:
        opened.page.click("#share-sheet button:has-text('GeoJSON')")
    features = json.loads(Path(waiting.value.path()).read_text("utf-8"))["features"]
    lines = {
        f["properties"]["claims"]: shapely.from_geojson(json.dumps(f["geometry"]))
        for f in features
        if f["properties"]["kind"] == "line"
    }
    assert set(lines) == {ALPHA, BETA}
    assert lines[ALPHA].geoms[0].equals_exact(shapely.LineString(WAY), 1e-4)
    assert opened.complaints == []
