"""Prose: an answer as plain text for a terminal, tables with reasons below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Any

from geodata.formats import table_text

from .paragraphs import dated, is_beside
from .support import support_words
from .trees import edit_words, evidence_lines, periods_words, tree_text

__all__ = ["held_words", "status_words", "text_of"]

Record = dict[str, Any]

MANY_POSSIBLE = 12
"""A table names the nearest possible places; CSV and JSON list every one."""


def text_of(record: Record, rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Set an answer as text.

    Parameters
    ----------
    record
        The answer.
    rows
        Its rows with lists of records already put into words.
    columns
        Columns of a plain table of them.
    """
    text = _text_of(record, rows, columns)
    if "boundaries" in record:
        text += f"\n{_boundary_line(record)}"
    return text + _notes_text(record)


def _notes_text(record: Record) -> str:
    """Say what has no day of publication, and what the documents do not cover."""
    lines = []
    undated = record.get("undated")
    if undated and undated["claims"]:
        documents = undated["documents"]
        lines.append(
            f"Undated: {undated['claims']} of the {undated['of']} claims behind this "
            f"answer, in {len(documents)} documents without a last possible day of "
            "publication, are never surely known"
        )
    if notes := record.get("coverage"):
        lines.append(f"Not covered: {' '.join(notes)}")
    return "".join(f"{line}\n" for line in lines)


def _text_of(record: Record, rows: Sequence[Record], columns: Sequence[str]) -> str:
    query = record["query"]
    if query == "inside":
        return _inside_text(record, rows)
    if query == "at":
        return _at_text(record, rows)
    if query == "zones":
        columns = "kind id name type regime status support".split()
        parts = [_numbered(rows, columns), _listed("Only planned", record["planned"])]
        parts.append(_evidence_text(record))
        return "\n".join(part for part in parts if part)
    if query == "why":
        return _why_text(record)
    if query == "diff":
        return _diff_text(record, rows)
    if query == "questions":
        return _questions_text(record)
    if query == "review":
        columns = "confidence decision kind zone modality summary id".split()
    if query == "timeline":
        columns = "on what kind summary modality documents support".split()
    table = table_text(rows, columns) if rows else "nothing\n"
    evidence = _evidence_text(record)
    return f"{table}\n{evidence}" if evidence else table


def status_words(statuses: Iterable[Record]) -> str:
    """Say statuses in one line, leaving out what nobody says anything of."""
    said = [s for s in statuses if s["certainty"] != "unknown"]
    quiet = [
        s["status"].replace("_", " ") for s in statuses if s["certainty"] == "unknown"
    ]
    words = [f"{s['status'].replace('_', ' ')}: {s['certainty']}" for s in said]
    if quiet:
        words.append(f"unknown: {', '.join(quiet)}")
    return " · ".join(words)


def held_words(rows: Iterable[Record]) -> list[str]:
    """Say who held a place, each once with the surest of its certainties."""
    words: dict[str, str] = {}
    for row in sorted(rows, key=lambda r: r["certainty"] != "certain"):
        share = f" ({row['share']} {row['what']})" if row["share"] else ""
        words.setdefault(f"{row['actor']}{share}", row["certainty"])
    return [f"{actor}: {certainty}" for actor, certainty in words.items()]


def _source(row: Record) -> str:
    """Say since when an actor held a place, and which documents say so."""
    names = ", ".join(dict.fromkeys(c.rpartition("@")[0] for c in row["claims"]))
    speaker = f"{row['speaker']} in " if row.get("speaker") else ""
    said = f"according to {speaker}{names}"
    said = f"since {row['since']} {said}" if row.get("since") else said
    return f"{said}; {row['why']}" if row.get("why") else said


def _questions_text(record: Record) -> str:
    lines = []
    for zone in dict.fromkeys(row["zone"] for row in record["items"]):
        asked = [row for row in record["items"] if row["zone"] == zone]
        lines.append(f"{asked[0]['name']} ({zone})\n")
        for row in asked:
            perhaps = " (perhaps)" if row["certainty"] == "possible" else ""
            lines.append(f"  - {row['what']}{perhaps}: {row['why']}\n")
    text = "".join(lines) or "nothing is left open\n"
    evidence = _evidence_text(record)
    return f"{text}\n{evidence}" if evidence else text


