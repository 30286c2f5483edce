"""Readings: what one document says, before the documents are linked.

An :class:`Outline` is the little of it that linking needs of every document at once; a
:class:`Reading` holds the rest, and is needed only while its own claims are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..claims import Extent, Site
from ..documents import Document, Text
from .dates.search import DateMention
from .drafts import Agreement, Draft
from .events.arms import is_of_war
from .members import Member
from .mentions import PlaceMention
from .scene import Scene
from .targets import Memory

__all__ = ["Outline", "Reading", "outline_of", "reading_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read.

    Attributes
    ----------
    document
        The document.
    text
        Its text as read, which the words of claims are cut from.
    country
        Country that it speaks of most.
    is_war
        Whether its statements name soldiers, weapons or victims.
    names_zones
        Whether they speak of zones.
    drafts
        Its claims to be.
    seen
        Ids of all zones that phrases named, by type.
    ordinals
        Id of the zone that a number names.
    sites
        Site of the place that a zone is named after.
    places, dates
        What it mentions, in the order of the text.
    """

    document: Document
    text: str
    country: str | None = None
    is_war: bool = False
    names_zones: bool = False
    drafts: tuple[Draft, ...] = ()
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ordinals: dict[int, str] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @property
    def id(self) -> str:
        """Return the document's id."""
        return self.document.id


@dataclass(frozen=True, slots=True)
class Outline:
    """What linking needs of each document while it looks at all of them.

    Attributes
    ----------
    document, country, is_war
        As in :class:`Reading`.
    speaks
        Whether it speaks of zones, in statements of war or in claims.
    countries
        Countries of the provinces and areas that its zones lie in.
    members
        The zones that it describes.
    agreements
        Agreements that it mentions, in the order of the text.
    """

    document: Document
    country: str | None
    is_war: bool
    speaks: bool
    countries: tuple[str, ...]
    members: tuple[Member, ...]
    agreements: tuple[Agreement, ...]


def reading_of(
    text: Text,
    scene: Scene,
    memory: Memory,
    drafts: tuple[Draft, ...],
    places: tuple[PlaceMention, ...],
    dates: tuple[DateMention, ...],
) -> Reading:
    """Keep of a document's scene and memory what outlasts its sentences."""
    return Reading(
        text.document,
        text.text,
        scene.country,
        is_of_war(scene),
        any(view.zones for view in scene.views),
        drafts,
        {kind: tuple(zones) for kind, zones in memory.seen.items()},
        dict(memory.ordinals),
        dict(memory.sites),
        places,
        dates,
    )


def outline_of(reading: Reading) -> Outline:
    """Return what linking needs of a document beside the others."""
    speaks = reading.is_war and reading.names_zones
    countries: dict[str, None] = {}
    for draft in reading.drafts:
        if draft.kind in ("event", "control") or draft.target is None:
            continue
        speaks = True
        if isinstance(draft.body, Extent):
            codes = draft.body.whole + draft.body.partial
            countries |= dict.fromkeys(code[:2] for code in codes)
            sites = draft.body.areas
            countries |= dict.fromkeys(s.country for s in sites if s.country)
    mentioned = (draft.agreement for draft in reading.drafts)
    return Outline(
        reading.document,
        reading.country,
        reading.is_war,
        speaks,
        tuple(countries),
        tuple(_members(reading)),
        tuple(dict.fromkeys(each for each in mentioned if each is not None)),
    )


def _members(reading: Reading) -> list[Member]:
    """Return every zone that a document describes, with how it does."""
    return [
        Member(zone, draft.target.type, reading.id, draft.body, draft.key == "run-on")
        for draft in reading.drafts
        if draft.kind == "extent" and draft.target is not None and draft.key != "weak"
        if isinstance(draft.body, Extent)
        for zone in draft.target.zones
    ]
