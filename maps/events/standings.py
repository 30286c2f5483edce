"""Standings: what each event is to all zones and belts, as one number for each event.

Many events stand alike: certain in one zone, unknown in its belt, for the same reasons.
Each different standing is kept once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from zones.joining import Answered

from .cells import narrow

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Standings"]

_Facts = tuple[tuple[str, str, str], ...]


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
        self._numbers: dict[_Facts, int] = {(): 0}
        self._grounds: dict[tuple[int, ...], int] = {}

    def of(self, answered: Answered) -> NDArray[Any]:
        """Return the standing of each event of a chunk."""
        used, which = np.unique(answered.case, return_inverse=True)
        numbers = [self._number(answered, case) for case in used.tolist()]
        return narrow(numbers)[which]

    def _number(self, answered: Answered, case: int) -> int:
        facts = []
        for zone, at in zip(answered.zones, answered.answers[case].tolist()):
            if at >= 0:
                said = answered.verdicts[at]
                facts.append((zone, str(said.certainty), said.why))
        key = tuple(facts)
        if key not in self._numbers:
            self._numbers[key] = len(self.values)
            self.values.append(list(map(list, key)))
        return self._numbers[key]

    def grounds_of(self, answered: Answered) -> NDArray[Any]:
        """Return a number for where each event of a chunk lies in all readings."""
        used, which = np.unique(answered.ground, return_inverse=True)
        known = self._grounds
        numbers = [
            known.setdefault(answered.grounds[at], len(known)) for at in used.tolist()
        ]
        return narrow(numbers)[which]
