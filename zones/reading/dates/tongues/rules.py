"""Date rules made from a lexicon: the same rules for every language beside English."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..joins import Joints
from ..named import narrowed_to
from ..patterns import (
    FROM_ANCHOR,
    FROM_FOCUS,
    Found,
    Moment,
    Rule,
    TenseOf,
    day_or_none,
    pick_year,
    told,
)
from ..values import (
    Span,
    day_span,
    month_span,
    move,
    season_span,
    shift,
    span_of,
    year_span,
)
from ..words import UNITS
from .context import relation_by, tense_by
from .lexicon import Lexicon, lookup, one_of_words
from .patterns import DAY, YEAR, patterns_of

__all__ = ["Tongue", "tongue_of"]

_AND = re.compile(r"\s+(?:и|ve|و)\s*", re.I)
_RANGED = re.compile(r"\s*(?:\w+\s+)?arası", re.I)  # Turkish has "between" behind
_SHORT = re.compile(r"[,،]?\s+(?:[^\W\d]{1,6}\s+){0,2}")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How dates are read in one language.

    Attributes
    ----------
    rules
        In the order of preference.
    plain
        Letters by what the rules have for them; one letter each.
    tense
        Whether words around a place speak of the past or of the future.
    ahead
        Pattern of the rest of a list that ends in a date with its year.
    joints
        What stands between words that belong together.
    relation
        Says which bound the words around a span make of it.
    weekday
        The weekday that words name, Monday 0, or None.
    dated
        Pattern of a word before the day of publication.
    """

    rules: tuple[Rule, ...]
    plain: Mapping[int, str]
    tense: TenseOf
    ahead: re.Pattern[str]
    joints: Joints
    relation: Callable[[str, int, int], str | None]
    weekday: Callable[[str], int | None]
    dated: str


def tongue_of(lexicon: Lexicon) -> Tongue:
    """Make the rules of a language from its words."""
    rules = _Rules(lexicon)
    return Tongue(
        rules.all(),
        lexicon.plain,
        tense_by(lexicon),
        re.compile(
            rf"(?:{lexicon.to}){DAY}{lexicon.day_tail}{lexicon.of}"
            rf"{one_of_words(lexicon.months)}{lexicon.month_again}\s+(?P<year>{YEAR})",
            re.I,
        ),
        Joints(
            _SHORT,
            _SHORT,
            re.compile(lexicon.to, re.I),
            re.compile(lexicon.between, re.I),
            _AND,
            _RANGED,
        ),
        relation_by(lexicon),
        rules.weekday_in,
        lexicon.dated,
    )


