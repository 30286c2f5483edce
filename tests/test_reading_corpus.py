"""A growing corpus: short texts of our own on several conflicts, with their claims.

Beside each text stands a JSON file: ``claims`` are the fields of claims that must be
read, ``absent`` those of claims that must not be. Other claims are allowed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geodata.world import load_world
from zones.claims import claim_to_json
from zones.documents import read_documents
from zones.reading import read_text

CORPUS = Path(__file__).parent / "data" / "reading"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))


@cache
def records_of(name: str) -> list[dict[str, Any]]:
    texts, skipped = read_documents([CORPUS / f"{name}.txt"])
    assert not skipped
    return [claim_to_json(claim) for claim in read_text(texts[0], load_world())[2]]


def fits(record: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(record.get(name) == value for name, value in wanted.items())


@pytest.mark.parametrize("name", NAMES)
def test_text_says_what_is_expected(name: str) -> None:
    expected = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    records = records_of(name)
    missing = [
        wanted
        for wanted in expected["claims"]
        if not any(fits(record, wanted) for record in records)
    ]
    wrong = [
        record["id"]
        for record in records
        for unwanted in expected["absent"]
        if fits(record, unwanted)
    ]
    assert (missing, wrong) == ([], [])


def test_every_text_has_its_expectations() -> None:
    assert NAMES == sorted(path.stem for path in CORPUS.glob("*.json"))
    assert len(NAMES) >= 12
