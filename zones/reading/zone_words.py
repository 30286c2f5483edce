"""Words around a zone: how many, which of them, whose, and what points back to it."""

from __future__ import annotations

import re

from .caseless import caseless
from .vocabulary import COMPASS, NUMBERS, ORDINALS

__all__ = [
    "AFTER_PLACE",
    "BARE",
    "BETWEEN",
    "COMPASS_BEFORE",
    "COUNT",
    "EARLIER",
    "HEAD",
    "IN_PART",
    "NUMBERED",
    "OF_PLACE",
    "OF_THEM",
    "ORDINAL",
    "OWN_NAME",
    "PRONOUN",
    "SIGNED_BEFORE",
    "WHICH_OF",
    "is_figurative",
    "is_name",
    "plain_gap",
]

COUNT = "|".join(sorted((re.escape(w) for w in NUMBERS), key=len, reverse=True))
ORDINAL = "|".join(ORDINALS)
HEAD = caseless(
    rf"(?:(?P<count>\b(?:{COUNT})|\b\d{{1,2}})\s+(?:of\s+(?:the|these|those|all|"
    rf"such)\s+)?(?:(?P<of>{COUNT}|\d{{1,2}})\s+)?)?"
    rf"(?P<det>\b(?:the|these|those|this|that|such|all|both|its|said)\s+)?"
    rf"(?:(?P<late>{COUNT})\s+)?"
    rf"(?:(?P<ordinal>{ORDINAL})\s+)?"
    r"(?P<adj>(?:(?:new|so-called|agreed|proposed|planned|existing|syrian|other|large|"
    r"remaining|rebel-held|established|created|special|possible|comprehensive|"
    r"nationwide|fragile|local|current|ongoing|present|full|security|\d+[- ]\w+|"
    r"complete)\s+)*)$",
)
BARE = caseless(
    rf"(?:(?P<pre>\b(?:{COUNT})\s+)(?=such\b))?"
    rf"(?:(?P<det>\b(?:the|these|those|this|that|all|both|such)\s+))?"
    rf"(?:(?P<count>\b(?:{COUNT}))\s+(?:of\s+the\s+)?)?"
    rf"(?:(?P<ordinal>\b(?:{ORDINAL}))\s+)?"
    rf"(?:(?P<compass>\b{COMPASS})\s+)?(?:existing\s+)?"
    r"\b(?P<noun>zones?|corridor|strip|belt)\b",
)
WHICH_OF = caseless(
    rf"\b(?:the\s+)?(?P<ordinal>{ORDINAL})(?:\s+and\s+(?:last|final))?\s+of\s+$",
)
COMPASS_BEFORE = caseless(rf"\b(?P<c>{COMPASS})\s+$")
PRONOUN = re.compile(
    rf"\b[Tt]he\s+(?P<ordinal>{ORDINAL})(?:\s+one)?(?=\s*,|\s+(?:was|located|situated|"
    r"lying|is|lies|came|covers?|"
    r"includes?|"
    r"comprises?|took|will|has|in|around)\b)",
)
OF_THEM = caseless(
    rf"\b(?P<count>{COUNT}|all|both)\s+of\s+(?:them|these|those|which|"
    rf"(?:the|these|those)\s+(?P<of>{COUNT})(?:\s+(?:zones|areas))?)(?=[\s,.;:]|$)",
)
OWN_NAME = re.compile(
    r"(?<![\w’'-])(?P<words>(?:(?!(?:The|This|That|An?|In|On|At|Under|Both|All|New)\b)"
    r"[A-Z][a-z]+[\s-]){1,3})$"
)
EARLIER = caseless(r"\b(?:earlier|previous|past|prior|former)\s+$")
IN_PART = caseless(rf"\s+in\s+the\s+(?P<c>{COMPASS})\b(?!\s+(?:of\b|(?-i:[A-Z])))")
_CIVIL_SIDE = (
    r"(?:coach\w*|managers?|directors?|supermarkets?|chains?|neighbours?|neighbors?|"
    r"brothers?|sisters?|clubs?|bosses|boards?|stars?|singers?|companies|firms|fans|"
    r"actors?|critics?|hawks?|vineyards?|reserve|unions?|tenants?|landlords?|spouses|"
    r"retailers?|airlines?|parents|pupils)"
)
_FIGURATIVE = (
    caseless(
        r"\b(?:price|tariffs?|trade|polite|marital|coalition|budget|media|tweet|"
        r"diplomatic|patent|chip|family|sporting|box[\s-]office|price[\s-]war)\s+$",
    ),
    caseless(
        rf"\s+(?:between|with)\s+(?:[\w’'-]+\s+){{0,3}}?{_CIVIL_SIDE}\b|"
        r"\s+in\s+(?:the|their|a)\s+(?:[\w-]+\s+)?(?:trade|price|tariff|culture|"
        r"bidding|ratings)\s+war\b",
    ),
)
"""Words before and behind a truce that make it one of trade, sport or households."""
SIGNED_BEFORE = caseless(
    r"\b(?:sign(?:ed|s|ing)?|initial+ed|(?:put|set)\s+(?:\w+\s+){0,2}(?:names?|"
    r"signatures?|pens?|hands?)\s+to|seal(?:ed|s)|ink(?:ed|s))\b[^.;]{0,60}$",
)
NUMBERED = caseless(
    r"\s+(?:no\.?|number|nr\.?|№|#)\s*(?P<n>\d{1,2}|one|two|three|four|five|six|seven|"
    r"eight|nine|ten)\b"
)
"""The number behind a zone: "zone No. 2"."""
OF_PLACE = re.compile(r"\s+(?:province\s+|governorate\s+)?zone\b(?!\s+of\b)")
AFTER_PLACE = caseless(
    r"\s*[,(]?\s*(?:in|of|for|around|near|at|within|across|covering|inside|over)\s+$|"
    r"\s*,?\s*(?:stretch|extend|reach|runn?|spann?)(?:es|s|ed|ing)?\s+(?:from|between)"
    r"\s+(?:the\s+)?$|"
    r"\s[\"'“‘«]",  # 'in the zone "X"'
)
BETWEEN = caseless(
    r"^\s*[’']?s?\s*(?:(?:province|governorate|region|city|area|pocket|and|"
    r"parts)\s+)?[\"“«‘]?$",
)


