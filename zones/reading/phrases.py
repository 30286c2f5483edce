"""A sentence as a row of phrases: ground, holders and dates become one letter each.

Grammar that looks for verbs between names need not know what the names look like: "the
strategic town of X, in May 2018," is one letter for ground and one for a date. What is
left of the sentence is plain words, and :meth:`Phrased.at` leads back to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .caseless import caseless
from .dating import day_dates
from .phrase_words import BACK, COMPASS_NAME, OWN_NAME, PLAIN, REALM, points_back
from .places.search import PlaceMention
from .scene import View
from .vocabulary import DEMONYMS

__all__ = [
    "DATE",
    "GROUND",
    "HOLDER",
    "NAME",
    "Phrase",
    "Phrased",
    "SIDE",
    "phrase",
]

GROUND = "[\ue000-\ue0ff]"
"""Letters that stand for ground: a place of the gazetteer, a road, "the town"."""
HOLDER = "[\ue100-\ue1ff]"
"""Letters that stand for armed forces, governments and countries."""
NAME = "[\ue200-\ue2ff]"
"""Letters that stand for names of which the text does not say what they are."""
DATE = "[\ue300-\ue3ff]"
"""Letters that stand for dates, with their preposition."""
_FIRST = {"ground": 0xE000, "holder": 0xE100, "name": 0xE200, "date": 0xE300}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One letter's words.

    Attributes
    ----------
    kind
        ``ground``, ``holder``, ``name`` or ``date``.
    start, end
        Code points in the sentence.
    place
        The place, where the gazetteer or the grammar knows one.
    name
        What ground or a holder is called.
    share
        The share of the ground that is meant ("most of").
    back
        Whether it points to ground that was named before ("the town", "it").
    relation
        ``around`` for ground that only lies near what is named.
    holder
        Who holds it, where the words before it say so ("rebel-held").
    """

    kind: str
    start: int
    end: int
    place: PlaceMention | None = None
    name: str = ""
    share: str | None = None
    back: bool = False
    relation: str = "in"
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Phrased:
    """A sentence in which phrases are letters."""

    text: str
    phrases: dict[str, Phrase]
    starts: tuple[tuple[int, int], ...]
    source: str = ""

    def at(self, position: int) -> int:
        """Return the code point of the sentence that a letter stands for."""
        best = (0, 0)
        for pair in self.starts:
            if pair[0] > position:
                break
            best = pair
        return best[1] + position - best[0]

    def of(self, position: int) -> int:
        """Return where a code point of the sentence stands among the letters."""
        best = (0, 0)
        for pair in self.starts:
            if pair[1] > position:
                return min(best[0] + position - best[1], pair[0])
            best = pair
        return best[0] + position - best[1]


