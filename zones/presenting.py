"""Presenting: an answer as a table, CSV, XLSX, JSON, GeoJSON or lines of GeoJSON."""

from __future__ import annotations

import json
from typing import Any

from geodata.formats import csv_text, feature_collection, json_text
from geodata.periods import day_of

from .atlas import Atlas
from .claims import claim_from_json
from .derivations import claim_record
from .explaining import EXPLAINED, explain
from .held import held_ground, remaining_ground, sides_within
from .knowledge import claims_in
from .prose import held_words, status_words, text_of
from .summaries import headline
from .support import support_words, with_support

__all__ = ["FORMATS", "add_evidence", "present"]

Record = dict[str, Any]

FORMATS = ("table", "csv", "xlsx", "json", "geojson", "geojsonl")
"""Forms of an answer; the geographic ones only where rows have places."""

COLUMNS = {
    "inside": (
        "kind id name type certainty space time relation km lat lon error_km "
        "admin1 pcode on held_by claims texts lineages"
    ).split(),
    "at": "kind id certainty space time status km claims texts lineages".split(),
    "zones": "kind id name type regime status texts lineages".split(),
    "timeline": "on what kind summary modality documents texts lineages".split(),
    "diff": "kind id name what before after change claims".split(),
    "questions": "zone what why certainty claims".split(),
    "why": "id kind summary document start end quote modality confidence".split(),
    "locate": (
        "name matched kind lat lon error_km admin1 pcode source suggestions".split()
    ),
    "check": ["file", "field", "fault"],
    "review": (
        "id decision note by on confidence kind zone modality summary document page "
        "start end quote rules repairs was"
    ).split(),
    "read": "id kind zone modality document start end summary confidence".split(),
}


def add_evidence(record: Record, *atlases: Atlas) -> Record:
    """Return an answer with its ``derivation`` and every claim it names, ``evidence``.

    Parameters
    ----------
    record
        The answer.
    atlases
        Where claims are looked up, the first that has it first; the first is what was
        asked.
    """
    if record["query"] in EXPLAINED:
        nodes = with_support({"nodes": explain(record, atlases[0])}, *atlases)["nodes"]
        record = record | {"derivation": nodes}
    evidence = {}
    for name in dict.fromkeys(claims_in(record)):
        home = next(atlas for atlas in atlases if name in atlas.claim)
        evidence[name] = claim_record(home, home.claim[name])
    return record | {"evidence": evidence}


def present(record: Record, form: str, atlas: Atlas | None = None) -> str | bytes:
    """Return an answer as text, or as the bytes of a workbook.

    Parameters
    ----------
    record
        An answer of :mod:`zones.answers` or :mod:`zones.derivations`.
    form
        One of :data:`FORMATS`.
    atlas
        Where GeoJSON takes the geometry of zones from.
    """
    if form == "json":
        return json_text(record)
    if form in ("geojson", "geojsonl"):
        collection = feature_collection(_located(record, atlas), **_head(record))
        if form == "geojson":
            return json_text(collection)
        lines = (
            json.dumps(f, ensure_ascii=False, separators=(",", ":"))
            for f in collection["features"]
        )
        return "".join(f"{line}\n" for line in lines)
    columns = COLUMNS[record["query"]]
    rows = [_flat(row) for row in _rows(record)]
    if form not in ("csv", "xlsx"):
        return text_of(record, rows, columns)
    extra = ["why"] if any("why" in row for row in rows) else []
    if record["query"] == "review":
        from .reviewing import review_table  # no other answer needs it

        extra, rows = review_table(record)
    columns = list(dict.fromkeys((*columns, *extra)))
    if form == "csv":
        return csv_text(rows, columns)
    from geodata.workbooks import workbook_bytes

    return workbook_bytes([(record["query"], columns, rows)])


def _head(record: Record) -> Record:
    names = (
        "deesc",
        "query",
        "zone",
        "place",
        "on",
        "known_by",
        "regime",
        "boundaries",
    )
    return {name: record[name] for name in names if name in record}


