"""A list that opens under a field to choose records from, searched while typing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.operations.record_names import RecordNames
from oci_map.ui import theme
from oci_map.ui.finder import finder_of
from oci_map.ui.plain import PlainLabel
from oci_map.ui.record_delegate import ROW_HEIGHT, RecordDelegate
from oci_map.ui.record_model import ID_ROLE, RecordModel
from oci_map.ui.record_rows import Row, rows_of
from oci_map.ui.row_paint import show_painted
from oci_map.ui.session import Session

_WIDTH: Final = 300
_MOST_ROWS: Final = 10
#: The row that adds what was typed.
_NEW: Final = RecordId("+")


class Picker(QFrame):
    """Offers the records of a noun; says which one was picked."""

    picked = Signal(str)
    named = Signal(str)  # what is to be added, where that was offered

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._session = session
        self._noun = ""
        self._rows: list[Row] = []
        self._finder = finder_of(session)
        self._addable = False
        self._names = RecordNames(session.snapshot)
        self._under: QWidget | None = None
        self.setObjectName("picker")
        self.search = QLineEdit(self)
        self.search.setMaxLength(500)
        self.model = RecordModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setProperty("ownSize", True)
        show_painted(self.list, RecordDelegate(session, self.list))
        self._nothing = PlainLabel(role="second", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._pick)
        self.list.activated.connect(self._pick)

    def offer(
        self,
        noun: str,
        under: QWidget,
        *,
        without: Collection[RecordId] = (),
        none: str = "",
        addable: bool = False,
    ) -> None:
        """Open under a widget with the records of a noun; `none` is a first row for nothing.

        Where it is `addable`, what is typed and not there yet is offered to be added.
        """
        listed = rows_of(self._session.snapshot, noun, without)
        if none:
            listed.insert(0, Row(RecordId(""), none, "", none))
        self._noun, self._rows, self._addable = noun, listed, addable
        self._names.follow(self._session.snapshot)
        self._under = under
        self.setAccessibleName(NOUNS[noun].plural)
        self.list.setAccessibleName(NOUNS[noun].plural)
        words = _("Search, or type a new name") if addable else _("Search")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self._nothing.setText(_("Nothing is called that.") if listed else _("There are none yet."))
        self.search.clear()
        self.search.setVisible(addable or len(listed) > _MOST_ROWS)
        self._on_typed("")
        height = min(len(listed) + addable, _MOST_ROWS) * theme.px(ROW_HEIGHT) + 2
        self.list.setFixedHeight(max(height, theme.px(ROW_HEIGHT)))
        self.setFixedWidth(theme.px_wide(_WIDTH))
        self.adjustSize()
        self._stand_under(under)
        self.show()
        (self.search if self.search.isVisible() else self.list).setFocus()

    def _on_typed(self, typed: str) -> None:
        listed = self._finder.among(self._noun, self._rows, typed)
        if self._addable and self._is_new(typed):
            add = _("Add “{name}”").format(name=" ".join(typed.split()))
            listed = [*listed, Row(_NEW, add, "", add)]
        self.model.show_rows("picked", listed)
        self.list.setVisible(bool(listed))
        self._nothing.setVisible(not listed)
        if listed:
            self.list.setCurrentIndex(self.model.index(0))

    def _is_new(self, typed: str) -> bool:
        return bool(typed.strip()) and not self._names.meant(self._noun, typed)

    def _pick(self, index: QModelIndex) -> None:
        picked = index.data(ID_ROLE)
        if picked is not None and self.isVisible():
            self.close()
            if picked == _NEW:
                self.named.emit(" ".join(self.search.text().split()))
            else:
                self.picked.emit(picked)

    def _stand_under(self, widget: QWidget) -> None:
        area = widget.screen().availableGeometry()
        right = widget.mapToGlobal(QPoint(widget.width(), widget.height()))
        at = QPoint(
            max(area.left(), min(right.x() - self.width(), area.right() - self.width())),
            min(right.y() + 2, area.bottom() - self.height()),
        )
        self.move(at)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Else the keyboard goes back to where it was before, which may be a name to type over.
        under, self._under = self._under, None
        if under is not None and under.isVisible() and under.isEnabled():
            under.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.search and pressed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.list.currentIndex())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self.model.index(row))
