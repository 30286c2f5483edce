"""Reviewing: claims for an analyst to judge, decisions, and what becomes of them.

Decisions are only ever added; the last one about a claim counts. An edit changes fields
of a claim for whoever builds; the claim itself stays as its document makes it. After
another reading a decision stands if its claim is there with the same words; else it is
kept as an orphan, which decides nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.errors import InputError, UnknownNameError
from geodata.formats import restored_cell

from .checking import edit_faults, load_json
from .claim_fields import cells_of, changes_of, field_names, fields_of
from .claims import Claim, claim_to_json
from .documents import Document, page_of
from .dossier import Decision, Dossier, last_decisions, settled
from .summaries import headline

__all__ = [
    "VERDICTS",
    "carried_decisions",
    "carry_over",
    "column_of",
    "decide",
    "read_decisions",
    "review_record",
    "review_table",
    "verdicts",
]

log = logging.getLogger(__name__)

VERDICTS = ("accept", "reject", "edit")
_CONFIDENCE = ("low", "medium", "high")
_NO_CLAIM = "no such claim"
_OTHER_WORDS = "other words"
_NO_FIT = "the edit does not fit any more"


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
        come first, then as in the dossier; ``fields`` are those that can be edited,
        ``was`` what the document says of edited ones. ``orphans``: decisions without
        their claim.
    """
    last = last_decisions(dossier)
    documents = {document.id: document for document in dossier.documents}
    rows = []
    for original in sorted(dossier.claims, key=_urgency):
        decision = last.get(original.id)
        if undecided and decision is not None:
            continue
        claim = settled(original, decision)
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
            "fields": fields_of(claim),
            "was": dict(claim.edited.was) if claim.edited else None,
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


