"""One stop for Tab in a list of buttons; the arrows, Home and End lead from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_FAR: Final = 10**6
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class Roving(QObject):
    """Lets only one of several widgets be a stop for Tab: the one that had the keyboard last."""

    def __init__(self, members: Callable[[], Sequence[QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._members = members
        self._current: QWidget | None = None

    def take(self, widget: QWidget) -> None:
        """Count a widget in."""
        widget.installEventFilter(self)

    def refresh(self) -> None:
        """Make sure that exactly one of those that are shown is a stop."""
        shown = self._shown()
        if self._current not in shown:
            self._current = shown[0] if shown else None
        for one in self._members():
            stops = one is self._current
            if one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                one.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
                )

    def _shown(self) -> list[QWidget]:
        return [
            one
            for one in self._members()
            if not one.isHidden()
            and one.isEnabled()
            and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._current = watched
            self.refresh()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            shown = self._shown()
            if step is not None and plain and watched in shown:
                place = max(0, min(len(shown) - 1, shown.index(watched) + step))  # type: ignore[arg-type]
                shown[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
