"""A page of any table of shapes: its days, points, texts, and complaints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import maps
import pandas as pd
import pytest
from geodata.errors import CrsError, DateError, InputError
from samples import packed_in
from shapely import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    Point,
    box,
)

Open = Callable[..., Any]
NASTY = "</script><img src=x onerror=\"document.title='run'\">{{ 7*7 }}`${a}"
MIXED = GeometryCollection([Point(0, 0), box(0, 0, 1, 1)])


def closures(crs: int | None = 4326) -> gpd.GeoDataFrame:
    """Waters that were closed, and buoys; somewhere without any document."""
    return gpd.GeoDataFrame(
        {
            "name": ["East bay", NASTY, "Buoy 7", "Buoy 8"],
            "type": ["closure", "closure", "buoy", NASTY],
            "opened": ["2024-03-01", "2024-06", pd.Timestamp("2024-04-02 13:00"), None],
            "closed": ["2024-05-10", None, "2024-07-01", "2024-04-01?"],
            "note": [NASTY, None, 3.5, NASTY],
        },
        geometry=[
            box(10.0, 54.0, 10.6, 54.4),
            box(10.5, 54.3, 11.2, 54.8),
            Point(10.1, 54.1),
            Point(12.0, 54.1),
        ],
        crs=crs,
    )


def page(frame: gpd.GeoDataFrame, **options: Any) -> str:
    return maps.time_map(frame, "opened", "closed", **options)


@pytest.mark.browser
def test_shapes_stand_from_their_first_day_until_their_end(open_page: Open) -> None:
    shown = open_page(page(closures(), title=NASTY, source=NASTY))

    def answers(day: str) -> dict[str, str]:
        shown.run(f"deesc.setDate('{day}')")
        zones = shown.run("deesc.state().zones.filter((z) => z.status === 'regime')")
        return {zone["id"]: zone["certainty"] for zone in zones}

    assert answers("2024-02-29") == {"row-1": "no", "row-2": "no"}
    assert answers("2024-03-01") == {"row-1": "certain", "row-2": "no"}
    assert answers("2024-05-09")["row-1"] == "certain"
    assert answers("2024-05-10")["row-1"] == "no"
    assert answers("2024-06-15")["row-2"] == "possible"
    assert answers("2024-06-30")["row-2"] == "certain"
    assert answers("2025-01-01")["row-2"] == "possible"
    shown.run("deesc.setDate('2024-04-10')")
    assert shown.run("document.querySelectorAll('path.zone').length") == 1
    assert shown.run("document.querySelectorAll('.marker.point').length") == 1
    shown.run("deesc.setZone('row-1')")
    assert "Buoy 7" in shown.run("document.getElementById('answers').textContent")
    assert shown.complaints == [] and len(shown.requests) == 1


@pytest.mark.browser
def test_lines_are_drawn_and_hold_nothing(open_page: Open) -> None:
    frame = gpd.GeoDataFrame(
        {
            "name": ["Front", "Road", "Camp"],
            "start": ["2024-03-01", "2024-03-01", "2024-03-02"],
            "end": [None, "2024-05-01", None],
        },
        geometry=[
            LineString([(10.0, 54.0), (10.4, 54.2), (10.8, 54.1)]),
            MultiLineString([[(10, 53.8), (11, 53.9)], [(11.1, 53.9), (11.2, 54)]]),
            Point(10.4, 54.2),
        ],
        crs=4326,
    )
    text = str(maps.time_map(frame, on="2024-03-05"))
    assert "line, as the table has it</text>" in text
    assert "inside the zone, as stated</text>" not in text
    shown = open_page(text)
    assert shown.run("document.querySelectorAll('path.zone').length") == 2
    assert shown.page.title() == "Shapes over time"
    answers = shown.page.inner_text("#answers")
    assert "a line, with nothing inside" in answers and "Camp" not in answers
    assert "inside the zone" not in shown.page.inner_text("#legend-list")
    assert "line, as the table has it" in shown.page.inner_text("#legend-list")
    assert shown.complaints == [] and len(shown.requests) == 1


@pytest.mark.browser
def test_a_view_amid_a_country_is_land(open_page: Open) -> None:
    """No border of Sudan crosses the view; its ring goes around it."""
    frame = gpd.GeoDataFrame(
        {"start": ["2024-03-01"]}, geometry=[box(32.2, 15, 32.9, 15.8)], crs=4326
    )
    shown = open_page(maps.time_map(frame, end=None))
    shapes = (
        "[...document.querySelectorAll('path.land')].map((p) => p.getAttribute('d'))"
    )
    drawn = [shape for shape in shown.run(shapes) if shape != "M0 0"]
    assert len(drawn) == 1
    inside = """(() => {
        const map = document.getElementById("map").getBoundingClientRect();
        const paths = [...document.querySelectorAll("path.land")];
        const path = paths.find((each) => each.getAttribute("d") !== "M0 0");
        const point = new DOMPoint(map.x + map.width / 2, map.y + map.height / 2)
          .matrixTransform(path.getScreenCTM().inverse());
        return path.isPointInFill(point); })()"""
    assert shown.run(inside) is True


@pytest.mark.browser
def test_texts_of_a_table_are_text(open_page: Open) -> None:
    shown = open_page(page(closures(), title=NASTY, source=NASTY, on="2024-07-02"))
    for day in ("2024-03-20", "2024-07-02"):
        shown.run(f"deesc.setDate('{day}')")
        shown.run("document.querySelectorAll('[data-ref]').forEach((n) => n.click?.())")
    assert NASTY in shown.run("document.querySelector('h1').textContent")
    assert shown.run("document.querySelectorAll('img').length") == 0
    assert shown.page.title() == NASTY
    assert shown.complaints == [] and len(shown.requests) == 1


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_page_speaks_of_rows_and_not_of_documents(open_page: Open, lang: str) -> None:
    frame = closures().replace({NASTY: "Bank"})
    shown = open_page(page(frame, title="Waters", on="2024-03-02", lang=lang))
    shown.run("deesc.setZone('row-1')")
    read = "document.body.innerText"
    told = {
        "en": ("4 rows of a table", "No row of the table lies inside", "document"),
        "ar": ("صفوف من جدول", "لا يقع أي صف من الجدول", "وثيقة"),
    }
    rows, empty, never = told[lang]
    assert rows in shown.run(read) and empty in shown.run(read)
    assert never not in shown.run(read).lower()
    shown.run("deesc.setDate('2024-04-10')")  # Buoy 7 lies inside
    assert empty not in shown.run(read)


def test_page_is_the_same_twice_and_in_another_crs(tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    first = page(closures(), output=file)
    assert file.read_text("ascii") == first == page(closures())
    other = page(closures().to_crs(3035))
    points = [(item["lat"], item["lon"]) for item in packed_in(other)["items"]]
    assert (54.1, 10.1) in points


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"opened": "someday"}, DateError, "row 1, column 'opened'"),
        ({"opened": "01/03/2024"}, DateError, "row 1"),
        ({"geometry": MIXED}, InputError, "row 1: a GeometryCollection"),
        ({"closed": "2001"}, DateError, "row 1: it ends before it begins"),
        ({"geometry": None}, InputError, "row 1: it has no shape"),
        ({"geometry": box(4e6, 3e6, 5e6, 4e6)}, CrsError, "set the frame's CRS"),
    ],
)
def test_a_bad_row_is_named(change: Any, error: Any, words: str) -> None:
    frame = closures(None)
    for column, value in change.items():
        frame.loc[0, column] = value
    with pytest.raises(error, match=words):
        page(frame)


def test_several_points_of_a_row_are_all_drawn() -> None:
    frame = closures()
    frame.geometry = [
        MultiPoint([(10.1, 54.1), (10.2, 54.2)]),
        MultiPoint([(10.3, 54.3)]),
        *frame.geometry[2:],
    ]
    found = {item["id"]: item for item in packed_in(page(frame))["items"]}
    assert {"row-1-1", "row-1-2", "row-2"} <= set(found)
    assert found["row-1-1"]["name"] == found["row-1-2"]["name"] == frame["name"][0]
    assert (found["row-1-2"]["lat"], found["row-1-2"]["lon"]) == (54.2, 10.2)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no column 'start'; it has name, type"):
        maps.time_map(closures())
    with pytest.raises(InputError, match="no row of the table has a date"):
        maps.time_map(closures(), None, None)
    with pytest.raises(AttributeError, match="nothing"):
        maps.nothing  # noqa: B018
