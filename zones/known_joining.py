"""Known joining: events × zones, answered with what could be known by a day.

As with a question, the answer is that of two rivals: what was surely known by then, and
what was possibly known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from geodata.numbering import distinct_numbers
from geodata.tables import Events

from .atlas import Atlas
from .certainty import Certainty, rivals
from .finding import find_zone
from .joining import Answered, Distances, Joiner, Pairs
from .knowledge import known
from .verdicts import Verdict, ZoneCases

__all__ = ["NOT_OUT", "KnownJoiner", "joined_status"]

NOT_OUT = "it rests on a document that may not have been out yet"
"""Why an answer is less sure than the documents make it."""


class _AllCases(ZoneCases):
    """Keeps what one of the rivals rules out: the other may not."""

    def keeps(self, verdict: Verdict) -> bool:
        """Keep every pair."""
        return True


class KnownJoiner:
    """Joins chunks of events with what could be known of zones by a day.

    Parameters
    ----------
    atlas
        What to join with.
    knowing
        Day of knowledge; None: everything is known.
    zones, status, engine
        See :class:`zones.joining.Joiner`.

    Raises
    ------
    UnknownNameError
        If there is no such zone, or it was not known of by then.
    """

    one: type[ZoneCases] = ZoneCases
    both: type[ZoneCases] = _AllCases
    """Who answers the cases: where the rivals are one, and where they are two."""

    def __init__(
        self,
        atlas: Atlas,
        knowing: int | None,
        zones: Sequence[str] = (),
        status: str | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        surely, possibly = known(atlas, knowing)
        self._is_one = surely is possibly
        self._surely: Joiner | None = None
        self._possibly: Joiner | None = None
        self._verdicts: list[Verdict] = []
        self._numbers: dict[tuple[int, int], int] = {}
        names = [find_zone(possibly, name) for name in zones]
        if knowing is not None and not possibly.zone_ids():
            return
        cases = self.one if self._is_one else self.both
        self._possibly = Joiner(possibly, names, status, cases, engine=engine)
        there = [n for n in names or possibly.zone_ids() if n in surely.zone_ids()]
        if there and not self._is_one:
            self._surely = Joiner(surely, there, status, cases, engine=engine)

    @property
    def disputed(self) -> int:
        """How often region and point contradict each other."""
        return 0 if self._possibly is None else self._possibly.disputed

    @property
    def cases(self) -> list[ZoneCases]:
        """Who answers for each zone, by what was possibly known."""
        return [] if self._possibly is None else self._possibly.cases

    @property
    def sure_cases(self) -> list[ZoneCases]:
        """Who answers for the zones that were surely known of, beside it."""
        return [] if self._surely is None else self._surely.cases

    def join(self, events: Events) -> Pairs:
        """Join one chunk; pairs that are not kept are left out."""
        return self.answer(events).pairs()

    def rival(self, surely: Verdict | None, possibly: Verdict) -> Verdict:
        """Join two answers; None is that of a zone that was not surely known of."""
        return _rival(surely, possibly)

    def keeps(self, verdict: Verdict) -> bool:
        """Whether a joined answer makes a pair."""
        return verdict.certainty != "no"

    def answer(self, events: Events) -> Answered:
        """Answer for each event of a chunk."""
        if self._possibly is None:
            return _nothing(events)
        possibly = self._possibly.answer(events)
        if self._is_one:
            return possibly
        surely = None if self._surely is None else self._surely.answer(events)
        return self._joined(surely, possibly)

    def _joined(self, surely: Answered | None, possibly: Answered) -> Answered:
        """Join the answers of two rivals; every zone of the first the second has."""
        count = len(possibly.case)
        sure_case = np.zeros(count, dtype=np.int64) if surely is None else surely.case
        case, many = distinct_numbers(sure_case, possibly.case)
        row = np.empty(many, dtype=np.int64)
        row[case] = np.arange(count)
        maybe = possibly.answers[possibly.case[row]].astype(np.int64)
        sure = np.full(maybe.shape, -1, dtype=np.int64)  # nobody knew of the zone
        if surely is not None:
            columns = [possibly.zones.index(zone) for zone in surely.zones]
            sure[:, columns] = surely.answers[sure_case[row]]
        at, _ = distinct_numbers(sure.ravel(), maybe.ravel())
        first = np.unique(at, return_index=True)[1]
        pairs = zip(sure.ravel()[first].tolist(), maybe.ravel()[first].tolist())
        found = [self._number(one, other, surely, possibly) for one, other in pairs]
        answers = np.array(found, dtype=np.int32)[at].reshape(maybe.shape)
        return replace(possibly, case=case, answers=answers, verdicts=self._verdicts)

    def _number(
        self, sure: int, maybe: int, surely: Answered | None, possibly: Answered
    ) -> int:
        """Return the place of the answer that two make, or -1 for no."""
        key = sure, maybe
        if key not in self._numbers:
            own = None if surely is None or sure < 0 else surely.verdicts[sure]
            verdict = self.rival(own, possibly.verdicts[maybe])
            self._numbers[key] = len(self._verdicts) if self.keeps(verdict) else -1
            if self.keeps(verdict):
                self._verdicts.append(verdict)
        return self._numbers[key]


def _nothing(events: Events) -> Answered:
    """Return no answers: nobody had spoken of any zone yet."""
    case = np.zeros(len(events), dtype=np.int64)
    none = np.zeros((1, 0), dtype=np.int32)
    return Answered(events, case, none, (), (), (), Distances(None, ()), case, ((),))


def _rival(surely: Verdict | None, possibly: Verdict) -> Verdict:
    """Join two answers; None is that of a zone that was not surely known of."""

    def joined(name: str) -> Certainty:
        other: Certainty = "unknown" if surely is None else getattr(surely, name)
        mine: Certainty = getattr(possibly, name)
        return rivals([other, mine])

    certainty = joined("certainty")
    why = possibly.why
    if certainty not in (possibly.certainty, "no"):
        why = NOT_OUT
    return replace(
        possibly,
        certainty=certainty,
        space=joined("space"),
        time=joined("time"),
        status=joined_status("" if surely is None else surely.status, possibly.status),
        why=why,
    )


def joined_status(surely: str, possibly: str) -> str:
    """Keep the statuses that both rivals say; of the others none is certain."""
    said = surely.split(" · ")
    mine = (each for each in possibly.split(" · ") if each)
    return " · ".join(
        each if each in said else f"{each.partition(':')[0]}: possible" for each in mine
    )
