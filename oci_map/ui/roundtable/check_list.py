"""A list to tick things off: a box, a name, and a few words about it under the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.ui import icons, theme
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import tooltip
from oci_map.ui.row_paint import paint_ground, show_painted, write
from oci_map.values import dataclass

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT: Final = 46
_BOX: Final = 16
_LONGEST: Final = 400
CODE_ROLE: Final = Qt.ItemDataRole.UserRole
WORDS_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: what it stands for, its name, a few words, and whether it is ticked."""

    code: str
    text: str
    words: str
    checked: bool


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Choice] = []

    def show_rows(self, rows: Sequence[Choice]) -> None:
        """Show these rows; where only ticks and words differ the view stays as it is."""
        if list(rows) == self.rows:
            return
        same = [one.code for one in rows] == [one.code for one in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = list(rows)
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.text[:_LONGEST])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(row.text[:_LONGEST])}, {row.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.text)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        return {CODE_ROLE: row.code, WORDS_ROLE: row.words}.get(role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        # What is chosen here is what is ticked, so that the row itself stays plain.
        paint_ground(
            painter, box.adjusted(0, 1, 0, -1), option.state & ~QStyle.StateFlag.State_Selected
        )
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        side = theme.px(_BOX)
        at = QRectF(box.left() + 8, box.center().y() - side / 2, side, side)
        _paint_box(painter, at, checked=checked)
        left = at.right() + 10
        room = int(box.right() - 8 - left)
        half = box.height() / 2
        words = str(index.data(WORDS_ROLE) or "")
        first = QRectF(left, box.top() + 3, room, half - 2)
        if not words:
            first = QRectF(left, box.top(), room, box.height())
        write(painter, first, index.data(), theme.font(13, 500 if checked else 400), "text_1")
        write(painter, first.translated(0, half - 4), words, theme.font(12, 400), "text_3")
        painter.restore()


def _paint_box(painter: QPainter, at: QRectF, *, checked: bool) -> None:
    painter.setPen(QPen(theme.colour("accent" if checked else "text_3"), 1))
    painter.setBrush(theme.colour("accent" if checked else "surface"))
    painter.drawRoundedRect(at, 4, 4)
    if checked:
        size = round(at.width() - 3)
        drawn = icons.pixmap("check", "on_accent", size, device_ratio(painter))
        painter.drawPixmap(at.center() - QPointF(size / 2, size / 2), drawn)


class CheckList(QListView):
    """A click or Space ticks a row; whoever listens says whether that holds."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("checkList")
        self._model = _Model(self)
        self.setModel(self._model)
        show_painted(self, _Delegate(self))

    @property
    def rows(self) -> list[Choice]:
        """The rows that are shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Choice]) -> None:
        """Show these rows instead."""
        self._model.show_rows(rows)
        self.viewport().update()

    def tick(self, index: QModelIndex) -> None:
        """Ask for the other state of a row."""
        if index.isValid() and self.isEnabled():
            row = self._model.rows[index.row()]
            self.ticked.emit(row.code, not row.checked)

    # --------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self.tick(index)

    def event(self, event: QEvent) -> bool:
        return claimed(event, Qt.Key.Key_Space) or super().event(event)
