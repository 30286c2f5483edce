"""Texts that are agreements themselves: their day, their venue, what they set up."""

from __future__ import annotations


import pytest

from samples import records_of

PROTOCOL = """Additional Protocol to the Memorandum on Tigray

The Presidents of both sides, having met, have decided as follows.

1. All military actions in Tigray shall cease from 00:01 on 6 March 2019.

2. A security corridor shall be established six kilometres north and south of the M4.

3. The two sides undertake joint patrols.

Done at Nairobi on 5 March 2019 in two copies, each being equally authentic.
"""
STATEMENT = """Joint Statement by the Presidents of Arcadia and Ruritania

Juba, 3 May 2019

A ceasefire in Darfur is hereby declared from 6 May 2019.

The parties shall withdraw their tanks. A demilitarised zone in Darfur is hereby
established. Posts shall be set up in the zone.
"""
NEWS = """Agreement on Darfur signed in Juba

3 May 2019

The text is a success, officials said. The army shall withdraw. Rebels shall hand over
tanks. A demilitarised zone in Darfur shall be established.
"""


PUBLISHED = "2020-12-01"


@pytest.mark.parametrize(
    ("text", "day", "venue", "line"),
    [
        (PROTOCOL, "2019-03-05", "Nairobi", PROTOCOL.strip().rpartition("\n")[2]),
        (STATEMENT, "2019-05-03", "Juba", "Juba, 3 May 2019"),
    ],
    ids=["close", "head"],
)
def test_the_line_of_the_day_tells_the_agreement(
    text: str, day: str, venue: str, line: str
) -> None:
    (event,) = [
        e for e in records_of(text, "event", PUBLISHED) if e["type"] == "agreement"
    ]
    assert (event["on"], event["where"]["name"]) == (day, venue)
    assert event["quote"] == line


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        (PROTOCOL, {"m4-corridor": "2019-03-05"}),
        (
            STATEMENT,
            {
                "darfur-ceasefire": "2019-05-03",
                "darfur-demilitarised-zone": "2019-05-03",
            },
        ),
        (NEWS, {}),
    ],
    ids=["protocol", "statement", "news"],
)
def test_what_an_agreement_sets_up_is_agreed_on_its_day(
    text: str, agreed: dict[str, str]
) -> None:
    found = {
        s["zone"]: s.get("begins")
        for s in records_of(text, "status", PUBLISHED)
        if "instrument" in s["rules"]
    }
    assert found == agreed


def test_a_truce_declared_from_a_day_is_in_force_then() -> None:
    begun = [
        s
        for s in records_of(STATEMENT, "status", PUBLISHED)
        if s["status"] == "in_force"
    ]
    assert [(s["zone"], s["begins"]) for s in begun] == [
        ("darfur-ceasefire", "2019-05-06")
    ]


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        PROTOCOL.partition("Done at")[0],
        STATEMENT.replace("hereby", "now").replace("shall", "may"),
    ],
    ids=["news", "undated", "without norms"],
)
def test_other_texts_are_no_agreements(text: str) -> None:
    assert "event-signing" not in {
        rule
        for event in records_of(text, "event", PUBLISHED)
        for rule in event["rules"]
    }


def test_what_a_provision_agrees_without_a_day_has_that_of_the_text() -> None:
    text = (
        "PROTOCOL ON THE SEPARATION OF FORCES IN DARFUR\nDone on 30 November 2018\n\n"
        "Article 1\nA Zone of Separation in Darfur is hereby established on either "
        "side of the Agreed Line.\n\nArticle 2\nThe Parties shall withdraw all "
        "forces.\n"
    )
    agreed = [
        s for s in records_of(text, "status", PUBLISHED) if s["status"] == "agreed"
    ]
    assert [s["begins"] for s in agreed] == ["2018-11-30"]
