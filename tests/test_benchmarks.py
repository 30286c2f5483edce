"""The generator of event tables: the same seed, the same table; faults as told."""

from __future__ import annotations

import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.places import read_gazetteer
from geodata.tables import Events, Faults, read_events

pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[1]
GENERATOR: dict[str, Any] = runpy.run_path(str(ROOT / "benchmarks" / "generate.py"))
write = GENERATOR["write"]


@pytest.fixture
def join(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the benchmark of the join, as a module."""
    pytest.importorskip("numba")
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return import_module("join")


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


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_table_is_joined_without_pandas(tmp_path: Path, suffix: str) -> None:
    """It takes as much memory as the rows that are in the works."""
    path = tmp_path / f"a.{suffix}"
    write(path, 3_000)
    words = ["join", str(path), "--aggregate", "zone,month,type"]
    words += ["-o", str(tmp_path / "counts.csv")]
    code = (
        "import runpy, sys\n"
        "try:\n    runpy.run_path('cli.py', run_name='__main__')\n"
        "finally:\n    print('loaded', 'pandas' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["loaded False"], done.stderr


def test_tuning_and_reporting_are_two_tables(tmp_path: Path) -> None:
    tables = []
    for points in ("tuning", "reporting"):
        path = tmp_path / f"{points}.csv"
        write(path, 500, points=points)
        tables.append(path.read_text(encoding="utf-8"))
    assert tables[0] != tables[1]


@pytest.mark.parametrize("name", ["prepared + date", "sjoin + date", "SedonaDB"])
def test_peers_are_given_the_same_work(
    join: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    layers = join.versions(many=4)
    events = join.events_near(2_000, "reporting", join.BOX)
    method = join.METHODS[name]
    if method.missing:
        pytest.skip(f"without {', '.join(method.missing)}")
    mine = join.METHODS["kernel"].make(layers)(events)
    theirs = method.make(layers)(events)
    assert len(mine[0]) > 500
    assert join.ordered(mine).tolist() == join.ordered(theirs).tolist()


def test_a_peer_with_other_answers_ends_the_run(
    join: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def less(layers: Any) -> Any:
        run = join.METHODS["prepared + date"].make(layers)
        return lambda events: tuple(column[1:] for column in run(events))

    peers = sys.modules["join_peers"]
    chosen = {name: join.METHODS[name] for name in ("kernel", "prepared + date")}
    monkeypatch.setattr(join, "METHODS", chosen)
    layers, events = join.versions(many=2), join.events_near(500, "tuning", join.BOX)
    first, second = join.compare("layers", layers, events, rounds=1)
    assert (first["method"], second["method"]) == tuple(chosen)
    assert second["events"] == 500
    monkeypatch.setitem(chosen, "less", peers.Method(less))
    with pytest.raises(SystemExit, match="less gives other pairs"):
        join.compare("layers", layers, events, rounds=1)


def test_regions_of_versions_differ_and_are_valid(join: Any) -> None:
    layers = join.world_regions(None, versions=2)
    half = len(layers.shapes) // 2
    assert half > 3_000
    assert shapely.is_valid(layers.shapes).all()
    assert not shapely.equals(layers.shapes[:half], layers.shapes[half:]).all()
    assert set(layers.begins) == {0, 900}
