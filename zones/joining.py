"""Joining: events × zones and belts, each pair with its certainty, in bounded memory.

Events come in chunks. Each different place is looked at once, each different case of
space and time is answered once, and the answers are spread over the events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geodata.errors import InputError, UnknownNameError
from geodata.metric import project_points
from geodata.tables import Events

from .atlas import Atlas, Reading
from .finding import find_zone
from .grounds import ANSWERS, ground_of
from .verdicts import Verdict, ZoneCases

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Joiner", "Pairs"]

_NO, _UNKNOWN = ANSWERS.index("no"), ANSWERS.index("unknown")
_AT_LEAST, _FEW, _MOST = 5, 0.2, 0.8


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

    Attributes
    ----------
    disputed
        Pairs of which the region's name says certain and the point no, or the other
        way round.

    Raises
    ------
    UnknownNameError
        If there is no such zone.
    """

    def __init__(
        self, atlas: Atlas, zones: Sequence[str] = (), status: str | None = None
    ) -> None:
        names = [find_zone(atlas, name) for name in zones] or atlas.zone_ids()
        if not names:
            raise UnknownNameError("zone", "any", ())
        self.atlas = atlas
        self.cases = [ZoneCases(atlas, name, status) for name in names]
        self.disputed = 0
        self._crs, self._grounds = ground_of(atlas)
        asked = [reading for cases in self.cases for reading in cases.readings]
        homes = [h for r in asked if r.derived for h in self._home_readings(r)]
        readings = {reading.id: reading for reading in [*asked, *homes]}
        self._asked = {reading.id for reading in asked}
        self._readings = sorted(readings.values(), key=lambda r: bool(r.derived))

    def join(self, events: Events) -> Pairs:
        """Join one chunk; pairs that are ``no`` are left out.

        Raises
        ------
        InputError
            If latitude and longitude are swapped by all signs.
        """
        self._check_axes(events)
        places = _Places(events)
        spaces = self._spaces(places)
        parts: list[tuple[Any, ...]] = []
        verdicts: dict[tuple[int, int], Verdict] = {}
        for number, cases in enumerate(self.cases):
            parts.append(self._zone(number, cases, events, places, spaces, verdicts))
        row, zone, verdict, km = (np.concatenate(column) for column in zip(*parts))
        order = np.lexsort((zone, row))
        return Pairs(
            events,
            row[order],
            zone[order],
            verdict[order],
            km[order],
            tuple(cases.zone for cases in self.cases),
            tuple(cases.kind for cases in self.cases),
            tuple(verdicts.values()),
        )

    def _check_axes(self, events: Events) -> None:
        """Refuse a table of which few points are near, and most are when swapped."""
        outers = [r.outer for r in self.atlas.readings if r.outer is not None]
        if not outers or len(events) < _AT_LEAST:
            return
        west, south, east, north = shapely.total_bounds(shapely.from_wkb(outers))

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

    def _spaces(self, places: _Places) -> dict[str, NDArray[np.uint8]]:
        """Say where each different place lies in each reading that is asked for."""
        if self._crs is None:
            points = np.full(len(places.lat), None, dtype=object)
        else:
            points = project_points(places.lon, places.lat, self._crs)
        places.points = points
        error_m = self.atlas.boundaries.error_km * 1000
        radius = np.nan_to_num(places.error_km) * 1000 + error_m
        spaces: dict[str, NDArray[np.uint8]] = {}
        for reading in self._readings:
            ground = self._grounds.get(reading.id)
            if ground is None:
                spaces[reading.id] = np.full(len(points), _UNKNOWN, dtype=np.uint8)
                continue
            codes, disputed = ground.spaces(points, radius, places.admin1)
            if reading.derived:
                # Nobody has drawn the line, so no ground of its zone is ruled out.
                for home in self._home_readings(reading):
                    codes[(codes == _NO) & (spaces[home.id] != _NO)] = _UNKNOWN
            spaces[reading.id] = codes
            self.disputed += int(places.times[disputed].sum())
        return {name: spaces[name] for name in self._asked}

    def _home_readings(self, belt: Reading) -> list[Reading]:
        home = self.atlas.home_of(belt.zone)
        return [reading for reading in self.atlas.readings if reading.zone == home]

    def _zone(
        self,
        number: int,
        cases: ZoneCases,
        events: Events,
        places: _Places,
        spaces: dict[str, NDArray[np.uint8]],
        verdicts: dict[tuple[int, int], Verdict],
    ) -> tuple[Any, ...]:
        """Return row, zone, verdict and km of the pairs of one zone."""
        columns = [spaces[reading.id] for reading in cases.readings]
        key = np.zeros(len(places.lat), dtype=np.int64)
        for column in columns:
            key = key * len(ANSWERS) + column
        distinct, at = np.unique(key, return_inverse=True)
        epochs = len(cases.breaks)
        case = at[places.of_event]
        for more in (cases.epochs(events.first), cases.epochs(events.last)):
            case = case * epochs + more
        case = case * 2 + events.capped
        found, which = np.unique(case, return_inverse=True)
        answer = np.full(len(found), -1, dtype=np.int64)
        numbers = {key: place for place, key in enumerate(verdicts)}
        for place, one in enumerate(found.tolist()):
            rest, capped = divmod(one, 2)
            rest, last = divmod(rest, epochs)
            space, first = divmod(rest, epochs)
            codes = _digits(int(distinct[space]), len(columns))
            verdict = cases.verdict(codes, first, last, bool(capped))
            if verdict.certainty != "no":
                mark = (number, one)
                verdicts[mark] = verdict
                answer[place] = numbers.setdefault(mark, len(numbers))
        answers = answer[which]
        row = np.flatnonzero(answers >= 0)
        chosen = answers[row]
        is_open = np.array(
            [verdict.space == "possible" for verdict in verdicts.values()], dtype=bool
        )
        km = np.full(len(row), np.nan)
        wanted = np.flatnonzero(is_open[chosen]) if len(row) else row
        if len(wanted):
            km[wanted] = self._km(cases, places, places.of_event[row[wanted]])
        zone = np.full(len(row), number, dtype=np.int64)
        return row, zone, chosen, km

    def _km(
        self, cases: ZoneCases, places: _Places, wanted: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return km to the nearest ground that a reading of the zone states."""
        distinct, at = np.unique(wanted, return_inverse=True)
        least = np.full(len(distinct), np.inf)
        points = places.points[distinct]
        known = np.array([point is not None for point in points], dtype=bool)
        for reading in cases.readings:
            ground = self._grounds.get(reading.id)
            if ground is not None and known.any():
                gaps = np.nan_to_num(ground.km_to_stated(points[known]), nan=np.inf)
                least[known] = np.minimum(least[known], gaps)
        km: NDArray[np.float64] = np.where(np.isinf(least), np.nan, least)[at]
        return np.round(km, 1)


class _Places:
    """The different places of a chunk: point, radius and region."""

    def __init__(self, events: Events) -> None:
        regions = sorted({code for code in events.admin1 if code is not None})
        number = {code: place for place, code in enumerate(regions)}
        codes = np.array([number.get(code, -1) for code in events.admin1], dtype=float)
        table = np.column_stack([events.lat, events.lon, events.error_km, codes])
        distinct, first, self.of_event, self.times = np.unique(
            np.nan_to_num(table, nan=1e9),
            axis=0,
            return_index=True,
            return_inverse=True,
            return_counts=True,
        )
        self.of_event = self.of_event.reshape(-1)
        self.lat = events.lat[first]
        self.lon = events.lon[first]
        self.error_km = events.error_km[first]
        self.admin1 = events.admin1[first]
        self.points: NDArray[Any] = np.full(len(distinct), None, dtype=object)


def _digits(key: int, count: int) -> tuple[int, ...]:
    digits = []
    for _ in range(count):
        key, digit = divmod(key, len(ANSWERS))
        digits.append(digit)
    return tuple(reversed(digits))
