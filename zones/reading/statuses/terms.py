"""Terms: for how long a zone is agreed, and whether it was extended or suspended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Status, Term
from ..dating import date_near
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention, is_near
from ..vocabulary import number_of

__all__ = [
    "CREATED",
    "PROLONGS",
    "UNIT",
    "attributed",
    "prolonged",
    "stated_term",
    "term",
    "term_of",
]

CREATED = caseless(
    r"\b(?:creat(?:e|es|ed|ing|ion)|establish(?:es|ed|ing|ment)?|set(?:s|ting)?\s+up|"
    r"introduc(?:e|es|ed|ing|tion)|form(?:ed|ing|ation)|institut(?:e|ed|ing)|"
    r"launch(?:ed)?|bec[oa]me|declar(?:e|ed|ing)|designat(?:e|ed|ing)|demarcat(?:e|ed)|"
    r"(?:put|bring|brought)\s+in\s+place)\b",
)
_EXTENDED = caseless(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:\w+ly\s+)?(?:prolonged|extended|renewed)\b"
    r"(?!\s+to\b)",
)
_TERM_EXTENDED = caseless(
    r"\b(?:term|period|mandate|duration|validity)\s+(?:was|were|has\s+been|"
    r"had\s+been)\s+"
    r"(?:then\s+)?(?:prolonged|extended|renewed|stretched)\b",
)
_SUSPENDED = caseless(r"\b(?:(?:was|were|been|is|are)\s+)(?:suspended|frozen)\b")
_UNIT = r"(?P<unit{0}>day|week|month|year|hour|fortnight)s?"
UNIT = _UNIT.format("")
"""A unit of time, as a group of a pattern."""
_TERM = caseless(
    r"\b(?:for|of|by|to|lasting|lasts|"
    r"(?:to|will|would|shall|should)\s+last(?:\s+for)?|every|"
    r"each\s+time\s+for|(?:got|gets|gained|given|won))\s+"
    r"(?:a\s+|an\s+)?(?:(?:further|initial(?:ly)?|additional|first|full|new|whole|"
    r"about|at\s+least|only|just|another(?!\s+half))\s+)*"
    r"(?:(?:period|term|duration)\s+of\s+)?"
    rf"(?P<n>another\s+half(?=\s+a)|half(?=\s+a)|(?:a|one)(?=\s+fortnight)|\w+)"
    rf"[\s-](?:more\s+|further\s+)?(?:a\s+)?{UNIT}\b"
    rf"|(?<=for)\s+a\s+(?P<n3>)(?P<unit3>fortnight)\b",
)
_COMPOUND = caseless(
    rf"\b(?P<n>\w+)-{UNIT}(?:-long)?\s+|(?<![\w-])(?P<unit2>day|week|month|"
    r"year|fortnight)-long\s+",
)
_EXTENSION = caseless(r"(?:extension|prolongation|renewal)\s+of\b")
_TERM_IS = caseless(
    r"\b(?:term|duration|validity|period)\b[^.;,]{0,50}?\b(?:is|are|was|were|of)\s+"
    rf"(?P<n>\w+)\s+{UNIT}\b",
)
_LASTS = caseless(
    r"\b(?:exist|last|remain|valid|stand|hold|held|meant|decreed|declared|runs?|"
    r"renew(?:ed)?|calculated|designed|limited|intended|good|observed|rolled|"
    r"extend(?:ed)?|prolong(?:ed)?|lengthen(?:ed)?|conclu|force|introduc|suspend|"
    r"got|gets?|gained?|given|won|(?:in|into|take|took)\s+effect|(?:is|was|are|were)\s+"
    r"for)(?:s|ed|ing)?\b",
)
_SPANS = caseless(
    r"\b(?:in|within|(?<!rolled\s)over|during|past)\s+(?:the\s+|an?\s+)?"
    r"(?:maximum\s+|minimum\s+)?$"
)
_RENEWAL = caseless(
    r"\b(?:automatic\w*\s+(?:[\w-]+\s+){0,2}?(?:extended|extensions?|"
    r"renew\w+|prolong\w+)|"
    r"(?:extended|renewed|prolonged)\s+automatically)\b",
)
_RENEWABLE = caseless(
    r"\b(?:can|may|could|to|will)\s+be\s+(?:renewed|extended|prolonged)\b|"
    r"\brenewable\b|\bmay\s+be\s+(?:renewed|extended)|"
    r"\bpossibility\s+of\s+(?:an?\s+)?(?:extension|renewal|prolongation)\b",
)
_EVERY = caseless(r"\b(?:renewed|extended|prolonged)\s+every\b")
_DAYS = {"day": "D", "week": "D", "fortnight": "D", "month": "M", "year": "Y"}
_LENGTHS = {"week": 7, "fortnight": 14}


PROLONGS = caseless(
    r"\b(?:prolong|extend|renew)(?:s|ed|ing)?\s+(?:the\s+|an?\s+)?(?:(?:regime|term|"
    r"period|"
    r"mandate|validity|duration|operation|agreement|life)\s+(?:of|on)\s+(?:the\s+)?)?"
    r"(?:[\w.-]+\s+)?$",
)
"""Words of prolonging right before the zone that is prolonged."""


def attributed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "was extended", "the term was prolonged", "was suspended"."""
    for pattern, status, reach in (
        (_EXTENDED, "extended", 50),
        (_TERM_EXTENDED, "extended", 110),
        (_SUSPENDED, "suspended", 40),
    ):
        match = pattern.search(view.text, zone.end)
        if not match or not is_near(view, zone, match, reach):
            continue
        if is_negated(view.text, match.start(), match.end()):
            continue
        if _RENEWAL.search(view.text):
            continue  # how it would be renewed, not that it was
        body = Status(status, begins=date_near(view, match.end()))
        draft = draft_from(view, "status", body, status)
        modality = modality_of(view.text, match.start(), match.end())
        yield replace(draft, target=target, type=target.type, modality=modality)
        if status == "extended":
            return


