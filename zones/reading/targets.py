"""Which zones a phrase means: by place, by number, by what was spoken of before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .caseless import caseless
from ..claims import Extent, Site
from .drafts import Draft, Target
from .places.search import PlaceMention
from .same_zone import described_by
from .scene import Scene, View, ZoneMention
from .zone_lists import listed_zones
from .zone_names import (
    BELT_TYPES,
    KnownZone,
    known_zones,
    site_from_place,
    slug,
    zone_id,
)

__all__ = [
    "Memory",
    "ceasefire_of",
    "core_zones",
    "remember",
    "target_of",
    "zones_about",
]

_ROUTE = re.compile(r"\b[A-Z]\d{1,3}\b")

ALL = 99
"""Count of a target that means every zone of its type."""


@dataclass(slots=True)
class Memory:
    """What a document has said of its zones so far, or says anywhere.

    Attributes
    ----------
    members
        Ids of the zones of each type that the document describes.
    ordinals
        Id of the zone that a number names.
    spans
        Ids of the zones described at a sentence, by where the sentence begins.
    focus
        Zone spoken of last, by type.
    seen
        Ids of all zones that phrases named, by type.
    sites
        Site of the place that a zone is named after.
    last_type, last_count
        Type and size of the set spoken of last.
    told
        Date of the agreement told of last.
    """

    members: dict[str, list[str]] = field(default_factory=dict)
    ordinals: dict[int, str] = field(default_factory=dict)
    spans: dict[int, list[str]] = field(default_factory=dict)
    focus: dict[str, str] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    last_type: str | None = None
    last_count: int | None = None
    told: str | None = None

    def start(self) -> None:
        """Forget what was spoken of last, before the text is gone through again."""
        self.focus.clear()
        self.last_type = self.last_count = self.told = None


def remember(scene: Scene, extents: list[Draft]) -> Memory:
    """Gather the zones that a document describes."""
    memory = Memory()
    for draft in extents:
        if draft.target is None:
            continue
        for view in scene.views:
            if view.sentence.start <= draft.start < view.sentence.end:
                ids = memory.spans.setdefault(view.sentence.start, [])
                ids.extend(z for z in draft.target.zones if z not in ids)
                if draft.target.of:  # one of several zones of a list
                    continue
                at = draft.start - view.sentence.start
                numbered = [z for z in view.zones if z.ordinal and z.start <= at]
                if numbered:
                    ordinal = numbered[-1].ordinal or 0
                    memory.ordinals[ordinal] = draft.target.zones[0]
        ids = memory.members.setdefault(draft.target.type, [])
        ids.extend(z for z in draft.target.zones if z not in ids)
    return memory


def target_of(
    scene: Scene, view: View, zone: ZoneMention, memory: Memory
) -> Target | None:
    """Return the zones that a phrase means, or None where that cannot be told."""
    same = described_by(view, zone)
    if same is not None:
        return target_of(scene, view, same, memory)
    kind = zone.type or memory.last_type
    if kind is None:
        return None
    if zone.type is not None and zone.type != "ceasefire":
        memory.last_type = zone.type
    known = _known_by_place(zone)
    if known is not None:
        memory.focus[known.type] = known.id
        return Target(known.type, (known.id,))
    is_other = kind in memory.focus and _OF_YEAR.match(view.text, zone.end)
    if (zone.earlier or is_other) and (kind == "ceasefire" or not zone.plural):
        return _earlier(scene, view, zone, kind)
    if zone.ordinal == 1 and not memory.ordinals and not memory.last_count:
        zone = replace(zone, ordinal=None)  # "the first buffer zone was set up"
    described = memory.spans.get(view.sentence.start, [])
    listed = tuple(each.zone for each in listed_zones(scene, view, zone, kind))
    if listed:
        _see(memory, kind, listed)
        return Target(kind, listed)
    if zone.plural and zone.ordinal is None and zone.count is None:
        named = _by_places(scene, view, zone, kind)
        if named:
            _see(memory, kind, named)
            return Target(kind, named)
    if zone.plural and zone.count is None and len(described) > 1:
        return Target(kind, tuple(described))
    if zone.plural and zone.ordinal is None:
        count = zone.count or (memory.last_count if zone.definite else None) or ALL
        size = zone.of or memory.last_count
        if zone.of or zone.count and not (size and size > zone.count):
            memory.last_count = zone.of or zone.count
        own = tuple(described) if len(described) == count else ()
        own = own or _listed(scene, view, zone, kind, memory)
        return Target(kind, own, count, size if size and size > count else zone.of)
    single = _single(scene, view, zone, kind, memory, described)
    if single is None:
        return None
    memory.focus[kind] = single
    _see(memory, kind, (single,))
    if zone.place is not None:
        memory.sites.setdefault(single, site_from_place(zone.place))
    return Target(kind, (single,), of=zone.of)


_OF_YEAR = re.compile(r"\s+of\s+(?:[A-Z][a-z]+\s+)?\d{4}\b")


def _known_by_place(zone: ZoneMention) -> KnownZone | None:
    """Return the zone with a conventional id that "the X zone" means."""
    place = zone.place
    if zone.type is not None or zone.plural or place is None:
        return None
    if place.kind == "country":
        return None
    names = (place.name, " ".join(p for p in (place.direction, place.name) if p))
    for known in known_zones():
        is_there = place.admin1 in (None, *known.admin1)
        if known.within is None and is_there:
            if any(slug(n) == slug(a) for n in names for a in known.aliases):
                return known
    return None


def _earlier(scene: Scene, view: View, zone: ZoneMention, kind: str) -> Target | None:
    """Keep "an earlier truce" apart from the one that a document is about."""
    if zone.plural:
        return None
    if kind == "ceasefire":
        name = _named_here(scene, view, zone)
    else:
        name = _unnamed(scene, zone, kind) or kind
    return Target(kind, (f"{name}-earlier",))


def _named_here(scene: Scene, view: View, zone: ZoneMention) -> str:
    """Return the id of a truce that the sentence puts in a country of its own."""
    here = [p for p in view.places if p.kind == "country" and p.role == "place"]
    opens = [
        p for p in here if re.fullmatch(r"\s*In\s+", view.text[: view.local(p)[0]])
    ]
    if zone.place is None and not zone.definite and opens:
        return ceasefire_of(scene, replace(zone, place=opens[0]))
    return ceasefire_of(scene, zone)


def _listed(
    scene: Scene, view: View, zone: ZoneMention, kind: str, memory: Memory
) -> tuple[str, ...]:
    """Name the zones of "two of the zones fell: X in April and now Y"."""
    colon = view.text.find(":", zone.end)
    if colon < 0 or zone.count is None:
        return ()
    named = [
        p
        for p in view.places
        if view.local(p)[0] > colon and p.role == "place" and p.kind != "country"
    ]
    if len(named) != zone.count:
        return ()
    ids = tuple(_by_place(scene, replace(zone, place=p), kind) for p in named)
    for name, place in zip(ids, named):
        memory.sites.setdefault(name, site_from_place(place))
    return ids


def _see(memory: Memory, kind: str, zones: tuple[str, ...]) -> None:
    seen = memory.seen.setdefault(kind, [])
    seen.extend(zone for zone in zones if zone not in seen)


def _single(
    scene: Scene,
    view: View,
    zone: ZoneMention,
    kind: str,
    memory: Memory,
    described: list[str],
) -> str | None:
    if kind == "ceasefire":
        named = _named_here(scene, view, zone)
        is_new = not zone.definite and named != ceasefire_of(scene, zone)
        if zone.place is None and kind in memory.focus and not is_new:
            if zone.definite or memory.focus[kind] not in memory.sites:
                return memory.focus[kind]
        return named
    own = [z for z in described if z in memory.members.get(kind, [])]
    if len(own) == 1 and zone.place is None:
        return own[0]
    if zone.ordinal in memory.ordinals and zone.ordinal is not None:
        return memory.ordinals[zone.ordinal]
    if zone.place is not None and not (
        zone.place.kind == "country" and zone.place.direction is None
    ):
        return _by_place(scene, zone, kind)
    if zone.direction is not None and scene.country is not None:
        site = Site(scene.country_name, "in", zone.direction, None, scene.country)
        name = f"{zone.direction} {scene.country_name}"
        extent = Extent(areas=(site,))
        return zone_id(kind, extent, [name], scene.country, scene.country_name)
    if zone.ordinal is not None:
        return own[0] if own else None
    if re.match(r"\s+there\b", view.text[zone.end :]):
        return _there(scene, view, zone, kind)
    if kind in memory.focus and zone.definite:
        return memory.focus[kind]
    if kind in BELT_TYPES:
        return _belt(scene, view, zone, kind, memory)
    members = memory.members.get(kind, [])
    if members:
        return members[0] if len(members) == 1 else None
    around = _place_of_setting_up(view, zone)
    if around is not None and zone.type is not None and kind not in memory.focus:
        return _by_place(scene, replace(zone, place=around), kind)
    return _unnamed(scene, zone, kind)


_WHERE = caseless(
    r"\b(?:in|around|near|at|across|over)\s+(?:the\s+)?"
    r"(?:(?:province|district|city|town|region|area|village)\s+of\s+)?$",
)


def _place_of_setting_up(view: View, zone: ZoneMention) -> PlaceMention | None:
    """Return the place that a verb puts a zone in: "a zone was set up in X"."""
    for place in view.places:
        start = view.local(place)[0]
        gap = view.text[zone.end : start] if start > zone.end else ","
        if place.kind == "country" or place.role != "place" or len(gap) > 60:
            continue
        if not re.search(r"[,;:]", gap) and _WHERE.search(gap):
            return place
    return None


def _unnamed(scene: Scene, zone: ZoneMention, kind: str) -> str | None:
    """Name the only zone of its type that a document speaks of after its country."""
    named = zone.place
    if zone.proper is not None:
        return slug(zone.proper)
    if zone.type is None or scene.country is None and named is None:
        return None
    country = named.country if named else scene.country
    name = named.name if named else scene.country_name
    return slug(name or country or "", kind)


def _there(scene: Scene, view: View, zone: ZoneMention, kind: str) -> str | None:
    """Name "the zone there" after the place of the sentence before."""
    at = scene.views.index(view)
    earlier = scene.views[at - 1].places if at else ()
    local = [p for p in earlier if p.role == "place" and p.kind != "country"]
    return _by_place(scene, replace(zone, place=local[-1]), kind) if local else None


def _by_places(
    scene: Scene, view: View, zone: ZoneMention, kind: str
) -> tuple[str, ...]:
    """Name the zones of "the buffer zones around X and Y"."""
    first = zone.place
    if first is None or first.kind == "country":
        return ()
    found = [first]
    for place in view.places:
        start = view.local(place)[0]
        gap = view.text[view.local(found[-1])[1] : start]
        if start > view.local(found[-1])[0] and re.fullmatch(
            r"\s*(?:,|and|,\s*and)\s*(?:the\s+)?", gap
        ):
            found.append(place)
    return tuple(_by_place(scene, replace(zone, place=place), kind) for place in found)


def _by_place(scene: Scene, zone: ZoneMention, kind: str) -> str:
    place = zone.place
    assert place is not None
    is_province = place.kind == "province" and place.admin1 and not place.direction
    extent = (
        Extent(whole=(str(place.admin1),))
        if is_province
        else Extent(areas=(site_from_place(place),))
    )
    name = " ".join(p for p in (place.direction, place.name) if p)
    country = place.country or scene.country
    return zone_id(kind, extent, [name], country, scene.country_name)


def _belt(
    scene: Scene, view: View, zone: ZoneMention, kind: str, memory: Memory
) -> str:
    """Name a belt: after the province of the sentence, else after its country."""
    route = _ROUTE.search(view.text)
    if kind == "security corridor" and route:
        return slug(route[0], "corridor")
    here = [p for p in view.places if p.admin1 and p.role == "place"]
    if here:
        home = min(here, key=lambda place: place.kind != "province")
        extent = Extent(whole=(str(home.admin1),))
        return zone_id(kind, extent, [home.name], home.country, scene.country_name)
    for known in known_zones():
        is_near = any(known.within in ids for ids in memory.members.values())
        if (
            kind in (known.type, *known.also)
            and known.country == scene.country
            and is_near
        ):
            return known.id
    if zone.proper is not None:
        return slug(zone.proper)
    countries = [p for p in view.places if p.kind == "country" and p.role == "place"]
    named = countries[0] if countries else None
    country = named.country if named else scene.country
    name = named.name if named else scene.country_name
    if _may_be_known(scene, view):
        return zone_id(kind, Extent(), (), country, name)
    return slug(name or country or "", kind)


def _may_be_known(scene: Scene, view: View) -> bool:
    """Whether a belt may be one with a conventional id: its ground is spoken of."""
    near = {code for known in known_zones() if known.within for code in known.admin1}
    if any(place.admin1 in near for place in view.places):
        return True
    if any(place.role == "place" for place in view.places):
        return False
    return any(
        place.admin1 in near and (place.kind == "province" or each.zones)
        for each in scene.views
        for place in each.places
    )


def ceasefire_of(scene: Scene, zone: ZoneMention) -> str:
    """Return the id of a truce: after its place, else after the country."""
    place = zone.place
    if place is not None and place.kind != "country":
        name = " ".join(p for p in (place.direction, place.name) if p)
        return zone_id("ceasefire", Extent(), (), place.country, name)
    named = place.name if place is not None else scene.country_name
    country = place.country if place is not None else scene.country
    return zone_id("ceasefire", Extent(), (), country, named)


def zones_about(scene: Scene, view: View, memory: Memory) -> list[str]:
    """Return the ids of single zones that a sentence concerns, by phrase or place.

    A place concerns a zone whose core it is: the province or area that names it.
    """
    found: list[str] = []
    for zone in view.zones:
        if zone.plural or zone.type == "ceasefire" and zone.place is None:
            continue
        if zone.place is not None or zone.ordinal is not None:
            target = target_of(scene, view, zone, memory)
            if target:
                found.extend(target.zones)
    known = {z for ids in memory.members.values() for z in ids}
    for place in view.places:
        if place.role != "place" or place.kind not in (
            "province",
            "area",
            "settlement",
        ):
            continue
        found.extend(
            z for z in _cores(place.admin1, place.name, place.kind) if z not in found
        )
        plain = slug(place.name)
        found.extend(
            zone
            for zone in sorted(known)
            if zone == plain or zone.startswith(f"{plain}-") and "ceasefire" not in zone
        )
    return list(dict.fromkeys(found))


def core_zones(view: View) -> dict[str, str]:
    """Return the zones whose core a place of the sentence is, by its surface."""
    found: dict[str, str] = {}
    for place in view.places:
        if place.role != "place" or place.kind == "country":
            continue
        ids = _cores(place.admin1, place.name, place.kind)
        ids = ids or _cores(place.admin1, place.surface, place.kind)
        if ids:
            found.setdefault(place.surface, ids[0])
    return found


def _cores(admin1: str | None, name: str, kind: str) -> list[str]:
    result = []
    for zone in known_zones():
        if (
            zone.within is None
            and name in zone.aliases
            and admin1 in (None, *zone.admin1)
        ):
            result.append(zone.id)
    return result
