"""Fields of a claim as cells of a table, and cells as changes of a claim.

A record within a claim is spread over dotted fields, ``where.name``; lists of words are
joined with ``|``. The schema of dossiers says which fields a kind of claim has and
what they hold.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from geodata.errors import InputError
from geodata.formats import xml_words

from .checking import field_schemas
from .claims import Claim, claim_to_json
from .edits import FIXED, edited_record

__all__ = ["cells_of", "changes_of", "field_names", "fields_of"]

_UNSET = "relation"
"""Field of a site that has a value where none is given."""
_PLACED = ("admin1", "country", "lat", "lon", "error_km")


@cache
def field_names(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of claim that can be edited, records spread out."""
    names: list[str] = []
    for name, schema in field_schemas(kind).items():
        if name not in FIXED:
            inner = _record_of(schema)
            names += (
                [f"{name}.{each}" for each in field_schemas(inner)] if inner else [name]
            )
    return tuple(names)


def _record_of(schema: Mapping[str, Any]) -> str:
    """Return the name of the record that a field holds, also where a text may do."""
    return str(schema.get("then", schema).get("$ref", "")).rpartition("/")[2]


def fields_of(claim: Claim) -> dict[str, Any]:
    """Return the editable fields of a claim that hold something, in JSON form."""
    record = claim_to_json(claim)
    return {
        name: record[name]
        for name in field_schemas(claim.kind)
        if name in record and name not in FIXED
    }


def cells_of(kind: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the editable fields of a claim as cells; an empty one holds nothing.

    Parameters
    ----------
    kind
        Kind of the claim.
    fields
        From :func:`fields_of`.
    """
    cells = {}
    for name in field_names(kind):
        outer, _, inner = name.partition(".")
        value = fields.get(outer)
        cells[name] = _cell(value.get(inner) if inner and value else value)
    return cells


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    words = isinstance(value, list) and all(isinstance(v, str) for v in value)
    if words and not any("|" in each for each in value):
        return "|".join(value)
    return json.dumps(value, ensure_ascii=False)


def changes_of(
    claim: Claim,
    now: Claim,
    earlier: Mapping[str, Any],
    cells: Mapping[str, Any],
    where: str,
) -> dict[str, Any]:
    """Return the changes that cells make of a claim.

    A site whose name changes loses the position and the region of the old place, unless
    the cells give new ones too.

    Parameters
    ----------
    claim
        The claim as the document makes it.
    now
        The same as the last decision leaves it, which is what an export shows.
    earlier
        Changes of the last decision; fields without a cell stay so.
    cells
        By field: a text, or a number, a day, a list or a record as a workbook or JSON
        holds it. An empty one takes the field away.
    where
        File and row, for messages.

    Returns
    -------
    dict
        Fields that differ from the document's in their JSON form, None for one that is
        taken away.

    Raises
    ------
    InputError
        If the kind has no such field, or a cell does not hold what it should.
    """
    base = fields_of(claim)
    given = edited_record(base, earlier)
    made = {k: dict(v) if isinstance(v, dict) else v for k, v in given.items()}
    untouched = cells_of(claim.kind, fields_of(now))
    for name, cell in cells.items():
        if isinstance(cell, str) and _is_same(cell, untouched.get(name)):
            continue
        schema = _schema_of(claim, name, where)
        value = _value(cell, schema, f"{where}: {name}")
        outer, _, inner = name.partition(".")
        if inner:
            made[outer] = {**made.get(outer, {}), inner: value}
        else:
            made[outer] = value
    for outer, value in made.items():
        if isinstance(value, dict) and outer in ("where", "what"):
            made[outer] = _moved(given.get(outer) or {}, value)
    kept = {name: _filled(value) for name, value in made.items()}
    names = sorted({*kept, *base})
    return {n: kept.get(n) for n in names if kept.get(n) != base.get(n)}


def _is_same(cell: str, words: str | None) -> bool:
    """Whether two cells say the same, whatever became of spaces and control signs."""
    if words is None:
        return False
    one, other = (xml_words(text).split() for text in (cell, words))
    return one == other


def _moved(old: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Take from a site with another name what was said of the old place."""
    if old.get("name") in (None, new.get("name")):
        return new
    return {k: v for k, v in new.items() if k not in _PLACED or v != old.get(k)}


def _filled(value: Any) -> Any:
    if isinstance(value, dict) and "type" not in value:
        value = {key: each for key, each in value.items() if each is not None}
        if set(value) <= {_UNSET}:
            return None
    return None if value in ("", [], {}) else value


def _schema_of(claim: Claim, name: str, where: str) -> Mapping[str, Any]:
    fields = {k: v for k, v in field_schemas(claim.kind).items() if k not in FIXED}
    outer, _, inner = name.partition(".")
    schema = fields.get(outer)
    if schema is not None and inner:
        record = _record_of(schema)
        schema = field_schemas(record).get(inner) if record else None
    if schema is None:
        known = ", ".join(field_names(claim.kind))
        msg = f"{where}: {claim.kind} has no field {name!r}; its fields are {known}"
        raise InputError(msg)
    return schema


def _value(cell: Any, schema: Mapping[str, Any], where: str) -> Any:
    """Return what a cell holds, as the schema of its field wants it."""
    if isinstance(cell, dt.datetime):
        cell = cell.date().isoformat()
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    types = _types(schema)
    if "string" in types:
        return _words(cell)
    if not isinstance(cell, str):
        return cell
    if "boolean" in types and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    item = schema.get("items", {}).get("type") if "array" in types else None
    if item and not cell.startswith("["):
        parts = [part.strip() for part in cell.split("|") if part.strip()]
        return parts if item == "string" else [_number(p, where) for p in parts]
    if "number" in types:
        return _number(cell, where)
    try:
        return json.loads(cell)
    except ValueError:
        msg = f"{where}: {cell!r} is not JSON"
        raise InputError(msg) from None


def _types(schema: Mapping[str, Any]) -> Iterable[str]:
    if _record_of(schema):
        return ["object"]
    found = schema.get("type", "string" if "enum" in schema else "object")
    return [found] if isinstance(found, str) else found


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a workbook holds the year 2018 as a number
    return str(cell)


def _number(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        msg = f"{where}: {text!r} is no number"
        raise InputError(msg)
    return int(value) if value.is_integer() else value
