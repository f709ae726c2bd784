"""The table of the grid: its keys and clicks; it paints its cells itself, only those in sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.model.ids import RecordId
from oci_map.operations.grid import Cell
from oci_map.ui import theme
from oci_map.ui.grid import look
from oci_map.ui.grid.cells import GROUPS
from oci_map.ui.grid.headers import ColumnHeader, RowHeader
from oci_map.ui.grid.model import GridModel
from oci_map.ui.session import Session

#: The first letters of the roles, in both languages.
ROLE_KEYS: Final = {
    "C": "chair", "V": "chair", "S": "secretary", "M": "member", "L": "member",
    "O": "observer", "W": "observer",
}  # fmt: skip
PRIORITY_KEYS: Final = {"1": "1", "2": "2", "3": "3"}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_EDGES: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_Select = QItemSelectionModel.SelectionFlag


class GridTable(QTableView):
    """Says what is wanted of the chosen cells; changes nothing itself."""

    cycled = Signal()
    given = Signal(str)  # a role or a priority
    cleared = Signal()
    menu_wanted = Signal()
    placed = Signal()  # the headers have their places
    moved = Signal()  # another current cell, or others are selected

    def __init__(self, session: Session, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._again = QModelIndex()
        self._kept: tuple[Cell | None, list[tuple[Cell, Cell]]] = (None, [])
        self.setObjectName("grid")
        self.columns_ = ColumnHeader(model, self)
        self.rows_ = RowHeader(session, model, self)
        self.setHorizontalHeader(self.columns_)
        self.setVerticalHeader(self.rows_)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the grid
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.columns_.chosen.connect(self.choose_column)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._take_place)
        # Rows that come or go above the current one move it, which is no change of index to Qt.
        model.rowsInserted.connect(self._follow_rows)
        model.rowsRemoved.connect(self._follow_rows)
        self.selectionModel().currentChanged.connect(self._follow_current)
        self.selectionModel().selectionChanged.connect(self._follow_selected)

    def fit(self) -> None:
        """Give the cells and the headers their sizes, after other columns were shown."""
        width = look.width_of(self._model.subject)
        self.columns_.setMinimumSectionSize(width)
        self.columns_.setDefaultSectionSize(width)
        self.columns_.fit()
        self.rows_.fit()
        self.updateGeometries()
        self.viewport().update()

    # ------------------------------------------------------------------------------- choosing

    def current(self) -> Cell | None:
        """Return the cell that the keyboard is at."""
        index = self.currentIndex()
        return self._model.cell(index) if index.isValid() else None

    def chosen(self) -> list[Cell]:
        """Return the cells that a key changes: those selected, else the current one."""
        if not self.selectionModel().isSelected(self.currentIndex()):
            current = self.current()
            return [] if current is None else [current]
        rows, columns = self._model.rows, self._model.columns
        cells: dict[Cell, None] = {}
        for part in self._parts():
            for row in rows[part.top() : part.bottom() + 1]:
                for column in columns[part.left() : part.right() + 1]:
                    cells[row, column] = None
        return list(cells)

    def _parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [part for place in range(chosen.size()) if (part := chosen.at(place)).isValid()]

    def chosen_block(self) -> tuple[list[RecordId], list[RecordId]]:
        """Return the rows and the columns that hold something selected."""
        parts = self._parts()
        places = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        across = {one for part in parts for one in range(part.left(), part.right() + 1)}
        model = self._model
        return [model.rows[i] for i in sorted(places)], [model.columns[i] for i in sorted(across)]

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one, and the only one selected."""
        index = self._model.index(row, column)
        if index.isValid():
            # Not the view's own method, which adds to what is selected while Ctrl or Shift is down.
            self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)

    def choose_column(self, column: int) -> None:
        """Select a whole column."""
        self._choose(self._model.index(max(0, self.currentIndex().row()), column), _Select.Columns)

    def choose_row(self) -> None:
        """Select the whole row of the current cell."""
        self._choose(self.currentIndex(), _Select.Rows)

    def _choose(self, index: QModelIndex, whole: QItemSelectionModel.SelectionFlag) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect | whole)

    def _go_to_edge(self, key: Qt.Key, *, extends: bool) -> None:
        down, right = _EDGES[key]
        here = self.currentIndex()
        rows, columns = self._model.rowCount(), self._model.columnCount()
        row = here.row() if not down else (rows - 1 if down > 0 else 0)
        column = here.column() if not right else (columns - 1 if right > 0 else 0)
        target = self._model.index(row, column)
        if not extends:
            self.setCurrentIndex(target)
            return
        block = QItemSelection(
            self._model.index(min(row, here.row()), min(column, here.column())),
            self._model.index(max(row, here.row()), max(column, here.column())),
        )
        self.selectionModel().select(block, _Select.Select)
        self.selectionModel().setCurrentIndex(target, _Select.NoUpdate)

    # ------------------------------------------------------------- keeping one's place in a reset

    def _note_place(self) -> None:
        model = self._model
        parts = [
            (model.cell(part.topLeft()), model.cell(part.bottomRight()))
            for part in self._parts()[:50]
        ]
        self._kept = (self.current(), parts)

    def _take_place(self) -> None:
        current, parts = self._kept
        model = self._model
        index = QModelIndex() if current is None else model.index_of(*current)
        if not index.isValid():
            # What was there is gone: the cell that stands there now.
            row = 0 if current is None else max(0, model.row_of(current[0]))
            column = 0 if current is None else max(0, model.column_of(current[1]))
            index = model.index(row, column)
        if not index.isValid():
            return
        chosen = QItemSelection()
        for first, last in parts:
            begin, end = model.index_of(*first), model.index_of(*last)
            if begin.isValid() and end.isValid() and begin.row() <= end.row():
                chosen.select(begin, end)
        if not chosen.contains(index):
            chosen = QItemSelection(index, index)
        self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        self.selectionModel().select(chosen, _Select.ClearAndSelect)

    def _follow_rows(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        self._show_current()

    def _follow_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._show_current()
        self.moved.emit()

    def _show_current(self) -> None:
        index = self.currentIndex()
        self.rows_.set_current(index.row())
        self.columns_.set_current(index.column())
        self.viewport().update()  # the bands of row and column

    def _follow_selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.viewport().update()
        self.moved.emit()

    # ------------------------------------------------------------------------------- painting

    def _paint_cells(self, painter: QPainter, exposed: QRect) -> None:
        model, height = self._model, look.row_height()
        width = self.columns_.defaultSectionSize()
        left, top = -self.columns_.offset(), -self.rows_.offset()
        whole = QRect(left, top, width * model.columnCount(), height * model.rowCount())
        area = whole & exposed
        if area.isEmpty():
            return
        pattern = look.empty_tile(model.subject, device_ratio(painter))
        painter.drawTiledPixmap(area, pattern, area.topLeft() - whole.topLeft())
        self._paint_bands(painter, whole)
        rows = range((area.top() - top) // height, (area.bottom() - top) // height + 1)
        columns = range((area.left() - left) // width, (area.right() - left) // width + 1)
        for row in rows:
            for column in columns:
                shown = model.shown(row, column)
                if shown is not None:
                    box = QRectF(left + column * width, top + row * height, width, height)
                    look.paint_cell(painter, box, shown)
        for (one, other), mark in model.marks.items():
            at = model.index_of(one, other)
            if at.isValid():
                look.paint_misfit(painter, QRectF(self.visualRect(at)), mark.text)

    def _paint_bands(self, painter: QPainter, whole: QRect) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        cell = self.visualRect(index)
        painter.fillRect(whole.left(), cell.top(), whole.width(), cell.height(), look.band())
        above = QRect(cell.left(), whole.top(), cell.width(), cell.top() - whole.top())
        below = QRect(cell.left(), cell.bottom() + 1, cell.width(), whole.bottom() - cell.bottom())
        painter.fillRect(above, look.band())
        painter.fillRect(below, look.band())

    def _paint_choice(self, painter: QPainter) -> None:
        for part in self._blocks():
            look.paint_chosen(painter, part)
        index = self.currentIndex()
        if index.isValid():
            box = QRectF(self.visualRect(index))
            look.paint_current(painter, box, focused=self.hasFocus())

    def _blocks(self) -> Iterator[QRectF]:
        """Give the selected blocks of more than one cell."""
        for part in self._parts():
            if part.height() > 1 or part.width() > 1:
                first, last = self.visualRect(part.topLeft()), self.visualRect(part.bottomRight())
                yield QRectF(first.united(last))

    # --------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        exposed = event.rect()
        painter.fillRect(exposed, theme.colour("surface"))
        self._paint_cells(painter, exposed)
        self._paint_choice(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columns_.take_room(self.height()):
            self.fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        # The last slanted name reaches over its column: it must be possible to scroll to its end.
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0:
            bar.setMaximum(bar.maximum() + self.columns_.overhang)
        self.placed.emit()

    def event(self, event: QEvent) -> bool:
        # The window has keys of one letter, which are roles here.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._meaning(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def _meaning(self, event: QKeyEvent) -> str | None:
        """Return what a key asks for; None when it is not ours."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_A and modifiers == _CONTROL:
            return "column"
        if key == Qt.Key.Key_Space and modifiers in (_CONTROL, _SHIFT):
            return "column" if modifiers == _CONTROL else "row"
        if key in _EDGES and modifiers in (_CONTROL, _CONTROL | _SHIFT):
            return "edge"
        if modifiers not in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return None
        if key == Qt.Key.Key_Space:
            return "cycle"
        if key in _ENTER or key == Qt.Key.Key_Menu:
            return "menu"
        if key in _DELETE:
            return "clear"
        typed = event.text().upper()
        keys = ROLE_KEYS if self._model.subject is GROUPS else PRIORITY_KEYS
        return keys.get(typed) or ("clear" if typed == "0" and keys is PRIORITY_KEYS else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match self._meaning(event):
            case None:
                super().keyPressEvent(event)
            case "column":
                self.choose_column(self.currentIndex().column())
            case "row":
                self.choose_row()
            case "edge":
                self._go_to_edge(Qt.Key(event.key()), extends=bool(event.modifiers() & _SHIFT))
            case "cycle":
                self.cycled.emit()
            case "menu":
                self.menu_wanted.emit()
            case "clear":
                self.cleared.emit()
            case given:
                self.given.emit(given)

    def keyboardSearch(self, search: str) -> None:
        """Letters are roles here, not the beginnings of names."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._note_click(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._note_click(event)
        super().mouseDoubleClickEvent(event)

    def _note_click(self, event: QMouseEvent) -> None:
        """Note whether this is a further click on the one chosen cell, which changes it."""
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        parts = self._parts()
        alone = len(parts) == 1 and parts[0].width() * parts[0].height() == 1
        same = index.isValid() and index == self.currentIndex() and alone and self.hasFocus()
        by_left = event.button() == Qt.MouseButton.LeftButton
        self._again = index if same and plain and by_left else QModelIndex()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        again, self._again = self._again, QModelIndex()
        if again.isValid() and self.indexAt(event.position().toPoint()) == again:
            self.cycled.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.menu_wanted.emit()
