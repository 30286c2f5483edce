"""Known ledgers: candidates as far as could be known by a day.

As with a question there are two rivals: what was surely known by then, and what was
possibly known. An event is held against the rules of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from .atlas import Atlas
from .certainty import Certainty, rivals
from .event_types import Acts
from .known_joining import NOT_OUT, KnownJoiner, joined_status
from .ledger_cases import Candidate, LedgerCases, LedgerVerdict
from .verdicts import Verdict

__all__ = ["KnownLedgerJoiner"]


@dataclass(frozen=True, slots=True)
class _RivalVerdict(LedgerVerdict):
    """What was possibly known, and beside it what surely was; None: not of the zone."""

    possibly: LedgerVerdict
    surely: LedgerVerdict | None


class _RivalCases(LedgerCases):
    """Cases of one zone as possibly known; ``surely`` are those as surely known."""

    def __init__(self, atlas: Atlas, zone: str, status: str | None) -> None:
        super().__init__(atlas, zone, status)
        self.surely: LedgerCases | None = None

    def keeps(self, verdict: Verdict) -> bool:
        """Keep every pair: what one of the rivals rules out, the other may not."""
        return True

    def _held_against(
        self, verdict: LedgerVerdict, acts: Acts, at_error: bool
    ) -> Candidate:
        if not isinstance(verdict, _RivalVerdict):
            return super()._held_against(verdict, acts, at_error)
        mine = super()._held_against(verdict.possibly, acts, at_error)
        if verdict.surely is None or self.surely is None:
            if not mine.rule:
                return mine
            other = Candidate("unknown", (), (), ())
        else:
            other = self.surely.candidate(verdict.surely, acts, at_error)
        certainty = rivals([other.certainty, mine.certainty])
        reasons = mine.reasons
        if other.certainty != mine.certainty:
            reasons = (*reasons, f"known: {NOT_OUT}")
        return Candidate(
            certainty,
            tuple(dict.fromkeys((*mine.rule, *other.rule))),
            reasons,
            tuple(dict.fromkeys((*mine.claims, *other.claims))),
        )


class KnownLedgerJoiner(KnownJoiner):
    """Joins events with zones for a ledger; see :class:`KnownJoiner`."""

    one = LedgerCases
    both = _RivalCases

    def __init__(
        self,
        atlas: Atlas,
        knowing: int | None,
        zones: Sequence[str] = (),
        status: str | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        super().__init__(atlas, knowing, zones, status, engine=engine)
        sure = {cases.zone: cases for cases in self.sure_cases}
        for cases in self.cases:
            if isinstance(cases, _RivalCases):
                other = sure.get(cases.zone)
                cases.surely = other if isinstance(other, LedgerCases) else None

    def rival(self, surely: Verdict | None, possibly: Verdict) -> Verdict:
        """Join two verdicts; None is that of a zone that was not surely known of."""
        assert surely is None or isinstance(surely, LedgerVerdict)
        assert isinstance(possibly, LedgerVerdict)

        def joined(name: str) -> Certainty:
            other: Certainty = "unknown" if surely is None else getattr(surely, name)
            mine: Certainty = getattr(possibly, name)
            return mine if surely is None and mine == "no" else rivals([other, mine])

        own = {each.name: getattr(possibly, each.name) for each in fields(possibly)}
        own |= {name: joined(name) for name in ("certainty", "space", "time", "ground")}
        status = "" if surely is None else surely.status
        own["status"] = joined_status(status, possibly.status)
        return _RivalVerdict(**own, possibly=possibly, surely=surely)

    def keeps(self, verdict: Verdict) -> bool:
        """Whether the event may lie in the zone's ground, at any time."""
        return verdict.space != "no"
