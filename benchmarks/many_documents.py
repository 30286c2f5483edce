"""Measure a large folder: its first reading, others with little or no news.

Documents of 3 kB are made of the sentences of the corpora, each with other towns, days
and figures, so that hardly any sentence stands in two documents. ``deesc`` is run on
them as users run it:

    python benchmarks/many_documents.py                      # 1,000 documents
    python benchmarks/many_documents.py --documents 10000

Memory is the peak of all processes together, pages that they share counted once (Linux
alone tells it), and of the first process alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
READING = ROOT / "tests" / "data" / "reading"
CORPORA = ("corpus", "fresh", "syria", "elsewhere")
BYTES = 3_000
PAUSE = 0.2
_DAY = re.compile(
    r"\b\d{1,2}(?= (?:January|February|March|April|May|June|July|August)\b)"
)
_FIGURE = re.compile(r"(?<![\w.,:/-])[1-9]\d{1,2}(?![\w.,:/-]|[.,]\d)")


class Run(NamedTuple):
    """What a run of the command took: seconds, and memory in MB where it is told."""

    seconds: float
    cpu: float
    memory: float | None
    first: float | None


class Writer:
    """Writes documents that differ in their sentences, towns, days and figures."""

    def __init__(self) -> None:
        from geodata.places import read_gazetteer

        paths = (p for name in CORPORA for p in sorted((READING / name).glob("*.txt")))
        words = " ".join(path.read_text("utf-8") for path in paths)
        self.sentences = re.split(r"(?<=[.!?])\s+", words)
        places = read_gazetteer().places
        towns = {p.name for p in places if p.country == "SY" and p.kind == "settlement"}
        self.towns = sorted(name for name in towns if name.isascii())
        told = [name for name in self.towns if name in words]
        self.town = re.compile(rf"\b(?:{'|'.join(map(re.escape, told))})\b")

    def write(self, numbers: Sequence[int], folder: Path) -> None:
        """Write documents of about 3 kB, one for each number."""
        for number in numbers:
            dice = random.Random(number)
            day = f"{1 + number % 28} March {2015 + number % 7}"
            parts, size = [f"Published on {day}. Report {number}."], 0
            while size < BYTES:
                parts.append(self._varied(dice.choice(self.sentences), dice))
                size += len(parts[-1].encode()) + 1
            path = folder / f"report{number:05}.txt"
            path.write_text("\n\n".join(parts), "utf-8")

    def _varied(self, sentence: str, dice: random.Random) -> str:
        towns = {name: dice.choice(self.towns) for name in self.town.findall(sentence)}
        sentence = self.town.sub(lambda match: towns[match[0]], sentence)
        sentence = _DAY.sub(lambda match: str(dice.randint(1, 28)), sentence)
        return _FIGURE.sub(lambda match: str(dice.randint(10, 900)), sentence)


def run(*arguments: str) -> Run:
    """Run ``deesc`` and measure it with all its processes."""
    start, before = time.monotonic(), _cpu_seconds()
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    peaks: list[float | None] = [None, None]
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
        while process.poll() is None:
            now = _memory_of(_family(process.pid)), _memory_of([process.pid])
            peaks = [
                max(peak or 0, mb) if mb is not None else peak
                for peak, mb in zip(peaks, now, strict=True)
            ]
            time.sleep(PAUSE)
        seconds = time.monotonic() - start
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"deesc {arguments[0]} failed: {told.read()[-1000:]}")
    return Run(seconds, _cpu_seconds() - before, *peaks)


def _cpu_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _memory_of(processes: Iterable[int]) -> float | None:
    """Return the MB of processes, pages that they share counted once."""
    total = None
    for each in processes:
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        share = next((line for line in lines if line.startswith("Pss:")), None)
        if share is not None:
            total = (total or 0) + int(share.split()[1]) / 1024
    return total


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        threads = os.listdir(f"/proc/{pid}/task")
        lists = [
            Path(f"/proc/{pid}/task/{thread}/children").read_text()
            for thread in threads
        ]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _family(int(child))


def measure(count: int, folder: Path, news: bool) -> Iterator[tuple[str, int, Run]]:
    """Yield what the runs took, with a name and the number of documents read."""
    documents, dossier = folder / "documents", folder / "dossier.json"
    documents.mkdir()
    writer = Writer()
    writer.write(range(count), documents)
    read = "read", str(documents), "-o", str(dossier)
    yield "first reading", count, run(*read)
    same = dossier.read_bytes()
    yield "read, nothing changed", 0, run(*read)
    if dossier.read_bytes() != same:
        raise SystemExit("a run that read nothing changed the dossier")
    changed = documents / "report00000.txt"
    changed.write_text(changed.read_text("utf-8") + "\n\nNothing new.\n", "utf-8")
    yield "read, one changed", 1, run(*read)
    yield "add, nothing new", 0, run("add", str(dossier), str(documents))
    if not news:
        return
    more = max(1, count // 100)
    writer.write(range(count, count + more), documents)
    yield "add, a hundredth new", more, run("add", str(dossier), str(documents))
    found = json.loads(dossier.read_text("utf-8"))["documents"]
    if len(found) != count + more:
        raise SystemExit(f"{len(found)} documents in the dossier, not {count + more}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument(
        "--no-news",
        action="store_true",
        help="do not build the atlases that add compares",
    )
    options = parser.parse_args()
    titles = "read", "s", "s CPU", "kB/CPU s", "MB", "MB first"
    print(f"{'':24}" + "".join(f"{title:>10}" for title in titles))
    with tempfile.TemporaryDirectory() as name:
        runs = measure(options.documents, Path(name), not options.no_news)
        for what, count, took in runs:
            rate = count * BYTES / 1000 / took.cpu if count > 1 else None
            cells = (took.seconds, took.cpu, rate, took.memory, took.first)
            shown = "".join(
                f"{cell:10.1f}" if cell is not None else f"{'-':>10}" for cell in cells
            )
            print(f"{what:24}{count:10}{shown}", flush=True)


if __name__ == "__main__":
    main()
