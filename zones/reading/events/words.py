"""Words that tell of events, by type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..caseless import Caseless, caseless
from ..phrases import Phrase, phrase
from ..scene import View
from .clauses import find_clauses

__all__ = ["Trigger", "find_triggers"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event.

    Attributes
    ----------
    type
        Type of the event.
    start, end
        Code points in the sentence.
    ground
        What it befell, where the clause itself says so.
    """

    type: str
    start: int
    end: int
    ground: Phrase | None = None


_LAUNCH = (
    r"(?:launch(?:ed|es|ing)?|beg[au]n|begins|start(?:ed|s)?|mount(?:ed|s)?|"
    r"open(?:ed)?|"
    r"resum(?:ed|es)|unleash(?:ed)?|stag(?:ed|es)|conduct(?:ed|s)|carried\s+out|"
    r"ready\s+for\s+(?:the\s+)?(?:start|launch)\s+of|threaten(?:s|ed)?|plan(?:s|ned)?)"
)
_OFFENSIVE = (
    r"(?:counter[\s-]?)?(?:offensive|attack|assault|military\s+operation|"
    r"ground\s+operation|"
    r"incursion|advance|campaign)"
)
_TALK = (
    r"(?:talks|negotiations?|meetings?|consultations?|summit|rounds?|conversations?|"
    r"dialogue|conference|session|discussions)"
)
_FORCE = (
    r"(?:army|forces|troops|soldiers|police|peacekeepers|fighters|rebels|militants|"
    r"units|guerrillas|separatists|columns?|convoys?|monitors|observers|servicemen|"
    r"militia|militias|groups?|contingents?|brigades?|elements)(?:\s+\([^()]{1,30}\))?"
)
_AUX = (
    r"(?:(?:have|has|had|is|are|was|were|will|would|be|been|to|also|already|then|fully|"
    r"now|should|must|shall|can|could|may|beg[au]n|begin|start(?:ed)?|finished|"
    r"completed|agreed|ordered|forced|"
    r"\w+ly)\s+)*"
)
_LED = (
    r"(?:presidents|(?:foreign\s+|defen[cs]e\s+)?ministers|leaders|delegations|envoys|"
    r"diplomats|commanders|sides|parties|guarantors|commission|committee|delegates)"
)
_SCHEDULE = (
    r"(?:lines?|deadlines?|plans?|dates?|schedules?|timetables?|agreements?|accords?|"
    r"deals?|talks|process|phase|order|period)"
)
_FROM_DEAL = (
    r"\s+from\s+(?:the\s+|an?\s+|its\s+|their\s+|this\s+|that\s+|all\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?:cease-?fire|truce|armistice|agreements?|accord|deal|pact|"
    r"treaty|talks|negotiations|process|memorandum|alliance|coalition|government|race|"
    r"elections?|politics|council|commission|committee|organi[sz]ation|union|"
    r"protocol)\b"
)
"""Who withdraws from a deal moves no troops."""
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "offensive",
        rf"\b{_LAUNCH}\s+(?:an?\s+|the\s+|its\s+|"
        rf"their\s+)?(?:[\w-]+\s+){{0,3}}?{_OFFENSIVE}"
        rf"\b(?!\s+on\s+(?:him|her))|"
        rf"\b(?:counter[\s-]?)?offensive\s+(?:was\s+)?(?:launched|"
        r"began|started|resumed)|\bstormed\b|\binvaded\b",
    ),
    (
        "airstrike",
        r"\bair[\s-]?(?:strikes?|raids?)\b|\b(?:warplanes?|aircraft|jets?|helicopters?|"
        r"drones?)\s+(?:\w+\s+)?(?:struck|bombed|hit|attacked|targeted|raided)\b|"
        r"\bbombed\b|"
        r"\bbarrel\s+bombs?\b|"
        r"\b(?-i:U\.?S\.?|[A-Z][a-z]+(?:n|i|ish)|coalition)\s+strikes?"
        r"\s+(?:\w+\s+)?(?:hit|hits|killed|targeted|on|against)\b|"
        r"\bdrone\s+(?:strikes?|attacks?)\b|\b(?:shot|shoots|shooting)\s+down\b|"
        r"\bplanes?\s+(?:\w+\s+)?(?:destroyed|struck|bombed|hit|attacked)\b",
    ),
    (
        "shelling",
        r"\bshell(?:ed|ing)\b|\b(?:artillery|mortar|rocket|missile)\s+(?:(?:or|and)\s+"
        r"\w+\s+)?(?:fire|attacks?|strikes?|"
        r"shells?|rounds?)\b|\bfired\s+(?:[\w-]+\s+){0,2}?(?:mortars?|rockets?|"
        r"artillery|shells|missiles?)\b|\b(?:shells?|mortars?|(?:mortar|artillery)\s+"
        r"(?:rounds?|bombs?)|rockets?|missiles?|projectiles?|rounds)\s+(?:\w+\s+)?"
        r"(?:fell|landed|hits?|struck|exploded|rained|slammed|were\s+fired)\b|"
        r"\b(?:hit\s+|wounded\s+|killed\s+)?by\s+(?:an?\s+)?(?:shell|rocket|"
        r"mortar|missile)s?\b",
    ),
    (
        "clash",
        r"\bclash(?:es|ed)\b|\bexchang(?:e|ed|es)\s+(?:of\s+)?(?:fire|gunfire)\b|"
        r"\bgun[\s-]?(?:battles?|fights?)\b|\bfire-?fights?\b|\b(?:fierce|heavy|"
        r"intense|"
        r"bitter|pitched|deadly)\s+(?:fighting|battles?|combat)\b|"
        r"\bfighting\s+(?:broke\s+out|erupted|resumed|flared|went\s+on)\b|"
        r"\bambush(?:ed)?\b|\bskirmish(?:es)?\b|\bshoot-?outs?\b|"
        r"\bshooting\s+(?:broke\s+out|erupted|resumed|went\s+on|continued|was\s+heard|"
        r"incidents?)\b|\b(?:shots?|gunfire)\s+(?:\w+\s+)?(?:fired|heard)\b|"
        r"\bfired\s+(?:up)?on\b|\bopen(?:ed|ing)\s+(?:\w+\s+)?fire\b|"
        r"\bfired\s+(?:at|across|into|towards?|in\s+the\s+direction)\b|"
        r"\b(?:resumed|renewed|initiated|started|began)\s+(?:the\s+|their\s+|an?\s+)?"
        r"(?:unprovoked\s+|indiscriminate\s+)?(?:gunfire|fire|firing|shooting)\b"
        r"(?!\s+(?:drills?|exercises?))|"
        r"\bfired\s+(?:[\w-]+\s+){0,2}?shots\b|"
        r"\b(?:came|come|comes)\s+under\s+(?:\w+\s+)?fire\b|"
        r"\b(?:tracer|small[\s-]arms|(?:heavy[\s-])?machine[\s-]gun|sniper)\s+fire\b|"
        r"\b(?:bursts?|rounds?)\s+of\s+[\w-]*\s*(?:gun)?fire\b",
    ),
    (
        "attack",
        r"\b(?:attacked|raided|stormed|ambushed)\b|"
        r"\b(?:launch(?:ed|es|ing)|committ(?:ed|ing)|mount(?:ed|s|ing)|stag(?:ed|es|"
        r"ing)|"
        r"conduct(?:ed|s|ing)|perpetrat(?:ed|ing)|carr(?:ied|ies|ying)\s+out)\s+"
        r"(?:[\w-]+\s+){0,4}?(?:attacks|raids|assaults|ambushes)\b|"
        r"\battacks?\s+(?:\w+\s+){0,2}?(?:was|were|been)\s+(?:carried\s+out|launched|"
        r"mounted|staged|committed)\b|\battacks?\s+(?:took\s+place|occurred|"
        r"happened)\b|"
        r"\b(?:came|come|comes)\s+under\s+(?:\w+\s+)?attack\b|"
        r"\b(?:attacks?|raids?)\s+(?:on|against)\b(?!\s+(?:both|the)\s+(?:flanks?|"
        r"wings?))",
    ),
    (
        "agreement",
        r"\b(?:sign(?:ed|s)?|reached|concluded|struck|adopted)\s+(?:an?\s+|the\s+)?"
        r"(?:[\w-]+\s+){0,3}?(?:agreement|memorandum|deal|accord|protocol|statement|"
        r"treaty|"
        r"cease-?fire|truce|decision|declaration)\b"
        r"|\b(?:agreement|memorandum|deal|accord|protocol|treaty)\b[^.;]{0,80}?\b"
        r"(?:was|were|been)\s+(?:signed|reached|concluded)\b"
        r"|(?<!trade\s)\b(?:agreement|memorandum|deal|accord|protocol)s?\s+(?:signed|"
        r"reached)\b"
        r"|\bagreed\b[^.;]{0,40}?\bon\s+the\s+(?:creation|establishment)\b"
        r"|\bagreed\s+(?:to\s+(?:establish|create|set\s+up|a\s+cease-?fire|"
        r"a\s+truce))\b"
        r"|\bsigned\s+(?:in|at)\s+(?:[\w-]+\s+){1,3}on\b|^Signed\s+(?:on|in)\s"
        r"|\b(?:cease-?fire|truce|armistice|document|pact|accord|matrix|road\s+map|"
        r"plan)\b[^.;]{0,60}?\b(?:was|were)\s+signed\b"
        rf"|\b{_LED}\b[^.;]{{0,80}}?(?<!was\s)(?<!were\s)\bagreed\s+(?:in|on|at|to)\b"
        r"|(?-i:[A-Z])\w+\s+and\s+(?:the\s+)?(?-i:[A-Z])\w+(?:\s(?-i:[A-Z])\w+)?\s+"
        r"agreed\s+(?:in|on|at|to)\b",
    ),
    (
        "withdrawal",
        rf"\bwithdrawals?\b(?!\s+{_SCHEDULE}\b)(?!{_FROM_DEAL})|"
        rf"\bwithdr[ae]w(?:s|n|ing)?\b(?!{_FROM_DEAL})|"
        r"\bpull(?:ed|ing|s)?\s+(?:[\w\s]{0,30}?\s)?(?:back|out)\b"
        rf"(?!(?:\s+of)?{_FROM_DEAL.replace('from', '(?:from|of)')})|"
        rf"\b{_FORCE}\s+{_AUX}return(?:ed|ing)?\s+to\s+(?:their|its)\s|"
        r"\bpull-?(?:outs?|backs?)\b|\bredeploy(?:ed|ment)\b|"
        rf"\b{_FORCE}\s+{_AUX}(?:left|leaves?|mov(?:e|ed|ing)\s+(?:out|away|"
        r"back|(?:north|south|east|west)(?:wards?)?)\b|moved\s+(?:to|from)\b|"
        r"exit(?:ed|ing)?\b|depart(?:ed|ing)?\b)",
    ),
    (
        "deployment",
        r"\bdeploy(?:ed|s|ing|ment)?\b|\bsen(?:t|ding|d|ds)\s+(?:\w+\s+){0,3}(?:troops|"
        r"forces|soldiers|police|convoys?|reinforcements|military)\b|"
        r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+\s+)?stationed\b|"
        rf"(?<!which\sthe\s)\b{_FORCE}(?:\s+of\s+[\w\s-]{{3,25}}?)?"
        rf"\s+{_AUX}(?:enter(?:ed|ing)?|mov(?:e|ed|ing)\s+into|return(?:ed|"
        rf"ing)?\s+to\s+(?!their\b|its\b)|"
        r"cross(?:ed|ing)\s+into|spreads?|fann?(?:ed|ing)?\s+out|deploys?|took\s+up|"
        r"mass(?:ed|ing)|mobili[sz](?:ed|ing)|amassed)\b|"
        r"\b(?:mov|push|shift)(?:e?d|ing)\s+(?:its|their|"
        r"his)\s+(?:\w+\s+)?(?:positions|"
        r"lines?|forces|troops|posts)\s+(?:forward|closer)\b|"
        rf"\b{_FORCE}\b(?:,[^,;.]{{1,60}}(?:,\d{{3}}[^,;.]{{0,50}})?,)?\s+{_AUX}"
        r"(?:placed|positioned)\b|"
        r"\baccommodated\s+by\s+the\s+military\b|"
        r"\bplacing\s+(?:[\w\s,-]{0,70}?)(?:troops|forces|military|soldiers)\b",
    ),
    (
        "displacement",
        r"\bdisplaced\b|\brefugees\b|\bfled\b|\bflee(?:ing|s)?\b|\buprooted\b|"
        r"\bdriven\s+from\s+their\b|\b(?:drove|driven|forced)\s+[^.;]{0,30}\b(?:people|"
        r"civilians|families)\b|\bleft\s+(?:through|via)\b|"
        r"\bcame\s+to\s+(?:our|the)\s+border\b",
    ),
    (
        "evacuation",
        r"\bevacuat(?:ed|ion|ions|ing)\b|\b(?:batch|convoy|buses|families)\b"
        r"[^.;]{0,50}?\b(?:exit(?:ed)?|leave|left|depart(?:ed)?)\s+(?:to|towards?|for)"
        r"\b",
    ),
    (
        "aid",
        r"\b(?:humanitarian|relief)\s+(?:aid|convoys?|assistance|supplies|cargo)\b"
        r"|\baid\s+(?:convoys?|deliver(?:y|ies)|trucks?)\b"
        r"|\btrucks\s+(?:\w+\s+){0,3}(?:crossed|entered|delivered|arrived)\b",
    ),
    (
        "patrol",
        r"\b(?:joint\s+)?patrols?\b(?!\s+(?:bases?|posts?|cars?|boats?|vehicles?|hubs?|"
        r"heard|saw|noted|spotted|observed|recorded|said|counted)\b)|"
        r"\bpatroll(?:ed|ing)\b(?!\s+(?:soldiers|troops|police|forces))",
    ),
    (
        "talks",
        rf"\b(?:held?|hold(?:ing)?|host(?:ed|s)?|took\s+place|take\s+place|"
        rf"conduct(?:ed|s)?|"
        rf"launch|continued?)\b[^.;]{{0,80}}?\b{_TALK}\b"
        rf"|\b{_TALK}\b(?:,\s+which\b[^,;.]{{2,60}},)?"
        r"(?:(?!\b(?:that|which)\b)[^.;]){0,90}?\b(?:(?:was|were|is|are|"
        rf"be|been|to\s+be)\s+"
        r"(?:being\s+)?(?:held|hosted|continued|conducted|planned|launched)|"
        r"took\s+place|"
        r"takes\s+place|will\s+take\s+place|lasted|ended|began|begins|started|opened|"
        r"resumed|continued?|concluded|passed)\b"
        rf"|\b(?:ended|passed|begun)\b[^.;]{{0,20}}?\b{_TALK}\b"
        r"|\b(?:met|will\s+meet|to\s+meet|they\s+meet|meets)\s+(?:again\s+)?(?:with|"
        r"in|on|for|at|next)\b|"
        rf"\b{_TALK}\s+(?:that\s+were\s+)?held\b|"
        rf"\b{_TALK},?\s+(?:which\s+(?:are|were)\s+)?(?:scheduled|slated|planned|due|"
        r"expected|foreseen)\s+(?:for|in|on|to\s+(?:be\s+held|take\s+place|start|begin|"
        r"open|resume))\b|"
        rf"\b(?:emerged|returned)\s+from\s+(?:[\w-]+\s+){{0,6}}?{_TALK}\b|"
        rf"\b{_TALK}\s+between\s+[^.;,]{{3,80}}?\s+and\s"
        r"(?![^.;]*\b(?:collapsed|failed|stalled|broke|off)\b)|"
        r"\b(?:is|are|was|were)\s+meeting\s+(?:in|at|on|with|for|today)\b|"
        r"\bthe\s+(?:last|first|latest|next|previous)\s+(?:one\s+)?(?:was|were|is|"
        r"will\s+be)\s+(?:to\s+be\s+)?held\b|"
        rf"\b(?:resum(?:e|ing)|restart(?:ing)?)\s+(?:\w+\s+)?{_TALK}\b|"
        rf"\b{_LED}\s+{_AUX}(?:gather|convene|meet)\b|"
        rf"\b{_LED}\s+(?:considered|discussed|gathered|convened)\b|"
        rf"\b{_TALK}\s+(?:opens?|(?:is|are)\s+(?:scheduled|set|due|expected)|"
        r"(?:could|may|should|will)\s+(?:take\s+place|be\s+held))\b|"
        r"\bdiscussed\s+(?:the\s+)?(?:preparations?|"
        r"situation|"
        r"issues?|settlement|implementation|zones?|creation|details)\b"
        r"|\bdialogue\s+that\s+is\s+planned\b|\bat\s+the\s+\w+\s+meeting\b"
        r"|\b(?:at|in|during|after)\s+(?:the\s+|its\s+|expert\s+)?"
        rf"(?:[\w-]+\s+){{0,3}}?{_TALK}\s+(?:on\s+\w+\s+)?(?:in|at)\b",
    ),
    (
        "extension",
        r"\b(?:regime|zones?|cease-?fire|truce|agreement)\b[^.;]{0,80}?\b"
        r"(?:extended|expanded|spread)\s+(?:to|over|across)\b",
    ),
    (
        "violation",
        r"\b(?:violations?|breach(?:es|ed)?|violat(?:ed|es|ing)|(?:cases|instances|"
        r"incidents)\s+of\s+(?:opening\s+)?(?:fire|firing|shooting|shelling)|"
        r"(?:heard|record(?:ed|s)|register(?:ed|s)|count(?:ed|s)|logged)\s+"
        r"(?:[\w.,-]+\s+){1,6}?(?:explosions?|detonations|bursts))\b",
    ),
    (
        "destruction",
        r"\b(?:was|were|been)\s+(?:levelled|razed|bulldozed|torched|burned\s+down)\b",
    ),
    (
        "casualties",
        r"\b(?:killed|wounded|injured|injuring|killing|deaths?|hurt(?:ing)?|martyred|"
        r"fatally\s+shot|shot\s+dead|gunned\s+down)\b|"
        r"\bleft\s+(?:[\w,-]+\s+){1,5}?dead\b|"
        r"\b(?:soldiers?|people|civilians?|policem[ae]n|fighters|driver|children|women)"
        r"\s+(?:\w+\s+)?died\b",
    ),
)
_COMPILED = tuple((name, caseless(text)) for name, text in _PATTERNS)


