"""The page: one offline HTML file with the map, the time line and the answers.

Everything is inlined and the page may load nothing: its policy names the hashes of its
own scripts and styles. One short script unpacks the others; a browser holds each of
them against the policy before it runs. The template is rendered once, with escaping;
data enters as inert packed text and reaches the reader as text only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError
from geodata.periods import day_of, iso_of

from .about import GENERATOR
from .armour import armoured_json
from .axis import day_with_events
from .picture import picture
from .plain import describe_plainly
from .scripts import script_text, sheet_text, stripped_style
from .tiles import origin_of
from .wording import FALLBACK, Words, word_tables

if TYPE_CHECKING:
    from jinja2 import Template
    from zones.atlas import Atlas

    from .events import Packed
    from .events.stills import Still, StillRows

__all__ = ["LEAFLET_SHA256", "render_page", "render_payload"]

LEAFLET_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""Checksums of the files of Leaflet 1.9.4 as its package ships them."""

STARTER = "data.js"
"""The script that unpacks all others; it stands in the page as it is."""

SCRIPTS = (
    "certainty.js",
    "shapes.js",
    "words.js",
    "dom.js",
    "fold.js",
    "stretches.js",
    "model.js",
    "frames.js",
    "narrowing.js",
    "filters.js",
    "differences.js",
    "labels.js",
    "cards.js",
    "head.js",
    "coding.js",
    "columns.js",
    "events.js",
    "splat.js",
    "timebar.js",
    "rows.js",
    "happenings.js",
    "symbols.js",
    "grounds.js",
    "drawing.js",
    "tiles.js",
    "paper.js",
    "outlines.js",
    "map.js",
    "lifelines.js",
    "listing.js",
    "panel.js",
    "compare.js",
    "picture.js",
    "search.js",
    "share.js",
    "address.js",
    "choices.js",
    "cardbox.js",
    "undrawn.js",
    "legend.js",
    "menus.js",
    "host.js",
    "app.js",
)
"""Our scripts, in the order in which they need each other."""

PLAIN_STYLES = ("colours.css", "plain.css")
"""Our style sheets for a page whose scripts have not run."""

STYLES = ("drawing.css", "page.css", "events.css")
"""Our style sheets for what scripts make."""

