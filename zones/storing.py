"""Storing: the atlas as a GeoPackage that QGIS opens and the standard library reads.

One layer per kind (zones, belts, held, posts, provinces, places, events, districts) and
the tables claims, documents, relations, names and deesc (version and boundaries).
Writing needs geopandas; reading needs sqlite3 alone.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.formats import replace_file
from geodata.periods import iso_of

from .atlas import Atlas, BoundarySource, District, Ground, Item, Reading, Relation
from .claims import claim_from_json, claim_to_json
from .columns import (
    DISTRICT_COLUMNS,
    GEOMETRY_TYPES,
    ITEM_COLUMNS,
    TABLE_COLUMNS,
    columns_of,
)
from .documents import document_from_json, document_to_json

__all__ = ["STAMP", "fixed_clock", "is_atlas", "read_atlas", "write_atlas"]

VERSION = "2"
_LAYER_OF = {
    "belt": "belts",
    "post": "posts",
    "province": "provinces",
    "other region": "provinces",
    "place": "places",
    "event": "events",
}
_PARTS = ("inner", "outer", "estimate")
# GeoPackage notes when a layer was last changed; a fixed day keeps builds of equal
# input equal byte for byte.
STAMP = "2000-01-01T00:00:00.000Z"


def is_atlas(path: Path) -> bool:
    """Whether a file is a GeoPackage that deesc wrote."""
    try:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3\x00"):
                return False
        with closing(_connect(path)) as connection:
            query = "SELECT 1 FROM sqlite_master WHERE name = 'deesc'"
            return connection.execute(query).fetchone() is not None
    except (OSError, sqlite3.Error):
        return False


def write_atlas(atlas: Atlas, path: Path) -> None:
    """Write an atlas as a GeoPackage, all of it or nothing; equal input, equal bytes.

    Parameters
    ----------
    atlas
        What to write.
    path
        File to make or replace.
    """
    with fixed_clock(), replace_file(path) as temporary:
        for layer, rows in _layers(atlas).items():
            _write_layer(temporary, layer, rows)
        for table, rows in _tables(atlas).items():
            _write_table(temporary, table, rows)


@contextmanager
def fixed_clock() -> Iterator[None]:
    """Let what is written into a GeoPackage bear one fixed day."""
    import pyogrio

    options = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": options})


def _write_layer(path: Path, layer: str, rows: list[dict[str, Any]]) -> None:
    import geopandas
    import shapely

    kind = GEOMETRY_TYPES[layer]
    columns = columns_of(layer)
    shapes = [row.pop("geom") for row in rows]
    typed: list[Any] = [shapely.from_wkb(wkb) if wkb else None for wkb in shapes]
    geometry = geopandas.GeoSeries(typed, crs="EPSG:4326")
    frame = geopandas.GeoDataFrame(_columns(rows, columns), geometry=geometry)
    frame.to_file(
        path,
        driver="GPKG",
        layer=layer,
        engine="pyogrio",
        geometry_type=kind,
        geometry_name="geom",
        append=path.stat().st_size > 0,
        promote_to_multi=False,
    )


def _write_table(path: Path, table: str, rows: list[dict[str, Any]]) -> None:
    import pyogrio

    columns = TABLE_COLUMNS[table]
    import pandas

    pyogrio.write_dataframe(
        pandas.DataFrame(_columns(rows, columns)),
        path,
        driver="GPKG",
        layer=table,
        append=True,
    )


def _columns(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> Any:
    import pandas

    kinds = {"text": "object", "real": "float64", "whole": "int64"}
    records = list(rows)
    return {
        name: pandas.Series([row.get(name) for row in records], dtype=kinds[kind])
        for name, kind in columns.items()
    }


def _layers(atlas: Atlas) -> dict[str, list[dict[str, Any]]]:
    layers: dict[str, list[dict[str, Any]]] = {name: [] for name in GEOMETRY_TYPES}
    for reading in atlas.readings:
        for part in _PARTS:
            wkb = getattr(reading, part)
            if wkb is not None or part == "outer":
                layers["zones"].append(_zone_row(atlas, reading, part, wkb))
    frames = {claim.id: (body, frame) for claim, body, frame in atlas.holdings}
    for ground in atlas.grounds:
        body, frame = frames[ground.claim]
        row = {"zone": ground.zone, "name": ground.name, "claim": ground.claim}
        told = {"actor": body.actor, "share": body.share, "geom": ground.geometry}
        layers["held"].append(row | told | _bounds(frame.periods))
    for item in atlas.items:
        layers[_LAYER_OF[item.kind]].append(_item_record(atlas, item))
    for district in atlas.districts:
        told = {name: getattr(district, name) for name in DISTRICT_COLUMNS}
        told |= {"names": _dump(district.names), "geom": district.geometry}
        layers["districts"].append(told)
    return layers


def _zone_row(
    atlas: Atlas, reading: Reading, part: str, wkb: bytes | None
) -> dict[str, Any]:
    periods = atlas.regime(reading.zone).periods
    return {
        "zone": reading.zone,
        "name": atlas.name_of(reading.zone),
        "type": atlas.type_of(reading.zone),
        "reading": reading.id,
        "part": part,
        "words": reading.words,
        "derived": reading.derived,
        "method": reading.method,
        "claims": json.dumps(reading.claims),
        "evidence": json.dumps(reading.evidence),
        "geom": wkb,
        **_bounds(periods),
    }


def _bounds(periods: Iterable[Any]) -> dict[str, str | None]:
    """Widest bounds of rival periods, as ISO days; null for an open end."""
    found = list(periods)
    if not found:
        return {}
    return {
        "b0": iso_of(min(p.b0 for p in found)),
        "b1": iso_of(max(p.b1 for p in found)),
        "e0": iso_of(min(p.e0 for p in found)),
        "e1": iso_of(max(p.e1 for p in found)),
    }


def _item_record(atlas: Atlas, item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(item, name)
        for name in ITEM_COLUMNS
        if name in Item.__dataclass_fields__
    }
    frame = atlas.item_frame(item)
    row |= _bounds(frame.periods if frame else ())
    row |= {"names": _dump(item.names), "claims": _dump(item.claims)}
    row["geom"] = item.geometry
    if item.geometry is None and item.lat is not None and item.lon is not None:
        row["geom"] = struct.pack("<BIdd", 1, 1, item.lon, item.lat)
    return row


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tables(atlas: Atlas) -> dict[str, list[dict[str, Any]]]:
    source = atlas.boundaries
    return {
        "claims": [
            {
                "id": c.id,
                "kind": c.kind,
                "zone": c.zone,
                "document": c.document,
                "modality": c.modality,
                "quote": c.quote,
                "record": _dump(claim_to_json(c)),
            }
            for c in atlas.claims
        ],
        "documents": [
            {
                "id": d.id,
                "title": d.title,
                "published": d.published,
                "publisher": d.publisher,
                "lineage": ", ".join(d.lineage),
                "record": _dump(document_to_json(d)),
            }
            for d in atlas.documents
        ],
        "relations": [
            {name: getattr(r, name) for name in TABLE_COLUMNS["relations"]}
            for r in atlas.relations
        ],
        "names": [
            {"key": key, "item": item}
            for key, ids in atlas.keys.items()
            for item in ids
        ],
        "deesc": [
            {"key": "version", "value": VERSION},
            *(
                {"key": name, "value": _dump(getattr(source, name))}
                for name in BoundarySource.__dataclass_fields__
            ),
            {"key": "grid_km", "value": _dump(atlas.grid_km)},
            *({"key": "caution", "value": words} for words in atlas.cautions),
            *({"key": "coverage", "value": words} for words in atlas.coverage),
        ],
    }


def read_atlas(path: str | Path) -> Atlas:
    """Read an atlas file.

    Raises
    ------
    InputError
        If the file is missing or is no atlas of this version.
    """
    path = Path(path)
    if not path.is_file():
        msg = f"{path}: no such file"
        raise InputError(msg)
    if not is_atlas(path):
        msg = f"{path}: not an atlas that deesc wrote (deesc build makes one)"
        raise InputError(msg)
    with closing(_connect(path)) as connection:
        try:
            return _read(connection)
        except InputError as error:
            msg = f"{path}: {error}"
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            msg = f"{path}: broken atlas: {error}"
    raise InputError(msg)


def _connect(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def _read(connection: sqlite3.Connection) -> Atlas:
    rows = connection.execute("SELECT key, value FROM deesc ORDER BY fid").fetchall()
    notes: dict[str, list[str]] = {"caution": [], "coverage": []}
    meta = {key: value for key, value in rows if key not in notes}
    for key, value in rows:
        notes.get(key, []).append(value)
    if meta.pop("version") != VERSION:
        msg = "it is of another version of deesc: build it again"
        raise InputError(msg)
    grid_km = json.loads(meta.pop("grid_km"))
    keys: dict[str, tuple[str, ...]] = {}
    for key, item in connection.execute("SELECT key, item FROM names ORDER BY fid"):
        keys[key] = (*keys.get(key, ()), item)
    return Atlas(
        documents=tuple(
            document_from_json(record) for record in _records(connection, "documents")
        ),
        claims=tuple(
            claim_from_json(record) for record in _records(connection, "claims")
        ),
        readings=tuple(_read_readings(connection)),
        items=tuple(_read_items(connection)),
        relations=tuple(
            Relation(*row)
            for row in connection.execute(
                "SELECT item, zone, reading, space, part, km, rule "
                "FROM relations ORDER BY fid"
            )
        ),
        boundaries=BoundarySource(**{k: json.loads(v) for k, v in meta.items()}),
        keys=keys,
        grounds=tuple(
            Ground(zone, claim, name, _wkb_of(geom) or b"")
            for zone, claim, name, geom in connection.execute(
                "SELECT zone, claim, name, geom FROM held ORDER BY fid"
            )
        ),
        cautions=tuple(notes["caution"]),
        coverage=tuple(notes["coverage"]),
        districts=tuple(_read_districts(connection)),
        grid_km=grid_km,
    )


def _records(connection: sqlite3.Connection, table: str) -> list[Any]:
    rows = connection.execute(f"SELECT record FROM {table} ORDER BY fid")  # noqa: S608
    return _decoded(row["record"] for row in rows)


def _decoded(texts: Iterable[str]) -> list[Any]:
    """Read many JSON values in one pass."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    return found


