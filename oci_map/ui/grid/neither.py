"""The question who is in neither of two groups, as a sentence with two choices in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui import naming
from oci_map.ui.actions import menu_text
from oci_map.ui.drop_button import DropButton
from oci_map.ui.grid.cells import GROUPS, Subject
from oci_map.ui.grid.words import cut
from oci_map.ui.plain import PlainLabel

_LONGEST = 32


class Neither(QWidget):
    """Neither in [this group] nor in [that one]."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot({})
        self._subject = GROUPS
        self._choices: Sequence[RecordId] = ()
        self.pair: tuple[RecordId, RecordId] | None = None
        self._words = (PlainLabel(role="second", parent=self), PlainLabel(role="second"))
        self.buttons = (DropButton(self), DropButton(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for words, button in zip(self._words, self.buttons, strict=True):
            menu = QMenu(button)
            button.setMenu(menu)
            menu.aboutToShow.connect(self._fill)
            menu.triggered.connect(self._choose)
            row.addWidget(words)
            row.addWidget(button)
        row.addStretch(1)

    def offer(self, snapshot: Snapshot, subject: Subject, choices: Sequence[RecordId]) -> None:
        """Offer these columns; a question about one that is gone is asked no longer."""
        self._snapshot, self._subject, self._choices = snapshot, subject, choices
        if self.pair is not None and not set(choices).issuperset(self.pair):
            self.pair = None
        groups = subject is GROUPS
        self._words[0].setText(_("Neither in") if groups else _("Needs neither"))
        self._words[1].setText(_("nor in") if groups else _("nor"))
        self._show()

    def ask(self, first: RecordId, second: RecordId) -> None:
        """Ask about these two."""
        self.pair = (first, second)
        self._show()

    def stop(self) -> None:
        """Ask no longer."""
        self.pair = None

    def _show(self) -> None:
        for place, button in enumerate(self.buttons):
            name = self._name(self.pair[place]) if self.pair else ""
            button.setText(cut(name, _LONGEST))
            button.setAccessibleName(f"{self._words[place].text()} {button.text()}".strip())
            button.updateGeometry()

    def _name(self, column: RecordId) -> str:
        return naming.short(self._snapshot, self._subject.noun, column)

    def _fill(self) -> None:
        """Offer the columns; not before somebody looks, because there may be thousands."""
        menu = self.sender()
        for place, button in enumerate(self.buttons):
            if button.menu() is not menu:
                continue
            button.menu().clear()
            for one in self._choices:
                action = button.menu().addAction(menu_text(self._name(one), 60))
                action.setCheckable(True)
                action.setChecked(self.pair is not None and one == self.pair[place])
                action.setData((place, one))

    def _choose(self, action: QAction) -> None:
        place, one = action.data()
        if self.pair is None:
            return
        first, second = self.pair
        self.ask(*((one, second) if place == 0 else (first, one)))
        self.changed.emit()
