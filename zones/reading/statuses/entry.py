"""From when a zone or truce is in force: the words that say so, and their day."""

from __future__ import annotations

import re

from ..caseless import caseless
from ..dating import begin_of, day_dates
from ..modality import is_negated
from ..scene import View, ZoneMention, is_near
from .words import APPLIES, ENTERS, FROM, HELD_SINCE, OBSERVES, STARTS

__all__ = ["day_after", "entry"]


def day_after(view: View, match: re.Match[str]) -> str | None:
    """Return the date that stands right after the words of beginning."""
    for start, _, edtf in sorted(day_dates(view)):
        gap = view.text[match.end() : start]
        if start >= match.end() - 4 and len(gap) < 40 and not re.search("[;,]", gap):
            return begin_of(edtf)
    return None


_OBSERVED_FROM = caseless(
    rf"{OBSERVES.pattern}\b(?:from|with\s+effect\s+from|as\s+of|starting|beginning)\b"
)
_FROM_THEN = caseless(r"starting|beginning|with\s+effect|effective")
_AS_OF = caseless(
    r"\s*(?:\(?\d{1,2}[.)]\s*)?(?:as\s+(?:of|from)|from|with\s+effect\s+from|"
    r"effective(?:\s+(?:from|as\s+of|on))?|(?:starting|beginning|commencing)"
    r"(?:\s+(?:from|on|at))?)\s",
)
_IS_DECLARED = caseless(
    r"\b(?:is|are|was|were|has\s+been|have\s+been)\s+(?:(?:hereby|herewith|also|\w+ly)"
    r"\s+)*(?:declared|proclaimed|announced|decreed|introduced|established|instituted|"
    r"ordered|imposed)\b",
)
"""With the day in front: "as of 10 May, a ceasefire in X is hereby declared"."""
_DONE_TO = caseless(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?!been\b|seen\b|had\b|kept\b|observed\b|"
    r"respected\b)(?:\w+ed|held|run|won|lost|taken|overseen|led)\s+(?:the\s+)?"
    r"(?:[\w-]+\s+){0,2}$"
)
"""What is done to the zone since then: "has controlled the zone since May"."""
_OTHER_THING = caseless(
    r"\b(?:since|violations?|breach(?:es)?|fighting|war|conflict|talks|clashes)\b"
)
_SINCE = caseless(r"\s+(?:(?:been\s+)?in\s+(?:place|force|effect)\s+)?since\b")


def entry(view: View, zone: ZoneMention) -> re.Match[str] | None:
    """Return the words that say from when a zone is in force."""
    text = view.text
    since = _SINCE.match(text, zone.end)
    if since is not None and not _DONE_TO.search(text[: zone.start]):
        return since
    front = _AS_OF.match(text)
    declared = _IS_DECLARED.search(text, zone.end) if front else None
    if declared and is_near(view, zone, declared, 110):
        return None if is_negated(text, zone.start, declared.end()) else front
    for pattern, after in (
        (ENTERS, False),
        (FROM, False),
        (_OBSERVED_FROM, False),
        (STARTS, True),
        (APPLIES, True),
        (HELD_SINCE, True),
    ):
        match = pattern.search(text, zone.end if after else 0)
        if match is None:
            continue
        if pattern is STARTS and zone.type != "ceasefire" and not day_dates(view):
            continue  # "the zone begins at the river"
        if _OTHER_THING.search(text, zone.end, max(zone.end, match.start())):
            continue  # "truce violations since fighting began on 3 May"
        is_around = match.start() <= zone.start < match.end()
        reach = 60 if after and not _FROM_THEN.match(match[0]) else 110
        if is_around or is_near(view, zone, match, reach):
            return match
    return None
