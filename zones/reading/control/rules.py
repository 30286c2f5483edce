"""Control: who takes, holds or loses which ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Control, Inference, Site
from ..dating import day_dates
from ..drafts import Draft, Target, draft_from
from .holders import (
    ACTIVE,
    ENTERS,
    RELATIVE,
    SHARE,
    act_of,
    actor_words,
    predicate_at,
    share_before,
)
from ..statuses.losses import holder
from ..modality import is_negated, is_question, modality_of
from ..phrases import SIDE
from ..places.search import PlaceMention
from ..regions import Item, read_items, site_of
from ..scene import Scene, View
from .taken import NO_ACTOR, Taken, date_of_change, last_town, without_speaker
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
    r"cut|siege|ring|noose|sealed|dr[io]v|push|expel|oust|eject|dislodg|flush|forced|"
    r"thr[eo]wn?|chas|evict|rout|flag|gone|slip|remain|stay|with\b|left|grip)",
)


def find_control(scene: Scene, memory: Memory) -> list[Draft]:
    """Read who holds what from every sentence."""
    memory.start()
    drafts: list[Draft] = []
    zone_before: Target | None = None
    town: PlaceMention | None = None
    taken = Taken(scene)
    for view in scene.views:
        if _SPEAKS_OF_CONTROL.search(view.text) and not is_question(view.text):
            found = [
                *_passive(view, zone_before),
                *_active(scene, view, memory, town),
                *_stated(view),
                *_remaining(view),
            ]
            found += taken.read(view, found)
            drafts.extend(_once(found))
        for zone in view.zones:
            target = target_of(scene, view, zone, memory)
            if target is not None:
                zone_before = target
        town = last_town(view, len(view.text)) or town
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
    draft = _draft(
        view, match, Site(), holder(view, match["who"]), act, "captured-by", share
    )
    yield replace(draft, target=before, type=before.type)


_SHARE_OF = caseless(rf"\s*(?P<of>{SHARE}\s+of\s+)?(?:the\s+)?")
_PIECE = caseless(
    r"(?:(?:an?|the|two|three|several|some|its|their)\s+)?(?:\w+\s+){0,2}?(?P<noun>"
    r"corners?|pockets?|footholds?|slices?|stretch(?:es)?|sections?|sides?|outskirts|"
    r"neighbou?rhoods?|quarters?|hills?|positions|villages|towns|areas|districts)\s+"
    r"(?P<rel>of|in|near|around|on|outside)\s+(?:the\s+)?",
)
_ROUTE = re.compile(
    r"(?:the\s+)?(?:(?:strategic|vital|main|key|whole)\s+)?"
    r"(?P<name>[A-Z]{1,2}-?\d{1,3})"
    r"(?:\s+(?:highway|road|motorway))?\b"
)
_TOWN_ITSELF = re.compile(r"(?:it\b|the\s+(?:town|city|village)\b(?!\s+of\b))")
_REST = re.compile(
    r"the\s+(?:last|remaining|rest|final)\s*(?:of\s+(?:it|them)\b|(?:section|stretch|"
    r"part|pocket)s?\b)"
)
_NAMED = caseless(
    r"(?:(?:towns?|villages?|cit(?:y|ies)|settlements?|districts?|hills?|side|"
    r"crossings?|bases?|airports?)\s+(?:of\s+)?(?:the\s+)?|^(?=(?:Mount|Jabal|Jebel|"
    r"Tell?|Tall|Lake|Wadi|Camp|Fort|Kafr|Deir)\b))$",
)


def _active(
    scene: Scene, view: View, memory: Memory, town: PlaceMention | None
) -> Iterator[Draft]:
    """Read "the army captured X, Y and parts of Z"."""
    for match in ACTIVE.finditer(view.text):
        if is_negated(view.text, match.start("verb"), match.end("verb")):
            continue
        actor = holder(view, actor_words(match["who"]))
        if not actor or actor.split()[0] in NO_ACTOR:
            continue
        act = act_of(match["verb"])
        yield from _zone_taken(scene, view, memory, match, actor, act)
        start, share = _after_share(view.text, match.end())
        items = _items(view, start)
        for item in items:
            site = _ground(view, item)
            if site is None or _is_weak(match["verb"], actor, item):
                continue
            is_part = item.mode == "partial" or SIDE.match(view.text, item.end)
            part = share or ("parts of" if is_part else None)
            yield _draft(view, match, site, actor, act, "captures", part)
        is_entry = re.fullmatch(ENTERS, match["verb"])
        if not is_entry and not any(_ground(view, item) for item in items):
            yield from _other_ground(view, match, start, actor, act, share, town)


_APPOSITION = caseless(
    r",\s*(?:the|an?|its)\s+(?:[\w-]+\s+){0,3}(?:towns?|city|village|capital|"
    r"stronghold|province|area|seat|centre|suburb|part|district|crossing)\s+"
    r"(?:of|in|near|on|with)\b",
)


def _items(view: View, start: int) -> list[Item]:
    """Return the ground that a verb takes, without what only explains it."""
    offset = view.sentence.start
    places = [  # what is held is no government, also where "says" follows it
        (
            replace(p, role="place")
            if p.role == "actor" and p.kind not in ("country", "actor")
            else p
        )
        for p in view.places
    ]
    items = read_items(view.text, start, places, offset)
    for at in range(1, len(items)):
        if ";" in view.text[items[at - 1].end : items[at].start]:
            return items[:at]
        if _APPOSITION.match(view.text, items[at - 1].end):
            return items[:at]
    return items


def _is_weak(verb: str, actor: str, item: Item) -> bool:
    """Whether someone only "entered" what no army takes by entering."""
    if not re.fullmatch(ENTERS, verb):
        return False
    is_army = re.search(r"\b(?:army|troops|forces|units|rebels)\b", actor, re.I)
    is_town = item.place is not None and item.place.kind == "settlement"
    return not (is_army and is_town)


def _after_share(text: str, at: int) -> tuple[int, str | None]:
    """Return where the name of ground begins, and the share of it that is meant."""
    share = _SHARE_OF.match(text, at)
    if share and share["of"]:
        return share.end(), f"{share['share']} of"
    piece = _PIECE.match(text, at)
    if piece is None:
        return at, None
    if re.match(r"near|around|outside", piece["rel"], re.I):
        return piece.start("rel"), None
    if re.match("villages|towns", piece["noun"], re.I) and piece["rel"] == "of":
        return at, None
    return piece.end(), "parts of"


def _ground(view: View, item: Item) -> Site | None:
    """Return the site of an item that can be held; None for countries and people."""
    place = item.place
    if place is None:
        named = _NAMED.search(view.text[: item.start])
        route = _ROUTE.fullmatch(item.name)
        is_region = item.is_province and item.name[:1].isupper()
        return site_of(item) if named or route or is_region else None
    if place.kind == "country" and not item.direction:
        return None
    return site_of(item)


def _other_ground(
    view: View,
    match: re.Match[str],
    start: int,
    actor: str,
    act: str,
    share: str | None,
    town: PlaceMention | None,
) -> Iterator[Draft]:
    """Read ground that has no name here: a road, "the town", "the last section"."""
    route = _ROUTE.match(view.text, start)
    if route is None and _REST.match(view.text, start):
        route = next((m for m in _ROUTE.finditer(view.text[:start]) if m["name"]), None)
    if route is not None:
        site = Site(route["name"], "along")
        yield _draft(view, match, site, actor, act, "captures", share)
        return
    itself = _TOWN_ITSELF.match(view.text, start)
    if itself is not None:
        if SIDE.match(view.text, itself.end()):
            share = share or "parts of"
        place = last_town(view, match.start("verb")) or town
        if place is not None:
            site = site_from_place(replace(place, direction=None), "in")
            draft = _draft(view, match, site, actor, act, "captures", share)
            step = Inference("what", "discourse")
            yield replace(draft, inferred=(step,))


def _zone_taken(
    scene: Scene,
    view: View,
    memory: Memory,
    match: re.Match[str],
    actor: str,
    act: str,
) -> Iterator[Draft]:
    """Read "the army has seized most of the southern zone"."""
    for zone in view.zones:
        gap = view.text[match.end() : zone.start]
        share = _SHARE_OF.fullmatch(gap) if zone.start >= match.end() else None
        if share is None or zone.type == "ceasefire":
            continue
        target = target_of(scene, view, zone, memory)
        if target is None or target.is_set:
            continue
        date = date_of_change(view, match.end("verb"))
        part = f"{share['share']} of" if share["share"] else None
        body = Control(actor, Site(), part, act, begins=date)
        if act == "loses":
            body = replace(body, begins=None, ends=date)
        draft = draft_from(view, "control", body, "zone-taken")
        modality = modality_of(view.text, match.start(), match.end())
        yield replace(draft, target=target, type=target.type, modality=modality)


def _stated(view: View) -> Iterator[Draft]:
    """Read "X and Y passed under the control of …", "X is in the hands of …"."""
    done = -1
    for place in view.places:
        start, _ = view.local(place)
        if place.role != "place" or start < done or place.kind == "country":
            continue
        items = read_items(view.text, start, view.places, view.sentence.start)
        if not items:
            continue
        done = items[-1].end
        found = predicate_at(view.text, done, apart=_opens_clause(view, start))
        if found is None:
            yield from _relative(view, items[-1])
            continue
        act, match = found
        if re.search(
            r"\b(?:neither|no)\b", view.text[max(0, start - 20) : start], re.I
        ):
            continue
        done = match.end()
        actor = holder(view, match["who"])
        share = share_before(view.text, start)
        for item in items:
            site = _ground(view, item)
            if site is not None:
                yield _draft(view, match, site, actor, act, "passes", share)
        yield from _likewise(view, match, actor, act)


_CROSSING = re.compile(r"(?:\s+(?:crossing|city|town)(?:\s+with\s+[A-Z]\w+)?)?")


def _relative(view: View, item: Item) -> Iterator[Draft]:
    """Read "X, which the army took in May"."""
    more = _CROSSING.match(view.text, item.end)
    match = RELATIVE.match(view.text, more.end() if more else item.end)
    site = _ground(view, item)
    if match is None or site is None:
        return
    actor = holder(view, actor_words(match["who"]))
    if actor and actor.split()[0] not in NO_ACTOR:
        act = act_of(match["verb"])
        yield _draft(view, match, site, actor, act, "captures", None)


def _opens_clause(view: View, start: int) -> bool:
    """Whether a place stands in the subject that a sentence begins with."""
    return len(re.findall(r"\w+", view.text[:start])) < 5


_UNTIL = caseless(
    r"\s*(?:districts?|province|city|town|region)?\s*(?:by|until|on|in)\s"
)
_NEXT_TO_IT = re.compile(r"[^.;]{2,40}(?:,\s*(?:and\s+)?|\s+and\s+)$")


def _likewise(
    view: View, match: re.Match[str], actor: str, act: str
) -> Iterator[Draft]:
    """Read the rest of "A shall be returned to B by May, C by June and D by July"."""
    at = match.end()
    for place in view.places:
        start, end = view.local(place)
        if start < at or place.role != "place" or place.kind == "country":
            continue
        gap = view.text[at:start]
        if not _NEXT_TO_IT.fullmatch(gap) or not _UNTIL.match(view.text, end):
            return
        at = end
        site = site_from_place(place, "in")
        draft = _draft(view, match, site, actor, act, "passes", None)
        assert isinstance(draft.body, Control)
        date = next((edtf for first, _, edtf in day_dates(view) if first >= end), None)
        yield replace(draft, body=replace(draft.body, begins=date))


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


def _draft(
    view: View,
    match: re.Match[str],
    site: Site,
    actor: str,
    act: str,
    rule: str,
    share: str | None,
) -> Draft:
    date = date_of_change(view, match.end("verb"))
    first = match.start()
    if "," in match[0] and rule == "passes":  # "X, taken by Y": a clause of its own
        first = match.start("verb")
        modality = modality_of(view.text[first : match.end()])
    else:
        text = without_speaker(view.text, match.end())
        modality = modality_of(text, first, match.end())
    if act == "holds" and not re.search(r"\bsince\b", view.text[match.end() :]):
        body = Control(actor, site, share, act, holds=date)
    elif act == "loses":  # held until then
        body = Control(actor, site, share, act, ends=date)
    else:
        body = Control(actor, site, share, act, begins=date)
    draft = draft_from(view, "control", body, rule)
    return replace(draft, modality=modality)
