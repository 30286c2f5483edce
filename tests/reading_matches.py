"""Which mention or claim of a reader answers which expectation, field by field."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

__all__ = [
    "check_expected",
    "distance_km",
    "is_same_date",
    "judge_fields",
    "pair_claims",
    "pair_mentions",
    "show_claim",
    "show_expected",
    "show_field",
    "span_of",
]

_DATED = ("begins", "ends", "holds", "on")
_SETS = ("whole", "partial")
_SITES = ("where", "what")
_UNSAID = {("control", "act"): "holds"}  # the JSON form leaves defaults out
_IDENTITY = {"status": "status", "event": "type"}


def check_expected(expected: Mapping[str, Any], text: str) -> None:
    """Check that an expectation can be met: places in the text, dates, fields.

    Raises
    ------
    ValueError
        If a surface is not where it is said, a value is no EDTF, or a kind of claim
        has no such field.
    """
    from geodata.periods import parse_edtf
    from zones.claims import BODIES, Claim

    for each in (*expected["dates"], *expected["places"]):
        if not text.startswith(each["surface"], each["start"]):
            msg = f"{each['surface']!r} is not at {each['start']}"
            raise ValueError(msg)
    dates = [each["edtf"] for each in expected["dates"]]
    for claim in expected["claims"]:
        known = {f.name for cls in (Claim, BODIES[claim["kind"]]) for f in fields(cls)}
        unknown = set(claim["fields"]) - known
        if unknown or claim["kind"] in expected["no_claims_of"]:
            msg = f"no {claim['kind']} can be expected with {sorted(unknown)}"
            raise ValueError(msg)
        dates.extend(claim["fields"].get(name) for name in _DATED)
    for value in filter(None, [*dates, expected["published"]]):
        for choice in value.split("|"):
            parse_edtf(choice)


def span_of(expected: Mapping[str, Any]) -> tuple[int, int]:
    """Return where an expected mention stands."""
    start = expected["start"]
    return start, start + len(expected["surface"])


def pair_mentions(
    expected: Sequence[Mapping[str, Any]], found: Sequence[Any]
) -> tuple[list[tuple[Mapping[str, Any], Any]], list[Mapping[str, Any]], list[Any]]:
    """Pair mentions that overlap, the longest overlap first; one with one."""
    overlaps = []
    for i, each in enumerate(expected):
        start, end = span_of(each)
        for j, mention in enumerate(found):
            common = min(end, mention.end) - max(start, mention.start)
            if common > 0:
                overlaps.append((-common, i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    pairs = [(expected[i], found[j]) for i, j in sorted(taken.items())]
    missed = [e for i, e in enumerate(expected) if i not in taken]
    return pairs, missed, [f for j, f in enumerate(found) if j not in used]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in km."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def pair_claims(
    expected: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> dict[int, int]:
    """Pair claims that mean the same thing, those with most fields right first."""
    options = []
    for i, each in enumerate(expected):
        for j, claim in enumerate(found):
            if not _is_same(each, claim):
                continue
            judged = [right for _, right in judge_fields(each, claim)]
            agreement = sum(judged) / len(judged) if judged else 1.0
            if each.get("optional") and agreement < 1:
                continue  # what a reader may say has to be right all the same
            options.append((bool(each.get("optional")), -agreement, -len(judged), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, _, i, j in sorted(options):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _is_same(each: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    kind = each["kind"]
    if claim["kind"] != kind:
        return False
    identity = _IDENTITY.get(kind)
    if identity and not _matches(each["fields"][identity], claim.get(identity)):
        return False
    judged = dict(judge_fields(each, claim))
    if kind in ("status", "extent") and not judged.get("zone", True):
        return False
    own = [v for k, v in judged.items() if k not in ("modality", "zone", identity)]
    if kind in ("status", "extent") or not own:
        return True
    return any(own)


def judge_fields(
    each: Mapping[str, Any], claim: Mapping[str, Any]
) -> Iterator[tuple[str, bool]]:
    """Judge each field of an expectation; what is not stated is asserted."""
    if each["zone_like"]:
        named = (str(claim.get(key) or "") for key in ("zone", "name", "type"))
        about = " ".join((*named, *claim.get("about", ())))
        yield "zone", bool(re.search(each["zone_like"], about, re.I))
    wanted = dict(each["fields"])
    open_modality = each.get("optional") or re.search(
        "planned|proposed", str(wanted.get("status", ""))
    )
    if "modality" not in wanted and not open_modality:
        wanted["modality"] = "asserted"
    for name, want in wanted.items():
        if (each["kind"], name) != ("event", "type"):
            unsaid = _UNSAID.get((each["kind"], name))
            yield name, _is_right(name, want, claim.get(name, unsaid))


def _is_right(name: str, want: Any, got: Any) -> bool:
    if name in _DATED:
        return is_same_date(want, got)
    if name == "modality":
        return got in str(want).split("|")
    if name in _SETS:
        return set(want or ()) == set(got or ())
    if name == "width_km":
        return got is not None and all(
            abs(a - b) < 0.06 for a, b in zip(want, got, strict=True)
        )
    if name == "count":
        return got is not None and [got.get("low"), got.get("high")] == want
    if name == "quantities":
        return all(any(_same_count(w, g) for g in got or ()) for w in want)
    if name == "actors":
        return all(any(_matches(w, g) for g in got or ()) for w in want)
    if name == "areas":
        sites = [_site_text(site) for site in got or ()]
        return all(any(_matches(w, site) for site in sites) for w in want)
    if name in _SITES:
        return got is not None and _matches(want, _site_text(got))
    return _matches(want, got)


def is_same_date(want: str | None, got: str | None) -> bool:
    """Say whether an EDTF value is the one, or one of those, that is expected."""
    if want is None or got is None:
        return want is None and got is None
    return got in want.split("|")


def _same_count(want: Sequence[Any], got: Mapping[str, Any]) -> bool:
    what, low, high = want
    return _matches(what, got["what"]) and [got.get("low"), got.get("high")] == [
        low,
        high,
    ]


def _site_text(site: Mapping[str, Any]) -> str:
    keys = ("direction", "name", "admin1", "country")
    return " ".join(str(site[key]) for key in keys if site.get(key))


def _matches(pattern: str, got: Any) -> bool:
    return got is not None and bool(re.search(pattern, str(got), re.I))


def show_expected(each: Mapping[str, Any]) -> str:
    """Return an expectation as one line."""
    like = f" /{each['zone_like']}/" if each["zone_like"] else ""
    return f"{each['kind']}{like} {json.dumps(each['fields'], ensure_ascii=False)}"


def show_field(claim: Mapping[str, Any], name: str) -> str:
    """Return a field of a claim as JSON."""
    value = claim.get("zone") if name == "zone" else claim.get(name)
    return json.dumps(value, ensure_ascii=False)


def show_claim(claim: Mapping[str, Any]) -> str:
    """Return a claim as one line with the beginning of its words."""
    hidden = {"document", "quote", "start", "end", "confidence", "summary", "id"}
    kept = {k: v for k, v in claim.items() if k not in hidden}
    quote = " ".join(str(claim.get("quote") or "").split())
    return f"{json.dumps(kept, ensure_ascii=False)} <- {quote[:110]!r}"
