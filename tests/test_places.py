"""Places: folding, look-up, ambiguity, suggestions, files of the user's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pytest import approx, mark, raises

from geodata.errors import InputError, UnknownNameError
from geodata.folding import fold, variant_key
from geodata.places import (
    KINDS,
    Gazetteer,
    Place,
    PlaceName,
    distance_km,
    read_gazetteer,
)
from geodata.world import load_world


@mark.parametrize(
    ("left", "right"),
    [
        ("Khān Shaykhūn", "khan shaykhun"),
        ("İdlib", "idlib"),
        ("Iğdır", "Igdir"),
        ("Kyïv", "KYIV"),
        ("As-Suwaydā’", "Suwayda"),
        ("As Suwayda", "Suwayda"),
        ("al-Bab", "El Bab"),
        ("Abū az̧ Z̧uhūr", "Abu Zuhur"),
        ("‘Ayn al-‘Arab", "Ayn al Arab"),
        ("Ma‘arrat an Nu‘mān", "Ma'arrat al-Nu'man"),
        ("Jisr ash‑Shughur", "jisr al-shughur"),
        ("إِدْلِب", "ادلب"),
        ("الرقة", "رقه"),
        ("حمــص", "حمص"),
        ("Орёл", "Орел"),
        ("Nur-Sultan", "Nur Sultan"),
        ("Washington D.C.", "washington dc"),
        ("  Deir   ez-Zor ", "deir zor"),
    ],
)
def test_fold_joins_spellings(left: str, right: str) -> None:
    assert fold(left) == fold(right) != ""


@mark.parametrize(
    ("left", "right"),
    [("Hama", "Homs"), ("Salma", "Salwa"), ("at Idlib", "Idlib"), ("Ar", "Al")],
)
def test_fold_keeps_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_fold_is_idempotent_on_every_key() -> None:
    for key in read_gazetteer().keys():
        # a name that itself begins like an article: Élysée in Arabic
        assert fold(key) == key or key.startswith("ال")


@mark.parametrize(
    ("left", "right"),
    [
        ("Khan Sheikhoun", "Han Şeyhun"),
        ("Saraqib", "Sarakeb"),
        ("Quneitra", "Kuneitra"),
        ("Latakia", "Lattakiyeh"),
        ("Tell Rifaat", "Tal Rif'at"),
        ("Suwayda", "Sweida"),
    ],
)
def test_variant_key_joins_transliterations(left: str, right: str) -> None:
    assert variant_key(left) == variant_key(right)


@mark.parametrize(
    ("left", "right"), [("Hama", "Homs"), ("Salma", "Salwa"), ("Aleppo", "Idlib")]
)
def test_variant_key_keeps_apart(left: str, right: str) -> None:
    assert variant_key(left) != variant_key(right)


@mark.parametrize(
    ("name", "wanted"),
    [
        ("Idleb", "geonames:169389"),
        ("Edleb", "geonames:169389"),
        ("إدلب", "geonames:169389"),
        ("Идлиб", "geonames:169389"),
        ("Khan Sheikhoun", "geonames:168325"),
        ("Dar'a", "geonames:170905"),
        ("Deraa", "geonames:170905"),
        ("Hims", "geonames:169577"),
        ("Lazkiye", "geonames:173576"),
        ("Saraqeb", "geonames:164816"),
        ("Sochi", "geonames:491422"),
        ("Nur-Sultan", "geonames:1526273"),
        ("Kiev", "geonames:703448"),
        ("Geneva", "geonames:2660646"),
        ("East Ghouta", "deesc:eastern-ghouta"),
        ("Rural Damascus", "iso:SY-RD"),
        ("Türkiye", "iso:TR"),
        ("Kremlin", "deesc:kremlin"),
    ],
)
def test_find_knows_common_spellings(name: str, wanted: str) -> None:
    assert read_gazetteer().find(name)[0].id == wanted


def test_find_takes_settlement_before_province() -> None:
    found = read_gazetteer().find("Idlib")
    assert [(p.kind, p.id) for p in found] == [
        ("settlement", "geonames:169389"),
        ("province", "iso:SY-ID"),
    ]
    assert read_gazetteer().find("Idlib", kind="province")[0].pcode == "SY07"


def test_find_filters_by_country() -> None:
    gazetteer = read_gazetteer()
    assert {p.country for p in gazetteer.find("Tripoli")} == {"LB", "LY"}
    assert [p.country for p in gazetteer.find("Tripoli", country="LB")] == ["LB"]


def test_capital_is_flagged_and_province_capital_is_not() -> None:
    gazetteer = read_gazetteer()
    for name in ("Damascus", "Ankara", "Moscow", "Tehran", "Washington", "Kyiv"):
        assert gazetteer.find(name, kind="settlement")[0].capital, name
    assert not gazetteer.find("Aleppo")[0].capital


def test_renaming_is_dated() -> None:
    astana = read_gazetteer().get("Astana")
    dated = [n for n in astana.names if n.text in ("Astana", "Nur-Sultan")]
    assert dated == [
        PlaceName("Astana", None, "1998-05-06", "2019-03-23"),
        PlaceName("Astana", None, "2022-09-17", None),
        PlaceName("Nur-Sultan", None, "2019-03-23", "2022-09-17"),
    ]


def test_get_unknown_offers_names() -> None:
    with raises(UnknownNameError, match=r"unknown place 'Sarakheb'.*Saraqib") as info:
        read_gazetteer().get("Sarakheb")
    assert info.value.suggestions[0] == "Saraqib"


def test_get_ambiguous_lists_the_choices() -> None:
    pattern = r"'Suran' is ambiguous: Suran, SY-HM \(35\.\d+, 36\.\d+\); Suran, SY-HL"
    with raises(InputError, match=pattern):
        read_gazetteer().get("Suran")


@mark.parametrize("name", ["Suran, SY-HL", "Suran, Aleppo", "suran, halab"])
def test_get_takes_a_province_after_a_comma(name: str) -> None:
    assert read_gazetteer().get(name).admin1 == "SY-HL"


@mark.parametrize(
    "name",
    [
        "Saraqib, Idlib",
        "Saraqib (Idlib province)",
        "Saraqeb, Idlib Governorate, Syria",
        "saraqib, sy",
        "سراقب، إدلب",
    ],
)
def test_a_name_may_tell_its_region(name: str) -> None:
    assert [place.name for place in read_gazetteer().find(name)] == ["Saraqib"]
    assert read_gazetteer().find(name, kind="settlement", country="TR") == []


@mark.parametrize(
    "name", ["Saraqib, Hama", "Saraqib, Atlantis", "Saraqib, Hama, Syria"]
)
def test_a_name_in_another_region_is_not_taken(name: str) -> None:
    assert read_gazetteer().find(name) == []


@mark.parametrize("tail", [", Idlib" * 2000, "(" * 3000 + ")" * 3000, ", " * 50_000])
def test_a_long_list_is_no_name_with_a_region(tail: str) -> None:
    assert len(read_gazetteer().find("Saraqib" + tail)) in (0, 1)


def test_suggestions_for_a_name_leave_its_region_out() -> None:
    assert read_gazetteer().suggest("Saraqib, Hama")[0] == "Saraqib"


@mark.parametrize("name", ["Human", "Vladimir", "Sham", "الشام", "Stalin", "Is", "Sam"])
def test_words_and_persons_are_no_places(name: str) -> None:
    assert read_gazetteer().find(name) == []


def test_country_is_not_hidden_by_a_far_city() -> None:
    assert read_gazetteer().get("Armenia").kind == "country"


@mark.parametrize("name", ["Debaltsevo", "Hodeidah", "Avdeevka", "Sirte", "Aghdam"])
def test_towns_of_other_ceasefire_zones_are_known(name: str) -> None:
    assert read_gazetteer().get(name).kind == "settlement"


def test_suggestions_never_place() -> None:
    gazetteer = read_gazetteer()
    assert gazetteer.find("Sarmda") == []
    assert "Sarmada" in gazetteer.suggest("Sarmda")
    assert gazetteer.suggest("qqqqqqqq") == []


def test_nearest_is_the_nearest() -> None:
    gazetteer = read_gazetteer()
    place, km = gazetteer.nearest(35.44, 36.65)
    assert place.name == "Khan Shaykhun" and km < 1
    brute = min(
        (distance_km(40.0, 60.0, p.lat, p.lon), p.id)
        for p in gazetteer.places
        if p.kind == "settlement" and p.lat is not None and p.lon is not None
    )
    place, km = gazetteer.nearest(40.0, 60.0)
    assert (km, place.id) == (approx(brute[0]), brute[1])


def test_nearest_in_an_empty_gazetteer_says_so() -> None:
    with raises(LookupError, match="no settlement"):
        Gazetteer(()).nearest(0, 0)


def test_distance_is_near_the_ellipsoidal_one() -> None:
    from geopy.distance import geodesic

    for a, b in [((35.93, 36.63), (36.20, 37.16)), ((33.5, 36.3), (55.75, 37.6))]:
        assert distance_km(*a, *b) == approx(geodesic(a, b).km, rel=0.006)
    assert distance_km(10, 20, 10, 20) == 0


def test_keys_hold_all_places_in_order() -> None:
    keys = read_gazetteer().keys()
    assert [p.kind for p in keys["idlib"]] == ["settlement", "province"]
    assert len(keys) == len(list(keys)) > 10_000
    assert "no such key" not in keys


def test_csv_gazetteer_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,admin1,country,kind,error_km,names\n"
        '"Bir Test, east",35.5,36.5,SY-ID,SY,settlement,1.5,Beer Test|بئر تست\n'
        "Old Quarter,,,SY-HM,SY,area,,\n",
        encoding="utf-8",
    )
    gazetteer = read_gazetteer(path)
    place = gazetteer.get("beer test")
    assert (place.lat, place.lon, place.error_km) == (35.5, 36.5, 1.5)
    assert place.source == "own.csv"
    assert gazetteer.get("بير تست") == place
    quarter = gazetteer.get("Old Quarter")
    assert (quarter.kind, quarter.lat, quarter.admin1) == ("area", None, "SY-HM")


def test_geojson_gazetteer_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    point = {"type": "Point", "coordinates": [36.5, 35.5]}
    properties = {"name": "Hill 12", "names": ["Height 12"], "country": "SY"}
    feature = {"type": "Feature", "properties": properties, "geometry": point}
    collection = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(collection), encoding="utf-8")
    place = read_gazetteer(path).get("height 12")
    assert (place.name, place.lat, place.error_km) == ("Hill 12", 35.5, 2.0)


@mark.parametrize(
    ("text", "pattern"),
    [
        ("title,lat,lon\nx,1,2\n", "no column 'name'.*title, lat, lon"),
        ("", "no column 'name'"),
        ("name,lat,lon\nA,35,36\nB,95,36\n", r"line 3: 'lat' is '95'"),
        ("name,lat,lon\nA,x,36\n", r"line 2: 'lat' is 'x', not a number"),
        ("name,lat,lon\nA,35,\n", r"line 2: one of 'lat' and 'lon' is missing"),
        ("name,kind\nA,castle\n", r"line 2: 'kind' is 'castle', not one of settlement"),
        ("name,lat\n,35\n", r"line 2: 'name' is empty"),
        ("name,lat\nA,35,36\n", r"line 2: has more cells"),
        ("{", "not valid JSON"),
        ('{"type": "Feature"}', "no GeoJSON FeatureCollection"),
        ('{"features": [{"properties": {}}]}', "feature 1: 'name' is empty"),
        ('{"features": [{"geometry": {"type": "Polygon"}}]}', "feature 1: .* no Point"),
    ],
)
def test_bad_gazetteer_names_file_and_line(
    tmp_path: Path, text: str, pattern: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with raises(InputError, match=pattern) as info:
        read_gazetteer(path)
    assert str(path) in str(info.value)


def test_gazetteer_that_is_missing_or_binary(tmp_path: Path) -> None:
    with raises(InputError, match="cannot be read"):
        read_gazetteer(tmp_path / "none.csv")
    path = tmp_path / "binary.csv"
    path.write_bytes(b"name\n\xff\xfe\x00")
    with raises(InputError, match="not UTF-8"):
        read_gazetteer(path)


def test_own_places_come_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,admin1,country,population\nMorek,35.37,36.7,SY-HM,SY,99999\n"
    )
    world = load_world(gazetteer=path)
    assert world.gazetteer.find("Morek")[0].source == "own.csv"
    assert [p.source for p in world.gazetteer.find("Morek")] == ["own.csv"]
    assert world.gazetteer.get("مورك").source == "own.csv"  # spellings are kept
    assert world.gazetteer.find("Saraqib")


def test_gazetteer_orders_kinds_and_population() -> None:
    rows = [Place(f"t:{kind}", "Same", kind) for kind in reversed(KINDS)]
    rows += [Place("t:big", "Same", "settlement", population=10)]
    found = Gazetteer(rows).find("same")
    assert [p.id for p in found] == ["t:big", *(f"t:{kind}" for kind in KINDS)]


def test_names_are_found_without_heavy_libraries() -> None:
    code = (
        "import sys; from geodata.world import load_world; "
        "load_world().gazetteer.get('Idlib'); "
        "heavy = {'numpy', 'pandas', 'shapely', 'geopandas', 'rapidfuzz', 'pyproj'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_countries_go_by_their_codes() -> None:
    own = Place("mine", "Aruvia", "country", "AV")
    assert [place.name for place in read_gazetteer().countries("SY")] == ["Syria"]
    assert Gazetteer([own]).countries("AV") == [own]
    assert Gazetteer([own]).countries("SY") == []
