"""Table files: CSV, JSON lines, Excel, Parquet and vector files, opened by suffix.

A file of any size is read in bounded memory. What the columns mean is the matter of
:mod:`geodata.tables.reading`; here a cell is a text or a number and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..errors import InputError
from .chunks import STDIN, TableFile
from .frames import open_parquet, open_sheet, open_vector
from .text import open_csv, open_json, open_json_lines

__all__ = ["open_table", "table_paths"]

_TEXTS = (".csv", ".tsv", ".txt", ".tab", "")
_LINES = (".jsonl", ".ndjson", ".geojsonl")
_JSON = (".json", ".geojson")
_VECTORS = (".gpkg", ".shp", ".fgb", ".gml", ".kml", ".sqlite")
_PARQUET = (".parquet", ".geoparquet", ".pq")
_SHEETS = (".xlsx", ".xlsm")
_PACKED = (".gz", ".zst")
_KNOWN = (*_TEXTS[:-1], *_LINES, *_JSON, *_VECTORS, *_PARQUET, *_SHEETS)


def table_paths(paths: Iterable[Path]) -> list[Path]:
    """Expand folders and patterns into the files that can be read, in sorted order.

    Raises
    ------
    InputError
        If a path leads to nothing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path == STDIN or path.is_file():
            found[path] = None
            continue
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if _is_table(each))
        else:
            root = Path(path.anchor) if path.is_absolute() else Path()
            pattern = str(path.relative_to(path.anchor) if path.anchor else path)
            has_pattern = any(sign in pattern for sign in "*?[")
            inside = sorted(root.glob(pattern)) if has_pattern else []
            inside = [each for each in inside if each.is_file()]
        if not inside:
            kinds = ", ".join(_KNOWN)
            msg = f"{path}: no event file there; needed: {kinds}, also with .gz or .zst"
            raise InputError(msg)
        found.update(dict.fromkeys(inside))
    return list(found)


def _is_table(path: Path) -> bool:
    name = path.name.lower()
    suffix = Path(name.removesuffix(".gz").removesuffix(".zst")).suffix
    return path.is_file() and not name.startswith((".", "~$")) and suffix in _KNOWN


@contextmanager
def open_table(path: Path) -> Iterator[TableFile]:
    """Open a table by its suffix for the length of a block; ``-`` is standard input.

    Raises
    ------
    InputError
        If the file is missing, empty, broken or of no known kind.
    MissingExtraError
        If openpyxl (Excel) or pyarrow (Parquet, zst) is needed and missing.
    """
    name = path.name.lower()
    packed = next((each for each in _PACKED if name.endswith(each)), "")
    suffix = Path(name.removesuffix(packed)).suffix if packed else path.suffix.lower()
    if path != STDIN and not path.is_file():
        msg = f"{path}: cannot be read: no such file"
        raise InputError(msg)
    with ExitStack() as files:
        again = None if path == STDIN else partial(open_table, path)
        yield replace(_open(path, suffix, files), again=again)


def _open(path: Path, suffix: str, files: ExitStack) -> TableFile:
    if suffix in _PARQUET:
        return open_parquet(path, files)
    if suffix in _SHEETS:
        return open_sheet(path, files)
    if suffix in _VECTORS or suffix == ".geojson":
        return open_vector(path)
    if suffix in _LINES:
        return open_json_lines(path, files)
    if suffix == ".json":
        return open_json(path, files)
    if suffix in _TEXTS:
        return open_csv(path, files)
    msg = f"{path}: unknown kind {suffix!r}; needed: {', '.join(_KNOWN)}"
    raise InputError(msg)
