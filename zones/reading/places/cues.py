"""Words that make a name a place: "near X", "X was shelled", "the road from X to Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..vocabulary import COMPASS
from .lists import ARTICLE, NAME

__all__ = ["CAPITALISED", "named"]

CAPITALISED = rf"(?=[A-Z][^\W_]|{ARTICLE}[\s-]){NAME}"
"""A name of two letters at least."""
_NEW_PLACE = re.compile(
    r"\b(?=[A-Zabcdegilmnoprstvw])"  # no try of the branches at other letters
    rf"(?:(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Ii]nto|[Aa]t|"
    rf"(?:{COMPASS}|cit(?:y|ies)|towns?|villages?|provinces?|regions?|districts?|"
    rf"governorates?|settlements?|ports?|areas?|enclave|neighbou?rhoods?|outskirts|"
    rf"vicinity|camps?|hill(?:top)?s?)\s+of|"
    r"(?:[Aa]ir\s?strikes?|[Rr]aids?|[Ss]helling|bombardment|shells|rockets|bombs)\s+"
    r"(?:on|hit|targeted|targeting))\s+(?:the\s+)?"
    rf"(?:(?:{COMPASS})\s+)?(?P<after>{CAPITALISED})"
    rf"|(?P<before>{CAPITALISED})\s+(?:province|governorate|oblast|district|corridor|"
    r"area|mountains|town|neighbou?rhood|camp|airbase|airstrip|hills?|farms|"
    r"observation|"
    r"pocket|enclave|village|valley|peninsula|airport|crossing|countryside|"
    r"de-escalation|"
    r"demilitari[sz]ed|disengagement|buffer)\b"
    r"|\b(?:attacked|captured|seized|retook|occupied|liberated|shelled|bombed|stormed|"
    r"entered|besieged|overran|controlled|controlling|evacuating|targeted|targeting|"
    r"shelling|bombing|storming|"
    rf"recaptured)\s+(?P<object>{CAPITALISED}))"
)


_ROUTE = (
    r"(?:roads?|highways?|railways?|routes?|bridge|stretch|tracks?|lorries|convoys?)"
)
_BEFELL = (
    r"(?:encircled|besieged|shelled|bombed|bombarded|overrun|retaken|recaptured|"
    r"stormed|occupied|liberated|abandoned|captured|seized|"
    r"surrounded\s+on\s+(?:two|three|four)|"
    r"gone\s+for)\b"
)
_FEATURE = r"(?:Gorge|Pass|Mountains|Island|Canal|Heights|Valley|Hills|Peninsula)"
_BEFELL_WORDS = (
    "encircled besieged shelled bombed bombarded overrun taken captured stormed "
    "occupied liberated abandoned seized surrounded gone"
)
_ROUTE_WORDS = "road highway railway route bridge stretch track lorries convoy"
_FEATURE_WORDS = "Gorge Pass Mountains Island Canal Heights Valley Hills Peninsula"
_PATTERNS = (
    (
        _BEFELL_WORDS,
        rf"\b(?P<one>NAME)(?:,[^,.;]{{3,60}},)?\s+(?:is|was|(?:has|had)\s+been)\s+"
        rf"(?:\w+ly\s+|still\s+|now\s+)?{_BEFELL}",
    ),
    (
        _BEFELL_WORDS,
        rf"\b(?P<one>NAME)\s+and\s+(?P<two>NAME)\s+(?:are|were|ha(?:ve|d)\s+been)\s+"
        rf"(?:\w+ly\s+)?{_BEFELL}",
    ),
    (
        "fell",
        r"(?<![\w’'] )\b(?P<one>NAME)(?:,[^,.;]{3,60},)?\s+fell"
        r"(?=\s*\.|\s+to\s+(?!h\w+\s)|\s+without\b|\s+on\s+(?:\d|[A-Z]\w+day\b))",
    ),
    (
        "changed overrun shelled besieged retaken",
        r"\b(?P<one>NAME),?\s+(?:too,\s+)?(?:changed\s+hands|(?:overrun|shelled|"
        r"besieged|retaken)\s+by\b)",
    ),
    (
        "both",
        rf"\b[Ii]n\s+both\s+(?P<one>(?={ARTICLE}-)NAME)\s+and\s+(?P<two>NAME)\b",
    ),
    (
        "both",
        r"\b(?P<one>NAME)\s+and\s+(?P<two>NAME),\s+both\s+(?:lost|held|taken|"
        r"shelled)\b",
    ),
    (
        "town village city port hamlet",
        r"\b(?P<one>NAME),\s+(?:a|the)\s+(?:[a-z]+\s+)?(?:town|village|city|port|"
        r"hamlet)(?:,|\s+(?:of|in|on|near|with|that|where|which)\b)",
    ),
    (
        _ROUTE_WORDS,
        rf"\b{_ROUTE}\s+(?:\w+\s+)?between\s+(?P<one>NAME)\s+and\s+(?:the\s+)?"
        r"(?P<two>NAME)",
    ),
    (
        _ROUTE_WORDS,
        rf"\b{_ROUTE}\s+(?:\w+\s+)?(?:from|to|through|via)\s+(?P<one>NAME)"
        r"(?:\s+to\s+(?P<two>NAME))?",
    ),
    (
        "from",
        r"\b(?:[Rr]uns?|[Dd]rove|[Ff]ly|[Mm]arched|[Ff]led)\b[^.;]{0,50}\s+from\s+"
        r"(?P<one>NAME)\s+(?:to|and)\s+(?P<two>NAME)",
    ),
    (
        "from between",
        r"\b(?:[Ss]tretch|[Ee]xtend|[Rr]each|[Ss]pan)\w*\s+(?:from|between)\s+"
        r"(?P<one>NAME)\s+(?:to|and|up\s+to|as\s+far\s+as)\s+(?:the\s+)?(?P<two>NAME)",
    ),
    (
        "ports towns villages cities hamlets",
        r"\b(?:ports|towns|villages|cities|hamlets)\s+of\s+(?P<one>NAME),\s+"
        r"(?P<two>NAME)(?=,|\s+and\s)",
    ),
    (
        "from",
        r"\b(?:(?:their|its)\s+(?:troops|forces)|[Ss]hepherd|[Ff]armers?|"
        r"[Vv]illagers?|[Pp]eople|[Rr]esidents|[Cc]ivilians|[Ff]amilies|[Ff]ighters)"
        r"\s+from\s+(?P<one>NAME)(?:\s+and\s+(?P<two>NAME))?",
    ),
    (
        "from",
        r"\b(?:drive|drove|driven|expel\w*|clear\w*|withdr[ae]w\w*|retreat\w*|"
        r"evacuat\w*)\b[^.;,]{0,25}\s+from\s+(?P<one>NAME)(?:\s+and\s+(?P<two>NAME))?",
    ),
    (
        "station plant field dam roundabout junction",
        r"\b(?P<one>NAME)\s+(?:(?:water|pumping|power|gas)\s+(?:station|plant|field)|"
        r"dam|roundabout|junction)\b",
    ),
    (
        "",
        r"\b(?:opposite|adjacent\s+to|"
        r"(?:kilomet(?:re|er)s|km|miles)\s+(?:short\s+of|from)|"
        r"(?:[Rr]esidents|[Ii]nhabitants|[Ss]iege|[Oo]utskirts|[Gg]arrison|[Hh]eights|"
        r"[Ii]sland|[Qq]uarter|[Ee]dge)\s+of|"
        r"(?:out|roll|rolled|came|come|passed|passes)\s+through)\s+(?:the\s+)?"
        r"(?P<one>NAME)",
    ),
    (
        "town front axis gate heights plain plateau",
        r"\b(?P<one>NAME)\s+(?:town|front|axis|gate|heights|plain|plateau)\b",
    ),
    (
        _FEATURE_WORDS,
        rf"\b(?P<one>[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?\s{_FEATURE})\b",
    ),
    (
        "Tal Tel Kafr Kafar Kfar Deir Dayr Maar Ma’ar Ma'ar Khirb Kherb Jisr Qala Qal "
        "Ain Ayn Ein Wadi Jabal Jebel Bayt Beit Burj Jubb Bir Ras",
        rf"\b(?P<one>(?:T[ae]ll?|K[ae]?far|Kafr|De?[ai]?[iy]r|Ma[’']?ar(?:r?[ae]t)?|"
        r"Kh[ei]rb[ae]t|Jisr|Qal[’']?a+t|A[iy]n|Ein|Wadi|J[ae]bal|Ba?[ey]it|Bayt|Burj|"
        rf"Jubb|Bir|Ras)\s(?!Me\b|Us\b|The\b|Him\b|Her\b|Them\b)(?:{ARTICLE}[\s-])?"
        rf"(?!{ARTICLE}\b)[A-Z][^\W\d_]+(?:[’'-][^\W\d_]+)*)"
        r"(?!\w|\s(?:to|that|how|what|why|about|it)\b)",
    ),
    (
        "Mount",
        r"\b(?P<one>Mount\s+[A-Z][a-z]+)\b",
    ),
)
"""What befell NAME, roads to it, what it is like; each with words, of which one stands
in every match: a sentence without them need not be searched."""
_CUES = {
    tuple(words.split()): tuple(
        re.compile(pattern.replace("NAME", rf"{CAPITALISED}(?![\w-])"))
        for other, pattern in _PATTERNS
        if other == words
    )
    for words, _ in _PATTERNS
}


def named(text: str) -> Iterator[str]:
    """Yield what stands where only places stand."""
    for match in _NEW_PLACE.finditer(text):
        yield match["after"] or match["before"] or match["object"]
    for words, cues in _CUES.items():
        if words and not _has_any(text, words):
            continue
        for cue in cues:
            for match in cue.finditer(text):
                yield from (name for name in match.groups() if name)


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # a loop of its own: any() of a generator takes twice as long
        if word in text:
            return True
    return False
