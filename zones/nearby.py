"""Nearby: the observation posts that stood at a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geodata.folding import fold
from geodata.rings import gap_km

from .atlas import Atlas, Item
from .certainty import Certainty, both, on_day
from .claims import Claim, Post
from .reasons import time_reason
from .timeframes import BEFALLEN, state_frame, stood_until

__all__ = ["posts_at"]

Record = dict[str, Any]


def posts_at(atlas: Atlas, place: Item, day: int) -> list[Record]:
    """List the posts that a place had, or may have had, each with its certainty.

    A post is at a place when a claim names the place; at most possibly when it is only
    said to be near it, or when their positions agree within their errors. It is in a
    province when its claims say so.

    Parameters
    ----------
    atlas
        What to answer from.
    place
        A place, a province or a bare coordinate.
    day
        The day, as an ordinal.
    """
    rows = []
    for post in atlas.items:
        if post.kind != "post":
            continue
        space, km = _space(atlas, post, place)
        if space == "no":
            continue
        frame = atlas.item_frame(post)
        time: Certainty = on_day(frame.periods, day) if frame else "unknown"
        row: Record = {
            "kind": "post",
            "id": post.id,
            "name": post.name,
            "certainty": both(space, time),
            "space": space,
            "time": time,
            "status": _statuses(atlas, post, day, time),
            "km": km,
            "claims": list(post.claims),
            "operator": next((b.operator for b in _bodies(atlas, post)), None),
        }
        if row["certainty"] in ("possible", "unknown"):
            nearness = None if space == "certain" else "no claim puts it there exactly"
            reasons = [nearness, time_reason(frame, day, post.name)]
            row["why"] = "; ".join(reason for reason in reasons if reason)
        rows.append(row)
    return rows


def _bodies(atlas: Atlas, post: Item) -> list[Post]:
    bodies = (atlas.claim[name].body for name in post.claims)
    return [body for body in bodies if isinstance(body, Post)]


def _space(atlas: Atlas, post: Item, place: Item) -> tuple[Certainty, float | None]:
    """Say whether a post is at a place, and how far it is where that is open."""
    if place.kind == "province":
        return ("certain" if post.admin1 == place.admin1 else "no"), None
    names = {fold(name) for name in (place.name, *place.names)}
    gap = _gap_km(post, place)
    for body in _bodies(atlas, post):
        site = body.where
        if site is None or site.name is None or fold(site.name) not in names:
            continue
        if site.admin1 in (None, place.admin1):
            exact = site.relation in ("in", "at")
            return ("certain", None) if exact else ("possible", gap)
    if gap is not None and gap <= (post.error_km or 0.0) + (place.error_km or 0.0):
        return "possible", gap
    return "no", None


def _gap_km(post: Item, place: Item) -> float | None:
    if post.lat is None or post.lon is None or place.lat is None or place.lon is None:
        return None
    return round(gap_km(post.lat, post.lon, place.lat, place.lon), 1)


def _statuses(atlas: Atlas, post: Item, day: int, time: Certainty) -> list[Record]:
    """Say that it was present, and what had befallen it by then."""
    groups: dict[str, list[Claim]] = {"present": []}
    for name in post.claims:
        claim = atlas.claim[name]
        status = getattr(claim.body, "status", "present")
        groups.setdefault(status if status in BEFALLEN else "present", []).append(claim)
    rows = []
    for status, claims in groups.items():
        answer = time
        if status != "present":
            begun = [_from_sighting(claim) for claim in claims]
            frame = state_frame(begun, heard=stood_until(begun, atlas.document))
            answer = both(on_day(frame.periods, day), time)
        if status == "present" or answer in ("certain", "possible"):
            ids = [claim.id for claim in claims]
            row: Record = {"status": status, "certainty": answer}
            rows.append(row | {"under": None, "how": None, "claims": ids})
    return rows


def _from_sighting(claim: Claim) -> Claim:
    """Take what befell a post as begun on the day on which it was seen."""
    body = claim.body
    if not isinstance(body, Post) or body.begins is not None:
        return claim
    return replace(claim, body=replace(body, begins=body.holds, holds=None))