def _read_readings(connection: sqlite3.Connection) -> list[Reading]:
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute("SELECT * FROM zones ORDER BY fid"):
        record = found.setdefault(
            row["reading"],
            {
                "id": row["reading"],
                "zone": row["zone"],
                "words": row["words"],
                "derived": row["derived"],
                "method": row["method"],
                "claims": tuple(json.loads(row["claims"])),
                "evidence": tuple(json.loads(row["evidence"])),
            },
        )
        record[row["part"]] = _wkb_of(row["geom"])
    return [Reading(**record) for record in found.values()]


def _read_items(connection: sqlite3.Connection) -> list[Item]:
    items = []
    own = Item.__dataclass_fields__
    lists = ("names", "claims")
    plain = [name for name in ITEM_COLUMNS if name in own and name not in lists]
    for layer in ("provinces", "places", "posts", "events", "belts"):
        geom = "geom" if layer == "provinces" else "NULL"
        columns = ", ".join((*plain, *lists, geom))
        rows = connection.execute(
            f"SELECT {columns} FROM {layer} ORDER BY fid"  # noqa: S608
        ).fetchall()
        names = _decoded(row["names"] for row in rows)
        claims = _decoded(row["claims"] for row in rows)
        for row, called, said in zip(rows, names, claims, strict=True):
            fields = dict(zip(plain, row, strict=False))
            geometry = _wkb_of(row[-1])
            items.append(
                Item(
                    **fields, names=tuple(called), claims=tuple(said), geometry=geometry
                )
            )
    return items


def _read_districts(connection: sqlite3.Connection) -> Iterator[District]:
    columns = ", ".join((*DISTRICT_COLUMNS, "geom"))
    query = f"SELECT {columns} FROM districts ORDER BY fid"  # noqa: S608
    for row in connection.execute(query):
        fields = {name: row[name] for name in DISTRICT_COLUMNS}
        fields["names"] = tuple(json.loads(fields["names"]))
        yield District(**fields, geometry=_wkb_of(row["geom"]) or b"")


def _wkb_of(blob: bytes | None) -> bytes | None:
    """Return the WKB inside a GeoPackage geometry (OGC 12-128, clause 2.1.3)."""
    if blob is None:
        return None
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope :]
