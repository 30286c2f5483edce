"""The world that documents speak of: a gazetteer and boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .boundaries import Boundaries, read_boundaries
from .places import Gazetteer, read_gazetteer

__all__ = ["World", "load_world"]


@dataclass(frozen=True)
class World:
    """A gazetteer, and boundaries that are read when they are first used.

    Attributes
    ----------
    gazetteer
        Places by which names are found.
    boundaries_path, name_field
        File of the boundaries and its name column; None for the embedded ones.
    """

    gazetteer: Gazetteer
    boundaries_path: Path | None = None
    name_field: str | None = None

    @cached_property
    def boundaries(self) -> Boundaries:
        """The regions."""
        return read_boundaries(self.boundaries_path, name_field=self.name_field)


def load_world(
    boundaries: Path | None = None,
    gazetteer: Path | None = None,
    name_field: str | None = None,
) -> World:
    """Return the embedded world, or one with files of the user's own.

    Parameters
    ----------
    boundaries
        Polygon file in place of the embedded boundaries. Its first-order regions
        join the gazetteer, and places without a region get the one they lie in.
    gazetteer
        File whose places come before the embedded ones.
    name_field
        Column with the names of ``boundaries``, for a file of no known profile.
    """
    places = read_gazetteer()
    if boundaries is None and gazetteer is None:
        return World(places)
    from .gazetteers import read_places
    from .regions import provinces_of, settle

    drawn = read_boundaries(boundaries, name_field=name_field)
    own = read_places(gazetteer) if gazetteer is not None else []
    named = provinces_of(drawn) if boundaries is not None else []
    merged = places.with_first((*own, *named))
    settled = merged.with_places(settle(merged.places, drawn))
    return World(settled, boundaries, name_field)
