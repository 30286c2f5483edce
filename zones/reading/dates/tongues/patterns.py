"""The patterns of date rules, made from a lexicon."""

from __future__ import annotations

from .lexicon import Lexicon, one_of_words

__all__ = ["DAY", "YEAR", "patterns_of"]

YEAR = r"(?:1[89]\d\d|20\d\d)(?![\d]|[.,]\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?![\d:]|[.,]\d)"
_END = r"(?!\w)"


def patterns_of(lex: Lexicon) -> dict[str, str]:
    """Return the pattern of each rule by its name, in the order of preference."""
    weekday_after = weekday_near = ""
    if lex.after_weekday:
        weekday_after = rf"(?:\s+(?P<wd>{one_of_words(lex.weekdays)})(?!\w))?"
    if lex.bare_weekday:
        weekday_near = rf"(?:\s+(?:{one_of_words(lex.weekdays)}))?"
    month = f"(?P<month>{one_of_words(lex.months)})"
    step, unit = one_of_words(lex.steps), one_of_words(lex.units)
    years = one_of_words(tuple(p for p in lex.units if p[1] == "year"))
    stepped = rf"(?P<step>{step})\s+(?:{years})|(?:{years})\s+(?P<step>{step})"
    year = (
        rf"(?:(?:{lex.before_year}\s+)?(?P<year>{YEAR})"
        rf"(?:\s*{lex.after_year}{_END})?|(?:من\s+)?(?:{stepped}))"
    )
    day = rf"(?P<day>{DAY}{lex.day_tail}|{one_of_words(lex.day_words)})"
    weekday = rf"(?P<wd>{one_of_words(lex.weekdays)})"
    daypart, part = one_of_words(lex.dayparts), one_of_words(lex.parts)
    number = rf"(?P<n>\d+(?:[.,]\d+)?|{one_of_words(lex.numbers)})"
    first = rf"(?:(?P<part>{part})\s+)?" if lex.part_first else ""
    last = "" if lex.part_first else rf"(?:\s+(?P<part>{part}){_END})?"
    month_tail = "" if lex.part_first else r"(?:\s+ay[ıi]\w*)?"
    before, after = lex.month_alone
    dual = rf"(?P<dual>{one_of_words(lex.duals)})"
    plain = rf"(?!ال)(?:{number}\s+)?(?P<unit>{unit})(?!\s+(?:\d|{weekday}|{month}))"
    plain = plain.replace("(?P<wd>", "(?:").replace("(?P<month>", "(?:")
    patterns: dict[str, str] = {
        "day month": rf"(?:(?:يوم\s+)?{weekday}\s*[,،]?\s+)?\(?{day}"
        rf"(?:(?:{lex.to})(?P<to>{DAY}{lex.day_tail}))?{lex.of}{month}"
        rf"{lex.month_again}{_END}(?:\s*[,،]?\s*{year})?{weekday_after}",
        "year first": rf"(?P<year>{YEAR})(?:['’]\w+)?(?:\s+{lex.after_year})?\s+"
        rf"{month}{month_tail}{last}{_END}",
        "month of year": rf"{first}{month}{lex.month_again}{_END}[,،]?\s+"
        rf"(?:من\s+)?{year}{month_tail}{last}",
        "stepped month": rf"{first}(?:(?P<step>{step})\s+{month}{last}"
        rf"|(?:شهر\s+)?{month}{lex.month_again}\s+(?P<step>{step})){_END}",
        "month alone": rf"{first}{before}{month}{lex.month_again}{after}{_END}"
        rf"{month_tail}{last}",
        "month in part": rf"(?P<part>{part})\s+(?:شهر\s+)?{month}{lex.month_again}"
        rf"{_END}",
        "season": rf"(?P<season>{one_of_words(lex.seasons)})\s+{year}{_END}",
        "year season": rf"{year}\s+(?P<season>{one_of_words(lex.seasons)}){_END}",
        "stepped season": rf"(?P<step>{step})\s+"
        rf"(?P<season>{one_of_words(lex.seasons)}){_END}",
        "year": rf"{first}(?:{lex.before_year}\s+(?P<year>{YEAR})"
        rf"|(?P<year>{YEAR})(?:\s*[-–—]\s*(?P<till>{YEAR}|\d\d))?"
        rf"\s*(?:{lex.after_year}{_END}{last})|{lex.bare_year}(?P<year>{YEAR}))",
        "number day": r"(?<![\d./-])(?P<one>\d{1,2})(?P<sep>[./-])(?P<two>\d{1,2})"
        r"(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d)"
        rf"{weekday_after}",
        "iso day": r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sep>[./-])"
        r"(?P<two>\d{1,2})(?P=sep)(?P<one>\d{1,2})(?![\d/-]|\.\d)",
        "near day": rf"(?:(?P<pre>{daypart})\s+)?(?P<near>{one_of_words(lex.near)})"
        rf"(?:\s+(?P<post>{daypart}))?{weekday_near}{_END}",
        "next day": rf"(?P<next>{one_of_words(lex.next_day)}){_END}",
        "weekday": rf"(?:(?P<pre>{daypart})\s+)?(?:(?P<step>{step})\s+"
        rf"|{lex.before_weekday}){weekday}{_END}{lex.after_weekday}"
        rf"(?:\s+(?P<step>{step}))?(?:\s+(?:günü\s+)?(?P<post>{daypart}))?"
        rf"{_END}",
        "stepped weekday": rf"(?P<step>{step})\s+{weekday}{_END}",
        "stepped unit": rf"{first}(?:(?P<step>{step})\s+(?P<unit>{unit})"
        rf"|(?P<unit>{unit})\s+(?P<step>{step})){last}{_END}",
        "clock": lex.clock,
        "length": rf"(?:{number}[\s-]+(?P<unit>{unit})|{dual}){_END}",
        "set": rf"(?P<set>{one_of_words(lex.sets)}){_END}",
        "present": rf"(?:{lex.present}){_END}",
    }
    for way, templates in (("ago", lex.ago), ("ahead", lex.ahead)):
        inner = rf"(?:{plain}|{dual}){_END}"
        each = [template.replace("{}", inner) for template in templates]
        if each:
            patterns[way] = rf"(?:{'|'.join(each)})"
    return patterns
