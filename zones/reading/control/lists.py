"""Lists of ground that one verb takes: "X, Y and the town of Z", each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..caseless import caseless
from ..phrases import DATE, GROUND, HOLDER, NAME, Phrase, Phrased
from .words import IN_SUM, INCLUDING

__all__ = ["GOVERNED", "LIST", "Taking", "likewise", "of_list", "tells"]


@dataclass(frozen=True, slots=True)
class Taking:
    """What a sentence says of one piece of ground.

    Attributes
    ----------
    act
        ``takes``, ``loses``, ``holds`` or ``surrounds``.
    who
        The holder's words; None where the sentence does not say, nothing for "it".
    ground
        The ground.
    start, end
        Code points from the first to the last of the words that say so.
    verb, verb_end
        Where the words of the verb begin and end.
    again
        Whether it befell the ground after something else in the same breath.
    date
        The date that stands behind this piece of ground of a list.
    """

    act: str
    who: str | None
    ground: Phrase
    start: int
    end: int
    verb: int
    verb_end: int
    again: bool = False
    date: Phrase | None = None


_NEXT = re.compile(
    rf"\s*,?\s*(?:{DATE})?(?:,\s*(?:and\s+)?|\s+and\s+)(?P<g>{GROUND}|{NAME})"
    rf"\s*,?\s*(?P<d>{DATE})"
)


def likewise(
    row: Phrased, act: str, match: re.Match[str], who: str
) -> Iterator[Taking]:
    """Read the rest of "A shall be returned to B by May, C by June and D by July"."""
    start, verb = row.at(match.start()), row.at(match.start("verb"))
    verb_end = row.at(match.end("verb") - 1) + 1
    more = _NEXT.match(row.text, match.end())
    while more is not None:
        ground, date = row.phrases[more["g"]], row.phrases[more["d"]]
        end = row.at(match.end())
        yield Taking(act, who, ground, start, end, verb, verb_end, date=date)
        more = _NEXT.match(row.text, more.end())


GOVERNED = caseless(
    r"\b(?:of|in|near|at|on|from|to|with|for|outside|inside|around|between|into|over|"
    r"along|towards?|through)\s+(?:the\s+)?(?:\w+\s+)?$",
)
_APPOSITION = re.compile(
    r"(?:the|an?|its|their)\s+(?:[\w’'-]+\s+){0,5}?(?:capital|stronghold|seat|bastion|"
    r"headquarters|hub|cent(?:re|er)|heart|gateway|town|city|village|province|suburb|"
    r"part|district|crossing|area|enclave|refuge)\s+"
    r"(?:of|in|near|on|with|for|around)\b",
    re.I,
)
"""Words that explain the name before them: they name no further ground."""
LIST = re.compile(
    rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:in\s+(?=(?:the\s+)?{GROUND}\s*[.,;]))?|"
    rf",?\s+as\s+well\s+as\s+|{INCLUDING}|(?:,|,?\s+and)\s+{IN_SUM})"
    rf"(?P<g>{GROUND}|{NAME}|{HOLDER})"
)
_LIST_DATED = re.compile(
    rf"\s*,?\s*(?P<d>{DATE})(?:,\s*(?:and\s+)?|\s+and\s+)(?P<g>{GROUND}|{NAME})"
    rf"(?=\s*,?\s*{DATE})"
)
_THEN_DATE = re.compile(rf"\s*,?\s*(?P<d>{DATE})")
_LIST_BEFORE = re.compile(
    rf"(?P<g>{GROUND}|{NAME})(?:\s*,\s*(?:and\s+)?|\s+and\s+|"
    r",?\s+as\s+well\s+as\s+)"
    r"(?:both\s+)?$"
)
_FINITE = re.compile(
    r",?\s+(?:is|are|was|were|has|have|had|will|remains?|fell|came|went|said|saw|"
    r"changed|returned|stays?|[a-z]+ed)\b"
)


_DOING = re.compile(r"\w+ing\b")
"""Of a list after "taking", a comma closes what is taken: "taking A and B, it fled"."""


def of_list(
    row: Phrased,
    act: str,
    match: re.Match[str],
    who: str | None,
    *,
    after: bool = False,
) -> Iterator[Taking]:
    """Yield what is said of each piece of ground of a list."""
    start, end = row.at(match.start()), row.at(match.end() - 1) + 1
    verb = row.at(match.start("verb"))
    verb_end = row.at(match.end("verb") - 1) + 1
    is_doing = _DOING.match(row.text, match.start("verb"))
    letters = [match["g"]]
    dates: dict[str, Phrase] = {}
    at = match.start("g")
    if after and _LIST_DATED.match(row.text, at + 1):
        at += 1
        while (more := _LIST_DATED.match(row.text, at)) is not None:
            dates[letters[-1]] = row.phrases[more["d"]]
            letters.append(more["g"])
            at = more.end()
        last = _THEN_DATE.match(row.text, at)
        if last is not None:
            dates[letters[-1]] = row.phrases[last["d"]]
    elif after or match.start("g") > match.start("verb"):
        at += 1
        while (more := LIST.match(row.text, at)) is not None:
            is_closed = is_doing and row.text.startswith(",", more.end())
            if not is_closed and tells(row, more.end()) or _explains(row, more):
                break
            letters.append(more["g"])
            at = more.end()
        then = _THEN_DATE.match(row.text, at)
        if then is not None and len(letters) == 1:
            dates[letters[0]] = row.phrases[then["d"]]
    else:
        while (more := _LIST_BEFORE.search(row.text, 0, at)) is not None:
            if GOVERNED.search(row.text[: more.start()]):
                break
            letters.append(more["g"])
            at = more.start()
    for letter in letters:
        ground = row.phrases[letter]
        if ground.kind == "name" and ground.name.split()[0] in ("The",):
            continue
        date = dates.get(letter)
        yield Taking(act, who, ground, start, end, verb, verb_end, date=date)


def tells(row: Phrased, at: int) -> bool:
    """Whether a verb of its own follows, of which the ground before is the subject."""
    return bool(_FINITE.match(row.text, at)) and not row.text.startswith(
        " followed by", at
    )


def _explains(row: Phrased, more: re.Match[str]) -> bool:
    """Whether what follows explains ground: "X, the rebels' seat", "X, capital of"."""
    one = row.phrases[more["g"]]
    if one.kind == "holder" and (one.place is None or one.place.kind == "country"):
        return True
    if re.match(r"[’']", row.text[more.end() :]) or one.name.endswith(("’s", "'s")):
        return True
    words = row.source[one.start : one.end] if row.source else ""
    return "and" not in more[0] and _APPOSITION.match(words) is not None
