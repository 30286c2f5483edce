"""Locating: names looked up in the gazetteer, one row for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.places import Gazetteer, Place

__all__ = ["locate"]


def locate(
    names: Sequence[str],
    gazetteer: Gazetteer,
    *,
    kind: str | None = None,
    country: str | None = None,
    online: bool = False,
) -> dict[str, Any]:
    """Look names up.

    Parameters
    ----------
    names
        Names, or files with one name on each line.
    gazetteer
        Where to look; folded spellings, else spellings by rule.
    kind, country
        Keep only such places.
    online
        Ask Nominatim about names that the gazetteer does not hold.

    Returns
    -------
    dict
        ``items``: one row for each place that carries a name, and one with
        ``matched`` null and suggestions for a name that nothing carries.
    """
    rows = []
    for name in _expand(names):
        places = gazetteer.find(name, kind=kind, country=country)
        if places:
            rows += [_row(name, place) for place in places]
        else:
            rows.append(_online(name) if online else _missing(name, gazetteer))
    return {"deesc": 1, "query": "locate", "items": rows}


LONGEST_NAME = 200
"""Signs of a name at most; a longer line is no list of names."""


def _expand(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        path = Path(name)
        if not path.is_file():
            yield name
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            msg = (
                f"{path}: byte {error.start} is not UTF-8; of a table name the column "
                "of places with --place"
            )
            raise InputError(msg) from None
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_NAME:
                msg = (
                    f"{path}: line {number} has {len(line):,} signs; no name is so long"
                )
                raise InputError(msg)
            if line.strip():
                yield line.strip()


def _row(name: str, place: Place) -> dict[str, Any]:
    return {
        "name": name,
        "matched": place.name,
        "id": place.id,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "error_km": place.error_km,
        "country": place.country,
        "admin1": place.admin1,
        "pcode": place.pcode,
        "source": place.source,
        "suggestions": [],
    }


def _empty(name: str) -> dict[str, Any]:
    keys = "matched id kind lat lon error_km country admin1 pcode source".split()
    return {"name": name} | dict.fromkeys(keys) | {"suggestions": []}


def _missing(name: str, gazetteer: Gazetteer) -> dict[str, Any]:
    return _empty(name) | {"suggestions": gazetteer.suggest(name)}


def _online(name: str) -> dict[str, Any]:
    from geodata.geocoding import default_cache_dir, online_geocoder

    location = online_geocoder(cache_dir=default_cache_dir()).geocode(name)
    if location is None:
        return _empty(name)
    return _empty(name) | {
        "matched": location.address,
        "lat": location.latitude,
        "lon": location.longitude,
        "source": "Nominatim, OpenStreetMap contributors (ODbL)",
    }
