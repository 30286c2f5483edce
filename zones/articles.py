"""Articles: JSON and JSON Lines files that hold many texts with their fields."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .decoding import unix_lines

__all__ = ["Article", "BadArticle", "is_articles", "read_articles"]

_TEXT = "text body content content_text article_body maintext full_text".split()
_PAGE = ("content_html", "html")
_FIELDS = {
    "id": "id",
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "published_at": "published",
    "date_published": "published",
    "date_publish": "published",
    "datetime": "published",
    "pub_date": "published",
    "url": "url",
    "link": "url",
    "publisher": "publisher",
    "source": "publisher",
    "site_name": "publisher",
    "lineage": "lineage",
}
_LISTS = "articles documents items results entries data".split()
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|li|article)\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: where it stands, its text, its fields, its own JSON form."""

    where: str
    number: int
    text: str
    fields: dict[str, Any]
    record: str


@dataclass(frozen=True, slots=True)
class BadArticle:
    """An entry that is no article, and why."""

    where: str
    why: str


def is_articles(text: str) -> bool:
    """Tell whether JSON text holds articles rather than a dossier or something else."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return _listed(record) is not None


def read_articles(text: str, lines: bool = False) -> Iterator[Article | BadArticle]:
    """Read the articles of a JSON file, or of JSON Lines.

    Parameters
    ----------
    text
        A list of objects, an object that holds such a list (``articles``, ``items``,
        …), or one object that is an article.
    lines
        Whether each line is an object of its own.
    """
    if lines:
        yield from _read_lines(text)
        return
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield BadArticle("", f"not JSON ({_short(error)})")
        return
    if isinstance(record, dict) and "deesc" in record:
        yield BadArticle("", "a file of deesc, not articles")
        return
    records = _listed(record)
    if records is None:
        yield BadArticle("", "JSON without articles (objects with a text)")
        return
    for number, each in enumerate(records, 1):
        yield _article(f"article {number}", number, each)


def _read_lines(text: str) -> Iterator[Article | BadArticle]:
    number = 0
    for row, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number += 1
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadArticle(f"line {row}", f"not JSON ({_short(error)})")
        else:
            yield _article(f"line {row}", number, record)


def _short(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def _listed(record: Any) -> list[Any] | None:
    if isinstance(record, list):
        found = record
    elif not isinstance(record, dict) or "deesc" in record:
        return None
    elif _text_of(record) is not None:
        return [record]
    else:
        lists = (record.get(name) for name in _LISTS)
        found = next((each for each in lists if isinstance(each, list)), [])
    has_text = any(isinstance(r, dict) and _text_of(r) is not None for r in found)
    return found if has_text else None


def _key(name: Any) -> str:
    """Return a key in small letters with underscores: ``publishedAt`` too."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(name)).lower()


def _text_of(record: Mapping[str, Any]) -> str | None:
    keyed = {_key(name): value for name, value in record.items()}
    found = [v for n in (*_TEXT, *_PAGE) if isinstance(v := keyed.get(n), str)]
    return next((text for text in found if text.strip()), found[0] if found else None)


def _article(where: str, number: int, record: Any) -> Article | BadArticle:
    if not isinstance(record, dict):
        return BadArticle(where, "not an object")
    text = _text_of(record)
    if text is None:
        return BadArticle(where, f"without a text ({', '.join(_TEXT[:3])})")
    if not text.strip():
        return BadArticle(where, "empty")
    fields: dict[str, Any] = {}
    for name, value in record.items():
        field = _FIELDS.get(_key(name))
        plain = _plain(field, value) if field else None
        if field and plain:
            fields.setdefault(field, plain)
    if _MARKUP.search(text):
        from .webpages import read_page

        text = read_page(text).text or text
    same = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return Article(where, number, unix_lines(text), fields, same)


def _plain(field: str | None, value: Any) -> Any:
    """Return a field's value as words; ``source`` may be an object with a name."""
    if isinstance(value, dict):
        value = value.get("name")
    if field == "lineage":
        return value if isinstance(value, str | list) else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    words = " ".join(unix_lines(str(value)).split())
    return _day(words) if field == "published" else words


def _day(words: str) -> str:
    """Return the day of a date as feeds or clocks write it; others as they are.

    Examples
    --------
    >>> _day("Thu, 20 Sep 2018 10:00:00 GMT"), _day("1537401600")
    ('2018-09-20', '2018-09-20')
    """
    if re.fullmatch(r"\d{10}(?:\d{3})?", words):  # seconds or milliseconds since 1970
        moment = dt.datetime.fromtimestamp(int(words[:10]), dt.UTC)
        return moment.date().isoformat()
    if re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", words):
        try:
            return email.utils.parsedate_to_datetime(words).date().isoformat()
        except ValueError:
            return words
    return words
