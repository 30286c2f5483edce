"""Events: what happened or is said to happen, when, where and about which zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..caseless import caseless
from ...claims import Event, Inference, Quantity, Site
from .accounts import find_accounts
from ..drafts import Draft, Target, draft_from
from .dating import date_of_event, segment_of, without_dates
from .discourse import Discourse, topic_of
from .frames import (
    about_of,
    actors_of,
    is_about,
    own_site,
    site_of_event,
    counts_there,
    sites_of_event,
)
from .merging import FIGHTS, spanning, summary_of, without_repeats
from .figures import arms_of, people_of, quantities_of
from .unnamed import unnamed_site
from .words import Trigger, find_triggers
from ..modality import is_question
from .meaning import OF_ITS_DAY, modality_of_event, tells
from ..scene import Scene, View
from ..targets import Memory

__all__ = ["find_events"]


def find_events(scene: Scene, memory: Memory) -> list[Draft]:
    """Read the events of a document, one per type, day and place."""
    memory.start()
    drafts: list[Draft] = []
    state = Discourse(scene, topic_of(scene, memory))
    for view in scene.views:
        if state.paragraph != view.sentence.paragraph:
            state.start_paragraph(view.sentence.paragraph)
        if not is_question(view.text):
            for trigger in find_triggers(view):
                drafts.extend(_event(scene, view, trigger, memory, state))
        state.take(scene, view, memory)
    events = without_repeats(spanning(scene, drafts))
    accounts = find_accounts(scene, events)
    told = {draft.start for draft in accounts if draft.modality == "denied"}
    events = [e for e in events if e.modality != "denied" or e.start not in told]
    return events + accounts


_FROM_AFAR = caseless(r"\b(?:tele)?phone\b|\bvideo\s*conference|\bby\s+video")
_UNREAL = caseless(r"\b(?:had\s+to|would\s+have|should\s+have|could\s+have)\b")
_MOVES = ("withdrawal", "deployment", "displacement", "evacuation", "aid", "ceasefire")
"""What other news tells with the same words: it counts beside arms or a zone."""
_PASSING = caseless(r"(?:at|in|during|after)\b")


@dataclass(slots=True)
class _Frame:
    """What is known of an event while it is read."""

    scene: Scene
    view: View
    trigger: Trigger
    modality: str
    site: Site | None
    on: str | None
    about: tuple[str, ...]
    targets: Target | None
    inferred: tuple[Inference, ...] = ()

    @property
    def is_talks(self) -> bool:
        """Whether people meet or sign: it has a venue."""
        return self.trigger.type in ("talks", "agreement")

    @property
    def is_fight(self) -> bool:
        """Whether it is an act of war."""
        return self.trigger.type in FIGHTS

    def infer(self, what: str, how: str) -> None:
        """Note a step beyond the words."""
        self.inferred += (Inference(what, how),)


def _event(
    scene: Scene, view: View, trigger: Trigger, memory: Memory, state: Discourse
) -> Iterator[Draft]:
    if not tells(view, trigger):
        return
    frame = _frame(scene, view, trigger, memory)
    if not state.is_war and (frame.is_fight or not state.speaks_of_zones):
        if frame.is_fight or trigger.type in _MOVES:
            return
    if frame.is_talks:
        if not _are_held(frame):
            return
        _take_topic(frame, state)
    _carry_over(frame, state)
    if trigger.type == "displacement":
        flow = _displacement(frame, state)
        if flow is not None:
            yield flow
    elif _is_anywhere(frame, state):
        yield from _drafts(frame)


def _frame(scene: Scene, view: View, trigger: Trigger, memory: Memory) -> _Frame:
    text = view.text
    matter: tuple[str, ...] = ()
    if trigger.type not in ("deployment", "withdrawal"):
        matter = ("negotiated",)
    if re.search(r"\bdenie[sd]\b|\bdeny\b", text[trigger.end :]):
        matter += ("denied",)
    if trigger.type == "talks" and _PASSING.match(text, trigger.start):
        matter += ("proposed", "doubted", "denied")
    modality = modality_of_event(text, trigger, matter)
    about, targets = about_of(scene, view, memory)
    frame = _Frame(scene, view, trigger, modality, None, None, about, targets)
    if not (frame.is_talks and _FROM_AFAR.search(text)):
        roles: tuple[str, ...] = ("venue",) if frame.is_talks else ("place",)
        if frame.is_fight:  # what looks like a venue may be where shells fell
            roles = ("place", "venue")
        leaves = trigger.type in ("withdrawal", "evacuation")
        unnamed = None if frame.is_talks else unnamed_site(scene, view, trigger)
        near = own_site(view, trigger)
        near = near or site_of_event(view, trigger.start, roles, leaves)
        by_name = frame.is_fight or leaves or near is None
        frame.site = unnamed if unnamed and by_name else near
    if frame.is_talks or modality not in ("negotiated", "proposed"):
        frame.on = date_of_event(view, trigger, scene.document.published)
    return frame


def _are_held(frame: _Frame) -> bool:
    """Whether a meeting or signing is told with a venue or a day of its own."""
    text, trigger = frame.view.text, frame.trigger
    if trigger.type == "agreement" and frame.on is None:
        return False
    if trigger.type == "agreement" and _OF_YEAR.match(text, trigger.start):
        return False  # "the 1974 agreement" is named by its year, not told
    if _UNREAL.search(text[: trigger.end]) or not (frame.site or frame.on):
        return False
    return frame.on is not None or not _PASSING.match(text, trigger.start)


_OF_YEAR = re.compile(r"(?:the|an?|under)\s+\d{4}\s")


def _tells_of_zone(frame: _Frame) -> bool:
    """Whether an agreement's sentence, or that beside it, speaks of a zone."""
    at = frame.scene.views.index(frame.view)
    beside = frame.scene.views[max(0, at - 1) : at + 2]
    return any(view.zones for view in beside)


