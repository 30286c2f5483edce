"""Support: how many texts and how many lineages an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .atlas import Atlas

__all__ = ["support", "support_words", "with_support"]

Record = dict[str, Any]


def support(atlas: Atlas, claims: Iterable[str]) -> Record:
    """Count what claims rest on: texts, and the lineages that they come from.

    ``lineages`` is the least number of agencies that can account for every text that
    names one, so that a text which names three agencies adds nothing to one that names
    one of them; ``unattributed`` counts the texts that name none.
    """
    named: dict[str, set[str]] = {}
    for name in claims:
        claim = atlas.claim[name]
        lineage = claim.lineage or atlas.document[claim.document].lineage
        named.setdefault(claim.document, set()).update(lineage)
    attributed = [agencies for agencies in named.values() if agencies]
    return {
        "texts": len(named),
        "lineages": _least_cover(attributed),
        "unattributed": len(named) - len(attributed),
    }


def _least_cover(sets: Sequence[set[str]]) -> int:
    """Least number of agencies such that each set holds one of them."""
    # What holds an agency of a set holds one of every set around it.
    distinct = {frozenset(each) for each in sets}
    needed = [s for s in distinct if not any(other < s for other in distinct)]
    needed.sort(key=lambda each: (len(each), sorted(each)))
    size = _apart(needed)
    while not _is_covered(needed, size):
        size += 1
    return size


def _is_covered(needed: Sequence[frozenset[str]], size: int) -> bool:
    """Whether so many agencies can be chosen that each set holds one of them."""
    if not needed:
        return True
    if _apart(needed) > size:
        return False
    return any(
        _is_covered([each for each in needed if agency not in each], size - 1)
        for agency in sorted(needed[0])
    )


def _apart(needed: Sequence[frozenset[str]]) -> int:
    """Count sets that share nothing: each of them needs an agency of its own."""
    seen: set[str] = set()
    count = 0
    for each in needed:
        if seen.isdisjoint(each):
            seen |= each
            count += 1
    return count


def support_words(found: Record) -> str:
    """Say a support in words.

    Examples
    --------
    >>> support_words({"texts": 3, "lineages": 1, "unattributed": 1})
    '3 texts, 1 lineage, 1 unattributed'
    """
    texts = "text" if found["texts"] == 1 else "texts"
    lineages = "lineage" if found["lineages"] == 1 else "lineages"
    words = f"{found['texts']} {texts}, {found['lineages']} {lineages}"
    return words + (
        f", {found['unattributed']} unattributed" if found["unattributed"] else ""
    )


def with_support(record: Record, *atlases: Atlas) -> Record:
    """Add its ``support`` to each part of an answer that names claims.

    Parameters
    ----------
    record
        An answer or a part of one. A part that is derived ``from`` others rests on
        their claims too.
    atlases
        Where claims are looked up, the first that has it first.
    """
    known: dict[tuple[str, ...], Record] = {}

    def counted(names: Iterable[str]) -> Record:
        key = tuple(dict.fromkeys(names))
        if key not in known:
            known[key] = _support_in(atlases, key)
        return known[key]

    def added(value: Any) -> tuple[Any, list[str]]:
        if isinstance(value, list):
            pairs = [added(each) for each in value]
            return [part for part, _ in pairs], [n for _, names in pairs for n in names]
        if not isinstance(value, dict):
            return value, []
        parts = {name: added(inner) for name, inner in value.items()}
        found = {name: part for name, (part, _) in parts.items()}
        names = list(value["claims"]) if _names_claims(value) else []
        names += parts["from"][1] if "from" in parts else []
        if names and "support" not in found:
            found["support"] = dict(counted(names))
        return found, names

    result: Record = added(record)[0]
    return result


def _support_in(atlases: Sequence[Atlas], claims: Sequence[str]) -> Record:
    """Count the support of claims that may stand in several atlases."""
    home = next((a for a in atlases if all(c in a.claim for c in claims)), None)
    if home is not None:
        return support(home, claims)
    parts = [[c for c in claims if c in atlas.claim] for atlas in atlases]
    best = max(range(len(atlases)), key=lambda n: len(parts[n]))
    return support(atlases[best], parts[best])


def _names_claims(row: Record) -> bool:
    claims = row.get("claims")
    return isinstance(claims, list) and all(isinstance(name, str) for name in claims)
