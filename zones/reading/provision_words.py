"""Words of provisions: the acts that are forbidden, how, and who is left out."""

from __future__ import annotations


from .caseless import caseless

__all__ = [
    "ACTS",
    "CLOSED",
    "EXCEPTED",
    "FORBIDDEN",
    "FURTHER",
    "ITEM",
    "MARKED",
    "NOBODY",
    "NOT_TO",
    "ONLY",
    "TO_GO",
]

_ACTS = {
    "hostilities": (
        r"hostilit(?:y|ies)|(?:military|offensive|combat|armed|hostile|warlike)\s+"
        r"(?:actions?|activit(?:y|ies)|operations?|acts?|campaigns?|conflicts?|"
        r"confrontations?|engagements?)|operations?\s+against|fighting|attack(?:s|"
        r"ing)?|"
        r"bloodshed|violence|(?:further|additional|any|new)\s+(?:\w+\s+)?(?:advances?|"
        r"advancements?|gains)|(?:military|territorial)\s+(?:gains|advantages?)|"
        r"(?:seiz|captur|occupy)(?:e|ing|ure\s+of)?\s+(?:more|new|further|any|"
        r"additional|"
        r"other)\s+(?:\w+\s+)?(?:towns?|villages?|areas?|territor(?:y|ies)|ground|"
        r"positions?)|"
        r"offensives?|armed\s+clashes|"
        r"acts?\s+of\s+(?:violence|war|aggression|hostility|provocation|sabotage|"
        r"terror)|"
        r"(?:use|using|resort(?:ing)?\s+to|threat)\s+(?:of\s+)?(?:armed\s+|"
        r"military\s+)?force|assaults?|ambush(?:es)?|reprisals?|provocations?|"
        r"strikes?(?!\s+a\b)|raids?|(?:hostile|provocative|aggressive|"
        r"belligerent|offensive)(?:\s+(?:or|and)\s+\w+)?\s+(?:acts?|actions?|"
        r"behaviou?r|attitudes?|conduct|steps|movements?)"
    ),
    "flights": (
        r"air\s?strikes?|air\s+raids?|aviation|(?:combat\s+)?aircraft|flights?|"
        r"overflights?|(?:war)?planes|helicopters?|drones?|bomb(?:ing|ardment\s+from\s+"
        r"the\s+air|s?)|fly(?:ing)?|overfly(?:ing)?|sorties|air\s+traffic"
    ),
    "shelling": (
        r"shell(?:ing|s|fire)?|(?:(?:artillery|mortar|rocket)\s+)?bombardments?|"
        r"(?:artillery|mortar|rocket)\s+(?:shelling|strikes?|attacks?)|"
        r"(?:open(?:ing)?\s+)?(?<!cease-)(?<!live-)(?<!live )fir(?:e|ing)|gunfire|"
        r"artillery\s+fire|shoot(?:ing)?|snip(?:ing|ers?)"
    ),
    "military drills": (
        r"(?:live[\s-]fire|artillery|military|field)\s+(?:artillery\s+)?(?:drills?|"
        r"exercises?|training)|training\s+of\s+(?:troops|soldiers|forces|fighters|"
        r"recruits)|"
        r"exercises?\s+with\s+live\s+(?:fire|ammunition)|drills|"
        r"man(?:oeuv(?:re|er)|euver)s?|war\s+games"
    ),
    "heavy weapons": (
        r"heavy\s+(?:military\s+)?(?:weapons?|weaponry|arms|artillery|equipment|guns)|"
        r"artillery|tanks?|armou?r(?:ed\s+vehicles)?|howitzers?|guns|"
        r"rocket\s+(?:launchers?|systems?)|mortars?|missiles?|"
        r"weapons\s+of\s+a\s+calibre"
    ),
    "weapons": (
        r"carry(?:ing)?\s+(?:of\s+)?guns|"
        r"use\s+of\s+(?:\w+\s+){0,3}?(?:weapons|arms)|weapons?|ammunition|"
        r"explosives?|(?:side|small)\s?arms|firearms|arms|"
        r"(?:land|sea)?\s?mines|minefields?|mine[\s-](?:barriers|laying)|munitions"
    ),
    "foreign fighters": (
        r"(?:any\s+)?(?:foreign|non-\w+)\s+(?:fighters?|militias?)|"
        r"(?:foreign\s+)?mercenar(?:y|ies)"
    ),
    "armed forces": (
        r"(?:(?:any|all|other)\s+)?(?:armed\s+|military\s+)(?:[a-z]+\s+)?groups?|"
        r"armed\s+(?:persons?|people|individuals?|men|elements|military)|patrolling|"
        r"(?:(?:any|all|other)\s+)?(?:armed\s+|military\s+)?(?:troops|forces|"
        r"soldiers?|fighters?|presence|personnel|formations?|groups?|units?|"
        r"servicemen|contingents?|detachments?|elements|manifestations?|displays?|"
        r"parades?)|"
        r"reinforcements?|arm(?:y|ies)|guerrillas?|combatants?|gunmen|"
        r"militia(?:s|men)?|(?:armed\s+)?patrols?|rebels?|garrisons?"
    ),
    "movement": (
        r"entry(?!\s+into\s+(?:force|effect))|access|movement|traffic|vehicles?|cars|"
        r"(?<=\bto\s)enter|entering|passage|crossing|"
        r"fishing|grazing"
    ),
    "building": (
        r"fortifications?|bunkers?|trenches|construction|"
        r"new\s+defen[cs]es|earthworks|new\s+positions|"
        r"(?:set(?:ting)?\s+up|build(?:ing)?|establish(?:ing)?|erect(?:ing)?|"
        r"open(?:ing)?|add(?:ing)?)\s+(?:\w+\s+){0,3}?(?:posts|outposts|positions|"
        r"bases|checkpoints|strongpoints)|new\s+(?:\w+\s+)?(?:posts|outposts|bases|"
        r"checkpoints)"
    ),
}
ACTS = [(caseless(rf"\b(?:{words})\b"), act) for act, words in _ACTS.items()]
"""What may be forbidden, as nouns and verbs."""