def _take_topic(frame: _Frame, state: Discourse) -> None:
    """Let talks that name no zone concern the one that the document is about."""
    if frame.trigger.type == "agreement" and not _tells_of_zone(frame):
        return
    if frame.targets is None and not frame.about and state.topic:
        is_named = is_about(frame.scene, frame.view)
        frame.about = (state.topic,)
        frame.infer("about", "topic" if is_named else "discourse")


def _carry_over(frame: _Frame, state: Discourse) -> None:
    """Let a fight take the day and place of the sentences before it."""
    if not frame.is_fight:
        return
    same = frame.site is None or state.site is None
    if frame.on is None and frame.modality == "asserted" and state.date:
        if same or frame.site and frame.site.admin1 == getattr(state.site, "admin1"):
            frame.on = _doubtful(state.date)
            frame.infer("on", "discourse")
    if frame.site is None and state.site is not None:
        frame.site = state.site
        frame.infer("where", "discourse")
    if not frame.about and frame.site == state.site:
        frame.about = state.about


def _is_anywhere(frame: _Frame, state: Discourse) -> bool:
    """Whether an event has a place or a zone, perhaps the one just spoken of."""
    if frame.is_talks:
        known = frame.about or frame.targets
        is_due = frame.modality in ("planned", "proposed")
        words = frame.view.text[frame.trigger.start : frame.trigger.end]
        is_made = re.search(_MADE, words) or OF_ITS_DAY.match(words)
        is_due = is_due or frame.trigger.type == "agreement" and bool(is_made)
        is_placed = state.is_war and frame.on and (frame.site is not None or is_due)
        return bool(known) or bool(is_placed) or is_about(frame.scene, frame.view)
    if frame.site is not None or frame.about or frame.targets is not None:
        return True
    if frame.trigger.type in ("deployment", "withdrawal", "patrol"):
        who = actors_of(frame.view, frame.trigger)
        told = frame.on or _quantities(frame.view, frame.trigger) or _heads(frame)
        if state.is_war and who and told:
            return True
    if frame.is_fight and state.is_war and frame.on:
        told = _quantities(frame.view, frame.trigger)
        return bool(told or actors_of(frame.view, frame.trigger))
    if frame.is_fight or frame.on is None or not state.about:
        return False
    frame.about = state.about
    frame.infer("about", "discourse")
    return True


_MADE = (
    r"\b(?:sign(?:ed|ing)|brokered|mediated|struck|clinched|reached|concluded|"
    r"initialled|sealed|came\s+to|adopted|announced|shook)\b|\b(?:sides|parties|"
    r"leaders)\b"
)
"""Words of making an agreement, which need no venue beside their day."""


