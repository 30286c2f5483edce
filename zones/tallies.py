"""Tallies: arrays of labels counted together, and distances in bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.periods import iso_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "band_codes",
    "band_names",
    "bands_of",
    "calendar_labels",
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


def factorised(texts: NDArray[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """Return the code of each text, and the texts."""
    import pandas as pd

    codes, names = pd.factorize(np.asarray(texts, dtype=object), use_na_sentinel=False)
    return codes.astype(np.int64), [str(name or "") for name in names]


def calendar_labels(
    first: NDArray[np.int64], last: NDArray[np.int64], length: int
) -> tuple[NDArray[np.int64], list[str]]:
    """Return the month or year of each event; both ends where it may be in several.

    Parameters
    ----------
    first, last
        Bounds of the day of each event, ordinals.
    length
        Signs of an ISO day that count: 7 for months, 4 for years.

    Returns
    -------
    codes, labels
        The label of each event as a number, and the labels.
    """
    bounds, at = np.unique(np.column_stack([first, last]), axis=0, return_inverse=True)
    labels: dict[str, int] = {}
    codes = []
    for begin, end in bounds.tolist():
        one, other = (iso_of(begin) or "")[:length], (iso_of(end) or "")[:length]
        text = one if one == other else f"[{one}..{other}]"
        codes.append(labels.setdefault(text, len(labels)))
    return np.array(codes, dtype=np.int64)[at.reshape(-1)], list(labels)


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
