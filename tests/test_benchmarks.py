"""The generator of event tables: the same seed, the same table; faults as told."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from geodata.places import read_gazetteer
from geodata.tables import Events, Faults, read_events

pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[1]
GENERATOR: dict[str, Any] = runpy.run_path(str(ROOT / "benchmarks" / "generate.py"))
write = GENERATOR["write"]


def read(path: Path) -> tuple[list[Events], Faults]:
    faults = Faults()
    return list(read_events([path], read_gazetteer(), faults=faults)), faults


@pytest.mark.parametrize(
    ("shape", "name", "profile"),
    [
        ("acled", "a.csv", "ACLED"),
        ("acled", "a.parquet", "ACLED"),
        ("ucdp", "u.csv.gz", "UCDP GED"),
        ("gdelt", "g.tsv", "GDELT 2"),
    ],
)
def test_generated_tables_are_read_as_what_they_are(
    tmp_path: Path, shape: str, name: str, profile: str
) -> None:
    path = tmp_path / name
    write(path, 3_000, shape=shape)
    first = path.read_bytes()
    write(path, 3_000, shape=shape)
    assert path.read_bytes() == first
    (events,), faults = read(path)
    assert events.profile.name == profile
    assert 2_500 < len(events) < 3_000
    kinds = set(faults.counts)
    assert "the point 0/0" in kinds
    if shape != "gdelt":
        assert "an id that stands before" in kinds
        assert "a date that cannot be read" in kinds
        assert "lat and lon seem to be swapped" in kinds


def test_tuning_and_reporting_are_two_tables(tmp_path: Path) -> None:
    tables = []
    for points in ("tuning", "reporting"):
        path = tmp_path / f"{points}.csv"
        write(path, 500, points=points)
        tables.append(path.read_text(encoding="utf-8"))
    assert tables[0] != tables[1]
