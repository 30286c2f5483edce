"""Frames of events: where they took place, which zones they concern, who acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..caseless import caseless
from ...claims import Site
from ..drafts import Target
from .merging import FIGHTS
from .words import Trigger
from ..phrases import DATE, GROUND, HOLDER, Phrase, phrase
from ..places.roles import DEAL_OF
from ..places.search import PlaceMention
from ..post_operators import nations_before
from ..scene import Scene, View
from ..targets import Memory, target_of, zones_about
from ..vocabulary import COUNTRY_NAMES, DEMONYMS, country_name
from ..zone_names import site_from_place

__all__ = [
    "about_of",
    "actors_of",
    "counts_there",
    "is_about",
    "own_site",
    "site_of_event",
    "sites_of_event",
]

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


_OFFICE_OF = caseless(
    r"\b(?:presidents?|ministers?|representatives?|ministry)\s+of\s+(?:the\s+)?$"
)


_MEASURED_FROM = caseless(
    r"\d\s*(?:km|kilomet\w+|miles?|m|met\w+)?\s+(?:[\w-]+\s+)?(?:of|from)\s+$"
)


def site_of_event(
    view: View, at: int, roles: Sequence[str], leaves: bool = False
) -> Site | None:
    """Return the place of an event: the nearest of the fitting role, finest first."""
    known = [
        p
        for p in view.places
        if not _is_measure(view, p) and not _is_beyond(view, p, at)
    ]
    known = [p for p in known if not _is_road(view, p)]
    if "place" in roles:  # "as foreseen by the accord of X": nothing happened there
        known = [p for p in known if not DEAL_OF.search(view.text[: view.local(p)[0]])]
    known = [p for p in known if not _explains(view, p)] or known
    known = [p for p in known if not _owns_place(view, p)] or known
    fitting = [p for p in known if p.role in roles and p.relation != "from"]
    left = [p for p in known if p.role in roles and p.relation == "from"]
    if leaves and left:
        fitting = left
    if "place" in roles:
        fitting = [p for p in fitting if p.kind != "country"] or [
            p
            for p in fitting
            if p.kind == "country" and (p.relation == "in" or p.direction)
        ]
    if not fitting and "venue" in roles:  # at home, a place "in" which they met
        fitting = [
            p
            for p in known
            if p.role == "place"
            and p.kind in ("settlement", "area")
            and p.relation in ("in", "at")
            and -70 <= view.local(p)[0] - at < 70
        ]
    if not fitting:
        return None
    place = min(fitting, key=lambda p: (_distance(view, p, at), p.start))
    relation = "in" if place.relation in ("to", "from", None) else place.relation
    return site_from_place(place, relation)


_WHERE = {
    "withdrawal": r"(?:from|out\s+of)",
    "deployment": r"(?:into|to|in|at|near|along|opposite|around)",
}
_WHERE_ELSE = (
    r"(?:on|upon|at|in|near|against|around|outside|of|over|towards?|targeting|hitting|"
    r"striking|not\s+far\s+from)"
)


def own_site(view: View, trigger: Trigger) -> Site | None:
    """Return the ground that the clause of an event itself names."""
    if trigger.type in ("talks", "agreement", "ceasefire", "casualties"):
        return None
    row = phrase(view)
    ground = trigger.ground
    if ground is None:
        words = _WHERE.get(trigger.type, _WHERE_ELSE)
        match = re.compile(
            rf"(?:\s+|(?:{DATE}?\s+[^\s,;:.]+){{0,4}}?{DATE}?\s+{words}\s+"
            rf"(?:[a-z]+\s+){{0,5}}?(?:in\s+|of\s+)?(?:the\s+)?)"
            rf"(?:(?:{GROUND}|{HOLDER})[’']s\s+(?={GROUND}))?(?P<g>{GROUND}|{HOLDER})"
        ).match(row.text, row.of(trigger.end))
        ground = row.phrases[match["g"]] if match else None
    if ground is None or ground.back:
        return None
    is_town = ground.place is not None and ground.place.kind != "country"
    if ground.kind == "holder" and not is_town:
        return None
    if ground.place is None:
        return Site(ground.name, "in")
    return site_from_place(ground.place, "in")


def _is_beyond(view: View, place: PlaceMention, at: int) -> bool:
    """Whether a place stands in another part of the sentence than the event."""
    start = view.local(place)[0]
    return at >= 0 and ";" in view.text[min(start, at) : max(start, at)]


_EXPLAINS = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){1,5}(?:of|in|near|from)\s+(?:the\s+)?$"
)


def _explains(view: View, place: PlaceMention) -> bool:
    """Whether a place only says where another lies: "X, a village east of Y,"."""
    start, end = view.local(place)
    return view.text[end : end + 1] == "," and bool(_EXPLAINS.search(view.text[:start]))


def _owns_place(view: View, place: PlaceMention) -> bool:
    """Whether a place only says whose another is: "X's Y province"."""
    end = view.local(place)[1]
    owns = re.match(r"[’']s\s+(?:[a-z]+\s+){0,2}", view.text[end:])
    return owns is not None and any(
        view.local(p)[0] == end + owns.end() for p in view.places
    )


def _is_road(view: View, place: PlaceMention) -> bool:
    """Whether a place only names a road: "on the Erbil road"."""
    after = view.text[view.local(place)[1] :]
    return bool(re.match(r"\s+(?:[a-z]+\s+)?(?:road|highway|motorway)\b", after))


def _is_measure(view: View, place: PlaceMention) -> bool:
    """Whether a place only tells how far another lies: "15 km east of X"."""
    return bool(_MEASURED_FROM.search(view.text[: view.local(place)[0]]))


def _distance(view: View, place: PlaceMention, at: int) -> int:
    start = view.local(place)[0]
    between = view.text[min(start, at) : max(start, at)]
    return abs(start - at) + 100 * len(re.findall(r"[;:]", between))


_COUNT = re.compile(r"(?:\s+(?:province|governorate|region))?\s*\((?P<n>\d{1,4})\)")
_LISTED = re.compile(
    r"(?:\s+(?:province|governorate|region|district))?\s*(?:\(\d{1,4}\))?\s*"
    r"(?:,|and|or|;(?=\s*the\s+(?:\w+\s+)?(?:towns?|villages?|settlements?|outskirts))|"
    r"[,;]\s*and|,?\s*as\s+well\s+as)\s*(?:(?:in|on|at|near|around|to|"
    r"from)\s+)?"
    r"(?:the\s+)?(?:(?:[a-z]+ern\s+)?(?:outskirts|towns?|villages?|settlements?|city|"
    r"area|suburbs?|province)\s+(?:of\s+)?)?$"
)
_ASIDE = re.compile(r"\s*\((?:[^()]*\bof\s[^()]*|once|twice|[\w\s]{1,12}times)\)")
"""How far off a place lies, or how often it was hit."""
_CONTAINS = re.compile(r",?\s+in\s+(?:the\s+)?(?:[a-z]+ern\s+)?$")


def sites_of_event(view: View, site: Site) -> tuple[Site, ...]:
    """Return all places of a list that a site belongs to: "at A, B in X and C"."""
    groups: list[list[PlaceMention]] = []
    end = 0
    for place in view.places:
        start, stop = view.local(place)
        is_counted = _COUNT.match(view.text, stop) is not None
        if place.role != "place" and not is_counted or place.kind == "country":
            continue
        if _is_measure(view, place):
            continue
        gap = _ASIDE.sub("", view.text[end:start])
        if groups and _CONTAINS.fullmatch(gap) and place.kind == "province":
            pass  # the province that the one before lies in
        elif groups and _LISTED.fullmatch(gap):
            groups[-1].append(place)
        else:
            groups.append([place])
        end = stop
    for group in groups:
        if any(p.name == site.name for p in group):
            if view.text[: view.local(group[0])[0]].endswith("between "):
                return ()
            relation = site.relation if site.relation in ("near", "around") else None
            return tuple(site_from_place(p, relation) for p in group)
    return ()


def counts_there(view: View) -> dict[str, int]:
    """Return the figures right behind the names of places: "in A (2) and B (1)"."""
    counts: dict[str, int] = {}
    for place in view.places:
        match = _COUNT.match(view.text, view.local(place)[1])
        if match is not None:
            counts[place.name] = int(match["n"])
    return counts


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
    if trigger.type == "casualties":
        return ()  # who is named there suffers
    if trigger.type in FIGHTS:
        before = [m[0].strip() for m in _FORCES.finditer(view.text[: trigger.start])]
        by = _BY.search(view.text, trigger.start, trigger.end + 30)
        agent = _FORCES.match(view.text, by.end()) if by else None
        if agent is not None:
            before = [agent[0].strip()]
        return tuple(dict.fromkeys(before))[:2]
    if trigger.type in ("deployment", "withdrawal", "patrol"):
        return _movers(view, trigger)
    names = [p.name for p in view.places if p.role == "actor"]
    return tuple(dict.fromkeys(names))[:6]


def _moved(view: View, trigger: Trigger) -> Phrase | None:
    """Return whose move a noun tells: "the withdrawal of the X army"."""
    for each in phrase(view).phrases.values():
        if each.kind == "holder" and each.place is None and each.start >= trigger.end:
            if _OF_WHOM.fullmatch(view.text, trigger.end, each.start):
                return each
    return None


_OF_WHOM = re.compile(r"\s+(?:of|by)\s+(?:(?:all|the|its|their|some|several)\s+)*")
_BY = re.compile(r"\bby\s+(?:the\s+|an?\s+)?")


def _movers(view: View, trigger: Trigger) -> tuple[str, ...]:
    """Return who goes or comes: nations by their troops, else forces by name."""
    before = view.text[: trigger.start]
    near = re.findall(r"[A-Z][a-z]+", before[-30:]) if trigger.type == "patrol" else ()
    joint = [country_name(DEMONYMS[word]) for word in near if word in DEMONYMS]
    if joint:
        return tuple(dict.fromkeys(joint))
    own = re.search(r"\b([A-Z]\w+)\s+(?:[a-z]+\s+){0,2}$", before)
    if own and own[1] in DEMONYMS:
        return nations_before(before, len(before))
    armed = [
        p
        for p in phrase(view).phrases.values()
        if p.kind == "holder" and p.place is None and p.start < trigger.end
    ]
    moved = _moved(view, trigger)
    if moved is not None:
        armed = [moved]
    last = max(armed, key=lambda p: p.start, default=None)
    named = [p for p in armed if last and " " in p.name and p.end > last.start - 40]
    if last is not None and named and last.name.islower() and " " not in last.name:
        last = named[-1]  # "a Russian peacekeeping unit of 900 soldiers"
    if last is not None and last.name.split()[0] not in DEMONYMS:
        if last.end >= trigger.start - 40 and " " in last.name:
            return (last.name,)
    nations = (
        () if trigger.type == "deployment" else nations_before(before, len(before))
    )
    if nations:
        return nations
    if trigger.type == "deployment" and (nations := _nations(view)):
        return nations
    return (last.name,) if last is not None else _nations(view)


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
    names = {p.country: p.name for p in view.places if p.kind == "country"}
    codes = [
        code
        for at, code in sorted(found, key=lambda f: (f[0], f[1] or ""))
        if code and not _OFFICE_OF.search(view.text[:at])
    ]
    known = (country_name(c) if c in COUNTRY_NAMES else names.get(c, c) for c in codes)
    return tuple(dict.fromkeys(known))
