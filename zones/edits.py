"""Edits: a claim with fields that an analyst changed, beside what the document says.

An edit names its editor and keeps what the fields were, so that no answer passes off an
analyst's words as those of the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .claims import Claim, Edit, Event, claim_from_json, claim_to_json

__all__ = ["FIXED", "edit_claim", "edited_record"]

FIXED = frozenset(
    "id kind document start end quote repairs confidence rules inferred edited".split()
)
"""Fields that say where a claim stands and how it was read: no edit changes them."""


def edited_record(
    record: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the JSON form of a claim with changes; None takes a field away."""
    return {k: v for k, v in {**record, **changes}.items() if v is not None}


def edit_claim(
    claim: Claim,
    changes: Mapping[str, Any],
    by: str,
    *,
    on: str | None = None,
    note: str | None = None,
) -> Claim:
    """Return a claim as an analyst edited it.

    What was inferred about a field that the analyst settles falls away, and the summary
    of an event is composed anew.

    Parameters
    ----------
    claim
        The claim as the document makes it.
    changes
        Changed fields in their JSON form; None takes one away.
    by, on, note
        Who edited it, on which ISO day, and why.

    Raises
    ------
    InputError
        If a field is not one of the kind's.
    """
    record = claim_to_json(claim)
    made = claim_from_json(edited_record(record, changes))
    was = {name: record.get(name, _default(claim, name)) for name in sorted(changes)}
    steps = tuple(step for step in claim.inferred if step.what not in changes)
    made = replace(made, inferred=steps, edited=Edit(by, was, on, note))
    return made if "summary" in changes else _summed_up(made)


def _default(claim: Claim, name: str) -> Any:
    """Return what a field is where the JSON form leaves it out; None where empty."""
    value = getattr(claim if hasattr(claim, name) else claim.body, name)
    return None if value in ((), "") else value


def _summed_up(claim: Claim) -> Claim:
    if not isinstance(claim.body, Event):
        return claim
    # Summaries look at definitions, which import claims.
    from .summaries import event_words

    summary = event_words(claim, replace(claim.body, summary=""))
    return replace(claim, body=replace(claim.body, summary=summary))
