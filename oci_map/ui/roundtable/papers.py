"""The papers of a roundtable: saved in the format that is asked for, from the agenda."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting


class Papers(QWidget):
    """Buttons for what goes on paper and into calendars."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head = PlainLabel(role="head", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 0, 14, 0)
        column.setSpacing(8)
        column.addWidget(self._head)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._head.setText(_("Papers"))

    def show_meeting(self, meeting: Meeting) -> None:
        """Follow what can be printed."""
