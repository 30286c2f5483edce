"""Soundness: the fast answer is that of the library that can say why."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zones.checking import _is_sound, _validator
from zones.soundness import compile_schema

DOSSIERS = sorted((Path(__file__).parents[1] / "zones" / "data").glob("*dossier.json"))
RECORDS = [json.loads(path.read_text("utf-8")) for path in DOSSIERS]
ODD: list[Any] = [
    None, True, False, 0, 1, 1.0, 1.5, -1, "", "x", "2018-09", "2018-13-01",
    [], [1], ["SY-ID"], {}, {"name": "x"}, "asserted", "certain", 1e30, [None, None],
]  # fmt: skip


def is_valid(record: Any) -> bool:
    return next(_validator().iter_errors(record), None) is None


@pytest.mark.parametrize("record", RECORDS, ids=[path.stem for path in DOSSIERS])
def test_embedded_dossiers_are_sound(record: Any) -> None:
    assert _is_sound()(record) and is_valid(record)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """Draw a dossier of one claim with a value replaced, added or taken away."""
    source = draw(st.sampled_from([r for r in RECORDS if r["claims"]]))
    kinds = sorted({claim["kind"] for claim in source["claims"]})
    kind = draw(st.sampled_from(kinds))
    claims = [claim for claim in source["claims"] if claim["kind"] == kind]
    record = {
        "deesc": 1,
        "documents": [copy.deepcopy(draw(st.sampled_from(source["documents"])))],
        "claims": [copy.deepcopy(draw(st.sampled_from(claims)))],
    }
    at: Any = record
    for _ in range(draw(st.integers(0, 4))):
        inner = [v for v in (at.values() if isinstance(at, dict) else at) if v]
        inner = [value for value in inner if isinstance(value, dict | list)]
        if not inner:
            break
        at = draw(st.sampled_from(inner))
    keys = list(at) if isinstance(at, dict) else list(range(len(at)))
    what = draw(st.sampled_from(["replace", "remove", "add"]))
    if what == "add" or not keys:
        value = copy.deepcopy(draw(st.sampled_from(ODD)))
        if isinstance(at, dict):
            at[draw(st.sampled_from(["begins", "kind", "odd", "on", "share"]))] = value
        else:
            at.append(value)
    elif what == "remove":
        del at[draw(st.sampled_from(keys))]
    else:
        at[draw(st.sampled_from(keys))] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return record


@settings(max_examples=400, deadline=None, derandomize=True)
@given(spoiled())
def test_fast_answer_is_the_answer(record: Any) -> None:
    assert _is_sound()(record) == is_valid(record)


@pytest.mark.parametrize("record", [*ODD, {"deesc": 1}, {"deesc": True}], ids=repr)
def test_what_is_no_dossier_is_not_sound(record: Any) -> None:
    assert not _is_sound()(record)
    assert not is_valid(record)


def test_unknown_keyword_is_refused() -> None:
    with pytest.raises(ValueError, match="'oneOf' is not known"):
        compile_schema({"oneOf": [{"type": "null"}]}, {})
