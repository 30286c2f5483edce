"""Statuses that clauses tell of a zone, read from tables of verbs and nouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from ..caseless import caseless
from ...claims import Status
from .agreements import agreement_of
from .clauses import Said, said_of
from ..dating import begin_of, date_near, day_dates, holds_date, is_end, own_date
from ..drafts import Draft, Target, draft_from
from .words import BORDERS
from ..modality import is_negated, modality_of
from ..scene import Scene, View, ZoneMention
from .verbs import UNTIL

__all__ = ["told"]

_OPEN = frozenset({"planned", "proposed", "conditional", "negotiated"})
_WISHED = caseless(
    r"\b(?:calls?|called|calling|call|demand\w*|discuss\w*|risks?|threat\w*|prevent\w*|"
    r"avoid\w*|fear\w*|possib\w+|talks?|hop(?:e|es|ed|ing)|pending|until|before|wants?|"
    r"urg\w+|seek\w*|sought|propos\w+|negotiat\w+|refus\w+|oppos\w+|reject\w*|warn\w*|"
    r"against|if|case|without|no|any|would|could|may|might|ask\w*|monitor\w*|"
    r"investigat\w*|plead\w*|since|den(?:y|ies|ied))\b[^.;]{0,50}$",
)
_COUNTED = caseless(
    r"(?:\b\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|twenty|thirty|forty|fifty|dozens?|hundreds?|several|numerous|many|"
    r"repeated|multiple|daily|flagrant|serious|grave|gross|some|an?|new|fresh|clear|"
    r"blatant|constant|regular|in|more)\b)(?:\s+(?!of\b)[\w-]+){0,2}\s+$",
)
_RECORDED = caseless(
    r"\b(?:record|register|report|document|log|count|commit|continu|blam|accus|fix|"
    r"observ|note|notic|cit|list|total|point|complain|protest|alleg|denounc|condemn|"
    r"despite|amid|witness)\w*\b",
)


def told(
    scene: Scene,
    view: View,
    zone: ZoneMention,
    target: Target,
    known: Collection[str],
    *,
    is_deal: bool = False,
) -> Iterator[Draft]:
    """Read what clauses say of a zone, beside the statuses that are known of it.

    Parameters
    ----------
    scene, view, zone, target
        The document, the sentence, the phrase, and the zones that it means.
    known
        Statuses that other rules read of the phrase.
    is_deal
        Whether the phrase speaks of an agreement rather than of ground.
    """
    seen = set(known)
    if seen & {"extended", "delimited"}:
        seen.add("agreed")  # what was agreed is that, not the zone
    all_said = list(said_of(view.text, zone.start, zone.end))
    for said in all_said:
        status = said.fate.status
        if status in seen or not _is_of_zone(view, zone, said):
            continue
        if said.start < zone.start and _ON_IT.search(view.text[: said.start]):
            continue
        if said.fate.lasts and _CEASED.search(view.text[: said.end]):
            continue
        if said.fate.of_truce and not is_deal and target.type != "ceasefire":
            continue
        if said.fate.of_borders and not BORDERS.search(view.text[: zone.start]):
            continue
        if status == "announced" and "in_force" in seen:
            continue
        status, modality = _modality(view, zone, said)
        if modality is None or status in seen:
            continue
        if status == "in_force" and _CREATES.search(view.text[said.start : said.end]):
            # what accords set up was agreed; what "is to" be set up is proposed
            is_done = modality == "asserted" and said.start < zone.start
            if "agreed" in seen or not is_done:
                continue
        body = _body(scene, view, said, status, all_said)
        draft = draft_from(view, "status", body, f"{status}-{said.voice}")
        draft = replace(draft, target=target, type=target.type, modality=modality)
        if status == "agreed":
            agreement = agreement_of(scene, view, zone, target)
            draft = replace(draft, agreement=replace(agreement, date=body.begins))
        seen.add(status)
        yield draft


def _is_of_zone(view: View, zone: ZoneMention, said: Said) -> bool:
    """Whether no other zone of the sentence stands closer to the words."""
    first, last = sorted((said.start, zone.start))
    return not any(
        first < other.start < last and other.type not in (None, zone.type)
        for other in view.zones
    )


def _modality(view: View, zone: ZoneMention, said: Said) -> tuple[str, str | None]:
    """Return what a fate comes to, and how it is meant; None where it tells of none."""
    text, status = view.text, said.fate.status
    if said.voice == "noun":
        if not _is_told(text, said):
            return status, None
    elif is_negated(text, said.start, said.end) or _NOT_DONE.search(text[: said.start]):
        return status, None
    if _is_matter(text, zone, said):
        return status, None
    if _CLOSES.search(text[said.start : said.end]) and zone.type == "security corridor":
        return status, None  # to traffic, and it may open again
    if said.voice == "participle":  # what describes a zone is a fact, whatever follows
        modality = modality_of(text[min(zone.end, said.start) : said.end])
    else:
        modality = modality_of(text, said.start, said.end)
    if said.fate is UNTIL and not _LASTED.match(text, said.start):
        return status, None
    if status == "proposed":
        if zone.definite and _DISCUSS.match(text[said.start : said.end].split()[-1]):
            return status, None  # "discussed the truce", which there is
        return status, modality if modality in _OPEN else "proposed"
    if said.future and modality == "asserted":
        modality = "planned"
    if modality in _OPEN and not zone.definite:
        if status == "agreed" and modality == "negotiated":
            return "proposed", modality
        if said.fate.lasts and said.voice == "done" and _PLEDGED.search(text):
            return "announced", "asserted"
    if modality == "planned" and status in ("in_force", "ended", "functioning"):
        return status, None if said.fate.lasts else modality
    return status, None if modality in _OPEN else modality


def _is_matter(text: str, zone: ZoneMention, said: Said) -> bool:
    """Whether a doing is spoken of as a matter: "keeping the truce needs monitors"."""
    is_doing = said.start < zone.start and _DOING.fullmatch(text[said.start : said.end])
    return bool(is_doing and _TAKES.match(text, zone.end))


_DOING = caseless(r"\w+ing(?:\s+\w+)?")
_TAKES = caseless(
    r"\s+(?:will\s+|would\s+|also\s+)?(?:requires?|needs?|takes?|depends?|means?|is|"
    r"remains?|be)\b"
)
_NOT_DONE = caseless(
    r"\b(?:delays?|fail(?:ure|ures|ed|ing)|difficult(?:y|ies)|problems?|obstacles?|"
    r"setbacks?|hurdles?|deadlock)\s+(?:in|to|with|over|about)\s+$"
)
"""Words for what has not come about: "the delay in marking out the zone"."""
_CLOSES = caseless(r"\b(?:clos|shut)")
_CREATES = caseless(r"\b(?:establish|creat|set(?:s|ting)?\s+up)")
_ON_IT = caseless(
    r"\b(?:memorandum|agreements?|accord|deal|document|talks|plans?|proposals?|idea|"
    r"work(?:s|ed|ing)?|initiative)\s+(?:on|for|about|of)\s+(?:the\s+)?$"
)
"""What a text or talks are about: "a memorandum on creating zones" creates none yet."""
_CEASED = caseless(r"\bceas(?:e[sd]?|ing)\s+to\s+(?:be\s+)?\w+$")
_LASTED = caseless(r"(?:\w+\s+){0,3}?(?:lasted|held|survived|endured)\b")
_DISCUSS = caseless(r"discuss|debat|contemplat|consider|explor|mull|weigh")
_PLEDGED = caseless(
    r"\b(?:said|pledged|vowed|promised|announced|declared|stated|undertook|committed|"
    r"pledges?|vows?|promises?|says?)\b",
)


def _is_told(text: str, said: Said) -> bool:
    """Whether a noun of action stands for something that came about."""
    before = text[: said.start]
    if said.fate.status == "violated":
        is_wish = re.search(
            r"\b(?:no|not|without|prevent\w*|any)\b[^,;]*$", before, re.I
        )
        return not is_wish and bool(_COUNTED.search(before) or _RECORDED.search(text))
    return not _WISHED.search(before)


def _body(
    scene: Scene, view: View, said: Said, status: str, others: Collection[Said]
) -> Status:
    how = said.fate.how
    if status == "proposed":
        return Status("proposed")
    begins = _date(view, said, others)
    if status != said.fate.status:
        return Status(status, begins=begins)
    if said.fate is UNTIL:
        until = [d for d in day_dates(view) if is_end(view.text, d[0])]
        return Status(status, how=how, begins=begin_of(until[0][2]) if until else None)
    if status == "violated":
        return Status(status, holds=holds_date(scene, view))
    if said.fate.lasts:
        since = _since(view, said)
        holds = None if since else holds_date(scene, view)
        return Status(status, begins=since, holds=holds)
    if begins is None and status in ("in_force", "functioning"):
        return Status(status, holds=holds_date(scene, view))
    return Status(status, how=how, begins=begins)


def _since(view: View, said: Said) -> str | None:
    for start, _, edtf in day_dates(view):
        is_open = re.search(r"\b(?:from|since)\s+$", view.text[:start], re.I)
        if (is_open or edtf.endswith("/..")) and start > said.start - 80:
            return begin_of(edtf)
    return None


def _date(view: View, said: Said, others: Collection[Said]) -> str | None:
    """Return the date of a fate: its own, else the nearest that no other one has."""
    own = _own(view, said)
    if own is not None or said.voice == "participle":
        return own
    near = date_near(view, said.end)
    taken = {_own(view, other) for other in others if other.end != said.end}
    return None if near in taken else near


_DECLARES = caseless(r"\b(?:declared|proclaimed|announced)\b[^;]*\bthat\b")


def _own(view: View, said: Said) -> str | None:
    is_saying = said.fate.status == "announced"
    if said.fate.status in ("ended", "suspended"):
        is_saying = _DECLARES.search(view.text, 0, said.start) is not None
    return own_date(view, said.start, said.end, is_saying=is_saying)
