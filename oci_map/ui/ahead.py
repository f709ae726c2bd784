"""Loads what the other views are made of while nobody does anything: their first sight is quick."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from oci_map.ui.views import VIEWS, page_class

# One view at a time, ms apart: each is a turn of a tenth of a second.
_EVERY: Final = 700


class Ahead(QObject):
    """Looks now and then whether it may load a view, until all are there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._load_one)

    @property
    def is_loading(self) -> bool:
        """Say whether there are views left to load."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def _load_one(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # somebody drags
        for view in VIEWS:
            if view.page and view.page.split(":")[0] not in sys.modules:
                page_class(view)
                return
        self._timer.stop()
