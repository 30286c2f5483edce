"""Words that tell of events, by type, and figures of people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..claims import Quantity
from .vocabulary import NUMBERS, number_of

__all__ = ["Trigger", "find_triggers", "quantities_of"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event.

    Attributes
    ----------
    type
        Type of the event.
    start, end
        Code points in the sentence.
    """

    type: str
    start: int
    end: int


_LAUNCH = (
    r"(?:launch(?:ed|es|ing)?|beg[au]n|begins|start(?:ed|s)?|mount(?:ed|s)?|"
    r"open(?:ed)?|"
    r"resum(?:ed|es)|unleash(?:ed)?|stag(?:ed|es)|conduct(?:ed|s)|carried\s+out|"
    r"ready\s+for\s+(?:the\s+)?(?:start|launch)\s+of|threaten(?:s|ed)?|plan(?:s|ned)?)"
)
_OFFENSIVE = (
    r"(?:counter[\s-]?)?(?:offensive|attack|assault|military\s+operation|"
    r"ground\s+operation|"
    r"incursion|advance|campaign)"
)
_TALK = (
    r"(?:talks|negotiations?|meetings?|consultations?|summit|round|conversations?|"
    r"dialogue|conference|session)"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "offensive",
        rf"\b{_LAUNCH}\s+(?:an?\s+|the\s+|its\s+|"
        rf"their\s+)?(?:[\w-]+\s+){{0,3}}?{_OFFENSIVE}"
        rf"\b(?!\s+on\s+(?:him|her))|"
        rf"\b(?:counter[\s-]?)?offensive\s+(?:was\s+)?(?:launched|"
        r"began|started|resumed)|\bstormed\b|\binvaded\b",
    ),
    (
        "airstrike",
        r"\bair[\s-]?(?:strikes?|raids?)\b|\b(?:warplanes?|aircraft|jets?|helicopters?|"
        r"drones?)\s+(?:\w+\s+)?(?:struck|bombed|hit|attacked|targeted|raided)\b|"
        r"\bbombed\b|"
        r"\bbarrel\s+bombs?\b|\bbombardments?\b|\bmissile\s+strikes?\b|"
        r"\bdrone\s+strikes?\b",
    ),
    (
        "shelling",
        r"\bshell(?:ed|ing)\b|\b(?:artillery|mortar|rocket|missile)\s+(?:fire|attacks?|"
        r"strikes?|"
        r"shells?|rounds?)\b|\bfired\s+(?:mortars?|rockets?|artillery|shells)\b",
    ),
    (
        "clash",
        r"\bclash(?:es|ed)\b|\bexchang(?:e|ed|es)\s+(?:of\s+)?(?:fire|gunfire)\b|"
        r"\bgun\s?battles?\b|\bfirefights?\b|\b(?:fierce|heavy|intense)\s+fighting\b|"
        r"\bfighting\s+(?:broke\s+out|erupted|resumed|flared)\b|\bambush(?:ed)?\b",
    ),
    (
        "attack",
        r"\b(?:attacked|raided|stormed|ambushed)\b|\battacks?\s+(?:on|against)\b",
    ),
    (
        "agreement",
        r"\b(?:sign(?:ed|s)?|reached|concluded|struck|adopted)\s+(?:an?\s+|the\s+)?"
        r"(?:[\w-]+\s+){0,3}?(?:agreement|memorandum|deal|accord|protocol|statement|"
        r"treaty|"
        r"cease-?fire|truce|decision|declaration)\b"
        r"|\b(?:agreement|memorandum|deal|accord|protocol|treaty)\b[^.;]{0,80}?\b"
        r"(?:was|were|been)\s+(?:signed|reached|concluded)\b"
        r"|\b(?:agreement|memorandum|deal|accord|protocol)s?\s+(?:signed|reached)\b"
        r"|\bagreed\b[^.;]{0,40}?\bon\s+the\s+(?:creation|establishment)\b"
        r"|\bagreed\s+(?:to\s+(?:establish|create|set\s+up|a\s+cease-?fire|"
        r"a\s+truce))\b",
    ),
    (
        "withdrawal",
        r"\bwithdr[ae]wal?\b|\bwithdrew\b|\bwithdrawn\b|\bpull(?:ed|ing)?\s+(?:back|"
        r"out)\b|"
        r"\bpull-?outs?\b",
    ),
    (
        "deployment",
        r"\bdeploy(?:ed|s|ing|ment)?\b|\bsen(?:t|ding|d|ds)\s+(?:\w+\s+){0,3}(?:troops|"
        r"forces|soldiers|police|convoys?|reinforcements|military)\b|\bstationed\b|"
        r"\b(?:troops|forces|soldiers|army)\s+(?:entered|moved\s+into|"
        r"crossed\s+into)\b|"
        r"\baccommodated\s+by\s+the\s+military\b|"
        r"\bplacing\s+(?:[\w\s,-]{0,70}?)(?:troops|forces|military|soldiers)\b",
    ),
    (
        "displacement",
        r"\bdisplaced\b|\brefugees\b|\bfled\b|\bflee(?:ing|s)?\b|\buprooted\b",
    ),
    ("evacuation", r"\bevacuat(?:ed|ion|ions|ing)\b"),
    (
        "aid",
        r"\b(?:humanitarian|relief)\s+(?:aid|convoys?|assistance|supplies|cargo)\b"
        r"|\baid\s+(?:convoys?|deliver(?:y|ies)|trucks?)\b",
    ),
    ("patrol", r"\b(?:joint\s+)?patrols?\b|\bpatroll(?:ed|ing)\b"),
    (
        "talks",
        rf"\b(?:held?|hold|host(?:ed|s)?|took\s+place|take\s+place|conduct(?:ed|s)?|"
        rf"launch|continued?)\b[^.;]{{0,80}}?\b{_TALK}\b"
        rf"|\b{_TALK}\b(?:(?!\b(?:that|which)\b)[^.;]){{0,90}}?\b(?:(?:was|were|is|are|"
        rf"be|been|to\s+be)\s+"
        r"(?:being\s+)?(?:held|hosted|continued|conducted|planned|launched)|"
        r"took\s+place|"
        r"takes\s+place|will\s+take\s+place|lasted|ended|began|begins|started|opened|"
        r"resumed|continued?|concluded|passed)\b"
        rf"|\b(?:ended|passed|begun)\b[^.;]{{0,20}}?\b{_TALK}\b"
        r"|\b(?:met|will\s+meet|to\s+meet)\s+(?:with|in|on|for)\b|"
        r"\bdiscussed\s+(?:the\s+)?(?:preparations?|"
        r"situation|"
        r"issues?|settlement|implementation|zones?|creation|details)\b"
        r"|\bdialogue\s+that\s+is\s+planned\b|\bat\s+the\s+\w+\s+meeting\b"
        r"|\b(?:at|in|during|after)\s+(?:the\s+|its\s+|expert\s+)?"
        rf"(?:[\w-]+\s+){{0,3}}?{_TALK}\s+(?:on\s+\w+\s+)?(?:in|at)\b",
    ),
    (
        "extension",
        r"\b(?:regime|zones?|cease-?fire|truce|agreement)\b[^.;]{0,80}?\b"
        r"(?:extended|expanded|spread)\s+(?:to|over|across)\b",
    ),
    (
        "violation",
        r"\b(?:violations?|breach(?:es|ed)?|violat(?:ed|es|ing))\b",
    ),
    (
        "casualties",
        r"\b(?:killed|wounded|injured|injuring|killing|deaths?)\b",
    ),
)
_COMPILED = tuple((name, re.compile(text, re.I)) for name, text in _PATTERNS)