_ARMED = (
    r"(?:military|local|governing)\s+council|"
    r"(?:terrorist|militant|jihadi(?:st)?|armed)\s+organi[sz]ations?|"
    r"army|armies|forces?|troops|soldiers|"
    r"rebels?|militants?|fighters|militias?|"
    r"militiamen|government|regime|groups?|insurgents?|insurgency|separatists?|"
    r"opposition|factions?|units?|guerrillas?|gunmen|jihadists?|jihadis|extremists|"
    r"terrorists|peacekeepers|administration|coalition|authorities|movement|"
    r"guards?|brigades?|divisions?|battalions?|regiments?|alliance|"
    r"paramilitaries|police|servicemen|armed\s+formations|formations|junta|"
    r"paratroopers|marines|commandos|infantry|military|state|Tigers|occupation"
)
_ADJECTIVE = (
    r"government|army|police|"
    r"armed|opposition|rebel|security|regime|federal|allied|local|national|"
    r"regular|special|southern|northern|eastern|western|tribal|communist|loyalist|"
    r"joint|military|border|ruling|civil|defen[cs]e|ground|advancing|attacking|"
    r"state|terrorist|"
    r"moderate|radical|rival|democratic|foreign|paramilitary|peacekeeping|mercenary|"
    r"occupying"
)
_LOWER = (
    rf"(?:{_ADJECTIVE}|[a-z]+ists?|(?:pro|anti)-[\w-]+|[\w-]+-(?:backed|led|allied))"
)
_CAPITAL = r"(?:[A-Z]\w*(?:[’'-]\w+)*)"
_HOLDERS = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|[Ss]ome|[Ii]ts|[Tt]heir)\s+)?"
    rf"(?P<core>(?:(?:{_CAPITAL}|\d+(?:st|nd|rd|th)|{_LOWER})\s+){{0,4}}"
    rf"(?:(?i:\b(?:{_ARMED})\b)(?![-’'])(?!\s+posts?\b)|"
    r"\b(?:Front|Union|Council|Party|Congress)(?=\s+for\s+(?:the\s+)?[A-Z]))"
    rf"(?:\s+(?:of|for(?=\s+[A-Z]))\s+(?:the\s+)?"
    rf"(?:{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}|regime|"
    r"government|opposition|state|occupation|coalition))?)"
)
_NO_HEAD = caseless(r"(?:guard|state|division|unit|group|force|movement|military)$")
_GROUND_NOUN = (
    r"crossings?|airports?|airfield|airbase|base|ports?|roads?(?:\s+junction)?|"
    r"highways?|towns|villages|districts|provinces|regions|areas|"
    r"motorways?|junction|dam|bridge|pass|mountains?|heights|hills?|valley|gorge|axis|"
    r"corridor|pocket|enclave|district|province|governorate|neighbou?rhood|suburbs?|"
    r"village|town|city|camp|port|terminal|refinery|oilfields?|oil\s+fields?|front|"
    r"area|region|peninsula|island|countryside|border\s+post|gate|ridge|quarter"
)
_UNIT = (
    r"(?:District|Region|Province|Governorate|County|Village|Town|City|Oblast|Raion)"
)
_PLACE_WORD = (
    r"(?:towns?|villages?|city|cities|settlements?|districts?|provinces?|regions?|"
    r"areas?|suburbs?|neighbou?rhoods?|governorates?|enclave|port|crossings?|camps?|"
    r"heights|hills?|mountains?|hamlets?|communit(?:y|ies)|municipalit(?:y|ies)|"
    r"capital|island|oblast|outskirts|centre|center|countryside|airport|base|ports|"
    r"territor(?:y|ies)|junction|peninsula|valley|garrison|stronghold|bastion)"
)
_MODIFIER = (
    r"(?:strategic|key|vital|main|border|besieged|nearby|neighbou?ring|historic|whole|"
    r"entire|old|ancient|ghost|coastal|provincial|mountain|mining|oil-rich|contested|"
    r"disputed|divided|ruined|deserted|abandoned|embattled|remote|symbolic|flashpoint|"
    r"crucial|important|other|small|large|big|largest|second|last|remaining|"
    r"desert|port|market|front-?line|lakeside|hilltop|twin|two|three|four|five|"
    r"six|several|many|[\w-]+-held|[\w-]+-(?:run|occupied|controlled|speaking)|"
    r"(?:north|south|east|west)[\s-]?(?:east|west)?ern|central)"
)
_SHARE = (
    r"(?P<share>(?:nearly|almost|virtually|practically)\s+(?:the\s+)?(?:all|whole|"
    r"entire|entirety)(?:\s+of)?|(?:most|much|all|half|(?:the\s+)?(?:whole|entirety|"
    r"majority|rest|bulk|greater\s+part)|(?:an?\s+|the\s+|some\s+)?(?:large\s+|"
    r"significant\s+|small\s+|vast\s+|(?:(?:north|south|east|west)[\s-]?(?:east|west)?"
    r"ern|central|outer|inner)\s+)*(?:parts?|sections?|portions?|half)|some|"
    r"(?:(?:large|vast|wide)\s+)?swathes|"
    r"(?:about\s+|nearly\s+|over\s+|around\s+)?(?:a\s+|one\s+|"
    r"two[\s-]|three[\s-])(?:third|quarter|half)s?|(?:(?:about|around|some|nearly|"
    r"over|more\s+than|at\s+least|up\s+to)\s+)?\d+\s*(?:%|percent|per\s*cent))\s+of)"
)
_PIECE = (
    r"(?P<piece>(?:an?|the)\s+(?:[\w-]+\s+){0,4}?(?:stretch|strip|sliver|swathe|tract)"
    r"\s+(?:of\s+\w+\s+)?(?:in|of|between|along|near|at)|"
    r"(?:(?:an?|the|two|three|several|some|its|their)\s+)?(?:\w+\s+)?"
    r"(?:corners?|pockets?|footholds?|slices?|stretch(?:es)?|sections?|outskirts|"
    r"neighbou?rhoods?|quarters?|positions|areas|districts|suburbs)\s+(?:of|in|at|on)|"
    r"the\s+[\w-]+\s+(?:sides?|slopes?|banks?)\s+of|"
    r"(?:(?:some|about|around|nearly|more\s+than|at\s+least)\s+)?(?:\d[\d,]*|"
    r"several|dozens\s+of|a\s+(?:string|number|series|handful)\s+of|"
    r"two|three|four|five|six|seven|eight|nine|ten|a\s+dozen)\s+"
    r"(?:\w+\s+)?(?:villages|towns|settlements|localities|hamlets|hills|positions)\s+"
    r"(?:in|across|of))"
)
_BEFORE = caseless(
    rf"(?:\b{_SHARE}\s+|\b{_PIECE}\s+)?(?:\b(?:the|its|their)\s+)?"
    rf"(?:\b{_MODIFIER}\s+){{0,4}}"
    rf"(?:(?<=\bthe\s)[a-z][\w-]*\s+(?={_PLACE_WORD}\s+of\s))?"
    rf"(?:\b{_PLACE_WORD}\s+(?:of\s+)?(?:the\s+)?)?"
    r"(?:\b(?:villages|towns|areas|hills|positions)\s+(?P<near>near|around|outside)\s+"
    r"(?:the\s+)?)?"
    r"(?:\b(?:al|el|as|ash|at|ad|an|ar|az|ul)-)?$",
)
_ALSO = r"(?:\s+\([A-Z][^()]{1,28}\))?"
"""Another name behind a name: "X (Y) town"."""
_AFTER = re.compile(rf"(?:[’']s)?{_ALSO}\s+(?:{_GROUND_NOUN}|{_UNIT})\b")
SIDE = re.compile(
    r"[’']s\s+(?:(?:[\w-]+ern|central|inner|outer|old|rural)\s+(?:and\s+|,\s+)?)*"
    r"(?:outskirts|suburbs|districts|neighbou?rhoods|quarters?|edges?|half|side|part)\b"
)
"""Parts that are named after their town: "X's southern outskirts"."""
_BUILT = re.compile(
    r"\b(?:crossing|airport|airfield|airbase|base|road|highway|motorway|junction|dam|"
    r"bridge|pass|camp|port|refinery|axis)"
)
"""Words for ground of its own beside the place that it is named after."""
_ROUTE = re.compile(
    r"(?:\b(?:the|route|highway|road|motorway)\s+)?\b(?P<name>[A-Z]{1,2}-?\d{1,3})\b"
    r"(?:\s+(?:highway|road|motorway)\b|"
    r"(?!\s+(?:rebels?|fighters|hands|control|movement|has|have|had|insurg\w+|group|"
    r"forces|militia|positions|[a-z]+ed\b)))"
)
_DOER = re.compile(r"\b(?:by|with|against)\s+$")
_OWN_GROUND = re.compile(
    rf"\b(?:[Tt]he\s+)?(?P<name>(?!The\b){_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}"
    rf"{_ALSO}\s+(?:{_GROUND_NOUN}|{_UNIT}))\b(?!\s+(?:talks|agreement|zone))|"
    rf"\b(?:[Tt]he\s+)?(?P<kind>(?:{_PLACE_WORD})\s+of\s+)(?P<of>{_CAPITAL}"
    rf"(?:\s+{_CAPITAL}){{0,2}})|\b(?P<mount>(?:Mount|Mt\.?|Jabal|Jebel|Tell?|Tall|"
    rf"Hill|Lake|Fort|Camp|Elephant)\s+{_CAPITAL})"
)
_NAMES = re.compile(
    rf"(?:\b[Tt]he\s+)?(?P<name>{_CAPITAL}(?:\s+(?:al-|ash-|ul-)?"
    rf"{_CAPITAL}){{0,3}})"
)
_DATED = caseless(
    r",?\s*\b(?:on|in|by|since|from|until|at|late|early|around|about|before|after|"
    r"during|of|as\s+of|already)\s+(?:(?:the\s+)?(?:evening|morning|night|afternoon|"
    r"end|start|beginning|middle|dawn|early\s+hours)\s+(?:of\s+)?)?(?:late\s+|early\s+|"
    r"mid-)?$",
)


