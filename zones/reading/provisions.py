"""Provisions: what a zone or truce forbids, and whom it does not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .caseless import caseless
from ..claims import Rule
from .dating import date_near
from .drafts import Draft, Target, draft_from
from .modality import is_negated, is_question, modality_of
from .provision_words import (
    ACTS,
    CLOSED,
    EXCEPTED,
    FORBIDDEN,
    FURTHER,
    ITEM,
    MARKED,
    NOBODY,
    NOT_TO,
    ONLY,
    TO_GO,
)
from .scene import Scene, View
from .targets import Memory, target_of

__all__ = ["find_rules"]

_LIFTED = caseless(
    r"\b(?:no\s+longer|lift(?:ed|ing)?|refus\w+|was\s+(?:barred|banned)\s+from|"
    r"breach|violation)\b",
)
_NOW_FREE = caseless(
    r"\b(?:was|were|is|are|been|be)\s+(?:\w+ly\s+)?(?:lifted|eased|relaxed|repealed|"
    r"rescinded|cancelled)\b",
)
_UNDER = caseless(
    r"\b(?:under|accords?|agreements?|protocols?|memorandum|treaty|deal|zones?|areas?|"
    r"arrangements?|truce|resolutions?|"
    r"cease-?fire|strip|belt|corridor|pact|terms)\b",
)
_EXEMPT = caseless(
    r"\b(?:(?:does|do|did|will|would|shall)\s+not\s+(?:cover|apply\s+to|extend\s+to|"
    r"include|protect|concern|bind)|exclud(?:es|ed|ing)|except(?:ing|s|\s+for)?|"
    r"with\s+the\s+exception\s+of|exempt(?:s|ed|ing)?|apart\s+from|other\s+than)\s+"
    r"(?:the\s+|those\s+of\s+the\s+)?(?P<who>[^.,;]{4,80})"
    r"|^(?:The\s+|And\s+)*(?P<free>[^.,;]{4,90}?)\s+(?:is|are|was|were|remains?)\s+"
    r"(?:exempt(?:ed)?|(?:excluded|left\s+out|shut\s+out)(?=\s+(?:from|of)\b)|"
    r"not\s+(?:covered|affected|protected)\s+by|"
    r"(?:no|not(?:\s+an?)?)\s+part(?:y|ies)?\s+(?:of|to))\b",
)
_GROUPS = caseless(
    r"\b(?:organi[sz]ations?|groups?|terrorists?|forces|militants?|fighters|"
    r"Islamic\s+State|"
    r"ISIS|ISIL|Daesh|Nusra|al-Qaeda|militias?|units?|jihadists?|factions?|police|"
    r"army|mission|observers|peacekeepers|monitors)\b",
)
_TRUCE = caseless(r"\b(?:truce|cease-?fire|plan|agreement|deal|regime|accord|it)\b")


def find_rules(scene: Scene, memory: Memory) -> list[Draft]:
    """Read prohibitions and exemptions."""
    memory.start()
    drafts: list[Draft] = []
    focus: Target | None = None
    paragraph = -9
    fresh = 0  # rules of the sentence before begin here
    terms = _Terms()
    for view in scene.views:
        target = _target(scene, view, memory)
        if target is not None and not _is_earlier(target):
            focus, paragraph = target, view.sentence.paragraph
        elif view.zones and paragraph == view.sentence.paragraph - 1:
            paragraph += 1  # "strips with posts" still speaks of the zones
        if is_question(view.text):
            continue
        is_item = terms.lists(view)
        is_near = is_item or view.sentence.paragraph - paragraph <= 1
        near = focus if is_near else None
        if near is not None and near.type == "ceasefire" and _GROUND.search(view.text):
            near = None  # what is said of a strip is no rule of the truce
        found = list(_forbidden(view, target or near, terms.tells(view), is_item))
        terms.follow(view)
        if not found and len(drafts) > fresh:
            late = _late_exemption(view, drafts[fresh:])
            if late is not None:
                drafts[fresh:] = [_with_exempt(d, late) for d in drafts[fresh:]]
                fresh = len(drafts)
                continue
        fresh = len(drafts)
        drafts.extend(found)
        if not any(isinstance(d.body, Rule) and d.body.exempt for d in found):
            drafts.extend(_exempt(view, target or focus))
    return drafts


class _Terms:
    """Follows where a text tells the terms of an agreement, and where it lists them."""

    __slots__ = ("_item", "_listed", "_other", "_paragraph", "_ruled")

    def __init__(self) -> None:
        self._ruled = -1  # paragraph that tells terms
        self._listed = -9  # paragraph up to which terms are listed
        self._paragraph = self._other = -1
        self._item = False

    def lists(self, view: View) -> bool:
        """Say whether a sentence is of an item of a list of terms."""
        number = view.sentence.paragraph
        if number != self._paragraph:
            reach = self._listed + 2 >= number and self._other <= self._listed
            self._item = reach and MARKED.match(view.text) is not None
            self._paragraph = number
            if self._item:
                self._listed = number
            else:
                self._other = number
        return self._item

    def tells(self, view: View) -> bool:
        """Say whether a sentence goes on with the terms told before it."""
        return self._item or self._ruled == view.sentence.paragraph

    def follow(self, view: View) -> None:
        """Keep that a sentence tells terms, or opens a list of them."""
        if _TERMS.search(view.text):
            self._ruled = view.sentence.paragraph
        if _OF_TERMS.search(view.text):
            self._listed = max(self._listed, view.sentence.paragraph)


_OF_TERMS = caseless(
    r"\b(?:agreements?|accords?|memorandum|protocol|treaty|truce|cease-?fire|"
    r"code\s+of\s+conduct|cessation|deal|part(?:y|ies)|sides|annex|zones?)\b"
)
"""Words of a sentence that a list of terms may follow."""
_GROUND = caseless(
    r"\b(?:(?:each|every|the|this|such)\s+(?:zone|area|strip|belt|corridor)|"
    r"an?\s+(?:strip|belt|zone|corridor))\b"
)
_TERMS = caseless(
    r"\b(?:under|by|in\s+line\s+with|according\s+to|in)\s+(?:the|an?|this|that|its)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:agreements?|accords?|deal|memorandum|protocol|treaty|"
    r"understandings?|terms)\b|"
    r"\b(?:agreed|undertook|pledged)\s+to\s+(?:observe|respect|implement|honou?r|"
    r"uphold)\b|^(?:The\s+)?(?:agreement|accord|deal|memorandum|protocol|treaty)\s+"
    r"(?:obliges|binds|requires|sets|lays|provides)\b",
)
"""Words that tell the terms of an agreement, which the next sentences go on with."""


def _is_earlier(target: Target) -> bool:
    """Whether a target is a truce before the one spoken of, whose rules are past."""
    return bool(target.zones) and all(z.endswith("-earlier") for z in target.zones)


def _late_exemption(view: View, before: list[Draft]) -> str | None:
    """Return whom a sentence leaves out of the prohibition right before it."""
    match = _EXEMPT.search(view.text)
    if match is None or not _OF_BAN.search(view.text):
        return None
    if re.search(r"\bprotect\b", match[0]) and not any(
        isinstance(d.body, Rule) and d.body.act == "hostilities" for d in before
    ):
        return None  # a truce protects, no ban on something else does
    return _words(match["who"] or match["free"])


_OF_BAN = caseless(
    r"^(?:The|This|That)\s+(?:prohibition|ban|restrictions?|rule|provision|limits?|"
    r"measure)\b|\bexempt(?:ed|s)?\b|\bexcepted\b|^It\s+(?:does|do)\s+not\b|"
    r"\b(?:affected|touched|bound|covered)\s+by\s+(?:the|this|these|those|that)\s+"
    r"(?:ban|restrictions?|rules?|limits?|prohibitions?|measures?|provisions?)\b|"
    r"^(?:An?\s+)?exce(?:ption|mption)s?\b|\bexcluded\s+from\s+(?:it|this|the\s+ban)\b",
)


def _with_exempt(draft: Draft, who: str) -> Draft:
    body = draft.body
    if not isinstance(body, Rule) or body.exempt:
        return draft
    rules = (*draft.rules, "exempt-after")
    return replace(draft, body=replace(body, exempt=who), rules=rules)


def _target(scene: Scene, view: View, memory: Memory) -> Target | None:
    for zone in view.zones:
        if zone.type == "security strip":
            continue
        target = target_of(scene, view, zone, memory)
        if target is not None:
            return target
    return None


def _forbidden(
    view: View, target: Target | None, is_told: bool, is_item: bool
) -> Iterator[Draft]:
    """Read "inside, all hostilities are forbidden", "only police may enter"."""
    if target is None and not is_told and not _UNDER.search(view.text):
        return
    seen: set[str] = set()
    for start, end in _clauses(view.text):
        for draft in _forbidden_in(view, start, end, target, is_item):
            assert isinstance(draft.body, Rule)
            if draft.body.act not in seen:
                seen.add(draft.body.act)
                yield draft


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSES.finditer(text):
        yield start, match.start()
        start = match.start() + 1
    yield start, len(text)


_CLAUSES = re.compile(
    r";\s|,\s+nor\s|,\s+(?:and\s+)?(?=not\s+to\s)|,\s+and\s+(?=(?:\w+ly\s+)?(?:requir|"
    r"oblig|prohibit|bar|forbid|order|call|instruct)(?:s|es|ed|ing)?\b)"
)


def _forbidden_in(
    view: View, first: int, last: int, target: Target | None, is_item: bool
) -> Iterator[Draft]:
    """Read what one clause forbids."""
    text = view.text[:last]
    only = ONLY.search(text, first)
    nobody = NOBODY.search(text, first)
    item = ITEM.match(text) if is_item and not first else None
    item = item or (NOT_TO.match(text, first) if first else None)
    match = item or only or nobody or FORBIDDEN.search(text, first)
    match = match or TO_GO.search(text, first)
    if match is None and view.zones:
        match = CLOSED.search(text, first)
    if not match or _LIFTED.search(text[first : match.end()]):
        return
    if _NOW_FREE.search(text, match.end()):
        return
    if FORBIDDEN.made(match) and is_negated(text, match.start(), match.start()):
        return
    if _BY_STATES.search(text[match.end() : match.end() + 24]):
        if re.match(r"banned|outlawed|prohibited", match[0], re.I):
            return  # an organisation banned in a country
    modality = modality_of(text, match.start(), match.end())
    if modality in ("planned", "proposed") and not _DRAFT.search(text):
        modality = "asserted"  # "should be forbidden" states the norm
    kind = target.type if target else None
    exempt = _exempted(view.text, match, first)
    acts = ["armed forces"] if only else _acts_near(text, match, first)
    if (
        not acts
        and _GOES.search(match[0])
        and not _CIVIL.search(text[first : match.start()])
    ):
        acts = ["armed forces"]  # "the rebels' leader must quit X": with his men
    for act in acts:
        body = Rule(act, exempt=exempt, begins=date_near(view, match.end(), reach=60))
        draft = draft_from(view, "rule", body, "only-these" if only else "forbidden")
        yield replace(draft, target=target, type=kind, modality=modality)


_GOES = caseless(
    r"\b(?:leave|quit|vacate|withdraw(?:\s+from)?|evacuate|pull\s+(?:back|out)|"
    r"demilitari[sz]ed)$"
)
_CIVIL = caseless(
    r"\b(?:residents?|civilians?|people|families|villagers|inhabitants|workers|"
    r"journalists?|refugees|prisoners|hostages)\b"
)
_BY_STATES = re.compile(
    r"\b(?:in|by)\s+(?:[A-Z]\w+|(?:[a-z]+\s+)?(?:states|countries|governments)\b)"
)
_DRAFT = caseless(r"\b(?:draft|proposals?|proposed|suggest\w*|demand\w*)\b")


def _acts_near(text: str, match: re.Match[str], clause: int) -> list[str]:
    """Return the act nearest to the words that forbid it, and those joined to it."""
    first = max(clause, match.start() - 120)
    stop = len(text) if _LIST.match(text, match.end()) else match.end() + 90
    excepted = EXCEPTED.search(text, match.end())
    found: list[tuple[int, int, int, str]] = []
    for pattern, act in ACTS:
        for each in pattern.finditer(text, first, stop):
            if excepted and excepted.start() < each.start() < excepted.end():
                continue  # who is left out is not forbidden
            between = sorted((*each.span(), *match.span()))[1:3]
            if _APART.search(text, *between):
                continue
            distance = max(0, each.start() - match.end(), match.start() - each.end())
            found.append((distance, *each.span(), act))
    found = [f for f in found if not _is_inside(f, found)]
    if _TO_DO.match(text, match.end()):  # "troops are forbidden to fly drones"
        what = [f for f in found if f[1] >= match.end() and f[3] != "movement"]
        found = what or found
    if any(f[2] <= match.start() for f in found):  # "flights are banned for armies"
        found = [f for f in found if not _FOR_WHOM.match(text[match.end() : f[1]])]
    if not found:
        return []
    if _LIST.match(text, match.end()):
        listed = sorted((f for f in found if f[1] >= match.end()), key=_begin)
        return list(dict.fromkeys(f[3] for f in listed))
    _, begin, last, act = min(found)
    acts = [act, *_further_verbs(text, match)]
    if act == "hostilities" and match.start() <= begin and last <= match.end():
        return acts  # whom one may not attack is not forbidden
    if _ACTIVE.match(match[0]):  # "bans flights, shelling and …": all it lists
        until = stops.start() if (stops := _STOP.search(text, match.end())) else stop
        inside = sorted((f for f in found if match.end() <= f[1] < until), key=_begin)
        if not inside:
            return acts[:1]
        told = [f[3] for f in inside]
        last = inside[-1][2]
        for _, start, end, other in sorted(found, key=_begin):
            if start >= last and _JOINED.fullmatch(text[last:start]):
                last = end
                told.append(other)
        return list(dict.fromkeys(told))
    for _, start, end, other in sorted(found, key=lambda each: each[1]):
        if start >= last and _JOINED.fullmatch(text[last:start]):
            last = end
            if other not in acts:
                acts.append(other)
    first = min(found)[1]
    for _, start, end, other in sorted(found, key=lambda each: -each[1]):
        gap = text[end:first] if end <= min(first, match.start()) else ";"
        if _JOINED.fullmatch(gap) or _INCLUDING.fullmatch(gap):
            first = start
            if other not in acts:  # "drills and flights are banned"
                acts.append(other)
    return list(dict.fromkeys(acts))


def _further_verbs(text: str, match: re.Match[str]) -> list[str]:
    """Read what else may not be done: "open fire, build bunkers or fly drones"."""
    acts: list[str] = []
    for verb in FURTHER.finditer(text, match.end()):
        if _APART.search(text, match.end(), verb.start()):
            break
        until = FURTHER.search(text, verb.end())
        stop = until.start() if until else min(len(text), verb.end() + 40)
        near = [
            (each.start(), act)
            for pattern, act in ACTS
            for each in pattern.finditer(text, verb.start("verb"), stop)
        ]
        if near and min(near)[1] not in acts:
            acts.append(min(near)[1])
    return acts


_LIST = re.compile(r"\s*:")
_TO_DO = caseless(
    r"\s+(?:from\s+(?:\w+ly\s+)?[a-z]+ing|to\s+(?!the\b|all\b|an?\b)[a-z]+)\b"
)
_FOR_WHOM = caseless(r"\s+(?:for|to)\s+(?:(?:both|all|either|the|any)\s+)*$")
_APART = caseless(
    r",\s+(?:but|as|because|since|while|though|although|which|who|until|once|if|when)\b"
    r"|\b(?:said|says|told)\b",
)


def _is_inside(
    one: tuple[int, int, int, str], found: list[tuple[int, int, int, str]]
) -> bool:
    """Whether a longer act covers the words ("heavy weapons" those of "weapons")."""
    return any(
        other[1] <= one[1] and one[2] <= other[2] and other[1:3] != one[1:3]
        for other in found
    )


def _begin(found: tuple[int, int, int, str]) -> int:
    return found[1]


_ACTIVE = caseless(
    r"bans?\b|banning|prohibit(?:s|ing|ion)|forbids?\b|forbidding|outlaws\b|"
    r".*(?:\bfrom|\bnot\s+to|\bto\s+\w+)$",
)
_STOP = re.compile(
    r"[.;(]|,\s+(?:which|while|but|except|unless)\b|\b(?:in|within|by)\b"
)
_INCLUDING = caseless(
    r"[^.;]{0,45}?,?\s+including\s+(?:the\s+|any\s+)?(?:\w+\s+by\s+)?"
)
"""Between an act and one that it includes: "any hostilities, including air strikes"."""
_JOINED = caseless(
    r"(?:\s+of\s+[\w\s]{2,20})?(?:\s+(?:in|within|inside|on|near|into)"
    r"(?:\s+(?!and\b|or\b)[\w’'-]+){1,4})*,?\s*(?:,|and|or)\s+(?:from\s+)?"
    r"(?:(?:the|any|all|no)\s+)?(?:[\w-]+\s+(?:of\s+)?){0,2}?",
)


def _exempted(text: str, match: re.Match[str], first: int) -> str | None:
    """Return whom a prohibition leaves out, where it says so itself."""
    groups = match.groupdict()
    who = groups.get("who") or groups.get("open")
    if who is None:
        other = EXCEPTED.search(text, first)
        who = other["who"] or other["ex"] if other else None
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
    if not _GROUPS.search(who) or NOBODY.search(view.text):
        return
    if not (view.zones or match["free"] or _TRUCE.search(view.text[: match.start()])):
        return
    body = Rule("hostilities", exempt=_words(who))
    draft = draft_from(view, "rule", body, "exempt")
    yield replace(
        draft, target=target, type=target.type, modality=modality_of(view.text)
    )
