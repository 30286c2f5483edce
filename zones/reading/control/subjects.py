"""Who acts: the holder that a verb of control belongs to, near by or further off."""

from __future__ import annotations

import re

from ..phrases import Phrase, Phrased
from .words import ANY, FILL, FILL_WORDS

__all__ = ["first_to_act", "holder_at", "subject_of"]


def holder_at(row: Phrased, at: int) -> str:
    """Return the words of the holder at a letter, with those joined to it."""
    phrase = row.phrases[row.text[at]]
    return phrase.name


_PREPOSITION = re.compile(
    r"\b(?:by|from|of|against|with|to|in|near|at|on|over|between|around|into|under|for|"
    r"towards?|through|inside|outside|than|like|among|and)\s+(?:the\s+)?$"
)
_JOINED = re.compile(rf"(?P<h>{ANY})(?:,)?\s+and\s+$")
_SAYS = (
    r"(?:said|says|announced|claimed|claims|confirmed|reported|declared)\s+(?:that\s+)?"
    r"(?:it|they|he|she)"
)
_LINK = re.compile(
    r"(?:\s+and\s+(?:others|(?:its|their|other)\s+\w+))?"
    r"(?:\s*,?\s*(?:which|who|that))?"
    rf"(?:\s+{_SAYS})?{FILL}\s*$"
)
_COORDINATED = re.compile(
    rf"\s+[^;:]{{2,90}}?(?:\band|\bthen|\bbefore|,)(?:\s+(?:{FILL_WORDS}))*\s*$"
)
_PARTED = re.compile(
    r"\b(?:that|when|after|while|because|where|if|said|says|although|though|whereas|"
    r"until|since|who|which|whose)\b"
)
_BACKED = re.compile(
    r"\s+(?:backed|supported|aided|led|commanded|loyal|allied|advancing|fighting)\b"
    r"[^,;]{2,60}?$"
)


def subject_of(row: Phrased, at: int) -> str | None:
    """Return who does what the verb at a letter says, or None."""
    text = row.text
    first = max(text.rfind(";", 0, at), text.rfind(":", 0, at)) + 1
    if _PRONOUN.search(text[first:at]):
        same = first_to_act(row, at)
        return same.name if same else ""
    doing = _subject_of_clause(row, first, at) if _DOING.match(text, at) else None
    if doing is not None:
        return doing
    aside = _ASIDE.search(text, first, at)
    for match in reversed(list(re.finditer(ANY, text[first:at]))):
        start, end = first + match.start(), first + match.end()
        if aside and aside.start() < start < aside.end():
            continue
        between = _SHORT.sub("", text[end:at])
        before = text[:start]
        if before.endswith("(") or _is_apposed(row, start, before, between):
            continue  # a short form: "The Land Forces (LF)"
        if re.search(r"\band\s+$", before):
            joined = _JOINED.search(before)
            if joined and not _PREPOSITION.search(text[: joined.start()]):
                if _is_linked(between):
                    left = row.phrases[joined["h"]]
                    right = row.phrases[text[start]]
                    return f"{left.name} and {right.name}"
        elif _PREPOSITION.search(before):
            is_absolute = _DOING.match(text, at) and _WITH.search(before)
            if not is_absolute or not _LINK.fullmatch(between):
                continue
        if _is_linked(between):
            return holder_at(row, start)
        if row.phrases[text[start]].kind == "holder" and "," not in between:
            if not re.search(r"\band\b", between):
                return None
    return None


_WITH = re.compile(r",\s+with\s+(?:the\s+)?$")
"""Before the subject of a clause of its own: ", with the army seizing X"."""
_DOING = re.compile(r"\w+ing\b")
_BY_THE_WAY = re.compile(
    r"(?:,|\b(?:and|after|before|by|while|upon|since|thereby|besides|following))"
    rf"(?:\s+(?:{FILL_WORDS}))*\s+$"
)
"""What joins "taking X" to what else its subject does."""
_BLAMED = re.compile(
    r"\b(?:of|for|from|without|against|about|at|on|into|den(?:y|ies|ied))\s+(?!being\b)"
    rf"[a-z]+ing\b(?!\s+{ANY}\b)[^;]*$"
)
"""Deeds that are not told as done, and those joined to them: "accused of taking"."""
_WHO = re.compile(rf"(?P<h>{ANY})\s*,?\s+(?:who|which|that)\b[^,;]*$")
_NEW_CLAUSE = re.compile(
    r"(?:\b(?:said|says|announced|claimed|claims|confirmed|reported|added|declared)"
    r"(?:\s+that)?|\bthat|,?\s(?:while|whereas|but|although|though|as|because|where|"
    rf"when|until|and\s+then)|,\s+(?:and|so)(?=\s+(?:the\s+)?{ANY}\s+[a-z]))\s"
)


def _subject_of_clause(row: Phrased, first: int, at: int) -> str | None:
    """Return who does more than one thing: "the army went on, taking X on its way"."""
    text = row.text
    joint = _BY_THE_WAY.search(text, first, at)
    if joint is None or _BLAMED.search(text, first, joint.start()):
        return None
    relative = _WHO.search(text, first, joint.start())
    if relative is not None:
        return holder_at(row, relative.start("h"))
    starts = [m.end() for m in _NEW_CLAUSE.finditer(text, first, joint.start())]
    for start in reversed([first, *starts]):
        acting = first_to_act(row, joint.start(), start)
        if acting is not None:
            return acting.name
        if not _PRONOUNS.search(text, start, joint.start()):
            return None
    return None


_PRONOUNS = re.compile(r"\b(?:[Ii]t|[Tt]hey)\b")


def _is_apposed(row: Phrased, start: int, before: str, between: str) -> bool:
    """Whether a holder explains the one before it: "the SLA, a militia of X, holds"."""
    one = row.phrases[row.text[start]]
    is_one = re.match(r"(?:an?|the)\s", row.source[one.start :], re.I) is not None
    return is_one and "," in between and _APPOSED.search(before) is not None


_APPOSED = re.compile(rf"{ANY},\s+$")
_ASIDE = re.compile(r"\s(?:--+|–|—)\s[^–—;:]{2,140}?\s(?:--+|–|—)\s+$")
"""What stands between dashes right before a verb."""
_SHORT = re.compile(rf"\s*\((?:{ANY})\)")
_PRONOUN = re.compile(rf"\b(?:[Ii]t|[Tt]hey){FILL}\s*$")


def first_to_act(
    row: Phrased, until: int | None = None, start: int = 0
) -> Phrase | None:
    """Return the first holder that no preposition governs: troops before seats."""
    text = row.text[:until]
    acting = [
        row.phrases[match[0]]
        for match in re.compile(ANY).finditer(text, start)
        if not _PREPOSITION.search(text, start, match.start())
    ]
    return next(
        (p for p in acting if p.kind == "holder" and not p.place), None
    ) or next(iter(acting), None)


_DASHED = re.compile(r"\s+(?:--+|–|—)\s[^–—;:]{2,140}?\s(?:--+|–|—)(?=\s)")


def _is_linked(between: str) -> bool:
    plain = _DASHED.sub("", re.sub(r"[“”\"]", "", between))
    plain = re.sub(r"^\s*,[^,;]{2,80},", "", plain)
    if _LINK.fullmatch(plain) or _LINK.fullmatch(between):
        return True
    if _BACKED.fullmatch(plain):
        return True
    return bool(_COORDINATED.fullmatch(plain)) and not _PARTED.search(plain)
