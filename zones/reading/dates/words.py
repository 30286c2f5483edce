"""Words of dates: the vocabulary and the sub-patterns that the date rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..caseless import caseless

__all__ = [
    "AMOUNT",
    "APPROX",
    "COUNTED",
    "DAY",
    "DAYPART",
    "DAYPARTS",
    "MONTH",
    "MONTH_STEM",
    "PART",
    "UNIT",
    "UNITS",
    "WEEKDAY",
    "YEAR",
    "Amount",
    "Tense",
    "amount_of",
    "is_of_a_thing",
    "month_number",
    "part_name",
    "tense_at",
    "unit_name",
    "weekday_number",
]

_MONTHS: tuple[str, ...] = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
)
_MONTHS += ("nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?:jan(?:uary|\b\.)?|feb(?:ruary|\b\.)?|mar(?:ch|\b\.)?|apr(?:il|\b\.)?|may"
    r"|jun(?:e|\b\.)?|jul(?:y|\b\.)?|aug(?:ust|\b\.)?|sept(?:ember|\b\.)?|sep\b\.?"
    r"|oct(?:ober|\b\.)?|nov(?:ember|\b\.)?|dec(?:ember|\b\.)?)(?![a-z])"
)
MONTH_STEM = f"(?:{'|'.join(_MONTHS)})"
"""What each month begins with, in small letters."""
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!s)"
    r"|(?-i:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?:\.|(?=,)))"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w/:]|[.,:]\d)"
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)(?!\d|[.,]\d|[-–]?(?:year|strong|odd))"
DAYPART = (
    r"(?:(?:(?:early|late|mid)[\s-])?(?:morning\s+hours|morning"
    r"|afternoon|evening|night)"
    r"|(?:early|small)\s+hours)"
)
DAYPARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
DAYPARTS |= {"hours": "MO"}

PART = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:first\s+half|second\s+half|latter\s+half|beginning"
    r"|start|mid|middle|end|close|early\s+part"
    r"|latter\s+part)\s+of\s+(?:the\s+month\s+of\s+)?"
    r"|(?:early|late|later|earlier)(?:\s+in)?\s+|(?:early|late|mid|end)-|mid\s"
    r"|(?:(?<=\bby\s)|(?<=\bat\s)|(?<=\bsince\s)|(?<=\buntil\s))end\s)"
)
_PARTS = (
    ("first half", "first half"),
    ("second half", "second half"),
    ("latter half", "second half"),
    ("latter part", "late"),
    ("early part", "early"),
    ("beginning", "start"),
    ("start", "start"),
    ("middle", "mid"),
    ("mid", "mid"),
    ("end", "end"),
    ("close", "end"),
    ("early", "early"),
    ("earlier", "early"),
    ("late", "late"),
)

UNITS = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "night": ("", "D"),
    "week": ("", "W"),
    "weekend": ("", "WE"),
    "fortnight": ("", "W"),
    "month": ("", "M"),
    "quarter": ("", "Q"),
    "year": ("", "Y"),
    "decade": ("", "DE"),
    "century": ("", "CE"),
}
"""Unit: designators of its TIMEX3 duration."""
UNIT = (
    r"(?:seconds|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?"
    r"|quarters|years?|decades?|century|centuries)(?!-old\s+\w+-)(?![a-z])"
)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate(_SMALL)}
_NUMBERS |= {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_NUMBERS |= {
    "a": 1,
    "an": 1,
    "hundred": 100,
    "dozen": 12,
    "couple": 2,
    "thousand": 1000,
}
_WORDS = "|".join(sorted((*_SMALL[1:], *_TENS), key=len, reverse=True))
_NUMBER = (
    r"(?:\d+(?:,\d{3})*(?:\.\d+)?(?:\s+1/2|½)?"
    rf"|(?:{'|'.join(_TENS)})[-\s](?:one|two|three|four|five|six|seven|eight|nine)"
    rf"|{_WORDS}|(?:a|one)\s+hundred|a\s+dozen|half\s+an?|an?)"
)
_VAGUE = (
    r"(?:several|many|some|numerous|a\s+few|few|(?:a\s+)?couple(?:\s+of)?|countless"
    r"|a\s+number\s+of|dozens\s+of|hundreds\s+of|thousands\s+of|tens\s+of)"
)
_BETWEEN = r"(?:[-–]|\s*[-–]\s*(?=\d)|\s+(?:to|or)\s+)"  # no dash of a dateline
_HALF = r"(?:[-\s]and[-\s]a[-\s]half)"
AMOUNT = rf"(?:{_NUMBER}(?:{_HALF}|{_BETWEEN}{_NUMBER})?|{_VAGUE})"
APPROX = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|some|over|well\s+over"
    r"|just\s+over|just\s+under|under|(?:no\s+)?(?:more|less|fewer)\s+than|at\s+least"
    r"|at\s+most|up\s+to|as\s+many\s+as)\s+)"
)


COUNTED = caseless(
    r"\s+(?:(?:[a-z]+ed|[a-z]+ly|more|new|other|military|light|heavy"
    r"|(?-i:[A-Z]\w+(?:an|ish|ese|i))"
    r"|government|un|local|regular|uniformed|special|combat|motor|pieces\s+of"
    r"|units\s+of|civilian)\s+){0,3}(?:soldiers?|people|men|women|children|fighters"
    r"|troops|militants|civilians|service(?:wo)?men|peacekeepers|peacemakers|officers"
    r"|monitors|policemen|police|combatants|rebels|guards|recruits|volunteers|refugees"
    r"|returnees|households|hostages|captives|bodies|victims|casualties"
    r"|equipment|hardware|weapons|rifles|mines|munitions|trucks|lorries|cars|guns"
    r"|localities|towns|posts|checkpoints|schools|buildings"
    r"|families|houses|buses|refugees|persons|members|tonn?es|tons|kilomet\w+|km|miles"
    r"|met(?:er|re)s|feet|square|sq|dollars|euros|pounds|rubles|percent|per\s+cent|dead"
    r"|injured|wounded|rounds|shells|rockets|missiles|aircraft|vehicles|tanks|flights"
    r"|sorties|acres|hectares|times|days|weeks|months|years|hours|votes|cases|points"
    r"|shares|jobs|workers|employees|observers|ceasefire|violations|settlements"
    r"|prisoners"
    r"|detainees|villages|displaced|residents|personnel|inhabitants|tents|homes)\b",
)
"""Nouns that make a number before them a count."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units; None where the words give none ("several")."""

    low: float | None
    high: float | None = None

    @property
    def text(self) -> str:
        """The number as a TIMEX3 duration has it, ``X`` for a vague one."""
        number = self.high if self.high is not None else self.low
        return "X" if number is None else f"{number:g}"


