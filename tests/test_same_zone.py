"""A zone and the words that only say of what kind it is."""

from __future__ import annotations


import pytest

from samples import world
from zones.building import build
from zones.documents import Document, Text
from zones.dossier import Dossier
from zones.reading import read_text


def zones_of(words: str) -> set[str | None]:
    text = Text(Document("t", published="2024-06-01"), words)
    return {claim.zone for claim in read_text(text, world())[2] if claim.zone}


@pytest.mark.parametrize(
    "text",
    [
        "The Philadelphi corridor, a narrow buffer zone along the border of Gaza, was "
        "set up in 1979.",
        "The Philadelphi corridor is a narrow buffer zone along the border of Gaza.",
        "The Philadelphi corridor was set up in 1979 as a buffer zone 100 m wide along "
        "the border of Gaza.",
        "The Lachin corridor in Armenia, known as the buffer zone, is 5 km wide along "
        "the road.",
        "A demilitarized zone (DMZ) 10 km wide along the border of Kuwait was set up.",
    ],
)
def test_a_kind_is_no_second_zone(text: str) -> None:
    assert len(zones_of(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A security corridor 5 km wide in Armenia and a buffer zone 9 km wide in Gori "
        "were agreed.",
        "They agreed on the safe zone near Azaz, a buffer zone near Gori and a "
        "demilitarised zone near Basra.",
    ],
)
def test_zones_in_a_row_are_several(text: str) -> None:
    assert len(zones_of(text)) > 1


def test_a_zone_without_a_name_goes_by_its_id() -> None:
    atlas = build(
        Dossier(
            documents=(Document("t", published="2024-06-01"),),
            claims=tuple(
                read_text(
                    Text(
                        Document("t", published="2024-06-01"),
                        "A truce in Yemen took effect on 2 April 2022. The buffer zone "
                        "in Cyprus is 4 km wide along the border.",
                    ),
                    world(),
                )[2]
            ),
        ),
        world(),
    )
    names = {zone: atlas.name_of(zone) for zone in atlas.zone_ids()}
    assert names == {
        "yemen-ceasefire": "Yemen ceasefire",
        "cyprus-buffer-zone": "Cyprus buffer zone",
    }
