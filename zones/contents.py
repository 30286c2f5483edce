"""Contents: the texts that a file holds, with what the file says of each.

A text, page or paper holds one; a file of articles holds many; a zip holds files. A zip
is read in memory and never unpacked to the disk.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .decoding import decode
from .metadata import (
    parse_side,
    read_side,
    side_names,
    split_front,
    stated_encoding,
)

if TYPE_CHECKING:
    import zipfile

__all__ = ["MANY", "SUFFIXES", "Content", "Skipped", "read_contents"]

MANY = (".json", ".jsonl", ".ndjson", ".zip")
"""Suffixes of files that hold many texts."""
PAGES = (".html", ".htm", ".xhtml")
"""Suffixes of web pages."""
SUFFIXES = (".txt", ".md", ".markdown", *PAGES, ".pdf", ".docx", *MANY)
"""Suffixes of what is read."""
_HEAD = 1024
_PAGE_HEAD = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)\b", re.I)
_LIMIT = 20_000_000
_LIMIT_OF_MANY = 200_000_000
_MOST_MEMBERS = 100_000
_MOST_UNPACKED = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Content:
    """One text as a file holds it.

    Attributes
    ----------
    name
        File, and the place in it, for messages.
    stem
        Id of the document unless ``fields`` gives one.
    text
        The text as read.
    sha256
        Hash of the bytes that hold it; of an article's JSON form for an article.
    fields
        What front matter, the side file or the article says of it.
    title, published
        What the page's or the paper's head says, which counts less.
    pages
        Where the pages start.
    is_article
        Whether it is one article of a file of them.
    """

    name: str
    stem: str
    text: str
    sha256: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    title: str | None = None
    published: str | None = None
    pages: tuple[int, ...] = ()
    is_article: bool = False

    @property
    def id(self) -> str:
        """Return the id that the fields give, else the stem."""
        return str(self.fields.get("id") or self.stem)


@dataclass(frozen=True, slots=True)
class _File:
    """A file, or a member of a zip, that has been loaded."""

    name: str
    path: PurePosixPath | Path
    data: bytes
    side: Mapping[str, Any]


def read_contents(path: Path) -> Iterator[Content | Skipped]:
    """Read what a file holds, one text at a time.

    Raises
    ------
    InputError
        If front matter or a side file is wrong.
    MissingExtraError
        If the file is a paper and the library that reads it is not installed.
    """
    limit = _LIMIT_OF_MANY if path.suffix.lower() in MANY else _LIMIT
    try:
        size = path.stat().st_size
        if size > limit:
            yield Skipped(str(path), _too_large(size, limit))
            return
        data = path.read_bytes()
    except OSError as error:
        yield Skipped(str(path), f"cannot be opened: {error.strerror}")
        return
    if path.suffix.lower() == ".zip":
        yield from _members(str(path), data)
    else:
        yield from _contents_of(_File(str(path), path, data, read_side(path)))


def _too_large(size: int, limit: int) -> str:
    return f"{size:,} bytes, limit {limit // 10**6} MB"


def _members(name: str, data: bytes) -> Iterator[Content | Skipped]:
    import zipfile  # a question on an atlas reads no zip

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        why = "empty" if not data.strip() else f"broken zip ({error})"
        yield Skipped(name, why)
        return
    with archive:
        found = {m.filename: m for m in archive.infolist() if not m.is_dir()}
        if len(found) > _MOST_MEMBERS:
            yield Skipped(name, f"{len(found):,} files, limit {_MOST_MEMBERS:,}")
            return
        left = _MOST_UNPACKED
        documents = sorted(filter(_is_document, found))
        if not documents:
            why = f"no document among {len(found)} files ({', '.join(SUFFIXES)})"
            yield Skipped(name, why)
        for member in documents:
            where = f"{name}/{member}"
            inner = _unpacked(archive, found[member], min(left, _LIMIT))
            if isinstance(inner, str):
                yield Skipped(where, inner)
                continue
            left -= len(inner)
            side = _side_in(archive, found, name, member)
            yield from _contents_of(_File(where, PurePosixPath(member), inner, side))


def _is_document(member: str) -> bool:
    """Whether a member may be read: no hidden file, none that describes another."""
    path = PurePosixPath(member)
    hidden = any(p.startswith((".", "__MACOSX")) for p in path.parts if p != "..")
    described = member.lower().endswith(".meta.json")
    return not hidden and not described and path.suffix.lower() in SUFFIXES


def _unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int
) -> bytes | str:
    """Return a member's bytes, or why it is not read; never more than the limit."""
    import zlib
    from zipfile import BadZipFile

    if member.filename.lower().endswith(".zip"):
        return "a zip within a zip is not opened"
    if member.flag_bits & 1:
        return "encrypted: a password is needed"
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        return f"broken in its zip ({error})"
    except NotImplementedError:
        return "packed by a method that is not known"
    if len(data) > limit:
        whole = limit < _LIMIT
        return (
            f"the zip unpacks to more than {_MOST_UNPACKED // 10**6} MB"
            if whole
            else f"unpacks to more than {_LIMIT // 10**6} MB"
        )
    return data


