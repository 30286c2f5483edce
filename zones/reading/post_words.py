"""Words of posts: what they are called, how many, what befalls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .caseless import caseless
from ..claims import Quantity
from .modality import modality_of
from .scene import Scene, View
from .vocabulary import (
    DEMONYMS,
    NUMBERS,
    ORDINALS,
    number_of,
)

__all__ = [
    "PEOPLE",
    "count_of",
    "find_mentions",
    "label_of",
    "status_of",
]

PEOPLE = caseless(r"observers|monitors")
_POST = caseless(
    r"\b(?:observ(?:ation|er)\s+(?:posts?|points?)|posts?\s+of\s+observation|"
    r"check-?points?|"
    r"monitoring\s+(?:posts?|stations?|points?)|military\s+posts?|watch-?towers?|"
    r"outposts?|team\s+sites?|"
    r"observers|monitors|(?:border\s+)?guard\s+posts?|border\s+posts?|"
    r"(?:control|sentry)\s+posts?|"
    r"road-?blocks?)\b(?:\s+and\s+(?:observation\s+(?:posts?|points?)|"
    r"posts?\s+of\s+observation))?",
)
_ORDINAL = "|".join(ORDINALS)
_BARE = caseless(
    r"(?<!media\s)(?<!blog\s)(?<!online\s)(?<!goal\s)(?<!trading\s)\bposts?\b"
    r"(?!\s+(?:office|building|code|card|box|on\s+(?:social|Twitter|Facebook|X)\b)|-)"
    r"|\b(?:positions?|point)\s+(?:(?:no\.?|number|nr\.?|№|#)\s*)?\d+\b",
)
_POINTS = caseless(r"\bpoints?\b(?!\s+(?:out|of|to|that|in\s+time|clear|behind|ahead))")
_SAME = re.compile(
    rf"\b(?:[Tt]he\s+(?:{_ORDINAL}|new|other)|[Aa]\s+(?:{_ORDINAL})(?=\s+one))"
    r"(?:\s+one)?(?:\s+of\s+(?:them|these|the\s+"
    r"\w+))?(?=,?\s+(?:(?:was|were|is|are|has|had|will|stands?)\b|(?:at|in|near)\s))"
)
_POSITION = caseless(r"\bpositions?\b(?!\s+(?:on|of|as|that|paper|is\s+that)\b)")
_WHOSE = re.compile(r"\b(?P<who>[A-Z]\w+)\s+(?:military\s+|army\s+)?$")
_ABOUT_POINTS = caseless(r"\b(?:observation|monitoring)\s+points?\b")
_MILITARY = caseless(
    r"\b(?:peacekeep\w+|observers?|monitors?|troops|soldiers|military|army|forces|"
    r"ceasefire|cease-fire|truce|zones?|checkpoints?|outposts?|militia\w*|rebels)\b",
)


def find_mentions(scene: Scene, view: View, follows: bool) -> Iterator[re.Match[str]]:
    """Find the phrases of a sentence that mean posts, checkpoints or observers.

    Parameters
    ----------
    scene
        The document, which says whether "posts" and "points" are those of soldiers.
    view
        The sentence.
    follows
        Whether a post was just spoken of, so that "the second one" may mean another.
    """
    found = list(_POST.finditer(view.text))
    if re.search(r"\bpo(?:st|int|sition)s?\b", view.text, re.I):
        if any(_MILITARY.search(v.text) or _POST.search(v.text) for v in scene.views):
            found += _BARE.finditer(view.text)
        for match in _POSITION.finditer(view.text):  # "a Turkish position"
            whose = _WHOSE.search(view.text[: match.start()])
            if whose and whose["who"] in DEMONYMS:
                found.append(match)
        if any(_ABOUT_POINTS.search(v.text) for v in scene.views):
            found += _POINTS.finditer(view.text)
    if follows or found:
        first = min((m.start() for m in found), default=-1)
        found += [m for m in _SAME.finditer(view.text) if follows or m.start() > first]
    end = -1
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if match.start() >= end:
            end = match.end()
            yield match


def label_of(words: str) -> str:
    """Return the term for a post, in the singular.

    Examples
    --------
    >>> label_of("Check-points"), label_of("guard posts")
    ('checkpoint', 'guard post')
    """
    plain = words.lower().replace("check-point", "checkpoint")
    if PEOPLE.fullmatch(plain):
        return "observers"
    plain = re.sub(r"\bposts?\s+of\s+observation\b", "observation post", plain)
    if not re.search(
        r"observation|check|guard|watch|outpost|monitor|military|road|sentry|team",
        plain,
    ):
        return "post"
    return re.sub(
        r"\b(post|point|checkpoint|station|tower|block|site)s\b", r"\1", plain
    )


_STATUSES = (
    (
        "surrounded",
        r"surround(?:ed|s|ing)?|besieged|besieging|encircl(?:ed|es|ing)|"
        r"cut(?:s|ting)?\s+off|"
        r"trapped|isolated|(?:in|under)\s+(?:the\s+|a\s+)?siege|ringed|blocked|"
        r"blockaded|hemmed\s+in|"
        r"clos(?:ed|es|ing)\s+in\s+on|behind\s+(?:\w+\s+){1,2}lines",
    ),
    (
        "left",
        r"evacuat\w+|abandon\w*|dismantl\w+|withdr[ae]w\w*(?:\s+[\w\s]{0,30}?from)?|"
        r"vacat\w+|(?<!remains\s)(?<!remained\s)(?<!remain\s)(?<!still\s)(?<!stays\s)"
        r"closed(?!\s+in\b)|clear(?:ed|s|ing)?\s+out|"
        r"handed\s+back|(?:found|stand|stands|stood)\s+empty|"
        r"removed|removing|taken\s+down|took\s+down|pull(?:ed|ing|s)?\s+[\w\s]{0,40}?"
        r"(?:out|back)\b(?:\s+(?:of|from))?|given\s+up|gave\s+up|gives\s+up|"
        r"leav(?:e|es|ing)|left(?!\s+in\s+\d)|quit|handed\s+over|demolished|blown\s+up|"
        r"destroyed|shut\s+down",
    ),
    (
        "reinforced",
        r"reinforc(?:ed|es|ing)|strengthen(?:ed|s|ing)|fortif\w+|"
        r"reinforcements\s+to|resupplied",
    ),
    (
        "attacked",
        r"attack(?:ed|s)?|shell(?:ed|ing)?|struck|hit|targeted|fired\s+(?:up)?on|"
        r"fired\s+[\w\s]{0,20}?at|under\s+(?:\w+\s+)?fire|raided|stormed|"
        r"opened\s+fire|bombed|(?:fell|landed|exploded)\s+(?:near|at|on|close|beside)|"
        r"blew\s+(?:him|her|it)self\s+up",
    ),
    (
        "established",
        r"set(?:ting|s)?\s+up|establish(?:ed|es|ing|ment)?|creat(?:ed|es|e|ing|ion)|"
        r"(?:re-?)?open(?:ed|s|ing)?(?!\s+fire)|(?:re)?built|build(?:s|ing)?|put\s+up|"
        r"deploy(?:ed|s|ing|ment(?!\s+(?:points?|sites?|areas?|zones?)\b))?|"
        r"plac(?:ed|ing)|places(?=\s+(?:an?|its|their|new|\d+|two|three|four|five)\b)|"
        r"station(?:ed|ing)|erect(?:ed|s)|"
        r"completed|finished|installed|introduced|restor(?:ed|es)|reoccupied|"
        r"(?:take|taken|took)\s+over|"
        r"re-?manned|back\s+into|moved\s+into|planned|set\s+out|exhibited|exposed|"
        r"organi[sz]ed|formed|(?:put|putting)\s+in\s+place|thr[eo]wn?\s+up|sprang\s+up|"
        r"w[e]nt\s+up|go(?:es|ne)\s+up|foreseen|envisaged",
    ),
    (
        "present",
        r"(?:is|are|was|were|remains?|remained|stays?|stayed)\s+(?:already\s+|now\s+|"
        r"still\s+)?(?:present|stationed|deployed|located|operating|working|active|"
        r"functioning|manned|maintained|staffed|kept|in\s+operation|in\s+place)|"
        r"mans|man|manned|operates?|maintains?|maintained|runs?|keeps?|kept|"
        r"(?:has|have)(?!\s+(?:(?:\w+ly|also|already|now|since)\s+)*"
        r"(?!(?:been|already|now|since)\b)\w+(?:ed|en)\b)|"
        r"stands?|continue(?:s|d)?(?:\s+(?:to\s+work|their\s+duty|work))|remains?|"
        r"watch(?:es)?|serve[sd]?|claims?|staff(?:s|ed)?|guard(?:s|ed)?|rings?|"
        r"(?:carr(?:y|ies|ied|ying)\s+out|perform(?:s|ed|ing)?|fulfil(?:s|led|l)?)\s+"
        r"(?:\w+\s+)?(?:duty|duties|service|tasks)|functions?|"
        r"on\s+duty|goes\s+on|(?:was|were)\s+(?:seen|spotted|observed|noted)|saw|"
        r"spotted|noted|observed|manned|lies?|held|reach(?:ed|es)|arriv(?:ed|es)\s+at|"
        r"visit(?:ed|s)|inspect(?:ed|s)|toured",
    ),
)
_VERBS = tuple((name, caseless(rf"\b(?:{words})\b")) for name, words in _STATUSES)
_ASIDE = re.compile(
    r",\s*(?:which|that|who|located|situated|lying|near|one\s+of|"
    r"among|the\s+largest|manned|each|\d+\s*km|"
    r"\d+\s+kilomet\w+|\d+\s+miles)\b[^,;]{2,70},"
)
_STOP = re.compile(
    r"[;:]|,\s*and\s+(?=[A-Z])|,\s*(?:but|while|where|when|after|before|because)\b"
)
_AFTER_STOP = re.compile(
    r",(?!\s+(?:now\s+|still\s+)?(?:ringed|surrounded|besieged|encircled|blocked|"
    r"abandoned|evacuated|cut\s+off)\b)|[;:]|\b(?:after|because|while|where|when|but)\b"
)
_UNDONE = ("planned", "proposed", "negotiated", "conditional")
_DUE = re.compile(r"\b(?:(?:is|are|was|were)\s+to|(?:will|would)\s+follow)\b")
_OUGHT = re.compile(
    r"\b(?:(?:is|are|was|were|has|have)\s+to\s+[a-z]+|would\s+follow|must|should)\b"
)


_AIM = caseless(
    r"(?<!\bmanaged\s)(?<!\bable\s)(?<!\bbegan\s)(?<!\bbegun\s)(?<!\bstarted\s)"
    r"(?<!\bcontinued\s)(?<!\bcontinues\s)(?<!\bbegins\s)(?<!\bstarts\s)"
    r"(?<!\bhelped\s)(?<!\bused\s)\bto\s+(?:(?:\w+ly|jointly|soon|then)\s+)?$",
)
"""What posts are an aim of: "moved in to set up", "agreed to build"."""


_OTHER_THING = caseless(r"^(?:\w*\s)?(?:an?|the)\s+\w+ed\s+\w+\b[^.;]*(?:\band|,)\s")
"""What is told of another thing: "a destroyed bridge and a post"."""
_ONLY_THINGS = caseless(
    r"\b(?:equipment|weapons|weaponry|vehicles|tanks|artillery|guns|armou?r|belongings|"
    r"(?:most|some|part|half|much)\s+of\s+(?:the|its|their))\b[^.;]*\bfrom\b"
)
"""What is taken from a post that others still hold."""
_AGENT = caseless(r"\bby\s+(?:an?|the)\s+(?:\w+\s+)?$")


def status_of(
    text: str, match: re.Match[str]
) -> tuple[str | None, re.Match[str] | None]:
    """Say what befalls a post, by the verb nearest to it in its own clause.

    Returns
    -------
    tuple
        The status, or None where nothing is said, and the verb.
    """
    modality = modality_of(text, match.start(), match.end())
    best: tuple[int, int, str, re.Match[str]] | None = None
    first, last = _clause(text, match)
    for rank, (name, pattern) in enumerate(_VERBS):
        for verb in pattern.finditer(text, first, last):
            if verb.start() < match.end() and match.start() < verb.end():
                continue
            if _OTHER_THING.search(text[max(0, verb.start() - 4) : match.start()]):
                continue
            is_after = verb.start() >= match.end()
            gap = verb.start() - match.end() if is_after else match.start() - verb.end()
            if name == "present":
                gap += 40  # "has" and "are" serve other verbs too
            if best is None or (gap, rank) < best[:2]:
                best = (gap, rank, name, verb)
    if best is None and _NUMBER_OF.search(text[: match.start()]):
        return ("present" if _COMES_TO.search(text, match.end()) else None), None
    if best is None:
        is_due = modality == "planned" or re.search(r"\bfollow\b", text[first:last])
        return ("planned" if is_due else None), None
    name = best[2]
    if name == "left" and _ONLY_THINGS.search(text[best[3].start() : match.start()]):
        return None, best[3]
    if name in ("attacked", "surrounded") and _AGENT.search(text[: match.start()]):
        return None, best[3]
    ought = _OUGHT.search(text[first:last]) is not None
    is_undone = modality in _UNDONE or ought and modality == "asserted"
    is_aim = _AIM.search(text[first : best[3].start()]) is not None
    if name == "established" and (
        is_undone or is_aim or best[3][0].lower() == "planned"
    ):
        return "planned", best[3]
    if name == "left" and (modality == "proposed" or ought and modality != "planned"):
        is_due = _DUE.search(text[first:last])
        return ("left" if is_due else None), best[3]
    if name in ("present", "attacked", "surrounded") and modality in _UNDONE:
        return ("planned" if modality == "planned" else None), best[3]
    return name, best[3]


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the bounds of the words around a post that may say what befalls it."""
    first = max(0, match.start() - 120)
    for mark in _STOP.finditer(text, first, match.start()):
        first = mark.end()
    at = match.end()
    aside = _ASIDE.match(text, at)
    if aside:
        at = aside.end()
    stop = _AFTER_STOP.search(text, at)
    # "posts, at A, at B and near C": a list of places is no end
    while stop and re.match(r",\s*(?:and\s+)?(?:at|in|near)\b", text[stop.start() :]):
        stop = _AFTER_STOP.search(text, stop.end())
    last = min(stop.start() if stop else len(text), at + 110)
    return first, last


