from __future__ import annotations

import pytest
from geodata.errors import InputError, UnknownNameError
from geodata.world import load_world
from zones.finding import find_anywhere, find_place, find_zone
from zones.loading import load_atlas

ATLAS = load_atlas(["seed"], load_world)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("idlib", "idlib"),
        ("IDLEB", "idlib"),
        ("إدلب", "idlib"),
        ("Идлиб", "idlib"),
        ("homs", "north-homs"),
        ("East Ghouta", "eastern-ghouta"),
        ("southwest of Syria", "southwest"),
        ("dmz", "dmz"),
    ],
)
def test_exact_aliases_of_zones_just_work(name, zone):
    assert find_zone(ATLAS, name) == zone


@pytest.mark.parametrize("name", ["idli", "ghouta east", "nowhere"])
def test_another_name_is_never_picked_for_a_zone(name):
    with pytest.raises(UnknownNameError, match="did you mean") as caught:
        find_zone(ATLAS, name)
    assert set(caught.value.suggestions) <= set(ATLAS.about)


def test_a_name_means_the_settlement_before_the_province():
    assert find_place(ATLAS, "Idlib").kind == "place"
    assert find_place(ATLAS, "Idlib", "province").id == "SY-ID"
    assert find_place(ATLAS, "SY07").id == "SY-ID"


def test_two_places_of_one_name_are_listed_and_told_apart():
    with pytest.raises(InputError, match="SY-HM.*SY-HL|SY-HL.*SY-HM"):
        find_place(ATLAS, "Suran")
    assert find_place(ATLAS, "Suran, SY-HL").admin1 == "SY-HL"
    assert find_place(ATLAS, "Suran, Hama").admin1 == "SY-HM"
    with pytest.raises(UnknownNameError):
        find_place(ATLAS, "Suran, Latakia")


def test_a_place_of_another_country_is_found_and_in_no_zone():
    def gazetteer():
        return load_world().gazetteer

    moscow = find_anywhere(ATLAS, "Moscow", None, gazetteer)
    assert moscow.country == "RU"
    assert ATLAS.relation_of(moscow.id) == {}
    with pytest.raises(UnknownNameError):
        find_anywhere(ATLAS, "Nowhereville", None, gazetteer)
    with pytest.raises(InputError, match="ambiguous"):
        find_anywhere(ATLAS, "London", None, gazetteer)
