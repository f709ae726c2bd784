"""Keeps the open document safe: written to its folder a few seconds after the last edit.

Each gesture is on this computer's disk at once, in the working copy. Here that copy is written to
the person's own file: in a job, so that nothing waits, again later when it cannot be done now, and
before the window closes. She is told what became of it and is asked only what nobody else can say.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from oci_map.errors import FileProblem
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.store import recovery
from oci_map.store.publish import Written
from oci_map.store.working import Image, WorkingFile
from oci_map.ui import messages, opening

if TYPE_CHECKING:
    from oci_map.document import Document
    from oci_map.ui.jobs import Job, Jobs
    from oci_map.ui.session import Session

log = logging.getLogger(__name__)

_AFTER_EDIT_MS: Final = 3_000
_AT_MOST: Final = 8  # edits in a row that may each put it off
_AGAIN_MS: Final = (10_000, 30_000, 60_000)  # after one, two and more failures


class Keeper(QObject):
    """Writes the session's document to its folder, and knows whether it is there."""

    changed = Signal()  # what is to be said of it
    told = Signal(str)  # what a document that was just opened has to say, once

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._jobs: Jobs | None = None
        self._sent: _Sending | None = None  # what a job is writing now, or waits to write
        self._again = False  # something was to be written meanwhile
        self._edits = 0
        self._failures = 0
        self.reason = ""  # why the document is not in its folder yet; '' while all is well
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.write)
        session.stepped.connect(self._on_step)

    def use(self, jobs: Jobs) -> None:
        """Write aside from now on, so that the window never waits for a disk."""
        self._jobs = jobs

    @property
    def _work(self) -> WorkingFile | None:
        document = self._session.document
        return None if document is None else document.work

    @property
    def is_writing(self) -> bool:
        """Say whether a job has an image of the document to write to its folder.

        One that waits for its turn has none: it takes what the document holds then.
        """
        return self._sent is not None and self._sent.image is not None

    @property
    def folder(self) -> str:
        """Return what the folder of the document is called."""
        document = self._session.document
        return "" if document is None else document.path.parent.name or str(document.path.parent)

    # ------------------------------------------------------------------------------- opening

    def take_up(self) -> None:
        """Open the document whose last edits are only on this computer, if there is one."""
        path = next(recovery.unfinished(), None)
        if path is not None:
            self._session.open(path)

    def begin(self, document: Document) -> None:
        """Look after a document that was just opened, and tell what there is to tell."""
        self._edits = self._failures = 0
        self.reason = ""
        if document.notices:
            self.told.emit(" ".join(document.notices))
        if document.work is not None and document.work.unpublished:
            self._clock.start(0)  # what a crash left

    # ------------------------------------------------------------------------------- writing

    def _on_step(self, _step: object) -> None:
        self._edits += 1
        if self._edits <= _AT_MOST or not self._clock.isActive():
            self._clock.start(_AFTER_EDIT_MS)

    def write(self) -> None:
        """Have what is not in the folder yet written there, aside."""
        work = self._work
        if work is None or not work.unpublished:
            return
        if self._jobs is None:
            self.save()
        elif self._sent is not None:
            self._again = True
        else:
            self._send(self._jobs, work)

    def _send(self, jobs: Jobs, work: WorkingFile) -> None:
        self._clock.stop()
        self._sent = sending = _Sending(work)
        job = jobs.make(sending.write, sending)
        job.begins.connect(self._take_image)
        job.finished.connect(self._on_written)
        job.ended.connect(self._on_ended)
        jobs.start(job, in_turn=True)

    def _take_image(self, job: Job) -> None:
        """Take what is to be written now that its turn has come."""
        sending = cast("_Sending", job.revision)
        if sending.work is not self._work or not sending.work.unpublished:
            job.cancel()  # all of it was written meanwhile, or it was closed
            return
        self._edits = 0
        try:
            sending.image = sending.work.take_image()
        except FileProblem as problem:
            job.cancel()
            self._fail(problem)

    def _on_written(self, job: Job, result: object) -> None:
        sending = cast("_Sending", job.revision)
        work, image = sending.work, sending.image
        if image is None or work is not self._work:
            return
        if isinstance(result, FileProblem):
            self._fail(result)
        elif isinstance(result, Written):
            self._settle(work, image, result)

    def _on_ended(self, _job: Job) -> None:
        self._sent = None
        if self._again:
            self._again = False
            self.write()

    def save(self) -> bool:
        """Write the document to its folder now; say whether it is there."""
        work = self._work
        if work is None:
            return True
        self._clock.stop()
        try:
            if work.unpublished:
                image = work.take_image()
                self._settle(work, image, work.send(image))
        except FileProblem as problem:
            self._fail(problem)
            return False
        return True

    def save_now(self) -> None:
        """Write the document to its folder because she asks; say what is in the way."""
        self._failures = 0
        self.write()

    def _settle(self, work: WorkingFile, image: Image, written: Written) -> None:
        former = work.path
        try:
            work.settle(image, written)
        except (FileProblem, OSError) as problem:
            self._fail(problem)
            return
        self._failures = 0
        self.reason = ""
        if written.aside:
            self._session.keep_path()
            messages.notice(_("Two versions of this document"), _aside(former, written.path))
        if work.unpublished and not self._clock.isActive():
            self._clock.start(_AFTER_EDIT_MS)  # she went on meanwhile
        self.changed.emit()

    def _fail(self, problem: Exception) -> None:
        reason = getattr(problem, "reason", "")
        self.reason = reason or getattr(problem, "sentence", "") or str(problem)
        self._clock.start(_AGAIN_MS[min(self._failures, len(_AGAIN_MS) - 1)])
        self._failures += 1
        log.info("not written to its folder: %s", type(problem.__cause__ or problem).__name__)
        self.changed.emit()

    # ------------------------------------------------------------------------------- closing

    def may_close(self) -> bool:
        """Write what is not in the folder yet; when that fails, ask whether to close all the same.

        While the system ends the session nobody is asked: everything is kept on this computer.
        """
        if self.save() or _is_logging_off():
            return True
        sentence = _(
            "“{name}” could not be written to {folder}: {reason}. All your edits are kept on this"
            " computer; they are written there when you open the document again."
        ).format(name=self._name, folder=self.folder, reason=self.reason)
        return messages.confirm(_("Not yet in its folder"), sentence, _("Close all the same"))

    @property
    def _name(self) -> str:
        document = self._session.document
        return "" if document is None else document.path.name

    def let_go(self, document: Document) -> None:
        """Close a document, written to its folder or else kept on this computer."""
        had_failed = bool(self.reason)
        if not had_failed:
            self.save()  # and tell of somebody else's version
        self._clock.stop()
        self._again = False
        self.reason = ""
        if had_failed:  # it was told already
            with suppress(FileProblem):
                document.close()
        else:
            opening.let_go(document)


class _Sending:
    """A document that is on its way to its folder; its image is taken when it begins."""

    def __init__(self, work: WorkingFile) -> None:
        self.work = work
        self.image: Image | None = None

    def write(self, _progress: Progress) -> object:
        """Write the image, on the thread of a job; what went wrong is a result as well."""
        if self.image is None:
            return None
        try:
            return self.work.send(self.image)
        except FileProblem as problem:
            return problem


def _is_logging_off() -> bool:
    application = QApplication.instance()
    return isinstance(application, QApplication) and application.isSavingSession()


def _aside(former: Path, path: Path) -> str:
    return _(
        "“{name}” was changed by somebody else, or on another computer, while you worked on it."
        " Nothing is lost: that version stays as it is, and yours is in “{aside}” beside it, where"
        " you go on working now."
    ).format(name=former.name, aside=path.name)
