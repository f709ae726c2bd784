"""One state of the board: its name, how many are in it, and their cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from oci_map.i18n import number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Entry
from oci_map.ui.follow_up.card import CardDelegate
from oci_map.ui.follow_up.entry_model import MIME, EntryModel, dragged
from oci_map.ui.follow_up.words import state_word
from oci_map.ui.plain import PlainLabel

_SIDEWAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(QListView):
    """The cards of a state: arrows lead up and down, sideways to the next state."""

    left_for = Signal(int)  # the state so many columns further
    dropped = Signal(list)  # ids that were dragged here
    menu_wanted = Signal(QPoint)
    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = EntryModel(self)
        self._cards = CardDelegate(self.entries, self)
        self._quiet = False
        self.setObjectName("board")
        self.setModel(self.entries)
        self.setItemDelegate(self._cards)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.selectionModel().selectionChanged.connect(self._tell)

    def show_entries(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these cards; what is selected stays selected."""
        before = self.chosen_ids()
        self._quiet = True
        self.entries.show(snapshot, entries)
        self.select(before)
        self._quiet = False
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def chosen_ids(self) -> list[RecordId]:
        """Return the ids of the cards that are selected, from the top."""
        rows = sorted(one.row() for one in self.selectedIndexes())
        return [self.entries.id_at(row) for row in rows if row < len(self.entries.entries)]

    def select(self, wanted: Iterable[RecordId]) -> None:
        """Select these cards and no others, without saying so."""
        rows = [row for one in wanted if (row := self.entries.row_of(one)) >= 0]
        picked = QItemSelection()
        for row in rows:
            index = self.entries.index(row)
            picked.select(index, index)
        before, self._quiet = self._quiet, True
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows and self.currentIndex().row() not in rows:
            self._make_current(rows[0])
        self._quiet = before

    def go_to(self, row: int) -> None:
        """Put the keyboard on a card, or the nearest one to it, and select it."""
        count = len(self.entries.entries)
        if count:
            row = max(0, min(count - 1, row))
            self.setCurrentIndex(self.entries.index(row))
            self.scrollTo(self.entries.index(row))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard on the card it was on, or on the first one, and select nothing."""
        if not self.currentIndex().isValid() and self.entries.entries:
            self._make_current(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(
            self.entries.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.scrollTo(self.entries.index(row))

    def _tell(self, *_of_the_signal: object) -> None:
        if not self._quiet:
            self.chosen.emit()

    # --------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        aside = _SIDEWAYS.get(Qt.Key(event.key()))
        if aside is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.left_for.emit(aside)
        elif event.key() == Qt.Key.Key_Menu:
            at = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(at)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cards.width != self.viewport().width():
            self._cards.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        self._take(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(on=False)
        ids = dragged(event.mimeData())
        if ids:
            # The cards come here because the document says so, and not by Qt moving rows.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(ids)

    def _take(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._light(on=True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _light(self, *, on: bool) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.property("lit") != on:
            parent.setProperty("lit", on)
            parent.style().unpolish(parent)
            parent.style().polish(parent)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid():
            self.scrollTo(current)


class Column(QFrame):
    """A state with its cards."""

    def __init__(self, state: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state
        self.setObjectName("boardColumn")
        self._name = PlainLabel(role="head", parent=self)
        self._count = PlainLabel(role="caption", parent=self)
        self.cards = CardList(self)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 10, 0)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 2, 2)
        column.setSpacing(8)
        column.addLayout(head)
        inner = QHBoxLayout()
        inner.setContentsMargins(6, 0, 2, 0)
        inner.addWidget(self.cards)
        column.addLayout(inner, 1)

    def show_entries(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show the cards of this state."""
        self._count.setText(number(len(entries)))
        self.cards.show_entries(snapshot, entries)
        self.cards.setAccessibleName(f"{self._name.text()}, {number(len(entries))}")

    def retranslate(self) -> None:
        """Give it its name in the chosen language."""
        self._name.setText(state_word(self.state))
