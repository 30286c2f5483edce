"""Several tellings of one event become one; consequences get the span of the fights."""

from __future__ import annotations

from dataclasses import replace

from geodata.periods import FUTURE, PAST, edtf_words, iso_of, parse_edtf

from ...claims import Event, Inference
from ..dating import day_dates
from ..drafts import Draft
from ..scene import Scene

__all__ = ["FIGHTS", "spanning", "summary_of", "without_repeats"]

FIGHTS = ("offensive", "airstrike", "shelling", "clash", "attack", "casualties")


def summary_of(kind: str, body: Event) -> str:
    """Compose one line from the fields of an event."""
    parts = [kind.capitalize()]
    if body.actors:
        parts.append(
            f"by {', '.join(body.actors)}"
            if kind != "talks"
            else f"with {', '.join(body.actors)}"
        )
    if body.where is not None and body.where.name:
        words = [body.where.relation, body.where.direction, body.where.name]
        parts.append(" ".join(word for word in words if word))
    line = " ".join(parts) + (f", {edtf_words(body.on)}" if body.on else "")
    figures = ", ".join(f"{_figure(q.low, q.high)} {q.what}" for q in body.quantities)
    return f"{line}: {figures}" if figures else line


def _figure(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low:,}" if low is not None else "some"
    if high is None:
        return f"more than {low:,}"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def spanning(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Date undated consequences by the fighting that the document dates."""
    days: list[int] = []
    for draft in drafts:
        body = draft.body
        if isinstance(body, Event) and body.on and draft.type in FIGHTS:
            bounds = parse_edtf(body.on)
            days.extend(d for d in (bounds.first, bounds.last) if PAST < d < FUTURE)
    known = [d for view in scene.views for d in day_dates(view)]
    published = scene.document.published
    latest = [parse_edtf(edtf).last for _, _, edtf in known]
    if published:
        latest.append(parse_edtf(published).first)
    ends = [d for d in latest if PAST < d < FUTURE]
    result = []
    for draft in drafts:
        body = draft.body
        if (
            isinstance(body, Event)
            and body.context
            and body.on is None
            and days
            and ends
        ):
            first, last = iso_of(min(days)), iso_of(max(max(ends), max(days)))
            if first and last:
                months = dict.fromkeys((first[:7], last[:7]))
                body = replace(body, on="/".join(months) + "?")
                body = replace(body, summary=summary_of("displacement", body))
                draft = replace(
                    draft,
                    body=body,
                    inferred=draft.inferred + (Inference("on", "discourse"),),
                )
        result.append(draft)
    return result


def without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Keep one of several tellings of one event: the best dated and placed."""
    kept: list[Draft] = []
    for draft in drafts:
        for at, other in enumerate(kept):
            if _is_same(draft, other):
                best = draft if _weight(draft) > _weight(other) else other
                modality = min(draft.modality, other.modality, key=_caution)
                kept[at] = replace(best, modality=modality)
                break
        else:
            kept.append(draft)
    return kept


def _is_same(one: Draft, other: Draft) -> bool:
    a, b = one.body, other.body
    if not isinstance(a, Event) or not isinstance(b, Event) or one.type != other.type:
        return False
    if one.modality != other.modality and "asserted" in (one.modality, other.modality):
        return False
    if a.on and b.on and a.on.rstrip("?") != b.on.rstrip("?"):
        return False
    if (
        a.actors
        and b.actors
        and not set(a.actors) & set(b.actors)
        and (one.type not in ("talks", "agreement"))
    ):
        return False
    name_a = a.where.name if a.where else None
    name_b = b.where.name if b.where else None
    if (
        name_a == name_b
        or not (name_a and name_b)
        and one.type in ("talks", "agreement")
    ):
        return True
    return not (name_a and name_b) and bool(set(a.actors) & set(b.actors))


_CAUTION = ("conditional", "negotiated", "proposed", "planned")


def _caution(modality: str) -> int:
    """Rank modalities so that the most guarded telling of a plan counts."""
    return _CAUTION.index(modality) if modality in _CAUTION else len(_CAUTION)


def _weight(draft: Draft) -> int:
    body = draft.body
    assert isinstance(body, Event)
    return (
        4 * bool(body.on)
        + 2 * bool(body.where)
        + len(body.quantities)
        + bool(body.about)
    )
