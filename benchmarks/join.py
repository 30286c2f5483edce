"""The kernel and ``deesc join`` beside their peers, in one run, with the same answers.

Every method gets the same events and must give the same pairs or counts, or the run
stops. Figures are CPU seconds of this process or of its child, the median of rounds in
which all methods take turns, so that what else the machine does falls on all alike.
Peers that are not installed are left out.

- *layers*: 120 layers of 3,000 to 38,000 vertices, 60 versions of two ragged areas.
- *regions*: the embedded admin-1 regions, each cut into strips, in three versions that
  follow each other.
- *growth*: the kernel alone, by events, vertices and polygons.
- *join*: ``deesc join --aggregate`` from CSV and Parquet beside a bare read of the
  columns that it needs.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import geopandas
import numpy as np
import shapely
from generate import scene, write

from geodata.boundaries import read_boundaries
from zones.kernel.indexes import PolygonIndex

ROOT = Path(__file__).parents[1]
DAYS = 1_800
READ = ["event_id_cnty", "event_date", "time_precision", "event_type", "actor1"]
READ += ["country", "admin1", "latitude", "longitude", "geo_precision"]

Pairs = tuple[Any, Any]


class Layers(NamedTuple):
    """Dated polygons: shapes, first days, and the days after the last."""

    shapes: Any
    begins: Any
    ends: Any


class Events(NamedTuple):
    """Points and their days."""

    x: Any
    y: Any
    days: Any


def ragged(dice: Any, x: float, y: float, radius: float, corners: int) -> Any:
    """Return an area whose border is as ragged at every scale."""
    steps = int(np.log2(corners))
    places = np.arange(2**steps) / 2**steps
    reach = np.zeros(2**steps)
    for step in range(2, steps + 1):
        heights = dice.normal(0, 0.57**step, 2**step)
        heights = np.append(heights, heights[0])
        reach += np.interp(places * 2**step, np.arange(2**step + 1), heights)
    turns = places * 2 * np.pi
    reach = radius * np.clip(1 + 0.6 * reach, 0.2, None)
    ring = np.column_stack([x + reach * np.cos(turns), y + reach * np.sin(turns)])
    parts = shapely.get_parts(shapely.make_valid(shapely.Polygon(ring)))
    return shapely.multipolygons([p for p in parts if p.geom_type == "Polygon"])


def versions(seed: int = 1, many: int = 60) -> Layers:
    """Return layers that follow each other, two at a time."""
    dice = np.random.default_rng(seed)
    shapes, begins = [], []
    for version in range(many):
        for radius in (1.2, 1.7):
            place = np.array([38, 35]) + dice.normal(0, 0.2, 2)
            corners = 2 ** int(dice.integers(12, 16))
            shapes.append(ragged(dice, *place, radius, corners))
            begins.append(version * DAYS // many)
    starts = np.array(begins)
    return Layers(np.array(shapes, dtype=object), starts, starts + DAYS // many)


def world_regions() -> Layers:
    """Return strips of regions in three versions."""
    shapes = []
    for region in read_boundaries().regions:
        west, south, east, north = region.geometry.bounds
        edges = np.linspace(west, east, 9)
        for left, right in zip(edges[:-1], edges[1:], strict=True):
            strip = shapely.intersection(
                region.geometry, shapely.box(left, south, right, north)
            )
            parts = [p for p in shapely.get_parts(strip) if p.geom_type == "Polygon"]
            if parts:
                shapes.append(shapely.multipolygons(parts))
    count = len(shapes)
    begins = np.repeat([0, DAYS // 3, DAYS * 2 // 3], count)
    return Layers(np.array(shapes * 3, dtype=object), begins, begins + (DAYS // 3))


def events_near(count: int, points: str, box: Any) -> Events:
    """Return events of the generator, those of open country spread over a box."""
    dice = np.random.default_rng(11)
    x, y, _ = scene(("SY",), points).points(count, dice)
    spread = dice.random(count) < 0.3
    x[spread], y[spread] = dice.uniform(box[:2], box[2:], (int(spread.sum()), 2)).T
    return Events(x, y, dice.integers(0, DAYS, count))


# Methods: each returns point and polygon of every pair


def prepared(layers: Layers) -> Callable[[Events], Pairs]:
    """Prepared geometries, behind a filter by day and by bounding box."""
    shapely.prepare(layers.shapes)
    boxes = shapely.bounds(layers.shapes)

    def run(events: Events) -> Pairs:
        points, members = [], []
        order = np.argsort(events.days, kind="stable")
        days = events.days[order]
        for number, (west, south, east, north) in enumerate(boxes):
            first, last = np.searchsorted(
                days, [layers.begins[number], layers.ends[number]]
            )
            some = order[first:last]
            x, y = events.x[some], events.y[some]
            near = (west <= x) & (x <= east) & (south <= y) & (y <= north)
            some = some[near]
            holds = shapely.intersects_xy(
                layers.shapes[number], events.x[some], events.y[some]
            )
            points.append(some[holds])
            members.append(np.full(holds.sum(), number))
        return np.concatenate(points), np.concatenate(members)

    return run


def sjoin(layers: Layers) -> Callable[[Events], Pairs]:
    """``geopandas.sjoin``, then a filter by day."""
    zones = geopandas.GeoDataFrame(geometry=layers.shapes, crs=4326)

    def run(events: Events) -> Pairs:
        frame = geopandas.GeoDataFrame(
            geometry=shapely.points(events.x, events.y), crs=4326
        )
        found = geopandas.sjoin(frame, zones, predicate="intersects")
        points, members = found.index.to_numpy(), found["index_right"].to_numpy()
        days = events.days[points]
        holds = (layers.begins[members] <= days) & (days < layers.ends[members])
        return points[holds], members[holds]

    return run


def kernel(layers: Layers) -> Callable[[Events], Pairs]:
    """The compiled index."""
    index = PolygonIndex(*layers, validate=False)
    index.pairs(np.zeros(1), np.zeros(1), np.zeros(1, dtype=np.int64))
    return lambda events: index.pairs(*events)


def duckdb_spatial(layers: Layers) -> Callable[[Events], Pairs]:
    """DuckDB with its spatial extension, which must be installed already."""
    duckdb = import_module("duckdb")
    arrow = import_module("pyarrow")
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.load_extension("spatial")
    zones = arrow.table(
        {
            "zone": np.arange(len(layers.shapes)),
            "wkb": shapely.to_wkb(layers.shapes),
            "b": layers.begins,
            "e": layers.ends,
        }
    )
    base.register("raw", zones)
    base.execute(
        "CREATE TABLE zones AS SELECT zone, b, e, ST_GeomFromWKB(wkb) g FROM raw"
    )

    def run(events: Events) -> Pairs:
        table = arrow.table({"event": np.arange(len(events.x)), **events._asdict()})
        base.register("events", table)
        found = base.execute(
            "SELECT event, zone FROM (SELECT event, days, zone, b, e FROM events "
            "JOIN zones ON ST_Intersects(g, ST_Point(x, y))) "
            "WHERE b <= days AND days < e"
        ).fetchnumpy()
        return found["event"], found["zone"]

    return run


METHODS: dict[str, Callable[[Layers], Callable[[Events], Pairs]]] = {
    "kernel": kernel,
    "prepared + date": prepared,
    "sjoin + date": sjoin,
}


def ordered(pairs: Pairs) -> Any:
    """Return pairs in one order."""
    order = np.lexsort((pairs[1], pairs[0]))
    return np.column_stack([pairs[0][order], pairs[1][order]])


def compare(title: str, layers: Layers, events: Events, rounds: int) -> None:
    """Print what each method takes, and where the kernel's index has paid."""
    vertices = shapely.get_num_coordinates(layers.shapes).sum()
    print(f"\n{title}: {len(layers.shapes):,} layers, {vertices:,} vertices, ", end="")
    print(f"{len(events.x):,} events")
    ready, build = {}, {}
    for name, method in METHODS.items():
        start = time.process_time()
        ready[name] = method(layers)
        build[name] = time.process_time() - start
    first = {}
    wanted = None
    times: dict[str, list[float]] = {name: [] for name in ready}
    for turn in range(rounds + 1):
        for name, run in ready.items():
            start = time.process_time()
            pairs = run(events)
            took = time.process_time() - start
            if turn:
                times[name].append(took)
                continue
            first[name] = took
            found = ordered(pairs)
            wanted = found if wanted is None else wanted
            if not np.array_equal(found, wanted):
                raise SystemExit(f"{name} gives other pairs")
    mine = statistics.median(times["kernel"])
    print(f"{'':18}{'build s':>9}{'warm s':>9}{'M/s':>8}{'ratio':>8}{'break-even':>12}")
    for name, took in times.items():
        warm = statistics.median(took)
        # What a method does once is in its first run: preparing is lazy.
        once = build[name] + max(0.0, first[name] - warm)
        ours = build["kernel"] + max(0.0, first["kernel"] - mine)
        even = (ours - once) / max(warm - mine, 1e-9) * len(events.x)
        shown = "" if name == "kernel" else f"{max(even, 0):12,.0f}"
        rate = len(events.x) / warm / 1e6
        ratio = warm / mine
        print(f"{name:18}{once:9.2f}{warm:9.3f}{rate:8.2f}{ratio:8.1f}{shown}")
    assert wanted is not None
    print(f"{len(wanted):,} pairs, the same by all", flush=True)


