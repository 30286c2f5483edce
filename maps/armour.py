"""Armour: bytes as printable ASCII that HTML, scripts and templates hold as it is.

Thirteen bits become two of 91 signs, which takes 1.23 bytes for each byte; base64 takes
1.33. The signs are all of printable ASCII save the space and ``<``, ``&`` and ``{``, so
no parser of HTML or of templates finds anything in them. ``maps/static/data.js`` reads
it.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from typing import Any

from geodata.errors import InputError

__all__ = [
    "ALPHABET",
    "armour",
    "armoured_json",
    "packed_json",
    "squeezed",
    "unarmour",
    "unzipped",
]

ALPHABET = "".join(map(chr, sorted(set(range(33, 127)) - set(map(ord, "<&{")))))
"""The signs for 0 to 90."""

_SQUEEZED = b"L"
_LZMA = [
    {
        "id": lzma.FILTER_LZMA1,
        "preset": 9 | lzma.PRESET_EXTREME,
        "lc": 3,
        "lp": 0,
        "pb": 0,
        "dict_size": 1 << 21,
        "nice_len": 64,  # half the time of 273, for 1 % more of a page
    }
]
"""The page's script reads these ``lc``, ``lp`` and ``pb`` alone."""

_BITS = 13
_GROUP = 13 * 8192
"""Bytes that are taken at once: thirteen of them are eight pairs of signs."""


def armour(data: bytes) -> str:
    """Return bytes as text: bits from the lowest, a pair for each thirteen.

    Where six bits or fewer are left at the end, one sign holds them.
    """
    import numpy as np

    signs = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)
    pairs = np.empty((1 << _BITS, 2), dtype=np.uint8)
    values = np.arange(1 << _BITS)
    pairs[:, 0], pairs[:, 1] = signs[values % 91], signs[values // 91]
    whole = len(data) // 13 * 13
    texts = []
    for at in range(0, whole, _GROUP):
        part = np.frombuffer(data[at : min(at + _GROUP, whole)], dtype=np.uint8)
        rows = np.zeros((len(part) // 13, 15), dtype=np.uint32)
        rows[:, :13] = part.reshape(-1, 13)
        found = np.empty((len(rows), 8), dtype=np.uint32)
        for place in range(8):
            start, shift = divmod(_BITS * place, 8)
            three = rows[:, start : start + 3] << np.array([0, 8, 16], dtype=np.uint32)
            found[:, place] = three.sum(axis=1, dtype=np.uint32) >> shift & 0x1FFF
        texts.append(pairs[found.ravel()].tobytes().decode("ascii"))
    return "".join([*texts, _rest(data[whole:])])


def _rest(data: bytes) -> str:
    value, left = int.from_bytes(data, "little"), 8 * len(data)
    text = ""
    while left > 0:
        part = value & 0x1FFF
        text += ALPHABET[part % 91] + (ALPHABET[part // 91] if left > 6 else "")
        value, left = value >> _BITS, left - _BITS
    return text


def unarmour(text: str) -> bytes:
    """Return the bytes of an armoured text.

    Raises
    ------
    InputError
        If a sign of it is none of the alphabet.
    """
    import numpy as np

    values = np.full(256, 255, dtype=np.uint8)
    values[list(map(ord, ALPHABET))] = np.arange(91, dtype=np.uint8)
    try:
        codes = values[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    except UnicodeEncodeError:
        codes = np.array([255], dtype=np.uint8)
    count = len(codes) // 2
    pairs = codes[: 2 * count].reshape(-1, 2).astype(np.uint32)
    found = pairs[:, 0] + 91 * pairs[:, 1]
    tail = int(codes[-1]) if len(codes) % 2 else 0
    if (codes == 255).any() or (found >> _BITS).any() or tail > 63:
        msg = "a packed text of the page is damaged"
        raise InputError(msg)
    whole = count // 8 * 8
    parts = [
        _thirteen(found[at : min(at + 8 * 8192, whole)])
        for at in range(0, whole, 8 * 8192)
    ]
    value, bits = 0, 0
    for part in found[whole:].tolist():
        value, bits = value | part << bits, bits + _BITS
    if len(codes) % 2:
        value, bits = value | tail << bits, bits + 6
    size = bits // 8
    parts.append((value & ((1 << 8 * size) - 1)).to_bytes(size, "little"))
    return b"".join(parts)


def _thirteen(found: Any) -> bytes:
    """Return thirteen bytes for each eight pairs."""
    import numpy as np

    rows = found.reshape(-1, 8)
    data = np.zeros((len(rows), 15), dtype=np.uint32)
    for place in range(8):
        start, shift = divmod(_BITS * place, 8)
        wide = rows[:, place] << np.uint32(shift)
        for byte in range(3):
            data[:, start + byte] |= wide >> np.uint32(8 * byte) & np.uint32(255)
    taken: bytes = data[:, :13].astype(np.uint8).tobytes()
    return taken


def packed_json(value: Any, level: int = 6) -> bytes:
    """Return JSON as gzip, the same bytes for the same value."""
    return gzip.compress(_json_bytes(value), level, mtime=0)


def armoured_json(value: Any) -> str:
    """Return JSON, squeezed, in armour."""
    return armour(squeezed(_json_bytes(value)))


def _json_bytes(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair can only be escaped
        return json.dumps(value, separators=(",", ":")).encode()


def squeezed(data: bytes) -> bytes:
    """Return bytes as a raw stream of LZMA, behind a mark and their number.

    It takes a fifth to a quarter less than gzip of texts that say things again and
    again, far apart.
    """
    stream = lzma.compress(data, lzma.FORMAT_RAW, filters=_LZMA)
    return _SQUEEZED + len(data).to_bytes(4, "little") + stream


def unzipped(data: bytes) -> bytes:
    """Return the bytes of a gzip, or of what :func:`squeezed` made.

    Raises
    ------
    InputError
        If they are damaged.
    """
    try:
        if data[:1] != _SQUEEZED:
            return gzip.decompress(data)
        whole = lzma.decompress(data[5:], lzma.FORMAT_RAW, filters=_LZMA)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"events of the page are damaged: {error}") from None
    if len(whole) != int.from_bytes(data[1:5], "little"):
        msg = "events of the page are damaged: they are not as many as they say"
        raise InputError(msg)
    return whole
