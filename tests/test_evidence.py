"""What speaks for where a zone lies, of which only parts of regions are named."""

from __future__ import annotations

from typing import Any

from zones.building import build
from zones.dossier import dossier_from_json
from zones.evidence import Evidence, gather_evidence

from samples import world

REBELS, ARMY = "opposition groups", "the army"
TOWNS = {
    "Idlib": ("SY-ID", 35.93, 36.63),
    "Halfaya": ("SY-HM", 35.26, 36.60),
    "Kafr Nabudah": ("SY-HM", 35.43, 36.49),
    "Suran": ("SY-HM", 35.29, 36.74),
    "Salamiyah": ("SY-HM", 35.01, 37.05),
    "Douma": ("SY-RD", 33.57, 36.40),
}


def control(number: int, act: str, actor: str, town: str, day: str) -> dict[str, Any]:
    admin1, lat, lon = TOWNS[town]
    site = {"name": town, "admin1": admin1, "lat": lat, "lon": lon, "error_km": 2}
    return {
        "id": f"late@{number}:control",
        "kind": "control",
        "document": "late",
        "start": number,
        "end": number + 9,
        "act": act,
        "actor": actor,
        "what": site,
        "begins": day,
    }


def evidence(*claims: dict[str, Any]) -> Evidence:
    record = {
        "deesc": 1,
        "documents": [{"id": "late", "title": "Record", "published": "2020-03-01"}],
        "claims": [
            {
                "id": "late@1:extent:idlib",
                "kind": "extent",
                "document": "late",
                "start": 1,
                "end": 5,
                "zone": "idlib",
                "whole": ["SY-ID"],
                "partial": ["SY-HM"],
            },
            {
                "id": "late@6:status:idlib",
                "kind": "status",
                "document": "late",
                "start": 6,
                "end": 9,
                "zone": "idlib",
                "status": "in_force",
                "begins": "2017-05-06",
            },
            control(20, "takes", REBELS, "Idlib", "2015-03-28"),
            control(30, "takes", ARMY, "Halfaya", "2017-04-23"),
            *claims,
        ],
    }
    atlas = build(dossier_from_json(record), world())
    return gather_evidence(atlas, "idlib", ["SY-ID"])


def names(found: Evidence) -> set[str]:
    return {spot.name for spot in found.inside}


def test_what_the_other_side_took_later_was_inside() -> None:
    found = evidence(control(40, "takes", ARMY, "Kafr Nabudah", "2019-05-26"))
    assert found.side == REBELS
    assert names(found) == {"Idlib", "Kafr Nabudah"}
    assert {spot.name for spot in found.outside} == {"Halfaya"}
    assert "late@40:control" in found.claims


def test_what_it_took_before_the_agreement_was_not() -> None:
    assert names(evidence(control(40, "takes", ARMY, "Suran", "2017-04-16"))) == {
        "Idlib"
    }


def test_what_it_held_at_the_agreement_and_retook_was_not() -> None:
    lost = control(40, "takes", REBELS, "Halfaya", "2018-01-10")
    again = control(50, "takes", ARMY, "Halfaya", "2018-01-20")
    assert names(evidence(lost, again)) == {"Idlib"}


def test_towns_of_regions_that_no_extent_names_are_of_another_zone() -> None:
    found = evidence(control(40, "takes", ARMY, "Douma", "2018-04-12"))
    assert names(found) == {"Idlib"}


def test_what_somebody_else_took_says_nothing() -> None:
    found = evidence(control(40, "takes", "a third force", "Salamiyah", "2018-04-12"))
    assert names(found) == {"Idlib"}