def _drafts(frame: _Frame) -> Iterator[Draft]:
    """Tell an event, or one like it at each of several places."""
    draft = _draft(frame)
    body = draft.body
    assert isinstance(body, Event)
    sites: tuple[Site, ...] = ()
    has_victims = any(q.what in ("killed", "injured") for q in body.quantities)
    counts = counts_there(frame.view)
    is_spread = frame.trigger.type == "aid" or frame.is_fight and not has_victims
    if frame.site is not None and (is_spread or counts):
        sites = sites_of_event(frame.view, frame.site)
    if len(sites) < 2:
        yield draft
        return
    for site in sites:
        own = replace(body, where=site)
        if site.name in counts and body.quantities:
            first, count = body.quantities[0], counts[site.name]
            own = replace(own, quantities=(replace(first, low=count, high=count),))
            own = replace(own, actors=())  # who is named between them is a place
        own = replace(own, summary=summary_of(_label(frame), own))
        yield replace(draft, body=own)


def _draft(frame: _Frame) -> Draft:
    view, trigger = frame.view, frame.trigger
    quantities = _quantities(view, trigger)
    actors = actors_of(view, trigger)
    body = Event(frame.on, frame.site, frame.about, actors, quantities)
    body = replace(body, summary=summary_of(_label(frame), body))
    rules = [f"event-{trigger.type}"]
    if is_about(frame.scene, view):
        rules.append("about-theatre")
    return replace(
        draft_from(view, "event", body, rules[0]),
        type=_type(trigger, view.text),
        modality=frame.modality,
        inferred=frame.inferred,
        rules=tuple(rules),
        target=frame.targets,
    )


def _quantities(view: View, trigger: Trigger) -> tuple[Quantity, ...]:
    """Return the figures of an event: where several are told, those of its part."""
    first, last = segment_of(view.text, trigger)
    others = [t for t in find_triggers(view) if t.type != trigger.type]
    is_apart = any(not first <= t.start < last for t in others)
    people = quantities_of(
        view.text[first:last] if is_apart else view.text, view.speaker
    )
    if people or trigger.type not in (*FIGHTS, "withdrawal", "deployment"):
        return people
    plain = without_dates(view)  # "3 May 2019 rockets fell"
    return arms_of(plain[first:last], view.speaker)


def _heads(frame: _Frame) -> bool:
    """Whether words after a move say whereto or wherefrom: "along the border"."""
    after = frame.view.text[frame.trigger.end :]
    return bool(re.match(_WHITHER, after))


_WHITHER = (
    r"(?:\s+of\s+[^,;.]{3,40}?)?\s+(?:along|into|from|out\s+of|across|near|at|in|"
    r"beyond|"
    r"behind)\b"
)


def _label(frame: _Frame) -> str:
    kind = frame.trigger.type
    return _LABELS.get(kind, _type(frame.trigger, frame.view.text))


_LABELS = {
    "attack": "attack",
    "casualties": "casualties",
    "violation": "violations",
    "patrol": "patrol",
    "evacuation": "evacuation",
    "extension": "extension of the regime",
    "destruction": "destruction",
}


_PATROLS = caseless(
    r"\bpatrolled\b|\bjoint\s+patrols?\b|\b(?:beg[aiu]n|start\w*|conduct\w*|launch\w*|"
    r"carr\w+\s+out)\s+(?:\w+\s+)?patrols?\b|\bpatrols\s+(?:\w+\s+){0,2}(?:begin|began|"
    r"start\w*)\b",
)


def _type(trigger: Trigger, words: str) -> str:
    names = {
        "attack": "clash",
        "casualties": "other",
        "violation": "other",
        "patrol": "other",
        "destruction": "other",
        "evacuation": "displacement",
        "extension": "other",
    }
    if trigger.type == "patrol" and _PATROLS.search(words):
        return "deployment"
    return names.get(trigger.type, trigger.type)


def _doubtful(edtf: str) -> str:
    """Return a date that is carried over as doubtful."""
    return edtf if edtf.endswith(("?", "~", "%", "]", "/..")) else f"{edtf}?"


def _displacement(frame: _Frame, state: Discourse) -> Draft | None:
    """Read a flow of people: told as a consequence, never as inside a zone."""
    view = frame.view
    first, last = segment_of(view.text, frame.trigger)
    words = without_dates(view)
    quantities = tuple(
        q
        for q in quantities_of(words, view.speaker)
        if q.what in ("displaced", "evacuated")
    ) or people_of(words[first:last], view.speaker)
    about = frame.about or state.about
    if not quantities or not about and not state.is_war:
        return None
    body = Event(frame.on, frame.site, about, (), quantities, context=True)
    body = replace(body, summary=summary_of("displacement", body))
    draft = draft_from(view, "event", body, "event-displacement")
    return replace(draft, type="displacement", modality=frame.modality)
