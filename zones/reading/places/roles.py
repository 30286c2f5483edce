"""Roles of places: where something lies, where talks are held, who acts by a seat.

Beside the role stand the words that narrow a place ("north-eastern") and relate to it
("near", "around").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from geodata.places import Place

from ..caseless import caseless
from ..mentions import PlaceMention, mention_of
from ..sentences import Sentence
from ..vocabulary import COMPASS, PROVINCE_WORDS, compass_of

__all__ = [
    "DEAL_OF",
    "LOCATIVE",
    "TALKS",
    "capitals_of",
    "is_capital",
    "is_dateline",
    "with_roles",
]

TALKS = caseless(
    r"\b(?:talks?|negotiations?|meetings?|met|rounds?|consultations?|summits?|agreed|"
    r"conferences?|sign(?:ed|ing)|agreements?|reached|memorandum|conversations?|hosted|"
    r"dialogue|visit(?:ed|s)?|protocol)\b",
)


_NAMED_AFTER = caseless(
    r"\s+(?:process|agreements?|accords?|memorandums?|memoranda|protocols?|formats?|"
    r"platform|groups?|conventions?|declaration|deals?|track|treaty|troika)\b",
)


_TALKS_AFTER = re.compile(
    r"\s+(?:peace\s+|ceasefire\s+)?(?:talks|negotiations|meetings?|rounds?|summit|"
    r"conference|consultations)\b"
)


_REACHED = caseless(
    r"\b(?:connect(?:s|ed|ing)?|link(?:s|ed|ing)?|reach(?:es|ed|ing)?|leav(?:es|ing)|"
    r"highway[^.;]{0,40}\b(?:to|from|with|and))\s+(?:the\s+)?$",
)
"""Before a capital that is a town: roads lead to it."""
_CAPITAL = re.compile(
    r"\b(?:of|with|in|near|around)\s+the\s+capital,?\s+$|\bcapital,\s+$"
)
_BORDERS = re.compile(
    r"\b(?:borders?|frontier|line(?:\s+of\s+contact)?)\s+between\s+(?:the\s+)?"
    r"(?:[A-Z]\w+(?:\s+[A-Z]\w+){0,2}\s+and\s+)?$|\b[A-Z]\w+[-–]$"
)
"""Before a country that is ground: "the border between X and", "the X-"."""
_GROUND_AFTER = re.compile(
    r"(?:[’']s?)?\s+(?:[a-z]+ern\s+)?(?:districts?|neighbou?rhoods?|suburbs|outskirts|"
    r"countryside|streets|airport)\b|\s+[Hh]ighway\b"
)
"""After a capital that is a town."""
_HOSTS = re.compile(r"\s+(?:will\s+|has\s+|had\s+|is\s+to\s+)?host(?:s|ed)?\b")
_ORGANISATION = caseless(
    r"(?:forces?|front|party|army|movement|council|commission|bank|university|state|"
    r"coalition|union|organi[sz]ation)\s+(?:of|for|on|in)\s+(?:the\s+)?$",
)


_OFFICE = caseless(
    r"\b(?:presidents?|ministers?|ministry|ministries|representatives?|governments?|"
    r"army|armies|delegations?|leaders?|authorities|heads?|troops|forces|military|"
    r"ambassadors?|officials?|control|behalf|part|side|support|help|initiative|sides|"
    r"envoys?|parliament|soldiers?|police|capital|capitals)\s+of\s+(?:the\s+)?$",
)


_OFFICE_FOR = caseless(
    r"\b(?:envoy|representative|commission|committee|advis[eo]r|coordinator|office|"
    r"settlement|group)\s+(?:for|on|to)\s+(?:the\s+)?$",
)


LOCATIVE = re.compile(
    r"\b(?P<word>in|at|near|around|outside|inside|within|into|to|from|across|over|"
    r"throughout|through|towards?|along|entire|whole|of|on|territory of|area of)\s+"
    r"(?:the\s+)?(?:(?:cit(?:y|ies)|towns?|villages?|settlements?|provinces?|suburbs?|"
    r"governorates?|regions?|outskirts|territory|areas?|vicinity|countryside|border)\s+"
    r"(?:of\s+|with\s+)?(?:the\s+)?)?"
    r"(?:[\w’']+(?:’s|'s)\s+(?:capital\s+)?)?$",
    re.I,
)


_RELATIONS = (
    (caseless(r"(?:around|surrounding|encircling)\s+(?:the\s+)?"), "around"),
    (
        caseless(
            r"(?:areas?|regions?|vicinity|outskirts|surroundings)\s+"
            r"(?:of|around|near)\s+(?:the\s+)?",
        ),
        "around",
    ),
    (
        caseless(r"(?:near|close to|outside|next to|beside)\s+(?:the\s+)?"),
        "near",
    ),
    (caseless(r"along\s+(?:the\s+)?"), "along"),
    (caseless(r"at\s+(?:the\s+)?"), "at"),
    (caseless(r"from\s+(?:the\s+)?(?:territory\s+of\s+)?"), "from"),
    (caseless(r"\bto(?:wards?)?\s+(?:the\s+)?"), "to"),
    (
        caseless(r"(?:in|into|inside|within|across|throughout)\s+(?:the\s+)?"),
        "in",
    ),
)


_SEEN = 160
"""So many characters before a name are looked at for its role."""
_REACH = 60
"""No words of relation are longer; more of a sentence need not be searched."""
_ENDINGS = tuple(
    (caseless(rf"(?:^|[^\w])(?:{pattern.pattern})$"), name)
    for pattern, name in _RELATIONS
)


_RELATED = frozenset(
    "around surrounding encircling of near to outside beside along at from toward "
    "towards in into inside within across throughout".split()
)
"""Last words of all relations."""
_LOCATING = _RELATED | frozenset(
    "over through entire whole on city cities town towns village villages settlement "
    "settlements province provinces suburb suburbs governorate governorates region "
    "regions outskirts territory area areas vicinity countryside border with s "
    "capital".split()
)
"""Last words of what :data:`LOCATIVE` matches; "s" is that of a possessive."""
_KINDS = frozenset(
    "of province provinces governorate governorates oblast oblasts region regions "
    "muhafaza muhafazat vilayet vilayets prefecture prefectures county counties "
    "department departments raion raions district districts city town village suburb "
    "suburbs countryside".split()
)
_WORD_END = re.compile(r"\W+")
_PLAIN = ("place", None, None)
_POINTS = ("north", "south", "east", "west", "cent", "middle", "rural")
"""Each compass word has one of them."""


_KINDWORDS = (
    rf"(?:(?:neighbou?ring|adjacent|nearby|syrian|same)\s+)?"
    rf"(?:{PROVINCE_WORDS}|city|town|village|suburbs?|"
    rf"countryside)\s+(?:of\s+)?(?:the\s+)?"
)


_BEFORE_KIND = caseless(rf"(?:{_KINDWORDS})$")


_DIRECTION_BEFORE = caseless(
    rf"(?P<c>{COMPASS})(?:\s+(?:parts?|portions?|areas?|countryside|suburbs?|"
    rf"districts?|"
    rf"outskirts|half|edge))?\s+(?:of\s+)?(?:the\s+)?(?:{_KINDWORDS})?$",
)


_DIRECTION_AFTER = caseless(rf"\s*[’']?s?\s+(?P<c>{COMPASS})\b(?!\s+of)")


_OTHER_NAME = re.compile(
    r"\((?:now|today|then|formerly|previously|once|also|(?:also )?known as)\s+$"
)
"""Before another name of the place named just before, as in "Astana (now …)"."""
_AND_BEFORE = caseless(r"^\s*(?:,|and|or|,\s*and|&)\s*(?:in\s+|of\s+)?(?:the\s+)?$")


def with_roles(
    sentences: Sequence[Sentence],
    mentions: list[PlaceMention],
    theatre: str | None,
    seats: Mapping[str, Place],
) -> list[PlaceMention]:
    result: list[PlaceMention] = []
    starts = [mention.start for mention in mentions]
    for sentence in sentences:
        previous: PlaceMention | None = None
        first = bisect_left(starts, sentence.start)
        for mention in mentions[first : bisect_left(starts, sentence.end)]:
            found = _with_role(sentence, mention, previous, theatre, seats)
            result.append(found)
            previous = found
    return result


def _with_role(
    sentence: Sentence,
    mention: PlaceMention,
    previous: PlaceMention | None,
    theatre: str | None,
    seats: Mapping[str, Place],
) -> PlaceMention:
    text = sentence.text
    start, end = mention.start - sentence.start, mention.end - sentence.start
    cut = max(0, start - _SEEN)
    before, after = text[cut:start], text[end:]
    follows = previous is not None and bool(
        _AND_BEFORE.match(text[previous.end - sentence.start : start])
    )
    direction, stem = _direction(before, after, mention)
    relation = _relation(stem)
    if follows and previous is not None and relation is None and not direction:
        relation = previous.relation
    seat = None
    if mention.kind == "country":
        seat = re.search(r"\bcapital\s+of\s+(?:the\s+)?$", before, re.I)
    if seat:
        capital = seats.get(mention.country or "")
        if capital is not None:
            begin = sentence.start + cut + seat.start()
            surface = text[cut + seat.start() : end]
            mention = replace(
                mention_of("", 0, 0, capital),
                start=begin,
                end=mention.end,
                surface=surface,
            )
            before = before[: seat.start()]
            relation = _relation(before) or relation
    role = _role(sentence, mention, before, after, theatre, seats)
    if role == "actor" and previous is not None and _is_land_of(previous, mention):
        if text[previous.end - sentence.start : start] == ", ":
            role = "place"
    if previous is not None and _OTHER_NAME.search(before):
        role = previous.role
    if follows and previous is not None and role in ("place", "actor"):
        same = mention.kind == previous.kind
        locates = LOCATIVE.search(before) and not _OFFICE.search(before)
        if same and not locates and not direction:
            role = "actor" if previous.role == "actor" else role
            if previous.role == "place":
                role = "place"
    if (role, direction, relation) == _PLAIN:
        return mention  # as it was found: a copy is dear
    return replace(mention, role=role, direction=direction, relation=relation)


def _compass_before(before: str) -> re.Match[str] | None:
    if not before[-1:].isspace():
        return None
    lowered = before.lower()
    if not any(point in lowered for point in _POINTS):
        return None
    return _DIRECTION_BEFORE.search(before)


def _direction(
    before: str, after: str, mention: PlaceMention
) -> tuple[str | None, str]:
    """Return the compass word that narrows the place, and the text before it."""
    match = _compass_before(before)
    if match and not before[: match.start()].endswith("-"):
        return compass_of(match["c"]), re.sub(r"\bthe\s+$", "", before[: match.start()])
    follows = _DIRECTION_AFTER.match(after)
    if follows and mention.kind in ("country", "province"):
        if re.match(r"[’']s", after):
            return compass_of(follows["c"]), before
    kind = _BEFORE_KIND.search(before) if _last_word(before) in _KINDS else None
    return None, before[: kind.start()] if kind else before


def _last_word(before: str) -> str:
    """Return the word in small letters that a text ends in, a last "the" aside.

    Most patterns that end where the name begins need a certain word there: looking
    it up costs far less than a search. Empty where no space ends the text.
    """
    if not before[-1:].isspace():
        return ""
    words = before.lower().rsplit(None, 2)
    if words and words[-1] == "the":
        words.pop()
    return _WORD_END.split(words[-1])[-1] if words else ""


def _relation(before: str) -> str | None:
    near = before[-_REACH:]
    if _last_word(near) not in _RELATED:
        return None
    for pattern, name in _ENDINGS:
        if pattern.search(near):
            return name
    return None


@lru_cache(maxsize=4)
def capitals_of(gazetteer: Any) -> dict[str, Place]:
    """Return the seat of government of each country that the gazetteer knows."""
    capitals: dict[str, Place] = {}
    for place in gazetteer.places:
        if place.capital and place.kind == "settlement" and place.country:
            known = capitals.get(place.country)
            if known is None or place.population > known.population:
                capitals[place.country] = place
    return capitals


DEAL_OF = re.compile(
    r"\b(?:accords?|agreements?|memorandum|protocols?|treaty|pact|declaration)"
    r"\s+of\s+$",
    re.I,
)
"""Agreements that are called after the town where they were signed."""


def _role(
    sentence: Sentence,
    mention: PlaceMention,
    before: str,
    after: str,
    theatre: str | None,
    seats: Mapping[str, Place],
) -> str:
    """Say whether a name is a place, a venue, an actor or part of another name."""
    if sentence.kind == "dateline":
        return "venue"
    if mention.kind == "actor":
        return "actor"
    at = mention.start - sentence.start, mention.end - sentence.start
    if mention.kind == "settlement" and is_dateline(sentence, *at):
        return "venue"
    is_town = mention.kind == "settlement"
    if _NAMED_AFTER.match(after) and not re.match(r"\s+groups\b", after):
        return "part"
    if re.match(r"\s+(?:local\s+|summer\s+)?time\b(?!\s+(?:and|after)\b)", after):
        return "part"  # "18:00 Moscow time"
    last = _last_word(before)
    is_joined = last in ("of", "for", "on", "in")
    if (
        is_joined
        and _ORGANISATION.search(before)
        and re.search(r"[A-Z“\"]", before[-60:])
    ):
        if re.search(
            r"(?:[A-Z]\w+|[“\"][\w\s]+)\s+(?:forces?|front|party|army|council|"
            r"movement|commission|organi[sz]ation)\s+(?:of|for|on)\s+$",
            before,
            re.I,
        ) and not re.search(r"\bthe\s+\w+\s+\w+\s+of\s+$", before):
            return "part"
    if is_town and last == "of" and DEAL_OF.search(before):
        return "venue"
    if is_town and (_TALKS_AFTER.match(after) or _HOSTS.match(after)):
        return "venue"
    if re.match(r"\s*,?\s*(?:said|says|stated|announced|insists?|claims?)\b", after):
        if is_town or mention.kind == "country":
            return "actor"
    locates = LOCATIVE.search(before) if last in _LOCATING else None
    if (
        mention.kind == "country"
        and last in ("for", "on", "to")
        and _OFFICE_FOR.search(before)
    ):
        return "part"
    if mention.kind == "country" or is_capital(mention, seats):
        if _compass_before(before) and not is_capital(mention, seats):
            return "place"
        if (
            is_town
            and _REACHED.search(before[-_REACH:])
            or _CAPITAL.search(before[-40:])
        ):
            return "place"
        if mention.kind == "country" and _BORDERS.search(before[-_REACH:]):
            return "place"
        if is_town and _GROUND_AFTER.match(after):
            return "place"
        if not locates or last == "of" and _OFFICE.search(before):
            return "actor"
        if locates["word"].lower() in ("of", "on", "to") and is_capital(mention, seats):
            return "actor" if last != "of" else "place"
    if (
        mention.place is None
        and last in ("in", "at")
        and re.search(rf"{TALKS.pattern}[^,;.]{{0,30}}\b(?:in|at)\s+$", before, re.I)
    ):
        return "venue"
    if locates and locates["word"].lower() in ("in", "at", "to", "of"):
        if is_town and mention.country != theatre and TALKS.search(sentence.text):
            return "venue"
        if is_town and is_capital(mention, seats):
            if re.search(rf"{TALKS.pattern}[^,;.]{{0,40}}$", before, re.I):
                return "venue"
    return "place"


def _is_land_of(town: PlaceMention, land: PlaceMention) -> bool:
    """Whether a country only says where the town before it lies ("Astana, …")."""
    return (
        land.kind == "country"
        and town.kind in ("settlement", "area", "province")
        and town.country == land.country
    )


_AGENCY = re.compile(
    r"\s*(?:,\s*[A-Z][A-Za-z ]{2,20})?\s*"
    r"(?:\([A-Za-z][\w .]{1,22}\)\s*[-–—:]|,?\s*/?[A-Z]{2,10}/?\s?[-–—_]|[-–—]\s)"
)
_HOUR = re.compile(
    r"\s*(?:,\s*[A-Z][A-Za-z ]{2,20})?\s*(?:\(\d[^()]{2,16}\)\s*[-–—]|:\s)"
)


def is_dateline(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name opens a sentence as the place of its writing.

    So are "Hama, SANA-", "Damascus (Qasioun) -" and "AMMAN:", that in capitals alone.
    """
    if sentence.kind == "dateline":
        return True
    text = sentence.text
    if sentence.kind != "body" or text[:start].strip():
        return False
    if _AGENCY.match(text, end):
        return True
    return text[start:end].isupper() and _HOUR.match(text, end) is not None


def is_capital(mention: PlaceMention, seats: Mapping[str, Place]) -> bool:
    seat = seats.get(mention.country or "")
    return seat is not None and seat.id == mention.place