_NUMBER = "|".join(sorted((re.escape(w) for w in NUMBERS), key=len, reverse=True))
_COUNTED = caseless(
    rf"\b(?P<n>{_NUMBER}|\d{{1,4}})(?:\s+of\s+(?:the\s+|its\s+|their\s+)?(?P<of>"
    rf"{_NUMBER}|\d{{1,4}}))?\s+(?:(?!(?:of|in|at|on|from|{_NUMBER})\b|\d)"
    r"[\w-]+\s+){0,3}$",
)
_ONE_OF = caseless(
    rf"\b(?:{_ORDINAL}|one|largest|first)(?:\s+one)?\s+of\s+(?:the\s+|its\s+)?$"
)


def count_of(text: str, match: re.Match[str]) -> Quantity | None:
    """Return how many posts a phrase speaks of: 7 of "7 of the 12 posts".

    Examples
    --------
    >>> words = "They opened five new posts"
    >>> count_of(words, re.search("posts", words)).low
    5
    """
    if _NUMBER_OF.search(text[: match.start()]):
        comes_to = _COMES_TO.search(text, match.end())
        return _quantity(match, comes_to["n"]) if comes_to else None
    found = _COUNTED.search(text[: match.start()])
    if found is None or _ONE_OF.search(text[: found.start()]):
        return None
    if re.search(r"\d$", match[0]):
        return None  # "position 68" is a name
    return _quantity(match, found["n"])


_NUMBER_OF = caseless(r"\bnumber\s+of\s+(?:the\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,3}$")
_COMES_TO = caseless(
    r"\b(?:reach(?:es|ed)|ros[ei]s?|rises|risen|increased|grew|grown|c[ao]mes?|"
    r"stands|stood|totals|is|was|went\s+up|brought)\s+(?:now\s+)?(?:to\s+|at\s+)?"
    rf"(?P<n>{_NUMBER}|\d{{1,4}})(?!\s*(?:%|per\s?cent|km|kilomet))\b"
)
"""How many "the number of posts in X" comes to."""


def _quantity(match: re.Match[str], words: str) -> Quantity | None:
    number = number_of(words)
    if number is None or number > 2000:
        return None
    return Quantity(label_of(match[0]), number, number)
