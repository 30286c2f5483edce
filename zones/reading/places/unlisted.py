"""Names that the words make places: "near X", "the town of X", "X district".

No gazetteer row holds them, so they stay without a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..mentions import PlaceMention
from ..sentences import Sentence
from ..vocabulary import DEMONYMS
from .cues import CAPITALISED, named
from .lists import ARTICLE, NameList

__all__ = ["ORDINARY", "POSSESSIVE", "TITLES", "unlocated_places"]

POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")


ORDINARY = frozenset(
    "a an and as at but by for from he her his i if in into it its may march most of "
    "on or our said she so than that the their then there these they this those to "
    "under we what when where which while who will with you also after before during "
    "since until over near along around between more no not now both all some several "
    "many few other another each every new old first second third fourth fifth last "
    "one two three four five six seven eight nine ten eleven twelve "
    "such bar habit hue male man sale central media mobile police nice reading union "
    "army later earlier however "
    "according monday tuesday wednesday thursday friday saturday sunday january "
    "february april june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


TITLES = frozenset(
    "province governorate region city town district oblast republic federation area "
    "zone suburb village state countryside border".split()
)


_LIST_END = re.compile(
    rf"(?:,\s+{CAPITALISED})*,?\s+and\s+(?:the\s+)?(?P<last>{CAPITALISED})"
)


_NOUNS = frozenset(
    "nothing everything everyone nobody somebody anybody infantry artillery civilians "
    "headquarters territory land property shipping traffic power control hundreds "
    "thousands dozens reports rebels troops sources hospital school convoy islamic "
    "jewish christian muslim kurdish arab western jaysh jaish liwa ahrar ansar "
    "faylaq harakat katibat peshmerga wagner tigers putin assad houthi houthis hamas "
    "hezbollah fatah taliban tahrir hayat hay’at hay'at haiat jabhat nusra qaeda qaida "
    "isis isil daesh erdogan trump netanyahu sdf ypg pkk ndf fsa sna hts "
    "operation bombs shells rockets "
    "missiles mortars drones rain snow night darkness silence prices shares "
    "kurds arabs druze alawites turkmen turkmens christians muslims "
    "home ghost inner front rear main lake sea line water electricity health education "
    "military international thermal national hydroelectric".split()
)
"""Words that stand where places do at the head of a sentence."""


_NO_PLACE = frozenset(
    "article resolution annex paragraph parliament congress phase part chapter god "
    "twitter telegram facebook arabic english facts memorandum agreement ministry "
    "minister president general army council security commission group united nations "
    "state government party front committee foreign defence defense mr mrs islam "
    "kremlin christmas ramadan agency news protocol syrian brigade division reuters "
    "interfax tass joint contact trilateral mission special monitoring human rights "
    "observatory center centre red crescent cross force forces democratic house".split()
)


def unlocated_places(
    sentences: Sequence[Sentence],
    known: Sequence[PlaceMention],
    lists: Sequence[NameList] = (),
) -> list[PlaceMention]:
    """Return names that the words make places though no gazetteer row holds them.

    Parameters
    ----------
    sentences
        Those of the text.
    known
        Places that the gazetteer holds.
    lists
        Lists of places in the text.
    """
    bodies = [s for s in sentences if s.kind == "body" or _is_plain_heading(s)]
    found: set[str] = set()
    for sentence in bodies:
        for name in named(sentence.text):
            name = _bare(name)
            if _is_new_place(name):
                found.add(name)
        found |= _listed(sentence, known)
    for each in lists:
        names = (_bare(name) for _, _, name in each.names)
        found |= {name for name in names if _is_new_place(name)}
    if not found:
        return []
    text = " ".join(s.text for s in sentences)
    found |= _joined(text, found)
    found -= _persons(text, found)
    taken = bytearray(max((s.end for s in sentences), default=0))
    for mention in known:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    shown = [s for s in sentences if s.kind != "credit"]
    result: list[PlaceMention] = []
    for start, name in _occurrences(shown, found):
        end = start + len(name)
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * len(name)
            result.append(
                PlaceMention(
                    start, end, name, name, "area", None, None, None, None, None
                )
            )
    return result


def _is_plain_heading(sentence: Sentence) -> bool:
    """Whether a heading is written as a sentence, most of its words small."""
    if sentence.kind != "heading":
        return False
    words = sentence.text.split()
    return 2 * sum(word[0].islower() for word in words) >= len(words)


def _listed(sentence: Sentence, known: Sequence[PlaceMention]) -> set[str]:
    """Return the names that stand in a list between two towns or provinces."""
    towns = [
        m
        for m in known
        if sentence.start <= m.start < sentence.end
        and m.kind in ("settlement", "province")
    ]
    found: set[str] = set()
    for one, other in zip(towns, towns[1:], strict=False):
        between = sentence.text[one.end - sentence.start : other.start - sentence.start]
        match = _AMONG.fullmatch(between)
        if match:
            found |= {name for name in match[1].split(", ") if _is_new_place(name)}
    return found


_PEOPLE = re.compile(r"(?:ian|ean|ish|ese)$")
_THEIRS = re.compile(
    r"\s+(?:(?:border|guard|military|army|security|government|frontier|state)\s+)?"
    r"(?:borders?|posts?|positions?|troops|forces|army|soldiers|side|capital|"
    r"officials?|authorities|territory|police|frontier|command|leaders?|"
    r"government|president|checkpoints?|guards?)\b"
)
"""What belongs to a nation, whose adjective names no place: "the X-ian border"."""


def _occurrences(
    sentences: Sequence[Sentence], names: set[str]
) -> list[tuple[int, str]]:
    """Return where names stand, the longest names first."""
    by_word = _by_word(names)
    found: list[tuple[int, str]] = []
    for sentence in sentences:
        text = sentence.text
        for word, at in _standing(text, by_word):
            for name in by_word[word]:
                if text.startswith(name, at) and _is_end(text, at + len(name)):
                    if _PEOPLE.search(name) and _THEIRS.match(text, at + len(name)):
                        continue
                    found.append((sentence.start + at, name))
    return sorted(found, key=lambda f: (-len(f[1]), f[1], f[0]))


def _standing(text: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each of some words where it stands whole; they are few, the text long."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            if (not at or _is_end(text, at - 1)) and _is_end(text, at + len(word)):
                yield word, at
            at = text.find(word, at + len(word))


def _is_end(text: str, at: int) -> bool:
    return not (text[at : at + 1].isalnum() or text[at : at + 1] == "_")


def _joined(text: str, names: set[str]) -> set[str]:
    """Return the last names of lists that a known name begins ("X, Y and Z")."""
    by_word = _by_word(names)
    found = set()
    for word, at in _standing(text, by_word):
        for name in by_word[word]:
            rest = text.startswith(name, at) and _LIST_END.match(text, at + len(name))
            if rest and _is_new_place(rest["last"]):
                found.add(rest["last"])
                break
    return found


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their first words, the longest first."""
    by_word: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        by_word.setdefault(_WORD.findall(name)[0], []).append(name)
    return by_word


