"""Posts, and what stands beside them: aims, deadlines, counts, what there is."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of, world
from zones.building import build
from zones.documents import Document, Text
from zones.dossier import Dossier
from zones.reading import read_texts


def text_of(words: str, published: str | None = "2024-06-03") -> Text:
    return Text(Document("t", published=published), words)


def claims_of(words: str, kind: str = "post") -> list[dict[str, Any]]:
    return records_of(words, kind, "2024-06-03")


@pytest.mark.parametrize(
    "words",
    [
        "Soldiers fight near Nyala. A convoy moved out to establish an observation "
        "post near Nyala.",
        "A truce holds in Sudan. Kenya agreed to set up 12 observation posts in "
        "Darfur.",
        "Engineers arrived on 2 June to jointly build a checkpoint in Azaz.",
        "Soldiers fight near Zolote. The patrol crossed the line to open an "
        "observation post at Zolote.",
    ],
)
def test_an_aim_is_a_plan(words: str) -> None:
    assert [(each["status"], each["modality"]) for each in claims_of(words)] == [
        ("planned", "planned")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The army managed to establish an observation post at Azaz.",
        "The army began to build an observation post at Azaz.",
    ],
)
def test_what_was_managed_or_begun_is_no_aim(words: str) -> None:
    assert [each["status"] for each in claims_of(words)] == ["established"]


def test_a_point_of_deployment_sets_nothing_up() -> None:
    assert claims_of("Tribal forces are 10 km from the deployment point.") == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("The number of observation posts around Azaz has reached nine.", 9),
        (
            "Soldiers fight near Zolote. The number of checkpoints near Zolote rose to "
            "14 in May.",
            14,
        ),
    ],
)
def test_the_number_of_posts_comes_to_a_count(words: str, count: int) -> None:
    found = [each["count"] for each in claims_of(words)]
    assert [(each["low"], each["high"]) for each in found] == [(count, count)]


def test_who_agrees_to_set_up_posts_is_not_where_others_fight() -> None:
    words = (
        "Under the deal, meant to calm the front in northern Syria, Turkey agreed to "
        "set up six observation posts."
    )
    assert [each["operator"] for each in claims_of(words)] == ["Turkey"]


def test_the_post_dated_before_keeps_its_day() -> None:
    words = (
        "Turkey set up its third observation post in Idlib province on Thursday. The "
        "observation post was built in Saraqib."
    )
    second = claims_of(words)[-1]
    assert second["where"]["name"] == "Saraqib"
    assert second["begins"] == "2024-05-30"
    assert {"what": "begins", "how": "discourse"} in second["inferred"]


def test_what_has_been_set_up_without_a_day_stands_when_told() -> None:
    (claim,) = claims_of("Turkey has set up an observation post at Saraqib.")
    assert (claim["status"], claim["holds"]) == ("established", "2024-06-03")
    (past,) = claims_of("Turkey set up an observation post at Saraqib.")
    assert "holds" not in past and "begins" not in past


def test_a_minister_who_speaks_runs_no_posts() -> None:
    words = (
        "Speaking on Tuesday, Kenya’s Foreign Minister said that the sides set up "
        "checkpoints for the buffer zone in Darfur."
    )
    assert "Kenya" not in [each.get("operator") for each in claims_of(words)]


def test_a_zone_is_not_called_after_its_posts() -> None:
    texts = [
        text_of(
            "Turkey has set up an observation post at Saraqib in the Idlib "
            "de-escalation zone. The army visited a checkpoint in the zone."
        )
    ]
    atlas = build(
        Dossier((texts[0].document,), tuple(read_texts(texts, world()))), world()
    )
    assert atlas.type_of("idlib") == "de-escalation zone"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("There are currently two agreed buffer zones in Sudan.", "agreed"),
        ("There is now a demilitarised zone around Zolote in Ukraine.", "in_force"),
    ],
)
def test_what_there_is_stands_when_told(words: str, status: str) -> None:
    found = claims_of(words, "status")
    assert [(each["status"], each["holds"]) for each in found] == [
        (status, "2024-06-03")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "There are no buffer zones in Sudan.",
        "There would be a demilitarised zone around Zolote.",
        "Is there now a demilitarised zone around Zolote?",
    ],
)
def test_what_there_is_not_does_not(words: str) -> None:
    assert not [c for c in claims_of(words, "status") if c["status"] == "in_force"]


def test_a_compound_names_no_zone_after_its_second_part() -> None:
    words = "A convoy entered the Idlib-Afrin zone, a de-escalation zone in Syria."
    assert "afrin" not in [each.get("zone") for each in claims_of(words, "extent")]


def test_the_head_that_a_crawler_left_is_no_statement() -> None:
    words = (
        " date 2024-06-02 Kiosk- Sudan and rebels work on a memorandum on buffer zones "
        "in Darfur."
    )
    assert "2024-06-02" not in [c.get("begins") for c in claims_of(words, "status")]


def test_maps_that_are_planned_delimit_nothing() -> None:
    words = (
        "The sides, which signed the memorandum, plan to complete work on the maps of "
        "the buffer zones in Darfur by July."
    )
    assert "delimited" not in [c["status"] for c in claims_of(words, "status")]


@pytest.mark.parametrize(
    "words",
    [
        "Sudan and the rebels are working on implementing a memorandum on creating "
        "buffer zones in Darfur.",
        "The truce in Sudan was meant to enter into force on Monday.",
        "A truce in Sudan is in force in case the memorandum is signed.",
    ],
)
def test_what_is_worked_on_or_meant_is_not_in_force(words: str) -> None:
    found = claims_of(words, "status")
    assert ("in_force", "asserted") not in {(c["status"], c["modality"]) for c in found}


def test_a_truce_in_a_zone_is_no_agreement_on_the_zone() -> None:
    words = "The sides reached an agreement on a truce in the buffer zone of Kutum."
    assert [c["zone"] for c in claims_of(words, "status")] == ["kutum-ceasefire"]


def test_how_far_to_go_back_is_no_width() -> None:
    words = (
        "The agreement obliges the rebels to retreat 20 km in depth from the line of "
        "the de-escalation zone in Idlib."
    )
    assert claims_of(words, "belt") == []


def test_the_day_of_a_paper_is_not_that_of_what_it_tells() -> None:
    words = "Papers published on 21 May 2024 describe the truce agreed in Darfur."
    assert "2024-05-21" not in [c.get("begins") for c in claims_of(words, "status")]


def test_a_deadline_dates_no_belt() -> None:
    words = (
        "An agreement has been made to establish a demilitarised zone in Idlib by "
        "Oct. 15 that is 15-20 kilometers (9-12 miles) deep."
    )
    (belt,) = claims_of(words, "belt")
    assert belt["width_km"] == [15.0, 20.0]
    assert "2024-10-15" not in (belt.get("begins"), belt.get("holds"))


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (
            "In the buffer zone in Darfur, any hostilities, including air strikes, are "
            "prohibited.",
            {"hostilities", "flights"},
        ),
        (
            "Armed conflict must be stopped in the buffer zone in Darfur.",
            {"hostilities"},
        ),
    ],
)
def test_what_an_act_includes_is_forbidden_with_it(words: str, acts: set[str]) -> None:
    assert {each["act"] for each in claims_of(words, "rule")} == acts


def test_what_ceased_to_exist_is_not_in_force() -> None:
    words = "The de-escalation zone in northern Homs ceased to exist in May 2018."
    assert [c["status"] for c in claims_of(words, "status")] == ["ended"]


def test_a_place_that_is_one_of_the_posts_has_one() -> None:
    words = (
        "Saraqib is one of 12 observation posts the Turkish army established in the "
        "Idlib region last year under a deal to set up a buffer zone."
    )
    (post,) = claims_of(words)
    assert (post["where"]["name"], post["operator"]) == ("Saraqib", "Turkey")
    assert {c["zone"] for c in claims_of(words, "status")} == {"dmz"}


@pytest.mark.parametrize(
    "text",
    [
        "A checkpoint near Zolote, which remains closed due to shelling, is old.",
        "In some places the distance between guard posts in Korea is 600 metres.",
        "Russian troops have withdrawn most of their vehicles from posts near Gori.",
        "The army withdrew its tanks from two observation posts near Kassala.",
        "The personnel of five posts have already arrived in Tskhinvali.",
    ],
)
def test_what_does_not_befall_a_post(text: str) -> None:
    assert not claims_of(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "Russia closed all six checkpoints in the buffer zone around the region of "
            "South Ossetia.",
            None,
        ),
        (
            "Kenya left two observation posts in the demilitarised zone bordering the "
            "town of Abyei.",
            None,
        ),
        ("Kenya left two observation posts in the buffer zone in Abyei.", "Abyei"),
        (
            "At the Karaleti checkpoint, 20 km south of the South Ossetian border, a "
            "crane lifted blocks.",
            "Karaleti",
        ),
        ("At the Morek checkpoint, 20 km north of Hama, buses waited.", "Morek"),
    ],
)
def test_where_a_post_is_not(text: str, where: str | None) -> None:
    found = claims_of(text)
    assert [(post.get("where") or {}).get("name") for post in found] == [where]


def test_what_befell_another_thing() -> None:
    text = "A destroyed bridge and a checkpoint near Zolote lie in the centre."
    assert [post["status"] for post in claims_of(text)] == ["present"]