def _side_in(
    archive: zipfile.ZipFile,
    found: Mapping[str, zipfile.ZipInfo],
    name: str,
    member: str,
) -> Mapping[str, Any]:
    for side in side_names(member):
        if side in found:
            data = _unpacked(archive, found[side], _LIMIT)
            if isinstance(data, bytes):
                return parse_side(f"{name}/{side}", data)
    return {}


def _contents_of(file: _File) -> Iterator[Content | Skipped]:
    if not file.data.strip():
        yield Skipped(file.name, "empty")
        return
    suffix = _kind_of(file)
    if suffix in (".pdf", ".docx"):
        yield _paper(file, suffix)
        return
    encoding = file.side.get("encoding") or stated_encoding(file.data)
    text = decode(file.name, file.data, str(encoding) if encoding else None)
    if text is None:
        yield Skipped(file.name, "binary, or in an encoding that cannot be told")
    elif suffix in MANY:
        yield from _articles(file, text, suffix != ".json")
    elif suffix in PAGES or _PAGE_HEAD.match(text):
        yield _page(file, text)
    else:
        yield _text(file, text)


def _kind_of(file: _File) -> str:
    """Return the suffix of a file; what is a PDF by its bytes is one under any name."""
    is_pdf = file.data[:_HEAD].lstrip().startswith(b"%PDF-")
    return ".pdf" if is_pdf else file.path.suffix.lower()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(file: _File, content: str) -> Content:
    text, fields = split_front(file.name, content)
    fields |= file.side
    return Content(file.name, file.path.stem, text, _digest(file.data), fields)


def _page(file: _File, content: str) -> Content:
    from .webpages import read_page

    html, fields = split_front(file.name, content)
    page = read_page(html)
    told = {"publisher": page.publisher, "url": page.url}
    fields = {key: value for key, value in told.items() if value} | fields
    return Content(
        file.name,
        file.path.stem,
        page.text,
        _digest(file.data),
        fields | dict(file.side),
        page.title,
        page.published,
    )


def _paper(file: _File, suffix: str) -> Content | Skipped:
    from .papers import Unreadable, read_docx, read_pdf

    try:
        paper = (read_pdf if suffix == ".pdf" else read_docx)(file.data)
    except Unreadable as error:
        return Skipped(file.name, str(error))
    return Content(
        file.name,
        file.path.stem,
        paper.text,
        _digest(file.data),
        file.side,
        paper.title,
        pages=paper.pages,
    )


def _articles(file: _File, text: str, lines: bool) -> Iterator[Content | Skipped]:
    from .articles import BadArticle, read_articles

    for article in read_articles(text, lines):
        name = ", ".join(part for part in (file.name, article.where) if part)
        if isinstance(article, BadArticle):
            yield Skipped(name, article.why)
            continue
        fields = dict(article.fields)
        published = fields.pop("published", None)
        shared = {key: value for key, value in file.side.items() if key != "id"}
        yield Content(
            name,
            f"{file.path.stem}-{article.number}",
            article.text,
            _digest(article.record.encode("utf-8")),
            shared | fields,
            published=published,
            is_article=True,
        )
