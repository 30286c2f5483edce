"""Located tables: a table with the position of each named place beside it.

Every column is kept. A name gets a position only where one settlement of the gazetteer
carries it, in the region that the row names; otherwise it gets suggestions, and
somebody fills the gap by hand.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..errors import InputError
from ..formats import json_text, replace_file, table_text
from ..row_files import open_rows, row_format, write_rows
from .chunks import ROWS, TableFile, cell_text
from .files import open_table
from .finding import Finder

if TYPE_CHECKING:
    from ..places import Gazetteer, Place

__all__ = ["LOCATED", "LocateReport", "TableLocator"]

LOCATED: dict[str, type] = {
    "lat": float,
    "lon": float,
    "error_km": float,
    "matched": str,
    "source": str,
    "suggestions": str,
}
"""The columns that are added, with their types."""

GIVEN = "given in the table"
"""Source of a position that the table has already."""

_FIRST_NAMES = 5
_PARQUET = (".parquet", ".geoparquet", ".pq")


@dataclass(slots=True)
class LocateReport:
    """How many rows have a position now, and which names have none.

    Attributes
    ----------
    rows, given, located
        Rows in all, with a position before, and with one from the gazetteer.
    missing
        Rows without a position, by the name of the place.
    ragged
        Lines left out, for they have another number of cells than the header.
    """

    rows: int = 0
    given: int = 0
    located: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    ragged: list[int] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report in lines, for people."""
        lines = [
            f"{self.rows:,} rows: {self.located:,} located, {self.given:,} had a "
            f"position, {self.missing.total():,} have none"
        ]
        if self.missing:
            ranked = sorted(self.missing.items(), key=lambda pair: (-pair[1], pair[0]))
            shown = ", ".join(
                f"{name or 'no name'} ({count:,})"
                for name, count in ranked[:_FIRST_NAMES]
            )
            lines.append(f"{len(self.missing):,} names without a position: {shown}")
        if self.ragged:
            first = ", ".join(map(str, self.ragged[:_FIRST_NAMES]))
            lines.append(
                f"another number of cells than the header: {len(self.ragged):,} rows "
                f"left out, first in line {first}"
            )
        return lines


