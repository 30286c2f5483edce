"""Belts: strips of a stated width along a line, a border or a route."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .caseless import caseless
from ..claims import Belt
from .dating import date_near, holds_date
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .same_zone import described_by
from .scene import Scene, View, ZoneMention
from .targets import Memory, target_of, zones_about
from .statuses.terms import CREATED
from .widths import line_of, strips_of, width_near, widths_of
from .zone_names import BELT_TYPES, known_zones

__all__ = ["find_belts"]

# "along the line of contact and the X corridor": the corridor runs beside, not along
_BESIDE_LINE = caseless(r"\balong\b[^.;]{0,80}\band\s+(?:along\s+)?(?:the\s+)?$")


def find_belts(scene: Scene, memory: Memory) -> list[Draft]:
    """Read belts from every sentence that names one."""
    memory.start()
    drafts: list[Draft] = []
    last: tuple[int, ZoneMention] | None = None
    for view in scene.views:
        if is_question(view.text):
            continue
        own = [*view.zones, *_bare_strips(view)]
        if not own and last is not None and last[0] == view.sentence.paragraph:
            own.extend(_of_last(view, last[1]))
        belts = [z for z in own if z.type in BELT_TYPES or z.type == "security strip"]
        if belts:
            last = view.sentence.paragraph, belts[-1]
        measured: set[tuple[float, float]] = set()
        for zone in own:
            target = target_of(scene, view, zone, memory)
            kind = zone.type or (target.type if target and zone.definite else None)
            if kind in (None, "ceasefire") or _is_denied(view, zone):
                continue
            if described_by(view, zone) is not None:
                continue  # told of the zone that it describes
            width = _width(view, zone)
            is_strip = width is not None and width not in measured
            measured.update({width} if width else ())  # that of the zone before
            if is_strip and not zone.plural or zone.type in BELT_TYPES:
                drafts.extend(
                    _belt(scene, view, replace(zone, type=kind), target, memory)
                )
    return _without_bare_repeats(drafts)


_NO_ZONE = caseless(r"\b(?:no|without|never|not)\s+(?:[\w-]+\s+){0,3}$")


def _is_denied(view: View, zone: ZoneMention) -> bool:
    """Whether there is said to be no such belt; "no troops in the zone" does not."""
    if not is_negated(view.text, zone.start, zone.end):
        return False
    is_inside = _INSIDE.search(view.text[: zone.start]) is not None
    return not is_inside or _NO_ZONE.search(view.text[: zone.start]) is not None


_INSIDE = caseless(r"\b(?:in|inside|within)\s+$")


def _bare_strips(view: View) -> Iterator[ZoneMention]:
    """Read "a strip 5 km deep" as a belt, where no zone of the sentence is one."""
    if any(width_near(view.text, zone.start, zone.end) for zone in view.zones):
        return
    for start, end in strips_of(view.text):
        if any(zone.start < end and start < zone.end for zone in view.zones):
            continue
        is_corridor = view.text[start:end].endswith("corridor")
        yield ZoneMention(
            start, end, "security corridor" if is_corridor else "security strip"
        )


def _of_last(view: View, last: ZoneMention) -> Iterator[ZoneMention]:
    """Read "ten kilometres on each side is the depth" of the belt spoken of last."""
    for start, end in widths_of(view.text):
        yield ZoneMention(start, end, last.type, definite=True)
        return


def _width(view: View, zone: ZoneMention) -> tuple[float, float] | None:
    """Return the width of a belt; "a 14 km corridor" is more likely that long."""
    is_route = any(each.type == "security corridor" for each in view.zones)
    return width_near(view.text, zone.start, zone.end, is_route=is_route)


_REMARK = re.compile(r"\b(?:held|stood|ran|was|were)\s+(?:before|until|after)\b")


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
    width = _width(view, zone)
    along, side = line_of(view.text)
    if along and along.lower() in view.text[zone.start : zone.end].lower():
        along = side = None  # "along the X corridor" names the belt itself
    if along and _BESIDE_LINE.search(view.text[: zone.start]):
        along = side = None
    within = _within(scene, view, zone, memory)
    named = view.text[zone.start : zone.end]
    repairs = ("runway for strip",) if re.search(r"runway", named, re.I) else ()
    if kind == "security strip":
        target = None
    if kind == "security corridor" and not (width or along):
        return
    is_made = CREATED.search(view.text) or re.search(r"\bagreed\b", view.text, re.I)
    if not (width or along or within and is_made):
        return
    date = None if _REMARK.search(view.text) else date_near(view, zone.start)
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
        name=zone.proper or _name(named),
        modality=modality,
        repairs=repairs,
    )


def _name(words: str) -> str | None:
    """Return the words that name a belt; a pronoun names none."""
    if words.lower() in ("it", "its", "they") or re.search(r"\d|\bside", words):
        return None
    return words.strip("“”\"' ")


def _modality(view: View, zone: ZoneMention) -> str:
    text = view.text
    modality = modality_of(text, zone.start, zone.end)
    if modality == "asserted" and _WANTED.search(text[: zone.start]):
        return "proposed"
    agreed = re.search(
        r"\b(?:agreed|signed|reached|under\s+(?:the|an)\s+\w+)\b", text, re.I
    )
    if (
        modality in ("planned", "proposed")
        and agreed
        and not is_negated(text, agreed.start(), agreed.end())
        and not re.search(r"\b(?:plan(?:s|ned)?\s+to|will)\b", text, re.I)
    ):
        return "asserted"
    return modality


_WANTED = caseless(
    r"\b(?:wants?|wanted|seeks?|sought|demands?|demanded|asks?\s+for|asked\s+for|"
    r"insists?\s+on|insisted\s+on|favou?rs?|dreams?\s+of)\s+(?:an?\s+|the\s+)?"
    r"(?:[\w-]+\s+){0,3}?$",
)


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