_HINTS: dict[str, tuple[str, ...]] = {
    "offensive": (
        "offensive",
        "attack",
        "assault",
        "operation",
        "incursion",
        "advance",
        "campaign",
        "storm",
        "invaded",
    ),
    "airstrike": (
        "air",
        "bomb",
        "strike",
        "plane",
        "jet",
        "copter",
        "drone",
        "shot",
        "shoot",
    ),
    "shelling": (
        "shell",
        "mortar",
        "rocket",
        "missile",
        "artillery",
        "projectile",
        "rounds",
    ),
    "clash": (
        "clash",
        "fire",
        "fight",
        "battle",
        "ambush",
        "skirmish",
        "shoot",
        "shot",
    ),
    "attack": ("attack", "raid", "storm", "ambush", "assault"),
    "agreement": ("sign", "agree", "reach", "conclude", "struck", "adopt"),
    "withdrawal": (
        "withdr",
        "return",
        "pull",
        "redeploy",
        "left",
        "leave",
        "mov",
        "exit",
        "depart",
    ),
    "deployment": (
        "deploy",
        "sen",
        "station",
        "enter",
        "mov",
        "push",
        "shift",
        "return",
        "mass",
        "mobili",
        "fan",
        "cross",
        "spread",
        "took up",
        "plac",
        "position",
        "accommodated",
    ),
    "displacement": (
        "displac",
        "refugee",
        "fle",
        "uproot",
        "dr",
        "forced",
        "left",
        "came",
    ),
    "evacuation": ("evacuat", "batch", "convoy", "buses", "families"),
    "aid": ("aid", "humanitarian", "relief", "truck"),
    "patrol": ("patrol",),
    "destruction": ("levelled", "razed", "bulldozed", "torched", "burned"),
    "casualties": (
        *("kill", "wound", "injur", "death", "hurt", "died", "martyr", "shot", "dead"),
        "gunned",
    ),
    "violation": (
        *("violat", "breach", "cases of", "instances of", "incidents of"),
        *("explosion", "detonation", "bursts"),
    ),
    "extension": ("extended", "expanded", "spread"),
}
"""Letters without which no words of a type can stand in a sentence."""


