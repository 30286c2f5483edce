"""Ways to join dated points with dated polygons, for ``join.py``.

Each takes the layers and returns a function from events to pairs: event and polygon.
Borders belong to polygons. All get the form that is fastest for them: ``sjoin`` with
the polygons first, so that GEOS prepares these and not the points; the databases with
the day behind the spatial join, so that they plan one.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import geopandas
import numpy as np
import shapely
from join_layers import Events, Layers

from zones.kernel.indexes import PolygonIndex

Pairs = tuple[Any, Any]
Run = Callable[[Events], Pairs]

SQL = (
    "SELECT event, zone FROM (SELECT event, days, zone, b, e FROM events "
    "JOIN zones ON ST_Intersects(g, ST_Point(x, y))) AS pairs "
    "WHERE b <= days AND days < e"
)


class Method(NamedTuple):
    """A way to join.

    Attributes
    ----------
    make
        Takes the layers, returns the join.
    most
        Events that it is given at most, so that a run ends.
    needs
        Packages that it needs.
    """

    make: Callable[[Layers], Run]
    most: int = 10**9
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """Packages that are not installed."""
        return [name for name in self.needs if find_spec(name) is None]


def kernel(layers: Layers) -> Run:
    """The compiled index."""
    index = PolygonIndex(*layers, validate=False)
    return lambda events: index.pairs(*events)


def fine_kernel(layers: Layers) -> Run:
    """The compiled index with small cells: for hundreds of millions of events."""
    index = PolygonIndex(*layers, validate=False, fineness=4)
    return lambda events: index.pairs(*events)


def prepared(layers: Layers) -> Run:
    """Prepared geometries, behind filters by day and by bounding box.

    The events of each stretch of days are sorted by x, so that a layer looks only at
    those between its west and its east.
    """
    shapes = shapely.from_wkb(shapely.to_wkb(layers.shapes))  # none is prepared
    shapely.prepare(shapes)
    boxes = shapely.bounds(shapes)
    stretches = np.column_stack([layers.begins, layers.ends])
    stretches, stretch_of = np.unique(stretches, axis=0, return_inverse=True)

    def run(events: Events) -> Pairs:
        points, members = [], []
        for stretch, (begin, end) in enumerate(stretches):
            some = np.flatnonzero((begin <= events.days) & (events.days < end))
            some = some[np.argsort(events.x[some])]
            x, y = events.x[some], events.y[some]
            for number in np.flatnonzero(stretch_of == stretch):
                west, south, east, north = boxes[number]
                first, last = np.searchsorted(x, [west, np.nextafter(east, np.inf)])
                near = (south <= y[first:last]) & (y[first:last] <= north)
                near = first + np.flatnonzero(near)
                holds = shapely.intersects_xy(shapes[number], x[near], y[near])
                points.append(some[near[holds]])
                members.append(np.full(holds.sum(), number))
        return np.concatenate(points), np.concatenate(members)

    return run


def _dated(layers: Layers, events: Events, points: Any, members: Any) -> Pairs:
    days = events.days[points]
    holds = (layers.begins[members] <= days) & (days < layers.ends[members])
    return points[holds], members[holds]


def sjoin(layers: Layers) -> Run:
    """``geopandas.sjoin``, then a filter by day."""
    shapes = shapely.from_wkb(shapely.to_wkb(layers.shapes))
    zones = geopandas.GeoDataFrame(geometry=shapes, crs=4326)

    def run(events: Events) -> Pairs:
        places = shapely.points(events.x, events.y)
        frame = geopandas.GeoDataFrame(geometry=places, crs=4326)
        found = geopandas.sjoin(zones, frame, predicate="intersects")
        members, points = found.index.to_numpy(), found["index_right"].to_numpy()
        return _dated(layers, events, points, members)

    return run


def dask_geopandas(layers: Layers) -> Run:
    """dask-geopandas: the points in parts, one thread."""
    dask = import_module("dask")
    parts = import_module("dask_geopandas")
    shapes = shapely.from_wkb(shapely.to_wkb(layers.shapes))
    frame = geopandas.GeoDataFrame(geometry=shapes, crs=4326)
    zones = parts.from_geopandas(frame, npartitions=1)

    def run(events: Events) -> Pairs:
        places = shapely.points(events.x, events.y)
        frame = geopandas.GeoDataFrame(geometry=places, crs=4326)
        cut = parts.from_geopandas(frame, npartitions=4)
        with dask.config.set(scheduler="synchronous"):
            found = parts.sjoin(zones, cut, predicate="intersects").compute()
        members, points = found.index.to_numpy(), found["index_right"].to_numpy()
        return _dated(layers, events, points, members)

    return run


def _tables(layers: Layers) -> Any:
    arrow = import_module("pyarrow")
    wkb = shapely.to_wkb(layers.shapes)
    many = np.arange(len(wkb))
    return arrow.table({"zone": many, "wkb": wkb, "b": layers.begins, "e": layers.ends})


def _events(events: Events) -> Any:
    arrow = import_module("pyarrow")
    return arrow.table({"event": np.arange(len(events.x)), **events._asdict()})


def duckdb_spatial(layers: Layers) -> Run:
    """DuckDB with its spatial extension, as PyPI has it."""
    folder = Path(import_module("duckdb_extension_spatial").__path__[0])
    file = next(folder.rglob("spatial.duckdb_extension"))
    base = import_module("duckdb").connect()
    base.execute("SET threads = 1")
    base.load_extension(str(file))
    base.register("raw", _tables(layers))
    base.execute(
        "CREATE TABLE zones AS SELECT zone, b, e, ST_GeomFromWKB(wkb) g FROM raw"
    )

    def run(events: Events) -> Pairs:
        base.register("events", _events(events))
        found = base.execute(SQL).fetchnumpy()
        return found["event"], found["zone"]

    return run


def sedonadb(layers: Layers) -> Run:
    """SedonaDB: Apache Sedona's engine for one machine."""
    base = import_module("sedonadb").connect()
    base.create_data_frame(_tables(layers)).to_view("raw")
    wanted = "SELECT zone, b, e, ST_GeomFromWKB(wkb) AS g FROM raw"
    base.sql(wanted).to_memtable().to_view("zones")

    def run(events: Events) -> Pairs:
        base.create_data_frame(_events(events)).to_view("events", overwrite=True)
        found = base.sql(SQL).to_arrow_table()
        return found["event"].to_numpy(), found["zone"].to_numpy()

    return run


METHODS = {
    "kernel": Method(kernel),
    "kernel, fine grid": Method(fine_kernel),
    "prepared + date": Method(prepared),
    "sjoin + date": Method(sjoin),
    "dask-geopandas": Method(dask_geopandas, 100_000, ("dask_geopandas",)),
    "SedonaDB": Method(sedonadb, 100_000, ("sedonadb", "geoarrow", "pyarrow")),
    "DuckDB spatial": Method(
        duckdb_spatial, 2_000, ("duckdb", "duckdb_extension_spatial", "pyarrow")
    ),
}
