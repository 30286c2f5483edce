"""Lists of names: "the villages of A, B (twice), C and D", "A, B and the town of C".

A list is one of places where words of kind lead it in or close it, or where enough of
its names are places that the gazetteer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..mentions import PlaceMention
from ..sentences import Sentence

__all__ = ["ARTICLE", "NAME", "NameList", "find_lists"]

ARTICLE = r"(?:[AaEe](?:[ltdnrsz]|sh|th|dh|ch))"
"""Article of an Arabic name in Latin letters."""
_WORD = (
    rf"(?:{ARTICLE}-\s?)?‘?[A-Z][^\W_]*(?:[’'‘`](?!s\b)[^\W_]+|-[^\W_]+)*"
    rf"(?:[’'](?=\s(?:{ARTICLE}-)?[A-Z]))?"
)
NAME = rf"(?:{ARTICLE}\s)?{_WORD}(?:\s(?:{ARTICLE}\s)?{_WORD}){{0,3}}"
"""A capitalised name of up to four words, each with or without its article."""
_KIND = (
    r"(?:villages?|towns?|cit(?:y|ies)|settlements?|hamlets?|communities|localities|"
    r"neighbou?rhoods?|districts?|suburbs?|quarters?|areas?|farms?|hills?|camps?|"
    r"fronts?|axes|outskirts|surroundings|vicinity|countryside|"
    r"(?:observation\s+)?posts?|bases?)"
)
_MANY = (
    r"(?:villages|towns|cities|settlements|hamlets|communities|localities|"
    r"neighbou?rhoods|districts|suburbs|areas|farms|hills|camps|outskirts|directions|"
    r"surroundings|countrysides|points|positions|frontlines|axes|fronts|places|"
    r"regions|subdistricts)"
)
_OPENS = re.compile(
    rf"\b(?:{_MANY}(?:\s+(?:and|or)\s+{_MANY})?"
    rf"(?:\s+(?:of|in|at|around|near)(?:\s+the)?(?:\s+{_KIND}\s+of)?|\s*[,:–—-]|"
    r",?\s+(?:including|such\s+as|namely|called|named))"
    r"|(?:settlement|village|town|city|area|vicinity|direction|hill(?:top)?)s?\s+of)"
    r"\s+(?:the\s+)?$"
)
_FIRM = re.compile(
    r"\b(?:villages|towns|cities|settlements|hamlets|communities|localities|"
    r"neighbou?rhoods|suburbs|farms)\b"
)
_CLOSES = re.compile(
    rf"\s+{_MANY}\b|\s+(?:are|were)\s+(?:now\s+)?(?:\w+\s+)?(?:zones|{_MANY})\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:in|on|near|at|over|into|towards?|around|from|of|hit|shelled|targeted|"
    r"bombed|besieged|controls?|controlled|captured|seized|retook|recaptured|entered|"
    r"stormed|reached|liberated)"
    r"(?:\s+the)?)\s+[\"“]?$"
)
_WITHIN = re.compile(
    r",?\s+in\s+(?:the\s+)?(?:[a-z]+[\s-]){0,3}(?:of\s+)?[^.;,]{0,40}\b"
    r"(?:countryside|province|governorate|district)\b"
)
"""After three names that stand where places do: "in the countryside of X"."""
_ARABIC = re.compile(
    rf"{ARTICLE}[\s-]|(?:Abu|Umm?|T[ae]ll?|Khirb[ae]t|Kafr|Deir|Bayt|Beit)\s"
)
"""Beginnings of Arabic names."""
_NOTE = r"(?:\s*\([^()]{1,30}\))?"
_SUFFIX = rf"(?:\s+{_KIND}(?!\s+of\b))?{_NOTE}"
_MARK = (
    r"(?:\s*[,;]\s*(?:and|or|as\s+well\s+as|in|near|to)?|\s+(?:and|or|as\s+well\s+as)|"
    r"\s*&|\s+[–—-])\s+"
)
_LEAD = (
    rf"(?:(?:the|in|of|near)\s+){{0,2}}"
    rf"(?:(?:{_KIND}|parts|most)\s+of\s+(?:the\s+)?)?"
)
_RUN = re.compile(
    rf"(?<![\w’'-]){NAME}{_SUFFIX}(?:{_MARK}{_LEAD}{NAME}{_SUFFIX})+(?![\w-])"
)
_ITEM = re.compile(rf"(?:(?<=\s)|^){_LEAD}(?P<name>{NAME})")
_SPLIT = re.compile(rf"(?:{_NOTE})(?:{_MARK})")


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names in one sentence.

    Attributes
    ----------
    names
        Start, end (code points in the text) and words of each name.
    told
        Whether words of kind say that all of them are places.
    firm
        Whether those words are villages, towns or quarters, so that no name in it is
        that of a country.
    """

    names: tuple[tuple[int, int, str], ...]
    told: bool
    firm: bool


def find_lists(
    sentences: Sequence[Sentence], known: Sequence[PlaceMention]
) -> list[NameList]:
    """Find the lists of names that are lists of places.

    Parameters
    ----------
    sentences
        Those of the text; statements and headings count.
    known
        Places that the gazetteer holds, in the order of the text.
    """
    grounds = {(m.start, m.end): m for m in known if m.kind in ("settlement", "area")}
    starts = sorted(grounds)
    result: list[NameList] = []
    for sentence in sentences:
        if sentence.kind in ("credit", "legal"):
            continue
        for run in _RUN.finditer(sentence.text):
            found = _list_of(sentence, run, starts)
            if found is not None:
                result.append(found)
    return result


def _list_of(
    sentence: Sentence, run: re.Match[str], starts: Sequence[tuple[int, int]]
) -> NameList | None:
    names = tuple(_names(sentence, run))
    if len(names) < 2:
        return None
    before = sentence.text[max(0, run.start() - 60) : run.start()]
    opens = _OPENS.search(before)
    closes = _CLOSES.match(sentence.text, run.end())
    if closes is None:
        closes = _CLOSES.search(run[0], len(run[0]) - 16) if len(run[0]) > 16 else None
    if opens or closes:
        words = (opens[0] if opens else "") + (closes[0] if closes else "")
        return NameList(names, True, _FIRM.search(words) is not None)
    if len(names) >= 3 and _BEFORE.search(before):
        if _WITHIN.match(sentence.text, run.end()):
            return NameList(names, True, False)
    is_bracketed = before.endswith("(") and sentence.text.startswith(")", run.end())
    held = sum(
        any(start < last and first < end for first, last in starts)
        for start, end, _ in names
    )
    if len(names) >= 3:
        needed = 1 if is_bracketed or _BEFORE.search(before) else 2
        if len(names) > 5 and 2 * sum(map(_is_arabic, names)) > len(names):
            needed = 1
    else:
        needed = 1 if is_bracketed else len(names) + 1
    return NameList(names, False, False) if held >= needed else None


def _is_arabic(name: tuple[int, int, str]) -> bool:
    return _ARABIC.match(name[2]) is not None


def _names(sentence: Sentence, run: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names of a run with their places in the text."""
    at = 0
    text = run[0]
    marks = [*(m.span() for m in _SPLIT.finditer(text)), (len(text), len(text))]
    for start, end in marks:
        item = _ITEM.match(text, at, start)
        if item is not None:
            first, last = item.span("name")
            first += text.startswith("‘", first)
            offset = sentence.start + run.start()
            yield offset + first, offset + last, text[first:last]
        at = end
