"""Terms of missions: for how long those who keep a truce or zone are to stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..caseless import caseless
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View
from .terms import UNIT, term_of

__all__ = ["mission_terms"]

_KEEPERS = (
    r"(?:mandates?|missions?|peacekeep\w+|peace\s+force|observer\s+force|observers|"
    r"monitors|monitoring\s+(?:force|mission|team)|interim\s+(?:security\s+)?forces?|"
    r"(?:multinational|stabili[sz]ation|interposition|protection)\s+forces?|"
    r"(?-i:\b(?:UN|MIN|AM)[A-Z]{2,}\b))"
)
_KEEPS = caseless(_KEEPERS)
_PROLONG = (
    r"\b(?:renew|extend|prolong|lengthen|re-?authori[sz]|roll(?:ed|s|ing)?\s+over)\w*"
)
_COUNT = (
    r"(?:(?:period|term)\s+of\s+)?(?P<n>(?:an?|one)(?=\s+year)|another(?=\s+year)|\w+)"
    rf"[\s-](?:more\s+|further\s+|additional\s+)?{UNIT}\b"
)
_FOR = (
    r"\b(?:for|by)\s+(?:(?:a|an|the|another|further|additional|final|full|new|initial)"
    r"\s+)*?"
)
_EXTENDS = (
    caseless(rf"{_PROLONG}\b[^.;]{{0,60}}?{_KEEPERS}[^.;]{{0,170}}?{_FOR}{_COUNT}"),
    caseless(
        rf"{_KEEPERS}\b[^.;]{{0,110}}?\b(?:was|were|been|be|is)\s+(?:\w+ly\s+)?"
        rf"{_PROLONG}[^.;]{{0,40}}?{_FOR}{_COUNT}"
    ),
    caseless(
        rf"\b(?P<n>\w+)[\s-]{UNIT}(?:-long)?\s+(?:extension|renewal|"
        rf"prolongation)\s+of\s+"
        rf"[^.;]{{0,60}}?{_KEEPERS}"
    ),
    caseless(
        r"\b(?:extension|renewal|prolongation)\s+of\s+[^.;]{0,60}?"
        rf"{_KEEPERS}[^.;]{{0,60}}?{_FOR}{_COUNT}"
    ),
)
_REACH = 6
"""Sentences over which a mission is that of a zone which its keepers are told with."""


def mission_terms(
    scene: Scene, targets: Sequence[tuple[int, Target]]
) -> Iterator[Draft]:
    """Read "renewed the mandate of the force for six months" of the zone that it keeps.

    Parameters
    ----------
    scene
        The document.
    targets
        Zones by the number of the sentence that speaks of them.
    """
    kept = [(at, t) for at, t in targets if _KEEPS.search(scene.views[at].text)]
    for at, view in enumerate(scene.views if kept else ()):
        match = next(filter(None, (p.search(view.text) for p in _EXTENDS)), None)
        if match is None or is_negated(view.text, match.start(), match.start() + 1):
            continue
        near = min(kept, key=lambda k: (abs(k[0] - at), k[0] > at))
        if abs(near[0] - at) <= _REACH:
            yield from _drafted(view, match, near[1])


def _drafted(view: View, match: re.Match[str], target: Target) -> Iterator[Draft]:
    words = "one" if match["n"].lower() == "another" else match["n"]
    body = term_of(view, words, match["unit"])
    if body is None:
        return
    draft = draft_from(view, "term", body, "mission")
    yield replace(
        draft,
        target=target,
        type=target.type,
        modality=modality_of(view.text, match.start(), match.end()),
        confidence="medium",
    )
