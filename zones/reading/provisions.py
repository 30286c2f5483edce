"""Provisions: what a zone or truce forbids, and whom it does not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Rule
from .dating import date_near
from .drafts import Draft, Target, draft_from
from .modality import is_question, modality_of
from .scene import Scene, View
from .targets import Memory, target_of

__all__ = ["find_rules"]

_ACTS = (
    (
        r"hostilit(?:y|ies)|military\s+(?:action|activit(?:y|ies)|operations?)|"
        r"fighting|"
        r"combat\s+operations?|use\s+of\s+(?:weapons|force|arms)|armed\s+clashes",
        "hostilities",
    ),
    (
        r"(?:air\s?strikes?|aviation|combat\s+aircraft|flights?|overflights?|warplanes|"
        r"drones?|bombing|bombardment)",
        "flights",
    ),
    (
        r"heavy\s+(?:weapons?|weaponry|arms|artillery)|artillery|tanks|armou?r(?:ed\s+"
        r"vehicles)?",
        "heavy weapons",
    ),
    (
        r"(?:armed\s+)?(?:troops|forces|soldiers|fighters|armed\s+groups)",
        "armed forces",
    ),
)
_FORBIDDEN = re.compile(
    r"\b(?:forbidden|prohibited|banned|barred|not\s+(?:be\s+)?(?:allowed|permitted)|"
    r"(?:must\s+|shall\s+|should\s+|will\s+)?(?:cease\b|halt\b)|"
    r"(?:must|shall|should|will)\s+(?:cease|stop|be\s+halted|be\s+stopped)|"
    r"prohibit(?:s|ing|ion\s+of)?|forbids?|bans?\s+(?:on|all|the)|outlaw(?:s|ed))\b",
    re.I,
)
_EXEMPT = re.compile(
    r"\b(?:(?:does|do|did|will|would|shall)\s+not\s+(?:cover|apply\s+to|extend\s+to|"
    r"include)|exclud(?:es|ed|ing)|except(?:ing|s|\s+for)?|with\s+the\s+exception\s+of|"
    r"exempt(?:s|ed|ing)?)\s+(?:the\s+)?(?P<who>[^.,;]{4,80})",
    re.I,
)
_GROUPS = re.compile(
    r"\b(?:organi[sz]ations?|groups?|terrorists?|forces|militants?|fighters|"
    r"Islamic\s+State|"
    r"ISIS|ISIL|Nusra|al-Qaeda|militias?|units?|jihadists?|factions?)\b",
    re.I,
)
_TRUCE = re.compile(
    r"\b(?:truce|cease-?fire|plan|agreement|deal|regime|accord|it)\b", re.I
)


def find_rules(scene: Scene, memory: Memory) -> list[Draft]:
    """Read prohibitions and exemptions."""
    memory.start()
    drafts: list[Draft] = []
    focus: Target | None = None
    for view in scene.views:
        target = _target(scene, view, memory)
        if target is not None:
            focus = target
        if is_question(view.text):
            continue
        drafts.extend(_forbidden(view, target))
        drafts.extend(_exempt(view, target or focus))
    return drafts


def _target(scene: Scene, view: View, memory: Memory) -> Target | None:
    for zone in view.zones:
        if zone.type == "security strip":
            continue
        target = target_of(scene, view, zone, memory)
        if target is not None:
            return target
    return None


def _forbidden(view: View, target: Target | None) -> Iterator[Draft]:
    """Read "inside, all hostilities are forbidden" about the zones of the sentence."""
    match = _FORBIDDEN.search(view.text)
    if not match or target is None:
        return
    if re.search(r"\b(?:in|by)\s+[A-Z]\w+", view.text[match.end() : match.end() + 16]):
        if re.match(r"banned|outlawed|prohibited", match[0], re.I):
            return  # an organisation banned in a country
    around = view.text[max(0, match.start() - 120) : match.end() + 90]
    for pattern, act in _ACTS:
        if re.search(rf"\b(?:{pattern})\b", around, re.I):
            body = Rule(act, begins=date_near(view, match.end(), reach=60))
            draft = draft_from(view, "rule", body, "forbidden")
            modality = modality_of(view.text, match.start(), match.end())
            if modality in ("planned", "proposed"):
                modality = "asserted"  # "should be forbidden" states the norm
            yield replace(draft, target=target, type=target.type, modality=modality)
            return


def _exempt(view: View, target: Target | None) -> Iterator[Draft]:
    """Read "it does not cover …" about the truce or zone spoken of."""
    match = _EXEMPT.search(view.text)
    if not match or target is None or not _GROUPS.search(match["who"]):
        return
    if not (view.zones or _TRUCE.search(view.text[: match.start()])):
        return
    body = Rule("hostilities", exempt=re.sub(r"\s+", " ", match["who"]).strip(' ”"’'))
    draft = draft_from(view, "rule", body, "exempt")
    yield replace(
        draft, target=target, type=target.type, modality=modality_of(view.text)
    )
