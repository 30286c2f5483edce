"""Lines: where a line that belts are measured from runs.

A line is given by a claim with its geometry; else it runs through the places that
claims name along it, straight from one to the next; else the line of contact is derived
from the border of an estimate, less the border of the state. Only the first is a line
that a source draws: the others are marked as derived and make nothing certain.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import shapely
from geodata.boundaries import Boundaries
from geodata.folding import fold
from geodata.metric import metric_crs, to_degrees, to_metric
from shapely.geometry.base import BaseGeometry

from .claims import Claim, Line, Site, is_done
from .extents import MIN_OVERLAP_SHARE, Drawn

__all__ = ["CONTACT_LINE", "KnownLine", "contact_lines", "key_of", "known_lines"]

CONTACT_LINE = "line of contact"
_CONTACT = frozenset({CONTACT_LINE, "contact line", "front line", "frontline"})
"""Names of the line that the border of an estimate stands in for."""

_DERIVED = "from the border of the estimate, less the border of the state"

_LEAST_KM = 5.0
"""Pieces of a derived line that are shorter are slivers of unlike borders."""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line with its name, its geometry (EPSG:4326) and the claims it rests on.

    Attributes
    ----------
    derived
        How it was derived; None where a claim gives the geometry.
    error_km
        How far the line may lie off, as far as its places tell.
    within
        Ground that a derived line bounds, EPSG:4326.
    """

    name: str
    geometry: BaseGeometry
    claims: tuple[str, ...]
    derived: str | None = None
    error_km: float = 0.0
    within: BaseGeometry | None = None

    def is_named(self, along: str) -> bool:
        """Whether a belt along a line of this name lies along it."""
        names = key_of(self.name), key_of(along)
        return names[0] == names[1] or _CONTACT.issuperset(names)


def key_of(name: str) -> str:
    """Return the form in which two names of one line are equal."""
    return fold(name).removeprefix("the ")


def known_lines(claims: Iterable[Claim]) -> list[KnownLine]:
    """Return the lines that claims give, and those through places that claims name.

    Parameters
    ----------
    claims
        The claims of a dossier; one with a geometry makes a line, those that name
        places along a line of one name make one together, unless its geometry is given.
    """
    told = [c for c in claims if isinstance(c.body, Line) and is_done(c) and c.name]
    given: list[KnownLine] = []
    through: dict[str, list[Claim]] = {}
    for claim in told:
        assert isinstance(claim.body, Line) and claim.name
        if claim.body.geometry is not None:
            shape = shapely.from_geojson(json.dumps(claim.body.geometry))
            given.append(KnownLine(claim.name, shape, (claim.id,)))
        elif claim.body.through:
            through.setdefault(key_of(claim.name), []).append(claim)
    names = {key_of(line.name) for line in given}
    routes = (_route(group) for key, group in through.items() if key not in names)
    return [*given, *(route for route in routes if route is not None)]


def _route(claims: Sequence[Claim]) -> KnownLine | None:
    """Join the places of claims about one line, in order from one end to the other."""
    sites: dict[str, Site] = {}
    points: dict[str, shapely.Point] = {}
    for claim in claims:
        assert isinstance(claim.body, Line)
        for site in claim.body.through:
            if site.name and site.lat is not None and site.lon is not None:
                key = fold(site.name)
                sites.setdefault(key, site)
                points.setdefault(key, shapely.Point(site.lon, site.lat))
    if len(points) < 2:
        return None
    crs = metric_crs(shapely.MultiPoint(list(points.values())))
    flat = {name: to_metric(point, crs).coords[0] for name, point in points.items()}
    ends = max(
        combinations(flat, 2), key=lambda pair: math.dist(flat[pair[0]], flat[pair[1]])
    )
    chord = shapely.LineString([flat[name] for name in ends])
    order = sorted(flat, key=lambda name: chord.project(shapely.Point(flat[name])))
    line = to_degrees(shapely.LineString([flat[name] for name in order]), crs)
    words = ", ".join(str(sites[name].name) for name in order)
    error_km = max(site.error_km or 0.0 for site in sites.values())
    how = f"schematic, straight from place to place through {words}"
    ids = tuple(claim.id for claim in claims)
    return KnownLine(claims[0].name or "", line, ids, how, error_km)


def contact_lines(
    zones: Iterable[Drawn],
    estimates: Mapping[str, BaseGeometry],
    boundaries: Boundaries,
) -> list[KnownLine]:
    """Derive lines of contact from the borders of estimates, less that of the state.

    Only an estimate that places shaped says where the line of contact ran: one that is
    no more than whole regions has only their borders.

    Parameters
    ----------
    zones
        The readings of the zone that the line bounds.
    estimates
        Estimates by reading, EPSG:4326; equal ones give one line.
    boundaries
        Whose countries have the borders that are left out; their error counts.
    """
    found: list[KnownLine] = []
    for each in zones:
        shape, stated = estimates.get(each.reading.id), each.shape.inner
        if shape is None or stated is not None and _is_same(shape, stated):
            continue
        claims = each.reading.claims
        for number, line in enumerate(found):
            if line.within is not None and _is_same(shape, line.within):
                names = tuple(dict.fromkeys((*line.claims, *claims)))
                found[number] = replace(line, claims=names)
                break
        else:
            states = _states(each, boundaries)
            border = _inland(shape, states, boundaries.error_km)
            if border is not None:
                found.append(
                    KnownLine(CONTACT_LINE, border, claims, _DERIVED, within=shape)
                )
    return found


def _is_same(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two shapes differ by slivers only."""
    apart = shapely.area(shapely.symmetric_difference(one, other))
    return bool(apart < MIN_OVERLAP_SHARE * shapely.area(one))


def _states(each: Drawn, boundaries: Boundaries) -> list[BaseGeometry]:
    """Return the states in which a zone has ground, as far as they are known."""
    codes = (*each.definition.whole, *each.definition.partial)
    regions = {region.code: region.country for region in boundaries.regions}
    countries = {regions[code] for code in codes if code in regions}
    countries |= {a.country for a in each.definition.areas if a.country}
    known = {region.country for region in boundaries.regions} - {""}
    return [boundaries.country(country) for country in sorted(countries & known)]


def _inland(
    shape: BaseGeometry, states: Sequence[BaseGeometry], error_km: float
) -> BaseGeometry | None:
    crs = metric_crs(shape)
    border: BaseGeometry = to_metric(shape, crs).boundary
    for state in states:
        edge = to_metric(state.boundary, crs)
        border = border.difference(edge.buffer(max(error_km, 1.0) * 1000))
    merged = shapely.line_merge(border)
    long = [
        part for part in shapely.get_parts(merged) if part.length > _LEAST_KM * 1000
    ]
    return to_degrees(shapely.union_all(long), crs) if long else None
