"""Nouns of taking and holding, and verbs that take more than ground beside them."""

from __future__ import annotations

import re

from ..phrases import GROUND, HOLDER, NAME
from .words import ANY, DRIVE, FILL, IN_SUM, LISTED, NOUN_TAKE, TAIL

__all__ = ["NOUNS"]

_BY_NOUN = (
    (
        "takes",
        rf"\b(?P<verb>{NOUN_TAKE})\s+of\s+(?:{IN_SUM})?(?P<g>{GROUND}|{NAME})"
        rf"(?:(?:{LISTED})*,?{TAIL}\b(?:by|at\s+the\s+hands\s+of)\s+(?P<h1>{ANY}))?",
    ),
    (
        "takes",
        rf"(?P<h1>{ANY})[’']s?\s+(?:\w+\s+)?(?P<verb>{NOUN_TAKE})\s+of\s+"
        rf"(?P<g>{GROUND}|{NAME})",
    ),
    (
        "takes",
        rf"\b(?P<verb>(?:fall|loss)\s+of)\s+(?P<g>{GROUND}|{NAME}){FILL}\s+to\s+"
        rf"(?P<h1>{ANY})",
    ),
    ("loses", rf"\b(?P<verb>loss\s+of)\s+(?P<g>{GROUND}|{NAME})\s+by\s+(?P<h1>{ANY})"),
    (
        "takes",
        rf"(?P<g>{GROUND})\s+(?P<verb>{NOUN_TAKE})\s+by\s+(?P<h1>{ANY})",
    ),
    (
        "surrounds",
        rf"\b(?P<verb>(?:siege|encirclement|blockade)\s+(?:of|on|around))\s+"
        rf"(?P<g>{GROUND}|{NAME})(?:{TAIL}\bby\s+(?P<h1>{ANY}))?",
    ),
    (
        "takes",
        rf"(?P<h1>{ANY}){FILL}\s+(?P<verb>(?:\w+\s+){{0,6}}(?:raised|hoisted|planted|"
        rf"raises))\s+(?:\w+\s+|{HOLDER}\s+)?flags?\s+(?:over|in|on|at|above)\s+"
        rf"(?P<g>{GROUND})",
    ),
    (
        "takes",
        rf"(?P<g>{GROUND}|{NAME})[^;.]{{0,40}}?\b(?P<verb>raised|hoisted|planted)\s+"
        rf"(?:\w+\s+)?flags?\s+there\b",
    ),
    (
        "takes",
        rf"(?P<h1>{ANY}){FILL}\s+(?P<verb>{DRIVE})\s+{ANY}{FILL}\s+(?:back\s+|"
        rf"away\s+)?(?:out\s+of|from)\s+(?P<g>{GROUND}|{NAME})",
    ),
    (
        "takes",
        rf"{ANY}{FILL}\s+(?:was|were|been|being)\s+(?P<verb>{DRIVE})\s+(?:back\s+|"
        rf"away\s+)?(?:out\s+of|from)\s+(?P<g>{GROUND}|{NAME}){TAIL}\bby\s+"
        rf"(?P<h1>{ANY})",
    ),
    (
        "loses",
        rf"(?P<h1>{ANY}){FILL}\s+(?:was|were|been|being)\s+(?P<verb>{DRIVE})\s+"
        rf"(?:back\s+|away\s+)?(?:out\s+of|from)\s+(?P<g>{GROUND}|{NAME})"
        rf"(?!{TAIL}\bby\s+{ANY})",
    ),
    (
        "takes",
        rf"\b(?:[Cc]ontrol|[Pp]ossession|[Aa]uthority)\s+(?:of|over)\s+(?P<g>{GROUND}|"
        rf"{NAME}){FILL}\s+(?P<verb>passed|went|reverted|returned|was\s+(?:handed|"
        rf"transferred|given|ceded)(?:\s+over)?)\s+(?:back\s+)?to\s+(?P<h1>{ANY})",
    ),
    (
        "takes",
        r"\b(?P<verb>handed|turned|signed|ceded|gave|transferred|yielded|surrendered|"
        r"returned|relinquished|left)\s+(?:over\s+)?(?:(?:control|possession)\s+(?:of|"
        rf"over)\s+)?(?P<g>{GROUND}|{NAME})\s+(?:back\s+|over\s+)*to\s+(?P<h1>{ANY})",
    ),
    (
        "takes",
        r"\b(?P<verb>(?:hand|turn|give)(?:s|ing)?\s+(?:over|back)|returns?|returning|"
        r"(?:hand|ced|surrender|yield|relinquish|transferr)ing|"
        r"cede|transfer|yield|surrender|relinquish)\s+"
        r"(?:(?:control|possession)\s+(?:of|"
        rf"over)\s+)?(?P<g>{GROUND})(?:(?:,\s*|,?\s+and\s+){GROUND})*"
        r"(?:,\s+in\s+[^,;:.]{3,40},)?\s+(?:back\s+|"
        rf"over\s+)*to\s+(?P<h1>{HOLDER})",
    ),
    (
        "holds",
        rf"(?<!of\s)(?P<h1>{HOLDER}){FILL}\s+(?P<verb>sits?|sat|sitting)\s+in\s+"
        rf"(?P<g>{GROUND})",
    ),
    (
        "holds",
        rf"(?P<h1>{HOLDER}),?\s+(?:who\s+(?:are|were|had)\s+)?(?P<verb>dug\s+in|"
        rf"entrenched|holed\s+up)\s+(?:in|at|around)\s+(?P<g>{GROUND}|{NAME})",
    ),
    (
        "holds",
        rf"(?P<g>{GROUND}|{NAME})(?:\s+on\s+(?:the\s+road\s+to\s+)?{ANY})?{FILL}"
        r"\s+(?P<verb>is|are|remains?|stays?)\s+(?:\w+\s+)?theirs\b",
    ),
    (
        "holds",
        rf"\b(?P<verb>left)\s+to\s+(?P<h1>{ANY})\s+is\s+(?P<g>{GROUND})",
    ),
)
NOUNS = tuple((act, re.compile(words)) for act, words in _BY_NOUN)
