"""Events: what happened or is said to happen, when, where and about which zones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..claims import Event, Inference, Site
from .accounts import find_accounts
from .dating import begin_of, day_dates, is_of_saying
from .drafts import Draft, Target, draft_from
from .event_words import Trigger, find_triggers, quantities_of
from .modality import is_negated, is_question, modality_of
from .scene import Scene, View
from .targets import Memory, target_of, zones_about
from .vocabulary import DEMONYMS, country_name
from .zone_names import site_from_place

__all__ = ["find_events", "summary_of"]

_FIGHTS = ("offensive", "airstrike", "shelling", "clash", "attack", "casualties")
_FORCES = re.compile(
    r"(?:[A-Z][\w’'-]+\s+)?(?:(?:and\s+)[A-Z][\w’'-]+\s+)?(?:government\s+|armed\s+|"
    r"opposition\s+|rebel\s+|security\s+|military\s+)*"
    r"(?:army|forces|troops|military|rebels|militants|fighters|opposition(?:\s+armed)?"
    r"\s+groups|armed\s+groups|opposition|militia|insurgents|separatists|aircraft|"
    r"police|"
    r"warplanes|soldiers|peacekeepers)\b",
)


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
    events = _without_repeats(_spanning(scene, drafts))
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


_FROM_THEN = re.compile(
    r"\b(?:from|since|until|by|before|till|starting|beginning)\s+(?:the\s+)?$", re.I
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
        dates = day_dates(view)
        if len(dates) == 1:
            self.date, self.age = dates[0][2], 0
        site = _site(view, 0, ("place",))
        if site is not None:
            self.site, self.age = site, 0
        about = tuple(zones_about(scene, view, memory))
        if about:
            self.about, self.age = about, 0


def _topic(scene: Scene, memory: Memory) -> str | None:
    """Return the zone that a document speaks of above all others, if there is one."""
    counts = Counter(
        zone for view in scene.views for zone in zones_about(scene, view, memory)
    )
    ranked = counts.most_common(2)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


def _event(
    scene: Scene, view: View, trigger: Trigger, memory: Memory, state: _Discourse
) -> Draft | None:
    text = view.text
    if is_negated(text, trigger.start, trigger.end):
        return None
    if trigger.type in ("violation", "casualties") and not quantities_of(text):
        return None
    if trigger.type == "aid" and re.search(r"\bmilitary\s+aid|promis", text, re.I):
        return None
    if _TOLD_OF.search(text[: trigger.start]) and not quantities_of(text):
        return None
    agreed_on: tuple[str, ...] = ()
    if trigger.type != "deployment":
        agreed_on = ("negotiated",)
    if re.search(r"\bdenie[sd]\b|\bdeny\b", text[trigger.end :]):
        agreed_on += ("denied",)
    if trigger.type == "talks" and _PASSING.match(text, trigger.start):
        agreed_on += ("proposed", "doubted", "denied")
    modality = modality_of(text, trigger.start, trigger.end, without=agreed_on)
    is_talks = trigger.type in ("talks", "agreement")
    roles = ("venue",) if is_talks else ("place",)
    site = _site(
        view, trigger.start, roles, trigger.type in ("withdrawal", "evacuation")
    )
    if is_talks and _FROM_AFAR.search(text):
        site = None
    about, targets = _about(scene, view, memory)
    quantities = quantities_of(text, view.speaker)
    fights = trigger.type in _FIGHTS
    inferred: tuple[Inference, ...] = ()
    on = _date(view, trigger, scene.document.published)
    if is_talks:
        if trigger.type == "agreement" and on is None:
            return None
        if _UNREAL.search(text[: trigger.end]) or not (site or on):
            return None
        if _PASSING.match(text, trigger.start) and not on:
            return None
        if targets is not None:
            pass
        elif not about and state.topic and not _is_about(scene, view):
            about = (state.topic,)
            inferred += (Inference("about", "discourse"),)
        elif not about and state.topic:
            about = (state.topic,)
            inferred += (Inference("about", "topic"),)
    if on is None and fights and modality == "asserted" and state.date:
        if site is None or state.site is None or site.admin1 == state.site.admin1:
            on = _doubtful(state.date)
            inferred += (Inference("on", "discourse"),)
    if site is None and fights:
        if state.site is not None:
            site = state.site
            inferred += (Inference("where", "discourse"),)
        elif not about:
            return None
    if not about and fights and state.about and site == state.site:
        about = state.about
    if trigger.type == "displacement":
        return _displacement(scene, view, trigger, state, about, on, modality)
    if site is None and not about and targets is None and not is_talks:
        if on is None or not state.about:
            return None
        about = state.about
        inferred += (Inference("about", "discourse"),)
    if is_talks and not about and not targets and not _is_about(scene, view):
        return None
    body = Event(on, site, about, _actors(view, trigger), quantities)
    body = replace(
        body, summary=summary_of(_LABELS.get(trigger.type, _type(trigger)), body)
    )
    rules = [f"event-{trigger.type}"]
    if _is_about(scene, view):
        rules.append("about-theatre")
    draft = draft_from(view, "event", body, rules[0])
    return replace(
        draft,
        type=_type(trigger),
        modality=modality,
        inferred=inferred,
        rules=tuple(rules),
        target=targets,
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


def _site(
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


def _about(
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


def _is_about(scene: Scene, view: View) -> bool:
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


def _actors(view: View, trigger: Trigger) -> tuple[str, ...]:
    """Return who acts: armed forces before a fight, governments elsewhere."""
    if trigger.type in _FIGHTS:
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


def summary_of(kind: str, body: Event) -> str:
    """Compose one line from the fields of an event."""
    parts = [kind.capitalize()]
    if body.actors:
        parts.append(
            f"by {', '.join(body.actors)}"
            if kind != "talks"
            else f"with {', '.join(body.actors)}"
        )
    if body.where is not None and body.where.name:
        words = [body.where.relation, body.where.direction, body.where.name]
        parts.append(" ".join(word for word in words if word))
    if body.on:
        parts.append(f"on {body.on}")
    line = " ".join(parts)
    figures = ", ".join(f"{_figure(q.low, q.high)} {q.what}" for q in body.quantities)
    return f"{line}: {figures}" if figures else line


def _figure(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low:g}" if low is not None else "some"
    if high is None:
        return f"more than {low:,}".replace(".0", "")
    return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _displacement(
    scene: Scene,
    view: View,
    trigger: Trigger,
    state: _Discourse,
    about: tuple[str, ...],
    on: str | None,
    modality: str,
) -> Draft | None:
    """Read a flow of people: told as a consequence, never as inside a zone."""
    quantities = tuple(
        q
        for q in quantities_of(view.text, view.speaker)
        if q.what in ("displaced", "evacuated")
    )
    about = about or state.about
    if not quantities or not about:
        return None
    body = Event(on, None, about, (), quantities, context=True)
    body = replace(body, summary=summary_of("displacement", body))
    draft = draft_from(view, "event", body, "event-displacement")
    return replace(draft, type="displacement", modality=modality)


def _spanning(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Date undated consequences by the fighting that the document dates."""
    from geodata.periods import FUTURE, PAST, iso_of, parse_edtf

    days: list[int] = []
    for draft in drafts:
        body = draft.body
        if isinstance(body, Event) and body.on and draft.type in _FIGHTS:
            bounds = parse_edtf(body.on)
            days.extend(d for d in (bounds.first, bounds.last) if PAST < d < FUTURE)
    known = [d for view in scene.views for d in day_dates(view)]
    published = scene.document.published
    latest = [parse_edtf(edtf).last for _, _, edtf in known]
    if published:
        latest.append(parse_edtf(published).first)
    ends = [d for d in latest if PAST < d < FUTURE]
    result = []
    for draft in drafts:
        body = draft.body
        if (
            isinstance(body, Event)
            and body.context
            and body.on is None
            and days
            and ends
        ):
            first, last = iso_of(min(days)), iso_of(max(max(ends), max(days)))
            if first and last:
                body = replace(body, on=f"{first[:7]}/{last[:7]}?")
                body = replace(body, summary=summary_of("displacement", body))
                draft = replace(
                    draft,
                    body=body,
                    inferred=draft.inferred + (Inference("on", "discourse"),),
                )
        result.append(draft)
    return result


