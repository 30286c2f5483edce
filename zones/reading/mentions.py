"""A place as one stretch of a text names it."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.places import Place

__all__ = ["PlaceMention", "mention_of"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as one stretch of the text names it.

    Attributes
    ----------
    start, end, surface
        The name in the text as read, without words of direction or relation.
    name, kind, admin1, country, lat, lon, error_km, place
        The gazetteer's place; ``place`` is its id.
    role
        ``place``, ``venue`` (of talks), ``actor`` (a government by its seat or
        country) or ``part`` (of a longer name, such as that of an agreement).
    direction
        Compass word for a part of it, or None.
    relation
        ``in``, ``at``, ``near``, ``around``, ``along``, ``to``, ``from`` or None.
    """

    start: int
    end: int
    surface: str
    name: str
    kind: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    error_km: float | None
    role: str = "place"
    place: str | None = None
    direction: str | None = None
    relation: str | None = None


def mention_of(text: str, start: int, end: int, place: Place) -> PlaceMention:
    return PlaceMention(
        start,
        end,
        text[start:end],
        place.name,
        place.kind,
        place.admin1,
        place.country,
        place.lat,
        place.lon,
        place.error_km,
        "place",
        place.id,
    )
