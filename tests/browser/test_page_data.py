"""What a page carries packed comes out as it went in."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from maps.armour import armour

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
GUNZIP = """(texts) => texts.map((text) => {
    try {
        const made = deescData.gunzip(deescData.bytesOf(text));
        return btoa(Array.from(made, (byte) => String.fromCharCode(byte)).join(""));
    } catch (error) {
        return "refused";
    }
})"""


def samples() -> list[bytes]:
    chance = np.random.default_rng(3)
    words = [f"word{n}".encode() for n in range(300)]
    return [
        b"",
        b"a",
        b"a" * 70_000,
        bytes(range(256)) * 3,
        chance.bytes(70_000),
        b" ".join(words[n] for n in chance.integers(0, 300, 20_000)),
        "\u0627\u062f\u0644\u0628".encode() * 900,
    ]


def gzips(data: bytes) -> list[bytes]:
    """Stored, fixed and own codes, by level and strategy."""
    made = [gzip.compress(data, level, mtime=0) for level in (0, 1, 6, 9)]
    for strategy in (zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE):
        packer = zlib.compressobj(6, zlib.DEFLATED, 31, 8, strategy)
        made.append(packer.compress(data) + packer.flush())
    return made


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_every_text_in_armour_is_read(open_payload: Open) -> None:
    opened = open_payload()
    script = "(text) => Array.from(deescData.bytesOf(text))"
    data = np.random.default_rng(5).bytes(300)
    for size in (*range(40), 300):
        assert opened.page.evaluate(script, armour(data[:size])) == list(data[:size])
    wrong = "(text) => { try { deescData.bytesOf(text); } catch { return 'refused'; } }"
    for each in ("a b", "<", "~~", "aa\u0660"):
        assert opened.page.evaluate(wrong, each) == "refused"


def test_every_kind_of_block_is_unpacked(open_payload: Open) -> None:
    opened = open_payload()
    for data in samples():
        packed = [armour(each) for each in gzips(data)]
        assert opened.page.evaluate(GUNZIP, packed) == [text(data)] * len(packed)


def test_damaged_bytes_are_refused(open_payload: Open) -> None:
    opened = open_payload()
    whole = gzip.compress(samples()[5], mtime=0)
    cut, other = whole[:2000], b"PK" + whole[2:]
    assert (
        opened.page.evaluate(GUNZIP, [armour(cut), armour(other), ""])
        == ["refused"] * 3
    )
