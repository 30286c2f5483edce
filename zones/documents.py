"""Documents: dated texts, read from files with what they say of themselves.

A text is read as Unicode with ``\\n`` line ends; a page's text is its visible text.
Offsets of claims are code points in the text as read. Front matter or a
``.meta.json`` beside the file overrides what is inferred from the text.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import DateError, InputError
from geodata.periods import iso_of, parse_date_text, parse_edtf

__all__ = [
    "Document",
    "Skipped",
    "Text",
    "document_from_json",
    "document_to_json",
    "find_documents",
    "read_documents",
]

_log = logging.getLogger(__name__)

SUFFIXES = (".txt", ".md", ".html", ".htm")
_LIMIT = 20_000_000
_FIELDS = {
    "id": "id",
    "title": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "url": "url",
    "lineage": "lineage",
}


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
        Hashes of the file's bytes, and of the text as read (UTF-8).
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


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its text as read."""

    document: Document
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    path: str
    why: str


def document_to_json(document: Document) -> dict[str, Any]:
    """Return the JSON form of a document, every field present."""
    return {
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
    known = document_to_json(Document(""))
    unknown = sorted(set(record) - set(known))
    if unknown:
        msg = f"{name}: document has no field {unknown[0]!r}; it has {', '.join(known)}"
        raise InputError(msg)
    values = dict(record)
    values["lineage"] = tuple(record.get("lineage") or ())
    published = record.get("published")
    if published is not None:
        values["published"] = _published(published, f"{name}: published")
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
                if not hidden and inner.suffix.lower() in SUFFIXES and inner.is_file():
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


def read_documents(
    paths: Iterable[str | Path],
) -> tuple[list[Text], list[Skipped]]:
    """Read documents, and say which files were skipped and why.

    Raises
    ------
    InputError
        If a path is missing, front matter is wrong, or nothing can be read at all.
    """
    given = [Path(path) for path in paths]
    texts: list[Text] = []
    skipped: list[Skipped] = []
    seen: dict[str, Path] = {}
    ids: Counter[str] = Counter()
    for path in find_documents(given):
        read = _read_file(path, seen)
        if isinstance(read, Skipped):
            skipped.append(read)
            continue
        content, digest = read
        seen[digest] = path
        text = _text_of(path, content, digest, ids)
        if isinstance(text, Skipped):
            skipped.append(text)
        else:
            texts.append(text)
    if not texts:
        names = ", ".join(str(path) for path in given) or "no paths given"
        whys = "".join(f"; {each.path}: {each.why}" for each in skipped)
        msg = f"no readable document in {names}{whys}"
        raise InputError(msg)
    return texts, skipped


def _read_file(path: Path, seen: Mapping[str, Path]) -> tuple[str, str] | Skipped:
    """Return a file's content as text and the hash of its bytes."""
    try:
        size = path.stat().st_size
        if size > _LIMIT:
            return Skipped(str(path), f"{size:,} bytes, limit {_LIMIT // 10**6} MB")
        data = path.read_bytes()
    except OSError as error:
        return Skipped(str(path), f"cannot be opened: {error.strerror}")
    if not data.strip():
        return Skipped(str(path), "empty")
    digest = hashlib.sha256(data).hexdigest()
    if digest in seen:
        return Skipped(str(path), f"same bytes as {seen[digest]}")
    content = _decoded(path, data)
    if content is None:
        return Skipped(str(path), "binary, or in an encoding that cannot be told")
    return content.replace("\r\n", "\n").replace("\r", "\n"), digest


def _decoded(path: Path, data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if b"\0" in data[:8192]:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A dependency that only foreign encodings need.
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            return None
        _log.warning("%s: not UTF-8, read as %s", path, best.encoding)
        text = str(best)
    controls = sum(1 for c in text[:8192] if ord(c) < 32 and c not in "\n\r\t\f\x1b")
    return None if controls * 20 > len(text[:8192]) else text


def _text_of(
    path: Path, content: str, digest: str, ids: Counter[str]
) -> Text | Skipped:
    # The reading package imports this module.
    from .reading.agencies import agency_of, find_lineage, find_publisher
    from .reading.publication import infer_publication

    text, fields = _front_matter(path, content)
    page_title = page_date = None
    if path.suffix.lower() in (".html", ".htm"):
        from .webpages import read_page

        page = read_page(text)
        text, page_title, page_date = page.text, page.title, page.published
        given = {"publisher": page.publisher, "url": page.url}
        fields = {key: value for key, value in given.items() if value} | fields
    fields |= _side_file(path)
    if not text.strip():
        return Skipped(str(path), "empty")
    script = _foreign_script(text)
    if script:
        return Skipped(
            str(path), f"{script} script: claims are read from English so far"
        )
    published, basis, bounds = infer_publication(text)
    stated = _stated_date(path, fields, page_date)
    if stated:
        published, basis = stated
        bounds = _bounds_of(published)
    publisher = fields.get("publisher") or find_publisher(text)
    lineage = _lineage(fields.get("lineage"))
    if lineage is None:
        agency = agency_of(publisher) if publisher else None
        lineage = (agency,) if agency else find_lineage(text)
    document = Document(
        id=_unique(fields.get("id") or path.stem, ids),
        title=fields.get("title") or page_title or _title(text),
        published=published,
        published_basis=basis,
        bounds=bounds,
        publisher=publisher,
        lineage=lineage,
        url=fields.get("url"),
        sha256=digest,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return Text(document, text)


_FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)?---[ \t]*\n", re.S)


def _front_matter(path: Path, content: str) -> tuple[str, dict[str, Any]]:
    """Split ``key: value`` lines between two ``---`` from the text below them."""
    match = _FRONT.match(content)
    if not match:
        return content, {}
    fields: dict[str, Any] = {}
    for number, line in enumerate((match["fields"] or "").splitlines(), 2):
        key, colon, value = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon:
            msg = f"{path}, line {number}: {line.strip()!r} is not key: value"
            raise InputError(msg)
        field = _FIELDS.get(key.strip().lower())
        value = value.strip().strip("\"'")
        if field and value:
            fields[field] = value
    return content[match.end() :], fields


def _side_file(path: Path) -> dict[str, Any]:
    """Read ``NAME.meta.json`` beside a document."""
    for side in (Path(f"{path}.meta.json"), path.with_suffix(".meta.json")):
        if not side.is_file():
            continue
        try:
            record = json.loads(side.read_text("utf-8"))
        except ValueError as error:
            msg = f"{side}: not JSON ({error})"
            raise InputError(msg) from None
        if not isinstance(record, dict):
            msg = f"{side}: an object with {', '.join(_FIELDS)} is needed"
            raise InputError(msg)
        named = ((_FIELDS.get(str(key).lower()), v) for key, v in record.items())
        return {key: value for key, value in named if key and value}
    return {}


def _lineage(given: Any) -> tuple[str, ...] | None:
    if given is None:
        return None
    if isinstance(given, str):
        given = re.split(r"[,;]", given.strip("[]"))
    names = (str(name).strip().strip("\"'") for name in given)
    return tuple(name for name in names if name)


def _stated_date(
    path: Path, fields: Mapping[str, Any], page_date: str | None
) -> tuple[str, str] | None:
    if fields.get("published"):
        stated = _published(str(fields["published"]), f"{path}: published")
        return stated, "front matter"
    if page_date:
        try:
            return _published(page_date, str(path)), "date in the page's head"
        except InputError:
            _log.warning("%s: %r in the page's head is no date", path, page_date)
    address = re.search(
        r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)", fields.get("url") or ""
    )
    if address:
        try:
            return (
                _published("-".join(address.groups()), str(path)),
                "date in the address",
            )
        except InputError:
            return None
    return None


def _published(given: str, where: str) -> str:
    """Return a date as EDTF; a time of the day is dropped."""
    value = re.sub(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*$", r"\1", str(given).strip())
    try:
        parse_edtf(value)
    except DateError:
        try:
            bounds = parse_date_text(value)
        except DateError as error:
            msg = f"{where}: {error}"
            raise InputError(msg) from None
        first, last = iso_of(bounds.first) or "", iso_of(bounds.last) or ""
        return first if first == last else first[: 7 if first[:7] == last[:7] else 4]
    return value


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


def _foreign_script(text: str) -> str | None:
    """Return the script that most letters are in where that is not Latin."""
    scripts: Counter[str] = Counter()
    for letter in text[:20_000]:
        if letter.isalpha():
            latin = letter < "\u0250"
            name = "LATIN" if latin else unicodedata.name(letter, "UNKNOWN").split()[0]
            scripts[name] += 1
    total = sum(scripts.values())
    if not total or scripts["LATIN"] * 2 >= total:
        return None
    return scripts.most_common(1)[0][0].capitalize()
