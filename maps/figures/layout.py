"""Layout: title, maps, legend, caption, sources and limits on one sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geodata.periods import iso_of
from zones.atlas import Atlas

from . import inks
from .drawing import MapFrame, draw_map
from .ground import View, land_of, view_of
from .labels import Box
from .legend import Entry, draw_legend, legend_entries, legend_height
from .naming import draw_names
from .notes import Sources, boundary_words, caption, caution_words, credits
from .parts import corner_for, draw_locator, draw_scale_bar, scale_bar_box
from .paper import MM_PER_POINT, Pen, shorten, wrap
from .requests import FigureRequest
from .scene import Scene, compose_scene
from .words import Voice, voice_of

__all__ = ["Layout"]

_LEADING = 1.24
_SOURCE_SIZE = 5.3
_SOURCE_SHARE = 0.26
"""How much of the height a list of sources may take from the maps."""
_NARROW_MM = 120
"""On narrower paper the caption is brief, and no list of sources stands on it."""
_LEAST_SHARE = 0.34
"""Share of the height that maps get before less is said."""
_LEAST_MAP_SHARE = 0.28


class Layout:
    """Places the parts of one figure."""

    def __init__(self, atlas: Atlas, request: FigureRequest, pen: Pen) -> None:
        self.atlas = atlas
        self.request = request
        self.pen = pen
        self.sheet = request.sheet
        self.scale = request.sheet.scale
        self.voice: Voice = voice_of(request.lang)
        self.view = view_of(atlas, request.zone, request.box)
        self.sources = Sources(atlas)
        self.margin = max(5.0, 9.0 * min(self.scale, 1.2))
        self.wide = self.sheet.width - 2 * self.margin
        self.brevity = 0
        self.is_landscape = self.sheet.width > 1.05 * self.sheet.height
        self.title = request.title or self._title()
        self.caption: list[str] = []
        self.entries: list[Entry] = []
        self.actors: list[str] = []

    def _title(self) -> str:
        days = self.request.days
        several = "_frames" if len(days) > 1 else ""
        day = str(iso_of(days[0]))
        if self.request.zone is None:
            return self.voice.say(f"title_box{several}", day=day)
        name = self.voice.name(self.atlas, self.atlas.name_of(self.request.zone))
        return self.voice.say(f"title{several}", zone=name, day=day)

    def draw(self) -> bool:
        """Draw everything: first the words are measured, then maps fill what is left.

        What a map shows depends on its shape, so what is said is gathered twice; the
        second time can only be shorter.

        Returns
        -------
        bool
            Whether the sheet has room for maps beside what must be said; if not, the
            figure is not whole.
        """
        top, foot = self._head(), self._foot()
        width, side = self.wide, 0.0
        if self.is_landscape:
            side = min(max(0.27 * self.sheet.width, 55 * self.scale), 0.4 * self.wide)
            width -= side + 4 * self.scale
        scenes = self._scenes(self.view.fitted(width, width * 0.6))
        for brevity in (0, 1, 2) if self.wide >= _NARROW_MM else (1, 2):
            self.brevity = brevity
            self._gather(scenes)
            sources = self._sources_height(foot, top)
            bottom = foot - sources - (0.0 if side else self._panel_height())
            over = self._side_height(side) - (foot - sources - top) if side else 0.0
            if over <= 0 and bottom - top > _LEAST_SHARE * self.sheet.height:
                break
        else:
            if over > 0 or bottom - top < _LEAST_MAP_SHARE * self.sheet.height:
                return False
        grid = self._grid(len(scenes), top, bottom, width)
        scenes = self._scenes(grid[0].view)
        self._gather(scenes)
        self._draw_sources(foot - sources, foot)
        if side:
            inset = self._side(self.margin + width + 4 * self.scale, top, side)
        else:
            inset = self._panel(bottom)
        if inset is not None and inset.y1 > foot - sources:
            inset = None
        if inset is None and len(scenes) == 1:
            size = min(24 * self.scale, grid[0].height * 0.4, grid[0].width * 0.3)
            inset = corner_for(grid[0], scenes[0], size, size)
        self._maps(scenes, grid, inset)
        if inset is not None:
            zone = self.request.zone
            draw_locator(self.pen, self.atlas, grid[0].view, zone, inset)
        return True

    def _gather(self, scenes: Sequence[Scene]) -> None:
        """Number the sources, and compose legend and caption of the maps."""
        self.sources = Sources(self.atlas)
        self._count_sources(scenes)
        self.actors = sorted({part.actor for scene in scenes for part in scene.held})
        signs = {f"{s.kind}_{s.certainty}" for scene in scenes for s in scene.symbols}
        self.entries = legend_entries(
            self.atlas, scenes, signs | {"town"}, self.actors, self.voice
        )
        limits = f"{boundary_words(self.atlas, self.voice)} "
        self.caption = [
            *caption(
                self.atlas, scenes, self.sources, self.voice, brevity=self.brevity
            ),
            limits + self.voice.words["projection"],
            *caution_words(self.atlas),
        ]

    # Head and foot.

    def _head(self) -> float:
        y = self.margin
        scale, pen = self.scale, self.pen
        if self.request.marking:
            self._marking(y + 1.2 * scale)
            y += 4.4 * scale
        size = 12.5 if self.wide < _NARROW_MM else 15.5
        y = self._text(self.title, y, size, "bold", self.wide)
        if self.request.subtitle:
            y = self._text(
                self.request.subtitle, y + 0.4, 9, "plain", self.wide, inks.MUTED
            )
        pen.rule(self.margin, y + 1.4 * scale, self.sheet.width - self.margin)
        return y + 3.4 * scale

    def _foot(self) -> float:
        bottom = self.sheet.height - self.margin
        if self.request.marking:
            self._marking(bottom)
            bottom -= 4.4 * self.scale
        words = f"{self.voice.words['not_control']} {self.voice.words['disclaimer']}"
        y = self._upward(credits(self.atlas), bottom, 4.8, "plain", inks.MUTED)
        y = self._upward(words, y - 0.4, 5.9, "bold", inks.INK)
        self.pen.rule(self.margin, y - 1.0, self.sheet.width - self.margin, width=0.3)
        return y - 2.2

    def _upward(
        self, text: str, bottom: float, size: float, face: str, colour: str
    ) -> float:
        """Write a paragraph that ends at a height; return where it begins."""
        size *= self.scale
        lines = wrap(text, size, face, self.wide)
        leading = size * MM_PER_POINT * _LEADING
        y = bottom - leading * len(lines)
        self.pen.block(self.margin, y, lines, size, leading, face=face, colour=colour)
        return y

    def _marking(self, y: float) -> None:
        text = shorten(self.request.marking or "", 8 * self.scale, "bold", self.wide)
        self.pen.text(
            self.sheet.width / 2, y, text, 8 * self.scale, face="bold", align="center"
        )

    def _text(
        self,
        text: str,
        y: float,
        size: float,
        face: str,
        width: float,
        colour: str = inks.INK,
        x: float | None = None,
    ) -> float:
        size *= self.scale
        lines = wrap(text, size, face, width)
        leading = size * MM_PER_POINT * _LEADING
        start = self.margin if x is None else x
        return self.pen.block(start, y, lines, size, leading, face=face, colour=colour)

    # Maps.

    def _scenes(self, view: View) -> list[Scene]:
        """Collect what a view shows on each day."""
        box = view.box()
        zone = self.request.zone
        return [compose_scene(self.atlas, day, zone, box) for day in self.request.days]

    def _count_sources(self, scenes: Sequence[Scene]) -> None:
        """Number the sources in the order: extent, regime, belts, posts, ground."""
        for scene in scenes:
            for sort in ("own", "belt", "other"):
                for shape in scene.shapes:
                    if shape.sort == sort:
                        self.sources.use(shape.claims)
            zones = [s.zone for s in scene.shapes if s.sort != "other"]
            for zone in dict.fromkeys([*scene.own_zones(), *zones]):
                self.sources.use(self.atlas.regime(zone).claims)
            for symbol in scene.symbols:
                self.sources.use(symbol.claims)
            for part in scene.held:
                self.sources.use(part.claims)
            for each in scene.undrawn:
                self.sources.use(each.claims)

    def _grid(
        self, count: int, top: float, bottom: float, width: float
    ) -> list[MapFrame]:
        """Return the frames of the maps between two heights, in reading order."""
        edge = 3.2 * self.scale
        heading = 4.6 * self.scale if count > 1 else 0.0
        gap = 3.0 * self.scale
        high = bottom - top
        columns = self._columns(count, width, high)
        rows = math.ceil(count / columns)
        wide = (width - gap * (columns - 1)) / columns
        tall = (high - gap * (rows - 1)) / rows - heading - edge
        view = self.view.fitted(wide, tall)
        left = self.margin
        if self.is_landscape and self.pen.rtl:
            left = self.sheet.width - self.margin - width
        frames = []
        for place in range(count):
            row, column = divmod(place, columns)
            column = columns - 1 - column if self.pen.rtl else column
            x = left + column * (wide + gap)
            y = top + row * (tall + heading + edge + gap) + heading
            frames.append(MapFrame(x, y, wide, tall, view))
        return frames

    def _maps(
        self, scenes: Sequence[Scene], frames: Sequence[MapFrame], inset: Box | None
    ) -> None:
        """Draw the maps in their frames."""
        land = land_of(self.atlas, frames[0].view)
        for scene, frame in zip(scenes, frames, strict=True):
            is_first = frame is frames[0]
            if len(scenes) > 1:
                self._frame_heading(scene, frame)
            taken = draw_map(self.pen, frame, land, scene, self.actors)
            if is_first:
                taken.append(scale_bar_box(frame, self.scale))
            if inset is not None:
                taken.append(inset)
            draw_names(
                self.pen,
                frame,
                land,
                scene,
                self.atlas,
                self.sources,
                self.voice,
                small=len(scenes) > 1,
                numbered=not self.brevity,
                taken=taken,
            )
            if is_first:
                draw_scale_bar(self.pen, frame, self.voice.words["km"])

    def _columns(self, count: int, width: float, height: float) -> int:
        """Return the number of columns that leaves the maps largest."""
        shape = self.view.half_width / self.view.half_height

        def size(columns: int) -> float:
            rows = math.ceil(count / columns)
            wide, high = width / columns, height / rows
            return min(wide, high * shape)

        return max(range(1, count + 1), key=lambda c: (round(size(c), 3), -c))

    def _frame_heading(self, scene: Scene, frame: MapFrame) -> None:
        size = 8.2 * self.scale
        zones = scene.own_zones()
        words = str(iso_of(scene.day))
        if len(zones) == 1:
            answer = self.voice.answer(scene.regimes[zones[0]])
            regime = self.voice.say("regime", certainty=answer).rstrip(".")
            words = f"{self.voice.isolated(words)}  \N{MIDDLE DOT}  {regime}"
        start = frame.x + frame.width if self.pen.rtl else frame.x
        align = "right" if self.pen.rtl else "left"
        text = shorten(words, size, "bold", frame.width)
        baseline = frame.y - 1.4 * self.scale
        self.pen.text(start, baseline, text, size, face="bold", align=align)

    # What is said beside the maps.

    def _panel_columns(self) -> tuple[float, float, float]:
        """Return the widths of legend, caption and locator under the maps."""
        gap = 5 * self.scale
        if self.wide < _NARROW_MM:
            locator = 0.28 * self.wide
            return self.wide - locator - 3, self.wide, locator
        locator, first = 0.20 * self.wide, 0.36 * self.wide
        return first, self.wide - locator - first - 2 * gap, locator

    def _halves(self) -> tuple[list[Entry], list[Entry], float]:
        """Return a legend in two columns, and how wide one of them is."""
        half = math.ceil(len(self.entries) / 2)
        return self.entries[:half], self.entries[half:], (self.wide - 4) / 2

    def _panel_height(self) -> float:
        gap = 2.6 * self.scale
        if self.brevity == 2:
            left, right, width = self._halves()
            high = max(legend_height(e, width, self.scale) for e in (left, right))
            return high + self._caption_height(self.wide) + 2 * gap
        first, second, locator = self._panel_columns()
        legend = legend_height(self.entries, first, self.scale)
        words = self._caption_height(second)
        if self.wide < _NARROW_MM:
            return max(legend, locator) + words + 2 * gap
        return max(legend, words, locator) + gap

    def _panel(self, y: float) -> Box | None:
        """Draw legend and caption under the maps; return where the locator stands."""
        y += 2.6 * self.scale
        if self.brevity == 2:
            left, right, width = self._halves()
            ends = [
                draw_legend(self.pen, entries, x, y, width, self.actors)
                for entries, x in (
                    (left, self.margin),
                    (right, self.margin + width + 4),
                )
            ]
            self._caption(self.margin, max(ends) + 1.6, self.wide)
            return None
        first, second, locator = self._panel_columns()
        gap = 5 * self.scale
        end = draw_legend(self.pen, self.entries, self.margin, y, first, self.actors)
        if self.wide < _NARROW_MM:
            self._caption(self.margin, max(end, y + locator) + 1.6, second)
            x = self.margin + first + 3
        else:
            self._caption(self.margin + first + gap, y, second)
            x = self.margin + first + second + 2 * gap
        if self.pen.rtl:
            x = self.sheet.width - x - locator
        return Box(x, y, x + locator, y + locator)

    def _side_height(self, width: float) -> float:
        legend = legend_height(self.entries, width, self.scale)
        return legend + self._caption_height(width) + 4 * self.scale

    def _side(self, x: float, top: float, width: float) -> Box | None:
        """Draw legend and caption beside the maps; return room for the locator."""
        y = draw_legend(self.pen, self.entries, x, top, width, self.actors)
        y = self._caption(x, y + 2 * self.scale, width) + 2 * self.scale
        if self.pen.rtl:
            x = self.margin
        return Box(x, y, x + width, y + 0.6 * width)

    def _caption_height(self, width: float) -> float:
        size = 6.5 * self.scale
        leading = size * MM_PER_POINT * _LEADING
        lines = sum(len(wrap(p, size, "plain", width)) for p in self.caption)
        return lines * leading + 0.9 * self.scale * len(self.caption)

    def _caption(self, x: float, y: float, width: float) -> float:
        for paragraph in self.caption:
            y = self._text(paragraph, y, 6.5, "plain", width, x=x) + 0.9 * self.scale
        return y

    # Sources.

    def _source_columns(self) -> int:
        return max(1, int(self.wide // (58 * self.scale)))

    def _source_lines(self, most: int) -> list[str]:
        lines = self.sources.lines()
        if len(lines) <= most:
            return lines
        rest = len(lines) - most + 1
        return [*lines[: most - 1], self.voice.say("and_more", count=rest)]

    def _sources_height(self, bottom: float, top: float) -> float:
        """Return how much height the list of sources gets.

        It takes no more than leaves the maps theirs; what does not fit is counted.
        """
        if self.brevity:
            return 0.0
        columns = self._source_columns()
        leading = _SOURCE_SIZE * self.scale * MM_PER_POINT * 1.2
        rows = math.ceil(len(self.sources.lines()) / columns)
        rows = min(rows, max(2, int((bottom - top) * _SOURCE_SHARE / leading)))
        return rows * leading + 5.2 * self.scale if rows else 0.0

    def _draw_sources(self, top: float, bottom: float) -> None:
        """Draw the list of sources in columns between two heights."""
        if bottom <= top:
            return
        size = _SOURCE_SIZE * self.scale
        leading = size * MM_PER_POINT * 1.2
        columns = self._source_columns()
        gap = 3 * self.scale
        width = (self.wide - gap * (columns - 1)) / columns
        most = round((bottom - top - 5.2 * self.scale) / leading) * columns
        lines = self._source_lines(most)
        y = top + 2.2 * self.scale
        title = self.voice.words["sources"]
        y = self._text(title, y, 5.9, "bold", self.wide)
        rows = math.ceil(len(lines) / columns)
        for place, line in enumerate(lines):
            column, row = divmod(place, rows)
            x = self.margin + column * (width + gap)
            text = shorten(line, size, "plain", width)
            at = y + row * leading
            if self.pen.rtl:  # columns run from the right, what they hold mostly not
                x = self.sheet.width - x - width
            baseline = at + 0.72 * leading
            self.pen.text(x, baseline, text, size, colour=inks.MUTED)
