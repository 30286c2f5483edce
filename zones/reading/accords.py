"""Accords: which mentions of documents are of one agreement, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from geodata.periods import parse_edtf

from .drafts import Agreement

__all__ = ["name_agreements"]

_Key = tuple[str, ...]
_WIDE = 24
"""A mention of more months than these is looked for among all, not month by month."""


def name_agreements(mentions: Iterable[Agreement]) -> dict[Agreement, str]:
    """Name agreements by venue and most precise date; mentions that agree are one.

    Parameters
    ----------
    mentions
        Of all documents; equal ones need be given once only.

    Returns
    -------
    dict
        The id by mention; none for one with neither venue nor date.
    """
    groups = _Groups()
    for mention in sorted(mentions, key=_precision):
        groups.add(mention)
    result: dict[Agreement, str] = {}
    for group in groups.members:
        venue = next((m.venue for m in group if m.venue), None)
        date = next((m.date for m in group if m.date), None)
        if venue is None and date is None:
            continue
        parts = [
            venue or (group[0].type or "agreement").replace(" ", "-"),
            _plain(date),
        ]
        for mention in group:
            result[mention] = "-".join(part for part in parts if part)
    return result


class _Groups:
    """Mentions of one agreement each, found by what their first members share.

    Who joins a group must agree with its first member, so only groups whose first
    member has a key and a month in common with a mention are looked at.
    """

    def __init__(self) -> None:
        self.members: list[list[Agreement]] = []
        self._by_month: dict[tuple[_Key, int], list[int]] = {}
        self._wide: dict[_Key, list[int]] = {}
        self._all: dict[_Key, list[int]] = {}

    def add(self, mention: Agreement) -> None:
        """Put a mention into the first group that it agrees with, else its own."""
        for number in self._near(mention):
            group = self.members[number]
            if all(_may_be_same(mention, other) for other in group):
                group.append(mention)
                return
        number = len(self.members)
        self.members.append([mention])
        months = _months(mention)
        for key in _keys(mention):
            self._all.setdefault(key, []).append(number)
            if months is None:
                self._wide.setdefault(key, []).append(number)
                continue
            for month in months:
                self._by_month.setdefault((key, month), []).append(number)

    def _near(self, mention: Agreement) -> Iterator[int]:
        months = _months(mention)
        found: set[int] = set()
        for key in _keys(mention):
            if months is None:
                found.update(self._all.get(key, ()))
                continue
            found.update(self._wide.get(key, ()))
            for month in months:
                found.update(self._by_month.get((key, month), ()))
        yield from sorted(found)


def _keys(mention: Agreement) -> Iterator[_Key]:
    """Yield what a mention can agree with another by, each with the type."""
    kind = mention.type or ""
    if mention.venue:
        yield "venue", kind, mention.venue
    if mention.count:
        yield "count", kind, str(mention.count)
    for pair in combinations(sorted(set(mention.parties)), 2):
        yield "parties", kind, *pair


def _months(mention: Agreement) -> range | None:
    """Return the months that a mention may be of; None for many or any."""
    if mention.date is None:
        return None
    bounds = parse_edtf(mention.date)
    if bounds.last - bounds.first > _WIDE * 28:
        return None
    # Thirty days are month enough, and need no calendar.
    return range(bounds.first // 30, bounds.last // 30 + 1)


def _plain(date: str | None) -> str:
    if date is None:
        return ""
    if date.startswith("["):
        return date[1:8]
    return date.rstrip("?~%")


def _precision(agreement: Agreement) -> tuple[int, int, str, str]:
    """Order mentions from the most precise: dated to the day, with a venue."""
    if agreement.date is None:
        return 10**9, 0, agreement.venue or "", ""
    bounds = parse_edtf(agreement.date)
    length = bounds.last - bounds.first
    return length, 0 if agreement.venue else 1, agreement.venue or "", agreement.date


def _may_be_same(one: Agreement, other: Agreement) -> bool:
    if one.venue and other.venue and one.venue != other.venue:
        return False
    if one.type != other.type:
        return False
    if one.date is None or other.date is None:
        return bool(one.venue and one.venue == other.venue)
    a, b = parse_edtf(one.date), parse_edtf(other.date)
    if a.last < b.first or b.last < a.first:
        return False
    if one.venue and other.venue:
        return True
    common = set(one.parties) & set(other.parties)
    return len(common) >= 2 or bool(one.count and one.count == other.count)
