"""Words of a sentence that only say what kind of zone another of its phrases names."""

from __future__ import annotations

from .caseless import caseless
from .scene import View, ZoneMention

__all__ = ["described_by"]

_DESCRIBES = caseless(
    r"(?:\s*\([^()]{1,40}\))?(?:\s*,\s+(?:also\s+)?(?:known|referred\s+to|called|"
    r"dubbed|codenamed)\b[^;:]{2,80}?)?,?\s+(?:(?:which|that)\s+)?(?:is|was|remains|"
    r"became|has\s+(?:long\s+)?been)\s+(?:[^;:,]{2,100}?\bas\s+|effectively\s+|in\s+"
    r"effect\s+|essentially\s+)?an?\s+(?:[\w-]+\s+){0,4}?"
)
"""Between a name and its kind: "the X corridor, also known as Y, was a buffer zone"."""
_APPOSED = caseless(r"(?:\s*\([^()]{1,40}\))?\s*,\s+an?\s+(?:[\w-]+\s+){0,4}?")
_SHORT = caseless(r"\s*\(\s*")
_LISTED = caseless(r"\s*(?:,|,?\s+and|,?\s+or)\s+(?:an?|the)\s")
_ALSO_CALLED = caseless(
    r"(?:\s+(?:in|of)\s+[^,;:]{2,40}?(?=,))?(?:\s*\([^()]{1,40}\))?\s*,?\s+(?:also\s+|"
    r"sometimes\s+|commonly\s+|better\s+)*(?:known|referred\s+to|called|dubbed|"
    r"codenamed)\s+(?:as\s+)?(?:the\s+)?(?:[\w’'“”\"-]+\s+){0,4}?(?:or\s+(?:the\s+)?"
    r"(?:[\w’'“”\"-]+\s+){0,3}?)?"
)


def described_by(view: View, zone: ZoneMention) -> ZoneMention | None:
    """Return the phrase that means the same zone as another one behind it.

    Parameters
    ----------
    view
        The sentence.
    zone
        A phrase that may but describe a zone named before it.

    Returns
    -------
    ZoneMention or None
        The phrase that names the zone; None where this one speaks of a zone of its own.
    """
    if zone.plural or zone.count or zone.ordinal or zone.type in (None, "ceasefire"):
        return None
    for other in view.zones:
        if other.end > zone.start or other.plural or other.type in (None, "ceasefire"):
            continue
        gap = view.text[other.end : zone.start]
        if _ALSO_CALLED.fullmatch(gap) or _SHORT.fullmatch(gap):
            return other
        if zone.definite or zone.place is not None and zone.place != other.place:
            continue
        is_apposed = _APPOSED.fullmatch(gap) and not _LISTED.match(view.text, zone.end)
        if is_apposed or _DESCRIBES.fullmatch(gap):
            return other
    return None
