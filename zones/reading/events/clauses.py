"""Clauses of events over a row of phrases: who does what to whom, by classes of words.

Each shape is a pattern over a sentence in which ground and holders are letters (see
``phrases``), so that "X was bombed", "a raid on X" and "troops left X" need no list of
names. The words of a class are plain tables; a new verb is a new word in one of them.
"""

from __future__ import annotations

import re

from ..caseless import caseless
from ..phrases import DATE, GROUND, HOLDER, NAME, Phrased

__all__ = ["find_clauses"]

_FLYERS, _GUNNERS = "\uf000", "\uf001"
"""Letters for holders that fly and holders that shell: "the regime's air force"."""
_AIR = (
    r"(?<!\w)(?:warplanes?|planes?|aircraft|aeroplanes?|jets?|fighters?-jets?|"
    r"helicopters?|"
    r"gunships?|drones?|UAVs?|unmanned\s+aerial\s+vehicles?|quadcopters?|bombers?|"
    rf"aviation|{_FLYERS})(?!\w)"
)
_GUNS = (
    rf"(?<!\w)(?:{_GUNNERS}|artillery|howitzers?|mortars?|tanks?|guns|cannons?|"
    r"batter(?:y|ies)|"
    r"(?:multiple\s+|rocket\s+)?launchers?|Grads?)(?!\w)"
)
_SHOTS = (
    r"(?:shells?|rockets?|missiles?|projectiles?|mortars?|grenades|mortar\s+(?:bombs?|"
    r"rounds?|mines)|artillery\s+rounds?)"
)
_HITS = (
    r"(?:struck|strikes?|hits?|hitting|bomb(?:ed|s|ing)|pound(?:ed|s|ing)|"
    r"attack(?:ed|s|ing)|target(?:ed|s|ing)|raid(?:ed|s|ing)|straf(?:ed|es|ing)|"
    r"shell(?:ed|s|ing)|hammer(?:ed|s|ing)|pummel+(?:ed|s|ing)|blast(?:ed|s|ing)|"
    r"batter(?:ed|s|ing)|bombard(?:ed|s|ing)|rocketed|shook|fired|"
    r"rain(?:ed|s|ing)\s+(?:down\s+)?(?:fire|shells|bombs))"
)
_HIT = (
    r"(?:hit|struck|bombed|pounded|attacked|targeted|raided|strafed|hammered|shelled|"
    r"pummel+ed|blasted|battered|bombarded|shaken|damaged|levelled)"
)
_LANDS = (
    r"(?:f[ae]ll(?:s|en)?|land(?:ed|s)|hits?|struck|strikes?|slam(?:med|s)|"
    r"crash(?:ed|es)|explod(?:ed|es)|rain(?:ed|s)(?:\s+down)?|burst|impact(?:ed|s)|"
    r"came\s+down|ploughed|tore|damaged|destroyed|wrecked|wounded|killed)"
)
_DOES = (
    r"(?:carr(?:ied|ies|ying)\s+out|launch(?:ed|es|ing)?|conduct(?:ed|s|ing)?|"
    r"deliver(?:ed|s)?|inflict(?:ed|s)?|ma(?:de|kes?|king)|flew|stag(?:ed|es|ing)|"
    r"mount(?:ed|s|ing)?|perform(?:ed|s))"
)
_BLOWS = r"(?:(?:air\s?)?strikes?|(?:air\s)?raids?|attacks?|sorties|blows?|bombings?)"
_BEGINS = (
    r"(?:beg[aiu]ns?|beginning|start(?:ed|s|ing)?|open(?:ed|s|ing)?|launch(?:ed|es|"
    r"ing)?|"
    r"resum(?:ed|es|ing)|renew(?:ed|s)|stepped\s+up|intensif(?:ied|ies)|"
    r"continu(?:ed|es|ing)|pressed\s+on\s+with|press(?:ed|es)\s+ahead\s+with|"
    r"mount(?:ed|s|ing)|unleash(?:ed|es)|took\s+place|got\s+under\s+way|commenced|"
    r"(?:is|was)\s+under\s*way|stalled|halted|expanded|widened|entered)"
)
_PUSH = (
    r"(?:(?:ground\s+|military\s+|major\s+|full-scale\s+)*(?:(?:counter[\s-]?)?"
    r"offensives?|assaults?|onslaughts?|incursions?|invasions?|storming|"
    r"(?:military|ground|special|combat|army)\s+operations?|counter-?attacks?|thrusts?|"
    r"pushe?s?|advances?|drives?|campaigns?|operations?))"
)
_ONTO = (
    r"(?:on|onto|against|into|towards?|in|at|of|around|near|through|across|north\s+of|"
    r"south\s+of|east\s+of|west\s+of)"
)
_ARMED = (
    r"(?:troops|soldiers|forces|fighters|units|columns?|convoys?|rebels|militants|"
    r"peacekeepers|observers|monitors|servicemen|police|guards|tanks|vehicles|armou?r|"
    r"hardware|howitzers|artillery|weapons|weaponry|equipment|reinforcements|militias?|"
    r"gunmen|battalions?|brigades?|contingents?|garrisons?|army|military|paratroopers)"
)
_PEOPLE = (
    r"(?:people|persons|civilians|residents|inhabitants|families|villagers|women|men|"
    r"children|refugees|households|relatives|returnees|individuals|citizens|souls|"
    r"(?:the\s+)?displaced|others)"
)
_GOODS = (
    r"(?:(?<!military\s)(?<!financial\s)(?<!first\s)aid|relief(?:\s+(?:goods|items|"
    r"supplies|aid))?|food(?:\s+(?:parcels|rations|baskets|aid))?|rations|medicines?|"
    r"medical\s+supplies|supplies|flour|kits|blankets|tents|parcels|cash|"
    r"humanitarian\s+(?:aid|cargo|goods|supplies|assistance|relief)|assistance|"
    r"vaccines)"
)
_CARRIERS = r"(?:convoys?|trucks?|lorries|vehicles|flights?|ships?|planes?|barges?)"
_GIVES = (
    r"(?:deliver(?:ed|s|ing)?|distribut(?:ed|es|ing)?|hand(?:ed|s|ing)\s+(?:out|over)|"
    r"brought|br(?:ings?|inging)|gave\s+out|given(?:\s+out)?|unload(?:ed|s|ing)|"
    r"suppl(?:ied|ies|ying)|dispatch(?:ed|es|ing)|provid(?:ed|es|ing)|airlifted|"
    r"dropped|receiv(?:ed|es|ing)|sent|shipped|trucked|dol(?:ed|ing)\s+out)"
)
_COMES = (
    r"(?:reach(?:ed|es)|arriv(?:ed|es)|enter(?:ed|s)|got\s+(?:in|through)|"
    r"cross(?:ed|es)|pass(?:ed|es)|came|rolled|departed|left\s+for|w[ae]s\s+let\s+in)"
)
_WORDS = rf"(?:{DATE}?\s+[^\s.;:,]+(?:[.,]\d+)*)"
_ASIDE = r"(?:,(?:[^,;:.]|(?<=\d)[.,](?=\d)){2,70},)?"


