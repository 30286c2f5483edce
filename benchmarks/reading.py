"""Measure the readers: speed and F1 beside peers, on the corpora of the tests.

In the same run, on the same texts and against the same answers, dateparser's
``search_dates`` (if it is installed) reads the dates, and a plain gazetteer (the
longest run of words from a capitalised one that is a name) the places:

    python benchmarks/reading.py
    python benchmarks/reading.py --corpus fresh
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

CORPORA = ("corpus", "fresh", "syria", "elsewhere")
LONGEST_NAME = 5


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

    A value counts as right if its (first) day lies within the value expected, which
    favours a reader that gives a day for a month.
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


def by_find_dates(text: str, published: str | None) -> list[Found]:
    """Return what deesc finds, with the first day of each value."""
    from geodata.periods import iso_of, parse_edtf
    from zones.reading.dates import find_dates

    return [
        Found(m.start, m.end, iso_of(parse_edtf(m.edtf).first) if m.edtf else None)
        for m in find_dates(text, published)
    ]


def by_find_places(text: str, published: str | None, world: Any) -> list[Found]:
    """Return the places that deesc finds."""
    from zones.reading.places import find_places

    return [Found(m.start, m.end) for m in find_places(text, world, published)]


def measure_readers(cases: Sequence[Any]) -> Iterator[Row]:
    """Yield speed and F1 of each reader and its peer on texts."""
    from geodata.world import load_world
    from reading_scores import measure
    from zones.documents import read_documents
    from zones.reading import read_text
    from zones.reading.dates import find_dates
    from zones.reading.places import find_places

    world = load_world()
    texts = [read_documents([case.path])[0][0] for case in cases]
    pairs = [(text.text, text.document.published) for text in texts]
    kb = sum(len(text.encode()) for text, _ in pairs) / 1000
    yield Row(
        "find_dates",
        speed(lambda pair: find_dates(*pair), pairs, kb),
        *f1(cases, "dates", [by_find_dates(*pair) for pair in pairs]),
    )
    try:
        found = [by_dateparser(*pair) for pair in pairs]
    except ImportError:
        yield Row("dateparser (not installed)", None, None, None)
    else:
        rate = speed(lambda pair: by_dateparser(*pair), pairs, kb)
        yield Row("dateparser search_dates", rate, *f1(cases, "dates", found))
    yield Row(
        "find_places",
        speed(lambda pair: find_places(pair[0], world, pair[1]), pairs, kb),
        f1(cases, "places", [by_find_places(*pair, world) for pair in pairs])[0],
        None,
    )
    names = set(world.gazetteer.keys())
    found = [by_plain_gazetteer(text, names) for text, _ in pairs]
    rate = speed(lambda pair: by_plain_gazetteer(pair[0], names), pairs, kb)
    yield Row("plain gazetteer", rate, f1(cases, "places", found)[0], None)
    claims = measure(cases, world)["all"].all_claims()
    whole = speed(lambda text: read_text(text, world), texts, kb)
    yield Row("read_text (claims)", whole, claims.f1, None)


def cell(value: float | None) -> str:
    """Return a figure for the table."""
    return f"{value:8.1f}" if value is not None else " " * 7 + "-"


def main() -> None:
    """Print the figures."""
    from reading_scores import CORPUS, load_corpus

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA, help="only one of the corpora")
    options = parser.parse_args()
    for name in [options.corpus] if options.corpus else CORPORA:
        cases = load_corpus(CORPUS.parent / name)
        print(f"{f'{name}, {len(cases)} texts':28}{'kB/s':>8}{'F1':>8}{'value':>8}")
        for row in measure_readers(cases):
            print(f"{row.name:28}" + "".join(map(cell, row[1:])), flush=True)


if __name__ == "__main__":
    main()
