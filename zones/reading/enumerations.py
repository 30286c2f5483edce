"""Enumerations: zones of a set told one by one: "the first in A, the second in B".

A member is opened by an ordinal ("the third one"), a number ("Zone 2:") or the mark of
an item ("(c)", a dash at the start of a line). What follows, with or without a verb,
says where it lies, up to the next member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .caseless import caseless
from .regions import Item
from .scene import View, ZoneMention
from .vocabulary import ORDINALS, number_of
from .zone_words import ORDINAL

__all__ = ["Member", "find_members", "opens_members"]


@dataclass(frozen=True, slots=True)
class Member:
    """One zone of an enumeration: what opens it, its regions, and how they are said.

    Attributes
    ----------
    zone
        The words that open it.
    items
        Its regions.
    located
        Whether it lies "in" them, rather than being made of them.
    """

    zone: ZoneMention
    items: list[Item]
    located: bool


_SHORT = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ORDINAL = caseless(
    rf"(?<![\w-])(?:the\s+)?(?P<n>{ORDINAL}|{'|'.join(_SHORT)}|largest|biggest|"
    r"smallest|other|next)"
    r"(?:\s+and\s+(?:last|final))?"
    r"(?:\s+(?:ones?|of\s+(?:them|these|those|which)|(?:[\w-]+\s+){0,2}?zone)\b)?"
    r"(?=\s*[:,(–—-]|\s+(?:in|on|to|at|is|was|lies?|lay|around|near|north|south|east|"
    r"west|will|would|covers?|covered|includes?|included|comprises?|comprised|takes?|"
    r"encompass\w*|consists?|stretch\w*|spans?|extends?|located|situated|the)\b)"
)
_NUMBER = caseless(
    r"(?<![\w-])(?:zone|area|sector)\s+(?:no\.?\s*|number\s+|nr\.?\s*|№\s*|#\s*)?"
    r"[\"'“‘«]?(?P<n>\d{1,2}|[ivx]{1,4}|[a-f])[\"'”’»]?(?![\w-])"
)
_MARK = caseless(
    r"(?:^|(?<=[\s:;,]))\(?(?P<n>\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+(?=\S)"
    r"|(?:^|(?<=\n))[ \t]*[-–—•*·]\s+(?=\S)"
)
_HEAD_ENDS = caseless(r"(?::|\b(?:are|were|include))\s*$")
_DIRECT = caseless(
    r"\s*(?:[:,(]|\s[–—-](?=\s))?\s*(?:(?:is|was|lies|lay|will\s+be|is\s+to\s+be|"
    r"being)\s+)?(?:(?:located|situated|established|created|set\s+up|formed)\s+)?"
    r"(?=(?:in|on|around|near|within|across|along|inside|at|to\s+the|"
    r"(?:north|south|east|west)\w*\s+of)\b)"
)
_BARE = caseless(
    r"\s*(?:[:,(]|\s[–—-](?=\s))\s*(?:(?:it\s+)?(?:covers|includes|comprises)\s+)?"
)
_VERB = caseless(
    r"\s*,?\s*(?:(?:which|that|it)\s+)?(?:(?:will|would|is\s+to|also)\s+)*(?:covers?|"
    r"covered|includ(?:es?|ed|ing)|compris(?:es?|ed|ing)|takes?\s+in|took\s+in|"
    r"encompass(?:es|ed|ing)?|consist(?:s|ed)?\s+of|is\s+(?:made\s+up|composed)\s+of|"
    r"stretch(?:es|ed)?\s+(?:across|over|through)|span(?:s|ned)?|extend(?:s|ed)?\s+"
    r"(?:across|over|through))\s+"
)

Reads = Callable[[int, int], list[Item]]
"""Reads the list of regions that begins at a point of a sentence, up to another."""


def opens_members(view: View) -> bool:
    """Whether a sentence speaks of a set of zones, whose members may be told next."""
    return any(z.plural and z.type != "ceasefire" or z.ordinal for z in view.zones)


def find_members(view: View, is_open: bool, read: Reads) -> list[Member]:
    """Read the zones that a sentence tells one by one.

    Parameters
    ----------
    view
        The sentence.
    is_open
        Whether a set of zones was spoken of right before.
    read
        Reads regions.

    Returns
    -------
    list of Member
        Empty where the sentence is no such list.
    """
    text = view.text
    sets = [zone.end for zone in view.zones if zone.plural and zone.type != "ceasefire"]
    openers = _openers(text, min(sets, default=None), is_open)
    members: list[Member] = []
    for at, opener in enumerate(openers):
        end = openers[at + 1].start if at + 1 < len(openers) else len(text)
        semicolon = text.find(";", opener.end, end)
        until = semicolon if semicolon >= 0 else end
        found = _member(text, opener, until, read, bool(members))
        if found is not None:
            members.append(found)
    return members if len(members) > 1 or is_open else []


@dataclass(frozen=True, slots=True)
class _Opener:
    """What opens a member: its span, its number (0: none), and whether it is a mark."""

    start: int
    end: int
    number: int
    is_mark: bool = False


def _openers(text: str, headed: int | None, is_open: bool) -> list[_Opener]:
    """Return what opens the members: all numbers, or all ordinals, or all marks."""
    least = 1 if is_open else 2
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) >= least:
        return [_Opener(*found.span(), _number(found)) for found in numbers]
    ordinals = [
        found
        for found in _ORDINAL.finditer(text)
        if is_open or headed is not None and found.start() >= headed
    ]
    if len(ordinals) >= least:
        return [_Opener(*found.span(), _number(found)) for found in ordinals]
    marks = list(_MARK.finditer(text))
    if not marks:
        return []
    before = text[: marks[0].start()]
    is_headed = headed is not None and _HEAD_ENDS.search(before, headed)
    if is_headed or is_open and not before.strip():
        return [_Opener(*found.span(), _number(found), True) for found in marks]
    return []


def _member(
    text: str, opener: _Opener, until: int, read: Reads, is_next: bool
) -> Member | None:
    for start, located in _links(text, opener, is_next):
        items = read(start, until)
        if items:
            zone = ZoneMention(
                opener.start, opener.end, None, ordinal=opener.number, definite=True
            )
            return Member(zone, items, located)
    return None


def _links(text: str, opener: _Opener, is_next: bool) -> Iterator[tuple[int, bool]]:
    """Yield where regions may begin, and whether words say that the zone lies there.

    After a member with a verb, the next may do without any: "and the last one the
    provinces of C and D".
    """
    if opener.is_mark:
        yield opener.end, False
        return
    for pattern, located in ((_VERB, False), (_DIRECT, True), (_BARE, False)):
        link = pattern.match(text, opener.end)
        if link:
            yield link.end(), located
    if is_next:
        yield opener.end, False


def _number(found: re.Match[str]) -> int:
    """Return the number in the set, 0 where the words give none ("the largest")."""
    word = (found["n"] or "").lower()
    known = ORDINALS.get(word) or _SHORT.get(word) or _ROMAN.get(word)
    if known:
        return known
    return number_of(word) or (ord(word) - ord("a") + 1 if len(word) == 1 else 0)
