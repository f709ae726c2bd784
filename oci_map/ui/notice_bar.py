"""A line that says what was written, with a button to open it; it goes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.ui import icons
from oci_map.ui.plain import ElidedLabel

_WIDTH: Final = 460
_STAYS_MS: Final = 12_000


class NoticeBar(QFrame):
    """Lies over the foot of the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._path = Path()
        self._label = ElidedLabel(parent=self)
        self._open = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("x"))
        self._close.setIconSize(QSize(14, 14))
        self._close.setFixedSize(26, 26)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        self._open.clicked.connect(self._open_file)
        self._close.clicked.connect(self.hide)
        self.setFixedSize(_WIDTH, 42)
        self.hide()
        self.retranslate()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._open.setText(_("Open it"))
        self._close.setToolTip(_("Close"))
        self._close.setAccessibleName(_("Close"))
        self._label.setText(_("Written: {name}").format(name=self._path.name))

    def show_written(self, path: Path) -> None:
        """Say that a file was written."""
        self._path = path
        self.retranslate()
        self.show()
        self.raise_()
        self._clock.start(_STAYS_MS)

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
