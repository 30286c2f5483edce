"""Shapes of clauses that tell of fighting: bombs, shells, attacks in force, clashes."""

from __future__ import annotations

from ..phrases import DATE, GROUND, HOLDER, NAME
from .clause_words import (
    AIR,
    AT,
    BEGINS,
    BLOWS,
    DOES,
    GUNS,
    HIT,
    HITS,
    LANDS,
    ONTO,
    PUSH,
    SHOTS,
    SMALL_ARMS,
    TROOPS,
    WHO,
    gap,
)

__all__ = ["HINTS", "SHAPES"]

SHAPES: tuple[tuple[str, ...], ...] = (
    # planes, bombs
    (
        "airstrike",
        rf"{AIR}{gap(4)}{HITS}\b",
        rf"{AIR}{gap(5)}{DOES}{gap(5)}{BLOWS}\b",
        rf"\b{HIT}\b{gap(5)}(?:by|from)\s+(?:\S+\s+){{0,4}}?(?:{AIR}|the\s+air|"
        r"above)\b",
        rf"\b{HIT}\s+by\s+(?:\S+\s+){{0,3}}?(?:strikes|raids|bombs|air\s?strikes)\b",
        rf"\b{HIT}\s+(?:from|by)\s+(?:{AIR}|the\s+air|air)\b",
        rf"\b{BLOWS}\s+(?:\w+\s+)?(?:by|of|from)\s+(?:\S+\s+){{0,3}}?{AIR}",
        rf"\b(?:aerial|air|bombing|drone)\s+(?:{BLOWS}|bombardments?|campaign|assault|"
        r"operations?)\b",
        r"(?<!artillery\s)(?<!mortar\s)(?<!rocket\s)(?<!missile\s)(?<!tank\s)"
        r"(?<!hunger\s)(?<!labour\s)(?<!labor\s)\bstrikes?"
        rf"(?:{DATE}|\s+of{DATE})?\s+(?:\w+\s+)?(?:on|against)"
        rf"{gap(4)}(?P<g>{GROUND})",
        rf"\b{DOES}\s+(?:\S+\s+){{0,2}}?(?:strikes|raids)\s+(?:on|against)\b",
        r"(?<!suicide\s)(?<!car\s)(?<!roadside\s)\bbombings?\s+(?:of|raids?|runs?)\b",
        rf"{AT}\s+(?:\S+\s+){{0,3}}?bombed\b",
        r"(?<!roadside\s)(?<!car\s)(?<!mortar\s)\bbombs?\s+(?:\S+\s+){0,3}?(?:fell|"
        r"landed|hit|"
        r"struck|rained)\b",
        r"\bdrop(?:p(?:ed|ing)|s)?\s+(?:\S+\s+){0,4}?(?:bombs?|grenades?|explosives?|"
        r"munitions?|rounds?|barrels?)\b",
        rf"\b(?:us(?:ed|es|ing)|sent|scrambled)\s+(?:\S+\s+){{0,3}}?{AIR}\s+(?:\S+\s+)?"
        r"to\s+(?:target|strike|bomb|attack|hit|raid)\b",
    ),
    # guns, rockets
    (
        "shelling",
        r"\bshellings?\b",
        rf"{GUNS}{gap(2)}(?:{HITS}|opened\s+up|opened\s+fire|responded|roared)" r"\b",
        rf"\b{SHOTS}\b{gap(4)}{LANDS}\b",
        r"\b(?:artillery|mortar|rocket|missile|tank|howitzer|grenade)\s+(?:\w+\s+)?"
        r"(?:fire|attacks?|strikes?|barrages?|bombardments?|duels?|exchanges?|salvos?|"
        r"shelling|shots?)\b",
        rf"\b{HIT}\b{gap(9)}(?:by|with)\s+(?:\S+\s+){{0,3}}?(?:{SHOTS}|{GUNS})",
        rf"\bfir(?:ed|ing|e)\b{gap(8)}(?:from|with)\s+(?:\S+\s+){{0,2}}?{GUNS}",
        rf"\bfir(?:ed|ing)\s+(?:\S+\s+){{0,4}}?{SHOTS}\b",
        rf"\b{SHOTS}\s+(?:\S+\s+){{0,2}}?(?:was|were|been)\s+(?:fired|launched)\b",
        rf"\b(?:barrages?|salvos?|volleys?)\s+of\s+(?:\S+\s+){{0,2}}?{SHOTS}\b",
        r"\brocketed\b",
        rf"\b(?:lobb|hurl|loos|rain)(?:ed|ing)\s+(?:\S+\s+){{0,3}}?{SHOTS}\b",
        rf"\bopened\s+up\s+on\s+(?:\S+\s+)?{AT}{gap(2)}with\s+(?:\S+\s+)?{GUNS}",
        rf"\b(?:barrages?|salvos?|volleys?)\s+(?:on|at|against|into)\s+(?:\S+\s+)?{AT}",
        r"\bbombard(?:ed|ments?|ing)\b",
        r"\b(?:under|by)\s+(?:\w+\s+)?(?:shelling|bombardment|shell-?fire)\b",
        rf"{AT}:\s+(?:[\w-]+\s+){{1,3}}?{SHOTS}\b",
    ),
    # attacks in force
    (
        "offensive",
        rf"\b{PUSH}\s+(?:by\s+\S+(?:\s+\S+)?\s+)?{ONTO}\s+(?:\S+\s+){{0,4}}?"
        rf"(?:{AT}|{HOLDER}|it\b)(?:{gap(5)}|,[^,;:.]{{2,40}},\s*|\s+)"
        rf"(?:\S+\s+)?{BEGINS}\b",
        rf"\b{BEGINS}\b{gap(4)}{PUSH}\s+(?:\S+\s+){{0,3}}?{ONTO}\s+"
        rf"(?:\S+\s+){{0,3}}?(?:{AT}|{HOLDER})",
        rf"\b(?:assault|onslaught|offensive|incursion)\s+(?:on|against|into)\s+"
        rf"(?:\S+\s+){{0,3}}?{AT}",
        rf"{WHO}[’']?s?,?\s+(?:whose\s+)?(?:\S+\s+)?{PUSH}\b{gap(5)}{BEGINS}\b",
        r"\b(?:ground\s+)?(?:assaults?|offensives?|incursions?)(?:\s+(?:on|against|in|"
        rf"into)\s+(?:\S+\s+){{0,3}}?{AT})?\s+by\s+(?:\S+\s+)?{WHO}",
        rf"{WHO}{gap(5)}(?:advanc(?:ed|es|ing)|push(?:ed|es|ing)|"
        r"march(?:ed|es|ing)|thrust|drove|moved)\s+(?:deeper\s+)?(?:on|into|"
        r"(?:north|south|east|west)(?:wards?)?\s+(?:to|into)|against|to\s+within)\s+"
        rf"(?:\S+\s+){{0,3}}?(?P<g>{GROUND}|{HOLDER})",
        rf"{TROOPS}{gap(2)}(?:advanc(?:ed|es|ing)|push(?:ed|es|ing)|march(?:ed|es|ing)|"
        rf"moved)\s+(?:on|into|towards?|against)\s+(?P<g>{NAME}|{GROUND})",
        rf"{WHO}{gap(4)}(?:storm(?:ed|s)|invad(?:ed|es)|raided|raids(?!\s+(?:in|on|"
        rf"at|near)))\s+"
        rf"(?:\S+\s+){{0,3}}?(?:{AT}|{HOLDER})",
        rf"\b(?:invasion|storming)\s+of\s+(?:\S+\s+){{0,2}}?(?:{AT}|{HOLDER})",
    ),
    # fights
    (
        "clash",
        r"\bclash(?:es|ed|ing)?\b(?!\s+of\s+(?:\w+\s+)?(?:views|opinions|interests))",
        r"\b(?:fighting|combat|battles?|hostilities|"
        r"fire-?fights?)\s+(?:\S+\s+){0,4}?"
        r"(?:broke\s+out|erupted|resumed|flared|raged|rages|continued|continues|"
        r"went\s+on|took\s+place|intensified|left|killed|wounded|claimed|displaced|"
        r"escalated|occurred)\b",
        rf"\b(?:fighting|combat|battles?)\s+(?:between|among|with)\s+(?:\S+\s+){{0,3}}?"
        rf"{WHO}",
        rf"{WHO}{gap(3)}(?:fought|battled|engaged|clashed)\s+(?:with\s+|"
        rf"against\s+)?(?:\S+\s+){{0,2}}?(?:{WHO}|each\s+other|(?:near|in|around|"
        r"at)\s+"
        rf"(?P<g>{GROUND}))",
        r"\b(?:trad(?:ed|es|ing)|exchang(?:ed|es|"
        r"ing))\s+(?:\w+\s+){0,2}?(?:gun)?fire\b",
        r"\b(?:fire|shots|gunfire)\s+(?:was|were)\s+(?:\w+\s+)?(?:exchanged|traded|"
        r"opened|"
        r"heard|fired)\b",
        rf"\b(?:us(?:ed|es|ing)|employ(?:ed|ing)|fired|"
        rf"firing)\s+(?:[^\s.;:]+\s+){{0,6}}?"
        rf"{SMALL_ARMS}(?!\s+(?:drills?|exercises?))",
        rf"\b(?:shots?|bursts?|rounds?|fire)\s+(?:from\s+)?(?:[^\s.;:]+\s+){{0,3}}?"
        rf"{SMALL_ARMS}",
        r"\b(?:gunfire|explosions?|blasts?|shooting)(?:\s+and\s+\w+)?\s+(?:rocked|"
        r"shook|rang|echoed|erupted)\b",
        r"\b(?:due\s+to|caused\s+by|by|from)\s+(?:\w+\s+)?(?:gunfire|bullets?|"
        r"small[\s-]arms\s+fire|sniper\s+fire)\b",
        r"\bfought\s+(?:\S+\s+){0,3}?(?:battles?|skirmish(?:es)?)\b",
        rf"\bbattles?\s+(?:for|over|in|near|around)\s+(?P<g>{GROUND})",
        rf"\bbattles?\s+(?:for|over)\s+{AT}{gap(2)}(?:beg[au]n|rag(?:ed|es)|continu|"
        r"erupt|intensif|resum|broke)",
        r"\bthere\s+(?:was|were|is|are|(?:has|have)\s+been)\s+(?:\w+\s+){0,3}?"
        r"(?:fighting|combat|battles|hostilities|gunfire|shooting|skirmishes)\b",
        r"\b(?:killed|wounded|injured|died|hurt)\s+in\s+(?:the\s+)?(?:\w+\s+)?"
        r"(?:fighting|combat)\s+(?:near|in|around|at|outside|between|with|on)\b",
        r"(?<!be\s)(?<!being\s)\bshot\s+at\b(?!\s+(?:goal|peace|power))",
        r"\b(?:attacks?|assaults?|raids?|infiltration)\b[^.;:]{0,60}?\b(?:was|were|"
        r"been)"
        r"\s+(?:repel+ed|repulsed|beaten\s+(?:back|off)|foiled|thwarted|"
        r"fended\s+off)\b",
        r"\b(?:repel+(?:ed|s|ing)|repuls(?:ed|es|ing)|beat(?:en)?\s+(?:back|off)|"
        r"fended\s+off|foiled|thwarted)\s+(?:\S+\s+){0,3}?(?:attacks?|assaults?|raids?|"
        r"infiltration|attempts?\s+to)\b",
    ),
)
"""The type of an event, and the shapes of the clauses that tell of one."""
HINTS = {
    "airstrike": r"bomb|air|aeri|drone|plane|jet|copter|gunship|UAV|unmanned|"
    r"aviation|strike|raid|quadc|\uf000",
    "shelling": r"shell|rocket|missile|mortar|artillery|howitzer|tank|guns|cannon|"
    r"batter|launch|Grad|projectile|grenade|bombard|salvo|barrage|volley|\uf001",
    "offensive": r"offensiv|assault|onslaught|incursion|inva|storm|operation|counter|"
    r"thrust|push|advanc|driv|campaign|march|drove|moved|raid",
    "clash": r"clash|fight|combat|battl|hostilit|fire|firing|shot|fought|engaged|repel|"
    r"arms|machine|grenade|rifle|firearm|bullet|explosion|blast|shooting|repuls|beat|"
    r"fended|foil|thwart",
}
"""Letters without which no clause of a type can stand in a sentence."""
