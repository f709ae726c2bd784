"""The records of one noun as Qt shows a table: rows come, go and change one by one.

The last row is the draft: what is typed there becomes a record as soon as it can stand. Rows keep
their place when they are edited; they are put in order again when the person asks for an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from oci_map import i18n
from oci_map.document import Step
from oci_map.i18n import _
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations.cell_texts import shown, written
from oci_map.operations.record_names import RecordNames
from oci_map.ui.plain import tooltip
from oci_map.ui.tables.columns import ID, table
from oci_map.ui.tables.order import Order
from oci_map.values import dataclass

Index = QModelIndex | QPersistentModelIndex
ID_ROLE: Final = Qt.ItemDataRole.UserRole
#: More changes at once than this are told in one word: each of them costs the view a look.
_MOST_SIGNALS: Final = 200
_LONGEST: Final = 600
#: What stands in the draft row until it is a record.
DRAFT: Final = RecordId("")
_READABLE: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_EDITABLE: Final = _READABLE | Qt.ItemFlag.ItemIsEditable
#: What stands at the right of its column.
RIGHT: Final = (Kind.INTEGER, Kind.EURO, Kind.REAL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of a block that waits to be pasted: its text, and why it does not fit."""

    text: str
    reason: str = ""


class RecordTable(QAbstractTableModel):
    """Gives the records of a noun, in an order, perhaps some of them only."""

    def __init__(self, noun: str, snapshot: Snapshot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        spec = table(noun)
        self.noun = noun
        self.snapshot = snapshot
        self.names = RecordNames(snapshot)
        self.fields = tuple(one for one in spec.fields if one.name in spec.columns)
        self.order = Order(NOUNS[noun].field(spec.order))
        self.editable = False
        self.draft: dict[str, object] = {}
        self._only: frozenset[RecordId] | None = None  # what a filter leaves
        self._all = self.order.sort(snapshot, noun, self.names)  # what a filter hides too
        self._ids = list(self._all)
        self._marks: Mapping[tuple[RecordId, str], Mark] = {}

    # ----------------------------------------------------------------------------- what it holds

    @property
    def ids(self) -> Sequence[RecordId]:
        """The records in the order of their rows; the draft is not among them."""
        return self._ids

    def record_at(self, row: int) -> Record | None:
        """Return the record of a row; None for the draft."""
        return self.snapshot.get(self.noun, self._ids[row]) if row < len(self._ids) else None

    def id_at(self, row: int) -> RecordId:
        """Return the id of the record in a row; DRAFT for the draft."""
        return self._ids[row] if row < len(self._ids) else DRAFT

    def row_of(self, record_id: RecordId) -> int:
        """Return the row of a record, -1 when it is not shown."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def rows_of(self, wanted: Iterable[RecordId]) -> list[int]:
        """Return the rows of these records, from the top."""
        chosen = set(wanted)
        return [row for row, one in enumerate(self._ids) if one in chosen]

    def column_of(self, name: str) -> int:
        """Return where a column stands, -1 when it is not shown."""
        return next((at for at, one in enumerate(self.fields) if one.name == name), -1)

    def draft_record(self) -> Record:
        """Return the draft as it stands: an empty record with what was typed."""
        given = cast("dict[str, Any]", self.draft)
        return NOUNS[self.noun].record(**{"id": DRAFT} | given)

    def text_at(self, row: int, field: Field) -> str:
        """Return what a cell holds in the form in which it can be typed again."""
        record = self.record_at(row)
        if record is not None:
            return written(self.names, field, record)
        return written(self.names, field, self.draft_record()) if field.name in self.draft else ""

    # ------------------------------------------------------------------------------ what changes

    def take_step(self, step: Step, snapshot: Snapshot) -> None:
        """Follow a step of the document."""
        self._take(snapshot, step.change.records)

    def catch_up(self, snapshot: Snapshot) -> None:
        """Follow what happened while nobody looked."""
        before, after = self.snapshot.table(self.noun), snapshot.table(self.noun)
        changes: list[RecordChange] = []
        if before is not after:
            for one in dict.fromkeys([*before, *after]):
                old, new = before.get(one), after.get(one)
                if old is not new:
                    changes.append(RecordChange(self.noun, one, old, new))
        touched = {
            noun
            for noun in {field.target for field in self.fields if field.target}
            if self.snapshot.table(noun) is not snapshot.table(noun)
        }
        self._take(snapshot, changes, touched)

    def _take(
        self, snapshot: Snapshot, changes: Iterable[RecordChange], named: Iterable[str] = ()
    ) -> None:
        mine = {one.id: one for one in changes if one.noun == self.noun}
        touched = {one.noun for one in changes} | set(named)
        there = set(self._ids) if len(mine) > 8 else None
        gone: list[RecordId] = []
        hidden: list[RecordId] = []
        other: list[RecordId] = []
        new: list[Record] = []
        before = self.snapshot.table(self.noun)
        for record_id in mine:
            now = snapshot.get(self.noun, record_id)
            is_row = record_id in (self._ids if there is None else there)
            if now is None:
                (gone if is_row else hidden).append(record_id)
            elif is_row:
                other.append(record_id)
            elif record_id not in before:
                new.append(now)
        if len(gone) + len(new) > _MOST_SIGNALS:
            self._replace_rows(snapshot, set(gone), new)
            return
        self._remove(gone)
        left = {*gone, *hidden}
        if left:
            self._all = [one for one in self._all if one not in left]
        self.snapshot = snapshot
        self.names.follow(snapshot)
        self._insert(new)
        self._tell(other)
        self._tell_named(touched)

    def _remove(self, gone: Iterable[RecordId]) -> None:
        for first, last in reversed(_runs(self.rows_of(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()

    def _insert(self, new: Sequence[Record]) -> None:
        for record in new:
            at = self.order.insert_at(record, self._all, self.snapshot, self.names)
            self._all.insert(at, record.id)
            at = self.order.insert_at(record, self._ids, self.snapshot, self.names)
            self.beginInsertRows(QModelIndex(), at, at)
            self._ids.insert(at, record.id)
            self.endInsertRows()

    def _tell(self, changed: Sequence[RecordId]) -> None:
        if changed:
            last = len(self.fields) - 1
            rows = self.rows_of(changed) if len(changed) > 8 else map(self.row_of, changed)
            for first, end in _runs(sorted(rows)):
                self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def _tell_named(self, nouns: set[str]) -> None:
        """Columns that name records of another noun show its new names."""
        for column, field in enumerate(self.fields):
            if field.target in nouns and self._ids:
                end = self.index(len(self._ids) - 1, column)
                self.dataChanged.emit(self.index(0, column), end)

    def _replace_rows(self, snapshot: Snapshot, gone: set[RecordId], new: Sequence[Record]) -> None:
        added = {one.id for one in new}
        kept = {one for one in self._ids if one not in gone} | added
        self.beginResetModel()
        self.snapshot = snapshot
        self.names.follow(snapshot)
        self._all = self.order.sort(snapshot, self.noun, self.names)
        self._ids = [one for one in self._all if one in kept]
        self.endResetModel()

    # --------------------------------------------------------------------------- what one asks for

    def show_document(self, snapshot: Snapshot) -> None:
        """Show another document, whole."""
        self.beginResetModel()
        self.snapshot = snapshot
        self.names.follow(snapshot)
        self._only = None
        self.draft = {}
        self._marks = {}
        self._all = self.order.sort(snapshot, self.noun, self.names)
        self._ids = list(self._all)
        self.endResetModel()

    def show_only(self, wanted: frozenset[RecordId] | None) -> None:
        """Leave out all rows but these; None shows all."""
        if wanted is None and self._only is None:
            return
        ids = self._all if wanted is None else [one for one in self._all if one in wanted]
        self._only = wanted
        if ids == self._ids:
            return
        self.beginResetModel()
        self._ids = list(ids)
        self.endResetModel()

    def set_order(self, order: Order) -> None:
        """Put the rows in another order; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        self.order = order
        there = set(self._ids)
        held = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in held]
        self._all = order.sort(self.snapshot, self.noun, self.names)
        self._ids = [one for one in self._all if one in there]
        rows = {one: row for row, one in enumerate(self._ids)} | {DRAFT: len(self._ids)}
        moved = [
            self.index(rows[one], index.column()) for one, index in zip(ids, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Show other columns."""
        if tuple(fields) != self.fields:
            self.beginResetModel()
            self.fields = tuple(fields)
            self.endResetModel()

    def set_editable(self, editable: bool) -> None:
        """Say whether records may be changed; only then there is a draft row."""
        if editable == self.editable:
            return
        at = len(self._ids)
        if editable:
            self.beginInsertRows(QModelIndex(), at, at)
            self.editable = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), at, at)
            self.editable = False
            self.draft = {}
            self.endRemoveRows()

    def set_draft(self, values: Mapping[str, object]) -> None:
        """Let the draft row hold these values."""
        self.draft = dict(values)
        if self.editable:
            row = len(self._ids)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def set_marks(self, marks: Mapping[tuple[RecordId, str], Mark]) -> None:
        """Show what a block would put into cells, before it does."""
        self._marks = marks
        last = self.index(self.rowCount() - 1, len(self.fields) - 1)
        if last.isValid():
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        """Give every text in the chosen language."""
        self.names.follow(self.snapshot)
        if self.fields:
            last = len(self.fields) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    # ------------------------------------------------------------------------------ Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids) + self.editable

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Asked for each cell when all are selected: these are made once.
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.editable and self.can_edit(index.row(), self.fields[index.column()]):
            return _EDITABLE
        return _READABLE

    def can_edit(self, row: int, field: Field) -> bool:
        """Say whether a person may type in a cell."""
        return self.editable and (field.name != ID.name or row >= len(self._ids))

    def is_tick(self, index: Index) -> bool:
        """Say whether a cell is a yes or no, which is turned and not typed."""
        return index.isValid() and self.fields[index.column()].kind is Kind.YES_NO

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, field = index.row(), self.fields[index.column()]
        if role == ID_ROLE:
            return self.id_at(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown_at(row, field)
        if role == Qt.ItemDataRole.EditRole:
            return self.text_at(row, field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            held = self.shown_at(row, field)[:_LONGEST] or _("empty")
            return f"{field.label}: {held}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if field.kind in RIGHT:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def mark_at(self, row: int, field: Field) -> Mark | None:
        """Return what waits to be pasted into a cell."""
        return self._marks.get((self.id_at(row), field.name)) if self._marks else None

    def shown_at(self, row: int, field: Field) -> str:
        """Return what a cell shows."""
        mark = self.mark_at(row, field)
        if mark is not None:
            return mark.text
        record = self.record_at(row)
        if record is not None:
            return shown(self.names, field, record)
        return shown(self.names, field, self.draft_record()) if field.name in self.draft else ""

    def _tip(self, row: int, field: Field) -> str:
        mark = self.mark_at(row, field)
        if mark is not None and mark.reason:
            return tooltip(mark.reason)
        text = self.shown_at(row, field)
        return tooltip(text) if len(text) > 12 else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < self.rowCount():
                return None
            return "+" if section >= len(self._ids) else i18n.number(section + 1)
        if not 0 <= section < len(self.fields):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.fields[section].label
        return None


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending rows as first and last of each unbroken run; -1 is left out."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if row < 0:
            continue
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
