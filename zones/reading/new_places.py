"""Names that the words make places: "near X", "the town of X", "X district".

No gazetteer row holds them, so they stay without a point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.places import distance_km, fold

from .mentions import PlaceMention
from .sentences import Sentence
from .vocabulary import COMPASS, DEMONYMS

__all__ = ["ORDINARY", "POSSESSIVE", "TITLES", "unlocated_places", "without_strays"]

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
    "february april june july august september october november december".split()
)


TITLES = frozenset(
    "province governorate region city town district oblast republic federation area "
    "zone suburb village state countryside border".split()
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
    r"|\b(?:attacked|captured|seized|retook|occupied|liberated|shelled|bombed|stormed|"
    r"entered|besieged|"
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


def without_strays(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Take the point from a town of another spelling that lies far from all others.

    A secondary spelling may be that of a namesake: where the text's other places of
    the country are more than 250 km away, the name is kept and its point is not.
    """
    located = [m for m in mentions if m.lat is not None and m.lon is not None]
    result = []
    for mention in mentions:
        if mention.kind == "settlement" and fold(mention.surface) != fold(mention.name):
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


def unlocated_places(
    sentences: Sequence[Sentence], known: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Return names that the words make places though no gazetteer row holds them."""
    taken = [(m.start, m.end) for m in known]
    found: dict[str, None] = {}
    for sentence in sentences:
        if sentence.kind == "body":
            for match in _NEW_PLACE.finditer(sentence.text):
                name = match["after"] or match["before"] or match["object"]
                name = POSSESSIVE.sub("", name or "")
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
    return not any(w.lower() in ORDINARY | _NO_PLACE | TITLES for w in words)
