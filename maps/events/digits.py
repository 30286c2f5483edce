"""Digits: texts that are numbers, read many at once.

A text is a number here if its digits, the number of decimal places and a form tell it
to the letter: ``SYR0012``, ``36.5``, ``-7``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST_DIGITS", "NOTHING", "Digits", "TextBytes", "prefix_of", "read_digits"]

NOTHING = np.iinfo(np.int64).min
"""Stands for a text without a number."""

MOST_DIGITS = 15
"""What a double of the page's script holds exactly."""

_MOST_PLACES = 9
_PREFIX = re.compile(rb"(.*?)-?\d+(?:\.\d+)?", re.DOTALL)
_MINUS, _POINT, _ZERO = b"-.0"
_LONG = 1 << 20  # longer than any number


@dataclass(frozen=True, slots=True)
class TextBytes:
    """Texts as the bytes of all of them, and where each begins and how long it is."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextBytes | None:
        """Return texts as bytes; None if one has no bytes: half of a surrogate pair."""
        try:
            whole = "".join(texts).encode()
        except UnicodeEncodeError:
            return None
        if len(whole) == sum(map(len, texts)):
            lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        else:
            sizes = (len(text.encode()) for text in texts)
            lengths = np.fromiter(sizes, np.int64, len(texts))
        data = np.frombuffer(whole, dtype=np.uint8)
        return cls(data, np.cumsum(lengths) - lengths, lengths)

    def bytes_at(self, row: int) -> bytes:
        """Return one text."""
        start = int(self.starts[row])
        return self.data[start : start + int(self.lengths[row])].tobytes()

    def are(self, text: bytes) -> NDArray[np.bool_]:
        """Return which of the texts are equal to one."""
        alike: NDArray[np.bool_] = self.lengths == len(text)
        rows = np.flatnonzero(alike)
        for place, byte in enumerate(text):
            rows = rows[self.data[self.starts[rows] + place] == byte]
        alike[:] = False
        alike[rows] = True
        return alike


@dataclass(frozen=True, slots=True)
class Digits:
    """Texts as whole numbers.

    Attributes
    ----------
    numbers
        One for each text, over 10^``places``; :data:`NOTHING` for an empty one.
    places
        Decimal places of the longest.
    forms
        Forms that all of them have: ``fixed``, always so many places; ``float``, as few
        as needed, at least one; ``trim``, as few as needed.
    padded
        Least and greatest length of those that begin with a zero to be filled up.
    shortest
        Length of the shortest.
    """

    numbers: NDArray[np.int64]
    places: int
    forms: frozenset[str]
    padded: tuple[int, int]
    shortest: int

    def joined(self, other: Digits) -> Digits:
        """Return what holds of these texts and of others, with the numbers of these."""
        forms = self.forms & other.forms
        if self.places != other.places:
            forms -= {"fixed"}
        lows, highs = zip(self.padded, other.padded, strict=True)
        return replace(
            self,
            places=max(self.places, other.places),
            forms=forms,
            padded=(min(lows), max(highs)),
            shortest=min(self.shortest, other.shortest),
        )

    @property
    def form(self) -> tuple[str, int] | None:
        """The form of all texts, and the digits that whole numbers are filled up to."""
        low, high = self.padded
        if self.places:
            wanted = ("fixed", "float", "trim") if high == 0 else ()
            return next(((form, 0) for form in wanted if form in self.forms), None)
        if high == 0:
            return "fixed", 0
        return ("fixed", low) if low == high <= self.shortest else None


def read_digits(texts: TextBytes, prefix: bytes, empty: bytes) -> Digits | None:
    """Return texts as whole numbers, or None if one is none.

    Parameters
    ----------
    texts
        The texts.
    prefix
        What each of them begins with.
    empty
        The text of those that hold no number.
    """
    at = ~texts.are(empty)
    starts = texts.starts[at] + len(prefix)
    lengths = texts.lengths[at] - len(prefix)
    if (lengths < 1).any() or (lengths > MOST_DIGITS + 2).any():
        return None
    for place, byte in enumerate(prefix, -len(prefix)):
        if (texts.data[starts + place] != byte).any():
            return None
    read = _read(texts.data, starts, lengths)
    if read is None:
        return None
    value, decimals, first, last = read
    negative = texts.data[starts] == _MINUS
    places = int(decimals.max(initial=0))
    if places > _MOST_PLACES or (negative & (value == 0)).any():
        return None
    whole = lengths - negative - np.where(decimals > 0, decimals + 1, 0)
    is_padded = (first == _ZERO) & (whole > 1)
    padded = lengths[is_padded]
    numbers = np.full(len(at), NOTHING, dtype=np.int64)
    shift = places - decimals
    if (value * 10.0**shift).max(initial=0) >= 10.0**MOST_DIGITS:
        return None
    scaled = value * 10**shift
    numbers[at] = np.where(negative, -scaled, scaled)
    shown = decimals > 0
    forms = {
        "fixed": decimals == places,
        "float": shown & ((last != _ZERO) | (decimals == 1)),
        "trim": ~shown | (last != _ZERO),
    }
    return Digits(
        numbers,
        places,
        frozenset(form for form, holds in forms.items() if holds.all()),
        (int(padded.min(initial=_LONG)), int(padded.max(initial=0))),
        int(lengths.min(initial=_LONG)),
    )


def _read(
    data: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[NDArray[Any], ...] | None:
    """Return value without sign, decimal places, first and last digit of each text."""
    count = len(starts)
    value = np.zeros(count, dtype=np.int64)
    decimals = np.zeros(count, dtype=np.int64)
    first = np.zeros(count, dtype=np.uint8)
    last = np.zeros(count, dtype=np.uint8)
    after = np.zeros(count, dtype=bool)
    rows = np.arange(count)
    for place in range(int(lengths.max(initial=0))):
        rows = rows[lengths[rows] > place]
        byte = data[starts[rows] + place]
        digit = byte - np.uint8(_ZERO)
        is_digit = digit < 10
        if not is_digit.all():
            signs, others = rows[~is_digit], byte[~is_digit]
            # A minus stands first, and a point once, between two digits.
            is_point = (others == _POINT) & (first[signs] > 0) & ~after[signs]
            is_minus = others == _MINUS if place == 0 else False
            if not (is_point | is_minus).all():
                return None
            after[signs[is_point]] = True
        here = rows[is_digit]
        value[here] = value[here] * 10 + digit[is_digit]
        decimals[here] += after[here]
        first[here] = np.where(first[here] == 0, byte[is_digit], first[here])
        last[here] = byte[is_digit]
    if (first == 0).any() or (after & (decimals == 0)).any():
        return None
    return value, decimals, first, last


def prefix_of(text: bytes) -> bytes | None:
    """Return what stands before the number in a text; None if it ends in no number."""
    found = _PREFIX.fullmatch(text)
    return None if found is None else found[1]
