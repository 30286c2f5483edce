"""Measure a large folder: its first reading, one where nothing changed, one with news.

Documents of 3 kB are made of the sentences of the known corpus, and ``deesc`` is run on
them as users run it:

    python benchmarks/many_documents.py                      # 1,000 documents
    python benchmarks/many_documents.py --documents 10000

Memory is the peak of all processes together, pages that they share counted once (Linux
alone tells it).
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "data" / "reading" / "corpus"
BYTES = 3_000
PAUSE = 0.2


class Run(NamedTuple):
    """What a run of the command took: seconds, and memory in MB where it is told."""

    seconds: float
    cpu: float
    memory: float | None


def write_documents(numbers: Sequence[int], folder: Path) -> None:
    """Write documents of about 3 kB, made of the corpus's sentences in any order."""
    words = " ".join(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt")))
    sentences = re.split(r"(?<=[.!?])\s+", words)
    for number in numbers:
        dice = random.Random(number)
        day = f"{1 + number % 28} March {2015 + number % 7}"
        parts, size = [f"Published on {day}. Report {number}."], 0
        while size < BYTES:
            parts.append(dice.choice(sentences))
            size += len(parts[-1].encode()) + 1
        (folder / f"report{number:05}.txt").write_text("\n\n".join(parts), "utf-8")


def run(*arguments: str) -> Run:
    """Run ``deesc`` and measure it with all its processes."""
    start, before = time.monotonic(), _cpu_seconds()
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    peak: float | None = None
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
        while process.poll() is None:
            now = _memory_of(process.pid)
            peak = max(peak or 0, now) if now is not None else peak
            time.sleep(PAUSE)
        seconds = time.monotonic() - start
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"deesc {arguments[0]} failed: {told.read()[-1000:]}")
    return Run(seconds, _cpu_seconds() - before, peak)


def _cpu_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _memory_of(pid: int) -> float | None:
    """Return the MB of a process and of those it started, shared pages once."""
    total = None
    for each in _family(pid):
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


def measure(count: int, folder: Path) -> Iterator[tuple[str, int, Run]]:
    """Yield what the runs took, with a name and the number of documents read."""
    documents, dossier = folder / "documents", folder / "dossier.json"
    documents.mkdir()
    write_documents(range(count), documents)
    yield "first reading", count, run("read", str(documents), "-o", str(dossier))
    same = dossier.read_bytes()
    yield "nothing changed", 0, run("add", str(dossier), str(documents))
    if dossier.read_bytes() != same:
        raise SystemExit("a run that read nothing changed the dossier")
    news = max(1, count // 100)
    write_documents(range(count, count + news), documents)
    yield "a hundredth new", news, run("add", str(dossier), str(documents))
    found = json.loads(dossier.read_text("utf-8"))["documents"]
    if len(found) != count + news:
        raise SystemExit(f"{len(found)} documents in the dossier, not {count + news}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    options = parser.parse_args()
    print(f"{'':24}{'read':>8}{'s':>8}{'s CPU':>8}{'kB/CPU s':>10}{'MB':>8}")
    with tempfile.TemporaryDirectory() as name:
        for what, count, took in measure(options.documents, Path(name)):
            rate = f"{count * BYTES / 1000 / took.cpu:10.1f}" if count else " " * 10
            memory = f"{took.memory:8.0f}" if took.memory is not None else f"{'-':>8}"
            print(
                f"{what:24}{count:8}{took.seconds:8.1f}{took.cpu:8.1f}{rate}{memory}",
                flush=True,
            )


if __name__ == "__main__":
    main()