def _without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Keep one of several tellings of one event: the best dated and placed."""
    kept: list[Draft] = []
    for draft in drafts:
        for at, other in enumerate(kept):
            if _is_same(draft, other):
                best = draft if _weight(draft) > _weight(other) else other
                modality = min(draft.modality, other.modality, key=_caution)
                kept[at] = replace(best, modality=modality)
                break
        else:
            kept.append(draft)
    return kept


def _is_same(one: Draft, other: Draft) -> bool:
    a, b = one.body, other.body
    if not isinstance(a, Event) or not isinstance(b, Event) or one.type != other.type:
        return False
    if one.modality != other.modality and "asserted" in (one.modality, other.modality):
        return False
    if a.on and b.on and a.on.rstrip("?") != b.on.rstrip("?"):
        return False
    if (
        a.actors
        and b.actors
        and not set(a.actors) & set(b.actors)
        and (one.type not in ("talks", "agreement"))
    ):
        return False
    name_a = a.where.name if a.where else None
    name_b = b.where.name if b.where else None
    if (
        name_a == name_b
        or not (name_a and name_b)
        and one.type in ("talks", "agreement")
    ):
        return True
    return not (name_a and name_b) and bool(set(a.actors) & set(b.actors))


_CAUTION = ("conditional", "negotiated", "proposed", "planned")


def _caution(modality: str) -> int:
    """Rank modalities so that the most guarded telling of a plan counts."""
    return _CAUTION.index(modality) if modality in _CAUTION else len(_CAUTION)


def _weight(draft: Draft) -> int:
    body = draft.body
    assert isinstance(body, Event)
    return (
        4 * bool(body.on)
        + 2 * bool(body.where)
        + len(body.quantities)
        + bool(body.about)
    )
