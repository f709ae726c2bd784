"""A chip with a menu of things to choose several of, such as sectors; none chosen means all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui.actions import menu_text
from oci_map.ui.chip import Chip
from oci_map.ui.grid.words import cut

_SHORT = 24


class ChoiceChip(Chip):
    """Says what was chosen; its menu has a tick for each."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._label = ""
        self._choices: list[tuple[RecordId, str]] = []
        self.chosen: frozenset[RecordId] = frozenset()
        self._list = QMenu(self)
        self.set_menu(self._list)
        self._list.triggered.connect(self._choose)

    def offer(self, label: str, choices: Sequence[tuple[RecordId, str]]) -> None:
        """Offer these; what is no longer among them is no longer chosen."""
        self._label = label
        known = {one for one, _name in choices}
        if list(choices) != self._choices:
            self._choices = list(choices)
            self.chosen &= known
            self._fill()
        self._say()

    def choose(self, chosen: frozenset[RecordId]) -> None:
        """Choose these; nothing is all."""
        self.chosen = chosen
        self._say()

    def _fill(self) -> None:
        self._list.clear()
        self._add(_("All"), RecordId(""))
        self._list.addSeparator()
        for one, name in self._choices:
            self._add(menu_text(name, 50), one)

    def _add(self, text: str, one: RecordId) -> None:
        action = self._list.addAction(text)
        action.setCheckable(True)
        action.setData(one)

    def _choose(self, action: QAction) -> None:
        one = action.data()
        self.chosen = self.chosen ^ {one} if one else frozenset()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        for action in self._list.actions():
            one = action.data()
            if not one and not action.isSeparator():
                action.setText(_("All"))
            action.setChecked(one in self.chosen if one else not self.chosen)
        names = [name for one, name in self._choices if one in self.chosen]
        if len(names) > 1:
            self.set_texts(self._label, i18n.number(len(names)))
        else:
            self.set_texts(self._label, cut(names[0], _SHORT) if names else _("all"))
