"""Gazetteer files of the user's own: rows of many spellings become places."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import InputError
from .folding import fold
from .gazetteer_files import GEONAMES_COLUMNS, HEADER, Row, read_rows
from .places import KINDS, Place, PlaceName, read_gazetteer

__all__ = ["COLUMNS", "read_places"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "geonameid", "osm_id", "gml_id", "uid"),
    "name": (
        *("name", "name_en", "nameen", "english_name", "asciiname", "place_name"),
        *("placename", "place", "settlement", "locality", "town", "village", "city"),
        *("toponym", "full_name", "full_name_ro"),
    ),
    "kind": (
        *("kind", "place_type", "placetype", "featuretype", "feature_type", "fclass"),
        *("feature class", "feature_class", "place", "type"),
    ),
    "country": (
        *("country", "iso", "iso2", "iso_a2", "country_code", "countrycode"),
        *("country code", "cc", "adm0_pcode", "admin0", "adm0_en", "country_name"),
    ),
    "admin1": (
        *("admin1", "adm1", "admin1_code", "adm1_code", "iso_3166_2", "adm1_pcode"),
        *("admin1pcod", "province", "oblast", "governorate", "region", "state"),
        *("admin1_name", "adm1_name", "adm1_en", "admin1name_en"),
    ),
    "pcode": ("pcode", "adm4_pcode", "adm3_pcode"),
    "lat": (
        *("lat", "latitude", "y", "lat_dd", "latitude_y", "y_coord", "ycoord"),
        *("point_y", "latdd", "lat_wgs84"),
    ),
    "lon": (
        *("lon", "lng", "long", "longitude", "x", "lon_dd", "long_dd"),
        *("longitude_x", "x_coord", "xcoord", "point_x", "londd", "lon_wgs84"),
    ),
    "error_km": ("error_km", "accuracy_km", "radius_km", "uncertainty_km"),
    "population": ("population", "pop", "pop_total"),
    "capital": ("capital", "is_capital"),
    "names": (
        *("names", "alternatenames", "alternate_names", "alternative_names"),
        *("altnames", "alt_name", "alt_names", "aliases", "variants", "other_names"),
    ),
    "source": ("source",),
    "licence": ("licence", "license"),
}
"""Spellings under which each field is found, the first that a file has."""

_log = logging.getLogger(__name__)
_LANGUAGE = re.compile(r"name[_:]?(?P<code>[a-z]{2})|(?P<form>asciiname|name_local)")
_WORDS = {
    "settlement": "city town village hamlet settlement locality suburb quarter camp "
    "municipality neighbourhood isolated_dwelling farm p ppl ppla ppla2 ppla3 ppla4 "
    "pplc ppll pplx city/town selo misto smt",
    "province": "adm1 admin1 oblast governorate region state muhafaza vilayet",
    "area": "area district adm2 admin2 adm3 zone island valley countryside",
    "country": "adm0 nation pcli",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_GUESSED_KM = 2.0  # the radius of a town below 50,000, as in the embedded gazetteer


@dataclass(frozen=True, slots=True)
class _Profile:
    """Which column of a file holds which field."""

    columns: Mapping[str, str]
    spellings: tuple[str, ...]


def read_places(path: Path) -> list[Place]:
    """Read the places of a file of the user's own.

    Parameters
    ----------
    path
        CSV (comma, semicolon or tab; decimal points or commas; UTF-8, UTF-16 or an
        older encoding), XLSX, GeoJSON, GeoPackage or another file of points, or a
        GeoNames country dump as text or zip. :data:`COLUMNS` lists the columns.

    Returns
    -------
    list of Place
        With the file's name as source where the rows state none. ``admin1`` is as
        written; :func:`geodata.regions.settle` makes it a code.

    Raises
    ------
    InputError
        If the file is missing, has no column of names, or has a bad value; the
        message names file, line, column, value and what may stand there.
    """
    rows = read_rows(path)
    first = next(rows, None)
    if first is None:
        return []
    if tuple(first[1]) == GEONAMES_COLUMNS:
        return _geonames(path, first, rows)
    given: list[Row] = []
    if first[0] == HEADER:
        profile = _profile(first[1])
        if not {"lat", "lon"} <= profile.columns.keys():
            known = ", ".join((*COLUMNS["lat"][:3], *COLUMNS["lon"][:5]))
            shown = ", ".join(filter(None, first[1]))
            msg = "%s: no columns of latitude and longitude (it has %s; looked for: %s)"
            _log.warning(msg, path, shown, known)
        if "name" not in profile.columns:
            shown = ", ".join(filter(None, first[1])) or "no columns"
            msg = f"{path}: has no column 'name' (it has {shown}); names are looked "
            raise InputError(msg + "for in " + ", ".join(COLUMNS["name"]))
    else:  # features may have unlike properties
        given = [first, *rows]
        profile = _profile(dict.fromkeys(key for _, row in given for key in row))
    return [_place(where, row, path, profile) for where, row in (*given, *rows)]


def _profile(present: Iterable[str]) -> _Profile:
    has = list(present)
    found: dict[str, str] = {}
    for name, spellings in COLUMNS.items():
        taken = set(found.values())
        column = next((s for s in spellings if s in has and s not in taken), None)
        if column is not None:
            found[name] = column
    extra = tuple(each for each in has if _LANGUAGE.fullmatch(each))
    return _Profile(found, extra)


def _place(where: str, row: Mapping[str, Any], path: Path, profile: _Profile) -> Place:
    def raw(field: str) -> Any:
        return row.get(profile.columns.get(field, field))

    def text(field: str) -> str | None:
        return _text(raw(field))

    def number(field: str, low: float, high: float) -> float | None:
        column = profile.columns.get(field, field)
        return _number(where, column, row.get(column), low, high)

    spelled = [(key, _text(row.get(key))) for key in profile.spellings]
    name = text("name") or next((value for _, value in spelled if value), None)
    if name is None:
        msg = f"{where}: {profile.columns.get('name', 'name')!r} is empty"
        raise InputError(msg)
    lat, lon = number("lat", -90, 90), number("lon", -180, 180)
    if (lat is None) != (lon is None):
        one, two = (profile.columns.get(c, c) for c in ("lat", "lon"))
        msg = f"{where}: one of {one!r} and {two!r} is missing"
        raise InputError(msg)
    error_km = number("error_km", 0, 20_000)
    return Place(
        id=text("id") or f"{path.stem}:{name}",
        name=name,
        kind=_kind(where, profile.columns.get("kind", "kind"), text("kind")),
        country=_country(where, profile.columns.get("country", ""), text("country")),
        admin1=text("admin1"),
        pcode=text("pcode"),
        lat=lat,
        lon=lon,
        error_km=error_km if lat is None or error_km is not None else _GUESSED_KM,
        population=int(number("population", 0, 1e10) or 0),
        capital=(text("capital") or "").lower() in ("true", "yes", "1", "1.0"),
        names=_names(name, raw("names"), spelled),
        source=text("source") or path.name,
        licence=text("licence") or "as stated by its owner",
        own=True,
    )


def _kind(where: str, column: str, given: str | None) -> str:
    """Take the words of OpenStreetMap, GeoNames and OCHA for a kind as well."""
    if given is None:
        return "settlement"
    word = given.lower()
    if word in KINDS:
        return word
    known = _KIND_OF.get(word) or _KIND_OF.get(word.split()[0])
    if known is None and column == "kind":
        msg = f"{where}: {column!r} is {given!r}, not one of {', '.join(KINDS)}"
        raise InputError(msg)
    return known or "area"


def _country(where: str, column: str, given: str | None) -> str | None:
    """Return an alpha-2 code; a name is looked up, an alpha-3 code says nothing."""
    if given is None or re.fullmatch("[A-Z]{3}", given):
        return None
    if re.fullmatch("[A-Za-z]{2}", given):
        return given.upper()
    named = read_gazetteer().find(given, kind="country")
    if not named:
        msg = f"{where}: {column!r} is {given!r}, neither an ISO 3166-1 code of two "
        raise InputError(msg + "letters, such as UA, nor the name of a country")
    return named[0].country


def _names(
    name: str, given: Any, spelled: Iterable[tuple[str, str | None]]
) -> tuple[PlaceName, ...]:
    if isinstance(given, (list, tuple)):
        others = [str(each) for each in given]
    else:
        text = _text(given) or ""
        mark = next((m for m in "|;" if m in text), ",")
        others = text.split(mark)
    found = {name: PlaceName(name)}
    for column, value in spelled:
        match = _LANGUAGE.fullmatch(column)
        if value and match:
            found.setdefault(value, PlaceName(value, match["code"]))
    for other in others:
        if other.strip():
            found.setdefault(other.strip(), PlaceName(other.strip()))
    return tuple(found.values())


def _text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None if value is not None else None


def _number(
    where: str, column: str, given: Any, low: float, high: float
) -> float | None:
    if given is None or str(given).strip() == "":
        return None
    text = str(given).strip().replace("\xa0", "").replace("−", "-")
    if "," in text and "." not in text:
        text = text.replace(",", ".", 1)
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        msg = f"{where}: {column!r} is {given!r}, not a number from {low:g} to {high:g}"
        raise InputError(msg)
    return value


def _geonames(path: Path, first: Row, rows: Iterator[Row]) -> list[Place]:
    """Take the settlements of a GeoNames dump, without spellings that are too short.

    Its own admin-1 codes are no ISO codes: the province is that of the polygon.
    """
    places = []
    for where, row in (first, *rows):
        if row["feature class"] != "P" or row["feature code"] in ("PPLH", "PPLW"):
            continue  # historical and destroyed places bear names of living ones
        name = row["name"].strip()
        if not name:
            msg = f"{where}: 'name' is empty"
            raise InputError(msg)
        population = int(_number(where, "population", row["population"], 0, 1e10) or 0)
        places.append(
            Place(
                id=f"geonames:{row['geonameid'].strip()}",
                name=name,
                kind="settlement",
                country=row["country code"].strip() or None,
                lat=_number(where, "latitude", row["latitude"], -90, 90),
                lon=_number(where, "longitude", row["longitude"], -180, 180),
                error_km=_radius_km(population),
                population=population,
                capital=row["feature code"] == "PPLC",
                names=tuple(map(PlaceName, _alternates(name, row))),
                source=f"GeoNames, file {path.name}",
                licence="CC BY 4.0",
            )
        )
    return places


def _radius_km(population: int) -> float:
    """Return the radius of the built-up ground, as in the embedded gazetteer."""
    return 2.0 if population < 50_000 else 5.0 if population < 1_000_000 else 10.0


def _alternates(name: str, row: Mapping[str, str]) -> list[str]:
    """Keep the spellings that can be the name: no codes, and no Latin short forms."""
    found = {name: None, row["asciiname"].strip(): None}
    initial = fold(name)[:1]
    for other in row["alternatenames"].split(","):
        plain = fold(other)
        if not plain or plain.isascii() and (len(plain) < 4 or other.isupper()):
            continue
        if plain.isascii() and len(plain) < 6 and plain[0] != initial:
            continue  # "Human" for Uman
        found[other.strip()] = None
    return [each for each in found if each]
