"""Naming: which names stand on a map, in what order, and with which numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry
from zones.atlas import Atlas, Item

from ..backdrop import country_name
from . import inks
from .drawing import MapFrame, draw_marker
from .ground import Land
from .labels import Box, Label, Spot, beside, end_of_leader, place_labels
from .notes import Sources
from .paper import MM_PER_POINT, Pen, has_rtl, text_width, wrap
from .scene import Scene, Symbol
from .words import Voice

__all__ = ["draw_names"]

_LEADING = 1.16
_MM2_PER_TOWN = 620.0
_LEADER_REACH_MM = 15.0
_GRID = 9
_QUIET = frozenset({None, "established", "present", "reinforced", "planned"})
"""What befalls a post without changing that it stands there undisturbed."""

Names = dict[str, str]


def draw_names(
    pen: Pen,
    frame: MapFrame,
    land: Land,
    scene: Scene,
    atlas: Atlas,
    sources: Sources,
    voice: Voice,
    *,
    small: bool = False,
    numbered: bool = True,
    taken: Sequence[Box] = (),
) -> set[str]:
    """Draw the symbols of a map and all names that find room.

    Parameters
    ----------
    small
        Whether the map is one of several: then it has fewer names and no numbers.
    numbered
        Whether a list of sources stands on the sheet for numbers to speak of.
    taken
        Boxes on the sheet that hold something else.

    Returns
    -------
    set of str
        Kinds of symbols that were drawn, for the legend.
    """
    namer = _Namer(pen, frame, land, scene, atlas, sources, voice, small, numbered)
    drawn, boxes = namer.symbols()
    towns = namer.towns()
    spots = [(town, frame.place(town.lat or 0, town.lon or 0)) for town in towns]
    boxes += [*taken, *(_around(spot, 1.0 * pen.sheet.scale) for _, spot in spots)]
    labels = [
        *namer.zones(),
        *namer.posts(),
        *namer.events(),
        *namer.outer_words(),
        *namer.others(),
        *(label for label in namer.countries()),
        *(label for town, spot in spots for label in [namer.town(town, spot)]),
        *namer.provinces(),
    ]
    placed = place_labels(labels, boxes, frame.box.grown(-0.8))
    named = {(label.lines[0][0], label.anchor) for label in placed}
    for town, spot in spots:
        if (namer.name_of(town), spot) in named:
            draw_marker(pen, "town", *spot, 1.1 * pen.sheet.scale, True, 4.2)
            drawn.add("town")
    for label in placed:
        _draw_label(pen, label)
    return drawn


def _around(spot: tuple[float, float], size: float) -> Box:
    half = size / 2
    return Box(spot[0] - half, spot[1] - half, spot[0] + half, spot[1] + half)


def _draw_label(pen: Pen, label: Label) -> None:
    from matplotlib.lines import Line2D

    assert label.at is not None
    spot = label.at
    y = spot.y
    if spot.leader and label.anchor is not None:
        end = end_of_leader(label.anchor, label.box(spot))
        pen.axes.add_line(
            Line2D(
                [label.anchor[0], end[0]],
                [label.anchor[1], end[1]],
                color=inks.MUTED,
                linewidth=0.35,
                zorder=4.1,
            )
        )
    x = {"left": spot.x, "center": spot.x + label.width / 2}[label.align]
    for text, size, face in label.lines:
        height = size * MM_PER_POINT * _LEADING
        y += height
        pen.text(
            x,
            y - height * 0.26,
            text,
            size,
            face=face,
            colour=label.colour,
            align=label.align,
            halo=1.8,
            zorder=6,
        )


class _Namer:
    """Makes the labels of one map."""

    def __init__(
        self,
        pen: Pen,
        frame: MapFrame,
        land: Land,
        scene: Scene,
        atlas: Atlas,
        sources: Sources,
        voice: Voice,
        small: bool,
        numbered: bool,
    ) -> None:
        self.pen = pen
        self.frame = frame
        self.land = land
        self.scene = scene
        self.atlas = atlas
        self.sources = sources
        self.voice = voice
        self.small = small
        self.numbered = numbered and not small
        self.scale = pen.sheet.scale * (0.9 if small else 1.0)
        west, south, east, north = frame.view.limits()
        self.shown = shapely.box(west, south, east, north)
        self.is_crowded = len(self._posts()) > 40

    def symbols(self) -> tuple[set[str], list[Box]]:
        """Draw posts and events; return their kinds and the boxes that they fill."""
        drawn: set[str] = set()
        boxes = []
        size = (1.7 if self.small or self.is_crowded else 2.3) * self.pen.sheet.scale
        for symbol in reversed(self.scene.symbols):
            certain = symbol.certainty == "certain"
            x, y = self.frame.place(symbol.lat, symbol.lon)
            boxes.append(draw_marker(self.pen, symbol.kind, x, y, size, certain, 4.6))
            drawn.add(f"{symbol.kind}_{symbol.certainty}")
        return drawn, boxes

    def _posts(self) -> list[Symbol]:
        return [symbol for symbol in self.scene.symbols if symbol.kind == "post"]

    def marks(self, claims: Sequence[str]) -> str:
        """Return the raised numbers of claims; a small map has none."""
        marks = self.sources.marks(claims)
        return self.voice.isolated(marks) if self.numbered else ""

    def zone_name(self, zone: str) -> str:
        """Return the name of a zone in the language of the figure."""
        return self.voice.name(self.atlas, self.atlas.name_of(zone))

    def zones(self) -> Iterator[Label]:
        """Yield the names of zones and belts with their regime."""
        for zone in dict.fromkeys(s.zone for s in self.scene.shapes):
            shapes = [s for s in self.scene.shapes if s.zone == zone]
            sort = shapes[0].sort
            if sort == "other":
                continue
            lead = next((s for s in shapes if s.part == "inner"), None)
            lead = lead or next((s for s in shapes if s.part == "estimate"), shapes[0])
            claims = [*(c for s in shapes for c in s.claims)]
            claims += self.atlas.regime(zone).claims
            is_own = sort == "own"
            name = f"{self.zone_name(zone)} {self.marks(claims)}".strip()
            size = (10.0 if is_own else 6.6) * self.scale
            lines = [(name, size, "bold")]
            if is_own and not self.small:
                regime = self.scene.regimes[zone]
                if regime != "certain":
                    words = self.voice.say(
                        "regime", certainty=self.voice.answer(regime)
                    )
                    lines.append((words.rstrip("."), 6.2 * self.scale, "plain"))
            colour = inks.ZONE_DEEP if is_own else inks.BELT
            yield self.area(lines, lead.geometry, colour)

    def others(self) -> Iterator[Label]:
        """Yield the names of other zones."""
        for zone in dict.fromkeys(
            s.zone for s in self.scene.shapes if s.sort == "other"
        ):
            shapes = [s for s in self.scene.shapes if s.zone == zone]
            claims = [c for s in shapes for c in s.claims]
            name = f"{self.zone_name(zone)} {self.marks(claims)}".strip()
            lines = [(name, 6.2 * self.scale, "italic")]
            yield self.area(lines, shapes[-1].geometry, inks.OTHER)

    def outer_words(self) -> Iterator[Label]:
        """Yield the words within a dashed outline: not all of it."""
        for zone in self.scene.own_zones():
            outers = [
                s.geometry
                for s in self.scene.shapes
                if s.zone == zone and s.part == "outer"
            ]
            if not outers or self.small:
                continue
            rest = shapely.union_all(outers)
            for shape in self.scene.shapes:
                if shape.zone == zone and shape.part != "outer":
                    rest = shapely.difference(rest, shape.geometry)
            if not rest.is_empty:
                words = self.voice.words["outer_words"]
                size = 6.4 * self.scale
                lines = [
                    (line, size, "italic")
                    for line in wrap(
                        words, size, "italic", text_width(words, size, "italic") * 0.6
                    )
                ]
                yield self.area(lines, rest, inks.ZONE_DEEP)

    def posts(self) -> Iterator[Label]:
        """Yield the names of posts with what befell them and their sources."""
        for symbol in self._posts():
            spot = self.frame.place(symbol.lat, symbol.lon)
            if self.small:
                self.sources.use(symbol.claims)
                continue
            status = "" if symbol.status in _QUIET else f" ({symbol.status})"
            name = f"{self._post_name(symbol)}{status} {self.marks(symbol.claims)}"
            yield self.point(name.strip(), 6.1, "plain", inks.INK, spot, 1.5, True)

    def events(self) -> Iterator[Label]:
        """Yield what sort of event it was, with its sources."""
        for symbol in self.scene.symbols:
            if symbol.kind != "event" or self.small:
                continue
            spot = self.frame.place(symbol.lat, symbol.lon)
            sort = (self.atlas.item[symbol.id].type or "").replace("_", " ")
            name = f"{sort} {self.marks(symbol.claims)}".strip()
            if name:
                yield self.point(name, 5.8, "italic", inks.EVENT, spot, 1.5, True)

    def _post_name(self, symbol: Symbol) -> str:
        item = self.atlas.item[symbol.id]
        return self.name_of(item)

    def towns(self) -> list[Item]:
        """Choose the largest towns, as many as the frame has room for."""
        room = self.frame.width * self.frame.height / (_MM2_PER_TOWN * self.scale**2)
        named = {self._post_name(symbol) for symbol in self._posts()}
        west, south, east, north = self.frame.view.box().bounds
        towns = []
        for item in self.atlas.items:
            if item.kind != "place" or item.type != "settlement":
                continue
            if item.lat is None or item.lon is None or self.name_of(item) in named:
                continue
            if west < item.lon < east and south < item.lat < north:
                towns.append(item)
        towns.sort(key=lambda item: (-item.population, item.name, item.id))
        if self.small:
            room /= 3
        return towns[: max(3, int(room))]

    def town(self, town: Item, spot: tuple[float, float]) -> Label:
        """Return the name of a town beside its circle."""
        size = 6.6 if town.population >= 200_000 else 5.8
        return self.point(self.name_of(town), size, "plain", inks.MUTED, spot, 0.9)

    def name_of(self, item: Item) -> str:
        """Return the name of an item in the language of the figure, else its own."""
        own = (n for n in item.names if self.voice.rtl and has_rtl(n))
        return next(own, None) or self.voice.name(self.atlas, item.name)

    def provinces(self) -> Iterator[Label]:
        """Yield the names of the regions of the countries of the matter."""
        zones = {self.atlas.name_of(zone) for zone in self.scene.own_zones()}
        for item, shape in self.land.regions:
            seen = shapely.intersection(shape, self.shown)
            if item.name in zones or seen.is_empty:
                continue
            name = self.name_of(item)
            name = name.upper() if self.voice.lang == "en" else name
            spaced = "\u200a".join(name) if name.isascii() else name
            lines = [(spaced, 6.0 * self.scale, "plain")]
            yield self.area(lines, seen, inks.PROVINCE_NAME, projected=True)

    def countries(self) -> Iterator[Label]:
        """Yield the names of neighbours."""
        for code, shape in self.land.countries.items():
            seen = shapely.intersection(shape, self.shown)
            if code in self.land.own or seen.is_empty:
                continue
            name = country_name(code, self.voice.lang)
            name = name.upper() if self.voice.lang == "en" else name
            spaced = "\u2009".join(name) if name.isascii() else name
            lines = [(spaced, 7.0 * self.scale, "plain")]
            yield self.area(lines, seen, inks.COUNTRY, projected=True)

    def point(
        self,
        text: str,
        size: float,
        face: str,
        colour: str,
        spot: tuple[float, float],
        gap: float,
        led: bool = False,
    ) -> Label:
        """Make the label of a point."""
        size *= self.scale
        width = text_width(text, size, face)
        height = size * MM_PER_POINT * _LEADING
        reach = _LEADER_REACH_MM * self.scale if led else 0.0
        spots = tuple(beside(*spot, width, height, gap * self.scale, reach))
        return Label(((text, size, face),), width, height, spots, colour, spot, "left")

    def area(
        self,
        lines: Sequence[tuple[str, float, str]],
        shape: BaseGeometry,
        colour: str,
        *,
        projected: bool = False,
    ) -> Label:
        """Make the label of an area: near its middle, wherever there is room in it."""
        width = max(text_width(*line) for line in lines)
        height = sum(size for _, size, _ in lines) * MM_PER_POINT * _LEADING
        ground = shape if projected else self.frame.view.project(shape)
        ground = shapely.intersection(ground, self.shown)
        spots = tuple(
            Spot(x - width / 2, y - height / 2)
            for x, y in map(self.frame.spot, *_inner_points(ground))
        )
        return Label(tuple(lines), width, height, spots, colour)


def _inner_points(ground: BaseGeometry) -> tuple[list[float], list[float]]:
    """Return points inside an area, the one farthest from its edge first."""
    parts = [p for p in shapely.get_parts(ground) if p.geom_type == "Polygon"]
    if not parts:
        return [], []
    largest = max(parts, key=lambda part: float(part.area))
    tolerance = max(float(largest.length) / 400, 1e-6)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=tolerance)
    middle = shapely.Point(shapely.get_coordinates(circle)[0])
    west, south, east, north = largest.bounds
    grid = [
        shapely.Point(
            west + (east - west) * (i + 0.5) / _GRID,
            south + (north - south) * (j + 0.5) / _GRID,
        )
        for i in range(_GRID)
        for j in range(_GRID)
    ]
    inside = [p for p in grid if largest.contains(p)]
    inside.sort(key=lambda p: (round(p.distance(middle), 6), p.x, p.y))
    points = [middle, *inside]
    return [float(p.x) for p in points], [float(p.y) for p in points]
