"""Happenings: the events of a period in or about a zone, and a chart of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.periods import FUTURE, PAST, iso_of, parse_edtf
from zones.atlas import Atlas
from zones.certainty import Certainty, at_most_possible, both, rivals
from zones.claims import Event
from zones.rows import readings_on, spaces_in
from zones.summaries import figure as quantity_words

__all__ = ["Happening", "chart_words", "draw_chart", "happenings"]

_MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a period: when, how surely, and what it has to do with the zone."""

    name: str
    type: str | None
    on: str
    first: int
    last: int
    certainty: Certainty
    relation: str
    figures: tuple[str, ...]
    claims: tuple[str, ...]


def happenings(atlas: Atlas, zone: str, first: int, last: int) -> list[Happening]:
    """Return the dated events from one day to another, the earliest first.

    Parameters
    ----------
    atlas
        The claims.
    zone
        Id of a zone.
    first, last
        Days, both included. An event of which every day that it may have been on lies
        between them is certain in time, one of which some do is possible.
    """
    found = []
    for item in atlas.items:
        if item.kind != "event" or not item.claims:
            continue
        lead = atlas.claim[item.claims[0]]
        body = lead.body
        if not isinstance(body, Event) or body.on is None:
            continue
        date = parse_edtf(body.on)
        if date.first > last or date.last < first or date.first <= PAST:
            continue
        whole = first <= date.first and date.last <= last and date.last < FUTURE
        time: Certainty = "certain" if whole else "possible"
        if lead.is_capped or "?" in body.on or "~" in body.on:
            time = at_most_possible(time)
        readings = readings_on(atlas, zone, min(max(date.first, first), last))
        space = rivals(answer for _, answer in spaces_in(atlas, item, readings))
        inside = both(space, time)
        relation = "inside" if inside in ("certain", "possible") else "about"
        if relation == "about" and zone not in body.about:
            continue
        found.append(
            Happening(
                body.summary or item.name,
                item.type,
                body.on,
                max(date.first, first),
                min(date.last, last),
                inside if relation == "inside" else time,
                relation,
                tuple(quantity_words(q) for q in body.quantities),
                item.claims,
            )
        )
    return sorted(found, key=lambda e: (e.first, e.last, e.name))


def _bars(
    events: Sequence[Happening], first: int, last: int
) -> list[tuple[str, int, int]]:
    """Return label, certain and possible events of each stretch: months, else years."""
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    by_year = months > _MOST_BARS
    labels = []
    for step in range(months):
        year, month = divmod(start.year * 12 + start.month - 1 + step, 12)
        labels.append(f"{year}" if by_year else f"{year}-{month + 1:02d}")
    counts = {label: [0, 0] for label in dict.fromkeys(labels)}
    for event in events:
        label = str(iso_of(event.first))[: 4 if by_year else 7]
        counts[label][event.certainty != "certain"] += 1
    return [(label, sure, maybe) for label, (sure, maybe) in counts.items()]


def chart_words(events: Sequence[Happening], first: int, last: int) -> str:
    """Say a chart in words, for those who cannot see it."""
    said = [
        f"{label}: {sure} certain, {maybe} possible"
        for label, sure, maybe in _bars(events, first, last)
        if sure or maybe
    ]
    return "Events by their first day. " + ("; ".join(said) or "none") + "."


def draw_chart(events: Sequence[Happening], first: int, last: int) -> bytes:
    """Draw the events of a period as bars, a PNG: filled certain, hatched possible.

    Raises
    ------
    MissingExtraError
        If matplotlib or the fonts are not installed.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    from ..about import GENERATOR
    from ..figures import inks
    from ..figures.paper import FACES, font_files, require_matplotlib
    from ..figures.rendering import quiet_fonts
    from ..figures.saving import style

    require_matplotlib()
    font_files()
    bars = _bars(events, first, last)
    family = {"font.family": [FACES["plain"][0], "DejaVu Sans"], "font.size": 7.5}
    with quiet_fonts(), rc_context(style() | family):
        figure = Figure(figsize=(6.3, 1.7), layout="constrained")
        axes = figure.add_subplot()
        labels = [label for label, _, _ in bars]
        sure, maybe = [b[1] for b in bars], [b[2] for b in bars]
        places = range(len(bars))
        axes.bar(places, sure, color=inks.EVENT, width=0.8, label="certain")
        axes.bar(
            places,
            maybe,
            bottom=sure,
            width=0.8,
            facecolor=inks.PAPER,
            edgecolor=inks.EVENT,
            hatch="/////",
            linewidth=0.6,
            label="possible",
        )
        step = max(1, len(labels) // 8)
        axes.set_xticks(list(places)[::step], labels[::step])
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.set_ylabel("events")
        axes.legend(frameon=False, ncols=2, loc="upper right")
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=200, metadata={"Software": GENERATOR})
    return buffer.getvalue()
