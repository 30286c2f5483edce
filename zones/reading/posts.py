"""Observation posts, checkpoints and observers: who, where, planned or present."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Post, Quantity, Site
from .dating import date_near, holds_date
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View
from .targets import Memory, target_of, zones_about
from .vocabulary import COUNTRY_NAMES, DEMONYMS, country_name, number_of
from .zone_names import site_from_place

__all__ = ["find_posts", "operators_of"]

_POST = re.compile(
    r"\b(?:observ(?:ation|er)\s+(?:posts?|points?)|check-?points?|"
    r"monitoring\s+(?:posts?|"
    r"stations?)|military\s+posts?|watch-?towers?|outposts?|observers|monitors|"
    r"guard\s+posts?)\b(?:\s+and\s+observation\s+(?:posts?|points?))?",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|stay)\s+(?:already\s+|now\s+)?(?:present|"
    r"stationed|"
    r"deployed|located|operating|working|active|manned|in\s+operation)|"
    r"(?:mans|man|operates?|maintains?|runs?|keeps?|has|have)\s)",
    re.I,
)
_SET_UP = re.compile(
    r"\b(?:set\s+up|establish(?:ed|es|ing|ment)?|creat(?:ed|es|e|ing|ion)|opened|built|"
    r"deploy(?:ed|s|ing|ment)?|plac(?:ed|ing)|station(?:ed|ing)|erected|completed|"
    r"installed)\b",
    re.I,
)
_ATTACKED = re.compile(
    r"\b(?:attack(?:ed|s)?|shell(?:ed|ing)?|struck|hit|surround(?:ed|s)?|besieged|"
    r"encircled|targeted|under\s+(?:\w+\s+)?fire)\b",
    re.I,
)
_LEFT = re.compile(
    r"\b(?:evacuat\w+|abandon\w+|dismantl\w+|withdr\w+\s+from|vacat\w+|closed)\b", re.I
)
_COUNT = re.compile(r"(?P<n>\b\w+)\s+(?:\w+\s+)?$")


def find_posts(scene: Scene, memory: Memory) -> list[Draft]:
    """Read posts and observers from every sentence that says what befalls them."""
    memory.start()
    drafts: list[Draft] = []
    last: Draft | None = None
    paragraph = -1
    for view in scene.views:
        if view.sentence.paragraph != paragraph:
            last, paragraph = None, view.sentence.paragraph
        for zone in view.zones:
            target_of(scene, view, zone, memory)
        if is_question(view.text):
            continue
        seen: set[tuple[str, str, str]] = set()
        for match in _POST.finditer(view.text):
            for draft in _post(scene, view, match, memory, last):
                last = draft
                body = draft.body
                assert isinstance(body, Post)
                key = (body.status, str(body.operator), str(draft.type))
                if key not in seen:
                    seen.add(key)
                    drafts.append(draft)
    return drafts


_SUBJECT = re.compile(
    r"\b(?P<who>[A-Z]\w+(?:\s[A-Z]\w+)?)(?:[’']s\s+(?:\w+\s+){0,2}|\s+(?:(?:has|have|"
    r"had|"
    r"could|will|also|already)\s+)*(?:set\s+up|established?|built|opened|keeps?|kept|"
    r"maintains?|operates?|deployed|runs?|mans?|completed)\s+[^.;]{0,120})$"
)
_FROM_NATIONS = re.compile(
    r"\s+(?:from|of)\s+(?:the\s+)?[A-Z]\w+(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s)"
    r"(?:the\s+)?[A-Z]\w+)*"
)
_TROOPS = re.compile(
    r"\b(?!The\b)(?P<who>[A-Z]\w+)\s+(?:\w+\s+)?(?:troops|soldiers|forces|army|"
    r"military|police)\s+"
    r"(?:(?:have|has|had|also|still)\s+)*(?:man|operate|hold|keep|maintain|"
    r"deploy|set\s+up|"
    r"established|opened|built|completed|run)\w*\s+(?:\w+\s+){0,6}$"
)
_AS_SPEAKERS = re.compile(r"\b(?:by|to|told|according\s+to)\s+(?:the\s+)?$", re.I)


def _post(
    scene: Scene,
    view: View,
    match: re.Match[str],
    memory: Memory,
    last: Draft | None,
) -> Iterator[Draft]:
    text = view.text
    people = bool(re.fullmatch(r"observers|monitors", match[0], re.I))
    status = _status(text, match)
    if people and _AS_SPEAKERS.search(text[: match.start()]):
        return
    if people and re.match(
        r"\s+(?:said|say|saw|noted|reported|describe)", text[match.end() :]
    ):
        return
    if status is None or is_negated(text, match.start(), match.end()):
        return
    modality = modality_of(text, match.start(), match.end())
    where = _where(view, match)
    if status == "planned":
        modality = "negotiated" if modality == "negotiated" else "planned"
    elif modality in ("planned", "proposed", "conditional", "negotiated"):
        status = "planned"
    zones = _zones(scene, view, memory)
    if people and not zones and where is None and last is not None and last.target:
        zones = [(last.target.type, last.target.zones)]
    if people and where is None and not zones:
        return
    if not zones and where is None and status != "planned" and not view.zones:
        return
    date = date_near(view, match.start())
    count = _count(text, match)
    label = "observers" if people else _label(match[0])
    for operator in operators_of(text, match) or (None,):
        body = Post(status, operator, where, count)
        if modality in ("negotiated", "proposed", "conditional"):
            date = None
        if status in ("present", "attacked") and date is None:
            body = replace(body, holds=holds_date(scene, view))
        elif status == "present":
            body = replace(body, holds=date)
        else:
            body = replace(body, begins=date)
        draft = draft_from(view, "post", body, f"post-{status}")
        target = Target(zones[0][0], zones[0][1]) if zones else None
        yield replace(draft, target=target, type=label, modality=modality, name=None)


def _label(words: str) -> str:
    plain = words.lower().replace("check-point", "checkpoint")
    return re.sub(r"\b(post|point|checkpoint|station|tower)s\b", r"\1", plain)


def _status(text: str, match: re.Match[str]) -> str | None:
    modality = modality_of(text, match.start(), match.end())
    after = re.split(r"[,;]", text[match.end() :])[0][:90]
    near = text[max(0, match.start() - 90) : match.end()] + after
    if _LEFT.search(near):
        return "left"
    if _SET_UP.search(near):
        if modality in ("planned", "proposed", "negotiated", "conditional"):
            return "planned"
        return "established"
    if _PRESENT.search(near) and modality == "asserted":
        return "present"
    if _ATTACKED.search(near) and modality == "asserted":
        return "attacked"
    return "planned" if modality == "planned" else None


def operators_of(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return the countries whose posts or observers are meant, by their nations.

    Examples
    --------
    >>> words = "Kenyan and Chadian observers are present"
    >>> operators_of(words, re.search("observers", words))
    ('Kenya', 'Chad')
    """
    before = text[: match.start()]
    run = re.search(r"(?:\b[A-Z]\w+(?:\s*,\s*|\s+and\s+|\s+))+(?:\w+\s+)?$", before)
    words = re.findall(r"[A-Z]\w+", run[0]) if run else []
    codes = [DEMONYMS[word] for word in words if word in DEMONYMS]
    origin = _FROM_NATIONS.match(text, match.end())
    if origin and not codes:
        names = re.findall(r"[A-Z]\w+(?:\s[A-Z]\w+)*", origin[0])
        return tuple(name for name in names if name in COUNTRY_NAMES.values())
    troops = _TROOPS.search(before) if not codes else None
    if troops and troops["who"] in DEMONYMS:
        codes = [DEMONYMS[troops["who"]]]
    if not codes:
        subject = _SUBJECT.search(before)
        if subject and subject["who"] in COUNTRY_NAMES.values():
            return (subject["who"],)
    return tuple(dict.fromkeys(country_name(code) for code in codes))


