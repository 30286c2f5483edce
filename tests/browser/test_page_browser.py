"""The page in a browser: answers, keys, cards, phones, hostile text, no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from maps.page import render_page, render_payload
from samples import syrian_atlas

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "data" / "certainty.json"
HOSTILE = (
    "<img src=x onerror=\"document.title='run'\"></script><script>document.title='run'"
    "</script>{{7*191}}${document.title='run'}'\"`\u2028\u202e"
)

Open = Callable[..., Any]


def status_of(state: dict[str, Any], zone: str, status: str) -> str:
    rows = [z for z in state["zones"] if (z["id"], z["status"]) == (zone, status)]
    assert len(rows) == 1
    return str(rows[0]["certainty"])


def test_page_opens_without_complaint_or_request(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.wait_for_timeout(500)
    assert opened.complaints == []
    assert len(opened.requests) == 1
    assert opened.requests[0].startswith("file:")


def test_certainty_agrees_with_the_shared_vectors(open_payload: Open) -> None:
    opened = open_payload()
    vectors = json.loads(VECTORS.read_text("utf-8"))
    for name in ("both", "rivals"):
        for answers, expected in vectors[name]:
            found = opened.run(f"deescCertainty.{name}({json.dumps(answers)})")
            assert found == expected, (name, answers)
    for case in vectors["on"]:
        days = case.get("days") or {case["day"]: case["answer"]}
        for day, expected in days.items():
            periods = json.dumps(case["periods"])
            found = opened.run(f"deescCertainty.on({periods}, {json.dumps(day)})")
            assert found == expected, (case, day)


def test_state_answers_for_the_day(open_payload: Open) -> None:
    opened = open_payload()
    state = opened.run("deesc.state()")
    assert state["date"] == "2031-04-01"
    assert status_of(state, "norra", "regime") == "certain"
    assert status_of(state, "norra", "functioning") == "unknown"
    assert status_of(state, "norra", "ended") == "no"
    assert [post["certainty"] for post in state["posts"]] == ["certain"]
    assert state["events"] == []
    assert opened.run("deesc.setDate('2031-05-10')") is True
    events = {e["id"]: e["certainty"] for e in opened.run("deesc.state()")["events"]}
    assert events == {"review@130:event": "certain", "review@170:event": "possible"}
    opened.run("deesc.setDate('2031-07-01')")
    assert status_of(opened.run("deesc.state()"), "lakes", "regime") == "possible"
    opened.run("deesc.setDate('2032-01-01')")
    assert status_of(opened.run("deesc.state()"), "lakes", "regime") == "no"


@pytest.mark.parametrize(
    "nonsense",
    ["'soon'", "'2031-02-30'", "'2031-2-3'", "null", "{}", "20310401", "undefined"],
)
def test_nonsense_date_is_refused(open_payload: Open, nonsense: str) -> None:
    opened = open_payload()
    assert opened.run(f"deesc.setDate({nonsense})") is False
    assert opened.run("deesc.state().date") == "2031-04-01"
    assert opened.complaints == []


def test_day_beyond_the_documents_is_answered(open_payload: Open) -> None:
    opened = open_payload()
    assert opened.run("deesc.setDate('2045-01-01')") is True
    assert status_of(opened.run("deesc.state()"), "norra", "regime") == "possible"
    assert "beyond the dates" in opened.page.inner_text("#today")
    assert opened.run("deesc.setDate('1999-01-01')") is True
    assert status_of(opened.run("deesc.state()"), "norra", "regime") == "no"
    opened.page.click("#next")
    assert opened.run("deesc.state().date") == "2031-01-01"


def test_keys_move_by_day_month_and_to_the_ends(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.focus("#day")
    for key, expected in [
        ("ArrowRight", "2031-04-02"),
        ("ArrowLeft", "2031-04-01"),
        ("PageUp", "2031-05-01"),
        ("PageDown", "2031-04-01"),
        ("End", "2032-03-31"),
        ("PageDown", "2032-02-29"),
        ("Home", "2031-01-01"),
    ]:
        opened.page.keyboard.press(key)
        opened.until(f"deesc.state().date === '{expected}'")
    spoken = "document.getElementById('day').getAttribute('aria-valuetext')"
    opened.until(f"{spoken} === '1 January 2031'")


def test_date_field_and_buttons_set_the_day(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.fill("#date", "2031-06-01")
    assert opened.run("deesc.state().date") == "2031-06-01"
    opened.page.click("#previous")
    assert opened.run("deesc.state().date") == "2031-05-31"
    opened.page.click("#later")
    assert opened.run("deesc.state().date") == "2031-06-01"
    opened.page.click("#play")
    opened.until("deesc.state().date > '2031-06-03'")
    opened.page.click("#play")
    stopped = opened.run("deesc.state().date")
    opened.page.wait_for_timeout(250)
    assert opened.run("deesc.state().date") == stopped


def test_panel_says_what_was_inside(open_payload: Open) -> None:
    opened = open_payload()
    text = opened.page.inner_text("#panel")
    assert "What was inside" in text and "1 April 2031" in text
    assert "regime: certain" in text
    assert "Oldtown" in text and "Sandford" in text and "56 km from" in text
    assert "Guards of a third state" in text
    assert "planned, between 1 May 2031 and 31 May 2031" in text
    assert "which parts of Sorra: the documents name none" in text
    assert "Many people left" in text
    assert "2 readings" in text


def test_belt_without_area_is_said_and_not_drawn(open_payload: Open) -> None:
    opened = open_payload()
    assert "5-8 km deep" in opened.page.inner_text("#undrawn")
    assert opened.page.locator("[data-ref^='strip/']").count() == 0
    assert opened.page.locator("[data-ref='norra/inner']").count() == 1
    assert "+ Strip" in opened.page.inner_text("#map")
    opened.run("deesc.setDate('2031-02-01')")
    assert "+ Strip" not in opened.page.inner_text("#map")
    opened.run("deesc.setDate('2031-01-02')")
    assert opened.page.locator("#undrawn").is_hidden()
    assert opened.page.locator("[data-ref='norra/inner']").count() == 0


def test_the_search_says_days_in_words(open_page: Open) -> None:
    opened = open_page(render_page(syrian_atlas()))
    opened.page.fill("#search", "Bulletin alpha")
    opened.until("document.querySelectorAll('#found [role=option]').length > 0")
    published = opened.run("deescData.read('deesc-data').documents[0].published")
    words = opened.page.inner_text("#found")
    assert published not in words and published[:4] in words


def test_the_subject_of_a_card_has_a_ring_until_it_is_closed(open_page: Open) -> None:
    opened = open_page(render_page(syrian_atlas()))
    page = opened.page
    page.fill("#search", "Khan Shaykhun")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened.until("document.querySelectorAll('#map .spot').length === 1")
    page.keyboard.press("Escape")
    assert opened.run("document.querySelectorAll('#map .spot').length") == 0
    assert opened.complaints == []


def test_a_zone_that_does_not_stand_says_when_it_did(open_page: Open) -> None:
    opened = open_page(
        render_page(syrian_atlas()), anchor="#zone=idlib&date=2016-01-01"
    )
    words = opened.page.inner_text("#answers .regime")
    assert "It did not stand on this day. Began on 4 May 2018" in words


def test_enter_opens_a_card_and_escape_returns(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.focus("[data-ref='norra/inner']")
    opened.page.keyboard.press("Enter")
    card = opened.page.inner_text("#card")
    assert "Norra calm" in card and "Both sides agreed" in card
    assert "Sentence not shipped" in card and "Aruvian Herald" in card
    assert opened.run("document.activeElement.id") == "card-title"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#card").is_hidden()
    focused = opened.run("document.activeElement.dataset.ref")
    assert focused == "norra/inner"


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("item:post:mill", "within 8 km"),
        ("item:XA-N", "By the stated extent of Norra calm"),
        ("reading:norra/b", "Repairs: capital name"),
        ("status:norra:agreed", "pact-2031"),
        ("planned:pact@150:event", "never counted as done"),
    ],
)
def test_cards_lead_back_to_claims(
    open_payload: Open, reference: str, words: str
) -> None:
    opened = open_payload()
    opened.page.click(f"#answers [data-ref='{reference}']")
    assert words in opened.page.inner_text("#card")
    assert opened.complaints == []


def test_every_map_symbol_has_a_name_and_a_key(open_payload: Open) -> None:
    opened = open_payload()
    nodes = opened.page.locator("#map [data-ref]")
    assert nodes.count() >= 5
    names = nodes.evaluate_all(
        "all => all.map(n => n.getAttribute('aria-label') || n.textContent)"
    )
    assert all(name.strip() for name in names)
    assert opened.run(
        "[...document.querySelectorAll('button, select, input')].every(n =>"
        " (n.getAttribute('aria-label') || n.textContent || '').trim()"
        " || (n.labels && n.labels.length))"
    )


def test_links_are_web_addresses_only(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.click("text=Documents (2)")
    links = opened.page.locator("a[href]:not(.leaflet-control a, .skip)")
    found = links.evaluate_all("all => all.map(a => [a.href, a.rel])")
    assert found == [["https://example.org/pact", "noopener noreferrer"]]


def test_address_keeps_day_and_zone(open_payload: Open) -> None:
    opened = open_payload(anchor="#date=2031-05-10&zone=lakes")
    assert opened.run("deesc.state().date") == "2031-05-10"
    assert opened.page.input_value("#zone") == "lakes"
    opened.run("deesc.setDate('2031-06-01')")
    opened.until("location.hash.includes('date=2031-06-01')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_does_not_scroll_sideways(open_payload: Open, scheme: str) -> None:
    opened = open_payload(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    assert opened.run("document.documentElement.scrollWidth") <= 360
    opened.page.click("#answers [data-ref='status:norra:agreed']")
    assert opened.run("document.documentElement.scrollWidth") <= 360
    assert opened.complaints == []


def test_hostile_text_runs_nowhere_and_shows_as_text(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    def poison(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: poison(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [poison(each, name) for each in value]
        shown = ("name", "title", "summary", "quote", "words", "what", "why", "how")
        shown += ("speaker", "publisher", "published", "under", "type", "notes")
        shown += ("published_basis", "attribution", "source", "disclaimer", "rules")
        return value + HOSTILE if isinstance(value, str) and name in shown else value

    opened = open_payload(poison(payload))
    opened.run("deesc.setDate('2031-05-10')")
    for reference in opened.page.locator("#answers [data-ref]").evaluate_all(
        "all => all.map(node => node.dataset.ref)"
    ):
        opened.run(
            "ref => [...document.querySelectorAll('#answers [data-ref]')]"
            ".find(n => n.dataset.ref === ref).click()".replace("ref =>", "(ref =>", 1)
            + f")({json.dumps(reference)})"
        )
        opened.page.keyboard.press("Escape")
    opened.page.hover("[data-ref='item:post:mill']", force=True)
    opened.page.wait_for_timeout(200)
    assert "<img src=x" in opened.page.inner_text("#panel")
    assert "{{7*191}}" in opened.page.inner_text("h1")
    assert opened.run("document.querySelectorAll('img, iframe').length") == 0
    assert opened.page.title() != "run"
    assert opened.complaints == []
    assert len(opened.requests) == 1


def test_page_works_in_a_sandboxed_frame(
    open_page: Open, payload: dict[str, Any]
) -> None:
    page = render_payload(payload).replace("&", "&amp;").replace('"', "&quot;")
    host = (
        "<!doctype html><title>host</title>"
        '<iframe sandbox="allow-scripts" width="900" height="600" '
        f'srcdoc="{page}"></iframe>'
    )
    opened = open_page(host)
    opened.page.wait_for_timeout(700)
    frame = opened.page.frames[1]
    assert frame.evaluate("deesc.setDate('2031-05-10')") is True
    assert frame.evaluate("deesc.state().events.length") == 2
    frame.wait_for_timeout(500)
    assert frame.evaluate("self.origin") == "null"
    assert opened.complaints == []


def test_without_script_the_table_shows(open_payload: Open) -> None:
    opened = open_payload(java_script_enabled=False)
    assert opened.page.locator("table tbody tr").count() == 7
    assert opened.page.locator("#app").is_hidden()


def test_empty_payload_opens(open_payload: Open) -> None:
    bare = {"from": "2031-01-01", "to": "2031-01-01", "opens": "2031-01-01"}
    opened = open_payload(bare)
    assert opened.run("deesc.state()") == {
        "date": "2031-01-01",
        "zones": [],
        "posts": [],
        "events": [],
    }
    assert opened.complaints == []
