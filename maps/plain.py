"""The page without scripts: a heading, a table of zones, and what limits both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .marks import printable
from .wording import Words

if TYPE_CHECKING:
    from .events.stills import Still

__all__ = ["describe_plainly"]

Payload = Mapping[str, Any]


def describe_plainly(
    payload: Payload, words: Words, still: Still | None = None
) -> dict[str, Any]:
    """Return what the template shows of a payload where no script runs.

    Parameters
    ----------
    payload
        The JSON object that ``docs/map.md`` describes.
    words
        The language to speak.
    still
        Events of tables, if there are any.
    """
    titles = payload.get("titles") or {}
    title = titles.get(words.code) or payload.get("title")
    disclaimer = str(payload.get("disclaimer") or "")
    if disclaimer == Words("en").say("page.disclaimer"):
        disclaimer = words.say("page.disclaimer")
    return {
        "title": title or words.say("page.title"),
        "support": _support(payload, words),
        "limits": _limits(payload, words),
        "disclaimer": disclaimer,
        "attribution": _attribution(payload),
        "gaps": payload.get("unknown") or [],
        "rows": list(_status_rows(payload, words)),
        "counts": None if still is None else _counts(still, words),
    }


def _counts(still: Still, words: Words) -> dict[str, Any]:
    """Return the table that counts events of tables by month and category."""
    counted = still.counted()
    several = words.say("plain.several")
    names = [
        (
            words.say("plain.others")
            if name is None
            else printable(words.term(name)) or words.say("rows.event")
        )
        for name in counted.categories
    ]
    return {
        "head": [*names, words.say("plain.all")],
        "rows": [
            (several if month is None else month, [f"{n:,}" for n in (*row, sum(row))])
            for month, row in counted.rows
        ],
    }


def _support(payload: Payload, words: Words) -> str:
    if payload.get("rows"):  # of a table, behind which are no documents
        return words.say("support.rows", count=payload["rows"])
    support = payload.get("support") or {}
    documents = support.get("documents", len(payload.get("documents") or []))
    said = [words.say("support.documents", count=documents)]
    for name in ("lineages", "unattributed"):
        if support.get(name) or (name == "lineages" and name in support):
            said.append(words.say(f"support.{name}", count=support[name]))
    if last := _last(payload, words):
        said.append(words.say("support.last", date=last))
    return " \N{MIDDLE DOT} ".join(said)


def _last(payload: Payload, words: Words) -> str:
    """Say when the newest document was published; empty where none is dated."""
    bounds = [each.get("bounds") or [None] for each in payload.get("documents") or []]
    known = [(each[0], each[-1]) for each in bounds if each[0]]
    if not known:
        return str(payload.get("last_document") or "")
    first, last = max(known, key=lambda each: (each[0], each[1] or "9999"))
    if last is None:
        return words.say("date.later", date=words.date(first))
    if first == last:
        return words.date(first)
    return words.say("date.between", first=words.date(first), last=words.date(last))


def _limits(payload: Payload, words: Words) -> str:
    boundaries = payload.get("boundaries") or {}
    why = "page.table_why" if payload.get("rows") else "page.not_control_why"
    said = [words.say(why)]
    if boundaries.get("source"):
        error = boundaries.get("error_km")
        source = str(boundaries["source"]).split(", ")[0]
        if isinstance(error, int | float):
            km = f"{error:g}"
            said.append(words.say("page.boundaries_error", source=source, km=km))
        else:
            said.append(words.say("page.boundaries", source=source))
    if last := _last(payload, words):
        said.append(words.say("page.last", date=last))
    said += [f"{note[:1].upper()}{note[1:]}." for note in payload.get("cautions") or []]
    return " ".join(said)


def _attribution(payload: Payload) -> list[str]:
    own = (payload.get("boundaries") or {}).get("attribution")
    return [words for words in [own, *(payload.get("attribution") or [])] if words]


def _status_rows(payload: Payload, words: Words) -> Iterator[dict[str, str]]:
    """Yield the rows of the plain table: one per zone and status."""
    claims = payload.get("claims") or {}
    titles = {
        each.get("id"): str(each.get("title") or each.get("id"))
        for each in payload.get("documents") or []
    }
    for zone in payload.get("zones") or []:
        regime = {"status": "regime", **(zone.get("regime") or {})}
        name = (zone.get("names") or {}).get(words.code) or zone.get("name")
        for part in [regime, *(zone.get("statuses") or [])]:
            used = {
                claims[claim].get("document")
                for claim in part.get("claims") or []
                if claim in claims
            }
            named = [titles.get(each, str(each)) for each in sorted(used, key=str)]
            status = str(part.get("status"))
            yield {
                "zone": str(name or zone.get("id")),
                "status": words.term(status),
                # An end has a date and no end of its own.
                "when": words.periods(part.get("periods"), end=status != "ended"),
                "sources": words.join(named, "period.join") or words.say("plain.none"),
            }
