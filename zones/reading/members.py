"""Members: the zones that documents describe, of which sets of zones are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..claims import Claim, Extent

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
        self._told: dict[str, list[Member]] = {}
        self._run_on: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self._days = days
        for member in members:
            key = member.document, member.type
            self._of_type.setdefault(member.type, set()).add(member.zone)
            self._own.setdefault(key, set()).add(member.zone)
            self._told.setdefault(member.zone, []).append(member)
            lists = self._run_on if member.run_on else self._apart
            lists.setdefault(member.document, set()).add(member.zone)
        self._documents: dict[str, tuple[str, ...]] = {}

    def describes(self, zones: Iterable[str]) -> bool:
        """Whether some document describes one of the zones."""
        return any(zone in self._told for zone in zones)

    def of_type(self, kind: str, document: str | None = None) -> tuple[str, ...]:
        """Return the zones of a type that a document describes, or that any does."""
        if document is None:
            return tuple(sorted(self._of_type.get(kind, ())))
        return tuple(sorted(self._own.get((document, kind), ())))

    def extents(self, zone: str) -> list[Extent]:
        """Return what documents say of where a zone lies."""
        return [member.extent for member in self._told.get(zone, ())]

    def documents(self, zones: Iterable[str], without: str) -> tuple[str, ...]:
        """Return the other documents that describe zones, of many the earliest."""
        found = {name for zone in zones for name in self._earliest(zone)}
        return tuple(sorted(found - {without}))

    def _earliest(self, zone: str) -> tuple[str, ...]:
        if zone not in self._documents:
            names = {member.document for member in self._told.get(zone, ())}
            self._documents[zone] = self._first(names)
        return self._documents[zone]

    def _first(self, documents: Iterable[str]) -> tuple[str, ...]:
        order = sorted(documents, key=lambda n: (self._days.get(n, "9999"), n))
        return tuple(order[:MOST_DOCUMENTS])

    def confirming(self, document: str) -> tuple[str, ...]:
        """Return documents that describe apart what a run-on list of one holds."""
        own = self._run_on.get(document, set())
        told = {m.document for zone in own for m in self._told[zone]}
        whole = (n for n in told if own <= self._apart.get(n, set()))
        return tuple(sorted(self._first(n for n in whole if n != document)))


def known_members(claims: Iterable[Claim]) -> list[Member]:
    """Return the zones that claims of documents read before describe."""
    return [
        Member(claim.zone, claim.type or "", claim.document, claim.body, False)
        for claim in claims
        if isinstance(claim.body, Extent) and claim.zone is not None
    ]
