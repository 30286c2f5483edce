"""Exports: an atlas handed over to other tools, in the format of the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import InputError
from geodata.formats import (
    OWN_COMMENT,
    ensure_writable,
    replace_file,
    write_bytes,
    write_text,
)
from geodata.periods import FUTURE, PAST, iso_of
from zones.atlas import Atlas

from .about import describe
from .features import Feature, Span, gather_features

__all__ = ["FORMATS", "export_atlas", "export_format"]

About = Mapping[str, Any]
Writer = Callable[[Atlas, Sequence[Feature], About, Path], None]


def export_format(path: Path, form: str | None = None) -> str:
    """Return the format asked for, else that of the file's suffix.

    Raises
    ------
    InputError
        If it is none of :data:`FORMATS`.
    """
    found = form or path.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        named = f"format {form!r}" if form else f"suffix {path.suffix!r}"
        msg = f"{path}: {named} is none of {', '.join(FORMATS)}"
        raise InputError(msg)
    return found


def export_atlas(
    atlas: Atlas,
    path: Path,
    *,
    span: Span | None = None,
    form: str | None = None,
    overwrite: bool = False,
) -> int:
    """Write an atlas for other tools, all of it or nothing; equal input, equal bytes.

    Parameters
    ----------
    atlas
        What to hand over.
    path
        File to make; its suffix decides the format.
    span
        The days that features are wanted of; None: all.
    form
        One of :data:`FORMATS`, whatever the suffix.
    overwrite
        Replace a file that deesc did not write.

    Returns
    -------
    int
        How many features were written.

    Raises
    ------
    InputError
        If the format is unknown, the atlas says nothing, or the file cannot be written.
    MissingExtraError
        If the format needs a library that is not installed.
    """
    write = FORMATS[export_format(path, form)]
    ensure_writable(path, overwrite)
    if not atlas.claims:
        msg = f"{path}: nothing to export, since no document makes a claim"
        raise InputError(msg)
    features = gather_features(atlas, span)
    about = describe(atlas) | {"days": _days(span), "features": len(features)}
    write(atlas, features, about, path)
    return len(features)


def _days(span: Span | None) -> str:
    if span is None or (span.first <= PAST and span.last >= FUTURE):
        return "all"
    if span.first == span.last:
        return str(iso_of(span.first))
    return f"{iso_of(span.first) or '..'}/{iso_of(span.last) or '..'}, both included"


def _gpkg(atlas: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from .geopackage import write_geopackage

    write_geopackage(atlas, features, about, path)


def _parquet(_: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from .geoparquet import write_geoparquet

    write_geoparquet(features, about, path)


def _geojson(_: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from .geojson import geojson_text

    write_text(path, geojson_text(features, about))


def _kml(_: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from .kml import kml_text

    write_text(path, kml_text(features, about))


def _csv(_: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from .sheets import csv_of, side_file, side_text

    texts = csv_of(features), side_text(path, about)
    with replace_file(side_file(path)) as beside, replace_file(path) as table:
        table.write_bytes(texts[0].encode("utf-8"))
        beside.write_bytes(texts[1].encode("utf-8"))


def _xlsx(atlas: Atlas, features: Sequence[Feature], about: About, path: Path) -> None:
    from geodata.workbooks import workbook_bytes

    from .tables import list_tables

    tables = list_tables(atlas, features, about)
    write_bytes(path, workbook_bytes(tables, OWN_COMMENT))


FORMATS: dict[str, Writer] = {
    "gpkg": _gpkg,
    "parquet": _parquet,
    "geojson": _geojson,
    "kml": _kml,
    "csv": _csv,
    "xlsx": _xlsx,
}
"""Formats by suffix, and what writes them."""
