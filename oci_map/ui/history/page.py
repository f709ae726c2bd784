"""The view of the history: the steps at the left, the chosen one at the right."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from oci_map import i18n
from oci_map.document import Document
from oci_map.drawing.text import one_line
from oci_map.errors import UserError
from oci_map.i18n import _, ngettext
from oci_map.model.change import ChangeId
from oci_map.model.ids import RecordId
from oci_map.operations.labels import name_at
from oci_map.store.history import PastStep
from oci_map.ui import icons
from oci_map.ui.actions import Actions
from oci_map.ui.history import words
from oci_map.ui.history.detail import StepDetail
from oci_map.ui.history.model import ENTRY_ROLE, STEP_ROLE, StepsModel
from oci_map.ui.jobs import Jobs
from oci_map.ui.moments import MomentsPage
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.session import Session

_MOST_RECORDS: Final = 20
_ROWS_AT_ONCE: Final = 250  # are made ready for searching in about 20 ms


class HistoryPage(MomentsPage):
    """The steps that were taken, searched by their words and by what they touched."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("historyPage")
        self._record: tuple[str, RecordId] | None = None
        self._record_name = ""
        self._shown: ChangeId | None = None
        self.search = QLineEdit(self)
        self.search.setMaxLength(200)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icons.icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.about = ElidedLabel(role="second", parent=self)
        self.all = QToolButton(self)
        self.all.setProperty("look", "link")
        self.count = PlainLabel(role="caption", parent=self)
        self.model = StepsModel(session, self)
        self.detail = StepDetail(jobs, self)
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = self._lay_out_sides(self.model, self.detail)
        column.setContentsMargins(12, 12, 12, 0)
        self._about_row = QWidget(self)
        row = QHBoxLayout(self._about_row)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.about, 1)
        row.addWidget(self.all)
        for place, part in enumerate((self.search, self._about_row, self.count)):
            column.insertWidget(place, part)

    def _connect(self) -> None:
        session = self.session
        self.search.textChanged.connect(self._ask)
        self.all.clicked.connect(self._show_all)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.model.renewed.connect(self._choose_again)
        self.detail.record_requested.connect(self.show_record)
        self.detail.back.clicked.connect(self.actions_["go_back"].trigger)
        self.actions_["go_back"].triggered.connect(self.go_back)
        self._settle.timeout.connect(self._show_preview)
        self._reading.timeout.connect(self._read_on)
        session.stepped.connect(self._follow)
        session.document_changed.connect(self._on_document)
        session.theme_changed.connect(self._show_again)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.search.setPlaceholderText(_("Search steps and names"))
        self.search.setAccessibleName(_("Search steps and names"))
        self.list.setAccessibleName(_("Steps, the newest first"))
        self.all.setText(_("All steps"))
        self.detail.retranslate()
        self.model.retranslate()
        self._say()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self._choose_again()

    def show_record(self, noun: str, record: str) -> None:
        """Show only what one record went through; all steps when there is no noun."""
        if not noun:
            self._show_all()
            return
        self._record = (noun, RecordId(record))
        self._record_name = name_at(self.session.snapshot, noun, RecordId(record)) or _(
            "a record that is gone"
        )
        self._ask()

    # --------------------------------------------------------------------------- what it shows

    def _ask(self) -> None:
        self.model.ask(self.search.text(), self._record)
        self._say()

    def _show_all(self) -> None:
        self._record = None
        self._ask()

    def _follow(self, *_of_the_signal: object) -> None:
        if self.isVisible():
            self.model.follow()
            self._say()
            if not self.list.currentIndex().isValid():
                self._choose_again()
            self._show_again()

    def _on_document(self) -> None:
        self._record = None
        self.search.clear()
        self._shown = None
        self.model.ask("", None)
        self.model.follow()
        if self.isVisible():
            self._follow()
            self._reading.start()

    def _say(self) -> None:
        count = self.model.count
        text = ngettext("{count} step", "{count} steps", count)
        self.count.setText(text.format(count=i18n.number(count)))
        self._about_row.setVisible(self._record is not None)
        self.about.setText(_("History of {name}").format(name=one_line(self._record_name[:200])))
        if not self.model.rowCount():
            self.detail.show_nothing(self._why_empty())

    def _why_empty(self) -> str:
        if self.model.problem:
            return self.model.problem
        if self.search.text() or self._record is not None:
            return _("No step is called that, or touched anything called that.")
        return _("Nothing was changed yet. Every change will stand here, and can be gone back to.")

    def _choose_again(self) -> None:
        row = max(0, self.model.row_of(self._shown)) if self._shown is not None else 0
        self.list.setCurrentIndex(self.model.index(row))
        self._show_again()

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_again()

    def _show_again(self) -> None:
        """Show the chosen step in words at once, and its map when the choice has settled."""
        index, document = self.list.currentIndex(), self.session.document
        step, entry = index.data(STEP_ROLE), index.data(ENTRY_ROLE)
        if document is None or not isinstance(step, PastStep) or not self.isVisible():
            return
        self._shown = step.id
        try:
            changes = document.past.changes(step)
            known = words.lookup(self.session.snapshot, changes, partial(document.at, step.id))
        except UserError as problem:
            self.detail.show_nothing(problem.sentence)
            return
        told, more = words.lines(changes, known, _MOST_RECORDS)
        self.detail.show_step(entry, told, more)
        self.detail.show_way_back(False)  # until it is known what would change
        self._settle.start()

    def _show_preview(self) -> None:
        document, step = self.session.document, self._shown
        if document is None or step is None or not self.isVisible():
            return
        try:
            then = document.at(step)
        except UserError as problem:
            self.detail.preview.show_nothing(problem.sentence)
            self.detail.show_way_back(False)
            return
        is_now = then == self.session.snapshot
        self.detail.show_way_back(self.session.can_edit and not is_now, is_now=is_now)
        self.detail.preview.show_snapshot(then)

    def _read_on(self) -> None:
        """Make some more steps ready for searching, until all are."""
        document = self.session.document
        try:
            more = document is not None and document.past.prepare(_ROWS_AT_ONCE)
        except UserError:
            more = False  # the search says what is wrong
        if not more:
            self._reading.stop()

    # -------------------------------------------------------------------------------- gestures

    def go_back(self) -> None:
        """Make everything as it was after the chosen step."""
        if self._shown is not None and self.isVisible() and self.session.can_edit:
            self.session.run(Document.restore_to, self._shown)

    # ---------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.follow()
        self._say()
        self._choose_again()
        self._reading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reading.stop()
