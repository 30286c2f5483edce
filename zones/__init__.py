"""Claims, certainty, extents and answers: what documents say about zones.

Names are imported when they are first used, so that a question on a built atlas needs
no geometry library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers import at, inside, list_zones
    from .atlas import Atlas
    from .building import build
    from .certainty import both, rivals
    from .claims import Claim
    from .comparing import Standpoint, compare, compare_days
    from .derivations import timeline, why
    from .dossier import Dossier, read_dossier, write_dossier
    from .explaining import explain
    from .join_runs import join_events
    from .ledgers import Ledger, ledger
    from .narrowing import narrow
    from .questions import list_questions
    from .reading import read
    from .sensitivity import sensitivity
    from .storing import read_atlas, write_atlas

__all__ = [
    "Atlas",
    "Claim",
    "Dossier",
    "Ledger",
    "Standpoint",
    "at",
    "both",
    "build",
    "compare",
    "compare_days",
    "explain",
    "inside",
    "list_questions",
    "join_events",
    "ledger",
    "list_zones",
    "narrow",
    "read",
    "read_atlas",
    "read_dossier",
    "rivals",
    "sensitivity",
    "timeline",
    "why",
    "write_atlas",
    "write_dossier",
]

_HOMES = {
    "Atlas": "atlas",
    "Claim": "claims",
    "Dossier": "dossier",
    "Ledger": "ledgers",
    "Standpoint": "comparing",
    "at": "answers",
    "both": "certainty",
    "build": "building",
    "compare": "comparing",
    "compare_days": "comparing",
    "explain": "explaining",
    "inside": "answers",
    "list_questions": "questions",
    "join_events": "join_runs",
    "ledger": "ledgers",
    "list_zones": "answers",
    "narrow": "narrowing",
    "read": "reading",
    "read_atlas": "storing",
    "read_dossier": "dossier",
    "rivals": "certainty",
    "sensitivity": "sensitivity",
    "timeline": "derivations",
    "why": "derivations",
    "write_atlas": "storing",
    "write_dossier": "dossier",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
