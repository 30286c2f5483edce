"""Checking a dossier: every complaint in one pass, each with its field."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from geodata.errors import DateError, InputError
from geodata.periods import day_of, parse_edtf

from .edits import FIXED, edited_record
from .soundness import compile_schema

__all__ = [
    "check",
    "complaint_record",
    "complaints_of",
    "edit_faults",
    "field_schemas",
    "load_json",
]

_SCHEMA = Path(__file__).parent / "data" / "dossier.schema.json"
_TERSE = 80


def load_json(path: Path) -> Any:
    """Read a JSON file.

    Raises
    ------
    InputError
        If it is missing, not UTF-8 or not JSON; the message names the line.
    """
    try:
        return json.loads(
            path.read_text(encoding="utf-8"),
            parse_constant=_finite,
            parse_float=_finite,
        )
    except FileNotFoundError:
        msg = f"{path}: no such file"
    except IsADirectoryError:
        msg = f"{path}: is a folder, not a file"
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8"
    except json.JSONDecodeError as error:
        msg = f"{path}: line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        msg = f"{path}: nested too deeply"
    except OverflowError as error:
        msg = f"{path}: {error}"
    raise InputError(msg)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        msg = f"{text} is no finite number"
        raise OverflowError(msg)
    return value


def complaints_of(record: Any) -> list[str]:
    """List what is wrong with a dossier's JSON form.

    Returns
    -------
    list of str
        One line per fault, with the path of the field and the value; empty if the
        dossier can be built.
    """
    errors = [] if _is_sound()(record) else _schema_errors(record)
    complaints = [
        f"{_where(error.absolute_path)}: {_say(error)}"
        for error in sorted(errors, key=lambda e: _where(e.absolute_path))
    ]
    if isinstance(record, Mapping):
        complaints += _reference_faults(record)
    return list(dict.fromkeys(complaints))


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return schema


def field_schemas(name: str) -> dict[str, dict[str, Any]]:
    """Return the schema of each field of a kind of claim, or of ``site`` and the like.

    A field that is a record of its own has a ``$ref`` with the record's name, which
    stands under ``then`` where a text may stand in for the record.
    """
    found: dict[str, dict[str, Any]] = _schema()["$defs"][name]["properties"]
    return found


def _is_edtf(value: str) -> bool:
    try:
        return bool(parse_edtf(value))
    except DateError:
        return False


def _is_day(value: str) -> bool:
    try:
        return bool(day_of(value))
    except ValueError:
        return False


_FORMATS = {"edtf": _is_edtf, "day": _is_day}


@cache
def _is_sound() -> Callable[[Any], bool]:
    return compile_schema(_schema(), _FORMATS)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    for name, test in _FORMATS.items():
        formats.checks(name)(partial(_is_of, test))
    return Draft202012Validator(_schema(), format_checker=formats)


def _is_of(test: Callable[[str], bool], value: object) -> bool:
    return not isinstance(value, str) or test(value)


def _schema_errors(record: Any) -> Iterator[Any]:
    for error in _validator().iter_errors(record):
        yield from _leaves(error)


def _leaves(error: Any) -> Iterator[Any]:
    """Yield the innermost errors; that a value is not null either says nothing."""
    if not error.context:
        yield error
    told = [inner for inner in error.context if inner.validator_value != "null"]
    for inner in told or error.context:
        yield from _leaves(inner)


def _where(path: Any) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "dossier"


def _say(error: Any) -> str:
    value = json.dumps(error.instance, ensure_ascii=False)
    shown = value if len(value) <= _TERSE else value[:_TERSE] + "…"
    if error.validator == "enum":
        return f"{shown} is not one of {', '.join(map(str, error.validator_value))}"
    if error.validator == "format":
        kind = {"edtf": "an EDTF date", "day": "an ISO day"}[error.validator_value]
        return f"{shown} is not {kind}"
    if error.validator == "type":
        types = error.validator_value
        choices = types if isinstance(types, str) else " or ".join(types)
        return f"{shown} is not of type {choices}"
    if error.validator == "pattern":
        return f"{shown} does not look like {error.validator_value}"
    return str(error.message) if len(error.message) < 200 else f"{shown} is not allowed"


def _records(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = record.get(key)
    rows = found if isinstance(found, list) else []
    return [row if isinstance(row, Mapping) else {} for row in rows]


def _reference_faults(record: Mapping[str, Any]) -> Iterator[str]:
    counts = {
        what: Counter(str(row.get("id")) for row in _records(record, what))
        for what in ("documents", "claims")
    }
    documents, ids = counts["documents"], counts["claims"]
    for what, names in counts.items():
        for name, count in names.items():
            if count > 1:
                yield f"{what}: id {name!r} stands {count} times"
    claims = _records(record, "claims")
    for index, claim in enumerate(claims):
        at = f"claims[{index}]"
        if str(claim.get("document")) not in documents:
            yield f"{at}.document: {claim.get('document')!r} is no document listed"
        account_of = claim.get("account_of")
        if account_of is not None and str(account_of) not in ids:
            yield f"{at}.account_of: {account_of!r} is no claim listed"
        if account_of is not None and account_of == claim.get("id"):
            yield f"{at}.account_of: {account_of!r} is the claim itself"
        yield from _order_faults(at, claim)
        if isinstance(claim.get("geometry"), Mapping):
            yield from _geometry_faults(f"{at}.geometry", claim)
    judged = {str(d.get("claim")) for d in _records(record, "decisions")}
    by_id = {str(c.get("id")): c for c in claims if str(c.get("id")) in judged}
    for index, decision in enumerate(_records(record, "decisions")):
        judged_id, changes = decision.get("claim"), decision.get("changes")
        if decision.get("orphan"):
            continue
        if str(judged_id) not in by_id:
            yield f"decisions[{index}].claim: {judged_id!r} is no claim listed"
        elif isinstance(changes, Mapping):
            at = f"decisions[{index}].changes"
            faults = edit_faults(by_id[str(judged_id)], changes, ids)
            yield from (f"{at}.{fault}" for fault in faults)


def edit_faults(
    claim: Mapping[str, Any], changes: Mapping[str, Any], ids: Collection[str]
) -> list[str]:
    """List what is wrong with a claim's changes, each with its field.

    Parameters
    ----------
    claim
        JSON form of the claim as the document makes it.
    changes
        Changed fields; None for one that is taken away.
    ids
        Ids of all claims of the dossier.
    """
    fixed = sorted(FIXED & set(changes))
    if fixed:
        return [f"{name}: is no field that an edit can change" for name in fixed]
    made = edited_record(claim, changes)
    rest = {"deesc": 1, "documents": [{"id": made.get("document")}]}
    other = {**claim, "id": made.get("account_of")}
    others = [other] if other["id"] in ids and other["id"] != made.get("id") else []
    before = complaints_of(rest | {"claims": [claim, *others]})
    after = complaints_of(rest | {"claims": [made, *others]})
    return [c.removeprefix("claims[0].") for c in after if c not in before]


def _order_faults(at: str, claim: Mapping[str, Any]) -> Iterator[str]:
    start, end = claim.get("start"), claim.get("end")
    if isinstance(start, int) and isinstance(end, int) and start >= end:
        yield f"{at}.end: {end} is not after start {start}"
    width = claim.get("width_km")
    if isinstance(width, list) and all(isinstance(w, int | float) for w in width):
        if width != sorted(width):
            yield f"{at}.width_km: {width} does not go from least to most"
    for name in ("where", "what"):
        site = claim.get(name)
        if isinstance(site, Mapping) and ("lat" in site) != ("lon" in site):
            yield f"{at}.{name}: lat and lon stand together or not at all"


_DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists lie around a position in each type of geometry."""


