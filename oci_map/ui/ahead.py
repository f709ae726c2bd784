"""Loads what will be wanted while nobody does anything: the first sight of a view is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from oci_map.ui.views import VIEWS, page_class

if TYPE_CHECKING:
    from oci_map.progress import Progress
    from oci_map.ui.jobs import Jobs

# The first outline that bends in needs it; half a second, so a job does it.
_ALSO: Final = "scipy.ndimage"
# What is selected is shown by these.
_FIRST: Final = tuple(
    f"oci_map.ui.inspector.{name}" for name in ("organisation", "group", "several", "record")
)
# One view at a time, ms apart: each is a turn of a tenth of a second.
_EVERY: Final = 700


class Ahead(QObject):
    """Looks now and then whether it may load a view, until all are there."""

    def __init__(self, parent: QObject, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
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
        if any(one not in sys.modules for one in _FIRST):
            for one in _FIRST:
                import_module(one)
            return
        for view in VIEWS:
            if view.page and view.page.split(":")[0] not in sys.modules:
                page_class(view)
                return
        self._timer.stop()
        if self._jobs is not None:
            self._jobs.start(self._jobs.make(_load))


def _load(_progress: Progress) -> None:
    import_module(_ALSO)
