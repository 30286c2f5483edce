"""What the words around a date say of it: past or to come, a beginning or an end."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..patterns import TenseOf
from ..words import Tense
from .lexicon import Lexicon, lookup, one_of_words

__all__ = ["relation_by", "tense_by"]

_STOP = re.compile(r"[.!?؟…]\s|\n|;")


def tense_by(lexicon: Lexicon) -> TenseOf:
    """Make the test of tense of a language."""
    future, past = re.compile(lexicon.future, re.I), re.compile(lexicon.past, re.I)

    def tense(text: str, start: int, end: int) -> Tense | None:
        """Say of the clause around a date whether it speaks of what is to come."""
        left = _STOP.split(text[max(0, start - 120) : start])[-1]
        right = _STOP.split(text[end : end + 80])[0]
        words = f"{left} | {right}".translate(lexicon.plain)
        if future.search(words):
            return "future"
        return "past" if past.search(words) else None

    return tense


def relation_by(lexicon: Lexicon) -> Callable[[str, int, int], str | None]:
    """Make the test of bounds ("since", "until") of a language."""
    before = re.compile(
        rf"{lexicon.begin}(?P<word>{one_of_words(lexicon.relations)})\s+"
        r"(?:يوم\s+)?$",
        re.I,
    )
    after = [(re.compile(p, re.I), name) for p, name in lexicon.relations_after]

    def relation(text: str, start: int, end: int) -> str | None:
        """Return the bound that the words around a span make of it."""
        lead = text[max(0, start - 24) : start].translate(lexicon.plain)
        found = before.search(lead)
        if found:
            return lookup(lexicon.relations, found["word"])
        for pattern, name in after:
            if pattern.match(text, end):
                return name
        return None

    return relation
