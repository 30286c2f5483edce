"""How a statement is meant, and who says it.

Each way of meaning is a list of words with the place where they must stand; the first
that fits wins, from the weakest statement to the strongest.
"""

from __future__ import annotations

import re

from .caseless import caseless
from .vocabulary import COUNTRY_NAMES, DEMONYMS

__all__ = ["is_negated", "is_question", "modality_of", "speaker_of"]

_RUMOURED = caseless(
    r"\b(?:allegedly|reportedly|purportedly|unconfirmed|rumou?r(?:s|ed)?|"
    r"media\s+reports?|(?:newspapers?|papers?|media|outlets?|websites?|bloggers?)\s+"
    r"(?:\w+\s+)?claim(?:s|ed)?|according\s+to\s+(?:rumou?rs|unconfirmed)|"
    r"sources\s+claim|unverified|"
    r"(?:could|can)\s*not\s+be\s+(?:\w+\s+)?(?:verified|confirmed)|not\s+confirmed)\b",
)
_CONDITIONAL = caseless(
    r"(?:^|[\s,“\"])(?:if|unless|provided\s+that|on\s+condition\s+that|"
    r"in\s+case|in\s+the\s+(?:case|event)\s+(?:of|that)|in\s+event\s+of|should\s+the)\b"
    r"|\bwould\b",
)
_NEGOTIATED = caseless(
    r"\b(?:(?:in|hold(?:s|ing)?|held)\s+(?:\w+\s+)?(?:talks|negotiations|"
    r"consultations)\s+"
    r"(?:about|on|over|with)|negotiat(?:es?|ing)|"
    r"(?:is|are|be|been)\s+negotiated|negotiations|are\s+discussing|"
    r"discuss(?:ed|es|ing)?\s+the\s+(?:possibility|possible|question|creation)|"
    r"being\s+(?:discussed|negotiated|coordinated|agreed)|process\s+of\s+coordinating|"
    r"(?:continue|continues)\s+to\s+coordinate|in\s+talks|talks\s+(?:about|on)\s+"
    r"(?:creating|establishing|setting)|study\s+of\s+the\s+issue)\b",
)
_PLANNED = caseless(
    r"\b(?:will|shall|going\s+to|looking\s+to|"
    r"plan(?:s|ned|ning)?|intend(?:s|ed)?|scheduled|"
    r"due\s+to\s+(?:start|begin|expire|end|take|come|enter|lapse|run|open|hold|meet)|"
    r"(?:is|are)\s+due\s+(?:(?:on|in)\s+\w+\s+)?to\s+(?!the\b|an?\b|its\b|"
    r"their\b)[a-z]+|"
    r"expected\s+to|is\s+expected|are\s+expected|set\s+to|due\s+to\s+be|"
    r"(?:is|are)\s+to\s+(?!blame)[a-z]+|"
    r"(?:was|were)\s+to\s+(?:be|begin|start|hold|take|meet)|"
    r"(?:is|are|was|were)\s+(?:meant|supposed)\s+to|(?<!\bas\s)envisage[sd]?|"
    r"envision(?:s|ed)?|"
    r"(?<!\bas\s)foresee[sn]?|in\s+the\s+future|preparing\s+to|to\s+be\s+"
    r"(?:created|established|set\s+up|deployed|held|introduced|signed))\b",
)
_PROPOSED = caseless(
    r"\b(?:could|can\s+be|may\s+(?:be|also|soon)|"
    r"(?<!\d\s)(?<!\bin\s)(?-i:may)\s+(?:agree|set|sign|create|establish|declare|"
    r"announce|"
    r"accept|extend|introduce)|might|propos(?:e[sd]?|als?|ing)|"
    r"suggest(?:s|ed|ing)?|offer(?:s|ed)?\s+to|call(?:s|ed|ing)?\s+(?:for|on)|"
    r"(?<!the\s)(?<!at\s)urg(?:e[sd]?|ing)|demand(?:s|ed)?|possible|possibility\s+of|"
    r"threaten(?:s|ed)?|"
    r"ready\s+(?:for|to)|want(?:s|ed)?\s+to|seeks?\s+to|consider(?:s|ed|ing)?|"
    r"insist(?:s|ed)?\s+on|should|initiative\s+to|idea\s+of)\b",
)
_DENIED = caseless(
    r"\b(?:den(?:y|ies|ied)(?!\s+(?:[\w’']+\s+){0,4}?(?:passage|"
    r"access|entry|entrance|permission|transit|visas?|permits?|aid|help)\b)|"
    r"reject(?:s|ed)\s+(?:claims|reports|accusations)|"
    r"refute[sd]?|"
    r"dismissed\s+(?:claims|reports))\b",
)
_DOUBTED = caseless(
    r"\b(?:doubt(?:s|ed|ful)?|disput(?:es?|ed)\s+(?:the|that|this|claims|"
    r"reports|whether)|(?:is|are|was|were|been)\s+disputed|questioned\s+whether|"
    r"claims?\s+to\s+have|"
    r"so-called\s+control|no\s+confirmation)\b",
)
_BLAMED = caseless(
    r"\b(?:accus(?:e[sd]?|ing)|suspect(?:s|ed)?|charg(?:e[sd]|ing))\s+(?:[^\s.;:]+\s+)"
    r"{1,10}?(?:of|with)\s"
)
"""What someone is blamed for is one side's word."""
_NEGATION = caseless(
    r"\b(?:not|never|no\s+longer|no(?![\s-](?:fire|fly|flight)|-|\.\s?\d)|"
    r"nobody|nor|neither|"
    r"cannot|fail(?:s|ed)?\s+to|refus(?:e[sd]?|ing)|without|lacks?|yet\s+to|unable|"
    r"halt(?:ed)?\s+(?:the\s+)?talks)\b"
    r"|n[’']t\b",
)
_CLOSED = re.compile(r",\s*(?:which|who|whose)\s[^,;]{2,140},")
"""A relative clause that says no more of what comes after it."""
_OF_MAIN = re.compile(
    r"^.*\b(?:no|not|never|nor|n[’']t)\b[^,;]*\s(?:which|who|whose)\s", re.S
)
"""What a relative clause leaves behind: "did not prolong the truce which expired"."""
_NOT_NEGATION = caseless(r"\bnot\s+(?:only|far)\b|\bno\s+(?:less|fewer|more)\s+than\b")


