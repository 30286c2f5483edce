"""Terms: for how long a zone is agreed, and whether it was extended or suspended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...claims import Status, Term
from ..dating import date_near
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention, is_near
from ..vocabulary import number_of

__all__ = ["CREATED", "PROLONGS", "attributed", "prolonged", "stated_term", "term"]

CREATED = re.compile(
    r"\b(?:creat(?:e|es|ed|ing|ion)|establish(?:es|ed|ing|ment)?|set(?:s|ting)?\s+up|"
    r"introduc(?:e|es|ed|ing|tion)|form(?:ed|ing|ation)|institut(?:e|ed|ing)|"
    r"launch(?:ed)?|bec[oa]me|declar(?:e|ed|ing)|designat(?:e|ed|ing)|demarcat(?:e|ed)|"
    r"(?:put|bring|brought)\s+in\s+place)\b",
    re.I,
)
_EXTENDED = re.compile(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:\w+ly\s+)?(?:prolonged|extended|renewed)\b"
    r"(?!\s+to\b)",
    re.I,
)
_TERM_EXTENDED = re.compile(
    r"\b(?:term|period|mandate|duration|validity)\s+(?:was|were|has\s+been|"
    r"had\s+been)\s+"
    r"(?:then\s+)?(?:prolonged|extended|renewed|stretched)\b",
    re.I,
)
_SUSPENDED = re.compile(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:suspended|frozen)\b", re.I
)
_UNIT = r"(?P<unit{0}>day|week|month|year|hour)s?"
_TERM = re.compile(
    r"\b(?:for|of|lasting|(?:to|will|would|shall|should)\s+last(?:\s+for)?|every)\s+"
    r"(?:a\s+|an\s+)?(?:(?:further|initial|another(?!\s+half))\s+)?(?:(?:period|term|"
    r"duration)\s+of\s+)?"
    rf"(?P<n>another\s+half(?=\s+a)|half(?=\s+a)|\w+)[\s-](?:a\s+)?{_UNIT.format('')}\b"
    rf"|\b(?P<n2>\w+)-{_UNIT.format('2')}\s+(?:cease|truce|halt|pause)",
    re.I,
)
_TERM_IS = re.compile(
    r"\b(?:term|duration|validity|period)\b[^.;,]{0,50}?\b(?:is|are|was|were|of)\s+"
    rf"(?P<n>\w+)\s+{_UNIT.format('')}\b",
    re.I,
)
_LASTS = re.compile(
    r"\b(?:exist|last|remain|valid|stand|hold|meant|decreed|declared|runs?|"
    r"renew(?:ed)?|"
    r"extend(?:ed)?|prolong(?:ed)?|conclu|force|introduc)(?:s|ed)?\b",
    re.I,
)
_SPANS = re.compile(r"\b(?:in|within|over|during|past)\s+(?:the\s+)?$", re.I)
_RENEWAL = re.compile(
    r"\b(?:automatic\w*\s+(?:extended|extension|renew\w+|prolong\w+)|"
    r"(?:extended|renewed|prolonged)\s+automatically)\b",
    re.I,
)
_RENEWABLE = re.compile(
    r"\b(?:can|may|could|to|will)\s+be\s+(?:renewed|extended|prolonged)\b|"
    r"\brenewable\b|"
    r"\bpossibility\s+of\s+(?:an?\s+)?(?:extension|renewal|prolongation)\b",
    re.I,
)
_EVERY = re.compile(r"\b(?:renewed|extended|prolonged)\s+every\b", re.I)
_DAYS = {"day": "D", "week": "D", "month": "M", "year": "Y"}


PROLONGS = re.compile(
    r"\b(?:prolong|extend|renew)(?:s|ed|ing)?\s+(?:the\s+|an?\s+)?(?:(?:regime|term|"
    r"period|"
    r"mandate|validity|duration|operation|agreement|life)\s+(?:of|on)\s+(?:the\s+)?)?"
    r"(?:[\w.-]+\s+)?$",
    re.I,
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
    match = _TERM.search(view.text)
    if not match or not (
        agreed or CREATED.search(view.text) or match["n2"] or _LASTS.search(view.text)
    ):
        return
    if _SPANS.search(view.text[: match.start()]) or not is_near(view, zone, match, 120):
        return
    body = _term(view, match["n"] or match["n2"], match["unit"] or match["unit2"])
    if body is not None:
        draft = draft_from(view, "term", body, "term")
        yield replace(
            draft,
            target=target,
            type=target.type,
            modality=modality_of(view.text[: match.end()]),
        )


_OF_DEAL = re.compile(
    r"(?:And\s+)?(?:The|This|That)\s+(?:[\w-]+\s+){0,2}?(?:agreement|accord|deal|"
    r"treaty|"
    r"memorandum|arrangement)\b[^.;]{0,40}?\b(?:valid|lasts?|runs?|concluded|signed|"
    r"agreed|in\s+force)\s+for\s+(?:an?\s+(?:initial\s+)?period\s+of\s+)?"
    rf"(?P<n>\w+)\s+{_UNIT.format('')}\b"
)


def stated_term(view: View, target: Target) -> Iterator[Draft]:
    """Read "the term of the memorandum is six months" of the zones spoken of last."""
    match = _TERM_IS.search(view.text) or _OF_DEAL.match(view.text)
    if not match:
        return
    body = _term(view, match["n"], match["unit"])
    if body is not None:
        yield replace(
            draft_from(view, "term", body, "stated-term"),
            target=target,
            type=target.type,
            modality=modality_of(view.text[: match.end()]),
        )


def _term(view: View, words: str, unit: str) -> Term | None:
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
    if unit == "week":
        number *= 7
    duration = f"PT{number}H" if unit == "hour" else f"P{number}{_DAYS[unit]}"
    return Term(duration, _renewal(view.text))


def _renewal(text: str) -> str | None:
    if _RENEWAL.search(text):
        return "automatic"
    if _RENEWABLE.search(text) or _EVERY.search(text):
        return "renewable"
    return None
