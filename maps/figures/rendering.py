"""Rendering: a figure of an atlas as a file."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from geodata.errors import InputError
from zones.atlas import Atlas
from zones.finding import find_zone

from . import inks
from .layout import Layout
from .paper import Pen, require_matplotlib
from .requests import FigureRequest
from .saving import DPI, FORMATS, figure_bytes, style
from .words import voice_of

__all__ = ["quiet_fonts", "render_figure"]

_SHRUNK = (1.0, 0.85, 0.72)
"""Steps in which type shrinks where a small sheet has no room otherwise."""


def render_figure(
    atlas: Atlas, request: FigureRequest, form: str = "png", *, dpi: int = DPI
) -> bytes:
    """Draw a figure of an atlas.

    Parameters
    ----------
    atlas
        What was built of the documents; geometries in EPSG:4326.
    request
        What to show.
    form
        ``png``, ``svg`` or ``pdf``.
    dpi
        Dots per inch of a PNG.

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

    with quiet_fonts(), warnings.catch_warnings(), rc_context(style()):
        # A letter that no font has is drawn as a box, which says enough.
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        for shrunk in _SHRUNK:
            sheet = replace(request.sheet, shrunk=shrunk)
            figure = Figure(figsize=(sheet.width / 25.4, sheet.height / 25.4))
            figure.set_facecolor(inks.PAPER)
            pen = Pen(figure, sheet, voice_of(request.lang).rtl)
            layout = Layout(atlas, replace(request, sheet=sheet), pen)
            if layout.draw():
                words = " ".join(layout.caption)
                return figure_bytes(figure, form, layout.title, words, dpi=dpi)
    msg = (
        f"a sheet of {request.sheet.width:g}x{request.sheet.height:g} mm has no room "
        "for a map beside its legend and limits: give a larger --size"
    )
    raise InputError(msg)


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Keep the search for fonts to itself: the next weight of a face does as well."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