def _gap(most: int) -> str:
    """Return a pattern for a few words of the same clause."""
    return rf"{_WORDS}{{0,{most}}}?,?{DATE}?,?\s+"


_TROOPS = rf"(?:\b{_ARMED}\b|{HOLDER})"
_WHO = rf"(?:{_FLYERS}|{_GUNNERS}|{HOLDER}|{NAME}|{_ARMED})"
_AT = rf"(?P<g>{GROUND}|{NAME})"
_LISTED: tuple[tuple[str, ...], ...] = (
    # planes, bombs
    (
        "airstrike",
        rf"{_AIR}{_gap(4)}{_HITS}\b",
        rf"{_AIR}{_gap(5)}{_DOES}{_gap(5)}{_BLOWS}\b",
        rf"\b{_HIT}\b{_gap(5)}(?:by|from)\s+(?:\S+\s+){{0,4}}?(?:{_AIR}|the\s+air|"
        r"above)\b",
        rf"\b{_HIT}\s+by\s+(?:\S+\s+){{0,3}}?(?:strikes|raids|bombs|air\s?strikes)\b",
        rf"\b{_HIT}\s+(?:from|by)\s+(?:{_AIR}|the\s+air|air)\b",
        rf"\b{_BLOWS}\s+(?:\w+\s+)?(?:by|of|from)\s+(?:\S+\s+){{0,3}}?{_AIR}",
        rf"\b(?:aerial|air|bombing|drone)\s+(?:{_BLOWS}|bombardments?|campaign|assault|"
        r"operations?)\b",
        r"(?<!hunger\s)(?<!labour\s)(?<!labor\s)\bstrikes?\s+(?:\w+\s+)?(?:on|against)"
        rf"{_gap(4)}(?P<g>{GROUND})",
        rf"\b{_DOES}\s+(?:\S+\s+){{0,2}}?(?:strikes|raids)\s+(?:on|against)\b",
        r"(?<!suicide\s)(?<!car\s)(?<!roadside\s)\bbombings?\s+(?:of|raids?|runs?)\b",
        rf"{_AT}\s+(?:\S+\s+){{0,3}}?bombed\b",
        r"(?<!roadside\s)(?<!car\s)(?<!mortar\s)\bbombs?\s+(?:\S+\s+){0,3}?(?:fell|"
        r"landed|hit|"
        r"struck|rained)\b",
        r"\bdropp(?:ed|ing)\s+(?:\S+\s+){0,4}?(?:bombs?|grenades?|explosives?|"
        r"munitions?|barrels?)\b",
    ),
    # guns, rockets
    (
        "shelling",
        r"\bshellings?\b",
        rf"{_GUNS}{_gap(2)}(?:{_HITS}|opened\s+up|opened\s+fire|responded|roared)"
        r"\b",
        rf"\b{_SHOTS}\b{_gap(4)}{_LANDS}\b",
        r"\b(?:artillery|mortar|rocket|missile|tank|howitzer|grenade)\s+(?:\w+\s+)?"
        r"(?:fire|attacks?|strikes?|barrages?|bombardments?|duels?|exchanges?|salvos?|"
        r"shelling|shots?)\b",
        rf"\b{_HIT}\b{_gap(4)}(?:by|with)\s+(?:\S+\s+){{0,3}}?(?:{_SHOTS}|{_GUNS})",
        rf"\bfir(?:ed|ing|e)\b{_gap(8)}(?:from|with)\s+(?:\S+\s+){{0,2}}?{_GUNS}",
        rf"\bfir(?:ed|ing)\s+(?:\S+\s+){{0,4}}?{_SHOTS}\b",
        rf"\b{_SHOTS}\s+(?:\S+\s+){{0,2}}?(?:was|were|been)\s+(?:fired|launched)\b",
        rf"\b(?:barrages?|salvos?|volleys?)\s+of\s+(?:\S+\s+){{0,2}}?{_SHOTS}\b",
        r"\brocketed\b",
        r"\bbombard(?:ed|ments?|ing)\b",
        r"\b(?:under|by)\s+(?:\w+\s+)?(?:shelling|bombardment|shell-?fire)\b",
        rf"{_AT}:\s+(?:[\w-]+\s+){{1,3}}?{_SHOTS}\b",
    ),
    # attacks in force
    (
        "offensive",
        rf"\b{_PUSH}\s+(?:by\s+\S+(?:\s+\S+)?\s+)?{_ONTO}\s+(?:\S+\s+){{0,4}}?"
        rf"(?:{_AT}|{HOLDER}|it\b)(?:{_gap(5)}|,[^,;:.]{{2,40}},\s*|\s+)"
        rf"(?:\S+\s+)?{_BEGINS}\b",
        rf"\b{_BEGINS}\b{_gap(4)}{_PUSH}\s+(?:\S+\s+){{0,3}}?{_ONTO}\s+"
        rf"(?:\S+\s+){{0,3}}?(?:{_AT}|{HOLDER})",
        rf"{_WHO}[’']?s?,?\s+(?:whose\s+)?(?:\S+\s+)?{_PUSH}\b{_gap(5)}{_BEGINS}\b",
        r"\b(?:ground\s+)?(?:assaults?|offensives?|incursions?)\s+by\s+(?:\S+\s+)?"
        rf"{_WHO}",
        rf"{_WHO}{_gap(5)}(?:advanc(?:ed|es|ing)|push(?:ed|es|ing)|"
        r"march(?:ed|es|ing)|thrust|drove|moved)\s+(?:deeper\s+)?(?:on|into|"
        r"(?:north|south|east|west)(?:wards?)?\s+(?:to|into)|against|to\s+within)\s+"
        rf"(?:\S+\s+){{0,3}}?(?P<g>{GROUND}|{HOLDER})",
        rf"{_WHO}{_gap(4)}(?:storm(?:ed|s)|invad(?:ed|es)|raid(?:ed|s))\s+"
        rf"(?:\S+\s+){{0,3}}?(?:{_AT}|{HOLDER})",
        rf"\b(?:invasion|storming)\s+of\s+(?:\S+\s+){{0,2}}?(?:{_AT}|{HOLDER})",
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
        rf"{_WHO}",
        rf"{_WHO}{_gap(3)}(?:fought|battled|engaged|clashed)\s+(?:with\s+|"
        rf"against\s+)?(?:\S+\s+){{0,2}}?(?:{_WHO}|each\s+other|(?:near|in|around|"
        r"at)\s+"
        rf"(?P<g>{GROUND}))",
        r"\b(?:trad(?:ed|es|ing)|exchang(?:ed|es|"
        r"ing))\s+(?:\w+\s+){0,2}?(?:gun)?fire\b",
        r"\b(?:fire|shots|gunfire)\s+(?:was|were)\s+(?:\w+\s+)?(?:exchanged|traded|"
        r"opened|"
        r"heard|fired)\b",
        r"\b(?:attacks?|assaults?|raids?|infiltration)\b[^.;:]{0,60}?\b(?:was|were|"
        r"been)"
        r"\s+(?:repel+ed|repulsed|beaten\s+(?:back|off)|foiled|thwarted|"
        r"fended\s+off)\b",
        r"\b(?:repel+(?:ed|s|ing)|repuls(?:ed|es|ing)|beat(?:en)?\s+(?:back|off)|"
        r"fended\s+off|foiled|thwarted)\s+(?:\S+\s+){0,3}?(?:attacks?|assaults?|raids?|"
        r"infiltration|attempts?\s+to)\b",
    ),
    # troops that go
    (
        "withdrawal",
        rf"{_TROOPS}{_gap(3)}(?:stream|pour|fil|trickl|pull)(?:ed|es|ing|"
        r"s)\s+(?:back\s+)?"
        rf"(?:out\s+of|from)\s+(?:\S+\s+){{0,2}}?{_AT}",
        rf"{_WHO}{_gap(5)}(?:(?<!was\s)(?<!were\s)(?<!is\s)(?<!are\s)left|quit(?:ted)?|"
        r"vacat(?:ed|es)|"
        rf"abandon(?:ed|s)|evacuated)\s+(?!without|behind|dead)(?:\S+\s+){{0,3}}?"
        rf"(?P<g>{GROUND}|{HOLDER})",
        rf"{_WHO}{_gap(6)}(?:retreat(?:ed|s|ing)|f(?:all|alls|ell|alling)\s+"
        rf"back|pulled|withdr[ae]ws?|withdrawn){_gap(4)}(?:back\s+)?(?:from|out\s+of)"
        rf"(?:\s+\S+){{0,3}}?\s+{_AT}",
        rf"{_WHO}{_gap(6)}retreat(?:ed|s|ing)\b",
        rf"{_TROOPS}{_gap(6)}(?:retir(?:ed|es)|went|gone|moved|returned|marched|drove)"
        rf"{_gap(2)}(?:back\s+)?(?:from|out\s+of)\b",
        rf"{_AT}{_ASIDE}{_gap(9)}(?:was|were|been)\s+(?:abandoned|vacated|evacuated|"
        rf"relinquished)\s+by\s+(?:\S+\s+)?{_WHO}",
        rf"{_TROOPS}{_gap(4)}(?:drawn|draw|drew|taken|moved|pulled)\s+(?:back|away|"
        r"out)\b",
        rf"\b(?:drawn|draw|drew|took|moved|pulled|pull(?:ing|s))\s+(?:\S+\s+){{0,3}}?"
        rf"{_WHO}{_gap(3)}(?:back|away|out|from)\b",
        r"\b(?:retreat|exit|departure|withdrawal|pull-?out|pull-?back|"
        rf"disengagement)\s+of\s+(?:\S+\s+){{0,3}}?(?:{_WHO})",
        rf"{_WHO}{_gap(3)}(?:must|have\s+to|has\s+to|are\s+to|is\s+to|to|will|"
        r"should)\s+"
        r"be\s+out\s+of\b",
        r"\b(?:beg[au]n|start(?:ed|s)|complet(?:ed|es)|finished)\s+(?:\S+\s+){0,3}?"
        r"(?:pull(?:ing)?[\s-]?(?:back|out)|retreat)\b",
    ),
    # troops that come
    (
        "deployment",
        rf"{_WHO}{_gap(5)}(?:arriv(?:ed|es|ing)|land(?:ed|s|ing)|"
        r"disembarked|pour(?:ed|s|ing)|roll(?:ed|s|ing)|mass(?:ed|es|ing)|"
        r"gather(?:ed|ing)|assembl(?:ed|ing)|cross(?:ed|ing)|(?:is|are|was|were)\s+"
        rf"expected){_gap(2)}(?:in|into|at|to|near|opposite|around|along|on|"
        rf"outside|over\s+to)\s+(?:\S+\s+){{0,3}}?(?:{_AT}|the\s+border|the\s+front|"
        r"the\s+line)",
        r"\b(?:sent|sends?|sending|dispatch(?:ed|es)|despatch(?:ed|es)|mov(?:ed|es)|"
        r"br(?:ought|ings?)|introduc(?:ed|es)|rush(?:ed|es)|airlift(?:ed|s)|flew|"
        rf"transferr?(?:ed|s)|station(?:ed|s))\s+(?:\S+\s+){{0,4}}?{_TROOPS}"
        rf"{_gap(4)}(?:to|into|in|towards?|at|along|near)\b",
        rf"{_WHO}{_gap(3)}(?:was|were|been|being|be)\s+(?:\S+\s+)?(?:sent|"
        r"dispatched|moved|brought|introduced|rushed|airlifted|flown|transferred|"
        r"stationed|massed)\s+(?:\S+\s+)?(?:to|into|in|towards?|at|along|near|"
        rf"opposite)\s+(?:\S+\s+){{0,3}}?(?:{_AT}|the\s+border|the\s+line)",
        r"\b(?:arrival|entry|dispatch|build-?up|concentration|introduction|massing)\s+"
        rf"of\s+(?:\S+\s+){{0,4}}?{_WHO}",
    ),
    # people who have to go
    (
        "displacement",
        rf"\b{_PEOPLE}\b{_ASIDE}{_gap(3)}(?:left|abandoned|lost)\s+their\s+(?:homes|"
        r"houses|villages)\b",
        r"\bnumber\s+of\s+(?:those|people|persons|"
        r"civilians)\s+who\s+(?:have\s+)?(?:left|"
        r"fled)\b",
        rf"\b{_PEOPLE}\b{_ASIDE}{_gap(7)}(?:uprooted|displaced|"
        r"fled|flee(?:ing)?|migrated|moved\s+away|sought\s+(?:refuge|shelter|safety)|"
        r"took\s+(?:refuge|"
        r"shelter)|(?:seek|find|found|seeking)\s+(?:refuge|shelter)|"
        r"(?:forced|driven|chased)\s+(?:from|out)|escaped?\b|on\s+the\s+move)\b",
        r"\b(?:forced|driven|drove|sent|sending|pushed|forcing|driving|displac(?:ed|"
        rf"ing|es)|uproot(?:ed|ing))\s+(?:\S+\s+){{0,5}}?{_PEOPLE}\b",
        r"\bnumber\s+of\s+(?:\S+\s+){{0,3}}?(?:displaced|refugees)\b",
        rf"\b{_PEOPLE}\b{_ASIDE}{_gap(3)}(?:left|crossed)\s+"
        rf"(?:for\s+|into\s+|over\s+to\s+)?(?:\S+\s+)?(?:{_AT}|{HOLDER})",
    ),
    (
        "evacuation",
        rf"\b{_WHO}?{_gap(7)}bused\s+(?:out|to)\b",
        rf"\b(?:batch|convoy|group)\s+of\s+(?:\S+\s+){{0,4}}?(?:fighters|{_PEOPLE})\b"
        rf"{_gap(5)}(?:left|departed|set\s+out|arrived)\b",
    ),
    # relief
    (
        "aid",
        rf"\b{_GOODS}\b{_gap(8)}(?:is|are)\s+to\s+(?:move|go|enter|reach|arrive|leave|"
        r"be)\b",
        rf"\b{_GOODS}\b{_gap(7)}(?:{_GIVES}|{_COMES})\b",
        rf"\b{_GIVES}\s+(?:\S+\s+){{0,5}}?{_GOODS}\b",
        rf"\b{_CARRIERS}\b{_gap(3)}(?:with|of|carrying|laden\s+with|loaded\s+"
        rf"with)\s+(?:\S+\s+){{0,3}}?{_GOODS}\b",
        rf"\b(?:delivery|distribution|handing\s+out)\s+of\s+(?:\S+\s+){{0,2}}?{_GOODS}"
        r"\b",
        r"\bhumanitarian\s+(?:action|operation|event|campaign)\b",
    ),
    # words that end fights
    (
        "agreement",
        r"\b(?:signed|concluded|initialled)\b(?:[^.;:]|"
        r"(?<=\d)[.:](?=\d)){0,90}?\b(?:an?|the)"
        r"\s+(?:\w+\s+)?(?:agreement|accord|memorandum|protocol|treaty|pact)\b",
        r"\b(?:agreement|deal|accord|memorandum|truce|cease-?fire)\s+(?:which|that)"
        rf"{_gap(4)}(?:concluded|signed|reached|struck)\b",
        r"\bca?me\s+to\s+terms\b",
        r"\bsettled\s+on\s+(?:an?|the)\b",
        r"(?<!trade\s)(?<!loan\s)(?<!arms\s)(?<!gas\s)(?<!oil\s)(?<!grain\s)"
        r"(?<!operation\s)(?<!licensing\s)(?<!business\s)"
        r"\b(?:deal|accord|agreement|pact|protocol|memorandum|settlement)\s+"
        r"(?:\w+ly\s+)?(?:struck|reached|signed|brokered|concluded|negotiated|sealed)"
        rf"(?:\s+(?:by|between|with|in|at|on|during|under|last)\b|{DATE})",
        rf"\bagreed{DATE}?\s+to\s+(?:evacuate|withdraw|exchange|swap|release|free|stop|"
        r"halt|end|cease|extend|prolong|hand\s+over|pull\s+(?:back|out)|surrender|lift|"
        r"lay\s+down|disengage|redeploy)\b",
        r"\b(?:truce|cease-?fire|deal|accord|agreement|pause|settlement|pact|armistice|"
        r"protocol|memorandum)"
        rf"\b{_gap(7)}(?:was|were|been)\s+(?:\w+\s+)?(?:brokered|mediated|"
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
        rf"{_WHO}\s+and\s+(?:\S+\s+)?{_WHO}{_gap(4)}(?:agreed|settled|"
        r"shook\s+hands)\s+(?:to|on|in|at)\b",
    ),
    (
        "talks",
        rf"\b(?:holds?|reconvenes?|hosts?|opens?|restarts?){_gap(4)}(?:talks|"
        r"negotiations|"
        r"meetings?|consultations|rounds?|summit|conference)\b",
        rf"\b(?:talks|negotiations|consultations|meeting|round|summit){_gap(4)}(?:in|"
        r"at)\s+"
        rf"(?:\S+\s+){{0,2}}?{_AT}{_gap(3)}(?:dealt|brought|produced|yielded|failed|"
        r"discussed|focus+ed|agreed|collapsed|led\s+to)\b",
        r"\b(?:delegations?|envoys?|negotiators?|representatives|sides|parties|"
        r"mediators?|ministers|presidents|leaders|generals|officers|commanders)\b"
        rf"{_gap(7)}(?:sat\s+down|met\b|negotiated|gathered|convened|conferred|"
        r"held\s+(?:\S+\s+){0,3}?(?:talks|negotiations|meetings?|consultations)|"
        r"(?:are|is|were|was|will)\s+(?:to\s+)?meet|resumed\s+talks|returned\s+to\s+"
        r"the\s+(?:negotiating\s+)?table)\b",
        r"\bhosted\s+(?:\S+\s+){0,3}?(?:delegations?|envoys?|negotiators|mediators)\b",
        r"\b(?:talks|negotiations|consultations|meetings?|rounds?|summit)\b"
        rf"{_gap(5)}(?:are|is|were|was|will|due)\s+(?:to\s+)?(?:be\s+)?(?:resumed?|"
        r"held|convened?|start(?:ed)?|begin|open(?:ed)?|continued?|reconvened?)\b",
        r"\b(?:talks|negotiations|consultations|meeting|round|summit)\s+(?:in|at)\s+"
        rf"{_AT}{_gap(3)}(?:dealt|brought|produced|yielded|failed|discussed|focus+ed|"
        r"agreed|collapsed|broke)\b",
    ),
    (
        "ceasefire",
        r"\b(?:cease-?fire|truce|armistice|cessation\s+of\s+hostilities|lull|"
        rf"(?:humanitarian\s+)?pause)\b{_gap(7)}(?:took\s+(?:hold|effect)|"
        r"(?:came|come|comes|came\s+into|went|goes|go|entered)\s+into\s+(?:force|"
        r"effect)|beg[au]n|begins|started|starts|went\s+live|declared|proclaimed|"
        r"announced|kicked\s+in|takes\s+(?:hold|effect))\b",
        r"\b(?:declar(?:ed|es|ing)|proclaim(?:ed|s)|announc(?:ed|es|ing)|"
        r"call(?:ed|s))\s+(?:an?|the|their|its|his)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:cease-?fire|"
        r""
        r""
        r"truce|armistice|halt\s+to\s+(?:the\s+)?(?:fire|fighting|hostilities))\b",
        r"\bguns\s+(?:\w+\s+)?(?:fell|went|have\s+fallen)\s+silent\b",
    ),
)
_COMPILED = tuple(
    (name, tuple(caseless(words) for words in shapes)) for name, *shapes in _LISTED
)
_HINTS = {
    "airstrike": r"bomb|air|drone|plane|jet|copter|gunship|UAV|unmanned|aviation|"
    r"strike|raid|quadc|\uf000",
    "shelling": r"shell|rocket|missile|mortar|artillery|howitzer|tank|guns|cannon|"
    r"batter|launch|Grad|projectile|grenade|bombard|salvo|barrage|volley|\uf001",
    "offensive": r"offensiv|assault|onslaught|incursion|inva|storm|operation|counter|"
    r"thrust|push|advanc|driv|campaign|march|drove|moved|raid",
    "clash": r"clash|fight|combat|battl|hostilit|fire|shots|fought|engaged|repel|"
    r"repuls|beat|"
    r"fended|foil|thwart",
    "withdrawal": r"left|quit|vacat|abandon|evacuat|retreat|f[ae]ll|retir|went|gone|"
    r"back|draw|drew|out|pull|exit|depart|disengag|relinquish|from",
    "deployment": r"arriv|land|disembark|pour|roll|mass|gather|assembl|cross|expected|"
    r"sen[dt]|patch|mov|br[io]|introduc|rush|airlift|flew|flown|transfer|station|"
    r"entry|build|concentrat",
    "displacement": r"uproot|displac|fle|refuge|shelter|forc|driv|drov|escap|sen[dt]|"
    r"push|left|cross|move",
    "evacuation": r"bused|batch|convoy|group",
    "aid": r"aid|relief|food|ration|medic|suppl|flour|kits|blanket|tents|parcel|cash|"
    r"humanitarian|assist|vaccin",
    "agreement": r"terms|settled|truce|fire|deal|accord|agree|pause|pact|armistice|"
    r"memorand|protocol|treaty|hands|settlement",
    "talks": r"delegat|envoy|negotiat|represent|sides|parties|mediat|minist|president|"
    r"leader|general|officer|command|talks|consult|meeting|round|summit",
    "ceasefire": r"fire|truce|armistice|cessation|lull|pause|guns|halt",
}
_FLY = caseless(r"\b(?:air\s?force|aviation|aircraft|warplanes|jets)\b")
_SPECIAL = caseless(rf"{_FLY.pattern}|\bartillery\b|\bguns\b")
_GUARDS = {name: caseless(words) for name, words in _HINTS.items()}


