"""The steps as a list that grows while one scrolls: ten thousand are shown as easily as ten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from oci_map.document import Document
from oci_map.drawing.text import one_line
from oci_map.errors import UserError
from oci_map.model.change import ChangeId
from oci_map.model.ids import RecordId
from oci_map.store.history import PastStep
from oci_map.store.journal import Entry
from oci_map.ui.history import words
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session
from oci_map.ui.two_lines import LINES_ROLE, Lines

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
STEP_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_PAGE: Final = 100
_ICONS: Final = {"undo": "undo-2", "redo": "redo-2"}
Index = QModelIndex | QPersistentModelIndex


class StepsModel(QAbstractListModel):
    """Shows all steps, or those with certain words or about one record; newest first."""

    renewed = Signal()  # other steps than before are shown

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        self._asked: tuple[str, tuple[str, RecordId] | None] = ("", None)
        self._steps: tuple[PastStep, ...] = ()
        self._entries: list[Entry] = []
        self._changing = False  # who hears of a change must not fetch in the midst of it
        self.problem = ""  # why nothing can be shown

    @property
    def count(self) -> int:
        """How many steps there are, also those that were not fetched yet."""
        return len(self._steps)

    def ask(self, typed: str, record: tuple[str, RecordId] | None) -> None:
        """Show the steps with these words that are about this record."""
        if (typed, record) != self._asked:
            self._asked = (typed, record)
            self.follow()

    def follow(self) -> None:
        """Show the steps as they are now; new ones come in at the top."""
        document = self._session.document
        fresh = self._read()
        same = document is self._document and len(fresh) >= len(self._steps)
        added = len(fresh) - len(self._steps)
        ids = [one.id for one in self._steps]
        if same and added <= _PAGE and [one.id for one in fresh[added:]] == ids:
            self._insert(fresh, added)
        else:
            self._begin_anew(fresh)

    def retranslate(self) -> None:
        """Give the steps their names in the chosen language."""
        self._begin_anew(self._read())

    def _begin_anew(self, steps: tuple[PastStep, ...]) -> None:
        self.beginResetModel()
        self._changing = True
        self._document = self._session.document
        self._steps = steps
        self._entries = self._named(steps[:_PAGE])
        self.endResetModel()
        self._changing = False
        self.renewed.emit()

    def row_of(self, step: ChangeId) -> int:
        """Return the row of a step, fetching what lies before it; -1 when it is not there."""
        ids = [one.id for one in self._steps]
        if step not in ids:
            return -1
        row = ids.index(step)
        while row >= len(self._entries) and self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())
        return row if row < len(self._entries) else -1

    def step(self, row: int) -> PastStep | None:
        """Return the step in a row, or None when there is none."""
        return self._steps[row] if 0 <= row < len(self._entries) else None

    def _read(self) -> tuple[PastStep, ...]:
        self.problem = ""
        document = self._session.document
        if document is None:
            return ()
        try:
            return document.past.steps(*self._asked)
        except UserError as problem:
            self.problem = problem.sentence
            return ()

    def _named(self, steps: tuple[PastStep, ...]) -> list[Entry]:
        document = self._session.document
        if document is None or not steps:
            return []
        return list(document.past.entries(steps))

    def _insert(self, fresh: tuple[PastStep, ...], added: int) -> None:
        if added:
            self._changing = True
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._steps = fresh
            self._entries = [*self._named(fresh[:added]), *self._entries]
            self.endInsertRows()
            self._changing = False
        self._steps = fresh
        # Undoing and redoing change what holds of the steps before.
        for row, entry in enumerate(self._entries):
            if entry.stands != fresh[row].stands:
                self._entries[row] = replace(entry, stands=fresh[row].stands)
                self.dataChanged.emit(self.index(row), self.index(row))

    # ---------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: Index) -> bool:
        more = len(self._entries) < len(self._steps) and not self._changing
        return more and not parent.isValid() and self._session.document is not None

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        begin = len(self._entries)
        more = self._named(self._steps[begin : begin + _PAGE])
        self._changing = True
        self.beginInsertRows(QModelIndex(), begin, begin + len(more) - 1)
        self._entries += more
        self.endInsertRows()
        self._changing = False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(words.title(entry)[:400])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(words.title(entry)[:400])}, {words.beside(entry)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words.title(entry))
        if role == LINES_ROLE:
            return _lines(entry)
        if role == ENTRY_ROLE:
            return entry
        return self._steps[index.row()] if role == STEP_ROLE else None


def _lines(entry: Entry) -> Lines:
    undone = entry.kind == "do" and not entry.stands
    return Lines(
        one_line(words.title(entry)[:400]),
        words.beside(entry),
        icon=_ICONS.get(entry.kind, ""),
        struck=undone,
        quiet=undone or entry.kind != "do",
    )
