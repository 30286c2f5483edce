"""Observation posts, checkpoints and observers: who, where, planned or present."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .caseless import caseless
from ..claims import Inference, Post, Quantity, Site
from .dating import date_near, day_dates, holds_date
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .post_holders import holders_of_post
from .post_sites import sites_of
from .post_operators import nations_before, operators_of
from .post_words import (
    PEOPLE,
    count_of,
    find_mentions,
    label_of,
    status_of,
)
from .scene import Scene, View
from .targets import Memory, target_of, zones_about
from .vocabulary import (
    COUNTRY_NAMES,
    NUMBERS,
    ORDINALS,
    country_name,
    number_of,
)
from .zone_names import site_from_place

__all__ = ["find_posts"]


@dataclass(slots=True)
class _Discourse:
    """What the sentences before leave for the next: a post, and who acted."""

    last: Draft | None = None
    actors: tuple[str, ...] = ()
    site: Site | None = None
    listed: tuple[Site, ...] = ()
    paragraph: int = -1


def find_posts(scene: Scene, memory: Memory) -> list[Draft]:
    """Read posts and observers from every sentence that says what befalls them."""
    memory.start()
    drafts: list[Draft] = []
    state = _Discourse()
    for view in scene.views:
        if view.sentence.paragraph != state.paragraph:
            state.paragraph = view.sentence.paragraph
            state.site, follows = None, False
        else:
            follows = state.last is not None
        for zone in view.zones:
            target_of(scene, view, zone, memory)
        if is_question(view.text):
            continue
        seen: set[tuple[str, str, str, str]] = set()
        matches = list(find_mentions(scene, view, follows))
        for at, match in enumerate(matches):
            rest = matches[at + 1 :]
            until = rest[0].start() if rest else len(view.text)
            for draft in _post(scene, view, match, memory, state, until):
                body = draft.body
                assert isinstance(body, Post)
                site = body.where.name if body.where else None
                key = (body.status, str(body.operator), str(draft.type), str(site))
                state.last = draft
                if key not in seen:
                    seen.add(key)
                    drafts.append(draft)
        state.actors = nations_before(view.text, len(view.text)) or state.actors
        here = [p for p in view.places if p.kind == "settlement" and p.role == "place"]
        state.site = site_from_place(here[0]) if here else state.site
    return drafts


_SOMEBODY_AT = caseless(
    r"\b(?:at|through|past)\s+(?:an?|the|one|another)\s+(?:[\w-]+\s+){0,2}$"
)
"""Words of something that happens at a post, which therefore is there."""
_BARE_POST = caseless(r"(?:posts?|points?|positions?)(?:\s.*)?")
_AS_SPEAKERS = caseless(r"\b(?:by|to|told|according\s+to)\s+(?:the\s+)?$")
_FORBIDDEN_TO = caseless(
    r"\b(?:forb(?:idden|ids?|ade)|prohibit(?:ed|s)?|banned|bans|barred|outlawed|"
    r"not\s+allowed|ban\s+on)\b[^.;,]{0,60}$",
)
_SPEAK = re.compile(r"\s+(?:said|say|saw|noted|reported|describe|report|counted)")


def _post(
    scene: Scene,
    view: View,
    match: re.Match[str],
    memory: Memory,
    state: _Discourse,
    until: int,
) -> Iterator[Draft]:
    text = view.text
    people = bool(PEOPLE.fullmatch(match[0]))
    if people and (
        _AS_SPEAKERS.search(text[: match.start()]) or _SPEAK.match(text, match.end())
    ):
        return
    status, verb = status_of(text, match)
    if status is None and verb is None and _SOMEBODY_AT.search(text[: match.start()]):
        status = None if _BARE_POST.fullmatch(match[0]) else "present"
    if status is None or is_negated(text, match.start(), match.end()):
        return
    if verb is not None and is_negated(text, verb.start(), verb.end()):
        return
    if _FORBIDDEN_TO.search(text[: match.start()]):
        return
    modality = _modality(text, match, status)
    if modality is None:
        return
    count = count_of(text, match)
    sites = sites_of(view, match, until)
    if len(sites) > 1 and (count or people and sites[0].relation != "at"):
        is_at = sites[0].relation == "at"
        sites, count = (sites, None) if is_at else (sites[:1], count)
    operators = operators_of(text, match, state.actors)
    operators = operators or _seats(view, match)
    operators = operators or holders_of_post(view, match, status)
    if count and len(operators) > 1 and not people and not _EACH.search(text):
        operators = (" and ".join(operators),)
    zones = _zones(scene, view, memory)
    steps: tuple[Inference, ...] = ()
    number = _NUMBER_OF_THEM.match(match[0])
    if number and not sites and ORDINALS[number[1].lower()] <= len(state.listed):
        sites = state.listed[ORDINALS[number[1].lower()] - 1 :][:1]
        steps = (Inference("where", "discourse"),)
    elif len(sites) > 1:
        state.listed = sites
    if not operators and state.last and _points_back(text, match):
        before = state.last.body
        assert isinstance(before, Post)
        operators = (before.operator,) if before.operator else ()
        site = before.where or state.site
        if site is not None and not sites and _is_same(text, match):
            sites = (site,)
            steps = (Inference("where", "discourse"),)
    if people and not zones and not sites and state.last and state.last.target:
        zones = [(state.last.target.type, state.last.target.zones)]
    if people and not sites and not zones and not (count and view.zones):
        return
    if status == "present" and not (sites or zones or count or operators):
        return
    if status == "present" and match[0].lower().startswith("position"):
        return  # what is told of ground that troops hold is told as control
    found = _Found(status, modality, count, zones, steps)
    label = _label(match, state)
    was = _begun_before(text, match, state)
    for operator in operators or (None,):
        for site in sites or (None,):
            draft = _draft(scene, view, match, found, label, operator, site)
            yield _since_before(draft, was) if was else draft
    for nation, more in _likewise(text, match, operators):
        own = replace(found, count=Quantity(label, more, more))
        yield _draft(scene, view, match, own, label, nation, None)


def _begun_before(text: str, match: re.Match[str], state: _Discourse) -> str | None:
    """Return when "the post", told of before, was set up."""
    if state.last is None or not _is_same(text, match):
        return None
    before = state.last.body
    assert isinstance(before, Post)
    is_begun = before.status == "established" and state.last.modality == "asserted"
    return before.begins if is_begun else None


def _since_before(draft: Draft, begins: str) -> Draft:
    """Date the setting up of a post that the text dated before."""
    body = draft.body
    assert isinstance(body, Post)
    if body.status != "established" or body.begins is not None:
        return draft
    step = Inference("begins", "discourse")
    return replace(
        draft, body=replace(body, begins=begins), inferred=(*draft.inferred, step)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    status: str
    modality: str
    count: Quantity | None
    zones: list[tuple[str, tuple[str, ...]]]
    steps: tuple[Inference, ...]


def _modality(text: str, match: re.Match[str], status: str) -> str | None:
    """Say how a post is meant; None where nothing is said of it."""
    modality = modality_of(text, match.start(), match.end())
    if re.search(
        r"\b(?:not|never|yet\s+to\s+be)\s+(?:been\s+)?confirmed\b", text, re.I
    ) or re.search(r"\bclaims?\b(?!\s+that)", text[: match.start()]):
        return "doubted" if modality == "asserted" else modality
    if modality == "conditional" and re.search(r"\bsa(?:id|ys)\b.*\bwould\b", text):
        return "planned"  # "he said that they would follow"
    if status == "planned":
        return "negotiated" if modality == "negotiated" else "planned"
    return modality


_NUMBER_OF_THEM = caseless(
    r"the\s+(first|second|third|fourth|fifth|sixth)\s+of\s+(?:them|these|the)\b"
)
_ORDINAL_ONE = caseless(r"the\s+\w+(?:\s+one\b|\s+of\s+|$)|\w+\s+(?:no\.?\s*)?\d+$")


def _points_back(text: str, match: re.Match[str]) -> bool:
    """Whether "the post" or "the second one" means posts spoken of before."""
    return _is_same(text, match) or _ORDINAL_ONE.match(match[0]) is not None


def _is_same(text: str, match: re.Match[str]) -> bool:
    """Whether "the post" is the one spoken of before, not another of them."""
    before = re.search(
        r"\b(?:the|this|these|those|its)\s+$", text[: match.start()], re.I
    )
    is_one = not match[0].lower().endswith("s")
    return before is not None and is_one and not match[0].lower().startswith("the ")


_EACH = caseless(r"\b(?:each|both|apiece)\b")


def _label(match: re.Match[str], state: _Discourse) -> str:
    label = label_of(match[0])
    if label == "post" and state.last is not None and state.last.type != "observers":
        return state.last.type or label
    return label


def _draft(
    scene: Scene,
    view: View,
    match: re.Match[str],
    found: _Found,
    label: str,
    operator: str | None,
    site: Site | None,
) -> Draft:
    date = _date(view, match)
    at = _start_of(view, site)
    if at is not None and len(view.dates) > 1:
        date = date_near(view, at)
    body = Post(found.status, operator, site, found.count)
    status = found.status
    if found.modality in ("negotiated", "proposed", "conditional"):
        date = None
    is_standing = status == "established" and _PERFECT.search(view.text)
    if status == "present" or date is None and (status == "attacked" or is_standing):
        body = replace(body, holds=date or holds_date(scene, view))
    else:
        body = replace(body, begins=date)
    zones = found.zones
    return replace(
        draft_from(view, "post", body, f"post-{status}"),
        target=Target(zones[0][0], zones[0][1]) if zones else None,
        type=label,
        modality=found.modality,
        inferred=found.steps,
        name=None,
    )


_PERFECT = caseless(r"\b(?:has|have)\s+(?:(?:also|already|\w+ly)\s+)?\w+")
"""What has been set up without a date stands on the day that it is told."""
_RELATIVE = re.compile(r"\b(?:that|which|who|where)\s+[^,;]*$")


def _date(view: View, match: re.Match[str]) -> str | None:
    """Return the date of what befalls posts; that of a relative clause is not it."""
    date = date_near(view, match.start())
    later = [(s, edtf) for s, _, edtf in day_dates(view) if s > match.end()]
    aside = [e for s, e in later if _RELATIVE.search(view.text[match.end() : s])]
    for start, end, edtf in day_dates(view):  # "forces, which took X in May, have …"
        opened = view.text.rfind(",", 0, start)
        closed = view.text.find(",", end)
        if 0 <= opened and 0 <= closed < match.start():
            if re.match(r",\s*(?:which|who)\b", view.text[opened:]):
                aside.append(edtf)
    return None if date in aside else date


def _start_of(view: View, site: Site | None) -> int | None:
    if site is None:
        return None
    starts = [view.local(p)[0] for p in view.places if p.name == site.name]
    return starts[-1] if starts else None


_NUMBER = "|".join(sorted((re.escape(w) for w in NUMBERS), key=len, reverse=True))
_ALSO = re.compile(
    r",?\s*(?:and\s+)?(?:the\s+)?(?P<who>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+"
    rf"(?P<n>\d{{1,3}}|{_NUMBER})\b(?!\s+(?:km|kilomet|days|months|years))"
)


def _likewise(
    text: str, match: re.Match[str], operators: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    """Read the rest of "A is to set up 12 posts, B 10 and C seven"."""
    at = match.end()
    while operators and (found := _ALSO.match(text, at)) is not None:
        number = number_of(found["n"])
        if number is None or found["who"] not in COUNTRY_NAMES.values():
            return
        yield found["who"], number
        at = found.end()


def _seats(view: View, match: re.Match[str]) -> tuple[str, ...]:
    """Return the country whose capital stands for it: "Ankara opened a post"."""
    seats = [
        p
        for p in view.places
        if p.role == "actor"
        and p.kind == "settlement"
        and p.country
        and view.local(p)[1] <= match.start()
        and re.match(r"\s+[a-z]+", view.text[view.local(p)[1] :])
        and not re.search(r"[;:]", view.text[view.local(p)[1] : match.start()])
    ]
    return (country_name(seats[-1].country or ""),) if seats else ()


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
