"""Layout: title, maps, legend, caption, sources and limits on one sheet."""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from geodata.errors import InputError
from geodata.periods import iso_of
from zones.atlas import Atlas
from zones.finding import find_zone

from . import inks
from .drawing import MapFrame, draw_map
from .ground import View, land_of, view_of
from .labels import Box
from .legend import Entry, draw_legend, legend_entries, legend_height
from .naming import draw_names
from .notes import Sources, boundary_words, caption, caution_words, credits
from .parts import corner_for, draw_locator, draw_scale_bar, scale_bar_box
from .paper import MM_PER_POINT, Pen, Sheet, require_matplotlib, shorten, wrap
from .saving import FORMATS, figure_bytes, style
from .scene import Scene, compose_scene
from .words import LANGUAGES, Voice, voice_of

__all__ = ["FigureRequest", "render_figure"]

MAX_FRAMES = 12
_LEADING = 1.24
_SOURCE_SIZE = 5.3
_SOURCE_SHARE = 0.26
"""How much of the height a list of sources may take from the maps."""
_NARROW_MM = 120
"""On narrower paper the caption is brief, and no list of sources stands on it."""


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What a figure shows and how.

    Attributes
    ----------
    days
        One day, or several for small multiples, as ordinals.
    zone
        Id or name of the zone; None: all zones within ``box``.
    box
        West, south, east, north in degrees of EPSG:4326; None: what holds the zone.
    sheet
        Paper.
    title, subtitle
        Headings; None: composed.
    marking
        Words that stand at the head and foot, such as a handling marking.
    lang
        Language of the figure's own words: one of ``words.LANGUAGES``.
    """

    days: tuple[int, ...]
    zone: str | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: Sheet = Sheet(210, 297)
    title: str | None = None
    subtitle: str | None = None
    marking: str | None = None
    lang: str = "en"

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if not 1 <= len(self.days) <= MAX_FRAMES:
            msg = f"a figure has 1 to {MAX_FRAMES} days, not {len(self.days)}"
            raise InputError(msg)
        if self.zone is None and self.box is None:
            raise InputError("a figure needs a zone or --bbox WEST,SOUTH,EAST,NORTH")
        if self.lang not in LANGUAGES:
            msg = f"--lang {self.lang!r} is none of {', '.join(LANGUAGES)}"
            raise InputError(msg)


def render_figure(atlas: Atlas, request: FigureRequest, form: str = "png") -> bytes:
    """Draw a figure of an atlas.

    Parameters
    ----------
    atlas
        What was built of the documents; geometries in EPSG:4326.
    request
        What to show.
    form
        ``png`` (300 dpi), ``svg`` or ``pdf``.

    Returns
    -------
    bytes
        The file; the same for the same atlas and request.

    Raises
    ------
    InputError
        If the format is unknown, or nothing can be drawn.
    UnknownNameError
        If no zone has the name.
    MissingExtraError
        If matplotlib or the fonts are not installed.
    """
    if form not in FORMATS:
        msg = f"format {form!r} is none of {', '.join(FORMATS)}"
        raise InputError(msg)
    require_matplotlib()
    if request.zone is not None:
        request = replace(request, zone=find_zone(atlas, request.zone))
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with _quiet_fonts(), warnings.catch_warnings(), rc_context(style()):
        # A letter that no font has is drawn as a box, which says enough.
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        sheet = request.sheet
        figure = Figure(figsize=(sheet.width / 25.4, sheet.height / 25.4))
        figure.set_facecolor(inks.PAPER)
        layout = _Layout(atlas, request, Pen(figure, sheet, voice_of(request.lang).rtl))
        layout.draw()
        return figure_bytes(figure, form, layout.title, " ".join(layout.caption))


@contextmanager
def _quiet_fonts() -> Iterator[None]:
    """Keep the search for fonts to itself: the next weight of a face does as well."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


class _Layout:
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
        self.is_narrow = self.wide < _NARROW_MM
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
        name = self.atlas.name_of(self.request.zone)
        return self.voice.say(f"title{several}", zone=name, day=day)

    def draw(self) -> None:
        """Draw everything: first the words are measured, then maps fill what is left.

        What a map shows depends on its shape, so what is said is gathered twice; the
        second time can only be shorter.
        """
        top, foot = self._head(), self._foot()
        side = 0.0
        if self.is_landscape:
            side = min(max(0.27 * self.sheet.width, 55 * self.scale), 0.4 * self.wide)
        width = self.wide - (side + 4 * self.scale if side else 0)
        scenes = self._scenes(self.view.fitted(width, max(width * 0.6, 1)))
        self._gather(scenes)
        sources = self._sources_height(foot, top)
        panel = 0.0 if side else self._panel_height()
        bottom = foot - sources - panel
        grid = self._grid(len(scenes), top, bottom, width)
        scenes = self._scenes(grid[0].view)
        self._gather(scenes)
        self._draw_sources(foot - sources, foot)
        inset = None
        if side:
            start = self.margin + width + 4 * self.scale
            end = self._side(start, top, side)
            high = min(foot - sources - end - 3.2 * self.scale, 0.75 * side)
            at = self.margin if self.pen.rtl else start
            if high > 20 * self.scale:
                inset = Box(at, end, at + side, end + high)
        else:
            inset = self._panel(bottom, panel)
        if inset is None and len(scenes) == 1:
            size = 24 * self.scale
            inset = corner_for(grid[0], scenes[0], size, size)
        self._maps(scenes, grid, inset)
        if inset is not None:
            zone = self.request.zone
            draw_locator(self.pen, self.atlas, grid[0].view, zone, inset)

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
                self.atlas, scenes, self.sources, self.voice, brief=self.is_narrow
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
        size = 12.5 if self.is_narrow else 15.5
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
            draw_map(self.pen, frame, land, scene, self.actors)
            taken = [scale_bar_box(frame, self.scale)] if is_first else []
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
                numbered=not self.is_narrow,
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
        if self.is_narrow:
            locator = 0.28 * self.wide
            return self.wide - locator - 3, self.wide, locator
        locator, first = 0.20 * self.wide, 0.36 * self.wide
        return first, self.wide - locator - first - 2 * gap, locator

    def _panel_height(self) -> float:
        first, second, locator = self._panel_columns()
        left = legend_height(self.entries, first, self.scale)
        middle = self._caption_height(second)
        gap = 2.6 * self.scale
        if self.is_narrow:
            return max(left, locator) + middle + 2 * gap
        return max(left, middle, locator) + gap

    def _panel(self, y: float, height: float) -> Box:
        """Draw legend and caption under the maps; return where the locator stands."""
        first, second, locator = self._panel_columns()
        gap = 5 * self.scale
        y += 2.6 * self.scale
        end = draw_legend(self.pen, self.entries, self.margin, y, first, self.actors)
        if self.is_narrow:
            self._caption(self.margin, max(end, y + locator) + 1.6, second)
            x = self.margin + first + 3
        else:
            self._caption(self.margin + first + gap, y, second)
            x = self.margin + first + second + 2 * gap
        if self.pen.rtl:
            x = self.sheet.width - x - locator
        return Box(x, y, x + locator, y + locator)

    def _side(self, x: float, top: float, width: float) -> float:
        """Draw legend and caption beside the maps; return where they end."""
        y = draw_legend(self.pen, self.entries, x, top, width, self.actors)
        return self._caption(x, y + 2 * self.scale, width) + 2 * self.scale

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
        if self.is_narrow:
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
            self.pen.block(x, at, [text], size, leading, colour=inks.MUTED)
