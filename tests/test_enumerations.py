"""Enumerations: zones of a set told one by one."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of


def extents_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "extent", "2024-06-01")


FOUR = ["idlib", "north-homs", "eastern-ghouta", "southwest"]


@pytest.mark.parametrize(
    "members",
    [
        "The first in Idlib and parts of nearby Latakia, Hama, and Aleppo provinces; "
        "the second in the north of Homs province; the third in Eastern Ghouta; and "
        "the fourth in certain parts of the country's southern Daraa and Quneitra "
        "provinces.",
        "The largest covers Idlib and adjacent districts of Latakia, Hama and Aleppo, "
        "the second lies north of Homs city, the third one includes Eastern Ghouta and "
        "the last one the southern provinces of Daraa and Quneitra.",
        "The first is located in Idlib and parts of Hama. The second is in the north "
        "of Homs province. The third is Eastern Ghouta. The fourth comprises parts of "
        "Daraa and Quneitra.",
    ],
)
def test_ordinals_open_members(members: str) -> None:
    text = f"Four de-escalation zones were set up in Syria. {members}"
    found = [each["zone"] for each in extents_of(text)]
    assert found == [zone for zone in FOUR if zone in found]
    assert len(found) >= 3
    first, last = extents_of(text)[0], extents_of(text)[-1]
    assert first["whole"] == ["SY-ID"] and "SY-HM" in first["partial"]
    assert sorted(last.get("partial", last.get("whole"))) == ["SY-DR", "SY-QU"]


def test_numbers_and_marks_open_members() -> None:
    text = (
        "The sides agreed on three disengagement areas in Ukraine:\n"
        "- Area 1: Stanytsia Luhanska;\n- Area 2: Zolote;\n- Area 3: Petrivske.\n"
    )
    names = [[area["name"] for area in each["areas"]] for each in extents_of(text)]
    assert names == [["Stanytsya-Luhanska"], ["Zolote"], ["Petrivske"]]
    marked = (
        "Two buffer zones were created in Darfur: (a) the area around Nyala; "
        "(b) the north of Kutum."
    )
    assert [
        (area["name"], area.get("direction"))
        for each in extents_of(marked)
        for area in each["areas"]
    ] == [("Nyala", None), ("Kutum", "north")]


def test_a_member_has_no_ordinal_for_a_name() -> None:
    text = (
        "Two safe zones exist in Syria. The first is in Azaz, the second in Jarabulus."
    )
    assert [each.get("name") for each in extents_of(text)] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Four rounds of talks on the truce in Syria were held. The first in Astana, "
        "the second in Geneva and the third in Sochi.",
        "Two safe zones exist in Syria. The first patrol went to Azaz, the second "
        "convoy to Jarabulus.",
    ],
)
def test_ordinals_of_other_things_open_none(text: str) -> None:
    assert extents_of(text) == []


def test_a_compass_word_of_a_country_leaves_its_provinces_whole() -> None:
    text = (
        "The de-escalation zone includes Syria's southern provinces of Daraa and "
        "Quneitra."
    )
    assert extents_of(text)[0]["whole"] == ["SY-DR", "SY-QU"]
