"""Puts other colours on the window: on what is seen at once, on hidden pages soon after.

Qt dresses a widget for a style sheet in a third of a millisecond, and most of the widgets of a
window in which every view was opened are on pages that nobody sees.
"""

from __future__ import annotations

import time
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# Widgets without this are passed over where a style is put on, those with that are not told.
_DRESSED: Final = Qt.WidgetAttribute.WA_WState_Polished
_STYLED: Final = Qt.WidgetAttribute.WA_SetStyle
# Fewer widgets than this are no page worth waiting for.
_MANY: Final = 20
# Seconds that one turn takes at most, but for the slowest widget; ms between two turns, in which
# what is seen is painted.
_TURN: Final = 0.008
_PAUSE: Final = 10


def dress(sheet: str, palette: QPalette, *, at_once: bool = False) -> None:
    """Put a style sheet and a palette on the application; with `at_once` on hidden pages too."""
    for former in _waiting():
        former.finish()
    hidden = [] if at_once else [HiddenPage(page) for page in _hidden_pages()]
    # Taken off first: Qt then dresses every widget once. Where one sheet follows another it does so
    # for each widget and again for each that it is in, which takes four times as long.
    application = cast("QApplication", QApplication.instance())
    application.setStyleSheet("")
    application.setPalette(palette)
    application.setStyleSheet(sheet)
    for page in hidden:
        page.begin()


class HiddenPage(QObject):
    """Has a hidden page put on the new style sheet when it is shown, or when there is time."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._bare = [
            one
            for one in (page, *page.findChildren(QWidget))
            if one.testAttribute(_DRESSED) and not one.testAttribute(_STYLED)
        ]
        style = page.style()
        for one in self._bare:
            style.unpolish(one)
            one.setAttribute(_DRESSED, False)
            one.setAttribute(_STYLED, True)
        self._turns = QTimer(self)
        self._turns.setInterval(_PAUSE)
        self._turns.timeout.connect(self._dress_some)

    def begin(self) -> None:
        """Begin, now that the style sheet is there."""
        for one in self._bare:
            one.setAttribute(_STYLED, False)
        self._bare.reverse()
        self._page.installEventFilter(self)
        self._turns.start()

    def finish(self) -> None:
        """Dress all that is left."""
        while self._bare:
            self._dress_one()
        self._turns.stop()
        self._page.removeEventFilter(self)
        self.deleteLater()

    def _dress_some(self) -> None:
        end = time.perf_counter() + _TURN
        while self._bare and time.perf_counter() < end:
            self._dress_one()
        if not self._bare:
            self.finish()

    def _dress_one(self) -> None:
        one = self._bare.pop()
        if isValid(one):  # what a page lists may have gone meanwhile
            one.style().polish(one)
            one.setAttribute(_DRESSED, True)
            QCoreApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and watched is self._page:
            self.finish()
        return super().eventFilter(watched, event)


def _waiting() -> list[HiddenPage]:
    return [one for top in QApplication.topLevelWidgets() for one in top.findChildren(HiddenPage)]


def _hidden_pages() -> list[QWidget]:
    """Return what is hidden though the widget that it is in is seen, where much is in it."""
    seen = [one for one in QApplication.allWidgets() if one.isVisible()]
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [
        one
        for parent in seen
        for one in parent.findChildren(QWidget, options=direct)
        if one.isHidden() and not one.isWindow() and len(one.findChildren(QWidget)) >= _MANY
    ]
