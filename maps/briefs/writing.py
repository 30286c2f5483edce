"""Writing: a brief as HTML, Markdown, Word or PDF; equal facts give equal bytes."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from geodata.errors import InputError, MissingExtraError
from geodata.formats import OWN_COMMENT, replace_file
from zones.atlas import Atlas

from ..about import GENERATOR
from .facts import Brief, BriefRequest, gather_brief
from .happenings import chart_words, draw_chart
from .references import sources_text

__all__ = ["FORMATS", "brief_format", "write_brief"]

Record = dict[str, Any]
FORMATS = ("html", "md", "docx", "pdf")
_EPOCH = "315532800"
"""1 January 1980, the earliest time stamp of a zip archive."""
_MARKDOWN = "-".join(
    [
        "markdown",
        *("smart", "raw_html", "raw_tex", "raw_attribute", "tex_math_dollars"),
        *("citations", "yaml_metadata_block", "native_divs", "native_spans"),
        *("example_lists", "subscript", "superscript", "strikeout"),
    ]
)
"""Pandoc's Markdown without what could make more of a document's words than words."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@&!])")
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_FIGURE_MM = (170.0, 180.0)
_SCREEN_DPI, _PRINT_DPI = 130, 220


def brief_format(path: Path) -> str:
    """Return the format that the suffix of a file says.

    Raises
    ------
    InputError
        If it is none of :data:`FORMATS`.
    """
    found = path.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        msg = f"{path}: suffix {path.suffix!r} is none of .html, .md, .docx, .pdf"
        raise InputError(msg)
    return found


def write_brief(
    atlas: Atlas,
    request: BriefRequest,
    path: Path,
    *,
    template: Path | None = None,
    sources: Iterable[Path] = (),
) -> list[Path]:
    """Write a brief, its pictures where they are files, and its lists of sources.

    Parameters
    ----------
    atlas
        What the documents say.
    request
        What the brief is about.
    path
        File to make; the suffix says the format. Beside Markdown stand its pictures.
    template
        A Jinja2 template in place of the own one: HTML for ``.html`` and ``.pdf``,
        Markdown for ``.md`` and ``.docx``.
    sources
        Files for the list of sources: ``.json`` CSL-JSON, ``.bib`` BibTeX.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    InputError
        If a suffix is unknown, or the template is faulty.
    MissingExtraError
        If a library of the extra ``report`` is missing.
    """
    form = brief_format(path)
    brief = gather_brief(atlas, request)
    lists = [
        (each, sources_text(brief.notes.documents, each.suffix.lower()).encode())
        for each in sources
    ]
    made = _MAKERS[form](atlas, request, brief, path, template)
    for file, data in [*made[1:], *lists, made[0]]:
        with replace_file(file) as temporary:
            temporary.write_bytes(data)
    return [made[0][0], *(file for file, _ in [*made[1:], *lists])]


Made = list[tuple[Path, bytes]]
"""Files and their bytes, the brief first."""


def _pictures(
    atlas: Atlas, request: BriefRequest, brief: Brief, dpi: int
) -> list[tuple[str, str, bytes, str]]:
    """Draw figure and chart of each zone: zone, key, PNG and what it shows in words."""
    from ..figures import FigureRequest, render_figure
    from ..figures.ground import view_of
    from ..figures.paper import Sheet

    found = []
    for part in brief.facts["zones"]:
        zone, name = part["id"], part["name"]
        try:
            view_of(atlas, zone)
        except InputError:  # nothing of it can be drawn, as the text says
            pass
        else:
            figure = FigureRequest((request.on,), zone, sheet=Sheet(*_FIGURE_MM))
            data = render_figure(atlas, figure, "png", dpi=dpi)
            words = f"Map of {name} on {brief.facts['day']}. " + " ".join(
                sentence["text"] for sentence in part["summary"][:3]
            )
            found.append((zone, "figure", data, words))
        if part["events"] and request.since is not None:
            events = brief.events[zone]
            data = draw_chart(events, request.since, request.on)
            words = chart_words(events, request.since, request.on)
            found.append((zone, "chart", data, words))
    return found


