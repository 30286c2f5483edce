"""A store of readings: what each document says, on the disk rather than in memory.

A store is a database of SQLite with one row for each document; one without a file is
gone at the end of a run. A row is found by its key, the hash of all that a reading
depends on: the text, what its file says of it, and the document's id. The stamp of a
store is the hash of the code and data that read; rows of another stamp are dropped.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError, OverwriteError

from ..contents import Content
from .packing import pack, unpack
from .readings import Outline, Reading, outline_of

if TYPE_CHECKING:
    from geodata.world import World

__all__ = ["Store", "key_of", "open_store", "row_of", "stamp_of"]

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_READERS = ("geodata", "zones/reading")
"""Folders whose code and data decide what a text says."""
_BATCH = 256
_TABLES = """
CREATE TABLE IF NOT EXISTS deesc (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS readings (
    key TEXT PRIMARY KEY, outline BLOB NOT NULL, reading BLOB NOT NULL
);
DROP TABLE IF EXISTS waiting;
CREATE TABLE waiting (key TEXT PRIMARY KEY, content BLOB NOT NULL);
"""

Row = tuple[bytes, bytes]
"""A document's outline and its reading, packed."""


class Store:
    """Readings by key, and the contents that wait to be read.

    Parameters
    ----------
    connection
        A database that nothing else writes to.
    stamp
        What readings depend on beside their document; rows of another one are dropped.
    """

    def __init__(self, connection: sqlite3.Connection, stamp: str) -> None:
        self._connection = connection
        self._unsaved = 0
        connection.executescript(_TABLES)
        query = "SELECT value FROM deesc WHERE key = 'readings'"
        found = connection.execute(query).fetchone()
        if found != (stamp,):
            connection.execute("DELETE FROM readings")
            row = ("readings", stamp)
            connection.execute("INSERT OR REPLACE INTO deesc VALUES (?, ?)", row)
        connection.commit()

    def __contains__(self, key: str) -> bool:
        query = "SELECT 1 FROM readings WHERE key = ?"
        return self._connection.execute(query, (key,)).fetchone() is not None

    def lay_by(self, key: str, content: Content) -> None:
        """Keep a content until it is read."""
        row = (key, _packed(asdict(content)))
        self._save("INSERT OR REPLACE INTO waiting VALUES (?, ?)", row)

    def content(self, key: str) -> Content:
        """Return a content that waits."""
        query = "SELECT content FROM waiting WHERE key = ?"
        (data,) = self._connection.execute(query, (key,)).fetchone()
        fields = _unpacked(data)
        return Content(**fields | {"pages": tuple(fields["pages"])})

    def keep(self, key: str, row: Row) -> None:
        """Keep what a content, which waits no longer, says."""
        self._connection.execute("DELETE FROM waiting WHERE key = ?", (key,))
        self._save("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (key, *row))

    def outline(self, key: str) -> Outline:
        """Return what linking needs of a document."""
        query = "SELECT outline FROM readings WHERE key = ?"
        (data,) = self._connection.execute(query, (key,)).fetchone()
        return unpack(Outline, _unpacked(data))

    def reading(self, key: str) -> Reading:
        """Return all that a document says."""
        query = "SELECT reading FROM readings WHERE key = ?"
        (data,) = self._connection.execute(query, (key,)).fetchone()
        return unpack(Reading, _unpacked(data))

    def drop_others(self, keys: Collection[str]) -> None:
        """Forget the documents that are not among these."""
        every = [key for (key,) in self._connection.execute("SELECT key FROM readings")]
        gone = [(key,) for key in every if key not in keys]
        self._connection.executemany("DELETE FROM readings WHERE key = ?", gone)
        self._connection.commit()

    def _save(self, query: str, row: tuple[Any, ...]) -> None:
        """Run a query; every now and then all that was done is made to last."""
        self._connection.execute(query, row)
        self._unsaved += 1
        if self._unsaved >= _BATCH:
            self._connection.commit()
            self._unsaved = 0


@contextmanager
def open_store(path: Path | None, stamp: str) -> Iterator[Store]:
    """Open a store, or make it.

    Parameters
    ----------
    path
        Its file; None for a store that is gone at the end.
    stamp
        See :func:`stamp_of`.

    Raises
    ------
    InputError, OverwriteError
        If the file is none that deesc wrote, is broken, or in use by another run.
    """
    if path is not None and not path.parent.is_dir():
        msg = f"{path}: the folder {path.parent} does not exist"
        raise InputError(msg)
    # An empty name gives a database in a temporary file that nobody else sees.
    connection = sqlite3.connect(path or "", timeout=1)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _require_own(connection, path)
        try:
            yield Store(connection, stamp)
        finally:
            connection.commit()  # what was read before an interruption is kept
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        msg = f"{path}: in use by another run of deesc"
        raise InputError(msg) from None
    except (sqlite3.DatabaseError, _BrokenRow) as error:
        msg = f"{path or 'store of readings'}: broken ({error}): remove it"
        raise InputError(msg) from None
    finally:
        connection.close()


def _require_own(connection: sqlite3.Connection, path: Path | None) -> None:
    """Refuse a file that is something else than a store."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    try:
        tables = {name for (name,) in connection.execute(query)}
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # no database at all
        tables = {""}
    if tables and not tables >= {"deesc", "readings"}:
        msg = f"{path}: is no store of readings that deesc wrote; it stays as it is"
        raise OverwriteError(msg)


class _BrokenRow(ValueError):
    """A row that is not what was written."""


def row_of(reading: Reading) -> Row:
    """Pack a reading for a store."""
    return _packed(pack(outline_of(reading))), _packed(pack(reading))


def _packed(value: Any) -> bytes:
    text = json.dumps(value, separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), 1)


def _unpacked(data: bytes) -> Any:
    try:
        return json.loads(zlib.decompress(data))
    except (zlib.error, ValueError, TypeError) as error:
        raise _BrokenRow(str(error)) from None


def key_of(content: Content) -> str:
    """Return the hash of all that the reading of a content depends on but the reader.

    Where its file lies is not part of it.
    """
    told = asdict(content) | {"name": ""}
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def stamp_of(world: World) -> str:
    """Return the hash of what reads: code, data, and the places of a gazetteer."""
    from geodata.places import read_gazetteer

    found = hashlib.sha256(_reader_stamp().encode())
    if world.gazetteer is not read_gazetteer():
        for place in world.gazetteer.places:
            found.update(repr(place).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


@cache
def _reader_stamp() -> str:
    """Return the hash of the files that a reading rests on."""
    found = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version}".encode())
    for path in _reader_files():
        found.update(f"{path.relative_to(_ROOT)}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _reader_files() -> Iterable[Path]:
    """List code and data of the reader in the order of their names."""
    folders = [_ROOT / name for name in _READERS]
    inner = (path for folder in folders for path in folder.rglob("*"))
    files = [path for path in inner if path.is_file() and path.suffix != ".pyc"]
    zone_data = (_ROOT / "zones" / "data").glob("known_*")
    return sorted([*files, *(_ROOT / "zones").glob("*.py"), *zone_data])
