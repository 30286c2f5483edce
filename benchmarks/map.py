"""Measure maps of many events, beside folium and swiftmap in the same run.

Events are drawn at random near 5,000 made-up towns, with a day of five years, one of
six types and one of forty sources, which are addresses of documents of the embedded
atlas: ``free`` scatters them around the towns, ``gazetteer`` puts them on the towns.
Every tool draws points of a radius of four pixels: ours by the certainty of zones, the
others by type, and shows what it knows of a point that is clicked. Each page is made in
a process of its own and opened in headless Chromium without a network. Wall times are
those of this machine and moment; seconds of CPU and ratios between tools of one run say
more.

    python benchmarks/map.py                             # 1e4, 1e5 and 1e6 events
    python benchmarks/map.py --sizes 10000000
    python benchmarks/map.py --peers --libraries node_modules

folium's pages load scripts from elsewhere. Their packages are looked for in the folder
of ``--libraries`` (``npm install leaflet@1.9.4 jquery leaflet-timedimension@1.1.1
iso8601-js-period moment leaflet.timeline@1.6.0``), and handed to the page as it asks.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DAYS = 1826
FIRST = "2016-01-01"
TOWNS = 5000
COLOURS = {
    "Battles": "#b2182b",
    "Explosions": "#e08214",
    "Violence": "#762a83",
    "Protests": "#1b7837",
    "Riots": "#2166ac",
    "Developments": "#666666",
}
TYPES = list(COLOURS)
RADIUS = 4
KINDS = ("free", "gazetteer")
WINDOW = 90
STEPS = 40
WARM = 5  # runs before those that count
PEER_STEPS = 12
VISITS = 3
PICKS = 25
PEERS = {
    "folium TimestampedGeoJson": (10_000, 100_000),
    "folium TimestampedGeoJson, SVG": (10_000, 100_000),
    "folium Timeline": (10_000, 100_000),
    "swiftmap": (10_000, 100_000, 1_000_000),
}
"""With the numbers of events that a page of each still opens with. folium draws in SVG
unless it is told to take a canvas, as the other two of its pages are."""

FILES = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery": "jquery/dist/jquery.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/"
    "leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": "leaflet-timedimension/dist/"
    "leaflet.timedimension.control.css",
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.min.js": "moment/min/moment.min.js",
}


def addresses() -> list[str]:
    """Return forty addresses of documents of the embedded atlas.

    Those with letters in codes of three signs are left out: they are longer than most.
    """
    dossier = Path(__file__).parents[1] / "zones" / "data" / "reference.dossier.json"
    documents = json.loads(dossier.read_text("utf-8"))["documents"]
    found = {each["url"] for each in documents if each["url"]}
    known = sorted(address for address in found if "%" not in address)
    return known[:: len(known) // 40][:40]


def events(count: int, kind: str) -> Any:
    """Return random events, in the order of their days."""
    import numpy as np
    import pandas as pd

    chance = np.random.default_rng(11)
    lat = np.round(chance.uniform(33.0, 37.0, TOWNS), 5)
    lon = np.round(chance.uniform(35.8, 42.0, TOWNS), 5)
    often = 1 / np.arange(1, TOWNS + 1)
    town = chance.choice(TOWNS, count, p=often / often.sum())
    lat, lon = lat[town], lon[town]
    if kind == "free":
        lat = np.round(lat + chance.normal(0, 0.03, count), 5)
        lon = np.round(lon + chance.normal(0, 0.03, count), 5)
    day = np.sort(chance.integers(0, DAYS, count))
    frame = pd.DataFrame(
        {
            "date": (np.datetime64(FIRST) + day).astype(str),
            "lat": lat,
            "lon": lon,
            "type": chance.choice(TYPES, count, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.05]),
            "source": chance.choice(addresses(), count),
        }
    )
    if kind == "gazetteer":
        frame.insert(1, "place", [f"Town {number}" for number in town])
    return frame


def make_deesc(table: Path, output: Path) -> dict[str, float]:
    """Make our page; reading and joining is timed apart from packing and writing."""
    from geodata.formats import write_text
    from geodata.world import load_world
    from maps.events import gather, pack
    from maps.page import render_page
    from zones.loading import load_atlas

    world = load_world()
    atlas = load_atlas([], load_world)
    started = time.process_time()
    tables = gather([table], atlas, world.gazetteer)
    gathered = time.process_time()
    packed = pack(tables)
    write_text(output, render_page(atlas, events=packed))
    return {
        "read": gathered - started,
        "make": time.process_time() - gathered,
        "events_mb": packed.size / 1e6,
    }


def make_folium(table: Path, output: Path, kind: str) -> dict[str, float]:
    """Make a page of folium, with points that show for the window."""
    import folium
    import pandas as pd
    from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson
    from folium.utilities import JsCode

    frame = pd.read_csv(table)
    started = time.process_time()
    ends = (pd.to_datetime(frame["date"]) + pd.Timedelta(days=WINDOW)).dt.strftime(
        "%Y-%m-%d"
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {
                "times": [row.date],
                "start": row.date,
                "end": end,
                "popup": f"{row.type} {row.source}",
                "icon": "circle",
                "iconstyle": {"color": COLOURS[row.type], "radius": RADIUS},
            },
        }
        for row, end in zip(frame.itertuples(), ends, strict=True)
    ]
    data = {"type": "FeatureCollection", "features": features}
    canvas = not kind.endswith("SVG")
    page = folium.Map([35, 38.5], zoom_start=7, tiles=None, prefer_canvas=canvas)
    if kind == "folium Timeline":
        draws = "(f, at) => L.circleMarker(at, f.properties.iconstyle)"
        tells = "(f, layer) => layer.bindPopup(f.properties.popup)"
        timeline = Timeline(
            data, point_to_layer=JsCode(draws), on_each_feature=JsCode(tells)
        ).add_to(page)
        TimelineSlider(auto_play=False).add_timelines(timeline).add_to(page)
    else:
        TimestampedGeoJson(
            data, period="P1D", duration=f"P{WINDOW}D", auto_play=False
        ).add_to(page)
    page.save(str(output))
    return {"read": 0.0, "make": time.process_time() - started}


def make_swiftmap(table: Path, output: Path) -> dict[str, float]:
    """Make a page of swiftmap, with points that show for the window."""
    import pandas as pd
    import swiftmap

    frame = pd.read_csv(table)
    started = time.process_time()
    page = swiftmap.Map(center=[35, 38.5], zoom=7)
    page.add_circle_markers(
        frame,
        lat_col="lat",
        lon_col="lon",
        radius=RADIUS,
        name="e",
        color_col="type",
        colormap=COLOURS,
    )
    page.make_time_layer("e", time_field="date", period="P1D", duration=f"P{WINDOW}D")
    page.save(str(output))
    return {"read": 0.0, "make": time.process_time() - started}


def make(tool: str, table: Path, output: Path) -> None:
    """Make one page in this process, and print what it took as JSON."""
    if tool == "deesc":
        found = make_deesc(table, output)
    elif tool == "swiftmap":
        found = make_swiftmap(table, output)
    else:
        found = make_folium(table, output, tool)
    status = Path("/proc/self/status").read_text("ascii")
    found["peak_mb"] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print(json.dumps(found))


# Milliseconds of a step: its script, and what it leaves to the frame that follows.
WHOLE = """
  const frame = () => new Promise((done) => requestAnimationFrame(() =>
    done(performance.now())));
  const whole = async (act) => {
    const before = frame();
    const start = performance.now();
    act();
    const took = performance.now() - start;
    const after = frame();
    const [from, to] = [await before, await after];
    return took + to - from;
  };
