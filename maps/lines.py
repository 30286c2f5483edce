"""Lines: those that a claim draws, such as a line of contact, for the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import shapely

from zones.claims import Claim, Line, is_done
from zones.lines import key_of
from zones.timeframes import Timeframe, state_frame, stood_until

from .shapes import PER_DEGREE, encode_shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry
    from zones.atlas import Atlas

__all__ = ["encode_way", "line_frames", "list_lines"]


def list_lines(
    atlas: Atlas, periods: Callable[[Timeframe], list[Any]]
) -> list[dict[str, Any]]:
    """Return the lines of an atlas as zones of the page that hold nothing.

    Parameters
    ----------
    atlas
        Whose claims draw lines; one that only names places on a line draws none.
    periods
        Turns a timeframe into the periods of a payload.

    Returns
    -------
    list of dict
        One for each claim, in their order.
    """
    frames = line_frames(atlas)
    return [
        {
            "id": f"line:{claim.id}",
            "name": claim.name,
            "names": {},
            "type": claim.type or "line",
            "kind": "line",
            "main": False,
            "within": None,
            "regime": {"periods": periods(frame), "claims": [claim.id]},
            "statuses": [],
            "readings": [
                {
                    "id": f"{claim.id}:line",
                    "words": claim.name,
                    "inner": encode_way(_geometry(claim)),
                    "outer": None,
                    "estimate": None,
                    "periods": None,
                    "capped": False,
                    "claims": [claim.id],
                    "line": True,
                }
            ],
            "further": [],
            "finer": [],
            "notes": [],
            "unknown": [],
        }
        for claim, frame in ((atlas.claim[name], frames[name]) for name in frames)
    ]


def line_frames(atlas: Atlas) -> dict[str, Timeframe]:
    """Return when each line that a claim draws was there, by the id of the claim.

    Where several claims draw one line for one time and differ, each is only possible.
    """
    told = [claim for claim in atlas.claims if _is_drawn(claim)]
    frames = {
        claim.id: state_frame([claim], heard=stood_until([claim], atlas.document))
        for claim in told
    }
    doubted = {claim.id for claim in told if claim.is_capped}
    for one, other in combinations(told, 2):
        if _are_rivals(one, other, frames[one.id], frames[other.id]):
            doubted |= {one.id, other.id}
    for name in doubted:
        periods = tuple(replace(p, capped=True) for p in frames[name].periods)
        frames[name] = replace(frames[name], periods=periods)
    return frames


def encode_way(shape: BaseGeometry) -> list[list[str]] | None:
    """Pack lines as the page draws them: there and back, with nothing inside.

    Parameters
    ----------
    shape
        Line or lines in EPSG:4326 (degrees, longitude first).
    """
    parts = []
    for part in getattr(shape, "geoms", [shape]):
        way = [*part.coords]
        middle = part.interpolate(0.5, normalized=True).coords[0]
        way = [way[0], middle, way[1]] if len(way) == 2 else way
        parts += encode_shape(shapely.Polygon([*way, *way[-2::-1]])) or []
    return parts or None


def _is_drawn(claim: Claim) -> bool:
    body = claim.body
    return (
        isinstance(body, Line)
        and body.geometry is not None
        and bool(claim.name)
        and is_done(claim)
        and claim.modality != "denied"
    )


def _geometry(claim: Claim) -> BaseGeometry:
    assert isinstance(claim.body, Line)
    return shapely.force_2d(shapely.from_geojson(json.dumps(claim.body.geometry)))


def _are_rivals(one: Claim, other: Claim, first: Timeframe, second: Timeframe) -> bool:
    """Whether two claims draw one line for one time, and differ."""
    if key_of(one.name or "") != key_of(other.name or ""):
        return False
    meet = any(
        a.b0 < b.e1 and b.b0 < a.e1 for a in first.periods for b in second.periods
    )
    step = 1 / PER_DEGREE
    return meet and not shapely.equals_exact(_geometry(one), _geometry(other), step)
