"""Joins on a cluster: the rows of one machine, also when a worker is lost."""

from __future__ import annotations

import csv
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from samples import syrian_atlas, world

from cli import main
from geodata.errors import InputError
from geodata.periods import day_of, iso_of
from geodata.tables import TableOptions
from geodata.tables.parts import cut_table
from zones.cluster_parts import PartTask, do_part
from zones.join_runs import JoinReport, JoinRun

distributed = pytest.importorskip("distributed")

from zones.cluster_runs import join_on_cluster  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # those of dask are its own


def run(**settings: Any) -> JoinRun:
    return JoinRun(syrian_atlas(), world().gazetteer, **settings)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        yield cluster


def table(folder: Path, name: str, count: int, first: int = 0) -> Path:
    """Write events of which some are in fault and some ids stand twice."""
    chance = np.random.default_rng(count + first)
    ids = np.arange(first, first + count) % max(count - 7, 1) + first // 2
    of_ids = np.random.default_rng(1)  # an id has one day and place in all tables
    days = of_ids.integers(day_of("2018-01-01"), day_of("2020-06-01"), 10_000)[ids]
    frame = pd.DataFrame(
        {
            "id": ids,
            "date": [iso_of(int(day)) for day in days],
            "lat": of_ids.uniform(32.5, 37, 10_000).round(2)[ids],
            "lon": of_ids.uniform(35.8, 38, 10_000).round(2)[ids],
            "place": of_ids.choice(["Saraqib", "Hama", "Nowhere"], 10_000)[ids],
            "type": chance.choice(["clash", 'a "raid",\nat night'], count),
        }
    )
    frame.loc[ids % 13 == 4, ["lat", "lon"]] = np.nan
    frame.loc[frame.index % 17 == 3, "date"] = "no day"
    frame.loc[frame.index % 19 == 5, ["lat", "lon"]] = 0
    path = folder / name
    if path.suffix == ".parquet":
        frame["id"] = frame["id"].astype(str)
        frame.to_parquet(path, row_group_size=100)
    else:
        frame.to_csv(path, index=False)
    return path


