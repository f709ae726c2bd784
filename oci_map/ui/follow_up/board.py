"""The board: a column for each state; a card is dragged, or moved by keys, to another state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Entry
from oci_map.ui import theme
from oci_map.ui.follow_up.column import CardList, Column
from oci_map.ui.follow_up.words import STATES

_LEAST: Final = 172


class Board(QScrollArea):
    """All states beside each other; narrow windows show some of them and scroll."""

    moved = Signal(list, str)  # ids, and the state they are moved to
    chosen = Signal(list)  # ids that are selected now
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        self.columns = [Column(state, inner) for state in STATES]
        row = QHBoxLayout(inner)
        row.setContentsMargins(20, 0, 20, 12)
        row.setSpacing(8)
        for one in self.columns:
            row.addWidget(one, 1)
            one.cards.chosen.connect(self._on_chosen)
            one.cards.left_for.connect(self._on_left)
            one.cards.dropped.connect(self._on_dropped)
            one.cards.menu_wanted.connect(self._on_menu)
        self.setWidget(inner)
        self.fit_text()

    def fit_text(self) -> None:
        """Give each column the width that the size of the text needs."""
        for one in self.columns:
            one.setMinimumWidth(theme.px_wide(_LEAST))

    def retranslate(self) -> None:
        """Give the columns their names in the chosen language."""
        for one in self.columns:
            one.retranslate()

    def show_entries(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these recommendations, each in the column of its state."""
        by_state: dict[str, list[Entry]] = {state: [] for state in STATES}
        for entry in entries:
            by_state[entry.record.status].append(entry)
        for one in self.columns:
            one.show_entries(snapshot, by_state[one.state])

    def select(self, wanted: Sequence[RecordId]) -> None:
        """Select the cards of these recommendations."""
        for one in self.columns:
            one.cards.select(wanted)

    def follow(self, recommendation: RecordId) -> None:
        """Put the keyboard on a card, wherever it is now."""
        for one in self.columns:
            row = one.cards.entries.row_of(recommendation)
            if row >= 0:
                self.ensureWidgetVisible(one, 8, 0)
                one.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                one.cards.select([recommendation])

    def take_focus(self) -> None:
        """Put the keyboard on the first card, or on the one that is selected; select nothing."""
        there = [one for one in self.columns if one.cards.entries.entries]
        chosen = [one for one in there if one.cards.chosen_ids()]
        for one in (chosen or there)[:1]:
            one.cards.take_keyboard()

    def _on_chosen(self) -> None:
        source = self.sender()
        if not isinstance(source, CardList):
            return
        ids = source.chosen_ids()
        if ids:
            for one in self.columns:
                if one.cards is not source:
                    one.cards.select(())
        self.chosen.emit(ids)

    def _on_left(self, by: int) -> None:
        """Go to the nearest state in that direction that has a card, at the same height."""
        lists = [one.cards for one in self.columns]
        source = self.sender()
        place = [one is source for one in lists].index(True)
        cards = lists[place]
        y = cards.visualRect(cards.currentIndex()).center().y()
        wanted = lists[place + 1 :] if by > 0 else lists[:place][::-1]
        for one in wanted:
            if one.entries.entries:
                near = one.indexAt(QPoint(20, y))
                row = near.row() if near.isValid() else len(one.entries.entries) - 1
                self.ensureWidgetVisible(self.columns[lists.index(one)], 8, 0)
                one.go_to(row)
                return

    def _on_dropped(self, ids: list[RecordId]) -> None:
        source = self.sender()
        for one in self.columns:
            if one.cards is source:
                self.moved.emit(ids, one.state)

    def _on_menu(self, at: QPoint) -> None:
        source = self.sender()
        if isinstance(source, CardList):
            self.menu_wanted.emit(source.viewport().mapToGlobal(at))
