"""Ledger cases: whether an event in a zone is a candidate violation, and why not.

Space and regime come from the same cases as those of a join; here the norms of the zone
are held against them, day by day. An event that falls under several norms is answered
by the one that answers surest, for each alone would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from geodata.periods import FUTURE, iso_of

from .atlas import Atlas
from .certainty import Certainty, at_most_possible, both, on_day, rivals
from .event_types import Acts
from .grounds import ANSWERS
from .norms import Norm, norms_of
from .reasons import space_reason, time_reason
from .verdicts import Verdict, ZoneCases

__all__ = ["Candidate", "LedgerCases", "LedgerVerdict"]

_SUREST: tuple[Certainty, ...] = ("certain", "possible", "unknown", "no")


@dataclass(frozen=True, slots=True)
class LedgerVerdict(Verdict):
    """A verdict with what the norms are held against.

    Attributes
    ----------
    moments
        For each stretch of time in which the event may have been: its first day, and
        whether the event then was in the ground and the regime stood.
    capped
        Whether the event's day is doubted.
    ground
        Whether it was in the ground of any reading, whatever the day.
    where
        Why the space is not certain.
    """

    moments: tuple[tuple[int, Certainty, Certainty], ...]
    capped: bool
    ground: Certainty
    where: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an event and a zone make: an answer, the rule, and why it may be none.

    Attributes
    ----------
    certainty
        That the event is a candidate violation.
    rule
        Classes of the acts that it falls under and that some norm of the zone names.
    reasons
        Why it is not certain, or none.
    claims
        The claims whose rules they are.
    """

    certainty: Certainty
    rule: tuple[str, ...]
    reasons: tuple[str, ...]
    claims: tuple[str, ...]


