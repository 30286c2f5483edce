from __future__ import annotations

import pytest
from zones.claims import Claim, Extent, Site
from zones.definitions import (
    Definition,
    area_words,
    define,
    group_readings,
    is_finer,
    standing,
    words_of,
)

PARTS = Definition(("SY-ID",), ("SY-HM", "SY-LA"))
NORTH_EAST = Site("Latakia", direction="northeast", admin1="SY-LA")
FINER = Definition(("SY-ID",), ("SY-HM",), (NORTH_EAST,))


def extent(name, **fields):
    return Claim(name, "extent", "d", Extent(**fields), "z")


def test_order_and_repetition_make_no_difference():
    one = define(Extent(("B", "A"), ("D", "C", "A")))
    other = define(Extent(("A", "B"), ("C", "D")))
    assert one == other
    assert one.key == other.key


def test_the_radius_of_an_area_makes_no_difference():
    near, far = (Site("Homs", "around", error_km=km) for km in (5, 25))
    assert define(Extent(areas=(near,))) == define(Extent(areas=(far,)))


def test_claims_of_one_definition_are_one_reading():
    claims = [
        extent("a", whole=("SY-ID",)),
        extent("b", whole=("SY-ID",), partial=("SY-HM",)),
        extent("c", whole=("SY-ID",)),
    ]
    groups = group_readings(claims)
    assert sorted([c.id for c in group] for group in groups.values()) == [
        ["a", "c"],
        ["b"],
    ]


def test_a_direction_within_a_part_is_finer():
    assert is_finer(FINER, PARTS)
    assert not is_finer(PARTS, FINER)
    assert standing([FINER, PARTS]) == [FINER]


@pytest.mark.parametrize(
    "rival",
    [
        Definition(("SY-ID",)),
        Definition(("SY-ID",), ("SY-LA",)),
        Definition(("SY-HM",), ("SY-LA",)),
        Definition(("SY-ID",), ("SY-HM", "SY-LA", "SY-HL")),
    ],
    ids=["whole alone", "a part missing", "other whole", "a part more"],
)
def test_other_wholes_and_other_parts_are_rivals(rival):
    assert standing([PARTS, rival]) == [PARTS, rival]


def test_an_area_of_a_region_is_finer_than_parts_of_it():
    around = Definition(areas=(Site("Homs", "around", admin1="SY-HI"),))
    assert is_finer(around, Definition(partial=("SY-HI",)))


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (PARTS, "Idlib and parts of Hama and Latakia"),
        (Definition(partial=("SY-DR", "SY-QU")), "parts of SY-DR and SY-QU"),
        (Definition(areas=(NORTH_EAST,)), "the northeast of Latakia"),
        (Definition(), "an extent that is not named"),
    ],
)
def test_words_of_a_definition(definition, words):
    names = {"SY-ID": "Idlib", "SY-HM": "Hama", "SY-LA": "Latakia"}
    assert words_of(definition, names) == words


def test_an_area_without_a_name_is_its_coordinate():
    assert area_words(Site(lat=35.0, lon=36.0)) == "35.0, 36.0"
