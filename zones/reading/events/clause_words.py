"""Words that clauses of events are made of, by class.

Each name is a pattern over a row of phrases (see ``phrases``): ground, holders, names
and dates are letters there, all else is plain words.
"""

from __future__ import annotations

from ..phrases import DATE, GROUND, HOLDER, NAME

__all__ = [
    "AIR",
    "ARMED",
    "ASIDE",
    "AT",
    "BEGINS",
    "BLOWS",
    "CARRIERS",
    "COMES",
    "DOES",
    "FLYERS",
    "GIVES",
    "GOODS",
    "GUNNERS",
    "GUNS",
    "HIT",
    "HITS",
    "LANDS",
    "ONTO",
    "PEOPLE",
    "PUSH",
    "SHOTS",
    "SMALL_ARMS",
    "TROOPS",
    "WHO",
    "gap",
]

FLYERS, GUNNERS = "\uf000", "\uf001"
"""Letters for holders that fly and holders that shell: "the regime's air force"."""
AIR = (
    r"(?<!\w)(?:warplanes?|planes?|aircraft|aeroplanes?|jets?|fighters?-jets?|"
    r"helicopters?|"
    r"gunships?|drones?|UAVs?|unmanned\s+aerial\s+vehicles?|quadcopters?|bombers?|"
    rf"aviation|air\s?force|{FLYERS})(?!\w)"
)
GUNS = (
    rf"(?<!\w)(?:{GUNNERS}|artillery|howitzers?|mortars?|tanks?|guns|cannons?|"
    r"batter(?:y|ies)|"
    r"(?:multiple\s+|rocket\s+)?launchers?|Grads?)(?!\w)"
)
SHOTS = (
    r"(?:shells?|rockets?|missiles?|projectiles?|mortars?|grenades|mortar\s+(?:bombs?|"
    r"rounds?|mines)|artillery\s+rounds?)"
)
SMALL_ARMS = (
    r"\b(?:small[\s-]arms|firearms|(?:sniper|assault|automatic)\s+(?:rifles?|weapons)|"
    r"rifles|machine[\s-]guns?|grenade\s+(?:launchers?|machine\s+guns?)|"
    r"anti-tank\s+(?:weapons|guided\s+missiles?))\b"
)
HITS = (
    r"(?:struck|strikes?|hits?|hitting|bomb(?:ed|s|ing)|pound(?:ed|s|ing)|"
    r"attack(?:ed|s|ing)|target(?:ed|s|ing)|raid(?:ed|s|ing)|straf(?:ed|es|ing)|"
    r"shell(?:ed|s|ing)|hammer(?:ed|s|ing)|pummel+(?:ed|s|ing)|blast(?:ed|s|ing)|"
    r"batter(?:ed|s|ing)|bombard(?:ed|s|ing)|rocketed|shook|fired|thunder(?:ed|s|ing)|"
    r"rain(?:ed|s|ing)\s+(?:down\s+)?(?:fire|shells|bombs))"
)
HIT = (
    r"(?:hit|struck|bombed|pounded|attacked|targeted|raided|strafed|hammered|shelled|"
    r"pummel+ed|blasted|battered|bombarded|shaken|damaged|levelled)"
)
LANDS = (
    r"(?:f[ae]ll(?:s|en)?|land(?:ed|s)|hits?|struck|strikes?|slam(?:med|s)|"
    r"crash(?:ed|es)|explod(?:ed|es)|rain(?:ed|s)(?:\s+down)?|burst|impact(?:ed|s)|"
    r"came\s+down|ploughed|tore|damaged|destroyed|wrecked|wounded|killed)"
)
DOES = (
    r"(?:carr(?:ied|ies|ying)\s+out|launch(?:ed|es|ing)?|conduct(?:ed|s|ing)?|"
    r"deliver(?:ed|s)?|inflict(?:ed|s)?|ma(?:de|kes?|king)|flew|stag(?:ed|es|ing)|"
    r"mount(?:ed|s|ing)?|perform(?:ed|s))"
)
BLOWS = r"(?:(?:air\s?)?strikes?|(?:air\s)?raids?|attacks?|sorties|blows?|bombings?)"
BEGINS = (
    r"(?:beg[aiu]ns?|beginning|start(?:ed|s|ing)?|open(?:ed|s|ing)?|launch(?:ed|es|"
    r"ing)?|"
    r"resum(?:ed|es|ing)|renew(?:ed|s)|stepped\s+up|intensif(?:ied|ies)|"
    r"continu(?:ed|es|ing)|pressed\s+on\s+with|press(?:ed|es)\s+ahead\s+with|"
    r"mount(?:ed|s|ing)|unleash(?:ed|es)|took\s+place|got\s+under\s+way|commenced|"
    r"(?:is|was)\s+under\s*way|stalled|halted|expanded|widened|entered)"
)
PUSH = (
    r"(?:(?:ground\s+|military\s+|major\s+|full-scale\s+)*(?:(?:counter[\s-]?)?"
    r"offensives?|assaults?|onslaughts?|incursions?|invasions?|storming|"
    r"(?:military|ground|special|combat|army)\s+operations?|counter-?attacks?|thrusts?|"
    r"pushe?s?|advances?|drives?|campaigns?|operations?))"
)
ONTO = (
    r"(?:on|onto|against|into|towards?|in|at|of|around|near|through|across|north\s+of|"
    r"south\s+of|east\s+of|west\s+of)"
)
ARMED = (
    r"(?:troops|soldiers|forces|fighters|units|columns?|convoys?|rebels|militants|"
    r"peacekeepers|observers|monitors|servicemen|police|guards|tanks|vehicles|armou?r|"
    r"hardware|howitzers|artillery|weapons|weaponry|equipment|reinforcements|militias?|"
    r"gunmen|battalions?|brigades?|contingents?|garrisons?|army|military|paratroopers|"
    r"elements|personnel|detachments)"
)
PEOPLE = (
    r"(?:people|persons|civilians|residents|inhabitants|families|villagers|women|men|"
    r"children|refugees|households|relatives|returnees|individuals|citizens|souls|"
    r"(?:the\s+)?displaced|others)"
)
GOODS = (
    r"(?:(?<!military\s)(?<!financial\s)(?<!first\s)aid|relief(?:\s+(?:goods|items|"
    r"supplies|aid))?|food(?:\s+(?:parcels|rations|baskets|aid))?|rations|medicines?|"
    r"medical\s+supplies|supplies|flour|kits|blankets|tents|parcels|cash|"
    r"humanitarian\s+(?:aid|cargo|goods|supplies|assistance|relief)|assistance|"
    r"vaccines)"
)
CARRIERS = r"(?:convoys?|trucks?|lorries|vehicles|flights?|ships?|planes?|barges?)"
GIVES = (
    r"(?:deliver(?:ed|s|ing)?|distribut(?:ed|es|ing)?|hand(?:ed|s|ing)\s+(?:out|over)|"
    r"brought|br(?:ings?|inging)|gave\s+out|given(?:\s+out)?|unload(?:ed|s|ing)|"
    r"suppl(?:ied|ies|ying)|dispatch(?:ed|es|ing)|provid(?:ed|es|ing)|airlifted|"
    r"dropped|receiv(?:ed|es|ing)|sent|shipped|trucked|dol(?:ed|ing)\s+out)"
)
COMES = (
    r"(?:reach(?:ed|es)|arriv(?:ed|es)|enter(?:ed|s)|got\s+(?:in|through)|"
    r"cross(?:ed|es)|pass(?:ed|es)|came|rolled|departed|left\s+for|w[ae]s\s+let\s+in)"
)
_WORDS = rf"(?:{DATE}?\s+[^\s.;:,]+(?:[.,]\d+)*)"
ASIDE = r"(?:,(?:[^,;:.]|(?<=\d)[.,](?=\d)){2,70},)?"


def gap(most: int) -> str:
    """Return a pattern for a few words of the same clause."""
    return rf"{_WORDS}{{0,{most}}}?,?{DATE}?,?\s+"


TROOPS = rf"(?:\b{ARMED}\b|{HOLDER})"
WHO = rf"(?:{FLYERS}|{GUNNERS}|{HOLDER}|{NAME}|{ARMED})"
AT = rf"(?P<g>{GROUND}|{NAME})"
