"""A button that Enter presses as well as Space, also outside a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


class PushButton(QPushButton):
    """Qt's own lets Enter pass unless it stands in a dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(True)
