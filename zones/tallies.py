"""Tallies: arrays of labels counted together, and distances in bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from geodata.errors import InputError

if TYPE_CHECKING:
    from geodata.tables.cells import Coded
    from numpy.typing import NDArray

__all__ = [
    "band_codes",
    "band_names",
    "bands_of",
    "counted",
    "factorised",
]


def bands_of(text: str) -> tuple[float, ...]:
    """Read bands as users type them, such as "5,10,20"; "" is none.

    Raises
    ------
    InputError
        If a part is no number.
    """
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        msg = f"bands {text!r}: distances in km are needed, such as 5,10,20"
        raise InputError(msg) from None


def band_names(edges: Sequence[float]) -> list[str]:
    """Name the parts of possible candidates, in the order of their codes."""
    names = ["possible_inside", "possible_at_0_km"]
    names += [f"possible_to_{edge:g}_km" for edge in edges]
    last = f"possible_over_{edges[-1]:g}_km" if edges else "possible_over_0_km"
    return [*names, last, "possible_km_unknown"]


def band_codes(km: NDArray[np.float64], edges: Sequence[float]) -> NDArray[np.int64]:
    """Return the band of each distance: 0 for none, 1 for 0 km, then by edges."""
    codes = np.searchsorted([0.0, *edges], km, side="left") + 1
    return np.where(np.isnan(km), 0, codes).astype(np.int64)


def factorised(texts: Coded) -> tuple[NDArray[np.int64], list[str]]:
    """Return the code of each text, and the texts."""
    return texts.codes, [str(name or "") for name in texts.values]


def counted(
    columns: Sequence[NDArray[np.int64]],
) -> list[tuple[tuple[int, ...], int]]:
    """Count the different rows of some columns of codes from 0."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1
    for column in columns:
        width = int(column.max()) + 1
        if room * width > np.iinfo(np.int64).max // 2:  # pack anew what there is
            key = np.unique(key, return_inverse=True)[1].reshape(-1)
            room = int(key.max()) + 1
        key, room = key * width + column, room * width
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    table = np.column_stack([column[first] for column in columns]).tolist()
    return [(tuple(row), n) for row, n in zip(table, times.tolist(), strict=True)]
