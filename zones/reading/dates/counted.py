"""Date rules told by a count of units: "a week ago", "three days later"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from .patterns import FROM_ANCHOR, FROM_FOCUS, Found, Moment, Rule, rule, told
from .values import Span, day_span, move, one_of, shift, span_of
from .words import (
    AMOUNT,
    APPROX,
    MONTH,
    UNIT,
    WEEKDAY,
    amount_of,
    unit_name,
    weekday_number,
)

__all__ = ["COUNTED_RULES"]

COUNTED_RULES: list[Rule] = []

_SMALLER = {
    "century": (100, "year"),
    "decade": (10, "year"),
    "year": (12, "month"),
    "week": (7, "day"),
}
_LENGTHS = {"second": 1, "minute": 60, "hour": 3600}


@rule(
    COUNTED_RULES,
    rf"\b(?P<approx>{APPROX})?(?P<amount>{AMOUNT})\s+(?P<unit>{UNIT})"
    r"(?P<half>\s+and\s+a\s+half)?\s+"
    r"(?P<way>ago|earlier|before(?=\s*(?:[.,;:)]|$))|previously|(?:later|afterwards?)"
    rf"(?!\s+(?:than\b|in\s+{MONTH}))"
    r"|hence|from\s+now|from\s+today|on)\b",
    needs=rf"{UNIT}(?:\s+and\s+a\s+half)?\s+(?:ago|earlier|before|previously|later"
    r"|afterward|hence|from\s+now|from\s+today|on)",
)
def counted_units(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "a week ago", "three days earlier", "more than a year ago"."""
    way = match["way"].lower()
    if way == "on":
        return None
    unit, amount = unit_name(match["unit"]), amount_of(match["amount"])
    from_anchor = way in ("ago", "hence") or way.startswith("from")
    base, basis = moment.anchor, FROM_ANCHOR
    focus = moment.near_focus(unit)
    if (
        moment.focus
        and moment.focus.unit == "month"
        and moment.is_beside(match.start())
    ):
        focus = moment.focus  # "in April and retaken ten days later"
    if not from_anchor and focus:
        base, basis = focus.first, FROM_FOCUS
    sign = 1 if way in ("later", "hence") or way.startswith(("after", "from")) else -1
    if amount.low is None:
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Found("DATE", vague, None, "no number of units")
    if unit == "century" and amount.low > 8 or amount.low > 9000:
        return None
    count = amount.low + (0.5 if match["half"] else 0)
    quarter = moment.near_quarter(match.start()) if unit == "year" else None
    if quarter and count == 1 and way in ("ago", "earlier", "before"):
        # The value names the quarter compared with; the days stay as vague as told.
        found = _counted(match, unit, -1, quarter.first, FROM_FOCUS)
        return replace(found, value=shift(quarter, -4).timex)
    found = _counted(match, unit, sign * count, base, basis)
    if basis == FROM_FOCUS and focus and focus.unit == "month" and unit in _FINE:
        return _spread(found, focus)
    return found


_FINE = ("day", "night", "week", "fortnight")


def _spread(found: Found, focus: Span) -> Found:
    """Widen what is counted from some day of a span by the days of the span."""
    if found.span is None:
        return found
    last = found.span.first + (focus.last - focus.first)
    span = replace(found.span, unit="part", last=last)
    return told(replace(span, edtf=one_of(span.first, last)), found.basis)


