"""Event types: which forbidden acts an event of a table's type is, or may be.

The embedded table follows the codebooks of the sources: ACLED Codebook (2023), UCDP GED
Codebook 23.1, and CAMEO (2012) for GDELT, whose events are coded by a machine and so
never are an act but only may be. A user's table goes before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.tables.chunks import cell_text
from geodata.tables.files import open_table

from .reading.provision_words import ACTS

__all__ = ["ACT_CLASSES", "Acts", "EventTypes", "read_event_types"]

ACT_CLASSES = tuple(act for _, act in ACTS)
"""Classes of acts that rules forbid."""

HOW = ("is", "may be")

Acts = tuple[tuple[str, str], ...]
"""Classes of acts, and for each whether the event ``is`` or ``may be`` one."""

_Key = tuple[str, str]
_COLUMNS = ("type", "subtype", "act", "how")


@dataclass(frozen=True, slots=True)
class EventTypes:
    """What the types of event tables mean.

    Attributes
    ----------
    own
        The user's rows by type and subtype (folded case), which go before all others.
    tables
        The embedded rows, by profile.
    """

    own: Mapping[_Key, Acts]
    tables: Mapping[str, Mapping[_Key, Acts]]

    def acts(self, profile: str, kind: str, subtype: str = "") -> Acts | None:
        """Return the acts that events of a type fall under; None if nothing says.

        A subtype without a row of its own has those of its type, and those that it has
        under any type (rows with an empty type). The types of a table of the user's own
        are looked up in every embedded table.
        """
        tables = [self.own]
        if profile in self.tables:
            tables.append(self.tables[profile])
        if profile not in self.tables or profile == "own":
            tables += [self.tables[name] for name in sorted(self.tables)]
        for table in tables:
            for key in (_key(kind, subtype), _key(kind, "")):
                if key in table:
                    anywhere = dict(table.get(_key("", subtype), ()))
                    return tuple({**anywhere, **dict(table[key])}.items())
        return None


def _key(kind: str, subtype: str) -> _Key:
    return kind.strip().casefold(), subtype.strip().casefold()


def read_event_types(path: Path | None = None) -> EventTypes:
    """Read the embedded table, and a user's own.

    Parameters
    ----------
    path
        Table of any kind that :func:`geodata.tables.files.open_table` reads, with the
        columns ``type``, ``act``, and, if wanted, ``subtype`` and ``how`` (``is``,
        which an empty cell means, or ``may be``). A type that is no forbidden act has a
        row with an empty ``act``; a row with an empty ``type`` holds for its subtype
        under any type.

    Raises
    ------
    InputError
        If a column is missing, or an act or a word is none of those known.
    """
    text = files("zones").joinpath("data/event_types.csv").read_text("utf-8")
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault(row["profile"], []).append(row)
    tables = {name: _grouped(each) for name, each in rows.items()}
    return EventTypes({} if path is None else _grouped(_own_rows(path)), tables)


def _grouped(rows: Iterable[Mapping[str, str]]) -> dict[_Key, Acts]:
    found: dict[_Key, dict[str, str]] = {}
    for row in rows:
        acts = found.setdefault(_key(row["type"], row["subtype"]), {})
        if row["act"]:
            acts[row["act"]] = row["how"] or HOW[0]
    return {key: tuple(acts.items()) for key, acts in found.items()}


def _own_rows(path: Path) -> list[dict[str, str]]:
    rows = []
    with open_table(path) as table:
        by_key = {name.strip().lower(): name for name in table.names}
        missing = [name for name in ("type", "act") if name not in by_key]
        if missing:
            found = ", ".join(map(repr, table.names)) or "none"
            msg = f"{path}: no column {missing[0]!r}; found: {found}"
            raise InputError(msg)
        wanted = [by_key[name] for name in _COLUMNS if name in by_key]
        for chunk in table.chunks(wanted):
            columns: list[Any] = [
                (
                    chunk.columns[by_key[name]]
                    if name in by_key
                    else [""] * len(chunk.lines)
                )
                for name in _COLUMNS
            ]
            lines = chunk.lines.tolist()
            for line, *cells in zip(lines, *columns, strict=True):
                row = dict(zip(_COLUMNS, map(cell_text, cells), strict=True))
                row["act"], row["how"] = row["act"].lower(), row["how"].lower()
                _check(path, line, row)
                rows.append(row)
    return rows


def _check(path: Path, line: int, row: Mapping[str, str]) -> None:
    for name, choices in (("act", ACT_CLASSES), ("how", HOW)):
        if row[name] and row[name] not in choices:
            msg = (
                f"{path}, line {line}: {name} {row[name]!r} is none of "
                f"{', '.join(choices)}"
            )
            raise InputError(msg)
