"""The ranked list of gaps; the one that is looked at is opened in its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from oci_map.graph.finding import Gap
from oci_map.graph.findings import Findings
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.ui.gaps.card import GapCard
from oci_map.ui.gaps.list_model import GapModel, Index
from oci_map.ui.gaps.row_delegate import RowDelegate, row_height
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session

_EDGE: Final = 8  # px round what is brought into view


class GapList(QListView):
    """Shows gaps as cards; arrows go from one to the next, Enter goes into the opened one."""

    looked_at = Signal(str)  # the key of the gap that was opened, '' for none
    pointed = Signal(str)  # the key of the gap under the pointer, '' for none

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.gaps = GapModel(self)
        self._delegate = RowDelegate(self.gaps, self)
        self._findings: Findings | None = None
        self._telling = True
        self.card = GapCard(session, jobs, self.viewport())
        self.card.hide()
        self.card.resized.connect(self._fit)
        self.card.asked.connect(self.bring_into_view)
        self.setObjectName("gapList")
        self.setModel(self.gaps)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(24)
        self.setMouseTracking(True)
        self.entered.connect(self._point)

    def show_gaps(
        self, snapshot: Snapshot, findings: Findings, gaps: tuple[Gap, ...], key: str
    ) -> None:
        """Show these gaps, and open the one with this key, else the first."""
        self._findings = findings
        self._telling = False
        self.gaps.show(snapshot, gaps)
        row = self.gaps.row_of(key)
        if row < 0 and gaps:
            row = 0
        self.setCurrentIndex(self.gaps.index(row) if row >= 0 else QModelIndex())
        self._telling = True
        self._open(row)

    def look_at(self, key: str) -> None:
        """Open a gap and bring it into view."""
        row = self.gaps.row_of(key)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.gaps.index(row))

    @property
    def key(self) -> str:
        """The key of the gap that is opened; '' for none."""
        row = self.currentIndex().row()
        return self.gaps.gaps[row].key if 0 <= row < len(self.gaps.gaps) else ""

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(_("Gaps, most missed first"))
        self.viewport().update()

    def _point(self, index: Index) -> None:
        self.pointed.emit(self.gaps.gaps[index.row()].key)

    def _open(self, row: int) -> None:
        self._delegate.opened = row
        if row < 0 or self._findings is None:
            self.card.hide()
        else:
            self.card.show_gap(self._findings, self.gaps.gaps[row], row + 1)
            self.card.show()
        self._fit()
        if row >= 0:
            self.scrollTo(self.gaps.index(row))

    def bring_into_view(self) -> None:
        """Scroll so far that what has the keyboard on the card is seen."""
        part: QWidget | None = QApplication.focusWidget()
        if part is None or not self.card.isAncestorOf(part):
            return
        foot = self.card.foot
        end = self.viewport().height()
        if foot.floats and not foot.isAncestorOf(part):
            end = foot.mapTo(self.viewport(), QPoint(0, 0)).y()
        top = part.mapTo(self.viewport(), QPoint(0, 0)).y()
        beyond = max(0, top + part.height() + _EDGE - end)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + min(beyond, top - _EDGE))

    def _fit(self) -> None:
        """Give the opened card the height its words need at this width."""
        row = self._delegate.opened
        if row < 0:
            self.scheduleDelayedItemsLayout()
            return
        width = self.viewport().width()
        self.card.setFixedWidth(max(200, width))
        height = max(row_height(), self.card.height_at(width))
        if height != self._delegate.opened_height:
            self._delegate.opened_height = height
        self.card.setFixedHeight(height)
        self.doItemsLayout()
        self._place()

    # --------------------------------------------------------------------------- Qt overrides

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._telling:
            self._open(current.row())
            self.looked_at.emit(self.key)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.card.isVisible():
            self.card.state.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring what Tab reaches on the card into view."""
        moved = super().focusNextPrevChild(forward)
        self.bring_into_view()
        return moved

    def _place(self) -> None:
        row = self._delegate.opened
        if 0 <= row < len(self.gaps.gaps):
            top = self.visualRect(self.gaps.index(row)).top()
            self.card.move(0, top)
            shown = self.viewport().height()
            self.card.keep_in_sight(shown - top, shown)
