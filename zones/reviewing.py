"""Reviewing: claims for an analyst to judge, decisions, and what becomes of them.

Decisions are only ever added; the last one about a claim counts. After another reading
a decision stands if its claim is there with the same words; else it is kept as an
orphan, which decides nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.errors import InputError, UnknownNameError

from .claims import Claim
from .documents import page_of
from .dossier import Decision, Dossier
from .summaries import headline

__all__ = [
    "VERDICTS",
    "carry_over",
    "decide",
    "read_decisions",
    "review_record",
    "verdicts",
]

VERDICTS = ("accept", "reject")
_CONFIDENCE = ("low", "medium", "high")
_NO_CLAIM = "no such claim"
_OTHER_WORDS = "other words"


def review_record(dossier: Dossier, undecided: bool = False) -> dict[str, Any]:
    """List the claims, lowest confidence first, each with the last decision about it.

    Parameters
    ----------
    dossier
        Its claims; with quotes where the words shall be shown.
    undecided
        Whether to leave out what has been decided.

    Returns
    -------
    dict
        ``items``: among claims of one confidence those that can be at most possible
        come first, then as in the dossier. ``orphans``: decisions without their claim.
    """
    last = _last(dossier.decisions)
    documents = {document.id: document for document in dossier.documents}
    rows = []
    for claim in sorted(dossier.claims, key=_urgency):
        decision = last.get(claim.id)
        if undecided and decision is not None:
            continue
        row = {
            "id": claim.id,
            "decision": decision.decision if decision else None,
            "note": decision.note if decision else None,
            "by": decision.by if decision else None,
            "on": decision.on if decision else None,
            "confidence": claim.confidence,
            "kind": claim.kind,
            "zone": claim.zone,
            "modality": claim.modality,
            "summary": headline(claim, {}),
            "document": claim.document,
            "page": page_of(documents[claim.document], claim.start),
            "start": claim.start,
            "end": claim.end,
            "quote": claim.quote,
            "rules": list(claim.rules),
            "repairs": list(claim.repairs),
        }
        rows.append(row)
    orphans = [
        {"claim": d.claim, "decision": d.decision, "why": d.orphan}
        for d in dossier.decisions
        if d.orphan
    ]
    return {"deesc": 1, "query": "review", "items": rows, "orphans": orphans}


def _urgency(claim: Claim) -> tuple[int, bool]:
    return _CONFIDENCE.index(claim.confidence), not claim.is_capped


def _last(decisions: Iterable[Decision]) -> dict[str, Decision]:
    return {d.claim: d for d in decisions if d.orphan is None}


def verdicts(
    accept: Sequence[str],
    reject: Sequence[str],
    *,
    by: str | None = None,
    on: str | None = None,
    note: str | None = None,
) -> list[Decision]:
    """Make decisions of the ids of claims.

    Raises
    ------
    InputError
        If one claim is accepted and rejected at once.
    """
    for name in accept:
        if name in reject:
            msg = f"{name}: accepted and rejected at once"
            raise InputError(msg)
    pairs = [(n, "accept") for n in accept] + [(n, "reject") for n in reject]
    return [Decision(n, what, by, on, None, note) for n, what in dict.fromkeys(pairs)]


def decide(dossier: Dossier, decisions: Iterable[Decision]) -> Dossier:
    """Add decisions to a dossier, each with the hash of the words that were judged.

    A decision that only repeats the last one about its claim is not added again.

    Raises
    ------
    UnknownNameError
        If a claim is not there; nothing is added then.
    """
    claims = {claim.id: claim for claim in dossier.claims}
    last = _last(dossier.decisions)
    added = []
    for decision in decisions:
        claim = claims.get(decision.claim)
        if claim is None:
            near = _nearest(decision.claim, list(claims))
            raise UnknownNameError("claim", decision.claim, near)
        before = last.get(claim.id)
        if before is None or _differs(decision, before):
            made = replace(decision, quote_sha256=_hash(claim.quote))
            last[claim.id] = made
            added.append(made)
    return replace(dossier, decisions=(*dossier.decisions, *added))


def _differs(new: Decision, old: Decision) -> bool:
    return (new.decision, new.note or None) != (old.decision, old.note or None)


def _nearest(name: str, ids: list[str]) -> list[str]:
    from difflib import get_close_matches

    begun = [each for each in ids if name and each.startswith(name)]
    return begun[:3] or get_close_matches(name, ids, 3, 0.6)


def _hash(quote: str | None) -> str | None:
    if quote is None:
        return None
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()


def read_decisions(
    path: Path, *, by: str | None = None, on: str | None = None
) -> list[Decision]:
    """Read decisions from an edited export of a review.

    Parameters
    ----------
    path
        CSV or JSON with ``id`` (or ``claim``), ``decision`` (accept, reject, or empty
        for none yet) and perhaps ``note``, ``by`` and ``on``.
    by, on
        Who decides and on which ISO day; they go before what the file says.

    Raises
    ------
    InputError
        If the file is missing or a row is wrong; the message names the row.
    """
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _csv_rows(path)
    decisions = []
    for where, row in rows:
        name = _cell(row, "id") or _cell(row, "claim")
        verdict = (_cell(row, "decision") or "").lower()
        if not verdict:
            continue
        if name is None:
            msg = f"{where}: a decision without the id of its claim"
            raise InputError(msg)
        if verdict not in VERDICTS:
            msg = f"{where}: decision: {verdict!r} is not one of {', '.join(VERDICTS)}"
            raise InputError(msg)
        who, day = by or _cell(row, "by"), on or _cell(row, "on")
        decisions.append(Decision(name, verdict, who, day, None, _cell(row, "note")))
    return decisions


def _cell(row: Mapping[str, Any], name: str) -> str | None:
    """Return a cell's words; the apostrophe that keeps formulas from running falls."""
    words = str(row.get(name) or "").strip()
    if words.startswith("'") and words[1:2] in tuple("=+-@"):
        words = words[1:]
    return words or None


