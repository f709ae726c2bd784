"""What stands in the place of a grid without rows or columns: a sentence, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.ui.actions import Actions
from oci_map.ui.grid.cells import GROUPS, Subject
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton


class Empty(QWidget):
    """One line and one action."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._action = ""
        self.sentence = PlainLabel(role="second", wrap=True, parent=self)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add = PushButton(self)
        self.add.clicked.connect(self._trigger)
        self.show_all = PushButton(self)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self.show_all)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def explain(self, snapshot: Snapshot, subject: Subject, editable: bool) -> None:
        """Say what is missing, and offer to add it."""
        self._action = ""
        if not snapshot.organisations:
            text, self._action = _("There are no organisations yet."), "add_organisation"
        elif subject is GROUPS and not snapshot.groups:
            text, self._action = _("There are no working groups yet."), "add_group"
        elif subject is not GROUPS and not snapshot.needs:
            text, self._action = _("There are no needs yet."), "add_need"
        else:
            text = _("No organisation matches these filters.")
        self.sentence.setText(text)
        self.show_all.setText(_("Show all organisations"))
        self.show_all.setVisible(not self._action)
        self.add.setVisible(bool(self._action) and editable)
        if self._action:
            self.add.setText(self._actions[self._action].text().replace("&", ""))

    def take_focus(self) -> None:
        """Put the keyboard on what can be done."""
        (self.add if self.add.isVisibleTo(self) else self.show_all).setFocus()

    def _trigger(self) -> None:
        if self._action:
            self._actions[self._action].trigger()