_NORM = r"(?:must|shall|should|have\s+to|has\s+to|had\s+to|(?:is|are|was|were)\s+to)"
_VERBS = (
    r"(?:enter|return|deploy|carry|present|station|place|fly|operate|overfly|use|stay|"
    r"remain|fire|shoot|shell|bomb|attack|open|strike|keep|bring|hold|build|move|"
    r"cross|approach|conduct|launch|maintain|advance|patrol|set|take|display|show|"
    r"recruit|transport|plant|lay|import|smuggle|engage|undertake|resume|initiate|"
    r"mobili[sz]e|appear|intervene|employ|resort|mount|stage|perform|execute|occupy|"
    r"seize|install|"
    r"erect|emplace|reinforce|redeploy|re-enter|introduce|interfere|target|"
    r"(?:come|go|get|draw|venture)(?:\s+(?:any\s+)?(?:closer|nearer|within|near|"
    r"into|beyond|inside|past))|be\s+brought)"
)
_DONE = (
    r"(?:used|present|kept|stationed|deployed|armed|allowed|permitted|brought|held|"
    r"placed|carried|stored|flown|conducted|positioned|left|based|built|erected|"
    r"set\s+up|established|opened|fired|dug|displayed|shown|exhibited|paraded|"
    r"reinforced|moved|sent|introduced)"
)
_PARTIES = (
    r"(?:(?:(?:both|the|all|two|these|said)\s+)*(?:parties|sides|signatories|"
    r"belligerents)|(?:each|either)\s+(?:party|side)|(?:the\s+)?(?:military|armed)\s+"
    r"forces\s+of\s+(?:both|the|each)\s+(?:sides?|part(?:y|ies)))"
)
"""Those who bind themselves: what they "will not" do is a norm, no forecast."""
_PROMISE = (
    r"(?:promis(?:ed?|es)|pledge[sd]?|vow(?:s|ed)?|agreed?|under(?:takes?|took)|"
    r"commit(?:s|ted|ments?)?|swore|order(?:s|ed)|oblige[sd]?|binds|obligated|"
    r"obligations?|"
    r"bound|require[sd]?|guarantee[sd]?|assurances?|undertakings?|promises|"
    r"instruct(?:s|ed|ions?))"
)
FORBIDDEN = caseless(
    # what is forbidden, in the passive
    r"\b(?:(?:strictly\s+)?(?:forbidden|prohibited|banned|barred|outlawed|proscribed|"
    r"disallowed|ruled\s+out)|off[\s-]limits|out\s+of\s+bounds|"
    r"not\s+(?:be\s+)?(?:allowed|permitted|tolerated|admissible)|inadmissible|"
    # who forbids it
    r"bars?\s+(?=[^.;:]{2,70}?\bfrom\s+\w+ing\b)|"
    r"prohibit(?:s|ing)?|prohibition\s+(?:of|on)|forbids?|forbad[e]?|forbidding|"
    r"bans\b|banning|ban\s+(?:on|all|the)|outlaws|"
    r"(?:does|do|did)\s+not\s+(?:allow|permit)|rules?\s+out|precludes?|"
    # what must stop
    r"(?:must|shall|should|will)\s+(?:\w+ly\s+)?(?:stop|cease|halt|end\s+(?=(?:all\s+|"
    r"their\s+|its\s+|any\s+)*(?:military\s+|combat\s+|offensive\s+)?(?:operations|"
    r"attacks|hostilities|fighting|offensives|strikes|actions))|be\s+(?:halted|stopped|"
    r"ceased|suspended|discontinued|terminated|ended))|"
    r"(?:is|are|was|were|ha(?:s|ve|d))\s+to\s+(?:stop|cease|halt|end)|"
    r"halts\s+all|ceas(?:e|ing)(?![\s-]?fire)|halt(?!s?\s+(?:of|to|in))|"
    r"(?:halting|stopping|ending)\s+(?=(?:all|any|their)\b)|"
    r"(?:agreements?|accord|deal|memorandum|truce|cease-?fire|plan|protocol|document|"
    r"text|statement|arrangement|terms|it)(?:\s+[^.;,]{0,50}?)?\s+(?:also\s+)?"
    r"(?:provides?|provided|calls?|"
    r"called|stipulates?|stipulated|requires?|required|envisage[sd]?|foresees?|"
    r"include[sd]?)\s+(?:for\s+|to\s+)?(?:an?\s+|the\s+)?(?:[a-z]+\s+){0,2}?"
    r"(?:stop|halt|end|cessation|termination|suspension|withdrawal|removal|departure|"
    r"pull-?out|expulsion|disarmament|disbandment|dissolution|dismantling|evacuation)"
    r"(?:\s+(?:to|of))?|"
    r"(?:refrain|abstain|desist)(?:s|ed|ing)?\s+from|"
    rf"{_PROMISE}\s+(?:[\w’-]+\s+){{0,4}}?(?:not\s+to|to\s+(?:stop|cease|halt))|"
    rf"{_NORM}\s+(?:stay|remain|be\s+kept)\s+(?:on\s+the\s+ground|grounded)|"
    # what must go
    rf"(?:{_NORM}|{_PROMISE}\s+(?:[\w’-]+\s+){{0,4}}?to)\s+(?:withdraw|"
    r"pull\s+(?:back|out)|remove|move)\s+(?:(?:all|the|their|its|any)\s+)*"
    r"(?=heavy|weapons?|tanks|artillery|troops|forces|fighters|mortars|rocket|guns|"
    r"howitzers|armou?r|missile|multiple)|"
    rf"{_NORM}\s+(?:be|remain|stay)\s+(?:\w+ly\s+)?demilitari[sz]ed|"
    rf"{_PROMISE}\s+(?:[\w’-]+\s+){{0,4}}?to\s+(?:\w+ly\s+)?(?:withdraw|pull\s+"
    r"(?:back|out)|leave|vacate|quit|evacuate)\b(?=\s+(?:from|the|all|completely|"
    r"fully))|"
    rf"{_NORM}\s+(?:also\s+|\w+ly\s+)?(?:leave|quit|vacate|withdraw\s+from|"
    rf"withdraw\s+behind|"
    r"be\s+out\s+of|(?:pull|stay|keep|move|get)\s+out(?:\s+of)?)|"
    rf"{_NORM}\s+be\s+(?:pulled|withdrawn|removed|taken|moved|kept\s+(?:out|away)|"
    r"cleared|disarmed|disbanded)(?:\s+(?:out|back|away))?|"
    rf"(?:{_NORM}|will|{_PROMISE}\s+(?:[\w’-]+\s+){{0,4}}?to)\s+(?:disarm|disband|"
    r"dissolve|demobili[sz]e)|"
    rf"(?:{_NORM}\s+(?:be|remain|stay)|be\s+kept|kept|cleared)\s+(?:free|clear|empty)?"
    r"\s*(?:of|from)\s+(?=(?:all\s+|any\s+)?(?:heavy|weapons?|arms|tanks|artillery|"
    r"troops|forces|armed|soldiers|fighters|military))|"
    # what may not be done
    rf"(?:may|must|shall|might|(?:is|are|was|were)|can)\s*not\s+(?:to\s+)?(?:{_VERBS}|"
    rf"be\s+{_DONE})|"
    rf"{_PARTIES}\s+(?:also\s+)?(?:will|would|do|undertake)\s+not\s+(?:to\s+)?"
    rf"{_VERBS})\b",
)
"""Words that forbid, in the order passive, active, norm."""