class _Rules:
    """Patterns and readers over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._words = re.compile(one_of_words(lexicon.weekdays), re.I)
        self.patterns = patterns_of(lexicon)

    def all(self) -> tuple[Rule, ...]:
        """Return the rules, each with the method of its name."""
        return tuple(
            Rule(
                name,
                re.compile(self.lexicon.begin + _distinct(f"(?:{pattern})"), re.I),
                getattr(self, name.replace(" ", "_")),
            )
            for name, pattern in self.patterns.items()
        )

    def weekday_in(self, words: str) -> int | None:
        """Return the weekday that words name."""
        found = self._words.search(words.translate(self.lexicon.plain))
        return lookup(self.lexicon.weekdays, found[0]) if found else None

    def day_month(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "4 мая 2017 года", "4-6 мая", "4 ايار/مايو 2017"."""
        month, day = self._month(match), self._day(_said(match)["day"])
        if month is None or day is None:
            return None
        words = _said(match).get("wd")
        weekday = lookup(self.lexicon.weekdays, words) if words else None
        year, basis = self._year_of(match, moment)
        if year is None:
            year, basis = pick_year(match, moment, month, day, weekday)
        first = day_or_none(year, month, day)
        if first is None:
            return None
        if weekday is not None:
            agrees = "agrees" if first.weekday() == weekday else "disagrees"
            basis = f"{basis}; weekday {agrees}"
        end = _said(match).get("to")
        if not end:
            return told(day_span(first), basis)
        last = day_or_none(year, month, self._day(end) or 0)
        if last is None or last <= first:
            return None
        day_end, begin = _place(match, "day")[1], _place(match, "to")[0]
        is_list = _AND.fullmatch(moment.text[day_end:begin]) is not None
        ranged = _RANGED.match(moment.text, match.end())
        if is_list and not ranged and (last - first).days > 1:
            head = (match.start(), day_end, day_span(first))
            parts = (head, (begin, match.end(), day_span(last)))
            return replace(told(day_span(last), basis), parts=parts)
        edtf = f"{first.isoformat()}/{last.isoformat()}"
        return told(Span("part", first, last, edtf, edtf), basis)

    def month_of_year(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "в начале мая 2017 года", "ايار 2017", "Mayıs 2017"."""
        month, (year, basis) = self._month(match), self._year_of(match, moment)
        if month is None or year is None:
            return None
        return self._narrowed(month_span(year, month), match, basis)

    def year_first(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "2017 Mayıs"."""
        month = self._month(match)
        if month is None or self.lexicon.part_first:
            return None
        return self._narrowed(
            month_span(int(_said(match)["year"]), month), match, "stated"
        )

    def stepped_month(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "ايار الماضي", "geçen Mayıs"."""
        month, step = self._month(match), self._step(match)
        if month is None or step is None:
            return None
        anchor = moment.anchor
        year = anchor.year
        if step < 0:
            year -= month >= anchor.month
        elif step > 0:
            year += month <= anchor.month
        return self._narrowed(month_span(year, month), match, FROM_ANCHOR)

    def month_alone(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "в мае", "في ايار", "Mayıs ayında"."""
        month = self._month(match)
        if month is None:
            return None
        year, basis = pick_year(match, moment, month, None)
        return self._narrowed(month_span(year, month), match, basis)

    month_in_part = month_alone

    def season(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "летом 2018 года"."""
        name = lookup(self.lexicon.seasons, _said(match)["season"])
        year, basis = self._year_of(match, moment)
        if name is None or year is None:
            return None
        return told(season_span(year, name), basis)

    year_season = season

    def stepped_season(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "прошлым летом"."""
        name, step = lookup(self.lexicon.seasons, _said(match)["season"]), self._step(
            match
        )
        if name is None or step is None:
            return None
        span = season_span(moment.anchor.year, name)
        if step < 0 and span.last >= moment.anchor:
            span = shift(span, -1)
        elif step > 0 and span.first <= moment.anchor:
            span = shift(span, 1)
        return told(span, FROM_ANCHOR)

    def year(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "в 2018 году", "عام 2018", "2018'de", "2011-2013 годах"."""
        first = int(_said(match)["year"])
        if not _said(match).get("till"):
            return self._narrowed(year_span(first), match, "stated")
        last = int(_said(match)["till"])
        last = last if last > 99 else first // 100 * 100 + last
        if last <= first:
            return None
        edtf = f"{first:04d}/{last:04d}"
        begin, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
        return told(Span("part", begin, end, edtf, edtf), "stated")

    def number_day(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "25/3/2018", in these languages always with the day first."""
        day = _numbered_day(match)
        return told(day_span(day), "stated, day first") if day else None

    def iso_day(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "2018-03-25", "2018/3/25"."""
        day = _numbered_day(match)
        return told(day_span(day), "stated") if day else None

    def near_day(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "вчера вечером", "مساء امس", "dün"."""
        days = lookup(self.lexicon.near, _said(match)["near"])
        if days is None:
            return None
        return self._timed(day_span(move(moment.anchor, "day", days)), match)

    def next_day(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "на следующий день", "في اليوم التالي", "ertesi gün"."""
        step = lookup(self.lexicon.next_day, _said(match)["next"])
        focus = moment.near_focus("day")
        if step is None or focus is None:
            return None
        return told(day_span(move(focus.first, "day", step)), FROM_FOCUS)

    def weekday(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "в понедельник", "يوم الاثنين الماضي", "Pazartesi günü"."""
        number = lookup(self.lexicon.weekdays, _said(match)["wd"])
        if number is None:
            return None
        step, anchor = self._step(match), moment.anchor
        back = (anchor.weekday() - number) % 7
        latest = move(anchor, "day", -back)
        coming = latest if back == 0 else move(latest, "day", 7)
        if step == -1:
            day = latest if back else move(latest, "day", -7)
        elif step == 1:
            day = coming if back else move(latest, "day", 7)
        else:
            day = coming if moment.tense(match) == "future" else latest
        return self._timed(day_span(day), match)

    stepped_weekday = weekday

    def stepped_unit(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "на прошлой неделе", "مطلع العام الجاري", "geçen ay"."""
        words = _said(match)["unit"]
        unit, step = lookup(self.lexicon.units, words), self._step(match)
        if unit in (None, "day", "night", "hour", "minute", "second") or step is None:
            return None
        if re.fullmatch(self.lexicon.plurals, words, re.I):
            return Found("DURATION", f"PX{UNITS[unit][1]}", None, "a length of time")
        span = shift(span_of(unit, moment.anchor), step)
        return self._narrowed(span, match, FROM_ANCHOR)

    def ago(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "три дня назад", "قبل ثلاثه ايام", "üç gün önce"."""
        return self._counted(match, moment, -1)

    def ahead(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "через три дня", "بعد يومين"."""
        return self._counted(match, moment, 1)

    def _counted(self, match: re.Match[str], moment: Moment, sign: int) -> Found | None:
        counted = self._length(match)
        if counted is None:
            return None
        unit, number = counted
        if number is None:
            value = "PAST_REF" if sign < 0 else "FUTURE_REF"
            return Found("DATE", value, None, "no number of units")
        focus = moment.near_focus(unit) if sign > 0 else None
        base = focus.first if focus else moment.anchor
        basis = FROM_FOCUS if focus else FROM_ANCHOR
        if unit in ("hour", "minute", "second") or number != int(number):
            return None
        if number > 9000:
            return None
        unit = "day" if unit == "night" else unit
        day = move(base, unit, sign * int(number))
        span = span_of(unit, day)
        edtf = {"day": day.isoformat(), "week": f"{day.isoformat()}~"}.get(unit)
        if edtf is None:
            edtf = (
                f"{day.isoformat()[:7] if unit in ('month', 'quarter') else day.year}~"
            )
        return told(replace(span, edtf=edtf), basis)

    def clock(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "в 14:00", "الساعه 2 ظهرا", "saat 14.00"."""
        said = _said(match)
        hour, minute = int(said["hour"]), said.get("minute", "00")
        half = lookup(self.lexicon.halves, said.get("half", ""))
        if half == "pm" and hour < 12 or half == "night" and 6 <= hour < 12:
            hour += 12
        value = f"T{hour:02d}:{minute}"
        return Found("TIME", None, None, "a time of the day", clock=value)

    def length(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "шесть месяцев", "سته اشهر", "altı ay"."""
        counted = self._length(match)
        if counted is None:
            return None
        unit, number = counted
        clock, letters = UNITS[unit]
        amount = "X" if number is None else f"{number:g}"
        value = f"P{clock}{amount}{letters}"
        return Found("DURATION", value, None, "a length of time")

    def set(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "ежедневно", "يوميا", "her gün"."""
        value = lookup(self.lexicon.sets, _said(match)["set"])
        return Found("SET", value, None, "a repeated time")

    def present(self, match: re.Match[str], moment: Moment) -> Found | None:
        """Read "сейчас", "حاليا", "şu anda"."""
        edtf = day_span(moment.anchor).edtf
        return Found("DATE", "PRESENT_REF", edtf, "the time of publication", None)

    def _month(self, match: re.Match[str]) -> int | None:
        return lookup(self.lexicon.months, _said(match)["month"])

    def _day(self, words: str) -> int | None:
        digits = re.match(r"\d+", words)
        if digits:
            return int(digits[0])
        return lookup(self.lexicon.day_words, words)

    def _step(self, match: re.Match[str]) -> int | None:
        words = _said(match)
        step = words.get("step")
        return lookup(self.lexicon.steps, step) if step else None

    def _year_of(self, match: re.Match[str], moment: Moment) -> tuple[int | None, str]:
        if _said(match).get("year"):
            return int(_said(match)["year"]), "stated"
        step = self._step(match)
        if step is None:
            return None, ""
        return moment.anchor.year + step, FROM_ANCHOR

    def _narrowed(self, span: Span, match: re.Match[str], basis: str) -> Found:
        words = _said(match).get("part")
        part = lookup(self.lexicon.parts, words) if words else None
        return narrowed_to(span, part, basis) if part else told(span, basis)

    def _timed(self, span: Span, match: re.Match[str]) -> Found:
        found = told(span, FROM_ANCHOR)
        words = _said(match)
        said = words.get("pre") or words.get("post")
        letters = lookup(self.lexicon.dayparts, said) if said else None
        if letters is None:
            return found
        return replace(found, type="TIME", value=f"{found.value}T{letters}")

    def _length(self, match: re.Match[str]) -> tuple[str, float | None] | None:
        """Return the unit and the number of a length, None for "several"."""
        words = _said(match)
        if "dual" in words:
            unit = lookup(self.lexicon.duals, words["dual"])
            return (unit, 2.0) if unit else None
        unit, said = lookup(self.lexicon.units, words["unit"]), words.get("n")
        if unit is None:
            return None
        if said is None:
            several = re.fullmatch(self.lexicon.plurals, words["unit"], re.I)
            return unit, None if several else 1.0
        if said[0].isdigit():
            number = float(said.replace(",", "."))
            return (unit, number) if number < 1000 else None
        return unit, lookup(self.lexicon.numbers, said)


def _distinct(pattern: str) -> str:
    """Give groups of one name names of their own: month, month1, month2."""
    seen: Counter[str] = Counter()

    def name(group: re.Match[str]) -> str:
        seen[group[1]] += 1
        number = seen[group[1]] - 1
        return f"(?P<{group[1]}{number or ''}>"

    return re.sub(r"\(\?P<([a-z_]+)>", name, pattern)


def _numbered_day(match: re.Match[str]) -> dt.date | None:
    said = _said(match)
    return day_or_none(int(said["year"]), int(said["two"]), int(said["one"]))


def _place(match: re.Match[str], name: str) -> tuple[int, int]:
    """Return where a group stands, by its name without number."""
    groups = (key for key, words in match.groupdict().items() if words)
    return match.span(next(k for k in groups if k.rstrip("0123456789_") == name))


def _said(match: re.Match[str]) -> dict[str, str]:
    """Return the groups that took part, by their names without numbers."""
    return {
        name.rstrip("0123456789_"): words
        for name, words in match.groupdict().items()
        if words
    }