@lru_cache(maxsize=256)
def phrase(view: View) -> Phrased:
    """Return a sentence with its ground, holders, names and dates as letters.

    Parameters
    ----------
    view
        The sentence with what was found in it.
    """
    taken: list[Phrase] = []
    for found in (_dates(view), _holders(view), _grounds(view), _seats(view)):
        for each in found:
            inside = [p for p in taken if p.start < each.end and each.start < p.end]
            if inside and each.place is not None and each.kind == "ground":
                last = max(p.end for p in inside) + 1
                if last <= view.local(each.place)[0]:  # "the rebel | bastion of X"
                    each, inside = replace(each, start=last), []
            if not inside:
                taken.append(each)
    taken.extend(_names(view.text, taken))
    return _spelled(view.text, sorted(taken, key=lambda p: p.start))


def _spelled(text: str, taken: list[Phrase]) -> Phrased:
    counts = dict.fromkeys(_FIRST, 0)
    parts: list[str] = []
    letters: dict[str, Phrase] = {}
    starts: list[tuple[int, int]] = [(0, 0)]
    length = at = 0
    for each in taken:
        if counts[each.kind] > 0xFF:
            continue
        letter = chr(_FIRST[each.kind] + counts[each.kind])
        counts[each.kind] += 1
        letters[letter] = each
        before = text[at : each.start]
        parts += (before, letter)
        length += len(before)
        starts.append((length, each.start))
        length += 1
        starts.append((length, each.end))
        at = each.end
    parts.append(text[at:])
    return Phrased("".join(parts), letters, tuple(starts), text)


