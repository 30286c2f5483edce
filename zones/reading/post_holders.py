"""Armed groups that run posts, and places near them that no gazetteer holds."""

from __future__ import annotations

import re

from ..claims import Site
from .control.subjects import first_to_act
from .phrases import GROUND, HOLDER, NAME, Phrase, phrase
from .scene import View

__all__ = ["holders_of_post", "listed_sites", "unlisted_site"]

_RUN = re.compile(
    r"\s*,?\s*(?:(?:which|that)\s+)?(?:(?:is|are|was|were)\s+)?(?:(?:manned|held|run|"
    r"operated|staffed|controlled|installed|set\s+up|established|guarded)\s+by|of)\s+"
    rf"(?P<h>{HOLDER})"
)
_OWNS = re.compile(
    rf"(?P<h>{HOLDER})(?:[’']s?\s+(?:[\w-]+\s+){{0,2}}|\s+(?:(?:mobile|temporary|new|"
    r"military|joint|makeshift)\s+)?)$"
)
_ACTS = re.compile(
    r"(?:,\s+which\s[^,]{2,40},)?\s+(?!(?:saw|spotted|noted|observed|counted|attacked|"
    r"said|say|says|told|reported)\b)(?:[\w-]+\s+){1,7}$"
)
_UNDONE = re.compile(r"\b(?:by|who|which|when|after|was|were|been|saw|said|told)\b")
_NEAR = re.compile(
    r"(?:\s+[a-z]+){0,3}?\s+(?:near|at|in|outside|opposite|around|by|above|between|"
    r"on\s+the\s+road\s+to|"
    rf"on\s+the\s+outskirts\s+of)\s+(?:the\s+)?(?P<g>{NAME}|{GROUND})"
)
_ANYBODY = ("soldiers", "troops", "servicemen", "forces", "units", "fighters", "guards")
_ACTIVE = ("established", "present", "reinforced", "left", "planned")


def holders_of_post(view: View, match: re.Match[str], status: str) -> tuple[str, ...]:
    """Return the armed group whose post is meant, where no nation is named.

    Parameters
    ----------
    view
        The sentence.
    match
        The words for the post.
    status
        What befalls it: who attacks or surrounds a post does not run it.
    """
    row = phrase(view)
    first, last = row.of(match.start()), row.of(match.end())
    run = _RUN.match(row.text, last)
    if run is not None:
        return (_name(row.phrases[run["h"]]),)
    owns = _OWNS.search(row.text[:first])
    if owns is not None and owns.end("h") < owns.end():
        return (_name(row.phrases[owns["h"]]),)
    acting = first_to_act(row, first) if status in _ACTIVE else None
    if acting is None or acting.kind != "holder" or acting.place is not None:
        return ()
    between = view.text[acting.end : match.start()]
    if _ACTS.fullmatch(between) and not _UNDONE.search(between):
        return () if acting.name.lower() in _ANYBODY else (_name(acting),)
    return ()


def _name(holder: Phrase) -> str:
    return re.sub(r"^(?:\d[\d,]*|the|an?)\s+", "", holder.name, flags=re.I)


def unlisted_site(view: View, match: re.Match[str]) -> Site | None:
    """Return a place that only the grammar makes one: "a post opposite X"."""
    row = phrase(view)
    last = row.of(match.end())
    near = _NEAR.match(row.text, last)
    if near is None:
        return None
    ground = row.phrases[near["g"]]
    return Site(ground.name, "near") if ground.name and not ground.place else None


_ALSO = re.compile(
    rf"(?:,\s*(?:and\s+)?|\s+and\s+)(?:(?:in|at|near)\s+)?(?P<g>{NAME})"
    rf"(?=\s*(?:[.,;]|$|and\s+(?:{NAME}|{GROUND})|on\b|in\b|since\b|after\b|for\b))"
)


def listed_sites(view: View, end: int) -> tuple[Site, ...]:
    """Return the places of a list that no gazetteer holds: "in X and Y".

    Parameters
    ----------
    view
        The sentence.
    end
        Where the last known place of the list ends.
    """
    row = phrase(view)
    at = row.of(end)
    found: list[Site] = []
    while (more := _ALSO.match(row.text, at)) is not None:
        found.append(Site(row.phrases[more["g"]].name, "in"))
        at = more.end()
    return tuple(found)
