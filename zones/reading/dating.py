"""Which date of a sentence belongs to a statement, and what stands in for one."""

from __future__ import annotations

import re

from .caseless import caseless
from .scene import Scene, View

__all__ = [
    "change_date",
    "begin_of",
    "date_near",
    "day_dates",
    "holds_date",
    "is_aside",
    "is_end",
    "is_of_saying",
    "own_date",
]


def begin_of(edtf: str | None) -> str | None:
    """Return the beginning of a date: of "since May" (an open interval) its start.

    Examples
    --------
    >>> begin_of("2017-05-04/..")
    '2017-05-04'
    """
    if edtf and "/" in edtf and not edtf.startswith("["):
        begin = edtf.partition("/")[0]
        return begin if begin not in ("", "..") else None
    if edtf and edtf.startswith("[") and "/" in edtf:
        return edtf.partition("/")[0]
    return edtf


def day_dates(view: View) -> list[tuple[int, int, str]]:
    """Return the dated mentions of a sentence: start, end and EDTF value."""
    result = []
    has_day = any(d.type == "DATE" and _DAY.fullmatch(d.edtf or "") for d in view.dates)
    for date in view.dates:
        if has_day and date.type == "TIME" and date.basis.startswith(_NO_DAY):
            continue  # "at noon in X on 9 July": the hour is of that day
        if date.edtf is not None and date.type in ("DATE", "TIME"):
            start, end = view.local(date)
            result.append((start, end, date.edtf))
    return result


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = "told from the publication day"
_UNTIL = caseless(r"\b(?:until|till|til|through|up\s+to)\s+(?:the\s+)?$")
_CHANGED_TO = caseless(
    r"\b(?:extend|prolong|renew|lengthen)\w*\b[^.;]{0,50}\bto\s+(?:the\s+)?$"
)


def is_end(text: str, start: int) -> bool:
    """Whether a date is the one up to which something lasts."""
    before = text[:start]
    return bool(_UNTIL.search(before) or _CHANGED_TO.search(before))


def date_near(
    view: View, at: int, *, reach: int = 400, spans: bool = False
) -> str | None:
    """Return the date nearest to a point of a sentence, as a beginning; or None.

    With ``spans``, a closed interval is kept: the day lies somewhere in it.
    """
    best: tuple[int, int, str] | None = None
    for start, end, edtf in day_dates(view):
        if _is_of_something_else(view.text, start) or is_aside(view.text, start, at):
            continue
        if is_end(view.text, start):
            continue
        distance = start - at if start >= at else at - end
        crossed = len(re.findall(r"[;]", view.text[min(end, at) : max(start, at)]))
        rank = (distance + 200 * crossed, start, edtf)
        if distance <= reach and (best is None or rank < best):
            best = rank
    if best and spans and ".." not in best[2]:
        return best[2]
    return begin_of(best[2]) if best else None


_COMPARES = caseless(r"\b(?:unlike|compared\s+(?:to|with)|as\s+in)\s+(?:in\s+)?$")
_SAYS = re.compile(
    r"\b(?:said|says|told|reported|stated|noted|"
    r"added|declared|published)"
    r"(?:\s+(?!that\b|from\b)(?:the\s+)?(?:[a-z]+|[A-Z]{2,}|[A-Z]\w+)){0,3}?\s+"
    r"(?:earlier\s+|late\s+)?"
    r"(?:on\s+|in\s+)?$"
)


_WERE = re.compile(r"\b(?:is|are|was|were|been)\s+(?:[a-z]+\s+)?$")


def _is_of_something_else(text: str, start: int) -> bool:
    """Whether a date only compares, or dates the saying ("he said on Monday")."""
    return bool(_COMPARES.search(text[:start])) or is_of_saying(text, start)


_RELATIVE = caseless(
    r",\s+(?:which|who|whose|where)\b(?!\s+(?:(?:was|were|is|are|ha[sd]\s+been|"
    r"will\s+be)\s+(?:\w+ly\s+)?(?:establish|creat|set\s+up|agreed|signed|introduc|"
    r"declar|announc|form|conclud|reached|extend|prolong|due|to\b)|took\s+(?:effect|"
    r"hold)|takes?|c[ao]me|enter|went\s+into|expire|ends?\b|ended|"
    r"(?:beg[ai]ns?|start(?:s|ed)?)\s+(?:on|in|at|from)\b))"
)
"""What tells of another thing than of the set-up or end of what stands before it."""
_MARK = re.compile(r"[,;:]")
_PARTED = re.compile(r"\s\S+\s+\S+\s+\S")
"""More words than a zone's own name before its relative clause."""
_ASIDE = re.compile(r",\s+(?:which\s+|that\s+)?(?:was\s+|were\s+)?(?:\w+ed|set\s+up)\b")
_AFTER_DOING = caseless(
    r",\s+(?:after|before|since|while|when|on|upon)\s+"
    r"(?!meet|sign|talk|agree|hold)\w+ing\b"
)
"""What someone had done before: ", after taking office on 7 August,"."""
_DEADLINE = caseless(r"\b(?:by|before)\s+(?:the\s+)?$")
_TO_BE_DONE = caseless(
    r"\bagreed\b|\bto\s+(?:be\s+)?(?:establish|creat|set\s+up|form|introduc|build|"
    r"complet|implement)\w*\b[^.;]{0,90}\bb(?:y|efore)\s"
)


