"""Paper: the sheet of a figure, and the pen that writes on it in millimetres.

The origin is the upper left corner and y grows downwards. Text is measured with the
fonts that it is drawn with, so a line that fits here fits in every format.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError, MissingExtraError

from ..features import plain_text
from .inks import INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "FACES",
    "MM_PER_POINT",
    "Pen",
    "Sheet",
    "font_files",
    "parse_size",
    "require_matplotlib",
]

MM_PER_POINT = 25.4 / 72
SIZES = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
"""Names of sheets and their width and height in mm (ISO 216)."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm)?", re.IGNORECASE)
_SMALLEST_MM, _LARGEST_MM = 60, 1200
_PROBE_DPI = 720
_RTL_MARK = "\u200f"
_FALLBACK = "DejaVu Sans"
"""Comes with matplotlib and has Arabic, Hebrew, Georgian and Armenian letters."""

FACES = {
    "plain": ("Source Sans Pro", "SourceSansPro-Regular.ttf"),
    "bold": ("Source Sans Pro Semibold", "SourceSansPro-Semibold.ttf"),
    "italic": ("Source Sans Pro", "SourceSansPro-It.ttf"),
}
"""Faces by name: family and file of the package ``font-source-sans-pro``."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: width and height in mm, and how far its type is shrunk."""

    width: float
    height: float
    shrunk: float = 1.0

    @property
    def scale(self) -> float:
        """How large type is against that of A4: less on a small sheet, never tiny."""
        area = self.width * self.height / (210 * 297)
        return float(min(max(area**0.5, 0.84), 1.7)) * self.shrunk


def parse_size(text: str, landscape: bool = False) -> Sheet:
    """Read ``a4``, ``a3`` or a width and height in mm such as ``90x160mm``.

    Raises
    ------
    InputError
        If it is none of these, or smaller or larger than can be drawn on.
    """
    name = text.strip().lower()
    if name in SIZES:
        width, height = SIZES[name]
    elif match := _SIZE.fullmatch(name):
        width, height = float(match[1]), float(match[2])
    else:
        msg = f"--size {text!r} is none of a4, a3 or WIDTHxHEIGHTmm, such as 90x160mm"
        raise InputError(msg)
    if not all(_SMALLEST_MM <= side <= _LARGEST_MM for side in (width, height)):
        msg = f"--size {text!r}: a side is {_SMALLEST_MM} to {_LARGEST_MM} mm long"
        raise InputError(msg)
    if landscape and width < height:
        width, height = height, width
    return Sheet(width, height)


def require_matplotlib() -> None:
    """Refuse with a clear message where the extra for figures is not installed."""
    for library in ("matplotlib", "font_source_sans_pro"):
        try:
            __import__(library)
        except ImportError as error:
            raise MissingExtraError(library, "report", "draw a figure") from error


@lru_cache(maxsize=1)
def font_files() -> dict[str, Path]:
    """Return the files of the faces by name, known to matplotlib from now on.

    ``fallback`` is the face for letters that the others lack.
    """
    from matplotlib import font_manager

    folder = Path(str(files("font_source_sans_pro"))) / "files"
    found = {name: folder / file for name, (_, file) in FACES.items()}
    for path in found.values():
        font_manager.fontManager.addfont(path)
    found["fallback"] = Path(font_manager.findfont(_FALLBACK))
    return found


@lru_cache(maxsize=64)
def _font(face: str, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    font_files()
    family, _ = FACES[face]
    return FontProperties(
        family=[family, _FALLBACK],
        size=size,
        style="italic" if face == "italic" else "normal",
        weight=600 if face == "bold" else 400,
    )


@lru_cache(maxsize=1)
def _probe() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    make: Any = RendererAgg
    return make(8, 8, _PROBE_DPI)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, face: str) -> float:
    """Return how wide a line of text is, in mm; ``size`` in points."""
    width, _, _ = _probe().get_text_width_height_descent(
        text, _font(_fit_for(text, face), size), ismath=False
    )
    return float(width) / _PROBE_DPI * 25.4


def _fit_for(text: str, face: str) -> str:
    """Return the face for a text: no slanted face has letters of right-to-left."""
    return "plain" if face == "italic" and has_rtl(text) else face