def amount_of(words: str) -> Amount:
    """Read "three", "twenty-five", "2 1/2", "half a", "15-20" or "several"."""
    text = " ".join(words.lower().split())
    if re.fullmatch(_VAGUE, text, re.I):
        return Amount(2.0) if "couple" in text else Amount(None)
    ends = re.fullmatch(rf"({_NUMBER}){_BETWEEN}({_NUMBER})", text, re.I)
    if ends and _number_of(text) is None:
        return Amount(_number_of(ends[1]), _number_of(ends[2]))
    return Amount(_number_of(text))


def _number_of(text: str) -> float | None:
    half = re.fullmatch(rf"(.+?){_HALF}", text)
    if half:
        whole = _number_of(half[1])
        return None if whole is None else whole + 0.5
    if text.startswith("half"):
        return 0.5
    plain = text.replace(",", "")
    digits = re.fullmatch(r"(\d+(?:\.\d+)?)(\s*(?:1/2|½))?", plain)
    if digits:
        return float(digits[1]) + (0.5 if digits[2] else 0.0)
    total = 0
    for word in re.split(r"[-\s]+", plain):
        if word not in _NUMBERS:
            return None
        number = _NUMBERS[word]
        total = total * number if number >= 100 and total else total + number
    return float(12 if text == "a dozen" else total)


