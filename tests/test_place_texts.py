"""Texts that name many places: which are found, which lie where, which nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from geodata.places import distance_km
from geodata.world import load_world
from zones.reading.mentions import PlaceMention
from zones.reading.places import find_places

FOLDER = Path(__file__).parent / "data" / "reading" / "places"
NAMES = sorted(path.stem for path in FOLDER.glob("*.marked"))
MARK = re.compile(r"\{([^|{}]+)\|([cpsao])(?:\|([^{}]+))?\}")
RECALL = 95
PRECISION = 97


@dataclass(frozen=True, slots=True)
class Marked:
    """A place that a text marks."""

    start: int
    end: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was found of what a text marks."""

    pairs: tuple[tuple[Marked, PlaceMention], ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]


def marked(name: str) -> tuple[str, list[Marked]]:
    """Return a text without its marks, and the places that it marks."""
    source = (FOLDER / f"{name}.marked").read_text(encoding="utf-8")
    text, at, places = "", 0, []
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        start = len(text)
        text += match[1]
        places.append(Marked(start, len(text), match[2], match[3] or "?"))
        at = match.end()
    return text + source[at:], places


@cache
def read(name: str) -> Read:
    text, places = marked(name)
    found = find_places(text, load_world())
    used: set[int] = set()
    pairs, missed = [], []
    for each in places:
        hits = [
            number
            for number, m in enumerate(found)
            if m.start < each.end and each.start < m.end and number not in used
        ]
        used.update(hits[:1])
        if each.kind == "o":
            continue
        if hits:
            pairs.append((each, found[hits[0]]))
        else:
            missed.append(text[each.start : each.end])
    false = [m.surface for number, m in enumerate(found) if number not in used]
    return Read(tuple(pairs), tuple(missed), tuple(false))


def test_places_are_found() -> None:
    every = [read(name) for name in NAMES]
    hits = sum(len(each.pairs) for each in every)
    missed = [surface for each in every for surface in each.missed]
    false = [surface for each in every for surface in each.false]
    assert len(NAMES) >= 8 and hits > 80
    assert 100 * hits / (hits + len(missed)) >= RECALL, missed
    assert 100 * hits / (hits + len(false)) >= PRECISION, false


@pytest.mark.parametrize("name", NAMES)
def test_places_lie_where_they_are(name: str) -> None:
    gazetteer = load_world().gazetteer
    wrong = []
    for each, mention in read(name).pairs:
        if each.name == "?":
            if mention.lat is not None:
                wrong.append((mention.surface, "?", mention.name))
            continue
        meant = [p for p in gazetteer.find(each.name)]
        assert meant, each.name
        if each.kind in "sa":
            near = [
                p
                for p in meant
                if p.lat is not None
                and p.lon is not None
                and mention.lat is not None
                and mention.lon is not None
                and distance_km(p.lat, p.lon, mention.lat, mention.lon) <= 5
            ]
            if not near or mention.kind not in ("settlement", "area"):
                wrong.append((mention.surface, each.name, mention.name))
        elif not any(p.id == mention.place for p in meant):
            wrong.append((mention.surface, each.name, mention.name))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "name", "is_placed"),
    [
        (
            "KYIV, 14 March. Armed formations hold Horlivka. A post near Petrivske, "
            "not far from Zolote, was withdrawn.",
            "Petrivske",
            False,
        ),
        ("Residents of Petrivske, near Kyiv, heard blasts.", "Petrivske", True),
    ],
)
def test_a_dateline_says_nothing_of_where_villages_lie(
    text: str, name: str, is_placed: bool
) -> None:
    """Svyatopetrivske by Kyiv is also called Petrivske, as are many in Donbas."""
    (found,) = [m for m in find_places(text, load_world()) if m.surface == name]
    assert (found.lat is not None) is is_placed
