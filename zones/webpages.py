"""Web pages: title, visible text and publication day of an HTML file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["Page", "read_page"]

_UNSEEN = frozenset(
    "script style noscript template nav header footer aside form svg button select "
    "iframe figcaption".split()
)
_BLOCKS = frozenset(
    "p div section article main h1 h2 h3 h4 h5 h6 li ul ol table tr blockquote "
    "pre br hr "
    "dl dt dd figure body td th".split()
)
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()
)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows and says of itself; dates and names as they stand in it."""

    title: str | None
    text: str
    published: str | None
    publisher: str | None
    url: str | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title: list[str] = []
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self.unseen: list[str] = []
        self.article = 0
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = values.get("property") or values.get("name") or ""
            name = (name or values.get("itemprop", "")).lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"].strip())
        elif tag == "link" and values.get("rel") == "canonical":
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            self.times.append(values["datetime"])
        elif tag == "title" and not self.unseen:
            self.in_title = True
        if tag == "article":
            self.article += 1
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.append(tag)
        elif tag in _UNSEEN and not (tag == "header" and self.article):
            self.unseen.append(tag)
        if tag in _BLOCKS:
            self.parts.append("\n" if tag in ("br", "tr", "td", "th") else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if tag == "article":
            self.article = max(0, self.article - 1)
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag not in ("td", "th", "tr") else "\n")

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
        elif not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def read_page(html: str) -> Page:
    """Read an HTML page; what is not meant for reading is left out.

    Script, style, navigation, header, footer and aside are left out; a header inside
    an article stays, for it holds the headline.

    Examples
    --------
    >>> page = read_page("<title>Truce</title><nav>Home</nav><p>It holds.</p>")
    >>> page.title, page.text
    ('Truce', 'It holds.\\n')
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    meta = reader.meta
    title = meta.get("og:title") or " ".join("".join(reader.title).split()) or None
    published = next((meta[name] for name in _PUBLISHED if meta.get(name)), None)
    published = published or next(iter(reader.times), None)
    return Page(
        title,
        _tidy("".join(reader.parts)),
        published,
        meta.get("og:site_name") or None,
        meta.get("og:url") or meta.get("canonical") or None,
    )


def _tidy(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return tidy + "\n" if tidy else ""
