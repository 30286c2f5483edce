"""Date rules, fourth part: durations, sets, clock times and vague times."""

from __future__ import annotations

import re

from ..caseless import caseless
from .patterns import Found, Moment, Rule, rule
from .values import day_span
from .words import (
    AMOUNT,
    APPROX,
    DAYPARTS,
    MONTH,
    UNIT,
    UNITS,
    WEEKDAY,
    amount_of,
    unit_name,
)

__all__ = ["LENGTH_RULES"]

LENGTH_RULES: list[Rule] = []

_LENGTH = "a length of time"
_SET = "a repeated time"
_PRESENT = "the time of publication"


def _duration(amount: str, unit: str) -> str:
    clock, letters = UNITS[unit]
    number = amount_of(amount).text
    if unit == "fortnight" and number != "X":
        number = f"{2 * float(number):g}"
    if number == "0.5" and unit in ("hour", "year"):
        number, letters = ("30", "M") if unit == "hour" else ("6", "M")
    elif number.endswith(".5") and unit == "year":
        return f"P{number[:-2]}Y6M"
    return f"P{clock}{number}{letters}"


# "For over two days" is more than two; "in stages over two days" is within them.
_MORE = "|".join(
    rf"(?<=\b{word}\s)over"
    for word in "for after in of is was were be been took takes lasted than".split()
)
_ABOUT = APPROX.replace("|over|", f"|{_MORE}|")
# "The last two weeks", but not "is to last two weeks".
_LAST = "".join(rf"(?<!\b{verb}\s)" for verb in "to will would could may might".split())
_LAST += r"(?<!\bcan\s)(?<!\bshould\s)(?<!\bmust\s)(?<!\bnot\s)last"


