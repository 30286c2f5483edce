"""Shapes of clauses that tell who goes or comes, and what is agreed and given."""

from __future__ import annotations

from ..phrases import DATE, GROUND, HOLDER, NAME
from .clause_words import (
    ARMED,
    ASIDE,
    AT,
    CARRIERS,
    COMES,
    GIVES,
    GOODS,
    PEOPLE,
    TROOPS,
    WHO,
    gap,
)

__all__ = ["HINTS", "SHAPES"]

SHAPES: tuple[tuple[str, ...], ...] = (
    # troops that go
    (
        "withdrawal",
        rf"{TROOPS}{gap(3)}(?:stream|pour|fil|trickl|pull)(?:ed|es|ing|"
        r"s)\s+(?:back\s+)?"
        rf"(?:out\s+of|from)\s+(?:\S+\s+){{0,2}}?{AT}",
        rf"{WHO}{gap(5)}(?:(?<!was\s)(?<!were\s)(?<!is\s)(?<!are\s)left|quit(?:ted)?|"
        r"vacat(?:ed?|es|ing)|"
        rf"abandon(?:ed|s)|evacuated?)\s+(?!without|behind|dead)(?:\S+\s+){{0,3}}?"
        rf"(?P<g>{GROUND}|{HOLDER})",
        rf"{WHO}{gap(5)}(?:vacat|evacuat|abandon|quit)(?:ed|es?|ing|ting)?\s+"
        r"(?:\S+\s+){0,3}?(?:towns?|villages?|city|cities|bases?|positions?|camps?|"
        r"area|"
        r"territory|zone)\b",
        rf"\bremov(?:ed?|es|ing|"
        rf"al\s+of)\s+(?:\S+\s+){{0,3}}?\b{ARMED}\b{gap(12)}from\b",
        rf"{WHO}{gap(6)}(?:retreat(?:ed|s|ing)|f(?:all|alls|ell|alling)\s+"
        rf"back|pulled|withdr[ae]ws?|withdrawn){gap(4)}(?:back\s+)?(?:from|out\s+of)"
        rf"(?:\s+\S+){{0,3}}?\s+{AT}",
        rf"{WHO}{gap(6)}retreat(?:ed|s|ing)\b",
        rf"{TROOPS}{gap(2)}(?:leaving|left|vacat(?:ed|ing)|quit(?:ting)?|"
        rf"evacuat(?:ed|ing)|abandon(?:ed|ing))\s+(?P<g>{NAME}|{GROUND})",
        r"\b(?:relinquish|abandon|surrender|vacat)(?:ed|es|s|ing)\s+(?:its|their|all|"
        r"the)\s+(?:\S+\s+)?(?:posts|positions|bases|checkpoints|outposts|camps)\b",
        rf"\b(?:relocat|redeploy)(?:ed|es|s|ing)\s+(?:\S+\s+){{0,3}}?{TROOPS}"
        rf"{gap(2)}(?:away\s+)?(?:from|out\s+of)\b",
        rf"{TROOPS}{gap(6)}(?:retir(?:ed|es)|went|gone|moved|returned|marched|drove)"
        rf"{gap(2)}(?:back\s+)?(?:from|out\s+of)\b",
        rf"{AT}{ASIDE}{gap(9)}(?:was|were|been)\s+(?:abandoned|vacated|evacuated|"
        rf"relinquished)\s+by\s+(?:\S+\s+)?{WHO}",
        rf"{TROOPS}{gap(4)}(?:drawn|draw|drew|taken|moved|pulled)\s+(?:back|away|"
        r"out)\b",
        rf"\b(?:drawn|draw|drew|took|moved|pulled|pull(?:ing|s)?)\s+(?:\S+\s+){{0,3}}?"
        rf"{WHO}{gap(3)}(?:back|away|out|from)\b",
        r"\b(?:retreat|exit|departure|withdrawal|pull-?out|pull-?back|"
        rf"disengagement)\s+of\s+(?:\S+\s+){{0,3}}?(?:{WHO})",
        rf"{WHO}{gap(3)}(?:must|have\s+to|has\s+to|are\s+to|is\s+to|to|will|"
        r"should)\s+"
        r"be\s+out\s+of\b",
        r"\b(?:beg[au]n|start(?:ed|s)|complet(?:ed|es)|finished)\s+(?:\S+\s+){0,3}?"
        r"(?:pull(?:ing)?[\s-]?(?:back|out)|retreat)\b",
    ),
    # troops that come
    (
        "deployment",
        rf"{TROOPS}{gap(5)}(?:arriv(?:ed|es|ing)|land(?:ed|s|ing)|"
        r"disembarked|pour(?:ed|s|ing)|roll(?:ed|s|ing)|mass(?:ed|es|ing)|"
        r"gather(?:ed|ing)|assembl(?:ed|ing)|cross(?:ed|ing)|(?:is|are|was|were)\s+"
        rf"expected){gap(2)}(?:in|into|at|to|near|opposite|around|along|on|"
        rf"outside|over\s+to)\s+(?:\S+\s+){{0,3}}?(?:{AT}|the\s+border|the\s+front|"
        r"the\s+line)",
        r"\b(?:sent|sends?|sending|dispatch(?:ed|es)|despatch(?:ed|es)|mov(?:ed|es)|"
        r"br(?:ought|ings?)|introduc(?:ed|es)|rush(?:ed|es)|airlift(?:ed|s)|flew|"
        rf"transferr?(?:ed|s)|station(?:ed|s))\s+(?:\S+\s+){{0,4}}?{TROOPS}"
        rf"{gap(4)}(?:to|into|in|towards?|at|along|near)\b",
        rf"{WHO}{gap(3)}(?:was|were|been|being|be)\s+(?:\S+\s+)?(?:sent|"
        r"dispatched|moved|brought|introduced|rushed|airlifted|flown|transferred|"
        r"stationed|massed)\s+(?:\S+\s+)?(?:to|into|in|towards?|at|along|near|"
        rf"opposite)\s+(?:\S+\s+){{0,3}}?(?:{AT}|the\s+border|the\s+line)",
        rf"{TROOPS}{gap(3)}(?:reached|set\s+foot\s+(?:in|on)|"
        rf"(?:advanced|returned|moved\s+up)\s+to)\s+{AT}",
        rf"{TROOPS}{gap(3)}(?:was|were|been|being)\s+(?:positioned|based|massed)\s+"
        rf"(?:in|at|near|outside|around|along)\s+(?:\S+\s+)?{AT}",
        r"\b(?:reinforc(?:ed|es|ing)|buil[dt](?:s|ing)?\s+up|bolster(?:ed|s|ing)|"
        r"beef(?:ed|s|ing)\s+up|strengthen(?:ed|s|ing))\s+"
        r"(?:(?:its|their|the)\s+(?:\S+\s+)?(?:forces|troops|positions|lines|posts|"
        rf"presence|garrisons?|defen[cs]es)\b|{HOLDER}|(?P<g>{GROUND}))",
        r"\b(?:arrival|entry|dispatch|build-?up|concentration|introduction|massing)\s+"
        rf"of\s+(?:\S+\s+){{0,4}}?{WHO}",
    ),
    # people who have to go
    (
        "displacement",
        rf"\b{PEOPLE}\b{ASIDE}{gap(3)}(?:left|abandoned|lost)\s+their\s+(?:homes|"
        r"houses|villages)\b",
        r"\bnumber\s+of\s+(?:those|people|persons|"
        r"civilians)\s+who\s+(?:have\s+)?(?:left|"
        r"fled)\b",
        rf"\b{PEOPLE}\b{ASIDE}{gap(7)}(?:uprooted|displaced|"
        r"fled|flee(?:ing)?|migrated|moved\s+away|sought\s+(?:refuge|shelter|safety)|"
        r"took\s+(?:refuge|"
        r"shelter)|(?:seek|find|found|seeking)\s+(?:refuge|shelter)|"
        r"(?:forced|driven|chased)\s+(?:from|out)|escaped?\b|on\s+the\s+move)\b",
        r"\b(?:forced|driven|drove|sent|sending|pushed|forcing|driving|displac(?:ed|"
        rf"ing|es)|uproot(?:ed|ing))\s+(?:\S+\s+){{0,5}}?{PEOPLE}\b",
        r"\bnumber\s+of\s+(?:\S+\s+){{0,3}}?(?:displaced|refugees)\b",
        rf"\b{PEOPLE}\b{ASIDE}{gap(3)}(?:left|crossed)\s+"
        rf"(?:for\s+|into\s+|over\s+to\s+)?(?:\S+\s+)?(?:{AT}|{HOLDER})",
    ),
    (
        "evacuation",
        rf"\b{WHO}?{gap(7)}bused\s+(?:out|to)\b",
        rf"\b(?:batch|convoy|group)\s+of\s+(?:\S+\s+){{0,4}}?(?:fighters|{PEOPLE})\b"
        rf"{gap(5)}(?:left|departed|set\s+out|arrived)\b",
    ),
    # relief
    (
        "aid",
        rf"\b{GOODS}\b{gap(8)}(?:is|are)\s+to\s+(?:move|go|enter|reach|arrive|leave|"
        r"be)\b",
        rf"\b{GOODS}\b{gap(7)}(?:{GIVES}|{COMES})\b",
        rf"\b{GIVES}\s+(?:\S+\s+){{0,5}}?{GOODS}\b",
        rf"\b{CARRIERS}\b{gap(3)}(?:with|of|carrying|laden\s+with|loaded\s+"
        rf"with)\s+(?:\S+\s+){{0,3}}?{GOODS}\b",
        rf"\b(?:delivery|distribution|handing\s+out)\s+of\s+(?:\S+\s+){{0,2}}?{GOODS}"
        r"\b",
        r"\bhumanitarian\s+(?:actions?|operations?|events?|campaigns?)\b",
    ),
    # words that end fights
    (
        "agreement",
        r"\b(?:signed|concluded|initialled)\b(?:[^.;:]|"
        r"(?<=\d)[.:](?=\d)){0,90}?\b(?:an?|the|called)"
        r"\s+(?:[^\s.;:]+\s+){0,5}?(?:agreement|accord|memorandum|protocol|treaty|pact|"
        r"truce|cease-?fire)\b",
        rf"\b(?:the|an?|under)\s*{DATE}\s+(?:[\w-]+\s+){{0,3}}?(?:agreements?|accords?|"
        r"memorandum|protocol|treaty|pact|truce|cease-?fire|armistice)\b"
        r"(?!\s+(?:lines?|violations?|regime))",
        r"\b(?:signing|signature|conclusion)\s+of\s+(?:an?|the)\s+(?:\S+\s+){0,6}?"
        r"(?:agreement|accord|memorandum|protocol|treaty|pact|truce|cease-?fire|"
        r"deal)\b",
        r"\b(?:statement|declaration|communiqu[eé]|document)\s+signed\s+by\b",
        r"\bentered\s+into\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:agreement|accord|deal|"
        r"treaty|pact|truce|cease-?fire)\b",
        r"\b(?:agreement|deal|accord|memorandum|truce|cease-?fire)\s+(?:which|that)"
        rf"{gap(4)}(?:concluded|signed|reached|struck)\b",
        r"\bc[ao]me\s+to\s+(?:terms\b|an?\s+(?:\w+\s+){0,2}?(?:agreement|deal|accord|"
        r"understanding|truce|settlement)\b)",
        r"\bannounced\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:deal|agreement|accord|"
        r"pact)\s+(?:between|among|with)\b",
        r"\bshook\s+hands\s+on\s+(?:an?|the)\s",
        r"\bsettled\s+on\s+(?:an?|the)\b",
        r"(?<!trade\s)(?<!loan\s)(?<!arms\s)(?<!gas\s)(?<!oil\s)(?<!grain\s)"
        r"(?<!operation\s)(?<!licensing\s)(?<!business\s)"
        r"\b(?:deal|accord|agreement|pact|protocol|memorandum|settlement)\s+"
        r"(?:\w+ly\s+)?(?:struck|reached|signed|brokered|concluded|negotiated|sealed)"
        rf"(?:\s+(?:by|between|with|in|at|on|during|under|last)\b|{DATE})",
        rf"\bagreed{DATE}?\s+(?:to|on)\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,4}}?"
        r"(?:cease-?fire|truce|armistice|deal|pause)\b",
        rf"\bagreed{DATE}?\s+to\s+(?:evacuate|withdraw|exchange|swap|release|free|stop|"
        r"halt|end|cease|extend|prolong|hand\s+over|pull\s+(?:back|out)|surrender|lift|"
        r"lay\s+down|disengage|redeploy)\b",
        r"\b(?:truce|cease-?fire|deal|accord|agreement|pause|settlement|pact|armistice|"
        r"protocol|memorandum)"
        rf"\b{gap(7)}(?:was|were|been)\s+(?:\w+\s+)?(?:brokered|mediated|"
        r"initialled|struck|sealed|clinched|negotiated|hammered\s+out|concluded|"
        r"reached|signed|agreed|arrived\s+at|arranged)\b",
        r"\b(?:brokered|mediated|initialled|sealed|clinched|hammered\s+out|negotiated|"
        r"arranged)\s+(?:\S+\s+){0,3}?(?:truce|cease-?fire|deal|accord|agreement|pause|"
        r"settlement|pact)\b",
        r"\bunder\s+the\s+(?:\w+\s+)?(?:deal|accord|agreement|memorandum|"
        rf"protocol)\s*{DATE}",
        r"\bthe\s+(?:\w+\s+)?(?:deal|accord|agreement|memorandum|protocol|treaty)\s*"
        rf"{DATE}\s+(?:provides?|provided|foresees|obliges|sets|requires|calls|"
        r"stipulates)\b",
        rf"{WHO}\s+and\s+(?:\S+\s+)?{WHO}{gap(4)}(?:agreed|settled|"
        r"shook\s+hands)\s+(?:to|on|in|at)\b",
    ),
    (
        "talks",
        rf"\b(?:holds?|reconvenes?|hosts?|opens?|restarts?){gap(4)}(?:talks|"
        r"negotiations|"
        r"meetings?|consultations|rounds?|summit|conference)\b",
        rf"\b(?:talks|negotiations|consultations|meeting|round|summit){gap(4)}(?:in|"
        r"at)\s+"
        rf"(?:\S+\s+){{0,2}}?{AT}{gap(3)}(?:dealt|brought|produced|yielded|failed|"
        r"discussed|focus+ed|agreed|collapsed|led\s+to)\b",
        r"\b(?:delegations?|envoys?|negotiators?|representatives|sides|parties|"
        r"mediators?|ministers|presidents|leaders|generals|officers|commanders)\b"
        rf"{gap(7)}(?:sat\s+down|met\b|negotiated|gathered|convened|conferred|"
        r"held\s+(?:\S+\s+){0,3}?(?:talks|negotiations|meetings?|consultations)|"
        r"(?:are|is|were|was|will)\s+(?:to\s+)?meet|resumed\s+talks|returned\s+to\s+"
        r"the\s+(?:negotiating\s+)?table)\b",
        rf"{WHO}\s+and\s+(?:\S+\s+)?{WHO}{gap(3)}(?:negotiated|conferred|sat\s+down|"
        r"held\s+(?:\S+\s+){0,2}?(?:talks|negotiations|meetings?))\b",
        r"\bhosted\s+(?:\S+\s+){0,3}?(?:delegations?|envoys?|negotiators|mediators)\b",
        r"\b(?:talks|negotiations|consultations|meetings?|rounds?|summit)\b"
        rf"{gap(5)}(?:are|is|were|was|will|due)\s+(?:to\s+)?(?:be\s+)?(?:resumed?|"
        r"held|convened?|start(?:ed)?|begin|open(?:ed)?|continued?|reconvened?)\b",
        r"\b(?:talks|negotiations|consultations|meeting|round|summit)\s+(?:in|at)\s+"
        rf"{AT}{gap(3)}(?:dealt|brought|produced|yielded|failed|discussed|focus+ed|"
        r"agreed|collapsed|broke)\b",
    ),
    (
        "ceasefire",
        r"\b(?:cease-?fire|truce|armistice|cessation\s+of\s+hostilities|lull|"
        rf"(?:humanitarian\s+)?pause)\b{gap(7)}(?:took\s+(?:hold|effect)|"
        r"(?:came|come|comes|came\s+into|went|goes|go|entered)\s+into\s+(?:force|"
        r"effect)|beg[au]n|begins|started|starts|went\s+live|declared|proclaimed|"
        r"announced|kicked\s+in|takes\s+(?:hold|effect))\b",
        r"\b(?:declar(?:ed|es|ing)|proclaim(?:ed|s)|announc(?:ed|es|ing)|"
        r"call(?:ed|s))\s+(?:an?|the|their|its|his)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:cease-?fire|"
        r"truce|armistice|halt\s+to\s+(?:the\s+)?(?:fire|fighting|hostilities))\b",
        r"\bguns\s+(?:\w+\s+)?(?:fell|went|have\s+fallen)\s+silent\b",
    ),
)
"""The type of an event, and the shapes of the clauses that tell of one."""
HINTS = {
    "withdrawal": r"remov|left|quit|vacat|abandon|evacuat|surrender|locat|leav|"
    r"retreat|f[ae]ll|retir|went|gone|back|draw|drew|out|pull|exit|depart|disengag|"
    r"relinquish|from",
    "deployment": r"arriv|land|disembark|pour|roll|mass|gather|assembl|cross|expected|"
    r"sen[dt]|patch|mov|br[io]|introduc|rush|airlift|flew|flown|transfer|station|"
    r"entry|buil[dt]|concentrat|reach|set\s|advanc|return|position|based|"
    r"inforc|bolster|beef|strength",
    "displacement": r"uproot|displac|fle|refuge|shelter|forc|driv|drov|escap|sen[dt]|"
    r"push|left|cross|move",
    "evacuation": r"bused|batch|convoy|group",
    "aid": r"aid|relief|food|ration|medic|suppl|flour|kits|blanket|tents|parcel|cash|"
    r"humanitarian|assist|vaccin",
    "agreement": r"terms|sign|settled|truce|fire|deal|accord|agree|pause|pact|"
    r"armistice|memorand|protocol|treaty|hands|settlement",
    "talks": r"delegat|envoy|negotiat|represent|sides|parties|mediat|minist|president|"
    r"leader|general|officer|command|talks|consult|meeting|round|summit",
    "ceasefire": r"fire|truce|armistice|cessation|lull|pause|guns|halt",
}
"""Letters without which no clause of a type can stand in a sentence."""
