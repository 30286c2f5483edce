"""What became of an agreement that a sentence only points back to: "the deal", "it"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Status
from ..dating import holds_date
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention
from .told import told

__all__ = ["of_deals"]

_DEAL = caseless(
    r"\b(?:the|this|that|its|their|such\s+an?)\s+(?:(?!of\b|and\b|first\b|second\b|"
    r"third\b|latest\b)[\w’-]+\s+){0,2}?"
    r"(?:deal|agreements?|accords?|arrangements?|pact|understandings?|memorandum|memo|"
    r"settlement|protocol|treaty|document)\b",
)
_IT = caseless(r"(?<![\w’'-])(?:it|this\s+one|them|they)(?![\w’'-])")
_ON_OTHER = re.compile(
    r"\s+(?:(?:on|for|about|over|establishing|creating)\s+(?!(?:the\s+)?(?:\d|[A-Z]|"
    r"paper\b|time\b|now\b|years?\b|months?\b|weeks?\b|good\b|hold\b|ice\b))|"
    r"to\s+(?!be\b|have\b))"
)
_REACH = 2
"""Paragraphs over which "the deal" still means the one on the zone spoken of."""


def of_deals(
    scene: Scene,
    view: View,
    last: tuple[int, ZoneMention, Target],
    known: Collection[str],
) -> Iterator[Draft]:
    """Read "the deal, reached in May, has collapsed" of the zone spoken of last.

    Parameters
    ----------
    scene, view
        The document and the sentence.
    last
        Paragraph, phrase and zones of the last mention before the sentence.
    known
        Statuses that other rules read in the sentence.
    """
    paragraph, zone, target = last
    distance = view.sentence.paragraph - paragraph
    if distance > _REACH:
        return
    for match in _DEAL.finditer(view.text):
        if _names_zone(view, match):
            continue
        mention = _mention(match, zone)
        yield from _medium(
            told(scene, view, mention, target, known, is_deal=True), "deal"
        )
    if distance < 2 and not view.zones and target.type == "ceasefire":
        yield from _breaches(scene, view, target, known)
    if distance or view.zones or _DEAL.search(view.text):
        return
    for match in _IT.finditer(view.text):
        mention = _mention(match, zone)
        is_truce = target.type == "ceasefire"
        drafts = told(scene, view, mention, target, known, is_deal=is_truce)
        yield from _medium(drafts, "pronoun")


_BREACHES = caseless(
    r"\b(?P<no>no|not\s+a\s+single|without|zero|any)?\s*"
    r"(?:(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|"
    r"some|dozens\s+of|hundreds\s+of|such|new|fresh|further|of)\s+)+"
    r"(?:(?:alleged|serious|minor|such|armed|new)\s+)?(?:violations?|breach(?:es)?)\b"
    r"(?!\s+(?:of\s+(?!it\b|them\b)|in\s+the\s+law))",
)


def _breaches(
    scene: Scene, view: View, target: Target, known: Collection[str]
) -> Iterator[Draft]:
    """Read "three violations were registered" of the truce spoken of last."""
    match = _BREACHES.search(view.text)
    if not match or "violated" in known or is_negated(view.text, *match.span()):
        return
    modality = modality_of(view.text, *match.span())
    if match["no"] or modality not in ("asserted", "rumoured", "doubted"):
        return
    body = Status("violated", holds=holds_date(scene, view))
    draft = draft_from(view, "status", body, "violations")
    yield replace(
        draft,
        target=target,
        type=target.type,
        modality=modality,
        confidence="medium",
    )


def _mention(match: re.Match[str], zone: ZoneMention) -> ZoneMention:
    return ZoneMention(match.start(), match.end(), zone.type, definite=True)


def _medium(drafts: Iterator[Draft], rule: str) -> Iterator[Draft]:
    for draft in drafts:
        yield replace(draft, confidence="medium", rules=(*draft.rules, rule))


def _names_zone(view: View, match: re.Match[str]) -> bool:
    """Whether the sentence says itself what the agreement is on."""
    if any(z.start < match.end() and match.start() < z.end for z in view.zones):
        return True
    return _ON_OTHER.match(view.text, match.end()) is not None
