"""Words of taking, losing, holding and surrounding, and the shapes they come in.

Each shape is a pattern over a row of phrases (see ``phrases``): letters stand for
ground (group ``g``) and holders (``h``, ``h1`` to ``h4``), all else are plain words.
"""

from __future__ import annotations

import re

from ..phrases import DATE, GROUND, HOLDER, NAME

__all__ = [
    "ACTIVE",
    "AGENTLESS",
    "ANY",
    "DRIVE",
    "FILL",
    "FILL_WORDS",
    "HELD",
    "INCLUDING",
    "IN_SUM",
    "LISTED",
    "LOST",
    "MOVES",
    "NOUN_TAKE",
    "OWNED",
    "PASSIVE",
    "RELATIVE",
    "SHARE",
    "STRONGHOLDS",
    "TAIL",
    "TAKEN",
    "act_of",
]

_TAKE = (
    r"captur(?:ed|es?)|seiz(?:ed|es?)|takes?|took|taken|retakes?|retook|retaken|"
    r"recaptur(?:ed|es?)|regain(?:ed|s)?|reclaim(?:ed|s)?|liberat(?:ed|es?)|"
    r"overr[au]n|overruns|occupied|reoccupied|conquer(?:ed|s)?|wrest(?:ed|s)?|"
    r"snatch(?:ed|es)?|annex(?:ed|es)?|secured|clear(?:ed|s)|cleansed|purged|won"
)
_TAKE_ING = (
    r"capturing|seizing|taking|retaking|recapturing|regaining|liberating|overrunning|"
    r"occupying|conquering|wresting|clearing"
)
TAKEN = (
    r"captured|seized|taken|retaken|recaptured|regained|reclaimed|liberated|overrun|"
    r"occupied|conquered|wrested|snatched|annexed|secured|cleared|freed|won\s+back|"
    r"reoccupied"
)
_GAIN = (
    r"(?:t[ao]ke?s?|took|taken|taking|gain(?:ed|s|ing)?|regain(?:ed|s|ing)?|seiz(?:ed|"
    r"es|ing)|"
    r"assum(?:ed|es|ing)|(?:re-?)?establish(?:ed|es|ing)|restor(?:ed|es|ing)|"
    r"wrest(?:ed|s|ing)?|impos(?:ed|es|ing)|extend(?:ed|s|ing)|expand(?:ed|s|ing)|"
    r"won|winning)\s+"
    r"(?:back\s+)?(?:their\s+|its\s+|his\s+|the\s+)?(?:full\s+|complete\s+|total\s+|"
    r"military\s+|state\s+)?(?:control|authority|sovereignty|possession|grip)\s+"
    r"(?:of|over|in|on|to)"
)
_ENTER = (
    r"entered|enters|entering|(?:marched|rolled|walked|swept|poured|stormed|moved|"
    r"drove|rode|pushed)\s+into|(?:swept|rolled|advanced)\s+through"
)
_LOSE = (
    r"lost|loses?|losing|gave\s+up|given\s+up|giv(?:es|ing)\s+up|ced(?:ed|es|ing)|"
    r"surrender(?:ed|s|ing)?|abandon(?:ed|s|ing)?|relinquish(?:ed|es)?|"
    r"vacat(?:ed|es|ing)|yield(?:ed|s)?|conced(?:ed|es)|quit|retreated\s+from|"
    r"(?:handed|hands|turned|signed)\s+over|fled\s+from|pulled\s+out\s+of"
)
LOST = (
    r"lost|given\s+up|ceded|surrendered|abandoned|relinquished|vacated|yielded|"
    r"conceded|evacuated"
)
_HOLD = (
    r"holds?|held|controls?|controlled|controlling|keeps?|kept|retains?|retained|"
    r"rules?|ruled|administers?|administered|dominates?|occup(?:y|ies)|runs?|ran|"
    r"(?:still\s+)?cl(?:ings?|ung)\s+(?:on\s+)?to|"
    r"(?:is|are|was|were|be|been|remains?|remained|stays?|stayed)\s+(?:\w+\s+)?in\s+"
    r"(?:\w+\s+)?(?:control|possession|charge)\s+of|"
    r"(?:retain(?:s|ed)?|ke(?:eps?|pt)|maintain(?:s|ed)?|ha(?:s|ve|d)|hold(?:s)?|"
    r"exercis(?:es|ed))\s+(?:full\s+|firm\s+|complete\s+|its\s+|their\s+)?"
    r"(?:control|authority)\s+(?:of|over|in)|"
    r"(?:ke(?:eps?|pt)|ha(?:s|ve|d)|maintain(?:s|ed)?|tighten(?:s|ed)?|retain(?:s|ed)?)"
    r"\s+(?:an?|its|their)\s+(?:\w+\s+)?(?:grip|hold)\s+(?:on|over)|"
    r"(?:keeps?|holds?|retains?|maintains?|ha(?:s|ve))\s+(?:its|their|an?)\s+"
    r"(?:\w+\s+)?(?:ground|positions?|footholds?|strongholds?)\s+(?:in|above|around|"
    r"near|at|on)|"
    r"(?:is|are|was|were|remains?|remained)\s+(?:\w+\s+)?(?:entrenched|dug\s+in|"
    r"ensconced|holed\s+up|fortified)\s+in"
)
HELD = r"held|controlled|ruled|run|administered|dominated|governed|occupied"
_RING = (
    r"encircl(?:ed|es?|ing)|surround(?:ed|s|ing)?|besieg(?:ed|es?|ing)|"
    r"blockad(?:ed|es?|ing)|cut(?:s|ting)?\s+off|"
    r"(?:la(?:id|ys?)|laying)\s+siege\s+to|"
    r"(?:impos(?:ed|es)|tighten(?:ed|s)|clos(?:ed|es)|complet(?:ed|es))\s+(?:the|an?|"
    r"their|its)\s+(?:\w+\s+)?(?:siege|encirclement|blockade|ring|noose)\s+(?:of|on|"
    r"around|round)"
)
_RINGED = (
    r"encircled|surrounded|besieged|blockaded|cut\s+off|ringed|sealed\s+off|"
    r"under\s+(?:\w+\s+)?(?:siege|blockade)|in\s+(?:the|a)\s+siege"
)
DRIVE = (
    r"drove|driven|drives?|driving|push(?:ed|es|ing)|expel(?:led|s|ling)|oust(?:ed|s)|"
    r"eject(?:ed|s)|dislodg(?:ed|es)|flush(?:ed|es)|forced|threw|thrown|chased|kicked|"
    r"evict(?:ed|s)|beaten|routed"
)
NOUN_TAKE = (
    r"capture|recapture|seizure|conquest|liberation|occupation|takeover|retaking|"
    r"taking|re-?capture"
)
ANY = f"(?:{HOLDER}|{NAME})"
FILL_WORDS = (
    r"has|have|had|is|are|was|were|be|been|being|will|would|shall|to|also|again|still|"
    r"back|now|already|later|since|then|fully|finally|soon|completely|both|all|once|"
    r"more|too|however|just|recently|currently|not|never|no|longer|in|turn|so|far|even|"
    r"continu(?:e|es|ed|ing)|"
    r"itself|themselves|yet|did|do|does|managed|able|largely|firmly|mostly|partly|"
    r"thus|there(?:by|fore)|long|first|today|overnight|succeeded|\w+ly"
)
FILL = (
    rf"(?:(?:,?\s+(?:{FILL_WORDS}))|,?\s*{DATE},?|"
    r"\s*,\s*(?:[^,;:]|(?<=\d),(?=\d)){2,60},)*"
)
TAIL = rf"(?:[^.;:,\ue000-\ue2ff]|,?\s*{DATE},?){{0,70}}?"
OWNED = (
    rf"(?:(?P<of>(?:the\s+)?(?:\w+\s+)?(?:hands?|control|grip|possession|authority|"
    rf"rule)\s+of\s+(?P<h1>{ANY}))|(?P<h2>{ANY})(?:[’']s?)?\s+(?:\w+\s+)?(?:hands|"
    rf"control|rule|grip|authority)\b|(?:full\s+|firm\s+|complete\s+)?"
    rf"(?P<h3>[\w-]+(?:\s+[\w-]+)?)\s+(?:hands|"
    rf"control|rule|occupation)\b(?!\s+of)|(?:the\s+)?"
    r"(?P<h5>[a-z][\w-]+(?:\s+[\w-]+)?)[’']s?\s+(?:\w+\s+)?(?:hands|control|rule|"
    r"grip|authority)\b)"
)
_MANY = (
    r"(?:the|following|an?|number|series|string|cluster|handful|dozens?|scores|of|some|"
    r"several|many|more|other|further|additional|new|key|strategic|important|small|"
    r"large|nearby|neighbou?ring|surrounding|remaining|at|least|than|about|around|over|"
    r"nearly|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,]*)"
)
_TOWNS = (
    r"(?:towns|villages|cities|settlements|localities|hamlets|communities|districts|"
    r"areas|hills|hilltops|heights|positions|points|neighbou?rhoods|outposts|bases|"
    r"camps|strongholds)\b"
)
INCLUDING = (
    r"(?:,?\s+(?:including|among\s+them|amongst\s+them|namely|notably|such\s+as)"
    r"(?:\s+those\s+of)?|\s*:)\s+(?:both\s+)?"
)
"""Words between ground in sum and its names: "ten villages, including X"."""
IN_SUM = (
    rf"(?:{_MANY}\s+){{0,6}}{_TOWNS}(?:(?:,|\s+and)\s+(?:[a-z]+\s+)?{_TOWNS})*"
    rf"(?:(?!\s+and\s+[a-z])[^,.;:]){{0,60}}?{INCLUDING}"
)
"""Ground in sum right before its names: "several towns and villages, including"."""
_OBJECT = (
    rf"\s+(?:back\s+)?(?:over\s+)?(?:{IN_SUM})?" rf"(?P<g>(?:{GROUND}|{NAME}|{HOLDER}))"
)
_AND_AROUND = (
    r"(?:\s+and\s+(?:its|their|the)\s+(?:[a-z]+\s+)?(?:surroundings|vicinity|"
    r"environs|countryside|outskirts|suburbs|hinterland|"
    r"(?:areas?|villages|hills)\s+around\s+it))?"
)
_G_SUBJECT = rf"(?P<g>{GROUND}|{NAME}){_AND_AROUND}(?:,?\s+(?:which|that))?{FILL}"

