"""Drawing: one map of a figure, on its frame of the sheet.

Lines and fills say what the page's say: filled is inside, dashed means somewhere in
here, dotted is an estimate, and what is only possible is hatched or hollow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from . import inks
from .ground import Land, View
from .labels import Box
from .paper import MM_PER_POINT, Pen, text_width
from .scene import Scene, Shape

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path
    from shapely.geometry.base import BaseGeometry

__all__ = ["MapFrame", "draw_map", "draw_marker", "line_style", "path_of"]

_FINEST_MM = 0.04
"""Steps of an outline that no print shows are left out."""

Style = dict[str, Any]


def line_style(sort: str, part: str, certain: bool) -> Style:
    """Return how an outline and its ground are drawn."""
    colour = {"own": inks.ZONE_DEEP, "belt": inks.BELT}.get(sort, inks.OTHER)
    if sort == "other":
        dash: Any = (0, (6, 2, 1, 2))
        return _line(colour, 0.8, dash)
    if part == "outer":
        return _line(colour, 0.75, (0, (4.5, 2.6)))
    if part == "estimate":
        return _line(colour, 1.25, (0, (0.1, 1.9)))
    if certain:
        fill = "#0072b233" if sort == "own" else "#00664c26"
        return _line(colour, 1.0, "solid") | {"facecolor": fill}
    return _line(colour, 0.8, "solid") | {"hatch": "/////", "facecolor": "#0072b20d"}


def _line(colour: str, width: float, dash: Any) -> Style:
    return {
        "edgecolor": colour,
        "linewidth": width,
        "linestyle": dash,
        "facecolor": "none",
        "capstyle": "round",
        "joinstyle": "round",
    }


def held_style(actors: Sequence[str], actor: str, certain: bool) -> Style:
    """Return how the ground of an actor is drawn: tint and pattern."""
    colour, hatch = inks.ACTORS[list(actors).index(actor) % len(inks.ACTORS)]
    return {
        "facecolor": f"{colour}{'30' if certain else '00'}",
        "edgecolor": f"{colour}{'e0' if certain else '80'}",
        "hatch": hatch,
        "linewidth": 0.0,
    }


@dataclass(frozen=True, slots=True)
class MapFrame:
    """Where a map stands on the sheet, in mm, and what it shows."""

    x: float
    y: float
    width: float
    height: float
    view: View

    @property
    def box(self) -> Box:
        """The frame as a box."""
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    @property
    def mm_per_km(self) -> float:
        """How large a km is on the sheet."""
        return self.width / (2 * self.view.half_width)

    def spot(self, x_km: float, y_km: float) -> tuple[float, float]:
        """Return where a point in km of the view stands on the sheet."""
        west, _, _, north = self.view.limits()
        scale = self.mm_per_km
        return self.x + (x_km - west) * scale, self.y + (north - y_km) * scale

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place in degrees (WGS 84) stands on the sheet."""
        point = self.view.project(shapely.Point(lon, lat))
        return self.spot(float(shapely.get_x(point)), float(shapely.get_y(point)))


def path_of(geometry: BaseGeometry, finest: float = 0.0) -> Path | None:
    """Return the outline of polygons as one path; None where there is none."""
    from matplotlib.path import Path

    if finest:
        geometry = shapely.simplify(geometry, finest)
    rings = [
        ring
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon" and not part.is_empty
        for ring in (part.exterior, *part.interiors)
    ]
    if not rings:
        return None
    points = [np.asarray(ring.coords)[:, :2] for ring in rings]
    codes = [_ring_codes(len(each)) for each in points]
    return Path(np.concatenate(points), np.concatenate(codes))


