"""Maps, exports and briefs of an atlas; two of them are at hand by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .layers import TimeMapLayer
    from .timemaps import time_map

__all__ = ["TimeMapLayer", "time_map"]


def __getattr__(name: str) -> Any:
    """Import what is asked for, and only then what it needs."""
    if name == "TimeMapLayer":
        from .layers import TimeMapLayer

        return TimeMapLayer
    if name == "time_map":
        from .timemaps import time_map

        return time_map
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
