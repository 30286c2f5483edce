"""Arms: whether a text speaks of armed people at all.

Sport and business attack, defend and agree on truces too. What is told with the words
of war counts as war only where soldiers, weapons or victims are named as well.
"""

from __future__ import annotations


from ..caseless import caseless
from ..scene import Scene

__all__ = ["is_of_war"]

_ARMED = caseless(
    r"\b(?:army|armies|armed|troops|(?:security|government|coalition|peacekeeping|"
    r"regime|opposition|"
    r"rebel|ground|joint|multinational|special|[A-Z]\w+n|[A-Z]\w+ish|[A-Z]\w+ese|"
    r"Houthi|NATO|UN)\s+forces|soldiers?|servicem[ae]n|rebels?|militants?|fighters|"
    r"militias?|insurgents?|guerrillas?|separatists?|gunmen|jihadists?|military|"
    r"peacekeepers?|peacekeeping|observers|monitoring\s+mission|shelling|shelled|"
    r"shells|mortars?|artillery|howitzers?|rockets|tanks|gunfire|tracer|ammunition|"
    r"weapons?|warplanes?|air\s?strikes?|air\s+raids?|drones?|killed|wounded|"
    r"shots\s+(?:were\s+)?(?:fired|heard)|cease-?fire\s+violations|"
    r"demilitari[sz]ed|de-?escalation|hostilities|"
    r"checkpoints?|displaced)\b",
)


def is_of_war(scene: Scene) -> bool:
    """Whether a document names soldiers, weapons or victims in its statements."""
    return any(_ARMED.search(view.text) for view in scene.views)
