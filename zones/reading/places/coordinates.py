"""Coordinates in a text, and the places that they stand beside.

Read are decimal degrees, degrees with minutes and seconds, and military grids.
A pair of numbers without a mark of degrees counts only where its digits, a
bracket or a word such as "coordinates" say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from typing import Any

from geodata.places import Place, distance_km, fold

from ..mentions import PlaceMention, mention_of
from ..sentences import Sentence

__all__ = ["Coordinates", "find_coordinates", "with_coordinates"]

_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A position that a text writes out.

    Attributes
    ----------
    start, end
        Code points in the text, without brackets.
    lat, lon
        WGS 84 degrees.
    error_km
        Radius of what half a unit of the last digit leaves open.
    form
        ``decimal``, ``minutes`` or ``grid``.
    """

    start: int
    end: int
    lat: float
    lon: float
    error_km: float
    form: str


_GAP = r"[\s,;/]{1,3}(?:and\s+)?"
_LABEL_LAT = r"(?i:lat(?:itude)?\.?\s*[:=]?\s*)"
_LABEL_LON = r"(?i:long?(?:itude)?\.?\s*[:=]?\s*|lng\s*[:=]?\s*)"
_DECIMAL = re.compile(
    rf"(?<![\w.,$€£-])(?P<h1>[NSEW]\s?)?{_LABEL_LAT}?"
    r"(?P<a>[-−+]?\d{1,3}[.,]\d{1,8})"
    rf"\s?(?P<d1>[°º])?\s?(?P<t1>[NSEW]\b)?{_GAP}(?P<h2>[NSEW]\s?)?{_LABEL_LON}?"
    r"(?P<b>[-−+]?\d{1,3}[.,]\d{1,8})\s?(?P<d2>[°º])?\s?(?P<t2>[NSEW]\b)?"
    r"(?![.,]?\d|\w|\s?(?:%|per\s?cent|percent|km|kilomet|m\b|million|billion|mm\b))",
)
_FRACTION = re.compile(r"\d[.,]\d")
_LABEL = re.compile(r"\blat(?:itude)?\b", re.I)
_COORDINATE_WORD = re.compile(
    r"\b(?:coordinates?|coords|position(?:ed)?|gps|grid(?:\s+reference)?|mgrs|"
    r"lat(?:itude)?|located\s+at|wgs\s?-?84|geolocat\w+)\b[^.;]{0,25}$",
    re.I,
)
_MONTHS = frozenset("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())
_ANGLE = (
    r"(?P<h{0}>[NSEW]\s?)?(?P<g{0}>\d{{1,3}})\s?[°º]\s?"
    r"(?P<m{0}>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?['′’‘´](?!['′’´])\s?"
    r"(?:(?P<s{0}>\d{{1,2}}(?:[.,]\d{{1,4}})?)\s?"
    r"(?:[\"″”“]|['′’´]{{2}})\s?)?(?P<t{0}>[NSEW]\b)?"
)
_MINUTES = re.compile(
    r"(?<![\w.])" + _ANGLE.format(1) + r"(?:[\s,;/]{0,3}(?:and\s+)?)" + _ANGLE.format(2)
)
_GRID = re.compile(
    r"(?<![\w.])(?P<zone>[1-9]|[0-5]\d|60)\s?(?P<band>[C-HJ-NP-X])\s?"
    r"(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?"
    r"(?P<digits>\d{4,5}\s\d{4,5}|\d{3}\s\d{3}|\d{2}\s\d{2}|\d{4,10})(?![\w.]\w|\w)"
)


def find_coordinates(text: str) -> list[Coordinates]:
    """Find the positions that a text writes out.

    Examples
    --------
    >>> found = find_coordinates("Morek (35.376, 36.690) and 35°22′N 36°41′E")
    >>> [(each.lat, each.lon, each.error_km) for each in found]
    [(35.376, 36.69, 0.072), (35.366667, 36.683333, 1.196)]
    """
    found = [*_grids(text), *_in_minutes(text), *_decimals(text)]
    result: list[Coordinates] = []
    for each in sorted(found, key=lambda c: (c.start, -c.end)):
        if not result or each.start >= result[-1].end:
            result.append(each)
    return result


def _grids(text: str) -> Iterator[Coordinates]:
    for match in _GRID.finditer(text):
        digits = re.sub(r"\s", "", match["digits"])
        halves = match["digits"].split()
        if len(digits) % 2 or len(halves) == 2 and len(halves[0]) != len(halves[1]):
            continue
        name = match["band"] + match["square"]
        is_told = bool(_COORDINATE_WORD.search(text[: match.start()][-45:]))
        if name in _MONTHS or len(digits) < 6 and not is_told:
            continue
        from geodata.grids import from_mgrs  # pyproj is slow to import

        try:
            lat, lon, error_km = from_mgrs(
                int(match["zone"]), match["band"], match["square"], digits
            )
        except ValueError:
            continue
        yield _made(match.start(), match.end(), lat, lon, error_km, "grid")


def _in_minutes(text: str) -> Iterator[Coordinates]:
    if "°" not in text and "º" not in text:
        return
    for match in _MINUTES.finditer(text):
        one, two = _angle(match, 1), _angle(match, 2)
        if one is not None and two is not None:
            yield from _pair(match, one, two, "minutes")


def _angle(match: re.Match[str], number: int) -> tuple[float, float, str] | None:
    """Return degrees, half a unit of the last digit, and the letter of one angle."""
    minutes, seconds = match[f"m{number}"], match[f"s{number}"]
    value = float(match[f"g{number}"])
    last, scale = (seconds, 3600.0) if seconds else (minutes, 60.0)
    if _float(minutes) >= 60 or seconds and _float(seconds) >= 60:
        return None
    value += _float(minutes) / 60 + (_float(seconds) / 3600 if seconds else 0.0)
    places = len(re.split("[.,]", last)[1]) if re.search("[.,]", last) else 0
    return value, 0.5 / scale / 10**places, _letter(match, number)


def _decimals(text: str) -> Iterator[Coordinates]:
    if _FRACTION.search(text) is None:
        return
    for match in _DECIMAL.finditer(text):
        if not _is_position(text, match):
            continue
        one, two = (
            (_float(match[key]), 0.5 / 10 ** len(re.split("[.,]", match[key])[1]))
            for key in "ab"
        )
        first, second = (*one, _letter(match, 1)), (*two, _letter(match, 2))
        yield from _pair(match, first, second, "decimal")


def _is_position(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers with decimals are a position rather than two figures."""
    has_comma = "," in match["a"] or "," in match["b"]
    if has_comma and ("." in match["a"] + match["b"]):
        return False
    if any(match[key] for key in ("h1", "t1", "d1")):
        return any(match[key] for key in ("h2", "t2", "d2"))
    digits = min(len(re.split("[.,]", match[key])[1]) for key in "ab")
    if has_comma and not re.search(r"[;/]", match[0]):
        return False
    if digits >= 4 or _LABEL.search(match[0]):
        return True
    before, after = (
        text[max(0, match.start() - 45) : match.start()],
        text[match.end() :],
    )
    is_bracketed = before[-1:] in ("(", "[") and after[:1] in (")", "]")
    if digits >= 2 and is_bracketed:
        word = re.search(r"(\w)[\w'’-]*\s?[(\[]$", before)
        return word is not None and (digits > 2 or not word[1].islower())
    return digits >= 2 and bool(_COORDINATE_WORD.search(before))


def _letter(match: re.Match[str], number: int) -> str:
    return (match[f"h{number}"] or match[f"t{number}"] or "").strip()


def _float(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def _pair(
    match: re.Match[str],
    one: tuple[float, float, str],
    two: tuple[float, float, str],
    form: str,
) -> Iterator[Coordinates]:
    """Yield a position of two angles, latitude first unless the letters say else."""
    if one[2] in ("E", "W") or two[2] in ("N", "S"):
        one, two = two, one
    if one[2] in ("E", "W") or two[2] in ("N", "S"):
        return  # two latitudes
    lat = -one[0] if one[2] == "S" else one[0]
    lon = -two[0] if two[2] == "W" else two[0]
    if abs(lat) > 90 or abs(lon) > 180 or not (lat or lon):
        return
    height = one[1] * _KM_PER_DEGREE
    width = two[1] * _KM_PER_DEGREE * cos(radians(lat))
    end = match.start() + len(match[0].rstrip())
    yield _made(match.start(), end, lat, lon, hypot(height, width), form)


def _made(
    start: int, end: int, lat: float, lon: float, error_km: float, form: str
) -> Coordinates:
    return Coordinates(
        start, end, round(lat, 6), round(lon, 6), round(error_km, 3), form
    )


_LEAD = (
    r"(?:(?:coordinates|coords|position|grid(?:\s+reference)?|mgrs|gps|wgs\s?-?84)"
    r"(?:\s+(?:are|is|of))?\s*[:=]?\s*)?"
)
_AFTER_NAME = re.compile(
    rf"(?:\s+(?:village|town|city|settlement|hamlet))?"
    rf"(?:\s*,?\s*[(\[]\s*{_LEAD}|\s*[,–—:-]\s*(?:at\s+)?{_LEAD}|\s+{_LEAD}"
    rf"|\s*,?\s+(?:(?:is|was|lies|lying|located|situated|which\s+is|whose)\s+){{1,2}}"
    rf"(?:at\s+)?{_LEAD})",
    re.I,
)
_AT_AFTER = re.compile(rf"\s*,?\s+at\s+(?:the\s+)?{_LEAD}", re.I)
_BEFORE_NAME = re.compile(
    r"\s*[)\]]?\s*(?:[(\[]|,?\s*(?:(?:in|at)\s+)?(?:the\s+)?(?:village|town|settlement|"
    r"hamlet|city)\s+of\s+)"
)
_NAME_BEFORE = re.compile(
    r"(?P<name>[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*"
    r"(?:[ -](?:(?:al|el|az|as|ad|ar|ash|an)-)?[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"{0,2})$"
)
_NAME_AFTER = re.compile(
    r"\s*[(\[]\s*(?P<name>[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W_]+){0,3})[)\]]"
)
_BRACKET = re.compile(rf"\s*[(\[]\s*{_LEAD}$", re.I)
_LIES_AT = re.compile(
    r"(?:\s*,?\s+(?:which\s+)?(?:is\s+|lies\s+)(?:located\s+|situated\s+)?"
    rf"at\s+{_LEAD}"
    rf"|\s*,\s+(?:located\s+|situated\s+)?at\s+{_LEAD})$",
    re.I,
)
_PLAIN_AT = re.compile(rf"\s+at\s+{_LEAD}$", re.I)
_CALLED = re.compile(r"\b(?:village|town|settlement|hamlet|city)\s+of\s+$")
_NOT_NAMES = frozenset(
    "coordinates position grid gps mgrs point points north south east west northern "
    "southern eastern western the a an at in on near of from to latitude longitude "
    "corner corners location area line zone post figure table map".split()
)
SAME_KM = 10.0
"""A gazetteer's place that lies no farther from the stated position is that place."""


def with_coordinates(
    text: str,
    mentions: Sequence[PlaceMention],
    sentences: Sequence[Sentence],
    gazetteer: Any,
) -> list[PlaceMention]:
    """Give places the positions that the text states beside their names.

    Parameters
    ----------
    text
        The text as read.
    mentions
        Places found by name, in the order of the text.
    sentences
        Those of the text; only statements count.
    gazetteer
        A :class:`geodata.places.Gazetteer`, for namesakes and the country.

    Returns
    -------
    list of PlaceMention
        With the stated positions; a name that no gazetteer holds becomes a place.
    """
    found = [
        each
        for each in find_coordinates(text)
        if any(s.start <= each.start < s.end and s.kind == "body" for s in sentences)
    ]
    if not found:
        return list(mentions)
    result = list(mentions)
    stated: dict[tuple[str, str | None], Coordinates] = {}
    for each in found:
        named = _beside(text, each, result)
        if named is None:
            named = _new_name(text, each, result)
        if named is not None:
            stated.setdefault((fold(named.surface), named.place), each)
    if not stated:
        return result
    placed = [
        (
            _placed(mention, stated[fold(mention.surface), mention.place], gazetteer)
            if (fold(mention.surface), mention.place) in stated
            else mention
        )
        for mention in result
    ]
    return sorted(placed, key=lambda m: (m.start, m.end))


def _beside(
    text: str, each: Coordinates, mentions: Sequence[PlaceMention]
) -> PlaceMention | None:
    """Return the place whose name stands directly before or after a position."""
    towns = [m for m in mentions if m.kind in ("settlement", "area")]
    before = [m for m in towns if 0 <= each.start - m.end < 60]
    if before:
        near = max(before, key=lambda m: m.end)
        gap = text[near.end : each.start]
        if _AFTER_NAME.fullmatch(gap):
            return near
        lead = text[max(0, near.start - 25) : near.start]
        is_off = re.search(r"\b(?:near|around|outside|of)\s+(?:the\s+)?$", lead, re.I)
        is_named = re.search(r"\b(?:village|town|city|settlement)\s+of\s+$", lead, re.I)
        if _AT_AFTER.fullmatch(gap) and (is_named or not is_off):
            return near
    after = [m for m in towns if 0 <= m.start - each.end < 30]
    if after:
        near = min(after, key=lambda m: m.start)
        if _BEFORE_NAME.fullmatch(text[each.end : near.start]):
            return near
    return None


def _new_name(
    text: str, each: Coordinates, mentions: list[PlaceMention]
) -> PlaceMention | None:
    """Take a capitalised name before a bracketed position, or "the village of X at"."""
    span = _name_before(text, each) or _name_after(text, each)
    if span is None or any(m.start < span[1] and span[0] < m.end for m in mentions):
        return None
    start, end = span
    name = text[start:end]
    if fold(name.split()[0]) in _NOT_NAMES:
        return None
    made = PlaceMention(
        start, end, name, name, "settlement", None, None, None, None, None
    )
    mentions.append(made)
    return made


def _name_before(text: str, each: Coordinates) -> tuple[int, int] | None:
    offset = max(0, each.start - 90)
    head = text[offset : each.start]
    gap = _BRACKET.search(head) or _LIES_AT.search(head) or _PLAIN_AT.search(head)
    match = _NAME_BEFORE.search(head[: gap.start()]) if gap else None
    if gap is None or match is None:
        return None
    if gap.re is _PLAIN_AT and not _CALLED.search(head[: match.start()]):
        return None
    return offset + match.start(), offset + match.end()


def _name_after(text: str, each: Coordinates) -> tuple[int, int] | None:
    match = _NAME_AFTER.match(text, each.end)
    return match.span("name") if match else None


def _placed(mention: PlaceMention, at: Coordinates, gazetteer: Any) -> PlaceMention:
    """Return a mention at the stated position, as the gazetteer's place near it."""
    near = [
        place
        for place in gazetteer.find(mention.surface)
        if place.lat is not None
        and place.kind in ("settlement", "area")
        and distance_km(place.lat, place.lon, at.lat, at.lon)
        <= SAME_KM + (place.error_km or 0.0)
    ]
    if near:
        known: Place = next((p for p in near if p.id == mention.place), near[0])
        told = mention_of("", 0, 0, known)
        mention = replace(
            told, start=mention.start, end=mention.end, surface=mention.surface
        )
    else:
        mention = replace(
            mention,
            name=mention.surface,
            kind="settlement",
            place=None,
            admin1=None,
            country=_country(at, gazetteer),
        )
    return replace(mention, lat=at.lat, lon=at.lon, error_km=at.error_km)


def _country(at: Coordinates, gazetteer: Any) -> str | None:
    """Return the country of the nearest settlement, if one is within 30 km."""
    try:
        place, km = gazetteer.nearest(at.lat, at.lon)
    except LookupError:
        return None
    country: str | None = place.country if km <= 30 else None
    return country
