"""Place names in a text: which place, in which role, in which part of it.

Names are looked up in the gazetteer by folded runs of words, the longest first. What
follows is grammar: a capital that says or agrees is a government (``actor``), a town of
talks is a ``venue``, a name inside a longer proper name is a ``part`` of it, and only
the rest are places that something lies in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from geodata.places import Place, fold

from .coordinates import with_coordinates
from ..languages import language_of
from ..mentions import PlaceMention, mention_of
from .choosing import ENGLISH, choose, country_weights, lone_countries
from .lists import ARTICLE, find_lists
from .nearness import (
    among_namesakes,
    with_spellings,
    without_lands,
    without_strays,
)
from .unlisted import ORDINARY, POSSESSIVE, TITLES, unlocated_places
from .roles import TALKS, capitals_of, is_capital, with_roles
from .tongues import PLACE_TONGUES, bare_forms, roles_in
from ..sentences import Sentence, find_sentences
from ..vocabulary import DEMONYMS, compass_of

__all__ = ["PlaceMention", "find_places", "main_country"]


_TOKEN = re.compile(r"[^\W_]+(?:['’ʿʾ‘`-][^\W_]+)*")
_MARK = re.compile(r"[^\w\s'’ʿʾ‘`-]|\n")
_LONGEST = 5
_POSSESSIVE_ENDS = "s'’"
_NO_NAMES = (
    ORDINARY
    | TITLES
    | frozenset(
        "bridge camp airport airbase base dam road highway crossing countryside mount "
        "hospital university prison gov governorates provinces districts towns".split()
    )
)
"""Words beside a name that do not make it a part of a person's or a longer name."""
_MEDIA = re.compile(
    r"\s(?:Direct|TV|Call|Now|Today|Report|Deeply|Untold|Times|Post|Media|Network|"
    r"Rights|News|TIMES|POST)\b"
)
"""Words that make a name of newspapers and stations of the place before them."""
_PARTICLES = frozenset("al el as ash ad an ar at az bin bint".split())


def find_places(
    text: str,
    world: Any,
    published: str | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> list[PlaceMention]:
    """Find the places that a text names.

    Parameters
    ----------
    text
        The text as read.
    world
        A :class:`geodata.world.World`; its gazetteer is used.
    published
        EDTF value of the publication, for names that changed; may be None.
    sentences
        The text's sentences where they are known already.
    """
    if sentences is None:
        sentences = find_sentences(text)
    language = language_of(text)
    keys: Mapping[str, tuple[Place, ...]] = world.gazetteer.keys()
    first_words = world.gazetteer.first_words()
    hits = [
        (sentence, start, end, found)
        for sentence in sentences
        if sentence.kind != "credit"
        for start, end, found in _hits(sentence, keys, first_words, language)
    ]
    weights = country_weights(text, hits)
    lone = lone_countries(text, hits, weights)
    tongue = PLACE_TONGUES.get(language)
    kind_words = tongue or ENGLISH
    mentions: list[PlaceMention] = []
    shared: dict[tuple[int, int], Sequence[Place]] = {}
    for sentence, start, end, found in hits:
        at, to = start - sentence.start, end - sentence.start
        place = choose(sentence, at, to, found, weights, lone, kind_words)
        if place is not None:
            mentions.append(mention_of(text, start, end, place))
            if place.kind == "settlement" and len(found) > 1:
                shared[start, end] = [
                    p
                    for p in found
                    if p.kind == "settlement" and p.country == place.country
                ]
    mentions = among_namesakes(mentions, shared)
    if tongue is None:
        lists = find_lists(sentences, mentions)
        mentions = without_lands(mentions, lists)
        unlocated = unlocated_places(sentences, mentions, lists)
        mentions = sorted((*mentions, *unlocated), key=lambda m: (m.start, m.end))
        mentions = with_spellings(mentions, world.gazetteer)
    seats = capitals_of(world.gazetteer)
    mentions = without_strays(mentions, world.gazetteer, seats)
    mentions = with_coordinates(text, mentions, sentences, world.gazetteer)
    local = [m for m in mentions if not is_capital(m, seats)]
    theatre = main_country(m for m in local if not _is_met_in(text, m))
    theatre = theatre or main_country(local)
    if tongue is not None:
        return roles_in(tongue, sentences, mentions, theatre, seats)
    return with_roles(sentences, mentions, theatre, seats)


_MET = re.compile(
    rf"(?i:{TALKS.pattern})[^,;.\n]{{0,30}}\b(?:in|at)\s+(?:the\s+"
    r"(?:\w+\s+){0,3}?(?:city|town|capital|resort|port)\s+of\s+)?$"
)


def _is_met_in(text: str, mention: PlaceMention) -> bool:
    """Whether a town is told as the one that people meet or sign in."""
    before = text[max(0, mention.start - 60) : mention.start]
    return mention.kind == "settlement" and _MET.search(before) is not None


_KEEPERS = (
    r"\s+(?:[\w-]+\s+)?(?:peacekeep|observers?|monitors?|mediat|envoys?|patrols|"
    r"contingent|battalion)"
)


def main_country(mentions: Iterable[PlaceMention], text: str = "") -> str | None:
    """Return the country whose ground a text speaks of most.

    Provinces, areas and lesser towns count most, then the country as a place; as an
    actor, or by its nation, it counts little; by the nation of those who keep a peace
    there, not at all. Of equals it is the one that is named, or written from.
    """
    counts: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    for mention in mentions:
        if mention.country is None:
            continue
        ties[mention.country] += mention.kind == "country" or mention.role == "venue"
        if mention.role == "place":
            is_local = mention.kind in ("province", "area")
            counts[mention.country] += 12 if is_local else 8
        elif mention.kind == "country":
            counts[mention.country] += 1
    for word, code in DEMONYMS.items():
        if word in text:
            whose = rf"\b{re.escape(word)}\b(?!{_KEEPERS})"
            counts[code] += len(re.findall(whose, text))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], -ties[item[0]], item))
    return ranked[0][0] if ranked and ranked[0][1] else None