def _with_pictures(
    brief: Brief,
    pictures: Iterable[tuple[str, str, bytes, str]],
    address: Callable[[str, str], str] | None = None,
) -> Record:
    """Return the facts with pictures: as data, or as files by their address."""
    zones = {part["id"]: dict(part) for part in brief.facts["zones"]}
    for zone, key, data, words in pictures:
        captions = {
            "figure": (
                f"{zones[zone]['name']} on {brief.facts['day']}. "
                "Numbers on the map are those of its own list."
            ),
            "chart": "Events by their first day, inside the zone and about it.",
        }
        encoded = base64.b64encode(data).decode("ascii")
        zones[zone][key] = {
            "alt": words,
            "caption": captions[key],
            "data": f"data:image/png;base64,{encoded}",
            "file": address(zone, key) if address is not None else None,
        }
    empty = {"figure": None, "chart": None}
    return brief.facts | {"zones": [empty | part for part in zones.values()]}


def _render(
    facts: Record, own: str, template: Path | None, finalize: Any, escaped: bool
) -> str:
    """Fill a template in a sandbox: it sees the facts and nothing else."""
    from jinja2 import DictLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({}),  # what a template includes is never found
        autoescape=escaped,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=finalize,
    )
    environment.filters["address"] = _Raw
    name = own if template is None else str(template)
    try:
        if template is None:
            text = (files(__package__) / "templates" / own).read_text("utf-8")
        else:
            text = template.read_text("utf-8")
        if not text.strip():
            msg = f"{name}: the template is empty"
            raise InputError(msg)
        return environment.from_string(text).render(facts)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{name}, line {line}" if line else name
        msg = f"{where}: {error.message or type(error).__name__}"
        raise InputError(msg) from error
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{name}: cannot be read as a template: {error}"
        raise InputError(msg) from error


class _Raw(str):
    """Text that stands in Markdown as it is: an address that was checked before."""


def escape_markdown(value: Any) -> Any:
    """Return a value as words in Markdown, whatever characters it has."""
    if isinstance(value, _Raw) or not isinstance(value, str):
        return value
    return _SPECIAL.sub(r"\\\1", " ".join(value.split()))


