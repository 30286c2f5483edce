"""Embedding: snippets that put a map into a page, a notebook or a text document.

A frame is sandboxed: the map may run its own scripts, open the sources of its claims in
new windows and save files, and can reach nothing of the page around it. Every snippet
has a title for those who cannot see it and, where a picture is given, something to show
where frames are left out, as in print and in word processors.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from geodata.errors import InputError
from geodata.formats import GENERATOR

__all__ = ["FLAVOURS", "Embedded", "embed", "frame_of"]

SANDBOX = "allow-scripts allow-popups allow-downloads"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD = 1 << 15
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&@^:-])")
_STYLE = "width:100%;aspect-ratio:4/3;min-height:24rem;border:1px solid #999"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A map to put elsewhere.

    Attributes
    ----------
    path
        The HTML file of ``deesc map``.
    title
        What it is called.
    url
        Where readers find it: an http or https address, or a path beside the page.
    picture
        A still of it, PNG or JPEG; None: none.
    """

    path: Path
    title: str
    url: str
    picture: Path | None = None


def embed(
    path: Path,
    flavour: str,
    *,
    url: str | None = None,
    picture: Path | None = None,
    title: str | None = None,
) -> str:
    """Return the text that shows a map elsewhere.

    Parameters
    ----------
    path
        A file of ``deesc map``.
    flavour
        One of :data:`FLAVOURS`.
    url
        Address of the map once it is uploaded, http or https, or a relative path;
        None: its file name, for a page in the same folder.
    picture
        A PNG or JPEG for where no frame can stand, such as one of ``deesc figure``.
    title
        What the map is called; None: its own title.

    Raises
    ------
    InputError
        If the file is no map of deesc, or the address or the picture is of no use.
    """
    if flavour not in FLAVOURS:
        msg = f"{flavour!r} is none of {', '.join(FLAVOURS)}"
        raise InputError(msg)
    own = _own_title(path)
    address = _checked(url) if url is not None else quote(path.name)
    if picture is not None and picture.suffix.lower().lstrip(".") not in _PICTURES:
        msg = f"{picture}: a picture ends in {', '.join('.' + p for p in _PICTURES)}"
        raise InputError(msg)
    if picture is not None and not picture.is_file():
        msg = f"{picture}: no such file"
        raise InputError(msg)
    words = " ".join((title or own).split())
    return FLAVOURS[flavour](Embedded(path, words, address, picture))


def _own_title(path: Path) -> str:
    """Return the title of a map, and refuse what is none."""
    try:
        with path.open(encoding="ascii") as file:
            head = file.read(_HEAD)
            rest = file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not ASCII"
        msg = f"{path}: cannot be read as a map: {reason}"
        raise InputError(msg) from error
    found = _TITLE.search(head)
    if GENERATOR not in head or found is None:
        msg = f"{path}: is no map that deesc map wrote"
        raise InputError(msg)
    if not (head + rest).rstrip().endswith("</html>"):
        msg = f"{path}: breaks off before its end"
        raise InputError(msg)
    return html.unescape(found[1]).strip() or path.stem


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("", "http", "https") or any(c <= " " for c in url):
        msg = f"--url {url!r} is no http or https address and no relative path"
        raise InputError(msg)
    if parts.scheme and not parts.netloc:
        msg = f"--url {url!r} names no host"
        raise InputError(msg)
    return url


def frame_of(page: str, title: str) -> str:
    """Return a sandboxed frame that holds a page.

    Parameters
    ----------
    page
        What :func:`maps.page.render_page` returns.
    title
        What those hear who cannot see it.
    """
    return _frame(f'srcdoc="{html.escape(page)}"', title)


def _frame(source: str, title: str) -> str:
    return (
        f'<iframe {source} title="{html.escape(title)}" sandbox="{SANDBOX}" '
        f'loading="lazy" style="{_STYLE}" allowfullscreen></iframe>'
    )


