"""Provisions: what a zone or truce forbids, and whom it does not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..claims import Rule
from .dating import date_near
from .drafts import Draft, Target, draft_from
from .modality import is_question, modality_of
from .scene import Scene, View
from .targets import Memory, target_of

__all__ = ["find_rules"]

_ACTS = (
    (
        r"hostilit(?:y|ies)|military\s+(?:action|activit(?:y|ies)|operations?)|"
        r"fighting|attacks?|hostile\s+acts?|offensives?|"
        r"combat\s+operations?|use\s+of\s+(?:weapons|force|arms)|armed\s+clashes",
        "hostilities",
    ),
    (
        r"air\s?strikes?|aviation|(?:combat\s+)?aircraft|flights?|overflights?|"
        r"warplanes|drones?|bombing|flying",
        "flights",
    ),
    (
        r"shelling|shells|bombardments?|firing|gunfire|artillery\s+fire",
        "shelling",
    ),
    (
        r"(?:live-fire|artillery|military)\s+(?:artillery\s+)?(?:drills?|exercises?)|"
        r"drills|manoeuv(?:re|er)s",
        "military drills",
    ),
    (
        r"heavy\s+(?:military\s+)?(?:weapons?|weaponry|arms|artillery|equipment)|"
        r"artillery|tanks|"
        r"armou?r(?:ed\s+vehicles)?|howitzers|rocket\s+(?:launchers|systems)|mortars",
        "heavy weapons",
    ),
    (
        r"(?:armed\s+|military\s+)?(?:troops|forces|soldiers|fighters|presence|"
        r"personnel|armed\s+groups?|militar(?:y|ies)\s+units?)|arm(?:y|ies)|"
        r"guerrillas?|"
        r"combatants|(?:armed\s+)?patrols?",
        "armed forces",
    ),
)
_FORBIDDEN = re.compile(
    r"\b(?:forbidden|prohibited|banned|barred|not\s+(?:be\s+)?(?:allowed|permitted)|"
    r"(?:(?:must|shall|should|will)\s+)?(?:cease(?![\s-]?fire)|halt(?!s?\s+(?:of|to|"
    r"in)))"
    r"\b|(?:must|shall|should|will)\s+(?:stop|be\s+(?:halted|stopped))|"
    r"halts\s+all|prohibit(?:s|ing|ion\s+of)?|forbids?|bans\b|ban\s+(?:on|all|the)|"
    r"outlaw(?:s|ed)|"
    r"(?:must|shall|should|have\s+to|has\s+to|(?:is|are|were)\s+to)\s+(?:withdraw|"
    r"pull\s+(?:back|out)|remove)\s+(?:(?:all|the|their|its)\s+)*(?=heavy|weapons?|"
    r"tanks|"
    r"artillery|troops|forces|fighters)|"
    r"(?:must|shall|should|have\s+to|has\s+to|(?:is|are|was|were)\s+to)\s+(?:leave|"
    r"quit|vacate|withdraw\s+from|pull\s+out(?:\s+of)?|stay\s+out(?:\s+of)?)|"
    r"(?:may|must|shall)\s+not\s+(?:be\s+)?(?:enter|return|deploy|carry|"
    r"present|station|"
    r"place|fly|operate)\w*|"
    r"(?:should|must|shall|are\s+to|is\s+to|were\s+to|was\s+to|have\s+to|"
    r"has\s+to)\s+be\s+(?:pulled|"
    r"withdrawn|removed|taken)(?:\s+(?:out|back|away))?)\b",
    re.I,
)
_NOBODY = re.compile(
    r"\b(?:no|neither)\s+(?:\w+\s+){0,3}?(?:systems?|launchers?|tanks|acts?|flights?|"
    r"shelling|operations?|"
    r"patrols?|troops|forces?|soldiers|groups?|fighters|"
    r"arm(?:y|ies)|guerrillas?|weapons|aircraft|presence|units?|side|party)\b"
    r"[^.;]{0,90}?\b(?:may|can|shall|should|must|allowed|permitted|to\s+be)\b|"
    r"\bthere\s+(?:should|shall|must|may|can|are\s+to|is\s+to)\s+be\s+no\b",
    re.I,
)
_ONLY = re.compile(
    r"\bonly\s+(?P<who>[^.,;]{4,60}?)\s+(?:may|can|are\s+allowed|is\s+allowed|shall)\s+"
    r"(?:\w+\s+){0,2}?(?:enter|stay|remain|carry|patrol|operate|be\b|in\b)|"
    r"\b(?:open|limited|restricted|accessible)\s+only\s+to\s+(?P<open>[^.;]{4,90})",
    re.I,
)
_LIFTED = re.compile(
    r"\b(?:no\s+longer|lift(?:ed|ing)?|refus\w+|was\s+(?:barred|banned)\s+from|"
    r"breach|violation)\b",
    re.I,
)
_UNDER = re.compile(
    r"\b(?:under|accords?|agreements?|protocols?|memorandum|treaty|deal|zones?|areas?|"
    r"arrangements?|truce|cease-?fire)\b",
    re.I,
)
_EXEMPT = re.compile(
    r"\b(?:(?:does|do|did|will|would|shall)\s+not\s+(?:cover|apply\s+to|extend\s+to|"
    r"include)|exclud(?:es|ed|ing)|except(?:ing|s|\s+for)?|with\s+the\s+exception\s+of|"
    r"exempt(?:s|ed|ing)?|apart\s+from|other\s+than)\s+(?:the\s+|those\s+of\s+the\s+)?"
    r"(?P<who>[^.,;]{4,80})"
    r"|^(?:The\s+|And\s+)*(?P<free>[^.,;]{4,60}?)\s+(?:is|are|"
    r"remains?)\s+exempt(?:ed)?\b",
    re.I,
)
_GROUPS = re.compile(
    r"\b(?:organi[sz]ations?|groups?|terrorists?|forces|militants?|fighters|"
    r"Islamic\s+State|"
    r"ISIS|ISIL|Daesh|Nusra|al-Qaeda|militias?|units?|jihadists?|factions?|police|"
    r"army|mission|observers|peacekeepers|monitors)\b",
    re.I,
)
_TRUCE = re.compile(
    r"\b(?:truce|cease-?fire|plan|agreement|deal|regime|accord|it)\b", re.I
)


def find_rules(scene: Scene, memory: Memory) -> list[Draft]:
    """Read prohibitions and exemptions."""
    memory.start()
    drafts: list[Draft] = []
    focus: Target | None = None
    paragraph = -9
    for view in scene.views:
        target = _target(scene, view, memory)
        if target is not None:
            focus, paragraph = target, view.sentence.paragraph
        if is_question(view.text):
            continue
        reach = 1 if _STILL.match(view.text) else 0
        near = focus if view.sentence.paragraph - paragraph <= reach else None
        found = list(_forbidden(view, target or near))
        drafts.extend(found)
        if not any(isinstance(d.body, Rule) and d.body.exempt for d in found):
            drafts.extend(_exempt(view, target or focus))
    return drafts


_STILL = re.compile(r"(?:It|This|There|Within|Inside|In\s+it)\b")


def _target(scene: Scene, view: View, memory: Memory) -> Target | None:
    for zone in view.zones:
        if zone.type == "security strip":
            continue
        target = target_of(scene, view, zone, memory)
        if target is not None:
            return target
    return None


def _forbidden(view: View, target: Target | None) -> Iterator[Draft]:
    """Read "inside, all hostilities are forbidden", "only police may enter"."""
    text = view.text
    only = _ONLY.search(text)
    match = only or _NOBODY.search(text) or _FORBIDDEN.search(text)
    if not match or _LIFTED.search(text[: match.end()]):
        return
    if target is None and not _UNDER.search(text):
        return
    if re.search(r"\b(?:in|by)\s+[A-Z]\w+", text[match.end() : match.end() + 16]):
        if re.match(r"banned|outlawed|prohibited", match[0], re.I):
            return  # an organisation banned in a country
    modality = modality_of(text, match.start(), match.end())
    if modality in ("planned", "proposed") and not _DRAFT.search(text):
        modality = "asserted"  # "should be forbidden" states the norm
    kind = target.type if target else None
    for act in ["armed forces"] if only else _acts_near(text, match):
        body = Rule(
            act,
            exempt=_exempted(text, match),
            begins=date_near(view, match.end(), reach=60),
        )
        draft = draft_from(view, "rule", body, "only-these" if only else "forbidden")
        yield replace(draft, target=target, type=kind, modality=modality)


_DRAFT = re.compile(r"\b(?:draft|proposals?|proposed|suggest\w*|demand\w*)\b", re.I)


def _acts_near(text: str, match: re.Match[str]) -> list[str]:
    """Return the act nearest to the words that forbid it, and those joined to it."""
    first = max(0, match.start() - 120)
    around = text[first : match.end() + 90]
    found: list[tuple[int, int, int, str]] = []
    for pattern, act in _ACTS:
        for each in re.finditer(rf"\b(?:{pattern})\b", around, re.I):
            start, end = each.start() + first, each.end() + first
            distance = max(0, start - match.end(), match.start() - end)
            found.append((distance, start, end, act))
    if not found:
        return []
    _, _, last, act = min(found)
    acts = [act]
    if _ACTIVE.match(match[0]):  # "bans flights, shelling and …": all it lists
        stop = _STOP.search(text, match.end())
        until = stop.start() if stop else len(text)
        inside = sorted((f for f in found if match.end() <= f[1] < until), key=_begin)
        return list(dict.fromkeys(f[3] for f in inside)) or acts
    for _, start, end, other in sorted(found, key=lambda each: each[1]):
        if start >= last and _JOINED.fullmatch(text[last:start]):
            last = end
            if other not in acts:
                acts.append(other)
    return acts


def _begin(found: tuple[int, int, int, str]) -> int:
    return found[1]


_ACTIVE = re.compile(r"bans?\b|prohibit(?:s|ing|ion)|forbids?\b|outlaws\b", re.I)
_STOP = re.compile(
    r"[.;(]|,\s+(?:which|while|but|except|unless)\b|\b(?:in|within|by)\b"
)
_JOINED = re.compile(
    r"(?:\s+of\s+[\w\s]{2,20})?,?\s*(?:,|and|or)\s+(?:(?:the|any|all|"
    r"no)\s+)?(?:[\w-]+\s+"
    r"(?:of\s+)?){0,2}?",
    re.I,
)


def _exempted(text: str, match: re.Match[str]) -> str | None:
    """Return whom a prohibition leaves out, where it says so itself."""
    groups = match.groupdict()
    who = groups.get("who") or groups.get("open")
    if who is None:
        other = re.search(
            r"\b(?:other\s+than|except(?:\s+for)?|apart\s+from)\s+(?:those\s+of\s+)?"
            r"(?P<who>[^.,;]{3,70}?)(?=\s+(?:may|can|are|is|shall|should)\b|[.,;]|$)",
            text,
            re.I,
        )
        who = other["who"] if other else None
    return _words(who) if who else None


def _words(who: str) -> str:
    plain = re.sub(r"\s+", " ", who).strip(' ”"“’')
    return re.sub(r"^the\s+", "", plain, flags=re.I)


def _exempt(view: View, target: Target | None) -> Iterator[Draft]:
    """Read "it does not cover …" about the truce or zone spoken of."""
    match = _EXEMPT.search(view.text)
    if not match or target is None:
        return
    who = match["who"] or match["free"]
    if not _GROUPS.search(who) or _NOBODY.search(view.text):
        return
    if not (view.zones or match["free"] or _TRUCE.search(view.text[: match.start()])):
        return
    body = Rule("hostilities", exempt=_words(who))
    draft = draft_from(view, "rule", body, "exempt")
    yield replace(
        draft, target=target, type=target.type, modality=modality_of(view.text)
    )
