"""What a page carries packed comes out as it went in."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from geodata.periods import iso_of
from geodata.errors import InputError
from maps.armour import armour, squeezed, unzipped
from maps.events.cells import NOTHING, Coded, Numbers, key_cell
from maps.events.coding import code_rows
from maps.events.columns import Packing
from maps.events.gathering import EPOCH
from maps.events.planes import column_keys, unpack_blocks

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
UNPACK = """(texts) => texts.map((text) => {
    try {
        const made = deescData.unpack(deescData.bytesOf(text));
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


def test_what_is_squeezed_is_unpacked(open_payload: Open) -> None:
    opened = open_payload()
    packed = [armour(squeezed(data)) for data in samples()]
    assert opened.page.evaluate(UNPACK, packed) == list(map(text, samples()))


def test_copies_from_near_and_far_are_unpacked(open_payload: Open) -> None:
    """Distances of every length, and each of the last four again."""
    chance = np.random.default_rng(6)
    data = bytearray(chance.bytes(200_000))
    for power in range(1, 18):
        data += data[-(1 << power) :][: 3 + power * 7]
    ends = [int(end) for end in chance.integers(400, 190_000, 4)]
    for which in chance.integers(0, 4, 400).tolist():
        data += data[-ends[which] :][:5] + chance.bytes(1)
    packed = armour(squeezed(bytes(data)))
    assert opened_texts(open_payload, [packed]) == [text(bytes(data))]


def opened_texts(open_payload: Open, packed: list[str]) -> Any:
    return open_payload().page.evaluate(UNPACK, packed)


def test_damaged_bytes_are_refused(open_payload: Open) -> None:
    whole = squeezed(samples()[5])
    broken = [whole[:2000], b"PK" + whole[2:], gzip.compress(b"a"), b"", b"L"]
    found = opened_texts(open_payload, list(map(armour, broken)))
    assert found == ["refused"] * len(broken)
    for each in (whole[:2000], b"L" + bytes(4) + whole[5:], b"L"):
        with pytest.raises(InputError, match="damaged"):
            unzipped(each)


READ = """async ([texts, numbers]) => {
    const block = (number) => texts[number];
    const head = deescData.json(block(0));
    const source = deescColumns.read(head, block);
    const found = [];
    for (const number of numbers) {
        const { rows = head.rows } = head.columns[number];
        const cells = [];
        for (let row = 0; row < rows; row += 1) {
            cells.push(await source.cell(number, row));
        }
        found.push(cells);
    }
    return found;
}"""


def columns(rows: int) -> Packing:
    """Pack columns of every form."""
    chance = np.random.default_rng(8)
    often = 1 / np.arange(1, 601)
    town = chance.choice(600, rows, p=often / often.sum()).astype(np.uint32)
    quarter = (town % 7 * 4 + chance.choice(4, rows, p=[0.7, 0.1, 0.1, 0.1])).astype(
        np.uint32
    )
    day = np.sort(chance.integers(0, 400, rows)).astype(np.uint32)
    ground = (town % 5).astype(np.uint32)
    packing = Packing(rows)
    days = packing.add(Coded(day, list(range(16_800, 17_200))))
    packing.add(Coded(day, [iso_of(16_800 + EPOCH + n) for n in range(400)]))
    points: list[object] = [
        [n / 100, None if n == 3 else -n / 8, 0.1, "é"] for n in range(600)
    ]
    packing.add(Coded(town, points))
    packing.add(Coded(town, [f"{n / 100}" for n in range(600)]))
    packing.add(Coded(town, [f"town {n:04d}" for n in range(600)]))
    packing.add(Coded(quarter, [f"\0{n}" if n else "\0null" for n in range(28)]))
    packing.add(Coded(np.tile(town[:50], rows // 50), [str(n * n) for n in range(600)]))
    packing.add(Coded(np.zeros(rows, dtype=np.uint32), ["alike"]))
    where = [chance.integers(0, 9_000, rows) // 7 * (town % 90) for _ in range(2)]
    for axis in where:
        axis[5] = NOTHING
    axes = [Numbers(axis - 40_000 * (axis > 0), 4, "trim") for axis in where]
    packing.add_points(axes[0], axes[1])
    packing.add(axes[1])
    beside = axes[0].numbers.copy()
    beside[5] = 360_001
    packing.add(Numbers(beside, 4, "fixed"))
    said = Coded(
        (ground * 3 + day // 100) % 7, [[["zone", "no", str(n)]] for n in range(7)]
    )
    reach = packing.add(Coded(np.zeros(rows, dtype=np.uint32), [[0, 0]]))
    packing.add_decided(
        said, ground, (days, day), (reach, np.zeros(rows, dtype=np.uint32))
    )
    return packing


def test_columns_of_every_form_are_read_as_in_python(open_payload: Open) -> None:
    packing = columns(20_000)
    blocks = packing.finish({})
    head, data = unpack_blocks(blocks)
    forms = {each["kind"] for each in head["columns"]}
    assert forms >= {"among", "decided", "square", "by", "alias", "numbers", "same"}
    assert {each.get("as") for each in head["columns"]} >= {"coded", "runs", "gzip"}
    assert any("rest" in each for each in head["columns"])
    ways = [each["values"] for each in head["columns"] if "values" in each]
    used = {name for way in ways if isinstance(way, dict) for name in way}
    assert used == {"keys", "plain", "days", "each"}
    numbers = list(range(len(head["columns"])))
    found = open_payload().page.evaluate(READ, [blocks, numbers])
    for number in numbers:
        keys = column_keys(head, data, number)
        wanted = [key_cell(key) if isinstance(key, str) else key for key in keys]
        assert found[number] == wanted, number


def test_damaged_codes_are_refused_by_the_page(open_payload: Open) -> None:
    codes = np.arange(3_000) * 7 % 5
    block = code_rows(codes, np.bincount(codes))
    script = """([texts, rows]) => texts.map((text) => {
        try { return deescCoding.rows(deescData.bytesOf(text), rows).length; }
        catch { return "refused"; }
    })"""
    broken = [block, block[:-1], block + b"\0", block[:40] + b"\xff" + block[41:], b""]
    found = open_payload().page.evaluate(script, [list(map(armour, broken)), 3_000])
    assert found == [3_000, *["refused"] * 4]
