"""Records: frozen dataclasses from their JSON form, with the records inside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["Part", "record_from_json"]

_TERSE = 80


@dataclass(frozen=True, slots=True)
class Part:
    """What a field holds that is itself a record.

    Attributes
    ----------
    cls
        Its class.
    many
        Whether the field holds a list of them.
    text
        Field of the record that a mere text in its place gives, or None.
    """

    cls: type
    many: bool = False
    text: str | None = None


def record_from_json(
    cls: type, record: Mapping[str, Any], parts: Mapping[tuple[type, str], Part]
) -> Any:
    """Read a record; lists become tuples.

    Parameters
    ----------
    cls
        Dataclass of the record.
    record
        Its JSON form.
    parts
        Fields that hold records, by class and name.

    Raises
    ------
    TypeError
        If a field is missing, is none of the class, or does not hold its record; the
        message names the field, the value and what it may be.
    """
    optional = {each.name for each in fields(cls) if each.default is None}
    values = {}
    for name, value in record.items():
        part = parts.get((cls, name))
        if part is None or (value is None and name in optional):
            values[name] = tuple(value) if isinstance(value, list) else value
        elif not part.many:
            values[name] = _inner(part, name, value, parts)
        elif isinstance(value, list | tuple):
            values[name] = tuple(_inner(part, name, each, parts) for each in value)
        else:
            msg = f"{name}: {_shown(value)} is no list"
            raise TypeError(msg)
    return cls(**values)


def _inner(
    part: Part, name: str, value: Any, parts: Mapping[tuple[type, str], Part]
) -> Any:
    if isinstance(value, Mapping):
        return record_from_json(part.cls, value, parts)
    if part.text and isinstance(value, str) and value:
        return part.cls(**{part.text: value})
    choices = f"a record of {', '.join(each.name for each in fields(part.cls))}"
    if part.text:
        choices = f"a text, its {part.text}, or {choices}"
    msg = f"{name}: {_shown(value)} is not {choices}"
    raise TypeError(msg)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _TERSE else f"{text[:_TERSE]}…"
