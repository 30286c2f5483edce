"""Saving: a drawn figure as PNG, SVG or PDF, the same bytes for the same figure."""

from __future__ import annotations

import base64
import io
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geodata.errors import InputError

from ..about import GENERATOR
from ..features import plain_text
from .paper import FACES, font_files

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

__all__ = ["DPI", "FORMATS", "figure_bytes", "figure_format", "style"]

DPI = 300
FORMATS = ("png", "svg", "pdf")

_TAG = re.compile(r"<[^>]*>")
_OPENING = re.compile(r"<svg\b[^>]*>")
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")


def figure_format(path: Path, form: str | None = None) -> str:
    """Return the format asked for, else that of the file's suffix.

    Raises
    ------
    InputError
        If it is none of :data:`FORMATS`.
    """
    found = form or path.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        msg = f"{path}: suffix {path.suffix!r} is none of .png, .svg, .pdf"
        raise InputError(msg)
    return found


def style() -> Any:
    """Return settings of matplotlib that no file of the user changes."""
    from matplotlib import rcParamsDefault

    ours = {
        "svg.fonttype": "none",
        "svg.hashsalt": "deesc",
        "pdf.fonttype": 42,
        "pdf.compression": 6,
        "text.parse_math": False,
        "text.usetex": False,
        "hatch.linewidth": 0.35,
        # Hinted letters are as wide as their pixels, and lines would not fit.
        "text.hinting": "none",
        "path.simplify": False,
    }
    backend = "backend"
    return {k: v for k, v in rcParamsDefault.items() if k != backend} | ours


def figure_bytes(
    figure: Figure, form: str, title: str, description: str, *, dpi: int = DPI
) -> bytes:
    """Return a figure as a file.

    Parameters
    ----------
    figure
        As drawn.
    form
        One of :data:`FORMATS`. SVG and PDF carry the parts of the fonts that they use.
    title, description
        For the file's properties, and for those who cannot see it.
    dpi
        Dots per inch of a PNG.
    """
    title, description = plain_text(title), plain_text(description)
    buffer = io.BytesIO()
    metadata: dict[str, Any]
    if form == "png":
        metadata = {"Software": GENERATOR, "Title": title, "Description": description}
        latin = {
            k: v.encode("latin-1", "replace").decode("latin-1")
            for k, v in metadata.items()
        }
        figure.savefig(buffer, format="png", dpi=dpi, metadata=latin)
        return buffer.getvalue()
    if form == "pdf":
        metadata = {
            "Creator": GENERATOR,
            "Producer": GENERATOR,
            "Title": title,
            "Subject": description,
            "CreationDate": None,
        }
        figure.savefig(buffer, format="pdf", metadata=metadata)
        return buffer.getvalue()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue().decode("utf-8").replace("\r\n", "\n")
    return _finished_svg(text, title, description).encode("utf-8")


def _finished_svg(text: str, title: str, description: str) -> str:
    """Give an SVG its mark, a title and a description, and the letters that it uses."""
    text = _METADATA.sub("", _DOCTYPE.sub("", text), count=1)
    opening = _OPENING.search(text)
    assert opening is not None  # what matplotlib writes has a root
    head = (
        f"\n <title>{escape(title)}</title>\n <desc>{escape(description)}</desc>\n"
        f" <style>{_font_rules(text)}</style>"
    )
    root = opening[0][:-1] + ' role="img">'
    prolog = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{prolog}<!-- {GENERATOR} -->\n{root}{head}{text[opening.end() :]}"


def _font_rules(svg: str) -> str:
    """Return style rules that hold the letters of each face that a figure uses."""
    import html

    letters = sorted(set(html.unescape(_TAG.sub("", svg))))
    rules = []
    for name, path in font_files().items():
        family = FACES[name][0] if name in FACES else "DejaVu Sans"
        slope = "italic" if name == "italic" else "normal"
        data = base64.b64encode(_subset(path, letters)).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{family}';font-style:{slope};"
            f"font-weight:1 999;src:url(data:font/ttf;base64,{data})}}"
        )
    return "".join(rules)


def _subset(path: Path, letters: list[str]) -> bytes:
    """Return a font with these letters alone, and what joins them."""
    from fontTools import subset

    options = subset.Options(layout_features=["*"], notdef_outline=True)
    options.recalc_timestamp = False
    options.drop_tables = [*options.drop_tables, "FFTM"]  # an editor's time stamp
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(letters))
    buffer = io.BytesIO()
    with closing(subset.load_font(str(path), options)) as font:
        subsetter.subset(font)
        subset.save_font(font, buffer, options)
    return buffer.getvalue()
