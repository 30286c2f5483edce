"""Words by which sentences say what became of a zone or truce, one class per status."""

from __future__ import annotations

import re

from ..caseless import caseless

__all__ = [
    "AGREED",
    "ANNOUNCED",
    "APPLIES",
    "BEGAN_TO_WORK",
    "BORDERS",
    "DELIMITED",
    "ENDED",
    "ENTERS",
    "FAILED",
    "FATE",
    "FROM",
    "FUNCTIONS",
    "GUARANTORS",
    "HELD_SINCE",
    "HOW",
    "NEVER",
    "OBSERVES",
    "OF_AN_AGREEMENT",
    "PROPOSAL",
    "PROVIDES",
    "SET_UP",
    "STANDS",
    "STARTS",
    "TAKEN",
    "THERE_IS",
    "VIOLATED",
    "WAS_AGREED",
]

AGREED = caseless(
    r"\b(?:agreed(?!\s+(?:lines?|borders?|maps?|positions?)\b)|"
    r"agree(?:s)?\s+(?:on|to)|signed|sign(?:s|ing)|agreements?|memorandum|"
    r"(?<!national\s)accords?|deals?|protocol|treaty|concluded|reached|approved|"
    r"adopted|"
    r"settled\s+on|decided|consent(?:ed)?\s+to|"
    r"joint\s+(?:statement|declaration|communiqu[eé]))\b",
)
FAILED = caseless(
    r"\b(?:fail(?:s|ed|ing)?\s+to\s+(?:agree|sign|reach)|refus(?:ed|"
    r"es)\s+to\s+(?:agree|"
    r"sign)|(?:did|do|does|has|have)\s+not\s+(?:agree|sign|reach)\w*|no\s+agreement|"
    r"no\s+(?:text|deal|document)\s+(?:has|had|was)|"
    r"comment|cannot\s+answer|violat(?:ed|es|ing)|breach(?:ed|es|ing)|"
    r"(?:violations?|breach(?:es)?)\s+of|"
    r"without\s+(?:an?\s+|any\s+)?agreement)\b",
)
PROVIDES = caseless(
    r"\b(?:provid(?:es|ed|ing)\s+for|stipulat(?:es|ed)|foresees?|foresaw|divides?|"
    r"establish(?:es|ed)|creat(?:es|ed)|lays?\s+down|laid\s+down)\b",
)
OF_AN_AGREEMENT = caseless(
    r"\b(?:set\s+up|established|created|laid\s+down|introduced|instituted|defined|"
    r"formed|agreed|declared|covered|protected|governed|guaranteed|regulated|left|"
    r"keeps?|kept)\b[^.;]{0,40}?\b(?:by|in|"
    r"under)\s+"
    r"(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}?(?:agreement|armistice|accord|treaty|"
    r"memorandum|"
    r"decision|protocol|statement|resolution)\b",
)
FUNCTIONS = caseless(
    r"\b(?:(?:is|are|was|were|remains?|now|already|currently|fully|been)\s+)+"
    r"(?:functioning|operating|operational|working|in\s+operation|active)\b"
    r"|\bzones?\s+(?:function|operate|work)s?\b|\bfunctions?\s+(?=the\b|an?\b)",
)
BEGAN_TO_WORK = caseless(
    r"\b(?:beg[au]n|begins?|start(?:s|ed)?)\s+(?:to\s+)?(?:work|function|"
    r"operat)(?:ing|e)?\b",
)
ENTERS = caseless(
    r"\b(?:c[ao]mes?|coming|enter(?:s|ed)?|w[eo]nt|go(?:es)?|took|take(?:s|n)?|"
    r"put|brought)\s+(?:in)?to\s+(?:its\s+)?"
    r"(?:force|effect|implementation)\b|\b(?:took|takes?|taken|"
    r"taking)\s+effect\b|"
    r"\b(?:has|have)\s+been\s+in\s+(?:force|effect)\b|"
    r"\bin\s+(?:force|effect)\s+(?:since|from|as\s+of)\b",
)
OBSERVES = caseless(
    r"\b(?:agree[sd]?|decide[sd]?|undert(?:ook|ake)|commit(?:s|ted)?|pledge[sd]?|"
    r"promise[sd]?|vow(?:s|ed)?)\s+(?:themselves\s+|itself\s+)?(?:to|on|for)\s+"
    r"(?:an?\s+|the\s+)?(?:\w+\s+){0,3}?"
    r"(?:observ(?:e|ance|ing)|adher(?:e|ence)|respect(?:ing)?|"
    r"compl(?:y|iance)|abide|uphold(?:ing)?|honou?r)\b[^.;]{0,90}?",
)
"""Words of sides that agree to keep, from then on, a truce that they had before."""
STANDS = caseless(
    r"\b(?:is|are|remains?|was|were|(?<!to\s)be|ha(?:s|ve)\s+been)\s+"
    r"(?:still\s+|"
    r"largely\s+|generally\s+|"
    r"fully\s+)?(?:in\s+(?:force|effect|place)|being\s+observed|observed|holding|"
    r"respected|"
    r"complied\s+with|kept|maintained)\b"
    r"(?!\s+(?:not|only\s+(?:partly|in\s+part)))",
)
HELD_SINCE = caseless(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:held|lasted|existed|been\s+(?:observed|kept|"
    r"respected))\b[^.;]{0,30}?\bsince\b",
)
FROM = caseless(
    r"\b(?:establish|introduc|institut|declar|beg[iau]n|start|announc|decid|accept|"
    r"order)\w*\s+"
    r"(?:an?\s+|the\s+)?(?:\w+\s+)?(?:cease[\s-]?fire|truce|cessation\s+of\s+"
    r"hostilities|halts?\s+of\s+fire|humanitarian\s+pause)\b[^.;]{0,60}?\b(?:from|"
    r"starting|beginning|as\s+of|on|at)\b",
)
APPLIES = caseless(
    r"\b(?:is|are|was|were)\s+(?:hereby\s+)?(?:declared|established|instituted|"
    r"introduced|announced)\s+(?:from|as\s+of|starting|at)\b|"
    r"\bappl(?:y|ies|ied)\b(?!\s+to\b)|"
    r"\b(?:is|are|was|were|been)\s+(?:formally|officially|now)\s+(?:established|"
    r"declared)\b",
)
STARTS = caseless(
    r"\b(?:with\s+effect\s+from|effective\s+(?:from|as\s+of|on)|"
    r"(?:fulfil?ment|implementation|observance)\s+as\s+of)\b|"
    r"\b(?:starts?|begins?|started|began|(?:is|was|are|"
    r"were)\s+(?:due\s+)?to\s+(?:start|"
    r"begin)|starting|beginning)\s+(?:at|on|from)\b",
)
SET_UP = caseless(
    r"\b(?:was|were|has\s+been|have\s+been)\s+(?:established|created|set\s+up|"
    r"introduced|formed|decreed|proclaimed)\b",
)
DELIMITED = caseless(
    r"\b(?:(?:was|were|been|is|are)\s+)(?:marked\s+out|delimited|demarcated|drawn\s+up|"
    r"mapped)\b",
)
ENDED = caseless(
    r"\b(?P<collapse>(?<!-)collaps(?:e[sd]?|ing)|br(?:oke|oken)\s+down|fell\s+apart|"
    r"unravel(?:l?ed))|\b(?P<expire>expire[sd]|lapsed|ran\s+out|run\s+out)|"
    r"\b(?P<denounce>denounced|renounced|withdrew\s+from|annulled|repudiated|"
    r"scrapped|tore\s+up|abrogated|revoked|null\s+and\s+void|(?:is|was)\s+void)|"
    r"\b(?P<replace>(?:was|were|been)\s+(?:replaced|superseded)|(?:gave|given|gives)\s+"
    r"way\s+to)|"
    r"\b(?P<end>(?:was|were|been|is|has)\s+(?:abolished|dissolved|dismantled|ended|"
    r"terminated|lifted|cancelled|liquidated|eliminated)|ceased\s+to\s+(?:exist|act|"
    r"function|operate|be)|(?<!-)ended\b|"
    r"no\s+longer\s+exists?|(?:is|are)\s+(?:gone|no\s+more)|came\s+to\s+an\s+end)\b",
)
HOW = {
    "collapse": "unknown",
    "expire": "expired",
    "denounce": "denounced",
    "replace": "replaced",
    "end": "unknown",
}
THERE_IS = caseless(
    r"\bthere\s+(?:(?:now|still|currently)\s+)?(?:is|are|exists?|remains?)\s+"
    r"(?:(?:currently|now|still|already|today|at\s+present|as\s+of\s+now)\s+)?"
    r"(?:an?\s+)?$",
)
TAKEN = caseless(
    r"\b(?:took|taken|takes|retook|retaken|seized|captured|recaptured|liberated)\b"
    r"(?:\s+(?:full|complete)\s+control)?|\bfell\s+to\b|"
    r"\bunder\s+(?:full\s+)?control\b",
)
VIOLATED = caseless(
    r"\b(?:is|are|was|were|been|being)\s+(?:(?:\w+ly|often|still|again)\s+)?"
    r"(?:broken|breached|violated)\b|"
    r"(?P<seen>\b(?:ha(?:s|ve|d)\s+(?:been\s+)?|was\s+|is\s+)(?:witness|see|suffer|"
    r"experienc|mar|mark|undermin|plagu|shak|overshadow)\w*\s+(?:with\s+|by\s+)?"
    r"(?:\w+\s+){0,2}(?:violations|breaches)\b)|"
    r"\b(?:broke(?!\s+(?:out|down|off|up|through|into|away))|"
    r"broken|breached|violated|violates?|violating)\b|\b(?:in|was|is|were|"
    r"as|constitutes?|amounts?\s+to)\s+an?\s+(?:\w+\s+)?(?:violation|breach)\b|"
    r"\bin\s+(?:breach|violation)\s+of\b",
)
ANNOUNCED = caseless(
    r"\b(?:announc(?:e[sd]?|ing)|declar(?:e[sd]?|ing)|proclaim(?:s|ed)|decreed)\b"
)
PROPOSAL = caseless(
    r"\b(?:propos\w+|call(?:s|ed)?\s+for|suggest\w*|demand\w*|idea\s+of|draft|"
    r"foresees?|envisages?|provides?\s+for|wants?)\b",
)
NEVER = caseless(r"\b(?:never|not)\b")
WAS_AGREED = caseless(
    r",?\s+(?:which\s+)?(?:(?:was|were|has\s+been|had\s+been|have\s+been|is|are)\s+)?"
    r"(?:\w+ly\s+)?(?:agreed|signed|approved|concluded)\b",
)
FATE = caseless(
    r"\b(?:agreement|accord|memorandum|treaty|deal)\b(?:\s+(?:of|from)\s+[\w\s]{4,20})?"
    r"\s+(?:(?:has|had|have|was|were|is|are|been|itself|now|thereby)\s+)*"
    r"(?:(?P<collapse>collapsed|broken\s+down|fallen\s+apart)|"
    r"(?P<expire>expired|lapsed|run\s+out)|"
    r"(?P<denounce>denounced|annulled|revoked|scrapped|null\s+and\s+void|void)|"
    r"(?P<replace>replaced|superseded)|(?P<suspend>suspended|frozen))\b"
    r"|\b(?:(?P<suspends>suspend(?:s|ed)?)|(?P<denounces>denounce[sd]?|scrap(?:s|ped)|"
    r"revoke[sd]?|annul(?:s|led)|withdrew\s+from|terminate[sd]?))\s+(?:in\s+full\s+)?"
    r"(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:agreement|accord|memorandum|treaty)\b",
)
GUARANTORS = re.compile(r"\b(?:guarantors?|monitor\w*)\s+of\s+(?:the\s+)?$")
BORDERS = caseless(
    r"\b(?:borders?|boundar(?:y|ies)|maps?|delimitation|lines|limits|contours|"
    r"perimeter|outlines?|edges)\s+of\s+$",
)
