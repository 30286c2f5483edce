"""What happened, told in many wordings and conflicts: type, place and figures."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of

SYRIA = "Rebels and soldiers face each other in Syria. "
CONGO = "Rebels and soldiers face each other near Goma in DR Congo. "
LIBYA = "Militias and soldiers face each other in Libya. "
UKRAINE = "Separatists and soldiers face each other in Ukraine. "
YEMEN = "Rebels and soldiers face each other in Yemen. "


def events_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "event")


def told_of(words: str) -> set[tuple[str, str | None]]:
    return {(e["type"], e.get("where", {}).get("name")) for e in events_of(words)}


@pytest.mark.parametrize(
    ("lead", "words", "kind", "place"),
    [
        # from the air
        (SYRIA, "Saraqib was hit from the air on Thursday.", "airstrike", "Saraqib"),
        (SYRIA, "Saraqib was bombed again on Tuesday.", "airstrike", "Saraqib"),
        (SYRIA, "Binnish: four raids by Russian aircraft.", "airstrike", "Binnish"),
        (YEMEN, "Coalition jets pounded Sanaa at dawn.", "airstrike", "Sanaa"),
        (LIBYA, "Bombs fell on Tripoli on Tuesday.", "airstrike", "Tripoli"),
        (LIBYA, "A drone hit a bus near Tripoli.", "airstrike", "Tripoli"),
        (SYRIA, "Aviation inflicted a blow on militants near Aleppo.", "airstrike")
        + ("Aleppo",),
        (SYRIA, "Districts of Aleppo were hit by dozens of strikes.", "airstrike")
        + ("Aleppo",),
        # from guns
        (SYRIA, "The bombardment of Ariha ceased on Thursday.", "shelling", "Ariha"),
        (LIBYA, "Artillery pounded Tripoli on Thursday.", "shelling", "Tripoli"),
        (UKRAINE, "Artillery duels near Donetsk were reported.", "shelling", "Donetsk"),
        (
            UKRAINE,
            "Donetsk came under artillery fire on Monday.",
            "shelling",
            "Donetsk",
        ),
        (CONGO, "Mortar bombs fell on Goma on Tuesday.", "shelling", "Goma"),
        (SYRIA, "Militants fired at Aleppo from mortars on Monday.", "shelling")
        + ("Aleppo",),
        # fights
        (CONGO, "The army and M23 rebels fought near Goma.", "clash", "Goma"),
        (YEMEN, "Street battles raged in Aden on Thursday.", "clash", "Aden"),
        (UKRAINE, "Combat continued around Donetsk on Monday.", "clash", "Donetsk"),
        (UKRAINE, "Shots were exchanged in Donetsk on Monday.", "clash", "Donetsk"),
        (SYRIA, "An attack by militants on Saraqib was repelled.", "clash", "Saraqib"),
        # attacks in force
        (SYRIA, "The army's push into Saraqib began on May 19.", "offensive")
        + ("Saraqib",),
        (LIBYA, "Eastern forces advanced on Tripoli on Thursday.", "offensive")
        + ("Tripoli",),
        (CONGO, "M23 rebels resumed their advance on Goma.", "offensive", "Goma"),
        # troops that go and come
        (SYRIA, "Saraqib was abandoned by government troops.", "withdrawal", "Saraqib"),
        (UKRAINE, "Ukrainian units retreated from Donetsk on Monday.", "withdrawal")
        + ("Donetsk",),
        (CONGO, "Congolese soldiers quit Goma on Monday.", "withdrawal", "Goma"),
        (CONGO, "Kenya dispatched 900 soldiers to Goma in May.", "deployment", "Goma"),
        (SYRIA, "Military police were brought into Ariha on Monday.", "deployment")
        + ("Ariha",),
        (YEMEN, "A contingent of 200 soldiers landed in Aden on Monday.", "deployment")
        + ("Aden",),
        (UKRAINE, "Soldiers streamed out of Donetsk on Monday.", "withdrawal")
        + ("Donetsk",),
        # who met and signed
        (LIBYA, "The envoys signed on Monday, in Geneva, an agreement on a truce.")
        + ("agreement", "Geneva"),
        (YEMEN, "Talks under Omani auspices in Geneva on May 10 produced a truce.")
        + ("talks", "Geneva"),
        # not where another place lies
        (UKRAINE, "In Donetsk, a town east of Kharkiv, mortar fire went on.")
        + ("shelling", "Donetsk"),
        # relief
        (YEMEN, "Food for 210,000 people was distributed in Aden.", "aid", "Aden"),
        (SYRIA, "In Ariha, partners have handed out hygiene kits.", "aid", "Ariha"),
    ],
)
def test_types_and_places(lead: str, words: str, kind: str, place: str) -> None:
    assert (kind, place) in told_of(lead + words)


@pytest.mark.parametrize(
    ("lead", "words", "kind", "what", "low"),
    [
        (SYRIA, "Fighting in Idlib sent 80 families running.", "displacement")
        + ("displaced", 80),
        (CONGO, "More than 5,000 people have left their homes.", "displacement")
        + ("displaced", 5000),
        (YEMEN, "Two hundred families took refuge in Aden.", "displacement")
        + ("displaced", 200),
        (UKRAINE, "Twelve howitzers were pulled back from Donetsk.", "withdrawal")
        + ("howitzers", 12),
        (SYRIA, "Binnish: four raids by Russian aircraft.", "airstrike", "raids", 4),
        (LIBYA, "A jet hit Tripoli, and medics put the dead at seven.", "airstrike")
        + ("killed", 7),
    ],
)
def test_figures_of_events(
    lead: str, words: str, kind: str, what: str, low: int
) -> None:
    figures = [
        (event["type"], figure["what"], figure["low"])
        for event in events_of(lead + words)
        for figure in event.get("quantities", ())
    ]
    assert (kind, what, low) in figures


def test_what_is_not_confirmed_is_rumoured() -> None:
    words = "Not confirmed: reports of a withdrawal of the garrison from Saraqib."
    assert [e["modality"] for e in events_of(SYRIA + words)] == ["rumoured"]


def test_what_must_be_done_is_planned() -> None:
    words = "The rebels must withdraw their howitzers from Saraqib."
    assert [e["modality"] for e in events_of(SYRIA + words)] == ["planned"]


@pytest.mark.parametrize(
    "words",
    [
        "No clashes were recorded near Saraqib on Monday.",
        "A retired teacher from Ariha went on a tour.",
        "The dockers' strike in Latakia goes on.",
        "Nusra was left with a pocket at Binnish.",
    ],
)
def test_what_did_not_happen(words: str) -> None:
    assert events_of(SYRIA + words) == []


def test_peaceful_news_needs_arms_or_a_zone() -> None:
    words = "Floods drove 100 families from Aleppo. Food was handed out in Aleppo."
    assert events_of(words) == []