def review_table(record: Mapping[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the fields of a review as columns, and its rows with a cell for each.

    A geometry is left out: a cell cannot hold it.
    """
    columns: dict[str, None] = {}
    rows = []
    for row in record["items"]:
        cells = cells_of(row["kind"], row["fields"])
        cells.pop("geometry", None)
        rows.append(row | {column_of(name): cell for name, cell in cells.items()})
        columns |= dict.fromkeys(map(column_of, cells))
    return list(columns), rows


def verdicts(
    dossier: Dossier,
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
    edits: Sequence[tuple[str, str]] = (),
    *,
    by: str | None = None,
    on: str | None = None,
    note: str | None = None,
) -> list[Decision]:
    """Make decisions of the ids of claims.

    Parameters
    ----------
    dossier
        Whose claims are decided about.
    accept, reject
        Ids of claims.
    edits
        Id of a claim and ``field=value``, once for each field; fields edited before
        stay so.
    by, on, note
        Who decides, on which ISO day, and why.

    Raises
    ------
    UnknownNameError
        If a claim is not there.
    InputError
        If one claim is decided about in two ways at once, or an edit is wrong.
    """
    for name in accept:
        if name in reject:
            msg = f"{name}: accepted and rejected at once"
            raise InputError(msg)
    cells: dict[str, dict[str, str]] = {}
    for name, words in edits:
        field, mark, value = words.partition("=")
        if not mark:
            msg = f"{name}: {words!r} is not FIELD=VALUE"
            raise InputError(msg)
        if name in accept or name in reject:
            msg = f"{name}: edited and accepted or rejected at once"
            raise InputError(msg)
        cells.setdefault(name, {})[field.strip()] = value
    pairs = [(n, "accept") for n in accept] + [(n, "reject") for n in reject]
    made = [Decision(n, what, by, on, None, note) for n, what in dict.fromkeys(pairs)]
    desk = _Desk(dossier)
    return made + [
        desk.edit(Decision(name, "edit", by, on, None, note), given, name)
        for name, given in cells.items()
    ]


class _Desk:
    """A dossier's claims by id, as documents make them and as they were edited."""

    def __init__(self, dossier: Dossier) -> None:
        self.claims = {claim.id: claim for claim in dossier.claims}
        self.last = last_decisions(dossier)

    def claim(self, name: str) -> Claim:
        """Return a claim as its document makes it."""
        claim = self.claims.get(name)
        if claim is None:
            raise UnknownNameError("claim", name, _nearest(name, list(self.claims)))
        return claim

    def changes(
        self, claim: Claim, cells: Mapping[str, Any], at: str
    ) -> tuple[Mapping[str, Any], dict[str, Any]]:
        """Return the changes of a claim so far, and with those that cells make."""
        last = self.last.get(claim.id)
        earlier = (last.changes if last else None) or {}
        now = settled(claim, last)
        return earlier, changes_of(claim, now, earlier, cells, at)

    def is_touched(self, name: str | None, cells: Mapping[str, Any]) -> bool:
        """Tell whether cells differ from a claim as it is now."""
        claim = self.claims.get(name or "")
        if claim is None:
            return False
        try:
            earlier, changes = self.changes(claim, cells, "")
        except InputError:
            return True
        return changes != earlier

    def edit(self, decision: Decision, cells: Mapping[str, Any], at: str) -> Decision:
        """Return a decision with the changes that cells make of its claim."""
        claim = self.claim(decision.claim)
        if decision.by is None:
            msg = f"{at}: an edit needs the name of its editor (by)"
            raise InputError(msg)
        _, changes = self.changes(claim, cells, at)
        if not changes:
            msg = f"{at}: an edit that leaves {claim.id} as its document has it"
            raise InputError(msg)
        faults = edit_faults(claim_to_json(claim), changes, self.claims)
        if faults:
            msg = f"{at}: {'; '.join(faults)}"
            raise InputError(msg)
        return replace(decision, changes=changes)


def decide(dossier: Dossier, decisions: Iterable[Decision]) -> Dossier:
    """Add decisions to a dossier, each with the hash of the words that were judged.

    A decision that only repeats the last one about its claim is not added again.

    Raises
    ------
    UnknownNameError
        If a claim is not there; nothing is added then.
    """
    desk = _Desk(dossier)
    last = desk.last
    added = []
    for decision in decisions:
        claim = desk.claim(decision.claim)
        before = last.get(claim.id)
        if before is None or _told(decision) != _told(before):
            made = replace(decision, quote_sha256=_hash(claim.quote))
            last[claim.id] = made
            added.append(made)
    return replace(dossier, decisions=(*dossier.decisions, *added))


def _told(decision: Decision) -> tuple[Any, ...]:
    return decision.decision, decision.note or None, decision.changes


def _nearest(name: str, ids: list[str]) -> list[str]:
    from difflib import get_close_matches

    begun = [each for each in ids if name and each.startswith(name)]
    return begun[:3] or get_close_matches(name, ids, 3, 0.6)


def _hash(quote: str | None) -> str | None:
    if quote is None:
        return None
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()


def read_decisions(
    path: Path, dossier: Dossier, *, by: str | None = None, on: str | None = None
) -> list[Decision]:
    """Read decisions from an edited export of a review.

    Parameters
    ----------
    path
        CSV, Excel or JSON with ``id`` (or ``claim``), ``decision`` (accept, reject,
        edit, or empty for none yet) and perhaps ``note``, ``by`` and ``on``. Of a row
        that says edit the columns with the claim's fields (of JSON, ``fields``) are
        taken; a field that is not there stays as it is.
    dossier
        Whose claims are decided about.
    by, on
        Who decides and on which ISO day; they go before what the file says.

    Raises
    ------
    InputError
        If the file is missing or a row is wrong; the message names the row.
    UnknownNameError
        If the claim of an edit is not there.
    MissingExtraError
        If it is an Excel file and the library that reads it is not installed.
    """
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _table_rows(path)
    desk = _Desk(dossier)
    decisions = []
    untaken = 0
    for where, row in rows:
        name = _cell(row, "id") or _cell(row, "claim")
        verdict = (_cell(row, "decision") or "").lower()
        cells = _field_cells(row, desk.claims.get(name or ""))
        if verdict != "edit" and desk.is_touched(name, cells):
            untaken += 1
        if not verdict:
            continue
        if name is None:
            msg = f"{where}: a decision without the id of its claim"
            raise InputError(msg)
        if verdict not in VERDICTS:
            msg = f"{where}: decision: {verdict!r} is not one of {', '.join(VERDICTS)}"
            raise InputError(msg)
        who, day = by or _cell(row, "by"), on or _cell(row, "on")
        made = Decision(name, verdict, who, day, None, _cell(row, "note"))
        decisions.append(desk.edit(made, cells, where) if verdict == "edit" else made)
    if untaken:
        log.warning(
            "%s: %d rows with changed fields and no decision edit: left as they were",
            path,
            untaken,
        )
    return decisions


def _field_cells(row: Mapping[str, Any], claim: Claim | None) -> dict[str, Any]:
    """Return the cells of a row that hold fields of its claim, by field."""
    if claim is None:
        return {}
    if isinstance(row.get("fields"), Mapping):
        return dict(row["fields"])
    columns = {name: column_of(name) for name in field_names(claim.kind)}
    return {n: _words(row[column]) for n, column in columns.items() if column in row}


def column_of(field: str) -> str:
    """Return the column of a field; a review has columns ``on`` and ``summary`` itself.

    Examples
    --------
    >>> column_of("on"), column_of("begins")
    ('event on', 'begins')
    """
    return f"event {field}" if field in ("on", "summary") else field


def _words(cell: Any) -> Any:
    return restored_cell(cell) if isinstance(cell, str) else cell


def _cell(row: Mapping[str, Any], name: str) -> str | None:
    cell = _words(row.get(name))
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return str(cell or "").strip() or None


def _json_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    record = load_json(path)
    found = record.get("items") if isinstance(record, dict) else record
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        msg = f"{path}: not a list of objects with id and decision"
        raise InputError(msg)
    return [(f"{path}, row {number}", row) for number, row in enumerate(found, 1)]


def _table_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    from geodata.gazetteer_files import HEADER, read_rows

    rows = list(read_rows(path))
    names = rows[0][1] if rows and rows[0][0] == HEADER else {}
    if "decision" not in names or not {"id", "claim"} & set(names):
        shown = ", ".join(names)
        msg = f"{path}: the columns id and decision are needed, not {shown}"
        raise InputError(msg)
    return rows[1:]


def carry_over(fresh: Dossier, earlier: Dossier) -> Dossier:
    """Give a new reading the decisions about an earlier one.

    A decision stands if its claim is there and the words are those that were judged;
    where their hash is not known, if the document's text is the same. Else it is kept
    as an orphan, with the reason.
    """
    claims = {claim.id: claim for claim in fresh.claims}
    kept = carried_decisions(earlier, claims, claims, fresh.documents)
    return replace(fresh, decisions=tuple(kept), coverage=earlier.coverage)


def carried_decisions(
    earlier: Dossier,
    claims: Mapping[str, Claim],
    ids: Collection[str],
    documents: Iterable[Document],
) -> Iterator[Decision]:
    """Yield the decisions of an earlier dossier as they stand in a new reading.

    Parameters
    ----------
    earlier
        Its decisions and documents.
    claims
        New claims by id, at least those that were judged.
    ids
        Ids of all new claims.
    documents
        The new documents.
    """
    texts = {d.id: d.text_sha256 for d in documents}
    before = {d.id: d.text_sha256 for d in earlier.documents}
    for decision in earlier.decisions:
        claim = claims.get(decision.claim)
        if claim is None:
            yield replace(decision, orphan=_NO_CLAIM)
            continue
        judged = decision.quote_sha256
        if judged is not None and claim.quote is not None:
            is_same = judged == _hash(claim.quote)
        else:
            is_same = before.get(claim.document) == texts[claim.document]
        why = None if is_same else _OTHER_WORDS
        if why is None and decision.changes is not None:
            faults = edit_faults(claim_to_json(claim), decision.changes, ids)
            why = _NO_FIT if faults else None
        yield replace(decision, orphan=why)