def _hits(
    sentence: Sentence,
    keys: Mapping[str, tuple[Place, ...]],
    first_words: frozenset[str],
    language: str,
) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    """Yield the longest runs of words that are keys of the gazetteer."""
    text = sentence.text
    tokens = [m.span() for m in _TOKEN.finditer(text)]
    has_provinces = "provinc" in text or "governorate" in text
    at = 0
    while at < len(tokens):
        found = None
        start, end = tokens[at]
        if text[start].islower() and text.find("-", start, min(end, start + 5)) < 0:
            if not (has_provinces and _follows_province(text, tokens, at)):
                at += 1
                continue
        token = text[start:end]
        if _may_begin(token):
            if language in PLACE_TONGUES:
                found = _longest_bare(text, tokens, at, keys, language)
            elif _may_be_first(token, first_words):
                found = _longest(text, tokens, at, keys)
        elif _follows_province(text, tokens, at):
            found = _longest(text, tokens, at, keys)
            if found and all(place.kind != "province" for place in found[3]):
                found = None
        if found:
            start, end, count, places = found
            if not _MEDIA.match(text, end) and not _is_beside_name(
                text, tokens, at, at + count - 1, places
            ):
                yield sentence.start + start, sentence.start + end, places
            at += count
        else:
            if "-" in token:
                yield from _pair(sentence, *tokens[at], keys)
            at += 1


def _pair(
    sentence: Sentence, start: int, end: int, keys: Mapping[str, tuple[Place, ...]]
) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    """Yield the two names of "the Idlib-Hama axis"."""
    one, mark, two = sentence.text[start:end].partition("-")
    if not mark or min(len(one), len(two)) < 4 or not (one + two).isalpha():
        return
    first, second = keys.get(_fold(one)), keys.get(_fold(two))
    if not first or not one[0].isupper() or not two[0].isupper():
        return
    cut = sentence.start + start + len(one)
    if second:
        yield sentence.start + start, cut, first
        yield cut + 1, sentence.start + end, second
    elif first[0].kind == "country":  # "Syria-Agence France-Presse"
        yield sentence.start + start, cut, first


_PROVINCE_WORDS = frozenset("province provinces governorate governorates".split())
"""Translations leave names in small letters behind them: "the province homs"."""


def _follows_province(text: str, tokens: list[tuple[int, int]], at: int) -> bool:
    before = at - 1
    if before > 0 and text[slice(*tokens[before])] == "of":
        before -= 1
    return before >= 0 and text[slice(*tokens[before])] in _PROVINCE_WORDS


def _may_be_first(token: str, first_words: frozenset[str]) -> bool:
    """Whether a name can begin so: articles, possessives and joints aside."""
    if len(token) < 4 or not token.isalpha():
        return True
    return _fold(token).partition(" ")[0] in first_words


def _run_length(text: str, tokens: list[tuple[int, int]], at: int) -> int:
    """Return how many words from one on stand without a mark between them."""
    last = min(at + _LONGEST, len(tokens)) - 1
    for number in range(at, last):
        gap, following = tokens[number][1], tokens[number + 1][0]
        if following - gap == 1 and text[gap] == " ":
            continue
        if _MARK.search(text, gap, following):
            return number - at + 1
    return last - at + 1


