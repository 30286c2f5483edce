"""Arrays of pyarrow: the same as pyarrow's own way makes, without pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from geodata.arrows import (
    array_of,
    ends_of,
    mask_of,
    numbers_of,
    some_texts,
    texts_of,
    valid_of,
)

arrow = pytest.importorskip("pyarrow")


@pytest.mark.parametrize(
    "kind", ["int8", "uint16", "int32", "int64", "float16", "float32", "float64"]
)
@pytest.mark.parametrize("start", [0, 3, 20])
def test_numbers_come_and_go(kind: str, start: int) -> None:
    numbers = np.arange(20).astype(kind)
    array = array_of(numbers)[start:]
    assert array.equals(arrow.array(numbers)[start:])
    assert numbers_of(array).tolist() == numbers[start:].tolist()
    assert numbers_of(array).dtype == numbers.dtype


@pytest.mark.parametrize("start", [0, 1, 9])
def test_nulls_are_not_numbers(start: int) -> None:
    cells = [4, None, 5, None, None, 6, 7, 8, 9, None]
    array = arrow.array(cells)[start:]
    found = numbers_of(array).tolist()
    assert [None if each != each else each for each in found] == cells[start:]
    assert valid_of(array).tolist() == [cell is not None for cell in cells[start:]]


def test_masks_are_of_any_length() -> None:
    dice = np.random.default_rng(3)
    for length in range(20):
        chosen = dice.random(length) < 0.5
        assert mask_of(chosen).to_pylist() == chosen.tolist()


@pytest.mark.parametrize("kind", [arrow.string(), arrow.large_string()])
@pytest.mark.parametrize("start", [0, 2])
def test_texts_come_and_go(kind: Any, start: int) -> None:
    texts = ["", "é", "Idlib", "", "\u0625\u062f\u0644\u0628"]
    array = texts_of(texts, kind)[start:]
    assert array.equals(arrow.array(texts, kind)[start:])
    lengths = [len(text.encode()) for text in texts[start:]]
    assert np.diff(ends_of(array)).tolist() == lengths
    known = np.arange(len(array)) % 2 == 0
    some = some_texts(array, known).to_pylist()
    assert some == [t if n % 2 == 0 else None for n, t in enumerate(texts[start:])]
    assert len(texts_of([], kind)) == len(ends_of(texts_of([], kind))) - 1 == 0
