"""Documents: dated texts, read from files with what they say of themselves.

A text is read as Unicode with ``\\n`` line ends; a page's text is its visible text.
Offsets of claims are code points in the text as read. Front matter or a
``.meta.json`` beside the file overrides what is inferred from the text.
"""

from __future__ import annotations

import hashlib
import logging
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.periods import iso_of, parse_edtf

from .contents import SUFFIXES, Content, Skipped, read_contents
from .metadata import lineage_of, parse_published

__all__ = [
    "READ_BEFORE",
    "Document",
    "Skipped",
    "Text",
    "document_from_json",
    "document_to_json",
    "find_documents",
    "gather",
    "page_of",
    "read_documents",
    "text_hash",
    "text_of",
    "walk",
]

_log = logging.getLogger(__name__)

READ_BEFORE = "read before"
"""Why a text that a dossier holds already is skipped."""
_MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A dated text by a publisher.

    Attributes
    ----------
    id
        File stem, or the id that the front matter gives.
    title
        Headline, or None.
    published
        EDTF value of the publication day, or None where nothing tells it.
    published_basis
        What that rests on, in words.
    bounds
        First and last ISO day of publication; None where open.
    publisher
        Who published it, or None.
    lineage
        Agencies whose report it is; support counts these, not files.
    url
        Address, or None.
    sha256, text_sha256
        Hashes of the file's bytes (of its JSON form for an article), and of the text as
        read (UTF-8).
    pages
        Where in the text each page starts; empty for what has no pages.
    language
        Tag of a language other than English: of such a text only dates and places are
        read, no claims. None for English.
    """

    id: str
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    bounds: tuple[str | None, str | None] = (None, None)
    publisher: str | None = None
    lineage: tuple[str, ...] = ()
    url: str | None = None
    sha256: str = ""
    text_sha256: str = ""
    pages: tuple[int, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its text as read."""

    document: Document
    text: str


def document_to_json(document: Document) -> dict[str, Any]:
    """Return the JSON form of a document: all fields, the last where it has them."""
    record: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "published": document.published,
        "published_basis": document.published_basis,
        "bounds": list(document.bounds),
        "publisher": document.publisher,
        "lineage": list(document.lineage),
        "url": document.url,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
    }
    if document.pages:
        record["pages"] = list(document.pages)
    if document.language:
        record["language"] = document.language
    return record


def page_of(text: Document | Text, offset: int | None) -> int | None:
    """Return the page, counted from 1, that an offset lies on.

    Examples
    --------
    >>> page_of(Document("a", pages=(0, 2311)), 2400)
    2
    """
    document = text.document if isinstance(text, Text) else text
    if not document.pages or offset is None:
        return None
    return max(1, bisect_right(document.pages, offset))


def document_from_json(record: Mapping[str, Any]) -> Document:
    """Read the JSON form of a document.

    Raises
    ------
    InputError
        If the id is missing, a field is unknown or the date is no EDTF value.
    """
    name = record.get("id")
    if not isinstance(name, str) or not name:
        msg = f"document without id: {dict(record)!r}"
        raise InputError(msg)
    known = document_to_json(Document("", pages=(0,), language="ar"))
    unknown = sorted(set(record) - set(known))
    if unknown:
        msg = f"{name}: document has no field {unknown[0]!r}; it has {', '.join(known)}"
        raise InputError(msg)
    values = dict(record)
    for field in ("lineage", "pages"):
        values[field] = tuple(record.get(field) or ())
    published = record.get("published")
    if published is not None:
        values["published"] = parse_published(published, f"{name}: published")
    given = record.get("bounds")
    values["bounds"] = tuple(given) if given else _bounds_of(values.get("published"))
    return Document(**values)


def find_documents(paths: Iterable[str | Path]) -> list[Path]:
    """List the documents under files and folders, sorted, hidden files left out.

    Raises
    ------
    InputError
        If a path does not exist, or a file given by name is of no known kind.
    """
    found: dict[Path, None] = {}
    for each in paths:
        path = Path(each)
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                parts = inner.relative_to(path).parts
                hidden = any(part.startswith(".") for part in parts)
                if not hidden and _is_document(inner) and inner.is_file():
                    found[inner] = None
        elif not path.exists():
            msg = f"{path}: no such file or folder"
            raise InputError(msg)
        elif path.suffix.lower() not in SUFFIXES:
            kind = path.suffix or "no suffix"
            msg = f"{path}: cannot read {kind}; documents are {', '.join(SUFFIXES)}"
            raise InputError(msg)
        else:
            found[path] = None
    return list(found)


def _is_document(path: Path) -> bool:
    name = path.name.lower()
    return path.suffix.lower() in SUFFIXES and not name.endswith(".meta.json")


def read_documents(
    paths: Iterable[str | Path],
) -> tuple[list[Text], list[Skipped]]:
    """Read documents, and say which files were skipped and why.

    Raises
    ------
    InputError
        If a path is missing, front matter is wrong, or nothing can be read at all.
    MissingExtraError
        If a PDF or Word file is among them and the extra that reads it is missing.
    """
    contents, skipped = gather(paths)
    return [text_of(content) for content in contents], skipped


