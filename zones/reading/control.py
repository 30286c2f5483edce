"""Control: who takes, holds or loses which ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Control, Site
from .dating import date_near, day_dates
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .places import PlaceMention
from .scene import Scene, View
from .statuses import holder
from .targets import Memory, target_of
from .zone_names import site_from_place

__all__ = ["find_control"]

_SHARE = (
    r"(?P<share>most|much|all|half|the\s+majority|a\s+(?:large\s+|significant\s+)?part|"
    r"parts?|"
    r"some|(?:about\s+)?\d+\s*(?:%|percent|per\s+cent))"
)
_CAPTURED_BY = re.compile(
    rf"\b(?:{_SHARE}\s+of\s+)?(?P<what>(?:it|them|the\s+(?:zone|territory|province|"
    rf"area|"
    r"region|city|town)|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*(?:\s+(?:province|city|"
    r"town))?))\s+"
    r"(?P<verb>(?:(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+)(?:\w+ly\s+)?"
    r"(?:captured|seized|taken|retaken|recaptured|controlled|held|occupied|overrun|"
    r"liberated|dominated))\s+by\s+(?P<who>[^.,;()]{3,80})",
)
_CAPTURES = re.compile(
    r"(?P<who>(?:[Tt]he\s+)?(?:[A-Z][\w’'-]+\s+)?(?:[\w’'-]+\s+){0,2}?(?:army|forces|"
    r"troops|"
    r"rebels|militants|fighters|militia|government|group|insurgents|separatists|"
    r"opposition)|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)\s+(?:have\s+|has\s+|had\s+)?"
    r"(?P<verb>captured|seized|took|retook|recaptured|took\s+control\s+of|took\s+over|"
    r"regained(?:\s+control\s+of)?|liberated|overran|controls?|holds?|occup(?:y|ies|"
    r"ied))"
    rf"\s+(?:control\s+of\s+)?(?:{_SHARE}\s+of\s+)?(?:the\s+)?(?:strategic\s+)?"
    r"(?:(?:town|city|village|province|area|region)s?\s+of\s+)?$",
)
_REMAINS = re.compile(
    r"\b(?:was|is|remains?|remained)\s+(?:the\s+)?(?:last|only)\s+(?P<noun>province|"
    r"region|"
    r"stronghold|area|bastion|enclave|city|town)\b[^.;]*?\b(?P<who>(?:strong\s+|"
    r"armed\s+|"
    r"rebel\s+|opposition\s+|held\s+)*(?:opposition|rebel|insurgent|militant|"
    r"separatist)"
    r"(?:\s+(?:forces|groups|fighters|factions))?)\b",
    re.I,
)
_STILL = frozenset(
    "controlled held occupied dominated controls control holds hold".split()
)


def find_control(scene: Scene, memory: Memory) -> list[Draft]:
    """Read who holds what from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    zone_before: Target | None = None
    for view in scene.views:
        if not is_question(view.text):
            drafts.extend(_passive(view, zone_before))
            drafts.extend(_active(view))
            drafts.extend(_remaining(view))
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is not None:
                zone_before = target
    return drafts


def _passive(view: View, before: Target | None) -> Iterator[Draft]:
    """Read "most of it was captured by …"."""
    match = _CAPTURED_BY.search(view.text)
    if not match or is_negated(view.text, match.start("verb"), match.end("verb")):
        return
    place = next(
        (
            p
            for p in view.places
            if match.start("what") <= view.local(p)[0] < match.end("what")
        ),
        None,
    )
    target = None
    if place is None:
        if before is None or len(before.zones) != 1:
            return
        target = before
    verb = match["verb"].split()[-1].lower()
    site = site_from_place(place, "in") if place else Site()
    draft = _draft(view, match, site, holder(view, match["who"]), verb, "captured-by")
    yield replace(draft, target=target, type=target.type if target else None)


def _active(view: View) -> Iterator[Draft]:
    """Read "the army captured X"."""
    for place in view.places:
        start, _ = view.local(place)
        if place.role != "place" or place.kind == "country" and not place.direction:
            continue
        match = _CAPTURES.search(view.text[:start])
        if not match or is_negated(view.text, match.start("verb"), match.end("verb")):
            continue
        actor = holder(view, match["who"])
        if actor.split()[0] in ("He", "She", "It", "They", "We", "Who"):
            continue
        verb = match["verb"].split()[0].lower()
        yield _draft(view, match, site_from_place(place, "in"), actor, verb, "captures")


def _remaining(view: View) -> Iterator[Draft]:
    """Read "X was the last province where the opposition remained"."""
    match = _REMAINS.search(view.text)
    place = _subject(view, match.start()) if match else None
    if not match or place is None:
        return
    dates = day_dates(view)
    who = re.sub(r"^strong\s+", "", match["who"].strip(), flags=re.I)
    body = Control(
        who,
        site_from_place(place, "in"),
        act="holds",
        holds=dates[0][2] if dates else None,
    )
    draft = draft_from(view, "control", body, "last-stronghold")
    yield replace(draft, modality=modality_of(view.text, match.start(), match.end()))


def _subject(view: View, before: int) -> PlaceMention | None:
    found = [
        p for p in view.places if view.local(p)[1] <= before and p.kind != "country"
    ]
    return found[-1] if found else None


def _draft(
    view: View, match: re.Match[str], site: Site, actor: str, verb: str, rule: str
) -> Draft:
    date = date_near(view, match.start())
    share = match["share"]
    share = f"{share} of" if share else None
    modality = modality_of(view.text, match.start(), match.end())
    if verb in _STILL or verb.startswith(("hold", "control")):
        body = Control(actor, site, share, "holds", holds=date)
    else:
        body = Control(actor, site, share, "takes", begins=date)
    draft = draft_from(view, "control", body, rule)
    return replace(draft, modality=modality)