_FIGHTS = ("airstrike", "shelling", "offensive", "clash", "attack")
"""Types of fighting; of two that share words the first says what it was."""


@lru_cache(maxsize=256)
def find_triggers(view: View) -> tuple[Trigger, ...]:
    """Find what a sentence tells of: the first words of each type, in text order.

    Casualties alone are told as what did the killing where the sentence says it.
    """
    plain = view.text.lower()
    found = [
        Trigger(name, match.start(), match.end())
        for name, pattern in _COMPILED
        if any(hint in plain for hint in _HINTS.get(name, ("",)))
        for match in _matches(name, pattern, view.text)
    ]
    row = phrase(view)
    told = {trigger.type for trigger in found}
    for name, start, end, letter in find_clauses(row):
        if name not in told:
            ground = row.phrases[letter] if letter else None
            found.append(Trigger(name, start, end, ground))
    strong = [t for t in found if t.type not in ("casualties", "violation")]
    fights = [t for t in strong if t.type in _FIGHTS]
    if any(t.type != "attack" for t in fights):  # what kind of attack is said
        strong = [t for t in strong if t.type != "attack"]
    if fights or any(t.type == "casualties" for t in found) and strong:
        found = [t for t in strong if not (fights and t.type == "patrol")]
    kept = [t for t in found if not any(_says_it(o, t) for o in found)]
    return tuple(sorted(kept, key=lambda t: (t.start, t.type)))


def _says_it(one: Trigger, other: Trigger) -> bool:
    """Whether the words of one trigger say better what those of another tell."""
    if one.type not in _FIGHTS or one.start >= other.end or other.start >= one.end:
        return False
    if other.type in ("deployment", "withdrawal"):
        return True
    known = other.type in _FIGHTS
    return known and _FIGHTS.index(one.type) < _FIGHTS.index(other.type)


def _matches(name: str, pattern: Caseless, text: str) -> list[re.Match[str]]:
    """Return the first match; of talks and withdrawals in other clauses too."""
    found = list(pattern.finditer(text))
    if name not in ("talks", "withdrawal"):
        return found[:1]
    kept = found[:1]
    for match in found[1:]:
        if re.search(r"\b(?:and|;|then)\b|[;,]", text[kept[-1].end() : match.start()]):
            kept.append(match)
    return kept[:3]
