"""Charts: candidate violations by month, a panel for each zone, as PNG or SVG.

Equal ledgers give equal bytes: no clock, no chance, fonts of the library itself.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError, MissingExtraError
from geodata.formats import write_bytes
from zones.before_after import Around
from zones.ledgers import Ledger

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["CHART_FORMATS", "chart_format", "draw_ledger"]

CHART_FORMATS = ("png", "svg")

_PANELS = 8
_LINE = 150
_PARTS = (
    # Okabe and Ito (2008): told apart by colour-blind readers; hatches tell them
    # apart in grey.
    ("certain", "certain candidates", "#0072B2", ""),
    ("possible", "possible candidates", "#56B4E9", "////"),
    ("unknown", "unknown", "#BBBBBB", "...."),
    ("outside", "no regime in force, or no rule", "#FFFFFF", ""),
)


def chart_format(path: Path) -> str:
    """Return the format of a chart by the suffix of its file.

    Raises
    ------
    InputError
        If it is neither PNG nor SVG.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in CHART_FORMATS:
        msg = f"{path}: a chart is a PNG or an SVG: name it .png or .svg"
        raise InputError(msg)
    return form


def draw_ledger(ledger: Ledger, path: Path, form: str) -> None:
    """Draw how many candidates each month had, with a panel for each zone.

    Parameters
    ----------
    ledger
        From :func:`zones.ledger`.
    path
        File to make or replace.
    form
        ``png`` or ``svg``.

    Raises
    ------
    InputError
        If the ledger counts nothing.
    MissingExtraError
        If matplotlib is missing.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "report", "draw a chart") from None
    zones = _busiest(ledger.months)
    if not zones:
        msg = f"{path}: no event of a forbidden kind may lie in a zone: nothing to draw"
        raise InputError(msg)
    shown = zones[:_PANELS]
    canvas = FigureCanvasSVG if form == "svg" else FigureCanvasAgg
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # whatever the user's own settings are
        matplotlib.rcParams.update(_SETTINGS)
        height = 1.9 + 1.7 * len(shown)
        figure = Figure(figsize=(9, height), layout="constrained")
        panels = figure.subplots(len(shown), sharex=True, squeeze=False)[:, 0]
        months = _months(ledger.months)
        for axes, zone in zip(panels, shown, strict=True):
            rows = [row for row in ledger.months if row["zone"] == zone]
            _panel(axes, zone, rows, months)
            _mark(axes, months, ledger.around, named=axes is panels[0])
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=4, fontsize=8)
        note = figure.supxlabel(_caption(ledger, zones[_PANELS:]))
        note.set(fontsize=7, x=0.01, ha="left")
        drawn = io.BytesIO()
        stamps = {"Date": None} if form == "svg" else {"Software": None}
        figure.set_dpi(150)
        canvas(figure).print_figure(drawn, format=form, metadata=stamps, dpi=150)
    write_bytes(path, drawn.getvalue())


_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "deesc",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.5,
    "text.parse_math": False,  # a dollar sign in a name is no formula
}


def _busiest(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the zones by how many candidates they have, the most first."""
    counts: dict[str, int] = {}
    for row in rows:
        found = row["certain"] + row["possible"] + row["unknown"]
        counts[row["zone"]] = counts.get(row["zone"], 0) + found
    return sorted((z for z in counts if counts[z]), key=lambda z: (-counts[z], z))


def _months(rows: Sequence[Mapping[str, Any]]) -> list[dt.date]:
    """Return every month from the first to the last that is counted."""
    known = [_first(row["month"]) for row in rows if "[" not in row["month"]]
    if not known:
        return []
    month, months = min(known), []
    while month <= max(known):
        months.append(month)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return months


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _panel(
    axes: Axes,
    zone: str,
    rows: Sequence[Mapping[str, Any]],
    months: Sequence[dt.date],
) -> None:
    from matplotlib.ticker import MaxNLocator

    places = {month: number for number, month in enumerate(months)}
    below = [0] * len(months)
    for name, label, colour, hatch in _PARTS:
        heights = [0] * len(months)
        for row in rows:
            if "[" not in row["month"]:
                heights[places[_first(row["month"])]] += row[name]
        axes.bar(
            range(len(months)),
            heights,
            bottom=below,
            width=0.85,
            color=colour,
            edgecolor="#333333",
            linewidth=0.4,
            hatch=hatch,
            label=label,
        )
        below = [b + h for b, h in zip(below, heights, strict=True)]
    open_days = sum(
        row[name] for row in rows if "[" in row["month"] for name, *_ in _PARTS
    )
    extra = f" (and {open_days:,} whose month is open)" if open_days else ""
    axes.set_title(f"{zone}{extra}", loc="left", fontsize=9, fontweight="bold")
    axes.set_ylabel("events", fontsize=8)
    axes.tick_params(labelsize=7)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    step = max(1, len(months) // 12)
    at = range(0, len(months), step)
    axes.set_xticks(list(at), [f"{months[each]:%Y-%m}" for each in at])
    axes.spines[["top", "right"]].set_visible(False)


def _mark(
    axes: Axes, months: Sequence[dt.date], around: Around | None, *, named: bool
) -> None:
    """Mark the day that two times are compared around."""
    if around is None or not months:
        return
    day = dt.date.fromordinal(around.first)
    month = day.replace(day=1)
    if month not in months:
        return
    place = months.index(month) - 0.5 + (day.day - 1) / 31
    axes.axvline(place, color="#D55E00", linewidth=1.2)
    if named:
        axes.annotate(
            around.name,
            (place, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 3),
            textcoords="offset points",
            fontsize=7,
            color="#D55E00",
        )


def _caption(ledger: Ledger, left_out: Sequence[str]) -> str:
    about = ledger.about
    lines = [
        "Candidate violations: events of kinds that a claim forbids, where and when "
        "the rule held, as far as documents say. Not a control map.",
        f"Boundaries: {about['boundaries']}, {about['view']}; error about "
        f"{about['error_km']:g} km. Last of {about['documents']} documents: "
        f"{about['last_document'] or 'no known day'}.",
    ]
    if left_out:
        lines.append(f"Not shown: {', '.join(left_out)}.")
    return "\n".join(textwrap.fill(line, _LINE) for line in lines)
