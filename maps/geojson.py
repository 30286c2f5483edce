"""GeoJSON: features as RFC 7946 has them, one to a line.

Exterior rings run counter-clockwise, positions are longitude and latitude of WGS 84
with seven decimals (about a centimetre), there is no ``crs`` member, and what must be
said of the whole stands in the foreign member ``about``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import shapely

from .features import Feature

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["DECIMALS", "geojson_text", "oriented"]

DECIMALS = 7


def oriented(wkb: bytes | None, decimals: int | None = None) -> BaseGeometry | None:
    """Return a geometry with exterior rings counter-clockwise; None of nothing.

    Parameters
    ----------
    wkb
        In EPSG:4326, or None.
    decimals
        Digits that are kept of a degree; what collapses then is left out, so that the
        geometry stays valid. None: all.
    """
    if wkb is None:
        return None
    geometry = shapely.from_wkb(wkb)
    if decimals is not None:
        geometry = shapely.set_precision(geometry, 10.0**-decimals)
    return None if geometry.is_empty else shapely.orient_polygons(geometry)


def geojson_text(features: Sequence[Feature], about: Mapping[str, Any]) -> str:
    """Return features as a GeoJSON FeatureCollection.

    Parameters
    ----------
    features
        From :func:`maps.features.gather_features`.
    about
        From :func:`maps.about.describe`.
    """
    shapes = [oriented(feature.geometry, DECIMALS) for feature in features]
    drawn = [shape for shape in shapes if shape is not None]
    head: dict[str, Any] = {"deesc": 1, "type": "FeatureCollection"}
    if drawn:
        head["bbox"] = _bbox(shapely.total_bounds(drawn))
    head["about"] = about
    opening = _dump(head)[:-1] + ',"features":['
    lines = [
        _dump(_member(feature, shape))
        for feature, shape in zip(features, shapes, strict=True)
    ]
    return opening + "\n" + ",\n".join(lines) + "\n]}\n"


def _member(feature: Feature, shape: BaseGeometry | None) -> dict[str, Any]:
    member: dict[str, Any] = {"type": "Feature", "id": feature.fields["id"]}
    if shape is not None:
        member["bbox"] = _bbox(shape.bounds)
    geometry = None if shape is None else _geometry(shape)
    return member | {"properties": feature.fields, "geometry": geometry}


def _bbox(bounds: Iterable[float]) -> list[float]:
    return [round(float(bound), DECIMALS) for bound in bounds]


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    found = shapely.geometry.mapping(shape)
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [_rounded(each) for each in value]


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
