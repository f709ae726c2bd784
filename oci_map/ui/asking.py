"""Asks a job one thing at a time: a new question ends the former, late answers are dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from oci_map.progress import Progress
from oci_map.ui.jobs import Job, Jobs


class Asking(QObject):
    """One question at a time to be worked out aside; `about` says what the question is about.

    Only the answer to the last question comes out. While the job of a former question has not
    stopped yet, the new one waits: two of them at once would only slow each other and the window.
    With `in_turn` it waits for other jobs too that need much memory.
    """

    answered = Signal(object, object)  # what the question was about, the answer
    refused = Signal(object, str)  # what it was about, the sentence of a UserError
    progressed = Signal(float, str)
    ended = Signal()  # the question is over: answered, refused or broken off by a fault

    def __init__(self, jobs: Jobs, parent: QObject, *, in_turn: bool = False) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._in_turn = in_turn
        self._running: Job | None = None
        self._wanted = False  # whether anybody waits for the job that runs
        self._next: tuple[Callable[[Progress], object], object] | None = None

    @property
    def is_asking(self) -> bool:
        """Say whether an answer is still to come."""
        return self._wanted or self._next is not None

    @property
    def about(self) -> object:
        """What the present question is about; None while there is none."""
        if self._next is not None:
            return self._next[1]
        return self._running.revision if self._running is not None and self._wanted else None

    def ask(self, work: Callable[[Progress], object], about: object = None) -> None:
        """Have this worked out instead of what was asked before."""
        self.forget()
        self._next = (work, about)
        if self._running is None:
            self._start()

    def forget(self) -> None:
        """Want no answer any more."""
        self._next = None
        self._wanted = False
        if self._running is not None:
            self._running.cancel()

    def _start(self) -> None:
        if self._next is None:
            return
        work, about = self._next
        self._next = None
        job = self._jobs.make(work, about)
        job.finished.connect(self._on_finished)
        job.refused.connect(self._on_refused)
        job.progressed.connect(self._on_progressed)
        job.ended.connect(self._on_ended)
        self._running, self._wanted = job, True
        self._jobs.start(job, in_turn=self._in_turn)

    def _on_finished(self, job: Job, answer: object) -> None:
        if job is self._running and self._wanted:
            self._wanted = False
            self.answered.emit(job.revision, answer)

    def _on_refused(self, job: Job, sentence: str) -> None:
        if job is self._running and self._wanted:
            self._wanted = False
            self.refused.emit(job.revision, sentence)

    def _on_progressed(self, done: float, text: str) -> None:
        if self._wanted:
            self.progressed.emit(done, text)

    def _on_ended(self, job: Job) -> None:
        if job is not self._running:
            return
        self._running, self._wanted = None, False
        if self._next is not None:
            self._start()
        else:
            self.ended.emit()
