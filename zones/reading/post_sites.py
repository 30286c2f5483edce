"""Where posts stand: the places that a sentence ties to them."""

from __future__ import annotations

import re
from dataclasses import replace

from .caseless import caseless
from ..claims import Site
from .places.search import PlaceMention
from .post_holders import listed_sites, unlisted_site
from .scene import View
from .vocabulary import DEMONYMS
from .zone_names import site_from_place

__all__ = ["sites_of"]

_ELSEWHERE = re.compile(
    r"\.(?=\s+[A-Z])|;|\b(?:while|but|one\s+of)\b|\b(?:km|miles?|kilomet\w+)\s+from\b"
)
_LISTED = re.compile(
    r"\s*(?:,|and|,\s*and|as\s+well\s+as)\s*(?:(?:at|in|near)\s+)?(?:the\s+)?"
    r"(?:(?:towns?|villages?|settlements?)\s+of\s+)?$"
)


def sites_of(view: View, match: re.Match[str], until: int) -> tuple[Site, ...]:
    """Return the places of posts: those that a preposition ties to them."""
    one = _is_one_of(view, match)
    if one is not None:
        return (replace(site_from_place(one), relation="at"),)
    ahead: list[PlaceMention] = []
    own = _OWN_NAME.search(view.text[: match.start()])
    if own and not own["name"].startswith(tuple(DEMONYMS)):
        named = [p for p in view.places if view.local(p)[0] == own.start("name")]
        return (site_from_place(named[0]) if named else Site(own["name"], "at"),)
    for place in view.places:
        start, _ = view.local(place)
        if place.role not in ("place", "venue") or place.kind == "country":
            continue
        if ahead:
            gap = view.text[view.local(ahead[-1])[1] : start]
            if _LISTED.fullmatch(gap):
                ahead.append(place)
                continue
            break
        gap = view.text[match.end() : start] if match.end() < start < until else ""
        if _is_beside_zone(view, match.end(), start):
            continue
        if gap and len(gap) < 90 and not _ELSEWHERE.search(gap):
            ahead.append(place)
    if ahead:
        kind = ahead[0].kind
        same = [p for p in ahead if kind == "province" or p.kind != "province"]
        more = listed_sites(view, view.local(ahead[-1])[1]) if same == ahead else ()
        return (*(site_from_place(p) for p in same), *more)
    behind = _behind(view, match)
    site = site_from_place(behind) if behind is not None else unlisted_site(view, match)
    return (site,) if site is not None else ()


_ONE_OF_THEM = caseless(
    r",?\s+(?:(?:is|was|remains?|became)\s+)?(?:(?:also|now)\s+)?(?:one|the\s+\w+|"
    r"among)\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,3}$"
)


def _is_one_of(view: View, match: re.Match[str]) -> PlaceMention | None:
    """Return the place of "X is one of 12 posts that A set up in B"."""
    before = [
        p
        for p in view.places
        if p.kind == "settlement" and view.local(p)[1] <= match.start()
    ]
    if not before or not match[0].endswith("s"):
        return None
    gap = view.text[view.local(before[-1])[1] : match.start()]
    is_one = re.search(r"\b(?:of|among)\b", gap) and _ONE_OF_THEM.fullmatch(gap)
    return before[-1] if is_one else None


_OWN_NAME = re.compile(r"(?:^|\s)[Aa]t\s+the\s+(?P<name>[A-Z][\w’'-]+)\s+$")
"""What a post is called, by whoever tells what is done there: "at the X checkpoint"."""
_BESIDE = caseless(
    r"[^,;]*\b(?:around|bordering|surrounding|outside|next\s+to|beyond|off)\s[^,;]*"
)


def _is_beside_zone(view: View, first: int, last: int) -> bool:
    """Whether a place only tells where the zone of a post lies: "the zone around X"."""
    return any(
        first < zone.start < last and _BESIDE.fullmatch(view.text[zone.end : last])
        for zone in view.zones
    )


_NAMES_IT = re.compile(
    r"\s+(?:(?:[a-z-]+|\d+|of|the)\s+){0,5}|.*\b(?:is|are|was|were)\s+$", re.S
)


def _behind(view: View, match: re.Match[str]) -> PlaceMention | None:
    """Return the place before posts: "the Morek post", "in X two posts stand"."""
    before = [
        p
        for p in view.places
        if p.role == "place"
        and p.kind != "country"
        and view.local(p)[1] <= match.start()
    ]
    if not before:
        return None
    gap = view.text[view.local(before[-1])[1] : match.start()]
    is_near = len(gap) < 50 and _NAMES_IT.fullmatch(gap) is not None
    return before[-1] if is_near else None