def _dates(view: View) -> Iterator[Phrase]:
    for start, end, _ in day_dates(view):
        lead = _DATED.search(view.text[:start])
        yield Phrase("date", lead.start() if lead else start, end)


def _holders(view: View) -> Iterator[Phrase]:
    towns = {
        view.local(p)
        for p in view.places
        if p.kind not in ("country", "actor") and p.role == "place"
    }
    for match in _HOLDERS.finditer(view.text):
        start, end = match.span("core")
        inner = [s for s in towns if s[0] < end and start < s[1]]
        first = max((stop for _, stop in inner if stop < end - 3), default=start)
        owns = re.match(r"[’']s?\s", view.text[first:]) if first > start else None
        if first > start and OWN_NAME.match(view.text, first):
            first = start  # "the South Lebanon Army"
        if any(stop >= end - 1 for _, stop in inner):
            head = min(s for s, stop in inner if stop >= end - 1)
            own = re.sub(r"\s+of\s+(?:the\s+)?$", "", view.text[start:head])
            end = start + len(own)
        if first > start and not owns:
            start = first + len(view.text[first:]) - len(view.text[first:].lstrip())
        words = view.text[start:end]
        while words and PLAIN.match(words.split()[0]):
            if COMPASS_NAME.match(words):
                break  # "South Sudan's army"
            cut = len(words) - len(words[len(words.split()[0]) :].lstrip())
            start, words = start + cut, words[cut:]
        if not words or _NO_HEAD.fullmatch(words):
            continue
        begin = match.start() if start == match.start("core") else start
        yield Phrase("holder", begin, start + len(words), name=words)


