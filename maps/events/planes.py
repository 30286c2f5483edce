"""Planes: coded columns as blocks of text, and back.

The bytes of a column are put apart, all lowest ones first: so each plane is even in
kind and packs well. A block is ASCII that an HTML page may hold as it is.
``docs/map.md`` describes the form; ``maps/static/events.js`` reads it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError

from ..armour import armour, armoured_json, unarmour, unzipped
from .cells import (
    NOTHING,
    Coded,
    Numbers,
    Stored,
    key_cell,
    number_keys,
    unpacked_json,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Packing",
    "cells_of",
    "column_keys",
    "pack_plane",
    "read_codes",
    "read_numbers",
    "unpack_blocks",
    "unpack_plane",
]

_SAMPLE = 65_536
_LEVEL = 9


def pack_plane(codes: NDArray[Any], size: int) -> bytes:
    """Return whole numbers as ``size`` planes of one byte each, packed."""
    wide = codes.astype(np.uint64, copy=False)
    shifts = [np.uint64(8 * at) for at in range(size)]
    planes = ((wide >> shift).astype(np.uint8) for shift in shifts)  # the lowest byte
    data = b"".join(plane.tobytes() for plane in planes)
    return gzip.compress(data, _LEVEL, mtime=0)


def unpack_plane(data: bytes, rows: int, size: int) -> NDArray[np.int64]:
    """Return what :func:`pack_plane` packed."""
    planes = np.frombuffer(unzipped(data), dtype=np.uint8)
    if len(planes) != rows * size:
        msg = f"a plane of events has {len(planes)} bytes, not {rows * size}"
        raise InputError(msg)
    whole = np.zeros(rows, dtype=np.int64)
    for at in range(size):
        whole |= planes[at * rows : (at + 1) * rows].astype(np.int64) << (8 * at)
    return whole


def bytes_for(largest: int) -> int:
    """Return how many bytes hold a number from 0 up to this one."""
    return max(1, (int(largest).bit_length() + 7) // 8)


@dataclass(slots=True)
class Packing:
    """Takes columns and makes their blocks, each the smallest that gives it back.

    Attributes
    ----------
    rows
        Rows of every column.
    columns
        What the page is told of each column.
    blocks
        Armoured texts; block 0 is the description of all, and comes last.
    """

    rows: int
    columns: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    _parents: list[tuple[int, Coded]] = field(default_factory=list)

    def add(self, column: Stored) -> int:
        """Add a column, and return its number."""
        if isinstance(column, Coded):
            described = self._coded(column)
        elif isinstance(column, Numbers):
            described = self._numbers(column)
        else:
            blocks = [self._block(chunk) for chunk in column.chunks]
            described = {"kind": "texts", "blocks": blocks}
        self.columns.append(described)
        return len(self.columns) - 1

    def add_alias(self, number: int, column: Numbers) -> int:
        """Add a column whose numbers are those of another one, in its own form."""
        described = {"kind": "alias", "of": number, **_form_of(column)}
        self.columns.append(described)
        return len(self.columns) - 1

    def _block(self, data: bytes) -> int:
        self.blocks.append(armour(data))
        return len(self.blocks)  # block 0 is the description

    def _coded(self, column: Coded) -> dict[str, Any]:
        if len(column.values) == 1:
            return {"kind": "same", "value": column.values[0]}
        for number, parent in self._parents:
            values = _values_by(parent, column)
            if values is not None:
                return {"kind": "by", "of": number, "values": values}
        column = _commonest_first(column)
        size = bytes_for(len(column.values) - 1)
        self._parents.append((len(self.columns), column))
        return {
            "kind": "codes",
            "bytes": size,
            "block": self._block(pack_plane(column.codes, size)),
            "values": column.values,
        }

    def _numbers(self, column: Numbers) -> dict[str, Any]:
        is_empty = column.numbers == NOTHING
        filled = column.numbers[~is_empty]
        low = int(filled.min()) if len(filled) else 0
        plain = np.where(is_empty, 0, column.numbers - low + 1)  # 0 is an empty cell
        steps = np.diff(plain, prepend=0)
        zigzag = (steps << 1) ^ (steps >> 63)
        ways = [(bytes_for(int(each.max(initial=0))), each) for each in (plain, zigzag)]
        sizes = [len(pack_plane(each[:_SAMPLE], size)) for size, each in ways]
        chosen = int(sizes[1] < sizes[0])
        size, numbers = ways[chosen]
        return {
            "kind": "numbers",
            "bytes": size,
            "block": self._block(pack_plane(numbers, size)),
            "low": low,
            "steps": bool(chosen),
            **_form_of(column),
        }

    def finish(self, about: Mapping[str, Any]) -> list[str]:
        """Return all blocks, the description first."""
        head = {"rows": self.rows, "columns": self.columns, **about}
        return [armoured_json(head), *self.blocks]


def _form_of(column: Numbers) -> dict[str, Any]:
    return {
        "scale": column.scale,
        "form": column.form,
        "prefix": column.prefix,
        "width": column.width,
        "empty": column.empty,
    }


def _commonest_first(column: Coded) -> Coded:
    """Number values by how often they occur, so that high bytes are mostly zero."""
    count = len(column.values)
    order = np.argsort(
        -np.bincount(column.codes, minlength=count), kind="stable"
    )  # of equal counts the earlier first
    place = np.empty(count, dtype=np.uint32)
    place[order] = np.arange(count, dtype=np.uint32)
    return Coded(place[column.codes], [column.values[at] for at in order.tolist()])


def _values_by(parent: Coded, column: Coded) -> list[Any] | None:
    """Return a column's value for each code of another, if that decides it."""
    if len(parent.values) < len(column.values):
        return None
    code = np.zeros(len(parent.values), dtype=np.uint32)
    for part in (slice(0, 4096), slice(None)):  # most are ruled out by a few rows
        above, own = parent.codes[part], column.codes[part]
        code[above] = own
        if not np.array_equal(code[above], own):
            return None
    return [column.values[at] for at in code.tolist()]


