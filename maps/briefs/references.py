"""References: numbered notes back to claims and documents, and lists for citing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from geodata.errors import InputError
from geodata.formats import json_text
from geodata.periods import FUTURE, PAST, iso_of
from zones.atlas import Atlas
from zones.documents import Document
from zones.naming import cited
from zones.timeframes import published

from ..features import plain_text

__all__ = ["Notes", "bibtex", "csl_json", "sources_text"]

Record = dict[str, Any]

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {char: f"\\{char}" for char in "#$%&_"}
_UNFIT_KEY = re.compile(r"[^A-Za-z0-9:.-]+")
_MOST_CLAIMS, _MOST_PARTS = 3, 6


class Notes:
    """Numbers notes and sources in the order of their use.

    A note says which claims of which documents a sentence rests on; the same claims
    give the same note. Attributes ``rows`` and ``sources`` are what was numbered.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._number: dict[tuple[str, ...], int] = {}
        self._source: dict[str, int] = {}
        self.rows: list[Record] = []

    def add(self, claims: Iterable[str]) -> int | None:
        """Return the number of the note about claims; None where there are none."""
        names = tuple(dict.fromkeys(claims))
        if not names:
            return None
        if names not in self._number:
            self._number[names] = len(self.rows) + 1
            parts = self._parts(names)
            self.rows.append(
                {
                    "number": self._number[names],
                    "parts": parts[:_MOST_PARTS],
                    "rest": [part["source"] for part in parts[_MOST_PARTS:]],
                }
            )
        return self._number[names]

    def cite(self, claims: Iterable[str]) -> list[int]:
        """Return the numbers of the sources of claims, ascending."""
        documents = {self._atlas.claim[name].document: None for name in claims}
        return sorted(self._numbered(name) for name in documents)

    def _numbered(self, document: str) -> int:
        return self._source.setdefault(document, len(self._source) + 1)

    def _parts(self, claims: tuple[str, ...]) -> list[Record]:
        found: dict[str, list[str]] = {}
        for name in claims:
            found.setdefault(self._atlas.claim[name].document, []).append(name)
        return [
            {
                "source": self._numbered(document),
                "words": cited(self._atlas.document[document]),
                "claims": names[:_MOST_CLAIMS],
                "more": len(names[_MOST_CLAIMS:]),
            }
            for document, names in found.items()
        ]

    @property
    def documents(self) -> list[Document]:
        """The documents of all notes, in the order of their numbers."""
        return [self._atlas.document[name] for name in self._source]

    def sources(self) -> list[Record]:
        """Return the numbered sources."""
        return [
            {
                "number": number,
                "id": name,
                "title": document.title or name,
                "publisher": document.publisher,
                "published": document.published,
                "lineage": list(document.lineage),
                "url": _address(document),
            }
            for name, number in self._source.items()
            for document in [self._atlas.document[name]]
        ]


def _address(document: Document) -> str | None:
    """Return the address of a document, if a reader can follow it safely."""
    url = document.url or ""
    fit = url.startswith(("http://", "https://")) and not re.search(r"[\s<>\"\\]", url)
    return url if fit else None


def sources_text(documents: Iterable[Document], suffix: str) -> str:
    """Return a list of sources: CSL-JSON for ``.json``, BibTeX for ``.bib``.

    Raises
    ------
    InputError
        If the suffix is another.
    """
    if suffix == ".json":
        return json_text([csl_json(document) for document in documents])
    if suffix == ".bib":
        return "\n".join(bibtex(document) for document in documents)
    msg = f"--sources: suffix {suffix!r} is none of .json (CSL-JSON), .bib (BibTeX)"
    raise InputError(msg)


def _day_of(document: Document) -> str | None:
    """Return the day of publication, if it is known to the day."""
    first, last = published(document)
    return iso_of(first) if first == last and PAST < first < FUTURE else None


def csl_json(document: Document) -> Record:
    """Return a document as an item of CSL-JSON (citeproc, version 1.0.2)."""
    day = _day_of(document)
    issued: Record | None = None
    if day is not None:
        issued = {"date-parts": [[int(part) for part in day.split("-")]]}
    elif document.published:
        issued = {"literal": document.published}
    item = {
        "id": document.id,
        "type": "article-newspaper" if document.publisher else "document",
        "title": document.title,
        "container-title": document.publisher,
        "issued": issued,
        "URL": _address(document),
        "note": f"lineage: {', '.join(document.lineage)}" if document.lineage else None,
    }
    return {
        key: plain_text(value) if isinstance(value, str) else value
        for key, value in item.items()
        if value
    }


def bibtex(document: Document) -> str:
    """Return a document as an entry of BibTeX; what has no sure day has no year."""
    day = _day_of(document)
    known = document.published if day is None else None
    fields = {
        "title": document.title,
        "howpublished": document.publisher,
        "year": day[:4] if day else None,
        "month": str(int(day[5:7])) if day else None,
        "date": day,
        "note": f"published {known}" if known else None,
    }
    lines = [f"  {k} = {{{_tex(value)}}}," for k, value in fields.items() if value]
    if url := _address(document):
        lines.append(f"  url = {{{url.replace('{', '%7B').replace('}', '%7D')}}},")
    key = _UNFIT_KEY.sub("-", document.id) or "document"
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _tex(text: str) -> str:
    flat = " ".join(plain_text(text).split())
    return "".join(_TEX.get(char, char) for char in flat)
