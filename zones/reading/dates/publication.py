"""Publication day of a text, from the text alone, with its basis in words.

In this order: an explicit header, a dateline (a missing year is found from weekdays,
stated years and the known series of rounds), else bounds: not before the last day that
the text tells as past, not after the last day of what it calls future.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import json
import re
from importlib import resources
from typing import Any, NamedTuple

from geodata.periods import FUTURE, PAST, iso_of, parse_edtf

from ..caseless import caseless
from ..languages import language_of
from .bounds import find_limits
from .tongues import TONGUES, tense_in
from .words import weekday_number
from .search import DateMention, find_dates

__all__ = ["Publication", "infer_publication"]

Bounds = tuple[str | None, str | None]


class Publication(NamedTuple):
    """When a text was published, as far as it tells.

    Attributes
    ----------
    published
        EDTF value, or None.
    basis
        What it rests on, in words.
    bounds
        First and last ISO day that it can be; None where open.
    """

    published: str | None
    basis: str | None
    bounds: Bounds


def infer_publication(text: str) -> Publication:
    """Infer when a text was published.

    Examples
    --------
    >>> infer_publication("Published: 4 May 2017\\n\\nThe truce holds.").published
    '2017-05-04'
    >>> infer_publication("The truce was signed on 4 May 2017.").published
    '[2017-05-04..]'
    """
    mentions = find_dates(text)
    header = _header(text, mentions)
    if header:
        return _stated(header, _with_weekday("header", header, mentions, text))
    dateline = _dateline(text, mentions)
    if dateline:
        full = _same_day_in_full(dateline, mentions)
        if full:
            words = _with_weekday(
                "dateline; year stated in the text", full, mentions, text
            )
            return _stated(full, words)
        if dateline.basis.startswith("stated"):
            edtf = dateline.edtf or ""
            return _stated(edtf, _with_weekday("dateline", edtf, mentions, text))
        found = _dated_without_year(text, dateline, mentions)
        if found:
            return found
    opening = _opening(text, mentions)
    if opening:
        words = _with_weekday("date at the head of the text", opening, mentions, text)
        return _stated(opening, words)
    return _bounded(text, mentions)


def _stated(edtf: str, basis: str) -> Publication:
    return Publication(edtf, basis, _bounds_of(edtf))


def _bounds_of(edtf: str) -> Bounds:
    bounds = parse_edtf(edtf)
    return iso_of(bounds.first), iso_of(bounds.last)


_OTHER_WORDS = "|".join(tongue.dated for tongue in TONGUES.values())
_HEADER_WORD = caseless(
    r"\b(?:dated?|published|posted|issued|released?|created|time|publication"
    rf"|{_OTHER_WORDS})(?:\s+on)?\s*:?\s*$",
)
_HEADER_START = caseless(
    r"\W*(?:date|(?:first\s+|last\s+)?(?:published|posted|issued|released|updated)"
    rf"|{_OTHER_WORDS})(?:\s+(?:on|at|in))?\s*[:|–—-]?\s*",
)
# "The zone under the treaty of 26 March 1979": the day of what a heading speaks of.
_OF_ANOTHER = caseless(
    r"\b(?:to|on|under|of|in|by|with|about|since|for|after|at|from)\s+"
    r"(?:(?:the|a|an|its|their|this)\s+)?(?:[\w-]+\s+){0,3}?[\w-]+\s+"
    r"(?:of|from|dated|signed(?:\s+on)?|reached(?:\s+on)?|agreed(?:\s+on)?)\s+$"
    r"|\b(?:attacks?|battles?|bombings?|coup|crash|earthquakes?|elections?|events"
    r"|explosions?|massacre|raids?|referendum|strikes?|wars?)\s+(?:of|on)\s+$",
)
_UPDATED = caseless(r"\b(?:updated|modified|last\s+update|accessed|retrieved)\b")
# "Background note, November 2008", "Border watch - January 2024".
_SERIAL = caseless(
    r"\b(?:analysis|background(?:er)?|brief(?:ing)?|bulletin|commentary|digest|dispatch"
    r"|explainer|memo|monitor|newsletter|notes?(?:\s+for\s+\w+)?|outlook|overview|paper"
    r"|report|review|snapshot|statement|summary|survey|update|watch)\s*[,|:–—-]+\s*$",
)
_HEADER_LINES = 12
_FOOTER_LINES = 3
_HEADER_WIDTH = 200


class _Head(NamedTuple):
    """A line that is little more than a date; the least is taken."""

    is_update: bool
    is_bare: bool
    is_coarse: bool
    place: int
    edtf: str


def _header(text: str, mentions: list[DateMention]) -> str | None:
    """Return the day of a line at the top or the very end that is little but a date."""
    weekdays = _weekdays(text, mentions)
    lines, starts, position = [], [], 0
    for each in text.split("\n"):
        if each and not each.isspace():
            lines.append(each)
            starts.append(position)
        position += len(each) + 1
    heads = []
    for mention in mentions:
        edtf = _header_value(mention, weekdays)
        if not edtf:
            continue
        number = bisect.bisect_right(starts, mention.start) - 1
        line, start = lines[number], mention.start - starts[number]
        if start < 40 and _HEADER_START.fullmatch(line[:start]):
            is_update = bool(_UPDATED.search(line[:start]))
            coarse = len(edtf) == 7
            heads.append(_Head(is_update, False, coarse, number, edtf))
            continue
        if len(line) > _HEADER_WIDTH:
            continue
        before, after = line[:start], line[start + len(mention.surface) :]
        if start < 40 and (updated := _UPDATED.search(after)):
            after = after[: updated.start()].removesuffix("last ").removesuffix("Last ")
        if _OF_ANOTHER.search(before):
            continue
        rest = f"{before} {after}".strip()
        if line.strip()[-1:] in ".!?" and len(rest.split()) > 3:
            continue
        worded = len(before.strip()) < 60 and _HEADER_WORD.search(before)
        near_top = number < _HEADER_LINES and len(rest) <= 45
        near_end = number >= len(lines) - _FOOTER_LINES and len(rest.split()) <= 1
        coarse = re.fullmatch(r"\d{4}-\d\d", edtf) is not None
        if coarse and rest and not worded:
            if number < 3 and not after.strip() and _SERIAL.search(before):
                heads.append(_Head(False, True, True, number, edtf))
            continue
        colon = before.strip().endswith(":")
        if worded and (near_top or colon):
            found = _Head(bool(_UPDATED.search(before)), False, coarse, number, edtf)
        elif (near_top or near_end) and not _dateline_at(text, mention):
            found = _Head(bool(_UPDATED.search(before)), True, coarse, number, edtf)
        else:
            continue
        heads.append(found)
    bare = {head.edtf for head in heads if head.is_bare}
    if len(bare) > 2:  # a chronology: each of its lines opens with a date
        heads = [head for head in heads if not head.is_bare]
    return min(heads).edtf if heads else None


def _header_value(mention: DateMention, weekdays: list[int]) -> str | None:
    """Return a stated day or month; of two readings the one that fits a weekday."""
    if mention.type not in ("DATE", "TIME") or not mention.edtf:
        return None
    both = re.fullmatch(r"\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\]", mention.edtf)
    if both:
        fits = [d for d in both.groups() if _weekday_of(d) in weekdays[:3]]
        return fits[0] if len(fits) == 1 else mention.edtf
    if not mention.basis.startswith("stated"):
        return None
    plain = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", mention.edtf)
    return mention.edtf if plain else None


def _weekday_of(iso: str) -> int:
    return dt.date.fromisoformat(iso).weekday()


_WORD = r"[A-ZА-ЯЁÇĞİÖŞÜء-ي][\w.'’-]*"
_PLACE = re.compile(
    rf"(?:^|\n)[ \t]*(?:[^\n]{{0,60}}?[|»>]\s*)?"
    rf"(?P<place>{_WORD}(?:[ /-]+{_WORD}){{0,3}}"
    r"(?:,\s*[A-Z][\w.]+(?:\s+[A-Z]\w+)?)?)"
    r"(?:\s*\([^\W\d_][^()\n]{0,30}\)|\s*/[^/\n]{1,30}/)?"
    r"\s*(?P<after>[,.:–—-]*)\s*(?P<opened>\()?$"
)
_CLOSES_BRACKET = re.compile(r"\)\s*(?:[–—:]|-{1,2}\s)")
_CLOSES = re.compile(
    r"\s*[.,:]?\s*(?:/[^/\n]{2,25}/|\([^)\n]{2,40}\)|[–—]|-{1,2}\s)|\s*:\s"
)


_TOP = 400


def _dateline_at(text: str, mention: DateMention) -> bool:
    """Whether a date stands in a dateline: "MOSCOW, December 28. /TASS/"."""
    start = max(0, text.rfind("\n", 0, mention.start))
    if mention.start - start > 120:
        return False
    place = _PLACE.search(text[start : mention.start])
    if not place:
        return False
    if place["opened"]:
        return _CLOSES_BRACKET.match(text, mention.end) is not None
    if _CLOSES.match(text, mention.end):
        return True
    stopped = place["after"] == "." or place["place"].endswith(".")
    if stopped and text[mention.end : mention.end + 2] in (". ", ", "):
        return mention.start < _TOP  # "Kyiv. 5 May 2014. ..."
    return place["place"].isupper() and len(place["place"]) > 3


def _dateline(text: str, mentions: list[DateMention]) -> DateMention | None:
    for mention in mentions:
        if mention.start > 2500:
            break
        is_day = re.fullmatch(r"[\dX]{4}-\d\d-\d\d", (mention.value or "")[:10])
        if mention.type in ("DATE", "TIME") and is_day and _dateline_at(text, mention):
            return mention
    return None


_WEEKDAY = caseless(
    r"(?:(?:early|earlier|late|later)\s+(?:on\s+)?)?"
    r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:\s+\w+)?",
)


_OPENS = caseless(
    r"\W*(?:[A-Z][\w.'’-]*(?:[ /-]+[A-Z][\w.'’-]*){0,2}\s*[-–—.,:]+\s*){0,3}"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W+)?",
)
# "Briefing of the spokesman (15 March 2020)": the title ends in its day.
_IN_BRACKETS = caseless(r"\w\W*\s\(\s*$|,\s+issued\s+(?:on\s+)?$")
_OPENED = re.compile(r"\s*(?:$|\.\s|[-–—:|]\s|\()")
_TITLED = caseless(
    r"\b(?:release|statement|communiqu[ée]|bulletin|briefing|update|note|report|letter)"
    r"\s+(?:no\.?\s*\d+\s*,?\s*)?(?:of|from|for)\s+$"
    r"|\bas\s+of\s+(?:\d\d[:.]\d\d[^,]{0,20},\s*)?$",
)


def _opening(text: str, mentions: list[DateMention]) -> str | None:
    """Return the full date that opens the text, or that its title is of.

    "19 June 2018. Farmers …" below a headline, "AMMAN - Sunday 9 July 2017. …", "Press
    release of 23 October 2019". Where several lines open with a date it is a
    chronology.
    """
    lines = [line for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    opened = []
    for number, line in enumerate(lines):
        for mention in mentions:
            if not line.start() <= mention.start < line.end():
                continue
            if not mention.basis.startswith("stated"):
                continue
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", mention.edtf or ""):
                continue
            before = text[line.start() : mention.start]
            ends = not text[mention.end : line.end()].strip(" .:)")
            is_title = number < 2 and ends
            if is_title and (_TITLED.search(before) or _IN_BRACKETS.search(before)):
                return mention.edtf
            at_head = _OPENS.fullmatch(before) and _OPENED.match(text, mention.end)
            if at_head:
                opened.append((number, mention.edtf))
            break
    return opened[0][1] if len(opened) == 1 and opened[0][0] < 4 else None


def _weekdays(text: str, mentions: list[DateMention]) -> list[int]:
    """Return the weekdays on which the text tells of past acts, in order."""
    tongue = TONGUES.get(language_of(text))
    if tongue is not None:
        found = [
            tongue.weekday(m.surface)
            for m in mentions
            if m.basis.startswith("told from the publication day")
            and tongue.tense(text, m.start, m.end) != "future"
        ]
        return [weekday for weekday in found if weekday is not None]
    return [
        weekday_number(match["day"])
        for m in mentions
        if (match := _WEEKDAY.fullmatch(m.surface))
        and tense_in(text, m.start, m.end) != "future"
    ]


def _with_weekday(basis: str, edtf: str, mentions: list[DateMention], text: str) -> str:
    """Add to the basis that a weekday of the text agrees with the day."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return basis
    agrees = _weekday_of(edtf) in _weekdays(text, mentions)[:3]
    return f"{basis}; weekday agrees" if agrees else basis


