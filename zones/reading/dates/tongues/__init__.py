"""Dates in languages beside English: one set of rules, one lexicon for each."""

from __future__ import annotations

from ...languages import language_of
from ..words import Tense, tense_at
from .arabic import ARABIC
from .lexicon import Lexicon
from .rules import Tongue, tongue_of
from .russian import RUSSIAN
from .turkish import TURKISH

__all__ = ["TONGUES", "Tongue", "tense_in"]

_LEXICONS: tuple[Lexicon, ...] = (ARABIC, RUSSIAN, TURKISH)
TONGUES: dict[str, Tongue] = {each.language: tongue_of(each) for each in _LEXICONS}
"""Rules of each language, by its tag."""


def tense_in(text: str, start: int, end: int) -> Tense | None:
    """Say of a place in a text of any language whether it is past or to come."""
    tongue = TONGUES.get(language_of(text))
    return (tongue.tense if tongue else tense_at)(text, start, end)
