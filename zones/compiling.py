"""Compiling: documents into a dossier's file, however many there are.

What each document says goes from the disk through linking to the file, one document at
a time. From :data:`MANY` documents on, a store beside the file keeps what was read, so
that only what has changed is read the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.formats import stream_json

from .claims import Claim
from .documents import find_documents
from .dossier import Decision, Dossier, decision_to_json, dossier_members, without_texts
from .reports import Tally, report_lines
from .reviewing import carried_decisions

if TYPE_CHECKING:
    from geodata.world import World

    from .reading.run import Run

__all__ = ["MANY", "compile_dossier", "store_beside"]

MANY = 100
"""So many documents are worth a store: fewer are read again in seconds."""


def store_beside(output: Path) -> Path:
    """Return the store that belongs to a dossier's file."""
    return output.with_suffix(".readings")


def compile_dossier(
    paths: Iterable[str | Path],
    output: Path,
    world: World,
    progress: Callable[[int, int], None] | None = None,
    *,
    earlier: Dossier | None = None,
    quotes: bool = True,
    store: bool = True,
) -> list[str]:
    """Read documents into a dossier's file; equal documents give equal bytes.

    Parameters
    ----------
    paths, world, progress
        As in :func:`zones.reading.read`.
    output
        The file, written as a whole or not at all.
    earlier
        The dossier that was there, whose decisions and coverage are carried over.
    quotes
        Whether the documents' own words stay in the file, and in a store.
    store
        Whether a store beside the file may be used, and made for many documents.

    Returns
    -------
    list of str
        Lines of a report, as :func:`zones.reports.reading_report` gives them.

    Raises
    ------
    InputError
        If nothing can be read, or the store is broken.
    """
    from .reading.run import start_run

    given = list(paths)
    beside = store_beside(output)
    is_kept = store and quotes and (beside.exists() or _are_many(given))
    with start_run(given, world, progress, store=beside if is_kept else None) as run:
        return _written(run, output, earlier or Dossier(), quotes)


def _are_many(paths: Iterable[str | Path]) -> bool:
    """Whether there may be many documents: a file of many texts may hold them too."""
    from .contents import MANY as HOLD_MANY

    files = find_documents(paths)
    return len(files) >= MANY or any(f.suffix.lower() in HOLD_MANY for f in files)


def _written(run: Run, output: Path, earlier: Dossier, quotes: bool) -> list[str]:
    tally = Tally()
    judged = {decision.claim for decision in earlier.decisions}
    found: dict[str, Claim] = {}
    ids: set[str] = set()

    def claims() -> Iterator[Claim]:
        for reading, told in run.linked():
            tally.add_places(reading.id, reading.places)
            tally.add_claims(told)
            if judged:
                ids.update(claim.id for claim in told)
                found.update((c.id, c) for c in told if c.id in judged)
            yield from told if quotes else (claim.without_quote() for claim in told)

    frame = Dossier(run.documents, coverage=earlier.coverage)
    members = dossier_members(frame if quotes else without_texts(frame), claims())
    decided: list[Decision] = []

    def decisions() -> Iterator[dict[str, Any]]:
        # The claims are written by now, and those judged are known.
        decided.extend(carried_decisions(earlier, found, ids, run.documents))
        yield from map(decision_to_json, decided)

    stream_json(output, members | {"decisions": decisions()})
    return report_lines(tally, run.documents, run.skipped, decided, run.unchanged)
