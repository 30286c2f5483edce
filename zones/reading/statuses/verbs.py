"""Verbs and nouns that say what became of a zone or truce, as plain tables.

Each row gives a status and, for an end, how it came. Verbs stand in their base form;
:func:`verbs_in` finds all their forms. What a word means depends on where the zone
stands to it, which :mod:`.clauses` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..caseless import Caseless, caseless

__all__ = ["Fate", "NOUNS", "UNTIL", "Verb", "nouns_in", "verbs_in"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a zone: a status, and of an end how it came."""

    status: str
    how: str | None = None
    lasts: bool = False  # a state that holds, rather than a change with a day
    of_borders: bool = False  # said of borders and maps
    of_truce: bool = False  # said of truces and agreements; of ground it means else


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a sentence: its place, its form, and what it says of what."""

    start: int
    end: int
    form: str  # base, past, ing
    fate: Fate
    takes_object: bool


_IN_FORCE = Fate("in_force")
_HOLDS = Fate("in_force", lasts=True)
_BROKE_DOWN = Fate("ended", "unknown")
_EXPIRED = Fate("ended", "expired")
_DENOUNCED = Fate("ended", "denounced")
_REPLACED = Fate("ended", "replaced")
_RETAKEN = Fate("ended", "retaken")
UNTIL = Fate("ended", "unknown", of_truce=True)

_SUBJECT: dict[Fate, str] = {
    _IN_FORCE: (
        "take hold|take root|take effect|come into force|come into effect|"
        "come into being|enter into force|become effective|be made effective|"
        "enter in force|enter force|go into force|go into effect|go live|kick in|"
        "step into force"
    ),
    Fate("in_force", of_truce=True): (
        "set in|begin|start|commence|come into play|descend|take its place|come to life"
    ),
    Fate("in_force", lasts=True, of_truce=True): (
        "hold|prevail|persist|hold up|continue|survive|hold firm|stand firm"
    ),
    _HOLDS: (
        "remain valid|be in action|act|be active|exist|still exist|remain respected|"
        "remain observed|"
        "be in place|be in force|be in effect|be valid|remain in place|"
        "remain in force|remain in effect|stay in place|stay in force|be intact|"
        "remain intact"
    ),
    Fate("functioning"): "be up and running|become operational|"
    "come into operation|operate|function|start working|start operating|"
    "start to work|begin working|begin operating|begin to operate|begin to work|"
    "begin to function|start functioning",
    _BROKE_DOWN: (
        "collapse|crumble|unravel|disintegrate|founder|implode|fall apart|"
        "fall through|fall to pieces|come apart|break down|come to an end|"
        "come to nothing|end|cease to exist|vanish|pass into history|"
        "be over|be finished|be dead|be no more|be history|be gone|"
        "be in tatters|be in ruins|be in shreds|lie in tatters|lie in ruins|"
        "lie in shreds|become ink on paper|become a dead letter|"
        "be a dead letter|become history|become a thing of the past|"
        "be a thing of the past|be effectively over|go up in smoke|"
        "cease to operate|cease to act|cease to be|have had its day|go by the board"
    ),
    _EXPIRED: "expire|lapse|run out|run its course|elapse|run its term|time out",
    UNTIL: "last until|last till|hold until|hold till|survive until|endure until",
    Fate("ended", "denounced"): "be null and void|be void|lose force|be invalid",
    _REPLACED: "give way to|make way for",
    _RETAKEN: "fall|fall to",
    Fate("suspended"): "be on hold|be in abeyance|be in suspense",
    Fate("proposed"): "be under discussion|be on the table|be in the works|"
    "be being discussed|be under consideration",
}
"""What a zone does itself: "the truce collapsed"."""

_OBJECT: dict[Fate, str] = {
    Fate("announced"): "announce|declare|proclaim|decree|unveil|promulgate|order",
    Fate("agreed"): (
        "reach|strike|broker|mediate|clinch|seal|sign|initial|conclude|hammer out|"
        "work out|thrash out|arrive at|come to|agree|agree on|agree to|agree upon|"
        "settle on|negotiate|arrange|accept|come to terms on|find agreement on|"
        "put their names to|put its name to|put their signatures to|shake hands on|"
        "sign up to|sign off on|consent to|subscribe to|seal a deal on|"
        "reach agreement on|reach an understanding on|come to an understanding on|"
        "see eye to eye on"
    ),
    Fate("agreed", of_truce=True): (
        "secure|achieve|forge|obtain|nail down|wrap up|commit to|commit themselves to|"
        "produce|yield|culminate in|result in|bring about|end in"
    ),
    _IN_FORCE: (
        "establish|set up|create|"
        "introduce|impose|put into effect|put in place|put into force|"
        "bring into force|bring into effect|institute|activate|usher in|"
        "put into operation|implement"
    ),
    _HOLDS: "observe|respect|honour|honor|comply with|maintain|uphold|adhere to|"
    "abide by|stick to",
    Fate("delimited"): (
        "delimit|demarcate|delineate|mark out|stake out|map|map out|mark off|" "trace"
    ),
    Fate("delimited", of_borders=True): (
        "draw|draw up|finalise|finalize|fix|settle|define|determine|mark|specify|set|"
        "outline|adjust"
    ),
    Fate("violated"): (
        "violate|breach|break|flout|infringe|disregard|defy|trample|trample on|"
        "trample upon|transgress|contravene"
    ),
    Fate("suspended"): "suspend|freeze|put on hold|put on ice",
    Fate("suspended", of_truce=True): "interrupt",
    Fate("extended"): "extend|prolong|renew|roll over|lengthen|stretch out",
    _DENOUNCED: (
        "denounce|renounce|abrogate|repudiate|scrap|cancel|annul|revoke|rescind|"
        "terminate|call off|tear up|rip up|ditch|disown|jettison|void|declare void|"
        "nullify|call time on|pull the plug on"
    ),
    Fate("ended", "denounced", of_truce=True): (
        "abandon|withdraw from|pull out of|walk away from|walk out of|back out of|"
        "quit|leave|opt out of|exit"
    ),
    _BROKE_DOWN: (
        "end|shatter|bury|wreck|torpedo|put an end to|bring to an end|"
        "put paid to|abolish|dissolve|dismantle|liquidate|eliminate|lift|"
        "break up|disband|do away with|spell the end of|mark the end of|"
        "bring down|finish off|close|close down|wind up|shut down"
    ),
    _REPLACED: "replace|supersede|supplant",
    _RETAKEN: "overrun|recapture|retake|reconquer|conquer",
    Fate("proposed"): (
        "propose|suggest|offer|float|call for|push for|press for|plead for|urge|"
        "demand|advocate|put forward|moot|appeal for|seek|want|request|table|"
        "campaign for|ask for|discuss|debate|contemplate|consider|explore|mull|weigh|"
        "hold talks on|hold talks about"
    ),
}
"""What is done to a zone: "the army scrapped the truce", "it was scrapped"."""

NOUNS: dict[Fate, str] = {
    _IN_FORCE: (
        "start|beginning|onset|commencement|entry into force|entry into effect|"
        "coming into force|entering into force|introduction|initiation|inception"
    ),
    Fate("announced"): "announcement|declaration|proclamation",
    Fate("agreed"): "conclusion|signing|signature",
    Fate("delimited"): "delimitation|demarcation|delineation",
    Fate("violated"): "violation|breach|infringement|infraction|breaking|"
    "violating|breaching",
    Fate("suspended"): "suspension|freezing",
    Fate("extended"): "extension|prolongation|renewal|rollover|prolonging",
    _BROKE_DOWN: "collapse|breakdown|disintegration|unravelling|demise|end|"
    "dissolution|abolition|dismantling|failure",
    _EXPIRED: "expiry|expiration|lapse",
    _DENOUNCED: "denunciation|abrogation|cancellation|termination|annulment|"
    "scrapping|renunciation|repudiation",
}
"""Nouns of what became of a zone: "the collapse of the truce"."""

_IRREGULAR = {
    "be": ("(?:be|is|are)", "(?:was|were|been)", "being"),
    "become": ("becomes?", "became|become", "becoming"),
    "begin": ("begins?", "began|begun", "beginning"),
    "break": ("breaks?", "broke|broken", "breaking"),
    "bring": ("brings?", "brought", "bringing"),
    "come": ("comes?", "came|come", "coming"),
    "do": ("do|does", "did|done", "doing"),
    "draw": ("draws?", "drew|drawn", "drawing"),
    "fall": ("falls?", "fell|fallen", "falling"),
    "find": ("finds?", "found", "finding"),
    "freeze": ("freezes?", "froze|frozen", "freezing"),
    "give": ("gives?", "gave|given", "giving"),
    "go": ("go|goes", "went|gone", "going"),
    "have": ("have|has", "had", "having"),
    "hold": ("holds?", "held", "holding"),
    "leave": ("leaves?", "left", "leaving"),
    "lie": ("lie|lies", "lay", "lying"),
    "lose": ("loses?", "lost", "losing"),
    "make": ("makes?", "made", "making"),
    "overrun": ("overruns?", "overran|overrun", "overrunning"),
    "put": ("puts?", "put", "putting"),
    "quit": ("quits?", "quit", "quitting"),
    "retake": ("retakes?", "retook|retaken", "retaking"),
    "run": ("runs?", "ran|run", "running"),
    "see": ("sees?", "saw|seen", "seeing"),
    "seek": ("seeks?", "sought", "seeking"),
    "set": ("sets?", "set", "setting"),
    "shake": ("shakes?", "shook|shaken", "shaking"),
    "stand": ("stands?", "stood", "standing"),
    "stick": ("sticks?", "stuck", "sticking"),
    "strike": ("strikes?", "struck|stricken", "striking"),
    "take": ("takes?", "took|taken", "taking"),
    "tear": ("tears?", "tore|torn", "tearing"),
    "withdraw": ("withdraws?", "withdrew|withdrawn", "withdrawing"),
}
_PARTICLES = frozenset("off out over up".split())
_DOUBLED = frozenset("annul cancel initial map rip scrap quit unravel".split())


def _forms(lemma: str) -> tuple[str, str, str]:
    """Return patterns of the present, past and -ing forms of a verb."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return f"{lemma[:-1]}(?:y|ies)", f"{lemma[:-1]}ied", f"{lemma}ing"
    if lemma.endswith("e"):
        return f"{lemma}s?", f"{lemma}d", f"{lemma[:-1]}ing"
    double = f"{lemma[-1]}?" if lemma in _DOUBLED else ""
    plural = "(?:es)?" if lemma.endswith(("s", "sh", "ch", "x")) else "s?"
    return f"{lemma}{plural}", f"{lemma}{double}ed", f"{lemma}{double}ing"