_WEAPONS = (
    r"(?:heavy|weapons?|weaponry|arms|artillery|tanks|mortars?|howitzers?|guns|"
    r"(?:military\s+)?equipment|missiles?|rocket|armou?r|ammunition)"
)
TO_GO = caseless(
    rf"\b{_WEAPONS}\b[^.;:]{{0,90}}?\bwill\s+be\s+(?:\w+ly\s+)?(?:withdrawn|removed|"
    r"pulled\s+(?:back|out)|moved\s+(?:back|out|away)|taken\s+(?:out|away)|"
    r"relocated)\b"
)
"""Weapons that "will be withdrawn" under an agreement."""
ITEM = caseless(
    r"^[\s–—•*·(-]*(?:\d{1,2}|[a-h])?[\s.):–—-]*"
    r"(?:(?:call|provid|agree)(?:s|es|ed|d)?\s+(?:for|to|on)\s+)?"
    r"(?:(?:the|an?|an\s+immediate|immediate|complete|full|total|mutual|simultaneous|"
    r"gradual|phased|absolute|strict)\s+)*"
    r"(?:(?:withdrawal|pull-?(?:out|back)|removal|relocation|evacuation)\s+of\s+"
    rf"(?:the\s+|all\s+|any\s+)*(?={_WEAPONS}|foreign|armed|troops|forces|mercenar)|"
    r"(?:cessation|termination|halt|stop|end|non-use|suspension|renunciation)\s+"
    rf"(?:of|to|in)\s+|not\s+to\s+{_VERBS}\b|"
    r"no\s+(?:party|side|one|person|civilian|armed)\b[^.;]{0,60}?\b"
    rf"(?:shall|may|will|should|must)\s+{_VERBS}\b)"
)
"""An item of a list of terms without a verb: "Withdrawal of …", "Not to …"."""
NOT_TO = caseless(rf"[\s,]*(?:and\s+)?not\s+to\s+{_VERBS}\b")
"""A further "not to …" of a list."""
MARKED = caseless(
    r"^\s*(?:[–—•*·-]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]|"
    r"(?:article|art\.|section|point|paragraph)\s+\d+)"
)
"""The mark before an item of a list."""