_SHAPE = {"line": "LineString", "extent": "Polygon"}
"""What a claim of each kind draws, one or many."""


def _geometry_faults(at: str, claim: Mapping[str, Any]) -> Iterator[str]:
    """Say what keeps a geometry from being drawn; crossings are repaired later."""
    geometry = claim["geometry"]
    kind = geometry.get("type")
    if kind not in _DEPTH:
        return
    lines = [geometry.get("coordinates")]
    for _ in range(_DEPTH[kind] - 1):
        lines = [each for line in lines if isinstance(line, list) for each in line]
    if not lines:
        yield f"{at}.coordinates: empty"
    least = 4 if "Polygon" in kind else 2
    for number, line in enumerate(lines):
        where = f"{at}.coordinates, line {number + 1}"
        if not isinstance(line, list) or not all(map(_is_position, line)):
            yield f"{where}: not a list of lon, lat in degrees"
        elif len(line) < least:
            yield f"{where}: {len(line)} positions, at least {least} are needed"
        elif least == 4 and line[0] != line[-1]:
            yield f"{where}: the ring does not end where it begins"
    shape = _SHAPE.get(str(claim.get("kind")), "")
    if not kind.endswith(shape):
        yield f"{at}.type: {kind!r} is no {claim['kind']}: give {shape} or Multi{shape}"


def _is_position(value: object) -> bool:
    if not isinstance(value, list) or len(value) not in (2, 3):
        return False
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)


def check(path: Path, texts: Path | None = None) -> list[str]:
    """List every complaint about a dossier file.

    Parameters
    ----------
    path
        The dossier.
    texts
        Folder with the documents' texts: quotes are compared with the words at their
        offsets, and texts with their hashes.

    Raises
    ------
    InputError
        If the file cannot be read as JSON at all.
    """
    record = load_json(path)
    complaints = complaints_of(record)
    if texts is not None and not complaints:
        complaints += _text_faults(record, texts)
    return complaints


def complaint_record(path: Path, complaints: list[str]) -> dict[str, Any]:
    """Return complaints as an answer's record."""
    rows = []
    for complaint in complaints:
        field, _, fault = complaint.partition(": ")
        rows.append({"file": str(path), "field": field, "fault": fault})
    return {"deesc": 1, "query": "check", "items": rows}


def _text_faults(record: Mapping[str, Any], folder: Path) -> Iterator[str]:
    from .documents import find_documents, read_documents

    texts, _ = read_documents(find_documents([folder]))
    known = {text.document.id: text for text in texts}
    for index, row in enumerate(_records(record, "documents")):
        text = known.get(str(row["id"]))
        if text is None:
            yield f"documents[{index}].id: no text of {row['id']!r} in {folder}"
        elif row.get("text_sha256") not in (None, text.document.text_sha256):
            yield f"documents[{index}].text_sha256: the text in {folder} is another one"
    for index, row in enumerate(_records(record, "claims")):
        text = known.get(str(row["document"]))
        quote, start, end = row.get("quote"), row.get("start"), row.get("end")
        if text is not None and quote is not None and text.text[start:end] != quote:
            yield f"claims[{index}].quote: not the words at {start}-{end} of the text"