def prolonged(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "agreed to prolong the regime of the zone"."""
    match = PROLONGS.search(view.text[: zone.start])
    if not match or is_negated(view.text, match.start(), match.end()):
        return
    body = Status("extended", begins=date_near(view, match.start()))
    modality = modality_of(view.text, match.start(), zone.end)
    if modality == "planned" and re.search(r"\bagreed\b", view.text, re.I):
        modality = "asserted"
    draft = draft_from(view, "status", body, "prolongs")
    yield replace(draft, target=target, type=target.type, modality=modality)


def term(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "set up for six months", "is to last for a week", "every six months"."""
    found = _compound(view, zone) or _counted(view, zone, agreed)
    if found is None:
        return
    words, unit, end = found
    body = term_of(view, words, unit)
    if body is not None:
        draft = draft_from(view, "term", body, "term")
        modality = modality_of(view.text[:end])
        yield replace(draft, target=target, type=target.type, modality=modality)


_Found = tuple[str, str, int]


def _compound(view: View, zone: ZoneMention) -> _Found | None:
    """Read "a 72-hour truce", "a month-long halt", "a 90-day extension of it"."""
    for match in _COMPOUND.finditer(view.text, 0, zone.end):
        gap = view.text[match.end() : zone.end]
        named = gap.removesuffix(view.text[zone.start : zone.end])
        if match.start() >= zone.start and len(gap.split()) < 5:
            named = ""
        if len(named.split()) > 4 or re.search(r"[,;.]", named):
            continue
        if re.search(r"\b(?:of|in|on|and)\b", named) and not _EXTENSION.search(named):
            continue
        return match["n"] or "one", match["unit"] or match["unit2"], zone.end
    return None


def _counted(view: View, zone: ZoneMention, agreed: bool) -> _Found | None:
    """Read "for six months", "by 30 days", "got another two months"."""
    text = view.text
    is_made = agreed or CREATED.search(text) or _LASTS.search(text)
    for match in _TERM.finditer(text) if is_made else ():
        if _SPANS.search(text[: match.start()]) or not is_near(view, zone, match, 120):
            continue
        if _BEFORE_IT.search(text, match.end(), max(match.end(), zone.start)):
            continue  # "for ten years they fought before they signed a truce"
        if _TO_OR_BY.match(match[0]) and not _CHANGES.search(text[: match.start()]):
            continue
        return match["n"] or "one", match["unit"] or match["unit3"], match.end()
    stated = _TERM_IS.search(text)
    if stated and _SPANS.search(text[: stated.start()]):
        return None  # "within a period of three months"
    if stated and is_near(view, zone, stated, 60):
        return stated["n"], stated["unit"], stated.end()
    return None


_BEFORE_IT = caseless(r"\b(?:before|until|till|after|when|while)\b")
_TO_OR_BY = caseless(r"to\s+(?!last)|by\s|(?:got|gets|gained|given|won)\s")
_CHANGES = caseless(
    r"\b(?:extend|prolong|lengthen|renew|limit|shorten|cut|truce|cease-?fire)\w*\b"
    r"[^.;]{0,60}$",
)


_OF_DEAL = re.compile(
    r"(?:And\s+)?(?:The|This|That)\s+(?:[\w-]+\s+){0,2}?(?:agreement|accord|deal|"
    r"treaty|"
    r"memorandum|arrangement|pact|protocol)\b[^.;]{0,40}?\b(?:(?:is|was|valid|lasts?|"
    r"runs?|concluded|signed|agreed|made|designed|meant|in\s+force)\s+for|expires?\s+"
    r"after|lasts?)\s+(?:an?\s+(?:initial\s+)?period\s+of\s+)?"
    rf"(?P<n>\w+)\s+{UNIT}\b"
)


_EXTENSION_IS = re.compile(
    r"(?:The|Each|Every|This)\s+(?:[\w-]+\s+)?(?:extension|renewal|"
    r"prolongation)\s+(?:was|is|"
    r"lasts|lasted|ran)\s+(?:for\s+)?(?:(?:an?|another|further|additional)\s+)*"
    rf"(?P<n>\w+)\s+{UNIT}\b"
)
_STAYS = re.compile(
    r"(?:It\s+shall|(?:The|This|That|Its)\s+(?:[\w-]+\s+){0,4}?(?:(?P<who>contingents?|"
    r"forces?|missions?|peacekeepers|observers|monitors)|regime|arrangement)\b"
    r"[^.;]{0,80}?\b(?:shall|will|(?:is|are)\s+to))\s+(?:(?:then|thereafter)\s+)?"
    r"(?:stay|remain|last|serve|be\s+(?:deployed|stationed|present|in\s+(?:place|"
    r"force)))(?:\s+(?:there|in\s+(?:it|(?:the|this|that)\s+(?:zone|area|corridor|"
    r"region))))?\s+for\s+(?:a\s+|an\s+)?(?:initial\s+|first\s+)?"
    rf"(?:(?:period|term)\s+of\s+)?(?P<n>\w+)\s+{UNIT}\b"
)
"""What keeps a truce or a zone stays for so long, by the sentence after it."""


def stated_term(view: View, target: Target, *, far: bool = False) -> Iterator[Draft]:
    """Read "the term of the memorandum is six months" of the zones spoken of last.

    From ``far``, only the term of those who keep them is read.
    """
    match = _TERM_IS.search(view.text) or _OF_DEAL.match(view.text)
    match = match or _EXTENSION_IS.match(view.text)
    stays = _STAYS.match(view.text)
    match = stays or match
    if far and not (stays and stays["who"]):
        return
    if not match or _SPANS.search(view.text[: match.start()]):
        return
    body = term_of(view, match["n"], match["unit"])
    if body is None:
        return
    draft = draft_from(view, "term", body, "stated-term")
    draft = replace(
        draft,
        target=target,
        type=target.type,
        modality=modality_of(view.text[: match.end()]),
    )
    if stays and stays["who"]:  # the term of those who keep the zone or truce
        draft = replace(draft, confidence="medium", rules=(*draft.rules, "mission"))
    yield draft


def term_of(view: View, words: str, unit: str) -> Term | None:
    """Return a term of some units; None where the number is none."""
    unit = unit.lower()
    if "half" in words.lower():
        number, unit = (6, "month") if unit == "year" else (None, unit)
    elif words.lower() in ("a", "an", "one"):
        number = 1
    else:
        number = number_of(words)
    if number is None:
        return None
    number *= _LENGTHS.get(unit, 1)
    duration = f"PT{number}H" if unit == "hour" else f"P{number}{_DAYS[unit]}"
    return Term(duration, _renewal(view.text))


def _renewal(text: str) -> str | None:
    if _RENEWAL.search(text):
        return "automatic"
    if _RENEWABLE.search(text) or _EVERY.search(text):
        return "renewable"
    return None