def find_triggers(text: str) -> list[Trigger]:
    """Find what a sentence tells of: the first words of each type, in text order.

    Casualties alone are told as what did the killing where the sentence says it.
    """
    found = [
        Trigger(name, match.start(), match.end())
        for name, pattern in _COMPILED
        if (match := pattern.search(text)) is not None
    ]
    strong = [t for t in found if t.type not in ("casualties", "violation")]
    fights = [
        t
        for t in strong
        if t.type in ("offensive", "airstrike", "shelling", "clash", "attack")
    ]
    if fights or any(t.type == "casualties" for t in found) and strong:
        found = strong
    return sorted(found, key=lambda t: (t.start, t.type))


_FIGURE = (
    r"(?P<more>(?:more\s+than|over|at\s+least|no\s+(?:less|fewer)\s+than|above)\s+)?"
    r"(?P<less>(?:up\s+to|fewer\s+than|less\s+than|at\s+most|as\s+many\s+as)\s+)?"
    r"(?P<about>(?:about|around|some|nearly|almost|approximately|roughly)\s+)?"
    r"(?P<n>\d{1,3}(?:[,\s]\d{3})+|\d+(?:\.\d+)?|"
    + "|".join(sorted((re.escape(w) for w in NUMBERS), key=len, reverse=True))
    + r")(?:\s*(?:-|–|—|to)\s*(?P<n2>\d+(?:\.\d+)?))?\s*"
    r"(?P<scale>thousand|million|hundred|dozen)?"
)
_PEOPLE = (
    r"(?:civilians?|policem[ea]n|workers|guards|people|persons|soldiers?|troops|"
    r"fighters|militants|rebels|children|"
    r"women|servicemen|combatants|refugees|residents|men|officers|police\s+officers|"
    r"Turks|others|observers|peacekeepers|personnel|members|families|inhabitants)"
)
_MEASURES = (
    (
        "killed",
        re.compile(
            rf"\b(?:kill(?:ed|ing|s)|claim(?:ed|ing)\s+the\s+lives\s+of|"
            rf"deaths?\s+of)\s+{_FIGURE}\s*"
            rf"(?:[A-Z]\w+\s+)?(?:{_PEOPLE})?",
            re.I,
        ),
    ),
    (
        "killed",
        re.compile(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\s+"
            rf"(?:[\w’'-]+\s+){{0,4}}?(?:were\s+|was\s+|"
            r"have\s+been\s+|had\s+been\s+)?(?:killed|died|dead|perished)\b",
            re.I,
        ),
    ),
    (
        "injured",
        re.compile(rf"\b(?:injur(?:ed|ing)|wound(?:ed|ing))\s+{_FIGURE}\b", re.I),
    ),
    (
        "injured",
        re.compile(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,3}}?(?:{_PEOPLE}\s+)?(?:were\s+|was\s+)?"
            r"(?:injured|wounded)\b",
            re.I,
        ),
    ),
    (
        "displaced",
        re.compile(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?(?:refugees|displaced|"
            rf"{_PEOPLE}\s+(?:[\w-]+\s+){{0,3}}?"
            r"(?:fled|displaced|uprooted|forced\s+to\s+flee))\b",
            re.I,
        ),
    ),
    ("displaced", re.compile(rf"\bdisplac(?:ed|ing)\s+{_FIGURE}\b", re.I)),
    (
        "evacuated",
        re.compile(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\s+"
            r"(?:[\w-]+\s+){0,3}?evacuated\b",
            re.I,
        ),
    ),
    (
        "violations",
        re.compile(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?(?:violations|explosions|breaches)\b",
            re.I,
        ),
    ),
    (
        "deployed",
        re.compile(
            rf"\bdeploy(?:ed|ing|s)?\s+{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\b",
            re.I,
        ),
    ),
)
_SCALES = {"thousand": 1e3, "million": 1e6, "hundred": 1e2, "dozen": 12}


