"""Making: files of events become what a page carries, and a report of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.errors import InputError
from geodata.places import Gazetteer
from geodata.tables import Reject, TableOptions
from geodata.tables.chunks import TableFile
from geodata.tables.profiles import Profile
from zones.atlas import Atlas
from zones.cautions import newest_day

from .care import coarsen_events, delay_events
from .gathering import EventTables, gather
from .packing import MAX_SIZE_MB, Packed, pack

__all__ = ["Publishing", "pack_files"]


@dataclass(frozen=True, slots=True)
class Publishing:
    """How events of tables may stand in a page.

    Attributes
    ----------
    max_size_mb
        Size in MB above which a page holds counts; None: whatever the size.
    rows_allowed
        Whether rows of a source stand in the page although its terms forbid that.
    accessed
        ISO day on which the tables were fetched; some sources' terms ask for it.
    coarsen_km, delay_days
        See :mod:`zones.cautions`.
    """

    max_size_mb: float | None = MAX_SIZE_MB
    rows_allowed: bool = False
    accessed: str | None = None
    coarsen_km: float | None = None
    delay_days: int | None = None

    def keeps_rows(self, profile: Profile) -> bool:
        """Whether the rows of a source stand in the page.

        Raises
        ------
        InputError
            If the source wants the day of access named, and nobody gave it.
        """
        if profile.republish:
            return True
        if self.accessed is None:
            msg = (
                f"the terms of {profile.name} ask for the day of access in every "
                "attribution: give --accessed DATE, in Python Publishing(accessed=DATE)"
            )
            raise InputError(msg)
        return self.rows_allowed


def pack_files(
    sources: Sequence[Path | TableFile],
    atlas: Atlas,
    gazetteer: Gazetteer,
    options: TableOptions | None = None,
    publishing: Publishing | None = None,
    *,
    reject: Reject | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[Packed, Atlas, list[str]]:
    """Read, join and pack files of events for a page.

    Parameters
    ----------
    sources
        Files, folders, patterns and tables, as :func:`geodata.tables.read_events` takes
        them.
    atlas, gazetteer
        What to join with, and where names are looked up.
    options
        How to read the tables.
    publishing
        What may stand in the page.
    reject, progress
        See :func:`maps.events.gather`.

    Returns
    -------
    Packed, Atlas, list of str
        The events; the atlas, with the cautions that were taken noted in it; and a
        report in lines.

    Raises
    ------
    InputError
        If a table cannot be read, no row of it can be used, or its terms are not met.
    """
    publishing = publishing or Publishing()
    tables = gather(
        sources,
        atlas,
        gazetteer,
        options,
        keep_rows=publishing.keeps_rows,
        reject=reject,
        progress=progress,
    )
    faults = tables.faults
    lines = [f"{faults.used:,} of {faults.rows:,} rows of events", *faults.summary()]
    if not len(tables):
        shown = ", ".join(
            each.source if isinstance(each, TableFile) else str(each)
            for each in sources
        )
        msg = "\n".join([f"{shown}: no row can be used", *faults.summary()])
        raise InputError(msg)
    tables, cautions = _careful(tables, atlas, publishing)
    packed = pack(
        tables, max_size_mb=publishing.max_size_mb, accessed=publishing.accessed
    )
    if packed.summary["counted"]:
        limit = publishing.max_size_mb
        cautions.append(_counted_words(packed, limit))
    lines += cautions
    lines += [
        f"{table.source}: the terms of {table.profile.name} do not allow its rows in "
        "the map; --rows-allowed puts them there"
        for table in tables.tables
        if not table.columns and not table.profile.republish
    ]
    lines += [f"events: {words}" for words in packed.summary["attribution"]]
    return packed, replace(atlas, cautions=(*atlas.cautions, *cautions)), lines


def _careful(
    tables: EventTables, atlas: Atlas, publishing: Publishing
) -> tuple[EventTables, list[str]]:
    notes = []
    if publishing.delay_days is not None:
        newest = newest_day(atlas)
        tables, note = delay_events(tables, publishing.delay_days, newest)
        notes.append(note)
        if not len(tables):
            msg = f"a delay of {publishing.delay_days} days leaves no event"
            raise InputError(msg)
    if publishing.coarsen_km is not None:
        km = publishing.coarsen_km
        tables = coarsen_events(tables, km)
        notes.append(f"events of tables are moved to a grid of {km:g} km, without rows")
    return tables, notes


def _counted_words(packed: Packed, limit: float | None) -> str:
    """Say that a page holds counts, and on what grid."""
    summary = packed.summary
    grid = summary["grid_km"]
    where = f"cell of a grid of {grid:.1f} km" if grid else "place"
    return (
        f"more than {limit:g} MB of events: the map holds the exact numbers of "
        f"{summary['events']:,} events by {where}, day, type and answer, not the rows"
    )
