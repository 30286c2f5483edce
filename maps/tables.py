"""Tables: features, relations, posts, events, claims and documents as flat rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geodata.periods import iso_of
from zones.atlas import Atlas
from zones.derivations import claim_record
from zones.rows import quantities
from zones.summaries import figure
from zones.claims import Event, Quantity
from zones.timeframes import published

from .features import FIELDS, Feature, clean_value, plain_text

__all__ = ["Table", "list_tables"]

Row = dict[str, Any]
Table = tuple[str, tuple[str, ...], list[Row]]
"""A table's name, its columns and its rows."""


def list_tables(
    atlas: Atlas, features: Sequence[Feature], about: Mapping[str, Any]
) -> list[Table]:
    """Return the tables of a workbook, features first and ``about`` last.

    Parameters
    ----------
    atlas
        What is exported.
    features, about
        What :mod:`maps.features` and :mod:`maps.about` made of it.
    """
    rows = [feature.fields for feature in features]
    return [
        ("features", tuple(FIELDS), list(rows)),
        ("provinces × zones", PROVINCE_COLUMNS, _provinces(atlas)),
        ("posts", POST_COLUMNS, _things(rows, "post")),
        ("events", EVENT_COLUMNS, _events(atlas, rows)),
        ("claims", CLAIM_COLUMNS, _claims(atlas)),
        ("documents", DOCUMENT_COLUMNS, _documents(atlas)),
        (
            "about",
            ("key", "value"),
            [{"key": key, "value": clean_value(value)} for key, value in about.items()],
        ),
    ]


PROVINCE_COLUMNS = (
    "iso",
    "pcode",
    "province",
    "country",
    "zone",
    "zone_name",
    "reading",
    "space",
    "relation",
    "km",
    "rule",
    "claims",
    "documents",
)
_THING = "id name type zones status operator on b0 b1 e0 e1 capped lat lon error_km"
_PLACE = "admin1 admin1_name pcode country claims documents publishers summary"
POST_COLUMNS = tuple(f"{_THING} {_PLACE}".split())
EVENT_COLUMNS = tuple(
    f"{_THING} {_PLACE} about figures".replace(" status operator", "").split()
)
CLAIM_COLUMNS = tuple(
    "id kind zone summary document title publisher published url page start end quote "
    "modality speaker confidence rules repairs".split()
)
DOCUMENT_COLUMNS = tuple(
    "id title published first last published_basis publisher lineage url sha256 "
    "text_sha256".split()
)


def _provinces(atlas: Atlas) -> list[Row]:
    """Say of each province where it lies in each reading of each zone."""
    provinces = {item.id: item for item in atlas.items if item.kind == "province"}
    readings = {r.id: r for zone in atlas.zone_ids() for r in atlas.zone_readings(zone)}
    rows = []
    for relation in atlas.relations:
        if relation.item in provinces and relation.reading in readings:
            item, reading = provinces[relation.item], readings[relation.reading]
            documents = [atlas.claim[name].document for name in reading.claims]
            rows.append(
                {
                    "iso": item.id,
                    "pcode": item.pcode,
                    "province": item.name,
                    "country": item.country,
                    "zone": relation.zone,
                    "zone_name": atlas.name_of(relation.zone),
                    "reading": reading.words,
                    "space": relation.space,
                    "relation": relation.part,
                    "km": relation.km,
                    "rule": relation.rule,
                    "claims": list(reading.claims),
                    "documents": list(dict.fromkeys(documents)),
                }
            )
    rows.sort(key=lambda row: (row["zone"], row["reading"], row["iso"]))
    return [{name: clean_value(value) for name, value in row.items()} for row in rows]


def _things(rows: Sequence[Row], kind: str) -> list[Row]:
    """Return the posts or events, each once, with all zones that may hold it."""
    found: dict[str, Row] = {}
    for row in rows:
        if row["kind"] != kind:
            continue
        zone = row["zone"]
        name = row["id"].removesuffix(f"@{zone}") if zone else row["id"]
        known = found.setdefault(name, row | {"id": name, "zones": []})
        if zone:
            known["zones"].append(f"{zone}: {row['certainty']}")
    return list(found.values())


def _events(atlas: Atlas, rows: Sequence[Row]) -> list[Row]:
    events = _things(rows, "event")
    items = {plain_text(item.id): item for item in atlas.items}
    for row in events:
        item = items[row["id"]]
        bodies = [atlas.claim[name].body for name in item.claims]
        about = [z for b in bodies if isinstance(b, Event) for z in b.about]
        row["about"] = clean_value(about)
        figures = [_figure(each) for each in quantities(atlas, item)]
        row["figures"] = clean_value(figures)
    return events


def _figure(row: Mapping[str, Any]) -> str:
    words = figure(Quantity(row["what"], row["low"], row["high"]))
    return f"{words} ({row['speaker']})" if row["speaker"] else words


def _claims(atlas: Atlas) -> list[Row]:
    return [
        _picked(claim_record(atlas, claim) | {"zone": claim.zone}, CLAIM_COLUMNS)
        for claim in atlas.claims
    ]


def _documents(atlas: Atlas) -> list[Row]:
    rows = []
    for document in atlas.documents:
        first, last = published(document)
        record = {name: getattr(document, name, None) for name in DOCUMENT_COLUMNS}
        record |= {"first": iso_of(first), "last": iso_of(last)}
        rows.append(_picked(record, DOCUMENT_COLUMNS))
    return rows


def _picked(record: Mapping[str, Any], columns: Sequence[str]) -> Row:
    return {name: clean_value(record.get(name)) for name in columns}
