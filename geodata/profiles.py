"""Polygon files of the user's own, read by the columns that their producers use.

Known are OCHA's COD-AB (releases of 2018, 2020 and v02), geoBoundaries, GADM and
Natural Earth; any other file is read with the name of its name column.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .boundaries import Boundaries, Region
from .errors import CrsError, InputError, MissingExtraError
from .places import Place, fold, read_gazetteer

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_file"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a profile keeps what; ``names`` has the shown name first."""

    names: tuple[str, ...]
    level: int
    code: str | None = None
    country: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class _Profile:
    title: str
    find: Callable[[frozenset[str]], _Columns | None]
    error_km: float
    error_basis: str
    licence: str = "as its producer states"


def _cod_2018(columns: frozenset[str]) -> _Columns | None:
    if not {"name_en", "pcode"} <= columns:
        return None
    level = 1 + _deepest(columns, "adm{}_pcode")
    return _Columns(
        ("name_en", "name_ar", "nam_en_ref", "nam_ar_ref"),
        level,
        "pcode",
        "adm0_pcode",
        f"adm{level - 1}_pcode" if level > 1 else None,
    )


def _cod_2020(columns: frozenset[str]) -> _Columns | None:
    level = _deepest(columns, "adm{}_pcode")
    if not level or f"adm{level}_en" not in columns:
        return None
    names = (f"adm{level}_{suffix}" for suffix in ("en", "ar", "ref", "tr", "ru"))
    return _Columns(
        tuple(names), level, f"adm{level}_pcode", "adm0_pcode", _above(level)
    )


def _cod_v02(columns: frozenset[str]) -> _Columns | None:
    level = _deepest(columns, "adm{}_pcode")
    if not level or f"adm{level}_name" not in columns:
        return None
    names = (f"adm{level}_name{suffix}" for suffix in ("", "1", "2", "3"))
    return _Columns(
        tuple(names), level, f"adm{level}_pcode", "adm0_pcode", _above(level)
    )


def _geoboundaries(columns: frozenset[str]) -> _Columns | None:
    if "shapename" not in columns:
        return None
    return _Columns(("shapename",), 1, "shapeiso")


def _gadm(columns: frozenset[str]) -> _Columns | None:
    level = _deepest(columns, "name_{}")
    if not level:
        return None
    code = "iso_1" if "iso_1" in columns and level == 1 else f"hasc_{level}"
    names = (f"name_{level}", f"varname_{level}", f"nl_name_{level}")
    return _Columns(names, level, code, f"hasc_{level}")


def _natural_earth(columns: frozenset[str]) -> _Columns | None:
    if not {"name", "iso_3166_2"} <= columns:
        return None
    return _Columns(("name", "name_en", "name_alt"), 1, "iso_3166_2", "iso_a2")


_COD_ERROR = "OCHA's operational boundaries, surveyed to about 1 km"
_ASSUMED = "an assumption: no measurement of this file is known"
PROFILES = {
    "COD-AB 2018": _Profile(
        "OCHA COD-AB", _cod_2018, 1, _COD_ERROR, "CC BY-IGO as OCHA states"
    ),
    "COD-AB 2020": _Profile(
        "OCHA COD-AB", _cod_2020, 1, _COD_ERROR, "CC BY-IGO as OCHA states"
    ),
    "COD-AB v02": _Profile(
        "OCHA COD-AB", _cod_v02, 1, _COD_ERROR, "CC BY-IGO as OCHA states"
    ),
    "geoBoundaries": _Profile("geoBoundaries", _geoboundaries, 5, _ASSUMED),
    "Natural Earth": _Profile(
        "Natural Earth",
        _natural_earth,
        10,
        "median Hausdorff distance to OCHA COD-AB in Syria 12 km, Idlib 10 km",
        "public domain",
    ),
    "GADM": _Profile("GADM", _gadm, 5, _ASSUMED),
}
_NEEDED = (
    "NAME_EN and PCODE; ADM1_EN and ADM1_PCODE; adm1_name and adm1_pcode; shapeName; "
    "NAME_1; name and iso_3166_2; or any column with names, given by --name-field"
)
_ISO = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_UNIT = re.compile(r"\b(governorate|province|muhafazah?|oblast|district|region)\b")


