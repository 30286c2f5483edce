"""Decoding: the bytes of a file as text, in the encoding stated, marked or guessed."""

from __future__ import annotations

import codecs
import logging
import re

from geodata.errors import InputError

__all__ = ["decode", "is_binary", "unix_lines"]

_log = logging.getLogger(__name__)

_HEAD = 8192
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = re.compile(r"mac_|latin|iso8859_(?:1|9|15|16)$|cp(?:125[0247]|437|850|858)$")
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
    text = _marked(data) or _plain(name, data)
    if text is None or is_binary(text):
        return None
    return unix_lines(text)


def _marked(data: bytes) -> str | None:
    """Decode what begins with a mark, or is UTF-16 by where its zeros stand."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tried(data, encoding)
    head = data[:_HEAD]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros * 10 > len(head) * 3 and not others:
            return _tried(data, encoding)
    return None


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
    # A dependency that only foreign encodings need.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return None
    encoding, text = best.encoding, str(best)
    if _LATIN.match(encoding) and (western := _western(data)) is not None:
        encoding, text = western
    _log.warning("%s: not UTF-8, read as %s", name, encoding)
    return text


def _western(data: bytes) -> tuple[str, str] | None:
    """Decode as Windows-1252 or, where that gives Icelandic letters, as Windows-1254.

    Nearly all Latin texts that are not UTF-8 are one of the two; a short text looks
    alike in many encodings, and guesses prefer rare ones. Where one sign in four is
    beyond ASCII it is another script.
    """
    try:
        text = data.decode("cp1252")
        encoding = "cp1254" if set(text) & set("þÞðÐýÝ") else "cp1252"
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    foreign = sum(not sign.isascii() for sign in text)
    return None if foreign * 4 > len(text) else (encoding, text)


def is_binary(text: str) -> bool:
    """Tell whether more than one sign in twenty is a control character."""
    head = text[:_HEAD]
    controls = sum(1 for c in head if ord(c) < 32 and c not in "\n\r\t\f\x1b")
    return controls * 20 > len(head)


def unix_lines(text: str) -> str:
    """Return text with ``\\n`` line ends, and without halves of character pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any("\ud800" <= c <= "\udfff" for c in text) if not text.isascii() else False:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
