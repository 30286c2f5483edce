"""Planes: the packed columns of a page, read back.

The bytes of whole numbers are put apart, all lowest ones first: so each plane is even
in kind and packs well. A block is ASCII that an HTML page may hold as it is.
``docs/map.md`` describes the form, :mod:`maps.events.columns` makes it, and
``maps/static/columns.js`` reads it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.periods import iso_of

from ..armour import unarmour, unzipped
from .cells import NOTHING, Numbers, key_cell, number_keys, unpacked_json
from .coding import read_rows, unpack_bits
from .gathering import EPOCH
from .squares import squared

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "bytes_for",
    "cells_of",
    "column_keys",
    "pack_plane",
    "read_numbers",
    "unpack_blocks",
    "unpack_plane",
]

LEVEL = 9

Head = Mapping[str, Any]
Blocks = Sequence[bytes]


def pack_plane(codes: NDArray[Any], size: int) -> bytes:
    """Return whole numbers as ``size`` planes of one byte each, packed."""
    wide = codes.astype(np.uint64, copy=False)
    shifts = [np.uint64(8 * at) for at in range(size)]
    planes = ((wide >> shift).astype(np.uint8) for shift in shifts)  # the lowest byte
    data = b"".join(plane.tobytes() for plane in planes)
    return gzip.compress(data, LEVEL, mtime=0)


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


def _rows(head: Head, column: Mapping[str, Any]) -> int:
    return int(column.get("rows", head["rows"]))


def read_codes(head: Head, data: Blocks, number: int) -> NDArray[np.int64]:
    """Return the codes of a column that has codes of its own."""
    column = head["columns"][number]
    rows = _rows(head, column)
    if column["kind"] == "among":
        return _chosen(head, data, column)
    if column["kind"] == "decided":
        return _decided(head, data, column, rows)
    block, form = data[column["block"]], column.get("as", "gzip")
    if form == "coded":
        return read_rows(block, rows)
    if form == "gzip":
        return unpack_plane(block, rows, column["bytes"])
    codes = unpack_plane(block, column["runs"], column["bytes"])
    lengths = unpack_plane(data[column["lengths"]], column["runs"], column["long"])
    if int(lengths.sum()) != rows:
        msg = f"runs of events have {int(lengths.sum())} rows, not {rows}"
        raise InputError(msg)
    return np.repeat(codes, lengths)


def _chosen(head: Head, data: Blocks, column: Mapping[str, Any]) -> NDArray[np.int64]:
    """Return codes of which each of another column leaves few to choose from."""
    parent, _ = dictionary(head, data, column["of"])
    assert parent is not None
    sizes = np.array([len(each) for each in column["choices"]], dtype=np.int64)
    flat = np.array([code for each in column["choices"] for code in each])
    at = (np.cumsum(sizes) - sizes)[parent]
    is_open = sizes[parent] > 1
    if is_open.any():
        rank = read_rows(data[column["block"]], int(is_open.sum()))
        if (rank >= sizes[parent[is_open]]).any():
            raise InputError(_OUT_OF_RANGE)
        at[is_open] += rank
    codes: NDArray[np.int64] = flat[at]
    return codes


def _decided(
    head: Head, data: Blocks, column: Mapping[str, Any], rows: int
) -> NDArray[np.int64]:
    """Return codes that stand in a table by classes of other columns' codes."""
    place = np.zeros(rows, dtype=np.int64)
    for parent in column["of"]:
        codes, _ = dictionary(head, data, parent["column"])
        classes = np.array(parent["classes"], dtype=np.int64)
        place *= parent["size"]
        place += classes[0] if codes is None else classes[codes]
    table: NDArray[np.int64] = np.array(column["table"], dtype=np.int64)
    return table[place]


_OUT_OF_RANGE = "events of the page are damaged: a code stands for nothing"


