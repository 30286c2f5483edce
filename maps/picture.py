"""The picture: a map of one day as SVG, for where no script runs and for paper.

It is drawn from the payload of the page alone, with the standard library: zones by
certainty, provinces, posts, events, names, a scale, and a legend in words. Colours are
presentation attributes, which a content security policy leaves alone and which the
classes let a style sheet replace.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from geodata.periods import day_of, iso_of

from .marks import (
    COLOURS,
    plain_text,
    quoted,
    sort_of,
    style_of,
    symbol_of,
)
from .borders import shapes_with_borders
from .outlines import (
    Box,
    Point,
    View,
    box_around,
    box_of,
    chains,
    commands,
    edges_of,
    extent_of,
    is_as_large,
    overlap,
    unpack,
)
from .picture_legend import Rows, draw_legend, entries_of
from .shapes import PER_DEGREE, decode_line
from .standing import Shape, points_on, shapes_on
from .wording import FALLBACK, Words

__all__ = ["picture"]

Record = Mapping[str, Any]

WIDTH, HEIGHT = 860, 520
_STEP = 0.4
"""Points nearer than this to the one before add nothing, in units of the picture."""
_EDGE = 4
"""How far beyond the frame a line may still show its width."""
_LETTER = 0.58
"""Width of a letter in the size of its type, on average and rather more than less."""


def picture(
    payload: Record,
    *,
    on: int | None = None,
    lang: str | None = None,
    width: int = WIDTH,
    height: int = HEIGHT,
    rows: Rows | None = None,
) -> str:
    """Draw the map of one day.

    Parameters
    ----------
    payload
        The JSON object that ``docs/map.md`` describes.
    on
        Day as an ordinal; None: the day that the page opens on.
    lang
        Language of the words; None: that of the payload.
    width, height
        Size of the map without its legend, in pixels.
    rows
        Events of tables, to be drawn over the zones.

    Returns
    -------
    str
        One ``svg`` element, the same for the same payload; its text is escaped.
    """
    day = day_of(str(payload["opens"])) if on is None else on
    words = Words(lang or payload.get("lang") or FALLBACK)
    drawing = _Drawing(payload, day, words, width, height, rows)
    return drawing.svg()


class _Drawing:
    def __init__(
        self,
        payload: Record,
        day: int,
        words: Words,
        width: int,
        height: int,
        rows: Rows | None,
    ) -> None:
        self.payload, self.day, self.words, self.rows = payload, day, words, rows
        self.width, self.height = width, height
        zones = payload.get("zones") or []
        shapes = [shape for zone in zones for shape in shapes_on(zone, day)]
        self.shapes = [shape for shape in shapes if unpack(shape.packed)]
        self.points = points_on(payload, day)
        self.focus = set(payload.get("focus") or [])
        regions = payload.get("provinces") or []
        grounds = shapes_with_borders(region.get("geometry") for region in regions)
        self.regions = [each for each in zip(regions, grounds, strict=True) if each[1]]
        self.view = View.around(self._frame(), width, height)
        self._taken: list[Box] = []

    def svg(self) -> str:
        entries = entries_of(self.shapes, self.points, self.rows, self.words)
        legend, rows = draw_legend(entries, self.words, self.width, self.height)
        whole = self.height + 30 + 20 * rows
        date = self.words.date(str(iso_of(self.day)))
        if self.rows is not None:
            date = self.words.join([date, self.rows.said], "period.join")
        label = f"{self._title()}, {date}"
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
            f'aria-label={quoted(label)} viewBox="0 0 {self.width} {whole}" '
            f'width="{self.width}" height="{whole}" font-family="sans-serif" '
            f'font-size="12">',
            self._defs(),
            self._rect("sea", 0, 0, self.width, self.height),
            '<g clip-path="url(#picture-frame)">',
            *self._backdrop(),
            *self._zones(),
            *self._rows(),
            *self._symbols(),
            *self._names(),
            *self._scale(),
            "</g>",
            f'<text class="ink" x="{self._start()}" y="{self.height + 20}" '
            f'font-size="15" font-weight="bold"{self._anchor()} '
            f'fill="{COLOURS["ink"]}">{plain_text(date)}</text>',
            *legend,
            "</svg>",
        ]
        return "".join(parts)

    def _title(self) -> str:
        titles = self.payload.get("titles") or {}
        own = titles.get(self.words.code) or self.payload.get("title")
        return str(own or self.words.say("page.title"))

    def _is_rtl(self) -> bool:
        return self.words.direction == "rtl"

    def _start(self) -> int:
        return self.width - 2 if self._is_rtl() else 2

    def _anchor(self) -> str:
        return ' direction="rtl"' if self._is_rtl() else ""

    # Frame

    def _frame(self) -> Box:
        """Hold what the page is about: its zones, else its countries, else all land."""
        main = [s for s in self.shapes if s.zone.get("main", True)] or self.shapes
        boxes = [box_of(unpack(shape.packed)) for shape in main]
        own = [box_of(p) for r, p in self.regions if r.get("country") in self.focus]
        whole = box_around(own or [box_of(shape) for _, shape in self.regions])
        if whole:
            boxes = [box for box in boxes if not is_as_large(box, whole)]
        found = box_around(boxes) or whole
        if found is None:
            ground = (self.payload.get("ground") or {}).get("frame")
            found = tuple(ground) if ground else (-170.0, -55.0, 170.0, 70.0)
        west, south, east, north = found
        pad_x, pad_y = 0.06 * (east - west) + 0.05, 0.06 * (north - south) + 0.05
        return west - pad_x, south - pad_y, east + pad_x, north + pad_y

    # Backdrop

    def _defs(self) -> str:
        hatches = "".join(
            f'<pattern id="picture-{name}" width="7" height="7" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect class="{name}-ground" width="7" height="7" '
            f'fill="{COLOURS[name]}" fill-opacity="0.07"/>'
            f'<line class="{name}-line" y2="7" stroke="{COLOURS[name]}" '
            f'stroke-opacity="0.6" stroke-width="1.7"/></pattern>'
            for name in ("zone", "belt", "other")
        )
        return (
            f'<defs><clipPath id="picture-frame"><rect width="{self.width}" '
            f'height="{self.height}"/></clipPath>{hatches}</defs>'
        )

    def _rect(self, kind: str, x: float, y: float, width: float, height: float) -> str:
        return (
            f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" '
            f'height="{height}" fill="{COLOURS[kind]}"/>'
        )

    def _backdrop(self) -> Iterator[str]:
        ground = self.payload.get("ground") or {}
        for country in ground.get("land") or []:
            yield self._area("land", unpack(country["geometry"]), 'stroke="none"')
        thin = f'stroke="{COLOURS["province"]}" stroke-width="0.8"'
        ranked = sorted(self.regions, key=lambda each: each[0]["country"] in self.focus)
        for region, shape in ranked:
            own = region.get("country") in self.focus
            yield self._area("own" if own else "land", shape, thin)
        for kind, style in (
            ("coast", 'stroke-width="0.9"'),
            ("country", 'stroke-width="1.6"'),
            ("disputed", 'stroke-width="1.3" stroke-dasharray="5 3"'),
        ):
            lines = (ground.get("lines") or {}).get(kind) or []
            data = "".join(self._path(decode_line(line), "") for line in lines)
            colour = COLOURS["country" if kind == "disputed" else kind]
            if data:
                yield (
                    f'<path class="{kind}" d="{data}" fill="none" '
                    f'stroke="{colour}" {style}/>'
                )
        yield from self._own_borders()

    def _own_borders(self) -> Iterator[str]:
        """Yield the borders between countries that the regions give."""
        sides: dict[tuple[Any, Any], set[tuple[str, bool]]] = {}
        for region, shape in self.regions:
            mark = (str(region.get("country")), bool(region.get("disputed")))
            for edge in edges_of(shape):
                sides.setdefault(edge, set()).add(mark)
        for kind, style in (
            ("country", 'stroke-width="1.6"'),
            ("disputed", 'stroke-width="1.3" stroke-dasharray="5 3"'),
        ):
            edges = [
                edge
                for edge, marks in sides.items()
                if len(marks) > 1 and any(d for _, d in marks) == (kind == "disputed")
            ]
            data = "".join(self._path(line, "") for line in chains(edges))
            if data:
                yield (
                    f'<path class="{kind}" d="{data}" fill="none" '
                    f'stroke="{COLOURS["country"]}" {style}/>'
                )

    def _area(self, kind: str, shape: Iterable[Any], style: str) -> str:
        data = "".join(self._path(ring, "Z") for part in shape for ring in part)
        if not data:
            return ""
        return (
            f'<path class="{kind}" d="{data}" fill="{COLOURS[kind]}" '
            f'fill-rule="evenodd" {style}/>'
        )

    def _path(self, points: Sequence[tuple[int, int]], end: str) -> str:
        """Return the commands of a line or ring; nothing if it is out of view."""
        placed = [self.view.at(x / PER_DEGREE, y / PER_DEGREE) for x, y in points]
        if not placed or not self._is_seen(placed):
            return ""
        kept = placed[:1]
        for point, after in zip(placed[1:], placed[2:] + placed[-1:], strict=True):
            if math.dist(point, kept[-1]) < _STEP:
                continue
            # Where all three lie beyond one side, no way between them comes into view.
            beyond = self._beyond(kept[-1]) & self._beyond(point) & self._beyond(after)
            if not beyond or point is after:
                kept.append(point)
        if len(kept) < (3 if end else 2):
            return ""
        return commands(kept) + end

    def _is_seen(self, points: Sequence[Point]) -> bool:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return (
            max(xs) > 0
            and min(xs) < self.width
            and max(ys) > 0
            and min(ys) < self.height
        )

    def _beyond(self, point: Point) -> int:
        """Return the sides of the view that a point lies beyond, as bits."""
        x, y = point
        return (
            (x < -_EDGE)
            | (x > self.width + _EDGE) << 1
            | (y < -_EDGE) << 2
            | (y > self.height + _EDGE) << 3
        )

    # Zones and symbols

    def _zones(self) -> Iterator[str]:
        order = {"other": 0, "belt": 1, "zone": 2}
        for shape in sorted(self.shapes, key=lambda s: order[sort_of(s.zone)]):
            sort = sort_of(shape.zone)
            polygons = unpack(shape.packed)
            data = "".join(self._path(ring, "Z") for part in polygons for ring in part)
            if data:
                yield (
                    f'<path class="{sort} {shape.part} {shape.certainty}" d="{data}" '
                    f'fill-rule="evenodd" stroke="{COLOURS[sort]}" {style_of(shape)}/>'
                )

    def _rows(self) -> Iterator[str]:
        """Yield the events of tables as one picture, at twice the size of the frame."""
        if self.rows is not None:
            address = self.rows.address(self.view, self.width, self.height)
            yield (
                f'<image class="rows" width="{self.width}" height="{self.height}" '
                f'href="{address}"/>'
            )

    def _symbols(self) -> Iterator[str]:
        for item, answer in self.points:
            x, y = self.view.at(item["lon"], item["lat"])
            if 0 <= x <= self.width and 0 <= y <= self.height:
                yield symbol_of(str(item["kind"]), answer, x, y)
                self._taken.append((x - 6, y - 6, x + 6, y + 6))

    # Names

    def _names(self) -> Iterator[str]:
        for shape in self._largest():
            yield self._zone_name(shape)
        for region, polygons in self.regions:
            if region.get("country") in self.focus and not region.get("disputed"):
                x, y = self._middle(polygons)
                yield self._name(self._called(region), x, y, 11, "muted", "")
        for town in self.payload.get("towns") or []:
            if town.get("rank", 9) > 3:
                continue
            x, y = self.view.at(town["lon"], town["lat"])
            name = self._name(self._called(town), x, y - 8, 11, "ink", "")
            if name:
                yield (
                    f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="2" '
                    f'fill="{COLOURS["paper"]}" stroke="{COLOURS["muted"]}"/>' + name
                )

    def _largest(self) -> list[Shape]:
        """Return one shape of each zone to name it by: what is surely inside first."""
        chosen: dict[str, Shape] = {}
        for shape in self.shapes:
            chosen[str(shape.zone.get("id"))] = shape
        rank = {"zone": 0, "other": 1, "belt": 2}
        return sorted(chosen.values(), key=lambda s: rank[sort_of(s.zone)])

    def _zone_name(self, shape: Shape) -> str:
        polygons = unpack(shape.packed)
        x, y = self._middle(polygons)
        name = self._called(shape.zone)
        sort = sort_of(shape.zone)
        bold = ' font-weight="bold"'
        if sort == "belt":  # on the ground of its zone its name would be that one's
            y = self.view.at(0, box_of(polygons)[3])[1] - 10
        for shift in (0, -16, 16, -32, 32, 48):
            label = self._name(name, x, y + shift, 13, sort, bold)
            if label:
                return label
        return ""

    def _called(self, record: Record) -> str:
        names = record.get("names") or {}
        name = str(names.get(self.words.code) or record.get("name") or "")
        return name[:1].upper() + name[1:]

    def _middle(self, polygons: Sequence[Sequence[Sequence[Point]]]) -> Point:
        """Return the middle of the largest part in view."""
        largest = max(polygons, key=lambda part: extent_of(part[0]))
        west, south, east, north = box_of([largest])
        left, top = self.view.at(west, north)
        right, bottom = self.view.at(east, south)
        left, right = max(left, 0.0), min(right, float(self.width))
        top, bottom = max(top, 0.0), min(bottom, float(self.height))
        return (left + right) / 2, (top + bottom) / 2

    def _name(
        self, text: str, x: float, y: float, size: int, kind: str, more: str
    ) -> str:
        """Return a name astride a point; nothing where it would cover another."""
        half = len(text) * size * _LETTER / 2
        box = (x - half, y - size * 0.8, x + half, y + size * 0.5)
        clear = (
            text
            and box[0] >= 0
            and box[2] <= self.width
            and box[1] >= 0
            and box[3] <= self.height
            and not any(overlap(box, other) for other in self._taken)
        )
        if not clear:
            return ""
        self._taken.append(box)
        return (
            f'<text class="{kind}" x="{x:.1f}" y="{y + size * 0.35:.1f}" '
            f'font-size="{size}" text-anchor="middle" fill="{COLOURS[kind]}" '
            f'stroke="{COLOURS["paper"]}" stroke-width="2.6" stroke-opacity="0.85" '
            f'paint-order="stroke" stroke-linejoin="round"{more}>'
            f"{plain_text(text)}</text>"
        )

    # Scale and legend

    def _scale(self) -> Iterator[str]:
        limit = self.view.km(110)
        power = 10 ** math.floor(math.log10(limit))
        km = next(n * power for n in (5, 2, 1) if n * power <= limit)
        length = 110 * km / limit
        x, y = self.width - 14 - length, self.height - 14
        yield (
            f'<path class="scale" d="M{x:.1f} {y - 5}V{y}H{x + length:.1f}V{y - 5}" '
            f'fill="none" stroke="{COLOURS["ink"]}" stroke-width="1.4"/>'
            f'<text class="ink" x="{x + length / 2:.1f}" y="{y - 5}" '
            f'font-size="11" text-anchor="middle" fill="{COLOURS["ink"]}">'
            f'{plain_text(self.words.say("picture.km", km=f"{km:g}"))}</text>'
        )
