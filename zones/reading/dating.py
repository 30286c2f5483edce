"""Which date of a sentence belongs to a statement, and what stands in for one."""

from __future__ import annotations

import re

from .scene import Scene, View

__all__ = ["begin_of", "date_near", "day_dates", "holds_date", "is_of_saying"]


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
    for date in view.dates:
        if date.edtf is not None and date.type in ("DATE", "TIME"):
            start, end = view.local(date)
            result.append((start, end, date.edtf))
    return result


def date_near(
    view: View, at: int, *, reach: int = 400, spans: bool = False
) -> str | None:
    """Return the date nearest to a point of a sentence, as a beginning; or None.

    With ``spans``, a closed interval is kept: the day lies somewhere in it.
    """
    best: tuple[int, int, str] | None = None
    for start, end, edtf in day_dates(view):
        if _is_of_something_else(view.text, start) or _is_aside(view.text, start, at):
            continue
        distance = start - at if start >= at else at - end
        crossed = len(re.findall(r"[;]", view.text[min(end, at) : max(start, at)]))
        rank = (distance + 200 * crossed, start, edtf)
        if distance <= reach and (best is None or rank < best):
            best = rank
    if best and spans and ".." not in best[2]:
        return best[2]
    return begin_of(best[2]) if best else None


_COMPARES = re.compile(
    r"\b(?:unlike|compared\s+(?:to|with)|as\s+in)\s+(?:in\s+)?$", re.I
)
_SAYS = re.compile(
    r"(?<!was\s)(?<!were\s)(?<!been\s)\b(?:said|says|told|reported|stated|noted|"
    r"added|declared)"
    r"(?:\s+(?!that\b|from\b)(?:the\s+)?(?:[a-z]+|[A-Z]{2,}|[A-Z]\w+)){0,3}?\s+"
    r"(?:earlier\s+|late\s+)?"
    r"(?:on\s+|in\s+)?$"
)


def _is_of_something_else(text: str, start: int) -> bool:
    """Whether a date only compares, or dates the saying ("he said on Monday")."""
    return bool(_COMPARES.search(text[:start])) or is_of_saying(text, start)


_ASIDE = re.compile(r",\s+(?:which\s+|that\s+)?(?:was\s+|were\s+)?(?:\w+ed|set\s+up)\b")
_DEADLINE = re.compile(r"\b(?:by|before)\s+(?:the\s+)?$", re.I)


def _is_aside(text: str, start: int, at: int) -> bool:
    """Whether a date stands in an aside of its own, or is the deadline of a deal."""
    if _DEADLINE.search(text[:start]) and re.search(r"\bagreed\b", text[:start], re.I):
        return True
    opened, closed = text.rfind(",", 0, start), text.find(",", start)
    if opened < 0 or closed < 0 or opened <= at <= closed:
        return False
    return bool(_ASIDE.match(text, opened))


def is_of_saying(text: str, start: int) -> bool:
    """Whether a date tells when something was said rather than when it was so."""
    return bool(_SAYS.search(text[:start]))


def holds_date(scene: Scene, view: View) -> str | None:
    """Return the day that a present state holds: the sentence's, else publication."""
    dates = day_dates(view)
    if len(dates) == 1:
        return dates[0][2]
    return scene.document.published
