"""What a clause says of a zone: who does what to it, in which words and which voice.

The zone may be what acts ("the truce in X collapsed"), what is acted on ("scrapped the
truce", "was scrapped"), what a participle or a relative clause describes ("the truce
declared by A on 3 May", "which A declared"), or what a noun of action names ("the
collapse of the truce"). A few patterns of the words between zone and verb tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..caseless import caseless
from .verbs import Fate, Verb, nouns_in, verbs_in

__all__ = ["Said", "said_of"]


@dataclass(frozen=True, slots=True)
class Said:
    """A fate that a sentence tells of a zone, and the words that tell it.

    Attributes
    ----------
    fate
        The status, and how an end came.
    start, end
        The words, with those of tense and voice before them.
    voice
        ``does``, ``done``, ``participle`` or ``noun``.
    future
        Whether the words themselves speak of what is to come.
    """

    fate: Fate
    start: int
    end: int
    voice: str
    future: bool = False


_ADVERB = (
    r"(?:\w+ly|again|also|already|even|ever|first|just|later|long|now|once|only|since|"
    r"soon|still|then|thus|today|twice|thrice|therefore|thereby|yet|twice|in\s+fact|"
    r"hereby|herewith|in\s+turn|meanwhile|by\s+now|all\s+but|by\s+then|so|never|not)"
)
_AUX = (
    r"(?:is|are|was|were|be|been|being|has|have|had|having|will|would|shall|should|can|"
    r"could|may|might|must|do|does|did|to|gets?|got|due|set|about|expected|going|"
    r"supposed|scheduled|likely|meant|went|goes|on|continues?|continued|beg[au]n|"
    r"remains?|appears?|appeared|seems?|seemed|stands?|stood|managed|failed|"
    r"n[’']t)"
)
_GROUP = caseless(rf"(?:\b(?:{_AUX}|{_ADVERB})\s+)+$")
_PASSIVE = caseless(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|stands?|stood)\s+"
    rf"(?:{_ADVERB}\s+)*$",
)
_ACTIVE = caseless(r"\b(?:has|have|had|having|will|to|did|does|do)\b")
_FUTURE = caseless(
    r"\b(?:will|shall|due\s+to|set\s+to|about\s+to|expected\s+to|going\s+to|(?:is|are|"
    r"was|were)\s+to|supposed\s+to|scheduled\s+to|meant\s+to|must(?!\s+have)|"
    r"ought\s+to|"
    r"ha(?:s|ve)\s+to|needs?\s+to)\b",
)
_TRANSPARENT = (
    r"(?:regime|parts?|provisions?|clauses?|conditions?|letter|spirit|agreements?|"
    r"deal|accord|pact|arrangement|memorandum|term|terms|period|"
    r"mandate|validity|duration|operation|action|life|plan|system|creation|"
    r"establishment|setting\s+up|formation|borders?|boundar(?:y|ies)|maps?|limits|"
    r"implementation|introduction|declaration|statement|protocol|state|kind|form|"
    r"lines|series|version|idea|whole|rest|last|remnants?|remains|most|document|"
    r"draft|understanding)"
)
_OF = r"(?:of|on|for|about|in|to)"
_INNER = caseless(
    rf"(?:\s*,?\s*(?:(?:all|both|one|two|three|four|half|each)\s+(?:of\s+)?)?)?"
    rf"(?:\s*(?:(?!(?:and|or|but|that|which|who|when|while|of|in|on|at|by|with|"
    rf"from|to|for|after|before|under|over|near|inside|within|into|along|around|across|"
    rf"is|are|was|were|has|have|had)\b)"
    rf"[\w’'“\"”.-]+)[\s,]+){{0,6}}?"
    rf"(?:{_TRANSPARENT}\s+(?:of\s+\w+\s+)?{_OF}\s+(?:the\s+|an?\s+|this\s+|that\s+)?"
    rf"(?:[\w’'-]+\s+){{0,4}}?)?[“\"]?",
)
_PLACED = (
    r"(?:\s+(?:in|of|for|on|around|near|between|across|along|at|within|inside|over|"
    r"with|throughout|from|under|among|after|during|outside|to\s+the|north|south|east|"
    r"west)\b[^,;:]{1,90}?)"
)
_ASIDE = (
    r"(?:\s*\([^()]*\)|\s*,\s+(?!and\b|but\b)[^;:,]{2,100}(?:,\s+[^;:,]{2,60}){0,4},|"
    r"\s+[–—-]+\s+[^–—;:]{2,100}\s+[–—-]+)"
)
_HEADS = rf"(?:\s+{_TRANSPARENT}|[”\"’]+(?:s\b)?|\s+(?:itself|there|here))"
_SUBJECT_GAP = caseless(
    rf"(?:{_HEADS})*(?:{_PLACED})?(?:{_ASIDE})?"
    rf"(?:,?\s+(?:which|that))?(?:\s+(?:that|which)\s+[^,;:]{{2,60}}?)?(?:{_ASIDE})?"
    r"(?:\s+[–—-]+)?,?\s+",
)
_PARTICIPLE_GAP = caseless(
    rf"(?:{_HEADS})*(?:{_PLACED})?\s*,?\s+(?:(?:as|first|then|once)\s+|"
    r"(?<=,\s)(?:in\s+(?:force|effect|place)|\w+ed)\b[^,;:]{2,80}\s+and\s+)?",
)
_RELATIVE_GAP = caseless(
    rf"(?:{_HEADS})*(?:{_PLACED})?\s*,?\s+(?:that|which)\s+(?:the\s+)?"
    r"(?:[\w’'.-]+\s+){1,5}",
)
_FINITE = caseless(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|told|announced|took|fell|"
    r"but|while|because)\b|(?<!between)\s[^,;]*\band\s+the\b",
)
_ANOTHER = caseless(rf"\s(?:and|but|then|or)\s+(?:{_ADVERB}\s+)*$")
_BEFORE_ZONE = re.compile(r"(?P<word>[A-Za-z’'-]+)[\s“\"]+$")
_GOVERNS = frozenset(
    "about against alongside along among around at behind beside between by despite "
    "during for from in inside into like near of off on onto outside over through "
    "to toward towards under unlike upon via with within without".split()
)
_PASSES_ON = caseless(rf"\b{_TRANSPARENT}\s+(?:of\s+\w+\s+)?$")
_DETERMINERS = frozenset("a an the this that its their both all each every".split())
_STOPS = frozenset(
    "a an the this that these those its their his both each every no any some all his "
    "her our and or but as if when while after before since until once because though "
    "although where which who is are was were be been has have had will".split()
)


def said_of(text: str, start: int, end: int) -> Iterator[Said]:
    """Yield what a sentence says became of the zone at a span of it.

    Parameters
    ----------
    text
        The sentence.
    start, end
        The phrase that speaks of the zone.

    Examples
    --------
    >>> text = "The army scrapped the truce."
    >>> [(said.fate.status, said.voice) for said in said_of(text, 18, 27)]
    [('ended', 'done')]
    """
    is_subject = _is_head(text, start)
    last: int | None = None
    for verb in verbs_in(text):
        if _NOT_SO.match(text, verb.end):
            continue
        if verb.start >= end:
            is_free = is_subject or _TO.fullmatch(text, end, verb.start)
            said = _after(text, end, verb, last) if is_free else None
            if said is not None and said.voice != "participle":
                last = said.end
        else:
            said = _before(text, start, verb)
        if said is not None:
            yield said
    yield from _nouns(text, start, end)


_TO = re.compile(r"[^,;.]{0,30}?\s+to\s+")
"""What joins a verb to the noun that it describes: "agreed to a truce to begin"."""


def _is_head(text: str, start: int) -> bool:
    """Whether a phrase is free to be a subject: no preposition governs it.

    Nouns that pass on what is said of them ("the term of the zone") govern nothing.
    """
    at = start
    first = re.match(r"\w+", text[start:])
    is_whole = first is not None and first[0].lower() in _DETERMINERS
    for _ in range(8):
        match = _BEFORE_ZONE.search(text[:at])
        if match is None:
            return True
        word = match["word"].lower()
        if word in _GOVERNS:
            head = _PASSES_ON.search(text[: match.start()])
            if head is None:
                return False
            at, is_whole = head.start(), False
        elif is_whole or word in _STOPS and word not in _DETERMINERS:
            return True
        else:
            at, is_whole = match.start(), word in _DETERMINERS
    return True


def _after(text: str, end: int, verb: Verb, last: int | None) -> Said | None:
    """Read a verb that follows the zone."""
    group = _GROUP.search(text[end : verb.start])
    first = end + group.start() if group else verb.start
    words = text[first : verb.start]
    gap = text[end:first]
    future = _FUTURE.search(words) is not None
    passive = _PASSIVE.search(words) is not None
    if words.lower().startswith("being"):
        return None
    if verb.takes_object:
        if verb.form != "past":
            return None
        if passive:
            if _fits_subject(gap, text, first, last):
                return Said(verb.fate, first, verb.end, "done", future)
            return None
        if _WITH_OBJECT.match(text, verb.end):
            return None  # "declared a truce and called for a vote"
        if not words.strip() or not _ACTIVE.search(words):
            if _PARTICIPLE_GAP.fullmatch(gap) and not _FINITE.search(gap):
                if (
                    _ASKS.match(text, verb.end)
                    and text[verb.end - 3 : verb.end] in _FOR
                ):
                    return None  # "the truce called for the release of": it asks
                return Said(verb.fate, verb.start, verb.end, "participle")
        if _RELATIVE_GAP.fullmatch(gap) and not _FINITE.search(gap):
            return Said(verb.fate, verb.start, verb.end, "participle")
        return None
    if passive and verb.form == "past":
        return None
    if verb.form == "ing" and not passive or _OBJECT_NEXT.match(text, verb.end):
        return None
    if verb.form == "base" and words and not _INFINITE.search(words):
        return None
    if verb.form == "base" and not words and _NOUN_PHRASE.search(gap):
        return None  # "ensure its normal function"
    if _fits_subject(gap, text, first, last):
        return Said(verb.fate, first, verb.end, "does", future)
    return None


_ASKS = re.compile(r"\s+(?:the|an?|all|its|their|any)\s")
_FOR = (" on", "for")
_WITH_OBJECT = caseless(
    r"\s+(?:the|an?|its|their)\s+(?!day|week|month|year|same|next|night|following|"
    r"moment|"
    r"minute|evening|few|couple|previous|first|second|third|fourth|\d)\w"
)
_NOUN_PHRASE = caseless(r"\b(?:its|their|his|her|an?|no|any)\s+(?:[\w-]+\s+)?$")
_OBJECT_NEXT = caseless(
    r"\s+(?:its|their|his|her|control|ground|(?:the|a|an)\s+(?!day|week|month|year|"
    r"same|"
    r"next|night|following|moment|minute|evening|few|couple)\w|"
    r"(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])[\w’-]+)",
)
_NOT_SO = caseless(
    r"\s+(?:to\b(?!\s+(?:the\s+)?(?:end|\d|(?-i:[A-Z])\w+\s+\d|month|"
    r"early|late|mid|next|first|second|third))|not\b|only\s+(?:partly|in\s+part)\b)"
    r"|(?<=fell)\s+(?:within|under|in|into|short|between|silent|outside)\b"
    r"|(?<=falls|-fall)\b|(?<=act|ate|ion)\s+(?:as|under|like)\b",
)
_INFINITE = caseless(
    r"\b(?:to|will|would|shall|should|can|could|may|might|must|do|does|did)\b|"
    r"^(?:\w+ly|still|now|also|then|soon)\s+$",
)


def _fits_subject(gap: str, text: str, first: int, last: int | None) -> bool:
    """Whether the words between a zone and a verb leave the zone its subject."""
    if len(gap) > 160:
        return False
    if last is not None and last <= first:
        between = text[last:first]
        if len(between) < 120 and ";" not in between and _ANOTHER.search(between):
            return True
    if not _SUBJECT_GAP.fullmatch(gap if gap else " "):
        return not gap.strip()
    parted = rf"{_ASIDE}|\sbetween\s.*?\sand\s(?:the\s)?|\s(?:that|which)\s.*"
    outside = re.sub(parted, " ", gap, flags=re.I)
    return not _FINITE.search(outside)


def _before(text: str, start: int, verb: Verb) -> Said | None:
    """Read a verb that stands before the zone, which is its object."""
    if not verb.takes_object or verb.end > start:
        return None
    gap = text[verb.end : start]
    if len(gap) > 90 or not _INNER.fullmatch(gap) or re.search(r"[;:]", gap):
        return None
    if _governed(gap, verb.fate.status):
        return None
    group = _GROUP.search(text[: verb.start])
    first = group.start() if group else verb.start
    words = text[first : verb.start]
    if verb.form == "past" and _PASSIVE.search(words):
        return None
    is_aim = verb.fate.status == "in_force" and _AIM.search(text[: verb.start])
    future = is_aim or _FUTURE.search(words)
    return Said(verb.fate, verb.start, verb.end, "done", future is not None)


_AIM = caseless(
    r"(?<!managed )(?<!began )(?<!begun )(?<!started )(?<!continue )(?<!continued )"
    r"(?<!continues )\bto\s+(?:\w+ly\s+)?$",
)


def _governed(gap: str, status: str) -> bool:
    """Whether another word between a verb and a zone takes the zone to itself.

    "Agreed to extend the truce" says that of the extension, "announced an end to the
    truce" that of the end; only what sets a zone up leaves it to the verb before.
    """
    if any(
        verb.form != "past" and verb.takes_object and verb.fate.status != "in_force"
        for verb in verbs_in(gap)
    ):
        return True
    return any(fate.status not in ("in_force", status) for _, _, fate in nouns_in(gap))


_NOUN_GAP = caseless(
    rf"\s+(?:of|to|in|from|on)\s+(?:the\s+|an?\s+|this\s+|that\s+|its\s+|their\s+)?"
    rf"(?:(?!(?:and|or|of|in|on|at|by|with|to|for)\b)[\w’'“\"-]+\s+){{0,3}}?"
    rf"(?:{_TRANSPARENT}\s+(?:of|on|for|in)\s+(?:the\s+|an?\s+)?"
    r"(?:[\w’'-]+\s+){0,2}?)?[“\"]?",
)


_TIP = caseless(
    r"\b(?:north|south|east|west|far|near|upper|lower|other|each|either|both|one|"
    r"narrow|wide)[\w-]*\s+(?:end|start|beginning|extension)s?$"
)
_TO_DO = caseless(
    r"\s+to\s+(?!(?:the|an?|this|that|its|their)\b)\w+\s+(?:\w+\s+)?"
    r"(?:the|an?|this|that|its|their)\b"
)


def _nouns(text: str, start: int, end: int) -> Iterator[Said]:
    """Read "the collapse of the truce", "truce violations", "the truce's end"."""
    for first, last, fate in nouns_in(text):
        if _TO_DO.match(text, last) or _TIP.search(text[:last]):
            continue  # "the failure to mark out the zone", "the west end of the zone"
        if last <= start and _NOUN_GAP.fullmatch(text[last:start]):
            yield Said(fate, first, last, "noun")
        elif first >= end and re.fullmatch(r"[’']?s?\s+", text[end:first]):
            if fate.how is None or not text[first:last].lower().startswith("end"):
                yield Said(fate, first, last, "noun")
