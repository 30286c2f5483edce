"""Agencies: who publishes a text, and whose report it passes on.

The *publisher* is the agency of the dateline. The *lineage* is the agency of the
dateline, else the agencies that the text names as its source; an agency named in a
photo credit or in an editor's note is none.
"""

from __future__ import annotations

import re

from .caseless import caseless

__all__ = ["agency_of", "find_lineage", "find_publisher"]

_NAMES = r"""
TASS=(?:ITAR[\s-])?TASS
RIA Novosti=RIA[\s-]*(?:["“«„]\s*)?Novosti|RIAN?\b
Interfax-Ukraine=Interfax[\s-]Ukraine
Interfax=Interfax
Sputnik=Sputnik
RT=RT
Anadolu=Anadolu(?:\s+(?:News\s+)?Agency)?|AA
Reuters=(?:Thomson\s+)?Reuters
AP=(?:The\s+)?Associated\s+Press|AP
AFP=Agence\s+France[\s-]Presse|AFP
UPI=United\s+Press\s+International|UPI
dpa=(?:Deutsche\s+Presse[\s-]Agentur|dpa|DPA)
Xinhua=Xinhua(?:net)?
SANA=(?:Syrian\s+Arab\s+News\s+Agency|SANA)
NNA=NNA
IRNA=IRNA
ISNA=ISNA
Fars=Fars(?:\s+News(?:\s+Agency)?)?
Tasnim=Tasnim(?:\s+News(?:\s+Agency)?)?
Mehr=Mehr\s+News(?:\s+Agency)?
UNIAN=UNIAN
Ukrinform=Ukrinform
BelTA=BelTA
Kazinform=Kazinform
Armenpress=Armenpress
Azertac=Azert[aə]c|AZERTAC
Trend=Trend\s+News\s+Agency
Interpressnews=Interpress\s?[Nn]ews
Yonhap=Yonhap(?:\s+News(?:\s+Agency)?)?
KCNA=Korean\s+Central\s+News\s+Agency|KCNA
Kyodo=Kyodo(?:\s+News)?
ANSA=ANSA
EFE=EFE
PTI=Press\s+Trust\s+of\s+India|PTI
APP=Associated\s+Press\s+of\s+Pakistan
SPA=Saudi\s+Press\s+Agency|SPA
WAM=WAM
KUNA=KUNA
QNA=QNA
Petra=Petra\s+News\s+Agency
Saba=Saba(?:\s+News\s+Agency)
SUNA=SUNA
WAFA=WAFA
Al Jazeera=Al[\s-]Jazeera
Al Arabiya=Al[\s-]Arabiya
BBC=BBC(?:\s+News)?
CNN=CNN
Bloomberg=Bloomberg
OSCE SMM=OSCE(?:['’]s)?\s+(?:SMM|Special\s+Monitoring\s+Mission)|(?:the\s+)?SMM
"""
_PATTERNS = tuple(
    (name, pattern)
    for name, _, pattern in (line.partition("=") for line in _NAMES.split("\n") if line)
)
# Short names that are also words or initials: a source only in the dateline.
_SHORT = frozenset({"AA", "RT", "NNA", "SPA", "WAM", "APP", "EFE", "SUNA", "PTI"})
_ANY = "|".join(
    f"(?P<a{index}>{pattern})" for index, (_, pattern) in enumerate(_PATTERNS)
)
_AGENCY = rf"(?<![\w-])(?:{_ANY})(?!\w|-\w)"
_FIND = re.compile(_AGENCY)