def growth(points: str, most: int) -> None:
    """Print the kernel's rate by events, vertices and polygons."""
    print("\ngrowth of the kernel alone (find, CPU s)")
    print(f"{'':34}{'build s':>9}{'M/s':>8}{'index MB':>10}")
    box = np.array([36.0, 33.0, 40.0, 37.0])
    dice = np.random.default_rng(5)

    def show(what: str, shapes: list[Any], count: int) -> None:
        start = time.process_time()
        index = PolygonIndex(np.array(shapes, dtype=object), validate=False)
        index.find(np.zeros(1), np.zeros(1))
        build = time.process_time() - start
        took, done = 0.0, 0
        while done < count:
            part = min(count - done, 1_000_000)
            events = events_near(part, points, box)
            start = time.process_time()
            index.find(events.x, events.y)
            took += time.process_time() - start
            done += part
        rate = count / took / 1e6
        print(f"{what:34}{build:9.2f}{rate:8.1f}{index.nbytes / 1e6:10.0f}", flush=True)

    four = [ragged(dice, *dice.uniform([37, 34], [39, 36]), 1, 2**13) for _ in range(4)]
    count = 100_000
    while count <= most:
        show(f"{count:,} events, 4 × 8k vertices", four, count)
        count *= 10
    for corners in (2**10, 2**13, 2**16, 2**20):
        show(f"1 × {corners:,} vertices", [ragged(dice, 38, 35, 1.5, corners)], 10**6)
    for many in (10, 100, 1_000, 4_000):
        places = dice.uniform(box[:2], box[2:], (many, 2))
        size = 2 / np.sqrt(many)
        shapes = [ragged(dice, *place, size, 2**9) for place in places]
        show(f"{many:,} × 512 vertices", shapes, 10**6)