_WHEN = (
    r"(?:\s+(?:on\s+(?:\d{1,2}\s+)?|last\s+|this\s+|late\s+|early\s+|in\s+)?"
    r"(?:[A-Z]\w+|yesterday|today|week|month|year)(?:\s+\d[\d,]*){0,2})?"
)
"""A day between a verb and its preposition: "shook hands on Monday on a truce"."""

_Row = tuple[re.Pattern[str], str, Fate, bool]


@cache
def _rows() -> dict[str, list[_Row]]:
    """Return the patterns of all verbs by the first two letters of their forms."""
    rows: dict[str, list[_Row]] = {}
    for table, takes_object in ((_SUBJECT, False), (_OBJECT, True)):
        for fate, words in table.items():
            for phrase in words.split("|"):
                first, _, rest = phrase.partition(" ")
                after = "".join(rf"\s+{re.escape(w)}" for w in rest.split())
                if takes_object and re.search(r" (?:on|to|for|from)$", rest):
                    rest_of, _, last = rest.rpartition(" ")
                    words_of = "".join(rf"\s+{re.escape(w)}" for w in rest_of.split())
                    after = rf"{words_of}{_WHEN}\s+{last}"
                if first == "be" and rest:
                    after = rf"(?:\s+(?:\w+ly|now|still|already|once\s+again))?{after}"
                particle = rest if takes_object and rest in _PARTICLES else None
                if particle:  # "rolled the truce over"
                    apart = rf"(?=\s+(?:\w[\w-]*\s+){{1,5}}?{particle}\b)"
                    after = f"(?:{after}|{apart})"
                for name, form in zip(("base", "past", "ing"), _forms(first)):
                    pattern = re.compile(rf"(?:{form}){after}(?![\w-])", re.I)
                    for start in {f[:2] for f in re.findall(r"[a-z]{2,}", form)}:
                        row = (pattern, name, fate, takes_object)
                        rows.setdefault(start, []).append(row)
    return rows


