"""Terms: for how long a zone is agreed, and whether it was extended or suspended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Status, Term
from .dating import date_near
from .drafts import Draft, Target, draft_from
from .modality import is_negated, modality_of
from .scene import Scene, View, ZoneMention, is_near
from .vocabulary import number_of

__all__ = ["CREATED", "attributed", "term"]

CREATED = re.compile(
    r"\b(?:creat(?:e|es|ed|ing|ion)|establish(?:es|ed|ing|ment)?|set(?:s|ting)?\s+up|"
    r"introduc(?:e|es|ed|ing|tion)|form(?:ed|ing|ation)|institut(?:e|ed|ing)|"
    r"launch(?:ed)?|bec[oa]me|declar(?:e|ed|ing)|designat(?:e|ed|ing)|demarcat(?:e|ed)|"
    r"(?:put|bring|brought)\s+in\s+place)\b",
    re.I,
)
_EXTENDED = re.compile(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:prolonged|extended|renewed)\b(?!\s+to\b)",
    re.I,
)


_SUSPENDED = re.compile(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:suspended|frozen)\b", re.I
)


_TERM = re.compile(
    r"\b(?:for|of|lasting|last)\s+(?:a\s+)?(?:(?:period|term|initial\s+period|"
    r"duration)\s+"
    r"of\s+)?(?P<n>\w+)[\s-](?P<unit>day|week|month|year|hour)s?\b"
    r"|\b(?P<n2>\w+)-(?P<unit2>day|week|month|year|hour)\s+(?:cease|truce)",
    re.I,
)


_LASTS = re.compile(r"\b(?:exist|last|remain|valid|stand|hold)(?:s|ed)?\b", re.I)
_RENEWAL = re.compile(
    r"\b(?:automatic\w*\s+(?:extended|extension|renew\w+|prolong\w+)|"
    r"(?:extended|renewed|prolonged)\s+automatically)\b",
    re.I,
)


def attributed(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    for pattern, status in ((_EXTENDED, "extended"), (_SUSPENDED, "suspended")):
        match = pattern.search(view.text, zone.end)
        if match and is_near(view, zone, match, 40):
            if is_negated(view.text, match.start(), match.end()):
                continue
            body = Status(status, begins=date_near(view, match.end()))
            draft = draft_from(view, "status", body, status)
            modality = modality_of(view.text, match.start(), match.end())
            yield replace(draft, target=target, type=target.type, modality=modality)


def term(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    match = _TERM.search(view.text)
    if not match or not (
        agreed or CREATED.search(view.text) or match["n2"] or _LASTS.search(view.text)
    ):
        return
    number = number_of(match["n"] or match["n2"])
    unit = (match["unit"] or match["unit2"]).lower()
    if number is None or not is_near(view, zone, match, 120):
        return
    duration = {
        "day": f"P{number}D",
        "week": f"P{number * 7}D",
        "month": f"P{number}M",
        "year": f"P{number}Y",
        "hour": f"PT{number}H",
    }[unit]
    renewal = "automatic" if _RENEWAL.search(view.text) else None
    draft = draft_from(view, "term", Term(duration, renewal), "term")
    yield replace(
        draft,
        target=target,
        type=target.type,
        modality=modality_of(view.text[: match.end()]),
    )
