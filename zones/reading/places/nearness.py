"""What the other places of a text say of a name: spelt by rule, too far, no country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geodata.places import Place, distance_km, fold

from ..mentions import PlaceMention, mention_of
from .lists import NameList
from .roles import is_capital

__all__ = ["among_namesakes", "with_spellings", "without_lands", "without_strays"]

FAR_KM = 100.0
_WIDE_KM = 500.0
"""Names of several words are rarely shared: theirs may lie as far as a country goes."""
"""A name in another spelling that lies farther from all else is a namesake's."""
STRAY_KM = 250.0
"""Nor is a large one so far from all else."""
_LARGE = 20_000
_SURE = 6
"""So many letters need no other place of the country to speak for a spelling."""


def among_namesakes(
    mentions: Sequence[PlaceMention],
    shared: Mapping[tuple[int, int], Sequence[Place]],
) -> list[PlaceMention]:
    """Take of several towns of one name the one that the text's other places are near.

    Parameters
    ----------
    mentions
        Those of a text; of namesakes the largest.
    shared
        The towns of one country that bear a name, by where it stands.

    Returns
    -------
    list of PlaceMention
        The one in a province that the text names, else the one nearest to a town that
        has no namesake; the largest where neither says anything.
    """
    several = {span for span, places in shared.items() if len(places) > 1}
    if not several:
        return list(mentions)
    named = {m.admin1 for m in mentions if m.kind == "province"} - {None}
    towns = [m for m in _towns(mentions) if (m.start, m.end) not in several]
    chosen: dict[str, Place] = {}
    result = []
    for mention in mentions:
        span = mention.start, mention.end
        if span in several:
            key = fold(mention.surface)
            if key not in chosen:
                chosen[key] = _nearest(shared[span], named, towns)
            mention = _as(mention, chosen[key])
        result.append(mention)
    return result


def _nearest(
    places: Sequence[Place], named: set[str | None], towns: Sequence[PlaceMention]
) -> Place:
    inside = [p for p in places if p.admin1 in named] or list(places)
    around = [m for m in towns if m.country == places[0].country]
    if len(inside) == 1 or not around:
        return inside[0]
    return min(inside, key=lambda p: min(_km(p, m) for m in around))


def without_lands(
    mentions: Sequence[PlaceMention], lists: Sequence[NameList]
) -> list[PlaceMention]:
    """Take the countries out of lists of villages: "Kaddura, Fleifel and Benin"."""
    taken: set[tuple[int, int]] = set()
    lands = {(m.start, m.end) for m in mentions if m.kind == "country"}
    for each in lists:
        inside = {(start, end) for start, end, _ in each.names} & lands
        share = 2 if each.firm else 4
        if each.told and share * len(inside) < len(each.names):
            taken |= inside
    return [m for m in mentions if (m.start, m.end) not in taken]


def with_spellings(
    mentions: Sequence[PlaceMention], gazetteer: Any
) -> list[PlaceMention]:
    """Give names without a point that of the place which they spell by rule.

    Parameters
    ----------
    mentions
        Those of a text, in its order; names that only the grammar makes places have
        no ``place``.
    gazetteer
        A :class:`geodata.places.Gazetteer`.

    Returns
    -------
    list of PlaceMention
        A name becomes a place where one alone can be meant: of the countries that the
        text speaks of, in a province that it names or near its other places.
    """
    lands = {m.country for m in mentions if m.country}
    around = [m for m in mentions if m.place is not None]
    found: dict[str, Place | None] = {}
    result = []
    for mention in mentions:
        if mention.place is None and mention.lat is None:
            name = mention.surface
            if name not in found:
                found[name] = _spelt(name, lands, around, gazetteer)
            place = found[name]
            if place is not None:
                result.append(_as(mention, place))
                continue
        result.append(mention)
    return result


def _as(mention: PlaceMention, place: Place) -> PlaceMention:
    told = mention_of("", 0, 0, place)
    return PlaceMention(
        mention.start,
        mention.end,
        mention.surface,
        told.name,
        told.kind,
        told.admin1,
        told.country,
        told.lat,
        told.lon,
        told.error_km,
        "place",
        told.place,
    )


