"""Packing: event tables as the blocks of a page, none larger than it must be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.numbering import distinct_numbers, first_rows
from geodata.periods import iso_of
from geodata.tables.dates import span_of_days

from .cells import NOTHING, Coded, Numbers, narrow
from .columns import Packing
from .counting import GRIDS, Counts, count_events
from .gathering import EPOCH, Drawn, EventTables
from .stills import Still

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAX_SIZE_MB", "Packed", "pack"]

MAX_SIZE_MB = 100.0
"""Size of the packed events above which a page holds counts instead."""

_SCALES = (5, 6, 7)
_PLACE_BYTES = 12  # about what a place takes in the packed description
_SAMPLE = 65_536
_OWN = 0.85
"""Part of a sample of rows that have a place of their own, above which all seem to."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The events of a page.

    Attributes
    ----------
    blocks
        ASCII texts without any sign that HTML knows; the first describes the others.
    summary
        What the page says of the events before it unpacks them: ``rows``, ``from``,
        ``to`` (ISO days), ``counted`` (whether rows stand for several events),
        ``tables``, ``attribution``, ``accessed``, ``has_rows``.
    still
        The same events for where no script runs.
    """

    blocks: tuple[str, ...]
    summary: dict[str, Any]
    still: Still = field(compare=False)  # drawn from what the blocks hold

    @property
    def size(self) -> int:
        """Bytes that the blocks take in the page."""
        return sum(map(len, self.blocks))


def pack(
    tables: EventTables,
    *,
    max_size_mb: float | None = MAX_SIZE_MB,
    accessed: str | None = None,
) -> Packed:
    """Pack events for a page.

    Parameters
    ----------
    tables
        The events.
    max_size_mb
        Size in MB (10^6 bytes) above which events of one place, day, category and
        standing become one row with their number, on a grid as coarse as it takes;
        None: whatever the size.
    accessed
        Day on which the tables were fetched, as ISO, for the attribution.
    """
    packed = _pack(tables, None, accessed)
    if max_size_mb is None:
        return packed
    for grid in (None, *GRIDS):  # the finest that fits, else the coarsest
        if packed.size <= max_size_mb * 1e6:
            break
        counts = count_events(tables.drawn, grid)
        counted = replace(tables, drawn=counts.drawn, columns={}, actors=[""])
        packed = _pack(counted, counts, accessed)
    return packed


def _pack(tables: EventTables, counts: Counts | None, accessed: str | None) -> Packed:
    packing = Packing(len(tables.drawn))
    days, reach = _days(tables.drawn), _reach(tables.drawn)
    drawn = {"day": packing.add(days)}
    places = _places(tables)
    own = dict.fromkeys(tables.columns, 0)
    if places is not None:
        drawn["place"] = packing.add(places)
    else:
        drawn["lon"], drawn["lat"] = packing.add_points(*_lon_lat(tables))
        drawn["error"] = packing.add(_coded(tables.drawn.error_km))
        drawn["admin1"] = packing.add(Coded(tables.drawn.admin1, tables.admin1))
    for name, column in tables.columns.items():
        own[name] = packing.add(column)
    drawn["reach"] = packing.add(reach)
    drawn["category"] = packing.add(Coded(tables.drawn.category, tables.categories))
    drawn["actor"] = packing.add(Coded(tables.drawn.actor, tables.actors))
    drawn["standing"] = packing.add_decided(
        _used(tables.drawn.standing, tables.standings),
        tables.drawn.ground,
        (drawn["day"], days.codes),
        (drawn["reach"], reach.codes),
    )
    if counts is not None:
        drawn["count"] = packing.add(Numbers(counts.count, 0))
    blocks = packing.finish({"drawn": drawn, "table": own})
    still = Still(
        replace(tables, columns={}),
        None if counts is None else counts.count,
        places is not None,
    )
    summary = _summary(tables, counts, accessed, bool(own))
    return Packed(tuple(blocks), summary, still)


def _summary(
    tables: EventTables, counts: Counts | None, accessed: str | None, has_rows: bool
) -> dict[str, Any]:
    drawn = tables.drawn
    days = (each.astype(np.int64) + EPOCH for each in (drawn.first, drawn.last))
    span = span_of_days(*days)
    attributions = {t.profile.attribution: None for t in tables.tables}
    return {
        "rows": len(drawn),
        "events": int(counts.count.sum()) if counts else len(drawn),
        "counted": counts is not None,
        "grid_km": counts.grid_km if counts else None,
        "from": iso_of(span[0]) if span else None,
        "to": iso_of(span[1]) if span else None,
        "has_rows": has_rows,
        "tables": [
            {
                "source": table.source,
                "profile": table.profile.name,
                "rows": table.rows,
                "columns": list(table.columns) if has_rows else [],
            }
            for table in tables.tables
        ],
        "attribution": [words for words in attributions if words],
        "accessed": accessed,
    }


def _coded(cells: NDArray[Any]) -> Coded:
    """Return numbers as a dictionary column; NaN is None."""
    distinct, codes = np.unique(cells, return_inverse=True)
    values = [None if value != value else value for value in distinct.tolist()]
    return Coded(narrow(codes), values)


def _used(codes: NDArray[Any], values: list[Any]) -> Coded:
    """Return a dictionary column without the values that no row has."""
    used, at = np.unique(codes, return_inverse=True)
    return Coded(narrow(at), [values[code] for code in used.tolist()])


def _days(drawn: Drawn) -> Coded:
    return _coded(drawn.first)


def _reach(drawn: Drawn) -> Coded:
    """Return how many days an event may have been later, and whether it is doubted."""
    coded = _coded((drawn.last - drawn.first) * 2 + drawn.capped)
    return Coded(coded.codes, [[value >> 1, value & 1] for value in coded.values])


def _places(tables: EventTables) -> Coded | None:
    """Return the places as a dictionary, where that is smaller than coordinates."""
    drawn = tables.drawn
    columns = (drawn.lon, drawn.lat, drawn.error_km, drawn.admin1)
    step = len(drawn) // _SAMPLE + 1
    _, many = distinct_numbers(*(column[::step] for column in columns[:2]))
    if step > 1 and many > _OWN * len(drawn.lon[::step]):
        return None
    codes, many = distinct_numbers(*columns)
    as_places = many * _PLACE_BYTES + _entropy_bytes(np.bincount(codes))
    as_numbers = sum(
        _entropy_bytes(np.bincount(plane, minlength=256))
        for cells in columns[:2]
        for plane in _byte_planes(cells)
    )
    if len(drawn) and as_places > as_numbers:
        return None
    at = first_rows(codes, many)
    order = np.lexsort([column[at] for column in reversed(columns)])
    at, place = at[order], narrow(np.argsort(order))
    values = [
        [
            None if lon != lon else lon,
            None if lat != lat else lat,
            None if error != error else error,
            tables.admin1[region],
        ]
        for lon, lat, error, region in zip(
            *(column[at].tolist() for column in columns), strict=True
        )
    ]
    return Coded(place[codes], values)


def _byte_planes(cells: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    whole = np.rint(np.nan_to_num(cells, nan=0.0) * 1e5).astype(np.int64)
    whole -= whole.min(initial=0)
    return [(whole >> shift) & 255 for shift in (0, 8, 16)]


def _entropy_bytes(times: NDArray[np.int64]) -> float:
    """Return how many bytes codes that occur so often take at least."""
    used = times[times > 0]
    return float(-(used * np.log2(used / used.sum())).sum()) / 8 if len(used) else 0.0


def _lon_lat(tables: EventTables) -> tuple[Numbers, Numbers]:
    """Return coordinates as whole numbers: without loss up to seven places, a cm."""
    columns = (tables.drawn.lon, tables.drawn.lat)
    scale = next((s for s in _SCALES if all(_is_whole(c, s) for c in columns)), 5)
    lon, lat = (_scaled(column, scale) for column in columns)
    return Numbers(lon, scale, "trim"), Numbers(lat, scale, "trim")


def _scaled(cells: NDArray[np.float64], scale: int) -> NDArray[np.int64]:
    is_nan = np.isnan(cells)
    whole = np.rint(np.where(is_nan, 0.0, cells) * 10.0**scale).astype(np.int64)
    return np.where(is_nan, NOTHING, whole)


def _is_whole(cells: NDArray[np.float64], scale: int) -> bool:
    power = 10.0**scale
    return bool(np.all((np.rint(cells * power) / power == cells) | np.isnan(cells)))
