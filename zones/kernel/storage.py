"""Storage: indexes kept in the user's cache, by a hash of all that they are made of.

A file's name is the hash of the geometries, of what was done with them and of the
versions of what did it: whatever changes, an old file is not found again.
``DEESC_CACHE`` names another folder; empty, nothing is kept.
"""

from __future__ import annotations

import logging
import os
import zipfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geodata.errors import InputError
from geodata.formats import replace_file

from .indexes import PolygonIndex

__all__ = ["cache_folder", "kept_index"]

_log = logging.getLogger(__name__)
_VERSION = 3
"""Raised whenever the arrays of an index change their meaning."""


def cache_folder() -> Path | None:
    """Return the folder of kept indexes; None where nothing is kept."""
    named = os.environ.get("DEESC_CACHE")
    if named is not None:
        return Path(named) / "indexes" if named else None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "deesc" / "indexes"


def kept_index(
    parts: Iterable[bytes], make: Callable[[], PolygonIndex | None]
) -> PolygonIndex | None:
    """Return an index from the cache, or make it and keep it there.

    Parameters
    ----------
    parts
        All that the index is made of: geometries, settings.
    make
        Makes the index; None: there can be none, and nothing is kept.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{_digest(parts)}.npz"
    index = _load(path) if path.is_file() else None
    if index is not None:
        return index
    index = make()
    if index is not None:
        _keep(path, index)
    return index


def _digest(parts: Iterable[bytes]) -> str:
    versions = (_VERSION, shapely.__version__, shapely.geos_version_string)
    state = sha256(repr((*versions, np.__version__)).encode())
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.hexdigest()


def _load(path: Path) -> PolygonIndex | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return PolygonIndex.of_arrays(dict(arrays))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("%s: cannot be read, made anew: %s", path, error)
        return None


def _keep(path: Path, index: PolygonIndex) -> None:
    arrays: dict[str, Any] = index.arrays()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_file(path) as temporary, temporary.open("wb") as file:
            np.savez(file, **arrays)
    except (OSError, InputError) as error:
        _log.info("%s: not kept: %s", path, error)