def _spelt(
    name: str,
    lands: set[str | None] | set[str],
    around: Sequence[PlaceMention],
    gazetteer: Any,
) -> Place | None:
    if fold(name) in _FIRST_WORDS:
        return None
    places = [
        place
        for place in gazetteer.find(name)
        if place.kind in ("settlement", "area") and place.country in lands
    ]
    if not places:
        return None
    named = {m.admin1 for m in around if m.admin1}
    reach = _WIDE_KM if " " in fold(name) else FAR_KM
    near = [p for p in places if p.admin1 in named or _is_near(p, around, reach)]
    if not near and len(fold(name)) >= _SURE and not _towns(around):
        near = places
    return near[0] if len({p.id for p in near}) == 1 else None


_FIRST_WORDS = frozenset(
    "kafr kafar kafer kfar kafir deir dayr tall tell tal maarat khirbat khirbet".split()
)
"""Words that begin names of villages: alone they are the rest of a cut name."""


def _towns(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    return [m for m in mentions if m.kind == "settlement" and m.lat is not None]


def _is_near(place: Place, around: Sequence[PlaceMention], reach: float) -> bool:
    return any(
        _km(place, other) <= reach
        for other in _towns(around)
        if other.place != place.id
    )


def without_strays(
    mentions: Sequence[PlaceMention], gazetteer: Any, seats: Mapping[str, Place]
) -> list[PlaceMention]:
    """Take the point from a town that is likely the namesake of the one meant.

    Parameters
    ----------
    mentions
        Those of a text.
    gazetteer
        A :class:`geodata.places.Gazetteer`, for the size of a town.
    seats
        Capitals by country: near one lies a town only if the text names no others.

    Returns
    -------
    list of PlaceMention
        Where the text names others of the country, but neither the province of a town
        nor another place near it, the name is kept and its point is not. How near
        depends on the town: a small one in another spelling has to be within
        :data:`FAR_KM`, a large one within :data:`STRAY_KM`, and a small one by its own
        name within the length of a country such as Syria.
    """
    held: dict[str | None, dict[str | None, PlaceMention]] = {}
    named: set[str | None] = set()
    for each in mentions:
        if each.lat is not None and each.kind in ("settlement", "province"):
            held.setdefault(each.country, {}).setdefault(each.place, each)
        if each.kind == "province":
            named.add(each.admin1)
    result = []
    for mention in mentions:
        if mention.kind == "settlement" and mention.place and mention.lat is not None:
            others = [
                other
                for place, other in held.get(mention.country, {}).items()
                if place != mention.place
            ]
            # Capitals stand for those who speak or meet there, and head datelines.
            others = [m for m in others if not is_capital(m, seats)] or others
            if others and mention.admin1 not in named - {None}:
                gap = min(_km(mention, other) for other in others)
                if gap > FAR_KM and gap > _reach(mention, gazetteer):
                    mention = _without_point(mention)
        result.append(mention)
    return result


def _reach(mention: PlaceMention, gazetteer: Any) -> float:
    """Return how far in km from all others a town may lie."""
    key = fold(mention.surface)
    is_other = key != fold(mention.name)
    size = max(
        (p.population for p in gazetteer.find(mention.name) if p.id == mention.place),
        default=0,
    )
    if size >= 10 * _LARGE:
        return float("inf")
    if " " in key:
        return _WIDE_KM
    if size >= _LARGE:
        return STRAY_KM if is_other else float("inf")
    return FAR_KM if is_other else 1.4 * STRAY_KM


def _without_point(mention: PlaceMention) -> PlaceMention:
    return PlaceMention(
        mention.start,
        mention.end,
        mention.surface,
        mention.surface,
        "area",
        None,
        mention.country,
        None,
        None,
        None,
    )


def _km(one: Place | PlaceMention, other: PlaceMention) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return distance_km(one.lat, one.lon, other.lat, other.lon)
