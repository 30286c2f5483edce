"""Patterns that do not mind case, and still look fast.

``re`` tries every branch of an alternation at every place of the text where case does
not count, and rules out most by their first letter where it does. So a text in small
letters is looked through for the pattern in small letters, and only where that matches
does the pattern itself, which gives the match, begin. Both match in the same places.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

__all__ = ["Caseless", "caseless"]

_KEPT = re.compile(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?\(\w+\)", re.S)
"""What of a pattern means something else in small letters, or is a name."""
_MINDS_CASE = "(?-i:"
# Letters that ``re`` takes for others without their being these in small letters.
_ODD = re.compile("[\u0130\u0131\u017f]")


class Caseless:
    """A pattern that does not mind case; its methods are those of ``re.Pattern``."""

    __slots__ = ("_exact", "_small")

    def __init__(self, pattern: str) -> None:
        self._exact = re.compile(pattern, re.I)
        self._small = None
        if _MINDS_CASE not in pattern:
            self._small = re.compile(_in_small_letters(pattern))

    @property
    def pattern(self) -> str:
        """The pattern as it was given."""
        return self._exact.pattern

    def search(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Return the first match."""
        small = _small(text) if self._small else None
        if self._small is None or small is None:
            return self._exact.search(text, pos, endpos)
        found = self._small.search(small, pos, endpos)
        if found is None:
            return None
        return self._exact.match(text, found.start(), endpos)

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield all matches."""
        small = _small(text) if self._small else None
        if self._small is None or small is None:
            yield from self._exact.finditer(text, pos, endpos)
            return
        for found in self._small.finditer(small, pos, endpos):
            if (
                found.end() == found.start()
            ):  # what follows an empty match depends on it
                yield from self._exact.finditer(text, found.start(), endpos)
                return
            match = self._exact.match(text, found.start(), endpos)
            if match is not None:
                yield match

    def match(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Return the match that begins at a place."""
        return self._exact.match(text, pos, endpos)

    def fullmatch(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self._exact.fullmatch(text, pos, endpos)

    def sub(self, words: str, text: str) -> str:
        """Return a text with words in place of the matches."""
        return self._exact.sub(words, text)

    def made(self, match: re.Match[str]) -> bool:
        """Whether a match is one of this pattern."""
        return match.re is self._exact

    def count(self, text: str) -> int:
        """Return the number of matches."""
        small = _small(text) if self._small else None
        if self._small is None or small is None:
            return sum(1 for _ in self._exact.finditer(text))
        return sum(1 for _ in self._small.finditer(small))


def caseless(pattern: str) -> Caseless:
    """Compile a pattern that does not mind case.

    Examples
    --------
    >>> words = caseless(r"(?P<what>truce|cease-?fire)s?\\b")
    >>> words.search("The Cease-Fires held")["what"]
    'Cease-Fire'
    """
    return Caseless(pattern)


def _in_small_letters(pattern: str) -> str:
    parts: list[str] = []
    at = 0
    for kept in _KEPT.finditer(pattern):
        parts += pattern[at : kept.start()].lower(), kept[0]
        at = kept.end()
    return "".join((*parts, pattern[at:].lower()))


_last: tuple[str, str | None] = ("", "")


def _small(text: str) -> str | None:
    """Return a text in small letters; None where that moves or changes its letters."""
    global _last
    last, found = _last
    if last is text:
        return found
    small: str | None = text.lower()
    if not text.isascii() and (len(small or "") != len(text) or _ODD.search(text)):
        small = None
    _last = (text, small)
    return small