FURTHER = caseless(
    rf"(?:,|,?\s(?:or|nor|and))\s+(?:to\s+)?(?P<verb>{_VERBS})\s+(?!of\b|by\b|on\b)",
)
"""A further verb of a list of what may not be done."""
NOBODY = caseless(
    r"\b(?:no|neither|none\s+of\s+the|no\s+one|nobody)\s+(?!longer\b)[^.;:]{0,90}?\b"
    r"(?:may|might|shall|must|should|allowed|permitted|to\s+be(?!\s+(?:seen|heard|"
    rf"found))|(?:is|are|was|were)\s+to\s+{_VERBS}|"
    rf"(?:can|could)\s+(?={_VERBS}|be\s+{_DONE}))\b|"
    r"\bthere\s+(?:should|shall|must|may|can|are\s+to|is\s+to)\s+be\s+no\b|"
    r"\bnor\s+(?:may|shall|must)\b",
)
CLOSED = caseless(
    r"\b(?:closed|shut|barred)\s+(?:to|for)\b|"
    r"^For\b[^.;]{4,80}\b(?:closed|shut|barred)\b",
)
"""A zone that is closed to someone."""

ONLY = caseless(
    r"\bonly\s+(?P<who>[^.,;]{4,60}?)\s+(?:may|can|are\s+allowed|is\s+allowed|shall|"
    r"are\s+permitted|is\s+permitted|could)\s+"
    r"(?:\w+\s+){0,2}?(?:enter|stay|remain|carry|patrol|operate|be\b|in\b|move)|"
    r"\b(?:(?:access|entry|movement|presence|passage|traffic|deployment)\s+(?:[\w-]+"
    r"\s+){0,6}?(?:limited|restricted)|reserved|(?:open|accessible)(?=\s+(?:only|"
    r"exclusively|solely)\b))\s+(?:only|exclusively|solely)?\s*(?:to|for)\s+"
    r"(?P<open>[^.;]{4,90})",
)
_OUT = r"(?:excepted|exempt(?:ed)?|excluded|not\s+(?:covered|affected|included))"
EXCEPTED = caseless(
    r"(?:\b(?:other\s+than|except(?:ing)?(?:\s+(?:for|by|those\s+of))?|apart\s+from|"
    r"aside\s+from|with\s+the\s+exception\s+of|but\s+for|barring|excluding|unless|"
    r"(?:to|for|of)\s+(?:all|anyone|everyone)\s+but)|,\s+save(?:\s+for)?)\s+"
    r"(?:those\s+of\s+)?(?P<who>[^.,;:]{3,70}?)"
    r"(?=\s+(?:may|can|are|is|shall|should)\b|[.,;:]|$)"
    rf"|(?:[,;(]|^)\s*(?:and\s+|but\s+)?(?P<ex>[^,;()]{{3,70}}?)\s+(?:(?:is|are|being|"
    rf"were|was|remains?)\s+)?{_OUT}\b",
)
"""Whom a prohibition leaves out, in the words of its own sentence."""