@dataclass(frozen=True)
class TableLocator:
    """Adds to the rows of a table where their places are.

    Attributes
    ----------
    gazetteer
        Where names are looked up.
    place
        Column with the names of settlements.
    admin, country_column
        Columns with their admin-1 regions and countries, names or codes; None for none.
    country
        ISO 3166-1 alpha-2 code that holds for every row.
    """

    gazetteer: Gazetteer
    place: str
    admin: str | None = None
    country_column: str | None = None
    country: str | None = None

    def write(
        self, path: Path, output: Path | IO[str], form: str | None = None
    ) -> LocateReport:
        """Write the table with its positions.

        Parameters
        ----------
        path
            The table, of any kind that :func:`geodata.tables.files.open_table` reads.
        output
            A file appears when all is written; or an open text file.
        form
            As :func:`geodata.row_files.open_rows` has it; to an open file ``table``,
            ``csv``, ``json`` or ``jsonl``. None: by the suffix of the file.

        Raises
        ------
        InputError
            If the table cannot be read, has no such column, or two of one name.
        """
        report = LocateReport()
        with open_table(path) as table:
            names = _Names.of(table, self)
            parts = self._parts(table, names, report)
            if not isinstance(output, Path):
                _to_stream(parts, list(names.all), output, form or "table")
                return report
            form = form or row_format(output)
            if form == "parquet" and path.suffix.lower() in _PARQUET:
                self._to_parquet(path, output, names, report)
                return report
            first = next(parts, [])
            types = _types(names, first) if "parquet" in form else names.all
            with open_rows(output, types, form) as write:
                for part in chain([first], parts):
                    _check(path, part, types, form)
                    write([_fitting(row, form) for row in part])
        return report

    def _to_parquet(
        self, path: Path, output: Path, names: _Names, report: LocateReport
    ) -> None:
        """Write Parquet from Parquet: every column keeps its type."""
        arrow, parquet = (import_module(f"pyarrow{m}") for m in ("", ".parquet"))
        finder = _PlaceFinder(self.gazetteer, self.country)
        with parquet.ParquetFile(path) as file, replace_file(output) as temporary:
            schema = file.schema_arrow
            kinds = {float: arrow.float64(), str: arrow.string()}
            for key, name in names.added.items():
                added = arrow.field(name, kinds[LOCATED[key]])
                at = schema.get_field_index(name)
                schema = schema.append(added) if at < 0 else schema.set(at, added)
            with parquet.ParquetWriter(temporary, schema, compression="zstd") as out:
                for batch in file.iter_batches(ROWS):
                    rows = list(self._rows(batch.to_pylist(), names, finder, report))
                    _check(path, rows, names.all, "parquet")
                    out.write_table(arrow.Table.from_pylist(rows, schema=schema))

    def _parts(
        self, table: TableFile, names: _Names, report: LocateReport
    ) -> Iterator[list[dict[str, Any]]]:
        finder = _PlaceFinder(self.gazetteer, self.country)
        for chunk in table.chunks(names.own):
            report.ragged += chunk.ragged
            columns = [chunk.columns[name].tolist() for name in names.own]
            cells = zip(*columns, strict=True)
            rows = (dict(zip(names.own, row, strict=True)) for row in cells)
            yield list(self._rows(rows, names, finder, report))

    def _rows(
        self,
        rows: Iterable[dict[str, Any]],
        names: _Names,
        finder: _PlaceFinder,
        report: LocateReport,
    ) -> Iterator[dict[str, Any]]:
        for row in rows:
            report.rows += 1
            point = [cell_text(row.get(name)) for name in ("lat", "lon")]
            if any(point):  # half of a point is left for the user to complete
                report.given += all(point)
                if not all(point):
                    report.missing[self._name(row)] += 1
                yield names.with_own(row)
                continue
            asked = (self.place, self.admin, self.country_column)
            found = finder.look_up(*(cell_text(row.get(n)) if n else "" for n in asked))
            report.located += found["lat"] is not None
            if found["lat"] is None:
                report.missing[self._name(row)] += 1
            yield row | {names.added[key]: value for key, value in found.items()}

    def _name(self, row: Mapping[str, Any]) -> str:
        return cell_text(row[self.place])


