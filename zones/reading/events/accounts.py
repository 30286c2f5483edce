"""Accounts: rival statements of where an event's victims were, or that deny it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..caseless import caseless
from ...claims import Event, Site
from ..drafts import Draft, draft_from
from ..scene import Scene, View

__all__ = ["find_accounts"]

_VICTIMS = re.compile(
    r"(?P<who>(?:dead|killed|slain|fallen)?\s*(?:[A-Z]\w+\s+)?(?:soldiers?|troops|"
    r"military|"
    r"servicemen|army|civilians?|fighters|people|victims|convoy|peacekeepers))",
)
_LOCATED = re.compile(
    r"\b(?:were|was|had\s+been)\s+(?:\w+ly\s+)?(?:[“\"]\s*)?(?P<rel>in|at|near|inside|"
    r"among|"
    r"outside|around|on)\s+(?:the\s+|a\s+|an\s+)?(?P<where>[^.,;”\"]{4,80})"
)
_UNKNOWN = caseless(
    r"\b(?:no\s+one|nobody|no-one)\b[^.;]{0,60}\b(?:kn[eo]w|known|aware|informed)\b"
    r"[^.;]{0,20}\bwhere\b",
)
_NOT_USED = caseless(
    r"\b(?P<what>aircraft|aviation|planes|jets|artillery|weapons|forces|drones)\b"
    r"[^.;]{0,60}?\b(?:was|were|had|did)\s*(?:not|n[’']t)\s+(?:been\s+)?(?P<act>used|"
    r"deployed|involved|operat\w+|carr\w+|strik\w+|fly\w*|take\s+part)\b",
)
_DENIES = caseless(r"\bden(?:y|ies|ied)\b")
_ATTACK = caseless(
    r"\b(?:strikes?|attacks?|shelling|bombing|bombardment|raids?|responsib\w+)\b"
)
_ATTACKS = ("airstrike", "shelling", "clash", "other", "offensive")
_REACH = 6


def find_accounts(scene: Scene, events: Sequence[Draft]) -> list[Draft]:
    """Read what different speakers say of one event with victims."""
    result: list[Draft] = []
    for event in events:
        body = event.body
        if not isinstance(body, Event) or event.type not in _ATTACKS:
            continue
        if not body.quantities or event.modality != "asserted":
            continue
        own = next(
            (
                v
                for v in scene.views
                if v.sentence.start <= event.start < v.sentence.end
            ),
            None,
        )
        if own is not None:
            result.extend(_accounts(scene, own, event, body))
    return result


def _accounts(scene: Scene, own: View, event: Draft, body: Event) -> list[Draft]:
    at = scene.views.index(own)
    nations = set(re.findall(r"\b[A-Z][a-z]+(?:ish|ian|ese|an|i)\b", own.text))
    found = []
    for number, view in enumerate(scene.views):
        if view is own or view.speaker is None:
            continue
        is_near = 0 < number - at <= _REACH
        account = _account(view, event, body, nations, is_near)
        if account is not None:
            found.append(account)
    return found


def _account(
    view: View, event: Draft, body: Event, nations: set[str], is_near: bool
) -> Draft | None:
    victims = _VICTIMS.search(view.text)
    same = victims is not None and (
        any(nation in view.text for nation in nations)
        or is_near
        and re.search(r"\b(?:dead|killed|slain|fallen)\b", view.text, re.I) is not None
    )
    located = _LOCATED.search(view.text) if is_near and same else None
    if located and victims is not None and victims.start() < located.start():
        where = located["where"].strip()
        site = Site(
            where,
            located["rel"],
            admin1=body.where.admin1 if body.where else None,
            country=body.where.country if body.where else None,
        )
        said = f"{view.speaker}: the victims were {located['rel']} {where}"
        return _draft(view, event, body, site, "asserted", said, "account-place")
    if same and _UNKNOWN.search(view.text):
        said = f"{view.speaker}: nobody knew where the victims were"
        return _draft(view, event, body, None, "asserted", said, "account-unknown")
    denied = _NOT_USED.search(view.text) if is_near else None
    rejects = _DENIES.search(view.text) and (same or _ATTACK.search(view.text))
    if denied or is_near and rejects:
        what = denied["what"].lower() if denied else "part in it"
        said = f"{view.speaker}: denies, {what} not used"
        return _draft(view, event, body, body.where, "denied", said, "account-denied")
    return None


def _draft(
    view: View,
    event: Draft,
    body: Event,
    site: Site | None,
    modality: str,
    summary: str,
    rule: str,
) -> Draft:
    own = Event(body.on, site, body.about, (), (), str(event.start), summary=summary)
    draft = draft_from(view, "event", own, rule)
    return replace(
        draft,
        type=event.type,
        modality=modality,
        target=event.target,
        inferred=event.inferred,
    )
