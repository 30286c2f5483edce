"""Control: who takes, holds or loses which ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Control, Site
from ..dating import day_dates
from ..drafts import Draft, Target, draft_from
from ..statuses.losses import holder
from ..modality import is_negated, is_question, modality_of
from ..phrases import phrase
from ..places.search import PlaceMention
from ..scene import Scene, View
from .taken import Taken, date_of_change
from .subjects import subject_of
from .words import SHARE, act_of
from ..targets import Memory, target_of
from ..zone_names import site_from_place

__all__ = ["find_control"]

_CAPTURED_BY = re.compile(
    rf"\b(?:{SHARE}\s+of\s+)?(?P<what>(?:it|them|the\s+(?:zone|territory|province|"
    r"area|region|city|town)))\s+"
    r"(?P<verb>(?:(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+)(?:\w+ly\s+)?"
    r"(?:captured|seized|taken|retaken|recaptured|controlled|held|occupied|overrun|"
    r"liberated|dominated))\s+by\s+(?P<who>[^.,;()]{3,80})",
)
_REMAINS = caseless(
    r"\b(?:was|is|remains?|remained)\s+(?:the\s+)?(?:last|only)\s+"
    r"(?:\w+\s+){0,2}?(?P<noun>province|"
    r"region|"
    r"stronghold|area|bastion|enclave|city|town)\b[^.;]*?\b(?P<who>(?:strong\s+|"
    r"armed\s+|"
    r"rebel\s+|opposition\s+|held\s+)*(?:opposition|rebel|insurgent|militant|"
    r"separatist)"
    r"(?:\s+(?:forces|groups|fighters|factions))?)\b",
)
_SPEAKS_OF_CONTROL = caseless(
    r"\b(?:control|captur|seiz|(?:re)?t[ao]k|(?:re)?took|recaptur|regain|reclaim|"
    r"liberat|overr[au]n|(?:re)?occup|conquer|h[eo]ld|dominat|los[eits]|gave|given|ced|"
    r"surrender|hand|f[ae]ll|pass|return|transferr|revert|rul|last|only|enter|into|"
    r"wrest|clear|secur|cleans|purg|snatch|annex|won\b|w[ei]nt?\b|abandon|vacat|quit|"
    r"relinquish|yield|conced|retreat|fled|pull|ke[ep]|retain|r[au]ns?\b|cl[iu]ng|"
    r"in\s+charge|s[ia]t|theirs|puts?\b|places?\b|shows?\b|restor|"
    r"possession|authority|entrench|dug|encircl|surround|besieg|blockad|"
    r"stronghold|bastion|redoubt|"
    r"cut|siege|ring|noose|sealed|dr[io]v|push|expel|oust|eject|dislodg|flush|forced|"
    r"thr[eo]wn?|chas|evict|rout|flag|gone|slip|remain|stay|with\b|left|grip)",
)


def find_control(scene: Scene, memory: Memory) -> list[Draft]:
    """Read who holds what from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    zone_before: Target | None = None
    taken = Taken(scene)
    for view in scene.views:
        if _SPEAKS_OF_CONTROL.search(view.text) and not is_question(view.text):
            found = [
                *_passive(view, zone_before),
                *_zone_taken(scene, view, memory),
                *_remaining(view),
            ]
            found += taken.read(view, found)
            drafts.extend(_once(found))
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is not None:
                zone_before = target
    return drafts


def _once(drafts: list[Draft]) -> Iterator[Draft]:
    """Leave out what a sentence says of one place and holder a second time."""
    seen: set[tuple[str, str | None, str]] = set()
    for draft in drafts:
        body = draft.body
        assert isinstance(body, Control)
        key = (body.actor, body.what.name, body.act)
        if body.what.name is None or key not in seen:
            seen.add(key)
            yield draft


def _passive(view: View, before: Target | None) -> Iterator[Draft]:
    """Read "most of it was captured by …" of the zone spoken of before."""
    match = _CAPTURED_BY.search(view.text)
    if not match or is_negated(view.text, match.start("verb"), match.end("verb")):
        return
    if before is None or len(before.zones) != 1:
        return
    verb = match["verb"].split()[-1].lower()
    act = "takes" if verb == "occupied" else act_of(verb)
    share = f"{match['share']} of" if match["share"] else None
    date = date_of_change(view, match.end("verb"))
    body = Control(holder(view, match["who"]), Site(), share, act, date)
    if act == "holds":
        body = replace(body, begins=None, holds=date)
    draft = draft_from(view, "control", body, "captured-by")
    modality = modality_of(view.text, match.start(), match.end())
    yield replace(draft, target=before, type=before.type, modality=modality)


_VERB_OF_ZONE = re.compile(
    r"\b(?P<verb>(?:(?:re)?gain(?:ed|s)|t[ao]k(?:es?|en)|took|seiz(?:ed|es)|los[te]s?|"
    r"ha(?:s|ve|d)|holds?|keeps?|kept|retains?)\s+(?:full\s+|complete\s+)?control\s+"
    r"(?:of|over)|captur(?:ed|es)|seiz(?:ed|es)|took|takes?|(?:re)?taken|retook|"
    r"recaptur(?:ed|es)|overran|overrun|occupied|occup(?:y|ies)|conquered|liberated|"
    r"controls?|holds?|held|entered|lost|gave\s+up|ceded|surrendered)\s+"
    rf"(?:{SHARE}\s+of\s+)?(?:the\s+)?$"
)


def _zone_taken(scene: Scene, view: View, memory: Memory) -> Iterator[Draft]:
    """Read "the army has seized most of the southern zone"."""
    row = phrase(view)
    for zone in view.zones:
        match = _VERB_OF_ZONE.search(view.text[: zone.start])
        if match is None or zone.type == "ceasefire":
            continue
        if is_negated(view.text, match.start("verb"), match.end("verb")):
            continue
        target = target_of(scene, view, zone, memory)
        who = subject_of(row, row.of(match.start("verb")))
        if target is None or target.is_set or not who:
            continue
        date = date_of_change(view, match.end("verb"))
        part = f"{match['share']} of" if match["share"] else None
        body = Control(holder(view, who), Site(), part, act_of(match["verb"]), date)
        if body.act == "loses":
            body = replace(body, begins=None, ends=date)
        elif body.act == "holds":
            body = replace(body, begins=None, holds=date)
        draft = draft_from(view, "control", body, "zone-taken")
        modality = modality_of(view.text, match.start(), zone.end)
        yield replace(draft, target=target, type=target.type, modality=modality)


def _remaining(view: View) -> Iterator[Draft]:
    """Read "X was the last province where the opposition remained"."""
    match = _REMAINS.search(view.text)
    place = _subject(view, match.start()) if match else None
    if not match or place is None:
        return
    dates = day_dates(view)
    who = re.sub(r"^strong\s+", "", match["who"].strip(), flags=re.I)
    body = Control(
        who,
        site_from_place(place, "in"),
        act="holds",
        holds=dates[0][2] if dates else None,
    )
    draft = draft_from(view, "control", body, "last-stronghold")
    yield replace(draft, modality=modality_of(view.text, match.start(), match.end()))


def _subject(view: View, before: int) -> PlaceMention | None:
    found = [
        p for p in view.places if view.local(p)[1] <= before and p.kind != "country"
    ]
    return found[-1] if found else None
