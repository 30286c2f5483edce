"""Stills: events of tables for where no script runs, as one picture and as counts.

The picture is of the days that the page takes for a window where nobody says another:
those that end with the day that it opens on.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from geodata.periods import iso_of

from ..axis import WINDOW_DAYS
from ..marks import STAMPS
from ..outlines import View as Frame
from ..wording import Words
from .gathering import EPOCH, EventTables
from .splats import CLASSES, View, classes_in, splat, splat_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Counted", "Still", "StillRows", "png_address"]

MOST_STAMPED = 60_000
"""More events than these get small stamps, as in the page."""
MOST_SHARP = 5_000
"""Up to so many events are drawn with two pixels for each of the picture: more would
cost the page as much as thousands of rows do."""
MOST_CATEGORIES = 7
MOST_MONTHS = 120
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events a table has, by month or year and category.

    Attributes
    ----------
    categories
        The commonest; None: all others together.
    rows
        What they are counted by ("2018-09", "2018"; None: not in one of these), and
        the number in each category.
    """

    categories: list[str | None]
    rows: list[tuple[str | None, list[int]]]


@dataclass(frozen=True, slots=True)
class Still:
    """The events of a page as they are drawn and counted in Python.

    Attributes
    ----------
    tables
        The events, without their rows.
    count
        How many events each stands for; None: one.
    by_place
        Whether the page draws places.
    """

    tables: EventTables
    count: NDArray[np.int64] | None
    by_place: bool

    def counted(self) -> Counted:
        """Count by month, or by year where there are many months."""
        drawn = self.tables.drawn
        for length in (7, 4):
            known = {"": 0}  # of what is not in one of them
            starts, ends = (
                _units(days, length, known) for days in (drawn.first, drawn.last)
            )
            units = np.where(starts == ends, starts, 0)
            used = np.flatnonzero(np.bincount(units, minlength=len(known)))
            if len(used) <= MOST_MONTHS:
                break
        names = [list(known)[at] for at in used.tolist()]
        many = len(self.tables.categories)
        cells = np.bincount(
            units * many + drawn.category, self.count, len(known) * many
        )
        table = cells.astype(np.int64).reshape(len(known), many)[used]
        totals = Counter(
            dict(zip(range(many), table.sum(axis=0).tolist(), strict=True))
        )
        ranked = sorted(
            (at for at in totals if totals[at]),
            key=lambda at: (-totals[at], self.tables.categories[at] or ""),
        )
        shown, others = ranked[:MOST_CATEGORIES], ranked[MOST_CATEGORIES:]
        columns = [table[:, at] for at in shown]
        categories: list[str | None] = [self.tables.categories[at] for at in shown]
        if others:
            columns.append(table[:, others].sum(axis=1))
            categories.append(None)
        numbers = np.stack(columns, axis=1).tolist() if columns else []
        rows = [(name or None, row) for name, row in zip(names, numbers, strict=True)]
        return Counted(categories, sorted(rows, key=lambda row: (row[0] is None, row)))


@dataclass(frozen=True)
class StillRows:
    """The events of a window, for the picture of a day.

    Attributes
    ----------
    still
        The events.
    day
        The last day of the window, as an ordinal.
    words
        The language to speak.
    """

    still: Still
    day: int
    words: Words

    @cached_property
    def said(self) -> str:
        """How many they are, and of which days."""
        touches, count = self._touches, self.still.count
        number = int(touches.sum() if count is None else count[touches].sum())
        first, last = (self.words.date(str(iso_of(d))) for d in (self._first, self.day))
        told = self.words.say("rows.all", count=number, number=f"{number:,}")
        return self.words.say("picture.rows", all=told, first=first, last=last)

    @cached_property
    def classes(self) -> list[str]:
        """The classes of those that are drawn, the surest first."""
        found = classes_in(self.still.tables, self._first, self.day)
        return [CLASSES[at] for at in found]

    @property
    def _first(self) -> int:
        return self.day - WINDOW_DAYS + 1

    @cached_property
    def _touches(self) -> NDArray[np.bool_]:
        """Which events may lie in the window."""
        drawn = self.still.tables.drawn
        begins, ends = drawn.first + EPOCH, drawn.last + EPOCH
        touches: NDArray[np.bool_] = (ends >= self._first) & (begins <= self.day)
        return touches

    def address(self, view: Frame, width: int, height: int) -> str:
        """Return an address that holds them drawn."""
        tables, count = self.still.tables, self.still.count
        rows = int(self._touches.sum())
        sharp = 2 if rows <= MOST_SHARP else 1
        scale = view.scale * sharp
        size = width * sharp, height * sharp
        seen = View(scale, -scale, -view.west * scale, view.top * scale, *size)
        window = self._first, self.day
        if self.still.by_place:
            drawn = splat_places(tables, *window, seen, STAMPS, 4.0 * sharp, count)
        else:
            radius = 2.0 if rows > MOST_STAMPED else 4.0
            drawn = splat(tables, *window, seen, STAMPS, radius * sharp)
        return png_address(drawn)


def _units(
    days: NDArray[np.int32], length: int, known: dict[str, int]
) -> NDArray[np.int64]:
    """Number the months or years of days, or that they are open."""
    distinct, of_rows = np.unique(days, return_inverse=True)
    texts = [(iso_of(day + EPOCH) or "open")[:length] for day in distinct.tolist()]
    own = [known.setdefault(text, len(known)) for text in texts]
    return np.array(own, dtype=np.int64)[of_rows]


def png_address(pixels: NDArray[np.uint8]) -> str:
    """Return a picture of at most 16 colours as an address that holds it.

    Parameters
    ----------
    pixels
        Height × width × 4: red, green, blue and alpha.
    """
    height, width = pixels.shape[:2]
    whole = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    drawn = np.flatnonzero(whole)  # of most pixels nothing is, and sorting takes long
    some = whole[drawn]
    nothing = whole[:0] if len(drawn) == len(whole) else np.zeros(1, dtype=np.uint32)
    colours = np.concatenate([nothing, np.unique(some)])
    of_pixels = np.zeros(len(whole), dtype=np.uint8)
    of_pixels[drawn] = np.searchsorted(colours, some)
    table = np.ascontiguousarray(colours).view(np.uint8).reshape(-1, 4)
    codes = np.zeros((height, width + width % 2), dtype=np.uint8)
    codes[:, :width] = of_pixels.reshape(height, width)
    lines = np.zeros((height, 1 + codes.shape[1] // 2), dtype=np.uint8)  # no filter
    lines[:, 1:] = codes[:, ::2] << 4 | codes[:, 1::2]
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
        (b"PLTE", table[:, :3].tobytes()),
        (b"tRNS", table[:, 3].tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    data = _SIGNATURE + b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")
