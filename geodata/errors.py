"""Errors that deesc raises: one root, and classes that keep the builtin contract."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "CrsError",
    "DateError",
    "DateOrderError",
    "DeescError",
    "InputError",
    "MissingExtraError",
    "OnlineError",
    "OverwriteError",
    "UnknownNameError",
]


class DeescError(Exception):
    """Root of every error that deesc raises on purpose."""


class InputError(DeescError, ValueError):
    """A file or value that cannot be used; the message names it and the place."""


class DateError(DeescError, ValueError):
    """A date that is no date, or that can be read in two ways."""


class DateOrderError(InputError):
    """Dates such as 03/04/2018 in a part of a table: the whole of it must decide."""


class CrsError(DeescError, ValueError):
    """A coordinate reference system that is missing or not the one needed."""


class OverwriteError(DeescError, FileExistsError):
    """A file that deesc did not write and was not told to replace."""


class OnlineError(DeescError, OSError):
    """A network service that was asked for and did not answer well."""


class MissingExtraError(DeescError, ImportError):
    """An optional library that the wanted work needs.

    Parameters
    ----------
    library
        Import name of the library that is missing.
    extra
        Name of the extra of ``deesc-zones`` that installs it.
    purpose
        What it is needed for, as the end of the sentence "… is needed to".
    """

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{library} is needed to {purpose}: pip install 'deesc-zones[{extra}]'"
        )


class UnknownNameError(DeescError, LookupError):
    """A name that nothing carries; the message offers the nearest ones.

    Parameters
    ----------
    kind
        What was looked for ("zone", "place", "claim").
    name
        The name as typed.
    suggestions
        Names that exist, best first. They are offered, never picked.
    """

    def __init__(self, kind: str, name: str, suggestions: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = (
            f"; did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        )
        super().__init__(f"unknown {kind} {name!r}{hint}")