def _diff_text(record: Record, rows: Sequence[Record]) -> str:
    if not rows:
        return "no answer changes\n"
    if "from" not in record:
        lines = [each["text"].removesuffix(".") for each in record["summary"]]
        return "".join(f"{line}\n" for line in lines) + _evidence_text(record)
    summary = " ".join(each["text"] for each in record["summary"])
    shown = [row for row in rows if not is_beside(row)]
    columns = "kind on name what before after change".split()
    columns = [c for c in columns if any(row.get(c) for row in shown)]
    table = table_text(shown, columns) if shown else ""
    if left_out := len(rows) - len(shown):
        were = (
            "thing nobody had heard of is"
            if left_out == 1
            else ("things nobody had heard of are")
        )
        table += f"{left_out} {were} now known not to be so (csv and json list all)\n"
    text = fill(summary, 88, break_long_words=False, break_on_hyphens=False)
    return f"{text}\n\n{table}" + _evidence_text(record)


def _numbered(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Set a table whose reasons stand below it, each once, by number."""
    if not rows:
        return "nothing\n"
    numbers: dict[str, int] = {}
    shown = []
    for row in rows:
        reason = row.get("why")
        number = numbers.setdefault(reason, len(numbers) + 1) if reason else None
        shown.append(row | {"why": f"[{number}]" if number else ""})
    used = [
        c for c in columns if any(row.get(c) not in (None, "", []) for row in shown)
    ]
    text = table_text(shown, [*used, *(["why"] if numbers else [])])
    notes = [f"[{number}] {reason}" for reason, number in numbers.items()]
    return text + "".join(f"{note}\n" for note in notes)


def _inside_text(record: Record, rows: Sequence[Record]) -> str:
    zone = record["zone"]
    lines = [_title(f"{zone['name']} ({zone['id']})", record)]
    lines.append(f"regime: {record['regime']} · {status_words(record['status'])}")
    if "why" in record:
        lines.append(f"  {record['why']}")
    lines += _hindsight_lines(record)
    possible = [
        r for r in rows if r["kind"] == "place" and r["certainty"] == "possible"
    ]
    left_out = possible[MANY_POSSIBLE:]
    shown = [row for row in rows if row not in left_out]
    columns = "kind name certainty relation km on admin1 held_by support".split()
    parts = ["\n".join(lines) + "\n", _numbered(shown, columns)]
    if left_out:
        parts.append(
            f"… and {len(left_out)} more possible places (csv and json list all)\n"
        )
    for row in rows:
        if row.get("accounts"):
            said = [
                f"{a['speaker'] or 'unnamed'}: {a['summary']}" for a in row["accounts"]
            ]
            parts.append(f"Accounts of {row['name']}:\n" + _bullets(said))
    parts += [
        _listed("Concerning the zone, not a thing inside it", record["concerning"]),
        _listed("Only planned, proposed, conditional or negotiated", record["planned"]),
        _unknown_text(record),
        _evidence_text(record),
    ]
    return "\n".join(part for part in parts if part)


def _at_text(record: Record, rows: Sequence[Record]) -> str:
    place = record["place"]
    where = f" ({place['admin1']})" if place["admin1"] else ""
    lines = [_title(f"{place['name']}{where}", record)]
    held = "; ".join(
        f"{held_words([row])[0]} ({_source(row)})" for row in record["held_by"]
    )
    lines.append(f"held by: {held or 'unknown'}")
    columns = "kind id certainty space time status km support".split()
    body = _numbered(rows, columns) if rows else "no zone, belt or post applied here\n"
    parts = ["\n".join(lines) + "\n", body]
    for row in rows:
        parts += _hindsight_lines(row)
    parts += [
        _listed("Only planned, proposed, conditional or negotiated", record["planned"]),
        _unknown_text(record),
        _evidence_text(record),
    ]
    return "\n".join(part for part in parts if part)


def _title(subject: str, record: Record) -> str:
    known = f", as known by {record['known_by']}" if record.get("known_by") else ""
    return f"{subject} on {record['on']}{known}"


def _hindsight_lines(record: Record) -> list[str]:
    return [
        f"  hindsight: {step['what']} ({step['how']}) rests on later documents: "
        + ", ".join(step["documents"])
        for step in record.get("hindsight", ())
    ]


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"  - {line}\n" for line in lines)


def _listed(title: str, rows: Sequence[Record]) -> str:
    if not rows:
        return ""
    lines = []
    for row in rows:
        modality = row.get("modality")
        mark = modality if modality not in (None, "asserted") else row["certainty"]
        lines.append(f"{dated(row)}: {mark}")
    return f"{title}:\n{_bullets(lines)}"


def _unknown_text(record: Record) -> str:
    rows = record["unknown"]
    if not rows:
        return ""
    return "Unknown:\n" + _bullets(f"{row['what']}: {row['why']}" for row in rows)


def _boundary_line(record: Record) -> str:
    source = record["boundaries"]
    error = source["error_km"]
    return (
        f"Boundaries: {source['source']}, {source['view']}; error about {error:g} km\n"
    )


def _evidence_text(record: Record) -> str:
    """Say what the answer rests on, and how it depends on single sources."""
    text = ""
    if "derivation" in record:
        text = tree_text(record["derivation"], record["evidence"])
    elif rows := record.get("evidence"):
        text = "Why:\n" + "".join(evidence_lines(row) for row in rows.values())
    if "sensitivity" in record:
        text += ("\n" if text else "") + _sensitivity_text(record["sensitivity"])
    return text


def _sensitivity_text(found: Record) -> str:
    lines = []
    for source in found["items"]:
        of_many = f" ({len(source['documents'])} documents)"
        title = source["source"] + (of_many if source["kind"] == "lineage" else "")
        groups: dict[str, list[str]] = {}
        for row in source["answers"]:
            left = ", ".join(row.get("rivals", ()))
            how = f"{row['change']}, {row['before']} → {row['after']}"
            why = f", for what spoke against it is gone: {left}" if left else ""
            groups.setdefault(f"{how}{why}", []).append(row["name"])
        lines.append(f"  - without {title}:\n")
        for how, names in groups.items():
            more = f" and {len(names) - 8} more" if len(names) > 8 else ""
            lines.append(f"      {', '.join(names[:8])}{more}: {how}\n")
    quiet = found["without_effect"]
    if quiet:
        which = f"{quiet} {'other ' if lines else ''}source{'' if quiet == 1 else 's'}"
        lines.append(f"  - without any one of {which}: no answer changes\n")
    return "If one source is left out:\n" + "".join(lines)


def _why_text(record: Record) -> str:
    if "claim" in record:
        claim = record["claim"]
        if "edited" in claim:
            claim = claim | {"edited": edit_words(claim["edited"])}
        rows = [
            {"field": k, "value": v} for k, v in claim.items() if v not in (None, [])
        ]
        return table_text(rows, ["field", "value"])
    zone = record["zone"]
    parts = [f"{zone['name']} ({zone['id']})\n"]
    regime = periods_words(record["regime"]["periods"])
    parts.append(f"regime: {regime}\n")
    for row in record["statuses"]:
        under = f" under {row['under']}" if row["under"] else ""
        how = f", {row['how']}" if row["how"] else ""
        title = f"{row['status'].replace('_', ' ')}{under}{how}"
        days = periods_words(row["periods"])
        parts.append(f"{title}: {days}; {support_words(row['support'])}\n")
        parts += [evidence_lines(claim) for claim in row["claims"]]
    for row in record["readings"]:
        stands = "" if row["stands"] else " (a finer reading stands in for it)"
        parts.append(
            f"extent {row['words']}{stands}; {support_words(row['support'])}\n"
        )
        drawn = {"estimate drawn": row["method"], "line derived": row["derived"]}
        parts += [f"  {what}: {how}\n" for what, how in drawn.items() if how]
        parts += [evidence_lines(claim) for claim in row["claims"]]
    if record["other"]:
        parts.append("further claims\n")
        parts += [evidence_lines(claim) for claim in record["other"]]
    return "".join(parts)
