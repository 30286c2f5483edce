"""Coding: codes of rows in about as many bits as their frequencies call for.

Asymmetric numeral systems (J. Duda, arXiv:1311.2540): a state takes code after code, a
frequent one making it little larger, and gives off its lower half when it is full.
Several states take turns, row after row, so that numpy works on all of them at once.
``maps/static/coding.js`` reads it.

Codes are numbered the commonest first. Rare codes that are about equally frequent share
a *token*, and say in plain bits which of them they are. A coded block is, lowest bytes
first:

======================  ==================================================
1 byte                  number of states, as a power of two
2 bytes                 number of tokens
1 byte for each token   plain bits that follow the token
2 bytes for each token  its frequency, less one; all together are 2^14
4 bytes                 number of halves that were given off
4 bytes for each state  the states to begin reading with
2 bytes for each half   the halves, in the order of reading
the rest                plain bits of all rows, each row's lowest bit first
======================  ==================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "code_rows",
    "coded_size",
    "pack_bits",
    "read_rows",
    "token_of",
    "unpack_bits",
]

_BITS = 14
_FULL = 1 << _BITS
_LOW = 1 << 16
_ALONE = 256
"""Codes up to which each is its own token."""
_ALIKE = 1.25
"""Ratio of frequencies within a token; it wastes a hundredth of a bit for each row."""
_MOST_TOKENS = 4096
_ROWS = 1 << 15


def code_rows(codes: NDArray[Any], times: NDArray[np.int64]) -> bytes:
    """Return codes as a block.

    Parameters
    ----------
    codes
        One for each row.
    times
        How often each code occurs, the commonest first.
    """
    bits = _tokens(times)
    firsts = _firsts(bits)
    token = token_of(times)[codes]
    share = _shares(np.add.reduceat(times, firsts))
    states, halves = _encoded(token, share, _lanes_log(len(codes)))
    plain = b""
    if bits.any():  # of many rows each array counts
        rest = codes - firsts.astype(codes.dtype)[token]
        plain = pack_bits(rest, bits.astype(np.uint8)[token])
    return b"".join(
        [
            bytes([_lanes_log(len(codes))]),
            len(bits).to_bytes(2, "little"),
            bits.astype(np.uint8).tobytes(),
            (share - 1).astype("<u2").tobytes(),
            len(halves).to_bytes(4, "little"),
            states.astype("<u4").tobytes(),
            halves.astype("<u2").tobytes(),
            plain,
        ]
    )


def coded_size(times: NDArray[np.int64]) -> float:
    """Return about how many bytes codes that occur so often take in a block."""
    used = np.sort(times[times > 0])[::-1]
    rows = int(used.sum())
    if not rows:
        return 0.0
    bits = _tokens(used)
    each = np.add.reduceat(used, _firsts(bits))
    share = _shares(each)
    coded = float((each * (bits + _BITS - np.log2(share))).sum()) / 8
    return coded + 3 * len(bits) + 4 * (1 << _lanes_log(rows)) + 8


def token_of(times: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return the token of each code; codes of one token may stand in any order."""
    bits = _tokens(times)
    return np.repeat(np.arange(len(bits), dtype=np.uint16), 1 << bits)


def read_rows(data: bytes, rows: int) -> NDArray[np.int64]:
    """Return the codes of a block.

    Raises
    ------
    InputError
        If the block is damaged.
    """
    try:
        lanes, count = 1 << min(data[0], 16), int.from_bytes(data[1:3], "little")
        at = 3 + count
        bits = np.frombuffer(data[3:at], dtype=np.uint8).astype(np.int64)
        share = np.frombuffer(data, "<u2", count, at).astype(np.int64) + 1
        at += 2 * count
        size = int.from_bytes(data[at : at + 4], "little")
        states = np.frombuffer(data, "<u4", lanes, at + 4).astype(np.uint64)
        at += 4 + 4 * lanes
        halves = np.frombuffer(data, "<u2", size, at).astype(np.uint64)
    except (IndexError, ValueError):
        raise _damaged() from None
    if int(share.sum()) != _FULL or bits.max(initial=0) > 16:
        raise _damaged()
    token = _decoded(states, halves, share, rows)
    plain = unpack_bits(data[at + 2 * size :], bits[token])
    codes: NDArray[np.int64] = _firsts(bits)[token] + plain
    return codes


def _damaged() -> InputError:
    return InputError("events of the page are damaged: a coded block is cut short")


