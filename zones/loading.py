"""Loading: the atlas that a command speaks of, from whatever it was given."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geodata.errors import InputError
from geodata.periods import day_of
from geodata.places import read_gazetteer

from .atlas import Atlas
from .storing import is_atlas, read_atlas

if TYPE_CHECKING:
    from geodata.world import World

    from .dossier import Dossier

__all__ = [
    "EMBEDDED",
    "data_versions",
    "earlier_dossier",
    "embedded_atlas",
    "embedded_dossier",
    "load_atlas",
    "load_dossier",
    "opening_day",
]

_DATA = Path(__file__).parent / "data"
_PARTS = {
    "default": ("seed", "reference"),
    "seed": ("seed",),
    "reference": ("reference",),
}
EMBEDDED = tuple(_PARTS)
"""Names of the dossiers that ship with deesc; the first is the default."""


def embedded_dossier(name: str) -> Path:
    """Return the file of an embedded dossier that is not merged of others."""
    if _PARTS.get(name) != (name,):
        files = ", ".join(part for part in _PARTS if _PARTS[part] == (part,))
        msg = f"no embedded dossier file {name!r}; there is {files}"
        raise InputError(msg)
    return _DATA / f"{name}.dossier.json"


def embedded_atlas(name: str) -> Path:
    """Return the file of the atlas of an embedded dossier."""
    if name not in EMBEDDED:
        msg = f"no embedded dossier {name!r}; there is {', '.join(EMBEDDED)}"
        raise InputError(msg)
    return _DATA / f"{name}.atlas.gpkg"


def data_versions() -> list[tuple[str, str]]:
    """Return what the data that ships with deesc is, by name.

    The words come from the data files themselves: boundaries and places with their
    sources, each dossier with its size and the newest date of its documents.
    """
    places = read_gazetteer()
    stated = next(iter(places.places)).source
    rows = [
        ("boundaries", read_atlas(embedded_atlas(EMBEDDED[0])).boundaries.source),
        ("places", f"{len(places):,}, most from {stated}"),
    ]
    for name, parts in _PARTS.items():
        if parts == (name,):
            rows.append((name, _size_of(read_atlas(embedded_atlas(name)))))
    return rows


def _size_of(atlas: Atlas) -> str:
    documents = atlas.documents
    newest = max(day for d in documents for day in d.bounds if day is not None)
    return (
        f"{len(documents)} documents, {len(atlas.claims)} claims, "
        f"newest document of {newest}"
    )


def opening_day(sources: Sequence[str | Path]) -> int | None:
    """Return the day that a map of these sources opens on; None: it finds its own.

    The default opens on the first day on which the zones of 2017 are no longer all
    standing and the demilitarised zone of September 2018 surely is.
    """
    is_default = not sources or [str(source) for source in sources] == [EMBEDDED[0]]
    return day_of("2018-10-01") if is_default else None


def load_atlas(
    sources: Sequence[str | Path],
    world: Callable[[], World],
    *,
    is_default_world: bool = True,
    report: Callable[[Dossier], None] | None = None,
) -> Atlas:
    """Return the atlas of a dossier, an atlas file, documents, or the embedded one.

    Parameters
    ----------
    sources
        Nothing or the name of an embedded dossier: the embedded atlas; one atlas file;
        one dossier file; else documents and folders of them.
    world
        Called only if something has to be built.
    is_default_world
        Whether the embedded atlas, built on the embedded boundaries, may serve.
    report
        Called with a dossier before it is built.
    """
    if len(sources) == 1 and _is_meant_as_atlas(Path(sources[0])):
        return read_atlas(Path(sources[0]))
    name = str(sources[0]) if sources else EMBEDDED[0]
    if len(sources) <= 1 and name in EMBEDDED and is_default_world:
        return read_atlas(embedded_atlas(name))
    from .building import build

    dossier = load_dossier(sources, world)
    if report is not None:
        report(dossier)
    return build(dossier, world())


def _is_meant_as_atlas(path: Path) -> bool:
    return path.suffix.lower() == ".gpkg" or (path.is_file() and is_atlas(path))


def load_dossier(sources: Sequence[str | Path], world: Callable[[], World]) -> Dossier:
    """Return the dossier of a dossier file, of documents, or an embedded one."""
    from .dossier import merge, read_dossier
    from .reading import read

    name = str(sources[0]) if sources else EMBEDDED[0]
    if len(sources) <= 1 and name in EMBEDDED:
        return merge(read_dossier(embedded_dossier(part)) for part in _PARTS[name])
    paths = [Path(source) for source in sources]
    if len(paths) == 1 and _is_meant_as_dossier(paths[0]):
        return read_dossier(paths[0])
    return read(paths, world())


def _is_meant_as_dossier(path: Path) -> bool:
    """Whether a file is JSON and none of articles; a faulty one is meant as one."""
    if path.suffix.lower() != ".json":
        return False
    from .articles import is_articles

    try:
        return not is_articles(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return True


def earlier_dossier(path: Path) -> Dossier | None:
    """Return the dossier that a new reading is about to replace, if there is one.

    Where nothing was decided, its claims are left out: nobody asks for them.
    """
    from geodata.formats import is_own_file

    if not is_own_file(path):
        return None
    from .dossier import dossier_from_json, read_dossier

    record = _without_claims(path)
    if not isinstance(record, dict) or "query" in record or "claims" not in record:
        return None
    if record.get("decisions"):
        return read_dossier(path)
    return dossier_from_json({**record, "claims": []})


_BLOCK = 1 << 20


def _without_claims(path: Path) -> Any:
    """Read a dossier's file, of one written by deesc all but the claims."""
    parts: list[bytes] = []
    with path.open("rb") as file:
        for line in file:
            parts.append(line)
            if line == b' "claims": [\n':  # as json_text indents it
                parts.append(_behind_list(file))
    try:
        return json.loads(b"".join(parts))
    except ValueError:
        from .checking import load_json

        return load_json(path)  # which says what is wrong, if anything is


def _behind_list(file: BinaryIO) -> bytes:
    """Pass over the items of a list and return the rest of the line that ends it.

    No line end is part of a string in JSON, so a line that begins with the bracket of
    the list's own step ends it.
    """
    tail = b"\n"
    while block := file.read(_BLOCK):
        block = tail + block
        place = block.find(b"\n ]")
        if place >= 0:
            file.seek(place + 1 - len(block), os.SEEK_CUR)
            return file.readline()
        tail = block[-3:]
    return b""
