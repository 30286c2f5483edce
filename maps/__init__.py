"""Maps: pages, figures, briefs, exports, and atlases in notebooks and in folium."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zones.showing import offer

if TYPE_CHECKING:
    from .layers import TimeMapLayer
    from .notebooks import show
    from .timemaps import time_map

__all__ = ["TimeMapLayer", "show", "time_map"]

_HOMES = {"TimeMapLayer": "layers", "show": "notebooks", "time_map": "timemaps"}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and only then what it needs."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def _show_atlas(atlas: Any, **kinds: Any) -> dict[str, str]:
    """Show an atlas at the end of a cell, and import only then what that needs."""
    from .notebooks import show_atlas

    return show_atlas(atlas, **kinds)


offer(_show_atlas)
