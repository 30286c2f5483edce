"""Posts at a place: by name, by position, by province, and over time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from geodata.periods import day_of
from samples import SYRIA, syrian_atlas, world
from zones.answers import at
from zones.atlas import Atlas
from zones.building import build
from zones.dossier import dossier_from_json
from zones.points import locate_point

STANDS = day_of("2018-05-01")


def posts(atlas: Atlas, place: Any, day: int = STANDS, **options: Any) -> list[dict]:
    rows = at(atlas, place, day, **options)["items"]
    return [row for row in rows if row["kind"] == "post"]


def with_post(**fields: Any) -> Atlas:
    """Return the sample with the post at Morek changed."""
    record = json.loads(json.dumps(SYRIA))
    (post,) = (c for c in record["claims"] if c["kind"] == "post")
    post.update(fields)
    return build(dossier_from_json(record), world())


def test_a_post_is_at_the_place_that_its_claim_names() -> None:
    (row,) = posts(syrian_atlas(), "Morek")
    assert (row["id"], row["operator"]) == ("post:morek-turkey", "Turkey")
    assert (row["certainty"], row["space"], row["time"]) == ("certain",) * 3
    assert [s["status"] for s in row["status"]] == ["present"]
    assert row["claims"] == ["alpha@160:post:idlib"]


def test_a_post_elsewhere_is_not_listed() -> None:
    assert posts(syrian_atlas(), "Idlib") == []
    assert posts(syrian_atlas(), "Idlib", kind="province") == []


def test_a_post_is_in_its_province() -> None:
    (row,) = posts(syrian_atlas(), "Hama", kind="province")
    assert row["space"] == "certain"


def test_a_post_near_a_place_is_possible_with_its_distance() -> None:
    near = {"name": "Morek", "relation": "near", "admin1": "SY-HM"}
    position = {"lat": 35.40, "lon": 36.69, "error_km": 5}
    (row,) = posts(with_post(where=near | position), "Morek")
    assert row["certainty"] == "possible"
    assert 0 < row["km"] < 10
    assert "no claim puts it there exactly" in row["why"]


def test_a_coordinate_within_the_error_is_possible() -> None:
    for lat, expected in ((35.376, ["possible"]), (35.45, [])):
        atlas, point = locate_point(syrian_atlas(), lat, 36.69)
        assert [row["certainty"] for row in posts(atlas, point)] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-03-31", []),
        ("2018-04-15", ["possible"]),
        ("2018-05-01", ["certain"]),
        ("2019-01-01", ["possible"]),
    ],
    ids=["before", "in the month of it", "after", "not heard of since"],
)
def test_a_post_stands_in_its_time(day: str, expected: list[str]) -> None:
    found = posts(syrian_atlas(), "Morek", day_of(day))
    assert [row["certainty"] for row in found] == expected


@pytest.mark.parametrize("field", ["begins", "holds"])
def test_what_befell_a_post_is_said_from_its_day_on(field: str) -> None:
    record = json.loads(json.dumps(SYRIA))
    (post,) = (c for c in record["claims"] if c["kind"] == "post")
    siege = post | {"id": "gamma@260:post", "document": "gamma"}
    siege |= {"start": 260, "end": 300, "status": "surrounded"}
    siege.pop("begins")
    record["claims"].append(siege | {field: "2019-08-23"})
    atlas = build(dossier_from_json(record), world())

    def statuses(day: str) -> dict[str, str]:
        (row,) = posts(atlas, "Morek", day_of(day))
        return {s["status"]: s["certainty"] for s in row["status"]}

    assert statuses("2019-08-22") == {"present": "certain"}
    assert statuses("2019-08-23")["surrounded"] == "certain"
