"""A run of the reader: documents read into a store, linked as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..claims import Claim
from ..contents import Content
from ..documents import Document, Skipped, text_of, walk
from ..workers import spread
from .linking import Links
from .reader import read_one
from .readings import Reading
from .store import Row, Store, key_of, open_store, row_of, stamp_of

if TYPE_CHECKING:
    from geodata.world import World

__all__ = ["Run", "start_run"]


class Run:
    """Documents that have been read.

    Attributes
    ----------
    documents
        In the order of their ids.
    skipped
        What was left out, and why.
    unchanged
        How many documents an earlier reading was kept of.
    """

    def __init__(
        self,
        store: Store,
        keys: Sequence[str],
        skipped: Sequence[Skipped],
        known: Iterable[Claim],
        unchanged: int,
    ) -> None:
        outlines = [store.outline(key) for key in keys]
        self.documents: tuple[Document, ...] = tuple(o.document for o in outlines)
        self.skipped = tuple(skipped)
        self.unchanged = unchanged
        self._store = store
        self._keys = keys
        self._links = Links(outlines, known)

    def linked(self) -> Iterator[tuple[Reading, list[Claim]]]:
        """Yield each document with its claims; none is kept once the next is taken."""
        for key in self._keys:
            reading = self._store.reading(key)
            yield reading, self._links.claims(reading)


@contextmanager
def start_run(
    paths: Iterable[str | Path],
    world: World,
    progress: Callable[[int, int], None] | None = None,
    known: Iterable[Claim] = (),
    *,
    workers: int | None = None,
    seen: Collection[str] = (),
    store: Path | None = None,
) -> Iterator[Run]:
    """Read documents; what they say stays on the disk until the block ends.

    Parameters
    ----------
    paths, world, progress, known, workers, seen
        As in :func:`zones.reading.read`.
    store
        File of a store, in which what was read before is found and what is read now
        kept; None for one that is gone at the end.

    Raises
    ------
    InputError
        If nothing can be read, or the store is broken.
    """
    with open_store(store, stamp_of(world)) as found:
        names: dict[str, str] = {}
        skipped: list[Skipped] = []
        fresh: list[str] = []
        for each in walk(paths, seen):
            if isinstance(each, Skipped):
                skipped.append(each)
                continue
            key = key_of(each)
            names[each.id] = key
            if key not in found:
                found.lay_by(key, each)
                fresh.append(key)
        waiting = (found.content(key) for key in fresh)
        rows = spread(_read_content, waiting, world, workers, count=len(fresh))
        for number, (key, row) in enumerate(zip(fresh, rows, strict=True), 1):
            found.keep(key, row)
            if progress is not None:
                progress(number, len(fresh))
        keys = [names[name] for name in sorted(names)]
        if store is not None:
            found.drop_others(frozenset(keys))
        yield Run(found, keys, skipped, known, len(keys) - len(fresh))


def _read_content(content: Content, world: World) -> Row:
    return row_of(read_one(text_of(content), world))
