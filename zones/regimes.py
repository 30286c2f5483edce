"""Regimes: when the regime of each zone stood, and when it was last heard of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.periods import iso_of

from .atlas import Atlas
from .certainty import Certainty, on_day
from .reasons import time_reason
from .timeframes import last_heard

__all__ = ["regime_rows"]


def regime_rows(
    atlas: Atlas, zones: Sequence[str], span: tuple[int, int], status: str | None = None
) -> list[dict[str, Any]]:
    """Return the stretches of each zone's regime within some days.

    Parameters
    ----------
    atlas, zones
        The zones, by their ids.
    span
        First and last day, ordinals.
    status
        This status in place of the regime.
    """
    rows: list[dict[str, Any]] = []
    what = status or "regime"
    for zone in zones:
        frame = atlas.standing(zone, status)
        heard = last_heard(atlas.about.get(zone, ()), atlas.document)
        cuts = {d for p in frame.periods for d in (p.b0, p.b1, p.e0, p.e1)}
        days = sorted({span[0], *(d for d in cuts if span[0] < d <= span[1])})
        for day, following in zip(days, [*days[1:], span[1] + 1], strict=True):
            answer: Certainty = on_day(frame.periods, day)
            why = time_reason(frame, day, f"the {what} of {zone}") or ""
            if not why and answer == "no":
                ended = any(p.e1 <= day for p in frame.periods)
                why = f"the {what} had ended" if ended else f"the {what} had not begun"
            rows.append(
                {
                    "zone": zone,
                    "from": iso_of(day),
                    "to": iso_of(following - 1),
                    "regime": answer,
                    "why": why,
                    "last_heard": iso_of(heard),
                }
            )
    return rows
