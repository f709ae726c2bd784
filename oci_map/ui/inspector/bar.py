"""The line at the top of the inspector: back, forward, what kind of record, close."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.ui import icons
from oci_map.ui.actions import Actions
from oci_map.ui.plain import ElidedLabel
from oci_map.ui.session import Session


class InspectorBar(QWidget):
    """Goes through what was selected, as a browser does."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 0)
        row.setSpacing(2)
        self.setFixedHeight(32)
        for name in ("back", "forward"):
            button = QToolButton(self)
            button.setDefaultAction(actions[name])
            button.setIconSize(QSize(16, 16))
            button.setFixedSize(26, 26)
            row.addWidget(button)
        self._noun = ElidedLabel(role="caption", parent=self)
        row.addSpacing(4)
        row.addWidget(self._noun, 1)
        self.closer = QToolButton(self)
        self.closer.setIcon(icons.icon("x"))
        self.closer.setIconSize(QSize(14, 14))
        self.closer.setFixedSize(26, 26)
        self.closer.clicked.connect(actions["inspector"].trigger)
        row.addWidget(self.closer)
        self._closing = actions["inspector"]

    def refresh(self) -> None:
        """Say what kind of record is shown."""
        nouns = {noun for noun, _id in self._session.selection}
        single = len(self._session.selection) == 1
        text = ""
        if len(nouns) == 1:
            noun = NOUNS[nouns.pop()]
            text = noun.label if single else noun.plural
        self._noun.setText(text)
        keys = self._closing.shortcut().toString()
        tip = _("Close the inspector ({keys})").format(keys=keys)
        self.closer.setToolTip(tip)
        self.closer.setAccessibleName(tip)
