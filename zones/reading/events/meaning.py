"""How an event is meant: told as done, planned, feared, forbidden or blamed."""

from __future__ import annotations

import re

from ..caseless import caseless
from ..dating import day_dates
from ..modality import is_negated, modality_of
from ..scene import View
from .dating import segment_of
from .figures import quantities_of
from .merging import FIGHTS
from .words import Trigger

__all__ = ["OF_ITS_DAY", "modality_of_event", "tells"]

_TOLD_OF = caseless(
    r"\b(?:condemn\w*|criticiz\w*|criticis\w*|accus\w*|denounc\w*|"
    r"concern\w*\s+(?:about|"
    r"over)|warn\w*|prevent\w*|avoid\w*|avert\w*|deter\w*|(?:respite|shelter|safe\w*|"
    r"protect\w*|spared?)\s+from|responsib\w*|blam\w*|in\s+response\s+to|threat\s+of)\b"
    r"[^.;]{0,80}$",
)
_JUDGED = caseless(
    r"\b(?:condemn\w*|denounc\w*|criticiz\w*|criticis\w*|concern\w*\s+(?:about|over)|"
    r"accus\w*|blam\w*|responsib\w*|in\s+response\s+to)\b[^.;]{0,80}$",
)
"""Words about what did happen: with its day or place it counts as told."""
_FORBIDDEN = caseless(
    r"\b(?:forbid\w*|forbade|prohibit\w*|banned|ban\s+on|outlaw\w*|refrain\w*|"
    r"(?:agreement|deal|accord|pact)\s+to\s+(?:\w+ly\s+)?(?:stop|cease|end|halt)|"
    r"ceas(?:e|ing)\s+(?:all|any)|(?:provides?|undert\w+|pledged?|obliged?)\s+"
    r"(?:to\s+|for\s+)(?:stop|ceas|end|halt)\w*)\b"
)
_POSTS = caseless(
    r"\b(?:stationed|deployed)\s+at\s+(?:[\w-]+\s+){0,3}(?:posts?|checkpoints?|"
    r"points?)|\b(?:observation|guard)\s+(?:posts?|points?)\b[^;]{0,60}\bevacuated\b",
)
_ACCIDENT = caseless(
    r"\b(?:crash(?:ed)?|accidents?|earthquakes?|floods?|avalanche|landslide|collision|"
    r"fire\s+broke\s+out|collapsed?)\b",
)


def tells(view: View, trigger: Trigger) -> bool:
    """Whether the words tell of an event, rather than deny, judge or promise one."""
    text = view.text
    first, last = segment_of(text, trigger)
    part = text[first:last]
    if is_negated(part, trigger.start - first, trigger.end - first):
        return False
    if trigger.type == "casualties" and _ACCIDENT.search(text):
        return False
    is_breach = re.search(r"\b(?:breach|violation|despite|defiance)\b", part)
    if trigger.type not in ("talks", "agreement") and not is_breach:
        if _FORBIDDEN.search(part):
            return False
    if trigger.type in ("deployment", "evacuation") and _POSTS.search(
        text, first, last
    ):
        return False  # that is told of the posts
    if trigger.type == "airstrike" and _BY_GUNS.match(text, trigger.end):
        return False  # "the bombing of X with mortar shells" is told as shelling
    if trigger.type == "patrol" and not day_dates(view):
        return False
    if trigger.type == "aid" and re.search(r"\bmilitary\s+aid|promis", text, re.I):
        return False
    needs_figures = trigger.type in ("violation", "casualties")
    if _TOLD_OF.search(text[: trigger.start]) and not needs_figures:
        needs_figures = not (
            _JUDGED.search(text[: trigger.start])
            and (
                day_dates(view)
                or trigger.type not in FIGHTS
                and _is_placed(view, trigger)
            )
        )
    return not needs_figures or bool(quantities_of(text))


def _is_placed(view: View, trigger: Trigger) -> bool:
    """Whether ground is named right behind the words of an event."""
    if trigger.ground is not None and not trigger.ground.back:
        return True
    starts = [view.local(p)[0] for p in view.places if p.kind != "country"]
    return any(0 <= start - trigger.end < 60 for start in starts)


_CONTENT = re.compile(r"\bthat\b|,\s+which\b|\s+and\s+(?=will\b|would\b)|,\s*(?=it\b)")
_PENDING = caseless(r"\bunder\s+(?:negotiation|discussion)\b")
_OUGHT = re.compile(r"\b(?:must|shall|has\s+to|have\s+to)\s+(?:be\s+)?\w+")
_HOPED = re.compile(r"\b(?:hop(?:e[sd]?|ing)|aim(?:s|ed|ing)?|wish(?:es|ed)?)\s+to\b")


