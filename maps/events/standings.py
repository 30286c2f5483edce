"""Standings: what each event is to all zones and belts, as one number for each event.

Many events stand alike: certain in one zone, unknown in its belt, for the same reasons.
Each different standing is kept once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from zones.joining import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Standings"]


class Standings:
    """Numbers the different standings, over all chunks of a table.

    Attributes
    ----------
    values
        Of each standing the list of ``[zone, certainty, reason]``; the first, of no
        zone, is empty.
    """

    def __init__(self) -> None:
        self.values: list[list[list[str]]] = [[]]
        self._cases: dict[tuple[str, str, str], int] = {}
        self._longer: dict[tuple[int, int], int] = {}

    def of(self, pairs: Pairs) -> NDArray[np.uint32]:
        """Return the standing of each event of a chunk."""
        standing = np.zeros(len(pairs.events), dtype=np.int64)
        if not len(pairs.row):
            return standing.astype(np.uint32)
        case = self._cases_of(pairs)
        starts = np.r_[True, pairs.row[1:] != pairs.row[:-1]]
        first = np.flatnonzero(starts)
        rank = np.arange(len(pairs.row)) - first[np.cumsum(starts) - 1]
        for step in range(int(rank.max()) + 1):
            at = np.flatnonzero(rank == step)
            rows = pairs.row[at]
            both = standing[rows] << 32 | case[at]
            distinct, which = np.unique(both, return_inverse=True)
            longer = [self._extend(key >> 32, key & 0xFFFFFFFF) for key in distinct]
            standing[rows] = np.array(longer, dtype=np.int64)[which]
        return standing.astype(np.uint32)

    def _cases_of(self, pairs: Pairs) -> NDArray[np.int64]:
        """Return a number for zone, certainty and reason of each pair."""
        count = len(pairs.verdicts)
        distinct, which = np.unique(
            pairs.zone * count + pairs.verdict, return_inverse=True
        )
        numbers = []
        for key in distinct.tolist():
            zone, verdict = divmod(key, count)
            said = pairs.verdicts[verdict]
            fact = (pairs.zones[zone], str(said.certainty), said.why)
            numbers.append(self._cases.setdefault(fact, len(self._cases)))
        return np.array(numbers, dtype=np.int64)[which]

    def _extend(self, standing: Any, case: Any) -> int:
        key = (int(standing), int(case))
        if key not in self._longer:
            fact = list(self._cases)[key[1]]
            self._longer[key] = len(self.values)
            self.values.append([*self.values[key[0]], list(fact)])
        return self._longer[key]
