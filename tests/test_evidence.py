"""Which places speak for the inside of a zone, and for its outside."""

from __future__ import annotations

import pytest
from geodata.world import load_world
from zones.atlas import Atlas
from zones.building import build
from zones.claims import Claim, Control, Extent, Site, Status
from zones.dossier import Document, Dossier
from zones.evidence import Evidence, gather_evidence

SURE, REST = "IQ-DI", "IQ-WA"
"""A made-up zone of 2019 in Iraq: all of one governorate and parts of the next."""


def site(name: str, admin1: str) -> Site:
    lat = {SURE: 34.0, REST: 32.6}[admin1] + (ord(name[0]) - ord("A")) / 100
    return Site(name, lat=lat, lon=45.3, error_km=1, admin1=admin1)


def held(actor: str, towns: str, admin1: str, **dates: str) -> list[Control]:
    dates = dates or {"begins": "2016"}
    act = "takes" if "begins" in dates else "holds"
    return [Control(actor, site(t, admin1), act=act, **dates) for t in towns.split()]


def atlas_of(*bodies: Control) -> Atlas:
    claims = [
        Claim("a@1:extent", "extent", "a", Extent((SURE,), (REST,)), zone="coast"),
        Claim(
            "a@1:status",
            "status",
            "a",
            Status("agreed", begins="2019-05-01"),
            zone="coast",
        ),
    ]
    claims += [
        Claim(f"n@1:control#{i}", "control", "n", body) for i, body in enumerate(bodies)
    ]
    documents = tuple(Document(name, published="2020-06-01") for name in ("a", "n"))
    return build(Dossier(documents, tuple(claims)), load_world())


def gather(*bodies: Control) -> tuple[Evidence, str, str]:
    evidence = gather_evidence(atlas_of(*bodies), "coast", [SURE])
    inside, outside = (
        "".join(sorted(spot.name for spot in spots))
        for spots in (evidence.inside, evidence.outside)
    )
    return evidence, inside, outside


GROUND = [
    *held("tribes", "A B C", SURE),
    *held("tribes", "D", REST),
    *held("army", "E F G", REST),
]


def test_a_third_force_without_sure_ground_counts_for_neither():
    evidence, inside, outside = gather(*GROUND, *held("guards", "H I", REST))
    assert (evidence.side, inside, outside) == ("tribes", "ABCD", "EFG")


def test_a_third_force_that_held_sure_ground_is_within():
    evidence, inside, outside = gather(
        *GROUND, *held("guards", "J", SURE), *held("guards", "H", REST)
    )
    assert (evidence.side, inside, outside) == ("tribes", "ABCDHJ", "EFG")


def test_a_third_force_with_more_ground_elsewhere_counts_for_neither():
    _, inside, outside = gather(
        *GROUND, *held("guards", "J", SURE), *held("guards", "H I K L", REST)
    )
    assert (inside, outside) == ("ABCD", "EFG")


TAKEN = [
    *held("tribes", "E", REST, begins="2017"),
    *held("army", "E F", REST, begins="2018"),
    *held("tribes", "F", REST, begins="2017"),
]
"""Two towns that the army took from the tribes before the zone was agreed."""


def test_who_changed_most_towns_with_the_side_is_outside_despite_an_enclave():
    enclave = held("army", "K", SURE)
    evidence, inside, outside = gather(*GROUND, *TAKEN, *enclave)
    assert (evidence.side, evidence.within) == ("tribes", ("tribes",))
    assert (inside, outside) == ("ABCD", "EFGK")


def test_who_fights_the_one_outside_and_holds_sure_ground_is_within():
    fights = [
        *held("guards", "N O", REST, begins="2017"),
        *held("army", "N O", REST, begins="2019-12"),
        *held("guards", "A", SURE, begins="2019-11"),
    ]
    guards = [*held("guards", "J", SURE), *held("guards", "H I K L", REST)]
    evidence, inside, outside = gather(*GROUND, *TAKEN, *guards, *fights)
    assert evidence.within == ("guards", "tribes")
    assert (inside, outside) == ("ABCDHIJKLNO", "EFG")


def test_who_quarrels_more_with_the_side_than_with_the_one_outside_is_not_within():
    fights = held("guards", "A", SURE, begins="2019-11")
    guards = held("guards", "J", SURE)
    assert gather(*GROUND, *TAKEN, *guards, *fights)[1:] == ("ABCD", "EFG")


def test_what_is_taken_more_than_a_year_after_tells_no_sides():
    later = held("guards", "A B C D", SURE, begins="2021")
    guards = [*held("guards", "J", SURE), *held("guards", "H", REST)]
    assert gather(*GROUND, *TAKEN, *guards, *later)[1:] == ("ABCDHJ", "EFG")


def test_nobody_is_outside_where_two_held_equally_much():
    _, inside, outside = gather(*GROUND, *held("guards", "H I K", REST))
    assert (inside, outside) == ("ABCD", "")


def test_nobody_speaks_where_two_held_equally_much_of_what_is_sure():
    evidence, inside, outside = gather(*GROUND, *held("guards", "J K L", SURE))
    assert (evidence.side, inside, outside) == (None, "", "")


def test_a_town_told_of_twice_counts_once():
    twice = held("guards", "H H I I", REST)
    assert gather(*GROUND, *twice)[1:] == ("ABCD", "EFG")


LATER = held("tribes", "M", REST, holds="2020-03-01")


def test_a_hold_seen_within_a_year_speaks_of_the_day():
    assert gather(*GROUND, *LATER)[1] == "ABCDM"


@pytest.mark.parametrize(
    "change",
    [
        held("tribes", "M", REST, begins="2019-10-02"),
        held("guards", "M", REST, begins="2019-10-02"),
        held("guards", "M", REST, holds="2019-10-02"),
        [Control("guards", Site("Wasit", admin1=REST), act="takes", begins="2019-10")],
    ],
    ids=["own taking", "taking", "another seen", "whole governorate"],
)
def test_a_hold_is_not_stretched_back_over_a_change_of_hands(change):
    assert "M" not in gather(*GROUND, *LATER, *change)[1]


@pytest.mark.parametrize(
    "other",
    [
        held("guards", "M", REST, begins="2020-03-02"),
        held("tribes", "M", REST, holds="2019-10-02"),
        held("guards", "N", REST, begins="2019-10-02"),
    ],
    ids=["loss after it", "own hold before it", "another town"],
)
def test_what_is_no_change_of_hands_before_it_leaves_a_hold(other):
    assert "M" in gather(*GROUND, *LATER, *other)[1]
