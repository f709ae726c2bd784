"""The pages and slides of the follow-up, written to files that the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session
from oci_map.ui.writing import Work, Writing, pages

if TYPE_CHECKING:
    from oci_map.roundtable.evidence import Evidence
    from oci_map.roundtable.follow_up import Register


class Writer(Writing):
    """Writes what bodies are asked, and what came of a roundtable."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(jobs, parent)
        self._session = session

    def write_dialogue(self, register: Register, bodies: Sequence[RecordId]) -> None:
        """Write what these bodies are asked, a page for each, as Word or PDF."""
        from oci_map.exchange.follow_up import write_dialogue

        analysis = self._session.analysis
        self._offer(
            _("Dialogue moment"),
            pages(),
            ".docx",
            partial(_reported, write_dialogue, analysis, register, tuple(bodies)),
        )

    def write_evidence(self, found: Evidence, *, as_page: bool) -> None:
        """Write what came of a roundtable as one slide, or as one page."""
        from oci_map.exchange.evidence import export_evidence, export_evidence_page

        slides, image, page = _("PowerPoint slides"), _("PNG image"), _("PDF page")
        slide = f"{slides} (*.pptx);;{image} (*.png);;{page} (*.pdf)"
        write = export_evidence_page if as_page else export_evidence
        self._offer(
            _("Evidence"),
            pages() if as_page else slide,
            ".docx" if as_page else ".pptx",
            partial(_reported, write, self._session.snapshot, found),
        )

    def _offer(self, name: str, kinds: str, suffix: str, work: Work) -> None:
        document = self._session.document
        if document is not None:
            self.write(document.path.stem, name, kinds, suffix, work)


def _reported(write: Callable[..., list[Path]], *what: object) -> list[Path]:
    """Write; last among `what` are the path and whom progress is reported to."""
    *given, progress = what
    return write(*given, progress=progress)