def month_number(word: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """Return the number of a weekday, Monday 0."""
    return _WEEKDAYS.index(word[:3].lower())


def unit_name(word: str) -> str:
    """Return the singular of a unit."""
    text = word.lower()
    return "century" if text == "centuries" else text.removesuffix("s")


def part_name(words: str) -> str:
    """Return the part that words such as "the beginning of" name."""
    text = " ".join(words.lower().split())
    return next(part for word, part in _PARTS if word in text)


_FUTURE = caseless(
    r"\b(?:will|shall|would|won't|to\s+be\s+[a-z]+|going\s+to|plan(?:s|ned|ning)?"
    r"|due|schedul\w+|expect\w*|set\s+(?:for|to)|upcoming|forthcoming|hop(?:es?|ing)"
    r"|intend\w*|aims?|wants?|must|should|(?-i:may)(?!\s+\d)|might|could|can"
    r"|deadline|propos(?:es|ing)|propos(?:e|ed)\s+to"
    r"|promis(?:es?|ing)|pledg(?:es?|ing)|(?:promised|pledged|vowed|decided)\s+to"
    r"|no\s+later\s+than|not\s+later\s+than|no\s+earlier\s+than|(?<!not\s)wait\w*"
    r"|until\s+then|forecast"
    r"|(?:takes|comes\s+into)\s+effect|(?:comes|enters)\s+into\s+force"
    r"|is\s+to|are\s+to|next(?!\s+to\b)|ready\s+to|begins|starts|opens|expires"
    r"|ends|meets|takes\s+place|slated|invit(?:es?|ing)|postpon(?:es?|ing)"
    r"|call(?:s|ing)?\s+(?:for|on)|urg(?:es?|ing)|agree[sd]?\s+to"
    r"|(?:postponed|delayed|moved|rescheduled|adjourned|deferred|put\s+off"
    r"|pushed\s+back)\s+(?:to|until|till)"
    r"|doors\s+open|go(?:es)?\s+to\s+the\s+polls|resumes|kicks?\s+off"
    r"|suppos(?:e|ed)\s+to|arrives|departs|concludes|runs\s+(?:out|through|until)"
    r"|ha(?:s|ve)\s+until|leaves\s+for|(?:flies|heads|travels|returns)\s+to"
    r"|faces)\b|'ll\b",
)
_PAST = caseless(
    r"\b(?:was|were|had|did|has|have\s+been|took|began|met|came|went|held|left|won|lost"
    r"|fell|rose|made|became|broke|gave|saw|led|struck|hit|shot|fought|brought|sent"
    r"|put|ran|found|got|wrote|drove|flew|cut|shut|ago|after|since|bought|sold|paid"
    r"|built|spent|kept|grew|drew|threw|knew|spoke|chose|sank|swept|fled|burnt|dealt"
    r"|taken|given|seen|shown|written|driven|chosen|broken|begun|done|gone|grown|drawn"
    r"|thrown|flown|fallen|stolen|beaten|sunk|born|agreed|freed|decreed|guaranteed"
    r"|(?!need|speed|exceed"
    r"|indeed|hundred|unit|proceed|succeed|feed|seed)[a-z]{2,}(?<!e)(?:ed))\b",
)
# Words that are a past tense by their form and yet point ahead: "is expected on"; and
# "agreed to meet on Monday", but not "on Monday they agreed to meet".
_AWAITED = caseless(r"(?:expect|schedul|plann|slat)ed|\w+\s(?:.+\s)?(?:to|until|till)")
# "It had been due to expire on Friday": what was to come then is past by now.
_BYGONE = caseless(r"\bhad\s+(?:\w+\s+)?been\s+(?:due|scheduled|expected|set|slated)\b")
_AGREED = caseless(r"(?:agree|propose|promise|pledge|vowe|decide)d\s+to")
# "Crude for December delivery"; "flights are cancelled through Friday".
_DUE = caseless(r"\s+(?:delivery|futures|deadline|expiry)\b")
_LASTING = caseless(
    r"\b(?:cancel|suspend|extend|clos)\w*[^.;]{0,40}\b(?:through|until|till)\s+$"
    r"|\bahead\s+of\s+(?:the\s+)?$",
)
# "The agreement of 8 September": the day of something that stands already.
_DATED_THING = caseless(
    r"\b(?:agreements?|accords?|deals?|memorand(?:um|a)|treat(?:y|ies)"
    r"|protocols?|decrees?"
    r"|resolutions?|decisions?|truces?|ceasefires?|armistice|declarations?|statements?"
    r"|letters?|orders?|pacts?|attacks?|coup|massacre|earthquakes?|rul(?:es|ings?))"
    r"\s+(?:of|from|dated|signed(?:\s+on)?)\s+(?:the\s+)?$",
)
# A form such as "hit" or "held" behind one of these words is no past tense.
_UNTENSED = caseless(
    r"\b(?:to|will|would|could|should|may|might|must|shall|can|not|be)\s+$"
)
# "They had waited: on Friday he left": the words behind open the clause of the date.
_FRONTED = caseless(
    r"(?:[:–—]\s*|,\s+(?:and|but|while|then)\s+)"
    r"(?:(?:and|but|then|also|only|again|already|early|late|later|earlier|on|in|at|by"
    r"|since|around|about|the)\s+)*$",
)
_SPEECH = caseless(r"\b(?:said|told|added|stressed|noted|reported|announced)\b")
_SAID = caseless(
    r"\b(?:said|told|added|stressed|noted|reported|announced)(?:\s+\w+){0,3}\s+"
    r"(?:(?:on|late|early|earlier|in)\s+)*$",
)
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])|\n|;")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Gen|Mr|Mrs|Dr|Col|Lt|St|No|Sept?|[A-Z]\.[A-Z]|[ap]\.m)$"
)

