"""Events of tables in the browser: unpacked, counted, drawn, picked and read."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geodata.periods import day_of, iso_of
from geodata.places import read_gazetteer
from geodata.tables.frames import frame_table
from maps.events import gather, pack
from maps.events.splats import View, splat, splat_places
from maps.page import render_page
from samples import syrian_atlas
from zones.join_runs import join_events

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
CLASSES = ["certain", "possible", "unknown", "no"]
DATES = [
    "2018-09",
    "2018-10-02?",
    "2018-10-05",
    "2019",
    "2018-12-31",
    "2018-08-30/2018-09-02",
]
NASTY = "</script><img src=x onerror=\"document.title='run'\">{{7*7}}\u202e\u2028\0"


def events(count: int = 1500, few: bool = False) -> pd.DataFrame:
    chance = np.random.default_rng(5)
    first = day_of("2018-01-01")
    days = [iso_of(first + int(day)) for day in chance.integers(0, 700, count)]
    vague = chance.random(count) < 0.2
    dates = [
        DATES[int(chance.integers(len(DATES)))] if open_ else day
        for day, open_ in zip(days, vague, strict=True)
    ]
    lat = np.round(chance.uniform(34.6, 36.6, count), 5)
    lon = np.round(chance.uniform(36.0, 37.4, count), 5)
    if few:
        towns = chance.integers(0, 40, count)
        lat, lon = lat[towns], lon[towns]
    return pd.DataFrame(
        {
            "id": [f"E{n}" for n in range(count)],
            "date": dates,
            "lat": lat,
            "lon": lon,
            "type": chance.choice(["battle", "shelling", "raid"], count),
            "actor": chance.choice(["A", "B"], count),
            "note": [f"{n} {NASTY}" for n in range(count)],
            "url": [f"https://example.org/{n}" for n in range(count)],
        }
    )


def page_of(frame: pd.DataFrame, **options: Any) -> str:
    tables = gather([frame_table(frame)], syrian_atlas(), read_gazetteer())
    return render_page(syrian_atlas(), events=pack(tables, **options))


def opened(open_page: Open, frame: pd.DataFrame, **options: Any) -> Any:
    page = open_page(page_of(frame), **options)
    assert page.run("deesc.events.ready") is True
    return page


def wanted_counts(frame: pd.DataFrame, start: str, end: str) -> dict[str, Any]:
    """Count by hand what a window of days holds, with pandas and the joined table."""
    joined = join_events(frame, syrian_atlas(), read_gazetteer(), per="event")
    bounds = joined["on"].str.extract(
        r"\[?(?P<first>[\d-]{10})(?:\.\.(?P<last>[\d-]{10})\])?(?P<doubt>\?)?"
    )
    last = bounds["last"].fillna(bounds["first"])
    touches = (last >= start) & (bounds["first"] < end)
    inside = (bounds["first"] >= start) & (last < end) & bounds["doubt"].isna()
    kind = joined["certainty"]
    return {
        "certain": [int((touches & inside & (kind == c)).sum()) for c in CLASSES],
        "possible": [int((touches & ~inside & (kind == c)).sum()) for c in CLASSES],
        "all": int(touches.sum()),
    }


@pytest.mark.parametrize("few", [False, True])
def test_counts_of_a_window_are_those_of_the_table(open_page: Open, few: bool) -> None:
    frame = events(few=few)
    page = opened(open_page, frame)
    spans = [
        ("2018-09-01", "2018-10-01"),
        ("2018-10-02", "2018-10-03"),
        ("2018-12-31", "2019-06-01"),
        ("2017-01-01", "2021-01-01"),
    ]
    for start, end in spans:
        assert page.run(f"deesc.setWindow('{start}', '{end}')") is True
        assert page.run("deesc.events.counts()") == wanted_counts(frame, start, end)
    assert page.complaints == []
    assert len(page.requests) == 1


def test_modes_are_half_open_spans_of_days(open_page: Open) -> None:
    page = opened(open_page, events())
    page.run("deesc.setDate('2018-10-10')")
    assert page.run("deesc.window()") == {
        "mode": "trailing",
        "from": "2018-07-13",
        "to": "2018-10-11",
    }
    page.page.select_option("#mode", "date")
    first = page.run("deesc.window().from")
    assert page.run("deesc.window()") == {
        "mode": "date",
        "from": "2018-10-10",
        "to": "2018-10-11",
    }
    assert first == "2018-10-10"
    page.page.select_option("#mode", "trailing")
    page.page.fill("#trailing", "30")
    page.page.press("#trailing", "Enter")
    assert page.run("deesc.window()")["from"] == "2018-09-11"
    page.page.select_option("#mode", "sofar")
    span = page.run("deesc.window()")
    assert span["from"] <= "2018-01-01" and span["to"] == "2018-10-11"
    page.page.select_option("#mode", "window")
    page.page.fill("#since-date", "2018-09-20")
    assert page.run("deesc.window()") == {
        "mode": "window",
        "from": "2018-09-20",
        "to": "2018-10-11",
    }
    for nonsense in ("'2019-01-01', '2018-01-01'", "null, {}", "'x', '2018-01-01'"):
        assert page.run(f"deesc.setWindow({nonsense})") is False
    assert page.run("deesc.setMode('nonsense')") is False
    assert page.complaints == []


def test_steps_and_keys_move_the_window(open_page: Open) -> None:
    page = opened(open_page, events())
    page.run("deesc.setWindow('2018-09-01', '2018-10-01')")
    page.page.click(".pace summary")
    page.page.select_option("#step", "week")
    page.page.click("#next")
    assert page.run("deesc.window()") == {
        "mode": "window",
        "from": "2018-09-08",
        "to": "2018-10-08",
    }
    page.page.focus("#since")
    page.page.keyboard.press("PageUp")
    assert page.run("deesc.window().from") == "2018-10-08"
    page.page.keyboard.press("Home")
    page.page.focus("#day")
    page.page.keyboard.press("End")
    page.until("deesc.window().to > '2019-12-01'")
    assert page.run("deesc.window().from") <= "2018-01-01"
    page.run("deesc.setWindow('2018-09-01', '2019-04-01')")
    page.page.keyboard.press("PageDown")
    span = page.run("deesc.window()")
    assert (span["from"], span["to"]) == ("2018-09-01", "2019-03-01"), "its own handle"
    assert page.page.locator("#step").is_hidden(), "a press elsewhere closes it"
    page.page.click(".pace summary")
    page.page.select_option("#step", "month")
    page.run("deesc.setDate('2019-03-31')")
    page.page.click("#previous")
    assert page.run("deesc.window().to") == "2019-03-01"


def test_a_step_leaves_no_marks_of_the_one_before(open_page: Open) -> None:
    canvas = "document.querySelector('.leaflet-events-pane canvas').toDataURL()"
    text = page_of(events())
    page = open_page(
        text, anchor="#view=35.5,36.8,8&mode=window&t=2018-09-01/2018-10-01"
    )
    page.run("deesc.events.ready")
    page.page.wait_for_timeout(300)  # the frame of the map takes its last size
    fresh = page.run(canvas)
    page.run("deesc.setWindow('2018-01-01', '2018-09-30')")
    full = page.run(canvas)
    page.run("deesc.setWindow('2018-09-01', '2018-10-01')")
    assert page.run(canvas) == fresh != full


def test_the_address_keeps_mode_and_window(open_page: Open) -> None:
    text = page_of(events(50))
    span = {"mode": "window", "from": "2018-09-01", "to": "2018-10-01"}
    page = open_page(text, anchor="#mode=window&t=2018-09-01/2018-10-01")
    assert page.run("deesc.window()") == span
    for mode, days in (("trailing", 90), ("trailing", 7), ("date", 7)):
        page.page.select_option("#mode", mode)
        if mode == "trailing":
            page.page.fill("#trailing", str(days))
            page.page.press("#trailing", "Enter")
        is_usual = (mode, days) == ("trailing", 90)
        part = "" if is_usual else f"mode={mode}"
        page.until(
            f"location.hash.includes('{part}') && "
            f"location.hash.includes('mode=') === {str(not is_usual).lower()}"
        )
        kept = page.run("location.hash")
        again = open_page(text, anchor=kept)
        assert again.run("deesc.window()") == page.run("deesc.window()")
    page.run("location.hash = '#date=2018-11-01'")
    usual = {"mode": "trailing", "from": "2018-08-04", "to": "2018-11-02"}
    page.until("deesc.window().mode === 'trailing'")
    assert page.run("deesc.window()") == usual
    for nonsense in ("mode=x&t=1/2", "mode=window&t=soon", "mode=window", "t=%00/%FF"):
        broken = open_page(text, anchor=f"#{nonsense}")
        assert broken.run("deesc.window().to") > "2017"
        assert broken.complaints == []


def test_an_open_date_is_seen_in_the_histogram(open_page: Open) -> None:
    """A year among hundreds of events of one day still has its hatched line."""
    rows = [lone(id=f"E{n}") for n in range(300)] + [lone(id="Y", date="2019")]
    page = opened(open_page, pd.concat(rows, ignore_index=True))
    tall = """((share) => {
        const canvas = document.getElementById("histogram");
        const { width, height } = canvas;
        const left = Math.round(width * share) - 20;
        const data = new Uint32Array(canvas.getContext("2d")
          .getImageData(left, 0, 40, height).data.buffer);
        const rows = new Set();
        data.forEach((value, at) => { if (value) rows.add(Math.floor(at / 40)); });
        return rows.size;
    })"""
    share = """((iso) => {
        const { dayOf } = deescCertainty;
        const { from, to } = deescData.read("deesc-data");
        return (dayOf(iso) - dayOf(from)) / (dayOf(to) - dayOf(from));
    })"""
    page.until(f"{tall}({share}('2018-10-01')) > 20")
    assert 2 <= page.run(f"{tall}({share}('2019-07-01'))") <= 8
    assert page.run(f"{tall}({share}('2018-06-01'))") == 0
    assert "day not certain" in page.page.inner_text("#legend")


def test_pulling_on_the_histogram_opens_a_window(open_page: Open) -> None:
    page = opened(open_page, events())
    box = page.page.locator("#histogram").bounding_box()
    assert box["width"] > 400
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=5)
    page.page.mouse.up()
    page.until("deesc.window().mode === 'window'")
    page.page.wait_for_timeout(60)
    before = page.run("deesc.window()")
    page.page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
    page.page.mouse.up()
    page.until(f"deesc.window().from > '{before['from']}'")
    page.page.wait_for_timeout(60)
    after = page.run("deesc.window()")
    lengths = [day_of(w["to"]) - day_of(w["from"]) for w in (before, after)]
    assert lengths[0] == lengths[1] > 100
    assert page.complaints == []


def lone(**more: Any) -> pd.DataFrame:
    """Return one event in the province of Idlib."""
    row = {"id": "E1", "date": "2018-10-01", "lat": 35.81, "lon": 36.87, "type": "raid"}
    return pd.DataFrame([row | more])


def spot(page: Any) -> dict[str, float]:
    """Return where on the screen the drawn pixels of the events lie."""
    found = page.run("""(() => {
          const canvas = document.querySelector(".leaflet-events-pane canvas");
          const { width, height } = canvas;
          const copy = document.createElement("canvas");
          Object.assign(copy, { width, height });
          const context = copy.getContext("2d", { willReadFrequently: true });
          context.drawImage(canvas, 0, 0);
          const data = new Uint32Array(context.getImageData(0, 0, width, height)
            .data.buffer);
          let x = 0, y = 0, n = 0;
          data.forEach((value, at) => {
            if (value) { x += at % width; y += Math.floor(at / width); n += 1; }
          });
          const box = canvas.getBoundingClientRect();
          return { n, x: box.x + (x / n) * box.width / width,
            y: box.y + (y / n) * box.height / height };
        })()""")
    return dict(found)


def test_a_stamp_is_hovered_picked_and_read(open_page: Open) -> None:
    page = opened(
        open_page, lone(note=NASTY, url="https://example.org/x", bad="javascript:1")
    )
    page.run("deesc.setDate('2018-10-01')")
    page.run("deesc.setMode('date')")
    at = spot(page)
    assert 10 < at["n"] < 400
    page.page.mouse.move(at["x"], at["y"])
    page.until("document.querySelector('.event-tip') !== null")
    assert "raid" in page.page.inner_text(".event-tip")
    page.page.mouse.click(at["x"], at["y"])
    page.until(
        "document.getElementById('card-body').textContent.includes('example.org')"
    )
    card = page.page.inner_text("#card")
    assert "35.81, 36.87" in card and "<img src=x" in card
    links = page.page.locator("#card a").evaluate_all("all => all.map(a => a.href)")
    assert links == ["https://example.org/x"]
    ring = page.page.locator(".spot").bounding_box()
    assert abs(ring["x"] + ring["width"] / 2 - at["x"]) < 2
    assert abs(ring["y"] + ring["height"] / 2 - at["y"]) < 2
    page.run("deesc.setDate('2018-10-02')")
    assert spot(page)["n"] == 0
    assert page.page.title() != "run"
    assert page.complaints == []


def test_events_at_a_place_are_picked_and_those_elsewhere_are_not(
    open_page: Open,
) -> None:
    rows = pd.concat([lone(id=f"E{n}") for n in range(400)], ignore_index=True)
    away = rows.index % 2 == 1
    rows.loc[away, ["lat", "lon"]] = [35.2, 36.2]
    rows.loc[away, "date"] = "2018-10-03"
    page = opened(open_page, rows)
    page.run("deesc.setDate('2018-10-01')")
    at = spot(page)
    page.run("deesc.setWindow('2018-10-01', '2018-10-05')")
    box = "document.getElementById('map').getBoundingClientRect()"
    picked = page.run(f"deesc.events.at({at['x']} - {box}.x, {at['y']} - {box}.y)")
    assert picked == list(range(398, 198, -2)), "the last hundred of this place"
    assert page.run("deesc.events.at(2, 2)") == []


def test_what_is_only_possibly_in_the_window_is_hollow(open_page: Open) -> None:
    page = opened(open_page, lone(date="2018-10"))
    page.run("deesc.setWindow('2018-10-01', '2018-11-01')")
    solid = spot(page)["n"]
    assert page.run("deesc.events.counts().certain")[0] == 1
    page.run("deesc.setMode('date'), deesc.setDate('2018-10-20')")
    hollow = spot(page)["n"]
    assert page.run("deesc.events.counts().possible")[0] == 1
    assert 0 < hollow < solid
    page.run("deesc.setDate('2018-11-01')")
    assert spot(page)["n"] == 0


@pytest.mark.parametrize("few", [False, True], ids=["points", "places"])
@pytest.mark.parametrize(
    ("first", "last"), [("2018-09-01", "2018-10-31"), ("2017-01-01", "2020-12-31")]
)
def test_python_draws_the_same_pixels(
    open_page: Open, first: str, last: str, few: bool
) -> None:
    frame = events(few=few)
    frame.loc[frame.index % 50 == 0, "lon"] = np.nan
    frame.loc[frame.index % 50 == 0, "admin1"] = "Idlib"
    tables = gather([frame_table(frame)], syrian_atlas(), read_gazetteer())
    page = open_page(render_page(syrian_atlas(), events=pack(tables)))
    assert page.run("deesc.events.ready") is True
    page.run(f"deesc.setWindow('{first}', '{iso_of(day_of(last) + 1)}')")
    found = page.run("""(() => {
          const canvas = document.querySelector(".leaflet-events-pane canvas");
          const { width, height } = canvas;
          const context = canvas.getContext("2d");
          const data = context.getImageData(0, 0, width, height).data;
          let text = "";
          for (let at = 0; at < data.length; at += 8192) {
            text += String.fromCharCode(...data.subarray(at, at + 8192));
          }
          return { width, height, data: btoa(text), view: deesc.events.view() };
        })()""")
    seen = found.pop("view")
    colours = seen.pop("colours")
    view = View(**seen, width=found["width"], height=found["height"])
    draw = splat_places if few else splat
    drawn = draw(tables, day_of(first), day_of(last), view, colours)
    wanted = np.frombuffer(base64.b64decode(found["data"]), dtype=np.uint8)
    wanted = wanted.reshape(drawn.shape)
    assert (wanted[..., 3] > 0).sum() > (1000 if few else 3000)
    # A canvas keeps colours times alpha, so what shines through is off by little.
    solid = (wanted[..., 3] == 255) | (drawn[..., 3] == 255)
    assert np.array_equal(wanted[..., 3], drawn[..., 3])
    assert np.array_equal(wanted[solid], drawn[solid])
    assert np.abs(wanted.astype(int) - drawn.astype(int)).max() <= 2


def test_a_date_open_on_one_side_is_possible_on_all_its_days(open_page: Open) -> None:
    frame = pd.concat(
        [events(400), lone(date="../2018-10-09"), lone(date="after 2018")]
    )
    page = opened(open_page, frame.assign(id=range(len(frame))))
    wanted = {
        ("1990-01-01", "1990-02-01"): 1,
        ("2018-10-09", "2018-10-10"): 1,
        ("2018-10-10", "2018-12-31"): 0,
        ("2018-10-01", "2019-01-02"): 2,
        ("2031-01-01", "2031-02-01"): 1,
    }
    page.run("deesc.events.choose({ categories: new Set(['raid']) })")
    raids = frame.iloc[:400].query("type == 'raid'")
    for (start, end), open_ones in wanted.items():
        page.run(f"deesc.setWindow('{start}', '{end}')")
        others = wanted_counts(raids, start, end)
        counts = page.run("deesc.events.counts()")
        assert counts["all"] == others["all"] + open_ones
        assert counts["certain"] == others["certain"]
    page.run("deesc.setWindow('1990-01-01', '1990-02-01')")
    at = spot(page)
    assert at["n"] > 10
    page.page.mouse.click(at["x"], at["y"])
    assert "by 9 October 2018" in page.page.inner_text("#card")
    page.run("deesc.setWindow('2031-01-01', '2031-02-01')")
    page.page.mouse.click(at["x"], at["y"])
    assert "1 January 2019 or later" in page.page.inner_text("#card")
    assert page.complaints == []


def test_events_of_the_documents_follow_the_window(open_page: Open) -> None:
    page = opened(open_page, lone())
    marks = "document.querySelectorAll('#map .marker.event').length"
    page.run("deesc.setMode('date')")
    page.run("deesc.setDate('2019-01-22')")
    assert page.run(marks) == 0
    before = page.run("document.querySelectorAll('#map [data-ref*=\"event\"]').length")
    page.run("deesc.setWindow('2019-01-01', '2019-02-01')")
    after = page.run(
        'document.querySelectorAll(\'#map [data-ref*="event"], '
        "#map .region-note').length"
    )
    assert after > before


def test_rows_are_chosen_by_category_actor_and_certainty(open_page: Open) -> None:
    frame = events()
    page = opened(open_page, frame)
    page.run("deesc.setWindow('2017-01-01', '2021-01-01')")
    page.run(
        "deesc.events.choose({ categories: new Set(['raid']), actors: new Set(['B']) })"
    )
    wanted = ((frame["type"] == "raid") & (frame["actor"] == "B")).sum()
    assert page.run("deesc.events.counts().all") == wanted
    page.run("deesc.events.choose({ certainties: new Set(['certain']) })")
    counts = page.run("deesc.events.counts()")
    assert counts["all"] == counts["certain"][0] + counts["possible"][0] > 0
    page.run("deesc.events.choose({})")
    assert page.run("deesc.events.counts().all") == len(frame)


def test_the_list_reaches_every_event_by_keyboard(open_page: Open) -> None:
    page = opened(open_page, events(few=True))
    page.run("deesc.setWindow('2018-09-01', '2018-11-01')")
    page.page.focus("#event-list")
    page.page.keyboard.press("Enter")
    rows = page.page.locator("#card .item")
    assert rows.count() == min(100, page.run("deesc.events.counts().all"))
    rows.first.focus()
    page.page.keyboard.press("Enter")
    page.until(
        "document.getElementById('card-body').textContent.includes('example.org')"
    )
    assert page.complaints == []


def test_counts_stand_in_for_rows(open_page: Open) -> None:
    frame = events(3000, few=True)
    page = open_page(page_of(frame, max_size_mb=0.001))
    assert page.run("deesc.events.ready") is True
    page.run("deesc.setWindow('2017-01-01', '2021-01-01')")
    counts = page.run("deesc.events.counts()")
    assert counts == wanted_counts(frame, "2017-01-01", "2021-01-01")
    page.page.click("#event-list")
    page.page.locator("#card .item").first.click()
    assert "too large for the page" in page.page.inner_text("#card")


def test_the_page_reads_every_cell_as_python_does(open_page: Open) -> None:
    frame = events(400)
    frame["when"] = frame["date"]
    page = opened(open_page, frame)
    for index in (0, 17, 399):
        page.run(f"deesc.setWindow('{'2017-01-01'}', '2021-01-01')")
        found = page.run(f"deesc.events.row({index})")
        wanted = json.loads(frame.iloc[index].to_json(force_ascii=False))
        assert found == wanted


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_phone_holds_the_time_bar(open_page: Open, lang: str) -> None:
    tables = gather([frame_table(events(300))], syrian_atlas(), read_gazetteer())
    text = render_page(syrian_atlas(), events=pack(tables), lang=lang)
    page = open_page(text, viewport={"width": 360, "height": 740})
    assert page.run("deesc.events.ready") is True
    page.run("deesc.setWindow('2018-09-01', '2018-11-01')")
    assert page.run("document.documentElement.scrollWidth") <= 360
    box = page.page.locator("#histogram").bounding_box()
    assert box["width"] > 150 and box["x"] >= 0
    assert page.complaints == []


def test_an_old_browser_is_told_what_it_lacks(open_page: Open, tmp_path: Path) -> None:
    page = open_page("<!doctype html><title>none</title>")
    page.page.add_init_script("delete window.DecompressionStream")
    file = tmp_path / "old.html"
    file.write_text(page_of(lone()), "ascii")
    page.page.goto(file.as_uri())
    assert page.run("deesc.events.ready") is False
    assert "lacks DecompressionStream" in page.page.inner_text("#event-counts")
    assert page.complaints == []


def test_it_works_in_a_sandboxed_frame(open_page: Open) -> None:
    text = page_of(events(200)).replace("&", "&amp;").replace('"', "&quot;")
    page = open_page(
        "<!doctype html><title>host</title>"
        f'<iframe sandbox="allow-scripts" width="900" height="600" srcdoc="{text}">'
        "</iframe>"
    )
    page.page.wait_for_timeout(900)
    frame = page.page.frames[1]
    assert frame.evaluate("deesc.events.ready") is True
    frame.evaluate("deesc.setWindow('2017-01-01', '2021-01-01')")
    assert frame.evaluate("deesc.events.counts().all") == 200
    assert page.complaints == []


def test_filters_of_the_page_choose_rows_too(open_page: Open) -> None:
    frame = events(300, few=True)
    page = opened(open_page, frame)
    page.run("deesc.setWindow('1990-01-01', '2040-01-01')")
    page.page.click("#filters-title")
    page.page.click("#filters-sheet summary:has-text('Kinds of event')")
    tick = "#filters-sheet label.check:has-text('raid') input"
    page.page.uncheck(tick)
    left = int((frame["type"] != "raid").sum())
    assert 0 < left < len(frame)
    assert page.run("deesc.events.counts().all") == left
    page.page.check(tick)
    assert page.run("deesc.events.counts().all") == len(frame)


def test_words_are_looked_for_in_the_rows(open_page: Open) -> None:
    frame = events().assign(
        note=lambda f: ["Rocket fire" if n % 7 == 0 else "calm" for n in f.index]
    )
    page = opened(open_page, frame)
    page.run("deesc.setWindow('2017-01-01', '2021-01-01')")
    page.page.fill("#search", "ROCKET")
    page.until("document.querySelectorAll('#found li').length === 1")
    page.page.keyboard.press("Enter")
    wanted = wanted_counts(frame.iloc[::7], "2017-01-01", "2021-01-01")
    page.until(f"deesc.events.counts().all === {wanted['all']}")
    assert page.run("deesc.events.counts()") == wanted
    said = page.run("document.querySelector('.filtered').textContent")
    assert f"only the {len(frame.iloc[::7])} rows that hold" in said
    address = page.run("deesc.link()")
    again = open_page(page_of(frame), anchor="#" + address)
    again.until(
        f"deesc.events.counts() && deesc.events.counts().all === {wanted['all']}"
    )
    again.page.click(".filtered button")
    again.until(f"deesc.events.counts().all === {len(frame)}")
    assert "find=" not in again.run("deesc.link()")
    assert page.complaints == again.complaints == []


def test_a_card_opened_from_a_list_returns_to_it_and_has_a_link(
    open_page: Open,
) -> None:
    text = page_of(events(60))
    page = open_page(text, anchor="#mode=window&t=2018-01-01/2019-12-31")
    page.run("deesc.events.ready")
    page.page.click("#event-list")
    listed = page.page.inner_text("#card")
    page.page.locator("#card-body button").nth(2).click()
    row = page.page.inner_text("#card")
    page.until("location.hash.includes('card=row%3A')")
    again = open_page(text, anchor=page.run("location.hash"))
    again.run("deesc.events.ready")
    assert again.page.inner_text("#card") == row != listed
    for nonsense in ("row:-1", "row:99999", "row:1e3", "row:", "row", "rows:1"):
        other = open_page(text, anchor=f"#card={nonsense}")
        other.run("deesc.events.ready")
        assert other.page.locator("#card").is_hidden(), nonsense
        assert other.complaints == []
    page.page.keyboard.press("Escape")
    assert page.page.inner_text("#card") == listed
    button = "[...document.querySelectorAll('#card-body button')]"
    assert page.run(f"{button}.indexOf(document.activeElement)") == 2
    page.page.click("#card-close")
    assert page.page.locator("#card").is_hidden()
    assert page.run("document.activeElement.id") == "event-list"
    assert page.complaints == []


def test_the_first_view_holds_all_zones_once_the_events_have_come(
    open_page: Open,
) -> None:
    page = opened(open_page, events())
    page.page.wait_for_timeout(300)  # the frame of the map takes its last size
    inside = """[...document.querySelectorAll('#map path.zone')].every((path) => {
        const [own, map] = [path, document.getElementById('map')]
          .map((node) => node.getBoundingClientRect());
        return own.bottom <= map.bottom && own.top >= map.top;
    })"""
    assert page.run(inside)
    page.page.set_viewport_size({"width": 1000, "height": 640})
    page.until(inside)
    page.page.mouse.move(500, 200)
    page.page.mouse.wheel(0, -300)
    page.until("location.hash.includes('view=')")
    page.page.set_viewport_size({"width": 1280, "height": 800})
    page.page.wait_for_timeout(300)
    assert "view=" in page.run("deesc.link()"), "a view that was chosen is kept"


def test_words_that_no_row_holds_leave_none(open_page: Open) -> None:
    page = opened(open_page, events(), anchor="#find=" + "x%22%3E" * 40)
    page.until("deesc.events.counts().all === 0")
    assert page.complaints == []


def test_lifelines_of_a_page_with_events_have_room_on_paper(open_page: Open) -> None:
    page = opened(open_page, events())
    page.page.emulate_media(media="print")
    hidden = (
        "((n) => n.scrollHeight - n.clientHeight)(document.getElementById('lifelines'))"
    )
    assert page.run(hidden) <= 1
    page.page.emulate_media(media="screen")
    page.page.set_viewport_size({"width": 360, "height": 740})
    assert page.run(hidden) <= 1


def saved(page: Any, words: str) -> bytes:
    with page.page.expect_download() as download:
        if page.page.locator("#share").get_attribute("open") is None:
            page.page.click("#share > summary")
        page.page.click(f"#share-sheet button:has-text('{words}')")
    return Path(download.value.path()).read_bytes()


def test_saved_files_hold_the_events_in_view(open_page: Open) -> None:
    rows = pd.concat([lone(), lone(id="E2", date="2018-09", actor="=1+1")])
    page = opened(open_page, rows.reset_index(drop=True))
    page.run("deesc.setWindow('2018-09-15', '2018-10-02')")
    text = saved(page, "CSV").decode("utf-8-sig")
    found = [
        r for r in csv.DictReader(io.StringIO(text)) if r["kind"][:8] == "event of"
    ]
    assert [(r["certainty"], r["when"]) for r in found] == [
        ("certain", "1 October 2018"),
        ("possible", "between 1 September 2018 and 30 September 2018"),
    ]
    assert all(float(r["lat"]) == 35.81 and "idlib: " in r["inside"] for r in found)
    features = json.loads(saved(page, "GeoJSON"))["features"]
    points = [f["geometry"] for f in features if f["properties"]["when"] in text]
    assert {"type": "Point", "coordinates": [36.87, 35.81]} in points
    assert page.complaints == []


def test_the_saved_picture_shows_stamps_and_the_days(open_page: Open) -> None:
    page = opened(open_page, lone())
    page.run("deesc.setWindow('2018-09-15', '2018-10-02')")
    said = """(() => {
        const texts = [];
        const own = CanvasRenderingContext2D.prototype;
        const [write, paste] = [own.fillText, own.drawImage];
        own.fillText = function (text, ...rest) {
          texts.push(text);
          return write.call(this, text, ...rest);
        };
        own.drawImage = function (...all) {
          texts.push("image");
          return paste.apply(this, all);
        };
        [...document.querySelectorAll("#share-sheet button")]
          .find((each) => each.textContent.includes("PNG")).click();
        [own.fillText, own.drawImage] = [write, paste];
        return texts; })()"""
    texts = page.run(said)
    assert "image" in texts and "15 Sep 2018 \u2013 1 Oct 2018" in texts
    assert any(text.endswith(" km") for text in texts)
    assert any("stamps of the table" in text for text in texts)
    assert page.complaints == []
