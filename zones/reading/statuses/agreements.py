"""Agreements as sentences mention them: venue, date, parties."""

from __future__ import annotations

import re

from ..caseless import caseless
from ..dating import begin_of, day_dates, is_aside, is_of_saying
from ..drafts import Agreement, Target
from ..scene import Scene, View, ZoneMention
from ..zone_names import slug

__all__ = ["EFFECT", "agreement_of", "told_agreement"]

_WORD = caseless(
    r"\b(?:agreed|agreements?|memorandum|accords?|deals?|protocol|signed|reached|"
    r"document|talks)\b",
)


_STARTING = caseless(
    r"(?<!agreement)(?<!memorandum)(?<!accord)(?<!document)(?<!deal)[\s,]\s*"
    r"(?:from|as\s+of)\s+$",
)
EFFECT = caseless(
    r"\b(?:(?:start(?:s|ing)?|begin(?:s|ning)?|end(?:s|ing)?|expir(?:es?|ing)|"
    r"effective|commencing|valid|lasting|"
    r"enter(?:s|ed|ing)?\s+(?:into\s+)?(?:force|effect)|com(?:es|ing|e)\s+into\s+"
    r"(?:force|effect)|tak(?:e|es|ing)\s+effect|tak(?:e|es|ing)\s+hold)"
    r"(?:\s+(?:from|on|at|in|as\s+of))?|until|till|through)\s+(?:the\s+)?$",
)
"""Before the day from or until which an agreement is to hold."""
_DEADLINE = caseless(r"\b(?:by|before|until|till)\s+(?:the\s+)?$")
_SINCE = caseless(r"\bsince\s+(?:the\s+)?$")


def agreement_of(
    scene: Scene, view: View, zone: ZoneMention, target: Target
) -> Agreement:
    """Return the agreement under which a sentence puts a zone."""
    venues = [p for p in view.places if p.role == "venue"]
    venue = slug(venues[0].name) if venues else None
    parties = []
    for place in view.places:
        if place.role == "actor" and place.country and place.kind == "country":
            parties.append(place.country)
    count = target.of or target.count
    return Agreement(
        venue,
        _date(view),
        tuple(dict.fromkeys(parties)),
        target.type,
        count if count and count < 99 else None,
        target.zones,
    )


def _date(view: View) -> str | None:
    """Return the date nearest to the words of agreement."""
    dates = [
        d
        for d in day_dates(view)
        if not is_of_saying(view.text, d[0])
        and not _DEADLINE.search(view.text[: d[0]])
        and not EFFECT.search(view.text[: d[0]])
        and not _STARTING.search(view.text[: d[0]])
    ]
    if not dates:
        return None
    dates = [d for d in dates if not _SINCE.search(view.text[: d[0]])] or dates
    words = [m.start() for m in _WORD.finditer(view.text)] or [0]
    dates = [d for d in dates if not all(is_aside(view.text, d[0], w) for w in words)]
    if not dates:
        return None
    nearest = min(dates, key=lambda d: (min(abs(d[0] - w) for w in words), d[0]))
    return begin_of(nearest[2])


_NOUN = caseless(
    r"\b(?:agreements?|memorandum|accords?|protocols?|treaty|armistice|framework\s+"
    r"decision|deal|document|statement)\b",
)


def told_agreement(view: View) -> str | None:
    """Return the date of the agreement that a sentence names, for "under that deal"."""
    best: tuple[int, str] | None = None
    for noun in _NOUN.finditer(view.text):
        for start, end, edtf in day_dates(view):
            gap = view.text[noun.end() : start] if start >= noun.end() else None
            if gap is None:
                gap = view.text[end : noun.start()] if end <= noun.start() else "!"
                fits = re.fullmatch(r"\s+(?:[\w-]+\s+){0,4}", gap) is not None
            else:
                fits = _NAMED.fullmatch(gap) is not None or bool(_DATED.search(gap))
            if fits and (best is None or len(gap) < best[0]):
                best = (len(gap), edtf)
    return begin_of(best[1]) if best else None


_NAMED = caseless(r"\s*,?\s*(?:of|from|dated|dating\s+from|on)?\s*")
_DATED = caseless(
    r"\b(?:signed|concluded|reached|adopted|agreed|dates|dating|dated)\b[^.;]{0,60}$",
)
