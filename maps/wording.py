"""Wording: the phrases of the page, by language, from plain tables.

A language is one file in ``maps/languages``; ``docs/map.md`` says what it holds. The
page's scripts read the same tables.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from importlib.resources import files
from typing import Any

from geodata.errors import InputError

__all__ = ["FALLBACK", "Words", "languages", "names_by_language", "word_tables"]

FALLBACK = "en"
"""The language whose phrases stand in where another lacks them."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FOLDER = "languages"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the page can speak, in order."""
    folder = files(__package__) / _FOLDER
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(n.removesuffix(".json") for n in names if n.endswith(".json")))


@cache
def _table(code: str) -> dict[str, Any]:
    text = (files(__package__) / _FOLDER / f"{code}.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def word_tables() -> dict[str, dict[str, Any]]:
    """Return the tables of all languages by code; do not change them."""
    return {code: _table(code) for code in languages()}


class Words:
    """The phrases of one language.

    Parameters
    ----------
    code
        Code of the language, such as ``ar``.

    Raises
    ------
    InputError
        If there is no table of the language.

    Examples
    --------
    >>> Words("en").say("support.documents", count=1)
    '1 document'
    """

    def __init__(self, code: str) -> None:
        if code not in languages():
            known = ", ".join(languages())
            raise InputError(f"language {code!r}: there is no table of it; {known} are")
        self.code = code
        self._tables = [_table(code), _table(FALLBACK)]

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(self._tables[0]["direction"])

    def _entry(self, part: str, key: str) -> Any:
        return next((t[part][key] for t in self._tables if key in t[part]), None)

    def say(self, key: str, **values: object) -> str:
        """Return the phrase of a key, its plural by ``count``, its places filled."""
        phrase = self._entry("words", key)
        if isinstance(phrase, dict):
            count = values["count"]
            sort = plural(self.code, count) if isinstance(count, int) else "other"
            phrase = phrase.get(sort) or phrase["other"]
        return _PLACEHOLDER.sub(
            lambda found: str(values.get(found[1], found[0])), str(phrase)
        )

    def term(self, name: str) -> str:
        """Return a term of the field, or the words of a document as they stand."""
        words = name.replace("_", " ")
        return str(self._entry("terms", words.lower()) or words)

    def title(self, name: str) -> str | None:
        """Return the plural of a type of zone as a heading; None where unknown."""
        found = self._tables[0]["titles"].get(name)
        return None if found is None else str(found)

    def join(self, phrases: Iterable[str], key: str = "list.comma") -> str:
        """Put phrases in a row, by comma unless the key says otherwise."""
        said = [phrase for phrase in phrases if phrase]
        return reduce(
            lambda one, other: self.say(key, one=one, other=other), said or [""]
        )

    def date(self, iso: str) -> str:
        """Say an ISO day with the name of its month; what is no day stays as it is."""
        try:
            day = dt.date.fromisoformat(iso)
        except ValueError:
            return iso
        month = self._tables[0]["months"][day.month - 1]
        return self.say("date.full", day=day.day, month=month, year=day.year)

    def range(self, first: str | None, last: str | None) -> str:
        """Say a day by its bounds: ISO days, None where one is open."""
        if first is None:
            return self.say("date.by", date=self.date(str(last)))
        if last is None:
            return self.say("date.from", date=self.date(first))
        if first == last:
            return self.say("date.on", date=self.date(first))
        return self.say("date.between", first=self.date(first), last=self.date(last))

    def began(self, period: Sequence[Any]) -> str:
        """Say when a period began, and nothing of its end."""
        b0, b1 = period[:2]
        return self.range(b0, b1) if b0 or b1 else self.say("date.not_stated")

    def period(self, period: Sequence[Any]) -> str:
        """Say a period: its beginning, its end, and what is vague about both.

        Parameters
        ----------
        period
            Four ISO days, None where open, the end exclusive; then whether it is
            possible at most.
        """
        b0, b1, e0, e1, *rest = period
        if b0 or b1:
            words = [self.say("period.began", when=self.range(b0, b1))]
        else:
            words = [self.say("period.no_beginning")]
        if not e0 and not e1:
            words.append(self.say("period.no_end"))
        elif e0 and not e1 and b0 and e0 <= b0:
            words.append(self.say("period.how_long"))
        elif e0 and not e1:
            words.append(self.say("period.until", date=self.date(_day_before(e0))))
        else:
            words.append(self.say("period.ended", when=self.range(e0, e1)))
        if any(rest):
            words.append(self.say("period.capped"))
        return self.join(words, "period.join")

    def periods(self, periods: Sequence[Sequence[Any]] | None, *, end: bool) -> str:
        """Say when something held, or, without its end, when it came about.

        Examples
        --------
        >>> Words("en").periods([["2017-05-04", "2017-05-04", None, None]], end=True)
        'began on 4 May 2017; no end stated'
        """
        if periods is None:
            return self.say("period.no_dates")
        if not periods:
            return self.say("date.not_dated")
        say = self.period if end else self.began
        return self.join([say(each) for each in periods], "period.or")


def _day_before(iso: str) -> str:
    try:
        return (dt.date.fromisoformat(iso) - dt.timedelta(days=1)).isoformat()
    except ValueError:
        return iso


def plural(code: str, count: int) -> str:
    """Return the plural category of a whole number.

    The rules of Arabic are those of the Unicode CLDR; of a language without rules here
    one is singular, as in English. The page asks its browser.

    Examples
    --------
    >>> [plural("ar", count) for count in (0, 1, 2, 7, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    """
    if code == "ar":
        if count <= 2:
            return ("zero", "one", "two")[count]
        rest = count % 100
        return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
    return "one" if count == 1 else "other"


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    """Return a pattern of names for each language that has a script of its own."""
    tables = {code: _table(code)["letters"] for code in languages()}
    own = _table(FALLBACK)["letters"]
    return {
        code: re.compile(rf"[{letters}\s'-]+")
        for code, letters in tables.items()
        if letters != own
    }


def names_by_language(names: Iterable[str]) -> dict[str, str]:
    """Pick for each language with a script of its own the first name written in it.

    Examples
    --------
    >>> names_by_language(["Homs", "Hims"])
    {}
    """
    known = list(names)
    found = {}
    for code, script in _scripts().items():
        name = next((name for name in known if script.fullmatch(name)), None)
        if name:
            found[code] = name
    return found
