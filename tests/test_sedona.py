"""The SQL of docs/scale.md on SedonaDB: the answers of `deesc join`, without errors."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from cli import main

SCALE = Path(__file__).parents[1] / "docs" / "scale.md"
CLEAR_DEG = 0.15
"""Some 13 km: so far from every outline no error changes an answer."""


def table(path: Path, count: int = 3_000) -> list[tuple[str, float, float, str]]:
    """Write events all over Syria and some years, and return them."""
    rng = np.random.default_rng(7)
    lons, lats = rng.uniform(35.5, 39, count), rng.uniform(32.3, 37, count)
    days = np.datetime64("2017-01-01") + rng.integers(0, 1_300, count)
    rows = [
        (f"e{i}", round(float(x), 4), round(float(y), 4), str(day))
        for i, (x, y, day) in enumerate(zip(lons, lats, days, strict=True))
    ]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "lon", "lat", "date"])
        writer.writerows(rows)
    return rows


def run(*words: str) -> None:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_sql_of_the_docs_gives_the_answers_of_join(tmp_path: Path) -> None:
    sedonadb: Any = pytest.importorskip("sedonadb")
    geopandas: Any = pytest.importorskip("geopandas")
    pandas: Any = pytest.importorskip("pandas")
    rows = table(tmp_path / "events.csv")
    run("export", "-o", str(tmp_path / "zones.parquet"))
    run("join", str(tmp_path / "events.csv"), "-o", str(tmp_path / "joined.csv"))

    base = sedonadb.connect()
    base.read_parquet(str(tmp_path / "zones.parquet")).to_memtable().to_view("zones")
    frame = pandas.DataFrame(rows, columns=["id", "lon", "lat", "date"])
    base.create_data_frame(frame).to_view("events")
    (query,) = re.findall(r"```sql\n(.*?)```", SCALE.read_text("utf-8"), re.S)
    got = base.sql(query).to_pandas()
    told = {(r.event, r.zone): bool(r.sure) for r in got.itertuples()}
    assert len(told) > 500

    zones = geopandas.read_parquet(tmp_path / "zones.parquet")
    zones = zones[(zones["kind"] == "zone") & zones["part"].isin(["inner", "outer"])]
    edges = shapely.union_all(shapely.boundary(zones.geometry.to_numpy()))
    clear = {
        row[0]
        for row in rows
        if shapely.distance(edges, shapely.Point(row[1], row[2])) > CLEAR_DEG
    }
    with (tmp_path / "joined.csv").open(newline="") as file:
        joined = {
            (row["event"], row["zone"]): row["certainty"]
            for row in csv.DictReader(file)
            if row["kind"] == "zone" and row["certainty"] in ("certain", "possible")
        }
    ours = {pair for pair in joined if pair[0] in clear}
    assert len(ours) > 100
    assert ours == {pair for pair in told if pair[0] in clear}
    sure = {pair for pair in ours if joined[pair] == "certain"}
    assert sure
    assert sure <= {pair for pair, is_sure in told.items() if is_sure}
