"""The page as text: what may stand in it, and that data cannot become markup."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from geodata.errors import InputError
from geodata.periods import day_of
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.page import LEAFLET_SHA256, render_page, render_payload
from maps.payload import _told_apart, build_payload
from maps.shapes import decode_shape, encode_shape
from maps.wording import Words
from samples import (
    SYRIA,
    aruvian_atlas,
    packed_in,
    program_of,
    syrian_atlas,
    world,
)
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from zones.building import build
from zones.dossier import dossier_from_json

PAYLOAD = Path(__file__).parent / "data" / "page_payload.json"
HOSTILE = (
    "<img src=x onerror=\"document.title='run'\"></script><script>document.title='run'"
    "</script>{{7*191}}{% raw %}${document.title}'\"`&amp;\u2028\u2029\u202e\u0000]]>"
)


def payload() -> dict[str, Any]:
    return json.loads(PAYLOAD.read_text("utf-8"))


def poison(value: Any) -> Any:
    """Add hostile text to each string that a document could have given."""
    if isinstance(value, dict):
        return {key: poison(each) for key, each in value.items()}
    if isinstance(value, list):
        return [poison(each) for each in value]
    return value + HOSTILE if isinstance(value, str) else value


def poisoned() -> dict[str, Any]:
    clean = payload()
    dirty = poison(clean)
    kept = {key: clean[key] for key in ("from", "to", "opens", "lang")}
    return dirty | kept


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = packed_in(page)
    return found


def test_page_is_ascii_and_carries_the_payload_unchanged() -> None:
    page = render_payload(payload())
    assert page.isascii()
    assert data_of(page) == payload()


def test_page_is_the_same_twice() -> None:
    assert render_payload(payload()) == render_payload(payload())


def test_page_names_its_generator_near_the_start() -> None:
    start = render_payload(payload())[:400]
    assert '<meta name="generator" content="deesc 0.1.0">' in start


def test_policy_allows_exactly_the_inlined_blocks() -> None:
    page = render_payload(payload())
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    policy = html.unescape(found.group(1))
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy and "http" not in policy
    inlined = program_of(page, "script") + program_of(page, "style")
    digests = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in inlined
    }
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests


def test_page_refers_to_nothing_outside_itself() -> None:
    page = render_payload(payload())
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", page)
    assert not re.search(r"\bsrc\s*=\s*\"", page.split("<script type")[0])
    program = "".join(program_of(page, "style") + program_of(page, "script"))
    assert "url(images" not in program and "sourceMappingURL" not in program
    own = program_of(page, "script")[1:]
    assert len(own) == 2 and "deescModel" in own[0] and "deescData" in own[1]
    banned = r"innerHTML|insertAdjacentHTML|outerHTML|\beval\(|\bfetch\(|XMLHttpRequest"
    assert not any(re.search(banned, text) for text in own)


def test_leaflet_is_the_checked_one_and_keeps_its_licence() -> None:
    folder = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name, expected in LEAFLET_SHA256.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected
    page = render_payload(payload())
    assert program_of(page, "script")[0].startswith("/* @preserve\n * Leaflet 1.9.4")
    notice = re.search(r"<!-- (Leaflet 1\.9\.4, [^<]*) -->", page)
    assert notice and "Vladimir Agafonkin" in notice[1]


def test_hostile_text_stays_text() -> None:
    page = render_payload(poisoned())
    assert page.isascii()
    assert page.count("<script") == render_payload(payload()).count("<script")
    assert "<img" not in page and "{{7*191}}" in page and "1337" not in page
    assert data_of(page) == poisoned()


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_title_stays_in_its_element(title: str) -> None:
    page = render_payload(payload() | {"title": title})
    assert page.count("</title>") == 1
    assert page.count("<script") == render_payload(payload()).count("<script")


def test_plain_table_without_script_names_zone_status_dates_and_sources() -> None:
    page = render_payload(payload())
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert plain.count("<tr>") == 1 + 3 + 4
    assert "ended between 1 June 2031 and 31 December 2031" in plain
    assert "<td>between 1 June 2031 and 31 December 2031</td>" in plain
    assert "Pact on the calm of Norra" in plain
    assert "which parts of Sorra" in plain and "Not a control map" in plain


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        (None, "no dates stated"),
        ([], "not dated"),
        (
            [[None, "2031-01-01", None, None, False]],
            "began by 1 January 2031; no end stated",
        ),
        (
            [["2031-01-01", "2031-01-31", "2031-05-01", None, True]],
            "began between 1 January 2031 and 31 January 2031; known to hold until "
            "30 April 2031, possibly later; possible at most",
        ),
    ],
    ids=["always", "undated", "open", "vague"],
)
def test_period_words(periods: Any, words: str) -> None:
    assert Words("en").periods(periods, end=True) == words


@pytest.mark.parametrize("name", ["from", "to", "opens"])
def test_payload_without_a_span_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"'{name}' is 'soon', not a day"):
        render_payload(payload() | {name: "soon"})


def test_nearly_empty_payload_renders() -> None:
    bare = {"from": "2031-01-01", "to": "2031-01-01", "opens": "2031-01-01"}
    assert "0 documents" in render_payload(bare)


def test_shape_survives_packing() -> None:
    hole = [(10.2, 50.2), (10.2, 50.4), (10.4, 50.4), (10.4, 50.2)]
    shape = MultiPolygon(
        [Polygon(box(10, 50, 11, 51).exterior, [hole]), box(-1, -2, 0, 0)]
    )
    packed = encode_shape(shape)
    assert packed is not None
    assert all(
        re.fullmatch(r"[A-Za-z0-9_-]+", ring) for part in packed for ring in part
    )
    rings = [ring for part in decode_shape(packed) for ring in part]
    again = Polygon(rings[0], [rings[1]]), Polygon(rings[2])
    for before, after in zip(shape.geoms, again, strict=True):
        scaled = Polygon(
            [(x * 1e4, y * 1e4) for x, y in before.exterior.coords],
            [[(x * 1e4, y * 1e4) for x, y in r.coords] for r in before.interiors],
        )
        assert scaled.symmetric_difference(after).area < 1e-3


@given(
    st.lists(
        st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)),
        min_size=3,
        max_size=30,
        unique=True,
    )
)
def test_packing_keeps_every_point(points: list[tuple[int, int]]) -> None:
    packed = encode_shape(Polygon([(x / 1e4, y / 1e4) for x, y in points]))
    assert packed is not None
    assert decode_shape(packed) == [[points]]


def test_coarse_shapes_are_rounded_to_a_thousandth() -> None:
    shape = Polygon([(38.12344, 35.5), (38.98766, 35.50004), (-0.0506, -1.2)])
    packed = encode_shape(shape, coarse=True)
    assert packed is not None and packed[0][0].startswith(".")
    assert decode_shape(packed) == [
        [[(381230, 355000), (389880, 355000), (-510, -12000)]]
    ]


@pytest.mark.parametrize(
    "shape",
    [None, Polygon(), LineString([(0, 0), (1, 1)]), Point(1, 1), box(0, 0, 1e-6, 1e-6)],
    ids=["none", "empty", "line", "point", "smaller than a step"],
)
def test_shape_without_area_packs_to_none(shape: Any) -> None:
    assert encode_shape(shape) is None


def test_payload_of_an_atlas_is_stable_json() -> None:
    first = json.dumps(build_payload(syrian_atlas()))
    assert first == json.dumps(build_payload(syrian_atlas()))
    assert "NaN" not in first


def test_payload_opens_after_the_last_beginning_of_a_status() -> None:
    found = build_payload(syrian_atlas())
    assert found["opens"] == "2018-09-18"
    assert found["from"] <= found["opens"] <= found["to"]
    assert found["from"].endswith("-01")


def test_payload_opens_on_the_day_that_is_asked_for() -> None:
    day = day_of("2018-06-15")
    assert build_payload(syrian_atlas(), on=day)["opens"] == "2018-06-15"
    assert data_of(render_page(syrian_atlas(), on=day))["opens"] == "2018-06-15"


def test_axis_does_not_reach_back_to_a_line_of_long_ago() -> None:
    record = json.loads(json.dumps(SYRIA))
    (first,) = (d for d in record["documents"] if d["id"] == "alpha")
    record["claims"].append(
        {
            "id": "alpha@900:status:hills",
            "kind": "status",
            "zone": "hills",
            "type": "ceasefire zone",
            "status": "agreed",
            "begins": "1961-03-01",
            "document": "alpha",
            "start": 900,
            "end": 940,
        }
    )
    found = build_payload(build(dossier_from_json(record), world()))
    zone = next(z for z in found["zones"] if z["id"] == "hills")
    assert zone["regime"]["periods"][0][0] == "1961-03-01"
    assert "2010" < found["from"] <= first["published"]


def test_axis_does_not_begin_with_who_held_ground_before_all_zones() -> None:
    record = json.loads(json.dumps(SYRIA))
    old = {"id": "old", "title": "Old takings", "published": "2013-11-05"}
    record["documents"].append(old)
    taking = {
        "id": "old@10:control",
        "kind": "control",
        "actor": "Some Front",
        "what": {"name": "Morek", "relation": "at", "admin1": "SY-HM"},
        "begins": "2013-11",
        "document": "old",
        "start": 10,
        "end": 40,
    }
    begun = build_payload(syrian_atlas())["from"]
    record["claims"].append(taking)
    assert build_payload(build(dossier_from_json(record), world()))["from"] == begun
    post = {"kind": "post", "name": "Morek", "status": "established"}
    also = taking | post | {"id": "old@50:post", "start": 50, "end": 90}
    record["claims"].append(
        {k: v for k, v in also.items() if k not in ("actor", "what")}
    )
    found = build_payload(build(dossier_from_json(record), world()))
    assert found["from"] == "2013-11-01"


def test_payload_orders_zones_by_type_and_belts_after_their_zone() -> None:
    found = build_payload(syrian_atlas())
    names = [zone["id"] for zone in found["zones"]]
    assert names.index("dmz") == names.index("idlib") + 1
    main = {zone["id"]: zone["main"] for zone in found["zones"]}
    assert main["idlib"] and not main["dmz"]
    assert found["title"] == "De-escalation zones in Syria"


def test_payload_carries_claims_of_all_it_shows() -> None:
    found = build_payload(syrian_atlas())
    parts = [*found["items"], *found["concerning"], *found["planned"]]
    parts += [r for zone in found["zones"] for r in zone["readings"]]
    parts += [s for zone in found["zones"] for s in zone["statuses"]]
    named = {name for part in parts for name in part.get("claims", [])}
    assert named and named <= set(found["claims"])
    documents = {each["id"] for each in found["documents"]}
    assert {claim["document"] for claim in found["claims"].values()} <= documents


def test_payload_says_sources_and_limits() -> None:
    found = build_payload(syrian_atlas())
    assert found["boundaries"]["attribution"] and found["boundaries"]["error_km"] > 0
    assert any("GeoNames" in words for words in found["attribution"])
    assert found["support"]["documents"] == 3
    assert found["last_document"] == "2020-01-15"
    asked = {row["what"] for row in found["unknown"]}
    assert f"line of {syrian_atlas().called['dmz']}" in asked


def test_payload_keeps_plans_apart() -> None:
    found = build_payload(syrian_atlas())
    plans = {plan["id"] for plan in found["planned"]}
    assert plans == {"gamma@60:event:idlib"}
    assert not plans & {item["id"] for item in found["items"]}


def test_page_of_a_land_without_boundaries_renders() -> None:
    page = render_page(aruvian_atlas(), title="Tamar")
    assert "<title>Tamar</title>" in page
    zone = next(z for z in data_of(page)["zones"] if z["id"] == "tamar")
    assert zone["readings"][0]["inner"]


def test_default_sized_page_stays_small() -> None:
    assert len(render_page(syrian_atlas())) < 410_000


def test_zones_of_one_name_are_told_apart() -> None:
    names = {"north-area": "area", "south-area": "area", "idlib": "Idlib"}
    atlas = SimpleNamespace(zone_ids=lambda: list(names), name_of=names.__getitem__)
    told = [_told_apart(atlas, zone) for zone in names]  # type: ignore[arg-type]
    assert told == ["north area", "south area", "Idlib"]
