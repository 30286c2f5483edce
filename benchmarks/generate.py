"""Event tables of any size, in the shapes of ACLED, UCDP GED and GDELT 2.

Events cluster as real ones do: towns by Zipf's law (coders give every event of a town
the town's point), roads between near towns, borders of regions (at times on a vertex),
rivers and the open country. One row in a hundred has a fault that such tables have. The
same seed gives the same table; ``--points reporting`` weighs the towns otherwise and
has other rivers than ``--points tuning``, so that what is tuned on one is measured on
the other.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geodata.boundaries import read_boundaries
from geodata.places import read_gazetteer

CHUNK = 20_000
SEEDS = {"tuning": 1, "reporting": 2}
MIX = {
    "tuning": {"town": 0.5, "road": 0.2, "border": 0.1, "river": 0.1, "open": 0.1},
    "reporting": {"town": 0.4, "road": 0.2, "border": 0.15, "river": 0.15, "open": 0.1},
}
TYPES = ["Battles", "Explosions/Remote violence", "Riots", "Protests"]
ACTORS = ["Forces A", "Forces B", "Group, C", 'Group "D"', "Unidentified"]
FAULTS = ["empty", "zero", "swapped", "range", "date", "twice", "ragged"]


class Scene:
    """Where events take place: towns, roads, borders and rivers of some countries."""

    def __init__(self, countries: tuple[str, ...], points: str) -> None:
        self.dice = np.random.default_rng([20_261_126, SEEDS[points]])
        regions = [r for r in read_boundaries().regions if r.country in countries]
        if not regions:
            raise SystemExit(f"no regions of {', '.join(countries)} are embedded")
        self.borders = shapely.get_coordinates([r.geometry for r in regions])
        self.box = shapely.total_bounds([r.geometry for r in regions])
        self.names = np.array([r.name for r in regions], dtype=object)
        self.tree = shapely.STRtree([r.geometry for r in regions])
        towns = [
            (place.lon, place.lat, place.name)
            for place in read_gazetteer().places
            if place.kind == "settlement"
            and place.country in countries
            and place.lat is not None
        ]
        self.dice.shuffle(towns)
        self.towns = np.array([t[:2] for t in towns], dtype=float)
        self.town_names = np.array([t[2] for t in towns], dtype=object)
        weights = 1 / np.arange(1, len(towns) + 1)
        self.weights = weights / weights.sum()
        self.roads = self._roads()
        self.rivers = [self._river() for _ in range(6)]
        self.mix = MIX[points]

    def _roads(self) -> np.ndarray:
        """Join each town with the two nearest."""
        gaps = shapely.points(self.towns)
        pairs = []
        for at, town in enumerate(gaps):
            near = np.argsort(shapely.distance(town, gaps))[1:3]
            pairs += [(at, int(other)) for other in near]
        return np.array(pairs)

    def _river(self) -> np.ndarray:
        """Walk across the box in steps that turn little by little."""
        west, south, east, north = self.box
        steps = 4_000
        turns = np.cumsum(self.dice.normal(0, 0.05, steps)) * 0.3
        along = np.linspace(0, 1, steps)
        start, end = self.dice.uniform([west, south], [east, north], (2, 2))
        across = np.array([-(end - start)[1], (end - start)[0]]) * 0.15
        line: np.ndarray = start + along[:, None] * (end - start)
        return line + np.sin(turns + along * 9)[:, None] * across

    def points(self, count: int, dice: np.random.Generator) -> tuple[Any, Any, Any]:
        """Return lon, lat and the name of the nearest thing, for ``count`` events."""
        kinds = dice.choice(list(self.mix), count, p=list(self.mix.values()))
        xy = dice.uniform(self.box[:2], self.box[2:], (count, 2))
        town = dice.choice(len(self.towns), count, p=self.weights)
        here = kinds == "town"
        xy[here] = self.towns[town[here]]
        here = kinds == "road"
        pair = self.roads[dice.integers(0, len(self.roads), here.sum())]
        part = dice.random(here.sum())[:, None]
        road = self.towns[pair[:, 0]] * part + self.towns[pair[:, 1]] * (1 - part)
        xy[here] = np.round(road + dice.normal(0, 0.003, road.shape), 4)
        here = kinds == "border"
        on = self.borders[dice.integers(0, len(self.borders), here.sum())]
        off = dice.choice([0, 0.001, 0.02], here.sum())[:, None]
        xy[here] = on + dice.normal(0, 1, on.shape) * off
        here = kinds == "river"
        which = dice.integers(0, len(self.rivers), here.sum())
        step = dice.integers(0, len(self.rivers[0]), here.sum())
        xy[here] = np.round(np.stack(self.rivers)[which, step], 3)
        return xy[:, 0], xy[:, 1], self.town_names[town]

    def admin(self, lon: Any, lat: Any) -> Any:
        """Return the name of the region of each point, "" outside."""
        event, region = self.tree.query(shapely.points(lon, lat), predicate="within")
        names = np.full(len(lon), "", dtype=object)
        names[event] = self.names[region]
        return names


@cache
def scene(countries: tuple[str, ...], points: str) -> Scene:
    """Return a scene; it is made once."""
    return Scene(countries, points)


def chunks(
    rows: int, countries: tuple[str, ...], points: str, seed: int, dirt: float
) -> Iterator[pd.DataFrame]:
    """Yield frames of events with the columns of no source, and each row's fault."""
    place = scene(countries, points)
    for start in range(0, rows, CHUNK):
        dice = np.random.default_rng([seed, SEEDS[points], start])
        count = min(CHUNK, rows - start)
        lon, lat, town = place.points(count, dice)
        days = dice.integers(0, 3_650, count).astype("timedelta64[D]")
        faults = np.where(dice.random(count) < dirt, dice.choice(FAULTS, count), "")
        swapped = faults == "swapped"
        lon[swapped], lat[swapped] = lat[swapped], lon[swapped]
        lon[faults == "zero"] = lat[faults == "zero"] = 0
        lat[faults == "range"] = 99
        lat[faults == "empty"] = np.nan
        number = np.arange(start, start + count)
        number[faults == "twice"] -= 1
        yield pd.DataFrame(
            {
                "number": number,
                "day": np.datetime64("2013-01-01") + days,
                "lon": lon,
                "lat": lat,
                "town": town,
                "admin": place.admin(lon, lat),
                "type": dice.choice(len(TYPES), count, p=[0.4, 0.4, 0.05, 0.15]),
                "actor": dice.choice(ACTORS, count),
                "precision": dice.choice([1, 2, 3], count, p=[0.8, 0.15, 0.05]),
                "fault": faults,
            }
        )


