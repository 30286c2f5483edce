"""Takings: who takes, loses, holds or surrounds ground, by classes of verbs.

A sentence comes as a row of phrases (see ``phrases``): what is looked for is a verb of
a class between ground and a holder, in the active, the passive, as a participle, a noun
("the capture of X by Y") or a state ("X is in the hands of Y"). The classes are plain
tables of words; a new verb is a new word in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ..phrases import DATE, GROUND, HOLDER, NAME, Phrase, Phrased
from ..vocabulary import DEMONYMS
from .subjects import holder_at, subject_of
from .lists import GOVERNED, LIST, Taking, likewise, of_list, tells
from .nouns import NOUNS
from .words import (
    ACTIVE,
    AGENTLESS,
    ANY,
    FILL,
    FILL_WORDS,
    HELD,
    LISTED,
    LOST,
    MOVES,
    OWNED,
    PASSIVE,
    RELATIVE,
    STRONGHOLDS,
    TAIL,
    TAKEN,
)

__all__ = ["find_takings"]


_UNREAL = caseless(
    r"\b(?:battles?|bid|aim(?:ed|s)?|attempts?|attempted|plan(?:s|ned)?|fight|"
    r"prevents?|avoid|"
    r"threat(?:s|en\w*)?|hopes?|efforts?|offensives?|operations?|goal|prospect|fears?|"
    r"anniversary|aftermath|campaign)\s+(?:\w+\s+){0,2}(?:for|at|of|to|the)\s+"
    r"(?:the\s+)?$",
)
_NO_HOLDER = frozenset(
    "enemy air fire full its their his her our this that some no heavy under joint "
    "the a an safe good many different damage arms birth pest traffic ground water "
    "close same other remote human quality crowd party".split()
)


def find_takings(row: Phrased) -> list[Taking]:
    """Find what a sentence says of who takes, loses, holds or surrounds ground.

    Parameters
    ----------
    row
        The sentence as a row of phrases.
    """
    found: list[Taking] = []
    for reader in (_passive, _moved, _named, _active, _relative, _held, _agentless):
        for taking in filter(_is_ground, reader(row)):
            same = [at for at, t in enumerate(found) if _is_same(t, taking)]
            if not same:
                found.append(taking)
            elif found[same[0]].who is None and taking.who is not None:
                found[same[0]] = taking
    return found


def _is_same(one: Taking, other: Taking) -> bool:
    """Whether a sentence says of ground what it said already."""
    if one.ground != other.ground:
        return False
    if {one.act, other.act} == {"takes", "holds"} and one.who == other.who:
        return True
    if one.act == other.act and (one.who == other.who or None in (one.who, other.who)):
        return True
    return one.verb == other.verb and one.act == other.act


def _is_ground(taking: Taking) -> bool:
    """Whether what is taken can be ground: "the Turkish post" names none."""
    name = taking.ground.name
    return taking.ground.kind != "name" or name not in DEMONYMS


def _passive(row: Phrased) -> Iterator[Taking]:
    for act, pattern in PASSIVE:
        for found in pattern.finditer(row.text):
            match = _of_own_clause(row, pattern, found)
            if _is_governed(row, match):
                continue
            is_state = match["verb"] == "occupied" and _NOW.search(match[0])
            told = "holds" if is_state else act
            yield from of_list(row, told, match, holder_at(row, match.start("h")))
            if act in ("takes", "loses"):
                yield from _and_then(row, match)


_NOW = re.compile(r"\b(?:is|are|still|currently|now|remains?)\s+(?:\w+\s+)?occupied\b")
_THEN = re.compile(
    rf"(?:,?\s*{DATE},?)?,?\s+(?:and|but|then|before\s+being)\s+(?:later\s+|then\s+)?"
    r"(?:(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:\w+ly\s+|since\s+)?)?"
    rf"(?:(?P<taken>{TAKEN})|(?P<lost>{LOST})){TAIL}\bby\s+(?P<h>{ANY})"
)


def _and_then(row: Phrased, match: re.Match[str]) -> Iterator[Taking]:
    """Read "X, seized by A in May and recaptured in June by B"."""
    more = _THEN.match(row.text, match.end())
    if more is not None:
        key = "taken" if more["taken"] else "lost"
        yield Taking(
            "takes" if more["taken"] else "loses",
            holder_at(row, more.start("h")),
            row.phrases[match["g"]],
            row.at(more.start(key)),
            row.at(more.end() - 1) + 1,
            row.at(more.start(key)),
            row.at(more.end(key) - 1) + 1,
            True,
        )


def _of_own_clause(
    row: Phrased, pattern: re.Pattern[str], match: re.Match[str]
) -> re.Match[str]:
    """Return the match for ground of the verb's own clause: "…, and at X, held by"."""
    first, verb = match.start("g") + 1, match.start("verb")
    for other in reversed(list(re.finditer(GROUND, row.text[first:verb]))):
        at = first + other.start()
        if _CLAUSE.match(row.text[first:at]) and _APART.match(row.text, at + 1):
            return pattern.match(row.text, at) or match
    return match


