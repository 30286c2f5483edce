"""Cluster workers: what is asked, kept on each worker of a cluster.

Imported only where dask.distributed is there.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from distributed import WorkerPlugin

from .join_runs import JoinRun

__all__ = ["JoinPlugin"]


class JoinPlugin(WorkerPlugin):
    """Holds a join run on a worker: sent once, also to workers that come later."""

    def __init__(self, run: JoinRun) -> None:
        self.run = run

    def setup(self, worker: Any) -> None:
        """Begin on a worker."""
        self.lock = Lock()
