"""Splats: the picture that the page draws of events, as an array of pixels.

The same stamps in the same order as ``maps/static/splat.js``, for figures without a
browser and to hold the page's drawing against. Each later event covers the earlier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .gathering import EPOCH, EventTables

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CLASSES", "View", "splat"]

CLASSES = ("certain", "possible", "unknown", "no")
"""What an event is to zones and belts, the surest first."""

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
    start, end = first - EPOCH, last + 1 - EPOCH
    order = np.argsort(drawn.first, kind="stable")
    touches = (drawn.last >= start) & (drawn.first < end) & ~np.isnan(drawn.lon)
    order = order[touches[order]]
    inside = (drawn.first >= start) & (drawn.last < end) & ~drawn.capped
    kinds = np.array([_class_of(facts) for facts in tables.standings], dtype=np.int64)
    stamp = kinds[drawn.standing[order]] * 2 + ~inside[order]
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
