"""Columns: the layers and tables of an atlas file, and what stands in them."""

from __future__ import annotations

__all__ = [
    "DISTRICT_COLUMNS",
    "GEOMETRY_TYPES",
    "HELD_COLUMNS",
    "ITEM_COLUMNS",
    "TABLE_COLUMNS",
    "ZONE_COLUMNS",
    "columns_of",
]

GEOMETRY_TYPES = {
    "zones": "MultiPolygon",
    "belts": "MultiPolygon",
    "held": "MultiPolygon",
    "posts": "Point",
    "provinces": "MultiPolygon",
    "places": "Point",
    "events": "Point",
    "districts": "MultiPolygon",
}
ZONE_COLUMNS = {
    "zone": "text",
    "name": "text",
    "type": "text",
    "reading": "text",
    "part": "text",
    "words": "text",
    "derived": "text",
    "method": "text",
    "b0": "text",
    "b1": "text",
    "e0": "text",
    "e1": "text",
    "claims": "text",
    "evidence": "text",
}
HELD_COLUMNS = {
    "zone": "text",
    "name": "text",
    "actor": "text",
    "share": "text",
    "b0": "text",
    "b1": "text",
    "e0": "text",
    "e1": "text",
    "claim": "text",
}
ITEM_COLUMNS = {
    "id": "text",
    "kind": "text",
    "name": "text",
    "type": "text",
    "lat": "real",
    "lon": "real",
    "error_km": "real",
    "admin1": "text",
    "country": "text",
    "pcode": "text",
    "population": "whole",
    "names": "text",
    "b0": "text",
    "b1": "text",
    "e0": "text",
    "e1": "text",
    "claims": "text",
    "source": "text",
}
DISTRICT_COLUMNS = {
    "code": "text",
    "name": "text",
    "names": "text",
    "country": "text",
    "level": "whole",
    "pcode": "text",
    "kind": "text",
    "parent": "text",
}
TABLE_COLUMNS: dict[str, dict[str, str]] = {
    "claims": {
        "id": "text",
        "kind": "text",
        "zone": "text",
        "document": "text",
        "modality": "text",
        "quote": "text",
        "record": "text",
    },
    "documents": {
        "id": "text",
        "title": "text",
        "published": "text",
        "publisher": "text",
        "lineage": "text",
        "record": "text",
    },
    "relations": {
        "item": "text",
        "zone": "text",
        "reading": "text",
        "space": "text",
        "part": "text",
        "km": "real",
        "rule": "text",
    },
    "names": {"key": "text", "item": "text"},
    "deesc": {"key": "text", "value": "text"},
}


def columns_of(layer: str) -> dict[str, str]:
    """Return the columns of a layer with the kind of each."""
    own = {
        "zones": ZONE_COLUMNS,
        "held": HELD_COLUMNS,
        "districts": DISTRICT_COLUMNS,
    }
    return own.get(layer, ITEM_COLUMNS)
