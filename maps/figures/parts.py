"""Parts: the scale bar and the locator of a figure."""

from __future__ import annotations

import math
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry
from zones.atlas import Atlas

from ..backdrop import countries_of, main_type
from . import inks
from .drawing import MapFrame, add, draw_land, path_of
from .ground import View, land_of, view_of
from .labels import Box
from .paper import Pen
from .scene import Scene, zone_shapes

__all__ = ["corner_for", "draw_locator", "draw_scale_bar", "scale_bar_box"]

_BAR_SHARE = 0.24
_HERE = "#b3001b"


def _bar_length(frame: MapFrame) -> float:
    """Return a round length in km, 1, 2 or 5 times a power of ten, for a bar."""
    km = frame.width * _BAR_SHARE / frame.mm_per_km
    power = 10 ** math.floor(math.log10(km))
    return float(next(s * power for s in (5, 2, 1) if s * power <= km))


def scale_bar_box(frame: MapFrame, scale: float) -> Box:
    """Return the box of the scale bar in the lower right corner of a map, in mm."""
    long = _bar_length(frame) * frame.mm_per_km
    right, low = frame.x + frame.width, frame.y + frame.height
    return Box(right - long - 9.5 * scale, low - 8 * scale, right - 1, low - 1)


def draw_scale_bar(pen: Pen, frame: MapFrame, unit: str) -> None:
    """Draw the scale bar; ``unit`` is the word for km."""
    from matplotlib.patches import Rectangle

    scale = pen.sheet.scale
    box = scale_bar_box(frame, scale)
    length = _bar_length(frame)
    step = length * frame.mm_per_km / 2
    x, y = box.x0 + 2.5 * scale, box.y1 - 2.6 * scale
    pen.axes.add_patch(
        Rectangle(
            (box.x0, box.y0),
            box.x1 - box.x0,
            box.y1 - box.y0,
            facecolor=f"{inks.PAPER}d0",
            linewidth=0,
            zorder=6.5,
        )
    )
    for part, fill in enumerate((inks.INK, inks.PAPER)):
        pen.axes.add_patch(
            Rectangle(
                (x + part * step, y),
                step,
                1.0 * scale,
                facecolor=fill,
                edgecolor=inks.INK,
                linewidth=0.5,
                zorder=7,
            )
        )
    for part, value in enumerate((0, length / 2, length)):
        words = f"{value:g} {unit}" if part == 2 else f"{value:g}"
        pen.text(x + part * step, y - 0.9, words, 5.8 * scale, align="center", zorder=7)


def corner_for(frame: MapFrame, scene: Scene, width: float, height: float) -> Box:
    """Return the corner of a map where a box of a size hides the least.

    The lower right corner holds the scale bar and is none of them.
    """
    gap = 1.2
    left, top = frame.x + gap, frame.y + gap
    right = frame.x + frame.width - gap - width
    low = frame.y + frame.height - gap - height
    corners = [(right, top), (left, low), (left, top)]
    ground = shapely.union_all([frame.view.project(s.geometry) for s in scene.shapes])
    spots = [frame.place(s.lat, s.lon) for s in scene.symbols]

    def hidden(corner: tuple[float, float]) -> tuple[int, float]:
        x, y = corner
        box = _ground_box(frame, x, y, width, height)
        area = float(shapely.intersection(ground, box).area)
        held = [0 for sx, sy in spots if x <= sx <= x + width and y <= sy <= y + height]
        return len(held), area

    x, y = min(corners, key=hidden)
    return Box(x, y, x + width, y + height)


def _ground_box(
    frame: MapFrame, x: float, y: float, width: float, height: float
) -> BaseGeometry:
    west, _, _, north = frame.view.limits()
    km = 1 / frame.mm_per_km
    left, high = west + (x - frame.x) * km, north - (y - frame.y) * km
    return shapely.box(left, high - height * km, left + width * km, high)


def draw_locator(
    pen: Pen, atlas: Atlas, view: View, zone: str | None, box: Box
) -> None:
    """Draw where a map lies in the countries of the matter.

    Parameters
    ----------
    pen
        The sheet.
    atlas
        Where the boundaries are.
    view
        What the map shows; its outline is drawn.
    zone
        The zone whose ground is shown.
    box
        Where the locator stands, in mm.
    """
    from matplotlib.patches import PathPatch

    width, height = box.x1 - box.x0, box.y1 - box.y0
    codes = countries_of(atlas, main_type(atlas))
    own = [
        shapely.from_wkb(item.geometry)
        for item in atlas.items
        if item.geometry is not None and item.country in codes
    ]
    here = view.box()
    around = [*own, here] if own else [shapely.box(*here.buffer(3).bounds)]
    west, south, east, north = shapely.union_all(around).bounds
    whole = view_of(atlas, box=(west, south, east, north))
    grown = replace(
        whole,
        half_width=whole.half_width * 1.08,
        half_height=whole.half_height * 1.08,
    ).fitted(width, height)
    land = land_of(atlas, grown)
    axes = pen.layer(box.x0, box.y0, width, height, zorder=7)
    left, low, right, high = grown.limits()
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(inks.SEA if land.shows_sea else inks.OWN)
    for spine in axes.spines.values():
        spine.set_linewidth(0.5)
    finest = 0.06 * (right - left) / width
    draw_land(axes, replace(land, regions=()), finest, 0.7)
    for shape in _ground_of(atlas, zone):
        fill = {"facecolor": f"{inks.ZONE}66", "linewidth": 0}
        add(axes, grown.project(shape), finest, 3, fill)
    if (path := path_of(grown.project(here))) is not None:
        axes.add_patch(
            PathPatch(path, facecolor="none", edgecolor=_HERE, linewidth=0.9, zorder=4)
        )


def _ground_of(atlas: Atlas, zone: str | None) -> list[BaseGeometry]:
    """Return the smallest ground told of a zone, for showing where it lies."""
    for part in ("estimate", "inner", "outer"):
        if zone is not None and (shapes := zone_shapes(atlas, zone, part)):
            return [shapely.union_all(shapes)]
    return []
