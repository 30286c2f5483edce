"""Extents: which ground a zone covers, in further words."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of


def extents_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "extent", "2024-06-01")


def names_of(extent: dict[str, Any]) -> list[str]:
    return [area["name"] for area in extent.get("areas", [])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The demilitarised zone covers five municipalities in Colombia: San "
            "Vicente del Caguan, La Macarena, Uribe, Mesetas and Vista Hermosa.",
            ["San Vicente del Caguan", "La Macarena", "Uribe", "Mesetas"]
            + ["Vista Hermosa"],
        ),
        (
            "A demilitarised zone in the south, a jungle with few roads, made up of "
            "the municipalities of Uribe, Mesetas and Vista Hermosa, was opened.",
            ["Uribe", "Mesetas", "Vista Hermosa"],
        ),
        (
            "The ground between lines C and D on the attached map shall constitute an "
            "area of separation.",
            ["between lines C and D"],
        ),
        (
            "The area between the two ceasefire lines, known as the buffer zone, holds "
            "four villages.",
            ["between the two ceasefire lines"],
        ),
        ("The ceasefire holds for northern Shan State only.", ["Shan State"]),
        (
            "Included in the safe zone in Syria are the towns of Azaz and Marea.",
            ["Azaz", "Marea"],
        ),
        (
            "The buffer zone runs through western Darfur and the north of Kordofan.",
            ["Darfur", "Kordofan"],
        ),
        (
            "The de-escalation zone includes 84 settlements in the north of Homs "
            "province in Syria.",
            ["Homs"],
        ),
    ],
)
def test_named_areas(text: str, names: list[str]) -> None:
    assert [names_of(extent) for extent in extents_of(text)] == [names]


def test_each_of_several_regions_is_a_zone() -> None:
    text = (
        "Eastern Ghouta, the north of Homs and Idlib are de-escalation zones in Syria."
    )
    found = [extent["zone"] for extent in extents_of(text)]
    assert found == ["eastern-ghouta", "north-homs", "idlib"]


@pytest.mark.parametrize(
    ("text", "name", "km"),
    [
        ("The exclusion zone extends 55 km around al-Tanf in Syria.", "Al-Tanf", 55.0),
        (
            "A safe zone with a radius of five miles around Goma was set up.",
            "Goma",
            8.0,
        ),
    ],
)
def test_a_zone_around_a_place(text: str, name: str, km: float) -> None:
    areas = [area for extent in extents_of(text) for area in extent.get("areas", [])]
    assert [(a["name"], a["relation"], a["error_km"]) for a in areas] == [
        (name, "around", km)
    ]


def test_a_distance_is_no_extent() -> None:
    assert extents_of("The buffer zone lies 20 km from Damascus.") == []


def test_what_lies_in_a_zone_does_not_define_it() -> None:
    assert extents_of("Azaz is part of the safe zone in Syria.") == []


def test_what_an_agreement_covers_after_a_long_aside() -> None:
    text = (
        "The ceasefire in Syria took effect on Sunday. It had been agreed in Amman by "
        "Jordan, the Russian Federation and the United States, and covers the "
        "governorates of Daraa and Quneitra."
    )
    assert extents_of(text)[0]["whole"] == ["SY-DR", "SY-QU"]


def test_numbered_zones_in_a_list_without_verbs() -> None:
    words = (
        "Three assembly zones were agreed with the rebels in Colombia.\n\n"
        "- Zone No. 1 (Tibu, Santander)\n- Zone No. 2: La Macarena\n"
        "- Zone No. 3 (north of Uribe)\n\nThey were open in May. The rebels came."
    )
    found = extents_of(words)
    assert [names_of(extent) for extent in found] == [
        ["Tibu"],
        ["La Macarena"],
        ["Uribe"],
    ]
    assert len({extent["zone"] for extent in found}) == 3


def test_a_truce_in_parts_of_two_provinces() -> None:
    words = "The sides agreed on a truce in parts of the Idlib and Hama provinces."
    (found,) = extents_of(words)
    assert found["partial"] == ["SY-ID", "SY-HM"] and "whole" not in found


def test_what_each_place_of_a_list_lies_in_is_no_place_of_the_list() -> None:
    words = (
        "The demilitarised zone covers the municipalities of Uribe and Mesetas in Meta "
        "department, and Tibu in Santander department."
    )
    (found,) = extents_of(words)
    assert names_of(found) == ["Uribe", "Mesetas", "Tibu"]


def zones_of(words: str) -> dict[str, dict[str, Any]]:
    return {extent["zone"]: extent for extent in extents_of(words)}


def test_zones_are_listed_with_parts_in_brackets_and_in_other_words() -> None:
    found = zones_of(
        "The paper describes the de-escalation zones in Syria. They are to be located "
        "in the province of Idlib and in parts of the adjoining provinces (Hama, "
        "Aleppo and Latakia), certain areas in the north of Homs province, the suburbs "
        "of Damascus – Eastern Ghouta, and some areas in southern Syria – in the "
        "provinces of Daraa and Quneitra."
    )
    assert set(found) == {"idlib", "north-homs", "eastern-ghouta", "southwest"}
    assert found["idlib"]["whole"] == ["SY-ID"]
    assert set(found["idlib"]["partial"]) == {"SY-HM", "SY-HL", "SY-LA"}
    assert names_of(found["eastern-ghouta"]) == ["Eastern Ghouta"]
    assert set(found["southwest"]["partial"]) == {"SY-DR", "SY-QU"}


@pytest.mark.parametrize(
    "text",
    [
        "The plan foresees the creation of de-escalation zones in Idlib province, to "
        "the north of the city of Homs, in Eastern Ghouta and in the south of the "
        "country.",
        "The two presidents spoke in Sochi about the creation of four zones to reduce "
        "tensions: in Idlib province, to the north of the city of Homs, in Eastern "
        "Ghouta and in the south of Syria.",
    ],
)
def test_the_creation_of_zones_here_and_there_is_a_list_of_them(text: str) -> None:
    assert set(zones_of(text)) == {"idlib", "north-homs", "eastern-ghouta", "southwest"}


@pytest.mark.parametrize(
    "text",
    [
        "The creation of de-escalation zones in Syria was agreed in Astana.",
        "He ruled out creating safe zones in the north and in the south of Syria.",
    ],
)
def test_the_creation_of_zones_is_not_placed_at_the_table(text: str) -> None:
    assert not zones_of(text)


IDLIB = ("SY-HL", "SY-HM", "SY-LA")


@pytest.mark.parametrize(
    "words",
    [
        "These four zones include Idlib province and some parts of nearby provinces "
        "(Aleppo, Latakia and Hama), an area north of Homs, Damascus’s suburb Eastern "
        "Ghouta, and a number of provinces in southern Syria - Daraa and Quneitra.",
        "De-escalation zones will be created in four regions of Syria, namely, in "
        "Idlib province and parts of adjoining provinces (Aleppo, Latakia and "
        "Hama), the area north of Homs, the suburb of Damascus Eastern Ghouta and some "
        "provinces in Syria’s southern parts - Daraa and Quneitra.",
        "The four zones include all or part of Idlib, Latakia, Aleppo and Hama "
        "provinces, parts of northern Homs, Eastern Ghouta near Damascus, and parts of "
        "Daraa and Quneitra.",
    ],
)
def test_lists_of_zones_in_the_words_of_agencies(words: str) -> None:
    found = zones_of(f"A memorandum on de-escalation zones in Syria is out. {words}")
    assert list(found) == ["idlib", "north-homs", "eastern-ghouta", "southwest"]
    assert set(found["idlib"]["partial"]) >= set(IDLIB)
    assert found["southwest"]["partial"] == ["SY-DR", "SY-QU"]


def test_the_south_of_the_country_is_of_the_country_spoken_of() -> None:
    found = zones_of(
        "They spoke of three safe zones in Syria: in Idlib province, to the North of "
        "the city of Homs and in the South of the country."
    )
    (area,) = list(found.values())[-1]["areas"]
    assert (area["name"], area["direction"]) == ("Syria", "south")


def test_a_zone_in_quotation_marks_is_named_by_the_place_before_it() -> None:
    found = zones_of("An agreement for an East Ghouta “de-escalation zone” was signed.")
    assert list(found) == ["eastern-ghouta"]


@pytest.mark.parametrize(
    ("before", "modality"),
    [
        ("They signed a memorandum on de-escalation zones in Syria.", "asserted"),
        ("They have not signed a memorandum on de-escalation zones.", "planned"),
        ("They will sign a memorandum on de-escalation zones.", "planned"),
        ("They signed a memorandum on trade.", "planned"),
        ("They signed a memorandum on buffer zones in Syria.", "planned"),
    ],
)
def test_where_agreed_zones_will_be_is_said_by_the_agreement(
    before: str, modality: str
) -> None:
    (found,) = extents_of(
        f"{before} A de-escalation zone will be set up in Idlib province and parts of "
        "Hama in Syria."
    )
    assert found["modality"] == modality


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The buffer zone in Cyprus cuts through the centre of Nicosia.", []),
        ("The demilitarised zone is a strip running across the Korean Peninsula.", []),
        (
            "The buffer zone runs through Idlib and Hama provinces.",
            [(["SY-ID", "SY-HM"], [])],
        ),
        ("The buffer zone covers the town of Menagh.", [([], ["Menagh"])]),
    ],
)
def test_what_a_zone_runs_through_is_not_all_of_it(
    text: str, found: list[tuple[list[str], list[str]]]
) -> None:
    extents = extents_of(text)
    assert [(e.get("partial", []), names_of(e)) for e in extents] == found
    assert not any("whole" in e for e in extents)


@pytest.mark.parametrize(
    ("parts", "zone"),
    [
        ("Idlib and Latakia", "idlib"),
        ("Homs and Hama", "north-homs"),
        ("Idlib and Daraa", "idlib-daraa"),
    ],
)
def test_parts_of_two_zones_are_neither(parts: str, zone: str) -> None:
    words = f"The de-escalation zone includes parts of {parts} provinces in Syria."
    assert list(zones_of(words)) == [zone]
