"""Reading: documents become a dossier of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..claims import Claim
from .belts import find_belts
from .control import find_control
from .dates import DateMention, find_dates
from .drafts import Draft, merge_spans
from .events import find_events
from .extents import find_extents, located_by_name
from .hedges import hedge
from .linking import Reading, link
from .places import PlaceMention, find_places, main_country
from .posts import find_posts
from .provisions import find_rules
from .scene import build_scene, country_of_zones
from .sentences import find_sentences
from .statuses import find_statuses
from .targets import remember
from .vocabulary import country_name

if TYPE_CHECKING:
    from geodata.world import World

    from ..documents import Text
    from ..dossier import Dossier

__all__ = ["read", "read_text", "read_texts"]


def read(
    paths: Iterable[str | Path],
    world: World | None = None,
    progress: Callable[[str], None] | None = None,
    known: Sequence[Claim] = (),
) -> Dossier:
    """Read documents into a dossier.

    Parameters
    ----------
    paths
        Text and HTML files, and folders of them.
    world
        Reference geography; the embedded one where None.
    progress
        Called with the id of each document when it has been read.
    known
        Claims of documents read before, which say what "the four zones" are.

    Raises
    ------
    InputError
        If nothing can be read.
    """
    from geodata.world import load_world

    from ..documents import read_documents
    from ..dossier import Dossier, Mentions

    texts, skipped = read_documents([Path(path) for path in paths])
    readings, places, dates = _read_all(texts, world or load_world(), progress)
    return Dossier(
        documents=tuple(sorted((t.document for t in texts), key=lambda d: d.id)),
        claims=tuple(link(readings, known)),
        mentions=Mentions(tuple(places), tuple(dates)),
        skipped=tuple(skipped),
    )


def read_texts(texts: Sequence[Text], world: World) -> list[Claim]:
    """Read texts that are in memory, linked with each other."""
    return link(_read_all(texts, world, None)[0])


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


def _read_all(
    texts: Sequence[Text], world: Any, progress: Callable[[str], None] | None
) -> tuple[
    list[Reading], list[tuple[str, PlaceMention]], list[tuple[str, DateMention]]
]:
    readings: list[Reading] = []
    places: list[tuple[str, PlaceMention]] = []
    dates: list[tuple[str, DateMention]] = []
    for text in sorted(texts, key=lambda each: each.document.id):
        reading, own_dates = _read_one(text, world)
        readings.append(reading)
        places.extend((reading.id, place) for place in reading.places)
        dates.extend((reading.id, date) for date in own_dates)
        if progress is not None:
            progress(reading.id)
    return readings, places, dates


def _read_one(text: Text, world: Any) -> tuple[Reading, list[DateMention]]:
    sentences = find_sentences(text.text)
    published = text.document.published
    places = find_places(text.text, world, published, sentences)
    dates = find_dates(text.text, published)
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
    drafts: list[Draft] = [*extents, *weak, *find_statuses(scene, memory)]
    drafts.extend(find_belts(scene, memory))
    drafts.extend(find_posts(scene, memory))
    drafts.extend(find_rules(scene, memory))
    drafts.extend(find_control(scene, memory))
    drafts.extend(find_events(scene, memory))
    merged = tuple(hedge(scene, merge_spans(drafts)))
    return Reading(scene, memory, merged, tuple(places), text.text), dates


def _name_of(country: str | None) -> str | None:
    if country is None:
        return None
    return country_name(country)
