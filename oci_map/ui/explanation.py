"""What opens beside a figure: what it says, what it does not, its formula, source and records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map.drawing.text import one_line
from oci_map.graph.method import MEASURES
from oci_map.graph.method_page import Block, measure_blocks
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.ui import icons, naming, theme
from oci_map.ui.plain import PlainLabel
from oci_map.ui.prose import Prose
from oci_map.ui.session import Selected, Session
from oci_map.ui.views import MAP

_WIDTH: Final = 420
_HEIGHT: Final = 560
_MOST: Final = 200
_ROWS: Final = 4
_LONGEST: Final = 120


class Explanation(QFrame):
    """Stands over the window until something else is clicked, or Escape is pressed."""

    def __init__(
        self,
        session: Session,
        measures: Sequence[str],
        figure: str,
        records: Sequence[Selected],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("explanation")
        self._session = session
        self.prose = Prose(self)
        self.prose.setAccessibleName(_("How this is measured"))
        self.prose.show_blocks(_blocks(measures, figure))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.prose, 1)
        self.list = QListWidget(self)
        self.list.setVisible(bool(records))
        self.list.setIconSize(QSize(14, 14))
        if records:
            column.addWidget(self._title(len(records)))
            column.addWidget(self.list)
            self._fill(records)
        self.method = QToolButton(self)
        self.method.setProperty("look", "link")
        self.method.setText(_("All figures, and what is not known…"))
        column.addWidget(self.method, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.itemActivated.connect(self._go_to)
        self.list.itemClicked.connect(self._go_to)
        self.method.clicked.connect(self._show_method)

    def _title(self, count: int) -> PlainLabel:
        text = ngettext("{count} record behind it", "{count} records behind it", count)
        return PlainLabel(text.format(count=number(count)), role="section", parent=self)

    def _fill(self, records: Sequence[Selected]) -> None:
        snapshot = self._session.snapshot
        for noun, one in records[:_MOST]:
            name = one_line(naming.short(snapshot, noun, one)[:_LONGEST])
            item = QListWidgetItem(icons.icon(naming.ICONS.get(noun, "circle-dot")), name)
            item.setData(Qt.ItemDataRole.UserRole, (noun, str(one)))
            self.list.addItem(item)
        if len(records) > _MOST:
            more = QListWidgetItem(_("… and {count} more").format(
                count=number(len(records) - _MOST)
            ))  # fmt: skip
            more.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(more)
        self.list.setAccessibleName(_("Records behind it"))
        rows = min(_ROWS, self.list.count())
        self.list.setFixedHeight(rows * max(20, self.list.sizeHintForRow(0)) + 6)

    def show_beside(self, widget: QWidget) -> None:
        """Open under a widget, inside the screen."""
        self.resize(theme.px_wide(_WIDTH), theme.px(_HEIGHT))
        at = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        room = widget.screen().availableGeometry()
        x = min(at.x(), room.right() - self.width())
        y = at.y() if at.y() + self.height() < room.bottom() else room.bottom() - self.height()
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()
        self.prose.setFocus()

    def _go_to(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        if found:
            noun, one = found
            self._session.select((noun, RecordId(one)))
            self._session.show_view(MAP)

    def _show_method(self) -> None:
        self.close()
        self._session.show_view("method")

    # ----------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _blocks(measures: Sequence[str], figure: str) -> list[Block]:
    blocks = [Block("text", figure)] if figure else []
    for key in measures:
        blocks += measure_blocks(MEASURES[key])
    return blocks
