"""Labels: where names stand so that none covers another or a symbol.

Labels are placed greedily by priority, each on the first of its candidate spots that is
free; a name that finds none is left out unless it may be led to by a line. The order of
spots beside a point is that of Imhof (Positioning names on maps, 1975): to the right
and above first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["Box", "Label", "Spot", "beside", "place_labels"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the sheet in mm, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.x0 < other.x1
            and other.x0 < self.x1
            and self.y0 < other.y1
            and other.y0 < self.y1
        )

    def holds(self, other: Box) -> bool:
        """Whether another box lies within this one."""
        return (
            self.x0 <= other.x0
            and self.y0 <= other.y0
            and self.x1 >= other.x1
            and self.y1 >= other.y1
        )

    def grown(self, by: float) -> Box:
        """Return the box widened on each side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label may stand: its upper left corner, and if a line leads to it."""

    x: float
    y: float
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text that want a place.

    Attributes
    ----------
    lines
        Text, size in points and face of each line.
    width, height
        Of all lines, in mm.
    spots
        Candidates, the best first.
    colour
        Of the text.
    anchor
        What a leader starts from, in mm.
    align
        Of lines in the box.
    """

    lines: tuple[tuple[str, float, str], ...]
    width: float
    height: float
    spots: tuple[Spot, ...]
    colour: str
    anchor: tuple[float, float] | None = None
    align: str = "center"
    at: Spot | None = None

    def box(self, spot: Spot) -> Box:
        """Return the box that the label fills on a spot."""
        return Box(spot.x, spot.y, spot.x + self.width, spot.y + self.height)


def place_labels(
    labels: Iterable[Label], taken: Sequence[Box], frame: Box, gap: float = 0.35
) -> list[Label]:
    """Place labels in their order, which is that of their weight.

    Parameters
    ----------
    labels
        What wants a place.
    taken
        Boxes of symbols, which no label may cover.
    frame
        The map; labels stay inside.
    gap
        Least distance between labels, in mm.

    Returns
    -------
    list of Label
        Those that found a place, with ``at`` set.
    """
    boxes = list(taken)
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    placed = []
    for label in labels:
        for spot in label.spots:
            box = label.box(spot)
            if not frame.holds(box) or any(box.meets(other) for other in boxes):
                continue
            if any(_crosses(line, box) for line in lines):
                continue
            if spot.leader and label.anchor is not None:
                line = (label.anchor, end_of_leader(label.anchor, box))
                if any(_crosses(line, other) for other in boxes[len(taken) :]):
                    continue
                lines.append(line)
            boxes.append(box.grown(gap))
            placed.append(replace(label, at=spot))
            break
    return placed


def end_of_leader(anchor: tuple[float, float], box: Box) -> tuple[float, float]:
    """Return the point of a box that is nearest to where a leader starts."""
    x = min(max(anchor[0], box.x0), box.x1)
    y = min(max(anchor[1], box.y0), box.y1)
    return x, y


def _crosses(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    """Whether a line passes through a box, by the method of Liang and Barsky (1984)."""
    (x0, y0), (x1, y1) = line
    low, high = 0.0, 1.0
    for step, start, least, most in (
        (x1 - x0, x0, box.x0, box.x1),
        (y1 - y0, y0, box.y0, box.y1),
    ):
        if not step:
            if not least < start < most:
                return False
            continue
        first, last = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, first), min(high, last)
    return low < high


def beside(
    x: float, y: float, width: float, height: float, gap: float, reach: float = 0
) -> Iterator[Spot]:
    """Yield spots beside a point, then, within ``reach`` mm, spots led to by a line."""
    left, right, middle = x - gap - width, x + gap, x - width / 2
    above, level, below = y - gap - height, y - height / 2, y + gap
    half = gap * 0.6
    yield Spot(right, level)
    yield Spot(right - half, above + half)
    yield Spot(left, level)
    yield Spot(right - half, below - half)
    yield Spot(left + half, above + half)
    yield Spot(left + half, below - half)
    yield Spot(middle, above)
    yield Spot(middle, below)
    away = gap + 2.5
    while away <= reach:
        for step in range(16):
            angle = math.pi / 8 * step
            dx, dy = math.cos(angle), -math.sin(angle)
            yield Spot(
                x + dx * away + (width / 2) * (dx - 1),
                y + dy * away + (height / 2) * (dy - 1),
                leader=True,
            )
        away += 2.5
