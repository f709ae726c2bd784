"""A key that a widget claims is not the window's; any other key is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui.claimed_key import claimed


class _Window(QWidget):
    """Counts the keys that come to it instead of to the field in it."""

    def __init__(self, claims: bool) -> None:
        super().__init__()
        self.heard = 0
        self.field = _Field(claims, self)
        QVBoxLayout(self).addWidget(self.field)
        action = self.addAction("Away")
        action.setShortcuts([QKeySequence("Esc"), QKeySequence("F7")])
        action.triggered.connect(self._hear)
        self.show()
        self.activateWindow()
        self.field.setFocus()
        QTest.qWaitForWindowActive(self)

    def _hear(self) -> None:
        self.heard += 1


class _Field(QLineEdit):
    def __init__(self, claims: bool, parent: QWidget) -> None:
        self._claims = claims
        super().__init__(parent)

    def event(self, event: QEvent) -> bool:
        return (self._claims and claimed(event, Qt.Key.Key_Escape)) or super().event(event)


def test_a_claimed_key_stays_where_it_was_pressed(qtbot: QtBot) -> None:
    window = _Window(claims=True)
    qtbot.addWidget(window)
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert window.heard == 0
    QTest.keyClick(window.field, Qt.Key.Key_F7)
    assert window.heard == 1


def test_a_key_that_nobody_claims_is_the_windows(qtbot: QtBot) -> None:
    window = _Window(claims=False)
    qtbot.addWidget(window)
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert window.heard == 1


def test_only_the_question_is_answered_and_not_the_key_itself(qapp: QApplication) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not claimed(pressed, Qt.Key.Key_Escape)
    assert not claimed(QEvent(QEvent.Type.ShortcutOverride), Qt.Key.Key_Escape)
