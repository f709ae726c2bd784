"""A line that shows a date in words, and as it is written down to whoever enters it."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from oci_map.ui.flat_edit import FlatEdit


class DatedEdit(FlatEdit):
    """Shows '6 Jul 2012'; whoever enters it types 2012-07-06."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._iso = ""
        self._words = ""

    def show_dated(self, iso: str, words: str) -> None:
        """Show a partial date, in these words while nobody types."""
        self._iso, self._words = iso, words
        self.show_text(iso if self.hasFocus() else words)

    def take_back(self) -> None:
        self.setModified(False)
        self.show_dated(self._iso, self._words)

    # ----------------------------------------------------------------------------- Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.isModified() and not self.isReadOnly():
            self.show_text(self._iso)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.isModified() and self.text() == self._iso:
            self.show_text(self._words)
