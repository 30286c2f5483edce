"""Regimes: when the regime of each zone stood, and when it was last heard of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.periods import Period, iso_of

from .atlas import Atlas
from .certainty import Certainty, on_day, rivals
from .known_joining import NOT_OUT
from .reasons import time_reason
from .timeframes import last_heard

__all__ = ["regime_rows"]


def regime_rows(
    atlas: Atlas,
    zones: Sequence[str],
    span: tuple[int, int],
    status: str | None = None,
    surely: Atlas | None = None,
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
    surely
        What was surely known by a day, where ``atlas`` is what was possibly known: the
        answers of both are rivals.
    """
    rows: list[dict[str, Any]] = []
    what = status or "regime"
    for zone in zones:
        frame = atlas.standing(zone, status)
        heard = last_heard(atlas.about.get(zone, ()), atlas.document)
        rival = _rival_periods(surely or atlas, zone, status)
        both = [*frame.periods, *(rival or ())]
        cuts = {d for p in both for d in (p.b0, p.b1, p.e0, p.e1)}
        days = sorted({span[0], *(d for d in cuts if span[0] < d <= span[1])})
        for day, following in zip(days, [*days[1:], span[1] + 1], strict=True):
            own: Certainty = on_day(frame.periods, day)
            answer = rivals([own, "unknown" if rival is None else on_day(rival, day)])
            why = time_reason(frame, day, f"the {what} of {zone}") or ""
            if answer != own:
                why = NOT_OUT
            elif not why and answer == "no":
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


def _rival_periods(
    atlas: Atlas, zone: str, status: str | None
) -> Sequence[Period] | None:
    """Return the periods of a zone's regime; None if nobody speaks of the zone."""
    if zone not in atlas.zone_ids():
        return None
    return atlas.standing(zone, status).periods
