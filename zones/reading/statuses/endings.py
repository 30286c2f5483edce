"""Zones that ended, were broken, or were marked out: what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Inference, Status
from ..dating import change_date, date_near, day_dates, holds_date
from ..drafts import Draft, Target, draft_from
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention, is_near
from .words import DELIMITED, ENDED, FATE, HOW, TAKEN, VIOLATED

__all__ = [
    "delimited",
    "ended",
    "fallen",
    "fate_of_agreement",
    "violated",
]

_CLAIMS = caseless(
    r"\b(?:opposition|rebels|activists|militants|critics|sources?)\s+(?:\w+\s+)?"
    r"(?:insists?|insisted|considers?|considered|claims?|claimed|believes?|thinks?)\b",
)


def ended(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "the zone ceased to exist", "the truce ran out", "gave way to"."""
    match = ENDED.search(view.text, zone.end)
    if not match or not is_near(view, zone, match, 60) or target.type is None:
        return
    if match.lastgroup == "denounce" and not _UNDONE.search(
        view.text, zone.end, match.end()
    ):
        return  # "under the truce, A withdrew from X": what is denounced stands after
    is_word_of_end = "longer" in match[0] or "no more" in match[0]
    if not is_word_of_end and is_negated(view.text, match.start(), match.end()):
        return
    how = HOW[match.lastgroup or "end"]
    begins = change_date(view, match.start(), match.end())
    steps: tuple[Inference, ...] = ()
    if how == "unknown" and match.lastgroup == "end":
        how, told = _told_before(scene, view)
        if begins is None and told is not None:
            begins = told
            steps = (Inference("begins", "sentence before"),)
    draft = draft_from(view, "status", Status("ended", how=how, begins=begins), "ended")
    modality = modality_of(view.text, match.start(), match.end())
    if _CLAIMS.search(view.text):
        modality = "doubted"  # one side says so
    yield replace(
        draft, target=target, type=target.type, modality=modality, inferred=steps
    )


_UNDONE = caseless(r"\b(?:is|are|was|were|been|being|void)\b")
_MILITARY = caseless(
    r"\b(?:military|disengagement|cease-?fire|armistice|truce|de-?escalation)\s+"
    r"(?:\w+\s+){0,2}?(?:agreement|accord|memorandum|treaty|deal)\b",
)


def fate_of_agreement(
    scene: Scene, view: View, target: Target | None
) -> Iterator[Draft]:
    """Read "the accord has collapsed", "suspends the agreement" of its zones.

    Parameters
    ----------
    scene, view
        The document and the sentence.
    target
        Zones spoken of last; where there are none, an agreement on arms is kept alone.
    """
    match = FATE.search(view.text)
    if not match or is_negated(view.text, match.start(), match.end()):
        return
    if target is None and not _MILITARY.search(view.text):
        return
    word = (match.lastgroup or "").removesuffix("s")
    begins = date_near(view, match.end()) or scene.document.published
    body = (
        Status("suspended", begins=begins)
        if word == "suspend"
        else Status("ended", how=HOW[word], begins=begins)
    )
    yield replace(
        draft_from(view, "status", body, "fate-of-agreement"),
        target=target,
        type=target.type if target else None,
        modality=modality_of(view.text, match.start(), match.end()),
        confidence="medium",
    )


def _told_before(scene: Scene, view: View) -> tuple[str, str | None]:
    """Return how and when, as the sentences just before tell it of the ground."""
    at = scene.views.index(view)
    how, date = "unknown", None
    for earlier in scene.views[max(0, at - 2) : at]:
        if earlier.sentence.paragraph != view.sentence.paragraph:
            continue
        if TAKEN.search(earlier.text):
            how = "retaken"
        dates = day_dates(earlier)
        if len(dates) == 1:
            date = dates[0][2]
    return (how, date) if how == "retaken" else ("unknown", None)


_PASSIVE = re.compile(r"an?\s|\b(?:was|were|been|is|are|being)\b")
_BACK = re.compile(r",\s+(?:but\s+|and\s+)?(?:it|which)\s+(?:has\s+)?$")


