"""Writes the picture on the screen to a file, without stopping the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from oci_map.graph.analysis import Analysis
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.ui import messages
from oci_map.ui.jobs import Job, Jobs
from oci_map.ui.session import Session


class Exporter(QObject):
    """Asks for a place, writes there on another thread, and says when it is done."""

    written = Signal(object)  # Path

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs

    def ask(self, suggestion: Path) -> None:
        """Ask where the picture should lie, and write it there."""
        from oci_map.exchange.formats import FORMATS

        kinds = ";;".join(f"{one.name} (*{one.suffix})" for one in FORMATS.values())
        first = next(iter(FORMATS))
        path = messages.ask_save_path(
            _("Export the picture"), suggestion.with_name(suggestion.name + first), kinds
        )
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the picture, in the colours of the window; the suffix decides the format."""
        session = self._session
        work = partial(_write, session.analysis, path, session.theme)
        job = self._jobs.make(work, path)
        job.finished.connect(self._finished)
        job.refused.connect(self._refused)
        self._jobs.start(job)

    def tell(self, path: Path) -> None:
        """Say that a file was written."""
        self.written.emit(path)

    def _finished(self, _job: Job, path: object) -> None:
        self.written.emit(path)

    def _refused(self, _job: Job, sentence: str) -> None:
        messages.problem(_("The picture could not be written"), sentence)


def _write(analysis: Analysis, path: Path, theme: str, _progress: Progress) -> Path:
    from oci_map.exchange.formats import export

    export(analysis, path, theme=theme)
    return path