def _persons(text: str, names: set[str]) -> set[str]:
    """Return the names that speak or bear an office somewhere in the text."""
    ends = [m.start() for m in _SPEAKS_AFTER.finditer(text)]
    starts = [m.end() for m in _SPEAKS_BEFORE.finditer(text)]
    for office in _OFFICE.finditer(text):
        starts.append(office.end())
        given = _GIVEN_NAME.match(text, office.end())
        if given:
            starts.append(given.end())
    return {
        name
        for name in names
        if any(text.endswith(name, 0, end) for end in ends)
        or any(
            text.startswith(name, at) and _is_end(text, at + len(name)) for at in starts
        )
    }


_WORD = re.compile(r"\w+")
_TAIL = re.compile(
    r"\s(?:City|Town|Village|District|Area|Region|Suburb|Neighbou?rhood)$"
)
_THE = re.compile(r"^(?:On\s+)?(?:The|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+")
_AMONG = re.compile(
    rf",\s+({CAPITALISED}(?:,\s+{CAPITALISED})*)(?:,?\s+and\s+(?:the\s+)?|,\s+)"
)
_SAYS = r"(?:said|told|says|added|noted|stressed|stated|met|explained)"
_SPEAKS_AFTER = re.compile(rf"\s+(?:has\s+|also\s+)?{_SAYS}\b")
_SPEAKS_BEFORE = re.compile(rf"\b{_SAYS}\s+")
_OFFICE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|President|Minister|General|Colonel|spokes\w+|leader)\.?\s+"
)
_GIVEN_NAME = re.compile(r"[A-Z]\w+\s+")
_COMMON = ORDINARY | _NO_PLACE | TITLES | _NOUNS


def _bare(name: str) -> str:
    """Take from a name what stands before and after it ("the Russian X airbase")."""
    name = _TAIL.sub("", POSSESSIVE.sub("", _THE.sub("", name)))
    first, _, rest = name.partition(" ")
    if rest and (
        first in DEMONYMS or first.lower() in _OPENING or _GERUND.fullmatch(first)
    ):
        return rest
    return name


_OPENING = ORDINARY | {"once", "although", "meanwhile", "yesterday", "today"}
_GERUND = re.compile(r"[A-Z][a-z]{3,}ing")
_ARTICLE_OF = re.compile(rf"^{ARTICLE}-")


def _is_new_place(name: str) -> bool:
    words = name.split()
    if not words or words[0] in DEMONYMS or name.isupper() or len(name) < 3:
        return False
    return not any(_ARTICLE_OF.sub("", word).lower() in _COMMON for word in words)
