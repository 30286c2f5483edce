"""Finding: the zone or place that a typed name stands for, exactly or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import InputError, UnknownNameError
from geodata.folding import fold

from .atlas import Atlas, Item

if TYPE_CHECKING:
    from geodata.places import Gazetteer

__all__ = ["find_anywhere", "find_place", "find_zone", "known_zones"]

_KNOWN_ZONES = Path(__file__).parent / "data" / "known_zones.json"
_ORDER = {"settlement": 0, "area": 1, None: 2}


@cache
def known_zones() -> tuple[dict[str, object], ...]:
    """Return the conventional zone ids with their aliases, each with its source."""
    record = json.loads(_KNOWN_ZONES.read_text(encoding="utf-8"))
    return tuple(record["zones"])


def find_zone(atlas: Atlas, name: str) -> str:
    """Return the id of the zone or belt that a name stands for.

    Parameters
    ----------
    atlas
        Where to look: ids, the names that claims use, conventional aliases, and the
        names of the region that a zone is called after.
    name
        As typed, in any script.

    Raises
    ------
    UnknownNameError
        If no zone carries the name; the nearest ones are suggested, never picked.
    """
    names = _zone_names(atlas)
    found = names.get(fold(name))
    if found is None:
        raise UnknownNameError("zone", name, _nearest(name, names, atlas.about))
    return found


def _zone_names(atlas: Atlas) -> dict[str, str]:
    names: dict[str, str] = {}
    for zone, claims in atlas.about.items():
        spellings = [zone, *(c.name for c in claims if c.name)]
        for row in known_zones():
            if row["id"] == zone:
                spellings += row["aliases"]  # type: ignore[arg-type]
        for spelling in spellings:
            names.setdefault(fold(spelling), zone)
    for zone in atlas.about:
        for item in atlas.keys.get(fold(zone), ()):
            for spelling in (atlas.item[item].name, *atlas.item[item].names):
                names.setdefault(fold(spelling), zone)
    return names


def find_anywhere(
    atlas: Atlas, name: str, kind: str | None, gazetteer: Callable[[], Gazetteer]
) -> Item:
    """Return a place of the atlas, or one of the gazetteer that no zone can hold.

    Parameters
    ----------
    atlas, name, kind
        As in :func:`find_place`.
    gazetteer
        Called only for a name that the atlas does not have. A place of it lies in no
        country of the atlas' zones, and so in none of them.

    Raises
    ------
    UnknownNameError, InputError
        If nothing carries the name, or several places do.
    """
    try:
        return find_place(atlas, name, kind)
    except UnknownNameError:
        wanted = {"place": "settlement", "province": "province"}.get(kind or "")
        try:
            place = gazetteer().get(name, kind=wanted)
        except UnknownNameError:
            place = None
        if place is None or place.lat is None:
            raise
        return Item(
            place.id,
            "place",
            place.name,
            place.kind,
            place.lat,
            place.lon,
            place.error_km,
            place.admin1,
            place.country,
            source=place.source,
        )


def find_place(atlas: Atlas, name: str, kind: str | None = None) -> Item:
    """Return the place or province that a name stands for.

    Parameters
    ----------
    atlas
        Where to look.
    name
        As typed, in any script; an ISO 3166-2 code or p-code is a province, and a
        province may follow a name after a comma.
    kind
        ``place`` or ``province``; by default a settlement comes before an area, and
        that before a province.

    Raises
    ------
    UnknownNameError
        If nothing carries the name; the nearest names are suggested, never picked.
    InputError
        If several places of one kind carry it; they are listed.
    """
    items = _carriers(atlas, name)
    if "," in name and not items:
        name, _, region = (part.strip() for part in name.rpartition(","))
        codes = {item.admin1 for item in _carriers(atlas, region)}
        items = [item for item in _carriers(atlas, name) if item.admin1 in codes]
    if kind is not None:
        items = [item for item in items if item.kind == kind]
    if not items:
        what = kind or "place"
        keys = {k: ids[0] for k, ids in atlas.keys.items()}
        shown = {item.id: item.name for item in atlas.items}
        nearest = [shown[item] for item in _nearest(name, keys, ())]
        raise UnknownNameError(what, name, dict.fromkeys(nearest))

    def rank(item: Item) -> int:
        return _ORDER.get(item.type, 1) if item.kind == "place" else 3

    exact = [item for item in items if fold(item.name) == fold(name)]
    best = min(rank(item) for item in items)
    chosen = [item for item in exact if rank(item) == best] or [
        item for item in items if rank(item) == best
    ]
    if len(chosen) > 1:
        choices = "; ".join(
            f"{i.name} in {i.admin1 or i.country} ({i.lat}, {i.lon})" for i in chosen
        )
        msg = (
            f"{name!r} is the name of {len(chosen)} places: {choices}. "
            f"Write {f'{name}, {chosen[0].admin1}'!r} or LAT,LON"
        )
        raise InputError(msg)
    return chosen[0]


def _carriers(atlas: Atlas, name: str) -> list[Item]:
    return [atlas.item[item] for item in atlas.keys.get(fold(name), ())]


def _nearest(name: str, names: dict[str, str], ids: Iterable[str]) -> list[str]:
    """Return ids of the most similar names, best first."""
    from rapidfuzz import process

    hits = process.extract(fold(name), names.keys(), limit=5, score_cutoff=60)
    found = list(dict.fromkeys(names[key] for key, _, _ in hits))
    return found or list(ids)[:8]
