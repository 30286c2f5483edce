"""The page in Arabic, and in one language after another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from maps.page import render_page
from maps.wording import Words, languages
from samples import packed_in, syrian_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

PERIODS = [
    None,
    [],
    [[None, None, None, None, False]],
    [["2031-01-01", "2031-01-01", None, None, False]],
    [["2031-01-01", "2031-01-31", "2031-05-01", None, True]],
    [[None, "2031-01-01", "2031-02-01", "2031-02-01", False]],
    [["2031-01-01", None, None, "2031-03-01", False]],
    [["2031-01-05", "2031-01-09", "2031-01-02", None, False]],
    [
        ["2031-01-01", "2031-01-01", "2031-05-01", "2031-06-01", False],
        ["2031-02-01", "2031-02-01", "2031-12-31", None, True],
    ],
]


@pytest.mark.parametrize("code", languages())
def test_page_and_python_say_periods_alike(open_payload: Open, code: str) -> None:
    opened = open_payload()
    words = Words(code)
    assert opened.run(f"deescWords.choose('{code}')") is True
    for periods in PERIODS:
        script = """(periods) => {
            const { PAST, FUTURE, dayOf } = deescCertainty;
            const day = (iso, open) => (iso === null ? open : dayOf(iso));
            const list = periods && periods.map(([a, b, c, d, capped]) => [
                day(a, PAST), day(b, PAST), day(c, FUTURE), day(d, FUTURE), capped]);
            const { periods: say, began } = deescWords;
            return [say(list), say(list, began)];
        }"""
        if periods and periods[0][1] is None and periods[0][0]:
            continue  # the page has no open bound there: its days are numbers
        found = opened.page.evaluate(script, periods)
        expected = [words.periods(periods, end=end) for end in (True, False)]
        assert found == expected, json.dumps(periods)
    for count in (0, 1, 2, 3, 10, 11, 100, 103, 111):
        found = opened.run(f"deescWords.t('support.documents', {{ count: {count} }})")
        assert found == words.say("support.documents", count=count)


def test_view_is_the_same_where_the_language_was_chosen_later(open_page: Open) -> None:
    """Zones lie clear of the legend, which has changed sides with the language."""
    first = open_page(render_page(syrian_atlas(), lang="ar"))
    later = open_page(render_page(syrian_atlas()), anchor="#lang=ar")
    mark = "document.querySelector('#map .marker')"
    where = f"Math.round({mark}.getBoundingClientRect().x)"
    assert first.run(where) == later.run(where)


def test_page_opens_in_arabic_from_right_to_left(open_page: Open) -> None:
    opened = open_page(render_page(syrian_atlas(), lang="ar"))
    page = opened.page
    assert opened.run(
        "[document.documentElement.lang, document.documentElement.dir]"
    ) == [
        "ar",
        "rtl",
    ]
    assert page.title() == page.inner_text("h1") == "مناطق خفض التصعيد في سوريا"
    assert "في الداخل" in page.inner_text("#answers")
    assert "17 أيلول/سبتمبر 2018" not in page.inner_text("#today")
    assert "18 أيلول/سبتمبر 2018" in page.inner_text("#today")
    assert "إدلب" in page.inner_text("#map") and "حلب" in page.inner_text("#map")
    box = page.locator("#panel").bounding_box()
    assert box and box["x"] == 0, "the panel lies at the left"
    legend = page.locator("#legend").bounding_box()
    assert legend and legend["x"] > 640, "the legend lies at the right"
    assert opened.run("document.documentElement.scrollWidth") <= 1280
    assert opened.complaints == []


def test_time_runs_from_left_to_right_in_every_language(open_page: Open) -> None:
    opened = open_page(render_page(syrian_atlas(), lang="ar"))
    opened.page.focus("#day")
    opened.page.keyboard.press("ArrowRight")
    opened.until("deesc.state().date === '2018-09-19'")
    assert (
        opened.run("getComputedStyle(document.getElementById('day')).direction")
        == "ltr"
    )


def test_reader_takes_another_language_and_comes_back(open_payload: Open) -> None:
    opened = open_payload()
    parts = ("h1", "#support", "#legend", "#lifelines", "#answers", "footer")
    before = [opened.page.inner_text(part) for part in parts]
    opened.page.click("#answers [data-ref='item:post:mill']")
    opened.page.select_option("#language", "ar")
    assert opened.page.inner_text("#undrawn h2") == Words("ar").say("page.undrawn")
    assert opened.page.get_attribute("#play", "aria-label") == "تشغيل"
    assert "ضمن 8 كم" in opened.page.inner_text("#card")
    assert opened.page.locator("#lifelines .row").count() > 3
    assert "Legend" not in opened.page.inner_text("#app")
    opened.page.select_option("#language", "en")
    opened.page.click("#card-close")
    assert [opened.page.inner_text(part) for part in parts] == before
    assert opened.complaints == []


def test_phrases_with_foreign_words_run_as_the_page_does(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    mill = next(item for item in payload["items"] if item["id"] == "post:mill")
    mill["type"] = "battalion"
    opened = open_payload(payload, anchor="#lang=ar")
    extra = "document.querySelector(\"#answers [data-ref='item:post:mill'] .extra\")"
    words = opened.run(f"{extra}.textContent")
    assert words.startswith("battalion") and re.search("[\u0621-\u064a]", words)
    assert opened.run(f"getComputedStyle({extra}).direction") == "rtl"
    side = "['battalion', 'kidnapping \u0641\u064a', '12'].map(deescWords.side)"
    assert opened.run(side) == ["auto", "rtl", "auto"]
    opened.run("deescWords.choose('en')")
    assert opened.run("deescWords.side('\u0625\u062f\u0644\u0628, held')") == "ltr"
    assert opened.complaints == []


def test_dots_of_towns_stand_where_the_towns_are(open_page: Open) -> None:
    text = render_page(syrian_atlas())
    read = """Object.fromEntries([...document.querySelectorAll('.label.town')]
        .filter((node) => !node.hidden).map((node) => {
            const [dot, map] = [node.firstChild, document.getElementById('map')]
              .map((each) => each.getBoundingClientRect());
            return [node.textContent, dot.x + dot.width / 2 - map.x];
        }))"""
    english, arabic = (
        open_page(text, anchor=f"#view=35.3,38,8&lang={lang}").run(read)
        for lang in ("en", "ar")
    )
    both = [
        (english[town["name"]], arabic[town["names"]["ar"]])
        for town in packed_in(text)["towns"]
        if town["name"] in english and town["names"].get("ar") in arabic
    ]
    assert len(both) > 3
    assert all(abs(one - other) <= 1.5 for one, other in both)


def test_no_english_phrase_is_left_in_arabic(open_payload: Open) -> None:
    """What the reader sees in Arabic that is Latin comes from the documents."""
    english = Words("en")
    opened = open_payload()
    opened.run("deescWords.choose('ar')")
    text = opened.page.inner_text("#app")
    for key in (
        "panel.inside",
        "panel.documents",
        "page.legend",
        "time.date",
        "page.home",
    ):
        assert english.say(key) not in text.split("\n"), key
    assert "certain" not in text and "possible" not in text
    assert "certain" not in opened.page.inner_text("#legend")


@pytest.mark.parametrize("wanted", ["xx", "", "__proto__", "constructor", "EN-gb"])
def test_unknown_languages_change_nothing(open_payload: Open, wanted: str) -> None:
    opened = open_payload()
    assert opened.run(f"deescWords.choose({wanted!r})") is (wanted == "EN-gb")
    assert opened.run("deescWords.language()") == "en"
    assert opened.complaints == []