@dataclass(frozen=True)
class _Names:
    """The columns of a table, and under which names those that are added stand."""

    own: tuple[str, ...]
    added: Mapping[str, str]

    @classmethod
    def of(cls, table: TableFile, asked: TableLocator) -> _Names:
        """Choose the names; ``source`` and the like of another meaning are kept."""
        twice = [name for name, times in Counter(table.names).items() if times > 1]
        if twice:
            msg = f"{table.source}: two columns are called {twice[0]!r}; rename one"
            raise InputError(msg)
        wanted = {
            "place": asked.place,
            "admin": asked.admin,
            "country-column": asked.country_column,
        }
        for option, name in wanted.items():
            if name is not None and name not in table.names:
                found = ", ".join(map(repr, table.names))
                msg = (
                    f"{table.source}: no column {name!r} for --{option}; found: {found}"
                )
                raise InputError(msg)
        is_own = LOCATED.keys() <= {*table.names}
        words = ("matched", "source", "suggestions")
        added = {
            name: (
                f"located_{name}"
                if name in words and name in table.names and not is_own
                else name
            )
            for name in LOCATED
        }
        return cls(table.names, added)

    @property
    def all(self) -> dict[str, type]:
        """Every column of the result with its type; ``object`` is any."""
        columns: dict[str, type] = dict.fromkeys(self.own, object)
        return columns | {self.added[name]: kind for name, kind in LOCATED.items()}

    def with_own(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row that has a position with what else is known of it."""
        empty = dict.fromkeys(self.added.values())
        whole = empty | row
        for name in ("lat", "lon", "error_km"):
            whole[name] = _number(whole[name])
        source = self.added["source"]
        return whole | {source: cell_text(whole[source]) or GIVEN}


class _PlaceFinder:
    """Looks up each different place once."""

    def __init__(self, gazetteer: Gazetteer, country: str | None) -> None:
        self.gazetteer = gazetteer
        self.finder = Finder(gazetteer)
        self.country = country or ""
        self._known: dict[tuple[str, str, str], dict[str, Any]] = {}

    def look_up(self, name: str, admin: str, country: str) -> dict[str, Any]:
        """Return the cells of :data:`LOCATED` for a place."""
        key = (name, admin, country or self.country)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, name: str, admin: str, country: str) -> dict[str, Any]:
        empty = dict.fromkeys(LOCATED)
        if not name:
            return empty
        region = self.finder.region(admin, country) if admin else None
        place = self.finder.place(name, region, country)
        if place is not None and place.lat is not None and (region or not admin):
            return {
                "lat": place.lat,
                "lon": place.lon,
                "error_km": place.error_km,
                "matched": place.name,
                "source": place.source,
                "suggestions": None,
            }
        return empty | {"suggestions": self._suggestions(name, admin, region)}

    def _suggestions(self, name: str, admin: str, region: str | None) -> str:
        """Say which places may be meant, and why none of them is taken."""
        found = self.gazetteer.find(name, kind="settlement")
        if not found:
            near = self.gazetteer.suggest(name)
            found = [p for each in near for p in self.gazetteer.find(each)[:1]]
        labels = list(dict.fromkeys(map(_label, found)))
        if admin and region is None:
            labels.insert(0, f"no admin-1 region is called {admin}")
        return " | ".join(labels)


def _label(place: Place) -> str:
    where = place.admin1 or place.country
    point = None if place.lat is None else f"{place.lat:g},{place.lon:g}"
    return f"{place.name} ({'; '.join(each for each in (where, point) if each)})"


def _to_stream(
    parts: Iterator[list[dict[str, Any]]],
    columns: Sequence[str],
    file: IO[str],
    form: str,
) -> None:
    if form in ("csv", "jsonl"):
        head = True
        for part in parts:
            write_rows(
                file, [_fitting(r, form) for r in part], columns, form, head=head
            )
            head = False
        return
    rows = [_fitting(row, form) for part in parts for row in part]
    if form == "json":
        file.write(json_text({"deesc": 1, "query": "locate", "items": rows}))
    else:
        file.write(table_text(rows, columns))


def _fitting(row: dict[str, Any], form: str) -> dict[str, Any]:
    """Return the cells as a format can hold them: dates as text, save in a workbook."""
    if form == "xlsx":
        return row
    return {name: _plain(cell) for name, cell in row.items()}


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time(0) and not cell.tzinfo:
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return None if cell != cell else cell  # NaN is an empty cell


def _number(cell: Any) -> Any:
    """Return a number typed as text, with a decimal point or comma, as a number."""
    if not isinstance(cell, str):
        return cell
    try:
        return float(cell.replace(",", ".")) if cell.strip() else None
    except ValueError:
        return cell


def _types(names: _Names, rows: Sequence[Mapping[str, Any]]) -> dict[str, type]:
    """Choose the type of each column by its first cells; text where they differ."""
    types = names.all
    for name, kind in types.items():
        if kind is object:
            cells = [_plain(row[name]) for row in rows]
            kinds = {type(cell) for cell in cells if cell is not None}
            is_number = bool(kinds) and kinds <= {int, float}
            types[name] = (float if float in kinds else int) if is_number else str
    return types


def _check(
    path: Path, rows: Sequence[Mapping[str, Any]], types: Mapping[str, type], form: str
) -> None:
    """Refuse a cell that does not fit the type of its column."""
    if "parquet" not in form:
        return
    for name, kind in types.items():
        for row in rows:
            cell = _plain(row.get(name))
            is_number = isinstance(cell, int | float)
            if kind in (int, float) and cell is not None and not is_number:
                msg = f"{path}: column {name!r} holds {cell!r} among numbers: write CSV"
                raise InputError(msg)
