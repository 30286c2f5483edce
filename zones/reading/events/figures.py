"""Figures of people in a sentence: killed, injured, displaced, deployed."""

from __future__ import annotations

import re

from ..caseless import Caseless, caseless
from ...claims import Quantity
from ..vocabulary import NUMBERS, number_of

__all__ = ["arms_of", "people_of", "quantities_of"]

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
    r"(?:drivers?|reporters?|journalists?|villagers|civilians?|policem[ea]n|workers|"
    r"guards|wom[ae]n|man|child|girls?|boys?|people|persons|soldiers?|troops|"
    r"fighters|militants|rebels|children|"
    r"women|servicemen|combatants|refugees|residents|men|officers|police\s+officers|"
    r"Turks|others|observers|peacekeepers|personnel|members|families|inhabitants)"
)
_MEASURES = (
    (
        "killed",
        caseless(
            rf"\b(?:kill(?:ed|ing|s)|shot\s+dead|claim(?:ed|ing)\s+the\s+lives\s+of|"
            rf"(?:deaths?|martyrdom)\s+of)\s+{_FIGURE}\s*"
            rf"(?:[A-Z]\w+\s+)?(?:{_PEOPLE})?",
        ),
    ),
    (
        "killed",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\s+"
            rf"(?:[\w’'-]+\s+){{0,4}}?(?:were\s+|was\s+|"
            r"have\s+been\s+|had\s+been\s+)?(?:killed|died|dead|perished|martyred|"
            r"slain)\b",
        ),
    ),
    (
        "killed",
        caseless(
            r"\b(?:dead|death\s+toll|toll|number\s+of\s+(?:dead|deaths|killed))\s+"
            rf"(?:[\w-]+\s+){{0,3}}?(?:at|to|as|reached|was|is)\s+{_FIGURE}\b",
        ),
    ),
    (
        "injured",
        caseless(rf"\b(?:injur(?:ed|ing)|wound(?:ed|ing)|hurt(?:ing)?)\s+{_FIGURE}\b"),
    ),
    (
        "injured",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,3}}?(?:{_PEOPLE}\s+)?(?:were\s+|was\s+)?"
            r"(?:injured|wounded|hurt)\b",
        ),
    ),
    (
        "injured",
        caseless(
            rf"\b{_FIGURE}\s+{_PEOPLE}\s+(?:who|that)\s+[^.;,]{{3,70}}?\s(?:were|was)"
            r"\s+(?:injured|wounded|hurt)\b",
        ),
    ),
    (
        "displaced",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?(?:refugees|displaced|"
            rf"{_PEOPLE}\s+(?:[\w-]+\s+){{0,3}}?"
            r"(?:fled|displaced|uprooted|left\s+their|"
            r"driven\s+from|forced\s+to\s+flee))\b",
        ),
    ),
    (
        "displaced",
        caseless(
            rf"\b(?:drove|driven|forced)\s+{_FIGURE}\s*(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\b"
        ),
    ),
    (
        "displaced",
        caseless(
            r"\bnumber\s+of\s+(?:\w+\s+)?(?:persons|people|refugees|displaced|those)\b"
            rf"[^.;]{{0,70}}?\b(?P<over>exceed(?:ed|s)|passed|topped|reached|at|to)\s+"
            rf"{_FIGURE}",
        ),
    ),
    (
        "evacuated",
        caseless(
            rf"\b{_FIGURE}\s*{_PEOPLE}(?:,[^.;]{{3,70}},)?\s+(?:have\s+|had\s+)?"
            r"(?:left(?!\s+their\s)|departed)\b",
        ),
    ),
    ("displaced", caseless(rf"\bdisplac(?:ed|ing)\s+{_FIGURE}\b")),
    (
        "evacuated",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\s+"
            r"(?:[\w-]+\s+){0,3}?evacuated\b",
        ),
    ),
    (
        "violations",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?(?:violations|"
            r"explosions|breaches|detonations|bursts|"
            r"(?:cases|instances|incidents)\s+of\s+(?:\w+\s+){0,2}?(?:fire|firing|"
            r"shooting|shelling|violations?))\b",
        ),
    ),
    (
        "deployed",
        caseless(
            rf"\bdeploy(?:ed|ing|s)?\s+{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\b",
        ),
    ),
    (
        "deployed",
        caseless(
            rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\b[^.;]{{0,40}}?\s"
            r"(?:deploy(?:ed)?|placed|stationed)\b",
        ),
    ),
)
_ONE = (
    r"\b(?:a|an|the)\s+(?:[\w-]+\s+){0,3}?(?:driver|soldier|policeman|serviceman|"
    r"civilian|"
    r"child|woman|man|boy|girl|farmer|shepherd|peacekeeper|fighter|officer|journalist)"
    r"(?:,[^,;.]{2,40},)?\s+(?:was\s+|has\s+been\s+|later\s+)?"
)
_SUFFERER = (
    r"\s+(?:an?|one)\s+(?:[\w-]+\s+)?(?:driver|soldier|policeman|serviceman|civilian|"
    r"child|woman|man|boy|girl|farmer|shepherd|peacekeeper|fighter|officer|"
    r"journalist)\b"
)
_SINGLE = (
    ("killed", caseless(rf"\bkill(?:ed|ing){_SUFFERER}")),
    ("injured", caseless(rf"\b(?:injur|wound|hurt)(?:ed|ing)?{_SUFFERER}")),
    (
        "killed",
        caseless(rf"{_ONE}(?:killed|died|shot\s+dead|fatally\s+shot|gunned\s+down)\b"),
    ),
    ("injured", caseless(rf"{_ONE}(?:injured|wounded|hurt)\b")),
)
_SPEAKS = caseless(
    r"kill|lives|toll|death|dead|shot|gunned|martyr|slain|died|perish|injur|wound|"
    r"hurt|refugee|"
    r"displac|fled|uproot|"
    r"driven|drove|forced|number\s+of|left|depart|evacuat|violation|explosion|"
    r"breach|detonation|bursts|"
    r"cases\s+of|instances\s+of|incidents\s+of|"
    r"deploy|placed|stationed",
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
    if not _SPEAKS.search(text):
        return ()
    for what, pattern in _MEASURES:
        match = _innermost(pattern, text)
        if match and what not in result:
            low, high = _range(match)
            if low is not None or high is not None:
                result[what] = Quantity(what, low, high, speaker)
    for what, pattern in _SINGLE:
        if what not in result and pattern.search(text):
            result[what] = Quantity(what, 1, 1, speaker)
    return tuple(result.values())


_ARMS = caseless(
    rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,2}}?(?P<what>howitzers|tanks|guns|vehicles|"
    r"mortars|"
    r"rockets|shells|missiles|drones|(?:air\s?)?raids|(?:air\s?)?strikes|sorties)\b",
)


def arms_of(text: str, speaker: str | None = None) -> tuple[Quantity, ...]:
    """Return how many weapons, shots or raids a clause speaks of.

    Examples
    --------
    >>> arms_of("twelve howitzers were pulled back")[0].what
    'howitzers'
    """
    match = _innermost(_ARMS, text)
    if match is None:
        return ()
    low, high = _range(match)
    known = low is not None or high is not None
    return (Quantity(match["what"].lower(), low, high, speaker),) if known else ()


_COUNTED = caseless(rf"\b{_FIGURE}\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b")


def people_of(text: str, speaker: str | None = None) -> tuple[Quantity, ...]:
    """Return how many people a clause of flight speaks of.

    Examples
    --------
    >>> people_of("about 80 families ran for cover")[0].low
    80
    """
    match = _innermost(_COUNTED, text)
    if match is None:
        return ()
    low, high = _range(match)
    return (Quantity("displaced", low, high, speaker),) if low or high else ()


def _innermost(pattern: Caseless, text: str) -> re.Match[str] | None:
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
    if match["more"] or match.groupdict().get("over", "reached") != "reached":
        return value, None
    if match["less"]:
        return None, value
    return value, value


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