_CLAUSE = re.compile(r",\s+(?:and|but|while|as|where|when)\b")


def _is_governed(row: Phrased, match: re.Match[str]) -> bool:
    """Whether the ground before a verb is that of a preposition, not its subject."""
    before = row.text[: match.start("g")]
    if _APART.match(row.text, match.start("g") + 1):
        return False  # "the edge of X, taken by …"
    return match.start("g") < match.start("verb") and bool(GOVERNED.search(before))


_APART = re.compile(
    rf",\s+(?:(?:which|that)\s+|(?:{FILL_WORDS})\s+)*(?:{TAKEN}|{HELD})\b|"
    r"(?:,\s+which|,?\s+that)\s+(?:is|are|was|were|remains?|remained|stays?|has|have|"
    r"had|"
    r"fell|"
    r"passed|came|went|changed)\b"
)


def _moved(row: Phrased) -> Iterator[Taking]:
    for act, pattern in MOVES:
        for match in pattern.finditer(row.text):
            who = _named_holder(row, match)
            if who is not None and not _is_governed(row, match):
                yield from of_list(row, act, match, who)
                yield from likewise(row, act, match, who)
                yield from _and_then(row, match)
    for match in _REMAINS.finditer(row.text):
        who = _named_holder(row, match)
        if who is not None:
            yield from of_list(row, "holds", match, who)


def _relative(row: Phrased) -> Iterator[Taking]:
    """Read "X, which the army took in May"."""
    for act, pattern in RELATIVE:
        for match in pattern.finditer(row.text):
            yield from of_list(row, act, match, holder_at(row, match.start("h1")))


_PLURALS = {
    word: f"{word}s"
    for word in "rebel insurgent militant separatist guerrilla jihadist".split()
}
"""Who "rebel-held" speaks of."""


def _held(row: Phrased) -> Iterator[Taking]:
    """Read "the rebel-held town of X", "rebel-held ground in X", "their bastion X"."""
    for letter, each in row.phrases.items():
        if each.kind == "ground" and each.holder and not each.back:
            at = row.text.index(letter)
            who = _PLURALS.get(each.holder, each.holder)
            span = (each.start, each.end, each.start, each.start)
            yield Taking("holds", who, each, *span, True)
            end = at + 1
            while (more := LIST.match(row.text, end)) is not None:
                ground = row.phrases[more["g"]]
                if ground.kind != "ground" or tells(row, more.end()):
                    break
                span = (each.start, ground.end, each.start, each.start)
                yield Taking("holds", who, ground, *span)
                end = more.end()
    for match in _OWN.finditer(row.text):
        each = row.phrases[match["g"]]
        if _SEAT.match(row.source, each.start, each.end):
            who = holder_at(row, match.start("h1"))
            who = _PLURALS.get(who, who)
            yield from of_list(row, "holds", match, who, after=True)
    for pattern in STRONGHOLDS:
        for match in pattern.finditer(row.text):
            groups = match.groupdict()
            who = groups.get("who") or holder_at(row, match.start("h1"))
            who = _PLURALS.get(who, who)
            is_part = re.search(
                r"\b(?:in|across|inside|within)\s+$", match["rel"] or ""
            )
            for taking in of_list(row, "holds", match, who, after=True):
                share = taking.ground.share or ("parts of" if is_part else None)
                yield replace(taking, ground=replace(taking.ground, share=share))


_OWN = re.compile(rf"(?<!former\s)(?P<h1>{ANY})(?:[’']s?)?(?P<verb>\s+)(?P<g>{GROUND})")
_SEAT = re.compile(r"(?:\w+\s+){0,2}(?:strongholds?|bastions?|redoubts?)\b")
"""Words that make the holder before them that of the ground: "rebel stronghold X"."""
_REMAINS = re.compile(
    rf"^(?:\W*[a-zA-Z-]+\s+){{0,3}}?(?P<g>{GROUND}),\s[^;:.]{{2,160}}?,\s+"
    rf"(?P<verb>(?:remains?|stays?|lies|is|are)(?:\s+(?:{FILL_WORDS}))*\s+"
    rf"(?:in|under))\s+{OWNED}"
)
"""Ground with much said of it before who holds it."""