_ELSEWHERE = re.compile(
    r"[.;]|\b(?:while|but|one\s+of)\b|\b(?:km|miles?|kilomet\w+)\s+from\b"
)


def _where(view: View, match: re.Match[str]) -> Site | None:
    """Return the place of posts: the nearest one that a preposition ties to them."""
    for place in view.places:
        start, _ = view.local(place)
        if place.role != "place" or place.kind == "country":
            continue
        gap = view.text[match.end() : start] if start > match.end() else ""
        if gap and len(gap) < 90 and not _ELSEWHERE.search(gap):
            return site_from_place(place)
    return None


def _zones(
    scene: Scene, view: View, memory: Memory
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the type and ids of the zone that posts stand in, at most one."""
    for zone in view.zones:
        if zone.type in ("ceasefire", "security strip"):
            continue
        target = target_of(scene, view, zone, memory)
        if target is not None and len(target.zones) == 1 and not target.is_set:
            return [(target.type, target.zones)]
    if re.search(r"\bthere\b|\bin\s+(?:the|this|that)\s+(?:zone|area)\b", view.text):
        for kind, zone_id in reversed(memory.focus.items()):
            if kind != "ceasefire":
                return [(kind, (zone_id,))]
    about = zones_about(scene, view, memory)
    return [("de-escalation zone", (about[0],))] if len(about) == 1 else []


def _count(text: str, match: re.Match[str]) -> Quantity | None:
    words = re.findall(r"\w+", text[: match.start()])[-3:]
    numbers = [n for word in reversed(words) if (n := number_of(word)) is not None]
    if not numbers or numbers[0] > 2000:
        return None
    number = numbers[0]
    return Quantity(_label(match[0]), number, number)