def read_file(
    path: Path, *, name_field: str | None = None, country: str | None = None
) -> Boundaries:
    """Read a polygon file; see :func:`geodata.boundaries.read_boundaries`."""
    frame = _in_degrees(path, _frame(path))
    columns = {str(c).lower(): str(c) for c in frame.columns if c != "geometry"}
    title, profile, found = _profile(path, columns, name_field)
    regions, repairs = [], []
    taken: set[str] = set()
    for number, (values, geometry) in enumerate(
        zip(frame[list(columns.values())].to_dict("records"), frame.geometry), 1
    ):
        row = {key: values[column] for key, column in columns.items()}
        polygons, repair = _polygons(f"{path}, feature {number}", geometry)
        region = _region(row, found, polygons, country, taken, number)
        taken.add(region.code)
        regions.append(region)
        if repair:
            repairs.append(f"{region.code}: {repair}")
    if not regions:
        msg = f"{path}: holds no feature"
        raise InputError(msg)
    regions = [*_provinces_of(frame, columns, regions, country), *regions]
    return Boundaries(
        regions=tuple(regions),
        source=f"{title}, file {path.name}",
        licence=profile.licence if profile else "as its owner states",
        attribution=f"Boundaries: {title} ({path.name})",
        view="as its producer draws it",
        error_km=profile.error_km if profile else 5,
        error_basis=profile.error_basis if profile else _ASSUMED,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        repairs=tuple(repairs),
        matches=tuple(_match(region) for region in regions if region.level == 1),
    )


def _provinces_of(
    frame: GeoDataFrame,
    columns: Mapping[str, str],
    regions: list[Region],
    country: str | None,
) -> list[Region]:
    """Join the districts of a file without provinces to the provinces that it names."""
    from shapely import union_all

    called = next((n for n in ("adm1_en", "adm1_name") if n in columns), None)
    if called is None or "adm1_pcode" not in columns:
        return []
    if any(region.level == 1 for region in regions):
        return []
    codes, names = (frame[columns[name]] for name in ("adm1_pcode", called))
    arabic = frame[columns["adm1_ar"]] if "adm1_ar" in columns else names
    groups: dict[str, tuple[dict[str, Any], list[Any]]] = {}
    for code, name, other, region in zip(codes, names, arabic, regions, strict=True):
        row = {"name": name, "other": other, "pcode": code, "country": region.country}
        groups.setdefault(str(code), (row, []))[1].append(region.geometry)
    own = _Columns(("name", "other"), 1, "pcode", "country")
    taken = {region.code for region in regions}
    return [
        _region(row, own, union_all(shapes), country, taken, number)
        for number, (_, (row, shapes)) in enumerate(sorted(groups.items()), 1)
    ]


def _match(region: Region) -> str:
    """Say under which code a first-order region is known, and how it was matched."""
    if not _ISO.fullmatch(region.code):
        return f"{region.name}: no ISO code found; its own code is {region.code}"
    own = region.pcode or "none of its own"
    return f"{region.name}: {region.code}, matched by name (file's code: {own})"


def _frame(path: Path) -> GeoDataFrame:
    if path.is_dir():
        inside = sorted(each.name for each in path.iterdir() if each.is_file())
        msg = f"{path}: is a folder; name one file of it: {', '.join(inside)}"
        raise InputError(msg)
    if not path.is_file():
        msg = f"{path}: no such file"
        raise InputError(msg)
    import geopandas

    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            return geopandas.read_parquet(path)
        listed = geopandas.list_layers(path)
        layers = listed["name"][listed["geometry_type"].notna()].tolist()
        return geopandas.read_file(path, layer=_layer(path, layers))
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "read GeoParquet") from None
    except InputError:
        raise
    except (RuntimeError, ValueError, OSError) as error:  # GDAL's are RuntimeErrors
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        msg = f"{path}: cannot be read as polygons: {reason}"
        raise InputError(msg) from None


def _layer(path: Path, layers: list[str]) -> str | None:
    """Choose the layer of the first level where a file has several."""
    if len(layers) <= 1:
        return None
    likely = [name for name in layers if re.search(r"adm_?1|admin_?1|level_?1", name)]
    if len(likely) == 1:
        return likely[0]
    msg = f"{path}: has the layers {', '.join(layers)}; give a file with one layer"
    raise InputError(msg)


def _in_degrees(path: Path, frame: GeoDataFrame) -> GeoDataFrame:
    if "geometry" not in frame.columns or not hasattr(frame, "crs"):
        msg = f"{path}: has no geometries; it has {', '.join(map(str, frame.columns))}"
        raise InputError(msg)
    if frame.crs is None:
        msg = (
            f"{path}: does not say its coordinate reference system; "
            "write it with one, such as EPSG:4326 (a shapefile needs its .prj)"
        )
        raise CrsError(msg)
    return frame.to_crs("EPSG:4326")


