"""Who must answer, each with a bar: what waits, what is promised, what is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Load
from oci_map.roundtable.follow_up_words import body_name, load_sentence
from oci_map.ui import theme
from oci_map.ui.plain import tooltip
from oci_map.ui.row_paint import paint_ground, show_painted

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_LOAD_ROLE: Final = Qt.ItemDataRole.UserRole
_HEIGHT: Final = 46
_PAD: Final = 12
_BAR: Final = 8


class LoadModel(QAbstractListModel):
    """The bodies, who has most to answer first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.loads: tuple[Load, ...] = ()

    def show(self, snapshot: Snapshot, loads: Sequence[Load]) -> None:
        """Show these."""
        self.beginResetModel()
        self.snapshot = snapshot
        self.loads = tuple(loads)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.loads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.loads):
            return None
        load = self.loads[index.row()]
        if role == _LOAD_ROLE:
            return load
        if role == Qt.ItemDataRole.DisplayRole:
            return body_name(self.snapshot, load.body)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = load_sentence(self.snapshot, load)
            return text if role == Qt.ItemDataRole.AccessibleTextRole else tooltip(text)
        return None


class _LoadDelegate(QStyledItemDelegate):
    def __init__(self, model: LoadModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, theme.px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        load: Load | None = index.data(_LOAD_ROLE)
        if load is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        paint_ground(painter, box.adjusted(4, 1, -4, -1), option.state)
        inner = box.adjusted(_PAD, 6, -_PAD, -8)
        self._paint_words(painter, load, inner)
        largest = max((one.total for one in self._model.loads), default=1) or 1
        self._paint_bar(painter, load, inner, largest)
        painter.restore()

    def _paint_words(self, painter: QPainter, load: Load, box: QRectF) -> None:
        top = int(Qt.AlignmentFlag.AlignTop)
        painter.setFont(theme.font(12, figures=True))
        text = _("nothing to answer")
        if load.waiting:
            waiting = ngettext("{count} to answer", "{count} to answer", load.waiting)
            text = waiting.format(count=number(load.waiting))
        painter.setPen(theme.colour("text_2" if load.waiting else "text_3"))
        painter.drawText(box, top | int(Qt.AlignmentFlag.AlignRight), text)
        room = box.width() - painter.fontMetrics().horizontalAdvance(text) - 8
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour("text_1"))
        name = body_name(self._model.snapshot, load.body)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(box, top, shown)

    def _paint_bar(self, painter: QPainter, load: Load, box: QRectF, largest: int) -> None:
        unit = box.width() / largest
        x, y = box.left(), box.bottom() - _BAR
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, count in bar_parts(load):
            if count:
                painter.setBrush(theme.colour(colour))
                painter.drawRoundedRect(QRectF(x, y, max(2.0, unit * count - 1), _BAR), 2, 2)
                x += unit * count


class BodyList(QListView):
    """The bodies; one of them is chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.loads = LoadModel(self)
        self._body = RecordId("")
        self._quiet = False
        self.setObjectName("bodyList")
        self.setModel(self.loads)
        show_painted(self, _LoadDelegate(self.loads, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    @property
    def body(self) -> RecordId:
        """The body that is chosen; '' for none."""
        return self._body

    def show_loads(self, snapshot: Snapshot, loads: Sequence[Load]) -> None:
        """Show these; the chosen one stays chosen while it is there, else the first one is."""
        self._quiet = True
        self.loads.show(snapshot, loads)
        self.choose(self._body)
        self._quiet = False

    def choose(self, body: RecordId) -> None:
        """Choose a body; the first one when it is not there."""
        rows = [row for row, load in enumerate(self.loads.loads) if load.body == body]
        row = rows[0] if rows else 0
        self._body = self.loads.loads[row].body if self.loads.loads else RecordId("")
        self.setCurrentIndex(self.loads.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and 0 <= current.row() < len(self.loads.loads):
            self._body = self.loads.loads[current.row()].body
            self.chosen.emit(self._body)


def bar_parts(load: Load) -> Iterator[tuple[str, int]]:
    """Yield the parts of a bar from the left: a colour of the theme, and how many."""
    yield "warn", load.overdue
    yield "text_3", load.waiting - load.late_waiting
    yield "accent", load.promised - load.late_promised
    yield "ok", load.done
    yield "track", load.rejected
