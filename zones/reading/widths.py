"""Widths of belts, and the lines that they run along, as sentences state them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .caseless import caseless
from .vocabulary import NUMBERS, number_of

__all__ = ["line_of", "strips_of", "width_near", "widths_of"]

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_NUMBER = rf"(?:{_FIGURE}|" + "|".join(NUMBERS) + ")"
_UNIT = r"(?:kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|m)"
_WIDTH = caseless(
    rf"(?<![\d.,])(?P<low>{_NUMBER})\s*(?:(?P<unit1>{_UNIT})\b"
    rf"(?:(?!\b(?:long|then|later|expanded|widened|extended)\b)[^.;\d])"
    rf"{{0,24}}?(?=\bto\b))?"
    rf"(?:(?:-\s*)?(?:to|and|-|–|—)\s*(?:(?:about|some|over|"
    rf"up\s+to|(?:more|less)\s+than)\s+)?(?P<high>{_NUMBER})\s*)?[\s-]*"
    rf"(?P<unit>{_UNIT})\b(?:\s*\([^()]{{0,40}}\))?(?:[\s-]*(?P<dim>deep|wide|"
    r"in\s+depth|in\s+width|depth|width|broad|across)\b)?"
    r"(?P<each>\s+(?:(?:on|to|from|in|along|at)\s+)?(?:either|each|both)\s+"
    r"(?:sides?|banks?|directions?))?",
)
_EACH_WAY = caseless(
    r"\s+(?:measured\s+|back\s+|away\s+|inland\s+)*from\s+[^.;,]{3,50}?\s+"
    r"(?:on|in|to)\s+(?:either|each|both)\s+(?:sides?|banks?|directions?)\b",
)
_SPREADS = caseless(r"\b(?:narrowest|var(?:y|ies|ied)|rang|between|from)")
_ABOUT = r"(?:(?:about|some|around|nearly|over|(?:less|more)\s+than|up\s+to)\s+)?"
_SPOT = r"(?:\s*\([^()]{0,40}\))?(?:\s+(?:in|at|near)\s+[^.,;:\d()]{2,40}?)?,?"
"""Where a belt is as wide as that: "3 m (10 ft) in the old town, to 7 km at X"."""
_NARROWEST = caseless(
    rf"(?P<low>{_NUMBER})\s*(?P<unit1>{_UNIT})\s+(?:\w+\s+)?at\s+(?:its|the)\s+"
    rf"narrowest\b[^.;]{{0,60}}?\b(?P<high>{_NUMBER})\s*(?P<unit>{_UNIT})\s+"
    r"(?:wide|at\s+(?:its|the)\s+(?:widest|broadest)|across|broad|deep)\b|"
    rf"\b(?:vari(?:es|ed)|rang(?:es|ed|ing)|between|from)\s+(?:between\s+|from\s+)?"
    rf"{_ABOUT}(?P<low2>{_NUMBER})\s*(?P<unit2>{_UNIT})\b{_SPOT}\s+(?:wide\s+|deep\s+)?"
    rf"(?:and|to)\s+{_ABOUT}(?P<high2>{_NUMBER})\s*(?P<unit3>{_UNIT})\b",
)
_AT_MOST = caseless(r"\b(?:up\s+to|at\s+most|no\s+more\s+than)\s+$")
_DIMENSION_BEFORE = caseless(
    r"\b(?:depth|width|deep|wide|(?<!Gaza\s)strip|belt)\b[^.;,]{0,70}$|"
    r"\bbreadth\b[^.;,]{0,30}$",
)
_REACH = caseless(
    r"\b(?:reach(?:es|ed|ing)?|extend(?:s|ed|ing)?|widened\s+to|anyone\s+within|"
    r"everything\s+within|(?:keep|stay|remain)(?:s|ing)?(?:\s+at\s+least)?)\s+(?:to\s+|"
    r"up\s+to\s+|about\s+|some\s+)?$",
)
_WITHIN = caseless(r"\bwithin\s+(?:a\s+distance\s+of\s+)?$")
_FROM_LINE = caseless(
    r"\s*(?:outward|inland|inwards?|deep|back)?\s*(?:of|from)\s+(?:the\s+)?"
    r"(?:[\w’'-]+\s+){0,2}?(?:lines?|borders?|boundar(?:y|ies)|fences?|frontiers?)\b"
)
"""What all that lies within a measure of a line is measured from."""
_LENGTH = caseless(
    r"[\s-]*(?:long|in\s+length|away\s+by)\b|"
    r"[\s-]+(?:(?!(?:along|on|of|from|to|in|into|off|at|inside|across|over|within|"
    r"beyond|deep|wide|broad|away|either|each|both)\b)[\w-]+\s+){0,2}?(?:borders?|"
    r"frontiers?|boundar(?:y|ies)|coast(?:line)?|front(?:[\s-]?line)?|line\s+of\s+\w+|"
    r"(?:contact|cease-?fire|demarcation)\s+lines?)\b"
    r"(?!\s+(?:zone|strip|belt|band|area|corridor|guards?|region))"
)
"""What makes a measure one of length, as of the line itself: "the 13 km border"."""
_RUNS_ACROSS = caseless(
    r"\b(?:runs?|ran|running|snak(?:es|ed|ing)|winds?|winding|stretch(?:es|ed|ing)?|"
    r"drove|walked|travelled|advanced|exten(?:ds?|ded|ding))\s+(?:for\s+)?"
    r"(?:(?:about|some|around|approximately|roughly|over|more\s+than)\s+)?$",
)
_ALONG_IT = caseless(
    r"\s*(?:along|across|through)\b"
    r"(?!\s+(?:the\s+)?(?:[\w-]+\s+)?(?:border|frontier|boundary|line)\b)"
)
_RUNS = caseless(
    r"\b(?:for|length\s+of|radius\s+of)\s+(?:about\s+|some\s+|around\s+)?$"
)
_BEARING = caseless(
    r"\s*(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*\s+(?:of|from)\s+"
    r"(?!(?:the\s+|this\s+|that\s+)?[\w’'-]*\s*(?:line|border|highway|road|river|"
    r"frontier|boundary|motorway)\b)",
)
_GOES_BACK = caseless(
    r"\b(?:retreat|withdraw|pull|move|fall)(?:s|ing|n|al|ed)?\s+(?:back\s+|to\s+)?"
    r"(?:\w+\s+){0,2}$"
)
_FROM_HERE = caseless(r"\s*(?:away\s+)?(?:from|off|inside|outside|of)\s+")
_LINES = (
    r"(?:lines?(?:\s+of\s+(?:contact|separation|(?:actual\s+)?control|"
    r"demarcation|disengagement))?|"
    r"cent(?:re|er)line|borders?|frontiers?|boundar(?:y|ies)|fences?|highways?|roads?|"
    r"rivers?|fronts?|coast)"
)
_ALONG = caseless(
    r"\b(?:along|follow(?:s|ed|ing)?|(?:on\s+)?(?:either|each|both)\s+sides?\s+of|"
    r"(?:to|from)\s+(?:either|each|both)\s+sides?\s+of|astride|parallel\s+to)\s+"
    r"(?:both\s+sides\s+of\s+)?(?P<all>(?:the\s+|its\s+)?(?:(?:[\w’'-]+\s+){0,4}?"
    rf"{_LINES}"
    r"(?:\s+(?:of|with)\s+(?:the\s+)?(?:(?-i:[A-Z])\w+|"
    r"zones?(?:\s+of\s+de-?escalation)?)"
    r"|(?<=road|hway|lway)\s+(?:from|between)\s+(?-i:[A-Z])[\w’'-]+\s+(?:to|and)\s+"
    r"(?-i:[A-Z])[\w’'-]+)?"
    r"|(?-i:[A-Z])\d+(?:\s+(?:highway|road|motorway))?))\b",
)
_ALONG_NAME = re.compile(r"\balong\s+the\s+(?P<all>[A-Z][\w’'-]+)(?!\s+[A-Z])\b")
_AWAY = caseless(
    rf"{_UNIT},?\s+(?:(?:away|back|inland|measured|deep|wide|in\s+depth)\s+)*from\s+"
    rf"(?P<all>the\s+(?:[\w’'-]+\s+){{0,2}}?{_LINES})\b",
)
_FROM_THE = caseless(rf"\bfrom\s+(?P<all>the\s+(?:[\w’'-]+\s+){{0,3}}?{_LINES})\b")
_OF_LINE = (
    r"\s+of\s+(?:the\s+)?(?P<all>[\w’'-]+(?:\s+(?:highway|road|motorway|river|line|"
    r"border))?)"
)
_POINT = r"(?:to\s+)?(?:the\s+)?(?:north|south|east|west)"
_DIM = r"(?:deep|wide|in\s+depth|depth|width)"
_TWO_SIDES = caseless(
    rf"\b(?P<one>{_NUMBER})\s*(?P<unit>{_UNIT})\s+(?:{_DIM}\s+)?{_POINT}"
    rf"(?P<first>\s+of\s+(?:the\s+)?(?P<line>[\w’'-]+(?:\s+(?:highway|road|motorway|"
    rf"river|line|border))?))?\s+and\s+(?P<two>{_NUMBER})\s*"
    rf"{_UNIT}\s+(?:{_DIM}\s+)?{_POINT}(?:{_OF_LINE})?",
)
_INTO = r"(?:into|inside|within|on)\s+(?:the\s+)?(?-i:[A-Z])[\w’'-]+(?:\s+side)?"
_TWO_LANDS = caseless(
    rf"\b(?P<one>{_NUMBER})\s*(?P<unit>{_UNIT})\s+(?:{_DIM}\s+)?{_INTO}(?:,\s*|\s+)"
    rf"(?:and|by)\s+(?P<two>{_NUMBER})\s*{_UNIT}\s+(?:{_DIM}\s+)?{_INTO}"
)
"""A measure into each of two lands: "10 km into A and 5 km into B"."""
_BOTH_WAYS = caseless(
    rf"\b(?P<one>{_NUMBER})\s*(?P<unit>{_UNIT})\s+(?:{_DIM}\s+)?{_POINT}"
    rf"(?P<first>\s+of\s+it)?\s+and\s+{_POINT}"
    r"\s+of\s+(?P<all>(?:the\s+)?(?:(?:[\w’'-]+\s+){0,3}?"
    rf"{_LINES}|(?-i:[A-Z])\d+(?:\s+(?:highway|road|motorway))?)|it)\b",
)
"""One measure to two sides: "6 km north and south of the M4 highway"."""
_SIDES = (
    (
        caseless(
            r"\b(?:on|to|from|in)\s+(?:either|each|both)\s+(?:sides?|banks?|"
            r"directions?)|"
            r"\b(?:either|each|both)\s+sides?\s+of|"
            r"astride",
        ),
        "both",
    ),
    (caseless(r"\bon\s+the\s+(?P<s>[\w-]+)\s+side\s+of"), None),
    (
        re.compile(
            r"\b(?:on|in)\s+(?:the\s+)?(?P<s>[A-Z]\w+)\s+(?:soil|side|territory)\b|"
            r"\b(?:deep|wide)\s+inside\s+(?P<t>[A-Z]\w+)"
        ),
        None,
    ),
)
_STRIP = caseless(
    r"\b(?:an?|the)\s+(?:[a-z-]+\s+)?(?:strip|belt|corridor|zone|band)\b"
    r"(?!\s+of\s+(?:land|coast)\b)",
)


def strips_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence speaks of a strip and says at once how wide it is."""
    for match in _STRIP.finditer(text):
        width = _WIDTH.match(text, _skip_words(text, match.end()))
        if width and not _LENGTH.match(text, width.end()):
            yield match.span()