_START = '\ndeescData.begin("deesc-program");'
_PLACEHOLDER_URL = re.compile(r"(?:behavior:\s*)?url\([^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_CLOSING = re.compile(r"</(script|style)|<!--", re.IGNORECASE)


def render_page(
    atlas: Atlas,
    *,
    title: str | None = None,
    on: int | None = None,
    lang: str = FALLBACK,
    events: Packed | None = None,
    tiles: Mapping[str, str] | None = None,
) -> str:
    """Render the map page of an atlas.

    Parameters
    ----------
    atlas
        What was built from a dossier and the reference geography.
    title
        Heading of the page; None: composed from the atlas.
    on
        Day that the page opens on, as an ordinal; None: the day after the last
        beginning of a status.
    lang
        Language that the page opens in; the reader may take another of
        :func:`maps.wording.languages`.
    events
        Events of tables, packed by :func:`maps.events.pack`.
    tiles
        What :func:`maps.tiles.read_tiles` returns: a background from a server, the
        only one that the page then asks. None: the page asks the network for nothing.

    Returns
    -------
    str
        One ASCII HTML document that opens from disk without a network.
    """
    from .payload import build_payload

    payload = build_payload(atlas, on=on) | {"lang": lang}
    if title:
        payload |= {"title": title, "titles": {}}
    if tiles:
        payload |= {"tiles": dict(tiles)}
    if events is None:
        return render_payload(payload)
    shown = with_events(payload, events.summary, is_asked=on is not None)
    return render_payload(shown, events)


def with_events(
    payload: Mapping[str, Any], summary: Mapping[str, Any], *, is_asked: bool
) -> dict[str, Any]:
    """Return a payload whose days reach over those of the events of tables.

    A day that nobody asked for may give way to one with events.
    """
    days = [day for day in (summary["from"], summary["to"]) if day]
    opens = day_of(str(payload["opens"]))
    return {
        **payload,
        "from": min([payload["from"], *days]),
        "to": max([payload["to"], *days]),
        "opens": iso_of(opens if is_asked else day_with_events(opens, summary)),
        "attribution": [*(payload.get("attribution") or []), *_named(summary)],
        "events": summary,
    }


def _named(summary: Mapping[str, Any]) -> Iterator[str]:
    """Yield how the sources of tables ask to be named."""
    when = f", accessed on {summary['accessed']}" if summary.get("accessed") else ""
    for words in summary["attribution"]:
        yield f"Events: {words}{when}"


def render_payload(payload: Mapping[str, Any], events: Packed | None = None) -> str:
    """Render the page of a payload.

    Parameters
    ----------
    payload
        The JSON object that ``docs/map.md`` describes.
    events
        Events of tables.

    Raises
    ------
    InputError
        If the payload has no span of days to show, or a language without a table.
    """
    for name in ("from", "to", "opens"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(payload.get(name))):
            msg = f"payload: {name!r} is {payload.get(name)!r}, not a day"
            raise InputError(msg)
    from markupsafe import Markup

    words = Words(payload.get("lang") or FALLBACK)
    parts = _parts()
    still = None if events is None else events.still
    page = _template().render(
        words=words,
        generator=GENERATOR,
        policy=_policy(parts, origin_of(payload)),
        data=Markup(armoured_json(payload)),
        picture=Markup(picture(payload, rows=_rows(payload, words, still))),
        tables=Markup(armoured_json(word_tables())),
        blocks=[Markup(block) for block in (events.blocks if events else ())],
        packed=Markup(parts.packed),
        licence=Markup(parts.licence),
        starter=Markup(parts.starter),
        style=Markup(parts.style),
        **describe_plainly(payload, words, still),
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _rows(
    payload: Mapping[str, Any], words: Words, still: Still | None
) -> StillRows | None:
    """Return the events of tables as the picture of the first view shows them."""
    if still is None:
        return None
    from .events.stills import StillRows

    return StillRows(still, day_of(str(payload["opens"])), words)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    text = files(__package__).joinpath("page.html").read_text("utf-8")
    return environment.from_string(text)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The program of a page.

    Attributes
    ----------
    starter, style
        What stands in it as it is.
    packed
        All other scripts and style sheets, armoured.
    licence
        Who made the scripts that are not ours, for a comment.
    scripts, styles
        Hashes for the policy.
    """

    starter: str
    style: str
    packed: str
    licence: str
    scripts: str
    styles: str


@cache
def _parts() -> _Parts:
    """Collect scripts and style sheets, without comments and blank space."""
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"

    theirs = _SOURCE_MAP.sub("", (leaflet / "leaflet.js").read_text("utf-8"))
    # Its icons are files beside the style sheet; the page uses none of them.
    style = _PLACEHOLDER_URL.sub("", (leaflet / "leaflet.css").read_text("utf-8"))
    packed = [
        {
            "tag": "style",
            "text": stripped_style(style.replace("background-image: ;", "")),
        },
        *({"tag": "style", "text": sheet_text(name)} for name in STYLES),
        {"tag": "script", "text": theirs},
        {"tag": "script", "text": "\n".join(map(script_text, SCRIPTS))},
    ]
    packed = [part | {"text": _embedded(part["text"])} for part in packed]
    starter = _embedded(script_text(STARTER) + _START)
    plain = _embedded("".join(map(sheet_text, PLAIN_STYLES)))
    texts = {
        tag: [part["text"] for part in packed if part["tag"] == tag]
        for tag in ("script", "style")
    }
    notice = re.match(r"/\*\s*(?:@preserve)?(.*?)\*/", theirs, re.DOTALL)
    assert notice, "Leaflet says who made it"
    return _Parts(
        starter,
        plain,
        armoured_json(packed),
        " ".join(notice[1].replace("*", " ").split()),
        _hashes([*texts["script"], starter]),
        _hashes([*texts["style"], plain]),
    )


def _embedded(text: str) -> str:
    """Check that a text can stand in its element as it is, and give it LF ends."""
    if not text.isascii() or _CLOSING.search(text):
        msg = f"a script or style cannot be embedded: it begins {text[:60]!r}"
        raise InputError(msg)
    return text.replace("\r\n", "\n")


def _policy(parts: _Parts, origin: str | None = None) -> str:
    pictures = f"data: blob: {origin}" if origin else "data: blob:"
    return (
        f"default-src 'none'; script-src {parts.scripts}; "
        f"style-src {parts.styles}; img-src {pictures}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode("ascii")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