def _markdown_text(facts: Record, template: Path | None) -> str:
    # Macros and blocks give text that is escaped already; only variables are values.
    text = _render(_marked(facts), "brief.md", template, None, False)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _marked(value: Any, key: str = "") -> Any:
    """Return the facts with every text escaped for Markdown."""
    if isinstance(value, dict):
        return {name: _marked(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return value if key in ("file", "data", "url") else escape_markdown(value)


def _md(
    atlas: Atlas,
    request: BriefRequest,
    brief: Brief,
    path: Path,
    template: Path | None,
) -> Made:
    pictures = _pictures(atlas, request, brief, _PRINT_DPI)

    def name(zone: str, key: str) -> str:
        stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", f"{path.stem}-{zone}-{key}")
        return f"{stem}.png"

    facts = _with_pictures(brief, pictures, name)
    mark = f'<!-- <meta name="generator" content="{GENERATOR}"> -->\n\n'
    text = mark + _markdown_text(facts, template)
    beside = [
        (path.with_name(name(zone, key)), data) for zone, key, data, _ in pictures
    ]
    return [(path, text.encode()), *beside]


def _docx(
    atlas: Atlas,
    request: BriefRequest,
    brief: Brief,
    path: Path,
    template: Path | None,
) -> Made:
    pictures = _pictures(atlas, request, brief, _PRINT_DPI)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = {(zone, key): n for n, (zone, key, *_) in enumerate(pictures)}

        def address(zone: str, key: str) -> str:
            return f"picture{numbers[zone, key]}.png"

        for zone, key, data, _ in pictures:
            (folder / address(zone, key)).write_bytes(data)
        text = _markdown_text(_with_pictures(brief, pictures, address), template)
        target = folder / "brief.docx"
        command = [
            *(_pandoc(), "--from", _MARKDOWN, "--to", "docx"),
            *("--shift-heading-level-by", "-1", "--metadata", "lang=en"),
            *("--resource-path", name, "--output", str(target)),
        ]
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            cwd=name,
            env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
            check=False,
        )
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip()
            msg = f"{path}: pandoc could not make it: {reason}"
            raise InputError(msg)
        with zipfile.ZipFile(target, "a") as archive:
            archive.comment = OWN_COMMENT
        return [(path, target.read_bytes())]


def _pandoc() -> str:
    """Return the program that turns Markdown into Word."""
    try:
        import pypandoc
    except ImportError:
        pass
    else:
        return str(pypandoc.get_pandoc_path())
    if found := shutil.which("pandoc"):
        return found
    raise MissingExtraError("pypandoc", "report", "write Word documents")


def _html_text(facts: Record, template: Path | None, interactive: str | None) -> str:
    from markupsafe import Markup

    style = (files(__package__) / "templates" / "brief.css").read_text("utf-8")
    # A frame without an address inherits the policy of the page around it.
    inner = _POLICY.search(interactive or "")
    policy = html.unescape(inner[1]) if inner else "default-src 'none'; style-src"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = policy.replace("style-src", f"style-src 'sha256-{digest}'", 1)
    if not inner:
        policy += "; img-src data:; base-uri 'none'; form-action 'none'"
    extra = {"interactive": interactive, "policy": policy, "style": Markup(style)}
    return _render(facts | extra, "brief.html", template, None, True)


def _html(
    atlas: Atlas,
    request: BriefRequest,
    brief: Brief,
    path: Path,
    template: Path | None,
) -> Made:
    from ..page import render_page

    facts = _with_pictures(brief, _pictures(atlas, request, brief, _SCREEN_DPI))
    page = render_page(atlas, title=brief.facts["title"], on=request.on)
    return [(path, _html_text(facts, template, page).encode())]


def _pdf(
    atlas: Atlas,
    request: BriefRequest,
    brief: Brief,
    path: Path,
    template: Path | None,
) -> Made:
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # a library of the system is missing
        raise MissingExtraError("weasyprint", "report", "write PDF") from error
    facts = _with_pictures(brief, _pictures(atlas, request, brief, _PRINT_DPI))
    text = _html_text(facts, template, None)
    fonts = FontConfiguration()
    rules = CSS(string=_font_rules(), font_config=fonts)
    # A brief holds all that it shows; nothing else is fetched, from disk or network.
    fetcher = URLFetcher(allowed_protocols=["data"])
    document = HTML(string=text, url_fetcher=fetcher)
    data = document.write_pdf(
        stylesheets=[rules],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(text.encode()).digest()[:16],
    )
    # What a PDF says of its maker is compressed here; readers pass over a comment.
    return [(path, data + b"%" + OWN_COMMENT + b"\n")]


def _font_rules() -> str:
    """Return rules for the faces of figures, so that every machine sets the same."""
    from ..figures.paper import font_files

    styles = {
        "plain": (400, "normal"),
        "bold": (600, "normal"),
        "italic": (400, "italic"),
    }
    rules = []
    for name, path in font_files().items():
        weight, slope = styles.get(name, (400, "normal"))
        family = "DejaVu Sans" if name == "fallback" else "Source Sans Pro"
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        rules.append(
            f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
            f"font-style: {slope}; src: url(data:font/ttf;base64,{data}) }}"
        )
    return "\n".join(rules)


_MAKERS: dict[str, Callable[..., Made]] = {
    "html": _html,
    "md": _md,
    "docx": _docx,
    "pdf": _pdf,
}
