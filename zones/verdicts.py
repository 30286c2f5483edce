"""Verdicts: what a zone's readings and dates make of an event, for each distinct case.

Many events share a case: the same spaces in the readings of a zone, and the same
stretch of its time. Time is cut at every day on which an answer may change, so that a
case is answered once, by the same rules as a question about one day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from geodata.periods import PAST

from .atlas import Atlas, Reading
from .certainty import Certainty, at_most_possible, both, on_day, rivals
from .grounds import ANSWERS
from .reasons import belt_formula, space_reason, time_reason
from .rows import Valid, readings_on
from .statuses import statuses_on
from .timeframes import Timeframe

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Verdict", "ZoneCases"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one case: event × zone.

    Attributes
    ----------
    certainty, space, time
        The answer and its two parts.
    status
        The zone's statuses in that time, in words.
    reading
        The readings that hold the event, or may, in words.
    why
        The reason where the answer is not certain.
    """

    certainty: Certainty
    space: Certainty
    time: Certainty
    status: str
    reading: str
    why: str


class ZoneCases:
    """Answers the cases of one zone or belt.

    Parameters
    ----------
    atlas, zone
        The zone or belt, by its id.
    status
        Answer for this status of the zone; None: for its regime.
    """

    def __init__(self, atlas: Atlas, zone: str, status: str | None) -> None:
        self.atlas = atlas
        self.zone = zone
        self.kind = atlas.kind_of(zone)
        self.asked = status
        self.frame = atlas.standing(zone, status)
        own = atlas.zone_readings(zone)
        self.is_drawn = self.kind == "zone" or bool(own)
        self.home = zone if self.is_drawn else atlas.home_of(zone)
        self.readings = atlas.zone_readings(self.home) if self.home else []
        self.breaks = self._breaks()
        self._verdicts: dict[tuple[tuple[int, ...], int, int, bool], Verdict] = {}
        self._valid: dict[int, list[Valid]] = {}
        self._statuses: dict[int, list[tuple[str, Certainty]]] = {}

    def _breaks(self) -> list[int]:
        """Return the days on which an answer may change, the first of all first."""
        frames: list[Timeframe | None] = [
            self.frame,
            *(status.frame for status in self.atlas.statuses(self.zone)),
            *(self.atlas.reading_frame(reading) for reading in self.readings),
        ]
        periods = [p for frame in frames if frame is not None for p in frame.periods]
        days = {day for p in periods for day in (p.b0, p.b1, p.e0, p.e1)}
        return sorted({PAST, *days})

    def epochs(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the stretch of time that each day lies in."""
        return np.searchsorted(self.breaks, days, side="right") - 1

    def epoch(self, day: int) -> int:
        """Return the stretch of time that a day lies in."""
        return bisect_right(self.breaks, day) - 1

    def keeps(self, verdict: Verdict) -> bool:
        """Whether an event with this answer makes a pair with the zone."""
        return verdict.certainty != "no"

    def verdict(
        self, codes: Sequence[int], first: int, last: int, capped: bool
    ) -> Verdict:
        """Answer one case.

        Parameters
        ----------
        codes
            Space in each of the zone's readings, as indices into ``ANSWERS``.
        first, last
            The stretches of time between which the event took place: its day is one of
            them, nobody knows which.
        capped
            Whether the event's day is doubted.
        """
        key = (tuple(codes), first, last, capped)
        if key not in self._verdicts:
            self._verdicts[key] = self._answer(*key)
        return self._verdicts[key]

    def _answer(
        self, codes: tuple[int, ...], first: int, last: int, capped: bool
    ) -> Verdict:
        days = [self.breaks[epoch] for epoch in range(first, last + 1)]
        given = {
            reading.id: ANSWERS[code]
            for reading, code in zip(self.readings, codes, strict=True)
        }
        spaces = [self._spaces(given, day) for day in days]
        space = rivals(answer for each in spaces for _, answer in each)
        time = rivals(on_day(self.frame.periods, day) for day in days)
        time = at_most_possible(time) if capped else time
        whole = rivals(
            both(rivals(answer for _, answer in each), on_day(self.frame.periods, day))
            for each, day in zip(spaces, days, strict=True)
        )
        certainty = at_most_possible(whole) if capped else whole
        why = []
        if not self.is_drawn and space != "no":
            space = "unknown"
            certainty = both(space, time)
            formula = belt_formula(self.atlas.about[self.zone])
            why.append(f"no line is given to measure from: {formula}")
        elif space != "certain":
            why.append(space_reason(spaces[0]) or "")
        if time != "certain":
            why.append(self._time_reason(days, capped))
        holding = [
            reading.words
            for reading in self.readings
            if given[reading.id] in ("certain", "possible")
        ]
        return Verdict(
            certainty,
            space,
            time,
            self._status(days),
            " | ".join(holding),
            (
                "; ".join(reason for reason in why if reason)
                if certainty in ("possible", "unknown")
                else ""
            ),
        )

    def _spaces(
        self, given: dict[str, Certainty], day: int
    ) -> list[tuple[Reading, Certainty]]:
        spaces = []
        if day not in self._valid:
            self._valid[day] = readings_on(self.atlas, self.home or "", day)
        for reading, valid, capped in self._valid[day]:
            space = given[reading.id]
            space = at_most_possible(space) if capped else space
            spaces.append((reading, both(space, valid)))
        return spaces

    def _time_reason(self, days: Sequence[int], capped: bool) -> str:
        what = f"the {self.asked or 'regime'} of {self.zone}"
        if len({on_day(self.frame.periods, day) for day in days}) > 1:
            return f"{what} changed between the days on which it may have been"
        reason = time_reason(self.frame, days[0], what)
        return reason or ("the day is doubted" if capped else "")

    def _statuses_on(self, day: int) -> list[tuple[str, Certainty]]:
        if day not in self._statuses:
            rows = statuses_on(self.atlas, self.zone, day)
            self._statuses[day] = [(row["status"], row["certainty"]) for row in rows]
        return self._statuses[day]

    def _status(self, days: Sequence[int]) -> str:
        """Say the statuses in that time, those that nobody speaks of left out."""
        by_name: dict[str, list[Certainty]] = {}
        for day in days:
            for name, answer in self._statuses_on(day):
                by_name.setdefault(name, []).append(answer)
        said = [(name, rivals(answers)) for name, answers in by_name.items()]
        return " · ".join(
            f"{name.replace('_', ' ')}: {answer}"
            for name, answer in said
            if answer in ("certain", "possible")
        )
