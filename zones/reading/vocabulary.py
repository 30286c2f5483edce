"""Words of the field that the grammar knows: nations, numbers, compass, terms.

Only closed word classes stand here. Places come from the gazetteer, zones from the
documents; nothing in this module names a conflict.
"""

from __future__ import annotations

import re

from .caseless import Caseless, caseless

__all__ = [
    "COMPASS",
    "COUNTRY_NAMES",
    "DEMONYMS",
    "NUMBERS",
    "ORDINALS",
    "PROVINCE_WORDS",
    "ZONE_STEMS",
    "ZONE_TYPES",
    "compass_of",
    "country_name",
    "demonym_of",
    "number_of",
    "zone_type_of",
]

NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "a dozen": 12,
    "dozen": 12,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
} | {"last": -1, "remaining": -1, "final": -1}

_POINTS = frozenset(
    "north south east west northeast northwest southeast southwest".split()
)
COMPASS = (
    r"(?:(?:north|south)[\s-]?(?:east|west)|north|south|east|west|centr(?:e|al)|center|"
    r"middle|rural)(?:ern(?:most)?)?"
)
"""Pattern of a compass word: "north", "south-western", "central"."""

_NATIONS = """
AF Afghan|AL Albanian|DZ Algerian|US American,U.S.,US|AM Armenian|AU Australian|
AT Austrian|AZ Azerbaijani,Azeri|BH Bahraini|BD Bangladeshi|BY Belarusian|BE Belgian|
BA Bosnian|BR Brazilian|GB British,UK|BG Bulgarian|MM Burmese|KH Cambodian|
CM Cameroonian|CA Canadian|TD Chadian|CN Chinese|CO Colombian|CG Congolese|HR Croatian|
CU Cuban|CY Cypriot|CZ Czech|DK Danish|NL Dutch|EG Egyptian|ER Eritrean|EE Estonian|
ET Ethiopian|FI Finnish|FR French|GE Georgian|DE German|GR Greek|HT Haitian|
HU Hungarian|IN Indian|ID Indonesian|IR Iranian|IQ Iraqi|IE Irish|IL Israeli|IT Italian|
JP Japanese|JO Jordanian|KZ Kazakh,Kazakhstani|KE Kenyan|XK Kosovar|KW Kuwaiti|
KG Kyrgyz,Kirghiz|LV Latvian|LB Lebanese|LY Libyan|LT Lithuanian|ML Malian|
MD Moldovan|MA Moroccan|NP Nepalese|NG Nigerian|KP North Korean|NO Norwegian|OM Omani|
PK Pakistani|PS Palestinian|PH Philippine,Filipino|PL Polish|PT Portuguese|QA Qatari|
RO Romanian|RU Russian|RW Rwandan|SA Saudi|RS Serbian|SK Slovak|SO Somali|
KR South Korean|SS South Sudanese|ES Spanish|LK Sri Lankan|SD Sudanese|SE Swedish|
CH Swiss|SY Syrian|TJ Tajik|TH Thai|TN Tunisian|TR Turkish,Turk|TM Turkmen|UG Ugandan|
UA Ukrainian|AE Emirati|UZ Uzbek|VN Vietnamese|YE Yemeni|KR Korean
"""
DEMONYMS: dict[str, str] = {}
for _row in _NATIONS.replace("\n", "").split("|"):
    _code, _, _words = _row.partition(" ")
    for _word in _words.split(","):
        DEMONYMS.setdefault(_word, _code)

COUNTRY_NAMES = {
    row.split(" ", 1)[0]: row.split(" ", 1)[1]
    for row in (
        "AF Afghanistan|AL Albania|DZ Algeria|US United States|AM Armenia|AU Australia|"
        "AT Austria|AZ Azerbaijan|BH Bahrain|BD Bangladesh|BY Belarus|BE Belgium|"
        "BA Bosnia and Herzegovina|BR Brazil|GB United Kingdom|BG Bulgaria|MM Myanmar|"
        "KH Cambodia|CM Cameroon|CA Canada|TD Chad|CN China|CO Colombia|CG Congo|"
        "HR Croatia|CU Cuba|CY Cyprus|CZ Czechia|DK Denmark|NL Netherlands|EG Egypt|"
        "ER Eritrea|EE Estonia|ET Ethiopia|FI Finland|FR France|GE Georgia|DE Germany|"
        "GR Greece|HT Haiti|HU Hungary|IN India|ID Indonesia|IR Iran|IQ Iraq|"
        "IE Ireland|"
        "IL Israel|IT Italy|JP Japan|JO Jordan|KZ Kazakhstan|KE Kenya|XK Kosovo|"
        "KW Kuwait|KG Kyrgyzstan|LV Latvia|LB Lebanon|LY Libya|LT Lithuania|ML Mali|"
        "MD Moldova|MA Morocco|NP Nepal|NG Nigeria|KP North Korea|NO Norway|OM Oman|"
        "PK Pakistan|PS Palestine|PH Philippines|PL Poland|PT Portugal|QA Qatar|"
        "RO Romania|RU Russia|RW Rwanda|SA Saudi Arabia|RS Serbia|SK Slovakia|"
        "SO Somalia|KR South Korea|SS South Sudan|ES Spain|LK Sri Lanka|SD Sudan|"
        "SE Sweden|CH Switzerland|SY Syria|TJ Tajikistan|TH Thailand|TN Tunisia|"
        "TR Turkey|TM Turkmenistan|UG Uganda|UA Ukraine|AE United Arab Emirates|"
        "UZ Uzbekistan|VN Vietnam|YE Yemen|AO Angola|BF Burkina Faso|BI Burundi|"
        "CD DR Congo|CF Central African Republic|CI Ivory Coast|EH Western Sahara|"
        "GT Guatemala|LR Liberia|ME Montenegro|MK North Macedonia|MX Mexico|"
        "MY Malaysia|MZ Mozambique|NE Niger|NI Nicaragua|PE Peru|SI Slovenia|"
        "SL Sierra Leone|"
        "SV El Salvador|TL East Timor|VE Venezuela|ZM Zambia|ZW Zimbabwe"
    ).split("|")
}

