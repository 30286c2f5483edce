"""Sentences with their place in the text, and what of a page is no statement.

A page carries more than its statements: headlines of other pages, photo credits, topic
tags, a lead told three times, legal footnotes. :func:`find_sentences` keeps every
sentence and says by its ``kind`` which are statements (``body``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .caseless import caseless

__all__ = ["Sentence", "find_sentences", "mask_legal_notes"]

SentenceKind = Literal["body", "heading", "credit", "repeat", "legal", "dateline"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a span of the text.

    Attributes
    ----------
    start, end
        Code points in the text as read, end exclusive.
    text
        The words of the span with legal notes blanked out, of the same length.
    paragraph
        Number of the paragraph, from 0.
    kind
        ``body`` for a statement; otherwise what it is instead.
    """

    start: int
    end: int
    text: str
    paragraph: int
    kind: SentenceKind = "body"


_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt adm sen rep gov st no vs approx art "
    "jan feb mar apr jun jul aug sep sept oct nov dec etc inc ltd al e.g i.e "
    "u.s u.k u.n".split()
)
_END = re.compile(
    r"[.!?…]"  # one first character of all branches lets the search skip to it
    r"(?:(?P<stop>[.!?…]*[\"”’»)\]*]*)(?:\s+(?=[\"“‘«(\[]*[^\W_a-zа-я])|(?=\s*$))"
    r"|(?P<glued>(?<=[a-zа-я][.!?]))(?=[A-ZА-Я][a-zа-я]))"
)
_STOPS = tuple(".!?…:;")
_TIME_GOES_ON = re.compile(
    r"\s+(?:\(|[A-Z]{2,4}\b|(?:[A-Z]\w+\s+){1,2}time\b|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\b(?!\s+[a-z]))"
)
"""What follows "6 p.m." in one sentence: "(17:00 GMT)", "Friday", "Moscow time"."""
_CLOSERS = '"”’»)]*'
_LEGAL = caseless(
    r"\b(?:banned|outlawed|prohibited|designated|recogni[sz]ed as (?:a )?"
    r"(?:terrorist|extremist)|foreign agent)\b",
)
_PARENTHESIS = re.compile(r"\([^()]{0,160}\)|(?<=\w)\*+")
_CREDIT = caseless(r"©|\bphoto(?:graph)?s?\b\s*(?:by|:|/|credit)|\bgetty\b|\bimages?:")
_DATELINE = re.compile(
    r"\s*[A-ZА-Я][A-ZА-Я' -]{2,40}(?:\([A-Za-z .]+\))?,?\s"
    r"[^.!?\n/—–]{0,30}[.,]?\s*(?:/[^/\n]{2,30}/|\([A-Z][A-Za-z -]{1,20}\)|[—–]|"
    r"-{1,2}(?=\s))"
    r"\.?\s*"
)
_HEADER = re.compile(r"\s*date:?\s+\d{4}-\d\d(?:-\d\d)?(?:\s+|$)")
"""A field of the page's head that a crawler left before the first sentence."""
_WORD = re.compile(r"[^\W_]+")


def find_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences and say which of them are statements.

    Parameters
    ----------
    text
        The text as read.

    Returns
    -------
    list of Sentence
        In the order of the text; their spans do not overlap.
    """
    blocks = _blocks(text)
    kinds = _block_kinds(text, blocks)
    result: list[Sentence] = []
    seen: list[frozenset[str]] = []
    for number, ((start, end), block_kind) in enumerate(zip(blocks, kinds)):
        for first, last, kind in _split_block(text, start, end, block_kind):
            if kind == "body":
                words = frozenset(map(str.lower, _WORD.findall(text[first:last])))
                if _is_repeat(words, seen):
                    kind = "repeat"
                else:
                    seen.append(words)
            shown = mask_legal_notes(text[first:last])
            result.append(Sentence(first, last, shown, number, kind))
    return result


def mask_legal_notes(text: str) -> str:
    """Blank out legal notes in parentheses and footnote stars, keeping the length.

    Examples
    --------
    >>> mask_legal_notes("the group (banned in Utopia) left")
    'the group                    left'
    """

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        if found.startswith("(") and not _LEGAL.search(found):
            return found
        return " " * len(found)

    if "(" not in text and "*" not in text:
        return text
    return _PARENTHESIS.sub(blank, text)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return paragraphs: lines, or runs of lines where the text is hard-wrapped."""
    lines = [m.span() for m in re.finditer(r"[^\n\r]+", text) if m[0].strip()]
    if not _is_wrapped([b - a for a, b in lines]):
        return _with_continuations(text, lines)
    return [
        m.span()
        for m in re.finditer(r"(?:[^\n\r]*\S[^\n\r]*(?:\r?\n(?!\s*\n)|$)?)+", text)
        if m[0].strip()
    ]


