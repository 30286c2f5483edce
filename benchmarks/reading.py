"""Measure the readers: speed and F1 beside peers, and a large folder.

The texts are the known corpus of the tests. In the same run dateparser's
``search_dates`` (if it is installed) reads the dates, and a plain gazetteer (the
longest run of words from a capitalised one that is a name) the places:

    python benchmarks/reading.py
    python benchmarks/reading.py --documents 10000    # a folder of 3 kB each, too
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

LONGEST_NAME = 5
BYTES = 3_000


class Found(NamedTuple):
    """A mention as the scorer needs it."""

    start: int
    end: int
    first: str | None = None


class Row(NamedTuple):
    """What was measured of one reader."""

    name: str
    kb_per_second: float | None
    relaxed: float | None
    value: float | None


def speed(read: Callable[[Any], Any], items: Sequence[Any], kb: float) -> float:
    """Return kB per CPU second, the median of three rounds after a warm one."""
    seconds = []
    for _ in range(4):
        start = time.process_time()
        for item in items:
            read(item)
        seconds.append(time.process_time() - start)
    return kb / statistics.median(seconds[1:])


def f1(cases: Sequence[Any], key: str, found: Sequence[Sequence[Found]]) -> Any:
    """Return relaxed F1 of mentions, and that of values for dates.

    A value counts as right if its day lies within the value expected, which favours a
    reader that gives a day for a month.
    """
    from geodata.periods import day_of, parse_edtf
    from reading_matches import pair_mentions

    hits = right = wrong = 0
    for case, mentions in zip(cases, found, strict=True):
        pairs, missed, false = pair_mentions(case.expected[key], mentions)
        wrong += len(false) + sum(1 for each in missed if not each.get("optional"))
        for each, mention in pairs:
            if each.get("optional"):
                continue
            hits += 1
            edtf = each.get("edtf")
            if edtf is None or mention.first is None:
                right += edtf is None and mention.first is None
                continue
            options = (parse_edtf(value) for value in edtf.split("|"))
            day = day_of(mention.first)
            right += any(bounds.first <= day <= bounds.last for bounds in options)
    total = 2 * hits + wrong
    return 200 * hits / total, 200 * right / total


def by_dateparser(text: str, published: str | None) -> list[Found]:
    """Return what dateparser finds; it gives words, not places in the text."""
    import datetime as dt

    from dateparser.search import search_dates
    from geodata.periods import iso_of, parse_edtf

    settings: dict[str, Any] = {}
    first = iso_of(parse_edtf(published).first) if published else None
    if first:
        settings["RELATIVE_BASE"] = dt.datetime.fromisoformat(first)
    found, at = [], 0
    for words, moment in search_dates(text, ["en"], settings) or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append(Found(start, at, moment.date().isoformat()))
    return found


def by_plain_gazetteer(text: str, names: set[str]) -> list[Found]:
    """Return the longest runs of words, the first a capitalised one, that are names."""
    from geodata.folding import fold

    words = [m.span() for m in re.finditer(r"[\w'’-]+", text)]
    found, skip = [], 0
    for number, (start, _) in enumerate(words):
        if number < skip or not text[start].isupper():
            continue
        for last in range(min(number + LONGEST_NAME, len(words)), number, -1):
            end = words[last - 1][1]
            if fold(text[start:end]) in names:
                found.append(Found(start, end))
                skip = last
                break
    return found


def measure_readers() -> Iterator[Row]:
    """Yield speed and F1 of each reader and its peer on the corpus."""
    from geodata.world import load_world
    from reading_scores import load_corpus, measure
    from zones.documents import read_documents
    from zones.reading import read_text
    from zones.reading.dates import find_dates
    from zones.reading.places import find_places

    world, cases = load_world(), load_corpus()
    texts = [read_documents([case.path])[0][0] for case in cases]
    pairs = [(text.text, text.document.published) for text in texts]
    kb = sum(len(text.encode()) for text, _ in pairs) / 1000
    scores = measure(cases, world)["all"]
    mentions = scores.mentions
    yield Row(
        "find_dates",
        speed(lambda pair: find_dates(*pair), pairs, kb),
        mentions["dates relaxed"].f1,
        mentions["dates value"].f1,
    )
    try:
        found = [by_dateparser(*pair) for pair in pairs]
    except ImportError:
        yield Row("dateparser (not installed)", None, None, None)
    else:
        some = pairs[:10]
        part = sum(len(text.encode()) for text, _ in some) / 1000
        rate = speed(lambda pair: by_dateparser(*pair), some, part)
        yield Row("dateparser search_dates", rate, *f1(cases, "dates", found))
    yield Row(
        "find_places",
        speed(lambda pair: find_places(pair[0], world, pair[1]), pairs, kb),
        mentions["places"].f1,
        None,
    )
    names = set(world.gazetteer.keys())
    found = [by_plain_gazetteer(text, names) for text, _ in pairs]
    rate = speed(lambda pair: by_plain_gazetteer(pair[0], names), pairs, kb)
    yield Row("plain gazetteer", rate, f1(cases, "places", found)[0], None)
    whole = speed(lambda text: read_text(text, world), texts, kb)
    yield Row("read_text (all)", whole, scores.all_claims().f1, None)


def write_documents(count: int, folder: Path) -> None:
    """Write documents of about 3 kB, made of the corpus's sentences in any order."""
    from reading_scores import load_corpus

    words = " ".join(case.path.read_text("utf-8") for case in load_corpus())
    sentences = re.split(r"(?<=[.!?])\s+", words)
    dice = random.Random(3)
    for number in range(count):
        day = f"{1 + number % 28} March {2015 + number % 7}"
        parts, size = [f"Published on {day}. Report {number}."], 0
        while size < BYTES:
            parts.append(dice.choice(sentences))
            size += len(parts[-1].encode()) + 1
        (folder / f"report{number:05}.txt").write_text("\n\n".join(parts), "utf-8")


def measure_folder(count: int, workers: int | None) -> str:
    """Read many documents, and say how long it took and how much memory."""
    from geodata.world import load_world
    from zones.reading import read

    world = load_world()
    with tempfile.TemporaryDirectory() as name:
        write_documents(count, Path(name))
        before, start = cpu_seconds(), time.monotonic()
        dossier = read([name], world, workers=workers)
        seconds, cpu = time.monotonic() - start, cpu_seconds() - before
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return (
        f"{count} documents: {seconds:.0f} s, {cpu:.0f} s of CPU, "
        f"{count * BYTES / 1000 / cpu:.0f} kB per CPU second, {len(dossier.claims)} "
        f"claims, {own:.0f} MB here, {other:.0f} MB in the largest worker"
    )


def cpu_seconds() -> float:
    """Return the user and system time of this process and of its ended workers."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + other.ru_utime + other.ru_stime


def cell(value: float | None) -> str:
    """Return a figure for the table."""
    return f"{value:8.1f}" if value is not None else " " * 7 + "-"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=0, help="size of the folder")
    parser.add_argument("--workers", type=int, help="processes for the folder")
    options = parser.parse_args()
    if options.documents:
        print(measure_folder(options.documents, options.workers))
        return
    print(f"{'':28}{'kB/s':>8}{'F1':>8}{'value':>8}")
    for row in measure_readers():
        print(f"{row.name:28}" + "".join(map(cell, row[1:])))


if __name__ == "__main__":
    main()
