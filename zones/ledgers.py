"""Ledgers: candidate violations by zone, rule, month, type, actor and reporter.

A candidate is an event of a kind that a claim forbids, in ground where and on a day
when the rule held, as far as the documents say. Whether it broke an agreement is for
people to judge: the ledger says whose claim each rule is, and why it may be none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geodata.errors import InputError
from geodata.places import Gazetteer
from geodata.row_files import rejecting
from geodata.tables import Events, Faults, Reject, TableOptions, read_events
from geodata.tables.chunks import TableFile
from geodata.tables.dates import span_of_days
from geodata.tables.frames import frame_table

from .atlas import Atlas
from .before_after import Around, Key, compare_windows
from .certainty import at_most_possible
from .event_types import Acts, EventTypes, read_event_types
from .joining import Pairs
from .knowledge import known
from .known_ledgers import KnownLedgerJoiner
from .ledger_cases import Candidate, LedgerCases, LedgerVerdict
from .ledger_notes import (
    READ_AS,
    held_against,
    known_note,
    left_out,
    regime_notes,
    rule_notes,
    silent_zones,
)
from .norms import norm_rows
from .pair_tables import event_labels
from .regimes import regime_rows
from .tallies import (
    band_codes,
    band_names,
    bands_of,
    counted,
    factorised,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["BANDS_KM", "GROUPS", "Ledger", "LedgerRun", "bands_of", "ledger"]

GROUPS = "zone rule month year type subtype actor reporter admin1 status".split()
"""What candidates can be grouped by."""

BY = ("zone", "rule", "month", "type", "actor", "reporter")
BANDS_KM = (5.0, 10.0, 20.0)
"""Upper edges in km of the bands that possible candidates are split by."""

_MORE = ("subtype", "reporter")
_MOST_REASONS = 6
_NO_ACTS: Acts = ()


@dataclass(slots=True)
class _Cell:
    """The counts of one group."""

    answers: Counter[str] = field(default_factory=Counter)
    bands: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    claims: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Candidate violations, and what they rest on.

    Attributes
    ----------
    rows, columns
        A row for each group of events that may lie in a zone's ground, and the type of
        each column: ``events`` are as many as ``certain``, ``possible``, ``unknown``
        and ``no`` together, and ``possible`` as its parts by km to stated ground.
    months
        The same counts by zone and month alone, of events of kinds that are forbidden.
    rules
        The claims that forbid or allow something in the zones.
    regimes
        When the regime of each zone stood within the time of the events.
    compared
        Rates before and after a day; see :data:`zones.before_after.COMPARED`.
    around
        That day.
    notes
        What must be said beside it.
    report
        Rows read and left out.
    about
        What the events were held against.
    """

    rows: list[dict[str, Any]]
    columns: dict[str, type]
    months: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    regimes: list[dict[str, Any]]
    compared: list[dict[str, Any]]
    around: Around | None
    notes: list[str]
    report: list[str]
    about: dict[str, Any]

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(self.columns))


