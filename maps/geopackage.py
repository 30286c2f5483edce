"""GeoPackage: an atlas that QGIS opens styled and timed, and that deesc reads again.

Beside the layers and tables of the atlas, from which the same answers come, stand two
layers with the features of an export: ``map_areas`` and ``map_points``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.formats import replace_file
from zones.atlas import Atlas
from zones.cautions import prune
from zones.storing import STAMP, fixed_clock, write_atlas

from .features import FIELDS, Feature
from .styles import AREA_RULES, POINT_RULES, StyleRule, qml_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["write_geopackage"]

LAYERS: dict[str, tuple[str, tuple[StyleRule, ...], str]] = {
    "map_areas": (
        "MultiPolygon",
        AREA_RULES,
        "Zones and belts by part and reading, and provinces that may lie in them",
    ),
    "map_points": ("Point", POINT_RULES, "Posts, events and places by zone"),
}
_POINT_KINDS = ("post", "event", "place")

_STYLE_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME
)"""
_ABOUT_TABLE = (
    "CREATE TABLE about (id INTEGER PRIMARY KEY NOT NULL, key TEXT, value TEXT)"
)
_REGISTER = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
    "last_change, srs_id) VALUES (?, 'attributes', ?, ?, ?, 0)"
)


def write_geopackage(
    atlas: Atlas, features: Sequence[Feature], about: Mapping[str, Any], path: Path
) -> None:
    """Write an atlas with its features as styled layers; equal input, equal bytes.

    Parameters
    ----------
    atlas
        Written whole, without what no answer uses.
    features
        From :func:`maps.features.gather_features`.
    about
        From :func:`maps.about.describe`; it becomes metadata of the file.
    path
        File to make or replace.
    """
    with replace_file(path) as temporary:
        write_atlas(prune(atlas), temporary)
        with fixed_clock():
            for layer, (kind, _, _) in LAYERS.items():
                mine = [f for f in features if _layer_of(f) == layer]
                _write_layer(temporary, layer, kind, mine, about)
        with closing(sqlite3.connect(temporary)) as database, database:
            _describe(database, about)


def _layer_of(feature: Feature) -> str:
    is_point = feature.fields["kind"] in _POINT_KINDS
    return "map_points" if is_point else "map_areas"


def _write_layer(
    path: Path,
    layer: str,
    kind: str,
    features: Sequence[Feature],
    about: Mapping[str, Any],
) -> None:
    import numpy as np
    from pyogrio.raw import write

    wkb = np.array([_fitting(f.geometry, kind) for f in features], dtype=object)
    write(
        path,
        wkb,
        [_column(features, name, type_) for name, type_ in FIELDS.items()],
        list(FIELDS),
        layer=layer,
        driver="GPKG",
        geometry_type=kind,
        crs="EPSG:4326",
        append=True,
        dataset_metadata={key: _words(value) for key, value in about.items()},
        GEOMETRY_NAME="geom",
        IDENTIFIER=f"deesc: {layer.replace('_', ' ')}",
        DESCRIPTION=LAYERS[layer][2],
    )


def _fitting(wkb: bytes | None, kind: str) -> bytes | None:
    """Return a geometry in the type of its layer."""
    if wkb is None or kind == "Point":
        return wkb
    import shapely

    shape = shapely.from_wkb(wkb)
    if isinstance(shape, shapely.Polygon):
        return bytes(shapely.to_wkb(shapely.MultiPolygon([shape])))
    return wkb


def _column(features: Sequence[Feature], name: str, kind: str) -> NDArray[np.generic]:
    import numpy as np

    values = [feature.fields[name] for feature in features]
    if kind == "real":
        return np.array([np.nan if v is None else v for v in values], dtype="float64")
    if kind == "day":
        return np.array(values, dtype="datetime64[D]")
    return np.array([None if v is None else _words(v) for v in values], dtype=object)


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return str(value)


def _describe(database: sqlite3.Connection, about: Mapping[str, Any]) -> None:
    """Add the tables that QGIS and people read: styles, and what must be said."""
    database.execute(_STYLE_TABLE)
    database.execute(_ABOUT_TABLE)
    tables = {
        "layer_styles": "Styles of QGIS",
        "about": "Limits, sources, how to cite",
    }
    for table, words in tables.items():
        database.execute(_REGISTER, (table, table, words, STAMP))
    for layer, (_, rules, words) in LAYERS.items():
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, "
            "description, owner, ui, update_time) "
            "VALUES ('', '', ?, 'geom', 'deesc', ?, '', 1, ?, '', NULL, ?)",
            (layer, qml_text(rules), words, STAMP),
        )
    rows = [(key, _words(value)) for key, value in about.items()]
    database.executemany("INSERT INTO about (key, value) VALUES (?, ?)", rows)