def violated(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "militants broke the truce", "in breach of the ceasefire"."""
    inside = _breached_inside(view, zone, scene)
    if inside is not None:
        draft = draft_from(view, "status", inside, "violations-inside")
        yield replace(
            draft, target=target, type=target.type, modality=modality_of(view.text)
        )
        return
    match = VIOLATED.search(view.text)
    if not match:
        return
    is_back = _BACK.search(view.text[: match.start()])  # "a truce …, but it is broken"
    is_far = is_back or zone.start < 30 and match[0].split()[0].lower() == "been"
    if not is_near(view, zone, match, 220 if is_far else 60):
        return
    is_passive = match["seen"] or _PASSIVE.search(match[0])
    if match.start() >= zone.end and not is_passive:
        return  # "the zone … violated": who broke what stands after the verb
    if is_negated(view.text, match.start(), match.end()):
        return
    body = Status("violated", holds=holds_date(scene, view))
    draft = draft_from(view, "status", body, "violated")
    modality = modality_of(view.text, match.start(), match.end())
    yield replace(draft, target=target, type=target.type, modality=modality)


_INSIDE = caseless(
    r"\b(?:violations?|breach(?:es)?)\b[^.;]{0,60}?\b(?:in|inside|within)\s+"
    r"(?:the\s+)?(?:[\w’'-]+\s+){0,2}$"
)
_SEEN = caseless(
    r"\b(?:record|register|report|document|log|count|commit|observ|note)\w*\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|dozens|\d+)\s"
)


def _breached_inside(view: View, zone: ZoneMention, scene: Scene) -> Status | None:
    """Return what "recorded violations inside the X area" says of the area."""
    match = _INSIDE.search(view.text[: zone.start])
    if match is None or zone.type in (None, "ceasefire") or zone.plural:
        return None
    if is_negated(view.text, *match.span()) or not _SEEN.search(view.text):
        return None
    return Status("violated", holds=holds_date(scene, view))


def delimited(
    scene: Scene, view: View, zone: ZoneMention, target: Target, agreed: bool
) -> Iterator[Draft]:
    """Read "buffer zones were marked out in spring"."""
    match = DELIMITED.search(view.text, zone.end)
    if not match or agreed or not is_near(view, zone, match, 40):
        return
    if is_negated(view.text, match.start(), match.end()):
        return
    body = Status("delimited", begins=date_near(view, match.end()))
    draft = draft_from(view, "status", body, "delimited")
    modality = modality_of(view.text, match.start(), match.end())
    yield replace(draft, target=target, type=target.type, modality=modality)


_FELL = caseless(r"\b(?:fell|surrendered|capitulated)\b")
_RETOOK = caseless(
    r"\b(?:have|has|had)\s+(?:retaken|recaptured|taken)\s+(?:(?:nearly|almost)\s+)?"
    r"(?:all|most|the\s+whole)\s+of\b",
)


def fallen(view: View, kind: str, cores: dict[str, str]) -> Iterator[Draft]:
    """Read "X fell in April" of the core of a zone, where zones are said to be gone.

    Parameters
    ----------
    view
        The sentence.
    kind
        Type of the zones that are gone.
    cores
        Id of the zone whose core each place of the sentence is, by its surface.
    """
    for pattern in (_FELL, _RETOOK):
        match = pattern.search(view.text)
        if not match or is_negated(view.text, match.start(), match.end()):
            continue
        for place in view.places:
            start, end = view.local(place)
            is_fallen = (
                end <= match.start()
                if pattern is _FELL
                else (match.end() <= start < match.end() + 12)
            )
            if not is_fallen or place.surface not in cores:
                continue
            body = Status("ended", how="retaken", begins=date_near(view, match.end()))
            draft = draft_from(view, "status", body, "core-fell")
            yield replace(
                draft,
                target=Target(kind, (cores[place.surface],)),
                type=kind,
                confidence="medium",
                modality=modality_of(view.text, match.start(), match.end()),
            )
            return
