"""Metadata: what a file says of itself, in front matter or in a file beside it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geodata.errors import DateError, InputError
from geodata.periods import Bounds, iso_of, parse_date_text, parse_edtf

__all__ = [
    "FIELDS",
    "lineage_of",
    "parse_published",
    "parse_side",
    "read_side",
    "side_names",
    "split_front",
    "stated_encoding",
]

_log = logging.getLogger(__name__)

FIELDS = {
    "id": "id",
    "title": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "url": "url",
    "lineage": "lineage",
    "encoding": "encoding",
}
"""Keys of front matter and side files, and what each is of the document."""

_FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)?---[ \t]*\n", re.S)
_ITEM = re.compile(r"\s*-\s+[\"']?(.*?)[\"']?\s*$")
_ENCODING = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---).*\n)*?encoding:[ \t]*"
    rb"[\"']?([\w.-]+)"
)


def split_front(name: str, content: str) -> tuple[str, dict[str, Any]]:
    """Split ``key: value`` lines between two ``---`` from the text below them.

    Raises
    ------
    InputError
        If a line is no ``key: value``.
    """
    match = _FRONT.match(content)
    if not match:
        return content, {}
    fields: dict[str, Any] = {}
    field: str | None = None
    for number, line in enumerate((match["fields"] or "").splitlines(), 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = _ITEM.match(line)
        if item or line[0].isspace():  # a list, or what belongs to the key above
            if item and field:
                given = fields.get(field)
                fields[field] = [*(given if isinstance(given, list) else []), item[1]]
            continue
        key, colon, value = line.partition(":")
        where = f"{name}, line {number}"
        if not colon:
            msg = f"{where}: {line.strip()!r} is not key: value"
            raise InputError(msg)
        field = _field_of(key, where)
        value = value.strip().strip("\"'")
        if field and value:
            fields[field] = _checked(field, value, where)
    return content[match.end() :], fields


def stated_encoding(data: bytes) -> str | None:
    """Return the encoding that front matter names, before it can be decoded."""
    match = _ENCODING.match(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def side_names(name: str) -> tuple[str, str]:
    """Return what the side file of a document may be called."""
    stem, dot, _ = name.rpartition(".")
    return f"{name}.meta.json", f"{stem if dot else name}.meta.json"


def read_side(path: Path) -> dict[str, Any]:
    """Read ``NAME.meta.json`` beside a document.

    Raises
    ------
    InputError
        If it is no JSON object.
    """
    for name in side_names(path.name):
        side = path.with_name(name)
        if side.is_file():
            return parse_side(str(side), side.read_bytes())
    return {}


def parse_side(name: str, data: bytes) -> dict[str, Any]:
    """Return the fields of a side file."""
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"{name}: not JSON ({error})"
        raise InputError(msg) from None
    if not isinstance(record, dict):
        msg = f"{name}: an object with {', '.join(FIELDS)} is needed"
        raise InputError(msg)
    named = ((_field_of(key, name), value) for key, value in record.items())
    return {
        field: _checked(field, value, name) for field, value in named if field and value
    }


def _field_of(key: str, where: str) -> str | None:
    """Return the field of a key; one that looks like a slip of the pen is told."""
    key = key.strip().lower()
    if key not in FIELDS and (near := get_close_matches(key, FIELDS, 1, 0.8)):
        _log.warning("%s: %r is not read: is it %s?", where, key, near[0])
    return FIELDS.get(key)


def _checked(field: str, value: Any, where: str) -> Any:
    """Return a field's value in the form that it is kept in.

    Raises
    ------
    InputError
        If it is neither words nor a number, or no date where one is needed.
    """
    if field == "lineage" and isinstance(value, list):
        return value
    if not isinstance(value, str | int | float):
        msg = f"{where}: {field}: words are needed, not {json.dumps(value)[:80]}"
        raise InputError(msg)
    words = str(value)
    return (
        parse_published(words, f"{where}: {field}") if field == "published" else words
    )


def lineage_of(given: Any) -> tuple[str, ...] | None:
    """Return the agencies of a list, or of words with commas between them."""
    if given is None:
        return None
    if isinstance(given, str):
        given = re.split(r"[,;]", given.strip("[]"))
    elif not isinstance(given, Iterable):
        given = [given]
    names = (str(name).strip().strip("\"'") for name in given)
    return tuple(name for name in names if name)


def parse_published(given: str, where: str) -> str:
    """Return a date as EDTF; a time of the day is dropped.

    Raises
    ------
    InputError
        If it is no date, or can be read in two ways.
    """
    value = re.sub(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*$", r"\1", str(given).strip())
    value = re.sub(r"^((?:19|20)\d\d)(\d\d)(\d\d)$", r"\1-\2-\3", value)
    try:
        parse_edtf(value)
    except DateError:
        try:
            bounds = parse_date_text(value)
        except DateError as error:
            msg = f"{where}: {error}"
            raise InputError(msg) from None
        return _edtf_of(bounds)
    return value


def _edtf_of(bounds: Bounds) -> str:
    first, last = iso_of(bounds.first) or "", iso_of(bounds.last) or ""
    return first if first == last else first[: 7 if first[:7] == last[:7] else 4]
