"""Given geometry: an analyst's own polygons and lines enter a dossier as claims."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import shapely
from geodata.errors import CrsError, InputError
from geodata.periods import parse_edtf

from .claims import Claim, Extent, Line
from .documents import Document
from .dossier import Dossier

__all__ = ["add_geometry"]


def add_geometry(
    dossier: Dossier,
    path: Path,
    name: str,
    kind: Literal["extent", "line"],
    *,
    document: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
) -> Dossier:
    """Add the geometry of a file to a dossier as a claim.

    Parameters
    ----------
    dossier
        What is there; it stays.
    path
        Vector file with polygons (an extent) or lines; all of its features are one
        geometry. GeoJSON is EPSG:4326; other files must say their CRS.
    name
        Id of the zone for an extent; for a line its name, as belts along it have it.
    kind
        ``extent`` (polygons) or ``line`` (lines).
    document
        Id of the document that gives the geometry; by default the file's stem. One that
        the dossier has is used, else a document of the file is made.
    title, publisher, published
        Of a new document; ``published`` is an EDTF value.

    Raises
    ------
    InputError
        If the file holds other geometries than the kind needs, or a broken one.
    CrsError
        If the file does not say its CRS.
    """
    is_extent = kind == "extent"
    geometry = _read_geometry(path, "Polygon" if is_extent else "LineString")
    source = document or path.stem
    documents = {d.id: d for d in dossier.documents}
    if source not in documents:
        documents[source] = _document(path, source, title, publisher, published)
    shape: dict[str, Any] = json.loads(shapely.to_geojson(geometry))
    taken = {claim.id for claim in dossier.claims}
    suffix = f":{name}" if is_extent else ""
    claim = Claim(
        id=_free_id(f"{source}@0:{kind}{suffix}", taken),
        kind=kind,
        document=source,
        body=Extent(geometry=shape) if is_extent else Line(geometry=shape),
        zone=name if is_extent else None,
        name=None if is_extent else name,
        rules=("given geometry",),
    )
    return replace(
        dossier,
        documents=tuple(documents[key] for key in sorted(documents)),
        claims=(*dossier.claims, claim),
    )


def _read_geometry(path: Path, needed: str) -> Any:
    import geopandas

    if not path.is_file():
        msg = f"{path}: no such file"
        raise InputError(msg)
    try:
        frame = geopandas.read_file(path)
    except (RuntimeError, ValueError, OSError) as error:  # pyogrio's are all three
        msg = f"{path}: cannot be read as a vector file: {error}"
        raise InputError(msg) from error
    if frame.crs is None:
        msg = f"{path}: says no CRS; write it as GeoJSON or with a CRS"
        raise CrsError(msg)
    shapes = [g for g in frame.to_crs("EPSG:4326").geometry if g is not None]
    for number, shape in enumerate(shapes):
        if not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            msg = f"{path}: feature {number} is not valid: {reason}"
            raise InputError(msg)
    kinds = {shape.geom_type.removeprefix("Multi") for shape in shapes}
    if kinds != {needed}:
        found = ", ".join(sorted(kinds)) or "no geometry"
        msg = f"{path}: holds {found}; needed: {needed}"
        raise InputError(msg)
    return shapely.union_all(shapes)


def _document(
    path: Path,
    name: str,
    title: str | None,
    publisher: str | None,
    published: str | None,
) -> Document:
    if published is not None:
        parse_edtf(published)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    lineage = (publisher,) if publisher else ()
    return Document(
        name,
        title=title or path.name,
        published=published,
        published_basis="stated by the analyst" if published else None,
        publisher=publisher,
        lineage=lineage,
        sha256=digest,
    )


def _free_id(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}#{number}", number + 1
    return free
