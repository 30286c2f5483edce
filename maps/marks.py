"""Marks: colours, line styles and symbols of the picture, as SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .standing import Shape

__all__ = [
    "COLOURS",
    "STAMPS",
    "plain_text",
    "printable",
    "quoted",
    "sort_of",
    "stamps_of",
    "style_of",
    "swatch",
    "symbol_of",
]

Record = Mapping[str, Any]

COLOURS = {
    "sea": "#d3e2ea",
    "land": "#eceae4",
    "own": "#faf9f5",
    "coast": "#8fa9b6",
    "province": "#c9c4b6",
    "country": "#857f72",
    "ink": "#1c2733",
    "muted": "#566270",
    "zone": "#0072b2",
    "belt": "#007f5f",
    "other": "#8a4a74",
    "event": "#d55e00",
    "paper": "#ffffff",
}
"""As in the page: Okabe and Ito's blue and vermilion for zones and events."""

STAMPS = {
    "certain": "#d55e00",
    "possible": "#e69f00",
    "unknown": "#9b5f83",
    "no": "#7a858f",
    "rim": "#ffffff",
}
"""Colours of events of tables, by what they are to the zones, as in the page."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def swatch(sort: str, style: str) -> str:
    colour = COLOURS[sort]
    return f'<rect class="{sort}" width="38" height="12" stroke="{colour}" {style}/>'


def sort_of(zone: Record) -> str:
    if zone.get("kind") == "belt":
        return "belt"
    return "zone" if zone.get("main", True) else "other"


def style_of(shape: Shape) -> str:
    sort = sort_of(shape.zone)
    if sort == "other" and shape.part != "inner":
        return 'fill="none" stroke-width="1.4" stroke-dasharray="9 3 1.5 3"'
    if shape.part == "outer":
        return 'fill="none" stroke-width="1.3" stroke-dasharray="6 5"'
    if shape.part == "estimate":
        return (
            'fill="none" stroke-width="1.8" stroke-dasharray="0.1 5" '
            'stroke-linecap="round"'
        )
    if shape.certainty == "certain":
        return f'fill="{COLOURS[sort]}" fill-opacity="0.25" stroke-width="1.6"'
    return f'fill="url(#picture-{sort})" stroke-width="1.3" stroke-dasharray="7 3"'


def symbol_of(kind: str, certainty: str, x: float, y: float) -> str:
    """Draw a triangle for a post, a diamond for an event, hollow if only possible."""
    sort = "ink" if kind == "post" else "event"
    fill = COLOURS[sort if certainty == "certain" else "paper"]
    form = "M0 -6L6 5L-6 5Z" if kind == "post" else "M0 -6L5.5 0L0 6L-5.5 0Z"
    return (
        f'<path class="{kind} {certainty}" transform="translate({x:.1f} {y:.1f})" '
        f'd="{form}" fill="{fill}" stroke="{COLOURS[sort]}" stroke-width="1.5" '
        f'stroke-linejoin="round"/>'
    )


def stamps_of(name: str) -> str:
    """Draw a stamp of a class for the legend, and a hollow one, as the page does."""
    form = {
        "certain": "M0 -6L6 0L0 6L-6 0Z",
        "possible": "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
        "unknown": "M-5 -5L5 5M5 -5L-5 5",
        "no": "M-3 0A3 3 0 1 1 3 0A3 3 0 1 1 -3 0Z",
    }[name]
    colour = STAMPS[name]
    line = f'stroke="{colour}" stroke-width="{2.4 if name == "unknown" else 1.5}"'
    return "".join(
        f'<path class="stamp {name}" transform="translate({x} 6)" d="{form}" '
        f'fill="{fill}" {line}/>'
        for x, fill in ((11, colour), (29, "none"))
    )


def printable(text: str) -> str:
    """Return text without controls, for which XML has no place."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def plain_text(text: str) -> str:
    """Return text as the content of an element."""
    return escape(printable(text))


def quoted(text: str) -> str:
    return quoteattr(printable(text))
