"""For how long those who keep a truce or zone are to stay."""

from __future__ import annotations


import pytest

from samples import world
from zones.claims import Claim, Term
from zones.documents import Document, Text
from zones.reading import read_text

CYPRUS = "Peacekeepers patrol the buffer zone in Cyprus. "
SAHARA = "The mission watches over the ceasefire in Western Sahara. "
GOLAN = "Observers supervise the area of separation in the Golan. "


def terms_of(words: str) -> list[Claim]:
    text = Text(Document("t", published="2019-06-01"), words)
    return [c for c in read_text(text, world())[2] if isinstance(c.body, Term)]


@pytest.mark.parametrize(
    ("words", "duration"),
    [
        (
            CYPRUS + "The Council renewed the mandate of the force for six months.",
            "P6M",
        ),
        (SAHARA + "Its mandate was extended on Friday for another year.", "P1Y"),
        (GOLAN + "The mission has been prolonged by a further 90 days.", "P90D"),
        (CYPRUS + "It approved a six-month renewal of the mission.", "P6M"),
        (SAHARA + "Members voted for an extension of the mandate by one year.", "P1Y"),
        ("The Council extended the interim force for six months. " + GOLAN, "P6M"),
    ],
)
def test_terms_of_missions(words: str, duration: str) -> None:
    found = terms_of(words)
    assert [getattr(c.body, "duration") for c in found] == [duration]
    assert found[0].zone is not None
    assert "mission" in found[0].rules
    assert found[0].confidence == "medium"


@pytest.mark.parametrize(
    "words",
    [
        "The ceasefire in Libya holds. The Council renewed the mandate for six months.",
        CYPRUS + "The Council did not extend the mandate for six months.",
        "The Council extended the mandate of its mission for six months.",
    ],
)
def test_missions_of_no_zone_have_no_term(words: str) -> None:
    assert terms_of(words) == []


def test_how_long_a_war_lasted_is_no_term_of_its_truce() -> None:
    words = "For 16 years the rebels fought in Western Sahara before signing a truce."
    assert terms_of(words) == []
