"""Tabs side by side; those that find no room are in a menu at the end of the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QTabBar, QWidget

from oci_map.i18n import _
from oci_map.ui import theme
from oci_map.ui.actions import menu_text
from oci_map.ui.drop_button import DropButton
from oci_map.ui.fitting import fitting
from oci_map.ui.plain import tooltip

_BESIDE = 2  # px between the last tab and the menu
_EASE = 6  # px more that a tab takes where there is room for all
_ROUND = 8
_ANY = 100_000


class FoldingTabs(QTabBar):
    """A click or the arrow keys choose a tab, in the row or in the menu; the chosen one is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._at_work = False
        self._ease = _EASE
        self._widest = _ANY  # how wide a tab can be beside the menu
        self._end = 0  # where the last of what is shown ends
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._choose)
        self.more = DropButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys reach every tab
        self.more.setMenu(self._menu)
        self.more.hide()
        self.currentChanged.connect(self.fold)

    def wants(self, place: int) -> bool:
        """Say whether a tab is to be offered at all."""
        return True

    def fold(self, _place: int = -1) -> None:
        """Show as many tabs as there is room for."""
        if self._at_work or not self.isVisible():
            return
        self._at_work = True
        self.more.setText(_("More"))
        widths = self._widths(_EASE)
        self._ease = _EASE if sum(widths.values()) <= self.width() else 0
        widths = self._widths(self._ease)
        beside = self.more.sizeHint().width() + 2 * _BESIDE
        self._cap(widths, beside)
        widths = {place: min(width, self._widest) for place, width in widths.items()}
        shown = set(fitting(widths, self.width(), self.currentIndex(), beside))
        for place in range(self.count()):
            self.setTabVisible(place, place in shown)
        self._end = sum(widths[place] for place in shown)
        self._place_menu([place for place in widths if place not in shown])
        # Qt has scrolled to what was chosen; now everything that is shown has room.
        QTabBar.resizeEvent(self, QResizeEvent(self.size(), self.size()))
        self._at_work = False
        self.update()

    def _cap(self, widths: Mapping[int, int], beside: int) -> None:
        """Cut the name of the chosen tab where it is too long to stand beside the menu."""
        folded = sum(widths.values()) > self.width()
        self._widest = max(1, self.width() - beside) if folded else _ANY
        long = widths.get(self.currentIndex(), 0) > self._widest
        mode = Qt.TextElideMode.ElideRight if long else Qt.TextElideMode.ElideNone
        if mode is not self.elideMode():
            self.setElideMode(mode)

    def _place_menu(self, left: Sequence[int]) -> None:
        self.more.setVisible(bool(left))
        if left:
            names = ", ".join(self.tabText(place) for place in left)
            self.more.setAccessibleName(_("More: {names}").format(names=names))
            self.more.setToolTip(tooltip(names))
            size = self.more.sizeHint()
            top = (self.height() - size.height()) // 2
            self.more.setGeometry(QRect(QPoint(self._end + _BESIDE, top), size))
            self._end += size.width() + 2 * _BESIDE

    def _widths(self, ease: int) -> dict[int, int]:
        return {
            place: super(FoldingTabs, self).tabSizeHint(place).width() + ease
            for place in range(self.count())
            if self.wants(place)
        }

    def _fill_menu(self) -> None:
        self._menu.clear()
        for place in range(self.count()):
            if self.wants(place) and not self.isTabVisible(place):
                self._menu.addAction(menu_text(self.tabText(place))).setData(place)

    def _choose(self, action: QAction) -> None:
        self.go_to(action.data())

    def go_to(self, place: int) -> None:
        """Choose a tab, which may be in the menu."""
        self.setTabVisible(place, True)  # what is hidden cannot be chosen
        self.setCurrentIndex(place)

    # --------------------------------------------------------------------------- Qt overrides

    def setTabText(self, index: int, text: str) -> None:
        if text != self.tabText(index):
            super().setTabText(index, text)
            self.updateGeometry()
            self.fold()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths(_EASE).values()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        widest = max(self._widths(0).values(), default=0)
        menu = self.more.sizeHint().width() + 2 * _BESIDE
        return QSize(widest + menu, super().minimumSizeHint().height())

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(min(size.width() + self._ease, self._widest), size.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(QRectF(0, 0, self._end, self.height()), _ROUND, _ROUND)
        painter.end()
        super().paintEvent(event)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self.fold()

    def tabRemoved(self, index: int) -> None:
        super().tabRemoved(index)
        self.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only a bar that is shown lays out its tabs; until then it asks for the room of none.
        self.updateGeometry()
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        wanted = [place for place in range(self.count()) if self.wants(place)]
        if self.currentIndex() in wanted:
            at = wanted.index(self.currentIndex()) + step
            if 0 <= at < len(wanted):
                self.go_to(wanted[at])
