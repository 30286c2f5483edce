"""The engines of a join: the same answers, whichever looks the places up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from cli import main
from geodata.errors import InputError, MissingExtraError
from geodata.metric import to_degrees
from geodata.numbering import distinct_numbers
from geodata.periods import day_of, iso_of
from geodata.places import read_gazetteer
from geodata.world import load_world
from zones.atlas import Atlas
from zones.grounds import ground_of
from zones.join_runs import join_events
from zones.loading import load_atlas
from zones.spaces import Spaces

pytest.importorskip("numba")


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEESC_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "indexes"


@cache
def atlas() -> Atlas:
    return load_atlas(["default"], load_world)


def both_engines(error_m: float) -> tuple[Spaces, Spaces, Any]:
    crs, by_id = ground_of(atlas())
    grounds = list(by_id.values())
    slow = Spaces(grounds, crs, error_m, "shapely")
    return slow, Spaces(grounds, crs, error_m, "fast"), crs


def rows(spaces: Spaces, *columns: Any) -> list[tuple[int, ...]]:
    return [spaces.rows[number] for number in spaces.find(*columns)]


@pytest.mark.parametrize("kept", [0, 3, 100])
def test_places_that_come_again_are_where_they_were(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zones.spaces._SETTLED", kept)
    asked = both_engines(10_000.0)[:2]
    anew = both_engines(10_000.0)[0]
    dice = np.random.default_rng(kept)
    lon, lat = dice.uniform(36, 37.5, 40), dice.uniform(34.5, 36.5, 40)
    lon[3] = np.nan
    km = dice.choice([0.0, 7.0, 60.0], 40)
    wanted = [rows(anew, *(c[[n]] for c in (lon, lat, km)))[0] for n in range(40)]
    for _ in range(4):
        some = dice.integers(0, 40, 30)
        for spaces in asked:
            found = rows(spaces, lon[some], lat[some], km[some])
            assert found == [wanted[n] for n in some]


@pytest.mark.parametrize("error_m", [0.0, 10_000.0])
@pytest.mark.parametrize("km", [0.0, 5.0, 30.0])
def test_places_near_every_limit_get_the_same_spaces(error_m: float, km: float) -> None:
    """Limits are the borders, and the lines a radius within or beyond them."""
    slow, fast, crs = both_engines(error_m)
    dice = np.random.default_rng(int(error_m + km))
    limits = []
    for ground in slow.grounds:
        for shape in (ground and ground.outer, ground and ground.inner):
            for sign in (-1, 0, 1):
                if shape is None:
                    continue
                line = shape.buffer(sign * (error_m + km * 1000), quad_segs=64)
                if not line.is_empty:
                    limits.append(shapely.get_coordinates(to_degrees(line, crs)))
    points = np.vstack(limits)
    points = points[dice.permutation(len(points))[:3000]]
    off = [0, 1e-12, 1e-8, 1e-5, 1e-3, 1e-2]
    points = points + dice.normal(0, 1, points.shape) * dice.choice(
        off, (len(points), 1)
    )
    far = [[0, 0], [180, 90], [-180, -90], [np.nan, 35], [36, np.nan]]
    lon, lat = np.vstack([points, far]).T
    error = np.full(len(lon), km)
    assert rows(fast, lon, lat, error) == rows(slow, lon, lat, error)
    assert len({row for row in slow.rows}) > 20


def test_many_radii_are_left_to_shapely() -> None:
    slow, fast, _ = both_engines(10_000.0)
    dice = np.random.default_rng(2)
    lon, lat = dice.uniform([35.5, 32], [42, 37.5], (4000, 2)).T
    error = dice.choice([0, 1, 2.5, 5, 10, 20, np.nan], 4000)
    assert rows(fast, lon, lat, error) == rows(slow, lon, lat, error)
    assert fast._index is not None
    assert len(fast._index._indexes) == 4


@pytest.mark.parametrize("rounding", [1, 6])
def test_joins_give_the_same_rows(rounding: int) -> None:
    dice = np.random.default_rng(rounding)
    days = dice.integers(day_of("2016-01-01"), day_of("2021-12-31"), 3000)
    frame = pd.DataFrame(
        {
            "event_date": [iso_of(int(day)) for day in days],
            "latitude": np.round(dice.uniform(32, 37.5, 3000), rounding),
            "longitude": np.round(dice.uniform(35.5, 42, 3000), rounding),
            "geo_precision": dice.choice([1, 2, 3], 3000),
            "admin1": dice.choice(["Idleb", "Hama", "", "Aleppo"], 3000),
            "location": dice.choice(["Saraqib", "Morek", "Nowhere", ""], 3000),
            "event_type": "Battles",
        }
    )
    frame.loc[frame.index % 5 == 2, ["latitude", "longitude"]] = np.nan
    tables = [
        join_events(frame, atlas(), read_gazetteer(), engine=engine)
        for engine in ("shapely", "fast", "auto")
    ]
    assert len(tables[0]) > 500
    assert any("placed by the name" in line for line in tables[0].attrs["report"])
    for table in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], table)
        assert table.attrs == tables[0].attrs


def test_auto_changes_to_fast_where_it_pays() -> None:
    crs, by_id = ground_of(atlas())
    dice = np.random.default_rng(4)
    lon, lat = np.round(dice.uniform([35.5, 32], [42, 37.5], (500, 2)), 2).T
    few = Spaces(list(by_id.values()), crs, 10_000.0)
    many = Spaces(list(by_id.values()), crs, 10_000.0, expected=10**7)
    none = np.zeros(500)
    assert rows(few, lon, lat, none) == rows(many, lon, lat, none)
    assert few._index is None
    assert many._index is not None


def test_auto_counts_no_place_twice() -> None:
    crs, by_id = ground_of(atlas())
    dice = np.random.default_rng(4)
    lon, lat = np.round(dice.uniform([35.5, 32], [42, 37.5], (500, 2)), 2).T
    found = Spaces(list(by_id.values()), crs, 10_000.0, expected=0)
    for _ in range(3):
        found.find(lon, lat, np.zeros(500))
    assert found._asked == len(set(zip(lon.tolist(), lat.tolist(), strict=True)))
    found.find(lon, lat, np.ones(500))  # another error is another question
    assert found._asked > 500


def test_more_places_than_are_kept_get_the_same_spaces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crs, by_id = ground_of(atlas())
    dice = np.random.default_rng(5)
    lon, lat = np.round(dice.uniform([35.5, 32], [42, 37.5], (400, 2)), 2).T
    lon[::7] = np.nan
    many, few = (Spaces(list(by_id.values()), crs, 0.0, "shapely") for _ in range(2))
    wanted = rows(many, lon, lat, np.zeros(400))
    monkeypatch.setattr("zones.spaces._SETTLED", 100)
    assert rows(few, lon, lat, np.zeros(400)) == wanted
    assert not few._settled


def test_fast_needs_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    crs, by_id = ground_of(atlas())
    with pytest.raises(InputError, match="no engine 'warp'; there are auto, shapely"):
        Spaces(list(by_id.values()), crs, 0.0, "warp")
    monkeypatch.setattr("zones.kernel.compiled.find_spec", lambda name: None)
    auto = Spaces(list(by_id.values()), crs, 0.0, expected=10**9)
    assert len(rows(auto, np.array([36.6]), np.array([35.9]), np.zeros(1))) == 1
    assert auto._index is None
    with pytest.raises(MissingExtraError, match=r"deesc-zones\[fast\]"):
        Spaces(list(by_id.values()), crs, 0.0, "fast")


def test_the_command_takes_an_engine(tmp_path: Any) -> None:
    table = tmp_path / "events.csv"
    table.write_text("date,lat,lon\n2018-10-01,35.93,36.63\n", encoding="utf-8")
    outputs = [
        CliRunner().invoke(main, ["join", str(table), "-f", "csv", "--engine", engine])
        for engine in ("auto", "shapely", "fast")
    ]
    assert [output.exit_code for output in outputs] == [0, 0, 0]
    assert len({output.stdout for output in outputs}) == 1
    assert "certain" in outputs[0].stdout


def test_distinct_numbers_are_those_of_rows() -> None:
    first = np.array([1.0, np.nan, 1.0, np.nan, 2.0])
    second = np.array(["a", None, "b", None, "a"], dtype=object)
    numbers, many = distinct_numbers(first, second)
    assert numbers.tolist() == [0, 1, 2, 1, 3]
    assert many == 4
    assert distinct_numbers(np.empty(0))[1] == 0


def test_indexes_are_kept_and_never_stale(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crs, by_id = ground_of(atlas())
    grounds = list(by_id.values())
    dice = np.random.default_rng(9)
    places = (*dice.uniform([35.5, 32], [42, 37.5], (3000, 2)).T, np.full(3000, 5.0))

    def answers(some: Any, error_m: float = 10_000.0) -> Any:
        return rows(Spaces(some, crs, error_m, "fast"), *places)

    first = answers(grounds)
    (kept,) = cache_folder.iterdir()
    data = kept.read_bytes()

    def refuse(self: Any, metres: float) -> None:
        raise AssertionError("an index that is kept is built again")

    monkeypatch.setattr("zones.layers.GroundIndex._index", refuse)
    assert answers(grounds) == first
    monkeypatch.undo()
    monkeypatch.setenv("DEESC_CACHE", str(cache_folder.parent))
    assert kept.read_bytes() == data
    slow = Spaces(grounds[1:], crs, 10_000.0, "shapely")
    assert answers(grounds[1:]) == rows(slow, *places)
    assert len(list(cache_folder.iterdir())) == 2
    answers(grounds, 9_000.0)
    assert len(list(cache_folder.iterdir())) == 3
    for broken in (b"", b"PK", data[: len(data) // 2]):
        kept.write_bytes(broken)
        assert answers(grounds) == first
        assert kept.stat().st_size == len(data)


def test_nothing_is_kept_where_that_is_not_wanted(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEESC_CACHE", "")
    _, fast, _ = both_engines(0.0)
    rows(fast, np.array([36.6]), np.array([35.9]), np.zeros(1))
    assert not cache_folder.exists()
