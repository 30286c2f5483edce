"""Statuses on a day: each step of a zone's life-cycle, with certainty and reason."""

from __future__ import annotations

from typing import Any

from .atlas import Atlas
from .certainty import Certainty, on_day
from .claims import LIFE_CYCLE
from .reasons import status_reason, time_reason

__all__ = ["hindsight", "statuses_on"]

Record = dict[str, Any]

_BEST: tuple[Certainty, ...] = ("certain", "possible", "no", "unknown")


def statuses_on(atlas: Atlas, zone: str, day: int) -> list[Record]:
    """Say each status of the life-cycle on a day: certainty, agreement, how it ended.

    Where a status stands under several agreements, the surest one speaks.
    """
    frames = atlas.statuses(zone)
    regime = on_day(atlas.regime(zone).periods, day)
    rows = []
    for status in LIFE_CYCLE:
        answers = [
            (on_day(f.frame.periods, day), f) for f in frames if f.status == status
        ]
        if answers:
            answer, frame = min(answers, key=lambda a: _BEST.index(a[0]))
            row: Record = {
                "status": status,
                "certainty": answer,
                "under": frame.under,
                "how": frame.how,
                "claims": list(frame.frame.claims),
            }
            if why := time_reason(frame.frame, day, status.replace("_", " ")):
                row["why"] = why
        else:
            stands = status == "ended" and regime == "certain"
            row = {
                "status": status,
                "certainty": "no" if stands else "unknown",
                "under": None,
                "how": None,
                "claims": [],
            }
            if not stands:
                row["why"] = status_reason(atlas, zone, status)
        rows.append(row)
    return rows


def hindsight(atlas: Atlas, zone: str) -> list[Record]:
    """Say what of a zone only a document published later makes possible to say."""
    steps = {
        (step.what, step.how, tuple(sorted(set(step.documents) & atlas.later)))
        for claim in atlas.about.get(zone, ())
        for step in claim.inferred
        if set(step.documents) & atlas.later
    }
    return [
        {"what": what, "how": how, "documents": list(documents)}
        for what, how, documents in sorted(steps)
    ]
