"""The panel at the left: a search, what there is of each noun, and a list of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _
from oci_map.ui import first_picture, icons
from oci_map.ui.actions import Actions
from oci_map.ui.claimed_key import claimed
from oci_map.ui.drop_button import DropButton
from oci_map.ui.navigator_entries import ENTRIES, Counts, Entry, EntryRows, entry_of
from oci_map.ui.navigator_entry import EntryButton
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.record_delegate import RecordDelegate
from oci_map.ui.record_model import ID_ROLE, RecordModel
from oci_map.ui.record_rows import ORDERS, Order, Row
from oci_map.ui.row_paint import show_painted
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.ui.finder import Finder

WIDTH: Final = 232
RAIL: Final = 48
_ADDING: Final = {
    "organisation": "add_organisation",
    "government": "add_organisation",
    "working_group": "add_group",
    "need": "add_need",
}


class Navigator(QWidget):
    """Finds a record by what is typed, and selects it."""

    expand_requested = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._counts = Counts()
        self._entry: Entry = ENTRIES[0]
        self._order: Order = "name"
        self._made_rows: dict[str, EntryRows] = {}
        self._rows: dict[str, list[Row]] = {}
        self._following = False
        self._finder: Finder | None = None
        self.setObjectName("navigator")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._made = False
        self._is_rail = False
        self._make()

    # ------------------------------------------------------------------------------- what it is

    def _make(self) -> None:
        """Make what is in the panel; the first picture does without."""
        if first_picture.holds_back(self._make):
            return
        # Each part is made where it stays: Qt styles it anew when it moves.
        self._full = full = QWidget(self)
        self.search = QLineEdit(full)
        self._keys = PlainLabel(role="caption", parent=self.search)
        self.entries = {one.key: EntryButton(one, full) for one in ENTRIES}
        self._head = PlainLabel(role="head", parent=full)
        self._order_button = DropButton(full)
        self._order_menu = QMenu(self)
        self._orders = QActionGroup(self)
        self._add = QToolButton(full)
        self.model = RecordModel(self)
        self.list = QListView(full)
        self._nothing = PlainLabel(role="second", wrap=True, parent=full)
        self._rail = QWidget(self)
        self._rail_buttons: dict[str, QToolButton] = {}
        self._made = True
        self._prepare()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.set_rail(self._is_rail)

    def _prepare(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(30)
        self.search.setMaxLength(500)
        self.search.addAction(
            icons.icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.installEventFilter(self)
        hint = QHBoxLayout(self.search)
        hint.setContentsMargins(0, 0, 10, 0)
        hint.addStretch(1)
        hint.addWidget(self._keys)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._order_button.setMenu(self._order_menu)
        for order in ORDERS:
            action = self._orders.addAction(QAction(self._orders))
            action.setCheckable(True)
            action.setData(order)
        self._order_menu.addActions(self._orders.actions())
        self._add.setIcon(icons.icon("plus"))
        self._add.setIconSize(QSize(14, 14))
        self._add.setFixedSize(26, 26)
        self.list.setModel(self.model)
        show_painted(self.list, RecordDelegate(self._session, self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._full)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(0)
        column.addWidget(self.search)
        column.addSpacing(8)
        for button in self.entries.values():
            column.addWidget(button)
        column.addSpacing(8)
        line = Hairline(parent=self._full)
        outside = QHBoxLayout()
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(line)
        column.addLayout(outside)
        column.addSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self._head, 1)
        head.addWidget(self._order_button)
        head.addWidget(self._add)
        column.addLayout(head)
        column.addSpacing(2)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self._lay_out_rail()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._full)
        self._pages.addWidget(self._rail)

    def _lay_out_rail(self) -> None:
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for key, name in (("search", "search"), *((e.key, e.icon) for e in ENTRIES)):
            button = QToolButton(self._rail)
            button.setIcon(icons.icon(name))
            button.setIconSize(QSize(18, 18))
            button.setFixedSize(32, 32)
            button.setProperty("entry", key)
            button.clicked.connect(self._leave_rail)
            self._rail_buttons[key] = button
            column.addWidget(button)
        column.addStretch(1)
        opener = QToolButton(self._rail)
        opener.setIcon(icons.icon("panel-left"))
        opener.setIconSize(QSize(18, 18))
        opener.setFixedSize(32, 32)
        opener.clicked.connect(self.expand_requested)
        self._rail_buttons["open"] = opener
        column.addWidget(opener)

    def _connect(self) -> None:
        session = self._session
        for button in self.entries.values():
            button.chosen.connect(self._choose_entry)
        self.search.textChanged.connect(self._on_typed)
        self._orders.triggered.connect(self._choose_order)
        self._add.clicked.connect(self._add_one)
        self.list.selectionModel().selectionChanged.connect(self._on_list_selection)
        self.list.doubleClicked.connect(self._actions["centre"].trigger)
        session.document_changed.connect(self._on_document)
        session.stepped.connect(self.refresh)
        session.selection_changed.connect(self._follow_selection)
        session.theme_changed.connect(self._repaint)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        if not self._made:
            return
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search"))
        keys = self._actions["find"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._keys.setText(keys.replace("+", " "))
        for action in self._orders.actions():
            action.setText(_(ORDERS[action.data()]))
        for key, button in self._rail_buttons.items():
            text = {"search": _("Search"), "open": _("Show the navigator")}.get(key)
            button.setToolTip(text or _(self.entries[key].entry.text))
            button.setAccessibleName(button.toolTip())
        self._made_rows.clear()
        self.refresh()

    def set_rail(self, rail: bool) -> None:
        """Show only icons, or everything."""
        self._is_rail = rail
        if self._made:
            self._pages.setCurrentIndex(1 if rail else 0)

    def focus_search(self) -> None:
        """Let the person type what to look for."""
        first_picture.end()  # who is that quick need not wait
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # -------------------------------------------------------------------------- what it shows

    def refresh(self, *_of_the_signal: object) -> None:
        """Show the records as they are now."""
        typed = self.search.text()
        # Rows are made for what is looked at; of the others only the count is shown.
        wanted = ENTRIES if typed.strip() else (self._entry,)
        for entry in wanted:
            self._renew(entry)
        hits = {entry.key: self._found(entry, typed) for entry in wanted}
        if typed and not hits[self._entry.key]:
            # What is looked for may well be of another noun.
            self._entry = next((e for e in ENTRIES if hits[e.key]), self._entry)
        for key, button in self.entries.items():
            found = (
                len(hits[key])
                if len(hits) > 1
                else self._counts.of(self._session.snapshot, button.entry)
            )
            button.set_count(i18n.number(found))
            button.setChecked(key == self._entry.key)
        self._head.setText(_(self._entry.text))
        self.list.setAccessibleName(_(self._entry.text))
        self._order_button.setText(_(ORDERS[self._order]))
        self._order_button.setVisible(self._entry.noun == "organisation")
        for action in self._orders.actions():
            action.setChecked(action.data() == self._order)
        self._follow_adding()
        self._say_nothing(bool(hits[self._entry.key]))
        place = self.list.verticalScrollBar().value()
        self.model.show_rows(self._entry.noun, hits[self._entry.key])
        self.list.verticalScrollBar().setValue(place)
        self._follow_selection()

    def _found(self, entry: Entry, typed: str) -> list[Row]:
        listed = self._rows[entry.key]
        if not typed.strip():
            return listed
        if self._finder is None:
            # The first picture does without.
            from oci_map.ui.finder import finder_of

            self._finder = finder_of(self._session)
            self._finder.grown.connect(self.refresh)
        return self._finder.among(entry.noun, listed, typed)

    def _renew(self, entry: Entry) -> None:
        made = self._made_rows.setdefault(entry.key, EntryRows(entry))
        self._rows[entry.key] = made.of(self._session.snapshot, self._order)

    def _follow_adding(self) -> None:
        name = _ADDING.get(self._entry.key)
        self._add.setVisible(name is not None and self._session.can_edit)
        if name is not None:
            self._add.setToolTip(self._actions[name].toolTip())
            self._add.setAccessibleName(self._actions[name].toolTip())

    def _say_nothing(self, any_rows: bool) -> None:
        self._nothing.setVisible(not any_rows)
        self.list.setVisible(any_rows)
        self._nothing.setText(
            _("Nothing is called that.") if self.search.text() else _("There are none yet.")
        )

    def _repaint(self) -> None:
        self.list.viewport().update()

    # ------------------------------------------------------------------------------- gestures

    def _on_document(self) -> None:
        self.search.clear()
        self._entry = ENTRIES[0]
        self.refresh()

    def _on_typed(self, typed: str) -> None:
        self._keys.setVisible(not typed)
        self.refresh()

    def _choose_entry(self, key: str) -> None:
        self._entry = next(one for one in ENTRIES if one.key == key)
        self.refresh()

    def _choose_order(self, action: QAction) -> None:
        self._order = action.data()
        self.refresh()

    def _add_one(self) -> None:
        self._actions[_ADDING[self._entry.key]].trigger()

    def _leave_rail(self) -> None:
        key = self.sender().property("entry")
        self.expand_requested.emit()
        if key == "search":
            self.focus_search()
        elif key in self.entries:
            self._choose_entry(key)

    def _on_list_selection(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if self._following:
            return
        chosen = [index.data(ID_ROLE) for index in self.list.selectionModel().selectedIndexes()]
        self._session.select(*((self.model.noun, one) for one in chosen))

    def _follow_selection(self) -> None:
        """Show in the list what is selected; go to its noun when that is another one."""
        selection = self._session.selection
        entries = [
            entry_of(record, noun)
            for noun, one in selection[:200]
            if (record := self._session.snapshot.get(noun, one)) is not None
        ]
        other = entries[0] if entries and self._entry not in entries else None
        if other is not None and not self.search.text():
            self._choose_entry(other.key)
            return
        wanted = {one for noun, one in selection if noun == self.model.noun}
        chosen = QItemSelection()
        first = None
        for place, one in enumerate(self.model.ids):
            if one in wanted:
                index = self.model.index(place)
                chosen.select(index, index)
                first = first if first is not None else index
        self._following = True
        try:
            mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().select(chosen, mode)
            current = self.list.selectionModel().currentIndex()
            if first is not None and current not in chosen.indexes():
                nothing = QItemSelectionModel.SelectionFlag.NoUpdate
                self.list.selectionModel().setCurrentIndex(first, nothing)
            if first is not None and len(wanted) == 1:
                self.list.scrollTo(first)
        finally:
            self._following = False

    def _go_to_first(self) -> None:
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self.model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._take_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, enter = event.key(), (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        escapes = watched is self.search and key == Qt.Key.Key_Escape and self.search.text() != ""
        if escapes and claimed(event, Qt.Key.Key_Escape):
            return True  # it empties the search before it empties the selection
        if event.type() != QEvent.Type.KeyPress:
            return False
        if escapes:
            self.search.clear()
        elif watched is self.search and key in (Qt.Key.Key_Down, *enter):
            self._go_to_first()
        elif watched is self.list and key in enter:
            self._actions["centre"].trigger()
        else:
            return False
        return True