def acled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events with the columns of ACLED's exports."""
    return pd.DataFrame(
        {
            "event_id_cnty": "GEN" + frame["number"].astype(str),
            "event_date": _dates(frame),
            "year": frame["day"].dt.year,
            "time_precision": frame["precision"],
            "event_type": np.array(TYPES, dtype=object)[frame["type"]],
            "actor1": frame["actor"],
            "country": "Syria",
            "admin1": frame["admin"],
            "location": frame["town"],
            "latitude": frame["lat"].round(6),
            "longitude": frame["lon"].round(6),
            "geo_precision": frame["precision"],
            "source": "made up",
            "notes": "On this day, in " + frame["town"] + ", nothing of this happened.",
            "fatalities": frame["type"],
        }
    )


def ucdp(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events with the columns of UCDP GED that are read, and some others."""
    ends = frame["day"] + pd.to_timedelta(frame["precision"] - 1, unit="D")
    return pd.DataFrame(
        {
            "id": frame["number"],
            "type_of_violence": frame["type"] % 3 + 1,
            "side_a": frame["actor"],
            "side_b": "Civilians",
            "where_prec": frame["precision"],
            "where_coordinates": frame["town"],
            "adm_1": frame["admin"],
            "latitude": frame["lat"].round(6),
            "longitude": frame["lon"].round(6),
            "country": "Syria",
            "date_prec": frame["precision"],
            "date_start": _dates(frame, " 00:00:00.000"),
            "date_end": ends.dt.strftime("%Y-%m-%d") + " 00:00:00.000",
            "best": frame["type"],
        }
    )


def gdelt(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events in the 61 columns of GDELT 2."""
    columns: dict[int, Any] = dict.fromkeys(range(61), "")
    columns |= {
        0: frame["number"] + 1_000_000_000,
        1: frame["day"].dt.strftime("%Y%m%d"),
        6: frame["actor"],
        26: (frame["type"] + 190).astype(str),
        28: (frame["type"] + 16).astype(str),
        51: frame["precision"] % 3 + 3,
        52: frame["town"],
        56: frame["lat"].round(4),
        57: frame["lon"].round(4),
    }
    return pd.DataFrame(columns, index=frame.index).sort_index(axis=1)


def _dates(frame: pd.DataFrame, more: str = "") -> Any:
    texts = frame["day"].dt.strftime("%Y-%m-%d") + more
    return texts.mask(frame["fault"] == "date", "sometime")


SHAPES = {"acled": acled, "ucdp": ucdp, "gdelt": gdelt}


def write(
    path: Path,
    rows: int,
    *,
    shape: str = "acled",
    points: str = "tuning",
    seed: int = 1,
    dirt: float = 0.01,
    countries: tuple[str, ...] = ("SY",),
) -> None:
    """Write a table: CSV (.csv, .csv.gz), tabs (.tsv) or Parquet, chunk by chunk."""
    parts = chunks(rows, countries, points, seed, dirt)
    if path.suffix == ".parquet":
        _write_parquet(path, parts, shape)
        return
    separator = "\t" if shape == "gdelt" or path.suffix == ".tsv" else ","
    is_packed = path.suffix == ".gz"
    opened: Any = gzip.GzipFile(path, "wb", mtime=0) if is_packed else path.open("wb")
    csv = import_module("pyarrow.csv")
    arrow = import_module("pyarrow")
    with opened as file:
        for number, part in enumerate(parts):
            table = arrow.Table.from_pandas(SHAPES[shape](part), preserve_index=False)
            options = csv.WriteOptions(
                include_header=number == 0 and shape != "gdelt", delimiter=separator
            )
            csv.write_csv(table, file, options)
            ragged = int((part["fault"] == "ragged").sum())
            file.write(f"torn{separator}row\n".encode() * ragged)


def _write_parquet(path: Path, parts: Iterator[pd.DataFrame], shape: str) -> None:
    arrow = import_module("pyarrow")
    parquet = import_module("pyarrow.parquet")
    held: list[Any] = []
    writer = None
    for part in parts:
        frame = SHAPES[shape](part)
        frame.columns = frame.columns.astype(str)
        held.append(arrow.Table.from_pandas(frame, preserve_index=False))
        if writer is None:
            writer = parquet.ParquetWriter(path, held[0].schema)
        if len(held) == 50:
            writer.write_table(arrow.concat_tables(held))
            held = []
    if writer is not None:
        if held:
            writer.write_table(arrow.concat_tables(held))
        writer.close()


def main() -> None:
    """Write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help=".csv, .csv.gz, .tsv or .parquet")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--shape", choices=SHAPES, default="acled")
    parser.add_argument("--points", choices=SEEDS, default="tuning")
    parser.add_argument("--countries", default="SY", help="ISO codes, by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dirt", type=float, default=0.01, help="share of faulty rows")
    given = parser.parse_args()
    write(
        given.output,
        given.rows,
        shape=given.shape,
        points=given.points,
        seed=given.seed,
        dirt=given.dirt,
        countries=tuple(given.countries.split(",")),
    )


if __name__ == "__main__":
    main()
