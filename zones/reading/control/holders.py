"""Words of control: who can hold ground, what it is to take, hold or lose it."""

from __future__ import annotations

import re

from ..caseless import caseless

__all__ = [
    "ACTIVE",
    "ENTERS",
    "RELATIVE",
    "SHARE",
    "act_of",
    "actor_words",
    "predicate_at",
    "share_before",
]

_NOUN = (
    r"(?:army|armies|forces|troops|rebels|militants|fighters|militias?|militiamen|"
    r"government|groups?|insurgents|separatists|opposition|factions|units|guerrillas|"
    r"gunmen|jihadists|soldiers|peacekeepers|council|administration|coalition|"
    r"authorities|movement|mission|regime|guards|brigades?|alliance|paramilitaries|"
    r"police)"
)
_NAME = r"[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+)*"
_WHO = rf"(?:(?:[Tt]he\s+)?(?:[\w’'-]+\s+){{0,4}}?{_NOUN}(?:\s+of\s+{_NAME})?|{_NAME})"
_TAKES = (
    r"captur(?:ed|es)|seiz(?:ed|es)|took(?!\s+(?:part|place|note|care|steps|aim|"
    r"refuge|shelter|up|off)\b)|retook|retakes|recaptur(?:ed|es)|regain(?:ed|s)|"
    r"reclaimed|liberated|overran|occupied|conquered|gained\s+control\s+of|"
    r"(?:re)?established\s+control\s+(?:of|over)|(?<=have\s)(?:re)?taken|"
    r"(?<=has\s)(?:re)?taken|(?<=had\s)(?:re)?taken|(?<=have\s)overrun|"
    r"(?<=has\s)overrun|(?<=had\s)overrun"
)
_HOLDS = (
    r"controls?(?!\s+of\b)|controlled|holds?|held|occup(?:y|ies)|dominates?|"
    r"(?:retains?|keeps?|maintains?)\s+control\s+(?:of|over)"
)
_LOSES = r"lost|loses|gave\s+up|ceded|surrendered"
ENTERS = r"entered|marched\s+into|rolled\s+into"
"""Words for an army that comes into a town: less than that it holds it."""
ACTIVE = re.compile(
    rf"(?P<who>{_WHO})"
    r"(?:,[^,;.]{3,60},|\s+(?:backed|supported|aided|led)\s+by\s+[^,;.]{3,40}?)?"
    r"(?:,?\s+(?:which|that|who)|\s+(?:have|has|had|moved|are|is)\s+[^,;.]{3,80}?"
    r"\sand)?\s+"
    r"(?:(?:have|has|had|still|now|also|currently|reportedly|later|fully|already)\s+)*"
    rf"(?P<verb>{_TAKES}|{_HOLDS}|{_LOSES}|{ENTERS})"
    r"\s+(?:back\s+)?(?:over\s+)?(?:(?:full|complete)\s+)?(?:control\s+(?:of|over)\s+)?"
    r"(?=(?:the\s+)?(?:strategic\s+)?[\w])"
)
"""Who takes, holds or loses; what follows is the ground."""

SHARE = (
    r"(?P<share>(?:(?:nearly|almost|virtually)\s+all|most|much|all|half|"
    r"the\s+(?:majority|rest|bulk)|"
    r"a\s+(?:large\s+|significant\s+)?part|(?:large\s+)?parts?|some|swathes|"
    r"(?:(?:about|around|some|nearly|over|more\s+than)\s+)?\d+\s*"
    r"(?:%|percent|per\s+cent)))"
)
_SHARE_BEFORE = caseless(
    rf"\b{SHARE}\s+of\s+(?:the\s+)?(?:(?:town|city|province|region|district|area)\s+of"
    r"\s+)?$",
)
_ACTS = (
    ("holds", caseless(rf"(?:{_HOLDS})$|(?:control|held|occupied|dominat)")),
    ("loses", caseless(rf"(?:{_LOSES})$")),
)
_CUT = re.compile(
    r".*\b(?:that|which|and|but|while|when|after|before|as|said|says|since|because|"
    r"where|if|though|whom|than|by|now|only)\s+",
    re.I | re.S,
)


def act_of(verb: str) -> str:
    """Say whether a verb of control takes, holds or loses ground.

    Examples
    --------
    >>> act_of("still holds"), act_of("gave up"), act_of("recaptured")
    ('holds', 'loses', 'takes')
    """
    if re.fullmatch("occupied", verb):
        return "takes"
    return next((act for act, words in _ACTS if words.search(verb)), "takes")


