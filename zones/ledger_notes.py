"""Ledger notes: what must be said beside a ledger, and what it does not cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from geodata.periods import FUTURE, iso_of

from .atlas import Atlas
from .norms import norms_of, other_rules
from .timeframes import published

__all__ = [
    "READ_AS",
    "held_against",
    "left_out",
    "regime_notes",
    "rule_notes",
    "silent_zones",
]

READ_AS = (
    "candidates: whether an event broke an agreement is for people to judge; each rule "
    "is that of the claims that are named",
    "an event that lies in two zones is counted in both; one that falls under several "
    "rules of a zone once, by the one that answers surest",
)
"""How a ledger is to be read."""

_NAMED = 5


def regime_notes(
    zones: Sequence[str], regimes: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Say where no regime is known in the time of the events, or not to its end.

    Parameters
    ----------
    zones
        Ids of the zones.
    regimes
        From :func:`zones.regimes.regime_rows`.
    """
    notes = []
    for zone in zones:
        mine = [row for row in regimes if row["zone"] == zone]
        if not mine or mine[-1]["regime"] == "certain":
            continue
        last = mine[-1]
        heard = last["last_heard"]
        ending = f"; it was last heard of on {heard}" if heard else ""
        if any(row["regime"] in ("certain", "possible") for row in mine[:-1]):
            when = f"from {last['from']} on the regime is {last['regime']}"
        elif last["regime"] == "possible":
            when = "in the time of the events the regime is only possible"
        else:
            when = "no regime is known in the time of the events"
        notes.append(f"{zone}: {when} ({last['why']}){ending}")
    return notes


def silent_zones(atlas: Atlas, zones: Sequence[str]) -> list[str]:
    """Return the zones of which no claim says what is forbidden in them."""
    return [z for z in zones if not any(n.forbidden for n in norms_of(atlas, z))]


def rule_notes(atlas: Atlas, zones: Sequence[str], silent: Sequence[str]) -> list[str]:
    """Say in which zones nothing is forbidden, and which rules are left aside."""
    notes = []
    if silent:
        notes.append(f"no claim says what is forbidden in {', '.join(silent)}")
    for claim, why in other_rules(atlas, zones):
        notes.append(f"the rule of {claim.id} is held against nothing: {why}")
    return notes


def left_out(counts: Counter[str], words: str, is_listed: bool) -> str:
    """Say how many events have no row, the most of them first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(f"{name} ({count:,})" for name, count in ranked[:_NAMED])
    more = f" and {len(ranked) - _NAMED} more" if len(ranked) > _NAMED else ""
    rest = "" if is_listed else ", left out"
    return f"{counts.total():,} events {words}{rest}: {shown}{more}"


def known_note(knowing: int) -> str:
    """Say what a day of knowledge means."""
    return (
        f"held against what could be known by {iso_of(knowing)}: what rests on a "
        "document that may not have been out by then is at most possible"
    )


def held_against(
    atlas: Atlas, attributions: Sequence[str], knowing: int | None = None
) -> dict[str, Any]:
    """Say what events were held against, and how far that goes."""
    days = [published(document)[1] for document in atlas.documents]
    last = max((day for day in days if day < FUTURE), default=FUTURE)
    return {
        "boundaries": atlas.boundaries.source,
        "view": atlas.boundaries.view,
        "error_km": atlas.boundaries.error_km,
        "attribution": [atlas.boundaries.attribution, *attributions],
        "documents": len(atlas.documents),
        "last_document": iso_of(last) if last < FUTURE else None,
        "limits": (
            "Not a control map. Borders and names follow the sources and express no "
            "opinion on the status of any territory."
        ),
        "cautions": list(atlas.cautions),
        "known_by": None if knowing is None else iso_of(knowing),
    }
