"""Seats the guests aside: with progress, and a stop that keeps the best plan so far."""

from __future__ import annotations

import threading

from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.seating import Seating
from oci_map.roundtable.task import SeatingTask


class SeatingRun:
    """One search for a plan; a job calls it."""

    def __init__(self, task: SeatingTask, seed: int, *, from_plan: bool = False) -> None:
        self._task = task
        self.seed = seed
        self._from_plan = from_plan
        self._enough = threading.Event()

    def stop(self) -> None:
        """Be content with the best plan so far."""
        self._enough.set()

    def __call__(self, progress: Progress) -> Seating:
        """Search, and return the best plan that was found."""
        watched = _Watched(progress, self._enough)
        return self._task.seat(seed=self.seed, from_plan=self._from_plan, progress=watched)


class _Watched(Progress):
    def __init__(self, inner: Progress, enough: threading.Event) -> None:
        self._inner = inner
        self._enough = enough

    def report(self, done: float, text: str = "") -> None:
        if self._enough.is_set():
            raise Cancelled
        self._inner.report(done, text)
