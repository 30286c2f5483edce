"""Drafts: claims before the documents are linked.

A draft names its zone by a :class:`Target`: one zone, or a set whose members only the
linking across documents can tell ("four zones", "three of the four").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..claims import Body, Inference
from .scene import View

__all__ = ["Agreement", "Draft", "Target", "draft_from", "merge_spans"]


@dataclass(frozen=True, slots=True)
class Target:
    """Which zones a draft speaks of.

    Attributes
    ----------
    type
        The field's term of the zones.
    zones
        Ids that the words name.
    count
        Size of the set meant, where it is more than the zones named.
    of
        Size of the set it is part of ("three of the four").
    others_than
        Ids that are not meant, where the rest of a set is ("the fourth is …").
    """

    type: str
    zones: tuple[str, ...] = ()
    count: int | None = None
    of: int | None = None
    others_than: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether the members must be found in the dossier."""
        return self.count is not None and self.count > len(self.zones)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as a sentence mentions it: venue, date, parties, subject."""

    venue: str | None
    date: str | None
    parties: tuple[str, ...] = ()
    type: str | None = None
    count: int | None = None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be: fields as in :class:`zones.claims.Claim`, with a target."""

    kind: str
    body: Body
    start: int
    end: int
    target: Target | None = None
    name: str | None = None
    type: str | None = None
    modality: str = "asserted"
    speaker: str | None = None
    repairs: tuple[str, ...] = ()
    confidence: str = "high"
    rules: tuple[str, ...] = ()
    inferred: tuple[Inference, ...] = ()
    lineage: tuple[str, ...] = ()
    agreement: Agreement | None = None
    key: str | None = None
    account_of: str | None = None
    countries: frozenset[str] = field(default=frozenset())


def draft_from(
    view: View,
    kind: str,
    body: Body,
    rule: str,
    *,
    start: int = 0,
    end: int | None = None,
) -> Draft:
    """Make a draft of words of a sentence; the whole sentence by default."""
    first = view.sentence.start
    return Draft(
        kind,
        body,
        first + start,
        view.sentence.end if end is None else first + end,
        speaker=view.speaker,
        rules=(rule,),
    )


def merge_spans(drafts: Iterable[Draft]) -> list[Draft]:
    """Leave out drafts that say the same of the same words twice."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (
            draft.kind,
            draft.type,
            repr(draft.body),  # a geometry cannot be hashed
            draft.target,
            draft.modality,
            draft.speaker,
        )
        old = seen.get(key)
        if old is None:
            seen[key] = draft
        elif old.start == draft.start:
            rules = tuple(dict.fromkeys(old.rules + draft.rules))
            seen[key] = replace(old, rules=rules)
    return list(seen.values())