_WORD = re.compile(r"(?<![\w-])[A-Za-z]{2,}")


def verbs_in(text: str) -> Iterator[Verb]:
    """Yield the verbs of a sentence that may tell the fate of a zone.

    Of several readings from one point only the longest is kept.
    """
    rows = _rows()
    for word in _WORD.finditer(text):
        found: list[Verb] = []
        for pattern, form, fate, takes_object in rows.get(word[0][:2].lower(), ()):
            match = pattern.match(text, word.start())
            if match:
                found.append(Verb(*match.span(), form, fate, takes_object))
        longest = max((verb.end for verb in found), default=0)
        yield from (verb for verb in found if verb.end == longest)


@cache
def _noun_pattern() -> tuple[Caseless, dict[str, Fate]]:
    fates = {word: fate for fate, words in NOUNS.items() for word in words.split("|")}
    words = sorted(fates, key=len, reverse=True)
    joined = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return caseless(rf"(?<![\w-])(?P<noun>{joined})(?:s|es)?(?![\w-])"), fates


def nouns_in(text: str) -> Iterator[tuple[int, int, Fate]]:
    """Yield the nouns of a sentence that may tell the fate of a zone."""
    pattern, fates = _noun_pattern()
    for match in pattern.finditer(text):
        word = re.sub(r"\s+", " ", match["noun"].lower())
        yield match.start(), match.end(), fates[word]