def _ring_codes(count: int) -> np.ndarray[Any, Any]:
    from matplotlib.path import Path

    codes = np.full(count, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes


def draw_map(
    pen: Pen, frame: MapFrame, land: Land, scene: Scene, actors: Sequence[str]
) -> list[Box]:
    """Draw land, zones, held ground and lines of a map; no names and no symbols.

    Parameters
    ----------
    pen
        The sheet.
    frame
        Where the map stands.
    land
        What lies behind.
    scene
        What the documents say of the day.
    actors
        All actors of the figure, whose order decides colour and pattern.

    Returns
    -------
    list of Box
        What the figures at the edge fill, in mm.
    """
    axes = pen.layer(frame.x, frame.y, frame.width, frame.height)
    west, south, east, north = frame.view.limits()
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(inks.SEA if land.shows_sea else inks.OWN)
    for spine in axes.spines.values():
        spine.set_linewidth(0.6)
        spine.set_edgecolor(inks.INK)
    finest = _FINEST_MM / frame.mm_per_km
    draw_land(axes, land, finest)
    for part in scene.held:
        style = held_style(actors, part.actor, part.certainty == "certain")
        add(axes, frame.view.project(part.geometry), finest, 3.2, style)
    for shape in scene.shapes:
        style = line_style(shape.sort, shape.part, shape.certainty == "certain")
        add(axes, frame.view.project(shape.geometry), finest, _depth(shape), style)
    return _draw_graticule(pen, axes, frame)


def _depth(shape: Shape) -> float:
    sorts = {"other": 3.0, "own": 3.4, "belt": 3.8}
    parts = {"inner": 0.0, "outer": 0.1, "estimate": 0.2}
    return sorts[shape.sort] + parts[shape.part]


def draw_land(axes: Axes, land: Land, finest: float, width: float = 1.0) -> None:
    """Draw land, the lines of provinces, of countries and of the coast."""
    for code, shape in land.countries.items():
        fill = inks.OWN if code in land.own else inks.LAND
        add(axes, shape, finest, 1.0, {"facecolor": fill, "linewidth": 0})
    for _, shape in land.regions:
        style = _line(inks.PROVINCE, 0.45 * width, "solid")
        add(axes, shape, finest, 2.0, style)
    for shape in land.apart:
        style = _line(inks.COUNTRY, 0.5 * width, (0, (3, 2))) | {"facecolor": inks.LAND}
        add(axes, shape, finest, 1.5, style)
    for shape in land.countries.values():
        style = _line(inks.COUNTRY, 0.9 * width, "solid")
        add(axes, shape, finest, 2.2, style)
    if land.shows_sea:
        whole = shapely.union_all([*land.countries.values(), *land.apart])
        style = _line(inks.COAST, 0.7 * width, "solid")
        add(axes, whole, finest, 2.3, style)


def add(
    axes: Axes, shape: BaseGeometry, finest: float, zorder: float, style: Style
) -> None:
    """Add polygons to axes whose unit is that of the shape."""
    from matplotlib.patches import PathPatch

    if (path := path_of(shape, finest)) is not None:
        axes.add_patch(PathPatch(path, zorder=zorder, **style))


_STEPS = (10.0, 5.0, 2.0, 1.0, 0.5, 0.25, 0.1, 0.05, 0.02)
_FEWEST_TICKS = 2


def _draw_graticule(pen: Pen, axes: Axes, frame: MapFrame) -> list[Box]:
    """Draw faint meridians and parallels, named at the lower and left edges."""
    boxes = []
    box = frame.view.box()
    west, south, east, north = box.bounds
    span = min(east - west, north - south)
    step = next((s for s in _STEPS if span / s >= _FEWEST_TICKS), _STEPS[-1])
    lows = frame.view.limits()
    size = 5.2 * pen.sheet.scale
    for lon in _multiples(west, east, step):
        line = frame.view.project(_straight((lon, south - 1), (lon, north + 1)))
        _draw_line(axes, line)
        x = _where(line, axis=1, value=lows[1])
        if lows[0] < x < lows[2]:
            words = _degrees(lon, "EW", step)
            spot = frame.spot(x, lows[1])
            pen.text(
                spot[0],
                spot[1] + size * 0.40,
                words,
                size,
                colour=inks.MUTED,
                align="center",
            )
    for lat in _multiples(south, north, step):
        line = frame.view.project(_straight((west - 1, lat), (east + 1, lat)))
        _draw_line(axes, line)
        y = _where(line, axis=0, value=lows[0])
        if lows[1] < y < lows[3]:
            spot = frame.spot(lows[0], y)
            words = _degrees(lat, "NS", step)
            pen.text(
                spot[0] + 0.7,
                spot[1] - 0.6,
                words,
                size,
                colour=inks.MUTED,
                halo=1.2,
                zorder=4,
            )
            wide, high = text_width(words, size, "plain"), size * MM_PER_POINT
            boxes.append(Box(spot[0], spot[1] - high, spot[0] + wide + 1, spot[1]))
    return boxes


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    count = int(np.ceil(low / step))
    while count * step <= high:
        yield round(count * step, 6)
        count += 1


def _straight(start: tuple[float, float], end: tuple[float, float]) -> BaseGeometry:
    line = shapely.LineString([start, end])
    return shapely.segmentize(line, line.length / 60)


def _draw_line(axes: Axes, line: BaseGeometry) -> None:
    points = shapely.get_coordinates(line)
    axes.plot(points[:, 0], points[:, 1], color=inks.FAINT, linewidth=0.22, zorder=2.6)


def _where(line: BaseGeometry, axis: int, value: float) -> float:
    points = shapely.get_coordinates(line)
    order = np.argsort(points[:, axis])
    return float(np.interp(value, points[order, axis], points[order, 1 - axis]))


def _degrees(value: float, sides: str, step: float) -> str:
    decimals = 0 if step >= 1 else 1 if step in (0.5, 0.1) else 2
    side = "" if value == 0 else sides[value < 0]
    return f"{abs(value):.{decimals}f}\N{DEGREE SIGN}{side}"


def draw_marker(
    pen: Pen, kind: str, x: float, y: float, size: float, certain: bool, zorder: float
) -> Box:
    """Draw the symbol of a post, an event or a town; return the box that it fills."""
    from matplotlib.patches import Circle, Polygon

    half = size / 2
    ink = {"post": inks.INK, "event": inks.EVENT}.get(kind, inks.INK)
    style: Style = {
        "facecolor": ink if certain else inks.PAPER,
        "edgecolor": ink,
        "linewidth": 0.7,
        "zorder": zorder,
        "joinstyle": "miter",
    }
    corners = {
        "post": [(-half, half * 0.75), (half, half * 0.75), (0, -half)],
        "event": [(-half, 0), (0, half), (half, 0), (0, -half)],
    }.get(kind)
    if corners is None:
        pen.axes.add_patch(
            Circle(
                (x, y),
                half,
                facecolor=inks.PAPER,
                edgecolor=inks.INK,
                linewidth=0.5,
                zorder=zorder,
            )
        )
    else:
        rim = [(x + dx * 1.35, y + dy * 1.35) for dx, dy in corners]
        pen.axes.add_patch(
            Polygon(rim, facecolor=inks.PAPER, linewidth=0, zorder=zorder - 0.1)
        )
        points = [(x + dx, y + dy) for dx, dy in corners]
        pen.axes.add_patch(Polygon(points, closed=True, **style))
    return Box(x - half, y - half, x + half, y + half)