class Took(NamedTuple):
    """What a child took: CPU seconds, and its peak memory in MB."""

    cpu: float
    memory: float


def child(*words: str) -> Took:
    """Run Python and measure it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally:\n"
        "    lines = open('/proc/self/status').read().splitlines()\n"
        "    peak = next(line for line in lines if line.startswith('VmHWM'))\n"
        "    print('peak', peak.split()[1], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr[-1000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = next(li for li in reversed(done.stderr.splitlines()) if "peak" in li)
    return Took(cpu, int(peak.split()[-1]) / 1024)


BARE = """
import sys
from pyarrow import csv, parquet
path, columns = sys.argv[1], sys.argv[2].split(",")
if path.endswith(".csv"):
    convert = csv.ConvertOptions(include_columns=columns)
    options = csv.ParseOptions(invalid_row_handler=lambda row: "skip")
    read = csv.ReadOptions(use_threads=False, block_size=1 << 24)
    for batch in csv.open_csv(path, read, options, convert):
        pass
else:
    file = parquet.ParquetFile(path)
    for batch in file.iter_batches(100_000, columns=columns, use_threads=False):
        pass
"""


def commands(rows: int, points: str, folder: Path, rounds: int) -> None:
    """Print what ``deesc join`` takes beside a bare read of its columns.

    Each is measured on a table and on a tenth of it: the difference is what rows take,
    without the start.
    """
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    cli = str(ROOT / "cli.py")
    print(f"\ndeesc join --aggregate zone,month,type, {rows:,} rows")
    print(
        f"{'':24}{'CPU s':>8}{'of it start':>12}{'k rows/s':>10}{'MB':>7}{'share':>8}"
    )
    for suffix in ("parquet", "csv"):
        paths = [folder / f"{size}.{suffix}" for size in (rows // 10, rows)]
        for path, size in zip(paths, (rows // 10, rows), strict=True):
            write(path, size, points=points)
        runs: dict[str, list[tuple[Took, Took]]] = {"bare read": []}
        runs |= {f"join, {engine}": [] for engine in ("fast", "shapely")}
        counts = set()
        for _ in range(rounds):
            for name, taken in runs.items():
                both = []
                for path in paths:
                    if name == "bare read":
                        both.append(child(str(bare), str(path), ",".join(READ)))
                        continue
                    out = folder / "counts.csv"
                    words = ["join", str(path), "--aggregate", "zone,month,type"]
                    words += ["-o", str(out), "--overwrite", "--engine", name[6:]]
                    both.append(child(cli, *words))
                if name != "bare read":
                    counts.add(out.read_bytes())
                taken.append((both[0], both[1]))
        if len(counts) != 1:
            raise SystemExit("the engines give other counts")
        rates = {}
        for name, taken in runs.items():
            slope = statistics.median(b.cpu - a.cpu for a, b in taken)
            rates[name] = rows * 0.9 / max(slope, 1e-6)
            cpu = statistics.median(b.cpu for _, b in taken)
            memory = max(b.memory for _, b in taken)
            start = cpu - slope / 0.9
            share = rates[name] / rates["bare read"]
            print(
                f"{suffix + ', ' + name:24}{cpu:8.1f}{start:12.1f}"
                f"{rates[name] / 1e3:10.0f}{memory:7.0f}{share:8.2f}",
                flush=True,
            )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--most", type=int, default=10_000_000, help="of growth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--points", choices=["tuning", "reporting"], default="tuning")
    parser.add_argument("--only", choices=["layers", "regions", "growth", "join"])
    parser.add_argument("--duckdb", action="store_true", help="at 2,000 events")
    given = parser.parse_args()

    def wanted(part: str) -> bool:
        return given.only in (None, part)

    if wanted("layers"):
        layers = versions()
        events = events_near(
            given.events, given.points, np.array([35.5, 32, 42.5, 37.5])
        )
        if given.duckdb:
            METHODS["DuckDB spatial"] = duckdb_spatial
            events = Events(*(column[:2_000] for column in events))
        compare("layers", layers, events, given.rounds)
    if wanted("regions"):
        layers = world_regions()
        box = shapely.total_bounds(layers.shapes)
        events = events_near(given.events, given.points, box)
        compare("regions", layers, events, given.rounds)
    if wanted("growth"):
        growth(given.points, given.most)
    if wanted("join"):
        with tempfile.TemporaryDirectory() as name:
            commands(given.rows, given.points, Path(name), given.rounds)


if __name__ == "__main__":
    main()