_BEFORE_WIDTH = caseless(
    r"(?:,?\s+(?:whose|with\s+an?|with\s+the|the|its|in|having\s+an?)\s+(?:depth|width|"
    r"breadth)(?:\s+of\s+which)?(?:\s+(?:is|was|has\s+been|shall\s+be|will\s+be|"
    r"fixed|set|laid\s+down|agreed|put|at|of|to\s+be))*)?"
    r"(?:\s+of\s+(?:land|ground|territory))?"
    r"\s+(?:(?:of|about|some|around|up\s+to|roughly|at\s+least)\s+)*",
)


def widths_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the measures across of a sentence that names nothing they are of."""
    for match in _WIDTH.finditer(text):
        if _DEPTH.search(text) and _is_width(text, match, 0):
            yield match.span()


_DEPTH = caseless(r"\b(?:depth|width|breadth)\b")


def _skip_words(text: str, at: int) -> int:
    match = _BEFORE_WIDTH.match(text, at)
    return match.end() if match else at


def width_near(
    text: str, start: int, end: int, *, is_route: bool = False
) -> tuple[float, float] | None:
    """Return the width in km that a sentence gives a belt, from least to most.

    Parameters
    ----------
    text
        The sentence.
    start, end
        The words that speak of the belt.
    is_route
        Whether it is one along which people go, so that a bare measure is its length.

    Examples
    --------
    >>> width_near("The strip is 5 to 8 km wide.", 0, 9)
    (5.0, 8.0)
    >>> width_near("The strip near Abc (15 km west of Def) is quiet.", 0, 9)
    """
    best: tuple[int, tuple[float, float]] | None = None
    sides = _TWO_SIDES.search(text) or _TWO_LANDS.search(text)
    if sides:
        widths = (_value(sides["one"]) or 0.0) + (_value(sides["two"]) or 0.0)
        total = widths * _factor(sides["unit"])
        best = (min(abs(sides.start() - end), 119), (round(total, 3), round(total, 3)))
    ways = _BOTH_WAYS.search(text)
    if ways:
        twice = round(2 * (_value(ways["one"]) or 0.0) * _factor(ways["unit"]), 3)
        best = (min(abs(ways.start() - end), 119), (twice, twice))
    spread = _SPREADS.search(text) and _NARROWEST.search(text)
    if spread and spread.end() > start - 60:
        low, high = _value(spread["low"] or spread["low2"]), _value(
            spread["high"] or spread["high2"]
        )
        if low is not None and high is not None:
            low *= _factor(spread["unit1"] or spread["unit2"])
            high *= _factor(spread["unit"] or spread["unit3"])
            if low < high:
                return (round(low, 3), round(high, 3))
    for match in _WIDTH.finditer(text):
        distance = min(abs(match.start() - end), abs(start - match.end()))
        if match.start() < end and match.end() > start:
            distance = 0
        if ways and ways.start() <= match.start() < ways.end():
            continue
        if distance > (200 if match["each"] else 120) or not _is_width(
            text, match, distance, is_route
        ):
            continue
        width = _width(text, match)
        if width and not match["each"] and _EACH_WAY.match(text, match.end()):
            width = (2 * width[0], 2 * width[1])
        if width is not None and (best is None or distance < best[0]):
            best = (distance, width)
    return best[1] if best else None


def _is_width(
    text: str, match: re.Match[str], distance: int, is_route: bool = False
) -> bool:
    """Whether a measure is one across, rather than a length or a distance."""
    before, after = text[: match.start()], text[match.end() :]
    if _LENGTH.match(after) or re.match(r"\s*(?:by|x|×)\s*\d", after):
        return False
    if match["each"]:
        return True
    if _RUNS_ACROSS.search(before) and (
        (match["dim"] or "").lower() == "across" or _ALONG_IT.match(after)
    ):
        return False  # how long it runs
    if match["dim"] and _GOES_BACK.search(before) and _FROM_HERE.match(after):
        return False  # how far somebody is to go
    if match["dim"] or _EACH_WAY.match(after):
        return True
    if _REACH.search(before):
        return True
    if _WITHIN.search(before) and _FROM_LINE.match(after):
        return True
    if _RUNS.search(before) or _BEARING.match(after) or _FROM_HERE.match(after):
        return False
    return distance < 30 and not is_route or bool(_DIMENSION_BEFORE.search(before))


def _width(text: str, match: re.Match[str]) -> tuple[float, float] | None:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    if match["unit1"] and not match["high"]:
        return None
    if _AT_MOST.search(text[: match.start()]):
        low = 0.0
    low *= _factor(match["unit1"] or match["unit"])
    high *= _factor(match["unit"])
    if match["each"]:
        low, high = 2 * low, 2 * high
    if low > high:
        low, high = high, low
    return (round(low, 3), round(high, 3))


def _factor(unit: str) -> float:
    if unit.lower().startswith("mi"):
        return 1.609344
    return 1.0 if unit.lower().startswith("k") else 0.001


def _value(words: str | None) -> float | None:
    if words is None:
        return None
    plain = words.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    number = number_of(words)
    return float(number) if number is not None else None


def line_of(text: str) -> tuple[str | None, str | None]:
    """Return the line that a belt runs along, and the side of it."""
    lands = _TWO_LANDS.search(text)
    if lands:
        along = _ALONG.search(text) or _FROM_THE.search(text, lands.end())
        return _plain(along["all"]) if along else None, "both"
    sides = _TWO_SIDES.search(text)
    if sides:
        along = _ALONG.search(text)
        if along:
            return _plain(along["all"]), "both"
        return _plain(sides["line"] or sides["all"] or "") or None, "both"
    ways = _BOTH_WAYS.search(text)
    if ways:
        along = _ALONG.search(text)
        line = along["all"] if along else ways["all"]
        return None if line.lower() == "it" else _plain(line), "both"
    match = _ALONG.search(text) or _ALONG_NAME.search(text) or _AWAY.search(text)
    side = _side(text)
    if not match:
        return None, side if side == "both" else None
    return _plain(match["all"]), side


def _side(text: str) -> str | None:
    for pattern, side in _SIDES:
        found = pattern.search(text)
        if found:
            named = found.groupdict()
            word = named.get("s") or named.get("t") or ""
            return side or (word if word[:1].isupper() else word.lower())
    return None


def _plain(words: str) -> str:
    return re.sub(r"^(?:the|its|an?)\s+", "", words.strip())
