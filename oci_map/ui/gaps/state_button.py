"""The tag with what was decided about a gap; its menu decides something else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from oci_map.graph.finding import DISMISSED, State
from oci_map.i18n import _
from oci_map.ui.gaps.words import ALL, STATES, TONES, state_word
from oci_map.ui.icons import beside


class StateButton(QToolButton):
    """Says the state; tells which other one is wanted."""

    decided = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "state")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._decide)
        self.setMenu(self._menu)

    def show_state(self, state: State, *, can_edit: bool) -> None:
        """Show what was decided."""
        word = state_word(state)
        self.setText(f"{beside(word)} ▾" if can_edit else word)
        self.setAccessibleName(_("State: {state}").format(state=word))
        self.setEnabled(can_edit)
        tone = TONES[state.state][0]
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().polish(self)
        self._menu.clear()
        for code, text in STATES.items():
            if code != ALL:
                action = self._menu.addAction(_(text) + ("…" if code == DISMISSED else ""))
                action.setData(code)
                action.setCheckable(True)
                action.setChecked(code == state.noted)

    def _decide(self, action: QAction) -> None:
        self.decided.emit(action.data())
