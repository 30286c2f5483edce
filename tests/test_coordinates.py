"""Coordinates in texts: decimal, minutes and grid, and the places beside them."""

from __future__ import annotations

import sys

from geodata.grids import from_mgrs
from geodata.places import distance_km
from geodata.world import load_world
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx, mark, raises
from zones.reading.places.coordinates import find_coordinates
from zones.reading.places import PlaceMention, find_places

WORLD = load_world()


@mark.parametrize(
    ("text", "lat", "lon", "error_km"),
    [
        ("seen at 35.3761, 36.6902 that day", 35.3761, 36.6902, 0.01),
        ("Morek (35.376, 36.690)", 35.376, 36.690, 0.1),
        ("35.38N, 36.69E", 35.38, 36.69, 1),
        ("E 36.69° N 35.38°", 35.38, 36.69, 1),
        ("33.8688° S 151.2093° E", -33.8688, 151.2093, 0.01),
        ("lat 35.376, lon 36.690", 35.376, 36.690, 0.1),
        ("Latitude 35.376, Longitude 36.690", 35.376, 36.690, 0.1),
        ("N 35° 22.56' E 036° 41.40'", 35.376, 36.690, 0.2),
        ("в селе (35,376; 36,690)", 35.376, 36.690, 0.1),
        ("coordinates: 35,376; 36,690", 35.376, 36.690, 0.1),
        ("N35°22'34\" E36°41'23\"", 35.37611, 36.68972, 0.03),
        ("35°22′N 36°41′E", 35.36667, 36.68333, 1.3),
        ("36°41.5'E, 35°22.25'N", 35.37083, 36.69167, 0.2),
        ("37S BV 52345 67890", 35.82367, 36.25861, 0.001),
        ("grid 37SBV5267", 35.82, 36.26, 1),
    ],
)
def test_coordinates_are_read(
    text: str, lat: float, lon: float, error_km: float
) -> None:
    (found,) = find_coordinates(text)
    assert distance_km(found.lat, found.lon, lat, lon) <= max(error_km, 0.05)
    assert 0 < found.error_km <= error_km
    assert text[found.start : found.end].strip() == text[found.start : found.end]