def unpack_blocks(blocks: Sequence[str]) -> tuple[dict[str, Any], list[bytes]]:
    """Return the description and the packed bytes of all blocks.

    Raises
    ------
    InputError
        If a block is damaged.
    """
    try:
        data = list(map(unarmour, blocks))
        return unpacked_json(data[0]), data
    except (InputError, IndexError) as error:
        msg = f"the events of the page cannot be unpacked: {error}"
        raise InputError(msg) from None


def read_codes(
    head: Mapping[str, Any], data: Sequence[bytes], number: int
) -> NDArray[np.int64]:
    """Return the codes of a column of kind ``codes``."""
    column = head["columns"][number]
    return unpack_plane(data[column["block"]], head["rows"], column["bytes"])


def read_numbers(
    head: Mapping[str, Any], data: Sequence[bytes], number: int
) -> Numbers:
    """Return a column of kind ``numbers`` or ``alias``."""
    column = head["columns"][number]
    form = {name: column[name] for name in ("scale", "form", "prefix", "width")}
    if column["kind"] == "alias":
        other = read_numbers(head, data, column["of"])
        shift = 10 ** (other.scale - column["scale"])
        whole = other.numbers
        whole = np.where(whole == NOTHING, NOTHING, whole // shift)
        return Numbers(whole, **form, empty=column["empty"])
    plain = unpack_plane(data[column["block"]], head["rows"], column["bytes"])
    if column["steps"]:
        plain = np.cumsum((plain >> 1) ^ -(plain & 1))
    whole = np.where(plain == 0, NOTHING, plain - 1 + column["low"])
    return Numbers(whole, **form, empty=column["empty"])


def column_keys(
    head: Mapping[str, Any], data: Sequence[bytes], number: int
) -> Iterator[Any]:
    """Yield the value of each row of a column."""
    column = head["columns"][number]
    kind = column["kind"]
    if kind == "same":
        yield from [column["value"]] * head["rows"]
    elif kind == "codes":
        yield from map(
            column["values"].__getitem__, read_codes(head, data, number).tolist()
        )
    elif kind == "by":
        codes = read_codes(head, data, column["of"])
        yield from map(column["values"].__getitem__, codes.tolist())
    elif kind == "texts":
        for block in column["blocks"]:
            yield from unpacked_json(data[block])
    else:
        yield from number_keys(read_numbers(head, data, number))


def cells_of(
    head: Mapping[str, Any], data: Sequence[bytes], number: int
) -> Iterator[Any]:
    """Yield the cell of each row of a table's column."""
    return map(key_cell, column_keys(head, data, number))