_QUOTES = r"[\"“”«»„'’]?"
_REPORTING = (
    r"(?:report(?:s|ed|ing)?|writes?|wrote|not(?:es|ed)|inform(?:s|ed)|sa(?:ys|id)"
    r"|announc(?:es|ed)|transmit(?:s|ted)|quot(?:es|ed|ing)|cit(?:es|ed|ing)|told|tells"
    r"|specif(?:ies|ied)|add(?:s|ed)|stat(?:es|ed)|lead|led|leads|recalls?|recalled"
    r"|record(?:s|ed)|observ(?:es|ed))"
)
_NOUN = (
    r"(?:(?:the|a|an|its|state-run|state|Russian|Turkish|Syrian|Chinese|Iranian"
    r"|Ukrainian"
    r"|British|French|American|official|private|news|information|[Aa]gency|service"
    r"|correspondent|with|by|to|from|of|as)\s+){0,5}"
)
_BEFORE = caseless(
    rf"(?:\b{_REPORTING}|\b(?:according\s+to|reference\s+to|citing|quoted|cited"
    rf"|correspondents?\s+of|source\s*:?|via|told|reported\s+by))\s+{_NOUN}{_QUOTES}$",
)
_AFTER = caseless(
    rf"^{_QUOTES}(?:['’]s)?(?:\s+(?:news|information))?(?:\s+(?:agency|correspondent"
    rf"|service|reporter))?(?:\s*,)?\s+(?:also\s+|has\s+|have\s+"
    rf"|earlier\s+)?{_REPORTING}\b",
)
_CREDIT = caseless(r"^\s*(?:Photo|Images?|/\w+\s+\w+)|^\s*Pictures?\b")
_CREDITED = caseless(
    r"(?:©|\(c\)|Photo(?:\s+by)?:?|Image:?|Picture:?|Approx\.|Ed\.|Note\s+(?:by|of)"
    r"|Editor['’]s\s+note)\s*[–—:-]?\s*$",
)
_DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-ZÀ-Ý][\w.'’ /-]{2,40}?)(?:,\s*[A-Z][\w. ]{2,20}?)?"
    r"(?P<date>,?\s+\w[\w.,  ]{2,24}?)?\s*[.,]?\s*[–—-]{0,2}\s*"
    rf"(?:/\s*(?P<slash>{_AGENCY.replace('?P<a', '?P<s')})\s*/"
    rf"|\(\s*(?P<round>{_AGENCY.replace('?P<a', '?P<r')})\s*\))",
    re.M,
)
_PLAIN_DATELINE = re.compile(
    r"^[ \t]*[A-ZÀ-Ý][\w.'’ /-]{2,40}?(?:,\s*\w[\w.,  ]{2,24}?)?"
    rf"\s*(?:,|[–—-]{{1,2}})\s*(?P<plain>{_AGENCY.replace('?P<a', '?P<p')})"
    r"(?:\s*[–—-]|\.\s)",
    re.M,
)
_HEAD = 3000


def agency_of(words: str) -> str | None:
    """Return the agency that a name such as "ITAR-TASS" stands for, or None."""
    match = _FIND.fullmatch(words.strip())
    return _name(match) if match else None


def _name(match: re.Match[str]) -> str:
    group = next(key for key, value in match.groupdict().items() if value is not None)
    return _PATTERNS[int(group[1:])][0]


def find_publisher(text: str) -> str | None:
    """Return the agency of the dateline ("MOSCOW, May 4. /TASS/"), or None."""
    head = text[:_HEAD]
    for match in _DATELINE.finditer(head):
        name = agency_of(match["slash"] or match["round"])
        if name:
            return name
    plain = _PLAIN_DATELINE.search(head)
    return agency_of(plain["plain"]) if plain else None


def find_lineage(text: str) -> tuple[str, ...]:
    """Return the agencies that the text gives as its source, by name.

    Examples
    --------
    >>> find_lineage("The convoy has left, reports “Interfax”.")
    ('Interfax',)
    >>> find_lineage("© AP Photo/A. Person")
    ()
    """
    publisher = find_publisher(text)
    if publisher:
        return (publisher,)
    names = set()
    for match in _FIND.finditer(text):
        before = text[max(0, match.start() - 90) : match.start()]
        after = text[match.end() : match.end() + 60]
        if _CREDITED.search(before) or _CREDIT.search(after):
            continue
        if match.group() in _SHORT:
            continue
        if _BEFORE.search(before) or _AFTER.search(after):
            names.add(_name(match))
    return tuple(sorted(names))