_NORM = (
    r"\b(?:requir|mandat|oblig|stipulat|instruct|command|compel|demand|agree|"
    r"undert[ao]|"
    r"pledg|promis|vow|commit|decid|bound|bind|envisag|foresee|urg|order|prepar|intend|"
    r"call(?:s|ed|ing)?\s+(?:for|on)\b|provid(?:es?|ed|ing)\b|(?:was|"
    r"were)\s+due\b)"
)
_OWED = caseless(
    rf"{_NORM}[\w’'-]*\s+(?:[\w’'()-]+\s+){{0,7}}?(?:to\s+(?:\w+ly\s+)?(?:begin\s+)?"
    r"(?:withdraw|leave|pull|vacate|evacuate|deploy|return|quit|exit|redeploy|move|"
    r"remove|abandon|retreat)|(?:withdrawals?|departures?|deployments?|redeployments?|"
    r"pull-?(?:outs?|backs?)|evacuations?|exit)\b|of\s+(?:withdrawing|leaving|pulling|"
    r"vacating|evacuating)\b)[^.;,]*$"
)
"""Moves that someone is to make, up to the words of the move itself."""
_NEXT = re.compile(r"[“”\"]|\b(?:stated|said|added)\s+that\b")
OF_ITS_DAY = re.compile(r"(?:the|an?|under)\s", re.I)
"""How words for an agreement open that tell its day: "the 3 May accord"."""
_GIVEN = caseless(
    r"\b(?:involved\s+in|following|after|amid|despite|during|because\s+of|due\s+to|"
    r"killed\s+in|died\s+in|since)\s+(?:(?:the|an?|these|those|recent|fresh|new|deadly|"
    r"heavy|(?:days?|weeks?|months?|years?|hours?)\s+of|[\w-]+-long)\s+)*$"
)
"""What a fight is told of as given: "the sides in the clashes at X will meet"."""
_OPEN = frozenset({"planned", "proposed", "conditional", "negotiated"})
_DONE = re.compile(
    r"\b(?:(?:was|were|is|are)|ha(?:s|ve|d)\s+been)\s+(?:now\s+|already\s+|fully\s+)?"
    r"(?:completed|finished|concluded|carried\s+out|accomplished)\b"
)


_BY_GUNS = caseless(
    r"[^.;]{0,60}?\bwith\s+(?:\w+\s+){0,2}?(?:mortars?|artillery|howitzers?|tank)\b"
)
_OF_DAY = re.compile(
    r"\b(?:agreement|accord|treaty|memorandum|deal|protocol)\s+"
    r"(?:of|signed\s+on|dated)\s+(?:\d{1,2}\s+)?[A-Z]\w+\s+\d"
)


def _around(trigger: Trigger) -> tuple[int, int]:
    return max(0, trigger.start - 12), trigger.end + 40


def modality_of_event(text: str, trigger: Trigger, matter: tuple[str, ...]) -> str:
    """Say how an event is meant; what is agreed to come is not how it was agreed."""
    until = len(text)
    is_act = trigger.type not in ("talks", "agreement")
    if not is_act:
        content = _CONTENT.search(text, trigger.end)
        until = content.start() if content else until
    first, last = segment_of(text, trigger)
    if _PENDING.search(text, first, last):
        return "negotiated"
    if _HOPED.search(text, max(0, trigger.start - 25), trigger.end):
        return "planned"
    if trigger.type == "talks" and re.match(r"met\b", text[trigger.start :]):
        return modality_of(text[first : min(last, until)], without=matter)
    told = text[first:until]
    start, end = trigger.start - first, trigger.end - first
    modality = modality_of(told, start, end, without=matter)
    if trigger.type == "agreement" and _OF_DAY.search(text, *_around(trigger)):
        return "asserted"  # "under the agreement of 20 June the area is to be …"
    if trigger.type == "agreement" and OF_ITS_DAY.match(text, trigger.start):
        is_draft = re.search(r"\b(?:draft|proposed)\b", text[first : trigger.end])
        return modality if is_draft else "asserted"
    if trigger.type in FIGHTS and modality in _OPEN:
        if _GIVEN.search(text, first, trigger.start):
            return "asserted"
    is_move = trigger.type in ("withdrawal", "deployment", "evacuation")
    if modality == "asserted" and is_move and _OWED.search(text, first, trigger.end):
        return "planned"
    if modality == "planned" and is_act and _DONE.search(text, trigger.end, last):
        modality = "asserted"  # "the withdrawal from what will be free of arms is done"
    if modality == "asserted" and modality_of(text[:first]) == "rumoured":
        return "rumoured"  # "not confirmed: a withdrawal from X"
    quote = _NEXT.search(text, trigger.end, last)
    last = quote.start() if quote else last
    is_due = _OUGHT.search(text, max(first, trigger.start - 15), last) is not None
    if is_due and modality == "asserted" and is_act:
        return "planned"
    return modality