def dictionary(
    head: Head, data: Blocks, number: int
) -> tuple[NDArray[np.int64] | None, list[Any]]:
    """Return codes and what they stand for; no codes where all rows are alike."""
    column = head["columns"][number]
    if column["kind"] == "same":
        return None, [column["value"]]
    values = _values(head, data, column["values"])
    if column["kind"] == "by":
        codes, _ = dictionary(head, data, column["of"])
    else:
        codes = read_codes(head, data, number)
    if codes is not None and int(codes.max(initial=0)) >= len(values):
        raise InputError(_OUT_OF_RANGE)
    return codes, values


def _values(head: Head, data: Blocks, values: Any) -> list[Any]:
    """Return values that stand in the description, or in columns of their own."""
    if isinstance(values, list):
        return values
    if "keys" in values:
        return list(column_keys(head, data, values["keys"]))
    if "plain" in values:
        return _plain_values(head, data, values["plain"])
    if "days" in values:
        days = read_numbers(head, data, values["days"]).numbers
        return [iso_of(day + EPOCH) for day in days.tolist()]
    parts = [_plain_values(head, data, number) for number in values["each"]]
    return [list(each) for each in zip(*parts, strict=True)]


def _plain_values(head: Head, data: Blocks, number: int) -> list[Any]:
    if head["columns"][number]["kind"] not in ("numbers", "alias"):
        return list(column_keys(head, data, number))
    found = read_numbers(head, data, number)
    whole = found.numbers.tolist()
    if not found.scale:
        return [None if n == NOTHING else n for n in whole]
    return [None if n == NOTHING else n / 10.0**found.scale for n in whole]


def read_numbers(head: Head, data: Blocks, number: int) -> Numbers:
    """Return a column of kind ``numbers``, ``square`` or ``alias``."""
    column = head["columns"][number]
    rows = _rows(head, column)
    form = {name: column[name] for name in ("scale", "form", "prefix", "width")}
    if column["kind"] == "alias":
        other = read_numbers(head, data, column["of"])
        shift = 10 ** (other.scale - column["scale"])
        whole = other.numbers
        is_empty = whole == NOTHING
        whole = np.where(is_empty, NOTHING, whole // shift)
        if "rest" in column:
            whole[is_empty] = read_numbers(head, data, column["rest"]).numbers
        return Numbers(whole, **form, empty=column["empty"])
    if column["kind"] == "square":
        whole = _within(head, data, column, rows)
        return Numbers(whole, **form, empty=column["empty"])
    plain = unpack_plane(data[column["block"]], rows, column["bytes"])
    if column["steps"]:
        plain = np.cumsum((plain >> 1) ^ -(plain & 1))
    whole = np.where(plain == 0, NOTHING, plain - 1 + column["low"])
    return Numbers(whole, **form, empty=column["empty"])


def _within(
    head: Head, data: Blocks, column: Mapping[str, Any], rows: int
) -> NDArray[np.int64]:
    """Return numbers of which another column has the square."""
    codes, keys = dictionary(head, data, column["of"])
    codes = np.zeros(rows, dtype=np.int64) if codes is None else codes
    square = squared(keys, codes, column["wide"], column["axis"])
    widths = np.full(rows, column["bits"], dtype=np.int64)
    within = unpack_bits(data[column["block"]], widths)
    whole = (square << column["bits"]) + within + column["low"]
    found: NDArray[np.int64] = np.where(square == NOTHING, NOTHING, whole)
    return found


def column_keys(head: Head, data: Blocks, number: int) -> Iterator[Any]:
    """Yield the value of each row of a column."""
    column = head["columns"][number]
    if column["kind"] == "texts":
        for block in column["blocks"]:
            yield from unpacked_json(data[block])
    elif column["kind"] in ("numbers", "square", "alias"):
        yield from number_keys(read_numbers(head, data, number))
    else:
        codes, values = dictionary(head, data, number)
        if codes is None:
            yield from values * _rows(head, column)
        else:
            yield from map(values.__getitem__, codes.tolist())


def cells_of(head: Head, data: Blocks, number: int) -> Iterator[Any]:
    """Yield the cell of each row of a table's column."""
    return map(key_cell, column_keys(head, data, number))
