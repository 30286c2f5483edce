"""Sensitivity: which answers fall, weaken or rise when one source is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.errors import UnknownNameError

from .atlas import Atlas
from .certainty import Certainty
from .claims import Claim
from .narrowing import narrow

__all__ = ["sensitivity"]

Record = dict[str, Any]
_ORDER: tuple[Certainty, ...] = ("no", "unknown", "possible", "certain")
_STANDING = ("possible", "certain")


@dataclass(frozen=True, slots=True)
class _Given:
    """One answer of a record: what it is about in words, and the claims behind it."""

    name: str
    answer: Certainty
    claims: tuple[str, ...]
    zones: tuple[str, ...] = ()


Answers = dict[tuple[str, ...], _Given]


def sensitivity(ask: Callable[[Atlas], Record], atlas: Atlas) -> Record:
    """Ask a question again without each source in turn.

    Parameters
    ----------
    ask
        Puts the question to an atlas.
    atlas
        The whole.

    Returns
    -------
    dict
        ``sources`` asked without (documents, and lineages of several documents),
        ``without_effect`` of them, and ``items``: each other source with its
        ``documents`` and its ``answers``: ``before``, ``after``, the ``change``
        (``falls``: it is no longer even possible; ``weakens``; ``rises``) and, of what
        rises, the ``rivals``: the claims that left.
    """
    whole = _answers(ask(atlas))
    rows = []
    sources = _sources(atlas)
    for source in sources:
        left = {d.id for d in atlas.documents} - set(source["documents"])
        try:
            given = _answers(ask(narrow(atlas, left)))
        except UnknownNameError:  # nothing speaks of the zone any more
            given = {}
        gone = [c for c in atlas.claims if c.document in source["documents"]]
        answers = list(_changes(whole, given, gone))
        if answers:
            rows.append(source | {"answers": answers})
    return {
        "sources": len(sources),
        "without_effect": len(sources) - len(rows),
        "items": rows,
    }


def _sources(atlas: Atlas) -> list[Record]:
    """List the documents that claims stand in, and the lineages of several of them."""
    speaking = {claim.document for claim in atlas.claims}
    documents = [d for d in atlas.documents if d.id in speaking]
    rows = [
        {"kind": "document", "source": d.id, "title": d.title, "documents": [d.id]}
        for d in documents
    ]
    for lineage in sorted({name for d in documents for name in d.lineage}):
        of_it = [d.id for d in documents if lineage in d.lineage]
        if len(of_it) > 1:
            row = {"kind": "lineage", "source": lineage, "title": None}
            rows.append(row | {"documents": of_it})
    return rows


def _changes(
    before: Answers,
    after: Answers,
    gone: Sequence[Claim],
) -> Iterable[Record]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        was = old.answer if old else _unlisted(before, key)
        now = new.answer if new else _unlisted(after, key)
        shown = old or new
        if was == now or shown is None:
            continue
        if not {was, now} & {*_STANDING} and not (old and new):
            continue  # unheard of or ruled out: neither was ever an answer
        change = "rises" if _ORDER.index(now) > _ORDER.index(was) else "weakens"
        if now not in _STANDING and was in _STANDING:
            change = "falls"
        row: Record = {
            "kind": key[0],
            "id": key[1],
            "name": shown.name,
            "before": was,
            "after": now,
            "change": change,
        }
        if change == "rises":
            row["rivals"] = _rivals(gone, key[0], shown)
        yield row


def _unlisted(given: Answers, key: tuple[str, ...]) -> Certainty:
    """Answer for what a record does not list: no, if it tells what is inside."""
    lists_items = key[0] in ("province", "place", "post", "event", "belt")
    regimes = [each.answer for name, each in given.items() if name[0] == "regime"]
    return (
        "no"
        if lists_items and regimes[:1] in (["certain"], ["possible"])
        else ("unknown")
    )


def _rivals(gone: Sequence[Claim], kind: str, about: _Given) -> list[str]:
    """Name the claims that left and spoke against an answer."""
    kinds = ("control",) if kind == "control" else ("status", "extent", "belt")
    near = [
        c.id
        for c in gone
        if c.id in about.claims
        or c.kind in kinds
        and (kind == "control" or c.zone in about.zones)
    ]
    return near or [c.id for c in gone]


def _answers(record: Record) -> Answers:
    """Take the graded answers out of a record, by what they are about."""
    found: Answers = {}

    def take(key: tuple[str, ...], name: str, row: Record, field: str) -> None:
        claims = tuple(row.get("claims", ()))
        zones = (record["zone"]["id"],) if "zone" in record else (key[1].split(":")[0],)
        found[key] = _Given(name, row.get(field) or "certain", claims, zones)

    if "regime" in record:
        zone = record["zone"]
        take(("regime", zone["id"]), f"regime of {zone['name']}", record, "regime")
    for row in record.get("status", ()):
        _take_status(take, record["zone"]["id"], row)
    for row in record.get("held_by", ()):
        held = f"held by {row['actor']} ({row['what']})"
        take(("control", f"{row['actor']}: {row['what']}"), held, row, "certainty")
    for row in record["items"]:
        name = row.get("name") or row["summary"]
        if "regime" in row:
            take(("regime", row["id"]), f"regime of {name}", row, "regime")
            for status in row["status"]:
                _take_status(take, row["id"], status)
        elif "summary" in row:
            take(
                ("statement", f"{row['what']} {row['on']}: {name}"), name, row, "known"
            )
        else:
            take((row["kind"], row["id"]), name, row, "certainty")
    return found


def _take_status(take: Callable[..., None], zone: str, row: Record) -> None:
    status = row["status"].replace("_", " ")
    take(("status", f"{zone}: {status}"), f"{status} of {zone}", row, "certainty")
