"""Writes pages and slides of the follow-up to files that the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.progress import Progress
from oci_map.ui import messages
from oci_map.ui.jobs import Job, Jobs
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.roundtable.evidence import Evidence
    from oci_map.roundtable.follow_up import Register

Work = Callable[[Path, Progress], list[Path]]


class Writer(QObject):
    """Asks where, writes aside, and says what was written."""

    written = Signal(tuple)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None

    def write_dialogue(self, register: Register, bodies: Sequence[RecordId]) -> None:
        """Write what these bodies are asked, a page for each, as Word or PDF."""
        from oci_map.exchange.follow_up import write_dialogue

        analysis = self._session.analysis
        self._write(
            _("Dialogue moment"),
            f"{_('Word document')} (*.docx);;{_pdf()} (*.pdf)",
            ".docx",
            partial(_dialogue, write_dialogue, analysis, register, tuple(bodies)),
        )

    def write_evidence(self, found: Evidence, *, as_page: bool) -> None:
        """Write what came of a roundtable as one slide, or as one page."""
        from oci_map.exchange.evidence import export_evidence, export_evidence_page

        slide = f"{_('PowerPoint slides')} (*.pptx);;{_('PNG image')} (*.png);;{_pdf()} (*.pdf)"
        page = f"{_('Word document')} (*.docx);;{_pdf()} (*.pdf)"
        self._write(
            _("Evidence"),
            page if as_page else slide,
            ".docx" if as_page else ".pptx",
            partial(
                _evidence,
                export_evidence_page if as_page else export_evidence,
                self._session.snapshot,
                found,
            ),
        )

    def _write(self, name: str, kinds: str, suffix: str, work: Work) -> None:
        if self._session.document is None or self._job is not None:
            return
        stem = f"{self._session.document.path.stem} - {name}{suffix}"
        path = messages.ask_save_path(name, self._folder() / stem, kinds)
        if path is None:
            return
        self._job = self._jobs.make(partial(_spoken, i18n.language(), work, path), path)
        self._job.finished.connect(self._finished)
        self._job.refused.connect(self._refused)
        self._job.ended.connect(self._ended)
        self._jobs.start(self._job)

    def _folder(self) -> Path:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(place) if place and Path(place).is_dir() else Path.home()

    def _finished(self, _job: Job, paths: list[Path]) -> None:
        self._job = None
        self.written.emit(tuple(paths))

    def _refused(self, _job: Job, sentence: str) -> None:
        messages.problem(_("It could not be written"), sentence)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None


def _spoken(language: str, work: Work, path: Path, progress: Progress) -> list[Path]:
    with i18n.speaking(language):
        return work(path, progress)


def _dialogue(
    write: Callable[..., list[Path]],
    analysis: object,
    register: object,
    bodies: object,
    path: Path,
    progress: Progress,
) -> list[Path]:
    return write(analysis, register, bodies, path, progress=progress)


def _evidence(
    write: Callable[..., list[Path]],
    snapshot: object,
    found: object,
    path: Path,
    progress: Progress,
) -> list[Path]:
    return write(snapshot, found, path, progress=progress)


def _pdf() -> str:
    return _("PDF page")
