"""Waits for something long, such as a large file, while the window goes on painting.

What a person types or clicks meanwhile comes after it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from oci_map.progress import Progress
    from oci_map.ui.jobs import Job, Jobs

T = TypeVar("T")


class Waiting(QObject):
    """Has things done by a job, one at a time."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    def for_(self, work: Callable[[], T]) -> T:
        """Return what the work returns, or raise what it raises."""
        if self._job is not None:
            return work()  # asked for while something else is waited for
        outcome: _Outcome[T] = _Outcome(work)
        self._job = self._jobs.make(partial(_done, outcome))
        self._job.ended.connect(self._end)
        self._jobs.start(self._job)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        flag = QEventLoop.ProcessEventsFlag
        try:
            while self._is_under_way():
                QCoreApplication.processEvents(flag.ExcludeUserInputEvents | flag.WaitForMoreEvents)
        finally:
            QGuiApplication.restoreOverrideCursor()
        return outcome.told()

    def _is_under_way(self) -> bool:
        return self._job is not None

    def _end(self, _job: Job) -> None:
        self._job = None


class _Outcome(Generic[T]):
    """What some work came to, taken from one thread to another."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._found: list[T] = []
        self._problem: BaseException | None = None

    def do(self) -> None:
        try:
            self._found.append(self._work())
        except Exception as problem:  # noqa: BLE001 - it is raised again where it is waited for
            self._problem = problem

    def told(self) -> T:
        if self._problem is not None:
            raise self._problem
        return self._found[0]


def _done(outcome: _Outcome[T], progress: Progress) -> None:
    outcome.do()
    progress.report(1.0)