Tense = Literal["past", "future"]


def is_of_a_thing(text: str, start: int) -> bool:
    """Whether a date only says which agreement or attack is meant."""
    return _DATED_THING.search(text[max(0, start - 80) : start]) is not None


def tense_at(text: str, start: int, end: int) -> Tense | None:
    """Say whether the clause around a date speaks of the past or of the future.

    The nearest verb before the date decides, else the nearest after it; verbs of
    speech count only where nothing else does.
    """
    left = text[max(0, start - 220) : start]
    cut = 0
    for stop in _STOP.finditer(left):
        if not _ABBREVIATED.search(left, 0, stop.start()):
            cut = stop.end()
    left = left[cut:]
    right = text[end : end + 110]
    stop_after = _STOP.search(right)
    right = right[: stop_after.start()] if stop_after else right
    said = _SAID.search(left)
    if said and not _FUTURE.search(said.group()):
        return "past"
    near = left[-80:]
    if _DATED_THING.search(near) or _BYGONE.search(near):
        return "past"
    if _DUE.match(text, end) or _LASTING.search(near):
        return "future"
    before, after = _nearest(left, last=True), _nearest(right, last=False)
    if _FRONTED.search(near):
        before, after = after, before
    if before or after:
        return before or after
    return "past" if _SPEECH.search(left) or _SPEECH.search(right) else None


def _nearest(words: str, *, last: bool) -> Tense | None:
    speech = [m.span() for m in _SPEECH.finditer(words)]
    ahead = {m.start(): m.group() for m in _FUTURE.finditer(words)}
    behind = {
        m.start()
        for m in _PAST.finditer(words)
        if m.span() not in speech and not _UNTENSED.search(words, 0, m.start())
    }
    if not last and speech and min(ahead, default=0) > speech[0][0]:
        return "past"
    places = behind.union(ahead)
    if not places:
        return None
    place = max(places) if last else min(places)
    if place not in behind:
        return "future"
    words_ahead = ahead.get(place, "")
    if _AGREED.fullmatch(words_ahead):
        return "future" if last else "past"
    return "future" if _AWAITED.fullmatch(words_ahead) else "past"
