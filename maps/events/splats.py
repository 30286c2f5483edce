"""Splats: the picture that the page draws of events, as an array of pixels.

The same stamps in the same order as ``maps/static/splat.js``, for the page where no
script runs and to hold the page's drawing against. Each later event covers the earlier;
of places, which are as large as they have events, the surest cover the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .gathering import EPOCH, EventTables

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CLASSES", "View", "classes_in", "splat", "splat_places"]

CLASSES = ("certain", "possible", "unknown", "no")
"""What an event is to zones and belts, the surest first."""

SIZES = (1, 4, 10, 32, 100, 317, 1000, 3163, 10000)
"""From how many events on a place takes the next size."""

_RIM_ALPHA = 190
_MAX_LAT = 85.05


@dataclass(frozen=True, slots=True)
class View:
    """From degrees of longitude and of Mercator latitude to pixels.

    Attributes
    ----------
    sx, sy
        Pixels for each degree; ``sy`` is negative, north is up.
    ox, oy
        Pixel of the point 0/0.
    width, height
        Size of the picture in pixels.
    """

    sx: float
    sy: float
    ox: float
    oy: float
    width: int
    height: int


def splat(
    tables: EventTables,
    first: int,
    last: int,
    view: View,
    colours: Mapping[str, str],
    radius: float = 4.0,
) -> NDArray[np.uint8]:
    """Draw the events that may lie in days.

    Parameters
    ----------
    tables
        The events.
    first, last
        Ordinals of the first and the last day, both included.
    view
        Which part of the earth, and how large.
    colours
        ``#rrggbb`` of each of :data:`CLASSES` and of the ``rim`` around stamps.
    radius
        Radius of a stamp in pixels.

    Returns
    -------
    ndarray
        Height × width × 4: red, green, blue and alpha; alpha is 0 where nothing is.
    """
    drawn = tables.drawn
    touches, inside = _in_days(tables, first, last)
    order = np.argsort(drawn.first, kind="stable")
    order = order[touches[order]]
    stamp = _classes(tables)[order] * 2 + ~inside[order]
    x, y = _pixels(drawn.lon, drawn.lat, view)
    x, y = x[order], y[order]
    seen = (x >= 0) & (y >= 0) & (x < view.width) & (y < view.height)
    margin = int(np.ceil(radius)) + 2
    wide = view.width + 2 * margin
    stamps = [
        _stamp(name, bool(hollow), radius, wide, colours)
        for name in CLASSES
        for hollow in (0, 1)
    ]
    picture = np.zeros((view.height + 2 * margin) * wide, dtype=np.uint32)
    base = (y[seen] + margin) * wide + x[seen] + margin
    _press(picture, base, stamp[seen], stamps)
    shape = (view.height + 2 * margin, wide, 4)
    pixels = picture.view(np.uint8).reshape(shape)
    return pixels[margin:-margin, margin:-margin].copy()


def splat_places(
    tables: EventTables,
    first: int,
    last: int,
    view: View,
    colours: Mapping[str, str],
    radius: float = 4.0,
    count: NDArray[np.int64] | None = None,
) -> NDArray[np.uint8]:
    """Draw places, each as large as its number of events in some days asks.

    Parameters
    ----------
    tables, first, last, view, colours
        As for :func:`splat`.
    radius
        Radius of a stamp in pixels, before its size.
    count
        How many events each row stands for; None: one.

    Returns
    -------
    ndarray
        As of :func:`splat`.
    """
    drawn = tables.drawn
    touches, inside = _in_days(tables, first, last)
    rows = np.flatnonzero(touches)
    place, of_rows = _places(tables, rows)
    kinds = _classes(tables)[rows]
    best = np.full(len(place), len(CLASSES), dtype=np.int64)
    np.minimum.at(best, of_rows, kinds)
    solid = np.zeros(len(place), dtype=bool)
    solid[of_rows[inside[rows] & (kinds == best[of_rows])]] = True
    weight = None if count is None else count[rows]
    times = np.bincount(of_rows, weight, len(place))
    size = np.searchsorted(SIZES, times, side="right") - 1
    margin = int(np.ceil(radius * _scale(len(SIZES) - 1))) + 2
    wide, high = view.width + 2 * margin, view.height + 2 * margin
    x = np.floor(drawn.lon[place] * view.sx + (view.ox + margin)).astype(np.int64)
    lat = _mercator(drawn.lat[place])
    y = np.floor(lat * view.sy + (view.oy + margin)).astype(np.int64)
    own = np.array([np.ceil(radius * _scale(at)) + 2 for at in range(len(SIZES))])[size]
    seen = (x >= own) & (y >= own) & (x < wide - own) & (y < high - own)
    order = np.argsort(-best, kind="stable")
    order = order[seen[order]]
    stamps = [
        _stamp(name, bool(hollow), radius * _scale(at), wide, colours)
        for name in CLASSES
        for hollow in (0, 1)
        for at in range(len(SIZES))
    ]
    stamp = (best * 2 + ~solid) * len(SIZES) + size
    picture = np.zeros(high * wide, dtype=np.uint32)
    _press(picture, (y * wide + x)[order], stamp[order], stamps)
    pixels = picture.view(np.uint8).reshape((high, wide, 4))
    return pixels[margin:-margin, margin:-margin].copy()


def _scale(size: int) -> float:
    return 0.8 + 0.2 * size


def _places(
    tables: EventTables, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a row for each place, from north to south, and the place of each row."""
    drawn = tables.drawn
    regions = np.unique([name or "" for name in tables.admin1], return_inverse=True)[1]
    keys = (
        regions[drawn.admin1[rows]] if len(regions) else drawn.admin1[rows],
        np.nan_to_num(drawn.error_km[rows], nan=-1.0),
        drawn.lon[rows],
        -drawn.lat[rows],
    )
    order = np.lexsort(keys)
    differs = np.zeros(len(order), dtype=bool)
    differs[:1] = True
    for key in keys:
        differs[1:] |= np.diff(key[order]) != 0
    of_rows = np.empty(len(order), dtype=np.int64)
    of_rows[order] = np.cumsum(differs) - 1
    return rows[order[differs]], of_rows


