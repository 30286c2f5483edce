"""Estimates: a drawing aid between what must and what may be inside.

The method is the whole regions joined with the convex hull of the posts and of the
places said to be inside, each widened by its error, and clipped to what may be inside.
It is drawn dotted and never makes an answer certain.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["estimate_extent"]


def estimate_extent(
    inner: BaseGeometry | None,
    outer: BaseGeometry | None,
    discs: Sequence[BaseGeometry],
) -> BaseGeometry | None:
    """Estimate an extent from its stated ground and from what is said to be inside.

    Parameters
    ----------
    inner, outer
        Geometry of the reading, in a metric CRS.
    discs
        Posts and places said to be inside, widened by their error, in the same CRS.

    Returns
    -------
    geometry or None
        inner ⊆ estimate ⊆ outer; None where nothing but the outer is known.
    """
    if outer is None or (inner is None and not discs):
        return None
    evidence = [*([inner] if inner is not None else []), *discs]
    hull = shapely.convex_hull(shapely.union_all(discs)) if discs else None
    joined = shapely.union_all([g for g in (*evidence, hull) if g is not None])
    clipped = shapely.intersection(joined, outer)
    return shapely.union_all([clipped, inner]) if inner is not None else clipped
