"""The first rows of a sheet of a file, and over each column where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.ui import theme

if TYPE_CHECKING:
    from oci_map.exchange.spreadsheet_cells import Block
    from oci_map.ui.tables.incoming import Incoming

_ROWS: Final = 8
_COLUMNS: Final = 60
_LONGEST: Final = 200
_HEADING: Final = 28

_Index = QModelIndex | QPersistentModelIndex


class IncomingModel(QAbstractTableModel):
    """Holds no more of a sheet than is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Block = ()
        self._heads: tuple[str, ...] = ()
        self._plan: Incoming | None = None

    def show_rows(self, rows: Block, plan: Incoming | None) -> None:
        """Show the beginning of a sheet, as it would be read."""
        self.beginResetModel()
        self._plan = plan
        begin = plan.above if plan is not None else 0
        headed = plan is not None and plan.headed
        self._heads = rows[begin] if headed else ()
        first = begin + (1 if headed else 0)
        self._rows = rows[first : first + _ROWS]
        self.endResetModel()

    def goes_to(self, column: int) -> str:
        """Return the name of the column of the table that takes this one; '' for none."""
        field = self._plan.fields[column] if self._plan is not None else None
        return "" if field is None else field.label

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        fields = () if self._plan is None else self._plan.fields
        return 0 if parent.isValid() else min(_COLUMNS, len(fields))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._rows[index.row()][index.column()][:_LONGEST])
        if role == Qt.ItemDataRole.ForegroundRole and not self.goes_to(index.column()):
            return theme.colour("text_3")
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if not across or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._heads and self._heads[section].strip():
            head = one_line(self._heads[section][:_LONGEST])
        else:
            head = _("Column {number}").format(number=i18n.number(section + 1))
        to = self.goes_to(section)
        head = head if len(head) <= _HEADING else f"{head[: _HEADING - 1]}…"
        return f"{head}\n→ {to}" if to else f"{head}\n" + _("left out")
