"""Trees: derivations as indented text, with the claims as numbered notes below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.formats import cell_text

from .explaining import RULES
from .support import support_words

__all__ = ["edit_words", "evidence_lines", "periods_words", "tree_text"]

Record = dict[str, Any]


def tree_text(nodes: Sequence[Record], evidence: Record) -> str:
    """Set derivations as a tree whose leaves point at the numbered claims below it.

    Parameters
    ----------
    nodes
        Of :func:`zones.explaining.explain`.
    evidence
        The claims by id, as :func:`zones.presenting.add_evidence` gives them.
    """
    numbers = {name: number for number, name in enumerate(evidence, start=1)}
    lines = [line for node in nodes for line in _node_lines(node, numbers, 0)]
    notes = [
        evidence_lines(row, f"[{number}]")
        for number, row in enumerate(evidence.values(), start=1)
    ]
    tree = "".join(f"{line}\n" for line in lines)
    if not (tree or notes):
        return ""
    return f"Why:\n{tree}" + (f"Claims:\n{''.join(notes)}" if notes else "")


def _node_lines(node: Record, numbers: dict[str, int], depth: int) -> Iterable[str]:
    indent = "  " * (depth + 1)
    answer = f": {node['answer']}" if node["answer"] else ""
    reasons = [node["why"]] if "why" in node else []
    if "days" in node:
        reasons.append(periods_words(node["days"]))
    if not reasons and (node["rule"] != "statement" or not node.get("from")):
        reasons.append(RULES[node["rule"]])
    marks = "".join(f"[{numbers[name]}]" for name in node.get("claims", ()))
    words = "; ".join(reasons)
    grounds = " ".join(part for part in (words, marks) if part)
    counted = f" ({support_words(node['support'])})" if "support" in node else ""
    line = f"{indent}{node['what']}{answer}{counted}"
    yield line + (f" ← {grounds}" if grounds else "")
    for part in node.get("from", ()):
        yield from _node_lines(part, numbers, depth + 1)


def evidence_lines(row: Record, mark: str = "-") -> str:
    """Say a claim, and where its document says it."""
    words = f"“{row['quote']}”" if row["quote"] else "(sentence not shipped)"
    page = f" p. {row['page']}" if row.get("page") else ""
    span = f" [{row['start']}:{row['end']}]" if row["start"] is not None else ""
    place = f"{row['document']}{page}{span}"
    if not span:
        words = row.get("url", "no page")
    published = row["published"] or "no date"
    edit = f"      {edit_words(row['edited'])}\n" if "edited" in row else ""
    where = f"{place}, published {published}: {words}"
    return f"  {mark} {row['summary']}\n      {where}\n{edit}"


def edit_words(edit: Record) -> str:
    """Say who edited a claim, when and why, and what the document says instead."""
    day = f" on {edit['on']}" if edit["on"] else ""
    note = f" ({edit['note']})" if edit["note"] else ""
    was = ", ".join(
        f"{name} {'is not said' if value is None else cell_text(value)}"
        for name, value in edit["was"].items()
    )
    return f"edited by {edit['by']}{day}{note}; in the document: {was}"


def periods_words(periods: Iterable[Record]) -> str:
    """Say periods that are rivals: between which days each begins and ends."""
    words = []
    for p in periods:
        begin = _between(p["b0"], p["b1"], "an unknown day")
        if p["e1"] is None:
            end = (
                f"surely until {p['e0']} (exclusive), end unknown"
                if p["e0"]
                else "no end said"
            )
        else:
            end = f"until {_between(p['e0'], p['e1'], 'an unknown day')}"
        doubt = ", at most possible" if p["capped"] else ""
        words.append(f"from {begin}, {end}{doubt}")
    return " | ".join(words) or "no claim"


def _between(first: str | None, last: str | None, nothing: str) -> str:
    if first == last:
        return first or nothing
    return f"{first or '…'}..{last or '…'}"
