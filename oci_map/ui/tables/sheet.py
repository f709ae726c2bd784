"""One noun's table with its filter, its columns and its place in the session's selection."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oci_map.document import Step
from oci_map.i18n import _
from oci_map.model.fields import NOUNS, Field
from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.finder import finder_of
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session
from oci_map.ui.tables.columns import table, width
from oci_map.ui.tables.editors import EditingDelegate
from oci_map.ui.tables.gestures import Gestures
from oci_map.ui.tables.model import RecordTable
from oci_map.ui.tables.order import Order
from oci_map.ui.tables.sieve import Sieve
from oci_map.ui.tables.view import TableView

_KEEP_AFTER_MS: Final = 400
#: Telling the other panels what is selected takes long, in seconds.
_LONG: Final = 0.025


class Sheet(QWidget):
    """Follows the document while it is shown, and catches up when it is shown again."""

    rows_changed = Signal()
    current_changed = Signal()

    def __init__(self, session: Session, noun: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.noun = noun
        self.typed = ""  # in the filter
        self.nearly = False  # no row holds that; the rows are called nearly so
        self._following = False
        self._held: tuple[RecordId, str, list[RecordId], list[str], int, int] | None = None
        self.model = RecordTable(noun, session.snapshot, self)
        self._take_preferences()
        self.model.set_editable(session.can_edit)
        self.view = TableView(self)
        self.gestures = Gestures(session, self)
        self.delegate = EditingDelegate(self.gestures.enter, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.setModel(self.model)
        self.sieve = Sieve(noun, self.model.names, self)
        self.empty = PlainLabel(role="second", wrap=True, parent=self.view.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_AFTER_MS)
        self._keeper.timeout.connect(self._keep_widths)
        self._telling_takes_long = False
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.timeout.connect(self.tell_selection)
        self._connect()
        self._widen()
        self._show_order()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        model, view, head = self.model, self.view, self.view.horizontalHeader()
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._restore)
        model.rowsInserted.connect(self._on_rows)
        model.rowsRemoved.connect(self._on_rows)
        view.selectionModel().selectionChanged.connect(self._on_selection)
        view.selectionModel().currentChanged.connect(self.current_changed)
        head.sectionClicked.connect(self.sort_by)
        head.sectionResized.connect(self._on_resized)
        self.sieve.found.connect(self._show_found)
        finder_of(self.session).grown.connect(self._look_again)
        self.delegate.stepped.connect(self._go_on)
        view.toggle_requested.connect(self.gestures.toggle)
        view.key_announced.connect(self._be_up_to_date)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.model.retranslate()
        self.view.setAccessibleName(NOUNS[self.noun].plural)
        self._say_empty()
        self.view.viewport().update()

    def fit_text(self) -> None:
        """Take on the colours and the size of the text."""
        self.view.fit_text()
        self._widen()
        self.view.viewport().update()

    # ---------------------------------------------------------------------------- the document

    def take_step(self, step: Step) -> None:
        """Follow a step of the document, row by row."""
        self._following = True
        try:
            self.model.take_step(step, self.session.snapshot)
        finally:
            self._following = False
        self._say_empty()

    def catch_up(self) -> None:
        """Follow what happened while this was not shown."""
        self._following = True
        try:
            self.model.catch_up(self.session.snapshot)
            self.model.set_editable(self.session.can_edit)
        finally:
            self._following = False
        if self.typed:
            self.sieve.look_for(self.typed, self.session.snapshot)
        self.follow_selection()
        self._say_empty()

    def show_document(self) -> None:
        """Show another document."""
        self.typed = ""
        self._following = True
        try:
            self.model.set_editable(False)
            self.model.show_document(self.session.snapshot)
            self.model.set_editable(self.session.can_edit)
        finally:
            self._following = False
        self._held = None
        self.view.scrollToTop()
        self._say_empty()

    # -------------------------------------------------------------------------- order and filter

    def sort_by(self, column: int) -> None:
        """Sort by a column; a second time turns the order round."""
        field = self.model.fields[column]
        order = self.model.order
        descending = order.field.name == field.name and not order.descending
        self.model.set_order(Order(field, descending))
        self._show_order()

    def look_for(self, typed: str) -> None:
        """Leave only the rows that hold every word typed."""
        self.typed = typed
        self.sieve.look_for(typed, self.session.snapshot)

    def _show_found(self, wanted: frozenset[RecordId] | None) -> None:
        self.nearly = False
        if wanted is not None and not wanted:
            # Nothing is written so: what is called nearly so, for a slip of the pen.
            found = finder_of(self.session).matches(self.typed)
            wanted = frozenset(one for noun, one in found if noun == self.noun)
            self.nearly = bool(wanted)
        self.model.show_only(wanted)
        self._say_empty()
        self.rows_changed.emit()

    def _look_again(self) -> None:
        """More of a large document is known by name now."""
        if self.typed and not self.model.ids and self.isVisible():
            self._show_found(frozenset())

    def _show_order(self) -> None:
        column = self.model.column_of(self.model.order.field.name)
        way = Qt.SortOrder.AscendingOrder
        if self.model.order.descending:
            way = Qt.SortOrder.DescendingOrder
        self.view.horizontalHeader().setSortIndicator(column, way)

    # --------------------------------------------------------------------------------- columns

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns, and remember that."""
        chosen = [one for one in table(self.noun).fields if one.name in names]
        if chosen:
            self.model.show_fields(chosen)
            self._widen()
            self._show_order()
            self._keep_widths()

    def _take_preferences(self) -> None:
        kept, self._widths = self.session.preferences.table(self.noun)
        known: list[Field] = [one for one in table(self.noun).fields if one.name in kept]
        if known:
            self.model.show_fields(known)

    def _widen(self) -> None:
        head = self.view.horizontalHeader()
        head.blockSignals(True)  # these are no widths that a person chose
        for column, field in enumerate(self.model.fields):
            head.resizeSection(column, theme.px(self._widths.get(field.name, width(field))))
        head.blockSignals(False)

    def _on_resized(self, column: int, _before: int, now: int) -> None:
        # Kept as they are with text of the usual size.
        self._widths[self.model.fields[column].name] = round(now * 100 / theme.px(100))
        self._keeper.start()

    def _keep_widths(self) -> None:
        columns = [one.name for one in self.model.fields]
        self.session.preferences.keep_table(self.noun, columns, self._widths)

    # ------------------------------------------------------------------------------- selection

    def _on_selection(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if self._following:
            return
        if self._telling_takes_long:
            # An arrow key that is held down does not wait for the inspector at each row.
            self._teller.start(0)
        else:
            self.tell_selection()

    def tell_selection(self) -> None:
        """Select in the session what is selected here."""
        self._teller.stop()
        if self._following:
            return
        begin = time.perf_counter()
        self._following = True
        try:
            self.session.select(*((self.noun, one) for one in self.view.chosen_ids()))
        finally:
            self._following = False
        self._telling_takes_long = time.perf_counter() - begin > _LONG

    def _be_up_to_date(self) -> None:
        """Tell what is selected before a key that may act on it, such as the one that deletes."""
        if self._teller.isActive():
            self.tell_selection()

    def follow_selection(self) -> None:
        """Select the rows of what is selected in the session."""
        if self._following:
            return
        self._teller.stop()
        wanted = list(self.session.selected(self.noun))
        if set(wanted) == set(self.view.chosen_ids()):
            return
        rows = self.model.rows_of(wanted)
        self._following = True
        try:
            self.view.select_rows(rows)
            if rows and self.view.currentIndex().row() not in rows:
                index = self.model.index(rows[0], max(0, self.view.currentIndex().column()))
                nothing = QItemSelectionModel.SelectionFlag.NoUpdate
                self.view.selectionModel().setCurrentIndex(index, nothing)
            if len(rows) == 1:
                self.view.scrollTo(self.model.index(rows[0], 0))
        finally:
            self._following = False

    def _go_on(self, down: int, right: int) -> None:
        """Take the next cell in hand, after an edit."""
        self.view.setFocus()
        current = self.view.currentIndex()
        if down or right:
            self.view.go_to(current.row() + down, current.column() + right)

    def _hold(self) -> None:
        """Remember what is in hand while all rows are shown anew."""
        view, model = self.view, self.model
        current = view.currentIndex()
        fields = model.fields
        self._held = (
            model.id_at(current.row()) if current.isValid() else RecordId("\0"),
            fields[current.column()].name if current.isValid() else "",
            view.chosen_ids(),
            [fields[one].name for one in view.chosen_columns()],
            view.verticalScrollBar().value(),
            view.horizontalScrollBar().value(),
        )

    def _restore(self) -> None:
        if self._held is None:
            return
        current, name, ids, names, down, across = self._held
        self._held = None
        before, self._following = self._following, True
        try:
            row = self.model.row_of(current)
            column = max(0, self.model.column_of(name))
            if row >= 0:
                nothing = QItemSelectionModel.SelectionFlag.NoUpdate
                index = self.model.index(row, column)
                self.view.selectionModel().setCurrentIndex(index, nothing)
            self._select_again(ids, names)
            self.view.verticalScrollBar().setValue(down)
            self.view.horizontalScrollBar().setValue(across)
        finally:
            self._following = before
        self._on_rows()

    def _select_again(self, ids: list[RecordId], names: list[str]) -> None:
        rows = self.model.rows_of(ids)
        columns = [at for one in names if (at := self.model.column_of(one)) >= 0]
        whole = len(columns) == self.model.columnCount()
        if not rows or not columns:
            return
        if whole or len(rows) > 1:
            self.view.select_rows(rows)
        else:
            self.view.select_block(rows[0], columns[0], rows[0], columns[-1])

    # ------------------------------------------------------------------------------ empty tables

    def _on_rows(self, *_of_the_signal: object) -> None:
        self._say_empty()
        self.rows_changed.emit()

    def _say_empty(self) -> None:
        none = not self.model.ids
        self.empty.setVisible(none)
        if not none:
            return
        if self.typed:
            text = _("No row holds “{typed}”.").format(typed=self.typed[:60])
        elif self.model.editable:
            text = _(
                "There are none yet. Type in the row above, paste cells of a spreadsheet, or import"
                " one."
            )
        else:
            text = _("There are none yet.")
        self.empty.setText(text)
        self._place_empty()

    def _place_empty(self) -> None:
        width = self.view.viewport().width()
        self.empty.setGeometry(QRect(24, 64, max(40, width - 48), 60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_empty()
