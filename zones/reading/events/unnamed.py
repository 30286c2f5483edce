"""Places that only the grammar makes ones: "shells fell on X", "X was shelled"."""

from __future__ import annotations

import re

from ...claims import Site
from ..phrase_words import PLAIN
from ..phrases import phrase
from ..scene import Scene, View
from ..vocabulary import DEMONYMS
from .words import Trigger

__all__ = ["unnamed_site"]

_NAME = r"(?P<name>[A-Z][\w’'-]+(?:\s(?:(?:al|el|as|ad|ar|an|ash|az)-)?[A-Z][\w’'-]+)*)"
_KIND = (
    r"(?:the\s+)?(?:(?:towns?|villages?|city|cities|settlements?|hamlets?)\s+of\s+)?"
)
_HOW = r"(?:\s+(?:\w+ly|anew|again|hard|down|fell|landed|rained|continued|resumed))*"
_AFTER = {
    "withdrawal": r"(?:\s+(?:its|their|the|all|his)(?:\s+[a-z]+){1,3}?)?"
    r"(?:\s+of(?:\s+[a-z]+){1,3}?)?(?:\s+(?:from|out\s+of)|(?<=out)\s+of)",
    "deployment": r"(?:\s+of(?:\s+[a-z0-9,]+){1,4}?)?(?:\s+(?:[a-z]+|[0-9,]+)){0,3}?"
    r"\s+(?:to|into|at|in|near|around|outside)",
    "evacuation": r"(?:\s+of(?:\s+[a-z]+){1,3}?)?\s+(?:from|out\s+of)",
}
"""What may stand between the words of a move and the place it is from or to."""
_AT = r"\s+(?:(?:up)?on|at|near|in|around|over|outside)"
_BEFELL = {
    "shelling": rf"{_HOW}(?:{_AT}|\s+of|\s+(?:in)?to(?:wards?)?|\s+against)",
    "airstrike": rf"{_HOW}(?:{_AT}|\s+of|\s+against)",
    "offensive": rf"{_HOW}(?:{_AT}|\s+(?:in)?to|\s+against|\s+for)",
    "clash": rf"{_HOW}(?:{_AT}|\s+for(?:\s+control\s+of)?)",
}
_STRUCK = re.compile(
    r"\b(?:(?:shell|bomb|bombard|pound|strafe|invade|storm|raid|rocket|target)(?:ed|d)|"
    r"hit|struck|out\s+of|from|to|into|towards?|on|at|in|near|around|"
    r"(?:bombing|bombardment|shelling|invasion|storming)s?\s+of)\s*$"
)
"""Last words before ground: a verb whose object it is, or the like of "on"."""
_SUFFERS = re.compile(
    rf"(?:^|[,;]\s+|\band\s+|\bthat\s+|\bwhen\s+|\bwhile\s+|\bas\s+){_NAME}\s+"
    r"(?:(?:has|have|had|also|again|itself|\w+ly)\s+)*"
    r"(?:was|were|is|are|been|being|came|comes|come|remained|remains)\s+"
    r"(?!(?:killed|wounded|injured|hurt|maimed|arrested)\b)(?:[a-z-]+\s+){0,2}?"
    r"(?:under|by|with|from|hit|struck)?\s*"
    r"(?:an?\s+|the\s+)?(?:[a-z-]+\s+){0,2}?$"
)
"""The subject of a passive, up to the words of what befell it."""
_TITLES = frozenset(
    "President General Colonel Operation Minister Mr Mrs Ambassador Secretary Security "
    "Council Resolution".split()
)
_PARTY = (
    r"(?:\b(?:group|movement|militia|faction|rebels?|militants?|organi[sz]ation|"
    r"commander|leader|named|called)\s+NAME\b|\bNAME(?:[’']s?)?\s+(?:said|says|told|"
    r"denie[sd]|claim(?:s|ed)|accused?|vow(?:s|ed)|warn(?:s|ed)|fired|launched|"
    r"attacked|withdrew|has\s+said|fighters|militants|forces|positions|targets|"
    r"leaders?|members?|spokes\w+|chief|group|movement|militia|rebels|commanders?|"
    r"officials?)\b)"
)
"""How a document speaks of a party or a person called NAME."""


def unnamed_site(scene: Scene, view: View, trigger: Trigger) -> Site | None:
    """Return a place that no gazetteer holds, where an event's words have one."""
    name = _name_of(view, trigger)
    if name is None or _is_party(scene, name):
        return None
    return Site(name, "in")


def _is_party(scene: Scene, name: str) -> bool:
    """Whether the document speaks of a name as of people who act."""
    words = _PARTY.replace("NAME", re.escape(name))
    return any(name in v.text and re.search(words, v.text) for v in scene.views)


def _name_of(view: View, trigger: Trigger) -> str | None:
    kind = trigger.type
    at = _end_of(view, trigger)
    name = _named(_following(kind), view, at)
    if name is None and _STRUCK.search(view.text[trigger.start : at]):
        name = _named(_OBJECT, view, at)
    if name is None and kind == "offensive":
        name = _checked(_WITHIN.search(view.text, trigger.start, at), view)
    if name is None and kind in ("shelling", "airstrike"):
        name = _named(_HIT, view, at)
        name = name or _checked(_SUFFERS.search(view.text[: trigger.start]), view)
    return name


def _end_of(view: View, trigger: Trigger) -> int:
    """Return where the last phrase of an event's words ends."""
    ends = [
        p.end
        for p in phrase(view).phrases.values()
        if p.start < trigger.end < p.end and p.kind != "name"
    ]
    return max(ends, default=trigger.end)


def _following(kind: str) -> re.Pattern[str]:
    return _FOLLOWING.get(kind, _PLAIN)


_PLAIN = re.compile(rf"{_AT}\s+{_KIND}{_NAME}")
_WITHIN = re.compile(rf"\b(?:on|against|into|towards?)\s+{_KIND}{_NAME}")
_OBJECT = re.compile(rf"\s*\b{_KIND}{_NAME}")
_HIT = re.compile(
    rf"\s+(?:\w+ly\s+)?(?:hit|struck|pounded|targeted|rocked)\s+{_KIND}{_NAME}"
)
_FOLLOWING = {
    kind: re.compile(rf"{words}\s+{_KIND}{_NAME}")
    for kind, words in (_AFTER | _BEFELL).items()
}


def _named(pattern: re.Pattern[str], view: View, at: int) -> str | None:
    return _checked(pattern.match(view.text, at), view)


def _checked(match: re.Match[str] | None, view: View) -> str | None:
    """Return the name, unless it is that of a day, a people, a party or a place."""
    if match is None:
        return None
    word = match["name"].split()[0]
    if word in DEMONYMS or word in _TITLES or PLAIN.match(word):
        return None
    if match["name"].isupper():
        return None
    parties = [p for p in phrase(view).phrases.values() if p.kind == "holder"]
    taken = [view.local(p) for p in view.places]
    taken += [(p.start, p.end) for p in parties]
    if any(a < match.end("name") and match.start("name") < b for a, b in taken):
        return None
    return match["name"]
