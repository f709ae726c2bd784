"""One stop for Tab in a list of buttons; the arrows, Home and End lead from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_FAR: Final = 10**6
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class RovingButton(QAbstractButton):
    """A button in such a list; it tells where the keyboard is and where it wants to go."""

    entered = Signal()
    stepped = Signal(int)  # so many buttons further

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Roving(QObject):
    """Lets only one of several buttons be a stop for Tab: the one that had the keyboard last."""

    def __init__(self, members: Callable[[], Sequence[RovingButton]], parent: QObject) -> None:
        super().__init__(parent)
        self._members = members
        self._current: QWidget | None = None

    def take(self, button: RovingButton) -> None:
        """Count a button in."""
        button.entered.connect(self._enter)
        button.stepped.connect(self._step)

    def refresh(self) -> None:
        """Make sure that exactly one of those that are shown is a stop."""
        shown = self._shown()
        if self._current not in shown:
            self._current = shown[0] if shown else None
        strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
        for one in self._members():
            if one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                one.setFocusPolicy(strong if one is self._current else click)

    def _shown(self) -> list[RovingButton]:
        return [
            one
            for one in self._members()
            if not one.isHidden()
            and one.isEnabled()
            and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]

    def _enter(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            self._current = button
            self.refresh()

    def _step(self, by: int) -> None:
        shown = self._shown()
        if self._current in shown:
            place = [one is self._current for one in shown].index(True) + by
            reached = shown[max(0, min(len(shown) - 1, place))]
            reached.setFocus(Qt.FocusReason.TabFocusReason)
