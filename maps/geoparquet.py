"""GeoParquet: features as one table with a bounding box for each (version 1.1)."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import MissingExtraError
from geodata.formats import OWN_KEY, replace_file

from .features import FIELDS, Feature
from .geojson import oriented

__all__ = ["write_geoparquet"]


def write_geoparquet(
    features: Sequence[Feature], about: Mapping[str, Any], path: Path
) -> None:
    """Write features as GeoParquet 1.1; equal features, equal bytes.

    Parameters
    ----------
    features
        From :func:`maps.features.gather_features`.
    about
        From :func:`maps.about.describe`; it becomes the key ``deesc:about`` of the
        file, as JSON.
    path
        File to make or replace.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "write GeoParquet") from None
    table = _table(features)
    own = {OWN_KEY: json.dumps(about, ensure_ascii=False).encode("utf-8")}
    table = table.replace_schema_metadata({**table.schema.metadata, **own})
    with replace_file(path) as temporary:
        parquet.write_table(table, temporary, compression="zstd", store_schema=True)


def _table(features: Sequence[Feature]) -> Any:
    """Return the Arrow table that geopandas makes, with every column of its type."""
    import geopandas
    import pandas
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    kinds = {
        "text": arrow.string(),
        "real": arrow.float64(),
        "day": arrow.date32(),
        "list": arrow.list_(arrow.string()),
    }
    columns = {
        name: pandas.Series(
            arrow.array(
                [_value(feature.fields[name], kind) for feature in features],
                kinds[kind],
            ),
            dtype=pandas.ArrowDtype(kinds[kind]),
        )
        for name, kind in FIELDS.items()
    }
    shapes: list[Any] = [oriented(feature.geometry) for feature in features]
    geometry = geopandas.GeoSeries(shapes, crs="OGC:CRS84")
    frame = geopandas.GeoDataFrame(columns, geometry=geometry)
    packed = io.BytesIO()
    frame.to_parquet(
        packed, index=False, schema_version="1.1.0", write_covering_bbox=True
    )
    packed.seek(0)
    table = parquet.read_table(packed)
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["orientation"] = "counterclockwise"
    table = table.replace_schema_metadata({"geo": json.dumps(geo)})
    return _with_empty_boxes(table)


def _with_empty_boxes(table: Any) -> Any:
    """Leave the box out where there is no geometry, in place of one of no numbers."""
    import pyarrow as arrow

    boxes = table["bbox"].combine_chunks()
    parts = [boxes.field(each.name) for each in boxes.type]
    absent = table["geometry"].combine_chunks().is_null()
    kept = arrow.StructArray.from_arrays(parts, fields=list(boxes.type), mask=absent)
    return table.set_column(table.schema.get_field_index("bbox"), "bbox", kept)


def _value(value: Any, kind: str) -> Any:
    if kind == "day" and value is not None:
        return dt.date.fromisoformat(value)
    return value
