"""Boundaries: regions with codes and polygons, embedded or from a file.

Polygons are shapely geometries in EPSG:4326, longitude before latitude. The embedded
layer is Natural Earth's first-order units of Syria and its neighbours.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import UnknownNameError

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

__all__ = ["Boundaries", "Region", "read_boundaries"]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the boundaries.

    Attributes
    ----------
    code
        ISO 3166-2 code where it is known, else the file's own.
    name, names
        Name shown, and all spellings.
    country
        ISO 3166-1 alpha-2 code; empty where the file says none.
    level
        1 for provinces, 2 and 3 for districts and their parts.
    pcode
        OCHA's code.
    kind
        ``admin``, or ``area of separation`` for ground under a force of the UN.
    parent
        Code of the region of the level above.
    geometry
        Polygon or MultiPolygon, EPSG:4326.
    """

    code: str
    name: str
    names: tuple[str, ...]
    country: str
    level: int
    pcode: str | None
    kind: str
    geometry: BaseGeometry
    parent: str | None = None


@dataclass(frozen=True)
class Boundaries:
    """Regions of one file, with what has to be said about them.

    Attributes
    ----------
    source, licence, attribution
        Where the file comes from, and the line that maps must show.
    view
        Whose view of disputed borders it draws.
    error_km
        How far its lines may lie off, in km.
    error_basis
        What that figure rests on.
    sha256
        Of the bytes of the file.
    repairs
        Regions whose rings were invalid, and how.
    matches
        Under which code each first-order region of a user's file is known.
    """

    regions: tuple[Region, ...]
    source: str
    licence: str
    attribution: str
    view: str
    error_km: float
    sha256: str
    repairs: tuple[str, ...] = ()
    error_basis: str = ""
    matches: tuple[str, ...] = ()
    _cache: dict[str, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def region(self, code: str) -> Region:
        """Return the region of a code.

        Raises
        ------
        UnknownNameError
            If no region has the code.
        """
        by_code = self._cache.get("codes")
        if by_code is None:
            by_code = {r.pcode: r for r in self.regions if r.pcode}
            by_code |= {r.code: r for r in self.regions}
            self._cache["codes"] = by_code
        if code not in by_code:
            near = [c for c in sorted(by_code) if c[:2] == code[:2].upper()]
            raise UnknownNameError("region", code, near[:8])
        found: Region = by_code[code]
        return found

    def country(self, iso2: str) -> BaseGeometry:
        """Return the union of a country's regions, areas of separation included.

        Raises
        ------
        UnknownNameError
            If no region belongs to the country.
        """
        key = f"country {iso2}"
        if key not in self._cache:
            from shapely import union_all

            lowest = min(
                (r.level for r in self.regions if r.country == iso2), default=0
            )
            parts = [
                r.geometry
                for r in self.regions
                if r.country == iso2 and r.level == lowest
            ]
            if not parts:
                known = sorted({r.country for r in self.regions} - {""})
                raise UnknownNameError("country", iso2, known)
            self._cache[key] = union_all(parts)
        geometry: BaseGeometry = self._cache[key]
        return geometry

    def at(
        self, lat: float, lon: float, error_km: float = 0
    ) -> list[tuple[Region, Literal["certain", "possible"]]]:
        """Return the regions in which a point lies or may lie.

        Parameters
        ----------
        lat, lon
            WGS 84 degrees.
        error_km
            Radius of the disc in which the point lies. 0 asks for the bare point.

        Returns
        -------
        list of (Region, str)
            ``certain`` where the region covers the whole disc, ``possible`` where it
            covers part of it; in the order of the file.
        """
        from shapely import Point

        disc: BaseGeometry = Point(lon, lat)
        if error_km > 0:
            from .metric import buffer_km

            disc = buffer_km(disc, error_km)
        found: list[tuple[Region, Literal["certain", "possible"]]] = []
        for index in sorted(self._tree().query(disc, predicate="intersects")):
            region = self.regions[index]
            if region.geometry.covers(disc):
                found.append((region, "certain"))
            elif not region.geometry.touches(disc):
                found.append((region, "possible"))
        return found

    def _tree(self) -> STRtree:
        if "tree" not in self._cache:
            from shapely import STRtree

            self._cache["tree"] = STRtree([r.geometry for r in self.regions])
        tree: STRtree = self._cache["tree"]
        return tree


def read_boundaries(
    path: Path | None = None,
    *,
    name_field: str | None = None,
    country: str | None = None,
) -> Boundaries:
    """Read boundaries: the embedded ones, or a file of polygons.

    Parameters
    ----------
    path
        Shapefile (zipped too), GeoPackage, GeoJSON or GeoParquet in one of the column
        profiles of :mod:`geodata.profiles`. None: the embedded boundaries.
    name_field
        Column with the names, for a file of no known profile.
    country
        ISO 3166-1 alpha-2 code of the regions, where the file does not say.

    Raises
    ------
    InputError
        If the file cannot be read or has none of the columns.
    CrsError
        If the file does not say its coordinate reference system.
    """
    if path is None:
        return _embedded()
    from .profiles import read_file

    return read_file(path, name_field=name_field, country=country)


@cache
def _embedded() -> Boundaries:
    from shapely.geometry import shape

    raw = (_DATA / "adm1.geojson.gz").read_bytes()
    stated = json.loads((_DATA / "adm1.provenance.json").read_text(encoding="utf-8"))
    regions = []
    for feature in json.loads(gzip.decompress(raw))["features"]:
        given = feature["properties"]
        regions.append(
            Region(
                code=given["code"],
                name=given["name"],
                names=tuple(given["names"]),
                country=given["country"],
                level=1,
                pcode=given["pcode"],
                kind=given["kind"],
                geometry=shape(feature["geometry"]),
            )
        )
    return Boundaries(
        regions=tuple(regions),
        source=f"{stated['source']}, via {stated['via']}",
        licence=stated["licence"],
        attribution=stated["attribution"],
        view=stated["view"],
        error_km=stated["error_km"],
        error_basis=stated["error_basis"],
        sha256=hashlib.sha256(raw).hexdigest(),
        repairs=tuple(stated["repaired"]),
    )
