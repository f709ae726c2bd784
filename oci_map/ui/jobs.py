"""Long functions on a thread of their own: with progress, cancelling and a revision number."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QThreadPool, Signal

from oci_map.errors import UserError
from oci_map.progress import Cancelled, Progress

_PERIOD: Final = 0.05  # seconds between two reports to the window
#: Where jobs made so many new objects, as those that open a large document do, they are to stay:
#: the window would stand still three times for .1 s, at 20 000 organisations .4 s, while they are
#: looked through for garbage. They go all the same as soon as nobody holds them.
_MUCH: Final = 50_000
#: So many new objects, and so many rounds, before Python looks for garbage among the youngest and
#: among all. It would do so at 700 and 10: thirty times within one edit of a large map, each time
#: among all that the edit made so far, and now and then among all that there is.
_ROUNDS: Final = (_MUCH, 10, 10)


class Job(QObject):
    """One run of a long function; its signals arrive on the window's thread.

    `revision` says what the result is about: who asked compares it with the present one, so
    that a late result never overwrites a newer one.
    """

    begins = Signal(object)  # the job: its turn has come, and its thread is about to start
    finished = Signal(object, object)  # the job, its result
    refused = Signal(object, str)  # the job, the sentence of a UserError
    progressed = Signal(float, str)
    ended = Signal(object)  # the job; after each of the others, and when it was cancelled

    def __init__(
        self, work: Callable[[Progress], object], revision: object, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.revision = revision
        self._work = work
        self.in_turn = False  # it needs much memory
        self._stop = threading.Event()
        self._left = threading.Event()

    def cancel(self) -> None:
        """Stop at the next report; no result comes any more."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Say whether it was told to stop."""
        return self._stop.is_set()

    def run(self) -> None:
        """Do the work, and say when its thread lets go of this job."""
        try:
            self.work()
            if self.in_turn:
                from oci_map.ui.memory import give_back_small_blocks

                give_back_small_blocks()
        finally:  # from then on garbage is looked for, and it must not be on this thread
            self._left.set()

    def wait_left(self) -> None:
        """Wait for the moment between the last signal and the end of the thread's work."""
        self._left.wait()

    def work(self) -> None:
        """Do the work; called on the job's own thread."""
        if self.cancelled:  # before its turn came
            self.ended.emit(self)
            return
        try:
            result = self._work(_JobProgress(self, self._stop))
        except Cancelled:
            pass
        except UserError as problem:
            self.refused.emit(self, problem.sentence)
        except BaseException:  # noqa: BLE001 - a thread pool would swallow it
            # The hook tells the person, once, on the window's thread.
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), None)))
        else:
            if not self.cancelled:
                self.finished.emit(self, result)
        self.ended.emit(self)


class Jobs(QObject):
    """Runs jobs, and waits for them when the window closes; says when garbage is collected.

    No garbage is collected while one runs: a collection begins on whatever thread asks for memory
    next, and widgets that nobody holds any more would be ended on a thread that is not theirs.
    What is set apart is not looked through either, until it is let go.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Job] = set()
        self._in_turn: deque[Job] = deque()  # the first one runs, the others wait for it
        self._collects = False  # as soon as no job runs
        self._begun = self._closed = False

    def make(self, work: Callable[[Progress], object], revision: object = None) -> Job:
        """Return a job to connect to; `start` runs it."""
        return Job(work, revision, self)

    def start(self, job: Job, *, in_turn: bool = False) -> None:
        """Run a job when a processor is free; after `close` it is ended unrun.

        Those that go `in_turn` run one after the other: each needs so much memory for a large map
        that two at once would be too much for a small computer.
        """
        if self._closed:
            job.cancel()
        if not self._begun:
            from oci_map.ui.memory import give_back_large_blocks  # not for the first picture

            self._begun = True
            give_back_large_blocks()
        if not self._running:
            self._collects = gc.isenabled()
            gc.disable()
        self._running.add(job)
        job.ended.connect(self._forget)
        job.in_turn = in_turn
        if in_turn and not self._closed:
            self._in_turn.append(job)
            if len(self._in_turn) > 1:
                return
        self._begin(job)

    def _begin(self, job: Job) -> None:
        job.begins.emit(job)
        self._pool.start(job.run)

    @property
    def running(self) -> bool:
        """Say whether any job has not ended."""
        return bool(self._running)

    def close(self) -> None:
        """Cancel what runs, and wait until it stopped."""
        self._closed = True
        for job in self._running:
            job.cancel()
        for job in tuple(self._in_turn)[1:]:  # no turn comes any more
            self._pool.start(job.run)
        self._in_turn.clear()
        self._pool.waitForDone()
        self._collect_again()

    def collect_garbage(self) -> None:
        """Have garbage collected from now on, as soon as no job runs."""
        self._collects = True
        gc.set_threshold(*_ROUNDS)
        if not self._running:
            gc.enable()

    def set_apart(self) -> None:
        """Look no more through what there is now; it goes as soon as nobody holds it."""
        gc.freeze()

    def let_go(self) -> None:
        """Look again through what was set apart, for the document it belonged to is closed."""
        gc.unfreeze()

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        # Its thread may still be on the way out of its last signal.
        job.wait_left()
        job.deleteLater()
        if self._in_turn and self._in_turn[0] is job:
            self._in_turn.popleft()
            if self._in_turn:
                self._begin(self._in_turn[0])
        if not self._running:
            self._collect_again()

    def _collect_again(self) -> None:
        if self._collects:
            # Python's own count goes down by what was given up meanwhile, such as a former picture.
            if len(gc.get_objects(generation=0)) > _MUCH:
                self.set_apart()
            gc.enable()


class _JobProgress(Progress):
    def __init__(self, job: Job, stop: threading.Event) -> None:
        self._job = job
        self._stop = stop
        self._next = 0.0

    def report(self, done: float, text: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now >= self._next or done >= 1.0:
            self._next = now + _PERIOD
            self._job.progressed.emit(done, text)
