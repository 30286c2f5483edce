"""Belts: how wide, along what, and in which words."""

from __future__ import annotations


import pytest

from samples import world
from zones.claims import Belt
from zones.documents import Document, Text
from zones.reading import read_text
from zones.reading.widths import line_of, width_near


def belts_of(words: str) -> list[tuple[tuple[float, float] | None, str | None]]:
    text = Text(Document("t", published="2024-06-01"), words)
    claims = read_text(text, world())[2]
    return [(c.body.width_km, c.body.along) for c in claims if isinstance(c.body, Belt)]


BELTS = {
    "The security zone in Abkhazia reaches 12 kilometres back from the ceasefire line "
    "on either bank of the river.": ((24.0, 24.0), "ceasefire line"),
    "The demilitarised zone in Bosnia was set up. Its depth shall be two kilometres "
    "measured from the line in each direction.": ((4.0, 4.0), "line"),
    "The army must be out of a demilitarised strip in Abyei. Ten kilometres on each "
    "side of the centreline is the depth laid down.": ((20.0, 20.0), "centreline"),
    "Nobody may bear arms inside a strip the depth of which was fixed at 30 km, "
    "measured from the Jordanian border.": ((30.0, 30.0), "Jordanian border"),
    "The width of the buffer zone in Cyprus varies between 20 metres and 7 km.": (
        (0.02, 7.0),
        None,
    ),
    "The buffer zone in Cyprus is 3 km wide at its narrowest and seven kilometres at "
    "its widest.": ((3.0, 7.0), None),
    "Both armies pull back so that a zone of 3 km emerges on both sides of the Line of "
    "Actual Control in Ladakh.": ((3.0, 3.0), "Line of Actual Control"),
    "The Mutual Safety Zone in Kosovo consists of all airspace within 25 kilometres "
    "outward from the boundary.": ((25.0, 25.0), None),
    "The buffer zone at Rafah, 500 metres deep at first and then expanded to one "
    "kilometre, is empty.": ((0.5, 0.5), None),
    "The Korean DMZ runs 250 kilometres across the peninsula and is four kilometres "
    "wide.": ((4.0, 4.0), None),
}


@pytest.mark.parametrize(("text", "belt"), BELTS.items())
def test_belts(text: str, belt: tuple[tuple[float, float] | None, str | None]) -> None:
    assert belt in belts_of(text)


def test_a_wish_is_a_proposal() -> None:
    words = "Ankara wants a safe zone 32 km deep in northern Syria."
    text = Text(Document("t", published="2019-06-01"), words)
    found = [c for c in read_text(text, world())[2] if isinstance(c.body, Belt)]
    assert [(c.body.width_km, c.modality) for c in found] == [
        ((32.0, 32.0), "proposed")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The zone runs 180 kilometres across the island.",
        "The zone stretches for 90 km through the hills.",
        "A convoy drove 20 km along the zone.",
    ],
)
def test_a_length_is_no_width(text: str) -> None:
    assert width_near(text, 0, 8) is None


def test_a_line_that_a_depth_is_measured_from() -> None:
    text = "a strip of 5 km, measured inland from the northern border"
    assert line_of(text)[0] == "northern border"


@pytest.mark.parametrize(
    ("text", "belt", "side"),
    [
        (
            "A security corridor runs six kilometres north and south of the M4 "
            "highway.",
            ((12.0, 12.0), "M4 highway"),
            "both",
        ),
        (
            "A demilitarised zone in Donetsk extends 15 km to the east and to the west "
            "of the line of contact.",
            ((30.0, 30.0), "line of contact"),
            "both",
        ),
        (
            "A buffer zone in Kivu stretches for 5 km on both sides of the road from "
            "Goma to Sake.",
            ((10.0, 10.0), "road from Goma to Sake"),
            "both",
        ),
        (
            "A buffer zone in Kivu is 5 km deep to the north of the road.",
            ((5.0, 5.0), None),
            None,
        ),
    ],
)
def test_a_measure_to_two_sides_counts_twice(
    text: str, belt: tuple[tuple[float, float], str | None], side: str | None
) -> None:
    assert belts_of(text) == [belt]
    assert line_of(text) == (belt[1], side)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("The buffer zone in Cyprus extends roughly 180 km across the island.", None),
        ("The buffer zone near Rafah lies along the 13 km (8-mile) border.", None),
        ("The buffer zone follows the 900-kilometre ceasefire line.", None),
        ("A buffer zone in Kuwait is 9 km wide along the 240 km border.", (9.0, 9.0)),
        ("A 10 km border zone was set up near Safwan.", (10.0, 10.0)),
        ("The buffer zone is to run 7 km along either side of a line.", (14.0, 14.0)),
        (
            "The width of the buffer zone ranges from 4 m (13 ft) in the old town, to "
            "6 km (3.7 mi) at Pyla.",
            (0.004, 6.0),
        ),
        (
            "A demilitarised zone extends eight kilometres into Iraq and four "
            "kilometres into Kuwait from the boundary.",
            (12.0, 12.0),
        ),
        (
            "The demilitarised zone reaches 6 km into Eritrea and 2 km into Ethiopia.",
            (8.0, 8.0),
        ),
    ],
)
def test_how_long_a_line_is_and_how_wide_its_belt(
    text: str, width: tuple[float, float] | None
) -> None:
    start = text.index("zone")
    assert width_near(text, start, start + 4) == width


def test_a_measure_into_two_lands_is_on_both_sides_of_their_line() -> None:
    text = "A zone extends 8 km into Iraq and 4 km into Kuwait from the boundary."
    assert line_of(text) == ("boundary", "both")


def test_a_bare_measure_of_a_corridor_is_its_length() -> None:
    assert belts_of(
        "A 9 km security corridor along the border links Goris and Lachin."
    ) == [(None, "border")]
    assert belts_of(
        "A 9 km wide security corridor along the border links Goris and Lachin."
    ) == [((9.0, 9.0), "border")]
