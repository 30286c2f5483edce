"""The picture of a map: the same day and certainties as the page, safe as text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from geodata.periods import day_of
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.outlines import View, chains, commands, edges_of
from maps.page import render_payload
from maps.payload import build_payload
from maps.picture import picture
from maps.shapes import decode_shape
from maps.standing import certainty_on, points_on, shapes_on
from samples import aruvian_atlas, syrian_atlas

DATA = Path(__file__).parent / "data"
SVG = "{http://www.w3.org/2000/svg}"


def payload() -> dict[str, Any]:
    return json.loads((DATA / "page_payload.json").read_text("utf-8"))


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def classes(svg: str) -> list[str]:
    return [n.get("class") or "" for n in drawn(svg).iter() if n.tag != SVG + "svg"]


def words(svg: str) -> str:
    return "\n".join(node.text or "" for node in drawn(svg).iter(SVG + "text"))


def test_picture_shows_zones_by_certainty_and_names_the_day() -> None:
    svg = picture(payload(), on=day_of("2031-04-01"))
    assert "1 April 2031" in words(svg)
    assert "zone inner certain" in classes(svg)
    assert "zone outer certain" in classes(svg)
    assert "post certain" in classes(svg)
    assert "inside the zone, as stated" in words(svg)
    assert " km" in words(svg)


def test_picture_of_a_day_without_zones_has_none() -> None:
    svg = picture(payload(), on=day_of("2020-01-01"))
    assert not [c for c in classes(svg) if c.startswith("zone ")]


def test_picture_is_the_same_twice() -> None:
    assert picture(payload()) == picture(payload())


def test_picture_is_small_and_needs_nothing_else() -> None:
    found = build_payload(syrian_atlas())
    svg = picture(found)
    assert len(svg) < 150_000
    assert not re.search(r"<script|<style|style=|href|url\((?!#picture-)", svg)


@pytest.mark.parametrize("make", [syrian_atlas, aruvian_atlas])
def test_picture_draws_all_that_stands(make: Any) -> None:
    found = build_payload(make())
    day = day_of(found["opens"])
    stood = [zone for zone in found["zones"] if shapes_on(zone, day)]
    svg = picture(found)
    assert stood
    sort = {"zone": "zone", "belt": "belt"}
    for zone in stood:
        kind = sort[zone["kind"]] if zone["main"] or zone["kind"] == "belt" else "other"
        assert any(c.startswith(kind + " ") for c in classes(svg)), zone["id"]


def test_picture_speaks_arabic() -> None:
    found = build_payload(syrian_atlas())
    said = words(picture(found, lang="ar"))
    assert "إدلب" in said and "داخل المنطقة كما ذُكر" in said
    assert "inside" not in said


def test_empty_payload_has_a_picture() -> None:
    bare = {"from": "2031-01-01", "to": "2031-01-01", "opens": "2031-01-01"}
    assert "1 January 2031" in words(picture(bare))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
def test_any_name_is_text_in_the_picture(name: str) -> None:
    found = payload()
    for part in ("zones", "items", "provinces", "towns"):
        for record in found[part]:
            record["name"] = name
    found["title"] = name
    svg = picture(found)
    tags = {node.tag.removeprefix(SVG) for node in drawn(svg).iter()}
    allowed = {"svg", "defs", "clipPath", "pattern", "rect", "line", "g", "path"}
    assert tags <= allowed | {"text", "circle"}


def test_picture_is_in_the_page_where_no_script_runs() -> None:
    page = render_payload(payload())
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert plain.count("<svg") == 1 and page.count('class="picture"') == 1


def test_periods_are_answered_as_the_vectors_say() -> None:
    vectors = json.loads((DATA / "certainty.json").read_text("utf-8"))
    for case in vectors["on"]:
        days = case.get("days") or {case["day"]: case["answer"]}
        for day, expected in days.items():
            assert certainty_on(case["periods"], day_of(day)) == expected, (case, day)


def test_undated_and_far_things_have_no_symbol() -> None:
    item = {"kind": "event", "lat": 1.0, "lon": 1.0, "periods": []}
    far = item | {"periods": None, "error_km": 40, "admin1": "XA-N"}
    near = item | {"periods": None, "error_km": 4}
    rows = points_on({"items": [item, far, near]}, day_of("2031-01-01"))
    assert [row for row, _ in rows] == [near]


def test_what_lies_beyond_the_frame_is_told_briefly() -> None:
    svg = picture(build_payload(syrian_atlas()))
    width, height = (
        float(drawn(svg)[1].get(name) or 0) for name in ("width", "height")
    )
    count = 0
    for node in drawn(svg).iter(SVG + "path"):
        if node.get("class") not in ("land", "own"):
            continue
        for part in re.findall(r"M[^MZ]*", node.get("d") or ""):
            x = y = 0.0
            sides = []
            steps = re.findall(r"-?(?:\d+(?:\.\d)?|\.\d)", part)
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                x, y = x + float(dx), y + float(dy)
                beyond = [x < -5, x > width + 5, y < -5, y > height + 5]
                sides.append({at for at, is_so in enumerate(beyond) if is_so})
            count += len(sides)
            for three in zip(sides, sides[1:], sides[2:-1], strict=False):
                assert not set.intersection(*three)
    assert count > 100


def test_view_keeps_shapes_and_measures_km() -> None:
    view = View.around((36.0, 35.0, 37.0, 36.0), 500, 500)
    x0, y0 = view.at(36.5, 35.5)
    x1, y1 = view.at(36.5, 35.6)
    assert y1 < y0 and x1 == x0
    assert view.km(y0 - y1) == pytest.approx(11.1, rel=0.02)


def test_chains_use_every_edge_once() -> None:
    shape = decode_shape(payload()["provinces"][0]["geometry"])
    edges = set(edges_of(shape))
    lines = list(chains(edges))
    walked = [
        (a, b) if a < b else (b, a)
        for line in lines
        for a, b in zip(line, line[1:], strict=False)
    ]
    assert sorted(walked) == sorted(edges)
    assert len(lines) == sum(len(part) for part in shape), "a ring is one line"


@given(
    st.lists(
        st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)),
        min_size=2,
        unique=True,
    )
)
def test_relative_commands_lead_through_every_point(
    tenths: list[tuple[int, int]],
) -> None:
    data = commands([(x / 10, y / 10) for x, y in tenths])
    steps = re.findall(r"-?(?:\d+(?:\.\d)?|\.\d)", data)
    assert re.sub(r"[\s\d.-]", "", data) == "Ml" and len(steps) == 2 * len(tenths)
    x = y = 0
    for at, (dx, dy) in enumerate(zip(steps[::2], steps[1::2], strict=True)):
        x, y = x + round(10 * float(dx)), y + round(10 * float(dy))
        assert (x, y) == tenths[at]
