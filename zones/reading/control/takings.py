"""Takings: who takes, loses, holds or surrounds ground, by classes of verbs.

A sentence comes as a row of phrases (see ``phrases``): what is looked for is a verb of
a class between ground and a holder, in the active, the passive, as a participle, a noun
("the capture of X by Y") or a state ("X is in the hands of Y"). The classes are plain
tables of words; a new verb is a new word in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..caseless import caseless
from ..phrases import DATE, GROUND, HOLDER, NAME, Phrase, Phrased
from .words import (
    ACTIVE,
    AGENTLESS,
    ANY,
    FILL,
    FILL_WORDS,
    LISTED,
    LOST,
    MOVES,
    NOUNS,
    PASSIVE,
    TAIL,
    TAKEN,
)

__all__ = ["Taking", "find_takings", "first_to_act"]


@dataclass(frozen=True, slots=True)
class Taking:
    """What a sentence says of one piece of ground.

    Attributes
    ----------
    act
        ``takes``, ``loses``, ``holds`` or ``surrounds``.
    who
        The holder's words; None where the sentence does not say, nothing for "it".
    ground
        The ground.
    start, end
        Code points from the first to the last of the words that say so.
    verb
        Where the verb begins.
    again
        Whether it befell the ground after something else in the same breath.
    date
        The date that stands behind this piece of ground of a list.
    """

    act: str
    who: str | None
    ground: Phrase
    start: int
    end: int
    verb: int
    again: bool = False
    date: Phrase | None = None


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
    for reader in (_passive, _moved, _named, _active, _agentless):
        for taking in reader(row):
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


def _passive(row: Phrased) -> Iterator[Taking]:
    for act, pattern in PASSIVE:
        for match in pattern.finditer(row.text):
            if _is_governed(row, match):
                continue
            yield from _of_list(row, act, match, _holder(row, match.start("h")))
            if act in ("takes", "loses"):
                yield from _and_then(row, match)


_THEN = re.compile(
    rf"(?:,?\s*{DATE},?)?,?\s+(?:and|but|then|before\s+being)\s+(?:later\s+|then\s+)?"
    rf"(?:(?P<taken>{TAKEN})|(?P<lost>{LOST})){TAIL}\bby\s+(?P<h>{ANY})"
)


def _and_then(row: Phrased, match: re.Match[str]) -> Iterator[Taking]:
    """Read "X, seized by A in May and recaptured in June by B"."""
    more = _THEN.match(row.text, match.end())
    if more is not None:
        key = "taken" if more["taken"] else "lost"
        yield Taking(
            "takes" if more["taken"] else "loses",
            _holder(row, more.start("h")),
            row.phrases[match["g"]],
            row.at(more.start(key)),
            row.at(more.end() - 1) + 1,
            row.at(more.start(key)),
            True,
        )


_GOVERNED = caseless(
    r"\b(?:of|in|near|at|on|from|to|with|for|outside|inside|around|between|into|over|"
    r"along|towards?|through)\s+(?:the\s+)?(?:\w+\s+)?$",
)


def _is_governed(row: Phrased, match: re.Match[str]) -> bool:
    """Whether the ground before a verb is that of a preposition, not its subject."""
    before = row.text[: match.start("g")]
    return match.start("g") < match.start("verb") and bool(_GOVERNED.search(before))


def _moved(row: Phrased) -> Iterator[Taking]:
    for act, pattern in MOVES:
        for match in pattern.finditer(row.text):
            who = _named_holder(row, match)
            if who is not None and not _is_governed(row, match):
                yield from _of_list(row, act, match, who)


def _named(row: Phrased) -> Iterator[Taking]:
    for act, pattern in NOUNS:
        for match in pattern.finditer(row.text):
            if _UNREAL.search(row.text[: match.start("verb")]):
                continue
            h1 = match.groupdict().get("h1")
            who = _holder(row, match.start("h1")) if h1 else None
            if who is None:
                who = _subject(row, match.start("verb"))
            yield from _of_list(row, act, match, who)


def _active(row: Phrased) -> Iterator[Taking]:
    for act, pattern in ACTIVE:
        for match in pattern.finditer(row.text):
            who = _subject(row, match.start("verb"))
            who = _opens(row, match) if who is None else who
            if who is None:
                continue
            if not _can_be_held(row.phrases[match["g"]], act):
                continue
            own = "takes" if act == "enters" else act
            takings = list(_of_list(row, own, match, who, after=True))
            yield from takings
            winner = _TO.match(row.text, match.end()) if act == "loses" else None
            if winner:
                for taking in takings:
                    whom = _holder(row, winner.start("h"))
                    yield replace(taking, act="takes", who=whom)


def _can_be_held(ground: Phrase, act: str) -> bool:
    """Whether what a verb takes is ground: no country, no troops, no bare name."""
    place = ground.place
    if ground.kind == "holder":  # a capital is a government, unless it is taken
        return place is not None and place.kind != "country" and act != "loses"
    return act != "enters" or place is not None or ground.back


_TO = re.compile(rf"{FILL}\s+to\s+(?P<h>{HOLDER}|{NAME})")
_OPENS = re.compile(r"\b(?:Having|After(?:\s+having)?|By|While|Before|On)\s+$")
_MAIN = re.compile(rf"{TAIL}(?:{LISTED}){{0,4}}{TAIL},\s*(?P<h>{ANY})")


def _opens(row: Phrased, match: re.Match[str]) -> str | None:
    """Return who acts in "having retaken X, the army moved on"."""
    if not _OPENS.search(row.text[: match.start("verb")]):
        return None
    main = _MAIN.match(row.text, match.end())
    return _holder(row, main.start("h")) if main else None


def _agentless(row: Phrased) -> Iterator[Taking]:
    for act, pattern in AGENTLESS:
        for match in pattern.finditer(row.text):
            if not _is_governed(row, match):
                yield from _of_list(row, act, match, None)


_LIST = re.compile(
    rf"(?:,\s*(?:and\s+)?|\s+and\s+(?:in\s+(?=(?:the\s+)?{GROUND}\s*[.,;]))?|"
    rf",?\s+as\s+well\s+as\s+)(?P<g>{GROUND}|{NAME})"
)
_LIST_DATED = re.compile(
    rf"\s*,?\s*(?P<d>{DATE})(?:,\s*(?:and\s+)?|\s+and\s+)(?P<g>{GROUND}|{NAME})"
    rf"(?=\s*,?\s*{DATE})"
)
_THEN_DATE = re.compile(rf"\s*,?\s*(?P<d>{DATE})")
_LIST_BEFORE = re.compile(
    rf"(?P<g>{GROUND}|{NAME})(?:,\s*(?:and\s+)?|\s+and\s+|,?\s+as\s+well\s+as\s+)"
    r"(?:both\s+)?$"
)
_FINITE = re.compile(
    r",?\s+(?:is|are|was|were|has|have|had|will|remains?|fell|came|went|said|saw|"
    r"changed|returned|stays?|[a-z]+ed)\b"
)


def _of_list(
    row: Phrased,
    act: str,
    match: re.Match[str],
    who: str | None,
    *,
    after: bool = False,
) -> Iterator[Taking]:
    """Yield what is said of each piece of ground of a list."""
    start, end = row.at(match.start()), row.at(match.end() - 1) + 1
    verb = row.at(match.start("verb"))
    letters = [match["g"]]
    dates: dict[str, Phrase] = {}
    at = match.start("g")
    if after and _LIST_DATED.match(row.text, at + 1):
        at += 1
        while (more := _LIST_DATED.match(row.text, at)) is not None:
            dates[letters[-1]] = row.phrases[more["d"]]
            letters.append(more["g"])
            at = more.end()
        last = _THEN_DATE.match(row.text, at)
        if last is not None:
            dates[letters[-1]] = row.phrases[last["d"]]
    elif after or match.start("g") > match.start("verb"):
        at += 1
        while (more := _LIST.match(row.text, at)) is not None:
            if _FINITE.match(row.text, more.end()):
                break
            letters.append(more["g"])
            at = more.end()
    else:
        while (more := _LIST_BEFORE.search(row.text, 0, at)) is not None:
            if _GOVERNED.search(row.text[: more.start()]):
                break
            letters.append(more["g"])
            at = more.start()
    for letter in letters:
        ground = row.phrases[letter]
        if ground.kind == "name" and ground.name.split()[0] in ("The",):
            continue
        yield Taking(act, who, ground, start, end, verb, date=dates.get(letter))


def _named_holder(row: Phrased, match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    for key in ("h1", "h2", "h4"):
        if groups.get(key):
            return _holder(row, match.start(key))
    words = groups.get("h3") or groups.get("h5")
    if words is None:
        return None
    plain = re.sub(r"^(?:the|full|firm|complete|a)\s+", "", words)
    last = plain.split()[-1].lower()
    return None if last in _NO_HOLDER else plain


def _holder(row: Phrased, at: int) -> str:
    """Return the words of the holder at a letter, with those joined to it."""
    phrase = row.phrases[row.text[at]]
    return phrase.name


_PREPOSITION = re.compile(
    r"\b(?:by|from|of|against|with|to|in|near|at|on|over|between|around|into|under|for|"
    r"towards?|through|inside|outside|than|like|among|and)\s+(?:the\s+)?$"
)
_JOINED = re.compile(rf"(?P<h>{ANY})(?:,)?\s+and\s+$")
_SAYS = (
    r"(?:said|says|announced|claimed|claims|confirmed|reported|declared)\s+(?:that\s+)?"
    r"(?:it|they|he|she)"
)
_LINK = re.compile(rf"(?:\s*,?\s*(?:which|who|that))?(?:\s+{_SAYS})?{FILL}\s*$")
_COORDINATED = re.compile(
    rf"\s+[^;:]{{2,90}}?(?:\band|\bthen|\bbefore|,)(?:\s+(?:{FILL_WORDS}))*\s*$"
)
_PARTED = re.compile(
    r"\b(?:that|when|after|while|because|where|if|said|says|although|though|whereas|"
    r"until|since|who|which|whose)\b"
)
_BACKED = re.compile(
    r"\s+(?:backed|supported|aided|led|commanded|loyal|allied|advancing|fighting)\b"
    r"[^,;]{2,60}?$"
)


def _subject(row: Phrased, at: int) -> str | None:
    """Return who does what the verb at a letter says, or None."""
    text = row.text
    first = max(text.rfind(";", 0, at), text.rfind(":", 0, at)) + 1
    if _PRONOUN.search(text[first:at]):
        same = first_to_act(row, at)
        return same.name if same else ""
    for match in reversed(list(re.finditer(ANY, text[first:at]))):
        start, end = first + match.start(), first + match.end()
        between = text[end:at]
        before = text[:start]
        if re.search(r"\band\s+$", before):
            joined = _JOINED.search(before)
            if joined and not _PREPOSITION.search(text[: joined.start()]):
                if _is_linked(between):
                    left = row.phrases[joined["h"]]
                    right = row.phrases[text[start]]
                    return f"{left.name} and {right.name}"
        elif _PREPOSITION.search(before):
            continue
        if _is_linked(between):
            return _holder(row, start)
        if row.phrases[text[start]].kind == "holder" and "," not in between:
            if not re.search(r"\band\b", between):
                return None
    return None


_PRONOUN = re.compile(rf"\b(?:[Ii]t|[Tt]hey){FILL}\s*$")


def first_to_act(row: Phrased, until: int | None = None) -> Phrase | None:
    """Return the first holder that no preposition governs: troops before seats."""
    text = row.text[:until]
    acting = [
        row.phrases[match[0]]
        for match in re.finditer(ANY, text)
        if not _PREPOSITION.search(text[: match.start()])
    ]
    return next(
        (p for p in acting if p.kind == "holder" and not p.place), None
    ) or next(iter(acting), None)


def _is_linked(between: str) -> bool:
    plain = re.sub(r"^\s*,[^,;]{2,80},", "", between)
    if _LINK.fullmatch(plain) or _LINK.fullmatch(between):
        return True
    if _BACKED.fullmatch(plain):
        return True
    return bool(_COORDINATED.fullmatch(plain)) and not _PARTED.search(plain)
