"""The legend of the picture: what its marks mean, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from .marks import (
    COLOURS,
    plain_text,
    sort_of,
    stamps_of,
    style_of,
    swatch,
    symbol_of,
)
from .outlines import View
from .standing import Shape
from .wording import Words

__all__ = ["Rows", "draw_legend", "entries_of"]

COLUMNS = 3

Entry = tuple[str, str, dict[str, str]]
"""A mark, the key of its words, and what stands in their gaps."""


class Rows(Protocol):
    """Events of tables as a picture takes them."""

    @property
    def said(self) -> str:
        """How many they are, and of which days."""
        ...

    @property
    def classes(self) -> Sequence[str]:
        """The classes of those that are drawn, the surest first."""
        ...

    def address(self, view: View, width: int, height: int) -> str:
        """Return an address that holds them drawn."""
        ...


def entries_of(
    shapes: Sequence[Shape],
    points: Iterable[tuple[Mapping[str, Any], str]],
    rows: Rows | None,
    words: Words,
) -> list[Entry]:
    """Return what a legend has to say of the things that are drawn."""
    kinds = {str(item["kind"]) for item, _ in points}
    return [
        *_of_shapes(shapes, words),
        *_of_rows(rows, words),
        *(
            (
                symbol_of(kind, "certain", 11, 6) + symbol_of(kind, "possible", 29, 6),
                f"legend.{kind}",
                {},
            )
            for kind in ("post", "event")
            if kind in kinds
        ),
    ]


def _of_shapes(shapes: Sequence[Shape], words: Words) -> Iterator[Entry]:
    main = {
        (shape.part, shape.certainty == "certain")
        for shape in shapes
        if sort_of(shape.zone) == "zone" and not _is_line(shape.zone)
    }
    for part, sure, key in (
        ("inner", True, "legend.inner"),
        ("inner", False, "legend.inner_possible"),
        ("outer", None, "legend.outer"),
        ("estimate", None, "legend.estimate"),
    ):
        if any(p == part and sure in (None, s) for p, s in main):
            shape = Shape({}, part, [], "certain" if sure else "possible")
            yield swatch("zone", style_of(shape)), key, {}
    if any(_is_line(s.zone) and sort_of(s.zone) == "zone" for s in shapes):
        stroke = f'stroke="{COLOURS["zone"]}" stroke-width="2"'
        yield f'<path class="zone" d="M0 6H38" {stroke}/>', "legend.line", {}
    others = [shape.zone for shape in shapes if sort_of(shape.zone) == "other"]
    if others:
        types = {
            words.term(str(z.get("type") or z.get("kind") or "zone")) for z in others
        }
        style = 'fill="none" stroke-dasharray="9 3 1.5 3" stroke-width="1.5"'
        said = words.join(sorted(types))
        yield swatch("other", style), "legend.other", {"types": said}
    if any(sort_of(shape.zone) == "belt" for shape in shapes):
        style = 'fill="none" stroke-dasharray="6 4" stroke-width="1.5"'
        yield swatch("belt", style), "legend.belt", {}


def _is_line(zone: Mapping[str, Any]) -> bool:
    """Whether a zone is a line of a table, which has nothing inside."""
    return any(reading.get("line") for reading in zone.get("readings") or ())


def _of_rows(rows: Rows | None, words: Words) -> Iterator[Entry]:
    for name in rows.classes if rows is not None else ():
        said = words.say(f"rows.class_{name}")
        yield stamps_of(name), "rows.legend", {"what": said}


def draw_legend(
    entries: Sequence[Entry], words: Words, width: int, top: int
) -> tuple[list[str], int]:
    """Return a legend as SVG, under a map of a width that ends at ``top``.

    Returns
    -------
    list of str, int
        Its parts, and how many rows it takes.
    """
    is_rtl = words.direction == "rtl"
    anchor = ' direction="rtl"' if is_rtl else ""
    wide = width / COLUMNS
    parts = []
    # What may be long, the types of other zones, has the last row to itself.
    long = [entry for entry in entries if entry[1] == "legend.other"]
    short = [entry for entry in entries if entry not in long]
    rows = -(-len(short) // COLUMNS)
    for place, (mark, key, values) in enumerate([*short, *long]):
        row, column = divmod(place, COLUMNS) if place < len(short) else (rows, 0)
        y = top + 40 + 20 * row
        column = COLUMNS - 1 - column if is_rtl else column
        left = column * wide
        x = left + wide - 42 if is_rtl else left + 2
        text_x = left + wide - 50 if is_rtl else left + 48
        parts.append(
            f'<g transform="translate({x:.1f} {y - 9})">{mark}</g>'
            f'<text class="ink" x="{text_x:.1f}" y="{y + 1}" '
            f'fill="{COLOURS["ink"]}"{anchor}>'
            f"{plain_text(words.say(key, **values))}</text>"
        )
    return parts, rows + len(long)