def _json_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    from .checking import load_json

    record = load_json(path)
    found = record.get("items") if isinstance(record, dict) else record
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        msg = f"{path}: not a list of objects with id and decision"
        raise InputError(msg)
    return [(f"{path}, row {number}", row) for number, row in enumerate(found, 1)]


def _csv_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: cannot be opened: {error.strerror}"
        raise InputError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8: save it as CSV UTF-8"
        raise InputError(msg) from None
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if "decision" not in names or not {"id", "claim"} & set(names):
        msg = f"{path}: the columns id and decision are needed, not {', '.join(names)}"
        raise InputError(msg)
    reader.fieldnames = names
    try:
        return [(f"{path}, line {reader.line_num}", row) for row in reader]
    except csv.Error as error:
        msg = f"{path}, line {reader.line_num}: {error}"
        raise InputError(msg) from None


def carry_over(fresh: Dossier, earlier: Dossier) -> Dossier:
    """Give a new reading the decisions about an earlier one.

    A decision stands if its claim is there and the words are those that were judged;
    where their hash is not known, if the document's text is the same. Else it is kept
    as an orphan, with the reason.
    """
    claims = {claim.id: claim for claim in fresh.claims}
    texts = {d.id: d.text_sha256 for d in fresh.documents}
    before = {d.id: d.text_sha256 for d in earlier.documents}
    kept = []
    for decision in earlier.decisions:
        claim = claims.get(decision.claim)
        if claim is None:
            kept.append(replace(decision, orphan=_NO_CLAIM))
            continue
        judged = decision.quote_sha256
        if judged is not None and claim.quote is not None:
            is_same = judged == _hash(claim.quote)
        else:
            is_same = before.get(claim.document) == texts[claim.document]
        kept.append(replace(decision, orphan=None if is_same else _OTHER_WORDS))
    return replace(fresh, decisions=tuple(kept))