def quantities_of(text: str, speaker: str | None = None) -> tuple[Quantity, ...]:
    """Return the figures of people that a sentence gives, as ranges.

    Examples
    --------
    >>> quantities_of("shelling killed at least 12 people")[0].low
    12
    """
    result: dict[str, Quantity] = {}
    for what, pattern in _MEASURES:
        match = _innermost(pattern, text)
        if match and what not in result:
            low, high = _range(match)
            if low is not None or high is not None:
                result[what] = Quantity(what, low, high, speaker)
    return tuple(result.values())


def _innermost(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match, begun at the number nearest to its noun."""
    match = pattern.search(text)
    while match is not None:
        first = match.end("n2") if match["n2"] else match.end("n")
        later = pattern.search(text, first, match.end())
        if later is None:
            return match
        match = later
    return None


def _range(match: re.Match[str]) -> tuple[float | None, float | None]:
    words = re.sub(r"[,\s]", "", match["n"])
    plain = float(words) if re.fullmatch(r"\d+(?:\.\d+)?", words) else None
    if plain is None:
        number = number_of(match["n"])
        if number is None:
            return None, None
        plain = float(number)
    factor = _SCALES.get((match["scale"] or "").lower(), 1)
    value = _tidy(plain * factor)
    if match["n2"]:
        return value, _tidy(float(match["n2"]) * factor)
    if match["more"]:
        return value, None
    if match["less"]:
        return None, value
    return value, value


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
