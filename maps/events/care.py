"""Care: events of tables on a coarser grid, or without the newest, as for an atlas."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from geodata.periods import iso_of
from geodata.tables.dates import span_of_days
from zones.cautions import coarse_point

from ..armour import packed_json
from .cells import CHUNK_ROWS, Coded, Numbers, Stored, Texts, unpacked_json
from .gathering import EPOCH, EventTables

__all__ = ["coarsen_events", "delay_events", "select_events"]


def coarsen_events(tables: EventTables, km: float) -> EventTables:
    """Move events to the middle of a grid cell, and leave the tables' own columns out.

    Certainties stay those of the exact places. The error grows by half of a cell's
    diagonal, as :func:`zones.cautions.coarsen` does it.
    """
    drawn = tables.drawn
    points = drawn.lon + 1j * drawn.lat
    distinct, at = np.unique(points, return_inverse=True)
    moved = [
        coarse_point(point.imag, point.real, km) if point == point else (math.nan,) * 2
        for point in distinct.tolist()
    ]
    lat, lon = np.array(moved).reshape(-1, 2)[at].T
    wider = np.ceil((drawn.error_km.astype(float) + km * math.sqrt(0.5)) * 10) / 10
    return replace(
        tables,
        drawn=replace(drawn, lat=lat, lon=lon, error_km=wider.astype(np.float32)),
        columns={},
    )


def delay_events(
    tables: EventTables, days: int, newest: int | None
) -> tuple[EventTables, str]:
    """Leave out what may have been in the last days before the newest date.

    Parameters
    ----------
    tables
        The events.
    days
        How many days are left out.
    newest
        Newest date of the documents, as an ordinal; that of the tables counts too.

    Returns
    -------
    EventTables, str
        The events that are left, and a note of what was done.
    """
    first, end = (
        each.astype(np.int64) + EPOCH
        for each in (tables.drawn.first, tables.drawn.last)
    )
    _, own = span_of_days(first, end) or (EPOCH, EPOCH)
    last = max(own, newest or own) - days
    keep = end <= last
    note = f"events of tables after {iso_of(last)} are left out"
    return select_events(tables, keep), note


def select_events(tables: EventTables, keep: np.ndarray) -> EventTables:
    """Return only some events; ``keep`` is true for those that stay."""
    ends = np.cumsum([table.rows for table in tables.tables], dtype=np.int64)
    starts = [0, *ends[:-1].tolist()]
    return replace(
        tables,
        drawn=type(tables.drawn)(
            *(
                getattr(tables.drawn, name)[keep]
                for name in tables.drawn.__dataclass_fields__
            )
        ),
        columns={name: _selected(c, keep) for name, c in tables.columns.items()},
        tables=tuple(
            replace(table, rows=int(keep[start:end].sum()))
            for table, start, end in zip(
                tables.tables, starts, ends.tolist(), strict=True
            )
        ),
    )


def _selected(column: Stored, keep: np.ndarray) -> Stored:
    if isinstance(column, Coded):
        return Coded(column.codes[keep], column.values)
    if isinstance(column, Numbers):
        return replace(column, numbers=column.numbers[keep])
    keys = [key for chunk in column.chunks for key in unpacked_json(chunk)]
    left = [key for key, stays in zip(keys, keep.tolist(), strict=True) if stays]
    starts = range(0, len(left), CHUNK_ROWS)
    return Texts([packed_json(left[at : at + CHUNK_ROWS]) for at in starts])