def _same_day_in_full(dateline: DateMention, mentions: list[DateMention]) -> str | None:
    """Return the day of a dateline without year that the text writes in full once."""
    if dateline.basis.startswith("stated"):
        return None
    told = [m for m in mentions if m.basis.startswith("stated") and m.edtf]
    days = [(m.value or "")[:10] for m in told]
    same = {d for d in days if len(d) == 10 and d[4:] == (dateline.value or "")[4:10]}
    latest = max((d for d in days if len(d) == 10), default="")
    return latest if same == {latest} else None


def _dated_without_year(
    text: str, dateline: DateMention, mentions: list[DateMention]
) -> Publication | None:
    """Find the year of a dateline that has only day and month."""
    month, day = (int(part) for part in (dateline.value or "")[5:10].split("-"))
    others = [m for m in mentions if m is not dateline]
    told = [m for m in others if m.basis.startswith("stated")]
    lower, upper, _ = find_limits(text, told)
    weekdays = _weekdays(text, mentions)
    first_year = dt.date.fromordinal(lower).year if lower > PAST else 1990
    days = [
        when
        for year in range(first_year, 2100)
        if (when := _day_or_none(year, month, day))
        and lower <= when.toordinal() <= upper
    ]
    fits = [d for d in days if weekdays and d.weekday() == weekdays[0]]
    basis = "dateline without year"
    rounds = [d for d in days for r in _rounds(text) if _near_round(d, r)]
    if rounds:
        words = f"{basis}; weekday agrees" if rounds[0] in fits else basis
        name = next(r["name"] for r in _rounds(text) if _near_round(rounds[0], r))
        return _stated(rounds[0].isoformat(), f"{words}; {name}")
    if lower == PAST:
        return _before_a_plan(days, upper, basis)
    if fits and (fits[0].year - first_year) <= 1:
        return _stated(
            fits[0].isoformat(), f"{basis}; weekday; latest year in the text"
        )
    chosen = days[0] if days else None
    if chosen is None:
        return None
    return _stated(f"{chosen.isoformat()}?", f"{basis}; latest year in the text")


