"""Events: what happened or is said to happen, when, where and about which zones."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from ..claims import Event, Inference, Site
from .accounts import find_accounts
from .dating import begin_of, day_dates, is_of_saying
from .drafts import Draft, Target, draft_from
from .event_frames import about_of, actors_of, is_about, site_of_event
from .event_merging import FIGHTS, spanning, summary_of, without_repeats
from .event_words import Trigger, find_triggers, quantities_of
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View
from .targets import Memory, zones_about

__all__ = ["find_events"]


def find_events(scene: Scene, memory: Memory) -> list[Draft]:
    """Read the events of a document, one per type, day and place."""
    memory.start()
    drafts: list[Draft] = []
    state = _Discourse(_topic(scene, memory))
    for view in scene.views:
        if state.paragraph != view.sentence.paragraph:
            state.start_paragraph(view.sentence.paragraph)
        if not is_question(view.text):
            for trigger in find_triggers(view.text):
                draft = _event(scene, view, trigger, memory, state)
                if draft is not None:
                    drafts.append(draft)
        state.take(scene, view, memory)
    events = without_repeats(spanning(scene, drafts))
    return events + find_accounts(scene, events)


_TOLD_OF = re.compile(
    r"\b(?:condemn\w*|criticiz\w*|criticis\w*|accus\w*|denounc\w*|"
    r"concern\w*\s+(?:about|"
    r"over)|warn\w*|prevent\w*|avoid\w*|responsib\w*|in\s+response\s+to|threat\s+of)\b"
    r"[^.;]{0,80}$",
    re.I,
)
_FROM_AFAR = re.compile(r"\b(?:tele)?phone\b|\bvideo\s*conference|\bby\s+video", re.I)
_UNREAL = re.compile(r"\b(?:had\s+to|would\s+have|should\s+have|could\s+have)\b", re.I)
_PASSING = re.compile(r"(?:at|in|during|after)\b", re.I)


_FROM_THEN = re.compile(
    r"\b(?:from|since|until|by|before|till|starting|beginning)\s+(?:the\s+)?$", re.I
)
_AGREED_THEN = re.compile(
    r"\b(?:agreed|signed|reached|brokered|concluded|declared|established|created)\s+"
    r"(?:(?!on\b|in\b)\w+\s+){0,3}(?:in|on)?\s*$",
    re.I,
)
_SAID = re.compile(r"\b(?:said|told|stated|reported|announced|noted)\b", re.I)


class _Discourse:
    """What the sentences before leave for the next: a date, a place, a zone."""

    __slots__ = ("about", "age", "date", "paragraph", "site", "topic")

    def __init__(self, topic: str | None) -> None:
        self.topic = topic
        self.paragraph = -1
        self.date: str | None = None
        self.site: Site | None = None
        self.about: tuple[str, ...] = ()
        self.age = 0

    def start_paragraph(self, number: int) -> None:
        """Forget, at a new paragraph, what does not carry on."""
        self.paragraph = number
        self.age += 1
        if self.age > 1:
            self.date = self.site = None
            self.about = ()

    def take(self, scene: Scene, view: View, memory: Memory) -> None:
        """Keep the day, place and zone of a sentence for those that follow."""
        dates = [d for d in day_dates(view) if not is_of_saying(view.text, d[0])]
        if len(dates) == 1:
            self.date, self.age = dates[0][2], 0
        site = site_of_event(view, 0, ("place",))
        if site is not None:
            self.site, self.age = site, 0
        about = tuple(zones_about(scene, view, memory))
        if about:
            self.about, self.age = about, 0


def _topic(scene: Scene, memory: Memory) -> str | None:
    """Return the zone that a document speaks of above all others, if there is one."""
    counts = Counter(
        zone
        for view in scene.views
        for zone in zones_about(scene, view, memory)
        if not zone.endswith("ceasefire")
    )
    ranked = counts.most_common(2)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


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
    scene: Scene, view: View, trigger: Trigger, memory: Memory, state: _Discourse
) -> Draft | None:
    if not _tells(view, trigger):
        return None
    frame = _frame(scene, view, trigger, memory)
    if frame.is_talks:
        if not _are_held(frame):
            return None
        _take_topic(frame, state)
    _carry_over(frame, state)
    if trigger.type == "displacement":
        return _displacement(frame, state)
    return _draft(frame) if _is_anywhere(frame, state) else None


def _tells(view: View, trigger: Trigger) -> bool:
    """Whether the words tell of an event, rather than deny, judge or promise one."""
    text = view.text
    if is_negated(text, trigger.start, trigger.end):
        return False
    if trigger.type == "aid" and re.search(r"\bmilitary\s+aid|promis", text, re.I):
        return False
    needs_figures = trigger.type in ("violation", "casualties") or _TOLD_OF.search(
        text[: trigger.start]
    )
    return not needs_figures or bool(quantities_of(text))


def _frame(scene: Scene, view: View, trigger: Trigger, memory: Memory) -> _Frame:
    text = view.text
    matter: tuple[str, ...] = ()
    if trigger.type != "deployment":
        matter = ("negotiated",)
    if re.search(r"\bdenie[sd]\b|\bdeny\b", text[trigger.end :]):
        matter += ("denied",)
    if trigger.type == "talks" and _PASSING.match(text, trigger.start):
        matter += ("proposed", "doubted", "denied")
    modality = modality_of(text, trigger.start, trigger.end, without=matter)
    about, targets = about_of(scene, view, memory)
    frame = _Frame(scene, view, trigger, modality, None, None, about, targets)
    if not (frame.is_talks and _FROM_AFAR.search(text)):
        roles = ("venue",) if frame.is_talks else ("place",)
        leaves = trigger.type in ("withdrawal", "evacuation")
        frame.site = site_of_event(view, trigger.start, roles, leaves)
    if frame.is_talks or modality not in ("negotiated", "proposed"):
        frame.on = _date(view, trigger, scene.document.published)
    return frame


def _are_held(frame: _Frame) -> bool:
    """Whether a meeting or signing is told with a venue or a day of its own."""
    text, trigger = frame.view.text, frame.trigger
    if trigger.type == "agreement" and frame.on is None:
        return False
    if _UNREAL.search(text[: trigger.end]) or not (frame.site or frame.on):
        return False
    return frame.on is not None or not _PASSING.match(text, trigger.start)


def _take_topic(frame: _Frame, state: _Discourse) -> None:
    """Let talks that name no zone concern the one that the document is about."""
    if frame.targets is None and not frame.about and state.topic:
        is_named = is_about(frame.scene, frame.view)
        frame.about = (state.topic,)
        frame.infer("about", "topic" if is_named else "discourse")


def _carry_over(frame: _Frame, state: _Discourse) -> None:
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


def _is_anywhere(frame: _Frame, state: _Discourse) -> bool:
    """Whether an event has a place or a zone, perhaps the one just spoken of."""
    if frame.is_talks:
        known = frame.about or frame.targets
        return bool(known) or is_about(frame.scene, frame.view)
    if frame.site is not None or frame.about or frame.targets is not None:
        return True
    if frame.is_fight or frame.on is None or not state.about:
        return False
    frame.about = state.about
    frame.infer("about", "discourse")
    return True


def _draft(frame: _Frame) -> Draft:
    view, trigger = frame.view, frame.trigger
    quantities = quantities_of(view.text, view.speaker)
    actors = actors_of(view, trigger)
    body = Event(frame.on, frame.site, frame.about, actors, quantities)
    label = _LABELS.get(trigger.type, _type(trigger))
    body = replace(body, summary=summary_of(label, body))
    rules = [f"event-{trigger.type}"]
    if is_about(frame.scene, view):
        rules.append("about-theatre")
    return replace(
        draft_from(view, "event", body, rules[0]),
        type=_type(trigger),
        modality=frame.modality,
        inferred=frame.inferred,
        rules=tuple(rules),
        target=frame.targets,
    )


_LABELS = {
    "attack": "attack",
    "casualties": "casualties",
    "violation": "violations",
    "patrol": "patrol",
    "evacuation": "evacuation",
    "extension": "extension of the regime",
}


def _type(trigger: Trigger) -> str:
    names = {
        "attack": "clash",
        "casualties": "other",
        "violation": "other",
        "patrol": "other",
        "evacuation": "displacement",
        "extension": "other",
    }
    return names.get(trigger.type, trigger.type)


def _date(view: View, trigger: Trigger, published: str | None) -> str | None:
    dates = day_dates(view)
    told = [d for d in dates if not _is_said_then(view.text, d, trigger)]
    if trigger.type not in ("talks", "agreement"):
        told = [d for d in told if not _AGREED_THEN.search(view.text[: d[0]])]
    if trigger.type != "talks" or told:
        dates = told
    if trigger.type in ("talks", "agreement"):
        dates = [d for d in dates if not _FROM_THEN.search(view.text[: d[0]])]
    if not dates:
        return None
    nearest = min(
        dates,
        key=lambda d: (min(abs(d[0] - trigger.start), abs(d[1] - trigger.start)), d[0]),
    )
    if view.text[: nearest[0]].rstrip().lower().endswith("since"):
        return _since(begin_of(nearest[2]), published)
    return nearest[2]


def _since(begin: str | None, published: str | None) -> str | None:
    """Return "since then" as the interval up to the day of publication, if known."""
    if begin is None or begin.startswith("["):
        return begin
    is_day = published is not None and len(published) == 10
    return f"{begin}/{published}" if is_day else begin


def _is_said_then(text: str, date: tuple[int, int, str], trigger: Trigger) -> bool:
    """Whether a date is that of the saying, before or after what is said."""
    if is_of_saying(text, date[0]):
        return True
    return bool(_SAID.search(text[date[1] : trigger.start]))


def _doubtful(edtf: str) -> str:
    """Return a date that is carried over as doubtful."""
    return edtf if edtf.endswith(("?", "~", "%", "]", "/..")) else f"{edtf}?"


def _displacement(frame: _Frame, state: _Discourse) -> Draft | None:
    """Read a flow of people: told as a consequence, never as inside a zone."""
    view = frame.view
    quantities = tuple(
        q
        for q in quantities_of(view.text, view.speaker)
        if q.what in ("displaced", "evacuated")
    )
    about = frame.about or state.about
    if not quantities or not about:
        return None
    body = Event(frame.on, None, about, (), quantities, context=True)
    body = replace(body, summary=summary_of("displacement", body))
    draft = draft_from(view, "event", body, "event-displacement")
    return replace(draft, type="displacement", modality=frame.modality)