class LedgerCases(ZoneCases):
    """Cases of one zone that know its norms; pairs outside of the regime are kept."""

    def __init__(self, atlas: Atlas, zone: str, status: str | None) -> None:
        self.norms = norms_of(atlas, zone)
        super().__init__(atlas, zone, status)
        self._candidates: dict[tuple[int, Acts, bool], Candidate] = {}

    def _breaks(self) -> list[int]:
        periods = [period for norm in self.norms for period in norm.periods]
        days = {day for p in periods for day in (p.b0, p.b1, p.e0, p.e1)}
        return sorted({*super()._breaks(), *days})

    def keeps(self, verdict: Verdict) -> bool:
        """Whether the event may lie in the zone's ground, at any time."""
        return verdict.space != "no"

    def _answer(
        self, codes: tuple[int, ...], first: int, last: int, capped: bool
    ) -> Verdict:
        verdict = super()._answer(codes, first, last, capped)
        given = {
            reading.id: ANSWERS[code]
            for reading, code in zip(self.readings, codes, strict=True)
        }
        moments = []
        for day in [self.breaks[epoch] for epoch in range(first, last + 1)]:
            space = self._drawn(rivals(a for _, a in self._spaces(given, day)))
            moments.append((day, space, on_day(self.frame.periods, day)))
        spaces = self._spaces(given, moments[0][0])
        where = space_reason(spaces) if verdict.space != "certain" else None
        if not self.is_drawn:
            where = verdict.why.partition(";")[0] or where
        return LedgerVerdict(
            **{each.name: getattr(verdict, each.name) for each in fields(Verdict)},
            moments=tuple(moments),
            capped=capped,
            ground=self._drawn(rivals(given.values())),
            where=where or "",
        )

    def _drawn(self, space: Certainty) -> Certainty:
        return space if self.is_drawn or space == "no" else "unknown"

    def candidate(self, verdict: Verdict, acts: Acts, at_error: bool) -> Candidate:
        """Hold an event against the norms of the zone.

        Parameters
        ----------
        verdict
            Its answer in space and time.
        acts
            The classes of acts that its type is or may be.
        at_error
            Whether it is in the ground, and only the error of its place leaves it open.
        """
        assert isinstance(verdict, LedgerVerdict)
        key = (id(verdict), acts, at_error)  # a case's verdict is kept, and so its id
        if key not in self._candidates:
            self._candidates[key] = self._held_against(verdict, acts, at_error)
        return self._candidates[key]

    def _held_against(
        self, verdict: LedgerVerdict, acts: Acts, at_error: bool
    ) -> Candidate:
        if not acts:
            return Candidate("no", (), ("the type of event is no forbidden act",), ())
        named = {norm.act_class for norm in self.norms if norm.forbidden}
        matched = [(name, how) for name, how in acts if name in named]
        if not matched:
            listed = ", ".join(name for name, _ in acts)
            what = listed if named else "anything"
            reason = f"no rule: no claim forbids {what} in {self.zone}"
            return Candidate("no", (), (reason,), ())
        tried = [self._one(verdict, name, how, at_error) for name, how in matched]
        best = min(tried, key=lambda each: _SUREST.index(each.certainty))
        claims = tuple(dict.fromkeys(c for each in tried for c in each.claims))
        rule = tuple(name for name, _ in matched)
        return Candidate(best.certainty, rule, best.reasons, claims)

    def _one(
        self, verdict: LedgerVerdict, name: str, how: str, at_error: bool
    ) -> Candidate:
        """Hold an event against the norms of one class."""
        norms = [norm for norm in self.norms if norm.act_class == name]
        against = [n for n in norms if n.forbidden and not n.denied]
        answer = rivals(
            both(space, time, _surest(norm.on(day) for norm in against))
            for day, space, time in verdict.moments
        )
        reasons = [
            *self._time_reasons(verdict),
            *self._space_reasons(verdict, at_error),
            *_norm_reasons(verdict, against),
        ]
        if how != "is":
            answer = at_most_possible(answer)
            reasons.append(f"type: it may be, and need not be, {name}")
        if verdict.capped:
            answer = at_most_possible(answer)
            reasons.append("day: it is doubted")
        rival = [n for n in norms if n.exempt or n.denied or not n.forbidden]
        for norm in rival:
            answer = rivals([answer, "no"])
            reasons.append(_rival_reason(norm))
        if answer == "no":  # what else is open does not matter any more
            reasons = reasons[:1] or [f"no rule: nobody says that {name} is forbidden"]
        days = [day for day, _, _ in verdict.moments]
        held = [n for n in norms if any(n.on(day) != "no" for day in days)] or norms
        claims = tuple(norm.claim.id for norm in held)
        kept = () if answer == "certain" else tuple(dict.fromkeys(reasons))
        return Candidate(answer, (name,), kept, claims)

    def _time_reasons(self, verdict: LedgerVerdict) -> list[str]:
        answers = {time for _, _, time in verdict.moments}
        what = f"the {self.asked or 'regime'} of {self.zone}"
        day = verdict.moments[0][0]
        if answers == {"certain"}:
            return []
        if answers == {"no"}:
            return [f"no regime in force: {self._outside(day, what)}"]
        if len(answers) > 1:
            return [f"day: {what} changed between the days on which it may have been"]
        return [f"regime: {time_reason(self.frame, day, what) or 'it is open'}"]

    def _outside(self, day: int, what: str) -> str:
        """Say on which side of the regime a day lies."""
        periods = self.frame.periods
        begins = [p.b0 for p in periods if p.b0 > day]
        if len(begins) == len(periods):
            return f"{what} began on {iso_of(min(begins))} or later"
        ends = [p.e1 for p in periods if p.e1 <= day and p.e1 < FUTURE]
        if ends:
            return f"{what} had ended by {iso_of(max(ends))}"
        return f"{what} did not stand"

    def _space_reasons(self, verdict: LedgerVerdict, at_error: bool) -> list[str]:
        if verdict.space == "certain":
            return []
        if verdict.space == "unknown":
            return [f"ground: {verdict.where or 'unknown'}"]
        if at_error:
            return ["location: within the error of the place and of the boundaries"]
        if verdict.where.startswith("readings differ"):
            return [f"other reading: {verdict.where}"]
        return [f"ground: {verdict.where or 'not known exactly'}"]


def _surest(answers: Iterable[Certainty]) -> Certainty:
    return min(answers, key=_SUREST.index, default="no")


def _norm_reasons(verdict: LedgerVerdict, norms: Sequence[Norm]) -> list[str]:
    """Say why the norms do not forbid it surely."""
    days = [day for day, _, _ in verdict.moments]
    answers = {_surest(norm.on(day) for norm in norms) for day in days}
    if answers == {"certain"} or not norms:
        return []
    if answers == {"no"}:
        begins = [p.b0 for norm in norms for p in norm.periods if p.b0 > days[-1]]
        since = f"it begins on {iso_of(min(begins))}" if begins else "it had ended"
        return [f"rule not in force: {since}"]
    if len(answers) > 1:
        return ["day: the rule changed between the days on which it may have been"]
    limited = [norm for norm in norms if norm.limited]
    if limited:
        words = "; ".join(dict.fromkeys(f"{norm.act!r}" for norm in limited))
        return [f"rule: it speaks of {words}, and this event may be another"]
    return ["rule: it is dated or told with doubt"]


def _rival_reason(norm: Norm) -> str:
    if norm.denied:
        return f"denied: {norm.claim.id} denies the rule"
    if norm.exempt:
        return f"exempt: {norm.exempt}, says {norm.claim.id}"
    return f"allowed: {norm.act}, says {norm.claim.id}"
