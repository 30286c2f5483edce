"""Agreements as sentences mention them: venue, date, parties."""

from __future__ import annotations

import re

from .dating import begin_of, day_dates, is_of_saying
from .drafts import Agreement, Target
from .scene import Scene, View, ZoneMention
from .zone_names import slug

__all__ = ["agreement_of"]

_WORD = re.compile(
    r"\b(?:agreed|agreements?|memorandum|accords?|deals?|protocol|signed|reached|"
    r"document|talks)\b",
    re.I,
)


_DEADLINE = re.compile(r"\b(?:by|before|until|till)\s+(?:the\s+)?$", re.I)


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
        if not is_of_saying(view.text, d[0]) and not _DEADLINE.search(view.text[: d[0]])
    ]
    if not dates:
        return None
    words = [m.start() for m in _WORD.finditer(view.text)] or [0]
    nearest = min(dates, key=lambda d: (min(abs(d[0] - w) for w in words), d[0]))
    return begin_of(nearest[2])
