"""Papers: the text of PDF and Word files.

Needs the extra ``documents``. A PDF's pages are joined with form feeds; running heads
and page numbers are left out, and words that a line end cut are put together.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from geodata.errors import MissingExtraError

from .decoding import unix_lines

__all__ = ["Paper", "Unreadable", "read_docx", "read_pdf"]

PAGE_BREAK = "\f"
MOST_PAGES = 5_000
MOST_UNPACKED = 200_000_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Paper:
    """Text of a paper, its title, and where its pages start (none for Word files)."""

    text: str
    title: str | None
    pages: tuple[int, ...] = ()


class Unreadable(Exception):
    """Why a paper has no text to read."""


def read_pdf(data: bytes) -> Paper:
    """Read a PDF.

    Raises
    ------
    Unreadable
        If it is broken, locked, too long or holds no text.
    MissingExtraError
        If pypdf is not installed.
    """
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError("pypdf", "documents", "read PDF files") from None
    with _quiet("pypdf"):
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                msg = "encrypted: a password is needed"
                raise Unreadable(msg)
            count = len(reader.pages)
            if count > MOST_PAGES:
                msg = f"{count:,} pages, limit {MOST_PAGES:,}"
                raise Unreadable(msg)
            pages = [_plain(page.extract_text()) for page in reader.pages]
            title = reader.metadata.title if reader.metadata else None
        except Unreadable:
            raise
        except Exception as error:  # a broken file raises whatever it breaks
            raise Unreadable(_broken("PDF", error)) from None
    if not any(page.strip() for page in pages):
        msg = f"no text in {count} pages: scanned pictures are not read"
        raise Unreadable(msg)
    text, starts = _joined(_without_running_heads(pages))
    return Paper(text, _useful(title), starts)


_LIGATURES = str.maketrans(
    {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
    | {"\u00a0": " "}
)


def _plain(text: str) -> str:
    """Return a page's text with ligatures as letters and without soft hyphens."""
    text = unix_lines(text).translate(_LIGATURES)
    return re.sub("\u00ad\n?", "", text)


def read_docx(data: bytes) -> Paper:
    """Read a Word file (docx): its paragraphs, those of tables too, in order.

    Raises
    ------
    Unreadable
        If it is broken, locked, too large unpacked or holds no text.
    MissingExtraError
        If python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtraError("docx", "documents", "read Word files") from None
    if data.startswith(_OLD_WORD):
        msg = "encrypted, or of the old Word format: save it as docx"
        raise Unreadable(msg)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            msg = f"{unpacked:,} bytes unpacked, limit {MOST_UNPACKED // 10**6} MB"
            raise Unreadable(msg)
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document.element.body))
        title = document.core_properties.title
    except Unreadable:
        raise
    except Exception as error:  # a broken file raises whatever it breaks
        raise Unreadable(_broken("Word file", error)) from None
    text = "\n\n".join(words for words in paragraphs if words)
    if not text:
        msg = "no text"
        raise Unreadable(msg)
    return Paper(unix_lines(text) + "\n", _useful(title))


def _broken(kind: str, error: Exception) -> str:
    words = " ".join(str(error).split())[:100]
    return f"broken {kind} ({words or type(error).__name__})"


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's remarks on a file's syntax from the reader's eyes."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _useful(title: str | None) -> str | None:
    """Return a title that a person gave, not the program that made the file."""
    words = " ".join((title or "").split())
    made = re.search(r"^(?:untitled|microsoft|document\d*\b)|\.\w{2,4}$", words, re.I)
    return None if made or len(words.split()) < 3 else words


_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _paragraphs(body: object) -> Iterator[str]:
    """Yield each paragraph's words; what a tracked change took away is not there."""
    for paragraph in body.iter():  # type: ignore[attr-defined]
        if _local(paragraph) != "p" or "wordprocessingml" not in paragraph.tag:
            continue
        parts = []
        for node in paragraph.iter():
            name = _local(node)
            if name == "t" and "wordprocessingml" in node.tag:
                parts.append(node.text or "")
            elif name in _SPACES and _local(node.getparent()) == "r":
                parts.append(_SPACES[name])
        yield "".join(parts).strip()


def _local(node: object) -> str:
    tag = getattr(node, "tag", "")
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


_NUMBERED = re.compile(
    r"(?:page\s+|p\.\s*|[-–—]\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?" r"(?:\s*[-–—])?",
    re.I,
)


_EDGE = 3
"""How many lines at either end of a page may be running ones."""


def _without_running_heads(pages: Sequence[str]) -> list[str]:
    """Leave out page numbers and the first and last lines that most pages repeat."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    split = [_trimmed(lines) for lines in split]
    edges = Counter(
        mark
        for lines in split
        for mark in {_mark(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    )
    running = {m for m, n in edges.items() if n >= 3 and n * 2 > len(pages)}
    for lines in split:
        for place in (0, -1):
            while lines and _is_running(lines[place], running):
                del lines[place]
    return ["\n".join(_trimmed(lines)) for lines in split]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _mark(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _is_running(line: str, running: set[str]) -> bool:
    return not line or _mark(line) in running or bool(_NUMBERED.fullmatch(line))


def _joined(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Join pages, and say where each starts."""
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(pages).lower()))
    starts: list[int] = []
    text = ""
    for page in pages:
        if starts:
            text += PAGE_BREAK if _runs_on(text) else f"\n{PAGE_BREAK}"
        starts.append(len(text))
        text += _unwrapped(_mended(page, known))
    return f"{text}\n", tuple(starts)


def _runs_on(text: str) -> bool:
    """Whether a page ends within a sentence of a paragraph."""
    line = text.rpartition("\n")[2]
    return len(line) > 40 and not re.search(r"[.!?…:;][\"”’»)\]]*\s*$", line)


def _unwrapped(page: str) -> str:
    """Put the lines of a paragraph together: all but its last fill the column."""
    lines = page.split("\n")
    lengths = sorted(len(line) for line in lines if line)
    full = 0.7 * lengths[len(lengths) * 9 // 10] if lengths else 0
    text = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        runs_on = len(line) >= full and following and not _ITEM.match(following)
        text += line + (" " if runs_on else "\n")
    return text.rstrip()


_ITEM = re.compile(r"(?:[-–—•*▪]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_CUT = re.compile(r"\b([^\W\d_]+)-\n([^\W\d_]+)")
_PREFIXES = frozenset(
    "anti co counter cross de east ex inter mid mine multi near neo no non north post "
    "pre pro re self semi south sub trans ultra un west".split()
)


def _mended(page: str, known: Counter[str]) -> str:
    """Put words together that the end of a line cut at a hyphen.

    The hyphen stays where the word stands with it elsewhere in the paper, falls where
    it stands without it, and otherwise stays after a prefix that is set off.
    """

    def mend(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        with_it = known[f"{first}-{second}".lower()]
        without = known[f"{first}{second}".lower()]
        if with_it == without == 0:
            keep = first.lower() in _PREFIXES or second[0].isupper()
        else:
            keep = with_it >= without
        return f"{first}{'-' if keep else ''}{second}"

    return _CUT.sub(mend, page)
