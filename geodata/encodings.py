"""Encodings: which one a text file is in, by its marks, its zeros, or its letters."""

from __future__ import annotations

import codecs
import logging

from .errors import InputError

__all__ = ["encoding_of"]

_log = logging.getLogger(__name__)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def encoding_of(data: bytes, name: str, *, whole: bool = True) -> str:
    """Tell the encoding of a text.

    Parameters
    ----------
    data
        The text, or its beginning.
    name
        What to call the file in messages.
    whole
        Whether ``data`` is all of it; else its last character may be cut.

    Returns
    -------
    str
        By the byte order mark, by the zeros of UTF-16, UTF-8, or a Windows encoding by
        the letters that are frequent; the last is told as a warning.

    Raises
    ------
    InputError
        If it is no text in any of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if min(even, odd) == 0 and max(even, odd) * 5 > len(data[:4096]):
        return "utf-16-le" if odd else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
        return "utf-8-sig"
    except UnicodeDecodeError as error:
        start = error.start
    encoding = _windows_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        msg = f"{name}: is not UTF-8 text (byte {start}), nor in an older encoding"
        raise InputError(msg)
    _log.warning("%s: not UTF-8, read as %s", name, encoding)
    return encoding


def _windows_encoding(data: bytes) -> str:
    """Guess a Windows encoding by which bytes beyond ASCII are frequent.

    Names are too short for a general guess. Where bytes beyond ASCII come in runs, the
    commonest Arabic letters (alef, lam) tell cp1256 from cp1251; where they stand
    alone, letters that only Turkish has tell cp1254 from cp1252.
    """
    high = [byte for byte in data if byte > 127]
    runs = sum(one > 127 and two > 127 for one, two in zip(data, data[1:]))
    if runs * 2 > len(high):
        arabic = sum(byte in (0xC7, 0xE1) for byte in high)
        return "cp1256" if arabic * 8 > len(high) else "cp1251"
    own = sum(byte in (0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE) for byte in high)
    return "cp1254" if own * 4 > len(high) else "cp1252"