def is_aside(text: str, start: int, at: int) -> bool:
    """Whether a date stands in an aside of its own, or is a deadline."""
    if _is_due(text, start):
        return True
    if _is_in_relative(text, start, at):
        return True
    opened, closed = text.rfind(",", 0, start), text.find(",", start)
    if opened < 0 or closed < 0 or opened <= at <= closed:
        return False
    return bool(_ASIDE.match(text, opened) or _AFTER_DOING.match(text, opened))


def _is_in_relative(text: str, start: int, at: int) -> bool:
    """Whether a relative clause that a point is not in, nor is told of, has a date.

    "Left X, which A had taken in May": in May A took it, nobody left.
    """
    opened = max((m.start() for m in _RELATIVE.finditer(text, 0, start)), default=-1)
    if opened < 0 or _MARK.search(text, opened + 1, start):
        return False
    closed = _MARK.search(text, start)
    if opened <= at <= (closed.start() if closed else len(text)):
        return False
    return at > start or _PARTED.search(text, at, opened) is not None


def _is_due(text: str, start: int) -> bool:
    """Whether a date is the deadline of what is agreed or to be set up."""
    before = text[:start]
    return bool(_DEADLINE.search(before) and _TO_BE_DONE.search(before))


def is_of_saying(text: str, start: int) -> bool:
    """Whether a date tells when something was said rather than when it was so."""
    said = _SAYS.search(text[:start])
    # "clashes were nevertheless reported on 3 May": that day they took place
    return said is not None and not _WERE.search(text[: said.start()])


_PAPER = (
    r"(?:agreements?|statements?|accords?|deals?|treat(?:y|ies)|memorandum|protocols?|"
    r"declarations?|resolutions?|decrees?|law)"
)
_OF_PAPER = caseless(rf"\b{_PAPER}\s+(?:of|from|dated)\s+(?:the\s+)?$")
_PAPER_OF = caseless(rf"\s+(?:[\w-]+\s+){{0,3}}?{_PAPER}\b")


def _names_paper(text: str, start: int, end: int) -> bool:
    """Whether a date only tells which agreement is meant: "the deal of 9 May 2019"."""
    if _OF_PAPER.search(text[:start]):
        return True
    is_named = re.search(r"\b(?:the|that|this|its)\s+$", text[:start]) is not None
    return is_named and _PAPER_OF.match(text, end) is not None


def holds_date(scene: Scene, view: View) -> str | None:
    """Return the day that a present state holds: the sentence's, else publication."""
    dates = day_dates(view)
    if len(dates) == 1 and not (
        _is_due(view.text, dates[0][0]) or _names_paper(view.text, *dates[0][:2])
    ):
        points = [zone.start for zone in view.zones]
        if not points or not all(is_aside(view.text, dates[0][0], at) for at in points):
            return dates[0][2]
    return scene.document.published


_OTHER_CLAUSE = caseless(
    r",\s+(?:which|who|and|but|while|as|when|after|\w+ing)\b|\b(?:and|but|when|while|"
    r"before|after|until|till)\b|,\s+\w+ed\b",
)


_PARTIES = re.compile(
    r"\b(?:by|between)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,2}?\s+and\s+(?:the\s+)?"
    r"[\w’'-]+(?=\s+(?:in|on|at|last|late|early)\b)"
)
"""Whose "and" opens no clause: "struck by A and B in May"."""
_DESCRIBES = re.compile(
    r"\b(?:\w{3,}ed|drawn|set|made|built|struck|begun)\s+(?:(?:up|out)\s+)?"
    r"(?:(?:in|on|at|since|from)\s+)?$"
)


def change_date(view: View, first: int, last: int) -> str | None:
    """Return the date of a change: its own, else the nearest that describes nothing."""
    own = own_date(view, first, last)
    if own is not None:
        return own
    near = date_near(view, last)
    described = {
        begin_of(edtf)
        for start, _, edtf in day_dates(view)
        if start < first
        and (_DESCRIBES.search(view.text[:start]) or is_aside(view.text, start, first))
    }
    return None if near in described else near


def own_date(
    view: View, first: int, last: int, *, is_saying: bool = False
) -> str | None:
    """Return the date right behind some words of a sentence, else right before them.

    Parameters
    ----------
    view
        The sentence.
    first, last
        The words that tell of a change.
    is_saying
        Whether they tell of a saying, whose day counts then.
    """
    text = view.text
    dates = [d for d in sorted(day_dates(view)) if not is_end(text, d[0])]
    if not is_saying:
        dates = [d for d in dates if not is_of_saying(text, d[0])]
    for start, _, edtf in dates:
        if start >= last - 1:
            gap = _PARTIES.sub("", text[last:start])
            if len(gap) < 90 and not _OTHER_CLAUSE.search(gap):
                return begin_of(edtf)
            break
    for start, end, edtf in reversed(dates):
        gap = text[end:first]
        is_described = not is_saying and _DESCRIBES.search(text[:start])
        if is_described or is_aside(text, start, first):
            continue  # "the truce declared in May has collapsed"
        if end <= first and len(gap) < 110 and not _OTHER_CLAUSE.search(gap):
            return begin_of(edtf)
    return None
