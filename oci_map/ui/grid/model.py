"""The grid as Qt reads it: rows, columns and cells, changed precisely where they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, pairwise
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map import i18n
from oci_map.document import Step
from oci_map.graph.filters import Moment
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import WorkingGroup
from oci_map.model.snapshot import Snapshot
from oci_map.operations.grid import Cell
from oci_map.ui import naming
from oci_map.ui.grid import words
from oci_map.ui.grid.cells import GROUPS, Cells, Shown, Subject
from oci_map.ui.plain import tooltip
from oci_map.values import dataclass

Index = QModelIndex | QPersistentModelIndex
#: More separate places than this are quicker to show anew than to insert one by one.
_MOST_RUNS: Final = 12
_MOST_CELLS: Final = 100  # that are told one by one
_SAID: Final = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
)  # fmt: skip
_ALL: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class Mark:
    """What of a block does not fit a cell, and why."""

    text: str
    reason: str


class GridModel(QAbstractTableModel):
    """Gives rows (organisations), columns (groups or needs) and cells to the view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.cells = Cells(self.snapshot, GROUPS)
        self.rows: list[RecordId] = []
        self.columns: list[RecordId] = []
        self.column_counts: Counter[RecordId] = Counter()
        self.marks: dict[Cell, Mark] = {}  # of cells that a block does not fit
        self._row_places: dict[RecordId, int] = {}
        self._column_places: dict[RecordId, int] = {}

    @property
    def subject(self) -> Subject:
        """What the columns are."""
        return self.cells.subject

    @property
    def row_counts(self) -> Counter[RecordId]:
        """How many cells each organisation has, shown or not."""
        return self.cells.row_counts()

    # ------------------------------------------------------------------------------- changing

    def show(
        self, snapshot: Snapshot, cells: Cells, rows: list[RecordId], columns: list[RecordId]
    ) -> None:
        """Show another document, other columns, another date or language."""
        self.beginResetModel()
        self.snapshot, self.cells = snapshot, cells
        self.rows, self.columns = rows, columns
        self._count()
        self.endResetModel()

    def take(self, snapshot: Snapshot, step: Step) -> None:
        """Take in a step, as far as it leaves rows and columns where they are."""
        self.snapshot = snapshot
        touched = self.cells.take(step.change.records)
        self._adjust_counts({cell: by for cell, by in touched.items() if by})
        self._tell_cells([at for cell in touched if (at := self.index_of(*cell)).isValid()])
        for one in step.change.records:
            if one.noun == "organisation" and one.id in self._row_places:
                self._tell(Qt.Orientation.Vertical, [self._row_places[one.id]])
            if one.noun == self.subject.noun and one.id in self._column_places:
                self._tell(Qt.Orientation.Horizontal, [self._column_places[one.id]])

    def _tell_cells(self, changed: list[QModelIndex]) -> None:
        """Say which cells changed; of very many, the block that holds them all."""
        if len(changed) <= _MOST_CELLS:
            for at in changed:
                self.dataChanged.emit(at, at)
            return
        rows, columns = [at.row() for at in changed], [at.column() for at in changed]
        self.dataChanged.emit(
            self.index(min(rows), min(columns)), self.index(max(rows), max(columns))
        )

    def set_rows(self, rows: list[RecordId]) -> None:
        """Show these rows; those that stay keep what is selected in them."""
        if rows == self.rows:
            return
        if self._change_rows_in_place(rows):
            self._count_anew()
            return
        self.beginResetModel()
        self.rows = rows
        self._count()
        self.endResetModel()

    def set_columns(self, columns: list[RecordId]) -> None:
        """Show these columns."""
        if columns == self.columns:
            return
        self.beginResetModel()
        self.columns = columns
        self._count()
        self.endResetModel()

    def _change_rows_in_place(self, rows: list[RecordId]) -> bool:
        """Take rows out and put others in between; say whether that was all it took."""
        wanted, present = set(rows), set(self.rows)
        stay = [one for one in self.rows if one in wanted]
        if stay != [one for one in rows if one in present]:
            return False
        gone = _runs([place for place, one in enumerate(self.rows) if one not in wanted])
        new = _runs([place for place, one in enumerate(rows) if one not in present])
        if len(gone) + len(new) > _MOST_RUNS:
            return False
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.rows[first : last + 1]
            self._place()
            self.endRemoveRows()
        for first, last in new:
            self.beginInsertRows(QModelIndex(), first, last)
            self.rows[first:first] = rows[first : last + 1]
            self._place()
            self.endInsertRows()
        return True

    def _place(self) -> None:
        self._row_places = dict(zip(self.rows, count()))
        self._column_places = dict(zip(self.columns, count()))

    def _count(self) -> None:
        self._place()
        self.column_counts = self.cells.column_counts(self._row_places.keys())

    def _adjust_counts(self, changes: Mapping[Cell, int]) -> None:
        """Count what a step changed, and nothing else: a whole count reads every seat."""
        rows, columns = set(), set()
        for (row, column), by in changes.items():
            if row in self._row_places:
                self.column_counts[column] += by
                rows.add(row)
                columns.add(column)
        self._tell_counts(rows, columns)

    def _tell_counts(self, rows: Iterable[RecordId], columns: Iterable[RecordId]) -> None:
        across = self._column_places
        self._tell(Qt.Orientation.Vertical, [self._row_places[one] for one in rows])
        self._tell(Qt.Orientation.Horizontal, [across[one] for one in columns if one in across])

    def _count_anew(self) -> None:
        """Count again, and say which columns show another count; rows count as before."""
        columns = self.column_counts
        self._count()
        self._tell_counts((), _differing(columns, self.column_counts))

    def _tell(self, orientation: Qt.Orientation, sections: list[int]) -> None:
        """Say which headers changed; of very many, the stretch that holds them all."""
        if len(sections) > _MOST_CELLS:
            self.headerDataChanged.emit(orientation, min(sections), max(sections))
            return
        for section in sections:
            self.headerDataChanged.emit(orientation, section, section)

    # -------------------------------------------------------------------------------- reading

    def cell(self, index: Index) -> Cell:
        """Return the organisation and the column of a place."""
        return (self.rows[index.row()], self.columns[index.column()])

    def shown(self, row: int, column: int) -> Shown | None:
        """Return how a place is painted."""
        return self.cells.shown((self.rows[row], self.columns[column]))

    def index_of(self, row: RecordId, column: RecordId) -> QModelIndex:
        """Return where a cell stands; an invalid index when it is not shown."""
        return self.index(self._row_places.get(row, -1), self._column_places.get(column, -1))

    def set_marks(self, marks: Mapping[Cell, Mark]) -> None:
        """Mark the cells that a block does not fit; none takes the marks away."""
        if self.marks or marks:
            self.marks = dict(marks)
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )

    def row_of(self, organisation: RecordId) -> int:
        """Return the row of an organisation, -1 when it is not shown."""
        return self._row_places.get(organisation, -1)

    def column_of(self, column: RecordId) -> int:
        """Return the place of a column, -1 when it is not there."""
        return self._column_places.get(column, -1)

    def name_of_row(self, row: int) -> str:
        """Return what a row is called."""
        return naming.short(self.snapshot, "organisation", self.rows[row])

    def name_of_column(self, column: int) -> str:
        """Return what a column is called."""
        return naming.short(self.snapshot, self.subject.noun, self.columns[column])

    def row_is_present(self, row: int) -> bool:
        """Say whether an organisation is active at the date that is looked at."""
        one = self.snapshot.organisations.get(self.rows[row])
        return one is None or Moment(self.cells.as_of).has(one.active_from, one.active_to)

    def column_is_present(self, column: int) -> bool:
        """Say whether a group is active at the date that is looked at; a need always is."""
        one = self.snapshot.get(self.subject.noun, self.columns[column])
        if not isinstance(one, WorkingGroup):
            return True
        return Moment(self.cells.as_of).has(one.active_from, one.active_to)

    def row_tip(self, row: int) -> str:
        """Return the full name of an organisation, and how much it has."""
        one = self.snapshot.organisations[self.rows[row]]
        held = i18n.number(self.row_counts[one.id])
        text = _("{name}: in {count}") if self.subject is GROUPS else _("{name}: needs {count}")
        return text.format(name=one.name, count=held)

    def column_tip(self, column: int) -> str:
        """Return the name of a column, how many it holds, and how many of them are shown."""
        one = self.columns[column]
        shown, all_of_them = self.column_counts[one], self.cells.count_of(one)
        if shown == all_of_them:
            text = _("{name}: {count}")
        else:
            text = _("{name}: {count}, of which {shown} shown")
        return text.format(
            name=self.name_of_column(column),
            count=i18n.number(all_of_them),
            shown=i18n.number(shown),
        )

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        cell = self.cell(index)
        mark = self.marks.get(cell)
        if mark is not None and role in _SAID:
            return mark.text if role == Qt.ItemDataRole.DisplayRole else tooltip(mark.reason)
        if role == Qt.ItemDataRole.DisplayRole:
            link = self.cells.holding(cell)
            return "" if link is None else words.of_link(link)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.of_cell(self.snapshot, self.cells, cell)
        if role == Qt.ItemDataRole.ToolTipRole and self.cells.at(cell):
            return tooltip(words.of_cell(self.snapshot, self.cells, cell))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if not 0 <= section < len(self.columns if across else self.rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name_of_column(section) if across else self.name_of_row(section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.column_tip(section) if across else self.row_tip(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.column_tip(section) if across else self.row_tip(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ALL if index.isValid() else Qt.ItemFlag.NoItemFlags


def columns_of(snapshot: Snapshot, subject: Subject) -> list[RecordId]:
    """Return the columns in order; the platform, where everybody sits, comes last."""
    if subject is GROUPS:
        platform = snapshot.info.platform
        groups = snapshot.groups.values()
        return [
            one.id for one in sorted(groups, key=lambda g: (g.id == platform, g.rank, g.name, g.id))
        ]
    needs = sorted(snapshot.needs.values(), key=lambda need: (need.rank, need.name, need.id))
    return [one.id for one in needs]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return neighbouring places as (first, last)."""
    breaks = [i for i, (a, b) in enumerate(pairwise(places), 1) if b != a + 1]
    begins, ends = [0, *breaks], [*breaks, len(places)]
    return [(places[a], places[b - 1]) for a, b in zip(begins, ends, strict=True) if b > a]


def _differing(before: Counter[RecordId], after: Counter[RecordId]) -> set[RecordId]:
    return {one for one in before.keys() | after.keys() if before[one] != after[one]}
