"""Writes files to the place that a person chooses, aside, and says what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from oci_map import i18n
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.ui import messages
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs

Work = Callable[[Path, Progress], list[Path]]


class Writing(QObject):
    """Asks where, has it written by a job in the language of the window, and says what came."""

    written = Signal(tuple)  # of paths

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._finished)
        self._asking.refused.connect(self._refused)

    @property
    def is_writing(self) -> bool:
        """Say whether something is being written."""
        return self._asking.is_asking

    def write(self, stem: str, name: str, kinds: str, suffix: str, work: Work) -> None:
        """Ask where something called `name` goes, beside the other documents, and write it."""
        if self.is_writing:
            return
        proposed = messages.documents_folder() / f"{stem} - {name}{suffix}"
        path = messages.ask_save_path(name, proposed, kinds)
        if path is not None:
            self._asking.ask(partial(_spoken, i18n.language(), work, path), path)

    def _finished(self, _about: object, paths: list[Path]) -> None:
        self.written.emit(tuple(paths))

    def _refused(self, _about: object, sentence: str) -> None:
        messages.problem(_("It could not be written"), sentence)


def pages() -> str:
    """Return what can be chosen between for text on pages."""
    word, pdf = _("Word document"), _("PDF page")
    return f"{word} (*.docx);;{pdf} (*.pdf)"


def _spoken(language: str, work: Work, path: Path, progress: Progress) -> list[Path]:
    with i18n.speaking(language):
        return work(path, progress)
