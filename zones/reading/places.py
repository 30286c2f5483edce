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
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from geodata.places import Place, distance_km, fold

from .sentences import Sentence, find_sentences
from .vocabulary import COMPASS, DEMONYMS, PROVINCE_WORDS, compass_of

__all__ = ["PlaceMention", "find_places", "main_country"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as one stretch of the text names it.

    Attributes
    ----------
    start, end, surface
        The name in the text as read, without words of direction or relation.
    name, kind, admin1, country, lat, lon, error_km, place
        The gazetteer's place; ``place`` is its id.
    role
        ``place``, ``venue`` (of talks), ``actor`` (a government by its seat or
        country) or ``part`` (of a longer name, such as that of an agreement).
    direction
        Compass word for a part of it, or None.
    relation
        ``in``, ``at``, ``near``, ``around``, ``along``, ``to``, ``from`` or None.
    """

    start: int
    end: int
    surface: str
    name: str
    kind: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    error_km: float | None
    role: str = "place"
    place: str | None = None
    direction: str | None = None
    relation: str | None = None


_TOKEN = re.compile(r"[^\W_]+(?:['’ʿʾ‘`-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_LONGEST = 5
_PARTICLES = frozenset("al el as ash ad an ar at az bin bint".split())
_ORDINARY = frozenset(
    "a an and as at but by for from he her his i if in into it its may march most of "
    "on or our said she so than that the their then there these they this those to "
    "under we what when where which while who will with you also after before during "
    "since until over near along around between more no not now one two both all some "
    "such central media mobile police nice reading union army later earlier however "
    "according monday tuesday wednesday thursday friday saturday sunday january "
    "february april june july august september october november december".split()
)
_TITLES = frozenset(
    "province governorate region city town district oblast republic federation area "
    "zone suburb village state countryside border".split()
)
_TALKS = re.compile(
    r"\b(?:talks?|negotiations?|meetings?|met|rounds?|consultations?|summits?|agreed|"
    r"conferences?|sign(?:ed|ing)|agreements?|reached|memorandum|conversations?|hosted|"
    r"dialogue|visit(?:ed|s)?|protocol)\b",
    re.I,
)
_NAMED_AFTER = re.compile(
    r"\s+(?:process|agreements?|accords?|memorandums?|memoranda|protocols?|formats?|"
    r"platform|groups?|conventions?|declaration|deals?|track|treaty|troika)\b",
    re.I,
)
_TALKS_AFTER = re.compile(
    r"\s+(?:peace\s+|ceasefire\s+)?(?:talks|negotiations|meetings?|rounds?|summit|"
    r"conference|consultations)\b"
)
_ORGANISATION = re.compile(
    r"(?:forces?|front|party|army|movement|council|commission|bank|university|state|"
    r"coalition|union|organi[sz]ation)\s+(?:of|for|on|in)\s+(?:the\s+)?$",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:presidents?|ministers?|ministry|ministries|representatives?|governments?|"
    r"army|armies|delegations?|leaders?|authorities|heads?|troops|forces|military|"
    r"ambassadors?|officials?|control|behalf|part|side|support|help|initiative|sides|"
    r"envoys?|parliament|soldiers?|police|capital|capitals)\s+of\s+(?:the\s+)?$",
    re.I,
)
_OFFICE_FOR = re.compile(
    r"\b(?:envoy|representative|commission|committee|advis[eo]r|coordinator|office|"
    r"settlement|group)\s+(?:for|on|to)\s+(?:the\s+)?$",
    re.I,
)
_LOCATIVE = re.compile(
    r"\b(?P<word>in|at|near|around|outside|inside|within|into|to|from|across|over|"
    r"throughout|through|towards?|along|entire|whole|of|on|territory of|area of)\s+"
    r"(?:the\s+)?(?:(?:cit(?:y|ies)|towns?|villages?|settlements?|provinces?|suburbs?|"
    r"governorates?|regions?|outskirts|territory|areas?|vicinity|countryside|border)\s+"
    r"(?:of\s+|with\s+)?(?:the\s+)?)?"
    r"(?:[\w’']+(?:’s|'s)\s+(?:capital\s+)?)?$",
    re.I,
)
_RELATIONS = (
    (re.compile(r"(?:around|surrounding|encircling)\s+(?:the\s+)?", re.I), "around"),
    (
        re.compile(
            r"(?:areas?|regions?|vicinity|outskirts|surroundings)\s+"
            r"(?:of|around|near)\s+(?:the\s+)?",
            re.I,
        ),
        "around",
    ),
    (
        re.compile(r"(?:near|close to|outside|next to|beside)\s+(?:the\s+)?", re.I),
        "near",
    ),
    (re.compile(r"along\s+(?:the\s+)?", re.I), "along"),
    (re.compile(r"at\s+(?:the\s+)?", re.I), "at"),
    (re.compile(r"from\s+(?:the\s+)?(?:territory\s+of\s+)?", re.I), "from"),
    (re.compile(r"\bto(?:wards?)?\s+(?:the\s+)?", re.I), "to"),
    (
        re.compile(r"(?:in|into|inside|within|across|throughout)\s+(?:the\s+)?", re.I),
        "in",
    ),
)
_KINDWORDS = (
    rf"(?:(?:neighbou?ring|adjacent|nearby|syrian|same)\s+)?"
    rf"(?:{PROVINCE_WORDS}|city|town|village|suburbs?|"
    rf"countryside)\s+(?:of\s+)?(?:the\s+)?"
)
_BEFORE_KIND = re.compile(rf"(?:{_KINDWORDS})$", re.I)
_DIRECTION_BEFORE = re.compile(
    rf"(?P<c>{COMPASS})(?:\s+(?:parts?|portions?|areas?|countryside|suburbs?|"
    rf"districts?|"
    rf"outskirts|half|edge))?\s+(?:of\s+)?(?:the\s+)?(?:{_KINDWORDS})?$",
    re.I,
)
_DIRECTION_AFTER = re.compile(rf"\s*[’']?s?\s+(?P<c>{COMPASS})\b(?!\s+of)", re.I)
_PROVINCE_AFTER = re.compile(
    r"[’']?s?\s+(?:province|governorate|oblast|region|muhafaza|vilayet|prefecture)s?\b",
    re.I,
)
_PROVINCE_BEFORE = re.compile(rf"\b{PROVINCE_WORDS}\s+(?:of\s+)?(?:the\s+)?$", re.I)
_CITY_AFTER = re.compile(r"[’']?s?\s+(?:city|town|village|airport|airfield)\b", re.I)
_CITY_BEFORE = re.compile(
    r"\b(?:city|town|village|settlement|capital)s?\s+(?:of\s+)?$", re.I
)
_AND_BEFORE = re.compile(
    r"^\s*(?:,|and|or|,\s*and|&)\s*(?:in\s+|of\s+)?(?:the\s+)?$", re.I
)
_PROVINCES_AFTER = re.compile(
    r"(?:\s*(?:,|and|or)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)*\s+"
    r"(?:provinces|governorates|oblasts|regions|republics)\b"
)


_CAPITALISED = r"[A-Z][^\W_]+(?:['’-][^\W_]+)*(?:\s+(?:al-|el-|az-)?[A-Z][^\W_]+){0,2}"
_NEW_PLACE = re.compile(
    rf"\b(?:(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Ii]nto|[Aa]t|"
    rf"(?:{COMPASS}|cit(?:y|ies)|towns?|villages?|provinces?|regions?|districts?|"
    rf"governorates?|settlements?|ports?|area|enclave)\s+of)\s+(?:the\s+)?"
    rf"(?:(?:{COMPASS})\s+)?(?P<after>{_CAPITALISED})"
    rf"|(?P<before>{_CAPITALISED})\s+(?:province|governorate|oblast|district|corridor|"
    rf"area|mountains|"
    r"pocket|enclave|village|valley|peninsula|airport|crossing|countryside|"
    r"de-escalation|"
    r"demilitari[sz]ed|disengagement|buffer)\b"
    r"|\b(?:attacked|captured|seized|retook|shelled|bombed|stormed|entered|besieged|"
    rf"recaptured)\s+(?P<object>{_CAPITALISED}))"
)
_NO_PLACE = frozenset(
    "article resolution annex paragraph parliament congress phase part chapter god "
    "twitter telegram facebook arabic english facts memorandum agreement ministry "
    "minister president general army council security commission group united nations "
    "state government party front committee foreign defence defense mr mrs islam "
    "kremlin christmas ramadan agency news protocol syrian brigade division reuters "
    "interfax tass joint contact trilateral mission special monitoring human rights "
    "observatory center centre red crescent cross force forces democratic house".split()
)


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
    keys: Mapping[str, tuple[Place, ...]] = world.gazetteer.keys()
    hits = [
        (sentence, start, end, found)
        for sentence in sentences
        if sentence.kind != "credit"
        for start, end, found in _hits(sentence, keys)
    ]
    weights = _country_weights(text, hits)
    mentions: list[PlaceMention] = []
    for sentence, start, end, found in hits:
        place = _choose(
            sentence, start - sentence.start, end - sentence.start, found, weights
        )
        if place is not None:
            mentions.append(_mention(text, start, end, place))
    mentions = _without_strays(mentions)
    mentions = sorted(
        (*mentions, *_unlocated(sentences, mentions)), key=lambda m: (m.start, m.end)
    )
    seats = _capitals(world.gazetteer)
    theatre = main_country(m for m in mentions if not _is_capital(m, seats))
    return _with_roles(sentences, mentions, theatre, seats)


def main_country(mentions: Iterable[PlaceMention], text: str = "") -> str | None:
    """Return the country whose ground a text speaks of most.

    Provinces, areas and lesser towns count most, then the country as a place; as an
    actor, or by its nation, it counts little.
    """
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.country is None:
            continue
        if mention.role == "place":
            is_local = mention.kind in ("province", "area")
            counts[mention.country] += 12 if is_local else 8
        elif mention.kind == "country":
            counts[mention.country] += 1
    for word, code in DEMONYMS.items():
        if word in text:
            counts[code] += len(re.findall(rf"\b{re.escape(word)}\b", text))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else None


def _hits(
    sentence: Sentence, keys: Mapping[str, tuple[Place, ...]]
) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    """Yield the longest runs of words that are keys of the gazetteer."""
    tokens = [m.span() for m in _TOKEN.finditer(sentence.text)]
    at = 0
    while at < len(tokens):
        found = None
        if _may_begin(sentence.text[slice(*tokens[at])]):
            found = _longest(sentence.text, tokens, at, keys)
        if found:
            end, count, places = found
            start = tokens[at][0]
            if not _is_beside_name(sentence.text, tokens, at, at + count - 1, places):
                yield sentence.start + start, sentence.start + end, places
            at += count
        else:
            at += 1


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
) -> tuple[int, int, tuple[Place, ...]] | None:
    start = tokens[at][0]
    if text[slice(*tokens[at])] in DEMONYMS:
        return None
    for count in range(min(_LONGEST, len(tokens) - at), 0, -1):
        end = tokens[at + count - 1][1]
        words = text[start:end]
        if len(words) > 40 or re.search(r"[^\w\s'’ʿʾ‘`-]|\n", words):
            continue
        for shown in dict.fromkeys((words, _POSSESSIVE.sub("", words))):
            if count == 1 and shown.lower() in _ORDINARY or len(shown) < 3:
                continue
            places = keys.get(_fold(shown))
            if places:
                return start + len(shown), count, places
    pieces = text[slice(*tokens[at])].split("-")
    if len(pieces) > 1 and len(pieces[0]) > 3 and pieces[0][0].isupper():
        places = keys.get(_fold(pieces[0]))
        if places and pieces[1][:1].islower():  # "Damascus-based"
            return start + len(pieces[0]), 1, places
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
    if first and text[tokens[first - 1][1] : tokens[first][0]] == " ":
        neighbours.append(text[slice(*tokens[first - 1])])
    if last + 1 < len(tokens) and text[tokens[last][1] : tokens[last + 1][0]] == " ":
        neighbours.append(text[slice(*tokens[last + 1])])
    return any(_is_name_word(word) for word in neighbours)


def _is_name_word(word: str) -> bool:
    if not word[:1].isupper() or word.lower() in _ORDINARY | _TITLES:
        return False
    if _POSSESSIVE.search(word) or word.isupper() and len(word) > 1:
        return False
    return word not in DEMONYMS and compass_of(word) is None


def _country_weights(
    text: str, hits: Sequence[tuple[Sentence, int, int, tuple[Place, ...]]]
) -> Counter[str]:
    """Count how often a text speaks of each country, by name, nation or province."""
    weights: Counter[str] = Counter()
    for word, code in DEMONYMS.items():
        if word in text:
            weights[code] += len(re.findall(rf"\b{re.escape(word)}\b", text))
    for _, _, _, places in hits:
        codes = {p.country for p in places if p.country}
        if len(codes) == 1:
            weights[codes.pop()] += 2
    return weights


def _choose(
    sentence: Sentence,
    start: int,
    end: int,
    places: tuple[Place, ...],
    weights: Counter[str],
) -> Place | None:
    """Pick the place that a name means by the words around it."""
    before, after = sentence.text[:start], sentence.text[end:]
    known = [p for p in places if p.country is None or weights[p.country] > 0]
    pool = sorted(
        known or list(places),
        key=lambda p: (-weights[p.country or ""], -p.population, p.id),
    )
    by_kind: dict[str, Place] = {}
    for place in pool:
        by_kind.setdefault(place.kind, place)
    if "actor" in by_kind and len(by_kind) == 1:
        return by_kind["actor"]
    province, town = by_kind.get("province"), by_kind.get("settlement")
    if "area" in by_kind:
        return by_kind["area"]
    if "country" in by_kind and not (province and _PROVINCE_AFTER.match(after)):
        return by_kind["country"]
    if province and town:
        return _province_or_town(before, after, province, town)
    chosen = province or town
    if chosen is town and town is not None and not known:
        is_located = bool(_LOCATIVE.search(before)) or sentence.kind == "dateline"
        return town if is_located or town.capital else None
    return chosen


def _province_or_town(before: str, after: str, province: Place, town: Place) -> Place:
    """Tell a province from its capital: the kind word beside it, else the province."""
    if _PROVINCE_AFTER.match(after) or _PROVINCES_AFTER.match(after):
        return province
    if _CITY_AFTER.match(after) or _CITY_BEFORE.search(before):
        return town
    if _PROVINCE_BEFORE.search(before):
        return province
    return town if town.capital else province


def _without_strays(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Take the point from a town of another spelling that lies far from all others.

    A secondary spelling may be that of a namesake: where the text's other places of
    the country are more than 250 km away, the name is kept and its point is not.
    """
    located = [m for m in mentions if m.lat is not None and m.lon is not None]
    result = []
    for mention in mentions:
        if mention.kind == "settlement" and _fold(mention.surface) != _fold(
            mention.name
        ):
            others = [
                o
                for o in located
                if o.country == mention.country
                and o.place != mention.place
                and o.kind == "settlement"
            ]
            if others and min(_gap_km(mention, other) for other in others) > 250:
                mention = PlaceMention(
                    mention.start,
                    mention.end,
                    mention.surface,
                    mention.surface,
                    "area",
                    None,
                    mention.country,
                    None,
                    None,
                    None,
                )
        result.append(mention)
    return result


def _gap_km(one: PlaceMention, other: PlaceMention) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _unlocated(
    sentences: Sequence[Sentence], known: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Return names that the words make places though no gazetteer row holds them."""
    taken = [(m.start, m.end) for m in known]
    found: dict[str, None] = {}
    for sentence in sentences:
        if sentence.kind == "body":
            for match in _NEW_PLACE.finditer(sentence.text):
                name = match["after"] or match["before"] or match["object"]
                name = _POSSESSIVE.sub("", name or "")
                if _is_new_place(name):
                    found[name] = None
    text = " ".join(s.text for s in sentences)
    for name in [*found, *(m.surface for m in known if m.kind != "country")]:
        joint = rf"\b{re.escape(name)}(?:,\s+{_CAPITALISED})*,?\s+and\s+(?:the\s+)?"
        for match in re.finditer(rf"{joint}(?P<last>{_CAPITALISED})", text):
            if name in found and _is_new_place(match["last"]):
                found[match["last"]] = None
    for name in [n for n in found if _is_person(text, n)]:
        del found[name]
    result: list[PlaceMention] = []
    for name in sorted(found, key=lambda n: (-len(n), n)):
        for sentence in sentences:
            if sentence.kind != "body":
                continue
            for match in re.finditer(rf"\b{re.escape(name)}\b", sentence.text):
                start, end = (
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                )
                if any(a < end and start < b for a, b in taken):
                    continue
                taken.append((start, end))
                result.append(
                    PlaceMention(
                        start, end, name, name, "area", None, None, None, None, None
                    )
                )
    return result


def _is_person(text: str, name: str) -> bool:
    """Whether a name speaks or bears an office somewhere in the text."""
    word = re.escape(name)
    verb = r"(?:said|told|says|added|noted|stressed|stated|met|explained)"
    office = r"(?:Mr|Mrs|Ms|Dr|President|Minister|General|Colonel|spokes\w+|leader)\.?"
    return bool(
        re.search(rf"{word}\s+(?:has\s+|also\s+)?{verb}\b|\b{verb}\s+{word}\b", text)
        or re.search(rf"\b{office}\s+(?:[A-Z]\w+\s+)?{word}\b", text)
    )


def _is_new_place(name: str) -> bool:
    words = name.split()
    if not words or words[0] in DEMONYMS or name.isupper():
        return False
    return not any(w.lower() in _ORDINARY | _NO_PLACE | _TITLES for w in words)


def _mention(text: str, start: int, end: int, place: Place) -> PlaceMention:
    return PlaceMention(
        start,
        end,
        text[start:end],
        place.name,
        place.kind,
        place.admin1,
        place.country,
        place.lat,
        place.lon,
        place.error_km,
        "place",
        place.id,
    )


def _with_roles(
    sentences: Sequence[Sentence],
    mentions: list[PlaceMention],
    theatre: str | None,
    seats: Mapping[str, Place],
) -> list[PlaceMention]:
    result: list[PlaceMention] = []
    for sentence in sentences:
        previous: PlaceMention | None = None
        for mention in mentions:
            if not sentence.start <= mention.start < sentence.end:
                continue
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
    before, after = text[:start], text[end:]
    follows = previous is not None and bool(
        _AND_BEFORE.match(text[previous.end - sentence.start : start])
    )
    direction, stem = _direction(before, after, mention)
    relation = _relation(stem)
    if follows and previous is not None and relation is None and not direction:
        relation = previous.relation
    seat = re.search(r"\bcapital\s+of\s+(?:the\s+)?$", before, re.I)
    if seat and mention.kind == "country":
        capital = seats.get(mention.country or "")
        if capital is not None:
            begin = sentence.start + seat.start()
            surface = text[seat.start() : end]
            mention = replace(
                _mention("", 0, 0, capital),
                start=begin,
                end=mention.end,
                surface=surface,
            )
            before = text[: seat.start()]
            relation = _relation(before) or relation
    role = _role(sentence, mention, before, after, theatre, seats)
    if follows and previous is not None and role in ("place", "actor"):
        same = mention.kind == previous.kind
        locates = _LOCATIVE.search(before) and not _OFFICE.search(before)
        if same and not locates and not direction:
            role = "actor" if previous.role == "actor" else role
            if previous.role == "place":
                role = "place"
    return replace(mention, role=role, direction=direction, relation=relation)


def _direction(
    before: str, after: str, mention: PlaceMention
) -> tuple[str | None, str]:
    """Return the compass word that narrows the place, and the text before it."""
    match = _DIRECTION_BEFORE.search(before)
    if match and not before[: match.start()].endswith("-"):
        return compass_of(match["c"]), re.sub(r"\bthe\s+$", "", before[: match.start()])
    follows = _DIRECTION_AFTER.match(after)
    if follows and mention.kind in ("country", "province"):
        if re.match(r"[’']s", after):
            return compass_of(follows["c"]), before
    kind = _BEFORE_KIND.search(before)
    return None, before[: kind.start()] if kind else before


def _relation(before: str) -> str | None:
    for pattern, name in _RELATIONS:
        if re.search(rf"(?:^|[^\w])(?:{pattern.pattern})$", before, re.I):
            return name
    return None


@lru_cache(maxsize=4)
def _capitals(gazetteer: Any) -> dict[str, Place]:
    """Return the seat of government of each country that the gazetteer knows."""
    capitals: dict[str, Place] = {}
    for place in gazetteer.places:
        if place.capital and place.kind == "settlement" and place.country:
            known = capitals.get(place.country)
            if known is None or place.population > known.population:
                capitals[place.country] = place
    return capitals


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
    is_town = mention.kind == "settlement"
    if _NAMED_AFTER.match(after) and not re.match(r"\s+groups\b", after):
        return "part"
    if _ORGANISATION.search(before) and re.search(r"[A-Z“\"]", before[-60:]):
        if re.search(
            r"(?:[A-Z]\w+|[“\"][\w\s]+)\s+(?:forces?|front|party|army|council|"
            r"movement|commission|organi[sz]ation)\s+(?:of|for|on)\s+$",
            before,
            re.I,
        ) and not re.search(r"\bthe\s+\w+\s+\w+\s+of\s+$", before):
            return "part"
    if is_town and _TALKS_AFTER.match(after):
        return "venue"
    if re.match(r"\s*,?\s*(?:said|says|stated|announced|insists?|claims?)\b", after):
        if is_town or mention.kind == "country":
            return "actor"
    locates = _LOCATIVE.search(before)
    if mention.kind == "country" and _OFFICE_FOR.search(before):
        return "part"
    if mention.kind == "country" or _is_capital(mention, seats):
        if _DIRECTION_BEFORE.search(before) and not _is_capital(mention, seats):
            return "place"
        if not locates or _OFFICE.search(before):
            return "actor"
        if locates["word"].lower() in ("of", "on", "to") and _is_capital(
            mention, seats
        ):
            return "actor" if locates["word"].lower() != "of" else "place"
    if mention.place is None and re.search(
        rf"{_TALKS.pattern}[^,;.]{{0,30}}\b(?:in|at)\s+$", before, re.I
    ):
        return "venue"
    if locates and locates["word"].lower() in ("in", "at", "to", "of"):
        if is_town and mention.country != theatre and _TALKS.search(sentence.text):
            return "venue"
        if is_town and re.search(rf"{_TALKS.pattern}[^,;.]{{0,40}}$", before, re.I):
            if _is_capital(mention, seats):
                return "venue"
    return "place"


def _is_capital(mention: PlaceMention, seats: Mapping[str, Place]) -> bool:
    seat = seats.get(mention.country or "")
    return seat is not None and seat.id == mention.place
