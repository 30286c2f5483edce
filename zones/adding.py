"""Adding documents to a dossier, and saying which answers change by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from geodata.periods import FUTURE, PAST, iso_of
from geodata.world import World

from .statuses import statuses_on
from .atlas import Atlas
from .certainty import on_day
from .claims import Claim, Status
from .dossier import Dossier
from .timeframes import Timeframe

__all__ = ["add", "changes"]


def add(dossier: Dossier, paths: Sequence[Path], world: World) -> Dossier:
    """Read new documents into a dossier.

    Parameters
    ----------
    dossier
        What is there: its claims keep their ids, its decisions stay.
    paths
        New documents, or folders of them; one that is there already (by its bytes or
        its text) is skipped.
    world
        Boundaries and gazetteer.
    """
    from .reading import read

    fresh = read(paths, world, known=dossier.claims)
    hashes = {d.text_sha256 for d in dossier.documents}
    known = {d.id for d in dossier.documents}
    new = [d for d in fresh.documents if d.text_sha256 not in hashes]
    names = {d.id: _free_name(d.id, known) for d in new}
    claims = [_renamed(c, names) for c in fresh.claims if c.document in names]
    documents = (*dossier.documents, *(replace(d, id=names[d.id]) for d in new))
    return Dossier(
        tuple(sorted(documents, key=lambda d: d.id)),
        (*dossier.claims, *_under_known(claims, dossier.claims)),
        dossier.decisions,
        fresh.mentions,
        fresh.skipped,
    )


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def _renamed(claim: Claim, names: dict[str, str]) -> Claim:
    document = names[claim.document]
    if document == claim.document:
        return claim
    return replace(
        claim, document=document, id=claim.id.replace(claim.document, document, 1)
    )


def _under_known(new: Iterable[Claim], old: Iterable[Claim]) -> list[Claim]:
    """Put new statuses under the agreements that are there, where venue and date fit.

    The id of an agreement is its venue and its date; "astana-2017-05" may be
    "astana-2017-05-04".
    """
    known = {c.body.under for c in old if isinstance(c.body, Status) and c.body.under}
    result = []
    for claim in new:
        body = claim.body
        if isinstance(body, Status) and body.under and body.under not in known:
            fits = [u for u in sorted(known) if _is_same_agreement(u, body.under)]
            if len(fits) == 1:
                claim = replace(claim, body=replace(body, under=fits[0]))
        result.append(claim)
    return result


def _is_same_agreement(one: str, other: str) -> bool:
    (venue, date), (other_venue, other_date) = _parts(one), _parts(other)
    if venue != other_venue or not date or not other_date:
        return False
    return date.startswith(other_date) or other_date.startswith(date)


def _parts(agreement: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)-(\d{4}(?:-\d\d){0,2})", agreement)
    return (match[1], match[2]) if match else (agreement, "")


def changes(before: Atlas, after: Atlas) -> list[str]:
    """Say which answers differ between two atlases.

    Returns
    -------
    list of str
        One line for each zone, reading, item or stretch of days whose answer changed.
    """
    lines = []
    for zone in sorted({*before.zone_ids(), *after.zone_ids()}):
        if zone not in before.zone_ids():
            lines.append(f"{zone}: new, {after.name_of(zone)}")
        lines += _status_changes(before, after, zone)
        old = {r.words for r in before.zone_readings(zone)}
        new = {r.words for r in after.zone_readings(zone)}
        lines += [f"{zone}: extent may also be {words}" for words in sorted(new - old)]
        lines += [f"{zone}: extent {words} falls away" for words in sorted(old - new)]
    for kind in ("post", "event", "belt"):
        old_items = {i.id for i in before.items if i.kind == kind}
        for item in after.items:
            if item.kind == kind and item.id not in old_items:
                lines.append(f"{kind}: new, {item.name}")
    return lines


def _status_changes(before: Atlas, after: Atlas, zone: str) -> list[str]:
    """Compare regime and statuses on every day on which either may change."""
    frames = [a.regime(zone) for a in (before, after)]
    frames += [f.frame for a in (before, after) for f in a.statuses(zone)]
    last: dict[str, tuple[str, str]] = {}
    lines = []
    for day in _turning_days(frames):
        old, new = _answers(before, zone, day), _answers(after, zone, day)
        moved: dict[tuple[str, str], list[str]] = {}
        for status, answer in new.items():
            change = (old[status], answer)
            if change[0] != change[1] and last.get(status) != change:
                moved.setdefault(change, []).append(status.replace("_", " "))
            last[status] = change
        for (was, now), statuses in moved.items():
            what = ", ".join(statuses)
            lines.append(f"{zone}: {what} from {iso_of(day)}: {was} → {now}")
    return lines


def _answers(atlas: Atlas, zone: str, day: int) -> dict[str, str]:
    found: dict[str, str] = {"regime": on_day(atlas.regime(zone).periods, day)}
    return found | {r["status"]: r["certainty"] for r in statuses_on(atlas, zone, day)}


def _turning_days(frames: Iterable[Timeframe]) -> list[int]:
    days = {d for f in frames for p in f.periods for d in (p.b0, p.b1, p.e0, p.e1)}
    return sorted(day for day in days if PAST < day < FUTURE)
