"""Notebooks: an atlas as the output of a cell, and as a picture in what is exported.

A notebook shows the richest form that it can: the page in a sandboxed frame, a picture,
a line of words. The cell holds all of them, so the file needs no other beside it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from geodata.errors import InputError
from geodata.periods import day_of
from zones.atlas import Atlas
from zones.finding import find_zone

from .wording import FALLBACK, Words

__all__ = ["Shown", "show", "show_atlas"]

DPI = 144
"""Dots per inch of the picture: enough for half a page of print, and no megabytes."""
_SHEET = 240, 180
_PAD = 0.06


@dataclass(frozen=True, slots=True)
class Shown:
    """An atlas as a notebook shows it: made when it is displayed.

    Attributes
    ----------
    atlas
        What is shown.
    zone
        Id of the zone that the picture shows; None: all zones of the main type.
    on
        Day as an ordinal; None: the one that a page opens on.
    title
        Heading; None: composed from the atlas.
    lang
        Language of the words.
    live
        Whether the page is among the forms, or the pictures alone.
    """

    atlas: Atlas
    zone: str | None = None
    on: int | None = None
    title: str | None = None
    lang: str = FALLBACK
    live: bool = True

    def _repr_mimebundle_(
        self,
        include: Collection[str] | None = None,
        exclude: Collection[str] | None = None,
    ) -> dict[str, str]:
        """Return the forms by media type, as IPython asks for them."""
        from .payload import build_payload

        payload = build_payload(self.atlas, on=self.on) | {"lang": self.lang}
        if self.title:
            payload |= {"title": self.title, "titles": {}}
        found: dict[str, str] = {}
        for kind, made in self._forms(payload):
            if (not include or kind in include) and kind not in (exclude or ()):
                text = made()
                if text is not None:
                    found[kind] = text
        return found

    def _forms(
        self, payload: dict[str, Any]
    ) -> Iterator[tuple[str, Callable[[], str | None]]]:
        if self.live:
            yield "text/html", lambda: _page(payload)
        # A notebook takes SVG before PNG; where the figure can be drawn, it says more.
        if find_spec("matplotlib") is not None:
            yield "image/png", lambda: self._figure(payload)
        else:
            yield "image/svg+xml", lambda: _drawing(payload)
        yield "text/plain", lambda: f"{payload['title']}, {payload['opens']}"

    def _figure(self, payload: dict[str, Any]) -> str | None:
        """Return the figure of the day in base64; None where nothing can be drawn."""
        from .figures import FigureRequest, render_figure
        from .figures.paper import Sheet
        from .figures.words import LANGUAGES

        box = None if self.zone is not None else _box_of_all(self.atlas)
        if self.zone is None and box is None:
            return None
        request = FigureRequest(
            days=(day_of(str(payload["opens"])),),
            zone=self.zone,
            box=box,
            sheet=Sheet(*_SHEET),
            title=self.title,
            lang=self.lang if self.lang in LANGUAGES else FALLBACK,
        )
        try:
            data = render_figure(self.atlas, request, dpi=DPI)
        except InputError:  # a zone without ground has a page, but no figure
            return None
        return base64.b64encode(data).decode("ascii")


def show(
    atlas: Atlas,
    zone: str | None = None,
    *,
    on: int | None = None,
    title: str | None = None,
    lang: str = FALLBACK,
    live: bool = True,
) -> Shown:
    """Show an atlas as the output of a cell of a notebook.

    The cell holds the page of ``deesc map`` in a sandboxed frame, a picture for exports
    to paper (PNG where matplotlib is installed, else SVG), and a line of words.

    Parameters
    ----------
    atlas
        What was built from a dossier and the reference geography.
    zone
        Id or exact name of the zone that the picture shows; None: all of the main type.
    on
        Day as an ordinal; None: the one that the page opens on.
    title
        Heading; None: composed from the atlas.
    lang
        Language of the words.
    live
        False leaves the page out: exports to Markdown then take the picture.

    Raises
    ------
    UnknownNameError
        If no zone has the name.
    InputError
        If there is no such language.
    """
    Words(lang)  # refuses a language without a table
    known = None if zone is None else find_zone(atlas, zone)
    return Shown(atlas, known, on, title, lang, live)


def show_atlas(atlas: Atlas, **kinds: Any) -> dict[str, str]:
    """Return the forms of an atlas that stands at the end of a cell by itself."""
    return show(atlas)._repr_mimebundle_(**kinds)


def _page(payload: dict[str, Any]) -> str:
    from .embedding import frame_of
    from .page import render_payload

    return frame_of(render_payload(payload), f"{payload['title']}, {payload['opens']}")


def _drawing(payload: dict[str, Any]) -> str:
    from .picture import picture

    return picture(payload)


def _box_of_all(atlas: Atlas) -> tuple[float, float, float, float] | None:
    """Return the degrees around the zones of the main type, else around all."""
    from .backdrop import main_type
    from .figures.scene import zone_shapes

    zones = [zone for zone in atlas.zone_ids() if atlas.kind_of(zone) == "zone"]
    chief = main_type(atlas)
    for chosen in ([z for z in zones if atlas.type_of(z) == chief], zones):
        shapes = [
            shape
            for zone in chosen
            for part in ("outer", "inner")
            for shape in zone_shapes(atlas, zone, part)
            if not shape.is_empty
        ]
        if shapes:
            bounds = [shape.bounds for shape in shapes]
            west, south = (min(b[i] for b in bounds) for i in (0, 1))
            east, north = (max(b[i] for b in bounds) for i in (2, 3))
            x, y = _PAD * (east - west), _PAD * (north - south)
            return (
                max(-180.0, west - x),
                max(-90.0, south - y),
                min(180.0, east + x),
                min(90.0, north + y),
            )
    return None
