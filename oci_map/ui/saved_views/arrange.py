"""The list of saved views: rename, order, duplicate, delete, and titles for exports."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.view_settings import read
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import SavedView
from oci_map.operations import views
from oci_map.ui import icons, saved_view, text_size, theme
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.saved_views.model import ID_ROLE, ViewsModel
from oci_map.ui.session import Session

_WIDE, _HIGH = 460, 460
_FRAME = QSize(16, 48)  # what the system draws round it
_BUTTONS = ("arrow-up", "arrow-down", "copy", "trash-2")


class ArrangeViews(QDialog):
    """Stands beside the map while the views are put in order; everything it does is a step."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("arrangeViews")
        self.model = ViewsModel(session, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.buttons = {name: self._button(name) for name in _BUTTONS}
        self.rename = PushButton(self)
        self.rename.clicked.connect(self.ask_name)
        self.show_it = PushButton(self)
        self.show_it.clicked.connect(self._open_current)
        self.title = QLineEdit(self)
        self.subtitle = QLineEdit(self)
        for field in (self.title, self.subtitle):
            field.setMaxLength(500)
            field.editingFinished.connect(self._keep_titles)
        self._nothing = PlainLabel(role="second", wrap=True, parent=self)
        self._hint = PlainLabel(role="caption", wrap=True, parent=self)
        self._labels = [PlainLabel(role="second") for _field in range(2)]
        self._lay_out()
        room = self.screen().availableSize() - _FRAME
        self.resize(QSize(theme.px_wide(_WIDE), theme.px_wide(_HIGH)).boundedTo(room))
        text_size.adopt(self)
        session.stepped.connect(self._follow)
        session.language_changed.connect(self.retranslate)
        session.document_changed.connect(self.close)
        self.retranslate()
        self._choose_first()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(name))
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(30, 28)
        button.clicked.connect(self._act)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.show_it)
        row.addWidget(self.rename)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        form = QFormLayout()
        form.setSpacing(6)
        for label, field in zip(self._labels, (self.title, self.subtitle), strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addLayout(form)
        column.addWidget(self._hint)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setWindowTitle(_("Saved views"))
        self.list.setAccessibleName(_("Saved views"))
        self.show_it.setText(_("Show"))
        self.rename.setText(_("Rename"))
        texts = (_("Move up"), _("Move down"), _("Duplicate"), _("Delete"))
        keys = ("Alt+↑", "Alt+↓", "Ctrl+D", "Del")
        for button, text, key in zip(self.buttons.values(), texts, keys, strict=True):
            button.setToolTip(f"{text} ({key})")
            button.setAccessibleName(text)
        self.title.setPlaceholderText(self._session.snapshot.info.title[:100])
        for field, label, text in zip(
            (self.title, self.subtitle),
            self._labels,
            (_("Title"), _("Line below it")),
            strict=True,
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._hint.setText(_("The title stands above the picture when it is exported."))
        self._nothing.setText(
            _("There are none yet. “Save as a new view” keeps what the map shows now.")
        )
        self._follow()

    # --------------------------------------------------------------------------- what it shows

    @property
    def current(self) -> SavedView | None:
        """The view that is chosen in the list."""
        return self.model.view(self.list.currentIndex().row())

    def ask_name(self) -> None:
        """Let the person type another name for the chosen view."""
        if self.current is not None and self._session.can_edit:
            self.list.edit(self.list.currentIndex())

    def choose(self, view: RecordId) -> None:
        """Choose a view in the list."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(view)))

    def _choose_first(self) -> None:
        self.list.setCurrentIndex(
            self.model.index(max(0, self.model.row_of(self._session.shown.view)))
        )

    def _follow(self, *_of_the_signal: object) -> None:
        view, editable = self.current, self._session.can_edit
        row, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        self.list.setVisible(last >= 0)
        self._nothing.setVisible(last < 0)
        self.show_it.setEnabled(view is not None)
        self.rename.setEnabled(view is not None and editable)
        for name, button in self.buttons.items():
            possible = {"arrow-up": row > 0, "arrow-down": row < last}.get(name, True)
            button.setEnabled(view is not None and editable and possible)
        kept = None if view is None else read(view.settings).settings
        code = i18n.language()
        for field, name in ((self.title, "title"), (self.subtitle, "subtitle")):
            field.setEnabled(view is not None and editable)
            text = "" if kept is None else str(getattr(kept, f"{name}_{code}"))
            if field.text() != text and not field.hasFocus():
                field.setText(text)

    # -------------------------------------------------------------------------------- gestures

    def _act(self) -> None:
        for name, button in self.buttons.items():
            if button is self.sender():
                self._do(name)

    def _do(self, name: str) -> None:
        view, row = self.current, self.list.currentIndex().row()
        if view is None or not self._session.can_edit:
            return
        if name == "arrow-up" and row > 0:
            self.model.moved(row, row - 1)
        elif name == "arrow-down" and row < self.model.rowCount() - 1:
            self.model.moved(row, row + 2)
        elif name == "copy" and self._session.run(views.duplicate, view.id):
            self.list.setCurrentIndex(self.model.index(row + 1))
        elif name == "trash-2":
            self._session.run(views.delete, view.id)
        self._follow()

    def _open(self, index: QModelIndex) -> None:
        saved_view.open_view(self._session, index.data(ID_ROLE))

    def _open_current(self) -> None:
        if self.current is not None:
            saved_view.open_view(self._session, self.current.id)

    def _keep_titles(self) -> None:
        view, code = self.current, i18n.language()
        if view is not None and self._session.can_edit:
            texts = {f"title_{code}": self.title.text(), f"subtitle_{code}": self.subtitle.text()}
            saved_view.titled(self._session, view, **texts)

    # ---------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        with_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if with_alt and event.key() == Qt.Key.Key_Up:
            self._do("arrow-up")
        elif with_alt and event.key() == Qt.Key.Key_Down:
            self._do("arrow-down")
        elif with_ctrl and event.key() == Qt.Key.Key_D:
            self._do("copy")
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._do("trash-2")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._open_current()
        else:
            super().keyPressEvent(event)