def _may_begin(token: str) -> bool:
    first = token.partition("-")[0]
    if first.lower() in _PARTICLES:
        return any(c.isupper() for c in token) or first[:1].isupper()
    return token[:1].isupper() or not token[:1].islower() and not token[:1].isdigit()


def _longest(
    text: str,
    tokens: list[tuple[int, int]],
    at: int,
    keys: Mapping[str, tuple[Place, ...]],
) -> tuple[int, int, int, tuple[Place, ...]] | None:
    """Return start and end of the longest name, its number of words, its places."""
    start = tokens[at][0]
    least = 1 if text[slice(*tokens[at])] in DEMONYMS else 0  # "Syrian Arab Republic"
    for count in range(_run_length(text, tokens, at), least, -1):
        end = tokens[at + count - 1][1]
        words = text[start:end]
        if len(words) > 40:
            continue
        bare = POSSESSIVE.sub("", words) if words[-1] in _POSSESSIVE_ENDS else words
        for shown in (words,) if bare == words else (words, bare):
            if count == 1 and shown.lower() in ORDINARY or len(shown) < 3:
                continue
            key = _fold(shown)
            places = keys.get(key)
            if places and not _is_code(key, shown, places):
                return start, start + len(shown), count, places
    pieces = text[slice(*tokens[at])].split("-")
    if len(pieces) > 1 and len(pieces[0]) > 3 and pieces[0][0].isupper():
        places = keys.get(_fold(pieces[0]))
        if places and pieces[1][:1].islower():  # "Damascus-based"
            return start, start + len(pieces[0]), 1, places
    return None


def _is_code(key: str, shown: str, places: tuple[Place, ...]) -> bool:
    """Whether a short name of a country stands there with an article ("al-Abd")."""
    if len(key) > 3 or len(shown) == len(key):
        return False
    return all(place.kind in ("country", "actor") for place in places)


def _longest_bare(
    text: str,
    tokens: list[tuple[int, int]],
    at: int,
    keys: Mapping[str, tuple[Place, ...]],
    language: str,
) -> tuple[int, int, int, tuple[Place, ...]] | None:
    """Do the same in a language that changes names: as written first, then bare."""
    start = tokens[at][0]
    tongue = PLACE_TONGUES[language]
    is_opening = language == "ru" and not text[:start].strip(' «"')
    for count in range(_run_length(text, tokens, at), 0, -1):
        words = text[start : tokens[at + count - 1][1]]
        if not 3 <= len(words) <= 40:
            continue
        forms = () if is_opening and count == 1 else bare_forms(words, language)
        for first, last, name in chain([(0, len(words), words)], forms):
            key = _fold(name)
            places = keys.get(key) if len(key) > 1 else None
            if places is None:
                continue
            if key in tongue.ordinary and not tongue.town[0].search(text[:start]):
                continue
            if words[first:].startswith("وال"):  # folding drops "and" before an article
                first += 1
            return start + first, start + last, count, places
    return None


@lru_cache(maxsize=65536)
def _fold(words: str) -> str:
    return fold(words)


def _is_beside_name(
    text: str,
    tokens: list[tuple[int, int]],
    first: int,
    last: int,
    places: tuple[Place, ...],
) -> bool:
    """Whether a town's name stands inside a person's ("Vladimir …", "… Graham")."""
    if any(p.kind != "settlement" for p in places):
        return False
    neighbours = []
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following and text[tokens[last][1] : following[0]] == " ":
        if _LONGER.match(text, following[0]):
            return True
    if (
        first > ("А" <= text[:1] <= "Я")
        and text[tokens[first - 1][1] : tokens[first][0]] == " "
    ):
        neighbours.append(text[slice(*tokens[first - 1])])
    if last + 1 < len(tokens) and text[tokens[last][1] : tokens[last + 1][0]] == " ":
        neighbours.append(text[slice(*tokens[last + 1])])
    return any(_is_name_word(word) for word in neighbours)


_LONGER = re.compile(rf"{ARTICLE}-\s?[A-Z](?!aeda|aida|ssad|usra)")
"""A second word that makes another name: "Busra al-Harir" is not Busra."""


def _is_name_word(word: str) -> bool:
    if not word[:1].isupper() or word.lower() in _NO_NAMES or word.endswith("ing"):
        return False
    if POSSESSIVE.search(word) or word.isupper() and len(word) > 1:
        return False
    return word not in DEMONYMS and compass_of(word) is None