def has_rtl(text: str) -> bool:
    """Whether a text has Hebrew or Arabic letters."""
    return any("\u0590" <= char <= "\u08ff" for char in text)


class Pen:
    """Writes and draws on the sheet of a figure, in mm from its upper left corner.

    Parameters
    ----------
    figure
        The figure, as large as the sheet.
    sheet
        Its width and height.
    rtl
        Whether the reading direction is from right to left: then what belongs to the
        text, not to the map, is mirrored.
    """

    def __init__(self, figure: Figure, sheet: Sheet, rtl: bool = False) -> None:
        self.figure = figure
        self.sheet = sheet
        self.rtl = rtl
        self.axes = self.layer(0, 0, sheet.width, sheet.height, zorder=5)
        self.axes.set_xlim(0, sheet.width)
        self.axes.set_ylim(sheet.height, 0)
        self.axes.axis("off")

    def layer(
        self, x: float, y: float, width: float, height: float, zorder: float = 1
    ) -> Axes:
        """Add axes over a part of the sheet."""
        sheet = self.sheet
        box = (
            x / sheet.width,
            1 - (y + height) / sheet.height,
            width / sheet.width,
            height / sheet.height,
        )
        return self.figure.add_axes(box, zorder=zorder, facecolor="none")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        face: str = "plain",
        colour: str = INK,
        align: str = "left",
        halo: float = 0,
        zorder: float = 5,
        mirrored: bool = False,
    ) -> None:
        """Write one line; ``y`` is its baseline.

        ``halo`` is the width in points of a bright rim, drawn apart so that the text
        itself stays text in every format.
        """
        if mirrored and self.rtl:
            x = self.sheet.width - x
            align = {"left": "right", "right": "left"}.get(align, align)
        text = clean_line(text)
        if not text:
            return
        if mirrored and self.rtl:
            text = f"{_RTL_MARK}{text}"
        options: dict[str, Any] = {
            "fontproperties": _font(_fit_for(text, face), size),
            "ha": align,
            "va": "baseline",
            "parse_math": False,
        }
        if halo:
            from matplotlib.patheffects import Stroke

            rim = Stroke(linewidth=halo, foreground=PAPER, joinstyle="round")
            self.axes.text(
                x,
                y,
                text,
                color=PAPER,
                alpha=0.88,
                path_effects=[rim],
                zorder=zorder - 0.5,
                **options,
            )
        self.axes.text(x, y, text, color=colour, zorder=zorder, **options)

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        **options: Any,
    ) -> float:
        """Write lines below each other from the top ``y``; return where they end."""
        for line in lines:
            y += leading
            self.text(x, y - 0.28 * leading, line, size, mirrored=True, **options)
        return y

    def rule(self, x0: float, y: float, x1: float, *, width: float = 0.4) -> None:
        """Draw a thin level line."""
        from matplotlib.lines import Line2D

        self.axes.add_line(Line2D([x0, x1], [y, y], color=INK, linewidth=width))


def clean_line(text: str) -> str:
    """Return text on one line, without characters that no format can hold."""
    flat = " ".join(plain_text(text).split())
    kept = (c for c in flat if unicodedata.category(c) not in ("Cc", "Co", "Cn"))
    return "".join(kept)


def wrap(text: str, size: float, face: str, width: float) -> list[str]:
    """Break text into lines no wider than ``width`` mm; a long word is broken too."""
    lines: list[str] = []
    line = ""
    for word in clean_line(text).split(" "):
        trial = f"{line} {word}".strip()
        if text_width(trial, size, face) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        while text_width(word, size, face) > width and len(word) > 1:
            cut = _fitting(word, size, face, width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


def shorten(text: str, size: float, face: str, width: float) -> str:
    """Return text that fits on one line, cut with an ellipsis where it is too long."""
    text = clean_line(text)
    if text_width(text, size, face) <= width:
        return text
    room = width - text_width("\u2026", size, face)
    return text[: _fitting(text, size, face, room)].rstrip(" ,.;:(") + "\u2026"


def _fitting(text: str, size: float, face: str, width: float) -> int:
    """Return how many first letters fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle], size, face) <= width:
            low = middle
        else:
            high = middle - 1
    return low