def _grounds(view: View) -> Iterator[Phrase]:
    text = view.text
    for match in _ROUTE.finditer(text):
        if match[0] == match["name"] or _DOER.search(text[: match.start()]):
            continue  # "M23" alone may be a group, and "by the M23" is one
        share, start = _share(text, match.start())
        yield Phrase("ground", start, match.end(), None, match["name"], share)
    for place in view.places:
        start, end = view.local(place)
        if place.role == "part" or place.kind in ("country", "actor"):
            continue
        if place.role == "actor" and re.match(r"[’']s\s", text[end:]):
            continue
        lead = _lead(text, start)
        share, first = lead.share, lead.start
        after = _AFTER.match(text, end)
        stop = after.end() if after else end
        side = SIDE.match(text, end)
        if side is not None:
            share, stop = "parts of", side.end()
        if (
            place.kind == "area"
            and place.lat is None
            and _BUILT.search(text, end, stop)
        ):
            yield replace(lead, end=stop, name=text[start:stop], share=share)
        elif place.role != "actor" or first < start:
            yield replace(lead, end=stop, place=place, name=place.name, share=share)
    for match in _OWN_GROUND.finditer(text):
        name = match["name"] or match["of"] or match["mount"]
        words = name.split()
        if PLAIN.match(words[0]) and len(words) > 2:
            name = " ".join(words[1:])
        elif PLAIN.match(words[0]) or words[0] in DEMONYMS:
            continue
        at = match.start() + match[0].index(name)
        share, start = _share(text, at)
        yield Phrase("ground", start, match.end(), None, name, share)
    for match in filter(points_back, BACK.finditer(text)):
        share, start = _share(text, match.start())
        side = SIDE.match(text, match.end())
        if side is not None:
            share = "parts of"
        end = side.end() if side else match.end()
        yield Phrase("ground", start, end, None, "", share, True)


def _share(text: str, at: int) -> tuple[str | None, int]:
    """Return the share of ground that stands before its name, and where all begins."""
    lead = _lead(text, at)
    return lead.share, lead.start


def _lead(text: str, at: int) -> Phrase:
    """Return what the words before the name of ground say of it."""
    lead = _BEFORE.search(text, max(0, at - 110), at)
    if lead is None:
        return Phrase("ground", at, at)
    share = lead["share"]
    if share:
        share = share if share.endswith(" of") else f"{share} of"
    elif lead["piece"]:
        share = "parts of"
    held = _HELD_BY.search(lead[0])
    return Phrase(
        "ground",
        lead.start(),
        at,
        share=share,
        relation="around" if lead["near"] else "in",
        holder=held["who"] if held else "",
    )


_HELD_BY = re.compile(
    r"(?<![\w-])(?P<who>(?!non-|un)[A-Za-z][\w’'-]*?)-(?:held|controlled|run|"
    r"occupied|ruled)\b"
)


def _seats(view: View) -> Iterator[Phrase]:
    """Yield governments by their seat or country."""
    for place in view.places:
        start, end = view.local(place)
        if place.role == "part":
            continue
        if place.kind in ("country", "actor") or place.role == "actor":
            before = view.text[:start]
            lead = REALM.search(before) or re.search(r"\bthe\s+$", before)
            first = lead.start() if lead else start
            yield Phrase("holder", first, end, place, place.name)


def _names(text: str, taken: list[Phrase]) -> Iterator[Phrase]:
    """Yield the names that nothing else took."""
    plain = list(text)
    for each in taken:
        plain[each.start : each.end] = "\0" * (each.end - each.start)
    for match in _NAMES.finditer("".join(plain)):
        name, start = match["name"], match.start("name")
        words = name.split()
        while words and PLAIN.match(words[0]):
            start += len(words[0]) + 1
            words.pop(0)
        if words:
            end = match.end()
            begin = match.start() if start == match.start("name") else start
            yield Phrase("name", begin, end, name=text[start:end])
