"""The register as a list: a recommendation in each row, to be sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

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
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from oci_map import i18n
from oci_map.i18n import N_, _
from oci_map.model.dates import last_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.roundtable.follow_up import Entry
from oci_map.roundtable.follow_up_words import body_names, lacks_words, supporters_words
from oci_map.ui import theme
from oci_map.ui.follow_up.words import STATES, state_word
from oci_map.ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_ORDER_ROLE: Final = Qt.ItemDataRole.UserRole
_WIDTHS: Final = (44, 0, 130, 84, 120, 112, 88, 136)
_HEADS: Final = (
    N_("No."), N_("Recommendation"), N_("Addressed to"), N_("Supporters"), N_("Emphasis"),
    N_("Status"), N_("Due on"), N_("What it lacks"),
)  # fmt: skip
_STRETCHES: Final = 1
_LONGEST: Final = 300


class RegisterModel(QAbstractTableModel):
    """The rows of the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.entries: tuple[Entry, ...] = ()
        self._texts: tuple[Callable[[Entry], str], ...] = (
            self._number, self._text, self._bodies, self._supporters, self._emphasis,
            self._status, self._due, self._lacks,
        )  # fmt: skip

    def show(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these; rows stay rows where only what they say has changed."""
        self.snapshot = snapshot
        same = [one.record.id for one in entries] == [one.record.id for one in self.entries]
        if not same:
            self.beginResetModel()
        self.entries = tuple(entries)
        if not same:
            self.endResetModel()
        elif self.entries:
            last = self.index(len(self.entries) - 1, len(_HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _number(self, entry: Entry) -> str:
        return "" if entry.record.number is None else str(entry.record.number)

    def _text(self, entry: Entry) -> str:
        return " ".join(entry.record.name[:_LONGEST].split())

    def _bodies(self, entry: Entry) -> str:
        return body_names(self.snapshot, entry.bodies)

    def _supporters(self, entry: Entry) -> str:
        return i18n.number(len(entry.record.supporters))

    def _emphasis(self, entry: Entry) -> str:
        emphasis = self.snapshot.all(Emphasis).get(entry.record.emphasis)
        return "" if emphasis is None else " ".join(emphasis.name.split())

    def _status(self, entry: Entry) -> str:
        return state_word(entry.record.status)

    def _due(self, entry: Entry) -> str:
        return i18n.date(entry.record.due_on)

    def _lacks(self, entry: Entry) -> str:
        return ", ".join(lacks_words(entry))

    def _order(self, entry: Entry, column: int) -> int | str:
        """Return what a column is sorted by."""
        match column:
            case 0:
                return 10**9 if entry.record.number is None else entry.record.number
            case 3:
                return len(entry.record.supporters)
            case 5:
                return STATES.index(entry.record.status)
            case 6:
                return last_day(entry.record.due_on)
            case _:
                return folded(self._texts[column](entry))

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry, column = self.entries[index.row()], index.column()
        if role == _ORDER_ROLE:
            return self._order(entry, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts[column](entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self._texts[column](entry)
            if column == 1:
                text = entry.record.name
            if column == 3:
                text = supporters_words(self.snapshot, entry)
            return tooltip(text) if text else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(entry, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (0, 3):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _ink(self, entry: Entry, column: int) -> Any:
        if column == 6 and entry.overdue:
            return theme.colour("warn")
        if column == 7 or (column == 2 and "unaddressed" in entry.lacks):
            return theme.colour("gap_text")
        if column == 5 and entry.record.status == "done":
            return theme.colour("ok")
        return theme.colour("text_1" if column == 1 else "text_2")


class RegisterList(QTreeView):
    """Rows of one height; whole rows are selected, any head sorts."""

    chosen = Signal(list)  # ids that are selected now
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = RegisterModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.rows)
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
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().selectionChanged.connect(self._tell)
        head = self.header()
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_STRETCHES, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(40)
        self.fit_text()

    def fit_text(self) -> None:
        """Give each column the width that the size of the text needs."""
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, theme.px_wide(width))

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(_("Recommendations"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADS) - 1)

    def show_entries(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these rows; what is selected stays selected."""
        before = self.chosen_ids()
        self._quiet = True
        self.rows.show(snapshot, entries)
        self.select(before)
        self._quiet = False

    def chosen_ids(self) -> list[RecordId]:
        """Return the ids of the rows that are selected, from the top."""
        picked = sorted(self.selectionModel().selectedRows(), key=_row)
        rows = [self.sorted.mapToSource(one).row() for one in picked]
        return [self.rows.entries[row].record.id for row in rows if row < len(self.rows.entries)]

    def select(self, wanted: Sequence[RecordId]) -> None:
        """Select these rows and no others, without saying so."""
        ids = set(wanted)
        picked = QItemSelection()
        first = QModelIndex()
        for row, entry in enumerate(self.rows.entries):
            if entry.record.id in ids:
                index = self.sorted.mapFromSource(self.rows.index(row, 0))
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
        """Put the keyboard on the first row, or on the one it was on."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.sorted.rowCount():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.sorted.index(0, 0), flag)

    def _tell(self, *_of_the_signal: object) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_ids())

    def _on_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    # --------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu:
            self._on_menu(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)


def _row(index: QModelIndex) -> int:
    return index.row()
