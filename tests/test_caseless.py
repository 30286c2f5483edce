"""Patterns that do not mind case match where those of ``re`` do."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zones.reading
from hypothesis import given
from hypothesis import strategies as st
from zones.reading.caseless import Caseless, caseless

CORPUS = Path(__file__).parent / "data" / "reading" / "corpus"


def every_pattern() -> Iterator[Caseless]:
    """Yield the patterns of the reader's modules, those in tables too."""
    for found in pkgutil.walk_packages(zones.reading.__path__, "zones.reading."):
        for value in vars(importlib.import_module(found.name)).values():
            yield from _in(value)


def _in(value: object) -> Iterator[Caseless]:
    if isinstance(value, Caseless):
        yield value
    elif isinstance(value, dict):
        yield from (each for part in value.values() for each in _in(part))
    elif isinstance(value, tuple | list):
        yield from (each for part in value for each in _in(part))


PATTERNS = list({p.pattern: p for p in every_pattern()}.values())
TEXTS = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))[::18]]


def test_the_reader_has_such_patterns() -> None:
    assert len(PATTERNS) > 150


@pytest.mark.parametrize("text", [*TEXTS, TEXTS[0][:400].upper()], ids=lambda t: t[:12])
def test_matches_are_those_of_re(text: str) -> None:
    for pattern in PATTERNS:
        exact = re.compile(pattern.pattern, re.I)
        expected = [(m.span(), m.groups()) for m in exact.finditer(text)]
        assert [(m.span(), m.groups()) for m in pattern.finditer(text)] == expected
        assert pattern.count(text) == len(expected)
        first, middle = exact.search(text), exact.search(text, 40, 400)
        found = pattern.search(text)
        assert (found and found.span()) == (first and first.span())
        found = pattern.search(text, 40, 400)
        assert (found and found.span()) == (middle and middle.span())


LETTERS = st.text("iIİıſsSkK aé(.,", max_size=12)


@given(LETTERS)
def test_letters_with_several_cases_match_as_in_re(text: str) -> None:
    for words in (
        r"\b(?:is|ask|kiss)\b",
        r"[^a-k]s",
        r"(?P<K>k)\W\S",
        r"é\B",
        r"i$",
        r"(?:a|\s+)?",
    ):
        exact = re.compile(words, re.I)
        assert [m.span() for m in caseless(words).finditer(text)] == [
            m.span() for m in exact.finditer(text)
        ]


def test_part_of_a_pattern_may_mind_case() -> None:
    words = caseless(r"\b(?-i:May)\s+talks")
    assert words.search("In May Talks") is not None
    assert words.search("They may talk, may talks") is None
    assert words.made(words.search("May talks"))
