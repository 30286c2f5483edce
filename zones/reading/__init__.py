"""Reading documents into claims; :func:`read` is the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .reader import read, read_text, read_texts

__all__ = ["read", "read_text", "read_texts"]


def __getattr__(name: str) -> Any:
    """Load the reader when it is first asked for: it needs the gazetteer's matcher."""
    if name in __all__:
        from . import reader

        return getattr(reader, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