LISTED = rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:{GROUND}|{NAME})"

ACTIVE = tuple(
    (act, re.compile(rf"\b(?P<verb>{verbs})[”\"’]?{_OBJECT}"))
    for act, verbs in (
        ("takes", rf"{_GAIN}|{_TAKE}|{_TAKE_ING}"),
        ("enters", _ENTER),
        ("loses", rf"(?:los[te]s?\s+(?:\w+\s+)?control\s+(?:of|over))|{_LOSE}"),
        ("holds", _HOLD),
        ("surrounds", _RING),
    )
)
RELATIVE = tuple(
    (
        act,
        re.compile(
            rf"(?P<g>{GROUND}|{NAME})\s*,?\s+(?:which|that)\s+(?P<h1>{ANY}){FILL}\s+"
            rf"(?P<verb>{verbs})\b"
        ),
    )
    for act, verbs in (
        ("takes", rf"(?:{_GAIN})(?!\s+{ANY})|{_TAKE}"),
        ("loses", _LOSE),
        (
            "holds",
            r"holds?|held|controls?|controlled|keeps?|kept|rules?|occup(?:y|ies)",
        ),
        ("surrounds", _RING),
    )
)
"""Ground "which the army took"."""
_STRONG = r"(?:strongholds?|bastions?|footholds?|redoubts?|heartland)"
_AREA = (
    r"(?:areas?|territor(?:y|ies)|enclaves?|pockets?|parts?|districts?|land|ground|"
    r"swathes?|region)"
)
_LIES = (
    rf"(?P<rel>(?:\s+in\s+{HOLDER},)?\s*,?\s+(?:(?:(?:that|which)\s+)?"
    r"(?:covers?|covering|straddl(?:es?|ing)|"
    r"compris(?:es?|ing)|includ(?:es?|ing)|spann?(?:s|ing)|takes?\s+in)|(?:deep\s+)?"
    r"(?:in|of|across|inside|within))\s+)"
)
STRONGHOLDS = (
    re.compile(
        r"(?<![\w-])(?P<verb>(?P<who>(?!non-|un|once-)[A-Za-z][\w’'-]*?)-"
        rf"(?:held|controlled|run|"
        rf"occupied|ruled)\s+(?:\w+\s+)?{_AREA}){_LIES}(?P<g>{GROUND})"
    ),
    re.compile(
        rf"(?<!former\s)(?P<h1>{ANY})(?:[’']s?)?\s+(?:\w+\s+)?(?P<verb>{_STRONG})"
        rf"(?:{_LIES}|(?P<near>,\s+))(?P<g>{GROUND})"
    ),
)
"""Ground of which the words that describe it say who holds it."""
PASSIVE = tuple(
    (
        act,
        re.compile(
            rf"{_G_SUBJECT}(?:\s+and)?,?\s+(?P<verb>{verbs})\b"
            rf"(?:\s+(?:back\s+)?from\s+{ANY})?{TAIL}\bby\s+(?P<h>{ANY})"
        ),
    )
    for act, verbs in (
        ("takes", TAKEN),
        ("loses", LOST),
        ("holds", HELD),
        ("surrounds", rf"(?:\w+\s+)?(?:{_RINGED})"),
    )
)
_WITHOUT_AGENT = (
    (
        "takes",
        r"(?:is|are|was|were|been)",
        r"captured|seized|retaken|recaptured|liberated|overrun|occupied",
    ),
    ("surrounds", r"(?:is|are|was|were|been|remains?|stays?|kept)", _RINGED),
)
AGENTLESS = (
    *(
        (
            act,
            re.compile(
                rf"(?P<g>{GROUND}|{NAME}){FILL}\s+{be}(?:\s+(?:{FILL_WORDS}))*\s+"
                rf"(?P<verb>{verbs})\b(?!{TAIL}\bby\s+{ANY})"
            ),
        )
        for act, be, verbs in _WITHOUT_AGENT
    ),
    (
        "takes",
        re.compile(
            rf"(?P<g>{GROUND}){FILL}\s+(?P<verb>fell|fallen)\b(?=\s*[.,;]|\s*{DATE}|"
            r"\s+(?:and|one\s+after|without|after|when|as|at\s+last|next|too|almost|"
            r"within|hours|days|the\s+(?:same|next|following))\b)"
        ),
    ),
)
"""Shapes in which nobody is said to act: who did is known from before."""