def actor_words(words: str) -> str:
    """Return the actor of a phrase, without the words of the clause before it.

    Examples
    --------
    >>> actor_words("source said that army units")
    'army units'
    """
    return _CUT.sub("", words.strip())


def share_before(text: str, at: int) -> str | None:
    """Return the share that stands before a place: "most of" X; or None."""
    match = _SHARE_BEFORE.search(text[:at])
    return f"{match['share']} of" if match else None


_AUX = (
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|must|to|also|"
    r"again|still|now|fully|completely|largely|mostly|partly|firmly|reportedly|again|"
    r"recently|later|already)\s+)*"
)
_BY = (
    r"(?P<who>(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,6}?)"
    r"(?=\s*(?:[.,;:()–—”\"]|\b(?:in|on|by|after|before|since|until|from|at|with|"
    r"following|under|last|this|and|as|who|which|that|when|while|for|during|early|"
    r"late|yesterday|today|tomorrow|within)\b|$))"
)
_TAKEN = (
    r"captured|seized|taken|retaken|recaptured|liberated|overrun|conquered|occupied"
)
_PREDICATES = (
    ("takes", rf"{_AUX}(?P<verb>{_TAKEN})\s+(?:back\s+)?by\s+{_BY}"),
    ("holds", rf"{_AUX}(?P<verb>controlled|held|dominated|ruled)\s+by\s+{_BY}"),
    (
        "takes",
        rf"{_AUX}(?P<verb>c[ao]me|pass(?:ed)?|f[ea]ll(?:en)?|return(?:ed)?|brought|"
        r"taken|placed|put|went)\s+(?:back\s+)?(?:in)?(?:to\s+)?(?:under\s+)?"
        r"(?:the\s+)?"
        rf"(?:full\s+)?(?:control\s+of|hands\s+of)\s+{_BY}",
    ),
    (
        "holds",
        rf"{_AUX}(?P<verb>remain(?:s|ed)?\s+|stay(?:s|ed)?\s+|lies\s+|)(?:still\s+)?"
        r"(?:in|under)\s+(?:the\s+)?(?:full\s+|complete\s+)?(?:hands|control)\s+of\s+"
        rf"{_BY}",
    ),
    (
        "holds",
        rf"{_AUX}(?P<verb>remain(?:s|ed)?\s+|stay(?:s|ed)?\s+|lies\s+|)(?:in|under)\s+"
        r"(?:the\s+)?(?:full\s+)?(?P<who>(?:[\w’'-]+\s+){1,3}?)(?:hands|control)\b"
        r"(?!\s+of)",
    ),
    (
        "takes",
        rf"{_AUX}(?P<verb>fell|fallen|passed|returned|lost|handed(?:\s+(?:over|back))?|"
        rf"transferred|ceded|given(?:\s+back)?|surrendered|reverted)\s+to\s+{_BY}",
    ),
)
_COMPILED = tuple(
    (act, caseless(rf"\s*,?\s*(?:which\s+|that\s+)?{words}"))
    for act, words in _PREDICATES
)
_STATES = tuple(
    caseless(rf",\s+{words}") for act, words in _PREDICATES if act == "holds"
)
_REDUCED = tuple(
    (act, caseless(rf"[^.,;:]{{0,60}},\s+{words}")) for act, words in _PREDICATES[:2]
)
RELATIVE = re.compile(
    rf"\s*,?\s*(?:which|that)\s+(?P<who>{_WHO})\s+"
    r"(?:(?:have|has|had|still|now|already)\s+)*"
    rf"(?P<verb>{_TAKES}|{_HOLDS}|{_LOSES}|{ENTERS})\b"
)
"""What follows ground "which the army took"."""


def predicate_at(
    text: str, at: int, *, apart: bool = False
) -> tuple[str, re.Match[str]] | None:
    """Match what is said of ground: that it fell to, or is in the hands of, someone.

    Parameters
    ----------
    text
        The sentence.
    at
        Where the name of the ground ends.
    apart
        Whether words between commas may stand between the ground and what is said.

    Returns
    -------
    tuple or None
        The act (takes, holds) and the match, with groups ``verb`` and ``who``.
    """
    for act, pattern in _COMPILED:
        match = pattern.match(text, at)
        if match is not None:
            return act, match
    for act, pattern in _REDUCED:
        match = pattern.match(text, at)
        if match is not None:
            return act, match
    if apart:
        for pattern in _STATES:
            match = pattern.search(text, at)
            if match is not None:
                return "holds", match
    return None
