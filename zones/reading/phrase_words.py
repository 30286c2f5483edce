"""Words that tell what a phrase is not, and what a name with a capital may be."""

from __future__ import annotations

import re

__all__ = ["BACK", "COMPASS_NAME", "OWN_NAME", "PLAIN", "REALM", "points_back"]

PLAIN = re.compile(
    r"\b(?:[A-Z][a-z]+ly|The|A|An|In|On|At|By|And|But|For|From|With|He|She|It|They|We|"
    r"I|This|That|These|Those|As|After|Before|While|When|Since|Meanwhile|However|Two|"
    r"Several|Dozens|Scores|Numerous|Various|Other|Another|Seven|Eight|Nine|Ten|"
    r"Three|Four|Five|Six|Only|All|Both|Some|Most|Many|Last|Next|Earlier|Later|Also|"
    r"There|Then|If|Having|Control|Capture|Fighting|Residents|Nobody|Once|"
    r"Shots|Bursts|Rounds|Single|Simultaneous|Unprovoked|Signing|Gunfire|Explosions?|"
    r"Sniper|Grenades?|Tank|Barrel|Cluster|"
    r"Projectiles?|Raids?|Attacks?|Assaults?|"
    r"Medical|Batter\w+|Salvos?|Barrages?|Cash|Blankets|Families|Jet|Reinforcements|"
    r"Air|Aid|Aerial|Aircraft|Armed|Artillery|Aviation|Battles?|Bomb\w*|Clashes|Combat|"
    r"Drones?|Evacuat\w+|Fire|Food|Fresh|Grad|Guided|Guns|Heavy|Helicopters?|"
    r"Hostilities|Howitzers?|Hundreds|Hygiene|"
    r"Humanitarian|Jets|Medic\w+|Missiles?|Mortars?|"
    r"Negotiat\w+|"
    r"Planes?|Refugees|Relief|Reports?|Rockets?|Shell\w*|Sporadic|Strikes?|Supplies|"
    r"Talks|Tanks|Thousands|Tens|Trucks?|Under|Unmanned|Warplanes|Withdraw\w+|"
    r"No|Not|None|Neither|Farther|Further|North|South|East|"
    r"West|Sources?|Officials?|People|Civilians|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|"
    r"April|May|June|July|August|September|October|November|December)$"
)
OWN_NAME = re.compile(r"\s+(?:Liberation\s+|Defen[cs]e\s+)?(?:Army|Front|Forces?)\b")
COMPASS_NAME = re.compile(r"(?:North|South|East|West)\s+[A-Z]")
REALM = re.compile(
    r"(?:\b[Tt]he\s+)?(?:\b(?:Arab|Democratic|Federal|Federative|Hashemite|Islamic|"
    r"People[’']s|Socialist|United|Union)\s+)*\b(?:Republic|Kingdom|Federation|State|"
    r"Emirate|Sultanate|Commonwealth)\s+of\s+(?:the\s+)?$"
)
"""What makes a country's name the state's own: "the Republic of X"."""
_NOT_THE_ONE = re.compile(
    r"\b(?:next|other|nearest|neighbou?ring|nearby|same|first|second|third|last|only|"
    r"whole|entire|local|main|two|three|four|old|new|rival|[a-z]+-(?:held|run|ruled|"
    r"controlled|occupied))\s"
)
"""Words that make ground another than the one named before."""
BACK = re.compile(
    r"\b(?:[Tt]he\s+(?P<so>(?:[a-z]+(?:-[a-z]+)?\s+){0,2}?)(?:town|city|village|"
    r"province|district|enclave|"
    r"place|base|airport|region|crossing|settlement|capital|road|highway|corridor|"
    r"area|territory)"
    r"(?:\s+itself)?\b"
    r"(?!\s+(?:of|hall|cent|council|to|from|between|linking|around|near|where|along|"
    r"under|controlled|held|occupied|ruled|seized|captured|is\b))|"
    r"\b[Tt]he\s+(?:last|remaining|final|rest)\s+(?:section|stretch|part|of\s+it)s?\b|"
    r"\b[Tt]h(?:e|ese|ose)\s+(?:(?:two|three|four|five|six|seven|\d)\s+)?(?:ports|"
    r"towns|villages|cities|bases|crossings|settlements|enclaves)\b(?!\s+(?:of|in|"
    r"around|near)\b)|"
    r"\b[Ii]ts(?=\s+(?:re)?(?:capture|seizure|fall|liberation|loss|encirclement|"
    r"siege)\b)|"
    r"(?<=\s)it\b(?=\s*(?:[.,;]|from\b|back\b|in\b|on\b|the\b|again\b|after\b|two\b|"
    r"\d|last\b|yesterday\b|today\b|without\b|by\b)))"
)
"""Ground that was named before: "the town", "these villages", "it"."""


def points_back(match: re.Match[str]) -> bool:
    """Whether words of :data:`BACK` mean ground named before, as they describe it."""
    return not (match["so"] and _NOT_THE_ONE.search(match["so"]))
