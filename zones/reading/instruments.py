"""Instruments: texts of agreements themselves, dated by their head or their close.

A protocol says of itself neither that it was signed nor when: its title says what it
is, its provisions say "shall", and a line of its own says "Done at X on 3 May 2019".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .caseless import caseless
from ..claims import Event, Site, Status
from .dates.search import DateMention
from .drafts import Agreement, Draft, Target, draft_from
from .events.merging import summary_of
from .modality import is_negated
from .places.search import PlaceMention
from .scene import Scene, is_near
from .statuses.terms import CREATED
from .targets import Memory, target_of
from .zone_names import site_from_place, slug

__all__ = ["signed"]

_TITLE = caseless(
    r"\s*(?:the\s+)?(?:(?:text\s+of\s+the|additional|supplementary|joint|general|"
    r"framework|interim|permanent|bilateral|trilateral|tripartite|cease-?fire|peace|"
    r"armistice|military|technical|first|second|third)\s+)*(?:protocol|memorandum|"
    r"agreement|treaty|accord|armistice|package\s+of\s+measures|"
    r"statement\s+(?:by|of)\s+the\s+(?:presidents?|prime\s+ministers?|heads?|parties|"
    r"sides|guarantors?))\b",
)
_NEWS = caseless(
    r"\b(?:signed|reached|agreed|says?|said|fails?|failed|holds?|collapse[sd]?|broken|"
    r"violat\w+|struck|ends?|ended|takes?|took|comes?|came|is|was|are|were|has|have|"
    r"had|after|under|explained|calls?|expires?|expired)\b",
)
"""Words of a headline about an agreement, which no title of one has."""
_NORM = caseless(
    r"\b(?:shall|hereby|undertakes?|(?:parties|sides)\s+(?:have\s+)?(?:agree|decide|"
    r"commit|resolve)\w*)\b",
)
_SIGNED = caseless(
    r"\s*(?:done|signed|concluded|adopted|made|agreed|executed|given)\b"
    r"(?:[^.;:\n]{0,60}?\b(?:on|of|this)|,)?\s*(?:the\s+)?$",
)
_PLACE_BEFORE = re.compile(r"\s*\(?(?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2},\s*)?$")
_LINES = 6
"""How many lines of the head and of the close may tell the day."""
_Span = tuple[int, int]


def signed(
    text: str,
    scene: Scene,
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    drafts: Sequence[Draft],
    memory: Memory,
) -> list[Draft]:
    """Return drafts with the day on which a text that is an agreement was made.

    Parameters
    ----------
    text, scene
        The document.
    places, dates
        What it mentions, headings and all.
    drafts
        What else was read of it.
    memory
        What the document says of its zones.
    """
    lines = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    found = (
        _day_line(text, lines, dates) if _is_instrument(text, scene, lines) else None
    )
    if found is None:
        return list(drafts)
    (start, end), day = found
    venue = next(
        (p for p in places if start <= p.start < end and p.kind == "settlement"), None
    )
    where = site_from_place(venue, "in") if venue else None
    seat = slug(venue.name) if venue else None
    told = [_dated(scene, draft, day, seat) for draft in drafts]
    return [
        *told,
        *_event(told, (start, end), day, where),
        *_agreed(scene, memory, told, day, seat),
    ]


def _dated(scene: Scene, draft: Draft, day: str, venue: str | None) -> Draft:
    """Date what a provision of the text says is agreed without a day."""
    body = draft.body
    if not isinstance(body, Status) or body.status != "agreed" or body.begins:
        return draft
    own = [v for v in scene.views if v.sentence.start == draft.start]
    if body.holds or not own or not _NORM.search(own[0].text) or draft.target is None:
        return draft
    return replace(
        draft,
        body=replace(body, begins=day),
        agreement=_agreement(draft.target, day, venue),
        rules=(*draft.rules, "instrument"),
    )


def _agreement(target: Target, day: str, venue: str | None) -> Agreement:
    return Agreement(venue, day, (), target.type, None, target.zones)


def _is_instrument(text: str, scene: Scene, lines: Sequence[_Span]) -> bool:
    heads = [scene.document.title or "", *(text[a:b] for a, b in lines[:3])]
    is_titled = any(
        _TITLE.match(head) and len(head) < 200 and not _NEWS.search(head)
        for head in heads
    )
    norms = sum(_NORM.search(view.text) is not None for view in scene.views)
    return is_titled and norms >= 2 and 3 * norms >= len(scene.views)


def _day_line(
    text: str, lines: Sequence[_Span], dates: Sequence[DateMention]
) -> tuple[_Span, str] | None:
    """Return the line that gives the day of the text, and the day."""
    for start, end in dict.fromkeys((*lines[:_LINES], *reversed(lines[-_LINES:]))):
        for date in dates:
            if not start <= date.start < end or date.end > end:
                continue
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", date.edtf or ""):
                continue
            before, behind = text[start : date.start], text[date.end : end]
            is_alone = _PLACE_BEFORE.match(before) and not behind.strip(" .)")
            if is_alone or _SIGNED.match(before):
                return (start, end), str(date.edtf)
    return None


def _event(
    drafts: Sequence[Draft], span: _Span, day: str, where: Site | None
) -> Iterator[Draft]:
    for draft in drafts:
        if draft.type == "agreement" and getattr(draft.body, "on", None) == day:
            return
    about = dict.fromkeys(
        zone
        for draft in drafts
        if draft.kind in ("extent", "status", "belt", "rule") and draft.target
        for zone in draft.target.zones
    )
    body = Event(day, where, tuple(about)[:4])
    body = replace(body, summary=summary_of("agreement", body))
    yield Draft("event", body, *span, type="agreement", rules=("event-signing",))


def _agreed(
    scene: Scene,
    memory: Memory,
    drafts: Sequence[Draft],
    day: str,
    venue: str | None,
) -> Iterator[Draft]:
    """Read "a zone is hereby established" of the text as agreed on its day."""
    done = {
        zone
        for draft in drafts
        if isinstance(draft.body, Status) and draft.body.status == "agreed"
        for zone in (draft.target.zones if draft.target else ())
    }
    memory.start()
    for view in scene.views:
        created = CREATED.search(view.text)
        is_norm = _NORM.search(view.text) is not None
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is None or not target.zones or done.issuperset(target.zones):
                continue
            if created is None or not is_norm or not is_near(view, zone, created, 60):
                continue
            if _WITHIN.search(view.text[: zone.start]):
                continue  # "posts shall be established in the zone"
            if is_negated(view.text, zone.start, created.end()):
                continue
            done.update(target.zones)
            own = draft_from(view, "status", Status("agreed", begins=day), "instrument")
            agreement = _agreement(target, day, venue)
            yield replace(own, target=target, type=target.type, agreement=agreement)


_WITHIN = caseless(
    r"\b(?:in|inside|within|into|from|across|along|near|of|around|outside)\s+$"
)
