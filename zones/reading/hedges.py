"""Hedges: what a document says of one plan elsewhere keeps all its claims guarded.

A truce that "media report" and that holds "if the deal is implemented" is rumoured and
conditional in every sentence of that document, also where the grammar is plain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .caseless import caseless
from .drafts import Draft
from .scene import Scene

__all__ = ["hedge"]

_IF = caseless(
    r"\b(?:if|once|provided|should)\b[^.;]{0,60}\b(?P<what>cease-?fire|truce|deal|plan|"
    r"agreement|regime|memorandum|zones?)\b[^.;]{0,30}\b(?:implemented|signed|approved|"
    r"agreed|observed|holds|accepted|concluded|reached|goes\s+ahead)\b",
)
_RUMOUR = caseless(
    r"\b(?:media|press|unconfirmed)\s+reports?\b|\ballegedly\b|\breportedly\b|"
    r"\brumou?r",
)
_TRUCE = caseless(r"\b(?:cease-?fire|truce|armistice|cessation)")
_TYPES = {"ceasefire": _TRUCE}
_GUARDED = ("extent", "status", "rule", "term")


def hedge(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts with what the document says elsewhere of their plan.

    Parameters
    ----------
    scene
        The document.
    drafts
        Its drafts.
    """
    conditional = any(_IF.search(v.text) and _TRUCE.search(v.text) for v in scene.views)
    rumoured = any(
        _RUMOUR.search(v.text) and _TRUCE.search(v.text) for v in scene.views
    )
    drafts = _settled(drafts)
    if not conditional and not rumoured:
        return drafts
    return [_hedged(draft, conditional, rumoured) for draft in drafts]


def _settled(drafts: Sequence[Draft]) -> list[Draft]:
    """Read how an agreed zone "will be" as what was agreed, not as a mere plan."""
    agreed = {
        zone
        for draft in drafts
        if draft.kind == "status"
        and draft.modality == "asserted"
        and getattr(draft.body, "status") in ("agreed", "delimited", "in_force")
        and draft.target is not None
        for zone in draft.target.zones
    }
    return [
        (
            _with(draft, "asserted", "agreed-elsewhere")
            if draft.kind in ("belt", "extent", "term")
            and draft.modality == "planned"
            and draft.target is not None
            and agreed.issuperset(draft.target.zones)
            and draft.target.zones
            else draft
        )
        for draft in drafts
    ]


def _hedged(draft: Draft, conditional: bool, rumoured: bool) -> Draft:
    target = draft.target
    if target is None or target.type not in _TYPES or draft.kind not in _GUARDED:
        return draft
    if conditional and draft.modality in ("planned", "asserted"):
        is_done = draft.kind == "status" and getattr(draft.body, "status") == "agreed"
        if not is_done:
            return _with(draft, "conditional", "condition-elsewhere")
    if rumoured and draft.modality == "asserted":
        return _with(draft, "rumoured", "rumour-elsewhere")
    return draft


def _with(draft: Draft, modality: str, rule: str) -> Draft:
    return replace(draft, modality=modality, rules=(*draft.rules, rule))
