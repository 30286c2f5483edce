"""Belts: strips of a stated width along a line, a border or a route."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Belt
from .dating import date_near, holds_date
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View, ZoneMention
from .targets import Memory, target_of, zones_about
from .vocabulary import NUMBERS, number_of
from .zone_names import BELT_TYPES, known_zones

__all__ = ["find_belts", "line_of", "width_of"]

_NUMBER = r"(?:\d+(?:\.\d+)?|" + "|".join(NUMBERS) + ")"
_UNIT = r"(?:kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|m)"
_WIDTH = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:(?:-\s*)?(?:to|-|–|—)\s*(?P<high>{_NUMBER})\s*)?[\s-]*"
    rf"(?P<unit>{_UNIT})\b(?:[\s-]*(?P<dim>deep|wide|in\s+depth|in\s+width|depth|"
    r"width|broad|across))?(?P<each>\s+(?:on|to)\s+(?:either|each|both)\s+sides?)?",
    re.I,
)
_AT_MOST = re.compile(r"\b(?:up\s+to|at\s+most|no\s+more\s+than)\s+$", re.I)
_DIMENSION_BEFORE = re.compile(
    r"\b(?:depth|width|deep|wide|strip|belt)\s*(?:of|:)?\s*(?:about|some|around|"
    r"up\s+to)?"
    r"\s*$",
    re.I,
)
_ALONG = re.compile(
    r"\b(?:along|on\s+(?:either|each|both)\s+sides?\s+of|astride|parallel\s+to)\s+"
    r"(?:both\s+sides\s+of\s+)?(?P<all>(?:the\s+|its\s+)?(?:(?:[\w’'-]+\s+){0,4}?"
    r"(?:lines?(?:\s+of\s+(?:contact|separation|control|demarcation|disengagement))?|"
    r"borders?|frontiers?|boundar(?:y|ies)|highways?|roads?|rivers?|fronts?|coast)"
    r"(?:\s+(?:of|with)\s+(?:the\s+)?(?:(?-i:[A-Z])\w+|"
    r"zones?(?:\s+of\s+de-?escalation)?))?"
    r"|(?-i:[A-Z])\d+(?:\s+(?:highway|road|motorway))?))\b",
    re.I,
)
_TWO_SIDES = re.compile(
    rf"(?P<one>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})\s+(?:deep\s+|wide\s+)?"
    r"(?:to\s+the\s+)?"
    r"(?:north|south|east|west)\s+and\s+(?P<two>\d+(?:\.\d+)?)\s*"
    rf"{_UNIT}\s+(?:deep\s+|wide\s+)?(?:to\s+the\s+)?(?:north|south|east|west)\s+of\s+"
    r"(?:the\s+)?(?P<all>[\w’'-]+(?:\s+(?:highway|road|motorway|river|line|border))?)",
    re.I,
)
_SIDES = (
    (
        re.compile(
            r"\bon\s+(?:either|each|both)\s+sides?|both\s+sides\s+of|astride", re.I
        ),
        "both",
    ),
    (re.compile(r"\bon\s+the\s+(?P<s>[\w-]+)\s+side\s+of", re.I), None),
)


# "along the line of contact and the X corridor": the corridor runs beside, not along
_BESIDE_LINE = re.compile(r"\balong\b[^.;]{0,60}\band\s+(?:the\s+)?$", re.I)


def find_belts(scene: Scene, memory: Memory) -> list[Draft]:
    """Read belts from every sentence that names one."""
    memory.start()
    drafts: list[Draft] = []
    for view in scene.views:
        if is_question(view.text):
            continue
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            kind = zone.type or (target.type if target and zone.definite else None)
            if kind in (None, "ceasefire") or is_negated(
                view.text, zone.start, zone.end
            ):
                continue
            is_strip = width_of(view.text, zone) is not None
            if is_strip and not zone.plural or zone.type in BELT_TYPES:
                drafts.extend(
                    _belt(scene, view, replace(zone, type=kind), target, memory)
                )
    return _without_bare_repeats(drafts)


def _belt(
    scene: Scene,
    view: View,
    zone: ZoneMention,
    target: Target | None,
    memory: Memory,
) -> Iterator[Draft]:
    kind = zone.type
    if kind is None:
        return
    width = width_of(view.text, zone)
    along, side = line_of(view.text)
    if along and _BESIDE_LINE.search(view.text[: zone.start]):
        along = side = None
    within = _within(scene, view, zone, memory)
    named = view.text[zone.start : zone.end]
    repairs = ("runway for strip",) if re.search(r"runway", named, re.I) else ()
    if kind == "security strip":
        target = None
    if kind == "security corridor" and not (width or along):
        return
    if not (width or along or within):
        return
    date = date_near(view, zone.start)
    modality = _modality(view, zone)
    if modality == "asserted" and not date:
        body = Belt(within, width, along, side, holds=holds_date(scene, view))
    else:
        body = Belt(within, width, along, side, begins=date)
    draft = draft_from(view, "belt", body, "belt-along" if along else "belt")
    if target is not None:
        target = Target(kind, target.zones)
    yield replace(
        draft,
        target=target,
        type=kind,
        name=named.strip("“”\"' "),
        modality=modality,
        repairs=repairs,
    )


def _modality(view: View, zone: ZoneMention) -> str:
    text = view.text
    modality = modality_of(text, zone.start, zone.end)
    agreed = re.search(
        r"\b(?:agreed|signed|reached|under\s+(?:the|an)\s+\w+)\b", text, re.I
    )
    if (
        modality in ("planned", "proposed")
        and agreed
        and not re.search(r"\b(?:plan(?:s|ned)?\s+to|will)\b", text, re.I)
    ):
        return "asserted"
    return modality


def width_of(text: str, zone: ZoneMention) -> tuple[float, float] | None:
    """Return the width in km that a sentence gives a belt, from least to most."""
    sides = _TWO_SIDES.search(text)
    if sides:
        total = float(sides["one"]) + float(sides["two"])
        total *= _factor(sides["unit"])
        return (round(total, 3), round(total, 3))
    best: tuple[int, tuple[float, float]] | None = None
    for match in _WIDTH.finditer(text):
        low = _value(match["low"])
        high = _value(match["high"]) if match["high"] else low
        distance = min(abs(match.start() - zone.end), abs(zone.start - match.end()))
        if match.start() < zone.end and match.end() > zone.start:
            distance = 0
        touches = distance < 30
        measured = match["dim"] or match["each"] or touches
        measured = measured or _DIMENSION_BEFORE.search(text[: match.start()])
        if low is None or high is None or not measured or distance > 120:
            continue
        if _AT_MOST.search(text[: match.start()]):
            low = 0.0
        if low > high:
            low, high = high, low
        factor = _factor(match["unit"])
        if match["each"]:
            factor *= 2
        width = (round(low * factor, 3), round(high * factor, 3))
        if best is None or distance < best[0]:
            best = (distance, width)
    return best[1] if best else None


def _factor(unit: str) -> float:
    if unit.lower().startswith("mi"):
        return 1.609344
    return 1.0 if unit.lower().startswith("k") else 0.001


def _value(words: str | None) -> float | None:
    if words is None:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    number = number_of(words)
    return float(number) if number is not None else None


def line_of(text: str) -> tuple[str | None, str | None]:
    """Return the line that a belt runs along, and the side of it."""
    sides = _TWO_SIDES.search(text)
    if sides:
        return sides["all"].strip(), "both"
    match = _ALONG.search(text)
    if not match:
        return None, None
    what = re.sub(r"^(?:the|its)\s+", "", match["all"].strip())
    for pattern, side in _SIDES:
        found = pattern.search(text)
        if found:
            return what, side or found["s"].lower()
    return what, None


def _within(scene: Scene, view: View, zone: ZoneMention, memory: Memory) -> str | None:
    """Return the zone that a belt lies in, where the words place it there."""
    text = view.text
    for known in known_zones():
        if (
            known.within
            and zone.type == known.type
            and any(p.admin1 in known.admin1 for p in view.places if p.role == "place")
        ):
            return known.within
    about = [
        z
        for z in zones_about(scene, view, memory)
        if z in memory.members.get("de-escalation zone", ())
    ]
    if len(about) == 1 and re.search(r"\b(?:in|inside|within)\b", text[zone.start :]):
        return about[0]
    in_it = re.search(
        r"\bin\s+(?:this|that|the\s+same)\s+(?:province|region|zone|area)\b", text, re.I
    )
    if in_it:
        return _zone_before(scene, view, memory)
    return None


def _zone_before(scene: Scene, view: View, memory: Memory) -> str | None:
    """Return the zone that the sentences just before spoke of."""
    at = scene.views.index(view)
    for earlier in reversed(scene.views[max(0, at - 2) : at]):
        about = zones_about(scene, earlier, memory)
        members = {z for ids in memory.members.values() for z in ids}
        known = [z for z in about if z in members] or about
        if len(known) == 1:
            return known[0]
    return None


def _without_bare_repeats(drafts: list[Draft]) -> list[Draft]:
    """Leave out mentions of a belt that say less than another of the same document."""
    result = []
    for draft in drafts:
        body = draft.body
        assert isinstance(body, Belt)
        richer = any(
            other is not draft
            and other.target == draft.target
            and other.type == draft.type
            and isinstance(other.body, Belt)
            and (other.body.width_km or other.body.along)
            and not (body.width_km or body.along or body.begins)
            for other in drafts
        )
        if not richer:
            result.append(draft)
    return result
