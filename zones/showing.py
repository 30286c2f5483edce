"""Showing: how an atlas finds what draws it in a notebook.

Zones know nothing of maps. What can show an atlas offers itself here when it is
imported; where nothing was, the distribution's own entry point is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .atlas import Atlas

__all__ = ["DISTRIBUTION", "GROUP", "bundle", "offer"]

DISTRIBUTION = "deesc-zones"
GROUP = "deesc.notebooks"
"""Group of the entry point, in the metadata of the distribution."""

Shower = Callable[..., dict[str, Any]]

_offered: list[Shower] = []


def offer(shower: Shower) -> None:
    """Let a function show atlases.

    Parameters
    ----------
    shower
        Takes an atlas, and ``include`` and ``exclude`` as IPython gives them; returns
        the forms by media type. The one that was offered last is asked.
    """
    _offered.append(shower)


def bundle(atlas: Atlas, **kinds: Any) -> dict[str, Any]:
    """Return the forms of an atlas by media type; none where nothing shows atlases."""
    if not _offered:
        from importlib.metadata import EntryPoints, PackageNotFoundError, distribution

        try:
            points = distribution(DISTRIBUTION).entry_points.select(group=GROUP)
        except PackageNotFoundError:  # run from a folder that was never installed
            points = EntryPoints()
        for point in points:
            offer(point.load())
    return _offered[-1](atlas, **kinds) if _offered else {}