def _named(row: Phrased) -> Iterator[Taking]:
    for act, pattern in NOUNS:
        for match in pattern.finditer(row.text):
            if _UNREAL.search(row.text[: match.start("verb")]):
                continue
            h1 = match.groupdict().get("h1")
            who = holder_at(row, match.start("h1")) if h1 else None
            if who is None:
                who = subject_of(row, match.start("verb"))
            yield from of_list(row, act, match, who)
            if h1 and match.end("h1") == match.end() and who is not None:
                yield from likewise(row, act, match, who)


def _active(row: Phrased) -> Iterator[Taking]:
    for act, pattern in ACTIVE:
        for match in pattern.finditer(row.text):
            if _STOPPED.search(row.text[: match.start("verb")]):
                continue
            who = subject_of(row, match.start("verb"))
            who = _opens(row, match) if who is None else who
            if who is None:
                continue
            if not _can_be_held(row.phrases[match["g"]], act):
                continue
            if _NOT_ITSELF.match(row.text, match.end()):
                continue  # "took Ankara's side", "surrounded the X post"
            own = "takes" if act == "enters" else act
            takings = list(of_list(row, own, match, who, after=True))
            yield from takings
            loser = _FROM.match(row.text, match.end()) if own == "takes" else None
            if loser:
                for taking in takings:
                    whom = holder_at(row, loser.start("h"))
                    yield replace(taking, act="loses", who=whom)
            winner = _TO.match(row.text, match.end()) if act == "loses" else None
            if winner:
                for taking in takings:
                    whom = holder_at(row, winner.start("h"))
                    yield replace(taking, act="takes", who=whom)


_STOPPED = caseless(
    rf"\b(?:stop|prevent|bar|block|ke[ep]p|kept|halt|deter|hinder|dissuad)\w*\s+{ANY}"
    r"(?:\s+from)?\s+$",
)
_NOT_ITSELF = re.compile(
    r"[’']s|\s+of\s+(?:\w+\s+)?(?:mines|explosives|ordnance|rubble|debris|bombs)\b|"
    r"\s+(?:(?:observation|monitoring|military|army)\s+)*(?:posts?|points?)\b"
)


def _can_be_held(ground: Phrase, act: str) -> bool:
    """Whether what a verb takes is ground: no country, no troops, no bare name."""
    place = ground.place
    if ground.kind == "holder":  # a capital is a government, unless it is taken
        return place is not None and place.kind != "country" and act != "loses"
    return act != "enters" or place is not None or ground.back


_TO = re.compile(rf"(?:{LISTED})*{FILL}\s+to\s+(?P<h>{HOLDER}|{NAME})")
_FROM = re.compile(
    rf"(?:{LISTED})*{FILL}\s+from\s+(?:(?!{HOLDER})[^\s,;:.]+\s+){{0,4}}?"
    rf"(?P<h>{HOLDER})"
)
_OPENS = re.compile(r"\b(?:Having|After(?:\s+having)?|By|While|Before|On)\s+$")
_MAIN = re.compile(rf"{TAIL}(?:{LISTED}){{0,4}}{TAIL},\s*(?P<h>{ANY})")


def _opens(row: Phrased, match: re.Match[str]) -> str | None:
    """Return who acts in "having retaken X, the army moved on"."""
    if not _OPENS.search(row.text[: match.start("verb")]):
        return None
    main = _MAIN.match(row.text, match.end())
    return holder_at(row, main.start("h")) if main else None


def _agentless(row: Phrased) -> Iterator[Taking]:
    for act, pattern in AGENTLESS:
        for match in pattern.finditer(row.text):
            if not _is_governed(row, match):
                yield from of_list(row, act, match, None)


def _named_holder(row: Phrased, match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    for key in ("h1", "h2", "h4"):
        if groups.get(key):
            return holder_at(row, match.start(key))
    words = groups.get("h3") or groups.get("h5")
    if words is None:
        return None
    plain = re.sub(r"^(?:the|full|firm|complete|a)\s+", "", words)
    last = plain.split()[-1].lower()
    return None if last in _NO_HOLDER else plain