def _in_days(
    tables: EventTables, first: int, last: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which events with a point may lie in days, and which surely do."""
    drawn = tables.drawn
    start, end = first - EPOCH, last + 1 - EPOCH
    touches = (drawn.last >= start) & (drawn.first < end)
    inside = (drawn.first >= start) & (drawn.last < end) & ~drawn.capped
    return touches & ~np.isnan(drawn.lon) & ~np.isnan(drawn.lat), inside


def _classes(tables: EventTables) -> NDArray[np.int64]:
    """Return the class of each event, a place in :data:`CLASSES`."""
    kinds = np.array([_class_of(facts) for facts in tables.standings], dtype=np.int64)
    classes: NDArray[np.int64] = kinds[tables.drawn.standing]
    return classes


def classes_in(tables: EventTables, first: int, last: int) -> list[int]:
    """Return the classes of events with a point that may lie in days, in order."""
    touches, _ = _in_days(tables, first, last)
    return sorted(set(_classes(tables)[touches].tolist()))


def _class_of(facts: list[list[str]]) -> int:
    return min((CLASSES.index(certainty) for _, certainty, _ in facts), default=3)


def _pixels(
    lon: NDArray[np.float64], lat: NDArray[np.float64], view: View
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pixels, by way of the single precision that the page keeps."""
    known = np.nan_to_num(lat)
    middle_lon, middle_lat = ((np.nanmin(a) + np.nanmax(a)) / 2 for a in (lon, lat))
    origin = _mercator(np.array([middle_lat]))[0]
    x = (np.nan_to_num(lon) - middle_lon).astype(np.float32).astype(np.float64)
    y = (_mercator(known) - origin).astype(np.float32).astype(np.float64)
    return (
        np.floor(x * view.sx + (view.ox + middle_lon * view.sx)).astype(np.int64),
        np.floor(y * view.sy + (view.oy + origin * view.sy)).astype(np.int64),
    )


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return latitudes of the spherical Mercator projection, in degrees."""
    sine = np.sin(np.radians(np.clip(lat, -_MAX_LAT, _MAX_LAT)))
    degrees: NDArray[np.float64] = np.log((1 + sine) / (1 - sine)) * 90 / np.pi
    return degrees


def _depth(name: str, dx: Any, dy: Any, radius: float) -> Any:
    """Return how far an offset lies from the edge of a stamp; inside below 0."""
    if name == "certain":
        return np.abs(dx) + np.abs(dy) - radius
    if name == "possible":
        return np.hypot(dx, dy) - radius * 0.86
    if name == "unknown":
        arms = np.minimum(np.abs(dx - dy), np.abs(dx + dy)) - radius * 0.28
        return np.maximum(arms, np.maximum(np.abs(dx), np.abs(dy)) - radius * 0.75)
    return np.hypot(dx, dy) - radius * 0.55


def _stamp(
    name: str, is_hollow: bool, radius: float, wide: int, colours: Mapping[str, str]
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Return offsets and colours of a stamp, its rim first."""
    own = max(1.0, radius * (0.9 if name == "no" else 1.0))
    line = max(1.0, own * 0.3)
    reach = int(np.ceil(own)) + 1
    dy, dx = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    depth = _depth(name, dx, dy, own)
    offset = (dy * wide + dx).ravel()
    fill = (depth <= 0) & (not is_hollow or depth > -line)
    rim = (depth > 0) & (depth <= 1) & (name != "no") & (radius >= 2.5)
    fill, rim = np.broadcast_to(fill, depth.shape).ravel(), rim.ravel()
    parts = [offset[rim], offset[fill]]
    shades = [_pixel(colours["rim"], _RIM_ALPHA), _pixel(colours[name], 255)]
    colour = np.repeat(np.array(shades, dtype=np.uint32), [len(p) for p in parts])
    return np.concatenate(parts), colour


def _pixel(colour: str, alpha: int) -> int:
    """Return a colour as the number that four bytes are in memory."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return int(np.array([red, green, blue, alpha], dtype=np.uint8).view(np.uint32)[0])


def _press(
    picture: NDArray[np.uint32],
    base: NDArray[np.int64],
    stamp: NDArray[np.int64],
    stamps: list[tuple[NDArray[np.int64], NDArray[np.uint32]]],
) -> None:
    """Write stamps one over the other; of pixels named twice the last one stays."""
    sizes = np.array([len(offsets) for offsets, _ in stamps], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    offsets = np.concatenate([each for each, _ in stamps])
    colours = np.concatenate([each for _, each in stamps])
    count = sizes[stamp]
    total = int(count.sum())
    within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(starts[stamp], count) + within
    picture[np.repeat(base, count) + offsets[at]] = colours[at]
