"""Norms: what claims forbid or allow in a zone, since when, and whom they leave out.

Each claim of kind ``rule`` is a norm of its own: one that says again what another said
does not contradict it. A norm without a day lasts as long as the regime of its zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geodata.periods import FUTURE, Period

from .atlas import Atlas
from .certainty import Certainty, at_most_possible, on_day
from .claims import Claim, Rule, Status, is_done
from .event_types import ACT_CLASSES
from .reading.caseless import caseless
from .reading.provision_words import ACTS
from .timeframes import state_frame

__all__ = ["Norm", "act_class", "norm_rows", "norms_of", "other_rules"]

_ALSO = (
    (caseless(r"\bmilitary\s+actions\b"), "hostilities"),
    (caseless(r"\bpresence\s+of\b"), "armed forces"),
)
"""Wordings of tables written by hand, beside those that are read from texts."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One claim that forbids an act in a zone, or allows it.

    Attributes
    ----------
    act, act_class
        The act in the words of the claim, and its class.
    periods
        When it holds; empty: as long as the regime of the zone.
    limited
        Whether the words say more than the class, so that not every act of the class is
        meant ("heavy weapons of one side").
    """

    claim: Claim
    act: str
    act_class: str
    forbidden: bool
    exempt: str | None
    periods: tuple[Period, ...]
    limited: bool

    @property
    def denied(self) -> bool:
        """Whether the claim denies that there is such a rule."""
        return self.claim.modality == "denied"

    def on(self, day: int) -> Certainty:
        """Say whether the norm holds on a day on which the regime does."""
        answer: Certainty = on_day(self.periods, day) if self.periods else "certain"
        is_open = self.limited or self.claim.is_capped
        return at_most_possible(answer) if is_open else answer


def act_class(act: str) -> tuple[str | None, bool]:
    """Return the class of an act in words, and whether the words say more than it.

    Examples
    --------
    >>> act_class("heavy weapons (tanks, mortars)")
    ('heavy weapons', False)
    >>> act_class("heavy weapons of one side")
    ('heavy weapons', True)
    >>> act_class("singing")
    (None, False)
    """
    plain = re.sub(r"\s*\([^)]*\)", "", act).strip().casefold()
    if plain in ACT_CLASSES:
        return plain, False
    found = [
        (match.start(), -len(match[0]), name)
        for pattern, name in (*ACTS, *_ALSO)
        if (match := pattern.search(act))
    ]
    return (min(found)[2], True) if found else (None, False)


def norms_of(atlas: Atlas, zone: str) -> tuple[Norm, ...]:
    """Return the norms of a zone; what is only planned or proposed is none."""
    norms = []
    for claim in atlas.about.get(zone, ()):
        if not isinstance(claim.body, Rule) or not is_done(claim):
            continue
        name, limited = act_class(claim.body.act)
        if name is None:
            continue
        is_dated = claim.body.begins or claim.body.ends
        frame = state_frame([claim], heard=FUTURE) if is_dated else None
        norms.append(
            Norm(
                claim,
                claim.body.act,
                name,
                claim.body.forbidden,
                claim.body.exempt,
                frame.periods if frame is not None else (),
                limited,
            )
        )
    return tuple(norms)


def other_rules(atlas: Atlas, zones: Sequence[str]) -> list[tuple[Claim, str]]:
    """List the rule claims that no event is held against, each with the reason."""
    rest = []
    for claim in atlas.claims:
        if not isinstance(claim.body, Rule):
            continue
        if not is_done(claim):
            rest.append((claim, f"it is only {claim.modality}"))
        elif claim.zone is None:
            rest.append((claim, "it names no zone"))
        elif claim.zone not in atlas.zone_ids():
            rest.append((claim, f"no claim says where {claim.zone} lies"))
        elif claim.zone in zones and act_class(claim.body.act)[0] is None:
            rest.append((claim, f"no type of event is {claim.body.act!r}"))
    return rest


def norm_rows(atlas: Atlas, zones: Sequence[str]) -> list[dict[str, Any]]:
    """Return a row for each norm of some zones, with whose claim it is."""
    rows = []
    for zone in zones:
        agreements = {
            c.body.under
            for c in atlas.about.get(zone, ())
            if isinstance(c.body, Status) and c.body.under
        }
        for norm in norms_of(atlas, zone):
            claim, document = norm.claim, atlas.document[norm.claim.document]
            body = claim.body
            assert isinstance(body, Rule)
            rows.append(
                {
                    "zone": zone,
                    "act": norm.act,
                    "class": norm.act_class,
                    "forbidden": norm.forbidden,
                    "exempt": norm.exempt,
                    "modality": claim.modality,
                    "begins": body.begins,
                    "ends": body.ends,
                    "speaker": claim.speaker,
                    "document": document.id,
                    "publisher": document.publisher,
                    "published": document.published,
                    "url": document.url,
                    "claim": claim.id,
                    "agreements": sorted(agreements),
                }
            )
    return rows
