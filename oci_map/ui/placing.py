"""Gives organisations without a place one, and tidies the whole map up when asked."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from oci_map.drawing import places
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.ui import saved_view
from oci_map.ui.jobs import Job, Jobs
from oci_map.ui.session import Session

# Maps up to this size are laid out faster than a person sees; larger ones in a job.
_AT_ONCE: Final = 80


class Placer(QObject):
    """Watches the document; new organisations stand near those they work with."""

    progressed = Signal(float)  # share of the work done; 1.0 when it ended

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        session.document_changed.connect(self._on_document)
        session.stepped.connect(self._on_step)

    def tidy(self) -> None:
        """Lay the whole map out anew, as one step; pinned organisations stay."""
        if self._session.can_edit and self._session.snapshot.organisations:
            self._start(partial(_tidied, self._session.snapshot), self._on_tidied)

    def _on_document(self) -> None:
        self._cancel()
        self._place_missing()

    def _on_step(self, _step: object) -> None:
        self._place_missing()

    def _place_missing(self) -> None:
        session = self._session
        if not session.unplaced():
            return
        if len(session.snapshot.organisations) <= _AT_ONCE:
            session.give_places(places.missing_places(session.snapshot))
        else:
            self._start(partial(_missing, session.snapshot), self._on_missing)

    def _start(self, work: partial[places.Places], then: object) -> None:
        self._cancel()
        job = self._jobs.make(work, self._session.snapshot)
        job.finished.connect(then)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.progressed.emit(1.0)

    def _on_progress(self, done: float, _text: str) -> None:
        self.progressed.emit(min(done, 0.99))

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.progressed.emit(1.0)

    def _on_missing(self, job: Job, found: places.Places) -> None:
        # An edit in the meantime has started its own job: this answer is about an older map.
        if job.revision is self._session.snapshot:
            self._session.give_places(found)

    def _on_tidied(self, job: Job, found: places.Places) -> None:
        if job.revision is self._session.snapshot:
            saved_view.tidy(self._session, found)


def _missing(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.missing_places(snapshot, progress)


def _tidied(snapshot: Snapshot, progress: Progress) -> places.Places:
    return places.tidy_places(snapshot, progress)
