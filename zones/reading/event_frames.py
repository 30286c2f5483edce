"""Frames of events: where they took place, which zones they concern, who acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..claims import Site
from .drafts import Target
from .event_merging import FIGHTS
from .event_words import Trigger
from .scene import Scene, View
from .targets import Memory, target_of, zones_about
from .vocabulary import DEMONYMS, country_name
from .zone_names import site_from_place

__all__ = ["about_of", "actors_of", "is_about", "site_of_event"]

_FORCES = re.compile(
    r"(?:[A-Z][\w’'-]+\s+)?(?:(?:and\s+)[A-Z][\w’'-]+\s+)?(?:government\s+|armed\s+|"
    r"opposition\s+|rebel\s+|security\s+|military\s+)*"
    r"(?:army|forces|troops|military|rebels|militants|fighters|opposition(?:\s+armed)?"
    r"\s+groups|armed\s+groups|opposition|militia|insurgents|separatists|aircraft|"
    r"police|"
    r"warplanes|soldiers|peacekeepers)\b",
)


_TROOPS_OF = re.compile(
    r"\b(?:(?:North|South|"
    r"Sri)\s+)?[A-Z]\w+(?=(?:,?\s+(?:and\s+)?[A-Z]\w+){0,2}\s+(?:\w+\s+)?"
    r"(?:troops|military|forces|police|soldiers|units|observers|peacekeepers))"
)


_TROOPS_BEFORE = re.compile(
    r"\b(?:troops|military|forces|police|soldiers|units|observers|peacekeepers)\s+"
    r"(?:of|from)\s+(?:the\s+)?(?:[A-Z]\w+(?:,\s+|\s+and\s+))*$"
)


_OFFICE_OF = re.compile(
    r"\b(?:presidents?|ministers?|representatives?|ministry)\s+of\s+(?:the\s+)?$", re.I
)


def site_of_event(
    view: View, at: int, roles: Sequence[str], leaves: bool = False
) -> Site | None:
    """Return the place of an event: the nearest of the fitting role, finest first."""
    fitting = [p for p in view.places if p.role in roles and p.relation != "from"]
    left = [p for p in view.places if p.role in roles and p.relation == "from"]
    if leaves and left:
        fitting = left
    if "place" in roles:
        fitting = [p for p in fitting if p.kind != "country"] or [
            p
            for p in fitting
            if p.kind == "country" and (p.relation == "in" or p.direction)
        ]
    if not fitting:
        return None
    place = min(fitting, key=lambda p: (abs(view.local(p)[0] - at), p.start))
    relation = "in" if place.relation in ("to", "from", None) else place.relation
    return site_from_place(place, relation)


def about_of(
    scene: Scene, view: View, memory: Memory
) -> tuple[tuple[str, ...], Target | None]:
    """Return the zones that a sentence concerns, and a set of zones if it names one."""
    about = tuple(zones_about(scene, view, memory))
    for zone in view.zones:
        target = target_of(scene, view, zone, memory)
        if target is None or target.type == "security strip":
            continue
        if target.is_set:
            return about, target
        about = tuple(dict.fromkeys((*about, *target.zones)))
    return about, None


def is_about(scene: Scene, view: View) -> bool:
    """Whether a sentence names the country that the document's zones lie in."""
    if scene.country is None:
        return False
    if any(p.country == scene.country for p in view.places):
        return True
    return any(
        re.search(rf"\b{re.escape(word)}\b", view.text)
        for word, code in DEMONYMS.items()
        if code == scene.country
    )


def actors_of(view: View, trigger: Trigger) -> tuple[str, ...]:
    """Return who acts: armed forces before a fight, governments elsewhere."""
    if trigger.type in FIGHTS:
        before = [m[0].strip() for m in _FORCES.finditer(view.text[: trigger.start])]
        return tuple(dict.fromkeys(before))[:2]
    if trigger.type == "deployment":
        return _nations(view)
    names = [p.name for p in view.places if p.role == "actor"]
    return tuple(dict.fromkeys(names))[:6]


def _nations(view: View) -> tuple[str, ...]:
    """Return the countries whose troops are spoken of."""
    found = [
        (view.local(p)[0], p.country)
        for p in view.places
        if p.kind == "country"
        and (
            p.relation == "from" or _TROOPS_BEFORE.search(view.text[: view.local(p)[0]])
        )
    ]
    for match in _TROOPS_OF.finditer(view.text):
        if match[0] in DEMONYMS:
            found.append((match.start(), DEMONYMS[match[0]]))
    if not found:
        subjects = [p for p in view.places if p.kind == "country" and p.role == "actor"]
        found = [(view.local(p)[0], p.country) for p in subjects[:2]]
    codes = [
        code
        for at, code in sorted(found, key=lambda f: (f[0], f[1] or ""))
        if code and not _OFFICE_OF.search(view.text[:at])
    ]
    return tuple(dict.fromkeys(country_name(code) for code in codes))
