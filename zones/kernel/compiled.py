"""Compiled: functions that numba turns into machine code, kept from run to run."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TypeVar, cast

from geodata.errors import MissingExtraError

__all__ = ["compiled", "has_compiler"]

F = TypeVar("F", bound=Callable[..., Any])


def has_compiler() -> bool:
    """Return whether numba is installed."""
    return find_spec("numba") is not None


def compiled(function: F) -> F:
    """Compile a function when it is first called; its machine code is kept on disk.

    Raises
    ------
    MissingExtraError
        If numba is missing.
    """
    try:
        from numba import njit
    except ImportError:
        raise MissingExtraError("numba", "fast", "use --engine fast") from None
    return cast(F, njit(cache=True, nogil=True)(function))
