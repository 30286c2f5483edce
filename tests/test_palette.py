"""The colours of the page: contrast, colour blindness, and grey on paper."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from maps.marks import COLOURS, STAMPS

_STATIC = Path(__file__).parents[1] / "maps/static"
CSS = "".join(
    (_STATIC / name).read_text("utf-8")
    for name in ("colours.css", "plain.css", "drawing.css", "page.css")
)

Rgb = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
CLASSES = ("zone", "belt", "other", "event")
JUST_TOLD_APART = 10.0
"""Steps of CIE 1976 L*a*b*; 2.3 are a just noticeable difference (Mahy 1994)."""


def variables(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", text))


def schemes() -> dict[str, dict[str, str]]:
    light = variables(CSS[: CSS.index("@media")])
    start = CSS.index("@media screen and (prefers-color-scheme: dark)")
    dark = variables(CSS[start : CSS.index("*, *::before")])
    paper = variables(CSS[CSS.index("@media print") :])
    return {"light": light, "dark": light | dark, "print": light | paper}


def linear(colour: str) -> Rgb:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return red, green, blue


def luminance(rgb: Rgb) -> float:
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2."""
    high, low = sorted((luminance(linear(c)) for c in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, kind: str) -> Rgb:
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(w * part for w, part in zip(row, rgb, strict=True))))
        for row in BLINDNESS[kind]
    )
    return red, green, blue


def lab(rgb: Rgb) -> Rgb:
    matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    white = (0.95047, 1.0, 1.08883)
    xyz = [sum(w * part for w, part in zip(row, rgb, strict=True)) for row in matrix]
    ratios = [part / full for part, full in zip(xyz, white, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Rgb, other: Rgb) -> float:
    squares = ((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True))
    return sum(squares) ** 0.5


TEXT = [
    ("ink", "paper"),
    ("ink", "shade"),
    ("ink", "own"),
    ("muted", "paper"),
    ("muted", "shade"),
    ("muted", "land"),
    ("muted", "own"),
    ("muted", "sea"),
    ("accent", "paper"),
    ("accent", "shade"),
    ("belt", "own"),
    ("other", "own"),
    ("zone-deep", "own"),
    ("paper", "accent"),
]
MARKS = [
    ("zone", "own"),
    ("zone", "sea"),
    ("zone", "track"),
    ("belt", "own"),
    ("belt", "track"),
    ("other", "own"),
    ("other", "land"),
    ("event", "own"),
    ("event", "paper"),
    ("post", "own"),
    ("focus", "paper"),
    ("focus", "own"),
    ("focus", "shade"),
    ("country", "own"),
]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_has_enough_contrast(scheme: str) -> None:
    known = schemes()[scheme]
    weak = {
        pair: round(ratio, 2)
        for pair in TEXT
        if (ratio := contrast(known[pair[0]], known[pair[1]])) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_marks_have_enough_contrast(scheme: str) -> None:
    known = schemes()[scheme]
    weak = {
        pair: round(ratio, 2)
        for pair in MARKS
        if (ratio := contrast(known[pair[0]], known[pair[1]])) < 3
    }
    assert not weak


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_blind_tell_classes_apart(scheme: str, kind: str) -> None:
    known = schemes()[scheme]
    near = {
        (one, other): round(gap, 1)
        for one, other in itertools.combinations(CLASSES, 2)
        if (gap := distance(seen(known[one], kind), seen(known[other], kind)))
        < JUST_TOLD_APART
    }
    assert not near


def test_zones_and_events_are_of_okabe_and_ito() -> None:
    """Okabe and Ito 2008, Color Universal Design: blue, vermilion, sky blue."""
    light, dark = schemes()["light"], schemes()["dark"]
    assert (light["zone"], light["event"]) == ("#0072b2", "#d55e00")
    assert dark["zone"] == "#56b4e9"


def test_picture_has_the_colours_of_the_page() -> None:
    light = schemes()["light"]
    assert {name: light[name] for name in COLOURS if name in light} == COLOURS
    stamps = variables((_STATIC / "events.css").read_text("utf-8").split("@media")[0])
    assert {name: stamps[f"event-{name}"] for name in STAMPS} == STAMPS


def test_paper_needs_no_colour() -> None:
    """On grey paper zones, belts and others differ by line, not by colour."""
    known = schemes()["print"]
    for name in (*CLASSES, "ink", "land", "own"):
        assert len(set(linear(known[name]))) == 1, name