@dataclass
class LedgerRun:
    """How events are held against the rules of zones.

    Attributes
    ----------
    atlas, gazetteer, zones, status, options
        As of :class:`zones.join_runs.JoinRun`.
    types
        Which acts the types of events are.
    by
        What is counted together; see :data:`GROUPS`.
    bands_km
        Upper edges of the bands of km to stated ground, rising.
    around
        Compare the time before and after this.
    everything
        Whether events that no rule of their zone names have rows, too.
    progress
        Told the number of rows read so far.
    engine
        How places are looked up (see :data:`zones.spaces.ENGINES`).
    knowing
        Hold them against what could be known by this day; None: against everything.
    """

    atlas: Atlas
    gazetteer: Gazetteer
    zones: Sequence[str] = ()
    status: str | None = None
    options: TableOptions = TableOptions()
    types: EventTypes | None = None
    by: Sequence[str] = BY
    bands_km: Sequence[float] = BANDS_KM
    around: Around | None = None
    everything: bool = False
    progress: Callable[[int], None] | None = None
    engine: str = "auto"
    knowing: int | None = None

    def read(
        self, sources: Sequence[Path | TableFile], rejects: Path | None = None
    ) -> Ledger:
        """Read event tables into a ledger, in chunks.

        Parameters
        ----------
        sources
            Files, folders, patterns and tables in memory; ``-`` is standard input.
        rejects
            CSV file for the rows that are left out.

        Raises
        ------
        InputError
            If a table cannot be read, or nothing lies on one side of ``around``.
        UnknownNameError
            If there is no such zone.
        """
        wrong = [name for name in self.by if name not in GROUPS]
        if wrong or not self.by:
            shown = repr(wrong[0]) if wrong else "nothing"
            msg = f"cannot group by {shown}; there are {', '.join(GROUPS)}"
            raise InputError(msg)
        if list(self.bands_km) != sorted({b for b in self.bands_km if b > 0}):
            listed = ", ".join(f"{edge:g}" for edge in self.bands_km)
            msg = f"bands {listed}: rising distances in km above 0 are needed"
            raise InputError(msg)
        with rejecting(rejects) as reject:
            return _Reader(self).read(sources, reject)