def _before_a_plan(days: list[dt.date], upper: int, basis: str) -> Publication | None:
    """Take the last of some days before what a text calls future, within a year."""
    last = days[-1] if days and upper < FUTURE else None
    if last is None or upper - last.toordinal() > 366:
        return None
    words = f"{basis}; within a year before what it calls future"
    return _stated(f"{last.isoformat()}?", words)


def _day_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
).split()


@functools.cache
def _series() -> list[dict[str, Any]]:
    path = resources.files("zones") / "data" / "known_series.json"
    series: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["series"]
    return series


def _rounds(text: str) -> list[dict[str, Any]]:
    """Return the dated rounds that a text speaks of by number, place and subject."""
    found = []
    for series in _series():
        if not any(subject in text for subject in series["subjects"]):
            continue
        words = "|".join(series["words"])
        for match in re.finditer(
            rf"\b(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\s+"
            rf"(?:\w+\s+){{0,2}}(?:{words})\b",
            text,
            re.I,
        ):
            word = match["word"]
            number = _ORDINALS.index(word.lower()) + 1 if word else int(match["n"])
            around = text[max(0, match.start() - 150) : match.end() + 150]
            if not any(place in around for place in series["places"]):
                continue
            name = f"{word.lower() if word else number} round of the {series['name']}"
            found += [
                round_ | {"name": name}
                for round_ in series["rounds"]
                if round_["number"] == number
            ]
    return found


def _near_round(day: dt.date, round_: dict[str, Any]) -> bool:
    bounds = parse_edtf(round_["on"])
    return bounds.first - 3 <= day.toordinal() <= bounds.last + 3


def _bounded(text: str, mentions: list[DateMention]) -> Publication:
    """Return the span between what a text tells as past and what it calls future."""
    lower, upper, why = find_limits(text, mentions)
    if lower == PAST and upper == FUTURE:
        return Publication(None, None, (None, None))
    first, last = iso_of(lower), iso_of(upper)
    edtf = f"[{first or ''}..{last or ''}]" if first != last else str(first)
    return Publication(edtf, "; ".join(why), (first, last))
