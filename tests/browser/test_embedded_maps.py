"""Maps in the pages of others: a sandboxed frame without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from maps.embedding import embed
from maps.page import render_payload

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("flavour", ["iframe", "srcdoc"])
def test_a_map_runs_in_the_page_of_another(browser, payload, tmp_path: Path, flavour):
    path = tmp_path / "map.html"
    path.write_text(render_payload(payload), "ascii")
    host = tmp_path / "host.html"
    snippet = embed(path, flavour, title="Zones <of> Aruvia")
    host.write_text(f"<!doctype html><title>host</title><p>Text</p>{snippet}", "ascii")
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(host.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator(".leaflet-container").first.wait_for(timeout=10_000)
        assert page.locator("iframe").get_attribute("title") == "Zones <of> Aruvia"
        inner = page.frames[1]
        assert inner.evaluate("typeof deesc.setDate") == "function"
        assert inner.evaluate("deesc.state().zones.length") > 0
        assert not faults
        box = page.locator("iframe").bounding_box()
        assert box["width"] > 300 and box["height"] > 300
    finally:
        context.close()


def test_a_brief_runs_its_map_under_its_own_policy(browser, tmp_path: Path):
    pytest.importorskip("matplotlib")
    from geodata.periods import day_of
    from maps.briefs import BriefRequest, write_brief
    from samples import syrian_atlas

    path = tmp_path / "brief.html"
    write_brief(syrian_atlas(), BriefRequest(day_of("2018-10-01"), None, "idlib"), path)
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else 0)
        page.goto(path.as_uri())
        page.frame_locator("iframe").locator(".leaflet-container").first.wait_for()
        assert page.frames[1].evaluate("deesc.state().date") == "2018-10-01"
        assert page.locator("h1").inner_text() == "Idlib on 1 October 2018"
        assert not faults
    finally:
        context.close()