def _profile(
    path: Path, columns: Mapping[str, str], name_field: str | None
) -> tuple[str, _Profile | None, _Columns]:
    present = frozenset(columns)
    has = f"its columns are {', '.join(columns.values()) or 'none'}"
    if name_field is not None and name_field.lower() not in present:
        msg = f"{path}: has no column {name_field!r}; {has}"
        raise InputError(msg)
    for profile in PROFILES.values():
        found = profile.find(present)
        if found is not None:
            if name_field is not None:
                names = (name_field.lower(), *found.names)
                found = _Columns(names, found.level, found.code, found.country)
            return profile.title, profile, found
    if name_field is not None:
        return path.stem, None, _Columns((name_field.lower(),), 1)
    msg = f"{path}: no known profile; {has}; needed: {_NEEDED}"
    raise InputError(msg)


def _polygons(where: str, geometry: BaseGeometry | None) -> tuple[Any, str | None]:
    from shapely import MultiPolygon, force_2d, make_valid
    from shapely.validation import explain_validity

    if geometry is None or geometry.is_empty:
        msg = f"{where}: has no geometry"
        raise InputError(msg)
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        msg = f"{where}: is a {geometry.geom_type}, not a polygon"
        raise InputError(msg)
    flat = force_2d(geometry)
    if flat.is_valid:
        return flat, None
    made = make_valid(flat)
    parts = [
        polygon
        for part in getattr(made, "geoms", [made])
        for polygon in getattr(part, "geoms", [part])
        if polygon.geom_type == "Polygon" and polygon.area > 0
    ]
    if not parts:
        msg = f"{where}: its rings enclose nothing ({explain_validity(flat)})"
        raise InputError(msg)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts), explain_validity(flat)


def _region(
    row: Row,
    found: _Columns,
    geometry: BaseGeometry,
    country: str | None,
    taken: set[str],
    number: int,
) -> Region:
    names = _names(row, found)
    own = _text(row, found.code)
    stated = (_text(row, found.country) or own or "")[:2].upper()
    land = country or (stated if re.fullmatch("[A-Z]{2}", stated) else "")
    level = _level(row, found.level)
    known = _known(names, own, land) if level == 1 else None
    pcode = own if own and re.fullmatch("[A-Z]{2}[0-9]+", own) else None
    code = known.admin1 if known and known.admin1 else own
    code = (code or fold(names[0] if names else "").replace(" ", "-")).replace(".", "-")
    code = code or f"feature-{number}"
    if code in taken:
        code = f"{code}~{number}"
    spellings = (name.text for name in known.names) if known else ()
    return Region(
        code=code,
        name=names[0] if names else code,
        names=tuple(dict.fromkeys((*names, *spellings))),
        country=(known.country if known and known.country else land),
        level=level,
        pcode=pcode or (known.pcode if known else None),
        kind="area of separation" if "undof" in map(fold, names) else "admin",
        geometry=geometry,
        parent=_text(row, found.parent),
    )


def _known(names: list[str], own: str | None, country: str) -> Place | None:
    """Return the province of the embedded gazetteer with the same code or name."""
    gazetteer = read_gazetteer()
    found = []
    for name in names:
        bare = _UNIT.sub("", name.lower()).strip()
        for text in dict.fromkeys((name, bare)):
            found += gazetteer.find(text, kind="province", country=country or None)
    by_code = [p for p in found if own and own in (p.admin1, p.pcode)]
    codes = {place.admin1 for place in found}
    return by_code[0] if by_code else found[0] if len(codes) == 1 else None


def _names(row: Row, found: _Columns) -> list[str]:
    names: list[str] = []
    for column in found.names:
        names += (part.strip() for part in (_text(row, column) or "").split("|"))
    return [name for name in dict.fromkeys(names) if name]


def _level(row: Row, level: int) -> int:
    stated = re.fullmatch(r"ADM(\d)", _text(row, "shapetype") or "")
    return int(stated[1]) if stated else level


def _text(row: Row, column: str | None) -> str | None:
    value = row.get(column) if column else None
    if value is None or value != value:  # a missing value of a frame is NaN
        return None
    return str(value).strip() or None


def _deepest(columns: frozenset[str], pattern: str) -> int:
    return max((n for n in range(1, 5) if pattern.format(n) in columns), default=0)


def _above(level: int) -> str | None:
    return f"adm{level - 1}_pcode" if level > 1 else None
