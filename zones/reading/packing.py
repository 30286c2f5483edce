"""Packing: dataclasses as rows of plain JSON, and back, by the types of their fields.

A row is the list of a record's fields in their order. It is read by the code that wrote
it alone: whoever keeps rows marks them with the version of the reader.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["pack", "unpack"]

Record = TypeVar("Record")
_Way = Callable[[Any], Any] | None
"""How a value is turned; None where it stays as it is."""


def pack(record: Any) -> list[Any]:
    """Return a dataclass's fields as a row of JSON values.

    Parameters
    ----------
    record
        A dataclass of plain values, tuples, frozen sets of text, dicts and further
        dataclasses.
    """
    kind: Any = type(record)
    row: list[Any] = _ways(kind)[0](record)
    return row


def unpack(kind: type[Record], row: list[Any]) -> Record:
    """Return the dataclass that a row was packed from.

    Raises
    ------
    TypeError, ValueError, KeyError
        If the row is none of this class.
    """
    hashed: Any = kind
    record: Record = _ways(hashed)[1](row)
    return record


@cache
def _ways(kind: type) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Return how a dataclass is packed and unpacked."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    ways = [_way(hints[name]) for name in names]
    packers = [(n, way[0]) for n, way in enumerate(ways) if way[0]]
    makers = [(n, way[1]) for n, way in enumerate(ways) if way[1]]
    values_of = attrgetter(*names, names[0])  # one name alone would give no tuple
    width = len(names)

    def packed(record: Any) -> list[Any]:
        row = list(values_of(record))
        row.pop()
        for number, way in packers:
            row[number] = way(row[number])
        return row

    def unpacked(row: Any) -> Any:
        if len(row) != width:
            msg = f"{len(row)} fields, {kind.__name__} has {width}"
            raise ValueError(msg)
        values = list(row)
        for number, way in makers:
            values[number] = way(values[number])
        return kind(*values)

    return packed, unpacked


def _way(hint: Any) -> tuple[_Way, _Way]:
    """Return how values of a type are packed and unpacked."""
    origin, parts = get_origin(hint), get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _ways(hint)
    if origin in (Union, types.UnionType):
        return _one_of([part for part in parts if part is not type(None)])
    if origin is tuple:
        pack_item, unpack_item = _way(parts[0])
        return _each(list, pack_item), _each(tuple, unpack_item)
    if origin is frozenset:
        return sorted, frozenset
    if origin in (dict, Mapping) and parts[1] is not Any:
        return _pairs(*(_way(part) for part in parts))
    return None, None


def _one_of(parts: list[Any]) -> tuple[_Way, _Way]:
    """Pack a value or None; of several dataclasses, which one it is comes first."""
    classes: list[Any] = [part for part in parts if is_dataclass(part)]
    kinds = {each.__name__: each for each in classes}
    if len(kinds) > 1:
        return (
            lambda value: value and [type(value).__name__, pack(value)],
            lambda row: row and unpack(kinds[row[0]], row[1]),
        )
    packer, maker = _way(parts[0])
    return _unless_none(packer), _unless_none(maker)


def _unless_none(way: _Way) -> _Way:
    return way and (lambda value: None if value is None else way(value))


def _each(kind: type, way: _Way) -> _Way:
    if way is None:
        return kind
    return lambda values: kind(map(way, values))


def _pairs(key: tuple[_Way, _Way], value: tuple[_Way, _Way]) -> tuple[_Way, _Way]:
    """Pack a dict as pairs, since a key of JSON can only be text."""

    def turned(pairs: Any, of_key: _Way, of_value: _Way) -> list[list[Any]]:
        return [
            [of_key(k) if of_key else k, of_value(v) if of_value else v]
            for k, v in pairs
        ]

    return (
        lambda found: turned(found.items(), key[0], value[0]),
        lambda pairs: dict(turned(pairs, key[1], value[1])),
    )