_PASSES = (
    (
        "takes",
        rf"{_G_SUBJECT}\s+(?P<verb>(?:f[ae]ll(?:en|s)?|pass(?:ed|es)?|went|gone|goes|"
        r"returned|reverted|slipped|came|comes?|brought|placed|put|transferred|handed|"
        r"given|surrendered|ceded|lost|turned)"
        r"(?:\s+(?:back|over|up|again|completely|fully))*\s+"
        rf"(?:in(?:to)?|under|to|with)){FILL}\s+{OWNED}",
    ),
    (
        "takes",
        rf"{_G_SUBJECT}\s+(?P<verb>(?:f[ae]ll(?:en|s)?|pass(?:ed|es)?|went|goes|"
        r"returned|reverted|transferred|handed|given|surrendered|ceded|lost|turned)"
        rf"(?:\s+(?:back|over|up|again))*)(?:\s+{FILL_WORDS})?(?:\s*,?{DATE},?)?\s+"
        rf"(?:to|under)\s+(?P<h1>{ANY})",
    ),
    (
        "loses",
        rf"{_G_SUBJECT}\s+(?P<verb>(?:slipped|fell|wrested|taken|captured|snatched|"
        rf"lost|gone|seized)\s+(?:away\s+)?(?:from|for|out\s+of))\s+(?:{OWNED}|"
        rf"(?P<h4>{ANY}))",
    ),
    (
        "holds",
        rf"{_G_SUBJECT}\s+(?P<verb>(?:remain(?:s|ed)?|stay(?:s|ed)?|lies?|is|are|was|"
        rf"were|been|continues?\s+to\s+be|rest(?:s|ed)?)(?:\s+(?:{FILL_WORDS}))*\s+"
        rf"(?:in|under|within))\s+{OWNED}",
    ),
    (
        "holds",
        rf"(?P<g>{GROUND}|{NAME}){FILL}\s+"
        rf"(?P<verb>(?:remain(?:s|ed)?|stay(?:s|ed)?|is|are)"
        rf"(?:\s+(?:still|now))?\s+with)\s+(?P<h1>{ANY})",
    ),
    (
        "holds",
        rf"(?P<g>{GROUND}),?\s+(?P<verb>(?:(?:now|still|currently|already|completely|"
        rf"entirely|fully|firmly|largely|mostly){DATE}?\s+|{DATE}\s*)+(?:under|in))\s+"
        rf"{OWNED}",
    ),
    (
        "holds",
        rf"(?P<g>{GROUND}|{NAME}),\s+(?P<verb>(?:is|are|remains?)\s+"
        rf"(?:(?:still|now)\s+)?with)\s+(?P<h1>{HOLDER})",
    ),
    (
        "holds",
        rf"\b(?P<verb>puts?|places?|sees?|shows?|finds?|leaves?|left)\s+"
        rf"(?P<g>{GROUND})\s+(?:in|under|within)\s+{OWNED}",
    ),
)
MOVES = tuple((act, re.compile(words)) for act, words in _PASSES)
SHARE = (
    r"(?P<share>(?:(?:nearly|almost|virtually)\s+all|most|much|all|half|"
    r"the\s+(?:majority|rest|bulk)|"
    r"a\s+(?:large\s+|significant\s+)?part|(?:large\s+)?parts?|some|swathes|"
    r"(?:(?:about|around|some|nearly|over|more\s+than)\s+)?\d+\s*"
    r"(?:%|percent|per\s+cent)))"
)

_HOLDS_WORDS = re.compile(
    r"(?:ha(?:s|ve|d)|holds?|held|ke(?:ep|pt)s?|retains?|controls?|occup(?:y|ies))\b"
)
_LOSES_WORDS = re.compile(r"los[te]s?\b|gave|ceded|surrendered")


def act_of(verb: str) -> str:
    """Say whether a verb of control takes, holds or loses ground.

    Examples
    --------
    >>> act_of("holds"), act_of("gave up"), act_of("recaptured")
    ('holds', 'loses', 'takes')
    """
    if _LOSES_WORDS.match(verb):
        return "loses"
    return "holds" if _HOLDS_WORDS.match(verb) else "takes"
