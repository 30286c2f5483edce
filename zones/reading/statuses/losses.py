"""Zones that came under someone's control: they ended, and someone holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Control, Site, Status
from ..dating import date_near
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention, is_near
from ..vocabulary import DEMONYMS, country_name, demonym_of

__all__ = ["holder", "lost"]

_PASSED = caseless(
    r"\b(?:(?:came|come|passed|fell|returned|went|brought|is|are|was|were|been|"
    r"now)\s+)+"
    r"(?:back\s+)?(?:in)?(?:to\s+)?under\s+(?:the\s+)?(?:full\s+)?control\s+of\s+"
    r"(?P<who>(?:the\s+)?[\w’' -]{3,60}?)(?=\s*(?:[.,:;()]|\bin\s+\d|\band\b|$))"
    r"|\b(?:came|come|passed|fell|went|brought)\s+(?:back\s+)?(?:in)?(?:to\s+)?under\s+"
    r"(?:the\s+)?(?:full\s+)?(?P<whose>government|state|army|regime|rebel|[A-Z]\w+)\s+"
    r"control\b"
    r"|\b(?:(?:was|were|been)\s+)(?:fully\s+)?(?:re)?(?:taken|captured|retaken|"
    r"recaptured|"
    r"seized|liberated|cleared)\s+by\s+(?P<by>(?:the\s+)?[\w’' -]{3,60}?)"
    r"(?=\s*(?:[.,:;()]|\bin\s+\d|\band\b|$))",
)


def lost(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "the territory of three of them came under the control of …"."""
    match = _PASSED.search(view.text, zone.end)
    if not match or not is_near(view, zone, match, 60):
        return
    if is_negated(view.text, match.start(), match.end()):
        return
    if re.search(
        r"\b(?:parts?|most|some|much|half|districts|villages|towns)\s+of\s+$",
        view.text[: zone.start],
        re.I,
    ):
        return
    actor = holder(view, match["who"] or match["by"] or match["whose"])
    date = date_near(view, match.start())
    if target.count and ":" in view.text[match.end() - 1 :]:
        date = None  # a list after a colon gives each zone a date of its own
    modality = modality_of(view.text, match.start(), match.end())
    if match["who"] and re.search(r"\b(?:is|are)\b", match[0]) and date is None:
        return
    common = {"target": target, "type": target.type, "modality": modality}
    ended = draft_from(
        view, "status", Status("ended", how="retaken", begins=date), "under-control"
    )
    yield replace(ended, **common)  # type: ignore[arg-type]
    body = Control(actor, Site(), act="takes", begins=date)
    held = draft_from(view, "control", body, "under-control")
    yield replace(held, **common)  # type: ignore[arg-type]


def holder(view: View, words: str) -> str:
    """Return who holds ground, as the text names it; a capital is its government."""
    name = re.sub(r"^(?:(?:and|but|while|as|the)\s+)+", "", words.strip(), flags=re.I)
    for place in view.places:
        if place.surface == name and place.role == "actor":
            if place.kind == "country" or place.country is None:
                return place.name
            return f"{demonym_of(place.country)} government"
    if name in DEMONYMS:  # "in Kenyan hands"
        return country_name(DEMONYMS[name])
    stripped = re.sub(
        r"^(?:terrorists?|militants?|gunmen|fighters|rebels|members|forces)\s+(?:from|"
        r"of)\s+"
        r"(?:the\s+)?",
        "",
        name,
        flags=re.I,
    )
    return stripped.strip(' “”"*')
