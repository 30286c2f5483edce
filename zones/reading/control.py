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
from .regions import read_items, site_of
from .scene import Scene, View
from .losses import holder
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
    r"troops|rebels|militants|fighters|militia|government|group|insurgents|separatists|"
    r"opposition)|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
    r"(?:,[^,;.]{3,60},)?\s+"
    r"(?:(?:have|has|had|still|now|also|currently|reportedly|later)\s+)*"
    r"(?P<verb>captured|seized|took|retook|recaptured|took\s+control\s+of|took\s+over|"
    r"regained(?:\s+control\s+of)?|liberated|overran|controls?|holds?|held|"
    r"occup(?:y|ies|ied))"
    r"\s+(?:control\s+of\s+|control\s+over\s+)?(?=(?:the\s+)?(?:strategic\s+)?[\w])"
)
_UNDER = re.compile(
    r"\s*,?\s*(?:(?:has|have|had|will|would|is|are|was|were|be|been|to|also|again|"
    r"fully|now|completely)\s+)*(?P<verb>c[ao]me|pass(?:ed)?|f[ea]ll(?:en)?|"
    r"return(?:ed)?|"
    r"brought|taken)\s+(?:back\s+)?(?:in)?(?:to\s+)?(?:under\s+)?(?:the\s+)?"
    r"(?:full\s+)?"
    r"(?:control\s+of|hands\s+of)\s+(?P<who>(?:the\s+)?[\w’' -]{3,60}?)"
    r"(?=\s*(?:[.,;()]|\bin\s+\d|\bon\s+\d|\bby\s+\d|\bin\s+[A-Z]|$))"
)
_FELL_TO = re.compile(
    r"\s*,?\s*(?:(?:has|have|had|will|was|were|also|again)\s+)*"
    r"(?P<verb>fell|fallen|passed|returned|lost)\s+to\s+"
    r"(?P<who>(?:the\s+)?[\w’' -]{3,60}?)"
    r"(?=\s*(?:[.,;()]|\bin\s+\d|\bon\s+\d|\bin\s+[A-Z]|\bafter\b|$))"
)
_REMAINS = re.compile(
    r"\b(?:was|is|remains?|remained)\s+(?:the\s+)?(?:last|only)\s+"
    r"(?:\w+\s+){0,2}?(?P<noun>province|"
    r"region|"
    r"stronghold|area|bastion|enclave|city|town)\b[^.;]*?\b(?P<who>(?:strong\s+|"
    r"armed\s+|"
    r"rebel\s+|opposition\s+|held\s+)*(?:opposition|rebel|insurgent|militant|"
    r"separatist)"
    r"(?:\s+(?:forces|groups|fighters|factions))?)\b",
    re.I,
)
_STILL = frozenset("controlled held dominated controls control holds hold".split())


def find_control(scene: Scene, memory: Memory) -> list[Draft]:
    """Read who holds what from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    zone_before: Target | None = None
    for view in scene.views:
        if not is_question(view.text):
            drafts.extend(_passive(view, zone_before))
            drafts.extend(_active(scene, view, memory))
            drafts.extend(_passing(view))
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


def _active(scene: Scene, view: View, memory: Memory) -> Iterator[Draft]:
    """Read "the army captured X, Y and parts of Z"."""
    for match in _CAPTURES.finditer(view.text):
        if is_negated(view.text, match.start("verb"), match.end("verb")):
            continue
        items = read_items(view.text, match.end(), view.places, view.sentence.start)
        actor = holder(view, match["who"])
        if not actor or actor.split()[0] in _NO_ACTOR:
            continue
        yield from _zone_taken(scene, view, memory, match, actor)
        verb = match["verb"].split()[0].lower()
        for item in items:
            place = item.place
            if place is None or place.kind == "country" and not item.direction:
                continue
            draft = _draft(view, match, site_of(item), actor, verb, "captures")
            if item.mode == "partial" and isinstance(draft.body, Control):
                draft = replace(draft, body=replace(draft.body, share="parts of"))
            yield draft


def _zone_taken(
    scene: Scene, view: View, memory: Memory, match: re.Match[str], actor: str
) -> Iterator[Draft]:
    """Read "the army has seized most of the southern zone"."""
    for zone in view.zones:
        gap = view.text[match.end() : zone.start]
        share = _SHARE_OF.fullmatch(gap) if zone.start >= match.end() else None
        if share is None or zone.type == "ceasefire":
            continue
        target = target_of(scene, view, zone, memory)
        if target is None or target.is_set:
            continue
        date = date_near(view, match.end("verb"))
        body = Control(actor, Site(), (share["share"] or "").strip() or None, "takes")
        if match["verb"].split()[0].lower() in _STILL:
            body = replace(body, act="holds")
        draft = draft_from(view, "control", replace(body, begins=date), "zone-taken")
        modality = modality_of(view.text, match.start(), match.end())
        yield replace(draft, target=target, type=target.type, modality=modality)


_SHARE_OF = re.compile(
    r"\s*(?P<share>(?:most|much|half|parts?|some|all|"
    r"the\s+majority)\s+of\s+)?(?:the\s+)?",
    re.I,
)


def _passing(view: View) -> Iterator[Draft]:
    """Read "X and Y will pass under the control of …", "X fell to …"."""
    done = -1
    for place in view.places:
        start, _ = view.local(place)
        if place.role != "place" or start < done or place.kind == "country":
            continue
        items = read_items(view.text, start, view.places, view.sentence.start)
        if not items:
            continue
        done = items[-1].end
        match = _UNDER.match(view.text, items[-1].end) or _FELL_TO.match(
            view.text, items[-1].end
        )
        if not match or is_negated(view.text, match.start("verb"), match.end()):
            continue
        done = match.end()
        actor = holder(view, match["who"])
        for item in items:
            if item.place is not None:
                yield _draft(view, match, site_of(item), actor, "passed", "passes")


_NO_ACTOR = frozenset("He She It They We Who Which That This These There".split())


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
    date = date_near(view, match.end("verb"))
    share = match.groupdict().get("share")
    share = f"{share} of" if share else None
    modality = modality_of(view.text, match.start(), match.end())
    if verb in _STILL and re.search(r"\bsince\b", view.text[match.end() :]):
        body = Control(actor, site, share, "holds", begins=date)
    elif verb in _STILL:
        body = Control(actor, site, share, "holds", holds=date)
    else:
        body = Control(actor, site, share, "takes", begins=date)
    draft = draft_from(view, "control", body, rule)
    return replace(draft, modality=modality)
