"""The page for everybody: axe finds nothing, keys suffice, targets are large enough."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from geodata.world import load_world
from maps.page import render_page, render_payload
from samples import syrian_atlas
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}}
CONTEXTS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "dark phone": PHONE | {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
EXCEPTED = (
    "#map [data-ref], #map canvas, .bar, .event-tick, #map .leaflet-interactive,"
    " .region-note, .zone-label"
)
"""What WCAG 2.5.8 excepts from the size of targets: on a map and on an axis of time a
place is essential, and the panel lists the same things in rows of a full size."""


@cache
def axe() -> str:
    pytest.importorskip("axe_playwright_python")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@cache
def default_page(lang: str) -> str:
    return render_page(load_atlas([], load_world), lang=lang)


def violations(opened: Any) -> list[str]:
    opened.run(axe())
    found: list[str] = opened.page.evaluate(
        """async (excepted) => {
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                'best-practice'];
            const result = await axe.run(document, { runOnly: tags });
            // A shape that the map cuts off at its edge covers nothing beyond it.
            const beneath = (check) => check.id === 'target-size'
                && check.relatedNodes.length > 0 && check.relatedNodes.every(
                    (other) => document.querySelector(other.target[0]).closest('#map'));
            const large = (node) => {
                const own = document.querySelector(node.target[0]);
                return !own.matches(excepted)
                    && (own.closest('#map') || !node.any.some(beneath));
            };
            return result.violations.flatMap((rule) => rule.nodes
                .filter((node) => rule.id !== 'target-size' || large(node))
                .map((node) => rule.id + ' ' + node.target.join(' ')));
        }""",
        EXCEPTED,
    )
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("context", CONTEXTS)
def test_axe_finds_nothing(
    open_payload: Open, payload: dict[str, Any], context: str, lang: str
) -> None:
    opened = open_payload(payload | {"lang": lang}, **CONTEXTS[context])
    assert violations(opened) == []
    opened.run("""(() => {
        document.querySelectorAll('details').forEach((d) => { d.open = true; });
        document.querySelector('#answers [data-ref]').click();
    })()""")
    assert opened.page.locator("#card").is_visible()
    assert violations(opened) == [], "with a card open"
    opened.page.keyboard.press("Escape")
    assert violations(opened) == [], "with all that folds open"
    assert opened.complaints == []


def test_axe_finds_nothing_in_a_crowded_page(open_page: Open) -> None:
    opened = open_page(default_page("en"), anchor="#date=2020-03-07")
    opened.page.wait_for_timeout(300)
    assert violations(opened) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing_where_no_script_runs(
    open_page: Open, payload: dict[str, Any], lang: str
) -> None:
    page = render_payload(payload | {"lang": lang})
    start, end = page.index("<noscript>") + 10, page.index("</noscript>")
    head = page[: page.index("<body>")]
    plain = head.replace("Content-Security-Policy", "x-none") + "<body>"
    opened = open_page(plain + page[start:end] + "</body></html>")
    assert violations(opened) == []


def test_keys_alone_reach_everything(open_payload: Open) -> None:
    opened = open_payload()
    seen: list[str] = []
    for _ in range(120):
        opened.page.keyboard.press("Tab")
        name, shown = opened.run("""(() => {
            const node = document.activeElement;
            const style = getComputedStyle(node);
            const mark = node.id || node.dataset.ref || node.className || node.tagName;
            const thumb = node.type === 'range';
            const line = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
            const stroke = node instanceof SVGElement
                && parseFloat(style.strokeWidth) > 3;
            return [String(mark.baseVal || mark), thumb || line || stroke
                || node === document.body];
        })()""")
        assert shown, f"the focus on {name} cannot be seen"
        if name == "BODY":
            break
        seen.append(name)
    for wanted in ("map", "home", "play", "date", "day", "zone", "norra/inner"):
        assert wanted in seen, wanted
    assert "item:post:mill" in seen and "status:norra:agreed" in seen


def test_skip_link_goes_to_the_answers(open_payload: Open) -> None:
    opened = open_payload()
    opened.page.keyboard.press("Tab")
    assert opened.run("document.activeElement.className") == "skip"
    opened.page.keyboard.press("Enter")
    assert opened.run("document.activeElement.id") == "panel"


def test_calm_page_takes_long_steps(open_payload: Open) -> None:
    opened = open_payload(reduced_motion="reduce")
    assert opened.run("matchMedia('(prefers-reduced-motion: reduce)').matches")
    opened.page.click("#play")
    opened.page.wait_for_timeout(300)
    assert opened.run("deesc.state().date") == "2031-04-01", "nothing moves yet"
    running = opened.run(
        "document.getAnimations().filter(a => a.playState === 'running').length"
    )
    assert running == 0
    opened.page.click("#play")


def test_every_context_without_a_request_or_a_message(open_page: Open) -> None:
    """The page in frames of hosts: srcdoc, sandbox, data address, no character set."""
    page = render_page(syrian_atlas(), lang="ar")
    quoted = page.replace("&", "&amp;").replace('"', "&quot;")
    data = "data:text/html;base64," + base64.b64encode(page.encode()).decode()
    frames = {
        "srcdoc": f'<iframe title="a" width="900" height="600" srcdoc="{quoted}">',
        "sandbox": '<iframe title="a" sandbox="allow-scripts" width="900" height="600"'
        f' srcdoc="{quoted}">',
        "data": f'<iframe title="a" width="900" height="600" src="{data}">',
    }
    for name, frame in frames.items():
        opened = open_page(f"<!doctype html><title>host</title>{frame}</iframe>")
        opened.page.wait_for_timeout(900)
        inner = opened.page.frames[1]
        assert inner.evaluate("deesc.setDate('2018-10-01')") is True, name
        assert "مناطق" in inner.evaluate("document.querySelector('h1').textContent")
        assert inner.evaluate("document.querySelectorAll('#map path').length") > 20
        asked = [r for r in opened.requests if not r.startswith(("data:", "about:"))]
        assert len(asked) == 1 and opened.complaints == [], name


def test_phone_from_right_to_left(open_page: Open) -> None:
    opened = open_page(default_page("ar"), anchor="#date=2020-03-07", **PHONE)
    assert opened.run("document.documentElement.scrollWidth") <= 360
    opened.page.locator("#answers [data-ref]").first.click()
    assert opened.run("document.documentElement.scrollWidth") <= 360
    assert opened.complaints == []


def test_a_step_never_zooms_however_many_lines_its_words_take(
    open_page: Open,
) -> None:
    opened = open_page(
        default_page("en"),
        anchor="#date=2018-10-01",
        viewport={"width": 1024, "height": 700},
    )
    scale = "document.querySelector('.leaflet-control-scale-line').offsetWidth"
    found, heights = set(), set()
    for day in ("2016-12-15", "2017-05-15", "2018-09-15", "2019-11-15", "2020-09-15"):
        opened.run(f"deesc.setDate('{day}')")
        opened.page.wait_for_timeout(80)
        heights.add(opened.run("document.getElementById('map').clientHeight"))
        found.add(opened.run(scale))
    assert len(heights) > 1, "the frame changes its size"
    assert len(found) == 1


def test_the_list_says_what_readings_share_once(open_page: Open) -> None:
    opened = open_page(default_page("en"), anchor="#date=2018-02-15")
    opened.page.click("summary:has-text('In view on the map')")
    said = """[...document.querySelectorAll('table.listing th .extra')]
        .map((node) => node.textContent.split('; '))"""
    opened.until(f"{said}.length > 3")
    assert opened.run(f"{said}.every((parts) => new Set(parts).size === parts.length)")
    assert opened.complaints == []


def test_paper_has_the_map_and_no_controls(open_page: Open) -> None:
    opened = open_page(default_page("en"), anchor="#date=2018-10-01")
    opened.page.emulate_media(media="print")
    for control in ("#play", "#day", "#home", "#language", ".leaflet-control-zoom"):
        assert opened.page.locator(control).is_hidden(), control
    for part in ("h1", "#map", "#legend-list", "#answers", "footer"):
        assert opened.page.locator(part).is_visible(), part
    assert "1 October 2018" in opened.page.inner_text("#today")
    more = opened.page.locator("#answers .more").first
    said = more.evaluate("node => getComputedStyle(node, '::after').content")
    assert re.fullmatch(r'"and \d+ more in the page"', said)
    assert len(opened.page.pdf()) > 20_000


def test_paper_is_light_and_keeps_the_keys_of_ground_held(open_page: Open) -> None:
    link = "#date=2018-10-01&held=1"
    opened = open_page(default_page("en"), anchor=link, color_scheme="dark")
    keys = opened.page.locator("#held-list li")
    shown = keys.count()
    assert shown > 2 and opened.page.is_checked("#held")
    last = "document.querySelector('#held-list li:last-child')"
    legend = "document.getElementById('legend')"
    opened.page.uncheck("#held")
    opened.run("document.getElementById('legend').scrollTop = 0")
    opened.page.check("#held")
    bottom = f"{legend}.getBoundingClientRect().bottom"
    assert opened.run(f"{last}.getBoundingClientRect().bottom <= {bottom}")
    opened.until("location.hash.includes('held=1')")
    opened.page.emulate_media(media="print", color_scheme="dark")
    halo = "getComputedStyle(document.documentElement).getPropertyValue('--halo')"
    assert opened.run(halo).strip().startswith("rgba(255") or "#fff" in opened.run(halo)
    assert keys.first.is_visible() and opened.page.locator("#held").is_hidden()
    opened.page.emulate_media(media="screen", color_scheme="dark")
    opened.page.uncheck("#held")
    opened.until("!location.hash.includes('held')")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#held-box").is_hidden()
    assert opened.complaints == []


def test_printing_fits_the_map_to_paper_and_gives_it_back(open_page: Open) -> None:
    opened = open_page(default_page("en"), anchor="#date=2018-10-01")
    opened.page.click(".leaflet-control-zoom-in")
    opened.page.wait_for_timeout(400)
    size = "[document.getElementById('map').clientWidth, location.hash]"
    before = opened.run(size)
    opened.run("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.run("document.getElementById('map').clientWidth") == 690
    limits = opened.page.locator("#answers details[data-key=limits]")
    assert "GeoNames" in limits.inner_text()
    opened.run("window.dispatchEvent(new Event('afterprint'))")
    assert opened.run(size) == before
    assert limits.get_attribute("open") is None
    assert opened.complaints == []
