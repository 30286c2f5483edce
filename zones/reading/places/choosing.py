"""Which of the places of one name is meant, by the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from geodata.folding import fold, spelling_key
from geodata.places import Place

from ..sentences import Sentence
from ..vocabulary import DEMONYMS, PROVINCE_WORDS
from .roles import LOCATIVE, is_dateline
from .tongues import KindWords

__all__ = ["ENGLISH", "Hit", "choose", "country_weights", "lone_countries"]

Hit = tuple[Sentence, int, int, tuple[Place, ...]]
"""A sentence, start and end of a name in the text, and the places that bear it."""
_ROUTE_TO = (
    r"\b(?:highway|motorway|road|route|railway|M\d)\b[^.;]{0,45}\b(?:from|between|to|"
    r"and|with|linking|links|connecting|connects)\s+(?:the\s+)?"
)
"""A road goes from town to town, not from province to province."""
ENGLISH = KindWords(
    province=(
        re.compile(rf"\b{PROVINCE_WORDS}\s+(?:of\s+)?(?:the\s+)?$", re.I),
        re.compile(
            r"(?i:[’']?s?\s+(?:(?:north|south|east|west|north-?east|north-?west|"
            r"south-?east|south-?west)(?:ern)?\s+)?"
            r"(?:province|governorate|oblast|region|muhafaza|vilayet|"
            r"prefecture|countryside|provincial|administrative)s?\b)"
            r"|(?:\s*(?:,|and|or)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)*\s+"
            r"(?:provinces|governorates|oblasts|regions|republics)\b"
        ),
    ),
    town=(
        re.compile(
            r"\b(?:city|town|village|settlement|capital)s?\s+(?:of\s+)?$"
            r"|(?<!the )(?<!in )\b(?:(?:north|south)[\s-]?)?(?:north|south|east|west)"
            r"\s+of\s+(?:the\s+)?$"
            r"|\b(?:km|kilomet(?:re|er)s?|miles?)\s+(?:\w+\s+)?from\s+$"
            r"|\b(?:outskirts|edges?|residents|streets|siege|cent(?:re|er)|suburbs?|"
            r"neighbou?rhoods?(?:\s+of\s+[^.;,]{2,25})?)\s+(?:of|in)\s+$"
            r"|(?:held|besieged)\s+(?:east|west)\s+$"
            rf"|{_ROUTE_TO}$",
            re.I,
        ),
        re.compile(
            r"[’']?s?\s+(?:city|town|village|airport|airfield|neighbou?rhood)\b"
            r"|[’']s\s+(?:\w+\s+){0,2}(?:neighbou?rhoods?|quarters?|streets|suburbs|"
            r"research)\b|-based\b"
            r"|[’']s\s+(?:[Aa]l-)?[A-Z][^.;:()]{2,120}\b(?-i:neighbou?rhoods?)\b"
            r"|(?:\s?[-–]\s?[A-Z]\w+|\s+international)?"
            r"(?:\s+and\s+[A-Z]\w+[-–][A-Z]\w+)?\s+(?:highway|road|motorway|"
            r"railway)s?\b",
            re.I,
        ),
    ),
    located=(LOCATIVE, re.compile(r"(?!)")),
)


@lru_cache(maxsize=2)
def nations_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the countries whose people a text names, and how often."""
    return tuple(
        (code, len(re.findall(rf"\b{re.escape(word)}\b", text)))
        for word, code in DEMONYMS.items()
        if word in text
    )


def country_weights(text: str, hits: Sequence[Hit]) -> Counter[str]:
    """Count how often a text speaks of each country, by name, nation or province."""
    weights: Counter[str] = Counter()
    for code, count in nations_in(text):
        weights[code] += count
    for _, _, _, places in hits:
        codes = {p.country for p in places if p.country}
        if len(codes) == 1:
            weights[codes.pop()] += 2
    return weights


def lone_countries(
    text: str,
    hits: Sequence[Hit],
    weights: Counter[str],
) -> frozenset[str | None]:
    """Return the countries of which one name alone speaks, where others do much more.

    A province of theirs is then likely the namesake of a village ("al-Karak").
    """
    if not weights or weights.most_common(1)[0][1] < _MUCH:
        return frozenset()
    names: dict[str, set[str]] = {}
    for _, start, end, places in hits:
        for code in {p.country for p in places if p.country}:
            names.setdefault(code, set()).add(fold(text[start:end]))
    told = {code for code, count in nations_in(text) if count}
    return frozenset(
        code for code, found in names.items() if len(found) == 1 and code not in told
    )


_MUCH = 8
"""So often names speak of the country that a text is about: the weight of four."""


def choose(
    sentence: Sentence,
    start: int,
    end: int,
    places: tuple[Place, ...],
    weights: Counter[str],
    lone: frozenset[str | None],
    kind_words: KindWords,
) -> Place | None:
    """Pick the place that a name means by the words around it.

    ``lone`` are countries of which but one name speaks, in a text on another.
    """
    before, after = sentence.text[:start], sentence.text[end:]
    known = [p for p in places if p.country is None or weights[p.country] > 0]
    pool = sorted(
        known or list(places),
        key=lambda p: (-weights[p.country or ""], not p.own, -p.population, p.id),
    )
    by_kind: dict[str, Place] = {}
    for place in pool:
        by_kind.setdefault(place.kind, place)
    if "actor" in by_kind and len(by_kind) == 1:
        return by_kind["actor"]
    province, town = by_kind.get("province"), by_kind.get("settlement")
    if "area" in by_kind:
        return by_kind["area"]
    is_province = kind_words.province[1].match(after)
    if "country" in by_kind and not (province and is_province):
        return by_kind["country"]
    if province and town:
        if is_dateline(sentence, start, end):
            return town
        chosen = _province_or_town(before[-120:], after, province, town, kind_words)
        if chosen is province and not kind_words.province[1].match(after):
            name = sentence.text[start:end]
            called = spelling_key(province.name)
            if kind_words is ENGLISH and called not in (
                spelling_key(name),
                spelling_key(town.name),
            ):
                return town  # "Mosul" is not how Nineveh is called
        return chosen
    if province and province.country in lone and not is_province:
        if not kind_words.province[0].search(before[-60:]):
            return None
    one_kind = province or town
    if one_kind is town and town is not None and not known:
        one, two = kind_words.located
        is_located = bool(one.search(before) or two.match(after))
        is_located = is_located or sentence.kind == "dateline"
        return town if is_located or town.capital else None
    return one_kind


def _province_or_town(
    before: str, after: str, province: Place, town: Place, kind_words: KindWords
) -> Place:
    """Tell a province from its capital: the kind word beside it, else the province."""
    if kind_words.province[1].match(after):
        return province
    if kind_words.town[1].match(after) or kind_words.town[0].search(before):
        return town
    if kind_words.province[0].search(before):
        return province
    return town if town.capital else province
