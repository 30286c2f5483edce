"""Columns: each in the smallest of the forms that give it back.

``docs/map.md`` describes the forms, and :mod:`maps.events.planes` reads them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.numbering import distinct_numbers

from ..armour import armour, armoured_json
from .cells import NOTHING, Coded, Numbers, Stored, as_numbers, narrow
from .coding import code_rows, coded_size, pack_bits, token_of
from .deciding import choices, choices_size, classes_by, decide, values_by
from .gathering import EPOCH
from .planes import bytes_for, pack_plane
from .squares import squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Packing", "whole_numbers"]

_SAMPLE = 65_536
_STRETCHES = 4
_MANY_VALUES = 256
"""Values from which on a dictionary's own values are packed as columns."""
_RUN = 8
"""Rows of a run, on average, from which on it is worth counting them."""
_WORTH = 0.9
"""Part of the bytes that another column's help must leave at most."""
_SCALES = range(8)
_PLAIN = str | int | float | None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A packed dictionary column: its number, its codes and how often each occurs."""

    number: int
    column: Coded
    times: NDArray[np.int64]


@dataclass(slots=True)
class Packing:
    """Takes columns and makes their blocks, each the smallest that gives it back.

    Attributes
    ----------
    rows
        Rows of every column that is not one of values.
    columns
        What the page is told of each column.
    blocks
        Armoured texts; block 0 is the description of all, and comes last.
    """

    rows: int
    columns: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    _kept: list[_Kept] = field(default_factory=list)
    _codes: dict[int, tuple[NDArray[Any], int]] = field(default_factory=dict)
    _axes: list[tuple[int, Numbers]] = field(default_factory=list)

    def add(self, column: Stored) -> int:
        """Add a column, and return its number."""
        if isinstance(column, Coded):
            return self._add_coded(column)
        if isinstance(column, Numbers):
            return self._add_alias(column) or self._append(self._numbers(column))
        blocks = [self._block(chunk) for chunk in column.chunks]
        return self._append({"kind": "texts", "blocks": blocks})

    def add_points(self, lon: Numbers, lat: Numbers) -> tuple[int, int]:
        """Add two columns that are the points of the rows; return their numbers."""
        found = squares(lon, lat)
        if found is None:
            numbers = [self._append(self._numbers(axis)) for axis in (lon, lat)]
        else:
            square = self._add_coded(found.square)
            widths = np.full(self.rows, found.bits, dtype=np.uint8)
            numbers = [
                self._append(
                    {
                        "kind": "square",
                        "of": square,
                        "axis": number,
                        "bits": found.bits,
                        "wide": found.wide,
                        "block": self._block(pack_bits(found.within[number], widths)),
                        "low": found.low[number],
                        **_form_of(axis),
                    }
                )
                for number, axis in enumerate((lon, lat))
            ]
        self._axes += zip(numbers, (lon, lat), strict=True)
        return numbers[0], numbers[1]

    def add_decided(
        self,
        column: Coded,
        ground: NDArray[Any],
        day: tuple[int, NDArray[Any]],
        reach: tuple[int, NDArray[Any]],
    ) -> int:
        """Add a column that ground, day and reach of the rows decide, if they do.

        Parameters
        ----------
        column
            The column.
        ground
            Number of each row's ground.
        day, reach
            Number of a column, and a code for each of its different cells.
        """
        ground = narrow(distinct_numbers(ground)[0])
        found = decide(ground, day[1], reach[1], column.codes)
        if found is None or len(column.values) == 1:
            return self._add_coded(column)
        parents = [
            self._decider(ground),
            self._classes(day[0], found.days[day[1]]),
            self._classes(reach[0], reach[1]),
        ]
        of = [
            each | {"size": size}
            for each, size in zip(parents, found.table.shape, strict=True)
            if each is not None
        ]
        if len(of) < len(parents):
            return self._add_coded(column)
        table = found.table.ravel().tolist()
        described = {"kind": "decided", "of": of, "table": table}
        return self._append(described | {"values": column.values})

    def _decider(self, ground: NDArray[Any]) -> dict[str, Any] | None:
        """Return a column that tells the ground of each row; it is added if need be."""
        for kept in self._kept:
            found = self._classes(kept.number, ground)
            if found is not None:
                return found
        values = list(range(int(ground.max(initial=0)) + 1))
        number = self._add_coded(Coded(ground, values))
        return self._classes(number, ground)

    def _classes(
        self, number: int, classes: NDArray[np.int64]
    ) -> dict[str, Any] | None:
        """Return a column, and the class for each of its codes, if they tell it."""
        codes, count = self._codes.get(number, (None, 1))
        found = classes_by(codes, count, classes)
        return None if found is None else {"column": number, "classes": found}

    def _append(self, described: dict[str, Any]) -> int:
        self.columns.append(described)
        return len(self.columns) - 1

    def _block(self, data: bytes) -> int:
        self.blocks.append(armour(data))
        return len(self.blocks)  # block 0 is the description

    def _add_coded(self, column: Coded) -> int:
        if len(column.values) == 1:
            return self._append({"kind": "same", "value": column.values[0]})
        for kept in self._kept:
            values = values_by(kept.column, column)
            if values is not None:
                by = {"kind": "by", "of": kept.number}
                number = self._append(by | {"values": self._values(values)})
                self._codes[number] = (kept.column.codes, len(kept.times))
                return number
        times = np.bincount(column.codes, minlength=len(column.values))
        described = self._runs(column, times)
        if described is None:
            column, times = _commonest_first(column, times)
            described = self._among(column, times) or self._own(column, times)
        number = self._append(described | {"values": self._values(column.values)})
        self._kept.append(_Kept(number, column, times))
        self._codes[number] = (column.codes, len(times))
        return number

    def _runs(self, column: Coded, times: NDArray[np.int64]) -> dict[str, Any] | None:
        """Return codes as runs of rows, where that is smallest."""
        codes = column.codes
        size = bytes_for(len(times) - 1)
        starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        if len(starts) * _RUN > len(codes):
            return None
        lengths = np.diff(np.r_[starts, len(codes)])
        long = bytes_for(int(lengths.max()))
        packed = pack_plane(codes[starts], size), pack_plane(lengths, long)
        if sum(map(len, packed)) > min(_zipped_size(codes, size), coded_size(times)):
            return None
        return {
            "kind": "codes",
            "as": "runs",
            "runs": len(starts),
            "bytes": size,
            "block": self._block(packed[0]),
            "long": long,
            "lengths": self._block(packed[1]),
        }

    def _own(self, column: Coded, times: NDArray[np.int64]) -> dict[str, Any]:
        """Return codes coded by their frequencies, or as gzip."""
        codes = column.codes
        size = bytes_for(len(times) - 1)
        if coded_size(times) < _zipped_size(codes, size, times):
            block = self._block(code_rows(codes, times))
            return {"kind": "codes", "as": "coded", "block": block}
        block = self._block(pack_plane(codes, size))
        return {"kind": "codes", "as": "gzip", "bytes": size, "block": block}

    def _among(self, column: Coded, times: NDArray[np.int64]) -> dict[str, Any] | None:
        """Return codes as choices beside those of another column, if that helps."""
        step = max(1, len(column.codes) // _SAMPLE)
        some, many = column.codes[::step], len(times)
        own = coded_size(np.bincount(some))
        if len(some) < _MANY_VALUES:
            return None
        sizes = [
            (choices_size(choices(kept.column.codes[::step], some, many)), at)
            for at, kept in enumerate(self._kept)
        ]
        if not sizes or min(sizes)[0] > own * _WORTH:
            return None
        kept = self._kept[min(sizes)[1]]
        parent = kept.column.codes
        found = choices(parent, column.codes, many)
        size = bytes_for(many - 1)
        own = min(coded_size(times), _zipped_size(column.codes, size, times))
        if choices_size(found) > own * _WORTH:
            return None
        ranks = found.open_rows(parent, column.codes, many)
        described: dict[str, Any] = {"kind": "among", "of": kept.number}
        described["choices"] = found.by_parent(len(kept.times))
        if len(ranks):
            described["block"] = self._block(code_rows(ranks, found.ranks()))
        return described

    def _values(self, values: list[Any]) -> Any:
        """Return what codes stand for, or the columns that say so."""
        if len(values) < _MANY_VALUES:
            return values
        kinds = set(map(type, values))
        if kinds == {str}:
            numbers, days = as_numbers(values), _days(values)
            if days is not None:
                return {"days": self._part(days)}
            return values if numbers is None else {"keys": self._part(numbers)}
        if kinds == {int}:
            numbers = whole_numbers(np.array(values, dtype=float))
            return values if numbers is None else {"plain": self._part(numbers)}
        is_even = kinds == {list} and len(set(map(len, values))) == 1
        if is_even and all(isinstance(v, _PLAIN) for each in values for v in each):
            parts = [list(part) for part in zip(*values, strict=True)]
            return {"each": [self._part(_as_column(part)) for part in parts]}
        return values

    def _part(self, column: Coded | Numbers) -> int:
        """Add a column of values, which has rows of its own."""
        rows = len(column.codes if isinstance(column, Coded) else column.numbers)
        inner = Packing(rows, self.columns, self.blocks, _axes=self._axes)
        number = inner.add(column)
        self.columns[number]["rows"] = rows
        if isinstance(column, Numbers) and self.columns[number]["kind"] == "numbers":
            self._axes.append((number, column))
        return number

    def _add_alias(self, column: Numbers) -> int | None:
        """Add a column whose numbers are those of another one, in its own form."""
        for number, axis in self._axes:
            if not _is_alike(axis, column):
                continue
            described = {"kind": "alias", "of": number, **_form_of(column)}
            rest = column.numbers[axis.numbers == NOTHING]
            if (rest != NOTHING).any():
                described["rest"] = self._part(replace(column, numbers=rest))
            return self._append(described)
        return None

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


def _commonest_first(
    column: Coded, times: NDArray[np.int64]
) -> tuple[Coded, NDArray[np.int64]]:
    """Number values by how often they occur; return how often, too.

    Those that are about equally frequent keep their order.
    """
    order = np.argsort(-times, kind="stable")
    times = times[order]
    order = order[np.lexsort((order, token_of(times)))]
    place = narrow(np.argsort(order))
    values = [column.values[at] for at in order.tolist()]
    return Coded(place[column.codes], values), times


def _zipped_size(
    codes: NDArray[Any], size: int, times: NDArray[np.int64] | None = None
) -> float:
    """Return about how many bytes codes take as gzip, by some stretches of them.

    Parameters
    ----------
    codes, size
        The codes, and bytes of each.
    times
        How often each code occurs: stretches of rarer codes then count the less.
    """
    if len(codes) <= _SAMPLE:
        return float(len(pack_plane(codes, size)))
    length = _SAMPLE // _STRETCHES
    starts = [
        at * (len(codes) - length) // (_STRETCHES - 1) for at in range(_STRETCHES)
    ]
    some = np.concatenate([codes[start : start + length] for start in starts])
    found = float(len(pack_plane(some, size)))
    if times is None:
        return found * len(codes) / len(some)
    bits = np.log2(len(codes) / np.maximum(times, 1))
    return found * float((bits * times).sum()) / max(float(bits[some].sum()), 1.0)


def _days(texts: Sequence[str]) -> Numbers | None:
    """Return ISO days as numbers from 1970-01-01 on; None if a text is none."""
    try:
        days = [dt.date.fromisoformat(text) for text in texts]
    except ValueError:
        return None
    if any(day.isoformat() != text for day, text in zip(days, texts, strict=True)):
        return None
    numbers = [day.toordinal() - EPOCH for day in days]
    return Numbers(np.array(numbers, dtype=np.int64), 0)


def _as_column(values: Sequence[Any]) -> Coded | Numbers:
    """Return numbers as such where nothing is lost, else a dictionary."""
    if all(value is None or isinstance(value, int | float) for value in values):
        cells = np.array([np.nan if v is None else v for v in values], dtype=float)
        found = whole_numbers(cells)
        if found is not None and not np.isnan(cells).all():
            return found
    known: dict[Any, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return Coded(np.array(codes, dtype=np.uint32), list(known))


def whole_numbers(cells: NDArray[np.float64]) -> Numbers | None:
    """Return numbers as whole ones over a power of ten; None if something is lost."""
    is_nan = np.isnan(cells)
    filled = np.where(is_nan, 0.0, cells)
    for scale in _SCALES:
        power = 10.0**scale
        whole = np.rint(filled * power)
        if np.abs(whole).max(initial=0) < 1e15 and (whole / power == filled).all():
            numbers = np.where(is_nan, NOTHING, whole.astype(np.int64))
            return Numbers(numbers, scale, "trim")
    return None


def _is_alike(axis: Numbers, column: Numbers) -> bool:
    """Whether the numbers of an axis are those of a column, maybe more finely.

    Where the axis has none, the column may have some, in less than half of the rows: of
    a point that only stands for a region nothing is drawn.
    """
    shift = axis.scale - column.scale
    if shift < 0 or len(axis.numbers) != len(column.numbers):
        return False
    filled = axis.numbers != NOTHING
    if 2 * int((column.numbers[~filled] != NOTHING).sum()) > len(filled):
        return False
    own = column.numbers[filled]
    return not (own == NOTHING).any() and np.array_equal(
        own * 10**shift, axis.numbers[filled]
    )
