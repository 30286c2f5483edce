"""What a document has said so far, for events that do not say it again."""

from __future__ import annotations

from collections import Counter

from ...claims import Site
from ..dating import day_dates, is_of_saying
from ..scene import Scene, View
from ..targets import Memory, zones_about
from .arms import is_of_war
from .frames import site_of_event

__all__ = ["Discourse", "topic_of"]


class Discourse:
    """What the sentences before leave for the next: a date, a place, a zone.

    Parameters
    ----------
    scene
        The document.
    topic
        The zone that it is about.
    """

    __slots__ = (
        *("about", "age", "date", "is_war", "paragraph", "site", "speaks_of_zones"),
        "topic",
    )

    def __init__(self, scene: Scene, topic: str | None) -> None:
        self.topic = topic
        self.is_war = is_of_war(scene)
        self.speaks_of_zones = any(view.zones for view in scene.views)
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
        site = site_of_event(view, -1, ("place",))
        if site is not None:
            self.site, self.age = site, 0
        about = tuple(zones_about(scene, view, memory))
        if about:
            self.about, self.age = about, 0


def topic_of(scene: Scene, memory: Memory) -> str | None:
    """Return the zone that a document speaks of above all others, if there is one.

    Parameters
    ----------
    scene
        The document.
    memory
        What its sentences before have named.
    """
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
