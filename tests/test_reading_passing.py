"""Events told by the way, and what is only owed, blamed or reported, in many wars."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of, world
from zones.documents import Document, Text
from zones.reading import read_text

MALI = "Rebels and soldiers face each other near Gao in Mali. "
SUDAN = "Militias and soldiers face each other in Sudan. "
SYRIA = "Rebels and soldiers face each other in Syria. "
UKRAINE = "Separatists and soldiers face each other in Ukraine. "
YEMEN = "Rebels and soldiers face each other in Yemen. "


def events_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "event")


def told_of(words: str) -> set[tuple[str, str | None]]:
    return {(e["type"], e.get("where", {}).get("name")) for e in events_of(words)}


@pytest.mark.parametrize(
    ("lead", "words", "kind", "place"),
    [
        # attacks and shots, in verbs and in nouns
        (MALI, "Gunmen mounted a series of raids in Gao on 3 May.", "clash", "Gao"),
        (SUDAN, "Attacks were carried out in Nyala on 3 May.", "clash", "Nyala"),
        (UKRAINE, "On 3 May the separatists used heavy machine guns near Donetsk.")
        + ("clash", "Donetsk"),
        (UKRAINE, "Bursts from grenade launchers were noted near Donetsk.", "clash")
        + ("Donetsk",),
        (YEMEN, "Soldiers opened sporadic fire near Taiz on 3 May.", "clash", "Taiz"),
        (SUDAN, "Militiamen fought fierce battles for Nyala.", "clash", "Nyala"),
        (SYRIA, "A drone was seen to drop a grenade on Saraqib.", "airstrike")
        + ("Saraqib",),
        (YEMEN, "They hit Taiz and the hills around the city with mortars.")
        + ("shelling", "Taiz"),
        # who comes and goes
        (MALI, "Loyalist fighters are withdrawing from Gao.", "withdrawal", "Gao"),
        (SUDAN, "The militia removed its personnel from Nyala.", "withdrawal")
        + ("Nyala",),
        (SYRIA, "Army columns (LF) are now entering Saraqib.", "deployment", "Saraqib"),
        (MALI, "French soldiers have fanned out across Gao.", "deployment", "Gao"),
        (YEMEN, "The army pushed its positions forward near Taiz on 3 May.")
        + ("deployment", "Taiz"),
        (SUDAN, "Soldiers are to return to their barracks in Nyala.", "withdrawal")
        + ("Nyala",),
        # talks and deals
        (SUDAN, "The talks, put off twice, will take place in Juba on 3 August.")
        + ("talks", "Juba"),
        (SUDAN, "Both sides were meeting in Geneva on 3 May.", "talks", "Geneva"),
        (YEMEN, "The envoys emerged from five hours of talks in Muscat on Monday.")
        + ("talks", "Muscat"),
    ],
)
def test_told_in_passing(lead: str, words: str, kind: str, place: str) -> None:
    assert (kind, place) in told_of(lead + words), events_of(lead + words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The two sides agreed on 3 May to a local truce.", "2019-05-03"),
        (
            "Rebels signed what they called a full and lasting ceasefire on 3 May.",
            "2019-05-03",
        ),
        ("It follows the 3 May 2019 peace agreement.", "2019-05-03"),
        (
            "The posts opened after the signing of the peace agreement on 3 May.",
            "2019-05-03",
        ),
    ],
)
def test_agreements_told_by_their_day(words: str, day: str) -> None:
    lead = "Rebels and soldiers face each other along the ceasefire line in Yemen. "
    found = [e for e in events_of(lead + words) if e["type"] == "agreement"]
    assert [e.get("on") for e in found] == [day], found


def test_an_agreement_named_by_its_year_is_not_told() -> None:
    words = "Soldiers guard the ceasefire line. It rests on the 1974 peace agreement."
    assert [e for e in events_of(words) if e["type"] == "agreement"] == []


def test_talks_to_come() -> None:
    words = "The deal opens the way for talks, scheduled for 25 August, in Geneva."
    talks = [e for e in events_of(SUDAN + words) if e["type"] == "talks"]
    assert [(e["on"], e["modality"]) for e in talks] == [("2019-08-25", "planned")]


@pytest.mark.parametrize(
    "words",
    [
        "The accord obliges both armies to withdraw from Nyala.",
        "Fighters promised to begin a pull-out from Nyala on 3 May.",
        "The Council demanded that soldiers be ordered to leave Nyala.",
        "The text mandates a full withdrawal of troops from Nyala.",
    ],
)
def test_moves_that_are_owed_are_planned(words: str) -> None:
    moves = [e for e in events_of(SUDAN + words) if e["type"] == "withdrawal"]
    assert moves, events_of(SUDAN + words)
    assert {e["modality"] for e in moves} <= {"planned", "proposed"}


@pytest.mark.parametrize(
    "words",
    [
        "The government withdrew from the ceasefire agreement with the rebels.",
        "The rebels are withdrawing from the peace talks.",
        "The withdrawal deadline passed, soldiers said.",
    ],
)
def test_withdrawing_from_a_deal_moves_no_troops(words: str) -> None:
    assert [e for e in events_of(YEMEN + words) if e["type"] == "withdrawal"] == []


def test_fights_that_are_given_are_not_planned() -> None:
    words = "The sides involved in the clashes in Nyala will meet on 3 August."
    clashes = [e for e in events_of(SUDAN + words) if e["type"] == "clash"]
    assert [e["modality"] for e in clashes] == ["asserted"]


@pytest.mark.parametrize(
    "words",
    [
        "The ministry accused the rebels of shelling Taiz on 3 May.",
        "He has accused soldiers of a raid on Taiz on 3 May.",
    ],
)
def test_accusations_are_one_side_s_word(words: str) -> None:
    found = [e for e in events_of(YEMEN + words) if e["type"] in ("shelling", "clash")]
    assert found, events_of(YEMEN + words)
    assert {e["modality"] for e in found} == {"doubted"}


def test_what_was_agreed_would_be_is_planned_not_conditional() -> None:
    words = "Both sides agreed that the ceasefire would start in Yemen on 3 August."
    text = Text(Document("t", published="2019-06-01"), YEMEN + words)
    statuses = [c for c in read_text(text, world())[2] if c.kind == "status"]
    assert statuses
    assert "conditional" not in {c.modality for c in statuses}


def test_shots_that_kill_one_person() -> None:
    words = "On 3 May a young local farmer was fatally shot in Nyala."
    found = [e for e in events_of(SUDAN + words) if e.get("quantities")]
    assert [e["quantities"][0]["what"] for e in found] == ["killed"]


def test_missiles_and_artillery_are_shelling() -> None:
    words = "Missile or artillery strikes on Taiz went on for hours on 3 May."
    assert {e["type"] for e in events_of(YEMEN + words)} == {"shelling"}


def test_who_acts_stands_behind_by() -> None:
    words = "The UN condemned an offensive on Gao by M23 rebels on 3 May."
    found = [e for e in events_of(MALI + words) if e["type"] == "offensive"]
    assert [e["actors"] for e in found] == [["M23 rebels"]]


def test_a_dated_fight_of_somebody_needs_no_place() -> None:
    words = "On 3 May the army bombed columns of rebels from the air."
    assert told_of(words) == {("airstrike", None)}


def test_a_place_that_belongs_to_another_is_the_one_that_was_hit() -> None:
    words = "On 3 May shells fell on Idlib\u2019s Saraqib."
    assert told_of(SYRIA + words) >= {("shelling", "Saraqib")}


def test_lists_go_on_behind_semicolons_and_distances() -> None:
    words = (
        "Shells hit Saraqib (12 km east of Idlib) and Binnish in Idlib province, as "
        "well as Morek in Hama province; Ariha in Idlib province was quiet."
    )
    places = {place for kind, place in told_of(SYRIA + words) if kind == "shelling"}
    assert places == {"Saraqib", "Binnish", "Morek"}


def test_no_day_of_a_fight_is_the_deadline_to_leave() -> None:
    words = "They are to leave by 3 July to end the fighting that killed 40 people."
    found = [e for e in events_of(YEMEN + words) if e["type"] == "clash"]
    assert "2019-07-03" not in {e.get("on") for e in found}


def test_a_patrol_that_is_attacked_is_no_patrol() -> None:
    words = "On 3 May a UN patrol was attacked in Gao."
    assert told_of(MALI + words) == {("clash", "Gao")}


def test_an_agreement_named_by_its_day_is_made() -> None:
    words = "The zones of the 9 May 2019 peace agreement will be set up soon."
    found = [e for e in events_of(SUDAN + words) if e["type"] == "agreement"]
    assert [(e["on"], e["modality"]) for e in found] == [("2019-05-09", "asserted")]


def test_not_far_from_a_village_is_no_denial() -> None:
    words = "Not far from the village of Avdiivka they opened fire on 3 May."
    assert {kind for kind, _ in told_of(UKRAINE + words)} == {"clash"}


def test_disputed_ground_is_no_doubt() -> None:
    words = "The court ordered troops to withdraw from disputed areas near Nyala."
    found = [e for e in events_of(SUDAN + words) if e["type"] == "withdrawal"]
    assert [e["modality"] for e in found] == ["planned"]


def test_whose_withdrawal_a_noun_tells() -> None:
    words = "It comes with the withdrawal of the Chadian army from Nyala on 3 May."
    found = [e for e in events_of(SUDAN + words) if e["type"] == "withdrawal"]
    assert [e["actors"] for e in found] == [["Chadian army"]]


def test_a_unit_of_soldiers_goes_by_its_nation() -> None:
    words = "On 3 May a Turkish army unit of 900 soldiers was deployed near Idlib."
    found = [e for e in events_of(SYRIA + words) if e["type"] == "deployment"]
    assert [e["actors"] for e in found] in ([["Turkey"]], [["Turkish army unit"]])


def test_an_assault_named_by_a_noun() -> None:
    words = "After a three-week assault on Gao the town was quiet on 3 May."
    assert ("offensive", "Gao") in told_of(MALI + words)


def test_a_person_who_arrives_is_no_deployment() -> None:
    words = "Sergei Lavrov arrived in Gao on 3 May."
    assert [e for e in events_of(MALI + words) if e["type"] == "deployment"] == []


def test_talks_are_not_planned_because_what_they_agreed_is() -> None:
    words = (
        "Both leaders emerged from talks in Juba on 3 May to hail a deal, which they "
        "said would begin at noon."
    )
    found = [e for e in events_of(SUDAN + words) if e["type"] == "talks"]
    assert [(e["on"], e["modality"]) for e in found] == [("2019-05-03", "asserted")]
