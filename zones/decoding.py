"""Decoding: the bytes of a file as text, in the encoding stated, marked or guessed."""

from __future__ import annotations

import logging
import re

from geodata.encodings import guess_encoding, marked_encoding
from geodata.errors import InputError

__all__ = ["decode", "is_binary", "unix_lines"]

_log = logging.getLogger(__name__)

_HEAD = 8192
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HALVES = re.compile("[\ud800-\udfff]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.-]+)", re.I)


def decode(name: str, data: bytes, stated: str | None = None) -> str | None:
    """Return bytes as text, or None where they are none.

    The encoding is the one stated; else that of a byte order mark; else UTF-8; else
    what a page's head names; else what the bytes look like, which is logged.

    Parameters
    ----------
    name
        File, for messages.
    data
        Its bytes.
    stated
        Encoding that front matter or a side file gives.

    Raises
    ------
    InputError
        If the encoding stated does not exist or does not fit.
    """
    if stated:
        try:
            return unix_lines(data.decode(stated).removeprefix("\ufeff"))
        except LookupError:
            msg = f"{name}: encoding: {stated!r} is no encoding known to Python"
        except UnicodeError as error:
            msg = f"{name}: encoding: the bytes are not {stated} ({error})"
        raise InputError(msg)
    marked = marked_encoding(data)
    text = _tried(data, marked) if marked else _plain(name, data)
    if text is None or is_binary(text):
        return None
    return unix_lines(text)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain(name: str, data: bytes) -> str | None:
    if b"\0" in data[:_HEAD]:
        return None
    text = _tried(data, "utf-8-sig")
    if text is not None:
        return text
    charset = _CHARSET.search(data[:_HEAD])
    if charset:
        try:
            return data.decode(charset[1].decode("ascii"))
        except (LookupError, UnicodeError):
            _log.warning("%s: not %s, as its head says", name, charset[1].decode())
    encoding = guess_encoding(data)
    if encoding is None:
        return None
    _log.warning("%s: not UTF-8, read as %s", name, encoding)
    return data.decode(encoding)


def is_binary(text: str) -> bool:
    """Tell whether more than one sign in twenty is a control character."""
    head = text[:_HEAD]
    return len(_CONTROLS.findall(head)) * 20 > len(head)


def unix_lines(text: str) -> str:
    """Return text with ``\\n`` line ends, and without halves of character pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _HALVES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