@mark.parametrize(
    "text",
    [
        "prices rose from 12.50, 13.75 to 14",
        "growth of 3.2, 4.5 and 5.1 per cent",
        "between 2.1234, 5.6789 per cent",
        "it lasted until 12 MAR 2019 and 3 SEP 2018",
        "(1.25, 2.50)",
        "their scores (12.34, 15.67)",
        "see https://maps.example/@35.3761,36.6902,12z",
        "95.376, 36.6902 north",
        "35°72′N 36°41′E",
        "35.37 N and 36.69 N",
        "on 12.03.2019, 14.03.2019",
        "version 1.2345.6, 7.8901.2",
        "37S XX 12345 67890",
    ],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert find_coordinates(text) == []


@mark.parametrize(
    ("reference", "lat", "lon"),
    [  # towers and monuments whose two positions are widely published
        ((31, "U", "DQ", "4825111932"), 48.85822, 2.29448),
        ((18, "S", "UJ", "2348306479"), 38.88945, -77.03524),
        ((56, "H", "LH", "3490052288"), -33.85681, 151.21514),
    ],
    ids=["Paris", "Washington", "Sydney"],
)
def test_grid_references_of_known_points(
    reference: tuple[int, str, str, str], lat: float, lon: float
) -> None:
    found = from_mgrs(*reference)
    assert distance_km(found[0], found[1], lat, lon) < 0.05


def test_grid_squares_go_back_to_their_point() -> None:
    from pyproj import Transformer

    for lat, lon in [(48.69, 38.51), (15.4, 44.2), (35.9, 36.6), (-4.3, 15.3)]:
        zone = int(lon // 6) + 31
        crs = f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"
        to_grid = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
        east, north = to_grid.transform(lon, lat)
        columns = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")[zone % 3]
        row = (int(north // 100_000) + (0 if zone % 2 else 5)) % 20
        square = columns[int(east // 100_000) - 1] + "ABCDEFGHJKLMNPQRSTUV"[row]
        band = "CDEFGHJKLMNPQRSTUVWX"[int((lat + 80) // 8)]
        digits = f"{int(east) % 100_000:05d}{int(north) % 100_000:05d}"
        found = from_mgrs(zone, band, square, digits)
        assert found[:2] == approx((lat, lon), abs=2e-5)


@mark.parametrize(
    ("reference", "pattern"),
    [
        ((61, "S", "BV", "1234"), "no grid zone"),
        ((37, "S", "IV", "1234"), "no square"),
        ((37, "S", "BV", "123"), "no square"),
    ],
)
def test_bad_grid_reference_is_named(
    reference: tuple[int, str, str, str], pattern: str
) -> None:
    with raises(ValueError, match=pattern):
        from_mgrs(*reference)


@given(st.text(alphabet="0123456789.,;()°′'\"NSEW 37SBV-−x\n", max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    for found in find_coordinates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert abs(found.lat) <= 90 and abs(found.lon) <= 180


def _places(text: str) -> dict[str, PlaceMention]:
    return {m.surface: m for m in find_places(text, WORLD)}


def test_unlisted_village_takes_the_stated_position() -> None:
    text = (
        "The monitors in Syria heard shelling in Qulayb Tahta (35.831, 36.172) on "
        "Monday. Two people were hurt in Qulayb Tahta."
    )
    village = _places(text)["Qulayb Tahta"]
    assert (village.lat, village.lon, village.place) == (35.831, 36.172, None)
    assert village.error_km == approx(0.07, abs=0.01)
    assert village.kind == "settlement" and village.country == "SY"
    again = [m for m in find_places(text, WORLD) if m.surface == "Qulayb Tahta"]
    assert len(again) == 2 and again[1].lat == 35.831


@mark.parametrize(
    "text",
    [
        "A convoy left the village of Sarja at 35.7421, 36.5512 in Syria.",
        "A convoy in Syria passed Sarja (grid 37S BV 7855 5826) at noon.",
        "In Syria, shells fell at 35°44'32\"N 36°33'04\"E (Sarja) at noon.",
        "Sarja, which is located at coordinates 35.7421 36.5512, lies in Syria.",
    ],
)
def test_ways_to_say_where_a_village_is(text: str) -> None:
    found = _places(text)["Sarja"]
    assert found.lat == approx(35.742, abs=0.02)
    assert found.lon == approx(36.551, abs=0.02)


def test_known_town_keeps_its_row_and_a_far_namesake_does_not() -> None:
    near = _places("Shelling hit Morek (35.3761, 36.6902) in Hama, Syria.")["Morek"]
    assert near.place is not None and near.admin1 == "SY-HM"
    assert (near.lat, near.lon) == (35.3761, 36.6902)
    far = _places("Shelling hit Morek (36.9101, 40.2002) in northern Syria.")["Morek"]
    assert (far.place, far.admin1, far.lat) == (None, None, 36.9101)


def test_position_of_an_incident_is_not_that_of_the_town_near_it() -> None:
    town = _places("A mine went off near Saraqib at 35.9111, 36.9222 in Syria.")
    assert town["Saraqib"].lat != 35.9111


def test_corners_name_no_place() -> None:
    text = "In Syria the corners lie at 36.55 N 37.20 E and 36.45 N 37.35 E."
    assert [m.surface for m in find_places(text, WORLD)] == ["Syria"]


def test_texts_without_a_grid_need_no_projection_library() -> None:
    import subprocess
    from pathlib import Path

    code = (
        "import sys; from geodata.world import load_world; "
        "from zones.reading.places import find_places; "
        "find_places('In Morek (35.376, 36.690), Syria.', load_world()); "
        "sys.exit('pyproj' in sys.modules or 'shapely' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root)
    assert done.returncode == 0
