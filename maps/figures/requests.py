"""Requests: what a figure shows and how, checked before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.errors import InputError

from .paper import Sheet
from .words import LANGUAGES

__all__ = ["FigureRequest", "MAX_FRAMES"]

MAX_FRAMES = 12


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
