"""Which gap is looked at: list, table and map follow it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class GapFocus(QObject):
    """Holds the key of the gap that is looked at, '' for none, and says when it changes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = ""

    def look_at(self, key: str) -> None:
        """Look at another gap."""
        if key != self.key:
            self.key = key
            self.changed.emit()
