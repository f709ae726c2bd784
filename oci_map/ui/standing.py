"""What a document brought is not looked through each time that something is thrown away.

Python looks for garbage among all that it holds: with a thousand organisations that stops the
window for as long as an edit takes. What was read and worked out at first stays for long.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session

# ms between two looks whether all is found of a document.
_EVERY: Final = 500


class Standing(QObject):
    """Sets what an opened document brought apart from what comes and goes, once all is found."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        session.document_changed.connect(self.begin)

    @property
    def is_looking(self) -> bool:
        """Say whether there is still something to set apart."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Begin to look."""
        self._timer.start()

    def _look(self) -> None:
        # While jobs run, what they hold for a moment would stay for good.
        if not self._jobs.running and self._session.drawing.is_settled:
            self._timer.stop()
            self._jobs.set_apart()
