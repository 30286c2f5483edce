"""Workers: one function over many items, in several processes where they are many.

Results come in the order of the items whatever the number of processes, so that the
outcome is the same on any machine.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

__all__ = ["FEWEST", "spread"]

FEWEST = 100
"""Below as many items one process is used: starting others would take longer."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

_job: list[Any] = []
"""In another process: the function and its second argument."""


def spread(
    function: Callable[[Item, Shared], Result],
    items: Iterable[Item],
    shared: Shared,
    workers: int | None = None,
    *,
    count: int | None = None,
) -> Iterator[Result]:
    """Yield what a function makes of each item, in order.

    Items are taken and results kept a few at a time, however many there are.

    Parameters
    ----------
    function
        A function of a module, so that other processes find it.
    items
        What it is called with; each is sent to another process, if there are several.
    shared
        Second argument of every call, sent to each process once.
    workers
        Number of processes; None for one per processor where the items are many.
    count
        Number of items; needed where they have no length.
    """
    if count is None:
        count = len(items)  # type: ignore[arg-type]
    if workers is None:
        workers = _processors() if count >= FEWEST else 1
    if workers <= 1 or count < 2 or multiprocessing.current_process().daemon:
        for item in items:
            yield function(item, shared)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    # A fork shares the memory of the parent; elsewhere it is slow or not safe.
    method = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPoolExecutor(
        min(workers, count),
        multiprocessing.get_context(method),
        initializer=_prepare,
        initargs=(function, shared),
    )
    waiting: deque[Future[list[Any]]] = deque()
    chunks = _chunks(items, _chunk(count, workers))
    try:
        for chunk in chunks:
            waiting.append(pool.submit(_call, chunk))
            if len(waiting) > _AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_AHEAD = 4
"""Chunks that each process has before it, so that none waits for the slowest."""


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunk(count: int, workers: int) -> int:
    """Return how many items are sent at once: few, so that no process waits long."""
    return max(1, min(16, count // (workers * 4)))


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _prepare(function: Callable[[Any, Any], Any], shared: Any) -> None:
    _job[:] = function, shared
    # What was there before the fork is never freed: looking through it only copies it.
    gc.freeze()


def _call(items: list[Any]) -> list[Any]:
    function, shared = _job
    return [function(item, shared) for item in items]