def _lanes_log(rows: int) -> int:
    """Return how many states take turns: more save time, each takes four bytes."""
    return min(max(rows.bit_length() // 2 - 3, 0), 10)


def _firsts(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first code of each token."""
    sizes = 1 << bits
    firsts: NDArray[np.int64] = np.cumsum(sizes) - sizes
    return firsts


def _tokens(times: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the plain bits of each token: codes by powers of two, all about alike."""
    count = len(times)
    if count <= _ALONE:
        return np.zeros(count, dtype=np.int64)
    # Where the codes begin that are rarer than a code by more than the ratio.
    ends = np.searchsorted(-times, -times / _ALIKE, side="right")
    bits: list[int] = []
    at = 0
    while at < count:
        is_late = len(bits) >= _MOST_TOKENS - 64  # the rest by its size alone
        room = count - at if is_late else int(ends[at]) - at
        bits.append(max(room, 1).bit_length() - 1)
        at += 1 << bits[-1]
    return np.array(bits, dtype=np.int64)


def _shares(times: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return frequencies as whole numbers that sum up to 2^14, none of them 0."""
    # Whole numbers all the way: machines may round fractions differently.
    room, total = _FULL - len(times), max(int(times.sum()), 1)
    whole, rest = np.divmod(times.astype(np.int64) * room, total)
    share = whole + 1
    order = np.argsort(-rest, kind="stable")
    share[order[: _FULL - int(share.sum())]] += 1
    return share


def _encoded(
    token: NDArray[np.uint16], share: NDArray[np.int64], log: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    """Return the last states, and the halves in the order of reading."""
    lanes = 1 << log
    # A state is full from here on; that of a token which is alone never grows.
    full = np.minimum(share << (32 - _BITS), (1 << 32) - 1).astype(np.uint32)
    rise = (_FULL - share).astype(np.uint32)
    low = (np.cumsum(share) - share).astype(np.uint32)
    tables = full, share.astype(np.uint32), rise, low
    state = np.full(lanes, _LOW, dtype=np.uint32)
    parts: list[NDArray[np.uint32]] = []
    for some in _from_the_last(token, lanes):
        x = state[: some.shape[1]]
        turns, is_full = np.empty_like(x), np.empty(len(x), dtype=bool)
        looked_up = (table[some] for table in tables)
        for limit, often, more, first in zip(*looked_up, strict=True):
            np.greater_equal(x, limit, out=is_full)
            parts.append(x[is_full])
            np.right_shift(x, 16, out=x, where=is_full)
            # The turns times 2^14, and what is left, behind the token's own first.
            np.floor_divide(x, often, out=turns)
            turns *= more
            x += turns
            x += first
    halves = np.concatenate(parts[::-1]) if parts else state[:0]
    return state, halves.astype(np.uint16)


def _from_the_last(
    token: NDArray[np.uint16], lanes: int
) -> Iterator[NDArray[np.uint16]]:
    """Yield a token for each state, line after line, the last rows first."""
    whole = len(token) // lanes * lanes
    if whole < len(token):
        yield token[None, whole:]
    step = max(_ROWS // lanes, 1) * lanes
    for stop in range(whole, 0, -step):
        yield token[max(stop - step, 0) : stop].reshape(-1, lanes)[::-1]


def _decoded(
    states: NDArray[np.uint64],
    halves: NDArray[np.uint64],
    share: NDArray[np.int64],
    rows: int,
) -> NDArray[np.int64]:
    lanes = len(states)
    of_slot = np.repeat(np.arange(len(share)), share)
    low = (np.cumsum(share) - share).astype(np.uint64)
    often = share.astype(np.uint64)
    mask, grow, sixteen = np.uint64(_FULL - 1), np.uint64(_BITS), np.uint64(16)
    token = np.empty(rows, dtype=np.int64)
    at = 0
    for start in range(0, rows, lanes):
        x = states[: min(lanes, rows - start)]
        slot = x & mask
        now = of_slot[slot]
        token[start : start + lanes] = now
        x = often[now] * (x >> grow) + slot - low[now]
        is_low = x < _LOW
        wanted = int(is_low.sum())
        if at + wanted > len(halves):
            raise _damaged()
        x[is_low] = x[is_low] << sixteen | halves[at : at + wanted]
        states[: len(x)] = x
        at += wanted
    if at != len(halves) or (states != _LOW).any():
        raise _damaged()
    return token


def pack_bits(values: NDArray[Any], widths: NDArray[Any]) -> bytes:
    """Return the lowest bits of each value, so many as its width says."""
    widest = int(widths.max(initial=0))
    if not widest:
        return b""
    places = np.arange(widest)
    parts = []
    left = np.empty(0, dtype=np.uint8)
    for at in range(0, len(values), _ROWS):
        some = values[at : at + _ROWS].astype(np.uint32)[:, None]
        bits = (some >> places.astype(np.uint32) & np.uint32(1)).astype(np.uint8)
        wanted = places < widths[at : at + _ROWS][:, None]
        bits = np.concatenate([left, bits[wanted]])
        whole = len(bits) // 8 * 8
        parts.append(np.packbits(bits[:whole], bitorder="little").tobytes())
        left = bits[whole:]
    return b"".join([*parts, np.packbits(left, bitorder="little").tobytes()])


def unpack_bits(data: bytes, widths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what :func:`pack_bits` packed.

    Raises
    ------
    InputError
        If there are more or fewer bits than the widths say.
    """
    total = int(widths.sum())
    if len(data) != (total + 7) // 8:
        raise _damaged()
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8), bitorder="little")
    starts = np.cumsum(widths) - widths
    values = np.zeros(len(widths), dtype=np.int64)
    for place in range(int(widths.max(initial=0))):
        wanted = widths > place
        values[wanted] |= bits[starts[wanted] + place].astype(np.int64) << place
    return values
