"""The page: one offline HTML file with the map, the time line and the answers.

Everything is inlined and the page may load nothing: its policy names the hashes of its
own scripts and styles. The template is rendered once, with escaping; data enters as
inert JSON and reaches the reader as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError

from .about import GENERATOR

if TYPE_CHECKING:
    from jinja2 import Template
    from zones.atlas import Atlas

__all__ = ["LEAFLET_SHA256", "render_page", "render_payload"]

LEAFLET_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""Checksums of the files of Leaflet 1.9.4 as its package ships them."""

SCRIPTS = (
    "certainty.js",
    "shapes.js",
    "dom.js",
    "words.js",
    "model.js",
    "labels.js",
    "cards.js",
    "symbols.js",
    "map.js",
    "lifelines.js",
    "panel.js",
    "app.js",
)
"""Our scripts, in the order in which they need each other."""

_PLACEHOLDER_URL = re.compile(r"(?:behavior:\s*)?url\([^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_CLOSING = re.compile(r"</(script|style)|<!--", re.IGNORECASE)


def render_page(
    atlas: Atlas, *, title: str | None = None, on: int | None = None
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

    Returns
    -------
    str
        One ASCII HTML document that opens from disk without a network.
    """
    from .payload import build_payload

    payload = build_payload(atlas, on=on)
    return render_payload(payload | {"title": title} if title else payload)


def render_payload(payload: Mapping[str, Any]) -> str:
    """Render the page of a payload.

    Parameters
    ----------
    payload
        The JSON object that ``docs/map.md`` describes.

    Raises
    ------
    InputError
        If the payload has no span of days to show.
    """
    for name in ("from", "to", "opens"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(payload.get(name))):
            msg = f"payload: {name!r} is {payload.get(name)!r}, not a day"
            raise InputError(msg)
    from markupsafe import Markup

    scripts, styles = _blocks()
    page = _template().render(
        lang=payload.get("lang") or "en",
        generator=GENERATOR,
        policy=_policy(scripts, styles),
        title=payload.get("title") or "De-escalation zones",
        support=_support(payload),
        limits=_limits(payload),
        disclaimer=payload.get("disclaimer") or "",
        attribution=_attribution(payload),
        gaps=payload.get("unknown") or [],
        rows=list(_status_rows(payload)),
        data=Markup(_inert_json(payload)),
        scripts=[Markup(script) for script in scripts],
        styles=[Markup(style) for style in styles],
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    text = files(__package__).joinpath("page.html").read_text("utf-8")
    return environment.from_string(text)


@cache
def _blocks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts of the script and style elements, Leaflet first."""
    own = files(__package__) / "static"
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    scripts = [_SOURCE_MAP.sub("", (leaflet / "leaflet.js").read_text("utf-8"))]
    scripts += [(own / name).read_text("utf-8") for name in SCRIPTS]
    style = (leaflet / "leaflet.css").read_text("utf-8")
    # Its icons are files beside the style sheet; the page uses none of them.
    styles = [_PLACEHOLDER_URL.sub("", style).replace("background-image: ;", "")]
    styles.append((own / "page.css").read_text("utf-8"))
    return tuple(map(_embedded, scripts)), tuple(map(_embedded, styles))


def _embedded(text: str) -> str:
    """Check that a text can stand in its element as it is, and give it LF ends."""
    if not text.isascii() or _CLOSING.search(text):
        msg = f"a script or style cannot be embedded: it begins {text[:60]!r}"
        raise InputError(msg)
    return text.replace("\r\n", "\n")


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; "
        f"style-src {_hashes(styles)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode("ascii")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


def _inert_json(payload: Mapping[str, Any]) -> str:
    """Return JSON that no HTML parser can mistake for markup."""
    text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _support(payload: Mapping[str, Any]) -> str:
    support = payload.get("support") or {}
    documents = support.get("documents", len(payload.get("documents") or []))
    words = [f"{documents} document{'' if documents == 1 else 's'}"]
    lineages = support.get("lineages")
    if lineages is not None:
        words.append(f"{lineages} independent source{'' if lineages == 1 else 's'}")
    if support.get("unattributed"):
        words.append(f"{support['unattributed']} unattributed")
    if payload.get("last_document"):
        words.append(f"last document {payload['last_document']}")
    return " \N{MIDDLE DOT} ".join(words)


def _limits(payload: Mapping[str, Any]) -> str:
    boundaries = payload.get("boundaries") or {}
    words = ["It shows what documents say, not who held which ground."]
    if boundaries.get("source"):
        error = boundaries.get("error_km")
        size = f", error about {error:g} km" if isinstance(error, int | float) else ""
        source = str(boundaries["source"]).split(", ")[0]
        words.append(f"Boundaries: {source}{size}.")
    if payload.get("last_document"):
        words.append(f"Last document: {payload['last_document']}.")
    words += [
        f"{note[:1].upper()}{note[1:]}." for note in payload.get("cautions") or []
    ]
    return " ".join(words)


def _attribution(payload: Mapping[str, Any]) -> list[str]:
    own = (payload.get("boundaries") or {}).get("attribution")
    return [words for words in [own, *(payload.get("attribution") or [])] if words]


def _status_rows(payload: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the rows of the plain table: one per zone and status."""
    claims = payload.get("claims") or {}
    titles = {
        each.get("id"): str(each.get("title") or each.get("id"))
        for each in payload.get("documents") or []
    }
    for zone in payload.get("zones") or []:
        regime = {"status": "regime", **(zone.get("regime") or {})}
        for part in [regime, *(zone.get("statuses") or [])]:
            used = {
                claims[claim].get("document")
                for claim in part.get("claims") or []
                if claim in claims
            }
            named = [titles.get(each, str(each)) for each in sorted(used, key=str)]
            yield {
                "zone": str(zone.get("name") or zone.get("id")),
                "status": str(part.get("status")).replace("_", " "),
                "when": _when(part),
                "sources": "; ".join(named) or "none",
            }


def _when(part: Mapping[str, Any]) -> str:
    words = period_words(part.get("periods"))
    if part.get("status") == "ended":  # an end has a date and no end of its own
        words = words.replace("began ", "").replace(", no end stated", "")
    return words


def period_words(periods: Sequence[Sequence[Any]] | None) -> str:
    """Say in words when something held.

    Parameters
    ----------
    periods
        Rows of four ISO days or None, and whether the row is possible at most.

    Examples
    --------
    >>> period_words([["2017-05-04", "2017-05-04", "2018-01-01", "2018-12-31", False]])
    'began 2017-05-04, ended between 2018-01-01 and 2018-12-31'
    """
    if periods is None:
        return "no dates stated"
    if not periods:
        return "not dated"
    return "; or ".join(_one_period(*period) for period in periods)


def _one_period(
    b0: str | None,
    b1: str | None,
    e0: str | None,
    e1: str | None,
    capped: bool = False,
) -> str:
    begin = f"began {_range(b0, b1)}" if b0 or b1 else "beginning not stated"
    if not e0 and not e1:
        end = "no end stated"
    elif e0 and not e1:
        end = f"still spoken of before {e0}, possibly later"
    else:
        end = f"ended {_range(e0, e1)}"
    return f"{begin}, {end}" + (", possible at most" if capped else "")


def _range(first: str | None, last: str | None) -> str:
    if first == last:
        return str(first)
    if first is None:
        return f"by {last}"
    return f"between {first} and {last}" if last else f"on or after {first}"
