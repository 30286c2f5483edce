"""Subjects: which zones a claim is about that is no thing inside one of them."""

from __future__ import annotations

from .atlas import Atlas
from .claims import Claim, Event, Post

__all__ = ["concerns", "is_about"]


def is_about(atlas: Atlas, claim: Claim, zone: str) -> bool:
    """Whether a claim is about a zone: it names it, or is of its agreement.

    What names no zone is of the agreements that its document speaks of, except for
    events, which say themselves what they are about.
    """
    if claim.zone is not None:
        return claim.zone == zone
    if isinstance(claim.body, Event):
        return zone in claim.body.about
    return any(other.document == claim.document for other in atlas.about.get(zone, ()))


def concerns(atlas: Atlas, claim: Claim, zone: str) -> bool:
    """Whether a claim concerns a zone beside the things that are inside it.

    Events do by what they are about; posts by the zone that they are told of, or, where
    neither zone nor place is told, by their agreement. A post that names its place and
    no zone is of the zones that the place lies in.
    """
    body = claim.body
    if isinstance(body, Event):
        return body.account_of is None and zone in body.about
    if not isinstance(body, Post) or (claim.zone is None and body.where is not None):
        return False
    return is_about(atlas, claim, zone)