"""
OURS = (
    """async ({ steps, warm }) => {
"""
    + WHOLE
    + """
  await deesc.events.ready;
  const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const first = Date.parse("2016-06-01") / 864e5;
  const rest = () => new Promise((done) => setTimeout(done, 30));
  const repeat = async (times, act) => {
    const found = [];
    for (let n = -warm; n < times; n += 1) {
      const took = await act(n + warm);
      if (n >= 0) found.push(took);
      await rest();
    }
    return found;
  };
  const sync = await repeat(steps, (n) => whole(() =>
    deesc.setWindow(iso(first + n * 7), iso(first + n * 7 + 90))));
  const full = await repeat(20, (n) => whole(() =>
    deesc.setWindow("2015-12-31", iso(first + 1700 - n))));
  deesc.setWindow("2018-01-01", "2018-04-01");
  const slider = document.getElementById("day");
  const pull = await repeat(steps, async (n) => {
    const before = frame();
    slider.value = String(Number(slider.max) - 900 + n);
    slider.dispatchEvent(new Event("input"));
    const after = frame();
    return await after - await before;
  });
  return { sync, full, pull };
}"""
)
# A step by itself, for its CPU: nothing is timed, and the page rests between.
STEP = """async (n) => {
  const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const from = Date.parse("2016-06-01") / 864e5 + n * 7;
  deesc.setWindow(iso(from), iso(from + 90));
  await new Promise((done) => setTimeout(done, 40));
}"""
# From the event that the browser hands out until its answer stands in the page: the
# work of the pointer's frame, and of the click. Without the wait for that frame.
LISTEN = """() => {
  window.answered = { hover: [], click: [] };
  let began = 0;
  addEventListener("pointermove", () => requestAnimationFrame(() => {
    began = performance.now();
  }), true);
  addEventListener("pointermove", () => requestAnimationFrame(() => {
    answered.hover.push(performance.now() - began);
  }));
  addEventListener("click", () => {
    const start = performance.now();
    const after = new MessageChannel();
    after.port1.onmessage = () => answered.click.push(performance.now() - start);
    after.port2.postMessage(0);
  }, true);
}"""
SPOTS = """(wanted) => {
  const box = document.getElementById("map").getBoundingClientRect();
  const found = [];
  for (let n = 0; found.length < wanted && n < 4000; n += 1) {
    const x = 280 + (n * 37) % (box.width - 420);
    const y = 30 + (n * 53) % (box.height - 60);
    const node = document.elementFromPoint(box.left + x, box.top + y);
    const isFree = node && !node.closest(
      ".leaflet-control, .leaflet-marker-pane, button, .side, .on-map");
    if (isFree && deesc.events.at(x, y).length) found.push([box.left + x, box.top + y]);
  }
  return found;
}"""
STAMPED = (
    """async ({ steps }) => {
"""
    + WHOLE
    + """
  const map = Object.values(window).find((each) => each instanceof L.Map);
  const sync = [];
  for (let n = 0; n < steps; n += 1) {
    sync.push(await whole(() => map.timeDimension.setCurrentTimeIndex(150 + 7 * n)));
    await new Promise((done) => setTimeout(done, 30));
  }
  return { sync };
}"""
)
TIMELINE = (
    """async ({ steps }) => {
"""
    + WHOLE
    + """
  const lines = Object.values(window).find((each) => each instanceof L.Timeline);
  const sync = [];
  for (let n = 0; n < steps; n += 1) {
    sync.push(await whole(() =>
      lines.setTime(Date.parse("2016-06-01") + 7 * n * 864e5)));
    await new Promise((done) => setTimeout(done, 30));
  }
  return { sync };
}"""
)
SWIFT = (
    """async ({ steps }) => {
"""
    + WHOLE
    + """
  const find = () => document.querySelector("input.swiftmap-time-slider");
  while (!find()) await new Promise((done) => setTimeout(done, 50));
  const field = find();
  const sync = [];
  for (let n = 0; n < steps; n += 1) {
    sync.push(await whole(() => {
      field.value = String(150 + 7 * n);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }));
    await new Promise((done) => setTimeout(done, 30));
  }
  return { sync };
}"""
)
SCRIPTS = {
    "deesc": OURS,
    "folium TimestampedGeoJson": STAMPED,
    "folium TimestampedGeoJson, SVG": STAMPED,
    "folium Timeline": TIMELINE,
    "swiftmap": SWIFT,
}


def answer(libraries: Path | None) -> Callable[[Any], None]:
    """Return what hands scripts of packages to a page, and nothing else."""

    def handle(route: Any) -> None:
        address = route.request.url
        if address.startswith("file:"):
            route.continue_()
            return
        for part, file in FILES.items():
            known = libraries is not None and part in address.rsplit("/", 1)[-1]
            if known and libraries is not None and (libraries / file).is_file():
                route.fulfill(path=libraries / file)
                return
        route.abort()

    return handle


def look(tool: str, page: Path, libraries: Path | None) -> dict[str, Any]:
    """Open a page and measure it."""
    from playwright.sync_api import sync_playwright

    steps = STEPS if tool == "deesc" else PEER_STEPS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            system = browser.new_browser_cdp_session()
            opened = browser.new_page(viewport={"width": 1280, "height": 800})
            opened.set_default_timeout(120_000)
            opened.route("**/*", answer(libraries))
            found: dict[str, Any] = {}
            if tool == "deesc":
                found["usable"] = [usable(opened, page) for _ in range(VISITS)]
            opened.goto("about:blank")
            opened.goto(page.as_uri(), timeout=300_000)
            session = opened.context.new_cdp_session(opened)
            asked = {"steps": steps, "warm": WARM}
            before = cpu(system)
            found |= opened.evaluate(SCRIPTS[tool], asked)
            if tool == "deesc":
                found |= spent(opened, session, system) | pointed(opened)
            else:
                found["cpu_per_step"] = (cpu(system) - before) / len(found["sync"])
            session.send("HeapProfiler.collectGarbage")
            heap = session.send("Runtime.getHeapUsage")
            found["memory_mb"] = (
                heap["usedSize"] + heap.get("backingStorageSize", 0)
            ) / 1e6
            return found
        finally:
            browser.close()


def usable(opened: Any, page: Path) -> float:
    """Return milliseconds from the start of a visit until events are drawn."""
    opened.goto("about:blank")
    opened.goto(page.as_uri())
    return float(opened.evaluate("deesc.events.ready.then(() => performance.now())"))


def spent(opened: Any, session: Any, system: Any) -> dict[str, float]:
    """Return milliseconds of a step: script, layout, tasks, all processes."""

    def metrics() -> dict[str, float]:
        rows = session.send("Performance.getMetrics")["metrics"]
        return {row["name"]: float(row["value"]) for row in rows}

    session.send("Performance.enable")
    before, used = metrics(), cpu(system)
    for number in range(STEPS):
        opened.evaluate(STEP, number)
    after = metrics()

    def each(*names: str) -> float:
        return 1000 * sum(after[name] - before[name] for name in names) / STEPS

    return {
        "cpu_per_step": (cpu(system) - used) / STEPS,
        "script_per_step": each("ScriptDuration"),
        "layout_per_step": each("LayoutDuration", "RecalcStyleDuration"),
        "task_per_step": each("TaskDuration"),
    }


def pointed(opened: Any) -> dict[str, list[float]]:
    """Return milliseconds of work until a real pointer has its answer."""
    opened.evaluate("deesc.setWindow('2018-01-01', '2018-04-01')")
    spots = opened.evaluate(SPOTS, PICKS)
    opened.evaluate(LISTEN)
    for x, y in spots:
        opened.mouse.move(x, y)
        opened.wait_for_timeout(40)
    found = {"hover": opened.evaluate("answered.hover")}
    for x, y in spots:
        opened.mouse.click(x, y)
        opened.wait_for_timeout(40)
    found["click"] = opened.evaluate("answered.click")
    narrow = "(at) => { const s = performance.now(); deesc.events.at(...at);"
    ask = narrow + " return performance.now() - s; }"
    box = opened.evaluate(
        "(({ left, top }) => [left, top])"
        "(document.getElementById('map').getBoundingClientRect())"
    )
    places = [[x - box[0], y - box[1]] for x, y in spots]
    found["pick"] = [opened.evaluate(ask, place) for place in places]
    opened.evaluate("deesc.setWindow('2015-12-31', '2021-01-01')")
    found["pick_all"] = [opened.evaluate(ask, place) for place in places]
    return found


def cpu(system: Any) -> float:
    """Return milliseconds of CPU of the processes that draw."""
    processes = system.send("SystemInfo.getProcessInfo")["processInfo"]
    kinds = ("renderer", "GPU")
    return 1000 * sum(p["cpuTime"] for p in processes if p["type"] in kinds)


def measure(
    tool: str, count: int, kind: str, folder: Path, libraries: Path | None
) -> dict[str, Any]:
    """Make and open one page."""
    table = folder / f"{kind}-{count}.csv"
    if not table.is_file():
        events(count, kind).to_csv(table, index=False)
    page = folder / f"{tool.replace(' ', '-')}-{kind}-{count}.html"
    command = [sys.executable, __file__, "--make", tool, str(table), str(page)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(made.stdout)
    found["html_mb"] = page.stat().st_size / 1e6
    found |= look(tool, page, libraries)
    return {"tool": tool, "events": count, "places": kind, **found}


def shown(row: dict[str, Any]) -> str:
    """Return a row of the table that is printed."""

    def middle(name: str) -> str:
        values = sorted(row.get(name) or [])
        if not values:
            return "-"
        late = values[min(len(values) - 1, int(0.95 * len(values)))]
        return f"{statistics.median(values):.1f} / {late:.1f}"

    cells = [
        f"{row['tool']} {row['places']}",
        f"{row['events']:,}",
        f"{row['html_mb']:.2f}"
        + (f" ({row['events_mb']:.2f})" if "events_mb" in row else ""),
        f"{row['read']:.1f} + {row['make']:.1f}",
        f"{row['peak_mb']:.0f}",
        f"{statistics.median(row['usable']):.0f}" if "usable" in row else "-",
        middle("sync"),
        f"{row['cpu_per_step']:.0f}"
        + (f" ({row['task_per_step']:.1f})" if "task_per_step" in row else ""),
        middle("pull"),
        middle("full"),
        middle("pick"),
        middle("pick_all"),
        middle("hover"),
        middle("click"),
        f"{row['memory_mb']:.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def ratios(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return how many times more the peers take than our page of the same table."""
    found: dict[str, float] = {}
    known = {(row["tool"], row["events"], row["places"]): row for row in rows}
    for (tool, count, kind), row in known.items():
        own = known.get(("deesc", count, kind))
        if tool == "deesc" or own is None:
            continue
        name = f"{tool}, {count:,}, {kind}"
        middle = [statistics.median(each["sync"]) for each in (row, own)]
        found[f"{name}: step, median of script"] = middle[0] / middle[1]
        for title, field in RATIOS.items():
            found[f"{name}: {title}"] = row[field] / own[field]
    return found


