"""Encodings: which one bytes are in, by their marks, or by the words they then make.

Bytes read in a wrong encoding give words of mixed scripts, capitals within words, signs
among letters, or words made of accented letters alone. Even a line is enough to tell.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections import Counter

from .errors import InputError

__all__ = ["encoding_of", "guess_encoding", "marked_encoding"]

_log = logging.getLogger(__name__)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_START = 8192
_HIGH_BYTES = 3
"""Of UTF-16: most high bytes of a text are those of its script, or of signs."""

_CANDIDATES = "cp1252 cp1251 cp1256 koi8_u iso8859_5 iso8859_6 cp866".split()
"""Single-byte encodings; of two that fit alike the first is taken."""
_ENOUGH = 0.5
_HEAD = 65_536
_FOREIGN = re.compile(r"[^\W\d_]+(?:[№°§©®™€£¤½¼¾²³×±¿¡][^\W\d_]+)*|[^\x00-\x7f]")
_SCRIPTS = {"latin": "Aɏ", "cyrillic": "Ѐԯ", "arabic": "\u0620\u06ff"}
"""First and last letter of each."""
_SIGNS = frozenset(
    "\u00a0«»“”„‘’‚‹›–—…•·°§©®™№€£¤½¼¾²³×±´¨¡¿،؛؟ـ\u200c\u200d\u200e\u200f"
) | {chr(code) for code in range(0x064B, 0x0653)}
"""Signs beyond ASCII that stand in proper texts, and Arabic vowels."""
_COMMON = frozenset("оеаинтсрвлОЕАИНТСРВЛاليمنوتر")
"""Commonest letters: capitals of one Cyrillic encoding are small ones of another."""
_ICELANDIC = frozenset("þÞðÐýÝ")


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
        By its mark, UTF-8, or an older encoding by the words that its bytes make; the
        last is told as a warning.

    Raises
    ------
    InputError
        If it is no text in any of these.
    """
    marked = marked_encoding(data)
    if marked is not None:
        return marked
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
        return "utf-8-sig"
    except UnicodeDecodeError as error:
        start = error.start
    encoding = None if b"\0" in data else guess_encoding(data)
    if encoding is None:
        msg = f"{name}: is not UTF-8 text (byte {start}), nor in an older encoding"
        raise InputError(msg)
    _log.warning("%s: not UTF-8, read as %s", name, encoding)
    return encoding


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a mark names, or UTF-16 by its regular high bytes."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if len(data) % 2 or b"\0" not in data[:_START]:
        return None
    for high, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        highs = Counter(data[:_START][high::2])
        common = sum(count for _, count in highs.most_common(_HIGH_BYTES))
        lows = len(set(data[:_START][1 - high :: 2]))
        if 0 in highs and common >= 0.95 * highs.total() and lows > len(highs):
            return encoding
    return None


def guess_encoding(data: bytes) -> str | None:
    """Return the encoding of bytes that are no UTF-8, or None where none can be told.

    Windows-1252 with Icelandic letters is nearly always Windows-1254.

    Examples
    --------
    >>> guess_encoding("Перемирие в Идлибе".encode("cp1251"))
    'cp1251'
    >>> guess_encoding("une trêve annoncée".encode("latin-1"))
    'cp1252'
    """
    best, mark = "", (0.0, 0.0)
    for encoding in _CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _judge(text[:_HEAD])
        if found > mark:
            best, mark = encoding, found
    if mark[0] < _ENOUGH:
        return _by_statistics(data)
    if best == "cp1252" and _ICELANDIC & set(data.decode(best)):
        return "cp1254"
    return best


def _judge(text: str) -> tuple[float, float]:
    """Return the share of right words, and that of common letters, beyond ASCII."""
    right = wrong = common = letters = 0
    for match in _FOREIGN.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        fits = _is_word(word) if word.isalpha() else word in _SIGNS
        right += fits
        wrong += not fits
        if len(word) > 1:  # a sign in one encoding is a letter in the next
            common += sum(letter in _COMMON for letter in word)
            letters += len(word)
    return right / max(1, right + wrong), common / max(1, letters)


def _is_word(word: str) -> bool:
    """Whether letters may stand together: of one script, capitals in front only."""
    scripts = {_script_of(letter) for letter in word}
    if len(scripts) > 1 or None in scripts:
        return False
    if "latin" in scripts:
        plain = sum(letter.isascii() for letter in word)
        if len(word) > 1 and plain * 2 < len(word):
            return False
    return word.upper() == word or word[1:].lower() == word[1:]


def _script_of(letter: str) -> str | None:
    for script, ends in _SCRIPTS.items():
        if ends[0] <= letter <= ends[1]:
            return script
    return None


def _by_statistics(data: bytes) -> str | None:
    # A dependency that only the encodings of further scripts need.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None else None
