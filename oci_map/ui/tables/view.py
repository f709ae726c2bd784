"""The table on the screen: rows of one height, a block of cells in hand, letters begin an edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.tables.delegate import ROW_HEIGHT
from oci_map.ui.tables.model import DRAFT, RecordTable

_HEAD: Final = 30
_NUMBERS: Final = 46
_OPENERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TABS: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_OPENING: Final = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class _Numbers(QHeaderView):
    """The numbers of the rows, as wide as they are told."""

    def sizeHint(self) -> QSize:
        # Qt would measure two hundred numbers each time that anything is laid out.
        return self.minimumSize()


class TableView(QTableView):
    """Shows a RecordTable; asks for what keys want of it."""

    toggle_requested = Signal()
    menu_requested = Signal()
    key_announced = Signal()  # a key with Ctrl or Alt, before any action hears of it
    drag_requested = Signal()  # the selected cells are pulled away

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recordTable")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_OPENING)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self._held: QPoint | None = None  # where several selected cells were pressed
        numbers = _Numbers(Qt.Orientation.Vertical, self)
        self.setVerticalHeader(numbers)
        numbers.setSectionsClickable(True)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers.setHighlightSections(False)
        numbers.setProperty("ownSize", True)  # `fit_text` gives it its measures
        head = self.horizontalHeader()
        head.setMinimumSectionSize(48)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setProperty("ownSize", True)
        self.fit_text()

    def fit_text(self) -> None:
        """Give rows and headers the height that the size of the text needs."""
        numbers = self.verticalHeader()
        numbers.setMinimumSectionSize(theme.px(ROW_HEIGHT))
        numbers.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        numbers.setFixedWidth(theme.px(_NUMBERS))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))

    @property
    def table(self) -> RecordTable:
        """The model it shows."""
        model = self.model()
        assert isinstance(model, RecordTable)  # noqa: S101 - it is given nothing else
        return model

    # --------------------------------------------------------------------------- what is in hand

    def chosen_rows(self) -> list[int]:
        """Return the rows of which a cell is selected, from the top."""
        rows: set[int] = set()
        for part in _parts(self):
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def chosen_columns(self) -> list[int]:
        """Return the columns of which a cell is selected, from the left."""
        columns: set[int] = set()
        for part in _parts(self):
            columns.update(range(part.left(), part.right() + 1))
        return sorted(columns)

    def chosen_ids(self) -> list[RecordId]:
        """Return the records of which a cell is selected."""
        table = self.table
        return [one for row in self.chosen_rows() if (one := table.id_at(row)) != DRAFT]

    def select_rows(self, rows: list[int]) -> None:
        """Select whole rows and nothing else."""
        chosen = QItemSelection()
        last = self.table.columnCount() - 1
        begin = previous = -2
        for row in [*rows, -2]:
            if row != previous + 1:
                if begin >= 0:
                    chosen.select(self.table.index(begin, 0), self.table.index(previous, last))
                begin = row
            previous = row
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_block(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block of cells and nothing else."""
        block = QItemSelection(self.table.index(top, left), self.table.index(bottom, right))
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def go_to(self, row: int, column: int) -> None:
        """Take one cell in hand."""
        index = self.table.index(row, column)
        if index.isValid():
            # Said outright: else a Ctrl that is held down would leave the selection as it was.
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, alone)
            self.scrollTo(index)

    # ------------------------------------------------------------------------------ Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # What is typed into a cell must not be taken for a key of the window.
            plain = not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier
                | Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.MetaModifier
            )
            if not plain:
                self.key_announced.emit()
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if (plain and event.text().isprintable() and event.text()) or (
                control and event.key() == Qt.Key.Key_A
            ):
                event.accept()
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        several = len(self.selectedIndexes()) > 1
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        inside = self.selectionModel().isSelected(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and plain and several and inside:
            self._held = event.position().toPoint()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._held
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            self.drag_requested.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            # It was a click after all: that cell alone is meant.
            self._held = None
            index = self.indexAt(event.position().toPoint())
            self.go_to(index.row(), index.column())
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if current.isValid() and plain and event.key() in _OPENERS:
            self._open_or_toggle(current)
        elif event.key() in _TABS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # Tab goes from cell to cell; with Ctrl it leaves the table.
            self.window().focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_requested.emit()
        else:
            super().keyPressEvent(event)

    def _open_or_toggle(self, index: QModelIndex) -> None:
        if self.table.is_tick(index):
            self.toggle_requested.emit()
        else:
            self.edit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.table.rowCount():
            return
        painter = QPainter(self.viewport())
        end = self.horizontalHeader().length() - self.horizontalOffset()
        painter.setPen(theme.colour("hairline"))
        if end < self.viewport().width():
            painter.drawLine(end, 0, end, self.viewport().height())


def _parts(view: QTableView) -> Iterable[QItemSelectionRange]:
    # The selection is a list of ranges, which its description for checkers does not say.
    return cast("Iterable[QItemSelectionRange]", view.selectionModel().selection())
