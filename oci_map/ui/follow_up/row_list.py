"""A list in columns, described once: what stands in each, what it is sorted by, in which ink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from oci_map.i18n import _
from oci_map.model.text import folded
from oci_map.ui import theme
from oci_map.ui.plain import tooltip
from oci_map.values import dataclass

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_TOP: Final = QModelIndex()
_ORDER_ROLE: Final = Qt.ItemDataRole.UserRole
_LEAST: Final = 230
_READABLE: Final = 150
_NARROWEST: Final = 0.7  # share of the width that a column asks for


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: `width` in px, 0 for the one that takes what is left."""

    head: str  # to be translated
    width: int
    text: Callable[[T], str]
    order: Callable[[T], int | str] | None = None  # else by its text
    ink: Callable[[T], str] | None = None  # a colour of the theme; else quiet
    tip: Callable[[T], str] | None = None  # else its text
    figures: bool = False
    spare: bool = False  # gives way where there is little room


class RowModel(QAbstractTableModel, Generic[T]):
    """The rows; each is known by its key."""

    def __init__(
        self, columns: Sequence[Column[T]], key: Callable[[T], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[T, ...] = ()
        self.key = key

    def show(self, rows: Sequence[T]) -> None:
        """Show these; rows stay rows where only what they say has changed."""
        same = [self.key(one) for one in rows] == [self.key(one) for one in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].head)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == _ORDER_ROLE:
            return folded(column.text(row)) if column.order is None else column.order(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = (column.tip or column.text)(row)
            return tooltip(text) if text else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("text_2" if column.ink is None else column.ink(row))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.figures:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class RowList(QTreeView, Generic[T]):
    """Rows of one height; whole rows are selected, any head sorts."""

    chosen = Signal(list)  # keys of what is selected now
    menu_wanted = Signal(QPoint)  # on the screen
    pressed_space = Signal()

    def __init__(
        self, columns: Sequence[Column[T]], key: Callable[[T], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.model_ = RowModel(columns, key, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model_)
        self.sorted.setSortRole(_ORDER_ROLE)
        self._quiet = False
        self.setObjectName("registerList")
        self.setModel(self.sorted)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as they are given
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().selectionChanged.connect(self._tell)
        head = self.header()
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(40)
        for place, column in enumerate(columns):
            if not column.width:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.fit_text()

    def fit_text(self) -> None:
        """Give each column the width that the size of the text needs."""
        for place, column in enumerate(self.model_.columns):
            if column.width:
                self.setColumnWidth(place, theme.px_wide(column.width))
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what can be spared, from the right, until the widest column can be read."""
        columns = list(enumerate(self.model_.columns))
        left = self.viewport().width() - sum(theme.px_wide(one.width) for _at, one in columns)
        for place, column in reversed(columns):
            if column.spare:
                hidden = left < theme.px_wide(_LEAST)
                self.setColumnHidden(place, hidden)
                left += theme.px_wide(column.width) if hidden else 0
        self._share(left)

    def _share(self, left: int) -> None:
        """Give the widest column what is `left` (px); where that is little, the others give way."""
        shown = [
            (place, theme.px_wide(column.width))
            for place, column in enumerate(self.model_.columns)
            if column.width and not self.isColumnHidden(place)
        ]
        taken = sum(wide for _place, wide in shown)
        lacking = max(0, theme.px_wide(_LEAST) - left)
        share = max(_NARROWEST, 1 - lacking / max(taken, 1))
        for place, wide in shown:
            self.setColumnWidth(place, round(wide * share))
        # With very large text the rows are rather read sideways than not at all.
        rest = left + taken - sum(round(wide * share) for _place, wide in shown)
        readable = theme.px_wide(_READABLE)
        mode = QHeaderView.ResizeMode
        for place, column in enumerate(self.model_.columns):
            if not column.width:
                whole = rest >= readable
                self.header().setSectionResizeMode(place, mode.Stretch if whole else mode.Fixed)
                if not whole:
                    self.setColumnWidth(place, readable)

    def retranslate(self) -> None:
        """Give the heads their words in the chosen language."""
        last = len(self.model_.columns) - 1
        self.model_.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; what is selected stays selected."""
        before = self.chosen_keys()
        self._quiet = True
        self.model_.show(rows)
        self.select(before)
        self._quiet = False

    def chosen_rows(self) -> list[T]:
        """Return what is selected, from the top."""
        picked = sorted(self.selectionModel().selectedRows(), key=_row)
        places = [self.sorted.mapToSource(one).row() for one in picked]
        return [self.model_.rows[place] for place in places if place < len(self.model_.rows)]

    def chosen_keys(self) -> list[str]:
        """Return the keys of what is selected, from the top."""
        return [self.model_.key(one) for one in self.chosen_rows()]

    def select(self, wanted: Sequence[str]) -> None:
        """Select these rows and no others, without saying so."""
        keys = set(wanted)
        picked = QItemSelection()
        first = QModelIndex()
        for place, row in enumerate(self.model_.rows if keys else ()):
            if self.model_.key(row) in keys:
                index = self.sorted.mapFromSource(self.model_.index(place, 0))
                picked.select(index, index)
                first = first if first.isValid() else index
        before, self._quiet = self._quiet, True
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(picked, flag.ClearAndSelect | flag.Rows)
        if first.isValid():
            self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
            self.scrollTo(first)
        self._quiet = before

    def take_focus(self) -> None:
        """Put the keyboard on the first row, or on the one it was on; select nothing."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.sorted.rowCount():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.sorted.index(0, 0), flag)

    def _tell(self, *_of_the_signal: object) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_keys())

    def _on_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    # --------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu:
            self._on_menu(self.visualRect(self.currentIndex()).bottomLeft())
        elif event.key() == Qt.Key.Key_Space:
            self.pressed_space.emit()
        else:
            super().keyPressEvent(event)


def _row(index: QModelIndex) -> int:
    return index.row()
