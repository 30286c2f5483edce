"""Reading: documents become a dossier of claims."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..claims import Claim
from .belts import find_belts
from .control.rules import find_control
from .dates.search import DateMention, find_dates
from .drafts import Draft, merge_spans
from .events.rules import find_events
from .extents import find_extents
from .hedges import hedge
from .languages import language_of
from .linking import Reading, link
from .placings import find_corners, find_radii, located_by_name
from .places.search import PlaceMention, find_places, main_country
from .posts import find_posts
from .provisions import find_rules
from .scene import build_scene, country_of_zones
from .sentences import find_sentences
from .statuses.rules import find_statuses
from .subject import of_conflict
from .targets import remember
from .vocabulary import country_name

if TYPE_CHECKING:
    from geodata.world import World

    from ..contents import Content
    from ..documents import Text
    from ..dossier import Dossier

__all__ = ["read", "read_text", "read_texts"]


def read(
    paths: Iterable[str | Path],
    world: World | None = None,
    progress: Callable[[int, int], None] | None = None,
    known: Sequence[Claim] = (),
    *,
    workers: int | None = None,
    seen: Collection[str] = (),
) -> Dossier:
    """Read documents into a dossier.

    Parameters
    ----------
    paths
        Files, and folders of them, in the formats of :mod:`zones.contents`.
    world
        Reference geography; the embedded one where None.
    progress
        Called after each document: how many have been read, and of how many.
    known
        Claims of documents read before, which say what "the four zones" are.
    workers
        Number of processes; None for one per processor where documents are many. The
        dossier is the same for any number.
    seen
        Hashes of texts that are not to be read again.

    Raises
    ------
    InputError
        If nothing can be read.
    """
    from geodata.world import load_world

    from ..documents import gather
    from ..dossier import Dossier, Mentions
    from ..workers import spread

    contents, skipped = gather([Path(path) for path in paths], seen)
    contents.sort(key=lambda content: content.id)
    readings: list[Reading] = []
    places: list[tuple[str, PlaceMention]] = []
    dates: list[tuple[str, DateMention]] = []
    found = spread(_read_content, contents, world or load_world(), workers)
    for reading, own_dates in found:
        readings.append(reading)
        places.extend((reading.id, place) for place in reading.places)
        dates.extend((reading.id, date) for date in own_dates)
        if progress is not None:
            progress(len(readings), len(contents))
    return Dossier(
        documents=tuple(reading.scene.document for reading in readings),
        claims=tuple(link(readings, known)),
        mentions=Mentions(tuple(places), tuple(dates)),
        skipped=tuple(skipped),
    )


def _read_content(content: Content, world: World) -> tuple[Reading, list[DateMention]]:
    from ..documents import text_of

    reading, dates = _read_one(text_of(content), world)
    # Linking needs no sentences, and those of ten thousand documents fill the memory.
    return replace(reading, scene=replace(reading.scene, views=())), dates


def read_texts(texts: Sequence[Text], world: World) -> list[Claim]:
    """Read texts that are in memory, linked with each other."""
    return link([_read_one(text, world)[0] for text in texts])


def read_text(
    text: Text, world: World
) -> tuple[list[PlaceMention], list[DateMention], list[Claim]]:
    """Read one document alone.

    Returns
    -------
    tuple
        Places, dates and claims, each in the order of the text.
    """
    reading, dates = _read_one(text, world)
    return list(reading.places), dates, link([reading])


def _read_one(text: Text, world: Any) -> tuple[Reading, list[DateMention]]:
    sentences = find_sentences(text.text)
    published = text.document.published
    places = find_places(text.text, world, published, sentences)
    dates = find_dates(text.text, published)
    if language_of(text.text) != "en":
        return _without_claims(text, places), dates
    country = main_country(places, text.text)
    scene = build_scene(
        text.document, sentences, places, dates, country, _name_of(country)
    )
    named = country_of_zones(scene)
    if named is not None and named != country:
        scene = replace(scene, country=named, country_name=_name_of(named))
    extents = find_extents(scene)
    memory = remember(scene, extents)
    weak = list(located_by_name(scene))
    drafts: list[Draft] = [*extents, *weak, *find_corners(scene, memory)]
    drafts.extend(find_radii(scene, memory))
    drafts.extend(find_statuses(scene, memory))
    drafts.extend(find_belts(scene, memory))
    drafts.extend(find_posts(scene, memory))
    drafts.extend(find_rules(scene, memory))
    drafts.extend(find_control(scene, memory))
    drafts.extend(find_events(scene, memory))
    drafts = of_conflict(text.text, drafts)
    merged = tuple(hedge(scene, merge_spans(drafts)))
    return Reading(scene, memory, merged, tuple(places), text.text), dates


def _without_claims(text: Text, places: list[PlaceMention]) -> Reading:
    """Return the reading of a text in a language whose statements are not read."""
    country = main_country(places)
    scene = build_scene(text.document, [], [], [], country, _name_of(country))
    return Reading(scene, remember(scene, []), (), tuple(places), text.text)


def _name_of(country: str | None) -> str | None:
    if country is None:
        return None
    return country_name(country)
