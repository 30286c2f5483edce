"""Slabs: stretches of time, each with a grid of the polygons that hold in it.

Versions of one border that follow each other lie over one another; a grid of all of
them would have nearly as many sets as cells. In a slab few polygons hold, and most of
them on all of its days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["cut_slabs"]

_WASTE = 1.5
"""How many times more edges a slab may have than hold on a day, on average."""


def cut_slabs(
    begins: NDArray[np.int64], ends: NDArray[np.int64], weights: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Cut time into slabs.

    Parameters
    ----------
    begins, ends
        First day of each polygon, and the day after its last.
    weights
        Edges of each.

    Returns
    -------
    days
        First day of each slab but the first, which goes back for ever.
    members
        Polygons that hold in each slab.
    """
    cuts = np.unique(np.concatenate([begins, ends]))
    starts = np.concatenate([[np.iinfo(np.int64).min], cuts])
    days: list[int] = []
    members: list[NDArray[np.int64]] = []
    held = np.zeros(len(begins), dtype=bool)
    total, steps = 0, 0
    for start in np.unique(starts).tolist():
        now = (begins <= start) & (start < ends)
        both = held | now
        weight = int(weights[now].sum())
        mean = (total + weight) / (steps + 1)
        if steps and int(weights[both].sum()) > _WASTE * mean + 64:
            members.append(np.flatnonzero(held))
            days.append(start)
            both, total, steps = now, 0, 0
        held = both
        total, steps = total + weight, steps + 1
    members.append(np.flatnonzero(held))
    return np.array(days, dtype=np.int64), members