PROVINCE_WORDS = (
    r"(?:provinces?|governorates?|oblasts?|regions?|muhafaza|muhafazat|vilayets?|"
    r"prefectures?|regenc(?:y|ies)|sub-?districts?|"
    r"counties|county|departments?|administrative regions?|raions?|"
    r"districts?)"
)

_AREA = r"(?:zones?|areas?|regions?)"
_NOTABLE = {
    "de-escalation zone": (
        rf"(?:de[\s-]?(?:escalation|conflict(?:ion|ing))|"
        rf"deconfliction)[\"”’']?\s+{_AREA}|"
        rf"{_AREA}\s+of\s+(?:the\s+)?(?:de[\s-]?(?:escalation|confliction)|"
        rf"reduced tension)|"
        rf"{_AREA}\s+(?:to|for)\s+(?:reduc|lower|eas)(?:e|ing)\s+(?:the\s+)?tensions?|"
        rf"(?:tension|escalation)[\s-](?:reduction|lowering|decreasing)\s+{_AREA}|"
        r"reduc(?:tion|ing)\s+(?:of\s+)?(?:the\s+)?(?:escalation|tensions?)|"
        r"deconfliction\s+lines?|(?:agreement\s+of\s+)?(?:the\s+)?lowering\s+of\s+"
        r"(?:the\s+)?(?:escalation|tensions?)"
    ),
    "security zone": (
        r"(?:security|safety|defen[cs]e|defensive|cease-?fire)\s+zones?|"
        r"zones?\s+of\s+(?:security|safety)"
    ),
    "safe zone": r"safe\s+(?:zones?|areas?|havens?)",
    "demilitarised zone": (
        rf"(?:de-?militari[sz]ed|disarmed|neutral)\s+(?:buffer\s+|security\s+|"
        rf"border\s+)?(?:{_AREA}|strips?|belts?|corridors?)|"
        rf"{_AREA}\s+of\s+demilitari[sz]ation|DMZ|"
        rf"(?:weapons?|arms)[\s-]free\s+{_AREA}|"
        rf"{_AREA}\s+(?:(?:that|which)\s+(?:is|are|was|were|will\s+be)\s+)?"
        r"free\s+of\s+(?:arms|weapons)"
    ),
    "buffer zone": (
        rf"buffer\s+(?:{_AREA}|strips?)|(?:exclusion|cordon|confidence|interposition)"
        rf"\s+{_AREA}|zones?\s+of\s+(?:confidence|trust)"
    ),
    "area of separation": rf"{_AREA}\s+of\s+separation|separation\s+{_AREA}",
    "disengagement area": rf"disengagement\s+{_AREA}|{_AREA}\s+of\s+disengagement",
    "security corridor": (
        r"(?:security|secure|humanitarian|safe|safety|land|evacuation|"
        r"(?-i:[A-Z]\w+))\s+corridors?|corridors?\s+of\s+(?:security|safety)"
    ),
    "security strip": (
        r"(?:security|safety|buffer)\s+(?:strips?|belts?|lanes?)|"
        r"[\"“”']?runway\s+(?:of\s+)?(?:safety|security)[\"“”']?|"
        r"(?:strips?|lanes?|runways?)\s+of\s+(?:safety|security)"
    ),
    "no-fly zone": r"no[\s-]fly\s+zones?|no[\s-]flight\s+zones?",
    "ceasefire": (
        r"(?:deal|agreement|accord|pact)\s+to\s+(?:\w+ly\s+)?"
        r"(?:end|stop|halt|cease)\s+(?:the\s+|all\s+)*"
        r"(?:fighting|hostilities|clashes|firing|violence)|"
        r"cease[\s-]?fires?\s+and\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:cessation|"
        r"end|halt|suspension)\s+(?:of|to)\s+(?:the\s+|all\s+)*(?:military\s+"
        r"(?:operations|activities)|hostilities|fighting)|"
        r"cease[\s-]?fires?|truces?|armistices?(?!\s+agreement)|"
        r"(?:regime\s+of\s+)?cessation\s+of\s+(?:the\s+|all\s+)?"
        r"(?:armed\s+conflict|"
        r"military\s+(?:operations|activities)|hostilities|fire|fighting|combat|"
        r"shelling|attacks)|halts?\s+(?:of|to|in)\s+(?:the\s+)?"
        r"(?:fire|fighting|hostilities)|"
        r"(?:pauses?|lulls?)\s+in\s+(?:the\s+)?(?:fire|fighting|hostilities|strikes|"
        r"operations|combat|bombing|shelling)|suspension\s+of\s+(?:hostilities|fire|"
        r"fighting|combat|(?:all\s+)?(?:offensive\s+)?military\s+(?:actions?|"
        r"operations|"
        r"activit(?:y|ies)))|(?:\d+|\w+)-hour\s+(?:pause|lull)|lulls?|"
        r"(?:regime|period)\s+of\s+calm|calm\s+regime|"
        r"stopping\s+(?:of\s+)?(?:the\s+)?(?:shooting|fire)|"
        r"regime\s+of\s+silence|silence\s+regime|humanitarian\s+pauses?"
    ),
    "no-fire zone": rf"no[\s-]fire\s+{_AREA}",
    "protection zone": r"protection\s+zones?",
    "peace zone": r"peace\s+zones?|zones?\s+of\s+peace",
    "assembly zone": (
        r"(?:transition(?:al)?|cantonment|assembly|concentration|normali[sz]ation)\s+"
        r"zones?"
    ),
    "limitation area": (
        rf"{_AREA}\s+of\s+limit(?:ations?|ed\s+(?:armaments?|forces))"
        r"(?:\s+(?:of|in)\s+armaments?(?:\s+and\s+forces)?)?|"
        rf"(?:limited|restricted)[\s-](?:forces?|weapons?|armaments?)\s+{_AREA}|"
        rf"(?:weapons?|arms|armaments?)[\s-](?:restriction|limitation)\s+{_AREA}"
    ),
}
ZONE_TYPES: dict[str, Caseless] = {
    name: caseless(rf"(?<![\w-])(?:{pattern})(?![\w-])")
    for name, pattern in _NOTABLE.items()
}
"""Pattern of the words for each type of zone, belt or truce."""


