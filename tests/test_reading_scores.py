"""Floors under what the text readers score on four corpora of our own.

The texts of ``corpus`` were known while the readers grew. Those of ``fresh`` were
written without looking at the readers, and no rule may be made for one of them; so were
those of ``syria`` and ``elsewhere`` (other conflicts), whose failures then showed
which ways of saying things had no rule yet.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from reading_scores import Scores, load_corpus, measure

READING = Path(__file__).parent / "data" / "reading"
FLOORS = {
    "corpus": {"dates relaxed": 97, "dates value": 95, "places": 92, "claims": 91},
    "fresh": {"dates relaxed": 95, "dates value": 86, "places": 88, "claims": 83},
    "syria": {"dates relaxed": 92, "dates value": 80, "places": 92, "claims": 88},
    "elsewhere": {"dates relaxed": 93, "dates value": 69, "places": 79, "claims": 84},
}
"""Least F1 by corpus, some points under what is measured."""

KIND_FLOOR = 75
PUBLISHED_FLOORS = {"corpus": 50, "fresh": 18, "syria": 14, "elsewhere": 11}
SIZES = {"corpus": 54, "fresh": 24, "syria": 16, "elsewhere": 16}


@cache
def scores_of(corpus: str) -> Scores:
    return measure(load_corpus(READING / corpus))["all"]


def notes_of(corpus: str, *words: str) -> list[str]:
    return [note for note in scores_of(corpus).notes if note.startswith(words)]


@pytest.mark.parametrize(
    ("corpus", "what", "floor"),
    [
        (c, what, floor)
        for c, floors in FLOORS.items()
        for what, floor in floors.items()
    ],
)
def test_readers_stay_above_the_floor(corpus: str, what: str, floor: float) -> None:
    scores = scores_of(corpus)
    tally = scores.all_claims() if what == "claims" else scores.mentions[what]
    assert tally.f1 >= floor, "\n".join(notes_of(corpus, what[:-1].upper()[:4]))


@pytest.mark.parametrize("corpus", sorted(SIZES))
def test_every_text_is_read_without_a_crash(corpus: str) -> None:
    assert scores_of(corpus).shares["read without a crash"] == [SIZES[corpus]] * 2
    assert notes_of(corpus, "CRASH", "SKIP") == []


@pytest.mark.parametrize("corpus", sorted(SIZES))
def test_days_of_publication_are_found(corpus: str) -> None:
    right, count = scores_of(corpus).shares["publication exact"]
    assert count == SIZES[corpus]
    assert right >= PUBLISHED_FLOORS[corpus], notes_of(corpus, "PUBLISHED")


def test_each_kind_of_claim_stays_above_the_floor() -> None:
    low = {
        kind: round(tally.f1, 1)
        for kind, tally in scores_of("corpus").claims.items()
        if tally.f1 < KIND_FLOOR
    }
    assert low == {}, "\n".join(notes_of("corpus", "CLAIM"))


def test_no_barred_claim_is_read_from_the_known_corpus() -> None:
    assert notes_of("corpus", "CLAIM barred") == []
