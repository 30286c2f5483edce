"""Members: the zones that documents describe, of which sets of zones are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..claims import Claim, Extent, Site

__all__ = ["Member", "Members", "known_members"]

MOST_DOCUMENTS = 5
"""A step names as many documents for a zone, the earliest: more would prove no more."""


@dataclass(frozen=True, slots=True)
class Member:
    """One zone as one document describes it."""

    zone: str
    type: str
    document: str
    extent: Extent
    run_on: bool


class Members:
    """Zones that documents describe, by type, document and zone.

    Parameters
    ----------
    members
        In the order of their documents.
    days
        First possible day of publication by document, ISO; the rest counts as late.
    """

    def __init__(self, members: Iterable[Member], days: Mapping[str, str]) -> None:
        self._of_type: dict[str, set[str]] = {}
        self._own: dict[tuple[str, str], set[str]] = {}
        self._told_in: dict[str, set[str]] = {}
        self._told_apart: dict[str, set[str]] = {}
        self._run_on: dict[str, set[str]] = {}
        self._areas: dict[str, Site] = {}
        self._codes: dict[str, tuple[str, ...]] = {}
        self._countries: dict[str, set[str]] = {}
        self._days = days
        for member in members:
            zone, document = member.zone, member.document
            self._of_type.setdefault(member.type, set()).add(zone)
            self._own.setdefault((document, member.type), set()).add(zone)
            self._told_in.setdefault(zone, set()).add(document)
            if member.run_on:
                self._run_on.setdefault(document, set()).add(zone)
            else:
                self._told_apart.setdefault(zone, set()).add(document)
            self._note_ground(zone, member.extent)
        self._near: dict[tuple[str, str], tuple[str, ...]] = {}
        self._documents: dict[str, tuple[str, ...]] = {}
        self._confirming: dict[frozenset[str], list[str]] = {}

    def _note_ground(self, zone: str, extent: Extent) -> None:
        codes = extent.whole or extent.partial
        if extent.areas:
            self._areas.setdefault(zone, extent.areas[0])
        if codes:
            self._codes.setdefault(zone, codes)
        lands = self._countries.setdefault(zone, set())
        lands.update(code[:2] for code in extent.whole + extent.partial)
        lands.update(site.country for site in extent.areas if site.country)

    def describes(self, zones: Iterable[str]) -> bool:
        """Whether some document describes one of the zones."""
        return any(zone in self._told_in for zone in zones)

    def of_type(self, kind: str, document: str) -> tuple[str, ...]:
        """Return the zones of a type that a document describes."""
        return tuple(sorted(self._own.get((document, kind), ())))

    def of_country(self, kind: str, country: str | None) -> tuple[str, ...]:
        """Return the zones of a type that any document describes, in or near a country.

        A zone that nobody places in a country counts for each, and without a country
        they all do.
        """
        key = kind, country or ""
        if key not in self._near:
            zones = self._of_type.get(kind, set())
            self._near[key] = tuple(
                sorted(zone for zone in zones if self._is_in(zone, country))
            )
        return self._near[key]

    def _is_in(self, zone: str, country: str | None) -> bool:
        lands = self._countries[zone]
        return not lands or country is None or country in lands

    def ground(self, zone: str) -> tuple[Site | None, tuple[str, ...]]:
        """Return the first area told of a zone, and the first provinces."""
        return self._areas.get(zone), self._codes.get(zone, ())

    def documents(self, zones: Iterable[str], without: str) -> tuple[str, ...]:
        """Return the other documents that describe zones, of many the earliest."""
        found = {name for zone in zones for name in self._earliest(zone)}
        return tuple(sorted(found - {without}))

    def _earliest(self, zone: str) -> tuple[str, ...]:
        if zone not in self._documents:
            told = self._sorted(self._told_in.get(zone, ()))
            self._documents[zone] = tuple(told[:MOST_DOCUMENTS])
        return self._documents[zone]

    def _sorted(self, documents: Iterable[str]) -> list[str]:
        return sorted(documents, key=lambda n: (self._days.get(n, "9999"), n))

    def confirming(self, document: str) -> tuple[str, ...]:
        """Return documents that describe apart what a run-on list of one holds."""
        own = frozenset(self._run_on.get(document, ()))
        if own not in self._confirming:
            apart = [self._told_apart.get(zone, set()) for zone in own]
            whole = set.intersection(*apart) if apart else set()
            self._confirming[own] = self._sorted(whole)[: MOST_DOCUMENTS + 1]
        found = [name for name in self._confirming[own] if name != document]
        return tuple(sorted(found[:MOST_DOCUMENTS]))


def known_members(claims: Iterable[Claim]) -> list[Member]:
    """Return the zones that claims of documents read before describe."""
    return [
        Member(claim.zone, claim.type or "", claim.document, claim.body, False)
        for claim in claims
        if isinstance(claim.body, Extent) and claim.zone is not None
    ]
