"""Whose posts are meant: the nations and bodies that sentences name beside them."""

from __future__ import annotations

import re

from .caseless import caseless
from .vocabulary import COMPASS, COUNTRY_NAMES, DEMONYMS, country_name

__all__ = ["nations_before", "operators_of"]

_FORCE = (
    r"(?:(?:armed|security|military|defen[cs]e|peacekeeping|army)\s+)*(?:forces|troops|"
    r"army|"
    r"soldiers|military|police|units|side|party|guards|servicemen|general\s+staff|"
    r"occupation|command|contingent|peacekeepers|convoy|garrison)"
)
_DOES = (
    r"(?:,\s+(?:which|who)\s+|\s+)?(?:(?:has|have|had|will|would|could|also|already|"
    r"is|are|was|were)\s+)*(?:(?:not\s+)?(?:began|begun|to)\s+)*[a-z]+"
)
_BODIES = frozenset("UN OSCE NATO EU AU CIS UNIFIL UNDOF MINUSMA MONUSCO".split())
"""Bodies whose posts are called after them."""
_NATION_WORDS = "|".join(
    sorted(
        (re.escape(w) for w in {*DEMONYMS, *COUNTRY_NAMES.values(), *_BODIES, "USA"}),
        key=lambda w: (-len(w), w),
    )
)
_NATION = re.compile(rf"(?<![\w-])(?P<nation>{_NATION_WORDS})(?![\w])")
_PREPOSITION = caseless(
    r"\b(?:in|near|from|with|against|to|at|inside|into|by|of|between|told|for)\s+"
    rf"(?:the\s+)?(?:{COMPASS}\s+)?$",
)
_OFFICE = r"(?:[\w-]+\s+){0,2}?(?:minist(?:er|ry)|president|envoy|ambassador|spokes\w+)"
_SUBJECT = caseless(rf"(?:\s+{_FORCE}\b|[’']s?\s(?!{_OFFICE}\b)|{_DOES})")
_BEHIND = re.compile(
    r"\s*,?\s*(?:(?:which|that)\s+)?(?:belong(?:s|ing)?\s+to|(?:manned|run|held|"
    r"operated|set\s+up|established|opened|built|maintained)\s+by|of|from)\s+"
    rf"(?:the\s+)?(?P<nations>(?:{_NATION_WORDS})(?:(?:,\s+|\s+and\s+|,\s+and\s+)"
    rf"(?:the\s+)?(?:{_NATION_WORDS}))*)(?!\w)"
)
_WHO_SET_UP = re.compile(
    r"\s+(?:(?:which|that)\s+)?(?:the\s+)?"
    rf"(?P<nations>(?:{_NATION_WORDS})(?:\s+and\s+(?:{_NATION_WORDS}))?)"
    rf"(?:\s+{_FORCE})?\s+(?:(?:has|have|had)\s+)?(?:established|set\s+up|opened|"
    r"built|runs?|mans?|maintains?|operates?|keeps?)\b"
)
"""Behind posts: "posts the Turkish army established"."""
_BODY = re.compile(
    r"(?:^|[.,;:]\s+|\bthat\s+)(?:\d+\.\s+)?[Tt]he\s+"
    r"(?P<who>(?:(?:UN|U\.N\.|OSCE|NATO|EU|United\s+Nations|African\s+Union|"
    r"[Pp]eacekeeping|[Oo]bserver)\s+)?(?:Force|Mission|"
    r"peacekeepers|peacekeeping\s+force|force|mission))\s+(?:(?:has|have|had|"
    r"also)\s+)*[a-z]+(?:ed|s|t|p)\b[^.;]{0,60}$"
)
_JOINED = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:the\s+)?$")
_EACH = caseless(r"^\W*(?:each|both)\s+(?:of\s+the\s+)?(?:sides?|parties|party)\b")


def operators_of(
    text: str, match: re.Match[str], before: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the countries whose posts or observers are meant.

    Parameters
    ----------
    text
        The sentence.
    match
        The words for the posts.
    before
        Nations that acted in the sentence before, whom "each side" means.

    Examples
    --------
    >>> words = "Kenyan and Chadian observers are present"
    >>> operators_of(words, re.search("observers", words))
    ('Kenya', 'Chad')
    """
    behind = _BEHIND.match(text, match.end()) or _WHO_SET_UP.match(text, match.end())
    if behind:
        names = [m["nation"] for m in _NATION.finditer(behind["nations"])]
        return tuple(dict.fromkeys(_country(name) for name in names))
    if _EACH.search(text[: match.start()]):
        return before
    return nations_before(text, match.start())


def nations_before(text: str, at: int) -> tuple[str, ...]:
    """Return the nations that act, or whose things are named, before a point."""
    groups: list[list[re.Match[str]]] = []
    closed = False
    for nation in _NATION.finditer(text, max(0, text.rfind(";", 0, at)), at):
        gap = text[groups[-1][-1].end() : nation.start()] if groups else ""
        joined = groups and not closed and _JOINED.fullmatch(gap)
        if joined:
            groups[-1].append(nation)
        else:
            groups.append([nation])
        closed = bool(joined) and "and" in gap
    for group in reversed(groups):
        start, last = group[0].start(), group[-1]
        owns = last["nation"] in {*DEMONYMS, *_BODIES} and _leads_to(
            text[last.end() : at]
        )
        force = re.match(rf"\s+{_FORCE}\b", text[last.end() :], re.I)
        if owns or force:
            return _countries(group)
        is_free = not _PREPOSITION.search(text[:start])
        if not is_free and len(group) > 1 and "and" not in text[start : last.start()]:
            group, is_free = group[-1:], True  # "in the north of A, B agreed to …"
        names = last["nation"] not in DEMONYMS or last["nation"] == "US"
        if is_free and names and _SUBJECT.match(text, last.end()):
            return _countries(group)
    body = _BODY.search(text[:at])
    return (body["who"],) if body else ()


def _leads_to(words: str) -> bool:
    """Whether "Turkish" and a post have but adjectives between them."""
    return re.fullmatch(r"\s+(?:[a-z-]+\s+){0,3}", words) is not None and not re.search(
        r"\b(?:and|of|at|in|near|side|minist\w+|official|said)\b", words
    )


def _countries(group: list[re.Match[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_country(nation["nation"]) for nation in group))


def _country(word: str) -> str:
    if word == "USA":
        return "United States"
    return country_name(DEMONYMS[word]) if word in DEMONYMS else word
