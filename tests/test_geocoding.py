"""Geocoding: offline by the gazetteer; online polite, stored, with our errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geopy.exc import GeocoderTimedOut
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from pytest import MonkeyPatch, approx, mark, raises

from geodata.errors import InputError, OnlineError
from geodata.geocoding import (
    OfflineGeocoder,
    OnlineGeocoder,
    default_cache_dir,
    online_geocoder,
)
from geodata.places import Gazetteer


def test_geocode_by_any_spelling() -> None:
    location = OfflineGeocoder().geocode("İdlib")
    assert isinstance(location, Location)
    assert location.address == "Idlib, SY-ID"
    assert (location.latitude, location.longitude) == approx((35.93, 36.63), abs=0.01)
    assert location.raw["admin1"] == "SY-ID" and location.raw["error_km"] == 5
    assert "GeoNames" in location.raw["source"] and location.raw["licence"]


def test_geocode_lists_all_or_takes_the_first() -> None:
    geocoder = OfflineGeocoder()
    found = geocoder.geocode("Idlib", exactly_one=False)
    assert [location.raw["kind"] for location in found] == ["settlement", "province"]
    assert geocoder.geocode("no such place") is None
    assert geocoder.geocode("Zaytuna") is None  # only its province is known


@mark.parametrize("query", ["Tripoli, Lebanon", "Tripoli, LB", "tripoli, lübnan"])
def test_geocode_takes_a_country_after_a_comma(query: str) -> None:
    assert OfflineGeocoder().geocode(query).raw["country"] == "LB"


def test_reverse_gives_the_nearest_settlement() -> None:
    geocoder = OfflineGeocoder()
    location = geocoder.reverse((35.93, 36.63))
    assert location.raw["name"] == "Idlib" and location.raw["km"] < 1
    assert geocoder.reverse("35.93, 36.63", exactly_one=False) == [location]
    assert OfflineGeocoder(Gazetteer(())).reverse((0, 0)) is None


@mark.parametrize("query", ["north of here", (95, 10), None])
def test_reverse_of_no_point(query: Any) -> None:
    with raises(InputError, match="is no point"):
        OfflineGeocoder().reverse(query)


class FakeGeocoder(Geocoder):  # type: ignore[misc]
    """Answers from a table and counts the questions."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []

    def geocode(self, query: str, *, exactly_one: bool = True) -> Any:
        self.asked.append(query)
        if query == "slow":
            raise GeocoderTimedOut("no answer in time")
        if query == "nowhere":
            return None
        return Location("Hill, Land", (1.5, 2.5, 0.0), {"id": 7})

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Any:
        return self.geocode(str(query))


def test_online_answers_are_stored(tmp_path: Path) -> None:
    fake = FakeGeocoder()
    online = OnlineGeocoder(fake, tmp_path / "cache", min_delay_seconds=0)
    first, second = online.geocode("hill"), online.geocode("hill")
    assert first is not None and second is not None
    assert (first.address, first.point, first.raw) == (
        second.address,
        second.point,
        second.raw,
    )
    assert online.geocode("nowhere") is None and online.geocode("nowhere") is None
    assert online.reverse((1.5, 2.5)) == first
    assert fake.asked == ["hill", "nowhere", "(1.5, 2.5)"]
    assert len(list((tmp_path / "cache").glob("*.json"))) == 3


def test_online_without_a_cache_asks_again() -> None:
    fake = FakeGeocoder()
    online = OnlineGeocoder(fake, min_delay_seconds=0)
    online.geocode("hill")
    online.geocode("hill")
    assert fake.asked == ["hill", "hill"]


def test_online_failure_is_ours(tmp_path: Path) -> None:
    online = OnlineGeocoder(FakeGeocoder(), tmp_path, min_delay_seconds=0)
    with raises(OnlineError, match="of 'slow' failed: no answer in time"):
        online.geocode("slow")
    assert list(tmp_path.iterdir()) == []


def test_online_broken_store_is_told(tmp_path: Path) -> None:
    online = OnlineGeocoder(FakeGeocoder(), tmp_path, min_delay_seconds=0)
    online.geocode("hill")
    next(tmp_path.glob("*.json")).write_text("{", encoding="utf-8")
    with raises(InputError, match="no stored answer of the geocoder; delete it"):
        online.geocode("hill")


def test_online_geocoder_is_polite(monkeypatch: MonkeyPatch) -> None:
    made: list[str] = []

    class Recorder(FakeGeocoder):
        def __init__(self, user_agent: str) -> None:
            super().__init__()
            made.append(user_agent)

    monkeypatch.setattr("geodata.geocoding.Nominatim", Recorder)
    online = online_geocoder()
    online_geocoder("survey of somebody")
    assert made == ["deesc (de-escalation zone maps)", "survey of somebody"]
    assert online._geocode.min_delay_seconds == 1  # type: ignore[attr-defined]
    assert not online._geocode.swallow_exceptions  # type: ignore[attr-defined]


def test_default_cache_is_the_users(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "deesc" / "geocoding"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache_dir() == Path.home() / ".cache" / "deesc" / "geocoding"
