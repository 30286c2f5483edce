"""Joining: events × zones and belts, each pair with its certainty, in bounded memory.

Events come in chunks. Each different place is looked at once, each different case of
space and time is answered once, and events hold no more than the number of their case
until somebody wants to see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geodata.errors import InputError
from geodata.metric import project_points
from geodata.numbering import distinct_numbers, first_rows, of_days
from geodata.tables import Events

from .atlas import Atlas, Reading
from .finding import find_zone
from .grounds import ANSWERS, Ground, ground_of
from .spaces import Spaces
from .verdicts import Verdict, ZoneCases

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import CRS

__all__ = ["Answered", "Joiner", "Pairs"]

_NO, _UNKNOWN = ANSWERS.index("no"), ANSWERS.index("unknown")
_AT_LEAST, _FEW, _MOST = 5, 0.2, 0.8
_CELLS = 1 << 22
"""Answers that are kept at most, and spelled out at once."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Events of one chunk with the zones and belts that may hold them.

    Attributes
    ----------
    events
        The chunk.
    row
        Event of each pair: its place in the chunk.
    zone
        Zone or belt of each pair: its place in ``zones``.
    verdict
        Answer of each pair: its place in ``verdicts``.
    km
        Distance in km to the nearest ground that a reading states, of pairs whose space
        is possible; else NaN.
    zones, kinds
        Ids of the zones and belts, and what they are.
    verdicts
        The different answers.
    """

    events: Events
    row: NDArray[np.int64]
    zone: NDArray[np.int64]
    verdict: NDArray[np.int64]
    km: NDArray[np.float64]
    zones: tuple[str, ...]
    kinds: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Events of one chunk with the answers they got, not spelled out.

    Attributes
    ----------
    events
        The chunk.
    case
        Case of each event: its row in ``answers``.
    answers
        For each case and each zone or belt, the place of its answer in ``verdicts``; -1
        where they make no pair.
    zones, kinds
        Ids of the zones and belts, and what they are.
    verdicts
        The different answers.
    distances
        Where distances are measured.
    ground
        Where each event lies: its place in ``grounds``.
    grounds
        The answers of all readings to where events lie.
    """

    events: Events
    case: NDArray[np.int64]
    answers: NDArray[np.int32]
    zones: tuple[str, ...]
    kinds: tuple[str, ...]
    verdicts: Sequence[Verdict]
    distances: Distances
    ground: NDArray[np.int64]
    grounds: Sequence[tuple[int, ...]]

    @property
    def count(self) -> int:
        """How many pairs there are."""
        per_case = (self.answers >= 0).sum(axis=1)
        return int(per_case[self.case].sum())

    def pairs(self) -> Pairs:
        """Spell the pairs out."""
        parts = []
        step = max(1, _CELLS // max(len(self.zones), 1))
        for start in range(0, len(self.case), step):
            answers = self.answers[self.case[start : start + step]]
            row, zone = np.nonzero(answers >= 0)
            parts.append((row + start, zone, answers[row, zone].astype(np.int64)))
        empty = np.empty(0, dtype=np.int64)
        row, zone, verdict = (
            np.concatenate(column) for column in zip(*parts or [(empty,) * 3])
        )
        km = self.distances.km(self, row, zone, verdict)
        verdicts = tuple(self.verdicts)
        return Pairs(
            self.events, row, zone, verdict, km, self.zones, self.kinds, verdicts
        )


class Distances:
    """Measures km from events to the nearest ground that a zone's readings state."""

    def __init__(self, crs: CRS | None, grounds: Sequence[Sequence[Ground]]) -> None:
        self.crs = crs
        self.grounds = grounds

    def km(
        self,
        answered: Answered,
        row: NDArray[np.int64],
        zone: NDArray[np.int64],
        verdict: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return the km of each pair whose space is possible; of others NaN."""
        km = np.full(len(row), np.nan)
        is_open = np.array([v.space == "possible" for v in answered.verdicts], bool)
        if self.crs is None or not len(row):
            return km
        wanted = np.flatnonzero(is_open[verdict])
        lon, lat = answered.events.lon[row[wanted]], answered.events.lat[row[wanted]]
        known = ~(np.isnan(lon) | np.isnan(lat))
        wanted, lon, lat = wanted[known], lon[known], lat[known]
        at, many = distinct_numbers(zone[wanted], lon, lat)
        first = first_rows(at, many)
        points = project_points(lon[first], lat[first], self.crs)
        least = np.full(many, np.inf)
        zones = zone[wanted[first]]
        for number in np.unique(zones).tolist():
            here = zones == number
            for ground in self.grounds[number]:
                gaps = np.nan_to_num(ground.km_to_stated(points[here]), nan=np.inf)
                least[here] = np.minimum(least[here], gaps)
        km[wanted] = np.round(np.where(np.isinf(least), np.nan, least), 1)[at]
        return km


class Joiner:
    """Joins chunks of events with the zones and belts of an atlas.

    Parameters
    ----------
    atlas
        What to join with.
    zones
        Ids or exact names of zones and belts; empty for all.
    status
        Answer for this status of a zone; None: for its regime.
    cases
        Answers the cases of a zone, and says which of them make a pair.
    engine, expected
        See :class:`zones.spaces.Spaces`.

    Attributes
    ----------
    disputed
        Pairs of which the region's name says certain and the point no, or the other
        way round.

    Raises
    ------
    UnknownNameError
        If there is no such zone.
    InputError
        If there is no zone at all.
    """

    def __init__(
        self,
        atlas: Atlas,
        zones: Sequence[str] = (),
        status: str | None = None,
        cases: type[ZoneCases] = ZoneCases,
        *,
        engine: str = "auto",
        expected: int = 0,
    ) -> None:
        names = [find_zone(atlas, name) for name in zones] or atlas.zone_ids()
        if not names:
            msg = "no document states a zone or belt, so events have none to lie in"
            raise InputError(msg)
        self.atlas = atlas
        self.cases = [cases(atlas, name, status) for name in names]
        self.disputed = 0
        crs, grounds = ground_of(atlas)
        asked = [reading for cases in self.cases for reading in cases.readings]
        homes = [h for r in asked if r.derived for h in self._home_readings(r)]
        readings = {reading.id: reading for reading in [*asked, *homes]}
        self._readings = sorted(readings.values(), key=lambda r: bool(r.derived))
        self._column = {r.id: number for number, r in enumerate(self._readings)}
        self._grounds = [grounds.get(reading.id) for reading in self._readings]
        error_m = atlas.boundaries.error_km * 1000
        self._spaces = Spaces(self._grounds, crs, error_m, engine, expected)
        per_zone = [
            [grounds[r.id] for r in cases.readings if r.id in grounds]
            for cases in self.cases
        ]
        self._distances = Distances(crs, per_zone)
        outers = [r.outer for r in atlas.readings if r.outer is not None]
        self._box = shapely.total_bounds(shapely.from_wkb(outers)) if outers else None
        self._breaks = sorted({day for cases in self.cases for day in cases.breaks})
        self._epochs = np.array(
            [cases.epochs(np.array(self._breaks)) for cases in self.cases]
        )
        self._verdicts: list[Verdict] = []
        self._verdict_numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        self._zone_spaces: list[dict[tuple[int, ...], int]] = [{} for _ in self.cases]
        self._forget()

    def _forget(self) -> None:
        """Begin the tables of cases anew; they are only there to save time."""
        self._ruled: dict[tuple[int, str | None], tuple[int, int]] = {}
        self._final: dict[tuple[int, ...], int] = {}
        self._case: dict[int, int] = {}
        self._answers = np.empty((1024, len(self.cases)), dtype=np.int32)

    def answer(self, events: Events) -> Answered:
        """Answer for each event of a chunk.

        Raises
        ------
        InputError
            If latitude and longitude are swapped by all signs.
        """
        self._check_axes(events)
        if self._answers.size > _CELLS:
            self._forget()
        space = self._ruled_spaces(events)
        count = len(self._breaks)
        key = space
        for days in (events.first, events.last):
            key = key * count + of_days(days, self._stretch)
        key = key * 2 + events.capped
        at, many = distinct_numbers(key)
        distinct = key[first_rows(at, many)]
        case = self._cases_of(distinct)[at]
        return Answered(
            events,
            case,
            self._answers[: len(self._case)],
            tuple(cases.zone for cases in self.cases),
            tuple(cases.kind for cases in self.cases),
            self._verdicts,
            self._distances,
            space,
            tuple(self._final),
        )

    def _stretch(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self._breaks, days, side="right") - 1

    def join(self, events: Events) -> Pairs:
        """Join one chunk; pairs that the cases do not keep are left out.

        Raises
        ------
        InputError
            If latitude and longitude are swapped by all signs.
        """
        return self.answer(events).pairs()

    def _check_axes(self, events: Events) -> None:
        """Refuse a table of which few points are near, and most are when swapped."""
        if self._box is None or len(events) < _AT_LEAST:
            return
        west, south, east, north = self._box

        def near(lon: NDArray[Any], lat: NDArray[Any]) -> float:
            inside = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
            return float(inside.sum()) / len(events)

        straight, swapped = (
            near(events.lon, events.lat),
            near(events.lat, events.lon),
        )
        if straight < _FEW and swapped > _MOST:
            msg = (
                f"{events.source}: latitude and longitude seem to be swapped: "
                f"{straight:.0%} of the points lie near the zones, {swapped:.0%} would "
                "with lat and lon exchanged; name the columns with --lat and --lon"
            )
            raise InputError(msg)

    def _home_readings(self, belt: Reading) -> list[Reading]:
        home = self.atlas.home_of(belt.zone)
        return [reading for reading in self.atlas.readings if reading.zone == home]

    def _ruled_spaces(self, events: Events) -> NDArray[np.int64]:
        """Return the number of the space of each event, its region heard."""
        space = self._spaces.find(events.lon, events.lat, events.error_km)
        codes, regions = events.admin1.codes, events.admin1.values
        at, many = distinct_numbers(space, codes)
        first = first_rows(at, many)
        times = np.bincount(at, minlength=many)
        numbers = np.empty(many, dtype=np.int64)
        for place, row in enumerate(first.tolist()):
            region = regions[codes[row]]
            mark = (int(space[row]), region)
            if mark not in self._ruled:
                self._ruled[mark] = self._rule(*mark)
            numbers[place], disputed = self._ruled[mark]
            self.disputed += disputed * int(times[place])
        return numbers[at]

    def _rule(self, space: int, region: str | None) -> tuple[int, int]:
        """Hear the region of a place; return its space and how many disputes."""
        codes: list[int] = []
        disputes = 0
        for reading, ground, code in zip(
            self._readings, self._grounds, self._spaces.rows[space], strict=True
        ):
            if ground is not None:
                code, disputed = ground.ruled(code, region)
                disputes += disputed
            if ground is not None and reading.derived and code == _NO:
                # Nobody has drawn the line, so no ground of its zone is ruled out.
                homes = self._home_readings(reading)
                if any(codes[self._column[home.id]] != _NO for home in homes):
                    code = _UNKNOWN
            codes.append(code)
        final = tuple(codes)
        return self._final.setdefault(final, len(self._final)), disputes

    def _cases_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the case of each of some different keys; new ones are answered."""
        known = self._case
        new = [key for key in keys.tolist() if key not in known]
        if new:
            start = len(known)
            known.update(zip(new, range(start, start + len(new)), strict=True))
            if len(known) > len(self._answers):
                grown = np.empty((2 * len(known), len(self.cases)), dtype=np.int32)
                grown[:start] = self._answers[:start]
                self._answers = grown
            self._answers[start : len(known)] = self._answered(np.array(new))
        return np.array([known[key] for key in keys.tolist()], dtype=np.int64)

    def _answered(self, keys: NDArray[np.int64]) -> NDArray[np.int32]:
        """Answer keys: a row for each, with the verdict of each zone."""
        count = len(self._breaks)
        rest, capped = np.divmod(keys, 2)
        rest, last = np.divmod(rest, count)
        space, first = np.divmod(rest, count)
        finals = list(self._final)
        answers = np.empty((len(keys), len(self.cases)), dtype=np.int32)
        for number, cases in enumerate(self.cases):
            columns = [self._column[reading.id] for reading in cases.readings]
            known = self._zone_spaces[number]
            distinct = np.unique(space)
            of_space = np.empty(len(finals), dtype=np.int64)
            for one in distinct.tolist():
                codes = tuple(finals[one][column] for column in columns)
                of_space[one] = known.setdefault(codes, len(known))
            epochs = self._epochs[number]
            own = (of_space[space], epochs[first], epochs[last], capped)
            at, many = distinct_numbers(*own)
            row = first_rows(at, many)
            table = list(known)
            found = np.empty(many, dtype=np.int32)
            for place, case in enumerate(np.column_stack(own)[row].tolist()):
                found[place] = self._verdict(number, table[case[0]], tuple(case))
            answers[:, number] = found[at]
        return answers

    def _verdict(
        self, number: int, codes: tuple[int, ...], case: tuple[int, ...]
    ) -> int:
        """Return the place of a zone's answer, or -1 for no."""
        mark = (number, case)
        if mark not in self._verdict_numbers:
            verdict = self.cases[number].verdict(codes, case[1], case[2], bool(case[3]))
            place = -1
            if self.cases[number].keeps(verdict):
                place = len(self._verdicts)
                self._verdicts.append(verdict)
            self._verdict_numbers[mark] = place
        return self._verdict_numbers[mark]
