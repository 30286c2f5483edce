"""Ledger tables: a ledger as a table, CSV, a workbook, JSON or Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.formats import (
    OWN_COMMENT,
    csv_text,
    ensure_writable,
    json_text,
    table_text,
    write_bytes,
)
from geodata.markdown import markdown_table, markdown_words
from geodata.workbooks import Sheet, workbook_bytes

from .before_after import COMPARED
from .ledgers import Ledger

__all__ = ["LEDGER_FORMATS", "ledger_format", "ledger_text", "write_ledger"]

LEDGER_FORMATS = ("table", "csv", "xlsx", "json", "md")
"""Forms of a ledger as a table."""

TITLE = "Candidate violations"

_RULES = (
    "zone act class forbidden exempt modality begins ends speaker publisher document "
    "published url claim agreements"
).split()
_REGIMES = ("zone", "from", "to", "regime", "why", "last_heard")


def ledger_format(path: Path) -> str:
    """Return the form of a ledger by the suffix of its file.

    Raises
    ------
    InputError
        If the suffix is that of no form.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in LEDGER_FORMATS[1:]:
        known = ", ".join(f".{each}" for each in LEDGER_FORMATS[1:])
        msg = (
            f"{path}: unknown suffix {path.suffix!r}; there are {known}, and --chart "
            "for a chart"
        )
        raise InputError(msg)
    return form


def ledger_text(ledger: Ledger, form: str) -> str:
    """Return a ledger as text: ``table``, ``csv``, ``json`` or ``md``."""
    if form == "json":
        return json_text(_record(ledger))
    if form == "md":
        return _markdown(ledger)
    columns = list(ledger.columns)
    if form == "csv":
        return csv_text(ledger.rows, columns)
    parts = [table_text(ledger.rows, columns)]
    if ledger.compared:
        parts.append(table_text(ledger.compared, list(COMPARED)))
    return "\n".join(parts)


def write_ledger(
    ledger: Ledger, path: Path, form: str, *, overwrite: bool = False
) -> list[Path]:
    """Write a ledger to a file, and return what was written.

    A comparison of two windows is a sheet, a key or a section; beside a CSV it is a
    second file, ``<name>.before-after.csv``.

    Raises
    ------
    OverwriteError
        If that second file exists and ``overwrite`` is not set.
    """
    if form == "xlsx":
        write_bytes(path, workbook_bytes(_sheets(ledger), OWN_COMMENT))
        return [path]
    written = [path]
    if form == "csv" and ledger.compared:
        beside = path.with_name(f"{path.stem}.before-after.csv")
        ensure_writable(beside, overwrite)
        write_bytes(beside, csv_text(ledger.compared, list(COMPARED)).encode())
        written.append(beside)
    write_bytes(path, ledger_text(ledger, form).encode())
    return written


def _record(ledger: Ledger) -> dict[str, Any]:
    return {
        "deesc": 1,
        "query": "ledger",
        "title": TITLE,
        "about": ledger.about,
        "notes": ledger.notes,
        "read": ledger.report,
        "items": ledger.rows,
        "months": ledger.months,
        "before_after": ledger.compared,
        "rules": ledger.rules,
        "regimes": ledger.regimes,
    }


def _facts(ledger: Ledger) -> list[dict[str, Any]]:
    facts: Mapping[str, Any] = {"title": TITLE, **ledger.about}
    rows = [{"key": key, "value": value} for key, value in facts.items() if value]
    rows += [{"key": "note", "value": note} for note in ledger.notes]
    return rows + [{"key": "read", "value": line} for line in ledger.report]


def _sheets(ledger: Ledger) -> list[Sheet]:
    sheets: list[Sheet] = [("candidates", list(ledger.columns), ledger.rows)]
    if ledger.compared:
        sheets.append(("before and after", list(COMPARED), ledger.compared))
    return [
        *sheets,
        ("rules", _RULES, ledger.rules),
        ("regimes", _REGIMES, ledger.regimes),
        ("about", ("key", "value"), _facts(ledger)),
    ]


def _markdown(ledger: Ledger) -> str:
    columns = [name for name in ledger.columns if _is_told(ledger.rows, name)]
    parts = [f"# {TITLE}\n", _bullets(ledger.notes)]
    parts += ["## Counts\n", markdown_table(ledger.rows, columns)]
    if ledger.compared:
        parts += [
            "## Before and after\n",
            markdown_table(ledger.compared, list(COMPARED)),
        ]
    parts += ["## Whose rules\n", markdown_table(ledger.rules, _RULES)]
    parts += ["## Regimes\n", markdown_table(ledger.regimes, _REGIMES)]
    facts = [f"{each['key']}: {_words(each['value'])}" for each in _facts(ledger)[1:]]
    told = [f for f in facts if not f.startswith("note: ")]
    return "\n".join([*parts, "## About\n", _bullets(told)])


def _is_told(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Whether a column says anything; parts of possible that are all 0 do not."""
    return not name.startswith("possible_") or any(row[name] for row in rows)


def _bullets(lines: Sequence[str]) -> str:
    return "".join(f"- {markdown_words(line)}\n" for line in lines)


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