def is_figurative(text: str, match: re.Match[str]) -> bool:
    """Whether a truce or zone is one of trade, sport or households."""
    before, behind = _FIGURATIVE
    is_so = before.search(text[: match.start()]) or behind.match(text, match.end())
    return is_so is not None


def is_name(words: str) -> bool:
    """Whether words are written as a name: "Safety Zone", not "Safety zone"."""
    parts = words.split()
    return len(parts) > 1 and all(p[0].isupper() and not p.isupper() for p in parts)


_SINCE_NOON = caseless(r"^[\"”’]?(?:\s+from\s+(?:noon|midday|midnight|dawn))?")
_OF_GROUND = caseless(
    r"(?:the|certain|some|parts|areas|regions|districts|separate|"
    r"(?:de-escalation|demilitari[sz]ed|buffer|safe)(?=\s+zone)|"
    r"province|governorate|region|area|city|of|syrian|eastern|western|northern|"
    r"southern|north\w*|south\w*|east|west|suburb|whole|zone|territory)\s+"
)


def plain_gap(gap: str) -> str:
    """Return what joins a zone to a place, without the words for kinds of ground.

    Examples
    --------
    >>> plain_gap(" in certain parts of the province of ")
    ' in '
    """
    plain = _OF_GROUND.sub("", _SINCE_NOON.sub("", gap) + " ")
    return re.sub(r"\s+", " ", plain.rstrip() + " ")