def _figure(shown: Embedded, source: str, link: str | None, still: str | None) -> str:
    """Return a frame with what stands in for it in print, and a link."""
    title = html.escape(shown.title)
    lines = ['<figure class="deesc-map" style="margin:0">', _frame(source, shown.title)]
    if still is not None:
        lines.append(f'<noscript><img src="{still}" alt="{title}"></noscript>')
    caption = title
    if link is not None:
        caption += f' (<a href="{html.escape(link)}">open the map alone</a>)'
    lines += [f"<figcaption>{caption}</figcaption>", "</figure>"]
    return "\n".join(lines) + "\n"


def _iframe(shown: Embedded) -> str:
    source = f'src="{html.escape(shown.url)}"'
    still = None if shown.picture is None else quote(shown.picture.name)
    return _figure(shown, source, shown.url, still)


def _srcdoc(shown: Embedded) -> str:
    page = shown.path.read_text("ascii")
    source = f'srcdoc="{html.escape(page)}"'
    link = shown.url if urlsplit(shown.url).scheme else None
    return _figure(shown, source, link, _data_url(shown.picture))


def _data_url(picture: Path | None) -> str | None:
    if picture is None:
        return None
    kind = _PICTURES[picture.suffix.lower().lstrip(".")]
    data = base64.b64encode(picture.read_bytes()).decode("ascii")
    return f"data:{kind};base64,{data}"


def _plain(text: str) -> str:
    """Escape what Markdown would take for markup."""
    return _MARKUP.sub(r"\\\1", text)


def _still(shown: Embedded) -> str:
    """Return a picture that links to the map, or the link alone."""
    title = _plain(shown.title)
    if shown.picture is None:
        return f"[{title}](<{quote(shown.url, safe=_SAFE)}>)"
    picture = quote(shown.picture.name)
    return f"[![{title}](<{picture}>)](<{quote(shown.url, safe=_SAFE)}>)"


_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


def _markdown(shown: Embedded) -> str:
    return _still(shown) + "\n"


def _pandoc(shown: Embedded) -> str:
    """Return a frame for HTML; other formats drop it and keep the picture."""
    return (
        f"```{{=html}}\n{_frame_alone(shown)}\n<noscript>\n```\n\n{_still(shown)}\n\n"
        "```{=html}\n</noscript>\n```\n"
    )


def _frame_alone(shown: Embedded) -> str:
    return _frame(f'src="{html.escape(shown.url)}"', shown.title)


def _quarto(shown: Embedded) -> str:
    """Return blocks of which Quarto shows one: a frame in HTML, else the picture."""
    return (
        '::: {.content-visible when-format="html"}\n\n'
        f"```{{=html}}\n{_frame_alone(shown)}\n```\n\n:::\n\n"
        '::: {.content-visible unless-format="html"}\n\n'
        f"{_still(shown)}\n\n:::\n"
    )


def _jupyter(shown: Embedded) -> str:
    """Return a cell whose output holds the whole map, and the picture for exports."""
    lines = [
        "import base64, html",
        "from pathlib import Path",
        "from IPython.display import display",
        f"page = html.escape(Path({str(shown.path)!r}).read_text('ascii'))",
        f"frame = {_frame('srcdoc=', shown.title)!r}",
        "shown = {'text/html': frame.replace('srcdoc=', f'srcdoc=\"{page}\"', 1),",
        f"         'text/plain': {shown.title!r}}}",
    ]
    if shown.picture is not None:
        kind = _PICTURES[shown.picture.suffix.lower().lstrip(".")]
        read = f"Path({str(shown.picture)!r}).read_bytes()"
        lines.append(f"shown[{kind!r}] = base64.b64encode({read}).decode()")
    return "\n".join([*lines, "display(shown, raw=True)"]) + "\n"


FLAVOURS = {
    "iframe": _iframe,
    "srcdoc": _srcdoc,
    "markdown": _markdown,
    "quarto": _quarto,
    "jupyter": _jupyter,
    "pandoc": _pandoc,
}
"""What makes a snippet, by the kind of document that it is for."""

NEEDS_ADDRESS = frozenset({"iframe", "markdown", "quarto", "pandoc"})
"""Kinds that point at the file in place of holding it."""