RATIOS = {"step, CPU": "cpu_per_step", "file": "html_mb", "memory": "memory_mb"}
HEAD = (
    "tool, places",
    "events",
    "HTML MB (events)",
    "read + make, CPU s",
    "peak MB",
    "usable ms",
    "step ms (median / p95)",
    "step CPU ms (page)",
    "pulled ms",
    "all ms",
    "pick ms",
    "pick of all ms",
    "hover ms",
    "click ms",
    "page MB",
)


def main() -> None:
    """Run what is asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*")
    parser.add_argument("--peers", action="store_true", help="folium and swiftmap too")
    parser.add_argument("--libraries", type=Path, help="folder of npm packages")
    parser.add_argument("--keep", type=Path, help="folder for tables and pages")
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        tool, table, page = options.make
        make(tool, Path(table), Path(page))
        return
    sizes = options.sizes or [10_000, 100_000, 1_000_000]
    jobs = [("deesc", n, kind) for n in sizes for kind in KINDS]
    if options.peers:
        jobs += [
            (p, n, kind) for p, known in PEERS.items() for n in known for kind in KINDS
        ]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
        for tool, count, kind in jobs:
            try:
                row = measure(tool, count, kind, folder.resolve(), options.libraries)
            except Exception as error:  # a peer that fails is a finding, not an end
                print(f"| {tool} {kind} | {count:,} | {str(error).splitlines()[0]} |")
                continue
            rows.append(row)
            print(shown(row), flush=True)
    found = ratios(rows)
    for name, value in found.items():
        print(f"{name}: {value:.1f}")
    if options.json:
        record = {"rows": rows, "ratios": found}
        options.json.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
