"""Extents: what zones consist of, where they lie, and what became a zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..claims import Extent, Site
from .caseless import caseless
from .descriptions import Found, find_descriptions
from .drafts import Draft, Target, draft_from
from .enumerations import opens_members
from .modality import is_negated, is_question, modality_of
from .region_groups import cut_groups
from .regions import Item, extent_of
from .scene import Scene, View, ZoneMention
from .zone_lists import case_rules, extent_in
from .zone_names import known_zones, site_from_place, zone_id

__all__ = ["find_extents"]

_SCOPE = caseless(
    r"\b(?:in|across|throughout|to)\s+all\s+(?P<name>(?:areas|parts|regions|"
    r"places)\s+of\s+"
    r"(?:the\s+)?\w+\s+where\s+(?:the\s+)?(?P<what>fighting|hostilities|clashes|"
    r"combat))",
)
_IN_FORCE = caseless(
    r"\b(?:in\s+force|into\s+force|effect|apply|applies|cover(?:s)?|"
    r"extend(?:s|ed)?|observed)\b",
)


def find_extents(scene: Scene) -> list[Draft]:
    """Read what each sentence says about where zones lie."""
    drafts: list[Draft] = []
    type_before: str | None = None
    count_before: int | None = None
    named: dict[str, str] = {}
    last: ZoneMention | None = None
    is_open = False
    signed: set[str | None] = set()
    for view in scene.views:
        for zone in view.zones:
            if zone.type and zone.type != "ceasefire":
                type_before = zone.type
            if zone.plural and zone.count:
                count_before = zone.of or zone.count
            _remember_name(scene, zone, named)
            last = zone if zone.type and not zone.plural else last
        told, is_open = is_open, opens_members(view)
        if _tells_of_signing(view):
            signed.update(zone.type for zone in view.zones)
        if is_question(view.text):
            continue
        for one in find_descriptions(view, count_before, last, told):
            is_open = is_open or one.zone.ordinal is not None
            kind = one.zone.type or type_before
            if kind is None:
                continue
            found = _drafts(scene, view, one, kind, named)
            drafts.extend(map(_as_agreed, found) if kind in signed else found)
        drafts.extend(_ceasefire_scope(scene, view))
    return drafts


def _remember_name(scene: Scene, zone: ZoneMention, named: dict[str, str]) -> None:
    """Keep the id of a zone that is named after its place, for "the zone"."""
    place = zone.place
    if zone.type is None or zone.plural or place is None:
        return
    if place.kind == "country" and place.direction is None:
        if zone.type == "ceasefire":
            named[zone.type] = zone_id(
                zone.type, Extent(), (), place.country, place.name
            )
        return
    is_province = place.kind == "province" and place.admin1 and not place.direction
    extent = (
        Extent(whole=(str(place.admin1),))
        if is_province
        else Extent(areas=(site_from_place(place),))
    )
    name = " ".join(part for part in (place.direction, place.name) if part)
    shown = name if zone.type == "ceasefire" else scene.country_name
    country = place.country or scene.country
    named[zone.type] = zone_id(zone.type, extent, [name], country, shown)


def _drafts(
    scene: Scene, view: View, found: Found, zone_type: str, named: dict[str, str]
) -> Iterator[Draft]:
    groups = cut_groups(found.items, found.count)
    modality = _modality(view, found)
    if groups is None:
        extent = extent_of(found.items)
        draft = draft_from(
            view, "extent", extent, "run-on-list", start=found.start, end=found.end
        )
        yield replace(draft, type=zone_type, modality=modality, confidence="low")
        return
    many = len(groups) > 1
    for number, group in enumerate(groups):
        extent = extent_in(scene, extent_of(group, found.located or group[0].has_in))
        name = view.text[found.zone.start : found.zone.end]
        is_number = found.zone.type is None and found.zone.ordinal is not None
        zone = zone_id(
            zone_type, extent, _names(group), scene.country, scene.country_name
        )
        if not many and zone_type in named and _is_spoken_of(found.zone, zone):
            zone = named[zone_type]
        start = group[0].start if many and number else found.start
        draft = draft_from(
            view,
            "extent",
            extent,
            found.rule,
            start=start,
            end=found.end if not many else group[-1].end,
        )
        rules = (*draft.rules, "run-on-list") if _is_run_on(groups) else draft.rules
        yield replace(
            draft,
            target=Target(zone_type, (zone,), of=found.count if many else None),
            type=zone_type,
            modality=modality,
            rules=rules + case_rules(view, group),
            name=None if many or is_number else name,
            key="run-on" if _is_run_on(groups) else None,
            confidence=("medium" if many and found.count is None else "high"),
        )


def _is_spoken_of(zone: ZoneMention, found: str) -> bool:
    """Whether "the zone" is the one named before, rather than known by its extent."""
    is_known = any(known.id == found for known in known_zones())
    return zone.ordinal is None and not is_known and not zone.plural


def _is_run_on(groups: Sequence[Sequence[Item]]) -> bool:
    """Whether the words alone leave open where one zone ends and the next begins."""
    return len(groups) > 1 and not all(group[0].has_in for group in groups[1:])


def _modality(view: View, found: Found) -> str:
    """How a description is meant: where agreed zones will lie is described as fact."""
    if found.located or found.rule == "became-zone":
        modality = modality_of(view.text, found.start, found.end)
    else:
        modality = modality_of(view.text[found.start : found.end])
    return (
        "asserted" if modality == "planned" and _AGREED.search(view.text) else modality
    )


_AGREED = caseless(
    r"\b(?:in\s+accordance|according\s+to\s+the\s+(?:document|memo|agreement)|"
    r"under\s+(?:the|an)|agreed|signed)\b",
)


_SIGNED = caseless(
    r"\b(?:memorandum|agreement|accord|document|deal|treaty|protocol)\b[^.;]{0,90}?\b"
    r"(?:signed|adopted|concluded|reached|sealed)\b|\b(?:signed|adopted|concluded|"
    r"sealed)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:memorandum|agreement|accord|"
    r"document|deal|treaty|protocol)\b",
)


def _tells_of_signing(view: View) -> bool:
    """Whether a sentence tells that an agreement has been signed."""
    match = _SIGNED.search(view.text)
    if match is None or is_negated(view.text, match.start(), match.end()):
        return False
    return modality_of(view.text, match.start(), match.end()) == "asserted"


def _as_agreed(draft: Draft) -> Draft:
    """Read where zones "will be" after an agreement was signed as what it says."""
    return replace(draft, modality="asserted") if draft.modality == "planned" else draft


def _names(group: Sequence[Item]) -> list[str]:
    """Return the names that a zone of these regions is called after."""
    whole = [i.name for i in group if i.mode == "whole" and not i.direction]
    return (
        whole[:1]
        or [
            " ".join(part for part in (item.direction, item.name) if part)
            for item in group
        ][:3]
    )


def _ceasefire_scope(scene: Scene, view: View) -> Iterator[Draft]:
    """Read "in force in all areas of X where the fighting is under way"."""
    match = _SCOPE.search(view.text)
    if not match or not _IN_FORCE.search(view.text[: match.start() + 3]):
        return
    inside = [p for p in view.places if match.start() <= view.local(p)[0] < match.end()]
    country = inside[0].country if inside else scene.country
    site = Site(f"areas of {match['what'].lower()}", "in", country=country)
    name = inside[0].name if inside else scene.country_name
    zone = zone_id("ceasefire", Extent(areas=(site,)), (), country, name)
    draft = draft_from(view, "extent", Extent(areas=(site,)), "ceasefire-scope")
    modality = modality_of(view.text)
    yield replace(
        draft, target=Target("ceasefire", (zone,)), type="ceasefire", modality=modality
    )
