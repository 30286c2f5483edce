"""Reading: documents become a dossier of claims."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..claims import Claim
from .belts import find_belts
from .control.rules import find_control
from .dates.search import DateMention, find_dates
from .drafts import Draft, merge_spans
from .events.rules import find_events
from .extents import find_extents
from .hedges import hedge
from .instruments import signed
from .languages import language_of
from .linking import link
from .placings import between_lines, find_corners, find_radii, located_by_name
from .places.search import PlaceMention, find_places, main_country
from .posts import find_posts
from .provisions import find_rules
from .readings import Reading, reading_of
from .scene import build_scene, country_of_zones
from .sentences import find_sentences
from .statuses.rules import find_statuses
from .subject import of_conflict
from .targets import remember
from .vocabulary import country_name

if TYPE_CHECKING:
    from geodata.world import World

    from ..documents import Text
    from ..dossier import Dossier

__all__ = ["read", "read_one", "read_text", "read_texts"]


def read(
    paths: Iterable[str | Path],
    world: World | None = None,
    progress: Callable[[int, int], None] | None = None,
    known: Sequence[Claim] = (),
    *,
    workers: int | None = None,
    seen: Collection[str] = (),
    store: Path | None = None,
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
    store
        File that keeps what each document says: documents that are the same as when
        they were last read with it are not read again.

    Raises
    ------
    InputError
        If nothing can be read, or the store is broken.
    """
    from geodata.world import load_world

    from ..dossier import Dossier, Mentions
    from .run import start_run

    claims: list[Claim] = []
    places: list[tuple[str, PlaceMention]] = []
    dates: list[tuple[str, DateMention]] = []
    world = world or load_world()
    with start_run(
        paths, world, progress, known, workers=workers, seen=seen, store=store
    ) as run:
        for reading, found in run.linked():
            claims.extend(found)
            places.extend((reading.id, place) for place in reading.places)
            dates.extend((reading.id, date) for date in reading.dates)
    return Dossier(
        documents=run.documents,
        claims=tuple(claims),
        mentions=Mentions(tuple(places), tuple(dates)),
        skipped=run.skipped,
    )


def read_texts(texts: Sequence[Text], world: World) -> list[Claim]:
    """Read texts that are in memory, linked with each other."""
    return link(read_one(text, world) for text in texts)


def read_text(
    text: Text, world: World
) -> tuple[list[PlaceMention], list[DateMention], list[Claim]]:
    """Read one document alone.

    Returns
    -------
    tuple
        Places, dates and claims, each in the order of the text.
    """
    reading = read_one(text, world)
    return list(reading.places), list(reading.dates), link([reading])


def read_one(text: Text, world: World) -> Reading:
    """Read one document, to be linked with others."""
    sentences = find_sentences(text.text)
    published = text.document.published
    places = find_places(text.text, world, published, sentences)
    dates = find_dates(text.text, published)
    if language_of(text.text) != "en":
        return _without_claims(text, places, dates)
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
    drafts.extend(between_lines(scene, memory))
    drafts.extend(find_statuses(scene, memory))
    drafts.extend(find_belts(scene, memory))
    drafts.extend(find_posts(scene, memory))
    drafts.extend(find_rules(scene, memory))
    drafts.extend(find_control(scene, memory))
    drafts.extend(find_events(scene, memory))
    drafts = signed(text.text, scene, places, dates, drafts, memory)
    drafts = of_conflict(text.text, drafts)
    merged = tuple(hedge(scene, merge_spans(drafts)))
    return reading_of(text, scene, memory, merged, tuple(places), tuple(dates))


def _without_claims(
    text: Text, places: list[PlaceMention], dates: list[DateMention]
) -> Reading:
    """Return the reading of a text in a language whose statements are not read."""
    country = main_country(places)
    return Reading(
        text.document, text.text, country, places=tuple(places), dates=tuple(dates)
    )


def _name_of(country: str | None) -> str | None:
    if country is None:
        return None
    return country_name(country)