class _Reader:
    """Counts the chunks of one run."""

    def __init__(self, run: LedgerRun) -> None:
        self.run = run
        self.types = run.types or read_event_types()
        self.surely, self.atlas = known(run.atlas, run.knowing)
        self.joiner = KnownLedgerJoiner(
            run.atlas, run.knowing, run.zones, run.status, engine=run.engine
        )
        self.cells: dict[tuple[str, ...], _Cell] = {}
        self.idle: Counter[str] = Counter()  # events of no forbidden kind, by type
        self.unknown_types: Counter[str] = Counter()
        self.unruled: Counter[str] = Counter()  # pairs that no rule names, by zone
        self.months: dict[tuple[str, str], Counter[str]] = {}
        self.grounds: Counter[Key] = Counter()
        self.span: tuple[int, int] | None = None
        self.attributions: dict[str, None] = {}

    def read(
        self, sources: Sequence[Path | TableFile], reject: Reject | None
    ) -> Ledger:
        faults = Faults()
        options = replace(self.run.options, more=_MORE)
        for events in read_events(
            sources, self.run.gazetteer, options, faults=faults, reject=reject
        ):
            if span := span_of_days(events.first, events.last):
                old = self.span or span
                self.span = min(span[0], old[0]), max(span[1], old[1])
            if len(events):
                self._add(self.joiner.join(events))
            if events.profile.attribution:
                self.attributions[events.profile.attribution] = None
            if self.run.progress is not None:
                self.run.progress(faults.rows)
        return self._ledger(faults)

    def _add(self, pairs: Pairs) -> None:
        """Count the pairs of a chunk; those of one case and one label together."""
        if not len(pairs.row):
            return
        acts_of, acts = self._acts(pairs)
        bands = band_codes(pairs.km, self.run.bands_km)
        names = [n for n in self.run.by if n not in ("zone", "rule", "status")]
        events, row = pairs.events, pairs.row
        labels = [_labels(events, name) for name in names]
        month_of, months = _labels(events, "month")
        columns = [pairs.verdict, acts_of, bands, month_of[row]]
        columns += [codes[row] for codes, _ in labels]
        for codes, count in counted(columns):
            number, act, band, month, *rest = codes
            verdict = pairs.verdicts[number]
            zone = self._zone_of(pairs, number)
            cases = self.joiner.cases[zone]
            assert isinstance(cases, LedgerCases)
            kind = acts[act]
            found = cases.candidate(verdict, kind or _NO_ACTS, band == 1)
            if band == 0 and verdict.space == "possible":
                band = len(self.run.bands_km) + 3
            if not found.rule and not self.run.everything:
                if kind:
                    self.unruled[pairs.zones[zone]] += count
                continue
            texts = dict(zip(names, (n[c] for (_, n), c in zip(labels, rest))))
            texts |= {
                "zone": pairs.zones[zone],
                "rule": "; ".join(found.rule),
                "status": verdict.status,
            }
            self._count(tuple(texts[n] for n in self.run.by), found, band, count)
            outside = "outside" if found.certainty == "no" else found.certainty
            cell = self.months.setdefault((pairs.zones[zone], months[month]), Counter())
            cell[outside] += count if found.rule else 0
        if self.run.around is not None:
            self._add_grounds(pairs, acts_of, acts)

    def _zone_of(self, pairs: Pairs, number: int) -> int:
        """Return the zone that a verdict of a chunk belongs to."""
        if self._zones[0] is not pairs.verdicts:
            zones = np.zeros(len(pairs.verdicts), dtype=np.int64)
            zones[pairs.verdict] = pairs.zone
            self._zones = pairs.verdicts, zones
        return int(self._zones[1][number])

    _zones: tuple[Any, NDArray[np.int64]] = (None, np.zeros(0, dtype=np.int64))

    def _acts(self, pairs: Pairs) -> tuple[NDArray[np.int64], list[Acts | None]]:
        """Return the acts of each pair's type: codes, and what they mean."""
        events = pairs.events
        kind_of, kinds = factorised(events.types)
        finer_of, finer = factorised(events.more["subtype"])
        both = kind_of * len(finer) + finer_of
        distinct, at = np.unique(both, return_inverse=True)
        acts: list[Acts | None] = []
        placed = at.reshape(-1)[np.unique(pairs.row)]
        for number, code in enumerate(distinct.tolist()):
            kind, subtype = kinds[code // len(finer)], finer[code % len(finer)]
            found = self.types.acts(events.profile.name, kind, subtype)
            acts.append(found)
            if not found:
                many = int((placed == number).sum())
                words = f"{kind}/{subtype}" if subtype else kind or "no type"
                kept = self.unknown_types if found is None else self.idle
                kept[words] += many
        return at.reshape(-1)[pairs.row], acts

    def _count(
        self, key: tuple[str, ...], found: Candidate, band: int, count: int
    ) -> None:
        cell = self.cells.setdefault(key, _Cell())
        cell.answers[found.certainty] += count
        if found.certainty == "possible":
            cell.bands[band] += count
        for reason in found.reasons:
            cell.reasons[reason] += count
        cell.claims |= dict.fromkeys(found.claims)

    def _add_grounds(
        self, pairs: Pairs, acts_of: NDArray[np.int64], acts: list[Acts | None]
    ) -> None:
        """Count events of forbidden kinds in the ground of a zone, by day."""
        first, last = pairs.events.first[pairs.row], pairs.events.last[pairs.row]
        columns = [pairs.verdict, acts_of, first - first.min(), last - last.min()]
        least = int(first.min()), int(last.min())
        for (number, act, begin, end), count in counted(columns):
            verdict = pairs.verdicts[number]
            zone = self._zone_of(pairs, number)
            cases = self.joiner.cases[zone]
            assert isinstance(verdict, LedgerVerdict) and isinstance(cases, LedgerCases)
            named = {n.act_class for n in cases.norms if n.forbidden and not n.denied}
            matched = {name: how for name, how in acts[act] or () if name in named}
            if not matched:
                continue
            best = "is" if "is" in matched.values() else "may be"
            for rule, how in {**matched, "any": best}.items():
                ground = verdict.ground
                if how != "is" or verdict.capped:
                    ground = at_most_possible(ground)
                days = begin + least[0], end + least[1]
                self.grounds[pairs.zones[zone], rule, *days, ground] += count

    def _ledger(self, faults: Faults) -> Ledger:
        run, zones = self.run, [cases.zone for cases in self.joiner.cases]
        compared: list[dict[str, Any]] = []
        notes = list(READ_AS)
        if run.knowing is not None:
            notes.append(known_note(run.knowing))
        if run.around is not None:
            if self.span is None:
                msg = f"before and after {run.around.name}: the tables hold no events"
                raise InputError(msg)
            compared, more = compare_windows(self.grounds, run.around, self.span)
            notes += more
        regimes = (
            []
            if self.span is None
            else regime_rows(self.atlas, zones, self.span, run.status, self.surely)
        )
        notes += regime_notes(zones, regimes)
        silent = silent_zones(self.atlas, zones)
        notes += rule_notes(self.atlas, zones, silent)
        for zone in silent:
            del self.unruled[zone]
        notes += [
            left_out(counts, words, run.everything)
            for counts, words in (
                (self.unknown_types, "of types in no table (name them with --types)"),
                (self.idle, "of types that are no forbidden act"),
                (self.unruled, "of kinds that no claim forbids in their zone"),
            )
            if counts
        ]
        bands = band_names(run.bands_km)
        columns: dict[str, type] = {name: str for name in run.by}
        columns |= dict.fromkeys(("events", "certain", "possible", *bands), int)
        columns |= {"unknown": int, "no": int, "why_not": str, "says": str}
        columns |= {"claims": str}
        return Ledger(
            [self._row(key, bands) for key in sorted(self.cells)],
            columns,
            [
                {"zone": zone, "month": month}
                | {a: counts[a] for a in ("certain", "possible", "unknown", "outside")}
                for (zone, month), counts in sorted(self.months.items())
                if counts.total()
            ],
            norm_rows(self.atlas, zones),
            regimes,
            compared,
            run.around,
            notes,
            [f"{faults.used:,} of {faults.rows:,} rows", *faults.summary()],
            held_against(self.atlas, list(self.attributions), run.knowing),
        )

    def _row(self, key: tuple[str, ...], bands: Sequence[str]) -> dict[str, Any]:
        cell = self.cells[key]
        ranked = sorted(cell.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        said = [f"{count:,} × {reason}" for reason, count in ranked[:_MOST_REASONS]]
        if len(ranked) > _MOST_REASONS:
            said.append(f"{len(ranked) - _MOST_REASONS} more reasons")
        atlas = self.atlas
        sources = (atlas.document[atlas.claim[name].document] for name in cell.claims)
        says = dict.fromkeys(
            d.publisher or ", ".join(d.lineage) or d.id for d in sources
        )
        row: dict[str, Any] = dict(zip(self.run.by, key, strict=True))
        row["events"] = cell.answers.total()
        row |= {name: cell.answers[name] for name in ("certain", "possible")}
        row |= {name: cell.bands[code] for code, name in enumerate(bands)}
        row |= {name: cell.answers[name] for name in ("unknown", "no")}
        row["why_not"] = " | ".join(said)
        row["says"] = " | ".join(says)
        row["claims"] = " | ".join(cell.claims)
        return row


def _labels(events: Events, name: str) -> tuple[NDArray[np.int64], list[str]]:
    """Return the label of each event as a number, and the labels."""
    if name in _MORE:
        return factorised(events.more[name])
    codes, texts = event_labels(events, name)
    return codes, [str(text or "") for text in texts]


def ledger(
    events: pd.DataFrame, atlas: Atlas, gazetteer: Gazetteer, **settings: Any
) -> Ledger:
    """Hold a frame of events against the rules of an atlas.

    Parameters
    ----------
    events
        One row for each event, as :func:`zones.join_events` takes it.
    atlas, gazetteer
        Whose zones and rules, and where names are looked up.
    settings
        Further attributes of :class:`LedgerRun`: ``zones``, ``status``, ``options``,
        ``types``, ``by``, ``bands_km``, ``around``, ``everything``, ``engine``,
        ``knowing``.

    Returns
    -------
    Ledger
        Candidate violations; ``frame()`` gives the rows.
    """
    return LedgerRun(atlas, gazetteer, **settings).read([frame_table(events)])