def modality_of(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    without: tuple[str, ...] = (),
) -> str:
    """Say how the statement about ``text[start:end]`` is meant.

    Parameters
    ----------
    text
        The sentence.
    start, end
        Span of the words that matter, in the sentence; the clause around it decides.
    without
        Modalities whose words are the matter itself ("negotiations" of talks).

    Returns
    -------
    str
        One of the modalities of :class:`zones.claims.Claim`.

    Examples
    --------
    >>> modality_of("A buffer zone will be created")
    'planned'
    >>> modality_of("If signed, the truce starts at once")
    'conditional'
    """
    upto = len(text) if end is None else end
    first, last = _clause_bounds(text, start, upto)
    own = text[first:upto] + _OTHERS.sub(" ", text[upto:last])
    clause = _with_reports(own, text[:first])
    for name, pattern, scope in (
        ("rumoured", _RUMOURED, text),
        ("conditional", _CONDITIONAL, clause),
        ("denied", _DENIED, clause),
        ("negotiated", _NEGOTIATED, clause),
        ("planned", _PLANNED, clause),
        ("proposed", _PROPOSED, clause),
        ("doubted", _DOUBTED, clause),
    ):
        if name not in without and pattern.search(scope):
            return name
    if "doubted" not in without and _BLAMED.search(text, first, start or last):
        return "doubted"
    return "asserted"


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether the words at a span of a sentence are denied by a word before them."""
    clause_start = _clause_bounds(text, start, end)[0]
    before = _NOT_NEGATION.sub("", text[clause_start:end])
    before = _CLOSED.sub(",", before)
    if " wh" in before:
        before = _OF_MAIN.sub("", before)
    return bool(_NEGATION.search(before[-90 - (end - start) :]))


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return text.rstrip(' "”’»)').endswith("?")


_OTHERS = caseless(
    r"(?:\b(?:an?|the|its|their|his|her|this|that)|(?<=\w)[’']s|s[’'])\s+(?:\w+ly\s+)?"
    r"(?:planned|proposed|possible|intended|scheduled|expected|suspected)\s+"
    r"(?!to\b|for\b|by\b)|"
    r"\b(?:under|in\s+line\s+with|as\s+part\s+of)\s+(?:an?|the|its|their|this|that)\s+"
    r"(?:[\w-]+\s+){0,3}?plans?\b|"
    r",?\s+with\s+(?:\w+\s+)?plans?\s+(?:to|for)\b[^;]*|"
    r"\bready\s+to\s+(?:go|leave|move|depart)\b"
)
"""What is planned of other things, behind the matter: "ahead of a planned visit"."""
_REPORTED = caseless(
    r"\b(?:said|agreed|pledged|promised|announced|stated|vowed|told|reported|confirmed|"
    r"added|undertook|declared|decided|noted|stressed)\b(?![^;]*\bif\b)[^;]*$"
)


def _with_reports(clause: str, before: str) -> str:
    """Return a clause with "will" for what was said or agreed "would" be."""
    at = clause.find(" would ")
    if at < 0 or not (_REPORTED.search(clause[:at]) or _REPORTED.search(before)):
        return clause
    return clause.replace(" would ", " will ")


_BREAK = caseless(
    r";|\s[—–]\s|,\s+(?:but|so|while|whereas|however|although|though|since|because|"
    r"after|when|who|where|will|is|are|was|were|has|have)\b|[“\"”]|"
    r",\s+and\s+(?=(?:the|its|their|an?)\s+[\w-]+(?:\s+[\w-]+)?\s+(?:has|have|had|was|"
    r"were|is|are|left|took|fled|began|fell|went|came|lost|held|\w+ed)\b)|"
    r"\band\s+(?=(?:would|will|could|might|should|can|has|have|had|was|were|is|are)\b)|"
    r"\band\s+(?:also\s+|then\s+|later\s+)?(?=(?:call(?:s|ed)\s+(?:for|on)|urge[sd]|"
    r"demand(?:s|ed)|propose[sd]|suggest(?:s|ed)|threaten(?:s|ed)|"
    r"plan(?:s|ned)\s+to|"
    r"offer(?:s|ed)\s+to|want(?:s|ed)\s+to|intend(?:s|ed)|consider(?:s|ed)|"
    r"doubt(?:s|ed)|accuse[sd])\b)",
)


_OPENING = re.compile(r"(?:Following|After|Despite|Since|Amid)\s[^,;:“”\"]{3,120},\s")
"""What went before: "After the arrival of observers, troops will leave"."""


def _clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(text)
    opening = _OPENING.match(text)
    if opening and start >= opening.end():
        first = opening.end()
    elif opening and end < opening.end():
        last = opening.end()
    for match in _BREAK.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = min(last, match.start())
    return first, last


_PERSON = (
    r"(?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]+"
    r"(?:\s+for\s+(?:[A-Z][\w’'-]+\s+)?[A-Z][\w’'-]+)?"
)
_OFFICE = (
    r"(?:(?:the|a|an|its)\s+)?(?:[A-Za-z][\w’'-]*\s+){0,6}?(?:ministry|spokes(?:man|"
    r"woman|person)|"
    r"president|minister|army|military|agency|office|mission|diplomat|envoy|officials?|"
    r"government|command|staff|observatory|sources?)"
)
_VERB = (
    r"(?:said|says|stated|told|reported|reports|announced|noted|notes|stressed|added|"
    r"explained|assured|declared|claimed|insisted|confirmed|informed|argued|recalled|"
    r"denied|emphasi[sz]ed|pointed\s+out|acknowledged|warned)"
)
_ACCORDING = re.compile(
    rf"\b(?i:according\s+to)\s+(?P<who>(?:the\s+)?{_PERSON}|{_OFFICE}|[a-z]+\s+experts|"
    r"the\s+report)",
)
_AFTER = re.compile(
    rf"\b(?!told|informed){_VERB}\s+(?:by\s+)?(?:the\s+)?(?:[Aa]gency\s+)?"
    rf"[“\"]?(?P<who>{_PERSON})"
)
_BEFORE = re.compile(
    rf"(?P<who>{_PERSON}|(?i:{_OFFICE}))[”\"]?,?\s+(?:also\s+|has\s+|have\s+|later\s+|"
    rf"earlier\s+|"
    rf"then\s+|who\s+)?{_VERB}\b"
)
_SPEAKS = caseless(rf"\b(?:{_VERB}|according)\b")
_SEAT = re.compile(rf"^\s*In\s+(?P<who>[A-Z][\w’'-]+),?\s+{_VERB}\b")
_PRONOUN = caseless(
    rf"\b(?:he|she|they|the\s+diplomat|the\s+official)\s+(?:also\s+)?"
    rf"(?:{_VERB}|went\s+on|expressed)\b",
)
_HOST = re.compile(r",\s*(?:said|says|told|reports?|reported|stated|announced)\b")
_IN_APPOSITION = re.compile(r",\s*$")
_NO_PERSON = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "He She They It The This That A An In On At Earlier Later However Agency “ Now As "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def speaker_of(text: str, previous: str | None = None) -> str | None:
    """Return who says what a sentence reports, or None where the document itself does.

    Parameters
    ----------
    text
        The sentence.
    previous
        Who spoke before, for "he added".

    Examples
    --------
    >>> speaker_of("The posts are open, said Ivanov.")
    'Ivanov'
    """
    speaks = _SPEAKS.search(text) is not None  # most sentences need no closer look
    for pattern in (_SEAT, _ACCORDING, _BEFORE, _AFTER) if speaks else ():
        for match in pattern.finditer(text):
            who = _clean(match["who"])
            is_aside = pattern is _BEFORE and _HOST.match(text, match.end("who"))
            if is_aside and not _IN_APPOSITION.search(text[: match.start("who")]):
                continue
            if who and not _LOCATED.search(text[: match.start("who")]):
                return who
    if previous is not None and _PRONOUN.search(text):
        return previous
    return None


_LOCATED = re.compile(r"\b(?:in|at|near|from)\s+$")
_SKIPPED = _NO_PERSON | {"the", "a", "an", "its"}
_COUNTRIES = frozenset(COUNTRY_NAMES.values()) | frozenset(DEMONYMS)


def _clean(who: str) -> str | None:
    words = who.strip(" ,.").split()
    while words and (words[0] in _SKIPPED or len(words) > 1 and words[0] in _COUNTRIES):
        words.pop(0)
    if not words or words[-1] in _NO_PERSON:
        return None
    return re.sub(r"[’']s$", "", " ".join(words))