def rows_of(folder: Path) -> list[list[str]]:
    rows = []
    for path in sorted(folder.glob("[!.]*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.reader(file))[1:]
    return rows


def told(report: JoinReport) -> tuple[Any, ...]:
    faults = report.faults
    return (faults.rows, faults.used, dict(faults.counts), report.pairs, faults.lines)


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    return [
        table(folder, "a.csv", 400),
        table(folder, "b.csv", 300, 350),
        table(folder, "c.parquet", 350, 600),
    ]


def test_a_cluster_gives_the_rows_of_one_machine(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    alone, many = tmp_path / "alone", tmp_path / "many"
    alone.mkdir()
    many.mkdir()
    bad = [tmp_path / "alone-bad.csv", tmp_path / "many-bad.csv"]
    one = run().write(tables, alone / "all.csv", "csv", bad[0])
    other = join_on_cluster(
        run(),
        tables,
        many,
        "csv",
        bad[1],
        scheduler=cluster.scheduler_address,
        part_bytes=4000,
    )
    assert len(list(many.glob("*.csv"))) > 8
    assert rows_of(many) == rows_of(alone)
    assert told(other) == told(one)
    assert one.faults.counts["an id that stands before"] > 100
    assert one.faults.counts["no coordinates, placed by the name of the place"] > 20
    assert bad[0].read_bytes() == bad[1].read_bytes()


def test_counts_of_parts_are_summed(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    asked = run(aggregate=("zone", "month", "type"))
    out = [tmp_path / "one.csv", tmp_path / "many.csv"]
    asked.write(tables, out[0], "csv")
    join_on_cluster(
        asked,
        tables,
        out[1],
        "csv",
        scheduler=cluster.scheduler_address,
        part_bytes=4000,
    )
    assert out[0].read_bytes() == out[1].read_bytes()


def test_a_lost_worker_loses_and_doubles_no_row(tmp_path: Path) -> None:
    """One of two workers is killed, by the system, while parts are being joined."""
    folder, many = tmp_path / "in", tmp_path / "many"
    folder.mkdir()
    many.mkdir()
    paths = [table(folder, f"{n}.csv", 1000, n * 900) for n in range(4)]
    alone = tmp_path / "alone"
    alone.mkdir()
    one = run().write(paths, alone / "all.csv", "csv")
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:

        def kill() -> None:
            """Wait until some parts are done, and kill a worker."""
            for _ in range(6000):
                if len(list(many.glob("*.csv"))) >= 3:
                    worker = next(iter(cluster.workers.values()))
                    killed.append(worker.pid)
                    os.kill(worker.pid, signal.SIGKILL)
                    return
                time.sleep(0.01)

        thread = threading.Thread(target=kill)
        thread.start()
        other = join_on_cluster(
            run(),
            paths,
            many,
            "csv",
            scheduler=cluster.scheduler_address,
            part_bytes=9000,
        )
        thread.join()
    assert killed, "the job was over before a worker could be killed"
    assert rows_of(many) == rows_of(alone)
    assert told(other) == told(one)
    assert not [path for path in many.iterdir() if path.name.startswith(".0")]


def test_what_is_wrong_is_said_in_one_line(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    strict = run(options=TableOptions(strict=True))
    with pytest.raises(InputError, match=r"a.csv, line \d+: "):
        join_on_cluster(
            strict, tables, many, "csv", scheduler=cluster.scheduler_address
        )
    assert not list(many.glob("[!.]*.csv"))
    with pytest.raises(InputError, match="name a folder with -o"):
        join_on_cluster(run(), tables, tmp_path / "out.csv", "csv")
    with pytest.raises(InputError, match="counts are one table"):
        join_on_cluster(run(aggregate=("zone",)), tables, many, "csv")
    with pytest.raises(InputError, match="no scheduler answers at tcp://127.0.0.1:9"):
        join_on_cluster(run(), tables, many, "csv", scheduler="tcp://127.0.0.1:9")


def test_an_earlier_run_leaves_nothing_behind(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    address = cluster.scheduler_address
    for size in (4000, 10_000):
        join_on_cluster(
            run(), tables[:1], many, "csv", scheduler=address, part_bytes=size
        )
    alone = tmp_path / "alone"
    alone.mkdir()
    run().write(tables[:1], alone / "all.csv", "csv")
    assert rows_of(many) == rows_of(alone)


def joined_again(
    tables: list[Path], folder: Path, cluster: Any, **settings: Any
) -> tuple[JoinReport, set[str]]:
    """Join, and return the report and the files that were written."""
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("[!.]*.csv")}
    report = join_on_cluster(
        run(**settings),
        tables,
        folder,
        "csv",
        scheduler=cluster.scheduler_address,
        part_bytes=4000,
    )
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("[!.]*.csv")}
    return report, {name for name in after if before.get(name) != after[name]}


def test_what_is_done_is_not_done_again(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    alone, many = tmp_path / "alone", tmp_path / "many"
    alone.mkdir()
    many.mkdir()
    seen: list[int] = []

    def stop(rows: int) -> None:
        seen.append(rows)
        if len(seen) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        joined_again(tables, many, cluster, progress=stop)
    report, written = joined_again(tables, many, cluster)
    count = len(list(many.glob("*.csv")))
    one = run().write(tables, alone / "all.csv", "csv")
    assert report.skipped_parts >= 3 and count > 8
    assert len(written) < count
    assert (rows_of(many), told(report)) == (rows_of(alone), told(one))
    assert "parts had been joined before" in " ".join(report.lines())

    report, written = joined_again(tables, many, cluster)
    assert (report.skipped_parts, written) == (count, set())
    assert told(report) == told(one)

    (many / "a.csv-000001.csv").unlink()
    report, written = joined_again(tables, many, cluster)
    assert written == {"a.csv-000001.csv"}
    assert rows_of(many) == rows_of(alone)


def test_a_run_that_broke_off_before_its_record_goes_on(
    tables: list[Path], tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    part = cut_table(tables[0], 4000)[0]
    target = many / "a.csv-000000.csv"
    task = PartTask(part, str(tables[0]), target, "csv", None)
    with monkeypatch.context() as broken:
        broken.setattr("zones.cluster_parts.keep_result", lambda *asked: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            do_part(run(), task)
    assert target.is_file()
    report, written = joined_again(tables[:1], many, cluster)
    assert (report.skipped_parts, target.name in written) == (0, True)


def test_a_changed_table_is_joined_anew_and_its_ids_with_it(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    alone, many = tmp_path / "alone", tmp_path / "many"
    alone.mkdir()
    many.mkdir()
    joined_again(tables, many, cluster)
    table(tables[0].parent, tables[0].name, 40)  # most ids stand no longer before
    report, written = joined_again(tables, many, cluster)
    one = run().write(tables, alone / "all.csv", "csv")
    assert (rows_of(many), told(report)) == (rows_of(alone), told(one))
    assert any(name.startswith("b.csv") for name in written)
    assert not list(many.glob("a.csv-000001*"))
    report, written = joined_again(tables, many, cluster, zones=("idlib",))
    assert not report.skipped_parts
    broken = next((many / ".deesc-parts").glob("b.csv*.json"))
    broken.write_text("{", encoding="utf-8")
    report, _ = joined_again(tables, many, cluster, zones=("idlib",))
    assert report.skipped_parts == len(list(many.glob("*.csv"))) - 1


def test_a_part_far_down_decides_the_dates_of_its_table(
    tmp_path: Path, cluster: Any
) -> None:
    alone, many = tmp_path / "alone", tmp_path / "many"
    alone.mkdir()
    many.mkdir()
    days = ["2018-10-01"] * 400 + ["03/04/2019"] * 400 + ["13/04/2019"]
    frame = pd.DataFrame({"date": days, "lat": 35.93, "lon": 36.63})
    path = tmp_path / "late.csv"
    frame.to_csv(path, index=False)
    one = run().write([path], alone / "all.csv", "csv")
    report, _ = joined_again([path], many, cluster)
    assert len(list(many.glob("*.csv"))) > 2
    assert (rows_of(many), told(report)) == (rows_of(alone), told(one))
    assert any("2019-04-03" in row for row in rows_of(many))
    frame.loc[800, "date"] = "03/04/2020"
    frame.to_csv(path, index=False)
    with pytest.raises(InputError, match="401 can be both"):
        joined_again([path], many, cluster)


def test_the_command_joins_on_a_cluster(
    tables: list[Path], tmp_path: Path, cluster: Any
) -> None:
    out = tmp_path / "many"
    out.mkdir()
    words = ["join", str(tables[0]), "--zone", "idlib", "-o", str(out)]
    words += ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "of 400 rows" in result.stderr
    assert rows_of(out)
    result = CliRunner().invoke(main, [*words[:6], "--scheduler", "tcp://x:1"])
    assert result.exit_code == 2
