"""Tiles: a background of a server, for a page whose maker allows one host to see it.

A page asks the network for nothing. With tiles it asks one host for pictures, so that
host learns which area is looked at: the page says so, and its policy names that host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from geodata.errors import InputError

__all__ = ["origin_of", "read_tiles"]

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%{}-]+")
_FIELDS = ("{z}", "{x}", "{y}")


def read_tiles(template: str, attribution: str | None) -> dict[str, str]:
    """Check the address of tiles.

    Parameters
    ----------
    template
        Address with ``{z}``, ``{x}`` and ``{y}``, over https; over http only on this
        machine.
    attribution
        The line that the provider of the tiles asks for.

    Returns
    -------
    dict
        ``template``, ``attribution`` and ``origin``, scheme and host for a content
        security policy.

    Raises
    ------
    InputError
        If the address is none that a page may ask, or the attribution is missing.

    Examples
    --------
    >>> read_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "(c) Example")["origin"]
    'https://tiles.example.org'
    """
    if not (attribution or "").strip():
        msg = "tiles need an attribution: the line that their provider asks for"
        raise InputError(msg)
    missing = [name for name in _FIELDS if template.count(name) != 1]
    if missing:
        raise InputError(
            f"tiles {template!r}: {', '.join(missing)} must be in it, once"
        )
    bare = re.sub(r"\{[zxy]\}", "0", template)
    if "{" in bare or "}" in bare or not _ADDRESS.fullmatch(template):
        msg = "has something else than an address with {z}, {x} and {y}"
        raise InputError(f"tiles {template!r}: {msg}; name one host, not {{s}}")
    parts = urlsplit(bare)
    host = parts.netloc.lower()
    if not _HOST.fullmatch(host) or "{" in urlsplit(template).netloc:
        raise InputError(f"tiles {template!r}: {parts.netloc!r} is no plain host")
    is_local = host.rsplit(":", 1)[0] in _LOOPBACK or host in _LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise InputError(f"tiles {template!r}: the address must begin with https://")
    return {
        "template": template,
        "attribution": str(attribution),
        "origin": f"{parts.scheme}://{host}",
    }


def origin_of(payload: Mapping[str, Any]) -> str | None:
    """Return the one origin that a page may ask for pictures; None for none."""
    tiles = payload.get("tiles")
    if not tiles:
        return None
    return read_tiles(str(tiles.get("template")), tiles.get("attribution"))["origin"]
