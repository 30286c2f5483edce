"""Extracting: the tables that a page was made with, from the page alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.formats import ensure_writable
from geodata.periods import iso_of
from geodata.row_files import open_rows, row_format

from ..armour import unarmour
from .cells import unpacked_json
from .gathering import EPOCH
from .planes import cells_of, column_keys, unpack_blocks

__all__ = ["PageTable", "extract", "extract_file"]

_BLOCK = re.compile(
    r'<script type="text/plain" id="deesc-events-(\d+)">([^<]*)</script>'
)
_SUMMARY = re.compile(r'<script type="text/plain" id="deesc-data">([^<]*)</script>')
_PART = 10_000
_MOST = 2**63 - 1  # of a whole number in Parquet


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page.

    Attributes
    ----------
    source
        Name of the file that it came from.
    columns
        Its columns, in order.
    rows
        How many rows.
    is_counts
        Whether a row stands for several events.
    """

    source: str
    columns: tuple[str, ...]
    rows: int
    is_counts: bool
    _cells: dict[str, Any]

    def parts(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows, some thousand at a time."""
        # Every column moves on, those of other tables too.
        cells = zip(*self._cells.values(), strict=False)
        places = {name: at for at, name in enumerate(self._cells)}
        own = [(name, places[name]) for name in self.columns]
        left = self.rows
        while left > 0:
            part = list(islice(cells, min(_PART, left)))
            left -= len(part)
            yield [{name: row[at] for name, at in own} for row in part]


def extract(page: str, source: str = "page") -> list[PageTable]:
    """Return the tables that stand in a page, in the order of their rows.

    The tables share their columns' iterators: read their parts one after another.

    Parameters
    ----------
    page
        The HTML of a map.
    source
        What to call it in messages.

    Raises
    ------
    InputError
        If the page holds no rows of events.
    """
    blocks = {int(number): text for number, text in _BLOCK.findall(page)}
    found = _SUMMARY.search(page)
    if not blocks or found is None:
        msg = f"{source}: holds no events of a table"
        raise InputError(msg)
    is_whole = page.rstrip().endswith("</html>")
    if not is_whole or sorted(blocks) != list(range(len(blocks))):
        msg = f"{source}: some blocks of its events are missing"
        raise InputError(msg)
    try:
        payload = unpacked_json(unarmour(found.group(1)))
        summary = payload["events"]
    except (ValueError, KeyError, InputError) as error:
        msg = f"{source}: does not describe its events: {error}"
        raise InputError(msg) from None
    head, data = unpack_blocks([blocks[number] for number in range(len(blocks))])
    if summary["counted"]:
        return [_counts(head, data, summary)]
    if not head["table"]:
        msg = (
            f"{source}: holds events without their rows, since the terms of their "
            "source do not allow them or places were coarsened"
        )
        raise InputError(msg)
    cells = {
        name: cells_of(head, data, number) for name, number in head["table"].items()
    }
    tables = []
    for table in summary["tables"]:
        own = tuple(table["columns"])
        tables.append(PageTable(table["source"], own, table["rows"], False, cells))
    return tables


def _counts(
    head: dict[str, Any], data: Sequence[bytes], summary: dict[str, Any]
) -> PageTable:
    """Return the counts of a page that was too large for rows."""
    drawn = head["drawn"]

    def values(name: str) -> Iterator[Any]:
        return column_keys(head, data, drawn[name])

    if "place" in drawn:
        places = list(values("place"))
    else:
        axes = (map(_number, values("lon")), map(_number, values("lat")))
        places = list(zip(*axes, values("error"), values("admin1"), strict=True))
    days = list(values("day"))
    lengths = [reach[0] for reach in values("reach")]
    facts = list(values("standing"))
    cells = {
        "first": (iso_of(day + EPOCH) for day in days),
        "last": (iso_of(d + n + EPOCH) for d, n in zip(days, lengths, strict=True)),
        "type": values("category"),
        "lat": (place[1] for place in places),
        "lon": (place[0] for place in places),
        "error_km": (place[2] for place in places),
        "admin1": (place[3] for place in places),
        "zones": ("|".join(f"{z}: {a}" for z, a, _ in said) for said in facts),
        "events": (int(key) for key in values("count")),
    }
    name = ", ".join(table["source"] for table in summary["tables"])
    return PageTable(name, tuple(cells), head["rows"], True, cells)


def _number(key: str) -> float | None:
    return float(key) if key else None


def extract_file(page: Path, output: Path, overwrite: bool = False) -> list[str]:
    """Write the tables of a page to a file, or each to its own file in a folder.

    Parameters
    ----------
    page
        A map.
    output
        CSV, JSON lines, Parquet or workbook by its suffix; several tables in one file
        have all their columns. In a folder each table keeps its name.
    overwrite
        Whether files that deesc did not write may be replaced.

    Returns
    -------
    list of str
        A report in lines.

    Raises
    ------
    InputError
        If the page cannot be read, or holds no rows.
    """
    try:
        text = page.read_text("ascii", errors="replace")
    except OSError as error:
        msg = f"{page}: cannot be read: {error.strerror or error}"
        raise InputError(msg) from None
    tables = extract(text, str(page))
    form = row_format(output)
    if form == "geoparquet":
        msg = f"{output}: tables are given back as they came; write .parquet"
        raise InputError(msg)
    types = _types(extract(text, str(page))) if form == "parquet" else None
    lines = []
    if output.is_dir():
        targets = [output / _file_name(table.source) for table in tables]
        if len(set(targets)) < len(targets):
            msg = f"{output}: two tables of {page} have one name; write one file"
            raise InputError(msg)
        for table, target in zip(tables, targets, strict=True):
            ensure_writable(target, overwrite)
            lines.append(_write(target, [table]))
    else:
        ensure_writable(output, overwrite)
        lines.append(_write(output, tables, types))
    if tables[0].is_counts:
        lines.append("the map holds counts by place, day and type, not the rows")
    return lines


def _write(
    target: Path, tables: Sequence[PageTable], types: dict[str, type] | None = None
) -> str:
    form = row_format(target)
    names = dict.fromkeys(name for table in tables for name in table.columns)
    columns = types or {name: str for name in names}
    with open_rows(target, columns, form) as write:
        for table in tables:
            for part in table.parts():
                write([_typed(row, types) for row in part] if types else part)
    rows = sum(table.rows for table in tables)
    return f"wrote {target} ({rows:,} rows)"


def _types(tables: Sequence[PageTable]) -> dict[str, type]:
    """Return a type for each column that takes all its cells, as Parquet needs it."""
    kinds: dict[str, set[type]] = {}
    for table in tables:
        for name in table.columns:
            kinds.setdefault(name, set())
        for part in table.parts():
            for row in part:
                for name, cell in row.items():
                    kinds[name].add(_kind(cell))
    return {name: _common(found - {type(None)}) for name, found in kinds.items()}


def _kind(cell: Any) -> type:
    return str if type(cell) is int and abs(cell) > _MOST else type(cell)


def _common(kinds: set[type]) -> type:
    if kinds == {int}:
        return int
    return float if kinds and kinds <= {int, float} else str


def _typed(row: dict[str, Any], types: dict[str, type]) -> dict[str, Any]:
    """Return a row of which columns of text hold texts alone, others as JSON."""
    return {
        name: (
            cell
            if cell is None or isinstance(cell, str) or types[name] is not str
            else json.dumps(cell, ensure_ascii=False)
        )
        for name, cell in row.items()
    }


def _file_name(source: str) -> str:
    name = re.sub(r"\.(gz|zst)$", "", source)
    stem = re.sub(r"\.[^.]*$", "", name)
    return re.sub(r"[^\w .()-]", "_", stem) + ".csv"
