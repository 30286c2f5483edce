"""Legend: what each sign means, in words, for the signs that a figure has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from typing import Any

from zones.atlas import Atlas

from . import inks
from .drawing import draw_marker, held_style, line_style
from .paper import MM_PER_POINT, Pen, wrap
from .scene import Scene
from .words import Voice

__all__ = ["Entry", "draw_legend", "legend_entries", "legend_height"]

_SIZE, _LEADING = 6.4, 1.22
_SWATCH_MM, _SWATCH_HIGH_MM = 7.0, 3.2

Entry = tuple[str, str]
"""Key of a sign, and its words."""


def legend_entries(
    atlas: Atlas,
    scenes: Sequence[Scene],
    drawn: set[str],
    actors: Sequence[str],
    voice: Voice,
) -> list[Entry]:
    """Return the signs of a figure with their words, in a fixed order."""
    return list(_entries(atlas, scenes, drawn, actors, voice))


def _entries(
    atlas: Atlas,
    scenes: Sequence[Scene],
    drawn: set[str],
    actors: Sequence[str],
    voice: Voice,
) -> Iterator[Entry]:
    shapes = [shape for scene in scenes for shape in scene.shapes]
    own = {(s.part, s.certainty == "certain") for s in shapes if s.sort == "own"}
    if ("inner", True) in own:
        yield "inner_certain", voice.words["inner_certain"]
    if ("inner", False) in own:
        yield "inner_possible", voice.words["inner_possible"]
    parts = {part for part, _ in own}
    for part in ("outer", "estimate"):
        if part in parts:
            yield part, voice.words[part]
    belts = {s.part for s in shapes if s.sort == "belt"}
    if belts:
        yield "belt", voice.words["belt"]
    if "estimate" in belts:
        yield "belt_estimate", voice.words["belt_estimate"]
    others = {atlas.type_of(s.zone) for s in shapes if s.sort == "other"}
    if others:
        yield "other", voice.say("other", types=", ".join(sorted(others)))
    held = {(part.actor, part.certainty) for scene in scenes for part in scene.held}
    for actor in actors:
        for certainty in ("certain", "possible"):
            if (actor, certainty) in held:
                yield f"held:{certainty}:{actor}", voice.say(
                    "held", actor=actor, certainty=voice.answer(certainty)
                )
    for kind in ("post_certain", "post_possible", "event_certain", "event_possible"):
        if kind in drawn:
            yield kind, voice.words[kind]
    if "town" in drawn:
        yield "town", voice.words["town"]
    yield "lines", voice.words["lines"]


def legend_height(entries: Iterable[Entry], width: float, scale: float) -> float:
    """Return how high a legend is in a column of a width, in mm."""
    return sum(_row_height(words, width, scale) for _, words in entries)


def _row_height(words: str, width: float, scale: float) -> float:
    lines = len(_lines(words, width, scale))
    leading = _SIZE * scale * MM_PER_POINT * _LEADING
    return max(lines * leading, _SWATCH_HIGH_MM * scale) + 0.9 * scale


def _lines(words: str, width: float, scale: float) -> list[str]:
    return wrap(words, _SIZE * scale, "plain", width - (_SWATCH_MM + 2) * scale)


def draw_legend(
    pen: Pen,
    entries: Iterable[Entry],
    x: float,
    y: float,
    width: float,
    actors: Sequence[str],
) -> float:
    """Draw a legend from its upper start corner; return where it ends."""
    scale = pen.sheet.scale
    leading = _SIZE * scale * MM_PER_POINT * _LEADING
    for key, words in entries:
        lines = _lines(words, width, scale)
        height = _row_height(words, width, scale) - 0.9 * scale
        _draw_sign(pen, key, x, y + height / 2, actors)
        top = y + (height - len(lines) * leading) / 2
        start = x + (_SWATCH_MM + 2) * scale
        pen.block(start, top, lines, _SIZE * scale, leading)
        y += height + 0.9 * scale
    return y


def _draw_sign(pen: Pen, key: str, x: float, y: float, actors: Sequence[str]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    scale = pen.sheet.scale
    width, height = _SWATCH_MM * scale, _SWATCH_HIGH_MM * scale
    if pen.rtl:
        x = pen.sheet.width - x - width
    middle = x + width / 2
    kind, _, rest = key.partition("_")
    if kind in ("post", "event", "town"):
        size = (1.3 if kind == "town" else 2.4) * scale
        draw_marker(pen, kind, middle, y, size, rest != "possible", 6)
        return
    if key == "lines":
        half = width * 0.46
        for start, colour, thick in (
            (x, inks.COUNTRY, 0.9),
            (x + width - half, inks.PROVINCE, 0.6),
        ):
            line = Line2D([start, start + half], [y, y], color=colour, linewidth=thick)
            pen.axes.add_line(line)
        return
    style = _sign_style(key, actors)
    pen.axes.add_patch(Rectangle((x, y - height / 2), width, height, zorder=6, **style))


def _sign_style(key: str, actors: Sequence[str]) -> dict[str, Any]:
    if key.startswith("held:"):
        _, certainty, actor = key.split(":", 2)
        return held_style(actors, actor, certainty == "certain")
    sort, part, certain = {
        "inner_certain": ("own", "inner", True),
        "inner_possible": ("own", "inner", False),
        "outer": ("own", "outer", False),
        "estimate": ("own", "estimate", False),
        "belt": ("belt", "outer", False),
        "belt_estimate": ("belt", "estimate", False),
        "other": ("other", "outer", False),
    }[key]
    return line_style(sort, part, certain)