def find_clauses(row: Phrased) -> list[tuple[str, int, int, str | None]]:
    """Find the clauses of a sentence that tell of events.

    Parameters
    ----------
    row
        The sentence as a row of phrases.

    Returns
    -------
    list
        Type, first and last code point in the sentence, and the letter of the ground
        that it befell, where the clause names it.
    """
    text = row.text.translate(
        {
            ord(letter): _FLYERS if _FLY.search(phrase.name) else _GUNNERS
            for letter, phrase in row.phrases.items()
            if phrase.kind == "holder" and _SPECIAL.search(phrase.name)
        }
    )
    found = []
    for name, shapes in _COMPILED:
        if not _GUARDS[name].search(text):
            continue
        every = (shape.search(text) for shape in shapes)
        matches = [m for m in every if m and _befalls_ground(row, m)]
        if matches:
            match = min(matches, key=lambda m: (m.start(), m.end()))
            start, end = row.at(match.start()), row.at(match.end() - 1) + 1
            found.append((name, start, end, match.groupdict().get("g")))
    return found


def _befalls_ground(row: Phrased, match: re.Match[str]) -> bool:
    """Whether what a clause takes for ground is a place, not troops."""
    letter = match.groupdict().get("g")
    ground = row.phrases[letter] if letter else None
    return ground is None or ground.kind != "holder" or ground.place is not None
