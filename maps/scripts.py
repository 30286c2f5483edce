"""Scripts and style sheets of page and layers, without comments and blank space."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["script_text", "sheet_text", "stripped_style"]


@cache
def script_text(name: str) -> str:
    """Return a script of ``maps/static``, stripped."""
    import rjsmin

    return str(rjsmin.jsmin(_read(name)))


@cache
def sheet_text(name: str) -> str:
    """Return a style sheet of ``maps/static``, stripped."""
    return stripped_style(_read(name))


def stripped_style(text: str) -> str:
    """Return a style sheet, stripped."""
    import rcssmin

    return str(rcssmin.cssmin(text))


def _read(name: str) -> str:
    return (files(__package__) / "static" / name).read_text("utf-8")
