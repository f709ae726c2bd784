"""Says what was selected on the map to who cannot see it, as the arrows walk from mark to mark."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from oci_map.ui.session import Session


class Announcer(QObject):
    """Reads the description of a widget aloud each time that the selection makes it another."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.said = ""
        session.selection_changed.connect(self._say)

    def _say(self) -> None:
        words = self._widget.accessibleDescription()
        if not self._widget.hasFocus() or words == self.said:
            return
        self.said = words
        # The first picture does without: PySide is long about this type.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._widget, words)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)