@rule(
    LENGTH_RULES,
    r"\b(?=[acdefhjlmnoprstuw\d])"  # no search of the branches at other letters
    rf"(?P<the>(?:(?:each\s+of\s+)?the\s+)?(?:past|{_LAST}|next|first|final|coming"
    r"|previous|following"
    r"|another|recent|preceding)\s+"
    rf"|the\s+(?={AMOUNT}\s+[a-z]+s\b))?"
    rf"(?P<approx>{_ABOUT})?(?P<amount>{AMOUNT})(?P<joint>\s+|-)"
    rf"(?:(?P<filler>full|whole|long|consecutive|straight|more|working|business"
    rf"|calendar)"
    rf"\s+)?(?P<unit>{UNIT})(?P<half>\s+and\s+a\s+half)?(?P<old>-old|\s+old"
    rf"|[\s-]long)?(?P<or>\s+or\s+(?:so|two|more)\b)?(?!\w|-(?:ago|earlier)\b)",
)
def counted_length(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "three hours", "the last two weeks", "six-month", "about a year"."""
    unit, words = unit_name(match["unit"]), match["amount"].lower()
    before = moment.text[max(0, match.start() - 10) : match.start()]
    plural = match["unit"].lower().endswith("s")
    amount = amount_of(words)
    if words in ("a", "an", "one") and (plural or match["old"]):
        return None
    if before.endswith("at ") and re.fullmatch(r"[012]\d[0-5]\d", words):
        return None
    if words in ("some", "few") and not plural:
        return None
    if words == "one" and match["unit"].lower() == "day" and not _LASTED.search(before):
        return None  # "one day they may return"
    tail = moment.text[match.end() : match.end() + 6].lower()
    if (
        amount.low is not None
        and amount.low > 1
        and not plural
        and match["joint"] != "-"
        and not _is_of_a_noun(match, moment)
    ):
        return None
    if re.match(r"[-\s]*(?:percent|%)", tail):
        return None
    value = _duration(words, unit)
    if match["or"] and match["or"].lower().endswith("two"):
        value = _duration("two", unit)
    if match["half"]:
        value = "P1Y6M" if value == "P1Y" else value.replace("P1", "P1.5")
    if _is_rate(match, moment):
        return Found("SET", value, None, _SET)
    return Found("DURATION", value, None, _LENGTH)


_LASTED = caseless(
    r"\b(?:for|in|of|by|on|to|at|about|over|than|after|within|least|last|only|just|took"
    r"|lasted|every|the|this|that)[\s-]+$|-$"
)


def _is_of_a_noun(match: re.Match[str], moment: Moment) -> bool:
    """Whether a length without its hyphen describes a thing: "a five year low"."""
    before = moment.text[max(0, match.start() - 10) : match.start()]
    leads = re.search(r"\b(?:an?|the|its|their|his|her|this|that)\s+$", before, re.I)
    return bool(leads and re.match(r"\s+[a-z]{3,}", moment.text[match.end() :][:12]))


_RATE = caseless(
    r"(?:\b(?:once|twice|times|days|hours|barrels|dollars|million|billion|tons?|tonnes"
    r"|\d[\d,.]*)\s+|\$\d+\s+)$",
)
# "Four flights a week", "some 700 seats a day"; but not "left two towns a week before".
_COUNTED = caseless(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred"
    r"|thousand|million|several|many)\s+(?:[a-z]+\s+)?[a-z]+s\s+$",
)
_BESIDE = re.compile(r"\s+(?:before|after|earlier|later|since|from|ahead)\b", re.I)


def _is_rate(match: re.Match[str], moment: Moment) -> bool:
    if match["amount"].lower() not in ("a", "an") or match["the"] or match["approx"]:
        return False
    before = moment.text[max(0, match.start() - 40) : match.start()]
    if _RATE.search(before[-16:]):
        return True
    beside = _BESIDE.match(moment.text, match.end())
    return not beside and _COUNTED.search(before) is not None


@rule(
    LENGTH_RULES,
    r"\b(?:another|an\s+(?:additional|extra))\s+(?P<unit>hour|day|night|week|month"
    r"|quarter|year|decade)(?![\w-])",
    words="another additional extra",
)
def one_more(match: re.Match[str], moment: Moment) -> Found:
    """Read "another year", "an additional month"."""
    return Found("DURATION", _duration("one", match["unit"].lower()), None, _LENGTH)


_SMALL_UNIT = r"(?:days?|hours?|minutes?|seconds|months?|weeks?)"


@rule(
    LENGTH_RULES,
    rf"\b(?P<approx>{APPROX})?(?P<a>{AMOUNT})\s+(?P<big>years?|months?|weeks?|days?"
    rf"|hours?|minutes?)(?:,\s+(?:and\s+)?|\s+and\s+|\s+)(?P<b>{AMOUNT})\s+"
    rf"(?P<small>{_SMALL_UNIT})\b(?!\s+(?:ago|earlier|later|after|before))",
    needs=rf"(?:year|month|week|day|hour|minute)s?(?:,\s+(?:and\s+)?|\s+and\s+|\s+)"
    rf"{AMOUNT}\s+{_SMALL_UNIT}",
)
def two_part_length(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "3 hours and 20 minutes", "two years, five months"."""
    first = _duration(match["a"], unit_name(match["big"]))
    second = _duration(match["b"], unit_name(match["small"]))
    order, big = list(UNITS), unit_name(match["big"])
    finer = order.index(unit_name(match["small"])) < order.index(big)
    if not finer or not re.fullmatch(r"PT?[\d.]+\w PT?[\d.]+\w", f"{first} {second}"):
        return None
    tail = second[1:]
    if first.startswith("PT"):
        tail = tail.removeprefix("T")
    return Found("DURATION", first + tail, None, _LENGTH)


@rule(
    LENGTH_RULES,
    r"\b(?:all\s+(?P<all>day|night|week|month|year)(?:\s+long)?"
    r"|(?:the\s+|an?\s+)?(?:full|whole|entire)[\s-](?P<whole>day|night|week|weekend"
    r"|month|quarter|year|decade|century))\b(?!-)",
)
def whole_unit(match: re.Match[str], moment: Moment) -> Found:
    """Read "all day", "the whole week", "full-year"."""
    unit = (match["all"] or match["whole"]).lower()
    return Found("DURATION", _duration("one", unit), None, _LENGTH)


@rule(
    LENGTH_RULES,
    r"\b(?:(?:a|the)\s+)?(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth)[\s-](?:(?P<row>straight|consecutive|successive)\s+)?(?P<unit>day|night"
    r"|week|weekend|month|quarter|year)\b(?(row)|\s+(?:in\s+a\s+row|running)\b)",
    words="straight consecutive successive row running",
)
def nth_in_a_row(match: re.Match[str], moment: Moment) -> Found:
    """Read "a third straight month" as a length of three months."""
    words = "second third fourth fifth sixth seventh eighth ninth tenth".split()
    number = str(words.index(match["nth"].lower()) + 2)
    return Found("DURATION", _duration(number, match["unit"].lower()), None, _LENGTH)


_PLURAL = r"(?:minutes|hours|days|weeks|months|years|decades|centuries)"
_LED = "|".join(
    rf"(?<=\b{verb}\s)"
    for verb in "within in take takes took taken taking last lasted lasting spend spent"
    " spending".split()
)
_LED = f"(?:{_LED})"
_NAMES = ("unit", "bare", "pair", "led", "of", "over", "near")


@rule(
    LENGTH_RULES,
    r"\b(?=[cdhlmnpqrstwy])"
    r"(?:(?P<lead>(?:the\s+)?(?:past|last|recent|coming|next)\s+"
    r"(?P<few>(?:few|several|couple\s+of|many)\s+)?)(?P<unit>seconds|minutes|hours|days"
    r"|weeks|weekends|months|quarters|years|decades|centuries)(?!\s+(?:ago"
    r"|earlier|later))"
    r"|(?<=\bfor\s)(?:many\s+)?(?P<bare>hours|days|weeks|months|years|decades"
    r"|centuries)"
    rf"|(?<![\w-])(?P<of>{_PLURAL})(?=\s+(?:of\s+(?!(?:the|age|its|their|his)\b)[a-z]"
    r"|(?:after|before)\s+(?!\d)))"
    rf"|(?<=\bover\s)the\s+(?P<over>{_PLURAL})(?!\s+(?:of|that|when|since|from)\b)"
    rf"|the\s+(?P<near>{_PLURAL})(?:\s+(?:ahead|to\s+come)\b"
    r"|(?=\s+(?:after|before|since|following|leading|preceding)\b))"
    r"|(?P<ago>hours|days|weeks|months|years|decades|centuries)\s+(?:ago|earlier"
    r"|later)"
    r"|(?:(?<=\bwithin\s)|(?<=\bin\s)|(?<=\bfor\s)|(?<=\bafter\s)|(?<=\bover\s)"
    r"|(?<=\bof\s))(?P<pair>hours|days|weeks|months|years)(?:\s+(?:or(?:\s+even)?|and)"
    r"\s+(?:days|weeks|months|years|decades))+"
    rf"|(?={_PLURAL}){_LED}(?P<led>{_PLURAL})(?!\s+(?:of\s+the|like|past|gone)\b))\b",
    needs=r"(?:second|minute|hour|day|week|weekend|month|quarter|year|decade)s"
    r"|centuries",
)
def vague_length(match: re.Match[str], moment: Moment) -> Found:
    """Read "recent weeks", "for months", "years ago", "after years of war"."""
    if match["ago"]:
        value = "FUTURE_REF" if match.group().endswith("later") else "PAST_REF"
        return Found("DATE", value, None, "no number of units")
    words = next(match[name] for name in _NAMES if match[name])
    clock, letters = UNITS[unit_name(words)]
    return Found("DURATION", f"P{clock}X{letters}", None, _LENGTH)


@rule(
    LENGTH_RULES,
    r"\b(?P<unit>hours?|days?|weeks?|months?|years?|decades?|century|centuries)"
    r"-?(?<=[\w-])(?:long|-old)(?!\w)",
    words="long -old",
)
def unit_long(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "year-long", "decades-old"."""
    unit = match["unit"].lower()
    before = moment.text[max(0, match.start() - 1) : match.start()]
    if before == "-":
        return None
    amount = "several" if unit.endswith("s") else "one"
    return Found("DURATION", _duration(amount, unit_name(unit)), None, _LENGTH)


@rule(
    LENGTH_RULES,
    r"\b(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually|annual|hourly|nightly"
    r"|biweekly)(?!\s+(?-i:[A-Z]))(?![\w-])",
    words="daily weekly monthly quarterly yearly annual hourly nightly",
)
def adverb_set(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "daily", "annually"; not "The Daily Telegraph"."""
    if match.group()[0].isupper():
        return None
    stem = match.group().lower()
    units = {"daily": "1D", "weekly": "1W", "monthly": "1M", "quarterly": "1Q"}
    units |= {"biweekly": "2W", "nightly": "1D", "hourly": "T1H"}
    return Found("SET", f"P{units.get(stem, '1Y')}", None, _SET)


@rule(
    LENGTH_RULES,
    r"\b(?P<each>every|each)\s+(?:(?P<amount>other|\d+|two|three|four|five|six"
    r"|few)\s+)?"
    r"(?P<unit>(?:mon|tues|wednes|thurs|fri|satur|sun)day|second|minute|hour|day|night"
    r"|morning|evening|afternoon|weekend|week|month|quarter|year|decade)s?\b",
)
def repeated(match: re.Match[str], moment: Moment) -> Found:
    """Read "every year", "each Monday", "every two weeks"."""
    unit = match["unit"].lower()
    if unit.endswith("day") and unit != "day":
        days = "mon tues wednes thurs fri satur sun".split()
        value = f"XXXX-WXX-{days.index(unit.removesuffix('day')) + 1}"
    elif unit in DAYPARTS and unit != "night":
        value = f"XXXX-XX-XXT{DAYPARTS[unit]}"
    else:
        amount = match["amount"] or "one"
        words = {"other": "two", "few": "several"}.get(amount.lower(), amount)
        value = _duration(words, unit)
    return Found("SET", value, None, _SET)


@rule(
    LENGTH_RULES,
    r"\b(?:once|twice|(?:two|three|four|five|six|several|\d+)\s+times)\s+(?:a"
    r"|per|every)"
    r"\s+(?P<unit>hour|day|week|month|year)\b",
    words="once twice times",
)
def times_a_unit(match: re.Match[str], moment: Moment) -> Found:
    """Read "twice a week"."""
    return Found("SET", _duration("one", match["unit"].lower()), None, _SET)


@rule(
    LENGTH_RULES,
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|weekdays"
    r"|(?P<of>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"\s+(?P<part>morning|afternoon|evening|night)s)(?!\w|\s+ago)",
    words="days weekends mornings afternoons evenings nights",
)
def plural_weekday(match: re.Match[str], moment: Moment) -> Found:
    """Read "on Fridays", "on Tuesday nights"."""
    stem = match.group().lower()
    if stem == "weekdays":
        return Found("SET", "XXXX-WXX-WD", None, _SET)
    if stem == "weekends":
        return Found("SET", "XXXX-WXX-WE", None, _SET)
    stem = (match["of"] or stem).lower().removesuffix("s").removesuffix("day")
    days = "mon tues wednes thurs fri satur sun".split()
    value = f"XXXX-WXX-{days.index(stem) + 1}"
    if match["part"]:
        value = f"{value}T{DAYPARTS[match['part'].lower()]}"
    return Found("SET", value, None, _SET)


_SHIFT = r"(?:\s?[+−-]\s?\d{1,2}(?::?\d\d)?)?"
_ZONE_NAME = (
    r"(?-i:UTC|GMT|EST|EDT|ET|PST|PDT|PT|CST|CET|CEST|EET|EEST|MSK|BST|IST|AST|Z)"
)
_ZONE = (
    rf"(?:\s*{_ZONE_NAME}{_SHIFT}|\s*\({_ZONE_NAME}{_SHIFT}\)"
    r"|\s*\((?:(?-i:[A-Z][a-z]+)|local)(?:\s+time)?\)"
    r"|\s+(?:(?-i:[A-Z][a-z]+)|local)\s+time)"
)


@rule(
    LENGTH_RULES,
    r"(?:\b(?:about|around|approximately)\s+)?(?<![\d:.,/$€£-])"
    r"(?:(?P<h>[01]?\d|2[0-4])(?:(?P<colon>:)(?P<m>[0-5]\d)"
    r"(?::[0-5]\d)?|(?P<dot>\.)(?P<dm>[0-5]\d)"
    rf"(?=\s*[ap]\.?m\b|\s+(?:hours|hrs"
    rf"|(?-i:[A-Z][a-z]+)\s+time|local\s+time|on\s+(?:\d|{MONTH}|{WEEKDAY}))))?"
    r"(?:\s*(?P<half>a\.m\.|p\.m\.|[ap]m\b)|(?P<clock>\s+o['’]clock))?"
    rf"|(?P<mil>[01]\d[0-5]\d|2[0-3][0-5]\d)(?=\s*(?:hrs|GMT|UTC|local))"
    rf"|(?<=at\s)(?P<at>[01]\d[0-5]\d|2[0-3][0-5]\d)(?=\s+hours))"
    rf"(?:\s+hours|\s+hrs)?(?P<zone>{_ZONE})?(?![\w:%]|[.,]\d)",
)
def clock_time(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "14:08 UTC+3", "2 p.m.", "5 o'clock", "at 1400 GMT"."""
    digits = match["mil"] or match["at"]
    if digits:
        hour, minute = int(digits[:2]), digits[2:]
    else:
        if not (match["colon"] or match["dot"] or match["half"] or match["clock"]):
            return None
        hour, minute = int(match["h"]), match["m"] or match["dm"] or ""
    half = (match["half"] or "").lower()
    if half and not 1 <= hour <= 12 and not (hour == 0):
        return None
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    value = f"T{hour:02d}:{minute or '00'}"
    return Found("TIME", None, None, "a time of the day", clock=value)


@rule(
    LENGTH_RULES,
    r"(?<!-)\b(?P<word>midnight|noon|midday)(?P<zone>\s+(?:(?-i:[A-Z][a-z]+)"
    r"|local)\s+time"
    r")?\b(?!\s+(?:oil|mass|sun))"
    r"|(?:(?<=\bat\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bsince\s)|(?<=\buntil\s)"
    r"|(?<=\bafter\s)|(?<=\bbefore\s))"
    r"(?P<light>dawn|daybreak|sunrise|dusk|sunset|nightfall)\b(?!\s+of\b)"
    r"|\b(?:the\s+)?(?P<of>dawn|daybreak|sunrise|dusk|sunset|nightfall)"
    rf"(?=\s+(?:of|on)\s+(?:today|yesterday|tomorrow|{WEEKDAY}|\d|{MONTH}))",
    words="midnight noon midday dawn daybreak sunrise dusk sunset nightfall",
)
def named_time(match: re.Match[str], moment: Moment) -> Found:
    """Read "midnight", "noon" and "at dawn"."""
    light = match["light"] or match["of"]
    if light:
        early = light.lower() in ("dawn", "daybreak", "sunrise")
        value = "TMO" if early else "TEV"
        return Found("TIME", None, None, "a time of the day", clock=value)
    value = "T24:00" if match["word"].lower() == "midnight" else "T12:00"
    return Found("TIME", None, None, "a time of the day", clock=value)


@rule(
    LENGTH_RULES,
    r"\b(?:now(?!\s+that\b)|currently|(?<=\bat\s)(?P<moment>(?:the"
    r"|this)\s+(?:present\s+)?"
    r"moment)|nowadays|present[\s-]day|at\s+present|these\s+days|right\s+now"
    r"|the\s+present(?:\s+(?:day|time))?)(?![\w-])",
)
def present(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "now", "currently", "at the moment": the time of publication."""
    words = match.group().lower()
    if words == "the present":
        return None
    span = day_span(moment.anchor)
    return Found("DATE", "PRESENT_REF", span.edtf, _PRESENT, None)


@rule(
    LENGTH_RULES,
    r"\b(?:recently|(?<=\binto\s)the\s+future"
    r"|(?<=\bin\s)the\s+(?:recent\s+|distant\s+)?past"
    rf"(?!\s+(?:[\w-]+\s+){{0,2}}{UNIT}|\s+\d)"
    r"|(?<=\bin\s)the\s+(?:\w+\s+)?future|(?<=\bin\s)the\s+near\s+term"
    r"|the\s+(?:near|foreseeable|distant|immediate|not-too-distant)\s+future)\b",
    words="recently past future term",
)
def vague(match: re.Match[str], moment: Moment) -> Found:
    """Read "recently", "in the past", "in the near future": no date of their own."""
    value = "FUTURE_REF" if re.search("future|term", match[0], re.I) else "PAST_REF"
    return Found("DATE", value, None, "no date of its own")