_UNFINISHED = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|that|which|its|their|"
    r"into|between|under|until|since|as|is|was|were|has|have|had|be|been))[ \t]*$"
)


def _with_continuations(
    text: str, lines: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Join a line with the next where the sentence plainly runs on.

    That is where the next one begins with a small letter, or this one ends within a
    phrase, and it is as long as wrapped lines are. Short texts are wrapped too, and
    have too few lines to tell from their lengths.
    """
    joined: list[tuple[int, int]] = []
    before = ""
    for start, end in lines:
        line = text[start:end].strip()
        if joined and _runs_on(before, line):
            first, last = joined[-1]
            if text.count("\n", last, start) == 1:
                joined[-1] = (first, end)
                before = line
                continue
        joined.append((start, end))
        before = line
    return joined


def _runs_on(line: str, following: str) -> bool:
    if not 40 <= len(line) <= 120 or line[-1] in '.!?…:;"”':
        return False
    return following[0].islower() or _UNFINISHED.search(line) is not None


def _is_wrapped(lengths: list[int]) -> bool:
    if len(lengths) < 4 or max(lengths) > 120:
        return False
    return sum(50 <= n for n in lengths) >= 0.6 * len(lengths)


def _block_kinds(text: str, blocks: list[tuple[int, int]]) -> list[SentenceKind]:
    """Tell statements from headings, credits and legal footnotes."""
    stopped = [text[a:b].rstrip().rstrip(_CLOSERS).endswith(_STOPS) for a, b in blocks]
    paragraphs = sum(stopped)
    marked = [_MARK.match(text, a) is not None for a, b in blocks]
    kinds: list[SentenceKind] = []
    for at, ((a, b), stop) in enumerate(zip(blocks, stopped)):
        is_item = marked[at] and any(marked[max(0, at - 1) : at] + marked[at + 1 :][:1])
        block = text[a:b].strip()
        if len(block) < 200 and _CREDIT.search(block):
            kinds.append("credit")
        elif block.startswith("*") and _LEGAL.search(block):
            kinds.append("legal")
        elif not stop and paragraphs >= 2 and not is_item and _is_heading(block):
            kinds.append("heading")
        else:
            kinds.append("body")
    return kinds


_MARK = re.compile(
    r"[ \t]*(?:[-–—•*·]\s|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s)[ \t]*\S"
)
"""The mark of an item; one that stands next to another is no heading."""


def _is_heading(block: str) -> bool:
    return len(block.split()) <= 32 and not re.search(r"[.!?]\s+[A-Z]", block)


def _split_block(
    text: str, start: int, end: int, kind: SentenceKind
) -> Iterator[tuple[int, int, SentenceKind]]:
    block = text[start:end]
    begin = 0
    header = _HEADER.match(block) if not text[:start].strip() else None
    if header:
        yield from _trim(text, start, start + header.end(), "dateline")
        begin = header.end()
    dateline = _DATELINE.match(block, begin) if kind == "body" else None
    if dateline and len(block) > dateline.end() + 20:
        yield from _trim(text, start, start + dateline.end(), "dateline")
        begin = dateline.end()
    for match in _END.finditer(block, begin):
        is_glued = match["stop"] is None
        stop = match.end("glued" if is_glued else "stop")
        if not is_glued and _is_abbreviation(block, match.start(), stop):
            continue
        yield from _trim(text, start + begin, start + stop, kind)
        begin = stop
    yield from _trim(text, start + begin, end, kind)


_LONGEST = 900
"""Sentences that run on for longer are lists or no prose: they are cut at a space."""


def _trim(
    text: str, start: int, end: int, kind: SentenceKind
) -> Iterator[tuple[int, int, SentenceKind]]:
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start, start + _LONGEST) for mark in ";\n ")
        cut = cut + 1 if cut > start else start + _LONGEST
        yield from _trim(text, start, cut, kind)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end, kind


def _is_abbreviation(block: str, at: int, stop: int) -> bool:
    if stop >= len(block.rstrip()) or not block.startswith(".", at):
        return False
    before = re.search(r"[\w.]+$", block[:at])
    if not before:
        return False
    word = before[0].lower()
    if word in _ABBREVIATIONS:
        return True
    if re.search(r"(?:^|\d)[ap]\.m$", word) and _TIME_GOES_ON.match(block, stop):
        return True
    return len(before[0]) == 1 and before[0].isalpha() and before[0].isupper()


def _is_repeat(words: frozenset[str], seen: list[frozenset[str]]) -> bool:
    """Whether nearly the same words were said before (a lead told again)."""
    if len(words) < 7:
        return False
    size = len(words)
    for other in seen:
        if len(other) < 0.8 * size:  # too few to hold most of the words
            continue
        common = len(words & other)
        if common >= 0.8 * (size + len(other) - common) or common >= 0.95 * size:
            return True
    return False
