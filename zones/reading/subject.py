"""What a document is about: a text on sport, trade or heritage has zones of its own.

"A buffer zone round the ruins" is worded as one between armies. What tells them apart
is the company that the words keep.
"""

from __future__ import annotations

from collections.abc import Sequence

from .caseless import caseless
from .drafts import Draft

__all__ = ["of_conflict"]

_MILITARY = caseless(
    r"\b(?:troops|army|armies|armed|military|militar(?:y|ies)|soldiers?|servicemen|"
    r"rebels?|militants?|militias?|insurgents?|fighters?|guerrillas?|peacekeep\w+|"
    r"cease-?fires?|hostilities|shell(?:ing|ed|s)|artillery|howitzers?|tanks|mortars?|"
    r"air\s?strikes?|warplanes|demilitari[sz]\w+|de-?escalation|disengagement|"
    r"weapons?|police|observers?|monitors?|wounded|civilians|displaced|refugees|"
    r"front\s?line|line\s+of\s+contact|withdr[ae]w\w*|forces|war|conflict|combat)\b",
)
_CIVIL = caseless(
    r"\b(?:heritage|museums?|archaeolog\w+|ruins|unesco|monuments?|excavations?|"
    r"leagues?|coach|goals?|goalkeeper|football|stadium|match|season|championship|"
    r"players?|inflation|banks?|euros?|shares|investors?|bonds?|economy|economic|"
    r"markets?|companies|company|exports?|customs|free[\s-]trade|pipelines?|gas|"
    r"subsea|earthquakes?|floods?|volcano|wildlife|species|fishery|reefs?|"
    r"forests?|vineyards?|clocks|tourists?|tourism|traffic|parking|pedestrians?|"
    r"clubs?|strikers?|comedy|theatre|theater|rehearsals?|audience|box\s+office|"
    r"stage|film|novel|"
    r"coaches|trainers?|derby|whistle|midfield|tickets?|tariffs?|trade\s+war|"
    r"price\s+war|lira|wholesalers|lorries|supermarkets?|forecasters|storm|"
    r"low-emission|national\s+park)\b",
)
_SHORT = 400
"""Texts below so many characters are judged only by two words of civil matters."""


def of_conflict(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that a text can mean in earnest.

    Parameters
    ----------
    text
        The text as read.
    drafts
        What the grammar read. A text with more words of sport, trade, heritage or
        nature than of arms keeps only its events; one without any of arms, nothing.
    """
    if not drafts:
        return []
    civil, military = _CIVIL.count(text), _MILITARY.count(text)
    if len(text) < _SHORT and (military or civil < 2):
        return list(drafts)
    if military > civil or not civil:
        return list(drafts)
    return [draft for draft in drafts if military and draft.kind == "event"]
