"""Layers: an atlas and its events as one element of a map of folium.

folium compiles what its templates rendered as a template once more, so no text of a
document may pass through them: all that this element gives them is
armoured bytes, which hold no sign that starts a tag of a template.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template
from geodata.errors import InputError
from geodata.periods import day_of
from geodata.places import Gazetteer, read_gazetteer

from .armour import armoured_json
from .events import Packed, Publishing, pack_files
from .page import with_events
from .payload import build_payload
from .scripts import script_text, sheet_text
from .wording import FALLBACK, word_tables

if TYPE_CHECKING:
    import pandas as pd
    from geodata.tables.chunks import TableFile
    from zones.atlas import Atlas

__all__ = ["TimeMapLayer", "plain_label"]

SCRIPTS = (
    "data.js",
    "certainty.js",
    "shapes.js",
    "words.js",
    "dom.js",
    "stretches.js",
    "model.js",
    "filters.js",
    "labels.js",
    "cards.js",
    "coding.js",
    "columns.js",
    "events.js",
    "splat.js",
    "happenings.js",
    "symbols.js",
    "grounds.js",
    "drawing.js",
    "layer.js",
)
"""What a layer needs of the scripts of the page, in the order of that need."""

_UNSEEN = {"ground": {}, "towns": [], "title": "", "titles": {}}
_TEMPLATE = """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = deescLayer({{ this.texts }});
{% endmacro %}
"""


class TimeMapLayer(JSCSSMixin, Layer):
    """An atlas with a small control of time, for any ``folium.Map``.

    Zones, posts and events are drawn as on the page of ``deesc map``, by the same
    scripts. The host map keeps its own background and its other layers.

    Parameters
    ----------
    atlas
        What was built from a dossier and the reference geography.
    events
        Events of tables: packed ones, files, or a frame of pandas or geopandas, with
        a date and a place or coordinates (EPSG:4326) in each row.
    on
        Day that the layer opens on, as an ISO date; None: the day after the last
        beginning of a status.
    lang
        Language of its words; see :func:`maps.wording.languages`.
    name
        What it is called among the layers of a map.
    publishing
        What of events may stand in a page, of files and frames alike; None: what their
        terms allow.
    gazetteer
        Where names of places are looked up; None: the embedded one.
    overlay, control, show
        As folium has them.

    Raises
    ------
    InputError
        If the events cannot be read, their terms are not met, or there are no words
        of the language.

    Notes
    -----
    A layer works in an opaque origin, loads nothing, and can be added more than once.
    Names that come from documents never reach folium: ``name`` does, and is escaped.
    """

    _template = Template(_TEMPLATE)

    def __init__(
        self,
        atlas: Atlas,
        events: Packed | str | Path | Sequence[str | Path] | pd.DataFrame | None = None,
        *,
        on: str | None = None,
        lang: str = FALLBACK,
        name: str = "deesc",
        publishing: Publishing | None = None,
        gazetteer: Gazetteer | None = None,
        overlay: bool = True,
        control: bool = True,
        show: bool = True,
    ) -> None:
        super().__init__(plain_label(name), overlay, control, show)
        self._name = "TimeMapLayer"
        words = word_tables()
        if lang not in words:
            msg = f"no words of {lang!r}; there are {', '.join(words)}"
            raise InputError(msg)
        packed = None
        if events is not None:
            gazetteer = gazetteer or read_gazetteer()
            packed, atlas = _packed(events, atlas, gazetteer, publishing)
        opens = None if on is None else day_of(on)
        payload = build_payload(atlas, on=opens) | {"lang": lang} | _UNSEEN
        if packed is not None:
            summary = packed.summary
            payload = with_events(payload, summary, is_asked=on is not None)
        own = {code: words[code] for code in sorted({lang, FALLBACK})}
        head = armoured_json({"payload": payload, "words": own})
        blocks = packed.blocks if packed is not None else ()
        self.texts = json.dumps([head, *blocks])
        script, style = _assets()
        self.default_js = [("deesc_layer", script)]
        self.default_css = [("deesc_layer_style", style)]


def _packed(
    events: Any,
    atlas: Atlas,
    gazetteer: Gazetteer,
    publishing: Publishing | None,
) -> tuple[Packed, Atlas]:
    if isinstance(events, Packed):
        return events, atlas
    if isinstance(events, str | Path):
        events = [events]
    sources: list[Path | TableFile] = []
    if hasattr(events, "columns"):
        from geodata.tables.frames import frame_table

        sources.append(frame_table(_with_points(events)))
    else:
        sources += [Path(each) for each in events]
    packed, atlas, _ = pack_files(sources, atlas, gazetteer, None, publishing)
    return packed, atlas


def _with_points(frame: Any) -> Any:
    """Return a frame whose points, if it has such, stand in columns of their own."""
    if getattr(frame, "_geometry_column_name", None) is None:
        return frame
    plain = frame.drop(columns=frame.geometry.name)
    if {"lat", "lon"} <= set(plain.columns):
        return plain
    if not (frame.geom_type == "Point").all():
        kinds = ", ".join(sorted(set(map(str, frame.geom_type))))
        msg = f"the frame: events are points, not {kinds}"
        raise InputError(msg)
    points = frame.geometry if frame.crs is None else frame.geometry.to_crs(4326)
    return plain.assign(lat=points.y, lon=points.x)


def plain_label(name: str) -> str:
    """Return a name that folium can show, and neither it nor a browser can run.

    folium puts names of layers into its templates and into HTML as they are, so every
    sign that means something to Jinja, JavaScript or HTML becomes a reference.
    """
    signs = {ord(sign): f"&#{ord(sign)};" for sign in "{}`$\\%#\n\r\u2028\u2029"}
    return html.escape(name).translate(signs | {ord("#"): "#"})


@cache
def _assets() -> tuple[str, str]:
    """Return the script and the style sheet of every layer, as addresses of data."""
    scripts = "\n".join(map(script_text, SCRIPTS))
    script = (
        "if (!window.deescLayer) window.deescLayer = (function () {\n"
        f"{scripts}\nreturn deescLayer;\n}})();\n"
    )

    # A host map is light whatever the reader prefers, so only the light colours enter.
    colours = "".join(
        sheet_text(name).split("@media")[0].replace(":root", ".deesc")
        for name in ("colours.css", "events.css")
    )
    nested = sheet_text("drawing.css") + sheet_text("layer.css")
    style = f"{colours}.deesc{{{nested}}}"
    return _address("text/javascript", script), _address("text/css", style)


def _address(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode('ascii')).decode()}"
