"""Place names and where they lie; :func:`find_places` is the way in."""

from __future__ import annotations

from .search import PlaceMention, find_places

__all__ = ["PlaceMention", "find_places"]
