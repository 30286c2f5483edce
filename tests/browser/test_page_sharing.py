"""Links, embed code, pictures and tables from the page, and what a host may ask."""

from __future__ import annotations

import csv
import html
import io
import json
import random
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import shapely
from geodata.world import load_world
from maps.page import render_page, render_payload
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@cache
def default_page() -> str:
    return render_page(load_atlas([], load_world))


def frame_of(page: str, attributes: str = 'sandbox="allow-scripts"') -> str:
    """Return a page that holds another in a frame and keeps the messages it gets."""
    return (
        "<!doctype html><title>host</title><script>heard = [];"
        "addEventListener('message', (e) => heard.push(e.data));</script>"
        f'<iframe {attributes} width="1000" height="700" '
        f'srcdoc="{html.escape(page)}"></iframe>'
    )


def share(opened: Any, words: str) -> None:
    if opened.page.locator("#share").get_attribute("open") is None:
        opened.page.click("#share > summary")
    opened.page.click(f"#share-sheet button:has-text('{words}')")


def saved(opened: Any, words: str) -> bytes:
    with opened.page.expect_download() as download:
        share(opened, words)
    return Path(download.value.path()).read_bytes()


def test_a_link_carries_the_whole_state(open_page: Open) -> None:
    first = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    page = first.page
    page.click("#filters-title")
    page.fill("#filters-sheet input[type=date]", "2019-06-30")
    page.click("#filters-sheet summary:has-text('Kinds of event')")
    kinds = "#filters-sheet details:has(summary:has-text('Kinds of event'))"
    page.locator(f"{kinds} label.check:has-text('talks') input").uncheck()
    page.click("#filters-sheet .sources > summary")
    page.locator("#filters-sheet .sources > ul > li > label input").first.uncheck()
    page.keyboard.press("Escape")
    page.locator("#answers select").select_option(index=1)
    first.run("deesc.setWindow('2018-08-01', '2018-10-02')")
    page.click("#compare")
    page.fill(".second input[type=date]", "2020-03-01")
    page.locator("#map").press("ArrowRight")
    page.wait_for_timeout(400)
    page.click("#answers [data-ref='item:SY-ID']")
    page.select_option("#language", "ar")
    link = first.run("deesc.link()")
    assert "lang=ar" in link and "mode=window&t=2018-08-01" in link
    for key in (
        "known=",
        "hide=",
        "without=",
        "reading=",
        "view=",
        "card=",
        "against=",
    ):
        assert key in link
    second = open_page(default_page(), anchor=f"#{link}")
    assert second.run("deesc.link()") == link
    assert second.run("deesc.window()") == first.run("deesc.window()")
    assert second.page.inner_text("#panel") == page.inner_text("#panel")
    assert second.page.inner_text("#filters-title") == page.inner_text("#filters-title")
    assert first.complaints == [] and second.complaints == []


