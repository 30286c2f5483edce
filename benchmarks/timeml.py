"""Score the dates on files of TimeML as TempEval-3 does, beside HeidelTime.

The corpora of the field (TimeBank, AQUAINT TimeML) may not be shipped; whoever has
them, or files annotated alike, names their folder:

    python benchmarks/timeml.py FOLDER
    python benchmarks/timeml.py FOLDER --heideltime HEIDELTIME.jar

*Relaxed* counts mentions that overlap with an annotated one, *strict* those with the
same words, *value* those that overlap and have the same value (UzZaman et al.,
SemEval-2013 task 1). HeidelTime is run in the folder of its ``config.props``, once for
each text. Rates are told from one long text; the time to start is left out.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

_TIMEX = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.S)


class Timex(NamedTuple):
    """An expression of time: place in the text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str | None


class Case(NamedTuple):
    """A text with the day of its creation and what is annotated in it."""

    name: str
    text: str
    created: str
    gold: list[Timex]


@dataclass
class Counts:
    """Counts of mentions, added up over texts."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    type: int = 0

    def f1(self, hits: int) -> float:
        """Return the F1 of so many hits, in per cent."""
        return 200 * hits / max(self.gold + self.found, 1)


def read_case(path: Path) -> Case:
    """Read a file of TimeML; line ends within a paragraph become spaces.

    Raises
    ------
    ValueError
        If the file names no time of creation.
    """
    root = ET.parse(path).getroot()
    made = [
        each.get("value", "")
        for each in root.iter("TIMEX3")
        if each.get("functionInDocument") == "CREATION_TIME"
    ]
    if not made:
        msg = f"{path}: no TIMEX3 with functionInDocument CREATION_TIME"
        raise ValueError(msg)
    body = root.find(".//TEXT")
    parts: list[str] = []
    gold: list[Timex] = []
    _gather(root if body is None else body, parts, gold)
    text = re.sub(r"(?<!\n)\n(?!\s*\n)", " ", "".join(parts))
    return Case(path.stem, text, made[0][:10], gold)


def _gather(element: ET.Element, parts: list[str], gold: list[Timex]) -> None:
    """Add the text of an element, and the expressions of time in it."""
    start = sum(map(len, parts))
    parts.append(element.text or "")
    for child in element:
        _gather(child, parts, gold)
        parts.append(child.tail or "")
    created = element.get("functionInDocument") == "CREATION_TIME"
    if element.tag == "TIMEX3" and not created:
        kind, value = element.get("type", ""), element.get("value")
        gold.append(Timex(start, sum(map(len, parts)), kind, value))


def score(gold: Sequence[Timex], found: Iterable[Timex], counts: Counts) -> None:
    """Add a text's mentions to counts; each annotated one takes one found."""
    left = list(found)
    counts.gold += len(gold)
    counts.found += len(left)
    for each in gold:
        hit = next((m for m in left if m.start < each.end and m.end > each.start), None)
        if hit is None:
            continue
        left.remove(hit)
        counts.relaxed += 1
        counts.strict += hit[:2] == each[:2]
        counts.value += hit.value == each.value
        counts.type += hit.type == each.type


def by_find_dates(case: Case) -> list[Timex]:
    """Return what deesc finds; each end of a range is a mention, as in TIMEX3."""
    from zones.reading.dates import find_dates

    found = find_dates(case.text, case.created, ranges=False)
    return [Timex(m.start, m.end, m.type, m.value) for m in found]


def by_heideltime(case: Case, jar: Path) -> list[Timex]:
    """Return what HeidelTime finds; its words are looked for in their order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(case.text, "utf-8")
        command = ["java", "-jar", str(jar), "-dct", case.created, "-t", "news"]
        told = subprocess.run(
            [*command, "-l", "english", str(path)], capture_output=True, check=True
        ).stdout.decode("utf-8")
    found, at = [], 0
    for match in _TIMEX.finditer(told):
        words = html.unescape(match[2])
        fields = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        start = case.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append(Timex(start, at, fields["type"], fields["value"]))
    return found


_LONG = 300_000
"""Bytes of the one text that rates are told from: starting is little beside it."""

Finder = Callable[[Case], list[Timex]]


def measure(cases: Sequence[Case], find: Finder) -> Counts:
    """Return the counts of a finder."""
    counts = Counts()
    for case in cases:
        score(case.gold, find(case), counts)
    return counts


def rate(cases: Sequence[Case], find: Finder) -> float:
    """Return the kB per CPU second of a finder, its child processes included.

    All texts in one, over and over, less what an empty text takes.
    """
    once = "\n\n".join(case.text for case in cases)
    text = "\n\n".join([once] * max(1, _LONG // len(once.encode())))
    spent = []
    for words in ("", text):
        before = sum(os.times()[:4])
        find(Case("", words, cases[0].created, []))
        spent.append(sum(os.times()[:4]) - before)
    return len(text.encode()) / 1000 / max(spent[1] - spent[0], 1e-9)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of .tml files")
    parser.add_argument("--heideltime", type=Path, help="HeidelTime's standalone jar")
    options = parser.parse_args()
    cases = [read_case(path) for path in sorted(options.folder.rglob("*.tml"))]
    if not cases:
        raise SystemExit(f"{options.folder}: no .tml file")
    by_find_dates(cases[0])  # compiles the rules
    finders: dict[str, Finder] = {"find_dates": by_find_dates}
    if options.heideltime:
        finders["HeidelTime"] = lambda case: by_heideltime(case, options.heideltime)
    titles = "annotated", "found", "relaxed", "strict", "value", "type", "kB/s"
    print(f"{len(cases)} texts".ljust(14) + "".join(f"{t:>10}" for t in titles))
    for name, find in finders.items():
        counts, speed = measure(cases, find), rate(cases, find)
        hits = counts.relaxed, counts.strict, counts.value, counts.type
        shown = "".join(f"{counts.f1(each):10.1f}" for each in hits)
        print(f"{name:14}{counts.gold:10}{counts.found:10}{shown}{speed:10.1f}")


if __name__ == "__main__":
    main()
