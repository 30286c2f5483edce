"""Layers that are off at first: ground held, and tiles of a server."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from geodata.periods import day_of
from geodata.world import load_world
from maps.page import render_page, render_payload
from maps.tiles import read_tiles
from zones.atlas import Atlas
from zones.held import held_ground
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@cache
def default_atlas() -> Atlas:
    return load_atlas([], load_world)


def test_held_ground_is_off_and_then_that_of_the_library(open_page: Open) -> None:
    atlas = default_atlas()
    assert atlas.grounds, "the record names towns that changed hands"
    opened = open_page(render_page(atlas), anchor="#date=2018-10-01")
    assert opened.page.locator("path.held").count() == 0
    opened.page.locator("#held").check()
    for day in ("2018-10-01", "2019-08-25", "2020-03-07"):
        opened.run(f"deesc.setDate('{day}')")
        opened.page.wait_for_timeout(80)
        rows = [
            row
            for zone in atlas.zone_ids()
            for row in held_ground(atlas, zone, day_of(day))
        ]
        assert opened.page.locator("path.held").count() == len(rows), day
        sure = sum(row.certainty == "certain" for row in rows)
        assert opened.page.locator("path.held.certain").count() == sure, day
        listed = opened.page.locator("#held-list li").all_inner_texts()
        assert sorted(listed) == sorted({row.body.actor for row in rows}), day
    assert opened.page.locator("#held-note").is_visible()
    opened.page.locator("#held").uncheck()
    assert opened.page.locator("path.held").count() == 0
    assert opened.complaints == []


def test_page_without_held_ground_offers_none(open_payload: Open) -> None:
    opened = open_payload()
    assert opened.page.locator("#held-box").is_hidden()


def tile() -> bytes:
    """Return a grey PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x99")
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers.get('Referer')}")
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(tile())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def test_tiles_come_from_one_host_and_the_page_says_so(
    open_page: Open, payload: dict[str, Any], server: tuple[str, list[str]]
) -> None:
    origin, asked = server
    tiles = read_tiles(origin + "/{z}/{x}/{y}.png", "(c) <b>Example</b>")
    opened = open_page(render_payload(payload | {"tiles": tiles}), offline=False)
    opened.until("document.querySelector('#map.tiled') !== null")
    assert asked and all(line.endswith(" None") for line in asked), "no referrer"
    others = [r for r in opened.requests[1:] if not r.startswith(origin + "/")]
    assert others == []
    assert opened.page.inner_text(".tile-credit") == "(c) <b>Example</b>"
    assert origin in opened.page.inner_text("footer")
    assert opened.complaints == []
    blocked = opened.run("""new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
            resolve(event.blockedURI);
        });
        new Image().src = 'http://127.0.0.1:9/other.png';
    })""")
    assert blocked.startswith("http://127.0.0.1:9")


def test_page_keeps_its_own_land_until_a_tile_comes(
    open_page: Open, payload: dict[str, Any]
) -> None:
    tiles = read_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "(c) Example")
    opened = open_page(render_payload(payload | {"tiles": tiles}))
    opened.page.wait_for_timeout(200)
    assert opened.run("document.querySelector('#map').classList.contains('tiled')") is (
        False
    )
    assert opened.run("deesc.state().date") == "2031-04-01"


def test_view_opens_on_a_zone_of_another_type_where_the_main_one_has_no_shape(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    for zone in payload["zones"]:
        if zone["id"] != "lakes":
            zone["readings"] = []
        zone["main"] = zone["id"] != "lakes"
    opened = open_payload(payload)
    opened.run("deesc.setDate('2031-05-10')")
    opened.page.wait_for_timeout(100)
    drawn = opened.page.locator("#map path.zone[data-ref^='lakes/']").first
    whole = opened.page.locator("#map").bounding_box()
    box = drawn.bounding_box()
    assert whole and box
    assert box["height"] > 0.4 * whole["height"], "the zone fills the view"


def test_ground_is_drawn_as_leaflet_would(open_payload: Open) -> None:
    """Leaflet's own polygons are the measure, at each zoom, in and out of view."""
    page = open_payload()
    shares = page.run("""(() => {
      const { provinces } = deescData.read("deesc-data");
      const rings = provinces.flatMap((each) => deescShapes.unpack(each.geometry));
      const box = document.createElement("div");
      box.style.cssText = "position: fixed; width: 500px; height: 400px";
      document.body.append(box);
      const map = new L.Map(box, { zoomControl: false, attributionControl: false,
        zoomAnimation: false });
      const bounds = new L.LatLngBounds(deescShapes.toLatLngs(rings).flat(2));
      map.fitBounds(bounds);
      const renderer = new L.SVG({ padding: 0.2 });
      const own = new deescOutline(rings.flat(), true, { renderer, fill: true });
      own.addTo(map);
      const theirs = new L.Polygon(deescShapes.toLatLngs(rings),
        { renderer, smoothFactor: 0, noClip: true }).addTo(map);
      const pixels = (layer) => {
        const canvas = document.createElement("canvas");
        canvas.width = 500;
        canvas.height = 400;
        const context = canvas.getContext("2d", { willReadFrequently: true });
        const shift = map._getMapPanePos();
        context.translate(shift.x, shift.y);
        context.fill(new Path2D(layer.getElement().getAttribute("d")), "evenodd");
        return context.getImageData(0, 0, 500, 400).data;
      };
      const corner = bounds.getNorthWest();
      return [0, 1.5, 4, 7].map((more) => {
        if (more) map.setView(corner, map.getZoom() + more, { animate: false });
        const [a, b] = [pixels(own), pixels(theirs)];
        let apart = 0;
        let filled = 0;
        for (let i = 3; i < a.length; i += 4) {
          filled += b[i] > 127;
          apart += Math.abs(a[i] - b[i]) > 127;
        }
        return [filled, apart];
      });
    })()""")
    assert all(filled > 500 for filled, _ in shares), shares
    assert all(apart <= 0.004 * 200_000 for _, apart in shares), shares
