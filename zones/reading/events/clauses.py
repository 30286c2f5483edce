"""Clauses of events over a row of phrases: who does what to whom, by classes of words.

Each shape is a pattern over a sentence in which ground and holders are letters (see
``phrases``), so that "X was bombed", "a raid on X" and "troops left X" need no list of
names. The words of a class are plain tables; a new verb is a new word in one of them.
"""

from __future__ import annotations

import re

from ..caseless import caseless
from ..phrases import Phrased
from . import shapes_of_moves, shapes_of_war
from .clause_words import FLYERS, GUNNERS

__all__ = ["find_clauses"]

_COMPILED = tuple(
    (name, tuple(caseless(words) for words in shapes))
    for name, *shapes in (*shapes_of_war.SHAPES, *shapes_of_moves.SHAPES)
)
_GUARDS = {
    name: caseless(words)
    for name, words in (shapes_of_war.HINTS | shapes_of_moves.HINTS).items()
}
_FLY = caseless(r"\b(?:air\s?force|aviation|aircraft|warplanes|jets)\b")
_SPECIAL = caseless(rf"{_FLY.pattern}|\bartillery\b|\bguns\b")


def find_clauses(row: Phrased) -> list[tuple[str, int, int, str | None]]:
    """Find the clauses of a sentence that tell of events.

    Parameters
    ----------
    row
        The sentence as a row of phrases.

    Returns
    -------
    list
        Type, first and last code point in the sentence, and the letter of the ground
        that it befell, where the clause names it.
    """
    text = row.text.translate(
        {
            ord(letter): FLYERS if _FLY.search(phrase.name) else GUNNERS
            for letter, phrase in row.phrases.items()
            if phrase.kind == "holder" and _SPECIAL.search(phrase.name)
        }
    )
    found = []
    for name, shapes in _COMPILED:
        if not _GUARDS[name].search(text):
            continue
        every = (shape.search(text) for shape in shapes)
        matches = [m for m in every if m and _befalls_ground(row, m)]
        if matches:
            match = min(matches, key=lambda m: (m.start(), m.end()))
            start, end = row.at(match.start()), row.at(match.end() - 1) + 1
            found.append((name, start, end, match.groupdict().get("g")))
    return found


def _befalls_ground(row: Phrased, match: re.Match[str]) -> bool:
    """Whether what a clause takes for ground is a place, not troops."""
    letter = match.groupdict().get("g")
    ground = row.phrases[letter] if letter else None
    return ground is None or ground.kind != "holder" or ground.place is not None