@rule(
    COUNTED_RULES,
    rf"\b(?P<amount>{AMOUNT})\s+(?P<unit>years?|months?|weeks?)\s+ago\s+(?P<to>today"
    rf"|tomorrow|yesterday|tonight|this\s+(?P<span>week|month)|(?:on\s+)?"
    rf"(?P<wd>{WEEKDAY}))(?!\w)",
    words="ago",
)
def unit_ago_from(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "a year ago tomorrow", "two years ago this month", "a week ago Friday"."""
    amount, unit = amount_of(match["amount"]).low, unit_name(match["unit"])
    if amount is None or amount != int(amount) or amount > 900:
        return None
    base = moment.anchor
    if match["wd"]:
        if unit != "week":
            return None
        base = move(base, "day", -((base.weekday() - weekday_number(match["wd"])) % 7))
    else:
        step = {"tomorrow": 1, "yesterday": -1}.get(match["to"].lower(), 0)
        base = move(base, "day", step)
    day = move(base, unit, -int(amount))
    return told(span_of((match["span"] or "day").lower(), day), FROM_ANCHOR)


def _counted(
    match: re.Match[str], unit: str, count: float, base: dt.date, basis: str
) -> Found:
    if unit in _LENGTHS:
        days = round(count * _LENGTHS[unit] / 86400)
        span = day_span(move(base, "day", days))
        stamp = {"hour": "XX", "minute": "XX:XX", "second": "XX:XX:XX"}[unit]
        return Found("TIME", f"{span.timex}T{stamp}", span.edtf, basis, span)
    unit = {"night": "day", "fortnight": "week"}.get(unit, unit)
    if count != int(count):
        whole, unit = _SMALLER.get(unit, (1, unit))
        count = round(count * whole)
    number = int(count) * (2 if match["unit"].lower().startswith("fortnight") else 1)
    day = move(base, unit, number)
    span = span_of(unit, day)
    bound = _bound(match["approx"], number, day)
    if bound:
        return told(replace(span, edtf=bound), f"{basis}; a bound")
    exact = unit == "day" and not match["approx"]
    edtf = day.isoformat() if exact else f"{_coarse(unit, day)}~"
    if unit == "week":
        span = replace(span, first=day, last=day)
    return told(replace(span, edtf=edtf), basis)


def _bound(approx: str | None, number: int, day: dt.date) -> str | None:
    """Return the EDTF set of "more than a year ago", "less than a month later"."""
    words = (approx or "").lower()
    more = re.search(r"\b(?:more\s+than|over|at\s+least)\b", words)
    if not more or "no more" in words:
        return None
    iso = day.isoformat()
    return f"[..{iso}]" if number < 0 else f"[{iso}..]"


def _coarse(unit: str, day: dt.date) -> str:
    if unit in ("day", "week", "weekend"):
        return day.isoformat()
    if unit in ("month", "quarter"):
        return f"{day.year:04d}-{day.month:02d}"
    return f"{day.year:04d}"


@rule(
    COUNTED_RULES,
    r"\b(?:(?:the\s+|its\s+|a\s+)?(?P<ago>year|month|week)-(?:ago|earlier)\s+"
    r"(?P<unit>quarter|month|week|period|year)|(?P<bare>year)-(?:ago|earlier))\b",
    words="-ago -earlier",
)
def unit_ago(match: re.Match[str], moment: Moment) -> Found:
    """Read "the year-ago quarter", "year-earlier"."""
    ago = (match["ago"] or match["bare"]).lower()
    unit = (match["unit"] or ago).lower()
    quarter = moment.near_quarter(match.start())
    if quarter and ago == "year" and unit in ("quarter", "period", "year"):
        return told(shift(quarter, -4), FROM_FOCUS)
    then = move(moment.anchor, ago, -1)
    return told(span_of(ago if unit == "period" else unit, then), FROM_ANCHOR)


@rule(
    COUNTED_RULES,
    r"\b(?P<n>two|three|four)\s+"
    r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\s+ago\b",
    words="ago",
)
def weekdays_ago(match: re.Match[str], moment: Moment) -> Found:
    """Read "two Sundays ago"."""
    back = (moment.anchor.weekday() - weekday_number(match["day"]) - 1) % 7 + 1
    count = int(amount_of(match["n"]).low or 1)
    day = move(moment.anchor, "day", -back - 7 * (count - 1))
    return told(day_span(day), FROM_ANCHOR)


_WD = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"


@rule(
    COUNTED_RULES,
    rf"\b(?:(?:overnight|the\s+night)\s+(?:(?:of|from|between|on)\s+)?(?P<a>{_WD})"
    rf"(?:\s*[-–—/]\s*|\s+(?:to|and|into)\s+)(?P<b>{_WD})"
    rf"|(?P<c>{_WD})\s*[-–—/]\s*(?P<d>{_WD})\s+night"
    rf"|(?:the\s+)?(?:night|overnight)\s+into\s+(?P<e>{_WD}))\b",
    words="night",
)
def night_between(match: re.Match[str], moment: Moment) -> Found | None:
    """Read "the night of Thursday to Friday", "Thursday-Friday night"."""
    begin, end = match["a"] or match["c"], match["b"] or match["d"] or match["e"]
    number = weekday_number(end)
    if begin and (weekday_number(begin) + 1) % 7 != number:
        return None
    last = move(moment.anchor, "day", -((moment.anchor.weekday() - number) % 7))
    if moment.tense(match) == "future" and last < moment.anchor:
        last = move(last, "day", 7)
    first = move(last, "day", -1)
    span = replace(day_span(first), unit="part", last=last, edtf=one_of(first, last))
    value = f"{first.isoformat()}TNI"
    return Found("TIME", value, span.edtf, FROM_ANCHOR, span)


@rule(
    COUNTED_RULES,
    r"\b(?:a|one)\s+(?P<unit>day|week|month|year)\s+from\s+"
    r"(?P<from>today|now|tomorrow|yesterday)\b",
    words="from",
)
def unit_from_day(match: re.Match[str], moment: Moment) -> Found:
    """Read "a week from today"."""
    unit = match["unit"].lower()
    days = {"tomorrow": 1, "yesterday": -1}.get(match["from"].lower(), 0)
    day = move(move(moment.anchor, "day", days), unit, 1)
    return told(span_of("day" if unit in ("day", "week") else unit, day), FROM_ANCHOR)