HOSTILE = (
    "date=9999-99-99&zone=__proto__&view=NaN,1,2&card=item:nothing",
    "date=2018-13-01&against=x&hide=constructor:x&hide=type:&hide=zone:<img src=x>",
    "card=status:idlib&view=1e400,2,3&known=0000-00-00&without=%00&only=%ff",
    "card=javascript:alert(1)&reading=idlib/none&view=91,0,5&zone=%F0%9F%92%A9",
    "%&=&&&=%E0%A4%A&date=%&view=,,&hide=certainty:no",
    "date=" + "9" * 5000 + "&card=zone:" + "x" * 5000,
    "panel",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_addresses_are_passed_over(open_payload: Open, text: str) -> None:
    plain = open_payload()
    opened = open_payload(anchor=f"#{text}")
    opened.page.wait_for_timeout(400)
    assert opened.run("deesc.link()") == plain.run("deesc.link()")
    opened.run(f"location.hash = {json.dumps('date=2031-05-10&' + text)}")
    opened.until("deesc.state().date === '2031-05-10'")
    assert opened.complaints == []


def test_any_text_is_an_address(open_payload: Open) -> None:
    """No text throws, and what is written from it reads back the same."""
    dice = random.Random("addresses")
    keys = "date zone known without only hide reading view card against lang x".split()
    parts = ["2031-05-10", "norra", "lakes", "pact", "type:", "certainty:possible", "%"]
    parts += [
        "item:post:mill",
        "status:norra:agreed",
        "9,9,9",
        "norra/b",
        "\u0000",
        "&",
    ]
    parts += ["\U0001f4a9", "%E0%A4", "__proto__", "<b>", "1e9,1,1", "-0001-01-01", "~"]
    texts = [
        "&".join(
            f"{dice.choice(keys)}={''.join(dice.choices(parts, k=dice.randint(0, 3)))}"
            for _ in range(dice.randint(0, 7))
        )
        for _ in range(600)
    ]
    opened = open_payload()
    script = """(texts) => {
        const data = deescData.read('deesc-data');
        const base = deescModel.load(data);
        const write = (state) => deescAddress.write(base,
            {...state, day: state.day === null ? 22000 : state.day});
        return texts.map((text) => deescAddress.read(base, text)).filter(Boolean)
            .map(write).filter((text) => write(deescAddress.read(base, text)) !== text);
    }"""
    assert opened.page.evaluate(script, texts) == []
    assert opened.complaints == []


def test_a_link_can_be_followed_in_an_open_page(open_payload: Open) -> None:
    opened = open_payload()
    opened.run("location.hash = 'date=2031-05-10&zone=lakes&hide=certainty:possible'")
    opened.until("deesc.state().date === '2031-05-10'")
    assert opened.page.input_value("#zone") == "lakes"
    assert opened.page.inner_text("#filters-title") == "Filters (1)"
    opened.run("location.hash = 'panel'")
    opened.page.wait_for_timeout(200)
    assert opened.run("deesc.state().date") == "2031-05-10"
    opened.run("location.hash = 'date=2031-04-01'")
    opened.until("document.getElementById('filters-title').textContent === 'Filters'")
    assert opened.complaints == []


def test_link_and_embed_code_stand_in_a_field(open_payload: Open) -> None:
    opened = open_payload(anchor="#date=2031-05-10&zone=lakes")
    share(opened, "Copy link")
    link = opened.page.input_value("#share-sheet textarea")
    assert link.startswith("file:///") and link.endswith(opened.run("deesc.link()"))
    share(opened, "Copy code")
    code = opened.page.input_value("#share-sheet textarea")

    class Reader(HTMLParser):
        found: list[Any] = []

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            self.found.append((tag, dict(attrs)))

    Reader().feed(code)
    ((tag, attributes),) = Reader.found
    assert tag == "iframe" and attributes["title"] == "Calm zones of Aruvia"
    assert attributes["sandbox"] == "allow-scripts allow-popups allow-downloads"
    assert attributes["src"].endswith("#" + opened.run("deesc.link()"))
    assert attributes["src"].startswith("page0.html#"), "no path of this machine"


def test_csv_holds_what_is_in_view_and_what_must_be_said(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    for item in payload["items"]:
        if item["kind"] == "post":
            item["name"] = '=HYPERLINK("http://x";"y")'
            item["summary"] = "-2+3\n@x"
    opened = open_payload(payload)
    rows = list(csv.DictReader(io.StringIO(saved(opened, "CSV").decode("utf-8"))))
    kinds = {row["kind"] for row in rows}
    assert {"zone", "post"} <= kinds
    post = next(row for row in rows if row["kind"] == "post")
    assert post["name"] == '\'=HYPERLINK("http://x";"y")'
    assert post["summary"].startswith("'-2+3")
    assert post["day"] == "2031-04-01" and float(post["lat"]) and post["documents"]
    assert all("Not a control map" in row["disclaimer"] for row in rows)
    assert all(row["attribution"] and row["boundaries"] for row in rows)
    assert opened.complaints == []


def test_geojson_is_valid_and_follows_filters(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    whole = json.loads(saved(opened, "GeoJSON"))
    assert "Not a control map" in whole["about"]["disclaimer"]
    assert whole["about"]["boundaries"] and whole["about"]["attribution"]
    zones = [f for f in whole["features"] if f["properties"]["kind"] == "zone"]
    assert {"inner", "outer"} <= {f["properties"]["part"] for f in zones}
    for feature in zones:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid and shape.area > 0
        assert all(part.exterior.is_ccw for part in shape.geoms)
    opened.page.click("#filters-title")
    tick = "#filters-sheet label.check:has-text('possible') input"
    opened.page.uncheck(tick)
    fewer = json.loads(saved(opened, "GeoJSON"))
    assert {f["properties"]["certainty"] for f in fewer["features"]} == {"certain"}
    assert "Not shown: possible" in fewer["about"]["disclaimer"]
    assert 0 < len(fewer["features"]) < len(whole["features"])


def test_the_picture_says_what_must_be_said(open_page: Open) -> None:
    opened = open_page(default_page(), anchor="#date=2018-10-01&zone=idlib")
    opened.run("""(() => {
        window.written = [];
        const own = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            window.written.push(text);
            return own.call(this, text, ...rest);
        };
    })()""")
    png = saved(opened, "PNG")
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and len(png) > 20_000
    words = " ".join(opened.run("window.written"))
    assert "De-escalation zones in Syria" in words and "1 October 2018" in words
    assert "Legend: filled: inside the zone" in words and "triangles" in words
    assert "Natural Earth" in words and "Not a control map" in words
    assert "Idlib" in opened.run("window.written")
    assert opened.complaints == [] and len(opened.requests) == 1


def test_in_a_sandboxed_frame_texts_are_shown_to_copy(
    open_page: Open, payload: dict[str, Any]
) -> None:
    opened = open_page(frame_of(render_payload(payload)))
    opened.page.wait_for_timeout(600)
    frame = opened.page.frames[1]
    frame.click("#share > summary")
    for words, begin in (
        ("CSV", "kind,id,name"),
        ("GeoJSON", '{"deesc":1'),
        ("Copy link", "#"),
    ):
        frame.click(f"#share-sheet button:has-text('{words}')")
        assert frame.input_value("#share-sheet textarea").startswith(begin)
    frame.click("#share-sheet button:has-text('PNG')")
    frame.wait_for_selector("#share-sheet img")
    assert frame.evaluate("document.querySelector('#share-sheet img').alt")
    assert opened.complaints == []


def test_page_works_as_a_data_address(open_page: Open, payload: dict[str, Any]) -> None:
    address = "data:text/html," + quote(render_payload(payload))
    host = f'<!doctype html><iframe width="1000" height="700" src="{address}"></iframe>'
    opened = open_page(host)
    opened.page.wait_for_timeout(800)
    frame = opened.page.frames[1]
    assert frame.evaluate("self.origin") == "null"
    assert frame.evaluate("deesc.setDate('2031-05-10')") is True
    frame.wait_for_timeout(500)
    assert frame.evaluate("deesc.link()").startswith("date=2031-05-10")
    assert opened.complaints == []


def test_a_host_sets_and_hears(open_page: Open, payload: dict[str, Any]) -> None:
    opened = open_page(frame_of(render_payload(payload)))
    opened.until("heard.some((m) => m.deesc === 'ready')")
    send = "frames[0].postMessage(%s, '*')"
    opened.run(send % "{deesc: 'set', date: '2031-05-10', zone: 'lakes'}")
    opened.until("heard.some((m) => m.deesc === 'set' && m.done)")
    opened.until(
        "heard.some((m) => m.deesc === 'change' && m.date === '2031-05-10'"
        " && m.zone === 'lakes' && m.hash.startsWith('#date=2031-05-10'))"
    )
    opened.run(send % "{deesc: 'get'}")
    opened.until("heard.some((m) => m.deesc === 'state' && m.zone === 'lakes')")
    opened.run("heard.length = 0")
    for message in (
        "{deesc: 'set', date: '<img>', zone: 'constructor'}",
        "{deesc: 'set', date: 5, zone: {}}",
        "{deesc: 'set'}",
        "{deesc: 'eval', code: 'x'}",
        "null",
        "'text'",
        "[1]",
    ):
        opened.run(send % message)
    opened.page.wait_for_timeout(400)
    assert (
        opened.run("heard.filter((m) => m.deesc === 'set').map((m) => m.done)")
        == [False] * 3
    )
    assert opened.run("heard.some((m) => m.deesc === 'change')") is False
    assert opened.complaints == []


def test_the_page_itself_hears_changes(open_payload: Open) -> None:
    opened = open_payload()
    opened.run(
        "window.heard = []; addEventListener('deesc:change',"
        " (e) => heard.push(e.detail))"
    )
    assert opened.run("deesc.setZone('lakes')") is True
    assert opened.run("deesc.setZone('nowhere')") is False
    opened.run("deesc.setDate('2031-05-10')")
    assert opened.run("heard.map((d) => [d.date, d.zone])") == [
        ["2031-04-01", "lakes"],
        ["2031-05-10", "lakes"],
    ]
