"""The line under the grid: the current cell in words, and the keys that change it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.model.vocabulary import ROLES
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.grid.cells import GROUPS, Subject
from oci_map.ui.plain import ElidedLabel

_HEIGHT = 36
_LEAST = 160  # of the words; the keys give way


class Readout(QWidget):
    """Always in the same place, so that it hides no cells."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("gridReadout")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setProperty("baseHeight", _HEIGHT)  # for whoever makes the text larger
        self.text = ElidedLabel(parent=self)
        self.keys = ElidedLabel(role="caption", parent=self)
        self.keys.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.dates = QToolButton(self)
        self.dates.setProperty("look", "link")
        self.dates.clicked.connect(actions["grid_dates"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        self.text.setMinimumWidth(_LEAST)
        row.addWidget(self.text, 1)
        row.addWidget(self.dates)
        row.addWidget(self.keys)

    def say(self, text: str) -> None:
        """Say what the chosen cells hold."""
        self.text.setText(text)

    def show_keys(self, subject: Subject, *, editable: bool, dated: bool) -> None:
        """Name the keys that change a cell, where it can be changed."""
        self.keys.setVisible(editable)
        self.dates.setVisible(dated)
        self.dates.setText(_("Since and until…"))
        if subject is GROUPS:
            letters = " ".join(_(text)[:1].upper() for text in ROLES.values())
            text = _("Space: next role · {letters}: that role · Del: clear")
            self.keys.setText(text.format(letters=letters))
        else:
            self.keys.setText(_("Space: next priority · 1 2 3: that priority · Del: clear"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setMaximumWidth(self.width() // 2)
