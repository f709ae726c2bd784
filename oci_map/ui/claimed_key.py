"""A key that belongs to a widget before it belongs to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def claimed(event: QEvent, key: Qt.Key) -> bool:
    """Answer Qt, when it asks whose this key is, that it is ours; return whether it asked.

    Before the window takes a key for a shortcut, Qt asks the widget with the keyboard.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != key:
        return False
    event.accept()
    return True
