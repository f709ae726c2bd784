"""The buttons over the map that zoom and fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.ui.actions import Actions
from oci_map.ui.plain import Hairline


class ZoomPanel(QFrame):
    """Smaller, how large, larger, the whole map."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._zoom = 1.0
        self._actual = QToolButton(self)
        self._actual.setFixedSize(52, 26)
        self._actual.setProperty("look", "quiet")
        self._actual.clicked.connect(actions["zoom_actual"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(2)
        for name in ("zoom_out", "", "zoom_in", "|", "fit"):
            if name == "|":
                line = Hairline(upright=True)
                line.setFixedHeight(18)
                row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
            elif name:
                button = QToolButton(self)
                button.setDefaultAction(actions[name])
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(QSize(14, 14))
                button.setFixedSize(26, 26)
                row.addWidget(button)
            else:
                row.addWidget(self._actual)
        self.retranslate()
        self.adjustSize()

    def add(self, button: QToolButton) -> None:
        """Let a button stand behind the others."""
        row = self.layout()
        if row is not None:
            row.addWidget(button)
        self.adjustSize()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._actual.setToolTip(_("Actual size"))
        self._actual.setAccessibleName(_("Actual size"))
        self.show_zoom(self._zoom)

    def show_zoom(self, zoom: float) -> None:
        """Say how large the map is shown; 1.0 is 100 %."""
        self._zoom = zoom
        self._actual.setText(_("{share}%").format(share=i18n.number(zoom * 100)))