def gather(
    paths: Iterable[str | Path], known: Collection[str] = ()
) -> tuple[list[Content], list[Skipped]]:
    """Return what will be read, each with its final id, and what will not.

    Parameters
    ----------
    paths
        Files and folders.
    known
        Hashes of texts that are not to be read again.

    Raises
    ------
    InputError, MissingExtraError
        As :func:`read_documents`.
    """
    contents: list[Content] = []
    skipped: list[Skipped] = []
    for each in walk(paths, known):
        if isinstance(each, Skipped):
            skipped.append(each)
        else:
            contents.append(each)
    return contents, skipped


def walk(
    paths: Iterable[str | Path], known: Collection[str] = ()
) -> Iterator[Content | Skipped]:
    """Yield what :func:`gather` returns, one text at a time."""
    given = [Path(path) for path in paths]
    seen: dict[str, str] = {}
    ids: Counter[str] = Counter()
    whys: list[str] = []
    more = 0
    is_any = False
    for path in find_documents(given):
        for content in read_contents(path):
            left_out = _skipped(content, seen, known)
            if left_out is None:
                assert isinstance(content, Content)
                name = _unique(content.id, ids)
                is_any = True
                yield replace(content, fields={**content.fields, "id": name})
                continue
            is_any = is_any or left_out.why == READ_BEFORE
            if len(whys) < _MOST_SAID:
                whys.append(f"; {left_out.path}: {left_out.why}")
            else:
                more += 1
            yield left_out
    if not is_any:
        names = ", ".join(str(path) for path in given) or "no paths given"
        rest = f"; and {more} more" if more else ""
        msg = f"no readable document in {names}{''.join(whys)}{rest}"
        raise InputError(msg)


def _skipped(
    content: Content | Skipped, seen: dict[str, str], known: Collection[str]
) -> Skipped | None:
    """Return why a content is not read, or None for one that is."""
    if isinstance(content, Skipped):
        return content
    if why := _why_not(content, seen):
        return Skipped(content.name, why)
    if known and text_hash(content.text) in known:
        return Skipped(content.name, READ_BEFORE)
    return None


def _why_not(content: Content, seen: dict[str, str]) -> str | None:
    """Say why a content is not read, if it is not."""
    if content.sha256 in seen:
        return f"same bytes as {seen[content.sha256]}"
    seen[content.sha256] = content.name
    if not content.text.strip():
        return "empty"
    from .reading.languages import LANGUAGES, language_of

    language = language_of(content.text)
    if language in LANGUAGES:
        return None
    return f"in {language}: texts are read in {', '.join(LANGUAGES.values())}"


def text_hash(text: str) -> str:
    """Return the hash by which a text is known again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_of(content: Content) -> Text:
    """Make a document of what a file holds: its day, title, publisher and lineage.

    Raises
    ------
    InputError
        If the date that front matter gives is none.
    """
    return Text(_document_of(content), content.text)


def _document_of(content: Content) -> Document:
    # The reading package imports this module.
    from .reading.agencies import agency_of, find_lineage, find_publisher
    from .reading.dates.publication import infer_publication
    from .reading.languages import language_of

    text, fields = content.text, content.fields
    published, basis, bounds = infer_publication(text)
    stated = _stated_date(content)
    if stated:
        published, basis = stated
        bounds = _bounds_of(published)
    publisher = fields.get("publisher") or find_publisher(text)
    lineage = lineage_of(fields.get("lineage"))
    if lineage is None:
        agency = agency_of(publisher) if publisher else None
        lineage = (agency,) if agency else find_lineage(text)
    return Document(
        id=content.id,
        title=fields.get("title") or content.title or _title(text),
        published=published,
        published_basis=basis,
        bounds=bounds,
        publisher=publisher,
        lineage=lineage,
        url=fields.get("url"),
        sha256=content.sha256,
        text_sha256=text_hash(text),
        pages=content.pages,
        language=None if (tag := language_of(text)) == "en" else tag,
    )


def _stated_date(content: Content) -> tuple[str, str] | None:
    given, name = content.fields.get("published"), content.name
    if given:
        return parse_published(str(given), f"{name}: published"), "front matter"
    if content.published:
        try:
            return parse_published(content.published, name), _BASIS[content.is_article]
        except InputError:
            _log.warning("%s: %r is no date", name, content.published)
    address = re.search(
        r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)",
        str(content.fields.get("url") or ""),
    )
    if address:
        try:
            day = parse_published("-".join(address.groups()), name)
        except InputError:
            return None
        return day, "date in the address"
    return None


_BASIS = {True: "date of the article", False: "date in the page's head"}


def _bounds_of(published: str | None) -> tuple[str | None, str | None]:
    if published is None:
        return None, None
    bounds = parse_edtf(published)
    return iso_of(bounds.first), iso_of(bounds.last)


def _unique(name: str, ids: Counter[str]) -> str:
    ids[name] += 1
    return name if ids[name] == 1 else _unique(f"{name}-{ids[name]}", ids)


_DATED_LINE = re.compile(r"\A(?:date\s+)?\d{4}-\d\d-\d\d\s+", re.I)


def _title(text: str) -> str | None:
    """Return the headline: an early line of several words without a final stop."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:6]:
        plain = _DATED_LINE.sub("", line.lstrip("# ").strip())
        if len(plain) > 200 or plain.endswith((".", ":")):
            return None
        dated = re.search(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d\d:\d\d\b", plain)
        if len(plain.split()) >= 4 and len(plain) >= 20 and not dated:
            return plain
    return None
