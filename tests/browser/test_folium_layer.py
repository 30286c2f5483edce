"""A layer of folium: drawn beside others, dated, read, and safe from any text."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import folium
import maps
import pandas as pd
import pytest
from geodata.errors import InputError
from maps.armour import unarmour, unzipped
from maps.events import Publishing
from maps.layers import plain_label
from samples import syrian_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
RUN = "document.title='run'"
HOSTILE = (
    f"</script><script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    "{{ 7*191 }}{% raw %}{# x #}{{ cycler.__init__ }}",
    "`${" + RUN + "}`",
    "a {{ b",
    "50{% of",
    "\\'\"\u202e\u2028",
)


def data_link(kind: str, name: str) -> str:
    """A file of Leaflet as an address that needs no network."""
    content = (files("js_lib_leaflet") / "static/js_lib_leaflet" / name).read_bytes()
    content = (
        re.sub(rb"url\([^)]*\)", b"none", content) if kind == "text/css" else content
    )
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def host() -> Any:
    """A map of folium that loads nothing."""
    page = folium.Map([35.4, 36.8], zoom_start=7, tiles=None)
    page.default_js = [("leaflet", data_link("text/javascript", "leaflet.js"))]
    page.default_css = [("leaflet_css", data_link("text/css", "leaflet.css"))]
    return page


def events(text: str = "battle") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": ["2018-10-01", "2018-10-03", "2019-02-01"],
            "lat": [35.93, 35.3, 36.2],
            "lon": [36.63, 36.7, 37.1],
            "type": [text, "shelling", text],
            "note": [text, "b", "c"],
        }
    )


def test_terms_of_a_source_hold_for_frames_too() -> None:
    frame = pd.DataFrame(
        {
            "event_id_cnty": ["SYR1"],
            "event_date": ["2018-10-01"],
            "time_precision": [1],
            "event_type": ["Battles"],
            "actor1": ["A"],
            "latitude": [35.9],
            "longitude": [36.6],
            "geo_precision": [1],
            "notes": ["told at length"],
        }
    )
    with pytest.raises(InputError, match="terms of ACLED .* in Python"):
        maps.TimeMapLayer(syrian_atlas(), events=frame)
    asked = Publishing(accessed="2024-05-01")
    layer = maps.TimeMapLayer(syrian_atlas(), events=frame, publishing=asked)
    head = json.loads(unzipped(unarmour(json.loads(layer.texts)[0])))
    events = head["payload"]["events"]
    assert not events["has_rows"] and events["accessed"] == "2024-05-01"
    assert "(ACLED)" in " ".join(events["attribution"])
    with pytest.raises(InputError, match="frame: no row can be used"):
        frame = frame.assign(event_date="soon")
        maps.TimeMapLayer(syrian_atlas(), events=frame, publishing=asked)


def opened(open_page: Open, page: Any, *layers: Any) -> Any:
    text = page.get_root().render()
    result = open_page(text.encode("ascii", "xmlcharrefreplace").decode())
    for layer in layers:
        name = layer.get_name()
        result.run(f"{name}.ready.then((face) => {{ window.{name}_face = face; }})")
    return result


def test_layer_is_drawn_beside_others_and_follows_its_date(open_page: Open) -> None:
    page = host()
    layer = maps.TimeMapLayer(syrian_atlas(), events=events(), on="2018-10-01")
    layer.add_to(page)
    folium.CircleMarker([35, 37]).add_to(page)
    folium.LayerControl().add_to(page)
    shown = opened(open_page, page, layer)
    face = f"{layer.get_name()}_face"
    assert shown.run("document.querySelectorAll('path.zone').length") > 0
    fill = "getComputedStyle(document.querySelector('path.zone.inner')).stroke"
    assert shown.run(fill) == "rgb(0, 114, 178)"
    assert shown.run(f"{face}.counts().all") == 1
    shown.run(f"{face}.setMode('sofar'), {face}.setDate('2019-02-01')")
    assert shown.run(f"{face}.counts().all") == 3
    assert shown.run(f"{face}.row(1)")["type"] == "shelling"
    before = shown.run(f"JSON.stringify({face}.state())")
    shown.run("""(() => {
        const slider = document.querySelector(".deesc-time input");
        slider.value = "0";
        slider.dispatchEvent(new Event("input"));
    })()""")
    assert shown.run(f"JSON.stringify({face}.state())") != before
    assert shown.complaints == [] and len(shown.requests) == 1 + data_requests(shown)


def data_requests(shown: Any) -> int:
    return sum(address.startswith("data:") for address in shown.requests)


def test_layer_can_be_taken_off_and_put_back(open_page: Open) -> None:
    page = host()
    layer = maps.TimeMapLayer(syrian_atlas(), events=events(), on="2018-10-01")
    layer.add_to(page)
    shown = opened(open_page, page, layer)
    name, container = layer.get_name(), page.get_name()
    count = "document.querySelectorAll('path.zone, .deesc-time, .zone-label').length"
    drawn = shown.run(count)
    assert drawn > 2
    shown.run(f"{container}.removeLayer({name})")
    shown.page.wait_for_timeout(50)
    assert shown.run(count) == 0
    shown.run(f"{container}.addLayer({name})")
    shown.page.wait_for_timeout(50)
    assert shown.run(count) == drawn
    assert shown.complaints == []


def test_tiles_and_other_layers_stay_beside_it(open_page: Open) -> None:
    page = host()
    folium.TileLayer("https://tiles.invalid/{z}/{x}/{y}.png", attr="(c) T").add_to(page)
    folium.GeoJson(
        {"type": "Point", "coordinates": [36.9, 35.2]}, marker=folium.CircleMarker()
    ).add_to(page)
    layer = maps.TimeMapLayer(syrian_atlas(), events=events(), on="2018-10-01")
    layer.add_to(page)
    shown = opened(open_page, page, layer)
    shown.run(f"{layer.get_name()}_face.setDate('2018-10-03')")
    assert shown.run(f"{layer.get_name()}_face.counts().all") == 2
    shown.run(f"{layer.get_name()}_face.setMode('date')")
    assert shown.run(f"{layer.get_name()}_face.counts().all") == 1
    count = "document.querySelectorAll('.leaflet-overlay-pane path').length"
    assert shown.run(count) == 1
    panes = shown.run(
        "['.leaflet-tile-pane', 'path.zone'].map((each) => Number("
        "getComputedStyle(document.querySelector(each).closest('.leaflet-pane'))"
        ".zIndex))"
    )
    assert panes[0] < panes[1], "tiles lie under the zones"
    others = [text for text in shown.complaints if "ERR_" not in text]
    assert others == [], "nothing but tiles that no network gives"


def test_the_scripts_of_a_layer_carry_no_comments() -> None:
    layer = maps.TimeMapLayer(syrian_atlas())
    for _, address in (*layer.default_js, *layer.default_css):
        text = base64.b64decode(address.partition(",")[2]).decode("ascii")
        assert len(text) > 1000 and "/*" not in text


def test_two_layers_share_a_map(open_page: Open) -> None:
    page = host()
    layers = [
        maps.TimeMapLayer(syrian_atlas(), on=day, lang=lang).add_to(page)
        for day, lang in (("2018-10-01", "en"), ("2019-10-01", "en"))
    ]
    text = page.get_root().render()
    assert (
        text.count("data:text/javascript;base64") == 2
    ), "Leaflet, and the scripts once"
    shown = opened(open_page, page, *layers)
    dates = [shown.run(f"{layer.get_name()}_face.state().date") for layer in layers]
    assert dates == ["2018-10-01", "2019-10-01"]
    assert shown.complaints == []


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_no_text_runs_or_breaks_the_map(open_page: Open, place: int) -> None:
    text = HOSTILE[place]
    atlas = syrian_atlas()
    items = [replace(item, name=text) for item in atlas.items]
    atlas = replace(atlas, items=tuple(items), cautions=(text,))
    layer = maps.TimeMapLayer(atlas, events=events(text), name=text, on="2018-10-01")
    page = host()
    layer.add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    rendered = page.get_root().render()
    assert "1337" not in rendered
    shown = opened(open_page, page, layer)
    face = f"{layer.get_name()}_face"
    row = shown.run(f"{face}.row(0)")
    assert row["type"] == text and row["note"] == text
    shown.run(f"{face}.openCard({{ kind: 'row', index: 0 }})")
    shown.page.wait_for_timeout(60)
    assert text[:4] in shown.run("document.querySelector('.deesc-card').textContent")
    wanted = " ".join(text.split())
    control = shown.run(
        "document.querySelector('.leaflet-control-layers-overlays').textContent"
    )
    assert " ".join(control.split()) == wanted
    assert shown.page.title() != "run"
    assert shown.run("document.querySelectorAll('img[src=x]').length") == 0
    assert shown.complaints == []


def test_a_name_is_made_of_references() -> None:
    made = plain_label("{{ 7*7 }}`${a}`<b>\\")
    assert not set("{}`$<>\\") & set(made)