ZONE_STEMS = {
    "de-escalation zone": ("escalation", "conflict", "tension"),
    "security zone": ("secur", "safety", "defen", "cease"),
    "safe zone": ("safe",),
    "demilitarised zone": ("militari", "dmz", "disarm", "neutral", "free"),
    "buffer zone": (
        "buffer",
        "exclusion",
        "cordon",
        "confidence",
        "interposition",
        "trust",
    ),
    "area of separation": ("separation",),
    "disengagement area": ("disengagement",),
    "security corridor": ("corridor",),
    "security strip": ("strip", "belt", "lane", "runway"),
    "no-fly zone": ("fly", "flight"),
    "ceasefire": (
        *("fire", "truce", "armistice", "hostilit", "fighting", "shooting"),
        *("military op", "military act", "armed conflict"),
        *("silence", "pause", "lull", "calm", "combat", "clashes", "violence"),
    ),
    "no-fire zone": ("fire",),
    "protection zone": ("protection",),
    "peace zone": ("peace",),
    "assembly zone": ("zone",),
    "limitation area": ("limit", "restrict"),
}
"""One of these stands in every phrase of a type: most sentences need no closer look."""


def number_of(word: str) -> int | None:
    """Return the number that a word or figure names, or None.

    Examples
    --------
    >>> number_of("Four"), number_of("12"), number_of("some")
    (4, 12, None)
    """
    cleaned = word.strip().lower()
    if cleaned.isdecimal() and len(cleaned) < 5:
        return int(cleaned)
    return NUMBERS.get(cleaned)


def country_name(code: str) -> str:
    """Return the usual English name of a country by its ISO code.

    Examples
    --------
    >>> country_name("KE")
    'Kenya'
    """
    return COUNTRY_NAMES.get(code, code)


def demonym_of(code: str) -> str:
    """Return the word for what is of a country, by its ISO code.

    Examples
    --------
    >>> demonym_of("KE")
    'Kenyan'
    """
    return next((word for word, c in DEMONYMS.items() if c == code), code)


def compass_of(word: str) -> str | None:
    """Return a compass word in its plain form, or None.

    Examples
    --------
    >>> compass_of("North-Western"), compass_of("central"), compass_of("tall")
    ('northwest', 'central', None)
    """
    plain = re.sub(r"[\s-]", "", word.strip().lower())
    plain = re.sub(r"ern(most)?$", "", plain)
    if plain in _POINTS:
        return plain
    return "central" if plain in ("central", "centre", "center", "middle") else None


def zone_type_of(words: str) -> str | None:
    """Return the type that a phrase names ("zone of de-escalation"), or None."""
    for name, pattern in ZONE_TYPES.items():
        if pattern.fullmatch(words.strip()):
            return name
    return None