def _rows(record: Record) -> list[Record]:
    if record["query"] == "why":
        return _evidence_rows(record)
    if record["query"] == "read":
        return [
            row | {"summary": headline(claim_from_json(row), {})}
            for row in record["claims"]
        ]
    return list(record["items"])


def _evidence_rows(record: Record) -> list[Record]:
    if "claim" in record:
        return [record["claim"]]
    found: dict[str, Record] = {}
    groups = [record["regime"], *record["statuses"], *record["readings"]]
    for group in groups:
        found |= {row["id"]: row for row in group["claims"]}
    found |= {row["id"]: row for row in record["other"]}
    return list(found.values())


def _flat(row: Record) -> Record:
    """Make lists of records into words, for a cell."""
    flat = dict(row)
    if isinstance(row.get("support"), dict):
        flat |= row["support"] | {"support": support_words(row["support"])}
    if "status" in row and isinstance(row["status"], list):
        flat["status"] = status_words(row["status"])
    if "held_by" in row:
        flat["held_by"] = ", ".join(held_words(row["held_by"]))
    for name in ("claims", "documents", "suggestions"):
        if isinstance(row.get(name), list):
            flat[name] = " ".join(str(each) for each in row[name])
    return flat


def _located(record: Record, atlas: Atlas | None) -> list[Record]:
    rows = [_plain_properties(row) for row in _rows(record)]
    if atlas is None or record["query"] not in ("inside", "at", "zones"):
        return rows
    if record["query"] == "inside":
        zone = record["zone"]["id"]
        shapes = _zone_features(atlas, zone, {"regime": record["regime"]})
        return [*shapes, *_held_features(atlas, zone, day_of(record["on"])), *rows]
    if record["query"] == "at":
        return [{"kind": "place", **record["place"]}, *rows]
    return [f for row in rows for f in _zone_features(atlas, row["id"], row)]


def _plain_properties(row: Record) -> Record:
    flat = _flat(row)
    return {k: v for k, v in flat.items() if not isinstance(v, dict)}


def _zone_features(atlas: Atlas, zone: str, properties: Record) -> list[Record]:
    import shapely

    features = []
    for reading in atlas.zone_readings(zone):
        for part in ("inner", "outer", "estimate"):
            wkb = getattr(reading, part)
            if wkb is not None:
                drawn = part == "estimate" or reading.derived
                claims = (*reading.claims, *(reading.evidence if drawn else ()))
                features.append(
                    {
                        **properties,
                        "id": f"{reading.id}/{part}",
                        "zone": zone,
                        "reading": reading.words,
                        "part": part,
                        "drawn": reading.method if part == "estimate" else None,
                        "line": reading.derived,
                        "claims": " ".join(dict.fromkeys(claims)),
                        "geometry": json.loads(
                            shapely.to_geojson(shapely.from_wkb(wkb))
                        ),
                    }
                )
    return features or [{**properties, "id": zone, "zone": zone}]


def _held_features(atlas: Atlas, zone: str, day: int) -> list[Record]:
    """Return who is said to hold which ground of a zone, and what nobody took yet."""
    import shapely

    features = [
        {
            "kind": "held",
            "id": f"{zone}/held/{held.ground.claim}",
            "zone": zone,
            "part": "held",
            "name": held.ground.name,
            "actor": held.body.actor,
            "share": held.body.share,
            "certainty": held.certainty,
            "claims": held.ground.claim,
            "geometry": json.loads(
                shapely.to_geojson(shapely.from_wkb(held.ground.geometry))
            ),
        }
        for held in held_ground(atlas, zone, day)
    ]
    sides = sides_within(atlas, zone)
    left = remaining_ground(atlas, zone, day, sides) if sides else None
    if left is not None:
        features.append(
            {
                "kind": "held",
                "id": f"{zone}/remaining",
                "zone": zone,
                "part": "remaining",
                "actor": ", ".join(sides),
                "geometry": json.loads(shapely.to_geojson(left)),
            }
        )
    return features
